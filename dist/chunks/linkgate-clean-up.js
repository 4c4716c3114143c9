import { A as listProcesses, Et as CancelledError, Mt as messageOf, Nt as requireInput, _ as thisProcess, f as directoryPrefix, g as ownerIn, h as hasEnded, j as startedApart, k as leadersIn, m as runOf, vt as revisions } from "./linkgate-core.js";
import { f as openDocker, o as openGit, p as openBuilder, r as removeContainers } from "./linkgate-git-docker.js";
// src/images/leftovers.ts
async function removeLeftRun(world, { run, directory }, { engine, git }) {
	await endCommands(world, directory);
	await engine?.removeAll(run, true);
	await removeContainers(world, directory);
	for (const revision of git === void 0 ? [] : revisions) {
		await world.files.remove(`${directory}/${revision}/.git`);
		await git?.removeWorktree(`${directory}/${revision}`);
	}
	await world.files.remove(directory);
}
async function removeLeftovers(world, { repository, temporary, docker: open }) {
	await orWarn(world, async () => {
		const here = await thisProcess(world.files);
		if (here === void 0) return;
		const [docker, opened] = await Promise.all([open(), openGit(world.exec, repository)]);
		const engine = docker.ok ? docker.value : void 0;
		const git = opened.ok ? opened.value : void 0;
		for (const left of await leftRuns(world, {
			temporary,
			here
		}, {
			engine,
			git
		})) await orWarn(world, async () => {
			await removeLeftRun(world, left, {
				engine,
				git
			});
			world.log.info(`removed leftovers of an interrupted run: ${left.directory}`);
		});
	});
}
async function orWarn({ log }, work) {
	try {
		await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.warning(`clean-up after an interrupted run failed: ${messageOf(error)}`);
	}
}
async function leftRuns({ files }, { temporary, here }, { engine, git }) {
	const [listed, trees, runs] = await Promise.all([
		files.list(temporary),
		git?.worktrees(),
		engine?.runs()
	]);
	const names = listed.filter(({ kind }) => kind === "directory").map(({ name }) => `${temporary}/${name}`);
	const worktrees = (trees ?? []).map((path) => path.slice(0, path.lastIndexOf("/")));
	const found = new Map([...names, ...worktrees].map((directory) => [runOf(directory), directory]));
	for (const run of runs ?? []) if (!found.has(run)) found.set(run, `${temporary}/${directoryPrefix}${run}`);
	const left = [];
	for (const [run, directory] of found) if (await hasEnded(files, ownerIn(run), here) && await isOurs(files, directory)) left.push({
		run,
		directory
	});
	return left;
}
async function isOurs(files, directory) {
	return files.list(directory).then(() => true, () => false);
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
// src/commands/action/clean-up.ts
async function cleanUp(step, world) {
	try {
		const run = step.savedState("run");
		const directory = step.savedState("directory");
		if (run === "" || directory === "") return;
		if (await world.files.stat(directory) === void 0) return;
		const docker = await openDocker(world);
		const builder = await openBuilder(world, directory);
		const engine = docker.ok ? docker.value : builder;
		const git = requireInput(await openGit(world.exec, step.savedState("repository"), { trusted: true }));
		await removeLeftRun(world, {
			run,
			directory
		}, {
			engine,
			git
		});
		if (docker.ok) await builder.removeAll(run, true);
		world.log.info("removed leftovers of an interrupted run");
	} catch (error) {
		world.log.warning(`clean-up failed: ${String(error)}`);
	}
}
export { removeLeftovers as n, cleanUp as t };
