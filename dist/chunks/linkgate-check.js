import { Gt as InputError, Vt as version } from "./linkgate-core.js";
import { a as inputsOf, s as readInputs } from "./linkgate-request.js";
import { c as readScanComparisons, l as run } from "./linkgate-preflight.js";
// src/commands/local/check.ts
const checkCommand = async (values, handles) => {
	const read = readInputs(inputOf(values));
	if (!read.ok) throw new InputError(read.problem.map(({ message }) => withOptionName(message)));
	const inputs = inputsOf(read.value, handles.resolve(read.value["working-directory"]));
	const { probeSource, world, resolve } = handles;
	const scans = await readScanComparisons(world.files, read.value.scans, resolve);
	const deliver = async (report) => {
		const { deliverReport } = await import("./deliver-report.js");
		return deliverReport(report, values, handles);
	};
	return run(inputs, void 0, world, {
		version,
		probeSource,
		scans,
		deliver
	});
};
function inputOf(values) {
	const given = {
		phase: "check",
		combine: "true",
		config: values.config,
		base: values.base,
		"working-directory": values.repo ?? ".",
		cache: "false",
		comment: "never",
		report: values.report,
		scans: values.scans,
		engine: values.engine ?? "auto",
		rounds: values.rounds ?? String(200)
	};
	return (name) => given[name] ?? "";
}
function withOptionName(problem) {
	return problem.replace(/^input `working-directory`/, "--repo").replace(/^input `(.*?)`/, "--$1");
}
export { checkCommand };
