import { Vt as version, en as succeed } from "./linkgate-core.js";
import { t as giveHints } from "./linkgate-doctor.js";
import { c as writeExtra, l as acceptReports, s as publishResult } from "./linkgate-publish.js";
import { D as renderReport, O as reportPage } from "./linkgate-report.js";
// src/commands/action/publish-measured.ts
async function publishMeasured(handles, target, measured) {
	const { world, values, context, resolve } = handles;
	const { github } = world;
	const accepted = await acceptReports([measured], {
		github,
		context,
		label: values["accept-label"]
	});
	const report = accepted.reports[0] ?? measured;
	const path = resolve(values.report ?? `${handles.temporaryRoot}/linkgate-report-${measured.app}.json`);
	await world.files.write(path, renderReport(report));
	const beside = `${path.replace(/\.json$/, "")}.html`;
	const html = await writeExtra(world, {
		path: resolve(values.html ?? beside),
		name: "The HTML report",
		write: (to) => world.files.write(to, reportPage(report))
	});
	const exitCode = await publishResult(handles, target, {
		...accepted,
		paths: {
			report: path,
			html
		},
		places: true
	});
	await hint(handles, accepted.reports[0]);
	return exitCode;
}
async function hint({ world, values, context, probeSource, resolve }, report) {
	if (context === void 0) return;
	await giveHints(world, {
		version,
		probeSource,
		directory: resolve(values["working-directory"]),
		config: values.config,
		context: succeed(context),
		report,
		afterRun: report !== void 0
	});
}
export { hint, publishMeasured };
