import { A as painter, B as hiddenCharacter, E as aligned, H as visibleLine, M as remembered, Nt as platformParts, O as displayWidth, Qt as fail, Tt as revisions, V as showHidden, Vt as version, W as withoutCommands, a as bytesOf, an as upper, en as succeed, jt as isPlatform, k as wrap, nn as lower, o as firstThatFits, r as uniqueByValue, rn as plural, tn as enumerate, u as shorten, z as harmlessJson } from "./linkgate-core.js";
import { _ as object, g as number, x as string } from "./zod.js";
import { D as isExempt, Dt as withShare, G as isMetric, I as unpackedSize, J as metrics, K as labelOf, O as isMeasured, P as isSameImage, R as scanners, St as formatValue, W as definitionOf, _ as verdicts, _t as formatInterval, a as vulnerabilityCount, at as isExplainedPhase, bt as formatShare, et as referenceMode, ht as formatDeltaInterval, i as isOnePlatform, mt as formatDelta, n as isExpired, ot as specificFirst, q as metricNames, r as isNamed, s as fileKinds, t as compareVulnerabilities, vt as formatPercent, x as runtimeTopics, xt as formatSize, yt as formatProportion, z as severities } from "./linkgate-model.js";
import { s as programRows } from "./linkgate-attribution.js";
import { D as willStart, F as hardeningRows, I as adviceOf, L as differInImage, O as linkageOf, P as hardening, ct as budgetFor, k as formatName } from "./linkgate-run.js";
import { B as unmeasuredBrief, D as uncheckedReason, F as factFix, I as factMessage, L as factOutput, M as importsText, O as topicLabels, R as isFatalProblem, T as headlineWords, V as unmeasuredText, a as exitCodeOf, b as findingMessage, c as worst, d as isBudget, f as isInAll, g as reportSchema, h as isFromOneJob, j as chainText, k as topicWords, m as withPlatform, o as outcomeOf, r as isBuildFailure, t as shownReport, u as headlineOrder, y as findingFix, z as conditionText } from "./linkgate-findings.js";
import { t as squarify } from "./d3-hierarchy.js";
// src/report/text.ts
function printable(line, most = 400) {
	const start = line.slice(0, 20 * most);
	const visible = /^[ -~]*$/.test(start) ? start : visibleLine(start);
	return shorten(withoutCommands(visible), most);
}
function code(text, most = 80) {
	const inner = shorten(withoutCommands(showHidden(shorten(text, 4 * most).replace(/\s+/g, " "))).replaceAll("|", "¦").replaceAll("<!--", "<! --").trim(), most);
	if (inner === "") return "`(empty)`";
	const ticks = "`".repeat(longestRun(inner) + 1);
	const pad = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
	return `${ticks}${pad}${inner}${pad}${ticks}`;
}
function fence(lines) {
	const clean = lines.flatMap((line) => line.split(/\r\n|\n|\r/)).map((line) => printable(line, 300).replaceAll("<!--", "<! --").trimEnd());
	const ticks = "`".repeat(Math.max(3, longestRun(clean.join("\n")) + 1));
	return [
		`${ticks}text`,
		...clean,
		ticks
	].join("\n");
}
function longestRun(text) {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
const prose = /^[\p{L}\p{N}\p{M}.,;!?()'"“”’%+−–—/·…=→±≥≤✓✗Δ-]*:?$/u;
const reference = /www\.|\p{L}-\d|(?<![\p{L}\p{N}])[0-9a-f]{7,}(?![\p{L}\p{N}])/iu;
function isProse(word) {
	return prose.test(word) && !reference.test(word) && !hiddenCharacter.test(word) && word.length <= 60;
}
function name(text) {
	return isProse(text) && /^[\p{L}\p{N}]/u.test(text) ? text : code(text, 40);
}
const wordJoiner = "⁠";
const keepUnits = (text) => text.replace(/(?<=\d|\d\)) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d|\([−\d])|(?<=\([−\d.]+) (?=to )|(?<=\([−\d.]+ to) /gu, "\xA0").replace(/(?<=\d)–(?=\d)/g, `–${wordJoiner}`);
function outsideOfCode(text, change) {
	return text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)|[^`]+/gs, (part) => part.startsWith("`") ? part : change(part));
}
function quotedParts(text) {
	const parts = text.split("`");
	const last = parts.length % 2 === 0 ? parts.length - 1 : parts.length;
	return parts.map((part, index) => ({
		text: part,
		isQuoted: index % 2 === 1 && index < last
	}));
}
function asCode(word) {
	const [, opening = "", rest = ""] = /^([("“]*)(.*)$/su.exec(word) ?? [];
	const [, inner = "", closing = ""] = /^(.*?)([)"”.,;:!?]*)$/su.exec(rest) ?? [];
	if (inner === "") return code(word);
	const own = Math.max(0, inner.split("(").length - inner.split(")").length);
	const kept = /^\)*/.exec(closing)?.[0].slice(0, own) ?? "";
	return `${opening}${code(inner + kept)}${closing.slice(kept.length)}`;
}
function sentence(text, most = 600, mostOfSpan = 80) {
	const pieces = quotedParts(shorten(text, most)).flatMap(({ text: part, isQuoted }) => {
		if (isQuoted) return [code(part, mostOfSpan)];
		return part.split(/(\s+)/).map((word) => /^\s*$/.test(word) || isProse(word) ? word : asCode(word));
	});
	let joined = "";
	for (const piece of pieces) {
		if (piece === "") continue;
		joined += joined.endsWith("`") && piece.startsWith("`") ? ` ${piece}` : piece.replace(/\s+/g, " ");
	}
	joined = outsideOfCode(joined, keepUnits);
	return joined.trim().replace(/^(?:[-+=–]+(?= |$)|\d+[.)](?= |$))/, (start) => code(start));
}
const ownSentence = 2e4;
function whole(text) {
	return sentence(text, ownSentence, ownSentence);
}
function quote(text) {
	return `\`${text.replaceAll("`", "'")}\``;
}
// src/report/isolation.ts
const engineText = ({ name, version }) => name === "embedded" ? "embedded engine" : `${name} ${version}`;
const rights = {
	user: "",
	root: ", made by root",
	sudo: ", made by root (sudo)"
};
function isolationText({ kind, namespaces, by }) {
	if (kind === "none") return "no root file system of its own";
	if (kind === "chroot") return `the root file system of its image (chroot)${rights[by]}`;
	const names = {
		user: "user",
		mount: "mount",
		pid: "process",
		network: "network"
	};
	return `${enumerate(namespaces.map((one) => names[one]))} namespaces${rights[by]}`;
}
function isolationLines({ isolation }) {
	if (isolation === void 0) return [];
	const refused = isolation.refused.map((one) => `${isolationText(one)}: ${quote(one.because)}`);
	return [isolation.kind === "none" ? "Started without a container engine, outside its image" : `Started without a container engine, in ${isolationText(isolation)}`, ...refused.length === 0 ? [] : [`Not isolated further, as this machine refused ${refused.join("; ")}`]];
}
// src/report/lookup.ts
function modesOf(report) {
	const modes = [...new Set([...report.variants, ...report.comparisons].map(({ mode }) => mode))];
	const shipped = new Set(report.variants.filter(isShipped).map(({ mode }) => mode));
	const isFirst = (mode) => Number(shipped.has(mode));
	return modes.toSorted((a, b) => isFirst(b) - isFirst(a));
}
const isShipped = ({ revision, source }) => revision === "head" && source === "shipped";
function columnNote(report, mode, platform) {
	const head = variantOf(report, "head", mode, platform);
	return head !== void 0 && isShipped(head) ? " (ships)" : "";
}
function platformsOf(report) {
	return [...new Set([...report.variants, ...report.comparisons].map(({ platform }) => platform))];
}
function onPlatform(report, platform) {
	const isOf = (one) => (one.platform ?? platform) === platform;
	return {
		...report,
		variants: report.variants.filter(isOf),
		comparisons: report.comparisons.filter(isOf),
		findings: report.findings.filter(isOf),
		causes: report.causes.filter(isOf)
	};
}
function isTimed({ comparisons }) {
	return comparisons.some(({ low, verdict }) => low !== void 0 && verdict !== "unchanged");
}
function metricsOf(report) {
	const found = new Set([...report.variants.flatMap((variant) => Object.keys(variant.metrics)), ...report.comparisons.map(({ metric }) => metric)]);
	return [...metricNames.filter((metric) => found.has(metric)), ...[...found].filter((metric) => definitionOf(metric) === void 0)];
}
function variantOf(report, revision, mode, platform) {
	return report.variants.find((variant) => variant.revision === revision && variant.mode === mode && variant.platform === platform);
}
function measurementOf(variant, metric) {
	return variant !== void 0 && Object.hasOwn(variant.metrics, metric) ? variant.metrics[metric] : void 0;
}
function comparisonOf(report, metric, mode, platform) {
	return report.comparisons.find((one) => one.metric === metric && one.mode === mode && one.platform === platform);
}
function linkedModulesOf({ linked = [] }) {
	const modules = linked.flatMap((one) => one.modules);
	return [...new Map(modules.map((one) => [one.name, one])).values()];
}
function unitOf(report, metric) {
	const known = definitionOf(metric)?.unit;
	if (known !== void 0) return known;
	return report.variants.map((variant) => measurementOf(variant, metric)).find(isMeasured)?.unit ?? "count";
}
// src/report/build-differences.ts
const ofLinking = new Set([
	"CGO_ENABLED",
	"-buildmode",
	"-compiler",
	"-trimpath",
	"-covermode"
]);
const linkingTags = new Set([
	"netgo",
	"netcgo",
	"osusergo",
	"static",
	"static_build",
	"timetzdata",
	"musl"
]);
function gapNoteOf(report, modes, platform) {
	const [of, minus] = modes.map((mode) => variantOf(report, "head", mode, platform));
	if (of?.binary === void 0 || minus?.binary === void 0) return void 0;
	const differences = [...settingDifferences(of, minus), ...otherDifferences(of, minus)];
	if (differences.length === 0) return void 0;
	return `${quote(modes.join(" − "))} is not shown, because the modes differ in more than linking: ${differences.join("; ")}.`;
}
function settingDifferences(of, minus) {
	const [one, other] = [settingsOf(of), settingsOf(minus)];
	if (one === void 0 || other === void 0) return [];
	return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name)).toSorted().map((name) => {
		const [a, b] = [one.get(name), other.get(name)].map((value) => value === void 0 ? void 0 : quote(value === "true" ? name : `${name}=${value}`));
		const [first, second] = a === void 0 ? [minus, of] : [of, minus];
		const rest = a === void 0 || b === void 0 ? "is not" : `with ${b}`;
		return `${quote(first.mode)} is built with ${a ?? b}, ${quote(second.mode)} ${rest}`;
	});
}
function settingsOf({ binary: { settings } }) {
	if (settings === void 0) return void 0;
	const tags = (settings["-tags"] ?? "").split(/[\s,]+/).filter((tag) => tag !== "" && !linkingTags.has(tag));
	return new Map([...Object.entries(settings).filter(([name]) => !ofLinking.has(name) && name !== "-tags"), ...tags.length === 0 ? [] : [["-tags", tags.toSorted().join(",")]]]);
}
function otherDifferences(of, minus) {
	const [one, other] = [of.linkage, minus.linkage];
	const stripped = (name, a, b) => {
		if (a === void 0 || b === void 0 || a > 0 === b > 0) return [];
		const [kept, without] = a > 0 ? [of, minus] : [minus, of];
		return [`${quote(kept.mode)} has its ${name}, ${quote(without.mode)} is stripped`];
	};
	return [
		...one.go === void 0 || other.go === void 0 || one.go === other.go ? [] : [`${quote(of.mode)} is linked by ${one.go}, ${quote(minus.mode)} by ${other.go}`],
		...stripped("symbol table", one.symbols, other.symbols),
		...stripped("debug information", one.debug, other.debug)
	];
}
// src/report/advice.ts
const mostLines$3 = 20;
function adviceLines(report) {
	const isOne = platformsOf(report).length === 1;
	const shown = adviceOf(report, ({ mode, other, platform }) => gapNoteOf(report, [other, mode], platform) === void 0);
	return [...new Set(shown.map((one) => adviceText(one, isOne)))].slice(0, mostLines$3);
}
const better = {
	"binary-size": "Smaller binary",
	"image-size": "Smaller image, unpacked",
	"pull-size": "Smaller image, pulled",
	startup: "Faster start-up",
	memory: "Less memory"
};
function adviceText(advice, isOne) {
	return advice.kind === "modes" ? differenceText$1(advice, isOne) : savingText(advice);
}
function differenceText$1({ mode, other, platform, metric, difference, of, floor }, isOne) {
	const label = `${better[metric] ?? metric}${isOne ? "" : ` on ${quote(platform)}`}`;
	if (difference === void 0) {
		const noise = floor === void 0 ? "" : ` (noise floor ${formatProportion(floor)})`;
		return `${label}: no difference found between ${quote(mode)} and ${quote(other)}${noise}`;
	}
	const isOtherWorse = difference.value > 0;
	const [best, worst] = isOtherWorse ? [mode, other] : [other, mode];
	const bounds = [Math.abs(difference.low), Math.abs(difference.high)];
	const value = Math.abs(difference.value);
	const amount = formatInterval(value, Math.min(...bounds), Math.max(...bounds), metrics[metric].unit);
	const share = value / (isOtherWorse ? of + value : of);
	return `${label}: ${quote(best)}, by ${amount} (${formatProportion(share)}) against ${quote(worst)}`;
}
function savingText(saving) {
	const { mode } = saving;
	switch (saving.kind) {
		case "symbols": return `\`-ldflags="-s -w"\` leaves out symbols and debug information: ${formatSize(saving.bytes)} of the ${quote(mode)} program`;
		case "wasted": return `${formatSize(saving.bytes)} of the ${quote(mode)} image are files that later layers replace or remove`;
		case "dead-code": {
			const { way, saved } = saving.measured;
			const program = `the ${quote(mode)} program${saving.revision === "base" ? " of base" : ""}`;
			if (way === void 0) return `Methods that nothing calls make ${program} ${formatSize(saved)} larger`;
			const using = [...(way.upgrades ?? []).map(({ module, to }) => `${module}@${to}`), `-tags=${way.tags.join(",")}`];
			return `${enumerate(using.map(quote))}: ${program} is ${formatSize(saved)} smaller`;
		}
	}
}
// src/report/columns.ts
function columnsOf(report, shown) {
	const platforms = platformsOf(report);
	return platforms.flatMap((platform) => modesOf(report).map((mode) => {
		const of = platforms.length > 1 ? ` ${shown(platform)}` : "";
		return {
			mode,
			platform,
			title: `${shown(mode)}${of}${columnNote(report, mode, platform)}`
		};
	}));
}
// src/report/change.ts
function isOver(comparison) {
	const max = comparison.budget?.max;
	return max !== void 0 && comparison.head !== null && comparison.head > max;
}
function changeText$1(comparison, unit, brief = false) {
	const noise = definitionOf(comparison.metric)?.noise;
	if (noise === "info") return "";
	if (comparison.verdict === "no-baseline") return "no baseline";
	if (comparison.verdict === "unchanged" && noise !== "exact") return "unchanged";
	const { delta, low, high } = comparison;
	if (!brief && delta !== null && low !== void 0 && high !== void 0) return formatDeltaInterval(delta, low, high, unit);
	if (delta !== null) return formatDelta(delta, unit);
	if (comparison.head === null) return "";
	return comparison.verdict === "unchanged" ? formatDelta(0, unit) : "base unmeasured";
}
function overlap(a, b) {
	if (a.low === void 0 || a.high === void 0 || b.low === void 0 || b.high === void 0) return false;
	return a.low <= b.high && b.low <= a.high;
}
function isWithinNoise(report, comparison) {
	const { metric, mode, platform, verdict, delta, low, high } = comparison;
	if (verdict !== "pass" && verdict !== "info" || delta === null) return false;
	const noise = definitionOf(metric)?.noise;
	if (noise === "noisy") return low !== void 0 && high !== void 0 && low <= 0 && high >= 0;
	if (noise !== "quasi-exact") return false;
	const [base, head] = ["base", "head"].map((revision) => measurementOf(variantOf(report, revision, mode, platform), metric));
	return isMeasured(base) && isMeasured(head) && overlap(base, head);
}
function isImproved(report, comparison) {
	const { metric, base, delta, high, budget, verdict } = comparison;
	const { relative, absolute } = budget?.increase ?? {};
	if (verdict !== "pass" || base === null || delta === null || delta >= 0) return false;
	if (relative === void 0 && absolute === void 0) return false;
	if (definitionOf(metric)?.noise === "noisy" && !(high !== void 0 && high < 0)) return false;
	if (isWithinNoise(report, comparison)) return false;
	return -delta > (relative ?? 0) * base && -delta > (absolute ?? 0);
}
// src/report/mode-gaps.ts
function comparedModes(report, modes, platform) {
	const reference = referenceMode(modes, report.reference);
	const pairs = new Map();
	const notes = [];
	for (const mode of modes) {
		if (reference === void 0 || mode === reference) continue;
		const note = gapNoteOf(report, [mode, reference], platform);
		if (note === void 0) pairs.set(mode, [mode, reference]);
		else notes.push(note);
	}
	return {
		reference,
		pairs,
		notes
	};
}
function gapBetween(report, metric, pair, platform) {
	if (pair === void 0) return void 0;
	if (definitionOf(metric)?.noise !== "exact" && !isFromOneJob(report, pair, platform)) return void 0;
	const [one, other] = pair.map((mode) => variantOf(report, "head", mode, platform));
	if (differInImage(metric, [one, other])) return void 0;
	const [of, minus] = [measurementOf(one, metric), measurementOf(other, metric)];
	if (!isMeasured(of) || !isMeasured(minus)) return void 0;
	const judged = report.findings.find((one) => (one.id === "budget/reference-exceeded" || one.id === "budget/reference-undecided") && one.metric === metric && one.mode === pair[0] && (one.platform ?? platform) === platform && one.params.reference === pair[1] && one.params.value === of.value && one.params.referenceValue === minus.value);
	return {
		text: overlap(of, minus) ? "within noise" : formatDelta(of.value - minus.value, of.unit),
		...judged === void 0 ? {} : { verdict: judged.verdict }
	};
}
// src/report/unmeasured-cells.ts
function isSkippedAsUnchanged(one) {
	return one !== void 0 && !isMeasured(one) && one.unmeasured.kind === "same-inputs";
}
function unmeasuredWord(one) {
	const kind = one === void 0 || isMeasured(one) ? void 0 : one.unmeasured.kind;
	return kind === "same-inputs" ? "unchanged" : kind === "emulated" ? "emulated" : "unmeasured";
}
const outOfReach = new Set([
	"other-architecture",
	"other-platform",
	"not-applicable"
]);
function isUnmeasurable(report, metric, mode, platform) {
	const one = measurementOf(variantOf(report, "head", mode, platform), metric);
	if (one === void 0) return true;
	return !isMeasured(one) && outOfReach.has(one.unmeasured.kind);
}
// src/report/words.ts
function modesText(findings) {
	return variantsText(findings.map((one) => {
		const message = findingMessage(one);
		const { mode, platform } = one;
		return {
			mode: mode === void 0 || message.includes(quote(mode)) ? void 0 : mode,
			platform: platform === void 0 || message.includes(platform) ? void 0 : platform
		};
	}));
}
function variantsText(variants) {
	const byPlatform = Map.groupBy(variants, ({ platform }) => platform);
	const forSeveralModes = new Map();
	for (const [platform, some] of byPlatform) {
		const modes = enumerate([...new Set(some.flatMap(({ mode }) => mode ?? []))]);
		forSeveralModes.set(modes, [...forSeveralModes.get(modes) ?? [], ...platform === void 0 ? [] : [platform]]);
	}
	return [...forSeveralModes].map(([modes, platforms]) => [modes, enumerate(platforms)].filter((one) => one !== "").join(" on ")).filter((one) => one !== "").join(", ");
}
// src/report/scans.ts
const scannerNames = {
	trivy: "Trivy",
	grype: "Grype"
};
const listLength = (list) => (list?.listed.length ?? 0) + (list?.more ?? 0);
const headCount = ({ counts }) => severities.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
function countsText$1({ counts }) {
	const found = severities.flatMap((one) => counts[one] ? [`${counts[one]} ${one}`] : []);
	return found.length === 0 ? "none" : found.join(", ");
}
function scanText(scan) {
	const { new: added, gone, scanner } = scan;
	return `${added === void 0 ? "no result for base" : `${plural(listLength(added), "new vulnerability", "new vulnerabilities")}, ${listLength(gone)} gone`}; head has ${countsText$1(scan)} (${scannerNames[scanner]})`;
}
function scannedImages(report) {
	const hasSeveral = platformsOf(report).length > 1;
	return ({ mode, platform }) => hasSeveral ? {
		mode,
		platform
	} : { mode };
}
function scanRows(report) {
	const imagesOf = scannedImages(report);
	return ["new", "gone"].flatMap((change) => {
		const all = (report.scans ?? []).flatMap((scan) => (scan[change]?.listed ?? []).map((vulnerability) => ({
			vulnerability,
			images: imagesOf(scan)
		})));
		return [...Map.groupBy(all, ({ vulnerability }) => JSON.stringify(vulnerability)).values()].flatMap((same) => {
			const where = variantsText(same.map(({ images }) => images));
			return same.slice(0, 1).map(({ vulnerability }) => ({
				vulnerability,
				change,
				where
			}));
		});
	});
}
function unlistedText(scans, hidden) {
	const more = scans.reduce((sum, one) => sum + (one.new?.more ?? 0) + (one.gone?.more ?? 0), hidden);
	return more === 0 ? void 0 : `… and ${more} more; see the results of your scanner.`;
}
// src/report/vulnerability-rows.ts
const empty$1 = {
	value: "",
	change: ""
};
function vulnerabilityRows({ vulnerabilities, scans = [] }, modes, platform) {
	const rows = [];
	if (vulnerabilities !== void 0) {
		const programs = compareVulnerabilities(vulnerabilities).filter((one) => one.platform === platform);
		const cells = modes.map((mode) => {
			const program = programs.find((one) => one.mode === mode);
			return program === void 0 ? empty$1 : programCell(program, vulnerabilities.budget);
		});
		rows.push({
			label: "Go vulnerabilities",
			cells
		});
	}
	const ofPlatform = scans.filter((one) => (one.platform ?? platform) === platform);
	for (const scanner of scanners) {
		const label = `${scannerNames[scanner]} vulnerabilities`;
		rows.push({
			label,
			cells: modes.map((mode) => scanCell(ofPlatform, scanner, mode))
		});
	}
	return rows.filter(({ cells }) => cells.some(({ value }) => value !== ""));
}
function programCell({ head, base, counted, added, removed }, { new: level, max }) {
	if (head.kind === "unchecked") return {
		value: head.because === "unchanged" ? "unchanged" : "not checked",
		change: ""
	};
	const count = vulnerabilityCount(counted);
	const change = base?.kind === "checked" ? changeText(vulnerabilityCount(added), [vulnerabilityCount(removed), "fixed"]) : "";
	const mark = max !== void 0 && count > max ? {
		verdict: "fail",
		on: "value"
	} : level !== void 0 && added.length > 0 ? {
		verdict: level,
		on: "change"
	} : void 0;
	return {
		value: `${count}`,
		change,
		...mark === void 0 ? {} : { mark }
	};
}
function scanCell(scans, scanner, mode) {
	const scan = scans.find((one) => one.scanner === scanner && one.mode === mode);
	if (scan === void 0) return empty$1;
	const { new: added, gone } = scan;
	const change = added === void 0 ? "" : changeText(listLength(added), [listLength(gone), "gone"]);
	return {
		value: `${headCount(scan)}`,
		change
	};
}
function changeText(added, [removed, word]) {
	const parts = [...added > 0 ? [`${added} new`] : [], ...removed > 0 ? [`${removed} ${word}`] : []];
	return parts.length === 0 ? "unchanged" : parts.join(", ");
}
// src/report/view.ts
const empty = {
	value: "",
	change: ""
};
const minor = new Set([
	"layers",
	"listen",
	"startup-cpu",
	"init-allocs",
	"init-bytes",
	"run-delay",
	"first-start",
	"engine-start",
	"build-time"
]);
function measuredText({ value, low, high, unit }) {
	if (low === void 0 || high === void 0) return formatValue(value, unit);
	return formatInterval(value, low, high, unit);
}
function cellOf(report, metric, mode, platform) {
	const comparison = comparisonOf(report, metric, mode, platform);
	const head = measurementOf(variantOf(report, "head", mode, platform), metric);
	const base = measurementOf(variantOf(report, "base", mode, platform), metric);
	const unit = unitOf(report, metric);
	const known = isMeasured(head) ? measuredText(head) : comparison !== void 0 && comparison.head !== null ? formatValue(comparison.head, unit) : void 0;
	if (known === void 0 && head === void 0 && base === void 0 && comparison === void 0) return empty;
	const verdict = verdictOf(report, comparison);
	const changed = (brief) => {
		if (known === void 0 || comparison === void 0 || report.base === null) return "";
		return isWithinNoise(report, comparison) ? "within noise" : changeText$1(comparison, unit, brief);
	};
	const change = changed(false);
	const on = change === "" || comparison !== void 0 && isOver(comparison) ? "value" : "change";
	return {
		value: known ?? unmeasuredWord(head),
		...known !== void 0 && isMeasured(base) ? { base: formatValue(base.value, base.unit) } : {},
		change,
		...isMeasured(head) ? { brief: {
			value: formatValue(head.value, head.unit),
			change: changed(true)
		} } : {},
		...verdict === void 0 ? {} : { mark: {
			verdict,
			on
		} }
	};
}
function verdictOf(report, comparison) {
	if (comparison !== void 0 && isImproved(report, comparison)) return "improved";
	const found = verdicts.find((verdict) => verdict === comparison?.verdict);
	if (found === "pass" || found === "unmeasured" && comparison?.budget === void 0) return void 0;
	return found;
}
function libcText({ libc, glibc, staticLibc }) {
	if (staticLibc !== void 0) return staticLibc;
	const name = libc ?? (glibc === void 0 ? "" : "glibc");
	return [name === "other" ? "" : name, glibc ?? ""].filter((text) => text !== "").join(" ");
}
function linkageText(linkage) {
	const libc = libcText(linkage);
	return libc === "" ? linkage.kind : `${linkage.kind}, ${libc}`;
}
function isAchieved(report, mode, platform) {
	return !report.findings.some((finding) => finding.id === "link/mode-not-achieved" && finding.mode === mode && (finding.platform ?? platform) === platform && finding.revision !== "base");
}
function linkageRow(report, modes, platform) {
	if (report.variants.every((variant) => variant.linkage === void 0)) return void 0;
	return {
		label: "Linkage",
		isFact: true,
		cells: modes.map((mode) => {
			const head = variantOf(report, "head", mode, platform);
			const base = variantOf(report, "base", mode, platform)?.linkage;
			if (head === void 0) return empty;
			if (head.linkage === void 0) return {
				value: "not built",
				change: ""
			};
			const now = linkageText(head.linkage);
			const was = base === void 0 ? now : linkageText(base);
			const libc = libcText(head.linkage);
			return {
				value: `${head.linkage.kind} ${isAchieved(report, mode, platform) ? "✓" : "✗"}`,
				change: [libc, was === now ? "" : `was ${was}`].filter((text) => text !== "").join(", ")
			};
		})
	};
}
const sourceWords = {
	shipped: "as shipped",
	configured: "configured",
	derived: "Dockerfile, changed",
	"built-in": "built-in image"
};
function sourceRow(report, modes, platform) {
	if (report.variants.every(({ source, on }) => source === "built-in" && on === void 0)) return void 0;
	return {
		label: "Image",
		isFact: true,
		cells: modes.map((mode) => {
			const head = variantOf(report, "head", mode, platform);
			const base = variantOf(report, "base", mode, platform);
			if (head === void 0 || isSkippedAsUnchanged(head.metrics["binary-size"])) return empty;
			const was = base?.image === void 0 || base.source === head.source ? "" : `was ${sourceWords[base.source]}`;
			const on = head.on === void 0 ? "" : ` on ${head.on.name}`;
			const label = head.source === "shipped" && head.dockerfile?.label !== void 0 ? " + label" : "";
			return {
				value: `${sourceWords[head.source]}${on}${label}`,
				change: was
			};
		})
	};
}
function gapsOf$1({ reference, rows }, index) {
	const gaps = rows.map((row) => row.gaps?.[index]);
	return reference === void 0 || gaps.every((gap) => gap === void 0) ? void 0 : gaps;
}
function grids(report) {
	const known = metricsOf(report).filter((metric) => definitionOf(metric) !== void 0);
	return platformsOf(report).flatMap((platform) => {
		if (report.variants.filter((one) => one.revision === "head" && one.platform === platform).every((head) => Object.values(head.metrics).every((one) => !isMeasured(one)))) return [];
		const modes = modesOf(report).filter((mode) => [...report.variants, ...report.comparisons].some((one) => one.mode === mode && one.platform === platform));
		const { pairs, notes, reference } = comparedModes(report, modes, platform);
		const gap = modes.length === 2 ? pairs.values().next().value : void 0;
		const rows = known.flatMap((metric) => {
			const cells = modes.map((mode) => cellOf(report, metric, mode, platform));
			if (minor.has(metric) && cells.every((cell) => cell.mark === void 0)) return [];
			if (cells.every((cell) => cell.value === "")) return [];
			if (modes.every((mode) => isUnmeasurable(report, metric, mode, platform))) return [];
			const label = labelOf(metric);
			if (modes.length !== 2) return [{
				label,
				cells,
				gaps: modes.map((mode) => gapBetween(report, metric, pairs.get(mode), platform))
			}];
			const between = gapBetween(report, metric, gap, platform);
			return [{
				label,
				cells,
				...between === void 0 ? {} : { gap: between }
			}];
		});
		const facts = [linkageRow(report, modes, platform), sourceRow(report, modes, platform)];
		const vulnerabilities = vulnerabilityRows(report, modes, platform);
		const all = [
			...rows,
			...vulnerabilities,
			...facts.filter((row) => row !== void 0)
		];
		return [{
			platform,
			modes,
			notes: modes.map((mode) => columnNote(report, mode, platform)),
			...gap === void 0 || all.every((row) => row.gap === void 0) ? {} : { gap },
			...modes.length > 2 && reference !== void 0 ? { reference } : {},
			...notes.length === 0 ? {} : { gapNote: notes.join(" ") },
			rows: all
		}];
	});
}
// src/report/budget-lines.ts
function budgetLines(report, findings) {
	const order = metricsOf(report);
	const sorted = findings.toSorted((a, b) => order.indexOf(a.metric ?? "") - order.indexOf(b.metric ?? ""));
	const compared = new Map();
	const unmeasured = new Map();
	const others = new Map();
	for (const finding of sorted) {
		const comparisons = judgedBy(report, finding);
		const reason = reasonOf(report, finding);
		if (comparisons.length > 0) push(compared, `${finding.verdict}\n${finding.metric}`, ...comparisons);
		else if (reason !== void 0) push(unmeasured, `${finding.verdict}\n${reason}`, finding);
		else push(others, `${finding.verdict}\n${finding.metric}\n${findingMessage(finding)}`, finding);
	}
	return [
		...[...compared.values()].flatMap((group) => comparedLines(report, [...new Set(group)])),
		...[...others.values()].map(lineOf),
		...[...unmeasured.values()].map((group) => unmeasuredLine(report, group))
	];
}
function push(groups, key, ...items) {
	groups.set(key, [...groups.get(key) ?? [], ...items]);
}
const ofComparisons = new Set([
	"budget/max-exceeded",
	"budget/increase-exceeded",
	"budget/undecided"
]);
function judgedBy(report, finding) {
	if (!ofComparisons.has(finding.id)) return [];
	if (finding.verdict !== "fail" && finding.verdict !== "warn") return [];
	return report.comparisons.filter((one) => one.metric === finding.metric && (finding.mode === void 0 || one.mode === finding.mode) && (finding.platform ?? one.platform) === one.platform && one.verdict === finding.verdict && one.head !== null);
}
function reasonOf(report, finding) {
	const { platform: own } = finding;
	for (const platform of own === void 0 ? platformsOf(report) : [own]) {
		const found = measurementOf(variantOf(report, "head", finding.mode ?? "", platform), finding.metric ?? "");
		if (found !== void 0 && !isMeasured(found)) return unmeasuredBrief(found.unmeasured);
	}
}
function lineOf(group) {
	const [one] = group;
	return {
		verdict: one.verdict,
		subject: modesText(group),
		text: findingMessage(one),
		...isUnchecked(one) ? { isUnmeasured: true } : {}
	};
}
const isUnchecked = ({ id }) => id === "budget/unmeasured" || id === "budget/reference-unmeasured";
function unmeasuredLine(report, group) {
	const [first] = group;
	const labels = [...new Set(group.map(({ metric }) => labelOf(metric ?? "")))];
	const modes = variantsText(group);
	return {
		verdict: first.verdict,
		subject: labels.map((label, index) => index === 0 ? label : lower(label)).join(" · "),
		text: `${modes}${modes === "" ? "" : " "}not measured: ${reasonOf(report, first)}`,
		isUnmeasured: true
	};
}
function comparedLines(report, all) {
	const several = platformsOf(report).length > 1;
	const isOneMode = new Set(report.variants.map(({ mode }) => mode)).size === 1;
	const broken = all.flatMap((one) => brokenParts(one).map((part) => ({
		one,
		part
	})));
	return [...Map.groupBy(broken, ({ one, part }) => ruleText(one, part))].map(([words, group]) => {
		const [{ one: first }] = group;
		const sorted = several ? group.toSorted((a, b) => excess(b.one) - excess(a.one)) : group;
		const shown = sorted.length > mostNumbers && several ? sorted.slice(0, 1) : sorted;
		const left = sorted.length - shown.length;
		const numbers = shown.map(({ one, part }) => {
			const on = isOneMode ? one.platform : `${one.mode} on ${one.platform}`;
			return `${several ? on : one.mode} ${amount(report, one, part)}`;
		});
		return {
			verdict: first.verdict,
			subject: labelOf(first.metric),
			text: `${numbers.join(", ")}${left > 0 ? ` and ${left} more` : ""}${words === "" ? "" : `; ${words}`}`
		};
	});
}
const mostNumbers = 2;
function excess({ delta, head }) {
	return delta ?? head ?? 0;
}
function brokenParts(comparison) {
	if (!isOver(comparison)) return ["increase"];
	const { relative, absolute } = comparison.budget?.increase ?? {};
	const { base, delta, metric } = comparison;
	if (definitionOf(metric)?.noise !== "exact" || base === null || delta === null) return ["max"];
	if (relative === void 0 && absolute === void 0) return ["max"];
	return delta > (relative ?? 0) * base && delta > (absolute ?? 0) ? ["max", "increase"] : ["max"];
}
function ruleText(comparison, part) {
	const { text, source } = comparison.budget ?? { text: "" };
	const shown = (text.split(", ").find((one) => one.startsWith(`${part} `)) ?? text).replace(/^increase /, "");
	return shown === "" ? "" : `${source === "default" ? "default budget" : "budget"} ${shown}`;
}
function briefAmount(report, comparison) {
	return amount(report, comparison, brokenParts(comparison).at(-1) ?? "max", true);
}
function amount(report, comparison, part, isBrief = false) {
	const { metric, mode, platform, delta, ratio } = comparison;
	const unit = unitOf(report, metric);
	if (part === "max" || delta === null) {
		const head = measurementOf(variantOf(report, "head", mode, platform), metric);
		return isMeasured(head) && !isBrief ? measuredText(head) : formatValue(comparison.head ?? 0, unit);
	}
	return withShare(changeText$1(comparison, unit, isBrief), delta, ratio);
}
// src/report/cause-words.ts
const partLabels = {
	code: "code",
	"line-tables": "line tables",
	types: "types",
	"interface-tables": "interface tables",
	strings: "strings",
	data: "data",
	"embedded-files": "embedded files",
	padding: "alignment",
	"debug-information": "debug information",
	"symbol-table": "symbol table",
	headers: "headers",
	"build-information": "build information",
	"dynamic-linking": "dynamic linking",
	"code-signature": "code signature",
	unknown: "unknown"
};
const strippedParts = {
	symbols: "symbols",
	"debug-information": "debug information",
	"symbols-and-debug-information": "symbols and debug information"
};
const phases = {
	listen: {
		name: "until it listens",
		change: "package initialization and main",
		title: "time until the app listens"
	},
	response: {
		name: "first response",
		change: "after it accepted the connection",
		title: "time from listening to the first response"
	}
};
function causeSubject(cause) {
	switch (cause.kind) {
		case "symbols": return { kind: strippedParts[cause.name] };
		case "standard-library": return { kind: "standard library" };
		case "c": return { kind: "C code" };
		case "part": return { kind: `${partLabels[cause.name]} of no single package` };
		case "phase": return {
			kind: "phase",
			name: phases[cause.name].name
		};
		default: return {
			kind: kindText(cause.kind),
			name: cause.name
		};
	}
}
const kindText = (kind) => kind.replaceAll("-", " ");
function causeChangeText(cause) {
	return [sortOf(cause), restOf(cause, quote)].filter((word) => word !== "").join(" ");
}
function sortOf(cause) {
	const { kind, change: { type } } = cause;
	if (kind === "file" && cause.copy === true) return "";
	if (kind === "symbols") return type === "added" ? "no longer stripped" : "now stripped";
	return type === "added" ? "new" : type === "removed" ? "removed" : "";
}
function restOf(cause, quoted) {
	switch (cause.kind) {
		case "toolchain": return changedText(cause.change);
		case "module": return moduleText(cause);
		case "base-image": return cause.change.type === "changed" ? changedText(cause.change) : "another digest";
		case "build-setting": return settingText(cause.change, quoted);
		case "build": return enumerate(cause.change.changes.map((one) => buildChangeText(one, quoted)));
		case "standard-library": return linkedText$1(cause);
		case "file":
			if (cause.copy === true) return "another copy of the program";
			return cause.change.type === "modified" ? "changed" : "";
		case "package":
		case "embedded-file": return cause.change.type === "modified" ? "changed" : "";
		case "init": return cause.change.type === "timing" ? timingText(cause.change) : "";
		case "phase": return phases[cause.name].change;
		case "dead-code": return cause.change.type === "kept" ? "no longer left out" : "now left out";
		case "symbols":
		case "c":
		case "part": return "";
	}
}
function moduleText(cause) {
	const { change } = cause;
	if (change.type === "changed") return changedText({
		from: change.from || "no version",
		to: change.to || "no version"
	});
	return change.type === "linked" ? linkedText$1(cause) : change.version;
}
const linkedText$1 = ({ delta }) => delta !== null && delta < 0 ? "less linked" : "more linked";
const settingText = ({ from, to }, quoted) => from === "" ? `now ${quoted(to)}` : to === "" ? `no longer ${quoted(from)}` : `${quoted(from)} → ${quoted(to)}`;
const changedText = ({ from, to }) => `${from ?? "unknown"} → ${to ?? "unknown"}`;
function buildChangeText({ name, from, to }, quoted) {
	if (name === "toolchain") return `${name} ${changedText({
		from,
		to
	})}`;
	return `${quoted(name)} ${settingText({
		from: from ?? "",
		to: to ?? ""
	}, quoted)}`;
}
function timingText({ allocs, bytes }) {
	const more = [...allocs === void 0 ? [] : [`${formatDelta(allocs, "count")} allocations`], ...bytes === void 0 ? [] : [formatDelta(bytes, "B")]];
	return more.length === 0 ? "no more allocations" : more.join(", ");
}
function causeTitle(cause, quoted) {
	const { kind, name } = causeSubject(cause);
	const rest = cause.change.type === "modified" && cause.kind !== "standard-library" ? "" : restOf(cause, quoted);
	switch (cause.kind) {
		case "symbols": return `${kind} ${sortOf(cause)}`;
		case "phase": return phases[cause.name].title;
		case "build": return rest;
		case "dead-code": return cause.change.type === "kept" ? `${kind} ${rest}, because of ${quoted(cause.name)}` : `${kind} ${rest}`;
		case "base-image":
			if (cause.change.type === "changed") return `${kind} ${quoted(cause.change.from)} → ${quoted(cause.change.to)}`;
			break;
		case "standard-library": return `${rest.replace(" linked", "")} of the standard library linked`;
		case "file":
			if (cause.copy === true) return `another copy of the program ${quoted(cause.name)}`;
			break;
		case "module": if (cause.change.type === "linked") return `${rest.replace(" linked", "")} of module ${quoted(cause.name)} linked`;
	}
	const home = cause.kind === "init" && cause.module !== void 0 && cause.module !== name;
	return [
		sortOf(cause),
		kind,
		name === void 0 ? "" : quoted(name),
		home ? `of module ${quoted(cause.module)}` : "",
		rest
	].filter((word) => word !== "").join(" ");
}
function shareOfChange$1(share) {
	const percent = Math.round(Math.abs(share) * 100);
	if (percent === 0) return share === 0 ? "0 %" : "below 1 %";
	return `${share < 0 ? "−" : ""}${percent} %`;
}
// src/report/causes.ts
const keyOf$2 = (cause) => JSON.stringify([
	cause.kind,
	cause.name,
	causeChangeText(cause)
]);
function explainedPart(report) {
	const [first, ...others] = platformsOf(report);
	if (first === void 0 || others.length === 0) return { report };
	const all = [first, ...others];
	const isBroken = (platform) => report.comparisons.some((one) => one.platform === platform && (one.verdict === "fail" || one.verdict === "warn"));
	const hasCauses = (platform) => report.causes.some((one) => one.platform === void 0 || one.platform === platform);
	const explained = all.filter(hasCauses);
	const platform = explained.find(isBroken) ?? explained[0] ?? first;
	return {
		report: onPlatform(report, platform),
		...platform === first ? {} : { platform }
	};
}
function causeGroups(whole) {
	const { report } = explainedPart(whole);
	const byMetric = Map.groupBy(report.causes, ({ metric }) => metric);
	const order = metricsOf(report);
	return [...byMetric].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([metric, causes]) => {
		const sorted = [...Map.groupBy(causes, keyOf$2).values()].map((group) => {
			const [cause] = group;
			return {
				cause,
				deltas: new Map(group.map((one) => [one.mode, one]))
			};
		}).toSorted((a, b) => size(b) - size(a) || novelty(b) - novelty(a));
		return {
			metric,
			rows: specificFirst(sorted, ({ cause }) => cause)
		};
	});
}
const size = (row) => Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)));
const novelty = ({ cause }) => Number(cause.change.type === "added");
function hasAmounts(rows) {
	return rows.some(({ deltas }) => [...deltas.values()].some(({ delta }) => delta !== null));
}
// src/report/explained-sum.ts
function explainedSum({ comparisons }, { causes, namesMode }) {
	const [first] = causes;
	if (first === void 0) return [];
	const { mode } = first.cause;
	const metric = causes.some(({ cause }) => cause.metric === "image-size") ? "image-size" : "binary-size";
	const total = comparisons.find((one) => one.metric === metric && one.mode === mode)?.delta ?? 0;
	const inMode = causes.flatMap(({ rows }) => rows.flatMap(({ deltas }) => deltas.get(mode) ?? []));
	if (inMode.some(({ delta }) => delta === null)) return [];
	const explained = inMode.reduce((sum, { delta }) => sum + (delta ?? 0), 0);
	const [sum, whole] = [formatDelta(explained, "B"), formatDelta(total, "B")];
	if (total === 0 || sum === whole) return [];
	const where = namesMode ? ` in ${quote(mode)}` : "";
	if (explained / total >= 0 && explained / total <= 1) return [`explains ${sum} of ${whole}${where}`];
	return [`${causes.length > 1 ? `together ${sum}, ` : ""}in total ${whole}${where}`];
}
// src/report/cause-line.ts
const most$1 = 3;
const leastShare = .05;
const imageSizes = ["image-size", "pull-size"];
const sizes = ["binary-size", ...imageSizes];
function causeLine(whole) {
	const { report, platform } = explainedPart(whole);
	const broken = report.comparisons.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
	const changed = report.comparisons.filter(({ metric, delta }) => sizes.includes(metric) && delta !== 0);
	const affected = broken.length > 0 ? broken : changed;
	const groups = causeGroups(report);
	const ofSizes = ranked(sizeCandidates(report, affected).map((one) => ofWhole(one, report, affected)));
	const all = joinedWithModules(ofSizes, withoutExplainedPhase(groups.filter(({ metric }) => !sizes.includes(metric)).flatMap(({ metric, rows }) => {
		const modes = new Set([...modesOfMetric(affected, [metric]), ...metric === "init-bytes" ? modesOfMetric(affected, ["memory"]) : []]);
		return rows.flatMap((row) => candidateOf(report, metric, [row], modes) ?? []);
	}).filter((one) => one.cause.metric !== "init-bytes" || isLargeInMemory(one, affected)).filter(isLarge)));
	if (all.length === 0) return void 0;
	const shown = choose(all, ofSizes.length);
	const left = all.length - shown.length;
	const where = platform === void 0 ? "" : ` on ${platform}`;
	const items = shown.map(({ title, effects }) => effects.length === 0 ? title : `${title}: ${effects.join(", ")}`);
	const explained = explainedSum(report, {
		causes: shown.filter((one) => ofSizes.some(({ cause }) => cause === one.cause)),
		namesMode: modesOfMetric(affected, sizes).size > 1
	});
	return {
		label: `${shown.some(({ effects }) => effects.length > 0) ? "Cause" : "What changed"}${where}`,
		items: [
			...items,
			...left > 0 ? [`${left} more`] : [],
			...explained
		]
	};
}
function withoutExplainedPhase(candidates) {
	const causes = candidates.flatMap(({ cause, delta }) => cause.metric === "startup" ? [{
		...cause,
		delta
	}] : []);
	return candidates.filter(({ cause, delta }) => !isExplainedPhase({
		...cause,
		delta
	}, causes));
}
function modesOfMetric(affected, metrics) {
	return new Set(affected.filter(({ metric }) => metrics.includes(metric)).map(({ mode }) => mode));
}
function isLargeInMemory({ cause, delta }, affected) {
	const of = (metric) => affected.find((one) => one.metric === metric && one.mode === cause.mode);
	const memory = of("memory")?.delta;
	if (of("init-bytes") !== void 0 || memory === void 0 || memory === null) return true;
	return delta !== null && Math.sign(delta) === Math.sign(memory) && Math.abs(delta) >= Math.abs(memory) / 10;
}
function sizeCandidates(report, affected) {
	return causeGroups(report).filter(({ metric }) => sizes.includes(metric)).flatMap(({ metric, rows }) => {
		const modes = modesOfMetric(affected, metric === "binary-size" ? sizes : imageSizes);
		const shown = rows.filter(({ cause }) => !isProgram(cause, report));
		return shown.filter(({ cause }) => cause.kind !== "module" || cause.through === void 0).flatMap((row) => candidateOf(report, metric, [row, ...broughtBy(row.cause, shown)], modes) ?? []);
	});
}
function ofWhole(one, { comparisons }, affected) {
	const { mode } = one.cause;
	const metric = modesOfMetric(affected, imageSizes).has(mode) ? ["binary-size", "image-size"] : ["binary-size"];
	const changes = comparisons.filter((other) => other.mode === mode && metric.includes(other.metric));
	const whole = Math.max(0, ...changes.map(({ delta }) => Math.abs(delta ?? 0)));
	return one.delta === null || whole === 0 ? one : {
		...one,
		share: one.delta / whole
	};
}
function isProgram(cause, { programs }) {
	return cause.kind === "file" && (cause.program === true || programs === void 0);
}
function broughtBy({ kind, name }, rows) {
	if (kind !== "module") return [];
	return rows.filter(({ cause }) => cause.kind === "module" && cause.through === name);
}
function candidateOf(report, metric, [row, ...brought], modes) {
	const size = ({ delta }) => Math.abs(delta ?? 0);
	const [cause] = [...row.deltas.values()].filter(({ mode }) => modes.has(mode)).toSorted((a, b) => size(b) - size(a));
	if (cause === void 0) return void 0;
	const all = [cause, ...brought.flatMap(({ deltas }) => deltas.get(cause.mode) ?? [])];
	const delta = all.reduce((sum, one) => addKnown(sum, one.delta), 0);
	const share = all.reduce((sum, one) => addKnown(sum, one.share), 0);
	const change = delta === null ? [] : [`${lower(labelOf(metric))} ${formatDelta(delta, unitOf(report, metric))}`];
	const title = causeTitle(cause, quote);
	const came = cause.change.type === "removed" ? "required" : "requires";
	return {
		title: all.length === 1 ? title : `${title} with ${plural(all.length - 1, "module")} that it ${came}`,
		cause,
		isIntended: isIntended(cause, report),
		delta,
		share,
		rows: [row, ...brought],
		effects: change
	};
}
const addKnown = (sum, one) => sum === null || one === null ? null : sum + one;
function isIntended(cause, { goMod }) {
	switch (cause.kind) {
		case "module":
			if (cause.change.type === "linked") return false;
			if (cause.change.type === "changed" && cause.through === void 0) return true;
			return cause.direct === true || goMod !== void 0 && Object.hasOwn(goMod.require, cause.name);
		case "package":
		case "embedded-file":
		case "toolchain":
		case "build-setting":
		case "build":
		case "symbols":
		case "dead-code":
		case "base-image":
		case "file": return true;
		default: return false;
	}
}
function ranked(candidates) {
	if (candidates.every(({ delta }) => delta === null)) return candidates;
	const sorted = candidates.toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
	const intended = sorted.filter((one) => one.isIntended);
	const small = sorted[0]?.isIntended === true ? void 0 : intended.find(({ cause }) => cause.kind !== "package");
	const first = intended.find(isLarge) ?? small;
	const others = sorted.filter((one) => one !== first && isLarge(one));
	return first === void 0 ? others : [first, ...others];
}
const isLarge = ({ share }) => share === null || Math.abs(share) >= leastShare;
function joinedWithModules(modules, others) {
	const joined = new Map(modules.map((one) => [one, [...one.effects]]));
	const own = new Map();
	for (const one of others) {
		const home = modules.find(({ cause }) => isPartOf(one.cause, cause));
		if (home !== void 0) joined.get(home)?.push(...one.effects);
		else {
			const known = own.get(one.cause.name);
			own.set(one.cause.name, known === void 0 ? one : {
				...known,
				effects: [...known.effects, ...one.effects]
			});
		}
	}
	return [...modules.map((one) => ({
		...one,
		effects: joined.get(one) ?? []
	})), ...own.values()];
}
function isPartOf({ kind, name }, of) {
	if (kind !== "init" || of.kind !== "module" && of.kind !== "package") return false;
	return name === of.name || of.kind === "module" && name.startsWith(`${of.name}/`);
}
function choose(all, ofSizes) {
	const others = all.length - ofSizes;
	const kept = Math.min(ofSizes, others === 0 ? most$1 : 2);
	return [...all.slice(0, kept), ...all.slice(ofSizes, ofSizes + most$1 - kept)];
}
// src/report/vulnerability-lines.ts
const mostIds = 4;
function vulnerabilityLines(findings) {
	const same = ({ verdict, params }) => [
		verdict,
		params.vulnerability,
		params.module,
		params.version
	].join("\n");
	const each = [...Map.groupBy(findings, same).values()].map((group) => {
		const [one] = group;
		return {
			one,
			verdict: one.verdict,
			subject: modesText(group)
		};
	});
	return [...Map.groupBy(each, ({ verdict, subject }) => `${verdict}\n${subject}`).values()].map((group) => {
		const [{ verdict, subject }] = group;
		return {
			verdict,
			subject,
			text: textOf(group.map(({ one }) => one))
		};
	});
}
function textOf(findings) {
	const [first] = findings;
	if (findings.length === 1 && first !== void 0) return findingMessage(first);
	const parts = [...Map.groupBy(findings, ({ params }) => `\`${params.module}\` ${params.version}`)].map(([module, group]) => {
		const ids = [...new Set(group.map(({ params }) => `\`${params.vulnerability}\``))];
		const left = ids.length - mostIds;
		const shown = left > 1 ? [...ids.slice(0, mostIds), plural(left, "other")] : ids;
		return `${enumerate(shown)} in ${module}`;
	});
	const ids = new Set(findings.map(({ params }) => params.vulnerability));
	return `Head has ${plural(ids.size, "known vulnerability", "known vulnerabilities")} that base does not have: ${parts.join("; ")}`;
}
// src/report/headline.ts
function acceptedText({ by, at, label, note }) {
	return `Accepted by ${quote(by)} with the label ${quote(label)} at ${quote(at)}${note === void 0 ? "" : `; ${note}`}`;
}
const worstFirst = (a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict);
function headlineVerdict(report) {
	const outcome = outcomeOf(report);
	return outcome === "accepted" ? "pass" : outcome;
}
function headlineOf(report) {
	const relevant = report.findings.filter(({ verdict, id }) => verdict !== "pass" || isState(id) && !(id === "budget/no-baseline" && report.base === null));
	const budgets = budgetLines(report, relevant.filter(({ id }) => isBudget(id)));
	const others = relevant.filter(({ id }) => !isBudget(id));
	const state = stateOf$1(report);
	const cause = causeLine(report);
	const words = wordsOf(report, relevant, budgets, state);
	return {
		verdict: headlineVerdict(report),
		words: outcomeOf(report) === "accepted" ? `${words}, accepted` : words,
		...report.accepted === void 0 ? {} : { accepted: acceptedText(report.accepted) },
		lines: [...otherLines(others.filter(({ id }) => isState(id))).toSorted(worstFirst), ...[...otherLines(others.filter(({ id }) => !isState(id))), ...budgets].toSorted(worstFirst)],
		...state === void 0 ? {} : { state: state.text },
		...cause === void 0 ? {} : { cause }
	};
}
function stateOf$1(report) {
	if (report.base === null) {
		const found = report.findings.find(({ id }) => id === "budget/no-baseline");
		return {
			words: "no baseline",
			text: found === void 0 ? "There is no base to compare with yet: `increase` budgets were skipped." : findingMessage(found)
		};
	}
	if (report.findings.some(({ id }) => id === "build/same-inputs")) return void 0;
	const heads = report.variants.filter(({ revision }) => revision === "head");
	const isSame = (part, some = heads) => some.length > 0 && some.every((head) => part(head) !== void 0 && part(head) === part(variantOf(report, "base", head.mode, head.platform)));
	const programs = heads.filter(({ image, linkage }) => image === void 0 && linkage !== void 0);
	const images = heads.filter((head) => !programs.includes(head));
	const hasSameProgram = (head) => head.binary?.sha256 === variantOf(report, "base", head.mode, head.platform)?.binary?.sha256;
	if (images.length > 0 && isSame((variant) => variant?.image?.id, images) && programs.every(hasSameProgram)) {
		const count = images.length;
		return {
			words: "unchanged",
			text: `The ${count === 1 ? "image is" : count === 2 && platformsOf(report).length === 1 ? "images of both modes are" : `${count} images are`} byte-identical in base and head.`
		};
	}
	const isRebuilt = images.every((head) => isSameImage(variantOf(report, "base", head.mode, head.platform)?.image, head.image));
	if (images.length > 0 && isRebuilt && programs.every(hasSameProgram)) return {
		words: "unchanged",
		text: "The images have the same files in base and head; only modification times differ."
	};
	if (isSame((variant) => variant?.binary?.sha256)) return {
		words: "binaries unchanged",
		text: "The binaries are byte-identical in base and head; only other files of the images differ."
	};
}
function phraseOf(id) {
	const words = headlineWords(id);
	return words?.kind === "phrase" ? words : void 0;
}
function isState(id) {
	return phraseOf(id)?.isState === true;
}
function isFatal(verdict) {
	return verdict === "fail" || verdict === "unmeasured";
}
function wordsOf(report, relevant, budgets, state) {
	const phrases = headlineOrder.flatMap((id) => phrasesOf(report, relevant, id));
	const unchecked = budgets.filter(({ isUnmeasured }) => isUnmeasured);
	const count = (verdict) => budgets.filter((line) => line.verdict === verdict && !line.isUnmeasured).length;
	const [failed, warned] = [count("fail"), count("warn")];
	if (failed > 0) phrases.push(`${plural(failed, "budget")} broken`);
	if (phrases.length === 0 && unchecked.length > 0) phrases.push("budgets unmeasured");
	if (warned > 0) phrases.push(plural(warned, "warning"));
	if (phrases.length === 0 && count("inconclusive") > 0) phrases.push("no budget broken, timing inconclusive");
	if (phrases.length === 0 && relevant.length > 0) phrases.push(plural(relevant.length, "finding"));
	if (state !== void 0 && (phrases.length === 0 || report.base === null)) phrases.push(state.words);
	if (phrases.length > 0) return phrases.join(", ");
	return platformsOf(report).length === 0 ? "nothing measured" : report.budgets.length === 0 ? "measured, no budgets" : "within all budgets";
}
function phrasesOf(report, relevant, id) {
	const phrase = phraseOf(id);
	if (phrase === void 0) return [];
	const subjects = relevant.filter((one) => one.id === id && (phrase.isState === true || isFatal(one.verdict))).flatMap(subjectsOf);
	const [head, base] = ["head", "base"].map((revision) => {
		const some = subjects.filter((one) => one.revision === revision);
		if (some.length === 0) return void 0;
		const isOf = (mode, platform) => (one) => (one.mode ?? mode) === mode && (one.platform ?? platform) === platform;
		return platformsOf(report).every((platform) => modesOf(report).every((mode) => some.some(isOf(mode, platform)))) || some.some((one) => one.mode === void 0 && one.platform === void 0) ? "" : variantsText(some);
	});
	if (phrase.both !== void 0 && head !== void 0 && head === base) return [phrase.both(head)];
	return [...head === void 0 ? [] : [phrase.words(head, "head")], ...base === void 0 ? [] : [phrase.words(base, "base")]];
}
function subjectsOf({ params, mode, platform, revision = "head" }) {
	const { variants = [], modes = [] } = params;
	if (variants.length > 0) return variants.map((one) => ({
		...one,
		platform
	}));
	return (modes.length > 0 ? modes : [mode]).map((one) => ({
		revision,
		mode: one,
		platform
	}));
}
function otherLines(findings) {
	const same = (one) => [
		one.verdict,
		one.id,
		one.revision,
		findingMessage(one)
	].join("\n");
	const others = findings.filter(({ id }) => id !== "vulnerability/new");
	return [...vulnerabilityLines(findings.filter((one) => one.id === "vulnerability/new")), ...[...Map.groupBy(others, same).values()].map((group) => {
		const [one] = group;
		return {
			verdict: one.verdict,
			subject: modesText(group),
			text: findingMessage(one)
		};
	})];
}
// src/report/jobs.ts
const mostJobs = 20;
function measuringJobs(report) {
	const { jobs = [], tool, runner, go, engine, conditions, noise, phases } = report;
	if (jobs.length > 0) return jobs.slice(0, mostJobs);
	return [{
		platforms: platformsOf(report),
		modes: modesOf(report),
		tool,
		runner,
		go,
		engine,
		...conditions === void 0 ? {} : { conditions },
		noise,
		phases
	}];
}
function jobNames(jobs) {
	const platforms = jobs.map((job) => enumerate(job.platforms.map(quote)));
	return jobs.map((job, index) => {
		const name = platforms[index] ?? "";
		return platforms.filter((one) => one === name).length === 1 ? name : `${enumerate(job.modes.map(quote))} on ${name}`;
	});
}
// src/report/durations.ts
const names = new Map([
	["builder", "`go build` and image builders"],
	["starts", "starts of the app"],
	["vulnerabilities", "known vulnerabilities"],
	["restore-caches", "restoring compile caches into the builder"],
	["keep-caches", "saving compile caches of the builder"]
]);
const phaseName = (name) => names.get(name) ?? name;
const phaseTime = ({ seconds }) => `${seconds.toFixed(1)} s`;
const mostRows$11 = 200;
function phaseRows(report) {
	const jobs = measuringJobs(report);
	if (jobs.length === 1) return rowsOf$2(report, report.phases).slice(0, mostRows$11);
	const names = jobNames(jobs);
	return jobs.flatMap(({ phases }, index) => rowsOf$2(report, phases).map((row) => ({
		...row,
		job: names[index] ?? ""
	}))).slice(0, mostRows$11);
}
function rowsOf$2(report, all) {
	const phases = all.slice(0, mostRows$11);
	return phases.map((phase, at) => ({
		name: phaseName(phase.name),
		time: phaseTime(phase),
		isPart: phase.within !== void 0,
		cached: [
			...cachedIn(phase),
			...isBuilder(phase) ? sharedBuilds(report) : [],
			...phase.name === "restore-caches" ? restoredCaches(report) : []
		].join("; "),
		next: nextOf(phase, phases.slice(at + 1), report)
	}));
}
function durationText(phases) {
	const text = (phase) => `${phaseName(phase.name)} ${phaseTime(phase)}`;
	const found = [];
	for (const phase of phases) {
		const last = phase.within === void 0 ? void 0 : found.at(-1);
		if (last === void 0) found.push({
			phase: text(phase),
			parts: []
		});
		else last.parts.push(text(phase));
	}
	return found.map(({ phase, parts }) => parts.length === 0 ? phase : `${phase} (including ${parts.join(" and ")})`).join(", ");
}
function durationLine(report) {
	const caches = phaseRows(report).flatMap(({ cached, next }) => [...cached === "" ? [] : [cached], ...next === "" ? [] : [`the next run ${next}`]]);
	return [durationText(report.phases), ...caches].join("; ");
}
const isBuilder = ({ name, within }) => name === "builder" && within === "build";
function cachedIn({ goCaches, results = nothingKept }) {
	return [...goCaches === void 0 ? [] : [sources[goCaches.from](goCaches)], ...results.taken === 0 ? [] : [`${plural(results.taken, "result")} of earlier runs used`]];
}
const nothingKept = {
	taken: 0,
	added: 0
};
const sources = {
	machine: () => "Go modules were on the machine already",
	cache: ({ key, saves }) => key === void 0 || saves ? "Go modules and build cache of other `go.sum` files restored" : `Go modules and build cache restored from ${quote(key)}`,
	none: () => "no cache: cold build"
};
function sharedBuilds({ findings, variants }) {
	const once = findings.flatMap(({ id, mode }) => id === "dockerfile/built-once" ? mode ?? [] : []);
	const hasMounts = variants.some(({ dockerfile }) => dockerfile?.compileCaches !== void 0);
	const own = variants.filter(({ source }) => source === "built-in");
	return [
		...once.length === 0 ? [] : [`one build for base and head in ${plural(once.length, "mode")} (${enumerate(once.map(quote))})`],
		...hasMounts ? ["builds share Go's caches through cache mounts"] : [],
		...own.length > 1 ? ["built-in images share the Go build cache"] : []
	];
}
function restoredCaches({ findings }) {
	return findings.flatMap((one) => {
		if (one.id !== "dockerfile/caches-restored") return [];
		const { bytes, modules } = one.params;
		const downloaded = modules === void 0 ? [] : [`${modules.downloaded} of ${plural(modules.all, "module")} downloaded`];
		return [`${formatSize(bytes)} restored`, ...downloaded];
	});
}
const computed = ["link", "attribute"];
function nextOf(phase, later, { variants }) {
	const { goCaches, results = nothingKept } = phase;
	if (results.added > 0) {
		const computing = computed.flatMap((part) => later.find(({ name, within }) => within === phase.name && name === part) ?? []);
		const took = enumerate(computing.map((one) => `${one.name} ${phaseTime(one)}`));
		return `uses ${plural(results.added, "new result")} if the programs are the same${took === "" ? "" : ` (${took})`}`;
	}
	if (goCaches?.saves !== true) return "";
	const builder = variants.every(({ source }) => source === void 0 || source === "built-in") ? later.find(isBuilder) : void 0;
	const without = goCaches.from === "none" && builder !== void 0 ? `; builds without it took ${phaseTime(builder)}` : "";
	return `restores ${quote(goCaches.key ?? "")}${without}`;
}
// src/report/method.ts
function methodLines(report) {
	const { base, head } = report;
	const commit = ({ sha, ref, dirty }) => `${quote(sha)}${ref === void 0 ? "" : ` (${quote(ref)})`}${dirty ? " with uncommitted changes" : ""}`;
	const jobs = measuringJobs(report);
	const lines = jobs.map((job) => jobLines(job, report));
	const shared = (line) => lines.every((all) => all.includes(line));
	const names = jobNames(jobs);
	return [
		`Head: ${commit(head)}`,
		base === null ? "Base: none" : `Base: ${commit(base)}`,
		"Changes are head − base, sizes in powers of 1000",
		...(lines[0] ?? []).filter(shared),
		...lines.flatMap((all, index) => all.filter((line) => !shared(line)).map((line) => `${names[index] ?? ""}: ${line}`))
	];
}
function jobLines(job, report) {
	const { go, engine, noise, phases, tool } = job;
	const { os, arch, cpus, image } = job.runner;
	const floor = noise.floor === null ? "" : formatProportion(noise.floor);
	const atMost = noise.limit === void 0 || noise.limit <= noise.rounds ? "" : ` of at most ${noise.limit}`;
	const variants = report.variants.filter(isOf(job));
	return [
		`Built with ${go.version}, images made by ${engine.name === "embedded" ? "the " : ""}${engineText(engine)}`,
		...isolationLines(engine),
		`Runner: ${os}/${arch}, ${plural(cpus, "CPU")}${image === void 0 ? "" : `, ${image}`}`,
		noise.rounds === 0 ? "No starts were timed" : `Timed in ${plural(noise.rounds, "round")}${atMost}, each variant once per round, in random order${controlText(noise)}${earlyText(noise, variants, report.comparisons.filter(isOf(job)))}`,
		...untimedLines(variants),
		...waitLines(variants),
		...placementLines(noise),
		...pressureLines(noise),
		...conditionLines(job),
		...floor === "" ? [] : [`Noise floor of start-up: ${floor}; two copies of base differ by up to this much`],
		...phases.length === 0 ? [] : [`Duration: ${durationText(phases)}`],
		`linkgate ${tool.version}`
	];
}
const isOf = ({ platforms, modes }) => ({ platform, mode }) => platforms.includes(platform) && modes.includes(mode);
function controlText({ control }) {
	return control?.every === void 0 || control.every === 1 ? "" : `, and a second copy of base in 1 of ${control.every} rounds`;
}
function earlyText(noise, variants, comparisons) {
	if (noise.limit === void 0) return "";
	const heads = variants.filter(({ revision, metrics }) => revision === "head" && isMeasured(metrics["startup"]));
	const isOne = new Set(heads.map(({ platform }) => platform)).size <= 1;
	return heads.flatMap(({ mode, platform, metrics: { startup } }) => {
		const rounds = isMeasured(startup) ? startup.samples?.length ?? noise.rounds : noise.rounds;
		if (rounds >= noise.rounds) return [];
		const because = comparisons.some((one) => one.mode === mode && one.platform === platform && one.verdict === "inconclusive") ? "more rounds would not decide its timing budgets" : "its timing budgets were kept by then";
		return [`${quote(mode)}${isOne ? "" : ` on ${quote(platform)}`} only in the first ${rounds}, as ${because}`];
	}).map((text) => `; ${text}`).join("");
}
const whyUntimed = [
	["emulated", "which this runner emulates"],
	["other-architecture", "because this runner times only programs of its own architecture"],
	["other-platform", "whose programs this runner does not run"]
];
function untimedLines(variants) {
	return whyUntimed.flatMap(([kind, why]) => {
		const untimed = variants.filter(({ metrics: { startup } }) => {
			return startup !== void 0 && !isMeasured(startup) && startup.unmeasured.kind === kind;
		});
		if (untimed.length === 0) return [];
		return [`Start-up is not measured on ${enumerate(untimed.map(({ platform }) => quote(platform)))}, ${why}, so its budgets do not apply there${untimed.some(({ metrics }) => isMeasured(metrics["init-allocs"])) ? "; allocations before `main` are measured" : ""}`];
	});
}
function waitLines(variants) {
	return variants.some(({ metrics }) => isMeasured(metrics["run-delay"])) ? ["Changes of start-up and listening times are without the wait for a CPU, unless that wait clearly differs between base and head"] : [];
}
function placementLines({ placement }) {
	if (placement === void 0) return [];
	if (placement.kind === "random") return [`Each start drew one of ${placement.copies} copies of its program: its place in memory and on disk is noise, not bias`];
	const { because, detail } = placement;
	return [`Each program was started from one file, so its place in memory and on disk can bias a timing (${{
		"few-rounds": "there was no time for many rounds",
		"too-large": "copies would take too much disk space",
		refused: `no copies could be made in the container${detail === void 0 ? "" : `: ${quote(detail)}`}`
	}[because]})`];
}
function pressureLines({ pressure }) {
	if (pressure === void 0) return [];
	const { cpu, io } = pressure;
	return [`During the rounds, some process of the runner waited for a CPU ${formatProportion(cpu)} of the time, and for the disk ${formatProportion(io)}`];
}
function conditionLines({ conditions }) {
	if (conditions === void 0) return [];
	const list = (all) => all.map(conditionText).join(", and ");
	const { added, leftOut } = conditions;
	return [...added.length === 0 ? [] : [`Started with ${list(added)}`], ...leftOut.length === 0 ? [] : [`Started without ${list(leftOut)}, because the app does not start otherwise`]];
}
// src/report/html/program-tree.ts
const nodeKinds = [
	"program",
	"main",
	"dependency",
	"standard-library",
	"c",
	"unlisted",
	"package",
	"function",
	"data",
	"embedded-file",
	"part",
	"shared",
	"rest"
];
function stateOf({ base, head }) {
	if (Math.abs(head - base) < 512) return "same";
	if (base === 0) return "added";
	if (head === 0) return "removed";
	return head > base ? "grew" : "shrank";
}
function bytesIn(node, view) {
	return view === "change" ? Math.abs(node.head - node.base) : node[view];
}
function sortedRows(rows, view) {
	return rows.toSorted((a, b) => Number(a.kind === "rest") - Number(b.kind === "rest") || bytesIn(b, view) - bytesIn(a, view) || (a.name < b.name ? -1 : 1));
}
function groupOf(kind, name, rows) {
	return {
		kind,
		name,
		...totalOf(rows),
		rows
	};
}
function totalOf(rows) {
	return {
		base: rows.reduce((sum, row) => sum + row.base, 0),
		head: rows.reduce((sum, row) => sum + row.head, 0)
	};
}
function nameIn(parent, { name }) {
	return name.startsWith(`${parent.name}/`) ? name.slice(parent.name.length + 1) : name;
}
// src/report/html/attribution-tree.ts
function programTree(name, { modules, parts }, nameOf) {
	const rows = modules.map((module) => moduleNode(module, nameOf));
	const shared = partNodes(parts);
	return groupOf("program", name, shared.length === 0 ? rows : [...rows, groupOf("shared", "In no package, or in several", shared)]);
}
function moduleNode(module, nameOf) {
	const { kind, name, version, base, head, packages, others } = module;
	const about = [...new Set([version.base, version.head])].filter((one) => one !== null).join(" → ");
	const rows = packages.map((one) => packageNode(one, nameOf));
	const rest = others === void 0 ? [] : [{
		kind: "rest",
		name: plural(others.count, "smaller package"),
		base: others.base,
		head: others.head,
		rows: []
	}];
	return {
		kind,
		name: nameOf(name),
		base,
		head,
		...about === "" ? {} : { about: nameOf(about) },
		rows: rows.length === 0 ? [] : [...rows, ...rest]
	};
}
function packageNode(given, nameOf) {
	const { name, base, head } = given;
	const items = given.items.map((item) => ({
		kind: item.kind,
		name: nameOf(withoutPackage(item.name, name)),
		base: item.base,
		head: item.head,
		rows: []
	}));
	const listed = totalOf(items);
	const rest = {
		kind: "rest",
		name: "smaller functions, types and strings",
		base: base - listed.base,
		head: head - listed.head,
		rows: []
	};
	const isWhole = items.length > 0 && rest.base >= 0 && rest.head >= 0;
	return {
		kind: "package",
		name: nameOf(name),
		base,
		head,
		rows: isWhole ? [...items, ...rest.base + rest.head === 0 ? [] : [rest]] : []
	};
}
function partNodes(parts) {
	return Object.keys(partLabels).flatMap((part) => {
		const row = parts[part];
		return row === void 0 ? [] : [{
			kind: "part",
			name: partLabels[part],
			...row,
			rows: []
		}];
	});
}
function withoutPackage(name, path) {
	const inner = path.slice(path.lastIndexOf("/") + 1);
	const start = [`${path}.`, `${inner}.`].find((one) => name.startsWith(one) && name.length > one.length);
	return start === void 0 ? name : name.slice(start.length);
}
// src/report/html/escape.ts
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
function escapeHtml(text) {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
function attributes(given) {
	return Object.entries(given).map(([name, value]) => value === void 0 ? "" : ` ${name}="${escapeHtml(String(value))}"`).join("");
}
// src/report/html/text.ts
const longestName = 120;
const shownName = (name) => printable(name, longestName);
function sentenceHtml(sentence, most = 2e4) {
	return quotedParts(printable(sentence.replace(/\s+/g, " "), most)).map(({ text, isQuoted }) => isQuoted ? `<code>${escapeHtml(text)}</code>` : numbersHtml(text)).join("");
}
const numbersHtml = (text) => escapeHtml(keepUnits(text));
// src/report/html/causes-section.ts
function causesSection$1(report) {
	const groups = causeGroups(report);
	if (groups.length === 0) return "";
	const { platform } = explainedPart(report);
	const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null);
	return `<section aria-labelledby="causes-title">
<h2 id="causes-title">Why it changed${platform === void 0 ? "" : ` on ${escapeHtml(shownName(platform))}`}</h2>
${groups.map((group) => causeTable$1(report, group)).join("\n")}
${hasShares ? "<p class=\"note\">In parentheses: the share of the whole change.</p>" : ""}
</section>`;
}
const mostRows$10 = 12;
function causeTable$1(report, { metric, rows }) {
	const modes = modesOf(report);
	const label = escapeHtml(labelOf(metric));
	const showsAmounts = hasAmounts(rows);
	const lines = rows.slice(0, mostRows$10).map(({ cause, deltas }) => {
		const cells = (showsAmounts ? modes.map((mode) => amountText(deltas.get(mode), report, metric)) : [enumerate([...deltas.keys()].map(shownName))]).map((text) => `<td>${numbersHtml(text)}</td>`);
		return `<tr><th scope="row">${sentenceHtml(causeTitle(cause, quote))}</th>${cells.join("")}</tr>`;
	});
	const header = (showsAmounts ? modes.map(shownName) : ["Modes"]).map((title) => `<th scope="col">${escapeHtml(title)}</th>`);
	const left = rows.length - lines.length;
	return `<div class="scroll" role="region" aria-label="Causes: ${label}" tabindex="0"><table class="causes">
<thead><tr><th scope="col">${label}</th>${header.join("")}</tr></thead>
<tbody>${lines.join("")}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ""}`;
}
function amountText(cause, report, metric) {
	if (cause === void 0 || cause.delta === null) return "";
	const share = cause.share === null ? "" : ` (${shareOfChange$1(cause.share)})`;
	return `${formatDelta(cause.delta, unitOf(report, metric))}${share}`;
}
// src/report/contents/facts.ts
const fileKindNames = {
	"set-uid": "set-user-ID programs",
	"set-gid": "set-group-ID programs",
	"writable-directory": "world-writable directories",
	"sticky-directory": "world-writable directories with the sticky bit",
	"writable-file": "world-writable files",
	shell: "shells",
	"package-manager": "package managers",
	secret: "possible secrets, by name"
};
const mostNames = 5;
function contentsFacts(contents) {
	const { root } = contents;
	return [
		["Packages", packagesText(contents)],
		["In no package", unownedText(contents)],
		...fileKinds.map((kind) => [upper(fileKindNames[kind]), filesText(contents, kind)]),
		["Runs as root", root === void 0 ? void 0 : root ? "yes" : "no"]
	].flatMap(([label, text]) => text === void 0 ? [] : [{
		label,
		text
	}]);
}
const shownPath = (text) => quote(shorten(text, 200));
const packageName = ({ name, version }) => shownPath(`${name} ${version}`);
function namesText(names, most = mostNames) {
	const shown = names.slice(0, most);
	return enumerate(names.length > most ? [...shown, `${names.length - most} more`] : shown);
}
function packagesText(contents) {
	const { databases, loaded, packages, unread = [] } = contents;
	if (databases.length === 0 && unread.length === 0) return "No package database: a package scanner finds nothing to scan, which does not mean that the image is safe";
	const sentences = [
		...databases.length === 0 ? [] : [countText(contents)],
		...databases.length === 0 || loaded === void 0 ? [] : [`The program loads ${loadedText(packages)}`],
		...unread.slice(0, mostNames).map(unreadText)
	];
	return sentences.length === 1 ? sentences.join() : `${sentences.join(". ")}.`;
}
function countText({ packages, distribution }) {
	const of = distribution === void 0 ? "" : ` of ${shownPath(distribution.name ?? distribution.id)}`;
	const base = packages.filter((one) => one.base === true).length;
	const fromBase = base === 0 ? "" : `, ${base === packages.length ? "all" : base} from the base image`;
	return `${plural(packages.length, "package")}${of}${fromBase}`;
}
function unreadText({ path, because, line }) {
	if (because === "rpm") return `linkgate does not read packages of rpm (${shownPath(path)})`;
	if (because === "too-large") return `${shownPath(path)} is too large to read`;
	return `${shownPath(path)} is damaged${line === void 0 ? "" : ` at line ${line}`}`;
}
function loadedText(packages) {
	const used = packages.filter(({ loaded }) => loaded === true);
	return used.length === 0 ? "none of them" : namesText(used.map(packageName));
}
function unownedText({ loaded = [] }) {
	const files = loaded.filter((one) => one.package === void 0);
	if (files.length === 0) return void 0;
	return `The program loads ${namesText(files.map(({ path, glibc }) => `${shownPath(path)}${glibc === void 0 ? "" : ` (glibc ${shownPath(glibc)})`}`))}, which package scanners do not see`;
}
function filesText({ files, more = {} }, kind) {
	const all = files.filter((one) => one.kind === kind);
	if (all.length === 0) return void 0;
	const names = all.toSorted((a, b) => Number(a.base ?? false) - Number(b.base ?? false)).map(fileName);
	const unlisted = more[kind] ?? 0;
	const shown = names.slice(0, mostNames);
	const left = names.length - shown.length + unlisted;
	return enumerate(left > 0 ? [...shown, `${left} more`] : shown);
}
function fileName({ kind, path, layer, base, deleted }) {
	if (kind !== "secret") return shownPath(path);
	const where = [
		`layer ${layer + 1}`,
		...base === true ? ["base image"] : [],
		...deleted === true ? ["removed later but still in the image"] : []
	];
	return `${shownPath(path)} (${where.join(", ")})`;
}
// src/report/contents/changes.ts
const worse = new Set([
	"set-uid",
	"set-gid",
	"writable-directory",
	"writable-file",
	"shell",
	"package-manager",
	"secret"
]);
function contentsChanges(was, is) {
	return [
		...userChange(was, is),
		...fileChanges(was, is),
		...packageChanges(was, is),
		...loadChanges(was, is)
	];
}
function userChange(was, is) {
	if (was.root === void 0 || is.root === void 0 || was.root === is.root) return [];
	return is.root ? [{
		text: "It runs as root now",
		isWorse: true
	}] : [{ text: "It no longer runs as root" }];
}
function fileChanges(was, is) {
	return fileKinds.flatMap((kind) => {
		if (was.more?.[kind] !== void 0 || is.more?.[kind] !== void 0) return [];
		const of = ({ files }) => files.filter((one) => one.kind === kind);
		const missing = (from, to) => {
			const known = new Set(of(to).map(({ path }) => path));
			return of(from).filter(({ path }) => !known.has(path));
		};
		const [added, gone] = [missing(is, was), missing(was, is)];
		return [...added.length === 0 ? [] : [{
			text: `New ${fileKindNames[kind]}: ${namesText(added.map(fileName))}`,
			...worse.has(kind) ? { isWorse: true } : {}
		}], ...gone.length === 0 ? [] : [{ text: `No longer among ${fileKindNames[kind]}: ${namesText(gone.map(({ path }) => shownPath(path)))}` }]];
	});
}
const keyOf$1 = ({ database, name, architecture = "" }) => JSON.stringify([
	database,
	name,
	architecture
]);
function packageChanges(was, is) {
	const [before, after] = [was, is].map(({ packages }) => new Map(packages.map((one) => [keyOf$1(one), one])));
	const added = is.packages.filter((one) => before?.has(keyOf$1(one)) !== true);
	const gone = was.packages.filter((one) => after?.has(keyOf$1(one)) !== true);
	const changed = is.packages.flatMap((one) => {
		const old = before?.get(keyOf$1(one));
		return old === void 0 || old.version === one.version ? [] : [`${shownPath(one.name)} ${shownPath(old.version)} → ${shownPath(one.version)}`];
	});
	return [
		...listed("New packages", added.map(packageName)),
		...listed("Removed packages", gone.map(packageName)),
		...listed("Changed packages", changed)
	];
}
function loadChanges(was, is) {
	if (was.loaded === void 0 || is.loaded === void 0) return [];
	const names = ({ loaded = [] }) => [...new Set(loaded.map((one) => shownPath(one.package ?? one.path)))];
	const [before, after] = [names(was), names(is)];
	return [...listed("The program now loads", after.filter((name) => !before.includes(name))), ...listed("The program no longer loads", before.filter((name) => !after.includes(name)))];
}
function listed(what, names) {
	return names.length === 0 ? [] : [{ text: `${what}: ${namesText(names, 10)}` }];
}
// src/report/contents/updates.ts
function updatesText({ kind, staticLibc }, contents) {
	const { packages, loaded } = contents;
	if (loaded === void 0) return void 0;
	if (kind === "static" || kind === "static-pie") return `A fix in ${staticLibc === void 0 ? "Go" : `Go or in ${staticLibc}, which is linked in,`} requires a new build of the program.${packages.length === 0 ? "" : ` ${packages.length === 1 ? "The package is" : `The ${plural(packages.length, "package")} are`} not part of the program.`}`;
	const used = packages.filter((one) => one.loaded === true).map(packageName);
	const files = loaded.filter((one) => one.package === void 0).map(({ path }) => shownPath(path));
	return [
		"A fix in Go requires a new build of the program.",
		...used.length === 0 ? [] : [`A fix in ${namesText(used)} requires a new image with the fixed package, but no new build of the program.`],
		...files.length === 0 ? [] : [`A fix in ${namesText(files)} requires a new copy in the image.`]
	].join(" ");
}
// src/report/contents/by-mode.ts
function contentsByMode(report, shown) {
	const found = columnsOf(report, shown).flatMap(({ mode, platform, title }) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.contents === void 0) return [];
		const base = variantOf(report, "base", mode, platform);
		const was = base?.source === head.source ? base.contents : void 0;
		const updates = updatesText(head.linkage, head.contents);
		return [{
			title,
			changes: was === void 0 ? [] : contentsChanges(was, head.contents),
			facts: [...contentsFacts(head.contents), ...updates === void 0 ? [] : [{
				label: "Updates",
				text: updates
			}]]
		}];
	});
	return [...Map.groupBy(found, ({ changes, facts }) => JSON.stringify([changes, facts])).values()].map((group) => {
		const [{ changes, facts }] = group;
		return {
			titles: group.map(({ title }) => title),
			changes,
			facts
		};
	});
}
// src/report/html/contents-section.ts
function imageContentsSection(report) {
	const parts = contentsByMode(report, shownName).map(({ titles, changes, facts }) => {
		const lines = [...changes.map(({ text }) => `<li><strong>Changed</strong>: ${sentenceHtml(text)}</li>`), ...facts.map(({ label, text }) => `<li><strong>${label}</strong>: ${sentenceHtml(text)}</li>`)];
		return `<h3>${escapeHtml(titles.join(", "))}</h3><ul>${lines.join("")}</ul>`;
	});
	return parts.length === 0 ? "" : `<section aria-labelledby="contents-title"><h2 id="contents-title">What the images contain</h2>\n${parts.join("\n")}\n</section>`;
}
// src/report/findings.ts
const mostLines$2 = 40;
function detailedFindings(report) {
	const detailed = report.findings.filter((one) => (one.log ?? []).length > 0 || findingFix(one) !== void 0 || one.verdict === "pass" && one.id !== "budget/no-baseline");
	const same = (one) => JSON.stringify([
		one.verdict,
		one.id,
		one.revision,
		findingMessage(one),
		one.log,
		findingFix(one)
	]);
	return [...Map.groupBy(detailed, same).values()].map((group) => {
		const [one] = group;
		const { id, verdict, log = [] } = one;
		const fix = findingFix(one);
		const left = log.length - mostLines$2;
		return {
			id,
			verdict,
			modes: modesText(group),
			message: findingMessage(one),
			log: left > 0 ? [`… ${plural(left, "line")} before`, ...log.slice(left)] : log,
			...fix === void 0 ? {} : { fix }
		};
	}).toSorted((a, b) => Number(b.log.length > 0) - Number(a.log.length > 0) || verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict));
}
// src/report/html/metric-table.ts
function metricTables(report) {
	const [first, ...others] = grids(report);
	if (first === void 0) return "";
	const hasOthers = others.length > 0;
	const names = enumerate(others.map(({ platform }) => escapeHtml(shownName(platform))));
	const collapsed = hasOthers ? `
<details><summary>${plural(others.length, "more platform", "more platforms")}: ${names}</summary>
${others.map((grid) => gridHtml(grid, true)).join("\n")}
</details>` : "";
	return `<section aria-labelledby="metrics-title">
<h2 id="metrics-title">Base and head</h2>
${gridHtml(first, hasOthers)}${collapsed}
</section>`;
}
function gridHtml(grid, hasOthers) {
	const { modes, notes, gap, gapNote, rows } = grid;
	const platform = shownName(grid.platform);
	const gaps = modes.map((_, index) => gapsOf$1(grid, index));
	const header = [...modes.flatMap((mode, index) => [`${escapeHtml(shownName(mode))}${notes[index] ?? ""}`, ...gaps[index] === void 0 ? [] : [`− ${escapeHtml(shownName(grid.reference ?? ""))}`]]), ...gap === void 0 ? [] : [gap.map((mode) => escapeHtml(shownName(mode))).join(" − ")]];
	const lines = rows.map(({ label, cells, gap: between, isFact }, row) => {
		const all = cells.flatMap((cell, index) => [`<td>${cellHtml(cell, isFact === true)}</td>`, ...gaps[index] === void 0 ? [] : [`<td>${gapHtml(gaps[index][row])}</td>`]]);
		const last = gap === void 0 ? "" : `<td>${gapHtml(between)}</td>`;
		return `<tr><th scope="row">${escapeHtml(label)}</th>${all.join("")}${last}</tr>`;
	});
	return `${hasOthers ? `<h3>${escapeHtml(platform)}</h3>` : ""}<div class="scroll" role="region" aria-label="Base and head, ${escapeHtml(platform)}" tabindex="0"><table class="metrics">
<thead><tr><td></td>${header.map((title) => `<th scope="col">${title}</th>`).join("")}</tr></thead>
<tbody>${lines.join("")}</tbody>
</table></div>${gapNote === void 0 ? "" : `<p class="note">${sentenceHtml(gapNote)}</p>`}`;
}
const verdictMarks = {
	improved: ["✓", "improved"],
	pass: ["✓"],
	inconclusive: ["?", "inconclusive"],
	warn: ["!", "warning"],
	unmeasured: ["?", "unmeasured"],
	fail: ["✗", "failure"]
};
function verdictHtml(verdict) {
	return verdictSpan(verdict, verdictMarks[verdict].join(" "));
}
function verdictSymbolHtml(verdict) {
	return verdictSpan(verdict, verdictMarks[verdict][0]);
}
function cellVerdictHtml(verdict) {
	return verdict === "fail" ? verdictSpan("fail", "✗ broken") : verdictHtml(verdict);
}
function verdictSpan(verdict, text) {
	return `<span class="verdict ${verdict}">${text}</span>`;
}
function gapHtml(gap) {
	if (gap === void 0) return "";
	return `${numbersHtml(gap.text)}${gap.verdict === void 0 ? "" : ` ${cellVerdictHtml(gap.verdict)}`}`;
}
function cellHtml(cell, isFact) {
	const { base, mark } = cell;
	const { value, change } = cell.brief ?? cell;
	const values = base === void 0 || isFact ? value : `${base} → ${value}`;
	const isOnValue = mark?.on === "value";
	const verdict = mark === void 0 || mark.verdict === "unmeasured" ? "" : ` ${cellVerdictHtml(mark.verdict)}`;
	const first = `${numbersHtml(values)}${isOnValue ? verdict : ""}`;
	return change === "" ? first : `${first}<br><span class="change">${numbersHtml(change)}${isOnValue ? "" : verdict}</span>`;
}
// src/report/html/findings-section.ts
const mostFindings = 30;
const longestLine = 300;
function findingsSection(report) {
	const all = detailedFindings(report);
	if (all.length === 0) return "";
	const blocks = all.slice(0, mostFindings).map(({ id, verdict, modes, message, log, fix }) => {
		const about = modes === "" ? "" : `<strong>${escapeHtml(printable(modes))}</strong> · `;
		const lines = log.map((line) => escapeHtml(printable(line, longestLine)));
		return [
			`<li>${verdictHtml(verdict)} ${about}${sentenceHtml(message)} <small>${escapeHtml(id)}</small>`,
			...fix === void 0 ? [] : [`<p>Fix: ${sentenceHtml(fix)}</p>`],
			...log.length === 0 ? [] : [`<pre tabindex="0"><code>${lines.join("\n")}</code></pre>`],
			"</li>"
		].join("\n");
	});
	const left = all.length - blocks.length;
	return `<section aria-labelledby="findings-title">
<h2 id="findings-title">Findings and logs</h2>
<ul class="findings">${blocks.join("\n")}</ul>${left > 0 ? `<p class="note">… and ${left} more; see the report.</p>` : ""}
</section>`;
}
// src/report/layer-states.ts
function layerStates(base, { layers, changes }) {
	const known = new Set(base?.layers.map(({ diffId }) => diffId));
	return layers.map(({ diffId }, index) => {
		if (base === void 0) return "";
		if (known.has(diffId)) return "as in base";
		return changes?.timesOnly.includes(index) === true ? "times only" : "changed";
	});
}
// src/report/html/layers-section.ts
function layerBarsSection(report) {
	const columns = columnsOf(report, shownName).map(({ mode, platform, title }) => {
		const [base, head] = revisions.map((revision) => variantOf(report, revision, mode, platform)?.image);
		return {
			title,
			base,
			head
		};
	});
	const images = columns.flatMap(({ base, head }) => [base, head]).filter((image) => image !== void 0);
	if (images.length === 0) return "";
	const widest = Math.max(1, ...images.map(unpackedSize));
	return `<section aria-labelledby="layers-title">
<h2 id="layers-title">Layers of the images</h2>
<p class="note">Widths are unpacked bytes.${images.some(({ layers }) => layers.some((layer) => layer.base === true)) ? " Hatched: layers of the base image." : ""}</p>
${columns.map((column) => columnHtml(column, widest)).join("\n")}
</section>`;
}
function columnHtml({ title, base, head }, widest) {
	if (base === void 0 && head === void 0) return "";
	const bar = (name, image) => image === void 0 ? "" : `<div class="row"><span class="name">${name}</span><span class="value">${formatSize(unpackedSize(image))}</span>${barSvg(`${title} ${name}`, image, widest)}</div>`;
	const table = head === void 0 ? "" : layerTable$1(title, head, base);
	return `<h3>${escapeHtml(title)}</h3><div class="strips">${bar("base", base)}${bar("head", head)}</div>${table}`;
}
const width$1 = 1e3;
const height$1 = 18;
function barSvg(name, image, widest) {
	const label = `${name}: ${plural(image.layers.length, "layer")}, ${formatSize(unpackedSize(image))}`;
	let from = 0;
	const rects = image.layers.map((layer) => {
		const x = width$1 * from / widest;
		from += layer.size;
		const box = {
			x: rounded$1(x),
			y: 0,
			width: rounded$1(width$1 * layer.size / widest),
			height: height$1
		};
		return `<rect${attributes({
			class: layer.base === true ? "layer of-base" : "layer",
			...box
		})}/>`;
	});
	return `<svg class="bar"${attributes({
		viewBox: `0 0 ${width$1} ${height$1}`,
		preserveAspectRatio: "none",
		role: "img",
		"aria-label": label
	})}>${rects.join("")}</svg>`;
}
const rounded$1 = (value) => Math.round(value * 100) / 100;
const mostLayers = 40;
function layerTable$1(title, head, base) {
	const states = layerStates(base, head);
	const hasWaste = head.layers.some(({ wasted = 0 }) => wasted > 0);
	const rows = head.layers.slice(0, mostLayers).map((layer, index) => {
		return `<tr><td>${index + 1}</td><td class="text">${originText(layer)}</td><td>${formatSize(layer.size)}</td><td>${formatSize(layer.compressedSize)}</td>${hasWaste ? `<td>${formatSize(layer.wasted ?? 0)}</td>` : ""}<td class="text">${states[index]}</td></tr>`;
	});
	const left = head.layers.length - rows.length;
	const header = [
		"",
		"Layer",
		"Unpacked",
		"Pulled",
		...hasWaste ? ["Wasted"] : [],
		"At head"
	];
	return `<details><summary>${plural(head.layers.length, "layer")} of ${escapeHtml(title)} at head</summary>
<div class="scroll" role="region" aria-label="Layers of ${escapeHtml(title)}" tabindex="0"><table>
<thead><tr>${header.map((text) => text === "" ? "<td></td>" : `<th scope="col">${text}</th>`).join("")}</tr></thead>
<tbody>${rows.join("")}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ""}</details>`;
}
const longestOrigin = 160;
function originText({ createdBy, base }) {
	const origin = createdBy === void 0 ? "" : `<code>${escapeHtml(shownName(createdBy).slice(0, longestOrigin))}</code>`;
	return base === true ? `${origin} <small>base image</small>` : origin;
}
// src/report/html/linked-section.ts
const mostRows$9 = 40;
const longestChain = 400;
const callsOf = ({ chain }) => printable(chainText(chain), longestChain);
const importsOf = ({ imports }) => printable(importsText(imports), longestChain);
function linkedNotes(report) {
	return linkedModulesOf(report).map((one) => {
		const [calls, imports] = [callsOf(one), importsOf(one)];
		const parts = [calls === "" ? "Linked for types or data only" : `Linked by ${calls}`];
		return [shownName(one.name), [...parts, ...imports === "" ? [] : [`imported by ${imports}`]].join("; ")];
	});
}
function whyLinkedSection(report) {
	const modules = linkedModulesOf(report);
	if (modules.length === 0) return "";
	const rows = modules.slice(0, mostRows$9).map((one) => {
		const [calls, imports] = [callsOf(one), importsOf(one)];
		const called = calls === "" ? "none: only types or data" : `<code>${escapeHtml(calls)}</code>`;
		const imported = imports === "" ? "" : `<code>${escapeHtml(imports)}</code>`;
		return `<tr><th scope="row">${escapeHtml(shownName(`${one.name} ${one.version}`))}</th><td class="text">${called}</td><td class="text">${imported}</td></tr>`;
	});
	const left = modules.length - rows.length + (report.linked?.[0]?.more ?? 0);
	return `<section aria-labelledby="linked-title">
<h2 id="linked-title">Why new modules are linked</h2>
<div class="scroll" role="region" aria-label="New modules" tabindex="0"><table class="causes">
<thead><tr><th scope="col">New module</th><th scope="col" class="text">First call that links it</th><th scope="col" class="text">Imports that lead to it</th></tr></thead>
<tbody>${rows.join("")}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ""}
</section>`;
}
// src/report/html/page-assets.json
var style = {
	"text": ":root {\ncolor-scheme: light dark;\n--back: #ffffff;\n--text: #1f2328;\n--muted: #59636e;\n--line: #d1d9e0;\n--panel: #f6f8fa;\n--accent: #0757ba;\n--more: #924400;\n--less: #0550ae;\n--bad: #b3141d;\n--good: #116329;\n--added: #ffcda0;\n--added-mark: #f0a45c;\n--grew: #ffe3c7;\n--grew-mark: #f7c896;\n--shrank: #d6e8ff;\n--shrank-mark: #a8cdf7;\n--removed: #a9cffb;\n--removed-mark: #74aeea;\n--same: #e6eaef;\n--main: #cbe2ff;\n--main-mark: #7db0ee;\n--dependency: #e5defa;\n--standard: #d5efdc;\n--standard-mark: #9fd3ad;\n--c: #fbdcdc;\n--c-mark: #eba7a7;\n--unlisted: #f3e8c6;\n--unlisted-mark: #d6bf78;\n}\n@media screen and (prefers-color-scheme: dark) {\n:root {\n--back: #0d1117;\n--text: #f0f6fc;\n--muted: #9ea7b3;\n--line: #3d444d;\n--panel: #151b23;\n--accent: #6cb6ff;\n--more: #f2a65e;\n--less: #79c0ff;\n--bad: #ff8a84;\n--good: #57c777;\n--added: #7a3d0c;\n--added-mark: #96521b;\n--grew: #4a2d15;\n--grew-mark: #694223;\n--shrank: #14304d;\n--shrank-mark: #275482;\n--removed: #0f4580;\n--removed-mark: #3069a6;\n--same: #2a313a;\n--main: #123a66;\n--main-mark: #2c6199;\n--dependency: #3a2f5c;\n--standard: #173f25;\n--standard-mark: #2b6b40;\n--c: #57262a;\n--c-mark: #84444a;\n--unlisted: #463a16;\n--unlisted-mark: #6d5c29;\n}\n}\n* {\nbox-sizing: border-box;\n}\nbody {\nmargin: 0 auto;\npadding: 16px 24px 48px;\nmax-width: 1240px;\nbackground: var(--back);\ncolor: var(--text);\nfont:\n14px / 1.5 system-ui,\n-apple-system,\n\"Segoe UI\",\n\"Noto Sans\",\nsans-serif;\n}\nh1 {\nfont-size: 22px;\nline-height: 1.3;\nmargin: 8px 0;\noverflow-wrap: anywhere;\n}\nh2 {\nfont-size: 17px;\nmargin: 32px 0 8px;\npadding-bottom: 4px;\nborder-bottom: 1px solid var(--line);\n}\nh3 {\nfont-size: 14px;\nmargin: 16px 0 4px;\noverflow-wrap: anywhere;\n}\np,\nul {\nmargin: 8px 0;\n}\nul {\npadding-left: 20px;\n}\ncode {\nfont:\n12px / 1.4 ui-monospace,\n\"Liberation Mono\",\nmonospace;\nbackground: var(--panel);\nborder-radius: 4px;\npadding: 1px 4px;\noverflow-wrap: anywhere;\n}\npre {\nbackground: var(--panel);\npadding: 8px 12px;\noverflow: auto;\nfont-size: 12px;\n}\npre code {\npadding: 0;\n}\nsmall,\n.note {\ncolor: var(--muted);\nfont-size: 12px;\n}\na {\ncolor: var(--accent);\n}\nbutton,\ninput,\nselect {\nfont: inherit;\ncolor: inherit;\n}\n:focus-visible {\noutline: 2px solid var(--accent);\noutline-offset: 1px;\n}\ntable {\nborder-collapse: collapse;\nfont-variant-numeric: tabular-nums;\n}\nth,\ntd {\npadding: 3px 8px;\ntext-align: right;\nvertical-align: top;\nborder-bottom: 1px solid var(--line);\n}\nth {\noverflow-wrap: anywhere;\n}\nth:first-child,\ntd:first-child {\ntext-align: left;\nfont-weight: 600;\n}\ntd {\nwhite-space: nowrap;\n}\n.metrics th {\noverflow-wrap: normal;\n}\nthead th {\nwhite-space: nowrap;\ncolor: var(--muted);\nfont-weight: 600;\n}\ncaption {\ntext-align: left;\ncolor: var(--muted);\nfont-size: 12px;\npadding: 4px 0;\n}\n.scroll {\noverflow: auto;\n}\n#controls {\ndisplay: flex;\nflex-wrap: wrap;\ngap: 8px 20px;\nalign-items: center;\nmargin: 8px 0;\n}\n#controls[hidden] {\ndisplay: none;\n}\nfieldset {\nborder: 0;\nmargin: 0;\npadding: 0;\ndisplay: flex;\nflex-wrap: wrap;\ngap: 4px 12px;\n}\nlegend {\nfloat: left;\npadding: 0 4px 0 0;\ncolor: var(--muted);\n}\n#search,\nselect {\nbackground: var(--back);\nborder: 1px solid var(--muted);\nborder-radius: 6px;\npadding: 4px 8px;\nmin-width: 0;\nmax-width: 100%;\n}\n#way {\nlist-style: none;\ndisplay: flex;\nflex-wrap: wrap;\nmargin: 4px 0;\npadding: 0;\n}\n#way[hidden] {\ndisplay: none;\n}\n#way li {\noverflow-wrap: anywhere;\n}\n#way li + li::before {\ncontent: \"›\";\npadding: 0 6px;\ncolor: var(--muted);\n}\n#way button,\n#program-list button {\nborder: 0;\npadding: 0;\nbackground: none;\ncolor: var(--accent);\ntext-align: left;\ncursor: pointer;\noverflow-wrap: anywhere;\n}\n#chosen {\nmargin: 4px 0 8px;\noverflow-wrap: anywhere;\nmin-height: 21px;\n}\n.split {\ndisplay: grid;\ngrid-template-columns: minmax(0, 3fr) minmax(0, 2fr);\ngap: 16px;\nalign-items: start;\n}\nfigure {\nmargin: 0;\n}\nfigcaption {\ndisplay: flex;\nflex-wrap: wrap;\ngap: 4px 14px;\nmargin-top: 6px;\ncolor: var(--muted);\nfont-size: 12px;\n}\nfigcaption span {\ndisplay: inline-flex;\nalign-items: center;\ngap: 5px;\n}\n.swatch {\nwidth: 16px;\nheight: 16px;\nflex: none;\n}\n.defs {\nposition: absolute;\nwidth: 0;\nheight: 0;\n}\n.treemap {\ndisplay: block;\nwidth: 100%;\nheight: auto;\n}\n.tile {\nstroke: var(--back);\nstroke-width: 1;\n}\n.tile[role] {\ncursor: pointer;\noutline: none;\n}\n.tile[role]:hover {\nstroke: var(--text);\n}\n.tile[role]:focus-visible,\n.tile.chosen {\nstroke: var(--accent);\nstroke-width: 3;\n}\n.frame {\nfill: none;\nstroke: var(--back);\nstroke-width: 3;\npointer-events: none;\n}\n.treemap text {\nfont-size: 12px;\nfill: var(--text);\npointer-events: none;\n}\n.treemap text.group {\nfont-weight: 700;\n}\n.treemap text.size {\nfont-size: 11px;\n}\n.treemap text.nothing {\ntext-anchor: middle;\nfill: var(--muted);\n}\n.added {\nfill: url(#p-added);\n}\n.removed {\nfill: url(#p-removed);\n}\n.grew {\nfill: url(#p-grew);\n}\n.shrank {\nfill: url(#p-shrank);\n}\n.same,\n.of-shared,\n.of-part,\n.of-package,\n.of-rest {\nfill: var(--same);\n}\n.of-main {\nfill: url(#p-main);\n}\n.of-dependency {\nfill: var(--dependency);\n}\n.of-standard-library {\nfill: url(#p-standard);\n}\n.of-c {\nfill: url(#p-c);\n}\n.of-unlisted {\nfill: url(#p-unlisted);\n}\n.fill-added {\nfill: var(--added);\n}\n.mark-added {\nstroke: var(--added-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-grew {\nfill: var(--grew);\n}\n.mark-grew {\nstroke: var(--grew-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-shrank {\nfill: var(--shrank);\n}\n.mark-shrank {\nstroke: var(--shrank-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-removed {\nfill: var(--removed);\n}\n.mark-removed {\nstroke: var(--removed-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-main {\nfill: var(--main);\n}\n.mark-main {\nstroke: var(--main-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-standard {\nfill: var(--standard);\n}\n.mark-standard {\nstroke: var(--standard-mark);\nfill: none;\nstroke-width: 1;\n}\n.fill-c {\nfill: var(--c);\n}\n.mark-c {\nstroke: var(--c-mark);\nfill: none;\nstroke-width: 1.5;\n}\n.fill-unlisted {\nfill: var(--unlisted);\n}\n.mark-unlisted {\nstroke: var(--unlisted-mark);\nfill: none;\nstroke-width: 1;\n}\n.list {\nmax-height: 504px;\noverflow: auto;\nborder: 1px solid var(--line);\nborder-radius: 6px;\n}\n#program-list {\nwidth: 100%;\nfont-size: 13px;\n}\n#program-list thead th {\nposition: sticky;\ntop: 0;\nbackground: var(--back);\n}\n#program-list th {\nfont-weight: 400;\noverflow-wrap: anywhere;\n}\n#program-list .level1 > th {\nfont-weight: 600;\n}\n#program-list .level2 > th {\npadding-left: 24px;\n}\n#program-list .level3 > th {\npadding-left: 40px;\n}\n#program-list button[aria-current] {\nfont-weight: 700;\ncolor: inherit;\n}\n#program-list button[aria-expanded]::before {\ncontent: \"▸\\a0\";\ncolor: var(--muted);\n}\n#program-list button[aria-expanded=\"true\"]::before {\ncontent: \"▾\\a0\";\n}\n.delta.added,\n.delta.grew {\ncolor: var(--more);\n}\n.delta.removed,\n.delta.shrank {\ncolor: var(--less);\n}\n.delta small {\ncolor: inherit;\n}\n@media (max-width: 860px) {\n.split {\ngrid-template-columns: minmax(0, 1fr);\n}\n}\n@media (max-width: 480px) {\nbody {\npadding: 8px 12px 32px;\n}\nth,\ntd {\npadding: 3px 4px;\n}\n.metrics thead th {\nwhite-space: normal;\n}\n.metrics,\n.causes {\nfont-size: 12px;\n}\n.causes code {\npadding: 0;\nbackground: none;\n}\n#program-list .base {\ndisplay: none;\n}\n#program-list .level2 > th {\npadding-left: 14px;\n}\n#program-list .level3 > th {\npadding-left: 26px;\n}\n}\n@media print {\n:root {\ncolor-scheme: light;\n}\nbody {\nmax-width: none;\npadding: 0;\nfont-size: 11px;\n}\n#controls,\n#way {\ndisplay: none;\n}\n.list {\nmax-height: none;\nborder: 0;\noverflow: visible;\n}\n.split {\ndisplay: block;\n}\nsection,\nfigure,\ntr {\nbreak-inside: avoid;\n}\nsection:has(table) {\nbreak-inside: auto;\n}\n.tile,\n.swatch,\nsvg {\nprint-color-adjust: exact;\n-webkit-print-color-adjust: exact;\n}\n}\n.metrics td,\n.causes td {\nwhite-space: normal;\n}\n.causes {\nmargin-bottom: 12px;\n}\n.text {\ntext-align: left;\n}\n.change {\ncolor: var(--muted);\n}\n.verdict {\nwhite-space: nowrap;\nfont-weight: 600;\n}\n.verdict.fail,\n.verdict.unmeasured {\ncolor: var(--bad);\n}\n.verdict.warn,\n.verdict.inconclusive {\ncolor: var(--more);\n}\n.verdict.pass,\n.verdict.improved {\ncolor: var(--good);\n}\n.findings {\nlist-style: none;\npadding: 0;\n}\n.findings li {\nmargin: 4px 0;\n}\n.strips {\ndisplay: grid;\ngap: 4px;\n}\n.strips .row {\ndisplay: grid;\ngrid-template-columns: 170px 170px minmax(0, 1fr);\ngap: 8px;\nalign-items: center;\n}\n.strips .name {\noverflow-wrap: anywhere;\n}\n.strips .value {\ntext-align: right;\nfont-variant-numeric: tabular-nums;\n}\n.strip,\n.bar {\ndisplay: block;\nwidth: 100%;\nheight: 32px;\n}\n.bar {\nheight: 18px;\n}\n.strip path {\nvector-effect: non-scaling-stroke;\nfill: none;\n}\n.strip .grid {\nstroke: var(--line);\nstroke-width: 1;\n}\n.strip .dots {\nstroke: var(--muted);\nstroke-width: 3.5;\nstroke-linecap: round;\nstroke-opacity: 0.6;\n}\n.head .dots {\nstroke: var(--accent);\n}\n.strip .interval {\nfill: var(--accent);\nfill-opacity: 0.3;\n}\n.strip .noise {\nfill: url(#p-noise);\n}\n.strip .median {\nstroke: var(--text);\nstroke-width: 2;\n}\n.axis {\ndisplay: flex;\njustify-content: space-between;\nmargin-left: 356px;\npadding-right: 3%;\ncolor: var(--muted);\nfont-size: 11px;\n}\n.layer {\nfill: var(--main);\nstroke: var(--text);\nstroke-width: 1;\nvector-effect: non-scaling-stroke;\n}\n.layer.of-base {\nfill: url(#p-noise);\n}\n.fill-noise {\nfill: var(--same);\n}\n.mark-noise {\nstroke: var(--muted);\nstroke-opacity: 0.5;\nfill: none;\nstroke-width: 1;\n}\n@media (max-width: 700px) {\n.strips .row {\ngrid-template-columns: minmax(0, 1fr) auto;\ngap: 0 8px;\n}\n.strips svg {\ngrid-column: 1 / -1;\n}\n.axis {\nmargin-left: 0;\n}\n}",
	"sha256": "qzqVO1n2MCSUYSlFbd3Vlcaa+R02T4AC6T2xWnJsIYg="
};
var script = {
	"text": "/*\nParts of d3-hierarchy:\nCopyright 2010-2026 Mike Bostock\nPermission to use, copy, modify, and/or distribute this software for any purpose\nwith or without fee is hereby granted, provided that the above copyright notice\nand this permission notice appear in all copies.\nTHE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH\nREGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND\nFITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,\nINDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS\nOF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER\nTORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF\nTHIS SOFTWARE.\n*/\n(function(){function e(e){let t=e.getElementById(`program-data`)?.textContent;return t?JSON.parse(t):void 0}function t(e,t,n){let r=e.querySelector(t);if(r instanceof n)return r;throw Error(`the page has no ${t}`)}let n=(e,t,n=`${t}s`)=>`${e} ${e===1?t:n}`,r={\"&\":`&amp;`,\"<\":`&lt;`,\">\":`&gt;`,'\"':`&quot;`,\"'\":`&#39;`};function i(e){return e.replace(/[&<>\"']/g,e=>r[e]??e)}function a(e){return Object.entries(e).map(([e,t])=>t===void 0?``:` ${e}=\"${i(String(t))}\"`).join(``)}let o=[`program`,`main`,`dependency`,`standard-library`,`c`,`unlisted`,`package`,`function`,`data`,`embedded-file`,`part`,`shared`,`rest`],s=[`change`,`head`,`base`];function c({base:e,head:t}){return Math.abs(t-e)<512?`same`:e===0?`added`:t===0?`removed`:t>e?`grew`:`shrank`}function l(e,t){return t===`change`?Math.abs(e.head-e.base):e[t]}function u(e,t){return e.toSorted((e,n)=>Number(e.kind===`rest`)-Number(n.kind===`rest`)||l(n,t)-l(e,t)||(e.name<n.name?-1:1))}function d(e,t){return t.reduce((e,t)=>e?.rows[t],e)}function f(e,t,n){return{kind:e,name:t,...p(n),rows:n}}function p(e){return{base:e.reduce((e,t)=>e+t.base,0),head:e.reduce((e,t)=>e+t.head,0)}}function m(e,{name:t}){return t.startsWith(`${e.name}/`)?t.slice(e.name.length+1):t}function h({names:e,programs:t}){let n=([t,r,i,a,s,c])=>({name:e[t]??``,kind:o[r]??`rest`,base:i,head:a,rows:s===void 0||s===0?[]:s.map(n),...c===void 0?{}:{about:e[c]??``}});return t.map(n)}let g=e=>e.replace(`-`,`−`),_=1e-9,v=e=>e<=-1e-9?`−`:``;function y(e,t){let n=t;for(;e>=_&&n<9&&e<=.5/10**n;)n+=1;return e.toFixed(n)}function b(e){let t=Math.abs(e),n=v(e);for(let[e,r,i]of[[`GB`,1e9,99995e4],[`MB`,1e6,999950],[`kB`,1e3,999.5]]){let a=t/r;if(t>=i)return`${n}${a.toFixed(a>=99.995?1:2)} ${e}`}return`${n}${y(t,0)} B`}function x(e){let t=Math.abs(e),n=v(e);return t>=999.5?`${n}${(t/1e3).toFixed(2)} s`:`${n}${y(t,t>=99.95?0:t>=.995?1:2)} ms`}function S(e){let t=Math.abs(e)*100;return Math.abs(e)<5e-5?`0 %`:`${e<0?`−`:`+`}${y(t,t>=99.95?0:t>=.095?1:2)} %`}let C=e=>S(Math.abs(e)).replace(`+`,``);function w(e,t){return t===`B`?b(e):t===`ms`?x(e):g(e===0?`0`:`${e}`)}function T(e,t){return Math.abs(e)<_?t===`count`?`0`:`0 ${t}`:`${e>0?`+`:``}${w(e,t)}`}function ee(e,t){let n=t.query.trim().toLowerCase(),r=n===``?D(e,[],t):O(e,[],{...t,query:n}).slice(0,250);return{html:r.map(n=>ne(n,e,t)).join(``),count:r.length}}function E(e,t,n){let r=new Map(e.rows.map((e,t)=>[e,t]));return u(e.rows,n).map(e=>({row:e,at:[...t,r.get(e)??0]}))}function D(e,t,n){let{chosen:r,view:i,isInteractive:a}=n;return E(e,t,i).filter(({row:e})=>i!==`change`||l(e,i)>0||e.rows.length>0).flatMap(({row:t,at:i})=>{let o=a?te(i,r):i.length===1;return[{node:t,name:m(e,t),path:i,isOpen:o},...o?D(t,i,n):[]]})}let te=(e,t)=>e.every((e,n)=>t[n]===e);function O(e,t,n){return E(e,t,n.view).flatMap(({row:t,at:r})=>{let i=O(t,r,n);return t.name.toLowerCase().includes(n.query)||i.length>0?[{node:t,name:m(e,t),path:r,isOpen:i.length>0},...i]:[]})}function ne({node:e,name:t,path:n,isOpen:r},o,s){let{isCompared:c,isInteractive:l,chosen:u}=s,d=n.join(`.`),f=`${i(t).replaceAll(`/`,`/<wbr>`)}${e.about===void 0?``:` <small>${i(e.about)}</small>`}`,p=a({type:`button`,\"data-path\":d,\"aria-expanded\":e.rows.length===0?void 0:String(r),\"aria-current\":d===u.join(`.`)?`true`:void 0}),m=l?`<button${p}>${f}</button>`:f;return`<tr${a({class:`level${n.length}`})}><th scope=\"row\">${m}</th>${c?ie(e):re(e,o)}</tr>`}let re=({head:e},t)=>`<td>${b(e)}</td><td>${t.head===0?``:C(e/t.head)}</td>`;function ie(e){let{base:t,head:n}=e,r=c(e),i={added:`new`,removed:`removed`,grew:``,shrank:``,same:``}[r],a=T(n-t,`B`);return`<td class=\"base\">${t===0?`–`:b(t)}</td><td>${n===0?`–`:b(n)}</td><td class=\"delta ${r}\">${a}${i===``?``:` <small>${i}</small>`}</td>`}function ae(e,t){if(e.length<=t)return e;let n=e.length>4*t?e.slice(0,2*t)+e.slice(-2*t):e,r=[...n];if(r.length<=t)return n;let i=Math.floor((t-1)/3);return`${r.slice(0,t-1-i).join(``)}…${r.slice(r.length-i).join(``)}`}function oe(e){var t=0,n=e.children,r=n&&n.length;if(!r)t=1;else for(;--r>=0;)t+=n[r].value;e.value=t}function se(){return this.eachAfter(oe)}function ce(e,t){let n=-1;for(let r of this)e.call(t,r,++n,this);return this}function le(e,t){for(var n=this,r=[n],i,a,o=-1;n=r.pop();)if(e.call(t,n,++o,this),i=n.children)for(a=i.length-1;a>=0;--a)r.push(i[a]);return this}function ue(e,t){for(var n=this,r=[n],i=[],a,o,s,c=-1;n=r.pop();)if(i.push(n),a=n.children)for(o=0,s=a.length;o<s;++o)r.push(a[o]);for(;n=i.pop();)e.call(t,n,++c,this);return this}function de(e,t){let n=-1;for(let r of this)if(e.call(t,r,++n,this))return r}function fe(e){return this.eachAfter(function(t){for(var n=+e(t.data)||0,r=t.children,i=r&&r.length;--i>=0;)n+=r[i].value;t.value=n})}function pe(e){return this.eachBefore(function(t){t.children&&t.children.sort(e)})}function me(e){for(var t=this,n=he(t,e),r=[t];t!==n;)t=t.parent,r.push(t);for(var i=r.length;e!==n;)r.splice(i,0,e),e=e.parent;return r}function he(e,t){if(e===t)return e;var n=e.ancestors(),r=t.ancestors(),i=null;for(e=n.pop(),t=r.pop();e===t;)i=e,e=n.pop(),t=r.pop();return i}function ge(){for(var e=this,t=[e];e=e.parent;)t.push(e);return t}function _e(){return Array.from(this)}function ve(){var e=[];return this.eachBefore(function(t){t.children||e.push(t)}),e}function ye(){var e=this,t=[];return e.each(function(n){n!==e&&t.push({source:n.parent,target:n})}),t}function*be(){var e=this,t,n=[e],r,i,a;do for(t=n.reverse(),n=[];e=t.pop();)if(yield e,r=e.children)for(i=0,a=r.length;i<a;++i)n.push(r[i]);while(n.length)}function k(e,t){e instanceof Map?(e=[void 0,e],t===void 0&&(t=M)):t===void 0&&(t=j);for(var n=new P(e),r,i=[n],a,o,s,c;r=i.pop();)if((o=t(r.data))&&(c=(o=Array.from(o)).length))for(r.children=o,s=c-1;s>=0;--s)i.push(a=o[s]=new P(o[s])),a.parent=r,a.depth=r.depth+1;return n.eachBefore(xe)}function A(){return k(this).eachBefore(N)}function j(e){return e.children}function M(e){return Array.isArray(e)?e[1]:null}function N(e){e.data.value!==void 0&&(e.value=e.data.value),e.data=e.data.data}function xe(e){var t=0;do e.height=t;while((e=e.parent)&&e.height<++t)}function P(e){this.data=e,this.depth=this.height=0,this.parent=null}P.prototype=k.prototype={constructor:P,count:se,each:ce,eachAfter:ue,eachBefore:le,find:de,sum:fe,sort:pe,path:me,ancestors:ge,descendants:_e,leaves:ve,links:ye,copy:A,[Symbol.iterator]:be};function F(e,t,n,r,i){for(var a=e.children,o,s=-1,c=a.length,l=e.value&&(r-t)/e.value;++s<c;)o=a[s],o.y0=n,o.y1=i,o.x0=t,o.x1=t+=o.value*l}Object.create(P.prototype);function I(e,t,n,r,i){for(var a=e.children,o,s=-1,c=a.length,l=e.value&&(i-n)/e.value;++s<c;)o=a[s],o.x0=t,o.x1=r,o.y0=n,o.y1=n+=o.value*l}var L=(1+Math.sqrt(5))/2;function R(e,t,n,r,i,a){for(var o=[],s=t.children,c,l,u=0,d=0,f=s.length,p,m,h=t.value,g,_,v,y,b,x,S;u<f;){p=i-n,m=a-r;do g=s[d++].value;while(!g&&d<f);for(_=v=g,x=Math.max(m/p,p/m)/(h*e),S=g*g*x,b=Math.max(v/S,S/_);d<f;++d){if(g+=l=s[d].value,l<_&&(_=l),l>v&&(v=l),S=g*g*x,y=Math.max(v/S,S/_),y>b){g-=l;break}b=y}o.push(c={value:g,dice:p<m,children:s.slice(u,d)}),c.dice?F(c,n,r,i,h?r+=m*g/h:a):I(c,n,r,h?n+=p*g/h:i,a),h-=g,u=d}return o}var Se=(function e(t){function n(e,n,r,i,a){R(t,e,n,r,i,a)}return n.ratio=function(t){return e((t=+t)>1?t:1)},n})(L);(function e(t){function n(e,n,r,i,a){if((o=e._squarify)&&o.ratio===t)for(var o,s,c,l,u=-1,d,f=o.length,p=e.value;++u<f;){for(s=o[u],c=s.children,l=s.value=0,d=c.length;l<d;++l)s.value+=c[l].value;s.dice?F(s,n,r,i,p?r+=(a-r)*s.value/p:a):I(s,n,r,p?n+=(i-n)*s.value/p:i,a),p-=s.value}else e._squarify=o=R(t,e,n,r,i,a),o.ratio=t}return n.ratio=function(t){return e((t=+t)>1?t:1)},n})(L);function Ce(e,t,n,{width:r,height:i}){let a=B(e,t,n,2);if(!(a.bytes>0))return[];let o=a.bytes*40/(r*i),s={...a,rows:H(a.rows,o).map(e=>V(e,o))},c={x:0,y:0,width:r,height:i};return z(s.rows,c).map(e=>({...U(e),tiles:(e.datum.rows.length===0?[e]:z(e.datum.rows,e)).map(U)}))}function z(e,{x:t,y:n,width:r,height:i}){let a=e.toSorted((e,t)=>t.bytes-e.bytes).map(e=>({datum:e,value:e.bytes,x0:0,x1:0,y0:0,y1:0}));return Se({value:a.reduce((e,{value:t})=>e+t,0),children:a},t,n,t+r,n+i),a.map(({datum:e,x0:t,x1:n,y0:r,y1:i})=>({datum:e,x:t,y:r,width:n-t,height:i-r}))}function B(e,t,n,r){let i=r===0?[]:e.rows.map((e,i)=>B(e,t===void 0?t:[...t,i],n,r-1)).filter(({bytes:e})=>e>0);return{node:e,path:t,bytes:i.length===0?l(e,n):i.reduce((e,t)=>e+t.bytes,0),rows:i}}let V=(e,t)=>({...e,rows:H(e.rows,t)});function H(e,t){let n=e.filter(({bytes:e})=>e<t);if(n.length<2)return e;let r=n.map(({node:e})=>e),i={node:{...f(`rest`,`${n.length} smaller`,r),rows:[]},path:void 0,bytes:n.reduce((e,{bytes:t})=>e+t,0),rows:[]};return[...e.filter(({bytes:e})=>e>=t),i]}let U=({datum:{node:e,path:t},...n})=>({node:e,path:t,...n});function we(e,t,n){let{width:r,height:i,isInteractive:o,view:s}=n,c=Ce(e,t,s,n),l=a({class:`treemap`,viewBox:`0 0 ${r} ${i}`,role:o?`group`:`img`,\"aria-label\":`Treemap of ${e.name}. The list has the same data.`}),u=`<text class=\"nothing\" x=\"${r/2}\" y=\"${i/2}\">${s===`change`?`No part of it changed`:`Nothing to show: 0 B`}</text>`;return`<svg${l}>${c.length===0?u:c.map(e=>Ee(e,n)).join(``)}</svg>`}function Te(e,t){return t===`change`?T(e.head-e.base,`B`):b(e[t])}function W(e,t){let{name:n,about:r,base:i,head:a}=e,o=r===void 0?n:`${n} ${r}`;return t?`${o}${{added:`, new`,removed:`, removed`,grew:``,shrank:``,same:``}[c(e)]}: ${b(i)} → ${b(a)}, ${T(a-i,`B`)}`:`${o}: ${b(a)}`}let G={name:6.6,size:6.2,group:7.4};function Ee(e,t){let n=e.tiles.length>1||e.tiles[0]?.node!==e.node?K(e.node.name,e,`group`):``,r=4+n.length*G.group,i={x:e.x,y:e.y,width:r,height:15},a=e.tiles.map(r=>Oe(r,e,n!==``&&Ae(r,i)?15:0,t)),o=e.tiles.map(n=>De(n,e,t)),s=`<rect class=\"frame\"${X(e)}/>`,c=n===``?``:Y(`group`,n,e,1);return`${o.join(``)}<g aria-hidden=\"true\">${s}${c}${a.join(``)}</g>`}function De(e,t,n){let{isCompared:r,isInteractive:i,chosen:o}=n,{node:s,path:l}=e,u=r?c(s):ke(s,t.node),d=X(e);return!i||l===void 0?`<rect class=\"tile ${u}\"${d}/>`:`<rect${a({class:`tile ${u}${o!==void 0&&o.join(`.`)===l.join(`.`)?` chosen`:``}`,role:`button`,tabindex:-1,\"data-path\":l.join(`.`),\"aria-label\":W(s,r)})}${d}/>`}function Oe(e,t,n,{view:r}){let{node:i}=e,a={...e,y:e.y+n,height:e.height-n},o=n>0&&i.name===t.node.name,s=o?``:K(m(t.node,i),a,`name`);if(s===``&&!o)return``;let c=o?1:2,l=Te(i,r);return`${o?``:Y(`name`,s,a,1)}${q(l,a,c,`size`)?Y(`size`,l,a,c):``}`}function ke(e,t){return`of-${[t.kind,e.kind].find(e=>e!==`package`&&e!==`rest`)??`package`}`}function K(e,t,n){let r=e.split(`/`),i=Math.max(0,r.length-(/^v\\d+$/.test(r.at(-1)??``)?2:1));for(let e=0;e<=i;e+=1){let i=r.slice(e).join(`/`);if(q(i,t,1,n))return i}let a=J(t,n);return a<4||t.height<17?``:ae(r[i]??``,a)}let q=(e,t,n,r)=>t.height>=n*15+2&&e.length<=J(t,r),J=({width:e},t)=>Math.floor((e-8)/G[t]);function Ae(e,t){return e.x<t.x+t.width&&t.x<e.x+e.width&&e.y<t.y+t.height&&t.y<e.y+e.height}function Y(e,t,{x:n,y:r},o){return`<text${a({class:e,x:Z(n+4),y:Z(r+o*15-2)})}>${i(t)}</text>`}function X({x:e,y:t,width:n,height:r}){return a({x:Z(e),y:Z(t),width:Z(n),height:Z(r)})}let Z=e=>Math.round(e*10)/10,je={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};function Me(e,t,n){let r=je[n];if(r===void 0)return!1;let[i,a]=r,o=Q(t),s;for(let t of e.querySelectorAll(`.tile[data-path]`)){let e=Q(t),[n,r]=[e.x-o.x,e.y-o.y],c=n*i+r*a;if(c<=1)continue;let l=c+2*(Math.abs(n*a)+Math.abs(r*i));(s===void 0||l<s.distance)&&(s={tile:t,distance:l})}return s===void 0||(t.setAttribute(`tabindex`,`-1`),s.tile.setAttribute(`tabindex`,`0`),s.tile.focus()),!0}function Q(e){let{x:t,y:n,width:r,height:i}=e.getBoundingClientRect();return{x:t+r/2,y:n+i/2}}function Ne(e,r){let a=h(r),{isCompared:o}=r,c=new Map(r.notes),l=n=>t(e,n,HTMLElement),[u,f,p,m,g,_]=[l(`#treemap`),l(`#program-list tbody`),l(`#chosen`),l(`#note`),l(`#way`),l(`#found`)],v={program:0,view:s.find(e=>e===u.dataset.view)??`head`,path:[],query:``},y=()=>a[v.program],b=()=>{let e=d(y(),v.path),t=e===void 0||e.rows.length===0?v.path.slice(0,-1):v.path,n=Math.max(280,Math.round(u.clientWidth));u.innerHTML=we(d(y(),t)??y(),t,{view:v.view,width:n,height:Math.round(Math.min(560,Math.max(360,n*.72))),isCompared:o,isInteractive:!0,chosen:v.path}),u.querySelector(`.tile.chosen, .tile[tabindex]`)?.setAttribute(`tabindex`,`0`)},x=()=>{let{html:e,count:t}=ee(y(),{...v,chosen:v.path,isCompared:o,isInteractive:!0});f.innerHTML=e,_.textContent=v.query.trim()===``?``:`${t===0?`No rows`:n(t,`row`)} found`},S=()=>{let e=[y(),...v.path.map((e,t)=>d(y(),v.path.slice(0,t+1)))];g.hidden=v.path.length===0,g.innerHTML=e.map((t,n)=>{let r=n===e.length-1,a=i(t?.name??``),o=v.path.slice(0,n).join(`.`);return r?`<li aria-current=\"location\">${a}</li>`:`<li><button type=\"button\" data-path=\"${o}\">${a}</button></li>`}).join(``),m.textContent=c.get(d(y(),v.path.slice(0,1))?.name??``)??``,m.hidden=m.textContent===``,p.textContent=W(d(y(),v.path)??y(),o)},C=()=>{b(),x(),S()},w=(e,t)=>{let n=t.join(`.`)===v.path.join(`.`),r=f.contains(e),i=u.contains(e);v.path=n?t.slice(0,-1):t,C();let a=`[data-path=\"${t.join(`.`)}\"]`,o=r?f.querySelector(a):i?u.querySelector(`${a}, [tabindex=\"0\"]`):null;(o instanceof HTMLElement||o instanceof SVGElement)&&o.focus({preventScroll:!0}),i&&f.querySelector(a)?.scrollIntoView({block:`nearest`})},T=e=>{let t=e instanceof Element?e.closest(`[data-path]`):null,n=t?.getAttribute(`data-path`);if(t!==null&&n!=null)return{button:t,path:n===``?[]:n.split(`.`).map(Number)}},E=l(`#program`);E.addEventListener(`click`,({target:e})=>{let t=T(e);t!==void 0&&w(t.button,t.path)}),u.addEventListener(`keydown`,e=>{let t=T(e.target);if(t!==void 0){if(e.key===`Enter`||e.key===` `)w(t.button,t.path);else if(e.key===`Escape`)w(t.button,v.path.slice(0,-1));else if(!Me(u,t.button,e.key))return;e.preventDefault()}}),E.addEventListener(`change`,({target:e})=>{e instanceof HTMLInputElement&&e.name===`view`&&(v.view=e.value),e instanceof HTMLSelectElement&&(v.program=Number(e.value),v.path=[]),C()}),t(e,`#search`,HTMLInputElement).addEventListener(`input`,({target:e})=>{v.query=e.value,x()}),l(`#controls`).hidden=!1;let D=0;new ResizeObserver(()=>{u.clientWidth!==D&&(D=u.clientWidth,b())}).observe(u),C()}let $=e(document);$!==void 0&&Ne(document,$)})();",
	"sha256": "y/8CbFH/J3Hjmoi87g/imS5xtNpnbBTHR1J59LR2vBk="
};
// src/report/html/patterns.ts
const lines = {
	added: "M4 1V7M1 4H7",
	grew: "M-1 5L5 -1M3 9L9 3",
	shrank: "M3 -1L9 5M-1 3L5 9",
	removed: "M0 2H8M0 6H8",
	main: "M2 2h1M6 6h1",
	standard: "M0 4H8",
	c: "M4 0V8",
	unlisted: "M0 4H8M4 0V8",
	noise: "M-1 5L5 -1M3 9L9 3"
};
function patternDefinitions() {
	return `<svg class="defs" aria-hidden="true" focusable="false"><defs>${Object.entries(lines).map(([name, path]) => `<pattern id="p-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="fill-${name}" width="8" height="8"/><path class="mark-${name}" d="${path}"/></pattern>`).join("")}</defs></svg>`;
}
const stateWords = {
	added: "+ new",
	grew: "+ larger",
	shrank: "− smaller",
	removed: "− removed",
	same: `same within ${formatSize(512)}`
};
const kindWords = {
	main: "module of the app",
	dependency: "other modules",
	"standard-library": "standard library",
	c: "not Go",
	unlisted: "module unknown",
	shared: "in no package, or in several"
};
const swatch = (kind, words) => `<span><svg class="swatch ${kind}" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16"/></svg>${words}</span>`;
function stateLegend() {
	return Object.entries(stateWords).map(([state, words]) => swatch(state, words)).join("");
}
function kindLegend(kinds) {
	return Object.entries(kindWords).filter(([kind]) => kinds.has(kind)).map(([kind, words]) => swatch(`of-${kind}`, words)).join("");
}
// src/report/html/page.ts
const policy = [
	"default-src 'none'",
	`style-src 'sha256-${style.sha256}'`,
	`script-src 'sha256-${script.sha256}'`,
	"base-uri 'none'",
	"form-action 'none'"
].join("; ");
function htmlPage({ title, body }) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style.text}</style>
</head>
<body>
${patternDefinitions()}
${body}
<script>${script.text}<\/script>
</body>
</html>
`;
}
// src/report/html/packed-tree.ts
function packPrograms(programs) {
	const numbers = new Map();
	const numberOf = (name) => {
		const known = numbers.get(name);
		if (known !== void 0) return known;
		numbers.set(name, numbers.size);
		return numbers.size - 1;
	};
	const pack = ({ name, kind, base, head, rows, about }) => {
		const start = [
			numberOf(name),
			nodeKinds.indexOf(kind),
			base,
			head
		];
		const below = rows.map(pack);
		if (about !== void 0) return [
			...start,
			below.length === 0 ? 0 : below,
			numberOf(about)
		];
		return below.length === 0 ? start : [...start, below];
	};
	const packed = programs.map(pack);
	return {
		names: [...numbers.keys()],
		programs: packed
	};
}
function scriptJson(value) {
	return JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
// src/report/html/program-list.ts
const mostFound = 250;
function listRows(root, listing) {
	const query = listing.query.trim().toLowerCase();
	const rows = query === "" ? openRows(root, [], listing) : foundRows(root, [], {
		...listing,
		query
	}).slice(0, mostFound);
	return {
		html: rows.map((row) => rowHtml$1(row, root, listing)).join(""),
		count: rows.length
	};
}
function numbered(node, path, view) {
	const places = new Map(node.rows.map((row, index) => [row, index]));
	return sortedRows(node.rows, view).map((row) => ({
		row,
		at: [...path, places.get(row) ?? 0]
	}));
}
function openRows(node, path, listing) {
	const { chosen, view, isInteractive } = listing;
	return numbered(node, path, view).filter(({ row }) => view !== "change" || bytesIn(row, view) > 0 || row.rows.length > 0).flatMap(({ row, at }) => {
		const isOpen = isInteractive ? isOnWay(at, chosen) : at.length === 1;
		return [{
			node: row,
			name: nameIn(node, row),
			path: at,
			isOpen
		}, ...isOpen ? openRows(row, at, listing) : []];
	});
}
const isOnWay = (path, chosen) => path.every((number, index) => chosen[index] === number);
function foundRows(node, path, listing) {
	return numbered(node, path, listing.view).flatMap(({ row, at }) => {
		const below = foundRows(row, at, listing);
		return row.name.toLowerCase().includes(listing.query) || below.length > 0 ? [{
			node: row,
			name: nameIn(node, row),
			path: at,
			isOpen: below.length > 0
		}, ...below] : [];
	});
}
function rowHtml$1({ node, name, path, isOpen }, root, listing) {
	const { isCompared, isInteractive, chosen } = listing;
	const id = path.join(".");
	const text = `${escapeHtml(name).replaceAll("/", "/<wbr>")}${node.about === void 0 ? "" : ` <small>${escapeHtml(node.about)}</small>`}`;
	const button = attributes({
		type: "button",
		"data-path": id,
		"aria-expanded": node.rows.length === 0 ? void 0 : String(isOpen),
		"aria-current": id === chosen.join(".") ? "true" : void 0
	});
	const cell = isInteractive ? `<button${button}>${text}</button>` : text;
	return `<tr${attributes({ class: `level${path.length}` })}><th scope="row">${cell}</th>${isCompared ? comparedCells(node) : cells$1(node, root)}</tr>`;
}
const cells$1 = ({ head }, root) => `<td>${formatSize(head)}</td><td>${root.head === 0 ? "" : formatProportion(head / root.head)}</td>`;
function comparedCells(node) {
	const { base, head } = node;
	const state = stateOf(node);
	const change = {
		added: "new",
		removed: "removed",
		grew: "",
		shrank: "",
		same: ""
	}[state];
	const delta = formatDelta(head - base, "B");
	return `<td class="base">${base === 0 ? "–" : formatSize(base)}</td><td>${head === 0 ? "–" : formatSize(head)}</td><td class="delta ${state}">${delta}${change === "" ? "" : ` <small>${change}</small>`}</td>`;
}
// src/report/html/treemap-layout.ts
const leastArea = 40;
function treemapLayout(shown, path, view, { width, height }) {
	const root = datumOf(shown, path, view, 2);
	if (!(root.bytes > 0)) return [];
	const least = root.bytes * leastArea / (width * height);
	const drawn = {
		...root,
		rows: merged(root.rows, least).map((row) => withMergedRows(row, least))
	};
	const whole = {
		x: 0,
		y: 0,
		width,
		height
	};
	return placed(drawn.rows, whole).map((group) => ({
		...tileOf(group),
		tiles: (group.datum.rows.length === 0 ? [group] : placed(group.datum.rows, group)).map(tileOf)
	}));
}
function placed(rows, { x, y, width, height }) {
	const children = rows.toSorted((a, b) => b.bytes - a.bytes).map((datum) => ({
		datum,
		value: datum.bytes,
		x0: 0,
		x1: 0,
		y0: 0,
		y1: 0
	}));
	const parent = {
		value: children.reduce((sum, { value }) => sum + value, 0),
		children
	};
	squarify(parent, x, y, x + width, y + height);
	return children.map(({ datum, x0, x1, y0, y1 }) => ({
		datum,
		x: x0,
		y: y0,
		width: x1 - x0,
		height: y1 - y0
	}));
}
function datumOf(node, path, view, levels) {
	const rows = levels === 0 ? [] : node.rows.map((row, index) => datumOf(row, path === void 0 ? path : [...path, index], view, levels - 1)).filter(({ bytes }) => bytes > 0);
	return {
		node,
		path,
		bytes: rows.length === 0 ? bytesIn(node, view) : rows.reduce((sum, row) => sum + row.bytes, 0),
		rows
	};
}
const withMergedRows = (datum, least) => ({
	...datum,
	rows: merged(datum.rows, least)
});
function merged(rows, least) {
	const small = rows.filter(({ bytes }) => bytes < least);
	if (small.length < 2) return rows;
	const nodes = small.map(({ node }) => node);
	const rest = {
		node: {
			...groupOf("rest", `${small.length} smaller`, nodes),
			rows: []
		},
		path: void 0,
		bytes: small.reduce((sum, { bytes }) => sum + bytes, 0),
		rows: []
	};
	return [...rows.filter(({ bytes }) => bytes >= least), rest];
}
const tileOf = ({ datum: { node, path }, ...box }) => ({
	node,
	path,
	...box
});
// src/report/html/treemap.ts
function treemapSvg(shown, path, drawing) {
	const { width, height, isInteractive, view } = drawing;
	const groups = treemapLayout(shown, path, view, drawing);
	const svg = attributes({
		class: "treemap",
		viewBox: `0 0 ${width} ${height}`,
		role: isInteractive ? "group" : "img",
		"aria-label": `Treemap of ${shown.name}. The list has the same data.`
	});
	const nothing = `<text class="nothing" x="${width / 2}" y="${height / 2}">${view === "change" ? "No part of it changed" : "Nothing to show: 0 B"}</text>`;
	return `<svg${svg}>${groups.length === 0 ? nothing : groups.map((group) => groupSvg(group, drawing)).join("")}</svg>`;
}
function bytesText$1(node, view) {
	return view === "change" ? formatDelta(node.head - node.base, "B") : formatSize(node[view]);
}
function nodeText(node, isCompared) {
	const { name, about, base, head } = node;
	const title = about === void 0 ? name : `${name} ${about}`;
	if (!isCompared) return `${title}: ${formatSize(head)}`;
	return `${title}${{
		added: ", new",
		removed: ", removed",
		grew: "",
		shrank: "",
		same: ""
	}[stateOf(node)]}: ${formatSize(base)} → ${formatSize(head)}, ${formatDelta(head - base, "B")}`;
}
const lineHeight = 15;
const padding = 4;
const characterWidth = {
	name: 6.6,
	size: 6.2,
	group: 7.4
};
const leastCharacters = 4;
function groupSvg(group, drawing) {
	const title = group.tiles.length > 1 || group.tiles[0]?.node !== group.node ? fittingName(group.node.name, group, "group") : "";
	const width = padding + title.length * characterWidth.group;
	const heading = {
		x: group.x,
		y: group.y,
		width,
		height: lineHeight
	};
	const labels = group.tiles.map((tile) => {
		return tileLabels(tile, group, title !== "" && overlaps(tile, heading) ? lineHeight : 0, drawing);
	});
	const tiles = group.tiles.map((tile) => tileSvg(tile, group, drawing));
	const frame = `<rect class="frame"${boxAttributes(group)}/>`;
	const heads = title === "" ? "" : textSvg("group", title, group, 1);
	return `${tiles.join("")}<g aria-hidden="true">${frame}${heads}${labels.join("")}</g>`;
}
function tileSvg(tile, group, drawing) {
	const { isCompared, isInteractive, chosen } = drawing;
	const { node, path } = tile;
	const state = isCompared ? stateOf(node) : kindClass(node, group.node);
	const box = boxAttributes(tile);
	if (!isInteractive || path === void 0) return `<rect class="tile ${state}"${box}/>`;
	return `<rect${attributes({
		class: `tile ${state}${chosen !== void 0 && chosen.join(".") === path.join(".") ? " chosen" : ""}`,
		role: "button",
		tabindex: -1,
		"data-path": path.join("."),
		"aria-label": nodeText(node, isCompared)
	})}${box}/>`;
}
function tileLabels(tile, group, below, { view }) {
	const { node } = tile;
	const room = {
		...tile,
		y: tile.y + below,
		height: tile.height - below
	};
	const isNamed = below > 0 && node.name === group.node.name;
	const name = isNamed ? "" : fittingName(nameIn(group.node, node), room, "name");
	if (name === "" && !isNamed) return "";
	const line = isNamed ? 1 : 2;
	const size = bytesText$1(node, view);
	return `${isNamed ? "" : textSvg("name", name, room, 1)}${fits(size, room, line, "size") ? textSvg("size", size, room, line) : ""}`;
}
function kindClass(node, group) {
	return `of-${[group.kind, node.kind].find((kind) => kind !== "package" && kind !== "rest") ?? "package"}`;
}
function fittingName(name, box, kind) {
	const elements = name.split("/");
	const last = Math.max(0, elements.length - (/^v\d+$/.test(elements.at(-1) ?? "") ? 2 : 1));
	for (let from = 0; from <= last; from += 1) {
		const end = elements.slice(from).join("/");
		if (fits(end, box, 1, kind)) return end;
	}
	const most = charactersIn(box, kind);
	if (most < leastCharacters || box.height < 17) return "";
	return shorten(elements[last] ?? "", most);
}
const fits = (text, box, line, kind) => box.height >= line * lineHeight + 2 && text.length <= charactersIn(box, kind);
const charactersIn = ({ width }, kind) => Math.floor((width - 8) / characterWidth[kind]);
function overlaps(a, b) {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
function textSvg(kind, text, { x, y }, line) {
	return `<text${attributes({
		class: kind,
		x: rounded(x + padding),
		y: rounded(y + line * lineHeight - 2)
	})}>${escapeHtml(text)}</text>`;
}
function boxAttributes({ x, y, width, height }) {
	return attributes({
		x: rounded(x),
		y: rounded(y),
		width: rounded(width),
		height: rounded(height)
	});
}
const rounded = (value) => Math.round(value * 10) / 10;
// src/report/html/program-section.ts
function programSection(programs, isCompared, notes = []) {
	const [first] = programs;
	if (first === void 0) return "";
	const { tree } = first;
	const view = isCompared && tree.rows.some(({ base, head }) => base !== head) ? "change" : "head";
	const drawing = {
		view,
		isCompared,
		isInteractive: false,
		width: 700,
		height: 440
	};
	const { html } = listRows(tree, {
		...drawing,
		chosen: [],
		query: ""
	});
	const legend = isCompared ? stateLegend() : kindLegend(new Set(tree.rows.map(({ kind }) => kind)));
	const columns = isCompared ? "<th scope=\"col\">Part</th><th scope=\"col\" class=\"base\">Base</th><th scope=\"col\">Head</th><th scope=\"col\">Change</th>" : "<th scope=\"col\">Part</th><th scope=\"col\">Size</th><th scope=\"col\">Share</th>";
	const data = {
		...packPrograms(programs.map((one) => one.tree)),
		isCompared,
		notes
	};
	return `<section id="program" aria-labelledby="program-title">
