import { $t as mapResult, Et as canonicalPlatform, Ft as commentPolicies, It as engineChoices, Qt as fail, Tt as revisions, en as succeed, jt as isPlatform, wt as isGitea, zt as didYouMean } from "./linkgate-core.js";
import { a as array, f as looseObject, g as number, t as date, u as int, x as string } from "./zod.js";
// src/config/scans.ts
function readScans(text) {
	const scans = [];
	for (const line of text.split(/[\n,]/)) {
		if (line.trim() === "") continue;
		const [, word, mode = "", rest = ""] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(line.trim()) ?? [];
		const revision = revisions.find((one) => one === word);
		if (revision === void 0) return {
			ok: false,
			problem: `has \`${line.trim().slice(0, 100)}\`: write \`base\` or \`head\`, a mode and a path, such as \`head static trivy.json\``
		};
		const scan = {
			revision,
			mode,
			...placeOf(rest)
		};
		if (scans.some((one) => one.revision === revision && isOfSameImages(one, scan))) return {
			ok: false,
			problem: `has two files for ${revision} and ${imagesText(scan)}: keep one of them`
		};
		scans.push(scan);
	}
	const alone = scans.find((scan) => scan.revision === "base" && !scans.some((one) => one.revision === "head" && isOfSameImages(one, scan)));
	return alone === void 0 ? {
		ok: true,
		value: scans
	} : {
		ok: false,
		problem: `has a file for base and ${imagesText(alone)} but none for head: add one`
	};
}
function placeOf(text) {
	const [, first = "", path = ""] = /^(\S+)\s+(\S.*)$/.exec(text) ?? [];
	return isPlatform(first) ? {
		platform: canonicalPlatform(first),
		path
	} : { path: text };
}
function isOfSameImages(one, other) {
	return one.mode === other.mode && one.platform === other.platform;
}
function imagesText({ mode, platform }) {
	return `mode \`${mode}\`${platform === void 0 ? "" : ` on ${platform}`}`;
}
// src/config/inputs.ts
const phases = [
	"check",
	"measure",
	"publish"
];
const roundLimits = {
	least: 7,
	most: 1e3
};
const taken = (value) => ({
	ok: true,
	value
});
const refused = (problem) => ({
	ok: false,
	problem
});
function choice(allowed) {
	return (given) => {
		const value = allowed.find((word) => word === given);
		return value === void 0 ? refused(`is \`${given}\`: ${didYouMean(given, allowed)}`) : taken(value);
	};
}
function yesOrNo(given) {
	if (given === "true" || given === "false") return taken(given === "true");
	return refused(`is \`${given}\`: allowed: \`true\`, \`false\``);
}
function wholeNumber(given) {
	const value = Number(given);
	const { least, most } = roundLimits;
	if (/^\d+$/.test(given) && value >= least && value <= most) return taken(value);
	return refused(`is \`${given}\`: write a whole number from ${least} to ${most}`);
}
const optionalText = (given) => taken(given === "" ? void 0 : given);
const text = (given) => taken(given);
const inputParsers = {
	phase: choice(phases),
	config: optionalText,
	base: optionalText,
	"working-directory": text,
	engine: choice(engineChoices),
	cache: yesOrNo,
	comment: choice(commentPolicies),
	report: optionalText,
	html: optionalText,
	scans: readScans,
	sarif: optionalText,
	sbom: optionalText,
	combine: yesOrNo,
	"accept-label": optionalText,
	status: optionalText,
	rounds: wholeNumber,
	"github-token": optionalText
};
function inputsOf({ config, base, rounds, engine }, directory) {
	return {
		directory,
		rounds,
		engine,
		...config === void 0 ? {} : { config },
		...base === void 0 ? {} : { base }
	};
}
function readInputs(given) {
	const values = {};
	const problems = [];
	for (const [name, parse] of Object.entries(inputParsers)) {
		const read = parse(given(name).trim());
		if (read.ok) values[name] = read.value;
		else problems.push({ message: `input \`${name}\` ${read.problem}` });
	}
	return problems.length > 0 ? {
		ok: false,
		problem: problems
	} : {
		ok: true,
		value: values
	};
}
// src/repository/event-fields.ts
const textField = string().min(1);
const shaField = string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const repositoryField = looseObject({ full_name: textField });
function checkedEvent(schema, eventName, event) {
	const result = schema.safeParse(event);
	if (result.success) return succeed(result.data);
	const path = result.error.issues[0]?.path.join(".") ?? "";
	const where = path === "" ? "it is not an object" : `\`${path}\` is missing or not usable`;
	return fail(`The event file (GITHUB_EVENT_PATH) does not describe a \`${eventName}\` event: ${where}: run linkgate in a workflow that this event started, and do not change the file`);
}
// src/repository/workflow-run.ts
const side$1 = looseObject({
	sha: shaField,
	ref: textField,
	repo: looseObject({ id: number() }).nullish()
});
const gitHubWorkflowRunEvent = looseObject({
	repository: looseObject({ id: number() }),
	workflow_run: looseObject({
		id: int().positive(),
		run_attempt: int().positive(),
		event: textField,
		head_sha: shaField,
		head_branch: textField,
		head_repository: repositoryField.nullable(),
		pull_requests: array(looseObject({
			number: int().positive(),
			head: side$1,
			base: side$1
		}))
	})
});
function gitHubWorkflowRun({ workflow_run }) {
	const { id, run_attempt: attempt, head_sha: headSha, head_branch: ref, event } = workflow_run;
	return {
		id,
		attempt,
		headSha,
		event,
		startedFor: {
			kind: "branch",
			ref,
			repository: workflow_run.head_repository?.full_name
		}
	};
}
const giteaWorkflowRunEvent = looseObject({
	workflow: looseObject({ id: textField }),
	workflow_run: looseObject({
		id: int().positive(),
		run_attempt: int().nonnegative().nullish(),
		started_at: date().nullish().catch(void 0),
		event: textField,
		head_sha: shaField,
		path: textField,
		repository: repositoryField
	})
}).refine((data) => refOf(data).startsWith("refs/"), { path: ["workflow_run", "path"] });
function refOf({ workflow, workflow_run: { path } }) {
	const start = `${workflow.id}@`;
	return path.startsWith(start) ? path.slice(start.length) : "";
}
function giteaWorkflowRun(data) {
	const { id, run_attempt: counted, started_at: started, head_sha: headSha, event, repository } = data.workflow_run;
	const attempt = counted || secondsOf(started);
	const ref = refOf(data);
	const [, number] = /^refs\/pull\/([1-9]\d{0,9})\/(?:head|merge)$/.exec(ref) ?? [];
	return {
		id,
		attempt,
		headSha,
		event,
		startedFor: number === void 0 ? {
			kind: "branch",
			ref: ref.replace(/^refs\/heads\//, ""),
			repository: repository.full_name
		} : {
			kind: "pull-request",
			number: Number(number)
		}
	};
}
function secondsOf(time) {
	return Math.max(Math.floor((time?.getTime() ?? 0) / 1e3), 0);
}
// src/repository/event.ts
const gitHub = "https://github.com";
const side = looseObject({
	sha: shaField,
	ref: textField
});
const pullRequestEvent = looseObject({ pull_request: looseObject({
	number: int().positive(),
	head: side.extend({ repo: repositoryField.nullable() }),
	base: side.extend({ repo: repositoryField })
}) });
const mergeGroupEvent = looseObject({ merge_group: looseObject({
	base_sha: shaField,
	head_sha: shaField,
	head_ref: textField.nullish()
}) });
const pushEvent = looseObject({ before: shaField });
const anyEvent = looseObject({ repository: looseObject({ default_branch: textField }) });
function readContext(env, event) {
	const name = env["GITHUB_REPOSITORY"];
	const eventName = env["GITHUB_EVENT_NAME"];
	if (name === void 0 || name === "" || eventName === void 0 || eventName === "") return succeed(void 0);
	const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
	if (owner === void 0 || repo === void 0) return fail(`GITHUB_REPOSITORY is \`${name}\`: it must be an owner and a name, such as \`me/api\``);
	const defaultBranch = anyEvent.safeParse(event).data?.repository.default_branch;
	const apiUrl = url(env["GITHUB_API_URL"], "https://api.github.com");
	return mapResult(partsOf(eventName, event, isGitea(apiUrl)), (parts) => ({
		eventName,
		owner,
		repo,
		serverUrl: url(env["GITHUB_SERVER_URL"], gitHub),
		apiUrl,
		runId: count(env["GITHUB_RUN_ID"]) ?? 0,
		runAttempt: count(env["GITHUB_RUN_ATTEMPT"]) ?? 1,
		sha: env["GITHUB_SHA"] ?? "",
		ref: env["GITHUB_REF"] ?? "",
		...defaultBranch === void 0 ? {} : { defaultBranch },
		...parts
	}));
}
function partsOf(eventName, event, gitea) {
	switch (eventName) {
		case "pull_request":
		case "pull_request_target":
		case "pull_request_review":
		case "pull_request_review_comment": return mapResult(checkedEvent(pullRequestEvent, eventName, event), (data) => ({ pullRequest: pullRequestOf(data) }));
		case "merge_group": return mapResult(checkedEvent(mergeGroupEvent, eventName, event), mergeGroupOf);
		case "push": return mapResult(checkedEvent(pushEvent, eventName, event), ({ before }) => /^0+$/.test(before) ? {} : { before });
		case "workflow_run": return gitea ? mapResult(checkedEvent(giteaWorkflowRunEvent, eventName, event), (data) => ({ workflowRun: giteaWorkflowRun(data) })) : mapResult(checkedEvent(gitHubWorkflowRunEvent, eventName, event), gitHubRunParts);
		default: return succeed({});
	}
}
function mergeGroupOf({ merge_group }) {
	const { base_sha: baseSha, head_sha: headSha, head_ref: headRef } = merge_group;
	const pullRequest = queuedIn(headRef ?? "");
	return { mergeGroup: {
		baseSha,
		headSha,
		...pullRequest === void 0 ? {} : { pullRequest }
	} };
}
function gitHubRunParts(data) {
	const pullRequest = pullRequestOfRun(data);
	return {
		workflowRun: gitHubWorkflowRun(data),
		...pullRequest === void 0 ? {} : { pullRequest }
	};
}
function pullRequestOf({ pull_request }) {
	const { number, head, base } = pull_request;
	return {
		number,
		headSha: head.sha,
		baseSha: base.sha,
		headRef: head.ref,
		baseRef: base.ref,
		fromFork: head.repo?.full_name !== base.repo.full_name
	};
}
function pullRequestOfRun(data) {
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
function url(given, otherwise) {
	return (given === void 0 || given === "" ? otherwise : given).replace(/\/+$/, "");
}
function count(given) {
	return given !== void 0 && /^\d{1,15}$/.test(given) ? Number(given) : void 0;
}
function queuedIn(branch) {
	const number = /(?:^|\/)gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/.exec(branch)?.[1];
	return number === void 0 ? void 0 : Number(number);
}
function serverName({ apiUrl, serverUrl }) {
	if (!isGitea(apiUrl)) return "GitHub";
	return URL.parse(serverUrl === gitHub ? apiUrl : serverUrl)?.host ?? apiUrl;
}
function labelledPullRequest(context) {
	const { pullRequest, mergeGroup, workflowRun } = context;
	const from = workflowRun?.startedFor;
	const queued = workflowRun?.event === "merge_group" && from?.kind === "branch" ? queuedIn(from.ref) : void 0;
	return pullRequest?.number ?? mergeGroup?.pullRequest ?? queued;
}
export { inputsOf as a, roundLimits as c, inputParsers as i, imagesText as l, readContext as n, phases as o, serverName as r, readInputs as s, labelledPullRequest as t, isOfSameImages as u };
