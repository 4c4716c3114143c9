import { i as shownReport } from "./linkgate-findings.js";
import { j as quote } from "./linkgate-report.js";
// src/commands/with-scans.ts
function withScans(report, scans, { log, secrets }) {
	const modes = new Set(report.variants.map(({ mode }) => mode));
	const used = scans.filter(({ mode }) => modes.has(mode));
	for (const { mode } of scans) if (!modes.has(mode)) log.warning(`\`scans\` names the mode ${quote(mode)}, which the report does not have`);
	return used.length === 0 ? report : shownReport({
		...report,
		scans: used
	}, secrets);
}
export { withScans as t };
