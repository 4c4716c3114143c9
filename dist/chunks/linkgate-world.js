import { Ct as ApiError, F as startedApart, G as isSameName, Gt as InputError, Ht as CancelledError, I as inThisProcess, J as cacheModes, Kt as InternalError, L as harmless, P as listProcesses, Q as boundedText, Qt as fail, U as wholeLines, Xt as messageOf, Yt as exitCodes, _t as maskedStep, en as succeed, et as largestEvent, gt as maskedLog, ht as maskedGitHub, in as secondsText, j as onlyOnce, mt as learningFiles, qt as LongOutputError, wt as isGitea, yt as jsonOrUndefined } from "./linkgate-core.js";
import { S as union, _ as object, a as array, c as discriminatedUnion, d as literal, g as number, n as _enum, o as bigint, p as nan, x as string, y as record$1 } from "./zod.js";
import { a as skimmed, c as realHost, i as piecesOf, l as secretsOf, n as realFiles, o as systemCodeOf, r as bytesOfPieces, s as cacheServiceOf, t as randomAccess, u as withoutSecrets$1 } from "./linkgate-environment.js";
import { a as getState, c as notice, d as setSecret, f as startGroup, h as getExecOutput, i as getInput, l as saveState, n as endGroup$1, o as info, p as warning, r as error, u as setOutput, y as summary } from "./actions-core.js";
import { createWriteStream, existsSync, writeFileSync } from "node:fs";
import { createHash, randomUUID } from "node:crypto";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { execFile, spawn } from "node:child_process";
import { mkdir, open, readFile, readdir, rename, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { subscribe } from "node:diagnostics_channel";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { Socket } from "node:net";
import { promisify } from "node:util";
import { once } from "node:events";
import { createGunzip, createGzip, createZstdDecompress, gunzip } from "node:zlib";
import { pipeline } from "node:stream/promises";
import { createInterface } from "node:readline";
import { StringDecoder } from "node:string_decoder";
// src/world/cache/answer.ts
const noService = "this runner has no cache service; on a self-hosted runner, keep the directories GOMODCACHE and GOCACHE between jobs";
const cacheAnswer = object({
	available: literal(false).optional(),
	key: string().optional(),
	id: number().or(nan()).optional(),
	transferred: number().optional()
});
const longest = 300;
const reasons = [
	/^Failed to reserve cache: (?:Error: )?(.*)/,
	/^Cache reservation failed: (.*)/,
	/^Cache (?:restore|save) skipped: (.*)/,
	/^Failed to (?:restore|save): (.*)/
];
function complaintIn(printed) {
	const messages = [...printed.matchAll(/^(?:::(debug|notice|warning|error)(?: [^:]*)?::)?(.*?)\r?$/gm)].map(([, level, text = ""]) => ({
		level,
		text: unescaped(text)
	}));
	const texts = messages.map(({ text }) => text);
	const known = reasons.flatMap((reason) => texts.flatMap((text) => reason.exec(text)?.[1] ?? []));
	const complaints = messages.filter(({ level }) => level === "warning" || level === "error");
	const found = known[0] ?? complaints.at(-1)?.text;
	return found === void 0 ? void 0 : inOneLine(found) || "the client of the cache service gives no reason";
}
function isTaken(complaint) {
	return /\(409\)|already.exists/i.test(complaint);
}
function isUnreadable(complaint) {
	return /\btar(?:\.exe)?"? failed with error/i.test(complaint);
}
function unescaped(text) {
	return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
function inOneLine(text) {
	const line = text.replaceAll(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, "$1").replaceAll(/\s+/g, " ").trim();
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
// src/world/cache/progress.ts
function openLimit({ limitMs, idleMs, progress }) {
	const since = performance.now();
	let why;
	let isSilent = false;
	let idle = 0;
	let last = {
		at: since,
		progress: 0
	};
	return {
		async exceeded() {
			const now = {
				at: performance.now(),
				progress: await progress()
			};
			if (now.progress === last.progress) idle += now.at - last.at;
			last = now;
			if (now.at - since >= limitMs) why ??= `it took longer than ${secondsOf(limitMs)} s`;
			else if (idle >= idleMs) why ??= `nothing arrived for ${secondsOf(idleMs)} s`;
			isSilent ||= why !== void 0 && idle >= .8 * Math.min(idleMs, limitMs);
			return why;
		},
		why: () => why,
		isSilent: () => isSilent
	};
}
const secondsOf = (ms) => Math.round(ms / 1e3);
function countTransferred() {
	const open = new Set();
	let ended = 0;
	const bytesOf = ({ bytesRead, bytesWritten }) => bytesRead + bytesWritten;
	subscribe("net.client.socket", (message) => {
		const { socket } = message;
		open.add(socket);
		socket.once("close", () => {
			open.delete(socket);
			ended += bytesOf(socket);
		});
	});
	return () => [...open].reduce((sum, socket) => sum + bytesOf(socket), ended);
}
async function directorySize(directory) {
	const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
	return (await Promise.all(entries.map((entry) => {
		const path = join(directory, entry.name);
		if (entry.isDirectory()) return directorySize(path);
		return stat(path).then(({ size }) => size, () => 0);
	}))).reduce((sum, size) => sum + size, 0);
}
// src/world/cache/store.ts
const temporaryFolder = "temporary";
const saveIdleMs = 3e4;
function actionsCache(given) {
	const lost = { why: void 0 };
	return {
		mode: cacheModes.find((mode) => mode === given.env["ACTIONS_CACHE_MODE"]),
		async restore(request) {
			const { idleMs, restoreKeys } = request;
			return restored(await unlessLost(lost, given, "restore", {
				...request,
				keys: [request.key, ...restoreKeys],
				idleMs
			}));
		},
		async save(request) {
			const idleMs = Math.min(request.limitMs, saveIdleMs);
			return saved(await unlessLost(lost, given, "save", {
				...request,
				keys: [request.key],
				idleMs
			}));
		}
	};
}
async function unlessLost(lost, given, verb, request) {
	if (lost.why !== void 0) return {
		answer: void 0,
		printed: "",
		how: lost.why
	};
	const ended = await transfer(given, verb, request);
	if (ended.isSilent) lost.why = `the cache service stopped answering: ${ended.how}`;
	return ended;
}
function complaintOf({ answer, printed }) {
	return answer?.available === false ? noService : complaintIn(printed);
}
function restored({ answer, printed, how }) {
	const complaint = complaintOf({
		answer,
		printed
	});
	if (answer !== void 0 && (answer.key !== void 0 || complaint === void 0)) return succeed(answer.key);
	const because = reasonOf(answer, complaint);
	return {
		ok: false,
		problem: {
			message: (because === "damaged" ? "the download is not a tar archive" : void 0) ?? (answer === void 0 ? how : complaint ?? how),
			because
		}
	};
}
function reasonOf(answer, complaint = "") {
	if (answer?.available === false) return "no-store";
	return isUnreadable(complaint) ? "damaged" : "failed";
}
function saved({ answer, printed, how }) {
	const complaint = complaintOf({
		answer,
		printed
	});
	if (answer?.id !== void 0 && !(answer.id < 0) && complaint === void 0) return succeed("saved");
	if (complaint !== void 0 && isTaken(complaint)) return succeed("exists");
	return {
		ok: false,
		problem: { message: answer === void 0 ? how : complaint ?? "the client of the cache service gives no reason" }
	};
}
async function transfer(given, verb, { directory, ...rest }) {
	const { script, signal, tickMs = 1e3 } = given;
	if (signal.aborted) throw new CancelledError();
	await mkdir(join(directory, temporaryFolder), { recursive: true });
	const child = spawn(process.execPath, [
		script,
		verb,
		directory,
		...rest.keys
	], {
		cwd: directory,
		env: environmentIn(directory, given.env),
		stdio: [
			"ignore",
			"pipe",
			"pipe",
			"ipc"
		],
		detached: true
	});
	const printed = outputOf$1(child);
	const answers = answersOf(child);
	const progress = async () => answers.transferred() + await directorySize(directory);
	const limit = openLimit({
		...rest,
		progress
	});
	const timer = setInterval(async () => {
		if (await limit.exceeded() !== void 0) endGroup(child);
	}, tickMs);
	const stop = () => endGroup(child);
	signal.addEventListener("abort", stop, { once: true });
	try {
		const ended = await endOf(child, printed, answers.last);
		if (signal.aborted) throw new CancelledError();
		return {
			...ended,
			how: limit.why() ?? ended.how,
			isSilent: limit.isSilent()
		};
	} finally {
		signal.removeEventListener("abort", stop);
		clearInterval(timer);
	}
}
function environmentIn(directory, env) {
	return {
		...withoutSecrets$1(env),
		...cacheServiceOf(env),
		GITHUB_WORKSPACE: directory,
		RUNNER_TEMP: join(directory, temporaryFolder)
	};
}
function outputOf$1(child) {
	let printed = "";
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => {
		printed = (printed + text).slice(-1e5);
	});
	return () => printed;
}
function answersOf(child) {
	let last;
	let transferred = 0;
	child.on("message", (message) => {
		const answer = cacheAnswer.safeParse(message).data;
		if (answer?.transferred === void 0) last ??= answer;
		else transferred = answer.transferred;
	});
	return {
		last: () => last,
		transferred: () => transferred
	};
}
function endOf(child, printed, answered) {
	child.on("exit", () => endGroup(child));
	return new Promise((resolve) => {
		child.on("error", ({ message }) => resolve({
			answer: answered(),
			printed: printed(),
			how: message
		}));
		child.on("close", (code, killedBy) => {
			const line = complaintIn(printed()) ?? lastLine(printed());
			const how = `the process of the cache ended with ${killedBy ?? `exit code ${code}`}`;
			resolve({
				answer: answered(),
				printed: printed(),
				how: line === void 0 ? how : `${how}: ${line}`
			});
		});
	});
}
function lastLine(printed) {
	return printed.split("\n").findLast((line) => /^\w*Error\b/.test(line));
}
function endGroup({ pid }) {
	if (pid === void 0) return;
	try {
		process.kill(-pid, "SIGKILL");
	} catch {}
}
// src/world/github/retry.ts
const unsent = new Set([
	"EAI_AGAIN",
	"ECONNREFUSED",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"ENOTFOUND",
	"UND_ERR_CONNECT_TIMEOUT"
]);
const untrusted = /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_|SELF_SIGNED/;
function isConnectionFault({ status, code = "", proxyStatus }) {
	if (proxyStatus !== void 0) return false;
	if (status !== void 0) return status >= 500 || status === 408;
	return !unsent.has(code) && !untrusted.test(code);
}
function isRateLimit({ status, headers, message }) {
	if (status === 429) return true;
	return status === 403 && (headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== void 0 || /rate limit|abuse/i.test(message));
}
function requestedWait({ headers, message }, wall) {
	const sent = Date.parse(headers["date"] ?? "");
	const serverNow = Number.isNaN(sent) ? wall : sent;
	const after = headers["retry-after"];
	if (after !== void 0) {
		const until = /^\d+$/.test(after) ? serverNow + Number(after) * 1e3 : Date.parse(after);
		if (!Number.isNaN(until)) return Math.max(until - serverNow, 0);
	}
	const reset = Number(headers["x-ratelimit-reset"]);
	if (headers["x-ratelimit-remaining"] === "0" && reset > 0) return Math.max(reset * 1e3 - serverNow, 0) + 1e3;
	return /secondary rate/i.test(message) ? 6e4 : void 0;
}
function delayBefore(fault, attempt, wall) {
	const backoff = 1e3 * 2 ** (attempt - 1);
	if (isRateLimit(fault)) return requestedWait(fault, wall) ?? backoff;
	const { status, code = "", proxyStatus } = fault;
	if (proxyStatus !== void 0) return proxyStatus >= 500 ? backoff : void 0;
	if (status === void 0) return untrusted.test(code) ? void 0 : backoff;
	if (!isConnectionFault(fault)) return void 0;
	return Math.max(requestedWait(fault, wall) ?? 0, backoff);
}
var Patience = class {
	timing;
	#options;
	#lost = 0;
	constructor(options) {
		this.timing = options.timing;
		this.#options = options;
	}
	attemptMs() {
		const { budgetMs, timeoutMs } = this.#options;
		return Math.min(timeoutMs, Math.max(Math.floor(budgetMs - this.#lost), 5e3));
	}
	lose(ms) {
		this.#lost += ms;
	}
	async waits(fault, attempt) {
		const { timing, signal, budgetMs } = this.#options;
		const ms = delayBefore(fault, attempt, timing.wall());
		if (ms === void 0 || this.#lost + ms >= budgetMs) return false;
		this.#lost += ms;
		await timing.sleep(ms, signal);
		return true;
	}
};
// src/world/github/connect.ts
const realTiming = {
	now: () => performance.now(),
	wall: () => Date.now(),
	sleep: (ms, signal) => setTimeout$1(ms, void 0, { signal })
};
const lastWord = { lastWord: true };
const lastWordMs = 3e3;
async function connect(token, baseUrl, signal, patience) {
	const { getOctokit } = await import("./actions-github.js");
	const octokit = getOctokit(token, { baseUrl });
	const { timing } = patience;
	octokit.hook.wrap("request", async (request, options) => {
		const last = options.request?.["lastWord"] === true;
		for (let attempt = 1;; attempt++) {
			const since = timing.now();
			options.request = {
				...options.request,
				signal: last ? AbortSignal.timeout(lastWordMs) : limitOf(signal, patience)
			};
			try {
				const response = await request(options);
				if (isBroken(options.method, response.data)) throw new BrokenAnswer();
				return response;
			} catch (error) {
				patience.lose(timing.now() - since);
				if (last || signal.aborted || isMaybeCreated(options, error)) throw error;
				if (!await patience.waits(faultOf(error), attempt)) throw error;
			}
		}
	});
	return octokit;
}
function isBroken(method, data) {
	return method !== "DELETE" && typeof data === "string";
}
function limitOf(signal, patience) {
	return AbortSignal.any([signal, AbortSignal.timeout(patience.attemptMs())]);
}
function isMaybeCreated({ method, url }, error) {
	return method === "POST" && !url.endsWith("/graphql") && isConnectionFault(faultOf(error));
}
var BrokenAnswer = class extends Error {
	name = "BrokenAnswer";
	constructor() {
		super("the answer was cut short, or is not JSON");
	}
};
function faultOf(error) {
	const { status, response, message } = error;
	const headers = Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)]);
	const code = codeOf(error);
	const proxyStatus = proxyStatusOf(error);
	return {
		...response === void 0 || status === void 0 ? {} : { status },
		...code === void 0 ? {} : { code },
		...proxyStatus === void 0 ? {} : { proxyStatus },
		headers: Object.fromEntries(headers),
		message
	};
}
function codeOf(error) {
	for (let at = error; at instanceof Error; at = at.cause) {
		const code = systemCodeOf(at);
		if (code !== void 0) return code;
	}
}
function proxyStatusOf(error) {
	for (let at = error; at instanceof Error; at = at.cause) {
		const [, status] = /^Proxy response \((\d{3})\)/.exec(at.message) ?? [];
		if (status !== void 0) return Number(status);
	}
}
function apiError(error, wall) {
	if (!(error instanceof Error) || !(error.name === "HttpError" || error instanceof BrokenAnswer)) return error;
	const fault = faultOf(error);
	return new ApiError(fault.status, error.message, {
		...fault.code === void 0 ? {} : { code: fault.code },
		...fault.proxyStatus === void 0 ? {} : { proxyStatus: fault.proxyStatus },
		...isRateLimit(fault) ? { rateLimit: { waitMs: requestedWait(fault, wall) } } : {}
	});
}
// src/world/github/json.ts
const account = object({ login: string() });
const comment = object({
	id: union([number(), bigint()]),
	body: string().nullish(),
	user: account.nullish(),
	html_url: string()
});
const side = object({
	ref: string(),
	sha: string(),
	repo: object({ full_name: string() }).nullish()
});
const pullRequest = object({
	number: number(),
	state: string(),
	head: side,
	base: side,
	labels: array(object({ name: string().nullish() }))
});
const status = object({
	id: number(),
	state: string().optional(),
	status: string().optional(),
	context: string(),
	description: string().nullish(),
	target_url: string().nullish(),
	creator: account.nullish()
});
const event = discriminatedUnion("event", [
	object({
		event: _enum(["labeled", "unlabeled"]),
		actor: account.extend({ type: string().optional() }).nullish(),
		label: object({ name: string() }).optional(),
		created_at: string().optional()
	}),
	object({
		event: literal("committed"),
		sha: string().optional(),
		committer: object({ date: string() }).optional()
	}),
	object({
		event: literal("head_ref_force_pushed"),
		commit_id: string().nullish(),
		created_at: string().optional()
	})
]);
const kinds = new Set([
	"labeled",
	"unlabeled",
	"committed",
	"head_ref_force_pushed"
]);
const anyEvent = object({ event: string().optional() });
function readAnswer(schema, json) {
	const read = schema.safeParse(json);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const place = issue === void 0 || issue.path.length === 0 ? "" : ` at \`${issue.path.map(String).join(".")}\``;
	throw new ApiError(200, `the answer has an unknown format${place}: ${issue?.message}`);
}
function commentOf(json) {
	const { id, body, user, html_url } = readAnswer(comment, json);
	return {
		id: Number(id),
		body: body ?? "",
		author: user?.login ?? "",
		url: html_url
	};
}
function pullRequestOf(json) {
	const { number, state, head, base, labels } = readAnswer(pullRequest, json);
	return {
		number,
		state: state === "open" ? "open" : "closed",
		headSha: head.sha,
		headRef: head.ref,
		headRepository: head.repo?.full_name,
		baseRef: base.ref,
		baseRepository: base.repo?.full_name ?? "",
		labels: labels.flatMap(({ name }) => name ? [name] : [])
	};
}
function statusOf(json) {
	const read = readAnswer(status, json);
	const state = read.state ?? read.status;
	return {
		id: read.id,
		context: read.context,
		state: state === "success" || state === "failure" || state === "error" ? state : "other",
		description: read.description ?? "",
		url: read.target_url ?? "",
		author: read.creator?.login ?? ""
	};
}
function eventsOf$1(json) {
	if (!kinds.has(readAnswer(anyEvent, json).event ?? "")) return [];
	const item = readAnswer(event, json);
	switch (item.event) {
		case "labeled":
		case "unlabeled": return item.label === void 0 ? [] : [{
			kind: item.event,
			label: item.label.name,
			by: accountOf(item.actor),
			at: utc(item.created_at ?? "")
		}];
		case "committed": return [{
			kind: "pushed",
			sha: item.sha,
			at: utc(item.committer?.date ?? "")
		}];
		case "head_ref_force_pushed": return [{
			kind: "pushed",
			sha: item.commit_id ?? void 0,
			at: utc(item.created_at ?? "")
		}];
	}
}
function accountOf(actor) {
	if (!actor) return void 0;
	return {
		login: actor.login,
		bot: actor.type === "Bot" || actor.login.endsWith("[bot]")
	};
}
const permissionLevel = object({ permission: string().nullish() });
const permissions = {
	owner: "admin",
	admin: "admin",
	maintain: "write",
	write: "write",
	triage: "read",
	read: "read"
};
function permissionIn(json) {
	return permissions[readAnswer(permissionLevel, json).permission ?? "none"] ?? "none";
}
function utc(time) {
	const ms = Date.parse(time);
	return Number.isNaN(ms) ? "" : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
// src/world/github/comments.ts
function commentCalls(requests, viewer, gitea) {
	const { at } = requests;
	return {
		comments: (pullRequest) => requests.call((api) => listed(api, requests, pullRequest)),
		createComment: (pullRequest, body) => requests.create(async (api, again) => {
			if (again) {
				const login = await viewer();
				const arrived = (await listed(api, requests, pullRequest)).find((one) => isSame(one.body, body) && (login === void 0 || one.author === login));
				if (arrived !== void 0) return arrived;
			}
			return commentOf((await api.rest.issues.createComment({
				...at,
				issue_number: pullRequest,
				body
			})).data);
		}),
		async updateComment(id, body) {
			return commentOf((await requests.call((api) => api.rest.issues.updateComment({
				...at,
				comment_id: id,
				body
			}))).data);
		},
		async deleteComment(id) {
			await requests.call((api) => api.rest.issues.deleteComment({
				...at,
				comment_id: id
			}));
		},
		claim: (commentId) => claim(requests, commentId),
		release: (claimed) => release(requests, claimed, gitea)
	};
}
async function listed(api, { at }, pullRequest) {
	const all = {
		...at,
		per_page: 100,
		issue_number: pullRequest
	};
	return (await api.paginate(api.rest.issues.listComments, all)).map(commentOf);
}
function isSame(text, body) {
	return text.replaceAll("\r\n", "\n").trim() === body.trim();
}
const reaction = object({
	id: union([number(), bigint()]).nullish(),
	created_at: string(),
	user: object({ login: string() }).nullish()
});
function claim(requests, commentId) {
	const { at, timing } = requests;
	const since = timing.now();
	return requests.create(async (api, again) => {
		const { status, data, headers } = await api.rest.reactions.createForIssueComment({
			...at,
			comment_id: commentId,
			content: "eyes"
		});
		const { id, created_at, user } = readAnswer(reaction, data);
		const sent = Date.parse(headers.date ?? "");
		const serverNow = Number.isNaN(sent) ? timing.wall() : sent;
		const ageMs = Math.max(serverNow - Date.parse(created_at), 0);
		const young = again && ageMs <= timing.now() - since + 1e3;
		const ours = Number(status) === 201 || young;
		return {
			commentId,
			reactionId: Number(id ?? 0),
			ours,
			by: user?.login ?? "",
			ageMs
		};
	});
}
async function release(requests, { commentId, reactionId }, gitea) {
	const at = {
		...requests.at,
		comment_id: commentId,
		request: lastWord
	};
	try {
		await requests.send((api) => gitea ? api.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
			...at,
			content: "eyes"
		}) : api.rest.reactions.deleteForIssueComment({
			...at,
			reaction_id: reactionId
		}));
		return true;
	} catch (error) {
		const fault = apiError(error, requests.timing.wall());
		if (fault instanceof ApiError && fault.status === 404) return false;
		throw fault;
	}
}
// src/world/github/gitea.ts
function isActionsAccount(login) {
	return /^(?:gitea|forgejo)-actions$/.test(login);
}
const timelineItem = object({
	type: string(),
	user: object({ login: string() }).nullish(),
	body: string().optional(),
	label: object({ name: string() }).nullish(),
	created_at: string()
});
const timelinePage = array(timelineItem).nullish();
const pageSize = 50;
async function giteaHistory(api, at) {
	const events = [];
	for (let page = 1;; page++) {
		const { data } = await api.request("GET /repos/{owner}/{repo}/issues/{index}/timeline", {
			...at,
			page,
			limit: pageSize
		});
		const items = readAnswer(timelinePage, data) ?? [];
		if (items.length === 0) return events;
		events.push(...items.flatMap(eventsOf));
	}
}
function eventsOf({ type, user, body, label, created_at }) {
	const at = utc(created_at);
	switch (type) {
		case "label": {
			if (!label) return [];
			const by = !user ? void 0 : {
				login: user.login,
				bot: isActionsAccount(user.login)
			};
			return [{
				kind: body === "1" ? "labeled" : "unlabeled",
				label: label.name,
				by,
				at
			}];
		}
		case "pull_push": return pushed(body).map((sha) => ({
			kind: "pushed",
			sha,
			at
		}));
		default: return [];
	}
}
function pushed(body = "") {
	const ids = commitsIn(body);
	return ids.length > 0 ? ids : [void 0];
}
const push = object({ commit_ids: array(string()) });
function commitsIn(body) {
	return push.safeParse(jsonOrUndefined(body)).data?.commit_ids ?? [];
}
const accounts = array(object({ login: string() }));
const teams = array(object({
	id: number(),
	permission: string().nullish(),
	units_map: record$1(string(), string()).nullish()
}));
const writing = new Set([
	"write",
	"admin",
	"owner"
]);
async function giteaPermission(requests, login) {
	const reported = await reportedPermission(requests, login);
	if (reported === void 0) return await mayBeAssigned(requests, login) ? "write" : void 0;
	if (reported === "write" || reported === "admin") return reported;
	const writes = await isInWritingTeam(requests, login);
	return writes === true ? "write" : writes === void 0 ? void 0 : reported;
}
async function reportedPermission(requests, login) {
	try {
		const answer = await requests.callUnless([404], (api) => api.rest.repos.getCollaboratorPermissionLevel({
			...requests.at,
			username: login
		}));
		return answer === void 0 ? "none" : permissionIn(answer.data);
	} catch (error) {
		if (!(error instanceof ApiError) || error.status !== 403) throw error;
		return;
	}
}
async function mayBeAssigned(requests, login) {
	const { at } = requests;
	const assignable = await requests.call((api) => api.rest.issues.listAssignees(at));
	return readAnswer(accounts, assignable.data).some((one) => isSameName(one.login, login)) && ((await teamsOf(requests))?.every(mayWriteCode) ?? true);
}
async function isInWritingTeam(requests, login) {
	const all = await teamsOf(requests) ?? [];
	const found = await Promise.all(all.filter(mayWriteCode).map((team) => isMember(requests, team, login)));
	return found.includes(true) || (found.includes(void 0) ? void 0 : false);
}
async function isMember(requests, { id }, login) {
	const ask = (path) => requests.callUnless([404], (api) => api.request(`GET ${path}`, {
		id,
		username: login
	}));
	try {
		if (await ask("/teams/{id}") === void 0) return void 0;
		return await ask("/teams/{id}/members/{username}") !== void 0;
	} catch (error) {
		if (error instanceof ApiError && error.status === 403 && /team member/.test(error.message)) return void 0;
		throw error;
	}
}
async function teamsOf(requests) {
	const answer = await requests.callUnless([405], (api) => api.rest.repos.listTeams(requests.at));
	return answer && readAnswer(teams, answer.data);
}
function mayWriteCode({ permission, units_map }) {
	return writing.has(permission ?? "") || writing.has(units_map?.["repo.code"] ?? "");
}
// src/world/github/pulls.ts
function pullRequestCalls(requests, gitea) {
	const { at } = requests;
	const all = {
		...at,
		per_page: 100
	};
	return {
		async pullRequest(number) {
			return pullRequestOf((await requests.call((api) => api.rest.pulls.get({
				...at,
				pull_number: number
			}))).data);
		},
		async history(pullRequest) {
			if (gitea) return requests.call((api) => giteaHistory(api, {
				...at,
				index: pullRequest
			}));
			return (await requests.call((api) => api.paginate(api.rest.issues.listEventsForTimeline, {
				...all,
				issue_number: pullRequest
			}))).flatMap(eventsOf$1);
		},
		async permissionOf(login) {
			if (gitea) return giteaPermission(requests, login);
			const answer = await requests.callUnless([404], (api) => api.rest.repos.getCollaboratorPermissionLevel({
				...at,
				username: login
			}));
			return answer === void 0 ? "none" : permissionIn(answer.data);
		}
	};
}
// src/world/github/requests.ts
var Requests = class {
	at;
	timing;
	#options;
	#patience;
	#octokit;
	constructor(options) {
		const { owner, repo, signal, timing = realTiming, timeoutMs = 2e4, budgetMs = 6e4 } = options;
		this.at = {
			owner,
			repo
		};
		this.timing = timing;
		this.#options = options;
		this.#patience = new Patience({
			timing,
			signal,
			budgetMs,
			timeoutMs
		});
	}
	async send(work) {
		const { token, apiUrl, signal } = this.#options;
		this.#octokit ??= connect(token, apiUrl, signal, this.#patience);
		return work(await this.#octokit);
	}
	async call(work) {
		const { signal } = this.#options;
		if (signal.aborted) throw new CancelledError();
		try {
			return await this.send(work);
		} catch (error) {
			if (signal.aborted) throw new CancelledError();
			throw apiError(error, this.timing.wall());
		}
	}
	create(make) {
		const { signal } = this.#options;
		return this.call(async (api) => {
			for (let attempt = 1;; attempt++) try {
				return await make(api, attempt > 1);
			} catch (error) {
				const fault = faultOf(error);
				if (signal.aborted || !isConnectionFault(fault) || !await this.#patience.waits(fault, attempt)) throw error;
			}
		});
	}
	async callUnless(statuses, work) {
		try {
			return await this.call(work);
		} catch (error) {
			if (error instanceof ApiError && error.status !== void 0 && statuses.includes(error.status)) return;
			throw error;
		}
	}
};
// src/world/github/github.ts
function githubApi(options) {
	const requests = new Requests(options);
	const gitea = isGitea(options.apiUrl);
	const viewer = () => viewerOf(requests, gitea);
	return {
		viewer,
		...commentCalls(requests, viewer, gitea),
		...pullRequestCalls(requests, gitea),
		...statusCalls(requests, gitea ? viewer : void 0)
	};
}
const viewerAnswer = object({ viewer: account }).optional();
async function viewerOf(requests, gitea) {
	try {
		if (gitea) return await userOf(requests);
		const answer = await requests.call((api) => api.graphql("{ viewer { login } }").catch((error) => {
			if (faultOf(error).status === void 0 && !isGraphqlError(error)) throw error;
		}));
		return readAnswer(viewerAnswer, answer)?.viewer.login ?? await userOf(requests);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return;
	}
}
function isGraphqlError(error) {
	return error instanceof Error && Object.hasOwn(error, "errors");
}
async function userOf(requests) {
	const answer = await requests.call((api) => api.rest.users.getAuthenticated());
	return readAnswer(account, answer.data).login;
}
function statusCalls(requests, gitea) {
	const { at } = requests;
	const all = {
		...at,
		per_page: 100,
		...gitea === void 0 ? {} : { sort: "highestindex" }
	};
	let asked;
	const named = async (given) => {
		asked ??= gitea?.();
		const viewer = await asked;
		if (viewer === void 0 || !isActionsAccount(viewer)) return given;
		return given.map((one) => one.author === "" ? {
			...one,
			author: viewer
		} : one);
	};
	return {
		async statuses(sha) {
			const found = await requests.call((api) => api.paginate(api.rest.repos.listCommitStatusesForRef, {
				...all,
				ref: sha
			}));
			return named(found.map(statusOf));
		},
		async setStatus(sha, { context, state, description, url }) {
			const made = await requests.create(async (api) => {
				const given = {
					context,
					state,
					description,
					...url === "" ? {} : { target_url: url }
				};
				return statusOf((await api.rest.repos.createCommitStatus({
					...at,
					sha,
					...given
				})).data);
			});
			const [one = made] = await named([made]);
			return one;
		}
	};
}
// src/world/log.ts
const realClock = {
	now: () => performance.now(),
	wall: () => Date.now(),
	sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
	every(ms, tick) {
		const timer = setInterval(tick, ms);
		return () => clearInterval(timer);
	}
};
const plainEveryMs = 1e4;
const longestTitle = 255;
const oneLine = (text) => harmless(text).replaceAll("\n", " ");
function place(given = {}) {
	return {
		...given.title === void 0 ? {} : { title: shortened(oneLine(given.title), longestTitle) },
		...given.file === void 0 ? {} : { file: oneLine(given.file) },
		...given.line === void 0 ? {} : { startLine: given.line }
	};
}
function shortened(text, most) {
	return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
function actionsLog(clock, signal, { asIs }) {
	return {
		info: (line) => info(line),
		notice: (line, at) => asIs(() => notice(harmless(line), place(at))),
		warning: (line, at) => asIs(() => warning(harmless(line), place(at))),
		error: (line, at) => asIs(() => error(harmless(line), place(at))),
		async step(heading, work) {
			if (signal.aborted) throw new CancelledError();
			const since = clock.now();
			asIs(() => startGroup(oneLine(heading)));
			try {
				return await work();
			} finally {
				asIs(() => endGroup$1());
				info(`${heading}: ${secondsText(clock.now() - since)}`);
			}
		},
		watch: (progress) => clock.every(plainEveryMs, () => info(progress()))
	};
}
// src/world/archives/problem.ts
var ArchiveProblem = class extends Error {};
const defaultLimits = {
	unpacked: 2e10,
	entries: 1e6,
	names: 64 << 20,
	json: 4 << 20
};
function allowanceOf({ unpacked, entries, names }) {
	return {
		unpacked,
		entries,
		names,
		stopped: false
	};
}
function quoted(name) {
	return `\`${JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name).slice(1, -1)}\``;
}
function asProblem(error, what) {
	if (error instanceof ArchiveProblem) return error;
	const code = systemCodeOf(error);
	if (!(error instanceof Error) || code === void 0) throw error;
	if (code === "ENOENT") return new ArchiveProblem(`there is no ${what}`);
	if (code === "Z_BUF_ERROR" || /unexpected end/i.test(error.message)) return new ArchiveProblem(`${what} ends in the middle of its compressed data`);
	if (/^(Z_|ZSTD_)/.test(code)) return new ArchiveProblem(`${what} cannot be decompressed (${error.message})`);
	return new ArchiveProblem(`${what} cannot be read (${code})`);
}
// src/world/archives/header.ts
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function decodeName(bytes) {
	try {
		return decoder.decode(bytes);
	} catch {
		let text = "";
		for (const byte of bytes) text += String.fromCharCode(byte < 128 ? byte : 56320 + byte);
		return text;
	}
}
function parseHeader(block) {
	let sum = 256;
	let signed = 256;
	for (let at = 0; at < 512; at++) {
		if (at >= 148 && at < 156) continue;
		const byte = block[at] ?? 0;
		sum += byte;
		signed += byte < 128 ? byte : byte - 256;
	}
	const checksum = Number.parseInt(block.toString("latin1", 148, 156).replace(/^[ \0]+/, ""), 8);
	if (checksum !== sum && checksum !== signed) throw new ArchiveProblem("a header is not a tar header");
	const magic = block.toString("latin1", 257, 263);
	const prefix = magic === "ustar\0" ? field(block, 345, 155) : Buffer.alloc(0);
	const name = field(block, 0, 100);
	const type = String.fromCharCode(block[156] ?? 0);
	const header = {
		type: type === "\0" ? "0" : type,
		name: prefix.length > 0 ? Buffer.concat([
			prefix,
			Buffer.from("/"),
			name
		]) : Buffer.from(name),
		link: Buffer.from(field(block, 157, 100)),
		mode: numberAt(block, 100, 8) & 4095,
		owner: {
			user: ownerAt(block, 108),
			group: ownerAt(block, 116)
		},
		stored: isHeaderOnly(type) ? 0 : numberAt(block, 124, 12)
	};
	return type === "S" && magic === "ustar " ? {
		...header,
		sparse: {
			size: numberAt(block, 483, 12),
			more: block[482] !== 0
		}
	} : header;
}
function isHeaderOnly(type) {
	return "123456".includes(type);
}
function kindOf(type, path) {
	if (type === "0" || type === "7" || type === "S") return path.endsWith("/") ? "directory" : "file";
	if (type === "1") return "hardlink";
	if (type === "2") return "symlink";
	return type === "5" ? "directory" : "other";
}
function field(block, at, length) {
	const whole = block.subarray(at, at + length);
	const end = whole.indexOf(0);
	return end < 0 ? whole : whole.subarray(0, end);
}
function ownerAt(block, at) {
	return ((block[at] ?? 0) & 192) === 192 ? -1 : numberAt(block, at, 8);
}
function numberAt(block, at, length) {
	const first = block[at] ?? 0;
	let value = 0;
	if ((first & 128) !== 0) {
		if ((first & 64) !== 0) throw new ArchiveProblem("a header has a negative number");
		value = first & 63;
		for (let next = at + 1; next < at + length; next++) value = value * 256 + (block[next] ?? 0);
	} else {
		const text = block.toString("latin1", at, at + length).replace(/^[ \0]+/, "").replace(/[ \0].*$/s, "");
		if (!/^[0-7]*$/.test(text)) throw new ArchiveProblem("a header has an invalid number");
		value = Number.parseInt(text === "" ? "0" : text, 8);
	}
	if (!Number.isSafeInteger(value)) throw new ArchiveProblem("a header declares an impossible size");
	return value;
}
function parsePax(bytes) {
	const records = new Map();
	for (let at = 0; at < bytes.length;) {
		const space = bytes.indexOf(32, at);
		const text = space < 0 || space - at > 10 ? "" : bytes.toString("latin1", at, space);
		const end = at + Number(/^[0-9]+$/.test(text) ? text : 0);
		const equals = bytes.indexOf(61, space);
		if (end <= space + 1 || end > bytes.length || equals < 0 || equals >= end || bytes[end - 1] !== 10) throw new ArchiveProblem("an extended header is malformed");
		records.set(bytes.toString("latin1", space + 1, equals), bytes.subarray(equals + 1, end - 1));
		at = end;
	}
	return records;
}
// src/world/archives/tar.ts
const block$1 = 512;
const longestName = 4096;
const longestExtension = 1 << 20;
function tarScanner(allowance, found) {
	return new Scanner(allowance, found);
}
var Scanner = class {
	#allowance;
	#found;
	#partial = Buffer.alloc(block$1);
	#filled = 0;
	#position = 0;
	#ahead = 0;
	#zeros = 0;
	#ended = false;
	#extension;
	#extensions = { pax: new Map() };
	#sparse;
	constructor(allowance, found) {
		this.#allowance = allowance;
		this.#found = found;
	}
	get ahead() {
		return this.#ended ? Number.MAX_SAFE_INTEGER : this.#ahead;
	}
	skip(bytes) {
		this.#position += bytes;
		if (!this.#ended) this.#ahead -= bytes;
	}
	feed(chunk) {
		for (let at = 0; at < chunk.length && !this.#ended;) {
			const read = this.#ahead > 0 ? Math.min(this.#ahead, chunk.length - at) : this.#fill(chunk.subarray(at));
			at += read;
			this.#position += read;
			if (this.#ahead > 0) this.#ahead -= read;
			else this.#takeWhenFull();
		}
	}
	#fill(chunk) {
		if (this.#extension === void 0) {
			const copied = chunk.copy(this.#partial, this.#filled);
			this.#filled += copied;
			return copied;
		}
		const copied = chunk.copy(this.#extension.bytes, this.#extension.filled);
		this.#extension.filled += copied;
		return copied;
	}
	#takeWhenFull() {
		if (this.#extension !== void 0) {
			if (this.#extension.filled === this.#extension.bytes.length) this.#extend();
		} else if (this.#filled === block$1) {
			this.#filled = 0;
			this.#take(this.#partial);
		}
	}
	end() {
		if (this.#ended) return;
		if (this.#ahead > 0 || this.#filled > 0 || this.#extension !== void 0 || this.#sparse !== void 0) throw new ArchiveProblem("the archive ends in the middle of an entry");
	}
	#take(header) {
		if (this.#sparse !== void 0) {
			if (header[504] !== 0) return;
			const finished = this.#sparse;
			this.#sparse = void 0;
			this.#emit(finished);
		} else if (header.every((byte) => byte === 0)) {
			this.#zeros++;
			this.#ended = this.#zeros === 2;
		} else {
			if (this.#zeros > 0) throw new ArchiveProblem("there is data after the end mark");
			this.#begin(parseHeader(header));
		}
	}
	#begin(header) {
		if ("xgLK".includes(header.type)) {
			if (header.stored > longestExtension) throw new ArchiveProblem("an extended header is too large");
			this.#charge(0);
			this.#extension = {
				type: header.type,
				bytes: Buffer.alloc(header.stored),
				filled: 0
			};
			if (header.stored === 0) this.#extend();
		} else if (header.sparse?.more === true) this.#sparse = header;
		else this.#emit(header);
	}
	#charge(names) {
		this.#allowance.entries--;
		this.#allowance.names -= names;
		if (this.#allowance.entries < 0) throw new ArchiveProblem("there are more entries than allowed");
		if (this.#allowance.names < 0) throw new ArchiveProblem("the names are longer than allowed");
	}
	#extend() {
		if (this.#extension === void 0) return;
		const { type, bytes } = this.#extension;
		this.#extension = void 0;
		this.#ahead = (block$1 - bytes.length % block$1) % block$1;
		if (type === "x") this.#extensions.pax = parsePax(bytes);
		else if (type === "L") this.#extensions.longName = untilNul(bytes);
		else if (type === "K") this.#extensions.longLink = untilNul(bytes);
	}
	#emit(header) {
		const { name, link } = namesOf(header, this.#extensions);
		const { pax } = this.#extensions;
		const { stored, size, isSparse } = sizesOf(header, pax);
		this.#extensions = { pax: new Map() };
		if (name.includes(0) || link.includes(0)) throw new ArchiveProblem("a name contains a zero byte");
		if (name.length > longestName || link.length > longestName) throw new ArchiveProblem(`a name is longer than ${longestName} bytes`);
		this.#charge(name.length + link.length);
		const path = decodeName(name);
		const kind = kindOf(header.type, path);
		const isLink = kind === "symlink" || kind === "hardlink";
		const capabilities = kind === "file" ? capabilitiesIn(pax) : void 0;
		this.#found({
			path,
			kind,
			mode: header.mode,
			owner: ownerOf(header, pax),
			size: kind === "file" ? size : 0,
			...capabilities === void 0 ? {} : { capabilities },
			...isLink ? { target: decodeName(link) } : {},
			...kind === "file" && !isSparse ? { offset: this.#position } : {}
		}, stored);
		this.#ahead = Math.ceil(stored / block$1) * block$1;
		if (!Number.isSafeInteger(this.#position + this.#ahead)) throw new ArchiveProblem("a size is too large");
	}
};
function namesOf(header, { pax, longName, longLink }) {
	return {
		name: pax.get("GNU.sparse.name") ?? pax.get("path") ?? longName ?? header.name,
		link: pax.get("linkpath") ?? longLink ?? header.link
	};
}
function ownerOf({ owner }, pax) {
	const user = pax.get("uid");
	const group = pax.get("gid");
	return {
		user: user === void 0 ? owner.user : decimal(user, "user"),
		group: group === void 0 ? owner.group : decimal(group, "group")
	};
}
function capabilitiesIn(pax) {
	const value = pax.get("SCHILY.xattr.security.capability");
	return value === void 0 || value.length > 24 ? void 0 : value.toString("hex");
}
function sizesOf(header, pax) {
	const declared = pax.get("size");
	const stored = declared === void 0 || isHeaderOnly(header.type) ? header.stored : decimal(declared, "size");
	const realSize = pax.get("GNU.sparse.realsize") ?? pax.get("GNU.sparse.size");
	return {
		stored,
		size: realSize === void 0 ? header.sparse?.size ?? stored : decimal(realSize, "size"),
		isSparse: header.sparse !== void 0 || realSize !== void 0 || pax.has("GNU.sparse.map")
	};
}
function untilNul(bytes) {
	const end = bytes.indexOf(0);
	return end < 0 ? bytes : bytes.subarray(0, end);
}
function decimal(bytes, what) {
	const text = bytes.toString("latin1");
	const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : NaN;
	if (!Number.isSafeInteger(value)) throw new ArchiveProblem(`an extended header has an invalid ${what}`);
	return value;
}
// src/world/archives/source.ts
const step = 65536;
async function indexSource(path, allowance, named = path) {
	const found = new Map();
	if ((await stat(path)).isDirectory()) await indexDirectory(path, "", allowance, found);
	else await indexTar(path, allowance, found, named);
	return found;
}
async function indexTar(file, allowance, found, named) {
	const scanner = tarScanner(allowance, (member, stored) => {
		const path = member.path.replace(/^(\.?\/)+/, "");
		if (member.kind === "symlink") found.set(path, {
			path,
			size: 0,
			link: member.target ?? ""
		});
		else if (member.kind === "hardlink") found.set(path, {
			path,
			size: 0,
			link: `/${(member.target ?? "").replace(/^(\.?\/)+/, "")}`
		});
		else if (member.offset !== void 0) found.set(path, {
			path,
			size: stored,
			span: {
				file,
				at: member.offset,
				size: stored
			}
		});
	});
	const handle = await open(file);
	try {
		const { size } = await handle.stat();
		const buffer = Buffer.alloc(step);
		for (let position = 0; position < size;) {
			const { bytesRead } = await handle.read(buffer, 0, step, position);
			if (bytesRead === 0) break;
			scanner.feed(buffer.subarray(0, bytesRead));
			position += bytesRead;
			const skipped = Math.min(scanner.ahead, size - position);
			scanner.skip(skipped);
			position += skipped;
		}
		scanner.end();
	} catch (error) {
		if (!(error instanceof ArchiveProblem)) throw error;
		throw new ArchiveProblem(`${named} is not a complete tar archive: ${error.message}`);
	} finally {
		await handle.close();
	}
}
async function indexDirectory(root, below, allowance, found) {
	if (below.split("/").length > 8) return;
	for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
		const path = below === "" ? entry.name : `${below}/${entry.name}`;
		allowance.entries--;
		if (allowance.entries < 0) throw new ArchiveProblem(`${quoted(root)} has more entries than allowed`);
		if (entry.isDirectory()) await indexDirectory(root, path, allowance, found);
		else if (entry.isFile()) {
			const file = join(root, path);
			const { size } = await stat(file);
			found.set(path, {
				path,
				size,
				span: {
					file,
					at: 0,
					size
				}
			});
		}
	}
}
async function readSpan({ file, at, size }) {
	const handle = await open(file);
	try {
		const buffer = Buffer.alloc(size);
		let filled = 0;
		while (filled < size) {
			const { bytesRead } = await handle.read(buffer, filled, size - filled, at + filled);
			if (bytesRead === 0) break;
			filled += bytesRead;
		}
		return buffer.subarray(0, filled);
	} finally {
		await handle.close();
	}
}
async function useSpan({ file, at, size }, use) {
	const handle = await open(file);
	try {
		return use(randomAccess(handle, at, size));
	} finally {
		await handle.close();
	}
}
async function* piecesOfSpan({ file, at, size }) {
	const handle = await open(file);
	try {
		yield* piecesOf(handle, {
			at,
			size
		});
	} finally {
		await handle.close();
	}
}
// src/world/archives/zstd.ts
async function* zstdPlain(source, chunkSize) {
	const reader = new ByteReader(source);
	try {
		while (await reader.more()) {
			const magic = await reader.take(4);
			if ((magic.readUInt32LE(0) & 4294967280) === 407710288) {
				for await (const _ of reader.pass((await reader.take(4)).readUInt32LE(0)));
				continue;
			}
			const decompress = createZstdDecompress({ chunkSize });
			const fed = pipeline(frame(reader, magic), decompress);
			fed.catch(() => {});
			yield* decompress;
			await fed;
		}
	} finally {
		await reader.close();
	}
}
async function* frame(reader, magic) {
	const descriptor = await reader.take(1);
	const flags = descriptor[0] ?? 0;
	const singleSegment = (flags & 32) !== 0;
	const dictionary = [
		0,
		1,
		2,
		4
	][flags & 3] ?? 0;
	const contentSize = [
		singleSegment ? 1 : 0,
		2,
		4,
		8
	][flags >> 6] ?? 0;
	yield Buffer.concat([
		magic,
		descriptor,
		await reader.take((singleSegment ? 0 : 1) + dictionary + contentSize)
	]);
	for (let last = false; !last;) {
		const header = await reader.take(3);
		const fields = header.readUIntLE(0, 3);
		last = (fields & 1) === 1;
		yield header;
		const isRepeated = (fields >> 1 & 3) === 1;
		yield* reader.pass(isRepeated ? 1 : fields >> 3);
	}
	if ((flags & 4) !== 0) yield reader.take(4);
}
var ByteReader = class {
	#source;
	#rest = Buffer.alloc(0);
	constructor(source) {
		this.#source = source[Symbol.asyncIterator]();
	}
	async more() {
		while (this.#rest.length === 0) {
			const next = await this.#source.next();
			if (next.done === true) return false;
			this.#rest = next.value;
		}
		return true;
	}
	async take(count) {
		const parts = [];
		for await (const part of this.pass(count)) parts.push(part);
		return Buffer.concat(parts);
	}
	async *pass(count) {
		for (let left = count; left > 0;) {
			if (!await this.more()) throw Object.assign(new Error("unexpected end of file"), { code: "Z_BUF_ERROR" });
			const part = this.#rest.subarray(0, left);
			this.#rest = this.#rest.subarray(part.length);
			left -= part.length;
			yield part;
		}
	}
	async close() {
		await this.#source.return?.();
	}
};
// src/world/archives/measure.ts
const gzipLevel = 6;
const chunkSize = 262144;
async function compressionOf(span) {
	const start = await readSpan({
		...span,
		size: Math.min(4, span.size)
	});
	if (start.length >= 2 && start.readUInt16BE(0) === 8075) return "gzip";
	if (start.length < 4) return "none";
	const magic = start.readUInt32LE(0);
	return magic === 4247762216 || (magic & 4294967280) === 407710288 ? "zstd" : "none";
}
async function* plainBytes(span, compression, stored) {
	if (span.size === 0) return;
	const pieces = storedPieces(span, stored);
	if (compression === "none") {
		yield* pieces;
		return;
	}
	const source = copiesOf(pieces);
	if (compression === "zstd") yield* zstdPlain(source, chunkSize);
	else {
		const decompress = createGunzip({ chunkSize });
		const fed = pipeline(source, decompress);
		fed.catch(() => {});
		yield* decompress;
		await fed;
	}
}
async function* storedPieces(span, see) {
	for await (const piece of piecesOfSpan(span)) {
		see?.(piece);
		yield piece;
	}
}
async function* copiesOf(pieces) {
	for await (const piece of pieces) yield Buffer.from(piece);
}
const slots = {
	free: Math.max(1, availableParallelism()),
	waiting: []
};
async function inSlot(work) {
	if (slots.free > 0) slots.free--;
	else await new Promise((resolve) => slots.waiting.push(resolve));
	try {
		return await work();
	} finally {
		const next = slots.waiting.shift();
		if (next === void 0) slots.free++;
		else next();
	}
}
const compressor = `zlib ${process.versions.zlib}, level ${gzipLevel}, ${process.arch}`;
function measureLayer({ path, ...wanted }, span, allowance, compressedSizes) {
	return inSlot(async () => {
		const what = `the layer ${quoted(path)}`;
		const layer = {
			what,
			span,
			...wanted
		};
		try {
			const { diffId } = wanted;
			if (compressedSizes === void 0 || diffId === void 0) return await measure(layer, allowance, gzipCounter());
			let scanned;
			const known = await compressedSizes({
				diffId,
				compressor
			}, async () => {
				scanned = await measure(layer, allowance, gzipCounter());
				return scanned.compressedSize;
			});
			return scanned ?? await measure(layer, allowance, known === void 0 ? gzipCounter() : knownSize(known));
		} catch (error) {
			allowance.stopped = true;
			throw asProblem(error, what);
		}
	});
}
function gzipCounter() {
	const gzip = createGzip({
		level: gzipLevel,
		chunkSize
	});
	let size = 0;
	let last;
	gzip.on("data", (chunk) => {
		size += chunk.length;
		if (chunk.buffer === last) return;
		if (last instanceof ArrayBuffer) last.transfer(0);
		last = chunk.buffer;
	});
	const compressed = once(gzip, "end");
	compressed.catch(() => {});
	return {
		write: (chunk) => new Promise((resolve, reject) => {
			gzip.write(chunk, (error) => error ? reject(error) : resolve());
		}),
		end: async () => {
			gzip.end();
			await compressed;
			return size;
		},
		close: () => void gzip.destroy()
	};
}
function knownSize(size) {
	return {
		write: async () => {},
		end: async () => size,
		close: () => {}
	};
}
async function measure({ what, span, digest, diffId }, allowance, counter) {
	const [algorithm, encoded] = digest?.split(":") ?? [];
	const hash = createHash("sha256");
	let storedHash;
	const members = [];
	const scanner = tarScanner(allowance, (member) => members.push(member));
	let size = 0;
	let compressedSize = 0;
	try {
		const compression = await compressionOf(span);
		if (algorithm !== void 0 && !(compression === "none" && algorithm === "sha256")) storedHash = createHash(algorithm);
		for await (const chunk of plainBytes(span, compression, (piece) => storedHash?.update(piece))) {
			if (allowance.stopped) throw new ArchiveProblem("reading was stopped");
			size += chunk.length;
			allowance.unpacked -= chunk.length;
			if (allowance.unpacked < 0) throw new ArchiveProblem(`${what} unpacks to more than the limit for all layers of an image`);
			hash.update(chunk);
			scan(what, () => scanner.feed(chunk));
			await counter.write(chunk);
		}
		scan(what, () => scanner.end());
		compressedSize = await counter.end();
	} finally {
		counter.close();
	}
	const found = hash.digest("hex");
	if (encoded !== void 0 && (storedHash?.digest("hex") ?? found) !== encoded) throw new ArchiveProblem(`${what} does not match the digest in its manifest`);
	if (diffId !== void 0 && found !== diffId) throw new ArchiveProblem(`${what} does not match the digest in the image`);
	return {
		diffId: found,
		size,
		compressedSize,
		members
	};
}
function scan(what, work) {
	try {
		work();
	} catch (error) {
		if (!(error instanceof ArchiveProblem)) throw error;
		throw new ArchiveProblem(`${what} is not a complete tar archive: ${error.message}`);
	}
}
// src/world/archives/read.ts
const smallEntry = 1 << 20;
const smallTogether = 64 << 20;
async function readArchive(path, options = {}) {
	const limits = {
		...defaultLimits,
		...options.limits
	};
	const allowance = allowanceOf(limits);
	const stop = () => {
		allowance.stopped = true;
	};
	if (options.signal?.aborted === true) stop();
	options.signal?.addEventListener("abort", stop);
	try {
		return succeed(await readEntries(path, options, limits, allowance));
	} catch (error) {
		return fail(asProblem(error, `file ${quoted(path)}`).message);
	} finally {
		options.signal?.removeEventListener("abort", stop);
	}
}
async function readEntries(path, options, limits, allowance) {
	const stored = await indexSource(await withoutCompression(path, options.scratch, allowance), allowance, `the file ${quoted(path)}`);
	const read = new Map();
	let together = 0;
	const chosen = await (options.choose ?? ((all) => everyLayer(stored, all)))({
		entry: (name) => stored.get(name),
		async read(name) {
			const found = stored.get(name);
			if (found?.span === void 0) return void 0;
			if (found.size > limits.json) throw new ArchiveProblem(`${quoted(name)} is too large`);
			const before = read.get(name);
			if (before !== void 0) return before;
			together += found.size;
			if (together > smallTogether) throw new ArchiveProblem("the manifests of the archive are too large");
			const bytes = await readSpan(found.span);
			read.set(name, bytes);
			return bytes;
		}
	});
	const measured = await Promise.allSettled(chosen.map(async (one) => ({
		one,
		layer: await layerOf(one, stored, allowance, options)
	})));
	const layers = new Map();
	const failures = measured.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (failures.length > 0) throw failures.find(({ message }) => message !== "reading was stopped") ?? failures[0];
	for (const one of measured) if (one.status === "fulfilled") layers.set(one.value.one.path, one.value.layer);
	return [...stored.values()].map(({ span: _, ...entry }) => {
		const layer = layers.get(entry.path);
		if (layer !== void 0) return {
			...entry,
			layer
		};
		const bytes = read.get(entry.path);
		return bytes === void 0 ? entry : {
			...entry,
			bytes
		};
	});
}
async function layerOf(one, stored, allowance, options) {
	const span = stored.get(one.path)?.span;
	if (span === void 0) throw new ArchiveProblem(`the archive lacks the layer ${quoted(one.path)}`);
	const compression = await compressionOf(span);
	const layer = await measureOnce(one, span, allowance, options);
	return {
		...layer,
		content: contentOf(layer, span, compression, options.scratch)
	};
}
async function measureOnce(one, span, allowance, { known = new Map(), compressedSizes }) {
	const found = await (one.diffId === void 0 ? void 0 : known.get(one.diffId))?.catch(() => void 0);
	if (found !== void 0) return found;
	const measuring = measureLayer(one, span, allowance, compressedSizes);
	if (one.diffId !== void 0) {
		const id = one.diffId;
		known.set(id, measuring);
		measuring.catch(() => known.get(id) === measuring && known.delete(id));
	}
	return measuring;
}
async function everyLayer(stored, files) {
	const layers = [];
	let kept = 0;
	for (const { path, span } of stored.values()) {
		if (span === void 0) continue;
		if (isTar(await readSpan({
			...span,
			size: Math.min(span.size, 512)
		})) || await compressionOf(span) !== "none") layers.push({ path });
		else if (span.size <= smallEntry && kept + span.size <= smallTogether) {
			kept += span.size;
			await files.read(path);
		}
	}
	return layers;
}
function isTar(start) {
	if (start.subarray(257, 262).toString("latin1") === "ustar") return true;
	return start.length >= 512 && start.every((byte) => byte === 0);
}
function contentOf({ members, size, diffId }, span, compression, scratch) {
	let unpacked;
	const wantedOf = (offset, length) => Math.max(0, Math.min(length, size - offset));
	const placeOf = async (offset, wanted) => {
		if (compression !== "none" && scratch === void 0) return void 0;
		unpacked ??= compression === "none" || scratch === void 0 ? Promise.resolve(span) : unpack$1(span, compression, join(scratch, `${diffId}.layer`), size);
		const { file, at } = await unpacked;
		return {
			file,
			at: at + offset,
			size: wanted
		};
	};
	const read = async (offset, length) => {
		const wanted = wantedOf(offset, length);
		const place = await placeOf(offset, wanted);
		return place === void 0 ? bytesOfPieces(skimmed(plainBytes(span, compression), offset, wanted)) : readSpan(place);
	};
	return {
		members,
		read,
		async sha256(offset, length) {
			const wanted = wantedOf(offset, length);
			const place = await placeOf(offset, wanted);
			const hash = createHash("sha256");
			const pieces = place === void 0 ? skimmed(plainBytes(span, compression), offset, wanted) : piecesOfSpan(place);
			for await (const piece of pieces) hash.update(piece);
			return hash.digest("hex");
		},
		async readWith(offset, length, use) {
			const place = await placeOf(offset, wantedOf(offset, length));
			if (place !== void 0) return useSpan(place, use);
			const bytes = await read(offset, length);
			return use({
				size: bytes.length,
				read: (at, count) => bytes.subarray(at, at + count)
			});
		}
	};
}
async function unpack$1(span, compression, file, most) {
	const partial = `${file}.${randomUUID()}`;
	let size = 0;
	async function* bounded() {
		for await (const chunk of plainBytes(span, compression)) {
			size += chunk.length;
			if (size > most) throw new ArchiveProblem("an archive unpacks to more than the limit");
			yield chunk;
		}
	}
	await pipeline(bounded(), createWriteStream(partial, { flags: "wx" }));
	await rename(partial, file);
	return {
		file,
		at: 0,
		size
	};
}
async function withoutCompression(path, scratch, allowance) {
	const span = {
		file: path,
		at: 0,
		size: Number.MAX_SAFE_INTEGER
	};
	const compression = await compressionOf(span).catch((error) => {
		if (error.code === "EISDIR") return "none";
		throw error;
	});
	if (compression === "none") return path;
	if (scratch === void 0) throw new ArchiveProblem(`the file ${quoted(path)} is compressed as a whole: decompress it first`);
	const file = join(scratch, `${randomUUID()}.tar`);
	const { size } = await unpack$1(span, compression, file, allowance.unpacked);
	allowance.unpacked -= size;
	return file;
}
// src/world/archives/write.ts
const block = 512;
async function writeTar(path, files, see = () => {}) {
	const archive = await open(path, "w");
	const add = async (piece) => {
		see(piece);
		await archive.writeFile(piece);
	};
	try {
		for (const file of files) await addFile(file, add);
		await add(Buffer.alloc(2 * block));
	} finally {
		await archive.close();
	}
}
async function addFile(file, add) {
	const { content } = file;
	if (content.kind === "file") {
		const source = await open(content.from);
		try {
			await addContent(file, source, content.from, add);
		} finally {
			await source.close();
		}
		return;
	}
	const bytes = content.kind === "bytes" ? content.bytes : new Uint8Array();
	await add(header(file, bytes.length));
	if (bytes.length > 0) await add(bytes);
	await pad(bytes.length, add);
}
async function addContent(file, source, from, add) {
	const { size } = await source.stat();
	await add(header(file, size));
	let written = 0;
	for await (const piece of piecesOf(source, {
		at: 0,
		size
	})) {
		await add(piece);
		written += piece.length;
	}
	if (written < size) throw new Error(`\`${from}\` became shorter while it was read`);
	await pad(size, add);
}
async function pad(size, add) {
	const missing = (block - size % block) % block;
	if (missing > 0) await add(Buffer.alloc(missing));
}
const types = {
	file: "0",
	bytes: "0",
	symlink: "2",
	directory: "5"
};
function header({ path, mode, content }, size) {
	const link = content.kind === "symlink" ? content.target : "";
	const fitting = ustar({
		name: path,
		mode,
		size,
		type: types[content.kind],
		link
	});
	if (fitting !== void 0) return fitting;
	const records = Buffer.from(record("path", path) + (link === "" ? "" : record("linkpath", link)));
	const about = {
		name: "PaxHeader",
		mode,
		link: link === "" ? "" : "PaxHeader"
	};
	const padded = Buffer.alloc(Math.ceil(records.length / block) * block);
	records.copy(padded);
	return Buffer.concat([
		ustar({
			...about,
			size: records.length,
			type: "x"
		}) ?? Buffer.alloc(0),
		padded,
		ustar({
			...about,
			size,
			type: types[content.kind]
		}) ?? Buffer.alloc(0)
	]);
}
function record(key, value) {
	const rest = Buffer.byteLength(` ${key}=${value}\n`);
	let length = rest + String(rest).length;
	if (rest + String(length).length !== length) length++;
	return `${length} ${key}=${value}\n`;
}
function ustar({ name: path, mode, size, type, link }) {
	const split = splitName(path);
	const isAscii = Buffer.byteLength(path) === path.length;
	if (split === void 0 || !isAscii || Buffer.byteLength(link) > 100) return void 0;
	const bytes = Buffer.alloc(block);
	const octal = (value, at, digits) => bytes.write(`${value.toString(8).padStart(digits, "0")} `, at);
	bytes.write(split.name, 0);
	octal(mode & 4095, 100, 6);
	octal(0, 108, 6);
	octal(0, 116, 6);
	if (size < 8 ** 11) octal(size, 124, 11);
	else {
		bytes[124] = 128;
		bytes.writeBigUInt64BE(BigInt(size), 128);
	}
	octal(0, 136, 11);
	bytes.write(type, 156);
	bytes.write(link, 157);
	bytes.write("ustar\x0000", 257);
	octal(0, 329, 6);
	octal(0, 337, 6);
	bytes.write(split.prefix, 345);
	bytes.fill(" ", 148, 156);
	const sum = bytes.reduce((all, byte) => all + byte, 0);
	bytes.write(`${sum.toString(8).padStart(6, "0")} \0`, 148);
	return bytes;
}
function splitName(path) {
	if (path.length <= 100) return {
		name: path,
		prefix: ""
	};
	const slash = path.indexOf("/", path.length - 101);
	if (slash < 0 || slash > 155) return void 0;
	return {
		name: path.slice(slash + 1),
		prefix: path.slice(0, slash)
	};
}
// src/world/archives/archives.ts
const realArchives = {
	async writeLayer(path, files) {
		const hash = createHash("sha256");
		let size = 0;
		await writeTar(path, files, (piece) => {
			hash.update(piece);
			size += piece.length;
		});
		return {
			sha256: hash.digest("hex"),
			size
		};
	},
	write: (path, parts) => writeTar(path, parts.map(({ path: name, from }) => ({
		path: name,
		mode: 420,
		content: typeof from === "string" ? {
			kind: "file",
			from
		} : {
			kind: "bytes",
			bytes: from
		}
	}))),
	read: readArchive
};
// src/world/kept-output.ts
const largestStart = 33554432;
const largestEnd = 1048576;
function keptOutput(start = largestStart, end = largestEnd, onOmitted = () => {}) {
	let first = "";
	let last = "";
	let omitted = 0;
	return {
		add(chunk) {
			const room = start - first.length;
			first += chunk.slice(0, Math.max(0, room));
			last += chunk.slice(Math.max(0, room));
			if (last.length <= 2 * end) return;
			omitted += last.length - end;
			last = last.slice(last.length - end);
			onOmitted();
		},
		text() {
			if (omitted === 0) return first + last;
			const shownFirst = first.slice(0, first.lastIndexOf("\n") + 1);
			const shownLast = last.slice(last.indexOf("\n") + 1 || last.length);
			const parts = first.length - shownFirst.length + last.length - shownLast.length;
			return `${shownFirst}… ${omitted + parts} characters omitted …\n${shownLast}`;
		}
	};
}
// src/world/kill.ts
const tidyMs = 3500;
function killGroup(child) {
	if (child.pid !== void 0 && child.exitCode === null) kill(-child.pid);
}
function kill(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
async function killInside(child) {
	const deadline = performance.now() + tidyMs;
	while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
		for (const pid of startedApart(await processes(), child.pid ?? 0)) kill(pid);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	killGroup(child);
}
function processes() {
	const [program = "", ...args] = listProcesses;
	return new Promise((resolve) => {
		execFile(program, args, { maxBuffer: 64 << 20 }, (error, stdout) => resolve(error === null ? stdout : ""));
	});
}
// src/world/session.ts
const graceMs = 2e3;
const keptErrorLines = 20;
const mostWaiting = 4194304;
var ChildSession = class {
	#child;
	#command;
	#signal;
	#lines = [];
	#taken = 0;
	#waiting = 0;
	#errors = [];
	#closed;
	#ended = false;
	#wake;
	#wakeUp = () => this.#wake?.();
	constructor(child, command, signal) {
		this.#child = child;
		this.#command = command;
		this.#signal = signal;
		this.#closed = new Promise((resolve) => {
			const end = () => {
				this.#ended = true;
				this.#wakeUp();
				resolve();
			};
			child.on("error", (error) => {
				this.#errors.push(error.message);
				end();
			});
			child.on("close", end);
		});
		child.stdin?.on("error", () => {});
		this.#collect();
		signal.addEventListener("abort", this.#wakeUp);
	}
	#collect() {
		const { stdout, stderr } = this.#child;
		this.#lineByLine(stdout, (line) => {
			this.#lines.push(line);
			this.#waiting += line.length;
			this.#wakeUp();
		});
		this.#lineByLine(stderr, (line) => {
			this.#errors.push(line);
			if (this.#errors.length > keptErrorLines) this.#errors.shift();
		});
	}
	#lineByLine(stream, take) {
		if (stream === null) return;
		let unfinished = 0;
		stream.on("data", (chunk) => {
			unfinished += chunk.length;
			if (unfinished + this.#waiting <= mostWaiting || this.#child.killed) return;
			this.#errors.push("it printed more than linkgate reads, so linkgate stopped it");
			this.#child.kill("SIGKILL");
			killGroup(this.#child);
		});
		createInterface({ input: stream }).on("line", (line) => {
			unfinished = 0;
			take(line);
		});
	}
	send(line) {
		this.#child.stdin?.write(`${line}\n`);
	}
	#take() {
		const line = this.#lines[this.#taken];
		if (line === void 0) return void 0;
		this.#waiting -= line.length;
		this.#taken += 1;
		if (this.#taken === this.#lines.length) {
			this.#lines = [];
			this.#taken = 0;
		}
		return line;
	}
	async next(timeoutMs) {
		const deadline = performance.now() + timeoutMs;
		for (;;) {
			if (this.#signal.aborted) throw new CancelledError();
			const line = this.#take();
			if (line !== void 0) return line;
			if (this.#ended) return void 0;
			const left = deadline - performance.now();
			if (left <= 0) throw new Error(`no answer from \`${this.#command.join(" ")}\` within ${timeoutMs} ms`);
			await this.#woken(left);
		}
	}
	#woken(ms) {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, ms);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
	errors() {
		return this.#errors;
	}
	async close() {
		this.#signal.removeEventListener("abort", this.#wakeUp);
		this.#child.stdin?.end();
		const timer = setTimeout(() => killGroup(this.#child), graceMs);
		await this.#closed;
		clearTimeout(timer);
	}
};
// src/world/exec.ts
const largestAnswer = 67108864;
function realExec(env, signal) {
	const stopIfCancelled = () => {
		if (signal.aborted) throw new CancelledError();
	};
	const environmentOf = (options) => ({
		...options.env ?? env,
		...options.variables
	});
	async function ask(command, options = {}) {
		const { cwd } = options;
		return untilCancelled(signal, askTool(command, {
			...cwd === void 0 ? {} : { cwd },
			env: environmentOf(options)
		}));
	}
	async function query(command, options = {}) {
		const { cwd } = options;
		if (cwd !== void 0 && !existsSync(cwd)) throw new Error(`there is no directory ${cwd}`);
		const child = start(command, options, false);
		return untilCancelled(signal, answerOf(child, command), () => child.kill("SIGKILL"));
	}
	function start(command, options, detached = true) {
		const [program = "", ...args] = command;
		try {
			return spawn(program, args, {
				cwd: options.cwd,
				env: environmentOf(options),
				stdio: [
					"pipe",
					"pipe",
					"pipe"
				],
				detached
			});
		} catch (error) {
			throw badArguments(error, command) ?? error;
		}
	}
	async function commit(command, options = {}) {
		return outputOf(start(command, options), command);
	}
	async function run(command, options = {}) {
		stopIfCancelled();
		const child = start(command, options);
		if (options.yields === true) lowerPriority(child);
		const stop = () => options.tidies === true ? killInside(child) : killGroup(child);
		signal.addEventListener("abort", stop, { once: true });
		const limit = startLimit(child, options.limitMs);
		try {
			const output = await outputOf(child, command, options);
			stopIfCancelled();
			return limit.isOver() && output.exitCode !== 0 ? {
				...output,
				tookTooLong: true
			} : output;
		} finally {
			signal.removeEventListener("abort", stop);
			limit.end();
		}
	}
	function open(command, options = {}) {
		stopIfCancelled();
		return new ChildSession(start(command, options), command, signal);
	}
	return {
		ask,
		query,
		commit,
		run,
		open
	};
}
function lowerPriority({ pid }) {
	try {
		writeFileSync(`/proc/${pid}/autogroup`, "19");
	} catch {}
}
function startLimit(child, limitMs) {
	let isOver = false;
	const stop = () => {
		isOver = true;
		killGroup(child);
	};
	const timer = limitMs === void 0 ? void 0 : setTimeout(stop, limitMs);
	return {
		isOver: () => isOver,
		end: () => clearTimeout(timer)
	};
}
async function untilCancelled(signal, answer, stop = () => {}) {
	if (signal.aborted) return answer;
	const cancelled = Promise.withResolvers();
	const cancel = () => {
		cancelled.reject(new CancelledError());
		stop();
	};
	signal.addEventListener("abort", cancel, { once: true });
	try {
		return await Promise.race([answer, cancelled.promise]);
	} finally {
		signal.removeEventListener("abort", cancel);
	}
}
async function askTool(command, where) {
	const [program = "", ...args] = command;
	try {
		return await getExecOutput(`"${program}"`, args, {
			...where,
			silent: true,
			ignoreReturnCode: true
		});
	} catch (error) {
		if (/unable to locate executable file/i.test(String(error))) return notFound(program);
		throw badArguments(error, command) ?? error;
	}
}
function outputOf(child, command, { takeErrors, watchErrors } = {}) {
	const stderr = takeErrors === void 0 ? keptOutput() : {
		add: takeErrors,
		text: () => ""
	};
	if (watchErrors !== void 0) child.stderr?.on("data", watchErrors);
	return collected(child, command, {
		stdout: keptOutput(),
		stderr
	});
}
async function answerOf(child, command) {
	let isTooLong = false;
	const output = await collected(child, command, {
		stdout: keptOutput(largestAnswer, 0, () => {
			isTooLong = true;
			child.kill("SIGKILL");
		}),
		stderr: keptOutput()
	});
	if (!isTooLong) return output;
	throw new LongOutputError(command, largestAnswer / 1024 / 1024);
}
function collected(child, command, { stdout, stderr }) {
	child.stdin?.on("error", () => {}).end();
	return new Promise((resolve, reject) => {
		child.stdout?.setEncoding("utf8").on("data", stdout.add);
		child.stderr?.setEncoding("utf8").on("data", stderr.add);
		child.on("error", (error) => error.code === "ENOENT" ? resolve(notFound(command[0] ?? "")) : reject(error));
		child.on("close", (code, killedBy) => resolve({
			exitCode: code ?? (killedBy === null ? 1 : 137),
			stdout: stdout.text(),
			stderr: stderr.text()
		}));
	});
}
function notFound(program) {
	return {
		exitCode: 127,
		stdout: "",
		stderr: `${program}: not found`
	};
}
function badArguments(error, [program = ""]) {
	const code = systemCodeOf(error);
	if (code !== "E2BIG" && code !== "ERR_INVALID_ARG_VALUE") return void 0;
	return new InputError([`the arguments or variables for \`${program}\` ${code === "E2BIG" ? "are longer than this machine allows" : "have a NUL character"}: check the configuration and the files that build the image for such a value`]);
}
// src/world/web.ts
const unpack = promisify(gunzip);
function realWeb(signal) {
	let opened;
	return { async get(url, limits) {
		opened ??= openClient();
		const opening = opened;
		const client = await opening;
		const late = AbortSignal.timeout(limits.limitMs);
		const end = AbortSignal.any([signal, late]);
		const found = await Promise.race([request(client, url, limits, end), ended(end)]);
		if (found === void 0) {
			client.dispose();
			if (opened === opening) opened = void 0;
		}
		if (signal.aborted) throw new CancelledError();
		return found ?? fail(`no answer within ${limits.limitMs / 1e3} s`);
	} };
}
async function openClient() {
	const { HttpClient: Client } = await import("./http-client.js");
	return new Client("linkgate", void 0, {
		keepAlive: true,
		allowRetries: true,
		maxRetries: 1
	});
}
function ended(end) {
	return new Promise((resolve) => {
		if (end.aborted) resolve(void 0);
		else end.addEventListener("abort", () => resolve(void 0), { once: true });
	});
}
const missing = [404, 410];
async function request(client, url, { largest }, end) {
	try {
		const { message } = await client.get(url, { "accept-encoding": "gzip" });
		const { statusCode: status = 0, headers } = message;
		end.addEventListener("abort", () => message.destroy(), { once: true });
		if (status !== 200) {
			message.resume();
			return missing.includes(status) ? succeed(void 0) : fail(`the answer has status ${status}`);
		}
		const chunks = [];
		let size = 0;
		for await (const chunk of message) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > largest) return fail(tooLarge(largest));
		}
		const body = Buffer.concat(chunks);
		const isPacked = headers["content-encoding"] === "gzip";
		return succeed(isPacked ? await unpack(body, { maxOutputLength: largest }) : body);
	} catch (error) {
		return fail(faultText(error, largest));
	}
}
const tooLarge = (largest) => `the answer has more than ${largest / 1e6} MB`;
function faultText(error, largest) {
	switch (systemCodeOf(error)) {
		case "ENOTFOUND":
		case "EAI_AGAIN": return "the host name does not resolve";
		case "ECONNREFUSED": return "the connection was refused";
		case "ERR_BUFFER_TOO_LARGE": return tooLarge(largest);
		default: return messageOf(error);
	}
}
// src/world/worker-process.ts
function workerProcess(options) {
	const { signal } = options;
	let open;
	const ask = (asked) => {
		try {
			if (open === void 0 || open.hasEnded()) open = startProcess(options, again);
			open.ask(asked);
		} catch (error) {
			asked.reject(error);
		}
	};
	const again = (waited, why) => {
		for (const one of waited) if (one.isAgain || signal.aborted) one.reject(why);
		else ask({
			...one,
			isAgain: true
		});
	};
	return {
		async run({ name }, input) {
			if (signal.aborted) throw new CancelledError();
			return await new Promise((resolve, reject) => ask({
				name,
				input,
				resolve,
				reject,
				isAgain: false
			}));
		},
		close: async () => open?.close()
	};
}
const flags = ["--max-semi-space-size=4"];
const memorySettings = {
	MALLOC_ARENA_MAX: "1",
	MALLOC_MMAP_THRESHOLD_: String(131072),
	MALLOC_TRIM_THRESHOLD_: String(131072)
};
function spawnNode({ script, env }) {
	const { LD_LIBRARY_PATH: libraries } = env;
	return spawn(process.execPath, [...flags, script], {
		env: {
			...memorySettings,
			...libraries === void 0 ? {} : { LD_LIBRARY_PATH: libraries }
		},
		stdio: [
			"ignore",
			"ignore",
			"pipe",
			"ipc"
		],
		serialization: "advanced",
		detached: true,
		windowsHide: true
	});
}
function startProcess({ signal, ...node }, onWaiting) {
	const child = spawnNode(node);
	const printed = lastOf(child);
	const waiting = new Map();
	let number = 0;
	let end;
	let isClosed = false;
	const stop = () => void child.kill("SIGKILL");
	const fail = (why) => {
		end ??= signal.aborted ? new CancelledError() : new Error(isClosed ? "the run ended before" : why);
		signal.removeEventListener("abort", stop);
		const [first, ...others] = waiting.values();
		waiting.clear();
		first?.reject(end);
		if (isClosed) for (const { reject } of others) reject(end);
		else onWaiting(others, end);
	};
	child.on("message", ({ number: of, output }) => {
		const one = waiting.get(of);
		waiting.delete(of);
		if (waiting.size === 0) keepAlive(child, false);
		if (output.ok) one?.resolve(output.value);
		else one?.reject(new Error(output.problem.message));
	});
	const ended = new Promise((resolve) => {
		child.on("error", (error) => {
			fail(`linkgate's worker process failed: ${messageOf(error)}`);
			resolve();
		});
		child.on("close", (code, killedBy) => {
			fail(`linkgate's worker process ended with ${killedBy ?? `exit code ${code}`}${printed()}`);
			resolve();
		});
	});
	signal.addEventListener("abort", stop, { once: true });
	return {
		hasEnded: () => end !== void 0,
		ask(asked) {
			const request = {
				number: number++,
				name: asked.name,
				input: asked.input
			};
			if (child.connected) child.send(request, () => {});
			waiting.set(request.number, asked);
			keepAlive(child, true);
		},
		async close() {
			isClosed = true;
			keepAlive(child, true);
			stop();
			await ended;
		}
	};
}
function keepAlive(child, isWanted) {
	const change = isWanted ? "ref" : "unref";
	child[change]();
	child.channel?.[change]();
	if (child.stderr instanceof Socket) child.stderr[change]();
}
function lastOf({ stderr }) {
	let printed = "";
	stderr?.setEncoding("utf8").on("data", (text) => {
		printed = (printed + text).slice(-1e5);
	});
	return () => {
		const line = printed.split("\n").findLast((one) => /^(?:\w*Error\b|FATAL ERROR:)/.test(one));
		return line === void 0 ? "" : `: ${line}`;
	};
}
// src/world/open.ts
function openWorld(options) {
	const { env, temporaryRoot, log, signal, secrets, cache, github, results, workerScript: script } = options;
	const host = realHost(env);
	const files = realFiles(temporaryRoot);
	return {
		exec: realExec(host.env, signal),
		files: learningFiles(files, secrets),
		worker: script === void 0 ? inThisProcess(files) : workerProcess({
			script,
			env,
			signal
		}),
		web: realWeb(signal),
		archives: realArchives,
		clock: realClock,
		random: Math.random,
		log,
		host,
		secrets,
		signal,
		...cache === void 0 ? {} : { cache },
		...results === void 0 ? {} : { results },
		...github === void 0 ? {} : { github: maskedGitHub(github, secrets) }
	};
}
function stopOnSignals(controller) {
	for (const name of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	]) process.on(name, () => controller.abort());
}
// src/world/output.ts
const onlyHarmless = {
	whole: harmless,
	start: (text) => ({
		done: harmless(text),
		rest: ""
	})
};
function guardOutput(streams, cleaning = onlyHarmless) {
	let isOwn = false;
	const guarded = [streams.stdout, streams.stderr].map((stream) => {
		const write = stream.write.bind(stream);
		const decoder = new StringDecoder("utf8");
		const lines = wholeLines((text) => write(text), cleaning);
		stream.write = ((chunk, ...rest) => {
			const callback = rest.find((one) => typeof one === "function");
			const encoding = rest.find((one) => typeof one === "string");
			if (isOwn) return write(chunk, encoding, callback);
			lines.write(decoder.write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk)));
			if (callback !== void 0) queueMicrotask(callback);
			return true;
		});
		return lines;
	});
	return {
		asIs(write) {
			isOwn = true;
			try {
				write();
			} finally {
				isOwn = false;
			}
		},
		end() {
			for (const lines of guarded) lines.end();
		}
	};
}
function withoutSecrets({ mask, maskStart }) {
	return {
		whole: (text) => harmless(mask(text)),
		start(text, tail) {
			const { masked, rest } = maskStart(text, tail);
			return {
				done: harmless(masked),
				rest
			};
		}
	};
}
function guardProcess(given, secrets) {
	const output = guardOutput(given, withoutSecrets(secrets));
	given.on("exit", () => output.end());
	if (given.listenerCount("warning") > 0) {
		given.removeAllListeners("warning");
		given.on("warning", ({ name, message }) => void given.stderr.write(`${name}: ${message}\n`));
	}
	return output;
}
// src/world/results-home.ts
function resultsHome(script, directory) {
	if (!script.endsWith(".js")) return void 0;
	return {
		program: onlyOnce(() => digestOfCode(dirname(script))),
		...directory === void 0 ? {} : { directory }
	};
}
async function digestOfCode(directory) {
	const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith(".js"));
	const hash = createHash("sha256");
	for (const name of names.toSorted()) {
		const code = await readFile(join(directory, name));
		hash.update(`${name} ${code.length}\n`).update(code);
	}
	return hash.digest("hex");
}
function userResults(env, platform) {
	const { LINKGATE_CACHE: given = "", XDG_CACHE_HOME: caches = "", HOME: home = "" } = env;
	if (given === "off") return void 0;
	if (given !== "") return isAbsolute(given) ? given : void 0;
	if (isAbsolute(caches)) return join(caches, "linkgate");
	if (platform === "win32") {
		const ofWindows = env["LOCALAPPDATA"] ?? "";
		return isAbsolute(ofWindows) ? join(ofWindows, "linkgate") : void 0;
	}
	if (!isAbsolute(home)) return void 0;
	return platform === "darwin" ? join(home, "Library", "Caches", "linkgate") : join(home, ".cache", "linkgate");
}
// src/world/step.ts
function actionsStep({ asIs }) {
	return {
		input: (name) => getInput(name),
		maskSecret: (secret) => asIs(() => setSecret(secret)),
		saveState: (name, value) => asIs(() => saveState(name, value)),
		savedState: (name) => getState(name),
		async writeSummary(markdown) {
			await summary.addRaw(markdown, true).write();
		},
		setOutput: (name, value) => asIs(() => setOutput(name, value))
	};
}
// src/world/uncaught.ts
const patienceMs = 3e4;
function catchAll(given, stop) {
	let uncaught;
	let isTaken = false;
	given.on("uncaughtException", (error) => {
		if (uncaught !== void 0) return;
		uncaught = new InternalError(error);
		setTimeout(() => given.exit(exitCodes.notMeasured), patienceMs).unref();
		stop();
	});
	given.on("exit", () => {
		if (uncaught === void 0) return;
		given.exitCode = exitCodes.notMeasured;
		if (!isTaken) given.stderr.write(`linkgate: ${[uncaught.message, ...uncaught.trace].join("\n")}\n`);
	});
	return () => {
		isTaken = uncaught !== void 0;
		return uncaught;
	};
}
function allowClosedPipe(output) {
	output.on("error", (error) => {
		if (systemCodeOf(error) !== "EPIPE") throw error;
	});
}
// src/world/step-process.ts
function stepProcess(env, given) {
	const { probeSource, cacheScript, workerScript } = given;
	const secrets = secretsOf(env);
	const output = guardProcess(process, secrets);
	const controller = new AbortController();
	const { signal } = controller;
	stopOnSignals(controller);
	const uncaught = catchAll(process, () => controller.abort());
	const log = maskedLog(actionsLog(realClock, signal, output), secrets);
	const temporaryRoot = env["RUNNER_TEMP"] ?? "/tmp";
	return {
		step: maskedStep(actionsStep(output), secrets),
		log,
		env: withoutSecrets$1(env),
		temporaryRoot,
		probeSource,
		readEvent: () => readEvent(env["GITHUB_EVENT_PATH"], temporaryRoot),
		resolve: (path) => resolve(path),
		uncaught,
		digest: (text) => createHash("sha256").update(text).digest("hex").slice(0, 32),
		openWorld: ({ cache, github }) => openWorld({
			env,
			temporaryRoot,
			log,
			signal,
			secrets,
			workerScript,
			...cache ? {
				cache: actionsCache({
					script: cacheScript,
					env,
					signal
				}),
				results: resultsHome(cacheScript)
			} : {},
			...github === void 0 ? {} : { github: githubApi({
				...github,
				signal
			}) }
		})
	};
}
async function readEvent(path, temporaryRoot) {
	if (path === void 0) return void 0;
	try {
		const bounds = {
			name: path,
			largest: largestEvent
		};
		return jsonOrUndefined(await boundedText(realFiles(temporaryRoot), path, bounds) ?? "");
	} catch (error) {
		if (error instanceof InputError) throw error;
		return;
	}
}
export { resultsHome as a, openWorld as c, plainEveryMs as d, realClock as f, actionsStep as i, stopOnSignals as l, allowClosedPipe as n, userResults as o, countTransferred as p, catchAll as r, guardProcess as s, stepProcess as t, actionsLog as u };
