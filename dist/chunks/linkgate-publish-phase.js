import { Gt as InputError } from "./linkgate-core.js";
import { a as statusCommit, i as publishingContext, l as acceptReports, n as acceptanceContext, o as unpublishedNotice, r as isOnMeasuredCommit, s as publishResult, t as gatherExternalReports } from "./linkgate-publish.js";
// src/commands/action/publish.ts
const publishPhase = async (handles) => {
	const { world, values, context, resolve } = handles;
	const paths = pathsIn(values.report);
	const external = await gatherExternalReports(world, context, paths.map((path) => resolve(path)));
	const { subject, run } = external;
	const notice = unpublishedNotice(context, subject);
	if (notice !== void 0) world.log.notice(notice);
	const accepted = await acceptReports(external.reports, {
		github: world.github,
		context: acceptanceContext(context, subject),
		label: values["accept-label"]
	});
	return publishResult(handles, publishingContext(context, subject), {
		...accepted,
		paths: { report: paths.join("\n") },
		places: isOnMeasuredCommit(context, subject),
		run,
		statusOn: statusCommit(subject)
	});
};
function pathsIn(given = "") {
	const paths = given.split("\n").map((path) => path.trim()).filter((path) => path !== "");
	if (paths.length > 0) return paths;
	throw new InputError(["input `report` is empty: phase publish needs the paths of the reports (files or directories)"]);
}
export { publishPhase };
