import { M as remembered, Mt as matchesPlatform, Qt as fail, en as succeed, ft as parentOf, pt as relativeTo, ut as lastOf } from "./linkgate-core.js";
import { B as textOf, C as settingOf, D as noVariables, F as failAt, H as applyEdits, I as withPlace, K as rangeOf, N as mountOptions, O as isGoImage, P as parseDockerfile, S as expandedWord, T as substitute, U as changesOf, V as unquotedWord, _ as neededStages, a as invocationsOf, b as referencesOf, d as contextPath, f as copiesOf, g as globalScope, h as chainOf, i as runsOf, k as parseImage, m as stepsOf, n as traceFile, p as resolvePath, r as startOf$1, v as originOf, w as settingsOf, x as targetStage, y as platformOfStage, z as sliceWord } from "./linkgate-shell.js";
// src/dockerfile/facts/ldflags.ts
const forms = [
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)'([^']*)'/d,
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)"([^"]*)"/d,
	/(?<=\s)'--?extldflags=([^']*)'/d,
	/(?<=\s)"--?extldflags=([^"]*)"/d,
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)([^\s'"]+)/d
];
const quotes = [
	"'",
	"\"",
	"'",
	"\"",
	""
];
function extldflags(text) {
	for (const [index, form] of forms.entries()) {
		const found = form.exec(text)?.indices;
		const [whole, content] = [found?.[0], found?.[1]];
		if (whole === void 0 || content === void 0) continue;
		const before = content[0] - (quotes[index] === "" ? 1 : 2);
		return {
			from: whole[0],
			to: whole[1],
			content: {
				from: content[0],
				to: content[1]
			},
			quote: quotes[index] ?? "",
			equals: text[before] === "=" ? before : void 0
		};
	}
}
const staticFlag = /^(--?static(-pie)?|-Wl,-static|-Wl,-Bstatic)$/;
function staticSpans(text) {
	const field = extldflags(text);
	if (field === void 0) return [];
	const inside = text.slice(field.content.from, field.content.to);
	const words = [...inside.matchAll(/\S+/g)];
	const gone = words.filter(([word]) => staticFlag.test(word));
	if (gone.length === 0) return [];
	if (gone.length === words.length) return [withBlanks(text, field)];
	return gone.map((found) => withBlanks(inside, {
		from: found.index,
		to: found.index + found[0].length
	}, field.content.from));
}
function staticWordSpans(text) {
	return [...text.matchAll(/\S+/g)].filter(([word]) => staticFlag.test(word)).map((found) => withBlanks(text, {
		from: found.index,
		to: found.index + found[0].length
	}));
}
function linkmodeSpans(text) {
	return [...text.matchAll(/(?<=^|\s)(['"]?)--?linkmode(?:=|\s+)(['"]?)external\2\1(?=\s|$)/g)].map((found) => withBlanks(text, {
		from: found.index,
		to: found.index + found[0].length
	}));
}
function isStaticRecipe(text) {
	return linkmodeSpans(text).length > 0 && staticSpans(text).length > 0;
}
function pureTagSpans(text) {
	return [...text.matchAll(/[^\s,]+/g)].filter(([tag]) => tag === "netgo" || tag === "osusergo").map((found) => {
		const end = found.index + found[0].length;
		const before = /[\s,]*$/.exec(text.slice(0, found.index))?.[0].length ?? 0;
		const after = /^[\s,]*/.exec(text.slice(end))?.[0].length ?? 0;
		return pureOnly(text.slice(0, found.index)) ? {
			from: found.index,
			to: end + after
		} : {
			from: found.index - before,
			to: end
		};
	});
}
function pureOnly(text) {
	return text.split(/[\s,]+/).every((tag) => tag === "" || tag === "netgo" || tag === "osusergo");
}
function withBlanks(text, { from, to }, offset = 0) {
	const before = /\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
	const after = before === from ? /^\s*/.exec(text.slice(to))?.[0].length ?? 0 : 0;
	return {
		from: offset + from - before,
		to: offset + to + after
	};
}
// src/dockerfile/facts/go-command.ts
const withValue$1 = new Set("C asmflags buildmode compiler coverpkg covermode gccgoflags gcflags installsuffix ldflags mod modfile o overlay p pgo pkgdir tags toolexec".split(" "));
function isGo(invocation) {
	return /^(xx-)?go(\d[\w.]*|tip)?$/.test(invocation.program);
}
function goCommandOf(invocation) {
	if (!isGo(invocation) && invocation.program !== "garble") return void 0;
	let at = 1;
	const before = [];
	for (; at < invocation.words.length; at += 1) {
		const flag = readFlag(invocation.words, at);
		if (flag === void 0) break;
		before.push(flag);
		at += flag.words.length - 1;
	}
	const subcommand = invocation.words[at];
	if (subcommand === void 0) return void 0;
	const flags = [...before];
	at += 1;
	for (; at < invocation.words.length; at += 1) {
		const flag = readFlag(invocation.words, at);
		if (flag === void 0) break;
		flags.push(flag);
		at += flag.words.length - 1;
	}
	return {
		subcommand: textOf(subcommand),
		at: subcommand,
		flags,
		packages: invocation.words.slice(at)
	};
}
function readFlag(words, at) {
	const word = words[at];
	const text = word === void 0 ? "" : textOf(word);
	const found = /^--?([A-Za-z]\w*)(=)?/.exec(text);
	if (word === void 0 || found?.[1] === void 0) return void 0;
	const name = found[1];
	if (found[2] !== void 0) return {
		name,
		value: sliceWord(word, found[0].length),
		words: [word]
	};
	const next = words[at + 1];
	if (!withValue$1.has(name) || next === void 0) return {
		name,
		words: [word]
	};
	return {
		name,
		value: next,
		words: [word, next]
	};
}
function flagOf(command, name) {
	return command.flags.findLast((flag) => flag.name === name);
}
function buildsProgram(command) {
	if (command.subcommand !== "build" && command.subcommand !== "install") return false;
	return !command.packages.some((word) => /@/.test(textOf(word)));
}
// src/dockerfile/derive/caches/collector.ts
const collector = {
	name: "GOGC",
	value: "400"
};
const collectorSetting = `${collector.name}=${collector.value}`;
const beginning = /(?:^RUN(?:\s+--\S+)*|&&|\|\||[;({])(?:\s|\\\r?\n(?:\s*#.*\n)*)*$/i;
function collectorEdits(needed, { running }) {
	const { dockerfile, runsOf } = needed;
	return running.flatMap((step) => (runsOf(step) ?? []).flatMap((run) => {
		const start = startOf(run);
		if (start === void 0 || !compiles(run)) return [];
		const before = dockerfile.text.slice(step.instruction.start, start);
		return beginning.test(before) ? [{
			start,
			end: start,
			text: `${collectorSetting} `
		}] : [];
	}));
}
function compiles(run) {
	const command = goCommandOf(run);
	const isSet = run.environment(collector.name) !== void 0;
	return command !== void 0 && buildsProgram(command) && !run.quoted && !isSet;
}
function startOf({ words, settings }) {
	return (settings[0]?.whole ?? words[0])?.range.start;
}
// src/dockerfile/derive/named-contexts.ts
function withoutNamedContexts(text, contexts) {
	const parsed = contexts.size === 0 ? void 0 : parseDockerfile(text);
	if (parsed?.ok !== true) return text;
	return applyEdits(text, parsed.value.stages.flatMap((stage) => [...baseEdits(stage, contexts), ...stage.instructions.flatMap(({ keyword, flags, words, exec }) => {
		if (keyword === "RUN") return flags.flatMap((flag) => mountEdits(flag, contexts));
		return keyword === "COPY" ? copyEdits(flags, exec ?? words, contexts) : [];
	})]));
}
function baseEdits({ base }, contexts) {
	const context = contexts.get(textOf(base));
	return context?.kind === "image" ? [{
		...base.range,
		text: context.image
	}] : [];
}
function copyEdits(flags, words, contexts) {
	const flag = flags.find(({ name }) => name === "from");
	const context = contexts.get(flag?.value ?? "");
	const range = flag?.valueRange;
	if (range === void 0 || context === void 0 || context.kind === "other") return [];
	if (context.kind === "image") return [{
		...range,
		text: context.image
	}];
	const sources = words.slice(0, -1).flatMap((word) => {
		const start = word.source.at[0];
		if (start === void 0) return [];
		return [{
			start,
			end: start + (textOf(word).startsWith("/") ? 1 : 0),
			text: `${context.path}/`
		}];
	});
	return [{
		start: range.start - 7,
		end: range.end,
		text: ""
	}, ...sources];
}
function mountEdits(flag, contexts) {
	const options = flag.name === "mount" ? mountOptions(flag) : new Map();
	const context = contexts.get(options.get("from") ?? "");
	if (flag.valueRange === void 0 || context === void 0 || context.kind === "other") return [];
	const changed = new Map(options);
	if (context.kind === "image") changed.set("from", context.image);
	else {
		const source = (options.get("source") ?? options.get("src") ?? "").replace(/^\//, "");
		for (const name of ["from", "src"]) changed.delete(name);
		changed.set("source", source === "" ? context.path : `${context.path}/${source}`);
	}
	const text = [...changed].map(([name, value]) => value === "" ? name : `${name}=${value}`).join(",");
	return [{
		...flag.valueRange,
		text
	}];
}
function namedContextUse(stages, contexts) {
	for (const { base, from, instructions } of stages) {
		if (contexts.has(textOf(base))) return {
			name: textOf(base),
			line: from.line
		};
		for (const { flags, line } of instructions) {
			const name = flags.map((flag) => flag.name === "mount" ? mountOptions(flag).get("from") : flag.name === "from" ? flag.value : void 0).find((one) => one !== void 0 && contexts.has(one));
			if (name !== void 0) return {
				name,
				line
			};
		}
	}
}
// src/dockerfile/facts/images.ts
const debianReleases = [
	{
		suite: "stretch",
		number: 9,
		glibc: 24
	},
	{
		suite: "buster",
		number: 10,
		glibc: 28
	},
	{
		suite: "bullseye",
		number: 11,
		glibc: 31
	},
	{
		suite: "bookworm",
		number: 12,
		glibc: 36
	},
	{
		suite: "trixie",
		number: 13,
		glibc: 41
	}
];
const newestDebian = 41;
const ubuntuReleases = [
	[/bionic|^18\.04/, 27],
	[/focal|^20\.04/, 31],
	[/jammy|^22\.04/, 35],
	[/noble|^24\.04|^latest$/, 39],
	[/plucky|^25\.04/, 41]
];
const rpm = [
	{
		repository: /amazonlinux$/,
		packages: "yum",
		glibc: {
			2: 26,
			2023: 34
		}
	},
	{
		repository: /centos$/,
		packages: "yum",
		glibc: {
			7: 17,
			8: 28
		}
	},
	{
		repository: /ubi\d+[/-]?(ubi-)?minimal$/,
		packages: "microdnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /ubi\d+/,
		packages: "dnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /(alma|rocky|oracle)linux$/,
		packages: "dnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /fedora$/,
		packages: "dnf",
		glibc: {}
	}
];
const onDebian = new Set("buildpack-deps debian gcc haproxy httpd mariadb nginx nginx-unprivileged node openjdk perl php postgres python redis ruby rust".split(" "));
const onAlpine = new Set([
	"alpine",
	"caddy",
	"docker",
	"traefik"
]);
function imageFacts(reference) {
	const image = parseImage(reference);
	const go = isGoImage(image);
	const unknown = {
		libc: void 0,
		packages: void 0,
		compiler: void 0
	};
	const nonroot = /nonroot|rootless/.test(image.tag) || image.name === "go-toolset";
	const found = scratch(image) ?? distroless(image) ?? chainguard(image) ?? alpine(image) ?? busybox(image) ?? otherDistribution(image);
	return {
		go,
		nonroot,
		...unknown,
		...found
	};
}
function scratch({ name }) {
	return name === "scratch" ? { libc: "none" } : void 0;
}
function distroless({ repository, name }) {
	if (!/distroless\//.test(repository)) return void 0;
	const number = Number(/-debian(\d+)$/.exec(name)?.[1]);
	const glibc = debianReleases.find((release) => release.number === number)?.glibc;
	return {
		libc: name.startsWith("static") ? "none" : "glibc",
		...glibc === void 0 ? {} : { glibc },
		compiler: false
	};
}
function chainguard(image) {
	const { repository, name, tag } = image;
	if (!/^cgr\.dev\//.test(repository)) return void 0;
	const go = isGoImage(image);
	return {
		libc: name === "static" ? "none" : "glibc",
		packages: "apk",
		compiler: go,
		nonroot: !go && !tag.includes("root")
	};
}
function alpine({ name, tag }) {
	if (!onAlpine.has(name) && !/alpine/.test(`${name} ${tag}`)) return void 0;
	const release = name === "alpine" ? /^\d+\.\d+/.exec(tag)?.[0] : /alpine-?(\d+\.\d+)/.exec(tag)?.[1];
	return {
		libc: "musl",
		...release === void 0 ? {} : { alpine: release },
		packages: "apk",
		compiler: false
	};
}
function busybox({ name, tag }) {
	if (name !== "busybox") return void 0;
	const old = Number(/^1\.(\d+)/.exec(tag)?.[1] ?? 99) < 36 && !tag.includes("glibc");
	return {
		libc: /musl|uclibc/.test(tag) || old ? "none" : "glibc",
		compiler: false
	};
}
function otherDistribution(image) {
	const found = ofDebian(image) ?? ofRpm(image);
	return found && {
		libc: "glibc",
		compiler: isGoImage(image),
		...found
	};
}
function ofDebian({ repository, name, tag }) {
	const suite = debianReleases.find((release) => `${name} ${tag}`.includes(release.suite));
	if (suite !== void 0) return {
		packages: "apt",
		glibc: suite.glibc,
		...buildTools(name)
	};
	if (name === "ubuntu" || repository === "cimg/go") {
		const glibc = ubuntuReleases.find(([pattern]) => pattern.test(tag))?.[1];
		return {
			packages: "apt",
			...glibc === void 0 ? {} : { glibc }
		};
	}
	if (name === "golang") return {
		packages: "apt",
		glibc: glibcOfGolang(tag),
		compiler: true
	};
	if (name === "debian") return {
		packages: "apt",
		glibc: debianReleases.find(({ number }) => number === major(tag))?.glibc ?? newestDebian
	};
	return onDebian.has(name) ? {
		packages: "apt",
		...buildTools(name)
	} : void 0;
}
function ofRpm({ repository, name, tag }) {
	const family = rpm.find((each) => each.repository.test(repository));
	if (family === void 0) return name === "go-toolset" ? {
		packages: "dnf",
		compiler: true
	} : void 0;
	const glibc = family.glibc[Number(/ubi(\d+)/.exec(repository)?.[1] ?? major(tag))];
	const compiler = name === "go-toolset";
	return {
		packages: family.packages,
		...glibc === void 0 ? {} : { glibc },
		compiler
	};
}
function buildTools(name) {
	return { compiler: [
		"buildpack-deps",
		"gcc",
		"golang",
		"rust"
	].includes(name) };
}
function major(tag) {
	return Number(/^\d+/.exec(tag)?.[0]);
}
function glibcOfGolang(tag) {
	const [, minor = "99", patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
	const version = Number(minor) + (patch === void 0 ? .99 : Number(patch) / 100);
	if (version >= 24.06) return 41;
	if (version >= 20.05 || version >= 19.1 && version < 20) return 36;
	return version >= 16 ? 31 : 28;
}
// src/dockerfile/facts/build-origin.ts
const inheriting = new Set([
	"gmake",
	"just",
	"mage",
	"make",
	"ninja",
	"task"
]);
const closed = new Set([
	"bazel",
	"dagger",
	"earthly",
	"goreleaser",
	"ko",
	"nix",
	"nix-build",
	"pack"
]);
const atStart = new Set([
	"CompileDaemon",
	"air",
	"fresh",
	"go",
	"gow",
	"realize",
	"reflex"
]);
const scripting = /^(?:bazelisk|bun|cmake|deno|invoke|node|npm|perl|plz|pnpm|python[\d.]*|rake|ruby|scons|yarn)$/;
const interpreters = new Set("bun catalina.sh deno java nginx node npm npx perl php php-fpm pnpm python python3 ruby uvicorn gunicorn yarn".split(" "));
function buildOrigin(dockerfile, known) {
	const starter = lastOf(known.start?.program ?? "");
	if (atStart.has(starter)) return {
		kind: "none",
		because: `it compiles the program when the container starts, with \`${starter}\``
	};
	return launchedBuild(dockerfile, known, [true]) ?? buildpack(dockerfile, known) ?? copiedProgram(dockerfile, known) ?? (interpreters.has(starter) ? void 0 : launchedBuild(dockerfile, known, [true, void 0])) ?? fetchedProgram(dockerfile, known) ?? noGoProgram(known);
}
function launchedBuild(dockerfile, { runs, options }, go) {
	for (const run of runs) {
		const launcher = indirectBuildOf(run);
		const isScripted = scripting.test(run.program);
		if (launcher === void 0 && !isScripted) continue;
		const has = hasGo(dockerfile, run.step.stage, runs, options);
		const { by, inherits, own } = launcher ?? {
			by: `\`${run.program}\``,
			inherits: true,
			own: false
		};
		if (own || has === true || !isScripted && go.includes(has)) return {
			kind: "indirect",
			by,
			line: run.line,
			inherits
		};
	}
}
function buildpack(dockerfile, { stages, options }) {
	for (const stage of stages) {
		const { root } = chainOf(dockerfile, stage, options);
		const image = root.kind === "image" ? root.image : "";
		if (/^(heroku\/|paketobuildpacks\/|gcr\.io\/buildpacks\/)/.test(image)) return {
			kind: "indirect",
			by: `the buildpack of \`${image}\``,
			line: stage.from.line,
			inherits: false
		};
	}
}
function indirectBuildOf(run) {
	const { program } = run;
	if (closed.has(program)) return {
		by: `\`${program}\``,
		inherits: false,
		own: true
	};
	const go = goCommandOf(run);
	if (go?.subcommand === "run" && !go.packages.some((word) => textOf(word).includes("@"))) return {
		by: `\`go run ${go.packages.map(textOf).join(" ")}\``,
		inherits: true,
		own: true
	};
	if (inheriting.has(program)) return {
		by: `\`${program}\``,
		inherits: true,
		own: false
	};
	const script = scriptOf(run);
	return script === void 0 ? void 0 : {
		by: `the script \`${script}\``,
		inherits: true,
		own: false
	};
}
function hasGo(dockerfile, stage, runs, options) {
	const { stages, root } = chainOf(dockerfile, stage, options);
	const image = root.kind === "image" ? imageFacts(root.image) : void 0;
	if (image?.go === true) return true;
	return runs.some((run) => stages.includes(run.step.stage) && (goCommandOf(run) !== void 0 || run.words.some((word) => /^(go|golang|golang-go|golang-\d.*)$|go\.dev\/dl|\/go\d.*\.tar\.gz/.test(textOf(word))))) || (image?.libc === void 0 ? void 0 : false);
}
const foreignScript = /^(?:\.\/)?(?:mvnw|gradlew|configure|autogen\.sh|sbt|bin\/(?:rails|bundle|console))$/;
function scriptOf({ program, words }) {
	const [first] = words.map(textOf);
	if (first === void 0) return void 0;
	if ([
		"ash",
		"bash",
		"sh",
		"source",
		"."
	].includes(program)) return words.slice(1).map(textOf).find((word) => !word.startsWith("-"));
	if (foreignScript.test(first)) return void 0;
	return first.startsWith("./") || /\.sh$/.test(first) || /^[\w.-]+\//.test(first) ? first : void 0;
}
function fetchedProgram(dockerfile, known) {
	return fetchedByRun(known.runs) ?? fetchedByAdd(dockerfile, known) ?? releasedImage(dockerfile, known);
}
const searchPath$1 = [
	"/usr/local/bin",
	"/usr/bin",
	"/bin",
	"/usr/local/sbin",
	"/usr/sbin"
];
function copiedProgram(dockerfile, known) {
	const { start } = known;
	if (start === void 0 || interpreters.has(lastOf(start.program))) return void 0;
	const candidates = start.program.includes("/") ? [resolvePath(start.scope.workdir, start.program)] : searchPath$1.map((directory) => `${directory}/${start.program}`);
	for (const candidate of candidates) {
		const found = candidate === void 0 ? void 0 : originOfFile(dockerfile, known, candidate);
		if (found !== void 0) return found;
	}
}
function originOfFile(dockerfile, { target, runs, options }, path) {
	const isMadeOutOfSight = (stage) => hasGo(dockerfile, stage, runs, options) !== false && runs.some((run) => run.step.stage === stage && indirectBuildOf(run) !== void 0);
	const traced = traceFile(dockerfile, target, path, options, isMadeOutOfSight);
	if (traced.kind !== "stage") return {
		kind: "prebuilt",
		how: {
			context: "copied",
			address: "downloaded",
			image: "released"
		}[traced.kind],
		what: traced.source,
		line: traced.line
	};
	const isOwn = chainOf(dockerfile, target, options).stages.includes(traced.stage);
	const { root } = chainOf(dockerfile, traced.stage, options);
	const isMade = runs.some(({ step }) => step.stage === traced.stage);
	if (isOwn || isMade || root.kind !== "image") return void 0;
	return {
		kind: "prebuilt",
		how: "released",
		what: root.image,
		line: traced.line
	};
}
function fetchedByRun(runs) {
	for (const { program, words: written, line } of runs) {
		const words = written.map(textOf);
		const address = words.find((word) => /^["']?(https?|git|ssh):\/\/|^git@/.test(word));
		if (program === "git" && words.includes("clone")) return {
			kind: "prebuilt",
			how: "cloned",
			what: address ?? words.at(-1) ?? "",
			line
		};
		if ([
			"aria2c",
			"curl",
			"gh",
			"wget"
		].includes(program) && address !== void 0) return {
			kind: "prebuilt",
			how: "downloaded",
			what: address,
			line
		};
	}
}
function fetchedByAdd(dockerfile, { stages, options }) {
	for (const { instruction } of stages.flatMap((stage) => stepsOf(dockerfile, stage, options))) {
		const address = instruction.words.map(textOf).find((word) => /^https?:/.test(word));
		if (instruction.keyword === "ADD" && address !== void 0) return {
			kind: "prebuilt",
			how: "downloaded",
			what: address,
			line: instruction.line
		};
	}
}
function releasedImage(dockerfile, { target, stages, start, options }) {
	const { root } = chainOf(dockerfile, target, options);
	const copies = stages.some((stage) => stage.instructions.some(({ keyword }) => keyword === "COPY"));
	if (root.kind !== "image" || start !== void 0 || copies) return void 0;
	if (!parseImage(root.image).repository.includes("/")) return void 0;
	return {
		kind: "prebuilt",
		how: "released",
		what: root.image,
		line: target.from.line
	};
}
function noGoProgram({ start }) {
	return {
		kind: "none",
		because: start === void 0 ? "it runs no go command" : `it runs no go command and starts \`${start.program}\``
	};
}
// src/dockerfile/facts/bases.ts
function baseKey({ reference, platform }) {
	return platform === void 0 ? reference : `${reference} ${platform}`;
}
function externalBases(dockerfile, options = {}) {
	const references = externalReferences(dockerfile, options);
	if (!references.ok) return references;
	const found = new Map();
	for (const { line, image: reference, platform } of references.value) {
		const base = {
			reference,
			...platform === void 0 ? {} : { platform }
		};
		const key = baseKey(base);
		found.set(key, {
			...base,
			lines: [...found.get(key)?.lines ?? [], line]
		});
	}
	return succeed([...found.values()]);
}
function argumentsOfBase(dockerfile, reference, names, options = {}) {
	return names.filter((name) => {
		const buildArgs = {
			...options.buildArgs,
			[name]: "another-value"
		};
		const bases = externalBases(dockerfile, {
			...options,
			buildArgs
		});
		return bases.ok && bases.value.every((one) => one.reference !== reference);
	});
}
function pinBases(text, pins, options = {}) {
	const dockerfile = parseDockerfile(text);
	if (!dockerfile.ok) return text;
	const references = externalReferences(dockerfile.value, options);
	if (!references.ok) return text;
	return applyEdits(text, references.value.flatMap(({ image, platform, word }) => {
		const pinned = pins.get(baseKey({
			reference: image,
			...platform === void 0 ? {} : { platform }
		}));
		return pinned === void 0 ? [] : [{
			...word.range,
			text: pinned
		}];
	}));
}
function finalBase(dockerfile, options = {}) {
	const target = targetStage(dockerfile, options.target);
	const origin = target && chainOf(dockerfile, target, options).root;
	return origin?.kind === "image" && origin.image !== "scratch" ? origin.image : void 0;
}
function externalReferences(dockerfile, options) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return fail(`it has no stage \`${options.target}\``);
	const found = [];
	for (const stage of neededStages(dockerfile, target, options)) {
		const own = platformOfStage(dockerfile, stage, options);
		for (const reference of referencesOf(dockerfile, stage, options)) {
			const { origin, line } = reference;
			if (origin.kind === "unset") return failAt(line, unnamedImage(dockerfile, origin));
			if (origin.kind === "image" && origin.image !== "scratch") found.push({
				...reference,
				image: origin.image,
				...reference.word === stage.base && own !== (options.platform ?? own) ? { platform: own } : {}
			});
		}
	}
	return succeed(found);
}
function unnamedImage(dockerfile, origin) {
	const { written, variables, refused } = origin;
	if (refused !== void 0 && variables.length === 0) return `\`${written}\` is not an image name: ${refused}`;
	return variables.map((name) => missingValue(dockerfile, written, name)).join("; ");
}
function missingValue({ globalArgs, escapeCharacter }, written, name) {
	const declared = globalArgs.find((instruction) => (settingsOf(instruction, escapeCharacter) ?? []).some((setting) => setting.name === name));
	return declared === void 0 ? `\`${written}\` needs \`${name}\`, which is not declared above the first FROM: add \`ARG ${name}=…\` there` : `\`${written}\` needs the build argument \`${name}\`, which has no default (line ${declared.line}): ${buildArgumentFix(name)}`;
}
function buildArgumentFix(name) {
	return `set \`build: { build-args: { ${name}: … } }\` in .github/linkgate.yml`;
}
// src/dockerfile/facts/needs.ts
function needsOf(dockerfile, stages, runs, options) {
	const images = stages.flatMap((stage) => ofImages(dockerfile, stage, options));
	const commands = stages.flatMap((stage) => unsetArgs(dockerfile, stage, options).flatMap(({ name, line: declared }) => runs.filter((run) => run.step.stage === stage && whereItCompiles(run).some((word) => uses(word, name))).slice(0, 1).map(({ line }) => ({
		line,
		message: `this go command needs the build argument \`${name}\`, which has no default (line ${declared}): ${buildArgumentFix(name)}`,
		argument: name
	}))));
	return [...images, ...commands];
}
function ofImages(dockerfile, stage, options) {
	const inFrom = globalScope(dockerfile, options);
	const declared = dockerfile.globalArgs.flatMap((instruction) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []);
	return referencesOf(dockerfile, stage, options).flatMap(({ origin, line }) => {
		if (origin.kind !== "unset") return [];
		const { variables } = origin;
		if (variables.length === 0) return [{
			line,
			message: unnamedImage(dockerfile, origin)
		}];
		return variables.map((name) => ({
			line,
			message: unnamedImage(dockerfile, {
				...origin,
				variables: [name]
			}),
			...declared.some((setting) => setting.name === name) && !inFrom.has(name) ? { argument: name } : {}
		}));
	});
}
function unsetArgs(dockerfile, stage, options) {
	const inFrom = globalScope(dockerfile, options);
	return stage.instructions.filter(({ keyword }) => keyword === "ARG").flatMap((instruction) => (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).filter(({ name, value }) => value === void 0 && !inFrom.has(name)).filter(({ name }) => options.buildArgs?.[name] === void 0).map(({ name }) => ({
		name,
		line: instruction.line
	})));
}
function whereItCompiles(run) {
	const command = goCommandOf(run);
	if (command === void 0) return [];
	const directory = flagOf(command, "C")?.value;
	return [...command.packages, ...directory === void 0 ? [] : [directory]];
}
function uses(word, name) {
	return new RegExp(`\\$(${name}\\b|\\{${name}\\})`).test(textOf(word));
}
// src/dockerfile/facts/image-program.ts
function findImageProgram(dockerfile, options = {}) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return fail(noStage(dockerfile, options));
	const stages = neededStages(dockerfile, target, options);
	const runs = stages.flatMap((stage) => runsOfStage(dockerfile, stage, options));
	const start = startOf$1(dockerfile, target, options);
	const builds = startedFirst(dockerfile, target, start, goBuilds(dockerfile, runs, options), options);
	return succeed({
		...builds.length > 0 ? {
			kind: "go",
			builds
		} : buildOrigin(dockerfile, {
			target,
			stages,
			runs,
			start,
			options
		}),
		start,
		needs: needsOf(dockerfile, stages, runs, options),
		platform: platformOf(dockerfile, target, options)
	});
}
function noStage({ stages }, { target }) {
	const names = stages.flatMap(({ name }) => name === void 0 ? [] : [`\`${name}\``]);
	return `it has no stage \`${target}\`: ${names.length === 0 ? "none of its stages has a name" : `its stages are ${names.join(", ")}`}; change \`target\` in .github/linkgate.yml`;
}
function runsOfStage(dockerfile, stage, options) {
	return stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage).flatMap((step) => runsOf(dockerfile, step) ?? []);
}
function goBuilds(dockerfile, runs, options) {
	const places = remembered((instruction) => remembered((stage) => remembered((path) => contextPath(dockerfile, stage, path, options, instruction))));
	return runs.flatMap((run) => {
		const command = goCommandOf(run);
		if (command === void 0 || !buildsProgram(command)) return [];
		const changed = flagOf(command, "C")?.value;
		const to = changed === void 0 ? "." : substitute(changed, run.variables);
		const workdir = to === void 0 ? void 0 : resolvePath(run.cwd, to);
		const written = command.packages.map((word) => substitute(word, run.variables) ?? textOf(word));
		const packages = written.length === 0 ? ["."] : written;
		return [{
			line: run.line,
			stage: run.step.stage.index,
			workdir,
			packages,
			directories: directoriesOf(places(run.step.instruction)(run.step.stage), workdir, packages),
			output: outputOf(command, run, workdir, packages),
			goos: run.environment("GOOS")?.value,
			goarch: run.environment("GOARCH")?.value,
			cgo: run.environment("CGO_ENABLED")?.value,
			toolchain: run.environment("GOTOOLCHAIN")?.value,
			started: false
		}];
	});
}
function directoriesOf(placeOf, workdir, packages) {
	const found = packages.flatMap((each) => {
		if (each.includes("$") || !/^(\.{0,2}\/|\.{1,2}$|[\w./*-]*\.go$)/.test(each)) return [];
		const all = each.endsWith("...");
		const directory = all ? each.replace(/\/?\.\.\.$/, "") : each.replace(/(^|\/)[^/]*\.go$/, "$1");
		const path = resolvePath(workdir, directory === "" ? "." : directory);
		if (path === void 0) return [];
		const inContext = placeOf(path);
		if (inContext === void 0) return [];
		return [all ? `${inContext}/...` : inContext];
	});
	return [...new Set(found)];
}
function outputOf(command, run, workdir, packages) {
	const named = flagOf(command, "o")?.value;
	const to = named === void 0 ? void 0 : substitute(named, run.variables);
	if (named !== void 0 && to === void 0) return void 0;
	if (to !== void 0 && !/(^|\/)\.?$/.test(to)) return resolvePath(workdir, to);
	const bin = run.variables.get("GOBIN") ?? `${run.variables.get("GOPATH") ?? "/go"}/bin`;
	const directory = resolvePath(workdir, to ?? (command.subcommand === "install" ? bin : "."));
	const name = (packages.length === 1 ? (packages[0] ?? "").replace(/\.go$/, "") : "").split("/").at(-1) ?? "";
	if (directory === void 0) return void 0;
	return /^\.*$|\$/.test(name) ? `${directory}/` : resolvePath(directory, name);
}
const searchPath = [
	"/usr/local/sbin",
	"/usr/local/bin",
	"/usr/sbin",
	"/usr/bin",
	"/sbin",
	"/bin",
	"/go/bin"
];
function startedFirst(dockerfile, target, start, builds, options) {
	if (start === void 0) return builds;
	const { program, scope } = start;
	const paths = program.includes("/") ? [resolvePath(scope.workdir, program)] : searchPath.map((directory) => `${directory}/${program}`);
	const makes = (build, stage, path) => (build.output?.endsWith("/") ? dirOf(path) : path) === build.output && chainOf(dockerfile, stage, options).stages.some(({ index }) => index === build.stage);
	const made = (stage, path) => builds.some((build) => makes(build, stage, path));
	const places = paths.flatMap((path) => {
		const traced = path === void 0 ? void 0 : traceFile(dockerfile, target, path, options, made);
		return traced?.kind === "stage" ? [traced] : [];
	});
	const marked = builds.map((build) => ({
		...build,
		started: places.some(({ stage, path }) => makes(build, stage, path))
	}));
	return [...marked.filter(({ started }) => started), ...marked.filter(({ started }) => !started)];
}
function dirOf(path) {
	return path.slice(0, path.lastIndexOf("/") + 1);
}
function platformOf(dockerfile, { from }, options) {
	const flag = from.flags.find(({ name }) => name === "platform")?.value;
	if (flag === void 0) return void 0;
	const written = expandedWord(unquotedWord(flag), globalScope(dockerfile, options), dockerfile.escapeCharacter);
	return written === void 0 || written === "" ? void 0 : {
		written,
		line: from.line
	};
}
// src/dockerfile/facts/platform-check.ts
function platformProblems(text, options) {
	const dockerfile = parseDockerfile(text);
	if (!dockerfile.ok) return [dockerfile.problem];
	const found = findImageProgram(dockerfile.value, options);
	if (!found.ok) return [found.problem];
	return [...found.value.needs, ...otherPlatforms(found.value, options.platform)];
}
function otherPlatforms(program, platform) {
	const built = buildsForAnother(program, platform);
	if (built === void 0) return [];
	const message = `it builds for ${built.platform}, but this machine is ${platform}: set the platform to \`$TARGETPLATFORM\`, or use a runner of that platform`;
	return [{
		line: built.line,
		message
	}];
}
function buildsForAnother(program, platform) {
	const [os = "", arch = ""] = platform.split("/");
	const { platform: named } = program;
	if (named !== void 0 && !matchesPlatform(named.written, platform)) return {
		platform: named.written,
		line: named.line
	};
	if (program.kind !== "go") return void 0;
	const other = program.builds.find(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch);
	return other && {
		platform: `${other.goos ?? os}/${other.goarch ?? arch}`,
		line: other.line
	};
}
function notBuiltHere(place, text, options) {
	const dockerfile = parseDockerfile(text);
	const found = dockerfile.ok ? findImageProgram(dockerfile.value, options) : dockerfile;
	if (!found.ok) return void 0;
	const program = found.value;
	if (program.needs.length > 0) return void 0;
	if (program.kind === "none") return {
		because: program.because,
		isCopied: false
	};
	if (program.kind !== "prebuilt") return void 0;
	const how = {
		copied: "it copies a program that is compiled outside the Dockerfile",
		downloaded: "it downloads a program",
		cloned: "it builds a program from a cloned repository",
		released: "it copies a program from a released image"
	};
	const what = withPlace(place, {
		line: program.line,
		message: `\`${program.what}\``
	});
	return {
		because: `${how[program.how]} (${what})`,
		isCopied: program.how === "copied"
	};
}
// src/dockerfile/facts/build-calls.ts
function buildCalls(dockerfile, runs, options) {
	return runs.flatMap((run) => {
		const { stage, instruction } = run.step;
		if (indirectBuildOf(run) === void 0 || run.cwd === void 0) return [];
		if (hasGo(dockerfile, stage, runs, options) === false) return [];
		const directory = contextPath(dockerfile, stage, run.cwd, options, instruction) ?? besideCopied(dockerfile, stage, run.cwd, options);
		if (directory === void 0) return [];
		const words = run.words.map((word) => substitute(word, run.variables) ?? textOf(word));
		const get = (name) => {
			const exported = run.environment(name);
			return exported === void 0 ? run.variables.get(name) : exported.value;
		};
		return [{
			words,
			directory,
			line: run.line,
			variables: { get }
		}];
	});
}
function besideCopied(dockerfile, stage, path, options) {
	const found = stepsOf(dockerfile, stage, options).flatMap((step) => step.instruction.keyword === "RUN" ? [] : copiesOf(dockerfile, step)).findLast(({ from, source, target, into }) => from.kind === "context" && /(?:^|\/)(?:go\.mod|GNUmakefile|[Mm]akefile)$/.test(source) && (into ? target : parentOf(target)) === path);
	return found && parentOf(found.source);
}
// src/dockerfile/facts/describe.ts
function buildersOf(text, options) {
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return [];
	const dockerfile = parsed.value;
	const found = findImageProgram(dockerfile, options);
	if (!found.ok || found.value.kind !== "go") return [];
	const program = found.value;
	const started = program.builds.filter((build) => build.started);
	return (started.length > 0 ? started : program.builds).flatMap(({ stage: index, toolchain }) => {
		const stage = dockerfile.stages.find((one) => one.index === index);
		const root = stage && chainOf(dockerfile, stage, options).root;
		return root?.kind !== "image" ? [] : [{
			image: root.image,
			...toolchain === void 0 ? {} : { toolchain }
		}];
	});
}
const nothing$1 = {
	compilesGo: [],
	indirect: false,
	prebuilt: false,
	copySources: []
};
function describeDockerfile(text, options) {
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return nothing$1;
	const dockerfile = parsed.value;
	const target = targetStage(dockerfile, options.target);
	const found = findImageProgram(dockerfile, options);
	if (target === void 0 || !found.ok) return nothing$1;
	const program = found.value;
	const { start } = program;
	const builds = program.kind === "go" ? program.builds : [];
	const shipped = builds.some(({ started }) => started) ? builds.filter(({ started }) => started) : builds;
	const runs = neededStages(dockerfile, target, options).flatMap((stage) => runsOfStage(dockerfile, stage, options));
	const importPaths = [...new Set(shipped.flatMap(({ packages }) => packages.filter(isImportPath)))];
	const calls = program.kind === "indirect" ? buildCalls(dockerfile, runs, options) : [];
	const compilesGo = [...new Set(shipped.flatMap(({ directories }) => directories))];
	const copySources = neededStages(dockerfile, target, options).flatMap((stage) => stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage).flatMap((step) => copiesOf(dockerfile, step)).flatMap(({ from, source }) => from.kind === "context" ? [source === "" ? "." : source] : []));
	return {
		compilesGo,
		...importPaths.length === 0 ? {} : { importPaths },
		...calls.length === 0 ? {} : { calls },
		indirect: program.kind === "indirect" || program.kind === "go" && compilesGo.length === 0,
		prebuilt: program.kind === "prebuilt",
		...program.kind === "prebuilt" && program.how === "copied" ? { copiesProgram: true } : {},
		copySources: [...new Set(copySources)],
		...start === void 0 ? {} : { starts: {
			program: start.program,
			arguments: start.arguments,
			line: start.line
		} }
	};
}
function isImportPath(name) {
	return /^[\w-]+(?:\.[\w-]+)+\//.test(name) && !name.endsWith(".go") && !name.includes("$");
}
// src/dockerfile/facts/may-create.ts
function buildMayCreate(text, options, path) {
	const parsed = parseDockerfile(text);
	const found = parsed.ok ? findImageProgram(parsed.value, options) : parsed;
	if (!parsed.ok || !found.ok || found.value.kind !== "go") return true;
	const dockerfile = parsed.value;
	const started = found.value.builds.filter((build) => build.started);
	return (started.length > 0 ? started : found.value.builds).some((build) => {
		const stage = dockerfile.stages.find(({ index }) => index === build.stage);
		if (stage === void 0) return true;
		const steps = stepsOf(dockerfile, stage, options).filter((step) => step.stage !== stage || step.instruction.line < build.line);
		const places = sourcePlaces(dockerfile, steps, build);
		return steps.some((step) => runMakes(dockerfile, step) || copyMakes(dockerfile, step, {
			places,
			path
		}));
	});
}
const inert = new Set(": [ addgroup adduser apk apt apt-get cat cd chmod chown dnf echo export file groupadd ldd ls microdnf mkdir printf rm set strip test touch true update-ca-certificates upx useradd yum".split(" "));
const inertOfGo = /^(?:build|clean|env|fix|fmt|get|help|install|list|mod|telemetry|test|version|vet|work)$/;
function runMakes(dockerfile, step) {
	if (step.instruction.keyword !== "RUN") return false;
	const runs = runsOf(dockerfile, step);
	const redirects = step.instruction.rest.text.replaceAll(/\d*>>?\s*(?:&\d|\/dev\/\S+)/g, "");
	return runs === void 0 || redirects.includes(">") || runs.some((run) => !isInert(run));
}
function isInert(run) {
	const { program, words } = run;
	const go = goCommandOf(run);
	if (go !== void 0) return inertOfGo.test(go.subcommand);
	if (program === "git") return words.slice(1, 2).map(textOf).includes("config");
	return program === "" || inert.has(program);
}
function sourcePlaces(dockerfile, steps, { workdir }) {
	if (workdir === void 0 || workdir === "/") return void 0;
	const copied = steps.filter(({ instruction }) => instruction.keyword !== "RUN").flatMap((step) => copiesOf(dockerfile, step)).filter(({ from }) => from.kind === "context").map(({ target }) => target);
	return copied.includes("/") ? void 0 : [workdir, ...copied];
}
function copyMakes(dockerfile, step, { places, path }) {
	if (step.instruction.keyword === "RUN") return false;
	return copiesOf(dockerfile, step).some(({ from, source, target }) => {
		if (from.kind === "context") return source !== path && target.endsWith(`/${path}`);
		if (places === void 0 || target === "/") return true;
		return places.some((place) => relativeTo(place, target) !== void 0 || relativeTo(target, place) !== void 0);
	});
}
// src/dockerfile/facts/context-sources.ts
function contextSources(text, options) {
	const parsed = parseDockerfile(text);
	const target = parsed.ok ? targetStage(parsed.value, options.target) : void 0;
	if (!parsed.ok || target === void 0) return [];
	const dockerfile = parsed.value;
	return neededStages(dockerfile, target, options).flatMap((stage) => stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage).flatMap((step) => {
		const { keyword } = step.instruction;
		const by = keyword === "COPY" || keyword === "ADD" ? keyword : "RUN --mount";
		return copiesOf(dockerfile, step).filter(({ from }) => from.kind === "context").map(({ source, line }) => ({
			path: resolvePath("/", source)?.slice(1) ?? "",
			by,
			line
		})).filter(({ path }) => path !== "").map((one) => ({
			...one,
			isPattern: by !== "RUN --mount" && /[*?[\\]/.test(one.path)
		}));
	}));
}
function takenFromContext(text, options) {
	const parsed = parseDockerfile(text);
	const target = parsed.ok ? targetStage(parsed.value, options.target) : void 0;
	if (!parsed.ok || target === void 0) return () => false;
	const dockerfile = parsed.value;
	const taken = neededStages(dockerfile, target, options).flatMap((stage) => stepsOf(dockerfile, stage, options)).flatMap((step) => copiesOf(dockerfile, step)).filter(({ from }) => from.kind === "context").map(({ source }) => resolvePath("/", source)?.slice(1) || ".");
	const paths = [...new Set(taken)];
	return (directory) => paths.some((path) => relativeTo(path, directory) !== void 0 || relativeTo(directory, path) !== void 0);
}
// src/dockerfile/derive/caches/frontend.ts
function frontendOf(text, buildArgs = {}) {
	return buildArgs["BUILDKIT_SYNTAX"] ?? syntaxOf(text);
}
function syntaxOf(text) {
	for (const line of text.replace(/^\uFEFF?(?:#!.*\r?\n)?/, "").split("\n")) {
		const [, name, value] = /^\s*(?:#|\/\/)\s*([a-zA-Z]\w*)\s*=(.*)/.exec(line) ?? [];
		if (name === void 0) return void 0;
		if (name.toLowerCase() === "syntax") return value?.trim().split(/\s/, 1)[0];
	}
}
function supportsCacheMounts(text, buildArgs = {}) {
	const named = frontendOf(text, buildArgs);
	if (named === void 0) return true;
	const { repository, tag } = parseImage(named);
	if (!/(?:^|\/)docker\/dockerfile(?:-upstream)?$/.test(repository)) return false;
	return !/^1\.[01](?:\.|$)/.test(tag);
}
// src/dockerfile/facts/packages.ts
const managers = {
	apk: "apk",
	apt: "apt",
	"apt-get": "apt",
	aptitude: "apt",
	dnf: "rpm",
	microdnf: "rpm",
	"xx-apk": "apk",
	"xx-apt": "apt",
	"xx-apt-get": "apt",
	yum: "rpm"
};
const adding = new Set([
	"add",
	"install",
	"groupinstall"
]);
const removing = new Set([
	"del",
	"purge",
	"remove"
]);
const withValue = new Set([
	"-X",
	"--repository",
	"-t",
	"--virtual",
	"-p",
	"--root",
	"-o",
	"--arch",
	"-c"
]);
function packageCommandOf(run) {
	const manager = managers[run.program];
	if (manager === void 0) return void 0;
	const words = run.words.slice(1).map((word) => substitute(word, run.variables) ?? textOf(word));
	const [action = "", ...packages] = words.filter((word, index) => !word.startsWith("-") && !withValue.has(words[index - 1] ?? ""));
	return {
		run,
		manager,
		action: adding.has(action) ? "add" : removing.has(action) ? "remove" : "other",
		packages: packages.map((name) => name.replace(/(?!^)(?:[=<>~@]|:(?:amd|arm|i3)).*$/, ""))
	};
}
const compilers = /^(gcc(-\d+)?|g\+\+(-\d+)?|build-base|build-essential|alpine-sdk|clang\d*|gcc-c\+\+)$/;
const headers = {
	apk: /^(musl-dev|libc-dev|build-base|alpine-sdk|glibc-dev)$/,
	apt: /^(libc6-dev|libc-dev|build-essential|g\+\+(-\d+)?)$/,
	rpm: /^(gcc|gcc-c\+\+|clang)$/
};
function installedCompiler(commands) {
	const added = commands.filter(({ action, packages, run }, index) => action === "add" && !commands.slice(index).some((later) => later.action === "remove" && later.packages.some((name) => packages.includes(name) || run.words.some((word) => textOf(word) === name))));
	const recommended = added.some(({ manager, packages, run }) => manager === "apt" && packages.some((name) => /^golang(-go|-\d[\d.]*(-go)?)?$/.test(name)) && !run.words.some((word) => textOf(word) === "--no-install-recommends"));
	return {
		compiler: recommended || added.some(({ packages }) => packages.some((name) => compilers.test(name))),
		headers: recommended || added.some(({ manager, packages }) => packages.some((name) => headers[manager].test(name)))
	};
}
const inDebian = {
	"alpine-sdk": "build-essential",
	bash: "bash",
	binutils: "binutils",
	"build-base": "build-essential",
	"ca-certificates": "ca-certificates",
	"ca-certificates-bundle": "ca-certificates",
	coreutils: "coreutils",
	curl: "curl",
	"dumb-init": "dumb-init",
	ffmpeg: "ffmpeg",
	file: "file",
	findutils: "findutils",
	"g++": "g++",
	gcc: "gcc",
	gcompat: "",
	gettext: "gettext-base",
	git: "git",
	gnupg: "gnupg",
	jq: "jq",
	"libc-dev": "libc6-dev",
	"libc6-compat": "",
	"linux-headers": "linux-libc-dev",
	make: "make",
	mercurial: "mercurial",
	"musl-dev": "libc6-dev",
	"openssh-client": "openssh-client",
	openssl: "openssl",
	pkgconf: "pkg-config",
	pkgconfig: "pkg-config",
	protobuf: "protobuf-compiler",
	sed: "sed",
	sqlite: "sqlite3",
	"sqlite-dev": "libsqlite3-dev",
	"sqlite-libs": "libsqlite3-0",
	subversion: "subversion",
	tar: "tar",
	tini: "tini",
	tzdata: "tzdata",
	unzip: "unzip",
	wget: "wget",
	xz: "xz-utils",
	zip: "zip"
};
const inAlpine = {
	...Object.fromEntries(Object.entries(inDebian).filter(([, debian]) => debian !== "").reverse().map(([alpine, debian]) => [debian, alpine])),
	"apt-transport-https": "",
	"build-essential": "build-base",
	"ca-certificates": "ca-certificates",
	"g++": "g++",
	gettext: "gettext",
	"golang-go": "go",
	"libc6-dev": "musl-dev",
	"lsb-release": "",
	openssh: "openssh-client",
	"pkg-config": "pkgconf",
	"software-properties-common": "",
	sqlite3: "sqlite"
};
const inGolangOnDebian = new Set("bash binutils build-essential ca-certificates coreutils curl findutils g++ gcc git gnupg libc6-dev linux-libc-dev make mercurial openssh-client openssl pkg-config sed subversion tar wget".split(" "));
const inAnyAlpine = new Set([
	"coreutils",
	"findutils",
	"sed",
	"tar",
	"unzip",
	"wget"
]);
function translatePackages(packages, to) {
	const table = to === "apt" ? inDebian : inAlpine;
	const unknown = packages.find((name) => table[name] === void 0);
	if (unknown !== void 0) return {
		ok: false,
		problem: unknown
	};
	const translated = packages.flatMap((name) => table[name] ?? []).filter((name) => name !== "");
	return succeed([...new Set(translated)]);
}
function installCommand(manager, packages) {
	const names = packages.join(" ");
	if (manager === "apk") return `apk add --no-cache ${names}`;
	if (manager === "apt") return `apt-get update && apt-get install -y --no-install-recommends ${names}`;
	return manager === void 0 ? void 0 : `${manager} install -y ${names}`;
}
// src/dockerfile/facts/runs-go.ts
function mayRunGo(dockerfile, line) {
	const instruction = dockerfile.stages.flatMap(({ instructions }) => instructions).find((one) => one.line === line);
	if (instruction === void 0) return false;
	const invocations = invocationsOf(dockerfile, instruction);
	if (invocations === void 0) return true;
	return invocations.some(startsGo);
}
function startsGo(invocation) {
	if (goCommandOf(invocation) !== void 0 || indirectBuildOf(invocation) !== void 0) return true;
	return invocation.words.slice(1).some((word, index) => index < 3 && textOf(word) === "go");
}
// src/dockerfile/derive/caches/needed-steps.ts
function neededSteps(dockerfile, target, options) {
	return {
		dockerfile,
		options,
		target,
		stages: neededStages(dockerfile, target, options),
		chainOf: remembered((stage) => chainOf(dockerfile, stage, options)),
		ownSteps: remembered((stage) => stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage)),
		runsOf: remembered((step) => runsOf(dockerfile, step)),
		mayRunGo: remembered(({ instruction: { keyword, line } }) => keyword === "RUN" && mayRunGo(dockerfile, line))
	};
}
function chainSteps({ chainOf: chain, ownSteps }, stage) {
	return chain(stage).stages.flatMap(ownSteps);
}
function writtenIn({ dockerfile }, { instruction: { start, end } }) {
	return dockerfile.text.slice(start, end);
}
// src/dockerfile/derive/caches/c-environment.ts
function affectsC(path) {
	return /\.(?:a|c|cc|cmake|cpp|cxx|deb|def|gz|h|hh|hpp|hxx|i|in|inc|inl|la|ld|mk|o|pc|rs|[sS]|sh|so(?:\.[\d.]+)?|tar|tgz|xz|zip)$/.test(path) || /(?:^|\/)(?:CMakeLists\.txt|[Mm]akefile|configure|meson\.build)$/.test(path);
}
function cEnvironment(needed, { stages, steps, running }) {
	const valuesAt = valuesIn(needed, steps);
	const ofC = new Set(running.map((step) => valuesAt(step, (name) => cVariable.test(name))));
	const parts = steps.flatMap((step) => partsOf(needed, step, valuesAt));
	const [first] = stages;
	const root = first === void 0 ? "" : rootOf$1(needed, first);
	return JSON.stringify([
		root,
		needed.options.platform ?? "",
		[...ofC],
		parts
	]);
}
const cVariable = /^(?:C(?:PLUS)?_INCLUDE_PATH|CPATH|COMPILER_PATH|GCC_EXEC_PREFIX|L(?:D_)?(?:IBRARY|RUN)_PATH|LIBRARY_PATH|PKG_CONFIG\w*)$/;
const goVariable = /^(?:CGO_|GO)/;
function valuesIn({ dockerfile }, steps) {
	const settings = steps.flatMap(({ instruction }) => instruction.keyword === "ENV" || instruction.keyword === "ARG" ? settingsOf(instruction, dockerfile.escapeCharacter) ?? [] : []);
	return ({ scope: { variables } }, wanted) => JSON.stringify(settings.flatMap(({ name, value }) => wanted(name) && variables.has(name) ? [[name, variables.get(name) ?? (value === void 0 ? "" : textOf(value))]] : []));
}
function rootOf$1({ chainOf, options }, stage) {
	const { root } = chainOf(stage);
	return root.kind === "image" ? imageIdentity(root.image, options) : root.written;
}
function imageIdentity(image, { images }) {
	return images?.get(image)?.identity ?? image;
}
function partsOf(needed, step, valuesAt) {
	const written = writtenIn(needed, step);
	switch (step.instruction.keyword) {
		case "RUN": {
			const change = changeOf(needed, step);
			if (change === "none") return copiedParts(needed, step);
			const values = valuesAt(step, (name) => !goVariable.test(name));
			return [
				...change === "unknown" ? [written] : [],
				values,
				...copiedParts(needed, step)
			];
		}
		case "COPY":
		case "ADD": return copiesOf(needed.dockerfile, step).length === 0 ? [written] : copiedParts(needed, step);
		default: return [];
	}
}
function copiedParts(needed, step) {
	const { dockerfile, options } = needed;
	const written = writtenIn(needed, step);
	return copiesOf(dockerfile, step).flatMap(({ from }) => {
		if (from.kind === "context") return [];
		if (from.kind === "stage") return [written, ...textsOf(needed, from.stage)];
		return from.kind === "image" ? [written, imageIdentity(from.image, options)] : [written];
	});
}
function textsOf(needed, stage) {
	const steps = chainSteps(needed, stage);
	const valuesAt = valuesIn(needed, steps);
	const texts = steps.flatMap((step) => [writtenIn(needed, step), valuesAt(step, () => true)]);
	return [rootOf$1(needed, stage), ...texts];
}
const withoutLibraries = /^(?:alpine-sdk|bash|binutils|build-base|build-essential|ca-certificates(?:-bundle)?|coreutils|curl|dumb-init|file|findutils|g\+\+|gcc|git|gnupg|jq|libc-dev|libc6-dev|make|musl-dev|openssh(?:-client)?|pkgconf|pkgconfig|pkg-config|tar|tini|tzdata|unzip|upx|wget|xz|xz-utils|zip)$/;
const fileTools$1 = new Set([
	"",
	..."[ addgroup adduser cd chmod chown command cut date echo export file for grep groupadd head ldd ls mkdir printf pwd rm set".split(" "),
	..."strip test touch tr true uname update-ca-certificates upx useradd which xx-info xx-verify".split(" ")
]);
function changeOf({ runsOf }, step) {
	const runs = runsOf(step);
	if (runs === void 0) return "unknown";
	const others = runs.filter((run) => !changesNothing(run));
	if (others.length === 0) return "none";
	return others.every((run) => indirectBuildOf(run) !== void 0) ? "by-script" : "unknown";
}
function changesNothing(run) {
	const [, first, ...others] = run.words.map(textOf);
	if ([...run.settings.map(({ name }) => name), ...run.program === "export" ? [first ?? "", ...others] : []].some((text) => cVariable.test(text.split("=", 1)[0] ?? ""))) return false;
	if (goCommandOf(run) !== void 0 || fileTools$1.has(run.program)) return true;
	if (run.program === "git") return asksOnly.test(first ?? "");
	const command = packageCommandOf(run);
	if (command?.action === "other") return !run.words.some((word) => /upgrade/.test(textOf(word)));
	return command?.packages.every((name) => withoutLibraries.test(name)) === true;
}
const asksOnly = /^(?:config|describe|log|rev-list|rev-parse|show|status|tag)$/;
// src/dockerfile/derive/caches/go-paths.ts
function cacheOwner({ user = "root" }) {
	const [, name = "", group = "0"] = /^([^:]*)(?::(.*))?$/.exec(user) ?? [];
	if (name === "root" || name === "0") return {};
	return /^\d+$/.test(name) && /^\d+$/.test(group) ? { owner: {
		uid: Number(name),
		gid: Number(group)
	} } : void 0;
}
function goPaths({ variables, user }) {
	const unknown = new Set();
	const set = (name) => {
		const value = variables.get(name);
		if (variables.has(name) && value === void 0) unknown.add(name);
		return value === "" ? void 0 : value;
	};
	const isRoot = cacheOwner({ user })?.owner === void 0;
	const home = set("HOME") ?? (isRoot ? "/root" : void 0);
	const below = (directory, path) => directory === void 0 ? void 0 : `${directory}/${path}`;
	const build = set("GOCACHE") ?? below(set("XDG_CACHE_HOME") ?? below(home, ".cache"), "go-build");
	const modules = set("GOMODCACHE") ?? below(set("GOPATH")?.split(":")[0] ?? below(home, "go"), "pkg/mod");
	if (unknown.size > 0 || !isPlain(build) || !isPlain(modules)) return void 0;
	const { build: first = "/", modules: second = "/" } = {
		build: resolvePath("/", build),
		modules: resolvePath("/", modules)
	};
	return overlaps(first, second) ? void 0 : {
		build: first,
		modules: second
	};
}
function isPlain(path) {
	return path !== void 0 && /^\/[\w./@+-]+$/.test(path);
}
function isIn(path, directory) {
	return directory === "/" || relativeTo(directory, path) !== void 0;
}
function overlaps(a, b) {
	return isIn(a, b) || isIn(b, a);
}
// src/dockerfile/derive/caches/conflicts.ts
function cachePathLine(needed, { steps }, { build, modules }) {
	const paths = [build, modules];
	return steps.find((step) => {
		const { keyword, words } = step.instruction;
		const { workdir, expand } = step.scope;
		switch (keyword) {
			case "RUN": return runNames(needed, step, paths);
			case "COPY":
			case "ADD": return copiesOf(needed.dockerfile, step).some(({ from, target }) => paths.some((path) => from.kind === "context" ? isIn(target, path) : !isOfTools(needed, from) && overlaps(target, path)));
			case "VOLUME": return (step.instruction.exec ?? words).some((word) => {
				const path = resolvePath(workdir, expand(word) ?? "/");
				return path === void 0 || paths.some((one) => overlaps(one, path));
			});
			case "WORKDIR": return words.some((word) => {
				const to = resolvePath(workdir, expand(word) ?? ".");
				return to !== void 0 && paths.some((path) => isIn(to, path));
			});
			default: return false;
		}
	})?.instruction.line;
}
function isOfTools({ chainOf }, from) {
	const { stages, root } = from.kind === "stage" ? chainOf(from.stage) : {
		stages: [],
		root: from
	};
	return stages.every(({ instructions }) => instructions.length === 0) && root.kind === "image" && parseImage(root.image).name === "xx";
}
const fileTools = new Set("chmod chown cp du find ln ls mv rm rsync tar zip".split(" "));
function runNames({ dockerfile, runsOf }, step, paths) {
	const { rest, end } = step.instruction;
	if (textNames(dockerfile.text.slice(rest.at[0] ?? end, end), paths)) return true;
	return (runsOf(step) ?? []).some((run) => {
		if (goCommandOf(run) !== void 0) return false;
		return run.words.slice(1).some((word) => {
			const written = substitute(word, run.variables);
			if (written === void 0) return false;
			const path = resolvePath(run.cwd, beforePattern(written));
			const isFileTool = fileTools.has(run.program);
			if (path === void 0 || path === "/" && !isFileTool) return false;
			if (written.startsWith("/")) return paths.some((one) => overlaps(one, path));
			return isFileTool && paths.some((one) => isIn(path, one));
		});
	});
}
const harmless = /(?:\$\{?GOPATH\}?|\$\(go env GOPATH\)|`go env GOPATH`)\/(?:bin|src)\b/g;
function textNames(text, paths) {
	const rest = text.replaceAll(harmless, "");
	if (/\b(?:GO(?:MOD)?CACHE|GOPATH|GOENV|XDG_CACHE_HOME)\b|\bHOME=/.test(rest)) return true;
	if (/\bgo\s+clean\b[^\n;&|]{0,200}\s--?(?:mod)?cache\b/.test(rest)) return true;
	if (/(?:~|\$\{?HOME\}?)\/(?:\.cache|go)(?![\w-])/.test(rest)) return true;
	return [...rest.matchAll(/(?<![\w.~}$/-])\/[\w./@+-]*/g)].some(([written]) => {
		const path = resolvePath("/", written);
		return path !== void 0 && path !== "/" && paths.some((one) => overlaps(one, path));
	});
}
function ownMounts({ instruction, scope }) {
	return instruction.flags.flatMap((flag) => {
		if (flag.name !== "mount") return [];
		const options = mountOptions(flag);
		const written = [
			"target",
			"dst",
			"destination"
		].flatMap((name) => options.get(name) ?? [])[0];
		if (written === void 0) return /^(?:secret|ssh)$/.test(options.get("type") ?? "") ? [] : [scope.workdir];
		const path = scope.expand(unquotedWord(written));
		return [path === void 0 ? void 0 : resolvePath(scope.workdir, path)];
	});
}
function hasCredentials({ instruction }) {
	return instruction.flags.some((flag) => flag.name === "mount" && /^(?:secret|ssh)$/.test(mountOptions(flag).get("type") ?? ""));
}
function isOffline({ instruction }) {
	return instruction.flags.some(({ name, value }) => name === "network" && value === "none");
}
function cacheReadLine({ dockerfile, stages: all, ownSteps }, { stages }, { build, modules }) {
	const reads = (source) => {
		const path = resolvePath("/", beforePattern(source)) ?? "/";
		return [build, modules].some((one) => overlaps(one, path));
	};
	return all.flatMap(ownSteps).find((step) => [...copiedFrom(dockerfile, step), ...mountedFrom(dockerfile, step)].some(({ from, source }) => from.kind === "stage" && stages.includes(from.stage) && reads(source)))?.instruction.line;
}
function sourceOf(word, { expand }) {
	return expand(word) ?? textOf(word);
}
function beforePattern(path) {
	return path.replace(/[^/]*[*?[$].*$/s, "");
}
function copiedFrom(dockerfile, { instruction, stage, scope }) {
	const from = instruction.flags.find(({ name }) => name === "from")?.value;
	if (from === void 0) return [];
	const words = instruction.exec?.map((word) => unquotedWord(textOf(word))) ?? instruction.words;
	const origin = originOf(dockerfile, stage, from);
	return words.slice(0, -1).map((word) => ({
		from: origin,
		source: sourceOf(word, scope)
	}));
}
function mountedFrom(dockerfile, { instruction, stage, scope }) {
	return instruction.flags.flatMap((flag) => {
		const options = flag.name === "mount" ? mountOptions(flag) : new Map();
		const from = options.get("from");
		if (from === void 0) return [];
		const source = options.get("source") ?? options.get("src") ?? "";
		return [{
			from: originOf(dockerfile, stage, from),
			source: sourceOf(unquotedWord(source), scope)
		}];
	});
}
// src/dockerfile/derive/caches/families.ts
function goStages(needed) {
	const { dockerfile, options, target, stages, chainOf, ownSteps, runsOf, mayRunGo } = needed;
	const runs = stages.flatMap((stage) => ownSteps(stage).flatMap((step) => runsOf(step) ?? []));
	const ships = new Set(chainOf(target).stages);
	const firstGo = remembered((stage) => hasGo(dockerfile, stage, runs, options) === false ? void 0 : ownSteps(stage).find(mayRunGo));
	const members = new Map();
	for (const stage of stages) {
		const chain = chainOf(stage).stages;
		const root = chain.find((one) => !ships.has(one));
		if (root === void 0 || chain.some((one) => ships.has(one) && firstGo(one) !== void 0)) continue;
		members.set(root, [...members.get(root) ?? [], stage]);
	}
	return {
		families: [...members.values()].map((family) => familyOf(needed, family, firstGo)).filter(({ running }) => running.length > 0),
		shipping: [...ships].flatMap((stage) => firstGo(stage)?.instruction.line ?? [])
	};
}
function familyOf(needed, stages, firstGo) {
	const steps = new Set();
	const running = new Set();
	for (const stage of stages) {
		let hasBegun = false;
		for (const step of chainSteps(needed, stage)) {
			hasBegun ||= firstGo(step.stage) === step;
			steps.add(step);
			if (hasBegun && step.instruction.keyword === "RUN") running.add(step);
		}
	}
	return {
		stages,
		steps: [...steps],
		running: [...running]
	};
}
// src/dockerfile/derive/caches/fetch-environment.ts
const variables = [
	"GOAUTH",
	"GOINSECURE",
	"GONOPROXY",
	"GONOSUMDB",
	"GOPRIVATE",
	"GOPROXY",
	"GOSUMDB",
	"GOVCS",
	"NETRC"
];
function fetchEnvironment(needed, { steps, running }) {
	const texts = steps.map((step) => writtenIn(needed, step)).filter((text) => namesCredentials.test(text));
	return JSON.stringify([[...new Set(running.map(settingsAt))], texts]);
}
const namesCredentials = /\.gitconfig|\.netrc|\.ssh\b|\bgit\s+config\b|\bGO(?:AUTH|PRIVATE|PROXY)=|\bssh-key/;
function settingsAt(step) {
	const values = variables.map((name) => step.scope.variables.get(name) ?? "");
	return JSON.stringify([hasCredentials(step), values]);
}
// src/dockerfile/derive/caches/compile-caches.ts
function compileCaches(dockerfile, options) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return {
		mounts: [],
		settings: [],
		runsWithoutMounts: []
	};
	const needed = neededSteps(dockerfile, target, options);
	const { families, shipping } = goStages(needed);
	const takes = supportsCacheMounts(dockerfile.text, options.buildArgs);
	const found = families.map((family) => takes ? familyCaches(needed, family) : left("syntax", 1));
	return {
		mounts: found.flatMap(({ mounts }) => mounts),
		settings: found.flatMap(({ settings }) => settings),
		runsWithoutMounts: [...shipping.map((line) => ({
			because: "ships",
			line
		})), ...found.flatMap(({ runsWithoutMounts }) => runsWithoutMounts)]
	};
}
function left(because, line) {
	return {
		mounts: [],
		settings: [],
		runsWithoutMounts: [{
			because,
			line
		}]
	};
}
function familyCaches(needed, family) {
	const obstacle = obstacleOf(needed, family);
	if (obstacle !== void 0) return obstacle;
	const { running, steps } = family;
	const [first] = running;
	const paths = first && goPaths(first.scope);
	if (first === void 0 || paths === void 0) return {
		mounts: [],
		settings: [],
		runsWithoutMounts: []
	};
	const { instruction, scope } = first;
	const own = steps.flatMap((step) => step.instruction.keyword === "RUN" ? ownMounts(step) : []);
	if (own.includes(void 0)) return left("unknown-path", instruction.line);
	const isFree = (kind) => !own.some((path) => path !== void 0 && overlaps(path, paths[kind]));
	const kinds = [...isFree("build") ? ["build"] : [], ...isFree("modules") && canFetch(needed, running) ? ["modules"] : []];
	if (kinds.length === 0) return left("mounts", instruction.line);
	const line = cachePathLine(needed, family, paths);
	if (line !== void 0) return left("names-cache", line);
	const reading = cacheReadLine(needed, family, paths);
	if (reading !== void 0) return left("reads-cache", reading);
	const environments = {
		build: cEnvironment(needed, family),
		modules: fetchEnvironment(needed, family)
	};
	const owner = cacheOwner(scope)?.owner;
	const image = rootImage(needed, family);
	return {
		mounts: running.flatMap((step) => kinds.map((kind) => ({
			kind,
			line: step.instruction.line,
			at: step.instruction.start + step.instruction.keyword.length,
			target: paths[kind],
			...owner === void 0 ? {} : { owner },
			...image === void 0 ? {} : { image },
			environment: environments[kind]
		}))),
		settings: collectorEdits(needed, family),
		runsWithoutMounts: []
	};
}
function rootImage({ chainOf }, { stages: [first] }) {
	const root = first && chainOf(first).root;
	return root?.kind === "image" ? root.image : void 0;
}
function obstacleOf(needed, family) {
	const { running } = family;
	const onBuild = onBuildLine(needed, family);
	if (onBuild !== void 0) return left("on-build", onBuild);
	const [first] = running;
	const differing = (of) => {
		const texts = running.map((step) => JSON.stringify(of(step)));
		return running.find((_, index) => texts[index] === void 0 || texts[index] !== texts[0]);
	};
	const stranger = differing(({ scope }) => cacheOwner(scope));
	if (stranger !== void 0) return left("user", stranger.instruction.line);
	const elsewhere = differing(({ scope }) => goPaths(scope));
	if (elsewhere !== void 0 || first === void 0) return left("unknown-path", elsewhere?.instruction.line ?? 1);
}
function onBuildLine({ chainOf, options }, { stages, steps }) {
	const own = steps.find(({ instruction }) => instruction.keyword === "ONBUILD");
	if (own !== void 0) return own.instruction.line;
	const [first] = stages;
	const chain = first && chainOf(first);
	if (chain?.root.kind !== "image" || options.images?.get(chain.root.image)?.onBuild !== true) return void 0;
	return chain.stages[0]?.from.line;
}
function canFetch({ mayRunGo }, running) {
	const fetching = running.filter(mayRunGo);
	return !fetching.some(isOffline) && new Set(fetching.map(hasCredentials)).size === 1;
}
function withCacheMounts(text, { mounts, settings }) {
	const flags = mounts.map((mount) => ({
		start: mount.at,
		end: mount.at,
		text: ` ${mountFlag(mount)}`
	}));
	return applyEdits(text, [...flags, ...settings]);
}
function mountFlag({ id, target, owner }) {
	return `--mount=type=cache,id=${id},target=${target}${owner === void 0 ? "" : `,uid=${owner.uid},gid=${owner.gid}`}`;
}
// src/dockerfile/facts/cached-steps.ts
function hasUnmountedRun(dockerfile, mounted, options = {}) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return false;
	return neededStages(dockerfile, target, options).some((stage) => {
		const first = chainOf(dockerfile, stage, options).stages.flatMap(({ instructions }) => instructions).find(({ keyword }) => keyword === "RUN");
		return first !== void 0 && !mounted.includes(first.line);
	});
}
// src/dockerfile/facts/foreign.ts
function foreignObstacle(text, options, isRun) {
	const dockerfile = parseDockerfile(text);
	if (!dockerfile.ok) return void 0;
	const found = findImageProgram(dockerfile.value, options);
	const fixed = found.ok ? buildsForAnother(found.value, options.platform) : void 0;
	if (fixed !== void 0) return {
		because: "fixed",
		line: fixed.line,
		detail: fixed.platform
	};
	const target = targetStage(dockerfile.value, options.target);
	if (isRun || target === void 0) return void 0;
	for (const stage of neededStages(dockerfile.value, target, options)) {
		if (platformOfStage(dockerfile.value, stage, options) === options.buildPlatform) continue;
		const run = stage.instructions.find(({ keyword }) => keyword === "RUN");
		if (run !== void 0) return {
			because: "runs",
			line: run.line,
			detail: "RUN"
		};
	}
}
// src/dockerfile/facts/ineffective-env.ts
function ineffectiveEnv(dockerfile, name, options = {}) {
	const target = targetStage(dockerfile, options.target);
	return (target === void 0 ? [] : neededStages(dockerfile, target, options)).flatMap((stage) => {
		const runs = runsOfStage(dockerfile, stage, options);
		return runs.flatMap((run, index) => {
			const { program, words, settings, line, variables } = run;
			const value = (program === "export" ? words.slice(1).map(settingOf) : program === "" ? settings : []).findLast((one) => one.name === name)?.value;
			const written = value === void 0 ? void 0 : substitute(value, variables);
			const started = runs.slice(index + 1).filter((one) => one.step.instruction === run.step.instruction).filter((one) => one.program !== "" && one.program !== "export");
			if (written === void 0 || started.some((one) => one.environment(name)?.by === "shell")) return [];
			return [{
				line,
				value: written,
				unexported: started.length > 0
			}];
		});
	});
}
// src/dockerfile/derive/derivation.ts
function thirdPartyCgo({ cgoPackages = [], needsCgo }) {
	return needsCgo ?? cgoPackages.filter((path) => (path.split("/")[0] ?? "").includes("."));
}
function insertAfter({ text }, { end }, lines, why) {
	const newline = text.indexOf("\n", end);
	if (newline < 0) return {
		start: text.length,
		end: text.length,
		text: `\n${lines.join("\n")}`,
		why
	};
	const ending = text[newline - 1] === "\r" ? "\r\n" : "\n";
	return {
		start: newline + 1,
		end: newline + 1,
		text: lines.map((line) => `${line}${ending}`).join(""),
		why
	};
}
const anotherDockerfileFix = "set a Dockerfile, target or build argument for this mode in .github/linkgate.yml";
// src/dockerfile/derive/image-variants.ts
function alpineVariant(reference) {
	const golang = officialGolang(reference);
	return golang === void 0 ? void 0 : `${golang.repository}:${golang.version}alpine`;
}
function debianVariant(reference, fits, preferred) {
	const golang = officialGolang(reference);
	if (golang === void 0) return void 0;
	const [, minor = "99", patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(golang.version) ?? [];
	const from = {
		stretch: 99,
		buster: 12,
		bullseye: 16,
		bookworm: 20.05,
		trixie: 24.06
	};
	const until = {
		stretch: 0,
		buster: 20,
		bullseye: 24,
		bookworm: 99,
		trixie: 99
	};
	const version = Number(minor) + (patch === void 0 ? .99 : Number(patch) / 100);
	const all = debianReleases.filter(({ suite, glibc }) => fits(glibc) && version >= from[suite] && Number(minor) <= until[suite]);
	const found = all.find(({ glibc }) => glibc === preferred) ?? all.at(-1);
	return found === void 0 ? void 0 : `${golang.repository}:${golang.version}${found.suite}`;
}
function officialGolang(reference) {
	const { repository, name, tag } = parseImage(reference);
	if (name !== "golang" || /^(mcr\.microsoft\.com|bitnami|circleci)\b/.test(repository)) return void 0;
	const found = /^(latest|(?:\d[\w.]*|rc|tip|stable))?-?(alpine[\d.]*|(?:stretch|buster|bullseye|bookworm|trixie))?$/.exec(tag);
	if (found === null) return void 0;
	return {
		repository,
		version: found[1] === void 0 || found[1] === "latest" ? "" : `${found[1]}-`
	};
}
// src/dockerfile/derive/runtime-images.ts
function withLibc(runtime, builder, libc, needed = (glibc) => glibc) {
	const { repository, name, tag } = parseImage(runtime);
	const facts = imageFacts(builder);
	const glibc = libc === "glibc" ? facts.glibc ?? newest$1.glibc : void 0;
	if (/^cgr\.dev\//.test(builder) && glibc !== void 0) return {
		image: "cgr.dev/chainguard/glibc-dynamic:latest",
		lines: []
	};
	if (/distroless\//.test(repository) && glibc !== void 0) {
		const own = Number(/-debian(\d+)$/.exec(name)?.[1] ?? 0);
		const least = debianFor(own === 0 ? glibc : needed(glibc)).number;
		const number = Math.max(own, least, 12);
		return {
			image: `${repository.slice(0, -name.length)}base-debian${number}${tag === "latest" ? "" : `:${tag}`}`,
			lines: []
		};
	}
	if (name === "busybox" && glibc !== void 0) {
		const version = /^\d[\d.]*/.exec(tag)?.[0];
		return {
			image: `${repository}:${version === void 0 ? "stable" : version}-glibc`,
			lines: []
		};
	}
	if (glibc !== void 0) return {
		image: `${mirror(builder)}debian:${debianFor(glibc).suite}-slim`,
		lines: []
	};
	return {
		image: `${mirror(builder)}alpine:${facts.alpine ?? "latest"}`,
		lines: /distroless\/|^cgr\.dev\//.test(repository) ? likeDistroless(tag) : []
	};
}
const newest$1 = debianReleases[debianReleases.length - 1] ?? {
	suite: "trixie",
	number: 13,
	glibc: 41
};
function debianFor(glibc) {
	return debianReleases.find((release) => release.glibc >= glibc) ?? newest$1;
}
function likeDistroless(tag) {
	return ["RUN apk add --no-cache ca-certificates tzdata && adduser -D -u 65532 nonroot", ...tag.includes("nonroot") ? ["USER nonroot", "WORKDIR /home/nonroot"] : []];
}
function mirror(builder) {
	return /^(.*\/library\/)golang$/.exec(parseImage(builder).repository)?.[1] ?? "";
}
// src/dockerfile/derive/translate.ts
const inPackages = {
	apk: {
		bash: "bash",
		curl: "curl",
		"g++": "g++",
		git: "git",
		gpg: "gnupg",
		groupadd: "shadow",
		hg: "mercurial",
		make: "make",
		openssl: "openssl",
		perl: "perl",
		"pkg-config": "pkgconf",
		ssh: "openssh-client",
		"ssh-keyscan": "openssh-client",
		svn: "subversion",
		useradd: "shadow",
		usermod: "shadow"
	},
	apt: { unzip: "unzip" }
};
const untranslatable = {
	apk: /^(add-apt-repository|apt-key|apt-mark|debconf-set-selections|dpkg.*|locale-gen|update-alternatives|update-locale)$/,
	apt: /^(su-exec|rc-.*|setup-apkcache)$/
};
function translateStages(derivation, stages, to, present) {
	const runs = derivation.runs.filter(({ step }) => stages.includes(step.stage));
	const edits = [];
	const packages = new Set();
	const parts = [
		...runs.map((run) => () => translateRun(run, to, present)),
		...stages.flatMap(({ instructions }) => instructions.map((one) => () => settingOfShell(one, to, present))),
		() => copiesFrom(derivation, stages, to)
	];
	for (const translate of parts) {
		const translated = translate();
		if (!translated.ok) return translated;
		edits.push(...translated.value.edits);
		for (const name of translated.value.packages) packages.add(name);
	}
	const translated = translatePackages(runs.flatMap((run) => packageCommandOf(run) ?? []).flatMap((command) => command.action === "add" ? command.packages : []), to);
	const own = translated.ok ? translated.value : [];
	return succeed({
		edits,
		packages: [...packages].filter((name) => !own.includes(name)).sort()
	});
}
const nothing = {
	edits: [],
	packages: []
};
const distribution = {
	apk: "Alpine",
	apt: "Debian"
};
function translateRun(run, to, present) {
	const { line, program, words } = run;
	if (untranslatable[to].test(program)) return fail(`line ${line} runs ${program}, which ${distribution[to]} lacks`);
	const hasFlags = words.some((word) => /^-[a-zA-Z]/.test(textOf(word)));
	if (to === "apt" && /^(adduser|addgroup)$/.test(program) && hasFlags) return fail(`line ${line} runs ${program} with Alpine-only flags`);
	const translated = translateCommand(run, to, present);
	if (translated !== void 0) return translated;
	const needed = inPackages[to][program];
	const isMissing = needed !== void 0 && !present.has(needed);
	return succeed(isMissing ? {
		edits: [],
		packages: [needed]
	} : nothing);
}
function settingOfShell({ keyword, rest, line }, to, present) {
	if (keyword === "RUN" && />>?\s*\/etc\/apk\//.test(rest.text) && to === "apt") return fail(`line ${line} writes to /etc/apk, which ${distribution[to]} lacks`);
	if (keyword !== "SHELL") return succeed(nothing);
	if (/\bash"/.test(rest.text) && to === "apt") return fail(`line ${line} uses a shell that ${distribution[to]} lacks`);
	const needsBash = /bash/.test(rest.text) && !present.has("bash");
	return succeed(needsBash ? {
		edits: [],
		packages: ["bash"]
	} : nothing);
}
function copiesFrom({ dockerfile }, stages, to) {
	const packages = [];
	for (const { keyword, flags, rest, line } of dockerfile.stages.flatMap((stage) => stage.instructions)) {
		const from = flags.find(({ name }) => name === "from")?.value?.toLowerCase();
		const ofThese = stages.some(({ name, index }) => from === name || from === String(index));
		if (keyword !== "COPY" || from === void 0 || !ofThese) continue;
		if (/\/lib\/\w+-linux-gnu|ld-linux|ld-musl|\/lib64/.test(rest.text)) return fail(`line ${line} copies libraries that are in other directories on ${distribution[to]}`);
		if (/\/usr\/share\/zoneinfo/.test(rest.text)) packages.push("tzdata");
	}
	return succeed({
		edits: [],
		packages
	});
}
function translateCommand(run, to, present) {
	const first = run.words[0]?.range.start;
	const end = run.words.at(-1)?.range.end;
	if (first === void 0 || end === void 0) return void 0;
	const other = to === "apk" ? "Alpine" : "Debian";
	const replace = (text) => succeed({
		edits: [{
			start: first,
			end,
			text,
			why: `the image is based on ${other}`
		}],
		packages: []
	});
	if (to === "apt" && run.words.some((word) => textOf(word).includes("/etc/apk/"))) return replace("true");
	const command = packageCommandOf(run);
	if (command === void 0 || command.manager === to) return void 0;
	if (run.step.instruction.exec !== void 0) return fail(`line ${run.line} installs packages in the exec form`);
	if (command.action !== "add") return replace("true");
	const translated = translatePackages(command.packages, to);
	if (!translated.ok) return fail(`line ${run.line} installs ${translated.problem}, which has no known equivalent on ${other}`);
	const missing = translated.value.filter((name) => !present.has(name));
	return replace(missing.length === 0 ? "true" : installCommand(to, missing) ?? "true");
}
const presentIn = {
	golangOnDebian: inGolangOnDebian,
	anyAlpine: inAnyAlpine,
	golangOnAlpine: new Set([...inAnyAlpine, "ca-certificates"]),
	debian: new Set([
		"bash",
		"coreutils",
		"findutils",
		"sed",
		"tar"
	])
};
// src/dockerfile/derive/swap-base.ts
const newest = 41;
function rootOf({ dockerfile, facts }, of) {
	const { stages, root } = chainOf(dockerfile, of, facts);
	const stage = stages[0] ?? of;
	const image = root.kind === "image" ? root.image : textOf(stage.base);
	return {
		stage,
		image,
		libc: (image === "scratch" ? void 0 : facts.libcOf?.(image)) ?? imageFacts(image).libc
	};
}
function debianOf(from) {
	return `debian:${debianFor(imageFacts(from.image).glibc ?? newest).suite}-slim`;
}
function replaceBase({ stage }, image, why) {
	return {
		...stage.base.range,
		text: image,
		why
	};
}
function swapBuilder(derivation, builders, to, variant) {
	const edits = [];
	const done = new Set();
	const changed = [];
	for (const builder of builders) {
		const root = rootOf(derivation, builder.stage);
		const isOnIt = to !== void 0 && builder.libc === (to === "apk" ? "musl" : "glibc");
		const image = isOnIt ? builder.image : variant(root.image);
		if (image === void 0) return fail(`\`${root.image}\` has no suitable counterpart`);
		changed.push(isOnIt ? builder : {
			...builder,
			...builderOn(image)
		});
		if (isOnIt || done.has(root.stage)) continue;
		done.add(root.stage);
		const swapped = swapRoot(derivation, root, to, image);
		if (!swapped.ok) return swapped;
		edits.push(...swapped.value);
	}
	return succeed({
		edits,
		builders: changed
	});
}
function builderOn(image) {
	const { packages, compiler, libc } = imageFacts(image);
	return {
		image,
		packages,
		compiler,
		libc: libc === "none" ? void 0 : libc
	};
}
function swapRoot(derivation, root, to, image) {
	const { dockerfile, facts, stages } = derivation;
	if (to === void 0) return succeed([replaceBase(root, image, "its glibc is not newer than that of the production image")]);
	const why = `the C library of the production image is ${to === "apk" ? "musl" : "glibc"}`;
	const translated = translateStages(derivation, stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === root.stage), to, to === "apk" ? presentIn.golangOnAlpine : presentIn.golangOnDebian);
	if (!translated.ok) return translated;
	const { edits, packages } = translated.value;
	const install = packages.length === 0 ? void 0 : installCommand(to, packages);
	const added = install === void 0 ? [] : [insertAfter(dockerfile, root.stage.from, [`RUN ${install}`], "the packages of the other image")];
	return succeed([
		replaceBase(root, image, why),
		...edits,
		...added
	]);
}
function swapRuntime(derivation, builders, runtime, to, image) {
	const { dockerfile, facts, stages } = derivation;
	if (!(to === "apt" ? /(^|\/)alpine(:|@|$)/ : /(^|\/)(busybox|debian|ubuntu)(:|@|$)/).test(runtime.image)) return fail(`\`${runtime.image}\` contains more than its distribution`);
	const inherited = stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === runtime.stage);
	const check = inherited.flatMap(({ instructions }) => instructions).find(({ keyword, rest }) => keyword === "HEALTHCHECK" && !/^\s*NONE/i.test(rest.text));
	if (check !== void 0 && !runtime.image.includes("busybox")) return fail(`line ${check.line} has a health check that needs a program of that image`);
	const translated = translateStages(derivation, inherited, to, to === "apk" ? presentIn.anyAlpine : presentIn.debian);
	if (!translated.ok) return translated;
	const packages = [...new Set([...to === "apt" ? ["ca-certificates"] : [], ...translated.value.packages])];
	const install = packages.length === 0 ? void 0 : installCommand(to, packages);
	return succeed({
		builders,
		edits: [
			replaceBase(runtime, image, `it has the C library that the program is linked against`),
			...translated.value.edits,
			...install === void 0 ? [] : [insertAfter(dockerfile, runtime.stage.from, [`RUN ${install}`], `the packages of \`${runtime.image}\``)]
		]
	});
}
function newerRuntime(builders, runtime, from) {
	const { suite, number } = debianFor(imageFacts(from.image).glibc ?? newest);
	const debian = /^(.*\/)?debian:[\w.]+(-slim)?$/.exec(runtime.image);
	const distroless = /^(.*distroless\/\w+)-debian\d+(:.*)?$/.exec(runtime.image);
	const image = debian !== null ? `${debian[1] ?? ""}debian:${suite}${debian[2] ?? ""}` : distroless !== null ? `${distroless[1]}-debian${number}${distroless[2] ?? ""}` : void 0;
	if (image === void 0) return fail(`\`${runtime.image}\` has an older glibc`);
	return succeed({
		builders,
		edits: [replaceBase(runtime, image, "its glibc is not older than the one that the program is linked against")]
	});
}
// src/dockerfile/derive/base.ts
const bookworm = 36;
function basesFor(derivation) {
	const { compiling, wanted, target } = derivation;
	const builders = [...new Set(compiling.map(({ step }) => step.stage))].map((stage) => builderOf(derivation, stage));
	const [builder] = builders;
	if (wanted === "static" || builder === void 0) return succeed({
		edits: [],
		builders
	});
	const runtime = rootOf(derivation, target);
	const from = rootOf(derivation, builder.stage);
	if (runtime.stage === from.stage || bringsLoader(derivation)) return succeed({
		edits: [],
		builders
	});
	const unknown = [from, runtime].find((root) => root.libc === void 0 || root === from && root.libc === "none");
	if (unknown !== void 0) {
		const { line } = unknown.stage.from;
		return fail(`line ${line}: the C library of \`${unknown.image}\` is unknown: ${anotherDockerfileFix}`);
	}
	return matchLibc(derivation, builders, from, runtime, compiling.some((run) => /musl/.test(run.environment("CC")?.value ?? "")) || from.libc === "musl" ? "musl" : "glibc");
}
function builderOf(derivation, stage) {
	const { image, libc } = rootOf(derivation, stage);
	const { packages, compiler } = imageFacts(image);
	const known = derivation.facts.builderHasCompiler;
	return {
		stage,
		image,
		libc: libc === "none" ? void 0 : libc,
		packages,
		compiler: known ?? compiler
	};
}
function bringsLoader({ dockerfile, target, facts }) {
	return chainOf(dockerfile, target, facts).stages.some((stage) => stage.instructions.some(({ keyword, rest }) => /^(COPY|ADD)$/.test(keyword) && /ld-musl|ld-linux|^\/ \/$/.test(rest.text.trim())));
}
function matchLibc(derivation, builders, from, runtime, libc) {
	const has = imageFacts(runtime.image).glibc;
	const fits = (glibc) => neededGlibc(derivation, glibc) <= (has ?? bookworm);
	if (runtime.libc === "none") return giveLibc(derivation, builders, from, runtime, libc);
	if (runtime.libc !== libc) return libc === "glibc" ? firstOf(runtime, libc, [() => swapBuilder(derivation, builders, "apk", alpineVariant), () => swapRuntime(derivation, builders, runtime, "apt", debianOf(from))]) : firstOf(runtime, libc, [() => swapBuilder(derivation, builders, "apt", (image) => debianVariant(image, fits, has)), () => swapRuntime(derivation, builders, runtime, "apk", withLibc("scratch", from.image, "musl").image)]);
	const { glibc } = imageFacts(from.image);
	if (libc === "musl" || has === void 0 || glibc === void 0 || fits(glibc)) return succeed({
		edits: [],
		builders
	});
	return firstOf(runtime, libc, [() => newerRuntime(builders, runtime, from), () => swapBuilder(derivation, builders, void 0, (image) => debianVariant(image, fits, has))]);
}
function neededGlibc({ facts }, builtWith) {
	const known = facts.cgoPackages !== void 0 && thirdPartyCgo(facts).length === 0;
	return builtWith < 38 || known ? Math.min(builtWith, 34) : 38;
}
function giveLibc(derivation, builders, from, runtime, libc) {
	const noneIn = `\`${runtime.image}\` has no C library`;
	if (libc === "musl" && /distroless\/|^cgr\.dev\//.test(runtime.image)) {
		const swapped = swapBuilder(derivation, builders, "apt", (image) => debianVariant(image, (glibc) => glibc <= bookworm));
		if (swapped.ok) {
			const [builder] = swapped.value.builders;
			const { image } = withLibc(runtime.image, builder?.image ?? "", "glibc");
			return succeed({
				...swapped.value,
				edits: [...swapped.value.edits, replaceBase(runtime, image, `${noneIn}, but this image has glibc`)]
			});
		}
	}
	const { image, lines } = withLibc(runtime.image, from.image, libc, (glibc) => neededGlibc(derivation, glibc));
	const why = `${noneIn}, but this image has the ${libc} that the program is linked against`;
	const added = lines.length === 0 ? [] : [insertAfter(derivation.dockerfile, runtime.stage.from, lines, `the packages of \`${runtime.image}\``)];
	return succeed({
		builders,
		edits: [replaceBase(runtime, image, why), ...added]
	});
}
function firstOf(runtime, libc, attempts) {
	const reasons = [];
	for (const attempt of attempts) {
		const found = attempt();
		if (found.ok) return found;
		reasons.push(found.problem.message);
	}
	const { line } = runtime.stage.from;
	return fail(`line ${line}: \`${runtime.image}\` lacks the ${libc} that the program needs, and neither base image can be swapped (${[...new Set(reasons)].join("; ")}): ${anotherDockerfileFix}`);
}
// src/dockerfile/derive/cgo.ts
const name = "CGO_ENABLED";
function cgoEdits(derivation) {
	return [
		...inInstructions(derivation),
		...inRuns(derivation),
		...injected(derivation)
	];
}
function inInstructions({ dockerfile, affected, cgo, facts }) {
	const global = dockerfile.globalArgs.flatMap((instruction) => (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) => set(setting, noVariables, cgo)));
	const local = affected.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword)).flatMap(({ instruction, scope }) => (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) => {
		return instruction.keyword === "ENV" && /^\$(\{CGO_ENABLED(:?-.*)?\}|CGO_ENABLED)$/.test(setting.value ? textOf(setting.value) : "") && scope.setBy(name) === "ARG" && scope.variables.get(name) !== void 0 && facts.buildArgs?.[name] === void 0 ? [] : set(setting, scope.variables, cgo);
	})));
	return [...global, ...local].flat();
}
function inRuns({ runs, affected, cgo }) {
	return runs.flatMap((run) => {
		if (!affected.includes(run.step.stage)) return [];
		const command = goCommandOf(run);
		if (command !== void 0 && command.subcommand !== "env" && !buildsProgram(command)) return cgo === "0" ? stillWithCgo(run, command) : [];
		const words = run.words.filter((word) => /^CGO_ENABLED=\S*$/.test(textOf(word))).map(settingOf);
		return [...run.settings, ...words].flatMap((setting) => set(setting, run.variables, cgo));
	});
}
function stillWithCgo(run, command) {
	const needs = [
		"race",
		"msan",
		"asan"
	].find((flag) => flagOf(command, flag) !== void 0);
	const start = run.words[0]?.range.start;
	const own = run.settings.some((setting) => setting.name === name);
	if (needs === void 0 || start === void 0 || own || run.step.instruction.exec !== void 0) return [];
	return [{
		start,
		end: start,
		text: `${name}=1 `,
		why: `-${needs} needs cgo`
	}];
}
function set(setting, known, cgo) {
	const { value } = setting;
	if (setting.name !== name || value === void 0 || substitute(value, known) === cgo) return [];
	return [{
		...rangeOf(value.source) ?? {
			start: value.range.end,
			end: value.range.end
		},
		text: cgo,
		why: `sets ${name} to ${cgo}`
	}];
}
function injected(derivation) {
	const { dockerfile, compiling, cgo, facts } = derivation;
	const done = new Set();
	return compiling.flatMap((run) => {
		const { stage } = run.step;
		const { stages } = chainOf(dockerfile, stage, facts);
		if (stages.some((each) => done.has(each)) || decides(derivation, run)) return [];
		done.add(stage);
		const why = `sets ${name}, which was not set`;
		const declared = stage.instructions.findLast(({ keyword, words }) => keyword === "ARG" && words.some((word) => settingOf(word).name === name));
		return [insertAfter(dockerfile, declared ?? stage.from, [`ENV ${name}=${cgo}`], why)];
	});
}
function decides({ runs, cgo, facts }, run) {
	const found = run.environment(name);
	if (found?.by === "ARG") return found.value !== void 0 && (facts.buildArgs?.[name] ?? cgo) === cgo;
	if (found !== void 0) return true;
	return runs.slice(0, runs.indexOf(run)).some(({ step, words }) => step.stage === run.step.stage && words.slice(1, 3).map(textOf).join(" ") === "env -w" && words.some((word) => textOf(word).startsWith(`${name}=`)));
}
// src/dockerfile/derive/compiler.ts
function compilerEdits(derivation, builders) {
	if (derivation.cgo === "0") return succeed([]);
	const edits = [];
	const done = new Set();
	for (const run of derivation.compiling) {
		const { stage } = run.step;
		const { stages } = chainOf(derivation.dockerfile, stage, derivation.facts);
		const builder = builders.find((each) => each.stage === stage);
		if (builder === void 0 || stages.some((each) => done.has(each))) continue;
		const missing = missingPackages(derivation, builder, run);
		if (missing.length === 0) continue;
		if (missing.includes("glibc-static") && !/amazonlinux/.test(builder.image)) return fail(`line ${stage.from.line}: to link C code statically, \`${builder.image}\` needs the package glibc-static, which its default repositories lack: install it in this stage`);
		done.add(stage);
		const command = installCommand(builder.packages, missing);
		if (command === void 0) {
			const { line } = stage.from;
			return fail(`line ${line}: \`${builder.image}\` has no C compiler and no known package manager: ${anotherDockerfileFix}`);
		}
		const tidy = builder.packages === "apt" ? " && rm -rf /var/lib/apt/lists/*" : "";
		edits.push(insertAfter(derivation.dockerfile, stage.from, asRoot(derivation, stage, `RUN ${command}${tidy}`), "cgo needs a C compiler, which the image lacks"));
	}
	return succeed(edits);
}
function missingPackages(derivation, builder, run) {
	const { dockerfile, facts, runs, wanted } = derivation;
	const { compiler } = builder;
	if (compiler !== false) return [];
	const { stages } = chainOf(dockerfile, builder.stage, facts);
	const before = runs.slice(0, runs.indexOf(run)).filter(({ step }) => stages.includes(step.stage)).flatMap((each) => packageCommandOf(each) ?? []);
	const installed = installedCompiler(before);
	const headers = {
		apk: builder.libc === "glibc" ? "glibc-dev" : "musl-dev",
		apt: "libc6-dev"
	};
	const header = builder.packages === "apk" || builder.packages === "apt" ? headers[builder.packages] : void 0;
	const archives = wanted === "static" && thirdPartyCgo(facts).length > 0 && header === void 0 && !before.some(({ packages }) => packages.includes("glibc-static"));
	return [
		...installed.compiler ? [] : ["gcc"],
		...installed.headers || header === void 0 ? [] : [header],
		...archives ? ["glibc-static"] : []
	];
}
function asRoot(derivation, stage, line) {
	const { dockerfile, facts } = derivation;
	const { stages, root } = chainOf(dockerfile, stage, facts);
	const above = stages.at(-2);
	const last = (above === void 0 ? [] : stepsOf(dockerfile, above, facts)).at(-1);
	const user = last?.instruction.keyword === "USER" ? last.instruction.rest.text : last?.scope.user;
	const image = root.kind === "image" ? imageFacts(root.image) : void 0;
	const own = user ?? (image?.nonroot === true ? "65532" : void 0);
	return own === void 0 || /^(root|0)(:|$)/.test(own) ? [line] : [
		"USER root",
		line,
		`USER ${own}`
	];
}
// src/dockerfile/derive/remove.ts
function withoutCharacters(word, from, to) {
	const parts = [];
	for (let index = from; index < to; index += 1) {
		const start = word.source.at[index];
		const end = word.source.end[index];
		const last = parts.at(-1);
		if (start === void 0 || end === void 0) continue;
		const text = word.source.text[index] ?? "";
		if (last?.end === start) {
			last.end = end;
			last.text += text;
		} else parts.push({
			start,
			end,
			text
		});
	}
	return parts.filter(({ text }) => text.trim() !== "").map(({ start, end }) => ({
		start,
		end,
		text: ""
	}));
}
function withoutWords(file, words, gone, json) {
	const first = words.indexOf(gone[0]);
	const { start } = gone[0]?.range ?? { start: 0 };
	const { end } = gone.at(-1)?.range ?? { end: 0 };
	if (json) {
		const next = words[first + gone.length];
		if (next !== void 0) return {
			start,
			end: next.range.start,
			text: ""
		};
		return {
			start: words[first - 1]?.range.end ?? start,
			end,
			text: ""
		};
	}
	const blanks = /[ \t]*$/.exec(file.slice(0, start))?.[0].length ?? 0;
	if (!(file[start - blanks - 1] === "\n")) return {
		start: start - blanks,
		end,
		text: ""
	};
	return {
		start,
		end: end + (/^[ \t]*/.exec(file.slice(end))?.[0].length ?? 0),
		text: ""
	};
}
// src/dockerfile/derive/static-recipe.ts
const recipe = "-linkmode=external -extldflags=-static";
const recipeWhy = "links the C code of its packages statically";
function staticRecipe(run, command) {
	const value = flagOf(command, "ldflags")?.value;
	const json = run.step.instruction.exec !== void 0 && run.within.length === 0;
	if (value !== void 0 && isStaticRecipe(substitute(value, run.variables) ?? textOf(value))) return succeed([]);
	const nested = run.quoted && !json;
	if (value === void 0 || textOf(value) === "") {
		if (nested) return unquotable(run);
		const after = command.at.range.end;
		const text = json ? `, "-ldflags", "${recipe}"` : ` -ldflags "${recipe}"`;
		if (value === void 0) return succeed([{
			start: after,
			end: after,
			text,
			why: recipeWhy
		}]);
	}
	if (value === void 0) return succeed([]);
	const end = value.range.end;
	const last = value.source.end.at(-1) ?? end;
	const bare = value.quoting.toLowerCase().endsWith("n") || value.quoting === "";
	if (bare && nested) return unquotable(run);
	const { text, edits } = merged(value);
	const why = recipeWhy;
	if (!bare || json) {
		const addition = {
			start: last,
			end: last,
			text,
			why
		};
		return succeed([...edits.map((edit) => ({
			...edit,
			why
		})), ...text === "" ? [] : [addition]]);
	}
	const start = value.source.at[0] ?? end;
	if (/[^nN]/.test(value.quoting)) return unquotable(run);
	return succeed([
		{
			start,
			end: start,
			text: "\"",
			why
		},
		...edits.map((edit) => ({
			...edit,
			why
		})),
		{
			start: last,
			end: last,
			text: `${text}"`,
			why
		}
	]);
}
function merged(value) {
	const text = textOf(value);
	const linkmode = linkmodeSpans(text).length > 0 ? "" : " -linkmode=external";
	const field = extldflags(text);
	if (field === void 0) return {
		text: `${linkmode} -extldflags=-static`,
		edits: []
	};
	if (staticSpans(text).length > 0) return {
		text: linkmode,
		edits: []
	};
	const { content, quote, equals } = field;
	const first = value.source.at[content.from];
	const last = value.source.end[content.to - 1];
	if (first === void 0 || last === void 0) return {
		text: `${linkmode} -extldflags=-static`,
		edits: []
	};
	const own = quote === "" ? value.quoting[content.from]?.toLowerCase() === "s" ? "\"" : "'" : "";
	const sign = equals === void 0 ? void 0 : value.source.at[equals];
	return {
		text: linkmode,
		edits: [
			...sign === void 0 ? [] : [{
				start: sign,
				end: sign + 1,
				text: " "
			}],
			...own === "" ? [] : [{
				start: first,
				end: first,
				text: own
			}],
			{
				start: last,
				end: last,
				text: ` -static${own}`
			}
		]
	};
}
function unquotable(run) {
	return fail(`line ${run.line} needs \`-ldflags "-linkmode external -extldflags -static"\` inside quotes that cannot take more of them: write them there`);
}
// src/dockerfile/derive/flags.ts
function flagEdits(derivation) {
	const edits = [];
	for (const run of derivation.runs) {
		if (run.program === "xx-verify" && derivation.wanted === "dynamic") edits.push(...unverified(derivation, run));
		const command = goCommandOf(run);
		if (command === void 0 || !buildsProgram(command)) continue;
		const obstacle = cannotBe(derivation, run, command);
		if (obstacle !== void 0) return obstacle;
		edits.push(...flagsOf(derivation, run, command));
		const recipe = derivation.wanted === "static" && derivation.cgo === "1" ? staticRecipe(run, command) : succeed([]);
		if (!recipe.ok) return recipe;
		edits.push(...recipe.value);
	}
	edits.push(...variableEdits(derivation));
	return succeed(edits);
}
function cannotBe({ wanted, cgo }, run, command) {
	if (wanted === "dynamic") return void 0;
	const mode = flagOf(command, "buildmode")?.value;
	const shared = mode !== void 0 && /^(c-shared|plugin|shared)$/.test(textOf(mode)) ? textOf(mode) : void 0;
	if (shared !== void 0 || flagOf(command, "linkshared") !== void 0) {
		const flag = shared === void 0 ? "-linkshared" : `-buildmode=${shared}`;
		return fail(`line ${run.line} builds with ${flag}, which cannot be linked statically: ${anotherDockerfileFix}`);
	}
	const sanitizer = [
		"race",
		"msan",
		"asan"
	].find((name) => flagOf(command, name) !== void 0);
	if (sanitizer === void 0 || cgo === "1") return void 0;
	return fail(`line ${run.line} builds with -${sanitizer}, which needs cgo: remove it from the production image`);
}
function flagsOf(derivation, run, command) {
	const { wanted, cgo } = derivation;
	const edits = [];
	for (const flag of command.flags) {
		const { name, value } = flag;
		if (name === "ldflags" && value !== void 0 && wanted === "dynamic") edits.push(...without(derivation, run, flag, staticSpans(textOf(value)), noLongerStatic));
		if (name === "ldflags" && value !== void 0 && cgo === "0") edits.push(...without(derivation, run, flag, linkmodeSpans(textOf(value)), needsCgo));
		if (name === "tags" && value !== void 0 && wanted === "dynamic") edits.push(...without(derivation, run, flag, pureTagSpans(textOf(value)), pureGo));
		if (name === "buildmode" && value !== void 0 && wanted === "static" && textOf(value) === "pie") edits.push(...without(derivation, run, flag, [{
			from: 0,
			to: 3
		}], noPie));
	}
	return edits;
}
const noLongerStatic = "removes the flags for static linking";
const needsCgo = "external linking needs cgo";
const pureGo = "netgo and osusergo replace the lookups of libc";
const noPie = "a position-independent program needs an interpreter";
function without({ dockerfile }, run, flag, spans, why) {
	const { value } = flag;
	if (value === void 0 || spans.length === 0) return [];
	const json = run.step.instruction.exec !== void 0 && run.within.length === 0;
	return remaining(value, spans).trim() === "" ? [{
		...withoutWords(dockerfile.text, run.words, flag.words, json),
		why
	}] : cut(value, spans, why);
}
function remaining(value, spans) {
	return Array.from(textOf(value)).filter((_, index) => !spans.some(({ from, to }) => index >= from && index < to)).join("");
}
function cut(value, spans, why) {
	return spans.flatMap(({ from, to }) => withoutCharacters(value, from, to).map((edit) => ({
		...edit,
		why
	})));
}
function variableEdits({ dockerfile, affected, runs, wanted, cgo, facts }) {
	const inStages = affected.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword)).flatMap(({ instruction }) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []));
	const inGlobal = dockerfile.globalArgs.flatMap((instruction) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []);
	const inRuns = runs.flatMap(({ settings, words }) => [...settings, ...words.slice(1).filter((word) => /^[A-Z]\w*=/.test(textOf(word))).map(settingOf)]);
	return [
		...inGlobal,
		...inStages,
		...inRuns
	].flatMap((setting) => [
		...wanted === "dynamic" ? noLongerPure(setting) : [],
		...cgo === "0" ? withoutLinkmode(setting) : [],
		...wanted === "static" ? withoutPie(setting) : []
	]);
}
function noLongerPure({ name, value }) {
	if (value === void 0) return [];
	const text = textOf(value);
	return [
		[
			true,
			() => staticSpans(text),
			noLongerStatic
		],
		[
			name === "CGO_LDFLAGS",
			() => staticWordSpans(text),
			noLongerStatic
		],
		[
			/^(\w*_)?TAGS$/.test(name),
			() => pureTagSpans(text),
			pureGo
		],
		[
			name === "GOFLAGS",
			() => tagsInFlags(text),
			pureGo
		],
		[
			name === "XX_VERIFY_STATIC",
			() => [{
				from: 0,
				to: text.length
			}],
			noVerify
		]
	].flatMap(([applies, find, why]) => applies ? cut(value, find(), why) : []);
}
function withoutLinkmode({ name, value }) {
	if (value === void 0 || !name.includes("FLAGS")) return [];
	return cut(value, linkmodeSpans(textOf(value)), needsCgo);
}
function withoutPie({ name, value }) {
	const found = value && name === "GOFLAGS" ? /\s*--?buildmode=pie(?=\s|$)/.exec(textOf(value)) : null;
	if (value === void 0 || found === null) return [];
	return cut(value, [{
		from: found.index,
		to: found.index + found[0].length
	}], noPie);
}
function tagsInFlags(text) {
	const found = /(\s*--?tags=)(\S*)/.exec(text);
	if (found?.[1] === void 0 || found[2] === void 0) return [];
	const start = found.index + found[1].length;
	const spans = pureTagSpans(found[2]);
	const removed = spans.reduce((sum, { from, to }) => sum + to - from, 0);
	if (removed === 0) return [];
	if (removed >= found[2].length) return [{
		from: found.index,
		to: start + found[2].length
	}];
	return spans.map(({ from, to }) => ({
		from: start + from,
		to: start + to
	}));
}
const noVerify = "the check for a static program is removed";
function unverified({ dockerfile }, run) {
	return run.words.filter((word) => textOf(word) === "--static").map((word) => ({
		...withoutWords(dockerfile.text, run.words, [word], false),
		why: noVerify
	}));
}
function packagesNotStatic({ facts }) {
	if (facts.cgoPackages?.includes("plugin") === true) return fail("the program opens Go plugins (package plugin), which a static program cannot do");
	const found = thirdPartyCgo(facts).find((path) => needsLibraries.test(path));
	if (found === void 0) return void 0;
	return fail(`the package ${found} loads shared libraries, which a static program cannot do: ${anotherDockerfileFix}`);
}
const needsLibraries = /^(github\.com\/(go-gl\/|veandco\/go-sdl2|webview\/|godror\/godror|NVIDIA\/go-nvml|h2non\/bimg|davidbyttow\/govips|tensorflow\/|wasmerio\/)|gocv\.io\/|gopkg\.in\/gographics\/imagick)/;
// src/dockerfile/derive/derive.ts
function unreadable({ line, message }) {
	return `the Dockerfile cannot be read: ${line === void 0 ? "" : `line ${line}: `}${message}`;
}
function deriveDockerfile(text, wanted, facts = {}) {
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return fail(unreadable(parsed.problem));
	const dockerfile = parsed.value;
	const target = targetStage(dockerfile, facts.target);
	if (target === void 0) return fail(`the Dockerfile has no stage \`${facts.target}\`: set another target`);
	const stages = neededStages(dockerfile, target, facts);
	for (const stage of stages) for (const { origin, line } of referencesOf(dockerfile, stage, facts)) if (origin.kind === "unset") return fail(`line ${line}: ${unnamedImage(dockerfile, origin)}`);
	const steps = stages.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage));
	const runs = [];
	for (const step of steps) {
		const found = runsOf(dockerfile, step);
		if (found === void 0 && /\bgo\b|CGO_ENABLED/.test(text.slice(step.instruction.start, step.instruction.end))) return fail(`line ${step.instruction.line}: the shell script of this RUN cannot be read: ${anotherDockerfileFix}`);
		runs.push(...found ?? []);
	}
	const found = findImageProgram(dockerfile, facts);
	if (!found.ok) return found;
	const program = found.value;
	const obstacle = notDerivable(program, stages, runs, facts);
	if (obstacle !== void 0) return obstacle;
	const cgo = wanted === "dynamic" || thirdPartyCgo(facts).length > 0 ? "1" : "0";
	const compiling = compilingRuns(dockerfile, program, runs, facts);
	const chains = compiling.map(({ step }) => chainOf(dockerfile, step.stage, facts).stages);
	return derive({
		dockerfile,
		wanted,
		cgo,
		facts,
		target,
		stages,
		affected: stages.filter((stage) => chains.some((chain) => chain.includes(stage))),
		runs,
		compiling
	}, program);
}
function derive(derivation, program) {
	const { dockerfile, wanted } = derivation;
	const impossible = wanted === "static" ? packagesNotStatic(derivation) : void 0;
	if (impossible !== void 0) return impossible;
	const flags = flagEdits(derivation);
	if (!flags.ok) return flags;
	const bases = basesFor(derivation);
	if (!bases.ok) return bases;
	const compilers = compilerEdits(derivation, bases.value.builders);
	if (!compilers.ok) return compilers;
	const edits = unique([
		...cgoEdits(derivation),
		...flags.value,
		...bases.value.edits,
		...compilers.value
	]);
	const notes = program.kind === "indirect" ? [`line ${program.line} runs the go command in ${program.by}, which may set the link mode`] : [];
	return succeed({
		text: applyEdits(dockerfile.text, edits),
		changes: changesOf(dockerfile.text, edits),
		notes
	});
}
function unique(edits) {
	return [...new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit])).values()];
}
function compilingRuns(dockerfile, program, runs, facts) {
	if (program.kind === "indirect") return runs.filter((run) => run.line === program.line && (indirectBuildOf(run) !== void 0 || program.by === `\`${run.program}\``));
	const building = runs.filter((run) => {
		const command = goCommandOf(run);
		return command !== void 0 && buildsProgram(command);
	});
	const started = program.kind === "go" ? program.builds.filter((build) => build.started) : [];
	const starts = ({ line, step }) => started.some((build) => build.line === line && build.stage === step.stage.index);
	const others = building.filter((run) => !starts(run));
	const seen = new Set(building.map(({ step }) => step.stage));
	const indirect = runs.filter((run) => started.length === 0 && program.start !== void 0 && !seen.has(run.step.stage) && indirectBuildOf(run)?.inherits === true && hasGo(dockerfile, run.step.stage, runs, facts));
	return [
		...building.filter(starts),
		...others,
		...indirect
	];
}
function notDerivable(program, stages, runs, facts) {
	const { kind } = program;
	if (kind === "prebuilt") {
		const what = `\`${program.what}\``;
		const does = {
			cloned: `clones ${what} and builds it`,
			copied: `copies ${what}, which is already compiled`,
			downloaded: `downloads ${what}`,
			released: `copies the program from the image ${what}`
		}[program.how];
		return fail(`line ${program.line} ${does}, so it does not build the code under test: run \`go build\` in the Dockerfile`);
	}
	if (kind === "none") return fail(`the Dockerfile builds no Go program (${program.because}): set \`build.dockerfile\` to the one that does`);
	if (kind === "indirect" && !program.inherits) return fail(`line ${program.line} runs the go command in ${program.by}, which sets the link mode: ${anotherDockerfileFix}`);
	const packed = runs.find((run) => run.program === "upx");
	if (packed !== void 0) return fail(`line ${packed.line} packs the program with upx, which hides how it is linked: remove upx`);
	return otherPlatform(program, stages, facts);
}
function otherPlatform(program, stages, { platform = "linux/amd64" }) {
	const [os, arch] = platform.split("/");
	const fix = `build on a machine of that platform, or use TARGETOS and TARGETARCH`;
	for (const stage of stages) {
		if (/windowsservercore|nanoserver|^mcr\.microsoft\.com\/windows/.exec(textOf(stage.base)) !== null) return fail(`line ${stage.from.line} uses a Windows image, but this machine is ${platform}: ${fix}`);
		const named = stage.from.flags.find(({ name }) => name === "platform")?.value;
		if (named === void 0 || named.includes("$")) continue;
		if (named.split("/").slice(0, 2).join("/") !== `${os}/${arch}`) return fail(`line ${stage.from.line} builds for ${named}, but this machine is ${platform}: ${fix}`);
	}
	if (program.kind !== "go") return void 0;
	const starting = program.builds.filter(({ started }) => started);
	const other = (starting.length > 0 ? starting : program.builds).find(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch);
	if (other === void 0) return void 0;
	const { line, goos = os, goarch = arch } = other;
	return fail(`line ${line} builds for ${goos}/${goarch}, but this machine is ${platform}: ${fix}`);
}
export { extldflags as A, pinBases as C, buildsProgram as D, collector as E, staticSpans as M, flagOf as O, finalBase as S, withoutNamedContexts as T, platformProblems as _, compileCaches as a, baseKey as b, affectsC as c, contextSources as d, takenFromContext as f, notBuiltHere as g, describeDockerfile as h, hasUnmountedRun as i, linkmodeSpans as j, goCommandOf as k, mayRunGo as l, buildersOf as m, ineffectiveEnv as n, mountFlag as o, buildMayCreate as p, foreignObstacle as r, withCacheMounts as s, deriveDockerfile as t, frontendOf as u, findImageProgram as v, namedContextUse as w, externalBases as x, argumentsOfBase as y };
