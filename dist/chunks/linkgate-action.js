import { Gt as InputError, Ht as CancelledError, Vt as version, _ as openWorkspace } from "./linkgate-core.js";
import { a as inputsOf } from "./linkgate-request.js";
import { c as readScanComparisons, l as run } from "./linkgate-preflight.js";
// src/commands/action/measure-and-publish.ts
const publishing = () => import("./linkgate-publish-measured.js");
async function measureAndPublish(handles, target) {
	let kept;
	const keep = (built) => {
		kept = built;
	};
	try {
		const exitCode = await measureAndReport(handles, target, keep);
		if (kept !== void 0) await save(handles, kept);
		return exitCode;
	} finally {
		await kept?.close();
	}
}
async function measureAndReport(handles, target, keep) {
	const report = await measure(handles, keep).catch(async (error) => {
		if (error instanceof InputError) await (await publishing()).hint(handles, void 0);
		throw error;
	});
	return (await publishing()).publishMeasured(handles, target, report);
}
async function measure({ world, step, values, context, probeSource, resolve }, onBuilt) {
	const inputs = inputsOf(values, resolve(values["working-directory"]));
	return run(inputs, context, world, {
		version,
		probeSource,
		scans: await readScanComparisons(world.files, values.scans, resolve),
		onBuilt,
		deliver: async (report) => report,
		onOpen: (workspace) => {
			announce(step, workspace);
			step.saveState("repository", inputs.directory);
		}
	});
}
function announce(step, { run: name, directory }) {
	step.saveState("run", name);
	step.saveState("directory", directory);
}
async function save({ world, step }, kept) {
	const workspace = await openWorkspace(world);
	announce(step, workspace);
	try {
		await kept.save(`${workspace.directory}/cache`);
	} catch (error) {
		if (!(error instanceof CancelledError)) throw error;
		world.log.notice("Go modules were not saved: the run was cancelled");
	} finally {
		await workspace.close();
	}
}
// src/commands/action/check.ts
const checkPhase = (handles) => measureAndPublish(handles, handles.context);
// src/commands/action/measure.ts
const measurePhase = (handles) => measureAndPublish(handles, void 0);
// src/commands/action/phases.ts
const phaseCommands = {
	check: checkPhase,
	measure: measurePhase,
	publish: async (handles) => (await import("./linkgate-publish-phase.js")).publishPhase(handles)
};
export { phaseCommands };