<h2 id="program-title">What the program consists of</h2>
<div id="controls" hidden>${chooser(programs)}${isCompared ? views(view) : ""}${search}</div>
<ol id="way" aria-label="Path to the selected part" hidden></ol>
<p id="chosen" aria-live="polite">${escapeHtml(nodeText(tree, isCompared))}</p>
<p id="note" class="note" hidden></p>
<div class="split">
<figure>
<div id="treemap" data-view="${view}">${treemapSvg(tree, [], drawing)}</div>
<figcaption>${legend}</figcaption>
</figure>
<div>
<div class="list" role="region" aria-label="List of parts" tabindex="0">
<table id="program-list">
<thead><tr>${columns}</tr></thead>
<tbody>${html}</tbody>
</table>
</div>
<p id="found" class="note" role="status"></p>
</div>
</div>
<p class="note">${note(isCompared)}</p>
<script type="application/json" id="program-data">${scriptJson(data)}<\/script>
</section>`;
}
const search = "<label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label>";
function note(isCompared) {
	return `${isCompared ? "Areas are proportional to the bytes of the view: the change, head or base." : "Areas are proportional to bytes."} A function is listed with its line tables. Select a part to see what it consists of, and again to go back.`;
}
function chooser(programs) {
	if (programs.length < 2) return "";
	return `<label>Program <select>${programs.map(({ label }, index) => `<option value="${index}">${escapeHtml(label)}</option>`).join("")}</select></label>`;
}
const viewWords = {
	change: "Change",
	head: "Head",
	base: "Base"
};
function views(view) {
	return `<fieldset><legend>Areas show</legend>${Object.entries(viewWords).map(([one, words]) => `<label><input type="radio" name="view" value="${one}"${one === view ? " checked" : ""}> ${words}</label>`).join("")}</fieldset>`;
}
// src/report/runtime-groups.ts
function runtimeGroups(report, topic, shown) {
	const found = columnsOf(report, shown).flatMap(({ mode, platform, title }) => {
		const { behavior } = variantOf(report, "head", mode, platform) ?? {};
		const words = behavior && topicWords(topic, behavior);
		return words === void 0 ? [] : [{
			words,
			title
		}];
	});
	return [...Map.groupBy(found, ({ words }) => words.full).values()].map((group) => {
		const [{ words }] = group;
		return {
			words,
			titles: group.map(({ title }) => title)
		};
	});
}
// src/report/html/runtime-section.ts
function runtimeFactsSection(report) {
	const topics = runtimeTopics.flatMap((topic) => {
		const ways = runtimeGroups(report, topic, shownName).map(({ words, titles }) => `<li><strong>${escapeHtml(titles.join(", "))}</strong>: ${sentenceHtml(words.full)}</li>`);
		return ways.length === 0 ? [] : [`<h3>${topicLabels[topic]}</h3><ul>${ways.join("")}</ul>`];
	});
	return topics.length === 0 ? "" : `<section aria-labelledby="runtime-title"><h2 id="runtime-title">At run time</h2>\n${topics.join("\n")}\n</section>`;
}
// src/report/html/strip-plot.ts
const width = 1e3;
const beyondWidth = 30;
const height = 32;
function stripScale(strips) {
	const all = strips.flatMap(({ samples, value }) => [...samples, value]).toSorted((a, b) => a - b);
	const at = (share) => all[Math.round((all.length - 1) * share)] ?? 0;
	const [least, most] = [at(0), at(1)];
	const fence = at(.75) + 3 * (at(.75) - at(.25));
	const bounds = strips.flatMap(({ high = 0, noise }) => [high, noise?.[1] ?? 0]);
	return niceScale(least, Math.max(Math.min(most, fence), ...bounds));
}
const steps$1 = [
	1,
	2,
	2.5,
	5,
	10
];
function niceScale(least, most) {
	const room = Math.max(most - least, .001 * Math.abs(most), .001);
	const power = 10 ** Math.floor(Math.log10(room / 4));
	const step = (steps$1.find((one) => one * power >= room / 4) ?? 10) * power;
	const first = Math.floor(least / step);
	const last = Math.max(first + 1, Math.ceil(most / step));
	const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
	return {
		from: first * step,
		to: last * step,
		ticks
	};
}
function countBeyond(strips, { to }) {
	return strips.reduce((sum, { samples }) => sum + samples.filter((sample) => sample > to).length, 0);
}
function stripSvg(strip, scale, label) {
	const { samples, value, low, high, noise } = strip;
	const x = (amount) => {
		const share = (amount - scale.from) / (scale.to - scale.from);
		return Math.round(9700 * Math.min(1, Math.max(0, share))) / 10;
	};
	const band = (kind, [from, to]) => `<rect${attributes({
		class: kind,
		x: x(from),
		y: 0,
		width: Math.max(1, x(to) - x(from)),
		height
	})}/>`;
	const dots = samples.map((sample, index) => {
		return `M${sample > scale.to ? width - beyondWidth / 2 + index * 5 % 11 : x(sample)} ${4 + index * 7 % 23}h0`;
	});
	return [
		`<svg class="strip"${attributes({
			viewBox: `0 0 ${width} ${height}`,
			preserveAspectRatio: "none",
			role: "img",
			"aria-label": label
		})}>`,
		`<path class="grid" d="${scale.ticks.map((tick) => `M${x(tick)} 0V${height}`).join("")}"/>`,
		noise === void 0 ? "" : band("noise", noise),
		`<path class="dots" d="${dots.join("")}"/>`,
		low === void 0 || high === void 0 ? "" : band("interval", [low, high]),
		`<path class="median" d="M${x(value)} 0V${height}"/>`,
		"</svg>"
	].join("");
}
// src/report/html/samples-section.ts
const shownMetrics = [
	"startup",
	"startup-cpu",
	"memory"
];
function samplesSection(report) {
	const shown = platformsOf(report).flatMap((platform) => shownMetrics.map((metric) => plotHtml(report, metric, platform))).filter((plot) => plot !== "");
	if (shown.length === 0) return "";
	return `<section aria-labelledby="starts-title">
