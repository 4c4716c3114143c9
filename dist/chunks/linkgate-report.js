import { D as firstThatFits, E as bytesOf, S as visibleLine, T as remembered, b as hiddenCharacter, et as fail, ft as enumerate, g as shorten, mt as plural, nt as succeed, pt as lower, w as withoutCommands, x as showHidden, y as harmlessJson } from "./linkgate-core.js";
import { A as unmeasuredText, D as isFatalProblem, E as factOutput, G as formatDelta, H as isMeasured, J as formatInterval, K as formatDeltaInterval, O as conditionText, Q as formatValue, T as factMessage, W as isSameImage, X as formatShare, Y as formatPercent, Z as formatSize, _ as findingFix, a as outcomeOf, at as isMetric, ct as metrics, i as exitCodeOf, it as definitionOf, k as unmeasuredBrief, l as headlineOrder, m as verdicts, ot as labelOf, p as reportSchema, rt as withShare, s as worst, st as metricNames, u as isBudget, v as findingMessage, w as factFix, x as headlineWords, z as revisions } from "./linkgate-model.js";
import { c as hardeningRows, l as willStart, s as hardening, u as formatName } from "./linkgate-run.js";
import { g as object, h as number } from "./zod.js";
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
	for (const word of wordsOf$1(text, width - indent)) if (indent + displayWidth(line) + displayWidth(word) <= width) line += word;
	else {
		if (line.trim() !== "") lines.push(line);
		line = word.replace(/^ +/, "");
	}
	return [...lines, line].map((one) => `${start}${one}`).join("\n");
}
const words$1 = / *(?:[^ `]+|`[^`]*`|`|(?<=\d) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d))+| +/gu;
function wordsOf$1(text, room) {
	return (text.match(words$1) ?? []).flatMap((word) => displayWidth(word.replace(/^ +/, "")) <= room ? [word] : word.split(/(?<=[^ ])(?= )/));
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
// src/report/terminal/paint.ts
const escapeCharacter = String.fromCharCode(27);
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
		const start = styles.map((style) => codes[style]).join(";");
		return `${escapeCharacter}[${start}m${inked}${escapeCharacter}[0m${text.slice(inked.length)}`;
	};
}
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
function asCode(word) {
	const [, opening = "", rest = ""] = /^([("“]*)(.*)$/su.exec(word) ?? [];
	const [, inner = "", closing = ""] = /^(.*?)([)"”.,;:!?]*)$/su.exec(rest) ?? [];
	if (inner === "") return code(word);
	const own = Math.max(0, inner.split("(").length - inner.split(")").length);
	const kept = /^\)*/.exec(closing)?.[0].slice(0, own) ?? "";
	return `${opening}${code(inner + kept)}${closing.slice(kept.length)}`;
}
function sentence(text, most = 600, mostOfSpan = 80) {
	const parts = shorten(text, most).split("`");
	const even = parts.length % 2 === 0;
	const pieces = parts.flatMap((part, index) => {
		if (index % 2 === 1 && !(even && index === parts.length - 1)) return [code(part, mostOfSpan)];
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
// src/report/json.ts
const largestReport = 2e7;
function parseReport(json) {
	const version = object({ schema: number() }).safeParse(json);
	if (version.success && version.data.schema !== 1) return fail(`the report has schema ${version.data.schema}, but this version of linkgate reads schema 1`);
	const parsed = reportSchema.safeParse(json);
	if (parsed.success) return succeed(parsed.data);
	const { path, message } = firstIssue(parsed.error.issues);
	const where = path.length === 0 ? "the report" : quote(printable(pathText(path), 120));
	const said = message.replace(/^Invalid (?:input|option): /, "").replace(/^Invalid input$/, "unexpected value");
	return fail(`${where} is not valid: ${printable(said, 200)}`);
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
			...control === void 0 ? {} : { control: {
				...control,
				metrics: writtenMetrics(control.metrics)
			} }
		}
	};
	return `${harmlessJson(written)}\n`;
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
		report.findings.map(({ verdict, id, revision, mode, metric }) => [
			verdict,
			id,
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
function isRepeated({ metric }) {
	return !isMetric(metric) || metrics[metric].noise !== "info";
}
function isExact(metric) {
	return isMetric(metric) && metrics[metric].noise === "exact";
}
// src/report/lookup.ts
function modesOf(report) {
	const modes = [...new Set([...report.variants, ...report.comparisons].map(({ mode }) => mode))];
	const isFirst = (mode) => Number(ships(report, mode));
	return modes.toSorted((a, b) => isFirst(b) - isFirst(a));
}
function ships(report, mode) {
	return report.variants.some((one) => one.mode === mode && one.source === "shipped" && one.revision === "head");
}
const columnNote = (report, mode) => ships(report, mode) ? " (ships)" : "";
function platformsOf(report) {
	return [...new Set([...report.variants, ...report.comparisons].map(({ platform }) => platform))];
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
function unitOf(report, metric) {
	const known = definitionOf(metric)?.unit;
	if (known !== void 0) return known;
	return report.variants.map((variant) => measurementOf(variant, metric)).find(isMeasured)?.unit ?? "count";
}
// src/report/change.ts
function isOver(comparison) {
	const max = comparison.budget?.max;
	return max !== void 0 && comparison.head !== null && comparison.head > max;
}
function changeText(comparison, unit, brief = false) {
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
	"first-start",
	"engine-start",
	"build-time"
]);
const ofImages = new Set([
	"image-size",
	"pull-size",
	"layers"
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
		return isWithinNoise(report, comparison) ? "within noise" : changeText(comparison, unit, brief);
	};
	const change = changed(false);
	const on = change === "" || comparison !== void 0 && isOver(comparison) ? "value" : "change";
	return {
		value: known ?? "unmeasured",
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
function libcText({ libc, glibc }) {
	const name = libc ?? (glibc === void 0 ? "" : "glibc");
	return [name === "other" ? "" : name, glibc ?? ""].filter((text) => text !== "").join(" ");
}
function linkageText(linkage) {
	const libc = libcText(linkage);
	return libc === "" ? linkage.kind : `${linkage.kind}, ${libc}`;
}
function isAchieved(report, mode) {
	return !report.findings.some((finding) => finding.id === "link/mode-not-achieved" && finding.mode === mode && finding.revision !== "base");
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
				value: `${head.linkage.kind} ${isAchieved(report, mode) ? "✓" : "✗"}`,
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
			if (head === void 0) return empty;
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
function grids(report) {
	const known = metricsOf(report).filter((metric) => definitionOf(metric) !== void 0);
	return platformsOf(report).flatMap((platform) => {
		if (report.variants.filter((one) => one.revision === "head" && one.platform === platform).every((head) => Object.values(head.metrics).every((one) => !isMeasured(one)))) return [];
		const modes = modesOf(report).filter((mode) => [...report.variants, ...report.comparisons].some((one) => one.mode === mode && one.platform === platform));
		const pair = gapOf(modes);
		const note = pair === void 0 ? void 0 : gapNoteOf(report, pair, platform);
		const gap = note === void 0 ? pair : void 0;
		const rows = known.flatMap((metric) => {
			const cells = modes.map((mode) => cellOf(report, metric, mode, platform));
			if (minor.has(metric) && cells.every((cell) => cell.mark === void 0)) return [];
			if (cells.every((cell) => cell.value === "")) return [];
			const between = gap === void 0 ? void 0 : gapText(report, metric, gap, platform);
			return [{
				label: labelOf(metric),
				cells,
				...between === void 0 ? {} : { gap: between }
			}];
		});
		const facts = [linkageRow(report, modes, platform), sourceRow(report, modes, platform)];
		const all = [...rows, ...facts.filter((row) => row !== void 0)];
		return [{
			platform,
			modes,
			notes: modes.map((mode) => columnNote(report, mode)),
			...gap === void 0 ? {} : { gap },
			...note === void 0 ? {} : { gapNote: note },
			rows: all
		}];
	});
}
function gapOf(modes) {
	const [first, second, ...more] = modes;
	if (first === void 0 || second === void 0 || more.length > 0) return void 0;
	return first.startsWith("dynamic") && second.startsWith("static") ? [first, second] : [second, first];
}
function gapText(report, metric, gap, platform) {
	const variants = gap.map((mode) => variantOf(report, "head", mode, platform));
	if (variants.filter((variant) => variant?.source === "built-in").length === 1 && ofImages.has(metric)) return void 0;
	const [of, minus] = variants.map((variant) => measurementOf(variant, metric));
	if (!isMeasured(of) || !isMeasured(minus)) return void 0;
	return overlap(of, minus) ? "within noise" : formatDelta(of.value - minus.value, of.unit);
}
// src/report/words.ts
function modesText(findings) {
	const unnamed = findings.filter((one) => one.mode !== void 0 && !findingMessage(one).includes(quote(one.mode)));
	return enumerate(unnamed.flatMap(({ mode }) => mode ?? []));
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
function judgedBy(report, finding) {
	if (finding.id === "budget/unmeasured") return [];
	if (finding.verdict !== "fail" && finding.verdict !== "warn") return [];
	return report.comparisons.filter((one) => one.metric === finding.metric && (finding.mode === void 0 || one.mode === finding.mode) && one.verdict === finding.verdict && one.head !== null);
}
function reasonOf(report, finding) {
	for (const platform of platformsOf(report)) {
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
		...one.id === "budget/unmeasured" ? { isUnmeasured: true } : {}
	};
}
function unmeasuredLine(report, group) {
	const [first] = group;
	const labels = [...new Set(group.map(({ metric }) => labelOf(metric ?? "")))];
	const modes = enumerate(group.flatMap(({ mode }) => mode ?? []));
	return {
		verdict: first.verdict,
		subject: labels.map((label, index) => index === 0 ? label : lower(label)).join(" · "),
		text: `${modes}${modes === "" ? "" : " "}not measured: ${reasonOf(report, first)}`,
		isUnmeasured: true
	};
}
function comparedLines(report, all) {
	const several = platformsOf(report).length > 1;
	const broken = all.flatMap((one) => brokenParts(one).map((part) => ({
		one,
		part
	})));
	return [...Map.groupBy(broken, ({ one, part }) => ruleText(one, part))].map(([words, group]) => {
		const [{ one: first }] = group;
		const numbers = group.map(({ one, part }) => {
			return `${several ? `${one.mode} on ${one.platform}` : one.mode} ${amount(report, one, part)}`;
		});
		return {
			verdict: first.verdict,
			subject: labelOf(first.metric),
			text: `${numbers.join(", ")}${words === "" ? "" : `; ${words}`}`
		};
	});
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
	return withShare(changeText(comparison, unit, isBrief), delta, ratio);
}
// src/report/brief.ts
function worstReportsFirst(reports) {
	return reports.map((report) => ({
		report,
		rank: rankOf(report),
		size: sizeOf(report),
		share: shareOf(report)
	})).toSorted((a, b) => b.rank - a.rank || b.size - a.size || b.share - a.share || (a.report.app < b.report.app ? -1 : 1)).map(({ report }) => report);
}
function rankOf(report) {
	const outcome = outcomeOf(report);
	return outcome === "accepted" ? verdicts.indexOf("warn") + .5 : verdicts.indexOf(outcome);
}
const sizeOf = (report) => Math.max(0, ...sizeChanges(report).map(({ delta }) => Math.abs(delta ?? 0)));
const shareOf = (report) => Math.max(0, ...brokenOf(report).map(shareOfChange$1));
const shareOfChange$1 = ({ ratio }) => Math.abs((ratio ?? 1) - 1);
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
		const [worst] = (broken.get(metric) ?? []).toSorted((a, b) => shareOfChange$1(b) - shareOfChange$1(a));
		return worst === void 0 ? [] : [`${lower(labelOf(metric))} ${briefAmount(report, worst)}`];
	});
	const left = known.length - numbers.length;
	return left > 0 ? [...numbers, `${left} more`] : numbers;
	function changeOf({ metric, delta, ratio }) {
		return withShare(formatDelta(delta ?? 0, unitOf(report, metric)), delta ?? 0, ratio);
	}
}
// src/report/causes.ts
const keyOf = (cause) => JSON.stringify([
	cause.kind,
	cause.name,
	causeChangeText(cause)
]);
function causeGroups(report) {
	const byMetric = Map.groupBy(report.causes, ({ metric }) => metric);
	const order = metricsOf(report);
	return [...byMetric].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([metric, causes]) => {
		return {
			metric,
			rows: [...Map.groupBy(causes, keyOf).values()].map((group) => {
				const [cause] = group;
				return {
					cause,
					deltas: new Map(group.map((one) => [one.mode, one]))
				};
			}).toSorted((a, b) => size(b) - size(a) || novelty(b) - novelty(a))
		};
	});
}
const size = (row) => Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)));
const novelty = ({ cause }) => Number(cause.change.type === "added");
const strippedParts$1 = {
	symbols: "symbols",
	"debug-information": "debug information",
	"symbols-and-debug-information": "symbols and debug information"
};
const phases = {
	listen: {
		name: "until it listens",
		change: "package initialization and main"
	},
	response: {
		name: "first response",
		change: "after it accepted the connection"
	}
};
function causeKindText(kind) {
	return kind.replaceAll("-", " ");
}
function causeNameText(cause) {
	if (cause.kind === "symbols") return strippedParts$1[cause.name];
	return cause.kind === "phase" ? phases[cause.name].name : cause.name;
}
function causeChangeText(cause) {
	return [sortOf(cause), restOf(cause)].filter((word) => word !== "").join(" ");
}
function sortOf({ kind, change: { type } }) {
	if (kind === "symbols") return type === "added" ? "no longer stripped" : "now stripped";
	return type === "added" ? "new" : type === "removed" ? "removed" : "";
}
function restOf(cause) {
	switch (cause.kind) {
		case "toolchain": return changedText(cause.change);
		case "module": return cause.change.type === "changed" ? changedText(cause.change) : cause.change.version;
		case "base-image": return cause.change.type === "changed" ? changedText(cause.change) : "another digest";
		case "symbols": return "";
		case "build-setting": return settingText(cause.change);
		case "file": return cause.change.type === "modified" ? "changed" : "";
		case "init": return cause.change.type === "timing" ? timingText(cause.change) : "";
		case "phase": return phases[cause.name].change;
	}
}
const settingText = ({ from, to }) => from === "" ? `now ${quote(to)}` : to === "" ? `no longer ${quote(from)}` : `${quote(from)} → ${quote(to)}`;
const changedText = ({ from, to }) => `${from ?? "unknown"} → ${to ?? "unknown"}`;
function timingText({ allocs, bytes }) {
	const more = [...allocs === void 0 ? [] : [`${formatDelta(allocs, "count")} allocations`], ...bytes === void 0 ? [] : [formatDelta(bytes, "B")]];
	return more.length === 0 ? "no more allocations" : more.join(", ");
}
function causeName(cause) {
	const { kind, change } = cause;
	const name = causeNameText(cause);
	if (kind === "symbols") return `${strippedParts$1[cause.name]} ${sortOf(cause)}`;
	if (kind === "base-image" && change.type === "changed") return `${causeKindText(kind)} ${quote(change.from)} → ${quote(change.to)}`;
	return [
		sortOf(cause),
		causeKindText(kind),
		quote(name),
		restOf(cause)
	].filter((word) => word !== "").join(" ");
}
const most = 3;
function causeLine(report) {
	const broken = report.comparisons.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
	const named = new Map();
	let isMeasured = false;
	for (const { metric, rows } of causeGroups(report)) {
		const affected = metric === "binary-size" ? [
			"binary-size",
			"image-size",
			"pull-size"
		] : [metric];
		const modes = new Set(broken.filter((one) => affected.includes(one.metric)).map(({ mode }) => mode));
		for (const row of rows) {
			const cause = [...row.deltas.values()].find(({ mode }) => modes.has(mode));
			if (cause === void 0 || row.cause.kind === "file") continue;
			if (cause.share !== null && Math.abs(cause.share) < .1) continue;
			const known = named.get(row.cause.name) ?? {
				title: causeName(row.cause),
				effects: []
			};
			named.set(row.cause.name, known);
			if (cause.delta === null) continue;
			isMeasured = true;
			known.effects.push(`${lower(labelOf(metric))} ${formatDelta(cause.delta, unitOf(report, metric))}`);
		}
	}
	if (named.size === 0) return void 0;
	const items = [...named.values()].slice(0, most).map(({ title, effects }) => effects.length === 0 ? title : `${title}: ${effects.join(", ")}`);
	const left = named.size - items.length;
	return {
		label: isMeasured ? "Cause" : "What changed",
		items: left > 0 ? [...items, `${left} more`] : items
	};
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
	const told = report.findings.filter(({ verdict, id }) => verdict !== "pass" || isState(id) && !(id === "budget/no-baseline" && report.base === null));
	const budgets = budgetLines(report, told.filter(({ id }) => isBudget(id)));
	const others = told.filter(({ id }) => !isBudget(id));
	const state = stateOf(report);
	const cause = causeLine(report);
	const words = wordsOf(report, told, budgets, state);
	return {
		verdict: headlineVerdict(report),
		words: outcomeOf(report) === "accepted" ? `${words}, accepted` : words,
		...report.accepted === void 0 ? {} : { accepted: acceptedText(report.accepted) },
		lines: [...otherLines(others.filter(({ id }) => isState(id))).toSorted(worstFirst), ...[...otherLines(others.filter(({ id }) => !isState(id))), ...budgets].toSorted(worstFirst)],
		...state === void 0 ? {} : { state: state.text },
		...cause === void 0 ? {} : { cause }
	};
}
function stateOf(report) {
	if (report.base === null) {
		const found = report.findings.find(({ id }) => id === "budget/no-baseline");
		return {
			words: "no baseline",
			text: found === void 0 ? "There is no base to compare with yet: only `max` budgets were judged." : findingMessage(found)
		};
	}
	const heads = report.variants.filter(({ revision }) => revision === "head");
	const isSame = (part) => heads.length > 0 && heads.every((head) => part(head) !== void 0 && part(head) === part(variantOf(report, "base", head.mode, head.platform)));
	if (isSame((variant) => variant?.image?.id)) {
		const count = heads.length;
		return {
			words: "unchanged",
			text: `The ${count === 1 ? "image is" : count === 2 ? "images of both modes are" : `${count} images are`} byte-identical in base and head.`
		};
	}
	const isRebuilt = heads.every((head) => isSameImage(variantOf(report, "base", head.mode, head.platform)?.image, head.image));
	if (heads.length > 0 && isRebuilt) return {
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
function wordsOf(report, told, budgets, state) {
	const phrases = headlineOrder.flatMap((id) => phrasesOf(report, told, id));
	const unchecked = budgets.filter(({ isUnmeasured }) => isUnmeasured);
	const count = (verdict) => budgets.filter((line) => line.verdict === verdict && !line.isUnmeasured).length;
	const [failed, warned] = [count("fail"), count("warn")];
	if (failed > 0) phrases.push(`${plural(failed, "budget")} broken`);
	if (phrases.length === 0 && unchecked.length > 0) phrases.push("budgets unmeasured");
	if (warned > 0) phrases.push(plural(warned, "warning"));
	if (phrases.length === 0 && count("inconclusive") > 0) phrases.push("no budget broken, timing inconclusive");
	if (phrases.length === 0 && told.length > 0) phrases.push(plural(told.length, "finding"));
	if (state !== void 0 && (phrases.length === 0 || report.base === null)) phrases.push(state.words);
	if (phrases.length > 0) return phrases.join(", ");
	return platformsOf(report).length === 0 ? "nothing measured" : report.budgets.length === 0 ? "measured, no budgets" : "within all budgets";
}
function phrasesOf(report, told, id) {
	const phrase = phraseOf(id);
	if (phrase === void 0) return [];
	const subjects = told.filter((one) => one.id === id && (phrase.isState === true || isFatal(one.verdict))).flatMap(subjectsOf);
	const [head, base] = ["head", "base"].map((revision) => {
		const modes = subjects.filter((one) => one.revision === revision).map(({ mode }) => mode);
		if (modes.length === 0) return void 0;
		return modes.includes(void 0) || modesOf(report).every((mode) => modes.includes(mode)) ? "" : enumerate(modes.filter((mode) => mode !== void 0));
	});
	if (phrase.both !== void 0 && head !== void 0 && head === base) return [phrase.both(head)];
	return [...head === void 0 ? [] : [phrase.words(head, "head")], ...base === void 0 ? [] : [phrase.words(base, "base")]];
}
function subjectsOf({ params, mode, revision = "head" }) {
	const { variants = [], modes = [] } = params;
	if (variants.length > 0) return variants;
	return modes.length > 0 ? modes.map((one) => ({
		revision,
		mode: one
	})) : [{
		revision,
		mode
	}];
}
function otherLines(findings) {
	const same = (one) => [
		one.verdict,
		one.id,
		one.revision,
		findingMessage(one)
	].join("\n");
	return [...Map.groupBy(findings, same).values()].map((group) => {
		const [one] = group;
		return {
			verdict: one.verdict,
			subject: modesText(group),
			text: findingMessage(one)
		};
	});
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
// src/report/findings.ts
const mostLines = 40;
function toldFindings(report) {
	const told = report.findings.filter((one) => (one.log ?? []).length > 0 || findingFix(one) !== void 0 || one.verdict === "pass" && one.id !== "budget/no-baseline");
	const same = (one) => JSON.stringify([
		one.verdict,
		one.id,
		one.revision,
		findingMessage(one),
		one.log,
		findingFix(one)
	]);
	return [...Map.groupBy(told, same).values()].map((group) => {
		const [one] = group;
		const { id, verdict, log = [] } = one;
		const fix = findingFix(one);
		const left = log.length - mostLines;
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
// src/report/markdown/columns.ts
function columnsOf(report) {
	const platforms = platformsOf(report);
	return platforms.flatMap((platform) => modesOf(report).map((mode) => {
		const title = `${name(mode)}${columnNote(report, mode)}`;
		return {
			mode,
			platform,
			title: platforms.length > 1 ? `${title} ${name(platform)}` : title
		};
	}));
}
const columns = (left, right) => [...Array(left).fill("left"), ...Array(right).fill("right")];
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
		return [`**${name(mode)}** · ${buildOf(head.dockerfile)} ${how}, on ${on}${where}`, ...changes.length === 0 ? [] : [fence(changedLines(changes)), reasons(changes)]];
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
		...without === "" ? [] : [`without ${without}, because only a run of the workflow knows the values`],
		...by === void 0 ? [] : [`as in ${code(by)}`],
		...built.withoutGit === true ? ["without `.git`"] : [],
		...built.label === void 0 ? [] : [`with the added label ${code(built.label)}`]
	];
	return parts.length === 0 ? code(path) : `${code(path)} (${parts.join(", ")})`;
}
function changedLines(changes) {
	const lines = changes.slice(0, mostChanges).flatMap(({ line, before, after }) => [...before === void 0 ? [] : before.split("\n").map((text) => `${line}: - ${text}`), ...after === void 0 ? [] : after.split("\n").map((text) => `${line}: + ${text}`)]);
	const left = changes.length - mostChanges;
	return left > 0 ? [...lines, `… and ${left} more`] : lines;
}
function reasons(changes) {
	return [...new Set(changes.slice(0, mostChanges).map((change) => change.why))].map((one) => `- ${sentence(one)}`).join("\n");
}
// src/report/markdown/linkage.ts
function linkageSection(report) {
	const facts = [
		["Kind", ({ kind }) => kind],
		["Interpreter", ({ interpreter }) => interpreter === void 0 ? "none" : quote(interpreter)],
		["Libraries", ({ needed }) => needed.length === 0 ? "none" : needed.slice(0, 30).map(quote).join(" ")],
		["C library", ({ libc, glibc }) => [libc ?? "none", glibc === void 0 ? "" : `≥ ${glibc}`].join(" ")],
		["Machine", ({ machine }) => machine],
		["Linked by", ({ go }) => go ?? "unknown"],
		["Symbols", ({ symbols }) => bytesText(symbols)],
		["Debug information", ({ debug }) => bytesText(debug)]
	];
	const all = columnsOf(report);
	const variants = all.map(({ mode, platform }) => ({
		base: variantOf(report, "base", mode, platform),
		head: variantOf(report, "head", mode, platform)
	}));
	const pairs = variants.map(({ base, head }) => ({
		base: base?.linkage,
		head: head?.linkage
	}));
	if (pairs.every(({ head }) => head === void 0)) return void 0;
	const rows = facts.map(([label, fact]) => [label, ...pairs.map(({ base, head }) => {
		if (head === void 0) return "not built";
		const was = base === void 0 || fact(base) === fact(head) ? "" : `<br>was ${sentence(fact(base))}`;
		return `${sentence(fact(head))}${was}`;
	})]);
	const head = ["", ...all.map(({ title }) => title)];
	const hardened = [...hardeningTable(pairs), ...variants.some(({ head }) => head?.image !== void 0) ? [["User", ...variants.map(userCell)]] : []];
	return details("Linkage", [table(head, columns(1 + all.length, 0), rows), ...hardened.length === 0 ? [] : [table(head, columns(1 + all.length, 0), hardened)]].join("\n\n"));
}
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
// src/report/markdown/measurements.ts
const mostMeasurements = 200;
function measurementsSection(report) {
	const rows = metricsOf(report).flatMap((metric) => columnsOf(report).flatMap(({ mode, platform, title }) => {
		const [base, head] = ["base", "head"].map((revision) => measurementOf(variantOf(report, revision, mode, platform), metric));
		if (!isMeasured(head)) return [];
		const start = [sentence(labelOf(metric)), title];
		if (report.base === null) return [[...start, sentence(measuredText(head))]];
		const comparison = comparisonOf(report, metric, mode, platform);
		const change = comparison === void 0 ? "" : sentence(changeText(comparison, unitOf(report, metric)));
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
		table(header, columns(2, header.length - 2), rows.slice(0, mostMeasurements)),
		...left > 0 ? [`… and ${left} more.`] : [],
		...notMeasured(report),
		...isTimed(report) ? ["Base and head are medians. Changes of times are estimated from starts of the same round (Hodges–Lehmann), so they differ from the difference of the medians."] : []
	].join("\n\n"));
}
const valueText = (one) => isMeasured(one) ? sentence(measuredText(one)) : "";
function shareText(report, comparison) {
	if (comparison.base === null) return "";
	if (definitionOf(comparison.metric)?.noise === "info") return "not comparable";
	if (isWithinNoise(report, comparison)) return "within noise";
	return sentence(formatShare(comparison.delta ?? 0, comparison.ratio));
}
function notMeasured(report) {
	return revisions.flatMap((revision) => {
		const gaps = new Map();
		for (const metric of metricsOf(report)) for (const { mode, platform, title } of columnsOf(report)) {
			const found = measurementOf(variantOf(report, revision, mode, platform), metric);
			if (found === void 0 || isMeasured(found) || found.unmeasured.kind === "not-built") continue;
			const reason = unmeasuredBrief(found.unmeasured);
			gaps.set(reason, [...gaps.get(reason) ?? [], {
				metric,
				title
			}]);
		}
		return [...gaps].map(([reason, all]) => {
			const metrics = enumerate(all.map(({ metric }) => lower(labelOf(metric))));
			return `Not measured at ${revision} (${enumerate(all.map(({ title }) => title))}): ${sentence(metrics)}. Reason: ${sentence(reason)}.`;
		});
	});
}
// src/report/markdown/details.ts
const detailsSections = [
	"findings",
	"causes",
	"measurements",
	"linkage",
	"dockerfile",
	"layers",
	"method"
];
const mostRows = 15;
function detailsSection(report, which, most) {
	return renderers[which](report, most);
}
const renderers = {
	findings,
	causes,
	measurements: measurementsSection,
	linkage: linkageSection,
	dockerfile: dockerfileSection,
	layers,
	method
};
function findings(report, most) {
	const told = toldFindings(report);
	if (told.length === 0) return void 0;
	const blocks = told.slice(0, most).map(({ id, verdict, modes, message, log, fix }) => {
		return [
			`${verdict === "pass" ? "" : `${marks$1[verdict]} `}${modes === "" ? "" : `**${sentence(modes)}** · `}${whole(message)} · ${code(id)}`,
			...log.length > 0 ? [fence(log)] : [],
			...fix === void 0 ? [] : [`Fix: ${whole(fix)}`]
		].join("\n\n");
	});
	if (told.length > most) blocks.push(`… and ${told.length - most} more; see the report.`);
	const isOpen = report.verdict !== "pass" && told.some(({ log }) => log.length > 0);
	return details("Findings and logs", blocks.join("\n\n"), isOpen);
}
function causes(report) {
	const groups = causeGroups(report);
	if (groups.length === 0) return void 0;
	const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null);
	return details("Why it changed", [...groups.map((group) => causeTable(report, group)), ...hasShares ? ["In parentheses: the share of the whole change."] : []].join("\n\n"));
}
function shareOfChange(share) {
	const percent = Math.round(Math.abs(share) * 100);
	if (percent === 0) return share === 0 ? "0 %" : "below 1 %";
	return `${share < 0 ? "−" : ""}${percent} %`;
}
function causeTable(report, { metric, rows }) {
	const modes = modesOf(report);
	const unit = unitOf(report, metric);
	const hasDeltas = rows.some((row) => [...row.deltas.values()].some(({ delta }) => delta !== null));
	const amount = ({ delta, share }) => {
		if (delta === null) return "";
		return sentence(`${formatDelta(delta, unit)}${share === null ? "" : ` (${shareOfChange(share)})`}`);
	};
	const shown = rows.slice(0, mostRows).map((row) => [
		row.cause.kind === "symbols" ? sentence(causeNameText(row.cause)) : `${sentence(causeKindText(row.cause.kind))} ${code(causeNameText(row.cause))}`,
		sentence(causeChangeText(row.cause)),
		...hasDeltas ? modes.map((mode) => amount(row.deltas.get(mode) ?? {
			delta: null,
			share: null
		})) : [sentence(enumerate([...row.deltas.keys()]))]
	]);
	const header = [
		sentence(labelOf(metric)),
		"",
		...hasDeltas ? modes.map((mode) => name(mode)) : ["Modes"]
	];
	const align = hasDeltas ? columns(2, modes.length) : columns(3, 0);
	return more(table(header, align, shown), rows.length);
}
const more = (shown, rows, most = mostRows) => rows > most ? `${shown}\n\n… and ${rows - most} more.` : shown;
function layers(report) {
	const blocks = columnsOf(report).flatMap(({ mode, platform, title }) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.image === void 0) return [];
		const before = new Set(variantOf(report, "base", mode, platform)?.image?.layers.map(({ diffId }) => diffId));
		const { id, entrypoint, user, workingDir } = head.image;
		const timesOnly = head.image.changes?.timesOnly ?? [];
		const run = [
			`entry point ${code(JSON.stringify(entrypoint), 120)}`,
			user === "" ? "no user" : `user ${code(user)}`,
			...workingDir === "" ? [] : [`in ${code(workingDir)}`]
		];
		const shown = head.image.layers.slice(0, mostRows).map((layer, index) => [
			`${index + 1}`,
			layer.createdBy === void 0 ? "" : code(layer.createdBy, 60),
			sentence(formatSize(layer.size)),
			sentence(formatSize(layer.compressedSize)),
			before.size === 0 ? "" : before.has(layer.diffId) ? "as in base" : timesOnly.includes(index) ? "times only" : "changed"
		]);
		return [`**${title}** · ${head.source} image ${code(id.replace(/^sha256:/, "").slice(0, 12))}, ${run.join(", ")}`, more(table([
			"",
			"Layer",
			"Unpacked",
			"Pulled",
			""
		], [
			"left",
			"left",
			"right",
			"right",
			"left"
		], shown), head.image.layers.length)];
	});
	return blocks.length === 0 ? void 0 : details("Layers and images", blocks.join("\n\n"));
}
function method(report) {
	const { base, head, go, engine, noise, phases, tool } = report;
	const { os, arch, cpus, image } = report.runner;
	const commit = ({ sha, ref, dirty }) => `${quote(sha)}${ref === void 0 ? "" : ` (${quote(ref)})`}${dirty ? " with uncommitted changes" : ""}`;
	const floor = noise.floor === null ? "" : formatPercent(Math.abs(noise.floor)).replace("+", "");
	const atMost = noise.limit === void 0 || noise.limit <= noise.rounds ? "" : ` of at most ${noise.limit}`;
	return details("How it was measured", [
		`Head: ${commit(head)}`,
		base === null ? "Base: none" : `Base: ${commit(base)}`,
		"Changes are head − base, sizes in powers of 1000",
		`Built with ${go.version}, images made by ${engine.name} ${engine.version}`,
		`Runner: ${os}/${arch}, ${plural(cpus, "CPU")}${image === void 0 ? "" : `, ${image}`}`,
		noise.rounds === 0 ? "No starts were timed" : `Timed in ${plural(noise.rounds, "round")}${atMost}, each variant once per round, in random order`,
		...conditionLines(report),
		...floor === "" ? [] : [`Noise floor of start-up: ${floor}; two copies of base differ by up to this much`],
		...phases.length === 0 ? [] : [`Duration: ${phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(", ")}`],
		`linkgate ${tool.version}`
	].map((line) => `- ${sentence(line)}`).join("\n"));
}
function conditionLines({ conditions }) {
	if (conditions === void 0) return [];
	const list = (all) => all.map(conditionText).join(", and ");
	const { added, leftOut } = conditions;
	return [...added.length === 0 ? [] : [`Started with ${list(added)}`], ...leftOut.length === 0 ? [] : [`Started without ${list(leftOut)}, because the app does not start otherwise`]];
}
// src/report/markdown/table.ts
function tables(report, limits) {
	const all = grids(report);
	const shown = all.slice(0, limits.platforms).map((grid) => {
		return `${all.length > 1 ? `#### ${name(grid.platform)}\n\n` : ""}${gridTable(grid, limits.modes)}`;
	});
	const left = all.length - shown.length;
	return left > 0 ? [...shown, `… and ${plural(left, "more platform", "more platforms")}.`] : shown;
}
function gridTable(grid, most) {
	const modes = grid.modes.slice(0, most);
	const left = grid.modes.length - modes.length;
	const gap = grid.gap === void 0 || left > 0 ? [] : [grid.gap.map((mode) => name(mode)).join(" − ")];
	const header = [
		"",
		...modes.map((mode, index) => `${name(mode)}${grid.notes[index] ?? ""}`),
		...gap
	];
	const rows = grid.rows.map((row) => [
		`**${sentence(row.label)}**`,
		...row.cells.slice(0, most).map(cellText),
		...gap.length > 0 ? [sentence(row.gap ?? "")] : []
	]);
	const body = table(header, header.map((_, index) => index === 0 ? "left" : "right"), rows);
	const note = grid.gapNote === void 0 ? [] : [`<sub>${sentence(grid.gapNote)}</sub>`];
	return [body, ...left > 0 ? [`… and ${plural(left, "more mode", "more modes")}.`] : note].join("\n\n");
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
	"layers",
	"measurements",
	"dockerfile",
	"linkage",
	"causes",
	"method",
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
const fuller = {
	comment: "the job summary",
	summary: "the report file (output `report`)",
	withoutSummary: "the JSON report of the run (output `report`)"
};
function markdownBodies(report, rest = fuller.comment) {
	const parts = partsOf(report);
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
			...details,
			...isShort ? [`Details omitted; see ${rest}.`] : []
		].join("\n\n");
		const last = bodies.at(-1);
		if (last === void 0 || body.length < last.length) bodies.push(body);
	}
	return bodies;
}
const sectionLevels = steps.length + 2;
function sectionBodies(report) {
	const parts = partsOf(report);
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
function partsOf(report) {
	const few = remembered((one) => detailsSection(report, one, fewFindings));
	return {
		headline: remembered((limits) => headlineParts(report, limits.lines)),
		tables: remembered((limits) => tables(report, limits)),
		section: (one, findings) => one === "findings" && Math.min(findings, report.findings.length) > fewFindings ? detailsSection(report, one, findings) : few(one)
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
			...cause === void 0 ? [] : [`${cause.label}: ${cause.items.map((item) => sentence(item)).join(" · ")}`]
		],
		failing: list(lines.filter((line) => exitCodeOf(line.verdict) !== 0))
	};
}
function caption$1(report, isAboutTable) {
	const { base, head } = report;
	const now = `Head ${shortSha(head.sha)}${head.dirty ? " with uncommitted changes" : ""}`;
	if (base === null) return `<sub>${now}; no base.</sub>`;
	const ofTimes = isTimed(report) ? ", and times are compared within rounds" : "";
	const about = isAboutTable ? `; changes are shown below each value${ofTimes}` : "";
	const improved = isAboutTable && hasImproved(report) ? `. ${marks$1.improved}: improved` : "";
	return `<sub>${now} against base ${shortSha(base.sha)}${about}${improved}.</sub>`;
}
// src/report/markdown/apps.ts
function appOf(report, { opens, hasOwnCommits }) {
	const { verdict, words } = headlineOf(report);
	const isFailing = exitCodeOf(verdict) !== 0;
	const plain = report.app.replace(/[^A-Za-z0-9._-]/g, "·").slice(0, 80);
	const heading = [...plain === report.app ? [] : [code(report.app)], `**${sentence(words)}**`].join(" · ");
	const fold = (body) => details(`${marks$1[verdict]} <code>${plain}</code>`, [
		heading,
		body,
		...hasOwnCommits ? [caption$1(report, false)] : []
	].filter((part) => part !== "").join("\n\n"), isFailing && opens);
	const bodies = sectionBodies(report);
	const told = [words, ...briefNumbers(report)].map((part) => sentence(part)).join(" · ");
	return {
		report,
		verdict,
		isFailing,
		isCalm: ["pass", "inconclusive"].includes(outcomeOf(report)),
		section: remembered((level) => level >= sectionLevels ? "" : fold(bodies(level))),
		rows: [
			`| ${marks$1[verdict]} | ${name(report.app)} | ${told} |`,
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
function combinedText(reports, rest = fuller.comment) {
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
	const isCounted = (report) => rest !== fuller.summary && !hasChanges(report);
	const [shared, ...different] = new Set(reports.map((report) => caption$1(report, false)));
	const options = {
		opens: reports.filter((report) => exitCodeOf(headlineVerdict(report)) !== 0).length <= mostOpen,
		hasOwnCommits: different.length > 0
	};
	return {
		heading: `### ${marks$1[worst(reports.map(headlineVerdict))]} linkgate: ${words(reports)}`,
		apps: worstReportsFirst(reports.filter((report) => !isCounted(report))).map((one) => appOf(one, options)),
		unchanged: reports.filter(isCounted).map(({ app }) => app),
		...shared === void 0 || different.length > 0 ? {} : { commits: shared },
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
function body({ heading, unchanged, commits, rest, apps }, shown) {
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
// src/report/merge.ts
function mergeReports(reports) {
	const merged = [];
	for (const [app, parts] of Map.groupBy(reports, ({ app }) => app)) {
		const problem = conflict(app, parts);
		if (problem !== void 0) return fail(problem);
		merged.push(parts.reduce(together));
	}
	return succeed(merged.toSorted((a, b) => a.app < b.app ? -1 : 1));
}
function conflict(app, parts) {
	if (new Set(parts.map(({ base, head }) => `${base?.sha ?? "none"} ${head.sha}`)).size > 1) return `the reports of \`${app}\` are about different commits: publish only reports of one run together`;
	const variants = parts.flatMap((part) => part.variants.map(({ revision, mode, platform }) => `${revision}, ${mode}, ${platform}`));
	const twice = variants.find((one, index) => variants.indexOf(one) !== index);
	if (twice !== void 0) return `two reports of \`${app}\` have the same variant (${twice}): set a different \`app\` in the configuration of each service`;
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
	const told = toldFindings(report);
	return `${[
		headline(report, {
			width,
			paint,
			repeated: new Set(all.length === 0 ? told.map(({ message }) => message) : [])
		}),
		...all.map((grid) => {
			return `${all.length > 1 ? `  ${paint(printable(grid.platform, 40), "bold")}\n` : ""}${gridText(grid, width, paint)}`;
		}),
		...all.flatMap(({ gapNote }) => gapNote === void 0 ? [] : [paint(wrap(printable(gapNote, 600), width, 2), "dim")]),
		paint(wrap(caption(report), width, 2), "dim"),
		...told.map((finding) => {
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
	const told = lines.filter(({ text }) => !repeated.has(text)).map((line) => {
		const subject = printable(line.subject);
		const text = wrap(`${subject === "" ? "" : `${subject}  `}${printable(line.text, ownSentence)}`, width, 4).trimStart();
		const rest = text.slice(subject.length);
		const start = text.startsWith(subject) ? `${paint(subject, "bold")}${rest}` : text;
		return `  ${lineMark(line.verdict, paint)} ${start}`;
	});
	return [
		paint(wrap(`${marks[verdict]} linkgate · ${printable(report.app, 60)}: ${printable(words)}`, width, 0), "bold", styleOf[verdict]),
		...accepted === void 0 ? [] : [wrap(printable(accepted, 600), width, 2)],
		...told,
		...state === void 0 ? [] : [wrap(printable(state, 600), width, 2)],
		...cause === void 0 ? [] : [wrap(`${cause.label}: ${printable(cause.items.join(" · "), 600)}`, width, 4)]
	].join("\n");
}
function gridText(grid, width, paint) {
	const label = {
		title: "",
		left: true,
		cells: grid.rows.map((row) => ({ text: printable(row.label, 40) }))
	};
	const columnsOf = (rows) => grid.modes.map((mode, index) => modeColumns(`${printable(mode, 30)}${grid.notes[index] ?? ""}`, rows, index));
	const modes = columnsOf(grid.rows);
	const gap = grid.gap === void 0 ? [] : [{
		title: printable(grid.gap.join(" − "), 40),
		cells: grid.rows.map((row) => ({ text: row.gap ?? "" }))
	}];
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
				const mark = verdict === void 0 ? room ? "  " : "" : ` ${marks[verdict]}`;
				return {
					text: `${printable(text(cell), 40)}${mark}`,
					verdict
				};
			})
		};
	};
	const changes = rows.filter((row) => (row.cells[index]?.change ?? "") !== "");
	const title = changes.some(({ isFact }) => isFact !== true) ? "Δ" : "";
	return [column(heading, "value", (cell) => cell.value), ...changes.length > 0 ? [column(title, "change", (cell) => cell.change)] : []];
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
		printable(`${engine.name} ${engine.version}`, 60)
	].join(" · ");
}
// src/report/program-causes.ts
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
	unknown: "unknown"
};
const strippedParts = {
	symbols: "symbols",
	"debug-information": "debug information",
	"symbols-and-debug-information": "symbols and debug information"
};
function programCauseText(cause) {
	switch (cause.kind) {
		case "module": return moduleText(cause);
		case "package": return `${cause.change === "added" ? "new package" : cause.change === "removed" ? "removed package" : "package"} ${cause.name}`;
		case "embedded-file": return `embedded file ${cause.name} of ${cause.package}`;
		case "standard-library": return cause.delta > 0 ? "more of the standard library linked" : "less of the standard library linked";
		case "c": return "C libraries and the start-up code of the system";
		case "build": return cause.changes.map(buildChangeText).join(", ");
		case "symbols": return `${strippedParts[cause.name]} ${cause.change === "added" ? "no longer stripped" : "now stripped"}`;
		case "part": return `${partLabels[cause.name]} of no single package`;
	}
}
function moduleText({ name, change, from, to, delta }) {
	switch (change) {
		case "added": return [
			"new module",
			name,
			to
		].filter((word) => word !== null).join(" ");
		case "removed": return [
			"removed module",
			name,
			from
		].filter((word) => word !== null).join(" ");
		case "changed": return `module ${name} ${from ?? "unknown version"} → ${to ?? "unknown version"}`;
		case "linked": return `${delta > 0 ? "more" : "less"} of module ${name} linked`;
	}
}
function buildChangeText({ name, from, to }) {
	if (from === null) return `${name} now ${to ?? "unknown"}`;
	return to === null ? `${name} no longer ${from}` : `${name} ${from} → ${to}`;
}
// src/report/explanation.ts
const shown$1 = (text) => printable(text, 200);
const mostModules = 12;
const mostPackages = 6;
const mostItems = 3;
const mostCauses = 8;
const smallest = .005;
function explanationText(path, program) {
	const { size, toolchain, problem, modules, parts } = program;
	const by = toolchain === void 0 ? "" : `, built by ${toolchain}`;
	const tree = {
		whole: size,
		format: formatSize,
		share: (share) => formatPercent(share).replace("+", "")
	};
	return `${[
		`${shown$1(path)}: ${formatSize(size)}${shown$1(by)}`,
		...problem === void 0 ? [] : [`No package is known: ${shown$1(problem)}.`],
		...section("Modules and packages", modules.map(moduleRow), tree),
		...section("In no package, or in several", partRows(parts), tree)
	].join("\n")}\n`;
}
function explanationJson(program) {
	return harmlessJson(program);
}
function differenceText(paths, { base, head, delta, causes, build, modules, parts }) {
	const tree = {
		whole: delta,
		format: (bytes) => formatDelta(bytes, "B"),
		share: formatPercent
	};
	const share = base === 0 ? null : head / base;
	return `${[
		`${shown$1(paths.base)} → ${shown$1(paths.head)}: ${formatSize(base)} → ${formatSize(head)}, ${withShare(formatDelta(delta, "B"), delta, share)}`,
		...section("Why", causes.map((cause) => ({
			name: programCauseText(cause),
			bytes: cause.delta
		})), tree, mostCauses),
		...build.length === 0 ? [] : [
			"",
			"Build",
			...build.map((one) => `  ${shown$1(buildChangeText(one))}`)
		],
		...section("Modules and packages", modules.map(changedModuleRow), tree),
		...section("In no package, or in several", partRows(parts), tree)
	].join("\n")}\n`;
}
function differenceJson(compared) {
	return harmlessJson(compared);
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
	return `${`${left(format(bytes), sizeWidth)}${left(part, shareWidth)}`}  ${indent}${shown$1(name)}${about === void 0 || about === "" ? "" : `  (${about})`}`;
}
function left(text, width) {
	return `${" ".repeat(Math.max(0, width - displayWidth(text)))}${text}`;
}
// src/report/terminal/blocks.ts
const shown = (text) => printable(text, 200);
function blocksText(blocks, { color, width }) {
	const paint = painter(color);
	return `${blocks.map((block, index) => {
		return `${index > 0 && !(block.kind === "fact" && blocks[index - 1]?.kind !== "heading") ? "\n" : ""}${blockText(block, width, paint)}`;
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
function rowsText({ title, rows }, width, paint) {
	const names = Math.max(0, ...rows.map(([name]) => displayWidth(shown(name))));
	const indent = names === 0 ? 2 : names + 4;
	return [paint(title, "bold"), ...rows.map(([name, value]) => {
		return `  ${names === 0 ? "" : `${aligned(shown(name), names, true)}  `}${inked(wrap(shown(value), width, indent).trimStart(), paint)}`;
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
function rows(title, given) {
	return [{
		kind: "rows",
		title,
		rows: given.filter((row) => row[1] !== void 0 && row[1] !== "")
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
// src/report/inspection.ts
function inspectionText(path, inspection, terminal) {
	return blocksText(inspection.kind === "program" ? [heading(`${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`), ...programBlocks(inspection.program)] : imageBlocks(path, inspection), terminal);
}
function summary(program) {
	const { buildInfo, kind, machine, format } = program;
	const by = buildInfo === void 0 ? "" : `, linked by ${buildInfo.go}`;
	return shown(`${formatName[format]} ${machine}, ${kind}${by}`);
}
function programBlocks(program) {
	const { buildInfo, libraries } = program;
	const elf = program.format === "elf" ? program.elf : void 0;
	const cgo = buildInfo?.settings["CGO_ENABLED"];
	const build = Object.entries(buildInfo?.settings ?? {}).filter(([name]) => name.startsWith("-") || name === "CGO_ENABLED");
	return [
		...rows("Linkage", [
			["because", program.why],
			["interpreter", elf?.interpreter],
			["libraries", libraries.join(", ") || "none"],
			["needs", elf === void 0 ? void 0 : highest(elf.versionsNeeded.map(({ version }) => version))],
			["linked by", elf?.link === void 0 ? void 0 : elf.link === "internal" ? "Go's own linker" : "the system's linker"],
			["symbols", present(elf?.symbolTable)],
			["DWARF", present(elf?.debugInfo)]
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
function imageBlocks(path, { saved, check }) {
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
		...check.ok ? checkBlocks(check.value) : rows("Program", [["", check.problem.message]])
	];
}
function checkBlocks(check) {
	const { entry, program: found } = check;
	const { load, runtime = [] } = found.ok ? found.value : {};
	const facts = [...uniqueProblems([...entry.problems, ...load?.problems ?? []]).map((problem) => ({
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
function foundBlocks({ path, program, size }) {
	return [heading(`${shown(path)}: ${summary(program)}, ${formatSize(size)}`), ...programBlocks(program)];
}
function startsLine(check) {
	switch (willStart(check)) {
		case "no": return "✗ it will not start";
		case "yes": return "✓ it will start";
		case "unknown": return `? linkgate found no problem, but cannot check what \`${firstLine(check.entry.unknownIn ?? "")}\` does first`;
	}
}
const firstLine = (text) => text.trim().split("\n")[0] ?? "";
function uniqueProblems(problems) {
	return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
// src/report/inspection-json.ts
function inspectionJson(path, inspection) {
	const value = inspection.kind === "program" ? {
		path,
		kind: "program",
		size: inspection.size,
		program: programValue(inspection.program)
	} : {
		path,
		kind: "image",
		...withoutRoot(inspection.saved),
		check: checkValue(inspection.check)
	};
	return `${harmlessJson(value)}\n`;
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
function withoutRoot({ root: _, ...saved }) {
	return saved;
}
export { wrap as S, renderReport as _, explanationJson as a, painter as b, mergeReports as c, fuller as d, markdownBodies as f, parseReport as g, largestReport as h, differenceText as i, combinedText as l, hasChanges as m, inspectionText as n, explanationText as o, fingerprintText as p, differenceJson as r, terminalTable as s, inspectionJson as t, headingText as u, printable as v, cutToWidth as x, quote as y };
