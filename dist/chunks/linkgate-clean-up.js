import { h as openBuilder, m as openDocker, o as openGit, r as removeContainers, s as removeTree } from "./linkgate-git-docker.js";
import { C as settleAll, F as startedApart, Ht as CancelledError, N as leadersIn, P as listProcesses, Tt as revisions, Xt as messageOf, b as ownerIn, h as directoryPrefix, v as runOf, x as thisProcess, y as hasEnded } from "./linkgate-core.js";
// src/images/leftovers.ts
async function removeLeftRun(world, { run, directory }, { engine, git }) {
	await endCommands(world, directory);
	await engine?.removeAll(run, true);
	await removeContainers(world, directory);
	if (git !== void 0) for (const revision of revisions) await removeTree(world.files, git, `${directory}/${revision}`);
	await world.files.remove(directory);
}
async function removeLeftovers(world, { git: openCheckout, temporary, docker }) {
	return orWarn(world, async () => {
		const here = await thisProcess(world.files);
		if (here === void 0) return void 0;
		const git = openedOf(await openCheckout());
		const [listed, trees] = await settleAll([world.files.list(temporary), git?.worktrees()]);
		const names = listed.filter(({ kind }) => kind === "directory").map(({ name }) => `${temporary}/${name}`);
		const worktrees = (trees ?? []).map((path) => path.slice(0, path.lastIndexOf("/")));
		const found = new Map([...names, ...worktrees].map((directory) => [runOf(directory), directory]));
		await removeEnded(world, found, here, async () => ({
			engine: openedOf(await docker()),
			git
		}));
		return new Set(found.keys());
	});
}
async function removeLeftImages(world, { temporary, docker }, others) {
	await orWarn(world, async () => {
		const here = await thisProcess(world.files);
		const engine = openedOf(await docker());
		if (here === void 0 || engine === void 0) return;
		const runs = (await engine.runs()).filter((run) => !others.has(run));
		await removeEnded(world, new Map(runs.map((run) => [run, `${temporary}/${directoryPrefix}${run}`])), here, async () => ({
			engine,
			git: void 0
		}));
	});
}
function openedOf(opened) {
	return opened.ok ? opened.value : void 0;
}
async function orWarn({ log }, work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.warning(`clean-up after an interrupted run failed: ${messageOf(error)}`);
		return;
	}
}
async function removeEnded(world, found, here, open) {
	for (const [run, directory] of found) {
		if (!await hasEnded(world.files, ownerIn(run), here) || !await isOurs(world.files, directory)) continue;
		await orWarn(world, async () => {
			await removeLeftRun(world, {
				run,
				directory
			}, await open());
			world.log.info(`removed leftovers of an interrupted run: ${directory}`);
		});
	}
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
		const repository = step.savedState("repository");
		const git = await world.files.stat(repository) !== void 0 ? await openGit(world.exec, repository, { trusted: true }) : void 0;
		await removeLeftRun(world, {
			run,
			directory
		}, {
			engine,
			git: git?.ok === true ? git.value : void 0
		});
		if (docker.ok) await builder.removeAll(run, true);
		world.log.info("removed leftovers of an interrupted run");
	} catch (error) {
		world.log.warning(`clean-up failed: ${String(error)}`);
	}
}
export { removeLeftImages as n, removeLeftovers as r, cleanUp as t };
