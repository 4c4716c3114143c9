import { i as exitCodes, r as InputError, t as CancelledError } from "./errors.js";
import { a as parseReport, c as headlineOf, d as printable, g as didYouMean, h as readInputs, i as judge, l as grids, m as inputsOf, n as run, o as renderReport, r as parseConfig, s as markdownBodies, t as version, u as toldFindings } from "./version.js";
import { a as terminalLog, d as exitCodeOf, i as realClock, n as stopSignal, t as openWorld } from "./open.js";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { tmpdir } from "node:os";
// src/report/layout.ts
const wide = /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none = /\p{M}|\p{Default_Ignorable_Code_Point}/u;
function displayWidth(text) {
	let width = 0;
	for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
	return width;
}
function aligned(text, width, left = false) {
	const room = " ".repeat(Math.max(0, width - displayWidth(text)));
	return left ? `${text}${room}` : `${room}${text}`;
}
function wrap(text, width, indent) {
	const start = " ".repeat(indent);
	const lines = [];
	let line = "";
	for (const word of text.split(/(?<=\S)(?= )/)) if (line.trim() !== "" && indent + displayWidth(line) + displayWidth(word) > width) {
		lines.push(line);
		line = word.trimStart();
	} else line += word;
	return [...lines, line].map((one) => `${start}${one}`).join("\n");
}
// src/report/terminal.ts
const marks = {
	pass: "✓",
	inconclusive: "?",
	warn: "!",
	unmeasured: "?",
	fail: "✗"
};
const escapeCharacter = String.fromCharCode(27);
const codes = {
	bold: 1,
	dim: 2,
	red: 31,
	green: 32,
	yellow: 33,
	cyan: 36
};
const styleOf = {
	pass: "green",
	inconclusive: "cyan",
	warn: "yellow",
	unmeasured: "cyan",
	fail: "red"
};
function terminalTable(report, { color, width }) {
	const paint = (text, ...styles) => {
		const inked = text.trimEnd();
		if (!color || inked === "") return text;
		const start = styles.map((style) => codes[style]).join(";");
		return `${escapeCharacter}[${start}m${inked}${escapeCharacter}[0m${text.slice(inked.length)}`;
	};
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
	const { verdict, words, lines, state, cause } = headlineOf(report);
	const told = lines.map((line) => {
		const subject = printable(line.subject);
		const text = wrap(`${subject === "" ? "" : `${subject}  `}${printable(line.text, 600)}`, width, 4).trimStart();
		const rest = text.slice(subject.length);
		const start = text.startsWith(subject) ? `${paint(subject, "bold")}${rest}` : text;
		return `  ${lineMark(line.verdict, paint)} ${start}`;
	});
	return [
		paint(wrap(`${marks[verdict]} linkgate · ${printable(report.app, 60)}: ${printable(words)}`, width, 0), "bold", styleOf[verdict]),
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
	const modes = grid.modes.map((mode, index) => modeColumns(mode, grid.rows, index));
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
	const tables = [];
	for (const columns of modes) {
		const last = tables.at(-1);
		if (last !== void 0 && widthOf([...last, ...columns]) <= width) last.push(...columns);
		else tables.push([label, ...columns]);
	}
	return tables.map((columns) => columnsText(columns, paint)).join("\n\n");
}
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
  linkgate judge REPORT [--config FILE] [--report FILE] [--markdown FILE] [--json]
      judge an earlier report again, measuring nothing

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
		config: values.config,
		base: values.base,
		"working-directory": values.repo ?? ".",
		engine: values.engine ?? "auto",
		cache: "false",
		comment: "never",
		report: values.report,
		rounds: values.rounds ?? String(40)
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
async function judgeAgain(path, values, world) {
	if (path === void 0) throw new InputError(["`linkgate judge` needs the report to judge: linkgate judge report.json"]);
	const text = await world.files.readText(resolve(path));
	if (text === void 0) throw new InputError([`report \`${path}\` does not exist`]);
	const parsed = parseReport(asJson(text, path));
	if ("problem" in parsed) throw new InputError([`report \`${path}\`: ${parsed.problem}`]);
	if (values.config === void 0) return judge(parsed.report);
	const source = await world.files.readText(resolve(values.config));
	if (source === void 0) throw new InputError([`configuration file \`${values.config}\` does not exist`]);
	const config = parseConfig(source, values.config);
	if ("problems" in config) throw new InputError(config.problems);
	return judge(parsed.report, config.config.budgets);
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
	const report = await (() => {
		if (verb === "check") return check(values, world, probeSource);
		if (verb === "judge") return judgeAgain(path, values, world);
		throw new InputError([`there is no command \`${verb}\`: ${didYouMean(verb, ["check", "judge"])}`]);
	})();
	if (values.report !== void 0) await world.files.write(resolve(values.report), renderReport(report));
	if (values.markdown !== void 0) await world.files.write(resolve(values.markdown), markdownBodies(report)[0] ?? "");
	const { isTTY = false, columns = 100 } = process.stdout;
	const color = isTTY && process.env["NO_COLOR"] === void 0;
	return print(values.json === true ? renderReport(report) : terminalTable(report, {
		color,
		width: Math.min(columns, 120)
	}), exitCodeOf(report.verdict));
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