<h2 id="starts-title">Every start</h2>
<p class="note">${noteText(report)}</p>
${shown.join("\n")}
</section>`;
}
function noteText({ noise }) {
	const start = "Each dot is one start. The line is the median, and the bar its confidence interval.";
	const floor = noise.floor === null || noise.floor === 0 ? void 0 : formatProportion(noise.floor);
	if (floor === void 0) return start;
	return `${start} The hatched band is the noise floor of start-up (${floor}) around base. Two copies of base can differ that much: a median in the band does not show a change.`;
}
function plotHtml(report, metric, platform) {
	const rows = modesOf(report).flatMap((mode) => rowsOf$1(report, metric, mode, platform));
	if (rows.length === 0) return "";
	const scale = stripScale(rows.map(({ strip }) => strip));
	const of = platformsOf(report).length > 1 ? ` on ${escapeHtml(shownName(platform))}` : "";
	return `<h3>${escapeHtml(labelOf(metric))}${of}</h3>
<div class="strips">${rows.map((row) => rowHtml(row, scale)).join("")}${axisHtml(rows, scale)}</div>${beyondHtml(rows, scale)}`;
}
function rowsOf$1(report, metric, mode, platform) {
	const base = measurementOf(variantOf(report, "base", mode, platform), metric);
	const noise = metric === "startup" && isMeasured(base) ? noiseOf(base, report.noise.floor) : void 0;
	const { control } = report.noise;
	const copies = control !== void 0 && control.mode === mode && control.platform === platform && Object.hasOwn(control.metrics, metric) ? rowOf$1(`${mode} base, second copy`, "control", control.metrics[metric], noise) : [];
	const own = revisions.flatMap((revision) => rowOf$1(`${mode} ${revision}`, revision, measurementOf(variantOf(report, revision, mode, platform), metric), noise));
	return [
		...own.slice(0, 1),
		...copies,
		...own.slice(1)
	];
}
function rowOf$1(name, kind, measurement, noise) {
	if (!isMeasured(measurement) || measurement.samples === void 0 || measurement.samples.length === 0) return [];
	const { samples, value, low, high } = measurement;
	return [{
		name: shownName(name),
		kind,
		measured: measurement,
		strip: {
			samples,
			value,
			low,
			high,
			noise
		}
	}];
}
function noiseOf({ value }, floor) {
	if (floor === null || floor === 0) return void 0;
	return [value * (1 - Math.abs(floor)), value * (1 + Math.abs(floor))];
}
function rowHtml({ name, kind, measured, strip }, scale) {
	const value = measuredText(measured);
	const { samples } = strip;
	const [least, most] = [Math.min(...samples), Math.max(...samples)].map((one) => formatValue(one, measured.unit));
	const label = `${name}: ${plural(samples.length, "start")} from ${least} to ${most}, median ${value}`;
	return `<div class="row ${kind}"><span class="name">${escapeHtml(name)}</span><span class="value">${numbersHtml(value)}</span>${stripSvg(strip, scale, label)}</div>`;
}
function axisHtml([first], { ticks }) {
	const unit = first?.measured.unit ?? "count";
	return `<div class="axis" aria-hidden="true">${ticks.map((tick) => `<span>${tick === 0 ? "0" : formatValue(tick, unit)}</span>`).join("")}</div>`;
}
function beyondHtml(rows, scale) {
	const strips = rows.map(({ strip }) => strip);
	const count = countBeyond(strips, scale);
	const [first] = rows;
	if (count === 0 || first === void 0) return "";
	const all = strips.reduce((sum, { samples }) => sum + samples.length, 0);
	const most = Math.max(...strips.flatMap(({ samples }) => samples));
	const { unit } = first.measured;
	return `<p class="note">At the right edge: ${count} of ${plural(all, "start")}, beyond ${formatValue(scale.to, unit)} and up to ${formatValue(most, unit)}.</p>`;
}
// src/report/html/scans-section.ts
const mostRows$8 = 200;
function scansSectionHtml(report) {
	const { scans = [] } = report;
	if (scans.length === 0) return "";
	const cell = (text) => `<td class="text">${escapeHtml(shownName(text))}</td>`;
	const rows = scanRows(report);
	const shown = rows.slice(0, mostRows$8).map(({ change, vulnerability, where }) => {
		const { id, package: of, version, fixed, severity } = vulnerability;
		return [
			`<tr><th scope="row">${escapeHtml(shownName(id))}</th>`,
			...[
				change,
				`${of} ${version}`,
				fixed ?? "no version",
				severity,
				where
			].map(cell),
			"</tr>"
		].join("");
	});
	const left = unlistedText(scans, rows.length - shown.length);
	const imagesOf = scannedImages(report);
	return `<section aria-labelledby="scans-title">
