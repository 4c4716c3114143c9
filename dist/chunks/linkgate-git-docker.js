import { C as settleAll, Gt as InputError, Ht as CancelledError, Lt as imageReference, Mt as matchesPlatform, Qt as fail, Rt as runLabel, T as withoutProgress, Ut as CommandError, Vt as version, Wt as EngineLostError, Xt as messageOf, en as succeed, ft as parentOf, ut as lastOf, v as runOf, yt as jsonOrUndefined } from "./linkgate-core.js";
import { S as union, _ as object, a as array, x as string, y as record } from "./zod.js";
import { H as applyEdits, P as parseDockerfile } from "./linkgate-shell.js";
import { f as parse, n as copyOut, o as readAccounts, p as resolveLayout, r as identityOf, s as readImage, u as contentOf } from "./linkgate-image.js";
// src/images/engines/build-cache-entry.ts
function fieldsOf(entry) {
	const fields = entry.replaceAll("\"", "").split(",");
	return new Map(fields.map((field) => {
		const [key = "", ...value] = field.split("=");
		return [key.trim().toLowerCase(), value.join("=").trim()];
	}));
}
function backendOf(entry) {
	return fieldsOf(entry).get("type") ?? "registry";
}
// src/images/engines/build-output.ts
function buildOutput(type, fields) {
	const quoted = (field) => /[",]/.test(field) ? `"${field.replaceAll("\"", "\"\"")}"` : field;
	return [`type=${type}`, ...Object.entries(fields).map(([key, value]) => quoted(`${key}=${value}`))].join(",");
}
// src/images/engines/docker/hidden-values.ts
const ofClient = /^(?:DOCKER|BUILDX|BUILDKIT|PODMAN|CONTAINERS?|REGISTRY|XDG|SSH|GIT|GO|LD|OTEL)_|^(?:PATH|HOME|TMPDIR|USER|SHELL|TERM|LANG|TZ|GODEBUG|SSL_CERT_\w+)$|_PROXY$/i;
function hiddenValues({ host, secrets }, values) {
	const isHidden = ([name, value]) => secrets.mask(value) !== value && (!ofClient.test(name) || host.env[name] === value);
	return Object.fromEntries(Object.entries(values).filter(isHidden));
}
function givenAs(option, values, hidden) {
	return Object.entries(values).map(([name, value]) => Object.hasOwn(hidden, name) ? `${option}=${name}` : `${option}=${name}=${value}`);
}
// src/images/engines/docker/build.ts
const lastClient = 22;
function builderOf({ isPodman, hasBuildx, client, buildKit }) {
	if (isPodman) return "podman";
	if (hasBuildx) return "buildx";
	return Number.parseInt(client, 10) <= lastClient && buildKit !== "0" ? "buildkit" : "engine";
}
function buildCommand(builder, build, { hidden = {}, archive } = {}) {
	const { context, caches } = build;
	return [
		"docker",
		...{
			buildx: [
				"buildx",
				"build",
				outputOf(archive),
				"--progress=plain",
				"--provenance=false"
			],
			buildkit: ["build", "--progress=plain"],
			engine: ["build", "--force-rm"],
			podman: ["build", "--force-rm"]
		}[builder],
		...requestArguments(build, hidden),
		...(caches?.from ?? []).map((cache) => `--cache-from=${cache}`),
		...(caches?.to ?? []).map((cache) => `--cache-to=${cache}`),
		context
	];
}
function requestArguments({ dockerfile, reference, platform, target, buildArgs, secrets, ssh }, hidden) {
	return [
		`--platform=${platform}`,
		`--file=${dockerfile}`,
		`--tag=${reference}`,
		...target === void 0 ? [] : [`--target=${target}`],
		...givenAs("--build-arg", buildArgs, hidden),
		...secrets.map((secret) => `--secret=${secret}`),
		...ssh.map((agent) => `--ssh=${agent}`)
	];
}
function outputOf(archive) {
	return archive === void 0 ? "--load" : `--output=${buildOutput("docker", { dest: archive })}`;
}
function seesImages(printed) {
	const driver = /^Driver:\s*(\S+)/m.exec(printed)?.[1];
	return driver === void 0 || driver === "docker";
}
function usesCacheService({ caches }) {
	return [...caches?.from ?? [], ...caches?.to ?? []].some((entry) => backendOf(entry) === "gha");
}
function cacheBackendsOf(builder, { isElsewhere, store }) {
	if (builder !== "buildx") return {
		reads: [],
		writes: []
	};
	if (isElsewhere) return {
		reads: "all",
		writes: "all"
	};
	const common = [
		"inline",
		"local",
		"registry",
		"gha"
	];
	return /io\.containerd\.snapshotter/.test(store) ? {
		reads: common,
		writes: common
	} : {
		reads: ["registry"],
		writes: ["inline"]
	};
}
const newer = /^\s*(?:RUN\s+(?:--(?:mount|network|security)\b|(?!\s).*<<-?["']?[A-Za-z_])|(?:COPY|ADD)\s+(?:--\S+\s+)*(?:--(?:chmod|link|parents|exclude|checksum|keep-git-dir)\b|<<))/i;
function needsBuildKit(builder, { text, secrets, ssh }) {
	if (builder !== "engine") return void 0;
	const fix = "BuildKit, but this Docker has no buildx plugin: install docker-buildx, or add docker/setup-buildx-action before this step";
	const lines = text.split("\n");
	const line = lines.findIndex((one) => newer.test(one));
	if (line >= 0) return `line ${line + 1} of the Dockerfile (\`${lines[line]?.trim()}\`) needs ${fix}`;
	if (secrets.length > 0 || ssh.length > 0) return `\`secrets\` and \`ssh\` under \`build\` need ${fix}`;
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
// src/images/engines/build-progress.ts
const begins = /^#(\d+) \[.*\] RUN /;
const ends = /^#(\d+) (?:DONE|CACHED)\b/;
function watchingSteps({ marker, count, done }) {
	const steps = new Set();
	const ended = new Set();
	let rest = "";
	const see = (line) => {
		const begun = line.includes(marker) ? begins.exec(line)?.[1] : void 0;
		if (begun !== void 0) steps.add(begun);
		const end = ends.exec(line)?.[1];
		if (end === void 0 || !steps.has(end) || ended.has(end)) return;
		ended.add(end);
		if (ended.size === count) done();
	};
	return (piece) => {
		const lines = (rest + piece).split("\n");
		rest = lines.pop() ?? "";
		for (const line of lines) see(line);
	};
}
// src/images/engines/docker/failure/pull.ts
const faults = [
	["rate-limit", /\btoomanyrequests\b|\b429\b|too many requests|pull rate limit/i],
	["unreachable", /\bdial (?:tcp|udp)\b|no such host|i\/o timeout|TLS handshake|\bx509: |\btls: |\bEOF\b|deadline exceeded|connection re(?:fused|set)|server misbehaving|HTTP response to HTTPS client|\b50\d\b|service unavailable/i],
	["denied", /pull access denied|\bunauthorized\b|authentication required|access (?:to the (?:requested )?resource )?is denied|\bdenied: |\b40[13]\b|no basic auth credentials|insufficient_scope|authorization failed|incorrect username or password/i],
	["not-found", /manifest unknown|name unknown|name not known|\bnot found\b|\b404\b|no such image/i]
];
function pullFault(message) {
	return faults.find(([, pattern]) => pattern.test(message))?.[0] ?? "unknown";
}
function pullProblem(stderr) {
	const lines = stderr.split("\n").map((line) => line.trim()).filter((line) => line !== "");
	const detail = (lines.findLast((line) => /^(?:ERROR|Error|error)\b/.test(line)) ?? lines.at(-1) ?? "no reason given").replace(/^(?:ERROR|Error(?: response from daemon)?): /, "");
	return {
		because: pullFault(lines.join("\n")),
		detail
	};
}
// src/images/engines/docker/lost.ts
const lost = /error during connect|Cannot connect to the Docker daemon|connection reset by peer|unexpected EOF|broken pipe|use of closed network connection/;
function lostConnection(errors) {
	const line = errors.findLast((one) => lost.test(one) && !/^Error response from daemon:/.test(one))?.trim();
	return /^time="[^"]*" level=\w+ msg="(.*)"$/.exec(line ?? "")?.[1] ?? line;
}
function requireEngine(command, { exitCode, stderr }) {
	if (exitCode === 0) return;
	const detail = lostConnection(stderr.trim().split("\n"));
	if (detail !== void 0) throw new EngineLostError(command, exitCode, detail);
}
function requireDone(command, output) {
	requireEngine(command, output);
	const { exitCode, stdout, stderr } = output;
	if (exitCode === 0) return stdout.trim();
	throw new CommandError(command, exitCode, stderr.trim().split("\n").slice(-3));
}
// src/images/engines/docker/pin.ts
const inspectedSchema = object({
	Id: string().optional(),
	Architecture: string().optional(),
	Os: string().optional(),
	RepoDigests: array(string()).nullish(),
	RootFS: object({ Layers: array(string()).nullish() }).nullish(),
	Config: object({
		Env: array(string()).nullish(),
		User: string().nullish(),
		WorkingDir: string().nullish(),
		OnBuild: array(string()).nullish()
	}).nullish()
});
function imagesOf(program) {
	return {
		command: (reference) => [
			program,
			"image",
			"inspect",
			"--format={{json .}}",
			reference
		],
		parse: parseInspected
	};
}
const noImages = {
	command: () => void 0,
	parse: () => void 0
};
function parseInspected(json) {
	const printed = jsonOrUndefined(json);
	return inspectedSchema.safeParse(Array.isArray(printed) ? printed[0] : printed).data;
}
function byDigest(reference, { RepoDigests, RootFS, Config }) {
	const image = {
		layers: RootFS?.Layers ?? [],
		...Config ? { config: imageConfig(Config) } : {}
	};
	const given = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
	if (given !== void 0) return {
		pinned: reference,
		digest: given,
		...image
	};
	const repository = repositoryOf(reference);
	const digest = (RepoDigests ?? []).map((one) => ({
		repository: one.split("@")[0] ?? "",
		digest: one.split("@")[1]
	})).find((one) => familiar$1(one.repository) === familiar$1(repository))?.digest;
	return digest === void 0 ? image : {
		pinned: `${repository}@${digest}`,
		digest,
		...image
	};
}
function imageConfig({ Env, User, WorkingDir, OnBuild }) {
	const env = (Env ?? []).map((one) => {
		const [name = ""] = one.split("=", 1);
		return [name, one.slice(name.length + 1)];
	});
	return {
		env: Object.fromEntries(env),
		user: User ?? "",
		workdir: WorkingDir || "/",
		onBuild: (OnBuild ?? []).length > 0
	};
}
function repositoryOf(reference) {
	const name = reference.replace(/@sha256:[0-9a-f]{64}$/, "");
	const slash = name.lastIndexOf("/");
	const colon = name.indexOf(":", slash + 1);
	return colon < 0 ? name : name.slice(0, colon);
}
function familiar$1(repository) {
	return repository.replace(/^(docker\.io|index\.docker\.io)\//, "").replace(/^library\//, "");
}
// src/images/engines/docker/registry.ts
const registryImageSchema = object({
	architecture: string().optional(),
	os: string().optional(),
	rootfs: object({ diff_ids: array(string()).nullish() }).nullish(),
	config: inspectedSchema.shape.Config
});
const answerSchema = object({
	manifest: object({ digest: string().regex(/^sha256:[0-9a-f]{64}$/) }),
	image: union([registryImageSchema.required({
		os: true,
		architecture: true
	}), record(string(), registryImageSchema)])
});
function registryQuery(reference) {
	return [
		"docker",
		"buildx",
		"imagetools",
		"inspect",
		"--format",
		"{\"manifest\":{{json .Manifest}},\"image\":{{json .Image}}}",
		reference
	];
}
function registryAnswer(reference, json, platform) {
	const read = answerSchema.safeParse(jsonOrUndefined(json));
	if (!read.success) return fail("`docker buildx imagetools inspect` printed an unknown format");
	const { manifest, image } = read.data;
	const found = imageFor(image, platform);
	if (found === void 0) return succeed(void 0);
	return succeed({
		RepoDigests: [`${repositoryOf(reference)}@${manifest.digest}`],
		RootFS: { Layers: found.rootfs?.diff_ids ?? [] },
		Config: found.config
	});
}
function imageFor(image, platform) {
	const single = registryImageSchema.required({
		os: true,
		architecture: true
	}).safeParse(image).data;
	if (single !== void 0) return matchesPlatform(`${single.os}/${single.architecture}`, platform) ? single : void 0;
	return Object.entries(image).find(([name]) => matchesPlatform(name, platform))?.[1];
}
// src/images/engines/docker/base-images.ts
const registryLimitMs = 6e4;
const attempts$1 = 3;
function otherPlatform(reference, platform) {
	return {
		because: "other-platform",
		detail: `the base image \`${reference}\` is not for ${platform}`
	};
}
function isFor({ Os, Architecture }, platform) {
	return matchesPlatform(`${Os}/${Architecture}`, platform);
}
var BaseImages = class {
	#exec;
	#program;
	#inspect;
	constructor(exec, program, inspect) {
		this.#exec = exec;
		this.#program = program;
		this.#inspect = inspect;
	}
	async elsewhere(reference, platform) {
		const [, ...query] = registryQuery(reference);
		const output = await this.#exec.run([this.#program, ...query], { limitMs: registryLimitMs });
		const answer = output.exitCode === 0 ? registryAnswer(reference, output.stdout, platform) : fail(output.stderr);
		if (answer.ok) return answer.value === void 0 ? {
			ok: false,
			problem: otherPlatform(reference, platform)
		} : this.#byDigest(reference, answer.value);
		const here = await this.#inspected(reference, platform);
		if (here !== void 0) return this.#byDigest(reference, here);
		if (output.tookTooLong !== true) return {
			ok: false,
			problem: pullProblem(answer.problem.message)
		};
		return {
			ok: false,
			problem: {
				because: "unreachable",
				detail: `no answer within ${registryLimitMs / 1e3} s`
			}
		};
	}
	async known(reference, platform, seesImages) {
		const here = seesImages ? await this.here(reference, platform) : void 0;
		if (here !== void 0) return here;
		const found = await this.elsewhere(reference, platform);
		return found.ok ? found.value : void 0;
	}
	async here(reference, platform) {
		const image = await this.#inspected(reference, platform);
		return image && byDigest(reference, image);
	}
	#byDigest(reference, image) {
		const { pinned, ...found } = byDigest(reference, image);
		if (pinned !== void 0) return succeed({
			pinned,
			...found
		});
		return {
			ok: false,
			problem: {
				because: "not-visible",
				detail: `the buildx builder cannot access the base image \`${reference}\`: push it to a registry, or run \`docker buildx use default\` before the build`
			}
		};
	}
	async named(reference, alias, platform) {
		const tag = [
			this.#program,
			"tag",
			reference,
			alias
		];
		for (let attempt = 1;; attempt++) {
			const here = await this.#here(reference);
			const isHere = here !== void 0 && isFor(here, platform);
			const before = {
				image: here,
				digests: isHere ? [] : await this.#digests(reference)
			};
			const found = isHere ? succeed(here) : await this.#pulled(reference, platform, before);
			if (!found.ok) return found;
			const tagged = await this.#exec.commit(tag);
			if (!isHere) await this.#restore(reference, before, found.value);
			requireEngine(tag, tagged);
			if (tagged.exitCode !== 0 && attempt < attempts$1) continue;
			requireDone(tag, tagged);
			if (!isFor(found.value, platform)) return {
				ok: false,
				problem: otherPlatform(reference, platform)
			};
			const { pinned: _, ...image } = byDigest(reference, found.value);
			return succeed({
				pinned: alias,
				...image
			});
		}
	}
	async #pulled(reference, platform, before) {
		const pull = [
			this.#program,
			"pull",
			"--quiet",
			`--platform=${platform}`,
			reference
		];
		try {
			const output = await this.#exec.run(pull);
			requireEngine(pull, output);
			if (output.exitCode !== 0) return {
				ok: false,
				problem: pullProblem(output.stderr)
			};
			const pulled = await this.#here(reference);
			return pulled === void 0 ? {
				ok: false,
				problem: otherPlatform(reference, platform)
			} : succeed(pulled);
		} catch (error) {
			const pulled = await this.#here(reference).catch(() => void 0);
			if (pulled !== void 0) await this.#restore(reference, before, pulled);
			throw error;
		}
	}
	async #restore(reference, { image, digests }, pulled) {
		const { digest, pinned } = byDigest(reference, pulled);
		const wasHere = digest !== void 0 && digests.includes(digest);
		if (image?.Id !== void 0) await this.#exec.commit([
			this.#program,
			"tag",
			image.Id,
			reference
		]);
		const left = image === void 0 ? reference : pinned;
		if (left !== void 0 && !wasHere) await this.#exec.commit([
			this.#program,
			"rmi",
			left
		]);
	}
	async #digests(reference) {
		const list = [
			this.#program,
			"images",
			"--digests",
			"--format={{.Digest}}",
			familiar$1(repositoryOf(reference))
		];
		const listed = await this.#exec.query(list);
		requireEngine(list, listed);
		return listed.stdout.split("\n");
	}
	async #here(reference) {
		const inspect = this.#inspect.command(reference);
		if (inspect === void 0) return void 0;
		const found = await this.#exec.query(inspect);
		requireEngine(inspect, found);
		return found.exitCode === 0 ? this.#inspect.parse(found.stdout) : void 0;
	}
	async #inspected(reference, platform) {
		const image = await this.#here(reference);
		return image !== void 0 && isFor(image, platform) ? image : void 0;
	}
};
// src/images/engines/docker/builders.ts
var Builders = class {
	#exec;
	#env;
	#program;
	#isPodman;
	#kind;
	#inspected;
	#cacheBackends;
	constructor({ exec, host }, program, isPodman) {
		this.#exec = exec;
		this.#env = host.env;
		this.#program = program;
		this.#isPodman = isPodman;
	}
	kind() {
		this.#kind ??= this.#findKind();
		return this.#kind;
	}
	async seeImages() {
		return await this.kind() !== "buildx" || seesImages(await this.#inspect());
	}
	async identity() {
		const kind = await this.kind();
		if (kind === "buildx") {
			const client = (await this.#ask("buildx", "version")).stdout.trim();
			const nodes = nodesOf(await this.#inspect());
			return nodes && [
				kind,
				client,
				...nodes
			];
		}
		const server = kind === "podman" ? "" : " {{.Server.Os}}/{{.Server.Arch}}";
		const versions = await this.#ask("version", "--format", `{{.Client.Version}}${server}`);
		return versions.exitCode === 0 ? [kind, versions.stdout.trim()] : void 0;
	}
	cacheBackends() {
		this.#cacheBackends ??= this.#findCacheBackends();
		return this.#cacheBackends;
	}
	async #findCacheBackends() {
		const [builder, isElsewhere] = [await this.kind(), !await this.seeImages()];
		return cacheBackendsOf(builder, {
			isElsewhere,
			store: (builder === "buildx" && !isElsewhere ? await this.#ask("info", "--format={{.DriverStatus}}") : void 0)?.stdout ?? ""
		});
	}
	async #findKind() {
		const hasBuildx = !this.#isPodman && (await this.#ask("buildx", "version")).exitCode === 0;
		const client = (await this.#ask("version", "--format", "{{.Client.Version}}")).stdout;
		const { DOCKER_BUILDKIT: buildKit } = this.#env;
		return builderOf({
			isPodman: this.#isPodman,
			hasBuildx,
			client,
			buildKit
		});
	}
	#inspect() {
		this.#inspected ??= this.#ask("buildx", "inspect").then(({ stdout }) => stdout);
		return this.#inspected;
	}
	#ask(...args) {
		return this.#exec.ask([this.#program, ...args]);
	}
};
function nodesOf(printed) {
	const all = (line) => [...printed.matchAll(line)].map(([, value = ""]) => value);
	const drivers = all(/^Driver:\s*(\S+)/gm);
	if (drivers.length === 0) return void 0;
	const versions = all(/^(?:BuildKit version|Buildkit):\s*(\S+)/gm);
	if (!seesImages(printed) && versions.length !== all(/^(Endpoint):/gm).length) return void 0;
	const platforms = all(/^Platforms:\s*([\w/.-]+)/gm);
	const stores = all(/^\s+org\.mobyproject\.buildkit\.worker\.snapshotter:\s*(\S+)/gm);
	return [
		...drivers,
		...versions,
		...platforms,
		...stores
	];
}
// src/images/engines/docker/cache-steps.ts
const pruneLimitMs = 1e4;
function buildxCommands(program, { context, dockerfile, platform, output }) {
	return {
		build: [
			program,
			"buildx",
			"build",
			"--progress=plain",
			"--provenance=false",
			`--platform=${platform}`,
			`--file=${dockerfile}`,
			`--output=type=local,dest=${output}`,
			context
		],
		list: [
			program,
			"buildx",
			"du",
			"--verbose"
		],
		remove: (id) => [
			program,
			"buildx",
			"prune",
			"--force",
			`--filter=id=${id}`
		]
	};
}
async function runCacheSteps(exec, { marker, limitMs }, { build, list, remove }) {
	const { exitCode, stderr, tookTooLong } = await exec.run(build, { limitMs });
	const used = await exec.run(list, { limitMs: pruneLimitMs });
	for (const id of recordsOf(used.stdout, marker)) await exec.run(remove(id), { limitMs: pruneLimitMs });
	if (exitCode === 0) return succeed(void 0);
	return fail(tookTooLong ? `it took longer than ${Math.round(limitMs / 1e3)} s` : lastError(stderr));
}
function recordsOf(listed, marker) {
	return listed.split(/^ID:\s*/m).slice(1).filter((record) => {
		const [, description = ""] = /^Description:\s*(.*)/m.exec(record) ?? [];
		return description.startsWith("mount / from exec") && description.includes(`: ${marker}`);
	}).map((record) => /^\S*/.exec(record)?.[0] ?? "");
}
function lastError(printed) {
	const lines = printed.trimEnd().split("\n");
	return lines.findLast((line) => /^(?:ERROR|error):/.test(line)) ?? lines.at(-1) ?? "";
}
// src/images/engines/docker/failure/builder-fault.ts
function builderFault(message) {
	const detail = message.trim();
	if (/no space left on device|disk quota exceeded/i.test(message)) return {
		kind: "builder",
		because: "no-space",
		detail
	};
	if (/context canceled|\bCancell?ed\b/.test(message)) return {
		kind: "builder",
		because: "cancelled",
		detail
	};
	if (unreachable.test(message)) return {
		kind: "builder",
		because: "unreachable",
		detail
	};
	if (stopped.test(message)) return {
		kind: "builder",
		because: "stopped",
		detail
	};
	return {
		kind: "refused",
		detail
	};
}
const unreachable = /Cannot connect to the Docker daemon|is the docker daemon running|error during connect:(?!.*\bEOF$)|no builder "|failed to find driver|no valid drivers found|list(?:ing)? workers|Error while dialing/;
const stopped = /error during connect|error reading from server|code = Unavailable|transport is closing|closing transport|unexpected EOF$|: EOF$|^EOF$|broken pipe$|closed pipe$|connection reset by peer$/;
function imageFault(image, message) {
	return {
		kind: "image",
		image,
		because: pullFault(message),
		detail: message.trim()
	};
}
function lastLines(lines) {
	return withoutProgress(lines).map((line) => line.trimEnd()).filter((line) => line !== "").slice(-20);
}
function crashed({ exitCode, stdout, stderr }) {
	const lines = (stderr.trim() === "" ? stdout : stderr).split("\n").map((line) => line.trimEnd());
	if (lines.some((line) => verdict.test(line))) return void 0;
	const at = lines.findIndex((line) => /^(?:panic|fatal error): /.test(line));
	const isSilent = stderr.trim() === "" && stdout.trim() === "";
	if (at < 0 && !isSilent) return void 0;
	return {
		fault: {
			kind: "builder",
			because: "crashed",
			detail: lines[at]?.replace(/ \[recovered\]$/, "") ?? `exit code ${exitCode}`
		},
		output: lastLines(lines.slice(0, Math.max(at, 0)))
	};
}
const verdict = /^(?:(?:#\d+ )?ERROR: |[Ee]rror: |Error response from daemon: |failed to )|returned a non-zero code: \d+$/;
// src/images/engines/docker/failure/instructions.ts
function dockerfileOf(text) {
	const parsed = parseDockerfile(text);
	return parsed.ok ? parsed.value : void 0;
}
function inOrder({ globalArgs, stages }) {
	return [...globalArgs, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])];
}
function lineOfShown(text, shown, stage) {
	const { stages = [] } = dockerfileOf(text) ?? {};
	const named = stages.filter((one) => isNamed(one, stage));
	const [found, ...more] = (named.length > 0 ? named : stages).flatMap(({ instructions }) => instructions).filter((one) => looksLike(text.slice(one.start, one.end), shown));
	return more.length > 0 ? void 0 : found?.line;
}
const counted = /^(?:FROM|RUN|COPY|ADD|WORKDIR)$/;
function lineOfStep(text, name) {
	const [, stage, place, count, shown = ""] = /^\[(?:(\S+) +)?(\d+)\/(\d+)\] (.*)/.exec(name) ?? [];
	const wanted = stage?.replace(/^stage-(?=\d+$)/, "");
	const { stages = [] } = dockerfileOf(text) ?? {};
	const [only, ...more] = stages.filter((one) => stages.length === 1 || isNamed(one, wanted));
	const steps = only === void 0 ? [] : [only.from, ...only.instructions].filter(isCounted);
	const found = steps[Number(place) - 1];
	if (found === void 0 || more.length > 0 || steps.length !== Number(count)) return lineOfShown(text, shown, wanted);
	return shown.startsWith(found.keyword) ? found.line : void 0;
}
const isCounted = ({ keyword }) => counted.test(keyword);
function isNamed({ name, index }, wanted) {
	return wanted !== void 0 && (name === wanted.toLowerCase() || String(index) === wanted);
}
function looksLike(written, shown) {
	const [a, b] = [onOneLine(written), onOneLine(shown)];
	return a === b || a.includes("<<") && b.startsWith((written.split("\n")[0] ?? "").trim());
}
function onOneLine(text) {
	return text.replaceAll(/^[ \t]*#.*\n/gm, "").replaceAll(/[\\`]?\r?\n/g, " ").replaceAll(/\s+/g, " ").trim();
}
// src/images/engines/docker/failure/buildkit.ts
function buildkitFailure(progress, text) {
	const lines = progress.split("\n").map((line) => line.replace(/\r$/, ""));
	const summary = lines.findLast((line) => /^(?:ERROR: |error: |failed to |#\d+ ERROR: )/.test(line)) ?? "";
	const failed = failedVertex(lines);
	const fault = faultOf(summary.replace(/^(?:#\d+ )?(?:ERROR: |error: )?(?:failed to solve: )?/, ""), failed);
	const output = failed?.output ?? [];
	if (fault.kind !== "step") return {
		fault,
		output: lastLines(output.length > 0 ? output : lines)
	};
	const line = lineIn(lines, text) ?? lineOfStep(text, failed?.name ?? "");
	return {
		fault: {
			...fault,
			...line === void 0 ? {} : { line }
		},
		output: lastLines(output)
	};
}
function failedVertex(lines) {
	const ofCaches = lines.flatMap((line) => /^#(\d+) (?:importing|exporting) cache\b/.exec(line)?.[1] ?? []);
	const last = lines.flatMap((line) => {
		const [, id, error] = /^#(\d+) ERROR: (.*)/.exec(line) ?? [];
		if (id === void 0 || error === void 0 || ofCaches.includes(id)) return [];
		return /^context canceled/.test(error) ? [] : [{
			id,
			error
		}];
	}).at(-1);
	if (last === void 0) return void 0;
	const own = lines.flatMap((line) => new RegExp(`^#${last.id} (.*)`).exec(line)?.[1] ?? []);
	return {
		name: own.find((line) => line.startsWith("[")) ?? own[0] ?? "",
		output: own.flatMap((line) => /^\d+\.\d+ (.*)/.exec(line)?.[1] ?? []),
		error: last.error
	};
}
function faultOf(summary, failed) {
	const exitCode = exitCodeIn(`${failed?.error ?? ""}\n${summary}`);
	const instruction = (failed?.name ?? "").replace(/^\[[^\]]*\] /, "");
	if (failed !== void 0 && exitCode !== void 0) return {
		kind: "step",
		instruction,
		exitCode
	};
	const message = failed?.error ?? summary;
	if (isBoot(failed)) return {
		kind: "builder",
		because: "unreachable",
		detail: bootDetail(message)
	};
	const image = imageOf(failed?.name ?? "") ?? sourceOf(summary);
	if (image !== void 0) return imageFault(image, message);
	const own = builderFault(message);
	const isStep = failed !== void 0 && /^\[[^\]]*\d+\/\d+\]/.test(failed.name);
	if (own.kind !== "refused" || !isStep) return own;
	return {
		kind: "step",
		instruction,
		detail: own.detail
	};
}
const isBoot = (failed) => /^\[internal\] (?:waiting for connection|booting buildkit)/.test(failed?.name ?? "");
function bootDetail(message) {
	return message === "context deadline exceeded" ? "no connection: context deadline exceeded" : message;
}
function exitCodeIn(message) {
	if (/did not complete successfully: cannot allocate memory/.test(message)) return 137;
	const [, code] = /(?:did not complete successfully|executor failed running [^\n]*): exit code: (\d+)$/m.exec(message) ?? [];
	return code === void 0 ? void 0 : Number(code);
}
function imageOf(name) {
	const [, metadata] = /^\[internal\] load metadata for (\S+)/.exec(name) ?? [];
	const [, from] = /^(?:\[[^\]]*\] )?FROM (\S+)/.exec(name) ?? [];
	const [, frontend] = /^resolve image config for (?:docker-image:\/\/)?(\S+)/.exec(name) ?? [];
	return metadata ?? from ?? frontend;
}
function sourceOf(summary) {
	return /failed to resolve (?:source metadata for|reference) "?([^\s"]+?)"?: /.exec(summary)?.[1];
}
function lineIn(lines, text) {
	const start = lines.findLastIndex((line) => /^\S*Dockerfile\S*:\d+$/.test(line));
	if (start < 0) return void 0;
	const marked = lines.slice(start).find((line) => /^\s*\d+ \| >>> /.test(line));
	const [, number, shown] = /^\s*(\d+) \| >>> (.*)/.exec(marked ?? "") ?? [];
	const written = text.split("\n")[Number(number) - 1]?.trim();
	return shown !== void 0 && written === shown.trim() ? Number(number) : void 0;
}
// src/images/engines/docker/failure/steps.ts
function classicFailure({ exitCode, stdout, stderr }, built) {
	const last = classicStep(withoutColors(stdout).split("\n"), built);
	const message = withoutWarning(stderr);
	const [, code] = /returned a non-zero code: (\d+)$/.exec(message) ?? [];
	const output = last?.output.filter((line) => !own.test(line)) ?? [];
	if (code !== void 0 && Number(code) === exitCode && last !== void 0) return {
		fault: stepOf(last, { exitCode }),
		output: lastLines(output)
	};
	return otherFault(message, last, output);
}
const own = /^ ---> |^Removing intermediate container /;
function withoutColors(text) {
	const escaped = String.fromCharCode(27);
	return text.replaceAll(new RegExp(`${escaped}\\[[\\d;]*m`, "g"), "");
}
function withoutWarning(stderr) {
	return stderr.replace(/^DEPRECATED: .*\n(?: .*\n)*/m, "").trim();
}
function podmanFailure({ stdout, stderr }, { text }) {
	const last = podmanStep(stdout.split("\n"), text);
	const lines = stderr.split("\n");
	const message = lines.findLast((line) => line.startsWith("Error: ")) ?? stderr.trim();
	const [, code] = /: (?:while running runtime: )?exit status (\d+)$/.exec(message) ?? [];
	const printed = lines.filter((line) => line !== message && !/^time="|^Trying to pull /.test(line));
	const output = [...last?.output ?? [], ...printed];
	if (/^Error: building at STEP "RUN /.test(message) && code !== void 0 && last !== void 0) return {
		fault: stepOf(last, { exitCode: Number(code) }),
		output: lastLines(output)
	};
	return otherFault(message.replace(/^Error: (?:building at STEP "[^"]*": )?/, ""), last, output);
}
function otherFault(message, last, output) {
	const plain = message.replace(/^Error response from daemon: /, "");
	const shown = lastLines(output.length > 0 ? output : message.split("\n"));
	const image = imageIn(last);
	if (image !== void 0) return {
		fault: imageFault(image, plain),
		output: []
	};
	const fault = builderFault(plain);
	if (fault.kind !== "refused" || last === void 0) return {
		fault,
		output: shown
	};
	return {
		fault: stepOf(last, { detail: fault.detail }),
		output: shown
	};
}
function imageIn(last) {
	const [, from] = /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(last?.instruction ?? "") ?? [];
	const [, copied] = /^COPY\s+(?:--\S+\s+)*--from=(\S+[./]\S*)/i.exec(last?.instruction ?? "") ?? [];
	return from ?? copied;
}
function stepOf({ instruction, line }, how) {
	return {
		kind: "step",
		instruction,
		...line === void 0 ? {} : { line },
		...how
	};
}
function classicStep(lines, { text, label }) {
	const dockerfile = dockerfileOf(label === void 0 ? text : labelled(text, label));
	if (dockerfile === void 0) return void 0;
	const instructions = inOrder(dockerfile);
	let at = -1;
	let count = 0;
	for (const [index, line] of lines.entries()) {
		const [, number, shown] = /^Step (\d+)\/\d+ : (.*)/.exec(line) ?? [];
		const keyword = instructions[count]?.keyword;
		if (Number(number) !== count + 1 || keyword === void 0 || shown?.startsWith(keyword) !== true) continue;
		at = index;
		count += 1;
	}
	const instruction = instructions[count - 1];
	if (instruction === void 0) return void 0;
	const labels = label === void 0 ? 0 : dockerfile.stages.filter(({ from }) => from.line < instruction.line).length;
	return {
		instruction: (lines[at] ?? "").replace(/^Step \d+\/\d+ : /, ""),
		line: instruction.line - labels,
		output: lines.slice(at + 1)
	};
}
function podmanStep(lines, text) {
	const at = lines.findLastIndex((line) => /^(?:\[\d+\/\d+\] )?STEP \d+\/\d+: /.test(line));
	const [, stage, shown] = /^(?:\[(\d+)\/\d+\] )?STEP \d+\/\d+: (.*)/.exec(lines[at] ?? "") ?? [];
	if (shown === void 0) return void 0;
	const line = lineOfShown(text, shown, stage === void 0 ? void 0 : String(Number(stage) - 1));
	return {
		instruction: shown,
		...line === void 0 ? {} : { line },
		output: lines.slice(at + 1)
	};
}
// src/images/engines/docker/failure/failure.ts
function buildFailure(builder, output, built) {
	const crash = crashed(output);
	if (crash !== void 0) return crash;
	switch (builder) {
		case "buildx":
		case "buildkit": return buildkitFailure(output.stderr === "" ? output.stdout : output.stderr, built.text);
		case "engine": return classicFailure(output, built);
		case "podman": return podmanFailure(output, built);
	}
}
// src/images/engines/docker/docker-builder.ts
var DockerBuilder = class {
	#world;
	#client;
	#builders;
	#baseImages;
	#building = 0;
	#unreachable;
	#aliases = 0;
	constructor(world, client) {
		this.#world = world;
		this.#client = client;
		this.#builders = new Builders(world, client.program, client.isPodman);
		this.#baseImages = new BaseImages(world.exec, client.program, client.inspect);
	}
	canBuild = async () => true;
	get wasInterrupted() {
		return this.#building > 0;
	}
	async build(options) {
		const { exec, files, clock, host } = this.#world;
		const { program, isPodman } = this.#client;
		if (this.#unreachable !== void 0) return {
			ok: false,
			problem: this.#unreachable
		};
		const by = await this.#builders.kind();
		const problem = needsBuildKit(by, options);
		if (problem !== void 0) return {
			ok: false,
			problem: {
				fault: {
					kind: "builder",
					because: "needs-buildkit",
					detail: problem
				},
				output: []
			}
		};
		const label = by === "engine" || by === "podman" ? `${runLabel}=${options.run}` : void 0;
		if (label !== void 0) await files.write(options.dockerfile, labelled(options.text, label));
		const since = clock.now();
		this.#building++;
		const hidden = hiddenValues(this.#world, options.buildArgs);
		const archive = await this.#builders.seeImages() ? void 0 : options.archive;
		const [, ...args] = buildCommand(by, options, {
			hidden,
			archive
		});
		const output = await exec.run([program, ...args], {
			cwd: options.context,
			env: {
				...host.env,
				...usesCacheService(options) ? host.cacheService : {},
				...hidden,
				...by === "buildkit" ? { DOCKER_BUILDKIT: "1" } : {}
			},
			...isPodman ? { tidies: true } : {},
			...options.watched === void 0 ? {} : { watchErrors: watchingSteps(options.watched) }
		});
		this.#building--;
		const milliseconds = clock.now() - since;
		if (output.exitCode === 0) return succeed({
			milliseconds,
			...label === void 0 ? {} : { label: runLabel },
			...archive === void 0 ? {} : { archive }
		});
		const failure = await this.#unlessEngineStopped(buildFailure(by, output, {
			text: options.text,
			label
		}));
		if (failure.fault.kind === "builder" && failure.fault.because === "unreachable") this.#unreachable = failure;
		return {
			ok: false,
			problem: failure
		};
	}
	async #unlessEngineStopped(problem) {
		if (problem.fault.kind !== "refused") return problem;
		const detail = await this.#client.fault();
		return detail === void 0 ? problem : {
			...problem,
			fault: {
				kind: "builder",
				because: "stopped",
				detail
			}
		};
	}
	cacheBackends() {
		return this.#builders.cacheBackends();
	}
	async hasCacheMounts() {
		const kind = await this.#builders.kind();
		return kind === "buildx" || kind === "buildkit";
	}
	builderIdentity() {
		return this.#builders.identity();
	}
	async runCacheSteps(steps) {
		if (await this.#builders.kind() !== "buildx") return fail("this needs the buildx plugin");
		return runCacheSteps(this.#world.exec, steps, buildxCommands(this.#client.program, steps));
	}
	async pin(reference, run, platform) {
		if (!await this.#builders.seeImages()) return this.#baseImages.elsewhere(reference, platform);
		const alias = imageReference(run, `from-${this.#aliases++}`);
		return this.#baseImages.named(reference, alias, platform);
	}
	async baseImage(reference, platform) {
		return this.#baseImages.known(reference, platform, await this.#builders.seeImages());
	}
};
// src/images/engines/embedded/no-builder.ts
const detail = "the embedded engine finds no builder of Dockerfiles on this machine";
const noBuilder = {
	canBuild: async () => false,
	build: async () => ({
		ok: false,
		problem: {
			fault: {
				kind: "builder",
				because: "absent",
				detail
			},
			output: []
		}
	}),
	cacheBackends: async () => ({
		reads: [],
		writes: []
	}),
	hasCacheMounts: async () => false,
	builderIdentity: async () => void 0,
	runCacheSteps: async () => fail(detail),
	pin: async () => ({
		ok: false,
		problem: {
			because: "unknown",
			detail
		}
	}),
	baseImage: async () => void 0,
	removeAll: async () => {},
	runs: async () => []
};
// src/images/engines/builders/buildah-images.ts
const buildahSchema = object({
	FromImage: string(),
	FromImageID: string(),
	FromImageDigest: string().optional(),
	OCIv1: object({
		architecture: string().optional(),
		os: string().optional(),
		rootfs: object({ diff_ids: array(string()).nullish() }).nullish()
	}),
	Docker: object({ config: inspectedSchema.shape.Config })
});
function parseBuildah(json) {
	const inspected = buildahSchema.safeParse(jsonOrUndefined(json)).data;
	if (inspected === void 0) return void 0;
	const { FromImage, FromImageID, FromImageDigest, OCIv1, Docker } = inspected;
	return {
		Id: FromImageID,
		Architecture: OCIv1.architecture,
		Os: OCIv1.os,
		RepoDigests: FromImageDigest ? [`${repositoryOf(FromImage)}@${FromImageDigest}`] : [],
		RootFS: { Layers: OCIv1.rootfs?.diff_ids },
		Config: Docker.config
	};
}
const buildahInspection = {
	command: (reference) => [
		"buildah",
		"inspect",
		"--type=image",
		reference
	],
	parse: parseBuildah
};
// src/images/engines/builders/buildah-remove.ts
const imagesSchema = array(object({
	id: string(),
	names: array(string()).nullish()
})).nullable();
const containersSchema = array(object({
	id: string(),
	imageid: string(),
	imagename: string()
})).nullable();
const familiar = (name) => name.replace(/^(?:localhost|docker\.io)\//, "");
const isOf = (run) => (name) => familiar(name).startsWith(imageReference(run, ""));
async function listed(exec, schema, ...args) {
	const command = [
		"buildah",
		...args,
		"--json"
	];
	const printed = requireDone(command, await exec.commit(command));
	return schema.parse(JSON.parse(printed === "" ? "null" : printed));
}
async function removeBuildahRun(exec, run) {
	const all = await listed(exec, imagesSchema, "images", "--all") ?? [];
	const label = `--filter=label=${runLabel}=${run}`;
	const ofSteps = await listed(exec, imagesSchema, "images", "--all", label) ?? [];
	const named = all.filter(({ names }) => names?.some(isOf(run)));
	const ids = new Set([...named, ...ofSteps].map(({ id }) => id));
	const used = (await listed(exec, containersSchema, "containers", "--all") ?? []).filter(({ imageid, imagename }) => ids.has(imageid) || isOf(run)(imagename));
	const done = async (...args) => requireDone(["buildah", ...args], await exec.commit(["buildah", ...args]));
	if (used.length > 0) await done("rm", ...used.map(({ id }) => id));
	const names = namesOf(named, run);
	if (names.length > 0) await done("rmi", "--force", ...names);
	const left = await listed(exec, imagesSchema, "images", "--all", label) ?? [];
	for (const { id } of left) await done("rmi", "--force", id);
}
function namesOf(images, run) {
	return images.flatMap(({ names }) => names ?? []).filter(isOf(run));
}
async function buildahRuns(exec) {
	const names = (await listed(exec, imagesSchema, "images", "--all") ?? []).flatMap(({ names: some }) => some ?? []);
	return [...new Set(names.flatMap((name) => /^linkgate\/([^/:]+):/.exec(familiar(name))?.[1] ?? []))];
}
// src/images/engines/builders/buildah.ts
function buildahCommand(build, hidden = {}) {
	return [
		"buildah",
		"bud",
		"--force-rm",
		"--layers",
		...requestArguments(build, hidden),
		build.context
	];
}
var BuildahBuilder = class {
	#world;
	#baseImages;
	#aliases = 0;
	constructor(world) {
		this.#world = world;
		this.#baseImages = new BaseImages(world.exec, "buildah", buildahInspection);
	}
	canBuild = async () => true;
	async build(options) {
		const { exec, files, clock, host } = this.#world;
		const { reference, archive, text } = options;
		const label = `${runLabel}=${options.run}`;
		await files.write(options.dockerfile, labelled(text, label));
		await files.remove(archive);
		const since = clock.now();
		const hidden = hiddenValues(this.#world, options.buildArgs);
		const run = (command) => exec.run(command, {
			cwd: options.context,
			env: {
				...host.env,
				...hidden
			},
			tidies: true
		});
		const built = await run(buildahCommand(options, hidden));
		const failed = built.exitCode === 0 ? await run([
			"buildah",
			"push",
			"--quiet",
			reference,
			`docker-archive:${archive}:${reference}`
		]) : built;
		if (failed.exitCode !== 0) return {
			ok: false,
			problem: buildFailure("podman", failed, {
				text,
				label
			})
		};
		return succeed({
			milliseconds: clock.now() - since,
			label: runLabel,
			archive
		});
	}
	cacheBackends = async () => ({
		reads: [],
		writes: []
	});
	hasCacheMounts = async () => false;
	async builderIdentity() {
		const { exitCode, stdout } = await this.#world.exec.ask(["buildah", "--version"]);
		return exitCode === 0 ? ["buildah", stdout.trim()] : void 0;
	}
	runCacheSteps = async () => fail("this needs BuildKit");
	pin(reference, run, platform) {
		return this.#baseImages.named(reference, imageReference(run, `from-${this.#aliases++}`), platform);
	}
	async baseImage(reference, platform) {
		return this.#baseImages.here(reference, platform);
	}
	removeAll = (run) => removeBuildahRun(this.#world.exec, run);
	runs = () => buildahRuns(this.#world.exec);
};
// src/images/engines/builders/buildctl-command.ts
function buildctlBuild({ context, dockerfile, platform, output }) {
	return [
		"buildctl",
		"build",
		"--progress=plain",
		"--frontend=dockerfile.v0",
		`--local=context=${context}`,
		`--local=dockerfile=${parentOf(dockerfile)}`,
		`--opt=filename=${lastOf(dockerfile)}`,
		`--opt=platform=${platform}`,
		...output === void 0 ? [] : [`--output=${output}`]
	];
}
function buildctlCommand(build) {
	const { reference, archive, target, buildArgs, secrets, ssh, caches } = build;
	const output = buildOutput("docker", {
		dest: archive,
		name: reference
	});
	return [
		...buildctlBuild({
			...build,
			output
		}),
		...target === void 0 ? [] : [`--opt=target=${target}`],
		...Object.entries(buildArgs).map(([name, value]) => `--opt=build-arg:${name}=${value}`),
		...secrets.map((secret) => `--secret=${secret}`),
		...ssh.map((agent) => `--ssh=${agent}`),
		...(caches?.from ?? []).map((entry) => `--import-cache=${withType(entry)}`),
		...(caches?.to ?? []).map((entry) => `--export-cache=${withType(entry)}`)
	];
}
function withType(entry) {
	return fieldsOf(entry).has("type") ? entry : `type=registry,ref=${entry}`;
}
// src/images/engines/builders/buildctl.ts
var BuildctlBuilder = class {
	#world;
	#directory;
	#bases = new Map();
	#unreachable;
	constructor(world, directory) {
		this.#world = world;
		this.#directory = directory;
	}
	canBuild = async () => true;
	async build(options) {
		const { exec, clock, host } = this.#world;
		if (this.#unreachable !== void 0) return {
			ok: false,
			problem: this.#unreachable
		};
		const since = clock.now();
		const output = await exec.run(buildctlCommand(options), {
			cwd: options.context,
			env: {
				...host.env,
				...usesCacheService(options) ? host.cacheService : {}
			},
			...options.watched === void 0 ? {} : { watchErrors: watchingSteps(options.watched) }
		});
		const milliseconds = clock.now() - since;
		if (output.exitCode === 0) return succeed({
			milliseconds,
			archive: options.archive
		});
		const problem = buildFailure("buildkit", output, {
			text: options.text,
			label: void 0
		});
		if (problem.fault.kind === "builder" && problem.fault.because === "unreachable") this.#unreachable = problem;
		return {
			ok: false,
			problem
		};
	}
	cacheBackends = async () => ({
		reads: "all",
		writes: "all"
	});
	hasCacheMounts = async () => true;
	async builderIdentity() {
		const { exec } = this.#world;
		const [info, workers] = await settleAll([exec.ask([
			"buildctl",
			"debug",
			"info"
		]), exec.ask([
			"buildctl",
			"debug",
			"workers"
		])]);
		const platform = /^\S+\t+(\w+\/[\w/.-]+)/m.exec(workers.stdout)?.[1];
		return info.exitCode === 0 && platform !== void 0 ? [
			"buildctl",
			info.stdout.trim(),
			platform
		] : void 0;
	}
	runCacheSteps(steps) {
		return runCacheSteps(this.#world.exec, steps, {
			build: buildctlBuild({
				...steps,
				output: buildOutput("local", { dest: steps.output })
			}),
			list: [
				"buildctl",
				"du",
				"--verbose"
			],
			remove: (id) => [
				"buildctl",
				"prune",
				`--filter=id==${id}`
			]
		});
	}
	pin(reference, _run, platform) {
		const key = `${platform} ${reference}`;
		const found = this.#bases.get(key) ?? this.#findBase(reference, platform, this.#bases.size);
		this.#bases.set(key, found);
		return found;
	}
	async baseImage(reference, platform) {
		const found = await this.pin(reference, "", platform);
		return found.ok ? found.value : void 0;
	}
	async #findBase(reference, platform, index) {
		const { exec, files } = this.#world;
		const context = `${this.#directory}/base-image-${index}`;
		const dockerfile = `${context}/Dockerfile`;
		const archive = `${this.#directory}/base-image-${index}.tar`;
		await files.write(dockerfile, `FROM ${reference}\n`);
		const output = buildOutput("oci", { dest: archive });
		try {
			const built = await exec.run(buildctlBuild({
				context,
				dockerfile,
				platform,
				output
			}));
			if (built.exitCode !== 0) return {
				ok: false,
				problem: pullProblem(built.stderr)
			};
			const digest = /\bFROM \S+@(sha256:[0-9a-f]{64})/.exec(built.stderr)?.[1];
			const image = await this.#configIn(archive, platform);
			if (digest === void 0 || image === void 0) return unknown(`BuildKit does not report which image \`${reference}\` is`);
			return this.#pinned(reference, digest, image);
		} finally {
			await files.remove(archive);
			await files.remove(context);
		}
	}
	#pinned(reference, digest, image) {
		const { pinned = reference, ...found } = byDigest(reference, {
			RepoDigests: [`${repositoryOf(reference)}@${digest}`],
			RootFS: { Layers: image.rootfs?.diff_ids ?? [] },
			Config: image.config
		});
		return succeed({
			pinned,
			...found
		});
	}
	async #configIn(archive, platform) {
		let found;
		await this.#world.archives.read(archive, {
			signal: this.#world.signal,
			choose: async (files) => {
				const layout = await resolveLayout(files, platform);
				const bytes = layout.ok ? await contentOf(files, layout.value.config) : void 0;
				found = bytes && parse(bytes, registryImageSchema);
				return [];
			}
		});
		return found;
	}
	removeAll = async () => {};
	runs = async () => [];
};
function unknown(detail) {
	return {
		ok: false,
		problem: {
			because: "unknown",
			detail
		}
	};
}
// src/images/engines/builders/open-builder.ts
async function openBuilder(world, directory) {
	const { exec, host } = world;
	if ((host.env["BUILDKIT_HOST"] ?? "") !== "" && await buildKitAnswers(world)) return new BuildctlBuilder(world, directory);
	const { exitCode, stdout } = await exec.query([
		"docker",
		"buildx",
		"inspect"
	]);
	if (exitCode === 0 && !seesImages(stdout)) return remoteBuildx(world);
	return (await exec.query(["buildah", "--version"])).exitCode === 0 ? new BuildahBuilder(world) : noBuilder;
}
async function buildKitAnswers({ exec, log }) {
	const { exitCode, stderr } = await exec.query([
		"buildctl",
		"debug",
		"workers"
	]);
	if (exitCode === 0) return true;
	const why = stderr.trim().split("\n").at(-1) ?? "";
	log.warning(`BUILDKIT_HOST is not used, because \`buildctl debug workers\` failed: ${why}`);
	return false;
}
function remoteBuildx(world) {
	const builder = new DockerBuilder(world, {
		program: "docker",
		isPodman: false,
		inspect: noImages,
		fault: async () => void 0
	});
	return Object.assign(builder, {
		removeAll: async () => {},
		runs: async () => []
	});
}
// src/images/engines/archived-images.ts
var ArchivedImages = class {
	#load;
	#images = new Map();
	#begun = [];
	constructor(load) {
		this.#load = load;
	}
	take(reference, archive) {
		this.#images.set(reference, { archive });
	}
	drop(reference) {
		this.#images.delete(reference);
	}
	archiveOf(reference) {
		return this.#images.get(reference)?.archive;
	}
	async load(reference) {
		const image = this.#images.get(reference);
		if (image === void 0) return;
		if (image.loaded === void 0) {
			image.loaded = this.#load(image.archive);
			this.#begun.push({
				reference,
				loaded: image.loaded
			});
		}
		await image.loaded;
	}
	async loaded() {
		return (await Promise.allSettled(this.#begun.map(({ loaded }) => loaded))).some(({ status }) => status === "rejected") ? void 0 : [...new Set(this.#begun.map(({ reference }) => reference))];
	}
};
// src/images/engines/docker/remove.ts
const attempts = 12;
const pauseMs = 150;
const lostAttempts = 10;
const lostPauseMs = 1e3;
const quietRounds = 3;
async function removeMade({ docker }, { containers, images }) {
	try {
		await docker("rm", "--force", "--volumes", ...containers);
		if (images.length > 0) await docker("rmi", "--force", ...images);
		return true;
	} catch {
		return false;
	}
}
async function removeRun(commands, run, interrupted) {
	let failure;
	let quiet = 0;
	let lost = 0;
	for (let attempt = 0; attempt < attempts; attempt++) {
		try {
			const hadTraces = await removeOnce(commands, run);
			failure = void 0;
			if (!interrupted) return;
			quiet = hadTraces ? 0 : quiet + 1;
		} catch (error) {
			failure = error;
			quiet = 0;
		}
		if (quiet >= quietRounds) return;
		if (failure instanceof EngineLostError && lost < lostAttempts) {
			lost++;
			attempt--;
			await commands.sleep(lostPauseMs);
		} else if (interrupted || failure !== void 0) await commands.sleep(pauseMs);
	}
	if (failure !== void 0) throw failure;
}
async function runsWithTraces(listed) {
	const reference = `--filter=reference=${imageReference("*", "*")}`;
	const [labels, names] = await settleAll([listed("ps", "--all", `--filter=label=${runLabel}`, "--format={{.Labels}}"), listed("images", "--format={{.Repository}}", reference)]);
	const labelled = labels.flatMap((text) => /linkgate\.run[=:]([^\s,\]]+)/.exec(text)?.[1] ?? []);
	const named = names.flatMap((name) => /^(?:localhost\/)?linkgate\/([^/]+)$/.exec(name)?.[1] ?? []);
	return [...new Set([...labelled, ...named])];
}
async function removeOnce({ docker, listed }, run) {
	const label = `--filter=label=${runLabel}=${run}`;
	const reference = `--filter=reference=${imageReference(run, "*")}`;
	const labelled = () => listed("images", "--all", "--quiet", "--no-trunc", label);
	const [containers, named, before] = await settleAll([
		listed("ps", "--all", "--quiet", label),
		listed("images", "--format={{.Repository}}:{{.Tag}}", reference),
		labelled()
	]);
	if (containers.length > 0) await docker("rm", "--force", "--volumes", ...containers);
	const ours = named.filter((name) => name.replace(/^localhost\//, "").startsWith(imageReference(run, "")));
	if (ours.length > 0) await docker("rmi", "--force", ...ours);
	const steps = before.length > 0 ? await labelled() : [];
	if (steps.length > 0) await docker("rmi", "--force", ...steps);
	return containers.length + ours.length + steps.length > 0;
}
// src/images/engines/docker/docker.ts
function createCommand(options, hidden = {}) {
	return [
		"docker",
		"create",
		"--interactive",
		`--label=${runLabel}=${options.run}`,
		"--log-driver=none",
		`--entrypoint=${options.entrypoint}`,
		...options.network === void 0 ? [] : [`--network=${options.network}`],
		...givenAs("--env", options.env, hidden),
		options.image
	];
}
const noDocker = "Docker was not found: install it, or run on a runner that has it (ubuntu-latest does)";
async function openDocker(world) {
	const { exec } = world;
	const ask = (program) => exec.ask([
		program,
		"version",
		"--format",
		"{{.Server.Version}}"
	]);
	const first = await ask("docker");
	const podman = isSilent(world, first) ? await readyPodman(world) : void 0;
	if (podman !== void 0) return succeed(podman);
	const [program, asked] = first.exitCode === 127 ? ["podman", await ask("podman")] : ["docker", first];
	if (asked.exitCode === 127) return fail(noDocker);
	if (asked.exitCode !== 0) {
		const why = asked.stderr.trim().split("\n")[0];
		return fail(`no Docker engine answers (${why}): start it, or set DOCKER_HOST to a running engine`);
	}
	const version = asked.stdout.trim();
	const isPodman = !isOfDocker(version) && (await exec.ask([program, "--version"])).stdout.startsWith("podman");
	return succeed(new DockerEngine(world, program, {
		name: isPodman ? "podman" : "docker",
		version
	}));
}
function isSilent({ host }, { exitCode }) {
	return exitCode !== 0 && exitCode !== 127 && (host.env["DOCKER_HOST"] ?? "") === "";
}
async function readyPodman(world) {
	const { exitCode, stdout } = await world.exec.ask([
		"podman",
		"info",
		"--format",
		"{{.Version.Version}}"
	]);
	if (exitCode !== 0) return void 0;
	return new DockerEngine(world, "podman", {
		name: "podman",
		version: stdout.trim()
	});
}
const isOfDocker = (version) => Number.parseInt(version, 10) >= 17;
var DockerEngine = class {
	name;
	version;
	canBuild = async () => true;
	#world;
	#program;
	#builder;
	#archived = new ArchivedImages((archive) => this.#docker("load", "--quiet", "--input", archive));
	#created = [];
	#hasOthers;
	constructor(world, program, { name, version }) {
		this.name = name;
		this.version = version;
		this.#world = world;
		this.#program = program;
		this.#hasOthers = name === "podman" || !isOfDocker(version);
		this.#builder = new DockerBuilder(world, {
			program,
			isPodman: name === "podman",
			inspect: imagesOf(program),
			fault: () => this.fault()
		});
	}
	async build(options) {
		this.#hasOthers = true;
		this.#archived.drop(options.reference);
		const built = await this.#builder.build(options);
		if (built.ok && built.value.archive !== void 0) this.#archived.take(options.reference, built.value.archive);
		return built;
	}
	cacheBackends = () => this.#builder.cacheBackends();
	hasCacheMounts = () => this.#builder.hasCacheMounts();
	builderIdentity = () => this.#builder.builderIdentity();
	runCacheSteps = (...[steps]) => this.#builder.runCacheSteps(steps);
	pin = (...args) => {
		this.#hasOthers = true;
		return this.#builder.pin(...args);
	};
	baseImage = (...args) => this.#builder.baseImage(...args);
	async fault() {
		const { exitCode, stderr } = await this.#world.exec.query([
			this.#program,
			"version",
			"--format={{.Server.Version}}"
		]);
		return exitCode === 0 ? void 0 : stderr.trim().split("\n").at(-1) ?? "";
	}
	take(reference, archive) {
		this.#archived.take(reference, archive);
	}
	load(reference) {
		return this.#archived.load(reference);
	}
	async archiveOf(reference, archive) {
		const own = this.#archived.archiveOf(reference);
		if (own === void 0) await this.#docker("save", "--output", archive, reference);
		return own ?? archive;
	}
	async servicesNetwork() {
		const made = await this.#listed("network", "ls", "--filter=name=github_network_", "--format={{.Name}}");
		const [network, ...more] = made;
		const fix = "set `startup: { network: … }` to the name of the network";
		if (network === void 0) return fail(`this job has no service containers: add \`services:\` to the job, or ${fix}`);
		if (more.length > 0) return fail(`several jobs on this machine have service containers (${made.join(", ")}): ${fix}`);
		return succeed(network);
	}
	create(options) {
		const container = this.#create(options);
		this.#created.push({
			run: options.run,
			container
		});
		return container;
	}
	async #create(options) {
		await this.load(options.image);
		const hidden = hiddenValues(this.#world, options.env);
		const [, ...args] = createCommand(options, hidden);
		return this.#given({ variables: hidden }, args);
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
	enter(container, program) {
		return this.#world.exec.open([
			this.#program,
			"exec",
			"--interactive",
			"--user=0",
			container,
			program
		]);
	}
	async removeAll(run, interrupted = this.#builder.wasInterrupted) {
		const made = await this.#made(run);
		const commands = {
			docker: (...args) => this.#docker(...args),
			listed: (...args) => this.#listed(...args),
			sleep: this.#world.clock.sleep
		};
		if (made !== void 0 && !interrupted && !this.#hasOthers && await removeMade(commands, made)) return;
		return removeRun(commands, run, interrupted);
	}
	async #made(run) {
		const own = this.#created.filter((one) => one.run === run);
		const ended = await Promise.allSettled(own.map(({ container }) => container));
		const images = await this.#archived.loaded();
		const containers = ended.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
		return containers.length === ended.length && containers.length > 0 && images !== void 0 ? {
			containers,
			images
		} : void 0;
	}
	runs = () => runsWithTraces((...args) => this.#listed(...args));
	#docker(...args) {
		return this.#given({}, args);
	}
	async #given(options, args) {
		const command = [this.#program, ...args];
		return requireDone(command, await this.#world.exec.commit(command, options));
	}
	async #listed(...args) {
		return [...new Set((await this.#docker(...args)).split("\n").filter((line) => line !== ""))];
	}
};
// src/repository/git/runner.ts
function runnerIn(exec, place) {
	const { directory, gitDirectory, index, trusted } = place;
	const start = [
		"git",
		...trusted === true ? ["-c", "safe.directory=*"] : [],
		...gitDirectory === void 0 ? [] : [`--git-dir=${gitDirectory}`, `--work-tree=${directory}`]
	];
	const variables = {
		...place.variables,
		...index === void 0 ? {} : { GIT_INDEX_FILE: index }
	};
	const options = {
		cwd: directory,
		...Object.keys(variables).length === 0 ? {} : { variables }
	};
	const query = (...args) => exec.query([...start, ...args], options);
	const change = (...args) => exec.commit([...start, ...args], options);
	return {
		query,
		change,
		run: (...args) => exec.run([...start, ...args], options),
		first: async (...args) => firstLine(existing(args, await query(...args))),
		async firstOrNone(...args) {
			const output = await query(...args);
			return output.exitCode === 0 ? firstLine(output.stdout) : void 0;
		},
		must: async (...args) => checked(args, await query(...args)),
		async mustChange(...args) {
			checked(args, await change(...args));
		},
		parts: async (...args) => partsOf(checked(args, await query(...args))),
		async settings(...options) {
			const args = [
				"config",
				"-z",
				...options
			];
			return partsOf(existing(args, await query(...args)));
		}
	};
}
const partsOf = (stdout) => stdout.split("\0").filter((part) => part !== "");
function firstLine(stdout) {
	const line = stdout.split("\n")[0]?.trim() ?? "";
	return line === "" ? void 0 : line;
}
function existing(args, output) {
	return output.exitCode === 1 ? "" : checked(args, output);
}
function checked(args, { exitCode, stdout, stderr }) {
	if (exitCode !== 0) throw new CommandError(["git", ...args], exitCode, nonEmptyLines(stderr).slice(-3));
	return stdout;
}
function nonEmptyLines(text) {
	return text.split("\n").filter((line) => line.trim() !== "");
}
const withoutHooks = ["-c", "core.hooksPath=/dev/null"];
function errorLine(output) {
	const lines = nonEmptyLines(output);
	return lines.find((line) => /\b(?:error|fatal|cannot|unable|not found|denied)\b/i.test(line)) ?? lines[0];
}
const portionSize = 200;
function portions(all) {
	const found = [];
	for (let at = 0; at < all.length; at += portionSize) found.push(all.slice(at, at + portionSize));
	return found;
}
async function commonDirectory(git, directory) {
	const found = await git.firstOrNone("rev-parse", "--git-common-dir");
	return found === void 0 || found.startsWith("/") ? found : `${directory}/${found}`;
}
// src/repository/git/git.ts
function isName(given) {
	return /^[^\s\0]+$/.test(given) && !given.startsWith("-");
}
async function openGit(exec, directory, { trusted = false } = {}) {
	const topLevel = ["rev-parse", "--show-toplevel"];
	const plain = await runnerIn(exec, { directory }).query(...topLevel);
	const isRetried = trusted && isDubious(plain);
	const top = isRetried ? await runnerIn(exec, {
		directory,
		trusted
	}).query(...topLevel) : plain;
	if (top.exitCode === 127) return fail("git was not found: install git");
	if (top.exitCode === 0) return succeed(gitIn(exec, {
		directory: top.stdout.trim(),
		trusted: isRetried
	}));
	if (isDubious(top)) return fail(otherOwner(directory, top.stderr, trusted));
	return fail(`${directory} is not in a git repository: run actions/checkout first, or point working-directory (--repo) at one`);
}
async function openCheckout({ exec, host, secrets }, directory) {
	const git = await openGit(exec, directory, { trusted: host.env["GITHUB_ACTIONS"] === "true" });
	if (!git.ok) return git;
	const { root, at } = git.value;
	secrets.learnCredentials((await at(root).settings("--list")).join("\n"));
	return git;
}
const isDubious = ({ exitCode, stderr }) => exitCode !== 0 && stderr.includes("dubious ownership");
function otherOwner(directory, message, inWorkflow) {
	const [, repository = directory] = /dubious ownership in repository at '(.+?)'/.exec(message) ?? [];
	return `${repository} belongs to another user, so git refuses to read it (dubious ownership): run \`${`git config --global --add safe.directory ${inWorkflow ? "\"$GITHUB_WORKSPACE\"" : repository}`}\`${inWorkflow ? " in a step before this one" : " if you trust it"}`;
}
async function removeTree(files, git, directory) {
	if (await git.removeWorktree(directory)) return;
	await files.remove(directory);
	await git.removeWorktree(directory);
}
function gitIn(exec, place) {
	const run = runnerIn(exec, place);
	const { directory: root, trusted = false } = place;
	return {
		root,
		trusted,
		...queriesIn(run),
		...fetchingIn(run),
		...worktreesIn(run),
		fillWorktree: (path, options) => runnerIn(exec, {
			directory: path,
			trusted
		}).mustChange(...withoutHooks, ...options, ...[
			"reset",
			"--hard",
			"--quiet",
			"--no-recurse-submodules"
		]),
		at: (directory, variables = {}) => runnerIn(exec, {
			directory,
			trusted,
			variables
		})
	};
}
function queriesIn({ first, firstOrNone, must }) {
	return {
		resolve: async (revision) => isName(revision) ? firstOrNone("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`) : void 0,
		async parents(sha) {
			const [headers = ""] = (await must("cat-file", "commit", sha)).split("\n\n", 1);
			return nonEmptyLines(headers).filter((line) => line.startsWith("parent ")).map((line) => line.slice(7));
		},
		mergeBase: (one, other) => first("merge-base", one, other),
		isDirty: async () => (await must("--no-optional-locks", "status", "--porcelain", "--untracked-files=normal")).trim() !== "",
		branch: () => first("symbolic-ref", "--quiet", "--short", "HEAD"),
		defaultBranch: () => first("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
	};
}
function fetchingIn({ query, must, run }) {
	const fetch = (...args) => run("fetch", "--no-tags", "--no-write-fetch-head", "--quiet", ...args);
	const isShallow = async () => (await must("rev-parse", "--is-shallow-repository")).trim() === "true";
	return {
		isShallow,
		async fetch(sha) {
			const depth = await isShallow() ? ["--depth=1"] : [];
			return (await fetch(...depth, "origin", sha)).exitCode === 0;
		},
		async remoteTip(name) {
			if (!isName(name)) return succeed(void 0);
			const refs = [
				name,
				`refs/tags/${name}`,
				`refs/heads/${name}`
			];
			const { exitCode, stdout, stderr } = await query("ls-remote", "--quiet", "origin", ...refs);
			if (stderr.includes("'origin' does not appear to be a git repository")) return succeed(void 0);
			if (exitCode !== 0) return fail(errorLine(stderr) ?? `git ended with exit code ${exitCode}`);
			const tips = new Map(nonEmptyLines(stdout).map((line) => [line.split("	")[1], line.split("	")[0]]));
			return succeed(refs.map((ref) => tips.get(ref)).find((tip) => tip !== void 0));
		},
		deepen: async (by, shas) => (await fetch(`--deepen=${by}`, "origin", ...shas)).exitCode === 0
	};
}
function worktreesIn({ must, change, mustChange }) {
	return {
		async worktrees() {
			return [...(await must("worktree", "list", "--porcelain")).matchAll(/^worktree (.+)$/gm)].map(([, path = ""]) => path);
		},
		async addWorktree(path, sha) {
			const add = [
				...withoutHooks,
				"worktree",
				"add",
				"--no-checkout",
				"--detach",
				"--force",
				path,
				sha
			];
			if ((await change(...add)).exitCode === 0) return;
			await mustChange(...add);
		},
		removeWorktree: async (path) => (await change("worktree", "remove", "--force", "--force", path)).exitCode === 0
	};
}
// src/images/engines/embedded/isolate.ts
const trialMs = 2e4;
function commandPrefix(by) {
	return by === "sudo" ? [
		"sudo",
		"--non-interactive",
		"--"
	] : [];
}
const namespaces = [[
	"mount",
	"pid",
	"network"
], ["mount", "network"]];
function inNamespaces(by) {
	return namespaces.map((some) => ({
		kind: "namespaces",
		namespaces: by === "user" ? ["user", ...some] : some,
		by
	}));
}
const inRoot = (by) => ({
	kind: "chroot",
	namespaces: [],
	by
});
const outside = (by) => ({
	kind: "none",
	namespaces: [],
	by
});
function containCommand(probe, { by }, file) {
	return [
		...commandPrefix(by),
		probe,
		"contain",
		file
	];
}
function formFields({ kind, namespaces }) {
	return {
		namespaces,
		chroot: kind === "chroot"
	};
}
const noLinux = ({ os }) => `${os} does not run Linux programs`;
async function findIsolation({ exec, files, host }, probe, directory) {
	const nothing = (because) => ({
		found: void 0,
		refused: [{
			...outside("user"),
			because
		}]
	});
	if (host.os !== "linux") return nothing(noLinux(host));
	const root = `${directory}/root`;
	await files.makeDirectory(root);
	await files.copy(probe, `${root}/probe`);
	const container = {
		root,
		hostname: "trial",
		argv: ["/probe"],
		env: [],
		dir: "/",
		user: 0,
		groups: [0]
	};
	try {
		return await firstThatWorks(exec, async (form) => {
			const file = `${directory}/container.json`;
			await files.write(file, JSON.stringify({
				...container,
				...formFields(form)
			}));
			return containCommand(probe, form, file);
		});
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return nothing(messageOf(error));
	}
}
async function firstThatWorks(exec, trial) {
	const refused = [];
	const firstOf = async (...forms) => {
		for (const form of forms) {
			const { exitCode, stdout, stderr } = await exec.run(await trial(form), { limitMs: trialMs });
			if (exitCode === 0 && stdout.startsWith("{\"probe\"")) return form;
			const because = stderr.trim().split("\n").at(-1) || `exit code ${exitCode}`;
			refused.push({
				...form,
				because
			});
		}
	};
	if ((await exec.query(["id", "-u"])).stdout.trim() === "0") return {
		found: await firstOf(...[
			...inNamespaces("root"),
			...inNamespaces("user"),
			inRoot("root"),
			outside("root")
		]),
		refused
	};
	const asUser = await firstOf(...inNamespaces("user"));
	if (asUser !== void 0) return {
		found: asUser,
		refused
	};
	const { exitCode } = await exec.query([...commandPrefix("sudo"), "true"]);
	return {
		found: (exitCode === 0 ? await firstOf(...inNamespaces("sudo"), inRoot("sudo")) : void 0) ?? await firstOf(outside("user")),
		refused
	};
}
// src/images/engines/embedded/remove.ts
const containersDirectory = "containers";
async function removeContainers({ files, exec }, directory) {
	const containers = `${directory}/${containersDirectory}`;
	if (await files.stat(containers) === void 0) return;
	try {
		await files.remove(containers);
	} catch (error) {
		const { exitCode } = await exec.commit([
			...commandPrefix("sudo"),
			"rm",
			"-rf",
			"--",
			containers
		]);
		if (exitCode !== 0) throw error;
	}
}
// src/images/engines/embedded/lay-out.ts
const mountedOver = /^\/(?:dev|proc|sys)\//;
const keptBits = 1023;
const piece = 32768;
async function layOut(files, root, directory) {
	const owners = [];
	const capabilities = [];
	async function write(entry) {
		const { path, kind, mode, owner, size, capabilities: value, target = "" } = entry;
		if (owner.user !== 0 || owner.group !== 0) owners.push({
			path,
			...owner
		});
		if (value !== void 0 && !mountedOver.test(path)) capabilities.push({
			path,
			value
		});
		const at = `${directory}${path}`;
		if (kind === "directory") return writeDirectory(entry);
		if (kind === "symlink") await files.makeLink(at, target);
		if (kind === "file") {
			if (await copyOut(files, root, {
				from: path,
				to: at
			}, {
				mode: mode & keptBits,
				piece
			}) !== size) return fail(`\`${path}\` of the image has ${size} bytes, which linkgate cannot read`);
		}
		return succeed(void 0);
	}
	async function writeDirectory({ path, mode }) {
		const at = path === "/" ? directory : `${directory}${path}`;
		await files.makeDirectory(at);
		for (const name of await root.list(path)) {
			if (!name.isWellFormed()) continue;
			const entry = await root.entry(path === "/" ? `/${name}` : `${path}/${name}`);
			const written = entry === void 0 ? succeed(void 0) : await write(entry);
			if (!written.ok) return written;
		}
		await files.setMode(at, mode & keptBits);
		return succeed(void 0);
	}
	const top = await root.entry("/");
	if (top?.kind !== "directory") return fail("the image has no root directory");
	const written = await writeDirectory(top);
	return written.ok ? succeed({
		owners,
		capabilities
	}) : written;
}
async function addDirectory(files, root, path, directory) {
	const found = await root.resolve(path);
	if (found?.kind === "directory") return succeed(void 0);
	if (found !== void 0) return fail(`\`${path}\` of the image is not a directory`);
	const place = await placeIn(root, path);
	if (!place.ok) return place;
	const missing = [];
	let above = place.value;
	let existing = await root.entry(above);
	for (; existing === void 0; existing = await root.entry(above || "/")) {
		missing.unshift(above);
		above = above.slice(0, above.lastIndexOf("/"));
	}
	const kept = existing.mode & keptBits;
	await files.setMode(`${directory}${above}`, kept | 448);
	for (const one of missing) {
		await files.makeDirectory(`${directory}${one}`);
		await files.setMode(`${directory}${one}`, 493);
	}
	await files.setMode(`${directory}${above}`, kept);
	return succeed(void 0);
}
async function placeIn(root, path) {
	const place = await followedIn(root, path);
	if (place.ok && !place.value.isWellFormed()) return fail(`\`${path}\` has a name that is not UTF-8`);
	return place;
}
async function placeOnDisk(files, root, path, directory) {
	const place = await placeIn(root, path);
	if (!place.ok) return place;
	const top = await files.realPath(directory);
	for (let above = place.value; above !== ""; above = above.slice(0, above.lastIndexOf("/"))) {
		const real = await files.realPath(`${directory}${above}`);
		if (real !== void 0 && real !== `${top}${above}`) return fail(`\`${above}\` in the container is a copied link, which linkgate does not follow`);
	}
	return succeed(`${directory}${place.value}`);
}
async function followedIn(root, path) {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	let at = "";
	for (const [index, part] of parts.entries()) {
		if (part === "..") {
			at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
			continue;
		}
		const next = `${at}/${part}`;
		const found = await root.resolve(next);
		const isLast = index === parts.length - 1;
		if (found === void 0 && await root.entry(next) === void 0) {
			const rest = parts.slice(index);
			return rest.includes("..") ? fail(`\`${path}\` is not in the image`) : succeed(`${at}/${rest.join("/")}`);
		}
		if (found === void 0 || found.kind !== "directory" && !isLast) return fail(`\`${next}\` of the image is not a directory`);
		at = found.path === "/" ? "" : found.path;
	}
	return succeed(at);
}
// src/images/engines/embedded/container.ts
const usualPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
async function layOutContainer(files, { image, root, environment, volumes, rootProblem }, { entrypoint, env }, { directory, hostname }) {
	if (root === void 0) return fail(rootProblem ?? "the image has no files that linkgate can read");
	const identity = await identityOf(root, image.user);
	if (!identity.ok) return fail(`the image has no ${identity.problem.kind} \`${image.user}\``);
	const { user, groups } = identity.value;
	const laidOut = await layOut(files, root, directory);
	if (!laidOut.ok) return laidOut;
	const dir = image.workingDir || "/";
	for (const path of [dir, ...volumes]) {
		const made = await addDirectory(files, root, path, directory);
		if (!made.ok) return made;
	}
	return succeed({
		root: directory,
		hostname,
		argv: [entrypoint],
		env: await environmentOf(root, environment, {
			env,
			hostname,
			user
		}),
		dir,
		user,
		groups,
		...laidOut.value
	});
}
async function environmentOf(root, ofImage, given) {
	const all = [
		usualPath,
		`HOSTNAME=${given.hostname}`,
		`HOME=${await homeOf(root, given.user)}`,
		...ofImage,
		...Object.entries(given.env).map(([name, value]) => `${name}=${value}`)
	];
	return [...new Map(all.map((one) => [one.split("=", 1)[0], one])).values()];
}
async function homeOf(root, user) {
	return (await readAccounts(root, "/etc/passwd")).find(({ id }) => id === String(user))?.home || "/";
}
function lostCapabilities({ capabilities, user }, { kind, namespaces }) {
	if (kind === "namespaces" && (user === 0 || !namespaces.includes("user")) || capabilities.length === 0) return void 0;
	return `the embedded engine cannot keep file capabilities here: ${capabilities.map(({ path }) => `\`${path}\``).join(", ")}`;
}
const hostsFile = "/etc/hosts";
const resolverFile = "/etc/resolv.conf";
async function writeNames(files, image, { root: directory, hostname }, hasOwnNetwork) {
	const texts = hasOwnNetwork ? ownTexts(hostname) : await textsOfMachine(files);
	for (const [path, text] of Object.entries(texts)) {
		const at = await placeIn(image, path);
		if (at.ok) await files.write(`${directory}${at.value}`, text, 420);
	}
}
function ownTexts(hostname) {
	const hosts = [
		"127.0.0.1	localhost",
		"::1	localhost ip6-localhost ip6-loopback",
		`127.0.0.1\t${hostname}`
	];
	return {
		"/etc/hostname": `${hostname}\n`,
		[hostsFile]: `${hosts.join("\n")}\n`,
		[resolverFile]: ""
	};
}
async function textsOfMachine(files) {
	const found = {};
	for (const path of [hostsFile, resolverFile]) found[path] = await files.readText(path) ?? "";
	return found;
}
function namespacesFor(network, namespaces) {
	return network === "host" ? namespaces.filter((one) => one !== "network") : namespaces;
}
// src/images/engines/embedded/refused.ts
async function unlessRefused(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CancelledError || error instanceof InputError) throw error;
		return fail(messageOf(error));
	}
}
function endedSession(why) {
	return {
		send: () => {},
		next: async () => void 0,
		errors: () => [why],
		close: async () => {}
	};
}
// src/images/engines/embedded/reporting-session.ts
function onceEach(report) {
	const reported = new Set();
	return (line) => {
		if (reported.has(line)) return;
		reported.add(line);
		report(line);
	};
}
function reportingSession(session, report) {
	return {
		send: (line) => session.send(line),
		async next(timeoutMs) {
			const line = await session.next(timeoutMs);
			if (line !== void 0) session.errors().forEach(report);
			return line;
		},
		errors: () => session.errors(),
		close: () => session.close()
	};
}
// src/images/engines/embedded/embedded.ts
var EmbeddedEngine = class {
	name = "embedded";
	version = version;
	#world;
	#directory;
	#builder;
	#archived = new ArchivedImages(async () => {});
	#images = new Map();
	#layers = new Map();
	#containers = new Map();
	#sessions = [];
	#report;
	#isolated;
	#outcome = {
		found: void 0,
		refused: []
	};
	constructor(world, directory, builder) {
		this.#world = world;
		this.#directory = directory;
		this.#builder = builder;
		this.#report = onceEach((line) => world.log.info(line));
	}
	isolation() {
		const { found, refused } = this.#outcome;
		return found && {
			...found,
			refused
		};
	}
	canBuild = () => this.#builder.canBuild();
	async build(options) {
		const built = await this.#builder.build(options);
		if (built.ok && built.value.archive !== void 0) this.take(options.reference, built.value.archive);
		return built;
	}
	cacheBackends = () => this.#builder.cacheBackends();
	hasCacheMounts = () => this.#builder.hasCacheMounts();
	builderIdentity = () => this.#builder.builderIdentity();
	runCacheSteps = (...[steps]) => this.#builder.runCacheSteps(steps);
	pin = (...args) => this.#builder.pin(...args);
	baseImage = (...args) => this.#builder.baseImage(...args);
	take(reference, archive) {
		this.#images.delete(reference);
		this.#archived.take(reference, archive);
	}
	async load(reference) {
		await this.#image(reference);
	}
	async archiveOf(reference) {
		const archive = this.#archived.archiveOf(reference);
		if (archive === void 0) throw new Error(`there is no image \`${reference}\``);
		return archive;
	}
	#image(reference) {
		const image = this.#images.get(reference) ?? this.#read(reference);
		this.#images.set(reference, image);
		return image;
	}
	async #read(reference) {
		const { archives, signal } = this.#world;
		const saved = await readImage(archives, await this.archiveOf(reference), {
			known: this.#layers,
			compressedSizes: async () => 0,
			scratch: this.#directory,
			largestFile: Number.POSITIVE_INFINITY,
			signal
		});
		if (!saved.ok) throw new Error(`the image \`${reference}\`: ${saved.problem.message}`);
		return saved.value;
	}
	async servicesNetwork() {
		return fail("there are no networks of service containers without Docker: set `startup: { network: host }`");
	}
	async create(options) {
		const { files, host } = this.#world;
		const { network = "none" } = options;
		if (network !== "host" && network !== "none") throw new InputError([`\`startup: { network: ${network} }\`: the embedded engine has no networks with names: use \`host\` or \`none\`, or run on a machine with Docker`]);
		const image = await this.#image(options.image);
		const id = `${this.#containers.size + 1}`;
		const directory = `${this.#directory}/${containersDirectory}/${id}`;
		const container = {
			options,
			image,
			directory,
			file: fail("it is being made")
		};
		this.#containers.set(id, container);
		const place = {
			directory: `${directory}/root`,
			hostname: `linkgate-${id}`
		};
		const file = host.os === "linux" ? await unlessRefused(() => layOutContainer(files, image, options, place)) : fail(noLinux(host));
		this.#containers.set(id, {
			...container,
			file
		});
		return id;
	}
	async copyInto(id, from, to) {
		const container = this.#container(id);
		if (!container.file.ok) return;
		const copied = await unlessRefused(() => this.#copy(container, from, to));
		if (!copied.ok) this.#containers.set(id, {
			...container,
			file: copied
		});
	}
	async #copy(container, from, to) {
		const { files } = this.#world;
		const { root } = container.image;
		if (!container.file.ok || root === void 0) return succeed(void 0);
		const place = await placeOnDisk(files, root, to, container.file.value.root);
		if (!place.ok) return place;
		const at = place.value;
		const isContent = from.endsWith("/.");
		const isInside = !isContent && (await files.stat(at))?.kind === "directory";
		const source = isContent ? from.slice(0, -2) : from;
		await files.copy(source, isInside ? `${at}/${lastOf(from)}` : at);
		if (to !== container.options.entrypoint) return succeed(void 0);
		container.probe = from;
		this.#isolated ??= findIsolation(this.#world, from, `${this.#directory}/${containersDirectory}/trial`);
		this.#outcome = await this.#isolated;
		const { found } = this.#outcome;
		if (found !== void 0) await this.#describe(container, found);
		return succeed(void 0);
	}
	async #describe({ file, directory, options, image }, form) {
		if (!file.ok || image.root === void 0) return;
		const { files } = this.#world;
		const namespaces = namespacesFor(options.network, form.namespaces);
		const lost = lostCapabilities(file.value, form);
		if (lost !== void 0) this.#report(lost);
		await writeNames(files, image.root, file.value, namespaces.includes("network"));
		const how = formFields({
			...form,
			namespaces
		});
		const write = (name, content) => files.write(`${directory}/${name}.json`, JSON.stringify({
			...content,
			...how
		}), 384);
		await write("container", file.value);
		await write("enter", {
			root: file.value.root,
			groups: [0],
			enters: true
		});
	}
	#command({ probe = "", directory }, form, file = "container") {
		return containCommand(probe, form, `${directory}/${file}.json`);
	}
	start(id) {
		const container = this.#container(id);
		if (!container.file.ok) return endedSession(container.file.problem.message);
		const { found, refused } = this.#outcome;
		if (found === void 0) return endedSession(refused.at(-1)?.because ?? "there is no probe in it");
		return reportingSession(this.#open(this.#command(container, found)), this.#report);
	}
	enter(id) {
		const { found } = this.#outcome;
		if (found === void 0) return endedSession("it was not started");
		return this.#open(this.#command(this.#container(id), found, "enter"));
	}
	#open(command) {
		const session = this.#world.exec.open(command);
		this.#sessions.push(session);
		return session;
	}
	#container(id) {
		const container = this.#containers.get(id);
		if (container === void 0) throw new Error(`there is no container ${id}`);
		return container;
	}
	fault = async () => void 0;
	async removeAll(run, interrupted) {
		const isOwn = run === runOf(this.#directory);
		await settleAll([this.#builder.removeAll(run, interrupted), isOwn && this.#removeContainers()]);
	}
	async #removeContainers() {
		await Promise.all(this.#sessions.map((session) => session.close()));
		await removeContainers(this.#world, this.#directory);
	}
	runs = () => this.#builder.runs();
};
// src/images/engines/open-engine.ts
async function openEngine(world, choice, directory) {
	const docker = choice === "embedded" ? void 0 : await openDocker(world);
	const isRequired = choice === "docker" || (world.host.env["DOCKER_HOST"] ?? "") !== "";
	if (docker?.ok === true || docker !== void 0 && isRequired) return docker;
	if (docker !== void 0) world.log.info("using the embedded engine, because no Docker engine and no Podman answers");
	return succeed(new EmbeddedEngine(world, directory, await openBuilder(world, directory)));
}
export { backendOf as _, openCheckout as a, commonDirectory as c, portions as d, runnerIn as f, lostConnection as g, openBuilder as h, findIsolation as i, errorLine as l, openDocker as m, containersDirectory as n, openGit as o, withoutHooks as p, removeContainers as r, removeTree as s, openEngine as t, nonEmptyLines as u, fieldsOf as v };
