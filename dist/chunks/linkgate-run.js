import { C as succeed, D as CommandError, E as CancelledError, O as InputError, S as mapResult, _ as lastOf, c as openWorkspace, d as imageReference, g as joinPath, h as hasDirectory, j as maskCredentials, l as openPhases, m as cleanPath, p as ancestorsOf, s as settleAll, v as parentOf, w as didYouMean, x as fail, y as relativeTo } from "./linkgate-core.js";
import { C as isFatalProblem, D as obstacleFix, H as parseDuration, J as metricNames, M as isMeasured, N as isSameImage, O as obstacleMessage, T as revisions, U as parsePercent, V as parseCount, W as parseSize, X as commentPolicies, Y as metrics, a as budgetIds, c as VariantSet, d as factFinding, f as finding, g as ofModes, i as worst, j as levels, k as obstacleText, m as findingMessage, p as findingFix, v as isNewerVersion, y as notDerivedMessage } from "./linkgate-model.js";
import { _ as union, a as boolean, c as int, f as number, g as string, h as strictObject, l as literal, m as record, n as _undefined, p as object, r as array, s as exactOptional, t as _enum, u as looseObject, v as NEVER } from "./zod.js";
import { t as require_dist } from "./yaml.js";
import { C as textOf$3, S as parseDockerfile, _ as readShell, a as externalBases, f as givenScript, g as commandWords, h as launchedBy, i as platformProblem, l as buildersOf, m as isShell, n as ineffectiveEnv, o as finalBase, p as isAllArguments, r as notBuiltHere, s as pinBases, t as deriveDockerfile, u as describeDockerfile, w as sourceOfText } from "./linkgate-dockerfile.js";
import { n as openGit, t as openDocker } from "./linkgate-git-docker.js";
// src/config/inputs.ts
const phases$1 = [
	"check",
	"measure",
	"publish"
];
const taken = (value) => ({
	ok: true,
	value
});
const refused$2 = (problem) => ({
	ok: false,
	problem
});
function choice(allowed) {
	return (given) => {
		const value = allowed.find((word) => word === given);
		return value === void 0 ? refused$2(`is \`${given}\`: ${didYouMean(given, allowed)}`) : taken(value);
	};
}
function yesOrNo(given) {
	if (given === "true" || given === "false") return taken(given === "true");
	return refused$2(`is \`${given}\`: allowed here: \`true\`, \`false\``);
}
function wholeNumber(given) {
	const value = Number(given);
	if (/^\d+$/.test(given) && value >= 7 && value <= 1e3) return taken(value);
	return refused$2(`is \`${given}\`: write a whole number from 7 to 1000`);
}
const optionalText = (given) => taken(given === "" ? void 0 : given);
const text$1 = (given) => taken(given);
const inputParsers = {
	phase: choice(phases$1),
	config: optionalText,
	base: optionalText,
	"working-directory": text$1,
	cache: yesOrNo,
	comment: choice(commentPolicies),
	report: optionalText,
	combine: yesOrNo,
	"accept-label": optionalText,
	status: optionalText,
	rounds: wholeNumber,
	"github-token": optionalText
};
function inputsOf({ config, base, rounds }, directory) {
	return {
		directory,
		rounds,
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
// src/repository/event.ts
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
	head_sha: sha,
	head_ref: text.nullish()
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
		id: int().positive(),
		run_attempt: int().positive().nullish(),
		event: text,
		head_sha: sha,
		head_branch: text,
		head_repository: repository.nullish(),
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
	if (name === void 0 || name === "" || eventName === void 0 || eventName === "") return succeed(void 0);
	const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
	if (owner === void 0 || repo === void 0) return fail(`GITHUB_REPOSITORY is \`${name}\`; it must be an owner and a name, such as \`me/api\`.`);
	const defaultBranch = anyEvent.safeParse(event).data?.repository.default_branch;
	return mapResult(partsOf$1(eventName, event), (parts) => ({
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
		...parts
	}));
}
function partsOf$1(eventName, event) {
	switch (eventName) {
		case "pull_request":
		case "pull_request_target":
		case "pull_request_review":
		case "pull_request_review_comment": return mapResult(checked(pullRequestEvent, eventName, event), (data) => ({ pullRequest: pullRequestOf(data) }));
		case "merge_group": return mapResult(checked(mergeGroupEvent, eventName, event), mergeGroupOf);
		case "push": {
			const before = pushEvent.safeParse(event).data?.before;
			return succeed(before === void 0 || /^0+$/.test(before) ? {} : { before });
		}
		case "workflow_run": {
			const { data } = workflowRunEvent.safeParse(event);
			return succeed(data === void 0 ? {} : workflowRunOf(data));
		}
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
function workflowRunOf(data) {
	const { id, run_attempt, head_sha, head_branch, head_repository, event: startedBy } = data.workflow_run;
	const pullRequest = pullRequestOfRun(data);
	return {
		workflowRun: {
			id,
			attempt: run_attempt ?? 1,
			headSha: head_sha,
			headRef: head_branch,
			headRepository: head_repository?.full_name,
			event: startedBy
		},
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
		fromFork: head.repo?.full_name !== base.repo?.full_name
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
function checked(schema, eventName, event) {
	const result = schema.safeParse(event);
	if (result.success) return succeed(result.data);
	const path = result.error.issues[0]?.path.join(".") ?? "";
	const where = path === "" ? "it is not an object" : `\`${path}\` is missing or not usable`;
	return fail(`The event file (GITHUB_EVENT_PATH) does not describe a \`${eventName}\` event: ${where}; run linkgate in a workflow that this event started, with the file as GitHub wrote it.`);
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
function labelledPullRequest(context) {
	const { pullRequest, mergeGroup, workflowRun } = context;
	const queued = workflowRun?.event === "merge_group" ? queuedIn(workflowRun.headRef) : void 0;
	return pullRequest?.number ?? mergeGroup?.pullRequest ?? queued;
}
// src/repository/workflow/workflow.ts
var import_dist = require_dist();
function parseWorkflow(source, file) {
	let read;
	try {
		read = (0, import_dist.parse)(source, { logLevel: "error" });
	} catch (error) {
		const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
		return {
			ok: false,
			problem: {
				file,
				message: `not YAML: ${line.replace(/:$/, "")}`
			}
		};
	}
	const root = mapOf(read);
	if (root === void 0) return {
		ok: false,
		problem: {
			file,
			message: "it is no map"
		}
	};
	const jobs = Object.entries(mapOf(root["jobs"]) ?? {}).map(([id, job]) => jobOf(id, mapOf(job) ?? {}));
	return succeed({
		file,
		name: textOf$2(root["name"]) ?? file,
		events: eventsOf(root["on"]),
		...optional("permissions", permissionsOf(root["permissions"])),
		...optional("group", groupOf(root["concurrency"])),
		jobs
	});
}
function usesOfLinkgate(workflow) {
	return workflow.jobs.flatMap((job) => job.steps.flatMap((step) => {
		if (step.uses === void 0 || !isLinkgate(step.uses)) return [];
		const given = step.inputs["phase"] ?? "check";
		return [{
			workflow,
			job,
			step,
			uses: step.uses,
			phase: phases$1.find((phase) => phase === given)
		}];
	}));
}
function isLinkgate(uses) {
	const path = actionOf(uses).split("/");
	return /^[.$]$/.test(path[0] ?? "") ? path.at(-1) === "linkgate" : path[1] === "linkgate";
}
const actionOf = (uses) => uses.split("@", 1)[0] ?? "";
const isExpression = (text) => text.includes("${{");
const stepsUsing = ({ steps }, action) => steps.flatMap((step) => step.uses !== void 0 && actionOf(step.uses) === action ? [{
	...step,
	uses: step.uses
}] : []);
function mapOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function textOf$2(value) {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}
const listOf = (value) => Array.isArray(value) ? value : value === void 0 || value === null ? [] : [value];
function textsOf(value) {
	return Object.fromEntries(Object.entries(mapOf(value) ?? {}).map(([name, one]) => [name, textOf$2(one) ?? ""]));
}
function optional(name, value) {
	return value === void 0 ? {} : { [name]: value };
}
function eventsOf(on) {
	return mapOf(on) ?? Object.fromEntries(listOf(on).map((name) => [String(name), null]));
}
function permissionsOf(value) {
	return mapOf(value) === void 0 ? textOf$2(value) : textsOf(value);
}
function groupOf(concurrency) {
	return textOf$2(concurrency) ?? textOf$2(mapOf(concurrency)?.["group"]);
}
function jobOf(id, job) {
	return {
		id,
		needs: listOf(job["needs"]).map(String),
		...optional("condition", textOf$2(job["if"])),
		...optional("permissions", permissionsOf(job["permissions"])),
		...optional("group", groupOf(job["concurrency"])),
		steps: listOf(job["steps"]).map((step) => stepOf(mapOf(step) ?? {}))
	};
}
function stepOf(step) {
	return {
		...optional("uses", textOf$2(step["uses"])),
		...optional("run", textOf$2(step["run"])),
		...optional("condition", textOf$2(step["if"])),
		continueOnError: ![void 0, "false"].includes(textOf$2(step["continue-on-error"])),
		inputs: Object.fromEntries(Object.entries(textsOf(step["with"])).map(([name, value]) => [name.toLowerCase(), value]))
	};
}
// src/config/built-in-modes.ts
const builtInModes = {
	static: {
		env: { CGO_ENABLED: "0" },
		expects: ["static"]
	},
	dynamic: {
		env: { CGO_ENABLED: "1" },
		expects: ["dynamic"]
	}
};
const builtInModeNames = Object.keys(builtInModes);
const goKeys = [
	"tags",
	"env",
	"ldflags"
];
function isBuiltIn(name) {
	return Object.hasOwn(builtInModes, name);
}
const defaultLdflags = "-s -w";
// src/config/modes.ts
function resolveModes(entries, shared, isBuiltInOnly) {
	const problems = [];
	const modes = [];
	for (const [name, options] of entries) {
		const mode = resolveMode(name, options, shared);
		const isTwice = modes.some((one) => one.name === name);
		const problem = isTwice ? `\`modes\` names \`${name}\` twice` : problemOf(name, mode, isBuiltInOnly);
		if (problem !== void 0) problems.push({
			path: isTwice ? ["modes"] : ["modes", name],
			problem
		});
		else if (mode !== void 0) modes.push(mode);
	}
	if (entries.length === 0) {
		const problem = `\`modes\` is empty: name at least one of ${builtInModeNames.join(", ")}`;
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
	if (metricNames.includes(name)) return `a mode cannot be called \`${name}\`, which is a metric: budgets could not tell the two apart`;
	if (mode === void 0) return `\`${name}\` is not a built-in mode (${builtInModeNames.join(", ")}): add \`link:\` with the one it starts from`;
	if (mode.image?.from === "dockerfile" && mode.image.dockerfile === void 0 && isBuiltInOnly) return `mode \`${name}\` asks for an image of a Dockerfile, and \`build.dockerfile\` for the built-in one: give the mode its \`dockerfile\`, or leave that of \`build\` away`;
}
function resolveMode(name, options, shared) {
	const start = options.link ?? (isBuiltIn(name) ? name : void 0);
	if (start === void 0) return void 0;
	const { env, expects } = builtInModes[start];
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
		expects,
		...own.length === 0 ? {} : { own },
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
// src/repository/go/go-version.ts
const released = Number.POSITIVE_INFINITY;
function parseGoVersion(text) {
	const match = /(?:^|\s|go)(\d+)\.(\d+)(?:\.(\d+))?(?:(beta|rc)(\d+))?(?:$|[\s-])/.exec(text);
	if (match === null) return void 0;
	const [, major, minor, patch = "0", stage, number = "0"] = match;
	const pre = stage === void 0 ? released : Number(number) + (stage === "rc" ? 1e3 : 0);
	return [
		Number(major),
		Number(minor),
		Number(patch),
		pre
	];
}
function compareGo(one, other) {
	const [a, b] = [parseGoVersion(one), parseGoVersion(other)];
	if (a === void 0 || b === void 0) return 0;
	for (const [index, part] of a.entries()) {
		const against = b[index] ?? 0;
		if (part !== against) return part < against ? -1 : 1;
	}
	return 0;
}
function readGoLines(source, file) {
	const of = (word) => new RegExp(`^[ \\t]*${word}[ \\t]+(?:go)?(\\d\\S*)[ \\t]*(?://.*)?\\r?$`, "m").exec(source)?.[1];
	const [go, toolchain] = [of("go"), of("toolchain")];
	return {
		file,
		...go === void 0 ? {} : { go },
		...toolchain === void 0 ? {} : { toolchain }
	};
}
function newestAsked(asked, of) {
	return asked.flatMap((one) => {
		const version = one[of];
		return version === void 0 ? [] : [{
			file: one.file,
			version
		}];
	}).reduce((newest, one) => newest === void 0 || compareGo(newest.version, one.version) < 0 ? one : newest, void 0);
}
// src/judge/budgets.ts
function budgetFor(budgets, metric, mode) {
	const given = budgets.filter((budget) => budget.metric === metric);
	return given.find((budget) => budget.mode === mode) ?? given.find((budget) => budget.mode === void 0);
}
const rounding$1 = 1 + 4 * Number.EPSILON;
function judgeMax(max, head, noise) {
	if (noise === "exact") return head.value > max ? "broken" : "kept";
	if (head.low === void 0 || head.high === void 0) return "undecided";
	if (head.low > max) return "broken";
	return head.high > max ? "undecided" : "kept";
}
function judgeIncrease(increase, base, head, noise) {
	const delta = head.value - base.value;
	const overShare = increase.relative === void 0 || delta > increase.relative * base.value * rounding$1;
	const overAmount = increase.absolute === void 0 || delta > increase.absolute;
	if (!overShare || !overAmount) return "kept";
	if (noise === "exact") return "broken";
	if (head.low === void 0 || base.high === void 0) return "undecided";
	return head.low > base.high ? "broken" : "undecided";
}
// src/startup/statistics.ts
function median(values) {
	const sorted = new Float64Array(values).sort();
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] ?? NaN;
	return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}
function medianInterval(values, confidence = .95) {
	const sorted = new Float64Array(values).sort();
	const rank = medianRank(sorted.length, (1 - confidence) / 2);
	const low = sorted[rank - 1];
	const high = sorted[sorted.length - rank];
	return low === void 0 || high === void 0 ? void 0 : {
		low,
		high
	};
}
function medianRank(count, tail) {
	const terms = new Float64Array(count + 1);
	const middle = count >> 1;
	terms[middle] = 1;
	for (let k = middle; k > 0; k--) terms[k - 1] = at(terms, k) * k / (count - k + 1);
	for (let k = middle; k < count; k++) terms[k + 1] = at(terms, count - k - 1);
	const most = tail * terms.reduce((sum, term) => sum + term, 0) * rounding;
	let rank = 0;
	let cumulated = 0;
	while (rank < count) {
		cumulated += at(terms, rank);
		if (cumulated > most) break;
		rank++;
	}
	return rank;
}
const rounding = 1 + 1e-12;
const nothingKnown = {
	estimate: NaN,
	low: Number.NEGATIVE_INFINITY,
	high: Number.POSITIVE_INFINITY
};
function hodgesLehmann(values, alpha) {
	if (values.length === 0 || !values.every(Number.isFinite)) return nothingKnown;
	const sorted = new Float64Array(values).sort();
	const averages = sorted.length * (sorted.length + 1) / 2;
	const rank = walshRank(sorted.length, alpha);
	const upper = walshAverage(sorted, Math.floor(averages / 2) + 1);
	return {
		estimate: ((averages % 2 === 0 ? walshAverage(sorted, averages / 2) : upper) + upper) / 2,
		low: rank === 0 ? nothingKnown.low : walshAverage(sorted, rank),
		high: rank === 0 ? nothingKnown.high : walshAverage(sorted, averages - rank + 1)
	};
}
function pairedRatio(base, head, alpha) {
	const logarithms = (values) => values.map((value) => Math.log(value));
	const { estimate, low, high } = pairedDifference(logarithms(base), logarithms(head), alpha);
	return {
		estimate: Math.exp(estimate),
		low: Math.exp(low),
		high: Math.exp(high)
	};
}
function pairedDifference(base, head, alpha) {
	if (base.length !== head.length) return nothingKnown;
	return hodgesLehmann(head.map((value, round) => value - (base[round] ?? NaN)), alpha);
}
function walshAverage(sorted, rank) {
	let low = at(sorted, 0);
	let high = at(sorted, sorted.length - 1);
	while (low < high) {
		const middle = low + (high - low) / 2;
		const pivot = middle < high ? middle : low;
		let upTo = 0;
		let greatest = low;
		let leastAbove = high;
		let j = sorted.length - 1;
		for (let i = 0; i <= j; i++) {
			const one = at(sorted, i);
			let average = (one + at(sorted, j)) / 2;
			while (average > pivot) {
				if (average < leastAbove) leastAbove = average;
				if (--j < i) break;
				average = (one + at(sorted, j)) / 2;
			}
			if (j < i) break;
			upTo += j - i + 1;
			if (average > greatest) greatest = average;
		}
		if (upTo >= rank) high = greatest;
		else low = leastAbove;
	}
	return low;
}
const exactUpTo = 400;
function walshRank(count, alpha) {
	if (count > exactUpTo) {
		const deviation = Math.sqrt(count * (count + 1) * (2 * count + 1) / 24);
		return Math.max(0, Math.floor(count * (count + 1) / 4 + normalQuantile(alpha) * deviation));
	}
	const probabilities = signedRank(count);
	let rank = 0;
	for (let above = probabilities.length; rank < above;) {
		const middle = rank + above >> 1;
		if (at(probabilities, middle) <= alpha) rank = middle + 1;
		else above = middle;
	}
	return rank;
}
const signedRanks = new Map();
function signedRank(count) {
	const known = signedRanks.get(count);
	if (known !== void 0) return known;
	const probabilities = new Float64Array(Math.floor(count * (count + 1) / 4) + 1);
	probabilities[0] = 1;
	for (let rank = 1; rank <= count; rank++) for (let sum = probabilities.length - 1; sum >= 0; sum--) {
		const without = at(probabilities, sum);
		probabilities[sum] = (without + (sum < rank ? 0 : at(probabilities, sum - rank))) / 2;
	}
	for (let sum = 1; sum < probabilities.length; sum++) probabilities[sum] = at(probabilities, sum) + at(probabilities, sum - 1);
	signedRanks.set(count, probabilities);
	return probabilities;
}
const at = (numbers, index) => numbers[index];
function normalQuantile(p) {
	if (!(p >= 0 && p <= 1)) return NaN;
	const q = p - .5;
	if (Math.abs(q) <= .425) return q * quotient(central, .180625 - q * q);
	const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
	if (r === Number.POSITIVE_INFINITY) return q < 0 ? Number.NEGATIVE_INFINITY : r;
	const tail = r <= 5 ? quotient(near, r - 1.6) : quotient(far, r - 5);
	return q < 0 ? -tail : tail;
}
const central = [[
	3.3871328727963665,
	133.14166789178438,
	1971.5909503065513,
	13731.69376550946,
	45921.95393154987,
	67265.7709270087,
	33430.57558358813,
	2509.0809287301227
], [
	1,
	42.31333070160091,
	687.1870074920579,
	5394.196021424751,
	21213.794301586597,
	39307.89580009271,
	28729.085735721943,
	5226.495278852854
]];
const near = [[
	1.4234371107496835,
	4.630337846156546,
	5.769497221460691,
	3.6478483247632045,
	1.2704582524523684,
	.2417807251774506,
	.022723844989269184,
	.0007745450142783414
], [
	1,
	2.053191626637759,
	1.6763848301838038,
	.6897673349851,
	.14810397642748008,
	.015198666563616457,
	.0005475938084995345,
	1.0507500716444169e-9
]];
const far = [[
	6.657904643501103,
	5.463784911164114,
	1.7848265399172913,
	.29656057182850487,
	.026532189526576124,
	.0012426609473880784,
	27115555687434876e-21,
	2.0103343992922881e-7
], [
	1,
	.599832206555888,
	.1369298809227358,
	.014875361290850615,
	.0007868691311456133,
	18463183175100548e-21,
	1.421511758316446e-7,
	20442631033899397e-31
]];
function quotient([above, below], x) {
	const polynomial = (coefficients) => coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
	return polynomial(above) / polynomial(below);
}
// src/judge/timing/timing-rule.ts
const familyError = .01;
function alphaFor({ analyses, tests }) {
	return familyError / (Math.max(1, analyses) * Math.max(1, tests));
}
const fewestToLookAt = 15;
const mostLooks = 4;
function interimAnalyses(rounds) {
	const planned = [rounds];
	for (let fewer = rounds / 2; fewer >= fewestToLookAt && planned.length < mostLooks; fewer /= 2) planned.unshift(Math.ceil(fewer));
	return planned;
}
function timingChange(base, head, alpha) {
	return {
		ratio: pairedRatio(base, head, alpha),
		difference: pairedDifference(base, head, alpha),
		rounds: Math.min(base.length, head.length)
	};
}
function noiseFloor(control) {
	const floor = Math.max(control.ratio.high, 1 / control.ratio.low) - 1;
	return Number.isFinite(floor) ? floor : null;
}
function decideIncrease(increase, change, control) {
	const parts = partsOf(increase, change, control);
	if (parts.length === 0 || parts.some(({ head, limit }) => head.high <= limit)) return clearly("kept");
	const shifts = parts.flatMap(({ head, control }) => [head, ...control]);
	if (change.rounds > 0 && shifts.some(({ estimate }) => Number.isNaN(estimate))) return undecided$1("unusable");
	if (shifts.some(({ high }) => high === Number.POSITIVE_INFINITY)) return undecided$1("too-few");
	if (looksLikeChange(parts, 0) || looksLikeChange(parts, 1)) return undecided$1("control");
	const isOver = parts.every(({ head, tolerance, limit }) => head.low > tolerance && head.estimate > limit);
	if (isOver && parts.every((part) => part.head.estimate > floorOf$1(part))) return clearly("broken");
	return undecided$1(isOver || parts.every((part) => part.limit < floorOf$1(part)) ? "noise" : "close");
}
const clearly = (outcome) => ({
	outcome,
	because: "clear"
});
const undecided$1 = (because) => ({
	outcome: "undecided",
	because
});
function partsOf({ relative, absolute }, change, control) {
	const parts = [];
	if (relative !== void 0) parts.push({
		none: 1,
		tolerance: 1 + relative / 2,
		limit: 1 + relative,
		head: change.ratio,
		control: bothWays(control?.ratio, (factor) => 1 / factor)
	});
	if (absolute !== void 0) parts.push({
		none: 0,
		tolerance: absolute / 2,
		limit: absolute,
		head: change.difference,
		control: bothWays(control?.difference, (amount) => -amount)
	});
	return parts;
}
function bothWays(shift, turned) {
	if (shift === void 0) return [];
	const { estimate, low, high } = shift;
	return [shift, {
		estimate: turned(estimate),
		low: turned(high),
		high: turned(low)
	}];
}
const looksLikeChange = (parts, way) => parts.every(({ none, tolerance, control }) => {
	const shift = control[way];
	return shift !== void 0 && shift.low > none && shift.estimate > tolerance;
});
const floorOf$1 = ({ control }) => Math.max(...control.map(({ high }) => high));
// src/judge/timing/pairing.ts
function timingOf(variants, budgets, noise) {
	const tests = pairsOf(variants).flatMap(({ base, head }) => timedMetrics.filter((metric) => budgetFor(budgets, metric, head.mode)?.increase !== void 0 && !isSameImage(base?.image, head.image) && samplesOf(base, metric).length > 0)).length;
	const planned = interimAnalyses(noise.limit ?? noise.rounds).length;
	const alpha = alphaFor({
		analyses: planned,
		tests: Math.max(1, tests)
	});
	const { control } = noise;
	const original = variants.find(({ revision, mode, platform }) => revision === "base" && mode === control?.mode && platform === control.platform);
	return {
		alpha,
		confidence: 1 - .05 / planned,
		control: (metric) => {
			const copy = control?.metrics[metric];
			if (!isMeasured(copy)) return void 0;
			return changeBetween(samplesOf(original, metric), copy.samples ?? [], alpha);
		}
	};
}
const timedMetrics = Object.keys(metrics).filter((metric) => metrics[metric].noise === "noisy");
function pairsOf(variants) {
	return variants.filter(({ revision }) => revision === "head").map((head) => ({
		head,
		base: variants.find((one) => one.revision === "base" && one.mode === head.mode && one.platform === head.platform)
	}));
}
function changeInRounds(metric, base, head, { alpha }) {
	if (metrics[metric].noise !== "noisy") return void 0;
	return changeBetween(base?.samples ?? [], head?.samples ?? [], alpha);
}
function changeBetween(base, head, alpha) {
	if (base.length === 0 || base.length !== head.length) return void 0;
	const change = timingChange(base, head, alpha);
	return Number.isNaN(change.ratio.estimate) ? void 0 : change;
}
function samplesOf(variant, metric) {
	const found = variant?.metrics[metric];
	return isMeasured(found) ? found.samples ?? [] : [];
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
	return fail(`\`${command}\` printed JSON of an unknown form${place}: ${issue?.message}`);
}
// src/repository/go/problems.ts
const known = [
	[/(?:go\.mod|module \S+(?: listed in go\.work file)?|go\.work) requires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/, (wanted, have) => `go.mod asks for Go ${wanted} and this is Go ${have}: give actions/setup-go \`go-version-file: go.mod\`, or let Go fetch it with GOTOOLCHAIN=auto`],
	[/download go(\S+) for \S+: (.+)/, (wanted, why) => `go.mod asks for Go ${wanted}, which could not be fetched (${why}): give actions/setup-go \`go-version-file: go.mod\``],
	[/invalid go version '(\S+)'/, (wanted) => `this Go is too old for the line \`go ${wanted}\` of go.mod: set up Go 1.21 or newer`],
	[/inconsistent vendoring/, () => "vendor/ does not fit go.mod: run `go mod vendor` and commit what it writes, or set GOFLAGS=-mod=mod to leave it out of account"],
	[/cannot load module (\S+) listed in go\.work file/, (place) => `go.work uses ${place}, which is not in this repository: put it there with \`build: { prepare: … }\` in .github/linkgate.yml, or set GOWORK=off`],
	[/go\.work lists go (\S+); to update it/, (version) => `go.work has the line \`go ${version}\`, below that of one of its modules: run \`go work use\``],
	[/(updates to go\.mod needed|missing go\.sum entry)/, () => "go.mod or go.sum is not up to date: run `go mod tidy` and commit what it writes"]
];
function goProblem(stderr, most = 3) {
	for (const [pattern, sentence] of known) {
		const found = pattern.exec(stderr);
		if (found !== null) return maskCredentials(sentence(...found.slice(1)));
	}
	const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("go: downloading "));
	return maskCredentials(lines.slice(0, most).map((line) => line.trim()).join(" / "));
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
	Deps: names,
	EmbedPatterns: names,
	EmbedFiles: names,
	CgoFiles: names,
	Error: object({
		Err: string(),
		Pos: string().optional()
	}).optional(),
	Module: listedModule.optional()
});
async function goList(world, options) {
	const listed = await listOnce(world, options);
	if (listed.ok && listed.value.some(({ Error: error }) => isOutside(error?.Err))) {
		const alone = await listOnce(world, {
			...options,
			env: {
				...options.env,
				GOWORK: "off"
			}
		});
		return mapResult(alone, (packages) => ({
			packages,
			outsideWorkspace: true
		}));
	}
	return mapResult(listed, (packages) => ({
		packages,
		outsideWorkspace: false
	}));
}
async function listOnce(world, options) {
	const { exitCode, stdout, stderr } = await runList(world, options);
	if (exitCode === 0) return parseStream(stdout);
	const rest = unfetched.test(stderr) && options.deps !== true ? await listWithoutModules(world, options) : void 0;
	return rest?.ok === true ? rest : fail(goProblem(stderr));
}
const unfetched = /module lookup disabled|dial (?:tcp|udp)|no such host|timeout|x509:|unexpected EOF|: [45]\d\d [A-Z][a-z]+|exit status 128/;
async function listWithoutModules(world, options) {
	const goMod = await readGoModJson(world.exec, options);
	if (!goMod.ok) return void 0;
	const folder = await world.files.makeTemporary("linkgate-go-list-");
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
// src/repository/go/discover.ts
const gin = "github.com/gin-gonic/gin";
const decoys = /^(?:docs|demo|e2e|examples?|gen|generat(?:e|or)|hack|integration|plugins?|samples?|scripts|tests?|testdata|tools)$/i;
const usualNames = /^(?:server|api|app|web|http|dashboard)$/i;
async function discoverMain(world, search, { compiled = [], repository = "" } = {}) {
	if (search.modules.length === 0) return fail(await noModule(world, search.checkout));
	const candidates = [];
	const others = [];
	const errors = [];
	for (const module of search.modules) {
		const listed = await list$1(world, search, module, "./...");
		if (!listed.ok) {
			errors.push(`${module}: ${listed.problem.message}`);
			continue;
		}
		const { packages, outsideWorkspace } = listed.value;
		for (const found of packages.filter(({ Name: name }) => name === "main")) {
			const candidate = candidateOf$1(module, found, outsideWorkspace);
			if (found.Deps?.includes(gin) === true) candidates.push(candidate);
			else others.push(candidate.directory);
		}
	}
	if (candidates.length === 0) {
		if (errors.length > 0) return fail(`the packages could not be listed: ${errors.join("; ")}`);
		const serious = others.filter((directory) => !isDecoy$1(directory)).map(written);
		return undecided(noCandidate(others), serious);
	}
	return choose$1(candidates, compiled, repository);
}
function choose$1(candidates, compiled, repository) {
	const serious = only(candidates, ({ directory }) => !isDecoy$1(directory));
	const [one] = serious;
	if (serious.length === 1 && one !== void 0) return chosen(one, "the only one that reaches Gin");
	const left = only(serious, ({ directory }) => hasDirectory(compiled, directory));
	const rules = [
		[() => true, "the one that the Dockerfile compiles"],
		[({ path }) => path === ".", "at the root of its module"],
		[({ name, moduleName }) => name === moduleName, "named like its module"],
		[({ name }) => name.toLowerCase() === repository.toLowerCase(), "named like the repository"],
		[({ name }) => usualNames.test(name), "the only one named like a service"]
	];
	for (const [holds, because] of rules) {
		const [first, ...more] = left.filter(holds);
		if (first !== void 0 && more.length === 0) return chosen(first, because);
	}
	const names = left.map(({ directory }) => written(directory));
	return undecided(`${names.length} main packages reach Gin (${names.join(", ")}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``, names);
}
async function namedMain(world, search, named) {
	const clean = cleanPath(named);
	if (clean === void 0 || /(\.go|\.\.\.)$/.test(clean)) return fail(`build.main \`${named}\` is not one directory of the repository: give that of the package, such as ./cmd/api`);
	const [module] = search.modules.filter((candidate) => relativeTo(candidate, clean) !== void 0).sort((a, b) => (a === "." ? 0 : a.length) - (b === "." ? 0 : b.length)).toReversed();
	if (module === void 0) return fail(`build.main \`${named}\` lies in no Go module of this repository: give its directory, such as ./cmd/api`);
	const inside = relativeTo(module, clean) ?? ".";
	const listed = await list$1(world, search, module, inside === "." ? "." : `./${inside}`);
	const found = listed.ok ? listed.value.packages[0] : void 0;
	if (!listed.ok || found === void 0 || found.Name === void 0) {
		const said = (listed.ok ? found?.Error?.Err ?? "no Go files" : listed.problem.message).replaceAll(`${search.checkout}/`, "");
		return fail(`build.main \`${named}\` is no package: ${said}`);
	}
	if (found.Name !== "main") return fail(`build.main \`${named}\` is package ${found.Name}: name a directory with a package main`);
	return chosen(candidateOf$1(module, found, listed.value.outsideWorkspace), "named by build.main");
}
function list$1(world, { checkout, root, tags }, module, pattern) {
	return goList(world, {
		cwd: `${checkout}/${module}`,
		env: {
			...goEnv(world.host.env, {
				root,
				checkout
			}),
			GOOS: "linux",
			GOARCH: world.host.arch
		},
		tags,
		fields: [
			"ImportPath",
			"Name",
			"Dir",
			"Deps",
			"Error",
			"Module"
		],
		patterns: [pattern]
	});
}
function candidateOf$1(module, found, outsideWorkspace) {
	const inside = (found.Dir ?? "").slice((found.Module?.Dir ?? found.Dir ?? "").length).replace(/^\/+/, "");
	return {
		module,
		path: inside === "" ? "." : `./${inside}`,
		name: nameOf$2(found.ImportPath),
		importPath: found.ImportPath,
		...outsideWorkspace ? { outsideWorkspace } : {},
		directory: joinPath(module, inside === "" ? "." : inside),
		moduleName: nameOf$2(found.Module?.Path ?? "")
	};
}
function only(all, holds) {
	const found = all.filter(holds);
	return found.length > 0 ? found : all;
}
function isDecoy$1(directory) {
	return directory.split("/").some((segment) => decoys.test(segment));
}
function nameOf$2(importPath) {
	const parts = importPath.split("/");
	const last = parts.at(-1) ?? "";
	return /^v\d+$/.test(last) && parts.length > 1 ? parts.at(-2) ?? last : last;
}
function chosen({ directory: _directory, moduleName: _moduleName, ...main }, because) {
	return succeed({
		main,
		because
	});
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
	const example = first === void 0 ? "" : `, such as \`build: { main: ${written(first)} }\``;
	return `no main package here reaches ${gin}: name the one to build as \`build.main\` in .github/linkgate.yml${example}`;
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
		return `there is no go.mod in this repository, and ${file} is from before Go had modules: run \`go mod init\` and \`go mod tidy\`, and commit what they write`;
	}
	return "there is no go.mod in this repository: linkgate builds Go modules, which `go mod init` and `go mod tidy` make of Go files";
}
function written(directory) {
	return directory === "." ? "." : `./${directory}`;
}
function inRepository$2(module, path) {
	return written(joinPath(module, path.replace(/^\.\//, "")));
}
// src/config/values.ts
const list = union([string(), array(string())]).transform((given) => typeof given === "string" ? given.split(/[\s,]+/).filter((part) => part !== "") : given);
const variableName = string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of a variable is made of letters, digits and `_`");
const environment = record(variableName, union([
	string(),
	number(),
	boolean()
])).transform((given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])));
// src/config/build-schema.ts
const inRepository$1 = "give a path inside the repository, from its root";
const dockerfileOption = union([string(), boolean()]).transform((given, context) => {
	if (given === false || given === "built-in") return false;
	const path = given === true ? void 0 : cleanPath(given);
	if (path !== void 0 && path !== ".") return path;
	context.addIssue({
		code: "custom",
		message: given === true ? "`true` says nothing: give the path of the Dockerfile, `false` for the built-in image, or leave the key away" : `${inRepository$1}, such as deploy/Dockerfile, or \`false\` for the built-in image`
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
const withheld = /^(GITHUB_TOKEN$|ACTIONS_|INPUT_)/;
const secret = strictObject({
	env: string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of a variable is made of letters, digits and `_`").refine((name) => !withheld.test(name), { message: "this variable is kept from everything that is built: pass the value on under a name of its own, with `env:` in the workflow" }).optional().describe("Variable of the environment that it is read from."),
	file: string().min(1).optional().describe("File that it is read from; a relative path starts at the root of the repository.")
}).refine(({ env, file }) => env === void 0 !== (file === void 0), { message: "a secret comes from one place: `env` or `file`" });
const secrets = record(string().regex(/^[\w.-]+$/, "the id of a secret is made of letters, digits, `.`, `_` and `-`"), secret).transform((given) => Object.entries(given).map(([id, { env, file }]) => ({
	id,
	from: env === void 0 ? { file: file ?? "" } : { env }
})));
const ssh = union([
	boolean(),
	string(),
	array(string())
]).transform((given) => given === true ? ["default"] : given === false ? [] : [given].flat()).refine((given) => given.every((one) => /^\w[\w.-]*(=\S+)?$/.test(one)), { message: "give `default` for the SSH agent, or `id=path` of a socket or a key" });
const stage = string().regex(/^[A-Za-z0-9][\w.-]*$/, "a stage has a name of letters, digits, `.`, `_` and `-`, or a number");
const notForBuiltIn = "this is for a Dockerfile, and `dockerfile` asks for the built-in image: keep one of the two";
const ofDockerfile$1 = [
	"context",
	"target",
	"build-args",
	"secrets",
	"ssh"
];
const buildSchema = strictObject({
	main: string().optional().describe("The main package, such as ./cmd/api. Default: discovered."),
	tags: list.optional().describe("Build tags of `go build`; a Dockerfile has its own."),
	ldflags: string().optional().describe("Linker flags of `go build`; a Dockerfile has its own. Default: -s -w."),
	prepare: string().regex(/\S/, "give a command, such as `go generate ./...`").optional().describe("Command for the shell, run at the root of each revision before it is built."),
	dockerfile: dockerfileOption.optional().describe("Path of the Dockerfile, or false (also `built-in`) for the built-in image. Default: the app's own if there is one."),
	context: directory.optional().describe("Directory that the Dockerfile is built in. Default: the one that has what it copies."),
	target: stage.optional().describe("Stage of the Dockerfile that is shipped. Default: the last one."),
	"build-args": environment.optional().describe("Build arguments of the Dockerfile."),
	secrets: secrets.optional().describe("Secrets of the Dockerfile, by id: each from `env` or from `file`."),
	ssh: ssh.optional().describe("SSH for the Dockerfile: true for the default agent, or a list of ids with their sockets or keys.")
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
// src/config/mode-schema.ts
const reference = string().regex(/^[a-z0-9][\w.:/@-]*$/, "an image has a name such as `debian:bookworm-slim`").refine((name) => name !== "scratch", { message: "the built-in image is on nothing as it is: leave `base-image` away" });
const ofDockerfile = [
	"context",
	"target",
	"build-args"
];
const modeOptions = strictObject({
	link: _enum(builtInModeNames).optional().describe("The built-in mode that this one starts from."),
	tags: list.optional().describe("Build tags, besides those of `build`."),
	env: environment.optional().describe("Environment of go build."),
	ldflags: string().optional().describe("Linker flags, instead of those of `build`."),
	dockerfile: dockerfileOption.optional().describe("Path of the Dockerfile that gives this mode, as it is; or false for the built-in image."),
	context: directory.optional().describe("Directory that it is built in, instead of that of `build`."),
	target: stage.optional().describe("Stage of the Dockerfile that gives this mode."),
	"build-args": environment.optional().describe("Build arguments with which the Dockerfile gives this mode, besides those of `build`."),
	"base-image": reference.optional().describe("Image that the built-in image of this mode is based on. Default: none.")
}).superRefine((given, context) => {
	const add = (key, message) => context.addIssue({
		code: "custom",
		path: [key],
		message
	});
	const named = ofDockerfile.filter((key) => given[key] !== void 0);
	if (given.dockerfile === false) for (const key of named) add(key, notForBuiltIn);
	if (given.dockerfile === false) return;
	const [asks] = [...given.dockerfile === void 0 ? [] : ["dockerfile"], ...named];
	if (asks === void 0) return;
	if (given["base-image"] !== void 0) add("base-image", `this is for the built-in image, and \`${asks}\` asks for one of a Dockerfile, which names its own: keep one of the two`);
	for (const key of goKeys.filter((one) => given[one] !== void 0)) add(key, `this is for \`go build\` on this machine, and \`${asks}\` asks for an image of a Dockerfile, which calls Go by itself: write it there, or leave \`${asks}\` away`);
});
// src/config/schema.ts
const parsers = {
	B: parseSize,
	ms: parseDuration,
	count: parseCount
};
const examples = {
	B: ["20 MB", "1% and 64 kB"],
	ms: ["250 ms", "10% and 1 ms"],
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
					message: `\`${text}\` names two ${isShare ? "percentages" : "amounts"}: write at most one percentage and one amount, such as \`${examples[unit][1]}\``
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
		max: quantity(unit).optional().describe("The highest value allowed at head."),
		increase: increase(unit).optional().describe("How much head may be above base: a percentage, an amount, or both, which must then both be exceeded."),
		level: _enum(levels).optional().describe("What a broken budget does to the check. Default: fail."),
		unmeasured: _enum(levels).optional().describe("What it does when the metric could not be measured. Default: as level.")
	}).refine((given) => given.max !== void 0 || given.increase !== void 0, { message: "a budget needs `max`, `increase` or both" }).describe(about);
}
const budgeted = metricNames.filter((metric) => metrics[metric].noise !== "info");
const metricBudgets = Object.fromEntries(budgeted.map((metric) => [metric, budget(metric).optional()]));
const modeName = string().regex(/^[a-z][a-z0-9-]{0,30}$/, "a mode name is made of a-z, 0-9 and -");
const status = int().min(100, "an HTTP status is a number from 100 to 599").max(599, "an HTTP status is a number from 100 to 599");
const readiness = strictObject({
	http: string().regex(/^\/\S*$/, "a path starts with `/` and has no spaces").optional().describe("Ready when this path answers with a status below 400."),
	status: union([status, array(status).nonempty()]).optional().describe("The status, or a list of them, that `http` has to answer with instead."),
	tcp: literal(true).optional().describe("Ready when a connection is accepted; no request is sent."),
	log: string().min(1).optional().describe("Ready when a line of the app's output matches this regular expression (RE2).")
}).refine(({ http, tcp, log }) => [
	http,
	tcp,
	log
].filter((one) => one !== void 0).length === 1, { message: "say when the app is ready in one way: `http`, `tcp` or `log`" }).refine(({ http, status: wanted }) => wanted === void 0 || http !== void 0, { message: "`status` needs `http`, the path that answers with it" });
const configSchema = strictObject({
	version: literal(1).describe("Version of this file format."),
	app: string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, "an app name is made of letters, digits, `.`, `_` and `-`").optional().describe("Name in the comment. Default: the name of the main package."),
	build: buildSchema.optional(),
	modes: union([array(_enum(builtInModeNames)), record(modeName, modeOptions.nullable())]).optional().describe("How to link: a list of built-in modes, or a map of names to options. Default: [static, dynamic]."),
	startup: strictObject({
		args: array(string()).optional().describe("Arguments of the app, instead of those that CMD gives it."),
		env: environment.optional().describe("Environment of the app, besides PORT."),
		ready: readiness.optional().describe("When the app counts as started. Default: any HTTP response."),
		port: int().min(1).max(65535).optional().describe("Port that the app listens on. Default: found out, with PORT set to 8080 unless the image sets it."),
		socket: string().regex(/^[/@][^\0]+$/, "a unix socket is a path that starts with `/`, or an abstract name that starts with `@`").optional().describe("Unix socket that the app listens on. Default: found out."),
		network: string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "a network is `host`, `none`, `services`, or the name of one").optional().describe("Network of the app's container: `host`, `none`, a name, or `services` for the job's service containers. Default: one of its own."),
		files: record(string().regex(/^\/[^\0]*[^/\0]$/, "a path in the image starts with `/`"), string().transform((given, context) => {
			const path = cleanPath(given);
			if (path !== void 0) return path;
			context.addIssue({
				code: "custom",
				message: "give the path of a file or directory inside the repository, from its root"
			});
			return NEVER;
		})).optional().describe("Files of the repository that the app finds in its image, by their path there."),
		timeout: quantity("ms").refine(({ value }) => value > 0, "an app needs more than no time to start").optional().describe("How long one start may take. Default: 30 s.")
	}).refine(({ port, socket }) => port === void 0 || socket === void 0, { message: "an app is spoken to at a `port` or at a `socket`: keep one of them" }).optional(),
	budgets: strictObject(metricBudgets).partial().catchall(strictObject(metricBudgets).partial()).optional().describe("Budgets for each metric; under a mode's name, that mode's own.")
});
const budgetedMetrics = budgeted;
// src/config/budgets.ts
const defaultBudgets = {
	"binary-size": { increase: "1% and 64 kB" },
	"image-size": { increase: "1% and 256 kB" },
	"pull-size": { increase: "1% and 256 kB" },
	startup: { increase: "10% and 1 ms" },
	memory: {
		increase: "5% and 512 kB",
		level: "warn"
	}
};
function budgetsOf$1(file, modes, locate) {
	if (file.budgets === void 0) {
		const defaults = configSchema.parse({
			version: 1,
			budgets: defaultBudgets
		}).budgets;
		return budgetsOf$1({
			...file,
			budgets: defaults
		}, modes, () => void 0).map((budget) => ({
			...budget,
			source: "default"
		}));
	}
	const given = file.budgets;
	return [[void 0, given], ...modes.map(({ name }) => [name, given[name]])].flatMap(([mode, scope]) => budgetedMetrics.flatMap((metric) => {
		const options = scope?.[metric];
		if (options === void 0) return [];
		const place = locate([
			"budgets",
			...mode === void 0 ? [] : [mode],
			metric
		]);
		return [{
			...budgetOf(metric, mode, options),
			...place === void 0 ? {} : { place }
		}];
	}));
}
function budgetOf(metric, mode, options) {
	const { max, increase, level = "fail" } = options;
	return {
		metric,
		...mode === void 0 ? {} : { mode },
		...max === void 0 ? {} : { max: max.value },
		...increase === void 0 ? {} : { increase: {
			...increase.relative === void 0 ? {} : { relative: increase.relative },
			...increase.absolute === void 0 ? {} : { absolute: increase.absolute }
		} },
		level,
		unmeasured: options.unmeasured ?? level,
		text: [...max === void 0 ? [] : [`max ${max.text}`], ...increase === void 0 ? [] : [`increase ${increase.text}`]].join(", "),
		source: "config"
	};
}
// src/config/problems.ts
function problemsOf(error, raw) {
	const unknown = unknownBudgetKeys(raw);
	const said = new Set(unknown.map(({ path }) => path.join(".")));
	const issues = (error?.issues ?? []).flatMap(flatten$1);
	return [...unknown, ...issues.filter(({ path }) => !said.has(path.slice(0, 2).join("."))).flatMap((issue) => sentences(issue, raw))];
}
function unknownBudgetKeys(raw) {
	const { budgets, modes } = typeof raw === "object" && raw !== null ? raw : {};
	if (typeof budgets !== "object" || budgets === null) return [];
	const modeNames = Array.isArray(modes) ? modes.map(String) : typeof modes === "object" && modes !== null ? Object.keys(modes) : [...builtInModeNames];
	const allowed = [...budgetedMetrics, ...modeNames];
	return Object.keys(budgets).filter((key) => !allowed.includes(key)).map((key) => ({
		path: ["budgets", key],
		problem: metricNames.includes(key) ? `\`${key}\` is for information and takes no budget` : isBuiltIn(key) ? `\`budgets\` has \`${key}\`, which is not among \`modes\`` : `unknown key \`${key}\` in \`budgets\`: ${didYouMean(key, allowed)}`
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
			problem: `\`${path.join(".")}\` is the number ${value}: write '${source}', in quotes`
		});
	} });
	return found;
}
function flatten$1(issue) {
	if (issue.code !== "invalid_union") return [issue];
	const near = issue.errors.find((branch) => branch.every((inner) => inner.path.length > 0 || inner.code === "custom"));
	if (near === void 0) return [issue];
	return near.flatMap((inner) => flatten$1({
		...inner,
		path: [...issue.path, ...inner.path]
	}));
}
function sentences(issue, raw) {
	const name = issue.path.map(String).join(".") || "the configuration";
	const given = valueAt(raw, issue.path);
	switch (issue.code) {
		case "unrecognized_keys": {
			const where = issue.path.length === 0 ? "the configuration" : `\`${name}\``;
			return issue.keys.map((key) => ({
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
	if (words.includes(String(given))) return `\`${name}\` must be ${String(given)} and not in quotes`;
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
// src/config/config.ts
function parseConfig(source, file, path) {
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(source, {
		lineCounter: lines,
		prettyErrors: false,
		logLevel: "error"
	});
	const at = (offset) => offset === void 0 ? file : `${file}:${lines.linePos(offset).line}`;
	if (document.errors.length > 0) return wrong(document.errors.map((error) => `${at(error.pos[0])}: ${notYaml(error)}`));
	let raw;
	try {
		raw = document.toJS() ?? {};
	} catch (error) {
		return wrong([`${file}: ${notYaml(error)}`]);
	}
	const place = (path) => at(offsetOf$2(document, path));
	const parsed = configSchema.safeParse(raw);
	const problems = [...problemsOf(parsed.error, raw), ...changedNumbers(document)].map(({ path, problem }) => ({
		offset: offsetOf$2(document, path),
		problem
	})).sort((one, other) => (one.offset ?? -1) - (other.offset ?? -1)).map(({ offset, problem }) => `${at(offset)}: ${problem}`);
	if (!parsed.success || problems.length > 0) return wrong([...new Set(problems)]);
	return resolve$1(parsed.data, place, (key) => {
		const offset = offsetOf$2(document, key);
		return path === void 0 || offset === void 0 ? void 0 : {
			file: path,
			line: lines.linePos(offset).line
		};
	});
}
function notYaml(error) {
	return `not YAML: ${(error instanceof Error ? error.message : String(error)).split(/[\n;]/)[0]}`;
}
function defaultConfig() {
	const result = parseConfig("version: 1", "default");
	if (!result.ok) throw new Error(JSON.stringify(result.problem));
	return result.value;
}
function wrong(messages) {
	return {
		ok: false,
		problem: messages.map((message) => ({ message }))
	};
}
function resolve$1(file, place, locate) {
	const ldflags = file.build?.ldflags;
	const build = {
		tags: file.build?.tags ?? [],
		...ldflags === void 0 ? {} : { ldflags }
	};
	const modes = resolveModes(modeEntries(file.modes), build, file.build?.dockerfile === false);
	if (!modes.ok) return wrong(modes.problem.map(({ path, problem }) => `${place(path)}: ${problem}`));
	return succeed({
		...file.app === void 0 ? {} : { app: file.app },
		...file.build?.main === void 0 ? {} : { main: file.build.main },
		build,
		...file.build?.prepare === void 0 ? {} : { prepare: file.build.prepare },
		dockerfile: dockerfileOptions(file.build),
		modes: modes.value,
		startup: startupOf(file.startup),
		budgets: budgetsOf$1(file, modes.value, locate)
	});
}
function startupOf(given = {}) {
	const { port, socket, network } = given;
	return {
		args: given.args ?? [],
		env: given.env ?? {},
		ready: readinessOf(given.ready),
		...port === void 0 ? {} : { port },
		...socket === void 0 ? {} : { socket },
		...network === void 0 ? {} : { network },
		files: given.files ?? {},
		timeoutMs: given.timeout?.value ?? 3e4
	};
}
function modeEntries(given) {
	if (given === void 0) return builtInModeNames.map((name) => [name, {}]);
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
function offsetOf$2(document, path) {
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
		const source = await world.files.readText(file.startsWith("/") ? file : `${root}/${file}`);
		if (source === void 0) continue;
		return mapResult(parseConfig(source, file, pathInside(root, file)), (config) => ({
			config,
			file
		}));
	}
	if (named === void 0) return succeed({ config: defaultConfig() });
	return {
		ok: false,
		problem: [{ message: `configuration file \`${named}\` does not exist: give its path from the root of the repository, or leave \`config\` away` }]
	};
}
function pathInside(root, file) {
	const path = (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file).replace(/^(?:\.\/+)+/, "");
	return path.startsWith("/") || path.split("/").includes("..") ? void 0 : path;
}
// src/common/yaml-values.ts
function parsed(text) {
	try {
		return (0, import_dist.parse)(text, { logLevel: "silent" });
	} catch {
		return;
	}
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
// src/repository/compose.ts
const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;
function composeServices(text, file) {
	const services = asMap(asMap(parsed(text))["services"]);
	return Object.entries(services).map(([name, given]) => {
		const service = asMap(given);
		const by = `${file}, service ${name}`;
		const build = buildOf$1(service["build"], parentOf(file), by);
		return {
			name,
			...build === void 0 ? {} : { build },
			hint: hintOf(service, services, parentOf(file), by)
		};
	});
}
function buildOf$1(given, directory, by) {
	const options = typeof given === "string" ? { context: given } : asMap(given);
	if (given === void 0 || given === null || options["dockerfile_inline"] !== void 0) return void 0;
	const context = within(directory, interpolated(asText(options["context"]) ?? "."));
	const name = interpolated(asText(options["dockerfile"]) ?? "Dockerfile");
	const dockerfile = context === void 0 ? void 0 : within(context, name);
	const target = asText(options["target"]);
	const stage = target === void 0 ? void 0 : interpolated(target);
	if (context === void 0 || dockerfile === void 0) return void 0;
	if (target !== void 0 && stage === void 0) return void 0;
	const { known, unknown } = variables(options["args"]);
	return {
		dockerfile,
		context,
		...stage === void 0 || stage === "" ? {} : { target: stage },
		buildArgs: known,
		unknownArgs: unknown,
		by
	};
}
function hintOf(service, all, directory, by) {
	const entrypoint = words(service["entrypoint"]);
	const args = words(service["command"]);
	const { known, unknown } = variables(service["environment"]);
	const health = healthPath(asMap(service["healthcheck"])["test"]);
	const needed = Array.isArray(service["depends_on"]) ? asList(service["depends_on"]).map(asText) : Object.keys(asMap(service["depends_on"]));
	return {
		by,
		...entrypoint === void 0 ? {} : { entrypoint },
		...args === void 0 ? {} : { args },
		env: known,
		unknownEnv: unknown,
		envFiles: [service["env_file"]].flat().flatMap((one) => {
			const path = within(directory, asText(one) ?? asText(asMap(one)["path"]));
			return path === void 0 ? [] : [path];
		}),
		ports: [...asList(service["ports"]), ...asList(service["expose"])].flatMap(containerPort),
		...health === void 0 ? {} : { health },
		services: Object.fromEntries(needed.flatMap((name) => {
			const image = name === void 0 ? void 0 : asText(asMap(all[name])["image"]);
			return name === void 0 || image === void 0 ? [] : [[name, interpolated(image) ?? image]];
		}))
	};
}
function containerPort(given) {
	const text = asText(given) ?? asText(asMap(given)["target"]);
	const filled = text === void 0 ? void 0 : interpolated(text);
	const port = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(filled ?? "")?.[1];
	return port === void 0 ? [] : [Number(port)];
}
function healthPath(test) {
	const text = typeof test === "string" ? test : asList(test).map(asText).join(" ");
	const [, path] = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}:-]+)?(\/[^\s"'|;&]*)?/.exec(text) ?? [];
	return path;
}
function words(given) {
	if (Array.isArray(given)) return given.flatMap((one) => asText(one) ?? []);
	const text = asText(given);
	return text === void 0 ? void 0 : commandWords(text.replaceAll("\n", " "))[0];
}
function variables(given) {
	const pairs = Array.isArray(given) ? given.flatMap((one) => {
		const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(asText(one) ?? "") ?? [];
		return name === void 0 ? [] : [[name, value]];
	}) : Object.entries(asMap(given)).map(([name, value]) => [name, asText(value)]);
	const known = {};
	const unknown = [];
	for (const [name, value] of pairs) {
		const filled = value === void 0 ? void 0 : interpolated(value);
		if (filled === void 0) unknown.push(name);
		else known[name] = filled;
	}
	return {
		known,
		unknown
	};
}
function interpolated(text) {
	let isKnown = true;
	const filled = text.replaceAll(/\$(?:(\$)|\{\w+:?-([^}]*)\}|\{[^}]*\}|\w+)/g, (_whole, dollar, fallback) => {
		if (dollar === void 0 && fallback === void 0) isKnown = false;
		return dollar ?? fallback ?? "";
	});
	return isKnown ? filled : void 0;
}
function within(directory, path) {
	return path === void 0 || path.startsWith("/") || /^\w+:/.test(path) ? void 0 : cleanPath(joinPath(directory, path));
}
// src/repository/files.ts
const skipped$1 = new Set([
	".git",
	"node_modules",
	"testdata",
	"vendor"
]);
const deepest$4 = 4;
async function listFiles(files, root) {
	const found = [];
	let level = ["."];
	for (let depth = 0; depth <= deepest$4; depth++) {
		const next = [];
		for (const directory of level) {
			const entries = await files.list(directory === "." ? root : `${root}/${directory}`);
			const pathsOf = (kind) => entries.filter((one) => one.kind === kind).map(({ name }) => joinPath(directory, name));
			next.push(...pathsOf("directory").filter((path) => !skipped$1.has(lastOf(path))));
			found.push(...pathsOf("file"));
		}
		level = next;
	}
	return found;
}
// src/repository/dockerfiles/build-command.ts
const builders = new Set([
	"docker",
	"podman",
	"buildah",
	"nerdctl"
]);
const switches = /^(?:--(?:pull|push|load|no-cache|quiet|rm|force-rm|squash|squash-all|compress|check|debug|layers|tls-verify|disable-content-trust)|-[qD])(?:=|$)/;
function dockerBuildOptions(command) {
	const rest = afterBuildVerb(command);
	return rest === void 0 ? void 0 : flagsOf$1(rest);
}
function afterBuildVerb(command) {
	const start = command.findIndex((word) => builders.has(word));
	if (start < 0 || command.slice(0, start).some((word) => word !== "sudo" && !/^\w+=/.test(word))) return void 0;
	const verb = command.findIndex((word, at) => at > start && /^(?:build|bud)$/.test(word));
	if (verb < 0 || command.slice(start + 1, verb).some((word) => !/^(?:buildx|image|builder)$/.test(word))) return void 0;
	return command.slice(verb + 1);
}
function flagsOf$1(words) {
	let context;
	const options = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? "";
		if (/^\d*[<>]/.test(word)) {
			if (/[<>]$/.test(word)) at += 1;
			continue;
		}
		if (word === "-") return void 0;
		if (!word.startsWith("-")) {
			context = word;
			continue;
		}
		if (switches.test(word)) continue;
		const [name = "", ...rest] = word.split("=");
		options.push([name, rest.length > 0 ? rest.join("=") : words[++at] ?? ""]);
	}
	if (context === void 0) return void 0;
	const valuesOf = (...names) => options.filter(([name]) => names.includes(name)).map(([, value]) => value);
	const file = valuesOf("-f", "--file").at(-1);
	return {
		context,
		...file === void 0 ? {} : { file },
		target: valuesOf("--target").at(-1),
		args: valuesOf("--build-arg")
	};
}
// src/repository/workflow/matrix.ts
const mostCombinations = 100;
function combinations(matrix) {
	let found = [{}];
	for (const [key, values] of Object.entries(matrix)) {
		if (key === "include" || key === "exclude" || asList(values).length === 0) continue;
		found = found.flatMap((one) => asList(values).map((value) => ({
			...one,
			[key]: value
		}))).slice(0, mostCombinations);
	}
	const isPlain = Object.keys(found[0] ?? {}).length === 0;
	const result = isPlain ? [] : [...found];
	for (const given of asList(matrix["include"])) {
		const extra = asMap(given);
		const fitting = result.filter((one) => found.some((original) => contains(one, original) && !contradicts(original, extra)));
		if (isPlain || fitting.length === 0) result.push(extra);
		else for (const one of fitting) result[result.indexOf(one)] = {
			...one,
			...extra
		};
	}
	return result.length === 0 ? [{}] : result;
}
function contains(one, part) {
	return Object.entries(part).every(([key, value]) => one[key] === value);
}
function contradicts(original, extra) {
	return Object.entries(extra).some(([key, value]) => key in original && original[key] !== value);
}
// src/repository/workflow/builds.ts
function workflowBuilds(text, file) {
	const workflow = asMap(parsed(text));
	return Object.values(asMap(workflow["jobs"])).flatMap((given) => {
		const job = asMap(given);
		const places = [workflow, job].map((one) => asMap(asMap(asMap(one["defaults"])["run"])));
		const directory = asText(places[1]?.["working-directory"]) ?? asText(places[0]?.["working-directory"]) ?? ".";
		return combinations(asMap(asMap(job["strategy"])["matrix"])).flatMap((matrix) => asList(job["steps"]).flatMap((one) => {
			const step = asMap(one);
			const lookup = lookupIn(matrix, [
				asMap(workflow["env"]),
				asMap(job["env"]),
				asMap(step["env"])
			]);
			const build = actionBuild(step, lookup);
			const ran = runBuilds(step, directory, lookup);
			return [...build === void 0 ? [] : [build], ...ran].map((found) => ({
				...found,
				by: file
			}));
		}));
	});
}
function actionBuild(step, lookup) {
	const uses = asText(step["uses"]) ?? "";
	const options = asMap(step["with"]);
	const option = (...names) => names.map((name) => asText(options[name])).find((found) => found !== void 0 && found.trim() !== "");
	const isUsual = /\/build-push-action@/.test(uses);
	const named = option("file", "dockerfile", "containerfiles");
	if (!isUsual && (named === void 0 || !/docker|kaniko|buildah|image/i.test(uses))) return void 0;
	const context = resolve(option("context", "directory", "workdir") ?? ".", lookup)?.replace(/^\{\{\s*defaultContext\s*\}\}:?/, "./");
	const file = named === void 0 ? void 0 : resolve(named.trim(), lookup);
	if (context === void 0 || named !== void 0 && file === void 0) return void 0;
	const args = option("build-args", "build_args", "buildargs") ?? "";
	return buildOf({
		context,
		...file === void 0 ? {} : { file },
		target: option("target"),
		args: args.split("\n").map((line) => line.trim())
	}, ".", lookup);
}
function runBuilds(step, inherited, lookup) {
	const script = asText(step["run"]);
	if (script === void 0 || !/\bbu(?:ild|d)\b/.test(script)) return [];
	let directory = resolve(asText(step["working-directory"]) ?? inherited, lookup);
	const found = [];
	for (const command of commandWords(script)) {
		const [program, to] = command;
		if (program === "cd") {
			const next = to === void 0 ? void 0 : resolve(to, lookup);
			directory = next === void 0 || directory === void 0 ? void 0 : cleanPath(`${directory}/${next}`);
			continue;
		}
		const options = dockerBuildOptions(command);
		if (options === void 0 || directory === void 0) continue;
		const build = buildOf(options, directory, lookup);
		if (build !== void 0) found.push(build);
	}
	return found;
}
function buildOf(given, directory, lookup) {
	const at = (path) => path === void 0 ? void 0 : inRepository(path, directory);
	const context = at(resolve(given.context, lookup));
	const file = given.file === void 0 ? void 0 : at(resolve(given.file, lookup));
	const target = given.target === void 0 ? void 0 : resolve(given.target, lookup);
	if (context === void 0 || given.file !== void 0 && file === void 0) return void 0;
	if (given.target !== void 0 && target === void 0) return void 0;
	const buildArgs = {};
	const unknownArgs = [];
	for (const arg of given.args) {
		const [, name, value] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
		if (name === void 0) continue;
		const known = value === void 0 ? void 0 : resolve(value, lookup);
		if (known === void 0) unknownArgs.push(name);
		else buildArgs[name] = known;
	}
	return {
		dockerfile: file ?? joinPath(context, "Dockerfile"),
		context,
		...target === void 0 || target === "" ? {} : { target },
		buildArgs,
		unknownArgs
	};
}
function inRepository(path, directory) {
	return path.startsWith("/") || /^\w+:/.test(path) ? void 0 : cleanPath(`${directory}/${path}`);
}
function resolve(text, lookup) {
	let isKnown = true;
	const value = (found) => {
		if (found === void 0) isKnown = false;
		return found ?? "";
	};
	const filled = text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression) => value(lookup(expression))).replaceAll(/\$(?:(\w+)|\{(\w+)\})/g, (_whole, plain, braced) => value(lookup(`env.${plain ?? braced ?? ""}`)));
	return isKnown && !filled.includes("$") ? filled : void 0;
}
function lookupIn(matrix, environments) {
	const workspace = {
		workspace: ".",
		GITHUB_WORKSPACE: "."
	};
	const inner = (expression) => {
		const [scope, ...path] = expression.split(".");
		if (scope === "github" && path[0] === "workspace") return workspace.workspace;
		if (scope !== "matrix") return void 0;
		let found = matrix;
		for (const key of path) found = asMap(found)[key];
		return asText(found);
	};
	return (expression) => {
		const name = /^env\.(\w+)$/.exec(expression)?.[1];
		if (name === void 0) return inner(expression);
		if (name === "GITHUB_WORKSPACE") return workspace.GITHUB_WORKSPACE;
		const given = environments.map((one) => asText(one[name])).findLast((one) => one !== void 0);
		return given === void 0 ? void 0 : resolve(given, inner);
	};
}
// src/repository/dockerfiles/context.ts
async function findContext(files, root, dockerfile, facts) {
	const has = async (path) => await files.stat(`${root}/${path}`) !== void 0;
	let best;
	for (const directory of ancestorsOf(parentOf(dockerfile))) {
		const lacks = await lacksOf(has, directory, facts);
		if (best === void 0 || lacks < best.lacks) best = {
			directory,
			lacks
		};
	}
	return best?.directory ?? ".";
}
async function lacksOf(has, directory, facts) {
	const sources = facts.copySources.flatMap(checkable);
	let lacks = 0;
	for (const source of sources) if (!await has(joinPath(directory, source))) lacks += 1;
	for (const compiled of facts.compilesGo.length > 0 ? facts.compilesGo : ["."]) if (!await hasModule(has, directory, compiled)) lacks += facts.prebuilt ? 0 : sources.length + 1;
	return lacks;
}
async function hasModule(has, context, compiled) {
	const inside = cleanPath(compiled.replace(/\/?\.\.\.$/, "")) ?? ".";
	if (!await has(joinPath(context, inside))) return false;
	for (const directory of ancestorsOf(inside)) if (await has(joinPath(joinPath(context, directory), "go.mod"))) return true;
	return false;
}
function checkable(source) {
	if (/\$|^\w+:/.test(source)) return [];
	const pattern = source.search(/[*?[]/);
	const fixed = pattern < 0 ? source : source.slice(0, source.lastIndexOf("/", pattern) + 1);
	const path = cleanPath(fixed.replace(/^\/+/, "") || ".");
	return path === void 0 || path === "." ? [] : [path];
}
// src/repository/dockerfiles/survey.ts
const evidences = [
	"configuration",
	"workflow",
	"compose",
	"file"
];
const dockerfileName = /^(?:(?:docker|container)file(?:[._-](?!.*(?:ignore|j2|tmpl|template|in|erb|md)$)[\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i;
const decoyWords = /^(?:\.?devcontainer|dev|devel|development|ci|tests?|testing|testdata|integration|e2e|debug|local|override|lint|bak|backup|old|archive|demo|examples?|samples?|docs)$/i;
const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/;
async function surveyDockerfiles(files, root, options, key = "build.dockerfile") {
	const paths = await listFiles(files, root);
	const { workflows, services } = await readBuilders(files, root, paths);
	const { dockerfile } = options;
	if (dockerfile === false) return {
		builds: [],
		services
	};
	const found = paths.filter((path) => dockerfileName.test(lastOf(path)));
	if (dockerfile !== void 0 && await files.readText(`${root}/${dockerfile}`) === void 0) return {
		builds: [],
		services,
		problem: `${key} \`${dockerfile}\` does not exist: ${found.length === 0 ? "there is none in this repository" : `there are ${found.join(", ")}`}`
	};
	const composed = services.flatMap(({ build }) => build ?? []);
	const read = (from, evidence) => readBuilds({
		files,
		root,
		options
	}, from, evidence);
	if (dockerfile === void 0) return {
		builds: [
			...await read(workflows, "workflow"),
			...await read(composed, "compose"),
			...await read(found.map(plain), "file")
		],
		services
	};
	const builds = await read([...workflows, ...composed].filter((build) => build.dockerfile === dockerfile), "configuration");
	return {
		builds: builds.every(({ decoy }) => decoy) ? [...builds, ...await read([plain(dockerfile)], "configuration")] : builds,
		services
	};
}
async function readBuilders(files, root, paths) {
	const read = async (path) => await files.readText(`${root}/${path}`) ?? "";
	const workflows = [];
	for (const path of paths.filter((one) => workflowFile.test(one))) workflows.push(...workflowBuilds(await read(path), path));
	const services = [];
	for (const path of paths.filter((one) => composeFile.test(lastOf(one)) && !isDecoy(one))) services.push(...composeServices(await read(path), path));
	return {
		workflows,
		services
	};
}
async function readBuilds({ files, root, options }, named, evidence) {
	const builds = [];
	for (const one of named) {
		const text = await files.readText(`${root}/${one.dockerfile}`);
		if (text === void 0) continue;
		const target = options.target ?? one.target;
		const buildArgs = {
			...one.buildArgs,
			...options.buildArgs
		};
		const facts = describeDockerfile(text, {
			buildArgs,
			...target === void 0 ? {} : { target }
		});
		const context = options.context ?? (one.by === one.dockerfile ? await findContext(files, root, one.dockerfile, facts) : one.context);
		const isDecoyFile = evidence !== "configuration" && isDecoy(one.dockerfile);
		const isDecoyTarget = options.target === void 0 && decoyWords.test(one.target ?? "");
		builds.push({
			...one,
			context,
			...target === void 0 ? {} : { target },
			buildArgs,
			unknownArgs: one.unknownArgs.filter((name) => options.buildArgs[name] === void 0),
			evidence,
			facts,
			compiles: facts.compilesGo.map((directory) => cleanPath(`${context}/${directory}`) ?? directory),
			decoy: isDecoyFile || isDecoyTarget
		});
	}
	return builds;
}
async function mayHaveDockerfile(files, root, { dockerfile }) {
	if (dockerfile !== void 0) return dockerfile !== false;
	return (await listFiles(files, root)).some((path) => dockerfileName.test(lastOf(path)));
}
function plain(dockerfile) {
	return {
		dockerfile,
		context: parentOf(dockerfile),
		buildArgs: {},
		unknownArgs: [],
		by: dockerfile
	};
}
function isDecoy(path) {
	const parts = path.split("/");
	const words = (parts.pop() ?? "").split(/[._-]/);
	return [...parts, ...words].some((word) => decoyWords.test(word));
}
// src/plan/choose-dockerfile.ts
function compiledPackages({ builds }) {
	for (const evidence of evidences) {
		const found = builds.filter((one) => one.evidence === evidence && !one.decoy).flatMap(({ compiles }) => compiles);
		if (found.length > 0) return [...new Set(found)];
	}
	return [];
}
const plainName = /^(?:Dockerfile|Containerfile)$/;
function chooseDockerfile({ builds, problem }, main) {
	if (problem !== void 0) return {
		kind: "problem",
		message: problem,
		candidates: []
	};
	const directory = cleanPath(`${main.module}/${main.path}`) ?? ".";
	if (builds.length === 0) return {
		kind: "none",
		because: "there is no Dockerfile"
	};
	for (const evidence of evidences) {
		const remaining = fitting(builds, evidence, directory);
		const [only] = remaining;
		if (remaining.length === 1 && only !== void 0) return {
			kind: "build",
			build: only,
			because: reason(only, directory)
		};
		for (const [isUsual, because] of usual) {
			const [first, ...others] = remaining.filter(isUsual);
			if (first !== void 0 && others.length === 0) return {
				kind: "build",
				build: first,
				because
			};
		}
		if (remaining.length > 1) return {
			kind: "problem",
			message: ambiguous(remaining, directory),
			candidates: remaining
		};
	}
	const [first] = builds.filter(({ compiles, decoy }) => compiles.length > 0 && !decoy);
	if (first === void 0) return {
		kind: "none",
		because: "no Dockerfile here compiles Go"
	};
	const programs = [...new Set(first.compiles)].join(", ");
	return {
		kind: "none",
		because: `\`${first.dockerfile}\` compiles ${programs} and not ${directory}`
	};
}
function fitting(builds, evidence, directory) {
	const given = builds.filter((one) => one.evidence === evidence && !one.decoy);
	if (evidence === "configuration") return merged(given);
	return merged([
		given.filter(({ compiles }) => hasDirectory(compiles, directory)),
		given.filter(({ compiles, facts }) => compiles.length === 0 && facts.indirect),
		given.filter(({ compiles, facts }) => compiles.length === 0 && !facts.indirect && facts.prebuilt)
	].find((rank) => rank.length > 0) ?? []);
}
function merged(builds) {
	const found = [];
	for (const build of builds) {
		const at = found.findIndex((one) => one.dockerfile === build.dockerfile && one.context === build.context && one.target === build.target);
		const same = found[at];
		if (same === void 0) found.push(build);
		else {
			const differing = [...Object.keys(same.buildArgs), ...Object.keys(build.buildArgs)].filter((name) => same.buildArgs[name] !== build.buildArgs[name]);
			found[at] = {
				...same,
				buildArgs: Object.fromEntries(Object.entries(same.buildArgs).filter(([name]) => !differing.includes(name))),
				unknownArgs: [...new Set([
					...same.unknownArgs,
					...build.unknownArgs,
					...differing
				])]
			};
		}
	}
	return found;
}
const usual = [[({ dockerfile }) => plainName.test(dockerfile), "the one at the root"], [({ dockerfile }) => plainName.test(dockerfile.replace(/^.*\//, "")), "the one without a suffix to its name"]];
function reason({ evidence, by, compiles }, directory) {
	if (evidence === "configuration") return "named by build.dockerfile";
	if (evidence !== "file") return `built by ${by}`;
	return hasDirectory(compiles, directory) ? `the only one that compiles ${directory}` : "the only one for a Go program";
}
function ambiguous(candidates, directory) {
	const names = candidates.map(({ dockerfile, target }) => target === void 0 ? dockerfile : `${dockerfile}, target ${target}`);
	const [first] = candidates;
	const choice = [`dockerfile: ${first?.dockerfile}`, ...candidates.every(({ dockerfile }) => dockerfile === first?.dockerfile) && first?.target !== void 0 ? [`target: ${first.target}`] : []];
	return `there are ${candidates.length} ways to build an image of ${directory} (${names.join("; ")}): choose one in .github/linkgate.yml, such as \`build: { ${choice.join(", ")} }\``;
}
// src/plan/mode-images.ts
async function surveyImages(files, root, { dockerfile, modes }) {
	const ofModes = new Map();
	for (const { name, image } of modes) {
		if (image?.from !== "dockerfile") continue;
		const key = image.dockerfile === void 0 ? void 0 : `modes.${name}.dockerfile`;
		ofModes.set(name, await surveyDockerfiles(files, root, optionsOf(dockerfile, image), key));
	}
	return {
		all: await surveyDockerfiles(files, root, dockerfile),
		ofModes
	};
}
function optionsOf(build, image) {
	const dockerfile = image.dockerfile ?? build.dockerfile;
	const context = image.context ?? build.context;
	const target = image.target ?? (dockerfile === build.dockerfile ? build.target : void 0);
	return {
		...dockerfile === void 0 ? {} : { dockerfile },
		...context === void 0 ? {} : { context },
		...target === void 0 ? {} : { target },
		buildArgs: {
			...build.buildArgs,
			...image.buildArgs
		},
		secrets: build.secrets,
		ssh: build.ssh
	};
}
function joined({ all, ofModes }) {
	const named = [...ofModes.values()].flatMap(({ builds }) => builds);
	return {
		...all,
		builds: [...named.filter(({ evidence }) => evidence === "configuration"), ...all.builds]
	};
}
function surveyProblems({ all, ofModes }) {
	const problems = [all, ...ofModes.values()].flatMap(({ problem }) => problem ?? []);
	return [...new Set(problems)];
}
function chooseImages(modes, survey, main) {
	const chosen = chooseDockerfile(survey.all, main);
	const problems = modes.some(followsDockerfile) && chosen.kind === "problem" ? [chosen.message] : [];
	const configured = [];
	for (const mode of modes) {
		const { name, image } = mode;
		const own = survey.ofModes.get(name);
		if (image?.from !== "dockerfile" || own === void 0) continue;
		if (image.dockerfile === void 0 && chosen.kind === "build") {
			configured.push({
				mode,
				build: changed(chosen.build, image)
			});
			continue;
		}
		const found = chooseDockerfile(own, main);
		if (found.kind === "build") configured.push({
			mode,
			build: found.build
		});
		else if (found.kind === "problem") problems.push(`mode \`${name}\`: ${found.message}`);
		else problems.push(`mode \`${name}\` asks for an image of a Dockerfile, and ${found.because}: name the one that gives it as \`modes.${name}.dockerfile\` in .github/linkgate.yml`);
	}
	if (problems.length > 0) return {
		ok: false,
		problem: problems.map((message) => ({ message }))
	};
	return succeed({
		...chosen.kind === "problem" ? {} : { shipped: chosen },
		configured
	});
}
function changed(build, { context, target, buildArgs }) {
	return {
		...build,
		...context === void 0 ? {} : { context },
		...target === void 0 ? {} : { target },
		buildArgs: {
			...build.buildArgs,
			...buildArgs
		},
		unknownArgs: build.unknownArgs.filter((name) => buildArgs[name] === void 0)
	};
}
function followsDockerfile({ image, own }) {
	return image === void 0 && own === void 0;
}
function compiledHere(modes, shipped) {
	const hasDockerfile = shipped?.kind === "build";
	return modes.filter((mode) => mode.image?.from !== "dockerfile" && !(followsDockerfile(mode) && hasDockerfile));
}
// src/repository/go/modules.ts
const skipped = new Set([
	"vendor",
	"testdata",
	"node_modules"
]);
const deepest$3 = 4;
async function findModules(files, directory) {
	const found = [];
	const visit = async (relative, depth) => {
		const entries = await files.list(relative === "." ? directory : `${directory}/${relative}`);
		if (entries.some(({ name, kind }) => name === "go.mod" && kind === "file")) found.push(relative);
		if (depth === deepest$3) return;
		for (const { name, kind } of entries) {
			if (kind !== "directory" || skipped.has(name) || /^[._]/.test(name)) continue;
			await visit(relative === "." ? name : `${relative}/${name}`, depth + 1);
		}
	};
	await visit(".", 0);
	return found;
}
// src/repository/go/toolchain.ts
const goEnvironment = object({
	GOVERSION: string().default(""),
	GOROOT: string().default(""),
	GOCACHE: string().default(""),
	GOMODCACHE: string().default(""),
	CC: string().default("gcc")
});
async function findGo(world, cwd) {
	const names = Object.keys(goEnvironment.shape);
	const { exitCode, stdout, stderr } = await world.exec.query([
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
		compiler: env.CC
	}));
}
async function missingCompiler(world, go, modes) {
	for (const mode of modes.filter(needsCompiler)) {
		const compiler = mode.env["CC"] ?? go.compiler;
		const [program = ""] = compiler.split(" ");
		if ((await world.exec.query([program, "--version"])).exitCode === 127) return {
			kind: "compiler-missing",
			mode: mode.name,
			compiler
		};
	}
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
	if (sha === void 0) return fail("this repository has no commit yet: make one first");
	const branch = await git.branch();
	const dirty = context === void 0 && await git.isDirty();
	const ref = context?.pullRequest?.headRef ?? branch;
	const head = {
		sha,
		...ref === void 0 ? {} : { ref },
		...dirty ? { dirty } : {}
	};
	const refused = refusal(context);
	if (refused !== void 0) return fail(refused);
	if (given !== void 0) return withNamedBase(git, head, given);
	if (context?.pullRequest !== void 0) return ofPullRequest(git, head, context.pullRequest);
	if (context?.mergeGroup !== void 0) return exactly(git, head, context.mergeGroup.baseSha, "base of the merge group");
	if (context?.eventName === "push") return ofPush(git, head, context);
	return againstDefaultBranch(git, head, context);
}
function refusal(context) {
	if (context?.eventName === "pull_request_target") return "linkgate does not build on `pull_request_target`, where a pull request from anybody would run with write access: use `on: pull_request`";
	const { workflowRun, pullRequest } = context ?? {};
	if (workflowRun === void 0) return void 0;
	return pullRequest !== void 0 || workflowRun.event.startsWith("pull_request") ? "linkgate does not build on `workflow_run` after the run of a pull request, where its code would run with write access: measure with `phase: measure` in that run, and publish its report here with `phase: publish`" : void 0;
}
async function withNamedBase(git, head, given) {
	const tip = await git.resolve(given) ?? await git.resolve(`origin/${given}`) ?? await git.remoteTip(given) ?? (fullSha.test(given) ? given : void 0);
	const found = tip !== void 0 && await available(git, tip) ? await git.resolve(tip) : void 0;
	if (found === void 0) return fail(`base \`${given}\` is no commit of this repository: name a branch, tag or SHA that exists`);
	return succeed({
		base: {
			sha: found,
			ref: given
		},
		head,
		because: "given as base"
	});
}
async function ofPullRequest(git, head, pullRequest) {
	const { headSha, baseSha, baseRef } = pullRequest;
	const [first, second] = await git.parents(head.sha);
	if (first !== void 0 && second === headSha) return exactly(git, head, first, "first parent of the tested merge commit", baseRef);
	const isThere = await available(git, baseSha);
	const tip = isThere ? baseSha : await atRemote(git, baseRef);
	if (tip === void 0) return fail(notFetched(baseSha));
	const base = await mergeBaseDeepening(git, tip, head.sha);
	if (base === void 0) return fail(`the pull request's base ${short(tip)} and head ${short(head.sha)} have no common history in this clone: set \`fetch-depth: 0\` for actions/checkout`);
	const because = "merge base with the pull request's base";
	return succeed({
		base: {
			sha: base,
			ref: baseRef
		},
		head,
		because: isThere ? because : `${because} as it is now: ${short(baseSha)} is gone`
	});
}
async function ofPush(git, head, context) {
	const { before, defaultBranch, ref } = context;
	if (before !== void 0) {
		if (await available(git, before)) return succeed({
			base: { sha: before },
			head,
			because: "the commit before this push"
		});
		return mapResult(await againstDefaultBranch(git, head, context), (found) => ({
			...found,
			because: `${found.because}, as ${short(before)} from before this push is gone`
		}));
	}
	const none = {
		base: null,
		head,
		because: "first push of this branch"
	};
	if (ref.startsWith("refs/tags/")) return succeed({
		...none,
		because: "a tag has nothing before it"
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
		head,
		because: "the first commit has nothing before it"
	});
	return exactly(git, head, parent, "the commit before HEAD");
}
async function sinceDefaultBranch(git, head, context) {
	for (const { ref, find } of await defaultBranches(git, context)) {
		const tip = await find();
		const base = tip === void 0 ? void 0 : await mergeBaseDeepening(git, tip, head.sha);
		if (base === void 0) continue;
		if (base === head.sha && head.dirty !== true) return void 0;
		return {
			base: {
				sha: base,
				ref
			},
			head,
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
async function exactly(git, head, sha, because, ref) {
	if (!await available(git, sha)) return fail(notFetched(sha));
	return succeed({
		base: {
			sha,
			...ref === void 0 ? {} : { ref }
		},
		head,
		because
	});
}
async function available(git, sha) {
	if (await git.resolve(sha) !== void 0) return true;
	return await git.fetch(sha) && await git.resolve(sha) !== void 0;
}
async function atRemote(git, name) {
	const tip = await git.remoteTip(name);
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
function short(sha) {
	return sha.slice(0, 9);
}
function notFetched(sha) {
	return `the base commit ${short(sha)} is not in this clone and could not be fetched from \`origin\`: set \`fetch-depth: 0\` for actions/checkout, or name another base`;
}
// src/plan/planned-variant.ts
function planVariants(modes, checkouts, platform) {
	const planned = revisions.flatMap((revision) => {
		const checkout = checkouts[revision];
		return checkout === void 0 ? [] : modes.map((mode) => ({
			revision,
			mode,
			platform,
			checkout
		}));
	});
	return VariantSet.of(planned, keyOf);
}
function keyOf({ revision, mode, platform }) {
	return {
		revision,
		mode: mode.name,
		platform
	};
}
// src/repository/start/hints.ts
function procfileHints(text, file) {
	return text.split("\n").flatMap((line) => {
		const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? [];
		if (name !== "web" || command === void 0) return [];
		const words = commandWords(command)[0] ?? [];
		const program = words.findIndex((word) => !/^\w+=/.test(word));
		const env = Object.fromEntries(words.slice(0, Math.max(0, program)).map((word) => [word.split("=")[0] ?? "", word.replace(/^\w+=/, "")]));
		return [{
			by: `${file}, ${name}`,
			...program < 0 ? {} : { entrypoint: words.slice(program, program + 1) },
			args: program < 0 ? [] : words.slice(program + 1),
			env,
			unknownEnv: [],
			envFiles: [],
			ports: [],
			services: {}
		}];
	});
}
function composeHints({ services }, dockerfile) {
	return services.filter(({ build }) => build !== void 0 && build.dockerfile === dockerfile).map(({ hint }) => hint);
}
async function findRunHints(files, root, survey, dockerfile) {
	const procfile = await files.readText(`${root}/Procfile`) ?? "";
	return [...composeHints(survey, dockerfile), ...procfileHints(procfile, "Procfile")];
}
const subcommands = [
	"serve",
	"server",
	"start",
	"run",
	"web",
	"api",
	"http",
	"daemon"
];
function readmeHints(text, file, program) {
	const name = program.replaceAll(/[^\w]/g, "\\$&");
	const command = new RegExp(`^\\s*(?:\\$ )?(?:(?:[\\w.]*/)*${name}|go run (?:\\S*/${name}|\\.|main\\.go))((?: +[^\\s|&;#<>]+)+)`);
	let fenced = false;
	return text.split("\n").flatMap((line, index) => {
		if (/^\s*(?:```|~~~)/.test(line)) {
			fenced = !fenced;
			return [];
		}
		return (fenced || /^(?: {4}|\t|\$ )/.test(line) ? [line] : [...line.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span)).flatMap((one) => {
			const args = command.exec(one)?.[1]?.trim().split(/ +/) ?? [];
			if (!subcommands.some((word) => word === args[0])) return [];
			return [{
				by: `${file}:${index + 1}`,
				args,
				env: {},
				unknownEnv: [],
				envFiles: [],
				ports: [],
				services: {}
			}];
		});
	});
}
function bestAdvice(hints, program, { log = [], given = {
	args: [],
	env: []
} }) {
	const advices = hints.flatMap((hint) => adviceOf(hint, program, {
		log,
		given
	}) ?? []);
	return advices.find(({ answers }) => answers) ?? advices[0];
}
function adviceOf(hint, program, { log, given }) {
	const text = log.join("\n");
	const found = argumentsIn(hint, program);
	const args = given.args.length > 0 ? [] : found;
	const all = [...Object.keys(hint.env), ...hint.unknownEnv].filter((name) => !given.env.includes(name));
	const asked = all.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
	const names = asked.length > 0 ? asked : all;
	const services = Object.entries(hint.services).map(([name, image]) => ({
		name: maskCredentials(name),
		image: maskCredentials(image)
	}));
	if (args.length === 0 && names.length === 0 && services.length === 0) return void 0;
	return {
		start: {
			by: hint.by,
			args: args.map(maskCredentials),
			env: names.map((name) => {
				const value = Object.hasOwn(hint.env, name) ? hint.env[name] : void 0;
				return {
					name,
					value: value === void 0 ? null : maskCredentials(value)
				};
			}),
			services
		},
		answers: asked.length > 0 || args.length > 0 && printsUsage(log)
	};
}
function printsUsage(log) {
	return /\busage\b|Available Commands:/i.test(log.join("\n"));
}
function argumentsIn({ args = [] }, program) {
	const [first = "", ...rest] = args;
	return first.includes("/") || first === program ? rest : args;
}
// src/plan/start/command.ts
const wrapper = /(?:^|[._-])(?:sh|bash|ash|dash|entrypoint|su-exec|gosu|env|supervisord|s6-svscan|python3?|node|npm)$/;
async function findStartArguments(files, plan, port) {
	const { main } = plan.target;
	const { checkouts } = plan.source;
	const survey = await surveyOf(files, plan);
	const choice = chooseDockerfile(survey, main);
	const dockerfile = plan.images.shipped?.build ?? (choice.kind === "build" ? choice.build : void 0);
	const procfile = procfileHints(await files.readText(`${checkouts.head}/Procfile`) ?? "", "Procfile");
	const isProgram = ({ entrypoint: [path = ""] = [] }) => lastOf(path) === main.name;
	const [first, ...others] = [
		dockerfile === void 0 ? [] : startedBy(dockerfile, main.name),
		procfile.filter(isProgram).map((hint) => ({
			by: hint.by,
			arguments: argumentsIn(hint, main.name)
		})),
		composeHints(survey, dockerfile?.dockerfile).filter((hint) => hint.entrypoint === void 0 || isProgram(hint)).map((hint) => ({
			by: hint.by,
			arguments: argumentsIn(hint, main.name)
		}))
	].map((starts) => starts.filter((one) => one.arguments.length > 0)).find((starts) => starts.length > 0) ?? [];
	if (first === void 0 || others.some((one) => one.arguments.join("\n") !== first.arguments.join("\n"))) return void 0;
	const filled = first.arguments.map((one) => one.replace(/\$(?:PORT\b|\{PORT(?::?-[^}]*)?\})/g, `${port}`));
	return filled.some((one) => one.includes("$")) ? void 0 : {
		...first,
		arguments: filled
	};
}
async function surveyOf(files, { source, settings, images }) {
	const { dockerfile, ...options } = settings.config.dockerfile;
	return dockerfile === false ? surveyDockerfiles(files, source.checkouts.head, options) : images.survey;
}
function startedBy({ dockerfile, facts: { starts } }, name) {
	if (starts === void 0) return [];
	const words = [starts.program, ...starts.arguments];
	const own = words.findIndex((word) => lastOf(word) === name);
	if (own < 0 && wrapper.test(lastOf(starts.program))) return [];
	return [{
		by: `${dockerfile}, line ${starts.line}`,
		arguments: words.slice(Math.max(own, 0) + 1)
	}];
}
// src/inspect/bytes/byte-source.ts
const pageSize = 16384;
const largestKept = 1 << 18;
const mostKept = 8;
function byteSourceOf(bytes) {
	if (!(bytes instanceof Uint8Array)) return bytes;
	const whole = {
		start: 0,
		bytes
	};
	return {
		size: bytes.length,
		window: () => whole
	};
}
function pagedSource(file) {
	const kept = [];
	return {
		size: file.size,
		window(at, length) {
			const end = Math.min(at + length, file.size);
			const near = kept.find(({ start, bytes }) => start <= at && end <= start + bytes.length);
			if (near !== void 0) return near;
			const start = Math.max(0, Math.floor(Math.min(at, file.size) / pageSize) * pageSize);
			const stop = Math.min(Math.ceil(end / pageSize) * pageSize, file.size);
			const window = {
				start,
				bytes: file.read(start, Math.max(0, stop - start))
			};
			if (window.bytes.length <= largestKept) kept.unshift(window);
			if (kept.length > mostKept) kept.pop();
			return window;
		}
	};
}
function readAt(source, at, length) {
	const { start, bytes } = source.window(at, length);
	return bytes.subarray(Math.max(0, at - start), Math.max(0, at - start + length));
}
function partOf(source, offset, size) {
	return {
		size,
		window(at, length) {
			const within = Math.max(0, Math.min(length, size - at));
			return {
				start: at,
				bytes: readAt(source, offset + at, within)
			};
		}
	};
}
// src/inspect/bytes/byte-view.ts
var Malformed = class extends Error {};
const longestName = 65536;
const allNames = 1 << 20;
const none$1 = new Uint8Array();
function byteView(bytes, littleEndian) {
	const source = byteSourceOf(bytes);
	const { size } = source;
	const decoder = new TextDecoder();
	let near = {
		start: 0,
		bytes: none$1,
		data: new DataView(none$1.buffer)
	};
	let named = 0;
	const need = (at, length) => {
		if (!(at >= 0 && length >= 0 && at + length <= size)) throw outside();
	};
	const find = (at, length) => {
		need(at, length);
		if (at < near.start || at + length > near.start + near.bytes.length) {
			const { start, bytes: found } = source.window(at, length);
			near = {
				start,
				bytes: found,
				data: new DataView(found.buffer, found.byteOffset, found.byteLength)
			};
			if (at + length > start + found.length) throw outside();
		}
		return at - near.start;
	};
	const u32 = (at) => {
		const within = find(at, 4);
		return near.data.getUint32(within, littleEndian);
	};
	return {
		source,
		size,
		need,
		u16(at) {
			const within = find(at, 2);
			return near.data.getUint16(within, littleEndian);
		},
		u32,
		u64: (at) => littleEndian ? u32(at + 4) * 2 ** 32 + u32(at) : u32(at) * 2 ** 32 + u32(at + 4),
		text(at, limit = longestName) {
			const within = find(at, 0);
			let window = near.bytes.subarray(within, within + limit);
			let length = window.indexOf(0);
			if (length < 0 && window.length < limit) {
				window = readAt(source, at, limit);
				length = window.indexOf(0);
			}
			if (length < 0) throw new Malformed("a name has no end");
			named += length;
			if (named > allNames) throw new Malformed("there are more names than a real file has");
			return decoder.decode(window.subarray(0, length));
		},
		slice(at, length) {
			const within = find(at, length);
			return near.bytes.subarray(within, within + length);
		}
	};
}
function outside() {
	return new Malformed("an offset points past the end of the file");
}
function orProblem(read) {
	try {
		return succeed(read());
	} catch (error) {
		if (error instanceof Malformed) return fail(error.message);
		throw error;
	}
}
function hex(bytes) {
	let text = "";
	for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
	return text;
}
// src/inspect/elf/constants.ts
const fileType = {
	relocatable: 1,
	executable: 2,
	sharedObject: 3,
	core: 4
};
const segmentType = {
	load: 1,
	dynamic: 2,
	interpreter: 3,
	note: 4,
	gnuStack: 1685382481,
	gnuRelro: 1685382482
};
const segmentFlag = {
	execute: 1,
	write: 2,
	read: 4
};
const sectionType = {
	symbolTable: 2,
	note: 7,
	noBits: 8
};
const tag = {
	needed: 1,
	stringTable: 5,
	soname: 14,
	rpath: 15,
	textrel: 22,
	bindNow: 24,
	runpath: 29,
	flags: 30,
	flags1: 1879048187,
	verdef: 1879048188,
	verdefCount: 1879048189,
	verneed: 1879048190,
	verneedCount: 1879048191
};
const dynamicFlag = {
	textrel: 4,
	bindNow: 8
};
const dynamicFlag1 = {
	now: 1,
	pie: 134217728
};
const versionFlag = {
	base: 1,
	weak: 2
};
const sane$2 = 65536;
const machines$2 = {
	2: "sparc",
	3: "386",
	8: "mips",
	20: "ppc",
	21: "ppc64",
	22: "s390",
	40: "arm",
	43: "sparc64",
	62: "amd64",
	183: "arm64",
	243: "riscv",
	258: "loong"
};
function machineName(machine, bits, littleEndian) {
	const name = machines$2[machine] ?? `machine ${machine}`;
	const little = littleEndian ? "le" : "";
	switch (name) {
		case "mips": return `${bits === 64 ? "mips64" : "mips"}${little}`;
		case "ppc64": return `ppc64${little}`;
		case "s390": return bits === 64 ? "s390x" : "s390";
		case "riscv":
		case "loong": return `${name}${bits}`;
		default: return name;
	}
}
// src/inspect/elf/headers.ts
const countInFirstSection = 65535;
function readSegments({ view, wide, word }) {
	const start = word(wide ? 32 : 28);
	const entry = view.u16(wide ? 54 : 42);
	let count = view.u16(wide ? 56 : 44);
	if (count === countInFirstSection) count = view.u32(firstSection({
		view,
		wide,
		word
	}) + (wide ? 44 : 28));
	if (count === 0) return [];
	if (entry < (wide ? 56 : 32)) throw new Malformed("its program headers are too short");
	if (count > 65536) throw new Malformed("it has more program headers than a real file has");
	view.slice(start, count * entry);
	return Array.from({ length: count }, (_, index) => {
		const at = start + index * entry;
		return {
			type: view.u32(at),
			flags: view.u32(at + (wide ? 4 : 24)),
			offset: word(at + (wide ? 8 : 4)),
			address: word(at + (wide ? 16 : 8)),
			fileSize: word(at + (wide ? 32 : 16)),
			align: word(at + (wide ? 48 : 28))
		};
	});
}
function readSections(layout) {
	const { view, wide, word } = layout;
	const start = word(wide ? 40 : 32);
	if (start === 0) return [];
	const entry = view.u16(wide ? 58 : 46);
	if (entry < (wide ? 64 : 40)) throw new Malformed("its section headers are too short");
	const count = view.u16(wide ? 60 : 48) || word(start + (wide ? 32 : 20));
	const namesIndex = view.u16(wide ? 62 : 50);
	const names = namesIndex === 65535 ? view.u32(start + (wide ? 40 : 24)) : namesIndex;
	if (count > 65536) throw new Malformed("it has more section headers than a real file has");
	view.slice(start, count * entry);
	const namesAt = names < count ? word(start + names * entry + (wide ? 24 : 16)) : void 0;
	return Array.from({ length: count }, (_, index) => {
		const at = start + index * entry;
		return {
			name: namesAt === void 0 ? "" : view.text(namesAt + view.u32(at)),
			type: view.u32(at + 4),
			flags: word(at + 8),
			address: word(at + (wide ? 16 : 12)),
			offset: word(at + (wide ? 24 : 16)),
			size: word(at + (wide ? 32 : 20)),
			align: word(at + (wide ? 48 : 32))
		};
	});
}
function firstSection({ wide, word }) {
	const start = word(wide ? 40 : 32);
	if (start === 0) throw new Malformed("its number of program headers is nowhere");
	return start;
}
function offsetOf$1(segments, address) {
	const home = segments.find((one) => one.type === segmentType.load && address >= one.address && address < one.address + one.fileSize);
	if (home === void 0) throw new Malformed("an address of its dynamic section lies in no segment");
	return address - home.address + home.offset;
}
// src/inspect/elf/dynamic.ts
function readDynamic(layout, segments) {
	const { view, wide, word } = layout;
	const segment = segments.find((one) => one.type === segmentType.dynamic && one.fileSize > 0);
	const entries = [];
	const first = new Map();
	if (segment !== void 0) {
		const entrySize = wide ? 16 : 8;
		const end = segment.offset + segment.fileSize;
		for (let at = segment.offset; at + entrySize <= end; at += entrySize) {
			const entry = {
				tag: word(at),
				value: word(at + entrySize / 2)
			};
			if (entry.tag === 0) break;
			if (entries.length >= 65536) throw new Malformed("its dynamic section is longer than a real one");
			entries.push(entry);
			if (!first.has(entry.tag)) first.set(entry.tag, entry.value);
		}
	}
	const valueAt = (wanted) => first.get(wanted);
	const stringTable = valueAt(tag.stringTable);
	const strings = stringTable === void 0 ? void 0 : offsetOf$1(segments, stringTable);
	const name = (offset) => {
		if (strings === void 0) throw new Malformed("its dynamic section has no string table");
		return view.text(strings + offset);
	};
	const names = (wanted) => entries.filter((entry) => entry.tag === wanted).map((entry) => name(entry.value));
	const paths = (wanted) => names(wanted).flatMap((path) => path.split(":")).filter((path) => path !== "");
	const flags = valueAt(tag.flags) ?? 0;
	const flags1 = valueAt(tag.flags1) ?? 0;
	const [soname] = names(tag.soname);
	const tables = {
		layout,
		segments,
		valueAt,
		name
	};
	return {
		dynamic: segment !== void 0,
		needed: names(tag.needed),
		...soname === void 0 ? {} : { soname },
		rpath: paths(tag.rpath),
		runpath: paths(tag.runpath),
		pie: (flags1 & dynamicFlag1.pie) !== 0,
		bindNow: first.has(tag.bindNow) || (flags & dynamicFlag.bindNow) !== 0 || (flags1 & dynamicFlag1.now) !== 0,
		textrel: first.has(tag.textrel) || (flags & dynamicFlag.textrel) !== 0,
		versionsNeeded: readVersionsNeeded(tables),
		versionsProvided: readVersionsProvided(tables)
	};
}
function readVersionsNeeded({ layout, segments, valueAt, name }) {
	const { view } = layout;
	const found = [];
	const start = valueAt(tag.verneed);
	if (start === void 0) return found;
	let at = offsetOf$1(segments, start);
	const files = valueAt(tag.verneedCount) ?? 65536;
	for (let index = 0; index < Math.min(files, sane$2); index++) {
		const file = name(view.u32(at + 4));
		let aux = at + view.u32(at + 8);
		for (let left = view.u16(at + 2); left > 0; left--) {
			if (found.length >= 65536) throw new Malformed("it needs more symbol versions than a real file does");
			const weak = (view.u16(aux + 4) & versionFlag.weak) !== 0;
			found.push({
				file,
				version: name(view.u32(aux + 8)),
				weak
			});
			const next = view.u32(aux + 12);
			if (next === 0) break;
			aux += next;
		}
		const next = view.u32(at + 12);
		if (next === 0) break;
		at += next;
	}
	return found;
}
function readVersionsProvided({ layout, segments, valueAt, name }) {
	const { view } = layout;
	const found = [];
	const start = valueAt(tag.verdef);
	if (start === void 0) return found;
	let at = offsetOf$1(segments, start);
	const versions = valueAt(tag.verdefCount) ?? 65536;
	for (let index = 0; index < Math.min(versions, sane$2); index++) {
		if (!((view.u16(at + 2) & versionFlag.base) !== 0) && view.u16(at + 6) > 0) found.push(name(view.u32(at + view.u32(at + 12))));
		const next = view.u32(at + 16);
		if (next === 0) break;
		at += next;
	}
	return found;
}
// src/inspect/elf/notes.ts
const gnuBuildId = 3;
const goBuildId = 4;
const longestNote = 4096;
function readBuildIds({ view }, segments, sections) {
	const places = [...segments.filter(({ type }) => type === segmentType.note).map(({ offset, fileSize, align }) => ({
		offset,
		size: fileSize,
		align
	})), ...sections.filter(({ type }) => type === sectionType.note)];
	const found = {};
	let budget = sane$2;
	for (const place of places) {
		if (found.gnu !== void 0 && found.go !== void 0) break;
		for (const { owner, type, text } of notesIn(view, place)) {
			if (--budget < 0) throw new Malformed("it has more notes than a real file has");
			if (owner === "GNU" && type === gnuBuildId) found.gnu ??= hex(text);
			if (owner === "Go" && type === goBuildId) found.go ??= new TextDecoder().decode(text);
		}
	}
	return found;
}
function* notesIn(view, { offset, size, align }) {
	const end = Math.min(offset + size, view.size);
	const padding = align === 8 ? 8 : 4;
	for (let at = offset; at + 12 <= end;) {
		const nameSize = view.u32(at);
		const textSize = view.u32(at + 4);
		const textAt = at + padded(12 + nameSize, padding);
		if (textAt + textSize > end) {
			yield nothing;
			break;
		}
		yield nameSize <= 4 && textSize <= longestNote ? {
			owner: String.fromCharCode(...view.slice(at + 12, nameSize)).replace(/\0+$/, ""),
			type: view.u32(at + 8),
			text: view.slice(textAt, textSize)
		} : nothing;
		at = textAt + padded(textSize, padding);
	}
}
const nothing = {
	owner: "",
	type: 0,
	text: new Uint8Array()
};
function padded(size, to) {
	return Math.ceil(size / to) * to;
}
// src/inspect/elf/elf.ts
const ofSystemLinker = new Set([
	".comment",
	".note.ABI-tag",
	".eh_frame",
	".init",
	".fini",
	".fini_array"
]);
const longestInterpreter = 4096;
function isElf(start) {
	return start[0] === 127 && start[1] === 69 && start[2] === 76 && start[3] === 70;
}
function readElf(bytes) {
	if (!isElf(readAt(byteSourceOf(bytes), 0, 4))) return fail("not an ELF file");
	const read = orProblem(() => readAll$1(bytes));
	return read.ok ? read : fail(`a damaged ELF file: ${read.problem.message}`);
}
function readAll$1(bytes) {
	const [, , , , klass, encoding] = readAt(byteSourceOf(bytes), 0, 6);
	if (klass !== 1 && klass !== 2 || encoding !== 1 && encoding !== 2) throw new Malformed("its class or byte order is unknown");
	const wide = klass === 2;
	const bits = wide ? 64 : 32;
	const littleEndian = encoding === 1;
	const view = byteView(bytes, littleEndian);
	const layout = {
		view,
		wide,
		word: wide ? view.u64 : view.u32
	};
	const type = view.u16(16);
	const segments = readSegments(layout);
	const loads = segments.filter((one) => one.type === segmentType.load);
	const read = orProblem(() => readSections(layout));
	const sections = read.ok ? read.value : [];
	const dynamic = readDynamic(layout, segments);
	const interpreter = segments.find((one) => one.type === segmentType.interpreter);
	const stack = segments.find((one) => one.type === segmentType.gnuStack);
	const both = segmentFlag.write | segmentFlag.execute;
	const isRelro = segments.some((one) => one.type === segmentType.gnuRelro);
	return {
		bits,
		littleEndian,
		type,
		machine: machineName(view.u16(18), bits, littleEndian),
		...interpreter === void 0 ? {} : { interpreter: view.text(interpreter.offset, Math.min(interpreter.fileSize, longestInterpreter)) },
		...dynamic,
		relro: !isRelro ? "none" : dynamic.bindNow ? "full" : "partial",
		stack: stack === void 0 ? "unstated" : (stack.flags & segmentFlag.execute) !== 0 ? "executable" : "read-write",
		writableCode: loads.filter((one) => (one.flags & both) === both).length,
		buildIds: readBuildIds(layout, segments, sections),
		sections,
		segments,
		...read.ok ? {} : { sectionsProblem: read.problem.message },
		...sections.length === 0 ? {} : fromSections(sections, type)
	};
}
function fromSections(sections, type) {
	const names = new Set(sections.map(({ name }) => name));
	return {
		symbolTable: sections.some((section) => section.type === sectionType.symbolTable),
		debugInfo: names.has(".debug_info") || names.has(".zdebug_info"),
		...type === fileType.core ? {} : { link: sections.some(({ name }) => ofSystemLinker.has(name)) ? "external" : "internal" }
	};
}
// src/images/go-build/go-build.ts
function goBuildCommand(mode, main, output) {
	return [
		"go",
		"build",
		"-trimpath",
		"-buildvcs=false",
		...mode.tags.length > 0 ? [`-tags=${mode.tags.join(",")}`] : [],
		...mode.ldflags !== "" ? [`-ldflags=${mode.ldflags}`] : [],
		"-o",
		output,
		main.path
	];
}
function goBuildEnv(host, mode, platform, temporary) {
	const [os = "", arch = ""] = platform.split("/");
	return {
		...host,
		GOOS: os,
		GOARCH: arch,
		GOTMPDIR: temporary,
		TMPDIR: temporary,
		...mode.env
	};
}
const shownLines = 20;
async function goBuild(world, options) {
	const { mode, main, platform, checkout, root, output, temporary } = options;
	const since = world.clock.now();
	const cwd = main.module === "." ? checkout : `${checkout}/${main.module}`;
	if (await world.files.stat(cwd) === void 0) return {
		ok: false,
		problem: [`the directory ${main.module} does not exist in this revision`]
	};
	const built = await world.exec.run(goBuildCommand(mode, main, output), {
		cwd,
		env: {
			...goBuildEnv(goEnv(world.host.env, {
				root,
				checkout
			}), mode, platform, temporary),
			...main.outsideWorkspace === true ? { GOWORK: "off" } : {}
		}
	});
	if (built.exitCode !== 0) return {
		ok: false,
		problem: maskCredentials(`${built.stderr}\n${built.stdout}`).split("\n").filter((line) => line.trim() !== "").slice(0, shownLines)
	};
	return {
		ok: true,
		value: { milliseconds: world.clock.now() - since }
	};
}
// src/images/built-in/image.ts
const certificatePlaces = [
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/ssl/cert.pem"
];
const certificates = "etc/ssl/certs/ca-certificates.crt";
const zones = "usr/share/zoneinfo.zip";
const programDirectory = "app";
const bytes = (text) => ({
	kind: "bytes",
	bytes: new TextEncoder().encode(text)
});
async function runtimeLayer(files, go) {
	const found = [
		{
			path: "etc/passwd",
			mode: 420,
			content: bytes("root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n")
		},
		{
			path: "etc/group",
			mode: 420,
			content: bytes("root:x:0:\nnonroot:x:65532:\n")
		},
		{
			path: "tmp/",
			mode: 1023,
			content: { kind: "directory" }
		}
	];
	for (const place of certificatePlaces) {
		const from = await files.realPath(place);
		if (from === void 0) continue;
		found.push({
			path: certificates,
			mode: 420,
			content: {
				kind: "file",
				from
			}
		});
		break;
	}
	const zoneinfo = `${go.root}/lib/time/zoneinfo.zip`;
	if (await files.stat(zoneinfo) !== void 0) found.push({
		path: zones,
		mode: 420,
		content: {
			kind: "file",
			from: zoneinfo
		}
	});
	return {
		createdBy: "linkgate: certificates, time zones, users, /tmp",
		files: withDirectories(found)
	};
}
function librariesLayer(libraries) {
	return {
		createdBy: "linkgate: loader and shared libraries",
		files: withDirectories(libraries)
	};
}
function programPath(name) {
	return `/${programDirectory}/${name}`;
}
function programLayer(name, binary) {
	const path = programPath(name);
	return {
		createdBy: `linkgate: ${path}`,
		files: withDirectories([{
			path: path.slice(1),
			mode: 493,
			content: {
				kind: "file",
				from: binary
			}
		}])
	};
}
function distinct(layer) {
	const mark = {
		path: ".linkgate-copy",
		mode: 292,
		content: bytes("")
	};
	return {
		...layer,
		files: withDirectories([...layer.files, mark])
	};
}
function withDirectories(files) {
	const all = new Map();
	for (const file of files) {
		const parts = file.path.replace(/\/$/, "").split("/");
		for (let depth = 1; depth < parts.length; depth++) {
			const path = `${parts.slice(0, depth).join("/")}/`;
			if (!all.has(path)) all.set(path, {
				path,
				mode: 493,
				content: { kind: "directory" }
			});
		}
		all.set(file.path, file);
	}
	return [...all.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}
function imageConfiguration(platform, name, layers) {
	const [os, architecture] = platform.split("/");
	const created = "1970-01-01T00:00:00Z";
	return {
		architecture,
		os,
		created,
		config: {
			Entrypoint: [programPath(name)],
			Env: [
				"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
				`SSL_CERT_FILE=/${certificates}`,
				`ZONEINFO=/${zones}`
			],
			WorkingDir: `/${programDirectory}`
		},
		rootfs: {
			type: "layers",
			diff_ids: layers.map(({ diffId }) => `sha256:${diffId}`)
		},
		history: layers.map(({ createdBy }) => ({
			created,
			created_by: createdBy
		}))
	};
}
async function writeImage(world, directory, image) {
	const { reference, platform, program } = image;
	const layers = [];
	for (const { createdBy, files } of image.layers) {
		const file = `${directory}/layer-${layers.length}.tar`;
		const { sha256 } = await world.archives.writeLayer(file, files);
		layers.push({
			diffId: sha256,
			createdBy,
			file
		});
	}
	const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
	const manifest = [{
		Config: "config.json",
		RepoTags: [reference],
		Layers: layers.map(({ diffId }) => `${diffId}.tar`)
	}];
	const archive = `${directory}/image.tar`;
	await world.archives.write(archive, [
		{
			path: "config.json",
			from: encode(imageConfiguration(platform, program, layers))
		},
		...layers.map(({ diffId, file }) => ({
			path: `${diffId}.tar`,
			from: file
		})),
		{
			path: "manifest.json",
			from: encode(manifest)
		}
	]);
	return archive;
}
// src/inspect/loader/paths.ts
const triplets = {
	amd64: "x86_64-linux-gnu",
	arm64: "aarch64-linux-gnu",
	"386": "i386-linux-gnu",
	arm: "arm-linux-gnueabihf",
	riscv64: "riscv64-linux-gnu",
	s390x: "s390x-linux-gnu"
};
const platforms = {
	amd64: "x86_64",
	arm64: "aarch64",
	"386": "i686",
	arm: "v7l"
};
const hardwareLevels = {
	amd64: [
		"x86-64-v2",
		"x86-64-v3",
		"x86-64-v4"
	],
	s390x: [
		"z13",
		"z14",
		"z15",
		"z16"
	]
};
function hardwareDirectories(machine) {
	return (hardwareLevels[machine] ?? []).map((level) => `glibc-hwcaps/${level}`);
}
const insideMusl = /^lib(c|pthread|rt|m|dl|util|xnet)\./;
function isInsideMusl(name) {
	return insideMusl.test(name);
}
function glibcDirectories(machine, bits) {
	const triplet = triplets[machine];
	return [
		...triplet === void 0 ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`],
		...bits === 64 ? ["/lib64", "/usr/lib64"] : [],
		"/lib",
		"/usr/lib"
	];
}
const muslDirectories = [
	"/lib",
	"/usr/local/lib",
	"/usr/lib"
];
function readLoader(bytes) {
	const text = textOf$1(bytes);
	const musl = /\/etc\/ld-musl-[\w-]{1,40}\.path/.exec(text)?.[0];
	if (musl !== void 0) return {
		libc: "musl",
		configuration: musl
	};
	const longest = [...text.matchAll(/\0((?:\/[\w.+/-]{1,200}\/\0)+)/g)].map(([row]) => row.split("\0").filter((directory) => directory !== "")).filter((row) => row.some((directory) => /lib/.test(directory))).reduce((best, row) => row.length > best.length ? row : best, []);
	const release = glibcRelease(bytes);
	return {
		libc: "glibc",
		directories: longest.map((directory) => directory.replace(/\/+$/, "")),
		...release === void 0 ? {} : { release }
	};
}
function glibcRelease(bytes) {
	return /(?:ld\.so|GNU C Library) \([^)\0]{1,200}\) stable release version (\d+\.\d+)/.exec(textOf$1(bytes))?.[1];
}
const largest = 1 << 24;
function textOf$1(bytes) {
	return new TextDecoder("latin1").decode(bytes.subarray(0, largest));
}
async function readMuslPath(files, configuration) {
	const bytes = await files.read(configuration);
	return bytes === void 0 ? muslDirectories : splitPath(textOf$1(bytes), /[:\n]/);
}
function splitPath(path, separator) {
	return path.split(separator).filter((directory) => directory !== "");
}
async function configuredDirectories(files, path = "/etc/ld.so.conf", seen = new Set()) {
	if (seen.has(path)) return [];
	seen.add(path);
	const bytes = await files.read(path);
	if (bytes === void 0) return [];
	const found = [];
	for (const line of new TextDecoder().decode(bytes).split("\n")) {
		const words = line.replace(/#.*/, "").split(/[\s:,]+/).filter((word) => word !== "");
		if (words[0] === "include") for (const pattern of words.slice(1)) for (const included of await matching(files, pattern, path)) found.push(...await configuredDirectories(files, included, seen));
		else found.push(...words.filter((word) => word.startsWith("/")));
	}
	return found;
}
async function matching(files, pattern, includer) {
	const absolute = pattern.startsWith("/") ? pattern : `${directoryOf$1(includer)}/${pattern}`;
	const directory = directoryOf$1(absolute);
	const [first = "", ...rest] = absolute.slice(directory.length + 1).split("*");
	const last = rest.at(-1);
	if (last === void 0) return [absolute];
	return (await files.list(directory)).filter((name) => name.startsWith(first) && name.endsWith(last) && name.length >= first.length + last.length).sort().map((name) => `${directory}/${name}`);
}
function directoryOf$1(path) {
	const slash = path.lastIndexOf("/");
	return slash < 0 ? "." : path.slice(0, slash);
}
const cacheMagic = "glibc-ld.so.cache1.1";
const cacheHeader = 48;
const cacheEntry = 24;
function readLoaderCache(bytes, littleEndian) {
	const text = textOf$1(bytes);
	const start = text.indexOf(cacheMagic);
	const found = new Map();
	if (start < 0 || start + cacheHeader > bytes.length) return found;
	const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const room = Math.floor((bytes.length - start - cacheHeader) / cacheEntry);
	const count = Math.min(data.getUint32(start + 20, littleEndian), room);
	const textAt = (offset) => {
		const longest = text.slice(start + offset, start + offset + 4096);
		return longest.slice(0, Math.max(0, longest.indexOf("\0")));
	};
	for (let index = 0; index < count; index++) {
		const at = start + cacheHeader + index * cacheEntry;
		const name = textAt(data.getUint32(at + 4, littleEndian));
		const path = textAt(data.getUint32(at + 8, littleEndian));
		if (name === "" || !path.startsWith("/")) continue;
		const paths = found.get(name);
		if (paths === void 0) found.set(name, [path]);
		else paths.push(path);
	}
	return found;
}
function expandTokens(path, values) {
	const known = {
		ORIGIN: values.origin === "" ? "/" : values.origin,
		LIB: values.lib,
		PLATFORM: platforms[values.machine]
	};
	let unknown = false;
	const expanded = path.replace(/\$(?:\{(ORIGIN|LIB|PLATFORM)\}|(ORIGIN|LIB|PLATFORM)(?!\w))/g, (_all, a, b) => {
		const value = known[a ?? b];
		if (value === void 0) unknown = true;
		return value ?? "";
	});
	return unknown ? void 0 : expanded;
}
// src/images/built-in/libraries.ts
function defaultDirectories(elf) {
	return isMusl(elf) ? muslDirectories : glibcDirectories(elf.machine, elf.bits);
}
function isMusl(elf) {
	return elf.interpreter?.includes("/ld-musl-") === true;
}
async function collectLibraries(files, program, path) {
	if (program.interpreter === void 0) return {
		files: [],
		missing: []
	};
	const found = new Map();
	const missing = [];
	const loader = await files.realPath(program.interpreter);
	if (loader === void 0) missing.push(program.interpreter);
	else add(found, program.interpreter, loader);
	const defaults = defaultDirectories(program);
	const resolved = await resolveAll(files, {
		program,
		path,
		configured: await configuredDirectories({
			read: (file) => files.read(file),
			list: async (directory) => (await files.list(directory)).map(({ name }) => name)
		}),
		defaults
	}, missing);
	const home = [...resolved].find(([name]) => /^libc\.(so|musl)/.test(name))?.[1].directory ?? defaults[0] ?? "/lib";
	for (const [name, { from, directory }] of resolved) if (!(from === loader)) add(found, `${defaults.includes(directory) ? directory : home}/${name}`, from);
	return {
		files: [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1),
		missing
	};
}
async function resolveAll(files, search, missing) {
	const { program, path, configured, defaults } = search;
	const resolved = new Map();
	const queue = [{
		elf: program,
		...path === void 0 ? {} : { directory: directoryOf$1(path) }
	}];
	for (let user = queue.shift(); user !== void 0; user = queue.shift()) {
		const directories = [
			...runPaths(user, search),
			...configured,
			...defaults
		];
		for (const name of user.elf.needed) {
			if (resolved.has(name) || missing.includes(name) || isMusl(program) && isInsideMusl(name)) continue;
			const place = await locate$1(files, name, program, directories);
			if (place === void 0) {
				missing.push(name);
				continue;
			}
			resolved.set(name, place);
			queue.push(place);
		}
	}
	return resolved;
}
function runPaths({ elf, directory }, { program, defaults }) {
	const lib = defaults.find((one) => !one.startsWith("/usr/"))?.slice(1) ?? "lib";
	return [...elf.rpath, ...elf.runpath].flatMap((one) => {
		if (directory === void 0 && one.includes("ORIGIN")) return [];
		return expandTokens(one, {
			origin: directory ?? "",
			lib,
			machine: program.machine
		}) ?? [];
	});
}
function add(found, path, from) {
	found.set(path, {
		path: path.replace(/^\/+/, ""),
		mode: 493,
		content: {
			kind: "file",
			from
		}
	});
}
async function locate$1(files, name, program, directories) {
	for (const directory of directories) {
		const from = await files.realPath(`${directory}/${name}`);
		if (from === void 0) continue;
		const read = await files.readWith(from, (file) => readElf(pagedSource(file)));
		if (read?.ok !== true) continue;
		const elf = read.value;
		if (elf.machine === program.machine && elf.bits === program.bits) return {
			from,
			directory,
			elf
		};
	}
}
// src/images/built-in/built-in.ts
async function buildBuiltIn(tools, plan, variant) {
	const { world, workspace } = tools;
	const { target, source, go } = plan;
	const { revision, mode, checkout } = variant;
	const name = nameOf$1(variant);
	const directory = `${workspace.directory}/build-${name}`;
	const temporary = `${directory}/tmp`;
	await world.files.makeDirectory(temporary);
	const output = `${directory}/program/${target.main.name}`;
	const { main, platform } = target;
	const built = await goBuild(world, {
		mode,
		main,
		platform,
		checkout,
		root: source.root,
		output,
		temporary
	});
	if (!built.ok) {
		const compiler = await missingCompiler(world, go, [mode]);
		const why = [...compiler === void 0 ? [] : [compiler], ...revision === "head" ? target.obstacles : []];
		return {
			ok: false,
			problem: {
				output: built.problem,
				why
			}
		};
	}
	const { milliseconds } = built.value;
	const program = programLayer(main.name, output);
	const on = mode.image?.from === "built-in" ? mode.image.base : void 0;
	if (on !== void 0) {
		const made = await makeImageOn(tools, target, on, {
			name,
			program
		});
		return made.ok ? {
			ok: true,
			value: {
				...made.value,
				binary: output,
				milliseconds
			}
		} : made;
	}
	const layers = [
		await runtimeLayer(world.files, go),
		...await librariesOf(tools, output),
		program
	];
	return {
		ok: true,
		value: {
			kind: "laid-out",
			binary: output,
			milliseconds,
			reference: await makeImage(tools, target, name, layers),
			layers
		}
	};
}
function nameOf$1({ revision, mode }) {
	return `${revision}-${mode.name}`;
}
async function librariesOf({ world }, program) {
	const elf = await world.files.readWith(program, (file) => readElf(pagedSource(file)));
	if (elf?.ok !== true) return [];
	const { files } = await collectLibraries(world.files, elf.value, program);
	return files.length > 0 ? [librariesLayer(files)] : [];
}
async function buildCopy(tools, target, original, { layers }) {
	const [program, ...below] = layers.toReversed();
	if (program === void 0) throw new Error("an image has at least one layer");
	const copy = [...below.toReversed(), distinct(program)];
	return makeImage(tools, target, `copy-${nameOf$1(original)}`, copy);
}
async function makeImage({ world, workspace, engine }, { platform, main }, name, layers) {
	const directory = `${workspace.directory}/image-${name}`;
	await world.files.makeDirectory(directory);
	const reference = imageReference(workspace.run, name);
	const archive = await writeImage(world, directory, {
		reference,
		platform,
		program: main.name,
		layers
	});
	await engine.load(archive);
	return reference;
}
async function makeImageOn({ world, workspace, engine, pin }, { platform, main }, on, { name, program }) {
	const pinned = await pin(on);
	if (!pinned.ok) return {
		ok: false,
		problem: {
			output: [pinned.problem.message],
			why: []
		}
	};
	const base = pinned.value;
	const context = `${workspace.directory}/image-${name}`;
	await world.files.makeDirectory(context);
	await world.archives.writeLayer(`${context}/program.tar`, program.files);
	const path = programPath(main.name);
	const text = `FROM ${base.pinned}\nADD program.tar /\nENTRYPOINT ${JSON.stringify([path])}\n`;
	const dockerfile = `${context}/Dockerfile`;
	await world.files.write(dockerfile, text);
	const reference = imageReference(workspace.run, name);
	const built = await engine.build({
		context,
		dockerfile,
		text,
		reference,
		run: workspace.run,
		platform,
		buildArgs: {},
		secrets: [],
		ssh: []
	});
	if (!built.ok) return {
		ok: false,
		problem: {
			output: built.problem,
			why: []
		}
	};
	return {
		ok: true,
		value: {
			kind: "on-base",
			reference,
			program: path,
			on: {
				name: on,
				...base.digest === void 0 ? {} : { digest: base.digest }
			},
			baseLayers: base.layers
		}
	};
}
// src/images/built-variant.ts
function isBuilt(variant) {
	return variant.kind === "built";
}
function isUnbuilt(variant) {
	return variant.kind === "unbuilt";
}
function unbuilt({ revision, mode, platform, checkout }, source, { output, why = [] }) {
	return {
		revision,
		mode,
		platform,
		checkout,
		kind: "unbuilt",
		source,
		failure: {
			output,
			why
		}
	};
}
function notPrepared({ obstacle, output }) {
	return {
		output,
		why: [obstacle]
	};
}
const defaultPort = 8080;
// src/inspect/go/quote.ts
const simple = {
	a: 7,
	b: 8,
	f: 12,
	n: 10,
	r: 13,
	t: 9,
	v: 11,
	"\\": 92,
	"\"": 34
};
const escaped = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"]))/y;
function unquote(text) {
	if (text.length < 2) return text;
	const inner = text.slice(1, -1);
	if (text.startsWith("`") && text.endsWith("`") && !inner.includes("`")) return inner.replaceAll("\r", "");
	if (!(text.startsWith("\"") && text.endsWith("\""))) return text;
	if (!inner.includes("\\")) return inner.includes("\"") ? text : inner;
	const encoder = new TextEncoder();
	const bytes = [];
	for (let at = 0; at < inner.length;) {
		const next = inner.indexOf("\\", at);
		const plain = inner.slice(at, next < 0 ? void 0 : next);
		if (plain.includes("\"")) return text;
		for (const byte of encoder.encode(plain)) bytes.push(byte);
		if (next < 0) break;
		escaped.lastIndex = next;
		const found = escaped.exec(inner);
		if (found === null) return text;
		const [whole, byte, short, long, octal, letter] = found;
		const codePoint = short ?? long;
		if (codePoint !== void 0) {
			const value = Number.parseInt(codePoint, 16);
			if (value > 1114111) return text;
			bytes.push(...encoder.encode(String.fromCodePoint(value)));
		} else if (byte !== void 0) bytes.push(Number.parseInt(byte, 16));
		else if (octal !== void 0) {
			const value = Number.parseInt(octal, 8);
			if (value > 255) return text;
			bytes.push(value);
		} else bytes.push(simple[letter ?? ""] ?? 0);
		at = next + whole.length;
	}
	return new TextDecoder().decode(Uint8Array.from(bytes));
}
// src/inspect/go/buildinfo.ts
const magic = Uint8Array.from([255, ...new TextEncoder().encode(" Go buildinf:")]);
const alignment = 16;
const headerSize$2 = 32;
const flagInlineStrings = 2;
const marker = 16;
const longest = 4 << 20;
const mostHeaders = 64;
const searched = 1 << 20;
const longestPrefix = 5;
function readBuildInfo(bytes, where) {
	const source = byteSourceOf(bytes);
	const range = where ?? {
		offset: 0,
		size: source.size
	};
	const decoder = new TextDecoder();
	for (const header of headers(source, range)) {
		const version = readString(source, header + headerSize$2);
		if (version === void 0 || version.text.length === 0) continue;
		const information = readString(source, version.end)?.text ?? new Uint8Array();
		const lines = information.length > 32 ? decoder.decode(information.subarray(marker, -16)).split("\n") : [];
		return {
			go: decoder.decode(version.text),
			...parseLines(lines)
		};
	}
}
function* headers(source, { offset, size }) {
	const end = Math.min(offset + size, source.size);
	let left = mostHeaders;
	for (let from = Math.ceil(offset / alignment) * alignment; from + headerSize$2 <= end; from += searched) {
		const bytes = readAt(source, from, Math.min(1048592, end - from));
		for (let at = 0; at + headerSize$2 <= bytes.length && at < searched; at += alignment) {
			if (bytes[at] !== 255 || bytes[at + 1] !== 32) continue;
			if (!magic.every((byte, index) => bytes[at + index] === byte)) continue;
			if (((bytes[at + 15] ?? 0) & flagInlineStrings) === 0) continue;
			yield from + at;
			left -= 1;
			if (left === 0) return;
		}
	}
}
function readString(source, start) {
	let length = 0;
	let size = 0;
	const prefix = readAt(source, start, longestPrefix);
	for (let shift = 0;; shift += 7) {
		const byte = prefix[size++];
		if (byte === void 0) return void 0;
		length += (byte & 127) * 2 ** shift;
		if (byte < 128) break;
	}
	const text = length > longest ? void 0 : readAt(source, start + size, length);
	return text?.length === length ? {
		text,
		end: start + size + length
	} : void 0;
}
function parseLines(lines) {
	let path;
	let main;
	const dependencies = [];
	const settings = new Map();
	let lastIsMain = false;
	for (const line of lines) {
		const [kind, ...fields] = line.split("	");
		if (kind === "path") path = fields[0];
		else if (kind === "mod") {
			main = moduleOf(fields);
			lastIsMain = true;
		} else if (kind === "dep") {
			dependencies.push(moduleOf(fields));
			lastIsMain = false;
		} else if (kind === "=>") {
			const replacedBy = moduleOf(fields);
			const last = lastIsMain ? void 0 : dependencies.pop();
			if (last !== void 0) dependencies.push({
				...last,
				replacedBy
			});
			else if (main !== void 0) main = {
				...main,
				replacedBy
			};
		} else if (kind === "build") {
			const setting = parseSetting(line.slice(6));
			if (setting !== void 0) settings.set(...setting);
		}
	}
	const modules = dependencies.map(({ path: name, version, replacedBy }) => {
		return [name, replacedBy === void 0 ? version : `${replacedBy.path} ${replacedBy.version}`.trim()];
	});
	return {
		...path === void 0 ? {} : { path },
		...main === void 0 ? {} : { main },
		dependencies,
		modules: Object.fromEntries(modules),
		settings: Object.fromEntries(settings)
	};
}
function moduleOf([path = "", version = "", sum = ""]) {
	return {
		path,
		version,
		...sum === "" ? {} : { sum }
	};
}
function parseSetting(text) {
	const equals = (/^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(text)?.[1])?.length ?? text.indexOf("=");
	if (equals <= 0) return void 0;
	return [unquote(text.slice(0, equals)), unquote(text.slice(equals + 1))];
}
// src/inspect/macho/macho.ts
const machines$1 = {
	7: "386",
	12: "arm",
	18: "ppc",
	16777223: "amd64",
	16777228: "arm64",
	16777234: "ppc64"
};
const fatMagic = 3405691582;
const fatMagic64 = 3405691583;
const mostArchitectures = 44;
const command = {
	segment: 1,
	loadDylib: 12,
	idDylib: 13,
	loadDylinker: 14,
	segment64: 25,
	uuid: 27,
	rpath: 2147483676,
	codeSignature: 29
};
const loads = new Set([
	command.loadDylib,
	32,
	2147483672,
	2147483679,
	2147483683
]);
const flag = {
	pie: 2097152,
	allowStackExecution: 131072
};
const protection = {
	write: 2,
	execute: 4
};
const sane$1 = 16384;
const headerSize$1 = 28;
function isMachO(start) {
	if (start.length < headerSize$1) return false;
	const view = byteView(start, false);
	return isFat(view) || thinOf(view.u32(0)) !== void 0;
}
function isFat(view) {
	const magic = view.u32(0);
	return (magic === fatMagic || magic === fatMagic64) && view.u32(4) <= mostArchitectures;
}
function thinOf(magic) {
	switch (magic) {
		case 4277009102: return {
			wide: false,
			littleEndian: false
		};
		case 4277009103: return {
			wide: true,
			littleEndian: false
		};
		case 3472551422: return {
			wide: false,
			littleEndian: true
		};
		case 3489328638: return {
			wide: true,
			littleEndian: true
		};
		default: return;
	}
}
function readMachO(bytes) {
	const source = byteSourceOf(bytes);
	if (!isMachO(readAt(source, 0, headerSize$1))) return fail("not a Mach-O file");
	const read = orProblem(() => readAny(source));
	return read.ok ? read : fail(`a damaged Mach-O file: ${read.problem.message}`);
}
function readAny(source) {
	const view = byteView(source, false);
	if (!isFat(view)) return readThin(source, 0);
	const wide = view.u32(0) === fatMagic64;
	const slices = Array.from({ length: view.u32(4) }, (_, index) => {
		const at = 8 + index * (wide ? 32 : 20);
		const offset = wide ? view.u64(at + 8) : view.u32(at + 8);
		const size = wide ? view.u64(at + 16) : view.u32(at + 12);
		return {
			machine: nameOf(view.u32(at)),
			offset,
			size
		};
	});
	const [first] = slices;
	if (first === void 0) throw new Malformed("it is universal and has no architecture");
	view.need(first.offset, first.size);
	return {
		...readThin(partOf(source, first.offset, first.size), first.offset),
		architectures: slices.map(({ machine }) => machine)
	};
}
function nameOf(machine) {
	return machines$1[machine] ?? `machine ${machine}`;
}
function readThin(source, base) {
	const thin = source.size < headerSize$1 ? void 0 : thinOf(byteView(source, false).u32(0));
	if (thin === void 0) throw new Malformed("its first architecture is no Mach-O file");
	const { wide, littleEndian } = thin;
	const view = byteView(source, littleEndian);
	const machine = nameOf(view.u32(4));
	const flags = view.u32(24);
	const count = view.u32(16);
	if (count > sane$1) throw new Malformed("it has more load commands than a real file has");
	const libraries = [];
	const rpath = [];
	const segments = [];
	const texts = {};
	let signed = false;
	let at = wide ? 32 : 28;
	for (let index = 0; index < count; index++) {
		const kind = view.u32(at);
		const size = view.u32(at + 4);
		if (size < 8) throw new Malformed("one of its load commands is too short");
		const text = () => {
			const offset = view.u32(at + 8);
			if (offset >= size) throw new Malformed("a name lies outside of its load command");
			return unterminated(view, at + offset, size - offset);
		};
		if (loads.has(kind)) libraries.push(text());
		else if (kind === command.rpath) rpath.push(text());
		else if (kind === command.loadDylinker) texts.loader = text();
		else if (kind === command.idDylib) texts.id = text();
		else if (kind === command.uuid) texts.uuid = hex(view.slice(at + 8, 16));
		else if (kind === command.codeSignature) signed = true;
		else if (kind === command.segment || kind === command.segment64) segments.push(readSegment(view, at, size));
		at += size;
	}
	const buildInfo = segments.find((one) => one.buildInfo !== void 0)?.buildInfo;
	return {
		bits: wide ? 64 : 32,
		littleEndian,
		type: view.u32(12),
		machine,
		architectures: [machine],
		libraries,
		...texts,
		rpath,
		pie: (flags & flag.pie) !== 0,
		executableStack: (flags & flag.allowStackExecution) !== 0,
		writableCode: segments.filter(({ isWritableCode }) => isWritableCode).length,
		signed,
		debugInfo: segments.some(({ hasDebugInfo }) => hasDebugInfo),
		...buildInfo === void 0 ? {} : { buildInfo: {
			offset: buildInfo.offset + base,
			size: buildInfo.size
		} }
	};
}
function readSegment(view, at, size) {
	const wide = view.u32(at) === command.segment64;
	const initial = view.u32(at + (wide ? 60 : 44));
	const both = protection.write | protection.execute;
	const sectionSize = wide ? 80 : 68;
	const start = at + (wide ? 72 : 56);
	const count = Math.min(view.u32(at + (wide ? 64 : 48)), Math.floor((at + size - start) / sectionSize));
	let hasDebugInfo = false;
	let buildInfo;
	for (let index = 0; index < count; index++) {
		const section = start + index * sectionSize;
		const name = unterminated(view, section, 16);
		if (name === "__debug_info" || name === "__zdebug_info") hasDebugInfo = true;
		if (name === "__go_buildinfo") buildInfo = {
			size: wide ? view.u64(section + 40) : view.u32(section + 36),
			offset: view.u32(section + (wide ? 48 : 40))
		};
	}
	return {
		isWritableCode: (initial & both) === both,
		hasDebugInfo,
		...buildInfo === void 0 ? {} : { buildInfo }
	};
}
function unterminated(view, at, size) {
	const field = view.slice(at, Math.min(size, sane$1));
	const end = field.indexOf(0);
	return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
// src/inspect/pe/pe.ts
const machines = {
	332: "386",
	452: "arm",
	34404: "amd64",
	43620: "arm64"
};
const isDll = 8192;
const characteristic = {
	highEntropy: 32,
	dynamicBase: 64,
	nxCompatible: 256
};
const sectionFlag = {
	data: 64,
	execute: 536870912,
	read: 1073741824,
	write: 2147483648
};
const importDirectory = 1;
const delayImportDirectory = 13;
const symbolSize = 18;
const sane = 4096;
function isPe(start) {
	return start[0] === 77 && start[1] === 90;
}
function readPe(bytes) {
	if (!isPe(readAt(byteSourceOf(bytes), 0, 2))) return fail("not a Windows executable");
	const read = orProblem(() => readAll(byteView(bytes, true)));
	return read.ok ? read : fail(`a damaged Windows executable: ${read.problem.message}`);
}
function readAll(view) {
	const start = view.u32(60);
	if (view.u32(start) !== 17744) throw new Malformed("it has no PE header");
	const coff = start + 4;
	const optional = coff + 20;
	const optionalSize = view.u16(coff + 16);
	const magic = view.u16(optional);
	if (magic !== 267 && magic !== 523) throw new Malformed("its optional header is of an unknown kind");
	const wide = magic === 523;
	const symbols = view.u32(coff + 12);
	const symbolsAt = view.u32(coff + 8);
	const stringsAt = symbolsAt === 0 ? void 0 : symbolsAt + symbols * symbolSize;
	const sectionsAt = optional + optionalSize;
	const count = view.u16(coff + 2);
	if (count > sane) throw new Malformed("it has more sections than a real file has");
	const sections = Array.from({ length: count }, (_, index) => {
		const at = sectionsAt + index * 40;
		const flags = view.u32(at + 36);
		return {
			name: sectionName(view, at, stringsAt),
			address: view.u32(at + 12),
			size: view.u32(at + 16),
			offset: view.u32(at + 20),
			flags
		};
	});
	const has = (section, flag) => (section.flags & flag) !== 0;
	const directories = view.u32(optional + (wide ? 108 : 92));
	const directory = (index) => index < directories ? view.u32(optional + (wide ? 112 : 96) + index * 8) : 0;
	const protections = view.u16(optional + 70);
	const data = sections.find((one) => one.size > 0 && has(one, sectionFlag.data) && has(one, sectionFlag.read) && has(one, sectionFlag.write));
	return {
		bits: wide ? 64 : 32,
		machine: machines[view.u16(coff)] ?? `machine ${view.u16(coff)}`,
		dll: (view.u16(coff + 18) & isDll) !== 0,
		libraries: [...imports(view, sections, directory(importDirectory), {
			size: 20,
			name: 12
		}), ...imports(view, sections, directory(delayImportDirectory), {
			size: 32,
			name: 4
		})],
		dynamicBase: (protections & characteristic.dynamicBase) !== 0,
		highEntropy: (protections & characteristic.highEntropy) !== 0,
		nxCompatible: (protections & characteristic.nxCompatible) !== 0,
		writableCode: sections.filter((one) => has(one, sectionFlag.write) && has(one, sectionFlag.execute)).length,
		symbolTable: symbols > 0,
		debugInfo: sections.some(({ name }) => name === ".debug_info" || name === ".zdebug_info"),
		...data === void 0 ? {} : { data: {
			offset: data.offset,
			size: data.size
		} }
	};
}
function sectionName(view, at, stringsAt) {
	const field = view.slice(at, 8);
	const end = field.indexOf(0);
	const name = new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
	return stringsAt !== void 0 && /^\/\d+$/.test(name) ? view.text(stringsAt + Number(name.slice(1))) : name;
}
function imports(view, sections, address, entry) {
	if (address === 0) return [];
	const found = [];
	for (let at = offsetOf(sections, address);; at += entry.size) {
		const name = view.u32(at + entry.name);
		if (name === 0) return found;
		if (found.length >= sane) throw new Malformed("it imports more than a real file does");
		found.push(view.text(offsetOf(sections, name)));
	}
}
function offsetOf(sections, address) {
	const home = sections.find((one) => address >= one.address && address < one.address + one.size);
	if (home === void 0) throw new Malformed("an address of its imports lies in no section");
	return address - home.address + home.offset;
}
// src/inspect/program/classify.ts
function classifyElf(elf) {
	const { type, interpreter, needed, soname } = elf;
	if (type === fileType.relocatable) return {
		kind: "not-a-program",
		why: "it is an object file, not linked yet"
	};
	if (type === fileType.core) return {
		kind: "not-a-program",
		why: "it is the memory image of a crashed program"
	};
	if (type !== fileType.executable && type !== fileType.sharedObject) return {
		kind: "not-a-program",
		why: `its ELF type is ${type}`
	};
	if (!elf.segments.some((one) => one.type === segmentType.load)) return {
		kind: "not-a-program",
		why: "it has no segment to load into memory"
	};
	if (type === fileType.sharedObject && soname !== void 0 && !elf.pie) return {
		kind: "shared-library",
		why: `it carries the library name ${soname} (SONAME)${interpreter === void 0 ? "" : `, although it names the program interpreter ${interpreter}`}`
	};
	if (interpreter !== void 0) return needed.length > 0 ? {
		kind: "dynamic",
		why: `it names the program interpreter ${interpreter} and needs ${needed.join(", ")}`
	} : {
		kind: "interpreter-only",
		why: `it needs no library but names the program interpreter ${interpreter}, without which the kernel does not start it`
	};
	const idle = needed.length > 0 ? `; nothing will load ${needed.join(", ")}, which it names` : "";
	if (type === fileType.executable) return {
		kind: "static",
		why: `it is an executable without a program interpreter${idle}`
	};
	if (elf.pie) return {
		kind: "static-pie",
		why: `it is a position-independent executable without a program interpreter${idle}`
	};
	return {
		kind: "shared-library",
		why: "it is a shared object without a program interpreter and without the mark of a program (DF_1_PIE)"
	};
}
const machOType = {
	executable: 2,
	dylib: 6,
	bundle: 8
};
function classifyMachO({ type, libraries, loader }) {
	if (type === machOType.dylib || type === machOType.bundle) return {
		kind: "shared-library",
		why: "it is a dynamic library or a bundle"
	};
	if (type !== machOType.executable) return {
		kind: "not-a-program",
		why: `its Mach-O type is ${type}`
	};
	const own = libraries.filter((path) => !/^\/(usr\/lib|System\/Library)\//.test(path));
	if (own.length > 0) return {
		kind: "dynamic",
		why: `it loads ${own.join(", ")}, which macOS does not have`
	};
	if (libraries.length === 0 && loader === void 0) return {
		kind: "static",
		why: "it names neither a loader nor a library"
	};
	return {
		kind: "system-dynamic",
		why: "it loads only libraries of macOS, as every program there has to"
	};
}
const windowsLibraries = new Set("advapi32 bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 cryptbase d3d11 d3d12 dbghelp dnsapi dwmapi dxgi gdi32 hid imm32 iphlpapi kernel32 kernelbase mpr msvcrt mswsock ncrypt netapi32 ntdll ole32 oleaut32 opengl32 pdh powrprof psapi rpcrt4 sechost secur32 setupapi shell32 shlwapi ucrtbase user32 userenv uxtheme version winhttp wininet winmm winspool.drv winspool wintrust wldap32 ws2_32 wsock32 wtsapi32".split(" "));
function classifyPe({ dll, libraries }) {
	if (dll) return {
		kind: "shared-library",
		why: "it is marked as a DLL"
	};
	const own = libraries.filter((name) => !isOfWindows(name));
	if (own.length > 0) return {
		kind: "dynamic",
		why: `it loads ${own.join(", ")}, which Windows does not have`
	};
	return libraries.length === 0 ? {
		kind: "static",
		why: "it imports nothing"
	} : {
		kind: "system-dynamic",
		why: "it loads only DLLs of Windows, as every program there has to"
	};
}
function isOfWindows(name) {
	const lower = name.toLowerCase();
	return /^(api|ext)-ms-/.test(lower) || windowsLibraries.has(lower.replace(/\.dll$/, ""));
}
// src/inspect/program/program.ts
const startSize$1 = 64;
const formatName = {
	elf: "ELF",
	"mach-o": "Mach-O",
	pe: "Windows (PE)"
};
function readProgram(bytes) {
	const source = byteSourceOf(bytes);
	const start = readAt(source, 0, startSize$1);
	if (isElf(start)) return mapResult(readElf(source), (elf) => elfProgram(source, elf));
	if (isMachO(start)) return mapResult(readMachO(source), (machO) => machOProgram(source, machO));
	if (isPe(start)) return mapResult(readPe(source), (pe) => peProgram(source, pe));
	return fail(describe$1(start));
}
function looksLikeProgram(start) {
	return isElf(start) || isMachO(start) || isPe(start);
}
function elfProgram(source, elf) {
	const buildInfo = placeOfBuildInfo(elf);
	return {
		format: "elf",
		...classifyElf(elf),
		machine: elf.machine,
		bits: elf.bits,
		libraries: elf.needed,
		...buildInfo === void 0 ? {} : buildInfoOf(source, buildInfo),
		elf
	};
}
function placeOfBuildInfo({ sections, segments }) {
	const section = sections.find(({ name }) => name === ".go.buildinfo");
	if (section !== void 0) return section;
	const data = segments.find(({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0);
	return data && {
		offset: data.offset,
		size: data.fileSize
	};
}
function machOProgram(source, machO) {
	return {
		format: "mach-o",
		...classifyMachO(machO),
		machine: machO.machine,
		bits: machO.bits,
		libraries: machO.libraries,
		...machO.buildInfo === void 0 ? {} : buildInfoOf(source, machO.buildInfo),
		machO
	};
}
function peProgram(source, pe) {
	return {
		format: "pe",
		...classifyPe(pe),
		machine: pe.machine,
		bits: pe.bits,
		libraries: pe.libraries,
		...pe.data === void 0 ? {} : buildInfoOf(source, pe.data),
		pe
	};
}
function buildInfoOf(source, where) {
	const buildInfo = readBuildInfo(source, where);
	return buildInfo === void 0 ? {} : { buildInfo };
}
function describe$1(start) {
	if (start.length === 0) return "an empty file";
	if (start[0] === 35 && start[1] === 33) return "a script, not an ELF file";
	return "not an ELF file";
}
// src/inspect/start/started-program.ts
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const inPlace = new Set([
	"command",
	"exec",
	"nohup"
]);
const programDirectories = [
	"/",
	"/app",
	"/bin",
	"/go/bin",
	"/opt",
	"/root",
	"/srv",
	"/usr/bin",
	"/usr/local/bin",
	"/workspace"
];
const deepest$2 = 8;
const smallest = 5e5;
const mostCandidates = 200;
async function findStartedProgram(root, context) {
	const { mainPackage } = context;
	const finder = new Finder(root, context);
	const found = await finder.follow([...context.entrypoint, ...context.command], []);
	if (mainPackage === void 0 || found.ok && isOf(found.value.program, mainPackage)) return found;
	const others = await finder.search(mainPackage);
	const [only, ...more] = others;
	if (only !== void 0 && more.length === 0) return succeed(only);
	if (only !== void 0) return fail(`the image has ${others.length} programs of \`${mainPackage}\` (${others.map(({ path }) => path).join(", ")}), and what it starts leads to none of them`);
	if (!found.ok) return found;
	const { path, program } = found.value;
	const builtFrom = program.buildInfo?.path;
	if (builtFrom === void 0) return found;
	return fail(`the image starts \`${path}\`, which is built from \`${builtFrom}\` and not from \`${mainPackage}\``);
}
function isOf({ buildInfo }, mainPackage) {
	return buildInfo?.path === mainPackage || buildInfo?.path === "command-line-arguments";
}
var Finder = class {
	#root;
	#context;
	#workingDir;
	constructor(root, context) {
		this.#root = root;
		this.#context = context;
		this.#workingDir = context.workingDir === "" ? "/" : context.workingDir;
	}
	async follow(words, through, directory = this.#workingDir) {
		const [started, ...rest] = words;
		if (started === void 0) return through.length === 0 ? fail("the image has neither an entry point nor a command") : fail(`the image starts ${quoted(through)}, which names no program`);
		if (through.length > deepest$2) return fail(`the image starts ${quoted(through)}: too many in a row`);
		return await this.#throughShell(started, rest, through, directory) ?? await this.#throughLauncher(words, through, directory) ?? this.#open(started, rest, through, directory);
	}
	async #throughShell(shell, given, through, directory) {
		const isBusybox = lastOf(shell) === "busybox";
		if (!isBusybox && !isShell(shell)) return void 0;
		const words = isBusybox ? given.slice(1) : given;
		const script = givenScript(words);
		if (script === void 0) return void 0;
		const behind = [...through, shell];
		const text = words[script.at] ?? "";
		const rest = words.slice(script.arguments);
		return script.kind === "text" ? this.#fromScript({
			text,
			isFile: false
		}, behind, rest, directory) : this.follow([text, ...rest], behind, directory);
	}
	async #throughLauncher(words, through, directory) {
		const launched = launchedBy(words);
		if (launched === void 0) return void 0;
		const [name = ""] = words;
		const behind = inPlace.has(name) ? through : [...through, name];
		return this.follow(words.slice(launched.program), behind, directory);
	}
	async #open(started, rest, through, directory) {
		const path = await this.#locate(started, directory);
		if (path === void 0) return fail(`the image starts \`${started}\`, which is not in it`);
		const entry = await this.#root.resolve(path);
		const bytes = await this.#root.read(path);
		if (entry === void 0 || bytes === void 0) return fail(`\`${path}\` in the image is too large to be read`);
		if (bytes[0] === 35 && bytes[1] === 33) {
			const text = new TextDecoder().decode(bytes);
			return this.#fromScript({
				text,
				isFile: true
			}, [...through, path], rest, directory);
		}
		const read = readProgram(bytes);
		if (!read.ok) return fail(`\`${path}\`, which the image starts, is ${read.problem.message}`);
		return succeed({
			path,
			size: entry.size,
			program: read.value,
			bytes,
			through,
			arguments: rest,
			by: through.length === 0 ? "command" : "script"
		});
	}
	async #fromScript({ text, isFile }, through, given, directory) {
		let here = directory;
		let found;
		for (const command of readShell(sourceOfText(text)).commands) {
			const words = command.words.map(textOf$3);
			if (words[0] === "cd" && words[1] !== void 0) {
				here = words[1].startsWith("/") ? words[1] : `${here}/${words[1]}`;
				continue;
			}
			const whole = words.flatMap((word) => isAllArguments(word) ? given : [word]);
			if (command.kind !== "simple" || whole.length === 0) continue;
			const next = await this.follow(whole, through, here);
			if (next.ok && next.value.program.buildInfo !== void 0) found = next.value;
		}
		if (found !== void 0) return succeed(found);
		const what = isFile ? `\`${through.at(-1)}\`, a script` : `\`${text.trim().split("\n")[0]}\` in a shell`;
		return fail(`the image starts ${what}, in which no Go program of the image is named`);
	}
	async #locate(started, directory) {
		const candidates = started.includes("/") ? [started.startsWith("/") ? started : `${directory}/${started}`] : (this.#context.env["PATH"] ?? defaultPath).split(":").map((one) => `${one}/${started}`);
		for (const path of candidates) {
			const clean = path.replaceAll(/\/(\.?\/)+/g, "/");
			if ((await this.#root.resolve(clean))?.kind === "file") return clean;
		}
	}
	async search(mainPackage) {
		const found = new Map();
		let looked = 0;
		for await (const { path, entry } of this.#executables()) {
			if (found.has(entry.path) || ++looked > mostCandidates) continue;
			const bytes = await this.#root.read(path);
			const read = bytes === void 0 ? void 0 : readProgram(bytes);
			if (bytes === void 0 || read?.ok !== true || !isOf(read.value, mainPackage)) continue;
			found.set(entry.path, {
				path,
				size: entry.size,
				program: read.value,
				bytes,
				through: [],
				arguments: [],
				by: "search"
			});
		}
		return [...found.values()];
	}
	async *#executables() {
		for (const directory of new Set([this.#workingDir, ...programDirectories])) for (const name of await this.#root.list(directory)) {
			const path = `${directory === "/" ? "" : directory}/${name}`;
			const entry = await this.#root.resolve(path);
			if (entry?.kind === "file" && (entry.mode & 73) !== 0 && entry.size >= smallest) yield {
				path,
				entry
			};
		}
	}
};
function quoted(names) {
	return names.map((name) => `\`${name}\``).join(", then ");
}
// src/inspect/loader/interpreter.ts
const headerSize = 64;
async function openInterpreter(root, program, elf, path, workingDir) {
	const entry = await root.resolve(path.startsWith("/") ? path : `${workingDir}/${path}`);
	if (entry === void 0) return {
		ok: false,
		problem: {
			id: "load/no-interpreter",
			params: {
				program,
				interpreter: path,
				...await describeRoot(root)
			}
		}
	};
	const broken = (flaw) => ({
		ok: false,
		problem: {
			id: "load/interpreter-broken",
			params: {
				program,
				interpreter: path,
				flaw
			}
		}
	});
	const bytes = await root.read(entry.path);
	if (bytes === void 0) return broken({ kind: "no-file" });
	if ((entry.mode & 73) === 0) return broken({ kind: "not-executable" });
	const read = readElf(bytes);
	if (!read.ok) {
		const isShort = bytes.length < headerSize;
		return broken({
			kind: "no-loader",
			detail: read.problem.message,
			isShort
		});
	}
	const own = read.value;
	if (own.machine !== elf.machine || own.bits !== elf.bits) return broken({
		kind: "wrong-machine",
		machine: own.machine,
		program: elf.machine
	});
	return succeed({
		path,
		entry,
		elf: own,
		loader: readLoader(bytes)
	});
}
async function describeRoot(root) {
	const names = [];
	for (const directory of [
		"/lib",
		"/lib64",
		"/usr/lib",
		"/usr/lib64"
	]) names.push(...await root.list(directory));
	const libc = names.some((name) => name.startsWith("ld-musl-")) ? "musl" : names.some((name) => /^ld-linux|^ld64\.so/.test(name)) ? "glibc" : void 0;
	return {
		bare: names.length === 0,
		...libc === void 0 ? {} : { libc }
	};
}
// src/inspect/loader/library-places.ts
const mostDirectories = 256;
async function readSearchPaths(root, options) {
	const { loader, workingDir, secure } = options;
	const { machine, bits, littleEndian } = options.program.elf;
	const isMusl = loader.libc === "musl";
	const libraryPath = splitPath(options.libraryPath ?? "", isMusl ? /[:\n]/ : /[:;]/).slice(0, mostDirectories).map((path) => absolute$1(path, workingDir));
	const defaults = isMusl ? await readMuslPath(root, loader.configuration) : loader.directories.length > 0 ? loader.directories : glibcDirectories(machine, bits);
	const cache = isMusl ? void 0 : await root.read("/etc/ld.so.cache");
	const cached = cache === void 0 ? new Map() : readLoaderCache(cache, littleEndian);
	return {
		libc: loader.libc,
		machine,
		workingDir,
		secure,
		libraryPath,
		defaults,
		cached
	};
}
function placesOf(paths, name, by) {
	if (name.includes("/")) return expand(paths, [name], by).map((path) => ({
		path,
		by: "path"
	}));
	return paths.libc === "musl" ? muslPlaces(paths, name, by) : glibcPlaces(paths, name, by);
}
function* glibcPlaces(paths, name, by) {
	const below = (directories, how) => placesBelow(directories, name, how, paths.machine);
	if (by.elf.runpath.length === 0) {
		for (let one = by; one !== void 0; one = one.loadedBy) if (one.elf.runpath.length === 0) yield* below(expand(paths, one.elf.rpath, one), "rpath");
	}
	yield* below(trusted(paths), "LD_LIBRARY_PATH");
	yield* below(expand(paths, by.elf.runpath, by), "runpath");
	for (const path of paths.cached.get(name) ?? []) yield {
		path,
		by: "cache"
	};
	yield* below(paths.defaults, "default");
}
function* muslPlaces(paths, name, by) {
	for (const directory of trusted(paths)) yield {
		path: `${directory}/${name}`,
		by: "LD_LIBRARY_PATH"
	};
	for (let one = by; one !== void 0; one = one.loadedBy) {
		const { rpath, runpath } = one.elf;
		for (const directory of expand(paths, runpath.length > 0 ? runpath : rpath, one)) yield {
			path: `${directory}/${name}`,
			by: runpath.length > 0 ? "runpath" : "rpath"
		};
	}
	for (const directory of paths.defaults) yield {
		path: `${directory}/${name}`,
		by: "default"
	};
}
function* placesBelow(directories, name, by, machine) {
	for (const directory of directories) {
		yield {
			path: `${directory}/${name}`,
			by
		};
		for (const level of hardwareDirectories(machine)) yield {
			path: `${directory}/${level}/${name}`,
			by: "hardware"
		};
	}
}
function trusted({ secure, libraryPath }) {
	return secure ? [] : libraryPath;
}
function expand(paths, directories, owner) {
	const { libc, machine, workingDir, secure, defaults } = paths;
	const lib = defaults.find((directory) => !directory.startsWith("/usr/"))?.slice(1) ?? "lib";
	const origin = directoryOf$1(owner.loadedBy === void 0 ? owner.file : owner.path);
	return directories.slice(0, mostDirectories).flatMap((path) => {
		const expanded = expandTokens(path, {
			origin,
			lib,
			machine
		});
		if (expanded === void 0) return [];
		if (secure && libc !== "musl" && path.includes("$") && !defaults.includes(expanded.replace(/\/+$/, ""))) return [];
		return [absolute$1(expanded, workingDir)];
	});
}
function absolute$1(path, workingDir) {
	return path.startsWith("/") ? path : `${workingDir === "/" ? "" : workingDir}/${path}`;
}
// src/inspect/loader/library-search.ts
async function openSearcher(root, options) {
	const paths = await readSearchPaths(root, options);
	const files = new Map();
	const readOnce = (path) => {
		const known = files.get(path) ?? root.read(path).then((bytes) => bytes === void 0 ? void 0 : readElf(bytes));
		files.set(path, known);
		return known;
	};
	return {
		libraryPath: paths.libraryPath,
		search: (name, by) => search({
			root,
			paths,
			program: options.program.elf,
			readOnce
		}, name, by)
	};
}
async function search({ root, paths, program, readOnce }, name, by) {
	const isMusl = paths.libc === "musl";
	let passedOver;
	for (const place of placesOf(paths, name, by)) {
		const entry = await root.resolve(place.path);
		if (entry?.kind !== "file") continue;
		const read = await readOnce(entry.path);
		if (read === void 0) continue;
		if (!read.ok) return {
			kind: "broken",
			path: place.path,
			flaw: flawOf(entry.size)
		};
		const elf = read.value;
		if (elf.machine === program.machine && elf.bits === program.bits) return {
			kind: "found",
			library: {
				path: place.path,
				file: entry.path,
				elf
			},
			by: place.by
		};
		if (isMusl) return {
			kind: "broken",
			path: place.path,
			flaw: {
				kind: "wrong-machine",
				machine: elf.machine
			}
		};
		passedOver ??= place.path;
	}
	return {
		kind: "missing",
		...passedOver === void 0 ? {} : { passedOver }
	};
}
const tooShort = 52;
function flawOf(size) {
	return size === 0 ? { kind: "empty" } : {
		kind: "not-a-library",
		isShort: size < tooShort
	};
}
// src/inspect/loader/loaded-process.ts
const mostLibraries = 2048;
var LoadedProcess = class {
	all;
	interpreter;
	byName = new Map();
	libraries = [];
	#isMusl;
	constructor(program, { path, entry, elf, loader }) {
		this.all = [program];
		this.interpreter = {
			path,
			file: entry.path,
			elf,
			loadedBy: program
		};
		this.#isMusl = loader.libc === "musl";
		if (elf.soname !== void 0) this.byName.set(elf.soname, this.interpreter);
		this.byName.set(path.slice(path.lastIndexOf("/") + 1), this.interpreter);
	}
	*needs() {
		for (const by of this.all) for (const name of by.elf.needed) {
			if (this.libraries.some((one) => one.name === name) || this.libraries.length >= mostLibraries) continue;
			const known = this.#known(name);
			if (known === void 0) yield {
				name,
				by
			};
			else {
				const itself = known === this.interpreter ? { by: "loader" } : {};
				this.libraries.push({
					name,
					neededBy: by.path,
					path: known.path,
					...itself
				});
			}
		}
	}
	add(name, loadedBy, { library: found, by }) {
		this.libraries.push({
			name,
			neededBy: loadedBy.path,
			path: found.path,
			by
		});
		const same = [this.interpreter, ...this.all].find((one) => one.file === found.file);
		const library = same ?? {
			...found,
			loadedBy
		};
		this.byName.set(name, library);
		const { soname } = library.elf;
		if (!this.#isMusl && soname !== void 0 && !this.byName.has(soname)) this.byName.set(soname, library);
		if (same === void 0) this.all.push(library);
	}
	addMissing(name, { path: neededBy }) {
		this.libraries.push({
			name,
			neededBy
		});
	}
	#known(name) {
		return this.byName.get(name) ?? (this.#isMusl && isInsideMusl(name) ? this.interpreter : void 0);
	}
};
// src/inspect/loader/symbol-versions.ts
function missingVersions(user, byName) {
	return [...new Set(user.elf.versionsNeeded.map(({ file }) => file))].flatMap((file) => {
		const provider = byName.get(file);
		if (provider === void 0) return [];
		const provided = provider.elf.versionsProvided;
		const knowsVersions = provided.length > 0 || provider.elf.versionsNeeded.length > 0;
		const about = {
			library: file,
			path: provider.path,
			neededBy: user.path
		};
		if (!knowsVersions) return [{
			id: "load/version-missing",
			params: {
				...about,
				versions: []
			}
		}];
		if (provided.length === 0) return [];
		const missing = user.elf.versionsNeeded.filter((one) => one.file === file && !one.weak && !provided.includes(one.version)).map(({ version }) => version);
		if (missing.length === 0) return [];
		const sorted = missing.sort(compareVersionNames).reverse();
		const highest = highestOf(provided, sorted[0] ?? "");
		return [{
			id: "load/version-missing",
			params: {
				...about,
				versions: sorted,
				...highest === void 0 ? {} : { highest }
			}
		}];
	});
}
function highestOf(provided, wanted) {
	const family = wanted.replace(/[\d.]+$/, "");
	if (family === wanted) return void 0;
	return provided.filter((version) => version.startsWith(family) && /^[\d.]+$/.test(version.slice(family.length))).sort(compareVersionNames).at(-1)?.slice(family.length);
}
const collator = new Intl.Collator("en", { numeric: true });
function compareVersionNames(one, other) {
	return collator.compare(one, other);
}
async function mismatchOf(root, loader, libc) {
	if (loader.libc !== "glibc" || loader.release === void 0 || libc === void 0) return [];
	const bytes = await root.read(libc.file);
	const release = bytes === void 0 ? void 0 : glibcRelease(bytes);
	if (release === void 0 || release === loader.release) return [];
	const fatal = compareVersionNames(release, earlyInit) < 0;
	return [{
		id: "load/libc-mismatch",
		params: {
			loader: loader.release,
			libc: release,
			fatal
		}
	}];
}
const earlyInit = "2.32";
// src/inspect/loader/load-check.ts
const alsoRuns = { amd64: ["386"] };
async function checkLoad(root, program, environment) {
	const { path, elf } = program;
	const entry = await root.resolve(path);
	if (entry?.kind !== "file") return result([{
		id: "load/program-missing",
		params: { path }
	}]);
	if ((entry.mode & 73) === 0) return result([{
		id: "load/not-executable",
		params: { path }
	}]);
	const { machine } = environment;
	if (elf.machine !== machine && alsoRuns[machine]?.includes(elf.machine) !== true) return result([{
		id: "load/wrong-machine",
		params: {
			path,
			machine: elf.machine,
			image: machine
		}
	}]);
	if (elf.type !== 2 && elf.type !== 3) return result([{
		id: "load/not-a-program",
		params: {
			path,
			what: "not-linked"
		}
	}]);
	if (elf.interpreter === void 0) return result(elf.type === 3 && !elf.pie && (elf.soname !== void 0 || elf.needed.length > 0) ? [{
		id: "load/not-a-program",
		params: {
			path,
			what: "shared-library"
		}
	}] : []);
	const opened = await openInterpreter(root, path, elf, elf.interpreter, environment.workingDir);
	if (!opened.ok) return result([opened.problem]);
	return checkLibraries(root, {
		path,
		file: entry.path,
		elf
	}, entry, opened.value, environment);
}
async function checkLibraries(root, program, entry, interpreter, environment) {
	const { loader } = interpreter;
	const user = environment.user.split(":")[0] ?? "";
	const secure = (entry.mode & 3072) !== 0 && ![
		"",
		"0",
		"root"
	].includes(user);
	const libraryPath = environment.env["LD_LIBRARY_PATH"];
	const searcher = await openSearcher(root, {
		loader,
		program,
		libraryPath,
		workingDir: environment.workingDir || "/",
		secure
	});
	const process = new LoadedProcess(program, interpreter);
	const found = [];
	for (const { name, by } of process.needs()) {
		const search = await searcher.search(name, by);
		if (search.kind === "found") {
			process.add(name, by, search);
			if (search.by === "hardware") found.push({
				id: "load/processor-dependent",
				params: {
					library: name,
					path: search.library.path
				}
			});
			continue;
		}
		process.addMissing(name, by);
		const about = {
			library: name,
			neededBy: by.path,
			loader: loader.libc
		};
		if (search.kind === "broken") found.push({
			id: "load/library-broken",
			params: {
				...about,
				path: search.path,
				flaw: search.flaw
			}
		});
		else {
			const hidden = loader.libc === "musl" ? void 0 : await whyNot(root, name, searcher, secure);
			found.push(missingLibrary(about, hidden ?? passedOver(search)));
		}
	}
	found.push(...await versionProblems(root, process, loader));
	return result(found, {
		path: interpreter.path,
		libc: loader.libc
	}, process.libraries);
}
async function versionProblems(root, { all, interpreter, byName }, loader) {
	if (loader.libc === "musl") {
		const foreign = all.find(({ elf }) => elf.versionsNeeded.some(({ version }) => version.startsWith("GLIBC_")));
		return foreign === void 0 ? [] : [{
			id: "load/libc-mixed",
			params: { path: foreign.path }
		}];
	}
	return [...[...all, interpreter].flatMap((user) => missingVersions(user, byName)), ...await mismatchOf(root, loader, byName.get("libc.so.6"))];
}
function missingLibrary(about, because) {
	return {
		id: "load/library-missing",
		params: {
			...about,
			...because === void 0 ? {} : { because }
		}
	};
}
function passedOver({ passedOver: path }) {
	return path === void 0 ? void 0 : {
		kind: "wrong-machine",
		path
	};
}
async function whyNot(root, name, searcher, secure) {
	const holding = async (directories) => {
		for (const directory of directories) if ((await root.resolve(`${directory}/${name}`))?.kind === "file") return directory;
	};
	const ignored = secure ? await holding(searcher.libraryPath) : void 0;
	if (ignored !== void 0) return {
		kind: "path-ignored",
		directory: ignored
	};
	const uncached = await holding(await configuredDirectories(root));
	return uncached === void 0 ? void 0 : {
		kind: "not-cached",
		directory: uncached
	};
}
function result(found, loader, libraries = []) {
	return {
		starts: !found.some(isFatalProblem),
		...loader === void 0 ? {} : { loader },
		libraries,
		problems: found
	};
}
// src/inspect/loader/runtime-check.ts
async function checkRuntime(root, environment) {
	const uses = (name) => environment.packages?.has(name) !== false;
	const users = parseAccounts(await textOf(root, "/etc/passwd"));
	return [
		...await checkUser(root, environment.user, users, uses("os/user")),
		...uses("crypto/x509") ? [await checkCertificates(root, environment)] : [],
		...uses("time") ? [await checkTimeZones(root, environment)] : [],
		...uses("os") ? [await checkTemporary(root, environment)] : [],
		...uses("os") ? [await checkHome(root, environment, users)] : []
	].filter((fact) => fact !== void 0);
}
function parseAccounts(text) {
	return text.split("\n").map((line) => line.split(":")).filter((fields) => fields.length >= 3).map(([name = "", , id = "", , , home = ""]) => ({
		name,
		id,
		home
	}));
}
async function checkUser(root, given, users, asksForUser) {
	const [user = "", group = ""] = given.split(":");
	const facts = [];
	const named = (name, accounts) => accounts.some((account) => account.name === name || account.id === name);
	if (user !== "" && !isNumber(user) && !named(user, users)) facts.push({
		id: "runtime/user-missing",
		level: "fatal",
		params: { user }
	});
	const groups = parseAccounts(await textOf(root, "/etc/group"));
	if (group !== "" && !isNumber(group) && !named(group, groups)) facts.push({
		id: "runtime/group-missing",
		level: "fatal",
		params: { group }
	});
	if (asksForUser && (isNumber(user) || user === "") && !named(user === "" ? "0" : user, users)) {
		const params = { user: user === "" ? "0" : user };
		facts.push({
			id: "runtime/user-unnamed",
			level: "info",
			params
		});
	}
	return facts;
}
const certificateFiles = [
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem"
];
const certificateDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"];
const builtInCertificates = "golang.org/x/crypto/x509roots/fallback";
async function checkCertificates(root, { env, modules }) {
	if (modules[builtInCertificates] !== void 0) return void 0;
	const file = env["SSL_CERT_FILE"] || void 0;
	const directories = env["SSL_CERT_DIR"]?.split(":") ?? certificateDirectories;
	for (const path of file === void 0 ? certificateFiles : [file]) {
		const entry = await root.resolve(path);
		if (entry?.kind === "file" && entry.size > 0) return void 0;
	}
	for (const directory of directories) for (const name of await root.list(directory)) {
		const entry = await root.resolve(`${directory}/${name}`);
		if (entry?.kind === "file" && entry.size > 0) return void 0;
	}
	return {
		id: "runtime/no-certificates",
		level: "warn",
		params: file === void 0 ? {} : { file }
	};
}
const zoneDirectories = [
	"/usr/share/zoneinfo",
	"/usr/share/lib/zoneinfo",
	"/usr/lib/locale/TZ",
	"/etc/zoneinfo"
];
async function checkTimeZones(root, { env, tags, packages }) {
	if (tags.includes("timetzdata") || packages?.has("time/tzdata") === true) return void 0;
	for (const directory of zoneDirectories) if ((await root.list(directory)).length > 0) return void 0;
	const zone = env["TZ"]?.replace(/^:/, "") ?? "";
	const named = zone !== "" && zone !== "UTC";
	const zoneinfo = await root.resolve(env["ZONEINFO"] || "/nowhere");
	if (zoneinfo !== void 0 && !named) return void 0;
	const local = named && await root.resolve(zone) === void 0;
	if (zoneinfo !== void 0 && !local) return void 0;
	return {
		id: "runtime/no-time-zones",
		level: local ? "warn" : "info",
		params: {
			...local ? { zone } : {},
			lookups: zoneinfo === void 0
		}
	};
}
async function checkTemporary(root, { env, user }) {
	const path = env["TMPDIR"] || "/tmp";
	const entry = await root.resolve(path);
	const exists = entry?.kind === "directory";
	if (exists && (isRoot(user) || (entry.mode & 2) !== 0)) return void 0;
	return {
		id: "runtime/no-temporary-directory",
		level: exists ? "info" : "warn",
		params: {
			path,
			exists
		}
	};
}
async function checkHome(root, { env, user }, users) {
	const [name = ""] = user.split(":");
	const account = users.find((one) => one.name === (name || "root") || one.id === (name || "0"));
	const home = env["HOME"] || account?.home;
	if (home === void 0 || home === "") return void 0;
	if ((await root.resolve(home))?.kind === "directory") return void 0;
	return {
		id: "runtime/no-home",
		level: "info",
		params: { home }
	};
}
function isNumber(text) {
	return /^\d+$/.test(text);
}
function isRoot(user) {
	return [
		"",
		"0",
		"root"
	].includes(user.split(":")[0] ?? "");
}
async function textOf(root, path) {
	const bytes = await root.read(path);
	return bytes === void 0 ? "" : new TextDecoder().decode(bytes);
}
// src/inspect/loader/image-check.ts
async function checkImage(saved, root, mainPackage) {
	const env = envOf(saved.environment);
	const found = await findStartedProgram(root, {
		entrypoint: saved.image.entrypoint,
		command: saved.command,
		env,
		workingDir: saved.image.workingDir,
		...mainPackage === void 0 ? {} : { mainPackage }
	});
	return found.ok ? succeed(await checkProgram(saved, root, {
		...found.value,
		env
	})) : found;
}
async function checkProgram({ image, platform }, root, found) {
	const { path, size, program, through, arguments: given, env } = found;
	const { buildInfo } = program;
	const about = {
		path,
		size,
		program,
		through,
		arguments: given,
		runtime: await checkRuntime(root, {
			user: image.user,
			env,
			tags: buildInfo?.settings["-tags"]?.split(",") ?? [],
			modules: buildInfo?.modules ?? {}
		})
	};
	if (program.format !== "elf") return about;
	const load = await checkLoad(root, {
		path,
		elf: program.elf
	}, {
		machine: platform?.split("/")[1] ?? program.machine,
		env,
		user: image.user,
		workingDir: image.workingDir
	});
	return {
		...about,
		load
	};
}
function envOf(entries) {
	return Object.fromEntries(entries.map((entry) => {
		const equals = entry.indexOf("=");
		return equals < 0 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
	}));
}
// src/inspect/program/hardening.ts
const neverExecutable = [
	"amd64",
	"arm64",
	"riscv64"
];
function hardening(program) {
	switch (program.format) {
		case "elf": {
			const { elf } = program;
			return {
				pie: elf.type === fileType.sharedObject,
				relro: elf.relro,
				bindNow: elf.bindNow,
				nx: elf.stack === "read-write" || elf.stack === "unstated" && neverExecutable.includes(elf.machine),
				writableCode: elf.writableCode,
				rpath: [...elf.rpath, ...elf.runpath],
				textrel: elf.textrel
			};
		}
		case "mach-o": {
			const { machO } = program;
			return {
				pie: machO.pie,
				nx: !machO.executableStack,
				writableCode: machO.writableCode,
				rpath: machO.rpath,
				textrel: false
			};
		}
		case "pe": {
			const { pe } = program;
			return {
				pie: pe.dynamicBase,
				nx: pe.nxCompatible,
				writableCode: pe.writableCode,
				rpath: [],
				textrel: false
			};
		}
	}
}
const yesNo = (good) => ({
	value: good ? "yes" : "no",
	rank: good ? 1 : 0
});
const noYes = (bad) => ({
	value: bad ? "yes" : "no",
	rank: bad ? 0 : 1
});
const facts = {
	PIE: ({ pie }) => yesNo(pie),
	RELRO: ({ relro }) => relro === void 0 ? void 0 : {
		value: relro,
		rank: [
			"none",
			"partial",
			"full"
		].indexOf(relro)
	},
	BIND_NOW: ({ bindNow }) => bindNow === void 0 ? void 0 : yesNo(bindNow),
	"NX stack": ({ nx }) => yesNo(nx),
	"writable code": ({ writableCode }) => ({
		value: `${writableCode}`,
		rank: -writableCode
	}),
	RPATH: ({ rpath }) => ({
		value: rpath.join(":") || "none",
		rank: rpath.length === 0 ? 1 : 0
	}),
	TEXTREL: ({ textrel }) => noYes(textrel)
};
function hardeningRows(head, base) {
	return Object.entries(facts).flatMap(([fact, read]) => {
		const now = read(head);
		const before = base === void 0 ? void 0 : read(base);
		if (now === void 0) return [];
		if (before === void 0 || before.value === now.value) return [{
			fact,
			value: now.value
		}];
		const change = now.rank > before.rank ? "better" : now.rank < before.rank ? "worse" : void 0;
		return [{
			fact,
			value: now.value,
			was: before.value,
			...change === void 0 ? {} : { change }
		}];
	});
}
// src/inspect/program/linkage.ts
function linkageOf(read) {
	if (!read.ok) return {
		kind: "not-a-program",
		needed: [],
		machine: read.problem.message,
		pie: false
	};
	const program = read.value;
	const go = program.buildInfo === void 0 ? {} : { go: program.buildInfo.go };
	if (program.format !== "elf") return {
		kind: "not-a-program",
		needed: [],
		machine: `a ${formatName[program.format]} file for ${program.machine}`,
		pie: false,
		...go
	};
	const { elf } = program;
	const libc = libcOf(elf);
	const glibc = highestGlibc(elf);
	return {
		kind: program.kind,
		...elf.interpreter === void 0 ? {} : { interpreter: elf.interpreter },
		needed: elf.needed,
		...libc === void 0 ? {} : { libc },
		...glibc === void 0 ? {} : { glibc },
		machine: elf.machine,
		pie: elf.pie,
		...go,
		hardening: hardening(program)
	};
}
function libcOf(elf) {
	if (elf.interpreter === void 0) return void 0;
	if (elf.interpreter.includes("/ld-musl-")) return "musl";
	return /\/ld(-linux[^/]*|64)?\.so\.\d+$/.test(elf.interpreter) ? "glibc" : "other";
}
function highestGlibc(elf) {
	return elf.versionsNeeded.filter(({ weak }) => !weak).map(({ version }) => /^GLIBC_(\d+(?:\.\d+)*)$/.exec(version)?.[1]).filter((version) => version !== void 0).sort(compareVersions).at(-1);
}
function compareVersions(one, other) {
	const [a, b] = [one, other].map((version) => version.split(".").map(Number));
	for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
		const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
function modeNotAchieved({ name, expects }, { kind, machine, interpreter, needed }) {
	if (expects.includes(kind)) return void 0;
	return {
		mode: name,
		promised: expects,
		made: kind,
		machine,
		...interpreter === void 0 ? {} : { interpreter },
		needed
	};
}
// src/inspect/start/argv.ts
function argvOf(start, given) {
	const { entrypoint, command, program } = start;
	if (given.length === 0) return [...entrypoint, ...command];
	const [first = ""] = given;
	const isWhole = program !== void 0 && lastOf(first) === lastOf(program.path);
	const before = program === void 0 || isWhole ? [] : wordsBefore(start, program);
	return before.length > entrypoint.length ? [...before, ...given] : [...entrypoint, ...given];
}
function keptArguments(start) {
	const { entrypoint, program } = start;
	if (program === void 0) return [];
	const before = wordsBefore(start, program);
	return before.length === 0 ? [] : entrypoint.slice(before.length);
}
function wordsBefore({ entrypoint, command }, program) {
	const all = [...entrypoint, ...command];
	const at = all.length - program.arguments.length;
	const follow = all.slice(at).join("\n") === program.arguments.join("\n");
	if (all.slice(0, at).includes("-c")) return [];
	return follow && lastOf(all[at - 1] ?? "") === lastOf(program.path) ? all.slice(0, at) : [];
}
// src/images/go-build/flags.ts
function flagsOf(program) {
	return {
		tags: (program.buildInfo?.settings["-tags"] ?? "").split(/[\s,]+/).filter((tag) => tag !== ""),
		ldflags: program.format === "elf" ? strippedBy(program.elf) : ""
	};
}
function strippedBy({ symbolTable, debugInfo }) {
	if (symbolTable === false) return "-s -w";
	return debugInfo === false ? "-w" : "";
}
function withReferenceFlags(mode, build, shown) {
	if (shown === void 0) return mode;
	const isGiven = (key) => mode.own?.includes(key) === true;
	return {
		...mode,
		tags: isGiven("tags") || build.tags.length > 0 ? mode.tags : shown.tags,
		ldflags: isGiven("ldflags") || build.ldflags !== void 0 ? mode.ldflags : shown.ldflags
	};
}
// src/images/dockerfile/context.ts
async function prepareContext({ world, workspace, git }, { source, images }, revision) {
	const checkout = source.checkouts[revision];
	if (checkout === void 0) return;
	const { files } = world;
	await files.remove(`${checkout}/.git`);
	const builds = [...images.shipped === void 0 ? [] : [images.shipped.build], ...images.configured.map(({ build }) => build)];
	if ((await Promise.all(builds.map(({ dockerfile }) => files.readText(`${checkout}/${dockerfile}`)))).some((text) => text !== void 0 && usesGit(text))) {
		const clone = `${workspace.directory}/git-${revision}`;
		await git.cloneTo(clone, source.revisions[revision]?.sha ?? source.revisions.head.sha);
		await files.move(`${clone}/.git`, `${checkout}/.git`);
		workspace.onClose(() => files.remove(`${checkout}/.git`));
	}
	await files.setTimesByContent(checkout);
}
function usesGit(text) {
	return /(^|[\s`(;&|"'])git\s+(-C\s+\S+\s+)?(describe|rev-parse|log|show|tag|rev-list|status|name-rev|symbolic-ref|config|branch|diff)\b|\s\.git(\/|\s|$)/m.test(text);
}
// src/images/dockerfile/build-image.ts
function openImageBuilder(handles, plan, images, pin) {
	const contexts = new Map();
	return { async build(request) {
		const { revision, name } = request;
		const checkout = plan.source.checkouts[revision];
		if (checkout === void 0) throw new Error(`there is no ${revision}`);
		const ready = contexts.get(revision) ?? prepareContext(handles, plan, revision);
		contexts.set(revision, ready);
		await ready;
		const built = await buildPinned(handles, plan, pin, {
			...request,
			checkout
		});
		if (built.kind === "not-built") return built;
		const { reference, base } = built;
		return prove(handles, await images.read(reference, base?.layers ?? []), plan.target.main.importPath, {
			name,
			reference,
			base
		});
	} };
}
async function buildPinned({ world, workspace, engine }, { settings, source, target: { platform } }, pin, request) {
	const { name, dockerfile, build: chosen, checkout } = request;
	const { target, buildArgs } = chosen;
	const options = {
		...target === void 0 ? {} : { target },
		buildArgs,
		platform
	};
	const needed = externalBases(dockerfile, options);
	if (!needed.ok) return notBuilt(`\`${chosen.dockerfile}\`: ${needed.problem.message}`);
	const pinned = new Map();
	for (const { reference } of needed.value) {
		const found = await pin(reference);
		if (!found.ok) return notBuilt(found.problem.message);
		pinned.set(reference, found.value.pinned);
	}
	const text = pinBases(dockerfile.text, pinned, options);
	const path = `${workspace.directory}/dockerfile-${name}/Dockerfile`;
	await world.files.write(path, text);
	const ignore = await world.files.readText(`${checkout}/${chosen.dockerfile}.dockerignore`);
	if (ignore !== void 0) await world.files.write(`${path}.dockerignore`, ignore);
	const reference = imageReference(workspace.run, name);
	const { secrets, ssh } = settings.config.dockerfile;
	const built = await engine.build({
		context: chosen.context === "." ? checkout : `${checkout}/${chosen.context}`,
		dockerfile: path,
		text,
		reference,
		run: workspace.run,
		platform,
		...target === void 0 ? {} : { target },
		buildArgs,
		secrets: secrets.map(({ id, from }) => "env" in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(source.root, from.file)}`),
		ssh
	});
	if (!built.ok) return {
		kind: "not-built",
		output: built.problem
	};
	const last = finalBase(dockerfile, options);
	const base = last === void 0 ? void 0 : await pin(last);
	return {
		kind: "built",
		reference,
		base: last === void 0 || base?.ok !== true ? void 0 : {
			name: last,
			...base.value
		}
	};
}
function notBuilt(problem) {
	return {
		kind: "not-built",
		output: [problem]
	};
}
async function prove({ world, workspace }, saved, mainPackage, { name, reference, base }) {
	const notTheApp = (problem) => ({
		kind: "not-the-app",
		problem
	});
	if (saved.root === void 0) return notTheApp(saved.rootProblem ?? "its layers make no file system");
	const checked = await checkImage(saved, saved.root, mainPackage);
	if (!checked.ok) return notTheApp(checked.problem.message);
	const check = checked.value;
	const bytes = await saved.root.read(check.path);
	if (bytes === void 0) return notTheApp(`\`${check.path}\` in the image could not be read`);
	const binary = `${workspace.directory}/program-${name}/${lastOf(check.path)}`;
	await world.files.write(binary, bytes, 493);
	return {
		kind: "proven",
		image: {
			reference,
			linkage: linkageOf(succeed(check.program)),
			check,
			flags: flagsOf(check.program),
			startsAs: {
				arguments: check.arguments,
				kept: keptArguments({
					entrypoint: saved.image.entrypoint,
					command: saved.command,
					program: check
				}),
				env: ownVariables(saved.environment)
			},
			binary,
			...base === void 0 ? {} : { base }
		}
	};
}
function ownVariables(environment) {
	return Object.fromEntries(environment.map((entry) => [entry.split("=", 1)[0] ?? "", entry.slice(entry.indexOf("=") + 1)]).filter(([name]) => !/^(PATH|HOME|LD_.*|SSL_CERT_.*|ZONEINFO|GO(PATH|ROOT|LANG_VERSION|TOOLCHAIN))$/.test(name)));
}
function absolute(root, path) {
	return path.startsWith("/") ? path : `${root}/${path}`;
}
// src/images/dockerfile/own-image.ts
const withoutHead = ["it was not built, because head does not build"];
async function buildOwn({ world, builder }, { revision, checkout }, build, name) {
	const path = build.dockerfile;
	const text = await world.files.readText(`${checkout}/${path}`);
	if (text === void 0) return {
		kind: "not-built",
		output: [`\`${path}\` does not exist in this revision`]
	};
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return {
		kind: "not-built",
		output: [`\`${path}\`: ${parsed.problem.message}`]
	};
	const dockerfile = parsed.value;
	const stage = build.target === void 0 ? "" : `, target ${build.target}`;
	const result = await world.log.step(`build ${revision}, ${path}${stage}`, () => builder.build({
		name,
		revision,
		dockerfile,
		build
	}));
	if (result.kind === "not-built") world.log.info(`building ${path} failed: ${result.output.at(-1) ?? "no output"}`);
	return result.kind === "proven" ? {
		...result,
		dockerfile
	} : result;
}
async function foreignProgram(files, checkout, { dockerfile, target, buildArgs }, prepare) {
	if (prepare !== void 0) return void 0;
	const text = await files.readText(`${checkout}/${dockerfile}`);
	return text === void 0 ? void 0 : notBuiltHere(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	});
}
function imageOf({ reference, binary, base, check }, { dockerfile: path, target }, { changes = [], named = {} } = {}) {
	const dockerfile = {
		path,
		...target === void 0 ? {} : { target },
		...Object.keys(named).length === 0 ? {} : { buildArgs: named },
		...base === void 0 ? {} : { base: {
			name: base.name,
			...base.digest === void 0 ? {} : { digest: base.digest }
		} },
		program: check.path,
		changes
	};
	return {
		kind: "dockerfile",
		binary,
		reference,
		program: check.path,
		dockerfile,
		baseLayers: base?.layers ?? []
	};
}
// src/images/dockerfile/configured.ts
async function buildConfigured(tools, plan, configured, unprepared) {
	const pair = plan.variants.pair(configured.mode.name, plan.target.platform);
	if (pair === void 0) throw new Error(`mode ${configured.mode.name} is not planned`);
	const build = (variant) => buildOne(tools, plan, configured, {
		variant,
		unprepared
	});
	const head = await build(pair.head);
	const reference = head.kind === "built" ? { reference: head.proven } : {};
	const built = [head.kind === "built" ? head.built : head];
	if (pair.base !== void 0) built.push(head.kind === "built" ? comparable(configured, head.proven, await build(pair.base)) : unbuilt(pair.base, "configured", { output: withoutHead }));
	return {
		built,
		...reference
	};
}
async function buildOne(tools, { settings }, { mode, build }, { variant, unprepared }) {
	const failure = unprepared[variant.revision];
	if (failure !== void 0) return unbuilt(variant, "configured", notPrepared(failure));
	const refuse = (problem) => unbuilt(variant, "configured", {
		output: [],
		why: [{
			kind: "not-the-app",
			...namedImage$1(mode, build),
			detail: problem
		}]
	});
	const { files } = tools.world;
	const foreign = await foreignProgram(files, variant.checkout, build, settings.config.prepare);
	if (foreign !== void 0) return refuse(foreign);
	const own = await buildOwn(tools, variant, build, `${variant.revision}-${mode.name}-configured`);
	if (own.kind === "not-the-app") return refuse(own.problem);
	if (own.kind === "not-built") return unbuilt(variant, "configured", own);
	const named = mode.image?.from === "dockerfile" ? mode.image.buildArgs : {};
	const image = imageOf(own.image, build, { named });
	return {
		kind: "built",
		proven: own.image,
		built: {
			...variant,
			kind: "built",
			source: "configured",
			image
		}
	};
}
function comparable({ mode, build }, head, base) {
	if (base.kind === "unbuilt") return base;
	const not = modeNotAchieved(mode, base.proven.linkage);
	if (not === void 0 || modeNotAchieved(mode, head.linkage) !== void 0) return base.built;
	return unbuilt(base.built, "configured", {
		output: [],
		why: [{
			kind: "linked-otherwise",
			...namedImage$1(mode, build),
			not
		}]
	});
}
function namedImage$1({ name: mode }, { dockerfile, target }) {
	return {
		mode,
		dockerfile,
		...target === void 0 ? {} : { target }
	};
}
// src/images/dockerfile/findings.ts
function notTheApp({ dockerfile }, main, problem) {
	const params = {
		dockerfile,
		main: main.importPath,
		detail: problem
	};
	return finding("dockerfile/not-used", params, { verdict: "warn" });
}
function ineffectiveEnvFinding({ dockerfile }, { linkage }, found) {
	const isDynamic = linkage.kind === "dynamic";
	return found.filter(({ value }) => value === (isDynamic ? "0" : "1")).slice(-1).map(({ line, value, unexported }) => {
		const params = {
			dockerfile,
			line,
			value,
			unexported,
			shipped: linkage.kind
		};
		return finding("dockerfile/ineffective-env", params, { verdict: "warn" });
	});
}
function unlistedMode({ dockerfile }, modes, { linkage }) {
	const such = modes.filter(({ expects }) => expects.includes(linkage.kind));
	if (such.some(({ own }) => own === void 0)) return void 0;
	const [first] = such;
	const about = {
		dockerfile,
		shipped: linkage.kind
	};
	if (first !== void 0) {
		const link = first.expects[0] ?? linkage.kind;
		const because = {
			kind: "own-keys",
			keys: first.own ?? [],
			link
		};
		return finding("dockerfile/mode-not-listed", {
			...about,
			because
		}, {
			verdict: "warn",
			mode: first.name
		});
	}
	const because = {
		kind: "no-mode",
		modes: modes.map(({ name }) => name)
	};
	return finding("dockerfile/mode-not-listed", {
		...about,
		because
	}, { verdict: "warn" });
}
function notDerived(mode, { why, log }) {
	return finding("dockerfile/not-derived", { why }, {
		verdict: "pass",
		mode: mode.name,
		log
	});
}
function settingsFindings({ settings: { config }, images }, built) {
	const isOfDockerfile = built.some(({ source }) => source !== "built-in");
	const ofGo = images.shipped === void 0 ? [] : config.modes.filter(({ own, image }) => own !== void 0 && image === void 0).map((mode) => {
		const why = {
			kind: "keys-of-go-build",
			keys: mode.own ?? []
		};
		return finding("dockerfile/not-derived", { why }, {
			verdict: isOfDockerfile ? "pass" : "warn",
			mode: mode.name
		});
	});
	const { tags, ldflags } = config.build;
	const keys = [...tags.length > 0 ? ["build.tags"] : [], ...ldflags === void 0 ? [] : ["build.ldflags"]];
	if (!isOfDockerfile || keys.length === 0) return ofGo;
	return [...ofGo, finding("dockerfile/settings-unused", { keys }, { verdict: "pass" })];
}
function changedMode(base, head) {
	const [was, is] = [base.linkage, head.linkage];
	if (was.kind === is.kind && was.libc === is.libc) return [];
	const linkage = ({ kind, libc }) => ({
		kind,
		...libc === void 0 ? {} : { libc }
	});
	const params = {
		from: linkage(was),
		to: linkage(is)
	};
	return [finding("dockerfile/mode-changed", params, {
		verdict: "warn",
		revision: "head"
	})];
}
// src/repository/git/worktrees.ts
async function checkOut(world, workspace, git, revisions) {
	const at = async (name, sha) => {
		const path = `${workspace.directory}/${name}`;
		workspace.onClose(() => git.removeWorktree(path));
		await git.addWorktree(path, sha);
		return path;
	};
	const head = await at("head", revisions.head.sha);
	if (revisions.head.dirty === true) await overlay(world, git, head);
	if (revisions.base === null) return { head };
	return {
		head,
		base: await at("base", revisions.base.sha)
	};
}
async function overlay(world, git, checkout) {
	const { files } = world;
	for (const { name } of await files.list(checkout)) if (name !== ".git") await files.remove(`${checkout}/${name}`);
	for (const path of await git.files()) {
		const parent = `${git.root}/${path}`.replace(/\/[^/]+\/?$/, "");
		if (await files.realPath(parent) !== parent) continue;
		await files.copy(`${git.root}/${path}`, `${checkout}/${path}`);
	}
}
// src/repository/go/builder-version.ts
function goLine(goMod) {
	return /^go[ \t]+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1];
}
const goImage = /(?:^|\/)(?:golang|go):(\d+\.\d+(?:\.\d+)?)(?![\w.])([^@]*)/;
function builderObstacle(images, goMod, toolchain = "local") {
	const wanted = goLine(goMod);
	if (wanted === void 0 || !/^local$/.test(toolchain)) return void 0;
	for (const image of images) {
		const [, have, rest = ""] = goImage.exec(image) ?? [];
		if (have === void 0 || isBelow$1(have, "1.21") && wanted.split(".").length < 3) continue;
		if (!isBelow$1(have, wanted)) continue;
		return {
			kind: "builder-too-old",
			image,
			has: have,
			needs: wanted,
			newer: `golang:${wanted.split(".").slice(0, 2).join(".")}${rest}`
		};
	}
}
function isBelow$1(version, other) {
	const wanted = other.split(".").map(Number);
	for (const [at, part] of version.split(".").map(Number).entries()) {
		const least = wanted[at] ?? 0;
		if (part !== least) return part < least;
	}
	return false;
}
// src/plan/platform-check.ts
async function withoutCompiler(world, go, modes) {
	const missing = await missingCompiler(world, go, modes);
	return missing === void 0 ? [] : [`${obstacleMessage(missing)}: ${obstacleFix(missing)}`];
}
async function unfitImages(world, checkout, platform, images) {
	const found = [];
	for (const { build, mode } of images) {
		const { dockerfile, target, buildArgs } = build;
		const text = await world.files.readText(`${checkout}/${dockerfile}`) ?? "";
		const options = {
			...target === void 0 ? {} : { target },
			buildArgs,
			platform
		};
		const of = mode === void 0 ? "" : `mode \`${mode.name}\`, `;
		found.push(...platformProblem(text, options).map((problem) => `${of}${dockerfile}: ${problem}`));
	}
	return found;
}
async function obstacleOf$1({ files }, checkout, { dockerfile, target, buildArgs }, main) {
	const text = await files.readText(`${checkout}/${dockerfile}`) ?? "";
	const goMod = await files.readText(`${checkout}/${main.module}/go.mod`) ?? "";
	return buildersOf(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	}).map(({ image, toolchain }) => builderObstacle([image], goMod, toolchain)).find((one) => one !== void 0);
}
// src/plan/preflight.ts
async function preflight(world, workspace, { inputs, context, engine: opened }) {
	const problems = [];
	const noted = (found) => {
		if (found.ok) return found.value;
		problems.push(...[found.problem].flat().map(({ message }) => message));
	};
	const go = noted(await findGo(world, inputs.directory));
	const engine = noted(opened);
	const git = noted(await openGit(world.exec, inputs.directory));
	const root = git?.root ?? inputs.directory;
	const repository = context?.repo ?? lastOf(root);
	const loaded = await loadConfig(world, root, inputs.config);
	const settings = noted(loaded) ?? { config: defaultConfig() };
	const revisions = git && noted(await findRevisions(git, inputs.base, context));
	const checkouts = git && revisions && await checkOut(world, workspace, git, revisions);
	const modules = checkouts && await findModules(world.files, checkouts.head);
	const source = revisions && checkouts && modules && {
		root,
		repository,
		revisions,
		checkouts,
		modules
	};
	if (problems.length > 0 || !(go && engine && git && source)) {
		const more = go && source ? await problemsOfHead(world, {
			settings,
			go,
			source
		}, loaded.ok) : [];
		throw new InputError([...problems, ...more]);
	}
	const baseBudgets = await budgetsOf(world, source.checkouts.base, inputs.config);
	const ground = {
		settings: {
			...settings,
			...baseBudgets && { baseBudgets }
		},
		go,
		source
	};
	for (const line of describe(ground, engine)) world.log.info(line);
	return {
		ground,
		handles: {
			world,
			workspace,
			engine,
			git
		}
	};
}
function describe({ settings, go, source }, engine) {
	const { base, head, because } = source.revisions;
	return [
		`base ${base?.sha ?? "none"} (${because})`,
		`head ${head.sha}${head.dirty === true ? " and uncommitted changes" : ""}`,
		`${go.version}, ${engine.name} ${engine.version}, configuration ${settings.file ?? "defaults"}`
	];
}
async function problemsOfHead(world, ground, isConfigured) {
	const { config } = ground.settings;
	const here = await mayHaveDockerfile(world.files, ground.source.checkouts.head, config.dockerfile) || !isConfigured ? [] : compiledHere(config.modes, void 0);
	const discovery = await findMain(world, ground);
	return [...await withoutCompiler(world, ground.go, here), ...discovery.ok ? [] : [discovery.problem.message]];
}
async function budgetsOf(world, checkout, named) {
	const found = checkout === void 0 ? void 0 : await loadConfig(world, checkout, named);
	return found?.ok === true ? found.value.config.budgets : void 0;
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
// src/repository/go/missing-step.ts
const packageManagers = [
	[/^pnpm-lock\.yaml$/, (at) => inDirectory("pnpm", "--dir", at, "install --frozen-lockfile", "run build")],
	[/^yarn\.lock$/, (at) => inDirectory("yarn", "--cwd", at, "install --frozen-lockfile", "run build")],
	[/^bun\.lockb?$/, (at) => inDirectory("bun", "--cwd", at, "install --frozen-lockfile", "run build")],
	[/^package-lock\.json$/, (at) => inDirectory("npm", "--prefix", at, "ci", "run build")],
	[/^/, (at) => inDirectory("npm", "--prefix", at, "install", "run build")]
];
function inDirectory(program, option, directory, ...commands) {
	const start = directory === "." ? program : `${program} ${option} ${directory}`;
	return commands.map((command) => `${start} ${command}`).join(" && ");
}
async function embedStep(files, checkout, target) {
	const all = await listFiles(files, checkout);
	const fronts = [];
	for (const path of all.filter((one) => /(?:^|\/)package\.json$/.test(one))) if (asText(asMap(asMap(parsed(await files.readText(`${checkout}/${path}`) ?? ""))["scripts"])["build"]) !== void 0) fronts.push(parentOf(path));
	const directory = ancestorsOf(target).find((directory) => fronts.includes(directory)) ?? (fronts.length === 1 ? fronts[0] : void 0);
	if (directory === void 0) return { frontEnds: fronts };
	const names = all.flatMap((path) => parentOf(path) === directory ? [relativeTo(directory, path) ?? ""] : []);
	return { prepare: packageManagers.find(([lock]) => names.some((name) => lock.test(name)))?.[1](directory) ?? "" };
}
async function generator({ exec }, checkout, { module, directory, importer }) {
	const has = async (pattern, ...paths) => (await exec.query([
		"git",
		"grep",
		"--quiet",
		"-E",
		"-e",
		pattern,
		"--",
		...paths
	], { cwd: checkout })).exitCode === 0;
	if (await has("^//go:generate ", "*.go")) return module === "." ? "go generate ./..." : `cd ${module} && go generate ./...`;
	if (/(?:^|\/)docs$/.test(directory) && await has("swaggo/", "*.go", "*go.mod")) return `go run github.com/swaggo/swag/cmd/swag@latest init -g ${importer.replace(/:\d+$/, "")} -o ${directory}`;
	for (const target of [
		"generate",
		"gen",
		"proto"
	]) if (await has(`^${target}:`, "Makefile")) return `make ${target}`;
}
// src/repository/go/build-preflight.ts
const fields = [
	"ImportPath",
	"Dir",
	"Error",
	"Module",
	"CgoFiles"
];
async function predictBuild(world, search, main) {
	const listed = await listProgram(world, search, main, [
		...fields,
		"EmbedPatterns",
		"EmbedFiles"
	]);
	if (!listed.ok) return {
		obstacles: [],
		cgo: void 0
	};
	const { packages } = listed.value;
	const { checkout } = search;
	const place = {
		checkout,
		cwd: main.module,
		modules: modulesIn(packages, await realPath(world, checkout))
	};
	const found = [];
	for (const one of packages) {
		const obstacle = one.Error === void 0 ? void 0 : await obstacleOf(world, place, one, one.Error);
		if (obstacle !== void 0) found.push(withoutCredentials(obstacle));
	}
	return {
		obstacles: found.filter((one, index) => found.findIndex((other) => isSame$1(one, other)) === index),
		cgo: usingCgo(packages)
	};
}
function isSame$1(one, other) {
	return obstacleMessage(one) === obstacleMessage(other);
}
function withoutCredentials(obstacle) {
	const masked = Object.entries(obstacle).map(([key, value]) => [key, typeof value === "string" ? maskCredentials(value) : value]);
	return Object.fromEntries(masked);
}
async function cgoPackages(world, search, main) {
	const listed = await listProgram(world, search, main, ["ImportPath", "CgoFiles"]);
	return listed.ok ? usingCgo(listed.value.packages) : void 0;
}
function usingCgo(packages) {
	return packages.flatMap(({ ImportPath: path, CgoFiles: files = [] }) => files.length > 0 ? [path] : []);
}
function listProgram(world, { checkout, root, tags }, main, wanted) {
	const env = {
		...goEnv(world.host.env, {
			root,
			checkout
		}),
		GOOS: "linux",
		GOARCH: world.host.arch,
		CGO_ENABLED: "1"
	};
	return goList(world, {
		cwd: `${checkout}/${main.module}`,
		env: main.outsideWorkspace === true ? {
			...env,
			GOWORK: "off"
		} : env,
		tags,
		fields: wanted,
		patterns: [main.path],
		deps: true
	});
}
function fromRoot({ checkout, cwd }, position) {
	return (position.startsWith(`${checkout}/`) ? position.slice(checkout.length + 1) : void 0) ?? cleanPath(`${cwd}/${position}`) ?? position;
}
async function realPath({ files }, path) {
	return await files.realPath(path) ?? path;
}
function modulesIn(packages, checkout) {
	const modules = new Map();
	for (const { Module: module } of packages) {
		const directory = directoryOf(module);
		const inside = directory === void 0 ? void 0 : relativeTo(checkout, directory);
		if (module !== void 0 && inside !== void 0) modules.set(module.Path, inside);
	}
	return modules;
}
function directoryOf(module) {
	return module?.Replace?.Dir ?? module?.Dir;
}
async function obstacleOf(world, place, found, { Err: said, Pos: position = "" }) {
	const at = fromRoot(place, position.replace(/:\d+$/, ""));
	const module = [...place.modules].find(([path]) => isBelow(path, found.ImportPath));
	const [, pattern] = /^pattern (\S+): (?:no matching files found|cannot embed directory)/.exec(said) ?? [];
	if (pattern !== void 0) {
		const directory = module === void 0 ? "." : packageDirectory(module, found.ImportPath);
		const target = joinPath(directory, fixedPart(pattern));
		return {
			kind: "embed-missing",
			pattern,
			at,
			target,
			...await embedStep(world.files, place.checkout, target)
		};
	}
	if (module !== void 0 && /no required module provides|cannot find (?:module providing )?package|is not in std|does not contain package/.test(said)) {
		const directory = packageDirectory(module, found.ImportPath);
		const prepare = await generator(world, place.checkout, {
			module: module[1],
			directory,
			importer: at
		});
		return {
			kind: "package-missing",
			package: found.ImportPath,
			at,
			directory,
			...prepare === void 0 ? {} : { prepare }
		};
	}
	return await replacedBy(world, place, found, said) ?? ofModule(found, said);
}
const submoduleUpdate = "git submodule update --init --recursive";
async function replacedBy({ files }, { checkout, cwd }, { ImportPath: path }, said) {
	const [, replaced] = /replacement directory (\S+) does not exist/.exec(said) ?? /\(replaced by (\S+)\): reading \S+: open \S+: no such file/.exec(said) ?? [];
	if (replaced === void 0) return void 0;
	const directory = cleanPath(`${cwd}/${replaced}`);
	const paths = [...(await files.readText(`${checkout}/.gitmodules`) ?? "").matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, one]) => one ?? "");
	if (directory !== void 0 && paths.some((one) => relativeTo(one, directory) !== void 0)) return {
		kind: "replaced-by-submodule",
		package: path,
		directory: replaced,
		prepare: submoduleUpdate
	};
	return {
		kind: "replacement-missing",
		package: path,
		directory: replaced
	};
}
const refused$1 = /404 Not Found|410 Gone|40[13] \w+|terminal prompts disabled|could not read (?:Username|Password)|Permission denied|Authentication failed|Repository not found|Host key verification failed/i;
function ofModule({ ImportPath: path }, said) {
	if (/missing go\.sum entry|updates to go\.mod needed/.test(said)) return {
		kind: "go-mod-outdated",
		package: path
	};
	if (!refused$1.test(said)) return void 0;
	return {
		kind: "module-not-fetched",
		package: path,
		output: lastLine(said)
	};
}
function lastLine(said) {
	const lines = said.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !/^(?:Confirm the import path|If this is a private)/.test(line));
	return lines.find((line) => refused$1.test(line)) ?? lines.at(-1) ?? "";
}
function isBelow(module, path) {
	return path === module || path.startsWith(`${module}/`);
}
function packageDirectory([module, directory], path) {
	return path === module ? directory : joinPath(directory, path.slice(module.length + 1));
}
function fixedPart(pattern) {
	const parts = pattern.replace(/^all:/, "").split("/");
	const wild = parts.findIndex((part) => /[*?[]/.test(part));
	return (wild < 0 ? parts : parts.slice(0, wild)).join("/") || ".";
}
// src/images/dockerfile/mode-image.ts
var ModeImages = class {
	#tools;
	#plan;
	#build;
	#cgoOfBase;
	constructor(tools, plan, build) {
		this.#tools = tools;
		this.#plan = plan;
		this.#build = build;
	}
	async make(own, variant, shippedMode) {
		const build = this.#build;
		if (shippedMode?.name === variant.mode.name) return {
			ok: true,
			value: {
				source: "shipped",
				image: imageOf(own.image, build)
			}
		};
		return this.#derive(own, variant);
	}
	async #derive({ dockerfile }, { revision, mode }) {
		const { world, builder } = this.#tools;
		const { dockerfile: path, target, buildArgs } = this.#build;
		const cgo = await this.#cgo(revision);
		const derived = deriveDockerfile(dockerfile.text, mode.expects.includes("static") ? "static" : "dynamic", {
			...target === void 0 ? {} : { target },
			buildArgs,
			...cgo === void 0 ? {} : { cgoPackages: cgo }
		});
		if (!derived.ok) return refused(derived.problem.message);
		const { text, notes, changes } = derived.value;
		const changed = parseDockerfile(text);
		if (!changed.ok) return refused(changed.problem.message);
		for (const note of notes) world.log.info(`${path}, ${mode.name}: ${note}`);
		const result = await world.log.step(`build ${revision}, ${path} changed to ${mode.name}`, () => builder.build({
			name: `${revision}-${mode.name}-derived`,
			revision,
			dockerfile: changed.value,
			build: this.#build
		}));
		if (result.kind === "not-built") return not({
			kind: "copy-not-built",
			path
		}, result.output);
		if (result.kind === "not-the-app") return refused(result.problem);
		const { linkage, check } = result.image;
		const otherwise = modeNotAchieved(mode, linkage);
		if (otherwise !== void 0) return not({
			kind: "copy-linked-otherwise",
			path,
			not: otherwise
		});
		const fatal = check.load?.problems.find(isFatalProblem);
		if (fatal !== void 0) return not({
			kind: "copy-not-starting",
			path,
			problem: fatal
		});
		return {
			ok: true,
			value: {
				source: "derived",
				image: imageOf(result.image, this.#build, { changes })
			}
		};
	}
	#cgo(revision) {
		const { target, source, settings } = this.#plan;
		if (revision === "head") return Promise.resolve(target.cgo);
		const { tags } = settings.config.build;
		this.#cgoOfBase ??= cgoPackages(this.#tools.world, searchIn(source, tags, source.checkouts.base), target.main);
		return this.#cgoOfBase;
	}
};
const refused = (detail) => not({
	kind: "refused",
	detail
});
function not(why, log) {
	return {
		ok: false,
		problem: log === void 0 ? { why } : {
			why,
			log
		}
	};
}
function modeOfKind(modes, kind) {
	return modes.find(({ expects }) => expects.includes(kind));
}
// src/images/dockerfile/shipped.ts
async function buildShipped(tools, plan, { build, obstacle }, unprepared = {}) {
	const { source, settings, target } = plan;
	const pairs = plan.variants.pairs().filter(({ head }) => followsDockerfile(head.mode));
	const modes = pairs.map(({ head }) => head.mode);
	const notApp = (problem) => ({
		built: [],
		remaining: modes,
		findings: [notTheApp(build, target.main, problem)]
	});
	const foreign = await foreignProgram(tools.world.files, source.checkouts.head, build, settings.config.prepare);
	if (foreign !== void 0) return notApp(foreign);
	if (unprepared.head !== void 0) return nothingOfHead(pairs, notPrepared(unprepared.head));
	const head = await buildOwn(tools, {
		revision: "head",
		checkout: source.checkouts.head
	}, build, "head-shipped");
	if (head.kind === "not-the-app") return notApp(head.problem);
	if (head.kind === "not-built") {
		const why = obstacle === void 0 ? [] : [obstacle];
		return nothingOfHead(pairs, {
			output: head.output,
			why
		});
	}
	const base = await baseOf(unprepared, source.checkouts.base, (checkout) => buildOwn(tools, {
		revision: "base",
		checkout
	}, build, "base-shipped"));
	const all = await buildModes(new ModeImages(tools, plan, build), pairs, {
		head,
		base
	});
	const unlisted = unlistedMode(build, settings.config.modes, head.image);
	return {
		...all,
		findings: [
			...ineffectiveEnvFinding(build, head.image, ineffectiveEnv(head.dockerfile, "CGO_ENABLED", build)),
			...unlisted === void 0 ? [] : [unlisted],
			...all.findings,
			...base?.kind === "proven" ? changedMode(base.image, head.image) : []
		],
		reference: head.image
	};
}
function nothingOfHead(pairs, failure) {
	return {
		built: pairs.flatMap(({ base, head }) => [...base === void 0 ? [] : [unbuilt(base, "shipped", { output: withoutHead })], unbuilt(head, "shipped", failure)]),
		remaining: [],
		findings: []
	};
}
async function baseOf({ base: failure }, checkout, build) {
	if (checkout === void 0) return void 0;
	return failure === void 0 ? build(checkout) : {
		kind: "not-built",
		output: [obstacleMessage(failure.obstacle), ...failure.output]
	};
}
async function buildModes(images, pairs, own) {
	const built = [];
	const remaining = [];
	const findings = [];
	const shippedMode = modeOfKind(pairs.map(({ head }) => head.mode), own.head.image.linkage.kind);
	for (const { base, head } of pairs) {
		const made = await images.make(own.head, head, shippedMode);
		if (!made.ok) {
			remaining.push(head.mode);
			findings.push(notDerived(head.mode, made.problem));
			continue;
		}
		built.push({
			...head,
			kind: "built",
			...made.value
		});
		if (base !== void 0 && own.base !== void 0) built.push(await buildBase(images, base, own.base));
	}
	return {
		built,
		remaining,
		findings
	};
}
async function buildBase(images, variant, own) {
	if (own.kind === "not-built") return unbuilt(variant, "shipped", own);
	if (own.kind === "not-the-app") return unbuilt(variant, "shipped", { output: [own.problem] });
	const shippedMode = modeOfKind([variant.mode], own.image.linkage.kind);
	const made = await images.make(own, variant, shippedMode);
	return made.ok ? {
		...variant,
		kind: "built",
		...made.value
	} : unbuilt(variant, "derived", { output: [notDerivedMessage(made.problem.why)] });
}
// src/images/pins.ts
function openPins(engine, run, platform) {
	const pins = new Map();
	return (reference) => {
		const found = pins.get(reference) ?? engine.pin(reference, run, platform);
		pins.set(reference, found);
		return found;
	};
}
// src/images/build.ts
async function buildAll(handles, plan, images, unprepared = {}) {
	const { world, workspace, engine } = handles;
	workspace.onClose(() => engine.removeAll(workspace.run));
	const pin = openPins(engine, workspace.run, plan.target.platform);
	const ofDockerfiles = await buildDockerfiles({
		world,
		builder: openImageBuilder(handles, plan, images, pin)
	}, plan, unprepared);
	const { reference, remaining } = ofDockerfiles;
	const planned = [...plan.variants].filter(({ mode }) => remaining.includes(mode));
	const { build } = plan.settings.config;
	const fallbacks = await buildFallbacks({
		...handles,
		pin
	}, plan, planned.map((one) => ({
		...one,
		mode: withReferenceFlags(one.mode, build, reference?.flags)
	})), unprepared);
	const own = reference === void 0 && fallbacks.length > 0 ? await ownStart(world, plan) : void 0;
	const startsAs = reference?.startsAs ?? (own && {
		arguments: own.arguments,
		kept: [],
		env: {}
	});
	const built = [...ofDockerfiles.built, ...fallbacks.map((one) => startedAs(one, startsAs))];
	return {
		variants: inOrder(plan.variants, built),
		findings: [
			...ofDockerfiles.findings,
			...settingsFindings(plan, built),
			...own === void 0 ? [] : [startedAsFinding(own)]
		]
	};
}
async function buildDockerfiles(tools, plan, unprepared) {
	const { modes } = plan.settings.config;
	const open = modes.filter(followsDockerfile);
	const { shipped: dockerfile } = plan.images;
	const shipped = dockerfile === void 0 || open.length === 0 ? {
		built: [],
		remaining: open,
		findings: []
	} : await buildShipped(tools, plan, dockerfile, unprepared);
	const built = [...shipped.built];
	let { reference } = shipped;
	for (const image of plan.images.configured) {
		const configured = await buildConfigured(tools, plan, image, unprepared);
		built.push(...configured.built);
		reference ??= configured.reference;
	}
	return {
		built,
		findings: shipped.findings,
		remaining: modes.filter((mode) => shipped.remaining.includes(mode) || !followsDockerfile(mode) && mode.image?.from !== "dockerfile"),
		...reference === void 0 ? {} : { reference }
	};
}
async function ownStart({ files }, plan) {
	const { args, port } = plan.settings.config.startup;
	return args.length > 0 ? void 0 : findStartArguments(files, plan, port ?? 8080);
}
function startedAs(variant, startsAs) {
	return variant.kind === "built" && variant.source === "built-in" && startsAs !== void 0 ? {
		...variant,
		startsAs
	} : variant;
}
function startedAsFinding({ arguments: args, by }) {
	return finding("start/arguments-found", {
		arguments: args,
		by
	}, { verdict: "pass" });
}
async function buildFallbacks(tools, plan, planned, unprepared) {
	const built = [];
	for (const variant of planned) {
		const { revision, mode } = variant;
		const failure = unprepared[revision];
		if (failure !== void 0) {
			built.push(unbuilt(variant, "built-in", notPrepared(failure)));
			continue;
		}
		const heading = `build ${revision}, ${mode.name}`;
		const result = await tools.world.log.step(heading, () => buildBuiltIn(tools, plan, variant));
		if (result.ok) built.push({
			...variant,
			kind: "built",
			source: "built-in",
			image: result.value
		});
		else {
			tools.world.log.info(`${heading} failed: ${result.problem.output[0] ?? "no output"}`);
			built.push(unbuilt(variant, "built-in", result.problem));
		}
	}
	return built;
}
function inOrder(planned, built) {
	const found = VariantSet.of(built, keyOf);
	return planned.map(({ revision, mode }, key) => {
		const one = found.get(key);
		if (one === void 0) throw new Error(`nothing was built for ${revision}, ${mode.name}`);
		return one;
	});
}
// src/images/caches/module-cache.ts
const layoutVersion = 1;
const renewalMs = 36e5;
function cacheKey(os, arch, go, sums) {
	const version = go.replaceAll(/[^\w.-]+/g, "_");
	const prefix = `linkgate-${layoutVersion}-${os}-${arch}-${version}-`;
	return {
		key: `${prefix}${sums}`,
		restoreKeys: [prefix]
	};
}
const nothingToSave = { save: async () => {} };
async function restoreModules(world, go, checkout, modules) {
	const { cache, files, log } = world;
	if (cache === void 0) return nothingToSave;
	if (await isFilled(world, go)) {
		log.info("Go modules are here already (actions/setup-go or this runner keeps them): nothing to restore or save");
		return nothingToSave;
	}
	const paths = [go.moduleCache, go.cache];
	const sums = [];
	for (const module of modules) {
		const path = `${checkout}/${module}/go.sum`;
		if (await files.stat(path) !== void 0) sums.push(await files.sha256(path));
	}
	const { key, restoreKeys } = cacheKey(world.host.os, world.host.arch, go.version, await digest$1(sums));
	const since = world.clock.now();
	const hit = await faultless(world, "restored", () => cache.restore(paths, key, restoreKeys));
	const seconds = ((world.clock.now() - since) / 1e3).toFixed(1);
	log.info(hit === void 0 ? `no Go modules or build cache were kept under ${key}: everything is built from the start this time` : `restored Go modules and build cache from ${hit} in ${seconds} s`);
	return { async save() {
		if (hit === key) {
			log.info(`nothing to save: ${key} is kept already`);
			return;
		}
		if (hit !== void 0) await trim(world, go.cache);
		const started = world.clock.now();
		if (await faultless(world, "saved", async () => {
			await cache.save(paths, key);
			return true;
		}) === true) log.info(`saved Go modules and build cache as ${key} in ${((world.clock.now() - started) / 1e3).toFixed(1)} s`);
	} };
}
async function digest$1(sums) {
	const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sums.join("\n")));
	return Buffer.from(bytes).toString("hex").slice(0, 32);
}
async function isFilled(world, go) {
	const downloads = `${go.moduleCache}/cache/download`;
	const names = async (directory) => (await world.files.list(directory)).map(({ name }) => name);
	return [...(await names(downloads)).filter((name) => name !== "golang.org" && name !== "sumdb"), ...(await names(`${downloads}/golang.org`)).filter((name) => name !== "toolchain")].length > 0;
}
async function faultless(world, what, work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		const why = error instanceof Error ? error.message : String(error);
		world.log.notice(`Go modules could not be ${what} (${why}): the build goes on without`);
		return;
	}
}
async function trim(world, directory) {
	const { files, clock } = world;
	const oldest = clock.wall() - clock.now() - renewalMs;
	for (const shard of await files.list(directory)) {
		if (shard.kind !== "directory" || !/^[0-9a-f]{2}$/.test(shard.name)) continue;
		for (const { name } of await files.list(`${directory}/${shard.name}`)) {
			const path = `${directory}/${shard.name}/${name}`;
			const found = await files.stat(path);
			if (found?.kind === "file" && found.modifiedMs < oldest) await files.remove(path);
		}
	}
}
// src/inspect/image/layout.ts
const digestSchema = string().regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/);
const platformSchema = object({
	architecture: string(),
	os: string(),
	variant: string().optional()
});
const descriptorSchema = object({
	digest: digestSchema,
	platform: platformSchema.nullish(),
	annotations: record(string(), string()).nullish()
});
const indexSchema = object({ manifests: array(descriptorSchema) });
const manifestSchema = object({
	config: object({ digest: digestSchema }),
	layers: array(object({ digest: digestSchema }))
});
const savedSchema = array(object({
	Config: string(),
	Layers: array(string()).nullable()
})).min(1);
const platformOfConfig = object({
	architecture: string(),
	os: string(),
	variant: string().nullish()
});
const deepest$1 = 8;
const most = 1e3;
const linkLimit$2 = 40;
async function resolveLayout(files, platform) {
	const index = await json(files, "index.json", indexSchema);
	const found = [];
	if (index !== void 0) {
		const walked = await walk(files, index.manifests, 0, found, new Set());
		if (!walked.ok) return walked;
	}
	if (found.length > 0) return choose(found, platform);
	const saved = await json(files, "manifest.json", savedSchema);
	if (saved === void 0) return fail("the archive has neither a readable index.json with images nor a manifest.json: it is not a saved image");
	const candidates = [];
	for (const { Config, Layers } of saved.slice(0, most)) {
		const layers = (Layers ?? []).map((path) => ({
			path,
			...digestOfPath(path)
		}));
		candidates.push({
			digest: Config,
			platform: await configuredPlatform(files, Config),
			layout: succeed({
				config: Config,
				layers
			})
		});
	}
	return choose(candidates, platform);
}
function choose(found, platform) {
	const there = [...new Set(found.map((one) => say(one.platform)).filter((one) => one !== ""))].slice(0, 20);
	if (platform === void 0) {
		if (there.length > 1) return fail(`the archive has images for ${there.join(", ")}: say which platform is meant`);
		return (found.find(({ layout }) => layout.ok) ?? found[0])?.layout ?? fail("no image");
	}
	const matching = found.filter((one) => one.platform === "" || matches(one.platform, platform));
	const [first] = [...matching.filter(({ layout }) => layout.ok), ...matching];
	if (first !== void 0) return first.layout;
	return fail(`the archive has no image for ${platform}, only for ${there.join(", ")}`);
}
function matches(there, wanted) {
	return there === wanted || there.startsWith(`${wanted}/`);
}
async function walk(files, descriptors, depth, found, seen) {
	if (depth > deepest$1) return fail("the indexes of the archive are nested too deeply");
	for (const descriptor of descriptors) {
		const { digest } = descriptor;
		if (isAttestation(descriptor) || seen.has(digest)) continue;
		seen.add(digest);
		if (seen.size > most) return fail(`the archive has more than ${most} images`);
		const named = descriptor.platform ? platformName(descriptor.platform) : "";
		const bytes = await manifestOf(files, digest);
		if (!bytes.ok) {
			found.push({
				digest,
				platform: named,
				layout: bytes
			});
			continue;
		}
		const inner = parse(bytes.value, indexSchema);
		if (inner === void 0) found.push(await candidateOf(files, digest, named, bytes.value));
		else {
			const walked = await walk(files, inner.manifests, depth + 1, found, seen);
			if (!walked.ok) return walked;
		}
	}
	return succeed(void 0);
}
async function manifestOf(files, digest) {
	const bytes = await contentOf(files, blobPath(digest));
	if (bytes === void 0) return fail(`the archive lacks the manifest ${digest}`);
	if (await hasDigest(bytes, digest)) return succeed(bytes);
	return fail(`the manifest ${digest} does not have this digest`);
}
async function candidateOf(files, digest, named, bytes) {
	const manifest = parse(bytes, manifestSchema);
	if (manifest === void 0) return {
		digest,
		platform: named,
		layout: fail(`the manifest ${digest} is not one of an image`)
	};
	const config = blobPath(manifest.config.digest);
	const layers = manifest.layers.map((layer) => ({
		path: blobPath(layer.digest),
		digest: layer.digest
	}));
	return {
		digest,
		platform: named === "" ? await configuredPlatform(files, config) : named,
		layout: succeed({
			config,
			layers
		})
	};
}
function isAttestation({ platform, annotations }) {
	return platform?.os === "unknown" || annotations?.["vnd.docker.reference.type"] === "attestation-manifest";
}
async function configuredPlatform(files, path) {
	const config = await json(files, path, platformOfConfig);
	return config === void 0 ? "" : platformName(config);
}
function platformName(platform) {
	const { os, architecture, variant } = platform;
	return [
		os,
		architecture,
		...variant ? [variant] : []
	].join("/");
}
const blobPath = (digest) => `blobs/${digest.replace(":", "/")}`;
function digestOfPath(path) {
	const [, algorithm, hex] = /^blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(path) ?? [];
	const digest = `${algorithm}:${hex}`;
	return digestSchema.safeParse(digest).success ? { digest } : {};
}
function followLinks(files, path) {
	let at = path;
	for (let links = 0; links <= linkLimit$2; links++) {
		const entry = files.entry(at);
		if (entry === void 0) return void 0;
		if (entry.link === void 0) return at;
		const parts = entry.link.startsWith("/") ? [] : at.split("/").slice(0, -1);
		for (const part of entry.link.split("/")) if (part === "..") parts.pop();
		else if (part !== "" && part !== ".") parts.push(part);
		at = parts.join("/");
	}
}
function say(name) {
	return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name).slice(1, -1);
}
async function contentOf(files, path) {
	const at = followLinks(files, path);
	return at === void 0 ? void 0 : files.read(at);
}
async function hasDigest(bytes, digest) {
	const name = digest.startsWith("sha512:") ? "SHA-512" : "SHA-256";
	return digest.endsWith(`:${await hexDigest(bytes, name)}`);
}
async function hexDigest(bytes, name = "SHA-256") {
	const digest = await crypto.subtle.digest(name, Uint8Array.from(bytes));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
async function json(files, path, schema) {
	const bytes = await contentOf(files, path);
	return bytes === void 0 ? void 0 : parse(bytes, schema);
}
function parse(bytes, schema) {
	try {
		return schema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
	} catch {
		return;
	}
}
// src/inspect/image/changes.ts
const mostFiles$3 = 50;
const chunkSize = 8 << 20;
async function compareLayers(base, head) {
	const files = [];
	const timesOnly = [];
	let more = 0;
	for (let layer = 0; layer < Math.max(base.length, head.length); layer++) {
		const [before, after] = [base[layer], head[layer]];
		if (before?.diffId === after?.diffId || (before?.isBase ?? true) !== (after?.isBase ?? true)) continue;
		if (before?.isBase === true) continue;
		const found = await differences(before?.content, after?.content);
		if (found.length === 0) timesOnly.push(layer);
		for (const one of found) if (files.length < mostFiles$3) files.push({
			layer,
			...one
		});
		else more++;
	}
	return {
		files: files.sort((one, other) => size(other) - size(one)),
		more,
		timesOnly,
		same: files.length === 0 && base.length === head.length && baseLayers$1(base) === baseLayers$1(head)
	};
}
const size = ({ before, after }) => Math.abs((after ?? 0) - (before ?? 0));
const baseLayers$1 = (layers) => layers.filter(({ isBase }) => isBase).map(({ diffId }) => diffId).join();
async function differences(before, after) {
	const [old, now] = [byPath(before), byPath(after)];
	const found = [];
	for (const path of new Set([...old.keys(), ...now.keys()])) {
		const [one, other] = [old.get(path), now.get(path)];
		if (one !== void 0 && other !== void 0 && await isSame(one, before, other, after)) continue;
		if ((one ?? other)?.kind === "directory" && (one === void 0 || other === void 0)) continue;
		found.push({
			path,
			before: one?.size ?? null,
			after: other?.size ?? null
		});
	}
	return found;
}
function byPath(content) {
	return new Map((content?.members ?? []).map((member) => [member.path.replace(/^(\.?\/)+|\/+$/g, ""), member]));
}
async function isSame(one, before, other, after) {
	if (one.kind !== other.kind || one.mode !== other.mode) return false;
	if (one.size !== other.size || one.target !== other.target) return false;
	return one.kind !== "file" || await digest(before, one) === await digest(after, other);
}
async function digest(content, { offset, size }) {
	if (content === void 0 || size === 0) return "";
	if (offset === void 0) return "not stored as one piece";
	const digests = [];
	for (let at = 0; at < size; at += chunkSize) digests.push(await hexDigest(await content.read(offset + at, Math.min(chunkSize, size - at))));
	return digests.join();
}
// src/images/inspect-variants.ts
async function inspectAll(world, images, built, main) {
	const all = await built.mapAsync(async (variant) => isBuilt(variant) ? {
		...variant,
		inspection: await inspectOne(world, images, variant, main)
	} : variant);
	const inspected = all.filter(isBuilt);
	const compared = [];
	for (const variant of all) {
		const base = inspected.pair(variant.mode.name, variant.platform)?.base;
		compared.push(isBuilt(variant) && base !== void 0 ? await withChanges(images, base, variant) : variant);
	}
	for (const { image } of inspected) await images.forget(image.reference);
	return VariantSet.of(compared, keyOf);
}
async function withChanges(images, base, one) {
	if (one.revision === "base" || base.inspection.image.id === one.inspection.image.id) return one;
	if (!isOfBuilder(base) || !isOfBuilder(one)) return one;
	const before = await images.read(base.image.reference);
	const after = await images.read(one.image.reference);
	const changes = await compareLayers(layersOf$1(before), layersOf$1(after));
	const same = changes.same && started(before) === started(after);
	const { inspection } = one;
	return {
		...one,
		inspection: {
			...inspection,
			image: {
				...inspection.image,
				changes: {
					...changes,
					same
				}
			}
		}
	};
}
function isOfBuilder({ image }) {
	return image.kind !== "laid-out";
}
function layersOf$1({ image, contents }) {
	return (contents ?? []).map((content, index) => ({
		content,
		diffId: image.layers[index]?.diffId ?? "",
		isBase: image.layers[index]?.base === true
	}));
}
function started({ image, command, environment }) {
	const { entrypoint, user, workingDir } = image;
	return JSON.stringify([
		entrypoint,
		command,
		environment,
		user,
		workingDir
	]);
}
async function inspectOne(world, images, { revision, mode, checkout, image }, main) {
	const binary = await world.files.readWith(image.binary, (file) => ({
		size: file.size,
		read: readProgram(pagedSource(file))
	}));
	if (binary === void 0) throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`);
	const saved = await images.read(image.reference, image.kind === "laid-out" ? void 0 : image.baseLayers);
	const direct = await directModules(world.exec, `${checkout}/${main.module}`);
	const check = await checkOf(saved, image.kind === "dockerfile" ? main.importPath : void 0);
	return {
		binary: {
			size: binary.size,
			sha256: await world.files.sha256(image.binary),
			modules: binary.read.ok && binary.read.value.buildInfo?.modules || {},
			direct: direct.ok ? direct.value : []
		},
		linkage: linkageOf(binary.read),
		image: saved.image,
		start: {
			entrypoint: saved.image.entrypoint,
			command: saved.command,
			...check.ok ? { program: {
				path: check.value.path,
				arguments: check.value.arguments
			} } : {}
		},
		environment: saved.environment,
		check
	};
}
async function checkOf(saved, mainPackage) {
	if (saved.root === void 0) return fail(saved.rootProblem ?? "its layers were not read");
	return checkImage(saved, saved.root, mainPackage);
}
// src/images/prepare.ts
async function prepareAll(world, prepare, { checkouts, root }) {
	const shell = (await world.exec.query(["bash", "--version"])).exitCode !== 127 ? "bash" : "sh";
	const failed = {};
	for (const revision of revisions) {
		const checkout = checkouts[revision];
		if (checkout === void 0) continue;
		await world.log.step(`prepare ${revision}`, async () => {
			const { exitCode, stdout, stderr } = await world.exec.run([
				shell,
				"-e",
				"-c",
				prepare
			], {
				cwd: checkout,
				env: goEnv(world.host.env, {
					root,
					checkout
				})
			});
			if (exitCode === 0) return;
			const said = maskCredentials(`${stdout}\n${stderr}`).split("\n");
			const obstacle = {
				kind: "prepare-failed",
				exitCode
			};
			world.log.info(`${revision}: ${obstacleMessage(obstacle)}`);
			failed[revision] = {
				obstacle,
				output: said.filter((line) => line.trim() !== "").slice(-20)
			};
		});
	}
	return failed;
}
// src/inspect/image/layers.ts
const linkLimit$1 = 40;
const mostNodes = 2e6;
const deepest = 2048;
var LayerProblem = class extends Error {};
function flatten(layers) {
	let root = {
		kind: "directory",
		mode: 493,
		size: 0,
		layer: 0,
		children: new Map()
	};
	const budget = { nodes: mostNodes };
	try {
		for (const [index, { members }] of layers.entries()) root = merge(root, new LayerTree(index, root, budget).build(members));
	} catch (error) {
		if (error instanceof LayerProblem) return fail(error.message);
		throw error;
	}
	return succeed({
		root,
		wasted: wastedBytes(layers, root)
	});
}
var LayerTree = class {
	#root;
	#index;
	#below;
	#budget;
	constructor(index, below, budget) {
		this.#index = index;
		this.#below = below;
		this.#budget = budget;
		this.#root = this.#directory(493, true);
	}
	build(members) {
		for (const member of members) this.#add(member);
		return this.#root;
	}
	#directory(mode, implied) {
		const fresh = {
			children: new Map(),
			removed: new Set(),
			opaque: false
		};
		return {
			kind: "directory",
			mode,
			size: 0,
			layer: this.#index,
			implied,
			...fresh
		};
	}
	#add(member) {
		const parts = this.#partsOf(member.path);
		const name = parts.pop();
		if (name === void 0) return;
		const parent = this.#parent(parts, member.path);
		if (name.startsWith(".wh.")) this.#whiteout(parent, name, member.path);
		else {
			this.#spend(member.path);
			const before = parent.children.get(name);
			const made = this.#node(member);
			if (made.kind === "directory" && before?.kind === "directory") parent.children.set(name, {
				...before,
				mode: made.mode,
				implied: false
			});
			else parent.children.set(name, made);
		}
	}
	#node(member) {
		const { kind, mode, size, target, offset } = member;
		if (kind === "directory") return this.#directory(mode, false);
		if (kind !== "hardlink") return {
			kind,
			mode,
			size,
			layer: this.#index,
			...target === void 0 || kind !== "symlink" ? {} : { target },
			...offset === void 0 ? {} : { offset }
		};
		const parts = this.#partsOf(target ?? "");
		const found = lookUp(this.#root, parts) ?? lookUp(this.#below, parts);
		if (found !== void 0 && found.kind !== "directory") return found;
		throw new LayerProblem(`the hard link ${say(member.path)} names ${say(target ?? "")}, which is no file`);
	}
	#whiteout(parent, name, path) {
		const hidden = name.slice(4);
		if (name === ".wh..wh..opq") parent.opaque = true;
		else if (hidden.startsWith(".wh.")) return;
		else if (hidden === "" || hidden === "." || hidden === "..") throw new LayerProblem(`the whiteout ${say(path)} names no file`);
		else parent.removed.add(hidden);
	}
	#parent(wanted, path) {
		const stack = [this.#root];
		const ahead = [...wanted].reverse();
		let links = 0;
		for (let part = ahead.pop(); part !== void 0; part = ahead.pop()) {
			const here = stack.at(-1) ?? this.#root;
			if (part === "..") {
				if (stack.length > 1) stack.pop();
				continue;
			}
			let next = here.children.get(part);
			if (next?.kind === "symlink") {
				if (++links > linkLimit$1) throw new LayerProblem(`the path ${say(path)} leads through too many links`);
				const target = next.target ?? "";
				if (target.startsWith("/")) stack.length = 1;
				ahead.push(...componentsOf(target).reverse());
				if (ahead.length > deepest) throw new LayerProblem(`the path ${say(path)} leads through too long links`);
				continue;
			}
			if (next?.kind !== "directory") {
				this.#spend(path);
				next = this.#directory(493, true);
				here.children.set(part, next);
			}
			stack.push(next);
			if (stack.length > deepest) throw new LayerProblem(`the path ${say(path)} is too deep`);
		}
		return stack.at(-1) ?? this.#root;
	}
	#partsOf(path) {
		const parts = [];
		for (const part of componentsOf(path)) if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) throw new LayerProblem(`the path ${say(path)} leads out of the image`);
		return parts;
	}
	#spend(path) {
		if (--this.#budget.nodes < 0) throw new LayerProblem(`with ${say(path)} the image has too many files`);
	}
};
function componentsOf(path) {
	return path.split("/").filter((part) => part !== "" && part !== ".");
}
function lookUp(root, parts) {
	let at = root;
	for (const part of parts) at = at?.children?.get(part);
	return at;
}
function merge(below, above) {
	if (above.kind !== "directory") return above;
	const { children = new Map(), removed, opaque, implied, ...rest } = above;
	const under = below?.kind === "directory" ? below : void 0;
	const merged = new Map();
	if (opaque !== true) {
		for (const [name, node] of under?.children ?? []) if (removed?.has(name) !== true) merged.set(name, node);
	}
	for (const [name, node] of children) merged.set(name, merge(merged.get(name), node));
	const mode = implied === true && under !== void 0 ? under.mode : above.mode;
	return {
		...rest,
		mode,
		children: merged
	};
}
function wastedBytes(layers, root) {
	const alive = layers.map(() => new Set());
	const visit = (node) => {
		if (node.offset !== void 0) alive[node.layer]?.add(node.offset);
		for (const child of node.children?.values() ?? []) visit(child);
	};
	visit(root);
	return layers.map(({ members }, index) => members.reduce((sum, { offset, size, path }) => offset === void 0 || alive[index]?.has(offset) === true || isWhiteout(path) ? sum : sum + size, 0));
}
const isWhiteout = (path) => componentsOf(path).at(-1)?.startsWith(".wh.") === true;
// src/inspect/image/layer-root-fs.ts
const linkLimit = 40;
const longestPath = 4096;
const defaultReadLimit = 256 << 20;
var LayerRootFs = class {
	#root;
	#contents;
	#limit;
	constructor(root, contents, limit = defaultReadLimit) {
		this.#root = root;
		this.#contents = contents;
		this.#limit = limit;
	}
	async resolve(path) {
		const found = this.#find(path, true);
		return found && entryOf(found);
	}
	async entry(path) {
		const found = this.#find(path, false);
		return found && entryOf(found);
	}
	async list(path) {
		return [...this.#find(path, true)?.node.children?.keys() ?? []].sort();
	}
	async read(path) {
		const node = this.#find(path, true)?.node;
		if (node?.kind !== "file" || node.size > this.#limit) return void 0;
		if (node.offset === void 0) return node.size === 0 ? new Uint8Array() : void 0;
		return this.#contents[node.layer]?.read(node.offset, node.size);
	}
	#find(path, last) {
		const walk = new PathWalk(this.#root, path, last);
		while (walk.step());
		return walk.found;
	}
};
var PathWalk = class {
	#stack;
	#ahead;
	#followsLast;
	#mustBeDirectory;
	#links = 0;
	#isLost = false;
	constructor(root, path, followsLast) {
		this.#stack = [{
			path: "/",
			node: root
		}];
		this.#ahead = componentsOf(path).reverse();
		this.#followsLast = followsLast;
		this.#mustBeDirectory = path.endsWith("/");
	}
	get found() {
		const found = this.#stack.at(-1);
		const isUnfit = this.#mustBeDirectory && found?.node.kind !== "directory";
		return this.#isLost || isUnfit ? void 0 : found;
	}
	step() {
		const part = this.#ahead.pop();
		if (part === void 0) return false;
		const here = this.#stack.at(-1);
		if (here?.node.kind !== "directory") return this.#lose();
		if (part === "..") {
			if (this.#stack.length > 1) this.#stack.pop();
			return true;
		}
		const node = here.node.children?.get(part);
		if (node === void 0) return this.#lose();
		const isFollowed = this.#ahead.length > 0 || this.#followsLast || this.#mustBeDirectory;
		if (node.kind === "symlink" && isFollowed) return this.#follow(node.target ?? "");
		this.#stack.push({
			path: here.path === "/" ? `/${part}` : `${here.path}/${part}`,
			node
		});
		return true;
	}
	#follow(target) {
		if (++this.#links > linkLimit || target === "") return this.#lose();
		if (target.startsWith("/")) this.#stack.length = 1;
		if (this.#ahead.length === 0 && target.endsWith("/")) this.#mustBeDirectory = true;
		this.#ahead.push(...componentsOf(target).reverse());
		return this.#ahead.length > longestPath ? this.#lose() : true;
	}
	#lose() {
		this.#isLost = true;
		return false;
	}
};
function entryOf({ path, node: { kind, mode, size, target } }) {
	return {
		path,
		kind,
		mode,
		size,
		...target === void 0 ? {} : { target }
	};
}
// src/inspect/image/archive.ts
const strings = array(string()).nullish();
const configurationSchema = object({
	os: string().optional(),
	architecture: string().optional(),
	config: object({
		Entrypoint: strings,
		Cmd: strings,
		Env: strings,
		User: string().nullish(),
		WorkingDir: string().nullish()
	}).nullish(),
	rootfs: object({ diff_ids: array(string()) }),
	history: array(object({
		created_by: string().optional(),
		empty_layer: boolean().optional()
	})).nullish()
});
async function readImage(archives, path, options = {}) {
	const { platform, base: _, ...rest } = options;
	const choose = async (files) => {
		const found = await locate(files, platform);
		if (!found.ok) return [];
		const chosen = new Map();
		for (const { at, digest, diffId } of found.value.layers) chosen.set(at, {
			path: at,
			diffId,
			...digest === void 0 ? {} : { digest }
		});
		return [...chosen.values()];
	};
	return readSavedImage(await archives.read(path, {
		...rest,
		choose
	}), options);
}
async function readSavedImage(entries, { platform, base } = {}) {
	if (!entries.ok) return entries;
	const byPath = new Map(entries.value.map((entry) => [entry.path, entry]));
	const located = await locate({
		entry: (path) => byPath.get(path),
		read: async (path) => byPath.get(path)?.bytes
	}, platform);
	if (!located.ok) return located;
	const found = located.value;
	const measured = measuredLayers(found.layers, byPath);
	if (!measured.ok) return measured;
	const { config, os, architecture } = found.configuration;
	const contents = measured.value.flatMap(({ content }) => content ?? []);
	const flat = contents.length === found.layers.length ? flatten(contents) : void 0;
	const wasted = flat?.ok === true ? flat.value.wasted : [];
	return succeed({
		image: {
			id: found.id,
			layers: describeLayers(found, measured.value, base, wasted),
			entrypoint: config?.Entrypoint ?? [],
			user: config?.User ?? "",
			workingDir: config?.WorkingDir ?? ""
		},
		command: config?.Cmd ?? [],
		environment: config?.Env ?? [],
		...os === void 0 || architecture === void 0 ? {} : { platform: `${os}/${architecture}` },
		stored: found.layers.map(({ at, digest }) => ({
			size: byPath.get(at)?.size ?? 0,
			...digest === void 0 ? {} : { digest }
		})),
		...flat === void 0 ? {} : flat.ok ? {
			contents,
			root: new LayerRootFs(flat.value.root, contents)
		} : { rootProblem: flat.problem.message }
	});
}
function measuredLayers(layers, byPath) {
	const found = [];
	for (const { path, at, diffId } of layers) {
		const measured = byPath.get(at)?.layer;
		if (measured === void 0) return fail(`the archive lacks the layer ${say(path)}`);
		if (measured.diffId !== diffId) return fail(`the layer ${say(path)} is not the one its image names`);
		found.push(measured);
	}
	return succeed(found);
}
function describeLayers({ layers, configuration }, measured, base, wasted) {
	const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true);
	const isOnBase = base?.every((id, index) => id.replace(/^sha256:/, "") === layers[index]?.diffId);
	return measured.map(({ diffId, size, compressedSize }, index) => {
		const createdBy = history[index]?.created_by;
		const bytes = wasted[index];
		return {
			diffId,
			size,
			compressedSize,
			...createdBy === void 0 ? {} : { createdBy },
			...base === void 0 ? {} : { base: isOnBase === true && index < base.length },
			...bytes === void 0 ? {} : { wasted: bytes }
		};
	});
}
async function locate(files, platform) {
	const layout = await resolveLayout(files, platform);
	if (!layout.ok) return layout;
	const { config } = layout.value;
	const bytes = await contentOf(files, config);
	const configuration = bytes && parse(bytes, configurationSchema);
	if (bytes === void 0 || configuration === void 0) return fail(`the archive has no readable image configuration ${say(config)}`);
	const { digest } = digestOfPath(config);
	if (digest !== void 0 && !await hasDigest(bytes, digest)) return fail(`the image configuration ${say(config)} does not have the digest that is its name`);
	return layersOf(files, layout.value, configuration, await hexDigest(bytes));
}
function layersOf(files, layout, configuration, id) {
	const ids = configuration.rootfs.diff_ids;
	const layers = [];
	for (const [index, { path, digest }] of layout.layers.entries()) {
		const at = followLinks(files, path);
		if (at === void 0) return fail(`the archive lacks the layer ${say(path)}`);
		const diffId = /^sha256:([0-9a-f]{64})$/.exec(ids[index] ?? "")?.[1];
		if (diffId === void 0 && index < ids.length) return fail(`the image configuration ${say(layout.config)} names a layer by something else than sha256`);
		if (diffId === void 0) break;
		layers.push({
			path,
			at,
			diffId,
			...digest === void 0 ? {} : { digest }
		});
	}
	if (layout.layers.length === ids.length) return succeed({
		id,
		configuration,
		layers
	});
	return fail(`the archive has ${layout.layers.length} of the ${ids.length} layers of its image`);
}
// src/images/saved-images.ts
function savedImages({ world, workspace, engine }, platform) {
	const known = new Map();
	const images = new Map();
	const pathOf = (reference) => `${workspace.directory}/saved-${reference.slice(reference.lastIndexOf(":") + 1)}.tar`;
	async function save(reference, base) {
		const archive = pathOf(reference);
		await engine.save(reference, archive);
		const saved = await readImage(world.archives, archive, {
			platform,
			known,
			scratch: workspace.directory,
			signal: world.signal,
			...base === void 0 ? {} : { base }
		});
		if (!saved.ok) throw new Error(`the image \`${reference}\`: ${saved.problem.message}`);
		return saved.value;
	}
	return {
		read(reference, base) {
			const image = images.get(reference) ?? save(reference, base);
			images.set(reference, image);
			return image;
		},
		async forget(reference) {
			images.delete(reference);
			await world.files.remove(pathOf(reference));
		}
	};
}
// src/plan/start/advice.ts
async function startAdviser(files, plan) {
	const { source, settings, images, target } = plan;
	const { checkouts } = source;
	const named = await findRunHints(files, checkouts.head, images.survey, images.shipped?.build.dockerfile);
	const readme = await files.readText(`${checkouts.head}/README.md`) ?? "";
	const { args, env } = settings.config.startup;
	return (log, own) => {
		const shown = printsUsage(log) ? readmeHints(readme, "README.md", target.main.name) : [];
		const given = {
			args: [...args, ...own],
			env: Object.keys(env)
		};
		return bestAdvice([...named, ...shown], target.main.name, {
			log,
			given
		});
	};
}
// src/repository/go/go-mod.ts
async function readGoMod(files, root, module) {
	const file = module === "." ? "go.mod" : `${module}/go.mod`;
	const source = await files.readText(`${root}/${file}`);
	return source === void 0 ? void 0 : {
		file,
		require: requireLines(source)
	};
}
function requireLines(source) {
	const found = [];
	let isBlock = false;
	for (const [index, whole] of source.split(/\r?\n/).entries()) {
		const [, text = "", comment = ""] = /^(.*?)(?:\/\/(.*))?$/.exec(whole) ?? [];
		const words = text.replace("(", " (").trim().split(/\s+/);
		if (isBlock && words[0] === ")") isBlock = false;
		else if (words[0] === "require" && words[1]?.startsWith("(")) isBlock = true;
		else if (isBlock || words[0] === "require") {
			const [path = "", version] = isBlock ? words : words.slice(1);
			if (version !== void 0 && !isIndirect(comment)) found.push([unquoted(path), index + 1]);
		}
	}
	return Object.fromEntries(found);
}
function isIndirect(comment) {
	return /^\s*indirect(?:;\s|\s*$)/.test(comment);
}
function unquoted(path) {
	return path.replace(/^(["`])(.*)\1$/, "$2");
}
// src/judge/causes/image.ts
const mostFiles$2 = 10;
function explainImage(base, head) {
	if (base.image === void 0 || head.image === void 0) return [];
	const total = sizeOf(head.image) - sizeOf(base.image);
	const about = {
		metric: "image-size",
		mode: head.mode
	};
	const part = (delta) => ({
		delta,
		share: total === 0 ? null : delta / total
	});
	return [...baseImage(base, head).map((cause) => ({
		...about,
		...cause,
		...part(baseSizeOf(head.image) - baseSizeOf(base.image))
	})), ...(head.image.changes?.files ?? []).filter(({ before, after }) => before !== after).slice(0, mostFiles$2).map(({ path, before, after }) => ({
		...about,
		kind: "file",
		name: `/${path}`,
		change: { type: before === null ? "added" : after === null ? "removed" : "modified" },
		...part((after ?? 0) - (before ?? 0))
	}))];
}
function baseImage(base, head) {
	if (base.dockerfile === void 0 || head.dockerfile === void 0) return [];
	const [was, is] = [base.dockerfile.base, head.dockerfile.base];
	if (was?.name === is?.name && was?.digest === is?.digest) return [];
	const [before, after] = [was?.name ?? "scratch", is?.name ?? "scratch"];
	return [{
		kind: "base-image",
		name: after,
		change: before === after ? { type: "modified" } : {
			type: "changed",
			from: before,
			to: after
		}
	}];
}
const sizeOf = ({ layers }) => layers.reduce((sum, { size }) => sum + size, 0);
const baseSizeOf = (image) => (image?.layers ?? []).filter(({ base }) => base === true).reduce((sum, { size }) => sum + size, 0);
// src/judge/causes/startup.ts
const alpha = .001;
const least = {
	ms: .25,
	allocs: 10,
	bytes: 1024
};
function explainStartup(base, head) {
	const { mode } = head;
	const whole = pairedDifference(samplesOf(base, "startup"), samplesOf(head, "startup"), alpha);
	const about = (metric, total) => (cause) => ({
		metric,
		mode,
		...cause,
		share: total === void 0 || total === 0 || cause.delta === null ? null : cause.delta / total
	});
	return [
		...largestFirst([...initCauses(base, head, "ms"), ...phases(base, head)]).map(about("startup", isClear(whole) ? whole.estimate : void 0)),
		...largestFirst(initCauses(base, head, "allocs")).map(about("init-allocs", total(base, head, "allocs"))),
		...largestFirst(initCauses(base, head, "bytes")).map(about("init-bytes", total(base, head, "bytes")))
	];
}
function isClear({ low, high, estimate }) {
	return (low > 0 || high < 0) && Math.abs(estimate) >= least.ms;
}
function initCauses(base, head, amount) {
	if (base.inits === void 0 || head.inits === void 0) return [];
	const before = new Map(base.inits.map((init) => [init.package, init]));
	const after = new Map(head.inits.map((init) => [init.package, init]));
	return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
		const [was, is] = [before.get(name), after.get(name)];
		const [from, to] = [was?.[amount] ?? none, is?.[amount] ?? none];
		const delta = to.value - from.value;
		if (Math.abs(delta) < least[amount]) return [];
		if (to.low <= from.high && from.low <= to.high) return [];
		return [{
			kind: "init",
			name,
			delta,
			change: changeOf$1(was, is, amount)
		}];
	});
}
const none = {
	low: 0,
	value: 0,
	high: 0
};
function changeOf$1(was, is, amount) {
	if (was === void 0) return { type: "added" };
	if (is === void 0) return { type: "removed" };
	if (amount !== "ms") return { type: "modified" };
	const allocs = is.allocs.value - was.allocs.value;
	const bytes = is.bytes.value - was.bytes.value;
	return {
		type: "timing",
		...Math.abs(allocs) < least.allocs ? {} : { allocs },
		...Math.abs(bytes) < least.bytes ? {} : { bytes }
	};
}
function total(base, head, amount) {
	if (base.inits === void 0 || head.inits === void 0) return void 0;
	const sum = (inits) => inits.reduce((all, init) => all + init[amount].value, 0);
	return sum(head.inits) - sum(base.inits);
}
function phases(base, head) {
	const listen = pairedDifference(samplesOf(base, "listen"), samplesOf(head, "listen"), alpha);
	const response = pairedDifference(responseTimes(base), responseTimes(head), alpha);
	const phase = (name, { estimate: delta }) => ({
		kind: "phase",
		name,
		delta,
		change: { type: "modified" }
	});
	return [...isClear(listen) ? [phase("listen", listen)] : [], ...isClear(response) ? [phase("response", response)] : []];
}
function responseTimes(variant) {
	const ready = samplesOf(variant, "startup");
	const listening = samplesOf(variant, "listen");
	if (ready.length !== listening.length) return [];
	return ready.map((ms, round) => ms - (listening[round] ?? NaN));
}
function largestFirst(causes) {
	return causes.toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
}
// src/judge/causes/explain.ts
function explain(variants) {
	return pairsOf(variants).flatMap(({ base, head }) => {
		if (base?.image === void 0 || isSameImage(base.image, head.image)) return [];
		return [
			...explainBinary(base, head),
			...explainImage(base, head),
			...explainStartup(base, head)
		];
	});
}
function explainBinary(base, head) {
	if (base.binary === void 0 || head.binary === void 0) return [];
	if (base.binary.sha256 === head.binary.sha256) return [];
	const causes = [];
	const about = {
		metric: "binary-size",
		mode: head.mode,
		delta: null,
		share: null
	};
	if (base.linkage?.go !== head.linkage?.go) {
		const change = {
			type: "changed",
			from: base.linkage?.go ?? null,
			to: head.linkage?.go ?? null
		};
		causes.push({
			...about,
			kind: "toolchain",
			name: "go",
			change
		});
	}
	const before = base.binary.modules;
	const after = head.binary.modules;
	const direct = new Set([...base.binary.direct, ...head.binary.direct]);
	const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).map((name) => ({
		...about,
		kind: "module",
		name,
		change: changeOf(before[name], after[name])
	}));
	const weight = ({ name, change }) => (direct.has(name) ? 0 : 2) + (change.type === "added" ? 0 : 1);
	causes.push(...changed.sort((one, other) => weight(one) - weight(other) || (one.name < other.name ? -1 : 1)));
	return causes;
}
function changeOf(before, after) {
	if (before === void 0) return {
		type: "added",
		version: after ?? ""
	};
	return after === void 0 ? {
		type: "removed",
		version: before
	} : {
		type: "changed",
		from: before,
		to: after
	};
}
// src/judge/timing/timed-budget.ts
function judgeTimed(given) {
	const { mode, metric, budget, increase, base, head, change, cpu, timing } = given;
	const about = {
		mode,
		metric
	};
	const { text } = budget;
	if (change === void 0) return {
		outcome: "undecided",
		findings: [finding("budget/undecided", {
			kind: "unpaired",
			budget: text
		}, {
			...about,
			verdict: "inconclusive"
		})]
	};
	const control = timing.control(metric);
	const { outcome, because } = decideIncrease(increase, change, control);
	const moved = {
		kind: "timed",
		base: base.value,
		head: head.value,
		difference: change.difference.estimate,
		ratio: change.ratio.estimate - 1,
		budget: text
	};
	switch (outcome) {
		case "kept": return {
			outcome,
			findings: []
		};
		case "broken": {
			const params = {
				...moved,
				low: change.ratio.low - 1,
				...cpu === void 0 ? {} : { cpu: cpu.difference.low > 0 ? cpu.difference.estimate : 0 }
			};
			return {
				outcome,
				findings: [finding("budget/increase-exceeded", params, {
					...about,
					verdict: budget.level
				})]
			};
		}
		case "undecided": {
			const params = {
				...moved,
				doubt: doubtOf(because, change, control)
			};
			return {
				outcome,
				findings: [finding("budget/undecided", params, {
					...about,
					verdict: "inconclusive"
				})]
			};
		}
	}
}
function doubtOf(because, { ratio, rounds }, control) {
	switch (because) {
		case "unusable": return { because };
		case "too-few": return {
			because,
			rounds
		};
		case "control": return {
			because,
			...control === void 0 ? {} : { apart: control.ratio.estimate - 1 }
		};
		case "noise": return {
			because,
			floor: control === void 0 ? null : noiseFloor(control)
		};
		case "close": return {
			because,
			low: ratio.low - 1,
			high: ratio.high - 1
		};
	}
}
// src/judge/compare.ts
const cpuMetric = "startup-cpu";
function compare(variants, budgets, timing) {
	const comparisons = [];
	const findings = [];
	for (const pair of pairsOf(variants)) {
		const { base, head } = pair;
		const isFallback = head.source === "built-in" && variants.some(({ dockerfile }) => dockerfile !== void 0);
		for (const metric of metricNames) {
			if (head.metrics[metric] === void 0 && base?.metrics[metric] === void 0) continue;
			const own = budgetFor(budgets, metric, head.mode);
			const budget = own !== void 0 && isFallback ? {
				...own,
				unmeasured: "warn"
			} : own;
			const measured = measuredPair(metric, pair, timing);
			const decision = decide(measured, budget, timing);
			comparisons.push({
				...numbersOf(measured),
				verdict: decision.verdict,
				...budget === void 0 ? {} : { budget }
			});
			findings.push(...decision.findings);
		}
	}
	return {
		comparisons,
		findings
	};
}
function measuredPair(metric, { base, head }, timing) {
	const before = measuredOf(base, metric);
	const after = measuredOf(head, metric);
	const isEqual = metrics[metric].noise === "exact" ? before?.value === after?.value : isSameImage(base?.image, head.image);
	const same = before !== void 0 && isEqual;
	return {
		metric,
		base,
		head,
		before,
		after,
		same,
		change: same ? void 0 : changeInRounds(metric, before, after, timing)
	};
}
function numbersOf(pair) {
	const { metric, head, before, after, change } = pair;
	const plain = before === void 0 || after === void 0 ? null : after.value - before.value;
	const delta = change?.difference.estimate ?? plain;
	return {
		mode: head.mode,
		metric,
		platform: head.platform,
		base: before?.value ?? null,
		head: after?.value ?? null,
		delta,
		ratio: delta === null || before === void 0 || before.value === 0 || after === void 0 ? null : change?.ratio.estimate ?? after.value / before.value,
		...boundsOf(change)
	};
}
function decide(pair, budget, timing) {
	const { metric, head, before, after, same } = pair;
	if (after === void 0) return {
		verdict: "unmeasured",
		findings: unmeasuredFindings(metric, head, budget)
	};
	const relaxed = same ? "unchanged" : before === void 0 ? "no-baseline" : "pass";
	if (budget === void 0) return {
		verdict: relaxed === "pass" ? "info" : relaxed,
		findings: []
	};
	const { noise } = metrics[metric];
	const about = {
		mode: head.mode,
		metric
	};
	const max = budget.max === void 0 ? "kept" : judgeMax(budget.max, withDecidingBounds(after, noise, timing), noise);
	const increase = judgeGrowth(pair, budget, timing);
	const findings = [...maxFindings(max, after, {
		...about,
		budget
	}), ...increase.findings];
	const outcomes = [max, increase.outcome];
	if (outcomes.includes("broken")) return {
		verdict: budget.level,
		findings
	};
	return {
		verdict: outcomes.includes("undecided") ? "inconclusive" : relaxed,
		findings
	};
}
function unmeasuredFindings(metric, head, budget) {
	if (budget === void 0 || head.linkage === void 0) return [];
	const params = {
		reason: unmeasuredReason(head, metric),
		budget: budget.text
	};
	const verdict = budget.unmeasured === "fail" ? "unmeasured" : "warn";
	return [finding("budget/unmeasured", params, {
		mode: head.mode,
		metric,
		verdict
	})];
}
function judgeGrowth({ metric, base, head, before, after, same, change }, budget, timing) {
	if (budget.increase === void 0 || before === void 0 || after === void 0 || same) return {
		outcome: "kept",
		findings: []
	};
	return (metrics[metric].noise === "noisy" ? judgeTimed : judgeMeasured)({
		mode: head.mode,
		metric,
		budget,
		increase: budget.increase,
		base: before,
		head: after,
		change,
		timing,
		cpu: metric === "startup" ? changeInRounds(cpuMetric, measuredOf(base, cpuMetric), measuredOf(head, cpuMetric), timing) : void 0
	});
}
function withDecidingBounds(measured, noise, { confidence }) {
	const { samples, low: _, high: __, ...rest } = measured;
	if (noise !== "noisy" || samples === void 0) return measured;
	return {
		...rest,
		...medianInterval(samples, confidence)
	};
}
function boundsOf(change) {
	if (change === void 0) return {};
	const { low, high } = change.difference;
	return Number.isFinite(low) && Number.isFinite(high) ? {
		low,
		high
	} : {};
}
function maxFindings(outcome, head, { budget, ...about }) {
	if (outcome === "kept" || budget.max === void 0) return [];
	const params = {
		value: head.value,
		max: budget.max
	};
	return outcome === "broken" ? [finding("budget/max-exceeded", params, {
		...about,
		verdict: budget.level
	})] : [finding("budget/undecided", {
		kind: "max",
		...params
	}, {
		...about,
		verdict: "inconclusive"
	})];
}
function judgeMeasured({ budget, increase, base, head, ...about }) {
	const { mode, metric } = about;
	const outcome = judgeIncrease(increase, base, head, metrics[metric].noise);
	const params = {
		kind: "measured",
		base: base.value,
		head: head.value,
		budget: budget.text
	};
	switch (outcome) {
		case "kept": return {
			outcome,
			findings: []
		};
		case "broken": return {
			outcome,
			findings: [finding("budget/increase-exceeded", params, {
				mode,
				metric,
				verdict: budget.level
			})]
		};
		case "undecided": return {
			outcome,
			findings: [finding("budget/undecided", params, {
				mode,
				metric,
				verdict: "inconclusive"
			})]
		};
	}
}
function measuredOf(variant, metric) {
	const found = variant?.metrics[metric];
	return isMeasured(found) ? found : void 0;
}
function unmeasuredReason(variant, metric) {
	const found = variant.metrics[metric];
	return found === void 0 || isMeasured(found) ? { kind: "absent" } : found.unmeasured;
}
// src/judge/judge.ts
const judged = new Set([...budgetIds, "budget/no-baseline"]);
function judge(evidence, budgets = evidence.budgets) {
	const timing = timingOf(evidence.variants, budgets, evidence.noise);
	const { comparisons, findings: found } = compare(evidence.variants, budgets, timing);
	const findings = [
		...evidence.findings.filter(({ id }) => !judged.has(id)),
		...noBaseline(evidence),
		...found
	];
	return {
		...evidence,
		budgets,
		comparisons,
		findings,
		causes: explain(evidence.variants),
		noise: {
			...evidence.noise,
			floor: floorOf(timing)
		},
		verdict: worst(findings.map(({ verdict }) => verdict))
	};
}
function isDecided(evidence) {
	const { variants, budgets, noise } = evidence;
	const { comparisons } = compare(variants, budgets, timingOf(variants, budgets, noise));
	return comparisons.every(({ verdict }) => verdict !== "inconclusive");
}
function floorOf({ control }) {
	const change = control("startup");
	return change === void 0 ? null : noiseFloor(change);
}
function noBaseline(evidence) {
	if (evidence.base === null) return [finding("budget/no-baseline", { because: "no-base" }, { verdict: "pass" })];
	return evidence.findings.filter(({ id, revision }) => id === "build/failed" && revision === "base").map(({ mode }) => finding("budget/no-baseline", { because: "base-not-built" }, {
		verdict: "pass",
		mode
	}));
}
// src/judge/loosened.ts
function loosenedBudgets(base, head) {
	return base.flatMap((before) => {
		const after = budgetFor(head, before.metric, before.mode ?? "");
		if (after !== void 0 && !isLooser(before, after)) return [];
		const { metric, mode } = before;
		const params = {
			was: settingsOf(before),
			...after === void 0 ? {} : { is: settingsOf(after) }
		};
		return [finding("budget/loosened", params, {
			verdict: "pass",
			metric,
			mode
		})];
	});
}
function settingsOf({ text, level, unmeasured }) {
	return [
		text,
		...level === "warn" ? ["level warn"] : [],
		...unmeasured === level ? [] : [`unmeasured ${unmeasured}`]
	].join(", ");
}
function isLooser(before, after) {
	return more(before.max, after.max) || looserIncrease(before.increase, after.increase) || before.level === "fail" && after.level === "warn" || before.unmeasured === "fail" && after.unmeasured === "warn";
}
function more(before, after) {
	return before !== void 0 && (after === void 0 || after > before);
}
function looserIncrease(before, after) {
	if (before === void 0) return false;
	if (after === void 0) return true;
	return ["relative", "absolute"].some((part) => {
		const [was, is] = [before[part], after[part]];
		return is !== void 0 && (was === void 0 || is > was);
	});
}
// src/startup/measured-variant.ts
function startOutcomeOf({ startup }) {
	return startup.kind === "as-head" ? startup.head : startup;
}
// src/judge/evidence/layer-findings.ts
const mostFiles$1 = 3;
function layerFindings(inspected) {
	return inspected.pairs().flatMap(({ base: of, head: { mode, inspection: head } }) => {
		const base = of?.inspection;
		const { changes } = head.image;
		if (base === void 0 || changes === void 0) return [];
		const isSameProgram = base.binary.sha256 === head.binary.sha256;
		return head.image.layers.flatMap((after, index) => {
			const before = base.image.layers[index];
			if (before === void 0) return [];
			const about = {
				verdict: "pass",
				revision: "head",
				mode: mode.name
			};
			const delta = after.compressedSize - before.compressedSize;
			const layer = {
				layer: index,
				...after.createdBy === void 0 ? {} : { createdBy: after.createdBy },
				pulled: delta
			};
			if (changes.timesOnly.includes(index)) return delta === 0 ? [] : [finding("image/not-reproducible", layer, about)];
			const files = changes.files.filter(({ layer }) => layer === index).map(({ path }) => `/${path}`);
			if (!isSameProgram || files.length === 0 || changes.more > 0) return [];
			const shown = files.slice(0, mostFiles$1);
			const params = {
				...layer,
				files: shown,
				more: files.length - shown.length
			};
			return [finding("image/layer-changed", params, about)];
		});
	});
}
// src/judge/evidence/link-findings.ts
function linkFindings(facts) {
	return mergeModes([...facts.map((one, key) => {
		const base = facts.get({
			...key,
			revision: "base"
		});
		return [
			...loadFindings(one),
			...one.revision === "head" && base !== void 0 ? changeFindings(base, one) : [],
			...runtimeFindings(one, base)
		];
	})].flat());
}
function loadFindings({ revision, mode, load }) {
	return load.problems.map((problem) => factFinding(problem, {
		verdict: verdictOf(revision, isFatalProblem(problem) ? "fail" : "warn"),
		revision,
		mode
	}));
}
function changeFindings(base, head) {
	const about = {
		verdict: "warn",
		revision: "head",
		mode: head.mode
	};
	const from = base.linkage;
	const to = head.linkage;
	if (from.libc !== to.libc) return [libcChanged(from, to, about)];
	const found = [];
	const added = to.needed.filter((name) => !from.needed.includes(name));
	if (added.length > 0) {
		const missing = head.load.problems.some((problem) => added.includes(libraryOf(problem) ?? ""));
		found.push(finding("link/library-added", {
			libraries: added,
			missing
		}, about));
	}
	if (to.glibc !== void 0 && from.glibc !== void 0 && isNewerVersion(to.glibc, from.glibc)) found.push(finding("link/glibc-raised", {
		from: from.glibc,
		to: to.glibc
	}, about));
	return found;
}
function libcChanged(from, { libc, needed, glibc, interpreter }, about) {
	const was = from.libc === void 0 ? {} : { from: from.libc };
	if (libc === void 0) return finding("link/libc-changed", was, {
		...about,
		verdict: "pass"
	});
	const to = {
		libc,
		needed,
		...glibc === void 0 ? {} : { glibc },
		...interpreter === void 0 ? {} : { interpreter }
	};
	return finding("link/libc-changed", {
		...was,
		to
	}, {
		...about,
		verdict: "warn"
	});
}
function libraryOf(problem) {
	switch (problem.id) {
		case "load/library-missing":
		case "load/library-broken":
		case "load/version-missing":
		case "load/processor-dependent": return problem.params.library;
		case "load/libc-mismatch": return "libc.so.6";
		default: return;
	}
}
function runtimeFindings({ revision, mode, runtime }, base) {
	return runtime.flatMap((fact) => {
		const { id, level } = fact;
		if (level === "info" || revision === "base" && level !== "fatal") return [];
		const asBefore = base?.runtime.some((one) => one.id === id) === true;
		return [factFinding(fact, {
			verdict: verdictOf(revision, level === "fatal" ? "fail" : asBefore ? "pass" : "warn"),
			revision,
			mode
		})];
	});
}
function mergeModes(findings) {
	const keyOf = ({ mode: _, ...shared }) => JSON.stringify([
		shared.id,
		shared.revision,
		findingMessage(shared),
		findingFix(shared)
	]);
	return [...Map.groupBy(findings, keyOf).values()].map((group) => {
		const [first, ...rest] = group;
		return rest.length === 0 ? first : ofModes(first, group.map(({ mode = "" }) => mode));
	});
}
function verdictOf(revision, verdict) {
	return revision === "head" ? verdict : "pass";
}
// src/judge/evidence/start-metrics.ts
const startMetrics = [
	"startup",
	"listen",
	"startup-cpu",
	"memory",
	"init-allocs",
	"init-bytes"
];
function startFacts(outcome) {
	if (outcome.kind === "not-started") {
		const { failure } = outcome.notStarted;
		return { metrics: unmeasured({
			kind: "start-failed",
			failure
		}, startMetrics) };
	}
	const { first, inits } = outcome;
	const { address, scheme } = first?.start ?? outcome.starts[0] ?? {};
	return {
		metrics: {
			...inRounds(outcome.starts),
			...traced(outcome.traced),
			...first === void 0 ? {} : {
				"first-start": once(first.start.readyMs),
				"engine-start": once(Math.round(first.engineMs))
			}
		},
		...address === void 0 ? {} : { ready: {
			address,
			...scheme === void 0 ? {} : { scheme }
		} },
		...inits.length === 0 ? {} : { inits }
	};
}
function noiseOf({ rounds, control }, limit) {
	return {
		floor: null,
		rounds,
		limit,
		...control?.outcome.kind === "started" ? { control: {
			mode: control.of.mode.name,
			platform: control.of.platform,
			metrics: inRounds(control.outcome.starts)
		} } : {}
	};
}
function inRounds(starts) {
	const of = (read, unit, otherwise) => {
		const samples = starts.map(read).filter((value) => value !== void 0);
		if (starts.length === 0) return { unmeasured: { kind: "no-rounds" } };
		if (samples.length < starts.length) return { unmeasured: { kind: otherwise } };
		return summary(samples.map(toMicroseconds), unit);
	};
	return {
		startup: of(({ readyMs }) => readyMs, "ms", "not-ready"),
		listen: of(({ listenMs }) => listenMs, "ms", "ready-by-log"),
		"startup-cpu": of(({ cpuMs }) => cpuMs, "ms", "no-proc"),
		memory: of(({ rssBytes }) => rssBytes, "B", "no-proc")
	};
}
function traced(starts) {
	const total = (read) => starts.map(({ inits = [] }) => inits.reduce((sum, init) => sum + read(init), 0));
	if (starts.length === 0) return unmeasured({ kind: "no-trace" }, ["init-allocs", "init-bytes"]);
	return {
		"init-allocs": summary(total(({ allocs }) => allocs), "count"),
		"init-bytes": summary(total(({ bytes }) => bytes), "B")
	};
}
function summary(samples, unit) {
	return {
		value: median(samples),
		unit,
		...medianInterval(samples),
		samples
	};
}
function once(ms) {
	return {
		value: toMicroseconds(ms),
		unit: "ms"
	};
}
function toMicroseconds(value) {
	return Math.round(value * 1e3) / 1e3;
}
function unmeasured(reason, names) {
	return Object.fromEntries(names.map((name) => [name, { unmeasured: reason }]));
}
// src/judge/evidence/evidence.ts
function reportVariants(variants) {
	return [...variants].map((variant) => isBuilt(variant) ? builtReport(variant) : unbuiltReport(variant));
}
function unbuiltReport({ revision, mode, platform, source }) {
	return {
		revision,
		mode: mode.name,
		platform,
		source,
		metrics: unmeasured({ kind: "not-built" }, [...sizeMetrics, ...startMetrics])
	};
}
function builtReport(variant) {
	const { revision, mode, platform, source, image: built, inspection } = variant;
	const { linkage, image, binary } = inspection;
	const { metrics, ready, inits } = startFacts(startOutcomeOf(variant));
	return {
		revision,
		mode: mode.name,
		platform,
		source,
		...built.kind === "dockerfile" ? { dockerfile: built.dockerfile } : {},
		...built.kind === "on-base" ? { on: built.on } : {},
		linkage,
		image,
		binary: {
			sha256: binary.sha256,
			modules: binary.modules,
			direct: binary.direct
		},
		metrics: {
			"binary-size": exact(binary.size, "B"),
			"image-size": exact(sum(image.layers.map(({ size }) => size)), "B"),
			"pull-size": exact(sum(image.layers.map(({ compressedSize }) => compressedSize)), "B"),
			layers: exact(image.layers.length, "count"),
			...metrics,
			...built.kind === "dockerfile" ? {} : { "build-time": exact(Math.round(built.milliseconds), "ms") }
		},
		...ready === void 0 ? {} : { ready },
		...inits === void 0 ? {} : { inits }
	};
}
const sizeMetrics = [
	"binary-size",
	"image-size",
	"pull-size",
	"layers"
];
function findingsOf(variants, advise = () => void 0) {
	const measured = variants.filter(isBuilt);
	const built = [...measured];
	return [
		...buildFindings([...variants]),
		...modeFindings(built),
		...uncheckedFindings(built),
		...linkFindings(measured.map(linkFacts).filter((one) => one !== void 0)),
		...layerFindings(measured),
		...startFindings(built, advise)
	];
}
function linkFacts({ revision, mode, inspection: { linkage, check } }) {
	if (!check.ok || check.value.load === void 0) return void 0;
	const { load, runtime } = check.value;
	return {
		revision,
		mode: mode.name,
		linkage,
		load,
		runtime
	};
}
function buildFindings(variants) {
	return revisions.flatMap((revision) => {
		const ofRevision = variants.filter((one) => one.revision === revision);
		const failed = ofRevision.filter(isUnbuilt).map(({ mode, failure }) => ({
			mode: mode.name,
			log: failure.output,
			why: failure.why
		}));
		const same = failed.every(({ log }) => log.join("\n") === failed[0]?.log.join("\n"));
		const said = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed;
		return said.map(({ mode, log, why }) => {
			const everywhere = said.length < failed.length;
			return finding("build/failed", { why }, {
				verdict: revision === "head" ? "unmeasured" : "pass",
				revision,
				mode: everywhere ? void 0 : mode,
				log
			});
		});
	});
}
function modeFindings(inspected) {
	return inspected.flatMap(({ revision, mode, image, inspection }) => {
		const not = modeNotAchieved(mode, inspection.linkage);
		if (not === void 0) return [];
		const named = mode.image?.from === "dockerfile" && image.kind === "dockerfile" ? image.dockerfile : void 0;
		const params = {
			not,
			...named === void 0 ? {} : { named: namedImage(named) }
		};
		return [finding("link/mode-not-achieved", params, {
			verdict: revision === "head" ? "fail" : "pass",
			revision,
			mode: mode.name
		})];
	});
}
function namedImage({ path, target, buildArgs }) {
	return {
		path,
		...target === void 0 ? {} : { target },
		...buildArgs === void 0 ? {} : { buildArgs }
	};
}
function uncheckedFindings(inspected) {
	return inspected.flatMap(({ revision, mode, inspection: { check } }) => {
		if (check.ok) return [];
		const verdict = revision === "head" ? "warn" : "pass";
		const params = { detail: check.problem.message };
		return [finding("load/not-checked", params, {
			verdict,
			revision,
			mode: mode.name
		})];
	});
}
function startFindings(variants, advise) {
	return variants.flatMap((variant) => {
		const { revision, startup } = variant;
		if (startup.kind !== "not-started") return [];
		const { log, failure } = startup.notStarted;
		const own = variant.source === "built-in" ? variant.startsAs?.arguments ?? [] : [];
		const advice = hasStarted(failure) ? advise(log, own) : void 0;
		const verdict = revision === "head" ? "warn" : "pass";
		const params = {
			failure,
			...advice === void 0 ? {} : { advice }
		};
		return [finding("start/not-ready", params, {
			verdict,
			revision,
			mode: variant.mode.name,
			log
		})];
	});
}
function hasStarted({ kind }) {
	switch (kind) {
		case "container-ended":
		case "garbled":
		case "probe-refused":
		case "container-error":
		case "exec": return false;
		default: return true;
	}
}
function exact(value, unit) {
	return {
		value,
		unit
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
// src/judge/evidence/gather.ts
async function gatherEvidence({ world, engine }, plan, { findings, startup, limit }, { version, context, phases }) {
	const { settings, source, target } = plan;
	const { budgets } = settings.config;
	const goMod = await readGoMod(world.files, source.checkouts.head, target.main.module);
	const { os, arch, cpus, image } = world.host;
	return {
		schema: 1,
		app: plan.app,
		tool: { version },
		runner: {
			os,
			arch,
			cpus,
			...image === void 0 ? {} : { image }
		},
		go: { version: plan.go.version },
		engine: {
			name: engine.name,
			version: engine.version
		},
		base: source.revisions.base,
		head: source.revisions.head,
		...context === void 0 ? {} : { origin: originOf(context) },
		variants: reportVariants(startup.variants),
		...goMod === void 0 ? {} : { goMod },
		budgets,
		findings: [
			...findings,
			...findingsOf(startup.variants, await startAdviser(world.files, plan)),
			...loosenedBudgets(settings.baseBudgets ?? [], budgets)
		],
		noise: noiseOf(startup, limit),
		phases
	};
}
function decides({ settings }, limit) {
	const { budgets } = settings.config;
	return (so) => isDecided({
		variants: reportVariants(so.variants),
		budgets,
		noise: noiseOf(so, limit)
	});
}
function originOf({ owner, repo, eventName, pullRequest }) {
	return {
		repository: `${owner}/${repo}`,
		event: eventName,
		...pullRequest === void 0 ? {} : { pullRequest: {
			number: pullRequest.number,
			headSha: pullRequest.headSha
		} }
	};
}
// src/plan/plan.ts
async function makePlan(world, ground, head) {
	const { settings, source } = ground;
	const { config } = settings;
	const { modes } = config;
	const { survey } = head;
	const { main, because } = await mainOf(world, ground, head);
	const chosen = chooseImages(modes, survey, main);
	if (!chosen.ok) throw new InputError(chosen.problem.map(({ message }) => message));
	const { shipped, configured } = chosen.value;
	const platform = `linux/${world.host.arch}`;
	const here = compiledHere(modes, shipped);
	await requireFit(world, ground, {
		platform,
		here,
		images: chosen.value
	});
	for (const line of choices(main, because, {
		modes,
		images: chosen.value
	})) world.log.info(line);
	const { obstacles, cgo } = await predictBuild(world, searchIn(source, config.build.tags), main);
	for (const one of here.length > 0 ? obstacles : []) world.log.info(`go build will fail: ${obstacleText(one)}`);
	return {
		...ground,
		app: config.app ?? main.name,
		target: {
			main,
			platform,
			obstacles,
			...cgo === void 0 ? {} : { cgo }
		},
		images: {
			...shipped?.kind === "build" ? { shipped: await shippedBy(world, source, shipped.build, main) } : {},
			configured,
			survey: survey.all
		},
		variants: planVariants(modes, source.checkouts, platform)
	};
}
async function mainOf(world, ground, { unprepared, survey }) {
	const all = joined(survey);
	const discovery = await findMain(world, ground, compiledPackages(all));
	const wrong = surveyProblems(survey);
	if (discovery.ok && wrong.length === 0) return discovery.value;
	const here = all.builds.length === 0 ? compiledHere(ground.settings.config.modes, void 0) : [];
	throw new InputError([
		...unprepared === void 0 ? [] : [[obstacleMessage(unprepared.obstacle), ...unprepared.output.slice(-3)].join(" / ")],
		...await withoutCompiler(world, ground.go, here),
		...discovery.ok ? [] : [discovery.problem.message],
		...wrong
	]);
}
async function requireFit(world, { settings, source, go }, chosen) {
	const { shipped, configured } = chosen.images;
	const own = shipped?.kind === "build" && settings.config.modes.some(followsDockerfile) ? [shipped] : [];
	const unfit = [...await unfitImages(world, source.checkouts.head, chosen.platform, [...own, ...configured]), ...await withoutCompiler(world, go, chosen.here)];
	if (unfit.length > 0) throw new InputError(unfit);
}
function choices(main, because, chosen) {
	const { shipped, configured } = chosen.images;
	return [
		`main package ${main.module === "." ? "" : `${main.module}/`}${main.path} (${because})`,
		...shipped !== void 0 && chosen.modes.some(followsDockerfile) ? [describeShipped(shipped)] : [],
		...configured.map(({ mode, build }) => describeBuild(build, `named for mode ${mode.name}`))
	];
}
function describeShipped(shipped) {
	return shipped.kind === "none" ? `built-in image: ${shipped.because}` : describeBuild(shipped.build, shipped.because);
}
function describeBuild({ dockerfile, context, target }, because) {
	return `Dockerfile ${dockerfile}${target === void 0 ? "" : `, target ${target}`}, context ${context} (${because})`;
}
async function shippedBy(world, { checkouts }, build, main) {
	const obstacle = await obstacleOf$1(world, checkouts.head, build, main);
	if (obstacle === void 0) return { build };
	world.log.info(`it will not build: ${obstacleText(obstacle)}`);
	return {
		build,
		obstacle
	};
}
// src/startup/probe/build.ts
async function buildProbe(world, options) {
	const { source, directory, platform, go } = options;
	const { files } = world;
	const folder = `${go.cache}/linkgate`;
	const kind = `probe-${platform.replace("/", "-")}-`;
	const name = `${kind}${go.version}-${await sourceKey(world, source)}`;
	const output = `${directory}/probe`;
	if (await files.copy(`${folder}/${name}`, output)) return output;
	await compile(world, options, output);
	const part = `${folder}/part-${directory.slice(directory.lastIndexOf("/") + 1)}`;
	try {
		await files.makeDirectory(folder);
		if (await files.copy(output, part)) await files.move(part, `${folder}/${name}`);
		for (const other of await files.list(folder)) if (other.name.startsWith(kind) && other.name !== name) await files.remove(`${folder}/${other.name}`);
	} catch {
		await files.remove(part);
	}
	return output;
}
async function sourceKey({ files }, source) {
	let key = 0n;
	for (const { name } of await files.list(source)) {
		if (!/\.(go|mod)$/.test(name) || name.endsWith("_test.go")) continue;
		key = BigInt.asUintN(128, key * 31n + BigInt(`0x${await files.sha256(`${source}/${name}`)}`));
	}
	return key.toString(16);
}
async function compile(world, { source, directory, platform }, output) {
	const [os = "", arch = ""] = platform.split("/");
	const temporary = `${directory}/probe-tmp`;
	await world.files.makeDirectory(temporary);
	const command = [
		"go",
		"build",
		"-trimpath",
		"-buildvcs=false",
		"-ldflags=-s -w",
		"-o",
		output,
		"."
	];
	const env = {
		...world.host.env,
		CGO_ENABLED: "0",
		GOOS: os,
		GOARCH: arch,
		GOWORK: "off",
		GOFLAGS: "",
		GOTMPDIR: temporary,
		TMPDIR: temporary
	};
	const built = await world.exec.run(command, {
		cwd: source,
		env
	});
	if (built.exitCode !== 0) throw new CommandError(command, built.exitCode, built.stderr.trim().split("\n").slice(0, 5));
}
// src/startup/known-failures.ts
const patterns = [
	{
		pattern: /go-sqlite3 requires cgo to work|Binary was compiled with 'CGO_ENABLED=0'/,
		explain: () => ({ kind: "cgo-disabled" })
	},
	{
		pattern: /dial (?:tcp|unix)[^:]* (\S+?)(?::(\d+))?: connect: (?:connection refused|network is unreachable|no route to host)/,
		explain: ([, host = "", port = ""]) => ({
			kind: "service-unreachable",
			host,
			port
		})
	},
	{
		pattern: /dial tcp: lookup (\S+?)(?: on \S+)?: (?:no such host|server misbehaving|Temporary failure|i\/o timeout)/,
		explain: ([, host = ""]) => ({
			kind: "host-unknown",
			host
		})
	},
	{
		pattern: /(?:connection to|connect to|dial|ping)\b.*\b(?:database|postgres|mysql|mongo|redis)\b.*(?:refused|failed|timeout|timed out)/i,
		explain: () => ({ kind: "database-unreachable" })
	},
	{
		pattern: /\$?\b([A-Z][A-Z0-9]*_[A-Z0-9_]*|PORT|HOST|DSN)\b["'`]?\s*(?:\S+\s+){0,3}?(?:must be set|must not be empty|is required|required|is not set|not set|cannot be empty|is empty|is missing|missing|undefined|not found|not provided)/,
		explain: ([, name = ""]) => ({
			kind: "variable-missing",
			name
		})
	},
	{
		pattern: /(?:missing|required|empty|undefined|unset|no)\b[^\n]{0,40}?(?:env(?:ironment)?(?:\s+(?:variable|var)s?)?|variable)s?:?\s*["'`$]?\b([A-Z][A-Z0-9_]{2,})\b/i,
		explain: ([, name = ""]) => /^[A-Z0-9_]+$/.test(name) ? {
			kind: "variable-missing",
			name
		} : void 0
	},
	{
		pattern: /html\/template: pattern matches no files: `?"?([^`"\n]+?)`?"?(?:$|\n|\s*goroutine)/,
		explain: ([, glob = ""]) => ({
			kind: "templates-missing",
			glob
		})
	},
	{
		pattern: /Config File "([^"]+)" Not Found in "\[?([^\]"]*)\]?"/,
		explain: ([, name = "", places = ""]) => ({
			kind: "configuration-missing",
			name,
			places
		})
	},
	{
		pattern: /(?:open|stat|lstat|load|read(?:ing)?)\s+["'`]?([^\s"'`:]+)["'`]?: no such file or directory/,
		explain: ([, path = ""]) => ({
			kind: "file-missing",
			path
		})
	},
	{
		pattern: /(?:listen tcp|bind)\S* \S*?:(\d+): bind: permission denied/,
		explain: ([, port = ""]) => ({
			kind: "port-forbidden",
			port
		})
	},
	{
		pattern: /(?:open|mkdir|create|unable to open database file)[: ]\s*["'`]?([^\s"'`:]*)["'`]?:? (?:permission denied|read-only file system)/,
		explain: ([, path = ""]) => ({
			kind: "write-forbidden",
			path
		})
	},
	{
		pattern: /^\s*usage\b|Available Commands:|^commands:/im,
		explain: (_, log) => {
			const listed = log.filter((line) => /^\s|usage/i.test(line));
			const offered = subcommands.find((word) => listed.some((line) => new RegExp(`(?:^\\s+|\\s|[|<[{])${word}\\b`).test(line)));
			return {
				kind: "usage-printed",
				...offered === void 0 ? {} : { subcommand: offered }
			};
		}
	}
];
function knownFailure(log) {
	const text = log.join("\n");
	for (const { pattern, explain } of patterns) {
		const found = pattern.exec(text);
		const known = found === null ? void 0 : explain(found, log);
		if (known !== void 0) return known;
	}
}
// src/startup/probe/protocol.ts
const helloSchema = object({ probe: literal(2) });
const log = array(string());
const initSchema = object({
	package: string(),
	startMs: number(),
	clockMs: number(),
	bytes: number(),
	allocs: number()
});
const readySchema = object({
	id: number(),
	ready: literal(true),
	readyUs: number(),
	address: exactOptional(string()),
	scheme: exactOptional(_enum(["http", "https"])),
	listenUs: exactOptional(number()),
	responseUs: exactOptional(number()),
	cpuUs: exactOptional(number()),
	rssBytes: exactOptional(number()),
	minorFaults: exactOptional(number()),
	majorFaults: exactOptional(number()),
	threads: exactOptional(number()),
	inits: exactOptional(array(initSchema))
});
const notReadySchema = object({
	id: number(),
	ready: literal(false),
	failure: _enum([
		"exec",
		"exited",
		"never-listened",
		"no-response",
		"status",
		"no-line",
		"address-taken"
	]),
	exitCode: number().optional(),
	signal: string().optional(),
	status: number().optional(),
	addresses: array(string()).optional(),
	detail: string(),
	log
});
const refusalSchema = object({
	id: number(),
	ready: _undefined().optional(),
	error: string()
});
const responseSchema = union([
	readySchema,
	notReadySchema,
	refusalSchema
]);
// src/startup/probe/probe.ts
var ProbeFault = class extends Error {
	failure;
	constructor(failure) {
		super(failure.kind);
		this.failure = failure;
	}
};
const graceMs = 1e4;
const shown = 200;
function openProbe(session) {
	let greeted = false;
	let id = 0;
	async function read(schema, timeoutMs) {
		const line = await session.next(timeoutMs);
		if (line === void 0) throw new ProbeFault({
			kind: "container-ended",
			output: session.errors().join(" / ")
		});
		const parsed = schema.safeParse(asJson(line));
		if (parsed.success) return parsed.data;
		throw new ProbeFault({
			kind: "garbled",
			answer: line.slice(0, shown)
		});
	}
	async function ask(request) {
		if (!greeted) {
			await read(helloSchema, graceMs);
			greeted = true;
		}
		id++;
		session.send(JSON.stringify({
			id,
			env: [],
			...request
		}));
		for (;;) {
			const response = await read(responseSchema, request.timeoutMs + graceMs);
			if (response.ready === void 0 || response.id >= id) return response;
		}
	}
	return { async start(request) {
		let response;
		try {
			response = await ask(request);
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof Error)) throw error;
			return {
				ok: false,
				problem: {
					failure: error instanceof ProbeFault ? error.failure : {
						kind: "container-error",
						detail: error.message
					},
					log: []
				}
			};
		}
		if (response.ready === void 0) return {
			ok: false,
			problem: {
				failure: {
					kind: "probe-refused",
					error: response.error
				},
				log: []
			}
		};
		return response.ready ? succeed(startOf(response)) : {
			ok: false,
			problem: notStarted(response, request)
		};
	} };
}
function startOf(ready) {
	const { id: _, ready: __, readyUs, listenUs, responseUs, cpuUs, ...same } = ready;
	return {
		...same,
		readyMs: readyUs / 1e3,
		...listenUs === void 0 ? {} : { listenMs: listenUs / 1e3 },
		...responseUs === void 0 ? {} : { responseMs: responseUs / 1e3 },
		...cpuUs === void 0 ? {} : { cpuMs: cpuUs / 1e3 }
	};
}
function asJson(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}
function notStarted(response, request) {
	return {
		failure: failureOf(response, request),
		log: response.log
	};
}
function failureOf(response, { timeoutMs, ...request }) {
	const { failure: kind, log, detail, addresses = [], exitCode, signal = "", status } = response;
	const found = knownFailure(log);
	const known = found === void 0 ? {} : { known: found };
	const waited = {
		timeoutMs,
		addresses,
		detached: exitCode === 0,
		...known
	};
	switch (kind) {
		case "exec":
		case "address-taken": return {
			kind,
			detail,
			...known
		};
		case "exited": return {
			kind,
			...exitCode === void 0 ? {} : { exitCode },
			...signal === "" ? {} : { signal },
			ready: request.ready,
			...known
		};
		case "never-listened":
		case "no-response": return {
			kind,
			...waited
		};
		case "status": return {
			kind,
			timeoutMs,
			addresses,
			path: request.path,
			...status === void 0 ? {} : { status },
			...known
		};
		case "no-line": return {
			kind,
			...waited,
			pattern: request.pattern
		};
	}
}
// src/startup/running-variants.ts
const probePath = "/.linkgate-probe";
async function openRunningVariants(handles, settings, starters, { probe, sessions }) {
	const { world, engine } = handles;
	const network = await networkOf(settings, engine);
	const open = async (starter) => {
		const container = await makeContainer(handles, settings, starter, network);
		const copies = [{
			from: probe,
			to: probePath
		}, ...starter.files];
		for (const { from, to } of copies) await engine.copyInto(container, from, to);
		for (const { from, to } of await filesOf(handles, settings, starter)) await engine.copyInto(container, from, to);
		const since = world.clock.now();
		const session = engine.start(container);
		sessions.push(session);
		return {
			probe: openProbe(session),
			argv: commandOf(starter, settings.args),
			directory: starter.directory ?? "",
			since,
			state: {
				kind: "never-ready",
				address: addressOf(settings)
			},
			first: void 0,
			starts: [],
			traced: []
		};
	};
	const [variants, control] = await settleAll([starters.variants.mapAsync(open), starters.control && open(starters.control)]);
	return {
		variants,
		control
	};
}
function makeContainer({ workspace, engine }, { port, env }, { variant, image, startsAs }, network) {
	const { environment } = variant.inspection;
	return engine.create({
		image,
		run: workspace.run,
		entrypoint: probePath,
		...network === void 0 ? {} : { network },
		env: {
			...environment.some((one) => one.startsWith("PORT=")) ? {} : { PORT: `${defaultPort}` },
			...startsAs?.env,
			...port === void 0 ? {} : { PORT: `${port}` },
			...env
		}
	});
}
async function filesOf({ world }, { files }, { variant: { revision, checkout } }) {
	const found = [];
	for (const [to, path] of Object.entries(files)) {
		const from = `${checkout}/${path}`;
		if (await world.files.stat(from) === void 0) throw new InputError([noFile(revision, path)]);
		found.push({
			from,
			to
		});
	}
	return found;
}
function commandOf({ variant, startsAs }, given) {
	const { start } = variant.inspection;
	if (startsAs === void 0) return argvOf(start, given);
	const own = given.length > 0 ? [...startsAs.kept, ...given] : startsAs.arguments;
	return [...start.entrypoint, ...own];
}
function addressOf({ port, socket }) {
	if (socket !== void 0) return `unix:${socket}`;
	return port === void 0 ? "" : `127.0.0.1:${port}`;
}
async function networkOf({ network }, engine) {
	if (network !== "services") return network;
	const found = await engine.servicesNetwork();
	if (!found.ok) throw new InputError([`\`startup: { network: services }\`: ${found.problem.message}`]);
	return found.value;
}
function noFile(revision, path) {
	return `\`${path}\` of \`startup: { files: … }\` does not exist in ${revision}: give a file or directory of the repository`;
}
// src/startup/sampling/shuffle.ts
function shuffled(things, random) {
	const order = [...things];
	for (let last = order.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		const [a, b] = [order[last], order[other]];
		if (a !== void 0 && b !== void 0) {
			order[last] = b;
			order[other] = a;
		}
	}
	return order;
}
function afterStart(state, result) {
	if (!result.ok) {
		const failed = {
			kind: "failed",
			notStarted: result.problem
		};
		if (state.kind === "never-ready" || state.failures >= 3) return { state: failed };
		return { state: {
			...state,
			failures: state.failures + 1
		} };
	}
	const start = result.value;
	const { scheme, moves, failures } = state.kind === "ready" ? state : {
		scheme: "",
		moves: 0,
		failures: 0
	};
	const isMoved = state.address !== "" && start.address !== void 0 && state.address !== start.address;
	const moved = isMoved ? moves + 1 : moves;
	const next = {
		kind: "ready",
		address: moved > 2 ? "" : start.address ?? "",
		scheme: start.scheme ?? scheme,
		moves: moved,
		failures
	};
	return isMoved ? { state: next } : {
		state: next,
		start
	};
}
// src/startup/sampling/starts.ts
async function startOnce(settings, running) {
	if (running.state.kind === "failed") return void 0;
	const result = await running.probe.start(requestOf(settings, running, running.state));
	const after = afterStart(running.state, result);
	running.state = after.state;
	return after.start;
}
async function startTraced(settings, running) {
	if (running.state.kind === "failed") return void 0;
	const request = {
		...requestOf(settings, running, running.state),
		inittrace: true
	};
	const result = await running.probe.start(request);
	if (!result.ok) return void 0;
	const after = afterStart(running.state, result);
	running.state = after.state;
	return after.start;
}
function requestOf({ ready, timeoutMs }, { argv, directory }, state) {
	return {
		argv,
		dir: directory,
		ready: ready.by,
		path: ready.by === "response" ? ready.path ?? "" : "",
		statuses: ready.by === "response" ? ready.statuses : [],
		pattern: ready.by === "log" ? ready.pattern : "",
		address: ready.by === "log" ? "" : state.address,
		scheme: state.kind === "ready" ? state.scheme : "",
		inittrace: false,
		timeoutMs
	};
}
function stillRunning(all) {
	return all.filter(({ state }) => state.kind !== "failed");
}
// src/startup/sampling/inits.ts
const tracedStarts = 7;
async function traceInits({ random }, settings, all) {
	for (let round = 0; round < tracedStarts; round++) for (const running of shuffled(stillRunning(all), random)) {
		const start = await startTraced(settings, running);
		if (start?.inits !== void 0 && start.inits.length > 0) running.traced.push(start);
	}
}
function packageInits(traced) {
	const byPackage = new Map();
	for (const { inits = [] } of traced) for (const init of inits) byPackage.set(init.package, [...byPackage.get(init.package) ?? [], init]);
	return [...byPackage].map(([name, inits]) => ({
		package: name,
		allocs: spread(inits.map(({ allocs }) => allocs)),
		bytes: spread(inits.map(({ bytes }) => bytes)),
		ms: spread(inits.map(({ clockMs }) => clockMs))
	}));
}
function spread(values) {
	return {
		low: Math.min(...values),
		value: median(values),
		high: Math.max(...values)
	};
}
// src/startup/sampling/sampling.ts
const warmUps = 2;
const fewestRounds = 10;
const timeBudgetMs = 12e4;
const repeatedShare = .1;
const repeatedAtLeast = 3;
async function warmUp({ clock, random }, settings, all) {
	const first = async (running) => {
		const start = await startOnce(settings, running);
		if (start !== void 0) running.first = {
			start,
			engineMs: clock.now() - running.since
		};
	};
	const [one, ...others] = all;
	if (one !== void 0) await first(one);
	if (one?.state.kind === "failed") await Promise.all(others.map(first));
	else for (const running of others) await first(running);
	for (let round = 1; round < warmUps; round++) for (const running of shuffled(stillRunning(all), random)) await startOnce(settings, running);
}
async function sample({ clock, random }, settings, all, { limit, interimAnalyses, isDecided }) {
	const since = clock.now();
	const spare = 6 * all.length;
	let disturbed = 0;
	let done = 0;
	for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
		if (stillRunning(all).length === 0) break;
		if (done >= fewestRounds && clock.now() - since > timeBudgetMs) break;
		const starts = await startAll(random, settings, all);
		if (stillRunning(all).some((running) => !starts.has(running))) continue;
		if (wasDisturbed(starts) && disturbed < Math.max(repeatedAtLeast, limit * repeatedShare)) {
			disturbed++;
			continue;
		}
		for (const [running, start] of starts) running.starts.push(start);
		done++;
		if (interimAnalyses.includes(done) && isDecided(done)) break;
	}
	return done;
}
async function startAll(random, settings, all) {
	const starts = new Map();
	for (const running of shuffled(stillRunning(all), random)) {
		const start = await startOnce(settings, running);
		if (start !== void 0) starts.set(running, start);
	}
	return starts;
}
function wasDisturbed(starts) {
	return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0);
}
// src/startup/working-directory.ts
const workDirectory = "/workdir";
const skippedDirectories = new Set([
	".git",
	".github",
	"node_modules",
	"vendor",
	"__tests__"
]);
const skippedFiles = /(\.(go|md)|^go\.(mod|sum|work)|^LICENSE|^\.(git|docker|editor)\w*)$/;
const mostFiles = 5e3;
const mostBytes = 64e6;
async function stageWorkingDirectory({ world, workspace }, { revision, checkout }, module) {
	const { files } = world;
	const root = module === "." ? checkout : `${checkout}/${module}`;
	const found = await filesBelow(files, root);
	if (found === void 0) {
		world.log.info("the module has too many files to put them beside the program: name those that it needs as `startup: { files: … }`");
		return;
	}
	if (found.length === 0) return void 0;
	const staged = `${workspace.directory}/files-${revision}`;
	for (const path of found) await files.copy(`${root}/${path}`, `${staged}/${path}`);
	return staged;
}
async function filesBelow(files, root) {
	const found = [];
	let bytes = 0;
	const directories = [""];
	for (let directory = directories.shift(); directory !== void 0; directory = directories.shift()) for (const { name, kind } of await files.list(`${root}/${directory}`)) {
		const path = directory === "" ? name : `${directory}/${name}`;
		if (kind === "directory" && !skippedDirectories.has(name)) directories.push(path);
		if (kind !== "file" || skippedFiles.test(name)) continue;
		found.push(path);
		bytes += (await files.stat(`${root}/${path}`))?.size ?? 0;
		if (found.length > mostFiles || bytes > mostBytes) return void 0;
	}
	return found;
}
// src/startup/starters.ts
async function startersOf(handles, target, variants) {
	const staged = new Map();
	for (const variant of variants) {
		const { revision, source } = variant;
		if (source !== "built-in" || staged.has(revision)) continue;
		staged.set(revision, await stageWorkingDirectory(handles, variant, target.main.module));
	}
	const starters = variants.map((variant) => starterOf(variant, staged.get(variant.revision)));
	const base = [...starters].find(({ variant }) => variant.revision === "base");
	return {
		variants: starters,
		control: base && await controlOf(handles, target, base)
	};
}
function starterOf(variant, files) {
	const image = variant.image.reference;
	if (variant.source !== "built-in") return {
		variant,
		image,
		files: []
	};
	const { startsAs } = variant;
	return {
		variant,
		image,
		...startsAs === void 0 ? {} : { startsAs },
		...files === void 0 ? { files: [] } : {
			directory: workDirectory,
			files: [{
				from: `${files}/.`,
				to: workDirectory
			}]
		}
	};
}
async function controlOf(handles, target, base) {
	const { variant, files } = base;
	const { image } = variant;
	if (image.kind === "laid-out") return {
		...base,
		image: await buildCopy(handles, target, variant, image)
	};
	return {
		...base,
		files: [...files, {
			from: image.binary,
			to: image.program
		}]
	};
}
// src/startup/startup.ts
async function measureStartup(handles, plan, inspected, options) {
	const { world } = handles;
	const settings = plan.settings.config.startup;
	const toStart = withoutTwins(inspected);
	if (toStart.size === 0) return {
		variants: inspected.filter(isUnbuilt),
		rounds: 0
	};
	const sessions = [];
	try {
		const running = await world.log.step("prepare the probe", () => prepare(handles, plan, toStart, {
			sessions,
			source: options.probeSource
		}));
		const all = [...running.variants, ...running.control === void 0 ? [] : [running.control]];
		const heading = `start ${all.length} variants, up to ${options.limit} rounds`;
		const completed = await world.log.step(heading, async () => {
			await warmUp(world, settings, all);
			const done = await sample(world, settings, all, {
				...options,
				isDecided: (rounds) => options.isDecided(resultOf(inspected, running, rounds))
			});
			await traceInits(world, settings, [...running.variants]);
			return done;
		});
		world.log.info(`${completed} rounds of ${stillRunning(all).length} variants`);
		return resultOf(inspected, running, completed);
	} finally {
		await Promise.all(sessions.map((session) => session.close()));
	}
}
function withoutTwins(inspected) {
	const all = inspected.filter(isBuilt);
	return all.filter((one) => {
		const head = all.pair(one.mode.name, one.platform)?.head;
		return one.revision === "head" || !isSameImage(one.inspection.image, head?.inspection.image);
	});
}
async function prepare(handles, { settings, target, go }, variants, { source, sessions }) {
	const { world, workspace } = handles;
	const [probe, starters] = await settleAll([buildProbe(world, {
		source,
		directory: workspace.directory,
		platform: target.platform,
		go
	}), startersOf(handles, target, variants)]);
	return {
		...await openRunningVariants(handles, settings.config.startup, starters, {
			probe,
			sessions
		}),
		copied: starters.control?.variant
	};
}
function resultOf(inspected, { variants, control, copied }, rounds) {
	const outcomes = variants.map(outcomeOf);
	return {
		variants: inspected.map((variant, key) => {
			if (variant.kind === "unbuilt") return variant;
			const own = outcomes.get(key);
			if (own !== void 0) return {
				...variant,
				startup: own
			};
			const head = outcomes.get({
				...key,
				revision: "head"
			});
			if (head === void 0) throw new Error(`${Object.values(key).join(", ")} was not started`);
			return {
				...variant,
				startup: {
					kind: "as-head",
					head
				}
			};
		}),
		...control === void 0 || copied === void 0 ? {} : { control: {
			of: copied,
			outcome: outcomeOf(control)
		} },
		rounds
	};
}
function outcomeOf({ state, starts, traced, first }) {
	if (state.kind === "failed") return {
		kind: "not-started",
		notStarted: state.notStarted
	};
	return {
		kind: "started",
		starts,
		traced,
		inits: packageInits(traced),
		...first === void 0 ? {} : { first }
	};
}
// src/run.ts
async function run(inputs, context, world, options) {
	const workspace = await openWorkspace(world);
	try {
		options.onOpen?.(workspace);
		return await compareRevisions(world, workspace, {
			inputs,
			context
		}, options);
	} catch (error) {
		throw world.signal.aborted ? new CancelledError() : error;
	} finally {
		await workspace.close();
	}
}
async function compareRevisions(world, workspace, request, { version, probeSource }) {
	const phases = openPhases(world.clock);
	const { ground, handles } = await phases.run("plan", async () => preflight(world, workspace, {
		...request,
		engine: await openDocker(world)
	}));
	const { go, source } = ground;
	const cache = await phases.run("restore", () => restoreModules(world, go, source.checkouts.head, source.modules));
	const unprepared = await prepareRevisions(world, ground, phases);
	const plan = await phases.run("discover", () => discover(world, ground, unprepared));
	const images = savedImages(handles, plan.target.platform);
	const { variants: built, findings } = await phases.run("build", () => buildImages(handles, plan, images, {
		unprepared,
		probeSource
	}));
	await phases.run("save", () => cache.save());
	const inspected = await phases.run("inspect", () => world.log.step("read binaries and images", () => inspectAll(world, images, built, plan.target.main)));
	const limit = request.inputs.rounds;
	const startup = await phases.run("start", () => measureStartup(handles, plan, inspected, {
		limit,
		interimAnalyses: interimAnalyses(limit),
		isDecided: decides(plan, limit),
		probeSource
	}));
	const { context } = request;
	const about = {
		version,
		context,
		phases: phases.done
	};
	return judge(await gatherEvidence(handles, plan, {
		findings,
		startup,
		limit
	}, about));
}
async function prepareRevisions(world, { settings, source }, phases) {
	const { prepare } = settings.config;
	return prepare === void 0 ? {} : phases.run("prepare", () => prepareAll(world, prepare, source));
}
async function discover(world, ground, unprepared) {
	const { settings, source } = ground;
	const survey = await surveyImages(world.files, source.checkouts.head, settings.config);
	return makePlan(world, ground, {
		unprepared: unprepared.head,
		survey
	});
}
async function buildImages(handles, plan, images, { unprepared, probeSource }) {
	const { world, workspace } = handles;
	const builds = await buildAll(handles, plan, images, unprepared);
	const { target, go } = plan;
	if (builds.variants.filter(isBuilt).size > 0) {
		const { platform } = target;
		await buildProbe(world, {
			source: probeSource,
			directory: workspace.directory,
			platform,
			go
		});
	}
	return builds;
}
// src/inspect/inspect-path.ts
const startSize = 4096;
async function inspectPath(world, path, { scratch, base }) {
	const { files } = world;
	const found = await files.stat(path);
	if (found === void 0) throw new InputError([`\`${path}\` does not exist: name a program, an image archive or an OCI layout`]);
	if (found.kind === "file") {
		if (looksLikeProgram(await files.readStart(path, startSize) ?? new Uint8Array())) {
			if (base !== void 0) throw new InputError([`\`${path}\` is a program: only an image has layers of a base image`]);
			const read = await files.readWith(path, (file) => readProgram(pagedSource(file)));
			if (read === void 0) throw new InputError([`\`${path}\` was removed while it was read`]);
			if (read.ok) return {
				kind: "program",
				size: found.size,
				program: read.value
			};
			throw new InputError([`\`${path}\` is ${read.problem.message}`]);
		}
	}
	const below = base === void 0 ? void 0 : await baseLayers(world, base);
	const saved = await readImage(world.archives, path, {
		scratch,
		...below === void 0 ? {} : { base: below }
	});
	if (!saved.ok) throw new InputError([`\`${path}\` is neither a program nor an image archive: ${saved.problem.message}`]);
	return image(saved.value);
}
async function baseLayers(world, path) {
	const saved = await readImage(world.archives, path);
	if (!saved.ok) throw new InputError([`\`${path}\` is no image archive: ${saved.problem.message}`]);
	return saved.value.image.layers.map(({ diffId }) => diffId);
}
async function image(saved) {
	return {
		kind: "image",
		saved,
		check: saved.root === void 0 ? fail(saved.rootProblem ?? "its layers were not read") : await checkImage(saved, saved.root)
	};
}
export { timingOf as A, parseWorkflow as B, usualPlace as C, discoverMain as D, parseConfig as E, readGoLines as F, inputParsers as G, usesOfLinkgate as H, needsCompiler as I, inputsOf as K, defaultLdflags as L, budgetFor as M, compareGo as N, inRepository$2 as O, newestAsked as P, actionOf as R, loadConfig as S, defaultConfig as T, labelledPullRequest as U, stepsUsing as V, readContext as W, surveyImages as _, hardening as a, surveyDockerfiles as b, findRunHints as c, findGo as d, missingCompiler as f, joined as g, compiledHere as h, predictBuild as i, noiseFloor as j, namedMain as k, defaultBranches as l, chooseImages as m, run as n, hardeningRows as o, findModules as p, readInputs as q, judge as r, formatName as s, inspectPath as t, findRevisions as u, chooseDockerfile as v, usualPlaces as w, healthPath as x, compiledPackages as y, isExpression as z };
