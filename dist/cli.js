import { A as painter, D as cutToWidth, Gt as InputError, Ht as CancelledError, Kt as InternalError, L as harmless, Qt as fail, R as harmlessInColor, Ut as CommandError, Vt as version, Yt as exitCodes, Zt as requireInput, en as succeed, gt as maskedLog, in as secondsText, vt as maskedTerminal } from "./chunks/linkgate-core.js";
import { i as CommanderError, n as Option, r as Argument, t as Command } from "./chunks/commander.js";
import { c as roundLimits } from "./chunks/linkgate-request.js";
import { l as secretsOf } from "./chunks/linkgate-environment.js";
import { a as resultsHome, c as openWorld, d as plainEveryMs, f as realClock, l as stopOnSignals, n as allowClosedPipe, o as userResults, r as catchAll, s as guardProcess } from "./chunks/linkgate-world.js";
import { fileURLToPath } from "node:url";
import { extname, resolve } from "node:path";
import { tmpdir } from "node:os";
// src/commands/local/options.ts
const repo = {
	flags: "--repo <DIR>",
	about: "directory of the repository",
	otherwise: "the current directory"
};
const config = {
	flags: "--config <FILE>",
	about: "configuration file",
	otherwise: ".github/linkgate.yml, if it exists"
};
const json = {
	flags: "--json",
	about: "print JSON instead of text"
};
const html = {
	flags: "--html <FILE>",
	about: "write a page to this file, to look at in a browser: one file that loads nothing"
};
const markdown = {
	flags: "--markdown <FILE>",
	about: "write the pull-request comment as Markdown to this file"
};
const sarif = {
	flags: "--sarif <FILE>",
	about: "write the findings as SARIF 2.1.0 to this file"
};
const sbom = {
	flags: "--sbom <DIR>",
	about: "write a software bill of materials of each image at head to this directory (CycloneDX 1.6, JSON)"
};
const scans = {
	flags: "--scans <LIST>",
	about: "compare JSON of Trivy or Grype for the images: base or head, the mode, a platform if it is not the first of `platforms`, and the path, such as `head static trivy.json`, separated by commas"
};
const report = {
	flags: "--report <FILE>",
	about: "write the JSON report to this file"
};
// src/commands/local/verbs.ts
const commonExitCodes = [
	[2, "invalid input: arguments, configuration or repository"],
	[3, "linkgate could not finish"],
	[130, "cancelled"]
];
const verdictCodes = [
	[0, "every budget is kept or undecided, or only warns"],
	[1, "a budget is broken, a mode is not linked as it claims, or head does not start"],
	[3, "a budget or a mode could not be checked, for example because head does not build"]
];
const verbs = [
	{
		name: "init",
		summary: "write a configuration and a workflow for a repository",
		about: "Write `.github/linkgate.yml` and `.github/workflows/linkgate.yml` for the services found in the repository. Existing files are kept.",
		options: [
			repo,
			{
				flags: "--config <FILE>",
				about: "configuration file to write",
				otherwise: ".github/linkgate.yml"
			},
			{
				flags: "--force",
				about: "overwrite existing files"
			},
			{
				flags: "--dry-run",
				about: "print the files and write nothing"
			}
		],
		examples: [{
			command: "linkgate init --dry-run",
			about: "show what would be written"
		}, {
			command: "linkgate init --repo ../orders",
			about: "set up another repository"
		}],
		exitCodes: [[0, "the files are written"]]
	},
	{
		name: "check",
		summary: "build, measure and compare two revisions",
		about: "Build the images of HEAD and its merge base, measure both, and check the budgets. If the working tree has changes, it is compared instead of HEAD.",
		options: [
			{
				flags: "--base <REF>",
				about: "branch, tag or SHA to compare with",
				otherwise: "the merge base with the default branch"
			},
			repo,
			config,
			{
				flags: "--rounds <N>",
				about: `maximum starts of each variant, ${roundLimits.least} to ${roundLimits.most}`,
				otherwise: `200`
			},
			{
				flags: "--engine <NAME>",
				about: "what builds and runs images: `docker`, `embedded` (linkgate itself) or `auto`",
				otherwise: "auto, which is Docker or Podman if one answers, else embedded"
			},
			scans,
			report,
			markdown,
			html,
			sarif,
			sbom,
			json,
			{
				flags: "-q, --quiet",
				about: "show no progress, only the result, warnings and errors"
			}
		],
		examples: [{
			command: "linkgate check",
			about: "compare your changes with the default branch"
		}, {
			command: "linkgate check --base v1.4.0 --report report.json",
			about: "compare with a release and keep the report"
		}],
		exitCodes: verdictCodes
	},
	{
		name: "inspect",
		summary: "show how a program or an image is linked, and whether it starts",
		about: "Show how a program is linked (ELF, Mach-O or PE). For an image archive (`docker save`) or an OCI layout, also show its layers and whether its program can start.",
		operand: {
			name: "PATH",
			about: "program, image archive or OCI layout"
		},
		options: [
			{
				flags: "--base <ARCHIVE>",
				about: "archive of the base image, to mark the layers that come from it"
			},
			{
				flags: "--vulnerabilities",
				about: "also show the known vulnerabilities that are linked into the Go program"
			},
			{
				flags: "--vulnerability-database <PLACE>",
				about: "database for `--vulnerabilities`, which it implies: an address, a module with its version, or a directory",
				otherwise: "https://vuln.go.dev, or golang.org/x/vulndb@latest through the module proxy if that address cannot be reached"
			},
			json
		],
		examples: [
			{
				command: "linkgate inspect ./api",
				about: "inspect a program"
			},
			{
				command: "linkgate inspect image.tar --base debian.tar",
				about: "inspect an image"
			},
			{
				command: "linkgate inspect ./api --vulnerabilities",
				about: "look for known vulnerabilities"
			}
		],
		exitCodes: [[0, "the program is inspected, and an image can start as far as linkgate can check"], [1, "the image cannot start"]]
	},
	{
		name: "explain",
		summary: "show what the bytes of a Go program are, or why another one is larger",
		about: "Show which modules, packages and functions the bytes of a Go program (ELF, Mach-O or PE) come from. With a second program, show what changed its size, in bytes.",
		operand: {
			name: "PROGRAM",
			about: "program to explain, or the one to compare with"
		},
		optionalOperand: {
			name: "HEAD",
			about: "program whose change is explained"
		},
		options: [
			{
				flags: "--symbols <FILE>",
				about: "the same program (HEAD, if there are two) built without `-s -w`, to name the variables of a stripped one"
			},
			{
				flags: "--base-symbols <FILE>",
				about: "the same for PROGRAM, if there are two"
			},
			html,
			json
		],
		examples: [
			{
				command: "linkgate explain ./api",
				about: "list modules and packages by size"
			},
			{
				command: "linkgate explain api.old api.new",
				about: "list what made the program grow"
			},
			{
				command: "linkgate explain ./api --html api.html",
				about: "draw modules and packages as a treemap"
			}
		],
		exitCodes: [[0, "the program is explained"]]
	},
	{
		name: "judge",
		summary: "check an existing report against its budgets or others",
		about: "Check the budgets again with the numbers of a report. Nothing is built or measured.",
		operand: {
			name: "REPORT",
			about: "JSON report of an earlier run"
		},
		options: [
			{
				flags: "--config <FILE>",
				about: "configuration file with the budgets to check",
				otherwise: "the budgets in the report"
			},
			report,
			markdown,
			html,
			sarif,
			sbom,
			json
		],
		examples: [{
			command: "linkgate judge report.json",
			about: "show an earlier result"
		}, {
			command: "linkgate judge report.json --config other-budgets.yml",
			about: "try other budgets"
		}],
		exitCodes: verdictCodes
	},
	{
		name: "doctor",
		summary: "check the setup of this machine and the repository",
		about: "Check this machine, the configuration and the workflows, and print the YAML of every fix. With a report, also name the budgets that are too small for the noise of its runner.",
		options: [
			repo,
			config,
			{
				flags: "--report <FILE>",
				about: "JSON report of an earlier run, for advice on its budgets"
			},
			json
		],
		examples: [{
			command: "linkgate doctor",
			about: "check the current repository"
		}, {
			command: "linkgate doctor --report report.json",
			about: "also check the budgets"
		}],
		exitCodes: [[0, "linkgate can run here"], [2, "linkgate cannot run here, or the input is invalid"]]
	}
];
const outputVariables = [
	["NO_COLOR", "if set, print no colors"],
	["FORCE_COLOR", "if set, print colors even when the output is not a terminal"],
	["LINKGATE_CACHE", "directory of kept results, or `off` (default: `linkgate` in the cache directory of the user)"]
];
function exitCodesOf({ exitCodes }) {
	return [...new Map([...commonExitCodes, ...exitCodes])].toSorted(([a], [b]) => a - b);
}
// src/commands/local/command-line.ts
function readCommandLine(args, terminal) {
	let printed = "";
	let chosen;
	const program = programOf(terminal, {
		write: (text) => {
			printed += text;
		},
		choose: (line) => {
			chosen = line;
		}
	});
	try {
		program.parse(withoutHelp(args), { from: "user" });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.code === "commander.help" || error.exitCode === 0) return succeed({
			kind: "print",
			text: printed,
			isAsked: error.exitCode === 0
		});
		return fail(problemOf(error, helpFor(args)));
	}
	if (chosen === void 0) throw new Error("Commander has chosen no command");
	return succeed(chosen);
}
function programOf({ color, width }, { write, choose }) {
	const paint = painter(color);
	const title = (text) => paint(text, "bold");
	const program = new Command("linkgate").description("Compare a Go service's container image, statically and dynamically linked, between two revisions").version(version, "-V, --version", "print the version").helpOption("-h, --help", "print this help").helpCommand("help [command]", "print the help of a command").exitOverride().configureOutput({
		writeOut: write,
		writeErr: write,
		outputError: () => {},
		getOutHelpWidth: () => width,
		getErrHelpWidth: () => width,
		getOutHasColors: () => color,
		getErrHasColors: () => color
	}).configureHelp({
		styleTitle: title,
		subcommandTerm: (command) => command.name()
	}).addHelpText("after", list(title("Environment:"), outputVariables)).addHelpText("after", "\nRun `linkgate help <command>` for the options of a command.");
	for (const verb of verbs) addVerb(program, verb, {
		title,
		choose
	});
	return program;
}
function addVerb(program, verb, { title, choose }) {
	const { name, operand, optionalOperand } = verb;
	const command = program.command(name).summary(verb.summary).description(verb.about);
	if (operand !== void 0) command.addArgument(new Argument(`<${operand.name}>`, operand.about));
	if (optionalOperand !== void 0) command.addArgument(new Argument(`[${optionalOperand.name}]`, optionalOperand.about));
	for (const option of verb.options) command.addOption(new Option(option.flags, optionText(option)));
	const examples = verb.examples.flatMap((one) => [`  ${one.command}`, `      ${one.about}`]);
	command.addHelpText("after", [
		"",
		title("Examples:"),
		...examples
	].join("\n")).addHelpText("after", list(title("Exit codes:"), exitCodesOf(verb))).action(() => {
		const [subject = "", other] = command.args;
		choose({
			kind: "run",
			verb: name,
			values: command.opts(),
			subject,
			other
		});
	});
}
const optionText = ({ about, otherwise }) => otherwise === void 0 ? about : `${about} (default: ${otherwise})`;
function list(title, rows) {
	const width = Math.max(...rows.map(([term]) => String(term).length));
	return [
		"",
		title,
		...rows.map(([term, about]) => `  ${String(term).padEnd(width)}  ${about}`)
	].join("\n");
}
function withoutHelp(args) {
	const verb = args[0] === "help" ? args[1] : args[0];
	return verb !== void 0 && !/^-|^help$/.test(verb) && verbs.every(({ name }) => name !== verb) ? [verb] : args;
}
function helpFor(args) {
	const verb = verbs.find(({ name }) => name === args[0])?.name;
	return `linkgate ${verb === void 0 ? "" : `${verb} `}--help`;
}
function problemOf({ message }, help) {
	const [, what = message, meant] = /^error: (.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
	const problem = what.replace(/\. Expected (\d+) arguments? but got (\d+):.*$/s, " (expected $1, got $2)").replace(/'(.*)'/s, "`$1`").replace(/ argument missing$/, " needs a value");
	return meant === void 0 ? `${problem}: see \`${help}\`` : `${problem}: did you mean \`${meant}\`?`;
}
// src/commands/local/local.ts
async function runLocalCommand(local) {
	try {
		const exitCode = await chosenCommand(local);
		const uncaught = local.uncaught();
		return uncaught === void 0 ? exitCode : printFailure(uncaught, local.terminal);
	} catch (error) {
		return printFailure(local.uncaught() ?? error, local.terminal);
	}
}
async function chosenCommand({ args, openWorld, ...given }) {
	const { terminal } = given;
	const line = requireInput(readCommandLine(args, terminal));
	if (line.kind === "run") {
		const { verb, values, subject, other } = line;
		const world = openWorld({ isQuiet: values.quiet === true });
		return (await commandFor(verb))(values, {
			...given,
			world
		}, subject, other);
	}
	if (line.isAsked) {
		terminal.print(line.text);
		return exitCodes.passed;
	}
	terminal.printError(line.text);
	return exitCodes.wrongInput;
}
async function commandFor(verb) {
	if (verb === "check") return (await import("./chunks/linkgate-check.js")).checkCommand;
	return (await import("./chunks/linkgate-local.js")).localCommands[verb];
}
function printFailure(error, terminal) {
	if (error instanceof InputError) {
		for (const problem of error.problems) terminal.printError(`linkgate: ${problem}\n`);
		return exitCodes.wrongInput;
	}
	if (error instanceof CancelledError) {
		terminal.printError("linkgate: cancelled\n");
		return exitCodes.cancelled;
	}
	if (error instanceof CommandError) terminal.printError(`linkgate: ${error.message}\n`);
	else {
		const { message, trace } = error instanceof InternalError ? error : new InternalError(error);
		terminal.printError(`linkgate: ${[message, ...trace].join("\n")}\n`);
	}
	return exitCodes.notMeasured;
}
// src/world/terminal-log.ts
function plainLog(clock, signal, write) {
	const print = (line) => write(`${line}\n`);
	return {
		...linesBy(print),
		async step(heading, work) {
			if (signal.aborted) throw new CancelledError();
			const since = clock.now();
			print(`▸ ${heading} …`);
			const done = await work();
			print(`  done: ${heading} (${secondsText(clock.now() - since)})`);
			return done;
		},
		watch: (progress) => clock.every(plainEveryMs, () => print(`  ${progress()}`))
	};
}
function quietLog(signal, write) {
	const { warning, error } = linesBy((line) => write(`${line}\n`));
	return {
		info() {},
		notice() {},
		warning,
		error,
		async step(_, work) {
			if (signal.aborted) throw new CancelledError();
			return work();
		},
		watch: () => () => {}
	};
}
function linesBy(print) {
	return {
		info: (line) => print(`  ${line}`),
		notice: (line) => print(`  note: ${line}`),
		warning: (line) => print(`  warning: ${line}`),
		error: (line) => print(`  error: ${line}`)
	};
}
const redrawMs = 200;
const frames = [
	"⠋",
	"⠙",
	"⠹",
	"⠸",
	"⠼",
	"⠴",
	"⠦",
	"⠧",
	"⠇",
	"⠏"
];
const clearLine = `\r[2K`;
function liveLog(clock, signal, screen) {
	const steps = new Set();
	const watched = new Set();
	let frame = 0;
	let isShown = false;
	let stopTicking;
	const print = (line) => {
		clear();
		screen.write(`${harmless(line)}\n`);
		draw();
	};
	const clear = () => {
		if (isShown) screen.write(clearLine);
		isShown = false;
	};
	const draw = () => {
		const [step, watch] = [[...steps].at(-1), [...watched].at(-1)];
		const [shown, begun] = [watch ?? step, step ?? watch];
		if (shown === void 0 || begun === void 0) return;
		const text = `${signal.aborted ? "cancelling · " : ""}${shown.text()} · ${elapsedText(clock.now() - begun.since)}`;
		const line = `${frames[frame % frames.length]} ${harmless(text).replaceAll("\n", " ")}`;
		screen.write(`${clearLine}${cutToWidth(line, screen.columns() - 1)}`);
		isShown = true;
	};
	const during = (activities, text) => {
		const activity = {
			text,
			since: clock.now()
		};
		activities.add(activity);
		draw();
		stopTicking ??= clock.every(redrawMs, () => {
			frame += 1;
			draw();
		});
		return () => {
			activities.delete(activity);
			clear();
			if (steps.size + watched.size > 0) return draw();
			stopTicking?.();
			stopTicking = void 0;
		};
	};
	signal.addEventListener("abort", draw);
	return {
		...linesBy(print),
		async step(heading, work) {
			if (signal.aborted) throw new CancelledError();
			const since = clock.now();
			const end = during(steps, () => heading);
			try {
				return await work();
			} finally {
				end();
				print(`▸ ${heading} (${secondsText(clock.now() - since)})`);
			}
		},
		watch: (progress) => during(watched, progress)
	};
}
function elapsedText(ms) {
	const seconds = Math.floor(ms / 1e3);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
// src/world/local-process.ts
const narrow = 100;
const narrowest = 40;
const widest = 120;
function localProcess(given, { probeSource, script, workerScript }) {
	const { argv, env, stdout, stderr, platform } = given;
	const secrets = secretsOf(env);
	const { asIs } = guardProcess(given, secrets);
	const controller = new AbortController();
	const { signal } = controller;
	const uncaught = catchAll(given, () => controller.abort());
	allowClosedPipe(stdout);
	const color = showsColors(env, stdout.isTTY);
	const terminal = {
		print: (text) => color ? asIs(() => stdout.write(harmlessInColor(text))) : void stdout.write(text),
		printError: (text) => void stderr.write(text),
		color,
		width: Math.max(narrowest, Math.min(stdout.columns || narrow, widest))
	};
	const screen = {
		write: (text) => asIs(() => stderr.write(text)),
		columns: () => stderr.columns
	};
	return {
		terminal: maskedTerminal(terminal, secrets),
		resolve,
		probeSource,
		uncaught,
		args: argv.slice(2),
		openWorld({ isQuiet }) {
			stopOnSignals(controller);
			const log = isQuiet ? quietLog(signal, terminal.printError) : isLive(env, stderr) ? liveLog(realClock, signal, screen) : plainLog(realClock, signal, terminal.printError);
			return openWorld({
				env,
				temporaryRoot: tmpdir(),
				log: maskedLog(log, secrets),
				signal,
				secrets,
				results: localResults(script, env, platform),
				workerScript
			});
		}
	};
}
function localResults(script, env, platform) {
	const directory = userResults(env, platform);
	return directory === void 0 ? void 0 : resultsHome(script, directory);
}
function showsColors(env, isTTY = false) {
	const { NO_COLOR: none = "", FORCE_COLOR: force = "", TERM: kind } = env;
	if (force !== "") return !["0", "false"].includes(force);
	return none === "" && isTTY && kind !== "dumb";
}
function isLive({ TERM }, { isTTY, columns }) {
	return isTTY && TERM !== "dumb" && columns >= narrowest;
}
// src/cli.ts
const script = fileURLToPath(import.meta.url);
const files = {
	probeSource: fileURLToPath(new URL("../probe", import.meta.url)),
	script,
	workerScript: fileURLToPath(new URL(`./worker${extname(script)}`, import.meta.url))
};
runLocalCommand(localProcess(process, files)).then((exitCode) => {
	process.exitCode = exitCode;
});
export {};
