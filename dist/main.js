import { d as setSecret, i as getInput, l as saveState, o as info, p as warning, r as error, u as setOutput, y as summary } from "./chunks/core.js";
import { i as exitCodes, n as CommandError, r as InputError, t as CancelledError } from "./chunks/errors.js";
import { A as outcomeOf, At as inputsOf, B as sentence, C as table, Ct as metrics, D as plural, E as enumerate, F as noticeText, G as gather, I as code, J as labelledPullRequest, L as name, M as worst, Nt as version, O as labelOf, R as printable, S as marks, St as isMetric, Y as readContext, _ as markdownBodies, dt as examine, g as fuller, h as judge, j as outcomeOfAll, jt as readInputs, k as exitCodeOf, m as renderReport, p as parseReport, t as run, w as headlineOf, x as details, xt as budgetFor, z as quote } from "./chunks/run.js";
import { E as isMeasured, l as withoutSecrets, n as stopSignal, o as actionsLog, s as realClock, t as openWorld } from "./chunks/open.js";
import { t as stateNames } from "./chunks/state.js";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";
// src/doctor/hints.ts
const told = new Set([
	"cache",
	"config-name",
	"event",
	"go",
	"input",
	"merge-group",
	"noise",
	"publish"
]);
const most = 5;
function hintsOf(checks, { afterRun = false }) {
	return (afterRun ? checks.filter(({ id, state }) => state !== "ok" && told.has(id)) : checks.filter(({ state, yaml }) => state === "problem" && yaml !== void 0)).toSorted((a, b) => Number(b.state === "problem") - Number(a.state === "problem")).slice(0, most);
}
async function giveHints(world, question) {
	try {
		for (const check of hintsOf(examine(await gather(world, question)), question)) world.log.notice(noticeText(check), { title: "linkgate doctor" });
	} catch (error) {
		if (error instanceof CancelledError) return;
		world.log.info(`what could be better was not looked for: ${error instanceof Error ? error.message : error}`);
	}
}
// src/publish/api-errors.ts
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
const permissionsYaml = "permissions:\n  contents: read\n  pull-requests: write";
const publishingPermissionsYaml = "permissions:\n  actions: read\n  contents: read\n  pull-requests: write\n  statuses: write";
function explainNoToken() {
	return `The pull request gets no comment: there is no token; give the step \`github-token: \${{ github.token }}\` and the job\n${permissionsYaml}`;
}
function explainFault(error, context) {
	return `The pull request gets no comment: ${faultReason(error, context)}`;
}
function explainStatusFault(error, context) {
	return `The commit gets no status: ${faultReason(error, context, publishingPermissionsYaml)}`;
}
function faultReason(error, context, permissions = context.workflowRun === void 0 ? permissionsYaml : publishingPermissionsYaml) {
	if (!(error instanceof ApiError)) return `${said(error)}.`;
	const { status } = error;
	if (status === void 0) return unreachable(error, context);
	const answer = `${status}: ${said(error)}`;
	if (status === 401) return `GitHub does not accept the token (${answer}); check the input \`github-token\`.`;
	if (error.rateLimit !== void 0) {
		const { waitMs } = error.rateLimit;
		return `GitHub's rate limit for this token is used up (${answer}); run the job again ${waitMs === void 0 ? "later" : `in ${minutes(waitMs)}`}.`;
	}
	if (status === 403 && /locked/i.test(error.message)) return `GitHub refused it (${answer}).`;
	if (status === 403 || status === 404) return missingPermission(answer, context, permissions);
	return `GitHub answered ${answer}.`;
}
function unreachable(error, { apiUrl }) {
	if (error.proxyStatus !== void 0) return behindProxy(error.proxyStatus, apiUrl);
	const where = `GitHub could not be reached at ${apiUrl} (${said(error)})`;
	switch (error.code) {
		case "ENOTFOUND":
		case "EAI_AGAIN": return `${where}: its name is not known here; a runner without direct access needs \`HTTPS_PROXY\`.`;
		case "DEPTH_ZERO_SELF_SIGNED_CERT":
		case "SELF_SIGNED_CERT_IN_CHAIN":
		case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
		case "UNABLE_TO_VERIFY_LEAF_SIGNATURE": return `${where}: its certificate is not trusted here; name your authority's file in \`NODE_EXTRA_CA_CERTS\`.`;
		default: return `${where}.`;
	}
}
function behindProxy(status, apiUrl) {
	const where = `the proxy did not lead to ${apiUrl}, it answered ${status}`;
	if (status === 407) return `${where}: it wants a name and a password, as in \`HTTPS_PROXY=http://name:password@host:port\`.`;
	if (status >= 500) return `${where}.`;
	return `${where}: it has to allow that host, or \`NO_PROXY\` has to name it if it can be reached without.`;
}
function minutes(ms) {
	const whole = Math.ceil(ms / 6e4);
	return whole <= 1 ? "a minute" : `${whole} minutes`;
}
function missingPermission(answer, { eventName, pullRequest }, permissions) {
	if (eventName.startsWith("pull_request") && eventName !== "pull_request_target" && pullRequest?.fromFork === true) return `a pull request from a fork gets a token that may only read (${answer}); the verdict, the summary and the report are as they would be otherwise.`;
	return `the token may not write to it (${answer}); add to the job\n${permissions}`;
}
function said(error) {
	const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
	if (text.startsWith("<")) return "an HTML page";
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
// src/publish/accept.ts
const acceptLabel = "linkgate: accept";
function lastLabeling(label, events) {
	const index = events.findLastIndex((event) => event.kind !== "pushed" && isSame$2(event.label, label));
	const last = events[index];
	if (last === void 0 || last.kind !== "labeled") return void 0;
	const headMoved = events.some((event, at) => event.kind === "pushed" && (at > index || event.at > last.at));
	return {
		by: last.by,
		at: last.at,
		headMoved
	};
}
function judgeLabeling(labeling, permission, { label = acceptLabel, bots = [] } = {}) {
	const refused = (why) => ({
		accepted: false,
		reason: `The label \`${label}\` does not count: ${why}.`
	});
	if (labeling?.by === void 0) return refused("GitHub does not tell who set it");
	const { by, at, headMoved } = labeling;
	if (by.bot && !bots.includes(by.login)) return refused(`the bot ${by.login} set it; somebody who may write to the repository has to`);
	if (!by.bot && permission !== "write" && permission !== "admin") return refused(`${by.login} set it, who may not write to the repository`);
	return {
		accepted: true,
		by: by.login,
		at,
		headMoved
	};
}
async function readAcceptance(github, context, pullRequest, options = {}) {
	const { label = acceptLabel } = options;
	try {
		const { labels } = await github.pullRequest(pullRequest);
		if (!labels.some((one) => isSame$2(one, label))) return {
			accepted: false,
			reason: void 0
		};
		const labeling = lastLabeling(label, await github.history(pullRequest));
		const person = labeling?.by?.bot === false ? labeling.by.login : void 0;
		return judgeLabeling(labeling, person === void 0 ? "none" : await github.permissionOf(person), options);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return {
			accepted: false,
			unread: {
				what: `Whether the label \`${label}\` counts could not be found out`,
				why: faultReason(error, context)
			}
		};
	}
}
function isSame$2(one, other) {
	return one.toLowerCase() === other.toLowerCase();
}
function withAcceptance(report, { by, at, headMoved }, label) {
	const note = "commits may have come since: look at what they change, or set the label again";
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
		...hidden.length === 0 ? {} : { rest: `Not annotated: ${hidden.join(", ")}; the report has all.` }
	};
}
function findingAnnotations(report) {
	const isAccepted = outcomeOf(report) === "accepted";
	return report.findings.flatMap((finding) => {
		const level = isAccepted && finding.verdict === "fail" ? "warning" : levelOf(finding);
		if (level === void 0) return [];
		const compiler = compilerComplaint(finding, report);
		const message = [
			finding.message,
			compiler?.said,
			finding.mend
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
function levelOf({ verdict, kind }) {
	switch (verdict) {
		case "fail":
		case "unmeasured": return "error";
		case "warn": return "warning";
		case "inconclusive": return "notice";
		case "pass": return kind === "no-baseline" || kind === "notice" ? "notice" : void 0;
	}
}
function titleOf({ kind, mode, metric, revision }) {
	return [
		revision,
		mode,
		metric === void 0 ? kind.replaceAll("-", " ") : labelOf(metric)
	].filter((part) => part !== void 0).join(" · ");
}
function budgetPlace({ kind, metric, mode }, { budgets }) {
	if (kind !== "budget" || metric === void 0) return void 0;
	return budgetFor(budgets, metric, mode ?? "")?.place;
}
function compilerComplaint({ kind, revision, log = [] }, { goMod }) {
	if (kind !== "build-failed" || revision === "base") return void 0;
	const directory = goMod?.file.replace(/[^/]*$/, "") ?? "";
	for (const output of log) {
		const [, path, line, said] = /^(?:\.\/)?([\w@+.-][\w@+./-]*\.go):(\d+)(?::\d+)?: (.+)$/.exec(output) ?? [];
		if (path === void 0 || line === void 0 || said === void 0 || path.includes("..")) continue;
		return {
			place: {
				file: `${directory}${path}`,
				line: Number(line)
			},
			said
		};
	}
}
const sizes = [
	"binary-size",
	"image-size",
	"pull-size"
];
function moduleAnnotations({ causes, comparisons, goMod }) {
	if (goMod === void 0) return [];
	const isOver = ({ metric, verdict }) => sizes.includes(metric) && (verdict === "fail" || verdict === "warn");
	const over = comparisons.filter(isOver);
	const added = causes.filter(({ kind, name, change }) => kind === "module" && /^new(?: |$)/.test(change) && Object.hasOwn(goMod.require, name));
	return [...Map.groupBy(added, ({ name }) => name)].flatMap(([name, group]) => {
		const line = goMod.require[name];
		const broken = over.filter(({ mode }) => group.some((cause) => cause.mode === mode));
		if (line === void 0 || broken.length === 0) return [];
		const version = group[0]?.change.replace(/^new ?/, "");
		const labels = [...new Set(broken.map(({ metric }) => labelOf(metric)))].join(" · ");
		const modes = enumerate(broken.map(({ mode }) => mode));
		return [{
			level: "warning",
			title: "new module",
			message: `New module ${quote(name)} ${version}; over budget with it: ${labels} (${modes})`,
			file: goMod.file,
			line
		}];
	});
}
function bounded(annotation, places) {
	const { level, title, message } = annotation;
	const lines = message.split(/\r\n|\n|\r/).map((one) => printable(one, 1e3));
	return {
		level,
		title: printable(title, longestTitle),
		message: lines.join("\n").slice(0, longestMessage).toWellFormed(),
		...places ? placeInside(annotation) : {}
	};
}
const mostLines = 1e6;
function placeInside({ file, line }) {
	if (file === void 0 || line === void 0) return void 0;
	const isPlain = !file.includes("\\") && printable(file) === file;
	const leadsAstray = file.split("/").some((part) => part === "" || part === "." || part === "..");
	return isPlain && !leadsAstray && Number.isSafeInteger(line) && line >= 1 && line <= mostLines ? {
		file,
		line
	} : void 0;
}
// src/report/fingerprint.ts
function fingerprintText(report) {
	return JSON.stringify([
		report.tool.version,
		report.app,
		report.base?.sha ?? null,
		report.head.sha,
		report.verdict,
		report.accepted ?? null,
		report.go.version,
		report.comparisons.map(({ metric, mode, platform, base, head, verdict }) => [
			metric,
			mode,
			platform,
			isExact(metric) ? [base, head] : [base === null, head === null],
			verdict
		]),
		report.findings.map(({ verdict, kind, revision, mode, metric }) => [
			verdict,
			kind,
			revision,
			mode,
			metric
		]),
		report.variants.map(({ linkage }) => linkage ?? null),
		report.causes.filter(({ metric }) => isExact(metric))
	]);
}
function hasChanges(report) {
	const differs = (one) => isExact(one.metric) && one.delta !== 0;
	return report.verdict !== "pass" || report.comparisons.some(differs);
}
function isExact(metric) {
	return isMetric(metric) && metrics[metric].noise === "exact";
}
// src/report/markdown/combined.ts
const mostApps = 100;
function combinedBodies(reports, rest = fuller.comment) {
	const [only, ...others] = reports;
	if (only === void 0) return [];
	if (others.length === 0) return markdownBodies(only, rest);
	const apps = reports.map((report) => ({
		report,
		bodies: markdownBodies(report, rest)
	}));
	const steps = Math.max(...apps.map(({ bodies }) => bodies.length));
	return [...Array.from({ length: steps }, (_, step) => body(reports, rest, apps.map(({ report, bodies: own }) => section(report, own[Math.min(step, own.length - 1)] ?? "")))), body(reports, rest, [])].filter((one, index, all) => index === 0 || one.length < (all[index - 1]?.length ?? 0));
}
function headingText(reports) {
	const [only, ...others] = reports;
	return only !== void 0 && others.length === 0 ? `${only.app}: ${headlineOf(only).words}` : words(reports);
}
function body(reports, rest, sections) {
	const rows = reports.slice(0, mostApps).map((report) => [
		marks[verdictOf(report)],
		name(report.app),
		sentence(headlineOf(report).words)
	]);
	const left = reports.length - rows.length;
	return [
		`### ${marks[worst(reports.map(verdictOf))]} linkgate: ${words(reports)}`,
		table([
			"",
			"App",
			""
		], [
			"left",
			"left",
			"left"
		], rows),
		...left > 0 ? [`… and ${left} more apps.`] : [],
		...sections,
		...sections.length === 0 ? [`What each app has to say is left out here; ${rest} has it.`] : []
	].join("\n\n");
}
function section(report, own) {
	const [, ...rest] = own.split("\n\n");
	const verdict = verdictOf(report);
	const plain = report.app.replace(/[^A-Za-z0-9._-]/g, "·").slice(0, 80);
	const isOpen = verdict === "fail" || verdict === "unmeasured";
	const summary = `${marks[verdict]} <code>${plain}</code>`;
	return details(summary, [`**${code(report.app)}**`, ...rest].join("\n\n"), isOpen);
}
const verdictOf = (report) => headlineOf(report).verdict;
function words(reports) {
	const count = (verdict) => reports.filter((report) => verdictOf(report) === verdict).length;
	const accepted = reports.filter((report) => outcomeOf(report) === "accepted").length;
	const of = `of ${plural(reports.length, "app")}`;
	const phrases = [
		...count("fail") > 0 ? [`${count("fail")} ${of} ${count("fail") === 1 ? "fails" : "fail"}`] : [],
		...count("unmeasured") > 0 ? [`${count("unmeasured")} ${of} could not be measured`] : [],
		...count("warn") > 0 ? [`${count("warn")} ${of} with warnings`] : [],
		...accepted > 0 ? [`${accepted} ${of} accepted`] : []
	];
	return phrases.length === 0 ? `${plural(reports.length, "app")}, nothing broken` : phrases.join(", ");
}
// src/publish/comment/comments.ts
const allApps = "(all)";
function commentsOf(reports, combine, digest) {
	return (combine && reports.length > 1 ? [reports] : reports.map((report) => [report])).map((group) => {
		const [only, ...others] = group;
		return {
			app: only !== void 0 && others.length === 0 ? only.app : allApps,
			bodies: combinedBodies(group),
			fingerprint: digest(group.map(fingerprintText).join("\n")),
			verdict: worst(group.map(({ verdict }) => verdict)),
			changed: group.some(hasChanges)
		};
	});
}
// src/report/merge.ts
function mergeReports(reports) {
	const merged = [];
	for (const [app, parts] of Map.groupBy(reports, ({ app }) => app)) {
		const problem = conflict(app, parts);
		if (problem !== void 0) return { problem };
		merged.push(parts.reduce(together));
	}
	return { reports: merged.toSorted((a, b) => a.app < b.app ? -1 : 1) };
}
function conflict(app, parts) {
	if (new Set(parts.map(({ base, head }) => `${base?.sha ?? "none"} ${head.sha}`)).size > 1) return `the reports of \`${app}\` are about different commits: publish those of one run together`;
	const variants = parts.flatMap((part) => part.variants.map(({ revision, mode, platform }) => `${revision}, ${mode}, ${platform}`));
	const twice = variants.find((one, index) => variants.indexOf(one) !== index);
	if (twice !== void 0) return `two reports of \`${app}\` measured the same (${twice}): give each service an \`app\` name of its own in its configuration`;
}
function together(one, other) {
	const floors = [one.noise.floor, other.noise.floor].filter((floor) => floor !== null);
	const budgets = new Map([...one.budgets, ...other.budgets].map((budget) => [JSON.stringify(budget), budget]));
	return {
		...one,
		verdict: worst([one.verdict, other.verdict]),
		variants: [...one.variants, ...other.variants],
		budgets: [...budgets.values()],
		comparisons: [...one.comparisons, ...other.comparisons],
		findings: [...one.findings, ...other.findings],
		causes: [...one.causes, ...other.causes],
		noise: {
			floor: floors.length === 0 ? null : Math.max(...floors),
			rounds: Math.max(one.noise.rounds, other.noise.rounds)
		},
		phases: [...one.phases, ...other.phases]
	};
}
// src/publish/external/read-reports.ts
const largestReport = 2e7;
const mostReports = 200;
const deepestFolder = 4;
async function readReports(files, paths) {
	const found = [];
	const problems = [];
	for (const path of paths) {
		const kind = (await files.stat(path))?.kind;
		if (kind === "file") found.push(path);
		else if (kind === "directory") found.push(...await search(files, path, deepestFolder));
		else problems.push(`\`${path}\` does not exist: name report files, or folders that hold them`);
	}
	if (problems.length > 0) return { problems };
	if (found.length === 0) return { problems: [`there is no report (*.json) in ${paths.map((path) => `\`${path}\``).join(", ")}`] };
	if (found.length > mostReports) return { problems: [`there are ${found.length} reports, and at most ${mostReports} are read at once`] };
	const reports = [];
	for (const path of found) {
		const read = await readOne(files, path);
		if ("problem" in read) problems.push(`report \`${path}\`: ${read.problem}`);
		else reports.push(read.report);
	}
	return problems.length > 0 ? { problems } : { reports };
}
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
	if (size > largestReport) return { problem: `it has ${size} bytes, and no report has more than ${largestReport}` };
	let json;
	try {
		json = JSON.parse(await files.readText(path) ?? "");
	} catch {
		return { problem: "it is not JSON" };
	}
	const parsed = parseReport(json);
	if ("problem" in parsed) return parsed;
	const { accepted: _, ...evidence } = parsed.report;
	return { report: judge(evidence) };
}
// src/publish/external/verify.ts
function verifyClaim(claimed, pullRequest, repository, { run, history = [] } = {}) {
	const { number, headSha } = claimed;
	if (!isCommit(headSha)) return refused("the report does not name the commit that was measured");
	if (number !== pullRequest.number || !isSame$1(pullRequest.baseRepository, repository)) return refused(`pull request ${number} does not belong to ${repository}`);
	if (run !== void 0 && run.headSha !== headSha) return refused(`the report is about ${headSha}, and the run that made it was started for ${run.headSha}`);
	if (run !== void 0 && !isBranchOf(run, pullRequest)) return refused(`the run that made the report was started for another branch than pull request ${number}`);
	if (pullRequest.headSha === headSha) return {
		state: "current",
		pullRequest
	};
	if (!(run !== void 0 || history.some((event) => event.kind === "pushed" && event.sha === headSha))) return refused(`${headSha} is not, and has not been, the head of pull request ${number}`);
	return {
		state: "superseded",
		pullRequest,
		reason: `pull request ${number} is at ${pullRequest.headSha} now, and ${headSha} was measured`
	};
}
async function verifyPullRequest(github, repository, claimed, run) {
	if (!Number.isSafeInteger(claimed.number)) return refused("the report does not name a pull request");
	const pullRequest = await existing(github, claimed.number);
	if (pullRequest === void 0) return refused(`there is no pull request ${claimed.number} in ${repository}`);
	if (run !== void 0 || pullRequest.headSha === claimed.headSha) return verifyClaim(claimed, pullRequest, repository, run === void 0 ? {} : { run });
	return verifyClaim(claimed, pullRequest, repository, { history: await github.history(claimed.number) });
}
async function existing(github, number) {
	try {
		return await github.pullRequest(number);
	} catch (error) {
		if (error instanceof ApiError && error.status === 404) return void 0;
		throw error;
	}
}
function isBranchOf(run, { headRepository, headRef, headSha }) {
	if (headRepository === void 0 || run.headRepository === void 0) return headRepository === run.headRepository && headSha === run.headSha;
	return isSame$1(headRepository, run.headRepository) && headRef === run.headRef;
}
function isCommit(sha) {
	return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha);
}
function isSame$1(one, other) {
	return one.toLowerCase() === other.toLowerCase();
}
function refused(reason) {
	return {
		state: "refused",
		reason
	};
}
// src/publish/external/external-reports.ts
const aboutNoPullRequest = "the reports are about no pull request";
async function gatherExternalReports(world, context, paths) {
	const read = await readReports(world.files, paths);
	if ("problems" in read) throw new InputError(read.problems);
	const merged = mergeReports(read.reports);
	if ("problem" in merged) throw new InputError([merged.problem]);
	const { workflowRun } = context ?? {};
	return {
		reports: merged.reports,
		about: await subjectOf(world, context, read.reports),
		...workflowRun === void 0 ? {} : { run: {
			id: workflowRun.id,
			attempt: workflowRun.attempt
		} }
	};
}
async function subjectOf({ github }, context, reports) {
	if (context === void 0) return { silent: "this is not a workflow" };
	const repository = `${context.owner}/${context.repo}`;
	const [origin, ...others] = new Map(reports.map(({ origin }) => [`${origin?.pullRequest?.number} ${origin?.pullRequest?.headSha}`, origin])).values();
	if (others.length > 0) throw new InputError(["the reports are about different pull requests: publish those of one run together"]);
	const claimed = origin?.pullRequest;
	if (origin === void 0) return { silent: aboutNoPullRequest };
	if (origin.repository.toLowerCase() !== repository.toLowerCase()) throw new InputError([`the reports were made in another repository than ${repository}: publish them where they were made`]);
	if (claimed === void 0) return subjectWithoutPullRequest(context, reports);
	const { pullRequest: known } = context;
	if (known !== void 0 && context.workflowRun === void 0) {
		if (known.number === claimed.number && known.headSha === claimed.headSha) return { pullRequest: known };
		throw new InputError([`the reports are about another commit or pull request than this run, which is for pull request ${known.number} at ${known.headSha}`]);
	}
	if (github === void 0) return { silent: "without a token nobody can tell whether the reports say the truth" };
	try {
		const verified = await verifyPullRequest(github, repository, claimed, context.workflowRun);
		if (verified.state === "refused") throw new InputError([`the reports are not published: ${verified.reason}`]);
		if (verified.state === "superseded") return { silent: verified.reason };
		const { number, headSha, headRef, baseRef, headRepository } = verified.pullRequest;
		return {
			pullRequest: {
				number,
				headSha,
				headRef,
				baseRef,
				baseSha: reports[0]?.base?.sha ?? "",
				fromFork: headRepository?.toLowerCase() !== repository.toLowerCase()
			},
			...context.workflowRun === void 0 && headSha === context.sha ? {} : { statusOn: headSha }
		};
	} catch (error) {
		if (error instanceof InputError) throw error;
		return { silent: faultReason(error, context) };
	}
}
function subjectWithoutPullRequest({ owner, repo, workflowRun: run }, reports) {
	const silent = { silent: aboutNoPullRequest };
	if (run === void 0 || run.event !== "push" && run.event !== "merge_group") return silent;
	if (run.headRepository?.toLowerCase() !== `${owner}/${repo}`.toLowerCase()) return silent;
	if (reports.find(({ head }) => head.sha !== run.headSha) === void 0) return { statusOn: run.headSha };
	return { silent: `the reports are about another commit than ${run.headSha}, which they were made for` };
}
// src/publish/truncate.ts
const commentLimit = 65e3;
const summaryLimit = 1e6;
function bytesOf(text) {
	return new TextEncoder().encode(text).length;
}
function firstThatFits(bodies, limit, before = "") {
	const room = limit - bytesOf(before);
	return bodies.find((body) => bytesOf(body) <= room);
}
const freshMs = 15e3;
const pollMs = 2e3;
async function lockComment({ github, clock }, commentId) {
	for (let waitedMs = 0; waitedMs < 1e5; waitedMs += pollMs) {
		const since = clock.now();
		const claim = await tryToClaim(github, commentId);
		if (typeof claim === "string") return claim;
		if (claim.ours) return {
			isFresh: () => clock.now() - since < freshMs,
			release: () => quietly(() => github.release(claim))
		};
		if (claim.ageMs > 9e4) await quietly(() => github.release(claim));
		else await clock.sleep(pollMs);
	}
	return "impossible";
}
async function tryToClaim(github, commentId) {
	try {
		return await github.claim(commentId);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return error.status === 404 ? "gone" : "impossible";
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
async function readOwnComments(github, viewer, { pullRequest, app }, ignored) {
	return {
		comments: (await github.comments(pullRequest)).filter(({ id, author }) => isOwn(author, viewer) && !ignored.has(id)).flatMap((comment) => {
			const marker = readMarker(comment.body);
			return marker?.app === app ? [{
				...comment,
				marker
			}] : [];
		}).sort((a, b) => a.id - b.id),
		head: (await github.pullRequest(pullRequest)).headSha
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
	if (head !== mine.head) return `the pull request is at ${head} now and ${mine.head} was measured; the run of the newer push comments`;
	if (newest === void 0 || mine.run === 0 || newest.marker.head !== head) return void 0;
	if (!isLater(newest.marker, mine)) return void 0;
	const { run, attempt } = newest.marker;
	return `run ${run} (attempt ${attempt}) measured the same commit after this one and has commented`;
}
// src/publish/comment/comment.ts
const rounds$1 = 8;
async function publishComment(world, request) {
	if (request.policy === "never") return {
		action: "skipped",
		reason: "comments are switched off"
	};
	const mine = markerOf(request);
	const marker = `${writeMarker(mine)}\n`;
	const text = firstThatFits(request.bodies, commentLimit, marker);
	if (text === void 0) return {
		action: "skipped",
		reason: `it would have more than ${commentLimit} bytes`
	};
	const { github } = world;
	const run = {
		github,
		mine,
		body: marker + text,
		ignored: new Set(),
		gone: new Set()
	};
	const viewer = await github.viewer();
	let created;
	let written;
	for (let round = 0; round < rounds$1; round++) {
		const seen = await readOwnComments(github, viewer, request, run.ignored);
		const step = decideComment(seen, mine, created);
		const [oldest] = seen.comments;
		if (step.do === "leave") return {
			action: written?.action ?? "unchanged",
			url: step.comment.url
		};
		if (step.do === "yield" && (oldest === void 0 || step.remove.length === 0)) return superseded$1(step);
		if (step.do === "create" || oldest === void 0) {
			if (written !== void 0) return written;
			if (!mayCreate(request)) return {
				action: "skipped",
				reason: `nothing to say under the policy \`${request.policy}\``
			};
			const { id, url } = await github.createComment(request.pullRequest, run.body);
			created = id;
			written = {
				action: "created",
				url
			};
			continue;
		}
		const held = run.gone.has(oldest.id) ? "impossible" : await lockComment(world, oldest.id);
		if (held === "gone") run.gone.add(oldest.id);
		else if (held === "impossible") {
			if (step.do === "yield") return superseded$1(step);
			written = await carryOut(run, step) ?? written;
		} else try {
			const now = await readOwnComments(github, viewer, request, run.ignored);
			if (now.comments[0]?.id === oldest.id && held.isFresh()) written = await carryOut(run, decideComment(now, mine, created)) ?? written;
		} finally {
			await held.release();
		}
	}
	return written ?? {
		action: "skipped",
		reason: "other runs kept changing the comment"
	};
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
		markdown,
		"comment-url": commentUrl,
		metrics: JSON.stringify(only !== void 0 && others.length === 0 ? metricOutputs(only) : Object.fromEntries(reports.map((report) => [report.app, metricOutputs(report)])))
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
	} : { unmeasured: measurement.unmeasured }]));
}
// src/publish/status.ts
const rounds = 8;
async function publishStatus(github, request) {
	const { sha, context } = request;
	const by = {
		run: request.run.id,
		attempt: request.run.attempt
	};
	const mine = statusOf$1(request);
	const viewer = await github.viewer();
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
		const { id } = await github.setStatus(sha, wanted.status);
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
function statusOf$1({ context, outcome, words, run, page }) {
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
	const [, run, attempt] = /#measured-by-run-(\d{1,15})-attempt-(\d{1,9})$/.exec(url) ?? [];
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
function superseded({ run, attempt }) {
	return {
		action: "superseded",
		reason: `run ${run} (attempt ${attempt}) measured the same commit after this one and has set it`
	};
}
// src/publish/publish.ts
async function publish(world, context, request) {
	const { log } = world;
	const { unread } = request;
	await setStatus(world, context, request);
	const outcomes = [];
	for (const text of request.comments) outcomes.push(await commentOn(world, context, request, text));
	const isFailed = outcomes.some(({ action }) => action === "failed");
	if (unread !== void 0 && !isFailed) log.notice(`${unread.what}: ${unread.why}`);
	const first = unread === void 0 ? "" : `${unread.what}. `;
	for (const comment of new Map(outcomes.map((one) => [JSON.stringify(one), one])).values()) if (comment.action === "failed") log.notice(first + comment.reason);
	else log.info(`Comment ${comment.action}: ${"url" in comment ? comment.url : comment.reason}`);
	await courtesy(log, "The summary was not written", () => summarize(log, request));
	const markdown = request.comments.map(({ bodies }) => firstThatFits(bodies, 65e3) ?? "");
	const outputs = outputsOf(request.reports, { report: request.reportPath }, markdown.join("\n\n"), outcomes.flatMap((one) => "url" in one ? [one.url] : []).join("\n"));
	for (const [name, value] of Object.entries(outputs)) await courtesy(log, `The output \`${name}\` was not set`, () => request.step.setOutput(name, value));
	return outcomes;
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
		log.info(`Status ${status.context} ${done.action}: ${"state" in done ? done.state : done.reason}`);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.notice(explainStatusFault(error, context));
	}
}
async function commentOn({ clock, github }, context, request, text) {
	const pullRequest = context?.pullRequest;
	if (context === void 0 || pullRequest === void 0) return {
		action: "skipped",
		reason: "this is not the run of a pull request"
	};
	if (request.policy === "never") return {
		action: "skipped",
		reason: "comments are switched off"
	};
	if (github === void 0) return {
		action: "failed",
		reason: explainNoToken()
	};
	try {
		return await publishComment({
			github,
			clock
		}, {
			pullRequest: pullRequest.number,
			headSha: pullRequest.headSha,
			run: request.run ?? {
				id: context.runId,
				attempt: context.runAttempt
			},
			...text,
			policy: request.policy
		});
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return {
			action: "failed",
			reason: explainFault(error, context)
		};
	}
}
async function summarize(log, { summaries, step }) {
	const markdown = firstThatFits(summaries, summaryLimit);
	if (markdown === void 0) log.notice("The summary was not written: it is longer than GitHub shows.");
	else await step.writeSummary(markdown);
}
async function courtesy(log, what, work) {
	try {
		await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.notice(`${what}: ${error instanceof Error ? error.message : String(error)}`);
	}
}
// src/publish/summary.ts
function summariesOf(reports) {
	return combinedBodies(reports, fuller.summary);
}
// src/world/cache.ts
const actionsCache = {
	async restore(paths, key, restoreKeys) {
		const { restoreCache } = await service();
		return restoreCache([...paths], key, [...restoreKeys]);
	},
	async save(paths, key) {
		const { saveCache } = await service();
		await saveCache([...paths], key);
	}
};
async function service() {
	const client = await import("./chunks/cache.js");
	if (client.isFeatureAvailable()) return client;
	throw new Error("this runner has no cache service; one of your own can keep them in the directories GOMODCACHE and GOCACHE");
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
function askedToWait({ headers, message }, wall) {
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
	if (isRateLimit(fault)) return askedToWait(fault, wall) ?? backoff;
	const { status, code = "", proxyStatus } = fault;
	if (proxyStatus !== void 0) return proxyStatus >= 500 ? backoff : void 0;
	if (status === void 0) return untrusted.test(code) ? void 0 : backoff;
	if (!isConnectionFault(fault)) return void 0;
	return Math.max(askedToWait(fault, wall) ?? 0, backoff);
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
	sleep: (ms, signal) => setTimeout(ms, void 0, { signal })
};
const lastWord = { lastWord: true };
const lastWordMs = 3e3;
async function connect(token, baseUrl, signal, patience) {
	const { getOctokit } = await import("./chunks/github.js");
	const octokit = getOctokit(token, { baseUrl });
	const { timing } = patience;
	octokit.hook.wrap("request", async (request, options) => {
		const last = options.request?.["lastWord"] === true;
		for (let attempt = 1;; attempt++) {
			const limit = last ? AbortSignal.timeout(lastWordMs) : AbortSignal.any([signal, AbortSignal.timeout(patience.attemptMs())]);
			const since = timing.now();
			options.request = {
				...options.request,
				signal: limit
			};
			try {
				const response = await request(options);
				if (options.method !== "DELETE" && typeof response.data === "string") throw new BrokenAnswer();
				return response;
			} catch (error) {
				patience.lose(timing.now() - since);
				if (last || signal.aborted) throw error;
				const fault = faultOf(error);
				if (options.method === "POST" && !options.url.endsWith("/graphql") && isConnectionFault(fault)) throw error;
				if (!await patience.waits(fault, attempt)) throw error;
			}
		}
	});
	return octokit;
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
	for (let at = error; at instanceof Error; at = at.cause) if ("code" in at && typeof at.code === "string") return at.code;
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
		...isRateLimit(fault) ? { rateLimit: { waitMs: askedToWait(fault, wall) } } : {}
	});
}
// src/world/github/json.ts
function commentOf({ id, body, user, html_url }) {
	return {
		id: Number(id),
		body: body ?? "",
		author: user?.login ?? "",
		url: html_url
	};
}
function pullRequestOf({ number, state, head, base, labels }) {
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
	const state = json.state ?? json.status;
	return {
		id: json.id,
		context: json.context,
		state: state === "success" || state === "failure" || state === "error" ? state : "other",
		description: json.description ?? "",
		url: json.target_url ?? "",
		author: json.creator?.login ?? ""
	};
}
function eventsOf$1(item) {
	const { event, actor, label, created_at: at = "", sha, commit_id, committer } = item;
	switch (event) {
		case "labeled":
		case "unlabeled": return label === void 0 ? [] : [{
			kind: event,
			label: label.name,
			by: accountOf(actor),
			at: utc(at)
		}];
		case "committed": return [{
			kind: "pushed",
			sha,
			at: utc(committer?.date ?? "")
		}];
		case "head_ref_force_pushed": return [{
			kind: "pushed",
			sha: commit_id ?? void 0,
			at: utc(at)
		}];
		default: return [];
	}
}
function accountOf(actor) {
	if (!actor) return void 0;
	return {
		login: actor.login,
		bot: actor.type === "Bot" || actor.login.endsWith("[bot]")
	};
}
function utc(time) {
	const ms = Date.parse(time);
	return Number.isNaN(ms) ? "" : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
// src/world/github/gitea.ts
function isGitea(apiUrl) {
	return apiUrl.endsWith("/api/v1");
}
const pageSize = 50;
async function giteaHistory(api, at) {
	const events = [];
	for (let page = 1;; page++) {
		const { data } = await api.request("GET /repos/{owner}/{repo}/issues/{index}/timeline", {
			...at,
			page,
			limit: pageSize
		});
		const items = data ?? [];
		if (items.length === 0) return events;
		events.push(...items.flatMap(eventsOf));
	}
}
function eventsOf({ type, user, body, label, created_at }) {
	const at = utc(created_at);
	switch (type) {
		case "label": {
			if (!label) return [];
			const by = user === null ? void 0 : {
				login: user.login,
				bot: /^(gitea|forgejo)-actions$/.test(user.login)
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
	try {
		const { commit_ids: ids } = JSON.parse(body);
		if (ids !== void 0 && ids.length > 0) return ids;
	} catch {}
	return [void 0];
}
// src/world/github/github.ts
function githubApi(options) {
	const { token, apiUrl, owner, repo, signal, timing = realTiming } = options;
	const { timeoutMs = 2e4, budgetMs = 6e4 } = options;
	const patience = new Patience({
		timing,
		signal,
		budgetMs,
		timeoutMs
	});
	const gitea = isGitea(apiUrl);
	const all = {
		owner,
		repo,
		per_page: 100
	};
	let octokit;
	async function send(work) {
		octokit ??= connect(token, apiUrl, signal, patience);
		return work(await octokit);
	}
	async function call(work) {
		if (signal.aborted) throw new CancelledError();
		try {
			return await send(work);
		} catch (error) {
			if (signal.aborted) throw new CancelledError();
			throw apiError(error, timing.wall());
		}
	}
	async function create(make) {
		return call(async (api) => {
			for (let attempt = 1;; attempt++) try {
				return await make(api, attempt > 1);
			} catch (error) {
				const fault = faultOf(error);
				if (signal.aborted || !isConnectionFault(fault) || !await patience.waits(fault, attempt)) throw error;
			}
		});
	}
	const listed = async (api, pullRequest) => (await api.paginate(api.rest.issues.listComments, {
		...all,
		issue_number: pullRequest
	})).map(commentOf);
	async function viewer() {
		try {
			if (gitea) return await user();
			return (await call((api) => api.graphql("{ viewer { login } }").catch((error) => {
				if (faultOf(error).status === void 0 && !("errors" in error)) throw error;
			})))?.viewer.login ?? await user();
		} catch (error) {
			if (error instanceof CancelledError) throw error;
			return;
		}
	}
	async function user() {
		return (await call((api) => api.rest.users.getAuthenticated())).data.login;
	}
	return {
		viewer,
		comments: (pullRequest) => call((api) => listed(api, pullRequest)),
		createComment(pullRequest, body) {
			const same = (text) => text.replaceAll("\r\n", "\n").trim() === body.trim();
			return create(async (api, again) => {
				if (again) {
					const login = await viewer();
					const arrived = (await listed(api, pullRequest)).find((one) => same(one.body) && (login === void 0 || one.author === login));
					if (arrived !== void 0) return arrived;
				}
				return commentOf((await api.rest.issues.createComment({
					owner,
					repo,
					issue_number: pullRequest,
					body
				})).data);
			});
		},
		async updateComment(id, body) {
			return commentOf((await call((api) => api.rest.issues.updateComment({
				owner,
				repo,
				comment_id: id,
				body
			}))).data);
		},
		async deleteComment(id) {
			await call((api) => api.rest.issues.deleteComment({
				owner,
				repo,
				comment_id: id
			}));
		},
		claim(commentId) {
			const since = timing.now();
			return create(async (api, again) => {
				const { status, data, headers } = await api.rest.reactions.createForIssueComment({
					owner,
					repo,
					comment_id: commentId,
					content: "eyes"
				});
				const sent = Date.parse(headers.date ?? "");
				const serverNow = Number.isNaN(sent) ? timing.wall() : sent;
				const ageMs = Math.max(serverNow - Date.parse(data.created_at), 0);
				const young = again && ageMs <= timing.now() - since + 1e3;
				return {
					commentId,
					reactionId: Number(data.id ?? 0),
					ours: Number(status) === 201 || young,
					ageMs
				};
			});
		},
		async release({ commentId, reactionId }) {
			const at = {
				owner,
				repo,
				comment_id: commentId,
				request: lastWord
			};
			try {
				await send((api) => gitea ? api.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
					...at,
					content: "eyes"
				}) : api.rest.reactions.deleteForIssueComment({
					...at,
					reaction_id: reactionId
				}));
				return true;
			} catch (error) {
				const fault = apiError(error, timing.wall());
				if (fault instanceof ApiError && fault.status === 404) return false;
				throw fault;
			}
		},
		async pullRequest(number) {
			return pullRequestOf((await call((api) => api.rest.pulls.get({
				owner,
				repo,
				pull_number: number
			}))).data);
		},
		async pullRequestsFrom(headOwner, ref) {
			return (await call((api) => api.paginate(api.rest.pulls.list, {
				...all,
				state: "open",
				head: `${headOwner}:${ref}`
			}))).map(pullRequestOf);
		},
		async pullRequestsWith(sha) {
			return (await unless([404, 422], () => call((api) => api.paginate(api.rest.repos.listPullRequestsAssociatedWithCommit, {
				...all,
				commit_sha: sha
			}))) ?? []).map(pullRequestOf);
		},
		async history(pullRequest) {
			if (gitea) return call((api) => giteaHistory(api, {
				owner,
				repo,
				index: pullRequest
			}));
			return (await call((api) => api.paginate(api.rest.issues.listEventsForTimeline, {
				...all,
				issue_number: pullRequest
			}))).flatMap((item) => eventsOf$1(item));
		},
		async permissionOf(login) {
			const answer = await unless([404], () => call((api) => api.rest.repos.getCollaboratorPermissionLevel({
				owner,
				repo,
				username: login
			})));
			return permissions[answer?.data.permission ?? "none"] ?? "none";
		},
		async statuses(sha) {
			return (await call((api) => api.paginate(api.rest.repos.listCommitStatusesForRef, {
				...all,
				ref: sha
			}))).map(statusOf);
		},
		setStatus: (sha, { context, state, description, url }) => create(async (api) => {
			const given = {
				context,
				state,
				description,
				...url === "" ? {} : { target_url: url }
			};
			return statusOf((await api.rest.repos.createCommitStatus({
				owner,
				repo,
				sha,
				...given
			})).data);
		})
	};
}
const permissions = {
	owner: "admin",
	admin: "admin",
	maintain: "write",
	write: "write",
	triage: "read",
	read: "read"
};
async function unless(statuses, work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof ApiError && error.status !== void 0 && statuses.includes(error.status)) return;
		throw error;
	}
}
// src/main.ts
async function main(signal) {
	const env = process.env;
	const read = readInputs((name) => getInput(name));
	if ("problems" in read) throw new InputError(read.problems);
	const { values } = read;
	const context = readContext(withoutSecrets(env), await readEvent(env["GITHUB_EVENT_PATH"]));
	const token = values["github-token"];
	if (token !== void 0) setSecret(token);
	const world = openWorld({
		env,
		temporaryRoot: env["RUNNER_TEMP"] ?? "/tmp",
		log: actionsLog(realClock, signal),
		signal,
		...values.cache ? { cache: actionsCache } : {},
		...token === void 0 || context === void 0 || values.phase === "measure" ? {} : { github: githubApi({
			token,
			signal,
			...context
		}) }
	});
	if (values.phase === "publish") return publishOthers(world, context, values);
	const hint = (report) => hintAt(world, context, values, report);
	const written = await measure(world, context, values, env["RUNNER_TEMP"] ?? "/tmp").catch(async (error) => {
		if (error instanceof InputError) await hint();
		throw error;
	});
	const exitCode = await tell(world, values.phase === "check" ? context : void 0, values, written);
	await hint(written.report);
	return exitCode;
}
const probeSource = fileURLToPath(new URL("../probe", import.meta.url));
async function hintAt(world, context, values, report) {
	if (context === void 0) return;
	const directory = resolve(values["working-directory"]);
	const { config } = values;
	await giveHints(world, {
		version,
		probeSource,
		directory,
		config,
		context,
		report,
		afterRun: report !== void 0
	});
}
async function measure(world, context, values, temporaryRoot) {
	const inputs = inputsOf(values, resolve(values["working-directory"]));
	const measured = await run(inputs, context, world, {
		version,
		probeSource,
		onOpen: ({ run: name, directory }) => {
			saveState(stateNames.run, name);
			saveState(stateNames.directory, directory);
			saveState(stateNames.repository, inputs.directory);
		}
	});
	const { reports, ...more } = await accepted(world, context, values, [measured]);
	const [only = measured] = reports;
	const path = resolve(values.report ?? `${temporaryRoot}/linkgate-report-${measured.app}.json`);
	await world.files.write(path, renderReport(only));
	return {
		report: only,
		path,
		...more
	};
}
async function tell(world, context, values, { report, path, ...more }) {
	annotate(world.log, [report]);
	await publish(world, context, {
		...texts([report], values),
		...more,
		reportPath: path
	});
	return gate([report]);
}
async function publishOthers(world, context, values) {
	const paths = (values.report ?? "").split("\n").map((path) => path.trim()).filter((path) => path !== "");
	if (paths.length === 0) throw new InputError(["input `report` is empty: in phase publish it names the reports, files or folders"]);
	const others = await gatherExternalReports(world, context, paths.map((path) => resolve(path)));
	const { about } = others;
	if ("silent" in about) {
		const what = context?.workflowRun === void 0 ? "No comment is" : "Neither a comment nor a status is";
		world.log.notice(`${what} written: ${about.silent}`);
	}
	const found = contextOf(context, about);
	const { reports, ...more } = await accepted(world, found ?? queued(context), values, others.reports);
	const { status: name } = values;
	const sha = "statusOn" in about ? about.statusOn : void 0;
	annotate(world.log, reports, context?.workflowRun === void 0 && sha === void 0);
	await publish(world, found, {
		...texts(reports, values),
		...more,
		reportPath: paths.join("\n"),
		...others.run === void 0 ? {} : { run: others.run },
		...name === void 0 || sha === void 0 ? {} : { status: {
			sha,
			context: name,
			words: headingText(reports)
		} }
	});
	return gate(reports);
}
function contextOf(context, about) {
	if (context === void 0 || "silent" in about) return void 0;
	const { pullRequest: _, ...rest } = context;
	return "pullRequest" in about ? {
		...rest,
		pullRequest: about.pullRequest
	} : rest;
}
function queued(context) {
	return context?.pullRequest === void 0 ? context : void 0;
}
async function accepted({ github, log }, context, values, reports) {
	const label = values["accept-label"];
	const isBroken = reports.some(({ verdict }) => verdict === "fail");
	const number = context && labelledPullRequest(context);
	if (!isBroken || github === void 0 || context === void 0 || label === void 0) return { reports };
	if (number === void 0) return { reports };
	const acceptance = await readAcceptance(github, context, number, { label });
	if (acceptance.accepted) return { reports: reports.map((report) => report.verdict === "fail" ? withAcceptance(report, acceptance, label) : report) };
	if ("unread" in acceptance) return {
		reports,
		unread: acceptance.unread
	};
	if (acceptance.reason !== void 0) log.notice(acceptance.reason);
	return { reports };
}
function texts(reports, values) {
	const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 32);
	return {
		reports,
		comments: commentsOf(reports, values.combine, digest),
		summaries: summariesOf(reports),
		policy: values.comment,
		step: {
			async writeSummary(markdown) {
				await summary.addRaw(markdown, true).write();
			},
			setOutput: (name, value) => setOutput(name, value)
		}
	};
}
function gate(reports) {
	const outcome = outcomeOfAll(reports);
	info(`verdict: ${outcome}`);
	return exitCodeOf(outcome);
}
function annotate(log, reports, places = true) {
	const { shown, rest } = annotationsOf(reports, { places });
	for (const { level, message, ...place } of shown) log[level](message, place);
	if (rest !== void 0) log.info(rest);
}
async function readEvent(path) {
	if (path === void 0) return void 0;
	try {
		return JSON.parse(await readFile(path, "utf8"));
	} catch {
		return;
	}
}
function failed(error$1) {
	if (error$1 instanceof InputError) {
		for (const problem of error$1.problems) error(problem);
		error(`linkgate did not run: ${error$1.problems.length} problem(s), see above`);
		return exitCodes.wrongInput;
	}
	if (error$1 instanceof CancelledError) {
		warning("cancelled: nothing was judged");
		return exitCodes.cancelled;
	}
	if (error$1 instanceof CommandError) error(error$1.message);
	else {
		error(error$1 instanceof Error ? error$1.message : String(error$1));
		info(error$1 instanceof Error ? error$1.stack ?? "" : "");
	}
	return exitCodes.notMeasured;
}
process.exitCode = await main(stopSignal()).catch(failed);
export {};
