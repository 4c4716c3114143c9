import { $t as mapResult, At as isNativeTarget, C as settleAll, Dt as goVariables, Gt as InputError, Ht as CancelledError, Lt as imageReference, M as remembered, Nt as platformParts, Ot as hasImages, Pt as withPlatformSuffix, Qt as fail, Rt as runLabel, S as sha256Of, T as withoutProgress, Tt as revisions, Ut as CommandError, Wt as EngineLostError, X as maySave, Xt as messageOf, Y as mayRestore, Z as storedFolder, Zt as requireInput, _ as openWorkspace, a as bytesOf, at as cleanPath, bt as parseJson, c as showingProgress, ct as hasDirectory, en as succeed, ft as parentOf, i as filePattern, in as secondsText, it as ancestorsOf, j as onlyOnce, kt as imagePlatform, lt as joinPath, n as portionsOf, nt as repositoryText, on as utcDay, ot as componentsOf, pt as relativeTo, q as isPlainVariable, r as uniqueByValue, rn as plural, rt as textIfFit, st as defaultPath, t as besideSteps, u as shorten, ut as lastOf, w as settleSome, xt as isSecretName, yt as jsonOrUndefined } from "./linkgate-core.js";
import { o as phases$1 } from "./linkgate-request.js";
import { S as union, _ as object$1, a as array, d as literal$3, g as number$1, h as nullish, i as _undefined, l as exactOptional, n as _enum, s as boolean, u as int, x as string } from "./zod.js";
import { A as commandSubstitutions, B as textOf$3, E as expand$1, G as lineOf, I as withPlace, L as isUnquoted, M as readShell, P as parseDockerfile, R as partsOf, V as unquotedWord, W as lineBefore, _ as neededStages, b as referencesOf, c as launchedBy, j as commandWords, l as prefixedBy, o as isAllArguments, q as sourceOfText, s as isShell, t as readIgnoreFile, u as scriptArgument, x as targetStage, z as sliceWord } from "./linkgate-shell.js";
import { _ as backendOf, g as lostConnection, v as fieldsOf } from "./linkgate-git-docker.js";
import { a as mayUse, c as flatten, d as hexDigest, i as isNumber, l as LayerRootFs, n as copyOut, o as readAccounts, r as identityOf, s as readImage, t as compareLayers } from "./linkgate-image.js";
import { D as isExempt, E as VariantSet, H as vulnerabilityIdSchema, I as unpackedSize, J as metrics, M as isTimeout, O as isMeasured, P as isSameImage, Q as modeExistsOn, U as vulnerabilityKey, W as definitionOf$1, a as vulnerabilityCount, c as comparedBytesSchema, dt as readonlyObject, et as referenceMode, ft as text$1, i as isOnePlatform, l as programComparisonSchema, lt as magnitude, n as isExpired, o as reportVariantSchema, ot as specificFirst, q as metricNames, r as isNamed, s as fileKinds, t as compareVulnerabilities, tt as linkChainSchema, xt as formatSize } from "./linkgate-model.js";
import { A as isPe, B as pagedSource, C as packageOfSymbol, D as compileSettingsOf, E as longestModule, F as readElf, I as fileType, L as segmentFlag, M as isMachO, N as readMachO, P as isElf, R as segmentType, S as comparedProgramSchema, T as readLinkedFunctions, V as readAt, _ as canWrapLinker, a as codeProtection, c as graphTask, d as graphFacts, f as keeperSchema, g as recordLink, h as functionSymbol, i as hasText, j as readPe, k as readBuildInfo, l as reachabilityReader, m as importPaths, n as clearLookups, o as readSymbols, p as pruningOffSchema, r as staticLibc, s as programRows, t as watchLink, u as usable$1, v as attributionTask, w as functionNamesIn, x as compareFiles, z as byteSourceOf } from "./linkgate-attribution.js";
import { A as whereLinksLead, C as sourcePackages, D as mainDirectory, E as inRepository, G as asList, J as parsed$1, K as asMap, O as goEnv, R as usualPlaces, S as sourceFields, T as readGoJson, V as needsCompiler, W as withoutNameServices, X as readYaml, Y as placed, _ as readGoreleaser, a as readOsvEntry, b as listProgram, d as searchIn, g as goreleaserFiles, h as namedMain, i as osvEntrySchema, k as realDirectory, n as copyRepository, q as asText, r as copySubmodule, u as findMain, v as forecastFields, w as directModules, x as programIn, y as listModule } from "./linkgate-preflight.js";
import { $ as crossCompiler, A as isNewerVersion, C as forSeveralModes, D as uncheckedReason, E as verdictsOf, G as prepareFor, H as knownFailureOf, J as obstacleTexts, K as obstacleMessage, N as stepText, P as notDerivedMessage, R as isFatalProblem, U as isImageFor, W as isRemovedByPreparing, Y as prepareKey, _ as factFinding, b as findingMessage, c as worst, h as isFromOneJob, i as isModeExclusion, l as budgetIds, m as withPlatform, n as buildFailures, p as mergePlatformFindings, q as obstacleText, r as isBuildFailure, v as finding, x as findingSchema, y as findingFix } from "./linkgate-findings.js";
import { A as extldflags, C as pinBases, D as buildsProgram, E as collector, M as staticSpans, O as flagOf, S as finalBase, T as withoutNamedContexts, _ as platformProblems, a as compileCaches, b as baseKey, c as affectsC, d as contextSources, f as takenFromContext, g as notBuiltHere, h as describeDockerfile, i as hasUnmountedRun, j as linkmodeSpans, k as goCommandOf, l as mayRunGo, m as buildersOf, n as ineffectiveEnv, o as mountFlag, p as buildMayCreate, r as foreignObstacle, s as withCacheMounts, t as deriveDockerfile, u as frontendOf, w as namedContextUse, x as externalBases, y as argumentsOfBase } from "./linkgate-dockerfile.js";
// src/repository/workflow/current-actions.ts
const currentActions = {
	checkout: "actions/checkout@v7",
	setupGo: "actions/setup-go@v7",
	upload: "actions/upload-artifact@v7",
	download: "actions/download-artifact@v8",
	uploadSarif: "github/codeql-action/upload-sarif@v4"
};
// src/repository/workflow/workflow.ts
function parseWorkflow(source, file) {
	const { value, faults, lines } = readYaml(source);
	const [fault] = faults;
	if (fault !== void 0) return {
		ok: false,
		problem: {
			file,
			message: `not valid YAML: ${faultText(fault, lines)}`
		}
	};
	const root = mapOf(value);
	if (root === void 0) return {
		ok: false,
		problem: {
			file,
			message: "it is not a mapping"
		}
	};
	const jobs = Object.entries(mapOf(root["jobs"]) ?? {}).map(([id, job]) => jobOf(id, mapOf(job) ?? {}));
	return succeed({
		file,
		name: asText(root["name"]) ?? file,
		events: eventsOf$1(root["on"]),
		...optional("permissions", permissionsOf(root["permissions"])),
		...optional("group", groupOf(root["concurrency"])),
		jobs
	});
}
function faultText({ message, offset }, lines) {
	const [line = ""] = message.split("\n");
	if (offset === void 0) return line;
	const { line: at, col } = lines.linePos(offset);
	return `${line} at line ${at}, column ${col}`;
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
const listOf = (value) => Array.isArray(value) ? value : value === void 0 || value === null ? [] : [value];
function textsOf$1(value) {
	return Object.fromEntries(Object.entries(mapOf(value) ?? {}).map(([name, one]) => [name, asText(one) ?? ""]));
}
function optional(name, value) {
	return value === void 0 ? {} : { [name]: value };
}
function eventsOf$1(on) {
	return mapOf(on) ?? Object.fromEntries(listOf(on).map((name) => [String(name), null]));
}
function permissionsOf(value) {
	return mapOf(value) === void 0 ? asText(value) : textsOf$1(value);
}
function groupOf(concurrency) {
	return asText(concurrency) ?? asText(mapOf(concurrency)?.["group"]);
}
function jobOf(id, job) {
	return {
		id,
		needs: listOf(job["needs"]).map(String),
		...optional("condition", asText(job["if"])),
		...optional("permissions", permissionsOf(job["permissions"])),
		...optional("group", groupOf(job["concurrency"])),
		steps: listOf(job["steps"]).map((step) => stepOf$1(mapOf(step) ?? {}))
	};
}
function stepOf$1(step) {
	return {
		...optional("uses", asText(step["uses"])),
		...optional("run", asText(step["run"])),
		...optional("condition", asText(step["if"])),
		continueOnError: ![void 0, "false"].includes(asText(step["continue-on-error"])),
		inputs: Object.fromEntries(Object.entries(textsOf$1(step["with"])).map(([name, value]) => [name.toLowerCase(), value]))
	};
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
function newestRequired(required, of) {
	return required.flatMap((one) => {
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
// src/judge/reference-pairs.ts
function pairsWithReference(variants, budgets) {
	const heads = variants.filter(({ revision }) => revision === "head");
	return heads.flatMap((head) => metricNames.flatMap((metric) => {
		const budget = budgetFor(budgets, metric, head.mode);
		const over = budget?.overReference;
		if (budget === void 0 || over === void 0 || over.mode === head.mode) return [];
		return [{
			metric,
			head,
			reference: heads.find(({ mode, platform }) => mode === over.mode && platform === head.platform),
			budget,
			over
		}];
	}));
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
	for (let k = middle; k > 0; k--) terms[k - 1] = at$1(terms, k) * k / (count - k + 1);
	for (let k = middle; k < count; k++) terms[k + 1] = at$1(terms, count - k - 1);
	const most = tail * terms.reduce((sum, term) => sum + term, 0) * rounding;
	let rank = 0;
	let cumulated = 0;
	while (rank < count) {
		cumulated += at$1(terms, rank);
		if (cumulated > most) break;
		rank++;
	}
	return rank;
}
const rounding = 1 + 1e-12;
const unknownShift = {
	estimate: NaN,
	low: Number.NEGATIVE_INFINITY,
	high: Number.POSITIVE_INFINITY
};
function hodgesLehmann(values, alpha) {
	if (values.length === 0 || !values.every(Number.isFinite)) return unknownShift;
	const sorted = new Float64Array(values).sort();
	const averages = sorted.length * (sorted.length + 1) / 2;
	const rank = walshRank(sorted.length, alpha);
	const upper = walshAverage(sorted, Math.floor(averages / 2) + 1);
	return {
		estimate: ((averages % 2 === 0 ? walshAverage(sorted, averages / 2) : upper) + upper) / 2,
		low: rank === 0 ? unknownShift.low : walshAverage(sorted, rank),
		high: rank === 0 ? unknownShift.high : walshAverage(sorted, averages - rank + 1)
	};
}
function pairedDifference(base, head, alpha) {
	if (base.length !== head.length) return unknownShift;
	return hodgesLehmann(head.map((value, round) => value - (base[round] ?? NaN)), alpha);
}
function walshAverage(sorted, rank) {
	let low = at$1(sorted, 0);
	let high = at$1(sorted, sorted.length - 1);
	while (low < high) {
		const middle = low + (high - low) / 2;
		const pivot = middle < high ? middle : low;
		let upTo = 0;
		let greatest = low;
		let leastAbove = high;
		let j = sorted.length - 1;
		for (let i = 0; i <= j; i++) {
			const one = at$1(sorted, i);
			let average = (one + at$1(sorted, j)) / 2;
			while (average > pivot) {
				if (average < leastAbove) leastAbove = average;
				if (--j < i) break;
				average = (one + at$1(sorted, j)) / 2;
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
const exactUpTo$1 = 400;
function walshRank(count, alpha) {
	if (count > exactUpTo$1) {
		const deviation = Math.sqrt(count * (count + 1) * (2 * count + 1) / 24);
		return Math.max(0, Math.floor(count * (count + 1) / 4 + normalQuantile(alpha) * deviation));
	}
	return countUpTo(alpha, signedRank(count));
}
function countUpTo(limit, probabilities) {
	let count = 0;
	for (let above = probabilities.length; count < above;) {
		const middle = count + above >> 1;
		if (at$1(probabilities, middle) <= limit) count = middle + 1;
		else above = middle;
	}
	return count;
}
const signedRanks = new Map();
function signedRank(count) {
	const known = signedRanks.get(count);
	if (known !== void 0) return known;
	const probabilities = new Float64Array(Math.floor(count * (count + 1) / 4) + 1);
	probabilities[0] = 1;
	for (let rank = 1; rank <= count; rank++) for (let sum = probabilities.length - 1; sum >= 0; sum--) {
		const without = at$1(probabilities, sum);
		probabilities[sum] = (without + (sum < rank ? 0 : at$1(probabilities, sum - rank))) / 2;
	}
	for (let sum = 1; sum < probabilities.length; sum++) probabilities[sum] = at$1(probabilities, sum) + at$1(probabilities, sum - 1);
	signedRanks.set(count, probabilities);
	return probabilities;
}
const at$1 = (numbers, index) => numbers[index];
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
// src/startup/two-samples.ts
function shiftBetween(base, head, alpha) {
	const differences = base.length * head.length;
	if (differences === 0 || !base.every(Number.isFinite) || !head.every(Number.isFinite)) return unknownShift;
	const [from, to] = [new Float64Array(base).sort(), new Float64Array(head).sort()];
	const rank = rankSumRank(base.length, head.length, alpha);
	const upper = nthDifference(from, to, Math.floor(differences / 2) + 1);
	return {
		estimate: ((differences % 2 === 0 ? nthDifference(from, to, differences / 2) : upper) + upper) / 2,
		low: rank === 0 ? unknownShift.low : nthDifference(from, to, rank),
		high: rank === 0 ? unknownShift.high : nthDifference(from, to, differences - rank + 1)
	};
}
function nthDifference(from, to, rank) {
	let low = at(to, 0) - at(from, from.length - 1);
	let high = at(to, to.length - 1) - at(from, 0);
	while (low < high) {
		const middle = low + (high - low) / 2;
		const pivot = middle < high ? middle : low;
		let upTo = 0;
		let greatest = low;
		let leastAbove = high;
		let below = 0;
		for (const one of from) {
			while (below < to.length && at(to, below) - one <= pivot) below++;
			upTo += below;
			if (below > 0) greatest = Math.max(greatest, at(to, below - 1) - one);
			if (below < to.length) leastAbove = Math.min(leastAbove, at(to, below) - one);
		}
		if (upTo >= rank) high = greatest;
		else low = leastAbove;
	}
	return low;
}
const exactUpTo = 200;
function rankSumRank(n, m, alpha) {
	if (Math.max(n, m) > exactUpTo) {
		const deviation = Math.sqrt(n * m * (n + m + 1) / 12);
		return Math.max(0, Math.floor(n * m / 2 + normalQuantile(alpha) * deviation));
	}
	return countUpTo(alpha, rankSum(Math.min(n, m), Math.max(n, m)));
}
const rankSums = new Map();
function rankSum(n, m) {
	const key = `${n} ${m}`;
	const known = rankSums.get(key);
	if (known !== void 0) return known;
	const counts = new Float64Array(Math.floor(n * m / 2) + 1);
	counts[0] = 1;
	let all = 1;
	for (let i = 1; i <= n; i++) {
		for (let u = counts.length - 1; u >= m + i; u--) counts[u] = at(counts, u) - at(counts, u - m - i);
		for (let u = i; u < counts.length; u++) counts[u] = at(counts, u) + at(counts, u - i);
		all *= (m + i) / i;
	}
	for (let u = 1; u < counts.length; u++) counts[u] = at(counts, u) + at(counts, u - 1);
	const probabilities = counts.map((count) => count / all);
	rankSums.set(key, probabilities);
	return probabilities;
}
const at = (numbers, index) => numbers[index];
// src/judge/timing/budget-parts.ts
function budgetParts({ relative, absolute }, change, control) {
	const parts = [];
	if (relative !== void 0) parts.push({
		none: 1,
		tolerance: 1 + relative / 2,
		limit: 1 + relative,
		head: change.ratio,
		withWait: change.withWait?.ratio ?? change.ratio.estimate,
		control: bothWays(control?.ratio, (factor) => 2 - factor)
	});
	if (absolute !== void 0) parts.push({
		none: 0,
		tolerance: absolute / 2,
		limit: absolute,
		head: change.difference,
		withWait: change.withWait?.difference ?? change.difference.estimate,
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
const apartOf = ({ control }) => Math.max(...control.map(({ estimate }) => estimate));
const floorOf$1 = ({ control }) => Math.max(...control.map(({ high }) => high));
// src/judge/timing/run-delay.ts
function withoutDelay(base, head, alpha) {
	const plain = [base.values, head.values];
	if (base.delays?.length !== base.values.length || head.delays?.length !== head.values.length) return plain;
	const shift = shiftBetween(base.delays, head.delays, alpha);
	if (!(shift.low <= 0 && shift.high >= 0)) return plain;
	const share = delayShare(base.values, base.delays);
	const adjusted = ({ values, delays = [] }) => values.map((value, round) => value - share * (delays[round] ?? 0));
	return [adjusted(base), adjusted(head)];
}
function delayShare(values, delays) {
	const [value, delay] = [mean(values), mean(delays)];
	let together = 0;
	let alone = 0;
	for (const [round, one] of delays.entries()) {
		together += (one - delay) * ((values[round] ?? NaN) - value);
		alone += (one - delay) ** 2;
	}
	return alone > 0 ? Math.min(1, Math.max(0, together / alone)) : 0;
}
const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
// src/judge/timing/timing-rule.ts
const totalError = .01;
function errorsFor({ analyses, tests }) {
	const keptAlpha = totalError / Math.max(1, analyses);
	return {
		alpha: keptAlpha / Math.max(1, tests),
		keptAlpha
	};
}
const fewestRounds = 16;
const mostAnalyses = 6;
const growth = 1.5;
function interimAnalyses(rounds) {
	const planned = [rounds];
	for (let fewer = rounds / growth; fewer >= fewestRounds && planned.length < mostAnalyses; fewer /= growth) planned.unshift(Math.ceil(fewer));
	return planned;
}
function isComparedInPairs({ isPaired = false }, rounds, alpha) {
	return isPaired && walshRank(rounds, alpha) > 0;
}
function timingChange(base, head, { alpha, keptAlpha = alpha }) {
	const [before, after] = withoutDelay(base, head, alpha);
	const compared = isComparedInPairs(base, head.values.length, alpha) ? pairedDifference : shiftBetween;
	const { estimate, low, ...strict } = compared(before, after, alpha);
	const high = keptAlpha === alpha ? strict.high : compared(before, after, keptAlpha).high;
	const withWait = after !== head.values ? shiftBetween(base.values, head.values, alpha).estimate : void 0;
	const typical = median(base.values);
	const factor = (amount) => typical > 0 ? 1 + amount / typical : NaN;
	return {
		ratio: {
			estimate: factor(estimate),
			low: factor(low),
			high: factor(high)
		},
		difference: {
			estimate,
			low,
			high
		},
		...withWait === void 0 ? {} : { withWait: {
			ratio: factor(withWait),
			difference: withWait
		} },
		rounds: head.values.length
	};
}
function noiseFloor(control) {
	const floor = Math.max(control.ratio.high - 1, 1 - control.ratio.low);
	return Number.isFinite(floor) ? floor : null;
}
function decideIncrease(increase, change, control) {
	const parts = budgetParts(increase, change, control);
	const isWithin = parts.length === 0 || parts.some(({ head, limit }) => head.high <= limit);
	const isWithinWithWait = parts.length === 0 || parts.some(({ withWait, limit }) => withWait <= limit);
	if (isWithin && isWithinWithWait) return clearly("kept");
	const shifts = parts.flatMap(({ head, control }) => [head, ...control]);
	if (change.rounds > 0 && shifts.some(({ estimate }) => Number.isNaN(estimate))) return undecided("unusable");
	if (shifts.some(({ low }) => low === Number.NEGATIVE_INFINITY)) return undecided("too-few");
	if (looksLikeChange(parts, 0) || looksLikeChange(parts, 1)) return undecided("control");
	if (isWithin) return undecided("waiting");
	const isOver = parts.every(({ head, tolerance, limit }) => head.low > tolerance && head.estimate > limit);
	if (isOver && parts.every((part) => part.head.low > apartOf(part))) return clearly("broken");
	return undecided(isOver || parts.every((part) => part.limit < floorOf$1(part)) ? "noise" : "close");
}
const clearly = (outcome) => ({
	outcome,
	because: "clear"
});
const undecided = (because) => ({
	outcome: "undecided",
	because
});
const looksLikeChange = (parts, direction) => parts.every(({ none, tolerance, control }) => {
	const shift = control[direction];
	return shift !== void 0 && shift.low > none && shift.estimate > tolerance;
});
// src/judge/timing/pairing.ts
function timingOf(variants, budgets, noise, limit = noise.limit ?? noise.rounds) {
	const tests = pairsOf(variants).flatMap(({ base, head }) => timedMetrics.filter((metric) => budgetFor(budgets, metric, head.mode)?.increase !== void 0 && !isSameImage(base?.image, head.image) && samplesOf(base, metric).length > 0)).length;
	const between = pairsWithReference(variants, budgets).filter(({ metric, head, reference }) => metrics[metric].noise === "noisy" && [head, reference].every((one) => samplesOf(one, metric).length > 0)).length;
	const planned = interimAnalyses(noise.limit ?? noise.rounds).length;
	const errors = errorsFor({
		analyses: planned,
		tests: tests + between
	});
	const { alpha } = errors;
	const { control } = noise;
	const copied = variants.find(({ revision, mode, platform }) => revision === "base" && mode === control?.mode && platform === control.platform);
	const original = control?.original === void 0 ? copied : { metrics: control.original };
	return {
		...errors,
		limit,
		confidence: 1 - .05 / planned,
		control: (metric, rounds = noise.rounds) => {
			const every = control?.every ?? 1;
			const [one, copy] = [upTo(timedOf(original, metric), rounds), upTo(timedOf(control, metric), Math.ceil(rounds / every))];
			if (Math.ceil(one.values.length / every) !== copy.values.length) return void 0;
			const change = changeBetween(isComparedInPairs(one, copy.values.length, alpha) ? everyNth(one, every) : one, copy, { alpha });
			return change && {
				...change,
				rounds: one.values.length
			};
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
function changeInRounds(metric, base, head, errors) {
	if (metrics[metric].noise !== "noisy") return void 0;
	const [before, after] = [timedOf(base, metric), timedOf(head, metric)];
	return before.values.length === after.values.length ? changeBetween(before, after, errors) : void 0;
}
function changeBetweenModes(metric, one, other, errors) {
	const [before, after] = [timedOf(one, metric), timedOf(other, metric)];
	const rounds = Math.min(before.values.length, after.values.length);
	return changeBetween(upTo(before, rounds), upTo(after, rounds), errors);
}
function responseChange(base, head, errors) {
	const [before, after] = [responseTimes(base), responseTimes(head)];
	return before.values.length === after.values.length ? timingChange(before, after, errors) : void 0;
}
function responseTimes(started) {
	const [ready, listening] = [timedOf(started, "startup"), samplesOf(started, "listen")];
	if (ready.values.length !== listening.length) return { values: [] };
	return {
		...ready,
		values: ready.values.map((ms, round) => ms - (listening[round] ?? NaN))
	};
}
const isComparable = (ratio) => ratio >= 1e-6 && ratio <= 1e6;
function changeBetween(base, head, errors) {
	const [first] = base.values;
	if (first === void 0 || head.values.length === 0) return void 0;
	if (![...base.values, ...head.values].every((one) => isComparable(one / first))) return void 0;
	const change = timingChange(base, head, errors);
	return Number.isNaN(change.ratio.estimate) ? void 0 : change;
}
const wallTimes = new Set(["startup", "listen"]);
function timedOf(started, metric) {
	const values = samplesOf(started, metric);
	const delays = wallTimes.has(metric) ? samplesOf(started, "run-delay") : [];
	const isPaired = !wallTimes.has(metric);
	return delays.length === values.length ? {
		values,
		delays,
		isPaired
	} : {
		values,
		isPaired
	};
}
const upTo = (timed, rounds) => inRounds$1(timed, (round) => round < rounds);
const everyNth = (timed, every) => inRounds$1(timed, (round) => round % every === 0);
function inRounds$1({ values, delays, ...timed }, counts) {
	const chosen = (samples) => samples.filter((_, round) => counts(round));
	return {
		...timed,
		values: chosen(values),
		...delays === void 0 ? {} : { delays: chosen(delays) }
	};
}
function samplesOf(started, metric) {
	const found = started?.metrics[metric];
	return isMeasured(found) ? found.samples ?? [] : [];
}
// src/repository/go/mode-toolchain.ts
const muslWrapper = "musl-gcc";
async function withToolchain(world, go, mode, platform) {
	if (!needsCompiler(mode)) return succeed(mode);
	const needs = mode.needs ?? [];
	const isMusl = needs.includes("musl-compiler");
	const found = platform !== void 0 ? await compilerFor(world, mode, platform, isMusl) : isMusl ? await muslCompiler(world, go, mode) : await anyCompiler(world, go, mode);
	if (!found.ok) return found;
	const compiler = found.value;
	for (const need of needs) {
		const missing = await missingFile(world, compiler, need);
		if (missing !== void 0) return lacking(mode, need, {
			platform,
			compiler,
			...missing
		});
	}
	if (compiler === go.compiler) return succeed(mode);
	const plusPlus = platform === void 0 ? {} : plusPlusOf(compiler);
	return succeed({
		...mode,
		env: {
			...plusPlus,
			...mode.env,
			CC: compiler
		}
	});
}
function plusPlusOf(compiler) {
	const ofTarget = /^(\S+-)gcc$/.exec(compiler)?.[1];
	return ofTarget === void 0 ? {} : { CXX: `${ofTarget}g++` };
}
async function anyCompiler({ exec }, go, mode) {
	const compiler = mode.env["CC"] ?? go.compiler;
	return await isThere$1(exec, compiler) ? succeed(compiler) : lacking(mode, "c-compiler", { compiler });
}
async function muslCompiler({ exec }, go, mode) {
	const named = mode.env["CC"];
	const compiler = named ?? muslWrapper;
	if (await isThere$1(exec, compiler)) return succeed(compiler);
	return named === void 0 && (await targetOf$1(exec, go.compiler))?.includes("musl") === true ? succeed(go.compiler) : lacking(mode, "musl-compiler", { compiler });
}
async function compilerFor({ exec }, mode, platform, isMusl) {
	const need = isMusl ? "musl-compiler" : "c-compiler";
	const { compiler: usual, target: wanted, musl } = crossCompiler(platform) ?? {};
	const compiler = mode.env["CC"] ?? (isMusl ? musl : usual) ?? `${platformParts(platform).arch}-gcc`;
	if (!await isThere$1(exec, compiler)) return lacking(mode, need, {
		platform,
		compiler
	});
	const made = await targetOf$1(exec, compiler);
	return wanted === void 0 || made === void 0 || isSameTarget(made, wanted) ? succeed(compiler) : lacking(mode, need, {
		platform,
		compiler,
		target: made
	});
}
function isSameTarget(one, other) {
	const [a, b] = [one, other].map((target) => {
		const processor = target.split("-")[0] ?? "";
		const system = /mingw|windows/.test(target) ? "windows" : /darwin|macos/.test(target) ? "darwin" : "other";
		return `${processor.replace(/^armv?\d.*$/, "arm").replace(/^i[3-6]86$/, "i686")} ${system}`;
	});
	return a === b;
}
const neededFiles = {
	"static-glibc": ["libc.a"],
	"static-pie-libc": ["rcrt1.o", "libc.a"]
};
async function missingFile({ exec }, compiler, need) {
	const target = need === "static-glibc" ? await targetOf$1(exec, compiler) : void 0;
	if (target?.includes("musl") === true) return { target };
	for (const file of neededFiles[need] ?? []) if (!await findsFile(exec, compiler, file)) return { file };
}
async function findsFile(exec, compiler, file) {
	return await findFile(exec, compiler, file) !== void 0;
}
async function findFile(exec, compiler, file) {
	const [program = "", ...flags] = compiler.split(" ");
	const { exitCode, stdout } = await exec.ask([
		program,
		...flags,
		`-print-file-name=${file}`
	]);
	const path = stdout.trim();
	return exitCode === 0 && path !== "" && path !== file ? path : void 0;
}
async function isThere$1(exec, compiler) {
	const [program = ""] = compiler.split(" ");
	return (await exec.ask([program, "--version"])).exitCode !== 127;
}
async function targetOf$1(exec, compiler) {
	const [program = "", ...flags] = compiler.split(" ");
	const { exitCode, stdout } = await exec.ask([
		program,
		...flags,
		"-dumpmachine"
	]);
	const target = stdout.trim();
	return exitCode === 0 && target !== "" ? target : void 0;
}
function lacking(mode, need, { platform, compiler, target, file }) {
	return {
		ok: false,
		problem: {
			kind: "need-missing",
			mode: mode.name,
			need,
			...platform === void 0 ? {} : { platform },
			compiler,
			...target === void 0 ? {} : { target },
			...file === void 0 ? {} : { file }
		}
	};
}
// src/plan/static-cgo.ts
function withCgo(mode, packages = []) {
	if (packages.length === 0 || mode.cgoIsOff === true || !isWithoutCgo(mode)) return mode;
	return {
		...mode,
		env: {
			...mode.env,
			CGO_ENABLED: "1"
		},
		tags: [...new Set([...mode.tags, ...staticTags(packages)])],
		ldflags: externalLdflags(mode.ldflags, "-static")
	};
}
function withLinker(mode) {
	const { external, tags, ldflags } = mode;
	if (external === void 0) return mode;
	return {
		...mode,
		tags: [...new Set([...tags, ...external.tags])],
		ldflags: externalLdflags(ldflags, external.extldflags)
	};
}
function isWithoutCgo({ env, expects }) {
	return env["CGO_ENABLED"] === "0" && expects.includes("static");
}
function staticTags(packages) {
	const isSqlite = packages.some((path) => /(?:^|\/)go-sqlite3$/.test(path));
	return [...withoutNameServices, ...isSqlite ? ["sqlite_omit_load_extension"] : []];
}
function externalLdflags(flags, wanted) {
	const linkmode = linkmodeSpans(flags).length > 0 ? [] : ["-linkmode=external"];
	const field = extldflags(flags);
	if (field === void 0) return [
		flags,
		...linkmode,
		`-extldflags=${wanted}`
	].join(" ").trim();
	const given = flags.slice(field.content.from, field.content.to);
	const words = given.split(/\s+/);
	if (words.includes(wanted) || words.includes(`-${wanted}`)) return [flags, ...linkmode].join(" ");
	const [other] = staticSpans(flags);
	if (other !== void 0) return externalLdflags(`${flags.slice(0, other.from)}${flags.slice(other.to)}`.trim(), wanted);
	const quote = given.includes("'") ? "\"" : "'";
	return [
		`${flags.slice(0, field.from)}${flags.slice(field.to)}`.trim(),
		...linkmode,
		`-extldflags ${quote}${given} ${wanted}${quote}`
	].join(" ").trim();
}
// src/plan/compiled-for.ts
function compiledFor(world, go, mode, platform) {
	return withToolchain(world, go, withLinker(mode), isNativeTarget(platform, world.host) ? void 0 : platform);
}
// src/startup/probe/build.ts
async function buildProbe(world, options) {
	const { source, directory, platform, go, withTls } = options;
	const { files } = world;
	const folder = `${go.cache}/linkgate`;
	const key = `${go.version}-${await sourceKey(world, source)}`;
	const kindOf = (hasTls) => `probe-${hasTls ? "tls-" : ""}${platform.replace("/", "-")}-`;
	const output = `${directory}/${withTls ? "probe-tls" : "probe"}`;
	for (const hasTls of withTls ? [true] : [true, false]) if (await files.copy(`${folder}/${kindOf(hasTls)}${key}`, output)) return output;
	await compile(world, options, output);
	const kind = kindOf(withTls);
	const name = `${kind}${key}`;
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
const fastCompile = "-gcflags=all=-l -dwarf=false";
async function compile(world, { source, directory, platform, withTls, isAlone = false }, output) {
	const temporary = `${directory}/probe-tmp`;
	await world.files.makeDirectory(temporary);
	const command = [
		"go",
		"build",
		...[
			"-trimpath",
			"-buildvcs=false",
			"-ldflags=-s -w",
			...isAlone ? [fastCompile] : [],
			...withTls ? ["-tags=tls"] : []
		],
		"-o",
		output,
		"."
	];
	const env = {
		[collector.name]: collector.value,
		...world.host.env,
		CGO_ENABLED: "0",
		...goVariables(platform),
		GOWORK: "off",
		GOFLAGS: "",
		GOTMPDIR: temporary,
		TMPDIR: temporary
	};
	const built = await world.exec.run(command, {
		cwd: source,
		env,
		...isAlone ? { yields: true } : {}
	});
	if (built.exitCode !== 0) throw new CommandError(command, built.exitCode, built.stderr.trim().split("\n").slice(0, 5));
}
// src/repository/builds/named-build.ts
function shownArguments(args) {
	return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isSecretName(name) && value !== "" ? "***" : value]));
}
const repositoryRoot = "/github/workspace";
function repositoryPath(path, directory) {
	if (path.includes("$") || /^\w+:/.test(path)) return void 0;
	if (path === "/github/workspace") return ".";
	if (path.startsWith(`/github/workspace/`)) return cleanPath(path.slice(18));
	return path.startsWith("/") ? void 0 : cleanPath(`${directory}/${path}`);
}
function knownCaches({ cacheFrom = [] }) {
	const known = cacheFrom.filter((entry) => entry !== "" && !entry.includes("$"));
	return known.length === 0 ? {} : { cacheFrom: known };
}
function namedBuild(given, directory, by, environment = () => void 0) {
	const context = repositoryPath(given.context, directory);
	const file = given.file === void 0 ? void 0 : repositoryPath(given.file, directory);
	if (context === void 0 || given.file !== void 0 && file === void 0) return void 0;
	const { target = "" } = given;
	if (target.includes("$")) return void 0;
	const buildArgs = { ...given.knownArgs };
	const unknownArgs = [];
	for (const arg of given.args) {
		const [, name, value] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
		if (name === void 0) continue;
		const known = value ?? environment(name);
		if (known === void 0 || known.includes("$")) unknownArgs.push(name);
		else buildArgs[name] = known;
	}
	const tags = given.tags.filter((tag) => tag !== "");
	return {
		dockerfile: file ?? joinPath(context, "Dockerfile"),
		context,
		...target === "" ? {} : { target },
		buildArgs,
		unknownArgs,
		...tags.length === 0 ? {} : { tags },
		...given.pushed ? { pushed: true } : {},
		...knownCaches(given),
		...Object.keys(given.contexts).length === 0 ? {} : { contexts: given.contexts },
		by
	};
}
// src/repository/builds/build-contexts.ts
function givenContexts(given, directory) {
	return Object.fromEntries(given.map(([name, written]) => [name, contextOf$1(written, directory)]));
}
function contextOf$1(written, directory) {
	const image = /^docker-image:\/\/([^$\s]+)$/.exec(written)?.[1];
	if (image !== void 0) return {
		kind: "image",
		image
	};
	const path = repositoryPath(written, directory);
	return path === void 0 ? {
		kind: "other",
		written
	} : {
		kind: "directory",
		path
	};
}
function contextPairs(given) {
	return given.flatMap((one) => {
		const [, name, written] = /^([^=]+)=([\s\S]*)$/.exec(one.trim()) ?? [];
		return name === void 0 || written === void 0 ? [] : [[name, written]];
	});
}
function writtenContext(context) {
	if (context.kind === "image") return `docker-image://${context.image}`;
	return context.kind === "directory" ? context.path : context.written;
}
function contextsOf({ contexts = {}, context }) {
	return new Map(Object.entries(contexts).map(([name, one]) => {
		if (one.kind !== "directory") return [name, one];
		const path = relativeTo(context, one.path);
		return [name, path !== void 0 && /^[\w./-]+$/.test(path) ? {
			kind: "directory",
			path
		} : {
			kind: "other",
			written: one.path
		}];
	}));
}
function unsupportedContexts(build) {
	return new Map([...contextsOf(build)].filter(([, { kind }]) => kind === "other"));
}
// src/repository/make/functions.ts
const unknownText = "$(unknown)";
function isUnknown$1(text) {
	return text.includes("$");
}
function wordsOf(text) {
	return text.split(/\s+/).filter((word) => word !== "");
}
const joined$4 = (words) => words.join(" ");
function stemOf(pattern, word) {
	const at = pattern.indexOf("%");
	if (at < 0) return pattern === word ? "" : void 0;
	const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)];
	return word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after) ? word.slice(before.length, word.length - after.length) : void 0;
}
function substituted(text, from, to) {
	return text.length * to.length > 1e8 ? unknownText : text.replaceAll(from, () => to);
}
function patternReplaced(pattern, replacement, text) {
	return mapWords(text, (word) => {
		const stem = stemOf(pattern, word);
		if (stem === void 0) return word;
		return pattern.includes("%") ? replacement.replace("%", () => stem) : replacement;
	});
}
function mapWords(text, change) {
	return joined$4(wordsOf(text).map((word) => isUnknown$1(word) ? unknownText : change(word)));
}
function filtered(patterns, text, keeps) {
	if (isUnknown$1(patterns)) return unknownText;
	const { open = [], whole = [] } = Object.groupBy(wordsOf(patterns), (pattern) => pattern.includes("%") ? "open" : "whole");
	const words = new Set(whole);
	const fits = (word) => words.has(word) || open.some((pattern) => stemOf(pattern, word) !== void 0);
	return joined$4(wordsOf(text).flatMap((word) => isUnknown$1(word) ? unknownText : fits(word) === keeps ? word : []));
}
const ofWords = (change) => ([text = ""]) => joined$4(change(wordsOf(text)));
const ofEach$1 = (change) => ([text = ""]) => mapWords(text, change);
const directoryOf$3 = (word) => word.slice(0, word.lastIndexOf("/") + 1) || "./";
const suffixOf = (word) => /\.[^./]*$/.exec(word)?.[0] ?? "";
function whole$1(use) {
	return (given) => given.some(isUnknown$1) ? unknownText : use(given);
}
const textFunctions = new Map(Object.entries({
	subst: {
		most: 3,
		use: whole$1(([from = "", to = "", text = ""]) => from === "" ? text + to : substituted(text, from, to))
	},
	patsubst: {
		most: 3,
		use: ([from = "", to = "", text = ""]) => patternReplaced(from.trim(), to.trim(), text)
	},
	strip: {
		most: 1,
		use: ofWords((words) => words)
	},
	findstring: {
		most: 2,
		use: whole$1(([part = "", text = ""]) => text.includes(part) ? part : "")
	},
	filter: {
		most: 2,
		use: ([patterns = "", text = ""]) => filtered(patterns, text, true)
	},
	"filter-out": {
		most: 2,
		use: ([patterns = "", text = ""]) => filtered(patterns, text, false)
	},
	sort: {
		most: 1,
		use: whole$1(ofWords((words) => [...new Set([...words].sort())]))
	},
	word: {
		most: 2,
		use: ([at = "", text = ""]) => wordsOf(text)[Number(at) - 1] ?? ""
	},
	words: {
		most: 1,
		use: whole$1(([text = ""]) => `${wordsOf(text).length}`)
	},
	wordlist: {
		most: 3,
		use: ([from = "", to = "", text = ""]) => joined$4(wordsOf(text).slice(Number(from) - 1, Number(to)))
	},
	firstword: {
		most: 1,
		use: ofWords((words) => words.slice(0, 1))
	},
	lastword: {
		most: 1,
		use: ofWords((words) => words.slice(-1))
	},
	dir: {
		most: 1,
		use: ofEach$1(directoryOf$3)
	},
	notdir: {
		most: 1,
		use: ofEach$1(lastOf)
	},
	suffix: {
		most: 1,
		use: whole$1(ofWords((words) => words.map(suffixOf).filter((one) => one !== "")))
	},
	basename: {
		most: 1,
		use: ofEach$1((word) => word.slice(0, word.length - suffixOf(word).length))
	},
	addsuffix: {
		most: 2,
		use: ([end = "", text = ""]) => joined$4(wordsOf(text).map((word) => word + end))
	},
	addprefix: {
		most: 2,
		use: ([start = "", text = ""]) => joined$4(wordsOf(text).map((word) => start + word))
	},
	join: {
		most: 2,
		use: ([first = "", second = ""]) => {
			const [left, right] = [wordsOf(first), wordsOf(second)];
			const length = Math.max(left.length, right.length);
			return joined$4(Array.from({ length }, (_, at) => `${left[at] ?? ""}${right[at] ?? ""}`));
		}
	},
	info: {
		most: 1,
		use: () => ""
	},
	warning: {
		most: 1,
		use: () => ""
	},
	error: {
		most: 1,
		use: () => ""
	}
}));
function absolutePath$2(directory, path) {
	const whole = path.startsWith("/") ? path : `${directory}/${path}`;
	return isUnknown$1(whole) ? path : `/${cleanPath(whole.replace(/^\/+/, "")) ?? ""}`.replace(/\/\.$/, "/");
}
function relativeFrom(directory, path) {
	if (directory === ".") return path;
	return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : `${"../".repeat(directory.split("/").length)}${path}`;
}
// src/repository/make/lines.ts
var MakeLines = class {
	#lines;
	#first;
	#at = 0;
	constructor(text, first = 1) {
		this.#lines = text.replaceAll("\r\n", "\n").split("\n");
		this.#first = first;
	}
	get isAtEnd() {
		return this.#at >= this.#lines.length;
	}
	startsWith(prefix) {
		return (this.#lines[this.#at] ?? "").startsWith(prefix);
	}
	recipe(prefix) {
		const line = this.#first + this.#at;
		const parts = [this.#next().slice(prefix.length)];
		while (isContinued(parts.at(-1) ?? "") && !this.isAtEnd) {
			const next = this.#next();
			parts.push(next.startsWith(prefix) ? next.slice(prefix.length) : next);
		}
		return {
			text: parts.join("\n"),
			line
		};
	}
	logical() {
		const line = this.#first + this.#at;
		const before = [];
		let last = this.#next();
		while (isContinued(last) && !this.isAtEnd) {
			const part = last.slice(0, -1).trimEnd();
			if (part !== "" || before.length === 0) before.push(part);
			last = this.#next().trimStart();
		}
		return {
			text: withoutComment([...before, last].join(" ")),
			line
		};
	}
	definition() {
		const body = [];
		for (let depth = 1; !this.isAtEnd;) {
			const text = this.#next();
			if (/^\s*define\b/.test(text)) depth += 1;
			if (/^\s*endef\b/.test(text)) depth -= 1;
			if (depth === 0) break;
			body.push(text);
		}
		return body.join("\n");
	}
	#next() {
		return this.#lines[this.#at++] ?? "";
	}
};
function isContinued(line) {
	let end = line.length;
	while (line[end - 1] === "\\") end -= 1;
	return (line.length - end) % 2 === 1;
}
function withoutComment(text) {
	let at = findOutside(text, (character) => character === "#");
	while (at > 0 && text[at - 1] === "\\") {
		const next = findOutside(text.slice(at + 1), (character) => character === "#");
		at = next < 0 ? -1 : at + 1 + next;
	}
	return (at < 0 ? text : text.slice(0, at)).replaceAll("\\#", "#");
}
function findOutside(text, isMeant) {
	for (let at = 0; at < text.length; at++) {
		if (text[at] === "$") {
			at = referenceEnd(text, at) - 1;
			continue;
		}
		if (isMeant(text[at] ?? "", at)) return at;
	}
	return -1;
}
function referenceEnd(text, at) {
	const open = text[at + 1];
	if (open !== "(" && open !== "{") return Math.min(at + 2, text.length);
	const close = open === "(" ? ")" : "}";
	let depth = 0;
	for (let index = at + 1; index < text.length; index++) {
		if (text[index] === open) depth += 1;
		if (text[index] === close) depth -= 1;
		if (depth === 0) return index + 1;
	}
	return text.length;
}
function argumentsOf(text, most = Number.POSITIVE_INFINITY) {
	const parts = [];
	let start = 0;
	let depth = 0;
	findOutside(text, (character, at) => {
		if (character === "(" || character === "{") depth += 1;
		if (character === ")" || character === "}") depth -= 1;
		if (character === "," && depth === 0 && parts.length < most - 1) {
			parts.push(text.slice(start, at));
			start = at + 1;
		}
		return false;
	});
	return [...parts, text.slice(start)];
}
// src/repository/make/assignments.ts
const assignmentOperators = /^(?::::?=|::?=|\?=|\+=|!=|=)/;
function assignmentIn(text) {
	const at = findOutside(text, (character, index) => /[:?+!=]/.test(character) && assignmentOperators.test(text.slice(index)));
	const colon = findOutside(text, (character) => character === ":");
	if (at < 0 || colon >= 0 && colon < at) return void 0;
	const operator = assignmentOperators.exec(text.slice(at))?.[0] ?? "=";
	const name = text.slice(0, at).trim();
	if (name === "" || /\s/.test(name.replaceAll(/\$[({][^)}]*[)}]/g, ""))) return void 0;
	return {
		name,
		operator,
		value: text.slice(at + operator.length).trimStart()
	};
}
const longestText = 262144;
function assigned(expansion, { before, operator, value, origin }) {
	switch (operator) {
		case "?=": return before ?? {
			text: value,
			recursive: true,
			origin
		};
		case "+=": {
			const recursive = before?.recursive ?? true;
			const added = recursive ? value : expansion.expand(value);
			const text = before === void 0 ? added : `${before.text} ${added}`;
			return {
				text: text.length > longestText ? unknownText : text,
				recursive,
				origin
			};
		}
		case "!=": return {
			text: expansion.expand(`$(shell ${value})`),
			recursive: false,
			origin
		};
		case "=": return {
			text: value,
			recursive: true,
			origin
		};
		default: return {
			text: expansion.expand(value),
			recursive: false,
			origin
		};
	}
}
// src/repository/make/conditions.ts
var Conditionals = class {
	#isTrue;
	#open = [];
	constructor(isTrue) {
		this.#isTrue = isTrue;
	}
	get depth() {
		return this.#open.length;
	}
	closeTo(depth) {
		this.#open.length = Math.min(depth, this.#open.length);
	}
	get hold() {
		const last = this.#open.at(-1);
		if (last === void 0) return true;
		if (last.around === false || last.holds === false) return false;
		return last.around === void 0 ? void 0 : last.holds;
	}
	read(text) {
		const condition = conditionOf(text);
		if (condition !== void 0) {
			const around = this.hold;
			const holds = around === false ? false : this.#isTrue(condition);
			this.#open.push({
				holds,
				taken: around === false ? true : holds,
				around
			});
			return true;
		}
		const [, keyword, rest = ""] = /^\s*(else|endif)\b\s*(.*)$/.exec(text) ?? [];
		if (keyword === "endif") this.#open.pop();
		if (keyword === "else") this.#else(conditionOf(rest));
		return keyword !== void 0;
	}
	#else(condition) {
		const last = this.#open.at(-1);
		if (last === void 0) return;
		if (last.taken === true) {
			last.holds = false;
			return;
		}
		const own = condition === void 0 ? true : this.#isTrue(condition);
		last.holds = last.taken === void 0 && own === true ? void 0 : own;
		if (own !== false) last.taken = last.taken === false ? own : void 0;
	}
};
function conditionOf(text) {
	const [, keyword, written = ""] = /^\s*(ifn?eq|ifn?def)(?=[\s("'])([\s\S]*)$/.exec(text) ?? [];
	const rest = written.trim();
	if (keyword === "ifdef") return {
		kind: "defined",
		name: rest
	};
	if (keyword === "ifndef") return {
		kind: "undefined",
		name: rest
	};
	const sides = keyword === void 0 ? void 0 : sidesOf(rest);
	return sides && {
		kind: keyword === "ifeq" ? "equal" : "different",
		sides
	};
}
function sidesOf(text) {
	if (text.startsWith("(")) {
		const end = referenceEnd(`$${text}`, 0) - 1;
		const [first = "", second = ""] = argumentsOf(text.slice(1, end - 1), 2);
		return [first.trim(), second.trim()];
	}
	const [, , first, , second] = /^(["'])(.*?)\1\s*(["'])(.*?)\3$/.exec(text) ?? [];
	return first === void 0 || second === void 0 ? void 0 : [first, second];
}
// src/repository/make/variable.ts
function automatic(text) {
	return {
		text,
		recursive: false,
		origin: "automatic"
	};
}
// src/repository/make/variables.ts
const deepest$14 = 60;
const longest$6 = 2e5;
const mostWork = 1e7;
var MakeExpansion = class {
	#variables;
	#files;
	#directory;
	#onEval;
	#within = new Set();
	#depth = 0;
	#work = 0;
	constructor(variables, files, directory, onEval = () => {}) {
		this.#variables = variables;
		this.#files = files;
		this.#directory = directory;
		this.#onEval = onEval;
	}
	expand(text, local = new Map()) {
		if (this.#depth >= deepest$14 || this.#work >= mostWork) return unknownText;
		this.#depth += 1;
		let expanded = "";
		let at = 0;
		while (at < text.length && expanded.length < longest$6) {
			const next = text.indexOf("$", at);
			expanded += text.slice(at, next < 0 ? text.length : next);
			if (next < 0) break;
			at = referenceEnd(text, next);
			expanded += this.#reference(text.slice(next, at), local);
		}
		this.#depth -= 1;
		this.#work += text.length + expanded.length + 100;
		return this.#work >= mostWork ? unknownText : expanded;
	}
	decided(text, local = new Map()) {
		const expanded = this.expand(text, local).replaceAll(/\$\{\w+\}/g, "");
		return expanded.includes("$(unknown)") ? void 0 : expanded;
	}
	#reference(written, local) {
		const inner = /^\$[({]/.test(written) ? written.replace(/^..|[)}]$/g, "") : written.slice(1);
		if (inner === "$") return "$";
		const [, name = "", rest] = /^([a-z][a-z-]*)(?:[ \t]+([\s\S]*))?$/.exec(inner) ?? [];
		if (written.length > 2 && rest !== void 0) {
			const found = this.#function(name, rest, local);
			if (found !== void 0) return found;
		}
		const colon = findOutside(inner, (character) => character === ":");
		const equals = colon < 0 ? -1 : findOutside(inner.slice(colon), (character) => character === "=");
		if (colon > 0 && equals > 0) {
			const [from, to] = [inner.slice(colon + 1, colon + equals), inner.slice(colon + equals + 1)].map((part) => this.expand(part, local));
			const value = this.value(this.expand(inner.slice(0, colon), local), local);
			return from.includes("%") ? patternReplaced(from, to, value) : patternReplaced(`%${from}`, `%${to}`, value);
		}
		return this.value(this.expand(inner, local), local);
	}
	value(name, local = new Map()) {
		if (name.includes("$(unknown)")) return unknownText;
		const found = local.get(name) ?? this.variable(name);
		if (found?.recursive === true) return this.#recursive(name, found.text, local);
		if (found !== void 0) return found.text;
		const part = /^([@<^+?*|%])([DF])$/.exec(name);
		if (part !== null) {
			const whole = this.value(part[1] ?? "", local);
			const use = textFunctions.get(part[2] === "D" ? "dir" : "notdir")?.use([whole]) ?? "";
			return part[2] === "D" ? use.replaceAll(/\/(?=\s|$)/g, "") : use;
		}
		if (name === "CURDIR") return joinPath(this.#files.root, this.#directory);
		if (name === "MAKE") return "make";
		return /^\w+$/.test(name) && !/^MAKE(?:FLAGS|CMDGOALS|LEVEL|OVERRIDES)$/.test(name) ? `\${${name}}` : "";
	}
	variable(name) {
		const found = this.#variables.get(name);
		const text = found === void 0 ? this.#files.environment?.(name) : void 0;
		return text === void 0 ? found : {
			text,
			recursive: false,
			origin: "environment"
		};
	}
	#recursive(name, text, local) {
		if (this.#within.has(name)) return unknownText;
		this.#within.add(name);
		const expanded = this.expand(text, local);
		this.#within.delete(name);
		return expanded;
	}
	#function(name, rest, local) {
		const plain = textFunctions.get(name);
		if (plain !== void 0) return plain.use(argumentsOf(rest, plain.most).map((one) => this.expand(one, local)));
		switch (name) {
			case "if": return this.#if(argumentsOf(rest, 3), local);
			case "or":
			case "and": return this.#logic(name, argumentsOf(rest), local);
			case "foreach": return this.#foreach(argumentsOf(rest, 3), local);
			case "call": return this.#call(argumentsOf(rest), local);
			case "eval":
				this.#onEval(this.expand(rest, local));
				return "";
			case "value": return (local.get(rest) ?? this.variable(rest))?.text ?? "";
			case "origin": return (local.get(rest) ?? this.variable(rest))?.origin ?? "undefined";
			case "shell": return this.#shell(this.expand(rest, local).trim());
			case "wildcard": return wordsOf(this.expand(rest, local)).flatMap((pattern) => this.matching(pattern)).join(" ");
			case "abspath":
			case "realpath": return wordsOf(this.expand(rest, local)).map((word) => absolutePath$2(joinPath(this.#files.root, this.#directory), word)).join(" ");
			case "file":
			case "flavor":
			case "guile":
			case "let": return unknownText;
			default: return;
		}
	}
	#if([condition = "", yes = "", no = ""], local) {
		const decided = this.decided(condition.trim(), local);
		if (decided === void 0) return unknownText;
		return this.expand(decided === "" ? no : yes, local);
	}
	#logic(name, given, local) {
		let last = "";
		for (const one of given) {
			const decided = this.decided(one.trim(), local);
			if (decided === void 0) return unknownText;
			last = decided === "" ? "" : this.expand(one.trim(), local);
			if (decided === "" === (name === "and")) return last;
		}
		return last;
	}
	#foreach([name = "", list = "", text = ""], local) {
		const variable = this.expand(name, local).trim();
		return wordsOf(this.expand(list, local)).map((word) => this.expand(text, new Map([...local, [variable, automatic(word)]]))).join(" ");
	}
	#call([name = "", ...given], local) {
		const called = this.expand(name, local).trim();
		if (called.includes("$(unknown)")) return unknownText;
		const values = given.map((one, at) => [`${at + 1}`, automatic(this.expand(one, local))]);
		const inner = new Map([
			...local,
			["0", automatic(called)],
			...values
		]);
		const found = local.get(called) ?? this.#variables.get(called);
		const plain = textFunctions.get(called);
		if (found === void 0 && plain !== void 0) return plain.use(values.map(([, { text }]) => text));
		for (let at = given.length + 1; inner.has(`${at}`); at++) inner.delete(`${at}`);
		return found === void 0 ? "" : this.expand(found.text, inner);
	}
	#shell(command) {
		if (/^uname(?: -s)?$/.test(command) || command === "go env GOOS") return command.startsWith("uname") ? "Linux" : "linux";
		if (command === "pwd") return joinPath(this.#files.root, this.#directory);
		const shown = /^cat ([\w./-]+)(?: 2>\s*\/dev\/null)?$/.exec(command)?.[1];
		const text = shown === void 0 ? void 0 : this.#files.text(this.inRepository(shown));
		return text === void 0 ? unknownText : wordsOf(text).join(" ");
	}
	matching(pattern) {
		if (isUnknown$1(pattern)) return [unknownText];
		const path = this.inRepository(pattern);
		const expression = filePattern(path.replaceAll(/\*+/g, "*").replaceAll("[!", "[^"));
		return this.#files.paths.filter((one) => expression.test(one)).map((one) => one === path ? pattern : relativeFrom(this.#directory, one));
	}
	included(name) {
		return /[*?[]/.test(name) ? this.matching(name).toSorted() : [name];
	}
	inRepository(path) {
		const whole = absolutePath$2(joinPath(this.#files.root, this.#directory), path);
		return whole.startsWith(`${this.#files.root}/`) ? whole.slice(this.#files.root.length + 1) : whole;
	}
};
// src/repository/make/makefile.ts
const makefileNames = [
	"GNUmakefile",
	"makefile",
	"Makefile"
];
function readMakefile(files, call) {
	const text = files.text(call.file);
	if (text === void 0) return void 0;
	const reader = new MakefileReader(files, call);
	reader.read(text, call.file);
	return reader.result();
}
const directives = /^\s*(-?include|sinclude|export|unexport|override|private|define|undefine|vpath)\b(?!\s*[:?+!]*=)\s*([\s\S]*)$/;
const mostIncludes = 50;
const deepest$13 = 50;
var MakefileReader = class {
	#files;
	#directory;
	#variables = new Map();
	#exported = new Set();
	#rules = [];
	#expansion;
	#conditionals;
	#file;
	#line = 1;
	#includes = 0;
	#depth = 0;
	#exportsAll = false;
	#oneShell = false;
	#open;
	constructor(files, call) {
		this.#files = files;
		this.#directory = call.directory;
		this.#file = call.file;
		for (const [name, text] of Object.entries(call.overrides)) {
			const known = isUnknown$1(text) ? {
				text: unknownText,
				recursive: false
			} : {
				text,
				recursive: true
			};
			this.#variables.set(name, {
				...known,
				origin: "command line"
			});
			this.#exported.add(name);
		}
		this.#conditionals = new Conditionals((condition) => this.#isTrue(condition));
		this.#expansion = new MakeExpansion(this.#variables, files, call.directory, (added) => {
			const [file, line, open] = [
				this.#file,
				this.#line,
				this.#open
			];
			this.#lines(new MakeLines(added), line);
			this.#file = file;
			this.#line = line;
			this.#open = open;
		});
	}
	result() {
		const goal = this.#variables.get(".DEFAULT_GOAL");
		const first = this.#rules.flatMap(({ targets }) => targets).find((name) => !name.includes("%") && (!name.startsWith(".") || name.includes("/")));
		const defaultGoal = goal === void 0 ? first : this.#expansion.value(".DEFAULT_GOAL").trim();
		return {
			rules: this.#rules,
			variables: this.#variables,
			exported: this.#exportsAll ? new Set(this.#variables.keys()) : this.#exported,
			...defaultGoal === void 0 ? {} : { defaultGoal },
			oneShell: this.#oneShell,
			directory: this.#directory,
			files: this.#files
		};
	}
	read(text, file) {
		this.#includes += 1;
		if (this.#includes > mostIncludes) return;
		const outer = this.#file;
		this.#file = file;
		const list = this.#variables.get("MAKEFILE_LIST")?.text ?? "";
		const own = relativeFrom(this.#directory, file);
		this.#variables.set("MAKEFILE_LIST", {
			text: `${list} ${own}`,
			recursive: false,
			origin: "file"
		});
		const { depth } = this.#conditionals;
		this.#lines(new MakeLines(text));
		this.#conditionals.closeTo(depth);
		this.#open = void 0;
		this.#file = outer;
	}
	#lines(lines, line) {
		if (this.#depth >= deepest$13) return;
		this.#depth += 1;
		while (!lines.isAtEnd) {
			const prefix = this.#variables.get(".RECIPEPREFIX")?.text[0] ?? "	";
			if (this.#open !== void 0 && lines.startsWith(prefix)) {
				const found = lines.recipe(prefix);
				if (this.#conditionals.hold !== false) this.#open.recipe.push({
					...found,
					line: line ?? found.line
				});
				continue;
			}
			const found = lines.logical();
			this.#line = line ?? found.line;
			if (found.text.trim() !== "" && !this.#conditionals.read(found.text)) this.#statement(found.text, lines);
		}
		this.#depth -= 1;
	}
	#isTrue(condition) {
		if (condition.kind === "defined" || condition.kind === "undefined") {
			const name = this.#expansion.expand(condition.name).trim();
			return (this.#expansion.variable(name)?.text ?? "") !== "" === (condition.kind === "defined");
		}
		const [one, other] = condition.sides.map((side) => this.#expansion.decided(side));
		if (one === void 0 || other === void 0) return void 0;
		return one === other === (condition.kind === "equal");
	}
	#statement(text, lines) {
		const [, directive = "", rest = ""] = directives.exec(text) ?? [];
		const body = directive === "define" || /^define\b/.test(rest) ? lines.definition() : void 0;
		if (this.#conditionals.hold === false) return;
		if (body !== void 0) this.#define(rest.replace(/^define\s+/, ""), body, directive);
		else if (directive === "") this.#assignmentOrRule(text);
		else if (directive === "export") this.#export(rest);
		else if (directive === "override" || directive === "private") this.#assign(rest, directive);
		else if (directive.endsWith("include")) this.#include(this.#expansion.expand(rest));
	}
	#include(names) {
		for (const name of wordsOf(names).flatMap((one) => this.#expansion.included(one))) {
			const path = this.#expansion.inRepository(name);
			const text = isUnknown$1(name) ? void 0 : this.#files.text(path);
			if (text !== void 0) this.read(text, path);
		}
	}
	#export(rest) {
		if (rest === "") this.#exportsAll = true;
		else if (this.#assign(rest, "export")) this.#exported.add(this.#expansion.expand(assignmentIn(rest)?.name ?? "").trim());
		else for (const name of wordsOf(this.#expansion.expand(rest))) this.#exported.add(name);
	}
	#define(head, body, directive) {
		const [, name = "", operator = "="] = /^(.*?)\s*(::?:?=|\?=|\+=|!=|=)?\s*$/.exec(head) ?? [];
		this.#set(this.#expansion.expand(name).trim(), operator, body);
		if (directive === "export") this.#exported.add(name);
	}
	#assignmentOrRule(text) {
		if (this.#assign(text, "")) {
			this.#open = void 0;
			return;
		}
		this.#rule(text);
	}
	#assign(text, directive) {
		const parts = assignmentIn(text);
		if (parts === void 0) return false;
		const name = this.#expansion.expand(parts.name).trim();
		this.#set(name, parts.operator, parts.value, directive === "override" ? "override" : "file");
		return true;
	}
	#set(name, operator, value, origin = "file") {
		const before = this.#expansion.variable(name);
		if (before?.origin === "command line" && origin !== "override") return;
		const set = assigned(this.#expansion, {
			before,
			operator,
			value,
			origin
		});
		if (set === before) return;
		const isOpen = this.#conditionals.hold === void 0 && before?.text !== set.text;
		this.#variables.set(name, isOpen ? {
			text: unknownText,
			recursive: false,
			origin
		} : set);
	}
	#rule(text) {
		const semicolon = findOutside(text, (character) => character === ";");
		const head = semicolon < 0 ? text : text.slice(0, semicolon);
		const colon = findOutside(head, (character) => character === ":");
		if (colon < 0) {
			const expanded = this.#expansion.expand(text);
			if (expanded !== text && expanded.trim() !== "") this.#lines(new MakeLines(expanded), this.#line);
			return;
		}
		const targets = wordsOf(this.#expansion.expand(head.slice(0, colon).replace(/&$/, "")));
		const isDouble = head[colon + 1] === ":";
		const own = assignmentIn(text.slice(colon + (isDouble ? 2 : 1)).replace(/^\s*(?:override|private|export)\s+/, ""));
		if (own !== void 0) {
			this.#variableOf(targets, own);
			return;
		}
		this.#addRule(targets, this.#expansion.expand(head.slice(colon + (isDouble ? 2 : 1))), isDouble);
		if (semicolon >= 0) this.#open?.recipe.push({
			text: text.slice(semicolon + 1),
			line: this.#line
		});
	}
	#addRule(targets, prerequisites, independent) {
		if (targets.includes(".ONESHELL")) this.#oneShell = true;
		if (targets.includes(".EXPORT_ALL_VARIABLES")) this.#exportsAll = true;
		const [, pattern, needed] = /^\s*(\S*%\S*)\s*:([\s\S]*)$/.exec(prerequisites) ?? [];
		const [normal = "", orderOnly = ""] = (needed ?? prerequisites).split("|");
		this.#open = {
			targets,
			prerequisites: wordsOf(normal),
			orderOnly: wordsOf(orderOnly),
			recipe: [],
			independent,
			...pattern === void 0 ? {} : { pattern },
			variables: new Map(),
			file: this.#file,
			line: this.#line
		};
		this.#rules.push(this.#open);
	}
	#variableOf(targets, { name, operator, value }) {
		this.#addRule(targets, "", false);
		const rule = this.#rules.pop();
		this.#open = void 0;
		const before = this.#expansion.variable(name);
		if (rule === void 0 || before?.origin === "command line") return;
		const set = assigned(this.#expansion, {
			before,
			operator,
			value,
			origin: "file"
		});
		this.#rules.push({
			...rule,
			variables: new Map([[name, set]])
		});
	}
};
// src/repository/make/rules.ts
const mostScripts$1 = 500;
const mostTargets = 2e4;
const deepest$12 = 100;
function recipeScripts(makefile, goals = []) {
	const run = new RecipeRun(makefile);
	const { defaultGoal } = makefile;
	for (const goal of goals.length > 0 || defaultGoal === void 0 ? goals : [defaultGoal]) run.make(goal);
	return run.scripts;
}
function namedTargets({ rules }) {
	const names = rules.flatMap(({ targets }) => targets);
	return [...new Set(names.filter((name) => !name.includes("%") && !/^\.[A-Z_]+$/.test(name)))];
}
var RecipeRun = class {
	scripts = [];
	#makefile;
	#expansion;
	#rules;
	#made = new Set();
	#depth = 0;
	constructor(makefile) {
		this.#makefile = makefile;
		this.#expansion = new MakeExpansion(makefile.variables, makefile.files, makefile.directory);
		this.#rules = new RuleIndex(makefile.rules);
	}
	make(target, inherited = new Map()) {
		if (this.#made.has(target) || this.#made.size >= mostTargets) return;
		if (this.scripts.length >= mostScripts$1 || this.#depth >= deepest$12) return;
		this.#made.add(target);
		this.#depth += 1;
		const { parts, local } = this.#partsOf(target, inherited);
		for (const rules of parts) {
			const { needed, present } = prerequisitesOf(rules);
			for (const one of [...needed, ...present]) this.make(one, local);
			this.scripts.push(...this.#recipe(target, rules, local));
		}
		this.#depth -= 1;
	}
	own(target) {
		const { parts, local } = this.#partsOf(target, new Map());
		return parts.flatMap((rules) => this.#recipe(target, rules, local));
	}
	#partsOf(target, inherited) {
		const found = this.#rules.fitting(target);
		const set = found.flatMap(({ rule }) => [...rule.variables]);
		const local = set.length === 0 ? inherited : new Map([...inherited, ...set]);
		const independent = found.filter(({ rule }) => rule.independent);
		return {
			parts: independent.length === 0 ? [found] : independent.map((one) => [one]),
			local
		};
	}
	#recipe(target, rules, local) {
		const last = rules.findLast(({ rule }) => rule.recipe.length > 0);
		if (last === void 0) return [];
		const { needed, present } = prerequisitesOf(rules);
		const all = automatic(needed.join(" "));
		const own = new Map([
			...local,
			["@", automatic(target)],
			["<", automatic(needed[0] ?? "")],
			["^", all],
			["+", all],
			["?", all],
			["|", automatic(present.join(" "))],
			["*", automatic(last.stem ?? "")]
		]);
		return this.#scriptsOf(target, last.rule, own);
	}
	#scriptsOf(target, { recipe, file }, local) {
		const environment = {};
		for (const name of this.#makefile.exported) environment[name] = this.#expansion.value(name, local);
		const first = recipe[0];
		return (this.#makefile.oneShell && first !== void 0 ? [{
			...first,
			text: joined$3(recipe)
		}] : recipe).flatMap(({ text, line }) => {
			const expanded = this.#expansion.expand(text, local);
			return (this.#makefile.oneShell ? [expanded] : shellLines(expanded)).map((script) => script.replace(/^[\s@+-]+/, "")).filter((one) => one !== "").map((one) => ({
				text: one,
				target,
				file,
				line,
				environment
			}));
		});
	}
};
var RuleIndex = class {
	#all;
	#named = new Map();
	#patterns = [];
	#known = 0;
	constructor(all) {
		this.#all = all;
	}
	fitting(target) {
		this.#readNew();
		const named = (this.#named.get(target) ?? []).map((rule) => {
			const stem = rule.pattern === void 0 ? void 0 : stemOf(rule.pattern, target);
			return {
				rule,
				...stem === void 0 ? {} : { stem }
			};
		});
		if (named.some(({ rule }) => rule.recipe.length > 0)) return named;
		for (const rule of this.#patterns) {
			if (rule.recipe.length === 0) continue;
			const pattern = rule.targets.find((one) => one.includes("%") && stemOf(one, target) !== void 0);
			const stem = pattern === void 0 ? void 0 : stemOf(pattern, target);
			if (stem !== void 0 && pattern !== "%") return [...named, {
				rule,
				stem
			}];
		}
		return named;
	}
	#readNew() {
		for (const rule of this.#all.slice(this.#known)) {
			for (const target of new Set(rule.targets)) {
				const others = this.#named.get(target);
				if (others === void 0) this.#named.set(target, [rule]);
				else others.push(rule);
			}
			if (rule.targets.some((target) => target.includes("%"))) this.#patterns.push(rule);
		}
		this.#known = this.#all.length;
	}
};
function prerequisitesOf(rules) {
	const filledOf = (names) => unique(rules.flatMap(({ rule, stem }) => names(rule).map((one) => filled$1(one, stem))));
	return {
		needed: filledOf((rule) => rule.prerequisites),
		present: filledOf((rule) => rule.orderOnly)
	};
}
function filled$1(name, stem) {
	return stem === void 0 ? name : name.replace("%", () => stem);
}
function unique(names) {
	return [...new Set(names)];
}
function joined$3(recipe) {
	return recipe.map(({ text }) => text).join("\n");
}
function shellLines(text) {
	const whole = [];
	let open = [];
	for (const line of text.split("\n")) {
		open.push(line);
		if (isContinued(line)) continue;
		whole.push(open.join("\n"));
		open = [];
	}
	return open.length === 0 ? whole : [...whole, open.join("\n")];
}
// src/repository/make/makefile-readings.ts
const readings = new WeakMap();
function calledScripts(texts, call, environment) {
	const byCall = readings.get(texts) ?? new Map();
	readings.set(texts, byCall);
	const key = JSON.stringify([
		call.directory,
		call.file,
		call.overrides
	]);
	const known = byCall.get(key) ?? [];
	const holds = ({ environmentUsed, makefile, size }) => size === sizeOf$2(makefile) && environmentUsed.entries().every(([name, value]) => environment(name) === value);
	const reading = known.find(holds) ?? newReading(texts, call, environment);
	if (!known.includes(reading)) byCall.set(key, [reading, ...known].slice(0, mostKept$1));
	reading.environment = environment;
	return reading.makefile === void 0 ? [] : recipeScripts(reading.makefile, call.goals);
}
const mostKept$1 = 20;
function newReading(texts, call, environment) {
	const environmentUsed = new Map();
	let isRead = false;
	const found = { environment };
	const makefile = readMakefile({
		...texts,
		root: repositoryRoot,
		environment: (name) => {
			const value = found.environment(name);
			if (!isRead) environmentUsed.set(name, value);
			return value;
		}
	}, call);
	isRead = true;
	return Object.assign(found, {
		makefile,
		environmentUsed,
		size: sizeOf$2(makefile)
	});
}
function sizeOf$2(makefile) {
	return `${makefile?.variables.size} ${makefile?.rules.length}`;
}
function runnerLine(words, withValue) {
	const options = new Map();
	const plain = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? "";
		if (word === "--") return {
			options,
			plain,
			rest: words.slice(at + 1)
		};
		const [, name, value] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
		if (name === void 0) plain.push(word);
		else if (value === void 0 && withValue.has(name)) options.set(name, words[++at] ?? "");
		else options.set(name, value ?? "");
	}
	return {
		options,
		plain,
		rest: []
	};
}
// src/repository/runners/justfile.ts
const names$1 = [
	"justfile",
	"Justfile",
	".justfile"
];
const withValue$2 = new Set([
	"-f",
	"--justfile",
	"-d",
	"--working-directory"
]);
function justScripts(texts, call) {
	const { options, plain } = runnerLine(call.words, withValue$2);
	const of = options.get("--working-directory") ?? options.get("-d") ?? ".";
	const from = call.directory === void 0 ? void 0 : repositoryPath(of, call.directory);
	if (from === void 0) return void 0;
	const given = options.get("--justfile") ?? options.get("-f");
	const file = given === void 0 ? names$1.map((name) => joinPath(from, name)).find((path) => texts.paths.includes(path)) : repositoryPath(given, call.directory ?? ".");
	const text = file === void 0 ? void 0 : texts.text(file);
	if (file === void 0 || text === void 0) return void 0;
	const just = readJustfile(text);
	const overrides = new Map(just.variables);
	const words = plain.filter((word) => {
		const [, name, value = ""] = /^([\w-]+)=([\s\S]*)$/.exec(word) ?? [];
		if (name !== void 0) overrides.set(name, value.includes("$") ? void 0 : value);
		return name === void 0;
	});
	const directory = options.has("-d") || options.has("--working-directory") ? from : parentOf(file);
	const found = [];
	const place = {
		file,
		directory,
		just,
		outer: withValues(overrides, call.variables),
		found,
		calls: { count: 0 }
	};
	for (const { recipe, values } of recipesOf(just, words)) run(recipe, values, place, 0);
	return found.length === 0 ? void 0 : found;
}
function recipesOf({ recipes, aliases }, words) {
	const [first] = recipes.values();
	if (words.length === 0) return first === void 0 ? [] : [{
		recipe: first,
		values: []
	}];
	const called = [];
	for (let at = 0; at < words.length;) {
		const name = words[at] ?? "";
		const recipe = recipes.get(aliases.get(name) ?? name);
		if (recipe === void 0) return called;
		const { parameters } = recipe;
		const end = parameters.some(({ takesRest }) => takesRest) ? words.length : at + 1 + parameters.length;
		called.push({
			recipe,
			values: words.slice(at + 1, end)
		});
		at = end;
	}
	return called;
}
function run(recipe, values, place, depth) {
	const { file, directory, just, outer, found, calls } = place;
	calls.count += 1;
	if (depth > 8 || calls.count > 1e3) return;
	for (const need of recipe.needs) {
		const needed = just.recipes.get(just.aliases.get(need) ?? need);
		if (needed !== void 0) run(needed, [], place, depth + 1);
	}
	const own = new Map(recipe.parameters.map(({ name, value, takesRest }, at) => {
		const given = takesRest ? values.slice(at).join(" ") : values[at];
		const text = given === void 0 || takesRest && given === "" ? value ?? (takesRest ? "" : void 0) : given;
		return [name, text?.includes("$") === true ? void 0 : text];
	}));
	const text = recipe.body.map((line) => line.replace(/^(?:@-?|-@?)/, "")).join("\n");
	found.push({
		text: interpolated$1(text),
		directory,
		variables: withValues(own, outer),
		file,
		line: recipe.line
	});
}
function interpolated$1(text) {
	return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, inner) => {
		const name = inner.trim();
		return /^[\w-]+$/.test(name) ? `\${${shellName(name)}}` : `\${EXPRESSION}`;
	});
}
const shellName = (name) => name.replaceAll("-", "_");
function withValues(values, outer) {
	const named = new Map([...values].map(([name, value]) => [shellName(name), value]));
	return (name) => named.has(name) ? named.get(name) : outer(name);
}
const assignment$1 = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/;
const header = /^@?([A-Za-z_][\w-]*)((?:\s+[^:\s]\S*)*)\s*:(?!=)(.*)$/;
function readJustfile(text) {
	const recipes = new Map();
	const aliases = new Map();
	const variables = new Map();
	const all = text.split(/\r?\n/);
	for (let at = 0; at < all.length; at++) {
		const line = all[at] ?? "";
		const [, alias, target] = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line) ?? [];
		const [, variable, value = ""] = assignment$1.exec(line) ?? [];
		const [, name, parameters = "", needs = ""] = header.exec(line) ?? [];
		if (alias !== void 0 && target !== void 0) aliases.set(alias, target);
		else if (variable !== void 0) variables.set(variable, literal$2(value));
		else if (name !== void 0) {
			const body = [];
			while (/^(?:[ \t]+\S|\s*$)/.test(all[at + 1] ?? "x")) body.push(all[++at] ?? "");
			recipes.set(name, {
				name,
				parameters: parametersIn(parameters),
				needs: namesIn(needs),
				line: at - body.length + 2,
				body: unindented(body)
			});
		}
	}
	return {
		recipes,
		aliases,
		variables
	};
}
function literal$2(written) {
	return /^"([^"\\]*)"\s*(?:#.*)?$/.exec(written)?.[1] ?? /^'([^']*)'\s*(?:#.*)?$/.exec(written)?.[1];
}
function parametersIn(written) {
	return [...written.matchAll(/([*+$]*)([A-Za-z_][\w-]*)(?:=("[^"]*"|'[^']*'|\S+))?/g)].map(([, sign = "", name = "", value]) => {
		const text = value === void 0 ? void 0 : literal$2(value);
		return {
			name,
			takesRest: /[*+]/.test(sign),
			...text === void 0 ? {} : { value: text }
		};
	});
}
function namesIn(written) {
	return (written.replace(/#.*$/, "").match(/\([^)]*\)|[\w-]+/g) ?? []).flatMap((one) => /^\(?\s*([\w-]+)/.exec(one)?.[1] ?? []);
}
function unindented(body) {
	const indent = /^[ \t]*/.exec(body.find((line) => line.trim() !== "") ?? "")?.[0].length ?? 0;
	return body.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)));
}
// src/repository/steps/commands.ts
function commandsIn(script) {
	const { text, file, line } = script;
	const directories = new Map([[outermost, script.directory]]);
	const directoryOf = (within) => directories.get(within.findLast((one) => directories.has(one)) ?? outermost);
	const found = [];
	const all = readShell(sourceOfText(text)).commands;
	for (const [at, command] of all.entries()) {
		const words = command.words.map(textOf$3);
		const [program, to = ""] = words;
		const start = (command.assignments[0] ?? command.words[0])?.range.start;
		if (command.kind !== "simple" || program === void 0 || start === void 0) continue;
		const directory = directoryOf(command.within);
		if (program === "cd" || program === "pushd") {
			directories.set(command.within.at(-1) ?? outermost, directory && pathIn$1(directory, to));
			continue;
		}
		found.push({
			words,
			writes: command.redirections.flatMap(({ operator, target }) => operator.includes(">") && target !== void 0 ? [textOf$3(target)] : []),
			...writtenCommand(text, command, {
				isPiped: isPipe$1(command) || isPipe$1(all[at + 1]),
				environment: script.environment ?? ""
			}),
			directory,
			at: `${file}:${line + lineOf(text, start) - 1}`
		});
	}
	return found;
}
const outermost = -1;
const workspace = /^(?:\/github\/workspace|\$(?:GITHUB_WORKSPACE|\{GITHUB_WORKSPACE\}|\{\{\s*github\.workspace\s*\}\}))(?=\/|$)/;
function pathIn$1(directory, written) {
	if (directory.length + written.length > 4096) return void 0;
	if (workspace.test(written)) return cleanPath(written.replace(workspace, "."));
	return /[$`]|^[-~]/.test(written) ? void 0 : cleanPath(`${directory}/${written}`);
}
function isPipe$1(command) {
	return command?.after === "|" || command?.after === "|&";
}
function writtenCommand(script, { assignments, words, redirections, inside }, { isPiped, environment }) {
	const slice = (from, to) => script.slice(from, to).replaceAll(/(?:(?<!\s)\s+)?\\\r?\n\s*/g, " ");
	const ends = [...words, ...redirections.flatMap(({ target }) => target ?? [])].map(({ range }) => range.end);
	const { start = 0, end = 0 } = words[0]?.range ?? {};
	const text = {
		assignments: environment + slice(assignments[0]?.range.start ?? start, start),
		program: slice(start, end),
		rest: slice(end, Math.max(end, ...ends))
	};
	const written = `${text.program}${text.rest}`;
	const isKnown = inside.every((one) => one === "group" || one === "subshell") && !isPiped && redirections.every(({ body }) => body === void 0) && !/[\r\n]|\$\{\{/.test(text.assignments + written);
	return {
		written: written.replaceAll(/\s+/g, " "),
		text: isKnown ? text : void 0
	};
}
const directoryOptions = new Map([
	["bun", "--cwd"],
	["make", "-C"],
	["npm", "--prefix"],
	["pnpm", "--dir"],
	["yarn", "--cwd"]
]);
function inOneLine(commands) {
	const lines = [];
	for (const { text, directory } of commands) {
		if (text === void 0 || directory === void 0) return void 0;
		const { assignments, program, rest } = text;
		const option = directoryOptions.get(program);
		if (directory === ".") lines.push(`${assignments}${program}${rest}`);
		else if (option !== void 0) lines.push(`${assignments}${program} ${option} ${directory}${rest}`);
		else {
			const changed = `cd ${directory} && ${assignments}${program}${rest}`;
			lines.push(commands.length === 1 ? changed : `(${changed})`);
		}
	}
	return lines.length === 0 ? void 0 : [...new Set(lines)].join(" && ");
}
// src/repository/steps/package-scripts.ts
const managers = new Set([
	"bun",
	"npm",
	"pnpm",
	"yarn"
]);
const withDirectory = /^(?:--prefix|--dir|--cwd|-C)$/;
const withPackage = /^(?:-w|--workspace|--filter|-F)$/;
function packageCall({ words, directory }, texts) {
	const [program = "", ...others] = words;
	if (!managers.has(program) || directory === void 0) return void 0;
	let at = directory;
	const names = [];
	for (let index = 0; index < others.length; index += 1) {
		const [, option = others[index] ?? "", inline] = /^(--[\w-]+)=(.*)$/.exec(others[index] ?? "") ?? [];
		const value = () => inline ?? others[++index] ?? "";
		if (option === "--") break;
		if (withDirectory.test(option)) at = pathIn$1(directory, value());
		else if (withPackage.test(option)) at = packageNamed(texts, value());
		else if (option === "workspace" && program === "yarn" && names.length === 0) at = packageNamed(texts, value());
		else if (!option.startsWith("-")) names.push(option);
	}
	const script = scriptName$1(program, names, others.some((one) => withPackage.test(one.split("=")[0] ?? "")));
	if (at === void 0 || script === void 0) return void 0;
	const end = others.indexOf("--");
	const afterEnd = end < 0 ? [] : others.slice(end + 1);
	return {
		directory: at,
		script,
		arguments: [...handedOn(program, names, script), ...afterEnd]
	};
}
const ofBun = /^(?:add|build|ci|create|i|init|install|pm|remove|test|update|x)$/;
function scriptName$1(program, [first = "", second], isFiltered) {
	if (first === "run" || first === "run-script") return second;
	if (first === "") return void 0;
	if (program === "npm") return /^(?:start|stop|test)$/.test(first) ? first : void 0;
	return program === "bun" && !isFiltered && ofBun.test(first) ? void 0 : first;
}
function handedOn(program, names, script) {
	return program === "npm" ? [] : names.slice(names.indexOf(script) + 1);
}
function packageNamed(texts, name) {
	const path = cleanPath(name.replace(/\.{3}/g, ""));
	const found = texts.paths.find((one) => lastOf(one) === "package.json" && (parentOf(one) === path || asText(asMap(parsed$1(texts.text(one) ?? ""))["name"]) === name));
	return found && parentOf(found);
}
function packageScripts({ directory, script, arguments: more }, texts) {
	const file = joinPath(directory, "package.json");
	const text = texts.paths.includes(file) ? texts.text(file) ?? "" : "";
	const scripts = asMap(asMap(parsed$1(text))["scripts"]);
	return [
		`pre${script}`,
		script,
		`post${script}`
	].flatMap((name) => {
		const commands = asText(scripts[name]);
		if (commands === void 0) return [];
		const line = text.split("\n").findIndex((one) => one.includes(`"${name}"`)) + 1;
		return [{
			text: name === script ? [commands, ...more].join(" ") : commands,
			file,
			line: Math.max(line, 1),
			directory
		}];
	});
}
function isInstall({ words }) {
	const [program = "", ...others] = words;
	const isValue = (at) => [withDirectory, withPackage].some((one) => one.test(others[at - 1] ?? ""));
	const [first] = others.filter((one, at) => !one.startsWith("-") && !isValue(at));
	if (program === "yarn" && first === void 0) return true;
	if (managers.has(program)) return /^(?:ci|clean-install|i|install)$/.test(first ?? "");
	if (program === "go") return first === "install";
	return program === "corepack" && first === "enable";
}
// src/repository/runners/npm-scripts.ts
function npmScripts(texts, { program, words, directory, variables }) {
	const call = packageCall({
		words: [program, ...words],
		directory
	}, texts);
	const scripts = call === void 0 ? [] : packageScripts(call, texts);
	return scripts.length === 0 ? void 0 : scripts.map((one) => ({
		...one,
		variables
	}));
}
// src/repository/runners/taskfile.ts
const names = ["Taskfile", "taskfile"].flatMap((name) => [
	".yml",
	".yaml",
	".dist.yml",
	".dist.yaml"
].map((ending) => `${name}${ending}`));
const withValue$1 = new Set([
	"-d",
	"--dir",
	"-t",
	"--taskfile",
	"-o",
	"--output",
	"-C",
	"--concurrency"
]);
function taskScripts(texts, call) {
	const { options, plain, rest } = runnerLine(call.words, withValue$1);
	const from = options.get("--dir") ?? options.get("-d") ?? ".";
	const directory = call.directory === void 0 ? void 0 : repositoryPath(from, call.directory);
	if (directory === void 0) return void 0;
	const given = options.get("--taskfile") ?? options.get("-t");
	const file = given === void 0 ? names.map((name) => joinPath(directory, name)).find((path) => texts.paths.includes(path)) : repositoryPath(given, directory);
	if (file === void 0) return void 0;
	const assigned = plain.flatMap((word) => {
		const [, name, value = ""] = /^(\w+)=([\s\S]*)$/.exec(word) ?? [];
		return name === void 0 ? [] : [[name, value]];
	});
	const tasks = plain.filter((word) => !/^\w+=/.test(word));
	const known = [...assigned, ["CLI_ARGS", rest.join(" ")]];
	const overrides = new Map(known.map(([name, value]) => [name, value.includes("$") ? void 0 : value]));
	const walk = new TaskWalk(texts, {
		file,
		directory
	}, overrides, call.variables);
	return (tasks.length === 0 ? ["default"] : tasks).map((task) => walk.task({
		file,
		directory,
		task,
		given: new Map(),
		depth: 0
	})).includes(true) ? walk.found : void 0;
}
var TaskWalk = class {
	#texts;
	#root;
	#overrides;
	#environment;
	found = [];
	#read;
	#tasks = 0;
	constructor(texts, root, overrides, environment) {
		this.#texts = texts;
		this.#read = remembered((file) => {
			const text = texts.text(file);
			return text === void 0 ? void 0 : placed(text);
		});
		this.#root = root;
		this.#overrides = overrides;
		this.#environment = environment;
	}
	task(place) {
		const { file, task: name, depth } = place;
		this.#tasks += 1;
		const yaml = depth > 8 || this.#tasks > 1e3 ? void 0 : this.#read(file);
		if (yaml === void 0) return false;
		const config = asMap(yaml.value);
		const outside = place.beneath ?? lookup([this.#overrides], this.#environment);
		const isIncluded = place.beneath !== void 0;
		const ofFile = varsIn([config["vars"], config["env"]], outside);
		const unclear = isIncluded ? [...this.#overrides.keys()] : this.#includedNames(config, file);
		const layers = [
			place.given,
			...isIncluded ? [] : [this.#overrides],
			new Map([...ofFile].map(([one, value]) => [one, unclear.includes(one) ? void 0 : value]))
		];
		const variables = lookup(layers, outside);
		const tasks = asMap(config["tasks"]);
		const key = Object.keys(tasks).find((one) => one === name || aliasesOf(tasks[one]).includes(name));
		if (key === void 0) return this.#included(config, place, variables);
		const task = asMap(tasks[key]);
		const own = lookup([varsIn([task["vars"], task["env"]], variables), ...layers], outside);
		const inside = filled(templated(asText(task["dir"]) ?? "."), own);
		const directory = inside === void 0 ? void 0 : repositoryPath(inside, place.directory);
		if (directory === void 0) return true;
		const beneath = isIncluded ? { beneath: outside } : {};
		const from = {
			file,
			directory: place.directory,
			depth,
			variables: own,
			...beneath
		};
		for (const one of asList(task["deps"])) this.#called(one, from);
		this.#commands(tasks[key], ["tasks", key], yaml, {
			...from,
			directory,
			outside: place.directory
		});
		return true;
	}
	#commands(task, path, yaml, place) {
		const [list, at] = Array.isArray(task) ? [task, path] : [asMap(task)["cmds"], [...path, "cmds"]];
		const single = asText(task) ?? asText(asMap(task)["cmd"]);
		if (single !== void 0) this.#script(single, yaml.lineOf(path), place);
		for (const [index, one] of asList(list).entries()) {
			const command = asText(one) ?? asText(asMap(one)["cmd"]);
			if (command === void 0) this.#called(one, {
				...place,
				directory: place.outside
			});
			else this.#script(command, yaml.lineOf([...at, index]), place);
		}
	}
	#script(text, line, { directory, variables, file }) {
		this.found.push({
			text: templated(text),
			directory,
			variables,
			file,
			line
		});
	}
	#called(call, { variables, ...place }) {
		const task = asText(call) ?? asText(asMap(call)["task"]);
		if (task === void 0) return;
		const given = varsIn([asMap(call)["vars"]], variables);
		const depth = place.depth + 1;
		if (task.startsWith(":")) this.task({
			...this.#root,
			task: task.slice(1),
			given,
			depth
		});
		else {
			const { file, directory, beneath } = place;
			this.task({
				file,
				directory,
				task,
				given,
				depth,
				...beneath === void 0 ? {} : { beneath }
			});
		}
	}
	#included(config, place, variables) {
		const [, namespace = "", task] = /^([^:]+):(.+)$/.exec(place.task) ?? [];
		const include = asMap(config["includes"])[namespace];
		const file = this.#includedFile(include, place.file);
		if (task === void 0 || file === void 0) return false;
		const dir = asText(asMap(include)["dir"]);
		const directory = dir === void 0 ? place.directory : repositoryPath(dir, parentOf(place.file));
		if (directory === void 0) return false;
		const beneath = lookup([varsIn([asMap(include)["vars"]], variables)], variables);
		return this.task({
			file,
			directory,
			task,
			given: place.given,
			beneath,
			depth: place.depth + 1
		});
	}
	#includedFile(include, from) {
		const path = asText(include) ?? asText(asMap(include)["taskfile"]);
		const to = path === void 0 ? void 0 : repositoryPath(path, parentOf(from));
		if (to === void 0 || this.#texts.paths.includes(to)) return to;
		return names.map((name) => joinPath(to, name)).find((one) => this.#texts.paths.includes(one));
	}
	#includedNames(config, from) {
		return Object.values(asMap(config["includes"])).flatMap((include) => {
			const file = this.#includedFile(include, from);
			const yaml = file === void 0 ? void 0 : this.#read(file);
			return Object.keys(asMap(asMap(yaml?.value)["vars"]));
		});
	}
};
function aliasesOf(task) {
	return asList(asMap(task)["aliases"]).flatMap((one) => asText(one) ?? []);
}
function templated(text) {
	return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, inner) => {
		const [, name] = /^-?\s*\.(\w+)\s*-?$/.exec(inner) ?? [];
		return name === void 0 ? `\${TEMPLATE}` : `\${${name}}`;
	});
}
function varsIn(lists, outer) {
	const values = new Map();
	const known = (name) => values.has(name) ? values.get(name) : outer(name);
	for (const [name, value] of lists.flatMap((one) => Object.entries(asMap(one)))) {
		const text = asText(value);
		values.set(name, text === void 0 ? void 0 : filled(templated(text), known));
	}
	return values;
}
function filled(text, known) {
	const value = text.replaceAll(/\$\{(\w+)\}/g, (whole, name) => known(name) ?? whole);
	return value.includes("$") ? void 0 : value;
}
function lookup(layers, outer) {
	return (name) => {
		const layer = layers.find((one) => one.has(name));
		return layer === void 0 ? outer(name) : layer.get(name);
	};
}
// src/repository/runners/runner.ts
function runnerScripts(texts, call) {
	switch (call.program) {
		case "npm":
		case "pnpm":
		case "yarn":
		case "bun": return npmScripts(texts, call);
		case "task":
		case "go-task": return taskScripts(texts, call);
		case "just": return justScripts(texts, call);
		default: return;
	}
}
// src/repository/bake/scanner.ts
var HclFault = class extends Error {
	line;
	constructor(message, line) {
		super(message);
		this.line = line;
	}
};
const deepest$11 = 100;
var HclScanner = class {
	text;
	at;
	depth;
	#firstLine;
	#known = {
		at: 0,
		lines: 0
	};
	constructor(text, firstLine = 1, depth = 0) {
		this.text = text;
		this.at = 0;
		this.depth = depth;
		this.#firstLine = firstLine;
	}
	get line() {
		const from = this.at < this.#known.at ? {
			at: 0,
			lines: 0
		} : this.#known;
		const lines = from.lines + this.text.slice(from.at, this.at).split("\n").length - 1;
		this.#known = {
			at: this.at,
			lines
		};
		return this.#firstLine + lines;
	}
	get isAtEnd() {
		return this.at >= this.text.length;
	}
	skip(lineEnds) {
		const blanks = lineEnds ? /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y : /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
		this.match(blanks);
	}
	match(expression) {
		expression.lastIndex = this.at;
		const found = expression.exec(this.text)?.[0];
		if (found !== void 0) this.at += found.length;
		return found;
	}
	take(characters) {
		if (!this.text.startsWith(characters, this.at)) return false;
		this.at += characters.length;
		return true;
	}
	expect(characters) {
		if (!this.take(characters)) this.fail(`\`${characters}\` is missing`);
	}
	nested(read) {
		this.depth += 1;
		if (this.depth > deepest$11) this.fail("this is nested too deeply");
		const found = read();
		this.depth -= 1;
		return found;
	}
	fail(message) {
		throw new HclFault(message, this.line);
	}
};
// src/repository/bake/templates.ts
const escapes$1 = {
	n: "\n",
	r: "\r",
	t: "	",
	"\"": "\"",
	"\\": "\\"
};
function quotedTemplate(scanner, read) {
	return new TemplateReader(scanner, read, "\"").template();
}
function heredoc(scanner, read) {
	const start = scanner.match(/<<-?[A-Za-z_]\w*[ \t\r]*\n/y);
	if (start === void 0) return void 0;
	const name = /\w+/.exec(start)?.[0] ?? "";
	const firstLine = scanner.line;
	const end = new RegExp(`^[ \\t]*${name}[ \\t\\r]*$`, "m");
	const rest = scanner.text.slice(scanner.at);
	const found = end.exec(rest);
	if (found === null) scanner.fail(`the heredoc ${name} is not closed`);
	const body = rest.slice(0, found.index);
	scanner.at += found.index + found[0].length;
	return new TemplateReader(new HclScanner(start.startsWith("<<-") ? dedented(body) : body, firstLine, scanner.depth), read).template();
}
function dedented(text) {
	const lines = text.split("\n");
	const depths = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
	const least = depths.length === 0 ? 0 : Math.min(...depths);
	return lines.map((line) => line.slice(least)).join("\n");
}
function bareTemplate(text, line, read) {
	return new TemplateReader(new HclScanner(text, line), read).template();
}
var TemplateReader = class {
	#scanner;
	#read;
	#close;
	#trims = false;
	constructor(scanner, read, close) {
		this.#scanner = scanner;
		this.#read = read;
		this.#close = close;
	}
	template() {
		return joined$2(this.#parts([]).parts);
	}
	#parts(endings) {
		const scanner = this.#scanner;
		const parts = [];
		for (;;) {
			let text = this.#text();
			if (this.#isAtEnd()) {
				if (endings.length > 0) scanner.fail(`\`%{ ${endings.at(-1)} }\` is missing`);
				return { parts: [...parts, literal$1(text)] };
			}
			const isValue = scanner.take("${");
			if (!isValue) scanner.expect("%{");
			if (scanner.take("~")) text = text.replace(/[^\S\n]+$/, "");
			parts.push(literal$1(text));
			scanner.skip(true);
			if (isValue) parts.push(this.#closed(this.#read(scanner)));
			else {
				const ending = scanner.match(/(?:else|endif|endfor)\b/y);
				if (ending === void 0) parts.push(scanner.nested(() => this.#directive()));
				else if (endings.includes(ending)) return {
					parts,
					ending: this.#closed(ending)
				};
				else scanner.fail(`\`%{ ${ending} }\` ends nothing`);
			}
		}
	}
	#isAtEnd() {
		if (this.#close === void 0) return this.#scanner.isAtEnd;
		if (this.#scanner.isAtEnd) this.#scanner.fail("a string is not closed");
		return this.#scanner.take(this.#close);
	}
	#text() {
		const scanner = this.#scanner;
		const plain = this.#close === void 0 ? /[^$%]+/y : /[^$%"\\]+/y;
		let text = "";
		for (;;) if (scanner.take("$${")) text += "${";
		else if (scanner.take("%%{")) text += "%{";
		else if (scanner.isAtEnd || /^[$%]\{/.test(scanner.text.slice(scanner.at, scanner.at + 2))) break;
		else if (this.#close !== void 0 && scanner.text[scanner.at] === this.#close) break;
		else if (this.#close !== void 0 && scanner.take("\\")) text += escaped$1(scanner);
		else text += scanner.match(plain) ?? scanner.text[scanner.at++] ?? "";
		const trims = this.#trims;
		this.#trims = false;
		return trims ? text.replace(/^[^\S\n]*\n?/, "") : text;
	}
	#closed(found) {
		this.#scanner.skip(true);
		this.#trims = this.#scanner.take("~");
		this.#scanner.expect("}");
		return found;
	}
	#directive() {
		const scanner = this.#scanner;
		const word = scanner.match(/(?:if|for)\b/y) ?? scanner.fail("`if` or `for` is missing after `%{`");
		scanner.skip(true);
		if (word === "if") {
			const condition = this.#closed(this.#read(scanner));
			const { parts: yes, ending } = this.#parts(["else", "endif"]);
			const no = ending === "else" ? this.#parts(["endif"]).parts : [];
			return {
				kind: "choice",
				condition,
				yes: joined$2(yes),
				no: joined$2(no)
			};
		}
		const names = [];
		do {
			scanner.skip(true);
			names.push(scanner.match(/[A-Za-z_][\w-]*/y) ?? scanner.fail("a name is missing"));
			scanner.skip(true);
		} while (scanner.take(","));
		if (scanner.match(/in\b/y) === void 0) scanner.fail("`in` is missing");
		scanner.skip(true);
		const list = this.#closed(this.#read(scanner));
		const value = joined$2(this.#parts(["endfor"]).parts);
		return {
			kind: "call",
			name: "join",
			given: [literal$1(""), {
				kind: "for",
				names,
				list,
				value
			}],
			spread: false
		};
	}
};
function escaped$1(scanner) {
	const code = scanner.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
	if (code !== void 0) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
	const character = scanner.text[scanner.at++] ?? "";
	return escapes$1[character] ?? scanner.fail(`\`\\${character}\` is not an escape sequence`);
}
function literal$1(value) {
	return {
		kind: "literal",
		value
	};
}
function joined$2(given) {
	const parts = given.filter((part) => part.kind !== "literal" || part.value !== "");
	const [only, ...others] = parts;
	if (only === void 0) return literal$1("");
	return others.length === 0 ? only : {
		kind: "template",
		parts
	};
}
// src/repository/bake/parse-hcl.ts
const identifier = /[A-Za-z_][\w-]*/y;
function parseHcl(text) {
	try {
		const scanner = new HclScanner(text.replace(/^\uFEFF/, ""));
		const file = body(scanner, {
			type: "",
			labels: [],
			line: 1
		});
		if (!scanner.isAtEnd) scanner.fail("`}` closes nothing");
		return succeed(file);
	} catch (error) {
		if (error instanceof HclFault) return {
			ok: false,
			problem: {
				message: error.message,
				line: error.line
			}
		};
		throw error;
	}
}
function body(scanner, head) {
	const attributes = new Map();
	const blocks = [];
	for (;;) {
		scanner.skip(true);
		if (scanner.isAtEnd || scanner.text[scanner.at] === "}") break;
		const { line } = scanner;
		const name = scanner.match(identifier) ?? scanner.match(/"[^"\n]*"/y)?.slice(1, -1);
		if (name === void 0) scanner.fail("a name is missing");
		scanner.skip(false);
		if (scanner.take("=")) {
			scanner.skip(false);
			attributes.set(name, {
				expression: expression(scanner, false),
				line
			});
		} else blocks.push(block(scanner, name, line));
	}
	return {
		...head,
		attributes,
		blocks
	};
}
function block(scanner, type, line) {
	const labels = [];
	for (;;) {
		scanner.skip(false);
		const label = scanner.match(/"[^"\n]*"/y)?.slice(1, -1) ?? scanner.match(identifier);
		if (label === void 0) break;
		labels.push(label);
	}
	scanner.expect("{");
	const found = scanner.nested(() => body(scanner, {
		type,
		labels,
		line
	}));
	scanner.expect("}");
	return found;
}
function expression(scanner, lineEnds) {
	return scanner.nested(() => {
		const condition = operation(scanner, lineEnds, 0);
		scanner.skip(lineEnds);
		if (!scanner.take("?")) return condition;
		scanner.skip(true);
		const yes = expression(scanner, lineEnds);
		scanner.skip(true);
		scanner.expect(":");
		scanner.skip(true);
		return {
			kind: "choice",
			condition,
			yes,
			no: expression(scanner, lineEnds)
		};
	});
}
const operators = [
	/\|\|/y,
	/&&/y,
	/==|!=/y,
	/<=|>=|<(?!<)|>/y,
	/[+-]/y,
	/[*/%](?![/*])/y
];
function operation(scanner, lineEnds, level) {
	const operator = operators[level];
	if (operator === void 0) return unary(scanner, lineEnds);
	let left = operation(scanner, lineEnds, level + 1);
	for (;;) {
		scanner.skip(lineEnds);
		const found = scanner.match(operator);
		if (found === void 0) return left;
		scanner.skip(true);
		left = {
			kind: "operation",
			operator: found,
			operands: [left, operation(scanner, lineEnds, level + 1)]
		};
	}
}
function unary(scanner, lineEnds) {
	const operator = scanner.match(/!(?!=)|-/y);
	if (operator === void 0) return indexed$1(scanner, lineEnds);
	scanner.skip(lineEnds);
	return {
		kind: "operation",
		operator,
		operands: [scanner.nested(() => unary(scanner, lineEnds))]
	};
}
function indexed$1(scanner, lineEnds) {
	const found = traversed(scanner, term(scanner), "all");
	scanner.skip(lineEnds);
	return found;
}
function traversed(scanner, start, accessors) {
	let of = start;
	for (;;) {
		const attribute = scanner.match(/\.(?:[A-Za-z_][\w-]*|\d+)/y);
		if (attribute !== void 0) of = {
			kind: "index",
			of,
			key: {
				kind: "literal",
				value: attribute.slice(1)
			}
		};
		else if (scanner.take(".*")) of = splat(scanner, of, "attributes");
		else if (accessors === "attributes") return of;
		else if (scanner.match(/\[\s*\*\s*\]/y) !== void 0) of = splat(scanner, of, "all");
		else if (scanner.take("[")) {
			scanner.skip(true);
			of = {
				kind: "index",
				of,
				key: expression(scanner, true)
			};
			scanner.skip(true);
			scanner.expect("]");
		} else return of;
	}
}
function splat(scanner, of, accessors) {
	const element = {
		kind: "variable",
		name: "*"
	};
	return {
		kind: "splat",
		of,
		each: scanner.nested(() => traversed(scanner, element, accessors))
	};
}
const words$1 = {
	true: true,
	false: false,
	null: null
};
function term(scanner) {
	const number = scanner.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
	if (number !== void 0) return {
		kind: "literal",
		value: Number(number)
	};
	if (scanner.take("\"")) return quotedTemplate(scanner, readExpression);
	const document = heredoc(scanner, readExpression);
	if (document !== void 0) return document;
	if (scanner.take("(")) {
		scanner.skip(true);
		const found = expression(scanner, true);
		scanner.skip(true);
		scanner.expect(")");
		return found;
	}
	if (scanner.take("[")) return list$3(scanner);
	if (scanner.take("{")) return object(scanner);
	const name = scanner.match(/[A-Za-z_][\w-]*(?:::[A-Za-z_][\w-]*)*/y);
	if (name === void 0) scanner.fail("a value is missing");
	if (scanner.take("(")) return call(scanner, name);
	const word = Object.hasOwn(words$1, name) ? words$1[name] : void 0;
	return word === void 0 ? {
		kind: "variable",
		name
	} : {
		kind: "literal",
		value: word
	};
}
function readExpression(scanner) {
	return expression(scanner, true);
}
function call(scanner, name) {
	const given = [];
	let spread = false;
	for (;;) {
		scanner.skip(true);
		if (scanner.take(")")) return {
			kind: "call",
			name,
			given,
			spread
		};
		given.push(expression(scanner, true));
		scanner.skip(true);
		if (scanner.take("...")) spread = true;
		else if (!scanner.take(",") && scanner.text[scanner.at] !== ")") scanner.fail("`)` is missing");
	}
}
function list$3(scanner) {
	scanner.skip(true);
	const found = loop(scanner, "]");
	if (found !== void 0) return found;
	const items = [];
	for (;;) {
		scanner.skip(true);
		if (scanner.take("]")) return {
			kind: "list",
			items
		};
		items.push(expression(scanner, true));
		scanner.skip(true);
		if (!scanner.take(",") && scanner.text[scanner.at] !== "]") scanner.fail("`]` is missing");
	}
}
function object(scanner) {
	scanner.skip(true);
	const found = loop(scanner, "}");
	if (found !== void 0) return found;
	const entries = [];
	for (;;) {
		scanner.skip(true);
		if (scanner.take("}")) return {
			kind: "object",
			entries
		};
		const name = scanner.match(/[A-Za-z_][\w-]*(?=\s*[=:])/y);
		const key = name === void 0 ? expression(scanner, false) : {
			kind: "literal",
			value: name
		};
		scanner.skip(false);
		if (!scanner.take("=") && !scanner.take(":")) scanner.fail("`=` is missing");
		scanner.skip(true);
		entries.push([key, expression(scanner, false)]);
		scanner.skip(false);
		scanner.take(",");
	}
}
function loop(scanner, close) {
	if (scanner.match(/for\b(?!\s*[=:])/y) === void 0) return void 0;
	const names = [];
	do {
		scanner.skip(true);
		names.push(scanner.match(identifier) ?? scanner.fail("a name is missing"));
		scanner.skip(true);
	} while (scanner.take(","));
	if (scanner.match(/in\b/y) === void 0) scanner.fail("`in` is missing");
	scanner.skip(true);
	const of = expression(scanner, true);
	scanner.skip(true);
	scanner.expect(":");
	scanner.skip(true);
	const first = expression(scanner, true);
	scanner.skip(true);
	const hasKey = scanner.take("=>");
	scanner.skip(true);
	const value = hasKey ? expression(scanner, true) : first;
	scanner.skip(true);
	scanner.take("...");
	const isFiltered = scanner.match(/if\b/y) !== void 0;
	scanner.skip(true);
	const condition = isFiltered ? expression(scanner, true) : void 0;
	scanner.skip(true);
	scanner.expect(close);
	return {
		kind: "for",
		names,
		list: of,
		...hasKey ? { key: first } : {},
		value,
		...condition === void 0 ? {} : { condition }
	};
}
// src/repository/bake/definition.ts
function readBakeFile(text, file) {
	const read = file.endsWith(".json") ? parseJsonForm(text) : parseHcl(text);
	if (!read.ok) return {
		ok: false,
		problem: {
			file,
			...read.problem
		}
	};
	return succeed(definitionOf(read.value, file));
}
function definitionOf(root, file) {
	const blocksOf = (type) => root.blocks.filter((one) => one.type === type);
	const named = (type) => blocksOf(type).map(({ labels, attributes, line }) => ({
		file,
		line,
		name: labels[0] ?? "",
		attributes
	}));
	return {
		variables: new Map([...[...root.attributes].map(([name, { expression }]) => [name, expression]), ...blocksOf("variable").map(({ labels, attributes }) => [labels[0] ?? "", attributes.get("default")?.expression])]),
		functions: new Map(blocksOf("function").flatMap(({ labels, attributes }) => {
			const result = attributes.get("result")?.expression;
			const parameters = attributes.get("params")?.expression;
			const names = parameters?.kind === "list" ? parameters.items : [];
			const rest = attributes.get("variadic_params")?.expression;
			return result === void 0 ? [] : [[labels[0] ?? "", {
				parameters: names.flatMap((one) => one.kind === "variable" ? one.name : []),
				...rest?.kind === "variable" ? { rest: rest.name } : {},
				result
			}]];
		})),
		groups: named("group"),
		targets: named("target")
	};
}
function joinedDefinitions(all) {
	return {
		variables: new Map(all.flatMap(({ variables }) => [...variables])),
		functions: new Map(all.flatMap(({ functions }) => [...functions])),
		groups: all.flatMap(({ groups }) => groups),
		targets: all.flatMap(({ targets }) => targets)
	};
}
function parseJsonForm(text) {
	const read = parseJson(text);
	if (!read.ok) return {
		ok: false,
		problem: {
			...read.problem,
			line: 1
		}
	};
	const lineOf = (name) => lineWith(text, `"${name}"`);
	const blocks = entriesOf(read.value).flatMap(([type, labelled]) => [
		"variable",
		"function",
		"group",
		"target"
	].includes(type) ? entriesOf(labelled).map(([label, given]) => ({
		type,
		labels: [label],
		attributes: attributesOf(given, lineOf(label)),
		blocks: [],
		line: lineOf(label)
	})) : []);
	return succeed({
		type: "",
		labels: [],
		attributes: new Map(),
		blocks,
		line: 1
	});
}
function lineWith(text, part) {
	const at = text.indexOf(part);
	return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
function entriesOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
function attributesOf(given, line) {
	return new Map(entriesOf(given).map(([name, value]) => [name, {
		expression: expressionOf(value),
		line
	}]));
}
const deepest$10 = 100;
function expressionOf(value, depth = 0) {
	if (depth > deepest$10) return {
		kind: "variable",
		name: ""
	};
	if (Array.isArray(value)) return {
		kind: "list",
		items: value.map((one) => expressionOf(one, depth + 1))
	};
	if (typeof value === "string") return bareTemplate(value, 1, readExpression);
	if (typeof value === "number" || typeof value === "boolean") return {
		kind: "literal",
		value
	};
	if (value === null || value === void 0) return {
		kind: "literal",
		value: null
	};
	return {
		kind: "object",
		entries: entriesOf(value).map(([key, one]) => [{
			kind: "literal",
			value: key
		}, expressionOf(one, depth + 1)])
	};
}
// src/repository/bake/values.ts
const unknownValue = Symbol("unknown");
function isList(value) {
	return Array.isArray(value);
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asWritten(value) {
	if (value === null) return "";
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}
function hasUnknown(value) {
	if (value === unknownValue) return true;
	if (isList(value)) return value.some(hasUnknown);
	return isObject(value) && Object.values(value).some(hasUnknown);
}
const sizes = new WeakMap();
function sizeOf$1(value) {
	if (typeof value === "string") return value.length + 1;
	if (!isList(value) && !isObject(value)) return 1;
	const known = sizes.get(value);
	if (known !== void 0) return known;
	const size = (isList(value) ? value : Object.entries(value).flat()).reduce((sum, one) => sum + sizeOf$1(one), 1);
	sizes.set(value, size);
	return size;
}
function isEqual(one, other) {
	return JSON.stringify(one) === JSON.stringify(other);
}
// src/repository/bake/overrides.ts
const lists = new Set([
	"annotations",
	"attest",
	"cache-from",
	"cache-to",
	"entitlements",
	"no-cache-filter",
	"output",
	"platform",
	"secrets",
	"ssh",
	"tags"
]);
function isListAttribute(key) {
	return lists.has(key);
}
function withOverrides(target, overrides) {
	const given = overrides.filter(({ pattern }) => matches$1(pattern, target.name));
	let values = {
		...target.values,
		...listsOf(given, target.values)
	};
	for (const { key, value = unknownValue } of given.filter((one) => !isListAttribute(one.key))) {
		const [attribute = "", inner] = /^([^.]+)(?:\.(.*))?$/.exec(key)?.slice(1) ?? [];
		values = merged$1(values, { [attribute]: inner === void 0 ? value : { [inner]: value } });
	}
	return {
		...target,
		values
	};
}
function matches$1(pattern, name) {
	const [start = "", ...rest] = pattern.split("*");
	const end = rest.pop();
	if (end === void 0) return pattern === name;
	if (!name.startsWith(start)) return false;
	let at = start.length;
	for (const part of rest) {
		const found = name.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return name.length - end.length >= at && name.endsWith(end);
}
function listsOf(overrides, written) {
	const given = Map.groupBy(overrides.filter(({ key }) => isListAttribute(key)), ({ key }) => key);
	return Object.fromEntries([...given].map(([key, entries]) => {
		const before = written[key];
		return [key, [...entries.some(({ adds }) => adds) && isList(before) ? before : [], ...entries.map(({ value }) => value ?? unknownValue)]];
	}));
}
const byKey = new Set([
	"args",
	"contexts",
	"labels"
]);
function merged$1(first, second) {
	const result = { ...first };
	for (const [key, value] of Object.entries(second)) {
		if (value === null) continue;
		const before = result[key];
		result[key] = byKey.has(key) && isObject(value) ? {
			...isObject(before) ? before : {},
			...set(value)
		} : value;
	}
	return result;
}
function set(value) {
	return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
}
// src/repository/bake/functions.ts
const text = (value) => asWritten(value) ?? "";
const list$2 = (value) => isList(value) ? value : [];
const ofText = (change) => (...given) => change(text(given[0]), text(given[1]), text(given[2]));
const ofNumbers = (change) => (...given) => change(Number(given[0]), Number(given[1]));
const trimmed = (given, characters) => {
	const set = new Set(characters);
	const from = [...given].findIndex((one) => !set.has(one));
	const to = [...given].findLastIndex((one) => !set.has(one));
	return from < 0 ? "" : [...given].slice(from, to + 1).join("");
};
function isCostly(pattern, given) {
	const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
	return /\)[*+{]/.test(pattern) || repetitions > 4 || given.length > 128;
}
function replacedByPattern(given, pattern, replacement) {
	if (isCostly(pattern, given)) return unknownValue;
	try {
		const ours = new RegExp(pattern.replace(/^\(\?[imsU]+\)/, ""), pattern.startsWith("(?i)") ? "gi" : "g");
		return given.replaceAll(ours, replacement.replaceAll(/\$\{(\d+)\}/g, "$$$1"));
	} catch {
		return unknownValue;
	}
}
function matched(pattern, given) {
	return matches(pattern, given)[0] ?? unknownValue;
}
function matches(pattern, given) {
	if (isCostly(pattern, given)) return [unknownValue];
	try {
		const ours = pattern.replaceAll("(?P<", "(?<");
		return [...given.matchAll(new RegExp(ours, "g"))].map((found) => {
			if (found.groups !== void 0) return { ...found.groups };
			const parts = found.slice(1).map((part) => part ?? null);
			return parts.length === 0 ? found[0] : parts;
		});
	} catch {
		return [unknownValue];
	}
}
function numbers(given) {
	const [first = 0, second, by] = given.map(Number);
	const [from, to] = second === void 0 ? [0, first] : [first, second];
	const step = by ?? (to < from ? -1 : 1);
	const count = Math.ceil((to - from) / step);
	return count > 0 && count <= 1024 ? Array.from({ length: count }, (_, at) => from + at * step) : [];
}
function formatted(given) {
	const [pattern, ...values] = given;
	let at = 0;
	let isKnown = true;
	const result = text(pattern).replaceAll(/%(?:(%)|([svdqt])|.)/g, (_whole, percent, verb) => {
		if (percent !== void 0) return "%";
		const value = asWritten(values[at++]);
		isKnown &&= verb !== void 0 && value !== void 0;
		return verb === "q" ? JSON.stringify(value) : value ?? "";
	});
	return isKnown ? result : unknownValue;
}
function element(of, at) {
	const items = list$2(of);
	return items.length === 0 ? unknownValue : items[Number(at) % items.length] ?? null;
}
const bakeFunctions = new Map(Object.entries({
	add: ofNumbers((one, other) => one + other),
	subtract: ofNumbers((one, other) => one - other),
	multiply: ofNumbers((one, other) => one * other),
	divide: ofNumbers((one, other) => one / other),
	modulo: ofNumbers((one, other) => one % other),
	max: (...given) => Math.max(...given.map(Number)),
	min: (...given) => Math.min(...given.map(Number)),
	and: (...given) => given.every((one) => one === true || one === "true"),
	or: (...given) => given.some((one) => one === true || one === "true"),
	not: (one) => !(one === true || one === "true"),
	equal: (one = null, other = null) => isEqual(one, other),
	notequal: (one = null, other = null) => !isEqual(one, other),
	lessthan: (one, other) => Number(one) < Number(other),
	lessthanorequalto: (one, other) => Number(one) <= Number(other),
	greaterthan: (one, other) => Number(one) > Number(other),
	greaterthanorequalto: (one, other) => Number(one) >= Number(other),
	coalesce: (...given) => given.find((one) => one !== null) ?? null,
	coalescelist: (...given) => given.find((one) => list$2(one).length > 0) ?? [],
	compact: (given) => list$2(given).filter((one) => one !== "" && one !== null),
	absolute: (given) => Math.abs(Number(given)),
	basename: ofText((one) => one.replace(/\/+$/, "").replace(/^.*\//s, "")),
	ceil: (given) => Math.ceil(Number(given)),
	chomp: ofText((one) => one.replace(/[\r\n]+$/, "")),
	concat: (...given) => given.flatMap((one) => list$2(one)),
	contains: (of, value = null) => list$2(of).some((one) => isEqual(one, value)),
	dirname: ofText((one) => /^(.*)\/[^/]*$/s.exec(one)?.[1] ?? "."),
	distinct: (given) => [...new Map(list$2(given).map((one) => [JSON.stringify(one), one])).values()],
	element: (of = null, at = null) => element(of, at),
	index: (of = null, at = null) => isObject(of) ? of[text(at)] ?? null : element(of, at),
	flatten: (given) => flattened(given ?? null),
	floor: (given) => Math.floor(Number(given)),
	format: (...given) => formatted(given),
	hasindex: (of, key) => isObject(of) ? Object.hasOwn(of, text(key)) : list$2(of)[Number(key)] !== void 0,
	indent: ofText((by, one) => one.replaceAll("\n", `\n${" ".repeat(Math.min(Number(by) || 0, 100))}`)),
	indexof: (of, value = null) => {
		const at = list$2(of).findIndex((one) => isEqual(one, value));
		return at < 0 ? unknownValue : at;
	},
	join: (separator, ...lists) => lists.flatMap((one) => list$2(one).map(text)).join(text(separator)),
	jsonencode: (given = null) => JSON.stringify(given),
	keys: (given) => isObject(given) ? Object.keys(given).sort() : [],
	length: (given) => isObject(given) ? Object.keys(given).length : list$2(given).length,
	lookup: (of, key, otherwise = null) => isObject(of) ? of[text(key)] ?? otherwise : otherwise,
	lower: ofText((one) => one.toLowerCase()),
	merge: (...given) => Object.assign({}, ...given.filter(isObject)),
	negate: (given) => -Number(given),
	parseint: (given, base) => Number.parseInt(text(given), Number(base)),
	range: (...given) => numbers(given),
	regex: ofText(matched),
	regexall: ofText(matches),
	regex_replace: ofText(replacedByPattern),
	replace: ofText((one, from, to) => one.replaceAll(from, () => to)),
	reverse: ofText((one) => [...one].reverse().join("")),
	reverselist: (given) => [...list$2(given)].reverse(),
	sanitize: ofText((one) => one.replaceAll(/[^a-zA-Z0-9_-]/g, "_")),
	slice: (given, from, to) => list$2(given).slice(Number(from), to === void 0 ? void 0 : Number(to)),
	sort: (given) => list$2(given).map(text).sort(),
	split: ofText((separator, one) => one.split(separator)),
	strlen: ofText((one) => [...one].length),
	substr: (given, at, length) => {
		const from = [...text(given)].slice(Number(at));
		return (Number(length) < 0 ? from : from.slice(0, Number(length))).join("");
	},
	title: ofText((one) => one.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())),
	trim: ofText(trimmed),
	trimprefix: ofText((one, start) => one.startsWith(start) ? one.slice(start.length) : one),
	trimspace: ofText((one) => one.trim()),
	trimsuffix: ofText((one, end) => end !== "" && one.endsWith(end) ? one.slice(0, -end.length) : one),
	upper: ofText((one) => one.toUpperCase()),
	values: (given) => isObject(given) ? Object.entries(given).sort(([one], [other]) => one < other ? -1 : 1).map(([, value]) => value) : [],
	zipmap: (keys, given) => Object.fromEntries(list$2(keys).map((key, at) => [text(key), list$2(given)[at] ?? null]))
}));
function flattened(value) {
	return list$2(value).flatMap((one) => isList(one) ? flattened(one) : [one]);
}
// src/repository/bake/evaluate.ts
function workLimit() {
	return {
		left: 4e6,
		depth: 0
	};
}
const deepest$9 = 300;
const largest$3 = 1e5;
const largestGiven = 1e4;
function evaluate(expression, scope) {
	const { work } = scope;
	if (work.left <= 0 || work.depth >= deepest$9) return unknownValue;
	work.depth += 1;
	const value = evaluated(expression, scope);
	work.depth -= 1;
	const size = sizeOf$1(value);
	work.left -= size;
	return size > largest$3 ? unknownValue : value;
}
function evaluated(expression, scope) {
	switch (expression.kind) {
		case "literal": return expression.value;
		case "template": return joined$1(expression.parts.map((part) => evaluate(part, scope)));
		case "list": return expression.items.map((item) => evaluate(item, scope));
		case "object": return Object.fromEntries(expression.entries.map(([key, value]) => [asWritten(evaluate(key, scope)) ?? "", evaluate(value, scope)]));
		case "variable": {
			const value = scope.variable(expression.name);
			return value === void 0 ? unknownValue : value;
		}
		case "index": return indexed(evaluate(expression.of, scope), evaluate(expression.key, scope));
		case "call": return called(expression, scope);
		case "choice": return chosen(evaluate(expression.condition, scope), expression, scope);
		case "operation": return operated(expression.operator, expression.operands.map((operand) => evaluate(operand, scope)));
		case "for": return looped(expression, scope);
		case "splat": return splatted(evaluate(expression.of, scope), expression.each, scope);
	}
}
function joined$1(parts) {
	const texts = parts.map(asWritten);
	return texts.includes(void 0) ? unknownValue : texts.join("");
}
function indexed(of, key) {
	const name = asWritten(key);
	if (name === void 0) return unknownValue;
	if (isObject(of)) return of[name] ?? null;
	return isList(of) ? of[Number(name)] ?? unknownValue : unknownValue;
}
function isTrue(value) {
	return typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : void 0;
}
function chosen(condition, { yes, no }, scope) {
	const holds = isTrue(condition);
	if (holds !== void 0) return evaluate(holds ? yes : no, scope);
	const one = evaluate(yes, scope);
	const other = evaluate(no, scope);
	return !hasUnknown(one) && isEqual(one, other) ? one : unknownValue;
}
function called({ name, given, spread }, scope) {
	if (name === "try" || name === "can") return tried(name, given, scope);
	const values = given.map((one) => evaluate(one, scope));
	const last = values.at(-1);
	const all = spread && isList(last) ? values.slice(0, -1).concat(last) : values;
	const own = scope.function(name);
	if (own !== void 0) {
		const local = new Map(own.parameters.map((parameter, at) => [parameter, all[at] ?? null]));
		if (own.rest !== void 0) local.set(own.rest, all.slice(own.parameters.length));
		return evaluate(own.result, within(scope, local));
	}
	const known = bakeFunctions.get(name);
	if (known === void 0 || sizeOf$1(all) > largestGiven || all.some(hasUnknown)) return unknownValue;
	return known(...all);
}
function tried(name, given, scope) {
	const first = given.map((one) => evaluate(one, scope)).find((value) => value !== unknownValue);
	return name === "try" ? first ?? unknownValue : unknownValue;
}
function operated(operator, operands) {
	const [left = null, right] = operands;
	const truths = operands.map(isTrue);
	if (operator === "&&" && truths.includes(false)) return false;
	if (operator === "||" && truths.includes(true)) return true;
	if (operands.some(hasUnknown)) return unknownValue;
	if (right === void 0) return operator === "!" ? !truths[0] : -Number(left);
	switch (operator) {
		case "&&": return truths.every((one) => one === true);
		case "||": return truths.some((one) => one === true);
		case "==": return isEqual(left, right);
		case "!=": return !isEqual(left, right);
		default: return calculated(operator, Number(left), Number(right));
	}
}
function calculated(operator, left, right) {
	switch (operator) {
		case "<": return left < right;
		case "<=": return left <= right;
		case ">": return left > right;
		case ">=": return left >= right;
		case "+": return left + right;
		case "-": return left - right;
		case "*": return left * right;
		case "/": return left / right;
		default: return left % right;
	}
}
function splatted(of, each, scope) {
	if (of === unknownValue) return of;
	return (isList(of) ? of : of === null ? [] : [of]).map((one) => evaluate(each, within(scope, new Map([["*", one]]))));
}
function looped({ names, list, key, value, condition }, scope) {
	const of = evaluate(list, scope);
	if (!isList(of) && !isObject(of)) return unknownValue;
	const pairs = isList(of) ? of.map((one, at) => [at, one]) : Object.entries(of);
	const found = [];
	for (const [at, one] of pairs) {
		const [first = "", second] = names;
		const inner = within(scope, new Map(second === void 0 ? [[first, one]] : [[first, at], [second, one]]));
		const holds = condition === void 0 ? true : isTrue(evaluate(condition, inner));
		if (holds === void 0) return unknownValue;
		if (holds) found.push([key === void 0 ? at : evaluate(key, inner), evaluate(value, inner)]);
	}
	return key === void 0 ? found.map(([, one]) => one) : Object.fromEntries(found.map(([name, one]) => [asWritten(name) ?? "", one]));
}
function within(scope, local) {
	return {
		...scope,
		variable: (name) => local.has(name) ? local.get(name) : scope.variable(name)
	};
}
// src/repository/bake/targets.ts
function bakeTargets(definition, environment, overrides = []) {
	const scope = scopeOf(definition, environment);
	const written = definition.targets.flatMap((block) => expanded(block, scope));
	const groups = groupsOf$1(definition, scope, written);
	const byName = Map.groupBy(written, ({ name }) => name);
	const inherited = new Map();
	return {
		all: [...byName.keys()].map((name) => withOverrides(resolved$1(name, byName, inherited), overrides)),
		named: (given) => {
			const wanted = given.length > 0 ? given : ["default"];
			const found = new Set();
			for (const name of wanted) addMembers(found, name, groups, byName);
			return [...found];
		}
	};
}
function scopeOf({ variables, functions }, environment) {
	const known = new Map();
	const scope = {
		work: workLimit(),
		function: (name) => functions.get(name),
		variable: (name) => {
			const found = known.get(name);
			if (found !== void 0 || !variables.has(name)) return found;
			known.set(name, unknownValue);
			const written = variables.get(name);
			const usual = written === void 0 ? "" : evaluate(written, scope);
			const given = environment(name);
			const value = given === void 0 ? usual : typedLike(usual, given);
			known.set(name, value);
			return value;
		}
	};
	return scope;
}
function typedLike(usual, given) {
	if (given === unknownValue) return given;
	if (typeof usual === "boolean") return given === "true" || given === "1";
	if (typeof usual === "number") return Number(given);
	return isList(usual) || isObject(usual) ? unknownValue : given;
}
const mostCombinations$1 = 200;
const longestChain = 100;
function expanded(block, scope) {
	const matrix = block.attributes.get("matrix");
	const given = matrix === void 0 ? void 0 : evaluate(matrix.expression, scope);
	if (!isObject(given)) return [{
		...block,
		values: valuesOf(block, scope)
	}];
	const attributes = new Map([...block.attributes].filter(([name]) => name !== "matrix"));
	return combinationsOf(given).map((combination) => {
		const values = valuesOf({ attributes }, within(scope, combination));
		return {
			...block,
			name: asWritten(values["name"]) ?? block.name,
			values,
			group: block.name
		};
	});
}
function combinationsOf(matrix) {
	const lists = Object.entries(matrix).map(([name, list]) => ({
		name,
		values: isList(list) ? list : []
	}));
	const count = lists.reduce((all, { values }) => Math.min(all * values.length, mostCombinations$1), 1);
	return Array.from({ length: count }, (_, index) => {
		let left = index;
		const chosen = lists.toReversed().map(({ name, values }) => {
			const at = left % values.length;
			left = (left - at) / values.length;
			return [name, values[at] ?? null];
		});
		return new Map(chosen.reverse());
	});
}
function valuesOf({ attributes }, scope) {
	return Object.fromEntries([...attributes].map(([name, { expression }]) => [name, evaluate(expression, scope)]));
}
function groupsOf$1({ groups }, scope, written) {
	const found = new Map();
	const add = (group, members) => {
		const known = found.get(group);
		if (known === void 0) found.set(group, [...members]);
		else for (const member of members) known.push(member);
	};
	for (const block of groups) add(block.name, textsOf(valuesOf(block, scope)["targets"]));
	for (const { group, name } of written) if (group !== void 0) add(group, [name]);
	return found;
}
function addMembers(found, wanted, groups, targets) {
	const open = new Set();
	const done = new Set();
	const add = (name) => {
		const members = groups.get(name);
		if (members === void 0 || open.has(name) || open.size >= longestChain) {
			if (targets.has(name)) found.add(name);
		} else if (!done.has(name)) {
			open.add(name);
			for (const member of members) add(member);
			open.delete(name);
			done.add(name);
		}
	};
	add(wanted);
}
function resolved$1(name, written, known, depth = 0) {
	const found = known.get(name);
	if (found !== void 0) return found;
	const own = written.get(name) ?? [];
	const last = own.at(-1);
	const values = own.map((one) => one.values).reduce(merged$1, {});
	const target = {
		name,
		file: last?.file ?? "",
		line: last?.line ?? 1
	};
	known.set(name, {
		...target,
		values
	});
	const inherited = (depth < longestChain ? textsOf(values["inherits"]) : []).map((parent) => resolved$1(parent, written, known, depth + 1).values).reduce(merged$1, {});
	const whole = {
		...target,
		values: merged$1(inherited, values)
	};
	known.set(name, whole);
	return whole;
}
function textsOf(value) {
	return isList(value) ? value.flatMap((one) => asWritten(one) ?? []) : [];
}
// src/repository/compose/interpolate.ts
const deepest$8 = 20;
const longest$5 = 256e3;
function interpolated(text, environment = () => void 0) {
	return new Interpolation(text, environment).until(void 0, 0);
}
var Interpolation = class {
	#text;
	#environment;
	#at = 0;
	constructor(text, environment) {
		this.#text = text;
		this.#environment = environment;
	}
	until(end, depth) {
		const parts = [];
		let length = 0;
		while (this.#at < this.#text.length) {
			if (end !== void 0 && this.#text[this.#at] === end) {
				this.#at += 1;
				break;
			}
			const part = this.#part(end, depth);
			length += part?.length ?? 0;
			parts.push(length > longest$5 ? void 0 : part);
		}
		return parts.includes(void 0) ? void 0 : parts.join("");
	}
	#part(end, depth) {
		if (this.#take(/\$\$/y) !== void 0) return "$";
		const name = this.#take(/\$[A-Za-z_]\w*/y);
		if (name !== void 0) return this.#environment(name.slice(1));
		if (this.#take(/\$\{/y) !== void 0) return this.#braced(depth);
		return this.#take(end === void 0 ? /\$|[^$]+/y : /\$|[^$}]+/y);
	}
	#braced(depth) {
		const start = this.#at - 2;
		if (this.#text.indexOf("}", start) < 0) {
			this.#at = this.#text.length;
			return this.#text.slice(start);
		}
		const name = this.#take(/\w+/y) ?? "";
		const operator = this.#take(/:?[-+?]/y);
		if (depth >= deepest$8) {
			this.#at = this.#text.length;
			return;
		}
		const word = this.until("}", depth + 1);
		const value = this.#environment(name);
		if (operator === void 0) return word === "" ? value : void 0;
		const isSet = value !== void 0 && !(value === "" && operator.startsWith(":"));
		if (operator.endsWith("-")) return isSet ? value : word;
		if (operator.endsWith("+")) return isSet ? word : "";
		return isSet ? value : void 0;
	}
	#take(pattern) {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		this.#at += found?.length ?? 0;
		return found;
	}
};
// src/repository/compose/merge.ts
const maps = new Set([
	"environment",
	"args",
	"labels",
	"additional_contexts",
	"extra_hosts",
	"annotations"
]);
const whole = new Set([
	"command",
	"entrypoint",
	"test"
]);
function withoutPaths(service, paths) {
	if (paths.length === 0) return service;
	const copy = structuredClone(service);
	for (const path of paths) {
		let at = copy;
		for (const key of path.slice(0, -1)) at = Object.hasOwn(asMap(at), key) ? asMap(at)[key] : void 0;
		Reflect.deleteProperty(asMap(at), path.at(-1) ?? "");
	}
	return copy;
}
function mergedService(before, after) {
	const merged = { ...before };
	for (const [key, value] of Object.entries(after)) merged[key] = mergedValue(key, merged[key], value);
	return merged;
}
function mergedValue(key, before, after) {
	if (before === void 0 || before === null || whole.has(key)) return after;
	if (after === void 0 || after === null) return before;
	if (maps.has(key)) return {
		...namedValues(before),
		...namedValues(after)
	};
	if (key === "depends_on") return {
		...dependencies(before),
		...dependencies(after)
	};
	if (Array.isArray(before) || Array.isArray(after)) return [before, after].flat();
	if (typeof before === "object" && typeof after === "object") return mergedService(before, after);
	return after;
}
function namedValues(given) {
	if (!Array.isArray(given)) return asMap(given);
	return Object.fromEntries(asList(given).flatMap((one) => {
		const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(asText(one) ?? "") ?? [];
		return name === void 0 ? [] : [[name, value ?? null]];
	}));
}
function dependencies(given) {
	return Array.isArray(given) ? Object.fromEntries(asList(given).flatMap((one) => [[asText(one) ?? "", null]])) : asMap(given);
}
// src/repository/compose/variables-file.ts
const longest$4 = 1e4;
function withVariablesFile(texts, paths, environment) {
	const variables = new Map();
	const lookup = (name) => environment(name) ?? variables.get(name);
	for (const path of paths.filter((one) => texts.paths.includes(one))) for (const { groups = {} } of (texts.text(path) ?? "").matchAll(assignment)) {
		const { name = "", double, single, plain = "" } = groups;
		const written = double === void 0 ? plain.replace(/ #.*$/, "").trimEnd() : unescaped(double);
		const value = single?.replaceAll("\\'", "'") ?? interpolated(written, lookup);
		variables.set(name, value === void 0 || value.length > longest$4 ? void 0 : value);
	}
	return lookup;
}
const assignment = /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)[ \t]*[=:][ \t]*(?:"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>(?:[^'\\]|\\[\s\S])*)'|(?<plain>.*))/gm;
const escapes = {
	n: "\n",
	r: "\r",
	t: "	",
	"\\": "\\",
	"\"": "\"",
	$: "$$"
};
function unescaped(text) {
	return text.replaceAll(/\\([\s\S])/g, (whole, character) => escapes[character] ?? whole);
}
// src/repository/compose/project.ts
const deepest$7 = 8;
const mostFiles$6 = 100;
const mostServices = 2e3;
function composeProject(texts, given) {
	return [...new ProjectReader(texts).project(given, 0).values()];
}
var ProjectReader = class {
	#texts;
	#known = new Map();
	#files = 0;
	#services = 0;
	constructor(texts) {
		this.#texts = texts;
	}
	project({ files, variables, environment: outer, ...given }, depth) {
		const directory = given.directory ?? parentOf(files[0] ?? "");
		const environment = withVariablesFile(this.#texts, variables ?? [joinPath(directory, ".env")], outer);
		const services = new Map();
		for (const path of files) {
			const file = this.#file({
				path,
				directory,
				environment
			});
			if (file === void 0) continue;
			for (const [name, one] of this.#included(file, depth)) if (!services.has(name)) services.set(name, one);
			for (const name of Object.keys(servicesOf(file))) {
				if (this.#services >= mostServices) break;
				this.#define(services, file, {
					name,
					depth
				});
			}
		}
		return services;
	}
	#define(services, file, { name, depth }) {
		const { path, directory, environment, tags, yaml } = file;
		if (isTagged(tags.reset, name)) {
			services.delete(name);
			return;
		}
		const value = this.#service(file, name, depth);
		const before = isTagged(tags.override, name) ? void 0 : services.get(name);
		const place = before === void 0 || value["build"] !== void 0 ? {
			file: path,
			line: yaml.lineOf(["services", name])
		} : {
			file: before.file,
			line: before.line
		};
		services.set(name, {
			name,
			environment,
			directory,
			...place,
			value: before === void 0 ? value : this.#merged(before.value, value, {
				file,
				name
			})
		});
	}
	#file(given) {
		this.#files += 1;
		if (this.#files > mostFiles$6) return void 0;
		return this.#parsed(given);
	}
	#parsed(given) {
		const known = this.#known.get(given.path);
		if (known !== void 0) return {
			...given,
			...known
		};
		const text = this.#texts.text(given.path);
		if (text === void 0 || this.#known.size >= mostFiles$6) return void 0;
		const yaml = placed(text);
		const read = {
			yaml,
			tags: {
				reset: pathsIn$1(yaml, "!reset"),
				override: pathsIn$1(yaml, "!override")
			}
		};
		this.#known.set(given.path, read);
		return {
			...given,
			...read
		};
	}
	#included({ yaml, directory, environment }, depth) {
		const found = new Map();
		if (depth >= deepest$7) return found;
		for (const given of asList(asMap(yaml.value)["include"])) {
			const options = typeof given === "string" ? { path: given } : asMap(given);
			const paths = (value) => [value].flat().flatMap((one) => pathIn(directory, asText(one), environment) ?? []);
			const files = paths(options["path"]);
			if (files.length === 0) continue;
			const [own] = paths(options["project_directory"]);
			const project = {
				files,
				environment,
				...own === void 0 ? {} : { directory: own },
				...options["env_file"] === void 0 ? {} : { variables: paths(options["env_file"]) }
			};
			for (const [name, one] of this.project(project, depth + 1)) found.set(name, one);
		}
		return found;
	}
	#service(file, name, depth) {
		this.#services += 1;
		const { extends: extended, ...own } = withoutPaths(asMap(servicesOf(file)[name]), file.tags.reset.get(name) ?? []);
		const value = withRootPaths(own, file);
		if (extended === void 0 || depth >= deepest$7 || this.#services >= mostServices) return value;
		const options = typeof extended === "string" ? { service: extended } : asMap(extended);
		const base = asText(options["service"]);
		const path = asText(options["file"]);
		const other = path === void 0 ? file : this.#extendedFile(file, path);
		if (base === void 0 || other === void 0) return value;
		return this.#merged(this.#service(other, base, depth + 1), value, {
			file,
			name
		});
	}
	#merged(before, after, { file, name }) {
		const { reset, override } = file.tags;
		return mergedService(withoutPaths(before, [...reset.get(name) ?? [], ...override.get(name) ?? []]), after);
	}
	#extendedFile({ directory, environment }, given) {
		const path = pathIn(directory, given, environment);
		return path === void 0 ? void 0 : this.#parsed({
			path,
			directory: parentOf(path),
			environment
		});
	}
};
function pathsIn$1(yaml, tag) {
	const found = new Map();
	for (const [top, name, ...path] of yaml.taggedPaths(tag)) {
		if (top !== "services" || name === void 0) continue;
		const paths = found.get(name);
		if (paths === void 0) found.set(name, [path]);
		else paths.push(path);
	}
	return found;
}
function isTagged(paths, service) {
	return paths.get(service)?.some((path) => path.length === 0) === true;
}
function servicesOf({ yaml }) {
	return asMap(asMap(yaml.value)["services"]);
}
function withRootPaths(service, { directory, environment }) {
	const { build, env_file: variables, ...rest } = service;
	const options = typeof build === "string" ? { context: build } : asMap(build);
	const place = (path) => pathIn(directory, path, environment) ?? "$";
	const context = asText(options["context"]);
	const contexts = Object.entries(namedValues(options["additional_contexts"])).map(([name, value]) => {
		const text = asText(value) ?? "$";
		return [name, /^[\w-]+:/.test(text) ? text : place(text)];
	});
	const variableFiles = [variables].flat().flatMap((one) => {
		const path = asText(one) ?? asText(asMap(one)["path"]);
		return path === void 0 ? [] : repositoryPath(path, directory) ?? [];
	});
	return {
		...rest,
		...variableFiles.length === 0 ? {} : { env_file: variableFiles },
		...build === void 0 || build === null ? {} : { build: {
			...options,
			...context === void 0 ? {} : { context: place(context) },
			...contexts.length === 0 ? {} : { additional_contexts: Object.fromEntries(contexts) }
		} }
	};
}
function pathIn(directory, path, environment) {
	const filled = path === void 0 ? void 0 : interpolated(path, environment);
	return filled === void 0 ? void 0 : repositoryPath(filled, directory);
}
// src/repository/compose/services.ts
const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;
function composeServices(texts, files) {
	const project = composeProject(texts, files);
	const all = Object.fromEntries(project.map(({ name, value }) => [name, value]));
	return project.map((service) => {
		const { name, value, file, environment } = service;
		const build = buildOf$1(service);
		const image = asText(value["image"]);
		return {
			name,
			...build === void 0 ? {} : { build },
			...image === void 0 ? {} : { image: interpolated(image, environment) ?? image },
			profiles: asList(value["profiles"]).flatMap((one) => asText(one) ?? []),
			hint: hintOf(value, all, `${file}, service ${name}`)
		};
	});
}
function activeServices(services, active = []) {
	return services.filter(({ profiles }) => profiles.length === 0 || active.includes("*") || profiles.some((one) => active.includes(one)));
}
function buildOf$1({ name, value: service, environment, directory, file, line }) {
	const given = service["build"];
	if (given === void 0) return void 0;
	const options = asMap(given);
	const filled = (value) => {
		const text = asText(value);
		return text === void 0 ? void 0 : interpolated(text, environment) ?? "$";
	};
	const inline = filled(options["dockerfile_inline"]);
	const context = asText(options["context"]) ?? directory;
	const dockerfile = filled(options["dockerfile"]);
	const { known, unknown } = variables(options["args"], environment);
	const image = filled(service["image"]);
	const build = namedBuild({
		context,
		file: dockerfile === void 0 ? void 0 : joinPath(context, dockerfile),
		target: filled(options["target"]),
		args: unknown,
		knownArgs: known,
		tags: [...image === void 0 ? [] : [image], ...asList(options["tags"]).flatMap((one) => filled(one) ?? [])],
		contexts: givenContexts(contextsIn(options["additional_contexts"], filled), "."),
		cacheFrom: asList(options["cache_from"]).map((one) => filled(one) ?? "$"),
		pushed: false
	}, ".", `${file}:${line}`);
	if (build === void 0) return void 0;
	return {
		...build,
		name,
		...inline === void 0 ? {} : {
			dockerfile: file,
			inline
		}
	};
}
function contextsIn(given, filled) {
	return Object.entries(asMap(given)).map(([name, value]) => [name, filled(value) ?? "$"]);
}
function hintOf(service, all, by) {
	const entrypoint = words(service["entrypoint"]);
	const args = words(service["command"]);
	const { known, unknown } = variables(service["environment"]);
	const health = healthPath(asMap(service["healthcheck"])["test"]);
	const started = Array.isArray(service["depends_on"]) ? asList(service["depends_on"]).map(asText) : Object.keys(asMap(service["depends_on"]));
	const hosts = hostsIn(known);
	const named = hosts.size === 0 ? [] : Object.keys(all).filter((name) => hosts.has(name));
	const needed = new Set([...started, ...named.filter((name) => all[name] !== service)]);
	return {
		by,
		...entrypoint === void 0 ? {} : { entrypoint },
		...args === void 0 ? {} : { args },
		env: known,
		unknownEnv: unknown,
		envFiles: asList(service["env_file"]).flatMap((one) => asText(one) ?? []),
		ports: [...asList(service["ports"]), ...asList(service["expose"])].flatMap(containerPort),
		...health === void 0 ? {} : { health },
		services: Object.fromEntries([...needed].flatMap((name) => {
			const image = name === void 0 ? void 0 : asText(asMap(all[name])["image"]);
			return name === void 0 || image === void 0 ? [] : [[name, interpolated(image) ?? image]];
		}))
	};
}
function hostsIn(variables) {
	const place = /(?<=^|[@(,]|\/\/|host=)[\w.-]+(?=$|[:/),]| )/g;
	return new Set(Object.values(variables).flatMap((value) => value.match(place) ?? []));
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
function variables(given, environment = () => void 0) {
	const pairs = Array.isArray(given) ? given.flatMap((one) => {
		const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(asText(one) ?? "") ?? [];
		return name === void 0 ? [] : [[name, value]];
	}) : Object.entries(asMap(given)).map(([name, value]) => [name, asText(value)]);
	const known = {};
	const unknown = [];
	for (const [name, value] of pairs) {
		const filled = value === void 0 ? environment(name) : interpolated(value, environment);
		if (filled === void 0) unknown.push(name);
		else known[name] = filled;
	}
	return {
		known,
		unknown
	};
}
// src/repository/builds/build-command.ts
const builders = new Set([
	"docker",
	"podman",
	"buildah",
	"nerdctl",
	"docker-buildx"
]);
const switches = /^(?:--(?:pull|push|load|no-cache|quiet|rm|force-rm|squash|squash-all|compress|check|debug|layers|tls-verify|disable-content-trust|print|with-dependencies|verbose|detach|wait|build|all|no-build|no-start|force-recreate|remove-orphans|abort-on-container-exit|no-deps|no-recreate|quiet-pull|quiet-build|always-recreate-deps|renew-anon-volumes|all-resources|compatibility|dry-run)|-[qDdV])(?:=|$)/;
function imageCommand(words) {
	const [program = ""] = words;
	if (program === "docker-compose" || program === "podman-compose") return {
		verb: "compose",
		rest: words.slice(1)
	};
	if (/^(?:crane|skopeo)$/.test(program)) return /^(?:push|copy)$/.test(words[1] ?? "") ? {
		verb: "push",
		rest: words.slice(2)
	} : void 0;
	if (!builders.has(program)) return void 0;
	const at = words.findIndex((word, index) => index > 0 && /^(?:build|bud|b|bake|f|compose|push)$/.test(word));
	const between = words.slice(1, Math.max(at, 1));
	if (at < 0 || between.some((word) => !/^(?:buildx|image|builder|--builder(?:=.*)?|manifest)$/.test(word))) return void 0;
	const verb = words[at] ?? "";
	if ((verb === "b" || verb === "f") && !between.includes("buildx") && program !== "docker-buildx") return void 0;
	return {
		verb: {
			bud: "build",
			b: "build",
			f: "bake"
		}[verb] ?? verb,
		rest: words.slice(at + 1)
	};
}
function commandOptions(words) {
	const plain = [];
	const options = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? "";
		if (word === "-" || !word.startsWith("-")) plain.push(word);
		else if (switches.test(word)) options.push([word.split("=", 1)[0] ?? word, word.split("=")[1] ?? ""]);
		else if (/^-[tf]./.test(word)) options.push([word.slice(0, 2), word.slice(2).replace(/^=/, "")]);
		else {
			const [name = "", ...rest] = word.split("=");
			options.push([name, rest.length > 0 ? rest.join("=") : words[++at] ?? ""]);
		}
	}
	const valuesOf = (...names) => options.filter(([name]) => names.includes(name)).map(([, value]) => value);
	return {
		plain,
		valuesOf
	};
}
function buildFlags(words, directory) {
	const { plain, valuesOf } = commandOptions(words);
	const places = plain.filter((word) => !/^\$\{?\w+\}?$|^\$\(/.test(word));
	const context = (places.length > 0 ? places : plain).at(-1);
	const file = valuesOf("-f", "--file").at(-1);
	if (context === void 0 || context === "-" || file === "-") return void 0;
	const pushes = valuesOf("--push").filter((value) => value !== "false");
	return {
		context,
		file,
		target: valuesOf("--target").at(-1),
		args: valuesOf("--build-arg"),
		tags: valuesOf("-t", "--tag"),
		contexts: givenContexts(contextPairs(valuesOf("--build-context")), directory),
		cacheFrom: valuesOf("--cache-from"),
		pushed: pushes.length > 0 || valuesOf("-o", "--output").some(isPushed)
	};
}
function isPushed(output) {
	return /type=registry|push=(?:true|\$)/.test(output);
}
// src/repository/builds/compose-call.ts
function composeCall(words) {
	const { plain, valuesOf } = commandOptions(words);
	const [verb = "", ...services] = plain;
	if (!(verb === "build" || /^(?:up|create|run)$/.test(verb) && valuesOf("--build").length > 0) && verb !== "push") return void 0;
	return {
		verb: verb === "push" ? "push" : "build",
		files: valuesOf("-f", "--file"),
		services: services.filter((name) => !/[$`{]/.test(name)),
		profiles: valuesOf("--profile"),
		projectDirectory: valuesOf("--project-directory").at(-1),
		variableFiles: valuesOf("--env-file"),
		args: valuesOf("--build-arg"),
		pushed: verb === "build" && valuesOf("--push").some((value) => value !== "false")
	};
}
const usualFiles$1 = [[
	"compose.yaml",
	"compose.yml",
	"docker-compose.yml",
	"docker-compose.yaml"
], [
	"compose.override.yaml",
	"compose.override.yml",
	"docker-compose.override.yml",
	"docker-compose.override.yaml"
]];
function composeCallBuilds(texts, call, { directory, by, variables }) {
	const { services } = call;
	const pathsOf = (given) => given.flatMap((path) => repositoryPath(path, directory) ?? []);
	const [projectDirectory] = pathsOf(call.projectDirectory === void 0 ? [] : [call.projectDirectory]);
	const withFiles = (place, outer) => withVariablesFile(texts, call.variableFiles.length > 0 ? pathsOf(call.variableFiles) : [joinPath(place, ".env")], outer);
	const outer = call.files.length > 0 ? variables : withFiles(projectDirectory ?? directory, variables);
	const named = call.files.length > 0 ? call.files : listed$1(outer("COMPOSE_FILE"));
	const files = named.length > 0 ? pathsOf(named) : usualFilesIn(texts, directory);
	const all = composeServices(texts, {
		files,
		directory: projectDirectory,
		...call.variableFiles.length === 0 ? {} : { variables: pathsOf(call.variableFiles) },
		environment: outer
	});
	const inside = withFiles(projectDirectory ?? parentOf(files[0] ?? ""), outer);
	const profiles = call.profiles.length > 0 ? call.profiles : listed$1(inside("COMPOSE_PROFILES"));
	return (services.length > 0 ? all.filter(({ name }) => services.includes(name)) : activeServices(all, profiles)).flatMap(({ build }) => build ?? []).map((build) => ({
		...build,
		...withArgs(build, call.args, variables),
		...call.pushed && build.tags !== void 0 ? { pushed: true } : {},
		by: `${build.by}, run by ${by}`
	}));
}
function listed$1(value = "") {
	return value.split(/[:,]/).filter((one) => one !== "");
}
function withArgs(build, args, variables) {
	const buildArgs = { ...build.buildArgs };
	const unknown = new Set(build.unknownArgs);
	for (const arg of args) {
		const [, name, written] = /^(\w+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
		if (name === void 0) continue;
		const value = written ?? variables(name);
		unknown.delete(name);
		delete buildArgs[name];
		if (value === void 0 || value.includes("$")) unknown.add(name);
		else buildArgs[name] = value;
	}
	return {
		buildArgs,
		unknownArgs: [...unknown]
	};
}
function usualFilesIn(texts, directory) {
	for (const place of ancestorsOf(directory)) {
		const found = usualFiles$1.flatMap((names) => {
			const path = names.map((name) => joinPath(place, name)).find((one) => texts.paths.includes(one));
			return path === void 0 ? [] : [path];
		});
		if (found.length > 0) return found;
	}
	return [];
}
function composeDefinition(texts, files, environment) {
	const targets = composeServices(texts, {
		files,
		environment
	}).flatMap(({ build }) => build === void 0 ? [] : [targetOf(build)]);
	const names = targets.map(({ name }) => name);
	const group = {
		file: files[0] ?? "",
		line: 1,
		name: "default",
		attributes: new Map([["targets", {
			expression: list$1(names),
			line: 1
		}]])
	};
	return {
		variables: new Map(),
		functions: new Map(),
		groups: names.length === 0 ? [] : [group],
		targets
	};
}
function targetOf(build) {
	const { name = "", context, dockerfile, inline, target, buildArgs, unknownArgs, tags = [], cacheFrom = [], contexts = {}, by } = build;
	const given = {
		context: literal(context),
		dockerfile: inline === void 0 ? literal(relativeTo(context, dockerfile) ?? upFrom(context, dockerfile)) : void 0,
		"dockerfile-inline": inline === void 0 ? void 0 : literal(inline),
		target: target === void 0 ? void 0 : literal(target),
		args: {
			kind: "object",
			entries: [...Object.entries(buildArgs).map(([key, value]) => [literal(key), literal(value)]), ...unknownArgs.map((key) => [literal(key), {
				kind: "variable",
				name: ""
			}])]
		},
		contexts: {
			kind: "object",
			entries: Object.entries(contexts).map(([key, context]) => [literal(key), literal(writtenContext(context))])
		},
		tags: list$1(tags),
		"cache-from": list$1(cacheFrom)
	};
	const [, file = by, line = "1"] = /^(.*):(\d+)$/.exec(by) ?? [];
	const attributes = Object.entries(given).flatMap(([key, expression]) => expression === void 0 ? [] : [[key, {
		expression,
		line: Number(line)
	}]]);
	return {
		file,
		line: Number(line),
		name: name.replaceAll(".", "_"),
		attributes: new Map(attributes)
	};
}
function upFrom(context, path) {
	return `${"../".repeat(parentOf(`${context}/x`).split("/").length)}${path}`;
}
function literal(value) {
	return {
		kind: "literal",
		value
	};
}
function list$1(values) {
	return {
		kind: "list",
		items: values.map(literal)
	};
}
// src/repository/builds/bake-call.ts
function bakeCall(words) {
	const { plain, valuesOf } = commandOptions(words);
	return {
		files: valuesOf("-f", "--file"),
		targets: plain,
		overrides: bakeOverrides(valuesOf("--set")),
		pushed: valuesOf("--push").some((value) => value !== "false")
	};
}
function bakeOverrides(given) {
	return given.flatMap((one) => {
		const [, pattern, key, plus, value = ""] = /^([^.=]+)\.([^=+]+)(\+?)=([\s\S]*)$/.exec(one) ?? [];
		if (pattern === void 0 || key === void 0) return [];
		return [{
			pattern,
			key,
			value: value.includes("$") && !isListAttribute(key) ? void 0 : value,
			...plus === "+" ? { adds: true } : {}
		}];
	});
}
const usualFiles = [
	"compose.yaml",
	"compose.yml",
	"docker-compose.yml",
	"docker-compose.yaml",
	"docker-bake.json",
	"docker-bake.hcl",
	"docker-bake.override.json",
	"docker-bake.override.hcl"
];
const places$1 = [
	"context",
	"dockerfile",
	"dockerfile-inline",
	"target"
];
function bakeBuilds(texts, { files, targets, overrides, pushed, directory, by, environment }) {
	const unread = [];
	const definitions = [];
	const isUsual = files.length === 0;
	const paths = (isUsual ? usualFiles : files).flatMap((file) => {
		const path = repositoryPath(file.replace(/^cwd:\/\//, ""), directory);
		return path === void 0 || isUsual && !texts.paths.includes(path) ? [] : [path];
	});
	const isCompose = (path) => composeFile.test(lastOf(path)) || /\.ya?ml$/.test(path);
	const compose = paths.filter(isCompose);
	if (compose.length > 0) definitions.push(composeDefinition(texts, compose, environment));
	for (const path of paths.filter((one) => !isCompose(one))) {
		const text = texts.text(path);
		if (text === void 0) continue;
		const read = readBakeFile(text, path);
		if (read.ok) definitions.push(read.value);
		else unread.push({
			text: `linkgate cannot read the bake file ${path}: ${read.problem.message}`,
			by: `${path}:${read.problem.line}`
		});
	}
	const found = bakeTargets(joinedDefinitions(definitions), environment, overrides);
	const named = found.named(targets);
	const builds = [];
	for (const target of found.all.filter(({ name }) => named.includes(name))) {
		const build = buildOf(target, {
			directory,
			by,
			environment,
			pushed
		});
		const unknown = places$1.filter((key) => target.values[key] === unknownValue);
		if (build !== void 0) builds.push(build);
		else if (unknown.length > 0) unread.push({
			text: `linkgate does not build the bake target ${target.name}, because its ${unknown.join(" and ")} ${unknown.length === 1 ? "is" : "are"} only known at run time`,
			by: `${target.file}:${target.line}`
		});
	}
	return {
		builds,
		unread
	};
}
function cacheEntries(value) {
	return (isList(value) ? value : []).map((one) => isObject(one) ? Object.entries(one).map(([key, part]) => `${key}=${asWritten(part) ?? "$"}`).join(",") : asWritten(one) ?? "$");
}
function buildOf({ name, file, line, values }, { directory, by, environment, pushed }) {
	const whole = [`${file}:${line}`, ...by === void 0 ? [] : [`run by ${by}`]].join(", ");
	const text = (key) => {
		const value = values[key];
		return value === unknownValue ? "$" : value === void 0 || value === null ? void 0 : asWritten(value);
	};
	const context = (text("context") ?? ".").replace(/^cwd:\/\//, "") || ".";
	const own = repositoryPath(context, directory);
	const dockerfile = text("dockerfile");
	const args = isObject(values["args"]) ? Object.entries(values["args"]) : [];
	const outputs = isList(values["output"]) ? textsOf(values["output"]) : [];
	const build = namedBuild({
		context,
		file: dockerfile === void 0 || own === void 0 ? void 0 : joinPath(context, dockerfile),
		target: text("target"),
		args: args.flatMap(([key, value]) => asWritten(value) === void 0 ? [`${key}=$`] : []),
		knownArgs: Object.fromEntries(args.flatMap(([key, value]) => {
			const known = asWritten(value);
			return known === void 0 ? [] : [[key, known]];
		})),
		tags: textsOf(values["tags"]),
		contexts: givenContexts(isObject(values["contexts"]) ? Object.entries(values["contexts"]).map(([key, value]) => [key, asWritten(value) ?? "$"]) : [], directory),
		cacheFrom: cacheEntries(values["cache-from"]),
		pushed: pushed || outputs.some(isPushed)
	}, directory, whole, environment);
	const inline = values["dockerfile-inline"];
	if (build === void 0 || inline === unknownValue) return void 0;
	const written = asWritten(inline);
	return {
		...build,
		name,
		...written === void 0 ? {} : {
			dockerfile: file,
			inline: written
		}
	};
}
// src/repository/builds/environment.ts
function withExpressions(text, known) {
	return text.replaceAll(/\$\{\{((?:(?!\}\}).){0,400})\}\}/g, (whole, expression) => known(expression.trim()) ?? whole);
}
const written = /\$(\d|[A-Za-z_]\w*)|\$\{(\w+)(?:\[0\])?(?:(:?[-+])([^${}]*))?\}/g;
function withVariables(text, known, directory) {
	let filled = "";
	let from = 0;
	for (const { start, end, script } of commandSubstitutions(text)) {
		const plain = withPlainVariables(text.slice(from, start), known, directory);
		filled += plain + (printedPath(script, known, directory) ?? text.slice(start, end));
		from = end;
	}
	return filled + withPlainVariables(text.slice(from), known, directory);
}
function withPlainVariables(text, known, directory) {
	return text.replaceAll(written, (whole, plain, braced, operator, word) => {
		const name = plain ?? braced ?? "";
		const value = name === "PWD" ? absolutePath$1(".", directory) : known(name === "BASH_SOURCE" ? "0" : name);
		return (operator === void 0 ? value : otherwise(value, operator, word ?? "")) ?? whole;
	});
}
function printedPath(script, known, directory) {
	let at = directory;
	let printed;
	for (const { kind, words: written, after } of readShell(sourceOfText(script)).commands) {
		const isNext = after === void 0 || after === "&&" || after === ";" || after === "\n";
		const words = written.flatMap((word) => filledWords(word, known, at));
		if (kind !== "simple" || !isNext || printed !== void 0 || words.join("").includes("$")) return void 0;
		const [program = "", ...rest] = words;
		const [path] = rest.filter((word) => !word.startsWith("-"));
		if (program === "cd") at = path === void 0 ? void 0 : movedTo(at, path);
		else printed = printedBy(program, rest, {
			path,
			directory: at
		});
		if (program !== "cd" && printed === void 0) return void 0;
	}
	return printed;
}
function printedBy(program, words, { path, directory }) {
	if (program === "pwd") return absolutePath$1(".", directory);
	if (program === "git") return words.join(" ") === "rev-parse --show-toplevel" ? repositoryRoot : void 0;
	if (path === void 0) return void 0;
	if (program === "dirname") return path.includes("/") ? path.replace(/\/[^/]*$/, "") : ".";
	return program === "realpath" || program === "readlink" && words.some((word) => /^-\w*[fem]/.test(word)) ? absolutePath$1(path, directory) : void 0;
}
function movedTo(directory, to) {
	if (directory === void 0 || to === void 0) return void 0;
	const moved = repositoryPath(to, directory);
	return moved === void 0 || moved.length > 4096 ? void 0 : moved;
}
function absolutePath$1(path, directory) {
	const found = directory === void 0 ? void 0 : repositoryPath(path, directory);
	return found === void 0 ? void 0 : joinPath(repositoryRoot, found);
}
function otherwise(value, operator, word) {
	const isSet = value !== void 0 && !(value === "" && operator.startsWith(":"));
	if (operator.endsWith("-")) return isSet ? value : word;
	if (value === void 0) return void 0;
	return isSet ? word : "";
}
function filledWords(word, known, directory) {
	if (word.quoting === "") return [""];
	const text = filledText(word, known, directory);
	return /^n+$/.test(word.quoting) && /^\$(?:\w+|\{[^}]*\})$/.test(textOf$3(word)) && !text.includes("$") ? text.split(/\s+/).filter((one) => one !== "") : [text];
}
function filledText(word, known, directory) {
	return partsOf(word).map(({ text, quoting }) => quoting === "single" || quoting === "escape" ? text : withVariables(text, known, directory)).join("");
}
function withArguments(outer, program, given) {
	return (name) => {
		if (!/^\d+$/.test(name)) return outer(name);
		if (name === "0") return program;
		const value = given[Number(name) - 1] ?? "";
		return value.includes("$") ? void 0 : value;
	};
}
// src/repository/go/import-path.ts
function directoryOfImport(texts, importPath) {
	const [nearest] = texts.paths.filter((path) => lastOf(path) === "go.mod").flatMap((path) => {
		const name = /^module\s+"?([^\s"]+)/m.exec(texts.text(path) ?? "")?.[1];
		const inside = name === void 0 ? void 0 : relativeTo(name, importPath);
		return inside === void 0 ? [] : [{
			directory: parentOf(path),
			inside
		}];
	}).sort((one, other) => one.inside.length - other.inside.length);
	return nearest && joinPath(nearest.directory, nearest.inside);
}
// src/repository/builds/go-build.ts
function programBuild(words) {
	const command = goCommandOf({
		program: lastOf(words[0] ?? ""),
		words: words.map((word) => unquotedWord(word))
	});
	return command !== void 0 && buildsProgram(command) ? command : void 0;
}
function builtDirectories(texts, command, directory) {
	const changed = flagOf(command, "C")?.value;
	const from = directory === void 0 || changed === void 0 ? directory : repositoryPath(textOf$3(changed), directory);
	if (from === void 0) return void 0;
	const packages = command.packages.map(textOf$3);
	const found = (packages.length === 0 ? ["."] : packages).map((name) => directoryOf$2(texts, name, from));
	return found.includes(void 0) ? void 0 : found.flatMap((one) => one ?? []);
}
function directoryOf$2(texts, name, from) {
	if (name.includes("$")) return void 0;
	if (/^[\w-]+(?:\.[\w-]+)+\//.test(name) && !name.endsWith(".go")) return directoryOfImport(texts, name);
	return cleanPath(`${from}/${name.replace(/(^|\/)[^/]*\.go$/, "$1")}`);
}
// src/repository/builds/make-call.ts
const withValue = /^(?:-[CfIjlo]|--(?:directory|file|makefile|include-dir|jobs|load-average|max-load|old-file))$/;
function makeCall(words, from, paths) {
	const { options, plain } = split(words);
	const valuesOf = (...names) => options.filter(([name]) => names.includes(name)).map(([, value]) => value);
	const directory = valuesOf("-C", "--directory").reduce((at, value) => at === void 0 ? void 0 : repositoryPath(value, at), from);
	const file = valuesOf("-f", "--file", "--makefile")[0];
	const assignments = plain.flatMap((word) => {
		const [, name, value = ""] = /^(\w+)[:?+]?=([\s\S]*)$/.exec(word) ?? [];
		return name === void 0 ? [] : [[name, value]];
	});
	const goals = plain.filter((word) => !/^\w+[:?+]?=/.test(word));
	if (directory === void 0 || goals.some((goal) => goal.includes("$"))) return void 0;
	const own = directory;
	const found = file === void 0 ? makefileNames.map((name) => joinPath(own, name)).find((path) => paths.includes(path)) : repositoryPath(file, own);
	return found === void 0 ? void 0 : {
		directory: own,
		file: found,
		overrides: Object.fromEntries(assignments),
		goals
	};
}
function split(words) {
	const options = [];
	const plain = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? "";
		const next = words[at + 1] ?? "";
		const [, short, attached = ""] = /^(-[CfIjlo])(.+)$/.exec(word) ?? [];
		const [, long, given = ""] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
		const takesNext = withValue.test(word) && !(/^(?:-j|--jobs)$/.test(word) && !/^\d+$/.test(next));
		if (!word.startsWith("-")) plain.push(word);
		else if (short !== void 0) options.push([short, attached]);
		else options.push([long ?? word, takesNext ? next : given]);
		if (takesNext) at += 1;
	}
	return {
		options,
		plain
	};
}
// src/repository/builds/other-builders.ts
const otherBuilders = {
	dagger: "Dagger",
	earthly: "Earthly",
	just: "just",
	ko: "ko",
	mage: "Mage",
	pack: "Buildpacks",
	task: "Task",
	"go-task": "Task"
};
function unreadBuild(words) {
	const [program = ""] = words;
	const other = Object.hasOwn(otherBuilders, program) ? otherBuilders[program] : void 0;
	return other === void 0 ? void 0 : `linkgate cannot determine what \`${words.join(" ")}\` builds with ${other}`;
}
// src/repository/builds/walk-state.ts
var WalkStates = class {
	#states = new Map();
	#outside;
	constructor(directory, outside) {
		this.#outside = outside;
		this.#states.set("", {
			directory,
			variables: new Map()
		});
	}
	of(within) {
		const key = within.join(" ");
		const found = this.#states.get(key);
		if (found !== void 0) return found;
		const outer = this.of(within.slice(0, -1));
		const own = {
			directory: outer.directory,
			variables: new Map(),
			outer
		};
		this.#states.set(key, own);
		return own;
	}
	lookup(state, local = new Map()) {
		return (name) => {
			if (local.has(name)) return local.get(name);
			for (let at = state; at !== void 0; at = at.outer) if (at.variables.has(name)) return at.variables.get(name);
			return this.#outside(name);
		};
	}
};
// src/repository/builds/walk.ts
const deepest$6 = 8;
const mostFollowed = 5e3;
var BuildWalk = class {
	#texts;
	#builds = [];
	#compiled = [];
	#unread = [];
	#followed = 0;
	#pushes = false;
	#releases = false;
	constructor(texts) {
		this.#texts = texts;
	}
	get found() {
		return {
			builds: this.#builds,
			pushes: this.#pushes,
			releases: this.#releases,
			unread: this.#unread
		};
	}
	get compiled() {
		return this.#compiled;
	}
	follow(script) {
		if (script.callers.length > deepest$6 || this.#followed >= mostFollowed) return;
		this.#followed += 1;
		const states = new WalkStates(script.directory, script.variables);
		for (const command of readShell(sourceOfText(script.text)).commands) {
			if (command.kind !== "simple") continue;
			const at = (command.assignments[0] ?? command.words[0])?.range.start ?? 0;
			const line = script.line + lineOf(script.text, at) - 1;
			this.#command(command, states, {
				...script,
				line
			});
		}
	}
	#command(command, states, script) {
		const state = states.of(command.within);
		const known = states.lookup(state);
		const assigned = assignmentsIn(command.assignments, known, state.directory);
		if (command.words.length === 0) {
			for (const [name, value] of assigned) state.variables.set(name, value);
			return;
		}
		const words = command.words.flatMap((word) => filledWords(word, known, state.directory));
		if (words[0] === "export" || words[0] === "declare" || words[0] === "local") {
			const named = assignmentsIn(command.words.slice(1), known, state.directory);
			for (const [name, value] of named) state.variables.set(name, value);
		} else if (words[0] === "cd" || words[0] === "pushd") state.directory = movedTo(state.directory, words[1]);
		else this.#launched(words, {
			states,
			state,
			local: assigned
		}, script);
	}
	#launched(words, place, script, depth = 0) {
		const launched = depth < 20 ? prefixedBy(words) : void 0;
		if (launched === void 0) {
			this.#program(words, place, script);
			return;
		}
		const local = new Map(place.local);
		for (const at of launched.assignments) {
			const [, name = "", value = ""] = /^(\w+)=([\s\S]*)$/.exec(words[at] ?? "") ?? [];
			local.set(name, value.includes("$") ? void 0 : value);
		}
		this.#launched(words.slice(launched.program), {
			...place,
			local
		}, script, depth + 1);
	}
	#program(words, { states, state, local }, script) {
		const [program = "", ...rest] = words;
		const variables = states.lookup(state, local);
		const place = {
			...script,
			directory: state.directory,
			variables
		};
		const image = imageCommand(words);
		const go = programBuild(words);
		if (go !== void 0) {
			const directories = builtDirectories(this.#texts, go, state.directory);
			this.#compiled.push({
				directories,
				by: callChain(place)
			});
		} else if (image !== void 0) this.#image(image, place);
		else if (/^g?make$/.test(program)) this.#make(rest, place);
		else if (program === "goreleaser") this.#releases ||= rest[0] === "release" || rest.length === 0;
		else if (isShell(program) || program === "." || program === "source") this.#shell(rest, place);
		else if (/^[\w./-]*\/[\w.-]+$/.test(program)) this.#file(program, rest, place);
		else {
			const run = runnerScripts(this.#texts, {
				program,
				words: rest,
				...place
			});
			const callers = [`${place.file}:${place.line}`, ...place.callers];
			for (const one of run ?? []) this.follow({
				...one,
				callers
			});
			const note = run === void 0 ? unreadBuild(words) : void 0;
			if (note !== void 0) this.#unread.push({
				text: note,
				by: callChain(place)
			});
		}
	}
	#image({ verb, rest }, place) {
		const { directory, variables } = place;
		const by = callChain(place);
		if (verb === "push") this.#pushes = true;
		if (directory === void 0) return;
		if (verb === "build") {
			const flags = buildFlags(rest, directory);
			const build = flags && namedBuild(flags, directory, by, variables);
			if (build !== void 0) this.#builds.push(build);
		} else if (verb === "bake") this.#take(bakeBuilds(this.#texts, {
			...bakeCall(rest),
			directory,
			by,
			environment: variables
		}));
		else if (verb === "compose") {
			const call = composeCall(rest);
			if (call?.verb === "push") this.#pushes = true;
			else if (call !== void 0) this.#builds.push(...composeCallBuilds(this.#texts, call, {
				directory,
				by,
				variables
			}));
		}
	}
	#take({ builds, unread }) {
		this.#builds.push(...builds);
		this.#unread.push(...unread);
	}
	#make(rest, place) {
		const call = makeCall(rest, place.directory, this.#texts.paths);
		if (call === void 0) return;
		const callers = [`${place.file}:${place.line}`, ...place.callers];
		for (const { text, file, line, environment: added } of calledScripts(this.#texts, call, place.variables)) {
			const variables = (name) => Object.hasOwn(added, name) ? added[name] : place.variables(name);
			this.follow({
				text,
				directory: call.directory,
				variables,
				file,
				line,
				callers
			});
		}
	}
	#shell(rest, place) {
		const given = scriptArgument(rest);
		const script = given === void 0 ? void 0 : rest[given.at];
		if (given === void 0 || script === void 0) return;
		const more = rest.slice(given.arguments);
		if (given.kind === "file") this.#file(script, more, place);
		else this.follow({
			...place,
			text: script,
			variables: withArguments(place.variables, void 0, more)
		});
	}
	#file(program, given, place) {
		const path = place.directory === void 0 ? void 0 : repositoryPath(program, place.directory);
		if (path === void 0 || !this.#texts.paths.includes(path)) return;
		const text = this.#texts.text(path);
		if (text === void 0 || /^#!/.test(text) && !/^#!.*\b(?:ba|da|a|z)?sh\b/.test(text)) return;
		this.follow({
			...place,
			text,
			file: path,
			line: 1,
			variables: withArguments(place.variables, program, given),
			callers: [`${place.file}:${place.line}`, ...place.callers]
		});
	}
};
function callChain({ file, line, callers }) {
	return [`${file}:${line}`, ...callers.map((caller) => `run by ${caller}`)].join(", ");
}
function assignmentsIn(words, known, directory) {
	return new Map(words.flatMap((word) => {
		const name = /^(\w+)=/.exec(textOf$3(word))?.[1];
		if (name === void 0) return [];
		const value = filledText(word, known, directory).slice(name.length + 1);
		return [[name, value.includes("$") ? void 0 : value]];
	}));
}
// src/repository/files.ts
const skipped = new Set([
	".git",
	"node_modules",
	"testdata",
	"vendor"
]);
const deepest$5 = 4;
async function listTree(files, root) {
	const found = [];
	const strayLinks = [];
	let level = ["."];
	for (let depth = 0; depth <= deepest$5; depth++) {
		const next = [];
		for (const directory of level) for (const { path, kind } of await entriesIn(files, root, directory)) {
			if (kind === "directory") next.push(path);
			if (kind === "file") found.push(path);
			if (kind === "stray") strayLinks.push(path);
		}
		level = next;
	}
	return {
		files: found,
		strayLinks
	};
}
async function entriesIn(files, root, directory) {
	const entries = [];
	for (const { name, kind } of await files.list(directory === "." ? root : `${root}/${directory}`)) {
		const path = joinPath(directory, name);
		if (kind === "symlink") entries.push({
			path,
			kind: await linkKind(files, root, path)
		});
		else if (kind !== "directory" || !skipped.has(name)) entries.push({
			path,
			kind
		});
	}
	return entries;
}
async function linkKind(files, root, path) {
	if ((await whereLinksLead(files, root, path)).kind !== "inside") return "stray";
	return (await files.stat(`${root}/${path}`))?.kind === "file" ? "file" : "other";
}
async function listFiles(files, root) {
	return (await listTree(files, root)).files;
}
async function withoutAliases(files, root, paths) {
	const chosen = new Map();
	for (const path of paths) {
		const target = await whereLinksLead(files, root, path);
		const real = target.kind === "inside" ? target.path : path;
		const other = chosen.get(real);
		if (other === void 0 || isShorter(path, other)) chosen.set(real, path);
	}
	const kept = new Set(chosen.values());
	return paths.filter((path) => kept.has(path));
}
function isShorter(path, other) {
	const parts = (each) => each.split("/").length;
	return parts(path) < parts(other) || parts(path) === parts(other) && lastOf(path).length < lastOf(other).length;
}
// src/repository/texts.ts
const mostRounds = 30;
async function readingTexts(files, root, paths, use) {
	const read = new Map();
	for (let round = 0;; round++) {
		const missing = new Set();
		const text = (path) => {
			if (!read.has(path)) missing.add(path);
			return read.get(path);
		};
		const result = use({
			paths,
			text
		});
		if (missing.size === 0 || round === mostRounds) return result;
		for (const path of missing) read.set(path, await textAt(files, root, path));
	}
}
async function textAt(files, root, path) {
	return (await files.stat(`${root}/${path}`))?.kind === "directory" ? void 0 : repositoryText(files, root, path);
}
// src/repository/dockerfiles/compiled.ts
async function compiledIn(files, root, place, facts) {
	const own = facts.compilesGo.map((directory) => cleanPath(`${place.context}/${directory}`) ?? directory);
	const { importPaths = [], calls = [] } = facts;
	if (importPaths.length === 0 && calls.length === 0) return withoutLinks(files, root, own);
	return readingTexts(files, root, await listFiles(files, root), (texts) => {
		const imported = importPaths.flatMap((name) => directoryOfImport(texts, name) ?? []);
		const called = calls.length === 0 ? void 0 : compiledByCalls(texts, place, calls);
		return {
			directories: [
				...own,
				...imported,
				...called?.directories ?? []
			],
			by: called?.by
		};
	}).then(async ({ directories, by }) => ({
		...await withoutLinks(files, root, [...new Set(directories)]),
		...by === void 0 ? {} : { compiledBy: by }
	}));
}
function compiledByCalls(texts, { dockerfile, inline, context }, calls) {
	const walk = new BuildWalk(texts);
	for (const { words, directory, line, variables } of calls) walk.follow({
		text: words.map(asShellWord).join(" "),
		directory: cleanPath(`${context}/${directory}`),
		variables: (name) => variables.get(name),
		file: inline === void 0 ? dockerfile : `the Dockerfile in ${dockerfile}`,
		line,
		callers: []
	});
	const { compiled } = walk;
	const [first] = compiled;
	const directories = compiled.flatMap((one) => one.directories ?? []);
	const isWhole = compiled.every((one) => one.directories !== void 0);
	return first !== void 0 && isWhole ? {
		directories,
		by: first.by
	} : void 0;
}
function asShellWord(word) {
	return word.includes("$") ? `"${word.replaceAll(/["\\]/g, "\\$&")}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
async function withoutLinks(files, root, directories) {
	const links = new Map();
	const compiles = [];
	for (const written of directories) {
		const [, path = ".", pattern = ""] = /^(.*?)(\/?\.\.\.)?$/.exec(written) ?? [];
		const real = path === "" ? "." : await realDirectory(files, root, path);
		if (path !== "" && real !== path && pattern === "") links.set(real, path);
		compiles.push(path === "" ? written : joinPath(real, pattern === "" ? "." : pattern.replace("/", "")));
	}
	return {
		compiles,
		...links.size === 0 ? {} : { links }
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
// src/repository/dockerfiles/final-stages.ts
function finalStages(text, options) {
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return [];
	const { stages } = parsed.value;
	const used = new Set(stages.flatMap((stage) => referencesOf(parsed.value, stage, options).flatMap(({ origin }) => origin.kind === "stage" ? [origin.stage.index] : [])));
	return stages.filter(({ index }) => !used.has(index)).map(({ name, index, from }) => ({
		name: name ?? `${index}`,
		line: from.line
	}));
}
function stageNumber(text, target) {
	const parsed = parseDockerfile(text);
	return parsed.ok ? targetStage(parsed.value, target)?.index : void 0;
}
// src/repository/dockerfiles/image-build.ts
const evidences = [
	"configuration",
	"release",
	"publication",
	"workflow",
	"build-file",
	"file"
];
const decoyWords = /^(?:\.?devcontainer|dev|devel|development|ci|tests?|testing|testdata|integration|(?:tests?)?e2e|debug|local|override|lint|bak|backup|old|archive|demo|examples?|samples?|docs)$/i;
async function readBuilds(reading, named, evidence) {
	const { options, known } = reading;
	const builds = [];
	for (const one of named) {
		const target = options.target ?? one.target;
		const request = {
			...one,
			context: options.context ?? (one.by === one.dockerfile ? void 0 : one.context),
			target,
			buildArgs: {
				...one.buildArgs,
				...options.buildArgs
			},
			mayChoose: target === void 0 && evidence === "file"
		};
		const key = JSON.stringify([[
			request.dockerfile,
			request.inline,
			request.context,
			target,
			request.contexts
		], [request.buildArgs, request.mayChoose]]);
		if (!known.has(key)) known.set(key, await describedBuild(reading, request));
		const described = known.get(key);
		if (described === void 0) continue;
		builds.push({
			...one,
			...described,
			...target === void 0 ? {} : { target },
			buildArgs: request.buildArgs,
			unknownArgs: one.unknownArgs.filter((name) => options.buildArgs[name] === void 0),
			evidence,
			decoy: evidence !== "configuration" && isAsidePath(one.dockerfile) || options.target === void 0 && hasDecoyName(one)
		});
	}
	return builds;
}
async function describedBuild({ files, root, known }, request) {
	if (known.size >= mostBuilds) throw new InputError([`files of this repository define more than ${mostBuilds} image builds: remove unused ones`]);
	const { target, buildArgs, mayChoose } = request;
	const text = await dockerfileText(files, root, {
		...request,
		context: request.context ?? "."
	});
	if (text === void 0) return void 0;
	const facts = describeDockerfile(text, {
		buildArgs,
		...target === void 0 ? {} : { target }
	});
	const context = request.context ?? await findContext(files, root, request.dockerfile, facts);
	const compiled = await compiledIn(files, root, {
		...request,
		context
	}, facts);
	const stage = stageNumber(text, target);
	return {
		context,
		facts,
		...compiled,
		...mayChoose ? { choices: choicesIn(text, buildArgs) } : {},
		...stage === void 0 ? {} : { stage }
	};
}
const mostBuilds = 500;
function hasDecoyName({ target = "", name = "", tags = [], pushed }) {
	if (decoyWords.test(target)) return true;
	if (pushed === true) return false;
	return name.split(/[._/-]/).some((word) => decoyWords.test(word)) || tags.length > 0 && tags.every((tag) => decoyWords.test(/:([^:/]*)$/.exec(tag)?.[1] ?? ""));
}
async function dockerfileText(files, root, build) {
	const { dockerfile, inline } = build;
	const text = inline ?? await repositoryText(files, root, dockerfile);
	if (text === void 0) return void 0;
	requireFitDockerfile(text, dockerfile);
	return withoutNamedContexts(text, contextsOf(build));
}
const most = {
	bytes: 1e5,
	lines: 5e3,
	instructions: 500
};
const instruction = /^[ \t]*(?:add|arg|cmd|copy|entrypoint|env|expose|from|healthcheck|label|maintainer|onbuild|run|shell|stopsignal|user|volume|workdir)\s/gim;
const nestedVariables = /(?:\$\{[^{}$]{0,100}){100}/;
function requireFitDockerfile(text, dockerfile) {
	if (nestedVariables.test(text)) throw new InputError([`\`${dockerfile}\` has more than 100 nested variables, which linkgate does not expand: set them one by one`]);
	const has = {
		bytes: bytesOf(text),
		lines: text.split("\n").length,
		instructions: text.match(instruction)?.length ?? 0
	};
	for (const what of [
		"bytes",
		"lines",
		"instructions"
	]) {
		if (has[what] <= most[what]) continue;
		const [own, allowed] = [has[what], most[what]].map((number) => number.toLocaleString("en"));
		throw new InputError([`\`${dockerfile}\` has ${own} ${what}, but linkgate reads at most ${allowed}: move scripts and data to separate files`]);
	}
}
function choicesIn(text, buildArgs) {
	const all = finalStages(text, { buildArgs });
	const meant = all.filter(({ name }) => describeDockerfile(text, {
		buildArgs,
		target: name
	}).starts !== void 0).filter(({ name }) => !decoyWords.test(name));
	const isLast = meant.length === 1 && meant[0] === all.at(-1);
	return meant.length === 0 || isLast ? [] : meant;
}
function isAsidePath(path) {
	const parts = path.split("/");
	const words = (parts.pop() ?? "").split(/[._-]/);
	return [...parts, ...words].some((word) => decoyWords.test(word));
}
// src/images/built-variant.ts
const withoutHead = {
	output: [],
	why: [{ kind: "head-not-built" }]
};
function failureText({ output, why }) {
	return why.length > 0 ? why.map(obstacleMessage).join("; ") : output.at(-1) ?? "no output";
}
function isBuilt(variant) {
	return variant.kind === "built";
}
function hasProgram(variant) {
	return variant.kind === "built" || variant.kind === "program";
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
function notNeeded({ revision, mode, platform, checkout }, source) {
	return {
		revision,
		mode,
		platform,
		checkout,
		kind: "unbuilt",
		source,
		failure: void 0
	};
}
function notPrepared({ obstacle, output }) {
	return {
		output,
		why: [obstacle]
	};
}
// src/images/dockerfile/own-image.ts
async function buildOwn({ world, builder }, { revision, checkout, explained = false, compiled }, build, name) {
	const path = build.dockerfile;
	const text = await dockerfileText(world.files, checkout, build);
	if (text === void 0) return {
		kind: "not-built",
		output: [],
		why: [{
			kind: "dockerfile-missing",
			dockerfile: path
		}]
	};
	const parsed = parseDockerfile(text);
	if (!parsed.ok) {
		const { message: detail, line } = parsed.problem;
		return {
			kind: "not-built",
			output: [],
			why: [{
				kind: "dockerfile-refused",
				dockerfile: path,
				...line === void 0 ? {} : { line },
				detail
			}]
		};
	}
	const dockerfile = parsed.value;
	const unsupported = unsupportedUse(dockerfile, build);
	if (unsupported !== void 0) return {
		kind: "not-built",
		output: [],
		why: [unsupported]
	};
	const stage = build.target === void 0 ? "" : `, target ${build.target}`;
	const result = await world.log.step(`build ${revision}, ${path}${stage}`, () => builder.build({
		name,
		revision,
		dockerfile,
		build,
		isOwn: !explained,
		compiled
	}));
	if (result.kind === "not-built") world.log.info(`building ${path} failed: ${failureText(result)}`);
	return result.kind === "proven" ? {
		...result,
		build,
		dockerfile
	} : result;
}
function unsupportedUse(dockerfile, build) {
	const { dockerfile: path, by, buildArgs, target: name } = build;
	const contexts = unsupportedContexts(build);
	const options = {
		buildArgs,
		...name === void 0 ? {} : { target: name }
	};
	const target = contexts.size === 0 ? void 0 : targetStage(dockerfile, name);
	const use = target && namedContextUse(neededStages(dockerfile, target, options), contexts);
	const context = use && contexts.get(use.name);
	if (use === void 0 || context === void 0) return void 0;
	return {
		kind: "dockerfile-refused",
		dockerfile: path,
		line: use.line,
		detail: `linkgate does not support the named build context \`${use.name}\` (\`${writtenContext(context)}\`, ${by}), which is neither an image nor a directory of the build context`
	};
}
async function foreignProgram(files, checkout, build, prepare) {
	if (prepare !== void 0) return void 0;
	const { target, buildArgs } = build;
	const text = await dockerfileText(files, checkout, build);
	return text === void 0 ? void 0 : notBuiltHere(build, text, {
		...target === void 0 ? {} : { target },
		buildArgs
	});
}
function imageOf$1({ reference, binary, base, check, deviation }, { dockerfile: path, target, context, buildArgs, unknownArgs, by }, { changes = [], named = buildArgs } = {}) {
	const dockerfile = {
		path,
		...target === void 0 ? {} : { target },
		...context === "." ? {} : { context },
		...Object.keys(named).length === 0 ? {} : { buildArgs: shownArguments(named) },
		...unknownArgs.length === 0 ? {} : { unknownArgs },
		...by === path ? {} : { by },
		...base === void 0 ? {} : { base: {
			name: base.name,
			...base.digest === void 0 ? {} : { digest: base.digest }
		} },
		program: check.path,
		...deviation,
		...deviation.compileCaches === void 0 ? {} : { compileCaches: inSource(deviation.compileCaches, changes) },
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
function inSource({ lines, without }, changes) {
	return {
		lines: lines.flatMap((line) => lineBefore(changes, line) ?? []),
		without: without.flatMap(({ line, because }) => {
			const before = lineBefore(changes, line);
			return before === void 0 ? [] : [{
				line: before,
				because
			}];
		})
	};
}
// src/repository/steps/front-ends.ts
const packageManagers$1 = [
	[
		/^pnpm-lock\.yaml$/,
		"pnpm",
		" install --frozen-lockfile"
	],
	[
		/^yarn\.lock$/,
		"yarn",
		" install --frozen-lockfile"
	],
	[
		/^bun\.lockb?$/,
		"bun",
		" install --frozen-lockfile"
	],
	[
		/^package-lock\.json$/,
		"npm",
		" ci"
	],
	[
		/^/,
		"npm",
		" install"
	]
];
function frontEndBuild(texts, directory) {
	const names = texts.paths.filter((path) => parentOf(path) === directory).map(lastOf);
	const [, program = "npm", install = " install"] = packageManagers$1.find(([lock]) => names.some((name) => lock.test(name))) ?? [];
	return {
		program,
		command: inOneLine([packageCommand(program, install, directory), packageCommand(program, " run build", directory)]) ?? ""
	};
}
function packageCommand(program, rest, directory) {
	return {
		words: [program, ...rest.trim().split(" ")],
		writes: [],
		written: `${program}${rest}`,
		text: {
			assignments: "",
			program,
			rest
		},
		directory,
		at: ""
	};
}
function frontEnds(texts) {
	return texts.paths.filter((path) => lastOf(path) === "package.json").filter((path) => {
		const scripts = asMap(asMap(parsed$1(texts.text(path) ?? ""))["scripts"]);
		return asText(scripts["build"]) !== void 0;
	}).map(parentOf);
}
// src/repository/steps/tools.ts
const outputs = {
	astro: ["dist"],
	"build-storybook": ["storybook-static"],
	docusaurus: ["build"],
	eleventy: ["_site"],
	gatsby: ["public"],
	gqlgen: [
		"generated.go",
		"graph/generated.go",
		"graph/generated"
	],
	hugo: ["public"],
	jekyll: ["_site"],
	mkdocs: ["site"],
	next: [".next", "out"],
	ng: ["dist"],
	nuxi: [".output", "dist"],
	nuxt: [".output", "dist"],
	parcel: ["dist"],
	quasar: ["dist"],
	"react-scripts": ["build"],
	rsbuild: ["dist"],
	rspack: ["dist"],
	swag: ["docs"],
	tailwindcss: [],
	trunk: ["dist"],
	umi: ["dist"],
	vite: ["dist", "build"],
	vitepress: [".vitepress/dist", "docs/.vitepress/dist"],
	"vue-cli-service": ["dist"],
	webpack: ["dist"],
	wire: ["wire_gen.go"]
};
const configurations = [
	[/^buf$/, /^buf\.gen[\w.-]*\.ya?ml$/],
	[/^sqlc$/, /^sqlc\.(?:ya?ml|json)$/],
	[/^gqlgen$/, /^\.?gqlgen\.ya?ml$/],
	[/^(?:ng|nx)$/, /^(?:angular|project)\.json$/],
	[/^tsc$/, /^tsconfig[\w.-]*\.json$/],
	[/^mockery$/, /^\.mockery\.ya?ml$/],
	[/^oapi-codegen$/, /^[\w.-]*(?:oapi|codegen|cfg|config)[\w.-]*\.ya?ml$/],
	[/^hugo$/, /^(?:hugo|config)\.(?:toml|ya?ml|json)$/],
	[/^(?:astro|docusaurus|eleventy|gatsby|next|nuxi|nuxt|quasar|rollup|rsbuild|rspack|svelte-kit|umi|vite|vue-cli-service|webpack|webpack-cli)$/, /^[\w.-]+\.config\.[cm]?[jt]s$/]
];
function defaultOutputs(program) {
	return outputs[program === "webpack-cli" ? "webpack" : program] ?? [];
}
function configures(file, program) {
	return configurations.some(([programs, files]) => programs.test(program) && files.test(file));
}
const inert = new Set(". : [ [[ aws az cat cd chmod chown diff docker-compose du echo exit export false find gcloud gh grep gsutil head less ls printf pwd read rm rmdir set sha256sum sleep source stat tail test time tree true wc zip".split(" "));
function isInert(program) {
	return inert.has(program);
}
const buildDirectory = /^(?:\.?next|\.?nuxt|\.?output|_site|assets|build|bundle|dist|gen|generated|out|public|site|static|www)$/;
// src/repository/steps/wanted.ts
function wantedPath(path, isThere, pattern) {
	return {
		path,
		missing: ancestorsOf(path).filter((one) => one !== "." && !isThere(one)).at(-1) ?? path,
		...pattern === void 0 ? {} : { pattern }
	};
}
function fits({ path, missing, pattern }, written) {
	const output = cleanPath(written);
	if (output === void 0 || output === ".") return false;
	if (pattern?.test(output) === true) return true;
	if (path === "." || relativeTo(missing, output) === void 0) return false;
	return relativeTo(path, output) !== void 0 || relativeTo(output, path) !== void 0;
}
// src/repository/steps/makers.ts
const deepest$4 = 8;
var Makers = class {
	#sources;
	constructor(sources) {
		this.#sources = sources;
	}
	makes(command, wanted, depth = 0) {
		const { writes, directory } = command;
		if (directory === void 0 || depth > deepest$4) return false;
		if (this.#names(directory, writes, wanted)) return true;
		const own = withoutLaunchers(command.words);
		const program = programOf$2(own[0] ?? "");
		if (isInert(program) || isReading(program, own)) return false;
		if (/^(?:cp|install|ln|mv|rsync)$/.test(program)) return this.#moves(own, directory, wanted);
		const scripts = this.scriptsOf({
			...command,
			words: own
		});
		if (scripts.length > 0) return scripts.flatMap(commandsIn).some((one) => this.makes(one, wanted, depth + 1)) || this.#isFrontEnd({
			...command,
			words: own
		}, wanted);
		if (program === "go" && own[1] === "generate") return this.generatorsOf({
			...command,
			words: own
		}).some((one) => this.makes(one, wanted, depth + 1));
		return this.#names(directory, own.slice(1), wanted) || this.#writes({
			directory,
			program,
			words: own
		}, wanted);
	}
	scriptsOf(command) {
		const { words, directory } = command;
		const [first = "", ...others] = words;
		if (directory === void 0) return [];
		const call = packageCall(command, this.#sources.texts);
		if (call !== void 0) return packageScripts(call, this.#sources.texts);
		if (/^g?make$/.test(first)) return this.#madeBy(directory, others);
		const given = isShell(first) ? scriptArgument(others) : void 0;
		if (given?.kind === "text") {
			const [file = "", line = "1"] = command.at.split(/:(?=\d+$)/);
			return [{
				text: others[given.at] ?? "",
				file,
				line: Number(line),
				directory
			}];
		}
		const file = pathIn$1(directory, given === void 0 ? first : others[given.at] ?? "");
		const isPath = given !== void 0 || first.includes("/");
		if (file === void 0 || !isPath || !this.#sources.texts.paths.includes(file)) return [];
		return [{
			text: this.#sources.texts.text(file) ?? "",
			file,
			line: 1,
			directory
		}];
	}
	generatorsOf({ words, directory = "." }) {
		const patterns = words.slice(2).filter((one) => !one.startsWith("-"));
		return this.#sources.generators.filter(({ directory: at = ".", at: place }) => (patterns.length === 0 ? ["."] : patterns).some((pattern) => {
			const above = pathIn$1(directory, pattern.replace(/\/?\.\.\.$/, "") || ".");
			if (above === void 0) return false;
			if (pattern.endsWith(".go")) return place.startsWith(`${above}:`);
			return pattern.endsWith("...") ? relativeTo(above, at) !== void 0 : above === at;
		}));
	}
	#madeBy(directory, words) {
		let at = directory;
		let file;
		const targets = [];
		for (let index = 0; index < words.length; index += 1) {
			const word = words[index] ?? "";
			if (word === "-C" || word === "--directory") at = at && pathIn$1(at, words[++index] ?? "");
			else if (word === "-f" || word === "--file") file = words[++index];
			else if (!word.startsWith("-") && !word.includes("=")) targets.push(word);
		}
		return at === void 0 ? [] : this.#sources.recipes.scripts(at, targets, file);
	}
	#names(directory, words, wanted) {
		return words.some((word) => word.split(/[=:,]/).some((part) => {
			const path = part === "" ? void 0 : pathIn$1(directory, part);
			return path !== void 0 && fits(wanted, path);
		}));
	}
	#moves(words, directory, wanted) {
		const paths = words.slice(1).filter((word) => !word.startsWith("-"));
		const to = pathIn$1(directory, paths.at(-1) ?? "");
		if (to === void 0) return false;
		return [to, ...paths.slice(0, -1).map((from) => joinPath(to, lastOf(from.replace(/\/+$/, ""))))].some((path) => fits(wanted, path));
	}
	#writes({ directory, program, words }, wanted) {
		const { texts } = this.#sources;
		if (defaultOutputs(program).some((output) => fits(wanted, joinPath(directory, output)))) return true;
		if (program === "templ" && words[1] === "generate") return /_templ\.go$/.test(wanted.path);
		return texts.paths.filter((path) => parentOf(path) === directory && configures(lastOf(path), program)).some((path) => this.#names(directory, pathsIn(texts.text(path) ?? ""), wanted));
	}
	#isFrontEnd(command, wanted) {
		const call = packageCall(command, this.#sources.texts);
		if (call === void 0 || !/build|bundle|compile|dist|export|generate|prod/.test(call.script)) return false;
		const inside = relativeTo(call.directory, wanted.path);
		return inside !== void 0 && buildDirectory.test(inside.split("/")[0] ?? "");
	}
};
function isReading(program, words) {
	if (program === "docker" || program === "podman") return !words.some((word) => /^(?:-o|--output|cp|run)\b/.test(word));
	if (program === "git") return !/^(?:clone|submodule|worktree)$/.test(words[1] ?? "");
	return program === "tar" && /^-?\w*c/.test(words[1] ?? "");
}
function pathsIn(text) {
	return text.match(/[\w@.-]*(?:\/[\w@.-]+)+|[\w@.-]+/g) ?? [];
}
function withoutLaunchers(words, depth = 0) {
	if (depth === 20) return words;
	const launched = prefixedBy(words);
	if (launched !== void 0 && words.length > 1 && launched.program < words.length) return withoutLaunchers(words.slice(launched.program), depth + 1);
	const runner = runners$1.find((one) => one.every((word, at) => words[at] === word));
	if (runner === void 0) return words;
	const own = words.slice(runner.length);
	const first = own.findIndex((word) => !word.startsWith("-"));
	return first < 0 ? words : withoutLaunchers(own.slice(first), depth + 1);
}
const runners$1 = [
	["npx"],
	["bunx"],
	["pnpm", "exec"],
	["pnpm", "dlx"],
	["yarn", "exec"],
	["yarn", "dlx"],
	["npm", "exec"],
	["go", "tool"],
	["go", "run"]
];
function programOf$2(word) {
	return lastOf(word.replace(/@[^/]*$/, "").replace(/\/v\d+$/, ""));
}
// src/repository/steps/workflow-scripts.ts
const workflowFile$1 = /^\.github\/workflows\/[^/]+\.ya?ml$/;
function jobsOf(texts) {
	return texts.paths.filter((path) => workflowFile$1.test(path)).flatMap((file) => {
		const reading = read$1(texts, file);
		const workflow = asMap(reading.yaml.value);
		return Object.entries(asMap(workflow["jobs"])).map(([id, job]) => jobSteps(reading, [
			"jobs",
			id,
			"steps"
		], [workflow, asMap(job)]));
	});
}
function read$1(texts, file) {
	const text = texts.text(file) ?? "";
	return {
		file,
		lines: text.split("\n"),
		texts,
		yaml: placed(text)
	};
}
function jobSteps(reading, path, around) {
	const directory = around.map((one) => asText(asMap(asMap(one["defaults"])["run"])["working-directory"])).findLast((one) => one !== void 0);
	const steps = asList(around.at(-1)?.["steps"]).map(asMap);
	return {
		scripts: steps.flatMap((step, at) => scriptsOf(reading, [...path, at], step, directory ?? ".")),
		brought: steps.flatMap((step, at) => broughtBy(reading, [...path, at], step)),
		buildsImage: steps.some((step) => /build-push-action|docker|buildah|kaniko|goreleaser|\bko\b/.test(`${asText(step["uses"]) ?? ""} ${asText(step["run"]) ?? ""}`))
	};
}
function scriptsOf(reading, path, step, directory) {
	const uses = asText(step["uses"]);
	if (uses?.startsWith("./") === true) return localAction(reading, uses);
	const run = asText(step["run"]);
	if (run === void 0) return [];
	const line = reading.yaml.lineOf([...path, "run"]);
	const isBlock = /:\s*[|>][-+\d]*\s*(?:#.*)?$/.test(reading.lines[line - 1] ?? "");
	return [{
		text: run,
		file: reading.file,
		line: isBlock ? line + 1 : line,
		directory: pathIn$1(".", asText(step["working-directory"]) ?? directory),
		environment: assignmentsOf(asMap(step["env"])).join("")
	}];
}
function broughtBy(reading, path, step) {
	const uses = asText(step["uses"]) ?? "";
	const to = asText(asMap(step["with"])["path"]);
	const place = to === void 0 ? void 0 : pathIn$1(".", to);
	if (!/^actions\/(?:download-artifact|checkout)@/.test(uses) || place === void 0 || place === ".") return [];
	return [{
		path: place,
		uses,
		at: `${reading.file}:${reading.yaml.lineOf([...path, "uses"])}`
	}];
}
function localAction({ texts }, uses) {
	const directory = pathIn$1(".", uses);
	const file = ["action.yml", "action.yaml"].map((name) => `${directory}/${name}`).find((path) => texts.paths.includes(path));
	if (file === void 0) return [];
	const reading = read$1(texts, file);
	return asList(asMap(asMap(reading.yaml.value)["runs"])["steps"]).flatMap((given, at) => {
		const step = asMap(given);
		return step["uses"] === void 0 ? scriptsOf(reading, [
			"runs",
			"steps",
			at
		], step, ".") : [];
	});
}
function assignmentsOf(env) {
	return Object.entries(env).flatMap(([name, value]) => {
		const given = asText(value);
		if (!/^\w+$/.test(name) || given === void 0 || /\$\{\{|[\r\n]/.test(given)) return [];
		return [`${name}=${/^[\w./:@%+,-]+$/.test(given) ? given : `'${given.replaceAll("'", "'\\''")}'`} `];
	});
}
// src/repository/steps/find-step.ts
function findStep(search) {
	const makers = new Makers(search);
	if (search.shippedOnly === true) return ofScripts(search, makers);
	return besideIt(search, makers) ?? ofScripts(search, makers) ?? ofMakefiles(search, makers) ?? ofGenerators(search, makers) ?? ofFrontEnds(search, makers);
}
function besideIt(search, makers) {
	const found = ownGenerators(search).find((one) => makers.makes(one, search.wanted));
	return found && generating(search, found);
}
function ownGenerators({ generators, beside }) {
	return generators.filter(({ directory }) => directory === beside);
}
function ofGenerators(search, makers) {
	const found = search.generators.find((one) => makers.makes(one, search.wanted));
	return found && generating(search, found);
}
function generating({ modules }, { directory = ".", at }) {
	const [module = "."] = modules.filter((one) => relativeTo(one, directory) !== void 0).sort((one, other) => (other === "." ? 0 : other.length) - (one === "." ? 0 : one.length));
	const inside = relativeTo(module, directory) ?? ".";
	const written = `go generate ${inside === "." ? "." : `./${inside}`}`;
	return {
		at,
		written,
		directory: module,
		command: module === "." ? written : `cd ${module} && ${written}`
	};
}
function ofScripts(search, makers) {
	const { texts, wanted, shippedOnly = false } = search;
	const jobs = jobsOf(texts);
	const shipping = jobs.filter(({ buildsImage }) => buildsImage);
	const brought = (shippedOnly ? shipping : jobs).flatMap((job) => job.brought).find(({ path }) => fits(wanted, path));
	const others = shippedOnly && brought === void 0 ? [] : jobs.filter((job) => !shipping.includes(job));
	const lists = [
		...shipping.map(({ scripts }) => scripts.flatMap(commandsIn)),
		...texts.paths.filter((path) => goreleaserFile.test(path)).map((path) => hooksIn(texts, path)),
		...others.map(({ scripts }) => scripts.flatMap(commandsIn))
	];
	const among = (isMeant) => {
		for (const commands of lists) {
			const found = stepAmong(search, makers, commands, isMeant);
			if (found !== void 0) return found;
		}
	};
	return among((one) => !isAddition(search, one)) ?? (brought && {
		at: brought.at,
		written: brought.uses,
		directory: "."
	}) ?? among(() => true);
}
const goreleaserFile = /^(?:\.config\/)?\.?goreleaser(?:\.[\w-]+)?\.ya?ml$/;
function isAddition({ isThere }, { words, directory = "." }) {
	const [program = "", ...others] = words;
	if (program === "mkdir" || program === "touch") return true;
	const sources = others.filter((word) => !word.startsWith("-")).slice(0, -1);
	const isSeveral = sources.length > 1 || sources.some((source) => source.includes("*"));
	return /^(?:cp|install|mv|rsync)$/.test(program) && isSeveral && sources.every((source) => isThere(pathIn$1(directory, source.replace(/\/?[^/]*[*?[].*$/, "") || ".") ?? ".."));
}
function hooksIn(texts, file) {
	return readGoreleaser(texts.text(file) ?? "").hooks.flatMap(({ command, directory, line }) => commandsIn({
		text: command,
		file,
		line,
		directory
	}));
}
function stepAmong(search, makers, commands, isMeant) {
	const found = commands.find((one) => isMeant(one) && makers.makes(one, search.wanted));
	if (found === void 0) return void 0;
	const before = commands.slice(0, commands.indexOf(found));
	const needed = new Set(neededBy(search, makers, found, before));
	return stepOf(found, [...before.filter((one) => needed.has(one)), found]);
}
function stepOf({ at, written, directory = "." }, all) {
	const command = inOneLine(all);
	return {
		at,
		written,
		directory,
		...command === void 0 ? {} : { command }
	};
}
function neededBy(search, makers, command, before) {
	const { directory = ".", words } = command;
	const makingSources = (/^(?:cp|install|ln|mv|rsync)$/.test(words[0] ?? "") ? words.slice(1, -1) : []).flatMap((source) => {
		const path = pathIn$1(directory, source.replace(/\/?[^/]*[*?[].*$/, "") || ".");
		if (path === void 0 || path === "." || search.isThere(path)) return [];
		const wanted = wantedPath(path, search.isThere);
		const at = before.findLastIndex((one) => makers.makes(one, wanted));
		const found = before[at];
		return found === void 0 ? [] : [...neededBy(search, makers, found, before.slice(0, at)), found];
	});
	const call = packageCall(command, search.texts);
	const installs = before.filter((one) => {
		if (!isInstall(one)) return false;
		const isForGo = one.words[0] === "go";
		if (call === void 0) return isForGo && makingSources.length === 0;
		return !isForGo && relativeTo(directoryOf$1(one, search.texts), call.directory) !== void 0;
	});
	const directories = before.filter((one) => makesDirectoryFor(one, search));
	return [
		...installs,
		...directories,
		...makingSources
	];
}
function makesDirectoryFor({ words, directory }, { wanted }) {
	if (words[0] !== "mkdir" || directory === void 0) return false;
	return words.slice(1).some((word) => {
		const path = word.startsWith("-") ? void 0 : pathIn$1(directory, word);
		return path !== void 0 && relativeTo(path, parentOf(wanted.path)) !== void 0 && relativeTo(wanted.missing, path) !== void 0;
	});
}
function directoryOf$1({ words, directory = "." }, texts) {
	return packageCall({
		words: words[0] === "npm" || words[0] === "bun" ? [
			words[0],
			"run",
			...words.slice(1)
		] : words,
		directory
	}, texts)?.directory ?? directory;
}
function ofMakefiles(search, makers) {
	const { texts, recipes } = search;
	let best;
	const directories = texts.paths.filter((path) => makefileNames.some((name) => name === lastOf(path))).map(parentOf);
	for (const directory of new Set(directories)) for (const target of recipes.targets(directory)) {
		const scripts = recipes.scripts(directory, [target]);
		const found = scripts.flatMap(commandsIn).find((one) => makers.makes(one, search.wanted));
		if (found === void 0 || best !== void 0 && best.scripts <= scripts.length) continue;
		const command = directory === "." ? `make ${target}` : `make -C ${directory} ${target}`;
		best = {
			step: {
				at: found.at,
				written: `make ${target}`,
				directory,
				command
			},
			scripts: scripts.length
		};
	}
	return best?.step;
}
function ofFrontEnds(search, makers) {
	const { texts, wanted } = search;
	const directory = frontEnds(texts).find((one) => makers.makes(packageCommand("npm", " run build", one), wanted));
	if (directory === void 0) return void 0;
	const file = joinPath(directory, "package.json");
	const lines = (texts.text(file) ?? "").split("\n");
	const at = `${file}:${Math.max(lines.findIndex((line) => line.includes("\"build\"")) + 1, 1)}`;
	const { command, program } = frontEndBuild(texts, directory);
	return {
		at,
		written: `${program} run build`,
		directory,
		command
	};
}
function suggestedStep(search) {
	if (search.beside === void 0) return void 0;
	const [own] = ownGenerators(search);
	if (own !== void 0) return generating(search, own).command;
	const [front, ...others] = frontEnds(search.texts);
	if (front === void 0 || others.length > 0) return void 0;
	return frontEndBuild(search.texts, front).command;
}
// src/repository/steps/recipes.ts
function recipesIn(texts) {
	const read = new Map();
	const makefileOf = (directory, named) => {
		const file = (named === void 0 ? makefileNames : [named]).map((name) => joinPath(directory, name)).find((path) => texts.paths.includes(path));
		if (file === void 0 || read.has(file)) return read.get(file ?? "");
		const makefile = readMakefile({
			...texts,
			root: repositoryRoot
		}, {
			directory,
			file,
			overrides: {}
		});
		read.set(file, makefile);
		return makefile;
	};
	return {
		targets(directory) {
			const makefile = makefileOf(directory);
			return makefile === void 0 ? [] : namedTargets(makefile);
		},
		scripts(directory, targets, named) {
			const makefile = makefileOf(directory, named);
			if (makefile === void 0) return [];
			return recipeScripts(makefile, targets).map(({ text, file, line }) => ({
				text,
				file,
				line,
				directory
			}));
		}
	};
}
// src/repository/steps/absences.ts
var Absences = class {
	#world;
	#place;
	#tree;
	constructor(world, place) {
		this.#world = world;
		this.#place = place;
	}
	async of({ path, pattern, beside, shippedOnly = false }) {
		const because = shippedOnly ? { kind: "kept" } : await this.#because(path);
		if (because?.kind === "submodule") return { because };
		this.#tree ??= this.#read();
		const { paths, ...tree } = await this.#tree;
		const { files } = this.#world;
		const made = await readingTexts(files, this.#place.checkout, paths, (texts) => whatMakes({
			...tree,
			texts,
			recipes: recipesIn(texts),
			wanted: wantedPath(path, tree.isThere, pattern),
			...beside === void 0 ? {} : { beside },
			shippedOnly
		}));
		return {
			...because === void 0 ? {} : { because },
			...made
		};
	}
	async submoduleOf(path) {
		return [...(await repositoryText(this.#world.files, this.#place.checkout, ".gitmodules") ?? "").matchAll(/^[ \t]*path[ \t]*=(.*)$/gm)].map(([, one = ""]) => cleanPath(one.trim())).find((one) => one !== void 0 && relativeTo(one, path) !== void 0);
	}
	async #because(path) {
		const submodule = await this.submoduleOf(path);
		if (submodule !== void 0) return {
			kind: "submodule",
			path: submodule
		};
		const by = await this.#ignoredBy(path);
		if (by !== void 0) return {
			kind: "ignored",
			by
		};
		const { exec, files } = this.#world;
		const { root } = this.#place;
		const found = await files.stat(`${root}/${path}`);
		if (found === void 0) return void 0;
		if (found.kind === "directory" && (await files.list(`${root}/${path}`)).length === 0) return void 0;
		const tracked = await exec.query([
			"git",
			"ls-files",
			"--",
			path
		], { cwd: root });
		return tracked.exitCode === 0 && tracked.stdout.trim() === "" ? { kind: "untracked" } : void 0;
	}
	async #ignoredBy(path) {
		const asked = [
			"git",
			"check-ignore",
			"--verbose",
			"--no-index",
			"--",
			path,
			`${path}/`
		];
		const { stdout } = await this.#world.exec.query(asked, { cwd: this.#place.checkout });
		const [, file, line, pattern = "!"] = /^(.+?):(\d+):(.*)\t/.exec(stdout) ?? [];
		if (file === void 0 || pattern.startsWith("!")) return void 0;
		return file.startsWith("/") ? "a git file on this machine" : `${file}:${line}`;
	}
	async #read() {
		const { checkout, modules } = this.#place;
		const paths = await listFiles(this.#world.files, checkout);
		const { stdout } = await this.#world.exec.query([
			"git",
			"ls-files",
			"-z"
		], { cwd: checkout });
		const there = new Set(["."]);
		for (const path of [...paths, ...stdout.split("\0")]) for (let one = path; !there.has(one); one = parentOf(one)) there.add(one);
		return {
			paths,
			modules,
			generators: await this.#generators(),
			isThere: (path) => there.has(path)
		};
	}
	async #generators() {
		const { stdout } = await this.#world.exec.query([
			"git",
			"grep",
			"-n",
			"-E",
			"-e",
			"^//go:generate ",
			"--",
			"*.go"
		], { cwd: this.#place.checkout });
		return stdout.split("\n").flatMap((found) => {
			const [, file, line, text = ""] = /^(.+?):(\d+):\/\/go:generate\s+(.*)$/.exec(found) ?? [];
			if (file === void 0 || text.startsWith("-command")) return [];
			return commandsIn({
				text,
				file,
				line: Number(line),
				directory: parentOf(file)
			}).slice(0, 1);
		});
	}
};
function whatMakes(search) {
	const step = findStep(search);
	if (step !== void 0) return { step };
	if (search.shippedOnly === true) return {};
	const suggestion = suggestedStep(search);
	if (suggestion !== void 0) return { suggestion };
	const fronts = search.beside === void 0 ? [] : frontEnds(search.texts);
	return fronts.length === 0 ? {} : { frontEnds: fronts };
}
function fixedPart(pattern) {
	const parts = pattern.split("/");
	const wild = parts.findIndex((part) => /[*?[\\]/.test(part));
	return (wild < 0 ? parts : parts.slice(0, wild)).join("/") || ".";
}
function isPlaceholder(name) {
	return /^\.(?:gitkeep|keep|gitignore|placeholder)$/.test(name);
}
// src/repository/go/missing-module.ts
async function missingModule(world, place, { by, directory, file }) {
	const text = await repositoryText(world.files, place.checkout, file) ?? "";
	const path = directory.startsWith("/") ? void 0 : cleanPath(`${parentOf(file)}/${directory}`);
	const absence = path === void 0 ? {} : await new Absences(world, place).of({ path });
	const line = lineNaming(text, directory);
	return {
		kind: "directory-missing",
		by,
		directory,
		at: line === void 0 ? file : `${file}:${line}`,
		...path === void 0 ? {} : { path },
		absence
	};
}
function lineNaming(text, directory) {
	const at = text.split("\n").findIndex((line) => line.split(/[\s"`]+/).includes(directory));
	return at < 0 ? void 0 : at + 1;
}
async function missingModules(world, place) {
	const { files } = world;
	const named = [];
	const read = async (file, by, pattern) => {
		const plain = (await repositoryText(files, place.checkout, file) ?? "").replaceAll(/\/\/.*$/gm, "");
		for (const [, directory = ""] of plain.matchAll(pattern)) named.push({
			by,
			directory,
			file
		});
	};
	await read("go.work", "use", /^[ \t]*(?:use[ \t]+)?["`]?(\.{1,2}(?:\/[^\s"`]*)?)["`]?[ \t]*$/gm);
	for (const module of place.modules) await read(joinPath(module, "go.mod"), "replace", /=>\s*["`]?(\.{1,2}\/[^\s"`]*)["`]?\s*$/gm);
	const found = [];
	for (const one of named) {
		const path = cleanPath(`${parentOf(one.file)}/${one.directory}`);
		if (path !== void 0 && await files.stat(`${place.checkout}/${joinPath(path, "go.mod")}`) !== void 0) continue;
		found.push(await missingModule(world, place, one));
	}
	return found;
}
// src/plan/choose-dockerfile.ts
function compiledPackages({ builds }) {
	for (const evidence of evidences) {
		const found = builds.filter((one) => one.evidence === evidence && !one.decoy && one.compiles.length > 0);
		if (found.length > 0) return found.map(({ compiles, dockerfile }) => ({
			directories: compiles,
			by: dockerfile
		}));
	}
	return [];
}
const plainName = /^(?:Dockerfile|Containerfile)$/;
function chooseDockerfile({ builds, problem, switchedOff }, main) {
	if (problem !== void 0) return {
		kind: "problem",
		message: problem,
		candidates: []
	};
	const directory = mainDirectory(main);
	if (switchedOff !== void 0) return {
		kind: "none",
		because: `\`${switchedOff}\` is false`
	};
	if (builds.length === 0) return {
		kind: "none",
		because: "there is no Dockerfile"
	};
	for (const evidence of evidences) {
		const remaining = fitting(builds, evidence, directory);
		const [only] = remaining;
		if (remaining.length === 1 && only !== void 0) return decided(only, reason(only.build, directory));
		for (const [isUsual, because] of usual$2) {
			const [first, ...others] = remaining.filter(({ build }) => isUsual(build));
			if (first !== void 0 && others.length === 0) return decided(first, usualReason(first.build, because));
		}
		if (remaining.length > 1) return {
			kind: "problem",
			...ambiguous(remaining.map(({ build }) => build), directory)
		};
	}
	const [first] = builds.filter(({ compiles, decoy }) => compiles.length > 0 && !decoy);
	if (first === void 0) return {
		kind: "none",
		because: "no Dockerfile compiles Go"
	};
	const programs = [...new Set(first.compiles)].join(", ");
	const by = first.compiledBy === void 0 ? "" : ` (${first.compiledBy})`;
	return {
		kind: "none",
		because: `\`${first.dockerfile}\` compiles ${programs}${by} and not ${directory}`
	};
}
function decided({ build, conflicts }, because) {
	const { dockerfile, choices = [] } = build;
	if (choices.length > 0) return {
		kind: "problem",
		message: `${dockerfile} has several final stages (${choices.map(({ name, line }) => `${name} (line ${line})`).join(", ")}) and no file selects one: set it in .github/linkgate.yml, such as \`build: { dockerfile: ${dockerfile}, target: ${yamlText(choices.at(-1)?.name ?? "")} }\``,
		candidates: choices.map(({ name }) => ({
			...build,
			target: name,
			choices: []
		}))
	};
	return conflicts.length === 0 ? {
		kind: "build",
		build,
		because
	} : {
		kind: "problem",
		message: contradiction(dockerfile, conflicts),
		candidates: [build]
	};
}
function yamlText(name) {
	return /^\d+$/.test(name) ? `"${name}"` : name;
}
function contradiction(dockerfile, conflicts) {
	const differing = conflicts.map(({ name, values }) => {
		return `${name} is ${values.map(({ value, by }) => `${value === void 0 ? "not given" : `\`${value}\``} in ${by}`).join(", ")}`;
	});
	const chosen = conflicts.map(({ name, values }) => {
		const first = values.find(({ value }) => value !== void 0)?.value;
		return `${name}: ${JSON.stringify(first ?? "")}`;
	});
	return `files of the repository build ${dockerfile} with different arguments (${differing.join("; ")}): set them in .github/linkgate.yml, such as \`build: { build-args: { ${chosen.join(", ")} } }\``;
}
function fitting(builds, evidence, directory) {
	const given = builds.filter((one) => one.evidence === evidence && !one.decoy);
	if (evidence === "configuration") return merged(given);
	return merged([
		given.filter(({ compiles }) => hasDirectory(compiles, directory)),
		given.filter(({ compiles, facts }) => compiles.length === 0 && facts.indirect),
		copyingPrograms(given)
	].find((rank) => rank.length > 0) ?? []);
}
function copyingPrograms(given) {
	const copying = given.filter(({ compiles, facts }) => compiles.length === 0 && !facts.indirect && facts.prebuilt);
	return copying.length > 1 ? copying.filter(({ facts }) => facts.copiesProgram === true) : copying;
}
function merged(builds) {
	const groups = [];
	for (const build of builds) {
		const same = groups.find(([one]) => one !== void 0 && isSameStage(one, build));
		if (same === void 0) groups.push([build]);
		else same.push(build);
	}
	return groups.flatMap(([first, ...others]) => first === void 0 ? [] : [agreed(first, others)]);
}
function isSameStage(one, other) {
	return one.dockerfile === other.dockerfile && one.inline === other.inline && one.context === other.context && one.stage === other.stage;
}
const describing = /^(?:(?:APP|BUILD|CI|GIT|GITHUB|IMAGE|RELEASE|SERVICE|VCS|PROJECT)_?)*(?:VERSION|VER|COMMIT|REVISION|REV|REF|REF_NAME|SHA|SHA1|HASH|BRANCH|TAG|DATE|TIME|TIMESTAMP|CREATED|NUMBER|NUM|ID|BUILD|STATE|USER|URL|SOURCE|DATETIME|COMMIT_?(?:SHA|HASH|ID|DATE|TIME|REF))$/i;
function agreed(first, others) {
	const all = [first, ...others];
	const differing = [...new Set(all.flatMap(({ buildArgs }) => Object.keys(buildArgs)))].filter((name) => all.some(({ buildArgs }) => buildArgs[name] !== first.buildArgs[name]));
	const unknownArgs = [...new Set(all.flatMap((one) => one.unknownArgs))];
	const conflicts = differing.filter((name) => !describing.test(name) && !unknownArgs.includes(name)).map((name) => ({
		name,
		values: shownValues(name, all)
	}));
	return {
		build: {
			...first,
			buildArgs: Object.fromEntries(Object.entries(first.buildArgs).filter(([name]) => !differing.includes(name))),
			unknownArgs: [...new Set([...unknownArgs, ...differing])]
		},
		conflicts
	};
}
function shownValues(name, builds) {
	return builds.map(({ buildArgs, by }) => ({
		value: shownArguments(buildArgs)[name],
		by
	}));
}
const usual$2 = [[({ dockerfile }) => plainName.test(dockerfile), "the one at the root"], [({ dockerfile }) => plainName.test(dockerfile.replace(/^.*\//, "")), "the one without a suffix in its name"]];
function usualReason({ evidence, by }, because) {
	return evidence === "file" ? because : `${because}, built by ${by}`;
}
function reason({ evidence, by, compiles, compiledBy }, directory) {
	if (evidence === "configuration") return "set by build.dockerfile";
	if (evidence !== "file") return `built by ${by}`;
	return hasDirectory(compiles, directory) ? `the only one that compiles ${directory}${compiledBy === void 0 ? "" : `: ${compiledBy}`}` : "the only one for a Go program";
}
function ambiguous(candidates, directory) {
	const names = candidates.map(({ dockerfile, target, context, by }) => {
		return `${dockerfile}${target === void 0 ? "" : `, target ${target}`}${candidates.filter((one) => one.dockerfile === dockerfile && one.target === target).length === 1 ? "" : `, context ${context}`}${by === dockerfile ? "" : `, built by ${by}`}`;
	});
	const [first] = candidates;
	const choice = [`dockerfile: ${first?.dockerfile}`, ...candidates.every(({ dockerfile }) => dockerfile === first?.dockerfile) && first?.target !== void 0 ? [`target: ${first.target}`] : []];
	return {
		message: `there are ${candidates.length} ways to build an image of ${directory} (${names.join("; ")}): choose one in .github/linkgate.yml, such as \`build: { ${choice.join(", ")} }\``,
		candidates
	};
}
// src/plan/foreign.ts
function isStartedHere({ foreign }) {
	return foreign === void 0 || foreign.runBy !== void 0;
}
async function foreignTo(world, platform, all = []) {
	if (!hasImages(platform)) return {};
	if (await isNative(world, platform)) {
		if (isOwn(world, platform)) return void 0;
		for (const one of all) if (isOwn(world, one) && await isNative(world, one)) return { runBy: { kind: "processor" } };
		return;
	}
	const emulator = await emulatorFor(world, platform);
	return emulator === void 0 ? {} : { runBy: emulator };
}
function isOwn({ host }, platform) {
	return hasImages(platform) && platformParts(platform).arch === host.arch;
}
async function isNative({ files, host }, platform) {
	const { arch, variant } = platformParts(platform);
	if (arch === "386" && host.arch === "amd64") return true;
	if (arch !== host.arch) return false;
	if (variant === void 0) return true;
	const needed = arch === "amd64" ? flagsOfLevel(variant) : void 0;
	if (needed === void 0) return false;
	const [, found = ""] = /^flags\s*:\s*(.*)$/m.exec(await files.readText("/proc/cpuinfo") ?? "") ?? [];
	const flags = new Set(found.split(" "));
	return needed.every((flag) => flags.has(flag));
}
const levelFlags = [
	[],
	[
		"cx16",
		"lahf_lm",
		"popcnt",
		"pni",
		"sse4_1",
		"sse4_2",
		"ssse3"
	],
	[
		"avx",
		"avx2",
		"bmi1",
		"bmi2",
		"f16c",
		"fma",
		"abm",
		"movbe",
		"xsave"
	],
	[
		"avx512f",
		"avx512bw",
		"avx512cd",
		"avx512dq",
		"avx512vl"
	]
];
function flagsOfLevel(variant) {
	return levelFlags.slice(0, Number(variant.slice(1))).flat();
}
const qemuNames = {
	"386": "i386",
	amd64: "x86_64",
	arm64: "aarch64",
	loong64: "loongarch64",
	mips64le: "mips64el",
	mipsle: "mipsel"
};
async function emulatorFor({ files, host }, platform) {
	const { arch } = platformParts(platform);
	const name = Object.hasOwn(qemuNames, arch) ? qemuNames[arch] : arch;
	const registered = await files.readText(`/proc/sys/fs/binfmt_misc/qemu-${name}`) ?? "";
	if (/^enabled$/m.test(registered) && /^flags: \S*F/m.test(registered)) return { kind: "kernel" };
	const path = await findOnPath(files, host.env, `qemu-${name}-static`);
	return path === void 0 ? void 0 : {
		kind: "program",
		path
	};
}
async function findOnPath(files, env, program) {
	for (const directory of (env["PATH"] ?? "").split(":").filter((one) => one.startsWith("/"))) {
		const path = await files.realPath(`${directory}/${program}`);
		if (path !== void 0) return path;
	}
}
// src/repository/builds/note.ts
function noteLines(notes) {
	const places = new Map();
	for (const { text, by } of notes) places.set(text, (places.get(text) ?? new Set()).add(by));
	return [...places].map(([text, by]) => `${text} (${joinedPlaces([...by])})`);
}
function joinedPlaces(places) {
	let last;
	return places.map((place) => {
		const [, file, line] = /^([^:,]+):(\d+)$/.exec(place) ?? [];
		const isSame = file !== void 0 && file === last;
		last = file;
		return isSame ? line : place;
	}).join(", ");
}
// src/repository/workflow/expressions.ts
function expressionsIn(scope) {
	const inner = (expression) => {
		const [context = "", ...path] = expression.split(".");
		if (context === "github") return place$1(path[0], scope.action);
		if (context !== "matrix" && context !== "inputs") return void 0;
		let found = scope[context];
		for (const key of path) found = asMap(found)[key];
		return asText(found);
	};
	return (expression) => {
		const name = /^env\.(\w+)$/.exec(expression)?.[1];
		if (name === void 0) return inner(expression);
		if (name === "GITHUB_WORKSPACE") return repositoryRoot;
		if (name === "GITHUB_ACTION_PATH") return place$1("action_path", scope.action);
		const given = scope.environments.map((one) => asText(one[name])).findLast((one) => one !== void 0);
		const filled = given === void 0 ? void 0 : withExpressions(given, inner);
		return filled?.includes("$") === true ? void 0 : filled;
	};
}
function place$1(key, action) {
	if (key === "workspace") return repositoryRoot;
	return key === "action_path" && action !== void 0 ? joinPath(repositoryRoot, action) : void 0;
}
function variablesIn$1(known) {
	return (name) => known(`env.${name}`);
}
function givenInputs(declared, given, known) {
	const values = [...Object.entries(asMap(declared)).map(([name, input]) => [name, asMap(input)["default"]]), ...Object.entries(asMap(given))].flatMap(([name, value]) => {
		const text = asText(value);
		return text === void 0 ? [] : [[name, withExpressions(text, known)]];
	});
	return Object.fromEntries([...new Map(values)].filter(([, value]) => !value.includes("${{")));
}
// src/repository/workflow/build-actions.ts
function actionBuilds(uses, options, place) {
	const option = (...names) => {
		const given = names.map((name) => asText(options[name])).find((one) => one !== void 0 && one.trim() !== "");
		return given === void 0 ? void 0 : withExpressions(given.trim(), place.known);
	};
	const lines = (...names) => (option(...names) ?? "").split("\n").map((line) => line.trim());
	if (uses.endsWith("/bake-action")) return bakedByAction(option, lines, place);
	const file = option("file", "dockerfile", "containerfiles");
	const isUsual = uses.endsWith("/build-push-action");
	if (!isUsual && (file === void 0 || !/docker|kaniko|buildah|image/i.test(uses))) return {
		builds: [],
		unread: []
	};
	const push = option("push");
	const context = option("context", "directory", "workdir") ?? ".";
	const build = namedBuild({
		context: context.replace(/^\{\{\s*defaultContext\s*\}\}:?/, "./"),
		file,
		target: option("target"),
		args: lines("build-args", "build_args", "buildargs"),
		tags: lines("tags", "tag", "image", "images").flatMap((line) => line.split(",")),
		contexts: givenContexts(contextPairs(lines("build-contexts")), "."),
		cacheFrom: isUsual ? lines("cache-from") : [],
		pushed: push !== void 0 && push !== "false" || lines("outputs").some(isPushed) || /kaniko/i.test(uses)
	}, ".", place.by);
	if (build !== void 0) return {
		builds: [build],
		unread: []
	};
	const unknown = Object.entries({
		context,
		file,
		target: option("target")
	}).flatMap(([name, value]) => value?.includes("$") === true ? [name] : []);
	const text = `linkgate does not build the image of this step, because only a run knows its ${unknown.join(" and ")}`;
	return {
		builds: [],
		unread: unknown.length === 0 ? [] : [{
			text,
			by: place.by
		}]
	};
}
function bakedByAction(option, lines, { texts, known, by }) {
	const list = (name) => lines(name).flatMap((line) => line.split(",")).filter((one) => one !== "");
	const source = /^\{\{\s*defaultContext\s*\}\}:?(.*)$/.exec(option("source") ?? "")?.[1] ?? option("source") ?? ".";
	const directory = repositoryPath(source === "" ? "." : source, repositoryPath(option("workdir") ?? ".", ".") ?? ".");
	if (directory === void 0) return {
		builds: [],
		unread: []
	};
	const push = option("push");
	return bakeBuilds(texts, {
		files: list("files").filter((one) => !one.includes("$")),
		targets: list("targets"),
		overrides: bakeOverrides(lines("set")),
		pushed: push !== void 0 && push !== "false",
		directory,
		by,
		environment: variablesIn$1(known)
	});
}
// src/repository/workflow/matrix.ts
const mostCombinations = 100;
const mostKeys = 30;
const mostIncluded = 256;
function combinations(matrix) {
	let found = [{}];
	const keys = Object.entries(matrix).filter(([key, values]) => key !== "include" && key !== "exclude" && asList(values).length > 0);
	for (const [key, values] of keys.slice(0, mostKeys)) found = found.flatMap((one) => asList(values).map((value) => ({
		...one,
		[key]: value
	}))).slice(0, mostCombinations);
	const isPlain = Object.keys(found[0] ?? {}).length === 0;
	const result = isPlain ? [] : [...found];
	for (const given of asList(matrix["include"]).slice(0, mostIncluded)) {
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
// src/repository/workflow/workflow-reader.ts
const deepest$3 = 10;
const mostSteps = 5e3;
function readSource$1(texts, file) {
	return {
		file,
		yaml: placed(texts.text(file) ?? "")
	};
}
var WorkflowReader = class {
	calls = new Set();
	#texts;
	#steps = 0;
	constructor(texts) {
		this.#texts = texts;
	}
	jobs(source, inputs) {
		const workflow = asMap(source.yaml.value);
		const found = Object.entries(asMap(workflow["jobs"])).flatMap(([id, given]) => {
			const job = asMap(given);
			return combinations(asMap(asMap(job["strategy"])["matrix"])).map((matrix) => {
				const scope = {
					matrix,
					inputs,
					environments: [asMap(workflow["env"]), asMap(job["env"])]
				};
				const path = ["jobs", id];
				return this.#calledWorkflow(source, path, job, scope) ?? this.#job({
					...source,
					steps: job["steps"],
					path: [...path, "steps"],
					scope,
					directory: workingDirectory(job) ?? workingDirectory(workflow) ?? "."
				});
			});
		});
		return {
			builds: found.flatMap(({ builds }) => builds),
			pushes: found.some(({ pushes }) => pushes),
			releases: found.some(({ releases }) => releases),
			unread: found.flatMap(({ unread }) => unread)
		};
	}
	#calledWorkflow({ file, yaml, callers }, path, job, scope) {
		const called = localPath(asText(job["uses"]));
		if (called === void 0 || callers.length >= deepest$3) return void 0;
		this.calls.add(called);
		const source = readSource$1(this.#texts, called);
		const declared = asMap(asMap(asMap(source.yaml.value)["on"])["workflow_call"])["inputs"];
		const inputs = givenInputs(declared, job["with"], expressionsIn(scope));
		return this.jobs({
			...source,
			callers: [`${file}:${yaml.lineOf(path)}`, ...callers]
		}, inputs);
	}
	#job(list) {
		const to = {
			walk: new BuildWalk(this.#texts),
			builds: [],
			unread: [],
			pushes: false,
			releases: false
		};
		this.#list(list, to);
		const { found } = to.walk;
		const pushes = to.pushes || found.pushes;
		const builds = [...to.builds, ...found.builds];
		return {
			builds: pushes ? builds.map((build) => ({
				...build,
				pushed: true
			})) : builds,
			pushes,
			releases: to.releases || found.releases,
			unread: [...to.unread, ...found.unread]
		};
	}
	#list(list, to) {
		for (const [at, step] of asList(list.steps).entries()) {
			this.#steps += 1;
			if (this.#steps > mostSteps) return;
			this.#step({
				...list,
				step: asMap(step),
				at: [...list.path, at]
			}, to);
		}
	}
	#step(place, to) {
		const { file, yaml, callers, step, at } = place;
		const scope = {
			...place.scope,
			environments: [...place.scope.environments, asMap(step["env"])]
		};
		const known = expressionsIn(scope);
		const line = yaml.lineOf(at);
		const [uses = ""] = (asText(step["uses"]) ?? "").split("@", 1);
		const by = callChain({
			file,
			line,
			callers
		});
		const action = actionBuilds(uses, asMap(step["with"]), {
			texts: this.#texts,
			known,
			by
		});
		to.builds.push(...action.builds);
		to.unread.push(...action.unread);
		to.pushes ||= /\/(?:push-to-registry)$/.test(uses);
		to.releases ||= uses === "goreleaser/goreleaser-action" && !/--snapshot|^build/.test(asText(asMap(step["with"])["args"]) ?? "");
		this.#calledAction({
			...place,
			scope,
			line
		}, to);
		const script = asText(step["run"]);
		if (script === void 0) return;
		const directory = withExpressions(asText(step["working-directory"]) ?? place.directory, known);
		to.walk.follow({
			text: withExpressions(script, known),
			directory: repositoryPath(directory, "."),
			variables: variablesIn$1(known),
			file,
			line: scriptLine(yaml, [...at, "run"], script),
			callers
		});
	}
	#calledAction({ file, line, callers, step, scope }, to) {
		const action = localPath(asText(step["uses"]));
		if (action === void 0 || callers.length >= deepest$3) return;
		const found = ["action.yml", "action.yaml"].map((name) => action === "." ? name : `${action}/${name}`).find((name) => this.#texts.paths.includes(name));
		if (found === void 0) return;
		const source = readSource$1(this.#texts, found);
		const { inputs, runs } = asMap(source.yaml.value);
		this.#list({
			...source,
			callers: [`${file}:${line}`, ...callers],
			steps: asMap(runs)["steps"],
			path: ["runs", "steps"],
			scope: {
				matrix: {},
				inputs: givenInputs(inputs, step["with"], expressionsIn(scope)),
				environments: [resolved(scope)],
				action
			},
			directory: "."
		}, to);
	}
};
function resolved({ environments, ...scope }) {
	const known = expressionsIn({
		...scope,
		environments
	});
	const names = environments.flatMap((one) => Object.keys(one));
	return Object.fromEntries(names.flatMap((name) => {
		const value = known(`env.${name}`);
		return value === void 0 ? [] : [[name, value]];
	}));
}
function localPath(uses) {
	return uses?.startsWith("./") === true ? repositoryPath(uses, ".") : void 0;
}
function scriptLine(yaml, path, script) {
	return yaml.lineOf(path) + (script.trimEnd().includes("\n") ? 1 : 0);
}
function workingDirectory(of) {
	return asText(asMap(asMap(of["defaults"])["run"])["working-directory"]);
}
// src/repository/workflow/builds.ts
function workflowBuilds(file, texts) {
	const source = readSource$1(texts, file);
	const events = eventsOf(asMap(source.yaml.value)["on"]);
	const reader = new WorkflowReader(texts);
	return {
		...reader.jobs({
			...source,
			callers: []
		}, {}),
		calls: reader.calls,
		isRelease: events.some(([event, options]) => event === "release" || event === "push" && asMap(options)["tags"] !== void 0),
		isCalled: events.length === 1 && events[0]?.[0] === "workflow_call"
	};
}
function eventsOf(on) {
	if (typeof on === "string") return [[on, void 0]];
	return [...asList(on).map((one) => [asText(one) ?? "", void 0]), ...Object.entries(asMap(on))];
}
// src/repository/builds/makefile-builds.ts
const makefile = new RegExp(`(?:^|/)(?:${makefileNames.join("|")})$`);
function makefileBuilds(texts) {
	return texts.paths.filter((path) => makefile.test(path)).flatMap((path) => buildsOf$2(texts, path));
}
function buildsOf$2(texts, path) {
	const directory = parentOf(path);
	const read = readMakefile({
		...texts,
		root: repositoryRoot
	}, {
		directory,
		file: path,
		overrides: {}
	});
	if (read === void 0) return [];
	return recipeScripts(read, namedTargets(read)).flatMap(({ text, target, file, line, environment }) => {
		if (!/\b(?:build|bud|bake|compose)\b/.test(text)) return [];
		const walk = new BuildWalk(texts);
		const variables = (name) => Object.hasOwn(environment, name) ? environment[name] : void 0;
		walk.follow({
			text,
			directory,
			variables,
			file,
			line,
			callers: []
		});
		return walk.found.builds.map((build) => ({
			...build,
			name: target
		}));
	});
}
// src/repository/builds/repository-builds.ts
const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const bakeFile = /^(?:.*\/)?(?:[\w-]*[.-])?bake(?:\.[\w-]+)*\.(?:hcl|json)$/;
function mayNameBuilds(path) {
	const name = lastOf(path);
	const names = [...makefileNames, ...goreleaserFiles];
	return workflowFile.test(path) || bakeFile.test(path) || composeFile.test(name) || names.includes(name);
}
function repositoryBuilds(files, root, paths, isAside) {
	return readingTexts(files, root, paths, (texts) => {
		const all = new Map(paths.filter((path) => workflowFile.test(path)).map((path) => [path, workflowBuilds(path, texts)]));
		const called = new Set([...all.values()].flatMap(({ calls }) => [...calls]));
		const workflows = [...all].flatMap(([path, one]) => one.isCalled && called.has(path) ? [] : [one]);
		const projects = paths.filter((path) => composeFile.test(lastOf(path)) && !isAside(path)).map((path) => composeServices(texts, {
			files: [path],
			environment: () => void 0
		}));
		const goreleaser = goreleaserOf(texts);
		const baked = bakedBuilds(texts, isAside);
		const pushed = (isRelease) => workflows.flatMap((one) => one.isRelease === isRelease ? one.builds.filter((build) => build.pushed === true) : []);
		return {
			released: [...pushed(true), ...goreleaser.builds],
			published: pushed(false),
			kept: workflows.flatMap(({ builds }) => builds.filter((build) => build.pushed !== true)),
			inFiles: [
				...baked.builds,
				...makefileBuilds(texts),
				...projects.flatMap(buildsOf$1)
			],
			services: projects.flat(),
			notes: [
				...workflows.flatMap(({ unread }) => unread),
				...baked.unread,
				...goreleaser.notes
			]
		};
	});
}
function buildsOf$1(project) {
	const usual = activeServices(project).flatMap(({ build }) => build ?? []);
	return usual.length > 0 ? usual : project.flatMap(({ build }) => build ?? []);
}
function bakedBuilds(texts, isAside) {
	const found = texts.paths.filter((path) => bakeFile.test(path) && !isAside(path));
	const usual = found.filter((path) => /^docker-bake(?:\.override)?\.(?:hcl|json)$/.test(path));
	const others = found.filter((path) => !usual.includes(path));
	const baked = [...usual.length > 0 ? [[]] : [], ...others.map((path) => [path])].map((files) => bakeBuilds(texts, {
		files,
		targets: [],
		overrides: [],
		pushed: false,
		directory: ".",
		by: void 0,
		environment: () => void 0
	}));
	return {
		builds: baked.flatMap(({ builds }) => builds),
		unread: baked.flatMap(({ unread }) => unread)
	};
}
function goreleaserOf(texts) {
	const file = goreleaserFiles.find((path) => texts.paths.includes(path));
	const text = file === void 0 ? void 0 : texts.text(file);
	if (file === void 0 || text === void 0) return {
		builds: [],
		notes: []
	};
	const { images, ko } = readGoreleaser(text);
	return {
		builds: images.map((image) => releasedImage(image, file)),
		notes: ko.map(({ main, line }) => ({
			text: `linkgate does not build the image of ${main}, which ko builds without a Dockerfile`,
			by: `${file}:${line}`
		}))
	};
}
function releasedImage({ dockerfile, target, buildArgs, unknownArgs, tags, line }, file) {
	return {
		dockerfile,
		context: ".",
		...target === void 0 ? {} : { target },
		buildArgs,
		unknownArgs,
		tags,
		pushed: true,
		assembled: true,
		by: `${file}:${line}`
	};
}
// src/repository/dockerfiles/survey.ts
const dockerfileName = /^(?:(?:docker|container)file(?:[._-](?!.*(?:ignore|j2|tmpl|template|in|erb|md)$)[\w.-]+)?|[\w.-]+\.(?:docker|container)file)$/i;
function strayNotes(links) {
	const text = "linkgate does not follow symbolic links that are broken or lead out of the repository";
	const isMeant = (path) => !isAsidePath(path) && (mayNameBuilds(path) || dockerfileName.test(lastOf(path)));
	return links.filter(isMeant).map((by) => ({
		text,
		by
	}));
}
async function surveyDockerfiles(files, root, options, key = "build.dockerfile") {
	const { files: paths, strayLinks } = await listTree(files, root);
	const named = await repositoryBuilds(files, root, paths, isAsidePath);
	const { services } = named;
	const reading = {
		files,
		root,
		options,
		known: new Map()
	};
	const read = (from, evidence) => readBuilds(reading, from, evidence);
	const { dockerfile } = options;
	const released = await read(named.released, "release");
	const around = released.filter(isMadeAround);
	const notes = noteLines([
		...named.notes,
		...aroundNotes(around),
		...strayNotes(strayLinks)
	]);
	if (dockerfile === false) return {
		builds: [],
		services,
		notes,
		switchedOff: key
	};
	const found = paths.filter((path) => dockerfileName.test(lastOf(path)));
	const stray = strayLinks.filter((path) => dockerfile === void 0 ? dockerfileName.test(lastOf(path)) && !isAsidePath(path) : path === dockerfile);
	if (stray[0] !== void 0 && (dockerfile !== void 0 || found.length === 0)) return {
		builds: [],
		services,
		notes,
		problem: strayDockerfile(stray[0])
	};
	if (dockerfile !== void 0 && await repositoryText(files, root, dockerfile) === void 0) return {
		builds: [],
		services,
		notes,
		problem: `${key} \`${dockerfile}\` does not exist: ${found.length === 0 ? "this repository has no Dockerfile" : `this repository has ${found.join(", ")}`}`
	};
	if (dockerfile === void 0) return {
		builds: [
			...released.filter((build) => !isMadeAround(build)),
			...await read(named.published, "publication"),
			...await read(named.kept, "workflow"),
			...await read(named.inFiles, "build-file"),
			...await read((await withoutAliases(files, root, found)).map(plain), "file")
		],
		services,
		notes
	};
	const builds = await read(bestOf(named, dockerfile), "configuration");
	return {
		builds: builds.every(({ decoy }) => decoy) ? [...builds, ...await read([plain(dockerfile)], "configuration")] : builds,
		services,
		notes
	};
}
function isMadeAround({ assembled, facts, compiles }) {
	return assembled === true && facts.prebuilt && compiles.length === 0;
}
function aroundNotes(builds) {
	const text = `linkgate does not build the GoReleaser images of ${[...new Set(builds.map(({ dockerfile }) => dockerfile))].join(", ")}, because GoReleaser compiles the program outside the Dockerfile`;
	return builds.map(({ by }) => ({
		text,
		by
	}));
}
function bestOf({ released, published, kept, inFiles }, dockerfile) {
	return [
		released,
		published,
		kept,
		inFiles
	].map((builds) => builds.filter((build) => build.dockerfile === dockerfile && build.inline === void 0)).find((builds) => builds.some((build) => build.assembled !== true)) ?? [];
}
function strayDockerfile(path) {
	return `\`${path}\` is a link to a file outside this repository: commit the file, or set \`build: { dockerfile: … }\` in .github/linkgate.yml to another one`;
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
// src/plan/mode-images.ts
async function surveyImages(files, root, { dockerfile, modes }) {
	const forSeveralModes = new Map();
	for (const { name, image } of modes) {
		if (image?.from !== "dockerfile") continue;
		const key = image.dockerfile === void 0 ? void 0 : `modes.${name}.dockerfile`;
		forSeveralModes.set(name, await surveyDockerfiles(files, root, optionsOf(dockerfile, image), key));
	}
	return {
		all: await surveyDockerfiles(files, root, dockerfile),
		forSeveralModes
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
function joined({ all, forSeveralModes }) {
	const named = [...forSeveralModes.values()].flatMap(({ builds }) => builds);
	return {
		...all,
		builds: [...named.filter(({ evidence }) => evidence === "configuration"), ...all.builds]
	};
}
function surveyProblems({ all, forSeveralModes }) {
	const problems = [all, ...forSeveralModes.values()].flatMap(({ problem }) => problem ?? []);
	return [...new Set(problems)];
}
function chooseImages(modes, survey, main) {
	const chosen = chooseDockerfile(survey.all, main);
	const problems = modes.some(followsDockerfile) && chosen.kind === "problem" ? [chosen.message] : [];
	const configured = [];
	for (const mode of modes) {
		const { name, image } = mode;
		const own = survey.forSeveralModes.get(name);
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
		else problems.push(`mode \`${name}\` needs an image of a Dockerfile, but ${found.because}: set \`modes.${name}.dockerfile\` in .github/linkgate.yml`);
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
async function unfitImages(world, checkout, platform, images) {
	const found = [];
	for (const { build, mode } of images) {
		const { context, target, buildArgs } = build;
		const text = await dockerfileText(world.files, checkout, build) ?? "";
		const options = {
			...target === void 0 ? {} : { target },
			buildArgs,
			platform
		};
		const of = mode === void 0 ? "" : `mode \`${mode.name}\`, `;
		const place = await whereLinksLead(world.files, checkout, context);
		if (place.kind !== "inside") found.push(`${of}${noContext(build, place.kind)}`);
		for (const problem of platformProblems(text, options)) found.push(`${of}${withPlace(build, problem)}${givenInRuns(build, problem)}`);
	}
	return found;
}
function givenInRuns({ unknownArgs, by }, { argument }) {
	return argument !== void 0 && unknownArgs.includes(argument) ? `, because its value depends on the run (${by})` : "";
}
function noContext({ by, context }, kind) {
	return `${by}: the build context \`${context}\` ${kind === "outside" ? "is a link to a path outside the repository" : "is not in the repository"}: set \`build: { context: … }\` in .github/linkgate.yml to a directory of the repository`;
}
async function obstacleOf$1({ files }, checkout, build, main) {
	const { target, buildArgs } = build;
	const text = await dockerfileText(files, checkout, build) ?? "";
	const goMod = await repositoryText(files, checkout, `${main.module}/go.mod`) ?? "";
	return buildersOf(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	}).map(({ image, toolchain }) => builderObstacle([image], goMod, toolchain)).find((one) => one !== void 0);
}
// src/repository/dockerfiles/dockerignore.ts
async function ignoreFileOf(files, checkout, { dockerfile, context }) {
	for (const path of [`${dockerfile}.dockerignore`, joinPath(context, ".dockerignore")]) {
		const text = await repositoryText(files, checkout, path);
		if (text !== void 0) return {
			path,
			isIgnored: readIgnoreFile(text)
		};
	}
}
// src/repository/left-out.ts
async function leftOut(files, checkout, build, own) {
	const ignore = await ignoreFileOf(files, checkout, build);
	const text = ignore === void 0 ? void 0 : await dockerfileText(files, checkout, build);
	if (ignore === void 0 || text === void 0) return [];
	const { context, target, buildArgs } = build;
	const isTaken = takenFromContext(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	});
	const isGone = isLeftOut(ignore, context);
	const found = [];
	for (const { importPath, directory, files: names, embeds } of own) {
		const inside = relativeTo(context, directory);
		if (inside === void 0 || !isTaken(inside)) continue;
		if (names.length > 0 && names.every((name) => isGone(joinPath(directory, name)))) {
			const at = await importOf({
				files,
				checkout,
				own
			}, importPath);
			const where = at === void 0 ? {} : { at };
			found.push({
				kind: "package-left-out",
				package: importPath,
				directory,
				by: ignore.path,
				...where
			});
			continue;
		}
		for (const { pattern, files: embedded } of embeds) {
			if (embedded.length === 0 || !embedded.every((file) => isGone(joinPath(directory, file)))) continue;
			const absence = { because: {
				kind: "left-out",
				by: ignore.path
			} };
			const target = joinPath(directory, pattern.replace(/^all:/, ""));
			found.push({
				kind: "embed-missing",
				pattern,
				at: directory,
				target,
				absence
			});
		}
	}
	return found;
}
function isLeftOut({ isIgnored }, context) {
	return (path) => {
		const inside = relativeTo(context, path);
		return inside !== void 0 && isIgnored(inside);
	};
}
async function importOf({ files, checkout, own }, path) {
	for (const { directory, files: names } of own) for (const name of names) {
		const file = joinPath(directory, name);
		const at = (await repositoryText(files, checkout, file) ?? "").split("\n").findIndex((line) => line.includes(`"${path}"`) && /^\s*(?:import\s+)?(?:[\w.]+\s+)?"/.test(line));
		if (at >= 0) return `${file}:${at + 1}`;
	}
}
function embedsOf(patterns, embedded) {
	return patterns.map((pattern) => {
		const isFit = filePattern(pattern.replace(/^all:/, ""));
		return {
			pattern,
			files: embedded.filter((file) => {
				const parts = file.split("/");
				return parts.some((_part, at) => isFit.test(parts.slice(0, at + 1).join("/")));
			})
		};
	});
}
// src/repository/go/top-level-names.ts
function topLevelNames(source) {
	const names = [];
	let isGroup = false;
	for (const line of withoutText(source).split("\n")) if (isGroup && line.startsWith(")")) isGroup = false;
	else if (/^(?:const|var|type) \($/.test(line.trimEnd())) isGroup = true;
	else names.push(...isGroup ? groupNames(line) : declared(line));
	return names;
}
function declared(line) {
	const [, receiver, method] = /^func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)/.exec(line) ?? [];
	if (method !== void 0) return [`${receiver}.${method}`];
	const [, one] = /^(?:func|type) (\w+)/.exec(line) ?? [];
	if (one !== void 0) return one === "init" || one === "_" ? [] : [one];
	const [, several] = /^(?:const|var) (\w+(?:, \w+)*)/.exec(line) ?? [];
	return listed(several);
}
function groupNames(line) {
	return listed(/^\t(\w+(?:, \w+)*)(?=\s|=|$)/.exec(line)?.[1]);
}
function listed(names) {
	return (names ?? "").split(", ").filter((name) => name !== "" && name !== "_");
}
const tokens = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|`[^`]*(?:`|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
function stringsIn(source) {
	return [...source.matchAll(tokens)].flatMap(([token]) => /^[`"]/.test(token) ? token.slice(1, -1) : []);
}
function withoutText(source) {
	return source.replaceAll(tokens, (token) => token.startsWith("/") ? "" : "\"\"");
}
function isExported(name) {
	return name.split(".").every((part) => /^\p{Lu}/u.test(part));
}
// src/repository/go/cgo-need.ts
const cgoFields = [
	"ImportPath",
	"Dir",
	"Standard",
	"CgoFiles",
	"GoFiles"
];
async function packagesNeedingCgo(world, search, main, withCgo) {
	const candidates = withCgo.filter(({ Standard: standard, CgoFiles: files = [] }) => standard !== true && files.length > 0);
	if (candidates.length === 0) return [];
	const listed = await listProgram(world, search, main, {
		fields: cgoFields,
		cgo: "0"
	});
	if (!listed.ok) return [];
	const needing = [];
	for (const one of candidates) {
		const without = listed.value.packages.find(({ ImportPath: path }) => path === one.ImportPath);
		if (without !== void 0 && !await hasFallback(world, one, without)) needing.push(one.ImportPath);
	}
	return needing;
}
async function hasFallback(world, withCgo, without) {
	const { GoFiles: files = [], Dir: directory = "" } = without;
	if (files.length === 0) return false;
	const all = [...withCgo.GoFiles ?? [], ...withCgo.CgoFiles ?? []];
	const read = async (names) => Promise.all(names.map(async (name) => await world.files.readText(`${directory}/${name}`) ?? ""));
	if ((await read(files.filter((name) => !all.includes(name)))).flatMap(stringsIn).some((one) => refusal.test(one))) return false;
	const lost = (await read(all.filter((name) => !files.includes(name)))).flatMap(topLevelNames);
	const offered = new Set((await read(files)).flatMap(topLevelNames));
	const wanted = lost.some(isExported) ? lost.filter(isExported) : lost;
	return wanted.length > 0 && wanted.filter((name) => offered.has(name)).length * 2 >= wanted.length;
}
const refusal = /\bCGO_ENABLED\b|\s(?:no )?cgo\b|\bcgo\s|\bstub\b|\bunsupported\b|\bnot (?:supported|implemented|available|enabled)\b/i;
// src/repository/go/fetch-faults.ts
const dns = /no such host|server misbehaving|[Tt]emporary failure in name resolution|Could not resolve host/;
const tls = /\b(?:x509|tls): |certificate|SSL/;
const unreachable = /\bdial (?:tcp|udp)\b|\bi\/o timeout|TLS handshake timeout|context deadline exceeded|connection (?:refused|reset|timed out)|network is unreachable|unexpected EOF|: EOF$|[Ff]ailed to connect|Connection timed out|: 5\d\d [A-Z][a-z]+/;
function networkFault(message) {
	const detail = informative(message).find((line) => dns.test(line) || tls.test(line) || unreachable.test(line));
	if (detail === void 0) return void 0;
	const because = dns.test(detail) ? "dns" : tls.test(detail) ? "tls" : "unreachable";
	const host = hostIn(detail);
	return {
		kind: "network",
		because,
		...host === void 0 ? {} : { host },
		detail
	};
}
function hostIn(line) {
	const [, named] = /\blookup ([\w.-]+)/.exec(line) ?? /[Cc]ould not resolve host: ([\w.-]+)/.exec(line) ?? /\bhttps?:\/\/(?:[^\s/"'@]*@)?([\w.:-]+)/.exec(line) ?? /\bdial tcp ([\w.:[\]-]+?):? /.exec(line) ?? [];
	return named;
}
function moduleFault(path, message) {
	if (/checksum mismatch/.test(message)) return {
		kind: "checksum-mismatch",
		module: path
	};
	const network = networkFault(message);
	if (network !== void 0) return network;
	const output = tellingLine(message);
	return {
		kind: "modules-not-fetched",
		pattern: patternOf(path),
		modules: [path],
		output
	};
}
function refusedModule(message) {
	const lines = message.split("\n");
	for (const [index, line] of lines.entries()) {
		const [, path, rest] = /^\s*(?:go: |\S+\.go:\d+(?::\d+)?: |verifying )?(?:module )?([\w.~-]+\.[\w-]+(?:\/[^\s@:]+)*)@[^\s:]+: (.*)/.exec(line) ?? [];
		if (path !== void 0 && rest !== void 0) return {
			path,
			message: [rest, ...lines.slice(index + 1)].join("\n")
		};
		if (!/@\S+ requires$/.test(line)) return void 0;
	}
}
const shared = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitea\.com|git\.sr\.ht|dev\.azure\.com)$/;
function patternOf(path) {
	const [host = path, owner] = path.split("/");
	return shared.test(host) && owner !== void 0 ? `${host}/${owner}` : host;
}
const refused$1 = /404 Not Found|410 Gone|40[013] \w+|terminal prompts disabled|could not read (?:Username|Password)|Permission denied|Authentication failed|Repository not found|Host key verification failed/i;
function isRefusal(message) {
	return refused$1.test(message);
}
function informative(message) {
	return message.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !/^(?:Confirm the import path|If this is a private)/.test(line));
}
function tellingLine(message) {
	const lines = informative(message);
	return lines.find((line) => refused$1.test(line)) ?? lines.at(-1) ?? "";
}
function joinedFaults(obstacles) {
	const joined = [];
	for (const obstacle of obstacles) {
		const index = joined.findIndex((one) => keyOf$2(one) === keyOf$2(obstacle));
		const found = joined[index];
		if (found === void 0) joined.push(obstacle);
		else if (found.kind === "modules-not-fetched" && obstacle.kind === "modules-not-fetched") joined[index] = {
			...found,
			modules: [...new Set([...found.modules, ...obstacle.modules])]
		};
	}
	return joined;
}
function keyOf$2(obstacle) {
	if (obstacle.kind === "modules-not-fetched") return `${obstacle.kind} ${obstacle.pattern}`;
	if (obstacle.kind === "network") return `${obstacle.kind} ${obstacle.because} ${obstacle.host}`;
	return obstacleMessage(obstacle);
}
// src/repository/go/kept-directories.ts
async function keptDirectories(world, place, directory, { EmbedPatterns: patterns = [], EmbedFiles: embedded = [] }) {
	const found = [];
	for (const pattern of patterns) {
		const inside = fixedPart(pattern.replace(/^all:/, ""));
		const files = embedded.filter((file) => inside === "." || file.startsWith(`${inside}/`));
		if (files.length === 0 || !files.every((file) => isPlaceholder(lastOf(file)))) continue;
		const target = joinPath(directory, inside);
		const absence = await new Absences(world, place).of({
			path: target,
			shippedOnly: true
		});
		const at = await lineOfPattern(world, place.checkout, directory, pattern);
		if (absence.step !== void 0) found.push({
			kind: "embed-missing",
			pattern,
			at,
			target,
			absence
		});
	}
	return found;
}
async function lineOfPattern({ files }, checkout, directory, pattern) {
	for (const { name } of await files.list(joinPath(checkout, directory))) {
		if (!name.endsWith(".go")) continue;
		const path = joinPath(directory, name);
		const at = (await repositoryText(files, checkout, path) ?? "").split("\n").findIndex((line) => /^\/\/go:embed\s/.test(line) && line.includes(pattern));
		if (at >= 0) return `${path}:${at + 1}`;
	}
	return directory;
}
// src/repository/go/missing-step.ts
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
async function predictBuild(world, search, main, listed) {
	const packages = (listed && programIn(listed, main)) ?? await packagesOf$1(world, search, main);
	if (packages === void 0) return {
		obstacles: [],
		cgo: void 0,
		own: [],
		sources: void 0
	};
	const { checkout, root, modules } = search;
	const place = {
		checkout,
		root,
		modules,
		cwd: main.module,
		byPath: modulesIn$1(packages, await realPath(world, checkout))
	};
	const found = [];
	const own = [];
	for (const one of packages) {
		const obstacle = one.Error === void 0 ? void 0 : await obstacleOf(world, place, one, one.Error);
		if (obstacle !== void 0) found.push(obstacle);
		const module = [...place.byPath].find(([path]) => isBelow(path, one.ImportPath));
		if (module !== void 0 && one.Error === void 0) {
			const directory = packageDirectory(module, one.ImportPath);
			own.push(ownPackage(directory, one));
			found.push(...await keptDirectories(world, place, directory, one));
		}
	}
	return {
		obstacles: joinedFaults(found),
		own,
		sources: sourcePackages(packages),
		cgo: {
			packages: usingCgo(packages),
			needing: await packagesNeedingCgo(world, search, main, packages)
		}
	};
}
async function packagesOf$1(world, search, main) {
	const listed = await listProgram(world, search, main, { fields: forecastFields });
	return listed.ok ? listed.value.packages : void 0;
}
function ownPackage(directory, one) {
	const { ImportPath: importPath, GoFiles: go = [], CgoFiles: cgo = [] } = one;
	const embeds = embedsOf(one.EmbedPatterns ?? [], one.EmbedFiles ?? []);
	return {
		importPath,
		directory,
		files: [...go, ...cgo],
		embeds
	};
}
function usingCgo(packages) {
	return packages.flatMap(({ ImportPath: path, CgoFiles: files = [] }) => files.length > 0 ? [path] : []);
}
function fromRoot({ checkout, cwd }, position) {
	return (position.startsWith(`${checkout}/`) ? position.slice(checkout.length + 1) : void 0) ?? cleanPath(`${cwd}/${position}`) ?? position;
}
async function realPath({ files }, path) {
	return await files.realPath(path) ?? path;
}
function modulesIn$1(packages, checkout) {
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
async function obstacleOf(world, place, found, { Err: message, Pos: position = "" }) {
	const at = fromRoot(place, position.replace(/:\d+$/, ""));
	const module = [...place.byPath].find(([path]) => isBelow(path, found.ImportPath));
	const absences = new Absences(world, place);
	const [, pattern] = /^pattern (\S+): (?:no matching files found|cannot embed directory)/.exec(message) ?? [];
	if (pattern !== void 0) {
		const beside = module === void 0 ? "." : packageDirectory(module, found.ImportPath);
		const target = await embedTarget(world, place, beside, pattern);
		return {
			kind: "embed-missing",
			pattern,
			at,
			target,
			absence: await absences.of({
				path: target,
				beside
			})
		};
	}
	if (module !== void 0 && /no required module provides|cannot find (?:module providing )?package|is not in std|does not contain package/.test(message)) {
		const directory = packageDirectory(module, found.ImportPath);
		const absence = await absences.of({ path: directory });
		const suggestion = absence.step === void 0 ? await generator(world, place.checkout, {
			module: module[1],
			directory,
			importer: at
		}) : void 0;
		return {
			kind: "package-missing",
			package: found.ImportPath,
			at,
			directory,
			absence: {
				...absence,
				...suggestion === void 0 ? {} : { suggestion }
			}
		};
	}
	return await replacedBy(world, place, message) ?? ofModule(found, message);
}
async function embedTarget({ files }, { checkout }, beside, pattern) {
	const written = pattern.replace(/^all:/, "");
	const begins = joinPath(beside, fixedPart(written));
	return fixedPart(written) !== written && await files.stat(`${checkout}/${begins}`) !== void 0 ? joinPath(beside, written) : begins;
}
async function replacedBy(world, place, message) {
	const [, directory] = /replacement directory (\S+) does not exist/.exec(message) ?? /\(replaced by (\S+)\): reading \S+: open \S+: no such file/.exec(message) ?? [];
	if (directory === void 0) return void 0;
	return missingModule(world, place, {
		by: "replace",
		directory,
		file: joinPath(place.cwd, "go.mod")
	});
}
function ofModule({ ImportPath: path }, message) {
	if (/missing go\.sum entry|updates to go\.mod needed/.test(message)) return {
		kind: "go-mod-outdated",
		package: path
	};
	if (!isRefusal(message) && !/checksum mismatch/.test(message)) return void 0;
	const fault = moduleFault(refusedModule(message)?.path ?? path, message);
	return fault.kind === "network" ? void 0 : fault;
}
function isBelow(module, path) {
	return path === module || path.startsWith(`${module}/`);
}
function packageDirectory([module, directory], path) {
	return path === module ? directory : joinPath(directory, path.slice(module.length + 1));
}
// src/repository/sources.ts
async function missingSources(world, place, build, platform) {
	const { files } = world;
	const { dockerfile, context, target, buildArgs } = build;
	const text = await dockerfileText(files, place.checkout, build);
	if (text === void 0) return [];
	const sources = contextSources(text, {
		...target === void 0 ? {} : { target },
		buildArgs,
		platform
	});
	const tree = await openContext(files, place.checkout, build);
	const absences = new Absences(world, place);
	const found = [];
	for (const source of sources) {
		const state = await tree.stateOf(source);
		if (state === "there") continue;
		const path = joinPath(context, source.path);
		const absence = await absenceOf({
			absences,
			tree,
			context
		}, source, state);
		if (absence === void 0 || found.some((one) => one.path === path)) continue;
		found.push({
			kind: "source-missing",
			path,
			by: source.by,
			at: `${dockerfile}:${source.line}`,
			absence
		});
	}
	return found;
}
async function absenceOf({ absences, tree, context }, source, state) {
	if (state === "left-out") return { because: {
		kind: "left-out",
		by: tree.ignoreFile ?? ".dockerignore"
	} };
	const path = joinPath(context, source.isPattern ? fixedPart(source.path) : source.path);
	const pattern = source.isPattern ? { pattern: filePattern(joinPath(context, source.path)) } : {};
	if (state === "empty" && await absences.submoduleOf(path) === void 0) return void 0;
	const absence = await absences.of({
		path,
		...pattern,
		shippedOnly: state === "kept"
	});
	if (state === "kept") return absence.step === void 0 ? void 0 : absence;
	const isKnown = absence.step !== void 0 || absence.because?.kind === "submodule";
	return source.isPattern && !isKnown ? void 0 : absence;
}
async function openContext(files, checkout, build) {
	const root = joinPath(checkout, build.context);
	const found = await ignoreFileOf(files, checkout, build);
	return {
		...found && { ignoreFile: found.path },
		stateOf: (source) => stateOf(files, root, found?.isIgnored ?? (() => false), source)
	};
}
async function stateOf(files, root, isIgnored, { path, isPattern }) {
	if (path === ".git" || path.startsWith(".git/")) return "there";
	const found = isPattern ? await matching$1(files, root, path) : [path];
	const states = [];
	for (const one of found) states.push(await stateOfPath(files, root, isIgnored, one));
	return [
		"there",
		"kept",
		"empty",
		"left-out"
	].find((state) => states.includes(state)) ?? "missing";
}
async function stateOfPath(files, root, isIgnored, path) {
	const found = await files.stat(`${root}/${path}`);
	if (found === void 0) return await isBehindLink(files, root, path) ? "there" : "missing";
	if (isIgnored(path)) return found.kind === "directory" && await hasTaken(files, root, isIgnored, path) ? "there" : "left-out";
	if (found.kind !== "directory") return "there";
	const entries = await files.list(`${root}/${path}`);
	if (entries.length === 0) return "empty";
	return entries.every(({ name }) => isPlaceholder(name)) ? "kept" : "there";
}
async function isBehindLink(files, root, path) {
	for (const one of ancestorsOf(path).filter((each) => each !== ".")) if ((await files.list(joinPath(root, parentOf(one)))).some(({ name, kind }) => name === lastOf(one) && kind === "symlink")) return true;
	return false;
}
const mostLooked = 5e3;
async function hasTaken(files, root, isIgnored, directory) {
	const open = [directory];
	for (let looked = 0; looked < mostLooked;) {
		const next = open.pop();
		if (next === void 0) return false;
		for (const { name, kind } of await files.list(`${root}/${next}`)) {
			const path = `${next}/${name}`;
			looked += 1;
			if (kind === "directory") open.push(path);
			else if (!isIgnored(path)) return true;
		}
	}
	return true;
}
async function matching$1(files, root, pattern) {
	let found = ["."];
	for (const segment of pattern.split("/")) {
		const isFit = filePattern(segment);
		const next = [];
		for (const directory of found) {
			const entries = await files.list(joinPath(root, directory));
			next.push(...entries.filter(({ name }) => isFit.test(name)).map(({ name }) => joinPath(directory, name)));
		}
		found = next;
	}
	return found;
}
// src/plan/tree-check.ts
async function checkTrees(world, preflight, question) {
	const [head, base] = await settleAll([checkTree(world, preflight, question, "head"), preflight.source.checkouts.base === void 0 ? void 0 : checkTree(world, preflight, question, "base")]);
	return base === void 0 ? { head } : {
		head,
		base
	};
}
function treeProblems({ head, base }, prepare) {
	const found = [];
	const commands = prepare === void 0 ? [] : [prepare];
	for (const [place, forecast] of [["", head], ["at base, ", base]]) for (const one of (forecast?.obstacles ?? []).filter(isRemovedByPreparing)) {
		const text = obstacleText(one);
		if (found.some(({ message }) => message === text)) continue;
		const command = prepareFor(one);
		if (command !== void 0 && !commands.includes(command)) commands.push(command);
		found.push({ message: `${place}${text}` });
	}
	if (found.length === 0) return [];
	const all = commands.join(" && ");
	const together = commands.length > 1 ? [{ message: `for all of them together, set ${prepareKey(all)} in .github/linkgate.yml` }] : [];
	return [...found, ...together].map((one) => commands.length === 0 ? one : {
		...one,
		prepare: all
	});
}
function planProblem(obstacle) {
	const prepare = prepareFor(obstacle);
	return {
		message: obstacleText(obstacle),
		...prepare === void 0 ? {} : { prepare }
	};
}
async function checkTree(world, { settings, source }, { main, platform, images, here, listed = {} }, revision) {
	const { root, modules, checkouts } = source;
	const { build, prepare } = settings.config;
	const checkout = checkouts[revision] ?? checkouts.head;
	const go = await predictBuild(world, searchIn(source, build.tags, checkout), main, listed[revision]);
	const { builds, isForeign } = await usedBuilds(world, checkout, settings.config.modes, {
		images,
		prepare
	});
	const missing = [];
	for (const { build: one } of builds) missing.push(...await missingSources(world, {
		checkout,
		root,
		modules
	}, one, platform));
	for (const used of builds.filter(({ build: { compiles } }) => compiles.includes(mainDirectory(main)))) {
		const out = await leftOut(world.files, checkout, used.build, go.own);
		missing.push(...out.filter((one) => !mayGenerate(used, one)));
	}
	const isCompiledHere = here.length > 0 || isForeign;
	const stops = (one) => isCompiledHere || builds.some((each) => !mayGenerate(each, one));
	return {
		obstacles: [...missing, ...go.obstacles.filter(stops)],
		go
	};
}
async function usedBuilds({ files }, checkout, modes, { images, prepare }) {
	const { shipped, configured } = images;
	const own = shipped?.kind === "build" && modes.some(followsDockerfile) ? [shipped.build] : [];
	const builds = [];
	let isForeign = false;
	for (const build of [...own, ...configured.map((one) => one.build)]) {
		const text = await dockerfileText(files, checkout, build);
		if (text === void 0) continue;
		if ((prepare === void 0 ? notBuiltHere(build, text, parametersOf(build)) : void 0) === void 0) builds.push({
			build,
			text
		});
		else isForeign ||= own.includes(build);
	}
	return {
		builds,
		isForeign
	};
}
function parametersOf({ target, buildArgs }) {
	return {
		...target === void 0 ? {} : { target },
		buildArgs
	};
}
function mayGenerate({ build, text }, obstacle) {
	const path = obstacle.kind === "embed-missing" ? obstacle.target : obstacle.kind === "package-missing" || obstacle.kind === "package-left-out" ? obstacle.directory : obstacle.kind === "directory-missing" ? obstacle.path ?? ".." : void 0;
	const inside = path === void 0 ? void 0 : relativeTo(build.context, path);
	return inside === void 0 || buildMayCreate(text, parametersOf(build), inside);
}
// src/plan/decide.ts
async function decide$1(world, preflight, head) {
	const { survey, unprepared } = head;
	const all = joined(survey);
	const [discovery, atBase] = await settleAll([findMain(world, preflight, compiledPackages(all)), listBase(world, preflight)]);
	const wrong = surveyProblems(survey);
	if (discovery.ok && wrong.length === 0) {
		const { listed: atHead, ...found } = discovery.value;
		const listed = {
			...atHead && { head: atHead },
			...atBase && { base: atBase }
		};
		return {
			discovery,
			...await decideFor(world, preflight, {
				...head,
				listed
			}, found)
		};
	}
	return {
		discovery,
		here: all.builds.length === 0 ? compiledHere(preflight.settings.config.modes, void 0) : [],
		decision: {
			ok: false,
			problem: [
				...unprepared === void 0 ? [] : [{ message: [obstacleMessage(unprepared.obstacle), ...unprepared.output.slice(-3)].join(" / ") }],
				...discovery.ok ? [] : await notFound(world, preflight, discovery.problem),
				...wrong.map((message) => ({ message }))
			]
		}
	};
}
async function listBase(world, { settings, source }) {
	const { checkouts, modules } = source;
	const { main, build } = settings.config;
	const [module] = modules;
	if (checkouts.base === void 0 || main !== void 0 || module === void 0 || modules.length > 1) return void 0;
	const listed = await listModule(world, searchIn(source, build.tags, checkouts.base), module);
	return listed.ok ? listed.value : void 0;
}
async function notFound(world, { source: { checkouts, root, modules } }, { message, unlisted }) {
	const place = {
		checkout: checkouts.head,
		root,
		modules
	};
	const missing = unlisted === true ? await missingModules(world, place) : [];
	return missing.length === 0 ? [{ message }] : missing.map(planProblem);
}
async function decideFor(world, preflight, { survey, unprepared, toPrepare = false, isBaseUnprepared = false, listed }, found) {
	const { config } = preflight.settings;
	const chosen = chooseImages(config.modes, survey, found.main);
	if (!chosen.ok) return {
		here: [],
		decision: chosen
	};
	const images = chosen.value;
	const { main, because } = await asCompiled(world, preflight, found, images.shipped);
	const platforms = await platformsFor(world, config);
	const [{ platform }] = platforms;
	const here = compiledHere(config.modes, images.shipped);
	const trees = await checkTrees(world, preflight, {
		main,
		platform,
		images,
		here,
		listed
	});
	const linked = here.map((mode) => withCgo(mode, trees.head.go.cgo?.needing));
	const unfit = await unfitFor(world, preflight, {
		platform,
		images
	});
	const isPrepared = !toPrepare && unprepared === void 0;
	const problem = [...unfit.map((message) => ({ message })), ...isPrepared ? treeProblems(isBaseUnprepared ? { head: trees.head } : trees, config.prepare) : []];
	if (problem.length > 0) return {
		here: linked,
		decision: {
			ok: false,
			problem
		}
	};
	const { checkouts } = preflight.source;
	const tooOld = images.shipped?.kind === "build" ? await obstacleOf$1(world, checkouts.head, images.shipped.build, main) : void 0;
	const forecast = {
		head: trees.head.go,
		...trees.base && { base: trees.base.go }
	};
	const sure = [...tooOld === void 0 ? [] : [tooOld], ...isPrepared ? trees.head.obstacles : []];
	return {
		here: linked,
		decision: succeed({
			main,
			because,
			images,
			platforms,
			here: linked,
			forecast,
			obstacles: sure
		})
	};
}
async function platformsFor(world, { platforms = [] }) {
	const plannedFor = async (platform) => {
		const foreign = await foreignTo(world, platform, platforms);
		return {
			platform,
			...foreign === void 0 ? {} : { foreign }
		};
	};
	const [first = imagePlatform(world.host), ...others] = platforms;
	return [await plannedFor(first), ...await settleAll(others.map(plannedFor))];
}
async function asCompiled(world, { settings, source }, found, shipped) {
	const link = shipped?.kind === "build" ? shipped.build.links?.get(mainDirectory(found.main)) : void 0;
	if (link === void 0) return found;
	const named = await namedMain(world, searchIn(source, settings.config.build.tags), link);
	return named.ok ? {
		main: {
			...named.value.main,
			name: found.main.name
		},
		because: `${found.because}; ${link} is a link to it`
	} : found;
}
async function unfitFor(world, { settings, source }, chosen) {
	const { shipped, configured } = chosen.images;
	const own = shipped?.kind === "build" && settings.config.modes.some(followsDockerfile) ? [shipped] : [];
	return unfitImages(world, source.checkouts.head, chosen.platform, [...own, ...configured]);
}
// src/repository/go/app-name.ts
const generic = /^(?:api|app|apps|application|backend|bin|build|cmd|cmds|command|core|daemon|entry|entrypoint|exec|go|golang|http|httpd|internal|launcher|main|pkg|program|project|rest|root|run|runner|serve|server|servers|service|services|source|src|start|svc|web|webapp|webserver)$/i;
const majorVersion = /^v\d+$/;
const usable = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/;
function appNameOf(importPath, repository) {
	const parts = importPath.split("/").filter((part) => !majorVersion.test(part));
	const specific = (parts.length > 1 ? parts.slice(hostParts(parts)) : parts).findLast((part) => usable.test(part) && !generic.test(part));
	if (specific !== void 0) return specific;
	if (usable.test(repository) && !generic.test(repository)) return repository;
	return parts.findLast((part) => usable.test(part)) ?? "app";
}
function hostParts([host = "", ...rest]) {
	if (!host.includes(".")) return 0;
	return /^(?:github|gitlab|bitbucket|gitea|codeberg)\./.test(host) && rest.length > 1 ? 2 : 1;
}
// src/plan/planned-variant.ts
function planVariants(modes, checkouts, platforms) {
	const planned = revisions.flatMap((revision) => {
		const checkout = checkouts[revision];
		if (checkout === void 0) return [];
		return platforms.flatMap((on) => modes.filter((mode) => modeExistsOn(mode, on.platform)).map((mode) => ({
			revision,
			mode,
			...on,
			checkout
		})));
	});
	return VariantSet.of(planned, keyOf$1);
}
function keyOf$1({ revision, mode, platform }) {
	return {
		revision,
		mode: mode.name,
		platform
	};
}
// src/plan/plan.ts
function isGoIdle({ shipped, configured }) {
	return shipped !== void 0 || configured.length > 0;
}
function planFor(plan, platform) {
	return {
		...plan,
		target: {
			...plan.target,
			platform
		},
		variants: plan.variants.filter((one) => one.platform === platform)
	};
}
function platformsIn({ variants }) {
	return [...new Set([...variants].map(({ platform }) => platform))];
}
async function makePlan(world, preflight, head) {
	const { settings, source } = preflight;
	const { config } = settings;
	const { decision } = await decide$1(world, preflight, head);
	const { main, because, images, platforms, here, forecast, obstacles: sure } = requireInput(decision);
	const [{ platform }] = platforms;
	for (const line of choices(main, because, {
		modes: config.modes,
		images
	})) world.log.info(line);
	for (const note of head.survey.all.notes) world.log.info(note);
	const { obstacles } = forecast.head;
	for (const text of here.length > 0 ? obstacleTexts(obstacles) : []) world.log.info(`go build will fail: ${text}`);
	const { shipped, configured } = images;
	return {
		...preflight,
		app: config.app ?? appNameOf(main.importPath, source.repository),
		target: {
			main,
			platform,
			obstacles,
			cgo: ofEach(forecast, ({ cgo }) => cgo),
			sources: ofEach(forecast, ({ sources }) => sources)
		},
		images: {
			...shipped?.kind === "build" ? { shipped: shippedBy(world, builds(shipped.build, main, head.baseSurvey), sure) } : {},
			configured,
			survey: head.survey.all
		},
		variants: planVariants(config.modes, source.checkouts, platforms)
	};
}
function ofEach({ head, base }, known) {
	const [ofHead, ofBase] = [known(head), base && known(base)];
	return {
		...ofHead === void 0 ? {} : { head: ofHead },
		...ofBase === void 0 ? {} : { base: ofBase }
	};
}
function choices(main, because, chosen) {
	const { shipped, configured } = chosen.images;
	return [
		`main package ${inRepository(main.module, main.path)} (${because})`,
		...shipped !== void 0 && chosen.modes.some(followsDockerfile) ? [describeShipped(shipped)] : [],
		...shipped?.kind === "build" ? reservations(shipped.build) : [],
		...configured.map(({ mode, build }) => describeBuild(build, `configured for mode ${mode.name}`))
	];
}
function describeShipped(shipped) {
	return shipped.kind === "none" ? `built-in image: ${shipped.because}` : describeBuild(shipped.build, shipped.because);
}
function describeBuild({ dockerfile, inline, context, target, buildArgs }, because) {
	const stage = target === void 0 ? "" : `, target ${target}`;
	const given = Object.entries(shownArguments(buildArgs)).map(([name, value]) => `${name}=${value}`);
	return `Dockerfile ${inline === void 0 ? dockerfile : `written in ${dockerfile}`}${stage}, context ${context} (${because})${given.length === 0 ? "" : ` with ${given.join(", ")}`}`;
}
function reservations(build) {
	const { by, unknownArgs } = build;
	const contexts = [...unsupportedContexts(build).keys()];
	return [...unknownArgs.length === 0 ? [] : [`it is built without ${unknownArgs.join(", ")}, whose values depend on the run (${by}): set those that matter with \`build: { build-args: { … } }\` in .github/linkgate.yml`], ...contexts.length === 0 ? [] : [`it is built without the named build contexts ${contexts.join(", ")} of ${by}, which linkgate does not support`]];
}
function stopsDockerfile(obstacle) {
	if (obstacle.kind === "embed-missing") return obstacle.absence.because?.kind === "left-out";
	return /^(?:builder-too-old|source-missing|package-left-out)$/.test(obstacle.kind);
}
function shippedBy(world, builds, sure) {
	const obstacle = sure.find(stopsDockerfile);
	if (obstacle === void 0) return builds;
	world.log.info(`it will not build: ${obstacleText(obstacle)}`);
	return {
		...builds,
		obstacle
	};
}
function builds(build, main, ofBase) {
	const choice = ofBase === void 0 ? void 0 : chooseDockerfile(ofBase.all, main);
	return choice?.kind === "build" ? {
		build,
		ofBase: choice.build
	} : { build };
}
// src/judge/timing/outlook.ts
const chanceOfKept = .05;
function isDecidable(increase, { change, control, alpha }, rounds) {
	const parts = budgetParts(increase, change, control);
	const done = change.rounds / rounds;
	if (!parts.every(hasBounds)) return true;
	const reach = normalQuantile(chanceOfKept) / normalQuantile(alpha) * Math.sqrt(1 - done);
	const mayBeKept = ({ head: { estimate, low, high }, limit }) => estimate - reach * (estimate - low) + Math.sqrt(done) * (high - estimate) <= limit;
	const mayBeBroken = (part) => part.head.high > smallestOf(part, done);
	return parts.some(mayBeKept) || parts.every(mayBeBroken);
}
function smallestBroken(increase, { change, control }, rounds) {
	const parts = budgetParts(increase, change, control);
	if (!parts.every(hasBounds)) return void 0;
	const smallest = parts.map((part) => ({
		none: part.none,
		value: smallestOf(part, change.rounds / rounds)
	}));
	const of = (none) => smallest.find((one) => one.none === none);
	const [relative, absolute] = [of(1), of(0)];
	return {
		...relative === void 0 ? {} : { relative: relative.value - 1 },
		...absolute === void 0 ? {} : { absolute: absolute.value }
	};
}
function smallestOf({ head, limit, tolerance }, done) {
	return Math.max(limit, tolerance + Math.sqrt(done) * (head.estimate - head.low));
}
const hasBounds = ({ head, control }) => [head, ...control].every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
// src/judge/timing/timed-budget.ts
function judgeTimed(given) {
	const { mode, metric, budget, increase, base, head, change, cpu, timing } = given;
	const about = {
		mode,
		metric
	};
	const { text } = budget;
	const decided = decideTimed(metric, increase, change, timing);
	const moved = {
		kind: "timed",
		base: base.value,
		head: head.value,
		budget: text
	};
	switch (decided.outcome) {
		case "kept": return {
			outcome: "kept",
			findings: []
		};
		case "broken": {
			const params = {
				...moved,
				...decided.moved,
				low: decided.low,
				...computed(cpu, decided.change)
			};
			return {
				outcome: "broken",
				findings: [finding("budget/increase-exceeded", params, {
					...about,
					verdict: budget.level
				})]
			};
		}
		case "unpaired": return {
			outcome: "undecided",
			findings: [finding("budget/undecided", {
				kind: "unpaired",
				budget: text
			}, {
				...about,
				verdict: "inconclusive"
			})]
		};
		case "undecided": {
			const params = {
				...moved,
				...decided.moved,
				doubt: decided.doubt
			};
			return {
				outcome: "undecided",
				isFinal: decided.isFinal,
				findings: [finding("budget/undecided", params, {
					...about,
					verdict: "inconclusive"
				})]
			};
		}
	}
}
function decideTimed(metric, increase, change, timing) {
	if (change === void 0) return { outcome: "unpaired" };
	const control = timing.control(metric, change.rounds);
	const { outcome, because } = decideIncrease(increase, change, control);
	const moved = {
		difference: change.difference.estimate,
		ratio: change.ratio.estimate - 1
	};
	switch (outcome) {
		case "kept": return { outcome };
		case "broken": return {
			outcome,
			moved,
			low: change.ratio.low - 1,
			change
		};
		case "undecided": {
			const soFar = {
				change,
				control,
				alpha: timing.alpha
			};
			const isFinal = change.rounds < timing.limit && mayBeFinal(because) && !isDecidable(increase, soFar, timing.limit);
			const smallest = isFinal ? smallestBroken(increase, soFar, timing.limit) : void 0;
			return {
				outcome,
				moved,
				doubt: smallest === void 0 ? doubtOf(because, change, control) : {
					because: "undecidable",
					rounds: timing.limit,
					smallest
				},
				isFinal
			};
		}
	}
}
function computed(cpu, wall) {
	if (cpu === void 0) return {};
	if (cpu.difference.low > 0) return { cpu: cpu.difference.estimate };
	return cpu.difference.high < wall.difference.estimate / 2 ? { cpu: 0 } : {};
}
const mayBeFinal = (because) => because === "noise" || because === "close";
function doubtOf(because, { ratio, rounds, difference, withWait }, control) {
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
		case "waiting": return {
			because,
			difference: withWait?.difference ?? difference.estimate
		};
		case "noise": return {
			because,
			floor: control === void 0 ? null : noiseFloor(control)
		};
		case "close": return {
			because,
			low: Math.max(-1, ratio.low - 1),
			high: ratio.high - 1
		};
	}
}
// src/judge/reference.ts
const imageMetrics$1 = [
	"image-size",
	"pull-size",
	"layers"
];
function judgeReferences(variants, budgets, timing) {
	const all = pairsWithReference(variants, budgets).map((pair) => ({
		pair,
		...judged$1(pair, timing)
	}));
	const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1;
	const startsOf = (state) => all.filter((one) => one.starts === state).flatMap(({ pair: { metric, head, reference } }) => [head, ...reference === void 0 ? [] : [reference]].map(({ mode, platform }) => ({
		mode,
		platform,
		metric
	})));
	return {
		findings: all.flatMap(({ pair: { head }, findings }) => findings.map((one) => isOne ? one : withPlatform(one, head.platform))),
		undecided: startsOf("open"),
		broken: startsOf("broken")
	};
}
function judged$1({ metric, head, reference, budget, over }, timing) {
	const value = measuredOf$1(head, metric);
	if (value === void 0 || isExemptReference({
		metric,
		head,
		reference
	})) return { findings: [] };
	const about = {
		mode: head.mode,
		metric
	};
	const of = {
		reference: over.mode,
		budget: budget.text
	};
	const isOther = differInImage(metric, [head, reference]);
	const compared = isOther || reference === void 0 ? void 0 : measuredOf$1(reference, metric);
	if (compared === void 0) {
		const params = {
			...of,
			because: isOther ? "other-image" : "not-measured"
		};
		const verdict = budget.unmeasured === "warn" ? "warn" : "unmeasured";
		return { findings: [finding("budget/reference-unmeasured", params, {
			...about,
			verdict
		})] };
	}
	const params = {
		...of,
		value: value.value,
		referenceValue: compared.value
	};
	const broken = (timed) => finding("budget/reference-exceeded", {
		...params,
		...timed === void 0 ? {} : { timed }
	}, {
		...about,
		verdict: budget.level
	});
	const undecided = (more) => finding("budget/reference-undecided", {
		...params,
		...more
	}, {
		...about,
		verdict: "inconclusive"
	});
	if (metrics[metric].noise !== "noisy") {
		const outcome = judgeIncrease(over, compared, value, metrics[metric].noise);
		if (outcome === "kept") return { findings: [] };
		return { findings: [outcome === "broken" ? broken() : undecided({ kind: "measured" })] };
	}
	const decided = decideTimed(metric, over, changeBetweenModes(metric, reference, head, timing), timing);
	switch (decided.outcome) {
		case "kept": return { findings: [] };
		case "unpaired": return { findings: [undecided({ kind: "unpaired" })] };
		case "broken": return {
			findings: [broken({
				...decided.moved,
				low: decided.low
			})],
			starts: "broken"
		};
		case "undecided": {
			const { moved, doubt, isFinal } = decided;
			const findings = [undecided({
				kind: "timed",
				...moved,
				doubt
			})];
			return isFinal ? { findings } : {
				findings,
				starts: "open"
			};
		}
	}
}
function isExemptReference({ metric, head, reference }) {
	if (reference === void 0) return !hasImages(head.platform);
	const found = reference.metrics[metric];
	return found !== void 0 && !isMeasured(found) && (found.unmeasured.kind === "not-built" || isExempt(found.unmeasured));
}
function differInImage(metric, [one, other]) {
	if (one === void 0 || other === void 0 || !imageMetrics$1.includes(metric)) return false;
	return one.source === "built-in" !== (other.source === "built-in");
}
function measuredOf$1(variant, metric) {
	const found = variant.metrics[metric];
	return isMeasured(found) ? found : void 0;
}
// src/judge/advice.ts
const compared = [
	"binary-size",
	"image-size",
	"pull-size",
	"startup",
	"memory"
];
const mostOthers = 3;
function adviceOf$1(report, isCompared = () => true) {
	const heads = report.variants.filter((one) => one.revision === "head").filter(isBuiltVariant);
	return [...modeDifferences(report, heads, isCompared), ...savings(report, heads)];
}
const isBuiltVariant = (variant) => variant.image !== void 0;
function modeDifferences(report, heads, isCompared) {
	const timing = timingOf(report.variants, report.budgets, report.noise);
	return [...Map.groupBy(heads, ({ platform }) => platform).values()].flatMap((variants) => {
		const name = referenceMode(variants.map(({ mode }) => mode), report.reference);
		const reference = variants.find(({ mode }) => mode === name);
		return reference === void 0 ? [] : variants.filter((one) => one !== reference).filter(({ platform, mode: other }) => isCompared({
			platform,
			mode: reference.mode,
			other
		})).map((other) => differencesBetween(report, reference, other, timing)).filter((differences) => differences.length > 0).slice(0, mostOthers).flat();
	});
}
function differencesBetween(report, reference, other, timing) {
	const isOne = isFromOneJob(report, [reference.mode, other.mode], other.platform);
	return compared.filter((metric) => isOne || metrics[metric].noise === "exact").flatMap((metric) => differenceIn(metric, reference, other, timing) ?? []);
}
function differenceIn(metric, one, other, timing) {
	const [a, b] = [one.metrics[metric], other.metrics[metric]];
	if (!isMeasured(a) || !isMeasured(b) || a.value <= 0) return void 0;
	if (differInImage(metric, [one, other])) return void 0;
	const about = {
		kind: "modes",
		platform: one.platform,
		mode: one.mode,
		other: other.mode,
		metric,
		of: a.value
	};
	if (metrics[metric].noise === "exact") {
		const value = b.value - a.value;
		return value === 0 ? about : {
			...about,
			difference: {
				value,
				low: value,
				high: value
			}
		};
	}
	const change = changeBetweenModes(metric, one, other, { alpha: timing.alpha });
	if (change === void 0) return void 0;
	const { estimate: value, low, high } = change.difference;
	if (![
		value,
		low,
		high
	].every(Number.isFinite)) return void 0;
	const control = timing.control(metric, change.rounds);
	const floor = control && (noiseFloor(control) ?? void 0);
	const isClear = (low > 0 || high < 0) && Math.abs(change.ratio.estimate - 1) > (floor ?? 0);
	return {
		...about,
		...isClear ? { difference: {
			value,
			low,
			high
		} } : {},
		...floor === void 0 ? {} : { floor }
	};
}
function savings(report, all) {
	const [first] = all;
	const isOfFirst = ({ platform }) => first === void 0 || (platform ?? first.platform) === first.platform;
	const heads = all.filter(isOfFirst);
	const findings = report.findings.filter(isOfFirst);
	const deadCode = findings.flatMap((one) => {
		if (one.id !== "link/dead-code-kept" && one.id !== "link/dead-code-lost") return [];
		const { measured } = one.params;
		const { mode = "", revision = "head" } = one;
		return measured === void 0 ? [] : [{
			kind: "dead-code",
			mode,
			revision,
			measured
		}];
	});
	const symbols = heads.flatMap(({ mode, linkage }) => {
		const bytes = (linkage.symbols ?? 0) + (linkage.debug ?? 0);
		return bytes === 0 ? [] : [{
			kind: "symbols",
			mode,
			bytes
		}];
	});
	const wasted = findings.flatMap((one) => one.id === "image/wasted" ? [{
		kind: "wasted",
		mode: one.mode ?? "",
		bytes: one.params.bytes
	}] : []);
	return [
		...deadCode,
		...symbols,
		...wasted
	];
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
				textrel: elf.textrel,
				...program.protection
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
	TEXTREL: ({ textrel }) => noYes(textrel),
	"stack canary of C code": ({ canary }) => canary === void 0 ? void 0 : yesNo(canary),
	"FORTIFY of C code": ({ fortify }) => fortify === void 0 ? void 0 : yesNo(fortify)
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
// src/judge/causes/image.ts
const mostFiles$5 = 10;
function explainImage(base, head) {
	if (base.image === void 0 || head.image === void 0) return [];
	const total = unpackedSize(head.image) - unpackedSize(base.image);
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
	})), ...withoutMoves(head.image.changes?.files ?? []).filter(({ before, after }) => before !== after).slice(0, mostFiles$5).map(({ path, before, after, program }) => ({
		...about,
		kind: "file",
		name: `/${path}`,
		change: { type: before === null ? "added" : after === null ? "removed" : "modified" },
		...program === true ? ofProgram$1(before) : {},
		...part((after ?? 0) - (before ?? 0))
	}))];
}
const ofProgram$1 = (before) => before === null ? { copy: true } : { program: true };
function withoutMoves(files) {
	return [...Map.groupBy(files, ({ path }) => path).values()].flatMap((group) => {
		const removed = group.filter(({ after }) => after === null);
		const added = group.filter(({ before }) => before === null);
		const moves = Math.min(removed.length, added.length);
		const moved = added.slice(0, moves).map((one, index) => ({
			...one,
			before: removed[index]?.before ?? null
		}));
		return [
			...group.filter(({ before, after }) => before !== null && after !== null),
			...moved,
			...removed.slice(moves),
			...added.slice(moves)
		];
	});
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
const baseSizeOf = (image) => (image?.layers ?? []).filter(({ base }) => base === true).reduce((sum, { size }) => sum + size, 0);
// src/judge/causes/startup.ts
const least = {
	ms: .25,
	allocs: 10,
	bytes: 1024
};
function explainStartup(base, head, errors) {
	const { mode } = head;
	const whole = clearChange(changeInRounds("startup", base, head, errors));
	const about = (metric, total) => (cause) => ({
		metric,
		mode,
		...cause,
		share: total === void 0 || total === 0 || cause.delta === null ? null : cause.delta / total
	});
	const startup = [...[base, head].some(isUntimed) ? [] : initCauses(base, head, "ms"), ...phases(base, head, errors)];
	return [
		...specificFirst(largestFirst(startup), (cause) => cause).map(about("startup", whole)),
		...largestFirst(initCauses(base, head, "allocs")).map(about("init-allocs", total(base, head, "allocs"))),
		...largestFirst(initCauses(base, head, "bytes")).map(about("init-bytes", total(base, head, "bytes")))
	];
}
function isUntimed({ metrics: { startup } }) {
	return startup !== void 0 && !isMeasured(startup) && isExempt(startup.unmeasured);
}
function clearChange(change) {
	if (change === void 0) return void 0;
	const { low, high, estimate } = change.difference;
	return (low > 0 || high < 0) && Math.abs(estimate) >= least.ms ? estimate : void 0;
}
function initCauses(base, head, amount) {
	if (base.inits === void 0 || head.inits === void 0) return [];
	const before = new Map(base.inits.map((init) => [init.package, init]));
	const after = new Map(head.inits.map((init) => [init.package, init]));
	const modules = new Set([base, head].flatMap(({ binary }) => Object.keys(binary?.modules ?? {})));
	return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
		const [was, is] = [before.get(name), after.get(name)];
		const [from, to] = [was?.[amount] ?? none, is?.[amount] ?? none];
		const delta = to.value - from.value;
		if (Math.abs(delta) < least[amount]) return [];
		if (to.low <= from.high && from.low <= to.high) return [];
		const module = longestModule(name, modules);
		const change = changeOf$1(was, is, amount);
		return [{
			kind: "init",
			name,
			...module === void 0 ? {} : { module },
			delta,
			change
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
function phases(base, head, errors) {
	const phase = (name, change) => {
		const delta = clearChange(change);
		return delta === void 0 ? [] : [{
			kind: "phase",
			name,
			delta,
			change: { type: "modified" }
		}];
	};
	return [...phase("listen", changeInRounds("listen", base, head, errors)), ...phase("response", responseChange(base, head, errors))];
}
function largestFirst(causes) {
	return causes.toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
}
// src/judge/causes/explain.ts
function explain(variants, errors, programs = []) {
	const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1;
	return pairsOf(variants).flatMap(({ base, head }) => {
		if (base?.linkage === void 0 || isSameImage(base.image, head.image)) return [];
		const { mode, platform } = head;
		const program = programs.find((one) => one.mode === mode && one.platform === platform);
		const all = [
			...program === void 0 || program.problem !== void 0 ? explainByBuildInfo(base, head) : program.causes.map((cause) => ({
				metric: "binary-size",
				mode,
				...cause
			})),
			...explainImage(base, head),
			...explainStartup(base, head, errors)
		];
		return isOne ? all : all.map((cause) => ({
			...cause,
			platform
		}));
	});
}
function explainByBuildInfo(base, head) {
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
	causes.push(...explainStripping(base, head), ...explainSettings(base, head).map((one) => ({
		...about,
		...one
	})));
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
function explainStripping(base, head) {
	const symbols = strippingDelta(base.linkage.symbols, head.linkage.symbols);
	const debug = strippingDelta(base.linkage.debug, head.linkage.debug);
	const total = sizeOf(head) - sizeOf(base);
	const cause = (name, delta) => ({
		metric: "binary-size",
		mode: head.mode,
		kind: "symbols",
		name,
		delta,
		share: total === 0 ? null : delta / total,
		change: { type: delta > 0 ? "added" : "removed" }
	});
	if (symbols !== 0 && debug !== 0 && Math.sign(symbols) === Math.sign(debug)) return [cause("symbols-and-debug-information", symbols + debug)];
	return [...symbols === 0 ? [] : [cause("symbols", symbols)], ...debug === 0 ? [] : [cause("debug-information", debug)]];
}
function strippingDelta(before, after) {
	if (before === void 0 || after === void 0 || before > 0 === after > 0) return 0;
	return after - before;
}
function sizeOf({ metrics }) {
	const size = metrics["binary-size"];
	return isMeasured(size) ? size.value : 0;
}
function explainSettings(base, head) {
	const [before, after] = [base.binary.settings, head.binary.settings];
	if (before === void 0 || after === void 0) return [];
	return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).toSorted().map((name) => ({
		kind: "build-setting",
		name,
		change: {
			type: "changed",
			from: before[name] ?? "",
			to: after[name] ?? ""
		}
	}));
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
// src/judge/unmeasured.ts
function judgeUnmeasured({ metric, base, head, before, isFallback }, budget) {
	const reason = reasonOf(head, metric);
	const isSkippedAsUnchanged = reason.kind === "same-inputs";
	if ((isSkippedAsUnchanged || isSameImage(base?.image, head.image)) && budget?.max === void 0 && budget?.overReference === void 0) return {
		verdict: "unchanged",
		findings: []
	};
	const isFailed = head.linkage === void 0 && !isSkippedAsUnchanged;
	if (budget === void 0 || isFailed) return {
		verdict: "unmeasured",
		findings: []
	};
	const isDefault = budget.source === "default";
	const warns = budget.unmeasured === "warn" || isFallback || isDefault && before === void 0;
	const params = {
		reason,
		budget: budget.text,
		...isDefault ? { isDefault } : {}
	};
	const verdict = warns ? "warn" : "unmeasured";
	return {
		verdict: "unmeasured",
		findings: [finding("budget/unmeasured", params, {
			mode: head.mode,
			metric,
			verdict
		})]
	};
}
function reasonOf(variant, metric) {
	const found = variant.metrics[metric];
	return found === void 0 || isMeasured(found) ? { kind: "absent" } : found.unmeasured;
}
// src/judge/compare.ts
const cpuMetric = "startup-cpu";
function compare(variants, budgets, timing) {
	const comparisons = [];
	const findings = [];
	const undecided = [];
	const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1;
	for (const pair of pairsOf(variants)) {
		const { base, head } = pair;
		const isFallback = head.source === "built-in" && variants.some(({ dockerfile }) => dockerfile !== void 0);
		for (const metric of metricNames) {
			if (head.metrics[metric] === void 0 && base?.metrics[metric] === void 0) continue;
			const budget = isExpected(head.metrics[metric]) ? budgetFor(budgets, metric, head.mode) : void 0;
			const measured = measuredPair(metric, pair, timing);
			const decision = measured.after === void 0 ? judgeUnmeasured({
				...measured,
				isFallback
			}, budget) : decide({
				...measured,
				after: measured.after
			}, budget, timing);
			const comparison = {
				...numbersOf$1(measured),
				verdict: decision.verdict,
				...budget === void 0 ? {} : { budget }
			};
			comparisons.push(comparison);
			if (decision.mayChange) undecided.push(comparison);
			findings.push(...decision.findings.map((one) => isOne ? one : withPlatform(one, head.platform)));
		}
	}
	return {
		comparisons,
		findings,
		undecided
	};
}
function isExpected(measurement) {
	return measurement === void 0 || isMeasured(measurement) || !isExempt(measurement.unmeasured);
}
function measuredPair(metric, { base, head }, timing) {
	const before = measuredOf(base, metric);
	const after = measuredOf(head, metric);
	const isExact = metrics[metric].noise === "exact";
	const isEqual = isSameImage(base?.image, head.image) || isExact && before?.value === after?.value;
	const same = before !== void 0 && isEqual;
	return {
		metric,
		base,
		head,
		before,
		after,
		same,
		change: same ? void 0 : changeInRounds(metric, base, head, timing)
	};
}
function numbersOf$1(pair) {
	const { metric, head, before, after, change, same } = pair;
	const isBoth = before !== void 0 && after !== void 0;
	const isUnchanged = same && metrics[metric].noise !== "info";
	const plain = !(isBoth && metrics[metric].noise !== "info") ? null : isUnchanged ? 0 : after.value - before.value;
	const delta = change?.difference.estimate ?? plain;
	return {
		mode: head.mode,
		metric,
		platform: head.platform,
		base: before?.value ?? null,
		head: after?.value ?? null,
		delta,
		ratio: delta === null || before === void 0 || before.value === 0 || after === void 0 ? null : isUnchanged ? 1 : change?.ratio.estimate ?? after.value / before.value,
		...boundsOf(change)
	};
}
function decide(pair, budget, timing) {
	const { metric, head, before, after, same } = pair;
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
	const mayChange = max === "undecided" || increase.outcome === "undecided" && increase.isFinal !== true;
	return {
		verdict: outcomes.includes("undecided") ? "inconclusive" : relaxed,
		findings,
		mayChange
	};
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
		cpu: metric === "startup" ? changeInRounds(cpuMetric, base, head, timing) : void 0
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
// src/startup/sampling/shuffle.ts
function shuffled(items, random) {
	const order = [...items];
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
// src/startup/sampling/start-phase.ts
async function besideDeadline(phase, work) {
	const { clock } = phase;
	const own = phase.ownWork ?? {
		count: 0,
		countedTo: clock.now()
	};
	phase.ownWork = own;
	own.count += 1;
	try {
		return await work();
	} finally {
		const now = clock.now();
		phase.deadline += now - own.countedTo;
		own.countedTo = now;
		own.count -= 1;
		if (own.count === 0) phase.ownWork = void 0;
	}
}
function openPhase({ clock, random, host }, settings) {
	return {
		clock,
		random,
		host,
		settings,
		deadline: clock.now() + settings.totalTimeoutMs,
		leftOut: [],
		doing: "first starts"
	};
}
function remaining({ clock, deadline }) {
	return deadline - clock.now();
}
function progressOf(phase) {
	const left = Math.max(0, Math.min(remaining(phase), phase.expectedMs ?? Number.POSITIVE_INFINITY));
	return `${phase.doing}, at most ${Math.ceil(left / 1e3)} s left`;
}
// src/startup/probe/copies.ts
const copiesDirectory = "/.linkgate-copies";
async function drawCopy(copies, random) {
	if (copies === void 0 || copies.draws.refused !== void 0) return void 0;
	const copy = Math.floor(random() * copies.count);
	const placed = await copies.probe.place({
		program: copies.program,
		directory: copiesDirectory,
		copy
	});
	if (placed.ok) return copy;
	copies.draws.refused = placed.problem.message;
}
function afterStart(state, result) {
	if (!result.ok) {
		const before = state.kind === "ready" ? { before: state.count } : {};
		const failed = {
			kind: "failed",
			notStarted: {
				...result.problem,
				...before
			}
		};
		if (state.kind === "never-ready" || state.failures >= 3) return { state: failed };
		return { state: {
			...state,
			failures: state.failures + 1
		} };
	}
	const start = result.value;
	const { scheme, moves, failures, count } = state.kind === "ready" ? state : {
		scheme: "",
		moves: 0,
		failures: 0,
		count: 0
	};
	const isMoved = state.address !== "" && start.address !== void 0 && state.address !== start.address;
	const moved = isMoved ? moves + 1 : moves;
	const next = {
		kind: "ready",
		address: moved > 2 ? "" : start.address ?? "",
		scheme: start.scheme ?? scheme,
		moves: moved,
		failures,
		count: count + 1
	};
	return isMoved ? { state: next } : {
		state: next,
		start
	};
}
// src/startup/sampling/starts.ts
async function startOnce(phase, running, how = {}) {
	if (running.state.kind === "failed") return void 0;
	const copy = await drawCopy(running.copies, phase.random);
	const request = {
		...requestOf(phase, running, running.state),
		...how
	};
	if (request.timeoutMs <= 0) return void 0;
	const since = phase.clock.now();
	const result = await running.probe.start(request);
	running.lastMs = phase.clock.now() - since;
	running.hasStarted = true;
	const isCutShort = request.timeoutMs < phase.settings.timeoutMs;
	if (!result.ok && isCutShort && isTimeout(result.problem.failure) && !result.problem.lacksTls) return void 0;
	const after = afterStart(running.state, result);
	running.state = after.state;
	return after.start === void 0 || copy === void 0 ? after.start : {
		...after.start,
		copy
	};
}
async function startTraced(phase, running) {
	if (running.state.kind === "failed") return void 0;
	const request = {
		...requestOf(phase, running, running.state),
		inittrace: true
	};
	if (request.timeoutMs <= 0) return void 0;
	const result = await running.probe.start(request);
	if (!result.ok) return void 0;
	const after = afterStart(running.state, result);
	running.state = after.state;
	return after.start;
}
async function contactsOf(phase, running, timeoutMs) {
	const request = requestOf(phase, running, {
		kind: "never-ready",
		address: running.givenAddress
	});
	const limit = Math.min(timeoutMs, request.timeoutMs);
	if (limit <= 0) return void 0;
	const result = await running.probe.start({
		...request,
		contacts: true,
		timeoutMs: limit
	});
	return result.ok ? void 0 : result.problem.contacts;
}
function requestOf(phase, running, state) {
	const { ready, timeoutMs } = phase.settings;
	const { argv, env, dir } = running.startedWithout(phase.leftOut);
	return {
		argv,
		env,
		dir,
		ready: ready.by,
		path: ready.by === "response" ? ready.path ?? "" : "",
		statuses: ready.by === "response" ? ready.statuses : [],
		pattern: ready.by === "log" ? ready.pattern : "",
		address: ready.by === "log" ? "" : state.address,
		scheme: state.kind === "ready" ? state.scheme : "",
		inittrace: false,
		contacts: false,
		timeoutMs: Math.min(timeoutMs, Math.floor(remaining(phase)))
	};
}
function stillRunning(all) {
	return all.filter(({ state }) => state.kind !== "failed");
}
// src/startup/sampling/inits.ts
const tracedStarts$1 = 7;
const slowMs$1 = 1e3;
const largestShare = .2;
function timeForTraces({ settings }, all) {
	const traced = stillRunning(all).filter(({ isControl }) => !isControl);
	const longest = Math.max(0, ...traced.map(({ lastMs }) => lastMs));
	if (longest > slowMs$1) return longest;
	const each = traced.reduce((sum, { lastMs }) => sum + lastMs, 0);
	return Math.min(tracedStarts$1 * each, settings.totalTimeoutMs * largestShare);
}
async function traceInits(phase, all, starts = tracedStarts$1) {
	phase.doing = "starts with GODEBUG=inittrace=1";
	phase.expectedMs = timeForTraces(phase, all);
	const traced = async (running) => {
		const start = await startTraced(phase, running);
		if (start === void 0 && remaining(phase) <= 0) return;
		running.traced ??= [];
		if (start?.inits !== void 0 && start.inits.length > 0) running.traced.push(start);
	};
	for (let round = 0; round < starts; round++) {
		const order = shuffled(stillRunning(all), phase.random);
		const longest = Math.max(0, ...order.map(({ lastMs }) => lastMs));
		if (longest > remaining(phase)) return;
		if (longest > slowMs$1) await Promise.all(order.map(traced));
		else for (const running of order) await traced(running);
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
const roundsWorthRepeating = 20;
const repeatedShare = .1;
const repeatedAtLeast = 3;
async function sample(phase, all, { limit, interimAnalyses, goOn }) {
	const spare = 6 * all.length;
	let current = all;
	let disturbed = 0;
	let done = 0;
	for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
		const traceMs = timeForTraces(phase, all);
		if (stillRunning(current).length === 0 || roundMs(current) + traceMs >= remaining(phase)) break;
		phase.doing = `round ${done + 1} of at most ${limit}`;
		phase.expectedMs = (limit - done) * roundMs(current) + traceMs;
		const due = current.filter(({ isControl }) => !isControl || done % 2 === 0);
		const starts = await startAll$1(phase, due);
		if (stillRunning(due).some((running) => !starts.has(running))) continue;
		if (disturbed < Math.max(repeatedAtLeast, limit * repeatedShare) && roundMs(current) * roundsWorthRepeating < remaining(phase) && wasDisturbed(starts)) {
			disturbed++;
			continue;
		}
		for (const [running, start] of starts) running.starts.push(start);
		done++;
		if (interimAnalyses.includes(done)) {
			const left = Math.max(0, remaining(phase) - traceMs);
			current = goOn(done, done + Math.floor(left / Math.max(1, roundMs(current))));
		}
	}
	return done;
}
function roundMs(all) {
	return stillRunning(all).reduce((sum, { lastMs }) => sum + lastMs, 0);
}
async function startAll$1(phase, all) {
	const starts = new Map();
	for (const running of shuffled(stillRunning(all), phase.random)) {
		const start = await startOnce(phase, running);
		if (start !== void 0) starts.set(running, start);
	}
	return starts;
}
function wasDisturbed(starts) {
	return [...starts.values()].some(({ majorFaults = 0 }) => majorFaults > 0);
}
// src/startup/measured-variant.ts
function startOutcomeOf({ startup }) {
	return startup.kind === "as-head" ? startup.head : startup;
}
function hasStarted(variant) {
	const outcome = startOutcomeOf(variant);
	return outcome.kind === "started" && (outcome.starts.length > 0 || outcome.first !== void 0);
}
// src/judge/evidence/pressure.ts
function pressureOf(variants) {
	const starts = longest$3(variants);
	const [first, last] = [starts[0], starts.at(-1)];
	if (first?.pressure === void 0 || last?.pressure === void 0) return void 0;
	if (first.startedMs === void 0 || last.startedMs === void 0) return void 0;
	const elapsedMs = last.startedMs - first.startedMs;
	if (elapsedMs <= 0) return void 0;
	const share = (heldUpMs) => Math.min(1, Math.max(0, heldUpMs / elapsedMs));
	return {
		cpu: share(last.pressure.cpuMs - first.pressure.cpuMs),
		io: share(last.pressure.ioMs - first.pressure.ioMs)
	};
}
function longest$3(variants) {
	return [...variants].flatMap((variant) => {
		if (variant.kind !== "built") return [];
		const outcome = startOutcomeOf(variant);
		return outcome.kind === "started" ? [outcome.starts] : [];
	}).reduce((one, other) => other.length > one.length ? other : one, []);
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
	if (outcome.kind === "foreign") {
		const own = outcome.traced === void 0 ? {} : traced(outcome.traced);
		return {
			metrics: {
				...unmeasured({ kind: outcome.because }, startMetrics),
				...own
			},
			...initsOf(outcome)
		};
	}
	if (outcome.kind === "same-inputs") return { metrics: unmeasured({ kind: "same-inputs" }, startMetrics) };
	const { first } = outcome;
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
		...copiesOf(outcome.starts),
		...initsOf(outcome)
	};
}
function initsOf({ inits }) {
	return inits.length === 0 ? {} : { inits };
}
function noiseOf({ rounds, control, variants, placement }, limit) {
	const pressure = pressureOf(variants);
	return {
		floor: null,
		rounds,
		limit,
		...placement === void 0 ? {} : { placement },
		...pressure === void 0 ? {} : { pressure },
		...control?.outcome.kind === "started" ? { control: {
			mode: control.of.mode.name,
			platform: control.of.platform,
			every: 2,
			metrics: inRounds(control.outcome.starts),
			...copiesOf(control.outcome.starts),
			...control.original === void 0 ? {} : { original: inRounds(control.original) }
		} } : {}
	};
}
function copiesOf(starts) {
	const copies = starts.flatMap(({ copy }) => copy === void 0 ? [] : [copy]);
	return copies.length > 0 && copies.length === starts.length ? { copies } : {};
}
function inRounds(starts) {
	const of = (read, unit, missing) => {
		const samples = starts.map(read).filter((value) => value !== void 0);
		if (starts.length === 0) return { unmeasured: { kind: "no-rounds" } };
		if (samples.length < starts.length) return { unmeasured: { kind: missing } };
		return summary(samples.map(toMicroseconds), unit);
	};
	return {
		startup: of(({ readyMs }) => readyMs, "ms", "not-ready"),
		listen: of(({ listenMs }) => listenMs, "ms", "ready-by-log"),
		"startup-cpu": of(({ cpuMs }) => cpuMs, "ms", "no-proc"),
		memory: of(({ rssBytes }) => rssBytes, "B", "no-proc"),
		...starts.every(({ runDelayMs }) => runDelayMs === void 0) ? {} : { "run-delay": of(({ runDelayMs }) => runDelayMs, "ms", "no-proc") }
	};
}
function traced(starts) {
	if (starts === void 0) return unmeasured({ kind: "no-time" }, ["init-allocs", "init-bytes"]);
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
// src/judge/outside-image.ts
const isOutside = ({ isolation }) => isolation?.kind === "none";
function gatesStarts({ engine, jobs }, { mode, platform }) {
	return !(jobs?.filter((job) => (mode === void 0 || job.modes.includes(mode)) && (platform === void 0 || job.platforms.includes(platform))) ?? [{ engine }]).some((job) => isOutside(job.engine));
}
const isOfStarts = (metric) => startMetrics.some((one) => one === metric);
function relaxFindings(engines, findings) {
	return findings.map((one) => {
		const isFatal = one.verdict === "fail" || one.verdict === "unmeasured";
		const isOfStart = one.id === "start/not-ready" || isOfStarts(one.metric);
		return isFatal && isOfStart && !gatesStarts(engines, one) ? {
			...one,
			verdict: "warn"
		} : one;
	});
}
function relaxComparisons(engines, comparisons) {
	return comparisons.map((one) => one.verdict === "fail" && isOfStarts(one.metric) && !gatesStarts(engines, one) ? {
		...one,
		verdict: "warn"
	} : one);
}
function outsideImageFindings({ isolation }) {
	if (isolation?.kind !== "none") return [];
	const because = isolation.refused.at(-1)?.because ?? "";
	return [finding("start/outside-image", { because }, { verdict: "warn" })];
}
// src/judge/vulnerabilities.ts
const vulnerabilityIds = [
	"vulnerability/new",
	"vulnerability/max-exceeded",
	"vulnerability/unmeasured",
	"vulnerability/acceptance-expired"
];
function judgeVulnerabilities(given) {
	if (given === void 0) return [];
	const { budget } = given;
	const programs = compareVulnerabilities(given);
	const isOne = isOnePlatform(programs);
	return [
		...unreadDatabase(given),
		...programs.flatMap((one) => judgeProgram(one, budget, isOne)),
		...expiredAcceptances(programs, given)
	];
}
function unreadDatabase({ problem, budget }) {
	if (problem === void 0) return [];
	return [finding("vulnerability/unmeasured", {
		kind: "database",
		detail: problem
	}, { verdict: unmeasuredVerdict(budget) })];
}
function unmeasuredVerdict({ new: level, max, unmeasured }) {
	if (level === void 0 && max === void 0) return "pass";
	return unmeasured === "fail" ? "unmeasured" : "warn";
}
function judgeProgram({ mode, platform, head, base, added, counted }, budget, isOne) {
	const of = (revision) => ({
		revision,
		mode,
		...isOne ? {} : { platform }
	});
	const unmeasured = (revision, because) => finding("vulnerability/unmeasured", {
		kind: "program",
		because
	}, {
		verdict: unmeasuredVerdict(budget),
		...of(revision)
	});
	if (head.kind === "unchecked") return isKnown(head.because, budget) ? [] : [unmeasured("head", head.because)];
	const { max, new: level } = budget;
	const count = vulnerabilityCount(counted);
	return [
		...base?.kind !== "unchecked" || isKnown(base.because, budget) ? [] : [unmeasured("base", base.because)],
		...added.map((one) => finding("vulnerability/new", paramsOf$1(one), {
			verdict: level ?? "pass",
			...of("head")
		})),
		...max === void 0 || count <= max ? [] : [finding("vulnerability/max-exceeded", {
			value: count,
			max
		}, {
			verdict: "fail",
			...of("head")
		})]
	];
}
function isKnown(because, { max }) {
	return because === "not-built" || because === "unchanged" && max === void 0;
}
function paramsOf$1({ id, summary, module, version, fixed, replaces, package: path, symbols, chain }) {
	const [symbol] = symbols;
	return {
		vulnerability: id,
		...summary === void 0 ? {} : { summary },
		module,
		version,
		...fixed === void 0 ? {} : { fixed },
		...replaces === void 0 ? {} : { replaces },
		...symbol === void 0 ? {} : { function: `${path}.${symbol}` },
		...chain === void 0 ? {} : { chain }
	};
}
function expiredAcceptances(programs, { budget, date }) {
	const all = programs.flatMap(({ counted }) => counted);
	return budget.accept.flatMap((one) => {
		const { id, reason, until } = one;
		if (until === void 0 || !isExpired(one, date) || !all.some((found) => isNamed(one, found))) return [];
		return [finding("vulnerability/acceptance-expired", {
			vulnerability: id,
			reason,
			until
		}, { verdict: "warn" })];
	});
}
function loosenedVulnerabilities(before, after) {
	if (before === void 0) return [];
	const changes = after === void 0 ? ["removed"] : looserSettings(before, after);
	return changes.length === 0 ? [] : [finding("vulnerability/loosened", { changes }, { verdict: "pass" })];
}
function looserSettings(was, is) {
	const [before, after] = [was.budget, is.budget];
	const known = new Map(before.accept.map((one) => [vulnerabilityKey(one.id), one]));
	const isLonger = ({ id, until }) => {
		const one = known.get(vulnerabilityKey(id));
		return one === void 0 || one.until !== void 0 && (until === void 0 || until > one.until);
	};
	return [
		...loweredLevel("new", before.new, after.new),
		...loweredLevel("unmeasured", before.unmeasured, after.unmeasured),
		...before.max !== void 0 && (after.max === void 0 || after.max > before.max) ? [`max: ${before.max} → ${after.max ?? "none"}`] : [],
		...after.accept.filter(isLonger).map(({ id, until }) => `accept ${id}${until === void 0 ? "" : ` until ${until}`}`),
		...changedDatabase(was.database, is.database)
	];
}
function changedDatabase(before, after) {
	const [was, is] = [sourceName(before), sourceName(after)];
	return was === is ? [] : [`database: ${was} → ${is}`];
}
function sourceName(source) {
	if (source === void 0) return "default";
	return source.kind === "web" ? source.url : source.kind === "module" ? source.query : source.path;
}
function loweredLevel(key, before, after) {
	const rank = (level) => level === "fail" ? 2 : level === "warn" ? 1 : 0;
	return rank(after) < rank(before) ? [`${key}: ${before} → ${after ?? "none"}`] : [];
}
// src/judge/judge.ts
const judged = new Set([
	...budgetIds,
	...vulnerabilityIds,
	"budget/no-baseline"
]);
function judge(evidence, budgets = evidence.budgets) {
	const timing = timingOf(evidence.variants, budgets, evidence.noise);
	const { comparisons, findings: found } = compare(evidence.variants, budgets, timing);
	const findings = relaxFindings(evidence, [
		...evidence.findings.filter(({ id }) => !judged.has(id)),
		...noBaseline(evidence, budgets),
		...found,
		...judgeReferences(evidence.variants, budgets, timing).findings,
		...judgeVulnerabilities(evidence.vulnerabilities)
	]);
	return {
		...evidence,
		budgets,
		comparisons: relaxComparisons(evidence, comparisons),
		findings,
		causes: explain(evidence.variants, { alpha: timing.alpha }, evidence.programs),
		noise: {
			...evidence.noise,
			floor: floorOf(timing)
		},
		verdict: worst(findings.map(({ verdict }) => verdict))
	};
}
function openModes({ variants, budgets, noise }, limit) {
	const timing = timingOf(variants, budgets, noise, limit);
	const { comparisons, undecided } = compare(variants, budgets, timing);
	const between = judgeReferences(variants, budgets, timing);
	const of = (starts) => comparisons.filter((one) => starts.some(({ mode, platform, metric }) => one.mode === mode && one.platform === platform && one.metric === metric));
	const isSampled = ({ metric }) => definitionOf$1(metric)?.noise !== "exact";
	return {
		undecided: [...undecided, ...of(between.undecided)],
		broken: [...comparisons.filter((one) => isSampled(one) && (one.verdict === "fail" || one.verdict === "warn")), ...of(between.broken)]
	};
}
function floorOf({ control }) {
	const change = control("startup");
	return change === void 0 ? null : noiseFloor(change);
}
function noBaseline(evidence, budgets) {
	if (evidence.base === null) return [finding("budget/no-baseline", { because: "no-base" }, { verdict: "pass" })];
	return [...evidence.findings.filter(({ id, revision, verdict }) => isBuildFailure(id) && revision === "base" && verdict === "pass").map(({ mode, platform }) => finding("budget/no-baseline", { because: "base-not-built" }, {
		verdict: "pass",
		mode,
		platform
	})), ...basesNotStarted(evidence, budgets)];
}
function basesNotStarted({ variants }, budgets) {
	const pairs = pairsOf(variants);
	const found = pairs.filter(({ base, head }) => hasFailedToStart(base) && metricNames.some((metric) => isMeasured(head.metrics[metric]) && !isMeasured(base?.metrics[metric]) && budgetFor(budgets, metric, head.mode)?.increase !== void 0));
	const about = {
		verdict: "pass",
		revision: "base"
	};
	const because = { because: "base-not-started" };
	if (found.length > 0 && found.length === pairs.length) return [finding("budget/no-baseline", because, about)];
	const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1;
	return found.map(({ head: { mode, platform } }) => finding("budget/no-baseline", because, {
		...about,
		mode,
		...isOne ? {} : { platform }
	}));
}
function hasFailedToStart(variant) {
	const startup = variant?.metrics["startup"];
	return startup !== void 0 && !isMeasured(startup) && startup.unmeasured.kind === "start-failed";
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
function composeHints({ services }, dockerfile, names = []) {
	const built = services.filter(({ build }) => build !== void 0 && build.dockerfile === dockerfile);
	return (built.length > 0 ? built : services.filter(({ image }) => isImageOf(image, names))).map(({ hint }) => hint);
}
const commonNames = new Set([
	"main",
	"cmd",
	"app",
	"api",
	"server",
	"service",
	"backend",
	"web",
	"http",
	"daemon"
]);
function imageNames({ importPath, name }, repository) {
	const [, owner = "", own = ""] = importPath.split("/");
	return [
		repository ?? "",
		own,
		owner === "" || own === "" ? "" : `${owner}/${own}`,
		name
	].map((one) => one.toLowerCase()).filter((one) => one !== "" && !commonNames.has(one));
}
function isImageOf(image, names) {
	if (image === void 0) return false;
	const path = image.replace(/@.*$/, "").replace(/:[^:/]*$/, "").toLowerCase();
	return names.some((name) => path === name || path.endsWith(`/${name}`));
}
async function findRunHints(files, root, survey, { dockerfile, names }) {
	const procfile = await repositoryText(files, root, "Procfile") ?? "";
	return [...composeHints(survey, dockerfile, names), ...procfileHints(procfile, "Procfile")];
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
}, waitsFor }) {
	const advices = hints.flatMap((hint) => adviceOf(hint, program, {
		log,
		given,
		waitsFor
	}) ?? []);
	return advices.find(({ answers }) => answers) ?? advices[0];
}
function adviceOf(hint, program, { log, given, waitsFor }) {
	const text = log.join("\n");
	const found = argumentsIn(hint, program);
	const args = given.args.length > 0 ? [] : found;
	const all = [...Object.keys(hint.env), ...hint.unknownEnv].filter((name) => !given.env.includes(name));
	const missing = all.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
	const names = missing.length > 0 ? missing : all;
	const services = Object.entries(hint.services).map(([name, image]) => ({
		name,
		image
	}));
	if (args.length === 0 && names.length === 0 && services.length === 0) return void 0;
	return {
		start: {
			by: hint.by,
			args,
			env: names.map((name) => {
				const value = Object.hasOwn(hint.env, name) ? hint.env[name] : void 0;
				if (value === void 0) return {
					name,
					value: null
				};
				return isRepeatable(name, value) ? {
					name,
					value
				} : {
					name,
					value: null,
					isThere: true
				};
			}),
			services
		},
		answers: missing.length > 0 || args.length > 0 && printsUsage(log) || services.some(({ name, image }) => waitsFor !== void 0 && (name === waitsFor.host || isImageFor(waitsFor, image)))
	};
}
const longestValue$1 = 120;
function isRepeatable(name, value) {
	return isPlainVariable(name, value) && value.length <= longestValue$1 && !/[`|\p{Cc}\p{Cf}]|<!--/u.test(value);
}
function printsUsage(log) {
	return /\busage\b|Available Commands:/i.test(log.join("\n"));
}
function argumentsIn({ args = [] }, program) {
	const [first = "", ...rest] = args;
	return first.includes("/") || first === program ? rest : args;
}
// src/images/results/result-bytes.ts
const contentAt = (key) => headerOf(key, "0".repeat(64)).length + 1;
async function resultBytes(key, value) {
	const content = JSON.stringify(value);
	const start = contentAt(key);
	const bytes = Buffer.alloc(start + Buffer.byteLength(content));
	bytes.write(content, start);
	bytes.write(`${headerOf(key, await sha256Of(bytes.subarray(start)))}\n`);
	return bytes;
}
async function resultIn(bytes, { key, schema }) {
	const start = contentAt(key);
	const content = bytes.slice(start);
	const header = `${headerOf(key, await sha256Of(content))}\n`;
	const decoder = new TextDecoder();
	if (decoder.decode(bytes.subarray(0, start)) !== header) return void 0;
	return schema.safeParse(jsonOrUndefined(decoder.decode(content))).data;
}
const headerOf = (key, sha256) => JSON.stringify({
	key,
	sha256
});
// src/images/results/kept-results.ts
const noResults = {
	of: (_, compute) => compute(),
	find: async () => void 0,
	keep: async () => {},
	retain: async () => {},
	counts: {
		taken: 0,
		added: 0
	}
};
const form$1 = 1;
function openResults({ secrets }, storage, program) {
	const counts = {
		taken: 0,
		added: 0
	};
	const keyOf = ({ kind, about }) => sha256Of(JSON.stringify([
		form$1,
		program,
		kind,
		about
	]));
	const nameOf = (key) => `${key}.json`;
	async function find(request) {
		const { schema } = request;
		const key = await keyOf(request);
		const content = await storage.read(nameOf(key));
		const known = content && await resultIn(content, {
			key,
			schema
		});
		if (known !== void 0) counts.taken += 1;
		return known;
	}
	async function write(request, value) {
		const key = await keyOf(request);
		const bytes = await resultBytes(key, value);
		if (bytes.length > 67108864 || hasSecret$1(secrets, bytes)) return;
		if (await storage.write(nameOf(key), bytes)) counts.added += 1;
	}
	return {
		counts,
		find,
		keep: async (request, make) => write(request, await make()),
		retain: async (request) => storage.retain?.(nameOf(await keyOf(request))),
		async of(request, compute) {
			const known = await find(request);
			if (known !== void 0) return known;
			const found = await compute();
			if (found !== void 0) await write(request, found);
			return found;
		}
	};
}
const searchedPortion = 1 << 20;
function hasSecret$1(secrets, json) {
	const bytes = Buffer.from(json.buffer, json.byteOffset, json.length);
	for (const { at, length } of portionsOf(bytes.length, secrets, searchedPortion)) if (secrets.areIn(bytes.toString("latin1", at, at + length))) return true;
	return false;
}
const isResultName = (name) => /^[\da-f]{64}\.json$/.test(name);
// src/inspect/packages/distribution.ts
const places = ["/etc/os-release", "/usr/lib/os-release"];
const longest$2 = 65536;
const longestValue = 200;
async function readDistribution(root) {
	for (const path of places) {
		const entry = await root.resolve(path);
		if (entry?.kind !== "file" || entry.size > longest$2) continue;
		const bytes = await root.read(path);
		const found = bytes && distributionIn(new TextDecoder().decode(bytes));
		if (found !== void 0) return found;
	}
}
function distributionIn(text) {
	const values = new Map();
	for (const line of text.split("\n")) {
		const [, name = "", value = ""] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
		values.set(name, unquoted$1(value).slice(0, longestValue));
	}
	const id = values.get("ID") ?? "";
	if (!/^[a-z0-9._-]+$/.test(id)) return void 0;
	const version = values.get("VERSION_ID") ?? "";
	const name = values.get("PRETTY_NAME") ?? "";
	return {
		id,
		...version === "" ? {} : { version },
		...name === "" ? {} : { name }
	};
}
function unquoted$1(value) {
	const [, quote = "", inner = value] = /^(["'])(.*)\1$/.exec(value) ?? [];
	return quote === "'" ? inner : inner.replace(/\\(.)/g, "$1");
}
// src/inspect/packages/database-text.ts
const damagedAt = (line) => ({
	ok: false,
	problem: {
		because: "damaged",
		line
	}
});
const longestDatabase = 64 << 20;
const mostPackages = 5e3;
function* linesOf(text) {
	let number = 1;
	for (let at = 0; at < text.length; number++) {
		const end = text.indexOf("\n", at);
		const stop = end < 0 ? text.length : end;
		yield {
			text: text.slice(at, stop),
			number
		};
		at = stop + 1;
	}
	yield {
		text: "",
		number
	};
}
const namePattern = /^[A-Za-z0-9._][A-Za-z0-9.+_-]{0,199}$/;
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9.+~:_-]{0,199}$/;
const architecturePattern = /^[a-z0-9_-]{1,60}$/;
function packageOf({ database, name = "", version = "", architecture, source }) {
	if (!namePattern.test(name) || !versionPattern.test(version)) return void 0;
	if (architecture !== void 0 && !architecturePattern.test(architecture)) return void 0;
	if (source !== void 0 && !namePattern.test(source.name)) return void 0;
	if (source?.version !== void 0 && !versionPattern.test(source.version)) return void 0;
	const isDifferent = source !== void 0 && (source.name !== name || source.version !== void 0);
	return {
		database,
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		...isDifferent ? { source } : {}
	};
}
// src/inspect/packages/apk.ts
function readApkInstalled(text, isWanted = () => false) {
	const packages = [];
	const owners = new Map();
	let paragraph = newParagraph(1);
	for (const { text: line, number } of linesOf(text)) {
		if (line !== "") {
			if (!addLine$1(paragraph, line, isWanted)) return damagedAt(number);
			continue;
		}
		const { fields, files, start } = paragraph;
		paragraph = newParagraph(number + 1);
		if (fields.size === 0) continue;
		const found = packageIn$1(fields);
		if (found === void 0) return damagedAt(start);
		if (packages.length === 5e3) return {
			ok: false,
			problem: { because: "too-large" }
		};
		packages.push(found);
		for (const path of files) owners.set(path, found);
	}
	return succeed({
		packages,
		owners
	});
}
const newParagraph = (start) => ({
	start,
	fields: new Map(),
	files: [],
	directory: ""
});
function addLine$1(paragraph, line, isWanted) {
	if (!/^[A-Za-z]:/.test(line)) return false;
	const [field = "", value] = [line[0], line.slice(2)];
	if (field === "F") paragraph.directory = value === "" ? "" : `/${value}`;
	if (field === "R") {
		const path = `${paragraph.directory}/${value}`;
		if (isWanted(path)) paragraph.files.push(path);
	}
	if (!paragraph.fields.has(field)) paragraph.fields.set(field, value);
	return true;
}
function packageIn$1(fields) {
	const origin = fields.get("o");
	return packageOf({
		database: "apk",
		name: fields.get("P"),
		version: fields.get("V"),
		architecture: fields.get("A"),
		source: origin === void 0 || origin === "" ? void 0 : { name: origin }
	});
}
// src/inspect/packages/dpkg.ts
const withoutFiles = new Set([
	"not-installed",
	"config-files",
	"half-installed"
]);
function readDpkgStatus(text) {
	const packages = [];
	const fields = new Map();
	let start = 1;
	for (const { text: line, number } of linesOf(text)) {
		if (line.trim() !== "") {
			if (fields.size === 0) start = number;
			if (!addLine(fields, line)) return damagedAt(number);
			continue;
		}
		if (fields.size === 0) continue;
		const found = isOnDisk(fields) ? packageIn(fields) : "absent";
		fields.clear();
		if (found === void 0) return damagedAt(start);
		if (found === "absent") continue;
		if (packages.length === 5e3) return {
			ok: false,
			problem: { because: "too-large" }
		};
		packages.push(found);
	}
	return succeed(packages);
}
function addLine(fields, line) {
	if (/^[ \t]/.test(line)) return fields.size > 0;
	const colon = line.indexOf(":");
	const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
	if (!/^[!-~]{1,100}$/.test(name)) return false;
	fields.set(name, line.slice(colon + 1).trim());
	return true;
}
function isOnDisk(fields) {
	const state = fields.get("status")?.split(/\s+/)[2];
	return fields.has("status") ? state !== void 0 && !withoutFiles.has(state) : true;
}
function packageIn(fields) {
	const [, source = "", version] = /^(\S+)(?:\s+\((\S+)\))?$/.exec(fields.get("source") ?? "") ?? [];
	return packageOf({
		database: "dpkg",
		name: fields.get("package"),
		version: fields.get("version"),
		architecture: fields.get("architecture"),
		source: fields.has("source") ? {
			name: source,
			...version === void 0 ? {} : { version }
		} : void 0
	});
}
// src/inspect/packages/owned-paths.ts
const topDirectories = [
	"bin",
	"sbin",
	"lib",
	"lib32",
	"lib64",
	"libx32"
];
async function mergedPaths(root) {
	const merged = new Set();
	for (const name of topDirectories) if ((await root.entry(`/${name}`))?.kind === "symlink" && (await root.resolve(`/${name}`))?.path === `/usr/${name}`) merged.add(name);
	return (path) => {
		const [, top = ""] = /^\/([^/]+)\//.exec(path) ?? [];
		return merged.has(top) ? `/usr${path}` : path;
	};
}
var WantedFiles = class WantedFiles {
	#merged;
	#namesOf;
	#names;
	constructor(merged, namesOf) {
		this.#merged = merged;
		this.#namesOf = namesOf;
		this.#names = new Set([...namesOf.values()].flat());
	}
	static async of(root, paths) {
		const merged = await mergedPaths(root);
		const namesOf = new Map();
		for (const path of paths) {
			const target = (await root.resolve(path))?.path ?? path;
			namesOf.set(path, [merged(path), merged(target)]);
		}
		return new WantedFiles(merged, namesOf);
	}
	get isEmpty() {
		return this.#names.size === 0;
	}
	nameOf(path) {
		const name = this.#merged(path);
		return this.#names.has(name) ? name : void 0;
	}
	namesOf(path) {
		return this.#namesOf.get(path) ?? [];
	}
};
// src/inspect/packages/databases.ts
const dpkgStatus = "/var/lib/dpkg/status";
const distrolessStatus = "/var/lib/dpkg/status.d";
const dpkgInfo = "/var/lib/dpkg/info";
const apkInstalled = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];
const rpmDatabases = [
	"/var/lib/rpm",
	"/usr/lib/sysimage/rpm",
	"/usr/share/rpm"
].flatMap((directory) => [
	"rpmdb.sqlite",
	"Packages.db",
	"Packages"
].map((name) => `${directory}/${name}`));
const mostUnread = 20;
async function readPackages(root, files = []) {
	const wanted = await WantedFiles.of(root, files);
	const found = {
		databases: new Set(),
		unread: [],
		packages: [],
		owners: new Map()
	};
	await readDpkg(root, wanted, found);
	await readDistroless(root, wanted, found);
	await readApk(root, wanted, found);
	for (const path of rpmDatabases) {
		const entry = await root.resolve(path);
		if (entry?.kind === "file" && !found.unread.some((one) => one.path === entry.path)) found.unread.push({
			path: entry.path,
			because: "rpm"
		});
	}
	const { databases, unread, packages, owners } = found;
	return {
		databases: [...databases],
		unread,
		packages,
		ownerOf: (path) => wanted.namesOf(path).flatMap((name) => owners.get(name) ?? [])[0]
	};
}
async function readDpkg(root, wanted, found) {
	const read = await readText(root, dpkgStatus);
	if (read === void 0 || read.ok && read.value === "") return;
	const packages = read.ok ? readDpkgStatus(read.value) : read;
	if (!addPackages(found, "dpkg", dpkgStatus, packages)) return;
	const budget = { bytes: longestDatabase };
	for (const one of wanted.isEmpty || !packages.ok ? [] : packages.value) {
		const names = [`${one.name}.list`, `${one.name}:${one.architecture ?? ""}.list`];
		for (const name of names) await addOwned(root, `${dpkgInfo}/${name}`, {
			wanted,
			found,
			budget
		}, one);
	}
}
async function readDistroless(root, wanted, found) {
	const budget = { bytes: longestDatabase };
	const names = (await root.list(distrolessStatus)).filter((name) => !name.endsWith(".md5sums"));
	for (const name of names.slice(0, mostPackages)) {
		const path = `${distrolessStatus}/${name}`;
		const read = await readText(root, path, budget);
		if (read === void 0) continue;
		const packages = read.ok ? readDpkgStatus(read.value) : read;
		if (!addPackages(found, "dpkg", path, packages) || !packages.ok || wanted.isEmpty) continue;
		for (const one of packages.value) await addOwned(root, `${path}.md5sums`, {
			wanted,
			found,
			budget
		}, one);
	}
	if (names.length > 5e3) found.unread.push({
		path: distrolessStatus,
		because: "too-large"
	});
}
async function readApk(root, wanted, found) {
	const seen = new Set();
	for (const place of apkInstalled) {
		const path = (await root.resolve(place))?.path;
		if (path === void 0 || seen.has(path)) continue;
		seen.add(path);
		const read = await readText(root, path);
		if (read === void 0) continue;
		const database = read.ok ? readApkInstalled(read.value, (file) => wanted.nameOf(file) !== void 0) : read;
		if (!database.ok) found.unread.push({
			path,
			...database.problem
		});
		else {
			addPackages(found, "apk", path, succeed(database.value.packages));
			for (const [file, owner] of database.value.owners) addOwner(found, wanted.nameOf(file), owner);
		}
	}
}
function addPackages({ databases, unread, packages }, database, path, read) {
	const fits = read.ok && packages.length + read.value.length <= 5e3;
	if (fits) {
		databases.add(database);
		for (const one of read.value) packages.push(one);
	} else if (unread.length < mostUnread) unread.push({
		path,
		...read.ok ? { because: "too-large" } : read.problem
	});
	return fits;
}
async function addOwned(root, path, { wanted, found, budget }, owner) {
	const read = await readText(root, path, budget);
	if (!read?.ok) return;
	for (const line of read.value.split("\n")) {
		const file = line.startsWith("/") ? line : `/${line.replace(/^[0-9a-f]{32} [ *]/, "")}`;
		addOwner(found, wanted.nameOf(file), owner);
	}
}
function addOwner({ owners }, name, owner) {
	if (name !== void 0) owners.set(name, owner);
}
async function readText(root, path, budget = { bytes: longestDatabase }) {
	const entry = await root.resolve(path);
	if (entry?.kind !== "file") return void 0;
	if (entry.size > budget.bytes) return {
		ok: false,
		problem: { because: "too-large" }
	};
	budget.bytes -= entry.size;
	const bytes = await root.read(path);
	return bytes === void 0 ? void 0 : succeed(new TextDecoder().decode(bytes));
}
// src/inspect/contents/base-packages.ts
const packageDatabase = /(?:^|\/)(?:var\/lib\/dpkg\/status(?:\.d\/[^/]*)?|lib\/apk\/db\/installed)$/;
async function installedIn(root, base, all, files) {
	const installed = await readPackages(root, files);
	if (base.length === 0 || installed.packages.length === 0) return installed;
	const before = !all.slice(base.length).some(({ members }) => members.some(({ path }) => packageDatabase.test(path))) ? void 0 : await packagesOf(base);
	const marked = new Map(installed.packages.map((one) => [one, before === void 0 || before.has(keyOf(one)) ? {
		...one,
		base: true
	} : one]));
	return {
		...installed,
		packages: [...marked.values()],
		ownerOf: (path) => {
			const owner = installed.ownerOf(path);
			return owner && marked.get(owner);
		}
	};
}
async function packagesOf(layers) {
	const flat = flatten(layers);
	if (!flat.ok) return new Set();
	const { packages } = await readPackages(new LayerRootFs(flat.value, layers));
	return new Set(packages.map(keyOf));
}
const keyOf = ({ database, name, version, architecture }) => JSON.stringify([
	database,
	name,
	version,
	architecture
]);
// src/inspect/contents/file-facts.ts
const bit = {
	setUid: 2048,
	setGid: 1024,
	sticky: 512,
	write: 2,
	execute: 73,
	groupExecute: 8
};
const commands = /^\/(?:usr\/(?:local\/)?)?s?bin\/([^/]+)$|^\/busybox\/([^/]+)$/;
const shells = new Set("sh ash bash dash zsh ksh ksh93 mksh csh tcsh fish busybox toybox".split(" "));
const packageManagers = new Set("apk apt apt-get dpkg rpm dnf dnf-3 dnf5 microdnf yum zypper pacman opkg pip pip3 npm gem".split(" "));
function kindsOf({ path, kind, mode }) {
	const isWorldWritable = (mode & bit.write) !== 0;
	if (kind === "directory") {
		if (!isWorldWritable) return [];
		return [(mode & bit.sticky) !== 0 ? "sticky-directory" : "writable-directory"];
	}
	if (kind !== "file") return [];
	const found = [];
	const isProgram = (mode & bit.execute) !== 0;
	if (isProgram && (mode & bit.setUid) !== 0) found.push("set-uid");
	if ((mode & bit.groupExecute) !== 0 && (mode & bit.setGid) !== 0) found.push("set-gid");
	if (isWorldWritable) found.push("writable-file");
	const [, plain, busybox] = commands.exec(path) ?? [];
	const command = plain ?? busybox ?? "";
	if (isProgram && shells.has(command)) found.push("shell");
	if (isProgram && packageManagers.has(command)) found.push("package-manager");
	return found;
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
	const text = textOf$2(bytes);
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
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, largest$2));
	for (let at = all.indexOf(beforeRelease); at >= 0; at = all.indexOf(beforeRelease, at + 1)) {
		const near = all.toString("latin1", Math.max(0, at - 220), at + beforeRelease.length + 10);
		const [, release] = /(?:ld\.so|GNU C Library) \([^)\0]{1,200}\) stable release version (\d+\.\d+)/.exec(near) ?? [];
		if (release !== void 0) return release;
	}
}
const beforeRelease = ") stable release version ";
const largest$2 = 1 << 24;
function textOf$2(bytes) {
	return new TextDecoder("latin1").decode(bytes.subarray(0, largest$2));
}
async function readMuslPath(files, configuration) {
	const bytes = await files.read(configuration);
	return bytes === void 0 ? muslDirectories : splitPath(textOf$2(bytes), /[:\n]/);
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
	const absolute = pattern.startsWith("/") ? pattern : `${parentOf(includer)}/${pattern}`;
	const directory = parentOf(absolute);
	const [first = "", ...rest] = absolute.slice(directory.length + 1).split("*");
	const last = rest.at(-1);
	if (last === void 0) return [absolute];
	return (await files.list(directory)).filter((name) => name.startsWith(first) && name.endsWith(last) && name.length >= first.length + last.length).sort().map((name) => `${directory}/${name}`);
}
const cacheMagic = "glibc-ld.so.cache1.1";
const cacheHeader = 48;
const cacheEntry = 24;
function readLoaderCache(bytes, littleEndian) {
	const text = textOf$2(bytes);
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
// src/inspect/contents/loaded.ts
const mostFiles$4 = 200;
async function loadedPaths(root, check) {
	const program = check.ok && check.value.program.ok ? check.value.program.value : void 0;
	if (program?.load === void 0) return void 0;
	const { loader, libraries } = program.load;
	const byFile = new Map();
	for (const path of [loader?.path, ...libraries.map((one) => one.path)]) {
		const file = path === void 0 ? void 0 : (await root.resolve(path))?.path;
		if (path !== void 0 && file !== void 0 && !byFile.has(file)) byFile.set(file, path);
	}
	return [...byFile.values()].slice(0, mostFiles$4);
}
async function loadedFiles(root, { packages, ownerOf, ...installed }, paths) {
	if (paths === void 0) return {
		...installed,
		packages
	};
	const owners = new Set();
	const loaded = [];
	for (const path of paths) {
		const owner = ownerOf(path);
		if (owner !== void 0) owners.add(owner);
		const glibc = owner === void 0 && isLibc(path) ? await releaseOf(root, path) : void 0;
		loaded.push({
			path,
			...owner === void 0 ? {} : { package: owner.name },
			...glibc === void 0 ? {} : { glibc }
		});
	}
	return {
		...installed,
		packages: packages.map((one) => owners.has(one) ? {
			...one,
			loaded: true
		} : one),
		loaded
	};
}
const isLibc = (path) => path.endsWith("/libc.so.6");
async function releaseOf(root, path) {
	const bytes = await root.read(path);
	return bytes && glibcRelease(bytes);
}
// src/inspect/contents/secret-names.ts
const byName = new Map([
	[".git-credentials", "git-credentials"],
	[".netrc", "netrc"],
	["_netrc", "netrc"],
	[".npmrc", "npmrc"],
	[".pypirc", "pypirc"],
	[".dockercfg", "docker-config"],
	[".dockerconfigjson", "docker-config"],
	["kubeconfig", "kubeconfig"],
	[".pgpass", "database-password"],
	[".my.cnf", "database-password"]
]);
const byDirectory = new Map([
	[".docker/config.json", "docker-config"],
	[".kube/config", "kubeconfig"],
	[".aws/credentials", "cloud-credentials"],
	["gcloud/application_default_credentials.json", "cloud-credentials"],
	["gcloud/credentials.db", "cloud-credentials"],
	[".azure/accessTokens.json", "cloud-credentials"],
	[".azure/msal_token_cache.json", "cloud-credentials"]
]);
const patterns$1 = [
	[/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, "private-key"],
	[/^ssh_host_[a-z0-9]+_key$/, "private-key"],
	[/\.(?:p12|pfx)$/, "key-store"],
	[/^\.env(?:\.(?!(?:example|sample|template|dist|defaults?|schema)$)[\w-]+)?$/, "environment"]
];
const doubtful = /\.(?:pem|key)$/;
const publicPlaces = /^(?:etc\/(?:ssl\/certs|ca-certificates|pki\/(?:tls\/certs|ca-trust))|usr\/(?:share|lib|local\/(?:go|lib|share\/ca-certificates)))\/|(?:^|\/)(?:pkg\/mod|node_modules|testdata)\//;
function secretOf(names) {
	const [parent, name] = [names.at(-2), names.at(-1) ?? ""];
	const found = kindOf(parent, name);
	const isDoubtful = found === void 0 && doubtful.test(name);
	if (found === void 0 && !isDoubtful || publicPlaces.test(names.join("/"))) return void 0;
	if (found === "git-repository") return {
		kind: found,
		depth: names.length - 1
	};
	return {
		kind: found ?? "private-key",
		depth: names.length,
		...isDoubtful ? { isDoubtful } : {}
	};
}
function kindOf(parent, name) {
	if (name === "HEAD" && parent === ".git") return "git-repository";
	return byName.get(name) ?? byDirectory.get(`${parent}/${name}`) ?? patterns$1.find(([pattern]) => pattern.test(name))?.[1];
}
// src/inspect/contents/secret-files.ts
const searchedStart = 65536;
const mostKeyChecks = 500;
async function secretFiles(layers, isLive) {
	const found = new Map();
	let keyChecks = 0;
	for (const [layer, content] of layers.entries()) for (const member of content.members) {
		const named = nameOf$3(member);
		if (named === void 0) continue;
		if (named.isDoubtful === true && (keyChecks++ >= mostKeyChecks || !await isKey(content, member))) continue;
		const names = componentsOf(member.path);
		const path = `/${names.slice(0, named.depth).join("/")}`;
		const deleted = !isLive(`/${names.join("/")}`, layer);
		if (deleted && found.get(path)?.deleted === void 0 && found.has(path)) continue;
		found.set(path, {
			kind: "secret",
			path,
			layer,
			secret: named.kind,
			...deleted ? { deleted } : {}
		});
	}
	return [...found.values()];
}
function nameOf$3({ kind, path, size }) {
	if (!(kind === "file" && size > 0 || kind === "hardlink")) return void 0;
	const names = componentsOf(path);
	return names.includes("..") ? void 0 : secretOf(names);
}
async function isKey(content, { offset, size }) {
	if (offset === void 0) return false;
	const bytes = await content.read(offset, Math.min(size, searchedStart));
	return new TextDecoder("latin1").decode(bytes).includes("PRIVATE KEY-----");
}
// src/inspect/contents/contents.ts
const mostFiles$3 = 100;
const longestPath = 1e3;
async function readContents({ image, contents, root }, check) {
	if (contents === void 0 || root === void 0) return void 0;
	const baseLayers = image.layers.filter(({ base }) => base === true).length;
	const paths = await loadedPaths(root, check);
	const { databases, unread, packages, loaded } = await loadedFiles(root, await installedIn(root, contents.slice(0, baseLayers), contents, paths ?? []), paths);
	const identity = await identityOf(root, image.user);
	const distribution = await readDistribution(root);
	return bounded({
		...distribution === void 0 ? {} : { distribution },
		databases,
		...unread.length === 0 ? {} : { unread },
		packages,
		...loaded === void 0 ? {} : { loaded },
		...identity.ok ? { root: identity.value.user === 0 } : {},
		...await filesIn(root, contents, baseLayers)
	});
}
function bounded({ files, loaded, unread, ...contents }) {
	const shortened = (all) => all.map((one) => ({
		...one,
		path: shorten(one.path, longestPath)
	}));
	return {
		...contents,
		...loaded === void 0 ? {} : { loaded: shortened(loaded) },
		...unread === void 0 ? {} : { unread: shortened(unread) },
		files: shortened(files)
	};
}
async function filesIn(root, contents, baseLayers) {
	const found = [];
	const layerOf = new Map();
	for (const entry of root.entries()) {
		layerOf.set(entry.path, entry.layer);
		for (const kind of kindsOf(entry)) found.push({
			kind,
			path: entry.path,
			layer: entry.layer
		});
	}
	const isLive = (path, layer) => layerOf.get(path) === layer;
	found.push(...await secretFiles(contents, isLive));
	const files = [];
	const more = {};
	for (const kind of fileKinds) {
		const all = found.filter((one) => one.kind === kind).sort((a, b) => a.path < b.path ? -1 : 1);
		const [own, ofBase] = [all.filter(({ layer }) => layer >= baseLayers), all.filter(({ layer }) => layer < baseLayers).map((one) => ({
			...one,
			base: true
		}))];
		files.push(...[...own, ...ofBase].slice(0, mostFiles$3));
		if (all.length > mostFiles$3) more[kind] = all.length - mostFiles$3;
	}
	return {
		files,
		...Object.keys(more).length === 0 ? {} : { more }
	};
}
// src/inspect/loader/interpreter.ts
const headerSize = 64;
async function openInterpreter(root, { program, elf, path }, { workingDir, identity }) {
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
	if (!(identity === void 0 ? (entry.mode & 73) !== 0 : mayUse(entry, identity, "execute"))) return broken({ kind: "not-executable" });
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
	return succeed(await throughGcompat(root, path, bytes) ?? {
		path,
		entry,
		elf: own,
		loader: readLoader(bytes)
	});
}
async function throughGcompat(root, path, bytes) {
	const text = new TextDecoder("latin1").decode(bytes);
	const musl = /\/lib\/ld-musl-\w{1,40}\.so\.1/.exec(text)?.[0];
	const library = /(?:\/[\w./-]{1,100})?libgcompat\.so\.\d/.exec(text)?.[0];
	if (musl === void 0 || library === void 0) return void 0;
	const entry = await root.resolve(musl);
	const loader = await root.read(musl);
	const read = loader === void 0 ? void 0 : readElf(loader);
	if (entry === void 0 || loader === void 0 || read?.ok !== true) return void 0;
	return {
		path,
		entry,
		elf: read.value,
		loader: readLoader(loader),
		preload: [library]
	};
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
// src/inspect/entry/reach.ts
const mostLinks = 40;
async function reach(root, path, from, identity) {
	const walk = {
		here: path.startsWith("/") ? "/" : from,
		ahead: componentsOf(path),
		links: 0
	};
	while (walk.ahead.length > 0) {
		const stopped = await step(root, walk, identity);
		if (stopped !== void 0) return stopped;
	}
	const entry = await root.resolve(walk.here);
	return entry === void 0 ? { kind: "missing" } : {
		kind: "found",
		entry
	};
}
async function step(root, walk, identity) {
	const missing = {
		kind: "missing",
		...walk.link === void 0 ? {} : { link: walk.link }
	};
	const directory = await root.resolve(walk.here);
	if (directory?.kind !== "directory") return missing;
	if (identity !== void 0 && !mayUse(directory, identity, "execute")) return {
		kind: "forbidden",
		directory
	};
	const [part = "", ...rest] = walk.ahead;
	walk.ahead = rest;
	if (part === "..") {
		walk.here = parentOf(directory.path) || "/";
		return;
	}
	const next = await root.entry(`${directory.path === "/" ? "" : directory.path}/${part}`);
	if (next === void 0) return missing;
	if (next.target === void 0) {
		walk.here = next.path;
		return;
	}
	walk.link = {
		path: next.path,
		target: next.target
	};
	walk.links += 1;
	if (walk.links > mostLinks) return {
		kind: "missing",
		link: walk.link
	};
	walk.ahead = [...componentsOf(next.target), ...rest];
	walk.here = next.target.startsWith("/") ? "/" : directory.path;
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
	const origin = parentOf(owner.loadedBy === void 0 ? owner.file : owner.path);
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
		const known = files.get(path) ?? root.readWith(path, (file) => readElf(pagedSource(file)));
		files.set(path, known);
		return known;
	};
	return {
		libraryPath: paths.libraryPath,
		search: (name, by) => search({
			root,
			paths,
			options,
			readOnce
		}, name, by)
	};
}
async function search({ root, paths, options, readOnce }, name, by) {
	const isMusl = paths.libc === "musl";
	const program = options.program.elf;
	let passedOver;
	for (const place of placesOf(paths, name, by)) {
		const entry = await readable(root, place.path, options);
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
async function readable(root, path, { identity }) {
	if (identity === void 0) return root.resolve(path);
	const reached = await reach(root, path, "/", identity);
	return reached.kind === "found" && mayUse(reached.entry, identity, "read") ? reached.entry : void 0;
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
function compareVersionNames(one, other) {
	return one.localeCompare(other, "en", { numeric: true });
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
// src/inspect/loader/symbols.ts
async function missingSymbols(root, loaded, loader, { libc, now }) {
	const symbols = new Map();
	for (const one of [...loaded, loader]) {
		const read = await root.readWith(one.file, (file) => readSymbols(pagedSource(file), one.elf));
		if (read?.ok !== true) return [];
		symbols.set(one, read.value);
	}
	const everywhere = [...symbols.values()];
	const isThere = (name) => everywhere.some(({ provided, hidden }) => provided.has(name) || libc === "glibc" && hidden.has(name));
	return loaded.flatMap((one) => {
		const isLazy = libc === "glibc" && !now && !one.elf.bindNow;
		const missing = (symbols.get(one)?.needed ?? []).filter(({ name, lazy }) => !(lazy && isLazy) && !isThere(name)).map(({ name }) => name);
		if (missing.length === 0) return [];
		const foreign = libc === "musl" && needsGlibc(one);
		return [{
			id: "load/symbol-missing",
			params: {
				path: one.path,
				symbols: missing,
				loader: libc,
				foreign
			}
		}];
	});
}
function needsGlibc({ elf }) {
	return elf.versionsNeeded.some(({ version }) => version.startsWith("GLIBC_"));
}
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
	const opened = await openInterpreter(root, {
		program: path,
		elf,
		path: elf.interpreter
	}, environment);
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
		secure,
		...environment.identity === void 0 ? {} : { identity: environment.identity }
	});
	const process = new LoadedProcess(program, interpreter);
	for (const name of secure ? [] : preloads(interpreter, environment.env)) {
		const search = await searcher.search(name, program);
		if (search.kind === "found") process.add(name, program, search);
	}
	const found = [...await findLibraries(root, process, searcher, {
		libc: loader.libc,
		secure
	}), ...await versionProblems(root, process, loader)];
	if (!found.some(isFatalProblem)) {
		const binding = {
			libc: loader.libc,
			now: (environment.env["LD_BIND_NOW"] ?? "") !== ""
		};
		found.push(...await missingSymbols(root, process.all, process.interpreter, binding));
	}
	if (loader.libc === "musl" && !found.some(isFatalProblem)) found.push(...mixedLibc(process));
	return result(found, {
		path: interpreter.path,
		libc: loader.libc
	}, process.libraries);
}
async function findLibraries(root, process, searcher, { libc, secure }) {
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
			loader: libc
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
			const hidden = libc === "musl" ? void 0 : await reasonNotFound(root, name, searcher, secure);
			found.push(missingLibrary(about, hidden ?? passedOver(search)));
		}
	}
	return found;
}
async function versionProblems(root, { all, interpreter, byName }, loader) {
	if (loader.libc === "musl") return [];
	return [...[...all, interpreter].flatMap((user) => missingVersions(user, byName)), ...await mismatchOf(root, loader, byName.get("libc.so.6"))];
}
function preloads({ preload = [] }, env) {
	return [...preload, ...(env["LD_PRELOAD"] ?? "").split(/[\s:]+/).filter((name) => name !== "")];
}
function mixedLibc({ all }) {
	const foreign = all.find(needsGlibc);
	return foreign === void 0 ? [] : [{
		id: "load/libc-mixed",
		params: { path: foreign.path }
	}];
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
async function reasonNotFound(root, name, searcher, secure) {
	const directoryWith = async (directories) => {
		for (const directory of directories) if ((await root.resolve(`${directory}/${name}`))?.kind === "file") return directory;
	};
	const ignored = secure ? await directoryWith(searcher.libraryPath) : void 0;
	if (ignored !== void 0) return {
		kind: "path-ignored",
		directory: ignored
	};
	const uncached = await directoryWith(await configuredDirectories(root));
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
		why: "it has no loadable segment"
	};
	if (type === fileType.sharedObject && soname !== void 0 && !elf.pie) return {
		kind: "shared-library",
		why: `it has the library name ${soname} (SONAME)${interpreter === void 0 ? "" : `, although it has the program interpreter ${interpreter}`}`
	};
	if (interpreter !== void 0) return needed.length > 0 ? {
		kind: "dynamic",
		why: `it has the program interpreter ${interpreter} and needs ${needed.join(", ")}`
	} : {
		kind: "interpreter-only",
		why: `it needs no library, but has the program interpreter ${interpreter}, which the kernel needs to start it`
	};
	const idle = needed.length > 0 ? `; ${needed.join(", ")} ${needed.length === 1 ? "is" : "are"} listed but never loaded` : "";
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
		why: "it is a shared object without a program interpreter and without the flag DF_1_PIE"
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
		why: `it loads ${own.join(", ")}, which is not part of macOS`
	};
	if (libraries.length === 0 && loader === void 0) return {
		kind: "static",
		why: "it has neither a loader nor a library"
	};
	return {
		kind: "system-dynamic",
		why: "it loads only libraries of macOS, which every program needs"
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
		why: `it loads ${own.join(", ")}, which is not part of Windows`
	};
	return libraries.length === 0 ? {
		kind: "static",
		why: "it imports nothing"
	} : {
		kind: "system-dynamic",
		why: "it loads only DLLs of Windows, which every program needs"
	};
}
function isOfWindows(name) {
	const lower = name.toLowerCase();
	return /^(api|ext)-ms-/.test(lower) || windowsLibraries.has(lower.replace(/\.dll$/, ""));
}
// src/inspect/program/program.ts
const startSize$2 = 64;
const formatName = {
	elf: "ELF",
	"mach-o": "Mach-O",
	pe: "Windows (PE)"
};
function readProgram(bytes) {
	const source = byteSourceOf(bytes);
	const start = readAt(source, 0, startSize$2);
	if (isElf(start)) return mapResult(readElf(source), (elf) => elfProgram(source, elf));
	if (isMachO(start)) return mapResult(readMachO(source), (machO) => machOProgram(source, machO));
	if (isPe(start)) return mapResult(readPe(source), (pe) => peProgram(source, pe));
	return fail(describe(start));
}
function looksLikeProgram(start) {
	return isElf(start) || isMachO(start) || isPe(start);
}
function elfProgram(source, elf) {
	const buildInfo = placeOfBuildInfo(elf);
	const classified = classifyElf(elf);
	const libc = classified.kind === "static" || classified.kind === "static-pie" ? staticLibc(source, elf) : void 0;
	const protection = codeProtection(source, elf);
	return {
		format: "elf",
		...libc === void 0 ? {} : { staticLibc: libc },
		...protection === void 0 ? {} : { protection },
		...classified,
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
function describe(start) {
	if (start.length === 0) return "an empty file";
	if (start[0] === 35 && start[1] === 33) return "a script, not an ELF file";
	return "not an ELF file";
}
// src/inspect/entry/interpreter-line.ts
const readByKernel = 256;
function readInterpreterLine(bytes) {
	const start = new TextDecoder("latin1").decode(bytes.subarray(0, readByKernel)).padEnd(readByKernel, "\0");
	if (!start.startsWith("#!")) return { kind: "none" };
	const end = start.indexOf("\n");
	const named = start.slice(2, end < 0 ? 255 : end).replace(/^[ \t]+/, "");
	if (end < 0 && named !== "" && !/[ \t\0]/.test(named)) return {
		kind: "unusable",
		because: "too-long"
	};
	const [, interpreter = "", separator = "", after = ""] = /^([^ \t\0]*)([ \t\0]?)(.*)$/s.exec(named.replace(/[ \t]+$/, "")) ?? [];
	if (interpreter === "") return {
		kind: "unusable",
		because: "blank"
	};
	const argument = separator === "\0" ? "" : after.replace(/^[ \t]+/, "").split("\0")[0] ?? "";
	return {
		kind: "line",
		interpreter: utf8(interpreter),
		...argument === "" ? {} : { argument: utf8(argument) }
	};
}
function utf8(latin1) {
	return new TextDecoder().decode(Uint8Array.from(latin1, (character) => character.charCodeAt(0)));
}
// src/inspect/entry/obstacles.ts
function notReached(path, reached, identity) {
	if (reached.kind === "forbidden" && identity !== void 0) return notPermitted(path, reached.directory, "search", identity);
	return {
		id: "load/program-missing",
		params: {
			path,
			...reached.kind === "missing" && reached.link !== void 0 ? { link: reached.link } : {}
		}
	};
}
function notPermitted(path, entry, right, { name }) {
	if (right === "execute" && (entry.mode & 73) === 0) return {
		id: "load/not-executable",
		params: { path }
	};
	return {
		id: "load/no-permission",
		params: {
			path,
			right,
			at: entry.path,
			mode: entry.mode.toString(8).padStart(4, "0"),
			owner: entry.owner.user,
			user: name
		}
	};
}
// src/inspect/entry/script-problems.ts
function interpreterProblem({ script, interpreter, argument }, flaw) {
	return {
		id: "load/script-interpreter",
		params: {
			script,
			interpreter,
			line: argument === void 0 ? interpreter : `${interpreter} ${argument}`,
			flaw
		}
	};
}
function lineEndings({ script, interpreter, argument = "" }) {
	if (interpreter.endsWith("\r")) return brokenLines(script, interpreter);
	return argument.endsWith("\r") ? brokenLines(script, lastOf(argument)) : void 0;
}
function brokenLines(script, word) {
	return {
		id: "load/script-line-endings",
		params: {
			script,
			...word === void 0 ? {} : { word: word.replace(/\r$/, "") }
		}
	};
}
function withScript(problem, line, script) {
	if (line === void 0 || problem.id !== "load/no-interpreter") return problem;
	return {
		...problem,
		params: {
			...problem.params,
			script
		}
	};
}
function ofScript(found, { by, line, words: [name = ""] }, help) {
	if (found.id !== "load/program-missing") return found;
	if (line !== void 0 && lastOf(by ?? "") === "env") {
		const broken = lineEndings(line);
		if (broken !== void 0) return broken;
		return interpreterProblem(line, {
			kind: /\s/.test(name) ? "no-split-asked" : "not-found",
			name,
			...help
		});
	}
	return name.endsWith("\r") && by !== void 0 ? brokenLines(by, name) : found;
}
// src/inspect/entry/execute.ts
const mostScripts = 5;
async function execute(context, path, words) {
	let at = path;
	let given = words;
	let line;
	for (let scripts = 0;; scripts++) {
		const opened = await open(context, at, line);
		if (opened.kind !== "opened") return opened;
		const { file, entry } = opened;
		if (file.elf !== void 0) {
			if (!file.elf.ok) return { kind: "unknown" };
			const about = line === void 0 ? {} : { line };
			return {
				kind: "program",
				path: at,
				entry,
				elf: file.elf.value,
				words: given,
				...about
			};
		}
		const read = readInterpreterLine(file.start);
		if (read.kind !== "line") return notExecuted(at, file, line);
		const { interpreter, argument } = read;
		line = {
			script: at,
			interpreter,
			...argument === void 0 ? {} : { argument }
		};
		if (scripts >= mostScripts) return problem(interpreterProblem(line, { kind: "nested" }));
		given = [
			interpreter,
			...argument === void 0 ? [] : [argument],
			at,
			...given.slice(1)
		];
		at = interpreter;
	}
}
const startSize$1 = 1024;
function openedFile(file) {
	const start = file.read(0, startSize$1);
	const source = pagedSource(file);
	if (isElf(start)) return {
		start,
		elf: readElf(source),
		isProgram: true
	};
	return {
		start,
		isProgram: readProgram(source).ok
	};
}
async function open({ root, identity, directory }, path, line) {
	if (!path.startsWith("/") && directory === void 0) return { kind: "unknown" };
	const reached = await reach(root, path, directory ?? "/", identity);
	if (line !== void 0 && reached.kind === "missing") return problem(lineEndings(line) ?? await missingInterpreter(root, line));
	if (reached.kind !== "found") return problem(notReached(path, reached, identity));
	const { entry } = reached;
	if (entry.kind !== "file") return line === void 0 ? problem({
		id: "load/not-executable",
		params: {
			path,
			kind: "directory"
		}
	}) : problem(interpreterProblem(line, { kind: "no-file" }));
	if (identity !== void 0 && !mayUse(entry, identity, "execute")) {
		if (line !== void 0 && (entry.mode & 73) === 0) return problem(interpreterProblem(line, { kind: "not-executable" }));
		return problem(notPermitted(path, entry, "execute", identity));
	}
	const file = await root.readWith(entry.path, openedFile);
	return file === void 0 ? { kind: "unknown" } : {
		kind: "opened",
		entry,
		file
	};
}
async function missingInterpreter(root, line) {
	const target = (await root.entry(line.interpreter))?.target;
	return interpreterProblem(line, {
		kind: "missing",
		...target === void 0 ? {} : { target },
		...await scriptFixFactsOf(root)
	});
}
async function scriptFixFactsOf(root) {
	const shell = (await root.resolve("/bin/sh"))?.kind === "file" ? { shell: "/bin/sh" } : {};
	if ((await root.resolve("/sbin/apk"))?.kind === "file") return {
		...shell,
		install: "apk add"
	};
	return (await root.resolve("/usr/bin/apt-get"))?.kind === "file" ? {
		...shell,
		install: "apt-get install"
	} : shell;
}
function notExecuted(path, file, line) {
	if (line !== void 0) return problem(interpreterProblem(line, { kind: "no-program" }));
	return {
		kind: "text",
		problem: {
			id: "load/not-a-program",
			params: {
				path,
				what: nonProgramKind(file)
			}
		}
	};
}
function nonProgramKind({ start: bytes, isProgram }) {
	if (bytes.length === 0) return "empty";
	const read = readInterpreterLine(bytes);
	if (read.kind === "unusable") return read.because === "too-long" ? "long-line" : "blank-line";
	const start = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	if (/^\uFEFF\s*#!/.test(start)) return "byte-order-mark";
	if (/^\s+#!/.test(start)) return "late-line";
	return isProgram ? "other-system" : "no-line";
}
function problem(found) {
	return {
		kind: "problem",
		problem: found
	};
}
const expandsFurther = /[\s*?[]|^~|\{[^}]*,/;
function knownWord(word, variables) {
	if (isAllArguments(textOf$3(word).replace("", ""))) return allArguments(word, variables);
	const known = variablesIn(variables);
	let whole = "";
	for (const part of partsOf(word)) {
		const expansion = expand$1([part], known, { of: "shell" });
		if (expansion.kind !== "text") return void 0;
		if (part.quoting === "none" && expandsFurther.test(expansion.text)) return void 0;
		whole += expansion.text;
	}
	return whole === "" && isUnquoted(word) ? [] : [whole];
}
function knownValue(word, variables) {
	const hasHome = partsOf(word).some(({ text, quoting }) => quoting === "none" && text.includes("~"));
	const quoted = {
		...word,
		quoting: word.quoting.replaceAll("n", "d")
	};
	return hasHome ? void 0 : knownWord(quoted, variables)?.join(" ");
}
function knownWords(words, variables) {
	const all = [];
	for (const word of words) {
		const found = knownWord(word, variables);
		if (found === void 0) return void 0;
		all.push(...found);
	}
	return all;
}
function allArguments(word, { arguments: given }) {
	if (given === void 0) return void 0;
	const isQuoted = word.quoting.startsWith("d");
	if (!(isQuoted && textOf$3(word).includes("@")) && (isQuoted ? given.length > 1 : !given.every(isOneWord))) return void 0;
	return textOf$3(word).endsWith("") ? [...given.slice(0, -1), `${given.at(-1) ?? ""}`] : given;
}
function isOneWord(text) {
	return text !== "" && !expandsFurther.test(text);
}
function variablesIn({ values, arguments: given }) {
	const isArgument = (name) => /^[1-9]\d*$/.test(name);
	const isSetByOthers = (name) => /^(?:0|\W)$/.test(name) || setByOthers.has(name);
	return {
		get: (name) => isArgument(name) ? given?.[Number(name) - 1] : values.get(name),
		has: (name) => isArgument(name) ? given === void 0 || Number(name) <= given.length : values.has(name) || isSetByOthers(name),
		isEmpty: isArgument
	};
}
const setByOthers = new Set([
	"BASH",
	"HOME",
	"HOSTNAME",
	"IFS",
	"LINENO",
	"OLDPWD",
	"PPID",
	"PWD",
	"RANDOM",
	"SECONDS",
	"TERM",
	"UID",
	"USER"
]);
function variablesOf(env, given) {
	return {
		values: new Map(Object.entries(env)),
		arguments: given
	};
}
// src/inspect/entry/launchers.ts
const flags = new Map([
	["catatonit", /^-[gPLV]$/],
	["docker-init", /^-[svwg]+$/],
	["dumb-init", /^(?:-[cv]+|--single-child|--verbose)$/],
	["env", /^(?:--)$/],
	["gosu", /^$/],
	["nice", /^-\d+$/],
	["nohup", /^$/],
	["stdbuf", /^-[ioe].+$/],
	["su-exec", /^$/],
	["tini", /^-[svwg]+$/],
	["tini-static", /^-[svwg]+$/]
]);
const switching = new Set(["gosu", "su-exec"]);
function launchOf(words, env, isBusybox) {
	const [first = ""] = words;
	const name = lastOf(first);
	const known = flags.get(name);
	if (known === void 0) return launchedBy(words) === void 0 ? void 0 : { kind: "unknown" };
	if (name === "env") {
		const split = splitWords(words);
		if (split === "unknown") return { kind: "unknown" };
		if (split !== void 0) return isBusybox ? { kind: "no-split" } : launchOf(split, env, isBusybox);
	}
	const launched = launchedBy(words);
	if (launched === void 0) return { kind: "unknown" };
	const { program, assignments } = launched;
	const isUnderstood = words.slice(1, switching.has(name) ? Math.max(1, program - 1) : program).every((word, index) => word === "--" || known.test(word) || assignments.includes(index + 1));
	const rest = words.slice(program);
	if (!isUnderstood || rest.length === 0) return { kind: "unknown" };
	const user = switching.has(name) ? words[program - 1] : void 0;
	return {
		kind: "starts",
		words: rest,
		env: {
			...env,
			...Object.fromEntries(assignments.map((at) => assignmentOf(words[at] ?? "")))
		},
		...user === void 0 ? {} : { user }
	};
}
function assignmentOf(word) {
	const equals = word.indexOf("=");
	return [word.slice(0, equals), word.slice(equals + 1)];
}
function splitWords([env = "", option = "", ...rest]) {
	const split = /^(?:-S|--split-string=)(?<text>.*)$/s.exec(option)?.groups?.["text"];
	if (split === void 0) return void 0;
	const [text = "", ...more] = split === "" ? rest : [split, ...rest];
	if (/['"\\$#]/.test(text)) return "unknown";
	return [
		env,
		...text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== ""),
		...more
	];
}
function isOfBusybox(bytes) {
	return bytes.length < 4194304 && new TextDecoder("latin1").decode(bytes).includes("BusyBox v");
}
// src/inspect/entry/locate.ts
async function locate$1(root, named) {
	const [name = ""] = named.words;
	const found = name.includes("/") ? await locatePath(root, named, name) : await locateName(root, named, name);
	if (found === void 0 || typeof found === "string" || found.id !== "load/program-missing") return found;
	return {
		...found,
		params: {
			...found.params,
			...named.by === void 0 ? {} : { by: named.by }
		}
	};
}
async function locatePath(root, { directory, identity }, name) {
	const isRelative = !name.startsWith("/");
	if (isRelative && directory === void 0) return void 0;
	const reached = await reach(root, name, directory ?? "/", identity);
	if (reached.kind === "found") return name;
	const found = notReached(name, reached, identity);
	if (found.id !== "load/program-missing" || !isRelative || directory === void 0) return found;
	return {
		...found,
		params: {
			...found.params,
			directory
		}
	};
}
async function locateName(root, { env, identity }, name) {
	const search = env["PATH"];
	if (search === void 0 || name === "") return void 0;
	let refused;
	for (const folder of search.split(":")) {
		if (!folder.startsWith("/")) return void 0;
		const path = `${folder.replace(/\/+$/, "")}/${name}`;
		const reached = await reach(root, path, "/", identity);
		if (reached.kind !== "found" || reached.entry.kind !== "file") continue;
		if (identity === void 0 || mayUse(reached.entry, identity, "execute")) return path;
		refused ??= notPermitted(path, reached.entry, "execute", identity);
	}
	return refused ?? {
		id: "load/program-missing",
		params: {
			path: name,
			search
		}
	};
}
// src/inspect/entry/script-commands.ts
const knownEffects = new Map([
	...[
		":",
		"echo",
		"printf",
		"pwd",
		"true",
		"trap",
		"ulimit",
		"umask"
	].map((name) => [name, "none"]),
	...[
		"[",
		"cat",
		"date",
		"false",
		"hostname",
		"id",
		"ls",
		"mkdir",
		"sleep",
		"test",
		"touch",
		"uname",
		"wait",
		"whoami"
	].map((name) => [name, "may-fail"]),
	...[
		".",
		"alias",
		"autoload",
		"bg",
		"bind",
		"break",
		"builtin",
		"caller",
		"command",
		"compgen",
		"complete",
		"compopt",
		"continue",
		"dirs",
		"disown",
		"emulate",
		"enable",
		"eval",
		"fc",
		"fg",
		"getopts",
		"hash",
		"help",
		"history",
		"jobs",
		"kill",
		"let",
		"logout",
		"mapfile",
		"popd",
		"print",
		"pushd",
		"read",
		"readarray",
		"setopt",
		"shopt",
		"source",
		"suspend",
		"time",
		"times",
		"type",
		"unalias",
		"unsetopt",
		"zmodload"
	].map((name) => [name, "unknown"])
]);
const declares = new Set([
	"declare",
	"export",
	"local",
	"readonly",
	"typeset"
]);
function isPipe(operator) {
	return operator === "|" || operator === "|&";
}
function writesFiles({ redirections }) {
	return redirections.some(({ operator, target }) => {
		const to = target === void 0 ? "" : textOf$3(target).replace("", "");
		return operator.includes(">") && !/^(\/dev\/|\/proc\/|\d+$|-$)/.test(to);
	});
}
// src/inspect/entry/script.ts
async function decisiveCommand(text, start, options) {
	const script = readShell(sourceOfText(text.replaceAll("\r\n", `\n`)));
	if (script.faultAt !== void 0 || /&\s*$/.test(text)) return void 0;
	return new ScriptWalk(script.commands, start, options).run();
}
function breaksByLineEndings(text) {
	if (!text.includes("\r\n")) return false;
	const faultIn = (one) => readShell(sourceOfText(one)).faultAt !== void 0;
	return faultIn(text.replaceAll("\r\n", `\n`)) && !faultIn(text.replaceAll("\r\n", "\n"));
}
var ScriptWalk = class {
	#commands;
	#isDirectory;
	#values;
	#hasFunctions;
	#arguments;
	#directory;
	#errexit;
	#isSure = true;
	#keepsModes = true;
	#previousSucceeds = true;
	constructor(commands, start, { errexit, isDirectory }) {
		this.#hasFunctions = commands.some(({ inside }) => inside.includes("function"));
		this.#commands = commands.filter(({ inside }) => !inside.includes("function"));
		this.#values = new Map(start.values);
		this.#arguments = start.arguments;
		this.#directory = start.directory;
		this.#errexit = errexit;
		this.#isDirectory = isDirectory;
	}
	async run() {
		for (const command of this.#commands) {
			const alwaysRuns = this.#alwaysRuns(command);
			if (writesFiles(command)) return void 0;
			const effect = await this.#effectOf(command, alwaysRuns);
			if (effect === "decisive") return this.#decide(command, alwaysRuns);
			if (effect === "unknown") return void 0;
			this.#previousSucceeds = effect === "none" && alwaysRuns;
			if (effect === "may-fail") this.#isSure = false;
		}
	}
	#alwaysRuns(command) {
		const { inside, within, after, before } = command;
		if (inside.length > 0 || within.length > 0 || isPipe(after) || isPipe(before) || before === "&") return false;
		if (after === "||") return false;
		return after !== "&&" || this.#previousSucceeds || this.#isLast(command);
	}
	#isLast(command) {
		return command === this.#commands.at(-1);
	}
	#endsScript({ before, isNegated }) {
		return this.#errexit && !isNegated && before !== "&&" && before !== "||";
	}
	async #effectOf(command, alwaysRuns) {
		const { kind, words, assignments } = command;
		const [first, second] = words;
		if (kind === "for" && second !== void 0) this.#forget(textOf$3(second));
		if (kind !== "simple") return "may-fail";
		if (first === void 0) return this.#assignAll(assignments, alwaysRuns);
		const name = textOf$3(first).replace("", "");
		if (name === "") return "may-fail";
		const own = await this.#builtin(name, words.slice(1), alwaysRuns);
		if (own !== void 0) return own;
		if (name === "chmod" || name === "chown") {
			this.#keepsModes = false;
			return "may-fail";
		}
		if (name === "exec") return words.length === 1 ? "none" : "decisive";
		if (name === "exit" || name === "return") return alwaysRuns ? "unknown" : "may-fail";
		const isOwnFunction = this.#hasFunctions && !name.includes("/");
		return knownEffects.get(name) ?? (isOwnFunction ? "unknown" : "decisive");
	}
	#assignAll(assignments, alwaysRuns) {
		for (const one of assignments) this.#assign(one, alwaysRuns);
		return assignments.some((one) => /`|\$\(/.test(textOf$3(one))) ? "may-fail" : "none";
	}
	async #builtin(name, words, alwaysRuns) {
		if (name === "set") return this.#set(words, alwaysRuns);
		if (name === "shift") {
			this.#arguments = alwaysRuns && words.length === 0 ? this.#arguments?.slice(1) : void 0;
			return "none";
		}
		if (name === "cd") return this.#cd(words, alwaysRuns);
		if (name === "unset") {
			for (const word of words) this.#forget(textOf$3(word));
			return "none";
		}
		if (!declares.has(name)) return void 0;
		for (const word of words) if (textOf$3(word).includes("=")) this.#assign(word, alwaysRuns);
		return "none";
	}
	#set(words, alwaysRuns) {
		const texts = words.map((word) => textOf$3(word).replace("", ""));
		let at = 0;
		for (; at < texts.length && /^[-+]./.test(texts[at] ?? "") && texts[at] !== "--"; at += 1) {
			const option = texts[at] ?? "";
			if (/^[-+][a-z]*e/.test(option) || /o$/.test(option) && texts[at + 1] === "errexit") this.#errexit = option.startsWith("-") && alwaysRuns;
			if (/o$/.test(option)) at += 1;
		}
		if (at < texts.length) {
			const given = words.slice(texts[at] === "--" ? at + 1 : at);
			this.#arguments = alwaysRuns ? knownWords(given, this.#state()) : void 0;
		}
		return "none";
	}
	async #cd(words, alwaysRuns) {
		const [to, ...more] = knownWords(words, this.#state()) ?? [];
		const from = this.#directory;
		this.#directory = void 0;
		if (!alwaysRuns || to === void 0 || more.length > 0 || to === "-") return "may-fail";
		const path = to.startsWith("/") ? to : from === void 0 ? void 0 : `${from}/${to}`;
		if (path === void 0 || !await this.#isDirectory(path)) return "may-fail";
		this.#directory = path;
		return "none";
	}
	#assign(word, alwaysRuns) {
		const text = textOf$3(word);
		const equals = text.indexOf("=");
		const name = text.slice(0, equals).replace(/\+$/, "");
		const value = alwaysRuns ? knownValue(sliceWord(word, equals + 1), this.#state()) : void 0;
		this.#values.set(name, text[equals - 1] === "+" ? void 0 : value);
	}
	#forget(name) {
		this.#values.set(name, void 0);
	}
	#state() {
		return {
			values: this.#values,
			arguments: this.#arguments,
			directory: this.#directory
		};
	}
	#decide(command, alwaysRuns) {
		const [first, ...rest] = command.words;
		if (!alwaysRuns || first === void 0) return void 0;
		const replaces = textOf$3(first) === "exec";
		const isLast = this.#isLast(command);
		if (!replaces && !isLast && !this.#endsScript(command)) return void 0;
		const { values, ...state } = this.#state();
		const ownValues = new Map(values);
		for (const one of command.assignments) {
			const equals = textOf$3(one).indexOf("=");
			ownValues.set(textOf$3(one).slice(0, equals), knownValue(sliceWord(one, equals + 1), this.#state()));
		}
		const words = knownWords(replaces ? rest : command.words, this.#state());
		if (words?.[0] === void 0 || replaces && words[0].startsWith("-")) return void 0;
		return {
			...state,
			values: ownValues,
			words: words.map((word) => word.replace("", "\r")),
			isSure: this.#isSure && (replaces || isLast),
			keepsModes: this.#keepsModes
		};
	}
};
function hasErrexit(options) {
	return options.some((option) => /^-[a-z]*e[a-z]*$/.test(option));
}
// src/inspect/entry/follow.ts
const deepest$2 = 12;
var Follower = class {
	#root;
	#machine;
	constructor(root, machine) {
		this.#root = root;
		this.#machine = machine;
	}
	async follow(start, depth = 0) {
		const { by = "its entry point" } = start;
		if (depth > deepest$2) return unknown(by);
		const located = await locate$1(this.#root, start);
		if (located === void 0) return unknown(by);
		if (typeof located !== "string") return failed(ofScript(located, start, await scriptFixFactsOf(this.#root)));
		const executed = await execute({
			root: this.#root,
			...start
		}, located, start.words);
		if (executed.kind === "problem") return failed(executed.problem);
		if (executed.kind === "text") return start.by === void 0 ? failed(executed.problem) : unknown(by);
		if (executed.kind === "unknown") return unknown(located);
		const { entry, elf } = executed;
		const { env, identity, directory = "/" } = start;
		const path = absolutePath(executed.path, directory);
		const user = identity === void 0 ? "" : `${identity.user}`;
		const load = await checkLoad(this.#root, {
			path,
			elf
		}, {
			machine: this.#machine,
			env,
			user,
			workingDir: directory,
			...identity === void 0 ? {} : { identity }
		});
		const fatal = load.problems.filter(isFatalProblem);
		if (identity === void 0 && fatal.some(({ id }) => id === "load/not-executable")) return unknown(by);
		if (!start.knowsLibraries && load.loader !== void 0 && fatal.length > 0) return unknown(by);
		if (fatal.length > 0) return { problems: fatal.map((one) => withScript(one, executed.line, located)) };
		const reached = await this.#through(executed, start, depth);
		if (reached !== void 0) return reached;
		const decider = executed.line?.script ?? (start.isSure ? void 0 : by);
		return {
			...decider === void 0 ? { problems: [] } : unknown(decider),
			program: entry.path
		};
	}
	async #through(executed, start, depth) {
		const { entry, line } = executed;
		const bytes = entry.size < 4194304 ? await this.#root.read(entry.path) : void 0;
		const isBusybox = lastOf(entry.path) === "busybox" || bytes !== void 0 && isOfBusybox(bytes);
		const words = lastOf(executed.words[0] ?? "") === "busybox" && isBusybox ? executed.words.slice(1) : executed.words;
		const [name = ""] = words;
		const here = {
			...start,
			...line === void 0 ? {} : { line }
		};
		if (isShell(name)) return this.#shell(words, here, depth);
		const launch = launchOf(words, start.env, isBusybox);
		if (launch === void 0) return void 0;
		if (launch.kind === "unknown") return unknown(name);
		if (launch.kind === "no-split") return line === void 0 ? unknown(name) : failed(interpreterProblem(line, { kind: "no-split" }));
		const { user, env } = launch;
		const identityBefore = (entry.mode & 3072) === 0 ? start.identity : void 0;
		if (user === void 0) return this.follow({
			...here,
			identity: identityBefore,
			words: launch.words,
			env,
			by: name
		}, depth + 1);
		const identity = await this.#switch(name, user, identityBefore);
		if (!identity.ok) return failed(identity.problem);
		return this.follow({
			...here,
			words: launch.words,
			env,
			identity: identity.value,
			by: name
		}, depth + 1);
	}
	async #switch(launcher, user, identityBefore) {
		const refused = (because, name) => ({
			ok: false,
			problem: {
				id: "load/cannot-switch-user",
				params: {
					launcher,
					user,
					because,
					from: name
				}
			}
		});
		if (identityBefore !== void 0 && identityBefore.user !== 0) return refused("not-root", identityBefore.name);
		const found = await identityOf(this.#root, user);
		return found.ok ? found : refused(found.problem.kind === "user" ? "no-user" : "no-group", "root");
	}
	async #shell(words, start, depth) {
		const [shell = "", ...given] = words;
		const script = scriptArgument(given);
		if (script === void 0) return unknown(shell);
		const { line } = start;
		const options = given.slice(0, script.at);
		const text = given[script.at] ?? "";
		const rest = given.slice(script.arguments);
		if (script.kind === "text") return this.#script({
			text,
			name: shell
		}, rest, options, {
			start,
			depth
		});
		const broken = line === void 0 ? void 0 : lineEndings(line);
		if (broken !== void 0 && options.length > 0) return failed(broken);
		const read = await this.#readScript(text, shell, start);
		if (read === void 0) return unknown(shell);
		if (typeof read !== "string") return failed(read);
		return this.#script({
			text: read,
			name: text
		}, rest, options, {
			start,
			depth
		});
	}
	async #readScript(path, shell, { directory, identity }) {
		if (directory === void 0 && !path.startsWith("/")) return void 0;
		const reached = await reach(this.#root, path, directory ?? "/", identity);
		if (reached.kind !== "found") {
			const found = notReached(path, reached, identity);
			if (!path.includes("/")) return void 0;
			return found.id === "load/program-missing" ? {
				...found,
				params: {
					...found.params,
					by: shell
				}
			} : found;
		}
		const { entry } = reached;
		if (entry.kind === "file" && identity !== void 0 && !mayUse(entry, identity, "read")) return notPermitted(path, entry, "read", identity);
		const bytes = await this.#root.read(entry.path);
		if (bytes === void 0 || bytes.includes(0)) return void 0;
		return new TextDecoder().decode(bytes);
	}
	async #script({ text, name }, given, options, { start, depth }) {
		if (breaksByLineEndings(text)) return failed(brokenLines(name));
		const { directory, env } = start;
		const command = await decisiveCommand(text, {
			...variablesOf(env, given),
			directory
		}, {
			errexit: hasErrexit(options),
			isDirectory: async (path) => (await this.#root.resolve(path))?.kind === "directory"
		});
		if (command === void 0) return unknown(name);
		const { line: _, ...rest } = start;
		return this.follow({
			...rest,
			words: command.words,
			env: knownEnv(command.values),
			identity: command.keepsModes ? start.identity : void 0,
			directory: command.directory,
			by: name,
			isSure: start.isSure && command.isSure,
			knowsLibraries: start.knowsLibraries && !loaderVariables.some((one) => isUnknown(command.values, one))
		}, depth + 1);
	}
};
function absolutePath(path, directory) {
	return (path.startsWith("/") ? path : `${directory}/${path}`).replaceAll(/\/(\.?\/)+/g, "/");
}
const loaderVariables = ["LD_LIBRARY_PATH", "LD_PRELOAD"];
function isUnknown(values, name) {
	return values.has(name) && values.get(name) === void 0;
}
function knownEnv(values) {
	return Object.fromEntries([...values].flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
}
function failed(problem) {
	return { problems: [problem] };
}
function unknown(where) {
	return {
		problems: [],
		unknownIn: where
	};
}
// src/inspect/entry/entry.ts
async function checkEntry(root, context) {
	const { entrypoint, command, env, user, workingDir, machine } = context;
	const words = [...entrypoint, ...command];
	if (words.length === 0) return { problems: [{
		id: "load/no-command",
		params: {}
	}] };
	const identity = await identityOf(root, user);
	if (!identity.ok) return {
		problems: [],
		unknownIn: user
	};
	const start = {
		words,
		env: {
			PATH: defaultPath,
			...env
		},
		identity: identity.value,
		directory: workingDir || "/"
	};
	const found = await new Follower(root, machine).follow({
		...start,
		isSure: true,
		knowsLibraries: true
	});
	const line = shellLine(words);
	if (line !== void 0 && quotedList.test(line.trim())) return { problems: [{
		id: "load/exec-form-quotes",
		params: { line: line.trim() }
	}] };
	const [first] = found.problems;
	return line !== void 0 && first?.id === "load/program-missing" && first.params.by === void 0 ? { problems: [{
		id: "load/no-shell",
		params: {
			shell: words[0] ?? "",
			line
		}
	}] } : found;
}
const quotedList = /^\[\s*(?:'[^']*'|[\u2018\u201C][^\u2019\u201D]*[\u2019\u201D])(?:\s*,\s*\S+)*\s*\]$/;
function shellLine([shell = "", option, text]) {
	return isShell(shell) && option === "-c" ? text : void 0;
}
// src/inspect/program/linkage.ts
function linkageOf(read, os = "linux") {
	if (!read.ok) return {
		kind: "not-a-program",
		needed: [],
		machine: read.problem.message,
		pie: false
	};
	const program = read.value;
	const go = program.buildInfo === void 0 ? {} : { go: program.buildInfo.go };
	if (program.format !== formatOf(os)) return {
		kind: "not-a-program",
		needed: [],
		machine: `a ${formatName[program.format]} file for ${program.machine}`,
		pie: false,
		...go
	};
	if (program.format !== "elf") {
		const { kind, libraries, machine } = program;
		const hardened = hardening(program);
		return {
			kind,
			needed: libraries,
			machine,
			pie: hardened.pie,
			...go,
			hardening: hardened
		};
	}
	const { elf } = program;
	const libc = libcOf(elf);
	const glibc = highestGlibc(elf);
	return {
		kind: program.kind,
		...elf.interpreter === void 0 ? {} : { interpreter: elf.interpreter },
		needed: elf.needed,
		...libc === void 0 ? {} : { libc },
		...program.staticLibc === void 0 ? {} : { staticLibc: program.staticLibc },
		...glibc === void 0 ? {} : { glibc },
		machine: elf.machine,
		pie: elf.pie,
		...go,
		hardening: hardening(program),
		...elf.symbolBytes === void 0 ? {} : { symbols: elf.symbolBytes },
		...elf.debugBytes === void 0 ? {} : { debug: elf.debugBytes }
	};
}
function formatOf(os) {
	return os === "windows" ? "pe" : os === "darwin" ? "mach-o" : "elf";
}
function libcOf(elf) {
	if (elf.interpreter === void 0) return void 0;
	if (elf.interpreter.includes("/ld-musl-")) return "musl";
	return /\/ld(-linux[^/]*|64)?\.so\.\d+$/.test(elf.interpreter) ? "glibc" : "other";
}
function highestGlibc(elf) {
	return elf.versionsNeeded.filter(({ weak }) => !weak).map(({ version }) => /^GLIBC_(\d+(?:\.\d+)*)$/.exec(version)?.[1]).filter((version) => version !== void 0).sort(compareVersions$1).at(-1);
}
function compareVersions$1(one, other) {
	const [a, b] = [one, other].map((version) => version.split(".").map(Number));
	for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
		const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
function modeNotAchieved({ name, expects, requires = {} }, { kind, machine, interpreter, needed, pie, libc, staticLibc }) {
	const linked = libc ?? staticLibc;
	const isPie = requires.pie === void 0 || pie;
	const isLibc = requires.libc === void 0 || requires.libc === linked;
	if ((expects.includes(kind) || kind === "system-dynamic" && expects.includes("static")) && isPie && isLibc) return void 0;
	return {
		mode: name,
		promised: expects,
		...Object.keys(requires).length === 0 ? {} : { requires },
		made: kind,
		...requires.pie === void 0 ? {} : { pie },
		...requires.libc === void 0 || linked === void 0 ? {} : { libc: linked },
		machine,
		...interpreter === void 0 ? {} : { interpreter },
		needed
	};
}
// src/inspect/runtime/runtime-use.ts
const standard = new Set([
	"crypto/internal/boring",
	"net",
	"os/user",
	"plugin",
	"runtime/asan",
	"runtime/cgo",
	"runtime/msan",
	"runtime/race"
]);
function readRuntimeUse(source, program) {
	const functions = readLinkedFunctions(source, program.elf);
	if (functions === void 0) return void 0;
	const { settings = {}, path = "main" } = program.buildInfo ?? {};
	const { has, hasPrefix, cgoPackages, goroot } = functions;
	const packages = cgoPackages.filter((one) => !standard.has(one));
	const allocator = packages.length === 0 ? void 0 : replacementIn(source, program);
	return {
		hosts: !has("net.(*conf).hostLookupOrder") ? "none" : has("net._C2func_getaddrinfo") ? "libc" : "go",
		users: !userLookups.some(has) ? "none" : hasPrefix("os/user._C") ? "libc" : "go",
		tags: settings["-tags"]?.split(",") ?? [],
		debug: settings["DefaultGODEBUG"] ?? "",
		certificates: {
			reads: has("crypto/x509.loadSystemRoots"),
			embeds: has("crypto/x509.SetFallbackRoots")
		},
		timeZones: {
			reads: has("time.LoadLocation"),
			embeds: hasPrefix("time/tzdata.")
		},
		...goroot === void 0 ? {} : { goroot },
		...has("crosscall2") ? { c: {
			libc: libcOf(program.elf) ?? program.staticLibc ?? "other",
			packages: packages.map((one) => one === "main" ? path : one),
			...allocator === void 0 ? {} : { allocator }
		} } : {}
	};
}
const userLookups = [
	"current",
	"lookupUser",
	"lookupUserId",
	"lookupGroup",
	"lookupGroupId",
	"listGroups"
].map((name) => `os/user.${name}`);
function replacementNamed(library) {
	const [, found] = /(?:^|\/)lib(jemalloc|mimalloc|tcmalloc)[\w.-]*\.so/.exec(library) ?? [];
	return found;
}
const printed = {
	jemalloc: "<jemalloc>: ",
	mimalloc: "mimalloc: ",
	tcmalloc: "tcmalloc: "
};
function replacementIn(source, { elf }) {
	for (const library of elf.needed) {
		const uses = replacementNamed(library);
		if (uses !== void 0) return {
			uses,
			by: "library"
		};
	}
	const constants = elf.sections.filter(({ name }) => /^\.rodata/.test(name));
	const linked = Object.keys(printed).find((uses) => constants.some((section) => hasText(source, section, printed[uses])));
	return linked === void 0 ? void 0 : {
		uses: linked,
		by: "linked"
	};
}
// src/inspect/runtime/allocator.ts
function allocatorOf({ c }, env, libraries = []) {
	if (c === void 0) return { uses: "none" };
	const { libc, packages, allocator } = c;
	const preloaded = (env["LD_PRELOAD"] ?? "").split(/[\s:]+/);
	for (const library of libraries) {
		const uses = replacementNamed(library);
		if (uses === void 0) continue;
		return {
			uses,
			by: preloaded.includes(library) ? "LD_PRELOAD" : "library",
			packages
		};
	}
	return {
		...allocator ?? { uses: libc },
		packages
	};
}
// src/inspect/runtime/debug-setting.ts
function debugSetting(name, env, builtIn) {
	return `${builtIn},${env["GODEBUG"] ?? ""}`.split(",").findLast((one) => one.startsWith(`${name}=`))?.slice(name.length + 1).replace(/#.*$/, "") ?? "";
}
// src/inspect/runtime/certificates.ts
const certificateFiles = [
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/ssl/cert.pem"
];
const certificateDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"];
async function certificatesOf({ certificates: { reads, embeds }, debug }, env, root) {
	if (!reads) return void 0;
	if (embeds && debugSetting("x509usefallbackroots", env, debug) === "1") return { from: "program" };
	const path = await certificateFile(env, root) ?? await certificateDirectory(env, root);
	if (path !== void 0) return {
		from: "image",
		path,
		...embeds ? { fallback: true } : {}
	};
	return { from: embeds ? "program" : "none" };
}
async function certificateFile(env, root) {
	const given = env["SSL_CERT_FILE"] ?? "";
	for (const path of given === "" ? certificateFiles : [given]) if ((await root.resolve(path))?.kind === "file") return await hasCertificate(root, path) ? path : void 0;
}
async function certificateDirectory(env, root) {
	const given = env["SSL_CERT_DIR"] ?? "";
	for (const directory of given === "" ? certificateDirectories : given.split(":")) for (const name of await root.list(directory)) if (await hasCertificate(root, `${directory}/${name}`)) return directory;
}
async function hasCertificate(root, path) {
	const bytes = await root.read(path);
	return bytes !== void 0 && new TextDecoder("latin1").decode(bytes).includes("-----BEGIN CERTIFICATE-----");
}
// src/inspect/runtime/name-services.ts
function readNameServices(text) {
	const found = new Map();
	for (const line of text.split("\n")) {
		const content = line.replace(/#.*$/s, "").trim();
		if (content === "") continue;
		const colon = content.indexOf(":");
		if (colon < 0) return void 0;
		const sources = readSources(content.slice(colon + 1));
		if (sources === void 0) return void 0;
		const database = content.slice(0, colon).trim();
		found.set(database, [...found.get(database) ?? [], ...sources]);
	}
	return found;
}
function readSources(text) {
	const sources = [];
	for (let rest = text.trim(); rest !== ""; rest = rest.trim()) {
		const [word = ""] = /^\S+/.exec(rest) ?? [];
		rest = rest.slice(word.length).trim();
		if (!rest.startsWith("[")) {
			sources.push({
				name: word,
				isStandard: true
			});
			continue;
		}
		const end = rest.indexOf("]");
		const criteria = end < 0 ? void 0 : readCriteria(rest.slice(1, end));
		if (criteria === void 0) return void 0;
		sources.push({
			name: word,
			isStandard: criteria.every(isStandard)
		});
		rest = rest.slice(end + 1);
	}
	return sources;
}
function readCriteria(text) {
	const criteria = text.trim().split(/\s+/).filter((one) => one !== "").map((one) => /^(!?)([^=]*)=(.*)$/.exec(one.toLowerCase()));
	return criteria.some((one) => one === null) ? void 0 : criteria.map((one) => {
		const [, not = "", status = "", action = ""] = one ?? [];
		return {
			status,
			action,
			isNegated: not !== ""
		};
	});
}
const usual$1 = {
	success: "return",
	notfound: "continue",
	unavail: "continue",
	tryagain: "continue"
};
function isStandard({ status, action, isNegated }, index, all) {
	if (isNegated || !Object.hasOwn(usual$1, status)) return false;
	return action === usual$1[status] || action === "return" && index === all.length - 1;
}
// src/inspect/runtime/resolver.ts
function resolverOf({ hosts, tags, debug, c }, env, files) {
	if (hosts === "none") return void 0;
	if (hosts === "go") return {
		uses: "go",
		because: tags.includes("netgo") || c !== void 0 ? "netgo" : "no-cgo"
	};
	const libc = c?.libc ?? "other";
	const mode = debugSetting("netdns", env, debug).split("+").findLast((part) => /^\D/.test(part));
	if (mode === "go") return {
		uses: "go",
		because: "GODEBUG"
	};
	const byLibc = (because, source) => ({
		uses: "libc",
		libc,
		because,
		...source === void 0 ? {} : { source }
	});
	if (tags.includes("netcgo")) return byLibc("netcgo");
	if (mode === "cgo") return byLibc("GODEBUG");
	if (env["LOCALDOMAIN"] !== void 0) return byLibc("LOCALDOMAIN");
	if ((env["RES_OPTIONS"] ?? "") !== "") return byLibc("RES_OPTIONS");
	if ((env["HOSTALIASES"] ?? "") !== "") return byLibc("HOSTALIASES");
	if (files.services === "damaged") return byLibc("nsswitch");
	const sources = files.services?.get("hosts") ?? [];
	const foreign = sources.find((source) => needsLibc(source, files));
	if (foreign !== void 0) return byLibc("nsswitch", foreign.name);
	const [first] = sources;
	if (first !== void 0 && !sources.some(isGoSource)) return byLibc("nsswitch", first.name);
	return {
		uses: "go-or-libc",
		libc,
		sources: sources.filter((source) => !isGoSource(source)).map(({ name }) => name)
	};
}
const isGoSource = ({ name }) => name === "files" || name === "dns";
function needsLibc(source, { allowsMdns }) {
	if (isGoSource(source)) return !source.isStandard;
	if (source.name.startsWith("mdns")) return allowsMdns;
	return source.name !== "myhostname";
}
// src/inspect/runtime/time-zones.ts
const zoneDirectories = [
	"/usr/share/zoneinfo",
	"/usr/share/lib/zoneinfo",
	"/usr/lib/locale/TZ",
	"/etc/zoneinfo"
];
async function timeZonesOf(use, env, root) {
	if (!use.timeZones.reads) return void 0;
	const given = env["ZONEINFO"] ?? "";
	if (given !== "" && await root.resolve(given) !== void 0) return {
		from: "image",
		path: given
	};
	return platformZones(use, env, root);
}
async function platformZones({ timeZones: { embeds }, goroot }, env, root) {
	for (const path of zoneDirectories) if ((await root.list(path)).length > 0) return {
		from: "image",
		path
	};
	if (embeds) return { from: "program" };
	const home = (env["GOROOT"] ?? "") === "" ? goroot : env["GOROOT"];
	const path = `${home}/lib/time/zoneinfo.zip`;
	return (home === void 0 ? void 0 : await root.resolve(path))?.kind === "file" ? {
		from: "image",
		path
	} : { from: "none" };
}
// src/inspect/runtime/users.ts
function userLookupOf({ users, tags, c }) {
	if (users === "none") return void 0;
	if (users === "libc") return {
		uses: "libc",
		libc: c?.libc ?? "other"
	};
	return {
		uses: "go",
		because: tags.includes("osusergo") || c !== void 0 ? "osusergo" : "no-cgo"
	};
}
const usual = ["files"];
const builtIn = ["files", "dns"];
const releaseWithFiles = [2, 34];
async function withSources(lookup, root, { elf, services, libcPath }) {
	if (lookup.uses !== "libc" || lookup.libc !== "glibc") return lookup;
	const given = services === "damaged" ? void 0 : services;
	const named = ["passwd", "group"].flatMap((one) => given?.get(one) ?? []).map(({ name }) => name);
	const sources = named.length === 0 ? usual : [...new Set(named)];
	const libc = libcPath === void 0 ? void 0 : await root.read(libcPath);
	const inside = libc === void 0 || hasFiles(libc) ? builtIn : [];
	const missing = [];
	for (const source of sources) {
		const library = `libnss_${source}.so.2`;
		if (!inside.includes(source) && !await isThere(root, library, elf, libcPath)) missing.push(library);
	}
	return {
		...lookup,
		sources,
		...missing.length === 0 ? {} : { missing }
	};
}
function hasFiles(libc) {
	const [major = 0, minor = 0] = glibcRelease(libc)?.split(".").map(Number) ?? releaseWithFiles;
	const [first, second] = releaseWithFiles;
	return major > first || major === first && minor >= second;
}
async function isThere(root, library, { machine, bits, littleEndian }, libcPath) {
	const cache = await root.read("/etc/ld.so.cache");
	const cached = cache === void 0 ? [] : readLoaderCache(cache, littleEndian).get(library) ?? [];
	const directories = [...libcPath === void 0 ? [] : [parentOf(libcPath)], ...glibcDirectories(machine, bits)];
	for (const path of [...cached, ...directories.map((directory) => `${directory}/${library}`)]) if ((await root.resolve(path))?.kind === "file") return true;
	return false;
}
// src/inspect/runtime/behavior.ts
function programBehavior(use) {
	return known({
		resolver: resolverOf(use, {}, { allowsMdns: false }),
		users: userLookupOf(use),
		certificates: use.certificates.embeds ? { from: "program" } : void 0,
		timeZones: use.timeZones.embeds ? { from: "program" } : void 0,
		allocator: allocatorOf(use, {})
	});
}
async function imageBehavior(root, { use, env }, { elf, load: { libraries } }) {
	const files = await nameServiceFiles(root);
	const libcPath = libraries.find(({ name }) => name === "libc.so.6")?.path;
	const users = userLookupOf(use);
	const inImage = (lookup) => withSources(lookup, root, {
		elf,
		services: files.services,
		...libcPath === void 0 ? {} : { libcPath }
	});
	return known({
		resolver: resolverOf(use, env, files),
		users: users === void 0 ? void 0 : await inImage(users),
		certificates: await certificatesOf(use, env, root),
		timeZones: await timeZonesOf(use, env, root),
		allocator: allocatorOf(use, env, libraries.flatMap(({ name, path }) => path === void 0 ? [] : [name]))
	});
}
async function nameServiceFiles(root) {
	const bytes = await root.read("/etc/nsswitch.conf");
	const allowsMdns = await root.resolve("/etc/mdns.allow") !== void 0;
	if (bytes === void 0) return { allowsMdns };
	return {
		allowsMdns,
		services: readNameServices(new TextDecoder().decode(bytes)) ?? "damaged"
	};
}
function known(topics) {
	return Object.fromEntries(Object.entries(topics).filter(([, value]) => value !== void 0));
}
// src/inspect/start/started-program.ts
const inPlace = new Set([
	"command",
	"exec",
	"nohup"
]);
const programDirectories = "/ /app /bin /go/bin /opt /root /srv /usr/bin /usr/local/bin /workspace".split(" ");
const deepest$1 = 8;
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
	if (only !== void 0) return fail(`the image has ${others.length} programs of \`${mainPackage}\` (${others.map(({ path }) => path).join(", ")}), but its entry point starts none of them`);
	if (!found.ok) return found;
	const { path, program } = found.value;
	const builtFrom = program.buildInfo?.path;
	if (builtFrom === void 0) return found;
	return fail(`the image starts \`${path}\`, which is built from \`${builtFrom}\`, not from \`${mainPackage}\``);
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
		if (started === void 0) return through.length === 0 ? fail("the image has neither an entry point nor a command") : fail(`the image starts ${quoted(through)}, which starts no program`);
		if (through.length > deepest$1) return fail(`the image starts too many programs in a row: ${quoted(through)}`);
		return await this.#throughShell(started, rest, through, directory) ?? await this.#throughLauncher(words, through, directory) ?? this.#open(started, rest, through, directory);
	}
	async #throughShell(shell, given, through, directory) {
		const isBusybox = lastOf(shell) === "busybox";
		if (!isBusybox && !isShell(shell)) return void 0;
		const words = isBusybox ? given.slice(1) : given;
		const script = scriptArgument(words);
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
		if (path === void 0) return fail(`the image starts \`${started}\`, which it does not contain`);
		const entry = await this.#root.resolve(path);
		const read = await this.#root.readWith(path, (file) => textOfBytes(file.read(0, 2)) === "#!" ? textOfBytes(file.read(0, file.size)) : readProgram(pagedSource(file)));
		if (entry === void 0 || read === void 0) return fail(`\`${path}\` in the image is too large to be read`);
		if (typeof read === "string") return this.#fromScript({
			text: read,
			isFile: true
		}, [...through, path], rest, directory);
		if (!read.ok) return fail(`\`${path}\`, which the image starts, is ${read.problem.message}`);
		return succeed({
			path,
			size: entry.size,
			program: read.value,
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
		return fail(`the image starts ${what}, which starts no Go program of the image`);
	}
	async #locate(started, directory) {
		const candidates = started.includes("/") ? [started.startsWith("/") ? started : `${directory}/${started}`] : (this.#context.env["PATH"] ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").split(":").map((one) => `${one}/${started}`);
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
			const read = await this.#root.readWith(path, (file) => readProgram(pagedSource(file)));
			if (read?.ok !== true || !isOf(read.value, mainPackage)) continue;
			found.set(entry.path, {
				path,
				size: entry.size,
				program: read.value,
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
const textOfBytes = (bytes) => new TextDecoder().decode(bytes);
function quoted(names) {
	return names.map((name) => `\`${name}\``).join(", then ");
}
// src/inspect/loader/runtime-check.ts
const everything = {
	users: "go",
	certificates: {
		reads: true,
		embeds: false
	},
	timeZones: {
		reads: true,
		embeds: false
	},
	debug: ""
};
async function checkRuntime(root, environment) {
	const { user, use = everything } = environment;
	const users = await readAccounts(root, "/etc/passwd");
	return [
		...await checkUser(root, user, users, use.users !== "none"),
		await checkCertificates(root, environment.env, use),
		await checkTimeZones(root, environment.env, use),
		await checkTemporary(root, environment),
		await checkHome(root, environment, users)
	].filter((fact) => fact !== void 0);
}
async function checkUser(root, given, users, looksUpUsers) {
	const [user = "", group = ""] = given.split(":");
	const facts = [];
	const named = (name, accounts) => accounts.some((account) => account.name === name || account.id === name);
	if (user !== "" && !isNumber(user) && !named(user, users)) facts.push({
		id: "runtime/user-missing",
		level: "fatal",
		params: { user }
	});
	const groups = await readAccounts(root, "/etc/group");
	if (group !== "" && !isNumber(group) && !named(group, groups)) facts.push({
		id: "runtime/group-missing",
		level: "fatal",
		params: { group }
	});
	if (looksUpUsers && (isNumber(user) || user === "") && !named(user === "" ? "0" : user, users)) {
		const params = { user: user === "" ? "0" : user };
		facts.push({
			id: "runtime/user-unnamed",
			level: "info",
			params
		});
	}
	return facts;
}
async function checkCertificates(root, env, use) {
	if ((await certificatesOf(use, env, root))?.from !== "none") return void 0;
	const file = env["SSL_CERT_FILE"] || void 0;
	return {
		id: "runtime/no-certificates",
		level: "warn",
		params: file === void 0 ? {} : { file }
	};
}
async function checkTimeZones(root, env, use) {
	if ((await platformZones(use, env, root)).from !== "none") return void 0;
	const lookups = (await timeZonesOf(use, env, root))?.from === "none";
	const zone = env["TZ"]?.replace(/^:/, "") ?? "";
	const local = zone !== "" && zone !== "UTC" && await root.resolve(zone) === void 0;
	if (!local && !lookups) return void 0;
	return {
		id: "runtime/no-time-zones",
		level: local ? "warn" : "info",
		params: {
			...local ? { zone } : {},
			lookups
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
function isRoot(user) {
	return [
		"",
		"0",
		"root"
	].includes(user.split(":")[0] ?? "");
}
// src/inspect/loader/image-check.ts
async function checkImage(saved, files, mainPackage) {
	const { image, command, platform } = saved;
	const env = envOf(saved.environment);
	const context = {
		entrypoint: image.entrypoint,
		command,
		env,
		workingDir: image.workingDir
	};
	const found = await findStartedProgram(files, {
		...context,
		...mainPackage === void 0 ? {} : { mainPackage }
	});
	const programMachine = found.ok ? found.value.program.machine : "amd64";
	const machine = platform?.split("/")[1] ?? programMachine;
	return {
		entry: await checkEntry(files, {
			...context,
			user: image.user,
			machine
		}),
		program: found.ok ? succeed(await checkProgram(saved, files, {
			...found.value,
			env
		})) : found
	};
}
function willStart({ entry, program }) {
	const { load, runtime = [] } = program.ok ? program.value : {};
	const isForeign = program.ok && load === void 0;
	if (entry.problems.length > 0 || isForeign || load?.starts === false || runtime.some(({ level }) => level === "fatal")) return "no";
	return entry.unknownIn === void 0 ? "yes" : "unknown";
}
async function checkProgram({ image, platform }, root, found) {
	const { path, size, program, through, arguments: given, env } = found;
	const use = program.format === "elf" ? await root.readWith(path, (file) => readRuntimeUse(pagedSource(file), program)) : void 0;
	const about = {
		path,
		size,
		program,
		through,
		arguments: given,
		runtime: await checkRuntime(root, {
			user: image.user,
			env,
			...use === void 0 ? {} : { use }
		})
	};
	if (program.format !== "elf") return about;
	const { elf } = program;
	const identity = await identityOf(root, image.user);
	const load = await checkLoad(root, {
		path,
		elf
	}, {
		machine: platform?.split("/")[1] ?? program.machine,
		env,
		user: image.user,
		workingDir: image.workingDir,
		...identity.ok ? { identity: identity.value } : {}
	});
	if (use === void 0) return {
		...about,
		load
	};
	return {
		...about,
		load,
		behavior: await imageBehavior(root, {
			use,
			env
		}, {
			elf,
			load
		})
	};
}
function envOf(entries) {
	return Object.fromEntries(entries.map((entry) => {
		const equals = entry.indexOf("=");
		return equals < 0 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
	}));
}
// src/inspect/inspect-path.ts
const startSize = 4096;
async function inspectPath(world, path, { scratch, base }) {
	const { files } = world;
	const found = await files.stat(path);
	if (found === void 0) throw new InputError([`\`${path}\` does not exist: pass a program, an image archive or an OCI layout`]);
	if (found.kind === "file") {
		if (looksLikeProgram(await files.readStart(path, startSize) ?? new Uint8Array())) {
			if (base !== void 0) throw new InputError([`\`${path}\` is a program: --base needs an image`]);
			const read = await files.readWith(path, (file) => readProgram(pagedSource(file)));
			if (read === void 0) throw new InputError([`\`${path}\` was removed while it was read`]);
			if (read.ok) return await inspectProgram(world, path, found.size, read.value);
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
async function inspectProgram({ files }, path, size, program) {
	const use = program.format === "elf" ? await files.readWith(path, (file) => readRuntimeUse(pagedSource(file), program)) : void 0;
	const behavior = use && programBehavior(use);
	return {
		kind: "program",
		size,
		program,
		...behavior === void 0 ? {} : { behavior }
	};
}
async function baseLayers(world, path) {
	const saved = await readImage(world.archives, path);
	if (!saved.ok) throw new InputError([`\`${path}\` is not an image archive: ${saved.problem.message}`]);
	return saved.value.image.layers.map(({ diffId }) => diffId);
}
async function image(saved) {
	const check = saved.root === void 0 ? fail(saved.rootProblem ?? "its layers were not read") : succeed(await checkImage(saved, saved.root));
	const contents = await readContents(saved, check);
	return {
		kind: "image",
		saved,
		check,
		...contents === void 0 ? {} : { contents }
	};
}
// src/vulnerabilities/module-versions.ts
const longest$1 = 256;
const number = "(0|[1-9]\\d*)";
const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const form = new RegExp(`^v?${number}(?:\\.${number}(?:\\.${number}(?:-(${identifiers}))?(?:\\+${identifiers})?)?)?$`);
function parseVersion(text) {
	const found = text.length > longest$1 ? null : form.exec(text);
	if (found === null) return void 0;
	const [, major = "", minor = "0", patch = "0", before] = found;
	const parts = before?.split(".") ?? [];
	return parts.some((part) => /^0\d+$/.test(part)) ? void 0 : {
		numbers: [
			major,
			minor,
			patch
		],
		prerelease: parts
	};
}
function isVersion(text) {
	return parseVersion(text) !== void 0;
}
function compareVersions(one, other) {
	const [a, b] = [parseVersion(one), parseVersion(other)];
	if (a === void 0 || b === void 0) return Number(a !== void 0) - Number(b !== void 0);
	for (const [index, part] of a.numbers.entries()) {
		const order = compareNumbers(part, b.numbers[index] ?? "");
		if (order !== 0) return order;
	}
	return comparePrereleases(a.prerelease, b.prerelease);
}
function compareNumbers(one, other) {
	return one.length - other.length || compareTexts(one, other);
}
const compareTexts = (one, other) => one < other ? -1 : Number(one > other);
function comparePrereleases(one, other) {
	if (one.length === 0 || other.length === 0) return other.length - one.length;
	const at = one.findIndex((part, index) => part !== other[index]);
	const [a, b] = [one[at], other[at]];
	if (a === void 0 || b === void 0) return one.length - other.length;
	const [isNumber, isOther] = [a, b].map((part) => /^\d+$/.test(part));
	if (isNumber && isOther) return compareNumbers(a, b);
	return isNumber === isOther ? compareTexts(a, b) : isNumber ? -1 : 1;
}
function goRelease(version) {
	const found = /^go(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?(?:(beta|rc|-pre)(\d{1,4}))?(?:[-+ ](?!devel).*)?$/.exec(version);
	if (found === null) return void 0;
	const [, major, minor = "0", patch = "0", kind, count] = found;
	const release = `${major}.${minor}.${patch}`;
	return kind === void 0 ? release : `${release}-${kind.replace("-", "")}.${count}`;
}
function goVersionOf(release) {
	const found = /^(\d+\.\d+)\.0-(beta|rc)\.(\d+)$/.exec(release);
	return found === null ? `go${release}` : `go${found[1]}${found[2]}${found[3]}`;
}
// src/vulnerabilities/database/snapshot.ts
const largestIndex = 1 << 25;
const largestEntry = 1 << 21;
const mostEntries = 1e5;
const isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text);
// src/vulnerabilities/database/indexed.ts
const timePath = "index/db.json";
const modulesPath = "index/modules.json";
const largestTime = 65536;
const atOnce$1 = 12;
const timeSchema = readonlyObject({ modified: string().refine(isTime) });
const modulesSchema = array(readonlyObject({
	path: string(),
	vulns: array(readonlyObject({
		id: vulnerabilityIdSchema,
		fixed: nullish(string())
	})).max(mostEntries).readonly()
})).max(mostEntries).readonly();
async function readTime(read) {
	const found = await readFile(read, timePath, largestTime);
	if (!found.ok) return found;
	const value = parsed(timeSchema, timePath, found.value);
	return value.ok ? succeed(value.value.modified) : value;
}
async function readIndexed(read, wanted) {
	const found = await readFile(read, modulesPath, largestIndex);
	if (!found.ok) return found;
	const index = parsed(modulesSchema, modulesPath, found.value);
	if (!index.ok) return index;
	const results = await settleSome(idsOf(index.value, wanted), atOnce$1, (id) => readEntry(read, id));
	const entries = [];
	for (const one of results) {
		if (!one.ok) return one;
		entries.push(one.value);
	}
	return succeed({
		digest: await sha256Of(Uint8Array.from(found.value)),
		entries
	});
}
function idsOf(index, wanted) {
	const ids = new Set();
	for (const { path, vulns } of index) {
		const versions = wanted.get(path);
		if (versions === void 0) continue;
		for (const { id, fixed } of vulns) if (fixed == null || versions.some((one) => compareVersions(one, fixed) < 0)) ids.add(id);
	}
	return [...ids].toSorted();
}
async function readEntry(read, id) {
	const path = `ID/${id}.json`;
	const found = await readFile(read, path, largestEntry);
	if (!found.ok) return found;
	const value = parseJson(textOf$1(found.value));
	const entry = value.ok ? readOsvEntry(value.value) : value;
	if (!entry.ok) return fail(`\`${path}\`: ${entry.problem.message}`);
	return entry.value.id === id ? entry : fail(`\`${path}\`: it is the entry ${entry.value.id}`);
}
async function readFile(read, path, largest) {
	const found = await read(path, largest);
	if (!found.ok) return fail(`\`${path}\`: ${found.problem.message}`);
	return found.value === void 0 ? fail(`it has no \`${path}\``) : succeed(found.value);
}
function parsed(schema, path, bytes) {
	const value = parseJson(textOf$1(bytes));
	if (!value.ok) return fail(`\`${path}\`: ${value.problem.message}`);
	const found = schema.safeParse(value.value);
	return found.success ? succeed(found.data) : fail(`\`${path}\` is not what the format has there`);
}
const textOf$1 = (bytes) => new TextDecoder().decode(bytes);
// src/vulnerabilities/database/directory.ts
const entriesFolder = "data/osv";
const atOnce = 16;
async function readDirectory(files, directory, wanted) {
	try {
		return await readAnyForm(files, directory, wanted);
	} catch (error) {
		return fail(messageOf(error));
	}
}
async function readAnyForm(files, directory, wanted) {
	const read = fileReader(files, directory);
	if (await files.stat(`${directory}/index/db.json`) === void 0) {
		const folder = `${directory}/${entriesFolder}`;
		return readEntries(files, await files.stat(folder) === void 0 ? directory : folder, wanted);
	}
	const time = await readTime(read);
	if (!time.ok) return time;
	const found = await readIndexed(read, wanted);
	return found.ok ? succeed({
		...found.value,
		modified: time.value
	}) : found;
}
function fileReader(files, directory) {
	return async (path, largest) => {
		try {
			const found = await files.stat(`${directory}/${path}`);
			if (found === void 0) return succeed(void 0);
			if (found.kind !== "file") return fail("it is not a regular file");
			if (found.size > largest) return fail(`it has more than ${largest / 1e6} MB`);
			return succeed(await files.read(`${directory}/${path}`));
		} catch (error) {
			return fail(messageOf(error));
		}
	};
}
async function readEntries(files, directory, wanted) {
	const read = fileReader(files, directory);
	const names = (await files.list(directory)).map(({ name }) => name).filter((name) => name.endsWith(".json"));
	if (names.length === 0) return fail("it has neither `index/db.json` nor entries such as `GO-2024-2887.json`");
	if (names.length > 1e5) return fail(`it has more than ${mostEntries.toLocaleString("en")} entries`);
	const decoder = new TextDecoder();
	const texts = await settleSome(names, atOnce, async (name) => {
		const found = await read(name, largestEntry);
		if (!found.ok) return fail(`\`${name}\`: ${found.problem.message}`);
		return succeed(decoder.decode(found.value));
	});
	const entries = [];
	const all = [];
	for (const [index, text] of texts.entries()) {
		if (!text.ok) return text;
		all.push(text.value);
		const entry = entryOf(text.value, wanted);
		if (!entry.ok) return fail(`\`${names[index]}\`: ${entry.problem.message}`);
		if (entry.value !== void 0) entries.push(entry.value);
	}
	return succeed({
		digest: await sha256Of(all.join("\n")),
		entries
	});
}
function entryOf(text, wanted) {
	const value = parseJson(text);
	if (!value.ok) return value;
	const { affected } = value.value ?? {};
	return !Array.isArray(affected) || affected.some((one) => wanted.has(one?.package?.name)) ? readOsvEntry(value.value) : succeed(void 0);
}
// src/vulnerabilities/database/module.ts
const limitMs$3 = 12e4;
const downloadSchema = object$1({
	Version: string().optional(),
	Dir: string().optional(),
	Error: string().optional()
});
async function downloadModule({ exec, host }, query, cwd) {
	const env = {
		...host.env,
		GOFLAGS: "-mod=mod",
		GOWORK: "off",
		GOTOOLCHAIN: "local"
	};
	const command = [
		"go",
		"mod",
		"download",
		"-json",
		query
	];
	const { exitCode, stdout, stderr, tookTooLong } = await exec.run(command, {
		cwd,
		env,
		limitMs: limitMs$3
	});
	if (exitCode === 127) return fail("there is no `go` command");
	if (tookTooLong === true) return fail(`\`go mod download\` took longer than ${limitMs$3 / 1e3} s`);
	const found = readGoJson(downloadSchema, stdout, "go mod download -json");
	if (!found.ok) return fail(lastLineOf(stderr) ?? found.problem.message);
	const { Dir: directory, Version: version = "", Error: error } = found.value;
	if (directory === void 0) return fail(lastLineOf(error ?? "") ?? "`go mod download` names no directory");
	const modified = timeOfVersion(version);
	return succeed({
		directory,
		version,
		...modified === void 0 ? {} : { modified }
	});
}
function lastLineOf(text) {
	return text.trim().split("\n").at(-1) || void 0;
}
function timeOfVersion(version) {
	const found = /[-.](\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-[0-9a-f]{12}$/.exec(version);
	if (found === null) return void 0;
	const [, year, month, day, hour, minute, second] = found;
	return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
// src/vulnerabilities/database/open-database.ts
const published = {
	kind: "web",
	url: "https://vuln.go.dev"
};
const publishedModule = {
	kind: "module",
	query: "golang.org/x/vulndb@latest"
};
const requestMs = 1e4;
const totalMs = 3e4;
function openDatabase(tools, source) {
	if (source !== void 0) return (wanted) => readSource(tools, source, wanted);
	return async (wanted) => {
		const found = await readSource(tools, published, wanted);
		if (found.ok) return found;
		const { message } = found.problem;
		tools.world.log.info(`${message}; reading ${publishedModule.query} through the module proxy instead`);
		const other = await readSource(tools, publishedModule, wanted);
		return other.ok ? other : fail(`${message}, and ${other.problem.message}`);
	};
}
async function readSource(tools, source, wanted) {
	const [name, found] = source.kind === "web" ? [source.url, await readWeb(tools, source.url, wanted)] : source.kind === "module" ? [source.query, await readModule(tools, source.query, wanted)] : [source.path, await readPath(tools, source.path, wanted)];
	return found.ok ? found : fail(`the vulnerability database ${name} cannot be read: ${found.problem.message}`);
}
async function readWeb(tools, url, wanted) {
	const { clock, web } = tools.world;
	const end = clock.now() + totalMs;
	const read = async (path, largest) => {
		const limitMs = Math.min(requestMs, end - clock.now());
		return limitMs > 0 ? web.get(`${url}/${path}`, {
			largest,
			limitMs
		}) : fail(`no answer within ${totalMs / 1e3} s`);
	};
	const time = await readTime(read);
	if (!time.ok) return time;
	const modified = time.value;
	const found = await unlessKept(tools, {
		url,
		modified
	}, wanted, () => readIndexed(read, wanted));
	if (!found.ok) return found;
	const { digest, entries } = found.value;
	return succeed({
		database: {
			kind: "web",
			name: url,
			modified,
			digest
		},
		entries
	});
}
async function readModule(tools, query, wanted) {
	const { world, directory } = tools;
	const module = await downloadModule(world, query, directory);
	if (!module.ok) return module;
	const { version, modified } = module.value;
	const name = `${query.slice(0, query.indexOf("@"))}@${version}`;
	const found = await unlessKept(tools, { module: name }, wanted, () => readDirectory(world.files, module.value.directory, wanted));
	if (!found.ok) return found;
	const { digest, entries } = found.value;
	return succeed({
		database: {
			kind: "module",
			name,
			...modified === void 0 ? {} : { modified },
			digest
		},
		entries
	});
}
async function readPath({ world, root }, path, wanted) {
	const absolute = path.startsWith("/") ? path : `${root}/${path}`;
	const found = await readDirectory(world.files, absolute, wanted);
	if (!found.ok) return found;
	const { digest, entries, modified } = found.value;
	return succeed({
		database: {
			kind: "directory",
			name: path,
			...modified === void 0 ? {} : { modified },
			digest
		},
		entries
	});
}
const keptSchema = readonlyObject({
	digest: text$1,
	entries: array(osvEntrySchema).max(mostEntries).readonly()
});
async function unlessKept({ results }, version, wanted, read) {
	let problem = fail("it was not read");
	const about = {
		version,
		wanted: [...wanted]
	};
	const found = await results.of({
		kind: "vulnerabilities",
		about,
		schema: keptSchema
	}, async () => {
		const fresh = await read();
		if (fresh.ok) return {
			digest: fresh.value.digest,
			entries: fresh.value.entries
		};
		problem = fresh;
	});
	return found === void 0 ? problem : succeed(found);
}
// src/vulnerabilities/affected.ts
function isAffected(version, ranges) {
	const semantic = semanticOf(ranges);
	return semantic.length === 0 || semantic.some(({ events }) => isWithin(version, events));
}
function isWithin(version, events) {
	if (events.length === 0) return true;
	let within = false;
	for (const { introduced, fixed, last_affected: last } of events.toSorted(byVersion)) if (introduced !== void 0) within ||= introduced === "0" || compareVersions(version, introduced) >= 0;
	else if (fixed !== void 0) within &&= compareVersions(version, fixed) < 0;
	else if (last !== void 0) within &&= compareVersions(version, last) <= 0;
	return within;
}
function byVersion(one, other) {
	const [a, b] = [versionOf(one), versionOf(other)];
	if (a === "0" || b === "0") return Number(b === "0") - Number(a === "0");
	return compareVersions(a, b);
}
const versionOf = ({ introduced, fixed, last_affected: last }) => introduced ?? fixed ?? last ?? "0";
function firstFix(version, affected) {
	return affected.flatMap(({ ranges }) => semanticOf(ranges)).flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])).filter((fix) => compareVersions(fix, version) > 0).toSorted(compareVersions).find((fix) => !affected.some(({ ranges }) => isAffected(fix, ranges)));
}
const semanticOf = (ranges) => (ranges ?? []).filter(({ type }) => type === "SEMVER");
// src/vulnerabilities/match.ts
const goModules = ["stdlib", "toolchain"];
function wantedModules(programs) {
	const wanted = new Map();
	for (const program of programs) for (const { path, version } of modulesOf(program, goRelease(program.go)).known) wanted.set(path, (wanted.get(path) ?? new Set()).add(version));
	const sorted = [...wanted].toSorted(([a], [b]) => a < b ? -1 : 1);
	return new Map(sorted.map(([path, versions]) => [path, [...versions].toSorted()]));
}
function matchVulnerabilities(program, entries) {
	const release = goRelease(program.go);
	if (release === void 0) return {
		kind: "unchecked",
		because: "unknown-go"
	};
	const { known, unversioned } = modulesOf(program, release);
	const linked = linkedCode(program);
	return {
		kind: "checked",
		found: entries.flatMap((entry) => entry.withdrawn == null ? known.flatMap((one) => matchOne(entry, one, linked, program) ?? []) : []).toSorted(byIdAndModule),
		unversioned
	};
}
function byIdAndModule(one, other) {
	return one.id.localeCompare(other.id, "en", { numeric: true }) || (one.module < other.module ? -1 : Number(one.module > other.module));
}
function modulesOf({ main, dependencies }, release) {
	const known = release === void 0 ? [] : goModules.map((path) => ({
		path,
		version: release,
		importedAs: ""
	}));
	const unversioned = [];
	for (const one of [...dependencies, ...main === void 0 ? [] : [main]]) {
		const { path, version } = one.replacedBy ?? one;
		const isReplacement = one.replacedBy !== void 0;
		if (isVersion(version)) known.push({
			path,
			version,
			importedAs: one.path,
			isReplacement
		});
		else if (one !== main) unversioned.push(one.path);
	}
	return {
		known,
		unversioned
	};
}
function linkedCode({ main, dependencies, path, functions }) {
	const modules = new Set([...dependencies.map((one) => one.path), ...main === void 0 ? [] : [main.path]]);
	const packages = new Map();
	for (const name of functions) {
		const found = functionSymbol(name);
		if (found === void 0) continue;
		const importPath = found.package === "main" && path !== "" ? path : found.package;
		const symbols = packages.get(importPath);
		if (symbols === void 0) packages.set(importPath, new Set([found.symbol]));
		else symbols.add(found.symbol);
	}
	const code = new Map();
	for (const [importPath, symbols] of packages) {
		const module = longestModule(importPath, modules) ?? "";
		const ofModule = code.get(module) ?? new Map();
		code.set(module, ofModule.set(importPath, symbols));
	}
	return code;
}
function matchOne({ id, aliases, summary, affected, database_specific: specific }, module, code, program) {
	const packages = code.get(module.importedAs);
	const ofModule = (affected ?? []).filter((one) => one.package.name === module.path);
	const known = ofModule.filter((one) => isAffected(module.version, one.ranges));
	if (packages === void 0 || known.length === 0) return void 0;
	const matched = known.map((one) => matchedPart(one, module, packages, program)).find((one) => one !== void 0);
	if (matched === void 0) return void 0;
	const fixed = firstFix(module.version, ofModule);
	const { symbols } = matched;
	return {
		id,
		aliases: (aliases ?? []).slice(0, mostAliases),
		...summary == null ? {} : { summary: summary.slice(0, longestSummary) },
		reviewed: specific?.review_status !== "UNREVIEWED",
		module: module.path,
		version: shownVersion(module.version, module),
		...fixed === void 0 ? {} : { fixed: shownVersion(fixed, module) },
		...module.isReplacement === true ? { replaces: module.importedAs } : {},
		...matched,
		symbols: symbols.slice(0, mostSymbols),
		more: Math.max(0, symbols.length - mostSymbols)
	};
}
const mostAliases = 10;
const longestSummary = 500;
const mostSymbols = 20;
function shownVersion(version, { importedAs }) {
	if (importedAs === "") return goVersionOf(version);
	return version.startsWith("v") ? version : `v${version}`;
}
function matchedPart({ ecosystem_specific: specific }, { path, importedAs }, packages, program) {
	const imports = specific?.imports ?? [];
	if (imports.length === 0) {
		const [first] = [...packages.keys()].toSorted();
		return first === void 0 ? void 0 : {
			part: "module",
			package: first,
			symbols: []
		};
	}
	const found = imports.filter((one) => isForPlatform(one, program)).flatMap((one) => {
		const importPath = importedAs === "" ? one.path : `${importedAs}${one.path.slice(path.length)}`;
		const linked = packages.get(importPath);
		return linked === void 0 ? [] : matchedFunctions(importPath, one.symbols ?? [], linked);
	});
	const [first] = found;
	const symbols = [...new Set(found.filter((one) => one.package === first?.package).flatMap((one) => one.symbols))];
	return first && {
		...first,
		symbols: symbols.toSorted()
	};
}
function matchedFunctions(importPath, wanted, linked) {
	if (wanted.length === 0) return [{
		part: "package",
		package: importPath,
		symbols: []
	}];
	const symbols = wanted.filter((one) => linked.has(one) || isLinkedInit(one, linked));
	return symbols.length === 0 ? [] : [{
		part: "functions",
		package: importPath,
		symbols
	}];
}
function isLinkedInit(wanted, linked) {
	const found = /^init(?:#(\d{1,4}))?$/.exec(wanted);
	return found !== null && linked.has(`init.${found[1] === void 0 ? 0 : Number(found[1]) - 1}`);
}
function isForPlatform({ goos, goarch }, program) {
	const has = (all, one) => !all?.length || one === void 0 || all.includes(one);
	return has(goos, program.goos) && has(goarch, program.goarch);
}
// src/vulnerabilities/program-contents.ts
function programModules(source) {
	return mapResult(readGoProgram(source), ({ modules }) => modules);
}
function programContents(bytes) {
	const source = byteSourceOf(bytes);
	const read = readGoProgram(source);
	if (!read.ok) return read;
	const functions = functionNamesIn(source, read.value.program);
	return functions.ok ? succeed({
		...read.value.modules,
		functions: functions.value
	}) : unchecked("no-functions");
}
function readGoProgram(source) {
	const program = readProgram(source);
	if (!program.ok || program.value.buildInfo === void 0) return unchecked("not-go");
	const { go, path = "", main, dependencies, settings } = program.value.buildInfo;
	if (path === "") return unchecked("no-modules");
	const { GOOS: goos, GOARCH: goarch } = settings;
	return succeed({
		program: program.value,
		modules: {
			go,
			path,
			...main === void 0 ? {} : { main },
			dependencies,
			...goos === void 0 ? {} : { goos },
			...goarch === void 0 ? {} : { goarch }
		}
	});
}
const unchecked = (problem) => ({
	ok: false,
	problem
});
// src/vulnerabilities/database-comparison.ts
async function openComparison(read, files, paths) {
	const known = (await Promise.all(paths.map((path) => withProgram(files, path, programModules)))).flatMap((one) => one.ok ? [one.value] : []);
	const snapshot = known.length === 0 ? void 0 : await read(wantedModules(known));
	if (snapshot?.ok === false) return fail(snapshot.problem.message);
	const { entries = [], database } = snapshot?.value ?? {};
	const resultOf = remembered(async (path) => {
		const contents = await withProgram(files, path, programContents);
		return contents.ok ? matchVulnerabilities(contents.value, entries) : {
			kind: "unchecked",
			because: contents.problem
		};
	});
	return succeed({
		...database === void 0 ? {} : { database },
		resultOf
	});
}
async function withProgram(files, path, use) {
	return await files.readWith(path, (file) => use(pagedSource(file))) ?? {
		ok: false,
		problem: "removed"
	};
}
// src/vulnerabilities/inspect-vulnerabilities.ts
async function inspectVulnerabilities(tools, program, source) {
	const date = utcDay(tools.world.clock.wall());
	if (!program.ok) return {
		date,
		result: program
	};
	const { files, path } = program.value;
	const opened = await openComparison(openDatabase(tools, source), files, [path]);
	if (!opened.ok) return {
		date,
		result: opened
	};
	const { database, resultOf } = opened.value;
	const result = await resultOf(path);
	return {
		date,
		...database === void 0 ? {} : { database },
		result: result.kind === "checked" ? succeed(result) : fail(uncheckedReason(result.because))
	};
}
// src/images/caches/required-modules.ts
function listedModules(sums) {
	const lines = sums.matchAll(/^(\S+) (\S+?)(?:\/go\.mod)? h1:/gm);
	return new Set([...lines].map(([, path = "", version = ""]) => `${escaped(path)}/@v/${escaped(version)}`));
}
function escaped(name) {
	return name.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
async function requiredModules(files, checkouts, modules) {
	const names = ["go.work.sum", ...modules.map((module) => joinPath(module, "go.sum"))];
	const texts = await Promise.all(checkouts.flatMap((checkout) => names.map((name) => files.readText(`${checkout}/${name}`))));
	return new Set(texts.flatMap((text) => [...listedModules(text ?? "")]));
}
async function digestOfSums(files, checkout, modules) {
	const sums = [];
	for (const module of modules) {
		const path = `${checkout}/${module}/go.sum`;
		if (await files.stat(path) !== void 0) sums.push(await files.sha256(path));
		if (await files.stat(`${checkout}/${module}/vendor/modules.txt`) !== void 0) sums.push("vendored");
	}
	return (await sha256Of(sums.join("\n"))).slice(0, 32);
}
// src/images/caches/cache-key.ts
const layoutVersion = 2;
function cacheKey(os, arch, go, sums) {
	const version = go.replaceAll(/[^\w.-]+/g, "_");
	const prefix = `linkgate-${layoutVersion}-${os}-${arch}-${version}-`;
	const beginning = `${prefix}${sums}-`;
	return {
		beginning,
		restoreKeys: [beginning, prefix]
	};
}
function builderCacheKey(arch, id, sums) {
	const prefix = `linkgate-${layoutVersion}-builder-${arch}-${id}-`;
	const beginning = `${prefix}${sums}-`;
	return {
		beginning,
		restoreKeys: [beginning, prefix]
	};
}
function savedKey({ beginning }, replacing) {
	return `${beginning}${replacing === void 0 ? 0 : Math.floor(replacing / 1e3).toString(36)}`;
}
// src/images/caches/contents.ts
const renewalMs = 36e5;
function downloadsOf({ moduleCache }) {
	return `${moduleCache}/cache/download`;
}
async function cacheContents({ files, clock }, go, modulesUse) {
	const oldest = clock.wall() - clock.now() - renewalMs;
	return [{
		name: "modules",
		directory: downloadsOf(go),
		files: await modulesIn(files, go, modulesUse)
	}, {
		name: "build",
		directory: go.cache,
		files: await usedSince(files, go.cache, oldest)
	}].filter((part) => part.files.length > 0);
}
const toolchain = "golang.org/toolchain/";
async function modulesIn(files, go, use) {
	const found = (await filesBelow$1(files, downloadsOf(go))).filter((path) => !path.startsWith(toolchain));
	const all = new Set(found);
	const used = new Map();
	const isUsed = (path) => {
		const [, name = path, ending] = /^(.+\/@v\/.+)\.(mod|info|zip|ziphash)$/.exec(path) ?? [];
		if ((ending === "mod" || ending === "info") && use.required.has(name)) return true;
		const unpacked = used.get(name) ?? isUnpacked(files, go, name);
		used.set(name, unpacked);
		return unpacked;
	};
	const kept = [];
	for (const path of found.filter((one) => isWhole(one, all))) if (await isUsed(path) || await isSince(files, `${downloadsOf(go)}/${path}`, use.began)) kept.push(path);
	return kept;
}
async function isUnpacked(files, { moduleCache }, name) {
	return (await files.stat(`${moduleCache}/${name.replace("/@v/", "@")}`))?.kind === "directory";
}
async function isSince(files, path, time) {
	const found = await files.stat(path);
	return found?.kind === "file" && found.modifiedMs >= time;
}
function isWhole(path, all) {
	if (/\.(?:tmp|lock|partial)$/.test(path)) return false;
	return !path.endsWith(".zip") || all.has(`${path}hash`);
}
async function usedSince(files, directory, oldest) {
	const used = [];
	for (const shard of await listGo(files, directory)) {
		if (shard.kind !== "directory" || !/^[0-9a-f]{2}$/.test(shard.name)) continue;
		for (const { name, kind } of await listGo(files, `${directory}/${shard.name}`)) {
			if (kind !== "file") continue;
			const path = `${shard.name}/${name}`;
			if (await isSince(files, `${directory}/${path}`, oldest)) used.push(path);
		}
	}
	return used;
}
async function filesBelow$1(files, root, below = "") {
	const found = [];
	for (const { name, kind } of await listGo(files, `${root}/${below}`)) if (kind === "directory") found.push(...await filesBelow$1(files, root, `${below}${name}/`));
	else if (kind === "file") found.push(`${below}${name}`);
	return found;
}
async function listGo(files, directory) {
	return (await files.list(directory)).filter(({ name }) => /^[\w.~!@+-]+$/.test(name));
}
// src/images/caches/faultless.ts
async function faultless(work, problemOf) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		return {
			ok: false,
			problem: problemOf(messageOf(error))
		};
	}
}
// src/images/caches/pack.ts
const manifestName = "manifest.json";
const builderCacheSchema = object$1({
	id: string(),
	coldSeconds: number$1().nonnegative().optional(),
	empty: array(string()).readonly().optional(),
	unprofitable: object$1({
		restoring: number$1(),
		saved: number$1()
	}).optional()
});
const manifestSchema = object$1({
	archives: object$1({
		modules: string().optional(),
		build: string().optional()
	}),
	builder: builderCacheSchema.optional()
});
async function pack({ files, exec }, parts, { directory, limitMs, builder }) {
	const archives = {};
	for (const part of parts) {
		const list = `${directory}.${part.name}`;
		const archive = `${directory}/${part.name}.tar`;
		await files.write(list, part.files.map((path) => `./${path}\n`).join(""));
		await files.makeDirectory(directory);
		const tar = [
			"tar",
			"-cf",
			archive,
			"-C",
			part.directory,
			"-T",
			list
		];
		const done = await exec.run(tar, { limitMs });
		if (done.exitCode !== 0) return tarFault("pack them", done);
		archives[part.name] = await files.sha256(archive);
	}
	await writeManifest(files, directory, {
		archives,
		...builder === void 0 ? {} : { builder }
	});
	return succeed(void 0);
}
async function placeArchive(files, archive, { name, directory, builder }) {
	const placed = `${directory}/${name}.tar`;
	await files.makeDirectory(directory);
	await files.move(archive, placed);
	await writeManifest(files, directory, {
		archives: { [name]: await files.sha256(placed) },
		builder
	});
}
function writeManifest(files, directory, manifest) {
	return files.write(`${directory}/${manifestName}`, JSON.stringify(manifest));
}
async function wholeArchives(files, directory) {
	const manifest = await readManifest(files, directory);
	if (manifest === void 0) return fail("its manifest cannot be read");
	const archives = Object.entries(manifest.archives);
	for (const [name, digest] of archives) {
		const archive = `${directory}/${name}.tar`;
		if (await files.stat(archive) === void 0) return fail(`it lacks ${name}.tar`);
		if (await files.sha256(archive) !== digest) return fail(`${name}.tar is damaged`);
	}
	return succeed({
		names: archives.map(([name]) => name),
		builder: manifest.builder
	});
}
async function unpack({ files, exec }, directory, target) {
	const whole = await wholeArchives(files, directory);
	if (!whole.ok) return whole;
	for (const name of whole.value.names) {
		await files.makeDirectory(`${target}/${name}`);
		const tar = [
			"tar",
			"-xof",
			`${directory}/${name}.tar`,
			"-C",
			`${target}/${name}`
		];
		const done = await exec.run(tar);
		if (done.exitCode !== 0) return tarFault("unpack it", done);
	}
	return succeed(whole.value.names);
}
async function readManifest(files, directory) {
	const text = await files.readText(`${directory}/${manifestName}`);
	return manifestSchema.safeParse(jsonOrUndefined(text ?? "")).data;
}
function tarFault(task, { exitCode, stderr }) {
	return fail(`tar could not ${task}: ${stderr.trimEnd().split("\n").at(-1) || `exit code ${exitCode}`}`);
}
// src/images/caches/without-secrets.ts
const tooLong = fail("looking for secrets in them took too long");
async function keptParts(world, parts, limitMs) {
	const until = world.clock.now() + limitMs;
	const kept = [];
	let left = 0;
	for (const part of parts) {
		const files = [];
		for (const file of part.files) {
			if (world.signal.aborted) throw new CancelledError();
			if (world.clock.now() >= until) return tooLong;
			if (await hasSecret(world, `${part.directory}/${file}`)) left += 1;
			else files.push(file);
		}
		kept.push({
			...part,
			files
		});
	}
	return succeed({
		parts: kept.filter(({ files }) => files.length > 0),
		left
	});
}
async function hasSecret({ files, secrets }, path) {
	if (/\.(?:zip|ziphash|mod)$/.test(path)) return false;
	const has = (file) => {
		for (const portion of portionsOf(file.size, secrets)) {
			const text = textOf(file, portion);
			if (secrets.areIn(text) || path.endsWith(".info") && secrets.mask(text) !== text) return true;
		}
		return false;
	};
	return await files.readWith(path, has) ?? false;
}
function textOf(file, { at, length }) {
	const { buffer, byteOffset, byteLength } = file.read(at, length);
	return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}
async function archiveHasSecret({ files, secrets, clock, signal }, archive, limitMs) {
	const until = clock.now() + limitMs;
	const size = (await files.stat(archive))?.size ?? 0;
	for (const portion of portionsOf(size, secrets)) {
		if (signal.aborted) throw new CancelledError();
		if (clock.now() >= until) return tooLong;
		if (await files.readWith(archive, (file) => secrets.areIn(textOf(file, portion)))) return succeed(true);
	}
	return succeed(false);
}
// src/images/caches/builder/save.ts
const wholeMs$2 = 6e4;
const leastMs$2 = 5e3;
const newMs = 36e5;
async function saveBuilderCaches(world, store, { workspace, caches, takingMs }, required) {
	const { clock, log } = world;
	const since = clock.now();
	log.info(`saving compile caches of the builder: at most ${wholeMs$2 / 1e3} s`);
	const faults = new Set();
	for (const taken of caches) {
		const limitMs = wholeMs$2 - (clock.now() - since);
		if (limitMs < leastMs$2) {
			log.notice("Compile caches of the builder were not all saved: it took too long");
			return;
		}
		const directory = `${workspace.directory}/${taken.opened.cache.id}`;
		const saved = await faultless(() => saveOne(world, store, taken, {
			directory,
			required,
			limitMs
		}), (message) => ({ message }));
		if (world.signal.aborted) throw new CancelledError();
		if (!saved.ok) {
			faults.add(saved.problem.message);
			continue;
		}
		const { key, size, outcome } = saved.value;
		log.info(outcome === "saved" ? `saved ${formatSize(size)} of the builder as ${key}` : `nothing was saved: ${key} is already in the cache`);
	}
	for (const message of faults) log.notice(`Compile caches of the builder were not saved (${message})`);
	if (faults.size > 0) return;
	const [taking, saving] = [takingMs, clock.now() - since].map(secondsText);
	const cold = caches[0]?.facts.coldSeconds;
	const without = cold === void 0 ? "" : `; builds without them took ${cold.toFixed(1)} s`;
	log.info(`compile caches of the builder: taken out in ${taking}, saved in ${saving}${without}`);
}
async function saveOne(world, store, taken, given) {
	const { files, clock } = world;
	const until = clock.now() + given.limitMs;
	const { opened: { cache, key, before }, archive } = taken;
	const replacing = before.kind === "empty" ? before.replacing : void 0;
	const name = savedKey(key, archive === void 0 ? clock.wall() : replacing);
	const stored = `${given.directory}/${storedFolder}`;
	const placed = await place(world, taken, {
		...given,
		stored
	});
	if (!placed.ok) return placed;
	const size = (await files.stat(`${stored}/${cache.kind}.tar`))?.size ?? 0;
	const leftMs = until - clock.now();
	if (leftMs < leastMs$2) return fail("packing them took too long");
	const saved = await store.save({
		directory: given.directory,
		key: name,
		limitMs: leftMs
	});
	return saved.ok ? {
		ok: true,
		value: {
			key: name,
			size,
			outcome: saved.value
		}
	} : saved;
}
async function place(world, taken, given) {
	const { opened: { cache, before }, facts, archive, hasOlder } = taken;
	if (!(cache.kind === "build" && before.kind === "empty" && !hasOlder) || archive === void 0) return packAgain(world, taken, given);
	const { clock, files } = world;
	const since = clock.now();
	const found = await archiveHasSecret(world, archive, given.limitMs);
	if (!found.ok) return found;
	const limitMs = given.limitMs - (clock.now() - since);
	if (found.value) return packAgain(world, taken, {
		...given,
		limitMs
	});
	await placeArchive(files, archive, {
		name: cache.kind,
		directory: given.stored,
		builder: facts
	});
	return succeed(void 0);
}
async function packAgain(world, { opened: { cache }, facts, archive, unpacked }, { directory, stored, required, limitMs }) {
	const { files, exec, clock, log } = world;
	const since = clock.now();
	const tree = `${directory}/tree`;
	const go = {
		cache: `${tree}/build`,
		moduleCache: `${tree}/modules`
	};
	const target = cache.kind === "build" ? go.cache : `${go.moduleCache}/cache/download`;
	await files.makeDirectory(target);
	if (archive !== void 0) {
		const done = await exec.run([
			"tar",
			"-xof",
			archive,
			"-C",
			target
		], { limitMs });
		if (done.exitCode !== 0) return tarFault("unpack them", done);
		await files.remove(archive);
		for (const path of unpacked) await files.makeDirectory(`${go.moduleCache}/${path}`);
	}
	const cleaned = await keptParts(world, await cacheContents(world, go, {
		began: clock.wall() - newMs,
		required
	}), limitMs - (clock.now() - since));
	if (!cleaned.ok) return cleaned;
	const { parts, left } = cleaned.value;
	if (left > 0) log.info(`left out ${plural(left, "file")} with a secret of this job`);
	if (archive !== void 0 && parts.length === 0) return fail("there are none");
	const packed = await pack(world, parts, {
		directory: stored,
		limitMs,
		builder: facts
	});
	if (packed.ok) await files.remove(tree);
	return packed;
}
// src/images/caches/builder/steps.ts
const restoredAge = 7200;
const newMinutes = restoredAge / 60 - 20;
const renewedMinutes = 60;
const largest$1 = 2e6;
const mountOf = ({ at }) => `/linkgate/mount/${at}`;
const downloads = "cache/download";
function restoringDockerfile(caches, marker) {
	return dockerfileOf(caches, marker, restoringStep);
}
function takingDockerfile(caches, wanted, marker) {
	return dockerfileOf(caches, marker, (cache) => takingStep(cache, wanted.has(cache.id)));
}
function dockerfileOf(caches, marker, scriptOf) {
	const images = [...new Set(caches.map(({ image }) => image))];
	const stages = images.flatMap((image, stage) => {
		const own = caches.filter((cache) => cache.image === image);
		const script = [
			`: ${marker}`,
			"mkdir -p /linkgate/out",
			...own.flatMap(scriptOf)
		].join("\n");
		const flags = ["--mount=type=bind,target=/linkgate/in", ...own.map(mountFlagOf)];
		return [
			`FROM ${image} AS linkgate${stage}`,
			"USER 0",
			`RUN ${flags.join(" ")} ${JSON.stringify([
				"/bin/sh",
				"-ec",
				script
			])}`
		];
	});
	const copies = images.map((_, stage) => `COPY --from=linkgate${stage} /linkgate/out /`);
	return [
		...stages,
		"FROM scratch",
		...copies,
		""
	].join("\n");
}
function mountFlagOf(cache) {
	const { id, owner } = cache;
	const user = owner === void 0 ? "" : `,uid=${owner.uid},gid=${owner.gid}`;
	return `--mount=type=cache,id=${id},target=${mountOf(cache)}${user}`;
}
function restoringStep(cache) {
	const { at, kind, owner } = cache;
	const mount = mountOf(cache);
	const beside = `${mount}/.linkgate`;
	const target = kind === "modules" ? `${beside}/${downloads}` : beside;
	return [
		`if [ -n "$(ls -A ${mount})" ]; then echo filled > /linkgate/out/${at}; else`,
		`trap 'rm -rf ${beside}' EXIT`,
		`mkdir -p ${target}`,
		`tar -xof /linkgate/in/${at}.tar -C ${target}`,
		`find ${target} -type f | xargs touch -d "@$(($(date +%s) - ${restoredAge}))"`,
		...owner === void 0 ? [] : [`chown -R ${owner.uid}:${owner.gid} ${beside}`],
		`mv ${beside}/* ${mount}/`,
		`rmdir ${beside}`,
		`echo restored > /linkgate/out/${at}`,
		"fi"
	];
}
function takingStep(cache, isWanted) {
	const { at, kind } = cache;
	const out = `/linkgate/out/${at}`;
	const root = mountOf(cache);
	const from = kind === "modules" ? `${root}/${downloads}` : root;
	const packed = kind === "modules" ? [`tar -cf ${out}.tar -C ${from} .`] : packShards(from, out);
	const pack = [
		`if [ "$(du -sk ${from} | cut -f 1)" -le ${largest$1} ]; then`,
		...packed,
		"fi"
	];
	const unpacked = [`cd ${root}`, `find . -path ./cache -prune -o -type d -name '*@*' -prune -print > ${out}.unpacked`];
	const archives = "-name '*.zip' ! -path '*/golang.org/toolchain/*'";
	const counts = [`find ${from} ${archives} | wc -l > ${out}.all`, `find ${from} ${archives} -mmin -${newMinutes} | wc -l > ${out}.new`];
	const older = [`find ${from} -type f -mmin +${renewedMinutes} | head -n 1 > ${out}.old`];
	const isOfModules = kind === "modules";
	return [
		`if [ -d ${from} ]; then`,
		...isOfModules ? counts : [],
		...isWanted ? [...isOfModules ? unpacked : older, ...pack] : [],
		"fi"
	];
}
function packShards(from, out) {
	return [
		`cd ${from}`,
		"set -- [0-9a-f][0-9a-f]",
		`if [ -d "$1" ]; then tar -cf ${out}.tar "$@"; fi`
	];
}
// src/images/caches/builder/take.ts
const leastBuildMs = 5e3;
const limitMs$2 = 6e4;
const leastRestoringMs = 3e3;
async function takeBuilderCaches(handles, plan, use) {
	const { world } = handles;
	const stayEmpty = emptyCaches(use);
	const opened = use.opened.filter(({ cache, before }) => before.kind === "empty" && !stayEmpty.has(cache.id) || before.kind === "restored");
	const wanted = wantedCaches(world, {
		...use,
		opened
	});
	const losses = lossesOf(world, use);
	const counted = opened.filter(({ cache }) => cache.kind === "modules");
	if (wanted.length + counted.length + losses.length === 0) return {};
	const workspace = await openWorkspace(world);
	const since = world.clock.now();
	const taken = await faultless(() => takeInto(handles, plan, {
		opened: [...new Set([...wanted, ...counted])],
		wanted,
		workspace
	}), (message) => ({ message })).catch(async (error) => {
		await workspace.close();
		throw error;
	});
	const takingMs = world.clock.now() - since;
	if (!taken.ok) {
		await workspace.close();
		world.log.info(`compile caches could not be taken out of the builder (${taken.problem.message}), after ${secondsText(takingMs)}`);
		return {};
	}
	const { archives, modules, empty } = taken.value;
	if (archives.length + empty.length < wanted.length) world.log.info("a compile cache of the builder is not kept: it is empty, or larger than 2 GB");
	const caches = [...losses, ...worthwhile(world, taken.value, {
		...use,
		takingMs
	})];
	if (caches.length === 0) await workspace.close();
	return {
		...caches.length === 0 ? {} : { kept: {
			workspace,
			caches,
			takingMs
		} },
		...counted.length === 0 || modules === void 0 ? {} : { modules }
	};
}
function emptyCaches({ opened }) {
	return new Set(opened.flatMap(({ key, before }) => before.kind === "restored" && before.from.startsWith(key.beginning) ? before.facts.empty ?? [] : []));
}
function wantedCaches({ cache: store, log }, { opened, buildMs }) {
	const missing = opened.filter(({ key, before }) => before.kind !== "restored" || !before.from.startsWith(key.beginning));
	if (store === void 0 || missing.length === 0) return [];
	if (!maySave(store)) {
		log.info(`the runner does not allow this job to save caches (ACTIONS_CACHE_MODE=${store.mode})`);
		return [];
	}
	if (opened.every(({ before }) => before.kind === "empty") && buildMs < leastBuildMs) {
		log.info(`compile caches of the builder are not kept: all builds took ${secondsText(buildMs)}`);
		return [];
	}
	return missing;
}
function lossesOf({ cache: store, log }, { opened, restoringMs, buildMs }) {
	if (store === void 0 || !maySave(store) || restoringMs < leastRestoringMs) return [];
	if (opened.some(({ before }) => before.kind !== "restored")) return [];
	return opened.flatMap(({ before, ...one }) => before.kind === "restored" && before.from.startsWith(one.key.beginning) ? [{
		...one,
		before
	}] : []).flatMap((one) => {
		const { coldSeconds } = one.before.facts;
		if (coldSeconds === void 0) return [];
		const saved = coldSeconds - buildMs / 1e3;
		const restoring = restoringMs / 1e3;
		if (restoring < saved) return [];
		log.info(`restoring compile caches does not pay: it took ${secondsText(restoringMs)}, and the builds ${secondsText(buildMs)} instead of ${coldSeconds.toFixed(1)} s`);
		return [{
			opened: one,
			facts: {
				...one.before.facts,
				unprofitable: {
					restoring,
					saved: Math.max(0, saved)
				}
			},
			unpacked: [],
			hasOlder: false
		}];
	});
}
async function takeInto({ world: { files }, engine, workspace: { run: marker } }, { target: { platform } }, { opened, wanted, workspace: { directory } }) {
	if (opened.length === 0) return {
		ok: true,
		value: {
			archives: [],
			empty: []
		}
	};
	const [context, output, dockerfile] = [
		`${directory}/context`,
		`${directory}/output`,
		`${directory}/Dockerfile`
	];
	const caches = opened.map(({ cache }) => cache);
	const ids = new Set(wanted.map(({ cache }) => cache.id));
	await files.makeDirectory(context);
	await files.write(dockerfile, takingDockerfile(caches, ids, marker));
	const done = await engine.runCacheSteps({
		context,
		dockerfile,
		platform,
		marker,
		output,
		limitMs: limitMs$2
	});
	if (!done.ok) return done;
	const textOf = async ({ cache }, ending) => await files.readText(`${output}/${cache.at}.${ending}`) ?? "";
	const sum = async (ending) => (await settleAll(opened.map((one) => textOf(one, ending)))).reduce((all, text) => all + Number(text), 0);
	const archives = await settleAll(wanted.map(async (one) => {
		const archive = `${output}/${one.cache.at}.tar`;
		const unpacked = (await textOf(one, "unpacked")).split("\n").filter(isModulePath);
		const hasOlder = await textOf(one, "old") !== "";
		return await files.stat(archive) === void 0 ? [] : [{
			opened: one,
			archive,
			unpacked,
			hasOlder
		}];
	}));
	const modules = {
		downloaded: await sum("new"),
		all: await sum("all")
	};
	const areCounts = Object.values(modules).every((count) => Number.isSafeInteger(count) && count >= 0);
	const isEmpty = await settleAll(wanted.map(async (one) => one.cache.kind === "modules" && await textOf(one, "all") === ""));
	const empty = wanted.flatMap(({ cache }, at) => isEmpty[at] === true ? [cache.id] : []);
	return {
		ok: true,
		value: {
			archives: archives.flat(),
			empty,
			...areCounts ? { modules } : {}
		}
	};
}
function isModulePath(path) {
	return /^\.\/(?!cache\/)[\w./@!~+-]+$/.test(path) && !path.includes("..");
}
function worthwhile({ log }, { archives, empty }, { opened, buildMs, takingMs }) {
	const isCold = opened.every(({ before }) => before.kind === "empty");
	if (archives.length > 0 && isCold && takingMs >= buildMs) {
		log.info(`compile caches of the builder are not kept: taking them out took ${secondsText(takingMs)}, all builds ${secondsText(buildMs)}`);
		return [];
	}
	return archives.map((one) => {
		const { cache, before } = one.opened;
		const known = before.kind === "restored" ? before.facts.coldSeconds : void 0;
		const coldSeconds = isCold ? buildMs / 1e3 : known;
		const facts = {
			id: cache.id,
			...coldSeconds === void 0 ? {} : { coldSeconds },
			...cache.kind === "build" && empty.length > 0 ? { empty } : {}
		};
		return {
			...one,
			facts
		};
	});
}
// src/images/caches/builder/keep.ts
async function keepBuilderCaches(handles, plan, use) {
	const { world } = handles;
	const { cache: store } = world;
	const { head, base } = plan.source.checkouts;
	const checkouts = base === void 0 ? [head] : [head, base];
	const required = await requiredModules(world.files, checkouts, plan.source.modules);
	const { kept, modules } = await takeBuilderCaches(handles, plan, use);
	const findings = restoredFinding(use, modules);
	if (findings.length > 0 && modules !== void 0) world.log.info(`modules that the builds downloaded: ${modules.downloaded} of ${modules.all}`);
	if (kept === void 0 || store === void 0) return { findings };
	return {
		findings,
		kept: {
			save: () => saveBuilderCaches(world, store, kept, required),
			close: () => kept.workspace.close()
		}
	};
}
function restoredFinding({ opened, restoringMs }, modules) {
	const restored = opened.flatMap(({ before }) => before.kind === "restored" ? [before.bytes] : []);
	if (restored.length === 0) return [];
	const params = {
		bytes: restored.reduce((sum, bytes) => sum + bytes, 0),
		seconds: Math.round(restoringMs / 100) / 10,
		...modules === void 0 ? {} : { modules }
	};
	return [finding("dockerfile/caches-restored", params, { verdict: "pass" })];
}
// src/images/caches/kept-for-next-run.ts
function keptForNextRun(caches, builder) {
	return {
		async save(directory) {
			await caches.save(directory);
			await builder?.save();
		},
		close: async () => builder?.close()
	};
}
async function keepFromBuilder(handles, plan, caches, phases) {
	const use = caches?.use();
	if (use === void 0 || use.opened.length === 0) return { findings: [] };
	return phases.run("keep-caches", () => keepBuilderCaches(handles, plan, use));
}
function withCaches(phases, { use, isSaved }, { results: { counts } }) {
	return phases.map((phase) => {
		if (phase.name === "restore" && use !== void 0) return {
			...phase,
			goCaches: {
				...use,
				saves: use.saves && isSaved
			}
		};
		return phase.name === "inspect" && counts.taken + counts.added > 0 ? {
			...phase,
			results: { ...counts }
		} : phase;
	});
}
// src/images/results/kept-programs.ts
const mostOfRun = 268435456;
const programName = /^[\da-f]{64}-([\da-f]{64})\.program$/;
const isProgramName = (name) => programName.test(name);
function programsFolder({ files }, directory) {
	let size = 0;
	const keyOf = (about) => sha256Of(JSON.stringify(about));
	const namesOf = async (key) => (await files.list(directory)).filter(({ name, kind }) => kind === "file" && isProgramName(name) && name.startsWith(`${key}-`)).map(({ name }) => name);
	const isDamaged = async (name, sha256) => {
		const path = `${directory}/${name}`;
		if (await files.sha256(path).catch(() => void 0) === sha256) return false;
		await files.remove(path).catch(() => {});
		return true;
	};
	return {
		async place(about, output) {
			try {
				const [name] = await namesOf(await keyOf(about));
				const [, sha256] = programName.exec(name ?? "") ?? [];
				if (name === void 0 || sha256 === void 0) return void 0;
				if (!await files.copy(`${directory}/${name}`, output)) return void 0;
				return {
					sha256,
					isDamaged: () => isDamaged(name, sha256)
				};
			} catch {
				await files.remove(output);
				return;
			}
		},
		async keep(about, output, sha256) {
			const unfinished = `${directory}/${crypto.randomUUID()}.unfinished`;
			try {
				const key = await keyOf(about);
				const name = nameOf$2(key, sha256);
				const before = await namesOf(key);
				const own = (await files.stat(output))?.size ?? 0;
				if (before.includes(name) && (await files.stat(`${directory}/${name}`))?.size === own) return;
				size += own;
				if (size > mostOfRun) return;
				await files.makeDirectory(directory);
				await files.copy(output, unfinished);
				await files.move(unfinished, `${directory}/${name}`);
				for (const other of before) if (other !== name) await files.remove(`${directory}/${other}`);
			} catch {
				await files.remove(unfinished);
			}
		}
	};
}
function nameOf$2(key, sha256) {
	return `${key}-${sha256}.program`;
}
// src/images/results/results-folder.ts
const unfinishedEnding = ".unfinished";
const unfinishedName = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.unfinished$/;
const hourMs = 36e5;
function resultsFolder({ files, log }, directory) {
	let isReported = false;
	return {
		read: (name) => readResult(files, `${directory}/${name}`),
		async write(name, content) {
			const unfinished = `${directory}/${crypto.randomUUID()}${unfinishedEnding}`;
			try {
				await files.write(unfinished, content, 384);
				await files.move(unfinished, `${directory}/${name}`);
				return true;
			} catch (error) {
				if (!isReported) log.info(`results are not kept in ${directory}: ${messageOf(error)}`);
				isReported = true;
				return false;
			}
		}
	};
}
async function readResult(files, path) {
	try {
		const found = await files.stat(path);
		return found?.kind === "file" && found.size <= 67108864 ? await files.read(path) : void 0;
	} catch {
		return;
	}
}
async function pruneFolder({ files, clock }, directory, { isOfKind, most }) {
	const found = [];
	for (const { name } of await files.list(directory)) {
		const path = `${directory}/${name}`;
		const stat = await files.stat(path);
		if (stat?.kind !== "file") continue;
		if (isOfKind(name)) found.push({
			path,
			size: stat.size,
			at: stat.modifiedMs
		});
		else if (unfinishedName.test(name) && clock.wall() - stat.modifiedMs > hourMs) await files.remove(path);
	}
	let left = found.reduce((sum, { size }) => sum + size, 0);
	for (const { path, size } of found.toSorted((a, b) => a.at - b.at)) {
		if (left <= most) return;
		await files.remove(path);
		left -= size;
	}
}
// src/images/results/results-cache.ts
const limitMs$1 = 2e4;
const mostSaved = 67108864;
async function resultsCache(world, cache, { directory, service, program }) {
	const { files, host } = world;
	const name = (await sha256Of(JSON.stringify([program, ...service]))).slice(0, 32);
	const prefix = `linkgate-results-${host.os}-${host.arch}-${name}-`;
	const used = new Map();
	let isNew = false;
	const isReachable = restoreResults(world, cache, {
		directory,
		prefix
	}).catch(() => false);
	const restored = isReachable.then(() => void 0);
	const isSaved = async () => await isReachable && maySave(cache);
	const read = async (file) => {
		await restored;
		const content = used.get(file) ?? await readResult(files, `${directory}/stored/${file}`);
		if (content !== void 0) used.set(file, content);
		return content;
	};
	return {
		restored,
		read,
		retain: async (file) => {
			await read(file);
		},
		async write(file, content) {
			used.set(file, content);
			isNew = true;
			return isSaved();
		},
		async save(to) {
			if (isNew && await isSaved()) await saveResults(world, cache, {
				directory: to,
				prefix,
				used
			});
		}
	};
}
async function restoreResults({ files, log, clock }, cache, { directory, prefix }) {
	if (!mayRestore(cache)) return true;
	const since = clock.now();
	await files.makeDirectory(directory);
	const request = {
		directory,
		key: prefix,
		restoreKeys: [prefix]
	};
	const found = await cache.restore({
		...request,
		limitMs: limitMs$1,
		idleMs: limitMs$1
	});
	const took = secondsText(clock.now() - since);
	if (found.ok) {
		if (found.value !== void 0) log.info(`restored results of earlier runs in ${took}`);
		return true;
	}
	const { because, message } = found.problem;
	if (because !== "no-store") log.info(`results of earlier runs were not restored (${message}), after ${took}`);
	return because === "damaged";
}
async function saveResults({ files, log, clock }, cache, { directory, prefix, used }) {
	try {
		let [size, count] = [0, 0];
		for (const [name, content] of [...used].toReversed()) {
			size += content.length;
			if (size > mostSaved) break;
			await files.write(`${directory}/${storedFolder}/${name}`, content);
			count += 1;
		}
		const key = `${prefix}${Math.floor(clock.wall() / 1e3).toString(36)}`;
		const saved = await cache.save({
			directory,
			key,
			limitMs: limitMs$1
		});
		if (saved.ok) log.info(`kept ${plural(count, "result")} for the next run`);
		else log.info(`results were not kept for the next run: ${saved.problem.message}`);
	} catch (error) {
		if (error instanceof CancelledError) throw error;
		log.info(`results were not kept for the next run: ${messageOf(error)}`);
	}
}
// src/images/results/run-results.ts
const mostKept = 268435456;
const nothing$1 = {
	results: noResults,
	close: async () => {},
	save: async () => {}
};
const events = [
	"pull_request",
	"push",
	"merge_group",
	"schedule",
	"workflow_dispatch"
];
async function openRunResults(world, workspace, { isOn, service, event }) {
	const { results: home, cache, log } = world;
	if (!isOn || home === void 0) return nothing$1;
	const program = await home.program();
	const { directory } = home;
	if (directory !== void 0) {
		const results = openResults(world, resultsFolder(world, directory), program);
		const close = async () => {
			report(log, results);
			for (const isOfKind of [isResultName, isProgramName]) await pruneFolder(world, directory, {
				isOfKind,
				most: mostKept
			}).catch(() => {});
		};
		return {
			results,
			programs: programsFolder(world, directory),
			close,
			save: nothing$1.save
		};
	}
	if (cache === void 0 || event !== void 0 && !events.includes(event)) return nothing$1;
	const storage = await resultsCache(world, cache, {
		directory: `${workspace.directory}/results`,
		service,
		program
	});
	workspace.onClose("results", () => storage.restored);
	const results = openResults(world, storage, program);
	return {
		results,
		close: async () => report(log, results),
		save: storage.save
	};
}
function report({ info }, { counts: { taken, added } }) {
	if (taken > 0) info(`results of earlier runs: ${taken} used, ${added} new`);
}
// src/images/caches/place.ts
async function moveInto(files, from, to) {
	const found = await files.stat(to);
	if (found === void 0) return moveTree(files, from, to);
	if (found.kind !== "directory") return;
	for (const { name } of await files.list(from)) await moveInto(files, `${from}/${name}`, `${to}/${name}`);
}
async function moveTree(files, from, to) {
	await files.makeDirectory(to.slice(0, to.lastIndexOf("/")));
	try {
		await files.move(from, to);
	} catch {
		const beside = `${to}.linkgate`;
		await files.remove(beside);
		await files.copy(from, beside);
		await files.move(beside, to);
	}
}
// src/images/caches/module-cache.ts
const patienceMs$1 = 3e4;
const savingMs = 6e4;
const wholeMs$1 = 115e3;
const leastMs$1 = 5e3;
const nothingToSave = { save: async () => {} };
async function restoreModules(world, go, options) {
	const { cache, clock, files, log } = world;
	if (cache === void 0) return nothingToSave;
	if (await isFilled(files, go)) {
		log.info("Go modules are present (actions/setup-go or this runner caches them): nothing to restore or save");
		return {
			...nothingToSave,
			use: {
				from: "machine",
				saves: false
			}
		};
	}
	const [since, began] = [clock.now(), clock.wall()];
	const key = cacheKey(world.host.os, world.host.arch, go.version, await digestOfSums(files, options.checkouts.head, options.modules));
	const restored = mayRestore(cache) ? await restoreLogged(world, cache, {
		go,
		key,
		directory: options.directory
	}) : notAllowed(world, cache);
	const tookMs = clock.now() - since;
	const found = restored.ok ? restored.value : void 0;
	const from = found === void 0 ? "none" : "cache";
	if (found?.startsWith(key.beginning) === true) return {
		...keptAlready(world, found),
		use: {
			from,
			key: found,
			saves: false
		}
	};
	const because = restored.ok ? void 0 : restored.problem.because;
	if (because === "no-store") return nothingToSave;
	const name = savedKey(key, because === "damaged" ? clock.wall() : void 0);
	if (!maySave(cache)) {
		const message = `the runner does not allow this job to save caches (ACTIONS_CACHE_MODE=${cache.mode}): nothing was saved`;
		return {
			use: {
				from,
				saves: false
			},
			save: async () => log.info(message)
		};
	}
	const { checkouts, modules } = options;
	const { head, base } = checkouts;
	const required = await requiredModules(files, base === void 0 ? [head] : [head, base], modules);
	const limitMs = wholeMs$1 - tookMs;
	const use = {
		began,
		required
	};
	return {
		use: {
			from,
			key: name,
			saves: true
		},
		save: (directory) => save(world, cache, {
			go,
			name,
			directory,
			use,
			limitMs
		})
	};
}
function notAllowed({ log }, { mode }) {
	log.info(`the runner does not allow this job to restore caches (ACTIONS_CACHE_MODE=${mode}): cold build`);
	return succeed(void 0);
}
async function restoreLogged(world, cache, options) {
	const { clock, log } = world;
	const since = clock.now();
	log.info(`restoring Go modules and build cache: ${limitText}`);
	const restored = await faultless(() => restoreInto(world, cache, options), (message) => ({
		message,
		because: "failed"
	}));
	const took = clock.now() - since;
	log[restored.ok ? "info" : "notice"](restoredText(restored, options.key, took));
	return restored;
}
const limitText = `at most ${wholeMs$1 / 1e3} s, and ${patienceMs$1 / 1e3} s without progress`;
function restoredText(restored, key, tookMs) {
	if (!restored.ok) return `Go modules could not be restored (${restored.problem.message}) after ${secondsText(tookMs)}: cold build`;
	return restored.value === void 0 ? `no cache for ${key.beginning}: cold build` : `restored Go modules and build cache from ${restored.value} in ${secondsText(tookMs)}`;
}
function keptAlready({ log }, name) {
	return { save: async () => log.info(`nothing to save: ${name} is already in the cache`) };
}
async function restoreInto(world, cache, { go, key, directory }) {
	const { files } = world;
	try {
		await files.makeDirectory(directory);
		const request = {
			directory,
			key: key.beginning,
			restoreKeys: key.restoreKeys
		};
		const found = await cache.restore({
			...request,
			limitMs: wholeMs$1,
			idleMs: patienceMs$1
		});
		if (!found.ok || found.value === void 0) return found;
		const unpacked = await unpack(world, `${directory}/${storedFolder}`, `${directory}/unpacked`);
		if (!unpacked.ok) return {
			ok: false,
			problem: {
				message: `${found.value} is damaged: ${unpacked.problem.message}`,
				because: "damaged"
			}
		};
		const targets = {
			modules: downloadsOf(go),
			build: go.cache
		};
		for (const name of unpacked.value) await moveInto(files, `${directory}/unpacked/${name}`, targets[name]);
		return found;
	} finally {
		await files.remove(directory);
	}
}
async function save(world, cache, options) {
	const { log, clock } = world;
	const limitMs = Math.min(options.limitMs, savingMs);
	if (limitMs < leastMs$1) {
		log.notice("Go modules were not saved: restoring them took the whole time limit");
		return;
	}
	const since = clock.now();
	log.info(`saving Go modules and build cache: at most ${secondsText(limitMs)}`);
	const saved = await faultless(() => store(world, cache, {
		...options,
		limitMs
	}), (message) => ({ message }));
	const took = secondsText(clock.now() - since);
	if (!saved.ok) log.notice(`Go modules could not be saved (${saved.problem.message}), after ${took}`);
	else if (saved.value === "exists") log.info(`nothing was saved: ${options.name} is already in the cache`);
	else log.info(`saved Go modules and build cache as ${options.name} in ${took}`);
}
async function store(world, cache, { go, name, directory, use, limitMs }) {
	const { clock } = world;
	const since = clock.now();
	const cleaned = await keptParts(world, await cacheContents(world, go, use), limitMs);
	if (!cleaned.ok) return cleaned;
	const { parts, left } = cleaned.value;
	if (left > 0) world.log.info(`left out ${plural(left, "file")} with a secret of this job`);
	if (parts.length === 0) return fail("there are none");
	const packed = await pack(world, parts, {
		directory: `${directory}/${storedFolder}`,
		limitMs
	});
	if (!packed.ok) return packed;
	const leftMs = limitMs - (clock.now() - since);
	if (leftMs < leastMs$1) return fail("packing them took too long");
	return cache.save({
		directory,
		key: name,
		limitMs: leftMs
	});
}
async function isFilled(files, go) {
	const downloads = downloadsOf(go);
	const names = async (directory) => (await files.list(directory)).map(({ name }) => name);
	return [...(await names(downloads)).filter((name) => name !== "golang.org" && name !== "sumdb"), ...(await names(`${downloads}/golang.org`)).filter((name) => name !== "toolchain")].length > 0;
}
// src/images/caches/restore-caches.ts
async function restoreCaches(world, workspace, { settings, go, source }, { inputs, context }) {
	const kept = await openRunResults(world, workspace, {
		isOn: settings.config.keepsResults,
		service: [relativeTo(source.root, inputs.directory) ?? "", inputs.config ?? ""],
		event: context?.eventName
	});
	const modules = await restoreModules(world, go, {
		directory: `${workspace.directory}/cache`,
		checkouts: source.checkouts,
		modules: source.modules
	});
	return {
		cache: {
			...modules,
			async save(directory) {
				await modules.save(`${directory}/modules`);
				await kept.save(`${directory}/results`);
			}
		},
		kept
	};
}
// src/repository/make/load.ts
async function loadMakefile(files, root, directory = ".") {
	const paths = await listFiles(files, root);
	const file = makefileNames.map((name) => joinPath(directory, name)).find((path) => paths.includes(path));
	if (file === void 0) return void 0;
	return readingTexts(files, root, paths, (texts) => readMakefile({
		...texts,
		root: repositoryRoot
	}, {
		directory,
		file,
		overrides: {}
	}));
}
// src/repository/dockerfiles/git-use.ts
const uses = [
	new RegExp(`(?:^|[\\s\`(;&|"'@=])git["']?,?\\s+(?:(?:-C|-c|--git-dir|--work-tree)[\\s=]\\S+\\s+|--?[\\w-]+(?:=\\S+)?\\s+)*["']?(?:archive|blame|branch|cat-file|config|describe|diff|diff-files|diff-index|for-each-ref|log|ls-files|ls-tree|merge-base|name-rev|remote|rev-list|rev-parse|shortlog|show|show-ref|status|submodule|symbolic-ref|tag|update-index|var)\\b(?!.*--(?:global|system)\\b)`, "m"),
	/(?:^|[\s=,"'(/])\.git(?=[\s/,"'*)]|$)/m,
	/-buildvcs(?:=(?:true|1)\b|(?=[\s"'])|$)/m,
	/\bgoreleaser\s+(?:build|release)\b/
];
function usesGit(text) {
	const code = withoutComments(text);
	return uses.some((use) => use.test(code));
}
function withoutComments(text) {
	return text.replaceAll(/^[ \t]*(?:#(?!!)|\/\/).*$/gm, "");
}
const deepest = 4;
const largest = 262144;
const scriptName = /\.(?:sh|bash|mk|py|js|mjs|cjs|ts|rb|pl)$/;
async function buildUsesGit(files, root, build) {
	const text = await dockerfileText(files, root, build);
	return text !== void 0 && new Followed(files, root).usesGit(text, 0);
}
var Followed = class {
	#files;
	#root;
	#seen = new Set();
	constructor(files, root) {
		this.#files = files;
		this.#root = root;
	}
	async usesGit(text, depth) {
		if (usesGit(text)) return true;
		if (depth >= deepest) return false;
		for (const part of await this.#run(withoutComments(text).replaceAll(/\\\r?\n/g, " "))) if (await this.usesGit(part, depth + 1)) return true;
		return false;
	}
	async #run(text) {
		const words = text.split(/[\s"'`;&|()[\],=]+/).filter((word) => word !== "");
		const directories = [".", ...new Set(words.flatMap((word) => cleanPath(word) ?? []))].slice(0, 200);
		const found = [];
		for (const word of new Set(words)) found.push(...await this.#script(word));
		for (const [, goals = ""] of text.matchAll(/\bg?make\b(.*)/g)) found.push(...await this.#made(directories, goals.split(/\s+/)));
		for (const [, name = ""] of text.matchAll(/\b(?:npm|yarn|pnpm|bun)\b[^\n;&|]*?\s(?:run\s+)?([\w:.-]+)(?=\s*(?:$|[\n;&|]))/g)) found.push(...await this.#packaged(directories, name));
		for (const [program, names] of runners) if (program.test(text)) for (const name of names) found.push(...await this.#read(".", name));
		return found;
	}
	async #script(word) {
		if (!(word.includes("/") || scriptName.test(word))) return [];
		const parts = (cleanPath(word.replace(/^\/+/, "")) ?? "").split("/");
		for (let from = 0; from < parts.length; from++) {
			const path = parts.slice(from).join("/");
			const [text] = await this.#read(".", path);
			if (text !== void 0) return scriptName.test(path) || text.startsWith("#!") ? [text] : [];
		}
		return [];
	}
	async #made(directories, goals) {
		const found = [];
		for (const directory of directories) {
			const key = `${directory} ${goals.join(" ")}`;
			if (this.#seen.has(key) || !await this.#hasMakefile(directory)) continue;
			this.#seen.add(key);
			found.push(await makeText(this.#files, this.#root, directory, goals));
		}
		return found;
	}
	async #hasMakefile(directory) {
		for (const name of makefileNames) if (await this.#files.stat(`${this.#root}/${joinPath(directory, name)}`) !== void 0) return true;
		return false;
	}
	async #packaged(directories, script) {
		const found = [];
		for (const directory of directories) {
			const text = await this.#text(directory, "package.json");
			const scripts = text === void 0 ? {} : asMap(asMap(parsed$1(text))["scripts"]);
			for (const name of [
				`pre${script}`,
				script,
				`post${script}`
			]) found.push(...(asText(scripts[name]) ?? "").split("\n"));
		}
		return found.filter((line) => line !== "" && !this.#seen.has(line) && this.#seen.add(line));
	}
	async #read(directory, name) {
		const path = joinPath(directory, name);
		if (this.#seen.has(path)) return [];
		const text = await this.#text(directory, name);
		if (text !== void 0) this.#seen.add(path);
		return text === void 0 ? [] : [text];
	}
	async #text(directory, name) {
		const path = joinPath(directory, name);
		const there = await this.#files.stat(`${this.#root}/${path}`);
		return there?.kind === "file" && there.size <= largest ? textIfFit(this.#files, this.#root, path) : void 0;
	}
};
const runners = [
	[/(?:^|[\s/])mage\b/m, [
		"magefile.go",
		"magefiles/magefile.go",
		"magefiles/main.go"
	]],
	[/(?:^|[\s/])task\b/m, ["Taskfile.yml", "Taskfile.yaml"]],
	[/(?:^|[\s/])just\b/m, ["justfile", "Justfile"]]
];
async function makeText(files, root, directory, goals) {
	const makefile = await loadMakefile(files, root, directory);
	if (makefile === void 0) return "";
	const { rules, variables, defaultGoal = "" } = makefile;
	const lines = [];
	for (const name of variables.get("MAKEFILE_LIST")?.text.split(/\s+/) ?? []) {
		const path = cleanPath(joinPath(directory, name));
		const text = path === void 0 || name === "" ? void 0 : await repositoryText(files, root, path);
		lines.push(...(text ?? "").split("\n").filter((line) => !line.startsWith("	")));
	}
	const named = goals.filter((goal) => rules.some(({ targets }) => targets.includes(goal)));
	const wanted = named.length > 0 ? named : [defaultGoal];
	const done = new Set();
	for (let goal = wanted.pop(); goal !== void 0; goal = wanted.pop()) {
		if (done.has(goal)) continue;
		done.add(goal);
		for (const { targets, recipe, prerequisites, orderOnly } of rules) {
			if (!targets.includes(goal)) continue;
			lines.push(...recipe.map(({ text }) => text));
			wanted.push(...prerequisites, ...orderOnly);
		}
	}
	return lines.join("\n");
}
// src/images/dockerfile/context.ts
async function prepareContext(tools, plan, revision, withRepository) {
	const { source } = plan;
	const checkout = source.checkouts[revision];
	if (checkout === void 0) return [];
	const { files } = tools.world;
	const submodules = source.checkouts.submodules?.[revision]?.brought ?? [];
	for (const { path } of submodules) await files.remove(`${checkout}/${path}/.git`);
	const link = `${worktreeLink(tools, revision)}/.git`;
	if ((await files.stat(`${checkout}/.git`))?.kind === "file") await files.copy(`${checkout}/.git`, link);
	await files.remove(`${checkout}/.git`);
	if (withRepository) await addRepository(tools, plan, revision, checkout);
	return files.setTimesByContent(checkout);
}
function worktreeLink({ workspace }, revision) {
	return `${workspace.directory}/worktree-${revision}`;
}
async function addRepository(tools, { source }, revision, checkout) {
	const { world, workspace, git } = tools;
	const { files } = world;
	const to = `${workspace.directory}/git-${revision}`;
	const own = git.at(git.root);
	await copyRepository(own, {
		from: worktreeLink(tools, revision),
		to,
		sha: source.revisions[revision]?.sha ?? source.revisions.head.sha,
		branch: await git.branch(),
		url: await own.first("config", "remote.origin.url")
	});
	await files.move(to, `${checkout}/.git`);
	for (const submodule of source.checkouts.submodules?.[revision]?.brought ?? []) await copySubmodule(files, own, checkout, submodule);
}
async function takesRepository({ world: { files } }, { source }, build) {
	if (build.context !== ".") return false;
	return (await ignoreFileOf(files, source.checkouts.head, build))?.isIgnored(".git/HEAD") !== true;
}
async function anyBuildUsesGit(tools, plan, builds) {
	const { head, base } = plan.source.checkouts;
	for (const build of builds) {
		if (!await takesRepository(tools, plan, build)) continue;
		for (const checkout of base === void 0 ? [head] : [head, base]) if (await buildUsesGit(tools.world.files, checkout, build)) return true;
	}
	return false;
}
// src/images/dockerfile/repository-use.ts
function mayLackRepository(why) {
	return why.every(({ kind }) => kind === "step-failed");
}
var BuildContexts = class {
	#handles;
	#plan;
	#ready = new Map();
	#repository;
	#found;
	constructor(handles, plan) {
		this.#handles = handles;
		this.#plan = plan;
	}
	get needing() {
		return this.#found;
	}
	async prepare(revision) {
		this.#repository ??= this.#usesGit();
		return this.#make(revision, await this.#repository);
	}
	async #make(revision, repository) {
		const known = this.#ready.get(revision);
		if (known?.repository === repository) return known.done;
		await known?.done.catch(() => {});
		const done = prepareContext(this.#handles, this.#plan, revision, repository).then((tree) => ({
			tree,
			repository
		}));
		this.#ready.set(revision, {
			repository,
			done
		});
		return done;
	}
	#usesGit() {
		const { shipped, configured } = this.#plan.images;
		const builds = [...shipped === void 0 ? [] : [shipped], ...configured].map(({ build }) => build);
		return anyBuildUsesGit(this.#handles, this.#plan, builds);
	}
	async lacksRepository(build) {
		return await this.#repository !== true && await takesRepository(this.#handles, this.#plan, build);
	}
	async retry(revision, build, why, again) {
		if (await this.#repository === true || !mayLackRepository(why)) return void 0;
		if (!await takesRepository(this.#handles, this.#plan, build)) return void 0;
		const { log } = this.#handles.world;
		log.info(`${build.dockerfile} failed without .git: building again with the repository of ${revision}`);
		try {
			await this.#make(revision, true);
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			log.info(`the repository could not be copied: ${error.message}`);
			await this.#make(revision, false);
			return;
		}
		const result = await again();
		if (result.kind === "not-built") {
			await this.#make(revision, false);
			return result;
		}
		this.#repository = Promise.resolve(true);
		this.#found = build.dockerfile;
		return result;
	}
};
// src/images/prepare.ts
async function prepareAll(world, prepare, { checkouts, root }) {
	const shell = (await world.exec.ask(["bash", "--version"])).exitCode !== 127 ? "bash" : "sh";
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
			const printed = `${stdout}\n${stderr}`.split("\n");
			const obstacle = {
				kind: "prepare-failed",
				exitCode
			};
			world.log.info(`${revision}: ${obstacleMessage(obstacle)}`);
			failed[revision] = {
				obstacle,
				output: printed.filter((line) => line.trim() !== "").slice(-20)
			};
		});
	}
	return failed;
}
// src/images/dockerfile/build-key.ts
async function buildKey({ text, build, repository, tree, isIgnored, ownIgnoreFile = "" }) {
	const given = contextTree(tree, build.context, isIgnored);
	if (given === void 0 || given.some(({ kind }) => kind === "other")) return void 0;
	const { target, buildArgs, unknownArgs } = build;
	const args = Object.entries(buildArgs).toSorted(([a], [b]) => a < b ? -1 : 1);
	const lines = given.map(({ path, kind, mode, digest }) => JSON.stringify([
		path,
		kind,
		mode,
		digest
	]));
	const about = JSON.stringify([
		text,
		target ?? null,
		args,
		unknownArgs.toSorted(),
		repository,
		ownIgnoreFile
	]);
	return sha256Of([about, ...lines.toSorted()].join("\n"));
}
function contextTree(tree, context, isIgnored) {
	const root = tree.find(({ path }) => path === context);
	if (root?.kind !== "directory") return void 0;
	const prefix = context === "." ? "" : `${context}/`;
	const inside = tree.filter(({ path }) => path !== "." && path.startsWith(prefix)).map((entry) => ({
		...entry,
		path: entry.path.slice(prefix.length)
	}));
	const taken = inside.filter(({ path }) => !isIgnored(path));
	const paths = new Set(taken.flatMap(({ path }) => [path, ...ancestorsOf(path)]));
	return [{
		...root,
		path: "."
	}, ...inside.filter(({ path }) => paths.has(path))];
}
// src/images/dockerfile/known-builds.ts
var KnownBuilds = class {
	#world;
	#plan;
	#results = new Map();
	constructor(world, plan) {
		this.#world = world;
		this.#plan = plan;
	}
	async once(request, context, build) {
		const key = await keyOfBuild(this.#world.files, this.#plan, request, context);
		if (key === void 0) return build();
		for (;;) {
			const begun = this.#results.get(key);
			if (begun === void 0) break;
			const known = await begun;
			if (known.kind === "proven") {
				this.#world.log.info(`${request.build.dockerfile}: the builder would get the same files again, so the image is built once`);
				return known;
			}
			if (this.#results.get(key) === begun) this.#results.delete(key);
		}
		const result = build();
		this.#results.set(key, result);
		return result;
	}
};
async function keyOfBuild(files, { source: { checkouts } }, { revision, dockerfile, build }, context) {
	const checkout = checkouts[revision];
	if (checkout === void 0) return void 0;
	const ignore = await ignoreFileOf(files, checkout, build);
	const own = `${build.dockerfile}.dockerignore`;
	const ownIgnoreFile = context.tree.find(({ path }) => path === own)?.digest;
	const isIgnored = ignore?.path !== own && await files.stat(`${checkout}/${joinPath(build.context, ".containerignore")}`) === void 0 && ignore !== void 0 ? ignore.isIgnored : () => false;
	return buildKey({
		text: dockerfile.text,
		build,
		isIgnored,
		...ownIgnoreFile === void 0 ? {} : { ownIgnoreFile },
		...context
	});
}
// src/images/same-inputs/go-inputs.ts
const read = /\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso|pgo|mod|sum|work)$/;
const isMarkdown = (path) => /\.(?:md|markdown)$/i.test(path);
const isVendor = (path) => path === "vendor" || path.endsWith("/vendor");
const hasDot = (importPath) => /^[^/]*\./.test(importPath);
function goInputs(tree, { checkout, sources, cgo }) {
	if (sources === void 0 || cgo === void 0) return tree;
	const embedded = new Set(sources.flatMap(({ Dir = "", EmbedFiles = [] }) => {
		const directory = relativeTo(checkout, Dir);
		return directory === void 0 ? [] : EmbedFiles.map((file) => joinPath(directory, file));
	}));
	const ofModules = new Set(sources.flatMap(({ ImportPath, Module }) => Module === void 0 ? [] : [ImportPath]));
	const hasC = cgo.packages.some((path) => hasDot(path) || ofModules.has(path));
	return tree.filter(({ path }) => (hasC ? !isMarkdown(path) : read.test(path)) || embedded.has(path) || [path, ...ancestorsOf(path)].some(isVendor));
}
// src/images/same-inputs/inputs.ts
async function revisionInputs({ files }, plan, revision, context) {
	const checkout = plan.source.checkouts[revision];
	const builds = buildsOf(plan, revision);
	if (checkout === void 0 || builds.length === 0) return void 0;
	const keys = [];
	const frontends = new Set();
	for (const build of builds) {
		const text = await dockerfileText(files, checkout, build);
		const key = text === void 0 ? void 0 : await keyOfBuild(files, plan, {
			revision,
			dockerfile: { text: text ?? "" },
			build
		}, context);
		if (key === void 0) return void 0;
		keys.push(key);
		const frontend = frontendOf(text ?? "", build.buildArgs);
		if (frontend !== void 0) frontends.add(frontend);
	}
	const { cgo, sources } = plan.target;
	const facts = {
		checkout,
		sources: sources[revision],
		cgo: cgo[revision]
	};
	const lines = [...new Set([...goInputs(context.tree, facts), ...context.tree.filter(({ path }) => isOfWorkflow(path, plan.settings.file))])].map(({ path, kind, mode, digest }) => JSON.stringify([
		path,
		kind,
		mode,
		digest
	]));
	const about = [JSON.stringify([keys, cgo[revision] ?? null]), ...lines.toSorted()];
	return {
		key: await sha256Of(about.join("\n")),
		frontends: [...frontends]
	};
}
function buildsOf({ images: { shipped, configured } }, revision) {
	const own = revision === "base" ? shipped?.ofBase ?? shipped?.build : shipped?.build;
	return [...own === void 0 ? [] : [own], ...configured.map(({ build }) => build)];
}
function isOfWorkflow(path, configuration = "") {
	if (usualPlaces.includes(path) || ancestorsOf(path).includes(".github")) return true;
	return path !== "." && (configuration === path || configuration.endsWith(`/${path}`));
}
// src/images/same-inputs/same-inputs.ts
const changeEvents = ["pull_request", "merge_group"];
async function knownInputs(world, plan, contexts, { event, unprepared }) {
	const { settings, source, images } = plan;
	const hasDockerfile = images.shipped !== void 0 || images.configured.length > 0;
	if (!settings.config.skipsUnchanged || !hasDockerfile || unprepared.head !== void 0) return void 0;
	const inputs = async (revision) => revisionInputs(world, plan, revision, await contexts.prepare(revision));
	if (event !== void 0 && !changeEvents.includes(event)) {
		const found = await inputs("head");
		return found && {
			...found,
			isSame: false
		};
	}
	if (source.checkouts.base === void 0 || unprepared.base !== void 0) return void 0;
	const [base, head] = await settleAll([inputs("base"), inputs("head")]);
	return head === void 0 || base?.key !== head.key ? void 0 : {
		...head,
		isSame: true
	};
}
// src/judge/ceilings.ts
function ceilingsOf({ budgets, modes, vulnerabilities }) {
	const needPrograms = vulnerabilities?.budget.max !== void 0;
	const limited = modes.map(({ name }) => ({
		name,
		metrics: metricNames.filter((metric) => needsHead(budgets, metric, name))
	}));
	const isOfStarts = (metric) => startMetrics.includes(metric);
	return {
		modes: limited.flatMap(({ name, metrics }) => metrics.length === 0 && !needPrograms ? [] : [name]),
		needStarts: limited.some(({ metrics }) => metrics.some(isOfStarts)),
		needPrograms
	};
}
function needsHead(budgets, metric, mode) {
	const own = budgetFor(budgets, metric, mode);
	return own?.max !== void 0 || own?.overReference !== void 0 || budgets.some((budget) => budget.metric === metric && budget.overReference?.mode === mode);
}
// src/attribution/compare-modes.ts
function compareModes(tools, variants, about) {
	return tools.log.step("explain the programs in bytes", () => compareAll(tools, variants, about));
}
async function compareAll(tools, variants, { sources, pruned, compare }) {
	const found = [];
	for (const { base, head } of variants.pairs()) {
		if (!hasProgram(head) || head.inspection.linkage.kind === "not-a-program") continue;
		const { mode, platform } = head;
		const about = {
			mode: mode.name,
			platform
		};
		const compared = await unlessItFails(tools, async () => {
			if (base === void 0 || !hasProgram(base)) return compare({ head: fileOf(head) });
			return compareTwo({
				base,
				head
			}, {
				sources,
				compare
			}, async () => (await pruned()).find((one) => one.mode === mode.name && one.platform === platform));
		});
		if (compared.ok) found.push({
			...about,
			...compared.value
		});
		const problem = compared.ok ? compared.value.problem : compared.problem.message;
		if (problem !== void 0) tools.log.info(`${mode.name}${head.foreign === void 0 ? "" : `, ${platform}`}: the bytes of the program are not explained: ${problem}`);
	}
	return found;
}
async function unlessItFails({ signal }, work) {
	try {
		return await work();
	} catch (error) {
		if (signal.aborted) throw error;
		return fail(messageOf(error));
	}
}
async function compareEarly(pair, { sources, compare }) {
	await compare(await filesOf$1(pair, sources));
}
function fileOf({ image, inspection }, embedded = []) {
	return {
		sha256: inspection.binary.sha256,
		file: async () => image.binary,
		embedded
	};
}
async function filesOf$1({ base, head }, sources) {
	if (base.inspection.binary.sha256 === head.inspection.binary.sha256) return {
		base: fileOf(head),
		head: fileOf(head)
	};
	const { embedded, same } = await sources(base, head);
	const direct = {
		base: new Set(base.inspection.binary.direct),
		head: new Set(head.inspection.binary.direct)
	};
	return {
		base: fileOf(base, embedded.base),
		head: fileOf(head, embedded.head),
		source: {
			direct,
			same
		}
	};
}
async function compareTwo(pair, { sources, compare }, findPruned) {
	const files = await filesOf$1(pair, sources);
	const compared = await compare(files);
	if (!compared.ok || files.base.sha256 === files.head.sha256) return compared;
	const pruned = await findPruned();
	if (pruned === void 0) return compared;
	const without = await compare({
		...files,
		head: {
			...pruned,
			embedded: files.head.embedded
		}
	});
	if (!without.ok) return compared;
	return succeed({
		...compared.value,
		causes: causesWithDeadCode(pruned.name, compared.value, without.value)
	});
}
function causesWithDeadCode(name, { base, head }, without) {
	const delta = head - (base ?? 0);
	const kept = {
		kind: "dead-code",
		name,
		change: { type: "kept" },
		delta: head - without.head
	};
	const shareOf = (bytes) => delta === 0 ? null : bytes / delta;
	return [kept, ...without.causes].map((cause) => ({
		...cause,
		share: shareOf(cause.delta)
	})).toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}
// src/attribution/program-file.ts
function attributionRequest({ sha256, embedded }, { sibling, ignoresSymbols = false } = {}) {
	return {
		kind: "attribution",
		about: {
			program: sha256,
			embedded,
			sibling: sibling?.sha256 ?? null,
			ignoresSymbols
		},
		schema: comparedProgramSchema
	};
}
function programExplainer({ worker }, results) {
	const known = new Map();
	return (program, { sibling, ignoresSymbols = false } = {}) => {
		const options = {
			...sibling === void 0 ? {} : { sibling },
			ignoresSymbols
		};
		const key = JSON.stringify(attributionRequest(program, options).about);
		const found = known.get(key) ?? explain(program, options);
		known.set(key, found);
		return found;
	};
	async function explain(program, { sibling, ignoresSymbols = false }) {
		let problem = fail("no longer there");
		const request = attributionRequest(program, {
			...sibling === void 0 ? {} : { sibling },
			ignoresSymbols
		});
		const found = await results.of(request, async () => {
			const path = await program.file();
			const other = sibling && { program: await sibling.file() };
			const explained = await worker.run(attributionTask, {
				program: path,
				...other === void 0 ? {} : { sibling: other },
				embedded: program.embedded,
				ignoresSymbols
			});
			if (explained.ok) return explained.value;
			problem = explained;
		});
		return found === void 0 ? problem : {
			ok: true,
			value: found
		};
	}
}
// src/attribution/program-comparer.ts
function programComparer(world, results) {
	const explain = programExplainer(world, results);
	const known = new Map();
	return (pair) => {
		const about = aboutOf(pair);
		const key = JSON.stringify(about);
		const found = known.get(key) ?? compare(pair, about);
		known.set(key, found);
		return found;
	};
	async function compare(pair, about) {
		let computed;
		const request = {
			kind: "comparison",
			about,
			schema: comparedBytesSchema
		};
		const found = await results.of(request, async () => {
			computed = await compareNow(explain, pair);
			return computed.ok ? computed.value : void 0;
		});
		if (found === void 0 || computed !== void 0) return computed ?? fail("no longer there");
		for (const program of programsOf(pair)) await results.retain(attributionRequest(program));
		return succeed(found);
	}
}
function programsOf({ base, head }) {
	return base === void 0 || base.sha256 === head.sha256 ? [head] : [base, head];
}
function aboutOf({ base, head, source }) {
	const contentOf = ({ sha256, embedded }) => ({
		sha256,
		embedded
	});
	const sorted = (names) => [...names].toSorted();
	return {
		base: base === void 0 ? null : contentOf(base),
		head: contentOf(head),
		source: source === void 0 ? null : {
			direct: {
				base: sorted(source.direct.base),
				head: sorted(source.direct.head)
			},
			same: sorted(source.same)
		}
	};
}
async function compareNow(explain, { base, head, source }) {
	if (base === void 0 || base.sha256 === head.sha256) return mapResult(await explain(head), ({ attribution }) => {
		const { size, symbols, problem } = attribution;
		return {
			base: base === void 0 ? null : size,
			head: size,
			...problem === void 0 ? {} : { problem },
			symbols,
			causes: [],
			...programRows(base === void 0 ? void 0 : attribution, attribution)
		};
	});
	const explained = await compareFiles({
		base,
		head
	}, explain, source);
	if (!explained.ok) return fail(`${explained.problem.side} is ${explained.problem.message}`);
	const { difference, base: one, head: other } = explained.value;
	const problem = other.problem ?? one.problem;
	return succeed({
		base: difference.base,
		head: difference.head,
		...problem === void 0 ? {} : { problem },
		symbols: other.symbols,
		causes: difference.causes,
		...programRows(one, other)
	});
}
// src/images/engine-lost.ts
async function unlessEngineLost({ signal }, work, lost) {
	try {
		return await work();
	} catch (error) {
		if (signal.aborted || !(error instanceof EngineLostError)) throw error;
		return lost(error.detail);
	}
}
function lostBeforeBuilt({ variants, images }, detail) {
	const source = images.shipped === void 0 ? "built-in" : "shipped";
	return variants.map((variant) => unbuilt(variant, source, lostTo(detail)));
}
function lostBeforeRead(built, detail) {
	return built.map((variant) => isBuilt(variant) ? unbuilt(variant, variant.source, lostTo(detail)) : variant);
}
function lostTo(detail) {
	return {
		output: [],
		why: [{
			kind: "builder",
			because: "engine-lost",
			detail
		}]
	};
}
// src/images/pins.ts
function baseIdentity({ digest, layers, config }) {
	return digest ?? JSON.stringify([layers, config ?? null]);
}
async function identityNow(engine, { reference, platform }) {
	const now = await engine.baseImage(reference, platform);
	return now && baseIdentity(now);
}
function openPins(engine, run, platform) {
	const pins = new Map();
	return {
		pin(reference, of = platform) {
			const key = JSON.stringify([reference, of]);
			const known = pins.get(key) ?? {
				reference,
				platform: of,
				found: engine.pin(reference, run, of)
			};
			pins.set(key, known);
			return known.found;
		},
		async used() {
			return (await Promise.all([...pins.values()].map(async ({ found, ...base }) => ({
				...base,
				found: await found
			})))).flatMap(({ found, ...base }) => found.ok ? [{
				...base,
				identity: baseIdentity(found.value)
			}] : []);
		}
	};
}
// src/images/same-inputs/used-frontends.ts
async function usedFrontends({ engine, world }, frontends) {
	if (!await engine.hasCacheMounts()) return [];
	const platform = imagePlatform(world.host);
	const used = [];
	for (const reference of frontends) {
		const identity = await unlessEngineLost(world, () => identityNow(engine, {
			reference,
			platform
		}), () => void 0);
		if (identity === void 0) return void 0;
		used.push({
			reference,
			platform,
			identity
		});
	}
	return used;
}
// src/judge/evidence/merge-modes.ts
function mergeModes(findings) {
	const keyOf = ({ mode: _, ...shared }) => JSON.stringify([
		shared.id,
		shared.revision,
		findingMessage(shared),
		findingFix(shared)
	]);
	return [...Map.groupBy(findings, keyOf).values()].map((group) => {
		const [first, ...rest] = group;
		return rest.length === 0 ? first : forSeveralModes(first, group.map(({ mode = "" }) => mode));
	});
}
// src/judge/evidence/contents-findings.ts
const mostFiles$2 = 5;
function contentsFindings(inspected) {
	return mergeModes(inspected.pairs().flatMap(({ base, head }) => {
		const { contents: is, image } = head.inspection;
		if (is === void 0) return [];
		const was = base?.source === head.source ? base.inspection.contents : void 0;
		const mode = head.mode.name;
		return [
			...secretFindings(was, is, mode),
			...was === void 0 ? [] : fileFindings(was, is, mode),
			...was?.root === false && is.root === true ? [rootFinding(base?.inspection.image.user ?? image.user, mode)] : []
		];
	}));
}
function secretFindings(was, is, mode) {
	const added = addedFiles(was, is, ["secret"]).filter(({ base }) => base !== true);
	if (added.length === 0) return [];
	return [finding("image/secret-added", shownFiles(added), {
		verdict: "warn",
		revision: "head",
		mode
	})];
}
const programKinds = ["set-uid", "set-gid"];
const writableKinds = ["writable-directory", "writable-file"];
function fileFindings(was, is, mode) {
	const about = (added) => {
		return {
			verdict: added.every(({ base }) => base === true) ? "pass" : "warn",
			revision: "head",
			mode
		};
	};
	const programs = addedFiles(was, is, programKinds);
	const writable = addedFiles(was, is, writableKinds);
	return [...programs.length === 0 ? [] : [finding("image/set-id-added", shownFiles(programs), about(programs))], ...writable.length === 0 ? [] : [finding("image/writable-added", shownFiles(writable), about(writable))]];
}
function rootFinding(from, mode) {
	return finding("image/runs-as-root", { from }, {
		verdict: "warn",
		revision: "head",
		mode
	});
}
function addedFiles(was, is, kinds) {
	const listed = kinds.filter((kind) => was?.more?.[kind] === void 0);
	const known = new Set(ofKinds(was, listed).map(({ path }) => path));
	const added = ofKinds(is, listed).filter(({ path }) => !known.has(path));
	return [...new Map(added.map((one) => [one.path, one])).values()];
}
function ofKinds(contents, kinds) {
	return (contents?.files ?? []).filter(({ kind }) => kinds.includes(kind));
}
function shownFiles(files) {
	return {
		files: files.slice(0, mostFiles$2).map(({ path, layer, deleted }) => ({
			path,
			layer,
			...deleted === void 0 ? {} : { deleted }
		})),
		more: Math.max(0, files.length - mostFiles$2)
	};
}
// src/judge/evidence/hardening-findings.ts
function hardeningFindings(read) {
	return mergeModes(read.pairs().flatMap(({ base, head }) => {
		const was = base?.source === head.source ? base.inspection.linkage.hardening : void 0;
		const is = head.inspection.linkage.hardening;
		if (was === void 0 || is === void 0) return [];
		const lost = hardeningRows(ofProgram(is), ofProgram(was)).flatMap(({ fact, value, was: from, change }) => change === "worse" && from !== void 0 ? [{
			fact,
			from,
			to: value
		}] : []);
		if (lost.length === 0) return [];
		return [finding("link/hardening-lost", { lost }, {
			verdict: "warn",
			revision: "head",
			mode: head.mode.name
		})];
	}));
}
function ofProgram({ canary: _, fortify: __, ...rest }) {
	return rest;
}
// src/judge/evidence/layer-findings.ts
const mostFiles$1 = 3;
const leastOfTimes = 1024;
const leastWasted = 1e5;
function wastedFindings(inspected) {
	return inspected.pairs().flatMap(({ base, head: { mode, inspection } }) => {
		const bytes = wastedBy(inspection.image);
		if (bytes < leastWasted) return [];
		const largest = inspection.image.layers.flatMap(({ wastedFiles = [], base: isBase }, layer) => isBase === true ? [] : wastedFiles.map((file) => ({
			...file,
			path: `/${file.path}`,
			layer
		}))).toSorted((a, b) => b.size - a.size).slice(0, mostFiles$1);
		const before = base === void 0 ? {} : { base: wastedBy(base.inspection.image) };
		return [finding("image/wasted", {
			bytes,
			...before,
			files: largest
		}, {
			verdict: "pass",
			revision: "head",
			mode: mode.name
		})];
	});
}
function wastedBy({ layers }) {
	return layers.filter(({ base }) => base !== true).reduce((sum, { wasted = 0 }) => sum + wasted, 0);
}
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
			if (changes.timesOnly.includes(index)) return Math.abs(delta) < leastOfTimes ? [] : [finding("image/not-reproducible", layer, about)];
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
// src/judge/evidence/behavior-findings.ts
function behaviorFindings(base, head) {
	if (base.behavior === void 0 || head.behavior === void 0) return [];
	const [was, is] = [base.behavior, head.behavior];
	const worst = base.linkage.libc === head.linkage.libc ? "warn" : "pass";
	const about = {
		revision: "head",
		mode: head.mode
	};
	return [
		ifChanged(was.resolver, is.resolver, (from, to) => {
			if (from.uses === "go" && to.uses === "go") return void 0;
			const verdict = from.uses === to.uses && libcIn(from) === libcIn(to) ? "pass" : worst;
			return finding("runtime/resolver-changed", {
				from,
				to
			}, {
				...about,
				verdict
			});
		}),
		ifChanged(was.users, is.users, (from, to) => {
			if (from.uses === "go" && to.uses === "go") return void 0;
			const isLess = missingIn(to).some((one) => !missingIn(from).includes(one));
			const isOther = from.uses !== to.uses || libcIn(from) !== libcIn(to);
			const verdict = isLess ? "warn" : isOther ? worst : "pass";
			return finding("runtime/users-changed", {
				from,
				to
			}, {
				...about,
				verdict
			});
		}),
		ifChanged(was.certificates, is.certificates, (from, to) => to.from === "none" || placeOf(from) === placeOf(to) ? void 0 : finding("runtime/certificates-changed", {
			from,
			to
		}, {
			...about,
			verdict: "pass"
		})),
		ifChanged(was.timeZones, is.timeZones, (from, to) => {
			if (head.runtime.some(({ id, level }) => id === "runtime/no-time-zones" && level === "warn")) return void 0;
			const verdict = to.from === "none" ? "warn" : "pass";
			return finding("runtime/time-zones-changed", {
				from,
				to
			}, {
				...about,
				verdict
			});
		}),
		ifChanged(was.allocator, is.allocator, (from, to) => {
			if (from.uses === "none" || to.uses === "none") return void 0;
			if (from.uses === to.uses && from.by === to.by) return void 0;
			const verdict = from.uses === to.uses ? "pass" : worst;
			return finding("runtime/allocator-changed", {
				from,
				to
			}, {
				...about,
				verdict
			});
		})
	].filter((one) => one !== void 0);
}
function ifChanged(from, to, changed) {
	if (from === void 0 || to === void 0 || JSON.stringify(from) === JSON.stringify(to)) return void 0;
	return changed(from, to);
}
const libcIn = (one) => one.uses === "go" ? void 0 : one.libc;
const placeOf = (one) => one.from === "image" ? `image ${one.path}` : one.from;
const missingIn = (one) => one.uses === "libc" ? one.missing ?? [] : [];
// src/judge/evidence/link-findings.ts
function linkFindings(facts) {
	return mergeModes([...facts.map((one, key) => {
		const base = facts.get({
			...key,
			revision: "base"
		});
		return [
			...loadFindings(one),
			...one.revision === "head" && base !== void 0 ? [...changeFindings(base, one), ...behaviorFindings(base, one)] : [],
			...runtimeFindings(one, base)
		];
	})].flat());
}
function loadFindings({ revision, mode, load }) {
	return load.problems.map((problem) => factFinding(problem, {
		verdict: verdictOf$1(revision, isFatalProblem(problem) ? "fail" : "warn"),
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
			verdict: verdictOf$1(revision, level === "fatal" ? "fail" : asBefore ? "pass" : "warn"),
			revision,
			mode
		})];
	});
}
function verdictOf$1(revision, verdict) {
	return revision === "head" ? verdict : "pass";
}
// src/judge/evidence/load-problems.ts
function loadProblemsOf(variant) {
	const { check, entry } = variant.inspection;
	const ofProgram = (check.ok ? check.value.load?.problems : void 0) ?? [];
	const ofEntry = hasStarted(variant) || startOutcomeOf(variant).kind === "same-inputs" ? [] : entry?.problems ?? [];
	return uniqueByValue([...ofEntry, ...ofProgram]);
}
function isExplained(variant) {
	const { check } = variant.inspection;
	return check.ok && check.value.runtime.some(({ level }) => level === "fatal") || loadProblemsOf(variant).some(isFatalProblem);
}
// src/judge/evidence/same-inputs.ts
const namesOf$1 = (some) => [...new Set(some.map(({ mode }) => mode.name))];
function sameInputsFinding(variants) {
	const heads = [...variants].filter(({ revision }) => revision === "head");
	const built = heads.filter(isBuilt);
	const notBuilt = heads.filter((one) => one.kind === "unbuilt" && one.failure === void 0);
	const isStarted = built.every(({ startup }) => startup.kind !== "same-inputs");
	if (built.length === 0 || notBuilt.length === 0 && isStarted) return [];
	const params = {
		built: namesOf$1(built),
		notBuilt: namesOf$1(notBuilt),
		isStarted
	};
	return [finding("build/same-inputs", params, { verdict: "pass" })];
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
		world.log.info("the module has too many files to copy: list those that the app needs under `startup: { files: … }`");
		return;
	}
	if (found.length === 0) return void 0;
	const staged = workspace.buildPath(`files-${revision}`);
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
// src/judge/evidence/comparable-log.ts
const volatile = [
	/\b0x[0-9a-f]+\b/gi,
	/\b(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi,
	/\d+(?:[.,:/T -]*\d+)*/g
];
const goPlace = /(?<![^\s:"'`(])[^\s:"'`(]+\.go(?=:\d)/g;
function comparableLog(log) {
	const lines = log.map((line) => line.replace(goPlace, (path) => path.slice(path.lastIndexOf("/") + 1))).map((line) => volatile.reduce((text, pattern) => text.replace(pattern, "N"), line));
	return [...new Set(lines)];
}
// src/judge/evidence/start-findings.ts
function startFindings(variants, advise) {
	const hasDockerfile = [...variants].some(({ source }) => source !== "built-in");
	const failed = [...variants].flatMap((variant) => {
		const outcome = startOutcomeOf(variant);
		if (outcome.kind !== "not-started") return [];
		const notStarted = {
			...outcome.notStarted,
			failure: withFilePath(outcome.notStarted.failure, variant)
		};
		const base = variants.pair(variant.mode.name, variant.platform)?.base;
		const isShipped = variant.source !== "built-in" || !hasDockerfile;
		const isOfChange = notStarted.before === void 0 && isShipped && base !== void 0 && hasStarted(base);
		const own = variant.source === "built-in" ? variant.startsAs?.arguments ?? [] : [];
		return [{
			revision: variant.revision,
			mode: variant.mode.name,
			notStarted,
			explained: isExplained(variant),
			advice: isOfApp(notStarted.failure) ? advise({
				log: notStarted.log,
				args: own,
				waitsFor: serviceOf(notStarted.failure)
			}) : void 0,
			verdict: verdictOf(variant, isOfChange && isOfApp(notStarted.failure))
		}];
	});
	const [first] = failed.flatMap(({ notStarted: { failure } }) => failure.kind === "engine-lost" ? failure : []);
	const others = failed.filter(({ notStarted }) => notStarted.failure.kind !== "engine-lost");
	return [...first === void 0 ? [] : [finding("start/engine-lost", { detail: first.detail }, { verdict: "unmeasured" })], ...[...Map.groupBy(others, sameFailure).values()].map(findingOf)];
}
function conditionFindings(found) {
	if (found === void 0) return [];
	const { leftOut: conditions, notStarted, applied: isApplied } = found;
	const { failure, log } = notStarted;
	return [finding("start/conditions", {
		conditions,
		failure,
		isApplied
	}, {
		verdict: isApplied ? "pass" : "warn",
		log
	})];
}
function verdictOf({ revision }, isBroken) {
	if (revision === "base") return "pass";
	return isBroken ? "fail" : "warn";
}
function sameFailure({ notStarted: { failure, log, before }, advice, explained }) {
	return JSON.stringify([
		failure,
		comparableLog(log),
		before === void 0,
		advice,
		explained
	]);
}
function findingOf(group) {
	const [first] = group;
	const verdict = [
		"fail",
		"warn",
		"pass"
	].find((one) => group.some((variant) => variant.verdict === one)) ?? "pass";
	const revisions = [...new Set(group.map(({ revision }) => revision))];
	const { failure, log, before } = first.notStarted;
	const params = {
		failure,
		...first.explained ? { explained: true } : {},
		...first.advice === void 0 ? {} : { advice: first.advice },
		...before === void 0 ? {} : { before },
		...group.length === 1 ? {} : { variants: group.map(({ revision, mode }) => ({
			revision,
			mode
		})) },
		...verdict === "fail" ? { baseStarts: true } : {}
	};
	return finding("start/not-ready", params, {
		verdict,
		revision: revisions.length === 1 ? revisions[0] : void 0,
		mode: group.length === 1 ? first.mode : void 0,
		log
	});
}
function withFilePath(failure, variant) {
	const known = knownFailureOf(failure);
	if (known?.kind !== "file-missing" || known.path.startsWith("/")) return failure;
	const own = variant.inspection.image.workingDir;
	const directory = variant.source === "built-in" ? workDirectory : own === "" ? "/" : own;
	const at = cleanPath(joinPath(directory.slice(1) || ".", known.path));
	return at === void 0 ? failure : {
		...failure,
		known: {
			...known,
			at: `/${at}`
		}
	};
}
function serviceOf(failure) {
	const known = knownFailureOf(failure);
	return known?.kind === "host-unknown" || known?.kind === "service-unreachable" ? known : void 0;
}
function isOfApp({ kind }) {
	switch (kind) {
		case "container-ended":
		case "garbled":
		case "probe-refused":
		case "engine-lost":
		case "container-error": return false;
		default: return true;
	}
}
// src/judge/evidence/evidence.ts
function reportVariants(variants) {
	return [...variants].map((variant) => {
		if (variant.kind === "unbuilt") return unbuiltReport(variant);
		return variant.kind === "built" ? builtReport(variant) : programReport(variant);
	});
}
function unbuiltReport({ revision, mode, platform, source, failure }) {
	return {
		revision,
		mode: mode.name,
		platform,
		source,
		metrics: {
			...unmeasured({ kind: failure === void 0 ? "same-inputs" : "not-built" }, [
				"binary-size",
				...imageMetrics,
				...startMetrics
			]),
			...hasImages(platform) ? {} : withoutImage
		}
	};
}
function programReport({ revision, mode, platform, source, image, inspection }) {
	const { linkage, binary } = inspection;
	return {
		revision,
		mode: mode.name,
		platform,
		source,
		linkage,
		binary: binaryOf(binary),
		metrics: {
			"binary-size": exact(binary.size, "B"),
			...withoutImage,
			"build-time": exact(Math.round(image.milliseconds), "ms")
		}
	};
}
function binaryOf({ sha256, modules, direct, settings }) {
	return {
		sha256,
		modules,
		direct,
		...settings === void 0 ? {} : { settings }
	};
}
function builtReport(variant) {
	const { revision, mode, platform, source, image: built, inspection } = variant;
	const { linkage, image, binary, check, contents } = inspection;
	const { metrics, ready, copies, inits } = startFacts(startOutcomeOf(variant));
	return {
		revision,
		mode: mode.name,
		platform,
		source,
		...built.kind === "dockerfile" ? { dockerfile: built.dockerfile } : {},
		...built.kind === "on-base" ? { on: built.on } : {},
		linkage,
		image,
		...check.ok && check.value.behavior !== void 0 ? { behavior: check.value.behavior } : {},
		...contents === void 0 ? {} : { contents },
		binary: binaryOf(binary),
		metrics: {
			"binary-size": exact(binary.size, "B"),
			"image-size": exact(sum(image.layers.map(({ size }) => size)), "B"),
			"pull-size": exact(sum(image.layers.map(({ compressedSize }) => compressedSize)), "B"),
			layers: exact(image.layers.length, "count"),
			...metrics,
			...built.kind === "dockerfile" ? {} : { "build-time": exact(Math.round(built.milliseconds), "ms") }
		},
		...ready === void 0 ? {} : { ready },
		...copies === void 0 ? {} : { copies },
		...inits === void 0 ? {} : { inits }
	};
}
const imageMetrics = [
	"image-size",
	"pull-size",
	"layers"
];
const withoutImage = {
	...unmeasured({ kind: "not-applicable" }, imageMetrics),
	...unmeasured({ kind: "other-platform" }, startMetrics)
};
function findingsOf(variants, advise = () => void 0) {
	const platforms = [...new Set([...variants].map(({ platform }) => platform))];
	const found = mergePlatformFindings(platforms.map((platform) => {
		return {
			platform,
			findings: findingsOfPlatform(variants.filter((one) => one.platform === platform), advise)
		};
	}));
	return [...variants].some((one) => one.revision === "head" && hasProgram(one)) ? found : found.map(withNothingMeasured);
}
function withNothingMeasured(one) {
	return one.id === "build/mode-excluded" && one.verdict === "warn" ? {
		...one,
		verdict: "unmeasured"
	} : one;
}
function findingsOfPlatform(variants, advise) {
	const measured = variants.filter(isBuilt);
	const built = [...measured];
	return [
		...sameInputsFinding(variants),
		...buildFindings([...variants]),
		...modeFindings([...variants].filter(hasProgram)),
		...uncheckedFindings(built),
		...linkFindings(measured.map(linkFacts).filter((one) => one !== void 0)),
		...layerFindings(measured),
		...wastedFindings(measured),
		...contentsFindings(measured),
		...hardeningFindings(variants.filter(hasProgram)),
		...startFindings(measured, advise)
	];
}
function linkFacts(variant) {
	const { revision, mode, inspection } = variant;
	const { linkage, check } = inspection;
	if (!check.ok || check.value.load === void 0) return void 0;
	const { runtime, behavior } = check.value;
	return {
		revision,
		mode: mode.name,
		linkage,
		load: { problems: loadProblemsOf(variant) },
		runtime,
		...behavior === void 0 ? {} : { behavior }
	};
}
function buildFindings(variants) {
	const excluded = variants.filter(isUnbuilt).filter(({ revision, failure }) => revision === "head" && failure?.why.some(isModeExclusion) === true).map(({ mode }) => mode.name);
	return revisions.flatMap((revision) => {
		const ofRevision = variants.filter((one) => one.revision === revision);
		const failed = ofRevision.filter(isUnbuilt).flatMap(({ mode, failure }) => failure === void 0 ? [] : [{
			mode,
			failure
		}]).filter(({ mode }) => revision === "head" || !excluded.includes(mode.name));
		const same = failed.every(({ failure }) => isSameFailure(failure, failed[0]?.failure));
		const reported = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed;
		const everywhere = reported.length < failed.length;
		return reported.flatMap(({ mode, failure }) => buildFailures(failure, {
			revision,
			...everywhere ? {} : { mode: mode.name }
		}));
	});
}
function isSameFailure(one, other) {
	return JSON.stringify([one.output, one.why]) === JSON.stringify([other?.output, other?.why]);
}
function modeFindings(inspected) {
	return inspected.flatMap(({ revision, mode, image, inspection }) => {
		const not = modeNotAchieved(mode, inspection.linkage);
		if (not === void 0) return [];
		const named = mode.image?.from === "dockerfile" && image.kind === "dockerfile" ? image.dockerfile : void 0;
		const params = {
			not,
			...named === void 0 ? {} : { named: namedImage$1(named) }
		};
		return [finding("link/mode-not-achieved", params, {
			verdict: revision === "head" ? "fail" : "pass",
			revision,
			mode: mode.name
		})];
	});
}
function namedImage$1({ path, target, buildArgs }) {
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
function exact(value, unit) {
	return {
		value,
		unit
	};
}
function sum(values) {
	return values.reduce((total, value) => total + value, 0);
}
// src/judge/earlier-run.ts
const earlierRunSchema = readonlyObject({
	at: magnitude,
	sha: string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
	bases: array(readonlyObject({
		reference: text$1,
		platform: text$1,
		identity: text$1
	})).readonly(),
	variants: array(reportVariantSchema).readonly(),
	findings: array(findingSchema).readonly(),
	programs: array(programComparisonSchema).readonly()
});
const mostAgeMs = 6048e5;
async function earlierRunRequest({ engine, world }, { settings, target, app }, key) {
	const { budgets: _, startup: __, vulnerabilities: ___, ...config } = settings.config;
	const { platform, main } = target;
	const { os, arch, env } = world.host;
	const identity = await engine.builderIdentity();
	if (identity === void 0) return void 0;
	return {
		kind: "run",
		about: {
			key,
			app,
			config,
			main,
			platform,
			builder: [
				engine.name,
				engine.version,
				await engine.hasCacheMounts(),
				identity
			],
			os,
			arch,
			epoch: env["SOURCE_DATE_EPOCH"] ?? null
		},
		schema: earlierRunSchema
	};
}
async function isStillTrue({ engine, world: { clock } }, { at, bases, variants }, needed) {
	const age = clock.wall() - at;
	if (!(age >= 0 && age <= mostAgeMs)) return false;
	const heads = variants.filter(({ revision }) => revision === "head");
	const isMissing = (mode) => heads.some((one) => one.mode === mode && one.image === void 0);
	if (needed.some(isMissing)) return false;
	for (const { identity, ...base } of bases) if (await identityNow(engine, base) !== identity) return false;
	return true;
}
async function earlierEvidence(handles, plan, results, { key, ceilings: { modes, needStarts, needPrograms } }) {
	if (needStarts || needPrograms) return void 0;
	const request = await earlierRunRequest(handles, plan, key);
	const found = request && await results.find(request);
	if (found === void 0) return void 0;
	if (!await unlessEngineLost(handles.world, () => isStillTrue(handles, found, modes), () => false)) return void 0;
	handles.world.log.info("an earlier run had the same inputs: nothing is built");
	return evidenceOf(found, modes);
}
const ofHead = new Set([
	"dockerfile/ineffective-env",
	"dockerfile/labelled",
	"dockerfile/mode-not-listed",
	"dockerfile/settings-unused"
]);
async function keepRun(handles, plan, results, { key, frontends, variants, findings, bases }) {
	const { world } = handles;
	const heads = [...variants].filter(({ revision }) => revision === "head");
	const isWhole = heads.every((one) => hasProgram(one) ? one.source !== "built-in" : one.failure === void 0);
	const isOfCommit = findings.some(({ id }) => id === "dockerfile/needs-repository");
	if (!isWhole || isOfCommit || !heads.some(isBuilt)) return;
	const request = await earlierRunRequest(handles, plan, key);
	const readBy = request && await usedFrontends(handles, frontends);
	if (request === void 0 || readBy === void 0) return;
	const compared = withItself(heads);
	const { base, head } = plan.source.revisions;
	const { sha } = head.dirty === true && base !== null ? base : head;
	await results.keep(request, async () => ({
		at: Math.round(world.clock.wall()),
		sha,
		bases: [...bases, ...readBy],
		variants: reportVariants(compared),
		findings: [...findings.filter(({ id }) => ofHead.has(id)), ...findingsOf(compared).filter(({ id }) => id !== "build/same-inputs")],
		programs: await compareModes(besideSteps(world), compared, {
			sources: async () => ({
				embedded: {
					base: [],
					head: []
				},
				same: new Set()
			}),
			pruned: async () => [],
			compare: programComparer(world, results)
		})
	}));
}
function withItself(heads) {
	const own = heads.map((one) => {
		if (!isBuilt(one)) return one;
		const { changes: _, ...image } = one.inspection.image;
		return {
			...one,
			inspection: {
				...one.inspection,
				image
			},
			startup: { kind: "same-inputs" }
		};
	});
	return VariantSet.of([...own.map((one) => ({
		...one,
		revision: "base"
	})), ...own], keyOf$1);
}
function evidenceOf({ at, sha, variants, findings, programs }, needed) {
	const heads = variants.filter(({ revision }) => revision === "head");
	const built = heads.filter(({ image }) => image !== void 0);
	const shown = [...Map.groupBy(built, ({ platform }) => platform).values()].map((all) => all.find(({ source }) => source === "shipped") ?? all[0]);
	const isChecked = (mode, platform) => needed.includes(mode) || shown.some((one) => one?.mode === mode && (platform ?? one.platform) === one.platform);
	const builtModes = [...new Set(built.map(({ mode }) => mode))];
	const params = {
		built: builtModes,
		notBuilt: [...new Set(heads.map(({ mode }) => mode))].filter((mode) => !builtModes.includes(mode)),
		isStarted: false,
		earlier: {
			at,
			sha
		}
	};
	return {
		variants,
		...programs.length === 0 ? {} : { programs },
		findings: [finding("build/same-inputs", params, { verdict: "pass" }), ...findings.flatMap((one) => asChecked(one, isChecked))]
	};
}
function asChecked(one, isChecked) {
	const { modes = one.mode === void 0 ? [] : [one.mode] } = one.params;
	if (one.verdict === "pass" || modes.length === 0 || modes.some((mode) => isChecked(mode, one.platform))) return [one];
	return verdictsOf(one.id).includes("pass") ? [{
		...one,
		verdict: "pass"
	}] : [];
}
// src/plan/start/advice.ts
async function startAdviser(files, plan) {
	const { source, settings, images, target } = plan;
	const { checkouts } = source;
	const named = await findRunHints(files, checkouts.head, images.survey, {
		dockerfile: images.shipped?.build.dockerfile,
		names: imageNames(target.main, source.repository)
	});
	const readme = await textIfFit(files, checkouts.head, "README.md") ?? "";
	const { args, env } = settings.config.startup;
	return ({ log, args: own, waitsFor }) => {
		const shown = printsUsage(log) ? readmeHints(readme, "README.md", target.main.name) : [];
		const given = {
			args: [...args, ...own],
			env: Object.keys(env)
		};
		return bestAdvice([...named, ...shown], target.main.name, {
			log,
			given,
			waitsFor
		});
	};
}
// src/repository/go/go-mod.ts
async function readGoMod(files, root, module) {
	const file = module === "." ? "go.mod" : `${module}/go.mod`;
	const source = await repositoryText(files, root, file);
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
// src/judge/loosened.ts
function loosenedBudgets(base, head) {
	return base.flatMap((before) => scopesOf(before, base, head).flatMap((mode) => {
		const { metric } = before;
		const after = budgetFor(head, metric, mode ?? "");
		if (after !== void 0 && !isLooser(before, after)) return [];
		const params = {
			was: settingsOf$1(before),
			...after === void 0 ? {} : { is: settingsOf$1(after) }
		};
		return [finding("budget/loosened", params, {
			verdict: "pass",
			metric,
			mode
		})];
	}));
}
function scopesOf({ metric, mode }, base, head) {
	if (mode !== void 0) return [mode];
	const own = (budgets) => budgets.flatMap((one) => one.metric === metric && one.mode !== void 0 ? [one.mode] : []);
	const before = new Set(own(base));
	return [void 0, ...own(head).filter((one) => !before.has(one))];
}
function settingsOf$1({ text, overReference, level, unmeasured }) {
	return [
		text,
		...overReference === void 0 ? [] : [`reference ${overReference.mode}`],
		...level === "warn" ? ["level warn"] : [],
		...unmeasured === level ? [] : [`unmeasured ${unmeasured}`]
	].join(", ");
}
function isLooser(before, after) {
	return looserMax(before.max, after.max) || looserIncrease(before.increase, after.increase) || looserIncrease(before.overReference, after.overReference) || before.overReference !== void 0 && before.overReference.mode !== after.overReference?.mode || before.level === "fail" && after.level === "warn" || before.unmeasured === "fail" && after.unmeasured === "warn";
}
function looserMax(before, after) {
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
// src/judge/evidence/gather.ts
async function readHead(files, plan) {
	return {
		advise: await startAdviser(files, plan),
		goMod: await goModOf(files, plan)
	};
}
const goModOf = (files, { source, target }) => readGoMod(files, source.checkouts.head, target.main.module);
function gatherEvidence(handles, plan, { findings, startup, programs, linked, vulnerabilities, limit, ofHead }, facts) {
	const context = contextOf(handles, plan, {
		...facts,
		goMod: ofHead.goMod
	});
	return {
		...context,
		variants: reportVariants(startup.variants),
		...programs.length === 0 ? {} : { programs },
		...linked === void 0 ? {} : { linked: [linked] },
		...vulnerabilities === void 0 ? {} : { vulnerabilities },
		...startup.conditions === void 0 ? {} : { conditions: startup.conditions },
		findings: [
			...findings,
			...findingsOf(startup.variants, ofHead.advise),
			...conditionFindings(startup.found),
			...outsideImageFindings(context.engine),
			...loosenedIn(plan)
		],
		noise: noiseOf(startup, limit)
	};
}
async function gatherEarlier(handles, plan, earlier, facts) {
	const goMod = await goModOf(handles.world.files, plan);
	return {
		...contextOf(handles, plan, {
			...facts,
			goMod
		}),
		...earlier,
		findings: [...earlier.findings, ...loosenedIn(plan)],
		noise: {
			floor: null,
			rounds: 0
		}
	};
}
const loosenedIn = ({ settings: { config, ofBase } }) => [...loosenedBudgets(ofBase?.budgets ?? [], config.budgets), ...loosenedVulnerabilities(ofBase?.vulnerabilities, config.vulnerabilities)];
function contextOf({ world, engine }, plan, { version, context, phases, goMod }) {
	const { settings, source } = plan;
	const isolation = engine.isolation?.();
	const { os, arch, cpus, image } = world.host;
	const { budgets, modes } = settings.config;
	const names = modes.map(({ name }) => name);
	const reference = names.length > 1 ? referenceMode(names, settings.config.reference) : void 0;
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
			version: engine.version,
			...isolation && { isolation }
		},
		base: source.revisions.base,
		head: source.revisions.head,
		...context === void 0 ? {} : { origin: originOf(context) },
		...goMod === void 0 ? {} : { goMod },
		budgets,
		...reference === void 0 ? {} : { reference },
		phases
	};
}
function openModesOf({ settings }, limit) {
	const { budgets } = settings.config;
	return (soFar, reachable) => openModes({
		variants: reportVariants(soFar.variants),
		budgets,
		noise: noiseOf(soFar, limit)
	}, Math.min(limit, reachable));
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
// src/images/inspect-variants.ts
function imageInspector(images, main) {
	let last = Promise.resolve();
	const inTurn = (variant) => {
		const inspection = last.then(() => inspectOne(images, variant, main));
		last = inspection.catch(() => {});
		return inspection;
	};
	const begun = new Map();
	const inspect = (variant) => {
		const key = JSON.stringify(keyOf$1(variant));
		const inspection = begun.get(key) ?? inTurn(variant);
		begun.set(key, inspection);
		return inspection;
	};
	const inspectEach = async (read) => {
		await settleAll([...read.filter(isBuilt)].map((variant) => savedImageOf(images, variant)));
		return read.mapAsync(async (variant) => isBuilt(variant) ? {
			...variant,
			inspection: await inspect(variant)
		} : variant);
	};
	return {
		begin(variant) {
			if (!isBuilt(variant) || variant.image.kind !== "laid-out") return;
			inspect(variant).catch(() => {});
		},
		async inspectAll(loader, read) {
			const [all] = await settleAll([inspectEach(read), loader.load(read)]);
			const inspected = all.filter(isBuilt);
			const compared = [];
			for (const variant of all) {
				const base = inspected.pair(variant.mode.name, variant.platform)?.base;
				compared.push(isBuilt(variant) && base !== void 0 ? await withChanges(images, base, variant) : variant);
			}
			for (const { image } of inspected) await images.forget(image.reference);
			return VariantSet.of(compared, keyOf$1);
		}
	};
}
function savedImageOf(images, { platform, image }) {
	return images.read(image.reference, platform, image.kind === "laid-out" ? void 0 : image.baseLayers);
}
async function withChanges(images, base, one) {
	if (one.revision === "base" || base.inspection.image.id === one.inspection.image.id) return one;
	if (!isOfBuilder(base) || !isOfBuilder(one)) return one;
	const before = await images.read(base.image.reference, base.platform);
	const after = await images.read(one.image.reference, one.platform);
	const changes = await compareLayers(layersOf(before), layersOf(after), one.inspection.binary);
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
function layersOf({ image, contents }) {
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
async function inspectOne(images, variant, main) {
	const { image, inspection } = variant;
	const saved = await savedImageOf(images, variant);
	const checked = await checkOf(saved, image.kind === "dockerfile" ? main.importPath : void 0);
	const check = checked.ok ? checked.value.program : checked;
	const contents = await readContents(saved, checked);
	return {
		...inspection,
		image: saved.image,
		start: {
			entrypoint: saved.image.entrypoint,
			command: saved.command,
			...check.ok ? { program: {
				path: check.value.path,
				arguments: check.value.arguments
			} } : {}
		},
		...check.ok && (await saved.root?.resolve(check.value.path))?.capabilities !== void 0 ? { isCapable: true } : {},
		environment: saved.environment,
		check: mapResult(check, ({ load, runtime, behavior }) => ({
			...load === void 0 ? {} : { load },
			...behavior === void 0 ? {} : { behavior },
			runtime
		})),
		...checked.ok ? { entry: checked.value.entry } : {},
		...contents === void 0 ? {} : { contents }
	};
}
async function checkOf(saved, mainPackage) {
	if (saved.root === void 0) return fail(saved.rootProblem ?? "its layers were not read");
	return succeed(await checkImage(saved, saved.root, mainPackage));
}
// src/images/load-images.ts
function isLoadedBefore(variant) {
	return isStartedHere(variant) && (variant.foreign === void 0 || variant.image.kind !== "laid-out");
}
function openLoader(engine) {
	const taken = [];
	const begun = new Map();
	const load = (variant) => {
		const key = JSON.stringify(keyOf$1(variant));
		const loading = begun.get(key) ?? engine.load(variant).catch(() => {});
		begun.set(key, loading);
		return loading;
	};
	const headOf = ({ mode, platform }, all) => all.pair(mode.name, platform)?.head;
	const isNeeded = (variant, head) => isLoadedBefore(variant) && (variant.revision === "head" || head?.inspection.binary.sha256 !== variant.inspection.binary.sha256);
	return {
		begin(variant) {
			const isCheap = variant.image.kind === "laid-out";
			if ((variant.revision === "head" || isCheap) && isLoadedBefore(variant)) load(variant);
		},
		take(variant) {
			taken.push(variant);
			const all = VariantSet.of(taken, keyOf$1);
			for (const one of all) {
				const head = headOf(one, all);
				if (head !== void 0 && isNeeded(one, head)) load(one);
			}
		},
		async load(variants) {
			const built = variants.filter(isBuilt);
			await settleAll([...built].filter((one) => isNeeded(one, headOf(one, built))).map(load));
		}
	};
}
// src/images/read-programs.ts
function programReader(world, { module }) {
	const direct = new Map();
	const directIn = (checkout) => {
		const found = direct.get(checkout) ?? directModules(world.exec, `${checkout}/${module}`);
		direct.set(checkout, found);
		return found;
	};
	const known = new Map();
	const read = async (variant) => readOne(world, variant, await directIn(variant.checkout));
	return async (variant) => {
		const { binary } = variant.image;
		const found = known.get(binary) ?? read(variant);
		known.set(binary, found);
		return {
			...variant,
			inspection: await found
		};
	};
}
async function readOne({ files }, { revision, mode, platform, image }, direct) {
	const binary = await files.readWith(image.binary, (file) => ({
		size: file.size,
		read: readProgram(pagedSource(file))
	}));
	if (binary === void 0) throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`);
	const buildInfo = binary.read.ok ? binary.read.value.buildInfo : void 0;
	return {
		binary: {
			size: binary.size,
			sha256: image.sha256 ?? await files.sha256(image.binary),
			modules: buildInfo?.modules ?? {},
			direct: direct.ok ? direct.value : [],
			...buildInfo === void 0 ? {} : { settings: compileSettingsOf(buildInfo) }
		},
		linkage: linkageOf(binary.read, platformParts(platform).os)
	};
}
// src/repository/go/go-output.ts
const starts$1 = /^(?:go: |# |verifying |cgo: |\S+\.go:\d+(?::\d+)?: |\S+: (?:write|mkdir|open|copy|link|rename) )/;
function goFaults(output) {
	return joinedFaults(messagesIn(output).flatMap((message) => message.first.startsWith("# ") ? packageFaults(message) : commandFault(message)));
}
function messagesIn(output) {
	const messages = [];
	for (const line of output) {
		const last = messages.at(-1);
		const isInPackage = last?.first.startsWith("# ") === true && !/^(?:go: |# |verifying )/.test(line);
		if (starts$1.test(line) && !isInPackage) messages.push({
			first: line,
			more: []
		});
		else last?.more.push(line);
	}
	return messages;
}
const position = /^\S+\.(?:go|s|S|c|h|cc|cpp|cxx|hpp|m|f|F|f90):\d+(?::\d+)?: /;
function packageFaults({ first, more }) {
	if (more[0]?.startsWith("# [") === true || /^# \[/.test(first)) return [];
	const killed = more.find((line) => /: signal: killed$/.test(line));
	if (killed !== void 0) return [{
		kind: "builder",
		because: "killed",
		detail: killed
	}];
	const full = more.find((line) => /: [Nn]o space left on device$/.test(line));
	if (full !== void 0) return [{
		kind: "builder",
		because: "no-space",
		detail: full
	}];
	const compiler = more.map((line) => /^cgo: C compiler "([^"]+)" not found/.exec(line)?.[1]).find(Boolean);
	if (compiler !== void 0) return [{
		kind: "compiler-missing",
		compiler
	}];
	const libraries = more.flatMap((line) => /\bcannot find -l([\w+.-]+?)(?::|$)/.exec(line)?.[1] ?? []);
	if (libraries.length > 0) {
		const isStatic = more.some((line) => /\s-static(?:\s|$)/.test(line));
		return [...new Set(libraries)].map((library) => ({
			kind: "library-missing",
			library,
			isStatic
		}));
	}
	const refused = more.find((line) => position.test(line));
	return refused === void 0 ? [] : [{
		kind: "not-compiled",
		...placedIn(refused)
	}];
}
function placedIn(refused) {
	const parts = refused.split("/");
	const host = parts.findIndex((part) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:@v\d|$)/.test(part));
	const last = parts.findIndex((part, at) => at >= host && /^[^\s:@]+@v\d[^\s:]*$/.test(part));
	if (!(refused.startsWith("/") && host > 0 && last >= host)) return { first: refused.replace(/^\.\//, "") };
	const module = parts.slice(host, last + 1).join("/").replaceAll(/!([a-z])/g, (_whole, letter) => letter.toUpperCase());
	return {
		first: [module, ...parts.slice(last + 1)].join("/"),
		module
	};
}
function commandFault({ first, more }) {
	if (/: no space left on device$/.test(first)) return [{
		kind: "builder",
		because: "no-space",
		detail: first
	}];
	const toolchain = toolchainFault(first);
	if (toolchain !== void 0) return [toolchain];
	const [, outdated] = /missing go\.sum entry for (?:module providing package |go\.mod file)?(\S*)/.exec(first) ?? [];
	if (outdated !== void 0) return [outdatedModules(outdated)];
	if (/^go: updates to go\.(?:mod|sum) needed/.test(first)) return [outdatedModules("")];
	const module = refusedModule([first, ...more].join("\n"));
	return module === void 0 ? [] : [moduleFault(module.path, module.message)];
}
function outdatedModules(path) {
	return {
		kind: "go-mod-outdated",
		...path === "" ? {} : { package: path }
	};
}
function toolchainFault(first) {
	const [, needs, has] = /^go: .*\brequires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/.exec(first) ?? [];
	if (needs !== void 0 && has !== void 0) return {
		kind: "toolchain",
		needs,
		has
	};
	const [, wanted, detail] = /^go: download go(\S+?)(?: for \S+)?: (.+)/.exec(first) ?? [];
	return wanted === void 0 || detail === void 0 ? void 0 : {
		kind: "toolchain",
		needs: wanted,
		detail
	};
}
// src/images/go-build/go-build.ts
function goBuildCommand(mode, main, output, flags = []) {
	return [
		"go",
		"build",
		...flags,
		...compileFlags(mode),
		...mode.ldflags !== "" ? [`-ldflags=${mode.ldflags}`] : [],
		"-o",
		output,
		main.path
	];
}
function compileFlags({ tags, buildmode, gcflags }) {
	return [
		"-trimpath",
		"-buildvcs=false",
		...buildmode === void 0 ? [] : [`-buildmode=${buildmode}`],
		...tags.length > 0 ? [`-tags=${tags.join(",")}`] : [],
		...gcflags === void 0 ? [] : [`-gcflags=${gcflags}`]
	];
}
function goArchivesCommand(mode, main) {
	const format = "{{with .Export}}{{$.ImportPath}}={{.}}{{end}}";
	return [
		"go",
		"list",
		"-export",
		"-deps",
		...compileFlags(mode),
		"-f",
		format,
		main.path
	];
}
function goBuildEnv(host, mode, platform, temporary) {
	return {
		[collector.name]: collector.value,
		...host,
		...goVariables(platform),
		GOTMPDIR: temporary,
		TMPDIR: temporary,
		...mode.env
	};
}
const shownLines = 20;
function goBuildPlace(world, { mode, main, platform, checkout, root, temporary }) {
	return {
		cwd: main.module === "." ? checkout : `${checkout}/${main.module}`,
		env: {
			...goBuildEnv(goEnv(world.host.env, {
				root,
				checkout
			}), mode, platform, temporary),
			...main.outsideWorkspace === true ? { GOWORK: "off" } : {}
		}
	};
}
async function goBuild(world, options) {
	const { mode, main, output, flags, takePrinted } = options;
	const since = world.clock.now();
	const { cwd, env } = goBuildPlace(world, options);
	if (await world.files.stat(cwd) === void 0) return {
		ok: false,
		problem: {
			output: [],
			why: [{
				kind: "module-missing",
				directory: main.module
			}]
		}
	};
	const built = await world.exec.run(goBuildCommand(mode, main, output, flags), {
		cwd,
		env,
		...takePrinted === void 0 ? {} : { takeErrors: takePrinted }
	});
	const printed = `${built.stderr}\n${built.stdout}`.split("\n").filter((line) => line.trim() !== "");
	const lines = withoutProgress(printed);
	if (built.exitCode === 0) return succeed({
		milliseconds: world.clock.now() - since,
		output: lines
	});
	return {
		ok: false,
		problem: {
			output: lines.slice(0, shownLines),
			why: failureOf$3(built.exitCode, lines)
		}
	};
}
function failureOf$3(exitCode, output) {
	const found = goFaults(output);
	if (found.length > 0 || exitCode !== 137) return found;
	return [{
		kind: "builder",
		because: "killed",
		detail: "`go build` ended with exit code 137"
	}];
}
function loadingFunctions(output) {
	const warned = output.flatMap((line) => /: warning: Using '(\w+)' in statically linked applications requires at runtime/.exec(line)?.[1] ?? []);
	return [...new Set(warned)].toSorted();
}
// src/images/go-build/relink.ts
async function relink({ world, workspace }, { target, source, go }, { mode, checkout, platform }, { tags = [], flags = [], exchanged, graph, takePrinted, keep }) {
	const directory = `${workspace.directory}/relink-${crypto.randomUUID()}`;
	const temporary = `${directory}/tmp`;
	await world.files.makeDirectory(temporary);
	const output = `${directory}/program/${target.main.name}`;
	const link = canWrapLinker(world.host, go, mode) ? await recordLink(world, directory, exchanged) : void 0;
	const ldflags = link === void 0 ? `${mode.ldflags} -dumpdep`.trim() : mode.ldflags;
	try {
		const built = await goBuild(world, {
			mode: {
				...mode,
				tags: [...mode.tags, ...tags],
				ldflags
			},
			main: target.main,
			platform,
			checkout,
			root: source.root,
			output,
			temporary,
			...link === void 0 ? {
				flags,
				takePrinted
			} : { flags: [...flags, ...link.flags] }
		});
		if (!built.ok) return built;
		if (link !== void 0 && await world.files.stat(link.record.graph) !== void 0) await world.files.move(link.record.graph, graph);
		const program = await world.files.stat(output);
		if (program === void 0) return {
			ok: false,
			problem: {
				output: ["there is no program"],
				why: []
			}
		};
		if (keep !== void 0) await world.files.move(output, keep);
		return succeed({
			size: program.size,
			graph: link === void 0 ? "printed" : "recorded"
		});
	} finally {
		await world.files.remove(directory);
	}
}
async function withoutLookups(tools, plan, variant, packages) {
	const { world, workspace } = tools;
	if (!canWrapLinker(world.host, plan.go, variant.mode)) return void 0;
	const { main } = plan.target;
	const directory = `${workspace.directory}/unmarked-${variant.mode.name}`;
	await world.files.makeDirectory(directory);
	const wanted = new Set([...packages].map((path) => path === "main" ? main.importPath : path));
	const archives = await recordedArchives(tools, variant.image.link, {
		wanted,
		main
	}) ?? await listedArchives(tools, plan, variant, {
		wanted,
		temporary: directory
	});
	const rules = [];
	let ofMain;
	for (const [path, archive] of archives) {
		const bytes = Uint8Array.from(await world.files.read(archive) ?? []);
		if ((clearLookups(bytes) ?? 0) === 0) continue;
		const copy = `${directory}/${rules.length}.a`;
		await world.files.write(copy, bytes);
		if (path === main.importPath) ofMain = copy;
		rules.push(`s#^packagefile ${sedPattern(path)}=.*#packagefile ${path}=${sedReplacement(copy)}#`);
	}
	if (rules.length === 0) return void 0;
	await world.files.write(`${directory}/rules`, `${rules.join("\n")}\n`);
	return {
		rules: `${directory}/rules`,
		...ofMain === void 0 ? {} : { main: ofMain }
	};
}
async function recordedArchives({ world }, link, { wanted, main }) {
	const text = link && await world.files.readText(link.archives);
	if (link === void 0 || text === void 0) return void 0;
	const found = [];
	for (const line of text.split("\n")) {
		const [, path = "", archive = ""] = /^packagefile (\S+?)=(.+)$/.exec(line) ?? [];
		if (!wanted.has(path)) continue;
		const file = path === main.importPath ? link.main : archive;
		if (await world.files.stat(file) === void 0) return void 0;
		found.push([path, file]);
	}
	return found;
}
async function listedArchives({ world }, { target, source }, { mode, checkout, platform }, { wanted, temporary }) {
	const { main } = target;
	const job = {
		mode,
		main,
		platform,
		checkout,
		root: source.root,
		temporary
	};
	const listed = await world.exec.run(goArchivesCommand(mode, main), goBuildPlace(world, job));
	return listed.exitCode === 0 ? archivesIn(listed.stdout).filter(([path]) => wanted.has(path)) : [];
}
function archivesIn(text) {
	return text.split("\n").flatMap((line) => {
		const [, path, archive] = /^(\S+?)(?: \[.*?\])?=(.+)$/.exec(line) ?? [];
		return path === void 0 || archive === void 0 ? [] : [[path, archive]];
	});
}
const sedPattern = (text) => text.replaceAll(/[.[\]*^$\\#]/g, "\\$&");
const sedReplacement = (text) => text.replaceAll(/[&\\#]/g, "\\$&");
// src/attribution/linked/link-again.ts
function repeatableBuilds(variants, { platform }) {
	return variants.filter(hasProgram).filter((one) => one.source === "built-in" && one.platform === platform).pairs();
}
async function graphOf(tools, plan, variant, wanted) {
	const { revision, mode, image } = variant;
	const { log } = tools.world;
	const recorded = image.link && await recordedFacts(tools, variant, {
		graph: image.link.graph,
		...wanted
	});
	if (recorded?.ok === false) return void 0;
	if (recorded?.value !== void 0) return recorded.value;
	return (await log.step(`link ${revision}, ${mode.name}, again to read what it reaches`, () => linkAgain(tools, plan, variant, wanted)))?.facts;
}
async function linkAgain(tools, plan, variant, { modules = [], lookups = [], functions = [], ...options }) {
	const wanted = {
		modules,
		lookups,
		functions
	};
	const reader = reachabilityReader();
	const graph = `${tools.workspace.directory}/graph-${crypto.randomUUID()}`;
	const linked = await relink(tools, plan, variant, {
		...options,
		graph,
		takePrinted: reader.add
	});
	const found = reader.end();
	if (!linked.ok) {
		const { log } = tools.world;
		const printed = [...linked.problem.output, ...found.others].map((line) => `\n  ${line}`);
		log.info(`${variant.revision}, ${variant.mode.name}, was not linked again: ${failureText(linked.problem)}${printed.join("")}`);
		return;
	}
	const read = linked.value.graph === "recorded" ? await recordedFacts(tools, variant, {
		graph,
		...wanted
	}) : succeed(printedFacts(found, wanted));
	await tools.world.files.remove(graph);
	return read.ok && read.value !== void 0 ? {
		facts: read.value,
		size: linked.value.size
	} : void 0;
}
async function recordedFacts({ world: { log, signal, worker } }, { revision, mode }, recorded) {
	try {
		return succeed(await worker.run(graphTask, recorded));
	} catch (error) {
		if (signal.aborted) throw error;
		const message = messageOf(error);
		log.info(`${revision}, ${mode.name}: what the linker reached was not read: ${message}`);
		return fail(message);
	}
}
function printedFacts(found, wanted) {
	const reached = usable$1(found);
	return reached && graphFacts(reached, wanted);
}
// src/attribution/linked/known-tags.ts
const knownTags = [{
	module: "github.com/go-playground/validator/v10",
	tag: "validator_novalidatefn",
	since: "v10.30.3"
}, {
	module: "google.golang.org/grpc",
	tag: "grpcnotrace",
	since: "v1.62.0"
}];
function knownAlternative({ by, chain, others }, modules) {
	if (by === "plugin") return void 0;
	const found = knownTags.flatMap(({ module, tag, since }) => {
		const version = modules[module];
		if (version === void 0 || ![chain, ...others].some((one) => leadsThrough(one, module))) return [];
		return [{
			module,
			tag,
			from: version,
			to: since
		}];
	});
	const isEnough = [chain, ...others].every((one) => isShortened(one) || found.some(({ module }) => leadsThrough(one, module)));
	if (found.length === 0 || !isEnough) return void 0;
	const upgrades = found.filter(({ from, to }) => isOlder(from, to));
	return {
		tags: found.map(({ tag }) => tag),
		...upgrades.length === 0 ? {} : { upgrades: upgrades.map(({ module, from, to }) => ({
			module,
			from,
			to
		})) }
	};
}
const leadsThrough = (chain, module) => chain.some((step) => step.package === module || step.package.startsWith(`${module}/`));
const isShortened = (chain) => chain.some((step) => step.package === "");
function isOlder(one, other) {
	const [a, b] = [numbersOf(one), numbersOf(other)];
	if (a === void 0 || b === void 0) return false;
	const at = a.findIndex((part, index) => part !== b[index]);
	return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
function numbersOf(version) {
	const match = /^v(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
	if (match === null) return void 0;
	return [
		Number(match[1]),
		Number(match[2]),
		Number(match[3]),
		match[4] === void 0 ? 1 : 0
	];
}
// src/attribution/linked/linked-facts.ts
const linkedFactsSchema = readonlyObject({
	off: pruningOffSchema.nullable(),
	lookups: array(text$1).readonly()
});
function linkedFacts(tools, plan, variant, link = () => graphOf(tools, plan, variant, {})) {
	const about = linkInputs(tools, plan, variant);
	return tools.results.of({
		kind: "linked",
		about,
		schema: linkedFactsSchema
	}, async () => {
		const linked = await link();
		return linked && {
			off: linked.off,
			lookups: linked.lookups
		};
	});
}
const linkedChainsSchema = array(readonlyObject({
	module: text$1,
	chain: linkChainSchema
})).readonly();
async function linkedChains(tools, plan, variant, { modules, link }) {
	const about = {
		...linkInputs(tools, plan, variant),
		modules: modules.toSorted()
	};
	const found = await tools.results.of({
		kind: "chains",
		about,
		schema: linkedChainsSchema
	}, async () => {
		return (await link())?.chains;
	});
	return new Map((found ?? []).map(({ module, chain }) => [module, chain]));
}
const functionChainsSchema = array(readonlyObject({
	function: text$1,
	chain: linkChainSchema
})).readonly();
async function linkedFunctions(tools, plan, variant, functions) {
	const about = {
		...linkInputs(tools, plan, variant),
		functions: functions.toSorted()
	};
	const found = await tools.results.of({
		kind: "chains",
		about,
		schema: functionChainsSchema
	}, async () => {
		return (await graphOf(tools, plan, variant, { functions }))?.functions;
	});
	return new Map((found ?? []).map((one) => [one.function, one.chain]));
}
const ofBuild = /^(?:GO(?:AMD64|ARM64|ARM|386|EXPERIMENT|FLAGS|TOOLCHAIN|WORK|ROOT)|CGO_.+|CC|CXX|AR|FC|PKG_CONFIG.*)$/;
function linkInputs({ world }, { target, go }, { mode, platform, inspection }) {
	const { env, os, arch, image } = world.host;
	return {
		program: inspection.binary.sha256,
		mode: {
			env: sorted$1(mode.env),
			tags: mode.tags,
			ldflags: mode.ldflags,
			buildmode: mode.buildmode ?? null,
			gcflags: mode.gcflags ?? null
		},
		main: target.main,
		platform,
		go: {
			version: go.version,
			flags: go.flags,
			compiler: go.compiler
		},
		host: {
			os,
			arch,
			image: image ?? null
		},
		env: sorted$1(Object.fromEntries(Object.entries(env).filter(([name]) => ofBuild.test(name))))
	};
}
function sorted$1(variables) {
	return Object.entries(variables).toSorted(([a], [b]) => a < b ? -1 : 1);
}
// src/images/go-build/upgraded.ts
const limitMs = 3e4;
async function withUpgrades({ world, workspace }, { target, source }, { mode, checkout }, upgrades) {
	if (upgrades.length === 0) return succeed([]);
	const directory = `${workspace.directory}/upgraded`;
	await world.files.makeDirectory(directory);
	const { main, platform } = target;
	const { cwd, env } = goBuildPlace(world, {
		mode,
		main,
		platform,
		checkout,
		root: source.root,
		temporary: directory
	});
	const work = await world.exec.ask([
		"go",
		"env",
		"GOWORK"
	], {
		cwd,
		env
	});
	if (!["", "off"].includes(work.stdout.trim())) return fail("the module is built in a workspace");
	if (await world.files.stat(`${cwd}/vendor/modules.txt`) !== void 0) return fail("its modules are vendored");
	for (const end of ["mod", "sum"]) await world.files.copy(`${cwd}/go.${end}`, `${directory}/go.${end}`);
	const file = `-modfile=${directory}/go.mod`;
	const wanted = upgrades.map(({ module, to }) => `${module}@${to}`);
	return (await world.exec.run([
		"go",
		"get",
		file,
		...wanted
	], {
		cwd,
		env,
		limitMs
	})).exitCode === 0 ? succeed([file, "-mod=mod"]) : fail(`\`go get ${wanted.join(" ")}\` failed`);
}
// src/attribution/linked/module-sources.ts
const localReplacement = /=>\s*(?:\.|\/|[A-Za-z]:)/;
async function moduleSources({ files }, { target, source }, revision) {
	const checkout = source.checkouts[revision];
	const packages = target.sources[revision];
	if (checkout === void 0 || packages === void 0) return void 0;
	const module = joinPath(checkout, target.main.module);
	const [goMod, goSum, goWork] = [
		await files.readText(`${module}/go.mod`),
		await files.readText(`${module}/go.sum`),
		await files.readText(`${checkout}/go.work`)
	];
	if (goMod === void 0 || goWork !== void 0) return void 0;
	if (localReplacement.test(goMod)) return void 0;
	const lines = [];
	for (const { Dir = "" } of packages) {
		const directory = relativeTo(checkout, Dir);
		if (directory === void 0) continue;
		for (const { name, kind } of await files.list(Dir)) if (kind === "file") lines.push(`${directory}/${name} ${await files.sha256(joinPath(Dir, name))}`);
	}
	return sha256Of(JSON.stringify([
		goMod,
		goSum ?? "",
		lines.toSorted()
	]));
}
// src/attribution/linked/saving.ts
const savedSchema = readonlyObject({
	size: magnitude,
	saved: magnitude
});
const alternativeSchema = readonlyObject({ saved: savedSchema.nullable() });
async function measureAlternative(tools, plan, variant, way) {
	const build = async () => {
		const other = await linkAlternative(tools, plan, variant, way);
		return other && { saved: savedBy(other, variant) ?? null };
	};
	const sources = await moduleSources(tools.world, plan, variant.revision);
	const about = {
		...linkInputs(tools, plan, variant),
		way,
		sources
	};
	const built = sources === void 0 ? await build() : await tools.results.of({
		kind: "other-way",
		about,
		schema: alternativeSchema
	}, build);
	return built === void 0 || built.saved === null ? void 0 : {
		way,
		...built.saved
	};
}
async function linkAlternative(tools, plan, variant, { tags, upgrades = [] }) {
	const { log } = tools.world;
	const using = [...upgrades.map(({ module, to }) => `${module}@${to}`), `-tags=${tags.join(",")}`].join(" and ");
	return log.step(`build ${variant.revision} with ${using} to measure unused methods`, async () => {
		const flags = await withUpgrades(tools, plan, variant, upgrades);
		if (flags.ok) return linkAgain(tools, plan, variant, {
			tags,
			flags: flags.value
		});
		log.info(`not built: ${flags.problem.message}`);
	});
}
function savedBy({ size, facts }, { inspection }) {
	const saved = inspection.binary.size - size;
	return saved <= 0 || facts.off !== null ? void 0 : {
		size,
		saved
	};
}
const prunedSchema = readonlyObject({
	sha256: text$1,
	saved: savedSchema.nullable(),
	keepers: array(keeperSchema).readonly()
});
async function linkPruned(tools, plan, variants, lookups) {
	return (await settleAll(variants.map((one) => prunedProgram(tools, plan, one, lookups)))).flat();
}
async function prunedProgram(tools, plan, variant, lookups) {
	const { revision, mode, platform } = variant;
	const { files, log } = tools.world;
	const packages = new Set(lookups.flatMap((symbol) => packageOfSymbol(symbol) ?? []));
	const path = `${tools.workspace.directory}/pruned-${revision}-${mode.name}`;
	const linkOnce = onlyOnce(() => log.step(`link ${revision}, ${mode.name}, without unused methods`, async () => {
		const exchanged = await withoutLookups(tools, plan, variant, packages);
		const other = exchanged && await linkAgain(tools, plan, variant, {
			exchanged,
			keep: path,
			lookups
		});
		if (other === void 0) return void 0;
		const { keepers } = other.facts;
		return {
			sha256: await files.sha256(path),
			saved: savedBy(other, variant) ?? null,
			keepers
		};
	}));
	const about = {
		...linkInputs(tools, plan, variant),
		packages: [...packages].toSorted()
	};
	const known = await tools.results.of({
		kind: "pruned",
		about,
		schema: prunedSchema
	}, linkOnce);
	if (known === void 0 || known.saved === null) return [];
	const { sha256, saved: measured, keepers } = known;
	const file = async () => (await linkOnce())?.sha256 === sha256 ? path : void 0;
	return [{
		mode: mode.name,
		platform,
		sha256,
		file,
		measured,
		keepers
	}];
}
// src/attribution/linked/dead-code.ts
async function checkDeadCode(tools, plan, pairs, { off, lookups }) {
	const [pair] = pairs;
	if (off === null || pair === void 0) return {
		findings: [],
		pruned: []
	};
	const head = {
		variant: pair.head,
		off,
		lookups
	};
	const ofBase = await factsOfBase(tools, plan, pair);
	if (ofBase?.off === null) return keptSinceBase(tools, plan, pairs, head);
	const base = pair.base && ofBase && {
		variant: pair.base,
		off: ofBase.off,
		lookups: ofBase.lookups
	};
	const isOfBranch = plan.source.revisions.base?.ref !== void 0;
	const isAsBefore = base !== void 0 && isOfBranch && savingAppliesTo(base, head);
	const saving = await savingOf(tools, plan, isAsBefore ? base : head);
	const params = paramsOf(isAsBefore ? base : head, saving, base?.lookups);
	const inHead = isAsBefore ? newLookups(base, head) : [];
	const { revision, mode } = (isAsBefore ? base : head).variant;
	return {
		findings: [finding("link/dead-code-kept", {
			...params,
			...inHead.length === 0 ? {} : { inHead }
		}, {
			verdict: "pass",
			revision,
			mode: mode.name
		})],
		pruned: []
	};
}
async function factsOfBase(tools, plan, { base, head }) {
	return base !== void 0 && base.inspection.binary.sha256 !== head.inspection.binary.sha256 ? linkedFacts(tools, plan, base) : void 0;
}
function savingAppliesTo(base, head) {
	const symbols = new Set(head.lookups);
	const { modules } = head.variant.inspection.binary;
	const { upgrades = [] } = knownAlternative(base.off, base.variant.inspection.binary.modules) ?? {};
	return base.off.by === head.off.by && base.lookups.every((one) => symbols.has(one)) && upgrades.every(({ module, to }) => isOlder(modules[module] ?? "", to));
}
function newLookups(base, { off }) {
	const known = new Set(base.lookups.map(packageOfSymbol));
	const last = [off.chain, ...off.others].flatMap((chain) => chain.at(-1) ?? []);
	return [...new Map(last.map((one) => [one.package, one])).values()].filter((one) => !known.has(one.package));
}
async function keptSinceBase(tools, plan, pairs, head) {
	const { variant, off, lookups } = head;
	const heads = pairs.map((pair) => pair.head);
	const [built, pruned] = [await alternativeSaving(tools, plan, head), off.by === "plugin" ? [] : await linkPruned(tools, plan, heads, lookups)];
	const { mode } = variant;
	const ofMode = pruned.find((one) => one.mode === mode.name);
	const params = paramsOf(head, {
		measured: built ?? ofMode?.measured,
		keepers: ofMode?.keepers
	});
	const name = off.by === "plugin" ? "plugin" : stepText(off.chain.at(-1));
	const about = {
		verdict: "warn",
		revision: "head",
		mode: mode.name
	};
	return {
		findings: [finding("link/dead-code-lost", params, about)],
		pruned: pruned.map((one) => ({
			...one,
			name
		}))
	};
}
async function savingOf(tools, plan, program) {
	const { variant, off, lookups } = program;
	const measured = await alternativeSaving(tools, plan, program);
	if (measured !== void 0 || off.by === "plugin") return { measured };
	const [pruned] = await linkPruned(tools, plan, [variant], lookups);
	return pruned ?? {};
}
async function alternativeSaving(tools, plan, { variant, off }) {
	const way = knownAlternative(off, variant.inspection.binary.modules);
	return way && measureAlternative(tools, plan, variant, way);
}
function paramsOf({ off }, { measured, keepers = [] }, preferred = []) {
	const rank = ({ symbol }) => preferred.includes(symbol) ? 0 : 1;
	const [keeper, ...rest] = keepers.toSorted((a, b) => rank(a) - rank(b));
	const also = rest.flatMap(({ chain }) => chain.at(-1) ?? []);
	return {
		by: off.by,
		chain: keeper?.chain ?? off.chain,
		others: keeper === void 0 ? off.others.length : also.length,
		...also.length === 0 ? {} : { also },
		...measured === void 0 ? {} : { measured }
	};
}
// src/attribution/linked/linked.ts
const nothing = {
	findings: [],
	pruned: []
};
const mostModules = 50;
function linkReader(tools, plan) {
	const known = new Map();
	const read = async (pair) => {
		const added = addedModules(pair);
		const names = added.map(([name]) => name);
		const link = onlyOnce(() => graphOf(tools, plan, pair.head, { modules: names }));
		const facts = await linkedFacts(tools, plan, pair.head, link);
		if (facts === void 0) return void 0;
		const modules = newModules(tools, plan, pair.head, {
			added,
			link
		});
		modules.catch(() => {});
		return {
			facts,
			modules
		};
	};
	return (pair) => {
		const { binary } = pair.head.image;
		const found = known.get(binary) ?? read(pair);
		known.set(binary, found);
		return found;
	};
}
async function checkLinking(tools, plan, variants, read = linkReader(tools, plan)) {
	const pairs = plan.settings.config.relinks ? repeatableBuilds(variants, plan.target) : [];
	const [first] = pairs;
	if (first === void 0) return nothing;
	const { log } = tools.world;
	const head = await read(first);
	if (head === void 0) {
		log.info("it is not known what the program reaches, so unused methods are not determined");
		return nothing;
	}
	const [modules, checked] = await settleAll([head.modules, checkDeadCode(tools, plan, pairs, head.facts)]);
	return modules === void 0 ? checked : {
		...checked,
		modules
	};
}
function addedModules({ base, head }) {
	const before = base?.inspection.binary.modules;
	return Object.entries(head.inspection.binary.modules).filter(([name]) => before !== void 0 && !Object.hasOwn(before, name));
}
async function newModules(tools, plan, head, { added, link }) {
	if (added.length === 0) return void 0;
	const { source, target } = plan;
	const names = new Set(added.map(([name]) => name));
	const { checkout, mode, platform } = head;
	const { main } = target;
	const [listed, chains] = await settleAll([listProgram(tools.world, {
		...source,
		checkout,
		tags: mode.tags
	}, main, {
		fields: ["ImportPath", "Imports"],
		cgo: mode.env["CGO_ENABLED"] === "0" ? "0" : "1"
	}), linkedChains(tools, plan, head, {
		modules: [...names],
		link
	})]);
	const imports = importPaths(listed.ok ? listed.value.packages : [], main.importPath, names);
	return {
		mode: mode.name,
		platform,
		modules: added.slice(0, mostModules).map(([name, version]) => ({
			name,
			version,
			chain: chains.get(name) ?? [],
			imports: imports.get(name) ?? []
		})),
		more: Math.max(0, added.length - mostModules)
	};
}
// src/attribution/program-sources.ts
function sourcesIn(world, { target, source, settings }) {
	const { main } = target;
	const packagesOf = async (variant) => {
		const tags = tagsOf(variant);
		return (tags === settings.config.build.tags.join(",") ? target.sources[variant.revision] : void 0) ?? list(world, {
			checkout: variant.checkout,
			root: source.root
		}, main, tags);
	};
	const read = async (base, head) => {
		const [before, after] = await settleAll([packagesOf(base), packagesOf(head)]);
		const same = await sameIn(world, [...before, ...after], {
			base,
			head
		});
		return {
			embedded: {
				base: await embeddedIn(world, main, before),
				head: await embeddedIn(world, main, after)
			},
			same: same.has(main.importPath) ? new Set([...same, "main"]) : same
		};
	};
	const known = new Map();
	return (base, head) => {
		const key = JSON.stringify([base, head].map((one) => [one.checkout, tagsOf(one)]));
		const found = known.get(key) ?? read(base, head);
		known.set(key, found);
		return found;
	};
}
function tagsOf({ inspection }) {
	return inspection.binary.settings?.["-tags"] ?? "";
}
async function list(world, place, main, tags) {
	const found = await listProgram(world, {
		...place,
		modules: [],
		tags: tags.split(",").filter((tag) => tag !== "")
	}, main, { fields: sourceFields });
	return found.ok ? sourcePackages(found.value.packages) : [];
}
async function embeddedIn({ files }, main, packages) {
	const found = [];
	for (const { ImportPath, Dir, EmbedFiles = [] } of packages) for (const name of Dir === void 0 ? [] : EmbedFiles) {
		const file = await files.stat(joinPath(Dir ?? "", name));
		const packageName = ImportPath === main.importPath ? "main" : ImportPath;
		if (file !== void 0) found.push({
			packageName,
			name,
			size: file.size
		});
	}
	return found;
}
async function sameIn({ files }, packages, { base, head }) {
	const same = new Set();
	for (const { ImportPath, Dir = "", Module } of packages) {
		if (Module?.Main !== true || same.has(ImportPath)) continue;
		const directory = relativeTo(base.checkout, Dir) ?? relativeTo(head.checkout, Dir);
		if (directory === void 0) continue;
		const [before, after] = await settleAll([base, head].map(({ checkout }) => contentOf(files, joinPath(checkout, directory))));
		if (before === after) same.add(ImportPath);
	}
	return same;
}
async function contentOf(files, directory) {
	const lines = (await files.list(directory)).filter(({ kind }) => kind === "file").map(async ({ name }) => `${name} ${await files.sha256(joinPath(directory, name))}`);
	return (await settleAll(lines)).toSorted().join("\n");
}
// src/attribution/explain-check.ts
const nothingExplained = {
	linked: { findings: [] },
	programs: []
};
function openExplainer(tools, plan) {
	const { world, results, workspace } = tools;
	const about = {
		sources: sourcesIn(world, plan),
		compare: programComparer(world, results)
	};
	const readLink = linkReader(tools, plan);
	const taken = [];
	const begun = [];
	let isClosed = false;
	const begin = (work) => {
		work.catch(() => {});
		begun.push(work);
	};
	const ended = async () => {
		await Promise.allSettled(begun);
		await world.worker.close();
	};
	workspace.onClose("worker", async () => {
		isClosed = true;
		await world.worker.close();
		await ended();
	});
	return {
		take(variant) {
			if (isClosed) return;
			taken.push(variant);
			const pair = VariantSet.of(taken, keyOf$1).pair(variant.mode.name, variant.platform);
			if (pair?.base === void 0) return;
			const [linked] = repeatableBuilds(VariantSet.of([pair.base, pair.head], keyOf$1), plan.target);
			if (plan.settings.config.relinks && linked?.head.image.link !== void 0) begin(readLink(linked));
			begin(compareEarly({
				base: pair.base,
				head: pair.head
			}, about));
		},
		async explain(variants, phases) {
			try {
				const linking = phases.run("link", () => checkLinking(tools, plan, variants, readLink));
				const pruned = async () => (await linking).pruned;
				const [{ pruned: _, ...linked }, programs] = await settleAll([linking, phases.run("attribute", () => compareModes(world, variants, {
					...about,
					pruned
				}))]);
				return {
					linked,
					programs
				};
			} finally {
				await ended();
			}
		}
	};
}
// src/attribution/inspect-and-explain.ts
function openInspector(handles, plan) {
	const { world, workspace, results, engine, images } = handles;
	const read = programReader(world, plan.target.main);
	const explainer = openExplainer({
		workspace,
		results,
		world: besideSteps(world)
	}, plan);
	const loader = openLoader(engine);
	const inspector = imageInspector(images, plan.target.main);
	return {
		onBuilt(variant) {
			if (isBuilt(variant)) loader.begin(variant);
			const take = (one) => {
				if (isBuilt(one)) loader.take(one);
				explainer.take(one);
				inspector.begin(one);
			};
			read(variant).then(take, () => {});
		},
		async inspectAndExplain(built, phases) {
			const programs = await built.mapAsync(async (one) => hasProgram(one) ? read(one) : one);
			const [inspected, explanation] = await settleAll([inspectImages(world, {
				inspector,
				loader
			}, programs), explainer.explain(programs, phases)]);
			return {
				inspected,
				...![...inspected].some(hasProgram) ? nothingExplained : explanation
			};
		}
	};
}
function inspectImages(world, { inspector, loader }, read) {
	return world.log.step("read binaries and images", () => unlessEngineLost(world, () => inspector.inspectAll(loader, read), (detail) => lostBeforeRead(read, detail)));
}
// src/images/caches/builder/restore.ts
async function restoreBuilderCaches(world, opened, how) {
	const { clock, log } = world;
	const until = clock.now() + how.limitMs;
	const faults = new Set();
	const fetched = await settleAll(opened.map(async (one) => ({
		...one,
		before: await fetch(world, one, {
			...how,
			faults
		})
	})));
	for (const message of faults) log.notice(`Compile caches of the builder were not restored (${message}): cold build`);
	const found = fetched.filter(({ before }) => before.kind === "restored");
	if (found.length === 0) return succeed(fetched);
	const limitMs = until - clock.now();
	if (limitMs <= 0) return fail("there was no time left for the builder");
	const written = await faultless(() => writeMounts(world, found, {
		...how,
		limitMs
	}), (message) => ({ message }));
	if (!written.ok) return written;
	const filled = written.value;
	if (filled.size > 0) log.info("the builder has compile caches of its own: they stay as they are");
	return succeed(fetched.map((one) => filled.has(one.cache.id) ? {
		...one,
		before: { kind: "filled" }
	} : one));
}
const archiveOf = ({ kind }) => `${kind}.tar`;
const folderOf = ({ directory }, { id }) => `${directory}/${id}`;
async function fetch(world, { cache, key }, how) {
	const { files, clock } = world;
	if (!mayRestore(how.store)) return { kind: "empty" };
	const { limitMs, idleMs } = how;
	const found = await faultless(async () => {
		const directory = folderOf(how, cache);
		await files.makeDirectory(directory);
		const request = {
			directory,
			key: key.beginning,
			restoreKeys: key.restoreKeys,
			limitMs,
			idleMs
		};
		const restored = await how.store.restore(request);
		if (!restored.ok) return restored;
		if (restored.value === void 0) return succeed(void 0);
		const stored = await readStored(files, `${directory}/${storedFolder}`, cache);
		return stored.ok ? succeed({
			...stored.value,
			from: restored.value
		}) : damaged(`${restored.value} is damaged: ${stored.problem.message}`);
	}, (message) => ({
		message,
		because: "failed"
	}));
	if (!found.ok) {
		const { because, message } = found.problem;
		if (because !== "no-store") how.faults.add(message);
		return because === "damaged" ? {
			kind: "empty",
			replacing: clock.wall()
		} : { kind: "empty" };
	}
	const stored = found.value;
	const isStale = stored?.facts.unprofitable !== void 0 && !stored.from.startsWith(key.beginning);
	if (stored === void 0 || isStale) return { kind: "empty" };
	return {
		kind: stored.facts.unprofitable === void 0 ? "restored" : "unprofitable",
		...stored
	};
}
const damaged = (message) => ({
	ok: false,
	problem: {
		message,
		because: "damaged"
	}
});
async function readStored(files, directory, cache) {
	const whole = await wholeArchives(files, directory);
	if (!whole.ok) return whole;
	const { names, builder: facts } = whole.value;
	if (facts?.id !== cache.id) return fail("it is of another cache");
	const hasArchive = names.length === 1 && names[0] === cache.kind;
	if (!hasArchive && facts.unprofitable === void 0) return fail(`it lacks ${archiveOf(cache)}`);
	const bytes = hasArchive ? (await files.stat(`${directory}/${archiveOf(cache)}`))?.size ?? 0 : 0;
	return succeed({
		facts,
		bytes
	});
}
async function writeMounts({ files }, found, how) {
	const caches = found.map(({ cache }) => cache);
	const [first] = caches;
	const steps = `${how.directory}/steps-${first?.at}`;
	const [context, output, dockerfile] = [
		`${steps}/context`,
		`${steps}/output`,
		`${steps}/Dockerfile`
	];
	await files.makeDirectory(context);
	for (const cache of caches) await files.move(`${folderOf(how, cache)}/${storedFolder}/${archiveOf(cache)}`, `${context}/${cache.at}.tar`);
	await files.write(dockerfile, restoringDockerfile(caches, how.marker));
	const { platform, marker, limitMs } = how;
	const done = await how.engine.runCacheSteps({
		context,
		dockerfile,
		platform,
		marker,
		output,
		limitMs
	});
	if (!done.ok) return done;
	const filled = new Set();
	for (const { id, at } of caches) if ((await files.readText(`${output}/${at}`))?.trim() === "filled") filled.add(id);
	await files.remove(steps);
	return succeed(filled);
}
// src/images/caches/builder/open.ts
const wholeMs = 45e3;
const patienceMs = 25e3;
const leastMs = 2e3;
function openBuilderCaches(handles, plan, phases) {
	const { world } = handles;
	const { cache: store } = world;
	if (store === void 0) return void 0;
	const opening = new Map();
	const opened = [];
	let restoringMs = 0;
	let buildMs = 0;
	let count = 0;
	const warm = Promise.withResolvers();
	async function restoreNew(unseen) {
		const named = unseen.map((cache) => ({
			...cache,
			at: count++
		}));
		const limitMs = wholeMs - restoringMs;
		const since = world.clock.now();
		const found = await phases.run("restore-caches", () => restore(handles, plan, store, {
			caches: named,
			limitMs
		}));
		restoringMs += world.clock.now() - since;
		opened.push(...found);
		const ofBuilds = found.filter(({ cache }) => cache.kind === "build");
		warm.resolve(ofBuilds.length > 0 && ofBuilds.every(hasContent));
		return found;
	}
	return {
		async fill(caches) {
			const unseen = caches.filter(({ id }) => !opening.has(id));
			if (unseen.length > 0) {
				const found = restoreNew(unseen);
				unseen.forEach(({ id }, at) => {
					opening.set(id, found.then((all) => all[at]));
				});
			}
			await settleAll(caches.flatMap(({ id }) => opening.get(id) ?? []));
		},
		areWarm: warm.promise,
		built: (milliseconds) => {
			buildMs += milliseconds;
		},
		use: () => ({
			opened,
			restoringMs,
			buildMs
		})
	};
}
function hasContent({ before }) {
	return before.kind === "restored" || before.kind === "filled";
}
async function restore({ world, workspace, engine }, { source, target: { platform } }, store, { caches, limitMs }) {
	const { clock, log, host, files } = world;
	const sums = await digestOfSums(files, source.checkouts.head, source.modules);
	const unopened = caches.map((cache) => ({
		cache,
		key: builderCacheKey(host.arch, cache.id, sums)
	}));
	const empty = unopened.map((one) => ({
		...one,
		before: { kind: "empty" }
	}));
	if (limitMs < leastMs) return empty;
	const since = clock.now();
	const restored = await restoreBuilderCaches(world, unopened, {
		store,
		engine,
		directory: `${workspace.directory}/builder-caches`,
		platform,
		marker: workspace.run,
		limitMs,
		idleMs: patienceMs
	});
	const took = secondsText(clock.now() - since);
	if (!restored.ok) {
		log.notice(`Compile caches of the builder were not restored (${restored.problem.message}), after ${took}: cold build`);
		return empty;
	}
	logRestored(world, restored.value, took);
	return restored.value;
}
function logRestored({ log }, opened, took) {
	const found = opened.flatMap(({ before }) => before.kind === "restored" ? [before] : []);
	const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
	if (found.length > 0) log.info(`restored ${formatSize(bytes)} of compile caches into the builder in ${took}`);
	if (opened.every(({ before }) => before.kind === "empty")) log.info(`no compile caches of an earlier run for ${opened.map(({ cache }) => cache.id).join(", ")}`);
	for (const { before } of opened) {
		if (before.kind !== "unprofitable" || before.facts.unprofitable === void 0) continue;
		const { restoring, saved } = before.facts.unprofitable;
		const why = `restoring took ${restoring.toFixed(1)} s and saved ${saved.toFixed(1)} s of the builds`;
		log.info(`a compile cache of the builder is not restored: ${why}`);
		return;
	}
}
// src/images/saved-images.ts
const byteCount = int().nonnegative();
function savedImages({ world, workspace, engine }, results = noResults) {
	const known = new Map();
	const images = new Map();
	const pathOf = remembered((reference) => workspace.buildPath(`saved-${reference.slice(reference.lastIndexOf(":") + 1)}.tar`));
	async function save(reference, platform, base) {
		const archive = await engine.archiveOf(reference, pathOf(reference));
		const saved = await readImage(world.archives, archive, {
			platform,
			known,
			compressedSizes: (about, compress) => results.of({
				kind: "compressed-size",
				about,
				schema: byteCount
			}, compress),
			scratch: workspace.directory,
			signal: world.signal,
			...base === void 0 ? {} : { base }
		});
		if (!saved.ok) throw new Error(`the image \`${reference}\`: ${saved.problem.message}`);
		return saved.value;
	}
	return {
		read(reference, platform, base) {
			const image = images.get(reference) ?? save(reference, platform, base);
			images.set(reference, image);
			return image;
		},
		readWhen(written, reference, platform) {
			const image = written.then(() => save(reference, platform, void 0));
			image.catch(() => {});
			images.set(reference, image);
		},
		async forget(reference) {
			images.delete(reference);
			await world.files.remove(pathOf(reference));
		}
	};
}
// src/plan/start/command.ts
const wrapper = /(?:^|[._-])(?:sh|bash|ash|dash|entrypoint|su-exec|gosu|env|supervisord|s6-svscan|python3?|node|npm)$/;
async function findStartArguments(files, plan, port) {
	const { main } = plan.target;
	const { checkouts } = plan.source;
	const survey = await surveyOf(files, plan);
	const choice = chooseDockerfile(survey, main);
	const dockerfile = plan.images.shipped?.build ?? (choice.kind === "build" ? choice.build : void 0);
	const procfile = procfileHints(await repositoryText(files, checkouts.head, "Procfile") ?? "", "Procfile");
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
	const filled = first.arguments.map((one) => one.replace(/\$(?:PORT\b|\{PORT(?::?-[^}]{0,200})?\})/g, `${port}`));
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
// src/images/results/earlier-program.ts
function earlierProgram({ programs }, { target: { main }, source }, { revision, mode, platform }) {
	const commit = source.revisions[revision];
	if (programs === void 0 || !commit || !isLinkedByGo(mode)) return void 0;
	const { name, env, tags, ldflags, gcflags = "" } = mode;
	const flags = {
		name,
		env: Object.entries(env).toSorted(),
		tags,
		ldflags,
		gcflags
	};
	const about = {
		commit: commit.sha,
		main,
		platform,
		flags
	};
	return {
		place: (output) => programs.place(about, output),
		keep: (output, sha256) => programs.keep(about, output, sha256)
	};
}
async function buildFromEarlier({ files }, earlier, output, build) {
	if (earlier === void 0) return mapResult(await build(), (built) => ({ built }));
	const placed = await earlier.place(output);
	let built = await build();
	if (!built.ok) return built;
	let sha256 = await files.sha256(output);
	if (placed !== void 0 && placed.sha256 !== sha256 && await placed.isDamaged()) {
		await files.remove(output);
		built = await build();
		if (!built.ok) return built;
		sha256 = await files.sha256(output);
	}
	await earlier.keep(output, sha256);
	return succeed({
		built: built.value,
		sha256
	});
}
function isLinkedByGo({ env, buildmode, external, ldflags }) {
	return env["CGO_ENABLED"] === "0" && buildmode === void 0 && external === void 0 && !ldflags.includes("linkmode");
}
// src/images/oci-layout.ts
const mediaTypes = {
	index: "application/vnd.oci.image.index.v1+json",
	manifest: "application/vnd.oci.image.manifest.v1+json",
	config: "application/vnd.oci.image.config.v1+json",
	layer: "application/vnd.oci.image.layer.v1.tar"
};
async function layoutParts(image) {
	const { reference, configuration } = image;
	const config = await jsonBlob(mediaTypes.config, configuration);
	const layers = image.layers.map(layerBlob);
	const manifest = await jsonBlob(mediaTypes.manifest, {
		schemaVersion: 2,
		mediaType: mediaTypes.manifest,
		config: config.descriptor,
		layers: layers.map(({ descriptor }) => descriptor)
	});
	const { architecture, os, variant } = configuration;
	const platform = {
		architecture,
		os,
		...variant === void 0 ? {} : { variant }
	};
	const index = {
		schemaVersion: 2,
		mediaType: mediaTypes.index,
		manifests: [{
			...manifest.descriptor,
			platform,
			annotations: namesOf(reference)
		}]
	};
	const saved = [{
		Config: config.part.path,
		RepoTags: [reference],
		Layers: layers.map(({ part }) => part.path)
	}];
	const blobs = new Map([
		config,
		manifest,
		...layers
	].map(({ part }) => [part.path, part]));
	return [
		{
			path: "oci-layout",
			from: encode({ imageLayoutVersion: "1.0.0" })
		},
		{
			path: "index.json",
			from: encode(index)
		},
		{
			path: "manifest.json",
			from: encode(saved)
		},
		...blobs.values()
	];
}
function namesOf(reference) {
	const name = `docker.io/${reference}`;
	return {
		"io.containerd.image.name": name,
		"org.opencontainers.image.ref.name": name
	};
}
async function jsonBlob(mediaType, value) {
	const bytes = encode(value);
	return blob({
		mediaType,
		digest: `sha256:${await hexDigest(bytes)}`,
		size: bytes.length
	}, bytes);
}
function layerBlob({ diffId, size, file }) {
	return blob({
		mediaType: mediaTypes.layer,
		digest: `sha256:${diffId}`,
		size
	}, file);
}
function blob(descriptor, from) {
	return {
		descriptor,
		part: {
			path: `blobs/${descriptor.digest.replace(":", "/")}`,
			from
		}
	};
}
const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
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
function programDirectoryLayer() {
	return {
		createdBy: `linkgate: /${programDirectory}`,
		files: [{
			path: `${programDirectory}/`,
			mode: 493,
			content: { kind: "directory" }
		}]
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
function imageConfiguration(platform, name, layers, run) {
	const { os, arch: architecture, variant } = platformParts(platform);
	const hasVariant = variant !== void 0 && architecture !== "386";
	const created = "1970-01-01T00:00:00Z";
	return {
		architecture,
		os,
		...hasVariant ? { variant } : {},
		created,
		config: {
			Entrypoint: [programPath(name)],
			Env: [
				"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
				`SSL_CERT_FILE=/${certificates}`,
				`ZONEINFO=/${zones}`
			],
			WorkingDir: `/${programDirectory}`,
			...run === void 0 ? {} : { Labels: { [runLabel]: run } }
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
	const { reference, platform, program, below = [], run } = image;
	const layers = [...below];
	for (const layer of image.layers) layers.push(await writeLayer(world, `${directory}/layer-${layers.length}.tar`, layer));
	const configuration = imageConfiguration(platform, program, layers, run);
	const archive = `${directory}/image.tar`;
	await world.archives.write(archive, await layoutParts({
		reference,
		configuration,
		layers
	}));
	return archive;
}
async function layersWithoutProgram(world, go, directory, libraries) {
	await world.files.makeDirectory(directory);
	const planned = [await runtimeLayer(world.files, go), ...libraries.length > 0 ? [librariesLayer(libraries)] : []];
	const written = [];
	for (const [index, layer] of planned.entries()) written.push(await writeLayer(world, `${directory}/layer-${index}.tar`, layer));
	return written;
}
async function writeLayer(world, file, { createdBy, files }) {
	const { sha256, size } = await world.archives.writeLayer(file, files);
	return {
		diffId: sha256,
		size,
		createdBy,
		file
	};
}
// src/images/built-in/libraries.ts
function defaultDirectories(elf) {
	return isMusl(elf) ? muslDirectories : glibcDirectories(elf.machine, elf.bits);
}
function isMusl(elf) {
	return elf.interpreter?.includes("/ld-musl-") === true;
}
async function collectForeign(files, program, directory) {
	if (program.interpreter === void 0) return {
		files: [],
		missing: []
	};
	const found = new Map();
	const missing = [];
	const loader = await files.realPath(`${directory}/${lastOf(program.interpreter)}`);
	if (loader === void 0) missing.push(program.interpreter);
	else add(found, program.interpreter, loader);
	const [home = "/lib"] = defaultDirectories(program);
	const search = {
		program,
		path: void 0,
		configured: [],
		defaults: [directory]
	};
	for (const [name, { from }] of await resolveAll(files, search, missing)) if (from !== loader) add(found, `${home}/${name}`, from);
	return {
		files: sorted(found),
		missing
	};
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
		files: sorted(found),
		missing
	};
}
async function collectLibc(files, machine) {
	const name = "libc.so.6";
	for (const directory of glibcDirectories(machine, 64)) {
		const read = await files.readWith(`${directory}/${name}`, (file) => readElf(pagedSource(file)));
		if (read?.ok !== true || read.value.machine !== machine || read.value.interpreter === void 0) continue;
		const { files: found, missing } = await collectLibraries(files, {
			...read.value,
			needed: [name],
			rpath: [],
			runpath: []
		});
		return missing.length === 0 ? found : void 0;
	}
}
function sorted(found) {
	return [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}
async function resolveAll(files, search, missing) {
	const { program, path, configured, defaults } = search;
	const resolved = new Map();
	const queue = [{
		elf: program,
		...path === void 0 ? {} : { directory: parentOf(path) }
	}];
	for (let user = queue.shift(); user !== void 0; user = queue.shift()) {
		const directories = [
			...runPaths(user, search),
			...configured,
			...defaults
		];
		for (const name of user.elf.needed) {
			if (resolved.has(name) || missing.includes(name) || isMusl(program) && isInsideMusl(name)) continue;
			const place = await locate(files, name, program, directories);
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
async function locate(files, name, program, directories) {
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
// src/images/built-in/on-base.ts
function builtInProblem({ fault, output }) {
	switch (fault.kind) {
		case "image": return {
			output,
			why: [{
				...fault,
				kind: "base-image"
			}]
		};
		case "builder": return {
			output,
			why: [fault]
		};
		case "step":
		case "refused": return {
			output: output.length > 0 ? output : [fault.detail ?? fault.kind],
			why: []
		};
	}
}
async function makeImageOn({ world, workspace, engine, pin }, { platform, main }, on, { name, about }) {
	const pinned = await pin(on);
	if (!pinned.ok) return {
		ok: false,
		problem: {
			output: [],
			why: [{
				kind: "base-image",
				image: on,
				...pinned.problem
			}]
		}
	};
	const base = pinned.value;
	const context = workspace.buildPath(`image-${name}`);
	await world.files.makeDirectory(context);
	const { files } = programLayer(main.name, about.binary);
	await world.archives.writeLayer(`${context}/program.tar`, files);
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
		archive: workspace.buildPath(`built-${name}.tar`),
		run: workspace.run,
		platform,
		buildArgs: {},
		secrets: [],
		ssh: []
	});
	if (!built.ok) return {
		ok: false,
		problem: builtInProblem(built.problem)
	};
	return {
		ok: true,
		value: {
			kind: "on-base",
			...about,
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
// src/images/built-in/built-in.ts
async function compileBuiltIn(tools, plan, variant, { recordsLink = false, onLink } = {}) {
	const { world, workspace } = tools;
	const { target, source, go } = plan;
	const { revision, mode, checkout, platform } = variant;
	const name = withPlatformSuffix(platform, `${revision}-${mode.name}`, world.host);
	const directory = workspace.buildPath(`build-${name}`);
	const temporary = `${directory}/tmp`;
	await world.files.makeDirectory(temporary);
	const output = `${directory}/program/${target.main.name}`;
	const { main } = target;
	const link = recordsLink && canWrapLinker(world.host, go, mode) ? await recordLink(world, workspace.buildPath(`link-${name}`)) : void 0;
	const hasLinkRecord = link !== void 0;
	const endWatch = onLink === void 0 ? void 0 : watchLink(world, temporary, () => onLink({ hasLinkRecord }));
	const earlier = link === void 0 ? earlierProgram(tools, plan, variant) : void 0;
	const build = () => goBuild(world, {
		mode,
		main,
		platform,
		checkout,
		root: source.root,
		output,
		temporary,
		...link === void 0 ? {} : { flags: link.flags }
	});
	const made = await buildFromEarlier(world, earlier, output, build).finally(endWatch);
	if (!made.ok) return made;
	await world.files.setMode(output, 493);
	const { built, sha256 } = made.value;
	const about = {
		binary: output,
		...sha256 === void 0 ? {} : { sha256 },
		milliseconds: built.milliseconds,
		loading: loadingFunctions(built.output),
		...link === void 0 ? {} : { link: link.record }
	};
	return succeed({
		hasLinkRecord,
		...imageOf(tools, target, variant, {
			name,
			about
		})
	});
}
function imageOf(tools, target, variant, { name, about }) {
	const { mode, platform } = variant;
	if (!hasImages(platform)) {
		const program = {
			kind: "none",
			...about
		};
		return {
			needsBuilder: false,
			makeImage: knownWhenMade(async () => succeed(program))
		};
	}
	const on = mode.image?.from === "built-in" ? mode.image.base : void 0;
	return on === void 0 ? {
		needsBuilder: false,
		makeImage: (onKnown) => layOut(tools, target, variant, {
			name,
			about,
			onKnown
		})
	} : {
		needsBuilder: true,
		makeImage: knownWhenMade(() => makeImageOn(tools, target, on, {
			name,
			about
		}))
	};
}
function knownWhenMade(make) {
	return async (onKnown) => {
		const made = await make();
		if (made.ok) onKnown(made.value);
		return made;
	};
}
async function layOut(tools, target, variant, { name, about, onKnown }) {
	const { world, workspace, engine } = tools;
	const libraries = await librariesOf(tools, about.binary, variant);
	const { reference: withoutProgram, layers } = await tools.withoutProgram.take(target, name, libraries);
	const { platform, main } = target;
	const reference = imageReference(workspace.run, name);
	const program = programPath(main.name);
	const image = {
		kind: "laid-out",
		...about,
		reference,
		withoutProgram,
		program
	};
	const write = async () => {
		const directory = workspace.buildPath(`image-${name}`);
		await world.files.makeDirectory(directory);
		const archive = await writeImage(world, directory, {
			reference,
			platform,
			program: main.name,
			below: layers,
			layers: [programLayer(main.name, about.binary)]
		});
		engine.take(reference, archive);
	};
	const written = write();
	tools.images.readWhen(written, reference, platform);
	onKnown(image);
	await written;
	return succeed(image);
}
async function librariesOf({ world }, program, { mode, platform }) {
	const elf = await world.files.readWith(program, (file) => readElf(pagedSource(file)));
	if (elf?.ok !== true) return [];
	const compiler = mode.env["CC"];
	const elsewhere = compiler === void 0 || isNativeTarget(platform, world.host) ? void 0 : await librariesFor(world, compiler);
	const { files } = await (elsewhere === void 0 ? collectLibraries(world.files, elf.value, program) : collectForeign(world.files, elf.value, elsewhere));
	return files;
}
async function librariesFor({ exec, files }, compiler) {
	const place = await findFile(exec, compiler, "libc.so.6");
	const real = place === void 0 ? void 0 : await files.realPath(place);
	return real && parentOf(real);
}
// src/images/built-in/expected-image.ts
async function expectImage(tools, { target }, variant) {
	const libraries = await expectedLibraries(tools, variant);
	if (libraries === void 0) return void 0;
	const name = `${withPlatformSuffix(variant.platform, `${variant.revision}-${variant.mode.name}`, tools.world.host)}-expected`;
	return (await tools.withoutProgram.take(target, name, libraries)).reference;
}
async function expectedLibraries({ world: { files, host } }, { mode, platform }) {
	const { image, expects, requires, env } = mode;
	if (image !== void 0 || !isNativeTarget(platform, host)) return void 0;
	if (!expects.includes("dynamic")) return [];
	return requires?.libc === "musl" || env["CC"] !== void 0 ? void 0 : collectLibc(files, host.arch);
}
// src/images/built-in/fallbacks.ts
async function buildFallbacks(tools, plan, planned, { unprepared, turns, recordsLink }) {
	const { unlessFailed } = turns;
	const linking = remembered((_mode) => Promise.withResolvers());
	let isRecorded = !recordsLink;
	const expected = [];
	const eachOf = (revision, begin) => new Map(planned.filter((one) => one.revision === revision).map((variant) => [variant.mode.name, turns[revision](() => begin(variant))]));
	const first = planned.find(({ revision }) => revision === "head");
	const heads = eachOf("head", async (variant) => {
		const options = {
			unprepared,
			recordsLink: !isRecorded,
			unlessFailed
		};
		const { resolve: onLink } = linking(variant.mode.name);
		if (variant !== first) expected.push(expectOne(tools, plan, variant));
		const begun = await beginOne(tools, plan, variant, tools.buildsInParallel ? {
			...options,
			onLink
		} : options);
		isRecorded ||= begun.program !== void 0;
		return begun;
	});
	const besideHead = tools.buildsInParallel ? {
		...tools,
		world: besideSteps(tools.world)
	} : tools;
	const bases = eachOf("base", async (variant) => {
		if (!tools.buildsInParallel) await settleAll([...heads.values()]);
		const { name } = variant.mode;
		const programOfHead = async () => (await heads.get(name))?.program;
		const hasHead = async () => await programOfHead() !== void 0;
		const ofHead = await Promise.race([linking(name).promise, programOfHead()]);
		if (ofHead === void 0) return ended(unbuilt(variant, "built-in", withoutHead));
		const options = {
			unprepared,
			recordsLink: ofHead.hasLinkRecord,
			unlessFailed,
			hasHead
		};
		return beginOne(besideHead, plan, variant, options);
	});
	try {
		return await settleAll([...heads.values(), ...bases.values()].map(async (begun) => (await begun).variant));
	} finally {
		await Promise.all(expected);
	}
}
async function expectOne({ onExpected, ...tools }, plan, variant) {
	if (onExpected === void 0) return;
	const image = await expectImage(tools, plan, variant).catch(() => void 0);
	const { startsAs } = tools;
	if (image !== void 0) onExpected({
		variant,
		image,
		...startsAs === void 0 ? {} : { startsAs }
	});
}
const ended = (variant) => ({ variant: Promise.resolve(variant) });
async function beginOne(tools, plan, planned, { unprepared, unlessFailed, hasHead, ...options }) {
	const { log } = tools.world;
	const { revision } = planned;
	const needsCgo = plan.target.cgo[revision]?.needing;
	const withC = withCgo(planned.mode, needsCgo);
	const failure = unprepared[revision];
	if (failure !== void 0) return ended(unbuilt(planned, "built-in", notPrepared(failure)));
	const { obstacles } = plan.target;
	if (revision === "head" && obstacles.length > 0) return ended(unbuilt(planned, "built-in", {
		output: [],
		why: obstacles
	}));
	const { platform } = planned;
	const isOwn = isNativeTarget(platform, tools.world.host);
	const toolchain = await compiledFor(tools.world, plan.go, withC, platform);
	if (!toolchain.ok) {
		const packages = withC === planned.mode || needsCgo === void 0 ? {} : { packages: needsCgo };
		const why = {
			...toolchain.problem,
			...packages
		};
		log.info(obstacleText(why));
		return ended(unbuilt(planned, "built-in", {
			output: [],
			why: [why]
		}));
	}
	const mode = toolchain.value;
	const variant = {
		...planned,
		mode
	};
	const heading = `build ${revision}, ${mode.name}${isOwn ? "" : `, ${platform}`}`;
	const built = await log.step(heading, () => compileAndImage(tools, plan, variant, options));
	if (hasHead !== void 0 && !await hasHead()) return ended(unbuilt(planned, "built-in", withoutHead));
	if (!built.ok) {
		log.info(`${heading} failed: ${failureText(built.problem)}`);
		return ended(unbuilt(variant, "built-in", built.problem));
	}
	const { program, makeImage } = built.value;
	const staticCgo = withC === planned.mode ? void 0 : needsCgo;
	const withImage = (image) => builtVariant(variant, image, {
		staticCgo,
		startsAs: tools.startsAs
	});
	const finished = async () => {
		const made = await makeImage((image) => tools.onBuilt?.(withImage(image)));
		return made.ok ? withImage(made.value) : unbuilt(variant, "built-in", made.problem);
	};
	return {
		program,
		variant: unlessFailed(finished)
	};
}
function builtVariant(variant, image, { staticCgo, startsAs }) {
	const about = {
		...variant,
		source: "built-in",
		...staticCgo === void 0 ? {} : { staticCgo }
	};
	return image.kind === "none" ? {
		...about,
		kind: "program",
		image
	} : {
		...about,
		kind: "built",
		image,
		...startsAs === void 0 ? {} : { startsAs }
	};
}
async function compileAndImage(tools, plan, variant, options) {
	const compiled = await compileBuiltIn(tools, plan, variant, options);
	if (!compiled.ok) return compiled;
	const program = compiled.value;
	const { makeImage } = program;
	if (tools.buildsInParallel && !program.needsBuilder) return succeed({
		program,
		makeImage
	});
	const image = await makeImage(() => {});
	return image.ok ? succeed({
		program,
		makeImage: knownWhenMade(async () => image)
	}) : image;
}
function staticCgoFindings(built) {
	const fallbacks = built.filter(hasProgram).filter((one) => one.source === "built-in");
	return fallbacks.filter(({ revision }) => revision === "head").flatMap((head) => {
		const base = fallbacks.find(({ revision, mode }) => revision === "base" && mode.name === head.mode.name);
		return [...linkedWithCgo(head, base), ...loadingFindings(head, base)];
	});
}
function linkedWithCgo(head, base) {
	const ofEach = [head, ...base === void 0 ? [] : [base]];
	const isSame = base === void 0 || base.staticCgo?.join() === head.staticCgo?.join();
	return (isSame ? [head] : ofEach).flatMap(({ revision, mode, staticCgo }) => {
		if (staticCgo === void 0) return [];
		const { tags, ldflags } = mode;
		const about = {
			verdict: "pass",
			mode: mode.name,
			...isSame ? {} : { revision }
		};
		return [finding("link/static-with-cgo", {
			packages: staticCgo,
			tags,
			ldflags
		}, about)];
	});
}
function loadingFindings(head, base) {
	const { loading } = head.image;
	if (loading.length === 0) return [];
	const about = {
		verdict: base !== void 0 && loading.some((name) => !base.image.loading.includes(name)) ? "warn" : "pass",
		revision: "head",
		mode: head.mode.name
	};
	return [finding("link/static-loading", { functions: loading }, about)];
}
// src/images/built-in/without-program.ts
function openImagesWithoutProgram({ world, workspace, engine }, { go }) {
	const known = new Map();
	return { take({ platform, main }, name, libraries) {
		const write = async () => {
			const reference = imageReference(workspace.run, `${name}-without-program`);
			const directory = workspace.buildPath(`image-${name}-without-program`);
			const layers = await layersWithoutProgram(world, go, directory, libraries);
			const archive = await writeImage(world, directory, {
				reference,
				platform,
				program: main.name,
				below: layers,
				layers: [programDirectoryLayer()],
				run: workspace.run
			});
			engine.take(reference, archive);
			return {
				reference,
				layers
			};
		};
		const key = JSON.stringify([
			platform,
			main.name,
			libraries
		]);
		const begun = known.get(key);
		if (begun !== void 0) return begun;
		const image = write();
		known.set(key, image);
		image.catch(() => known.delete(key));
		return image;
	} };
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
	const unfit = mode.expects.includes("dynamic") ? withoutNameServices : [];
	return {
		...mode,
		tags: isGiven("tags") || build.tags.length > 0 ? mode.tags : shown.tags.filter((tag) => !unfit.includes(tag)),
		ldflags: isGiven("ldflags") || build.ldflags !== void 0 ? mode.ldflags : shown.ldflags
	};
}
// src/images/dockerfile/cache-mounts.ts
const idPrefix = "linkgate-go-";
var CacheMounts = class {
	#engine;
	#repository;
	#isOn;
	#failing;
	constructor(engine, { source, settings }) {
		this.#engine = engine;
		this.#repository = source;
		this.#isOn = settings.config.mountsCaches;
	}
	get failing() {
		return this.#failing;
	}
	async mounted(dockerfile, options, { bases, tree }) {
		if (!this.#isOn || !await this.#engine.hasCacheMounts()) return void 0;
		const images = new Map([...bases].flatMap(([name, base]) => settingsOf(name, base)));
		const found = compileCaches(dockerfile, {
			...options,
			images
		});
		if (found.mounts.length + found.runsWithoutMounts.length === 0) return void 0;
		const files = tree.filter(({ kind, path }) => kind !== "directory" && affectsC(path)).map(({ path, digest }) => `${path} ${digest}`);
		const named = await Promise.all(found.mounts.map(async (mount) => ({
			...mount,
			id: await cacheId(this.#repository, mount, files)
		})));
		return {
			...found,
			text: withCacheMounts(dockerfile.text, {
				...found,
				mounts: named
			}),
			added: [...new Set([...named.map(mountFlag), ...found.settings.map(({ text }) => text.trimEnd())])],
			compiling: {
				marker: `id=${idPrefix}build-`,
				count: new Set(named.filter(({ kind }) => kind === "build").map(({ line }) => line)).size
			},
			caches: builderCaches(named, bases)
		};
	}
	gaveUp(dockerfile) {
		this.#isOn = false;
		this.#failing = dockerfile;
	}
};
function builderCaches(mounts, bases) {
	const caches = mounts.flatMap(({ id, kind, owner, image: name }) => {
		const image = name === void 0 ? void 0 : bases.get(name)?.pinned;
		return image === void 0 ? [] : [{
			id,
			kind,
			image,
			...owner === void 0 ? {} : { owner }
		}];
	});
	return [...new Map(caches.map((cache) => [cache.id, cache])).values()];
}
function settingsOf(name, { layers, config }) {
	return config === void 0 ? [] : [[name, {
		...config,
		identity: layers.join()
	}]];
}
async function cacheId({ root, address }, { kind, owner, environment }, filesOfC) {
	const about = [
		address ?? root,
		owner ?? null,
		environment,
		kind === "build" ? filesOfC.toSorted() : []
	];
	return `${idPrefix}${kind}-${(await sha256Of(JSON.stringify(about))).slice(0, 32)}`;
}
function withoutAdded(outcome, added) {
	if (outcome.ok) return outcome;
	const plain = (text) => added.reduce((rest, one) => rest.replaceAll(`${one} `, ""), text);
	const { fault, output } = outcome.problem;
	return {
		ok: false,
		problem: {
			fault: fault.kind === "step" ? {
				...fault,
				instruction: plain(fault.instruction)
			} : fault,
			output: output.map(plain)
		}
	};
}
function cacheFacts({ mounts, runsWithoutMounts }) {
	return {
		lines: [...new Set(mounts.map(({ line }) => line))],
		without: runsWithoutMounts
	};
}
function mayBeOfMounts({ fault }, why, { mounts }) {
	if (mounts.length === 0) return false;
	if (fault.kind === "refused") return true;
	return fault.kind === "step" && (fault.line === void 0 || mounts.some(({ line }) => line === fault.line)) && !why.some(isOfSources);
}
function isOfSources(obstacle) {
	switch (obstacle.kind) {
		case "compiler-missing":
		case "go-mod-outdated":
		case "library-missing": return true;
		case "not-compiled": return obstacle.module === void 0;
		case "toolchain": return obstacle.has !== void 0;
		default: return false;
	}
}
// src/images/dockerfile/build-caches.ts
const harmlessKeys = new Map([["gha", [
	"type",
	"scope",
	"timeout"
]], ["registry", ["type", "ref"]]]);
function isHarmless(entry) {
	if (!entry.includes("=")) return /^[\w./:@-]+$/.test(entry);
	const keys = harmlessKeys.get(backendOf(entry)) ?? [];
	return !entry.includes("\"") && [...fieldsOf(entry).keys()].every((key) => keys.includes(key));
}
var BuildCaches = class {
	#engine;
	#configured;
	#unusable = new Set();
	#isWritten = false;
	constructor(engine, { settings }) {
		this.#engine = engine;
		this.#configured = settings.config.buildCaches;
	}
	get unusable() {
		return [...this.#unusable];
	}
	async of(dockerfile, { build, isOwn = false }, { mounted, ...options }) {
		const { from, to } = this.#configured;
		const found = (build.cacheFrom ?? []).filter(isHarmless);
		const wanted = from ?? (hasUnmountedRun(dockerfile, mounted, options) ? found : []);
		const written = isOwn && !this.#isWritten ? to : [];
		if (wanted.length + written.length === 0) return {
			from: [],
			to: []
		};
		const { reads, writes } = await this.#engine.cacheBackends();
		return {
			from: this.#usable(wanted, reads),
			to: this.#usable(written, writes).map(withoutFailing)
		};
	}
	built({ to }) {
		this.#isWritten ||= to.length > 0;
	}
	#usable(entries, backends) {
		return entries.filter((entry) => {
			const backend = backendOf(entry);
			if (backends === "all" || backends.includes(backend)) return true;
			this.#unusable.add(backend);
			return false;
		});
	}
};
function withoutFailing(entry) {
	return /(?:^|,)ignore-error=/.test(entry) || backendOf(entry) === "inline" ? entry : `${entry.includes("=") ? entry : `type=registry,ref=${entry}`},ignore-error=true`;
}
// src/images/dockerfile/problem-obstacles.ts
function problemObstacles({ fault, output }, dockerfile, path) {
	switch (fault.kind) {
		case "step": return stepObstacles(fault, output, {
			dockerfile,
			path
		});
		case "image": {
			const { image, because, detail } = fault;
			return [{
				kind: "base-image",
				image,
				because,
				detail
			}];
		}
		case "builder": {
			const { because, detail } = fault;
			return [{
				kind: "builder",
				because,
				detail
			}];
		}
		case "refused": {
			const { detail } = fault;
			return [networkFault(detail) ?? {
				kind: "dockerfile-refused",
				dockerfile: path,
				detail
			}];
		}
	}
}
const killed = 137;
function stepObstacles({ instruction, line, exitCode, detail }, output, { dockerfile, path }) {
	const step = shortened(writtenAt(dockerfile, line) ?? instruction);
	const where = line === void 0 ? path : `${path}:${line}`;
	if (exitCode === killed) return [{
		kind: "builder",
		because: "killed",
		detail: `the step \`${step}\` (${where}) ended with exit code ${killed}`
	}];
	const ofNetwork = detail === void 0 ? void 0 : networkFault(detail);
	if (ofNetwork !== void 0) return [ofNetwork];
	const ofGo = line !== void 0 && mayRunGo(dockerfile, line) ? goFaults(output) : [];
	if (ofGo.length > 0) return ofGo;
	return [{
		kind: "step-failed",
		dockerfile: path,
		step,
		...line === void 0 ? {} : { line },
		...exitCode === void 0 ? {} : { exitCode },
		...detail === void 0 ? {} : { detail }
	}];
}
function writtenAt({ text, stages }, line) {
	const found = stages.flatMap(({ instructions }) => instructions).find((one) => one.line === line);
	return found && text.slice(found.start, found.end).replaceAll(/\\\r?\n/g, " ");
}
const longest = 80;
function shortened(instruction) {
	const text = instruction.replaceAll(/\s+/g, " ").replaceAll("`", "'");
	return text.length > longest ? `${text.slice(0, 79)}…` : text;
}
// src/images/dockerfile/pinned-builds.ts
var PinnedBuilds = class {
	#handles;
	#plan;
	#pin;
	#mounts;
	#caches;
	constructor(handles, plan, pin, mounts) {
		this.#handles = handles;
		this.#plan = plan;
		this.#pin = pin;
		this.#mounts = mounts;
		this.#caches = new BuildCaches(handles.engine, plan);
	}
	get unusableCaches() {
		return this.#caches.unusable;
	}
	async build(request, { tree }) {
		const { dockerfile, build, name } = request;
		const { target, buildArgs } = build;
		const { platform } = this.#plan.target;
		const buildPlatform = imagePlatform(this.#handles.world.host);
		const options = {
			...target === void 0 ? {} : { target },
			buildArgs,
			platform,
			buildPlatform
		};
		const found = await this.#bases(request, options);
		if (!found.ok) return found.problem;
		const bases = found.value;
		const pins = new Map([...bases].map(([reference, { pinned }]) => [reference, pinned]));
		const run = async (from) => {
			const lines = from?.mounts.map(({ line }) => line) ?? [];
			const caches = await this.#caches.of(dockerfile, request, {
				...options,
				mounted: lines
			});
			const text = pinBases(from?.text ?? dockerfile.text, pins, options);
			const outcome = await this.#run(request, text, {
				caches,
				compiling: from?.compiling
			});
			if (outcome.ok) this.#caches.built(caches);
			return outcome;
		};
		const mounted = await this.#mounts.mounted(dockerfile, options, {
			bases,
			tree
		});
		let compileCaches = mounted && cacheFacts(mounted);
		const kept = this.#handles.builderCaches;
		if (mounted !== void 0) await kept?.fill(mounted.caches);
		let built = withoutAdded(await run(mounted), mounted?.added ?? []);
		if (mounted !== void 0 && built.ok) kept?.built(built.value.milliseconds);
		let why = built.ok ? [] : problemObstacles(built.problem, dockerfile, build.dockerfile);
		if (!built.ok && mounted !== void 0 && mayBeOfMounts(built.problem, why, mounted)) {
			this.#handles.world.log.info(`${build.dockerfile} failed with cache mounts: building again without them`);
			built = await run(void 0);
			compileCaches = void 0;
			why = built.ok ? [] : problemObstacles(built.problem, dockerfile, build.dockerfile);
			if (built.ok) this.#mounts.gaveUp(build.dockerfile);
		}
		if (!built.ok) return notBuilt$1(why, built.problem.output);
		const last = finalBase(dockerfile, options);
		const base = last === void 0 ? void 0 : bases.get(last);
		return {
			kind: "built",
			reference: imageReference(this.#handles.workspace.run, name),
			label: built.value.label,
			base: last === void 0 || base === void 0 ? void 0 : {
				name: last,
				...base
			},
			compileCaches
		};
	}
	async #bases({ dockerfile, build }, options) {
		const needed = externalBases(dockerfile, options);
		if (!needed.ok) {
			const { message, line } = needed.problem;
			const where = line === void 0 ? {} : { line };
			return {
				ok: false,
				problem: notBuilt$1([{
					kind: "dockerfile-refused",
					dockerfile: build.dockerfile,
					...where,
					detail: message
				}])
			};
		}
		const bases = new Map();
		for (const one of needed.value) {
			const { reference, platform } = one;
			const found = await this.#pin(reference, platform);
			if (!found.ok) {
				const names = argumentsOfBase(dockerfile, reference, build.unknownArgs, options);
				const without = names.length === 0 ? {} : { without: {
					arguments: names,
					by: build.by
				} };
				return {
					ok: false,
					problem: notBuilt$1([{
						kind: "base-image",
						image: reference,
						...found.problem,
						...without
					}])
				};
			}
			bases.set(baseKey(one), found.value);
		}
		for (const one of needed.value) {
			const base = bases.get(baseKey(one));
			if (base !== void 0 && !bases.has(one.reference)) bases.set(one.reference, base);
		}
		return succeed(bases);
	}
	async #run({ name, revision, build, compiled }, text, { caches, compiling }) {
		const { world, workspace, engine } = this.#handles;
		const { settings, source, target: built } = this.#plan;
		const checkout = source.checkouts[revision];
		if (checkout === void 0) throw new Error(`there is no ${revision}`);
		const directory = workspace.buildPath(`dockerfile-${name}`);
		const path = `${directory}/Dockerfile`;
		await world.files.write(path, text);
		const ignore = await repositoryText(world.files, checkout, `${build.dockerfile}.dockerignore`);
		if (ignore !== void 0) await world.files.write(`${path}.dockerignore`, ignore);
		const { secrets, ssh } = settings.config.dockerfile;
		return engine.build({
			context: build.context === "." ? checkout : `${checkout}/${build.context}`,
			dockerfile: path,
			text,
			reference: imageReference(workspace.run, name),
			archive: `${directory}/image.tar`,
			run: workspace.run,
			platform: built.platform,
			...build.target === void 0 ? {} : { target: build.target },
			buildArgs: build.buildArgs,
			secrets: secrets.map(({ id, from }) => "env" in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(source.root, from.file)}`),
			ssh,
			caches,
			...compiled === void 0 || compiling === void 0 ? {} : { watched: {
				...compiling,
				done: compiled
			} }
		});
	}
};
function notBuilt$1(why, output = []) {
	return {
		kind: "not-built",
		why,
		output
	};
}
function absolute(root, path) {
	return path.startsWith("/") ? path : `${root}/${path}`;
}
// src/images/dockerfile/build-image.ts
function openImageBuilder(handles, plan, images, { pin, contexts }) {
	const known = new KnownBuilds(handles.world, plan);
	const mounts = new CacheMounts(handles.engine, plan);
	const pinned = new PinnedBuilds(handles, plan, pin, mounts);
	async function make(given, context) {
		const { platform } = plan.target;
		const name = withPlatformSuffix(platform, given.name, handles.world.host);
		const request = {
			...given,
			name
		};
		const { revision, build, isOwn = false } = request;
		const attempt = () => pinned.build(request, context);
		let built = await attempt();
		if (built.kind === "not-built" && isOwn) built = await contexts.retry(revision, build, built.why, attempt) ?? built;
		if (built.kind === "not-built") return built;
		const { reference, base, label, compileCaches } = built;
		await images.forget(reference);
		const saved = await images.read(reference, platform, base?.layers ?? []);
		const withoutGit = await contexts.lacksRepository(build);
		const deviation = {
			...label === void 0 ? {} : { label },
			...withoutGit ? { withoutGit } : {},
			...compileCaches === void 0 ? {} : { compileCaches }
		};
		return prove(handles, saved, plan.target.main.importPath, {
			name,
			reference,
			base,
			deviation
		});
	}
	return {
		get needsRepository() {
			return contexts.needing;
		},
		get refusesCaches() {
			return mounts.failing;
		},
		get unusableCaches() {
			return pinned.unusableCaches;
		},
		async build(request) {
			const context = await contexts.prepare(request.revision);
			return known.once(request, context, () => make(request, context));
		}
	};
}
async function prove({ world, workspace }, saved, mainPackage, { name, reference, base, deviation }) {
	const notTheApp = (problem) => ({
		kind: "not-the-app",
		problem
	});
	if (saved.root === void 0) return notTheApp(saved.rootProblem ?? "its layers do not form a file system");
	const { entry, program } = await checkImage(saved, saved.root, mainPackage);
	if (!program.ok) return notTheApp(program.problem.message);
	const check = program.value;
	const binary = `${workspace.buildPath(`program-${name}`)}/${lastOf(check.path)}`;
	if (await copyOut(world.files, saved.root, {
		from: check.path,
		to: binary
	}, { mode: 493 }) === void 0) return notTheApp(`\`${check.path}\` in the image could not be read`);
	return {
		kind: "proven",
		image: {
			reference,
			linkage: linkageOf(succeed(check.program)),
			check,
			entry,
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
			...base === void 0 ? {} : { base },
			deviation
		}
	};
}
function ownVariables(environment) {
	return Object.fromEntries(environment.map((entry) => [entry.split("=", 1)[0] ?? "", entry.slice(entry.indexOf("=") + 1)]).filter(([name]) => !/^(PATH|HOME|LD_.*|SSL_CERT_.*|ZONEINFO|GO(PATH|ROOT|LANG_VERSION|TOOLCHAIN))$/.test(name)));
}
// src/images/dockerfile/configured.ts
async function buildConfigured(tools, plan, configured, unprepared) {
	const pair = plan.variants.pair(configured.mode.name, plan.target.platform);
	if (pair === void 0) throw new Error(`mode ${configured.mode.name} is not planned`);
	const build = (variant) => buildOne(tools, plan, configured, {
		variant,
		unprepared
	});
	let head = await build(pair.head);
	const needed = tools.builder.needsRepository;
	const base = pair.base !== void 0 && head.kind === "built" ? await build(pair.base) : void 0;
	if (tools.builder.needsRepository !== needed) head = await build(pair.head);
	if (head.kind !== "built") {
		const notBuilt = pair.base && unbuilt(pair.base, "configured", withoutHead);
		return { built: notBuilt === void 0 ? [head] : [head, notBuilt] };
	}
	const { proven } = head;
	return {
		built: [head.built, ...base === void 0 ? [] : [comparable(configured, proven, base)]],
		reference: proven
	};
}
async function buildOne(tools, { settings }, { mode, build }, { variant, unprepared }) {
	const failure = unprepared[variant.revision];
	if (failure !== void 0) return unbuilt(variant, "configured", notPrepared(failure));
	const refuse = (problem) => unbuilt(variant, "configured", {
		output: [],
		why: [{
			kind: "not-the-app",
			...namedImage(mode, build),
			detail: problem
		}]
	});
	const { files } = tools.world;
	const foreign = await foreignProgram(files, variant.checkout, build, settings.config.prepare);
	if (foreign !== void 0) return refuse(foreign.because);
	const own = await buildOwn(tools, variant, build, `${variant.revision}-${mode.name}-configured`);
	if (own.kind === "not-the-app") return refuse(own.problem);
	if (own.kind === "not-built") return unbuilt(variant, "configured", own);
	const named = mode.image?.from === "dockerfile" ? mode.image.buildArgs : {};
	const image = imageOf$1(own.image, build, { named });
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
			...namedImage(mode, build),
			not
		}]
	});
}
function namedImage({ name: mode }, { dockerfile, target }) {
	return {
		mode,
		dockerfile,
		...target === void 0 ? {} : { target }
	};
}
// src/images/dockerfile/foreign-platform.ts
async function foreignFinding({ files, host }, { images, settings, source, target: { platform }, variants }) {
	const [first] = variants;
	if (first?.foreign === void 0) return void 0;
	const by = first.foreign.runBy?.kind;
	const isRun = by === "kernel" || by === "processor";
	const shipped = settings.config.modes.some(followsDockerfile) ? images.shipped : void 0;
	const builds = [...shipped === void 0 ? [] : [shipped], ...images.configured].map(({ build }) => build);
	for (const build of builds) {
		const { target, buildArgs, dockerfile } = build;
		const text = await dockerfileText(files, source.checkouts.head, build);
		const options = {
			...target === void 0 ? {} : { target },
			buildArgs,
			platform,
			buildPlatform: imagePlatform(host)
		};
		const obstacle = text === void 0 ? void 0 : foreignObstacle(text, options, isRun);
		if (obstacle !== void 0) return finding("dockerfile/other-platform", {
			dockerfile,
			platform,
			...obstacle
		}, { verdict: "warn" });
	}
}
// src/images/dockerfile/findings.ts
function notAppFinding({ dockerfile }, main, { because, isCopied }) {
	const copied = isCopied ? { isCopied: true } : {};
	const params = {
		dockerfile,
		main: main.importPath,
		detail: because,
		...copied
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
	const such = modes.filter((mode) => modeNotAchieved(mode, linkage) === void 0);
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
function labelledFinding(built, engine) {
	const shipped = built.find((one) => one.kind === "built" && one.source === "shipped");
	if (shipped?.kind !== "built" || shipped.image.kind !== "dockerfile") return [];
	const { path: dockerfile, label } = shipped.image.dockerfile;
	if (label === void 0) return [];
	const builder = engine.name === "podman" ? "podman" : "legacy";
	return [finding("dockerfile/labelled", {
		dockerfile,
		label,
		builder
	}, { verdict: "pass" })];
}
function needsRepositoryFinding(dockerfile) {
	if (dockerfile === void 0) return [];
	return [finding("dockerfile/needs-repository", { dockerfile }, { verdict: "pass" })];
}
function builtOnceFindings(built) {
	const images = built.flatMap((one) => one.kind === "built" && one.image.kind === "dockerfile" ? [{
		...one,
		image: one.image
	}] : []);
	return images.flatMap(({ revision, mode, image: { reference, dockerfile } }) => {
		const isBoth = images.some((one) => one.revision === "base" && one.mode.name === mode.name && one.image.reference === reference);
		if (revision !== "head" || !isBoth) return [];
		const params = { dockerfile: dockerfile.path };
		return [finding("dockerfile/built-once", params, {
			verdict: "pass",
			mode: mode.name
		})];
	});
}
function cachesUnusedFinding(dockerfile) {
	if (dockerfile === void 0) return [];
	return [finding("dockerfile/caches-unused", { dockerfile }, { verdict: "pass" })];
}
function cachesNotReadFinding(backends) {
	if (backends.length === 0) return [];
	return [finding("dockerfile/caches-unsupported", { backends }, { verdict: "pass" })];
}
// src/images/dockerfile/mode-image.ts
var ModeImages = class {
	#tools;
	#plan;
	constructor(tools, plan) {
		this.#tools = tools;
		this.#plan = plan;
	}
	async make(own, variant, shippedMode, compiled) {
		if (shippedMode?.name === variant.mode.name) return {
			ok: true,
			value: {
				source: "shipped",
				image: imageOf$1(own.image, own.build)
			}
		};
		return this.#derive(own, variant, compiled);
	}
	async #derive({ dockerfile, build, image: shipped }, { revision, mode }, compiled) {
		const { world, builder } = this.#tools;
		const { dockerfile: path, target, buildArgs } = build;
		const wanted = derivedAs(mode);
		if (wanted === void 0) return not({ kind: "mode-not-derivable" });
		const cgo = this.#plan.target.cgo[revision];
		const derived = deriveDockerfile(dockerfile.text, wanted, {
			...target === void 0 ? {} : { target },
			buildArgs,
			...cgo === void 0 ? {} : {
				cgoPackages: cgo.packages,
				needsCgo: cgo.needing
			}
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
			build,
			compiled
		}));
		if (result.kind === "not-built") return notBuilt(path, result);
		if (result.kind === "not-the-app") return refused(result.problem);
		const { linkage, check, entry } = result.image;
		const otherwise = modeNotAchieved(mode, linkage);
		if (otherwise !== void 0) return not({
			kind: "copy-linked-otherwise",
			path,
			not: otherwise
		});
		const known = new Set(shipped.entry.problems.map(({ id }) => id));
		const fatal = [...check.load?.problems ?? [], ...entry.problems.filter(({ id }) => !known.has(id))].find(isFatalProblem);
		if (fatal !== void 0) return not({
			kind: "copy-not-starting",
			path,
			problem: fatal
		});
		return {
			ok: true,
			value: {
				source: "derived",
				image: imageOf$1(result.image, build, { changes })
			}
		};
	}
};
function notBuilt(path, { why, output }) {
	const because = why.find(({ kind }) => kind !== "step-failed" && kind !== "dockerfile-refused");
	return not({
		kind: "copy-not-built",
		path,
		...because === void 0 ? {} : { because }
	}, output);
}
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
function modeOf(modes, linkage) {
	const fitting = modes.filter((mode) => modeNotAchieved(mode, linkage) === void 0);
	return fitting.find(({ requires }) => requires !== void 0) ?? fitting[0];
}
function derivedAs({ expects, requires, external }) {
	if (requires !== void 0 || external !== void 0) return void 0;
	return expects.includes("static") ? "static" : expects.includes("dynamic") ? "dynamic" : void 0;
}
// src/images/dockerfile/revisions.ts
async function firstBuilds(tools, builds) {
	const { builder, buildsInParallel, areWarm } = tools;
	const compiled = Promise.withResolvers();
	const head = builds.head(() => compiled.resolve("compiled"));
	const ended = head.then(() => void 0, () => void 0);
	const warm = areWarm?.then((isWarm) => isWarm ? "warm" : compiled.promise) ?? compiled.promise;
	const begin = buildsInParallel ? await Promise.race([
		warm,
		compiled.promise,
		ended
	]) : void 0;
	if (begin === void 0) return { head: await head };
	const own = builds.base(besideTools(tools));
	own.catch(() => {});
	const first = await afterOthers(head, () => [own]);
	if (first.kind === "proven" && builder.needsRepository === void 0) return {
		head: first,
		base: {
			own,
			isWarm: begin === "warm"
		}
	};
	await own;
	return { head: builder.needsRepository === void 0 ? first : await builds.head() };
}
async function buildRevisions(tools, { head, base: early }, builds) {
	const { builder, buildsInParallel } = tools;
	const needed = early === void 0 ? builder.needsRepository : void 0;
	const beside = buildsInParallel ? besideTools(tools) : tools;
	const ownOfBase = early?.own ?? builds.base(beside);
	const compiled = Promise.withResolvers();
	if (early?.isWarm === true) compiled.resolve(true);
	const modesOfHead = buildsInParallel ? builds.modes(head, () => compiled.resolve(true)) : void 0;
	let modesOfBase;
	const begun = compiled.promise.then(async (isEarly) => {
		if (isEarly) modesOfBase = builds.modesOfBase(beside, await ownOfBase);
	});
	const ended = settleAll([ownOfBase, modesOfHead]).finally(() => compiled.resolve(false));
	const started = () => modesOfBase?.values() ?? [];
	const [[base, modes]] = await afterOthers(settleAll([ended, begun]), started);
	if (builder.needsRepository === needed) return succeed({
		head,
		base,
		modes: modes ?? await builds.modes(head),
		modesOfBase
	});
	await Promise.allSettled(started());
	const again = await builds.head();
	if (again.kind !== "proven") return {
		ok: false,
		problem: again
	};
	return succeed({
		head: again,
		base,
		modes: await builds.modes(again)
	});
}
async function afterOthers(work, others) {
	try {
		return await work;
	} catch (error) {
		await Promise.allSettled(others());
		throw error;
	}
}
function besideTools(tools) {
	return {
		...tools,
		world: besideSteps(tools.world)
	};
}
// src/images/dockerfile/shipped-modes.ts
async function modesOfHead(images, pairs, own, compiled) {
	const shippedMode = modeOf(pairs.map(({ head }) => head.mode), own.image.linkage);
	const last = pairs.findLast(({ head }) => head.mode.name !== shippedMode?.name);
	const all = [];
	for (const pair of pairs) {
		const made = await images.make(own, pair.head, shippedMode, pair === last ? compiled : void 0);
		all.push({
			pair,
			made
		});
	}
	return all;
}
function modesOfBase(images, pairs, own) {
	const all = new Map();
	let before = Promise.resolve();
	for (const { base } of pairs) {
		if (base === void 0 || own === void 0) continue;
		const built = before.then(() => buildBase(images, base, own));
		built.catch(() => {});
		all.set(base.mode.name, built);
		before = built;
	}
	return all;
}
async function buildModes(images, ofHead, { own, modes, onBuilt = () => {} }) {
	const built = [];
	const remaining = [];
	const findings = [];
	const add = (variant) => {
		built.push(variant);
		if (variant.kind === "built") onBuilt(variant);
	};
	for (const { pair, made } of ofHead) {
		const { base, head } = pair;
		if (!made.ok) {
			remaining.push(head.mode);
			findings.push(notDerived(head.mode, made.problem));
			continue;
		}
		add({
			...head,
			kind: "built",
			...made.value
		});
		if (base !== void 0 && own !== void 0) add(await (modes?.get(base.mode.name) ?? buildBase(images, base, own)));
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
	const shippedMode = modeOf([variant.mode], own.image.linkage);
	const made = await images.make(own, variant, shippedMode);
	return made.ok ? {
		...variant,
		kind: "built",
		...made.value
	} : unbuilt(variant, "derived", failureOfCopy(made.problem));
}
function failureOfCopy({ why }) {
	const message = notDerivedMessage(why);
	return why.kind === "copy-not-built" && why.because !== void 0 ? {
		output: [message],
		why: [why.because]
	} : { output: [message] };
}
// src/images/dockerfile/shipped.ts
async function buildShipped(tools, plan, { build, ofBase, obstacle }, { unprepared = {}, needed, onBuilt } = {}) {
	const { source, settings, target } = plan;
	const pairs = plan.variants.pairs().filter(({ head }) => followsDockerfile(head.mode));
	const modes = pairs.map(({ head }) => head.mode);
	const notApp = (because, isCopied = false) => ({
		built: [],
		remaining: modes,
		findings: [notAppFinding(build, target.main, {
			because,
			isCopied
		})]
	});
	const foreign = await foreignProgram(tools.world.files, source.checkouts.head, build, settings.config.prepare);
	if (foreign !== void 0) return notApp(foreign.because, foreign.isCopied);
	if (unprepared.head !== void 0) return nothingOfHead(pairs, notPrepared(unprepared.head));
	const { checkouts } = source;
	const head = {
		revision: "head",
		checkout: checkouts.head,
		explained: obstacle !== void 0
	};
	const shipped = {
		head: (compiled) => buildOwn(tools, {
			...head,
			compiled
		}, build, "head-shipped"),
		base: (by) => baseOf(unprepared, checkouts.base, (checkout) => buildOwn(by, {
			revision: "base",
			checkout
		}, ofBase ?? build, "base-shipped"))
	};
	const { head: first, base: early } = await firstBuilds(tools, shipped);
	if (first.kind === "not-the-app") return notApp(first.problem);
	if (first.kind === "not-built") return nothingOfHead(pairs, {
		output: first.output,
		why: explained(first.why, obstacle)
	});
	const images = new ModeImages(tools, plan);
	const wanted = tools.builder.needsRepository === void 0 ? neededPairs(pairs, first, needed) : pairs;
	const revisions = await buildRevisions(tools, {
		head: first,
		base: early
	}, {
		...shipped,
		modes: (own, compiled) => modesOfHead(images, wanted, own, compiled),
		modesOfBase: (by, own) => modesOfBase(new ModeImages(by, plan), wanted, own)
	});
	if (!revisions.ok) return nothingOfHead(pairs, failureOf$2(revisions.problem));
	const { head: ofHead, base, modes: made, modesOfBase: known } = revisions.value;
	const all = await buildModes(images, made, {
		own: base,
		modes: known,
		onBuilt
	});
	const unlisted = unlistedMode(build, settings.config.modes, ofHead.image);
	return {
		...all,
		built: [...all.built, ...pairs.filter((pair) => !wanted.includes(pair)).flatMap(withoutImages)],
		findings: [
			...ineffectiveEnvFinding(build, ofHead.image, ineffectiveEnv(ofHead.dockerfile, "CGO_ENABLED", build)),
			...unlisted === void 0 ? [] : [unlisted],
			...all.findings,
			...base?.kind === "proven" ? changedMode(base.image, ofHead.image) : []
		],
		reference: ofHead.image
	};
}
function neededPairs(pairs, { image }, needed) {
	if (needed === void 0) return pairs;
	const modes = pairs.map(({ head }) => head.mode);
	const shown = modeOf(modes, image.linkage) ?? modes[0];
	return pairs.filter(({ head: { mode } }) => mode.name === shown?.name || needed.includes(mode.name));
}
function withoutImages({ base, head }) {
	return [head, ...base === void 0 ? [] : [base]].map((variant) => notNeeded(variant, "derived"));
}
function failureOf$2(failed) {
	return failed.kind === "not-built" ? failed : {
		output: [failed.problem],
		why: []
	};
}
function explained(why, seen) {
	const isOther = why.some(({ kind }) => kind === "base-image" || kind === "builder" || kind === "network");
	return seen === void 0 || isOther ? why : [seen];
}
function nothingOfHead(pairs, failure) {
	return {
		built: pairs.flatMap(({ base, head }) => [...base === void 0 ? [] : [unbuilt(base, "shipped", withoutHead)], unbuilt(head, "shipped", failure)]),
		remaining: [],
		findings: []
	};
}
async function baseOf({ base: failure }, checkout, build) {
	if (checkout === void 0) return void 0;
	return failure === void 0 ? build(checkout) : {
		kind: "not-built",
		...notPrepared(failure)
	};
}
// src/images/dockerfile/dockerfile-builds.ts
async function dockerfileBuilds(tools, plan, { isIdle, canBuild, ...options }) {
	const without = {
		built: [],
		findings: [],
		remaining: plan.settings.config.modes
	};
	if (!hasImages(plan.target.platform)) return without;
	if (!canBuild) return withoutBuilder(plan);
	const foreign = await foreignFinding(tools.world, plan);
	if (foreign !== void 0) return {
		...without,
		findings: [foreign]
	};
	if (plan.images.shipped !== void 0 || plan.images.configured.length > 0) await isIdle();
	return buildDockerfiles(tools, plan, options);
}
function withoutBuilder({ images, settings }) {
	const { modes } = settings.config;
	const { dockerfile } = (modes.some(followsDockerfile) ? images.shipped : void 0)?.build ?? images.configured[0]?.build ?? {};
	return {
		built: [],
		remaining: modes,
		findings: dockerfile === void 0 ? [] : [finding("dockerfile/no-builder", { dockerfile }, { verdict: "warn" })]
	};
}
async function buildDockerfiles(tools, plan, options) {
	const { modes } = plan.settings.config;
	const open = modes.filter(followsDockerfile);
	const { shipped: dockerfile } = plan.images;
	const { unprepared = {}, needed } = options;
	const shipped = dockerfile === void 0 || open.length === 0 ? {
		built: [],
		remaining: open,
		findings: []
	} : await buildShipped(tools, plan, dockerfile, options);
	const built = [...shipped.built];
	let { reference } = shipped;
	const skips = (mode) => needed?.includes(mode.name) === false && tools.builder.needsRepository === void 0 && (shipped.remaining.length > 0 || built.some(isBuilt));
	const skip = (mode, source) => {
		const planned = [...plan.variants].filter((variant) => variant.mode.name === mode.name);
		built.push(...planned.map((variant) => notNeeded(variant, source)));
	};
	for (const image of plan.images.configured) {
		if (skips(image.mode)) {
			skip(image.mode, "configured");
			continue;
		}
		const configured = await buildConfigured(tools, plan, image, unprepared);
		built.push(...configured.built);
		reference ??= configured.reference;
	}
	const compiled = modes.filter((mode) => !followsDockerfile(mode) && mode.image?.from !== "dockerfile");
	const skipped = compiled.filter(skips);
	for (const mode of skipped) skip(mode, "built-in");
	return {
		built,
		findings: shipped.findings,
		remaining: modes.filter((mode) => shipped.remaining.includes(mode) || compiled.includes(mode) && !skipped.includes(mode)),
		...reference === void 0 ? {} : { reference }
	};
}
// src/images/side-by-side.ts
function buildsInParallel({ cpus }) {
	return cpus > 1;
}
// src/images/build-platform.ts
async function beginPlatform(handles, plan, images, options) {
	const { contexts, onBuilt, onExpected } = options;
	const { world, workspace, engine } = handles;
	const pins = openPins(engine, workspace.run, plan.target.platform);
	const { pin } = pins;
	const tools = {
		world,
		builder: openImageBuilder(handles, plan, images, {
			pin,
			contexts
		}),
		buildsInParallel: plan.images.shipped !== void 0 && buildsInParallel(world.host) && await engine.hasCacheMounts(),
		...handles.builderCaches === void 0 ? {} : { areWarm: handles.builderCaches.areWarm }
	};
	const beside = buildsInParallel(world.host) && onBuilt !== void 0 ? { onBuilt } : {};
	const ahead = onExpected === void 0 || beside.onBuilt === void 0 ? {} : { onExpected };
	const { unprepared = {}, needed, isIdle } = options;
	const ofDockerfiles = await dockerfileBuilds(tools, plan, {
		unprepared,
		...needed === void 0 ? {} : { needed },
		...beside,
		isIdle,
		canBuild: await engine.canBuild()
	});
	const flags = ofDockerfiles.reference?.flags ?? options.flags;
	const builds = async () => {
		const fallbacks = await fallbackBuilds({
			...handles,
			pin,
			images,
			...beside,
			...ahead
		}, plan, ofDockerfiles, {
			...options,
			flags
		});
		const built = [...ofDockerfiles.built, ...fallbacks.built];
		return {
			built,
			flags,
			bases: await pins.used(),
			findings: [
				...ofDockerfiles.findings,
				...settingsFindings(plan, built),
				...needsRepositoryFinding(tools.builder.needsRepository),
				...cachesUnusedFinding(tools.builder.refusesCaches),
				...cachesNotReadFinding(tools.builder.unusableCaches),
				...builtOnceFindings(built),
				...labelledFinding(built, engine),
				...staticCgoFindings(built),
				...fallbacks.findings
			]
		};
	};
	return {
		flags,
		builds: builds()
	};
}
async function fallbackBuilds(tools, plan, { reference, remaining }, { flags, turns, recordsLink, programs, unprepared = {} }) {
	const { world } = tools;
	const planned = [...plan.variants].filter(({ mode }) => remaining.includes(mode));
	const { build } = plan.settings.config;
	const own = reference === void 0 && planned.length > 0 ? await ownStart(world, plan) : void 0;
	const startsAs = reference?.startsAs ?? (own && {
		arguments: own.arguments,
		kept: [],
		env: {},
		by: own.by
	});
	return {
		built: await buildFallbacks({
			...tools,
			programs,
			buildsInParallel: buildsInParallel(world.host),
			startsAs,
			withoutProgram: openImagesWithoutProgram(tools, plan)
		}, plan, planned.map((one) => ({
			...one,
			mode: withReferenceFlags(one.mode, build, flags)
		})), {
			unprepared,
			turns,
			recordsLink
		}),
		findings: own === void 0 ? [] : [startedAsFinding(own)]
	};
}
async function ownStart({ files }, plan) {
	const { args, port } = plan.settings.config.startup;
	return args.length > 0 ? void 0 : findStartArguments(files, plan, port ?? 8080);
}
function startedAsFinding({ arguments: args, by }) {
	return finding("start/arguments-found", {
		arguments: args,
		by
	}, { verdict: "pass" });
}
// src/images/built-in/turns.ts
function buildTurns() {
	let stopped;
	const unlessFailed = async (work) => {
		if (stopped !== void 0) throw stopped.why;
		try {
			return await work();
		} catch (error) {
			stopped ??= { why: error };
			throw error;
		}
	};
	const queue = () => {
		let last = Promise.resolve();
		return (work) => {
			const result = last.then(() => unlessFailed(work));
			last = result.catch(() => {});
			return result;
		};
	};
	return {
		head: queue(),
		base: queue(),
		unlessFailed
	};
}
// src/images/build.ts
async function buildAll(handles, plan, images, options = {}) {
	const { workspace, engine } = handles;
	workspace.onClose("engine", () => engine.removeAll(workspace.run));
	const platforms = platformsIn(plan);
	const parts = await buildPlatforms(handles, plan, images, options);
	const inTurn = platforms.map((platform) => parts.get(platform));
	const built = VariantSet.of(inTurn.flatMap(({ built }) => built), keyOf$1);
	return {
		variants: inOrder(plan.variants, built),
		bases: inTurn.flatMap(({ bases }) => bases),
		findings: mergePlatformFindings(platforms.map((platform, index) => ({
			platform,
			findings: [...inTurn[index]?.findings ?? [], ...excludedFinding(plan, platform)]
		})))
	};
}
async function buildPlatforms(handles, plan, images, options) {
	const platforms = platformsIn(plan).toSorted((a, b) => Number(hasImages(b)) - Number(hasImages(a)));
	const contexts = options.contexts ?? new BuildContexts(handles, plan);
	const turns = buildTurns();
	const begun = [];
	const isIdle = () => settleAll(begun);
	let flags;
	try {
		for (const platform of platforms) {
			const { relinks } = plan.settings.config;
			const recordsLink = relinks && platform === plan.target.platform;
			const given = {
				...options,
				contexts,
				flags,
				turns,
				recordsLink,
				isIdle
			};
			const part = await beginPlatform(handles, planFor(plan, platform), images, given);
			flags ??= part.flags;
			const builds = part.builds.then((builds) => [platform, builds]);
			builds.catch(() => {});
			begun.push(builds);
			if (!buildsInParallel(handles.world.host)) await isIdle();
		}
		return new Map(await isIdle());
	} finally {
		await Promise.allSettled(begun);
	}
}
function excludedFinding({ settings: { config } }, platform) {
	const modes = config.modes.filter((mode) => !modeExistsOn(mode, platform)).map(({ name }) => name);
	if (modes.length === 0) return [];
	return [finding("build/mode-excluded", { why: [{
		kind: "platform-without-mode",
		modes,
		platform
	}] }, {
		verdict: "pass",
		revision: "head"
	})];
}
function inOrder(planned, found) {
	return planned.map(({ revision, mode }, key) => {
		const one = found.get(key);
		if (one === void 0) throw new Error(`nothing was built for ${revision}, ${mode.name}`);
		return one;
	});
}
// src/startup/build-images.ts
async function buildImages(handles, plan, images, { made: { probe, expect }, building, ...options }) {
	const { needsStarts } = options;
	const [builds] = await settleAll([unlessEngineLost(handles.world, () => buildAll({
		...handles,
		world: building
	}, plan, images, {
		...options,
		...needsStarts ? { onExpected: expect } : {}
	}), (detail) => ({
		variants: lostBeforeBuilt(plan, detail),
		findings: [],
		bases: []
	})), isGoIdle(plan.images) && needsStarts ? probe().catch(() => void 0) : void 0]);
	if (needsStarts && builds.variants.filter(isBuilt).size > 0) await probe();
	return builds;
}
// src/startup/container.ts
const probePath = "/.linkgate-probe";
function startImageOf(variant) {
	const { image } = variant;
	const startsAs = variant.source === "built-in" ? variant.startsAs : void 0;
	return {
		...startsAs === void 0 ? {} : { startsAs },
		...image.kind === "laid-out" ? {
			image: image.withoutProgram,
			program: programFile(image)
		} : { image: image.reference }
	};
}
function makeContainer({ workspace, engine }, { env }, { image, startsAs }, network) {
	return engine.create({
		image,
		run: workspace.run,
		entrypoint: probePath,
		...network === void 0 ? {} : { network },
		env: {
			...startsAs?.env,
			...env
		}
	});
}
function programFile({ binary, program }) {
	return {
		from: binary,
		to: program
	};
}
async function networkOf({ network }, engine) {
	if (network !== "services") return network;
	const found = await engine.servicesNetwork();
	if (!found.ok) throw new InputError([`\`startup: { network: services }\`: ${found.problem.message}`]);
	return found.value;
}
// src/startup/spare-containers.ts
function containerMaker(handles, startup, probe) {
	const { world, engine } = handles;
	const spare = new Map();
	const spareFor = (start) => spare.get(spareKey(start)) ?? [];
	const network = onlyOnce(() => networkOf(startup, engine));
	const withFile = async (container, { from, to }) => {
		if (world.signal.aborted) return void 0;
		await engine.copyInto(container, from, to);
		return container;
	};
	const makeEmpty = async (start) => {
		await engine.load(start.image);
		if (world.signal.aborted) return void 0;
		const container = await makeContainer(handles, startup, start, await network());
		return withFile(container, {
			from: await probe(),
			to: probePath
		});
	};
	return {
		async make(start) {
			const { program } = start;
			try {
				const container = await (spareFor(start).pop() ?? makeEmpty(start));
				return container === void 0 || program === void 0 ? container : await withFile(container, program);
			} catch {
				return;
			}
		},
		makeSpare(start, count) {
			const more = Array.from({ length: count }, () => makeEmpty(start).catch(() => void 0));
			spare.set(spareKey(start), [...spareFor(start), ...more]);
		},
		hasSpare: (start) => spareFor(start).length > 0,
		settled: () => Promise.all([...spare.values()].flat())
	};
}
const spareKey = ({ image, startsAs }) => JSON.stringify([image, startsAs?.env]);
// src/startup/made-containers.ts
function openContainers(handles, { settings, go, images, variants }, { source, comparesBase }) {
	const { world, workspace, engine } = handles;
	const { directory } = workspace;
	const platform = imagePlatform(world.host);
	const probe = onlyOnce(() => buildProbe(world, {
		source,
		directory,
		platform,
		go,
		withTls: false,
		isAlone: isGoIdle(images)
	}));
	const maker = containerMaker(handles, settings.config.startup, probe);
	const made = new Map();
	const add = (name, container) => made.set(name, [...made.get(name) ?? [], container]);
	const begun = new Set();
	let hasControl = false;
	let isClosed = false;
	workspace.onClose("containers", async () => {
		isClosed = true;
	});
	const settled = async () => {
		await Promise.all([maker.settled(), ...[...made.values()].flat()]);
	};
	const isBaseAwaited = ({ mode, platform, revision }) => {
		if (revision !== "head" || !comparesBase) return false;
		const base = variants.pair(mode.name, platform)?.base;
		return base !== void 0 && !begun.has(nameOf$1(base));
	};
	const waitWhenClosed = onlyOnce(() => workspace.onClose("engine", settled));
	const isOver = () => isClosed || world.signal.aborted;
	return {
		probe,
		expect({ variant, ...start }) {
			if (isOver()) return;
			waitWhenClosed();
			maker.makeSpare(start, isBaseAwaited(variant) ? 2 : 1);
		},
		async load(variant) {
			if (isOver()) return;
			waitWhenClosed();
			const { reference } = variant.image;
			const isCopied = variant.revision === "base" && variant.foreign === void 0 && !hasControl;
			hasControl ||= isCopied;
			begun.add(nameOf$1(variant));
			const start = startImageOf(variant);
			await engine.load(start.image);
			if (isOver()) return;
			add(reference, maker.make(start));
			if (isCopied) add(controlOf(reference), maker.make(start));
			if (start.program !== void 0 && isBaseAwaited(variant) && !maker.hasSpare(start)) maker.makeSpare(start, hasControl ? 1 : 2);
		},
		take: async (reference, isControl) => made.get(isControl ? controlOf(reference) : reference)?.pop(),
		settled
	};
}
const nameOf$1 = (variant) => JSON.stringify(keyOf$1(variant));
const controlOf = (reference) => `control of ${reference}`;
// src/startup/conditions.ts
const kinds = [
	"port",
	"arguments",
	"directory"
];
function alternatives(added) {
	const suspects = kinds.filter((kind) => added.some((one) => one.kind === kind));
	return [...suspects.map((one) => [one]), ...suspects.length > 1 ? [suspects] : []];
}
function distinctConditions(all) {
	return uniqueByValue(all.flat()).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}
function isSuspect(failure) {
	if (failure.kind === "exited") return true;
	return isTimeout(failure) && (failure.known === void 0 || !isUnrelated(failure.known));
}
function isUnrelated({ kind }) {
	return kind === "service-unreachable" || kind === "host-unknown" || kind === "database-unreachable" || kind === "cgo-disabled";
}
// src/startup/emulated-starts.ts
const tracedStarts = 2;
async function traceOne(phase, running, start) {
	const traced = [];
	running.traced = traced;
	for (let count = 0; count < tracedStarts; count++) {
		const one = await start(phase, running, { inittrace: true });
		if (one?.inits !== void 0 && one.inits.length > 0) traced.push(one);
	}
	return traced.length === tracedStarts;
}
// src/startup/native-image.ts
function inNativeImage(starter, variants) {
	const native = [...variants].filter(isBuilt).find((one) => differOnlyInProgram(one, starter.variant));
	return native === void 0 ? starter : {
		...starter,
		image: startImageOf(native).image
	};
}
function differOnlyInProgram(native, other) {
	return native.foreign === void 0 && native.revision === other.revision && native.mode.name === other.mode.name && native.image.kind === "laid-out" && other.image.kind === "laid-out" && withoutProgram(native) === withoutProgram(other);
}
function withoutProgram({ inspection: { image, environment } }) {
	const { entrypoint, user, workingDir } = image;
	const layers = image.layers.slice(0, -1).map(({ diffId }) => diffId);
	return JSON.stringify([
		layers,
		entrypoint,
		environment,
		user,
		workingDir
	]);
}
// src/startup/outcomes.ts
function controlStarts(control, original) {
	const outcome = sampledOutcome(control);
	if (original?.leftAfter === void 0 || outcome.kind !== "started") return { outcome };
	const rounds = Math.min(original.starts.length, outcome.starts.length * 2);
	const shared = {
		...outcome,
		starts: outcome.starts.slice(0, Math.ceil(rounds / 2))
	};
	if (rounds <= original.leftAfter) return { outcome: shared };
	return {
		outcome: shared,
		original: original.starts.slice(0, rounds)
	};
}
function sampledOutcome({ state, starts, leftAfter, traced, first }) {
	if (state.kind === "failed" && leftAfter === void 0) return {
		kind: "not-started",
		notStarted: state.notStarted
	};
	return {
		kind: "started",
		starts: starts.slice(0, leftAfter),
		...traced === void 0 ? {} : { traced },
		inits: packageInits(traced ?? []),
		...first === void 0 ? {} : { first }
	};
}
function isTwin(all, one) {
	const head = all.pair(one.mode.name, one.platform)?.head;
	return one.revision === "base" && isSameImage(one.inspection.image, head?.inspection.image);
}
function notNative(variant) {
	const by = variant.foreign?.runBy?.kind;
	const because = by === void 0 ? "other-platform" : by === "processor" ? "other-architecture" : "emulated";
	return {
		...variant,
		startup: {
			kind: "foreign",
			because,
			inits: []
		}
	};
}
// src/startup/probe/greeting.ts
async function msUntilGreeted({ greeted }, clock) {
	const since = clock.now();
	try {
		await greeted();
		return clock.now() - since;
	} catch {
		return;
	}
}
// src/startup/known-failures.ts
const patterns = [
	{
		pattern: /go-sqlite3 requires cgo to work|Binary was compiled with 'CGO_ENABLED=0'/,
		explain: () => ({ kind: "cgo-disabled" })
	},
	{
		pattern: /listen tcp\d?: address ([^\s:]+): missing port in address/,
		explain: ([, value = ""]) => ({
			kind: "port-form",
			value
		})
	},
	{
		pattern: /dial (?:tcp|unix)[^:]* (\S+?)(?::(\d+))?: (?:i\/o timeout|connect: (?:connection refused|connection timed out|network is unreachable|no route to host|no such file or directory))/,
		explain: ([, host = "", port = ""]) => ({
			kind: "service-unreachable",
			host,
			port
		})
	},
	{
		pattern: /\blookup (\S+?)(?: on \S+?)?: (?:(?:.*: )?(?:no such host|server misbehaving|Temporary failure|i\/o timeout|connection refused|network is unreachable|Name or service not known))/i,
		explain: ([, host = ""], log) => hostUnknown(host, log)
	},
	{
		pattern: /(?:could not translate host name|unknown host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN))[: ]*["'`]?([\w.-]+)/i,
		explain: ([, host = ""], log) => hostUnknown(host, log)
	},
	{
		pattern: /^(?!.*\b(?:listening|serving)\b|.*\.go:\d).*\b(?:wait(?:ing)?|retry(?:ing)?|connect(?:ing|ion)?|reach(?:able)?|unavailable|refused|not ready|attempt)\b.*?[\s"'`(@/=]((?:[a-z][\w-]*\.)*[a-z][\w-]*|(?:\d{1,3}\.){3}\d{1,3}):(\d{2,5})\b/im,
		explain: ([, host = "", port = ""]) => ({
			kind: "service-unreachable",
			host,
			port
		})
	},
	{
		pattern: /(?:connection to|connect to|dial|ping|wait(?:ing)? for|reach)\b.*\b(?:database|db|postgres\w*|mysql|mariadb|mongo\w*|redis|rabbitmq|kafka)\b|\b(?:database|db|postgres\w*|mysql|mariadb|mongo\w*|redis|rabbitmq|kafka)\b.*\b(?:not (?:yet )?(?:there|ready|reachable|available|up)|unavailable|unreachable|refused|timed out)/i,
		explain: () => ({ kind: "database-unreachable" })
	},
	{
		pattern: /\$?\b([A-Z][A-Z0-9]*_[A-Z0-9_]*|PORT|HOST|DSN|ADDR(?:ESS)?|LISTEN|BIND|SECRET|TOKEN|DATABASE)\b["'`]?\s*(?:\S+\s+){0,3}?(?:must be set|must not be empty|is required|required|is not set|not set|cannot be empty|is empty|is missing|missing|undefined|not found|not provided)/,
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
		pattern: /\bconfig\w*(?: file)?\b[^\n]{0,60}?\b(?:not found|missing|does(?: not|n't) exist|unable to locate|could not be found)\b[^/]{0,200}?(?<!\S)["'`]?(\/[\w./-]+\.(?:ya?ml|toml|json|ini|conf|cfg|env))\b/i,
		explain: ([, path = ""]) => ({
			kind: "file-missing",
			path
		})
	},
	{
		pattern: /\bconfig\w*\b[^\n]{0,60}?(\/[\w./-]+\.(?:ya?ml|toml|json|ini|conf|cfg|env))\b[^\n]{0,30}?\b(?:not found|missing|does(?: not|n't) exist|could not be found)\b/i,
		explain: ([, path = ""]) => ({
			kind: "file-missing",
			path
		})
	},
	{
		pattern: /(?:can't open|cannot open|\bline \d+:) ["'`]?(\/[^\s"'`:]+)["'`]?: No such file(?: or directory)?/,
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
		pattern: /^[ \t]*usage\b|Available Commands:|^commands:/im,
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
function hostUnknown(host, log) {
	const name = host.replaceAll(/[^\w-]/g, "\\$&");
	const [, port] = new RegExp(`\\b${name}(?::| port=)(\\d{2,5})\\b`).exec(log.join("\n")) ?? [];
	return {
		kind: "host-unknown",
		host,
		...port === void 0 ? {} : { port }
	};
}
function isFallback(line) {
	return fallback.test(line) && !/\b(?:must|fatal|panic|cannot|can't)\b/i.test(line);
}
const fallback = /\b(?:not|no|missing|empty|unset|undefined)\b.*\b(?:using|falling back|fall back|defaulting|defaults? to|by default|(?:is|are) (?:not enabled|disabled)|skipping|skipped|ignoring|ignored|assuming|continuing|generating)\b/i;
function knownFailure(log) {
	const text = log.filter((line) => !isFallback(line)).join("\n");
	for (const { pattern, explain } of patterns) {
		const found = pattern.exec(text);
		const known = found === null ? void 0 : explain(found, log);
		if (known !== void 0) return known;
	}
}
// src/startup/probe/protocol.ts
const helloSchema = object$1({ probe: literal$3(7) });
const log = array(string());
const initSchema = object$1({
	package: string(),
	startMs: number$1(),
	clockMs: number$1(),
	bytes: number$1(),
	allocs: number$1()
});
const readySchema = object$1({
	id: number$1(),
	ready: literal$3(true),
	startedNs: exactOptional(number$1()),
	readyUs: number$1(),
	address: exactOptional(string()),
	scheme: exactOptional(_enum(["http", "https"])),
	listenUs: exactOptional(number$1()),
	responseUs: exactOptional(number$1()),
	cpuUs: exactOptional(number$1()),
	runDelayUs: exactOptional(number$1()),
	rssBytes: exactOptional(number$1()),
	minorFaults: exactOptional(number$1()),
	majorFaults: exactOptional(number$1()),
	threads: exactOptional(number$1()),
	pressure: exactOptional(object$1({
		cpuUs: number$1(),
		ioUs: number$1()
	})),
	inits: exactOptional(array(initSchema))
});
const contactsSchema = object$1({
	names: array(string()),
	failed: array(string()),
	connected: array(string())
});
const notReadySchema = object$1({
	id: number$1(),
	ready: literal$3(false),
	failure: _enum([
		"exec",
		"exited",
		"never-listened",
		"no-response",
		"status",
		"no-line",
		"address-taken"
	]),
	exitCode: number$1().optional(),
	signal: string().optional(),
	status: number$1().optional(),
	addresses: array(string()).optional(),
	detail: string(),
	lacksTls: boolean().optional(),
	contacts: contactsSchema.optional(),
	log
});
const refusalSchema = object$1({
	id: number$1(),
	ready: _undefined().optional(),
	error: string()
});
const placedSchema = object$1({
	id: number$1(),
	ready: _undefined().optional(),
	error: _undefined().optional(),
	placed: literal$3(true)
});
const responseSchema = union([
	readySchema,
	notReadySchema,
	placedSchema,
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
const greetingMs = 6e4;
const graceMs = 1e4;
const placementMs = 6e4;
const shownCharacters = 200;
function openProbe(session, engineFault = async () => void 0) {
	let id = 0;
	const greeted = onlyOnce(() => read(helloSchema, greetingMs));
	async function read(schema, timeoutMs) {
		const line = await session.next(timeoutMs);
		if (line === void 0) throw new ProbeFault({
			kind: "container-ended",
			output: session.errors().join(" / ")
		});
		const parsed = schema.safeParse(jsonOrUndefined(line));
		if (parsed.success) return parsed.data;
		throw new ProbeFault({
			kind: "garbled",
			answer: shorten(line, shownCharacters)
		});
	}
	async function ask(request, timeoutMs) {
		await greeted();
		id++;
		session.send(JSON.stringify({
			id,
			...request
		}));
		for (;;) {
			const response = await read(responseSchema, timeoutMs + graceMs);
			if (response.ready === void 0 && response.error !== void 0 || response.id >= id) return response;
		}
	}
	return {
		greeted,
		async start(request) {
			let response;
			try {
				response = await ask(request, request.timeoutMs);
			} catch (error) {
				if (error instanceof CancelledError || !(error instanceof Error)) throw error;
				return {
					ok: false,
					problem: {
						failure: await unlessLost(error instanceof ProbeFault ? error.failure : {
							kind: "container-error",
							detail: error.message
						}, session.errors(), engineFault),
						log: []
					}
				};
			}
			if (response.ready === void 0) {
				const { error = "it placed a program instead" } = response;
				return {
					ok: false,
					problem: {
						failure: {
							kind: "probe-refused",
							error
						},
						log: []
					}
				};
			}
			return response.ready ? succeed(startOf(response)) : {
				ok: false,
				problem: notStarted(response, request)
			};
		},
		async place(request) {
			try {
				const response = await ask({ placement: request }, placementMs);
				if (response.ready !== void 0) return fail("it started the app instead");
				return response.error === void 0 ? succeed(void 0) : fail(response.error);
			} catch (error) {
				if (error instanceof CancelledError || !(error instanceof Error)) throw error;
				return fail([...session.errors(), error.message].at(0) ?? "");
			}
		}
	};
}
async function unlessLost(seen, errors, engineFault) {
	if (seen.kind !== "container-ended" && seen.kind !== "container-error") return seen;
	const detail = lostConnection(errors) ?? await engineFault();
	return detail === void 0 ? seen : {
		kind: "engine-lost",
		detail
	};
}
function startOf(ready) {
	const { id: _, ready: __, startedNs, readyUs, listenUs, responseUs, cpuUs, runDelayUs, pressure, ...same } = ready;
	return {
		...same,
		...startedNs === void 0 ? {} : { startedMs: startedNs / 1e6 },
		readyMs: readyUs / 1e3,
		...listenUs === void 0 ? {} : { listenMs: listenUs / 1e3 },
		...responseUs === void 0 ? {} : { responseMs: responseUs / 1e3 },
		...cpuUs === void 0 ? {} : { cpuMs: cpuUs / 1e3 },
		...runDelayUs === void 0 ? {} : { runDelayMs: runDelayUs / 1e3 },
		...pressure === void 0 ? {} : { pressure: {
			cpuMs: pressure.cpuUs / 1e3,
			ioMs: pressure.ioUs / 1e3
		} }
	};
}
function notStarted(response, request) {
	const { contacts, log, lacksTls = false } = response;
	return {
		failure: failureOf$1(response, request),
		log,
		...contacts === void 0 ? {} : { contacts },
		...lacksTls ? { lacksTls } : {}
	};
}
function failureOf$1(response, { timeoutMs, ...request }) {
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
async function openRunningVariants(handles, settings, starters, { probe, made, sessions }) {
	const { world, engine } = handles;
	const network = await networkOf(settings, engine);
	const enter = async (starter, { isControl, withTls }) => {
		const from = await probe(withTls);
		const before = withTls ? void 0 : await made?.take(starter.variant.image.reference, isControl);
		const container = before ?? await makeContainer(handles, settings, starter, network);
		const missing = before === void 0 ? [{
			from,
			to: probePath
		}, ...programOf$1(starter)] : [];
		const own = isControl ? controlFiles(starter) : [];
		const configured = await filesOf(handles, settings, starter);
		for (const { from, to } of [
			...missing,
			...own,
			...starter.files,
			...configured
		]) await engine.copyInto(container, from, to);
		const session = engine.start(container);
		sessions.push(session);
		const opened = openProbe(session, () => engine.fault());
		return {
			probe: opened,
			container,
			enteredMs: msUntilGreeted(opened, world.clock),
			session
		};
	};
	const open = async (starter, isControl = false) => {
		const { session, ...opened } = await enter(starter, {
			isControl,
			withTls: false
		});
		let current = session;
		const added = addedConditions(starter, settings);
		const givenAddress = addressOf(settings);
		return {
			...opened,
			async reopenWithTls() {
				await current.close();
				const { session: withTls, ...reopened } = await enter(starter, {
					isControl,
					withTls: true
				});
				current = withTls;
				return reopened;
			},
			program: {
				path: starter.variant.image.program,
				size: starter.variant.inspection.binary.size
			},
			isControl,
			added,
			startedWithout: (leftOut) => startedUnder(added.filter(({ kind }) => !leftOut.includes(kind)), starter, settings.args),
			givenAddress,
			state: {
				kind: "never-ready",
				address: givenAddress
			},
			lastMs: 0,
			hasStarted: false,
			first: void 0,
			starts: []
		};
	};
	const [variants, control] = await settleAll([starters.variants.mapAsync((starter) => open(starter)), starters.control && open(starters.control, true)]);
	return {
		variants,
		control
	};
}
function addedConditions({ variant, startsAs, directory }, { port, env, setsPort }) {
	const isSet = [...variant.inspection.environment, ...Object.keys(startsAs?.env ?? {}).map((name) => `${name}=`)].some((one) => one.startsWith("PORT="));
	const value = port ?? (isSet ? void 0 : 8080);
	return [
		...setsPort && !Object.hasOwn(env, "PORT") && value !== void 0 ? [{
			kind: "port",
			value: `${value}`
		}] : [],
		...startsAs?.by === void 0 ? [] : [{
			kind: "arguments",
			arguments: startsAs.arguments,
			by: startsAs.by
		}],
		...directory === void 0 ? [] : [{
			kind: "directory",
			path: directory
		}]
	];
}
function startedUnder(conditions, starter, args) {
	const { startsAs } = starter;
	const isFound = startsAs?.by !== void 0;
	const hasFound = conditions.some(({ kind }) => kind === "arguments");
	return {
		argv: [...starter.emulator === void 0 ? [] : [starter.emulator], ...commandOf(starter.variant, isFound && !hasFound ? void 0 : startsAs, args)],
		env: conditions.flatMap((one) => one.kind === "port" ? [`PORT=${one.value}`] : []),
		dir: conditions.find((one) => one.kind === "directory")?.path ?? ""
	};
}
function programOf$1({ program }) {
	return program === void 0 ? [] : [program];
}
function controlFiles({ variant, program }) {
	return program !== void 0 || variant.inspection.isCapable === true ? [] : [programFile(variant.image)];
}
async function filesOf({ world }, { files }, { variant: { revision, checkout } }) {
	const found = [];
	for (const [to, path] of Object.entries(files)) {
		const place = await whereLinksLead(world.files, checkout, path);
		if (place.kind !== "inside") throw new InputError([noFile(revision, path, place.kind)]);
		found.push({
			from: `${checkout}/${place.path}`,
			to
		});
	}
	return found;
}
function commandOf(variant, startsAs, given) {
	const { start } = variant.inspection;
	if (startsAs === void 0) return argvOf(start, given);
	const own = given.length > 0 ? [...startsAs.kept, ...given] : startsAs.arguments;
	return [...start.entrypoint, ...own];
}
function addressOf({ port, socket }) {
	if (socket !== void 0) return `unix:${socket}`;
	return port === void 0 ? "" : `127.0.0.1:${port}`;
}
function noFile(revision, path, kind) {
	return `\`${path}\` of \`startup: { files: … }\` ${kind === "outside" ? "is a link to a path outside the repository" : "does not exist"} in ${revision}: use a file or directory of the repository`;
}
// src/startup/sampling/tls.ts
function lacksTls({ state }) {
	return state.kind === "failed" && state.notStarted.lacksTls === true;
}
async function reopenWithTls(phase, some) {
	phase.doing = "the app uses TLS: preparing a probe that supports it";
	const opened = await besideDeadline(phase, () => settleAll(some.map((running) => running.reopenWithTls())));
	for (const [index, running] of some.entries()) {
		const fresh = {
			state: {
				kind: "never-ready",
				address: running.givenAddress
			},
			hasStarted: false,
			first: void 0
		};
		Object.assign(running, opened[index], fresh);
	}
}
async function startWithOrWithoutTls(phase, running, { leftOut = phase.leftOut, inittrace = false } = {}) {
	const start = await startOnce({
		...phase,
		leftOut
	}, running, { inittrace });
	if (!lacksTls(running)) return start;
	await reopenWithTls(phase, [running]);
	return startOnce({
		...phase,
		leftOut
	}, running, { inittrace });
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
	return {
		variants: starters,
		control: [...starters].find(({ variant }) => variant.revision === "base")
	};
}
function starterOf(variant, files) {
	const starter = nativeStarter(variant, files);
	const runBy = variant.foreign?.runBy;
	return runBy?.kind !== "program" ? starter : {
		...starter,
		emulator: emulatorPath,
		files: [...starter.files, {
			from: runBy.path,
			to: emulatorPath
		}]
	};
}
const emulatorPath = "/.linkgate-emulator";
function nativeStarter(variant, files) {
	const start = {
		variant,
		...startImageOf(variant)
	};
	return variant.source !== "built-in" || files === void 0 ? {
		...start,
		files: []
	} : {
		...start,
		directory: workDirectory,
		files: [{
			from: `${files}/.`,
			to: workDirectory
		}]
	};
}
// src/startup/shared-container.ts
const programsDirectory = "/.linkgate-programs";
async function traceShared(handles, phase, starters, given) {
	const { host } = handles.world;
	const groups = groupsOf(starters);
	const containers = await besideDeadline(phase, () => settleAll(groups.map((group) => openShared(handles, phase, group, given))));
	const traced = await settleSome(containers, host.cpus, ({ group, container }) => traceGroup(phase, group, container, handles.world.log));
	return new Map(traced.flat());
}
function groupsOf(starters) {
	return [...Map.groupBy(starters, ({ image, directory, startsAs, variant }) => JSON.stringify([
		variant.revision,
		variant.mode.name,
		image,
		directory,
		startsAs,
		variant.image.program,
		variant.inspection.start
	])).values()].flatMap(([first, ...others]) => first === void 0 || others.length === 0 ? [] : [[first, ...others]]);
}
async function openShared(handles, { settings }, group, given) {
	const { world, workspace } = handles;
	const [{ variant, files, emulator: _emulator, program: _program, ...same }] = group;
	const staged = workspace.buildPath(`programs-${variant.revision}-${variant.mode.name}`);
	for (const [index, starter] of group.entries()) {
		const { image: own, foreign } = starter.variant;
		await world.files.copy(own.binary, `${staged}/${index}`);
		if (foreign?.runBy?.kind === "program") await world.files.copy(foreign.runBy.path, `${staged}${emulatorOf(index)}`);
	}
	const others = files.filter(({ to }) => to !== emulatorPath);
	const starter = {
		...same,
		variant,
		files: [...others, {
			from: `${staged}/.`,
			to: programsDirectory
		}]
	};
	const opened = await openRunningVariants(handles, settings, {
		variants: VariantSet.of([starter], (one) => keyOf$1(one.variant)),
		control: void 0
	}, given);
	await world.files.remove(staged);
	const [container] = opened.variants;
	if (container === void 0) throw new Error("no container was opened");
	return {
		group,
		container
	};
}
const emulatorOf = (index) => `/${index}-emulator`;
async function traceGroup(phase, group, container, log) {
	const traced = [];
	const { path } = container.program;
	for (const [index, starter] of group.entries()) {
		const request = {
			program: path,
			directory: programsDirectory,
			copy: index,
			unchanged: "/"
		};
		const placed = await container.probe.place(request);
		if (!placed.ok) {
			const { revision, mode } = starter.variant;
			log.info(`${revision}, ${mode.name}: programs for other platforms get separate containers: ${placed.problem.message}`);
			break;
		}
		const running = inShared(container, starter, index);
		const isWhole = await traceOne(phase, running, startOnce);
		const isItsOwnFailure = index === 0 && !lacksTls(running);
		if (isWhole || isItsOwnFailure) traced.push([starter.variant, running]);
		if (!isWhole) break;
	}
	return traced;
}
function inShared(container, { emulator }, index) {
	const runBy = emulator === void 0 ? [] : [`${programsDirectory}${emulatorOf(index)}`];
	return {
		...container,
		startedWithout(leftOut) {
			const { argv, ...same } = container.startedWithout(leftOut);
			return {
				...same,
				argv: [...runBy, ...argv]
			};
		}
	};
}
// src/startup/emulated.ts
async function traceEmulated(handles, { settings, target }, variants, { leftOut, ...given }) {
	const emulated = variants.filter(isBuilt).filter(({ foreign }) => foreign?.runBy !== void 0);
	const toStart = emulated.filter((one) => !isTwin(emulated, one));
	if (toStart.size === 0) return variants;
	const { world } = handles;
	const running = await world.log.step("measure allocations of programs for other platforms", async () => {
		const starters = await startersOf(handles, target, toStart);
		const phase = {
			...openPhase(world, settings.config.startup),
			leftOut,
			doing: "starts of other platforms"
		};
		return showingProgress(world.log, () => progressOf(phase), () => traceAll(handles, phase, starters.variants.map((one) => inNativeImage(one, variants)), given));
	});
	for (const [index, one] of [...toStart].entries()) reportFailure(world, one, [...running][index]);
	return variants.map((variant, key) => {
		if (variant.kind !== "built" || variant.startup.kind !== "foreign") return variant;
		const traced = (running.get(key) ?? running.get({
			...key,
			revision: "head"
		}))?.traced ?? [];
		if (traced.length === 0) return variant;
		return {
			...variant,
			startup: {
				...variant.startup,
				traced,
				inits: packageInits(traced)
			}
		};
	});
}
async function traceAll(handles, phase, starters, given) {
	const shared = await traceShared(handles, phase, starters, given);
	const others = starters.filter(({ variant }) => !shared.has(variant));
	const own = await besideDeadline(phase, () => openRunningVariants(handles, phase.settings, {
		variants: others,
		control: void 0
	}, given));
	await settleSome([...own.variants], handles.world.host.cpus, (one) => traceOne(phase, one, startWithOrWithoutTls));
	return starters.map(({ variant }, key) => shared.get(variant) ?? own.variants.get(key));
}
function reportFailure({ log }, { revision, mode, platform }, running) {
	if (running?.state.kind !== "failed") return;
	const { failure } = running.state.notStarted;
	log.info(`${revision}, ${mode.name}, ${platform}: it did not become ready (${failure.kind})`);
}
// src/startup/sampling/first-starts.ts
const slowMs = 2e3;
const roundsWorthWarming = 20;
async function firstStarts(phase, all) {
	const slow = new Set(await startEach(phase, all));
	if (all.some(lacksTls)) {
		const again = all.filter((running) => running.state.kind !== "failed" || lacksTls(running));
		await reopenWithTls(phase, again);
		for (const running of await startEach(phase, again)) slow.add(running);
	}
	const timedOut = all.filter(({ state }) => state.kind === "failed" && isTimeout(state.notStarted.failure));
	if (!(slow.size > phase.host.cpus && timedOut.length < all.length)) return;
	for (const running of timedOut) await retried(phase, running);
}
async function warmUp(phase, all) {
	const started = stillRunning(all);
	if (!isWorthARound(phase, started)) return;
	for (const running of shuffled(started, phase.random)) await startOnce(phase, running);
}
function isWorthARound(phase, started) {
	return started.reduce((sum, { lastMs }) => sum + lastMs, 0) * roundsWorthWarming <= remaining(phase);
}
async function startEach(phase, all) {
	const { clock } = phase;
	const slow = new Set();
	const inProgress = new Set();
	const overlapping = new Set();
	const work = [];
	const first = async (running) => {
		inProgress.add(running);
		if (inProgress.size > 1) for (const one of inProgress) overlapping.add(one);
		const isFresh = !running.hasStarted;
		const start = await startOnce(phase, running);
		inProgress.delete(running);
		if (start === void 0 || !isFresh || overlapping.has(running)) return;
		const enteredMs = await running.enteredMs;
		if (enteredMs === void 0) return;
		running.first = {
			start,
			engineMs: enteredMs + start.readyMs
		};
	};
	for (const [index, running] of all.entries()) {
		phase.doing = `first start of ${index + 1} of ${all.length} containers`;
		const own = first(running);
		work.push(own);
		if (!await isDoneWithin(clock, own, slowMs)) slow.add(running);
	}
	phase.doing = "waiting for the app to become ready";
	await settleAll(work);
	return slow;
}
async function isDoneWithin(clock, work, ms) {
	let stop = () => {};
	const late = new Promise((resolve) => {
		stop = clock.every(ms, () => resolve(false));
	});
	try {
		return await Promise.race([work.catch(() => {}).then(() => true), late]);
	} finally {
		stop();
	}
}
async function retried(phase, running) {
	const before = running.state;
	running.state = {
		kind: "never-ready",
		address: running.givenAddress
	};
	await startWithOrWithoutTls(phase, running);
	if (running.state.kind === "never-ready") running.state = before;
}
// src/startup/placement.ts
const mostCopies = 4;
const largestCopies = 268435456;
async function placePrograms(handles, phase, all) {
	const started = stillRunning(all);
	if (started.length < 2) return void 0;
	const largest = Math.max(...started.map(({ program }) => program.size));
	const count = Math.min(mostCopies, Math.floor(largestCopies / largest));
	if (count < 2) return {
		kind: "fixed",
		because: "too-large"
	};
	if (!isWorthARound(phase, started)) return {
		kind: "fixed",
		because: "few-rounds"
	};
	phase.doing = "copying the programs";
	const draws = {};
	const made = await settleAll(started.map((running) => copiesIn(handles, running, {
		count,
		draws
	})));
	const refused = made.find((one) => typeof one === "string");
	if (refused !== void 0) return {
		kind: "fixed",
		because: "refused",
		detail: refused
	};
	for (const [index, running] of started.entries()) {
		const copies = made[index];
		if (typeof copies === "object") running.copies = copies;
	}
	return {
		kind: "random",
		copies: count
	};
}
function placementAfter(planned, all) {
	const detail = all.find(({ copies }) => copies !== void 0)?.copies?.draws.refused;
	return planned?.kind === "random" && detail !== void 0 ? {
		kind: "fixed",
		because: "refused",
		detail
	} : planned;
}
async function copiesIn({ engine, sessions }, { probe, program, container }, { count, draws }) {
	const request = {
		program: program.path,
		directory: copiesDirectory,
		copies: count
	};
	const copies = {
		program: program.path,
		count,
		draws
	};
	if ((await probe.place(request)).ok) return {
		...copies,
		probe
	};
	const session = engine.enter(container, probePath);
	sessions.push(session);
	const root = openProbe(session);
	const entered = await root.place(request);
	return entered.ok ? {
		...copies,
		probe: root
	} : entered.problem.message;
}
// src/startup/prepare-starts.ts
async function prepare(handles, { settings, target, go }, variants, { source, made, sessions }) {
	const probe = probeOf(handles, { go }, {
		source,
		made
	});
	const [starters] = await settleAll([startersOf(handles, target, variants), probe(false)]);
	const running = await openRunningVariants(handles, settings.config.startup, starters, {
		probe,
		made,
		sessions
	});
	await made?.settled();
	return {
		...running,
		copied: starters.control?.variant
	};
}
function probeOf({ world, workspace: { directory } }, { go }, { source, made }) {
	const platform = imagePlatform(world.host);
	return remembered((withTls) => made === void 0 || withTls ? buildProbe(world, {
		source,
		directory,
		platform,
		go,
		withTls
	}) : made.probe());
}
function originalOf({ variants, copied }) {
	return copied && variants.get({
		revision: "base",
		mode: copied.mode.name,
		platform: copied.platform
	});
}
// src/startup/sampling/decided.ts
function goingOn({ variants, control, original }, { undecided, broken }, rounds) {
	if (undecided.length === 0) return [];
	const isOpen = ({ mode, platform }) => [...undecided, ...broken].some((one) => one.mode === mode && one.platform === platform);
	const started = [...variants.map((running, key) => ({
		running,
		continues: isOpen(key)
	}))].filter(({ running }) => running.leftAfter === void 0);
	for (const { running, continues } of started) if (!continues && running.state.kind !== "failed") running.leftAfter = rounds;
	const open = started.filter(({ continues }) => continues).map(({ running }) => running);
	const pair = [original, control].filter((one) => one !== void 0);
	const isPaired = pair.length === 2 && pair.every(({ state }) => state.kind !== "failed");
	return open.length === 0 || !isPaired ? open : [...new Set([...open, ...pair])];
}
// src/startup/sampling/find-conditions.ts
async function findConditions(phase, all) {
	const failed = all.filter(({ state }) => state.kind === "failed" && isSuspect(state.notStarted.failure));
	if (failed.length === 0) return void 0;
	phase.doing = "the app did not start: trying without the conditions that linkgate adds";
	const groups = [...Map.groupBy(failed, ({ state, added }) => JSON.stringify([failureOf(state), added])).values()];
	const found = (await Promise.all(groups.map((group) => firstThatHelps(phase, group)))).find((one) => one !== void 0);
	if (found === void 0) return void 0;
	const before = all.map(({ state }) => state);
	const startedBefore = all.filter(isReady);
	phase.leftOut = found.without;
	for (const running of all) running.state = {
		kind: "never-ready",
		address: running.givenAddress
	};
	await firstStarts(phase, all);
	const applied = startedBefore.every(isReady) && all.filter(isReady).length > startedBefore.length;
	if (!applied) phase.leftOut = [];
	for (const [index, running] of all.entries()) if (applied) running.first = void 0;
	else running.state = before[index] ?? running.state;
	return {
		leftOut: distinctConditions(all.map(({ added }) => added)).filter(({ kind }) => found.without.includes(kind)),
		notStarted: found.notStarted,
		applied
	};
}
const isReady = ({ state }) => state.kind === "ready";
function failureOf(state) {
	return state.kind === "failed" ? state.notStarted.failure : void 0;
}
async function firstThatHelps(phase, failed) {
	const [example] = failed;
	if (example === void 0 || example.state.kind !== "failed") return void 0;
	const { notStarted } = example.state;
	const tried = alternatives(example.added);
	const helps = new Set();
	const byVariant = Map.groupBy(tried, (_, index) => failed[index % failed.length] ?? example);
	await Promise.all([...byVariant].map(async ([running, own]) => {
		for (const without of own) {
			if (helps.size > 0 || remaining(phase) <= 0) return;
			if (await starts(phase, running, without)) helps.add(without);
		}
	}));
	const without = tried.find((one) => helps.has(one));
	return without === void 0 ? void 0 : {
		without,
		notStarted
	};
}
async function starts(phase, running, leftOut) {
	const before = running.state;
	running.state = {
		kind: "never-ready",
		address: running.givenAddress
	};
	const start = await startWithOrWithoutTls(phase, running, { leftOut });
	running.state = before;
	return start !== void 0;
}
// src/startup/sampling/find-contacts.ts
const traceMs = 8e3;
async function findContacts(phase, all) {
	const failed = all.filter(({ state }) => state.kind === "failed" && isUnnamed(state.notStarted.failure));
	if (failed.length === 0) return;
	phase.doing = "the app did not start: looking for services that it connects to";
	await Promise.all(failed.map(async (running) => {
		const contacts = await contactsOf(phase, running, traceMs);
		const known = contacts === void 0 ? void 0 : contactedService(contacts);
		const { state } = running;
		if (known === void 0 || state.kind !== "failed") return;
		const failure = {
			...state.notStarted.failure,
			known
		};
		running.state = {
			kind: "failed",
			notStarted: {
				...state.notStarted,
				failure
			}
		};
	}));
}
function isUnnamed(failure) {
	if (failure.kind !== "exited" && !isTimeout(failure)) return false;
	return failure.known === void 0 || failure.known.kind === "database-unreachable";
}
function contactedService({ names, failed, connected }) {
	const [name, ...others] = names;
	const address = failed.at(-1);
	if (address !== void 0) {
		const [, ip = "", port = ""] = /^(.*):(\d+)$/.exec(address) ?? [];
		const isLocal = /^(?:127\.|\[::1\])/.test(ip);
		if (port !== "") return {
			kind: "service-unreachable",
			host: name !== void 0 && others.length === 0 && !isLocal ? name : ip,
			port
		};
		return {
			kind: "service-unreachable",
			host: address.replace(/^unix:/, ""),
			port: ""
		};
	}
	const isReached = connected.some((one) => !one.startsWith("unix:"));
	const last = names.at(-1);
	return last === void 0 || isReached ? void 0 : {
		kind: "host-unknown",
		host: last
	};
}
// src/startup/startup.ts
async function measureStartup(handles, plan, inspected, options) {
	const toStart = toBeStarted(inspected);
	const sessions = [];
	try {
		const native = toStart.size === 0 ? {
			variants: inspected.map((one) => isBuilt(one) ? notNative(one) : one),
			rounds: 0
		} : await startAll(handles, plan, inspected, {
			...options,
			toStart,
			sessions
		});
		return {
			...native,
			variants: await emulated(handles, plan, native, {
				...options,
				sessions
			})
		};
	} catch (error) {
		if (!(error instanceof EngineLostError)) throw error;
		return lostStartup(inspected, error.detail);
	} finally {
		const closing = Promise.all(sessions.map((session) => session.close()));
		handles.workspace.onClose("engine", async () => {
			await closing;
		});
	}
}
async function emulated(handles, plan, { variants, conditions }, { sessions, probeSource, made }) {
	const { log, signal } = handles.world;
	const leftOut = (conditions?.leftOut ?? []).map(({ kind }) => kind);
	const probe = probeOf(handles, plan, {
		source: probeSource,
		made
	});
	try {
		return await traceEmulated(handles, plan, variants, {
			probe,
			made,
			sessions,
			leftOut
		});
	} catch (error) {
		if (signal.aborted || !(error instanceof CommandError || error instanceof EngineLostError)) throw error;
		log.info(`programs of other platforms were not started: ${error.message}`);
		return variants;
	}
}
async function startAll(handles, plan, inspected, { toStart, sessions, ...options }) {
	const { world } = handles;
	const settings = plan.settings.config.startup;
	const running = await world.log.step("prepare the probe", () => showingProgress(world.log, () => "creating the containers", () => prepare(handles, plan, toStart, {
		sessions,
		source: options.probeSource,
		made: options.made
	})));
	const phase = openPhase(world, settings);
	const all = [...running.variants, ...running.control === void 0 ? [] : [running.control]];
	const heading = `start ${counted(all, running)}, up to ${options.limit} rounds`;
	const { completed, found, placement } = await world.log.step(heading, () => showingProgress(world.log, () => progressOf(phase), () => options.phases.run("starts", async () => {
		await firstStarts(phase, all);
		const found = await findConditions(phase, all);
		await findContacts(phase, all);
		const planned = await placePrograms({
			...handles,
			sessions
		}, phase, all);
		await warmUp(phase, all);
		const lanes = {
			...running,
			original: originalOf(running)
		};
		const completed = await sample(phase, all, {
			...options,
			goOn: (rounds, reachable) => goingOn(lanes, options.openModes(resultOf(inspected, running, rounds), reachable), rounds)
		});
		await traceInits(phase, [...running.variants]);
		return {
			completed,
			found,
			placement: placementAfter(planned, all)
		};
	})));
	const started = stillRunning(all);
	world.log.info(started.length === 0 ? "no variant became ready" : `${plural(completed, "round")} of ${counted(started, running)}`);
	return {
		...resultOf(inspected, running, completed),
		conditions: conditionsOf(all, phase),
		...found === void 0 ? {} : { found },
		...placement === void 0 ? {} : { placement }
	};
}
function lostStartup(inspected, detail) {
	const notStarted = {
		failure: {
			kind: "engine-lost",
			detail
		},
		log: []
	};
	return {
		variants: inspected.map((variant) => !isBuilt(variant) ? variant : variant.foreign !== void 0 ? notNative(variant) : {
			...variant,
			startup: {
				kind: "not-started",
				notStarted
			}
		}),
		rounds: 0
	};
}
function counted(some, { control }) {
	const withControl = control !== void 0 && some.includes(control);
	const variants = plural(some.length - (withControl ? 1 : 0), "variant");
	return withControl ? `${variants} and the A/A control` : variants;
}
function conditionsOf(all, { leftOut }) {
	const [without, added] = [true, false].map((isLeftOut) => distinctConditions(all.map((running) => running.added.filter(({ kind }) => leftOut.includes(kind) === isLeftOut))));
	return {
		added: added ?? [],
		leftOut: without ?? []
	};
}
function toBeStarted(inspected) {
	const all = inspected.filter(isBuilt).filter(({ foreign }) => foreign === void 0);
	return all.filter((one) => !isTwin(all, one));
}
function resultOf(inspected, prepared, rounds) {
	const { variants, control, copied } = prepared;
	const outcomes = variants.map(sampledOutcome);
	return {
		variants: inspected.map((variant, key) => {
			if (!isBuilt(variant)) return variant;
			if (variant.foreign !== void 0) return notNative(variant);
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
			...controlStarts(control, originalOf(prepared))
		} },
		rounds
	};
}
// src/startup/unstarted.ts
function areSameImages(inspected) {
	const pairs = inspected.filter(isBuilt).pairs();
	return pairs.length > 0 && pairs.every(({ base, head }) => isSameImage(base?.inspection.image, head.inspection.image));
}
function unstarted(inspected) {
	return {
		variants: inspected.map((variant) => isBuilt(variant) ? {
			...variant,
			startup: { kind: "same-inputs" }
		} : variant),
		rounds: 0
	};
}
// src/vulnerabilities/chains.ts
async function withChains(tools, plan, variants, given) {
	const added = compareVulnerabilities(given).flatMap((one) => one.added);
	const functions = [...new Set(added.flatMap(functionsOf))];
	const [pair] = plan.settings.config.relinks ? repeatableBuilds(variants, plan.target) : [];
	if (functions.length === 0 || pair === void 0) return given;
	const chains = await linkedFunctions(tools, plan, pair.head, functions);
	const ids = new Set(added.map(({ id }) => id));
	return {
		...given,
		programs: given.programs.map((program) => program.revision === "head" ? withChainsOf(program, ids, chains) : program)
	};
}
const nameOf = ({ package: path }, symbol) => `${path}.${symbol}`;
const functionsOf = (one) => one.symbols.map((symbol) => nameOf(one, symbol));
function withChainsOf(program, ids, chains) {
	const { result } = program;
	if (result.kind === "unchecked") return program;
	const found = result.found.map((one) => ids.has(one.id) ? withShortest(one, chains) : one);
	return {
		...program,
		result: {
			...result,
			found
		}
	};
}
function withShortest(one, chains) {
	const [shortest] = one.symbols.flatMap((symbol) => {
		const chain = chains.get(nameOf(one, symbol)) ?? [];
		return chain.length === 0 ? [] : [{
			symbol,
			chain
		}];
	}).toSorted((a, b) => a.chain.length - b.chain.length);
	if (shortest === void 0) return one;
	const { symbol, chain } = shortest;
	return {
		...one,
		symbols: [symbol, ...one.symbols.filter((other) => other !== symbol)],
		chain
	};
}
// src/vulnerabilities/check-vulnerabilities.ts
async function checkVulnerabilities(tools, plan, variants) {
	const { vulnerabilities: options } = plan.settings.config;
	if (options === void 0) return void 0;
	const { world, workspace, results } = tools;
	const read = openDatabase({
		world,
		results,
		directory: workspace.directory,
		root: plan.source.checkouts.head
	}, options.database);
	const about = {
		date: dayOf(world),
		budget: options.budget
	};
	const found = await world.log.step("look for known vulnerabilities", () => compareWithDatabase(world, read, variants));
	if (!found.ok) {
		const { message } = found.problem;
		world.log.info(message);
		return isUnchanged(variants) && options.budget.max === void 0 ? {
			...about,
			programs: [...unchangedPrograms(variants)]
		} : {
			...about,
			problem: message,
			programs: []
		};
	}
	return withChains(tools, plan, variants, {
		...about,
		...found.value
	});
}
function unchangedVulnerabilities({ world }, { settings, variants }) {
	const { vulnerabilities: options } = settings.config;
	if (options === void 0) return {};
	const programs = [...unchangedPrograms(variants)];
	return { vulnerabilities: {
		date: dayOf(world),
		budget: options.budget,
		programs
	} };
}
const dayOf = ({ clock }) => utcDay(clock.wall());
function unchangedPrograms(variants) {
	return variants.map((_, key) => programOf(key, {
		kind: "unchecked",
		because: "unchanged"
	}));
}
const programOf = ({ revision, mode, platform }, result) => ({
	revision,
	mode,
	platform,
	result
});
function isUnchanged(variants) {
	return variants.pairs().every(({ base, head }) => base !== void 0 && (hasProgram(head) ? hasProgram(base) && base.inspection.binary.sha256 === head.inspection.binary.sha256 : head.failure === void 0));
}
async function compareWithDatabase({ files }, read, variants) {
	const paths = new Map([...variants].filter(hasProgram).map(({ image, inspection }) => [inspection.binary.sha256, image.binary]));
	const opened = await openComparison(read, files, [...paths.values()]);
	if (!opened.ok) return opened;
	const { database, resultOf } = opened.value;
	const programs = [];
	for (const [key, one] of keyed(variants)) if (!hasProgram(one)) {
		const because = one.failure === void 0 ? "unchanged" : "not-built";
		programs.push(programOf(key, {
			kind: "unchecked",
			because
		}));
	} else programs.push(programOf(key, await resultOf(paths.get(one.inspection.binary.sha256) ?? "")));
	return succeed({
		...database === void 0 ? {} : { database },
		programs
	});
}
function keyed(variants) {
	return variants.map((value, key) => [key, value]);
}
export { dockerfileText as $, noResults as A, platformsIn as B, keptForNextRun as C, willStart as D, inspectPath as E, hardeningRows as F, compiledHere as G, decide$1 as H, adviceOf$1 as I, surveyDockerfiles as J, followsDockerfile as K, differInImage as L, imageNames as M, judge as N, linkageOf as O, hardening as P, hasProgram as Q, describeShipped as R, keepFromBuilder as S, inspectVulnerabilities as T, checkTrees as U, appNameOf as V, planProblem as W, compiledPackages as X, chooseDockerfile as Y, foreignProgram as Z, ceilingsOf as _, currentActions as _t, measureStartup as a, timingOf as at, BuildContexts as b, savedImages as c, budgetFor as ct, gatherEarlier as d, readGoLines as dt, healthPath as et, gatherEvidence as f, actionOf as ft, keepRun as g, usesOfLinkgate as gt, earlierEvidence as h, stepsUsing as ht, unstarted as i, withToolchain as it, findRunHints as j, formatName as k, openBuilderCaches as l, compareGo as lt, readHead as m, parseWorkflow as mt, unchangedVulnerabilities as n, compiledFor as nt, openContainers as o, interimAnalyses as ot, openModesOf as p, isExpression as pt, surveyImages as q, areSameImages as r, findsFile as rt, buildImages as s, noiseFloor as st, checkVulnerabilities as t, buildProbe as tt, openInspector as u, newestRequired as ut, knownInputs as v, withCaches as w, restoreCaches as x, prepareAll as y, makePlan as z };
