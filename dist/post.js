import { a as getState, o as info, p as warning } from "./chunks/core.js";
import { i as realClock, l as openGit, r as actionsLog, s as openDocker, t as openWorld, v as revisions } from "./chunks/open.js";
import { t as stateNames } from "./chunks/state.js";
// src/post.ts
async function post() {
	const run = getState(stateNames.run);
	const directory = getState(stateNames.directory);
	const repository = getState(stateNames.repository);
	if (run === "" || directory === "") return;
	const signal = new AbortController().signal;
	const log = actionsLog(realClock, signal);
	const world = openWorld({
		env: process.env,
		temporaryRoot: process.env["RUNNER_TEMP"] ?? "/tmp",
		log,
		signal
	});
	if (await world.files.stat(directory) === void 0) return;
	const engine = await openDocker(world);
	if (!("problem" in engine)) await engine.removeAll(run);
	const git = await openGit(world.exec, repository);
	for (const revision of revisions) {
		await world.files.remove(`${directory}/${revision}/.git`);
		await git.removeWorktree(`${directory}/${revision}`);
	}
	await world.files.remove(directory);
	info("removed what an interrupted run left behind");
}
await post().catch((error) => warning(`cleaning up: ${String(error)}`));
export {};
