import { C as settleAll, Ot as hasImages, Qt as fail, Tt as revisions, en as succeed } from "./linkgate-core.js";
import { S as union, _ as object, a as array, c as discriminatedUnion, d as literal, g as number, l as exactOptional, m as never, n as _enum, s as boolean, u as int, v as partialRecord, x as string, y as record } from "./zod.js";
// src/model/quantity.ts
const scale = (exponent, factor = 1) => ({
	exponent,
	factor
});
const sizeUnits = {
	B: scale(0),
	kB: scale(3),
	MB: scale(6),
	GB: scale(9),
	KiB: scale(0, 1024),
	MiB: scale(0, 1024 ** 2),
	GiB: scale(0, 1024 ** 3)
};
const timeUnits = {
	us: scale(-3),
	µs: scale(-3),
	μs: scale(-3),
	ms: scale(0),
	s: scale(3),
	min: scale(3, 60)
};
const shareUnits = { "%": scale(-2) };
function parse(given, units, what, example) {
	const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-zµμ%]*)\s*$/.exec(given);
	const [, digits = "", name = ""] = match ?? [];
	const found = match !== null && Object.hasOwn(units, name) ? units[name] : void 0;
	const value = found === void 0 ? NaN : Number(`${digits}e${found.exponent}`) * found.factor;
	if (Number.isFinite(value)) return succeed(value);
	const near = Object.keys(units).find((unit) => unit.toLowerCase() === name.toLowerCase() && unit !== name);
	const names = Object.keys(units).filter((unit) => unit !== "μs");
	const hint = near !== void 0 ? `write \`${digits} ${near}\`` : `write a number and ${names.length > 1 ? "one of " : ""}${names.join(", ")}, such as \`${example}\``;
	return fail(`\`${given}\` is not a ${what}: ${hint}`);
}
function parseSize(given) {
	return parse(given, sizeUnits, "size", "64 kB");
}
function parseDuration(given) {
	return parse(given, timeUnits, "duration", "250 ms");
}
function parsePercent(given) {
	return parse(given, shareUnits, "percentage", "1%");
}
function parseCount(given) {
	const value = /^\s*\d+\s*$/.test(given) ? Number(given) : NaN;
	if (Number.isSafeInteger(value)) return succeed(value);
	return fail(`\`${given}\` is not a count: write a whole number, such as \`3\``);
}
const minus = "−";
const withMinus = (digits) => digits.replace("-", minus);
const roundingError = 1e-9;
const signOf = (value) => value <= -1e-9 ? minus : "";
function fixed(size, places) {
	let digits = places;
	while (size >= roundingError && digits < 9 && size <= .5 / 10 ** digits) digits += 1;
	return size.toFixed(digits);
}
function formatSize(bytes) {
	const size = Math.abs(bytes);
	const sign = signOf(bytes);
	for (const [name, factor, from] of [
		[
			"GB",
			1e9,
			99995e4
		],
		[
			"MB",
			1e6,
			999950
		],
		[
			"kB",
			1e3,
			999.5
		]
	]) {
		const amount = size / factor;
		if (size >= from) return `${sign}${amount.toFixed(amount >= 99.995 ? 1 : 2)} ${name}`;
	}
	return `${sign}${fixed(size, 0)} B`;
}
function formatDuration(ms) {
	const size = Math.abs(ms);
	const sign = signOf(ms);
	if (size >= 999.5) return `${sign}${(size / 1e3).toFixed(2)} s`;
	return `${sign}${fixed(size, size >= 99.95 ? 0 : size >= .995 ? 1 : 2)} ms`;
}
const leastShare = 5e-5;
function formatPercent(share) {
	const size = Math.abs(share) * 100;
	if (Math.abs(share) < leastShare) return "0 %";
	return `${share < 0 ? minus : "+"}${fixed(size, size >= 99.95 ? 0 : size >= .095 ? 1 : 2)} %`;
}
const formatProportion = (share) => formatPercent(Math.abs(share)).replace("+", "");
const largestShare = 0x38d7ea4c68000;
function formatShare(delta, ratio) {
	if (ratio === null) return "";
	const share = ratio - 1;
	return Math.abs(share) >= leastShare && Math.abs(share) <= largestShare && Math.sign(share) === Math.sign(delta) ? formatPercent(share) : "";
}
function withShare(change, delta, ratio) {
	const share = formatShare(delta, ratio);
	return share === "" ? change : `${change} (${share})`;
}
function formatValue(value, unit) {
	if (unit === "B") return formatSize(value);
	return unit === "ms" ? formatDuration(value) : withMinus(value === 0 ? "0" : `${value}`);
}
function formatDeltaInterval(delta, low, high, unit) {
	const text = formatInterval(delta, low, high, unit);
	if (/^0(?:\.0*)?(?![.\d])/.test(text)) return /[±(]/.test(text) ? text : formatDelta(delta, unit);
	return delta > 0 ? `+${text}` : text;
}
function formatDelta(delta, unit) {
	if (Math.abs(delta) < roundingError) return unit === "count" ? "0" : `0 ${unit}`;
	return `${delta > 0 ? "+" : ""}${formatValue(delta, unit)}`;
}
function formatInterval(value, low, high, unit) {
	const plain = formatValue(value, unit);
	const [digits = "", name = ""] = plain.split(" ");
	const found = (unit === "B" ? sizeUnits : timeUnits)[name];
	if (found === void 0) return plain;
	const step = Number(`1e${found.exponent}`) * found.factor;
	const below = (value - low) / step;
	const above = (high - value) / step;
	const wide = Math.max(below, above);
	let places = digits.split(".")[1]?.length ?? 0;
	const most = places + 1;
	while (places < most && Number(wide.toFixed(places)) === 0) places += 1;
	if (!(Number(wide.toFixed(places)) > 0)) return plain;
	const print = (amount) => withMinus(amount.toFixed(places).replace(/^-(?=[0.]*$)/, ""));
	return `${Math.abs(above - below) <= .25 * wide + 10 ** -places * 1.001 ? `${print(value / step)} ±${print(wide)}` : `${print(value / step)} (${print(low / step)}${low < 0 ? " to " : "–"}${print(high / step)})`} ${name}`;
}
// src/model/program-part.ts
const programParts = [
	"code",
	"line-tables",
	"types",
	"interface-tables",
	"strings",
	"data",
	"embedded-files",
	"padding",
	"debug-information",
	"symbol-table",
	"headers",
	"build-information",
	"dynamic-linking",
	"code-signature",
	"unknown"
];
// src/model/schema.ts
const text = string();
const optional = (schema) => exactOptional(schema);
const largest = 0x38d7ea4c68000;
const magnitude = number().min(0).max(largest);
const amount = number().min(-0x38d7ea4c68000).max(largest);
const line = int().positive();
const readonlyObject = (shape) => object(shape).readonly();
// src/model/cause.ts
const added = readonlyObject({ type: literal("added") });
const removed = readonlyObject({ type: literal("removed") });
const modified = readonlyObject({ type: literal("modified") });
const changed = readonlyObject({
	type: literal("changed"),
	from: text,
	to: text
});
const presence = discriminatedUnion("type", [
	added,
	removed,
	modified
]);
const values$1 = {
	from: text.nullable(),
	to: text.nullable()
};
const toolchain = {
	kind: literal("toolchain"),
	name: text,
	change: readonlyObject({
		type: literal("changed"),
		...values$1
	})
};
const module = {
	kind: literal("module"),
	name: text,
	direct: optional(literal(true)),
	through: optional(text),
	change: discriminatedUnion("type", [
		readonlyObject({
			type: literal("added"),
			version: text
		}),
		readonlyObject({
			type: literal("removed"),
			version: text
		}),
		changed,
		readonlyObject({ type: literal("linked") })
	])
};
const ownPackage = {
	kind: literal("package"),
	name: text,
	change: presence
};
const embeddedFile = {
	kind: literal("embedded-file"),
	name: text,
	package: text,
	change: presence
};
const standardLibrary = {
	kind: literal("standard-library"),
	name: text,
	change: modified
};
const c = {
	kind: literal("c"),
	name: text,
	change: modified
};
const symbols = {
	kind: literal("symbols"),
	name: _enum([
		"symbols",
		"debug-information",
		"symbols-and-debug-information"
	]),
	change: discriminatedUnion("type", [added, removed])
};
const buildSetting = {
	kind: literal("build-setting"),
	name: text,
	change: changed
};
const build = {
	kind: literal("build"),
	name: text,
	change: readonlyObject({
		type: literal("several"),
		changes: array(readonlyObject({
			name: text,
			...values$1
		})).readonly()
	})
};
const deadCode = {
	kind: literal("dead-code"),
	name: text,
	change: discriminatedUnion("type", [readonlyObject({ type: literal("kept") }), readonlyObject({ type: literal("left-out") })])
};
const part$1 = {
	kind: literal("part"),
	name: _enum(programParts),
	change: modified
};
const baseImage = {
	kind: literal("base-image"),
	name: text,
	change: discriminatedUnion("type", [changed, modified])
};
const file = {
	kind: literal("file"),
	name: text,
	change: presence,
	program: optional(literal(true)),
	copy: optional(literal(true))
};
const init = {
	kind: literal("init"),
	name: text,
	module: optional(text),
	change: discriminatedUnion("type", [
		added,
		removed,
		modified,
		readonlyObject({
			type: literal("timing"),
			allocs: optional(amount),
			bytes: optional(amount)
		})
	])
};
const phase = {
	kind: literal("phase"),
	name: _enum(["listen", "response"]),
	change: modified
};
const common = {
	metric: text,
	mode: text,
	platform: optional(text),
	delta: amount.nullable(),
	share: amount.nullable()
};
const causeSchema = discriminatedUnion("kind", [
	readonlyObject({
		...common,
		...module
	}),
	readonlyObject({
		...common,
		...ownPackage
	}),
	readonlyObject({
		...common,
		...embeddedFile
	}),
	readonlyObject({
		...common,
		...standardLibrary
	}),
	readonlyObject({
		...common,
		...c
	}),
	readonlyObject({
		...common,
		...toolchain
	}),
	readonlyObject({
		...common,
		...buildSetting
	}),
	readonlyObject({
		...common,
		...build
	}),
	readonlyObject({
		...common,
		...symbols
	}),
	readonlyObject({
		...common,
		...deadCode
	}),
	readonlyObject({
		...common,
		...part$1
	}),
	readonlyObject({
		...common,
		...baseImage
	}),
	readonlyObject({
		...common,
		...file
	}),
	readonlyObject({
		...common,
		...init
	}),
	readonlyObject({
		...common,
		...phase
	})
]);
const bytes = {
	delta: amount,
	share: amount.nullable()
};
const programCauseSchema = discriminatedUnion("kind", [
	readonlyObject({
		...module,
		...bytes
	}),
	readonlyObject({
		...ownPackage,
		...bytes
	}),
	readonlyObject({
		...embeddedFile,
		...bytes
	}),
	readonlyObject({
		...standardLibrary,
		...bytes
	}),
	readonlyObject({
		...c,
		...bytes
	}),
	readonlyObject({
		...toolchain,
		...bytes
	}),
	readonlyObject({
		...buildSetting,
		...bytes
	}),
	readonlyObject({
		...build,
		...bytes
	}),
	readonlyObject({
		...symbols,
		...bytes
	}),
	readonlyObject({
		...deadCode,
		...bytes
	}),
	readonlyObject({
		...part$1,
		...bytes
	})
]);
function isExplainedPhase({ kind, name, delta }, causes) {
	if (kind !== "phase" || name !== "listen" || delta === null) return false;
	return causes.reduce((sum, one) => one.kind === "init" ? sum + (one.delta ?? 0) : sum, 0) / delta >= .5;
}
function specificFirst(sorted, causeOf) {
	const causes = sorted.map(causeOf);
	const isExplained = (one) => isExplainedPhase(causeOf(one), causes);
	const last = causes.findLastIndex(({ kind }) => kind === "init");
	const [upTo, after] = [sorted.slice(0, last + 1), sorted.slice(last + 1)];
	return [
		...upTo.filter((one) => !isExplained(one)),
		...upTo.filter(isExplained),
		...after
	];
}
// src/model/attribution.ts
const part = _enum(programParts);
const bytesByPart = partialRecord(part, amount).readonly();
const itemKinds = [
	"function",
	"data",
	"embedded-file"
];
const moduleKinds = [
	"main",
	"dependency",
	"standard-library",
	"c",
	"unlisted"
];
const item$1 = readonlyObject({
	kind: _enum(itemKinds),
	name: text,
	size: magnitude
});
const programPackage = readonlyObject({
	name: text,
	size: magnitude,
	parts: bytesByPart,
	items: array(item$1).readonly()
});
const programModule = readonlyObject({
	kind: _enum(moduleKinds),
	name: text,
	version: optional(text),
	size: magnitude,
	packages: array(programPackage).readonly()
});
const programAttributionSchema = readonlyObject({
	size: magnitude,
	toolchain: optional(text),
	problem: optional(text),
	symbols: boolean(),
	modules: array(programModule).readonly(),
	parts: bytesByPart
});
const pair = {
	base: magnitude,
	head: magnitude,
	delta: amount
};
const packageDifference = readonlyObject({
	name: text,
	...pair,
	parts: bytesByPart,
	items: array(readonlyObject({
		kind: _enum(itemKinds),
		name: text,
		...pair
	})).readonly()
});
const version = text.nullable();
const moduleDifference = readonlyObject({
	kind: _enum(moduleKinds),
	name: text,
	...pair,
	version: readonlyObject({
		base: version,
		head: version
	}),
	packages: array(packageDifference).readonly()
});
const values = {
	from: text.nullable(),
	to: text.nullable()
};
readonlyObject({
	...pair,
	causes: array(programCauseSchema).readonly(),
	build: array(readonlyObject({
		name: text,
		...values
	})).readonly(),
	modules: array(moduleDifference).readonly(),
	parts: bytesByPart
});
// src/model/linked.ts
const linkStep = readonlyObject({
	package: text,
	name: text
});
const linkChainSchema = array(linkStep).readonly();
const linkedModule = readonlyObject({
	name: text,
	version: text,
	chain: linkChainSchema,
	imports: array(text).readonly()
});
const linkedModulesSchema = readonlyObject({
	mode: text,
	platform: text,
	modules: array(linkedModule).readonly(),
	more: magnitude
});
// src/model/mode.ts
const modeNeeds = [
	"c-compiler",
	"static-glibc",
	"static-pie-libc",
	"musl-compiler"
];
function referenceMode(names, given) {
	if (given !== void 0 && names.includes(given)) return given;
	return names.find((name) => name === "static") ?? names.find((name) => name.startsWith("static")) ?? names[0];
}
const buildmodes = ["exe", "pie"];
function modeExistsOn({ expects, requires, external, image }, platform) {
	const isPlain = expects.includes("static") && requires === void 0 && external === void 0;
	return hasImages(platform) || isPlain && image?.from !== "dockerfile";
}
// src/model/budget.ts
const increaseSchema = object({
	relative: optional(magnitude),
	absolute: optional(magnitude)
}).readonly();
const levels = ["fail", "warn"];
const placeSchema = object({
	file: text,
	line
}).readonly();
const budgetSchema = object({
	metric: text,
	mode: optional(text),
	max: optional(magnitude),
	increase: optional(increaseSchema),
	overReference: optional(increaseSchema.unwrap().extend({ mode: text }).readonly()),
	level: _enum(levels),
	unmeasured: _enum(levels),
	text,
	source: _enum(["config", "default"]),
	place: optional(placeSchema)
}).readonly();
// src/model/metric.ts
const metrics = {
	"binary-size": {
		label: "Binary",
		unit: "B",
		noise: "exact",
		about: "size of the linked executable file"
	},
	"image-size": {
		label: "Image, unpacked",
		unit: "B",
		noise: "exact",
		about: "sum of the uncompressed layer archives"
	},
	"pull-size": {
		label: "Image, pulled",
		unit: "B",
		noise: "exact",
		about: "sum of the layer archives, compressed by zlib at level 6; a registry may store a few percent more or less"
	},
	layers: {
		label: "Layers",
		unit: "count",
		noise: "exact",
		about: "number of layers in the image"
	},
	startup: {
		label: "Start-up",
		unit: "ms",
		noise: "noisy",
		about: "time from exec to ready (by default, the first HTTP response)"
	},
	listen: {
		label: "Listening",
		unit: "ms",
		noise: "noisy",
		about: "time from exec to the first accepted connection"
	},
	"startup-cpu": {
		label: "CPU to ready",
		unit: "ms",
		noise: "noisy",
		about: "CPU time of the app until it is ready"
	},
	memory: {
		label: "Memory at ready",
		unit: "B",
		noise: "quasi-exact",
		about: "resident set size of the app when it is ready"
	},
	"init-allocs": {
		label: "Allocations in init",
		unit: "count",
		noise: "quasi-exact",
		about: "heap allocations during package initialization, from GODEBUG=inittrace=1"
	},
	"init-bytes": {
		label: "Bytes in init",
		unit: "B",
		noise: "quasi-exact",
		about: "bytes allocated during package initialization, from GODEBUG=inittrace=1"
	},
	"run-delay": {
		label: "Waiting for a CPU",
		unit: "ms",
		noise: "info",
		about: "longest time that a thread of the app was runnable but had no CPU (run-queue delay), until the app is ready"
	},
	"first-start": {
		label: "First start",
		unit: "ms",
		noise: "info",
		about: "start-up in a new container, measured once, with cold caches and any first-start work of the app"
	},
	"engine-start": {
		label: "Container start",
		unit: "ms",
		noise: "info",
		about: "time from container start to the first HTTP response, measured once, including the container engine"
	},
	"build-time": {
		label: "Build time",
		unit: "ms",
		noise: "info",
		about: "time of `go build`, measured once; depends on the build cache and on what is built at the same time"
	}
};
const metricNames = Object.keys(metrics);
function isMetric(name) {
	return Object.hasOwn(metrics, name);
}
function definitionOf(metric) {
	return isMetric(metric) ? metrics[metric] : void 0;
}
const labelOf = (metric) => definitionOf(metric)?.label ?? metric;
// src/model/vulnerability.ts
const vulnerabilityIdSchema = string().regex(/^[A-Za-z][A-Za-z0-9]{0,31}(?:[-.][A-Za-z0-9]{1,32}){1,8}$/);
const vulnerabilityKey = (id) => id.toUpperCase();
const linkedVulnerabilitySchema = readonlyObject({
	id: text,
	aliases: array(text).readonly(),
	summary: optional(text),
	reviewed: boolean(),
	module: text,
	version: text,
	fixed: optional(text),
	replaces: optional(text),
	part: _enum([
		"functions",
		"package",
		"module"
	]),
	package: text,
	symbols: array(text).readonly(),
	more: magnitude,
	chain: optional(linkChainSchema)
});
const uncheckedReasons = [
	"unchanged",
	"not-built",
	"not-go",
	"no-modules",
	"unknown-go",
	"no-functions",
	"removed",
	"not-looked-for"
];
const programVulnerabilitiesSchema = discriminatedUnion("kind", [readonlyObject({
	kind: literal("checked"),
	found: array(linkedVulnerabilitySchema).readonly(),
	unversioned: array(text).readonly()
}), readonlyObject({
	kind: literal("unchecked"),
	because: _enum(uncheckedReasons)
})]);
const vulnerabilityDatabaseSchema = readonlyObject({
	kind: _enum([
		"web",
		"module",
		"directory"
	]),
	name: text,
	modified: optional(text),
	digest: text
});
const vulnerabilityBudgetSchema = readonlyObject({
	new: optional(_enum(levels)),
	max: optional(magnitude),
	unmeasured: _enum(levels),
	accept: array(readonlyObject({
		id: text,
		reason: text,
		until: optional(text)
	})).readonly(),
	place: optional(placeSchema)
});
const checkedProgramSchema = readonlyObject({
	revision: _enum(revisions),
	mode: text,
	platform: text,
	result: programVulnerabilitiesSchema
});
const vulnerabilitiesSchema = readonlyObject({
	date: text,
	database: optional(vulnerabilityDatabaseSchema),
	problem: optional(text),
	budget: vulnerabilityBudgetSchema,
	programs: array(checkedProgramSchema).readonly()
});
// src/model/scan.ts
const scanners = ["trivy", "grype"];
const severities = [
	"critical",
	"high",
	"medium",
	"low",
	"unknown"
];
const scannedVulnerabilitySchema = readonlyObject({
	id: text,
	package: text,
	version: text,
	fixed: optional(text),
	severity: _enum(severities)
});
const listSchema = readonlyObject({
	listed: array(scannedVulnerabilitySchema).readonly(),
	more: magnitude
});
const scanComparisonSchema = readonlyObject({
	mode: text,
	platform: optional(text),
	scanner: _enum(scanners),
	new: optional(listSchema),
	gone: optional(listSchema),
	counts: partialRecord(_enum(severities), magnitude).readonly()
});
// src/model/image.ts
const linkageKinds = [
	"static",
	"static-pie",
	"dynamic",
	"interpreter-only",
	"shared-library",
	"not-a-program",
	"system-dynamic"
];
const hardeningSchema = object({
	pie: boolean(),
	relro: optional(_enum([
		"none",
		"partial",
		"full"
	])),
	bindNow: optional(boolean()),
	nx: boolean(),
	writableCode: magnitude,
	rpath: array(text).readonly(),
	textrel: boolean(),
	canary: optional(boolean()),
	fortify: optional(boolean())
}).readonly();
const linkageSchema = object({
	kind: _enum(linkageKinds),
	interpreter: optional(text),
	needed: array(text).readonly(),
	libc: optional(_enum([
		"glibc",
		"musl",
		"other"
	])),
	staticLibc: optional(_enum(["glibc", "musl"])),
	glibc: optional(text),
	machine: text,
	pie: boolean(),
	go: optional(text),
	hardening: optional(hardeningSchema),
	symbols: optional(magnitude),
	debug: optional(magnitude)
}).readonly();
const layerSchema = object({
	diffId: text,
	size: magnitude,
	compressedSize: magnitude,
	createdBy: optional(text),
	base: optional(boolean()),
	wasted: optional(magnitude),
	wastedFiles: optional(array(object({
		path: text,
		size: magnitude,
		replaced: boolean()
	}).readonly()).readonly())
}).readonly();
const imageChangesSchema = object({
	files: array(object({
		layer: magnitude,
		path: text,
		before: magnitude.nullable(),
		after: magnitude.nullable(),
		program: optional(literal(true))
	}).readonly()).readonly(),
	more: magnitude,
	timesOnly: array(magnitude).readonly(),
	same: boolean()
}).readonly();
const imageSchema = object({
	id: text,
	layers: array(layerSchema).readonly(),
	entrypoint: array(text).readonly(),
	user: text,
	workingDir: text,
	changes: optional(imageChangesSchema)
}).readonly();
function isSameImage(base, head) {
	return base !== void 0 && head !== void 0 && (base.id === head.id || head.changes?.same === true);
}
const baseNameSchema = object({
	name: text,
	digest: optional(text)
}).readonly();
const compileCachesSchema = object({
	lines: array(magnitude).readonly(),
	without: array(object({
		line: magnitude,
		because: _enum([
			"mounts",
			"names-cache",
			"on-build",
			"reads-cache",
			"ships",
			"syntax",
			"unknown-path",
			"user"
		])
	}).readonly()).readonly()
}).readonly();
const dockerfileSchema = object({
	path: text,
	target: optional(text),
	context: optional(text),
	buildArgs: optional(record(text, text)),
	unknownArgs: optional(array(text).readonly()),
	by: optional(text),
	base: optional(baseNameSchema),
	program: optional(text),
	label: optional(text),
	withoutGit: optional(literal(true)),
	compileCaches: optional(compileCachesSchema),
	changes: array(object({
		line: magnitude,
		before: optional(text),
		after: optional(text),
		why: text
	}).readonly()).readonly()
}).readonly();
function unpackedSize({ layers }) {
	return layers.reduce((sum, { size }) => sum + size, 0);
}
// src/model/start-failure.ts
const knownFailureSchema = discriminatedUnion("kind", [
	readonlyObject({ kind: literal("cgo-disabled") }),
	readonlyObject({
		kind: literal("port-form"),
		value: text
	}),
	readonlyObject({
		kind: literal("service-unreachable"),
		host: text,
		port: text
	}),
	readonlyObject({
		kind: literal("host-unknown"),
		host: text,
		port: optional(text)
	}),
	readonlyObject({ kind: literal("database-unreachable") }),
	readonlyObject({
		kind: literal("variable-missing"),
		name: text
	}),
	readonlyObject({
		kind: literal("templates-missing"),
		glob: text
	}),
	readonlyObject({
		kind: literal("configuration-missing"),
		name: text,
		places: text
	}),
	readonlyObject({
		kind: literal("file-missing"),
		path: text,
		at: optional(text)
	}),
	readonlyObject({
		kind: literal("port-forbidden"),
		port: text
	}),
	readonlyObject({
		kind: literal("write-forbidden"),
		path: text
	}),
	readonlyObject({
		kind: literal("usage-printed"),
		subcommand: optional(text)
	})
]).meta({ id: "known-failure" });
const readyAims = [
	"response",
	"accept",
	"log"
];
const waited = {
	timeoutMs: magnitude,
	addresses: array(text).readonly(),
	detached: boolean()
};
const known = optional(knownFailureSchema);
const startFailureSchema = discriminatedUnion("kind", [
	readonlyObject({
		kind: literal("container-ended"),
		output: text
	}),
	readonlyObject({
		kind: literal("garbled"),
		answer: text
	}),
	readonlyObject({
		kind: literal("probe-refused"),
		error: text
	}),
	readonlyObject({
		kind: literal("engine-lost"),
		detail: text
	}),
	readonlyObject({
		kind: literal("container-error"),
		detail: text
	}),
	readonlyObject({
		kind: literal("exec"),
		detail: text,
		known
	}),
	readonlyObject({
		kind: literal("exited"),
		exitCode: optional(amount),
		signal: optional(text),
		ready: _enum(readyAims),
		known
	}),
	readonlyObject({
		kind: literal("address-taken"),
		detail: text,
		known
	}),
	readonlyObject({
		kind: literal("never-listened"),
		...waited,
		known
	}),
	readonlyObject({
		kind: literal("no-response"),
		...waited,
		known
	}),
	readonlyObject({
		kind: literal("status"),
		timeoutMs: magnitude,
		addresses: array(text).readonly(),
		path: text,
		status: optional(magnitude),
		known
	}),
	readonlyObject({
		kind: literal("no-line"),
		...waited,
		pattern: text,
		known
	})
]).meta({ id: "start-failure" });
const timeouts = new Set([
	"never-listened",
	"no-response",
	"status",
	"no-line"
]);
function isTimeout(failure) {
	return timeouts.has(failure.kind);
}
// src/model/measurement.ts
const unit = _enum([
	"B",
	"ms",
	"count"
]);
const measuredSchema = object({
	value: magnitude,
	unit,
	low: optional(amount),
	high: optional(amount),
	samples: optional(array(magnitude).readonly())
}).readonly();
const unmeasuredReasonSchema = discriminatedUnion("kind", [readonlyObject({ kind: _enum([
	"not-built",
	"same-inputs",
	"not-started",
	"no-rounds",
	"no-time",
	"not-ready",
	"ready-by-log",
	"no-proc",
	"no-trace",
	"emulated",
	"other-architecture",
	"other-platform",
	"not-applicable",
	"absent"
]) }), readonlyObject({
	kind: literal("start-failed"),
	failure: startFailureSchema
})]).meta({ id: "unmeasured-reason" });
const exempt = new Set([
	"emulated",
	"other-architecture",
	"other-platform",
	"not-applicable"
]);
function isExempt({ kind }) {
	return exempt.has(kind);
}
const unmeasuredSchema = object({ unmeasured: unmeasuredReasonSchema }).readonly();
function isMeasured(measurement) {
	return measurement !== void 0 && "value" in measurement;
}
// src/model/variant-set.ts
var VariantSet = class VariantSet {
	#entries;
	constructor(entries) {
		this.#entries = entries;
	}
	static of(values, keyOf) {
		const entries = new Map();
		for (const value of values) {
			const key = keyOf(value);
			if (entries.has(idOf(key))) throw new Error(`variant ${Object.values(key).join(", ")} exists twice`);
			entries.set(idOf(key), {
				key,
				value
			});
		}
		return new VariantSet(entries);
	}
	get size() {
		return this.#entries.size;
	}
	*[Symbol.iterator]() {
		for (const { value } of this.#entries.values()) yield value;
	}
	get(key) {
		return this.#entries.get(idOf(key))?.value;
	}
	pair(mode, platform) {
		const [base, head] = revisions.map((revision) => this.get({
			revision,
			mode,
			platform
		}));
		return head === void 0 ? void 0 : {
			base,
			head
		};
	}
	pairs() {
		return [...this.#entries.values()].flatMap(({ key }) => key.revision === "head" ? this.pair(key.mode, key.platform) ?? [] : []);
	}
	map(transform) {
		return new VariantSet(new Map([...this.#entries].map(([id, { key, value }]) => [id, {
			key,
			value: transform(value, key)
		}])));
	}
	async mapAsync(transform) {
		const entries = await settleAll([...this.#entries].map(async ([id, { key, value }]) => [id, {
			key,
			value: await transform(value, key)
		}]));
		return new VariantSet(new Map(entries));
	}
	filter(isWanted) {
		const wanted = new Map();
		for (const [id, { key, value }] of this.#entries) if (isWanted(value)) wanted.set(id, {
			key,
			value
		});
		return new VariantSet(wanted);
	}
};
function idOf({ revision, mode, platform }) {
	return JSON.stringify([
		revision,
		mode,
		platform
	]);
}
// src/model/start-condition.ts
const startConditionSchema = discriminatedUnion("kind", [
	readonlyObject({
		kind: literal("port"),
		value: text
	}),
	readonlyObject({
		kind: literal("arguments"),
		arguments: array(text).readonly(),
		by: text
	}),
	readonlyObject({
		kind: literal("directory"),
		path: text
	})
]).meta({ id: "start-condition" });
const startConditionsSchema = readonlyObject({
	added: array(startConditionSchema).readonly(),
	leftOut: array(startConditionSchema).readonly()
});
// src/model/runtime.ts
const libc = _enum([
	"glibc",
	"musl",
	"other"
]);
const resolverSchema = discriminatedUnion("uses", [
	readonlyObject({
		uses: literal("go"),
		because: _enum([
			"no-cgo",
			"netgo",
			"GODEBUG"
		])
	}),
	readonlyObject({
		uses: literal("go-or-libc"),
		libc,
		sources: array(text).readonly()
	}),
	readonlyObject({
		uses: literal("libc"),
		libc,
		because: _enum([
			"netcgo",
			"GODEBUG",
			"LOCALDOMAIN",
			"RES_OPTIONS",
			"HOSTALIASES",
			"nsswitch"
		]),
		source: optional(text)
	})
]).meta({ id: "resolver" });
const userLookupSchema = discriminatedUnion("uses", [readonlyObject({
	uses: literal("go"),
	because: _enum(["no-cgo", "osusergo"])
}), readonlyObject({
	uses: literal("libc"),
	libc,
	sources: optional(array(text).readonly()),
	missing: optional(array(text).readonly())
})]).meta({ id: "user-lookup" });
const certificatesSchema = discriminatedUnion("from", [
	readonlyObject({
		from: literal("image"),
		path: text,
		fallback: optional(literal(true))
	}),
	readonlyObject({ from: literal("program") }),
	readonlyObject({ from: literal("none") })
]).meta({ id: "certificates" });
const timeZonesSchema = discriminatedUnion("from", [
	readonlyObject({
		from: literal("image"),
		path: text
	}),
	readonlyObject({ from: literal("program") }),
	readonlyObject({ from: literal("none") })
]).meta({ id: "time-zones" });
const allocatorSchema = discriminatedUnion("uses", [readonlyObject({ uses: literal("none") }), readonlyObject({
	uses: _enum([
		"glibc",
		"musl",
		"other",
		"jemalloc",
		"mimalloc",
		"tcmalloc"
	]),
	by: optional(_enum([
		"linked",
		"library",
		"LD_PRELOAD"
	])),
	packages: array(text).readonly()
})]).meta({ id: "allocator" });
const runtimeBehaviorSchema = readonlyObject({
	resolver: optional(resolverSchema),
	users: optional(userLookupSchema),
	certificates: optional(certificatesSchema),
	timeZones: optional(timeZonesSchema),
	allocator: optional(allocatorSchema)
});
const runtimeTopics = [
	"resolver",
	"users",
	"certificates",
	"timeZones",
	"allocator"
];
// src/model/verdict.ts
const verdicts = [
	"pass",
	"inconclusive",
	"warn",
	"unmeasured",
	"fail"
];
// src/model/comparison.ts
const comparisonVerdicts = [
	...verdicts,
	"unchanged",
	"no-baseline",
	"info"
];
const comparisonSchema = object({
	metric: text,
	mode: text,
	platform: text,
	base: magnitude.nullable(),
	head: magnitude.nullable(),
	delta: amount.nullable(),
	ratio: amount.nullable(),
	low: optional(amount),
	high: optional(amount),
	verdict: _enum(comparisonVerdicts),
	budget: optional(budgetSchema)
}).readonly();
// src/model/isolation.ts
const form = {
	kind: _enum([
		"namespaces",
		"chroot",
		"none"
	]),
	namespaces: array(_enum([
		"user",
		"mount",
		"pid",
		"network"
	])).readonly(),
	by: _enum([
		"user",
		"root",
		"sudo"
	])
};
const isolationSchema = readonlyObject({
	...form,
	refused: array(readonlyObject({
		...form,
		because: text
	})).readonly()
});
// src/model/origin.ts
const commitSchema = object({
	sha: text,
	ref: optional(text),
	dirty: optional(boolean())
}).readonly();
const originSchema = object({
	repository: text,
	event: text,
	pullRequest: optional(object({
		number: int().positive(),
		headSha: text
	}).readonly())
}).readonly();
const acceptedSchema = object({
	by: text,
	at: text,
	label: text,
	note: optional(text)
}).readonly();
// src/model/phase.ts
const goCachesSchema = readonlyObject({
	from: _enum([
		"machine",
		"cache",
		"none"
	]),
	key: optional(text),
	saves: boolean()
});
const resultsSchema = readonlyObject({
	taken: magnitude,
	added: magnitude
});
const phaseSchema = readonlyObject({
	name: text,
	seconds: magnitude,
	within: optional(text),
	goCaches: optional(goCachesSchema),
	results: optional(resultsSchema)
});
// src/model/placement.ts
const placementSchema = discriminatedUnion("kind", [readonlyObject({
	kind: literal("random"),
	copies: magnitude
}), readonlyObject({
	kind: literal("fixed"),
	because: _enum([
		"few-rounds",
		"too-large",
		"refused"
	]),
	detail: text.optional()
})]).meta({ id: "placement" });
// src/model/program-comparison.ts
const sizes = {
	base: magnitude,
	head: magnitude
};
const others = optional(readonlyObject({
	count: magnitude,
	...sizes
}));
const parts = partialRecord(_enum(programParts), readonlyObject(sizes)).readonly();
const item = readonlyObject({
	kind: _enum(itemKinds),
	name: text,
	...sizes
});
const comparedPackage = readonlyObject({
	name: text,
	...sizes,
	parts,
	items: array(item).readonly()
});
const comparedModule = readonlyObject({
	kind: _enum(moduleKinds),
	name: text,
	version: readonlyObject({
		base: text.nullable(),
		head: text.nullable()
	}),
	...sizes,
	packages: array(comparedPackage).readonly(),
	others
});
const comparedBytes = {
	base: magnitude.nullable(),
	head: magnitude,
	problem: optional(text),
	symbols: boolean(),
	causes: array(programCauseSchema).readonly(),
	modules: array(comparedModule).readonly(),
	parts
};
const comparedBytesSchema = readonlyObject(comparedBytes);
const programComparisonSchema = readonlyObject({
	mode: text,
	platform: text,
	...comparedBytes
});
// src/model/contents.ts
const packageDatabases = ["dpkg", "apk"];
const imagePackageSchema = readonlyObject({
	database: _enum(packageDatabases),
	name: text,
	version: text,
	architecture: optional(text),
	source: optional(readonlyObject({
		name: text,
		version: optional(text)
	})),
	loaded: optional(literal(true)),
	base: optional(literal(true))
});
const unreadDatabaseSchema = readonlyObject({
	path: text,
	because: _enum([
		"rpm",
		"damaged",
		"too-large"
	]),
	line: optional(magnitude)
});
const loadedFileSchema = readonlyObject({
	path: text,
	package: optional(text),
	glibc: optional(text)
});
const fileKinds = [
	"set-uid",
	"set-gid",
	"writable-directory",
	"sticky-directory",
	"writable-file",
	"shell",
	"package-manager",
	"secret"
];
const imageFileSchema = readonlyObject({
	kind: _enum(fileKinds),
	path: text,
	layer: magnitude,
	base: optional(literal(true)),
	secret: optional(_enum([
		"private-key",
		"key-store",
		"environment",
		"git-repository",
		"git-credentials",
		"netrc",
		"npmrc",
		"pypirc",
		"docker-config",
		"kubeconfig",
		"cloud-credentials",
		"database-password"
	])),
	deleted: optional(literal(true))
});
const imageContentsSchema = readonlyObject({
	distribution: optional(readonlyObject({
		id: text,
		version: optional(text),
		name: optional(text)
	})),
	databases: array(_enum(packageDatabases)).readonly(),
	unread: optional(array(unreadDatabaseSchema).readonly()),
	packages: array(imagePackageSchema).readonly(),
	loaded: optional(array(loadedFileSchema).readonly()),
	root: optional(boolean()),
	files: array(imageFileSchema).readonly(),
	more: optional(partialRecord(_enum(fileKinds), magnitude).readonly())
}).meta({ id: "image-contents" });
// src/model/variant.ts
const sources = [
	"shipped",
	"configured",
	"derived",
	"built-in"
];
const spreadSchema = object({
	low: magnitude,
	value: magnitude,
	high: magnitude
}).readonly();
const packageInitSchema = object({
	package: text,
	allocs: spreadSchema,
	bytes: spreadSchema,
	ms: spreadSchema
}).readonly();
const keyShape = {
	revision: _enum(revisions),
	mode: text,
	platform: text,
	source: _enum(sources)
};
const binarySchema = object({
	sha256: text,
	modules: record(text, text),
	direct: array(text).readonly(),
	settings: optional(record(text, text))
}).readonly();
const builtVariantSchema = object({
	...keyShape,
	dockerfile: optional(dockerfileSchema),
	on: optional(baseNameSchema),
	linkage: linkageSchema,
	image: imageSchema,
	behavior: optional(runtimeBehaviorSchema),
	contents: optional(imageContentsSchema),
	binary: binarySchema,
	metrics: record(text, union([measuredSchema, unmeasuredSchema])),
	ready: optional(object({
		address: text,
		scheme: optional(_enum(["http", "https"]))
	}).readonly()),
	copies: optional(array(magnitude).readonly()),
	inits: optional(array(packageInitSchema).readonly())
}).readonly();
const absent = never().optional();
const programVariantSchema = object({
	...keyShape,
	linkage: linkageSchema,
	dockerfile: absent,
	on: absent,
	image: absent,
	behavior: absent,
	contents: absent,
	binary: binarySchema,
	metrics: record(text, union([measuredSchema, unmeasuredSchema])),
	ready: absent,
	copies: absent,
	inits: absent
}).readonly();
const unbuiltVariantSchema = object({
	...keyShape,
	linkage: absent,
	dockerfile: absent,
	on: absent,
	image: absent,
	behavior: absent,
	contents: absent,
	binary: absent,
	metrics: record(text, unmeasuredSchema),
	ready: absent,
	copies: absent,
	inits: absent
}).readonly();
const reportVariantSchema = union([
	builtVariantSchema,
	programVariantSchema,
	unbuiltVariantSchema
]);
// src/model/compared-vulnerabilities.ts
function compareVulnerabilities(given) {
	return given.programs.filter(({ revision }) => revision === "head").map(({ mode, platform, result: head }) => {
		const base = given.programs.find((one) => one.revision === "base" && one.mode === mode && one.platform === platform)?.result;
		const found = foundIn(head);
		const accepted = found.filter((one) => isAccepted(one, given));
		const counted = found.filter((one) => !accepted.includes(one));
		const isChecked = head.kind === "checked" && base?.kind === "checked";
		return {
			mode,
			platform,
			head,
			...base === void 0 ? {} : { base },
			counted,
			added: isChecked ? notIn(counted, foundIn(base)) : [],
			removed: isChecked ? notIn(foundIn(base), found) : [],
			accepted
		};
	});
}
const vulnerabilityCount = (some) => new Set(some.map(({ id }) => id)).size;
function isOnePlatform(programs) {
	return new Set(programs.map(({ platform }) => platform)).size <= 1;
}
const foundIn = (result) => result.kind === "checked" ? result.found : [];
function notIn(some, others) {
	const ids = new Set(others.map(({ id }) => id));
	return some.filter(({ id }) => !ids.has(id));
}
function isAccepted(found, { budget, date }) {
	return budget.accept.some((one) => isNamed(one, found) && !isExpired(one, date));
}
function isNamed({ id }, found) {
	const key = vulnerabilityKey(id);
	return [found.id, ...found.aliases].some((one) => vulnerabilityKey(one) === key);
}
function isExpired({ until }, date) {
	return until !== void 0 && until < date;
}
export { modeNeeds as $, unmeasuredReasonSchema as A, uncheckedReasons as B, userLookupSchema as C, parseCount as Ct, isExempt as D, withShare as Dt, VariantSet as E, parseSize as Et, linkageKinds as F, isMetric as G, vulnerabilityIdSchema as H, unpackedSize as I, metrics as J, labelOf as K, scanComparisonSchema as L, isTimeout as M, startFailureSchema as N, isMeasured as O, isSameImage as P, modeExistsOn as Q, scanners as R, timeZonesSchema as S, formatValue as St, startConditionsSchema as T, parsePercent as Tt, vulnerabilityKey as U, vulnerabilitiesSchema as V, definitionOf as W, levels as X, budgetSchema as Y, buildmodes as Z, verdicts as _, formatInterval as _t, vulnerabilityCount as a, isExplainedPhase as at, resolverSchema as b, formatShare as bt, comparedBytesSchema as c, line as ct, phaseSchema as d, readonlyObject as dt, referenceMode as et, acceptedSchema as f, text as ft, comparisonSchema as g, formatDuration as gt, isolationSchema as h, formatDeltaInterval as ht, isOnePlatform as i, causeSchema as it, unmeasuredSchema as j, measuredSchema as k, programComparisonSchema as l, magnitude as lt, originSchema as m, formatDelta as mt, isExpired as n, linkedModulesSchema as nt, reportVariantSchema as o, specificFirst as ot, commitSchema as p, programParts as pt, metricNames as q, isNamed as r, programAttributionSchema as rt, fileKinds as s, amount as st, compareVulnerabilities as t, linkChainSchema as tt, placementSchema as u, optional as ut, allocatorSchema as v, formatPercent as vt, startConditionSchema as w, parseDuration as wt, runtimeTopics as x, formatSize as xt, certificatesSchema as y, formatProportion as yt, severities as z };
