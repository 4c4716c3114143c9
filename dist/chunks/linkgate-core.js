import { t as version$1 } from "./linkgate-version.js";
// src/common/mask.ts
const inUrl = /([A-Za-z][\w+.-]*:\/\/)[^\s/@'"`]+@/g;
const tokens = /\b(?:gh[oprsu]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|xox[abprs]-[\w-]{10,})/g;
const header = /\b((?:proxy-)?authorization:\s*(?:basic|bearer|token)\s+)\S+/gi;
function maskCredentials(text) {
	return text.replaceAll(inUrl, "$1***@").replaceAll(header, "$1***").replaceAll(tokens, "***");
}
// src/common/errors.ts
var InputError = class extends Error {
	name = "InputError";
	problems;
	constructor(problems) {
		const told = problems.map(maskCredentials);
		super(told.join("\n"));
		this.problems = told;
	}
};
function requireInput(result) {
	if (result.ok) return result.value;
	throw new InputError([result.problem].flat().map(({ message }) => message));
}
var CommandError = class extends Error {
	name = "CommandError";
	command;
	exitCode;
	output;
	constructor(command, exitCode, output) {
		const told = output.map(maskCredentials);
		const said = told.length > 0 ? `: ${told.join(" / ")}` : "";
		super(`\`${maskCredentials(command.join(" "))}\` ended with exit code ${exitCode}${said}`);
		this.command = command;
		this.exitCode = exitCode;
		this.output = told;
	}
};
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
function nearest(given, allowed) {
	const [best] = allowed.map((word) => ({
		word,
		far: distance(given.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.far - b.far);
	return best !== void 0 && best.far <= Math.max(2, Math.floor(given.length / 3)) ? best.word : void 0;
}
function didYouMean(given, allowed) {
	const found = nearest(given, allowed);
	return found === void 0 ? `allowed here: ${allowed.map((word) => `\`${word}\``).join(", ")}` : `did you mean \`${found}\`?`;
}
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
// src/common/version.ts
const version = version$1;
// src/common/paths.ts
function cleanPath(given) {
	if (given === "" || given.startsWith("/") || /^[A-Za-z]+:/.test(given)) return void 0;
	const parts = [];
	for (const part of given.split("/")) {
		if (part === ".." && parts.pop() === void 0) return void 0;
		if (part !== "" && part !== "." && part !== "..") parts.push(part);
	}
	return parts.length === 0 ? "." : parts.join("/");
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
// src/common/english.ts
function enumerate(items) {
	const unique = [...new Set(items)];
	const last = unique.pop() ?? "";
	return unique.length === 0 ? last : `${unique.join(", ")} and ${last}`;
}
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const lower = (label) => label.charAt(0).toLowerCase() + label.slice(1);
// src/effects/engine.ts
function imageReference(run, name) {
	return `linkgate/${run}:${name}`;
}
const runLabel = "linkgate.run";
// src/effects/workspace.ts
async function openWorkspace(world) {
	const directory = await world.files.makeTemporary("linkgate-");
	const run = directory.slice(directory.lastIndexOf("-") + 1).toLowerCase();
	const undos = [() => world.files.remove(directory)];
	let closing;
	async function undoAll() {
		for (let undo = undos.pop(); undo !== void 0; undo = undos.pop()) try {
			await undo();
		} catch (error) {
			world.log.warning(`cleaning up: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return {
		run,
		directory,
		onClose: (undo) => {
			undos.push(undo);
		},
		close: () => {
			closing ??= undoAll();
			return closing;
		}
	};
}
// src/effects/github.ts
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
// src/common/phases.ts
function openPhases(clock) {
	const done = [];
	return {
		done,
		async run(name, work) {
			const since = clock.now();
			const result = await work();
			done.push({
				name,
				seconds: Math.round((clock.now() - since) / 100) / 10
			});
			return result;
		}
	};
}
// src/common/settle.ts
async function settleAll(work) {
	const settled = await Promise.allSettled(work);
	for (const one of settled) if (one.status === "rejected") throw one.reason;
	return Promise.all(work);
}
// src/common/fitting.ts
function bytesOf(text) {
	return new TextEncoder().encode(text).length;
}
function firstThatFits(bodies) {
	return (room) => bodies.find((body) => bytesOf(body) <= room);
}
// src/common/remembered.ts
function remembered(make) {
	const made = new Map();
	return (key) => {
		const found = made.get(key) ?? { value: make(key) };
		made.set(key, found);
		return found.value;
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
export { CommandError as A, version as C, didYouMean as D, succeed as E, exitCodes as M, requireInput as N, nearest as O, maskCredentials as P, relativeTo as S, mapResult as T, cleanPath as _, bytesOf as a, lastOf as b, openPhases as c, imageReference as d, runLabel as f, ancestorsOf as g, plural as h, remembered as i, InputError as j, CancelledError as k, ApiError as l, lower as m, listProcesses as n, firstThatFits as o, enumerate as p, startedApart as r, settleAll as s, leadersIn as t, openWorkspace as u, hasDirectory as v, fail as w, parentOf as x, joinPath as y };
