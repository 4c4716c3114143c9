import { $ as fitFile, $t as mapResult, C as settleAll, Et as canonicalPlatform, Gt as InputError, Ht as CancelledError, Jt as checkedInput, Q as boundedText, Qt as fail, St as isWithheld, Xt as messageOf, Zt as requireInput, _ as openWorkspace, at as cleanPath, bt as parseJson, c as showingProgress, ct as hasDirectory, en as succeed, ft as parentOf, g as makeOwnDirectory, j as onlyOnce, jt as isPlatform, l as openPhases, lt as joinPath, nt as repositoryText, pt as relativeTo, qt as LongOutputError, s as timingRuns, tt as largestText, ut as lastOf, w as settleSome, zt as didYouMean } from "./linkgate-core.js";
import { l as imagesText, u as isOfSameImages } from "./linkgate-request.js";
import { S as union, _ as object, a as array, b as strictObject, d as literal, g as number, h as nullish$1, n as _enum, r as _null, s as boolean, u as int, w as NEVER, x as string, y as record } from "./zod.js";
import { j as commandWords } from "./linkgate-shell.js";
import { a as openCheckout, c as commonDirectory, d as portions, f as runnerIn, l as errorLine, p as withoutHooks, s as removeTree, t as openEngine, u as nonEmptyLines } from "./linkgate-git-docker.js";
import { n as removeLeftImages, r as removeLeftovers } from "./linkgate-clean-up.js";
import { Ct as parseCount, Et as parseSize, H as vulnerabilityIdSchema, J as metrics, Q as modeExistsOn, Tt as parsePercent, U as vulnerabilityKey, X as levels, Z as buildmodes, dt as readonlyObject, et as referenceMode, q as metricNames, ut as optional, wt as parseDuration, z as severities } from "./linkgate-model.js";
import { t as require_dist } from "./yaml.js";
// src/images/builder-command.ts
const builderPhase = "builder";
const compiling = /^go build /;
const making = /^(?:docker|podman) (?:build|buildx build|pull) /;
function buildPhaseOf(command) {
	if (command.some((part) => part.startsWith("--output=type=local"))) return void 0;
	const start = `${command.slice(0, 3).join(" ")} `;
	return compiling.test(start) || making.test(start) ? builderPhase : void 0;
}
// src/common/yaml-merge.ts
var import_dist = require_dist();
const mostKeys = 1e5;
function withMergedKeys(value) {
	const known = new Map();
	let left = mostKeys;
	const merged = (given) => {
		const { "<<": sources, ...own } = given;
		if (sources === void 0) return given;
		const entries = new Map(Object.entries(own));
		for (const source of [sources].flat().filter(isMap$2)) for (const [key, one] of Object.entries(source)) {
			if (entries.has(key) || left <= 0) continue;
			entries.set(key, one);
			left -= 1;
		}
		return Object.fromEntries(entries);
	};
	const resolved = (given) => {
		if (typeof given !== "object" || given === null) return given;
		const found = known.get(given);
		if (found !== void 0) return found;
		const result = Array.isArray(given) ? given.map(resolved) : merged(Object.fromEntries(Object.entries(given).map(([key, one]) => [key, resolved(one)])));
		known.set(given, result);
		return result;
	};
	return resolved(value);
}
function isMap$2(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/common/yaml-values.ts
const nestedKeys = /(?:\?[ \t\n]+){30}/;
function readYaml(text, documents = "one") {
	const lines = new import_dist.LineCounter();
	const isNested = nestedKeys.test(text);
	const document = (0, import_dist.parseDocument)(isNested ? "" : text, {
		lineCounter: lines,
		prettyErrors: false,
		logLevel: documents === "one" ? "error" : "silent",
		uniqueKeys: false
	});
	const faults = [
		...isNested ? [{ message: "keys are nested too deeply: use fewer levels" }] : [],
		...faultsIn(document),
		...document.errors.length > 0 ? [] : repeatedKeys(document)
	];
	if (faults.length > 0) return {
		document,
		lines,
		value: void 0,
		faults
	};
	try {
		return {
			document,
			lines,
			value: document.toJS(),
			faults
		};
	} catch (error) {
		return {
			document,
			lines,
			value: void 0,
			faults: [{ message: error instanceof RangeError ? tooDeep : messageOf(error) }]
		};
	}
}
const tooDeep = "nested too deeply: use fewer levels";
function faultsIn({ errors }) {
	const exhausted = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
	if (exhausted !== void 0) return [{
		message: tooDeep,
		offset: exhausted.pos[0]
	}];
	return errors.map(({ message, pos: [offset] }) => ({
		message,
		offset
	}));
}
function repeatedKeys(document) {
	const found = [];
	(0, import_dist.visit)(document, { Map(_, { items }) {
		const seen = new Set();
		for (const { key } of items) {
			if (!(0, import_dist.isScalar)(key)) continue;
			const offset = key.range?.[0];
			if (seen.has(key.value)) found.push({
				message: "Map keys must be unique",
				...offset === void 0 ? {} : { offset }
			});
			seen.add(key.value);
		}
	} });
	return found;
}
function parsed(text) {
	return withMergedKeys(readYaml(text, "first").value);
}
function asMap(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function asList(value) {
	return Array.isArray(value) ? value : [];
}
function asText(value) {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}
function placed(text) {
	const { document, lines, value } = readYaml(text, "first");
	return {
		value: withMergedKeys(value),
		lineOf: (path) => {
			let at = {
				node: document.contents,
				offset: void 0
			};
			for (const key of path) {
				const next = within((0, import_dist.isAlias)(at.node) ? at.node.resolve(document) : at.node, key);
				if (next === void 0) break;
				at = next;
			}
			return at.offset === void 0 ? 1 : lines.linePos(at.offset).line;
		},
		taggedPaths: (tag) => taggedPaths(document, tag)
	};
}
function taggedPaths(document, tag) {
	const found = [];
	(0, import_dist.visit)(document, { Node(_, node, ancestors) {
		if (node.tag !== tag || ancestors.some(import_dist.isSeq)) return;
		found.push(ancestors.filter(import_dist.isPair).map(({ key }) => (0, import_dist.isScalar)(key) ? String(key.value) : String(key)));
	} });
	return found;
}
function within(node, key) {
	if ((0, import_dist.isMap)(node)) {
		const pair = node.items.find((one) => (0, import_dist.isScalar)(one.key) && String(one.key.value) === String(key));
		return pair && {
			node: pair.value,
			offset: (0, import_dist.isScalar)(pair.key) ? pair.key.range?.[0] : void 0
		};
	}
	const item = (0, import_dist.isSeq)(node) ? node.items[Number(key)] : void 0;
	return (0, import_dist.isNode)(item) ? {
		node: item,
		offset: item.range?.[0]
	} : void 0;
}
// src/config/budget-schema.ts
const parsers = {
	B: parseSize,
	ms: parseDuration,
	count: parseCount
};
const examples = {
	B: ["20 MB", "1% and 64 kB"],
	ms: ["250 ms", "10% and 0.5 ms"],
	count: ["5", "1"]
};
function parseAmount(text, unit) {
	return text.trim() === "0" ? succeed(0) : parsers[unit](text);
}
function quantity(unit) {
	return union([string(), number()]).meta({ examples: [examples[unit][0]] }).transform((given, context) => {
		const text = String(given);
		const parsed = parseAmount(text, unit);
		if (parsed.ok) return {
			value: parsed.value,
			text
		};
		context.addIssue({
			code: "custom",
			message: parsed.problem.message
		});
		return NEVER;
	});
}
function increase(unit) {
	return union([string(), number()]).meta({ examples: [examples[unit][1]] }).transform((given, context) => {
		const text = String(given);
		const found = {};
		for (const part of text.split(/\s+and\s+/)) {
			const isShare = part.trim().endsWith("%");
			const key = isShare ? "relative" : "absolute";
			const parsed = isShare ? parsePercent(part) : parseAmount(part, unit);
			if (!parsed.ok) {
				context.addIssue({
					code: "custom",
					message: parsed.problem.message
				});
				return NEVER;
			}
			if (found[key] !== void 0) {
				context.addIssue({
					code: "custom",
					message: `\`${text}\` has two ${isShare ? "percentages" : "amounts"}: write at most one percentage and one amount, such as \`${examples[unit][1]}\``
				});
				return NEVER;
			}
			found[key] = parsed.value;
		}
		return {
			...found,
			text
		};
	});
}
function budget(metric) {
	const { unit, about } = metrics[metric];
	return strictObject({
		max: quantity(unit).optional().describe("Maximum value at head."),
		increase: increase(unit).optional().describe("Maximum increase of head over base: a percentage, an amount, or both. With both, the budget is broken if both are exceeded."),
		"over-reference": increase(unit).optional().describe("Maximum excess over the reference mode, both at head, in the form of `increase`."),
		level: _enum(levels).optional().describe("Verdict of a broken budget. Default: fail."),
		unmeasured: _enum(levels).optional().describe("Verdict if the metric could not be measured. Default: the value of `level`.")
	}).refine((given) => [
		given.max,
		given.increase,
		given["over-reference"]
	].some((one) => one !== void 0), { message: "a budget needs `max`, `increase` or `over-reference`" }).describe(about);
}
const budgetedMetrics = metricNames.filter((metric) => metrics[metric].noise !== "info");
const metricBudgets = Object.fromEntries(budgetedMetrics.map((metric) => [metric, budget(metric).optional()]));
// src/config/values.ts
const list$2 = union([string(), array(string())]).transform((given) => typeof given === "string" ? given.split(/[\s,]+/).filter((part) => part !== "") : given);
const variableName = string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable name consists of letters, digits and `_`");
const startEnvironment = record(variableName, union([
	string(),
	number(),
	boolean(),
	_null()
])).transform((given, context) => {
	const found = {};
	for (const [name, value] of Object.entries(given)) if (value !== null) found[name] = String(value);
	else if (name !== "PORT") context.addIssue({
		code: "custom",
		path: [name],
		message: `only PORT can be \`null\`: set \`${name}\` to a value, such as '' for an empty one, or remove it`
	});
	return {
		variables: found,
		setsPort: given["PORT"] !== null
	};
});
const environment = record(variableName, union([
	string(),
	number(),
	boolean()
])).transform((given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])));
// src/config/build-schema.ts
const inRepository$1 = "use a path inside the repository, relative to its root";
const dockerfileOption = union([string(), boolean()]).transform((given, context) => {
	if (given === false || given === "built-in") return false;
	const path = given === true ? void 0 : cleanPath(given);
	if (path !== void 0 && path !== ".") return path;
	context.addIssue({
		code: "custom",
		message: given === true ? "`true` is not valid: use the path of the Dockerfile, or `false` for the built-in image, or omit the key" : `${inRepository$1}, such as deploy/Dockerfile, or \`false\` for the built-in image`
	});
	return NEVER;
});
const directory = string().transform((given, context) => {
	const path = cleanPath(given);
	if (path !== void 0) return path;
	context.addIssue({
		code: "custom",
		message: `${inRepository$1}, such as \`.\``
	});
	return NEVER;
});
const secret = strictObject({
	env: string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable name consists of letters, digits and `_`").refine((name) => !isWithheld(name), { message: "linkgate removes this variable from the build environment: pass its value under another name, with `env:` in the workflow" }).optional().describe("Environment variable with the value."),
	file: string().min(1).optional().describe("File with the value; a relative path starts at the root of the repository.")
}).refine(({ env, file }) => env === void 0 !== (file === void 0), { message: "a secret needs exactly one source: `env` or `file`" });
const secrets = record(string().regex(/^[\w.-]+$/, "a secret id consists of letters, digits, `.`, `_` and `-`"), secret).transform((given) => Object.entries(given).map(([id, { env, file }]) => ({
	id,
	from: env === void 0 ? { file: file ?? "" } : { env }
})));
const ssh = union([
	boolean(),
	string(),
	array(string())
]).transform((given) => given === true ? ["default"] : given === false ? [] : [given].flat()).refine((given) => given.every((one) => /^\w[\w.-]*(=\S+)?$/.test(one)), { message: "use `default` for the SSH agent, or `id=path` of a socket or key" });
function redirectsCacheService(entry) {
	return /gha/i.test(entry) && /(?:url|url_v2|token)"?\s*=/i.test(entry);
}
const cacheEntries = union([string(), array(string())]).transform((given) => [given].flat()).refine((given) => given.every((one) => /^[^\s=,][^\s]*$/.test(one)), { message: "use entries such as `type=gha,scope=linkgate` or `type=registry,ref=IMAGE`" }).refine((given) => !given.some(redirectsCacheService), { message: "remove `url` and `token` of `type=gha`: linkgate passes those of the runner's cache service" });
const stage = string().regex(/^[A-Za-z0-9][\w.-]*$/, "a stage is a number, or a name of letters, digits, `.`, `_` and `-`");
const notForBuiltIn = "this key needs a Dockerfile, but `dockerfile` selects the built-in image: remove one of the two";
const ofDockerfile$1 = [
	"context",
	"target",
	"build-args",
	"secrets",
	"ssh",
	"compile-caches",
	"skip-unchanged",
	"cache-from",
	"cache-to"
];
const buildSchema = strictObject({
	main: string().optional().describe("The main package, such as ./cmd/api. Default: the one that imports Gin."),
	tags: list$2.optional().describe("Build tags of `go build`. They have no effect on images of a Dockerfile."),
	ldflags: string().optional().describe("Linker flags of `go build`. They have no effect on images of a Dockerfile. Default: -s -w."),
	relink: boolean().optional().describe("Whether linkgate reads from the linker why new modules are linked and whether unused methods are left out. It links the program once more to measure their size. Only for the built-in image. Default: true."),
	"keep-results": boolean().optional().describe("Whether linkgate keeps what it computed from programs for the next run: attributions, what it linked again, and on your machine also programs. Default: true."),
	prepare: string().regex(/\S/, "write a command, such as `go generate ./...`").optional().describe("Shell command that runs at the root of each revision before the build."),
	dockerfile: dockerfileOption.optional().describe("Path of the Dockerfile, or false (also `built-in`) for the built-in image. Default: the Dockerfile of the app, if there is one."),
	context: directory.optional().describe("Build context of the Dockerfile. Default: the directory with the files that it copies."),
	target: stage.optional().describe("Stage of the production image. Default: the stage that other files of the repository build, or the last one."),
	"build-args": environment.optional().describe("Build arguments of the Dockerfile."),
	secrets: secrets.optional().describe("Secrets of the Dockerfile, by id: each from `env` or from `file`. linkgate masks their values in its output."),
	ssh: ssh.optional().describe("SSH for the Dockerfile: true for the default agent, or a list of ids with their sockets or keys."),
	"compile-caches": boolean().optional().describe("Whether linkgate adds cache mounts for GOCACHE and GOMODCACHE to stages that compile Go, and sets GOGC for `go build`. Base, head and all modes then share what they compile. Only with BuildKit. Default: true."),
	"skip-unchanged": boolean().optional().describe("Whether linkgate builds only one image, and starts nothing, if base and head of a pull request give the builder the same inputs. Default: true."),
	"cache-from": cacheEntries.optional().describe("BuildKit caches to read, as for `docker buildx build --cache-from`. An empty list reads none. Default: those that the build in your workflow, bake file or compose file reads, as far as they can help."),
	"cache-to": cacheEntries.optional().describe("BuildKit caches to write, as for `docker buildx build --cache-to`: the first image of the Dockerfile writes them. Default: none.")
}).superRefine((given, context) => {
	if (given.dockerfile !== false) return;
	for (const key of ofDockerfile$1.filter((one) => given[one] !== void 0)) context.addIssue({
		code: "custom",
		path: [key],
		message: notForBuiltIn
	});
});
function dockerfileOptions(given) {
	const { dockerfile, context, target } = given ?? {};
	return {
		...dockerfile === void 0 ? {} : { dockerfile },
		...context === void 0 ? {} : { context },
		...target === void 0 ? {} : { target },
		buildArgs: given?.["build-args"] ?? {},
		secrets: given?.secrets ?? [],
		ssh: given?.ssh ?? []
	};
}
// src/config/built-in-modes.ts
const withoutNameServices = ["netgo", "osusergo"];
const builtInModes = {
	static: {
		env: { CGO_ENABLED: "0" },
		expects: ["static"]
	},
	dynamic: {
		env: { CGO_ENABLED: "1" },
		expects: ["dynamic"]
	},
	pie: {
		env: { CGO_ENABLED: "1" },
		buildmode: "pie",
		expects: ["dynamic"],
		requires: { pie: true }
	},
	"static-pie": {
		env: { CGO_ENABLED: "1" },
		buildmode: "pie",
		external: {
			extldflags: "-static-pie",
			tags: withoutNameServices
		},
		needs: ["static-pie-libc"],
		expects: ["static-pie"]
	},
	"static-glibc": {
		env: { CGO_ENABLED: "1" },
		external: {
			extldflags: "-static",
			tags: withoutNameServices
		},
		needs: ["static-glibc"],
		expects: ["static"],
		requires: { libc: "glibc" }
	},
	"dynamic-musl": {
		env: { CGO_ENABLED: "1" },
		needs: ["musl-compiler"],
		expects: ["dynamic"],
		requires: { libc: "musl" }
	},
	"static-musl": {
		env: { CGO_ENABLED: "1" },
		external: {
			extldflags: "-static",
			tags: []
		},
		needs: ["musl-compiler"],
		expects: ["static"],
		requires: { libc: "musl" }
	}
};
const builtInModeNames = Object.keys(builtInModes);
function builtInMode(name) {
	return builtInModes[name];
}
const defaultModes = ["static", "dynamic"];
const goKeys = [
	"tags",
	"env",
	"ldflags",
	"gcflags",
	"buildmode"
];
function isBuiltIn(name) {
	return Object.hasOwn(builtInModes, name);
}
const defaultLdflags = "-s -w";
// src/config/mode-schema.ts
const reference = string().regex(/^[a-z0-9][\w.:/@-]*$/, "write the name of an image, such as `debian:bookworm-slim`").refine((name) => name !== "scratch", { message: "the built-in image has no base by default: remove `base-image`" });
const ofDockerfile = [
	"context",
	"target",
	"build-args"
];
const modeOptions = strictObject({
	link: _enum(builtInModeNames).optional().describe("The built-in mode that this mode is based on."),
	tags: list$2.optional().describe("Build tags, in addition to those of `build`."),
	env: environment.optional().describe("Environment of `go build`."),
	ldflags: string().optional().describe("Linker flags, instead of those of `build`."),
	gcflags: string().min(1).optional().describe("Compiler flags, as for `go build -gcflags`."),
	buildmode: _enum(buildmodes).optional().describe("Build mode, as for `go build -buildmode`. Default: that of `link`."),
	dockerfile: dockerfileOption.optional().describe("Path of the Dockerfile that builds this mode without changes, or false for the built-in image."),
	context: directory.optional().describe("Build context, instead of that of `build`."),
	target: stage.optional().describe("Stage of the Dockerfile that builds this mode."),
	"build-args": environment.optional().describe("Build arguments for this mode, in addition to those of `build`."),
	"base-image": reference.optional().describe("Base image of the built-in image of this mode. Default: none.")
}).superRefine((given, context) => {
	const add = (key, message) => context.addIssue({
		code: "custom",
		path: [key],
		message
	});
	const named = ofDockerfile.filter((key) => given[key] !== void 0);
	if (given.dockerfile === false) for (const key of named) add(key, notForBuiltIn);
	if (given.dockerfile === false) return;
	const [dockerfileKey] = [...given.dockerfile === void 0 ? [] : ["dockerfile"], ...named];
	if (dockerfileKey === void 0) return;
	if (given["base-image"] !== void 0) add("base-image", `this key needs the built-in image, but \`${dockerfileKey}\` selects an image of a Dockerfile: remove one of the two`);
	for (const key of goKeys.filter((one) => given[one] !== void 0)) add(key, `this key only affects \`go build\` on this machine, but \`${dockerfileKey}\` selects an image of a Dockerfile: set it in the Dockerfile, or remove \`${dockerfileKey}\``);
});
// src/config/platforms.ts
const mostPlatforms = 12;
const platformList = array(string().transform((given, context) => {
	if (isPlatform(given)) return canonicalPlatform(given);
	context.addIssue({
		code: "custom",
		message: `\`${given}\` is not a platform that linkgate builds for: write GOOS/GOARCH, such as linux/amd64, linux/arm64, linux/arm/v7, linux/amd64/v3, windows/amd64 or darwin/arm64`
	});
	return NEVER;
})).superRefine((given, context) => {
	const add = (message) => context.addIssue({
		code: "custom",
		message
	});
	if (given.length === 0) add("list at least one platform, or remove the key");
	if (given.length > mostPlatforms) add(`list at most ${mostPlatforms} platforms`);
	const twice = given.find((one, index) => given.indexOf(one) !== index);
	if (twice !== void 0) add(`\`${twice}\` is listed twice: remove one of them`);
});
// src/config/vulnerability-schema.ts
const day = /^(\d{4})-(\d\d)-(\d\d)$/;
function isDay(text) {
	const [, year, month, date] = day.exec(text)?.map(Number) ?? [];
	if (year === void 0 || month === void 0 || date === void 0) return false;
	const days = [
		31,
		year % 4 === 0 && year % 100 !== 0 || year % 400 === 0 ? 29 : 28,
		31,
		30,
		31,
		30,
		31,
		31,
		30,
		31,
		30,
		31
	][month - 1] ?? 0;
	return date >= 1 && date <= days;
}
const accepted = strictObject({
	id: string().refine((id) => vulnerabilityIdSchema.safeParse(id).success, "an id looks like `GO-2024-2887`, `CVE-2024-24790` or `GHSA-49gw-vxvf-fc2g`").meta({ examples: ["GO-2024-2887", "CVE-2024-24790"] }).describe("Id in the database, or an alias that the database has for it: a CVE or GHSA number. Case does not matter."),
	reason: string().trim().min(1, "write why it is accepted").max(500).describe("Why it is accepted; the comment shows it."),
	until: string().refine(isDay, "a day is written as `2027-01-31`").meta({ examples: ["2027-01-31"] }).optional().describe("Last day on which it is accepted, in UTC. Default: it stays accepted.")
});
const database = string().transform((given, context) => {
	const found = databaseSource(given);
	if (found.ok) return found.value;
	context.addIssue({
		code: "custom",
		message: found.problem.message
	});
	return NEVER;
}).meta({ examples: [
	"https://vuln.go.dev",
	"golang.org/x/vulndb@latest",
	"security/vulndb"
] });
function databaseSource(given) {
	if (/^https?:\/\//.test(given)) return webSource(given);
	const path = given.replace(/^file:\/\//, "");
	if (path === given && /^[\w.~/-]+@[\w.+-]+$/.test(given)) return succeed({
		kind: "module",
		query: given
	});
	if (path === "" || path.includes("\0") || /^[a-z]+:\/\//.test(path)) return fail("a database is an address such as `https://vuln.go.dev`, a module such as `golang.org/x/vulndb@latest`, or a directory");
	return succeed({
		kind: "directory",
		path: path.replace(/(?<=.)\/+$/, "")
	});
}
function webSource(given) {
	const url = URL.parse(given);
	if (url === null) return fail(`\`${given}\` is not an address`);
	if (url.username !== "" || url.password !== "") return fail("an address of a database has no password, because reports show it");
	return url.search === "" && url.hash === "" ? succeed({
		kind: "web",
		url: url.href.replace(/\/+$/, "")
	}) : fail("an address of a database has no `?` and no `#`");
}
const vulnerabilitySchema = strictObject({
	new: _enum(levels).optional().describe("Verdict if head has a vulnerability that base does not have. Default: it is only shown."),
	max: int().min(0).optional().describe("Maximum number of vulnerabilities in each program of head."),
	accept: array(accepted).max(1e3).optional().describe("Vulnerabilities that neither `new` nor `max` counts."),
	unmeasured: _enum(levels).optional().describe("Verdict if a program could not be checked. Default: the value of `new`, or fail with `max`."),
	database: database.optional().describe("Database in the format of the Go vulnerability database: an address, a module with its version, or a directory (from the root of the repository). Default: https://vuln.go.dev, or golang.org/x/vulndb@latest through the module proxy if that address cannot be reached.")
}).refine(({ accept = [] }) => new Set(accept.map(({ id }) => vulnerabilityKey(id))).size === accept.length, {
	path: ["accept"],
	message: "two entries have the same `id`: keep one of them"
});
function vulnerabilityOptions({ new: level, max, accept = [], unmeasured, database: source }, place) {
	return {
		budget: {
			...level === void 0 ? {} : { new: level },
			...max === void 0 ? {} : { max },
			unmeasured: unmeasured ?? (max === void 0 ? level ?? "warn" : "fail"),
			accept: accept.map(({ id, reason, until }) => ({
				id,
				reason,
				...until === void 0 ? {} : { until }
			})),
			...place === void 0 ? {} : { place }
		},
		...source === void 0 ? {} : { database: source }
	};
}
// src/config/schema.ts
const modeName = string().regex(/^[a-z][a-z0-9-]{0,30}$/, "a mode name consists of a-z, 0-9 and -");
const status = int().min(100, "an HTTP status is a number from 100 to 599").max(599, "an HTTP status is a number from 100 to 599");
const readiness = strictObject({
	http: string().regex(/^\/\S*$/, "a path starts with `/` and has no spaces").optional().describe("Ready when this path answers with a status below 400."),
	status: union([status, array(status).nonempty()]).optional().describe("The expected status of `http`, or a list of them, instead of any below 400."),
	tcp: literal(true).optional().describe("Ready when the app accepts a connection; linkgate sends no request."),
	log: string().min(1).optional().describe("Ready when a line of the output matches this regular expression (RE2).")
}).refine(({ http, tcp, log }) => [
	http,
	tcp,
	log
].filter((one) => one !== void 0).length === 1, { message: "`http`, `tcp` and `log` are mutually exclusive: keep one of them" }).refine(({ http, status: wanted }) => wanted === void 0 || http !== void 0, { message: "`status` needs `http`: add the path of the request" });
const configSchema = strictObject({
	version: literal(1).describe("Version of this file format."),
	app: string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, "an app name consists of letters, digits, `.`, `_` and `-`").optional().describe("Name in the comment. Default: the last part of the import path that is not generic (such as `cmd` or `server`), or the name of the repository."),
	build: buildSchema.optional(),
	modes: union([array(_enum(builtInModeNames)), record(modeName, modeOptions.nullable())]).optional().describe("How to link: a list of built-in modes, or a map of names to options. Default: [static, dynamic]."),
	reference: modeName.optional().describe("The mode that the others are compared with, in the table and by `over-reference`. Default: `static`, or the first mode whose name begins with `static`, or the first mode."),
	platforms: platformList.optional().describe("Platforms to build for, such as [linux/amd64, linux/arm64, windows/amd64]. The first one has the main table. Default: Linux on the processor of the runner."),
	startup: strictObject({
		args: array(string()).optional().describe("Arguments of the app. They replace those in CMD, as with `docker run IMAGE ARGS`; ENTRYPOINT and the program in CMD stay."),
		env: startEnvironment.optional().describe("Environment of the app. linkgate also sets PORT, unless it is set here; `PORT: null` leaves it unset. linkgate masks the values of variables with names like credentials."),
		ready: readiness.optional().describe("When the app is ready. Default: the first HTTP response."),
		port: int().min(1).max(65535).optional().describe("Port that the app listens on. Default: detected; PORT is 8080 unless the image sets it."),
		socket: string().regex(/^[/@][^\0]+$/, "a Unix socket is a path that starts with `/`, or an abstract name that starts with `@`").optional().describe("Unix socket that the app listens on. Default: detected."),
		network: string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "a network is `host`, `none`, `services` or the name of a network").optional().describe("Network of the container: `host`, `none`, a name, or `services` for that of the service containers of the job. Default: a separate network."),
		files: record(string().regex(/^\/[^\0]*[^/\0]$/, "a path in the image starts with `/`"), string().transform((given, context) => {
			const path = cleanPath(given);
			if (path !== void 0) return path;
			context.addIssue({
				code: "custom",
				message: "use the path of a file or directory inside the repository, relative to its root"
			});
			return NEVER;
		})).optional().describe("Files of the repository to copy into the container, by their path in the container."),
		timeout: quantity("ms").refine(({ value }) => value > 0, "the time must be greater than 0").optional().describe("Time limit of one start. Default: 30 s."),
		"total-timeout": quantity("ms").refine(({ value }) => value > 0, "the time must be greater than 0").optional().describe("Time limit of all starts together; linkgate judges the rounds that are complete by then. Default: 2 min, or 4 times `timeout` if that is longer.")
	}).refine(({ timeout, "total-timeout": total }) => total === void 0 || total.value >= (timeout?.value ?? 3e4), {
		path: ["total-timeout"],
		message: "the time must be at least that of `timeout` (default: 30 s)"
	}).refine(({ port, socket }) => port === void 0 || socket === void 0, { message: "`port` and `socket` are mutually exclusive: keep one of them" }).optional(),
	budgets: strictObject(metricBudgets).partial().catchall(strictObject(metricBudgets).partial()).optional().describe("Budgets by metric. Budgets under the name of a mode apply to that mode only."),
	vulnerabilities: vulnerabilitySchema.optional().describe("Known vulnerabilities in functions that are linked into the programs. Default: linkgate does not look for them.")
});
// src/config/budgets.ts
const defaultBudgets = {
	"binary-size": { increase: "1% and 64 kB" },
	"image-size": { increase: "1% and 256 kB" },
	"pull-size": { increase: "1% and 256 kB" },
	startup: { increase: "10% and 0.5 ms" },
	"startup-cpu": { increase: "5% and 0.3 ms" },
	memory: {
		increase: "5% and 512 kB",
		level: "warn"
	}
};
function budgetsOf(file, modes, locate) {
	if (file.budgets === void 0) {
		const defaults = configSchema.parse({
			version: 1,
			budgets: defaultBudgets
		}).budgets;
		return budgetsOf({
			...file,
			budgets: defaults
		}, modes, () => void 0).map((budget) => ({
			...budget,
			source: "default"
		}));
	}
	const given = file.budgets;
	const reference = referenceMode(modes.map(({ name }) => name), file.reference);
	return [[void 0, given], ...modes.map(({ name }) => [name, given[name]])].flatMap(([mode, scope]) => budgetedMetrics.flatMap((metric) => {
		const options = scope?.[metric];
		if (options === void 0) return [];
		const place = locate([
			"budgets",
			...mode === void 0 ? [] : [mode],
			metric
		]);
		return [{
			...budgetOf(metric, mode, options, reference),
			...place === void 0 ? {} : { place }
		}];
	}));
}
function budgetOf(metric, mode, options, reference) {
	const { max, increase, "over-reference": over, level = "fail" } = options;
	return {
		metric,
		...mode === void 0 ? {} : { mode },
		...max === void 0 ? {} : { max: max.value },
		...increase === void 0 ? {} : { increase: partsOf(increase) },
		...over === void 0 || reference === void 0 ? {} : { overReference: {
			mode: reference,
			...partsOf(over)
		} },
		level,
		unmeasured: options.unmeasured ?? level,
		text: [
			...max === void 0 ? [] : [`max ${max.text}`],
			...increase === void 0 ? [] : [`increase ${increase.text}`],
			...over === void 0 ? [] : [`over-reference ${over.text}`]
		].join(", "),
		source: "config"
	};
}
function partsOf({ relative, absolute }) {
	return {
		...relative === void 0 ? {} : { relative },
		...absolute === void 0 ? {} : { absolute }
	};
}
// src/config/modes.ts
function resolveModes(entries, shared, isBuiltInOnly) {
	const problems = [];
	const modes = [];
	if (entries.length > 20) return {
		ok: false,
		problem: [{
			path: ["modes"],
			problem: `\`modes\` has ${entries.length} modes, but a check compares at most 20: remove some`
		}]
	};
	for (const [name, options] of entries) {
		const mode = resolveMode(name, options, shared);
		const isTwice = modes.some((one) => one.name === name);
		const problem = isTwice ? `\`modes\` lists \`${name}\` twice: remove one of them` : problemOf(name, mode, isBuiltInOnly);
		if (problem !== void 0) problems.push({
			path: isTwice ? ["modes"] : ["modes", name],
			problem
		});
		else if (mode !== void 0) modes.push(mode);
	}
	if (entries.length === 0) {
		const problem = `\`modes\` is empty: list at least one of ${builtInModeNames.join(", ")}`;
		problems.push({
			path: ["modes"],
			problem
		});
	}
	return problems.length > 0 ? {
		ok: false,
		problem: problems
	} : succeed(modes);
}
function problemOf(name, mode, isBuiltInOnly) {
	if (metricNames.includes(name)) return `a mode cannot have the name of a metric (\`${name}\`): rename the mode`;
	if (mode === void 0) return `\`${name}\` is not a built-in mode (${builtInModeNames.join(", ")}): add \`link:\` with the built-in mode that it is based on`;
	if (mode.image?.from === "dockerfile" && mode.image.dockerfile === void 0 && isBuiltInOnly) return `mode \`${name}\` selects an image of a Dockerfile, but \`build.dockerfile\` selects the built-in image: set \`dockerfile\` in the mode, or remove \`build.dockerfile\``;
}
function resolveMode(name, options, shared) {
	const start = options.link ?? (isBuiltIn(name) ? name : void 0);
	if (start === void 0) return void 0;
	const { env, ...record } = builtInMode(start);
	const own = goKeys.filter((key) => options[key] !== void 0);
	const image = imageOf$1(options);
	return {
		name,
		env: {
			...env,
			...options.env
		},
		tags: [...shared.tags, ...options.tags ?? []],
		ldflags: options.ldflags ?? shared.ldflags ?? "-s -w",
		...record,
		...options.gcflags === void 0 ? {} : { gcflags: options.gcflags },
		...options.buildmode === void 0 ? {} : { buildmode: options.buildmode },
		...own.length === 0 ? {} : { own },
		...options.env?.["CGO_ENABLED"] === "0" ? { cgoIsOff: true } : {},
		...image === void 0 ? {} : { image }
	};
}
function imageOf$1(options) {
	const { dockerfile, context, target, "build-args": buildArgs, "base-image": base } = options;
	if (dockerfile === false || base !== void 0) return {
		from: "built-in",
		...base === void 0 ? {} : { base }
	};
	if ([
		dockerfile,
		context,
		target,
		buildArgs
	].every((one) => one === void 0)) return void 0;
	return {
		from: "dockerfile",
		...dockerfile === void 0 ? {} : { dockerfile },
		...context === void 0 ? {} : { context },
		...target === void 0 ? {} : { target },
		buildArgs: buildArgs ?? {}
	};
}
function needsCompiler(mode) {
	return mode.env["CGO_ENABLED"] === "1";
}
function withoutModes(platforms, modes) {
	return platforms.filter((platform) => !modes.some((mode) => modeExistsOn(mode, platform))).map((platform) => ({
		path: ["platforms"],
		problem: `no mode in \`modes\` exists on \`${platform}\`: add \`static\` to \`modes\`, or remove the platform`
	}));
}
// src/config/problems.ts
function problemsOf(error, raw, most) {
	const unknown = unknownBudgetKeys(raw, most);
	const reported = new Set(unknown.map(({ path }) => path.join(".")));
	const issues = (error?.issues ?? []).flatMap(flatten);
	return [...unknown, ...issues.filter(({ path }) => !reported.has(path.slice(0, 2).join("."))).slice(0, most).flatMap((issue) => sentences(issue, raw, most))];
}
function unknownBudgetKeys(raw, most) {
	const { budgets, modes } = typeof raw === "object" && raw !== null ? raw : {};
	if (typeof budgets !== "object" || budgets === null) return [];
	const modeNames = Array.isArray(modes) ? modes.map(String) : typeof modes === "object" && modes !== null ? Object.keys(modes) : [...defaultModes];
	const allowed = [...budgetedMetrics, ...modeNames.slice(0, 20)];
	const known = new Set([...allowed, ...modeNames]);
	return Object.keys(budgets).filter((key) => !known.has(key)).slice(0, most).map((key) => ({
		path: ["budgets", key],
		problem: metricNames.includes(key) ? `\`${key}\` is informational: it cannot have a budget` : isBuiltIn(key) ? `\`budgets\` has \`${key}\`, which is not in \`modes\`` : `unknown key \`${key}\` in \`budgets\`: ${didYouMean(key, allowed)}`
	}));
}
function changedNumbers(document) {
	const found = [];
	(0, import_dist.visit)(document, { Scalar(key, { value, source }, parents) {
		if (key !== "value" || typeof value !== "number" || source === void 0 || String(value) === source) return;
		const path = parents.flatMap((node) => (0, import_dist.isPair)(node) && (0, import_dist.isScalar)(node.key) ? [String(node.key.value)] : []);
		if (path.at(-2) !== "env" && path.at(-2) !== "build-args") return;
		found.push({
			path,
			problem: `\`${path.join(".")}\` is the number ${value}: write '${source}' in quotes`
		});
	} });
	return found;
}
function flatten(issue) {
	if (issue.code !== "invalid_union") return [issue];
	const near = issue.errors.find((branch) => branch.every((inner) => inner.path.length > 0 || inner.code === "custom"));
	if (near === void 0) return [issue];
	return near.flatMap((inner) => flatten({
		...inner,
		path: [...issue.path, ...inner.path]
	}));
}
function sentences(issue, raw, most) {
	const name = issue.path.map(String).join(".") || "the configuration";
	const given = valueAt(raw, issue.path);
	switch (issue.code) {
		case "unrecognized_keys": {
			const where = issue.path.length === 0 ? "the configuration" : `\`${name}\``;
			return issue.keys.slice(0, most).map((key) => ({
				path: [...issue.path, key],
				problem: `unknown key \`${key}\` in ${where}: ${didYouMean(key, allowedKeys(issue.path))}`
			}));
		}
		case "invalid_value": return [{
			path: issue.path,
			problem: wrongValue(name, given, issue.values)
		}];
		case "invalid_union": {
			const types = issue.errors.flatMap((branch) => branch.flatMap((inner) => inner.code === "invalid_type" ? [article(inner.expected)] : []));
			return [{
				path: issue.path,
				problem: `\`${name}\` must be ${types.join(" or ")}`
			}];
		}
		case "invalid_key": return [{
			path: issue.path,
			problem: `\`${name}\`: ${issue.issues[0]?.message ?? issue.message}`
		}];
		case "custom": return [{
			path: issue.path,
			problem: `\`${name}\`: ${issue.message}`
		}];
		case "invalid_format": return [{
			path: issue.path,
			problem: `\`${name}\` is \`${String(given)}\`: ${issue.message}`
		}];
		case "invalid_type": return [{
			path: issue.path,
			problem: `\`${name}\` must be ${article(issue.expected)}`
		}];
		default: return [{
			path: issue.path,
			problem: `\`${name}\`: ${issue.message}`
		}];
	}
}
function wrongValue(name, given, allowed) {
	const words = allowed.map(String);
	if (given === void 0) return `\`${name}\` is missing: write \`${name}: ${words[0]}\``;
	if (words.includes(String(given))) return `\`${name}\` must be ${String(given)} without quotes`;
	return `\`${name}\` is \`${String(given)}\`: ${didYouMean(String(given), words)}`;
}
function article(type) {
	if (type === "record" || type === "object") return "a map";
	return type === "array" ? "a list" : `a ${type}`;
}
function allowedKeys(path) {
	let schema = configSchema;
	for (const step of path) schema = shapeOf(schema)?.[String(step)] ?? anyKey(schema);
	return Object.keys(shapeOf(schema) ?? {});
}
function definition(schema) {
	const found = schema?._zod?.def ?? {};
	return found.in === void 0 ? found : definition(found.in);
}
function shapeOf(schema) {
	const { shape, innerType } = definition(schema);
	return shape ?? (innerType === void 0 ? void 0 : shapeOf(innerType));
}
function anyKey(schema) {
	const { catchall, valueType, innerType, options } = definition(schema);
	if (options !== void 0) return options.map(anyKey).find((found) => found !== void 0);
	return catchall ?? valueType ?? (innerType === void 0 ? void 0 : anyKey(innerType));
}
function valueAt(raw, path) {
	let value = raw;
	for (const step of path) value = value?.[step];
	return value;
}
// src/config/reference.ts
function referenceProblems(file, names) {
	const { reference: given } = file;
	if (given !== void 0 && !names.includes(given)) return [{
		path: ["reference"],
		problem: `\`reference\` is \`${given}\`, which is not in \`modes\`: ${didYouMean(given, names)}`
	}];
	const budgets = file.budgets ?? {};
	const reference = referenceMode(names, given) ?? "";
	return [...budgetsBetweenModes(budgets[reference]).map((metric) => ({
		path: [
			"budgets",
			reference,
			metric,
			"over-reference"
		],
		problem: `\`over-reference\` compares mode \`${reference}\` with itself: set \`reference\` to another mode, or remove the key`
	})), ...(names.length > 1 ? [] : budgetsBetweenModes(budgets)).map((metric) => ({
		path: [
			"budgets",
			metric,
			"over-reference"
		],
		problem: `\`over-reference\` compares two modes, but \`modes\` has only \`${reference}\`: add a mode, or remove the key`
	}))];
}
function budgetsBetweenModes(scope) {
	const budgets = scope ?? {};
	return budgetedMetrics.filter((metric) => budgets[metric]?.["over-reference"] !== void 0);
}
// src/config/config.ts
const defaultTotalTimeoutMs = 12e4;
function parseConfig(source, file, path) {
	const { document, lines, value, faults } = readYaml(source);
	const at = (offset) => offset === void 0 ? file : `${file}:${lines.linePos(offset).line}`;
	if (faults.length > 0) {
		const found = faults.map(({ offset, message }) => `${at(offset)}: ${notYaml(message)}`);
		return wrong([...new Set(found)], (problem) => problem);
	}
	const raw = value ?? {};
	const place = (path) => at(offsetOf(document, path));
	const parsed = configSchema.safeParse(raw);
	const problems = [...problemsOf(parsed.error, raw, mostProblems + 1), ...changedNumbers(document)].slice(0, mostProblems + 1).map(({ path, problem }) => ({
		offset: offsetOf(document, path),
		problem
	})).sort((one, other) => (one.offset ?? -1) - (other.offset ?? -1)).map(({ offset, problem }) => `${at(offset)}: ${problem}`);
	if (!parsed.success || problems.length > 0) return wrong([...new Set(problems)], (problem) => problem);
	return resolve(parsed.data, place, (key) => {
		const offset = offsetOf(document, key);
		return path === void 0 || offset === void 0 ? void 0 : {
			file: path,
			line: lines.linePos(offset).line
		};
	});
}
function notYaml(message) {
	return `not valid YAML: ${message.split(/[\n;]/)[0]}`;
}
function defaultConfig() {
	const result = parseConfig("version: 1", "default");
	if (!result.ok) throw new Error(JSON.stringify(result.problem));
	return result.value;
}
const mostProblems = 20;
function wrong(problems, say) {
	const shown = problems.slice(0, mostProblems).map(say);
	const rest = problems.length > mostProblems ? ["more problems follow: fix these first, and run linkgate again"] : [];
	return {
		ok: false,
		problem: [...shown, ...rest].map((message) => ({ message }))
	};
}
function resolve(file, place, locate) {
	const ldflags = file.build?.ldflags;
	const build = {
		tags: file.build?.tags ?? [],
		...ldflags === void 0 ? {} : { ldflags }
	};
	const modes = resolveModes(modeEntries(file.modes), build, file.build?.dockerfile === false);
	if (!modes.ok) return wrong(modes.problem, ({ path, problem }) => `${place(path)}: ${problem}`);
	const problems = [...referenceProblems(file, modes.value.map(({ name }) => name)), ...withoutModes(file.platforms ?? [], modes.value)];
	if (problems.length > 0) return wrong(problems, ({ path, problem }) => `${place(path)}: ${problem}`);
	const { reference, platforms, vulnerabilities } = file;
	return succeed({
		...file.app === void 0 ? {} : { app: file.app },
		...file.build?.main === void 0 ? {} : { main: file.build.main },
		build,
		...file.build?.prepare === void 0 ? {} : { prepare: file.build.prepare },
		relinks: file.build?.relink !== false,
		mountsCaches: file.build?.["compile-caches"] !== false,
		skipsUnchanged: file.build?.["skip-unchanged"] !== false,
		buildCaches: {
			...file.build?.["cache-from"] === void 0 ? {} : { from: file.build["cache-from"] },
			to: file.build?.["cache-to"] ?? []
		},
		keepsResults: file.build?.["keep-results"] !== false,
		dockerfile: dockerfileOptions(file.build),
		modes: modes.value,
		...platforms === void 0 ? {} : { platforms },
		...reference === void 0 ? {} : { reference },
		startup: startupOf(file.startup),
		budgets: budgetsOf(file, modes.value, locate),
		...vulnerabilities === void 0 ? {} : { vulnerabilities: vulnerabilityOptions(vulnerabilities, locate(["vulnerabilities"])) }
	});
}
function startupOf(given = {}) {
	const { port, socket, network } = given;
	const timeoutMs = given.timeout?.value ?? 3e4;
	return {
		args: given.args ?? [],
		env: given.env?.variables ?? {},
		setsPort: given.env?.setsPort ?? true,
		ready: readinessOf(given.ready),
		...port === void 0 ? {} : { port },
		...socket === void 0 ? {} : { socket },
		...network === void 0 ? {} : { network },
		files: given.files ?? {},
		timeoutMs,
		totalTimeoutMs: given["total-timeout"]?.value ?? Math.max(defaultTotalTimeoutMs, 4 * timeoutMs)
	};
}
function modeEntries(given) {
	if (given === void 0) return defaultModes.map((name) => [name, {}]);
	if (Array.isArray(given)) return given.map((name) => [name, {}]);
	return Object.entries(given).map(([name, options]) => [name, options ?? {}]);
}
function readinessOf(given = void 0) {
	if (given?.tcp !== void 0) return { by: "accept" };
	if (given?.log !== void 0) return {
		by: "log",
		pattern: given.log
	};
	return {
		by: "response",
		...given?.http === void 0 ? {} : { path: given.http },
		statuses: given?.status === void 0 ? [] : [given.status].flat()
	};
}
function offsetOf(document, path) {
	for (let length = path.length; length > 0; length--) {
		const parent = document.getIn(path.slice(0, length - 1), true);
		const key = path[length - 1];
		if ((0, import_dist.isMap)(parent)) {
			const pair = parent.items.find((item) => (0, import_dist.isScalar)(item.key) && item.key.value === key);
			if ((0, import_dist.isScalar)(pair?.key)) return pair.key.range?.[0];
		}
		const node = document.getIn(path.slice(0, length), true);
		if ((0, import_dist.isScalar)(node)) return node.range?.[0];
	}
}
// src/config/load.ts
const usualPlace = ".github/linkgate.yml";
const usualPlaces = [usualPlace, ".github/linkgate.yaml"];
async function loadConfig(world, root, named) {
	for (const file of named === void 0 ? usualPlaces : [named]) {
		const read = await checkedInput(() => sourceOf(world.files, root, file));
		if (!read.ok) return read;
		const source = read.value;
		if (source === void 0 && await isLink(world.files, root, file)) return problem(`\`${file}\` is a broken link: commit the file itself`);
		if (source === void 0) continue;
		return mapResult(parseConfig(source, file, pathInside(root, file)), (config) => ({
			config,
			file
		}));
	}
	if (named === void 0) return succeed({ config: defaultConfig() });
	return problem(`configuration file \`${named}\` does not exist: use its path from the root of the repository, or omit \`config\``);
}
const problem = (message) => ({
	ok: false,
	problem: [{ message }]
});
async function isLink(files, root, file) {
	return (await files.list(joinPath(root, parentOf(file)))).some(({ name, kind }) => name === lastOf(file) && kind === "symlink");
}
function sourceOf(files, root, file) {
	return file.startsWith("/") ? boundedText(files, file, {
		name: file,
		largest: largestText
	}) : repositoryText(files, root, file);
}
function pathInside(root, file) {
	const path = (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file).replace(/^(?:\.\/+)+/, "");
	return path.startsWith("/") || path.split("/").includes("..") ? void 0 : path;
}
// src/repository/git/revisions.ts
const deepenings = [
	50,
	200,
	1e3,
	5e3
];
const fullSha = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
async function findRevisions(git, given, context) {
	const sha = await git.resolve("HEAD");
	if (sha === void 0) return fail("this repository has no commit: create one first");
	const refused = refusal(context);
	if (refused !== void 0) return fail(refused);
	const isDirty = onlyOnce(async () => context === void 0 && await git.isDirty());
	const [found, branch, dirty] = await settleAll([
		findBase(git, {
			sha,
			isDirty
		}, given, context),
		git.branch(),
		isDirty()
	]);
	const ref = context?.pullRequest?.headRef ?? branch;
	const head = {
		sha,
		...ref === void 0 ? {} : { ref },
		...dirty ? { dirty } : {}
	};
	return mapResult(found, (one) => ({
		...one,
		head
	}));
}
async function findBase(git, head, given, context) {
	if (given !== void 0) return withNamedBase(git, given);
	if (context?.pullRequest !== void 0) return ofPullRequest(git, head, context.pullRequest);
	if (context?.mergeGroup !== void 0) return exactly(git, context.mergeGroup.baseSha, "base of the merge group");
	if (context?.eventName === "push") return ofPush(git, head, context);
	return againstDefaultBranch(git, head, context);
}
function refusal(context) {
	if (context?.eventName === "pull_request_target") return "linkgate does not build on `pull_request_target`, because code of any pull request would run with write access: use `on: pull_request`";
	const { workflowRun, pullRequest } = context ?? {};
	if (workflowRun === void 0) return void 0;
	return pullRequest !== void 0 || workflowRun.event.startsWith("pull_request") ? "linkgate does not build on `workflow_run` of a pull request, because its code would run with write access: use `phase: measure` in that run, and `phase: publish` here" : void 0;
}
async function withNamedBase(git, given) {
	const local = await git.resolve(given) ?? await git.resolve(`origin/${given}`);
	if (local !== void 0) return succeed({
		base: {
			sha: local,
			ref: given
		},
		because: "given as base"
	});
	const remote = await git.remoteTip(given);
	const tip = (remote.ok ? remote.value : void 0) ?? (fullSha.test(given) ? given : void 0);
	const found = tip !== void 0 && await available(git, tip) ? await git.resolve(tip) : void 0;
	if (found === void 0) {
		const unanswered = remote.ok ? "" : `, and \`origin\` does not answer (${remote.problem.message})`;
		return fail(`base \`${given}\` is not a commit in this repository${unanswered}: use an existing branch, tag or SHA`);
	}
	return succeed({
		base: {
			sha: found,
			ref: given
		},
		because: "given as base"
	});
}
async function ofPullRequest(git, head, pullRequest) {
	const { headSha, baseSha, baseRef } = pullRequest;
	const [first, second] = await git.parents(head.sha);
	if (first !== void 0 && second === headSha) return exactly(git, first, "first parent of the tested merge commit", baseRef);
	const isThere = await available(git, baseSha);
	const tip = isThere ? baseSha : await atRemote(git, baseRef);
	if (tip === void 0) return fail(notFetched(baseSha));
	const base = await mergeBaseDeepening(git, tip, head.sha);
	if (base === void 0) return fail(`the pull request's base ${short$2(tip)} and head ${short$2(head.sha)} have no common history in this clone: set \`fetch-depth: 0\` for actions/checkout`);
	const because = "merge base with the pull request's base";
	return succeed({
		base: {
			sha: base,
			ref: baseRef
		},
		because: isThere ? because : `${because}, because ${short$2(baseSha)} no longer exists`
	});
}
async function ofPush(git, head, context) {
	const { before, defaultBranch, ref } = context;
	if (before !== void 0) {
		if (await available(git, before)) return succeed({
			base: { sha: before },
			because: "the commit before this push"
		});
		return mapResult(await againstDefaultBranch(git, head, context), (found) => ({
			...found,
			because: `${found.because}, because ${short$2(before)} no longer exists`
		}));
	}
	const none = {
		base: null,
		because: "first push of this branch"
	};
	if (ref.startsWith("refs/tags/")) return succeed({
		...none,
		because: "a tag has no base"
	});
	if (ref === `refs/heads/${defaultBranch}`) return succeed(none);
	return succeed(await sinceDefaultBranch(git, head, context) ?? none);
}
async function againstDefaultBranch(git, head, context) {
	const found = await sinceDefaultBranch(git, head, context);
	if (found !== void 0) return succeed(found);
	const [parent] = await git.parents(head.sha);
	if (parent === void 0) return succeed({
		base: null,
		because: "the first commit has no base"
	});
	return exactly(git, parent, "the commit before HEAD");
}
async function sinceDefaultBranch(git, head, context) {
	for (const { ref, find } of await defaultBranches(git, context)) {
		const tip = await find();
		const base = tip === void 0 ? void 0 : await mergeBaseDeepening(git, tip, head.sha);
		if (base === void 0) continue;
		if (base === head.sha && !await head.isDirty()) return void 0;
		return {
			base: {
				sha: base,
				ref
			},
			because: `merge base with ${ref}`
		};
	}
}
async function defaultBranches(git, context) {
	const here = (ref) => ({
		ref,
		find: () => git.resolve(ref)
	});
	const there = (name) => ({
		ref: `origin/${name}`,
		find: () => atRemote(git, name)
	});
	const named = context?.defaultBranch;
	const usual = [
		await git.defaultBranch(),
		"origin/main",
		"origin/master",
		"main",
		"master"
	];
	return [
		...named === void 0 ? [] : [
			here(`origin/${named}`),
			here(named),
			there(named)
		],
		...context === void 0 ? [] : [there("HEAD")],
		...usual.flatMap((ref) => ref === void 0 ? [] : [here(ref)])
	];
}
async function exactly(git, sha, because, ref) {
	if (!await available(git, sha)) return fail(notFetched(sha));
	return succeed({
		base: {
			sha,
			...ref === void 0 ? {} : { ref }
		},
		because
	});
}
async function available(git, sha) {
	if (await git.resolve(sha) !== void 0) return true;
	return await git.fetch(sha) && await git.resolve(sha) !== void 0;
}
async function atRemote(git, name) {
	const remote = await git.remoteTip(name);
	const tip = remote.ok ? remote.value : void 0;
	return tip !== void 0 && await available(git, tip) ? tip : void 0;
}
async function mergeBaseDeepening(git, one, other) {
	let found = await git.mergeBase(one, other);
	for (const by of deepenings) {
		if (found !== void 0 || !await git.isShallow()) break;
		if (!await git.deepen(by, [one, other])) break;
		found = await git.mergeBase(one, other);
	}
	return found;
}
function short$2(sha) {
	return sha.slice(0, 9);
}
function notFetched(sha) {
	return `the base commit ${short$2(sha)} is not in this clone and could not be fetched from \`origin\`: set \`fetch-depth: 0\` for actions/checkout, or set another base`;
}
// src/repository/git/filters.ts
async function filterNames(git) {
	const names = (await git.settings("--name-only", "--get-regexp", "^filter\\..+\\.(smudge|process)$")).flatMap((key) => /^filter\.(.+)\.[a-z]+$/s.exec(key)?.[1] ?? []);
	return [...new Set(names)].filter((name) => /^[\w.-]+$/.test(name));
}
function withoutFilters(names) {
	return names.flatMap((name) => [
		"smudge=",
		"process=",
		"required=false"
	].flatMap((setting) => ["-c", `filter.${name}.${setting}`]));
}
async function filteredPaths(git, names) {
	const found = new Map();
	for (const name of names) for (const path of await git.parts("ls-files", "-z", "--", `:(top,attr:filter=${name})`)) found.set(path, name);
	return found;
}
// src/repository/git/index-entries.ts
const kinds = {
	"120000": "symlink",
	"160000": "submodule"
};
const listing = [
	"ls-files",
	"-z",
	"--stage",
	"-v"
];
async function indexEntries(git) {
	const entries = await entriesWithSizes(git) ?? entriesIn(await git.must(...listing));
	if (entries === void 0) throw new Error("`git ls-files --stage` printed an unknown format");
	return entries;
}
async function entriesWithSizes(git) {
	try {
		return entriesIn(await git.must(...listing, "--debug"));
	} catch (error) {
		if (error instanceof LongOutputError) return void 0;
		throw error;
	}
}
function entriesIn(listed) {
	const parts = listed.split("\0");
	const found = parts.slice(0, -1).map((part) => /^(?: {2}[^\n]*\n)*(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(part));
	if (found.includes(null)) return void 0;
	return found.flatMap((fields, at) => {
		const [, tag = "", mode = "", id = "", stage, path = ""] = fields ?? [];
		if (stage !== "0") return [];
		const [, size = "0"] = /^ {2}size: (\d+)/m.exec(parts[at + 1] ?? "") ?? [];
		const hidden = tag === "S" || tag !== tag.toUpperCase();
		return [{
			path,
			kind: kinds[mode] ?? "file",
			id,
			size: Number(size),
			hidden
		}];
	});
}
async function modifiedPaths(git) {
	const listed = await git.parts("--no-optional-locks", "status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=all", "--no-renames");
	return new Set(listed.filter((line) => line[1] !== " ").map((line) => line.slice(3)));
}
// src/repository/git/smudged.ts
function ownTree({ root, at }) {
	return {
		directory: root,
		git: at(root)
	};
}
async function readCheckout(files, checkout) {
	const { directory, git } = checkout;
	const [indexed, modified, filters] = await settleAll([
		indexEntries(git),
		modifiedPaths(git),
		filterNames(git)
	]);
	const entries = new Map(indexed.map((entry) => [entry.path, entry]));
	const filtered = await filteredPaths(git, filters);
	const { stored, content } = await compareFiltered(files, checkout, {
		entries,
		filtered,
		modified
	});
	const applied = new Set();
	for (const name of filters) {
		const isKnown = content.has(name) || [...stored].some((path) => filtered.get(path) === name);
		if (content.has(name) || !isKnown && await isAppliedElsewhere(files, checkout, name)) applied.add(name);
	}
	return {
		directory,
		filters,
		entries,
		modified,
		filtered,
		stored,
		applied
	};
}
async function compareFiltered(files, { directory, git }, { entries, filtered, modified }) {
	const content = new Set();
	const same = [];
	const there = new Map();
	for (const path of filtered.keys()) {
		const found = await files.stat(`${directory}/${path}`);
		if (!modified.has(path) && found?.kind === "file" && found.size > 0) there.set(path, found.size);
	}
	const idOf = (path) => entries.get(path)?.id ?? "";
	const sizes = await blobSizes(git, new Set([...there.keys()].map(idOf)));
	for (const [path, size] of there) {
		const stored = sizes.get(idOf(path));
		if (stored === size) same.push(path);
		else if (stored !== void 0) content.add(filtered.get(path) ?? "");
	}
	const [disk, cleaned] = [await hashes(git, same, ["--no-filters"]), await hashes(git, same)];
	const stored = new Set();
	same.forEach((path, at) => {
		const id = idOf(path);
		if (disk[at] === void 0) return;
		if (disk[at] !== id) content.add(filtered.get(path) ?? "");
		else if (cleaned[at] === id) stored.add(path);
	});
	return {
		stored,
		content
	};
}
async function blobSizes(git, ids) {
	const sizes = new Map();
	if (ids.size === 0) return sizes;
	const paths = new Map();
	for (const line of await git.parts("ls-tree", "-r", "-z", "HEAD")) {
		const [, id = "", path = ""] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
		if (ids.has(id)) paths.set(id, path);
	}
	for (const some of portions([...paths.values()])) for (const line of await git.parts("--literal-pathspecs", "ls-tree", "-l", "-z", "HEAD", "--", ...some)) {
		const [, id, size] = /^\d+ blob ([0-9a-f]+)\s+(\d+)\t/.exec(line) ?? [];
		if (id !== void 0) sizes.set(id, Number(size));
	}
	return sizes;
}
async function hashes(git, paths, options = []) {
	const found = [];
	for (const some of portions(paths)) {
		const { stdout } = await git.query("hash-object", ...options, "--", ...some);
		const lines = nonEmptyLines(stdout);
		found.push(...some.map((_, at) => lines[at]));
	}
	return found;
}
async function isAppliedElsewhere(files, { directory, git }, name) {
	if (name !== "lfs") return true;
	const common = await commonDirectory(git, directory);
	return common !== void 0 && (await files.list(`${common}/lfs/objects`)).length > 0;
}
// src/repository/git/as-checked-out.ts
async function makeAsCheckedOut(files, checkout, { entries, ...tree }, smudging) {
	const filtered = await filteredPaths(tree.git, [...new Set(checkout.applied)]);
	const twins = contentByBlob(checkout);
	const missing = new Map();
	const others = [];
	for (const some of portions(entries.filter(({ kind }) => kind === "file"))) {
		const copied = await Promise.all(some.map((entry) => copyOwn(files, checkout, tree, entry)));
		others.push(...some.filter((_, at) => copied[at] === false));
	}
	for (const entry of others) {
		const { path } = entry;
		const filter = filtered.get(path);
		if (filter === void 0 || !checkout.applied.has(filter) || checkout.stored.has(path)) continue;
		const twin = twins.get(`${filter} ${entry.id}`);
		if (twin !== void 0) await files.copy(`${checkout.directory}/${twin}`, `${tree.directory}/${path}`);
		else missing.set(filter, [...missing.get(filter) ?? [], path]);
	}
	const failed = [];
	for (const [filter, paths] of missing) failed.push(...await smudge(files, tree, await smudging(), {
		filter,
		paths
	}));
	return failed;
}
async function copyOwn(files, checkout, tree, { path, id, size }) {
	const own = checkout.entries.get(path);
	if (own?.kind !== "file" || checkout.modified.has(path)) return false;
	if (!own.hidden && own.id !== id) return false;
	const isSpecial = own.hidden || checkout.filtered.has(path);
	if (!isSpecial && size > 0 && own.size === size) return true;
	const [from, to] = [`${checkout.directory}/${path}`, `${tree.directory}/${path}`];
	const there = await files.stat(from);
	if (there === void 0) {
		if (own.hidden) await files.remove(to);
		return own.hidden;
	}
	if (own.id !== id) return false;
	if (isSpecial || there.size !== (await files.stat(to))?.size) await files.copy(from, to);
	return true;
}
function contentByBlob({ entries, modified, filtered, stored }) {
	const found = new Map();
	for (const [path, filter] of filtered) {
		const entry = entries.get(path);
		if (entry !== void 0 && !modified.has(path) && !stored.has(path)) found.set(`${filter} ${entry.id}`, path);
	}
	return found;
}
async function smudge(files, { directory }, git, { filter, paths }) {
	for (const some of portions(paths)) {
		for (const path of some) await files.remove(`${directory}/${path}`);
		const { exitCode, stderr } = await git.run("checkout-index", "--force", "--quiet", "--", ...some);
		if (exitCode !== 0) return [{
			filter,
			paths,
			failure: errorLine(stderr) ?? "no output"
		}];
	}
	return [];
}
// src/repository/git/submodules.ts
async function submodulesIn(files, { directory, git }, entries) {
	const links = entries.filter(({ kind }) => kind === "submodule");
	const file = `${directory}/.gitmodules`;
	if (links.length === 0 || await files.stat(file) === void 0) return [];
	return pairSubmodules(links, await git.settings("--file", file, "--list"));
}
function pairSubmodules(links, settings) {
	const byName = new Map();
	for (const setting of settings) {
		const [, name = "", key = "", value = ""] = /^submodule\.(.+)\.([^.\n]+)\n(.*)$/s.exec(setting) ?? [];
		if (isSubmoduleName(name)) byName.set(name, {
			...byName.get(name),
			[key]: value
		});
	}
	return links.flatMap(({ path, id }) => {
		const found = [...byName].find(([, { path: at }]) => at?.replace(/\/+$/, "") === path);
		if (found === void 0) return [];
		const [name, { url, update }] = found;
		return [{
			name,
			path,
			sha: id,
			...url === void 0 ? {} : { url },
			isOptional: update === "none"
		}];
	});
}
function isSubmoduleName(name) {
	return name !== "" && !name.startsWith("-") && !name.split(/[/\\]/).includes("..");
}
function submoduleUrl(of, url) {
	if (url.startsWith("-")) return void 0;
	if (!/^\.\.?\//.test(url)) return url;
	let start = isLocalRelative(of) && !/^\.\.?\//.test(of) ? `./${of}` : of;
	start = start.replace(/\/$/, "");
	let rest = url;
	let separator = "/";
	for (;;) if (rest.startsWith("./")) rest = rest.slice(2);
	else if (rest.startsWith("../")) {
		rest = rest.slice(3);
		const cut = start.lastIndexOf("/");
		const colon = start.lastIndexOf(":");
		if (cut >= 0) start = start.slice(0, cut);
		else if (colon >= 0) {
			start = start.slice(0, colon);
			separator = ":";
		} else return void 0;
	} else break;
	return `${start}${separator}${rest}`.replace(/\/$/, "").replace(/^\.\//, "");
}
function isLocalRelative(url) {
	return !url.startsWith("/") && /^[^:]*(?:\/|$)/.test(url);
}
// src/repository/git/checkout-submodules.ts
async function submodulesOfCheckout(tools, checkout, trusted) {
	const { directory, git } = checkout;
	const present = new Map();
	const absent = new Set();
	for (const { name, path } of await submodulesIn(tools.files, checkout, await indexEntries(git))) {
		const at = `${directory}/${path}`;
		if (await tools.files.stat(`${at}/.git`) === void 0) absent.add(name);
		else present.set(name, {
			directory: at,
			git: runnerIn(tools.exec, {
				directory: at,
				trusted
			})
		});
	}
	const own = await git.first("rev-parse", "--absolute-git-dir");
	const common = await commonDirectory(git, directory);
	return {
		present,
		absent,
		stores: [...new Set([own, common].flatMap((one) => one ?? []))]
	};
}
function belongs({ present, absent }, { name, isOptional }) {
	if (present.has(name)) return true;
	if (absent.has(name) || isOptional) return false;
	return present.size > 0 || absent.size === 0;
}
async function storeOf(files, { present, stores }, name) {
	const own = await present.get(name)?.git.firstOrNone("rev-parse", "--absolute-git-dir");
	if (own !== void 0) return own;
	for (const store of stores) {
		const at = `${store}/modules/${name}`;
		if (await files.stat(`${at}/HEAD`) !== void 0) return at;
	}
}
async function remoteUrl({ directory, git }) {
	const branch = await git.first("symbolic-ref", "--quiet", "--short", "HEAD");
	return await addressOf$1(git, (branch === void 0 ? void 0 : await git.first("config", `branch.${branch}.remote`)) ?? "origin") ?? directory;
}
function addressOf$1(git, remote) {
	return git.first("config", `remote.${remote}.url`);
}
// src/repository/git/overlay.ts
async function overlay(files, { directory, git }, tree) {
	for (const { name } of await files.list(tree)) if (name !== ".git") await files.remove(`${tree}/${name}`);
	const submodules = new Set((await indexEntries(git)).filter(({ kind }) => kind === "submodule").map(({ path }) => path));
	const listed = await git.parts("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate");
	for (const path of listed) {
		const parent = `${directory}/${path}`.replace(/\/[^/]+\/?$/, "");
		if (await files.realPath(parent) !== parent) continue;
		if (submodules.has(path)) await files.makeDirectory(`${tree}/${path}`);
		else if (!await files.copy(`${directory}/${path}`, `${tree}/${path}`)) requireName(path);
	}
}
function requireName(path) {
	if (!path.includes("�")) return;
	throw new InputError([`linkgate cannot copy \`${path}\`, because its name is not UTF-8: commit your changes, or rename it`]);
}
// src/repository/git/config-text.ts
function gitConfigText(settings) {
	return settings.map(settingText).join("");
}
function settingText(setting) {
	const cut = setting.indexOf("\n");
	const key = cut < 0 ? setting : setting.slice(0, cut);
	const [, section = "", , subsection, name = ""] = /^([^.]+)(\.(.*))?\.([^.]+)$/s.exec(key) ?? [];
	const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
	return `[${subsection === void 0 ? section : `${section} ${quoted(subsection)}`}]\n\t${name}${cut < 0 ? "" : ` = ${quoted(setting.slice(cut + 1)).replaceAll("\n", "\\n").replaceAll("	", "\\t")}`}\n`;
}
// src/repository/git/url-credentials.ts
const variable = "LINKGATE_GIT_HEADER";
function gitAddress(address) {
	const [, scheme = "", account, rest = ""] = /^(https?:\/\/)([^/?#]*)@([^=\s]*)$/i.exec(address) ?? [];
	if (account === void 0) return {
		url: address,
		options: [],
		variables: {}
	};
	const [user = "", ...password] = account.split(":");
	const plain = `${decoded(user)}:${decoded(password.join(":"))}`;
	const url = `${scheme}${rest}`;
	return {
		url,
		options: [
			"-c",
			`http.${url}.extraHeader=`,
			`--config-env=http.${url}.extraHeader=${variable}`
		],
		variables: { [variable]: `Authorization: Basic ${Buffer.from(plain).toString("base64")}` }
	};
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
// src/repository/git/submodule-repository.ts
const copiedSettings = "^(http|url|credential|protocol|filter|lfs|remote\\.origin\\.(promisor|partialclonefilter)|core\\.(sshcommand|autocrlf|eol|safecrlf|symlinks|filemode|attributesfile))(\\.|$)";
async function makeSubmoduleRepository({ exec, files }, request) {
	const { directory, gitDirectory, sha, store, settingsOf, urls, trusted } = request;
	await files.makeDirectory(directory);
	await files.makeDirectory(gitDirectory);
	const format = sha.length === 64 ? ["--object-format=sha256"] : [];
	await runnerIn(exec, { directory }).mustChange("init", "--quiet", "--template=", ...format, `--separate-git-dir=${gitDirectory}`);
	const settings = await settingsOf.settings("--local", "--includes", "--get-regexp", copiedSettings);
	const [address] = urls;
	const remote = address === void 0 ? [] : [`remote.origin.url\n${address}`];
	await files.append(`${gitDirectory}/config`, gitConfigText([...settings, ...remote]));
	if (store !== void 0) await borrow(files, store, gitDirectory);
	const variables = {
		GIT_PROTOCOL_FROM_USER: "0",
		GIT_TERMINAL_PROMPT: "0"
	};
	const place = {
		directory,
		gitDirectory,
		trusted
	};
	const git = runnerIn(exec, {
		...place,
		variables
	});
	if (await has$1(git, sha)) return { git };
	let problem = "it has no URL that git can use";
	for (const url of urls) {
		const address = gitAddress(url);
		const fetching = {
			...place,
			variables: {
				...variables,
				...address.variables
			}
		};
		const failure = await fetchCommit(runnerIn(exec, fetching), address, sha);
		if (failure === void 0) return { git };
		problem = failure;
	}
	return {
		git,
		problem
	};
}
async function borrow(files, store, gitDirectory) {
	await files.write(`${gitDirectory}/objects/info/alternates`, `${store}/objects\n`);
	for (const path of [
		"shallow",
		"info/attributes",
		"git-crypt"
	]) await files.copy(`${store}/${path}`, `${gitDirectory}/${path}`);
	await files.append(`${gitDirectory}/config`, gitConfigText([`lfs.storage\n${store}/lfs`]));
}
async function has$1(git, sha) {
	return (await git.query("cat-file", "-e", `${sha}^{commit}`)).exitCode === 0;
}
async function fetchCommit(git, { url, options }, sha) {
	const fetch = [
		...withoutHooks,
		...options,
		"fetch",
		"--quiet",
		"--no-tags",
		"--no-write-fetch-head",
		"--no-recurse-submodules"
	];
	const one = await git.run(...fetch, "--depth=1", "--", url, sha);
	if (one.exitCode === 0 && await has$1(git, sha)) return void 0;
	const all = await git.run(...fetch, "--", url, "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*");
	if (await has$1(git, sha)) return void 0;
	return errorLine(all.exitCode === 0 ? one.stderr : all.stderr) ?? "it does not have that commit";
}
async function settingsFrom(exec, { store, parent, trusted }) {
	if (store === void 0) return parent;
	const inStore = runnerIn(exec, {
		directory: store,
		trusted
	});
	return await commonDirectory(inStore, store) === void 0 ? parent : inStore;
}
// src/repository/git/bring-submodules.ts
const none = {
	brought: [],
	absent: [],
	unfiltered: []
};
async function bringSubmodules(bringing, parent) {
	const { world, trusted } = bringing;
	const wanted = await submodulesIn(world.files, parent, parent.entries);
	if (wanted.length === 0) return none;
	const { checkout } = parent;
	const there = checkout === void 0 ? {
		present: new Map(),
		absent: new Set(),
		stores: parent.store === void 0 ? [] : [parent.store]
	} : await submodulesOfCheckout(world, checkout, trusted);
	let all = none;
	for (const submodule of wanted) {
		const path = joinPath(parent.path, submodule.path);
		if (!belongs(there, submodule)) {
			all = joined(all, {
				...none,
				absent: [{
					path,
					sha: submodule.sha
				}]
			});
			continue;
		}
		const store = await storeOf(world.files, there, submodule.name);
		const own = there.present.get(submodule.name);
		all = joined(all, await bringOne(bringing, parent, submodule, {
			store,
			own
		}));
	}
	return all;
}
function joined(one, other) {
	return {
		brought: [...one.brought, ...other.brought],
		absent: [...one.absent, ...other.absent],
		unfiltered: [...one.unfiltered, ...other.unfiltered]
	};
}
async function bringOne(bringing, parent, submodule, { store, own }) {
	const { world, trusted, withChanges } = bringing;
	const path = joinPath(parent.path, submodule.path);
	const place = `${parent.place}/modules/${submodule.name}`;
	const directory = `${parent.directory}/${submodule.path}`;
	const gitDirectory = `${bringing.directory}/${encodeURIComponent(place)}`;
	const changed = withChanges ? await own?.git.first("rev-parse", "--verify", "--quiet", "HEAD") : void 0;
	const sha = changed ?? submodule.sha;
	const urls = await addresses(parent, submodule, own);
	world.secrets.learnCredentials(urls.join("\n"));
	const made = await makeSubmoduleRepository(world, {
		directory,
		gitDirectory,
		sha,
		...store === void 0 ? {} : { store },
		settingsOf: await settingsFrom(world.exec, {
			store,
			parent: parent.checkout?.git ?? parent.git,
			trusted
		}),
		urls,
		trusted
	});
	const failure = made.problem ?? await checkOutAt(made.git, sha);
	if (failure !== void 0) {
		await world.files.remove(directory);
		await world.files.makeDirectory(directory);
		return {
			...none,
			absent: [{
				path,
				sha,
				failure
			}]
		};
	}
	const tree = {
		directory,
		git: made.git
	};
	const unfiltered = own === void 0 ? [] : await asInCheckout(bringing, own, tree);
	const nested = await bringSubmodules(bringing, {
		...tree,
		path,
		place,
		entries: await indexEntries(changed === void 0 || own === void 0 ? made.git : own.git),
		url: async () => urls[0] ?? directory,
		...own === void 0 ? {} : { checkout: own },
		...store === void 0 ? {} : { store }
	});
	return joined({
		brought: [{
			path,
			sha,
			gitDirectory,
			place,
			name: submodule.name,
			...store === void 0 ? {} : { store }
		}],
		absent: [],
		unfiltered
	}, nested);
}
async function addresses(parent, { name, url }, own) {
	const all = [
		url === void 0 ? void 0 : submoduleUrl(await parent.url(), url),
		await parent.checkout?.git.first("config", `submodule.${name}.url`),
		await own?.git.first("config", "remote.origin.url")
	].flatMap((one) => one ?? []);
	return [...new Set(all)].filter((one) => !one.startsWith("-"));
}
async function checkOutAt(git, sha) {
	const options = [...withoutHooks, ...withoutFilters(await filterNames(git))];
	const { exitCode, stderr } = await git.run(...options, "checkout", "--quiet", "--force", "--no-recurse-submodules", "--detach", sha);
	return exitCode === 0 ? void 0 : errorLine(stderr) ?? "it could not be checked out";
}
async function asInCheckout({ world, withChanges }, own, tree) {
	if (withChanges) {
		await overlay(world.files, own, tree.directory);
		return [];
	}
	const state = await readCheckout(world.files, own);
	const entries = await indexEntries(tree.git);
	return makeAsCheckedOut(world.files, state, {
		...tree,
		entries
	}, async () => tree.git);
}
function rootTree(checkout, tree, entries) {
	return {
		...tree,
		path: ".",
		place: "",
		entries,
		url: onlyOnce(() => remoteUrl(checkout)),
		checkout
	};
}
// src/repository/git/worktrees.ts
async function checkOut(world, workspace, git, { base, head, state: given, beside }) {
	const own = ownTree(git);
	const state = given ?? await readCheckout(world.files, own);
	const raw = withoutFilters(state.filters);
	const add = async (revision, sha) => {
		const directory = `${workspace.directory}/${revision}`;
		workspace.onClose(directory, () => removeTree(world.files, git, directory));
		await git.addWorktree(directory, sha);
		return {
			revision,
			sha,
			directory
		};
	};
	const fill = async ({ revision, sha, directory }, withChanges) => {
		await git.fillWorktree(directory, raw);
		const tree = {
			directory,
			git: git.at(directory)
		};
		const entries = withChanges ? [...state.entries.values()] : await indexEntries(tree.git);
		const unfiltered = withChanges ? await overlay(world.files, own, directory).then(() => []) : await makeAsCheckedOut(world.files, state, {
			...tree,
			entries
		}, () => smudging(world, git, tree));
		const found = await bringSubmodules({
			world,
			directory: `${workspace.directory}/submodules-${revision}`,
			trusted: git.trusted,
			withChanges
		}, rootTree(own, tree, entries));
		return {
			directory,
			problems: [...[...unfiltered, ...found.unfiltered].map((one) => notFiltered(revision, sha, one)), ...found.absent.flatMap((one) => notBrought(revision, one))],
			submodules: {
				brought: found.brought,
				absent: found.absent
			}
		};
	};
	const atHead = await add("head", head.sha);
	const adding = base === null ? Promise.resolve(void 0) : add("base", base.sha);
	const [ofHead, ofBase] = await settleAll([
		fill(atHead, head.dirty === true),
		adding.then((atBase) => atBase && fill(atBase, false)),
		adding.then(() => beside?.())
	]);
	const problems = [...ofHead.problems, ...ofBase?.problems ?? []];
	if (problems.length > 0) return {
		ok: false,
		problem: problems
	};
	return {
		ok: true,
		value: {
			head: ofHead.directory,
			...ofBase === void 0 ? {} : { base: ofBase.directory },
			submodules: {
				head: ofHead.submodules,
				...ofBase === void 0 ? {} : { base: ofBase.submodules }
			}
		}
	};
}
async function smudging({ exec }, { root, at, trusted }, { directory, git }) {
	const gitDirectory = await at(root).first("rev-parse", "--absolute-git-dir");
	const index = `${await git.first("rev-parse", "--absolute-git-dir")}/index`;
	return runnerIn(exec, {
		directory,
		...gitDirectory === void 0 ? {} : {
			gitDirectory,
			index
		},
		trusted,
		variables: {
			GIT_LFS_SKIP_SMUDGE: "0",
			GIT_TERMINAL_PROMPT: "0"
		}
	});
}
function notFiltered(revision, sha, { filter, paths, failure }) {
	const [path = ""] = paths;
	return { message: filterProblem(revision, sha, {
		filter,
		path,
		more: paths.length - 1,
		failure
	}) };
}
function filterProblem(revision, sha, given) {
	const { filter, path, more, failure } = given;
	return `${revision}: git filter \`${filter}\` failed for \`${path}\`${more > 0 ? ` and ${more} more` : ""}, although the checkout has the content (${failure}): ${filter === "lfs" ? `run \`git lfs fetch origin ${sha}\` in a step before this one` : `make the filter work in a checkout of ${sha.slice(0, 9)}`}`;
}
function notBrought(revision, { path, sha, failure }) {
	return failure === void 0 ? [] : [{ message: submoduleProblem(revision, {
		path,
		sha,
		failure
	}) }];
}
function submoduleProblem(revision, { path, sha, failure }) {
	return `${revision}: submodule \`${path}\` at ${sha.slice(0, 9)} is not in this checkout and could not be fetched (${failure}): run \`git -C ${path} fetch origin ${sha}\` in a step before this one`;
}
// src/repository/links.ts
async function whereLinksLead(files, root, path) {
	const [own, found] = await Promise.all([files.realPath(root), files.realPath(`${root}/${path}`)]);
	if (own === void 0 || found === void 0) return { kind: "missing" };
	const inside = relativeTo(own, found);
	return inside === void 0 ? { kind: "outside" } : {
		kind: "inside",
		path: inside
	};
}
async function realDirectory(files, root, path) {
	const found = await whereLinksLead(files, root, path);
	return found.kind === "inside" ? found.path : path;
}
// src/repository/go/env.ts
function goEnv(env, { root, checkout }) {
	const work = env["GOWORK"];
	if (work === void 0 || !work.startsWith(`${root}/`)) return env;
	return {
		...env,
		GOWORK: `${checkout}${work.slice(root.length)}`
	};
}
// src/repository/go/can-import.ts
async function canImport({ files, host }, place, module, other) {
	const { GOWORK: work = "", GOFLAGS: flags = "" } = goEnv(host.env, place);
	if (flags.includes("-mod=mod") || !["", "off"].includes(work)) return true;
	const text = await readGoMod(files, place.checkout, module);
	if (text === void 0 || text.includes(other)) return true;
	const [, minor] = /^\s*go\s+1\.(\d+)/m.exec(text) ?? [];
	if (minor === void 0 || Number(minor) < 17) return true;
	return work !== "off" && await isInWorkspace(files, joinPath(place.checkout, module));
}
async function readGoMod(files, checkout, module) {
	try {
		return await repositoryText(files, checkout, joinPath(module, "go.mod"));
	} catch {
		return;
	}
}
async function isInWorkspace(files, directory) {
	if (directory === ".") return false;
	if (await files.stat(`${directory}/go.work`) !== void 0) return true;
	return directory === "" ? false : isInWorkspace(files, parentOf(directory));
}
// src/repository/go/main-package.ts
function mainDirectory({ module, path, linkedTo }) {
	return linkedTo ?? cleanPath(joinPath(module, path)) ?? ".";
}
function asBuildMain(directory) {
	return directory === "." ? "." : `./${directory}`;
}
function inRepository(module, path) {
	return asBuildMain(joinPath(module, path.replace(/^\.\//, "")));
}
// src/repository/go/choose-main.ts
const decoys = /^(?:docs|demo|e2e|examples?|gen|generat(?:e|or)|hack|integration|plugins?|samples?|scripts|tests?|testdata|tools)$/i;
const helpers = /^(?:bench(?:mark)?|cli|client|console|cron|ctl|import(?:er)?|jobs?|load-?test|migrat(?:e|ions?|or)|mocks?|scheduler|seed(?:s|er)?|setup|swag(?:ger)?|worker)$|[-_](?:cli|client|cron|ctl|gen|jobs?|migrat(?:e|ions?|or)|scheduler|seed(?:er)?|tool|worker)$|.ctl$/i;
function isDecoy(directory) {
	return directory.split("/").some((segment) => decoys.test(segment));
}
async function chooseMain(candidates, repository, dockerfiles, others) {
	const serious = only(candidates, ({ directory }) => !isDecoy(directory));
	const [one] = serious;
	if (serious.length === 1 && one !== void 0) return chosen$1(one, `the only one that imports Gin${candidates.length === 1 ? "" : " and is not an example, tool or test"}`);
	const byDockerfile = byEvidence(serious, dockerfiles, "compile");
	if (byDockerfile !== void 0) return succeed(byDockerfile);
	const left = only(serious, (each) => dockerfiles.some(({ directories }) => has(directories, each)));
	const byOther = byEvidence(left, await others(), "name");
	return byOther === void 0 ? byPlace(left, repository) : succeed(byOther);
}
function byPlace(left, repository) {
	const inModule = new Set(left.map(({ module }) => module)).size === 1;
	const atRoot = left.find(({ directory, path }) => inModule ? path === "." : directory === ".");
	if (atRoot !== void 0) return chosen$1(atRoot, `at the root of ${inModule ? "its module" : "the repository"}`);
	const services = left.filter((each) => !isHelper(each, left, repository));
	const [service] = services;
	if (service === void 0 || services.length > 1) return {
		ok: false,
		problem: services.length > 0 ? services : left
	};
	return chosen$1(service, `the names of the others suggest helpers: ${listed(left.filter((each) => each !== service).map(({ directory }) => asBuildMain(directory)))}`);
}
function isHelper({ name, moduleName }, all, repository) {
	if (name === moduleName || name.toLowerCase() === repository.toLowerCase()) return false;
	return helpers.test(name) || all.some((other) => name === `${other.name}ctl`);
}
function byEvidence(candidates, evidence, verb) {
	const atRoot = evidence.filter(({ by }) => /^(?:Dockerfile|Containerfile)$/.test(by));
	for (const files of [evidence, atRoot]) {
		const [file, ...more] = files.filter(({ directories }) => candidates.some((each) => has(directories, each)));
		const [named, ...others] = candidates.filter((each) => files.some(({ directories }) => has(directories, each)));
		if (file === void 0 || named === void 0 || others.length > 0) continue;
		return {
			candidate: named,
			because: `the one that ${more.length === 0 ? `${file.by} ${verb}s` : `${listed([file, ...more].map(({ by }) => by))} ${verb}`}`
		};
	}
}
function has(directories, { directory }) {
	return hasDirectory(directories, directory);
}
function chosen$1(candidate, because) {
	return succeed({
		candidate,
		because
	});
}
function only(all, holds) {
	const found = all.filter(holds);
	return found.length > 0 ? found : all;
}
const mostNamed = 8;
function listed(names) {
	const more = names.length - mostNamed;
	const shown = names.slice(0, mostNamed).join(", ");
	return more > 0 ? `${shown} and ${more} more` : shown;
}
// src/repository/go/go-json.ts
function readGoJson(schema, text, command) {
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		return fail(`\`${command}\` printed something other than JSON`);
	}
	const read = schema.safeParse(json);
	if (read.success) return succeed(read.data);
	const [issue] = read.error.issues;
	const place = issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.map(String).join(".")}`;
	return fail(`\`${command}\` printed unknown JSON${place}: ${issue?.message}`);
}
// src/repository/go/problems.ts
const known = [
	[/(?:go\.mod|module \S+(?: listed in go\.work file)?|go\.work) requires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/, (wanted, have) => `go.mod requires Go ${wanted}, but Go ${have} is installed: set \`go-version-file: go.mod\` for actions/setup-go, or set GOTOOLCHAIN=auto`],
	[/download go(\S+) for \S+: (.+)/, (wanted, why) => `go.mod requires Go ${wanted}, which could not be fetched (${why}): set \`go-version-file: go.mod\` for actions/setup-go`],
	[/invalid go version '(\S+)'/, (wanted) => `this Go is too old for the line \`go ${wanted}\` of go.mod: install Go 1.21 or newer`],
	[/inconsistent vendoring/, () => "vendor/ does not match go.mod: run `go mod vendor` and commit the result, or set GOFLAGS=-mod=mod to ignore it"],
	[/cannot load module (\S+) listed in go\.work file/, (place) => `go.work uses ${place}, which is not in this repository: fetch it with \`build: { prepare: … }\` in .github/linkgate.yml, or set GOWORK=off`],
	[/go\.work lists go (\S+); to update it/, (version) => `go.work has the line \`go ${version}\`, which is older than that of a module: run \`go work use\``],
	[/(updates to go\.mod needed|missing go\.sum entry)/, () => "go.mod or go.sum is not up to date: run `go mod tidy` and commit the result"]
];
function goProblem(stderr, most = 3) {
	for (const [pattern, sentence] of known) {
		const found = pattern.exec(stderr);
		if (found !== null) return sentence(...found.slice(1));
	}
	return stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("go: downloading ")).slice(0, most).map((line) => line.trim()).join(" / ");
}
// src/repository/go/go-mod-json.ts
const goModJson = object({
	Module: object({ Path: string() }),
	Require: array(object({
		Path: string(),
		Version: string(),
		Indirect: boolean().optional()
	})).nullish(),
	Replace: array(object({
		Old: object({ Path: string() }),
		New: object({
			Path: string(),
			Version: string().optional()
		})
	})).nullish()
});
async function readGoModJson(exec, { cwd, env }) {
	const options = env === void 0 ? { cwd } : {
		cwd,
		env
	};
	const { exitCode, stdout, stderr } = await exec.query([
		"go",
		"mod",
		"edit",
		"-json"
	], options);
	return exitCode === 0 ? readGoJson(goModJson, stdout, "go mod edit -json") : fail(goProblem(stderr));
}
async function directModules(exec, cwd) {
	return mapResult(await readGoModJson(exec, { cwd }), ({ Require: required }) => (required ?? []).filter(({ Indirect }) => Indirect !== true).map(({ Path }) => Path));
}
// src/repository/go/list.ts
const replacement = object({
	Path: string(),
	Dir: string().optional()
});
const listedModule = object({
	Path: string(),
	Dir: string().optional(),
	Main: boolean().optional(),
	GoVersion: string().optional(),
	Replace: replacement.optional()
});
const names = array(string()).optional();
const listedPackage = object({
	ImportPath: string(),
	Name: string().optional(),
	Dir: string().optional(),
	Imports: names,
	EmbedPatterns: names,
	EmbedFiles: names,
	DepOnly: boolean().optional(),
	Standard: boolean().optional(),
	CgoFiles: names,
	GoFiles: names,
	Error: object({
		Err: string(),
		Pos: string().optional()
	}).optional(),
	Module: listedModule.optional()
});
async function goList(world, options) {
	const listed = await listOnce(world, options);
	if (listed.ok && listed.value.packages.some(({ Error: error }) => isOutside(error?.Err))) {
		const alone = await listOnce(world, {
			...options,
			env: {
				...options.env,
				GOWORK: "off"
			}
		});
		return mapResult(alone, (found) => ({
			...found,
			outsideWorkspace: true
		}));
	}
	return mapResult(listed, (found) => ({
		...found,
		outsideWorkspace: false
	}));
}
async function listOnce(world, options) {
	const { exitCode, stdout, stderr } = await runList(world, options);
	if (exitCode === 0) return mapResult(parseStream(stdout), (packages) => ({
		packages,
		isPartial: false
	}));
	const rest = unfetched.test(stderr) && options.orWithoutModules === true ? await listWithoutModules(world, options) : void 0;
	return rest?.ok === true ? succeed({
		packages: rest.value,
		isPartial: true
	}) : fail(goProblem(stderr));
}
const unfetched = /module lookup disabled|dial (?:tcp|udp)|no such host|timeout|x509:|unexpected EOF|: [45]\d\d [A-Z][a-z]+|exit status 128/;
async function listWithoutModules(world, options) {
	const goMod = await readGoModJson(world.exec, options);
	if (!goMod.ok) return void 0;
	const folder = await makeOwnDirectory(world.files);
	try {
		const file = `${folder}/go.mod`;
		await world.files.write(file, withoutModules(goMod.value));
		const { exitCode, stdout } = await runList(world, options, ["-mod=readonly", `-modfile=${file}`]);
		return exitCode === 0 ? parseStream(stdout) : void 0;
	} finally {
		await world.files.remove(folder);
	}
}
function withoutModules({ Module: module, Require: required, Replace: replaced }) {
	const lines = (replaced ?? []).flatMap(({ Old: { Path: path }, New: { Path: place, Version: version } }) => {
		const found = required?.find(({ Path: one }) => one === path);
		if (version !== void 0 || found === void 0) return [];
		return [`require ${path} ${found.Version}`, `replace ${path} => ${JSON.stringify(place)}`];
	});
	return [
		`module ${JSON.stringify(module.Path)}`,
		"go 1.17",
		...lines,
		""
	].join("\n");
}
function runList(world, options, flags = []) {
	const { cwd, env, tags, fields, patterns, deps = false } = options;
	const command = [
		"go",
		"list",
		"-e",
		...flags,
		...deps ? ["-deps"] : [],
		...tags.length > 0 ? [`-tags=${tags.join(",")}`] : [],
		`-json=${fields.join(",")}`,
		...patterns
	];
	return world.exec.run(command, {
		cwd,
		env
	});
}
function isOutside(error) {
	return /not one of the workspace modules|does not contain modules listed in go\.work/.test(error ?? "");
}
function parseStream(text) {
	return readGoJson(array(listedPackage), `[${text.trim().replaceAll(/^\}\s*\{/gm, "},{")}]`, "go list");
}
// src/repository/go/list-program.ts
const forecastFields = [
	"ImportPath",
	"Dir",
	"Standard",
	"CgoFiles",
	"GoFiles",
	"Error",
	"Module",
	"EmbedPatterns",
	"EmbedFiles"
];
function listModule(world, { checkout, root, tags }, module) {
	return goList(world, {
		cwd: `${checkout}/${module}`,
		env: {
			...linuxEnv(world, {
				checkout,
				root
			}),
			CGO_ENABLED: "1"
		},
		tags,
		fields: [
			...forecastFields,
			"Name",
			"DepOnly",
			"Imports"
		],
		patterns: ["./..."],
		deps: true,
		orWithoutModules: true
	});
}
function withDependencies(packages, importPath) {
	const byPath = new Map(packages.map((one) => [one.ImportPath, one]));
	const seen = new Set();
	const found = [];
	const visit = (path) => {
		const one = byPath.get(path);
		if (one === void 0 || seen.has(path)) return;
		seen.add(path);
		for (const imported of one.Imports ?? []) visit(imported);
		if ((one.CgoFiles ?? []).length > 0) visit("runtime/cgo");
		found.push(one);
	};
	visit(importPath);
	return found;
}
function programIn({ packages, outsideWorkspace, isPartial }, main) {
	if (!packages.some((one) => one.ImportPath === main.importPath && one.DepOnly !== true) || isPartial || outsideWorkspace !== (main.outsideWorkspace ?? false)) return void 0;
	const program = withDependencies(packages, main.importPath);
	return program.some((one) => one.Error !== void 0) ? void 0 : program;
}
function listProgram(world, { checkout, root, tags }, main, { fields, cgo = "1" }) {
	const env = {
		...linuxEnv(world, {
			checkout,
			root
		}),
		CGO_ENABLED: cgo
	};
	return goList(world, {
		cwd: `${checkout}/${main.module}`,
		env: main.outsideWorkspace === true ? {
			...env,
			GOWORK: "off"
		} : env,
		tags,
		fields,
		patterns: [main.path],
		deps: true
	});
}
function linuxEnv({ host }, place) {
	return {
		...goEnv(host.env, place),
		GOOS: "linux",
		GOARCH: host.arch
	};
}
const sourceFields = [
	"ImportPath",
	"Dir",
	"EmbedFiles",
	"Module"
];
function sourcePackages(packages) {
	return packages.filter(({ EmbedFiles = [], Module }) => EmbedFiles.length > 0 || Module?.Main === true).map(({ ImportPath, Dir, EmbedFiles, Module }) => ({
		ImportPath,
		Dir,
		EmbedFiles,
		Module
	}));
}
// src/repository/goreleaser.ts
const goreleaserFiles = ["", ".config/"].flatMap((directory) => [".goreleaser", "goreleaser"].flatMap((name) => [".yml", ".yaml"].map((ending) => `${directory}${name}${ending}`)));
async function findGoreleaser(files, root) {
	for (const file of goreleaserFiles) {
		const text = await repositoryText(files, root, file);
		if (text !== void 0) return {
			file,
			config: readGoreleaser(text)
		};
	}
}
function readGoreleaser(text) {
	const yaml = placed(text);
	const config = asMap(yaml.value);
	const fill = templates(config);
	return {
		hooks: hooksOf(config, yaml),
		images: [...each(config, "dockers").map(({ value, path }) => imageOf(value, fill, yaml.lineOf(path))), ...each(config, "dockers_v2").map(({ value, path }) => imageOf2(value, fill, yaml.lineOf(path)))],
		ko: each(config, "kos").map(({ value, path }) => ({
			main: packageOf(value),
			line: yaml.lineOf(path)
		})),
		programs: Object.fromEntries(each(config, "builds").map(({ value }) => [asText(value["id"]) ?? asText(config["project_name"]) ?? "", packageOf(value)]))
	};
}
function each(config, key) {
	return asList(config[key]).map((value, at) => ({
		value: asMap(value),
		path: [key, at]
	}));
}
function packageOf(build) {
	const main = (asText(build["main"]) ?? ".").replace(/(?:^|\/)[^/]+\.go$/, "") || ".";
	return cleanPath(`${asText(build["dir"]) ?? "."}/${main}`) ?? ".";
}
function hooksOf(config, yaml) {
	const before = asMap(config["before"])["hooks"];
	return [...hookList(before, ["before", "hooks"], yaml), ...each(config, "builds").flatMap(({ value, path }) => {
		const hooks = asMap(value["hooks"]);
		return ["pre", "post"].flatMap((when) => hookList(hooks[when], [
			...path,
			"hooks",
			when
		], yaml));
	})];
}
function hookList(given, path, yaml) {
	return (Array.isArray(given) ? asList(given) : [given]).flatMap((one, at) => {
		const hook = asMap(one);
		const command = asText(one) ?? asText(hook["cmd"]);
		if (command === void 0) return [];
		const line = yaml.lineOf(Array.isArray(given) ? [...path, at] : path);
		return [{
			command,
			directory: cleanPath(asText(hook["dir"]) ?? ".") ?? ".",
			line
		}];
	});
}
function templates(config) {
	const env = Object.fromEntries(asList(config["env"]).flatMap((one) => {
		const [, name, value] = /^(\w+)=([\s\S]*)$/.exec(asText(one) ?? "") ?? [];
		return name === void 0 || value === void 0 || value.includes("{{") ? [] : [[name, value]];
	}));
	const known = {
		ProjectName: asText(config["project_name"]),
		Os: "linux",
		...Object.fromEntries(Object.entries(env).map(([name, value]) => [`Env.${name}`, value]))
	};
	return (text) => {
		let isKnown = true;
		const filled = text.replaceAll(/\{\{((?:(?!\}\}).){0,400})\}\}/g, (_whole, given) => {
			const inner = given.trim();
			const value = /^\.[\w.]+$/.test(inner) ? known[inner.slice(1)] : void 0;
			isKnown &&= value !== void 0;
			return value ?? "";
		});
		return isKnown ? filled : void 0;
	};
}
function imageOf(image, fill, line) {
	const flags = asList(image["build_flag_templates"]).flatMap((one) => (asText(one) ?? "").trim());
	const values = (name) => flags.flatMap((flag, at) => {
		if (flag.startsWith(`${name}=`) || flag.startsWith(`${name} `)) return [flag.slice(name.length + 1).trim()];
		return flag === name ? flags[at + 1] ?? [] : [];
	});
	const pairs = values("--build-arg").map((one) => {
		const at = one.indexOf("=");
		return at < 0 ? [one, void 0] : [one.slice(0, at), one.slice(at + 1)];
	});
	return {
		...commonOf(image, fill, line),
		...targetOf(values("--target").at(-1), fill),
		...argumentsOf(pairs, fill),
		tags: asList(image["image_templates"]).flatMap((one) => asText(one) ?? [])
	};
}
function imageOf2(image, fill, line) {
	const target = asList(image["flags"]).flatMap((one) => asText(one) ?? []).findLast((flag) => flag.startsWith("--target="))?.slice(9);
	const tags = asList(image["tags"]).flatMap((one) => asText(one) ?? []);
	const pairs = Object.entries(asMap(image["build_args"])).map(([name, value]) => [name, asText(value)]);
	return {
		...commonOf(image, fill, line),
		...targetOf(target, fill),
		...argumentsOf(pairs, fill),
		tags: asList(image["images"]).flatMap((one) => {
			const name = asText(one);
			return name === void 0 ? [] : tags.length === 0 ? [name] : tags.map((tag) => `${name}:${tag}`);
		})
	};
}
function commonOf(image, fill, line) {
	return {
		dockerfile: cleanPath(fill(asText(image["dockerfile"]) ?? "Dockerfile") ?? "Dockerfile") ?? "Dockerfile",
		programs: asList(image["ids"]).flatMap((one) => asText(one) ?? []),
		line
	};
}
function targetOf(target, fill) {
	const known = target === void 0 ? void 0 : fill(target);
	return known === void 0 || known === "" ? {} : { target: known };
}
function argumentsOf(pairs, fill) {
	const filled = pairs.map(([name, value]) => [name, value === void 0 ? void 0 : fill(value)]);
	return {
		buildArgs: Object.fromEntries(filled.filter((one) => one[1] !== void 0)),
		unknownArgs: filled.filter(([, value]) => value === void 0).map(([name]) => name)
	};
}
// src/repository/go/main-evidence.ts
async function otherEvidence(files, root, candidates) {
	const procfile = await repositoryText(files, root, "Procfile");
	const goreleaser = await findGoreleaser(files, root);
	return [...procfile === void 0 ? [] : [{
		directories: startedBy(procfile, candidates),
		by: "the web process of Procfile"
	}], ...goreleaser === void 0 ? [] : [{
		directories: Object.values(goreleaser.config.programs),
		by: goreleaser.file
	}]].filter(({ directories }) => directories.length > 0);
}
function startedBy(procfile, candidates) {
	const command = /^web:\s*(.+)$/m.exec(procfile)?.[1];
	const words = commandWords(command ?? "").at(-1) ?? [];
	const run = words.indexOf("run");
	const given = words[run - 1] === "go" ? words.slice(run + 1).find((word) => !word.startsWith("-")) : void 0;
	if (given !== void 0) return [cleanPath(given.replace(/[^/]*\.go$/, "") || ".") ?? given];
	const program = words.find((word) => !/^(\w+=.*|exec|env)$/.test(word));
	return candidates.filter(({ name }) => name === lastOf(program ?? "")).map(({ directory }) => directory);
}
// src/repository/go/discover.ts
const gin = "github.com/gin-gonic/gin";
async function discoverMain(world, search, { compiled = [], repository = "" } = {}) {
	if (search.modules.length === 0) return fail(await noModule(world, search.checkout));
	const { candidates, others, errors } = await mainsIn(world, search);
	if (candidates.length === 0) {
		if (errors.length > 0) return {
			ok: false,
			problem: {
				message: `the packages could not be listed: ${errors.join("; ")}`,
				unlisted: true
			}
		};
		const serious = others.filter((directory) => !isDecoy(directory)).map(asBuildMain);
		return undecided(noCandidate(others), serious);
	}
	const choice = await chooseMain(candidates, repository, compiled, () => otherEvidence(world.files, search.checkout, candidates));
	return choice.ok ? chosen(choice.value.candidate, choice.value.because) : ambiguous(choice.problem);
}
async function mainsIn(world, search) {
	const found = new Map();
	const listAll = (modules) => settleSome(modules, world.host.cpus, async (module) => found.set(module, await mainsOf(world, search, module)));
	const mayReachGin = new Set();
	for (const module of search.modules) if (await canImport(world, search, module, gin)) mayReachGin.add(module);
	await listAll([...mayReachGin]);
	if (![...found.values()].some(({ candidates }) => candidates.length > 0)) await listAll(search.modules.filter((module) => !mayReachGin.has(module)));
	const all = search.modules.flatMap((module) => found.get(module) ?? []);
	return {
		candidates: all.flatMap(({ candidates }) => candidates),
		others: all.flatMap(({ others }) => others),
		errors: all.flatMap(({ errors }) => errors)
	};
}
async function mainsOf(world, search, module) {
	const found = await listModule(world, search, module);
	if (!found.ok) return {
		candidates: [],
		others: [],
		errors: [`${module}: ${found.problem.message}`]
	};
	const { packages, outsideWorkspace } = found.value;
	const { reaching = [], others = [] } = Object.groupBy(packages.filter(({ Name: name, DepOnly: isDependency }) => name === "main" && isDependency !== true), ({ ImportPath: path }) => reaches(packages, path, gin) ? "reaching" : "others");
	const candidateFor = (one) => candidateOf(module, one, outsideWorkspace);
	return {
		candidates: reaching.map((one) => ({
			...candidateFor(one),
			listed: found.value
		})),
		others: others.map((one) => candidateFor(one).directory),
		errors: []
	};
}
function reaches(packages, from, to) {
	return withDependencies(packages, from).some(({ Imports: imported = [] }) => imported.includes(to));
}
async function namedMain(world, search, named) {
	const clean = cleanPath(named);
	if (clean === void 0 || /(\.go|\.\.\.)$/.test(clean)) return fail(`build.main \`${named}\` is not a directory of the repository: use the directory of the package, such as ./cmd/api`);
	const target = await whereLinksLead(world.files, search.checkout, clean);
	if (target.kind === "outside") return fail(`build.main \`${named}\` is a link to a path outside the repository: use a directory of the repository`);
	const [module] = search.modules.filter((candidate) => relativeTo(candidate, clean) !== void 0).sort((a, b) => (a === "." ? 0 : a.length) - (b === "." ? 0 : b.length)).toReversed();
	if (module === void 0) return fail(`build.main \`${named}\` is not in a Go module of this repository: use the directory of the package, such as ./cmd/api`);
	const inside = relativeTo(module, clean) ?? ".";
	const listed = await listOne(world, search, module, inside === "." ? "." : `./${inside}`);
	const found = listed.ok ? listed.value.packages[0] : void 0;
	if (!listed.ok || found === void 0 || found.Name === void 0) {
		const reason = (listed.ok ? found?.Error?.Err ?? "no Go files" : listed.problem.message).replaceAll(`${search.checkout}/`, "");
		return fail(`build.main \`${named}\` is not a package: ${reason}`);
	}
	if (found.Name !== "main") return fail(`build.main \`${named}\` is package ${found.Name}: use a directory with package main`);
	const candidate = candidateOf(module, found, listed.value.outsideWorkspace);
	const isLink = target.kind === "inside" && target.path !== candidate.directory;
	return chosen({
		...candidate,
		...isLink ? { linkedTo: target.path } : {}
	}, "set by build.main");
}
function listOne(world, { checkout, root, tags }, module, path) {
	return goList(world, {
		cwd: `${checkout}/${module}`,
		env: linuxEnv(world, {
			root,
			checkout
		}),
		tags,
		fields: [
			"ImportPath",
			"Name",
			"Dir",
			"Error",
			"Module"
		],
		patterns: [path],
		orWithoutModules: true
	});
}
function candidateOf(module, found, outsideWorkspace) {
	const inside = (found.Dir ?? "").slice((found.Module?.Dir ?? found.Dir ?? "").length).replace(/^\/+/, "");
	return {
		module,
		path: inside === "" ? "." : `./${inside}`,
		name: nameOf(found.ImportPath),
		importPath: found.ImportPath,
		...outsideWorkspace ? { outsideWorkspace } : {},
		directory: joinPath(module, inside === "" ? "." : inside),
		moduleName: nameOf(found.Module?.Path ?? "")
	};
}
function nameOf(importPath) {
	const parts = importPath.split("/");
	const last = parts.at(-1) ?? "";
	return /^v\d+$/.test(last) && parts.length > 1 ? parts.at(-2) ?? last : last;
}
function chosen({ directory: _directory, moduleName: _moduleName, listed, ...main }, because) {
	return succeed({
		main,
		because,
		...listed && { listed }
	});
}
function ambiguous(left) {
	const names = left.map(({ directory }) => asBuildMain(directory));
	return undecided(`${names.length} main packages import Gin (${listed(names)}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``, names);
}
function undecided(message, candidates) {
	return {
		ok: false,
		problem: {
			message,
			...candidates.length === 0 ? {} : { candidates }
		}
	};
}
function noCandidate(others) {
	const [first] = others;
	const example = first === void 0 ? "" : `, such as \`build: { main: ${asBuildMain(first)} }\``;
	return `no main package imports ${gin}, directly or indirectly: set \`build.main\` in .github/linkgate.yml${example}`;
}
const before = [
	"Gopkg.toml",
	"glide.yaml",
	"Godeps",
	"vendor.conf",
	"vendor/vendor.json"
];
async function noModule({ files }, checkout) {
	for (const file of before) {
		if (await files.stat(`${checkout}/${file}`) === void 0) continue;
		return `this repository has no go.mod, only ${file} from before Go modules: run \`go mod init\` and \`go mod tidy\`, and commit the result`;
	}
	return "this repository has no go.mod: run `go mod init` and `go mod tidy` to create one";
}
// src/repository/go/modules.ts
const skipped = new Set([
	"vendor",
	"testdata",
	"node_modules"
]);
const deepest = 4;
async function findModules(files, directory) {
	const found = [];
	const visit = async (relative, depth) => {
		const entries = await files.list(relative === "." ? directory : `${directory}/${relative}`);
		if (entries.some(({ name, kind }) => name === "go.mod" && kind !== "directory")) found.push(relative);
		if (depth === deepest) return;
		for (const { name, kind } of entries) {
			if (kind !== "directory" || skipped.has(name) || /^[._]/.test(name)) continue;
			await visit(relative === "." ? name : `${relative}/${name}`, depth + 1);
		}
	};
	await visit(".", 0);
	await requireFitModules(files, directory, found);
	return found;
}
const largestSum = 16e6;
async function requireFitModules(files, directory, modules) {
	const inModules = modules.flatMap((module) => [
		"go.mod",
		"go.sum",
		"vendor/modules.txt"
	].map((name) => joinPath(module, name)));
	const problems = [];
	for (const name of [
		"go.work",
		"go.work.sum",
		...inModules
	]) {
		const bounds = {
			name,
			largest: name.endsWith(".sum") ? largestSum : largestText
		};
		const found = await checkedInput(() => fitFile(files, directory, bounds));
		if (!found.ok) problems.push(...found.problem.map(({ message }) => message));
	}
	if (problems.length > 0) throw new InputError(problems);
}
// src/repository/go/toolchain.ts
const goEnvironment = object({
	GOVERSION: string().default(""),
	GOROOT: string().default(""),
	GOCACHE: string().default(""),
	GOMODCACHE: string().default(""),
	CC: string().default("gcc"),
	GOFLAGS: string().default("")
});
async function findGo(world, cwd) {
	const names = Object.keys(goEnvironment.shape);
	const { exitCode, stdout, stderr } = await world.exec.ask([
		"go",
		"env",
		"-json",
		...names
	], { cwd });
	if (exitCode === 127) return fail("Go was not found: add actions/setup-go before this step, or install it from https://go.dev/dl");
	if (exitCode !== 0) return fail(`\`go env\` failed: ${goProblem(stderr, 1)}`);
	return mapResult(readGoJson(goEnvironment, stdout, "go env -json"), (env) => ({
		version: env.GOVERSION,
		root: env.GOROOT,
		cache: env.GOCACHE,
		moduleCache: env.GOMODCACHE,
		compiler: env.CC,
		flags: env.GOFLAGS
	}));
}
// src/plan/secrets.ts
const mostBytes = 1e6;
async function learnSecrets({ files, host, secrets }, { dockerfile, startup, modes }, root) {
	for (const { from } of dockerfile.secrets) {
		const { env, file } = {
			env: void 0,
			file: void 0,
			...from
		};
		const value = file === void 0 ? host.env[env ?? ""] : await contentOf(files, root, file);
		if (value !== void 0) secrets.learnSecret(value);
	}
	secrets.learnVariables(startup.env);
	secrets.learnVariables(dockerfile.buildArgs);
	for (const { env, image } of modes) {
		secrets.learnVariables(env);
		if (image?.from === "dockerfile") secrets.learnVariables(image.buildArgs);
	}
	for (const name of [
		".env",
		".env.local",
		".env.example"
	]) await files.readText(`${root}/${name}`);
}
async function contentOf(files, root, path) {
	const place = path.startsWith("/") ? path : `${root}/${path}`;
	const found = await files.stat(place);
	if (found?.kind !== "file" || found.size > mostBytes) return void 0;
	return files.readText(place);
}
// src/plan/preflight.ts
async function preflight(world, workspace, { docker, ...request }) {
	const { inputs, context } = request;
	await requireDirectory(world, inputs.directory);
	const problems = [];
	const noted = (found) => {
		if (found.ok) return found.value;
		problems.push(...[found.problem].flat().map(({ message }) => message));
	};
	const [foundGo, foundEngine, opened] = await settleAll([
		findGo(world, inputs.directory),
		docker(),
		openTrees(world, workspace, request)
	]);
	const [go, engine, git] = [
		noted(foundGo),
		noted(foundEngine),
		noted(opened.git)
	];
	const { root } = opened;
	const repository = context?.repo ?? lastOf(root);
	const settings = noted(opened.settings) ?? { config: defaultConfig() };
	const revisions = opened.revisions && noted(opened.revisions);
	const checkouts = opened.checkouts && noted(opened.checkouts);
	const modules = checkouts && noted(await checkedInput(() => findModules(world.files, checkouts.head)));
	const { base } = checkouts ?? {};
	if (base !== void 0) noted(await checkedInput(() => requireFitModules(world.files, base, modules ?? [])));
	const names = {
		repository,
		...context && { address: addressOf(context) }
	};
	const source = revisions && checkouts && modules && {
		root,
		...names,
		revisions,
		checkouts,
		modules
	};
	if (problems.length > 0 || !(go && engine && git && source)) {
		const main = async () => source && requireInput(await findMain(world, {
			settings,
			source
		}));
		noted(await checkedInput(main));
		throw new InputError([...new Set(problems)]);
	}
	const ofBase = await configOf(world, source.checkouts.base, inputs.config);
	const found = {
		settings: {
			...settings,
			...ofBase && { ofBase }
		},
		go,
		source
	};
	for (const line of describe(found, engine)) world.log.info(line);
	return {
		preflight: found,
		handles: {
			world,
			workspace,
			engine,
			git
		}
	};
}
async function requireDirectory({ files }, directory) {
	if ((await files.stat(directory))?.kind === "directory") return;
	throw new InputError([`${directory} is not a directory: run actions/checkout first, or point working-directory (--repo) at one`]);
}
async function openTrees(world, workspace, request) {
	const opened = await openSource(world, request);
	const { git, revisions, state } = opened;
	if (!git.ok || revisions?.ok !== true) return opened;
	logRevisions(world.log, revisions.value);
	await request.removeLeftovers();
	const { beside } = request;
	const given = {
		...revisions.value,
		...state && { state },
		...beside && { beside }
	};
	return {
		...opened,
		checkouts: await checkOut(world, workspace, git.value, given)
	};
}
async function openSource(world, { inputs: { directory, base, config }, context, git: open }) {
	const git = await open();
	const root = git.ok ? git.value.root : directory;
	const settings = await loadConfig(world, root, config);
	await learnSecrets(world, settings.ok ? settings.value.config : defaultConfig(), root);
	const opened = {
		root,
		git,
		settings
	};
	if (!git.ok) return opened;
	const [revisions, state] = await settleAll([findRevisions(git.value, base, context), readCheckout(world.files, ownTree(git.value))]);
	return {
		...opened,
		revisions,
		state
	};
}
function addressOf({ serverUrl, owner, repo }) {
	return `${serverUrl}/${owner}/${repo}`;
}
function logRevisions(log, { base, head, because }) {
	log.info(`base ${base?.sha ?? "none"} (${because})`);
	log.info(`head ${head.sha}${head.dirty === true ? " and uncommitted changes" : ""}`);
}
function describe({ settings, go, source }, engine) {
	return [`${go.version}, ${engine.name} ${engine.version}, configuration ${settings.file ?? "defaults"}`, ...describeSubmodules(source.checkouts)];
}
function describeSubmodules({ submodules = {} }) {
	return ["base", "head"].flatMap((revision) => {
		const { brought = [], absent = [] } = submodules[revision] ?? {};
		return [...brought.map(({ path, sha }) => `${revision}: submodule ${path} at ${sha.slice(0, 9)}`), ...absent.map(({ path }) => `${revision}: submodule ${path} is empty, as in the checkout`)];
	});
}
async function configOf(world, checkout, named) {
	const found = checkout === void 0 ? void 0 : await loadConfig(world, checkout, named);
	return found?.ok === true ? found.value.config : void 0;
}
function findMain(world, { settings: { config }, source }, compiled = []) {
	const search = searchIn(source, config.build.tags);
	return config.main === void 0 ? discoverMain(world, search, {
		repository: source.repository,
		compiled
	}) : namedMain(world, search, config.main);
}
function searchIn({ checkouts, modules, root }, tags, checkout = checkouts.head) {
	return {
		checkout,
		root,
		modules,
		tags
	};
}
// src/images/open-run.ts
async function openRun(world, workspace, request, openEngine) {
	const openDocker = onlyOnce(openEngine);
	const git = onlyOnce(() => openCheckout(world, request.inputs.directory));
	const places = {
		temporary: parentOf(workspace.directory),
		docker: openDocker
	};
	const leftovers = onlyOnce(() => removeLeftovers(world, {
		...places,
		git
	}));
	const leftImages = async () => {
		const others = await leftovers();
		if (others !== void 0) await removeLeftImages(world, places, others);
	};
	const docker = async () => (await settleAll([openDocker(), leftImages()]))[0];
	return preflight(world, workspace, {
		...request,
		docker,
		git,
		removeLeftovers: leftovers
	});
}
// src/run.ts
async function run(inputs, context, world, { onOpen, deliver, ...options }) {
	const workspace = await openWorkspace(world);
	try {
		onOpen?.(workspace);
		const phases = openPhases(world.clock);
		const building = {
			...world,
			exec: timingRuns(world.exec, phases.within("build"), buildPhaseOf)
		};
		const loadRest = () => import("./linkgate-measure.js");
		const open = () => openRun(world, workspace, {
			inputs,
			context,
			beside: loadRest
		}, () => openEngine(building, inputs.engine, workspace.directory));
		const opened = await phases.run("plan", () => showingProgress(world.log, () => "reading the repository", open));
		const { measureRevisions, judged } = await loadRest();
		const evidence = await measureRevisions(world, opened, phases, {
			...options,
			inputs,
			context,
			building
		});
		workspace.close();
		return await deliver(judged(world, evidence, options.scans));
	} catch (error) {
		throw world.signal.aborted ? new CancelledError() : error;
	} finally {
		await showingProgress(world.log, () => "cleaning up", () => workspace.close());
	}
}
// src/vulnerabilities/scans/compare-scans.ts
const mostListed = 50;
function compareScans(of, head, base) {
	const [ofHead, ofBase] = [byKey(head.found), byKey(base?.found ?? [])];
	const only = (one, other) => listOf([...one].flatMap(([key, found]) => other.has(key) ? [] : [found]));
	const counts = {};
	for (const { severity } of ofHead.values()) counts[severity] = (counts[severity] ?? 0) + 1;
	return {
		mode: of.mode,
		...of.platform === void 0 ? {} : { platform: of.platform },
		scanner: head.scanner,
		...base === void 0 ? {} : {
			new: only(ofHead, ofBase),
			gone: only(ofBase, ofHead)
		},
		counts
	};
}
function byKey(found) {
	return new Map(found.map((one) => [JSON.stringify([one.id, one.package]), one]));
}
function listOf(found) {
	const ordered = found.toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity) || one.package.localeCompare(other.package, "en") || one.id.localeCompare(other.id, "en", { numeric: true }));
	return {
		listed: ordered.slice(0, mostListed),
		more: Math.max(0, ordered.length - mostListed)
	};
}
// src/vulnerabilities/scans/scanner-result.ts
const short$1 = string().max(1e3);
const list$1 = (of) => array(of).max(1e5).readonly().nullish();
const trivySchema = readonlyObject({
	SchemaVersion: number(),
	Results: list$1(readonlyObject({ Vulnerabilities: list$1(readonlyObject({
		VulnerabilityID: short$1,
		PkgName: short$1,
		InstalledVersion: short$1.optional(),
		FixedVersion: short$1.optional(),
		Severity: short$1.optional()
	})) }))
});
const grypeSchema = readonlyObject({ matches: array(readonlyObject({
	vulnerability: readonlyObject({
		id: short$1,
		severity: short$1.optional(),
		fix: readonlyObject({ versions: list$1(short$1) }).nullish()
	}),
	artifact: readonlyObject({
		name: short$1,
		version: short$1
	})
})).max(1e5).readonly() });
function readScannerResult(json) {
	const trivy = trivySchema.safeParse(json);
	if (trivy.success) {
		const found = (trivy.data.Results ?? []).flatMap(({ Vulnerabilities }) => Vulnerabilities ?? []);
		return succeed({
			scanner: "trivy",
			found: found.map((one) => scanned(one.VulnerabilityID, [one.PkgName, one.InstalledVersion], one.FixedVersion, one.Severity))
		});
	}
	const grype = grypeSchema.safeParse(json);
	if (!grype.success) return fail("it is neither JSON of Trivy (`--format json`) nor of Grype (`--output json`)");
	return succeed({
		scanner: "grype",
		found: grype.data.matches.map(({ vulnerability: { id, severity, fix }, artifact }) => scanned(id, [artifact.name, artifact.version], fix?.versions?.join(", "), severity))
	});
}
function scanned(id, [name, version = ""], fixed = "", severity = "") {
	return {
		id,
		package: name,
		version,
		...fixed === "" ? {} : { fixed: fixed.slice(0, 200) },
		severity: severityOf(severity)
	};
}
function severityOf(given) {
	const word = given.toLowerCase();
	if (word === "negligible") return "low";
	return severities.find((one) => one === word) ?? "unknown";
}
// src/vulnerabilities/scans/read-scans.ts
const largest = 5e7;
async function readScanComparisons(files, scans, resolve) {
	const problems = [];
	const results = new Map();
	for (const scan of scans) {
		const text = await checkedInput(() => boundedText(files, resolve(scan.path), {
			name: scan.path,
			largest
		}));
		if (!text.ok) {
			problems.push(...text.problem.map(({ message }) => message));
			continue;
		}
		const json = text.value === void 0 ? void 0 : parseJson(text.value);
		const read = json?.ok ? readScannerResult(json.value) : json;
		if (read === void 0) problems.push(`\`scans\`: \`${scan.path}\` does not exist`);
		else if (read.ok) results.set(scan, read.value);
		else problems.push(`\`scans\`: \`${scan.path}\`: ${read.problem.message}`);
	}
	const comparisons = [...results].flatMap(([scan, head]) => {
		if (scan.revision !== "head") return [];
		const base = [...results].find(([one]) => one.revision === "base" && isOfSameImages(one, scan))?.[1];
		if (base !== void 0 && base.scanner !== head.scanner) problems.push(`\`scans\`: base and head of ${imagesText(scan)} are from different scanners: use the same one for both`);
		return [compareScans(scan, head, base)];
	});
	if (problems.length > 0) throw new InputError(problems);
	return comparisons;
}
// src/repository/git/missing-content.ts
async function missingContent({ files }, git, commit) {
	const own = {
		directory: git.root,
		git: git.at(git.root, { GIT_TERMINAL_PROMPT: "0" })
	};
	const { applied, entries, filtered, stored } = await readCheckout(files, own);
	const missing = [];
	const blobs = applied.size === 0 ? new Map() : await blobsOf(own.git, commit);
	for (const filter of applied) {
		const changed = [...filtered].flatMap(([path, name]) => {
			const id = blobs.get(path);
			return name === filter && id !== void 0 && id !== entries.get(path)?.id && !stored.has(path) ? [path] : [];
		});
		for (const path of changed) {
			const found = await askFor({ files }, own, {
				filter,
				path,
				commit
			});
			if (found === void 0) continue;
			missing.push(found);
			break;
		}
	}
	return missing;
}
async function blobsOf(git, commit) {
	const listed = await git.parts("ls-tree", "-r", "-z", commit);
	return new Map(listed.flatMap((line) => {
		const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
		return id === void 0 || path === void 0 ? [] : [[path, id]];
	}));
}
async function askFor({ files }, { directory, git }, { filter, path, commit }) {
	if (filter !== "lfs") {
		const { exitCode, stderr } = await git.run("cat-file", "--filters", `${commit}:${path}`);
		return exitCode === 0 ? void 0 : {
			filter,
			path,
			failure: errorLine(stderr) ?? "no output"
		};
	}
	const { stdout } = await git.run("cat-file", "blob", `${commit}:${path}`);
	const [, oid] = /^oid sha256:([0-9a-f]{64})$/m.exec(stdout) ?? [];
	const common = await commonDirectory(git, directory);
	if (oid === void 0 || common === void 0) return void 0;
	const object = `${common}/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`;
	return await files.stat(object) === void 0 ? {
		filter,
		path
	} : void 0;
}
// src/repository/git/missing-submodules.ts
async function missingSubmodules({ exec, files, secrets }, git, commit) {
	const checkout = {
		directory: git.root,
		git: git.at(git.root)
	};
	const { links, hasSettings } = await linksOf(checkout.git, commit);
	if (links.length === 0 || !hasSettings) return [];
	const settings = await checkout.git.settings("--blob", `${commit}:.gitmodules`, "--list");
	const there = await submodulesOfCheckout({
		exec,
		files
	}, checkout, git.trusted);
	const missing = [];
	for (const submodule of pairSubmodules(links, settings)) {
		if (!belongs(there, submodule)) continue;
		const { name, path, sha, url } = submodule;
		const store = await storeOf(files, there, name);
		if ((await (store === void 0 ? void 0 : runnerIn(exec, {
			directory: store,
			trusted: git.trusted
		}))?.query("cat-file", "-e", `${sha}^{commit}`))?.exitCode === 0) continue;
		const address = url === void 0 ? void 0 : submoduleUrl(await remoteUrl(checkout), url);
		secrets.learnCredentials(address ?? "");
		const failure = address === void 0 ? "it has no URL that git can use" : await unreachable(git, exec, address);
		missing.push({
			path,
			sha,
			...failure === void 0 ? {} : { failure }
		});
	}
	return missing;
}
async function linksOf(git, commit) {
	const listed = await git.parts("ls-tree", "-r", "-z", commit);
	return {
		links: listed.flatMap((line) => {
			const [, id, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
			return id === void 0 || path === void 0 ? [] : [{
				id,
				path
			}];
		}),
		hasSettings: listed.some((line) => line.endsWith("	.gitmodules"))
	};
}
async function unreachable({ root, trusted }, exec, url) {
	const address = gitAddress(url);
	const variables = {
		GIT_PROTOCOL_FROM_USER: "0",
		GIT_TERMINAL_PROMPT: "0",
		...address.variables
	};
	const git = runnerIn(exec, {
		directory: root,
		trusted,
		variables
	});
	const ask = [
		...address.options,
		"ls-remote",
		"--quiet",
		"--",
		address.url,
		"HEAD"
	];
	const { exitCode, stderr } = await git.query(...ask);
	return exitCode === 0 ? void 0 : errorLine(stderr) ?? "it does not answer";
}
// src/vulnerabilities/osv.ts
const longestText = 1024;
const mostParts = 4096;
const mostEvents = 1e3;
const short = string().max(longestText);
const list = (of) => array(of).max(mostParts).readonly();
const nullish = nullish$1;
const eventSchema = readonlyObject({
	introduced: optional(short),
	fixed: optional(short),
	last_affected: optional(short)
});
const rangeSchema = readonlyObject({
	type: short,
	events: list(eventSchema)
});
const importSchema = readonlyObject({
	path: short,
	symbols: nullish(list(short)),
	goos: nullish(list(short)),
	goarch: nullish(list(short))
});
const affectedSchema = readonlyObject({
	package: readonlyObject({ name: short }),
	ranges: nullish(list(rangeSchema)),
	ecosystem_specific: nullish(readonlyObject({ imports: nullish(list(importSchema)) }))
});
function eventsIn(affected) {
	return affected.flatMap(({ ranges }) => (ranges ?? []).flatMap(({ events }) => events)).length;
}
const osvEntrySchema = readonlyObject({
	id: vulnerabilityIdSchema,
	withdrawn: nullish(short),
	aliases: nullish(list(short)),
	summary: nullish(string()),
	affected: nullish(list(affectedSchema).refine((all) => eventsIn(all) <= mostEvents)),
	database_specific: nullish(readonlyObject({ review_status: nullish(short) }))
});
function readOsvEntry(value) {
	const found = osvEntrySchema.safeParse(value);
	if (found.success) return succeed(found.data);
	const [issue] = found.error.issues;
	const where = issue?.path.join(".") ?? "";
	return fail(where === "" ? "it is not an object" : `its \`${where.slice(0, 100)}\` is not what the format has there`);
}
// src/repository/git/repository-copy.ts
async function copyRepository(git, { from, to, sha, branch, url }) {
	const options = [
		"--quiet",
		"--mirror",
		"--no-hardlinks",
		"--template="
	];
	await git.mustChange(...withoutHooks, "clone", ...options, from, to);
	const inCopy = (...args) => git.mustChange(...withoutHooks, `--git-dir=${to}`, ...args);
	await inCopy("config", "core.bare", "false");
	await inCopy("config", "--remove-section", "remote.origin");
	if (url !== void 0) {
		await inCopy("config", "remote.origin.url", url.replace(/^(\w[\w+.-]*:\/\/)[^/@]*@/, "$1"));
		await inCopy("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
	}
	if (branch === void 0) await inCopy("update-ref", "--no-deref", "HEAD", sha);
	else {
		await inCopy("symbolic-ref", "HEAD", `refs/heads/${branch}`);
		await inCopy("update-ref", `refs/heads/${branch}`, sha);
	}
	await inCopy("read-tree", sha);
}
async function copySubmodule(files, git, tree, { path, sha, gitDirectory, place, name, store }) {
	const to = `${tree}/.git/${place.slice(1)}`;
	await git.mustChange(...withoutHooks, "clone", "--quiet", "--no-checkout", "--dissociate", "--template=", gitDirectory, `${to}.new`);
	await files.move(`${to}.new/.git`, to);
	await files.remove(`${to}.new`);
	const inCopy = (...args) => git.mustChange(...withoutHooks, `--git-dir=${to}`, ...args);
	const up = (of) => of.split("/").map(() => "..").join("/");
	if (store !== void 0) {
		const fetch = [
			"fetch",
			"--quiet",
			"--no-write-fetch-head",
			store,
			"+refs/tags/*:refs/tags/*"
		];
		await git.change(...withoutHooks, `--git-dir=${to}`, ...fetch);
	}
	const outer = `${tree}/.git${place.slice(0, -`/modules/${name}`.length)}`;
	await git.mustChange("config", "--file", `${outer}/config`, `submodule.${name}.active`, "true");
	await inCopy("config", "core.worktree", `${up(`.git/${place.slice(1)}`)}/${path}`);
	await inCopy("update-ref", "--no-deref", "HEAD", sha);
	await inCopy("read-tree", sha);
	await files.write(`${tree}/${path}/.git`, `gitdir: ${up(path)}/.git/${place.slice(1)}\n`);
}
// src/vulnerabilities/scans/distinct-scans.ts
function requireDistinctScans(scans, [first]) {
	const named = new Set(scans.filter(({ platform }) => platform === first).map(({ mode }) => mode));
	const twice = scans.filter(({ mode, platform }) => platform === void 0 && named.has(mode));
	if (first === void 0 || twice.length === 0) return;
	throw new InputError(twice.map(({ mode }) => `\`scans\` has two files for head and ${imagesText({
		mode,
		platform: first
	})}, because a file without a platform is for the first platform: keep one of them`));
}
export { whereLinksLead as A, parseConfig as B, sourcePackages as C, mainDirectory as D, inRepository as E, findRevisions as F, asList as G, databaseSource as H, loadConfig as I, parsed as J, asMap as K, usualPlace as L, filterProblem as M, submoduleProblem as N, goEnv as O, defaultBranches as P, usualPlaces as R, sourceFields as S, readGoJson as T, defaultLdflags as U, needsCompiler as V, withoutNameServices as W, readYaml as X, placed as Y, readGoreleaser as _, readOsvEntry as a, listProgram as b, readScanComparisons as c, searchIn as d, findGo as f, goreleaserFiles as g, namedMain as h, osvEntrySchema as i, checkOut as j, realDirectory as k, run as l, discoverMain as m, copyRepository as n, missingSubmodules as o, findModules as p, asText as q, copySubmodule as r, missingContent as s, requireDistinctScans as t, findMain as u, forecastFields as v, directModules as w, programIn as x, listModule as y, defaultConfig as z };
