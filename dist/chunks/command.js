import { D as checksText, E as checksJson, F as aligned, H as parseConfig, I as displayWidth, J as formatSize, L as wrap, P as painter, R as gather, U as examine, W as isWell, X as readInputs, Y as inputsOf, Z as didYouMean, _ as hardeningRows, a as checkImage, c as readProgram, d as renderReport, f as judge, g as hardening, h as toldFindings, i as readImage, j as printable, l as pagedSource, m as markdownBodies, n as run, o as formatName, r as openWorkspace, s as looksLikeProgram, t as version, u as parseReport, v as headlineOf, y as grids, z as contextOf } from "./version.js";
import { i as exitCodes, r as InputError, t as CancelledError } from "./errors.js";
import { a as terminalLog, d as exitCodeOf, h as outcomeOf, i as realClock, n as stopSignal, t as openWorld } from "./open.js";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { tmpdir } from "node:os";
// src/inspect/inspection.ts
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
// src/report/terminal.ts
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
// src/command.ts
const usage = `linkgate ${version}

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
async function doctor(values, world, probeSource) {
	const directory = resolve(values.repo ?? ".");
	if ((await world.files.stat(directory))?.kind !== "directory") throw new InputError([`--repo is \`${directory}\`, which is no directory`]);
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
	if (verb === "doctor") return doctor(values, world, probeSource);
	const report = await (() => {
		if (verb === "check") return check(values, world, probeSource);
		if (verb === "judge") return judgeAgain(path, values, world);
		throw new InputError([`there is no command \`${verb}\`: ${didYouMean(verb, [
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
