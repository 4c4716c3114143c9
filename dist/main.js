import { d as setSecret, i as getInput, l as saveState, o as info, p as warning, r as error, u as setOutput, y as summary } from "./chunks/core.js";
import { i as exitCodes, n as CommandError, r as InputError, t as CancelledError } from "./chunks/errors.js";
import { S as int, T as number, d as exitCodeOf, f as isMeasured, i as realClock, k as string, n as stopSignal, o as withoutSecrets, r as actionsLog, t as openWorld, w as looseObject, y as array } from "./chunks/open.js";
import { C as metrics, S as labelOf, T as readInputs, m as markdownBodies, n as run, p as renderReport, t as version, w as inputsOf } from "./chunks/version.js";
import { t as stateNames } from "./chunks/state.js";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
// src/plan/context.ts
const text = string().min(1);
const sha = string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const repository = looseObject({ full_name: text });
const side = looseObject({
	sha,
	ref: text,
	repo: repository.nullish()
});
const pullRequestEvent = looseObject({ pull_request: looseObject({
	number: int().positive(),
	head: side,
	base: side
}) });
const mergeGroupEvent = looseObject({ merge_group: looseObject({
	base_sha: sha,
	head_sha: sha
}) });
const pushEvent = looseObject({ before: sha });
const anyEvent = looseObject({ repository: looseObject({ default_branch: text }) });
const runSide = looseObject({
	sha,
	ref: text,
	repo: looseObject({ id: number() }).nullish()
});
const workflowRunEvent = looseObject({
	repository: looseObject({ id: number() }),
	workflow_run: looseObject({
		head_sha: sha,
		pull_requests: array(looseObject({
			number: int().positive(),
			head: runSide,
			base: runSide
		}))
	})
});
function readContext(env, event) {
	const name = env["GITHUB_REPOSITORY"];
	const eventName = env["GITHUB_EVENT_NAME"];
	if (name === void 0 || name === "" || eventName === void 0 || eventName === "") return void 0;
	const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
	if (owner === void 0 || repo === void 0) throw new InputError([`GITHUB_REPOSITORY is \`${name}\`; it must be an owner and a name, such as \`me/api\`.`]);
	const defaultBranch = anyEvent.safeParse(event).data?.repository.default_branch;
	return {
		eventName,
		owner,
		repo,
		serverUrl: url(env["GITHUB_SERVER_URL"], "https://github.com"),
		apiUrl: url(env["GITHUB_API_URL"], "https://api.github.com"),
		runId: count(env["GITHUB_RUN_ID"]) ?? 0,
		runAttempt: count(env["GITHUB_RUN_ATTEMPT"]) ?? 1,
		sha: env["GITHUB_SHA"] ?? "",
		ref: env["GITHUB_REF"] ?? "",
		...defaultBranch === void 0 ? {} : { defaultBranch },
		...partsOf(eventName, event)
	};
}
function partsOf(eventName, event) {
	switch (eventName) {
		case "pull_request":
		case "pull_request_target":
		case "pull_request_review":
		case "pull_request_review_comment": return { pullRequest: pullRequestOf(checked(pullRequestEvent, eventName, event)) };
		case "merge_group": {
			const { merge_group } = checked(mergeGroupEvent, eventName, event);
			return { mergeGroup: {
				baseSha: merge_group.base_sha,
				headSha: merge_group.head_sha
			} };
		}
		case "push": {
			const before = pushEvent.safeParse(event).data?.before;
			return before === void 0 || /^0+$/.test(before) ? {} : { before };
		}
		case "workflow_run": {
			const pullRequest = pullRequestOfRun(event);
			return pullRequest === void 0 ? {} : { pullRequest };
		}
		default: return {};
	}
}
function pullRequestOf({ pull_request }) {
	const { number, head, base } = pull_request;
	return {
		number,
		headSha: head.sha,
		baseSha: base.sha,
		headRef: head.ref,
		baseRef: base.ref,
		fromFork: head.repo?.full_name !== base.repo?.full_name
	};
}
function pullRequestOfRun(event) {
	const { data } = workflowRunEvent.safeParse(event);
	if (data === void 0) return void 0;
	const [only, ...others] = data.workflow_run.pull_requests.filter((listed) => listed.base.repo?.id === data.repository.id);
	if (only === void 0 || others.length > 0) return void 0;
	return {
		number: only.number,
		headSha: data.workflow_run.head_sha,
		baseSha: only.base.sha,
		headRef: only.head.ref,
		baseRef: only.base.ref,
		fromFork: only.head.repo?.id !== data.repository.id
	};
}
function checked(schema, eventName, event) {
	const result = schema.safeParse(event);
	if (result.success) return result.data;
	const path = result.error.issues[0]?.path.join(".") ?? "";
	const where = path === "" ? "it is not an object" : `\`${path}\` is missing or not usable`;
	throw new InputError([`The event file (GITHUB_EVENT_PATH) does not describe a \`${eventName}\` event: ${where}; run linkgate in a workflow that this event started, with the file as GitHub wrote it.`]);
}
function url(given, otherwise) {
	return (given === void 0 || given === "" ? otherwise : given).replace(/\/+$/, "");
}
function count(given) {
	return given !== void 0 && /^\d{1,15}$/.test(given) ? Number(given) : void 0;
}
// src/publish/annotations.ts
const annotationLevels = [
	"error",
	"warning",
	"notice"
];
function annotationsOf(findings, directory = ".") {
	const all = findings.flatMap((finding) => annotationOf(finding, directory));
	const byLevel = annotationLevels.map((level) => all.filter((annotation) => annotation.level === level));
	const hidden = byLevel.flatMap((some, index) => {
		const more = some.length - 10;
		const level = annotationLevels[index];
		return more > 0 ? [`${more} more ${level}${more > 1 ? "s" : ""}`] : [];
	});
	return {
		shown: byLevel.flatMap((some) => some.slice(0, 10)),
		...hidden.length === 0 ? {} : { rest: `Not annotated: ${hidden.join(", ")}; the summary has all.` }
	};
}
function annotationOf(finding, directory) {
	const level = levelOf(finding);
	if (level === void 0) return [];
	const place = compilerPlace(finding, directory);
	return [{
		level,
		title: titleOf(finding),
		message: [
			finding.message,
			place?.said,
			finding.mend
		].filter((part) => part !== void 0).join("\n"),
		...place === void 0 ? {} : {
			file: place.file,
			line: place.line
		}
	}];
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
		"linkgate",
		revision,
		mode,
		metric === void 0 ? kind.replaceAll("-", " ") : labelOf(metric)
	].filter((part) => part !== void 0).join(" · ");
}
function compilerPlace({ kind, revision, log = [] }, directory) {
	if (kind !== "build-failed" || revision === "base") return void 0;
	for (const output of log) {
		const [, path, line, said] = /^(?:\.\/)?([\w@+.-][\w@+./-]*\.go):(\d+)(?::\d+)?: (.+)$/.exec(output) ?? [];
		if (path === void 0 || line === void 0 || said === void 0 || path.includes("..")) continue;
		return {
			file: directory === "." || directory === "" ? path : `${directory.replace(/\/+$/, "")}/${path}`,
			line: Number(line),
			said
		};
	}
}
// src/publish/fit.ts
const commentLimit = 65e3;
const summaryLimit = 1e6;
function bytesOf(text) {
	return new TextEncoder().encode(text).length;
}
function firstThatFits(bodies, limit, before = "") {
	const room = limit - bytesOf(before);
	return bodies.find((body) => bytesOf(body) <= room);
}
// src/publish/marker.ts
const opening = /^<!-- linkgate:comment ((?:[a-z]+="[^"<>\r\n]*" )+)-->(?:\r?\n|$)/;
function writeMarker({ app, fingerprint, head }) {
	return `<!-- linkgate:comment app="${encode(app)}" fingerprint="${encode(fingerprint)}" head="${encode(head)}" -->`;
}
function readMarker(body) {
	const attributes = new Map();
	for (const [, name = "", value = ""] of (opening.exec(body)?.[1] ?? "").matchAll(/([a-z]+)="([^"]*)"/g)) attributes.set(name, decode(value));
	const app = attributes.get("app");
	if (app === void 0) return void 0;
	return {
		app,
		fingerprint: attributes.get("fingerprint") ?? "",
		head: attributes.get("head") ?? ""
	};
}
function encode(text) {
	return text.replace(/[^\w.-]|-(?=-)/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}
function decode(text) {
	return text.replace(/%([0-9A-F]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}
// src/publish/comment.ts
async function publishComment(github, request) {
	if (request.policy === "never") return {
		action: "skipped",
		reason: "comments are switched off"
	};
	const [existing, ...duplicates] = await ownComments(github, request);
	if (existing === void 0 && !mayCreate(request)) return {
		action: "skipped",
		reason: `nothing to say under the policy \`${request.policy}\``
	};
	const same = existing !== void 0 && readMarker(existing.body)?.fingerprint === request.fingerprint;
	if (same && duplicates.length === 0) return {
		action: "unchanged",
		url: existing.url
	};
	const marker = `${writeMarker({
		app: request.app,
		fingerprint: request.fingerprint,
		head: request.headSha
	})}\n`;
	const body = firstThatFits(request.bodies, commentLimit, marker);
	if (body === void 0) return {
		action: "skipped",
		reason: `it would have more than ${commentLimit} bytes`
	};
	const head = await github.headOf(request.pullRequest);
	if (head !== request.headSha) return {
		action: "superseded",
		reason: `the pull request is at ${head} now and ${request.headSha} was measured; the run of the newer push comments`
	};
	const published = await write(github, request.pullRequest, marker + body, same, existing);
	await removeAll(github, duplicates);
	return published;
}
async function write(github, pullRequest, body, same, existing) {
	if (existing === void 0) return {
		action: "created",
		url: (await github.createComment(pullRequest, body)).url
	};
	if (same) return {
		action: "unchanged",
		url: existing.url
	};
	return {
		action: "updated",
		url: (await github.updateComment(existing.id, body)).url
	};
}
async function ownComments(github, request) {
	const viewer = await github.viewer();
	return (await github.comments(request.pullRequest)).filter(({ author, body }) => isOwn(author, viewer) && readMarker(body)?.app === request.app).sort((a, b) => a.id - b.id);
}
function isOwn(author, viewer) {
	return viewer === void 0 ? author.endsWith("[bot]") : author === viewer;
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
async function removeAll(github, duplicates) {
	for (const { id } of duplicates) try {
		await github.deleteComment(id);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
	}
}
// src/publish/faults.ts
var ApiError = class extends Error {
	name = "ApiError";
	status;
	constructor(status, message) {
		super(message);
		this.status = status;
	}
};
const permissionsYaml = "permissions:\n  contents: read\n  pull-requests: write";
function explainNoToken() {
	return `The pull request gets no comment: there is no token; give the step \`github-token: \${{ github.token }}\` and the job\n${permissionsYaml}`;
}
function explainFault(error, context) {
	return `The pull request gets no comment: ${reason(error, context)}`;
}
function reason(error, context) {
	if (!(error instanceof ApiError)) return `${said(error)}.`;
	const { status } = error;
	if (status === void 0) return `GitHub could not be reached at ${context.apiUrl} (${said(error)}).`;
	const answer = `${status}: ${said(error)}`;
	if (status === 401) return `GitHub does not accept the token (${answer}); check the input \`github-token\`.`;
	if (status === 429 || status === 403 && /rate limit/i.test(error.message)) return `GitHub's rate limit for this token is used up (${answer}); run the job again later.`;
	if (status === 403 && /locked/i.test(error.message)) return `GitHub refused it (${answer}).`;
	if (status === 403 || status === 404) return missingPermission(answer, context);
	return `GitHub answered ${answer}.`;
}
function missingPermission(answer, { eventName, pullRequest }) {
	if (eventName.startsWith("pull_request") && eventName !== "pull_request_target" && pullRequest?.fromFork === true) return `a pull request from a fork gets a token that may only read (${answer}); the verdict, the summary and the report are as they would be otherwise.`;
	return `the token may not write to it (${answer}); add to the job\n${permissionsYaml}`;
}
function said(error) {
	const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
	if (text.startsWith("<")) return "an HTML page";
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
// src/publish/outputs.ts
function outputsOf(report, paths, markdown, commentUrl = "") {
	return {
		verdict: report.verdict,
		report: paths.report,
		markdown,
		"comment-url": commentUrl,
		metrics: JSON.stringify(metricsOf(report))
	};
}
function metricsOf({ variants }) {
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
// src/publish/summary.ts
function summaryOf(bodies) {
	return firstThatFits(bodies, summaryLimit);
}
// src/publish/publish.ts
async function publish(world, context, request) {
	const { log } = world;
	const comment = await commentOn(world, context, request);
	if (comment.action === "failed") log.notice(comment.reason);
	else log.info(`Comment ${comment.action}: ${"url" in comment ? comment.url : comment.reason}`);
	await courtesy(log, "The summary was not written", () => summarize(log, request));
	const markdown = firstThatFits(request.bodies, 65e3) ?? "";
	const outputs = outputsOf(request.report, { report: request.reportPath }, markdown, "url" in comment ? comment.url : void 0);
	for (const [name, value] of Object.entries(outputs)) await courtesy(log, `The output \`${name}\` was not set`, () => request.step.setOutput(name, value));
	return comment;
}
async function commentOn({ github }, context, request) {
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
		return await publishComment(github, {
			pullRequest: pullRequest.number,
			headSha: pullRequest.headSha,
			app: request.report.app,
			verdict: request.report.verdict,
			bodies: request.bodies,
			fingerprint: request.fingerprint,
			policy: request.policy,
			changed: request.changed
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
	const markdown = summaryOf(summaries);
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
// src/report/fingerprint.ts
function fingerprintText(report) {
	return JSON.stringify([
		report.tool.version,
		report.app,
		report.base?.sha ?? null,
		report.head.sha,
		report.verdict,
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
	return Object.hasOwn(metrics, metric) && metrics[metric].noise === "exact";
}
// src/world/cache.ts
const actionsCache = {
	async restore(paths, key, restoreKeys) {
		const { restoreCache } = await import("./chunks/cache.js");
		return restoreCache([...paths], key, [...restoreKeys]);
	},
	async save(paths, key) {
		const { saveCache } = await import("./chunks/cache.js");
		await saveCache([...paths], key);
	}
};
// src/world/github.ts
function githubApi({ token, apiUrl, owner, repo, signal, timeoutMs = 3e4 }) {
	let octokit;
	async function call(work) {
		if (signal.aborted) throw new CancelledError();
		octokit ??= connect(token, apiUrl, signal, timeoutMs);
		try {
			return await work(await octokit);
		} catch (error) {
			if (signal.aborted) throw new CancelledError();
			throw apiError(error);
		}
	}
	return {
		async viewer() {
			try {
				const { viewer } = await call((api) => api.graphql("{ viewer { login } }"));
				return viewer.login;
			} catch (error) {
				if (error instanceof CancelledError) throw error;
				return;
			}
		},
		async comments(pullRequest) {
			return (await call((api) => api.paginate(api.rest.issues.listComments, {
				owner,
				repo,
				issue_number: pullRequest,
				per_page: 100
			}))).map(commentOf);
		},
		async createComment(pullRequest, body) {
			return commentOf((await call((api) => api.rest.issues.createComment({
				owner,
				repo,
				issue_number: pullRequest,
				body
			}))).data);
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
		async headOf(pullRequest) {
			return (await call((api) => api.rest.pulls.get({
				owner,
				repo,
				pull_number: pullRequest
			}))).data.head.sha;
		}
	};
}
async function connect(token, baseUrl, signal, timeoutMs) {
	const { getOctokit } = await import("./chunks/github.js");
	const octokit = getOctokit(token, { baseUrl });
	octokit.hook.before("request", (options) => {
		options.request = {
			...options.request,
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
		};
	});
	return octokit;
}
function commentOf({ id, body, user, html_url }) {
	return {
		id: Number(id),
		body: body ?? "",
		author: user?.login ?? "",
		url: html_url
	};
}
function apiError(error) {
	if (!(error instanceof Error) || error.name !== "HttpError") return error;
	return new ApiError("response" in error && error.response !== void 0 && "status" in error ? Number(error.status) : void 0, error.message);
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
	const temporaryRoot = env["RUNNER_TEMP"] ?? "/tmp";
	const world = openWorld({
		env,
		temporaryRoot,
		log: actionsLog(realClock, signal),
		signal,
		...values.cache ? { cache: actionsCache } : {},
		...token === void 0 || context === void 0 ? {} : { github: githubApi({
			token,
			signal,
			...context
		}) }
	});
	const inputs = inputsOf(values, resolve(values["working-directory"]));
	const report = await run(inputs, context, world, {
		version,
		probeSource: fileURLToPath(new URL("../probe", import.meta.url)),
		onOpen: ({ run: name, directory }) => {
			saveState(stateNames.run, name);
			saveState(stateNames.directory, directory);
			saveState(stateNames.repository, inputs.directory);
		}
	});
	const reportPath = resolve(values.report ?? `${temporaryRoot}/linkgate-report-${report.app}.json`);
	await world.files.write(reportPath, renderReport(report));
	annotate(report, world.log);
	await tell(report, reportPath, context, values.comment, world);
	info(`verdict: ${report.verdict}`);
	return exitCodeOf(report.verdict);
}
async function tell(report, reportPath, context, policy, world) {
	const bodies = markdownBodies(report);
	await publish(world, context, {
		report,
		reportPath,
		bodies,
		summaries: bodies,
		policy,
		fingerprint: createHash("sha256").update(fingerprintText(report)).digest("hex").slice(0, 32),
		changed: hasChanges(report),
		step: {
			async writeSummary(markdown) {
				await summary.addRaw(markdown, true).write();
			},
			setOutput: (name, value) => setOutput(name, value)
		}
	});
}
function annotate(report, log) {
	const { shown, rest } = annotationsOf(report.findings);
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
