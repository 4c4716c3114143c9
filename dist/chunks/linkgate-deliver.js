import { Gt as InputError, Q as boundedText, bt as parseJson } from "./linkgate-core.js";
import { a as exitCodeOf, o as outcomeOf, t as shownReport } from "./linkgate-findings.js";
import { D as renderReport, E as parseReport, O as reportPage, T as largestReport, h as markdownBodies, u as terminalTable } from "./linkgate-report.js";
// src/commands/tool-files.ts
async function writeSarif(files, path, reports) {
	const { sarifText } = await import("./linkgate-sarif.js");
	await files.write(path, await sarifText(reports));
}
async function writeSboms(files, directory, reports) {
	const { sbomFiles } = await import("./linkgate-sbom.js");
	for (const { name, text } of await sbomFiles(reports)) await files.write(`${directory}/${name}`, text);
}
// src/commands/local/report.ts
async function readEarlierReport(path, { world, resolve }) {
	const text = await boundedText(world.files, resolve(path), {
		name: path,
		largest: largestReport
	});
	if (text === void 0) throw new InputError([`report \`${path}\` does not exist`]);
	const json = parseJson(text);
	if (!json.ok) throw new InputError([`report \`${path}\` is not JSON`]);
	const parsed = parseReport(json.value);
	if (!parsed.ok) throw new InputError([`report \`${path}\`: ${parsed.problem.message}`]);
	return shownReport(parsed.value, world.secrets);
}
async function deliverReport(report, values, { world, resolve, terminal }) {
	if (values.report !== void 0) await world.files.write(resolve(values.report), renderReport(report));
	if (values.markdown !== void 0) await world.files.write(resolve(values.markdown), markdownBodies(report)[0] ?? "");
	if (values.html !== void 0) await world.files.write(resolve(values.html), reportPage(report));
	if (values.sarif !== void 0) await writeSarif(world.files, resolve(values.sarif), [report]);
	if (values.sbom !== void 0) await writeSboms(world.files, resolve(values.sbom), [report]);
	terminal.print(values.json === true ? renderReport(report) : terminalTable(report, terminal));
	return exitCodeOf(outcomeOf(report));
}
export { writeSboms as i, readEarlierReport as n, writeSarif as r, deliverReport as t };
