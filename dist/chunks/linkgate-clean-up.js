import { N as requireInput, n as listProcesses, r as startedApart, t as leadersIn } from "./linkgate-core.js";
import { r as openGit, t as openDocker } from "./linkgate-git-docker.js";
import { I as revisions } from "./linkgate-model.js";
// src/commands/action/clean-up.ts
async function cleanUp(step, world) {
	try {
		const run = step.savedState("run");
		const directory = step.savedState("directory");
		if (run === "" || directory === "") return;
		if (await world.files.stat(directory) === void 0) return;
		await endCommands(world, directory);
		const engine = await openDocker(world);
		if (engine.ok) await engine.value.removeAll(run, true);
		await removeWorktrees(world, directory, step.savedState("repository"));
		await world.files.remove(directory);
		world.log.info("removed what an interrupted run left behind");
	} catch (error) {
		world.log.warning(`cleaning up: ${String(error)}`);
	}
}
async function removeWorktrees(world, directory, repository) {
	const git = requireInput(await openGit(world.exec, repository, { trusted: true }));
	for (const revision of revisions) {
		await world.files.remove(`${directory}/${revision}/.git`);
		await git.removeWorktree(`${directory}/${revision}`);
	}
}
async function endCommands({ exec, clock }, directory) {
	const printed = (await exec.query(listProcesses)).stdout;
	const kill = (...ids) => exec.query([
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
export { cleanUp as t };
