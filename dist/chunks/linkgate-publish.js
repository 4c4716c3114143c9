import { Ct as ApiError, G as isSameName, Gt as InputError, Ht as CancelledError, Qt as fail, Xt as messageOf, Zt as requireInput, a as bytesOf, bt as parseJson, en as succeed, r as uniqueByValue, tn as enumerate, wt as isGitea, z as harmlessJson } from "./linkgate-core.js";
import { r as serverName, t as labelledPullRequest } from "./linkgate-request.js";
import { K as labelOf, O as isMeasured, mt as formatDelta } from "./linkgate-model.js";
import { N as judge } from "./linkgate-run.js";
import { A as causeTitle, C as placeInside, E as parseReport, N as printable, P as quote, T as largestReport, b as budgetPlace, d as mergeReports, f as combinedText, m as detailsPlaces, p as headingText, v as fingerprintText, w as sizeMetrics, x as compilerComplaint, y as hasChanges } from "./linkgate-report.js";
import { S as findingTitle, V as unmeasuredText, a as exitCodeOf, b as findingMessage, c as worst, o as outcomeOf, s as outcomeOfAll, t as shownReport, y as findingFix } from "./linkgate-findings.js";
import { i as writeSboms, r as writeSarif } from "./linkgate-deliver.js";
// src/publish/api-errors.ts
const permissionsYaml = "permissions:\n  contents: read\n  pull-requests: write";
const publishingPermissionsYaml = "permissions:\n  actions: read\n  contents: read\n  pull-requests: write\n  statuses: write";
const giteaPublishingYaml = "permissions:\n  actions: read\n  contents: write\n  pull-requests: write";
function publishingYaml({ apiUrl }) {
	return isGitea(apiUrl) ? giteaPublishingYaml : publishingPermissionsYaml;
}
function explainNoToken() {
	return `linkgate cannot comment on the pull request, because there is no token; set \`github-token: \${{ github.token }}\` for the step, and for the job\n${permissionsYaml}`;
}
function explainFault(error, context) {
	return `linkgate cannot comment on the pull request: ${faultReason(error, context)}`;
}
function explainStatusFault(error, context) {
	return `linkgate cannot set the commit status: ${faultReason(error, context, publishingYaml(context))}`;
}
function faultReason(error, context, permissions = context.workflowRun === void 0 ? permissionsYaml : publishingYaml(context)) {
	if (!(error instanceof ApiError)) return `${briefMessage(error)}.`;
	const { status } = error;
	if (status === void 0) return unreachable(error, context);
	const answer = `${status}: ${briefMessage(error)}`;
	const server = serverName(context);
	if (status === 401) return `${server} does not accept the token (${answer}); check the input \`github-token\`.`;
	if (error.rateLimit !== void 0) {
		const { waitMs } = error.rateLimit;
		return `the rate limit of ${server} for this token is used up (${answer}); run the job again ${waitMs === void 0 ? "later" : `in ${minutes(waitMs)}`}.`;
	}
	if (status === 403 && /locked/i.test(error.message)) return `${server} refused the request (${answer}).`;
	const scope = missingScope(error);
	if (scope !== void 0) return `the token lacks the scope \`${scope}\`; create one with it, or set \`github-token: \${{ github.token }}\`.`;
	if (status === 403 || status === 404) return missingPermission(answer, context, permissions);
	return `${server} answered ${answer}.`;
}
function missingScope({ status, message }) {
	return status === 403 ? /required scope\(s\), required=\[([\w:, ]+)\]/.exec(message)?.[1] : void 0;
}
function unreachable(error, context) {
	const { apiUrl } = context;
	if (error.proxyStatus !== void 0) return behindProxy(error.proxyStatus, apiUrl);
	const where = `${serverName(context)} could not be reached at ${apiUrl} (${briefMessage(error)})`;
	switch (error.code) {
		case "ENOTFOUND":
		case "EAI_AGAIN": return `${where}: the host name does not resolve; a runner without direct access needs \`HTTPS_PROXY\`.`;
		case "DEPTH_ZERO_SELF_SIGNED_CERT":
		case "SELF_SIGNED_CERT_IN_CHAIN":
		case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
		case "UNABLE_TO_VERIFY_LEAF_SIGNATURE": return `${where}: this machine does not trust its certificate; set \`NODE_EXTRA_CA_CERTS\` to the file of your certificate authority.`;
		default: return `${where}.`;
	}
}
function behindProxy(status, apiUrl) {
	const where = `the proxy did not forward the request to ${apiUrl} but answered ${status}`;
	if (status === 407) return `${where}: it requires a user name and a password, as in \`HTTPS_PROXY=http://name:password@host:port\`.`;
	if (status >= 500) return `${where}.`;
	return `${where}: allow that host in the proxy, or add it to \`NO_PROXY\` if it is reachable without one.`;
}
function minutes(ms) {
	const whole = Math.ceil(ms / 6e4);
	return whole <= 1 ? "a minute" : `${whole} minutes`;
}
function missingPermission(answer, { eventName, pullRequest }, permissions) {
	if (eventName.startsWith("pull_request") && eventName !== "pull_request_target" && pullRequest?.fromFork === true) return `the token of a pull request from a fork is read-only (${answer}); the verdict, the summary and the report are unaffected.`;
	return `the token lacks write access (${answer}); add to the job\n${permissions}`;
}
function briefMessage(error) {
	const text = messageOf(error).replace(/\s+/g, " ").trim();
	if (text.startsWith("<")) return "an HTML page";
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
// src/publish/accept.ts
const acceptLabel = "linkgate: accept";
function lastLabeling(label, events) {
	const index = events.findLastIndex((event) => event.kind !== "pushed" && isSameName(event.label, label));
	const last = events[index];
	if (last === void 0 || last.kind !== "labeled") return void 0;
	const headMoved = events.some((event, at) => event.kind === "pushed" && (at > index || event.at > last.at));
	return {
		by: last.by,
		at: last.at,
		headMoved
	};
}
function judgeLabeling(labeling, permission, { label = acceptLabel, server = "GitHub" } = {}) {
	const refused = (why) => ({
		kind: "refused",
		reason: `The label \`${label}\` does not count: ${why}.`
	});
	if (labeling?.by === void 0) return refused(`${server} does not report who added it`);
	const { by, at, headMoved } = labeling;
	if (by.bot) return refused(`the bot ${by.login} added it, but a person with write access must add it`);
	if (permission === void 0) return refused(`it was added by ${by.login}, whose access ${server} reports only to administrators; set \`github-token\` to the token of an administrator, stored as a secret`);
	if (permission !== "write" && permission !== "admin") return refused(`it was added by ${by.login}, who lacks write access`);
	return {
		kind: "accepted",
		by: by.login,
		at,
		headMoved
	};
}
async function readAcceptance(github, context, pullRequest, options = {}) {
	const { label = acceptLabel } = options;
	try {
		const { labels } = await github.pullRequest(pullRequest);
		if (!labels.some((one) => isSameName(one, label))) return { kind: "absent" };
		const labeling = lastLabeling(label, await github.history(pullRequest));
		const person = labeling?.by?.bot === false ? labeling.by.login : void 0;
		return judgeLabeling(labeling, person === void 0 ? "none" : await github.permissionOf(person), {
			...options,
			server: serverName(context)
		});
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return {
			kind: "unread",
			label: {
				what: `linkgate could not check who added the label \`${label}\``,
				why: faultReason(error, context)
			}
		};
	}
}
function withAcceptance(report, { by, at, headMoved }, label) {
	const note = "commits may have been pushed since: review them, or add the label again";
	return {
		...report,
		accepted: {
			by,
			at,
			label,
			...headMoved ? { note } : {}
		}
	};
}
// src/publish/accepted-reports.ts
async function acceptReports(reports, { github, context, label }) {
	const isBroken = reports.some(({ verdict }) => verdict === "fail");
	const number = context && labelledPullRequest(context);
	if (!isBroken || github === void 0 || label === void 0) return { reports };
	if (context === void 0 || number === void 0) return { reports };
	const acceptance = await readAcceptance(github, context, number, { label });
	switch (acceptance.kind) {
		case "accepted": return { reports: reports.map((report) => report.verdict === "fail" ? withAcceptance(report, acceptance, label) : report) };
		case "refused": return {
			reports,
			refused: acceptance.reason
		};
		case "unread": return {
			reports,
			unread: acceptance.label
		};
		case "absent": return { reports };
	}
}
// src/publish/annotations.ts
const annotationLevels = [
	"error",
	"warning",
	"notice"
];
const annotationsPerLevel = {
	error: 10,
	warning: 10,
	notice: 6
};
const longestMessage = 4e3;
const longestTitle = 200;
const longestLine = 3e3;
function annotationsOf(reports, { places }) {
	const of = (annotate) => reports.flatMap((report) => {
		const about = reports.length > 1 ? ["linkgate", report.app] : ["linkgate"];
		return annotate(report).map((one) => ({
			...one,
			title: [...about, one.title].join(" · ")
		}));
	});
	const all = [...of(findingAnnotations), ...of(moduleAnnotations)];
	const byLevel = annotationLevels.map((level) => {
		const found = all.filter((annotation) => annotation.level === level);
		const shown = found.slice(0, annotationsPerLevel[level]);
		const more = found.length - shown.length;
		return {
			shown,
			hidden: more === 0 ? [] : [`${more} more ${level}${more > 1 ? "s" : ""}`]
		};
	});
	const hidden = byLevel.flatMap((one) => one.hidden);
	return {
		shown: byLevel.flatMap(({ shown }) => shown.map((one) => bounded(one, places))),
		...hidden.length === 0 ? {} : { rest: `Not annotated: ${hidden.join(", ")}; see the report.` }
	};
}
function findingAnnotations(report) {
	const isAccepted = outcomeOf(report) === "accepted";
	return report.findings.flatMap((finding) => {
		const level = isAccepted && finding.verdict === "fail" ? "warning" : levelOf(finding);
		if (level === void 0) return [];
		const compiler = compilerComplaint(finding, report);
		const fix = findingFix(finding);
		const message = [
			findingMessage(finding),
			compiler?.message,
			fix === void 0 ? void 0 : `fix: ${fix}`
		].filter((part) => part !== void 0);
		const place = compiler?.place ?? budgetPlace(finding, report);
		return [{
			level,
			title: titleOf(finding),
			message: message.join("\n"),
			...place
		}];
	});
}
function levelOf({ verdict, id }) {
	switch (verdict) {
		case "fail":
		case "unmeasured": return "error";
		case "warn": return "warning";
		case "inconclusive": return "notice";
		case "pass": return id === "budget/no-baseline" ? "notice" : void 0;
	}
}
function titleOf(finding) {
	const { id, mode, platform, metric, revision } = finding;
	return `${[
		revision,
		mode,
		platform,
		metric === void 0 ? findingTitle(finding) : labelOf(metric)
	].filter((part) => part !== void 0).join(" · ")} (${id})`;
}
const leastShare = .05;
function moduleAnnotations({ causes, comparisons, goMod }) {
	if (goMod === void 0) return [];
	const isOver = ({ metric, verdict }) => sizeMetrics.includes(metric) && (verdict === "fail" || verdict === "warn");
	const over = comparisons.filter(isOver);
	const required = causes.filter((cause) => cause.kind === "module" && isRequired(cause) && Object.hasOwn(goMod.require, cause.name));
	return [...Map.groupBy(required, ({ name }) => name)].flatMap(([name, group]) => {
		const line = goMod.require[name];
		const broken = over.filter((one) => group.some((cause) => isAbout(cause, one)));
		const cause = group.find((one) => broken.some((comparison) => isAbout(one, comparison)));
		if (line === void 0 || cause === void 0) return [];
		const labels = [...new Set(broken.map(({ metric }) => labelOf(metric)))].join(" · ");
		const modes = enumerate(broken.map(({ mode }) => mode));
		return [{
			level: "warning",
			title: cause.change.type === "added" ? "new module" : "changed module",
			message: `${causeTitle(cause, quote)}${bytesText(cause, causes)}; broken budgets: ${labels} (${modes})`,
			file: goMod.file,
			line
		}];
	});
}
function isAbout(cause, { mode, platform }) {
	return cause.mode === mode && (cause.platform ?? platform) === platform;
}
function isRequired({ change, share, delta }) {
	if (change.type === "added") return true;
	return change.type === "changed" && (delta ?? 0) > 0 && (share ?? 0) >= leastShare;
}
function bytesText({ name, mode, platform, metric, delta }, causes) {
	if (delta === null) return "";
	const brought = causes.filter((one) => one.kind === "module" && one.through === name && one.mode === mode && one.platform === platform && one.metric === metric);
	const sum = brought.reduce((all, one) => all + (one.delta ?? 0), delta);
	const together = brought.length === 0 ? "" : `, with the modules that it requires ${formatDelta(sum, "B")}`;
	return `: ${formatDelta(delta, "B")}${together}`;
}
function bounded(annotation, places) {
	const { level, title, message } = annotation;
	const lines = message.split(/\r\n|\n|\r/).map((one) => printable(one, longestLine));
	return {
		level,
		title: printable(title, longestTitle),
		message: lines.join("\n").slice(0, longestMessage).toWellFormed(),
		...places ? placeInside(annotation) : {}
	};
}
// src/publish/comment/comments.ts
const allApps = "(all)";
function commentsOf(reports, combine, digest, rest = detailsPlaces.comment) {
	return (combine && reports.length > 1 ? [reports] : reports.map((report) => [report])).map((group) => {
		const [only, ...others] = group;
		return {
			app: only !== void 0 && others.length === 0 ? only.app : allApps,
			text: combinedText(group, rest),
			fingerprint: digest(group.map(fingerprintText).join("\n")),
			verdict: worst(group.map(({ verdict }) => verdict)),
			changed: group.some(hasChanges)
		};
	});
}
// src/publish/limits.ts
const commentLimit = 65e3;
const summaryLimit = 1e6;
const freshMs = 15e3;
const pollMs = 2e3;
const impossible = { kind: "impossible" };
async function lockComment({ github, clock }, commentId) {
	for (let waitedMs = 0; waitedMs < 1e5; waitedMs += pollMs) {
		const since = clock.now();
		const claiming = await tryToClaim(github, commentId);
		if (claiming.kind !== "claim") return claiming;
		const { claim } = claiming;
		if (claim.ours) return {
			kind: "locked",
			lock: {
				isFresh: () => clock.now() - since < freshMs,
				release: () => quietly(() => github.release(claim))
			}
		};
		if (claim.ageMs > 9e4) await quietly(() => github.release(claim));
		else await clock.sleep(pollMs);
	}
	return impossible;
}
async function tryToClaim(github, commentId) {
	try {
		return {
			kind: "claim",
			claim: await github.claim(commentId)
		};
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return error.status === 404 ? { kind: "gone" } : impossible;
	}
}
async function quietly(work) {
	try {
		await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
	}
}
// src/publish/comment/marker.ts
const opening = /^<!-- linkgate:comment ((?:[a-z]+="[^"<>\r\n]*" )+)-->(?:\r?\n|$)/;
function writeMarker({ app, fingerprint, head, run, attempt }) {
	return `<!-- linkgate:comment app="${encode(app)}" fingerprint="${encode(fingerprint)}" head="${encode(head)}" run="${run}" attempt="${attempt}" -->`;
}
function readMarker(body) {
	const attributes = new Map();
	for (const [, name = "", value = ""] of (opening.exec(body)?.[1] ?? "").matchAll(/([a-z]+)="([^"]*)"/g)) attributes.set(name, decode(value));
	const app = attributes.get("app");
	if (app === void 0) return void 0;
	return {
		app,
		fingerprint: attributes.get("fingerprint") ?? "",
		head: attributes.get("head") ?? "",
		run: count(attributes.get("run")),
		attempt: count(attributes.get("attempt"))
	};
}
function withMarker(body, marker) {
	return `${writeMarker(marker)}\n${body.replace(opening, "")}`;
}
function isLater(a, b) {
	return a.run === b.run ? a.attempt > b.attempt : a.run > b.run;
}
const firstTime = 1e9;
function runText({ run, attempt }) {
	return attempt > 0 && attempt < firstTime ? `run ${run} (attempt ${attempt})` : `run ${run}`;
}
function count(digits) {
	return digits !== void 0 && /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
}
function encode(text) {
	return text.replace(/[^\w.-]|-(?=-)/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}
function decode(text) {
	return text.replace(/%([0-9A-F]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}
// src/publish/comment/own-comments.ts
function ownCommentsReader(github, pullRequest) {
	let viewer;
	let isAsked = false;
	return async () => {
		if (!isAsked) viewer = await github.viewer();
		isAsked = true;
		const all = (await github.comments(pullRequest)).flatMap((comment) => {
			const marker = readMarker(comment.body);
			return marker === void 0 ? [] : [{
				...comment,
				marker
			}];
		}).sort((a, b) => a.id - b.id);
		viewer ??= await viewerByMark(github, all);
		return {
			comments: all.filter(({ author }) => isOwn(author, viewer)),
			head: (await github.pullRequest(pullRequest)).headSha
		};
	};
}
async function viewerByMark(github, comments) {
	for (const { id } of comments) try {
		const claim = await github.claim(id);
		if (claim.ours) await github.release(claim);
		if (claim.by !== "") return claim.by;
	} catch (error) {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
	}
}
function commentsOfApp({ comments, head }, app, ignored) {
	return {
		comments: comments.filter(({ id, marker }) => marker.app === app && !ignored.has(id)),
		head
	};
}
function isOwn(author, viewer) {
	return viewer === void 0 ? author.endsWith("[bot]") : author === viewer;
}
function decideComment({ comments, head }, mine, created) {
	const newest = newestOf$1(comments, head);
	const overtaken = overtakenBy(newest, head, mine);
	if (overtaken !== void 0) {
		const keep = newest?.id === created && newest?.marker.head !== head ? void 0 : newest;
		return {
			do: "yield",
			to: overtaken,
			remove: comments.filter((one) => one !== keep)
		};
	}
	const [to, ...remove] = comments;
	if (to === void 0) return { do: "create" };
	const what = toWrite(to.marker, mine);
	return what === "nothing" && remove.length === 0 ? {
		do: "leave",
		comment: to
	} : {
		do: "write",
		to,
		what,
		remove
	};
}
function toWrite(there, mine) {
	if (there.fingerprint !== mine.fingerprint || there.head !== mine.head) return "everything";
	return there.run === mine.run && there.attempt === mine.attempt ? "nothing" : "marker";
}
function newestOf$1(comments, head) {
	const [first, ...others] = comments;
	if (first === void 0) return void 0;
	return others.reduce((best, one) => {
		const [isHead, bestIsHead] = [one.marker.head === head, best.marker.head === head];
		if (isHead !== bestIsHead) return isHead ? one : best;
		return isLater(one.marker, best.marker) ? one : best;
	}, first);
}
function overtakenBy(newest, head, mine) {
	if (head !== mine.head) return `the pull request is now at ${head}, but this run measured ${mine.head}; the run of the newer push comments`;
	if (newest === void 0 || mine.run === 0 || newest.marker.head !== head) return void 0;
	if (!isLater(newest.marker, mine)) return void 0;
	return `${runText(newest.marker)} measured the same commit later and has commented`;
}
// src/publish/comment/comment-run.ts
function decisionOf({ app, ignored, mine, created }, there) {
	const own = commentsOfApp(there, app, ignored);
	return {
		seen: own.comments,
		step: decideComment(own, mine, created)
	};
}
async function create(run) {
	const { github, pullRequest, body, nothingToSay } = run;
	if (run.written !== void 0) run.result = succeed(run.written);
	else if (nothingToSay !== void 0) run.result = succeed({
		action: "skipped",
		reason: nothingToSay
	});
	else {
		const { id, url } = await github.createComment(pullRequest, body);
		run.created = id;
		run.written = {
			action: "created",
			url
		};
	}
}
async function lockFor({ run, oldest }) {
	const locking = run.gone.has(oldest) ? impossible : await lockComment(run, oldest);
	if (locking.kind === "gone") run.gone.add(oldest);
	return locking;
}
async function changeComment({ run, oldest }, locking, there) {
	const { seen, step } = decisionOf(run, there);
	if (seen[0]?.id !== oldest) return;
	if (locking.kind === "locked" && !locking.lock.isFresh()) return;
	if (locking.kind === "impossible" && step.do === "yield") run.result = succeed(superseded$1(step));
	else run.written = await carryOut(run, step) ?? run.written;
}
async function carryOut(run, step) {
	if (step.do !== "write" && step.do !== "yield") return void 0;
	const writes = step.do === "write" && step.what !== "nothing";
	const written = writes ? await update(run, step) : void 0;
	if (writes && written === void 0) return void 0;
	for (const { id } of step.remove.toReversed()) await remove(run, id);
	return written;
}
async function update({ github, mine, body, gone }, { to, what }) {
	try {
		const { url } = await github.updateComment(to.id, what === "marker" ? withMarker(to.body, mine) : body);
		return {
			action: what === "marker" ? "unchanged" : "updated",
			url
		};
	} catch (error) {
		if (!(error instanceof ApiError) || error.status !== 404 || gone.has(to.id)) throw error;
		gone.add(to.id);
		return;
	}
}
async function remove({ github, ignored }, id) {
	try {
		await github.deleteComment(id);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		ignored.add(id);
	}
}
function superseded$1({ to }) {
	return {
		action: "superseded",
		reason: to
	};
}
// src/publish/comment/comment.ts
const rounds$1 = 8;
const lockedTogether = 4;
async function publishComments(world, requests) {
	const runs = requests.map((request) => startRun(world, request));
	const open = () => runs.filter(({ result }) => result === void 0);
	const [first] = requests;
	if (first === void 0 || open().length === 0) return runs.map(resultOf);
	const { github } = world;
	try {
		const read = ownCommentsReader(github, first.pullRequest);
		for (let round = 0; round < rounds$1 && open().length > 0; round++) await takeTurns(open(), read);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		for (const run of open()) run.result = resultAfter(run, error);
	}
	return runs.map(resultOf);
}
const resultOf = ({ result, written }) => result ?? succeed(written ?? skipped("other runs kept changing the comment"));
function resultAfter({ written }, problem) {
	return written === void 0 ? {
		ok: false,
		problem
	} : succeed(written);
}
function startRun({ github, clock }, request) {
	const { app, pullRequest, policy } = request;
	const mine = markerOf(request);
	const text = policy === "never" ? void 0 : commentText(request);
	const why = policy === "never" ? "comments are disabled (`comment: never`)" : `it would be larger than ${commentLimit} bytes`;
	return {
		github,
		clock,
		app,
		pullRequest,
		mine,
		body: markerLine(mine) + (text ?? ""),
		nothingToSay: mayCreate(request) ? void 0 : `nothing to report with \`comment: ${policy}\``,
		ignored: new Set(),
		gone: new Set(),
		created: void 0,
		written: void 0,
		result: text === void 0 ? succeed(skipped(why)) : void 0
	};
}
async function takeTurns(runs, read) {
	const there = await read();
	const changes = [];
	for (const run of runs) {
		const { seen, step } = decisionOf(run, there);
		const [oldest] = seen;
		if (step.do === "leave") run.result = succeed({
			action: run.written?.action ?? "unchanged",
			url: step.comment.url
		});
		else if (step.do === "yield" && (oldest === void 0 || step.remove.length === 0)) run.result = succeed(superseded$1(step));
		else if (step.do === "create" || oldest === void 0) await attempt(run, () => create(run));
		else changes.push({
			run,
			oldest: oldest.id
		});
	}
	const inOrder = changes.toSorted((a, b) => a.oldest - b.oldest);
	for (let from = 0; from < inOrder.length; from += lockedTogether) await changeTogether(inOrder.slice(from, from + lockedTogether), read);
}
async function changeTogether(changes, read) {
	const locked = [];
	try {
		for (const change of changes) await attempt(change.run, async () => {
			const locking = await lockFor(change);
			if (locking.kind !== "gone") locked.push({
				change,
				locking
			});
		});
		if (locked.length === 0) return;
		const there = await read();
		for (const { change, locking } of locked) await attempt(change.run, () => changeComment(change, locking, there));
	} finally {
		for (const { locking } of locked) if (locking.kind === "locked") await locking.lock.release();
	}
}
async function attempt(run, work) {
	try {
		await work();
	} catch (error) {
		if (error instanceof CancelledError || isForAll(error)) throw error;
		run.result = resultAfter(run, error);
	}
}
function isForAll(error) {
	if (!(error instanceof ApiError)) return false;
	const { status, rateLimit } = error;
	return status === void 0 || rateLimit !== void 0 || [
		401,
		403,
		404
	].includes(status);
}
function skipped(reason) {
	return {
		action: "skipped",
		reason
	};
}
function commentText(request) {
	return request.text(commentLimit - bytesOf(markerLine(markerOf(request))));
}
function markerLine(marker) {
	return `${writeMarker(marker)}\n`;
}
function markerOf({ app, fingerprint, headSha, run }) {
	return {
		app,
		fingerprint,
		head: headSha,
		run: run.id,
		attempt: run.attempt
	};
}
function mayCreate({ policy, verdict, changed }) {
	const failing = exitCodeOf(verdict) !== 0;
	switch (policy) {
		case "always": return true;
		case "changes": return changed || failing;
		case "failures": return failing;
		case "never": return false;
	}
}
// src/publish/outputs.ts
function outputsOf(reports, paths, markdown, commentUrl = "") {
	const [only, ...others] = reports;
	return {
		verdict: outcomeOfAll(reports),
		report: paths.report,
		html: paths.html ?? "",
		sarif: paths.sarif ?? "",
		sbom: paths.sbom ?? "",
		markdown,
		"comment-url": commentUrl,
		metrics: harmlessJson(only !== void 0 && others.length === 0 ? metricOutputs(only) : Object.fromEntries(reports.map((report) => [report.app, metricOutputs(report)])), 0)
	};
}
function metricOutputs({ variants }) {
	const first = variants[0]?.platform;
	const of = (revision) => Object.fromEntries(variants.filter((variant) => variant.revision === revision).map((variant) => [variant.platform === first ? variant.mode : `${variant.mode} ${variant.platform}`, valuesOf(variant)]));
	return {
		base: of("base"),
		head: of("head")
	};
}
function valuesOf({ metrics }) {
	return Object.fromEntries(Object.entries(metrics).map(([name, measurement]) => [name, isMeasured(measurement) ? {
		value: measurement.value,
		unit: measurement.unit
	} : { unmeasured: unmeasuredText(measurement.unmeasured) }]));
}
// src/publish/status.ts
const rounds = 8;
async function publishStatus(github, request) {
	const { sha, context } = request;
	const by = {
		run: request.run.id,
		attempt: request.run.attempt
	};
	const mine = statusOf(request);
	let viewer = await github.viewer();
	const ours = async () => (await github.statuses(sha)).flatMap((one) => one.context === context && isOwn(one.author, viewer) ? ownStatus(one) : []);
	const before = await ours();
	const newest = newestOf(before);
	if (newest !== void 0 && isLater(newest.by, by)) return superseded(newest.by);
	const last = lastOf(before);
	if (last !== void 0 && isSame(last.status, mine)) return {
		action: "unchanged",
		state: mine.state
	};
	let wanted = {
		by,
		status: mine
	};
	for (let round = 0; round < rounds; round++) {
		const { id, author } = await github.setStatus(sha, wanted.status);
		if (author !== "") viewer ??= author;
		const now = [...await ours(), {
			...wanted,
			id
		}];
		const [best, top] = [newestOf(now), lastOf(now)];
		if (best === void 0 || top === void 0 || !isLater(best.by, top.by)) break;
		wanted = best;
	}
	return isLater(wanted.by, by) ? superseded(wanted.by) : {
		action: "set",
		state: mine.state
	};
}
function statusOf({ context, outcome, words, run, page }) {
	const line = printable(words, 140);
	return {
		context,
		state: stateOf(outcome),
		description: line.length <= 140 ? line : printable(words, 70),
		url: `${page}#measured-by-run-${run.id}-attempt-${run.attempt}`
	};
}
function stateOf(outcome) {
	switch (exitCodeOf(outcome)) {
		case 0: return "success";
		case 1: return "failure";
		case 3: return "error";
	}
}
function ownStatus({ id, context, state, description, url }) {
	const [, run, attempt] = /#measured-by-run-(\d{1,15})-attempt-(\d{1,12})$/.exec(url) ?? [];
	if (state === "other" || run === void 0) return [];
	const status = {
		context,
		state,
		description,
		url
	};
	return [{
		id,
		by: {
			run: Number(run),
			attempt: Number(attempt)
		},
		status
	}];
}
function newestOf(all) {
	return all.toSorted((a, b) => b.by.run - a.by.run || b.by.attempt - a.by.attempt || b.id - a.id)[0];
}
function lastOf(all) {
	return all.toSorted((a, b) => b.id - a.id)[0];
}
function isSame(one, other) {
	return one.state === other.state && one.description === other.description && one.url === other.url;
}
function superseded(by) {
	return {
		action: "superseded",
		reason: `${runText(by)} measured the same commit later and has set the status`
	};
}
// src/publish/publish.ts
async function publish(world, context, request) {
	const { log } = world;
	const { unread } = request;
	await setStatus(world, context, request);
	const outcomes = await commentOn(world, context, request);
	const isFailed = outcomes.some(({ action }) => action === "failed");
	if (unread !== void 0 && !isFailed) log.notice(`${unread.what}: ${unread.why}`);
	const first = unread === void 0 ? "" : `${unread.what}. `;
	for (const comment of uniqueByValue(outcomes)) if (comment.action === "failed") log.notice(first + comment.reason);
	else log.info(`Comment ${comment.action}: ${isWritten(comment) ? comment.url : comment.reason}`);
	await courtesy(log, "The summary was not written", () => summarize(log, request));
	const markdown = request.comments.map((text) => {
		const comment = commentRequestOf(context, request, text);
		return (comment === void 0 ? text.text(65e3) : commentText(comment)) ?? "";
	});
	const outputs = outputsOf(request.reports, request.paths, markdown.join("\n\n"), outcomes.flatMap((one) => isWritten(one) ? [one.url] : []).join("\n"));
	for (const [name, value] of Object.entries(outputs)) await courtesy(log, `The output \`${name}\` was not set`, () => request.step.setOutput(name, value));
	return outcomes;
}
function isWritten(outcome) {
	return outcome.action === "created" || outcome.action === "updated" || outcome.action === "unchanged";
}
async function setStatus({ log, github }, context, { reports, status, run }) {
	if (context === void 0 || github === void 0 || status === void 0) return;
	const { serverUrl, owner, repo, runId, runAttempt } = context;
	try {
		const done = await publishStatus(github, {
			...status,
			outcome: outcomeOfAll(reports),
			run: run ?? {
				id: runId,
				attempt: runAttempt
			},
			page: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`
		});
		log.info(`Status ${status.context} ${done.action}: ${done.action === "superseded" ? done.reason : done.state}`);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.notice(explainStatusFault(error, context));
	}
}
async function commentOn({ clock, github }, context, request) {
	const all = (outcome) => request.comments.map(() => outcome);
	const comments = request.comments.flatMap((text) => commentRequestOf(context, request, text) ?? []);
	if (context === void 0 || comments.length === 0) return all({
		action: "skipped",
		reason: "this run is not for a pull request"
	});
	if (request.policy === "never") return all({
		action: "skipped",
		reason: "comments are disabled (`comment: never`)"
	});
	if (github === void 0) return all({
		action: "failed",
		reason: explainNoToken()
	});
	return (await publishComments({
		github,
		clock
	}, comments)).map((result) => outcomeOfComment(result, context));
}
function outcomeOfComment(result, context) {
	return result.ok ? result.value : {
		action: "failed",
		reason: explainFault(result.problem, context)
	};
}
function commentRequestOf(context, { run, policy }, text) {
	if (context?.pullRequest === void 0) return void 0;
	const { number, headSha } = context.pullRequest;
	return {
		pullRequest: number,
		headSha,
		run: run ?? {
			id: context.runId,
			attempt: context.runAttempt
		},
		...text,
		policy
	};
}
async function summarize(log, { summary, step }) {
	const markdown = summary(summaryLimit);
	if (markdown === void 0) log.notice("The summary was not written: it is longer than GitHub allows.");
	else await step.writeSummary(markdown);
}
async function courtesy(log, what, work) {
	try {
		await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.notice(`${what}: ${messageOf(error)}`);
	}
}
// src/publish/summary.ts
function summaryOf(reports) {
	return combinedText(reports, detailsPlaces.summary);
}
// src/commands/action/write-extra.ts
async function writeExtra({ log }, { name, path, write }) {
	try {
		await write(path);
		return path;
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.notice(`${name} was not written: ${messageOf(error)}`);
		return;
	}
}
// src/commands/action/write-extras.ts
async function writeExtras({ world, values, resolve }, reports) {
	const { sarif, sbom } = values;
	return {
		sarif: sarif === void 0 ? void 0 : await writeExtra(world, {
			name: "The SARIF file",
			path: resolve(sarif),
			write: (path) => writeSarif(world.files, path, reports)
		}),
		sbom: sbom === void 0 ? void 0 : await writeExtra(world, {
			name: "The software bill of materials",
			path: resolve(sbom),
			write: (path) => writeSboms(world.files, path, reports)
		})
	};
}
// src/commands/action/publish-result.ts
async function publishResult(handles, target, result) {
	const { world, step, values, digest, context } = handles;
	const { log } = world;
	const { reports, paths, places, unread, refused, run, statusOn } = result;
	const { status: statusName, combine, comment: policy } = values;
	const hasSummaries = context === void 0 || !isGitea(context.apiUrl);
	if (refused !== void 0) log.notice(refused);
	annotate(log, annotationsOf(reports, { places }));
	await publish(world, target, {
		reports,
		paths: {
			...paths,
			...await writeExtras(handles, reports)
		},
		comments: commentsOf(reports, combine, digest, hasSummaries ? detailsPlaces.comment : detailsPlaces.withoutSummary),
		summary: summaryOf(reports),
		policy,
		step,
		...unread === void 0 ? {} : { unread },
		...run === void 0 ? {} : { run },
		...statusName === void 0 || statusOn === void 0 ? {} : { status: {
			sha: statusOn,
			context: statusName,
			words: headingText(reports)
		} }
	});
	const outcome = outcomeOfAll(reports);
	log.info(`verdict: ${outcome}`);
	return exitCodeOf(outcome);
}
function annotate(log, { shown, rest }) {
	for (const { level, message, ...place } of shown) log[level](message, place);
	if (rest !== void 0) log.info(rest);
}
// src/publish/external/read-reports.ts
const mostReports = 200;
const deepestFolder = 4;
async function readReports(files, paths) {
	const found = [];
	const problems = [];
	for (const path of paths) {
		const kind = (await files.stat(path))?.kind;
		if (kind === "file") found.push(path);
		else if (kind === "directory") found.push(...await search(files, path, deepestFolder));
		else problems.push({ message: `\`${path}\` does not exist: use the paths of report files, or of directories with reports` });
	}
	if (problems.length > 0) return failWith(problems);
	if (found.length === 0) return failWith([{ message: `there is no report (*.json) in ${paths.map((path) => `\`${path}\``).join(", ")}` }]);
	if (found.length > mostReports) return failWith([{ message: `there are ${found.length} reports, but linkgate reads at most ${mostReports}` }]);
	const reports = [];
	for (const path of found) {
		const read = await readOne(files, path);
		if (read.ok) reports.push(read.value);
		else problems.push({ message: `report \`${path}\`: ${read.problem.message}` });
	}
	return problems.length > 0 ? failWith(problems) : succeed(reports);
}
const failWith = (problems) => ({
	ok: false,
	problem: problems
});
async function search(files, directory, depth) {
	const found = [];
	for (const { name, kind } of await files.list(directory)) {
		const path = `${directory}/${name}`;
		if (kind === "file" && name.endsWith(".json")) found.push(path);
		if (kind === "directory" && depth > 0) found.push(...await search(files, path, depth - 1));
		if (found.length > mostReports) break;
	}
	return found;
}
async function readOne(files, path) {
	const size = (await files.stat(path))?.size ?? 0;
	if (size > 2e7) return fail(`it has ${size} bytes, but linkgate reads at most ${largestReport}`);
	const json = parseJson(await files.readText(path) ?? "");
	if (!json.ok) return json;
	const parsed = parseReport(json.value);
	if (!parsed.ok) return parsed;
	const { accepted: _, ...evidence } = parsed.value;
	return succeed(judge(evidence));
}
// src/publish/external/verify.ts
function verifyClaim({ number, headSha }, pullRequest, repository, run) {
	if (!isCommit(headSha)) return refused("the report lacks the measured commit");
	if (number !== pullRequest.number || !isSameName(pullRequest.baseRepository, repository)) return refused(`pull request ${number} does not belong to ${repository}`);
	if (run.headSha !== headSha) return refused(`the report is about ${headSha}, but its run was started for ${run.headSha}`);
	const other = otherSource(run, pullRequest);
	if (other !== void 0) return refused(`the run of the report was started for ${other}`);
	if (pullRequest.headSha === headSha) return {
		kind: "current",
		pullRequest
	};
	return {
		kind: "superseded",
		pullRequest,
		reason: `pull request ${number} is now at ${pullRequest.headSha}, but the report is about ${headSha}`
	};
}
async function verifyPullRequest(github, repository, claimed, run) {
	if (!Number.isSafeInteger(claimed.number)) return refused("the report lacks a pull request");
	const pullRequest = await existing(github, claimed.number);
	return pullRequest === void 0 ? refused(`there is no pull request ${claimed.number} in ${repository}`) : verifyClaim(claimed, pullRequest, repository, run);
}
async function existing(github, number) {
	try {
		return await github.pullRequest(number);
	} catch (error) {
		if (error instanceof ApiError && error.status === 404) return void 0;
		throw error;
	}
}
function otherSource({ startedFor, headSha }, pullRequest) {
	if (startedFor.kind === "pull-request") return startedFor.number === pullRequest.number ? void 0 : `pull request ${startedFor.number}, but the report is about pull request ${pullRequest.number}`;
	const { ref, repository } = startedFor;
	const { headRepository, headRef } = pullRequest;
	return (headRepository === void 0 || repository === void 0 ? headRepository === repository && pullRequest.headSha === headSha : isSameName(headRepository, repository) && headRef === ref) ? void 0 : `another branch than that of pull request ${pullRequest.number}`;
}
function isCommit(sha) {
	return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha);
}
function refused(reason) {
	return {
		kind: "refused",
		reason
	};
}
// src/publish/external/subject.ts
const noSubject = (reason) => ({
	kind: "none",
	reason
});
const aboutNoPullRequest = noSubject("the reports are not about a pull request");
async function confirmedSubject(github, context, reports) {
	if (context === void 0) return noSubject("this is not a workflow run");
	const origin = commonOrigin(reports);
	if (origin === void 0) return aboutNoPullRequest;
	const repository = `${context.owner}/${context.repo}`;
	if (!isSameName(origin.repository, repository)) throw new InputError([`the reports are from another repository than ${repository}: publish them there`]);
	const { pullRequest: claimed } = origin;
	if (claimed === void 0) return subjectWithoutPullRequest(context, reports);
	const { pullRequest: known, workflowRun: run } = context;
	if (run === void 0) return known === void 0 ? unprovable(context, claimed) : ownPullRequest(known, claimed);
	if (github === void 0) return noSubject("the reports cannot be verified without a token");
	try {
		return await verifiedSubject(github, {
			context,
			run
		}, claimed, reports[0]?.base?.sha ?? "");
	} catch (error) {
		if (error instanceof InputError) throw error;
		return noSubject(faultReason(error, context));
	}
}
function commonOrigin(reports) {
	const [origin, ...others] = new Map(reports.map(({ origin }) => [`${origin?.pullRequest?.number} ${origin?.pullRequest?.headSha}`, origin])).values();
	if (others.length === 0) return origin;
	throw new InputError(["the reports are about different pull requests: publish only reports of one run together"]);
}
function ownPullRequest(known, claimed) {
	if (known.number === claimed.number && known.headSha === claimed.headSha) return {
		kind: "pull-request",
		pullRequest: known,
		statusOn: void 0
	};
	throw new InputError([`the reports are about another commit or pull request than this run, which is for pull request ${known.number} at ${known.headSha}`]);
}
function unprovable({ eventName }, { number }) {
	return noSubject(`the reports are about pull request ${number}, but a \`${eventName}\` event cannot verify that; publish them in the run of the pull request, or on \`workflow_run\``);
}
async function verifiedSubject(github, { context: { owner, repo }, run }, claimed, baseSha) {
	const repository = `${owner}/${repo}`;
	const verified = await verifyPullRequest(github, repository, claimed, run);
	switch (verified.kind) {
		case "refused": throw new InputError([`the reports are not published: ${verified.reason}`]);
		case "superseded": return noSubject(verified.reason);
		case "current": {
			const { number, headSha, headRef, baseRef, headRepository } = verified.pullRequest;
			return {
				kind: "pull-request",
				pullRequest: {
					number,
					headSha,
					headRef,
					baseRef,
					baseSha,
					fromFork: headRepository === void 0 || !isSameName(headRepository, repository)
				},
				statusOn: headSha
			};
		}
	}
}
function subjectWithoutPullRequest({ owner, repo, workflowRun: run }, reports) {
	if (run === void 0 || run.event !== "push" && run.event !== "merge_group") return aboutNoPullRequest;
	const { startedFor: from } = run;
	if (from.kind !== "branch" || from.repository === void 0) return aboutNoPullRequest;
	if (!isSameName(from.repository, `${owner}/${repo}`)) return aboutNoPullRequest;
	if (reports.find(({ head }) => head.sha !== run.headSha) === void 0) return {
		kind: "commit",
		statusOn: run.headSha
	};
	return noSubject(`the reports are not about ${run.headSha}, the commit of the run that created them`);
}
function publishingContext(context, subject) {
	if (context === void 0 || subject.kind === "none") return void 0;
	const { pullRequest: _, ...rest } = context;
	return subject.kind === "pull-request" ? {
		...rest,
		pullRequest: subject.pullRequest
	} : rest;
}
function acceptanceContext(context, subject) {
	const published = publishingContext(context, subject);
	if (published !== void 0) return published;
	return context?.pullRequest === void 0 ? context : void 0;
}
function statusCommit(subject) {
	return subject.kind === "none" ? void 0 : subject.statusOn;
}
function unpublishedNotice(context, subject) {
	if (subject.kind !== "none") return void 0;
	return `${context?.workflowRun === void 0 ? "No comment was" : "Neither a comment nor a status was"} written: ${subject.reason}`;
}
function isOnMeasuredCommit(context, subject) {
	return context?.workflowRun === void 0 && statusCommit(subject) === void 0;
}
// src/publish/external/external-reports.ts
async function gatherExternalReports(world, context, paths) {
	const read = requireInput(await readReports(world.files, paths));
	const { workflowRun } = context ?? {};
	return {
		reports: requireInput(mergeReports(read)).map((report) => shownReport(report, world.secrets)),
		subject: await confirmedSubject(world.github, context, read),
		...workflowRun === void 0 ? {} : { run: {
			id: workflowRun.id,
			attempt: workflowRun.attempt
		} }
	};
}
export { statusCommit as a, writeExtra as c, publishingContext as i, acceptReports as l, acceptanceContext as n, unpublishedNotice as o, isOnMeasuredCommit as r, publishResult as s, gatherExternalReports as t };
