import { C as succeed, D as CommandError, d as imageReference, f as runLabel, x as fail } from "./linkgate-core.js";
import { g as string, p as object, r as array } from "./zod.js";
import { S as parseDockerfile, c as applyEdits } from "./linkgate-dockerfile.js";
// src/repository/git/git.ts
function isName(given) {
	return /^[^\s\0]+$/.test(given) && !given.startsWith("-");
}
async function openGit(exec, directory) {
	const top = await exec.query([
		"git",
		"rev-parse",
		"--show-toplevel"
	], { cwd: directory });
	if (top.exitCode === 127) return fail("git was not found: install git");
	if (top.exitCode !== 0) {
		const why = top.stderr.includes("dubious ownership") ? ` (${top.stderr.split("\n")[0]})` : "";
		return fail(`${directory} is not in a git repository${why}: run actions/checkout first, or point working-directory (--repo) at one`);
	}
	return succeed(gitIn(exec, top.stdout.trim()));
}
function gitIn(exec, root) {
	const run = runnerIn(exec, root);
	return {
		root,
		...queriesIn(run),
		...fetchingIn(run),
		...worktreesIn(run, root)
	};
}
function runnerIn(exec, root) {
	const query = (...args) => exec.query(["git", ...args], { cwd: root });
	return {
		query,
		change: (...args) => exec.commit(["git", ...args], { cwd: root }),
		fetch: (...args) => exec.run([
			"git",
			"fetch",
			"--no-tags",
			"--no-write-fetch-head",
			"--quiet",
			...args
		], { cwd: root }),
		async first(...args) {
			const { exitCode, stdout } = await query(...args);
			const line = stdout.split("\n")[0]?.trim() ?? "";
			return exitCode === 0 && line !== "" ? line : void 0;
		},
		must: async (...args) => checked(args, await query(...args))
	};
}
function checked(args, { exitCode, stdout, stderr }) {
	if (exitCode !== 0) throw new CommandError(["git", ...args], exitCode, lines(stderr).slice(-3));
	return stdout;
}
function queriesIn({ first, must }) {
	return {
		resolve: async (revision) => isName(revision) ? first("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`) : void 0,
		async parents(sha) {
			const [headers = ""] = (await must("cat-file", "commit", sha)).split("\n\n", 1);
			return lines(headers).filter((line) => line.startsWith("parent ")).map((line) => line.slice(7));
		},
		mergeBase: (one, other) => first("merge-base", one, other),
		isDirty: async () => (await must("status", "--porcelain", "--untracked-files=normal")).trim() !== "",
		branch: () => first("symbolic-ref", "--quiet", "--short", "HEAD"),
		defaultBranch: () => first("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"),
		async files() {
			return (await must("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")).split("\0").filter((path) => path !== "");
		}
	};
}
function fetchingIn({ query, first, fetch }) {
	const isShallow = async () => await first("rev-parse", "--is-shallow-repository") === "true";
	return {
		isShallow,
		async fetch(sha) {
			return (await fetch(...await isShallow() ? ["--depth=1"] : [], "origin", sha)).exitCode === 0;
		},
		async remoteTip(name) {
			if (!isName(name)) return void 0;
			const refs = [
				name,
				`refs/tags/${name}`,
				`refs/heads/${name}`
			];
			const { exitCode, stdout } = await query("ls-remote", "--quiet", "origin", ...refs);
			if (exitCode !== 0) return void 0;
			const tips = new Map(lines(stdout).map((line) => [line.split("	")[1], line.split("	")[0]]));
			return refs.map((ref) => tips.get(ref)).find((tip) => tip !== void 0);
		},
		deepen: async (by, shas) => (await fetch(`--deepen=${by}`, "origin", ...shas)).exitCode === 0
	};
}
function worktreesIn({ change }, root) {
	return {
		async addWorktree(path, sha) {
			const args = [
				...["-c", "core.hooksPath=/dev/null"],
				"worktree",
				"add",
				"--detach",
				"--force",
				path,
				sha
			];
			checked(args, await change(...args));
		},
		async removeWorktree(path) {
			const remove = [
				"worktree",
				"remove",
				"--force",
				"--force",
				path
			];
			if ((await change(...remove)).exitCode === 0) return;
			await change("worktree", "repair");
			await change(...remove);
		},
		async cloneTo(path, sha) {
			const clone = [
				"clone",
				"--quiet",
				"--local",
				"--no-checkout",
				root,
				path
			];
			checked(clone, await change(...clone));
			for (const args of [[
				"update-ref",
				"--no-deref",
				"HEAD",
				sha
			], ["read-tree", sha]]) checked(args, await change("-C", path, ...args));
		}
	};
}
function lines(text) {
	return text.split("\n").filter((line) => line.trim() !== "");
}
// src/images/engines/docker/build.ts
const lastClient = 22;
function builderOf({ isPodman, hasBuildx, client }) {
	if (isPodman) return "podman";
	if (hasBuildx) return "buildx";
	return Number.parseInt(client, 10) <= lastClient ? "buildkit" : "engine";
}
function buildCommand(builder, build) {
	const { context, dockerfile, reference, platform, target, buildArgs, secrets, ssh } = build;
	return [
		"docker",
		...{
			buildx: [
				"buildx",
				"build",
				"--load",
				"--progress=plain",
				"--provenance=false"
			],
			buildkit: ["build", "--progress=plain"],
			engine: ["build", "--force-rm"],
			podman: ["build", "--force-rm"]
		}[builder],
		`--platform=${platform}`,
		`--file=${dockerfile}`,
		`--tag=${reference}`,
		...target === void 0 ? [] : [`--target=${target}`],
		...Object.entries(buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
		...secrets.map((secret) => `--secret=${secret}`),
		...ssh.map((agent) => `--ssh=${agent}`),
		context
	];
}
function seesImages(said) {
	const driver = /^Driver:\s*(\S+)/m.exec(said)?.[1];
	return driver === void 0 || driver === "docker";
}
const newer = /^\s*(?:RUN\s+(?:--(?:mount|network|security)\b|.*<<-?["']?[A-Za-z_])|(?:COPY|ADD)\s+(?:--\S+\s+)*(?:--(?:chmod|link|parents|exclude|checksum|keep-git-dir)\b|<<))/i;
function beyond(builder, { text, secrets, ssh }) {
	if (builder !== "engine") return void 0;
	const fix = "BuildKit, which this Docker has no plugin for: install docker-buildx, or add docker/setup-buildx-action before this step";
	const lines = text.split("\n");
	const line = lines.findIndex((one) => newer.test(one));
	if (line >= 0) return `line ${line + 1} of the Dockerfile (\`${lines[line]?.trim()}\`) needs ${fix}`;
	if (secrets.length > 0 || ssh.length > 0) return `\`secrets\` and \`ssh\` under \`build\` need ${fix}`;
}
function lastWords(said) {
	const lines = said.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
	const failure = lines.findLastIndex((line) => line.startsWith(" > ["));
	return (failure < 0 ? lines : lines.slice(failure)).filter((line) => !/^-+$/.test(line)).slice(-20);
}
function labelled(text, label) {
	const dockerfile = parseDockerfile(text);
	if (!dockerfile.ok) return text;
	const inserted = dockerfile.value.stages.map(({ from: { end } }) => ({
		start: end,
		end,
		text: `\nLABEL ${label}`
	}));
	return applyEdits(text, inserted);
}
// src/images/engines/docker/builders.ts
var Builders = class {
	#exec;
	#program;
	#isPodman;
	#kind;
	#seesImages;
	constructor(exec, program, isPodman) {
		this.#exec = exec;
		this.#program = program;
		this.#isPodman = isPodman;
	}
	kind() {
		this.#kind ??= this.#findKind();
		return this.#kind;
	}
	seeImages() {
		this.#seesImages ??= this.#findImages();
		return this.#seesImages;
	}
	async #findKind() {
		const ask = (...args) => this.#exec.query([this.#program, ...args]);
		const hasBuildx = !this.#isPodman && (await ask("buildx", "version")).exitCode === 0;
		const client = (await ask("version", "--format", "{{.Client.Version}}")).stdout;
		return builderOf({
			isPodman: this.#isPodman,
			hasBuildx,
			client
		});
	}
	async #findImages() {
		if (await this.kind() !== "buildx") return true;
		return seesImages((await this.#exec.query([
			this.#program,
			"buildx",
			"inspect"
		])).stdout);
	}
};
// src/images/engines/docker/pin.ts
const inspectedSchema = object({
	Architecture: string().optional(),
	Os: string().optional(),
	RepoDigests: array(string()).nullish(),
	RootFS: object({ Layers: array(string()).nullish() }).nullish()
});
function parseInspected(json) {
	try {
		const printed = JSON.parse(json);
		return inspectedSchema.parse(Array.isArray(printed) ? printed[0] : printed);
	} catch {
		return;
	}
}
function byDigest(reference, { RepoDigests, RootFS }) {
	const layers = RootFS?.Layers ?? [];
	const given = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
	if (given !== void 0) return {
		pinned: reference,
		digest: given,
		layers
	};
	const repository = repositoryOf(reference);
	const digest = (RepoDigests ?? []).map((one) => ({
		repository: one.split("@")[0] ?? "",
		digest: one.split("@")[1]
	})).find((one) => familiar(one.repository) === familiar(repository))?.digest;
	return digest === void 0 ? { layers } : {
		pinned: `${repository}@${digest}`,
		digest,
		layers
	};
}
function repositoryOf(reference) {
	const slash = reference.lastIndexOf("/");
	const colon = reference.indexOf(":", slash + 1);
	return colon < 0 ? reference : reference.slice(0, colon);
}
function familiar(repository) {
	return repository.replace(/^(docker\.io|index\.docker\.io)\//, "").replace(/^library\//, "");
}
// src/images/engines/docker/remove.ts
const attempts = 12;
const pauseMs = 150;
const quietRounds = 3;
async function removeRun(commands, run, interrupted) {
	let failure;
	let quiet = 0;
	for (let attempt = 0; attempt < attempts; attempt++) {
		try {
			quiet = await removeOnce(commands, run) ? 0 : quiet + 1;
			failure = void 0;
		} catch (error) {
			failure = error;
			quiet = 0;
		}
		if (quiet >= (interrupted ? quietRounds : 1)) return;
		if (interrupted || failure !== void 0) await commands.sleep(pauseMs);
	}
	if (failure !== void 0) throw failure;
}
async function removeOnce({ docker, listed }, run) {
	const label = `--filter=label=${runLabel}=${run}`;
	const containers = await listed("ps", "--all", "--quiet", label);
	if (containers.length > 0) await docker("rm", "--force", "--volumes", ...containers);
	const ours = (await listed("images", "--format={{.Repository}}:{{.Tag}}", `--filter=reference=${imageReference(run, "*")}`)).filter((name) => name.replace(/^localhost\//, "").startsWith(imageReference(run, "")));
	if (ours.length > 0) await docker("rmi", "--force", ...ours);
	const steps = await listed("images", "--all", "--quiet", "--no-trunc", label);
	if (steps.length > 0) await docker("rmi", "--force", ...steps);
	return containers.length + ours.length + steps.length > 0;
}
// src/images/engines/docker/docker.ts
function createCommand(options) {
	return [
		"docker",
		"create",
		"--interactive",
		`--label=${runLabel}=${options.run}`,
		"--log-driver=none",
		`--entrypoint=${options.entrypoint}`,
		...options.network === void 0 ? [] : [`--network=${options.network}`],
		...Object.entries(options.env).map(([name, value]) => `--env=${name}=${value}`),
		options.image
	];
}
async function openDocker(world) {
	const { exec } = world;
	const ask = (program) => exec.query([
		program,
		"version",
		"--format",
		"{{.Server.Version}}"
	]);
	const first = await ask("docker");
	const [program, asked] = first.exitCode === 127 ? ["podman", await ask("podman")] : ["docker", first];
	if (asked.exitCode === 127) return fail("Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)");
	if (asked.exitCode !== 0) {
		const why = asked.stderr.trim().split("\n")[0];
		return fail(`no Docker engine answers (${why}): start it, or set DOCKER_HOST to one that runs`);
	}
	const isPodman = (await exec.query([program, "--version"])).stdout.startsWith("podman");
	const version = asked.stdout.trim();
	return succeed(new DockerEngine(world, program, {
		name: isPodman ? "podman" : "docker",
		version
	}));
}
var DockerEngine = class {
	name;
	version;
	#world;
	#program;
	#builders;
	#isBuilding = false;
	#aliases = 0;
	constructor(world, program, { name, version }) {
		this.name = name;
		this.version = version;
		this.#world = world;
		this.#program = program;
		this.#builders = new Builders(world.exec, program, name === "podman");
	}
	async build(options) {
		const { exec, files, clock, host } = this.#world;
		const by = await this.#builders.kind();
		const problem = beyond(by, options);
		if (problem !== void 0) return {
			ok: false,
			problem: [problem]
		};
		if (by === "engine" || by === "podman") await files.write(options.dockerfile, labelled(options.text, `${runLabel}=${options.run}`));
		const since = clock.now();
		this.#isBuilding = true;
		const [, ...args] = buildCommand(by, options);
		const { exitCode, stdout, stderr } = await exec.run([this.#program, ...args], {
			cwd: options.context,
			env: {
				...host.env,
				...by === "buildkit" ? { DOCKER_BUILDKIT: "1" } : {}
			},
			...this.name === "podman" ? { tidies: true } : {}
		});
		this.#isBuilding = false;
		if (exitCode === 0) return succeed({ milliseconds: clock.now() - since });
		return {
			ok: false,
			problem: lastWords(`${stdout}\n${stderr}`)
		};
	}
	async pin(reference, run, platform) {
		const available = await this.#available(reference, platform);
		if (!available.ok) return available;
		const { pinned, ...found } = byDigest(reference, available.value);
		if (!await this.#builders.seeImages()) {
			if (pinned !== void 0) return succeed({
				pinned,
				...found
			});
			return fail(`the builder of buildx does not see the base image \`${reference}\`: push it to a registry, or build with \`docker buildx use default\``);
		}
		const alias = imageReference(run, `from-${this.#aliases++}`);
		await this.#docker("tag", reference, alias);
		return succeed({
			pinned: alias,
			...found
		});
	}
	async #available(reference, platform) {
		const here = await this.#inspected(reference, platform);
		if (here !== void 0) return succeed(here);
		const pull = [
			this.#program,
			"pull",
			"--quiet",
			`--platform=${platform}`,
			reference
		];
		const { exitCode, stderr } = await this.#world.exec.run(pull);
		if (exitCode !== 0) {
			const why = stderr.trim().split("\n").at(-1) ?? "no reason was given";
			return fail(`the base image \`${reference}\` could not be pulled: ${why}`);
		}
		const pulled = await this.#inspected(reference, platform);
		return pulled === void 0 ? fail(`the base image \`${reference}\` is not for ${platform}`) : succeed(pulled);
	}
	async #inspected(reference, platform) {
		const inspect = [
			this.#program,
			"image",
			"inspect",
			"--format={{json .}}",
			reference
		];
		const found = await this.#world.exec.query(inspect);
		const image = found.exitCode === 0 ? parseInspected(found.stdout) : void 0;
		return image !== void 0 && `${image.Os}/${image.Architecture}` === platform ? image : void 0;
	}
	async load(archive) {
		await this.#docker("load", "--quiet", "--input", archive);
	}
	async save(reference, archive) {
		await this.#docker("save", "--output", archive, reference);
	}
	async servicesNetwork() {
		const made = await this.#listed("network", "ls", "--filter=name=github_network_", "--format={{.Name}}");
		const [network, ...more] = made;
		const fix = "give `startup: { network: … }` the name of the network";
		if (network === void 0) return fail(`this job has no service containers: add \`services:\` to the job, or ${fix}`);
		if (more.length > 0) return fail(`several jobs here have service containers (${made.join(", ")}): ${fix}`);
		return succeed(network);
	}
	async create(options) {
		const [, ...args] = createCommand(options);
		return this.#docker(...args);
	}
	async copyInto(container, from, to) {
		await this.#docker("cp", from, `${container}:${to}`);
	}
	start(container) {
		return this.#world.exec.open([
			this.#program,
			"start",
			"--attach",
			"--interactive",
			container
		]);
	}
	removeAll(run, interrupted = this.#isBuilding) {
		return removeRun({
			docker: (...args) => this.#docker(...args),
			listed: (...args) => this.#listed(...args),
			sleep: this.#world.clock.sleep
		}, run, interrupted);
	}
	async #docker(...args) {
		const command = [this.#program, ...args];
		const { exitCode, stdout, stderr } = await this.#world.exec.commit(command);
		if (exitCode !== 0) throw new CommandError(command, exitCode, stderr.trim().split("\n").slice(-3));
		return stdout.trim();
	}
	async #listed(...args) {
		return [...new Set((await this.#docker(...args)).split("\n").filter((line) => line !== ""))];
	}
};
export { openGit as n, openDocker as t };