<h2 id="scans-title">What your scanner finds</h2>
<ul>${scans.map((scan) => {
		return `<li><strong>${escapeHtml(shownName(variantsText([imagesOf(scan)])))}</strong>: ${sentenceHtml(scanText(scan))}</li>`;
	}).join("")}</ul>
${shown.length === 0 ? "" : tableHtml$1(shown)}${left === void 0 ? "" : `<p class="note">${escapeHtml(left)}</p>`}
</section>`;
}
function tableHtml$1(rows) {
	return `<div class="scroll" role="region" aria-label="What your scanner finds" tabindex="0"><table class="causes">
<thead><tr>${[
		"Vulnerability",
		"Change",
		"Package",
		"Fixed in",
		"Severity",
		"Modes"
	].map((name) => `<th scope="col" class="text">${name}</th>`).join("")}</tr></thead>
<tbody>${rows.join("")}</tbody>
</table></div>`;
}
// src/report/vulnerabilities.ts
function vulnerabilityView({ vulnerabilities }) {
	if (vulnerabilities === void 0) return void 0;
	const programs = compareVulnerabilities(vulnerabilities);
	if (programs.length === 0) return void 0;
	const checked = programs.filter(({ head }) => head.kind === "checked");
	const rows = (some) => rowsOf(programs, some);
	return {
		added: rows(({ added }) => added),
		removed: rows(({ removed }) => removed),
		kept: rows(({ counted, added }) => counted.filter((one) => !added.includes(one))),
		isChecked: checked.length > 0,
		hasBase: checked.every(({ base }) => base?.kind === "checked"),
		notes: [
			...acceptedNotes(vulnerabilities, programs),
			...uncheckedNotes(programs),
			...unversionedNotes(programs),
			...databaseNotes(vulnerabilities)
		]
	};
}
function countsText({ added, removed, kept, isChecked, hasBase }) {
	if (!isChecked) return "not checked";
	return [
		...added.length === 0 ? [] : [`${vulnerabilityCount(added)} new`],
		...removed.length === 0 ? [] : [`${vulnerabilityCount(removed)} fixed`],
		hasBase ? `${vulnerabilityCount(kept)} in base and head` : String(vulnerabilityCount(kept))
	].join(", ");
}
function rowsOf(programs, some) {
	const all = programs.flatMap((program) => some(program).map((one) => ({
		one,
		program
	})));
	const same = ({ one }) => JSON.stringify([
		one.id,
		one.module,
		one.version,
		one.symbols
	]);
	const isOne = isOnePlatform(programs);
	return [...Map.groupBy(all, same).values()].map((group) => {
		const { one } = group[0];
		const variants = group.map(({ program: { mode, platform } }) => isOne ? { mode } : {
			mode,
			platform
		});
		return rowOf(one, group.length === programs.length ? "" : variantsText(variants));
	});
}
const published = /^GO-\d{4}-\d{4,8}$/;
const moduleNames = new Map([["stdlib", "Go"], ["toolchain", "Go"]]);
function rowOf(one, where) {
	const { id, aliases, summary = "", module, version, fixed = "", symbols, more, part, chain = [] } = one;
	const [alias] = aliases;
	const functions = symbols.slice(0, mostFunctions).map((name) => `${one.package}.${name}`);
	const others = symbols.length + more - functions.length;
	const named = functions.length === 0 ? `any code of the ${part}` : functions.join(", ");
	return {
		id,
		...published.test(id) ? { link: `https://pkg.go.dev/vuln/${id}` } : {},
		summary: [summary, ...alias === void 0 ? [] : [`(${alias})`]].join(" ").trim(),
		module: `${moduleNames.get(module) ?? module} ${version}${one.reviewed ? "" : ", not reviewed"}`,
		fixed,
		isNamed: functions.length > 0,
		code: others > 0 ? `${named} and ${plural(others, "other")}` : named,
		chain: chain.length < 2 ? "" : chainText(chain),
		where
	};
}
const mostFunctions = 2;
const mostNotes = 20;
function acceptedNotes({ budget, date }, programs) {
	const all = programs.flatMap(({ accepted }) => accepted);
	const used = budget.accept.flatMap((one) => {
		const ids = new Set(all.filter((found) => isNamed(one, found)).map(({ id }) => id));
		return ids.size === 0 || isExpired(one, date) ? [] : [{
			...one,
			ids
		}];
	});
	return [...used.slice(0, mostNotes).map(({ id, ids, reason, until }) => `Accepted: ${quote(id)}${inDatabase(id, ids)}${until === void 0 ? "" : ` until ${until}`}: ${reason}`), ...used.length > mostNotes ? [`… and ${used.length - mostNotes} more are accepted`] : []];
}
function inDatabase(id, ids) {
	return ids.has(id) ? "" : ` (${[...ids].map(quote).join(", ")})`;
}
function uncheckedNotes(programs) {
	const isOne = isOnePlatform(programs);
	const unchecked = programs.flatMap(({ head, mode, platform }) => head.kind === "unchecked" ? [{
		because: head.because,
		mode: quote(mode),
		...isOne ? {} : { platform }
	}] : []);
	return [...Map.groupBy(unchecked, ({ because }) => because)].map(([because, some]) => `Not checked in ${variantsText(some)}: ${uncheckedReason(because)}`);
}
function unversionedNotes(programs) {
	const names = new Set(programs.flatMap(({ head }) => head.kind === "checked" ? head.unversioned : []));
	return names.size === 0 ? [] : [`Not checked, because they have no version: ${unversionedText([...names])}`];
}
function unversionedText(names) {
	const [shown, left] = [names.slice(0, mostNotes), Math.max(0, names.length - mostNotes)];
	return `${shown.map(quote).join(", ")}${left === 0 ? "" : ` and ${left} more`}`;
}
function databaseNotes({ database, date }) {
	return database === void 0 ? [] : [`Database: ${databaseText(database, date)}`];
}
function databaseText({ name, modified, digest }, date) {
	const time = modified === void 0 ? "" : ` of ${modified.slice(0, 10)}`;
	return `${quote(name)}${time}, read on ${date}, sha256 ${quote(digest.slice(0, 12))}`;
}
// src/report/html/vulnerability-section.ts
const mostRows$7 = 100;
function vulnerabilitySectionHtml(report) {
	const view = vulnerabilityView(report);
	if (view === void 0) return "";
	const { added, removed, kept, hasBase, notes } = view;
	const items = notes.map((line) => `<li>${sentenceHtml(line)}</li>`);
	return `<section aria-labelledby="vulnerabilities-title">
<h2 id="vulnerabilities-title">Known vulnerabilities: ${escapeHtml(countsText(view))}</h2>
${[
		tableHtml("New", added),
		tableHtml("Fixed by this change", removed),
		tableHtml(hasBase ? "In base and head" : "In head", kept)
	].join("")}${items.length === 0 ? "" : `<ul class="note">${items.join("")}</ul>`}
</section>`;
}
function tableHtml(title, rows) {
	if (rows.length === 0) return "";
	const cell = (html) => `<td class="text">${html}</td>`;
	const shown = rows.slice(0, mostRows$7).map((row) => {
		const id = escapeHtml(shownName(row.id));
		const link = row.link === void 0 ? id : `<a href="${escapeHtml(row.link)}">${id}</a>`;
		const linked = escapeHtml(shownName(row.chain === "" ? row.code : row.chain));
		const isCode = row.chain !== "" || row.isNamed;
		return [
			`<tr><th scope="row">${link}</th>`,
			cell(sentenceHtml(row.summary)),
			cell(escapeHtml(shownName(row.module))),
			cell(row.fixed === "" ? "no version" : escapeHtml(shownName(row.fixed))),
			cell(isCode ? `<code>${linked}</code>` : linked),
			cell(escapeHtml(row.where)),
			"</tr>"
		].join("");
	});
	const left = rows.length - shown.length;
	return `<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="causes">
<thead><tr>${[
		title,
		"What",
		"Module",
		"Fixed in",
		"Linked in",
		"Modes"
	].map((name) => `<th scope="col" class="text">${name}</th>`).join("")}</tr></thead>
<tbody>${shown.join("")}</tbody>
</table></div>${left > 0 ? `<p class="note">… and ${left} more.</p>` : ""}`;
}
// src/report/html/report-page.ts
function reportPage(report) {
	const app = shownName(report.app);
	return htmlPage({
		title: `linkgate: ${app}`,
		body: [
			headerHtml(report, app),
			"<main>",
			metricTables(report),
			causesSection$1(report),
			vulnerabilitySectionHtml(report),
			scansSectionHtml(report),
			programsSection(report),
			whyLinkedSection(report),
			layerBarsSection(report),
			runtimeFactsSection(report),
			imageContentsSection(report),
			samplesSection(report),
			adviceList(report),
			findingsSection(report),
			"</main>",
			`<footer><h2>How it was measured</h2><ul class="note">${methodLines(report).map((line) => `<li>${sentenceHtml(line)}</li>`).join("")}</ul></footer>`
		].join("\n")
	});
}
function adviceList(report) {
	const lines = adviceLines(report).map((line) => `<li>${sentenceHtml(line)}</li>`);
	return lines.length === 0 ? "" : `<section aria-labelledby="advice-title"><h2 id="advice-title">Advice from these measurements</h2><ul>${lines.join("")}</ul></section>`;
}
const mostLines$1 = 40;
function headerHtml(report, app) {
	const { verdict, words, lines, state, cause, accepted } = headlineOf(report);
	const items = lines.slice(0, mostLines$1).map((line) => {
		const subject = line.subject === "" ? "" : `<strong>${sentenceHtml(line.subject)}</strong> · `;
		return `<li>${verdictHtml(line.verdict)} ${subject}${sentenceHtml(line.text)}</li>`;
	});
	const left = lines.length - items.length;
	return [
		`<header><h1>${verdictSymbolHtml(verdict)} linkgate · ${escapeHtml(app)}: ${sentenceHtml(words)}</h1>`,
		accepted === void 0 ? "" : `<p>${sentenceHtml(accepted)}</p>`,
		items.length === 0 ? "" : `<ul class="findings">${items.join("")}${left > 0 ? `<li>… and ${left} more</li>` : ""}</ul>`,
		state === void 0 ? "" : `<p>${sentenceHtml(state)}</p>`,
		cause === void 0 ? "" : `<p>${sentenceHtml(cause.label)}: ${cause.items.map((item) => sentenceHtml(item)).join(" · ")}</p>`,
		"</header>"
	].filter((part) => part !== "").join("\n");
}
function programsSection(report) {
	const all = report.programs ?? [];
	return programSection(columnsOf(report, shownName).flatMap(({ mode, platform, title }) => all.filter((program) => program.mode === mode && program.platform === platform).map((program) => ({
		label: title,
		tree: programTree(title, program, shownName)
	}))), all.some(({ base }) => base !== null), linkedNotes(report));
}
// src/report/json.ts
const largestReport = 2e7;
function parseReport(json) {
	const version = object({ schema: number() }).safeParse(json);
	if (version.success && version.data.schema !== 1) return fail(`the report has schema ${version.data.schema}, but this version of linkgate reads schema 1`);
	const parsed = reportSchema.safeParse(json);
	if (parsed.success) return succeed(parsed.data);
	const { path, message } = firstIssue(parsed.error.issues);
	const where = path.length === 0 ? "the report" : quote(printable(pathText(path), 120));
	const reason = message.replace(/^Invalid (?:input|option): /, "").replace(/^Invalid input$/, "unexpected value");
	return fail(`${where} is not valid: ${printable(reason, 200)}`);
}
function firstIssue(issues) {
	const [issue] = issues;
	if (issue === void 0) return {
		path: [],
		message: "unexpected value"
	};
	if (issue.code !== "invalid_union") return issue;
	const [nearest] = issue.errors.filter((branch) => branch.length > 0).map((branch) => firstIssue(branch)).toSorted((a, b) => b.path.length - a.path.length);
	if (nearest === void 0) return {
		path: issue.path,
		message: "unknown to this version of linkgate"
	};
	return {
		path: [...issue.path, ...nearest.path],
		message: nearest.message
	};
}
function pathText(path) {
	return path.reduce((text, key) => {
		if (typeof key === "number") return `${text}[${key}]`;
		return text === "" ? String(key) : `${text}.${String(key)}`;
	}, "");
}
function renderReport(report) {
	const { control, ...noise } = report.noise;
	const written = {
		...report,
		variants: report.variants.map((one) => ({
			...one,
			metrics: writtenMetrics(one.metrics)
		})),
		findings: report.findings.map(writtenFinding),
		noise: {
			...noise,
			...control === void 0 ? {} : { control: writtenControl(control) }
		}
	};
	return `${harmlessJson(written)}\n`;
}
function writtenControl({ original, ...control }) {
	return {
		...control,
		metrics: writtenMetrics(control.metrics),
		...original === void 0 ? {} : { original: writtenMetrics(original) }
	};
}
function writtenFinding(one) {
	const { log, params, ...about } = one;
	const fix = findingFix(one);
	return {
		...about,
		message: findingMessage(one),
		...fix === void 0 ? {} : { fix },
		params,
		...log === void 0 ? {} : { log }
	};
}
function writtenMetrics(metrics) {
	const written = Object.entries(metrics).map(([name, one]) => [name, isMeasured(one) ? one : {
		...one,
		message: unmeasuredText(one.unmeasured)
	}]);
	return Object.fromEntries(written);
}
// src/report/finding-place.ts
function budgetPlace({ id, metric, mode }, { budgets }) {
	if (!isBudget(id) || metric === void 0) return void 0;
	return budgetFor(budgets, metric, mode ?? "")?.place;
}
function compilerComplaint({ id, revision, log = [] }, { goMod }) {
	if (!isBuildFailure(id) || revision === "base") return void 0;
	const directory = goMod?.file.replace(/[^/]*$/, "") ?? "";
	for (const output of log) {
		const [, path, line, message] = /^(?:\.\/)?([\w@+.-][\w@+./-]*\.go):(\d+)(?::\d+)?: (.+)$/.exec(output) ?? [];
		if (path === void 0 || line === void 0 || message === void 0 || path.includes("..")) continue;
		return {
			place: {
				file: `${directory}${path}`,
				line: Number(line)
			},
			message
		};
	}
}
const sizeMetrics = [
	"binary-size",
	"image-size",
	"pull-size"
];
function modulePlace({ id, metric = "", mode, platform }, { causes, goMod }) {
	if (goMod === void 0 || !isBudget(id) || !sizeMetrics.includes(metric)) return void 0;
	const cause = causes.find((one) => one.kind === "module" && (one.delta ?? 0) > 0 && one.mode === mode && (one.platform ?? platform) === platform && Object.hasOwn(goMod.require, one.name));
	const line = cause && goMod.require[cause.name];
	return line === void 0 ? void 0 : {
		file: goMod.file,
		line
	};
}
const ofModule = object({ module: string() });
function requiredPlace({ params }, { goMod }) {
	const named = ofModule.safeParse(params);
	if (!named.success || goMod === void 0 || !Object.hasOwn(goMod.require, named.data.module)) return void 0;
	const line = goMod.require[named.data.module];
	return line === void 0 ? void 0 : {
		file: goMod.file,
		line
	};
}
const ofDockerfile = object({
	dockerfile: string(),
	line: number().optional()
});
function dockerfilePlace({ params, mode, platform }, { variants }) {
	const named = ofDockerfile.safeParse(params);
	if (named.success) return {
		file: named.data.dockerfile,
		line: named.data.line ?? 1
	};
	const built = variants.find((one) => one.revision === "head" && one.dockerfile !== void 0 && (mode ?? one.mode) === one.mode && (platform ?? one.platform) === one.platform);
	return built?.dockerfile && {
		file: built.dockerfile.path,
		line: 1
	};
}
function findingPlace(finding, report) {
	return [
		compilerComplaint(finding, report)?.place,
		requiredPlace(finding, report),
		modulePlace(finding, report),
		budgetPlace(finding, report),
		dockerfilePlace(finding, report),
		report.goMod && {
			file: report.goMod.file,
			line: 1
		}
	].map(placeInside).find((place) => place !== void 0) ?? {
		file: "go.mod",
		line: 1
	};
}
const mostLines = 1e6;
function placeInside(place) {
	if (place?.file === void 0 || place.line === void 0) return void 0;
	const { file, line } = place;
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
		report.comparisons.filter(isRepeated).map(({ metric, mode, platform, base, head, verdict }) => [
			metric,
			mode,
			platform,
			isExact(metric) ? [base, head] : [base === null, head === null],
			verdict
		]),
		report.findings.map(({ verdict, id, revision, mode, platform, metric }) => [
			verdict,
			id,
			revision,
			mode,
			platform,
			metric
		]),
		report.variants.map(({ linkage, behavior, contents }) => [
			linkage ?? null,
			behavior ?? null,
			contents ?? null
		]),
		report.scans ?? null,
		report.causes.filter(({ metric }) => isExact(metric))
	]);
}
function hasChanges(report) {
	const differs = (one) => isExact(one.metric) && one.delta !== 0;
	return report.verdict !== "pass" || report.comparisons.some(differs);
}
function isRepeated({ metric }) {
	return !isMetric(metric) || metrics[metric].noise !== "info";
}
function isExact(metric) {
	return isMetric(metric) && metrics[metric].noise === "exact";
}
// src/report/brief.ts
function worstReportsFirst(reports) {
	return reports.map((report) => ({
		report,
		rank: rankOf(report),
		size: sizeOf$1(report),
		share: shareOf(report)
	})).toSorted((a, b) => b.rank - a.rank || b.size - a.size || b.share - a.share || (a.report.app < b.report.app ? -1 : 1)).map(({ report }) => report);
}
function rankOf(report) {
	const outcome = outcomeOf(report);
	return outcome === "accepted" ? verdicts.indexOf("warn") + .5 : verdicts.indexOf(outcome);
}
const sizeOf$1 = (report) => Math.max(0, ...sizeChanges(report).map(({ delta }) => Math.abs(delta ?? 0)));
const shareOf = (report) => Math.max(0, ...brokenOf(report).map(shareOfChange));
const shareOfChange = ({ ratio }) => Math.abs((ratio ?? 1) - 1);
const brokenOf = ({ comparisons }) => comparisons.filter(({ verdict, head }) => (verdict === "fail" || verdict === "warn") && head !== null);
function sizeChanges({ comparisons }) {
	return comparisons.filter(({ metric, delta }) => {
		const { unit, noise } = definitionOf(metric) ?? {};
		return unit === "B" && noise === "exact" && delta !== null && delta !== 0;
	});
}
const mostMetrics = 3;
function briefNumbers(report) {
	const broken = Map.groupBy(brokenOf(report), ({ metric }) => metric);
	const known = metricsOf(report).filter((metric) => broken.has(metric));
	if (known.length === 0) {
		const [largest] = sizeChanges(report).toSorted((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
		return largest === void 0 ? [] : [`${lower(labelOf(largest.metric))} ${changeOf(largest)}`];
	}
	const numbers = known.slice(0, mostMetrics).flatMap((metric) => {
		const [worst] = (broken.get(metric) ?? []).toSorted((a, b) => shareOfChange(b) - shareOfChange(a));
		return worst === void 0 ? [] : [`${lower(labelOf(metric))} ${briefAmount(report, worst)}`];
	});
	const left = known.length - numbers.length;
	return left > 0 ? [...numbers, `${left} more`] : numbers;
	function changeOf({ metric, delta, ratio }) {
		return withShare(formatDelta(delta ?? 0, unitOf(report, metric)), delta ?? 0, ratio);
	}
}
// src/report/markdown/gfm.ts
const marks$1 = {
	improved: "🟢",
	pass: "✅",
	inconclusive: "❔",
	warn: "⚠️",
	unmeasured: "❔",
	fail: "❌"
};
const alignments = (left, right) => [...Array(left).fill("left"), ...Array(right).fill("right")];
function table(header, align, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const rule = align.map((side) => side === "right" ? "--:" : ":--");
	return [
		line(header),
		line(rule),
		...rows.map(line)
	].join("\n");
}
function details(summary, body, open = false) {
	return `<details${open ? " open" : ""}><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
// src/report/uris.ts
const repositoryUri = "https://github.com/linkgate/linkgate";
const docsUri = `${repositoryUri}/blob/v${version}/docs`;
// src/report/markdown/budget-advice.ts
function budgetAdvice(reports) {
	return reports.some(hasBrokenBudget) ? [`<sub>[Accept the change or raise a budget](${docsUri}/workflows.md#accepting-a-regression)</sub>`] : [];
}
function hasBrokenBudget(report) {
	return outcomeOf(report) === "fail" && report.findings.some(({ id, verdict }) => verdict === "fail" && isBudget(id));
}
// src/report/markdown/advice.ts
function adviceSection(report) {
	const lines = adviceLines(report).map((line) => `- ${whole(line)}`);
	return lines.length === 0 ? void 0 : details("Advice from these measurements", lines.join("\n"));
}
// src/report/markdown/contents.ts
function contentsSection(report) {
	const all = contentsByMode(report, name);
	if (all.length === 0) return void 0;
	const changed = all.flatMap(({ titles, changes }) => changes.map((change) => ({
		...change,
		titles
	})));
	const changes = [...Map.groupBy(changed, ({ text }) => text).values()].map((group) => {
		const mark = group.some(({ isWorse }) => isWorse === true) ? `${marks$1.warn} ` : "";
		const text = group[0]?.text ?? "";
		return `- ${mark}**${group.flatMap(({ titles }) => titles).join(", ")}** · ${whole(text)}`;
	});
	const parts = all.map(({ titles, facts }) => [`**${titles.join(", ")}**\n`, ...facts.map(({ label, text }) => `- ${label}: ${whole(text)}`)].join("\n"));
	return details(changes.length === 0 ? "What the images contain" : "What the images contain and what changed", [...changes.length === 0 ? [] : [changes.join("\n")], ...parts].join("\n\n"));
}
// src/report/markdown/dockerfile.ts
const mostChanges = 30;
function dockerfileSection(report) {
	const blocks = platformsOf(report).flatMap((platform) => modesOf(report).flatMap((mode) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.on !== void 0) return [`**${name(mode)}** · the built-in image on ${imageName(head.on)}`];
		if (head?.dockerfile === void 0) return [];
		const { base, program, changes } = head.dockerfile;
		const on = base === void 0 ? "no other image" : imageName(base);
		const where = program === void 0 ? "" : `, the program is ${code(program)}`;
		const how = changes.length === 0 ? "unchanged" : "with changes";
		return [
			`**${name(mode)}** · ${buildOf(head.dockerfile)} ${how}, on ${on}${where}`,
			...changes.length === 0 ? [] : [fence(changedLines(changes)), reasons(changes)],
			...withoutMounts(head.dockerfile.compileCaches?.without ?? [])
		];
	}));
	return blocks.length === 0 ? void 0 : details("Dockerfile", blocks.join("\n\n"));
}
function imageName({ name: image, digest }) {
	return `${code(image)}${digest === void 0 ? "" : ` (${code(digest.slice(0, 19))})`}`;
}
function buildOf({ path, target, context, buildArgs = {}, unknownArgs = [], by, ...built }) {
	const args = Object.entries(buildArgs).map(([argument, value]) => code(`${argument}=${value}`));
	const without = unknownArgs.map(code).join(", ");
	const parts = [
		...target === void 0 ? [] : [`target ${code(target)}`],
		...args.length === 0 ? [] : [`build ${args.length > 1 ? "arguments" : "argument"} ${args.join(", ")}`],
		...context === void 0 ? [] : [`context ${code(context)}`],
		...without === "" ? [] : [`without ${without}, because the values depend on the run`],
		...by === void 0 ? [] : [`as in ${code(by)}`],
		...built.withoutGit === true ? ["without `.git`"] : [],
		...built.label === void 0 ? [] : [`with the added label ${code(built.label)}`],
		...cacheMounts(built.compileCaches?.lines ?? [])
	];
	return parts.length === 0 ? code(path) : `${code(path)} (${parts.join(", ")})`;
}
function cacheMounts(lines) {
	if (lines.length === 0) return [];
	return [`with cache mounts for GOCACHE and GOMODCACHE in ${`line${lines.length > 1 ? "s" : ""} ${enumerate(lines.map(String))}`}`];
}
const noMounts = {
	mounts: "the stage has its own",
	"names-cache": "this instruction uses a directory of the caches",
	"on-build": "it adds instructions to other stages",
	"reads-cache": "this instruction may copy files from the caches",
	ships: "the files of the stage are in the image",
	syntax: "it is not certain that the frontend of the `# syntax` line supports them",
	"unknown-path": "the directories of the caches are unknown",
	user: "the step does not run as root or as a numeric user"
};
function withoutMounts(without) {
	const lines = without.map(({ line, because }) => `- Line ${line}: no cache mounts, because ${noMounts[because]}`);
	return lines.length === 0 ? [] : [lines.join("\n")];
}
function changedLines(changes) {
	const lines = changes.slice(0, mostChanges).flatMap(({ line, before, after }) => [...before === void 0 ? [] : before.split("\n").map((text) => `${line}: - ${text}`), ...after === void 0 ? [] : after.split("\n").map((text) => `${line}: + ${text}`)]);
	const left = changes.length - mostChanges;
	return left > 0 ? [...lines, `… and ${left} more`] : lines;
}
function reasons(changes) {
	return [...new Set(changes.slice(0, mostChanges).map((change) => change.why))].map((one) => `- ${sentence(one)}`).join("\n");
}
// src/report/markdown/durations.ts
function durationsSection(report) {
	const rows = phaseRows(report);
	if (rows.length === 0) return void 0;
	const more = [{
		title: "Caches",
		of: ({ cached }) => cached
	}, {
		title: "The next run",
		of: ({ next }) => next
	}].filter(({ of }) => rows.some((row) => of(row) !== ""));
	return details("Where the time went", table([
		"Phase",
		"Time",
		...more.map(({ title }) => title)
	], [...alignments(1, 1), ...alignments(more.length, 0)], rows.flatMap((row, index) => [...row.job === void 0 || row.job === rows[index - 1]?.job ? [] : [[
		`**${sentence(row.job)}**`,
		"",
		...more.map(() => "")
	]], [
		`${row.isPart ? "– " : ""}${sentence(row.name)}`,
		row.time,
		...more.map(({ of }) => sentence(of(row)))
	]])));
}
// src/report/markdown/layers.ts
const mostRows$6 = 15;
function layersSection(report) {
	const blocks = columnsOf(report, name).flatMap(({ mode, platform, title }) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.image === void 0) return [];
		const base = variantOf(report, "base", mode, platform)?.image;
		const { id, entrypoint, user, workingDir } = head.image;
		const run = [
			`entry point ${code(JSON.stringify(entrypoint), 120)}`,
			user === "" ? "no user" : `user ${code(user)}`,
			...workingDir === "" ? [] : [`in ${code(workingDir)}`]
		];
		const parts = partsText$1(base, head.image);
		return [
			`**${title}** · ${head.source} image ${code(id.replace(/^sha256:/, "").slice(0, 12))}, ${run.join(", ")}`,
			...parts === void 0 ? [] : [parts],
			layerTable(base, head.image)
		];
	});
	return blocks.length === 0 ? void 0 : details("Layers and images", blocks.join("\n\n"));
}
function partsText$1(before, { layers }) {
	if (!layers.some(isOfBase)) return void 0;
	const part = (label, isIn) => {
		const size = sizeOf(layers.filter(isIn));
		const change = before === void 0 ? void 0 : size - sizeOf(before.layers.filter(isIn));
		const changed = change === void 0 ? "" : ` (${change === 0 ? "unchanged" : sentence(formatDelta(change, "B"))})`;
		return `${label} ${sentence(formatSize(size))}${changed}`;
	};
	return `${part("Base image", isOfBase)}, ${part("app", (layer) => !isOfBase(layer))}, unpacked.`;
}
const isOfBase = ({ base }) => base === true;
const sizeOf = (layers) => layers.reduce((sum, { size }) => sum + size, 0);
function layerTable(before, image) {
	const { layers } = image;
	const states = layerStates(before, image);
	const columns = [
		{
			header: "",
			align: "left",
			cell: (_, index) => `${index + 1}`
		},
		{
			header: "Layer",
			align: "left",
			cell: ({ createdBy }) => createdBy === void 0 ? "" : code(createdBy, 60)
		},
		...layers.some(isOfBase) ? [{
			header: "From",
			align: "left",
			cell: (layer) => isOfBase(layer) ? "base image" : "app"
		}] : [],
		{
			header: "Unpacked",
			align: "right",
			cell: ({ size }) => sentence(formatSize(size))
		},
		{
			header: "Pulled",
			align: "right",
			cell: ({ compressedSize }) => sentence(formatSize(compressedSize))
		},
		...layers.some(({ wasted = 0 }) => wasted > 0) ? [{
			header: "Wasted",
			align: "right",
			cell: ({ wasted = 0 }) => sentence(formatSize(wasted))
		}] : [],
		{
			header: "",
			align: "left",
			cell: (_, index) => states[index] ?? ""
		}
	];
	const rows = layers.slice(0, mostRows$6).map((layer, index) => columns.map(({ cell }) => cell(layer, index)));
	const drawn = table(columns.map(({ header }) => header), columns.map(({ align }) => align), rows);
	return layers.length > mostRows$6 ? `${drawn}\n\n… and ${layers.length - mostRows$6} more.` : drawn;
}
// src/report/markdown/linkage.ts
function linkageSection(report) {
	const platforms = platformsOf(report);
	const parts = platforms.flatMap((platform) => {
		const tables = platformTables(onPlatform(report, platform));
		if (tables === void 0) return [];
		return platforms.length === 1 ? [tables] : [`**${name(platform)}**\n\n${tables}`];
	});
	return parts.length === 0 ? void 0 : details("Linkage", parts.join("\n\n"));
}
function platformTables(report) {
	const facts = [
		["Kind", ({ kind }) => kind],
		["Interpreter", ({ interpreter }) => interpreter === void 0 ? "none" : quote(interpreter)],
		["Libraries", ({ needed }) => needed.length === 0 ? "none" : needed.slice(0, 30).map(quote).join(" ")],
		["C library", ({ libc, glibc }) => [libc ?? "none", glibc === void 0 ? "" : `≥ ${glibc}`].join(" ")],
		["Machine", ({ machine }) => machine],
		["Linked by", ({ go }) => go ?? "unknown"],
		["Symbols", ({ symbols }) => bytesText(symbols)],
		["Debug information", ({ debug }) => bytesText(debug)],
		...topicsOf(report).map((topic) => [topicLabels[topic], behaviorText(topic)])
	];
	const all = columnsOf(report, name);
	const variants = all.map(({ mode, platform }) => ({
		base: variantOf(report, "base", mode, platform),
		head: variantOf(report, "head", mode, platform)
	}));
	const pairs = variants.map(({ base, head }) => ({
		base: base?.linkage,
		head: head?.linkage
	}));
	if (pairs.every(({ head }) => head === void 0)) return void 0;
	const rows = facts.map(([label, fact]) => [label, ...variants.map(({ base, head }) => {
		if (head?.linkage === void 0) return "not built";
		const is = fact(head.linkage, head);
		const was = base?.linkage === void 0 ? is : fact(base.linkage, base);
		return `${sentence(is)}${was === is ? "" : `<br>was ${sentence(was)}`}`;
	})]);
	const head = ["", ...all.map(({ title }) => title)];
	const hardened = [...hardeningTable(pairs), ...variants.some(({ head }) => head?.image !== void 0) ? [["User", ...variants.map(userCell)]] : []];
	return [table(head, alignments(1 + all.length, 0), rows), ...hardened.length === 0 ? [] : [table(head, alignments(1 + all.length, 0), hardened)]].join("\n\n");
}
const topicsOf = ({ variants }) => variants.some(({ behavior }) => behavior !== void 0) ? runtimeTopics : [];
const behaviorText = (topic) => (_, { behavior }) => behavior === void 0 ? "unknown" : topicWords(topic, behavior)?.brief ?? "not used";
const bytesText = (bytes) => bytes === void 0 ? "unknown" : bytes === 0 ? "stripped" : formatSize(bytes);
function userCell({ base, head }) {
	const userOf = (variant) => variant?.image === void 0 ? void 0 : isRoot(variant.image.user) ? "root" : code(variant.image.user);
	const [was, is] = [userOf(base), userOf(head)];
	if (is === void 0) return "";
	if (was === void 0 || was === is) return is;
	return `${is}<br>was ${was}${is === "root" ? ` ${marks$1.warn}` : ""}`;
}
const isRoot = (user) => /^(root|0)?(:.*)?$/.test(user);
function hardeningTable(pairs) {
	const byPair = pairs.map(({ base, head }) => head?.hardening === void 0 ? [] : hardeningRows(head.hardening, base?.hardening));
	return [...new Set(byPair.flatMap((rows) => rows.map(({ fact }) => fact)))].map((fact) => [sentence(fact), ...byPair.map((rows) => {
		const row = rows.find((one) => one.fact === fact);
		if (row === void 0) return "";
		const mark = row.change === "worse" ? ` ${marks$1.warn}` : "";
		return `${sentence(row.value)}${row.was === void 0 ? "" : `<br>was ${sentence(row.was)}`}${mark}`;
	})]);
}
// src/report/markdown/linked.ts
const mostRows$5 = 15;
const longestCell$1 = 200;
function linkedSection(report) {
	const rows = linkedModulesOf(report);
	if (rows.length === 0) return void 0;
	const header = [
		"New module",
		"First call that links it",
		"Imports that lead to it"
	];
	const shown = rows.slice(0, mostRows$5).map(cells);
	const left = rows.length - shown.length + (report.linked?.[0]?.more ?? 0);
	return details("Why new modules are linked", [table(header, [
		"left",
		"left",
		"left"
	], shown), ...left > 0 ? [`… and ${left} more.`] : []].join("\n\n"));
}
function cells({ name, version, chain, imports }) {
	const [called, imported] = [chainText(chain), importsText(imports)];
	return [
		code(`${name} ${version}`, longestCell$1),
		called === "" ? "none: only types or data" : code(called, longestCell$1),
		imported === "" ? "" : code(imported, longestCell$1)
	];
}
// src/report/markdown/measurements.ts
const mostMeasurements = 200;
function measurementsSection(report) {
	const rows = metricsOf(report).flatMap((metric) => columnsOf(report, name).flatMap(({ mode, platform, title }) => {
		const [base, head] = ["base", "head"].map((revision) => measurementOf(variantOf(report, revision, mode, platform), metric));
		if (!isMeasured(head)) return [];
		const start = [sentence(labelOf(metric)), title];
		if (report.base === null) return [[...start, sentence(measuredText(head))]];
		const comparison = comparisonOf(report, metric, mode, platform);
		const change = comparison === void 0 ? "" : sentence(changeText$1(comparison, unitOf(report, metric)));
		const share = comparison === void 0 ? "" : shareText(report, comparison);
		return [[
			...start,
			valueText(base),
			sentence(measuredText(head)),
			change,
			share
		]];
	}));
	if (rows.length === 0) return void 0;
	const header = report.base === null ? [
		"Metric",
		"Mode",
		"Head"
	] : [
		"Metric",
		"Mode",
		"Base",
		"Head",
		"Δ",
		""
	];
	const left = rows.length - mostMeasurements;
	return details("All measurements", [
		table(header, alignments(2, header.length - 2), rows.slice(0, mostMeasurements)),
		...left > 0 ? [`… and ${left} more.`] : [],
		...notMeasured(report),
		...isTimed(report) ? ["Base and head are medians. Changes of times are Hodges–Lehmann estimates, so they differ from the difference of the medians. Changes of start-up and listening times are without the wait for a CPU."] : []
	].join("\n\n"));
}
const valueText = (one) => isMeasured(one) ? sentence(measuredText(one)) : "";
function shareText(report, comparison) {
	if (comparison.base === null) return "";
	if (definitionOf(comparison.metric)?.noise === "info") return "not comparable";
	if (isWithinNoise(report, comparison)) return "within noise";
	return sentence(formatShare(comparison.delta ?? 0, comparison.ratio));
}
const withFinding = ["not-built", "same-inputs"];
function notMeasured(report) {
	return revisions.flatMap((revision) => {
		const gaps = metricsOf(report).flatMap((metric) => {
			const label = lower(labelOf(metric));
			return gapsOf(report, revision, metric).map((gap) => ({
				...gap,
				label
			}));
		});
		return [...Map.groupBy(gaps, ({ reason, modes }) => `${modes}: ${reason}`).values()].flatMap((group) => group.slice(0, 1).map(({ reason, modes }) => {
			return `Not measured at ${revision} (${modes}): ${sentence(enumerate(group.map(({ label }) => label)))}. Reason: ${sentence(reason)}.`;
		}));
	});
}
function gapsOf(report, revision, metric) {
	const found = columnsOf(report, name).flatMap(({ mode, platform, title }) => {
		const one = measurementOf(variantOf(report, revision, mode, platform), metric);
		if (one === void 0 || isMeasured(one) || withFinding.includes(one.unmeasured.kind)) return [];
		return [{
			reason: unmeasuredBrief(one.unmeasured),
			title
		}];
	});
	return [...Map.groupBy(found, ({ reason }) => reason)].map(([reason, group]) => ({
		reason,
		modes: enumerate(group.map(({ title }) => title))
	}));
}
// src/report/markdown/runtime.ts
function runtimeSection(report) {
	const lines = runtimeTopics.flatMap((topic) => {
		const ways = runtimeGroups(report, topic, name);
		if (ways.length < 2) return [];
		const text = ways.map(({ words, titles }) => `${titles.join(", ")}: ${whole(words.full)}.`);
		return [{
			topic,
			text: `- **${sentence(topicLabels[topic])}** · ${text.join(" ")}`
		}];
	});
	if (lines.length === 0) return void 0;
	return details(`At run time, modes differ in ${enumerate(lines.map(({ topic }) => lower(topicLabels[topic])))}`, lines.map(({ text }) => text).join("\n"));
}
// src/report/markdown/scans.ts
const mostRows$4 = 30;
function scansSection(report) {
	const { scans = [] } = report;
	if (scans.length === 0) return void 0;
	const rows = scanRows(report);
	const imagesOf = scannedImages(report);
	const header = [
		"",
		"Vulnerability",
		"Package",
		"Fixed in",
		"Severity",
		"Modes"
	];
	const cells = rows.slice(0, mostRows$4).map((row) => {
		const { id, package: of, version, fixed, severity } = row.vulnerability;
		const fix = fixed === void 0 ? "" : code(fixed);
		return [
			row.change,
			code(id),
			code(`${of} ${version}`),
			fix,
			severity,
			sentence(row.where)
		];
	});
	const left = unlistedText(scans, rows.length - cells.length);
	return details("What your scanner finds", [
		scans.map((scan) => {
			const { mode, platform } = imagesOf(scan);
			return `- ${[mode, platform].flatMap((one) => one === void 0 ? [] : [name(one)]).join(" on ")}: ${sentence(scanText(scan))}`;
		}).join("\n"),
		...cells.length === 0 ? [] : [table(header, alignments(header.length, 0), cells)],
		...left === void 0 ? [] : [sentence(left)]
	].join("\n\n"));
}
// src/report/markdown/vulnerabilities.ts
const mostRows$3 = 15;
const longestCell = 200;
function vulnerabilitySection(report) {
	const view = vulnerabilityView(report);
	if (view === void 0) return void 0;
	const { added, removed, kept, hasBase, notes } = view;
	const isOpen = added.length > 0;
	const rest = rowsTable(hasBase ? "In base and head" : "In head", kept);
	return details(`Known vulnerabilities: ${countsText(view)}`, [
		...rowsTable("New", added),
		...rowsTable("Fixed by this change", removed),
		...isOpen && rest.length > 0 ? [details("Others", rest.join("\n\n"))] : rest,
		...notes.length === 0 ? [] : [notes.map((line) => `- ${sentence(line)}`).join("\n")]
	].join("\n\n"), isOpen);
}
function rowsTable(title, rows) {
	if (rows.length === 0) return [];
	const hasModes = rows.some(({ where }) => where !== "");
	const header = [
		title,
		"Module",
		"Fixed in",
		"Linked in",
		...hasModes ? ["Modes"] : []
	];
	const shown = rows.slice(0, mostRows$3).map((row) => [
		`${idText(row)}${row.summary === "" ? "" : `<br>${sentence(row.summary, longestCell)}`}`,
		code(row.module, longestCell),
		row.fixed === "" ? "no version" : code(row.fixed),
		linkedText(row),
		...hasModes ? [sentence(row.where)] : []
	]);
	const left = rows.length - shown.length;
	return [table(header, header.map(() => "left"), shown), ...left > 0 ? [`… and ${plural(left, "other")}; see the report.`] : []];
}
function idText({ id, link }) {
	return link === void 0 ? code(id) : `[${id}](${link})`;
}
function linkedText({ chain, code: named, isNamed }) {
	if (chain !== "") return code(chain, longestCell);
	return isNamed ? code(named, longestCell) : sentence(named);
}
// src/report/markdown/details.ts
const detailsSections = [
	"findings",
	"vulnerabilities",
	"causes",
	"linked",
	"scans",
	"advice",
	"runtime",
	"contents",
	"measurements",
	"linkage",
	"dockerfile",
	"layers",
	"durations",
	"method"
];
const mostRows$2 = 15;
function detailsSection(report, which, most) {
	return renderers[which](report, most);
}
const renderers = {
	findings,
	vulnerabilities: vulnerabilitySection,
	causes,
	linked: linkedSection,
	scans: scansSection,
	advice: adviceSection,
	runtime: runtimeSection,
	contents: contentsSection,
	measurements: measurementsSection,
	linkage: linkageSection,
	dockerfile: dockerfileSection,
	layers: layersSection,
	durations: durationsSection,
	method
};
function findings(report, most) {
	const all = detailedFindings(report);
	if (all.length === 0) return void 0;
	const blocks = all.slice(0, most).map(({ id, verdict, modes, message, log, fix }) => {
		return [
			`${verdict === "pass" ? "" : `${marks$1[verdict]} `}${modes === "" ? "" : `**${sentence(modes)}** · `}${whole(message)} · ${code(id)}`,
			...log.length > 0 ? [fence(log)] : [],
			...fix === void 0 ? [] : [`Fix: ${whole(fix)}`]
		].join("\n\n");
	});
	if (all.length > most) blocks.push(`… and ${all.length - most} more; see the report.`);
	const isOpen = report.verdict !== "pass" && all.some(({ log }) => log.length > 0);
	return details("Findings and logs", blocks.join("\n\n"), isOpen);
}
function causes(report) {
	const groups = causeGroups(report);
	const { platform } = explainedPart(report);
	if (groups.length === 0) return void 0;
	const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null);
	return details("Why it changed", [
		...platform === void 0 ? [] : [`On ${name(platform)}:`],
		...groups.map((group) => causeTable(report, group)),
		...hasShares ? ["In parentheses: the share of the whole change."] : []
	].join("\n\n"));
}
function subjectText(cause) {
	const { kind, name: of } = causeSubject(cause);
	return of === void 0 ? sentence(kind) : `${sentence(kind)} ${code(of)}`;
}
function causeTable(report, { metric, rows }) {
	const modes = modesOf(report);
	const unit = unitOf(report, metric);
	const showsAmounts = hasAmounts(rows);
	const amount = ({ delta, share }) => {
		if (delta === null) return "";
		return sentence(`${formatDelta(delta, unit)}${share === null ? "" : ` (${shareOfChange$1(share)})`}`);
	};
	const shown = rows.slice(0, mostRows$2).map((row) => [
		subjectText(row.cause),
		sentence(causeChangeText(row.cause)),
		...showsAmounts ? modes.map((mode) => amount(row.deltas.get(mode) ?? {
			delta: null,
			share: null
		})) : [sentence(enumerate([...row.deltas.keys()]))]
	]);
	const header = [
		sentence(labelOf(metric)),
		"",
		...showsAmounts ? modes.map((mode) => name(mode)) : ["Modes"]
	];
	const align = showsAmounts ? alignments(2, modes.length) : alignments(3, 0);
	return more(table(header, align, shown), rows.length);
}
const more = (shown, rows, most = mostRows$2) => rows > most ? `${shown}\n\n… and ${rows - most} more.` : shown;
function method(report) {
	return details("How it was measured", methodLines(report).map((line) => `- ${sentence(line)}`).join("\n"));
}
// src/report/markdown/table.ts
function tables(report, limits) {
	const [first, ...others] = grids(report);
	if (first === void 0) return [];
	if (others.length === 0) return [gridTable(first, limits.modes)];
	const own = `#### ${name(first.platform)}\n\n${gridTable(first, limits.modes)}`;
	const shown = others.slice(0, limits.platforms - 1);
	const left = others.length - shown.length;
	const body = [platformsTable(shown, limits.modes), ...left > 0 ? [`… and ${plural(left, "more platform", "more platforms")}.`] : []].join("\n\n");
	return [own, details(platformsTitle(others), body)];
}
function platformsTitle(others) {
	const found = others.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ mark }) => mark?.verdict ?? [])));
	const worst = verdicts.findLast((verdict) => verdict !== "pass" && found.includes(verdict));
	const names = others.map(({ platform }) => platform);
	const list = names.length <= mostNamed && names.every(isPlatform) ? `: ${enumerate(names)}` : "";
	const count = plural(others.length, "more platform", "more platforms");
	return `${worst === void 0 ? "" : `${marks$1[worst]} `}${count}${list}`;
}
const mostNamed = 12;
function platformsTable(all, most) {
	const modes = [...new Set(all.flatMap((grid) => grid.modes))].slice(0, most);
	const isStacked = modes.length > mostSideBySide;
	const header = isStacked ? ["", "head"] : ["", ...modes.map((mode) => name(mode))];
	const rows = all.flatMap((grid) => {
		const of = (row, mode) => row.cells[grid.modes.indexOf(mode)];
		return [[`**${name(grid.platform)}**`, ...header.slice(1).map(() => "")], ...grid.rows.flatMap((row) => isStacked ? stackedRows(row, modes.flatMap((mode) => {
			const cell = of(row, mode);
			return cell === void 0 ? [] : [{
				title: name(mode),
				cell
			}];
		})) : [[sentence(row.label), ...modes.map((mode) => cellText(of(row, mode) ?? absent))]])];
	});
	return table(header, alignments(1, header.length - 1), rows);
}
const absent = {
	value: "",
	change: ""
};
function gridTable(grid, most) {
	const left = grid.modes.length - most;
	const note = grid.gapNote === void 0 ? [] : [`<sub>${sentence(grid.gapNote)}</sub>`];
	return [grid.modes.length > mostSideBySide ? stackedTable(grid, most) : plainTable(grid, most), ...left > 0 ? [`… and ${plural(left, "more mode", "more modes")}.`] : note].join("\n\n");
}
const mostSideBySide = 2;
function plainTable(grid, most) {
	const modes = grid.modes.slice(0, most);
	const gap = grid.gap === void 0 ? [] : [grid.gap.map((mode) => name(mode)).join(" − ")];
	const header = [
		"",
		...modes.map((mode, index) => `${name(mode)}${grid.notes[index] ?? ""}`),
		...gap
	];
	const rows = grid.rows.map((row) => [
		`**${sentence(row.label)}**`,
		...row.cells.slice(0, most).map(cellText),
		...gap.length > 0 ? [gapText(row.gap)] : []
	]);
	return table(header, alignments(1, header.length - 1), rows);
}
function stackedTable(grid, most) {
	const { reference } = grid;
	const gap = reference === void 0 ? [] : [`− ${name(reference)}`];
	const modes = grid.modes.slice(0, most);
	const rows = grid.rows.flatMap((row) => {
		const [first = [], ...others] = stackedRows(row, row.cells.slice(0, most).map((cell, index) => ({
			title: `${name(modes[index] ?? "")}${grid.notes[index] ?? ""}`,
			cell
		})));
		return [[...first, ...gap.map(() => "")], ...others.map((one, index) => [...one, ...gap.map(() => gapText(row.gaps?.[index]))])];
	});
	return table([
		"",
		"head",
		...gap
	], alignments(1, 1 + gap.length), rows);
}
function stackedRows({ label }, cells) {
	const changes = new Set(cells.map(({ cell: { brief, change } }) => brief?.change ?? change));
	const [shared = ""] = changes.size === 1 && cells.every(({ cell }) => cell.mark === void 0) ? changes : [];
	return [[`**${sentence(label)}**`, sentence(shared)], ...cells.map(({ title, cell }) => [title, cellText(shared === "" ? cell : withoutChange(cell))])];
}
function withoutChange(cell) {
	const { brief, ...rest } = cell;
	return {
		...rest,
		change: "",
		...brief === void 0 ? {} : { brief: {
			...brief,
			change: ""
		} }
	};
}
function gapText(gap) {
	if (gap === void 0) return "";
	return `${sentence(gap.text)}${gap.verdict === void 0 ? "" : ` ${marks$1[gap.verdict]}`}`;
}
function cellText(cell) {
	const mark = (on) => cell.mark?.on === on ? ` ${marks$1[cell.mark.verdict]}` : "";
	const { value, change } = cell.brief ?? cell;
	const first = `${sentence(value)}${mark("value")}`;
	return change === "" ? first : `${first}<br>${sentence(change)}${mark("change")}`;
}
const hasImproved = (report) => grids(report).some(({ rows }) => rows.some(({ cells }) => cells.some(({ mark }) => mark?.verdict === "improved")));
const shortSha = (sha) => code(sha.slice(0, 7));
// src/report/markdown/markdown.ts
const roomyTop = {
	lines: 40,
	platforms: 8,
	modes: 12
};
const shortTop = {
	lines: 5,
	platforms: 4,
	modes: 6
};
const roomy = {
	top: roomyTop,
	sections: detailsSections
};
const fewFindings = 30;
const dropped = [
	"durations",
	"layers",
	"measurements",
	"dockerfile",
	"linkage",
	"contents",
	"runtime",
	"advice",
	"linked",
	"scans",
	"causes",
	"method",
	"vulnerabilities",
	"findings"
];
const steps = [
	{
		...roomy,
		findings: Number.POSITIVE_INFINITY
	},
	{
		...roomy,
		findings: 200
	},
	...Array.from({ length: dropped.length + 1 }, (_, count) => ({
		...roomy,
		findings: fewFindings,
		sections: detailsSections.filter((one) => !dropped.slice(0, count).includes(one))
	})),
	{
		top: shortTop,
		findings: 0,
		sections: []
	}
];
const detailsPlaces = {
	comment: "the job summary",
	summary: "the report file (output `report`)",
	withoutSummary: "the JSON report of the run (output `report`)"
};
function markdownBodies(report, rest = detailsPlaces.comment) {
	const parts = partsOf(report, rest);
	const bodies = [];
	for (const limits of steps) {
		const shown = parts.tables(limits.top);
		const details = limits.sections.flatMap((one) => parts.section(one, limits.findings) ?? []);
		const isShort = detailsSections.some((one) => !limits.sections.includes(one) && parts.section(one, fewFindings) !== void 0);
		const body = [
			heading$1(report),
			...parts.headline(limits.top).all,
			...shown,
			caption$1(report, shown.length > 0),
			...budgetAdvice([report]),
			...details,
			...isShort ? [`Details omitted; see ${rest}.`] : []
		].join("\n\n");
		const last = bodies.at(-1);
		if (last === void 0 || body.length < last.length) bodies.push(body);
	}
	return bodies;
}
const sectionLevels = steps.length + 2;
function sectionBodies(report, rest) {
	const parts = partsOf(report, rest);
	return (level) => {
		const limits = steps[level];
		if (limits === void 0) {
			const { all, failing } = parts.headline(shortTop);
			return (level === steps.length ? all : failing).join("\n\n");
		}
		return [
			...parts.headline(limits.top).all,
			...parts.tables(limits.top),
			...limits.sections.flatMap((one) => parts.section(one, limits.findings) ?? [])
		].join("\n\n");
	};
}
function partsOf(report, rest) {
	const few = remembered((one) => detailsSection(report, one, fewFindings));
	return {
		headline: remembered((limits) => headlineParts(report, limits.lines)),
		tables: remembered((limits) => tables(report, limits)),
		section: (one, findings) => {
			if (one === "durations" && rest !== detailsPlaces.summary) return void 0;
			return one === "findings" && Math.min(findings, report.findings.length) > fewFindings ? detailsSection(report, one, findings) : few(one);
		}
	};
}
function heading$1(report) {
	const { verdict, words } = headlineOf(report);
	return `### ${marks$1[verdict]} linkgate · ${name(report.app)}: ${sentence(words)}`;
}
function headlineParts(report, most) {
	const { verdict, lines, state, cause, accepted } = headlineOf(report);
	const isMixed = lines.some((line) => line.verdict !== verdict);
	const mark = (line) => isMixed && line.verdict !== "pass" ? `${marks$1[line.verdict]} ` : "";
	const subject = (line) => line.subject === "" ? "" : `**${sentence(line.subject)}** · `;
	const list = (all) => {
		const shown = all.slice(0, most).map((line) => `- ${mark(line)}${subject(line)}${whole(line.text)}`);
		if (all.length > most) shown.push(`- … and ${all.length - most} more`);
		return shown.length > 0 ? [shown.join("\n")] : [];
	};
	return {
		all: [
			...accepted === void 0 ? [] : [sentence(accepted)],
			...list(lines),
			...state === void 0 ? [] : [sentence(state)],
			...cause === void 0 ? [] : [`${sentence(cause.label)}: ${cause.items.map((item) => sentence(item)).join(" · ")}`]
		],
		failing: list(lines.filter((line) => exitCodeOf(line.verdict) !== 0))
	};
}
function caption$1(report, isAboutTable) {
	const { base, head } = report;
	const now = `Head ${shortSha(head.sha)}${head.dirty ? " with uncommitted changes" : ""}`;
	if (base === null) return `<sub>${now}; no base.</sub>`;
	const ofTimes = isTimed(report) ? ", and changes of times are medians over all starts" : "";
	const about = isAboutTable ? `; changes are shown below each value${ofTimes}` : "";
	const improved = isAboutTable && hasImproved(report) ? `. ${marks$1.improved}: improved` : "";
	return `<sub>${now} against base ${shortSha(base.sha)}${about}${improved}.</sub>`;
}
// src/report/markdown/apps.ts
function appOf(report, { opens, hasOwnCommits, rest }) {
	const { verdict, words } = headlineOf(report);
	const isFailing = exitCodeOf(verdict) !== 0;
	const plain = report.app.replace(/[^A-Za-z0-9._-]/g, "·").slice(0, 80);
	const heading = [...plain === report.app ? [] : [code(report.app)], `**${sentence(words)}**`].join(" · ");
	const fold = (body) => details(`${marks$1[verdict]} <code>${plain}</code>`, [
		heading,
		body,
		...hasOwnCommits ? [caption$1(report, false)] : []
	].filter((part) => part !== "").join("\n\n"), isFailing && opens);
	const bodies = sectionBodies(report, rest);
	const summary = [words, ...briefNumbers(report)].map((part) => sentence(part)).join(" · ");
	return {
		report,
		verdict,
		isFailing,
		isCalm: ["pass", "inconclusive"].includes(outcomeOf(report)),
		section: remembered((level) => level >= sectionLevels ? "" : fold(bodies(level))),
		rows: [
			`| ${marks$1[verdict]} | ${name(report.app)} | ${summary} |`,
			name(report.app),
			""
		]
	};
}
function shorteningSteps(apps) {
	const indices = [...apps.keys()].toReversed();
	const failing = indices.filter((index) => apps[index]?.isFailing === true);
	const others = indices.filter((index) => apps[index]?.isFailing !== true);
	const sections = (which, first, end) => Array.from({ length: end - first }, (_, level) => which.map((app) => ({
		app,
		part: "section",
		from: first + level,
		to: first + level + 1
	}))).flat();
	const rows = (which, from, to) => which.map((app) => ({
		app,
		part: "row",
		from,
		to
	}));
	return [
		...sections(others, 0, sectionLevels),
		...sections(failing, 0, sectionLevels - 1),
		...rows(others, 0, 2),
		...sections(failing, sectionLevels - 1, sectionLevels),
		...rows(failing, 0, 1),
		...rows(failing, 1, 2)
	];
}
// src/report/markdown/combined.ts
function combinedText(reports, rest = detailsPlaces.comment) {
	const [only, ...others] = reports;
	if (only === void 0) return () => void 0;
	if (others.length === 0) return firstThatFits(markdownBodies(only, rest));
	const combined = combine(reports, rest);
	return (room) => shortened(combined, room);
}
function headingText(reports) {
	const [only, ...others] = reports;
	return only !== void 0 && others.length === 0 ? `${only.app}: ${headlineOf(only).words}` : words(reports);
}
const mostOpen = 5;
function combine(reports, rest) {
	const isCounted = (report) => rest !== detailsPlaces.summary && !hasChanges(report);
	const [shared, ...different] = new Set(reports.map((report) => caption$1(report, false)));
	const options = {
		opens: reports.filter((report) => exitCodeOf(headlineVerdict(report)) !== 0).length <= mostOpen,
		hasOwnCommits: different.length > 0,
		rest
	};
	return {
		heading: `### ${marks$1[worst(reports.map(headlineVerdict))]} linkgate: ${words(reports)}`,
		apps: worstReportsFirst(reports.filter((report) => !isCounted(report))).map((one) => appOf(one, options)),
		unchanged: reports.filter(isCounted).map(({ app }) => app),
		...shared === void 0 || different.length > 0 ? {} : { commits: shared },
		advice: budgetAdvice(reports),
		rest
	};
}
function shortened(combined, room) {
	const { apps } = combined;
	const steps = shorteningSteps(apps).toReversed();
	const shown = apps.map((app) => ({
		app,
		section: sectionLevels,
		row: app.rows.length - 1
	}));
	let bytes = bytesOf(body(combined, shown));
	if (bytes > room) return void 0;
	let next = 0;
	while (next < steps.length && bytes <= room) bytes += move(shown, steps[next++], "from");
	let text = body(combined, shown);
	for (; bytesOf(text) > room; text = body(combined, shown)) move(shown, steps[--next], "to");
	while (next < steps.length) {
		move(shown, steps[next++], "from");
		const longer = body(combined, shown);
		if (bytesOf(longer) > room) break;
		text = longer;
	}
	return text;
}
function move(shown, step, direction) {
	const one = shown[step?.app ?? -1];
	if (one === void 0 || step === void 0) return 0;
	const before = bytesOf(partText(one, step.part));
	one[step.part] = step[direction];
	return bytesOf(partText(one, step.part)) - before;
}
const partText = ({ app, section, row }, part) => part === "section" ? app.section(section) : app.rows[row] ?? "";
const fewApps = 10;
const fewNames = 10;
function body({ heading, unchanged, commits, advice, rest, apps }, shown) {
	const isApart = ({ app }) => apps.length > fewApps && app.isCalm;
	const [front, back] = [shown.filter((one) => !isApart(one)), shown.filter(isApart)];
	const isShort = shown.some(({ section, row }) => section > 0 || row > 0);
	const calm = [...rowsText$1(back), ...sectionsText(back)];
	const names = unchanged.length > fewNames ? [] : unchanged.map((app) => name(app));
	return [
		heading,
		...rowsText$1(front),
		...unchanged.length === 0 ? [] : [`No change: ${plural(unchanged.length, "app")}${names.length === 0 ? "" : ` (${names.join(", ")})`}.`],
		...commits === void 0 ? [] : [commits],
		...advice,
		...sectionsText(front),
		...calm.length === 0 ? [] : [details("Other apps that changed", calm.join("\n\n"))],
		...isShort || unchanged.length > 0 ? [`${isShort ? "Details" : "Unchanged apps"} omitted; see ${rest}.`] : []
	].join("\n\n");
}
function rowsText$1(shown) {
	const at = (index) => shown.filter(({ row }) => row === index);
	const rows = at(0).map(({ app }) => app.rows[0]);
	const names = at(1).map(({ app }) => app.rows[1]);
	const counted = at(2);
	return [
		...rows.length === 0 ? [] : [[table([
			"",
			"App",
			""
		], [
			"left",
			"left",
			"left"
		], []), ...rows].join("\n")],
		...names.length === 0 ? [] : [`${rows.length === 0 ? "Failing" : "Also failing"}: ${names.join(", ")}`],
		...counted.length === 0 ? [] : [`… and ${plural(counted.length, "more app", "more apps")}.`]
	];
}
function sectionsText(shown) {
	return shown.flatMap(({ app, section }) => app.section(section) || []);
}
function words(reports) {
	const count = (verdict) => reports.filter((report) => headlineVerdict(report) === verdict).length;
	const accepted = reports.filter((report) => outcomeOf(report) === "accepted").length;
	const of = `of ${plural(reports.length, "app")}`;
	const phrases = [
		...count("fail") > 0 ? [`${count("fail")} ${of} ${count("fail") === 1 ? "fails" : "fail"}`] : [],
		...count("unmeasured") > 0 ? [`${count("unmeasured")} ${of} could not be measured`] : [],
		...count("warn") > 0 ? [`${count("warn")} ${of} with warnings`] : [],
		...accepted > 0 ? [`${accepted} ${of} accepted`] : []
	];
	return phrases.length === 0 ? `${plural(reports.length, "app")}, no budget broken` : phrases.join(", ");
}
// src/report/native-runners.ts
function preferNativeRunners(parts) {
	const measured = parts.map((part) => ({
		part,
		cells: cellsOf(part)
	}));
	const having = Map.groupBy(measured.flatMap(({ part, cells }) => cells.map((cell) => ({
		part,
		cell
	}))), ({ cell }) => keyOf(cell));
	const owners = new Map([...having].map(([key, all]) => [key, ownersOf(all.map(({ part }) => part), all[0]?.cell.platform ?? "")]));
	const order = orderOf(measured.map(({ cells }) => [...new Set(cells.map(({ platform }) => platform))]));
	return measured.flatMap(({ part, cells }) => {
		const kept = cells.filter((cell) => owners.get(keyOf(cell))?.includes(part) === true);
		if (kept.length === cells.length) return [{
			part,
			cells
		}];
		return kept.length === 0 ? [] : [{
			part: onlyCells(part, kept),
			cells: kept
		}];
	}).toSorted((a, b) => order.indexOf(a.cells[0]?.platform ?? "") - order.indexOf(b.cells[0]?.platform ?? "")).map(({ part }) => part);
}
const keyOf = ({ mode, platform }) => JSON.stringify([mode, platform]);
function cellsOf({ variants, comparisons }) {
	return [...new Map([...variants, ...comparisons].map((one) => [keyOf(one), one])).values()];
}
function orderOf(lists) {
	const [longest = []] = lists.toSorted((a, b) => b.length - a.length);
	const all = lists.flat().toSorted();
	return longest.length > 1 ? [...longest, ...all] : all;
}
function ownersOf(parts, platform) {
	const native = parts.filter((part) => !isForeign(part, platform));
	const own = native.filter((part) => isOnRunner(part, platformParts(platform)));
	if (own.length > 0) return own;
	const candidates = native.length > 0 ? native : parts;
	const [first] = candidates;
	return first === void 0 ? [] : candidates.filter((part) => isOnRunner(part, first.runner));
}
function isOnRunner({ runner }, { os, arch }) {
	return runner.os === os && runner.arch === arch;
}
function isForeign({ variants }, platform) {
	return variants.some((one) => {
		const startup = one.platform === platform ? one.metrics["startup"] : void 0;
		return startup !== void 0 && !isMeasured(startup) && isExempt(startup.unmeasured);
	});
}
function onlyCells(report, kept) {
	const isKept = ({ mode, platform }) => kept.some((cell) => (mode ?? cell.mode) === cell.mode && (platform ?? cell.platform) === cell.platform);
	const { programs, linked, scans, vulnerabilities } = report;
	const findings = report.findings.filter(isKept);
	return {
		...report,
		verdict: worst(findings.map(({ verdict }) => verdict)),
		variants: report.variants.filter(isKept),
		comparisons: report.comparisons.filter(isKept),
		findings,
		causes: report.causes.filter(isKept),
		...vulnerabilities === void 0 ? {} : { vulnerabilities: {
			...vulnerabilities,
			programs: vulnerabilities.programs.filter(isKept)
		} },
		...programs === void 0 ? {} : { programs: programs.filter(isKept) },
		...linked === void 0 ? {} : { linked: linked.filter(isKept) },
		...scans === void 0 ? {} : { scans: scans.filter(isKept) }
	};
}
// src/report/merge.ts
function mergeReports(reports) {
	const merged = [];
	for (const [app, all] of Map.groupBy(reports, ({ app }) => app)) {
		const parts = preferNativeRunners(all);
		const problem = ofOtherCommits(app, all) ?? withSameVariant(app, parts);
		if (problem !== void 0) return fail(problem);
		merged.push(withPlatforms(parts).reduce(together));
	}
	return succeed(merged.toSorted((a, b) => a.app < b.app ? -1 : 1));
}
function withPlatforms(parts) {
	const all = new Set(parts.flatMap(platformsOf));
	if (all.size <= 1) return parts;
	const isCommon = isInAll(parts);
	const isShared = (one) => isAboutRun(one) && isCommon(one);
	return parts.map((part) => {
		const own = platformsOf(part);
		const [platform, ...others] = own;
		if (platform === void 0 || own.length === all.size) return part;
		return {
			...part,
			findings: part.findings.flatMap((one) => one.platform !== void 0 || isShared(one) ? [one] : own.map((of) => withPlatform(one, of))),
			causes: others.length > 0 ? part.causes : part.causes.map((one) => ({
				...one,
				platform: one.platform ?? platform
			}))
		};
	});
}
function isAboutRun({ id, revision, mode, metric }) {
	return id === "budget/loosened" || revision === void 0 && mode === void 0 && metric === void 0;
}
function ofOtherCommits(app, parts) {
	return new Set(parts.map(({ base, head }) => `${base?.sha ?? "none"} ${head.sha}`)).size > 1 ? `the reports of \`${app}\` are about different commits: publish only reports of one run together` : void 0;
}
function withSameVariant(app, parts) {
	const variants = parts.flatMap((part) => part.variants.map(({ revision, mode, platform }) => `${revision}, ${mode}, ${platform}`));
	const twice = variants.find((one, index) => variants.indexOf(one) !== index);
	return twice === void 0 ? void 0 : `two reports of \`${app}\` have the same variant (${twice}): set a different \`app\` in the configuration of each service`;
}
function together(one, other) {
	const floors = [one.noise.floor, other.noise.floor].filter((floor) => floor !== null);
	const reference = one.reference ?? other.reference;
	const programs = [...one.programs ?? [], ...other.programs ?? []];
	const linked = [...one.linked ?? [], ...other.linked ?? []];
	const scans = uniqueByValue([...one.scans ?? [], ...other.scans ?? []]);
	return {
		...one,
		...reference === void 0 ? {} : { reference },
		verdict: worst([one.verdict, other.verdict]),
		variants: [...one.variants, ...other.variants],
		budgets: uniqueByValue([...one.budgets, ...other.budgets]),
		comparisons: [...one.comparisons, ...other.comparisons],
		findings: uniqueByValue([...one.findings, ...other.findings]),
		causes: [...one.causes, ...other.causes],
		...programs.length === 0 ? {} : { programs },
		...linked.length === 0 ? {} : { linked },
		...scans.length === 0 ? {} : { scans },
		...vulnerabilitiesOf(one, other),
		noise: {
			floor: floors.length === 0 ? null : Math.max(...floors),
			rounds: Math.max(one.noise.rounds, other.noise.rounds)
		},
		jobs: [...measuringJobs(one), ...measuringJobs(other)]
	};
}
function vulnerabilitiesOf(one, other) {
	const [a, b] = [one.vulnerabilities, other.vulnerabilities];
	if (a === void 0 || b === void 0) {
		const only = a ?? b;
		return only === void 0 ? {} : { vulnerabilities: only };
	}
	const problem = a.problem ?? b.problem;
	const programs = [...a.programs, ...b.programs];
	return { vulnerabilities: {
		...b,
		...a,
		...problem === void 0 ? {} : { problem },
		programs
	} };
}
// src/report/terminal/scans.ts
const mostRows$1 = 20;
function scanLines(report, width) {
	const { scans = [] } = report;
	if (scans.length === 0) return [];
	const rows = scanRows(report);
	const imagesOf = scannedImages(report);
	const lines = rows.slice(0, mostRows$1).map((row) => {
		const { id, package: of, version, fixed, severity } = row.vulnerability;
		const fix = fixed === void 0 ? "" : `, fixed in ${fixed}`;
		return `${row.change} ${severity} ${id}: ${of} ${version}${fix} (${row.where})`;
	});
	const left = unlistedText(scans, rows.length - lines.length);
	return [[
		...scans.map((scan) => `${variantsText([imagesOf(scan)])}: ${scanText(scan)}`),
		...lines,
		...left === void 0 ? [] : [left]
	].map((line) => wrap(printable(line, 300), width, 2)).join("\n")];
}
// src/report/terminal/vulnerabilities.ts
const mostRows = 40;
function vulnerabilityText(view, width, paint) {
	if (view === void 0) return "";
	const { added, removed, kept, hasBase, notes } = view;
	const lines = [
		...listOf("New", added),
		...listOf("Fixed by this change", removed),
		...listOf(hasBase ? "In base and head" : "In head", kept),
		...notes.map((line) => [printable(line, 600)])
	].map(([first = "", ...rest]) => [wrap(first, width, 2), ...rest.map((line) => paint(wrap(line, width, 4), "dim"))].join("\n"));
	return [paint(`Known vulnerabilities: ${countsText(view)}`, "bold"), ...lines].join("\n");
}
const fixText = (fixed) => fixed === "" ? "no version without it is known" : `fixed in ${fixed}`;
function listOf(title, rows) {
	const shown = rows.slice(0, mostRows).map(({ id, summary, module, fixed, code, chain, where }) => {
		return [`${title}: ${id}${summary === "" ? "" : `: ${summary}`}${where === "" ? "" : ` (${where})`}`, `${module}, ${fixText(fixed)}; ${chain === "" ? code : chain}`].map((line) => printable(line, 600));
	});
	const left = rows.length - shown.length;
	return left > 0 ? [...shown, [`${title}: … and ${left} more`]] : shown;
}
// src/report/terminal/terminal.ts
const marks = {
	improved: "↓",
	pass: "✓",
	inconclusive: "?",
	warn: "!",
	unmeasured: "?",
	fail: "✗"
};
const styleOf = {
	improved: "green",
	pass: "green",
	inconclusive: "cyan",
	warn: "yellow",
	unmeasured: "cyan",
	fail: "red"
};
function terminalTable(report, { color, width }) {
	const paint = painter(color);
	const all = grids(report);
	const findings = detailedFindings(report);
	return `${[
		headline(report, {
			width,
			paint,
			repeated: new Set(all.length === 0 ? findings.map(({ message }) => message) : [])
		}),
		...all.map((grid) => {
			return `${all.length > 1 ? `  ${paint(printable(grid.platform, 40), "bold")}\n` : ""}${gridText(grid, width, paint)}`;
		}),
		...all.flatMap(({ gapNote }) => gapNote === void 0 ? [] : [paint(wrap(printable(gapNote, 600), width, 2), "dim")]),
		vulnerabilityText(vulnerabilityView(report), width, paint),
		paint(wrap(caption(report), width, 2), "dim"),
		...scanLines(report, width),
		...findings.map((finding) => {
			const about = finding.modes === "" ? "" : `${printable(finding.modes)}: `;
			const log = finding.log.flatMap((line) => line.split(/\r\n|\n|\r/)).map((line) => printable(line, 300));
			return [
				`  ${lineMark(finding.verdict, paint)} ${wrap(`${about}${printable(finding.message, ownSentence)}`, width, 4).trimStart()}`,
				...log.map((line) => `    ${paint("│", "dim")} ${line}`.trimEnd()),
				...finding.fix === void 0 ? [] : [wrap(`fix: ${printable(finding.fix, ownSentence)}`, width, 4)]
			].join("\n");
		})
	].filter((part) => part !== "").join("\n\n")}\n`;
}
const lineMark = (verdict, paint) => verdict === "pass" ? paint("·", "dim") : paint(marks[verdict], styleOf[verdict]);
function headline(report, { width, paint, repeated }) {
	const { verdict, words, lines, state, cause, accepted } = headlineOf(report);
	const items = lines.filter(({ text }) => !repeated.has(text)).map((line) => {
		const subject = printable(line.subject);
		const text = wrap(`${subject === "" ? "" : `${subject}  `}${printable(line.text, ownSentence)}`, width, 4).trimStart();
		const rest = text.slice(subject.length);
		const start = text.startsWith(subject) ? `${paint(subject, "bold")}${rest}` : text;
		return `  ${lineMark(line.verdict, paint)} ${start}`;
	});
	const first = `${marks[verdict]} linkgate · ${printable(report.app, 60)}: ${printable(words)}`;
	return [
		paint(wrap(first, width, 0), "bold", styleOf[verdict]),
		...accepted === void 0 ? [] : [wrap(printable(accepted, 600), width, 2)],
		...items,
		...state === void 0 ? [] : [wrap(printable(state, 600), width, 2)],
		...cause === void 0 ? [] : [wrap(`${printable(cause.label, 100)}: ${printable(cause.items.join(" · "), 600)}`, width, 4)]
	].join("\n");
}
function gridText(grid, width, paint) {
	const label = {
		title: "",
		left: true,
		cells: grid.rows.map((row) => ({ text: printable(row.label, 40) }))
	};
	const columnsOf = (rows) => grid.modes.map((mode, index) => [...modeColumns(`${printable(mode, 30)}${grid.notes[index] ?? ""}`, rows, index), ...gapColumn(`− ${printable(grid.reference ?? "", 30)}`, gapsOf$1(grid, index))]);
	const modes = columnsOf(grid.rows);
	const gap = gapColumn(printable((grid.gap ?? []).join(" − "), 40), grid.gap && grid.rows.map((row) => row.gap));
	const whole = [
		label,
		...modes.flat(),
		...gap
	];
	if (widthOf(whole) <= width) return columnsText(whole, paint);
	const brief = [
		label,
		...columnsOf(grid.rows.map(briefRow)).flat(),
		...gap
	];
	if (widthOf(brief) <= width) return columnsText(brief, paint);
	const [full, short] = [modes, columnsOf(grid.rows.map(briefRow))].map((one) => split(label, one, width));
	return (full !== void 0 && full.length <= (short?.length ?? 0) ? full : short ?? []).map((columns) => columnsText(columns, paint)).join("\n\n");
}
function split(label, modes, width) {
	const tables = [];
	for (const columns of modes) {
		const last = tables.at(-1);
		if (last !== void 0 && widthOf([...last, ...columns]) <= width) last.push(...columns);
		else tables.push([label, ...columns]);
	}
	return tables;
}
const briefRow = (row) => ({
	...row,
	cells: row.cells.map((cell) => ({
		...cell,
		...cell.brief
	}))
});
function modeColumns(heading, rows, index) {
	const column = (title, on, text) => {
		const cells = rows.map((row) => row.cells[index] ?? {
			value: "",
			change: ""
		});
		const room = cells.some(({ mark }) => mark?.on === on);
		return {
			title: room ? `${title}  ` : title,
			cells: cells.map((cell) => {
				const verdict = cell.mark?.on === on ? cell.mark.verdict : void 0;
				return {
					text: `${printable(text(cell), 40)}${markText(verdict, room)}`,
					verdict
				};
			})
		};
	};
	const changes = rows.filter((row) => (row.cells[index]?.change ?? "") !== "");
	const title = changes.some(({ isFact }) => isFact !== true) ? "Δ" : "";
	return [column(heading, "value", (cell) => cell.value), ...changes.length > 0 ? [column(title, "change", (cell) => cell.change)] : []];
}
function gapColumn(title, gaps) {
	if (gaps === void 0) return [];
	const room = gaps.some((gap) => gap?.verdict !== void 0);
	const cells = gaps.map((gap) => ({
		text: `${gap?.text ?? ""}${markText(gap?.verdict, room)}`,
		verdict: gap?.verdict
	}));
	return [{
		title: room ? `${title}  ` : title,
		cells
	}];
}
function markText(verdict, room) {
	if (verdict !== void 0) return ` ${marks[verdict]}`;
	return room ? "  " : "";
}
const widest = ({ title, cells }) => Math.max(displayWidth(title), ...cells.map(({ text }) => displayWidth(text)));
const between = 3;
function widthOf(columns) {
	return 2 + columns.reduce((sum, column) => sum + widest(column) + between, -3);
}
function columnsText(columns, paint) {
	const widths = columns.map(widest);
	const line = (cell) => `  ${columns.map(cell).join(" ".repeat(between))}`.trimEnd();
	return [
		line((column, index) => paint(aligned(column.title, widths[index] ?? 0, column.left), "bold")),
		`  ${paint("─".repeat(widthOf(columns) - 2), "dim")}`,
		...(columns[0]?.cells ?? []).map((_, row) => line((column, index) => {
			const { text, verdict } = column.cells[row] ?? { text: "" };
			const shown = aligned(text, widths[index] ?? 0, column.left);
			return verdict === void 0 ? shown : paint(shown, styleOf[verdict]);
		}))
	].join("\n");
}
function caption({ base, head, go, engine, noise }) {
	const short = (sha) => printable(sha.slice(0, 7));
	return [
		`head ${short(head.sha)}${head.dirty ? " with uncommitted changes" : ""}${base === null ? ", no base" : ` against base ${short(base.sha)}`}`,
		...noise.rounds === 0 ? [] : [plural(noise.rounds, "round")],
		printable(go.version, 40),
		printable(engineText(engine), 60)
	].join(" · ");
}
// src/report/explanation.ts
const shown$1 = (text) => printable(text, 200);
const plain = (name) => name;
const mostModules = 12;
const mostPackages = 6;
const mostItems = 3;
const mostCauses$1 = 8;
const smallest = .005;
function explanationText(path, program) {
	const { size, toolchain, problem, modules, parts } = program;
	const by = toolchain === void 0 ? "" : `, built by ${toolchain}`;
	const tree = {
		whole: size,
		format: formatSize,
		share: formatProportion
	};
	return `${[
		`${shown$1(path)}: ${formatSize(size)}${shown$1(by)}`,
		...problem === void 0 ? [] : [`No package is known: ${shown$1(problem)}.`],
		...section("Modules and packages", modules.map(moduleRow), tree),
		...section("In no package, or in several", partRows(parts), tree),
		...mayEmbed(program) ? ["", embedsUnnamed] : []
	].join("\n")}\n`;
}
const embedsUnnamed = "No embedded file is known by name: one that is a string or bytes has none in the program, and counts as a string of its package. `linkgate check` reads the source and names it.";
function mayEmbed({ modules }) {
	const packages = modules.flatMap((one) => one.kind === "standard-library" ? one.packages : []);
	return !modules.some((one) => one.packages.some(({ items }) => items.some(({ kind }) => kind === "embedded-file"))) && packages.some(({ name }) => name === "embed");
}
function explanationJson(program) {
	return `${harmlessJson(program)}\n`;
}
function unknownPrograms({ paths, base, head }, shownPath, shownReason = plain) {
	return [{
		path: paths.base,
		...base
	}, {
		path: paths.head,
		...head
	}].flatMap(({ path, problem }) => problem === void 0 ? [] : [`No package of ${shownPath(path)} is known: ${shownReason(problem)}.`]);
}
function differenceText(explained) {
	const { paths, difference } = explained;
	const { base, head, delta, causes, build, modules, parts } = difference;
	const tree = {
		whole: delta,
		format: (bytes) => formatDelta(bytes, "B"),
		share: formatPercent
	};
	const share = base === 0 ? null : head / base;
	return `${[
		`${shown$1(paths.base)} → ${shown$1(paths.head)}: ${formatSize(base)} → ${formatSize(head)}, ${withShare(formatDelta(delta, "B"), delta, share)}`,
		...unknownPrograms(explained, shown$1, shown$1),
		...section("Why", causes.map((cause) => ({
			name: causeTitle(cause, plain),
			bytes: cause.delta
		})), tree, mostCauses$1),
		...build.length === 0 ? [] : [
			"",
			"Build",
			...build.map((one) => `  ${shown$1(buildChangeText(one, plain))}`)
		],
		...section("Modules and packages", modules.map(changedModuleRow), tree),
		...section("In no package, or in several", partRows(parts), tree)
	].join("\n")}\n`;
}
function differenceJson({ base, head, difference }) {
	return `${harmlessJson({
		base,
		head,
		difference
	})}\n`;
}
function moduleRow({ name, version, size, packages }) {
	return {
		name: version === void 0 ? name : `${name} ${version}`,
		bytes: size,
		rows: packages.map((one) => ({
			name: one.name,
			bytes: one.size,
			about: partsText(one.parts, formatSize),
			rows: one.items.map((item) => ({
				name: item.name,
				bytes: item.size
			}))
		}))
	};
}
function changedModuleRow({ name, version, base, head, delta, packages }) {
	const { base: from, head: to } = version;
	const versions = from === to ? to ?? "" : [from, to].filter((one) => one !== null).join(" → ");
	return {
		name: `${base === 0 ? "new: " : head === 0 ? "removed: " : ""}${name} ${versions}`.trim(),
		bytes: delta,
		rows: packages.map((one) => ({
			name: one.name,
			bytes: one.delta,
			about: partsText(one.parts, (bytes) => formatDelta(bytes, "B")),
			rows: one.items.map((item) => ({
				name: item.name,
				bytes: item.delta
			}))
		}))
	};
}
function sortedParts(parts) {
	return Object.entries(parts).toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}
