import { i as exitCodes, r as InputError, t as CancelledError } from "./errors.js";
import { $ as compiledPackages, A as outcomeOf, At as inputsOf, Dt as defaultLdflags, Et as formatSize, G as gather, H as aligned, K as readWorkflows, Mt as didYouMean, N as checksJson, Nt as version, Ot as usesOfLinkgate, P as checksText, Q as chooseDockerfile, R as printable, T as grids, Tt as readGoLines, U as displayWidth, V as painter, W as wrap, X as findGo, Z as findModules, _ as markdownBodies, _t as hasDirectory, a as platformProblem, at as neededStages, b as toldFindings, bt as parentOf, c as looksLikeProgram, ct as usualPlaces, d as findRunHints, dt as examine, et as surveyDockerfiles, f as openWorkspace, ft as isWell, gt as cleanPath, h as judge, ht as namedMain, i as notBuiltHere, it as stepsOf, jt as readInputs, k as exitCodeOf, kt as require_dist, l as readProgram, lt as defaultConfig, m as renderReport, mt as inRepository, n as readImage, nt as describeDockerfile, o as checkImage, ot as targetStage, p as parseReport, pt as discoverMain, q as contextOf, r as predictBuild, rt as whatItCompiles, s as formatName, st as usualPlace, t as run, tt as healthPath, u as pagedSource, ut as parseConfig, v as hardening, vt as joinPath, w as headlineOf, wt as compareGo, y as hardeningRows, yt as lastOf } from "./run.js";
import { S as textOf, c as terminalLog, g as openGit, n as stopSignal, s as realClock, t as openWorld, v as mountOptions, y as parseDockerfile } from "./open.js";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { tmpdir } from "node:os";
// src/init/detect/detected.ts
const nothingToStart = {
	env: {},
	serviceEnv: {},
	unknownEnv: [],
	envFiles: [],
	services: []
};
// src/init/detect/private-modules.ts
async function privateModules({ exec, files }, root, module) {
	const { exitCode, stdout } = await exec.tool([
		"go",
		"env",
		"GOPRIVATE"
	], { cwd: root });
	const patterns = exitCode === 0 ? stdout.trim().split(",").filter((one) => one !== "") : [];
	if (patterns.length === 0) return [];
	const source = await files.readText(`${root}/${joinPath(module, "go.mod")}`) ?? "";
	const required = [...source.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w-]+\/\S+)\s+v\d\S*/gm)];
	const here = [...source.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+\.{1,2}\//gm)].map(([, path]) => path);
	return required.map(([, path = ""]) => path).filter((path) => !here.includes(path) && patterns.some((one) => matches(one, path)));
}
function matches(pattern, path) {
	const elements = pattern.split("/");
	const parts = path.split("/").slice(0, elements.length);
	return parts.length === elements.length && elements.every((element, at) => {
		const glob = element.replaceAll(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
		try {
			return new RegExp(`^${glob}$`).test(parts[at] ?? "");
		} catch {
			return false;
		}
	});
}
// src/init/detect/read-dockerfile.ts
const nothing = {
	neededArgs: [],
	secrets: [],
	ssh: false,
	takesArguments: false,
	hasEntrypoint: false,
	arguments: [],
	ports: []
};
function readDockerfile(text, options) {
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return nothing;
	const what = whatItCompiles(dockerfile, options);
	const target = targetStage(dockerfile, options.target);
	if ("problem" in what || target === void 0) return nothing;
	const own = [...stepsOf(dockerfile, target, options)].map(({ instruction }) => instruction);
	const last = (keyword) => own.findLast((instruction) => instruction.keyword === keyword);
	const entry = last("ENTRYPOINT");
	const words = [...entry?.exec ?? [], ...last("CMD")?.exec ?? []].map(textOf);
	const health = healthPath(own.findLast(({ keyword }) => keyword === "HEALTHCHECK")?.rest.text ?? "");
	const mounts = neededStages(dockerfile, target, options).flatMap((stage) => mountsOf(dockerfile, stage, options));
	return {
		neededArgs: [...new Set(what.needs.map(({ name }) => name).filter((name) => options.buildArgs?.[name] === void 0))],
		secrets: [...new Set(mounts.flatMap((mount) => mount.get("type") === "secret" ? mount.get("id") ?? [] : []))],
		ssh: mounts.some((mount) => mount.get("type") === "ssh"),
		takesArguments: what.kind === "go" && what.builds.some(({ started }) => started) && words.includes(what.start?.program ?? "") && !words.includes("-c"),
		hasEntrypoint: entry !== void 0,
		arguments: what.start?.arguments ?? [],
		ports: own.filter(({ keyword }) => keyword === "EXPOSE").flatMap(({ words }) => words.map(textOf)).flatMap((word) => /^\d+(?:\/tcp)?$/.test(word) ? [Number.parseInt(word, 10)] : []),
		...health === void 0 ? {} : { health }
	};
}
function mountsOf(dockerfile, stage, options) {
	return [...stepsOf(dockerfile, stage, options)].filter((step) => step.stage === stage && step.instruction.keyword === "RUN").flatMap(({ instruction }) => instruction.flags.filter(({ name }) => name === "mount").map(mountOptions));
}
function deducedArgs(text, { context, target, buildArgs }, directory, words) {
	const options = {
		buildArgs,
		...target === void 0 ? {} : { target }
	};
	const compiles = (given) => hasDirectory(describeDockerfile(text, {
		...options,
		buildArgs: given
	}).compilesGo.map((one) => cleanPath(`${context}/${one}`) ?? one), directory);
	if (compiles(buildArgs)) return {};
	for (const name of readDockerfile(text, options).neededArgs) {
		const value = words.find((word) => compiles({
			...buildArgs,
			[name]: word
		}));
		if (value !== void 0) return { [name]: value };
	}
	return {};
}
// src/init/detect/start-hints.ts
const port = "8080";
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
function startFound({ hints, services, program, shipped }) {
	const hint = hints.find(({ ports }) => ports.length > 0) ?? hints[0];
	const [exposed, ...moreExposed] = shipped?.reading.ports ?? [];
	const fromImage = {
		...exposed === void 0 || moreExposed.length > 0 ? {} : { port: {
			number: exposed,
			by: shipped?.file ?? ""
		} },
		...shipped?.reading.health === void 0 ? {} : { health: {
			path: shipped.reading.health,
			by: shipped.file
		} }
	};
	if (hint === void 0) return {
		...nothingToStart,
		...fromImage
	};
	const started = Object.entries(hint.services).map(([name, image]) => ({
		name,
		image,
		env: services.find((one) => one.name === name && one.hint.by.startsWith(fileOf(hint)))?.hint.env ?? {}
	}));
	const names = started.map(({ name }) => name);
	const env = Object.entries(hint.env).filter(([name]) => variableName.test(name));
	const isOfService = ([, value]) => names.some((name) => pointsAt(value, name));
	const args = argumentsOf(hint, program, shipped?.reading);
	const [published, ...morePublished] = new Set(hint.ports);
	return {
		...args === void 0 ? {} : { args },
		env: Object.fromEntries(env.filter((one) => !isOfService(one))),
		serviceEnv: Object.fromEntries(env.filter(isOfService)),
		unknownEnv: hint.unknownEnv.filter((name) => variableName.test(name)),
		envFiles: hint.envFiles,
		by: hint.by,
		services: started,
		...fromImage,
		...published === void 0 || morePublished.length > 0 ? {} : { port: {
			number: published,
			by: hint.by
		} },
		...hint.health === void 0 ? {} : { health: {
			path: hint.health,
			by: hint.by
		} }
	};
}
const fileOf = ({ by }) => by.replace(/, service .*$/, ", service ");
function pointsAt(value, service) {
	return value.split(/[^\w.-]+/).includes(service);
}
function argumentsOf({ by, args = [], entrypoint }, program, reading) {
	const isProcfile = /^Procfile\b/.test(by);
	const [first = ""] = args;
	const namesProgram = first.includes("/") || first === program;
	const own = !isProcfile && namesProgram && reading?.hasEntrypoint !== true ? args.slice(1) : args;
	const words = own.map(filled);
	if (words.length === 0 || isSame(words, reading?.arguments)) return void 0;
	const isKnown = words.every((word) => word !== void 0);
	const fits = reading === void 0 || reading.takesArguments && !isProcfile;
	return {
		words: isKnown ? words : own,
		by,
		sure: isKnown && fits && (entrypoint === void 0 || entrypoint.join().split("/").at(-1) === program)
	};
}
function isSame(words, others) {
	return others?.length === words.length && words.every((word, at) => word === others[at]);
}
function filled(word) {
	const known = word.replaceAll(/\$(?:PORT\b|\{PORT(?::?-[^}]*)?\})/g, port).replaceAll(/\$\{\w+:?-([^}]*)\}/g, "$1");
	return /\$[\w({]/.test(known) ? void 0 : known;
}
// src/init/detect/detect.ts
async function detect(world, question) {
	const { version, root, configFile } = question;
	const survey = await surveyDockerfiles(world.files, root, defaultConfig().dockerfile, describeDockerfile);
	const modules = await findModules(world.files, root);
	const search = {
		checkout: root,
		root,
		modules,
		tags: []
	};
	const discovery = await discover(world, question, modules, survey);
	const known = "main" in discovery ? discovery : void 0;
	const image = known === void 0 ? unknownImage : await imageFound(world, root, survey, known.main);
	const obstacles = (known === void 0 ? void 0 : await predictBuild(world, search, known.main))?.obstacles ?? [];
	const step = obstacles.find(({ prepare }) => prepare !== void 0);
	const hasDockerfile = "dockerfile" in image.found;
	return {
		found: {
			version,
			configFile,
			main: known === void 0 ? { problem: "problem" in discovery ? discovery.problem : "" } : {
				path: inRepository(known.main.module, known.main.path),
				name: known.main.name,
				because: known.because,
				others: known.others
			},
			image: image.found,
			...step?.prepare === void 0 ? {} : { prepare: {
				command: step.prepare,
				needed: !hasDockerfile || step.generated !== true
			} },
			obstacles: obstacles.filter((one) => one !== step && !(hasDockerfile && one.generated === true)).map(({ message, mend }) => `${message}; ${mend}`),
			start: known === void 0 ? nothingToStart : await howItStarts(world, root, survey, known.main, image),
			go: await goFound(world, question, known?.main, modules),
			privateModules: await privateModules(world, root, known?.main.module ?? modules[0] ?? "."),
			...await workflowsFound(world, question)
		},
		...known === void 0 ? {} : { main: known.main }
	};
}
async function discover(world, { root }, modules, survey) {
	const search = {
		checkout: root,
		root,
		modules,
		tags: []
	};
	const go = modules.length === 0 ? void 0 : await findGo(world, root);
	if (go !== void 0 && "problem" in go) return go;
	const repository = lastOf(root);
	const found = await discoverMain(world, search, {
		repository,
		compiled: compiledPackages(survey)
	});
	if (modules.length === 0 && "problem" in found) throw new InputError([found.problem]);
	if ("main" in found) return {
		...found,
		others: []
	};
	const [first, ...others] = found.candidates ?? [];
	const named = first === void 0 ? found : await namedMain(world, search, first);
	if (!("main" in named)) return { problem: found.problem };
	const isOnly = others.length === 0;
	return {
		main: named.main,
		because: isOnly ? "the only one that is no example or tool" : "the first of several",
		others
	};
}
const unknownImage = { found: { none: "the main package is not known" } };
async function imageFound(world, root, survey, main) {
	const choice = chooseDockerfile(survey, main);
	if ("none" in choice) return { found: choice };
	const others = "problem" in choice ? (choice.candidates ?? []).slice(1) : [];
	const build = "problem" in choice ? choice.candidates?.[0] : choice.build;
	if (build === void 0) return { found: { none: "problem" in choice ? choice.problem : "" } };
	const { dockerfile, context, target, unknownArgs, by } = build;
	const text = await world.files.readText(`${root}/${dockerfile}`) ?? "";
	const stage = target === void 0 ? {} : { target };
	const elsewhere = notBuiltHere(text, {
		...stage,
		buildArgs: build.buildArgs
	});
	if (elsewhere !== void 0) return {
		found: { none: `${dockerfile} is not used: ${elsewhere}` },
		build
	};
	const directory = cleanPath(joinPath(main.module, main.path)) ?? ".";
	const inside = main.path.replace(/^\.\/?/, "");
	const words = [
		main.name,
		inside,
		directory,
		main.path
	].filter((word) => word !== "");
	const buildArgs = {
		...build.buildArgs,
		...deducedArgs(text, build, directory, words)
	};
	const options = {
		...stage,
		buildArgs,
		platform: `linux/${world.host.arch}`
	};
	const reading = readDockerfile(text, options);
	return {
		found: {
			dockerfile,
			context,
			...stage,
			because: "build" in choice ? choice.because : "the first of several",
			others: others.map((one) => one.target === void 0 ? one.dockerfile : `${one.dockerfile}, target ${one.target}`),
			buildArgs,
			unknownArgs: unknownArgs.filter((name) => !reading.neededArgs.includes(name)),
			neededArgs: reading.neededArgs,
			by,
			secrets: reading.secrets,
			ssh: reading.ssh,
			problems: platformProblem(text, options).filter((problem) => !problem.includes("build-args:")),
			named: true
		},
		build: {
			...build,
			buildArgs
		},
		reading
	};
}
async function howItStarts(world, root, survey, main, { found, build, reading }) {
	const services = survey.services.filter((one) => one.build === void 0 || build === void 0 || one.build.target === build.target);
	return startFound({
		hints: await findRunHints(world.files, root, {
			...survey,
			services
		}, build?.dockerfile),
		services: survey.services,
		program: main.name,
		..."dockerfile" in found && reading !== void 0 ? { shipped: {
			file: found.dockerfile,
			reading
		} } : {}
	});
}
async function goFound({ files }, { root, probeSource }, main, modules) {
	const own = joinPath(main?.module ?? modules[0] ?? ".", "go.mod");
	const places = main?.outsideWorkspace === true ? [own] : ["go.work", own];
	const needed = readGoLines(await files.readText(`${probeSource}/go.mod`) ?? "", "linkgate itself").go;
	for (const file of places) {
		const source = await files.readText(`${root}/${file}`);
		const asked = source === void 0 ? void 0 : readGoLines(source, file).go;
		if (asked === void 0) continue;
		if (needed === void 0 || compareGo(asked, needed) >= 0) return {
			file,
			version: asked
		};
		return { newest: `${file} asks for ${asked}, and linkgate needs ${needed}` };
	}
	return { newest: `${own} asks for no version` };
}
async function workflowsFound(world, { root, workflowFile }) {
	const workflows = (await readWorkflows(world, root)).flatMap((one) => "problem" in one || one.file === workflowFile ? [] : [one]);
	const queue = workflows.find(({ events }) => Object.hasOwn(events, "merge_group"));
	const running = workflows.find((workflow) => usesOfLinkgate(workflow).some(({ phase }) => phase !== "publish"));
	return {
		...queue === void 0 ? {} : { mergeQueue: queue.file },
		...running === void 0 ? {} : { runsAlready: running.file }
	};
}
// src/init/texts/yaml-lines.ts
var import_dist = require_dist();
const yamlKey = (key, value, note) => ({
	...line(key, value, note),
	on: true
});
const commentedKey = (key, value, note) => ({
	...line(key, value, note),
	on: false
});
const yamlSection = (key, lines, note) => ({
	key,
	lines,
	...note === void 0 ? {} : { note }
});
function line(key, value, note) {
	return {
		key,
		value,
		...note === void 0 ? {} : { note }
	};
}
function yamlLines(nodes, indent = 0) {
	return nodes.flatMap((node) => linesOf(node, indent, void 0)).join("\n");
}
function linesOf(node, depth, mark) {
	if ("prose" in node) return node.prose.length === 0 ? [""] : node.prose.map((text) => commented(`# ${printable(text)}`, depth, mark));
	const note = node.note === void 0 ? "" : ` # ${printable(node.note)}`;
	const at = isOn(node) ? mark : mark ?? 2 * depth;
	if ("lines" in node) return [commented(`${scalar(node.key)}:${note}`, depth, at), ...node.lines.flatMap((one) => linesOf(one, depth + 1, at))];
	return [commented(`${scalar(node.key)}:${written(node.value)}${note}`, depth, at)];
}
function isOn(node) {
	if ("prose" in node) return false;
	return "lines" in node ? node.lines.some(isOn) : node.on;
}
function commented(text, depth, mark) {
	const column = 2 * depth;
	return mark === void 0 ? `${" ".repeat(column)}${text}` : `${" ".repeat(mark)}# ${" ".repeat(column - mark)}${text}`;
}
const written = (value) => value === null ? "" : ` ${scalar(value)}`;
function scalar(value) {
	return (0, import_dist.stringify)(quoted(value), {
		blockQuote: false,
		collectionStyle: "flow",
		doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
		flowCollectionPadding: !Array.isArray(value),
		lineWidth: 0
	}).replace(/\n$/, "");
}
const needsQuotes = /\p{Cc}|\p{Zl}|\p{Zp}|^\p{White_Space}|\p{White_Space}$/u;
function quoted(value) {
	if (Array.isArray(value)) return value.map(quoted);
	if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, quoted(one)]));
	if (typeof value === "string" && needsQuotes.test(value)) {
		const node = new import_dist.Scalar(value);
		node.type = import_dist.Scalar.QUOTE_DOUBLE;
		return node;
	}
	return value;
}
// src/init/texts/config-text.ts
const schema = "https://raw.githubusercontent.com/linkgate/linkgate/main/schemas/config.v1.schema.json";
function configText(found) {
	return `${[
		`# yaml-language-server: $schema=${schema}`,
		"#",
		"# What linkgate builds, starts and measures of this repository, and what fails a pull request. Written by",
		"# `linkgate init`. What stands behind a # is a default or a suggestion: take the # away to set it, and also the",
		"# one of the key that it belongs to."
	].join("\n")}\n${yamlLines([
		yamlKey("version", 1),
		blank$1,
		commentedKey("app", nameOf(found), "name in the comment; default: that of the main package"),
		blank$1,
		yamlSection("build", [
			...mainLines(found),
			...imageLines$1(found),
			...buildLines(found)
		]),
		blank$1,
		commentedKey("modes", ["static", "dynamic"], "the default; as a map each with flags or an image of its own"),
		blank$1,
		yamlSection("startup", startLines(found.start)),
		blank$1,
		{ prose: ["The default budgets. An increase counts when the percentage and the amount are both exceeded."] },
		yamlSection("budgets", budgetLines())
	])}\n`;
}
const blank$1 = { prose: [] };
function nameOf({ main }) {
	return "name" in main && /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(main.name) ? main.name : "api";
}
function mainLines({ main }) {
	if ("problem" in main) return [commentedKey("main", "./cmd/api", "the main package, which is discovered without this key")];
	return [yamlKey("main", main.path, `the main package: ${main.because}`), ...main.others.map((path) => commentedKey("main", path))];
}
function imageLines$1({ main, image }) {
	if ("none" in image) return [commentedKey("dockerfile", "Dockerfile", "default: the app's own; false: an image of linkgate's own"), ..."problem" in main ? [] : [{ prose: [`Now that is linkgate's own: ${image.none}.`] }]];
	const { dockerfile, context, target, because, others, named } = image;
	const write = named ? yamlKey : commentedKey;
	const own = dockerfile.includes("/") ? dockerfile.slice(0, dockerfile.lastIndexOf("/")) : ".";
	const args = [
		...Object.entries(image.buildArgs).map(([name, value]) => write(name, value)),
		...image.unknownArgs.map((name) => commentedKey(name, "", `known to ${image.by} alone`)),
		...image.neededArgs.map((name) => commentedKey(name, "", "needed: it has no default"))
	];
	return [
		write("dockerfile", dockerfile, because),
		...others.length === 0 ? [] : [{ prose: [`or else ${others.join("; ")}`] }],
		...context === own ? [] : [write("context", context, "the directory that it is built in")],
		...target === void 0 ? [] : [write("target", target, "the stage that is shipped")],
		...args.length === 0 ? [] : [yamlSection("build-args", args)],
		...image.secrets.length === 0 ? [] : [yamlSection("secrets", image.secrets.map((id) => commentedKey(id, { env: secretVariable(id) })), "by id: each from a variable (env) or a file")],
		...image.ssh ? [commentedKey("ssh", true, "it mounts the SSH agent")] : []
	];
}
function secretVariable(id) {
	const name = id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
	return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_|\d|_*$)/.test(name) ? `BUILD_${name}` : name;
}
function buildLines({ prepare, image }) {
	const why = "dockerfile" in image ? "makes what git does not have; the Dockerfile seems to do it" : void 0;
	return [
		prepare === void 0 ? commentedKey("prepare", "go generate ./...", "for the shell, in each revision before it is built") : (prepare.needed ? yamlKey : commentedKey)("prepare", prepare.command, prepare.needed ? "makes what git does not have" : why),
		commentedKey("ldflags", defaultLdflags, "the default: without symbol table and debug information"),
		commentedKey("tags", ["jsoniter"], "build tags")
	];
}
function startLines(start) {
	const { args, env, serviceEnv, unknownEnv, by = "", services, port, health } = start;
	const variables = [
		...Object.entries(env).map(([name, value]) => yamlKey(name, value)),
		...Object.entries(serviceEnv).map(([name, value]) => commentedKey(name, value, "points at a service, see network")),
		...unknownEnv.map((name) => commentedKey(name, "", `${by} takes it from outside`))
	];
	return [
		args === void 0 ? commentedKey("args", ["serve"], "instead of those of the image") : (args.sure ? yamlKey : commentedKey)("args", args.words, `as in ${args.by}`),
		variables.length === 0 ? commentedKey("env", { GIN_MODE: "release" }, "besides PORT") : yamlSection("env", variables, `as in ${by}; besides PORT`),
		...services.length === 0 ? [] : [commentedKey("network", "services", "that of the service containers of the job in the workflow")],
		health === void 0 ? commentedKey("ready", { http: "/healthz" }, "default: any HTTP response") : commentedKey("ready", { http: health.path }, `as in ${health.by}; default: any HTTP response`),
		commentedKey("port", port?.number ?? 9e3, `${port === void 0 ? "" : `as in ${port.by}; `}default: found out`),
		commentedKey("files", { "/app/config.yaml": "ci/config.yaml" }, "files of the repository, by their path in the image"),
		commentedKey("timeout", "30 s", "the default")
	];
}
function budgetLines() {
	return defaultConfig().budgets.map(({ metric, text, level }) => commentedKey(metric, {
		increase: text.replace(/^increase /, ""),
		...level === "fail" ? {} : { level }
	}));
}
// src/init/texts/workflow-text.ts
const workflowFile = ".github/workflows/linkgate.yml";
const expression = (inner) => `\${{ ${inner} }}`;
const blank = { prose: [] };
function workflowText(found) {
	return `${yamlLines([
		{ prose: [
			"Builds the container image before and after each pull request, statically and dynamically linked, tells in one",
			`comment what changed, and fails when a budget of ${found.configFile} is broken. Written by \`linkgate init\`.`,
			"Pull requests from forks get no comment like this: see forks-measure.yml in the example workflows of linkgate."
		] },
		yamlKey("name", "linkgate"),
		blank,
		yamlSection("on", [yamlKey("pull_request", null), ...found.mergeQueue === void 0 ? [] : [yamlKey("merge_group", null, `there is a merge queue: ${found.mergeQueue} runs in it`)]]),
		blank,
		{ prose: ["Reading the code and commenting on the pull request is all that it needs."] },
		yamlSection("permissions", [yamlKey("contents", "read"), yamlKey("pull-requests", "write")]),
		blank,
		{ prose: ["A newer push makes the run of an older one pointless."] },
		yamlSection("concurrency", [yamlKey("group", `linkgate-${expression("github.event.pull_request.number || github.ref")}`), yamlKey("cancel-in-progress", true)]),
		blank,
		yamlSection("jobs", [yamlSection("image", [
			yamlKey("runs-on", "ubuntu-latest"),
			yamlKey("timeout-minutes", 30),
			...privateLines(found),
			...serviceLines(found)
		])])
	])}\n    steps:\n${stepsText(found)}\n`;
}
function privateLines({ privateModules }) {
	if (privateModules.length === 0) return [];
	return [yamlSection("env", [commentedKey("GOPRIVATE", privateModules.join(","), "fetched without a proxy; see also the step with git config")])];
}
function serviceLines({ start, configFile }) {
	if (start.services.length === 0) return [];
	return [{ prose: [`If the app does not start without: see also \`network\` and \`env\` in ${configFile}.`] }, yamlSection("services", start.services.map(({ name, image, env }) => yamlSection(name, [commentedKey("image", image), ...Object.keys(env).length === 0 ? [] : [yamlSection("env", Object.entries(env).map(([variable, value]) => commentedKey(variable, value)))]])))];
}
function step(nodes) {
	return yamlLines(nodes, 4).replace(/^ {8}/, "      - ");
}
function stepsText(found) {
	const { go, image, configFile, version } = found;
	const secrets = new Set("dockerfile" in image ? image.secrets.map(secretVariable) : []);
	return [
		step([yamlKey("uses", "actions/checkout@v5")]),
		step([yamlKey("uses", "actions/setup-go@v6"), yamlSection("with", [..."file" in go ? [yamlKey("go-version-file", go.file)] : [yamlKey("go-version", "stable", `the newest, as ${go.newest}`)], yamlKey("cache", false, "linkgate keeps modules and the build cache of both revisions itself")])]),
		...credentialsStep(found),
		step([
			yamlKey("uses", `linkgate/linkgate@v${version}`),
			...usualPlaces.includes(configFile) ? [] : [yamlSection("with", [yamlKey("config", configFile)])],
			...secrets.size === 0 ? [] : [yamlSection("env", [...secrets].map((name) => commentedKey(name, expression(`secrets.${name}`))))]
		])
	].join("\n\n");
}
function credentialsStep({ privateModules }) {
	const host = privateModules[0]?.split("/")[0];
	if (host === void 0) return [];
	const address = `"https://x-access-token:$TOKEN@${host}/"`;
	return [step([yamlKey("run", `git config --global url.${address}.insteadOf https://${host}/`), yamlSection("env", [yamlKey("TOKEN", expression("secrets.MODULES_TOKEN"))])]).replaceAll(/^ {6}/gm, "      # ")];
}
// src/init/texts/sentences.ts
function sentencesOf(found) {
	const { main, image, start, go, prepare, mergeQueue, runsAlready } = found;
	return {
		found: [
			..."path" in main && main.others.length === 0 ? [`main package ${main.path} (${main.because})`] : [],
			..."problem" in main ? [] : ["none" in image ? `linkgate's own image: ${image.none}` : imageSentence(image)],
			...start.args?.sure === true ? [`arguments \`${start.args.words.join(" ")}\` (${start.args.by})`] : [],
			...Object.keys(start.env).length === 0 ? [] : [`variables ${Object.keys(start.env).join(", ")} (${start.by})`],
			...start.port === void 0 ? [] : [`port ${start.port.number} (${start.port.by}); it is looked for when the app starts all the same`],
			...prepare === void 0 || !prepare.needed ? [] : [`before each build: \`${prepare.command}\``],
			"file" in go ? `Go as ${go.file} says: ${go.version}` : `the newest Go for the workflow, as ${go.newest}`,
			...runsAlready === void 0 ? [] : [`${runsAlready} runs linkgate already: no other workflow is written`],
			...mergeQueue === void 0 ? [] : [`merge queue (${mergeQueue}): the workflow runs in it too`]
		],
		unknown: [
			...ofMain(found),
			..."none" in image ? [] : ofImage(found, image),
			...ofStart(found),
			...ofBuild(found)
		]
	};
}
function imageSentence({ dockerfile, context, target, buildArgs, because }) {
	const stage = target === void 0 ? "" : `, target ${target}`;
	const names = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`);
	return `Dockerfile ${dockerfile}${stage}, context ${context}${names.length === 0 ? "" : `, ${names.join(" ")}`} (${because})`;
}
const mostNamed = 5;
function several(names, separator) {
	const more = names.length - mostNamed;
	const named = names.slice(0, mostNamed).join(separator);
	return more > 0 ? `${named} and ${more} more` : named;
}
function ofMain({ main, configFile }) {
	if ("problem" in main) return [`the main package: ${main.problem}; it is left to each run to find`];
	if (main.others.length === 0) return [];
	return [`which service is meant, of ${several([main.path, ...main.others], ", ")}: ${main.path} is written; choose another one in ${configFile}, or measure all of them as the example workflow monorepo.yml of linkgate does`];
}
function ofImage({ configFile }, image) {
	const { dockerfile, others, neededArgs, unknownArgs, secrets, ssh, problems, by } = image;
	return [
		...others.length === 0 ? [] : [`which image is shipped: ${dockerfile} is written, and ${several(others, "; ")} would do as well`],
		...neededArgs.map((name) => `what the build argument \`${name}\` of ${dockerfile} is, which has no default: write it under \`build-args\` in ${configFile}`),
		...unknownArgs.length === 0 ? [] : [`what ${by} gives for ${unknownArgs.join(", ")}: ${dockerfile} is built without`],
		...secrets.map((id) => `the secret \`${id}\` that ${dockerfile} mounts: where it is needed, take the # away under \`secrets\` in ${configFile} and under \`env\` in ${workflowFile}`),
		...ssh ? [`what ${dockerfile} uses the SSH agent for: see \`ssh\` in ${configFile}`] : [],
		...problems.map((problem) => `${dockerfile}: ${problem}`)
	];
}
function ofStart({ start, configFile }) {
	const { args, unknownEnv, envFiles, services, by } = start;
	const names = services.map(({ name, image }) => `${name} (${image})`);
	return [
		...args === void 0 || args.sure ? [] : [`whether the app is started as ${args.by} does, with \`${args.words.join(" ")}\`: if so, see \`args\` in ${configFile}`],
		...services.length === 0 ? [] : [`whether the app starts without ${names.join(", ")}, which ${by} starts before it: if not, take the # away at \`services\` in ${workflowFile}, and at \`network\` and \`env\` in ${configFile}`],
		...unknownEnv.length === 0 ? [] : [`the values of ${unknownEnv.join(", ")}, which ${by} takes from outside: if the app does not start without, write them under \`env\` in ${configFile}`],
		...envFiles.length === 0 ? [] : [`the variables in ${envFiles.join(", ")}, which ${by} reads and linkgate does not: write those that the app needs under \`env\` in ${configFile}`]
	];
}
function ofBuild({ obstacles, privateModules }) {
	return [...obstacles.map((obstacle) => `how it is built: ${obstacle}`), ...privateModules.length === 0 ? [] : [`credentials for ${privateModules.join(", ")}, which are private here (GOPRIVATE): take the # away at \`GOPRIVATE\` and at \`git config\` in ${workflowFile}, and make the secret`]];
}
// src/init/write.ts
async function placesTaken(files, root, paths) {
	const taken = [];
	for (const path of paths) {
		const name = lastOf(path);
		const entry = (await files.list(`${root}/${parentOf(path)}`)).find((one) => one.name === name);
		if (entry?.kind === "directory") throw new InputError([`\`${path}\` is a directory: linkgate writes a file there`]);
		if (entry !== void 0) taken.push(path);
	}
	return taken;
}
async function writeAll({ files, random }, root, all) {
	const suffix = Math.floor(random() * 2 ** 32).toString(36);
	const pending = all.map(({ path, text }) => ({
		to: `${root}/${path}`,
		beside: `${root}/${path}.${suffix}.tmp`,
		text
	}));
	const before = [];
	try {
		for (const { beside, text } of pending) await files.write(beside, text);
		for (const { beside, to } of pending) {
			const was = await files.read(to);
			await files.move(beside, to);
			before.push(() => was === void 0 ? files.remove(to) : files.write(to, was));
		}
	} catch (error) {
		for (const restore of before) await restore();
		throw error;
	} finally {
		for (const { beside } of pending) await files.remove(beside);
	}
}
// src/init/init.ts
async function initialise(world, options) {
	const { version, probeSource, directory, force, dryRun } = options;
	const { root } = await openGit(world.exec, directory);
	const there = await placesTaken(world.files, root, usualPlaces);
	const configFile = options.config === void 0 ? there[0] ?? ".github/linkgate.yml" : insideOf(root, options.config);
	const taken = await placesTaken(world.files, root, [configFile, workflowFile]);
	if (taken.length > 0 && !force && !dryRun) throw new InputError([`${taken.join(" and ")} ${taken.length === 1 ? "is" : "are"} there already, and nothing was written: look at what would be with --dry-run, or write over ${taken.length === 1 ? "it" : "them"} with --force`]);
	const found = await withoutDoubt(world, root, await detect(world, {
		version,
		probeSource,
		root,
		configFile,
		workflowFile
	}));
	const files = [{
		path: configFile,
		text: configText(found)
	}, ...found.runsAlready === void 0 ? [{
		path: workflowFile,
		text: workflowText(found)
	}] : []];
	if (!dryRun) await writeAll(world, root, files);
	return {
		files,
		...sentencesOf(found)
	};
}
async function withoutDoubt({ files }, root, { found, main }) {
	const { image, configFile } = found;
	if (main === void 0 || "none" in image) return found;
	const parsed = parseConfig(configText(found), configFile);
	if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
	const survey = await surveyDockerfiles(files, root, parsed.config.dockerfile, describeDockerfile);
	const choice = chooseDockerfile(survey, main);
	return "build" in choice && choice.build.dockerfile === image.dockerfile && choice.build.context === image.context && choice.build.target === image.target ? found : {
		...found,
		image: {
			...image,
			named: false
		}
	};
}
function insideOf(root, given) {
	const path = cleanPath(given.startsWith(`${root}/`) ? given.slice(root.length + 1) : given);
	if (path === void 0 || path === ".") throw new InputError([`--config is \`${given}\`: give a path inside the repository, from its root, such as ${usualPlace}`]);
	return path;
}
// src/init/texts/terminal-text.ts
function initText({ files, found, unknown }, { dryRun }, { color, width }) {
	const paint = painter(color);
	const paths = files.map(({ path }) => path).join(" and ");
	const item = (mark, style, text) => `  ${paint(mark, style)} ${wrap(printable(text, 1e3), width, 4).trimStart()}`;
	return `${[
		paint(`✓ linkgate init: ${dryRun ? "would write" : "wrote"} ${paths}`, "bold", "green"),
		"",
		...found.map((text) => item("✓", "green", text)),
		...unknown.length === 0 ? [] : ["", "  What could not be known here:"],
		...unknown.map((text) => item("!", "yellow", text)),
		"",
		...dryRun ? files.flatMap(({ path, text }) => [paint(`# ${path}`, "bold"), text]) : ["  Look at them, commit them, and run `linkgate check`."]
	].join("\n").trimEnd()}\n`;
}
// src/inspect/inspect-path.ts
const startSize = 4096;
async function inspectPath(world, path, { scratch, base }) {
	const { files } = world;
	const found = await files.stat(path);
	if (found === void 0) throw new InputError([`\`${path}\` does not exist: name a program, an image archive or an OCI layout`]);
	if (found.kind === "file") {
		const start = await files.readStart(path, startSize) ?? new Uint8Array();
		if (looksLikeProgram(start)) {
			if (base !== void 0) throw new InputError([`\`${path}\` is a program: only an image has layers of a base image`]);
			const read = await files.readWith(path, (file) => readProgram(pagedSource(file)));
			if (read === void 0) throw new InputError([`\`${path}\` was removed while it was read`]);
			if ("program" in read) return {
				kind: "program",
				size: found.size,
				program: read.program
			};
			throw new InputError([`\`${path}\` is ${read.problem}`]);
		}
	}
	const below = base === void 0 ? void 0 : await baseLayers(world, base);
	const saved = await readImage(world.archives, path, {
		scratch,
		...below === void 0 ? {} : { base: below }
	});
	if ("problem" in saved) throw new InputError([`\`${path}\` is neither a program nor an image archive: ${saved.problem}`]);
	return image(saved);
}
async function baseLayers(world, path) {
	const saved = await readImage(world.archives, path);
	if ("problem" in saved) throw new InputError([`\`${path}\` is no image archive: ${saved.problem}`]);
	return saved.image.layers.map(({ diffId }) => diffId);
}
async function image(saved) {
	return {
		kind: "image",
		saved,
		check: saved.root === void 0 ? { problem: saved.rootProblem ?? "its layers were not read" } : await checkImage(saved, saved.root)
	};
}
// src/report/inspection.ts
const shown = (text) => printable(text, 200);
function inspectionText(path, inspection) {
	return `${(inspection.kind === "program" ? [`${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`, ...programLines(inspection.program)] : imageLines(path, inspection)).join("\n")}\n`;
}
function summary(program) {
	const { buildInfo, kind, machine, format } = program;
	const by = buildInfo === void 0 ? "" : `, linked by ${buildInfo.go}`;
	return shown(`${formatName[format]} ${machine}, ${kind}${by}`);
}
function programLines(program) {
	const { buildInfo, libraries } = program;
	const elf = program.format === "elf" ? program.elf : void 0;
	const cgo = buildInfo?.settings["CGO_ENABLED"];
	const build = Object.entries(buildInfo?.settings ?? {}).filter(([name]) => name.startsWith("-") || name === "CGO_ENABLED");
	return [
		"",
		...rows("Linkage", [
			["because", program.why],
			["interpreter", elf?.interpreter],
			["libraries", libraries.join(", ") || "none"],
			["needs", elf === void 0 ? void 0 : highest(elf.versionsNeeded.map(({ version }) => version))],
			["linked by", elf?.link === void 0 ? void 0 : elf.link === "internal" ? "Go's own linker" : "the system's linker"],
			["symbols", present(elf?.symbolTable)],
			["DWARF", present(elf?.debugInfo)]
		]),
		...rows("Hardening", hardeningRows(hardening(program)).map(({ fact, value }) => [fact, value])),
		...buildInfo === void 0 ? [] : rows("Go", [
			["main", buildInfo.path],
			["module", buildInfo.main === void 0 ? void 0 : `${buildInfo.main.path} ${buildInfo.main.version}`],
			["modules", `${Object.keys(buildInfo.modules).length}`],
			["cgo", cgo === void 0 ? void 0 : cgo === "1" ? "enabled" : "disabled"],
			["build", build.map(([name, value]) => `${name}=${value}`).join(" ")]
		])
	];
}
function present(there) {
	return there === void 0 ? void 0 : there ? "present" : "stripped";
}
function highest(versions) {
	const found = new Intl.Collator("en", { numeric: true });
	return versions.filter((version) => version.startsWith("GLIBC_")).sort(found.compare).at(-1);
}
function imageLines(path, { saved, check }) {
	const { image, platform } = saved;
	const sum = (values) => values.reduce((total, value) => total + value, 0);
	const unpacked = sum(image.layers.map(({ size }) => size));
	const pulled = sum(image.layers.map(({ compressedSize }) => compressedSize));
	const wasted = sum(image.layers.map((layer) => layer.wasted ?? 0));
	const own = image.layers.filter(({ base }) => base === false);
	const onBase = image.layers.length - own.length;
	return [
		`${shown(path)}: image ${image.id.slice(0, 12)}${platform === void 0 ? "" : ` for ${shown(platform)}`}`,
		"",
		...rows("Image", [
			["unpacked", formatSize(unpacked)],
			["pulled", `${formatSize(pulled)} (gzip -6)`],
			["wasted", wasted === 0 ? "nothing" : `${formatSize(wasted)} in files that a later layer overwrites or removes`],
			["own layers", image.layers.some(({ base }) => base === void 0) ? void 0 : onBase === 0 ? `all ${own.length}: none of them is in the base image` : `${own.length} of ${image.layers.length}, ${formatSize(sum(own.map(({ size }) => size)))}, ${formatSize(sum(own.map(({ compressedSize }) => compressedSize)))} pulled`],
			["starts", [...image.entrypoint, ...saved.command].join(" ")],
			["user", image.user === "" ? "root" : image.user],
			["directory", image.workingDir === "" ? "/" : image.workingDir]
		]),
		...rows("Layers", image.layers.map(({ size, compressedSize, createdBy = "", base }, index) => [`${index + 1}`, `${formatSize(size)}, ${formatSize(compressedSize)} pulled  ${base === true ? "(base image) " : ""}${createdBy}`])),
		..."problem" in check ? rows("Program", [["", check.problem]]) : checkLines(check)
	];
}
function checkLines(check) {
	const { path, program, load, runtime, size } = check;
	const facts = [...(load?.problems ?? []).map(({ message, mend, fatal }) => ({
		mark: fatal ? "✗" : "!",
		message,
		mend
	})), ...runtime.map(({ level, message, mend }) => ({
		mark: level === "fatal" ? "✗" : level === "warn" ? "!" : "·",
		message,
		mend
	}))];
	const starts = load === void 0 || facts.some(({ mark }) => mark === "✗") ? "✗ it will not start" : "✓ it will start";
	return [
		`${shown(path)}: ${summary(program)}, ${formatSize(size)}`,
		...programLines(program),
		...rows("In this image", [["", starts], ...(load?.libraries ?? []).map(({ name, path: at }) => [name, at ?? "not found"])]),
		...facts.flatMap(({ mark, message, mend }) => [`  ${mark} ${shown(message)}`, `      ${shown(mend)}`])
	];
}
function rows(title, given) {
	const told = given.filter((row) => row[1] !== void 0 && row[1] !== "");
	const width = Math.max(0, ...told.map(([name]) => shown(name).length));
	return [
		title,
		...told.map(([name, value]) => `  ${shown(name).padEnd(width)}${width > 0 ? "  " : ""}${shown(value)}`),
		""
	];
}
function inspectionJson(path, inspection) {
	const value = inspection.kind === "program" ? {
		path,
		kind: "program",
		size: inspection.size,
		program: programValue(inspection.program)
	} : {
		path,
		kind: "image",
		...withoutRoot(inspection.saved),
		check: "problem" in inspection.check ? inspection.check : {
			...inspection.check,
			program: programValue(inspection.check.program)
		}
	};
	return `${JSON.stringify(value, null, 2)}\n`;
}
function programValue(program) {
	return {
		...program,
		hardening: hardening(program)
	};
}
function withoutRoot({ root: _, ...saved }) {
	return saved;
}
// src/report/terminal/terminal.ts
const marks = {
	pass: "✓",
	inconclusive: "?",
	warn: "!",
	unmeasured: "?",
	fail: "✗"
};
const styleOf = {
	pass: "green",
	inconclusive: "cyan",
	warn: "yellow",
	unmeasured: "cyan",
	fail: "red"
};
function terminalTable(report, { color, width }) {
	const paint = painter(color);
	const all = grids(report);
	return `${[
		headline(report, width, paint),
		...all.map((grid) => {
			return `${all.length > 1 ? `  ${paint(printable(grid.platform, 40), "bold")}\n` : ""}${gridText(grid, width, paint)}`;
		}),
		paint(wrap(caption(report), width, 2), "dim"),
		...toldFindings(report).map((finding) => {
			const about = finding.modes === "" ? "" : `${printable(finding.modes)}: `;
			const log = finding.log.flatMap((line) => line.split(/\r\n|\n|\r/)).map((line) => printable(line, 300));
			return [
				`  ${lineMark(finding.verdict, paint)} ${wrap(`${about}${printable(finding.message, 600)}`, width, 4).trimStart()}`,
				...log.map((line) => `    ${paint("│", "dim")} ${line}`.trimEnd()),
				...finding.mend === void 0 ? [] : [wrap(`→ ${printable(finding.mend, 600)}`, width, 4)]
			].join("\n");
		})
	].filter((part) => part !== "").join("\n\n")}\n`;
}
const lineMark = (verdict, paint) => verdict === "pass" ? paint("·", "dim") : paint(marks[verdict], styleOf[verdict]);
function headline(report, width, paint) {
	const { verdict, words, lines, state, cause, accepted } = headlineOf(report);
	const told = lines.map((line) => {
		const subject = printable(line.subject);
		const text = wrap(`${subject === "" ? "" : `${subject}  `}${printable(line.text, 600)}`, width, 4).trimStart();
		const rest = text.slice(subject.length);
		const start = text.startsWith(subject) ? `${paint(subject, "bold")}${rest}` : text;
		return `  ${lineMark(line.verdict, paint)} ${start}`;
	});
	const first = `${marks[verdict]} linkgate · ${printable(report.app, 60)}: ${printable(words)}`;
	return [
		paint(wrap(first, width, 0), "bold", styleOf[verdict]),
		...accepted === void 0 ? [] : [wrap(printable(accepted, 600), width, 2)],
		...told,
		...state === void 0 ? [] : [wrap(printable(state, 600), width, 2)],
		...cause === void 0 ? [] : [wrap(`${cause.label}: ${printable(cause.items.join(" · "), 600)}`, width, 4)]
	].join("\n");
}
function gridText(grid, width, paint) {
	const label = {
		title: "",
		left: true,
		cells: grid.rows.map((row) => ({ text: printable(row.label, 40) }))
	};
	const columnsOf = (rows) => grid.modes.map((mode, index) => modeColumns(mode, rows, index));
	const modes = columnsOf(grid.rows);
	const gap = grid.gap === void 0 ? [] : [{
		title: printable(grid.gap.join(" − "), 40),
		cells: grid.rows.map((row) => ({ text: row.gap ?? "" }))
	}];
	const whole = [
		label,
		...modes.flat(),
		...gap
	];
	if (widthOf(whole) <= width) return columnsText(whole, paint);
	const brief = [
		label,
		...columnsOf(grid.rows.map(briefRow)).flat(),
		...gap
	];
	if (widthOf(brief) <= width) return columnsText(brief, paint);
	const [full, short] = [modes, columnsOf(grid.rows.map(briefRow))].map((one) => split(label, one, width));
	return (full !== void 0 && full.length <= (short?.length ?? 0) ? full : short ?? []).map((columns) => columnsText(columns, paint)).join("\n\n");
}
function split(label, modes, width) {
	const tables = [];
	for (const columns of modes) {
		const last = tables.at(-1);
		if (last !== void 0 && widthOf([...last, ...columns]) <= width) last.push(...columns);
		else tables.push([label, ...columns]);
	}
	return tables;
}
const briefRow = (row) => ({
	...row,
	cells: row.cells.map((cell) => ({
		...cell,
		...cell.brief
	}))
});
function modeColumns(mode, rows, index) {
	const column = (title, on, text) => {
		const cells = rows.map((row) => row.cells[index] ?? {
			value: "",
			change: ""
		});
		const room = cells.some(({ mark }) => mark?.on === on);
		return {
			title: room ? `${title}  ` : title,
			cells: cells.map((cell) => {
				const verdict = cell.mark?.on === on ? cell.mark.verdict : void 0;
				const mark = verdict === void 0 ? room ? "  " : "" : ` ${marks[verdict]}`;
				return {
					text: `${printable(text(cell), 40)}${mark}`,
					verdict
				};
			})
		};
	};
	const changes = rows.filter((row) => (row.cells[index]?.change ?? "") !== "");
	const title = changes.some(({ isFact }) => isFact !== true) ? "Δ" : "";
	return [column(printable(mode, 30), "value", (cell) => cell.value), ...changes.length > 0 ? [column(title, "change", (cell) => cell.change)] : []];
}
const widest = ({ title, cells }) => Math.max(displayWidth(title), ...cells.map(({ text }) => displayWidth(text)));
const between = 3;
function widthOf(columns) {
	return 2 + columns.reduce((sum, column) => sum + widest(column) + between, -3);
}
function columnsText(columns, paint) {
	const widths = columns.map(widest);
	const line = (cell) => `  ${columns.map(cell).join(" ".repeat(between))}`.trimEnd();
	return [
		line((column, index) => paint(aligned(column.title, widths[index] ?? 0, column.left), "bold")),
		`  ${paint("─".repeat(widthOf(columns) - 2), "dim")}`,
		...(columns[0]?.cells ?? []).map((_, row) => line((column, index) => {
			const { text, verdict } = column.cells[row] ?? { text: "" };
			const shown = aligned(text, widths[index] ?? 0, column.left);
			return verdict === void 0 ? shown : paint(shown, styleOf[verdict]);
		}))
	].join("\n");
}
function caption({ base, head, go, engine, noise }) {
	const short = (sha) => printable(sha.slice(0, 7));
	return [
		`head ${short(head.sha)}${head.dirty ? " with uncommitted changes" : ""}${base === null ? ", no base" : ` against base ${short(base.sha)}`}`,
		...noise.rounds === 0 ? [] : [`${noise.rounds} rounds`],
		printable(go.version, 40),
		printable(`${engine.name} ${engine.version}`, 60)
	].join(" · ");
}
// src/commands/command.ts
const usage = `linkgate ${version}

  linkgate init [--repo DIR] [--config FILE] [--force] [--dry-run]
      write .github/linkgate.yml and .github/workflows/linkgate.yml from what is found in the repository, and say what
      could not be known; what is there already stays unless --force is given, --dry-run only prints
  linkgate check [--base REF] [--repo DIR] [--config FILE] [--engine auto|docker]
                 [--report FILE] [--markdown FILE] [--rounds N] [--json]
      build, measure and judge HEAD, or the working tree if it has changes, against its merge base
  linkgate inspect FILE|ARCHIVE [--base ARCHIVE] [--json]
      how a program is linked; what is in an image archive or OCI layout, and whether its program starts in it;
      --base tells the layers of the image that it is made from apart from its own
  linkgate judge REPORT [--config FILE] [--report FILE] [--markdown FILE] [--json]
      judge an earlier report again, measuring nothing
  linkgate doctor [--repo DIR] [--config FILE] [--report FILE] [--json]
      what is missing or could be better here and in the workflows, with the YAML to add; with an earlier report,
      which budgets are too small for its runner. Exit code 2: linkgate cannot work like this

Exit code 0: pass or warn. 1: a budget is broken. 2: the input is wrong. 3: it could not be measured.
`;
const options = {
	base: { type: "string" },
	repo: { type: "string" },
	config: { type: "string" },
	engine: { type: "string" },
	report: { type: "string" },
	markdown: { type: "string" },
	rounds: { type: "string" },
	json: { type: "boolean" },
	force: { type: "boolean" },
	"dry-run": { type: "boolean" },
	help: {
		type: "boolean",
		short: "h"
	},
	version: { type: "boolean" }
};
function inputOf(values) {
	const given = {
		phase: "check",
		combine: "true",
		config: values.config,
		base: values.base,
		"working-directory": values.repo ?? ".",
		engine: values.engine ?? "auto",
		cache: "false",
		comment: "never",
		report: values.report,
		rounds: values.rounds ?? String(200)
	};
	return (name) => given[name] ?? "";
}
async function check(values, world, probeSource) {
	const read = readInputs(inputOf(values));
	if ("problems" in read) throw new InputError(read.problems.map((problem) => problem.replace(/^input `working-directory`/, "--repo").replace(/^input `(.*?)`/, "--$1")));
	const inputs = inputsOf(read.values, resolve(read.values["working-directory"]));
	return run(inputs, void 0, world, {
		version,
		probeSource
	});
}
async function inspect(path, values, world) {
	if (path === void 0) throw new InputError(["`linkgate inspect` needs a program, an image archive or an OCI layout: linkgate inspect app"]);
	const workspace = await openWorkspace(world);
	try {
		const inspection = await inspectPath(world, resolve(path), {
			scratch: workspace.directory,
			...values.base === void 0 ? {} : { base: resolve(values.base) }
		});
		return print((values.json === true ? inspectionJson : inspectionText)(path, inspection), 0);
	} finally {
		await workspace.close();
	}
}
async function init(values, world, probeSource) {
	const { force = false, "dry-run": dryRun = false, config } = values;
	const directory = await repositoryIn(values, world);
	return print(initText(await initialise(world, {
		version,
		probeSource,
		directory,
		config,
		force,
		dryRun
	}), { dryRun }, terminal()), 0);
}
async function repositoryIn(values, world) {
	const directory = resolve(values.repo ?? ".");
	if ((await world.files.stat(directory))?.kind === "directory") return directory;
	throw new InputError([`--repo is \`${directory}\`, which is no directory`]);
}
async function doctor(values, world, probeSource) {
	const directory = await repositoryIn(values, world);
	const facts = await gather(world, {
		version,
		probeSource,
		directory,
		config: values.config,
		context: await contextOf(world),
		report: values.report === void 0 ? void 0 : await readReport(values.report, world)
	});
	const checks = examine(facts);
	return print(values.json === true ? checksJson(checks) : checksText(checks, terminal()), isWell(checks) ? exitCodes.passed : exitCodes.wrongInput);
}
async function judgeAgain(path, values, world) {
	if (path === void 0) throw new InputError(["`linkgate judge` needs the report to judge: linkgate judge report.json"]);
	const report = await readReport(path, world);
	if (values.config === void 0) return judge(report);
	const source = await world.files.readText(resolve(values.config));
	if (source === void 0) throw new InputError([`configuration file \`${values.config}\` does not exist`]);
	const config = parseConfig(source, values.config);
	if ("problems" in config) throw new InputError(config.problems);
	return judge(report, config.config.budgets);
}
async function readReport(path, world) {
	const text = await world.files.readText(resolve(path));
	if (text === void 0) throw new InputError([`report \`${path}\` does not exist`]);
	const parsed = parseReport(asJson(text, path));
	if ("problem" in parsed) throw new InputError([`report \`${path}\`: ${parsed.problem}`]);
	return parsed.report;
}
function asJson(text, path) {
	try {
		return JSON.parse(text);
	} catch {
		throw new InputError([`report \`${path}\` is not JSON`]);
	}
}
async function main(args, probeSource) {
	const { values, positionals } = parse(args);
	if (values.version === true) return print(`${version}\n`, 0);
	const [verb, path] = positionals;
	if (values.help === true || verb === void 0) return print(usage, verb === void 0 && values.help !== true ? exitCodes.wrongInput : 0);
	const signal = stopSignal();
	const log = terminalLog(realClock, signal, (text) => process.stderr.write(text));
	const world = openWorld({
		env: process.env,
		temporaryRoot: tmpdir(),
		log,
		signal
	});
	if (verb === "inspect") return inspect(path, values, world);
	if (verb === "init") return init(values, world, probeSource);
	if (verb === "doctor") return doctor(values, world, probeSource);
	const report = await (() => {
		if (verb === "check") return check(values, world, probeSource);
		if (verb === "judge") return judgeAgain(path, values, world);
		throw new InputError([`there is no command \`${verb}\`: ${didYouMean(verb, [
			"init",
			"check",
			"inspect",
			"judge",
			"doctor"
		])}`]);
	})();
	if (values.report !== void 0) await world.files.write(resolve(values.report), renderReport(report));
	if (values.markdown !== void 0) await world.files.write(resolve(values.markdown), markdownBodies(report)[0] ?? "");
	return print(values.json === true ? renderReport(report) : terminalTable(report, terminal()), exitCodeOf(outcomeOf(report)));
}
function terminal() {
	const { isTTY = false, columns = 100 } = process.stdout;
	return {
		color: isTTY && process.env["NO_COLOR"] === void 0,
		width: Math.min(columns, 120)
	};
}
function parse(args) {
	try {
		return parseArgs({
			args: [...args],
			options,
			allowPositionals: true
		});
	} catch (error) {
		const given = /'(--?[^' ]+)/.exec(String(error))?.[1] ?? "";
		const names = Object.keys(options).map((name) => `--${name}`);
		throw new InputError([/Unknown option/.test(String(error)) ? `there is no option \`${given}\`: ${didYouMean(given, names)}` : error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error)]);
	}
}
function print(text, exitCode) {
	process.stdout.write(text);
	return exitCode;
}
function failed(error) {
	if (error instanceof InputError) {
		for (const problem of error.problems) process.stderr.write(`linkgate: ${problem}\n`);
		return exitCodes.wrongInput;
	}
	if (error instanceof CancelledError) {
		process.stderr.write("linkgate: cancelled\n");
		return exitCodes.cancelled;
	}
	process.stderr.write(`linkgate: ${error instanceof Error ? error.message : String(error)}\n`);
	return exitCodes.notMeasured;
}
function command(args, probeSource) {
	return main(args, probeSource).catch(failed);
}
export { command };
