import { t as version$1 } from "./linkgate-version.js";
// src/common/english.ts
function enumerate(items) {
	const unique = [...new Set(items)];
	const last = unique.pop() ?? "";
	return unique.length === 0 ? last : `${unique.join(", ")} and ${last}`;
}
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const secondsText = (ms) => `${(ms / 1e3).toFixed(1)} s`;
const lower = (label) => /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
function utcText(ms) {
	return `${new Intl.DateTimeFormat("sv-SE", {
		timeZone: "UTC",
		dateStyle: "short",
		timeStyle: "short"
	}).format(ms)} UTC`;
}
const utcDay = (ms) => utcText(ms).slice(0, 10);
// src/common/result.ts
function succeed(value) {
	return {
		ok: true,
		value
	};
}
function fail(message, fix) {
	return {
		ok: false,
		problem: fix === void 0 ? { message } : {
			message,
			fix
		}
	};
}
function mapResult(result, use) {
	return result.ok ? succeed(use(result.value)) : result;
}
// src/common/errors.ts
const messageOf = (thrown) => thrown instanceof Error ? thrown.message : String(thrown);
var InputError = class extends Error {
	name = "InputError";
	problems;
	constructor(problems) {
		super(problems.join("\n"));
		this.problems = problems;
	}
};
var LongOutputError = class extends InputError {
	constructor(command, most) {
		super([`\`${command.join(" ")}\` prints more than ${most} MiB, the most that linkgate reads: run it in the repository to see why its output is so long`]);
	}
};
function requireInput(result) {
	if (result.ok) return result.value;
	throw new InputError([result.problem].flat().map(({ message }) => message));
}
async function checkedInput(read) {
	try {
		return succeed(await read());
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		return {
			ok: false,
			problem: error.problems.map((message) => ({ message }))
		};
	}
}
var CommandError = class extends Error {
	name = "CommandError";
	command;
	exitCode;
	output;
	constructor(command, exitCode, output) {
		const detail = output.length > 0 ? `: ${output.join(" / ")}` : "";
		super(`\`${command.join(" ")}\` ended with exit code ${exitCode}${detail}`);
		this.command = command;
		this.exitCode = exitCode;
		this.output = output;
	}
};
var EngineLostError = class extends CommandError {
	detail;
	constructor(command, exitCode, detail) {
		super(command, exitCode, [detail]);
		this.detail = detail;
		this.message = `the connection to the container engine was lost (${this.detail}), so linkgate stopped measuring: check that the engine keeps running and is reachable (\`docker info\`, \`DOCKER_HOST\`), then run the job again`;
	}
};
var InternalError = class extends Error {
	name = "InternalError";
	trace;
	constructor(cause) {
		const message = messageOf(cause);
		super(isSystemError(cause) ? `this machine refused an operation (${message}): check its disk space and permissions, then run linkgate again` : `internal error in linkgate, not in this repository: ${message}. Please report it at https://github.com/linkgate/linkgate/issues with the lines below`, { cause });
		this.trace = cause instanceof Error ? (cause.stack ?? "").split("\n") : [];
	}
};
function isSystemError(error) {
	return error instanceof Error && typeof error.syscall === "string";
}
var CancelledError = class extends Error {
	name = "CancelledError";
	constructor() {
		super("cancelled");
	}
};
const exitCodes = {
	passed: 0,
	budgetBroken: 1,
	notStarting: 1,
	wrongInput: 2,
	notMeasured: 3,
	cancelled: 130
};
// src/common/version.ts
const version = version$1;
// src/common/nearest.ts
function distance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
const longestName = 100;
function nearest(given, allowed) {
	if (given.length > longestName) return void 0;
	const [best] = allowed.map((word) => ({
		word,
		far: distance(given.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.far - b.far);
	return best !== void 0 && best.far <= Math.max(2, Math.floor(given.length / 3)) ? best.word : void 0;
}
function didYouMean(given, allowed) {
	const found = nearest(given, allowed);
	return found === void 0 ? `allowed: ${allowed.map((word) => `\`${word}\``).join(", ")}` : `did you mean \`${found}\`?`;
}
// src/effects/engine.ts
const engineChoices = [
	"auto",
	"docker",
	"embedded"
];
function imageReference(run, name) {
	return `linkgate/${run}:${name}`;
}
const runLabel = "linkgate.run";
// src/model/comment-policy.ts
const commentPolicies = [
	"always",
	"changes",
	"failures",
	"never"
];
// src/model/platform.ts
function platformParts(platform) {
	const [os = "", arch = "", variant] = platform.split("/");
	return {
		os,
		arch,
		...variant === void 0 ? {} : { variant }
	};
}
const processors = {
	linux: [...[
		"386",
		"amd64",
		"arm",
		"arm64",
		"loong64",
		"mips",
		"mips64",
		"mips64le",
		"mipsle"
	], ...[
		"ppc64",
		"ppc64le",
		"riscv64",
		"s390x"
	]],
	windows: [
		"386",
		"amd64",
		"arm64"
	],
	darwin: ["amd64", "arm64"]
};
const levels = {
	"386": {
		variable: "GO386",
		variants: /^softfloat$/,
		valueOf: (variant) => variant
	},
	amd64: {
		variable: "GOAMD64",
		variants: /^v[1-4]$/,
		usual: "v1",
		valueOf: (variant) => variant
	},
	arm: {
		variable: "GOARM",
		variants: /^v[567]$/,
		usual: "v7",
		valueOf: (variant) => variant.slice(1)
	},
	arm64: {
		variable: "GOARM64",
		variants: /^v(?:8(?:\.[0-9])?|9(?:\.[0-5])?)$/,
		usual: "v8",
		valueOf: (variant) => variant.includes(".") ? variant : `${variant}.0`
	}
};
function isPlatform(text) {
	const { os, arch, variant } = platformParts(text);
	if (!Object.hasOwn(processors, os) || processors[os]?.includes(arch) !== true) return false;
	if (text.split("/").length > 3) return false;
	return variant === void 0 || Object.hasOwn(levels, arch) && levels[arch]?.variants.test(variant) === true;
}
function canonicalPlatform(platform) {
	const { os, arch, variant } = platformParts(platform);
	const { usual } = (Object.hasOwn(levels, arch) ? levels[arch] : void 0) ?? {};
	return variant === usual ? `${os}/${arch}` : platform;
}
function goVariables(platform) {
	const { os, arch, variant } = platformParts(platform);
	const level = Object.hasOwn(levels, arch) ? levels[arch] : void 0;
	return {
		GOOS: os,
		GOARCH: arch,
		...variant === void 0 || level === void 0 ? {} : { [level.variable]: level.valueOf(variant) }
	};
}
function imagePlatform({ arch }) {
	return `linux/${arch}`;
}
function isNativeTarget(platform, host) {
	const { os, arch } = platformParts(platform);
	return os === "linux" && arch === host.arch;
}
function withPlatformSuffix(platform, name, host) {
	return platform === imagePlatform(host) ? name : `${name}-${platform.replaceAll("/", "-")}`;
}
function matchesPlatform(found, wanted) {
	return found === wanted || found.startsWith(`${wanted}/`) || wanted.startsWith(`${found}/`);
}
function hasImages(platform) {
	return platformParts(platform).os === "linux";
}
// src/model/revision.ts
const revisions = ["base", "head"];
// src/effects/github.ts
function isGitea(apiUrl) {
	return apiUrl.endsWith("/api/v1");
}
var ApiError = class extends Error {
	name = "ApiError";
	status;
	code;
	proxyStatus;
	rateLimit;
	constructor(status, message, more = {}) {
		super(message);
		this.status = status;
		this.code = more.code;
		this.proxyStatus = more.proxyStatus;
		this.rateLimit = more.rateLimit;
	}
};
// src/common/secrets/names.ts
const anywhere = /passw(?:or)?d|passphrase|secret|token|credential|(?:api|private|access|account|auth|encryption|signing|master|session|deploy|license)[_-]?key|conn(?:ection)?[_-]?str/i;
const words$1 = new Set("pass pwd pw auth authtoken key pat jwt salt pepper cookie cookies dsn creds bearer psk".split(" "));
const about = new Set(`file path dir directory url uri endpoint host hostname port name user username email id ttl age expiry expires expiration
   lifetime timeout duration length size count max min type kind alg algorithm mode enabled disabled required header issuer
   audience scope scopes realm prefix sock socket policy provider method cost rounds rotation limit limits version format source`.split(/\s+/));
const others = /^(?:PWD|OLDPWD|GOAUTH|GOPRIVATE|GONOSUMDB|GONOPROXY|SSH_AUTH_SOCK|XAUTHORITY)$/;
function isSecretName(name) {
	if (name.length > 200 || others.test(name)) return false;
	const parts = name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z\d]+/).filter((part) => part !== "");
	if (about.has(parts.at(-1) ?? "")) return false;
	return anywhere.test(name) || parts.some((part) => words$1.has(part));
}
function isWithheld(name) {
	return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_)/.test(name);
}
// src/common/json.ts
function parseJson(text) {
	try {
		return succeed(JSON.parse(text));
	} catch {
		return fail("it is not JSON");
	}
}
function jsonOrUndefined(text) {
	const parsed = parseJson(text);
	return parsed.ok ? parsed.value : void 0;
}
// src/common/secrets/assigned.ts
const assignment$1 = /(?<![\w.-])["']?([A-Za-z_][\w.-]{0,100})["']?(?:\s{0,3}(?::=|\?=|=|:)\s{0,3}|(?<=\bENV\s{1,3}[A-Za-z_]\w{0,100})[ ])(?:"((?:[^"\\\n]|\\.){1,131072})"|'([^'\n]{1,131072})'|([^\s"'`#{}[\],]{1,131072}))/g;
function assignedIn(text) {
	return [...text.slice(0, 2e6).matchAll(assignment$1)].map(([, name = "", double, single, plain]) => [name, double ?? single ?? plain ?? ""]);
}
const assignmentFiles = /(?:^|\/)(?:[^/]*(?:Dockerfile|Containerfile|Makefile|Procfile)[^/]*|[^/]*\.env(?:\.[^/]*)?|\.?(?:netrc|npmrc)|[^/]*(?:compose|bake)[^/]*\.json|[^/]+\.(?:ya?ml|hcl|toml|ini|conf|cfg|properties|mk|sh))$/i;
// src/effects/masked.ts
function maskedLog(log, { mask }) {
	const place = (given = {}) => ({
		...given,
		...given.title === void 0 ? {} : { title: mask(given.title) },
		...given.file === void 0 ? {} : { file: mask(given.file) }
	});
	return {
		info: (line) => log.info(mask(line)),
		notice: (line, at) => log.notice(mask(line), place(at)),
		warning: (line, at) => log.warning(mask(line), place(at)),
		error: (line, at) => log.error(mask(line), place(at)),
		step: (heading, work) => log.step(mask(heading), work),
		watch: (progress) => log.watch(() => mask(progress()))
	};
}
function maskedTerminal(terminal, { mask }) {
	return {
		print: (text) => terminal.print(mask(text)),
		printError: (text) => terminal.printError(mask(text)),
		color: terminal.color,
		width: terminal.width
	};
}
function maskedStep(step, secrets) {
	return {
		input: (name) => step.input(name),
		maskSecret(secret) {
			secrets.learnToken(secret);
			step.maskSecret(secret);
		},
		saveState: (name, value) => step.saveState(name, value),
		savedState: (name) => step.savedState(name),
		writeSummary: (markdown) => step.writeSummary(secrets.maskOwn(markdown)),
		setOutput: (name, value) => step.setOutput(name, secrets.maskOwn(value))
	};
}
function maskedGitHub(github, { maskOwn }) {
	return {
		...github,
		createComment: (pullRequest, body) => github.createComment(pullRequest, maskOwn(body)),
		updateComment: (id, body) => github.updateComment(id, maskOwn(body)),
		setStatus: (sha, status) => github.setStatus(sha, {
			...status,
			context: maskOwn(status.context),
			description: maskOwn(status.description),
			url: maskOwn(status.url)
		})
	};
}
function learningFiles(files, secrets) {
	return {
		...files,
		async readText(path) {
			const text = await files.readText(path);
			if (text !== void 0 && assignmentFiles.test(path)) secrets.learnFrom(text);
			return text;
		}
	};
}
// src/common/paths.ts
const longestPath = 4096;
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
function cleanPath(given) {
	if (given === "" || given.startsWith("/") || /^[A-Za-z]+:/.test(given)) return void 0;
	const parts = [];
	for (const part of given.split("/")) {
		if (part === ".." && parts.pop() === void 0) return void 0;
		if (part !== "" && part !== "." && part !== "..") parts.push(part);
	}
	return parts.length === 0 ? "." : parts.join("/");
}
function componentsOf(path) {
	return path.split("/").filter((part) => part !== "" && part !== ".");
}
function parentOf(path) {
	const cut = path.lastIndexOf("/");
	return cut < 0 ? "." : path.slice(0, cut);
}
function lastOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function joinPath(directory, path) {
	if (path === ".") return directory;
	return directory === "." ? path : `${directory}/${path}`;
}
function ancestorsOf(directory) {
	return directory === "." ? ["."] : [directory, ...ancestorsOf(parentOf(directory))];
}
function relativeTo(directory, path) {
	if (directory === ".") return path;
	if (path === directory) return ".";
	return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : void 0;
}
function hasDirectory(patterns, directory) {
	return patterns.some((one) => {
		const above = /^(.*?)\/?\.\.\.$/.exec(one)?.[1];
		if (above === void 0) return one === directory;
		return relativeTo(above === "" ? "." : above, directory) !== void 0;
	});
}
// src/effects/repository-text.ts
const largestText = 256e3;
const largestEvent = 26e6;
async function repositoryText(files, root, path) {
	const found = await fitFile(files, root, {
		name: path,
		largest: largestText
	});
	return found === void 0 ? void 0 : files.readText(found);
}
async function fitFile(files, root, bounds) {
	const { name } = bounds;
	const [own, found] = await Promise.all([files.realPath(root), files.realPath(`${root}/${name}`)]);
	if (own === void 0 || found === void 0) return void 0;
	if (relativeTo(own, found) === void 0) throw new InputError([`\`${name}\` is a link to \`${found}\`, outside the repository: commit the file itself`]);
	return await isFit(files, found, bounds) ? found : void 0;
}
async function textIfFit(files, root, path) {
	try {
		return await repositoryText(files, root, path);
	} catch (error) {
		if (error instanceof InputError) return void 0;
		throw error;
	}
}
async function boundedText(files, path, bounds) {
	return await isFit(files, path, bounds) ? files.readText(path) : void 0;
}
async function isFit(files, path, { name, largest }) {
	const found = await files.stat(path);
	if (found === void 0) return false;
	if (found.kind !== "file") throw new InputError([`\`${name}\` is ${found.kind === "directory" ? "a directory" : "not a regular file"}, but linkgate expects a file: rename or remove it`]);
	if (found.size > largest) throw tooLarge(name, found.size, largest);
	return true;
}
function tooLarge(name, size, largest) {
	const most = largest.toLocaleString("en");
	return new InputError([`\`${name}\` has ${size.toLocaleString("en")} bytes, but linkgate reads at most ${most}: make it smaller`]);
}
// src/effects/cache-store.ts
const storedFolder = "stored";
const cacheModes = [
	"none",
	"read",
	"write",
	"write-only"
];
const mayRestore = ({ mode }) => mode !== "none" && mode !== "write-only";
const maySave = ({ mode }) => mode !== "none" && mode !== "read";
// src/common/secrets/encoded.ts
const shortestBase64 = 8;
function encodedForms(text) {
	const bytes = new TextEncoder().encode(text);
	const hex = Buffer.from(bytes).toString("hex");
	const encoded = [
		0,
		1,
		2
	].flatMap((before) => {
		const inner = base64Of(bytes, before);
		return inner.length < shortestBase64 ? [] : [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
	});
	return [...[
		text,
		hex,
		hex.toUpperCase(),
		bytes.join(" ")
	].map((one) => ({
		text: one,
		isBase64: false
	})), ...encoded.map((one) => ({
		text: one,
		isBase64: true
	}))];
}
function base64Of(bytes, before) {
	const shifted = new Uint8Array(before + bytes.length);
	shifted.set(bytes, before);
	const all = Buffer.from(shifted).toString("base64");
	const first = Math.ceil(before * 8 / 6);
	const last = Math.floor(shifted.length * 8 / 6);
	return all.slice(first, last);
}
function formsInBytes(text) {
	const encoded = new Set([text, encodeURIComponent(text.toWellFormed())]);
	const plain = [...new Set([...urlForms(text), ...jsonForms(text)]).difference(encoded)].map((one) => ({
		text: one,
		isBase64: false
	}));
	return [...[...encoded].flatMap(encodedForms), ...plain].map((one) => ({
		...one,
		text: Buffer.from(one.text).toString("latin1")
	}));
}
const keptInUrls = [
	"",
	"!'()*",
	"$&+=:@",
	"$&+,/:;=@",
	"$&+,;="
];
function urlForms(text) {
	const strict = encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, percentOf);
	const all = [...keptInUrls.map((kept) => strict.replaceAll(/%[\dA-F]{2}/g, (percent) => {
		const character = String.fromCharCode(Number.parseInt(percent.slice(1), 16));
		return kept.includes(character) ? character : percent;
	})), strict.replaceAll("%20", "+")];
	return [...all, ...all.map((one) => one.replaceAll(/%[\dA-F]{2}/g, (percent) => percent.toLowerCase()))];
}
const percentOf = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
function jsonForms(text) {
	const plain = JSON.stringify(text).slice(1, -1);
	return [plain, plain.replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)];
}
// src/common/secrets/views.ts
const named = {
	n: "\n",
	r: "\r",
	t: "	",
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'"
};
function readEscape(found) {
	const [, hex] = /^\\[ux]([\da-f]+)$/i.exec(found) ?? [];
	if (hex !== void 0) return String.fromCharCode(Number.parseInt(hex, 16));
	return named[found[1] ?? ""] ?? found[1] ?? "";
}
function readEntity(found) {
	const [, sign, digits] = /^&#(x?)([\da-f]+);$/i.exec(found) ?? [];
	if (digits === void 0) return named[found.slice(1, -1)] ?? found;
	return String.fromCharCode(Number.parseInt(digits, sign === "" ? 10 : 16));
}
const percentEncoded = /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi;
function readPercent(found) {
	try {
		return decodeURIComponent(found);
	} catch {
		return found;
	}
}
const readings = [
	{
		differs: (text) => text.includes("\n"),
		pattern: /[ \t\r]{0,40}\n(?:#\d{1,6} \d{1,9}\.\d{1,9} )?\s*/g,
		read: () => ""
	},
	{
		differs: (text) => /%[\da-f]{2}/i.test(text),
		pattern: percentEncoded,
		read: readPercent
	},
	{
		differs: (text) => text.includes("+"),
		pattern: new RegExp(`${percentEncoded.source}|\\+`, "gi"),
		read: (found) => found === "+" ? " " : readPercent(found)
	},
	{
		differs: (text) => text.includes("\\"),
		pattern: /\\(?:u[\da-f]{4}|x[\da-f]{2}|[^\n])/gi,
		read: readEscape
	},
	{
		differs: (text) => text.includes("&"),
		pattern: /&(?:#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot|apos);/gi,
		read: readEntity
	}
];
function viewsOf(text) {
	return readings.filter(({ differs }) => differs(text)).map((reading) => viewOf(text, reading));
}
function viewOf(text, { pattern, read }) {
	let seen = "";
	let at = 0;
	const replaced = [];
	for (const { 0: found, index } of text.matchAll(pattern)) {
		seen += text.slice(at, index);
		const from = seen.length;
		seen += read(found);
		at = index + found.length;
		replaced.push([
			from,
			seen.length,
			index,
			at
		]);
	}
	seen += text.slice(at);
	return {
		text: seen,
		place: (from, to) => [placeOf(replaced, from, "from"), placeOf(replaced, to - 1, "to")]
	};
}
function placeOf(replaced, at, which) {
	let [low, high] = [0, replaced.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((replaced[middle]?.[0] ?? 0) <= at) low = middle + 1;
		else high = middle;
	}
	const part = replaced[low - 1];
	const ends = which === "to" ? 1 : 0;
	if (part === void 0) return at + ends;
	const [, seenTo, from, to] = part;
	if (at < seenTo) return which === "from" ? from : to;
	return to + (at - seenTo) + ends;
}
// src/common/secrets/find.ts
const keyLength = 4;
const longestWindow = 256;
const shortestFragment = 6;
const pairAt = (text, index) => (text.charCodeAt(index - 1) << 8 ^ text.charCodeAt(index)) & 65535;
function knownSecrets(texts) {
	return searchable([...texts].flatMap(encodedForms));
}
function knownInBytes(texts) {
	return searchable([...texts].flatMap(formsInBytes));
}
function searchable(needles) {
	const window = needles.reduce((shortest, { text }) => Math.min(shortest, text.length), longestWindow);
	const shifts = new Uint8Array(65536).fill(window - 1);
	for (const { text } of needles) for (let index = 1; index < window; index++) {
		const pair = pairAt(text, index);
		shifts[pair] = Math.min(shifts[pair] ?? 0, window - 1 - index);
	}
	return {
		window,
		shifts,
		byStart: Map.groupBy(needles, ({ text }) => text.slice(0, keyLength)),
		byEnd: Map.groupBy(needles, ({ text }) => text.slice(-4)),
		longest: needles.reduce((longest, { text }) => Math.max(longest, text.length), 0)
	};
}
function hasKnown(text, known) {
	return occurrences(text, known).length > 0;
}
function knownIn(text, known) {
	if (known.byStart.size === 0 || text.length < shortestFragment) return [];
	const inText = (one) => [...occurrences(one, known), ...fragments(one, known)];
	const inViews = viewsOf(text).flatMap((view) => inText(view.text).map(([from, to]) => view.place(from, to)));
	return [...inText(text), ...inViews];
}
function occurrences(text, { window, shifts, byStart }) {
	const found = [];
	if (byStart.size === 0) return found;
	let last = window - 1;
	while (last < text.length) {
		const shift = shifts[pairAt(text, last)] ?? 0;
		if (shift > 0) {
			last += shift;
			continue;
		}
		const at = last + 1 - window;
		for (const needle of byStart.get(text.slice(at, at + keyLength)) ?? []) if (text.startsWith(needle.text, at)) found.push(spanOf(text, at, needle));
		last++;
	}
	return found;
}
function spanOf(text, at, { text: { length }, isBase64 }) {
	const isEncoded = (index) => isBase64 && /[\w+/-]/.test(text[index] ?? "");
	return [isEncoded(at - 1) ? at - 1 : at, at + length + (isEncoded(at + length) ? 1 : 0)];
}
function fragments(text, known) {
	const found = [];
	let from = 0;
	for (let at = text.indexOf("…"); at >= 0;) {
		const next = text.indexOf("…", at + 1);
		const before = cutEnd(text, [from, at], known);
		const after = cutStart(text, [at + 1, next < 0 ? text.length : next], known);
		if (before < at) found.push([before, at]);
		if (after > at + 1) found.push([at + 1, after]);
		from = at + 1;
		at = next;
	}
	return found;
}
const escapeStart = /(?:(?:%[\da-f]{0,2}){1,4}|\\(?:u[\da-f]{0,3}|x[\da-f]?)?|&[#\w]{0,6})$/i;
const escapeEnd = /^[\da-z]{0,5}(?:;|(?:%[\da-f]{2}){0,3})/i;
function cutEnd(text, [start, end], { byStart, longest }) {
	const partial = escapeStart.exec(text.slice(Math.max(start, end - 12), end))?.[0] ?? "";
	const ends = new Set([end, end - partial.length]);
	const least = Math.max(start, end - longest);
	const first = least + text.slice(least, end).lastIndexOf("\n") + 1;
	for (let at = first; at <= end - shortestFragment; at++) {
		const needles = byStart.get(text.slice(at, at + keyLength)) ?? [];
		const isCut = (to) => to - at >= shortestFragment && needles.some((one) => one.text.startsWith(text.slice(at, to)));
		if ([...ends].some(isCut)) return at;
	}
	return end;
}
function cutStart(text, [start, end], { byEnd, longest }) {
	const most = Math.min(end, start + longest);
	const partial = escapeEnd.exec(text.slice(start, Math.min(most, start + 16)))?.[0] ?? "";
	const length = text.slice(start, most).indexOf("\n");
	const last = length < 0 ? most : start + length;
	for (let at = last; at >= start + shortestFragment; at--) {
		const needles = byEnd.get(text.slice(at - keyLength, at)) ?? [];
		const isCut = (from) => at - from >= shortestFragment && needles.some((one) => one.text.endsWith(text.slice(from, at)));
		for (let from = start; from <= start + partial.length; from++) if (isCut(from)) return at;
	}
	return start;
}
// src/common/secrets/forms.ts
const patterns = [
	/:\/\/(?<secret>[^\s/@:'"`]{0,256}:(?!\$|\d{1,5}(?:[/?#\s'"`]|$))(?:(?!:\/\/)[^\s'"`<>\\]){0,512})@/dg,
	/https?:\/\/(?<secret>[^\s/@:'"`<>]{1,512})@/dgi,
	/(?<![\w.%+-])[\w.%+-]{1,64}:(?<secret>[^\s'"`]{1,256})@(?:tcp|udp|unix)[46]?\(/dg,
	/(?<![\w.%+@/-])[\w.%+-]{1,64}:(?<secret>[^\s:'"`/@(){}<>]{1,256})@(?!sha\d{1,3}:)(?=\(|\[|[\w.-]{1,253}(?::\d|\/))/dg,
	/(?<![\w.%+@/-])[\w.%+-]{1,64}:(?<secret>(?!\/\/)[^\s'"`]{1,256})@(?=\/[\w-]{0,64}(?:[?\s'"`,;)\]}]|$))/dg,
	/\b(?:identified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?by|password)\s{1,3}'(?<secret>(?:[^'\\\n]|''|\\.){1,256})'/dgi,
	/\bidentified\s{1,3}(?:with\s{1,3}\S{1,64}\s{1,3})?by\s{1,3}"(?<secret>(?:[^"\\\n]|""|\\.){1,256})"/dgi,
	/\blogin(?:\s[^\n]{0,120}?)?\s-p[ =]['"]?(?![$<%]|\d+(?:\s|$))(?<secret>(?<=')[^'\n]{1,512}|(?<=")(?:[^"\\\n]|\\.){1,512}|(?<=[ =])[^\s'"-]\S{0,511})/dg,
	/\b(?:proxy-)?authorization['"]?\s{0,3}[:=]\s{0,3}['"]?(?:(?:basic|bearer|token|digest|negotiate|apikey)\s{1,3})?(?<secret>[^\s'"]+)/dgi,
	/\b(?:set-)?cookie:\s{0,3}(?<secret>[^\n'"]+)/dgi,
	/\bbearer\s{1,3}(?<secret>(?=[A-Za-z+/_~-]{0,64}(?:[\d=]|\.\w))[\w.~+/=-]{8,})/dgi,
	/(?:\s-u|--user)[ =]{1,2}['"]?[^\s:'"]{1,64}:(?<secret>[^\s'"]{1,256})/dg,
	/\blogin\s{1,4}\S{1,128}\s{1,4}password\s{1,4}(?<secret>\S{1,512})/dg,
	/\b(?<secret>gh[oprsu]_\w{16,255}|github_pat_\w{20,255}|gl(?:pat|dt|rt|soat|ptt|ft|imt|agent|cbt|ffct)-[\w.-]{16,255}|npm_\w{30,255}|xox[abeoprs]-[\w-]{10,255}|xapp-[\w-]{10,255}|(?:AKIA|ASIA|ABIA|ACCA)[A-Z\d]{16}|AIza[\w-]{30,40}|ya29\.[\w-]{20,2048}|[rs]k_(?:live|test)_\w{10,255}|whsec_[\w+/=]{16,255}|dckr_(?:pat|oat)_[\w-]{20,255}|pypi-[\w-]{30,1024}|hv[sbr]\.[\w-]{20,1024}|hf_\w{30,64}|do[opr]_v1_[a-f\d]{40,80}|glsa_\w{20,255}|glc_[\w=]{20,1024}|sk-(?:ant-|proj-|svcacct-)?[\w-]{20,255}|SG\.[\w-]{16,64}\.[\w-]{16,64}|shp(?:at|ca|pa|ss)_[a-f\d]{32}|figd_[\w-]{20,255}|lin_api_\w{20,255}|rubygems_[a-f\d]{40,64}|sbp_[a-f\d]{40}|tskey-[\w-]{16,128}|AGE-SECRET-KEY-1[A-Z\d]{20,80}|sq0[a-z]{3}-[\w-]{20,64}|xkeysib-[\w-]{20,128}|key-[a-f\d]{32}|PMAK-[\w-]{20,128}|NRAK-[A-Z\d]{20,64})/dg,
	/\b(?<secret>eyJ[\w-]{8,4096}\.[\w-]{4,}(?:\.[\w-]*)?)/dg,
	/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/]{10,256})/dg,
	/discord(?:app)?\.com\/api\/webhooks\/(?<secret>[\w/-]{10,256})/dg,
	/\b(?<secret>\d{8,12}:AA[\w-]{30,40})(?![\w-])/dg
];
function credentialsIn(text) {
	if (text.length < 4) return [];
	return [
		...patterns.flatMap((pattern) => [...text.matchAll(pattern)].flatMap((found) => {
			const span = found.indices?.groups?.["secret"];
			return span === void 0 ? [] : [span];
		})),
		...namedIn(text),
		...pemBlocksIn(text)
	];
}
const assignment = /(?<![\w.-])(?<flag>-{0,2})(?<name>[A-Za-z_][\w.-]{0,63})(?:(?<close>\\?["'])?(?<sign>\s{0,2}(?:=>?|:)\s{0,2})|(?<gap> ))/g;
const values = /\\"(?<escaped>[^"\\\n]{1,131072})\\"|"(?<double>(?:[^"\\\n]|\\.){1,131072})"|'(?<single>[^'\n]{1,131072})'|(?<plain>[^\s"'`&;)}\]>|\\]{1,4096})/dy;
const plainRest = /[^\s"'`&;)}\]>|\\]*/y;
function namedIn(text) {
	const found = [];
	const names = new RegExp(assignment);
	for (let match = names.exec(text); match !== null; match = names.exec(text)) {
		const span = assignedValue(text, match);
		if (span === void 0) continue;
		found.push(span);
		names.lastIndex = span[1];
	}
	return found;
}
function assignedValue(text, match) {
	const { flag = "", name = "", close, sign, gap } = match.groups ?? {};
	if (!isSecretName(name.slice(name.lastIndexOf(".") + 1))) return void 0;
	const isEnv = /\bENV $/.test(text.slice(Math.max(0, match.index - 5), match.index));
	if (gap !== void 0 && flag !== "--" && !isEnv) return void 0;
	if (sign?.includes("=") === false && close === void 0 && ambiguous.test(name)) return void 0;
	values.lastIndex = match.index + match[0].length;
	const value = values.exec(text);
	if (value === null) return void 0;
	const [kind = "", written = ""] = Object.entries(value.groups ?? {}).find(([, one]) => one !== void 0) ?? [];
	const { [kind]: span } = value.indices?.groups ?? {};
	const before = text[match.index - 1] ?? "";
	const after = text.slice(values.lastIndex, values.lastIndex + 2);
	if (!(kind === "plain" ? isPlainValue(written, {
		name,
		sign,
		close,
		before,
		after
	}) : !isPlaceholder(written)) || span === void 0) return void 0;
	return kind === "plain" ? [span[0], plainEnd(text, span[1])] : span;
}
function plainEnd(text, from) {
	plainRest.lastIndex = from;
	return plainRest.test(text) ? plainRest.lastIndex : from;
}
const ambiguous = /^(?:key|pass|auth|cookies?)$/;
const isPlaceholder = (written) => /^(?:[$%<{[(*…=]|\\\(|\*{3}|$)/.test(written);
function isPlainValue(written, { name, sign, close, before, after }) {
	if (isPlaceholder(written)) return false;
	if (sign?.startsWith("= ") === true && /^[\w.]+=/.test(written)) return false;
	if (sign === void 0 || sign.includes("=")) return true;
	if (close !== void 0) return !/^(?:null|true|false|-?\d[\d.eE+-]*),?$/.test(written);
	if (sign.trim() !== sign) return isWholeValue(written, after);
	return !/^\d+(?:$|[:,])/.test(written) && !/[-/@]/.test(name + before);
}
function isWholeValue(written, after) {
	const isWord = /^(?:[A-Z]?[a-z]+|[\d.]+)[.,:]*$/.test(written);
	const isMixed = /\d/.test(written) && /[A-Za-z]/.test(written) && !/[./:]/.test(written);
	return written.length >= 6 && !isWord && (isMixed || !/^ [A-Za-z]/.test(after));
}
const begin = /-----BEGIN [A-Z\d ]{1,60}-----/;
const end = /-----END [A-Z\d ]{1,60}-----/;
const longBody = /^\s*(?:#\d+ [\d.]+ )?[A-Za-z\d+/=]{16,}\s*$/;
const anyBody = /^\s*(?:#\d+ [\d.]+ )?(?:[A-Za-z\d+/=]*|[\w-]+: .*)\s*$/;
function pemBlocksIn(text) {
	if (!text.includes("-----")) return [];
	const found = [];
	let at = 0;
	let open;
	let bodyFrom;
	for (const line of text.split("\n")) {
		const first = begin.exec(line);
		const last = end.exec(line);
		if (first !== null) open = at + first.index;
		else if (open !== void 0 && last === null && !anyBody.test(line)) open = void 0;
		if (last !== null) {
			found.push([open ?? bodyFrom ?? at + last.index, at + last.index + last[0].length]);
			open = void 0;
		} else if (open !== void 0) found.push([open, at + line.length]);
		bodyFrom = longBody.test(line) ? bodyFrom ?? at : void 0;
		at += line.length + 1;
	}
	return found;
}
// src/common/secrets/known.ts
const shortestGiven = 6;
const shortestGuessed = 8;
const shortestPlain = 12;
const common = new Set(`password passw0rd changeme change-me change_me changeit secret secret-key postgres postgresql mariadb rabbitmq localhost
   disabled enabled required optional development production staging testing default example administrator
   supersecret super-secret your-secret your_secret linkgate static-pie static-glibc static-musl dynamic-musl built-in binary-size
   image-size pull-size build-time startup-cpu init-allocs init-bytes not-built unmeasured inconclusive github-actions node_modules`.split(/\s+/));
const numeric = /^(?:[\d\s.,:+_%/-]*(?:[a-zµ]{1,2}|[kMGT]i?B?)?|(?:\d{1,6}(?:ns|us|ms|[dhms])){2,4})$/;
const longestPart = 4096;
function secretTexts(value, certainty) {
	const whole = value.trim();
	const lines = whole.split(/\r?\n|\r/).map((line) => line.trim());
	return (lines.length > 1 ? [lines.join(""), ...lines.filter((line) => line.length >= shortestGuessed)] : [whole]).filter((part) => isSearchable(part, certainty)).flatMap(partsOf$1);
}
function partsOf$1(text) {
	const count = Math.ceil(text.length / longestPart);
	const place = (index) => {
		const at = Math.round(index * text.length / count);
		return isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at;
	};
	return Array.from({ length: count }, (_, index) => text.slice(place(index), place(index + 1)));
}
const isLowSurrogate = (code) => code >= 56320 && code <= 57343;
function isSearchable(text, certainty) {
	if (common.has(text.toLowerCase())) return false;
	if (/^(?:\$|<.*>$|\*+$)/.test(text)) return false;
	const isWord = /^[a-z]+$/.test(text);
	const isNumber = numeric.test(text);
	if (certainty === "given") return text.length >= (isNumber ? shortestPlain : isWord ? shortestGuessed : shortestGiven);
	return !isNumber && !isAbout(text) && text.length >= (isWord ? shortestPlain : shortestGuessed);
}
const isAbout = (text) => /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[\w@./\\ -]*$/.test(text) || /^[\w+.-]+:\/\/[^@]*$/.test(text);
function looksRandom(value) {
	if (!/^[\w+=-]{12,512}$/.test(value) || /^[\da-f-]*$/.test(value) || !/\d/.test(value)) return false;
	return value.replaceAll(/[a-z]+/g, "a").replaceAll(/[A-Z]+/g, "A").replaceAll(/\d+/g, "1").replaceAll(/[_+=-]/g, "").length >= 5;
}
function isSecretVariable(name, value) {
	return isSecretName(name) || looksRandom(value);
}
function isPlainVariable(name, value) {
	return !isSecretVariable(name, value) && credentialsIn(value).length === 0;
}
// src/common/secrets/spans.ts
const mask = "***";
function withoutSpans(text, spans) {
	if (spans.length === 0) return text;
	let done = "";
	let at = 0;
	for (const [from, to] of joined(spans)) {
		done += text.slice(at, from) + masked(text.slice(from, to));
		at = to;
	}
	return done + text.slice(at);
}
function startWithoutSpans(text, spans, end) {
	const all = joined(spans);
	const cut = all.find(([from, to]) => from < end && to > end)?.[1] ?? end;
	const before = all.filter(([, to]) => to <= cut);
	return {
		masked: withoutSpans(text.slice(0, cut), before),
		rest: text.slice(cut)
	};
}
function masked(part) {
	return part.split(/(\r?\n|\r)/).map((piece, index) => index % 2 === 1 || piece === "" && index > 0 ? piece : mask).join("");
}
function joined(spans) {
	const done = [];
	for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
		const last = done.at(-1);
		if (last !== void 0 && from <= last[1]) last[1] = Math.max(last[1], to);
		else if (to > from) done.push([from, to]);
	}
	return done;
}
// src/common/secrets/secrets.ts
const mostValues = 2e3;
var KnownValues = class {
	#texts = new Set();
	#known;
	#inBytes;
	learn(value, certainty) {
		for (const text of secretTexts(value, certainty)) {
			if (this.#texts.has(text) || certainty === "guessed" && this.#texts.size >= mostValues) continue;
			this.#texts.add(text);
			this.#known = void 0;
			this.#inBytes = void 0;
		}
		this.learnParts(value);
	}
	learnParts(value) {
		for (const [from, to] of credentialsIn(value)) {
			const found = value.slice(from, to);
			const password = found.slice(found.indexOf(":") + 1);
			for (const part of new Set([
				found,
				password,
				unescaped(password),
				...passwordOfBasic(found)
			])) if (part !== value) this.learn(part, "guessed");
		}
	}
	learnVariables(variables) {
		for (const [name, value = ""] of Object.entries(variables)) if (isSecretVariable(name, value)) this.learn(value, "guessed");
		else this.learnParts(value);
	}
	inBytes() {
		this.#inBytes ??= knownInBytes(this.#texts);
		return this.#inBytes;
	}
	in(text) {
		this.#known ??= knownSecrets(this.#texts);
		return knownIn(text, this.#known);
	}
};
const loneUser = /:\/\/(?![^\s/@:]*\d)[^\s/@:]{1,256}@|:\/\/[^\s/@:]{1,19}@/g;
function passwordOfBasic(found) {
	if (!/^[A-Za-z\d+/]{8,4096}={0,2}$/.test(found)) return [];
	const [, password] = /^[^:]*:(\P{Cc}+)$/u.exec(Buffer.from(found, "base64").toString()) ?? [];
	return password === void 0 ? [] : [password];
}
function unescaped(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function openSecrets() {
	const ofJob = new KnownValues();
	const ofBuild = new KnownValues();
	const ofRepository = new KnownValues();
	const learnFrom = (text) => {
		for (const [name, value] of assignedIn(text)) ofRepository.learnVariables({ [name]: value });
	};
	const spansIn = (text) => [...[
		ofJob,
		ofBuild,
		ofRepository
	].flatMap((values) => values.in(text)), ...credentialsIn(text)];
	const mask = (text) => withoutSpans(text, spansIn(text));
	return {
		learnToken: (value) => ofJob.learn(value, "given"),
		learnEnvironment: (variables) => ofJob.learnVariables(variables),
		learnCredentials: (text) => ofJob.learnParts(text.replaceAll(loneUser, "://")),
		learnSecret(value) {
			ofBuild.learn(value, "given");
			learnFrom(value);
		},
		learnVariables: (variables) => ofRepository.learnVariables(variables),
		learnFrom,
		mask,
		maskLines: (lines) => splitLike(lines, mask(lines.join("\n"))),
		maskStart: (text, tail) => startWithoutSpans(text, spansIn(text), text.length - tail),
		maskOwn: (text) => withoutSpans(text, ofJob.in(text)),
		areIn: (content) => [ofJob, ofBuild].some((values) => hasKnown(content, values.inBytes())),
		longestIn: () => Math.max(ofJob.inBytes().longest, ofBuild.inBytes().longest)
	};
}
function splitLike(lines, text) {
	const all = text.split("\n");
	let at = 0;
	return lines.map((line) => {
		const count = line.split("\n").length;
		at += count;
		return all.slice(at - count, at).join("\n");
	});
}
// src/common/same-name.ts
function isSameName(one, other) {
	return one.toLowerCase() === other.toLowerCase();
}
const bell = String.fromCharCode(7);
const terminalSequences = new RegExp([
	`\\][^${bell}]*(?:${bell}|\\\\)?`,
	`(?:\\[|${String.fromCharCode(155)})[0-?]*[ -/]*[@-~]`,
	`[ -/]*[0-~]`
].join("|"), "g");
const hiddenCharacter = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const allHidden = new RegExp(hiddenCharacter, "gu");
const colorSelector = "️";
function showHidden(text, kept = "") {
	return text.replace(allHidden, (character) => kept.includes(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function visibleLine(line) {
	return showHidden(line.replace(terminalSequences, "").replaceAll("	", "    ").replace(/\p{Cc}/gu, ""), colorSelector);
}
function withoutCommands(text) {
	return text.replace(/^((?:[^\S\n]|\ufe0f)*):(?=:)/gm, "$1: ").replace(/##(?=\w*\[)/g, "## ");
}
const lineEnds = /\r\n|[\n\v\f\r\x85\u2028\u2029]/;
function harmless(text) {
	if (/^[\n -"$-~]*$/.test(text) && !/^ *::/m.test(text)) return text;
	return withoutCommands(text.split(lineEnds).map(visibleLine).join("\n"));
}
const ownColors = new RegExp(`(\\[(?:[0-2]|3[1-6])(?:;(?:[0-2]|3[1-6]))*m)`);
function harmlessInColor(text) {
	return text.split(ownColors).map((part, index) => index % 2 === 1 ? part : harmless(part)).join("");
}
function harmlessJson(value, indent = 2) {
	return JSON.stringify(value, null, indent).replace(/##(?=\w*\[)/g, "#\\u0023").replace(allHidden, (character) => character === "\n" ? character : inJson(character));
}
function inJson(character) {
	return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}
const longestLine = 131072;
const keptTail = longestLine / 2;
function wholeLines(pass, { whole, start }) {
	let waiting = "";
	return {
		end() {
			if (waiting !== "") pass(whole(`${waiting}\n`));
			waiting = "";
		},
		write(text) {
			const last = text.lastIndexOf("\n") + 1;
			if (last > 0) pass(whole(waiting + text.slice(0, last)));
			waiting = last > 0 ? text.slice(last) : waiting + text;
			if (waiting.length <= longestLine) return;
			const { done, rest } = start(waiting, keptTail);
			pass(`${done}\n`);
			waiting = rest;
		}
	};
}
// src/effects/worker.ts
function inThisProcess(files) {
	return {
		run: (task, input) => task.run(files, input),
		close: async () => {}
	};
}
// src/common/process-table.ts
const listProcesses = [
	"ps",
	"-A",
	"-o",
	"pid=,ppid=,pgid=,args="
];
function parse(printed) {
	return [...printed.matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, group, args = ""]) => ({
		pid: Number(pid),
		parent: Number(parent),
		group: Number(group),
		args
	}));
}
function leadersIn(printed, directory) {
	return parse(printed).filter(({ pid, group, args }) => pid === group && args.includes(`${directory}/`)).map(({ pid }) => pid);
}
function startedApart(printed, ancestor) {
	const all = parse(printed);
	const below = new Set([ancestor]);
	for (let size = 0; size < below.size;) {
		size = below.size;
		for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
	}
	const own = all.find(({ pid }) => pid === ancestor)?.group;
	return all.filter(({ pid, group }) => below.has(pid) && group !== own).map(({ pid }) => pid);
}
// src/common/remembered.ts
function onlyOnce(work) {
	let done;
	return () => {
		done ??= { result: work() };
		return done.result;
	};
}
function remembered(make) {
	const made = new Map();
	return (key) => {
		const found = made.get(key) ?? { value: make(key) };
		made.set(key, found);
		return found.value;
	};
}
// src/report/terminal/paint.ts
const codes = {
	bold: 1,
	dim: 2,
	red: 31,
	green: 32,
	yellow: 33,
	cyan: 36
};
function painter(color) {
	return (text, ...styles) => {
		const inked = text.trimEnd();
		if (!color || inked === "") return text;
		return `[${styles.map((style) => codes[style]).join(";")}m${inked}[0m${text.slice(inked.length)}`;
	};
}
// src/report/terminal/layout.ts
const wide = /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none = /\p{M}|\p{Default_Ignorable_Code_Point}/u;
function displayWidth(text) {
	let width = 0;
	for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
	return width;
}
function aligned(text, width, left = false) {
	const room = " ".repeat(Math.max(0, width - displayWidth(text)));
	return left ? `${text}${room}` : `${room}${text}`;
}
function wrap(text, width, indent) {
	const start = " ".repeat(indent);
	const lines = [];
	let line = "";
	for (const word of wordsOf(text, width - indent)) if (indent + displayWidth(line) + displayWidth(word) <= width) line += word;
	else {
		if (line.trim() !== "") lines.push(line);
		line = word.replace(/^ +/, "");
	}
	return [...lines, line].map((one) => `${start}${one}`).join("\n");
}
const words = / *(?:[^ `]+|`[^`]*`|`|(?<=\d) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d))+| +/gu;
function wordsOf(text, room) {
	return (text.match(words) ?? []).flatMap((word) => displayWidth(word.replace(/^ +/, "")) <= room ? [word] : word.split(/(?<=[^ ])(?= )/));
}
function cutToWidth(text, width) {
	if (displayWidth(text) <= width) return text;
	let [kept, used] = ["", 0];
	for (const character of text) {
		used += displayWidth(character);
		if (used > width - 1) break;
		kept += character;
	}
	return `${kept}…`;
}
// src/common/tool-output.ts
const progress = /^(?:#\d+ )?(?:\d+\.\d+ )?go: (?:downloading|extracting|finding) /;
function withoutProgress(lines) {
	const others = lines.filter((line) => !progress.test(line));
	return others.some((line) => line.trim() !== "") ? others : lines;
}
// src/common/settle.ts
async function settleAll(work) {
	const settled = await Promise.allSettled(work);
	for (const one of settled) if (one.status === "rejected") throw one.reason;
	return Promise.all(work);
}
async function settleSome(items, atOnce, work) {
	const found = [];
	let next = 0;
	let hasFailed = false;
	const worker = async () => {
		while (next < items.length && !hasFailed) {
			const at = next++;
			try {
				found[at] = await work(items[at]);
			} catch (error) {
				hasFailed = true;
				throw error;
			}
		}
	};
	await settleAll(Array.from({ length: Math.max(1, atOnce) }, worker));
	return found;
}
// src/common/digest.ts
async function sha256Of(content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
}
// src/effects/run-owner.ts
async function thisProcess(files) {
	const [own, first, boot, host] = await Promise.all([
		statOf(files, "self"),
		statOf(files, "1"),
		kernelText(files, "/proc/sys/kernel/random/boot_id"),
		kernelText(files, "/proc/sys/kernel/hostname")
	]);
	if (own === void 0 || first === void 0 || boot === void 0 || host === void 0) return void 0;
	return {
		...own,
		place: await digestOf([
			boot.trim(),
			host.trim(),
			String(first.started)
		])
	};
}
function ownerText({ pid, started, place }) {
	return [
		pid.toString(36),
		started.toString(36),
		place
	].join(".");
}
function ownerIn(run) {
	const [, pid, started, place = ""] = /^([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-f]{12})-\w+$/i.exec(run) ?? [];
	if (pid === void 0 || started === void 0) return void 0;
	return {
		pid: Number.parseInt(pid, 36),
		started: Number.parseInt(started, 36),
		place
	};
}
async function hasEnded(files, run, here) {
	if (run === void 0 || run.place !== here.place) return false;
	return (await statOf(files, String(run.pid)))?.started !== run.started;
}
async function statOf(files, pid) {
	const text = await kernelText(files, `/proc/${pid}/stat`).catch(() => void 0);
	const end = text?.lastIndexOf(")") ?? -1;
	if (text === void 0 || end < 0) return void 0;
	const started = Number(text.slice(end + 2).split(" ")[19]);
	const number = Number.parseInt(text, 10);
	return Number.isFinite(started) && Number.isFinite(number) ? {
		pid: number,
		started
	} : void 0;
}
async function kernelText(files, path) {
	const found = await files.readStart(path, 4096);
	return found === void 0 ? void 0 : new TextDecoder().decode(found);
}
async function digestOf(parts) {
	return (await sha256Of(parts.join("\n"))).slice(0, 12);
}
// src/effects/workspace.ts
const directoryPrefix = "linkgate-";
function runOf(directory) {
	const name = directory.slice(directory.lastIndexOf("/") + 1);
	return name.startsWith("linkgate-") ? name.slice(9).toLowerCase() : "";
}
const buildFiles = "files";
async function makeOwnDirectory(files) {
	const owner = await thisProcess(files);
	return files.makeTemporary(owner === void 0 ? directoryPrefix : `${directoryPrefix}${ownerText(owner)}-`);
}
async function openWorkspace(world) {
	const directory = await makeOwnDirectory(world.files);
	const run = runOf(directory);
	const subjects = new Map();
	const ending = new Map();
	let closing;
	async function attempt(undo) {
		try {
			await undo();
		} catch (error) {
			world.log.warning(`clean-up failed: ${messageOf(error)}`);
		}
	}
	async function undoSubject(subject) {
		const begun = ending.get(subject);
		if (begun !== void 0) await begun;
		const undos = subjects.get(subject) ?? [];
		for (let undo = undos.pop(); undo !== void 0; undo = undos.pop()) await attempt(undo);
	}
	async function undoAll() {
		await Promise.all([...subjects.keys()].map(undoSubject));
		await attempt(() => world.files.remove(directory));
	}
	function onClose(subject, undo) {
		const undos = subjects.get(subject) ?? [];
		subjects.set(subject, undos);
		undos.push(undo);
	}
	return {
		run,
		directory,
		buildPath(name) {
			const path = `${directory}/${name}`;
			onClose(buildFiles, () => world.files.remove(path));
			return path;
		},
		onClose,
		end: (subject) => {
			ending.set(subject, undoSubject(subject));
		},
		close: () => {
			closing ??= undoAll();
			return closing;
		}
	};
}
// src/common/number-list.ts
const firstCapacity = 256;
function doubled(numbers) {
	return new Int32Array(numbers.buffer.transfer(2 * numbers.byteLength));
}
var NumberList = class {
	length = 0;
	#numbers;
	constructor(capacity = firstCapacity) {
		this.#numbers = new Int32Array(Math.max(capacity, firstCapacity));
	}
	push(number) {
		if (this.length === this.#numbers.length) this.#numbers = doubled(this.#numbers);
		this.#numbers[this.length] = number;
		this.length += 1;
	}
	at(index) {
		return index < this.length ? this.#numbers[index] ?? 0 : 0;
	}
	set(index, number) {
		this.#numbers[index] = number;
	}
	view() {
		return this.#numbers.subarray(0, this.length);
	}
};
// src/common/search.ts
function firstWhere(count, isTrue) {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = low + high >> 1;
		if (isTrue(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}
// src/common/shorten.ts
function shorten(text, most) {
	if (text.length <= most) return text;
	const bounded = text.length > 4 * most ? text.slice(0, 2 * most) + text.slice(-2 * most) : text;
	const characters = [...bounded];
	if (characters.length <= most) return bounded;
	const tail = Math.floor((most - 1) / 3);
	return `${characters.slice(0, most - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}
// src/common/phases.ts
function openPhases(clock) {
	const all = [];
	function phaseOf(name, within) {
		const known = all.find((one) => one.name === name && one.within === within);
		if (known !== void 0) return known;
		const phase = {
			name,
			within,
			running: 0,
			since: 0,
			milliseconds: 0
		};
		all.push(phase);
		return phase;
	}
	const runIn = (within) => async (name, work) => {
		const phase = phaseOf(name, within);
		if (phase.running === 0) phase.since = clock.now();
		phase.running++;
		try {
			return await work({ run: runIn(name) });
		} finally {
			phase.running--;
			if (phase.running === 0) phase.milliseconds += clock.now() - phase.since;
		}
	};
	return {
		run: runIn(),
		within: (name) => ({ run: runIn(name) }),
		get done() {
			return all.filter(({ running }) => running === 0).map(({ name, within, milliseconds }) => ({
				name,
				seconds: Math.round(milliseconds / 100) / 10,
				...within === void 0 ? {} : { within }
			}));
		}
	};
}
// src/effects/log.ts
async function showingProgress(log, progress, work) {
	const stop = log.watch(progress);
	try {
		return await work();
	} finally {
		stop();
	}
}
// src/effects/timed-exec.ts
function timingRuns(exec, phases, nameOf) {
	return {
		...exec,
		run(command, options) {
			const name = nameOf(command);
			return name === void 0 ? exec.run(command, options) : phases.run(name, () => exec.run(command, options));
		}
	};
}
// src/common/fitting.ts
function bytesOf(text) {
	return new TextEncoder().encode(text).length;
}
function firstThatFits(bodies) {
	return (room) => bodies.find((body) => bytesOf(body) <= room);
}
// src/common/file-pattern.ts
const tokens = /\*\*\/?|\*|\?|\\[\s\S]|\[\^?(?:\\[\s\S]|[^\\])(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu;
function filePattern(pattern) {
	const parts = partsOf(pattern);
	if (parts === void 0) return { test: () => false };
	return { test: (path) => isMatch(parts, path) };
}
const any = () => true;
const withinName = (character) => character !== "/";
const slash = (character) => character === "/";
function characters(fits, many = false) {
	return {
		kind: "characters",
		fits,
		many
	};
}
function partsOf(pattern) {
	const parts = [];
	let at = 0;
	for (const [token] of pattern.matchAll(tokens)) {
		at += token.length;
		if (token.startsWith("**") && at < pattern.length) {
			if (parts.at(-3)?.kind !== "optional") parts.push({ kind: "optional" }, characters(any, true), characters(slash));
			continue;
		}
		const part = partOf(token);
		if (part === void 0) return void 0;
		parts.push(part);
	}
	return parts;
}
function partOf(token) {
	if (token.startsWith("**")) return characters(any, true);
	if (token === "*") return characters(withinName, true);
	if (token === "?") return characters(withinName);
	if (token.startsWith("[")) {
		const fits = classOf(token);
		return fits && characters(fits);
	}
	const wanted = unquoted(token);
	return characters((character) => character === wanted);
}
function classOf(token) {
	const [, negation = "", members = ""] = /^\[(\^?)([\s\S]+)\]$/u.exec(token) ?? [];
	if (members === "") return void 0;
	const ranges = [];
	for (const [, first = "", last = first] of members.matchAll(/(\\[\s\S]|[\s\S])(?:-(\\[\s\S]|[\s\S]))?/gu)) {
		const [from, to] = [unquoted(first), unquoted(last)];
		if (from > to) return void 0;
		ranges.push([from, to]);
	}
	return (character) => ranges.some(([from, to]) => from <= character && character <= to) === (negation === "");
}
function unquoted(member) {
	return member.length > 1 && member.startsWith("\\") ? member.slice(1) : member;
}
function isMatch(parts, path) {
	let places = reached(parts, [0]);
	for (const character of path) {
		const next = [];
		for (const place of places) {
			const part = parts[place];
			if (part?.kind !== "characters" || !part.fits(character)) continue;
			next.push(part.many ? place : place + 1);
		}
		if (next.length === 0) return false;
		places = reached(parts, next);
	}
	return places.has(parts.length);
}
function reached(parts, places) {
	const found = new Set(places);
	for (const place of found) {
		const part = parts[place];
		if (part?.kind === "optional") found.add(place + 1).add(place + 3);
		else if (part?.many === true) found.add(place + 1);
	}
	return found;
}
// src/common/unique.ts
function uniqueByValue(items) {
	const seen = new Set();
	return items.filter((item) => {
		const key = JSON.stringify(item);
		return !seen.has(key) && seen.add(key);
	});
}
// src/common/secrets/portions.ts
const usualPortion = 4194304;
function* portionsOf(size, { longestIn }, portion = usualPortion) {
	const overlap = Math.max(0, longestIn() - 1);
	for (let at = 0; at < size; at += portion) yield {
		at,
		length: Math.min(portion + overlap, size - at)
	};
}
// src/effects/beside.ts
function besideSteps(world) {
	const { log, clock, signal } = world;
	return {
		...world,
		log: {
			...log,
			async step(heading, work) {
				if (signal.aborted) throw new CancelledError();
				const since = clock.now();
				const done = await work();
				log.info(`${heading}: ${secondsText(clock.now() - since)}`);
				return done;
			}
		}
	};
}
export { fitFile as $, mapResult as $t, painter as A, isNativeTarget as At, hiddenCharacter as B, nearest as Bt, settleAll as C, ApiError as Ct, cutToWidth as D, goVariables as Dt, aligned as E, canonicalPlatform as Et, startedApart as F, commentPolicies as Ft, isSameName as G, InputError as Gt, visibleLine as H, CancelledError as Ht, inThisProcess as I, engineChoices as It, cacheModes as J, checkedInput as Jt, openSecrets as K, InternalError as Kt, harmless as L, imageReference as Lt, remembered as M, matchesPlatform as Mt, leadersIn as N, platformParts as Nt, displayWidth as O, hasImages as Ot, listProcesses as P, withPlatformSuffix as Pt, boundedText as Q, fail as Qt, harmlessInColor as R, runLabel as Rt, sha256Of as S, isWithheld as St, withoutProgress as T, revisions as Tt, wholeLines as U, CommandError as Ut, showHidden as V, version as Vt, withoutCommands as W, EngineLostError as Wt, maySave as X, messageOf as Xt, mayRestore as Y, exitCodes as Yt, storedFolder as Z, requireInput as Zt, openWorkspace as _, maskedStep as _t, bytesOf as a, upper as an, cleanPath as at, ownerIn as b, parseJson as bt, showingProgress as c, hasDirectory as ct, firstWhere as d, longestPath as dt, succeed as en, largestEvent as et, NumberList as f, parentOf as ft, makeOwnDirectory as g, maskedLog as gt, directoryPrefix as h, maskedGitHub as ht, filePattern as i, secondsText as in, ancestorsOf as it, onlyOnce as j, isPlatform as jt, wrap as k, imagePlatform as kt, openPhases as l, joinPath as lt, buildFiles as m, learningFiles as mt, portionsOf as n, lower as nn, repositoryText as nt, firstThatFits as o, utcDay as on, componentsOf as ot, doubled as p, relativeTo as pt, isPlainVariable as q, LongOutputError as qt, uniqueByValue as r, plural as rn, textIfFit as rt, timingRuns as s, utcText as sn, defaultPath as st, besideSteps as t, enumerate as tn, largestText as tt, shorten as u, lastOf as ut, runOf as v, maskedTerminal as vt, settleSome as w, isGitea as wt, thisProcess as x, isSecretName as xt, hasEnded as y, jsonOrUndefined as yt, harmlessJson as z, didYouMean as zt };