function partRows(parts) {
	return sortedParts(parts).map(([part, bytes]) => ({
		name: partLabels[part],
		bytes
	}));
}
const mostParts = 3;
function partsText(parts, format) {
	return sortedParts(parts).slice(0, mostParts).map(([part, bytes]) => `${partLabels[part]} ${format(bytes)}`).join(", ");
}
function section(title, rows, tree, most = mostModules) {
	return rows.length === 0 ? [] : [
		"",
		title,
		...levelLines(rows, tree, [
			most,
			mostPackages,
			mostItems
		], 0)
	];
}
function levelLines(rows, tree, [most = 0, ...rest], depth) {
	const isLarge = ({ bytes }) => depth === 0 || Math.abs(bytes) >= Math.abs(tree.whole) * smallest;
	const large = rows.filter(isLarge);
	if (large.length === 0) return [];
	const kept = rows.length <= most + 1 && rows.length - large.length <= 1 ? rows : large.slice(0, most);
	const left = rows.filter((row) => !kept.includes(row));
	const indent = "  ".repeat(depth);
	const lines = kept.flatMap((row) => [line(row, tree, indent), ...rest.length === 0 || row.rows === void 0 ? [] : levelLines(row.rows, tree, rest, depth + 1)]);
	if (left.length === 0) return lines;
	const bytes = left.reduce((sum, row) => sum + row.bytes, 0);
	return [...lines, line({
		name: `… and ${plural(left.length, "smaller one")}`,
		bytes
	}, tree, indent)];
}
const sizeWidth = 10;
const shareWidth = 9;
function line({ name, bytes, about }, { whole, format, share }, indent) {
	const part = whole === 0 ? "" : share(bytes / whole);
	return `${`${aligned(format(bytes), sizeWidth)}${aligned(part, shareWidth)}`}  ${indent}${shown$1(name)}${about === void 0 || about === "" ? "" : `  (${about})`}`;
}
// src/report/html/explanation-page.ts
function explanationPage(path, program, mask) {
	const name = shownName(mask(path));
	const { size, toolchain, problem } = program;
	const by = toolchain === void 0 ? "" : `, built by ${toolchain}`;
	return htmlPage({
		title: `linkgate: ${name}`,
		body: [
			`<header><h1>${escapeHtml(name)}: ${formatSize(size)}</h1>`,
			`<p>${sentenceHtml(mask(`${sizeText(size)}${by}.`))}</p>`,
			problem === void 0 ? "" : `<p>No package is known: ${sentenceHtml(mask(problem))}.</p>`,
			mayEmbed(program) ? `<p>${sentenceHtml(embedsUnnamed)}</p>` : "",
			"</header><main>",
			programSection([{
				label: name,
				tree: shownTree(name, void 0, program, mask)
			}], false),
			"</main>"
		].join("\n")
	});
}
function differencePage(explained, mask) {
	const { paths, base, head, difference } = explained;
	const [from, to] = [shownName(mask(paths.base)), shownName(mask(paths.head))];
	const { delta, build } = difference;
	const unknown = unknownPrograms(explained, quote);
	const change = withShare(formatDelta(delta, "B"), delta, base.size === 0 ? null : head.size / base.size);
	const changes = build.map((one) => `<li>${sentenceHtml(mask(buildChangeText(one, quote)))}</li>`);
	return htmlPage({
		title: `linkgate: ${from} → ${to}`,
		body: [
			`<header><h1>${escapeHtml(`${from} → ${to}: ${change}`)}</h1>`,
			`<p>${formatSize(base.size)} → ${formatSize(head.size)}</p>`,
			...unknown.map((sentence) => `<p>${sentenceHtml(mask(sentence))}</p>`),
			"</header><main>",
			causesSection(difference, mask),
			build.length === 0 ? "" : `<section><h2>Build</h2><ul>${changes.join("")}</ul></section>`,
			programSection([{
				label: to,
				tree: shownTree(to, base, head, mask)
			}], true),
			"</main>"
		].join("\n")
	});
}
const most = {
	packages: 200,
	items: 350
};
function shownTree(name, base, head, mask) {
	return programTree(name, programRows(base, head, most), (text) => shownName(mask(text)));
}
const sizeText = (bytes) => `${bytes.toLocaleString("en")} bytes`;
const mostCauses = 12;
function causesSection({ causes, delta }, mask) {
	if (causes.length === 0) return "";
	const share = (bytes) => delta === 0 ? "" : shareOfChange$1(bytes / delta);
	const row = (name, bytes) => `<tr><th scope="row">${sentenceHtml(name)}</th><td>${formatDelta(bytes, "B")}</td><td>${share(bytes)}</td></tr>`;
	const rows = causes.slice(0, mostCauses).map((cause) => row(mask(causeTitle(cause, quote)), cause.delta));
	const left = causes.slice(mostCauses);
	const bytes = left.reduce((sum, cause) => sum + cause.delta, 0);
	return `<section aria-labelledby="causes-title">
<h2 id="causes-title">Why it changed</h2>
<div class="scroll" role="region" aria-label="Causes" tabindex="0"><table>
<thead><tr><th scope="col">Cause</th><th scope="col">Change</th><th scope="col">Share</th></tr></thead>
<tbody>${rows.join("")}${left.length === 0 ? "" : row(`… and ${left.length} smaller`, bytes)}</tbody>
</table></div>
</section>`;
}
// src/report/terminal/blocks.ts
const shown = (text) => printable(text, longestText);
const longestText = 200;
function blocksText(blocks, { color, width }) {
	const paint = painter(color);
	return `${blocks.map((block, index) => {
		return `${index > 0 && block.kind !== "fact" ? "\n" : ""}${blockText(block, width, paint)}`;
	}).join("\n")}\n`;
}
const heading = (text) => ({
	kind: "heading",
	text
});
function blockText(block, width, paint) {
	switch (block.kind) {
		case "heading": return paint(wrap(block.text, width, 0), "bold");
		case "rows": return rowsText(block, width, paint);
		case "fact": {
			const { mark, style } = levelMarks[block.level];
			const message = wrap(printable(block.message, ownSentence), width, 4).trimStart();
			return `  ${paint(mark, style)} ${message}\n${wrap(`→ ${printable(block.fix, ownSentence)}`, width, 4)}`;
		}
	}
}
function rowsText({ title, rows, most }, width, paint) {
	const names = Math.max(0, ...rows.map(([name]) => displayWidth(shown(name))));
	const indent = names === 0 ? 2 : names + 4;
	return [paint(title, "bold"), ...rows.map(([name, value]) => {
		return `  ${names === 0 ? "" : `${aligned(shown(name), names, true)}  `}${inked(wrap(printable(value, most), width, indent).trimStart(), paint)}`;
	})].join("\n");
}
const answerStyles = {
	"✓ ": "green",
	"✗ ": "red",
	"? ": "cyan"
};
function inked(value, paint) {
	const mark = value.slice(0, 2);
	const style = Object.hasOwn(answerStyles, mark) ? answerStyles[mark] : void 0;
	return style === void 0 ? value : `${paint(mark, style)}${value.slice(2)}`;
}
function rows(title, given, most = longestText) {
	return [{
		kind: "rows",
		title,
		rows: given.filter((row) => row[1] !== void 0 && row[1] !== ""),
		most
	}];
}
const levelMarks = {
	fatal: {
		mark: "✗",
		style: "red"
	},
	warn: {
		mark: "!",
		style: "yellow"
	},
	info: {
		mark: "·",
		style: "dim"
	}
};
// src/report/inspected-vulnerabilities.ts
function inspectedVulnerabilityBlocks(given) {
	if (given === void 0) return [];
	const { date, database, result } = given;
	const about = [["database", database && databaseText(database, date)]];
	if (!result.ok) return rows("Known vulnerabilities: not checked", [["because", result.problem.message], ...about], ownSentence);
	const { found, unversioned } = result.value;
	const listed = found.map((one) => {
		const { id, summary, module, fixed, code } = rowOf(one, "");
		return [id, [
			summary,
			`${module}, ${fixText(fixed)}`,
			code
		].filter(Boolean).join("; ")];
	});
	const left = unversioned.length === 0 ? void 0 : `${unversionedText(unversioned)}, because they have no version`;
	return rows(`Known vulnerabilities: ${vulnerabilityCount(found)}`, [
		...listed,
		["not checked", left],
		...about
	], ownSentence);
}
function inspectedVulnerabilityValue(given) {
	if (given === void 0) return {};
	const { result, ...about } = given;
	const value = result.ok ? result.value : {
		kind: "unchecked",
		problem: result.problem.message
	};
	return { vulnerabilities: {
		...about,
		...value
	} };
}
// src/report/inspection.ts
function inspectionText(path, inspection, terminal, vulnerabilities) {
	return blocksText([...inspection.kind === "program" ? [
		heading(`${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`),
		...programBlocks(inspection.program),
		...behaviorBlocks(inspection.behavior)
	] : imageBlocks(path, inspection), ...inspectedVulnerabilityBlocks(vulnerabilities)], terminal);
}
function summary(program) {
	const { buildInfo, kind, machine, format } = program;
	const by = buildInfo === void 0 ? "" : `, linked by ${buildInfo.go}`;
	return shown(`${formatName[format]} ${machine}, ${kind}${by}`);
}
function linkedAs(program) {
	if (program.format === "elf") return program.elf;
	return program.format === "pe" ? program.pe : program.machO;
}
function programBlocks(program) {
	const { buildInfo, libraries } = program;
	const elf = program.format === "elf" ? program.elf : void 0;
	const { link, symbolTable, debugInfo } = linkedAs(program);
	const cgo = buildInfo?.settings["CGO_ENABLED"];
	const build = Object.entries(buildInfo?.settings ?? {}).filter(([name]) => name.startsWith("-") || name === "CGO_ENABLED");
	return [
		...rows("Linkage", [
			["because", program.why],
			["interpreter", elf?.interpreter],
			["libraries", libraries.join(", ") || "none"],
			["needs", elf === void 0 ? void 0 : highest(elf.versionsNeeded.map(({ version }) => version))],
			["linked by", link === void 0 ? void 0 : link === "internal" ? "Go's own linker" : "the system's linker"],
			["symbols", present(symbolTable)],
			["DWARF", present(debugInfo)]
		]),
		...rows("Hardening", hardeningRows(hardening(program)).map(({ fact, value }) => [fact, value])),
		...buildInfo === void 0 ? [] : rows("Go", [
			["main", buildInfo.path],
			["module", buildInfo.main === void 0 ? void 0 : `${buildInfo.main.path} ${buildInfo.main.version}`],
			["modules", `${Object.keys(buildInfo.modules).length}`],
			["cgo", cgo === void 0 ? void 0 : cgo === "1" ? "enabled" : "disabled"],
			["build", build.map(([name, value]) => `${name}=${value}`).join(" ")]
		])
	];
}
function present(there) {
	return there === void 0 ? void 0 : there ? "present" : "stripped";
}
function highest(versions) {
	const found = new Intl.Collator("en", { numeric: true });
	return versions.filter((version) => version.startsWith("GLIBC_")).sort(found.compare).at(-1);
}
function imageBlocks(path, { saved, check, contents }) {
	const { image, platform } = saved;
	const sum = (values) => values.reduce((total, value) => total + value, 0);
	const unpacked = sum(image.layers.map(({ size }) => size));
	const pulled = sum(image.layers.map(({ compressedSize }) => compressedSize));
	const wasted = sum(image.layers.map((layer) => layer.wasted ?? 0));
	const own = image.layers.filter(({ base }) => base === false);
	const onBase = image.layers.length - own.length;
	return [
		heading(`${shown(path)}: image ${image.id.slice(0, 12)}${platform === void 0 ? "" : ` for ${shown(platform)}`}`),
		...rows("Image", [
			["unpacked", formatSize(unpacked)],
			["pulled", `${formatSize(pulled)} (zlib, level 6)`],
			["wasted", wasted === 0 ? "nothing" : `${formatSize(wasted)} in files that a later layer overwrites or removes`],
			["own layers", image.layers.some(({ base }) => base === void 0) ? void 0 : onBase === 0 ? `all ${own.length} (the base image has none of them)` : `${own.length} of ${image.layers.length}, ${formatSize(sum(own.map(({ size }) => size)))}, ${formatSize(sum(own.map(({ compressedSize }) => compressedSize)))} pulled`],
			["starts", [...image.entrypoint, ...saved.command].join(" ")],
			["user", image.user === "" ? "root" : image.user],
			["directory", image.workingDir === "" ? "/" : image.workingDir]
		]),
		...rows("Layers", image.layers.map(({ size, compressedSize, createdBy = "", base }, index) => [`${index + 1}`, `${formatSize(size)}, ${formatSize(compressedSize)} pulled  ${base === true ? "(base image) " : ""}${createdBy}`])),
		...check.ok ? checkBlocks(check.value) : rows("Program", [["", check.problem.message]]),
		...contents === void 0 ? [] : contentsBlocks(contents, check)
	];
}
function contentsBlocks(contents, check) {
	const program = check.ok && check.value.program.ok ? check.value.program.value.program : void 0;
	return rows("What it contains", [...contentsFacts(contents).map(({ label, text }) => [lower(label), text]), ["updates", program && updatesText(linkageOf(succeed(program)), contents)]], ownSentence);
}
function checkBlocks(check) {
	const { entry, program: found } = check;
	const { load, runtime = [] } = found.ok ? found.value : {};
	const problems = [...entry.problems, ...load?.problems ?? []];
	const facts = [...uniqueByValue(problems).map((problem) => ({
		problem,
		level: isFatalProblem(problem) ? "fatal" : "warn"
	})), ...runtime.map((problem) => ({
		problem,
		level: problem.level
	}))];
	return [
		...found.ok ? foundBlocks(found.value) : rows("Program", [["", found.problem.message]]),
		...rows("In this image", [["", startsLine(check)], ...(load?.libraries ?? []).map(({ name, path: at }) => [name, at ?? "not found"])]),
		...facts.map(({ level, problem }) => ({
			kind: "fact",
			level,
			message: factMessage(problem),
			fix: factFix(problem)
		}))
	];
}
function foundBlocks({ path, program, size, behavior }) {
	return [
		heading(`${shown(path)}: ${summary(program)}, ${formatSize(size)}`),
		...programBlocks(program),
		...behaviorBlocks(behavior)
	];
}
function behaviorBlocks(behavior) {
	if (behavior === void 0) return [];
	return rows("At run time", runtimeTopics.map((topic) => [lower(topicLabels[topic]), topicWords(topic, behavior)?.full]), ownSentence);
}
function startsLine(check) {
	switch (willStart(check)) {
		case "no": return "✗ it will not start";
		case "yes": return "✓ it will start";
		case "unknown": return `? linkgate found no problem, but cannot check what \`${firstLine(check.entry.unknownIn ?? "")}\` does first`;
	}
}
const firstLine = (text) => text.trim().split("\n")[0] ?? "";
// src/report/inspection-json.ts
function inspectionJson(path, inspection, vulnerabilities) {
	const value = inspection.kind === "program" ? {
		path,
		kind: "program",
		size: inspection.size,
		program: programValue(inspection.program),
		...inspection.behavior === void 0 ? {} : { behavior: inspection.behavior }
	} : {
		path,
		kind: "image",
		...withoutFiles(inspection.saved),
		...inspection.contents === void 0 ? {} : { contents: inspection.contents },
		check: checkValue(inspection.check)
	};
	return `${harmlessJson({
		...value,
		...inspectedVulnerabilityValue(vulnerabilities)
	})}\n`;
}
function checkValue(check) {
	if (!check.ok) return { problem: check.problem.message };
	const { entry, program: found } = check.value;
	const about = {
		starts: willStart(check.value),
		entry: {
			...entry,
			problems: entry.problems.map(problemValue)
		}
	};
	if (!found.ok) return {
		...about,
		problem: found.problem.message
	};
	const { load, runtime, program, ...rest } = found.value;
	return {
		...about,
		...rest,
		program: programValue(program),
		...load === void 0 ? {} : { load: {
			...load,
			problems: load.problems.map(problemValue)
		} },
		runtime: runtime.map(factValue)
	};
}
function problemValue(problem) {
	return {
		fatal: isFatalProblem(problem),
		...factValue(problem)
	};
}
function factValue(problem) {
	return {
		...problem,
		message: factMessage(problem),
		shown: factOutput(problem),
		fix: factFix(problem)
	};
}
function programValue(program) {
	return {
		...program,
		hardening: hardening(program)
	};
}
function withoutFiles({ root: _, contents: __, ...saved }) {
	return saved;
}
// src/report/with-scans.ts
function withScans(report, scans, { log, secrets }) {
	const [first = ""] = platformsOf(report);
	const used = scans.map((scan) => ({
		...scan,
		platform: scan.platform ?? first
	})).filter(({ mode, platform }) => {
		const isHere = report.variants.some((one) => one.mode === mode && one.platform === platform);
		const on = platform === first ? "" : ` on ${platform}`;
		if (!isHere) log.warning(`\`scans\` names the mode ${quote(mode)}${on}, which the report does not have`);
		return isHere;
	});
	return used.length === 0 ? report : shownReport({
		...report,
		scans: used
	}, secrets);
}
export { causeTitle as A, placeInside as C, renderReport as D, parseReport as E, isolationText as M, printable as N, reportPage as O, quote as P, findingPlace as S, largestReport as T, repositoryUri as _, explanationPage as a, budgetPlace as b, explanationJson as c, mergeReports as d, combinedText as f, docsUri as g, markdownBodies as h, differencePage as i, modesText as j, durationLine as k, explanationText as l, detailsPlaces as m, inspectionJson as n, differenceJson as o, headingText as p, inspectionText as r, differenceText as s, withScans as t, terminalTable as u, fingerprintText as v, sizeMetrics as w, compilerComplaint as x, hasChanges as y };
