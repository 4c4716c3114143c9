import { M as remembered, Nt as platformParts, Tt as revisions, jt as isPlatform, rn as plural, sn as utcText, tn as enumerate, u as shorten, xt as isSecretName } from "./linkgate-core.js";
import { S as union, _ as object, a as array, c as discriminatedUnion, d as literal, g as number$1, n as _enum, s as boolean, y as record } from "./zod.js";
import { $ as modeNeeds, A as unmeasuredReasonSchema, B as uncheckedReasons, C as userLookupSchema, Dt as withShare, F as linkageKinds, K as labelOf, L as scanComparisonSchema, N as startFailureSchema, S as timeZonesSchema, St as formatValue, T as startConditionsSchema, V as vulnerabilitiesSchema, W as definitionOf, Y as budgetSchema, _ as verdicts, b as resolverSchema, ct as line, d as phaseSchema, dt as readonlyObject, f as acceptedSchema, ft as text, g as comparisonSchema, h as isolationSchema, it as causeSchema, j as unmeasuredSchema, k as measuredSchema, l as programComparisonSchema, lt as magnitude, m as originSchema, mt as formatDelta, nt as linkedModulesSchema, o as reportVariantSchema, p as commitSchema, st as amount, tt as linkChainSchema, u as placementSchema, ut as optional, v as allocatorSchema, vt as formatPercent, w as startConditionSchema, xt as formatSize, y as certificatesSchema, yt as formatProportion } from "./linkgate-model.js";
// src/findings/cross-compilers.ts
const linux = {
	"386": [
		"i686-linux-gnu",
		"i386",
		"i686-linux-musl"
	],
	amd64: [
		"x86_64-linux-gnu",
		"amd64",
		"x86_64-linux-musl"
	],
	arm: [
		"arm-linux-gnueabihf",
		"armhf",
		"arm-linux-musleabihf"
	],
	arm64: [
		"aarch64-linux-gnu",
		"arm64",
		"aarch64-linux-musl"
	],
	loong64: [
		"loongarch64-linux-gnu",
		void 0,
		"loongarch64-linux-musl"
	],
	mips: [
		"mips-linux-gnu",
		"mips",
		"mips-linux-musl"
	],
	mips64: [
		"mips64-linux-gnuabi64",
		"mips64",
		"mips64-linux-musl"
	],
	mips64le: [
		"mips64el-linux-gnuabi64",
		"mips64el",
		"mips64el-linux-musl"
	],
	mipsle: [
		"mipsel-linux-gnu",
		"mipsel",
		"mipsel-linux-musl"
	],
	ppc64: [
		"powerpc64-linux-gnu",
		"ppc64",
		"powerpc64-linux-musl"
	],
	ppc64le: [
		"powerpc64le-linux-gnu",
		"ppc64el",
		"powerpc64le-linux-musl"
	],
	riscv64: [
		"riscv64-linux-gnu",
		"riscv64",
		"riscv64-linux-musl"
	],
	s390x: [
		"s390x-linux-gnu",
		"s390x",
		"s390x-linux-musl"
	]
};
const windows = {
	"386": "i686",
	amd64: "x86_64"
};
const darwin = {
	amd64: {
		compiler: "o64-clang",
		target: "x86_64-apple-darwin",
		packages: []
	},
	arm64: {
		compiler: "oa64-clang",
		target: "arm64-apple-darwin",
		packages: []
	}
};
function crossCompiler(platform) {
	const { os, arch } = platformParts(platform);
	if (os === "windows" && Object.hasOwn(windows, arch)) {
		const target = `${windows[arch]}-w64-mingw32`;
		return {
			compiler: `${target}-gcc`,
			target,
			packages: [`gcc-mingw-w64-${debianTarget(windows[arch] ?? "")}`]
		};
	}
	if (os === "darwin") return Object.hasOwn(darwin, arch) ? darwin[arch] : void 0;
	const found = os === "linux" && Object.hasOwn(linux, arch) ? linux[arch] : void 0;
	if (found === void 0) return void 0;
	const [target, debian, musl] = found;
	const packages = debian === void 0 ? [] : [`gcc-${debianTarget(target)}`, `libc6-dev-${debian}-cross`];
	return {
		compiler: `${target}-gcc`,
		target,
		packages,
		musl: `${musl}-gcc`
	};
}
function debianTarget(target) {
	return target.replaceAll("_", "-");
}
// src/findings/mode-needs.ts
const needMissingSchema = readonlyObject({
	kind: literal("need-missing"),
	mode: text,
	need: _enum(modeNeeds),
	platform: optional(text),
	compiler: text,
	target: optional(text),
	file: optional(text),
	packages: optional(array(text).readonly())
});
const needs = {
	"c-compiler": {
		what: "a C compiler",
		packages: ["gcc", "libc6-dev"]
	},
	"static-glibc": {
		what: "the static library of glibc",
		packages: ["libc6-dev"],
		rpm: "glibc-static"
	},
	"static-pie-libc": {
		what: "a C library for static position-independent programs",
		packages: ["libc6-dev"],
		rpm: "glibc-static"
	},
	"musl-compiler": {
		what: "a C compiler for musl",
		packages: ["musl-tools"],
		rpm: "musl-gcc"
	}
};
function needPackages({ need, platform }) {
	if (platform === void 0) return needs[need].packages;
	if (need === "musl-compiler" || !isPlatform(platform)) return [];
	return crossCompiler(platform)?.packages ?? [];
}
function needMissingText(missing) {
	const { mode, need, platform, packages } = missing;
	const where = platform === void 0 ? "" : ` for ${platform}`;
	const because = packages === void 0 ? "" : ` because ${enumerate(packages)} ${packages.length === 1 ? "needs" : "need"} cgo`;
	return `mode \`${mode}\` needs ${needs[need].what}${where}${because}, but ${foundText(missing)}`;
}
function foundText({ compiler, target, file }) {
	if (file !== void 0) return `\`${compiler}\` does not find \`${file}\``;
	return target === void 0 ? `\`${compiler}\` was not found` : `\`${compiler}\` compiles for \`${target}\``;
}
function needMissingFix(missing) {
	const { need, platform } = missing;
	const packages = needPackages(missing);
	const it = need.endsWith("-compiler") ? "one" : "it";
	const rpm = platform === void 0 ? needs[need].rpm : void 0;
	const fedora = rpm === void 0 ? "" : `; Fedora: \`dnf install ${rpm}\``;
	return `install ${it}${packages.length === 0 ? "" : ` (Debian, Ubuntu: \`apt-get install ${packages.join(" ")}\`${fedora})`}, or ${platform === void 0 ? "remove the mode from `modes`" : `remove \`${platform}\` from \`platforms\` or the mode from \`modes\``}`;
}
// src/findings/absence.ts
const absenceSchema = readonlyObject({
	because: optional(discriminatedUnion("kind", [
		readonlyObject({
			kind: literal("submodule"),
			path: text
		}),
		readonlyObject({
			kind: literal("ignored"),
			by: text
		}),
		readonlyObject({ kind: literal("untracked") }),
		readonlyObject({ kind: literal("kept") }),
		readonlyObject({
			kind: literal("left-out"),
			by: text
		})
	])),
	step: optional(readonlyObject({
		at: text,
		written: text,
		directory: text,
		command: optional(text)
	})),
	suggestion: optional(text),
	frontEnds: optional(array(text).readonly())
});
const submoduleUpdate = "git submodule update --init --recursive";
function absenceText(path, { because, step }) {
	const why = becauseText(path, because);
	if (step === void 0) return why;
	const where = step.directory === "." ? "" : ` in ${step.directory}`;
	return `${why}; ${step.at} creates it with \`${step.written}\`${where}`;
}
function becauseText(path, because) {
	switch (because?.kind) {
		case "submodule": return `${path} is in the git submodule ${because.path}, which is not checked out`;
		case "left-out": return `${because.by} excludes ${path} from the build context`;
		case "kept": return `${path} is an empty directory in git`;
		case "ignored": return `git ignores ${path} (${because.by})`;
		case "untracked": return `${path} is in this checkout, but not in git`;
		default: return `${path} is not in git`;
	}
}
const inConfig$2 = "in .github/linkgate.yml";
function absenceFix(path, { because, step, suggestion, frontEnds = [] }) {
	if (because?.kind === "submodule") return `set \`submodules: recursive\` for actions/checkout, or ${prepareKey(submoduleUpdate)} ${inConfig$2}`;
	if (because?.kind === "left-out") return `add \`!${path}\` at the end of ${because.by}`;
	if (step?.command !== void 0) return `set ${prepareKey(step.command)} ${inConfig$2}`;
	if (step !== void 0 && isAction(step.written)) return `run \`${step.written}\` before linkgate in its job, and set ${prepareKey(`cp -r $GITHUB_WORKSPACE/${path} ${path}`)} ${inConfig$2}`;
	if (step !== void 0) return `set \`build: { prepare: … }\` ${inConfig$2} to the command of ${step.at}`;
	if (suggestion !== void 0) return `set the command that creates ${path} ${inConfig$2}, such as ${prepareKey(suggestion)}`;
	const among = frontEnds.length === 0 ? "" : ` (${frontEnds.join(", ")} ${frontEnds.length === 1 ? "has" : "have"} a build script)`;
	return `set \`build: { prepare: … }\` ${inConfig$2} to the command that creates ${path}${among}, or add it to git`;
}
function isAction(written) {
	return /^[\w.-]+\/[\w./-]+@\S+$/.test(written);
}
function absencePrepare({ because, step, suggestion }) {
	return because?.kind === "submodule" ? submoduleUpdate : step?.command ?? suggestion;
}
function isCreatedLater({ because, step }) {
	return step !== void 0 || because !== void 0 && because.kind !== "left-out";
}
function prepareKey(command) {
	return `\`build: { prepare: ${/^[\w./(][^,[\]{}#"']*$/.test(command) && !/:\s|:$|\s#/.test(command) ? command : JSON.stringify(command)} }\``;
}
// src/findings/build-fault-fixes.ts
function buildFaultFix(fault) {
	switch (fault.kind) {
		case "not-compiled": return fault.module === void 0 ? void 0 : moduleFix(fault.module);
		case "head-not-built": return;
		case "step-failed": return `build ${fault.dockerfile} in a fresh clone with \`docker build\`, and change the step until it works there`;
		case "base-image": return imageFix(fault);
		case "builder": return builderFix(fault.because);
		case "network": return networkFix(fault);
		case "modules-not-fetched": return credentialsFix([fault.pattern]);
		case "checksum-mismatch": return "find out why the module changed. If the change is right, remove its lines from go.sum, run `go mod tidy`, and commit go.sum.";
		case "toolchain": return "set `go-version-file: go.mod` for actions/setup-go; in a Dockerfile, use an image with that version, or set `GOTOOLCHAIN=auto`";
		case "library-missing": return libraryFix(fault);
	}
}
function imageFix({ image, because, without }) {
	if (without !== void 0 && /^(?:not-found|denied|unknown)$/.test(because)) return `set \`build: { build-args: { ${without.arguments.map((name) => `${name}: …`).join(", ")} } }\` in .github/linkgate.yml to the values that ${without.by} passes`;
	switch (because) {
		case "not-found": return "correct the name or the tag of the image in the Dockerfile";
		case "denied": return `log in to ${registryOf(image)} with docker/login-action in an earlier step, or correct the image name`;
		case "rate-limit": return `log in to ${registryOf(image)} with docker/login-action in an earlier step, which raises the limit, or pull through a mirror`;
		case "unreachable": return `run the job again; if it fails again, allow the container engine of this runner to reach ${registryOf(image)}`;
		case "other-platform": return "use an image for this platform, or a runner of the other platform";
		case "not-visible":
		case "unknown": return;
	}
}
function moduleFix(module) {
	return `update the module with \`go get ${module.slice(0, module.lastIndexOf("@"))}@latest\`, or compile it with an older Go: set \`go-version-file: go.mod\` for actions/setup-go; in a Dockerfile, use an image with that version`;
}
function registryOf(image) {
	const first = image.split("/", 1)[0] ?? "";
	return image.includes("/") && (/[.:]/.test(first) || first === "localhost") ? first : "Docker Hub";
}
const engineLostFix = "check that the engine keeps running and is reachable (`docker info`, `DOCKER_HOST`), then run the job again";
function builderFix(because) {
	switch (because) {
		case "unreachable": return "start the builder, or correct its address, then run the job again; `docker buildx inspect` and `docker info` show whether it answers";
		case "stopped": return "check `docker info` and `docker buildx inspect`, start the builder, and run the job again";
		case "engine-lost": return engineLostFix;
		case "crashed": return "run the job again; if it crashes again, install another version of it";
		case "no-space": return "free disk space in an earlier step (`docker system prune --all --force`), or use a larger runner";
		case "killed": return "give the builder more memory, or reduce the parallelism of the step (`go build -p 1`)";
		case "cancelled": return "run the job again";
		case "absent": return "run the job on a machine with Docker or Podman";
		case "needs-buildkit": return;
	}
}
function networkFix({ because, host }) {
	const of = host ?? "the server";
	return because === "tls" ? `install the certificate authority of ${of} in the build environment, or set \`GOPROXY\` to a trusted proxy` : `run the job again; if it fails again, allow the build to reach ${of}, or set \`GOPROXY\` to a reachable proxy`;
}
function libraryFix({ library, isStatic }) {
	if (!isStatic) return `install the package with \`lib${library}.so\` and its headers`;
	return `${/^(?:c|m|pthread|dl|rt|resolv|util)$/.test(library) ? "install the static C library (Fedora, RHEL: `glibc-static`; Debian, Ubuntu: `libc6-dev`)" : `install the package with \`lib${library}.a\`, if there is one`}, or remove the static mode from \`modes\``;
}
function credentialsFix(patterns) {
	const hosts = [...new Set(patterns.map((pattern) => pattern.split("/")[0] ?? pattern))];
	const [host = ""] = hosts;
	return `if the modules are private, set \`GOPRIVATE: ${patterns.join(",")}\` in the \`env\` of the job. In an earlier step, give git the credentials for ${enumerate(hosts)} in ~/.netrc, or with \`git config --global url."https://x-access-token:$TOKEN@${host}/".insteadOf https://${host}/\`.`;
}
// src/findings/build-fault-messages.ts
function buildFaultMessage(fault) {
	switch (fault.kind) {
		case "not-compiled": return fault.first;
		case "step-failed": return stepMessage(fault);
		case "base-image": return imageMessage(fault);
		case "builder": return builderMessage(fault);
		case "network": return `${networkMessage(fault)} (${fault.detail})`;
		case "modules-not-fetched": return `${modulesText(fault)} could not be fetched: ${fault.output}`;
		case "checksum-mismatch": return `the checksum of module ${fault.module} differs from the one in go.sum`;
		case "toolchain": return toolchainMessage(fault);
		case "library-missing": return `the C linker did not find the ${fault.isStatic ? "static " : ""}library \`lib${fault.library}.${fault.isStatic ? "a" : "so"}\``;
		case "head-not-built": return "head does not build";
	}
}
function stepMessage({ dockerfile, line, step, exitCode, detail }) {
	return `the step \`${step}\` (${line === void 0 ? dockerfile : `${dockerfile}:${line}`}) ${exitCode === void 0 ? "failed" : `failed with exit code ${exitCode}`}${detail === void 0 ? "" : `: ${detail}`}`;
}
const frontend = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?:[:@]|$)/;
const named$1 = (image) => `the ${frontend.test(image) ? "Dockerfile frontend" : "base image"} \`${image}\``;
function imageMessage({ image, because, detail }) {
	switch (because) {
		case "not-found": return `the registry does not have ${named$1(image)} (${detail})`;
		case "denied": return `the registry requires a login with read access for ${named$1(image)} (${detail})`;
		case "rate-limit": return `the pull rate limit of the registry is reached for ${named$1(image)} (${detail})`;
		case "unreachable": return `the registry of ${named$1(image)} could not be reached (${detail})`;
		case "other-platform":
		case "not-visible": return detail;
		case "unknown": return `${named$1(image)} could not be pulled: ${detail}`;
	}
}
function builderMessage({ because, detail }) {
	switch (because) {
		case "unreachable": return `the builder could not be reached (${detail})`;
		case "stopped": return `the builder stopped answering (${detail})`;
		case "crashed": return `the build command crashed (${detail})`;
		case "engine-lost": return `the connection to the container engine was lost (${detail})`;
		case "no-space": return `the disk of the builder is full (${detail})`;
		case "killed": return `${detail}: the process was killed, usually because memory ran out`;
		case "cancelled": return `the build was cancelled (${detail})`;
		case "needs-buildkit":
		case "absent": return detail;
	}
}
function networkMessage({ because, host }) {
	const of = host ?? "a server";
	switch (because) {
		case "dns": return `the name of ${of} could not be resolved`;
		case "tls": return `the certificate of ${of} was not accepted`;
		case "unreachable": return `${of} could not be reached`;
	}
}
const mostModules = 3;
function modulesText({ pattern, modules }) {
	const [only, ...more] = modules;
	if (more.length === 0) return `module ${only ?? pattern}`;
	const shown = modules.slice(0, mostModules);
	const left = modules.length - shown.length;
	const names = left === 0 ? enumerate(shown) : `${shown.join(", ")} and ${left} more`;
	return `${modules.length} modules of ${pattern} (${names})`;
}
function toolchainMessage({ needs, has, detail }) {
	const here = has === void 0 ? "" : `, but the build has Go ${has}`;
	return detail === void 0 ? `go.mod requires Go ${needs}${here}` : `go.mod requires Go ${needs}${here}; fetching Go ${needs} failed (${detail})`;
}
// src/findings/build-faults.ts
const dockerfileStep = {
	dockerfile: text,
	line: optional(number$1()),
	step: text
};
const buildFaultSchemas = {
	"not-compiled": readonlyObject({
		kind: literal("not-compiled"),
		first: text,
		module: optional(text)
	}),
	"step-failed": readonlyObject({
		kind: literal("step-failed"),
		...dockerfileStep,
		exitCode: optional(number$1()),
		detail: optional(text)
	}),
	"base-image": readonlyObject({
		kind: literal("base-image"),
		image: text,
		because: _enum([
			"not-found",
			"denied",
			"rate-limit",
			"unreachable",
			"other-platform",
			"not-visible",
			"unknown"
		]),
		detail: text,
		without: optional(readonlyObject({
			arguments: array(text).readonly(),
			by: text
		}))
	}),
	builder: readonlyObject({
		kind: literal("builder"),
		because: _enum([
			"unreachable",
			"stopped",
			"crashed",
			"engine-lost",
			"no-space",
			"killed",
			"cancelled",
			"needs-buildkit",
			"absent"
		]),
		detail: text
	}),
	network: readonlyObject({
		kind: literal("network"),
		because: _enum([
			"dns",
			"tls",
			"unreachable"
		]),
		host: optional(text),
		detail: text
	}),
	"modules-not-fetched": readonlyObject({
		kind: literal("modules-not-fetched"),
		pattern: text,
		modules: array(text).readonly(),
		output: text
	}),
	"checksum-mismatch": readonlyObject({
		kind: literal("checksum-mismatch"),
		module: text
	}),
	toolchain: readonlyObject({
		kind: literal("toolchain"),
		needs: text,
		has: optional(text),
		detail: optional(text)
	}),
	"library-missing": readonlyObject({
		kind: literal("library-missing"),
		library: text,
		isStatic: boolean()
	}),
	"head-not-built": readonlyObject({ kind: literal("head-not-built") })
};
function isBuildFault(given) {
	return Object.hasOwn(buildFaultSchemas, given.kind);
}
function isTransient(fault) {
	switch (fault.kind) {
		case "network": return true;
		case "builder": return fault.because !== "needs-buildkit" && fault.because !== "absent";
		case "base-image": return fault.because === "rate-limit" || fault.because === "unreachable";
		default: return false;
	}
}
// src/findings/subject.ts
const severalModes = optional(array(text).readonly());
const severalVariants = optional(array(readonlyObject({
	revision: _enum(revisions),
	mode: text
})).readonly());
function variantNames(variants) {
	const modesOf = (revision) => codes(variants.filter((one) => one.revision === revision).map(({ mode }) => mode));
	const named = (modes) => `${modes.includes(", ") ? "modes" : "mode"} ${modes}`;
	const [base, head] = [modesOf("base"), modesOf("head")];
	if (base === "") return `Head, ${named(head)}`;
	if (head === "") return `Base, ${named(base)}`;
	return base === head ? `Base and head, ${named(head)}` : `Head, ${named(head)}, and base, ${named(base)}`;
}
function revisionAndMode({ revision, mode = "" }, modes) {
	const where = modes === void 0 ? `mode \`${mode}\`` : `modes ${codes(modes)}`;
	return `${revisionName(revision)}, ${where}`;
}
function revisionName(revision) {
	return revision === "base" ? "Base" : "Head";
}
function codes(names) {
	return names.map((name) => `\`${name}\``).join(", ");
}
function plainQuotes(output) {
	return output.replaceAll("`", "'");
}
function inBrackets(modes) {
	return modes === "" ? "" : ` (${modes})`;
}
// src/findings/mode-not-achieved.ts
const modeNotAchievedSchema = readonlyObject({
	mode: text,
	promised: array(_enum(linkageKinds)).readonly(),
	requires: optional(readonlyObject({
		pie: optional(literal(true)),
		libc: optional(_enum(["glibc", "musl"]))
	})),
	made: _enum(linkageKinds),
	pie: optional(boolean()),
	libc: optional(_enum([
		"glibc",
		"musl",
		"other"
	])),
	machine: text,
	interpreter: optional(text),
	needed: array(text).readonly()
}).meta({ id: "mode-not-achieved" });
function modeNotAchievedMessage(not) {
	const { mode, promised, made, interpreter, needed, requires = {} } = not;
	const pie = requires.pie === true ? "position-independent " : "";
	const libc = requires.libc === void 0 ? "" : ` with ${requires.libc}`;
	const produced = `mode \`${mode}\` must produce a ${pie}${promised.join(" or ")} binary${libc}, but the result ${lackText(not) ?? `is ${actualLinkageText(not)}`}`;
	if (promised.includes(made)) return produced;
	if (made === "static" && promised.includes("dynamic")) return `${produced}, so this column compares two static builds`;
	if (interpreter === void 0) return produced;
	return `${produced}; it starts only in an image with \`${interpreter}\`${needed.length > 0 ? ` and ${codes(needed)}` : ""}`;
}
function lackText({ promised, made, requires, pie, libc }) {
	if (!promised.includes(made)) return void 0;
	const lacks = [...requires?.pie === true && pie !== true ? ["is not position-independent"] : [], ...requires?.libc === void 0 || requires.libc === libc ? [] : [libc === void 0 ? "has no C library" : `has ${libc === "other" ? "another C library" : libc}`]];
	return lacks.length === 0 ? void 0 : lacks.join(" and ");
}
function modeNotAchievedFix(not) {
	const { mode, promised, made, interpreter, requires } = not;
	if (lackText(not) !== void 0) return requires?.libc === void 0 ? `build with \`-buildmode=pie\`, or check the flags of mode \`${mode}\`` : `link with a C compiler for ${requires.libc} (\`env: { CC: … }\` in mode \`${mode}\`)`;
	if (promised.includes("static-pie")) return "build with `CGO_ENABLED=1` and `-buildmode=pie`, and link with `-linkmode=external -extldflags=-static-pie`";
	if (promised.includes("dynamic") && (made === "static" || made === "interpreter-only")) return "build with `CGO_ENABLED=1`, with a package that uses cgo (such as `net` or `os/user`), and without the build tags `netgo` and `osusergo`";
	if (interpreter !== void 0) return "build with `CGO_ENABLED=0` and without `-buildmode=pie`, or link a cgo program with `-linkmode external -extldflags -static`";
	return `check the flags of mode \`${mode}\``;
}
function actualLinkageText({ made, machine }) {
	switch (made) {
		case "interpreter-only": return "a position-independent binary that needs a program interpreter";
		case "not-a-program": return `not an ELF program (${machine})`;
		case "shared-library": return "a shared library";
		default: return `a ${made} binary`;
	}
}
// src/findings/obstacles.ts
const inConfig$1 = "in .github/linkgate.yml";
const namedImage = {
	dockerfile: text,
	target: optional(text),
	mode: text
};
const obstacleSchema = discriminatedUnion("kind", [
	readonlyObject({
		kind: literal("source-missing"),
		path: text,
		by: _enum([
			"COPY",
			"ADD",
			"RUN --mount"
		]),
		at: text,
		absence: absenceSchema
	}),
	readonlyObject({
		kind: literal("embed-missing"),
		pattern: text,
		at: text,
		target: text,
		absence: absenceSchema
	}),
	readonlyObject({
		kind: literal("package-missing"),
		package: text,
		at: text,
		directory: text,
		absence: absenceSchema
	}),
	readonlyObject({
		kind: literal("package-left-out"),
		package: text,
		directory: text,
		by: text,
		at: optional(text)
	}),
	readonlyObject({
		kind: literal("directory-missing"),
		by: _enum(["replace", "use"]),
		directory: text,
		at: text,
		path: optional(text),
		absence: absenceSchema
	}),
	readonlyObject({
		kind: literal("go-mod-outdated"),
		package: optional(text)
	}),
	readonlyObject({
		kind: literal("builder-too-old"),
		image: text,
		has: text,
		needs: text,
		newer: text
	}),
	readonlyObject({
		kind: literal("compiler-missing"),
		compiler: text
	}),
	needMissingSchema,
	readonlyObject({
		kind: literal("platform-without-mode"),
		modes: array(text).readonly(),
		platform: text
	}),
	readonlyObject({
		kind: literal("prepare-failed"),
		exitCode: number$1()
	}),
	readonlyObject({
		kind: literal("not-the-app"),
		...namedImage,
		detail: text
	}),
	readonlyObject({
		kind: literal("linked-otherwise"),
		...namedImage,
		not: modeNotAchievedSchema
	}),
	readonlyObject({
		kind: literal("dockerfile-missing"),
		dockerfile: text
	}),
	readonlyObject({
		kind: literal("dockerfile-refused"),
		dockerfile: text,
		line: optional(number$1()),
		detail: text
	}),
	readonlyObject({
		kind: literal("module-missing"),
		directory: text
	}),
	...Object.values(buildFaultSchemas)
]).meta({ id: "obstacle" });
function obstacleMessage(obstacle) {
	if (isBuildFault(obstacle)) return buildFaultMessage(obstacle);
	switch (obstacle.kind) {
		case "source-missing": return `${obstacle.at}: \`${obstacle.by}\` finds no files: ${absenceText(obstacle.path, obstacle.absence)}`;
		case "embed-missing": return `${obstacle.at}: \`//go:embed ${obstacle.pattern}\` finds no files: ${absenceText(obstacle.target, obstacle.absence)}`;
		case "package-missing": return `${obstacle.at}: the imported package ${obstacle.package} is not in the repository: ${absenceText(obstacle.directory, obstacle.absence)}`;
		case "package-left-out": return `${obstacle.by} excludes ${obstacle.directory} from the build context, but ${obstacle.at === void 0 ? "the program needs it" : `${obstacle.at} imports the package`}`;
		case "directory-missing": return obstacle.path === void 0 ? `${obstacle.at}: \`${obstacle.by}\` names ${obstacle.directory}, which is outside this repository` : `${obstacle.at}: \`${obstacle.by}\` names ${obstacle.directory}, which has no module: ${absenceText(obstacle.path, obstacle.absence)}`;
		case "go-mod-outdated": return `go.mod or go.sum is not up to date${obstacle.package === void 0 ? "" : `: ${obstacle.package} is missing`}`;
		case "builder-too-old": return `\`FROM ${obstacle.image}\` has Go ${obstacle.has}, but go.mod requires Go ${obstacle.needs}`;
		case "compiler-missing": return `the build needs a C compiler, but \`${obstacle.compiler}\` was not found`;
		case "need-missing": return needMissingText(obstacle);
		case "platform-without-mode": return `${codes(obstacle.modes)} ${obstacle.modes.length === 1 ? "does" : "do"} not exist on ${obstacle.platform}, where all programs are linked to the libraries of the system`;
		case "prepare-failed": return `the command of \`build.prepare\` ended with exit code ${obstacle.exitCode}`;
		case "not-the-app": return `${imageText(obstacle)} does not build the app: ${obstacle.detail}`;
		case "linked-otherwise": return `at base, ${imageText(obstacle)} builds ${actualLinkageText(obstacle.not)}, not a ${obstacle.not.promised.join(" or ")} one`;
		case "dockerfile-missing": return `\`${obstacle.dockerfile}\` does not exist in this revision`;
		case "dockerfile-refused": return `${obstacle.dockerfile}${obstacle.line === void 0 ? "" : `:${obstacle.line}`}: ${obstacle.detail}`;
		case "module-missing": return `the directory ${obstacle.directory} does not exist in this revision`;
	}
}
function obstacleFix(obstacle) {
	if (isBuildFault(obstacle)) return buildFaultFix(obstacle);
	switch (obstacle.kind) {
		case "source-missing": return absenceFix(obstacle.path, obstacle.absence);
		case "embed-missing": return absenceFix(obstacle.target, obstacle.absence);
		case "package-missing": return absenceFix(obstacle.directory, obstacle.absence);
		case "package-left-out": return `add \`!${obstacle.directory}\` at the end of ${obstacle.by}`;
		case "directory-missing": return obstacle.path === void 0 ? `remove the directive, or fetch the module with \`build: { prepare: … }\` ${inConfig$1}, which runs at the root of each checked-out revision` : absenceFix(obstacle.path, obstacle.absence);
		case "go-mod-outdated": return "run `go mod tidy` and commit the result";
		case "builder-too-old": return `use ${obstacle.newer} or newer in the Dockerfile`;
		case "compiler-missing": return "install one (Debian, Ubuntu: `apt-get install gcc libc6-dev`)";
		case "need-missing": return needMissingFix(obstacle);
		case "prepare-failed": return "run the command at the root of a fresh clone, and change `build.prepare` until it works there";
		case "not-the-app": return `set the Dockerfile that builds the app under \`modes: { ${obstacle.mode}: … }\` ${inConfig$1}, or remove that key`;
		case "linked-otherwise": return "merge this change to get a baseline";
		case "dockerfile-missing":
		case "dockerfile-refused":
		case "module-missing": return;
	}
}
function obstacleFixes(obstacles) {
	const patterns = obstacles.flatMap((one) => one.kind === "modules-not-fetched" ? [one.pattern] : []);
	const others = obstacles.flatMap((one) => one.kind === "modules-not-fetched" ? [] : obstacleFix(one) ?? []);
	return [...new Set([...patterns.length === 0 ? [] : [credentialsFix(patterns)], ...others])].join("; ") || void 0;
}
function imageText({ dockerfile, target, mode }) {
	return `\`${dockerfile}\`${target === void 0 ? "" : ` (target \`${target}\`)`}, configured for mode \`${mode}\`,`;
}
function obstacleText(obstacle) {
	const fix = obstacleFix(obstacle);
	return fix === void 0 ? obstacleMessage(obstacle) : `${obstacleMessage(obstacle)}; fix: ${fix}`;
}
function obstacleTexts(obstacles) {
	const isModule = ({ kind }) => kind === "modules-not-fetched";
	const modules = obstacles.filter(isModule);
	const together = `${modules.map(obstacleMessage).join("; ")}; fix: ${obstacleFixes(modules)}`;
	const others = obstacles.filter((one) => !isModule(one)).map(obstacleText);
	return modules.length === 0 ? others : [...others, together];
}
function isTransientFailure(obstacles) {
	return obstacles.length > 0 && obstacles.every((one) => isBuildFault(one) && isTransient(one));
}
// src/findings/tree-obstacles.ts
function absenceOf(obstacle) {
	switch (obstacle.kind) {
		case "source-missing":
		case "embed-missing":
		case "package-missing":
		case "directory-missing": return obstacle.absence;
		default: return;
	}
}
function prepareFor(obstacle) {
	const absence = absenceOf(obstacle);
	return absence && absencePrepare(absence);
}
function isRemovedByPreparing(obstacle) {
	const absence = absenceOf(obstacle);
	return absence !== void 0 && isCreatedLater(absence);
}
// src/findings/budget-words.ts
const label = ({ metric = "" }) => labelOf(metric);
const unitOfMetric = ({ metric = "" }) => definitionOf(metric)?.unit ?? "count";
const format = (value, about) => formatValue(value, unitOfMetric(about));
function formatDistinct(value, other, about) {
	const unit = unitOfMetric(about);
	const text = formatValue(value, unit);
	if (value === other || unit === "count" || formatValue(other, unit) !== text) return text;
	return unit === "B" ? `${value} B` : `${value} ${unit}`;
}
// src/findings/entry.ts
function entry(definition) {
	return definition;
}
function phrase(words) {
	return {
		kind: "phrase",
		words
	};
}
function statePhrase(words, both) {
	return {
		kind: "phrase",
		words,
		...both === void 0 ? {} : { both },
		isState: true
	};
}
// src/findings/timing-doubts.ts
const doubts = discriminatedUnion("because", [
	readonlyObject({ because: literal("unusable") }),
	readonlyObject({
		because: literal("too-few"),
		rounds: amount
	}),
	readonlyObject({
		because: literal("control"),
		apart: optional(amount)
	}),
	readonlyObject({
		because: literal("waiting"),
		difference: amount
	}),
	readonlyObject({
		because: literal("noise"),
		floor: amount.nullable()
	}),
	readonlyObject({
		because: literal("undecidable"),
		rounds: amount,
		smallest: readonlyObject({
			relative: optional(amount),
			absolute: optional(amount)
		})
	}),
	readonlyObject({
		because: literal("close"),
		low: amount,
		high: amount
	})
]);
function doubtText(doubt, about) {
	switch (doubt.because) {
		case "unusable": return "some samples are not positive numbers, so they cannot be compared";
		case "too-few": return `${doubt.rounds === 1 ? "one round is" : `${doubt.rounds} rounds are`} too few to distinguish this from noise`;
		case "control": return `two copies of base differ as well${doubt.apart === void 0 ? "" : ` (${formatPercent(doubt.apart)})`}, so this runner is too noisy to decide`;
		case "waiting": return `including the wait for a CPU it is ${formatDelta(doubt.difference, unitOfMetric(about))}, and the pull request may cause that wait`;
		case "noise": return `changes ${doubt.floor === null ? "this small" : `below ${formatProportion(doubt.floor)}`} are rarely clear on this runner`;
		case "undecidable": {
			const { relative, absolute } = doubt.smallest;
			const parts = [...relative === void 0 ? [] : [formatProportion(relative)], ...absolute === void 0 ? [] : [format(absolute, about)]];
			return `this runner cannot decide it in ${plural(doubt.rounds, "round")}, because it only detects changes above ${parts.join(" and ")}`;
		}
		case "close": return `the change is between ${formatPercent(doubt.low)} and ${formatPercent(doubt.high)}, too close to the budget to decide`;
	}
}
// src/findings/services.ts
const services = [
	{
		name: "PostgreSQL",
		image: "postgres:17",
		ports: [5432],
		hosts: /postgres|pgsql|^pg\b|^pg-|timescale/
	},
	{
		name: "MySQL",
		image: "mysql:8",
		ports: [3306],
		hosts: /mysql|maria/
	},
	{
		name: "Redis",
		image: "redis:7",
		ports: [6379],
		hosts: /redis|valkey/
	},
	{
		name: "MongoDB",
		image: "mongo:8",
		ports: [27017],
		hosts: /mongo/
	},
	{
		name: "RabbitMQ",
		image: "rabbitmq:4",
		ports: [5672, 5671],
		hosts: /rabbit|amqp/
	},
	{
		name: "Kafka",
		image: "apache/kafka:4.0.0",
		ports: [
			9092,
			9093,
			9094,
			29092
		],
		hosts: /kafka|^broker/
	},
	{
		name: "NATS",
		image: "nats:2",
		ports: [4222],
		hosts: /^nats/
	},
	{
		name: "etcd",
		image: "quay.io/coreos/etcd:v3.6.0",
		ports: [2379],
		hosts: /etcd/
	},
	{
		name: "Consul",
		image: "hashicorp/consul:1.20",
		ports: [8500],
		hosts: /consul/
	},
	{
		name: "Memcached",
		image: "memcached:1.6",
		ports: [11211],
		hosts: /memcache/
	},
	{
		name: "Elasticsearch",
		image: "elasticsearch:9.0.0",
		ports: [9200],
		hosts: /elastic|opensearch|^es\d*$/
	},
	{
		name: "ClickHouse",
		image: "clickhouse/clickhouse-server:25.3",
		ports: [8123],
		hosts: /clickhouse/
	},
	{
		name: "SQL Server",
		image: "mcr.microsoft.com/mssql/server:2022-latest",
		ports: [1433],
		hosts: /mssql|sqlserver/
	},
	{
		name: "a service such as MinIO",
		image: "minio/minio",
		ports: [9e3],
		hosts: /minio|^s3$/
	}
];
function serviceAt({ host, port = "" }) {
	const number = Number(port === "" ? /\.s\.PGSQL\.(\d+)$/.exec(host)?.[1] : port);
	const name = host.toLowerCase();
	return services.find(({ ports }) => ports.includes(number)) ?? services.find(({ hosts }) => hosts.test(name));
}
function isImageFor(place, image) {
	const [name = ""] = image.toLowerCase().replace(/^.*\//, "").split(/[:@]/);
	return serviceAt(place)?.hosts.test(name) === true;
}
function serviceName(place) {
	const found = serviceAt(place);
	if (found !== void 0) return found.name;
	return /\b(?:db|database|sql)/i.test(place.host) ? "its database" : "another service";
}
const privateDomain = /\.(?:arpa|cluster|consul|corp|docker|example|home|internal|intranet|invalid|lan|local|localdomain|localhost|svc|test)$/i;
function isOnInternet(place) {
	return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(place.host) && !privateDomain.test(place.host) && serviceName(place) === "another service";
}
function hostAndPort(place) {
	const port = place.port ?? serviceAt(place)?.ports[0];
	return port === void 0 || port === "" ? place.host : `${place.host}:${port}`;
}
function serviceContainer(place) {
	const found = serviceAt(place);
	const isName = /^[a-z][a-z0-9_-]*$/i.test(place.host) && place.host !== "localhost";
	if (found === void 0) return isName ? `services: { ${place.host}: { image: … } }` : "services";
	return `services: { ${isName ? place.host : found.name.toLowerCase().replaceAll(/[^a-z]/g, "")}: { image: ${found.image} } }`;
}
// src/findings/start-failures.ts
const inConfig = "in .github/linkgate.yml";
const aims = {
	response: "it answered",
	accept: "it accepted a connection",
	log: "it printed the line for readiness"
};
function startFailureMessage(failure) {
	const known = knownFailureOf(failure);
	return known === void 0 ? observed(failure) : `${observed(failure)}; ${knownFailureMessage(known)}`;
}
function knownFailureOf(failure) {
	switch (failure.kind) {
		case "container-ended":
		case "garbled":
		case "probe-refused":
		case "engine-lost":
		case "container-error": return;
		default: return failure.known;
	}
}
function observed(failure) {
	switch (failure.kind) {
		case "container-ended": return `its container ended before the app was started${failure.output === "" ? ", without any output" : `: ${failure.output}`}`;
		case "garbled": return `linkgate's probe in its container gave an invalid answer: \`${failure.answer}\``;
		case "probe-refused": return `linkgate's probe in its container failed: ${failure.error}`;
		case "engine-lost": return `the connection to the container engine was lost: ${failure.detail}`;
		case "container-error": return failure.detail;
		case "exec": return `it could not be started: ${failure.detail}`;
		case "exited": {
			const { exitCode = "unknown", signal = "", ready } = failure;
			return `it ended ${signal === "" ? `with exit code ${exitCode}` : `by signal ${signal}`} before ${aims[ready]}`;
		}
		case "address-taken": return `it could not be started again: ${failure.detail}`;
		case "never-listened": return failure.addresses.length > 0 ? `it listens on ${where(failure)} but accepted no connection ${within(failure)}` : `it did not listen on any port or Unix socket ${within(failure)}`;
		case "no-response": return `it listens on ${where(failure)} but gave no HTTP response ${within(failure)}`;
		case "status": return `${failure.path === "" ? "/" : failure.path} on ${where(failure)} answered ${failure.status ?? "no status"} for ${failure.timeoutMs / 1e3} s`;
		case "no-line": return `it printed no line that matches \`${failure.pattern}\` ${within(failure)}`;
	}
}
const where = ({ addresses }) => addresses.join(", ");
const within = ({ timeoutMs, detached }) => `within ${timeoutMs / 1e3} s${detached ? "; its first process ended with exit code 0" : ""}`;
function startFailureFix(failure) {
	const known = knownFailureOf(failure);
	if (known !== void 0) return knownFailureFix(known);
	const general = generalFix(failure);
	return general === void 0 ? void 0 : `${general} ${inConfig}`;
}
function generalFix(failure) {
	switch (failure.kind) {
		case "container-ended":
		case "garbled":
		case "engine-lost":
		case "container-error": return;
		case "probe-refused": return failure.error.startsWith("pattern: ") ? "correct the regular expression in `startup: { ready: { log: … } }`" : void 0;
		case "exec": return "add the program and its loader to the image, or correct the program name in `startup: { args: … }`";
		case "exited": return "set the variables and arguments that the app needs under `startup: { env: …, args: … }`";
		case "address-taken": return "set `startup: { port: … }` to a port that is free in the container";
		case "never-listened": return failure.addresses.length > 0 ? "increase `startup: { timeout: … }`, or set `startup: { port: … }` to the port that accepts connections" : "set what the app needs under `startup: { env: …, args: … }`, increase `startup: { timeout: … }`, or, for an app without a port, set `startup: { ready: { log: … } }`";
		case "no-response": return "increase `startup: { timeout: … }`, set `startup: { port: … }` to the port that answers, or, for an app without HTTP/1.1, set `startup: { ready: { tcp: true } }`";
		case "status": return "set `startup: { ready: { http: …, status: … } }` to a path and to its status when the app is ready";
		case "no-line": return "set `startup: { ready: { log: … } }` to a regular expression for the line that the app prints when it is ready, or increase `startup: { timeout: … }`";
	}
}
function knownFailureMessage(known) {
	switch (known.kind) {
		case "cgo-disabled": return "it uses go-sqlite3, which does not work with `CGO_ENABLED=0`";
		case "port-form": return `it uses PORT as a listen address, and \`${known.value}\` has no colon`;
		case "service-unreachable": {
			const { host, port } = known;
			return `it waits for ${serviceName(known)} at \`${port === "" ? host : `${host}:${port}`}\`, which does not answer`;
		}
		case "host-unknown": return isOnInternet(known) ? `it connects to \`${hostAndPort(known)}\` on the internet, but its container cannot resolve that name` : `it waits for ${serviceName(known)} at \`${hostAndPort(known)}\`, but that host name does not resolve in its container`;
		case "database-unreachable": return "it cannot reach its database";
		case "variable-missing": return `it requires the variable \`${known.name}\``;
		case "templates-missing": return `it finds no templates at \`${known.glob}\` in its working directory`;
		case "configuration-missing": return `it does not find its configuration \`${known.name}\` in ${known.places || "its working directory"}`;
		case "file-missing": return `it opens \`${known.path}\`, which is not in its image`;
		case "port-forbidden": return `it is not allowed to listen on port ${known.port} as the user of its image`;
		case "write-forbidden": return `it is not allowed to write to \`${known.path || "its database file"}\` as the user of its image`;
		case "usage-printed": return "it printed its usage: it needs a subcommand or arguments";
	}
}
function knownFailureFix(known) {
	switch (known.kind) {
		case "cgo-disabled": return "build with `CGO_ENABLED=1` (for a static program, also `-linkmode external -extldflags -static`), or use a driver in pure Go, such as modernc.org/sqlite";
		case "port-form": return `set \`startup: { env: { PORT: ':${known.value}' } }\` ${inConfig}`;
		case "service-unreachable": return `add a service container to the job (\`${serviceContainer(known)}\`), and set \`startup: { network: services, env: … }\` ${inConfig}, with its name as the host`;
		case "host-unknown":
			if (isOnInternet(known)) return `disable that connection or set another address with \`startup: { env: … }\` ${inConfig}, or give the containers of this machine internet access`;
			return `add a service container to the job (\`${serviceContainer(known)}\`) and set \`startup: { network: services }\` ${inConfig}, or set another host with \`startup: { env: … }\``;
		case "database-unreachable": return `add a service container to the job and set \`startup: { network: services, env: … }\` ${inConfig}`;
		case "variable-missing": return `set \`startup: { env: { ${known.name}: … } }\` ${inConfig}`;
		case "templates-missing": return `copy the templates into the WORKDIR of the image, or set \`startup: { files: { … } }\` ${inConfig}`;
		case "configuration-missing": return `set \`startup: { files: { ${firstPlace(known.places)}/${known.name}.yaml: path/in/repository.yaml } }\` ${inConfig}`;
		case "file-missing": return `copy the file into the image, or set \`startup: { files: { ${known.at ?? known.path}: path/in/repository } }\` ${inConfig}`;
		case "port-forbidden": return `use a port above 1023, for example with \`startup: { env: { PORT: 8080 } }\` ${inConfig}`;
		case "write-forbidden": return "create the directory in the image, owned by the user of the image";
		case "usage-printed": return `set \`startup: { args: [${known.subcommand ?? "serve"}] }\` ${inConfig}`;
	}
}
const firstPlace = (places) => (places.split(" ")[0] || "/workdir").replace(/\/$/, "");
// src/findings/unmeasured.ts
const reasons$1 = {
	"not-built": "not built",
	"same-inputs": "base and head give the builder the same inputs",
	"not-started": "not started",
	"no-rounds": "`startup.total-timeout` passed before a round was complete",
	"no-time": "`startup.total-timeout` had already passed",
	"not-ready": "the app did not become ready",
	"ready-by-log": "readiness is read from the log",
	"no-proc": "the container has no `/proc`",
	"no-trace": "the app printed no trace with `GODEBUG=inittrace=1`",
	emulated: "this machine emulates the platform, which distorts times",
	"other-architecture": "linkgate times only programs of the machine's own architecture",
	"other-platform": "this machine cannot run programs of this platform",
	"not-applicable": "the platform has no images",
	absent: "no number was recorded"
};
function unmeasuredBrief(reason) {
	if (reason.kind !== "start-failed") return reasons$1[reason.kind];
	return reason.failure.kind === "engine-lost" ? "the connection to the container engine was lost" : "the app does not start";
}
function unmeasuredFix(reason) {
	switch (reason.kind) {
		case "start-failed": return reason.failure.kind === "engine-lost" ? "run the job again" : "give the app what it needs to start";
		case "no-rounds":
		case "no-time": return "increase `startup: { total-timeout: … }` in .github/linkgate.yml";
		case "same-inputs": return "set `build: { skip-unchanged: false }` in .github/linkgate.yml";
		case "ready-by-log": return "detect readiness by an HTTP response or a connection: set `startup: { ready: { http: … } }` in .github/linkgate.yml";
		default: return;
	}
}
function unmeasuredText(reason) {
	return reason.kind === "start-failed" ? startFailureMessage(reason.failure) : reasons$1[reason.kind];
}
// src/findings/entries/budget.ts
const number = amount;
const timedChange = {
	base: magnitude,
	head: magnitude,
	difference: number,
	ratio: number
};
const budget$1 = text;
const budgetEntries = {
	"budget/max-exceeded": entry({
		verdicts: ["fail", "warn"],
		title: "budget",
		params: readonlyObject({
			value: number,
			max: number
		}),
		message: ({ value, max }, about) => `${label(about)}: ${formatDistinct(value, max, about)} exceeds the maximum of ${formatDistinct(max, value, about)}`,
		headline: { kind: "budgets" }
	}),
	"budget/increase-exceeded": entry({
		verdicts: ["fail", "warn"],
		title: "budget",
		params: discriminatedUnion("kind", [readonlyObject({
			kind: literal("measured"),
			base: number,
			head: number,
			budget: budget$1
		}), readonlyObject({
			kind: literal("timed"),
			...timedChange,
			low: number,
			cpu: optional(number),
			budget: budget$1
		})]),
		message(params, about) {
			if (params.kind === "measured") return `${measuredText(params, about)}, which breaks the budget (${params.budget})`;
			return `${movedText(params, about)}, at least ${formatPercent(params.low)} with 99 % confidence, which breaks the budget (${params.budget})${cpuText(params.cpu)}`;
		},
		headline: { kind: "budgets" }
	}),
	"budget/undecided": entry({
		verdicts: ["inconclusive"],
		title: "budget",
		params: discriminatedUnion("kind", [
			readonlyObject({
				kind: literal("max"),
				value: number,
				max: number
			}),
			readonlyObject({
				kind: literal("measured"),
				base: number,
				head: number,
				budget: budget$1
			}),
			readonlyObject({
				kind: literal("unpaired"),
				budget: budget$1
			}),
			readonlyObject({
				kind: literal("timed"),
				...timedChange,
				doubt: doubts,
				budget: budget$1
			})
		]),
		message(params, about) {
			switch (params.kind) {
				case "max": return `${label(about)}: ${format(params.value, about)} is too close to the maximum of ${formatDistinct(params.max, params.value, about)} to decide on this noisy runner`;
				case "measured": return `${measuredText(params, about)}; too close to the budget to decide (budget: ${params.budget})`;
				case "unpaired": return `${label(about)}: no starts of base and head can be compared, so the budget (${params.budget}) cannot be judged`;
				case "timed": return `${movedText(params, about)}; ${doubtText(params.doubt, about)} (budget: ${params.budget})`;
			}
		}
	}),
	"budget/unmeasured": entry({
		verdicts: ["unmeasured", "warn"],
		title: "budget",
		params: readonlyObject({
			reason: unmeasuredReasonSchema,
			budget: budget$1,
			isDefault: optional(literal(true))
		}),
		message({ reason, budget, isDefault = false }, about) {
			const which = `${isDefault ? "default budget" : "budget"} (${budget})`;
			const then = about.verdict === "warn" ? "was not checked" : "could not be checked, so the check does not pass";
			return `${label(about)}: not measured (${unmeasuredBrief(reason)}). The ${which} ${then}.`;
		},
		fix({ reason, isDefault = false }, { metric = "", verdict }) {
			if (reason.kind === "start-failed" && (isDefault || verdict === "warn")) return void 0;
			if (verdict === "warn") return unmeasuredFix(reason);
			const relax = `set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``;
			const fix = unmeasuredFix(reason);
			return fix === void 0 ? relax : `${fix}, or ${relax}`;
		},
		headline: { kind: "budgets" }
	}),
	"budget/no-baseline": entry({
		verdicts: ["pass"],
		title: "no baseline",
		params: readonlyObject({ because: _enum([
			"no-base",
			"base-not-built",
			"base-not-started"
		]) }),
		message({ because }, { mode }) {
			const where = mode === void 0 ? "" : ` in mode \`${mode}\``;
			switch (because) {
				case "no-base": return "There is no base to compare with: `increase` budgets are skipped";
				case "base-not-built": return `Base was not built${where}, so there is no baseline: \`increase\` budgets are skipped`;
				case "base-not-started": return `Base does not start${where}, but head does. Start-up and memory have no baseline, so their \`increase\` budgets are skipped.`;
			}
		},
		headline: statePhrase((_, revision) => revision === "base" ? "no start-up baseline" : "no baseline")
	}),
	"budget/loosened": entry({
		verdicts: ["pass"],
		title: "budget loosened",
		params: readonlyObject({
			was: text,
			is: optional(text)
		}),
		message({ was, is }, about) {
			const where = about.mode === void 0 ? "" : ` of mode \`${about.mode}\``;
			const now = is === void 0 ? `removed, was \`${was}\`` : `\`${was}\` → \`${is}\``;
			return `This change loosens its own budget: ${label(about)}${where}: ${now}`;
		},
		headline: statePhrase(() => "budgets loosened")
	})
};
function measuredText({ base, head }, about) {
	const delta = head - base;
	const change = withShare(formatDelta(delta, unitOfMetric(about)), delta, base === 0 ? null : head / base);
	return `${label(about)}: ${change}, from ${formatDistinct(base, head, about)} to ${formatDistinct(head, base, about)}`;
}
function movedText({ difference, ratio }, about) {
	const change = withShare(formatDelta(difference, unitOfMetric(about)), difference, 1 + ratio);
	return `${label(about)}: ${change} between starts of base and head`;
}
function cpuText(cpu) {
	if (cpu === void 0) return "";
	return cpu > 0 ? `; CPU time: ${formatDelta(cpu, "ms")}` : "; CPU time is unchanged, so the extra time is spent waiting";
}
// src/findings/entries/budget-reference.ts
const budget = text;
const compared = {
	reference: text,
	value: amount,
	referenceValue: amount,
	budget
};
const referenceBudgetEntries = {
	"budget/reference-exceeded": entry({
		verdicts: ["fail", "warn"],
		title: "budget between modes",
		params: readonlyObject({
			...compared,
			timed: optional(readonlyObject({
				difference: amount,
				ratio: amount,
				low: amount
			}))
		}),
		message(params, about) {
			const { timed, budget } = params;
			if (timed === void 0) return `${excessText(params, about)}, which breaks the budget (${budget})`;
			return `${shiftText(params.reference, timed, about)}, at least ${formatPercent(timed.low)} with 99 % confidence, which breaks the budget (${budget})`;
		},
		headline: { kind: "budgets" }
	}),
	"budget/reference-undecided": entry({
		verdicts: ["inconclusive"],
		title: "budget between modes",
		params: discriminatedUnion("kind", [
			readonlyObject({
				kind: literal("measured"),
				...compared
			}),
			readonlyObject({
				kind: literal("unpaired"),
				...compared
			}),
			readonlyObject({
				kind: literal("timed"),
				...compared,
				difference: amount,
				ratio: amount,
				doubt: doubts
			})
		]),
		message(params, about) {
			const { reference, budget } = params;
			switch (params.kind) {
				case "measured": return `${excessText(params, about)}; too close to the budget to decide (budget: ${budget})`;
				case "unpaired": return `${label(about)}: no starts of this mode and mode \`${reference}\` can be compared, so the budget (${budget}) cannot be judged`;
				case "timed": return `${shiftText(reference, params, about)}; ${doubtText(params.doubt, about)} (budget: ${budget})`;
			}
		}
	}),
	"budget/reference-unmeasured": entry({
		verdicts: ["unmeasured", "warn"],
		title: "budget between modes",
		params: readonlyObject({
			reference: text,
			because: _enum(["not-measured", "other-image"]),
			budget
		}),
		message({ reference, because, budget }, about) {
			const why = because === "not-measured" ? `mode \`${reference}\` has no number` : `only one of this mode and mode \`${reference}\` uses the built-in image`;
			return `${label(about)}: the budget (${budget}) could not be checked, because ${why}`;
		},
		fix: ({ reference, because }, { metric = "" }) => because === "not-measured" ? `make mode \`${reference}\` measurable, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\`` : `set the budget for \`binary-size\` instead, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
		headline: { kind: "budgets" }
	})
};
function excessText({ reference, value, referenceValue }, about) {
	const delta = value - referenceValue;
	const share = referenceValue === 0 ? null : value / referenceValue;
	const over = withShare(formatDelta(delta, unitOfMetric(about)), delta, share);
	return `${label(about)}: ${formatDistinct(value, referenceValue, about)}, ${over} compared with mode \`${reference}\` (${formatDistinct(referenceValue, value, about)})`;
}
function shiftText(reference, { difference, ratio }, about) {
	const over = withShare(formatDelta(difference, unitOfMetric(about)), difference, 1 + ratio);
	return `${label(about)}: ${over} between starts of mode \`${reference}\` and of this mode`;
}
// src/findings/start-advice.ts
const startAdviceSchema = readonlyObject({
	by: text,
	args: array(text).readonly(),
	env: array(readonlyObject({
		name: text,
		value: text.nullable(),
		isThere: optional(literal(true))
	})).readonly(),
	services: array(readonlyObject({
		name: text,
		image: text
	})).readonly()
});
const mostVariables = 40;
function startAdviceText({ by, args, env, services }) {
	const started = services.map(({ name, image }) => `${name} (${image})`);
	const written = env.slice(0, mostVariables);
	const more = env.length - written.length;
	const names = [...written.map(({ name }) => name), ...more > 0 ? [`${more} more`] : []];
	const parts = [
		...args.length === 0 ? [] : [`passes \`${args.join(" ")}\``],
		...env.length === 0 ? [] : [`sets ${enumerate(names)}`],
		...started.length === 0 ? [] : [`starts ${enumerate(started)} first`]
	];
	const values = written.map(({ name, value }) => `${name}: ${value === null ? "…" : JSON.stringify(value)}`);
	const line = `\`startup: { ${[
		...args.length === 0 ? [] : [`args: ${JSON.stringify(args)}`],
		...env.length === 0 ? [] : [`env: { ${values.join(", ")} }`],
		...services.length === 0 ? [] : ["network: services"]
	].join(", ")} }\` in .github/linkgate.yml`;
	const there = written.filter(({ isThere }) => isThere === true).map(({ name }) => name);
	const besides = [...there.length === 0 ? [] : [`Copy the ${there.length === 1 ? "value" : "values"} of ${enumerate(there)} from there.`], ...services.length === 0 ? [] : [`Add ${enumerate(services.map(({ name }) => name))} as service ${services.length === 1 ? "container" : "containers"} of the job.`]];
	const advice = `set ${line}, as in ${by}, which ${enumerate(parts)}`;
	return besides.length === 0 ? advice : `${advice}. ${besides.join(" ")}`;
}
// src/findings/start-conditions.ts
function conditionText(condition) {
	switch (condition.kind) {
		case "port": return `\`PORT=${condition.value}\` (set by linkgate)`;
		case "arguments": return `the arguments \`${condition.arguments.join(" ")}\` (from ${condition.by})`;
		case "directory": return `the working directory \`${condition.path}\` (with the files of the module)`;
	}
}
function conditionsMessage({ conditions, failure, isApplied }) {
	const what = enumerate(conditions.map(conditionText));
	const them = conditions.length === 1 ? "it" : "them";
	const then = isApplied ? `All variants were started without ${them}.` : `Fewer variants start without ${them}, so all were started with ${them}.`;
	return `The app does not start with ${what}; ${startFailureMessage(failure)}. ${then}`;
}
function conditionsFix({ conditions, failure }) {
	const fixes = conditions.map((condition) => conditionFix(condition, failure)).filter((fix) => fix !== void 0);
	return fixes.length === 0 ? void 0 : `in .github/linkgate.yml, ${fixes.join("; ")}`;
}
function conditionFix(condition, failure) {
	switch (condition.kind) {
		case "port": return portFix(condition.value, failure);
		case "arguments": return "set `startup: { args: … }` to the arguments that the app accepts";
		case "directory": return;
	}
}
function portFix(value, failure) {
	const unset = "set `startup: { env: { PORT: null } }` to leave PORT unset";
	const asAddress = `\`startup: { env: { PORT: ':${value}' } }\``;
	return knownFailureOf(failure)?.kind === "port-form" ? `set ${asAddress}, because the app uses PORT as an address, or ${unset}` : `set PORT to a value that the app accepts, such as ${asAddress}, or ${unset}`;
}
// src/findings/entries/unlinked-mode.ts
const notLinked = {
	params: readonlyObject({ why: array(obstacleSchema).readonly() }),
	message: ({ why }) => `Not measured: ${why.map(obstacleMessage).join("; ")}`,
	fix: ({ why }) => obstacleFixes(why),
	headline: statePhrase((modes) => `${modes === "" ? "no mode can" : `${modes} cannot`} be linked on this machine`)
};
const unlinkedModeEntries = {
	"build/mode-unavailable": entry({
		...notLinked,
		verdicts: ["unmeasured", "pass"],
		title: "mode not available"
	}),
	"build/mode-excluded": entry({
		...notLinked,
		verdicts: [
			"unmeasured",
			"warn",
			"pass"
		],
		title: "mode excluded on a platform"
	})
};
// src/findings/entries/build.ts
const inMode = (mode) => mode === void 0 ? "" : ` in mode \`${mode}\``;
function buildFailure({ title, outcome, headline }) {
	return entry({
		verdicts: ["unmeasured", "pass"],
		title,
		params: readonlyObject({ why: array(obstacleSchema).readonly() }),
		message: ({ why }, { revision, mode }) => {
			const reasons = why.map(obstacleMessage);
			const subject = `${revisionName(revision)} ${outcome}${inMode(mode)}`;
			return reasons.length === 0 ? subject : `${subject}: ${reasons.join("; ")}`;
		},
		fix: ({ why }) => obstacleFixes(why),
		headline: statePhrase((_, revision) => `${revision} ${headline}`)
	});
}
const buildEntries = {
	"build/same-inputs": entry({
		verdicts: ["pass"],
		title: "same inputs",
		params: readonlyObject({
			built: array(text).readonly(),
			notBuilt: array(text).readonly(),
			isStarted: boolean(),
			earlier: optional(readonlyObject({
				at: magnitude,
				sha: text
			}))
		}),
		message: ({ built, notBuilt, isStarted, earlier }) => {
			const same = "Base and head give the builder the same inputs, so no change is possible.";
			const skipped = [...notBuilt.length === 0 ? [] : [`${codes(notBuilt)} ${notBuilt.length === 1 ? "was" : "were"} not built`], ...isStarted ? [] : ["the app was not started"]].join(", and ");
			if (earlier === void 0) return `${same} linkgate built ${codes(built)} once for both; ${skipped}.`;
			return `${same} The sizes are those of ${`an earlier run with these inputs (commit \`${earlier.sha.slice(0, 7)}\`, \`${utcText(earlier.at)}\`)`}: nothing was built or started.`;
		},
		headline: statePhrase(() => "unchanged")
	}),
	"build/failed": buildFailure({
		title: "build failed",
		outcome: "does not build",
		headline: "does not build"
	}),
	...unlinkedModeEntries,
	"build/not-compiled": buildFailure({
		title: "does not compile",
		outcome: "does not compile",
		headline: "does not compile"
	}),
	"build/step-failed": buildFailure({
		title: "build step failed",
		outcome: "was not built",
		headline: "does not build"
	}),
	"build/library-missing": buildFailure({
		title: "library missing",
		outcome: "was not linked",
		headline: "does not link"
	}),
	"build/modules-not-fetched": buildFailure({
		title: "modules not fetched",
		outcome: "was not built",
		headline: "was not built (modules not fetched)"
	}),
	"build/toolchain-missing": buildFailure({
		title: "Go toolchain missing",
		outcome: "was not built",
		headline: "was not built (Go version missing)"
	}),
	"build/base-image-missing": buildFailure({
		title: "image not pulled",
		outcome: "was not built",
		headline: "was not built (image not pulled)"
	}),
	"build/network-failed": buildFailure({
		title: "network failure",
		outcome: "was not built",
		headline: "was not built (network failure)"
	}),
	"build/builder-unreachable": buildFailure({
		title: "builder not reached",
		outcome: "was not built",
		headline: "was not built (builder not reached)"
	}),
	"build/builder-failed": buildFailure({
		title: "builder failed",
		outcome: "was not built",
		headline: "was not built (builder failure)"
	}),
	"build/engine-lost": buildFailure({
		title: "connection to the engine lost",
		outcome: "was not measured",
		headline: "was not measured (connection to the engine lost)"
	}),
	"build/skipped": entry({
		verdicts: ["pass"],
		title: "not built",
		params: readonlyObject({}),
		message: (_, { revision, mode }) => `${revisionName(revision)} was not built${inMode(mode)}, because head does not build`
	}),
	"start/engine-lost": entry({
		verdicts: ["unmeasured"],
		title: "connection to the engine lost",
		params: readonlyObject({ detail: text }),
		message: ({ detail }) => `The connection to the container engine was lost during the starts, so start-up and memory are not measured: ${detail}`,
		fix: () => engineLostFix,
		headline: statePhrase(() => "starts not measured (connection to the engine lost)")
	}),
	"start/not-ready": entry({
		verdicts: [
			"fail",
			"warn",
			"pass"
		],
		title: "not started",
		params: readonlyObject({
			failure: startFailureSchema,
			variants: severalVariants,
			before: optional(number$1()),
			explained: optional(literal(true)),
			baseStarts: optional(literal(true)),
			advice: optional(readonlyObject({
				start: startAdviceSchema,
				answers: boolean()
			}))
		}),
		message({ failure, variants, before, baseStarts }, about) {
			return `${variants === void 0 ? revisionAndMode(about) : variantNames(variants)}: the app did not become ready${before === void 0 ? "" : ` again, after ${plural(before, "start")} in the same container`}${baseStarts ? ", although it does at base" : ""}; ${startFailureMessage(failure)}`;
		},
		fix({ failure, before, advice, explained }) {
			if (explained) return void 0;
			const known = before === void 0 ? startFailureFix(failure) : "make the app start even if files of an earlier start exist, as after `docker restart`";
			if (advice === void 0) return known;
			const text = startAdviceText(advice.start);
			return advice.answers ? text : [known, text].join("; ");
		},
		headline: statePhrase((modes, revision) => `${revision} does not start${inBrackets(modes)}`, (modes) => `neither base nor head starts${inBrackets(modes)}`)
	}),
	"start/conditions": entry({
		verdicts: ["warn", "pass"],
		title: "start conditions",
		params: readonlyObject({
			conditions: array(startConditionSchema).readonly(),
			failure: startFailureSchema,
			isApplied: boolean()
		}),
		message: conditionsMessage,
		fix: conditionsFix
	}),
	"start/arguments-found": entry({
		verdicts: ["pass"],
		title: "arguments found",
		params: readonlyObject({
			arguments: array(text).readonly(),
			by: text
		}),
		message: ({ arguments: args, by }) => `The built-in image is started with \`${args.join(" ")}\`, taken from ${by}`,
		fix: () => "set `startup: { args: … }` in .github/linkgate.yml if these arguments are wrong"
	})
};
// src/findings/fact.ts
function fact(verdicts, { title, params, ...words }, then = () => "") {
	return {
		verdicts,
		title,
		params,
		fact: words,
		message: (given, about) => `${revisionAndMode(about, given.modes)}: ${words.problem(given)}${then(given)}`,
		fix: words.fix
	};
}
function loadProblem(given) {
	const { headline, ...words } = given;
	return {
		...fact(["fail", "pass"], words, (params) => notStarting(given.output(params))),
		headline: phrase((modes) => `${headline}${inBrackets(modes)}`)
	};
}
const notStarting = (output) => `. The app does not start${output === "" ? "" : `: \`${plainQuotes(output)}\``}.`;
const staticInstead = "link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`)";
// src/findings/entries/load-entry.ts
const script = text;
const help = {
	shell: optional(text),
	install: optional(text)
};
const flaw = discriminatedUnion("kind", [
	readonlyObject({
		kind: literal("missing"),
		target: optional(text),
		...help
	}),
	readonlyObject({ kind: _enum([
		"no-file",
		"not-executable",
		"no-program",
		"nested",
		"no-split"
	]) }),
	readonlyObject({
		kind: _enum(["not-found", "no-split-asked"]),
		name: text,
		...help
	})
]);
const uselessInterpreters = {
	"no-file": "is not a file",
	"not-executable": "is not executable",
	"no-program": "is neither a program nor a script with an interpreter line",
	nested: "starts more than five scripts in a row"
};
function installing(name, { shell, install }) {
	const other = shell === void 0 ? void 0 : `write \`#!${shell}\` as its first line if that shell is enough`;
	const added = install === void 0 ? `copy \`${name}\` into the image` : `install it in the image (\`${install} ${name}\`)`;
	const isShell = /^(?:a|ba|da|k|z)sh$/.test(name);
	return other === void 0 || !isShell ? added : `${other}, or ${added}`;
}
const lastName = (path) => path.slice(path.lastIndexOf("/") + 1);
const entryEntries = {
	"load/no-command": loadProblem({
		title: "no command",
		params: readonlyObject({ modes: severalModes }),
		problem: () => "the image has neither an entry point nor a command",
		output: () => "no command specified",
		fix: () => "add the program to the final stage, for example `ENTRYPOINT [\"/app\"]`",
		headline: "the image starts nothing"
	}),
	"load/no-shell": loadProblem({
		title: "no shell",
		params: readonlyObject({
			shell: text,
			line: text,
			modes: severalModes
		}),
		problem: ({ shell, line }) => `\`${line.trim().split("\n")[0]}\` needs a shell, but the image has no \`${shell}\``,
		output: ({ shell }) => shell.includes("/") ? `${shell}: no such file or directory` : "executable file not found in $PATH",
		fix: ({ line }) => /^[\w./:=@%+,-]+(?: +[\w./:=@%+,-]+)*$/.test(line.trim()) ? `use the exec form: \`${JSON.stringify(line.trim().split(/ +/)).replaceAll(",\"", ", \"")}\`` : "use the exec form for `ENTRYPOINT` and `CMD` (`[\"/app\", \"--flag\"]`), or a base image with a shell",
		headline: "the shell is missing"
	}),
	"load/exec-form-quotes": loadProblem({
		title: "exec form quotes",
		params: readonlyObject({
			line: text,
			modes: severalModes
		}),
		problem: ({ line }) => `\`${line}\` is not JSON, so the builder uses the shell form, and the brackets become part of the command`,
		output: () => "",
		fix: ({ line }) => `use double quotes: \`${line.replaceAll(/[\u0027\u2018\u2019\u201C\u201D]/g, "\"")}\``,
		headline: "the exec form is not JSON"
	}),
	"load/script-interpreter": loadProblem({
		title: "script interpreter",
		params: readonlyObject({
			script,
			interpreter: text,
			line: text,
			flaw,
			modes: severalModes
		}),
		problem({ script, interpreter, line, flaw: found }) {
			const start = `the first line of \`${script}\` is \`#!${line}\`, but`;
			switch (found.kind) {
				case "missing": return found.target === void 0 ? `${start} the image has no \`${interpreter}\`` : `${start} \`${interpreter}\` is a link to \`${found.target}\`, which is not in the image`;
				case "not-found": return `${start} \`${found.name}\` is not in the directories of PATH`;
				case "no-split-asked": return `${start} \`env\` takes \`${found.name}\` as the name of one program`;
				case "no-split": return `${start} the \`env\` of BusyBox has no option \`-S\``;
				default: return `${start} \`${interpreter}\` ${uselessInterpreters[found.kind]}`;
			}
		},
		output({ script, flaw: found }) {
			switch (found.kind) {
				case "missing": return `${script}: no such file or directory`;
				case "not-executable":
				case "no-file": return "permission denied";
				case "no-program": return "exec format error";
				case "nested": return "too many levels of symbolic links";
				case "not-found":
				case "no-split-asked": return "No such file or directory";
				case "no-split": return "";
			}
		},
		fix({ interpreter, line, flaw: found }) {
			switch (found.kind) {
				case "missing": return installing(lastName(interpreter), found);
				case "not-found": return installing(found.name, found);
				case "no-split-asked": return `write \`#!${line.replace(" ", " -S ")}\`, or the path of the interpreter`;
				case "no-split": return "write the path of the interpreter, with at most one option";
				default: return "write an interpreter as its first line, such as `#!/bin/sh`";
			}
		},
		headline: "the interpreter of the entry script is missing or unusable"
	}),
	"load/script-line-endings": loadProblem({
		title: "script line endings",
		params: readonlyObject({
			script,
			word: optional(text),
			modes: severalModes
		}),
		problem: ({ script, word }) => word === void 0 ? `\`${script}\` has CR LF line endings (Windows), which shells reject as a syntax error` : `\`${script}\` has CR LF line endings (Windows), so the carriage return becomes part of \`${word}\``,
		output: () => "",
		fix: ({ script }) => `save \`${lastName(script)}\` with LF line endings, and add \`*.sh text eol=lf\` to .gitattributes`,
		headline: "the entry script has Windows line endings"
	}),
	"load/cannot-switch-user": loadProblem({
		title: "cannot switch user",
		params: readonlyObject({
			launcher: text,
			user: text,
			because: _enum([
				"not-root",
				"no-user",
				"no-group"
			]),
			from: text,
			modes: severalModes
		}),
		problem: ({ launcher, user, because, from }) => because === "not-root" ? `\`${launcher}\` runs as \`${from}\` and cannot switch to \`${user}\`, because only root can` : `\`${launcher}\` cannot switch to \`${user}\`: the image has no such ${because === "no-user" ? "user" : "group"}`,
		output: () => "",
		fix: ({ launcher, because }) => because === "not-root" ? `run \`${launcher}\` as root, or remove it and rely on \`USER\`` : "add the user and group to the image (`adduser`, `addgroup`), or use numeric ids",
		headline: "the user of the program is missing"
	})
};
// src/findings/entries/load-library.ts
const mostNamed = 5;
const library = text;
const neededBy = text;
const libcMismatch = {
	title: "libc mismatch",
	params: readonlyObject({
		loader: text,
		libc: text,
		fatal: boolean(),
		modes: severalModes
	}),
	problem: ({ loader, libc }) => `the loader is from glibc ${loader}, but \`libc.so.6\` is from glibc ${libc}; they only work together if both are from the same release`,
	output: () => "Inconsistency detected by ld.so",
	fix: () => "copy the loader and the C library from the same system"
};
const libraryEntries = {
	"load/library-missing": loadProblem({
		title: "library missing",
		params: readonlyObject({
			library,
			neededBy,
			loader: _enum(["glibc", "musl"]),
			because: optional(discriminatedUnion("kind", [
				readonlyObject({
					kind: literal("not-cached"),
					directory: text
				}),
				readonlyObject({
					kind: literal("path-ignored"),
					directory: text
				}),
				readonlyObject({
					kind: literal("wrong-machine"),
					path: text
				})
			])),
			modes: severalModes
		}),
		problem({ library, neededBy, because }) {
			const start = `\`${neededBy}\` needs \`${library}\`, which the loader does not find in the image`;
			switch (because?.kind) {
				case void 0: return start;
				case "not-cached": return `${start}; it is in \`${because.directory}\` (ld.so.conf) but not in the cache, which is all that the loader reads`;
				case "path-ignored": return `${start}; it is in \`${because.directory}\` (LD_LIBRARY_PATH), which is ignored for set-user-ID programs`;
				case "wrong-machine": return `${start}; \`${because.path}\` is for another architecture`;
			}
		},
		output: ({ library, neededBy, loader }) => loader === "musl" ? `Error loading shared library ${library}: No such file or directory (needed by ${neededBy})` : `error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory`,
		fix({ library, because }) {
			if (because?.kind === "not-cached") return "run `ldconfig` in the Dockerfile";
			if (because?.kind === "path-ignored") return "move the library to a default directory, or remove the set-user-ID bit";
			return `install the package with \`${library}\` in the image, or link statically`;
		},
		headline: "a library is missing"
	}),
	"load/library-broken": loadProblem({
		title: "library broken",
		params: readonlyObject({
			library,
			path: text,
			neededBy,
			loader: _enum(["glibc", "musl"]),
			flaw: discriminatedUnion("kind", [
				readonlyObject({
					kind: literal("wrong-machine"),
					machine: text
				}),
				readonlyObject({ kind: literal("empty") }),
				readonlyObject({
					kind: literal("not-a-library"),
					isShort: boolean()
				})
			]),
			modes: severalModes
		}),
		problem({ library, path, flaw }) {
			return `the loader uses \`${path}\` as \`${library}\`, but it is ${flaw.kind === "wrong-machine" ? `a library for ${flaw.machine}` : flaw.kind === "empty" ? "an empty file" : "not a shared library"}`;
		},
		output({ library, path, neededBy, loader, flaw }) {
			if (loader === "musl") return `Error loading shared library ${library}: Exec format error (needed by ${neededBy})`;
			return `error while loading shared libraries: ${path}: ${flaw.kind === "empty" || flaw.kind === "not-a-library" && flaw.isShort ? "file too short" : "invalid ELF header"}`;
		},
		fix: ({ path }) => `replace \`${path}\` with a shared library, or remove it`,
		headline: "a library is unusable"
	}),
	"load/version-missing": loadProblem({
		title: "version missing",
		params: readonlyObject({
			library,
			path: text,
			neededBy,
			versions: array(text).readonly(),
			highest: optional(text),
			modes: severalModes
		}),
		problem({ library, path, neededBy, versions, highest }) {
			if (versions.length === 0) return `\`${neededBy}\` needs symbol versions of \`${library}\`, but \`${path}\` has none`;
			return `\`${neededBy}\` needs ${codes(versions)}, but \`${library}\` in the image ${highest === void 0 ? "does not have it" : `has only up to ${highest}`}`;
		},
		output: ({ path, neededBy, versions: [first] }) => first === void 0 ? "Inconsistency detected by ld.so" : `${path}: version \`${first}' not found (required by ${neededBy})`,
		fix({ library, versions }) {
			if (versions.length === 0) return `build against the \`${library}\` of the image`;
			return versions.some((version) => version.startsWith("GLIBC_")) ? `build on a system with the same C library as the image or an older one, use a newer base image, or ${staticInstead}` : `build against the \`${library}\` of the image, or install a newer one in the image`;
		},
		headline: "a symbol version is missing"
	}),
	"load/symbol-missing": loadProblem({
		title: "symbol missing",
		params: readonlyObject({
			path: text,
			symbols: array(text).readonly(),
			loader: _enum(["glibc", "musl"]),
			foreign: boolean(),
			modes: severalModes
		}),
		problem({ path, symbols, loader, foreign }) {
			const named = codes(symbols.slice(0, mostNamed));
			const more = symbols.length - mostNamed;
			const all = more > 0 ? `${named} and ${more} more` : named;
			if (!foreign) return `\`${path}\` uses ${all}, which no loaded library has`;
			return `\`${path}\` is linked against glibc but loaded by ${loader}, which does not have ${all}`;
		},
		output: ({ path, symbols: [first = ""], loader }) => loader === "musl" ? `Error relocating ${path}: ${first}: symbol not found` : `symbol lookup error: ${path}`,
		fix: ({ path, foreign }) => foreign ? `build on musl (\`FROM golang:alpine\`), use an image with glibc (Debian, distroless/base), or ${staticInstead}` : `install the libraries that \`${path}\` was linked with in the image, in the same versions`,
		headline: "a symbol is missing"
	}),
	"load/libc-mismatch": {
		...fact([
			"fail",
			"warn",
			"pass"
		], libcMismatch, ({ fatal }) => fatal ? notStarting(libcMismatch.output()) : ""),
		headline: phrase((modes) => `loader and C library do not match${inBrackets(modes)}`)
	},
	"load/libc-mixed": fact(["warn", "pass"], {
		title: "libc mixed",
		params: readonlyObject({
			path: text,
			modes: severalModes
		}),
		problem: ({ path }) => `\`${path}\` is linked against glibc but loaded by musl. musl has all functions that the program needs, but some behave differently.`,
		fix: () => `build against musl, or ${staticInstead}`
	}),
	"load/processor-dependent": fact(["warn", "pass"], {
		title: "processor dependent",
		params: readonlyObject({
			library,
			path: text,
			modes: severalModes
		}),
		problem: ({ library, path }) => `\`${library}\` is only in \`${path}\`, which the loader ignores on older processors`,
		output: ({ library }) => `error while loading shared libraries: ${library}: cannot open shared object file`,
		fix: () => "also install the baseline build of the library, which runs on every processor"
	})
};
// src/findings/entries/load-program.ts
const buildProgram = "build package `main`, without `-buildmode=c-shared` or `c-archive`";
const brokenInterpreters = {
	"no-file": "is not a file",
	"not-executable": "is not executable"
};
const addLine = "write `#!/bin/sh` as its first line, or start it with `ENTRYPOINT [\"/bin/sh\", \"…\"]`";
const notPrograms = {
	"not-linked": {
		is: "an object file",
		fix: buildProgram
	},
	"shared-library": {
		is: "a shared library",
		fix: buildProgram
	},
	"other-system": {
		is: "a program of another operating system",
		fix: "build for Linux (`GOOS=linux`)"
	},
	empty: {
		is: "an empty file",
		fix: "copy the program to that path"
	},
	"no-line": {
		is: "neither a program nor a script with an interpreter line (`#!`)",
		fix: addLine
	},
	"byte-order-mark": {
		is: "a script with a byte order mark before its `#!`",
		fix: "save the script as UTF-8 without a byte order mark"
	},
	"late-line": {
		is: "a script that does not begin with `#!`",
		fix: "remove everything before `#!`, including blank lines"
	},
	"long-line": {
		is: "a script with an interpreter line of more than 256 bytes",
		fix: "use a shorter path of the interpreter"
	},
	"blank-line": {
		is: "a script without an interpreter after `#!`",
		fix: addLine
	}
};
const programEntries = {
	"load/program-missing": loadProblem({
		title: "program missing",
		params: readonlyObject({
			path: text,
			by: optional(text),
			search: optional(text),
			directory: optional(text),
			link: optional(readonlyObject({
				path: text,
				target: text
			})),
			modes: severalModes
		}),
		problem({ path, by, search, directory, link }) {
			const what = search !== void 0 ? `no program \`${path}\` in the directories of PATH (\`${search}\`)` : directory !== void 0 ? `no file \`${path}\` in \`${directory}\`` : `no file \`${path}\``;
			const where = link === void 0 ? "" : `: \`${link.path}\` is a link to \`${link.target}\``;
			return `the image has ${what}${by === void 0 ? "" : `, which \`${by}\` starts`}${where}`;
		},
		output: ({ path, by, search, link }) => by !== void 0 || link !== void 0 ? "" : search === void 0 ? `${path}: no such file or directory` : "executable file not found in $PATH",
		fix: ({ path, by, search }) => by !== void 0 && search !== void 0 ? `install \`${path}\` in the image or copy it into one of these directories, or correct its name in \`${by}\`` : by !== void 0 ? `copy the program to that path, or correct the path in \`${by}\`` : search === void 0 ? "copy the binary to the path that the image starts" : "copy the binary into one of these directories, or write its path in `ENTRYPOINT` or `CMD`",
		headline: "the program is missing"
	}),
	"load/not-a-program": loadProblem({
		title: "not a program",
		params: readonlyObject({
			path: text,
			what: _enum([
				"not-linked",
				"shared-library",
				"other-system",
				"empty",
				"no-line",
				"byte-order-mark",
				"late-line",
				"long-line",
				"blank-line"
			]),
			modes: severalModes
		}),
		problem: ({ path, what }) => `\`${path}\` cannot be executed: it is ${notPrograms[what].is}`,
		output: () => "exec format error",
		fix: ({ what }) => notPrograms[what].fix,
		headline: "what the image starts is not a program"
	}),
	"load/not-executable": loadProblem({
		title: "not executable",
		params: readonlyObject({
			path: text,
			kind: optional(literal("directory")),
			modes: severalModes
		}),
		problem: ({ path, kind }) => kind === "directory" ? `\`${path}\` is a directory in the image` : `\`${path}\` is not executable in the image`,
		output: ({ kind }) => kind === "directory" ? "" : "permission denied",
		fix: ({ kind }) => kind === "directory" ? "write the path of the program in `ENTRYPOINT` or `CMD`, not that of its directory" : "copy the program with its mode, for example `COPY --chmod=755`",
		headline: "the program is not executable"
	}),
	"load/no-permission": loadProblem({
		title: "no permission",
		params: readonlyObject({
			path: text,
			right: _enum([
				"execute",
				"read",
				"search"
			]),
			at: text,
			mode: text,
			owner: number$1(),
			user: text,
			modes: severalModes
		}),
		problem: ({ path, right, at, mode, owner, user }) => `user \`${user}\` is not allowed to ${right} ${right === "search" ? `the directory \`${at}\` of \`${path}\`` : `\`${at}\``} (mode ${mode}, owner ${owner})`,
		output: () => "permission denied",
		fix: ({ right, at, user }) => right === "search" ? `make the directory searchable (\`RUN chmod a+x ${at}\`), or copy it with \`--chown=${user}\`` : `copy the file with \`--chmod=755\`, or with \`--chown=${user}\``,
		headline: "the user of the image is not allowed to start the program"
	}),
	"load/wrong-machine": loadProblem({
		title: "wrong machine",
		params: readonlyObject({
			path: text,
			machine: text,
			image: text,
			modes: severalModes
		}),
		problem: ({ path, machine, image }) => `\`${path}\` is built for ${machine}, but the image is for ${image}`,
		output: ({ path }) => `exec ${path}: exec format error`,
		fix: ({ machine, image }) => `build the program with \`GOARCH=${image}\`, or the image with \`--platform=linux/${machine}\``,
		headline: "the program is built for another architecture"
	}),
	"load/no-interpreter": loadProblem({
		title: "no interpreter",
		params: readonlyObject({
			program: text,
			interpreter: text,
			bare: boolean(),
			libc: optional(_enum(["glibc", "musl"])),
			script: optional(text),
			modes: severalModes
		}),
		problem({ program, interpreter, bare, libc }) {
			const musl = isOfMusl(interpreter);
			const other = libc !== void 0 && libc === "musl" !== musl ? `; the program is linked against ${musl ? "musl" : "glibc"}, but the image has ${libc}` : "";
			return `\`${program}\` needs the program interpreter \`${interpreter}\`, which is not in the image${bare ? " (`FROM scratch`)" : other}`;
		},
		output: ({ program, script }) => `exec ${script ?? program}: no such file or directory`,
		fix: ({ interpreter }) => `${staticInstead}, or use an image with ${isOfMusl(interpreter) ? "musl, such as Alpine" : "glibc, such as Debian or distroless/base"}`,
		headline: "the program interpreter is missing"
	}),
	"load/interpreter-broken": loadProblem({
		title: "interpreter broken",
		params: readonlyObject({
			program: text,
			interpreter: text,
			flaw: discriminatedUnion("kind", [
				readonlyObject({ kind: _enum(["no-file", "not-executable"]) }),
				readonlyObject({
					kind: literal("no-loader"),
					detail: text,
					isShort: boolean()
				}),
				readonlyObject({
					kind: literal("wrong-machine"),
					machine: text,
					program: text
				})
			]),
			modes: severalModes
		}),
		problem({ interpreter, flaw }) {
			return `the program interpreter \`${interpreter}\` ${flaw.kind === "no-loader" ? `is not a loader: ${flaw.detail}` : flaw.kind === "wrong-machine" ? `is for ${flaw.machine}, and the program is for ${flaw.program}` : brokenInterpreters[flaw.kind]}`;
		},
		output({ flaw }) {
			if (flaw.kind === "no-file" || flaw.kind === "not-executable") return "permission denied";
			return flaw.kind === "no-loader" && flaw.isShort ? "input/output error" : "accessing a corrupted shared library";
		},
		fix: () => "reinstall the C library of the image, for the architecture of the program",
		headline: "the program interpreter is unusable"
	}),
	"load/not-checked": entry({
		verdicts: ["warn", "pass"],
		title: "not checked",
		params: readonlyObject({ detail: text }),
		message: ({ detail }, { revision, mode = "" }) => `${revisionName(revision)}, mode \`${mode}\`: linkgate could not check whether the image starts: ${detail}`
	})
};
const isOfMusl = (interpreter) => interpreter.includes("/ld-musl-");
// src/findings/entries/runtime.ts
const certificatesUnknown = "x509: certificate signed by unknown authority";
const userMissing = {
	title: "user missing",
	params: readonlyObject({
		user: text,
		modes: severalModes
	}),
	problem: ({ user }) => `the image runs as user \`${user}\`, who is not in its /etc/passwd`,
	output: ({ user }) => `unable to find user ${user}`,
	fix: () => "use a numeric user, such as `USER 65532:65532`, or copy an /etc/passwd with that name into the image"
};
const groupMissing = {
	title: "group missing",
	params: readonlyObject({
		group: text,
		modes: severalModes
	}),
	problem: ({ group }) => `the image runs with group \`${group}\`, which is not in its /etc/group`,
	output: ({ group }) => `unable to find group ${group}`,
	fix: () => "use a numeric group, such as `USER 65532:65532`, or copy an /etc/group with that name into the image"
};
const notCreated = (output) => `. The engine cannot start the container: \`${plainQuotes(output)}\`.`;
const runtimeEntries = {
	"runtime/user-missing": {
		...fact(["fail", "pass"], userMissing, (params) => notCreated(userMissing.output(params))),
		headline: phrase((modes) => `the user is missing in the image${inBrackets(modes)}`)
	},
	"runtime/group-missing": {
		...fact(["fail", "pass"], groupMissing, (params) => notCreated(groupMissing.output(params))),
		headline: phrase((modes) => `the group is missing in the image${inBrackets(modes)}`)
	},
	"runtime/no-certificates": fact(["warn", "pass"], {
		title: "no certificates",
		params: readonlyObject({
			file: optional(text),
			modes: severalModes
		}),
		problem({ file }) {
			return `the image has no CA certificates ${file === void 0 ? "where Go looks for them" : `at \`${file}\` (SSL_CERT_FILE)`}, so every TLS connection of the app fails with \`${certificatesUnknown}\``;
		},
		output: () => certificatesUnknown,
		fix: () => "copy /etc/ssl/certs/ca-certificates.crt into the image, or install ca-certificates there"
	}),
	"runtime/no-time-zones": fact(["warn", "pass"], {
		title: "no time zones",
		params: readonlyObject({
			zone: optional(text),
			lookups: boolean(),
			modes: severalModes
		}),
		problem({ zone, lookups }) {
			const then = [...zone === void 0 ? [] : [`\`TZ=${zone}\` has no effect`], ...lookups ? ["`time.LoadLocation` returns `unknown time zone`"] : []];
			return `the image has no time zones where Go looks for them; ${enumerate(then)}`;
		},
		output: ({ zone }) => zone === void 0 ? "unknown time zone" : "",
		fix: () => "build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image"
	}),
	"runtime/no-temporary-directory": fact(["warn", "pass"], {
		title: "no temporary directory",
		params: readonlyObject({
			path: text,
			exists: boolean(),
			modes: severalModes
		}),
		problem: ({ path, exists }) => exists ? `\`${path}\` is not world-writable and the image does not run as root, so temporary files, such as large multipart uploads, may fail` : `the image has no \`${path}\`, so temporary files, such as large multipart uploads, fail with \`no such file or directory\``,
		output: ({ exists }) => exists ? "permission denied" : "no such file or directory",
		fix: ({ path }) => `create \`${path}\` in the image with mode 1777, or mount one`
	}),
	"runtime/user-unnamed": fact([], {
		title: "user unnamed",
		params: readonlyObject({
			user: text,
			modes: severalModes
		}),
		problem: ({ user }) => `user ${user} is not in /etc/passwd of the image, so \`user.Current\` and \`user.Lookup\` return an error`,
		fix: () => "copy an /etc/passwd with that user into the image if the program looks up user names"
	}),
	"runtime/no-home": fact([], {
		title: "no home",
		params: readonlyObject({
			home: text,
			modes: severalModes
		}),
		problem: ({ home }) => `the home directory \`${home}\` is not in the image, so caches and configuration cannot be written to it`,
		fix: ({ home }) => `create \`${home}\` in the image, or set HOME to an existing directory`
	})
};
// src/findings/facts.ts
const { "load/not-checked": _, ...ofPrograms } = programEntries;
const loadEntries = {
	...entryEntries,
	...ofPrograms,
	...libraryEntries
};
const loadProblemSchema = discriminatedUnion("id", Object.entries(loadEntries).map(([id, { params }]) => readonlyObject({
	id: literal(id),
	params
}))).meta({ id: "load-problem" });
function wordsOf({ id }) {
	return {
		...loadEntries,
		...runtimeEntries
	}[id].fact;
}
const factMessage = (problem) => wordsOf(problem).problem(problem.params);
const factFix = (problem) => wordsOf(problem).fix(problem.params);
const factOutput = (problem) => wordsOf(problem).output?.(problem.params);
function isFatalProblem(problem) {
	switch (problem.id) {
		case "load/libc-mixed":
		case "load/processor-dependent": return false;
		case "load/libc-mismatch": return problem.params.fatal;
		default: return true;
	}
}
// src/findings/not-derived.ts
const notDerivedSchema = discriminatedUnion("kind", [
	readonlyObject({
		kind: literal("refused"),
		detail: text
	}),
	readonlyObject({
		kind: literal("copy-not-built"),
		path: text,
		because: optional(obstacleSchema)
	}),
	readonlyObject({
		kind: literal("copy-linked-otherwise"),
		path: text,
		not: modeNotAchievedSchema
	}),
	readonlyObject({
		kind: literal("copy-not-starting"),
		path: text,
		problem: loadProblemSchema
	}),
	readonlyObject({ kind: literal("mode-not-derivable") }),
	readonlyObject({
		kind: literal("keys-of-go-build"),
		keys: array(text).readonly()
	})
]);
function notDerivedMessage(why) {
	switch (why.kind) {
		case "refused": return why.detail;
		case "copy-not-built": return `the changed copy of ${why.path} does not build${why.because === void 0 ? "" : `: ${obstacleMessage(why.because)}`}`;
		case "copy-linked-otherwise": return `in the changed copy of ${why.path}, ${modeNotAchievedMessage(why.not)}`;
		case "copy-not-starting": return `the changed copy of ${why.path} does not start: ${factMessage(why.problem)}`;
		case "mode-not-derivable": return "linkgate changes a Dockerfile only to the modes `static` and `dynamic`";
		case "keys-of-go-build": return `the mode sets ${codes(why.keys)}, which a Dockerfile does not follow`;
	}
}
// src/findings/entries/dockerfile.ts
const libc = optional(_enum([
	"glibc",
	"musl",
	"other"
]));
const kind = _enum(linkageKinds);
const dockerfileEntries = {
	"dockerfile/not-used": entry({
		verdicts: ["warn"],
		title: "dockerfile not used",
		params: readonlyObject({
			dockerfile: text,
			main: text,
			detail: text,
			isCopied: optional(literal(true))
		}),
		message: ({ dockerfile, main, detail }) => `The image of ${dockerfile} is not measured: ${detail}. linkgate measures the built-in image instead, with \`${main}\` built on this machine.`,
		fix: ({ isCopied }) => isCopied === true ? "set `build: { prepare: … }` in .github/linkgate.yml to the command that compiles this program, such as `make build`. If you do not ship this image, set `build: { dockerfile: … }` to another Dockerfile, or to `false`." : "set `build: { dockerfile: … }` in .github/linkgate.yml to the Dockerfile that builds the app, or to `false` to measure the built-in image without this warning"
	}),
	"dockerfile/no-builder": entry({
		verdicts: ["warn"],
		title: "no builder",
		params: readonlyObject({ dockerfile: text }),
		message: ({ dockerfile }) => `The image of ${dockerfile} is not measured: the embedded engine finds no builder of Dockerfiles on this machine. linkgate measures the built-in image instead, with the program built on this machine.`,
		fix: () => "run linkgate on a machine with Docker, Podman or Buildah, or set `BUILDKIT_HOST` to a BuildKit daemon. To measure the built-in image without this warning, set `build: { dockerfile: false }` in .github/linkgate.yml."
	}),
	"dockerfile/other-platform": entry({
		verdicts: ["warn"],
		title: "no image for a platform",
		params: readonlyObject({
			dockerfile: text,
			line: magnitude,
			platform: text,
			because: _enum(["runs", "fixed"]),
			detail: text
		}),
		message: ({ dockerfile, line, platform, because, detail }) => {
			return `The image of ${dockerfile} is not measured for ${platform}: ${because === "runs" ? `\`${detail}\` in line ${line} runs programs of ${platform}, which this machine cannot run` : `line ${line} builds for ${detail}`}. linkgate measures the built-in image instead.`;
		},
		fix: ({ because }) => because === "runs" ? "compile in a stage that is `FROM --platform=$BUILDPLATFORM`, with `GOOS=$TARGETOS GOARCH=$TARGETARCH`, or register an emulator, for example with docker/setup-qemu-action" : "use `$TARGETOS` and `$TARGETARCH` in the Dockerfile"
	}),
	"dockerfile/ineffective-env": entry({
		verdicts: ["warn"],
		title: "ineffective variable",
		params: readonlyObject({
			dockerfile: text,
			line: magnitude,
			value: text,
			unexported: boolean(),
			shipped: kind
		}),
		message: ({ dockerfile, line, value, unexported, shipped }) => `${dockerfile}:${line}: \`CGO_ENABLED=${value}\` has no effect on \`go build\`, because ${unexported ? "the shell does not export it" : "it ends with its RUN instruction"}. The program in the production image is ${shipped}.`,
		fix: ({ value }) => `write \`ENV CGO_ENABLED=${value}\` before that line, or put the variable directly in front of \`go build\``
	}),
	"dockerfile/mode-not-listed": entry({
		verdicts: ["warn"],
		title: "mode not listed",
		params: readonlyObject({
			dockerfile: text,
			shipped: kind,
			because: discriminatedUnion("kind", [readonlyObject({
				kind: literal("own-keys"),
				keys: array(text).readonly(),
				link: kind
			}), readonlyObject({
				kind: literal("no-mode"),
				modes: array(text).readonly()
			})])
		}),
		message({ dockerfile, shipped, because }, { mode = "" }) {
			const holds = `The production image (${dockerfile}) is not in the table; its program is ${shipped}`;
			return because.kind === "own-keys" ? `${holds}, but mode \`${mode}\` sets ${codes(because.keys)}, which only \`go build\` on this machine follows` : `${holds}, and \`modes\` lists only ${codes(because.modes)}`;
		},
		fix: ({ because }) => because.kind === "own-keys" ? `in .github/linkgate.yml, remove ${codes(because.keys)} from the mode, or add a mode with \`link: ${because.link}\` and without them` : "add the mode of the production image under `modes` in .github/linkgate.yml"
	}),
	"dockerfile/mode-changed": entry({
		verdicts: ["warn"],
		title: "production mode changed",
		params: readonlyObject({
			from: readonlyObject({
				kind,
				libc
			}),
			to: readonlyObject({
				kind,
				libc
			})
		}),
		message: ({ from, to }) => `The program in the production image changes from ${linkageText(from)} to ${linkageText(to)}. Each column compares images of one mode, so no column shows this change.`,
		fix: () => "compare base in the column of the old mode with head in the column of the new mode"
	}),
	"dockerfile/not-derived": entry({
		verdicts: ["warn", "pass"],
		title: "not derived",
		params: readonlyObject({ why: notDerivedSchema }),
		message: ({ why }, { mode = "" }) => `Mode \`${mode}\` uses the built-in image, not the Dockerfile; ${notDerivedMessage(why)}`
	}),
	"dockerfile/needs-repository": entry({
		verdicts: ["pass"],
		title: "built with .git",
		params: readonlyObject({ dockerfile: text }),
		message: ({ dockerfile }) => `${dockerfile} does not build without \`.git\`, so base and head were each built with a copy of the repository. A version or commit that the build reads from it may differ between base and head.`
	}),
	"dockerfile/built-once": entry({
		verdicts: ["pass"],
		title: "built once",
		params: readonlyObject({ dockerfile: text }),
		message: ({ dockerfile }) => `${dockerfile}: base and head give the builder the same files and settings, so linkgate built the image once for both`
	}),
	"dockerfile/caches-restored": entry({
		verdicts: ["pass"],
		title: "compile caches restored",
		params: readonlyObject({
			bytes: magnitude,
			seconds: magnitude,
			modules: optional(readonlyObject({
				downloaded: magnitude,
				all: magnitude
			}))
		}),
		message: ({ bytes, seconds, modules }) => `The compile caches of an earlier run (${formatSize(bytes)}) were restored into the builder in ${seconds.toFixed(1)} s${modules === void 0 ? "" : downloadedText(modules)}`
	}),
	"dockerfile/labelled": entry({
		verdicts: ["pass"],
		title: "label added",
		params: readonlyObject({
			dockerfile: text,
			label: text,
			builder: _enum(["legacy", "podman"])
		}),
		message: ({ dockerfile, label, builder }) => `The images of ${dockerfile} have the files of your own build, but another ID. ${builder === "podman" ? "Podman" : "Docker's legacy builder"} leaves an image of every step, and linkgate adds the label \`${label}\` to each stage to find and remove them.`,
		fix: ({ builder }) => builder === "podman" ? "no action is needed; with Docker and BuildKit, linkgate adds no label, and all builds share what Go compiles" : "install docker-buildx, or add docker/setup-buildx-action before linkgate: with BuildKit, linkgate adds no label, and all builds share what Go compiles"
	}),
	"dockerfile/caches-unused": entry({
		verdicts: ["pass"],
		title: "built without compile caches",
		params: readonlyObject({ dockerfile: text }),
		message: ({ dockerfile }) => `${dockerfile} does not build with the cache mounts that linkgate adds for GOCACHE and GOMODCACHE, so it was built without them. The numbers are the same; only the build takes longer.`,
		fix: () => "no action is needed; to skip the first attempt, set `build: { compile-caches: false }` in .github/linkgate.yml"
	}),
	"dockerfile/caches-unsupported": entry({
		verdicts: ["pass"],
		title: "build cache unsupported",
		params: readonlyObject({ backends: array(text).readonly() }),
		message: ({ backends }) => `The builder does not support the BuildKit ${backends.length > 1 ? "caches" : "cache"} ${enumerate(backends.map((one) => `\`type=${one}\``))}, so linkgate built without ${backends.length > 1 ? "them" : "it"}. The numbers are the same; only the build takes longer.`,
		fix: () => "add docker/setup-buildx-action before linkgate, or set `build: { cache-from: [], cache-to: [] }` in .github/linkgate.yml"
	}),
	"dockerfile/settings-unused": entry({
		verdicts: ["pass"],
		title: "settings unused",
		params: readonlyObject({ keys: array(text).readonly() }),
		message: ({ keys }) => `${enumerate(keys.map((key) => `\`${key}\``))} ${keys.length > 1 ? "have" : "has"} no effect on images of the Dockerfile, which calls \`go build\` with its own flags`
	})
};
function linkageText({ kind, libc }) {
	return libc === void 0 ? kind : `${kind} (${libc})`;
}
function downloadedText({ downloaded, all }) {
	if (all === 0) return "";
	return `, and the builds downloaded ${downloaded === 0 ? "none" : downloaded} of ${plural(all, "module")}`;
}
// src/findings/entries/image.ts
const layer = {
	layer: magnitude,
	createdBy: optional(text),
	pulled: amount
};
const layerName = ({ layer, createdBy }) => `Layer ${layer + 1}${createdBy === void 0 ? "" : ` (\`${createdBy}\`)`}`;
const commandLayer = /^(?:RUN\s|\|\d+\s|\/bin\/sh -c (?!#\(nop\)))/;
const sizeText = ({ pulled }) => pulled === 0 ? "The compressed size is unchanged" : `The compressed size changed by ${formatDelta(pulled, "B")}`;
const imageEntries = {
	"image/layer-changed": entry({
		verdicts: ["pass"],
		title: "layer changed",
		params: readonlyObject({
			...layer,
			files: array(text).readonly(),
			more: magnitude
		}),
		message: ({ files, more, ...layer }) => `${layerName(layer)} differs from base, although the program is the same: ${files.join(", ")}${more > 0 ? ` and ${more} more` : ""} changed. ${sizeText(layer)}.`,
		fix: ({ createdBy = "" }) => commandLayer.test(createdBy) ? "run the command in an earlier stage, and copy only the files that the image needs" : "exclude files that the image does not need in .dockerignore, or copy only those that it needs"
	}),
	"image/not-reproducible": entry({
		verdicts: ["pass"],
		title: "not reproducible",
		params: readonlyObject(layer),
		message: (layer) => `${layerName(layer)} has the same files as in base, with other modification times. ${sizeText(layer)}.`,
		fix: () => "set the build argument `SOURCE_DATE_EPOCH`, which BuildKit uses as the modification time of files"
	}),
	"image/wasted": entry({
		verdicts: ["pass"],
		title: "wasted bytes",
		params: readonlyObject({
			bytes: magnitude,
			base: optional(magnitude),
			files: array(readonlyObject({
				path: text,
				size: magnitude,
				layer: magnitude,
				replaced: boolean()
			})).readonly()
		}),
		message: ({ bytes, base, files }, about) => `${revisionAndMode(about)}: ${formatSize(bytes)} in layers of the app are replaced or removed by later layers${base === void 0 ? "" : `, ${base === bytes ? "as in base" : `${formatSize(base)} in base`}`}. ${files.map(wastedText).join(" ")}`,
		fix: ({ files }) => files.some(({ replaced }) => replaced) ? "copy each file once, with its mode and owner (`COPY --chmod`, `COPY --chown`)" : "remove files in the instruction that creates them, or in an earlier stage"
	})
};
const wastedText = ({ path, size, layer, replaced }) => `\`${path}\` (${formatSize(size)}, layer ${layer + 1}) is ${replaced ? "replaced" : "removed"}.`;
// src/findings/entries/image-contents.ts
const fileSchema = readonlyObject({
	path: text,
	layer: magnitude,
	deleted: optional(literal(true))
});
const files = {
	files: array(fileSchema).readonly(),
	more: magnitude,
	modes: severalModes
};
const named = (all, more) => [...all.map(({ path, layer, deleted }) => `\`${path}\` (layer ${layer + 1}${deleted === true ? ", removed later but still in the image" : ""})`), ...more > 0 ? [`${more} more`] : []].join("; ");
const imageContentsEntries = {
	"image/set-id-added": entry({
		verdicts: ["warn", "pass"],
		title: "new set-user-ID or set-group-ID program",
		params: readonlyObject(files),
		message: ({ files, more, modes }, about) => `${revisionAndMode(about, modes)}: new set-user-ID or set-group-ID programs in the image: ${named(files, more)}`,
		fix: () => "remove the bits where the file is added, such as with `COPY --chmod=755`"
	}),
	"image/writable-added": entry({
		verdicts: ["warn", "pass"],
		title: "new world-writable files",
		params: readonlyObject(files),
		message: ({ files, more, modes }, about) => `${revisionAndMode(about, modes)}: new world-writable files or directories in the image: ${named(files, more)}`,
		fix: () => "set the owner with `COPY --chown` or `chown` instead of a mode such as 777"
	}),
	"image/secret-added": entry({
		verdicts: ["warn"],
		title: "possible secret in the image",
		params: readonlyObject(files),
		message: ({ files, more, modes }, about) => `${revisionAndMode(about, modes)}: new files with names of secrets in the image: ${named(files, more)}`,
		fix: () => "exclude the files in .dockerignore, or mount them while they are needed (`RUN --mount=type=secret`)"
	}),
	"image/runs-as-root": entry({
		verdicts: ["warn"],
		title: "runs as root",
		params: readonlyObject({
			from: text,
			modes: severalModes
		}),
		message: ({ from, modes }, about) => `${revisionAndMode(about, modes)}: the image runs as root, but base runs as user \`${from}\``,
		fix: () => "set `USER` in the final stage of the Dockerfile"
	})
};
// src/findings/entries/isolation.ts
const isolationEntries = { "start/outside-image": entry({
	verdicts: ["warn"],
	title: "started outside its image",
	params: readonlyObject({ because: text }),
	message: ({ because }) => `The app was started outside its image, because this machine refuses namespaces and another root directory (\`${because}\`). Its start-up, CPU time and memory are measured, but their budgets only warn.`,
	fix: () => "allow user namespaces on the runner, or run the job as root or with `sudo` without a password, or on a machine with Docker"
}) };
// src/findings/link-chain.ts
const mostSteps = 7;
function chainText(chain) {
	const enters = (step, index) => index === chain.length - 1 || step.package !== chain[index - 1]?.package;
	const shown = chain.flatMap((step, index) => step.package !== "" && enters(step, index) ? [index] : []);
	const half = Math.ceil(mostSteps / 2);
	const few = shown.length > mostSteps ? [...shown.slice(0, half), ...shown.slice(-3)] : shown;
	return few.flatMap((index, at) => {
		return [...at === 0 || (few[at - 1] ?? 0) + 1 === index ? [] : ["…"], stepText(chain[index])];
	}).join(" → ");
}
function stepText(step) {
	if (step === void 0) return "";
	return `${packageText(step.package)}.${step.name}`;
}
function packageText(importPath) {
	const parts = importPath.split("/");
	const isVersion = parts.length > 1 && /^v\d+$/.test(parts.at(-1) ?? "");
	return parts.at(isVersion ? -2 : -1) ?? "";
}
const mostImports = 6;
function importsText(imports) {
	const names = imports.map(packageText);
	const half = mostImports / 2;
	return (names.length > mostImports ? [
		...names.slice(0, half),
		"…",
		...names.slice(-3)
	] : names).join(" → ");
}
// src/findings/dead-code.ts
const buildAlternativeSchema = readonlyObject({
	tags: array(text).readonly(),
	upgrades: optional(array(readonlyObject({
		module: text,
		from: text,
		to: text
	})).readonly())
});
const deadCodeSchema = readonlyObject({
	by: _enum(["method-lookup", "plugin"]),
	chain: linkChainSchema,
	others: magnitude,
	also: optional(linkChainSchema),
	inHead: optional(linkChainSchema),
	measured: optional(readonlyObject({
		way: optional(buildAlternativeSchema),
		size: magnitude,
		saved: magnitude
	}))
});
function deadCodeMessage({ by, chain, others, also = [], inHead = [], measured }, about, isNew) {
	const path = `\`${chainText(chain)}\``;
	const because = by === "plugin" ? `the program can load plugins (${path})` : `\`${stepText(chain.at(-1))}\` looks up methods by name (${path})`;
	const sentences = [
		`${revisionAndMode(about)}: the linker keeps unused exported methods, because ${because}.`,
		...isNew ? ["In base, it left them out."] : [],
		...others === 0 ? [] : [`So ${others === 1 ? "does" : "do"} ${also.length === 0 ? plural(others, "other function") : functionsText(also)}.`],
		...measured === void 0 ? [] : [savingText(measured)],
		...about.revision === "base" ? [headText(inHead)] : []
	];
	return sentences.length === 1 ? (sentences[0] ?? "").slice(0, -1) : sentences.join(" ");
}
function headText(inHead) {
	return `Head keeps unused methods, too${inHead.length === 0 ? "" : `, also because of ${functionsText(inHead)}`}.`;
}
function functionsText(functions) {
	return enumerate(functions.map((one) => codes([stepText(one)])));
}
function savingText({ way, size, saved }) {
	const sizes = `${formatSize(saved)} smaller: ${formatSize(size)} instead of ${formatSize(size + saved)}`;
	if (way === void 0) return `Without unused methods, it would be ${sizes}.`;
	const newer = (way.upgrades ?? []).map(({ module, to }) => `${module}@${to}`);
	return `Built with ${enumerate([...newer, `-tags=${way.tags.join(",")}`].map((one) => codes([one])))}, it is ${sizes}.`;
}
const lostByTag = {
	validator_novalidatefn: "the validation `validateFn` then panics",
	grpcnotrace: "gRPC then records nothing for `golang.org/x/net/trace`"
};
function deadCodeFix({ by, chain, others, also = [], inHead = [], measured }) {
	const calls = inHead.length === 0 ? "" : `; in head, also remove the calls that lead to ${functionsText(inHead)}`;
	if (measured?.way !== void 0) return `${alternativeFix(measured.way)}${calls}`;
	if (by === "plugin") return `build without cgo if the program loads no plugins${calls}`;
	if (others + inHead.length === 0) return `remove a call of this chain${importFix(chain)}, or look up methods by constant names`;
	return `remove the calls that lead to ${also.length === others ? functionsText([
		...chain.slice(-1),
		...also,
		...inHead
	]) : "all these functions"}, or look up methods by constant names; each of them alone keeps all methods`;
}
function importFix([first]) {
	return first?.name === "init" && first.package !== "main" ? ` or the import of \`${first.package}\`` : "";
}
function alternativeFix({ tags, upgrades = [] }) {
	const get = upgrades.map(({ module, to }) => `${module}@${to}`);
	const before = get.length === 0 ? "" : `run \`go get ${get.join(" ")}\`, and `;
	const lost = tags.flatMap((tag) => lostByTag[tag] ?? []);
	return `${before}build with \`-tags=${tags.join(",")}\`${lost.length === 0 ? "" : `; ${lost.join(", and ")}`}`;
}
// src/findings/named-image.ts
const namedImageSchema = readonlyObject({
	path: text,
	target: optional(text),
	buildArgs: optional(record(text, text))
});
function namedImageText({ path, target, buildArgs = {} }) {
	const args = Object.entries(buildArgs).map(([name, value]) => `\`${name}=${value}\``);
	return [
		`\`${path}\``,
		...target === void 0 ? [] : [`target \`${target}\``],
		...args.length === 0 ? [] : [`build arguments ${args.join(" ")}`]
	].join(", ");
}
// src/findings/entries/link.ts
const libcs = [
	"glibc",
	"musl",
	"other"
];
const libcName$1 = (libc) => libc === "other" ? "another C library" : libc;
const presence = ({ length }, missing) => missing ? `The image lacks ${length === 1 ? "it" : "at least one of them"}.` : `The image has ${length === 1 ? "it" : "them"}.`;
const releases = [
	{
		name: "Amazon Linux 2",
		glibc: "2.26"
	},
	{
		name: "RHEL 8",
		glibc: "2.28"
	},
	{
		name: "Debian 11",
		glibc: "2.31"
	},
	{
		name: "RHEL 9",
		glibc: "2.34"
	},
	{
		name: "Ubuntu 22.04",
		glibc: "2.35"
	},
	{
		name: "Debian 12",
		glibc: "2.36"
	},
	{
		name: "Ubuntu 24.04",
		glibc: "2.39"
	},
	{
		name: "Debian 13",
		glibc: "2.41"
	}
];
function isNewerVersion(one, other) {
	const [a = [], b = []] = [one, other].map((version) => version.split(".").map(Number));
	const index = a.findIndex((part, at) => part !== (b[at] ?? 0));
	return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0);
}
const linkEntries = {
	"link/mode-not-achieved": entry({
		verdicts: ["fail", "pass"],
		title: "mode not achieved",
		params: readonlyObject({
			not: modeNotAchievedSchema,
			named: optional(namedImageSchema)
		}),
		message: ({ not, named }, { revision }) => `${revisionName(revision)}: ${modeNotAchievedMessage(not)}${named === void 0 ? "" : `. The configuration sets ${namedImageText(named)} for this mode.`}`,
		fix: ({ not, named }) => `${modeNotAchievedFix(not)}${named === void 0 ? "" : `; or set another image under \`modes: { ${not.mode}: … }\` in .github/linkgate.yml`}`,
		headline: statePhrase((modes) => modes === "" ? "no mode is linked as it promises" : `${modes} is not linked as it promises`)
	}),
	"link/libc-changed": entry({
		verdicts: ["warn", "pass"],
		title: "libc changed",
		params: readonlyObject({
			from: optional(_enum(libcs)),
			to: optional(readonlyObject({
				libc: _enum(libcs),
				needed: array(text).readonly(),
				glibc: optional(text),
				interpreter: optional(text)
			})),
			modes: severalModes
		}),
		message({ from, to, modes }, about) {
			const subject = revisionAndMode(about, modes);
			const was = from === void 0 ? "needed no C library" : `was linked against ${libcName$1(from)}`;
			if (to === void 0) return `${subject}: the program no longer needs a C library; base ${was}`;
			const parts = [...to.needed.map((name) => `\`${name}\``), ...to.glibc === void 0 ? [] : [`GLIBC_${to.glibc}`]];
			const needs = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
			return `${subject}: the program is linked against ${libcName$1(to.libc)}${needs}; base ${was}. In an image without \`${to.interpreter ?? libcName$1(to.libc)}\`, the app does not start: \`no such file or directory\`.`;
		},
		fix({ from, to }) {
			if (to === void 0) return void 0;
			return from === void 0 ? "find the change that enabled cgo or `-buildmode=pie`, or ship the C library with the program" : `build on the system that base was built on, or use a base image with ${libcName$1(to.libc)} wherever the program runs`;
		}
	}),
	"link/library-added": entry({
		verdicts: ["warn"],
		title: "new library",
		params: readonlyObject({
			libraries: array(text).readonly(),
			missing: boolean(),
			modes: severalModes
		}),
		message: ({ libraries, missing, modes }, about) => `${revisionAndMode(about, modes)}: the program needs ${codes(libraries)}, which base did not need. ${presence(libraries, missing)} Without ${libraries.length === 1 ? "it" : "them"}, the app does not start: \`error while loading shared libraries\`.`,
		fix: () => "install the library in every image and on every host that runs the program, or link statically"
	}),
	"link/glibc-raised": entry({
		verdicts: ["warn"],
		title: "glibc raised",
		params: readonlyObject({
			from: text,
			to: text,
			modes: severalModes
		}),
		message({ from, to, modes }, about) {
			const lost = releases.filter(({ glibc }) => !isNewerVersion(from, glibc) && isNewerVersion(to, glibc));
			return `${revisionAndMode(about, modes)}: the program needs GLIBC_${to}; base needed GLIBC_${from}. With an older glibc, the app does not start: \`version 'GLIBC_${to}' not found\`.${lost.length > 0 ? ` It no longer runs on ${enumerate(lost.map(({ name }) => name))}.` : ""}`;
		},
		fix: () => "build on a system that is not newer than the oldest one that the program runs on, or link statically"
	}),
	"link/hardening-lost": entry({
		verdicts: ["warn"],
		title: "hardening lost",
		params: readonlyObject({
			lost: array(readonlyObject({
				fact: text,
				from: text,
				to: text
			})).readonly(),
			modes: severalModes
		}),
		message: ({ lost, modes }, about) => `${revisionAndMode(about, modes)}: the program is less hardened than in base: ${lost.map(({ fact, from, to }) => `${fact} is \`${to}\` (base: \`${from}\`)`).join(", ")}`,
		fix: () => "restore the build flags of base, such as `-buildmode=pie` or `-extldflags \"-Wl,-z,relro,-z,now\"`"
	}),
	"link/static-with-cgo": entry({
		verdicts: ["pass"],
		title: "static with cgo",
		params: readonlyObject({
			packages: array(text).readonly(),
			tags: array(text).readonly(),
			ldflags: text
		}),
		message: ({ packages, tags, ldflags }, { mode = "", revision }) => `${revision === void 0 ? "Mode" : `${revisionName(revision)}, mode`} \`${mode}\` is built with cgo and linked statically, because ${codes(packages)} ${packages.length === 1 ? "does" : "do"} not work without cgo. The command is \`CGO_ENABLED=1 go build -tags=${tags.join(",")} -ldflags="${ldflags}"\`.`
	}),
	"link/static-loading": entry({
		verdicts: ["warn", "pass"],
		title: "loads libraries",
		params: readonlyObject({ functions: array(text).readonly() }),
		message: ({ functions }, about) => `${revisionAndMode(about)}: the program is static, but its C code calls ${codes(functions)}, for which glibc loads shared libraries at run time. The image needs these libraries in the version of the build system.`,
		fix: () => "remove the C code that calls them, link against musl (`env: { CC: musl-gcc }`), or ship the dynamic program"
	}),
	"link/dead-code-lost": entry({
		verdicts: ["warn"],
		title: "dead code kept",
		params: deadCodeSchema,
		message: (params, about) => deadCodeMessage(params, about, true),
		fix: deadCodeFix
	}),
	"link/dead-code-kept": entry({
		verdicts: ["pass"],
		title: "dead code kept",
		params: deadCodeSchema,
		message: (params, about) => deadCodeMessage(params, about, false),
		fix: deadCodeFix
	})
};
// src/findings/runtime-words.ts
const topicLabels = {
	resolver: "Host names",
	users: "User names",
	certificates: "CA certificates",
	timeZones: "Time zones",
	allocator: "Memory of C code"
};
function topicWords(topic, behavior) {
	switch (topic) {
		case "resolver": return behavior.resolver && resolverWords(behavior.resolver);
		case "users": return behavior.users && userWords(behavior.users);
		case "certificates": return behavior.certificates && certificateWords(behavior.certificates);
		case "timeZones": return behavior.timeZones && zoneWords(behavior.timeZones);
		case "allocator": return behavior.allocator && allocatorWords(behavior.allocator);
	}
}
const longestName = 100;
const mostNames = 8;
const quoted = (text) => `\`${shorten(text, longestName).replaceAll("`", "'")}\``;
function quotedAll(names) {
	const left = names.length - mostNames;
	const more = left > 0 ? [plural(left, "other")] : [];
	return enumerate([...names.slice(0, mostNames).map(quoted), ...more]);
}
const libcName = (libc) => libc === "other" ? "the C library" : libc;
const withoutCgo = {
	"no-cgo": "no cgo",
	netgo: "build tag `netgo`",
	osusergo: "build tag `osusergo`",
	GODEBUG: "`GODEBUG`"
};
const byLibc = {
	netcgo: "build tag `netcgo`",
	GODEBUG: "`GODEBUG`",
	LOCALDOMAIN: "`LOCALDOMAIN` is set",
	RES_OPTIONS: "`RES_OPTIONS` is set",
	HOSTALIASES: "`HOSTALIASES` is set",
	nsswitch: "/etc/nsswitch.conf"
};
function resolverWords(resolver) {
	switch (resolver.uses) {
		case "go": {
			const because = withoutCgo[resolver.because];
			return {
				brief: `Go (${because})`,
				full: `Go's resolver, always (${because})`
			};
		}
		case "go-or-libc": {
			const libc = libcName(resolver.libc);
			const isPartly = resolver.sources.length > 0;
			const partly = isPartly ? `; ${libc} for some names (${quotedAll(resolver.sources)} in /etc/nsswitch.conf)` : "";
			return {
				brief: isPartly ? `Go, for some names ${libc}` : `Go, or ${libc} on request`,
				full: `Go's resolver${partly}; that of ${libc} if \`GODEBUG=netdns=cgo\`, \`LOCALDOMAIN\`, \`RES_OPTIONS\` or \`HOSTALIASES\` is set, or /etc/resolv.conf has an option that Go does not know`
			};
		}
		case "libc": {
			const { source } = resolver;
			const because = `${byLibc[resolver.because]}${source === void 0 ? "" : `: ${quoted(source)}`}`;
			const libc = libcName(resolver.libc);
			return {
				brief: `${libc} (${because})`,
				full: `the resolver of ${libc} (${because})`
			};
		}
	}
}
function userWords(users) {
	if (users.uses === "go") {
		const because = withoutCgo[users.because];
		return {
			brief: `Go (${because})`,
			full: `Go, from /etc/passwd and /etc/group (${because}); \`user.Current\` falls back to \`USER\` and \`HOME\``
		};
	}
	const { libc, sources, missing = [] } = users;
	const from = sources === void 0 ? libc === "musl" ? " from /etc/passwd and /etc/group" : "" : ` from ${quotedAll(sources)}`;
	const lacks = missing.length === 0 ? "" : `; the image lacks ${quotedAll(missing)}`;
	return {
		brief: `${libcName(libc)}${missing.length === 0 ? "" : ", libraries missing"}`,
		full: `${libcName(libc)}${from}${lacks}`
	};
}
function certificateWords(found) {
	switch (found.from) {
		case "image": {
			const more = found.fallback === true ? "; the program has its own for images without" : "";
			return {
				brief: quoted(found.path),
				full: `${quoted(found.path)} of the image${more}`
			};
		}
		case "program": return {
			brief: "in the program",
			full: "those in the program"
		};
		case "none": return {
			brief: "none",
			full: "none, so TLS connections of the app fail"
		};
	}
}
function zoneWords(found) {
	switch (found.from) {
		case "image": return {
			brief: quoted(found.path),
			full: `${quoted(found.path)} of the image`
		};
		case "program": return {
			brief: "in the program",
			full: "those in the program (`time/tzdata`)"
		};
		case "none": return {
			brief: "none",
			full: "none, so `time.LoadLocation` fails"
		};
	}
}
const inside = {
	linked: "linked in",
	library: "shared library",
	LD_PRELOAD: "`LD_PRELOAD`"
};
function allocatorWords(allocator) {
	if (allocator.uses === "none") return {
		brief: "no C code",
		full: "no C code"
	};
	const { uses, by, packages } = allocator;
	const how = by === void 0 ? "" : ` (${inside[by]})`;
	const name = uses === "other" ? "the C library" : uses;
	const of = by === void 0 ? `malloc of ${name}` : `${name}${how}`;
	const lock = uses === "musl" ? ", which has one lock for all threads" : "";
	const code = packages.length === 0 ? "Go's standard library alone" : quotedAll(packages);
	return {
		brief: `${name}${how}`,
		full: `${of}${lock}, for C code of ${code}`
	};
}
// src/findings/entries/runtime-change.ts
const sides = (base, head) => `Base: ${base.full}. Head: ${head.full}.`;
const runtimeChangeEntries = {
	"runtime/resolver-changed": entry({
		verdicts: ["warn", "pass"],
		title: "resolver changed",
		params: readonlyObject({
			from: resolverSchema,
			to: resolverSchema,
			modes: severalModes
		}),
		message: ({ from, to, modes }, about) => `${revisionAndMode(about, modes)}: host names are resolved differently than in base. ${sides(resolverWords(from), resolverWords(to))}`,
		fix: ({ to }) => to.uses === "libc" ? "set `GODEBUG=netdns=go` in the image if host names must be resolved as before" : void 0
	}),
	"runtime/users-changed": entry({
		verdicts: ["warn", "pass"],
		title: "user lookup changed",
		params: readonlyObject({
			from: userLookupSchema,
			to: userLookupSchema,
			modes: severalModes
		}),
		message: ({ from, to, modes }, about) => `${revisionAndMode(about, modes)}: user names are looked up differently than in base. ${sides(userWords(from), userWords(to))}`,
		fix: ({ to }) => to.uses === "libc" && to.missing !== void 0 ? "install the libraries in the image, or build with `-tags osusergo`" : void 0
	}),
	"runtime/certificates-changed": entry({
		verdicts: ["pass"],
		title: "certificates changed",
		params: readonlyObject({
			from: certificatesSchema,
			to: certificatesSchema,
			modes: severalModes
		}),
		message: ({ from, to, modes }, about) => `${revisionAndMode(about, modes)}: CA certificates come from a different place than in base. ${sides(certificateWords(from), certificateWords(to))}`
	}),
	"runtime/time-zones-changed": entry({
		verdicts: ["warn", "pass"],
		title: "time zones changed",
		params: readonlyObject({
			from: timeZonesSchema,
			to: timeZonesSchema,
			modes: severalModes
		}),
		message: ({ from, to, modes }, about) => `${revisionAndMode(about, modes)}: time zones come from a different place than in base. ${sides(zoneWords(from), zoneWords(to))}`,
		fix: ({ to }) => to.from === "none" ? "build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image" : void 0
	}),
	"runtime/allocator-changed": entry({
		verdicts: ["warn", "pass"],
		title: "allocator changed",
		params: readonlyObject({
			from: allocatorSchema,
			to: allocatorSchema,
			modes: severalModes
		}),
		message: ({ from, to, modes }, about) => `${revisionAndMode(about, modes)}: memory of C code comes from a different allocator than in base. ${sides(allocatorWords(from), allocatorWords(to))}`
	})
};
// src/findings/vulnerability-words.ts
const reasons = {
	unchanged: "it is the same in base and head",
	"not-built": "it was not built",
	"not-go": "it has no build information of Go",
	"no-modules": "its build information lists no modules",
	"unknown-go": "its Go toolchain is not a release, so its age is unknown",
	"no-functions": "linkgate cannot read its function table",
	removed: "it was removed while it was read",
	"not-looked-for": "the check that made the report did not look for them"
};
const uncheckedReason = (because) => reasons[because];
function uncheckedText(because, revision) {
	return `${revisionName(revision)}: the vulnerabilities of the program are unknown, because ${reasons[because]}`;
}
function uncheckedFix(because) {
	if (because === "unknown-go") return "build with a release of Go";
	if (because === "not-go" || because === "no-modules") return "build with `go build` in a module, and keep the build information";
	if (because === "not-looked-for") return "check again with this configuration";
}
// src/findings/entries/vulnerability.ts
const vulnerability = {
	vulnerability: text,
	summary: optional(text),
	module: text,
	version: text,
	fixed: optional(text),
	replaces: optional(text)
};
const vulnerabilityEntries = {
	"vulnerability/new": entry({
		verdicts: [
			"fail",
			"warn",
			"pass"
		],
		title: "new vulnerability",
		params: readonlyObject({
			...vulnerability,
			function: optional(text),
			chain: optional(linkChainSchema)
		}),
		message({ vulnerability: id, summary, module, version, function: symbol, chain = [] }) {
			return `Head has the vulnerability \`${id}\`, which base does not have${summary === void 0 ? "" : `: ${summary.replace(/\.$/, "")}`}. It is in \`${module}\` ${version}${symbol === void 0 ? "" : `, function \`${symbol}\``}${chain.length < 2 ? "" : ` (\`${chainText(chain)}\`)`}.`;
		},
		fix({ vulnerability: id, module, fixed, replaces }) {
			const accept = `accept it with \`vulnerabilities: { accept: [{ id: ${id}, reason: … }] }\` in .github/linkgate.yml`;
			if (fixed === void 0) return `no version without it is known: remove the calls that lead to it, or ${accept}`;
			if (module === "stdlib" || module === "toolchain") return `build with ${fixed} or later, or ${accept}`;
			if (replaces !== void 0) return `change the \`replace\` line of \`${replaces}\` to \`${module} ${fixed}\`, or ${accept}`;
			return `run \`go get ${module}@${fixed}\`, or ${accept}`;
		},
		headline: phrase((modes) => `new vulnerabilities${inBrackets(modes)}`)
	}),
	"vulnerability/max-exceeded": entry({
		verdicts: ["fail"],
		title: "vulnerabilities",
		params: readonlyObject({
			value: magnitude,
			max: magnitude
		}),
		message: ({ value, max }) => `Head has ${plural(value, "known vulnerability", "known vulnerabilities")}, more than the maximum of ${max}`,
		fix: () => "update the modules to the versions that the report lists, or accept vulnerabilities with a reason",
		headline: phrase((modes) => `too many vulnerabilities${inBrackets(modes)}`)
	}),
	"vulnerability/unmeasured": entry({
		verdicts: [
			"unmeasured",
			"warn",
			"pass"
		],
		title: "vulnerabilities unmeasured",
		params: discriminatedUnion("kind", [readonlyObject({
			kind: literal("database"),
			detail: text
		}), readonlyObject({
			kind: literal("program"),
			because: _enum(uncheckedReasons)
		})]),
		message: (params, about) => params.kind === "database" ? `Vulnerabilities are unknown: ${params.detail}` : uncheckedText(params.because, about.revision),
		fix: (params) => params.kind === "database" ? "allow this machine to reach the database or a module proxy, or set `vulnerabilities: { database: … }` in .github/linkgate.yml" : uncheckedFix(params.because),
		headline: phrase((modes) => `vulnerabilities unmeasured${inBrackets(modes)}`)
	}),
	"vulnerability/acceptance-expired": entry({
		verdicts: ["warn"],
		title: "acceptance expired",
		params: readonlyObject({
			vulnerability: text,
			reason: text,
			until: text
		}),
		message: ({ vulnerability: id, reason, until }) => `The vulnerability \`${id}\` was accepted until ${until} (${reason.replace(/\.$/, "")}), so it counts again`,
		fix: () => "fix the vulnerability, or change `until` in .github/linkgate.yml"
	}),
	"vulnerability/loosened": entry({
		verdicts: ["pass"],
		title: "vulnerability budget loosened",
		params: readonlyObject({ changes: array(text).readonly() }),
		message: ({ changes }) => `This change alters how it is checked for vulnerabilities: ${codes(changes)}`,
		headline: statePhrase(() => "vulnerability budget loosened")
	})
};
// src/findings/catalog.ts
const catalog = {
	...buildEntries,
	...isolationEntries,
	...entryEntries,
	...programEntries,
	...libraryEntries,
	...runtimeEntries,
	...runtimeChangeEntries,
	...linkEntries,
	...dockerfileEntries,
	...imageEntries,
	...imageContentsEntries,
	...vulnerabilityEntries,
	...budgetEntries,
	...referenceBudgetEntries
};
const catalogIds = Object.keys(catalog);
const hasVerdict = (id) => verdictsOf(id).length > 0;
const findingIds = catalogIds.filter(hasVerdict);
function verdictsOf(id) {
	return catalog[id].verdicts;
}
const headlined = catalog;
function headlineWords(id) {
	return {
		...catalog,
		...headlined
	}[id].headline;
}
// src/findings/finding.ts
const schemas = findingIds.map((id) => readonlyObject({
	id: literal(id),
	verdict: _enum(verdictsOf(id)),
	revision: optional(_enum(revisions)),
	mode: optional(text),
	platform: optional(text),
	metric: optional(text),
	params: catalog[id].params,
	log: optional(array(text).readonly())
}));
const findingSchema = discriminatedUnion("id", schemas);
function finding(id, params, { verdict, revision, mode, platform, metric, log }) {
	return {
		id,
		verdict,
		...revision === void 0 ? {} : { revision },
		...mode === void 0 ? {} : { mode },
		...platform === void 0 ? {} : { platform },
		...metric === void 0 ? {} : { metric },
		params,
		...log === void 0 ? {} : { log }
	};
}
function entryOf(id) {
	return catalog[id];
}
function findingTitle({ id }) {
	return entryOf(id).title;
}
const longestText = 300;
const mostTexts = 1e3;
function bounded(value) {
	if (typeof value === "string") return shorten(value, longestText);
	if (Array.isArray(value)) return value.slice(0, mostTexts).map(bounded);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bounded(one)]));
}
function boundedAbout(given) {
	return given.mode === void 0 ? given : {
		...given,
		mode: shorten(given.mode, longestText)
	};
}
function findingMessage(given) {
	return entryOf(given.id).message(bounded(given.params), boundedAbout(given));
}
function findingFix(given) {
	return entryOf(given.id).fix?.(bounded(given.params), boundedAbout(given));
}
function factFinding({ id, params }, about) {
	const given = {
		id,
		...about,
		params
	};
	if (!verdictsOf(id).includes(about.verdict)) throw new Error(`${id} cannot be ${about.verdict}`);
	return given;
}
function forSeveralModes({ mode: _, ...shared }, modes) {
	return {
		...shared,
		params: {
			...shared.params,
			modes
		}
	};
}
// src/document/report.ts
const noiseSchema = object({
	floor: magnitude.nullable(),
	rounds: magnitude,
	limit: optional(magnitude),
	placement: optional(placementSchema),
	pressure: optional(object({
		cpu: magnitude,
		io: magnitude
	}).readonly()),
	control: optional(object({
		mode: text,
		platform: text,
		metrics: record(text, union([measuredSchema, unmeasuredSchema])),
		copies: optional(array(magnitude).readonly()),
		every: optional(magnitude),
		original: optional(record(text, union([measuredSchema, unmeasuredSchema])).readonly())
	}).readonly())
}).readonly().meta({ id: "noise" });
const circumstances = {
	tool: object({ version: text }).readonly(),
	runner: object({
		os: text,
		arch: text,
		cpus: magnitude,
		image: optional(text)
	}).readonly(),
	go: object({ version: text }).readonly(),
	engine: object({
		name: text,
		version: text,
		isolation: optional(isolationSchema)
	}).readonly(),
	conditions: optional(startConditionsSchema),
	noise: noiseSchema,
	phases: array(phaseSchema).readonly()
};
const jobSchema = object({
	platforms: array(text).readonly(),
	modes: array(text).readonly(),
	...circumstances
}).readonly();
const reportSchema = object({
	schema: literal(1),
	app: text,
	verdict: _enum(verdicts),
	...circumstances,
	jobs: optional(array(jobSchema).readonly()),
	base: commitSchema.nullable(),
	head: commitSchema,
	origin: optional(originSchema),
	accepted: optional(acceptedSchema),
	variants: array(reportVariantSchema).readonly(),
	reference: optional(text),
	linked: optional(array(linkedModulesSchema).readonly()),
	scans: optional(array(scanComparisonSchema).readonly()),
	goMod: optional(object({
		file: text,
		require: record(text, line)
	}).readonly()),
	budgets: array(budgetSchema).readonly(),
	comparisons: array(comparisonSchema).readonly(),
	findings: array(findingSchema).readonly(),
	causes: array(causeSchema).readonly(),
	programs: optional(array(programComparisonSchema).readonly()),
	vulnerabilities: optional(vulnerabilitiesSchema)
}).readonly();
function isFromOneJob({ jobs }, modes, platform) {
	return jobs === void 0 || jobs.some((job) => job.platforms.includes(platform) && modes.every((mode) => job.modes.includes(mode)));
}
// src/findings/platform-findings.ts
function mergePlatformFindings(parts) {
	const [first] = parts;
	if (parts.length <= 1) return first?.findings ?? [];
	const shared = isInAll(parts);
	return parts.flatMap(({ platform, findings }, index) => findings.flatMap((one) => {
		if (!shared(one)) return [withPlatform(one, platform)];
		return index === 0 ? [one] : [];
	}));
}
function isInAll(parts) {
	const ofEach = parts.map(({ findings }) => new Set(findings.map((one) => JSON.stringify(one))));
	return (one) => ofEach.every((all) => all.has(JSON.stringify(one)));
}
function withPlatform(one, platform) {
	return one.platform === void 0 ? {
		...one,
		platform
	} : one;
}
// src/findings/headline-order.ts
const budgetIds = [
	"budget/max-exceeded",
	"budget/increase-exceeded",
	"budget/undecided",
	"budget/unmeasured",
	"budget/reference-exceeded",
	"budget/reference-undecided",
	"budget/reference-unmeasured"
];
function isBudget(id) {
	return budgetIds.some((one) => one === id);
}
function complete(ids) {
	return ids;
}
const headlineOrder = complete([
	"build/not-compiled",
	"build/library-missing",
	"build/step-failed",
	"build/failed",
	"build/modules-not-fetched",
	"build/toolchain-missing",
	"build/base-image-missing",
	"build/network-failed",
	"build/builder-unreachable",
	"build/builder-failed",
	"build/engine-lost",
	"build/mode-unavailable",
	"build/mode-excluded",
	"start/engine-lost",
	"start/not-ready",
	"load/no-command",
	"load/exec-form-quotes",
	"load/no-shell",
	"load/script-interpreter",
	"load/script-line-endings",
	"load/cannot-switch-user",
	"load/program-missing",
	"load/not-a-program",
	"load/not-executable",
	"load/no-permission",
	"load/wrong-machine",
	"load/no-interpreter",
	"load/interpreter-broken",
	"load/library-missing",
	"load/library-broken",
	"load/version-missing",
	"load/symbol-missing",
	"load/libc-mismatch",
	"runtime/user-missing",
	"runtime/group-missing",
	"build/same-inputs",
	"budget/no-baseline",
	"budget/loosened",
	"link/mode-not-achieved",
	"vulnerability/new",
	"vulnerability/max-exceeded",
	"vulnerability/unmeasured",
	"vulnerability/loosened"
]);
// src/document/outcome.ts
function worst(given) {
	let found = "pass";
	for (const verdict of given) if (verdicts.indexOf(verdict) > verdicts.indexOf(found)) found = verdict;
	return found;
}
function exitCodeOf(verdict) {
	if (verdict === "fail") return 1;
	return verdict === "unmeasured" ? 3 : 0;
}
function outcomeOf({ verdict, findings, accepted }) {
	if (accepted === void 0 || verdict !== "fail") return verdict;
	const left = worst(findings.filter((one) => one.verdict !== "fail" || !isBudget(one.id)).map((one) => one.verdict));
	return exitCodeOf(left) === 0 ? "accepted" : left;
}
function outcomeOfAll(reports) {
	const outcomes = reports.map(outcomeOf);
	const left = worst(outcomes.filter((one) => one !== "accepted"));
	return exitCodeOf(left) === 0 && outcomes.includes("accepted") ? "accepted" : left;
}
// src/findings/build-failures.ts
const idsOfFaults = {
	"not-compiled": "build/not-compiled",
	"step-failed": "build/step-failed",
	"library-missing": "build/library-missing",
	"modules-not-fetched": "build/modules-not-fetched",
	"checksum-mismatch": "build/modules-not-fetched",
	toolchain: "build/toolchain-missing",
	"base-image": "build/base-image-missing",
	network: "build/network-failed",
	builder: "build/builder-failed",
	"head-not-built": "build/skipped"
};
function isModeExclusion(obstacle) {
	return obstacle.kind === "platform-without-mode" || obstacle.kind === "need-missing" && obstacle.platform !== void 0;
}
function idOf(obstacle) {
	if (isModeExclusion(obstacle)) return "build/mode-excluded";
	if (obstacle.kind === "need-missing") return "build/mode-unavailable";
	if (!isBuildFault(obstacle)) return "build/failed";
	if (obstacle.kind === "builder" && obstacle.because === "unreachable") return "build/builder-unreachable";
	if (obstacle.kind === "builder" && obstacle.because === "engine-lost") return "build/engine-lost";
	return idsOfFaults[obstacle.kind];
}
function isBuildFailure(id) {
	return id.startsWith("build/") && id !== "build/skipped";
}
function buildFailures({ why, output }, about) {
	const verdict = about.revision === "head" || isTransientFailure(why) ? "unmeasured" : "pass";
	return (why.length === 0 ? [["build/failed", why]] : [...Map.groupBy(why, idOf)]).map(([id, group], index) => {
		if (id === "build/skipped") return finding(id, {}, {
			...about,
			verdict: "pass"
		});
		if (id === "build/mode-excluded") return finding(id, { why: group }, {
			...about,
			verdict: about.revision === "head" ? "warn" : "pass"
		});
		const log = index === 0 && output.length > 0 ? output : void 0;
		return finding(id, { why: group }, {
			...about,
			verdict,
			log
		});
	});
}
// src/document/shown-report.ts
function shownReport(report, secrets) {
	return maskedValue(report, {
		mask: remembered((text) => secrets.mask(text)),
		maskLines: (lines) => secrets.maskLines(lines)
	});
}
const own = new Set("id kind verdict metric mode modes platform revision sha headSha diffId sha256 digest".split(" "));
function maskedValue(value, secrets) {
	if (typeof value === "string") return secrets.mask(value);
	if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? secrets.maskLines(value) : value.map((one) => maskedValue(one, secrets));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [/^\w+$/.test(key) ? key : secrets.mask(key), maskedEntry(key, one, secrets)]));
}
function maskedEntry(key, value, secrets) {
	if (own.has(key) && (typeof value === "string" || Array.isArray(value))) return value;
	return typeof value === "string" && value !== "" && /^[A-Z][A-Z\d_]*$/.test(key) && isSecretName(key) ? "***" : maskedValue(value, secrets);
}
export { crossCompiler as $, isNewerVersion as A, unmeasuredBrief as B, forSeveralModes as C, uncheckedReason as D, verdictsOf as E, factFix as F, prepareFor as G, knownFailureOf as H, factMessage as I, obstacleTexts as J, obstacleMessage as K, factOutput as L, importsText as M, stepText as N, topicLabels as O, notDerivedMessage as P, needPackages as Q, isFatalProblem as R, findingTitle as S, headlineWords as T, isImageFor as U, unmeasuredText as V, isRemovedByPreparing as W, needMissingFix as X, prepareKey as Y, needMissingText as Z, factFinding as _, exitCodeOf as a, findingMessage as b, worst as c, isBudget as d, isInAll as f, reportSchema as g, isFromOneJob as h, isModeExclusion as i, chainText as j, topicWords as k, budgetIds as l, withPlatform as m, buildFailures as n, outcomeOf as o, mergePlatformFindings as p, obstacleText as q, isBuildFailure as r, outcomeOfAll as s, shownReport as t, headlineOrder as u, finding as v, findingIds as w, findingSchema as x, findingFix as y, conditionText as z };
