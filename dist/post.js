import { a as getState, o as info, p as warning } from "./chunks/core.js";
import { a as startedApart, f as openDocker, g as openGit, i as listProcesses, o as actionsLog, r as leadersIn, s as realClock, t as openWorld, u as revisions } from "./chunks/open.js";
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
	await endCommands(world, directory);
	const engine = await openDocker(world);
	if (!("problem" in engine)) await engine.removeAll(run, true);
	const git = await openGit(world.exec, repository);
	for (const revision of revisions) {
		await world.files.remove(`${directory}/${revision}/.git`);
		await git.removeWorktree(`${directory}/${revision}`);
	}
	await world.files.remove(directory);
	info("removed what an interrupted run left behind");
}
async function endCommands({ exec, clock }, directory) {
	const printed = (await exec.tool(listProcesses)).stdout;
	const kill = (...ids) => exec.tool([
		"kill",
		"-KILL",
		"--",
		...ids.map(String)
	]);
	for (const leader of leadersIn(printed, directory)) {
		const apart = startedApart(printed, leader);
		if (apart.length > 0) {
			await kill(...apart);
			await clock.sleep(1e3);
		}
		await kill(-leader);
	}
}
await post().catch((error) => warning(`cleaning up: ${String(error)}`));
export {};
