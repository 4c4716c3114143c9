import { en as succeed, i as filePattern, st as defaultPath, ut as lastOf } from "./linkgate-core.js";
import { t as require_main } from "./dockerfile-ast.js";
// src/shell/source.ts
function sourceOfText(text) {
	return sourceOf(text, {
		start: 0,
		end: text.length
	});
}
function sourceOf(file, { start, end }) {
	const at = Array.from({ length: end - start }, (_, index) => start + index);
	return {
		text: file.slice(start, end),
		at,
		end: at.map((offset) => offset + 1)
	};
}
function sliceSource(source, from, to = source.text.length) {
	return {
		text: source.text.slice(from, to),
		at: source.at.slice(from, to),
		end: source.end.slice(from, to)
	};
}
function rangeOf(source, from = 0, to = source.text.length) {
	const start = source.at[from];
	const end = source.end[to - 1];
	return to <= from || start === void 0 || end === void 0 ? void 0 : {
		start,
		end
	};
}
let latest;
function lineOf(file, offset) {
	if (latest?.file !== file) latest = {
		file,
		ends: [...file.matchAll(/\n/g)].map(({ index }) => index)
	};
	const { ends } = latest;
	let [low, high] = [0, ends.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((ends[middle] ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	return low + 1;
}
// src/dockerfile/read/edits.ts
function applyEdits(text, edits) {
	const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
	let result = "";
	let at = 0;
	for (const edit of ordered) {
		if (edit.start < at) throw new Error(`two edits of the same text at offset ${edit.start}`);
		result += text.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return result + text.slice(at);
}
function changesOf(text, edits) {
	const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
	const groups = [];
	const inserted = [];
	for (const edit of ordered) {
		if (edit.start === edit.end && edit.text.includes("\n")) {
			const line = Math.max(1, lineOf(text, edit.start) - (text[edit.start - 1] === "\n" ? 1 : 0));
			inserted.push({
				line,
				after: edit.text.replace(/^\r?\n|\r?\n$/g, ""),
				why: edit.why
			});
			continue;
		}
		const start = text.lastIndexOf("\n", edit.start - 1) + 1;
		const found = text.indexOf("\n", Math.max(edit.end - 1, edit.start));
		const end = found < 0 ? text.length : found;
		const open = groups.at(-1);
		if (open !== void 0 && start < open.end) {
			open.end = Math.max(open.end, end);
			open.edits.push(edit);
		} else groups.push({
			start,
			end,
			edits: [edit]
		});
	}
	return [...groups.map((group) => {
		const moved = group.edits.map((edit) => ({
			...edit,
			start: edit.start - group.start,
			end: edit.end - group.start
		}));
		const before = text.slice(group.start, group.end);
		return {
			line: lineOf(text, group.start),
			before: before.replace(/\r$/, ""),
			after: applyEdits(before, moved).replace(/\r$/, ""),
			why: [...new Set(group.edits.map(({ why }) => why))].join("; ")
		};
	}), ...inserted].sort((a, b) => a.line - b.line);
}
function lineBefore(changes, line) {
	let added = 0;
	for (const change of changes) {
		const [was, is] = [change.before, change.after].map((text) => text?.split("\n").length ?? 0);
		const first = change.line + added + (was === 0 ? 1 : 0);
		if (line < first) break;
		if (line < first + (is ?? 0)) return was === 0 ? void 0 : change.line;
		added += (is ?? 0) - (was ?? 0);
	}
	return line - added;
}
// src/shell/words.ts
function textOf(word) {
	return word.source.text;
}
function isUnquoted(word) {
	return word.quoting !== "" && !/[^n]/.test(word.quoting);
}
const quotings = {
	n: "none",
	d: "double",
	s: "single",
	N: "escape",
	D: "escape"
};
function partsOf(word) {
	return [...word.quoting.matchAll(/([nds])\1*|[ND]+/g)].map(({ 0: run, index }) => ({
		text: textOf(word).slice(index, index + run.length),
		quoting: quotings[run[0] ?? "n"]
	}));
}
function sliceWord(word, from, to = word.source.text.length) {
	const source = sliceSource(word.source, from, to);
	const start = source.at[0] ?? word.range.end;
	return {
		source,
		quoting: word.quoting.slice(from, to),
		range: {
			start,
			end: source.end.at(-1) ?? start
		},
		next: word.next
	};
}
function unquotedWord(text, start = 0) {
	const { at, end } = sourceOfText(text);
	return {
		source: {
			text,
			at: at.map((offset) => offset + start),
			end: end.map((offset) => offset + start)
		},
		quoting: "n".repeat(text.length),
		range: {
			start,
			end: start + text.length
		},
		next: text.length
	};
}
// src/shell/substitutions.ts
const deepest$1 = 50;
const longestArithmetic = 1e3;
function isSubstitution(text, at) {
	const character = text[at];
	const next = text[at + 1];
	if (character === "`") return true;
	if (character === "$") return next === "(" || next === "{";
	return (character === "<" || character === ">") && next === "(";
}
function substitutionEnd(text, at, context) {
	if (context.depth >= deepest$1) return void 0;
	if (text[at] === "`") return backquoteEnd(text, at);
	if (text.startsWith("${{", at)) {
		const closed = text.indexOf("}}", at + 3);
		if (closed >= 0) return closed + 2;
	}
	if (text[at + 1] === "{") return parameterEnd(text, at, context);
	if (text.startsWith("$((", at)) {
		const closed = arithmeticEnd(text, at + 1);
		if (closed !== void 0) return closed;
	}
	return context.commandEnd(text, at + 2, context.depth + 1);
}
function arithmeticEnd(text, at) {
	let depth = 0;
	const last = Math.min(text.length, at + longestArithmetic);
	for (let index = at; index < last; index += 1) {
		const character = text[index];
		if (character === "\\") index += 1;
		else if (character === "(") depth += 1;
		else if (character === ")") {
			depth -= 1;
			if (depth === 0) return text[index - 1] === ")" ? index + 1 : void 0;
			if (depth === 1 && text[index + 1] !== ")") return void 0;
		}
	}
}
function backquoteEnd(text, at) {
	for (let index = at + 1; index < text.length; index += 1) if (text[index] === "\\") index += 1;
	else if (text[index] === "`") return index + 1;
}
function parameterEnd(text, at, context) {
	const isValue = /^\$\{\w+:?[-+=?]/.test(text.slice(at, at + 80));
	const inner = {
		...context,
		quoted: context.quoted && isValue,
		depth: context.depth + 1
	};
	for (let index = at + 2; index < text.length;) {
		if ((text[index] ?? "") === "}") return index + 1;
		const end = partEnd(text, index, inner);
		if (end === void 0) return void 0;
		index = end;
	}
}
function bracesEnd(text, at, rules) {
	const { depth = 0 } = rules;
	if (depth >= deepest$1) return void 0;
	const inner = {
		...rules,
		depth: depth + 1
	};
	let index = at + 2;
	while (index < text.length) {
		const character = text[index] ?? "";
		if (character === "}") return index + 1;
		if (rules.isEnd(character)) return void 0;
		const end = bracedPartEnd(text, index, inner);
		if (end === void 0) return void 0;
		index = end;
	}
}
function bracedPartEnd(text, at, rules) {
	if (text.startsWith("$$", at) || text[at] === rules.escape) return at + 2;
	if (text.startsWith("${", at)) return bracesEnd(text, at, rules);
	if (text[at] !== "'" && text[at] !== "\"") return at + 1;
	const isDouble = text[at] === "\"";
	for (let index = at + 1; index < text.length;) {
		if (text[index] === text[at]) return index + 1;
		const end = isDouble && text.startsWith("${", index) ? bracesEnd(text, index, {
			...rules,
			isEnd: () => false
		}) : index + 1;
		if (end === void 0) return void 0;
		index = isDouble && text[index] === rules.escape ? index + 2 : end;
	}
}
function partEnd(text, at, context) {
	const character = text[at];
	if (character === "\\") return at + 2;
	if (character === "'" && !context.quoted) {
		const closed = text.indexOf("'", at + 1);
		return closed < 0 ? void 0 : closed + 1;
	}
	if (character === "\"") return doubleQuoteEnd(text, at, context);
	if (character === "$" || character === "`") {
		if (isSubstitution(text, at)) return substitutionEnd(text, at, context);
	}
	return at + 1;
}
function doubleQuoteEnd(text, at, context) {
	for (let index = at + 1; index < text.length;) {
		if (text[index] === "\"") return index + 1;
		const end = text[index] === "'" ? index + 1 : partEnd(text, index, {
			...context,
			quoted: true
		});
		if (end === void 0) return void 0;
		index = end;
	}
}
// src/shell/read-word.ts
function scanWord(source, from, rules) {
	return new WordReader(source, from, rules).read();
}
function readWord(source, from, rules) {
	const { word, closed } = scanWord(source, from, rules);
	return closed ? word : void 0;
}
const ansiEscapes = {
	a: "\x07",
	b: "\b",
	e: "\x1B",
	E: "\x1B",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	",
	v: "\v"
};
var WordReader = class {
	#source;
	#rules;
	#from;
	#escape;
	#index;
	#closed = true;
	#text = "";
	#quoting = "";
	#at = [];
	#end = [];
	constructor(source, from, rules) {
		this.#source = source;
		this.#rules = rules;
		this.#from = from;
		this.#index = from;
		this.#escape = rules.escapeCharacter ?? "\\";
	}
	get #isShell() {
		return this.#rules.commandEnd !== void 0;
	}
	read() {
		const { text, at, end } = this.#source;
		while (this.#index < text.length && !this.#isEnd()) this.#part();
		const next = Math.min(this.#index, text.length);
		const start = at[this.#from] ?? end.at(-1) ?? 0;
		return {
			word: {
				source: {
					text: this.#text,
					at: this.#at,
					end: this.#end
				},
				quoting: this.#quoting,
				range: {
					start,
					end: end[next - 1] ?? start
				},
				next
			},
			closed: this.#closed
		};
	}
	#isEnd() {
		const { text } = this.#source;
		const isProcess = this.#isShell && /^[<>]\(/.test(text.slice(this.#index, this.#index + 2));
		return this.#rules.ends(text[this.#index] ?? "") && !isProcess;
	}
	#part() {
		const { text } = this.#source;
		const character = text[this.#index];
		const isDollarQuote = this.#isShell && character === "$";
		if (character === "'") this.#singleQuoted();
		else if (character === "\"") this.#doubleQuoted();
		else if (isDollarQuote && text[this.#index + 1] === "'") this.#ansiQuoted();
		else if (isDollarQuote && text[this.#index + 1] === "\"") this.#index += 1;
		else if (character === this.#escape) this.#escaped();
		else this.#plain("n");
	}
	#take(length, how, character = this.#source.text[this.#index + length - 1] ?? "") {
		this.#text += character;
		this.#quoting += how;
		this.#at.push(this.#source.at[this.#index] ?? 0);
		this.#end.push(this.#source.end[this.#index + length - 1] ?? 0);
		this.#index += length;
	}
	#takeThrough(last, how) {
		while (this.#index < last) this.#take(1, how);
	}
	#plain(how) {
		const { text } = this.#source;
		const { depth = 0, commandEnd } = this.#rules;
		const end = commandEnd === void 0 ? this.#variableEnd(how) : this.#begins(how) ? substitutionEnd(text, this.#index, {
			quoted: how === "d",
			depth,
			commandEnd
		}) : this.#index + 1;
		this.#closed &&= end !== void 0;
		this.#takeThrough(end ?? text.length, how);
	}
	#begins(how) {
		const { text } = this.#source;
		return isSubstitution(text, this.#index) && (!/[<>]/.test(text[this.#index] ?? "") || how === "n");
	}
	#variableEnd(how) {
		const { text } = this.#source;
		if (text.startsWith("$$", this.#index)) return this.#index + 2;
		if (!text.startsWith("${", this.#index)) return this.#index + 1;
		const isEnd = how === "d" ? () => false : this.#rules.ends;
		return bracesEnd(text, this.#index, {
			escape: this.#escape,
			isEnd
		});
	}
	#singleQuoted() {
		const closing = this.#source.text.indexOf("'", this.#index + 1);
		this.#closed &&= closing >= 0;
		this.#index += 1;
		this.#takeThrough(closing < 0 ? this.#source.text.length : closing, "s");
		this.#index += 1;
	}
	#doubleQuoted() {
		const { text } = this.#source;
		this.#index += 1;
		while (this.#index < text.length && text[this.#index] !== "\"") {
			const next = text[this.#index + 1] ?? "";
			const isEscape = text[this.#index] === this.#escape;
			const continued = isEscape ? lineEndLength(text, this.#index + 1) : 0;
			if (continued > 0) this.#index += 1 + continued;
			else if (isEscape && this.#isEscapedInQuotes(next)) this.#take(2, "D");
			else this.#plain("d");
		}
		this.#closed &&= this.#index < text.length;
		this.#index += 1;
	}
	#isEscapedInQuotes(character) {
		return character === "\"" || character === "$" || character === this.#escape || this.#isShell && character === "`";
	}
	#ansiQuoted() {
		const { text } = this.#source;
		this.#index += 2;
		while (this.#index < text.length && text[this.#index] !== "'") {
			const [whole = "", octal, hex, letter = ""] = /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/s.exec(text.slice(this.#index, this.#index + 4)) ?? [];
			const code = octal === void 0 ? Number.parseInt(hex ?? "", 16) : Number.parseInt(octal, 8);
			if (whole === "") this.#take(1, "s");
			else if (letter === "") this.#take(whole.length, "s", String.fromCharCode(code));
			else if (ansiEscapes[letter] !== void 0) this.#take(2, "s", ansiEscapes[letter]);
			else if (/[\\'"?]/.test(letter)) this.#take(2, "s");
			else this.#takeThrough(this.#index + 2, "s");
		}
		this.#closed &&= this.#index < text.length;
		this.#index += 1;
	}
	#escaped() {
		const { text } = this.#source;
		const continued = lineEndLength(text, this.#index + 1);
		if (continued > 0) this.#index += 1 + continued;
		else if (this.#index + 1 < text.length) this.#take(2, "N");
		else if (this.#isShell) this.#take(1, "N");
		else this.#index += 1;
	}
};
function lineEndLength(text, at) {
	if (text[at] === "\n") return 1;
	return text[at] === "\r" && text[at + 1] === "\n" ? 2 : 0;
}
// src/dockerfile/read/arguments.ts
var import_main = require_main();
const isBlank = (character) => /\s/.test(character);
function splitWords(source, escapeCharacter = "\\") {
	const words = [];
	for (let index = 0; index < source.text.length;) if (isBlank(source.text[index] ?? "")) index += 1;
	else {
		const word = readWord(source, index, {
			ends: isBlank,
			escapeCharacter
		});
		if (word === void 0) return void 0;
		words.push(word);
		index = word.next;
	}
	return words;
}
function jsonWords(source) {
	if (!source.text.trimStart().startsWith("[")) return void 0;
	let strings;
	try {
		strings = JSON.parse(source.text);
	} catch {
		return;
	}
	if (!Array.isArray(strings) || strings.some((each) => typeof each !== "string")) return void 0;
	return [...source.text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ 0: literal, index }) => {
		const characters = [...literal.slice(1, -1).matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs)];
		const places = characters.map((found) => index + 1 + found.index);
		const ends = characters.map((found, each) => (places[each] ?? 0) + found[0].length);
		return {
			source: {
				text: characters.map(([raw]) => JSON.parse(`"${raw}"`)).join(""),
				at: places.map((place) => source.at[place] ?? 0),
				end: ends.map((place) => source.end[place - 1] ?? 0)
			},
			quoting: "s".repeat(characters.length),
			range: {
				start: source.at[index] ?? 0,
				end: source.end[index + literal.length - 1] ?? 0
			},
			next: index + literal.length
		};
	});
}
// src/dockerfile/read/logical-line.ts
function logicalLine(file, { start, end }, escapeCharacter) {
	const parts = [];
	let at = start;
	for (let first = true; at < end; first = false) {
		const newline = file.indexOf("\n", at);
		const next = newline < 0 || newline >= end ? end : newline + 1;
		const text = file.slice(at, next).replace(/\r?\n$/, "");
		if (!first && (text.trim() === "" || text.trimStart().startsWith("#"))) {
			at = next;
			continue;
		}
		const trimmed = withoutBlanks(text);
		const continues = trimmed.endsWith(escapeCharacter) && !trimmed.endsWith(escapeCharacter.repeat(2));
		parts.push({
			start: at,
			end: at + (continues ? trimmed.length - 1 : text.length)
		});
		at = next;
		if (!continues) break;
	}
	const sources = parts.map((part) => sourceOf(file, part));
	return {
		line: {
			text: sources.map(({ text }) => text).join(""),
			at: sources.flatMap((source) => source.at),
			end: sources.flatMap((source) => source.end)
		},
		next: at
	};
}
function withoutBlanks(text) {
	let end = text.length;
	while (text[end - 1] === " " || text[end - 1] === "	") end -= 1;
	return text.slice(0, end);
}
// src/dockerfile/read/problem.ts
function failAt(line, message) {
	return {
		ok: false,
		problem: {
			message,
			line
		}
	};
}
function withPlace({ dockerfile, inline }, { line, message }) {
	if (line === void 0) return `${dockerfile}: ${message}`;
	return inline === void 0 ? `${dockerfile}:${line}: ${message}` : `${dockerfile}, line ${line} of the Dockerfile in it: ${message}`;
}
// src/dockerfile/read/parse.ts
const keywords = new Set("ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" "));
const withHeredocs = new Set([
	"ADD",
	"COPY",
	"RUN"
]);
function parseDockerfile(text) {
	const stray = /\r(?!\n)/.exec(text) ?? /\0/.exec(text);
	if (stray !== null) return problemAt(text, stray.index, "has a control character, which is not allowed in a Dockerfile");
	const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
	const parsed = import_main.DockerfileParser.parse(text);
	const escapeCharacter = parsed.getEscapeCharacter();
	const offset = ({ line, character }) => (starts[line] ?? 0) + character;
	const globalArgs = [];
	const stages = [];
	for (const found of parsed.getInstructions()) {
		const range = {
			start: offset(found.getRange().start),
			end: offset(found.getRange().end)
		};
		const keyword = found.getKeyword();
		if (!keywords.has(keyword)) return problemAt(text, range.start, `\`${keyword}\` is not an instruction`);
		const read = readInstruction(text, keyword, range, offset(found.getInstructionRange().end), escapeCharacter);
		if (!read.ok) return read;
		const open = stages.at(-1);
		if (keyword === "FROM") {
			const stage = readFrom(read.value, stages.length);
			if (stage === void 0) return problemAt(text, range.start, "FROM needs an image, and optionally AS with a name");
			stages.push({
				stage,
				instructions: []
			});
		} else if (open !== void 0) open.instructions.push(read.value);
		else if (keyword === "ARG") globalArgs.push(read.value);
		else return problemAt(text, range.start, `${keyword} is before the first FROM`);
	}
	if (stages.length === 0) return {
		ok: false,
		problem: { message: "it has no FROM" }
	};
	return succeed({
		text,
		escapeCharacter,
		globalArgs,
		stages: stages.map(({ stage, instructions }) => ({
			...stage,
			instructions
		}))
	});
}
function readInstruction(text, keyword, range, afterKeyword, escapeCharacter) {
	const { line: whole, next } = logicalLine(text, {
		start: afterKeyword,
		end: range.end
	}, escapeCharacter);
	const heredocs = [];
	let end = next;
	for (const { name, tabs } of withHeredocs.has(keyword) ? heredocNames(whole, escapeCharacter) : []) {
		const body = heredocBody(text, end, name, tabs);
		if (body === void 0) return problemAt(text, range.start, `the heredoc ${name} is not closed`);
		heredocs.push({
			name,
			body: {
				start: end,
				end: body.end
			}
		});
		end = body.next;
	}
	if (text.slice(Math.min(end, range.end), Math.max(end, range.end)).trim() !== "") return problemAt(text, range.start, `the end of ${keyword} is unclear`);
	const { flags, rest } = readFlags(whole);
	const exec = jsonWords(rest);
	return succeed({
		keyword,
		...range,
		line: lineOf(text, range.start),
		flags,
		rest,
		words: splitWords(rest, escapeCharacter) ?? [],
		...exec === void 0 ? {} : { exec },
		heredocs
	});
}
function readFlags(whole) {
	const flags = [];
	let from = whole.text.length - whole.text.trimStart().length;
	while (whole.text.startsWith("--", from)) {
		const length = whole.text.slice(from).search(/\s|$/);
		const found = /^--([^=]*)(?:=(.*))?$/.exec(whole.text.slice(from, from + length));
		const start = whole.at[from + length - (found?.[2]?.length ?? 0)];
		const end = whole.end[from + length - 1];
		const value = found?.[2];
		flags.push({
			name: found?.[1] ?? "",
			...value === void 0 ? {} : { value },
			...value === void 0 || value === "" || start === void 0 || end === void 0 ? {} : { valueRange: {
				start,
				end
			} }
		});
		from += length;
		from += whole.text.slice(from).length - whole.text.slice(from).trimStart().length;
	}
	return {
		flags,
		rest: {
			text: whole.text.slice(from),
			at: whole.at.slice(from),
			end: whole.end.slice(from)
		}
	};
}
function heredocNames(line, escapeCharacter) {
	return (splitWords(line, escapeCharacter) ?? []).flatMap((word) => {
		const found = /^\d*<<(-?)([^<]+)$/.exec(textOf(word));
		if (found?.[2] === void 0 || !word.quoting.startsWith("nn")) return [];
		return [{
			name: found[2],
			tabs: found[1] === "-"
		}];
	});
}
function heredocBody(text, from, name, tabs) {
	for (let at = from; at < text.length;) {
		const newline = text.indexOf("\n", at);
		const next = newline < 0 ? text.length : newline + 1;
		const line = text.slice(at, next).replace(/\r?\n$/, "");
		if ((tabs ? line.replace(/^\t+/, "") : line) === name) return {
			end: at,
			next
		};
		at = next;
	}
}
function readFrom(from, index) {
	const [base, as, name, ...more] = from.words;
	if (base === void 0 || more.length > 0) return void 0;
	if (as === void 0) return {
		index,
		base,
		from
	};
	if (textOf(as).toUpperCase() !== "AS" || name === void 0) return void 0;
	return {
		index,
		name: textOf(name).toLowerCase(),
		base,
		from
	};
}
function problemAt(text, offset, what) {
	return failAt(lineOf(text, offset), what);
}
function mountOptions(flag) {
	const options = (flag.value ?? "").split(",").map((option) => {
		const at = option.indexOf("=");
		return at < 0 ? [option.toLowerCase(), ""] : [option.slice(0, at).toLowerCase(), option.slice(at + 1)];
	});
	return new Map(options);
}
function heredocSource(dockerfile, heredoc) {
	return sourceOf(dockerfile.text, heredoc.body);
}
// src/shell/command-list.ts
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;
var CommandList = class {
	ended = [];
	#current;
	#isNegated = false;
	#source;
	#open;
	constructor(source, open) {
		this.#source = source;
		this.#open = open;
	}
	get isOpen() {
		return this.#current !== void 0;
	}
	begin(kind) {
		this.#current ??= {
			kind,
			assignments: [],
			words: [],
			redirections: []
		};
		return this.#current;
	}
	add(word) {
		const { assignments, words } = this.begin("simple");
		const name = assignment.exec(textOf(word))?.[0];
		(words.length === 0 && name !== void 0 && !/[^n]/.test(word.quoting.slice(0, name.length)) ? assignments : words).push(word);
	}
	negate() {
		this.#isNegated = true;
	}
	finish(before) {
		const current = this.#current;
		if (current === void 0) return;
		const isNegated = this.#isNegated;
		this.#current = void 0;
		this.#isNegated = false;
		const inside = this.#open.all.flatMap(({ compound, isFunction }) => isFunction ? ["function", compound] : [compound]);
		const within = this.#open.all.filter(({ compound }) => compound === "subshell").map(({ at }) => this.#source.at[at] ?? at);
		const own = current.kind === "for" || current.kind === "case" ? inside.slice(0, -1) : inside;
		this.ended.push({
			...current,
			after: this.#open.after,
			before,
			isNegated,
			within,
			inside: own
		});
		if (current.kind === "simple" || current.kind === "condition") this.#open.commandEnded();
	}
	drop() {
		this.#current = void 0;
	}
	get isOneWord() {
		const current = this.#current;
		return current?.words.length === 1 && current.assignments.length === 0 && current.redirections.length === 0;
	}
	isAssignedAt(at) {
		const last = this.#current?.words.at(-1) ?? this.#current?.assignments.at(-1);
		return last !== void 0 && last.next === at && /^[A-Za-z_]\w*\+?=$/.test(textOf(last));
	}
};
// src/shell/compound-heads.ts
var CompoundHeads = class {
	#source;
	#open;
	#commands;
	constructor(source, open, commands) {
		this.#source = source;
		this.#open = open;
		this.#commands = commands;
	}
	word(word) {
		const frame = this.#open.innermost;
		const text = textOf(word);
		switch (frame?.part) {
			case "name":
				this.#commands.begin("for").words.push(forWord(this.#source, frame, word), word);
				frame.part = "after-name";
				return "head";
			case "after-name":
				if (text === "in") {
					this.#commands.begin("for").words.push(word);
					frame.part = "words";
					return "head";
				}
				this.#commands.finish();
				return "reserved";
			case "words":
				this.#commands.begin("for").words.push(word);
				return "head";
			case "subject":
				this.#commands.begin("case").words.push(forWord(this.#source, frame, word), word);
				this.#commands.finish();
				frame.part = "in";
				return "head";
			case "in":
				if (text !== "in") this.#open.wrong(word.next);
				frame.part = "pattern";
				return "head";
			case "pattern": return this.#open.pattern(frame, isUnquoted(word) ? text : "", word.next) ? "reserved" : "head";
			case "do":
				if (text !== "do") this.#open.wrong(word.next);
				return "command";
			default: return "command";
		}
	}
	operator(text, at) {
		const frame = this.#open.innermost;
		switch (frame?.part) {
			case "after-name":
			case "words":
				if (text !== "\n" && text !== ";") return false;
				if (frame.part === "after-name" && text === "\n") return true;
				this.#commands.finish();
				frame.part = "do";
				return true;
			case "do": return text === "\n" || text === ";";
			case "subject":
			case "in": return text === "\n";
			case "pattern":
				this.#open.betweenPatterns(frame, text, at);
				return text === "\n" || text === "|";
			default: return false;
		}
	}
};
function forWord({ at, end }, frame, name) {
	const text = frame.compound;
	const places = Array.from(text, (_, index) => frame.at + index);
	const start = at[frame.at] ?? name.range.start;
	return {
		source: {
			text,
			at: places.map((place) => at[place] ?? start),
			end: places.map((place) => end[place] ?? start + 1)
		},
		quoting: "n".repeat(text.length),
		range: {
			start,
			end: end[frame.at + text.length - 1] ?? start + text.length
		},
		next: frame.at + text.length
	};
}
// src/shell/grammar.ts
const openers = new Map([
	["if", ["if", "condition"]],
	["while", ["while", "condition"]],
	["until", ["while", "condition"]],
	["for", ["for", "name"]],
	["select", ["for", "name"]],
	["case", ["case", "subject"]],
	["{", ["group", "body"]]
]);
const transitions = new Map([
	["then", [{
		compound: "if",
		from: "condition",
		to: "body"
	}]],
	["elif", [{
		compound: "if",
		from: "body",
		to: "condition"
	}]],
	["else", [{
		compound: "if",
		from: "body",
		to: "else"
	}]],
	["fi", [{
		compound: "if",
		from: "body"
	}, {
		compound: "if",
		from: "else"
	}]],
	["do", [
		{
			compound: "while",
			from: "condition",
			to: "body"
		},
		{
			compound: "for",
			from: "do",
			to: "body",
			mayBeEmpty: true
		},
		{
			compound: "for",
			from: "after-name",
			to: "body",
			mayBeEmpty: true
		}
	]],
	["done", [{
		compound: "while",
		from: "body"
	}, {
		compound: "for",
		from: "body"
	}]],
	["esac", [{
		compound: "case",
		from: "body",
		mayBeEmpty: true
	}, {
		compound: "case",
		from: "pattern",
		mayBeEmpty: true
	}]],
	["}", [{
		compound: "group",
		from: "body"
	}]]
]);
function isReserved(word) {
	return openers.has(word) || transitions.has(word) || word === "!" || word === "function";
}
function continuesCompound(word) {
	return transitions.has(word);
}
function transitionOf(word, frame) {
	const found = transitions.get(word)?.find(({ compound, from }) => compound === frame?.compound && from === frame.part);
	return found?.mayBeEmpty === true || (frame?.commands ?? 0) > 0 ? found : void 0;
}
// src/shell/compounds.ts
const deepest = 200;
const opened = -1;
var OpenCompounds = class {
	expected = "command";
	after;
	faultAt;
	#frames = [];
	get innermost() {
		return this.#frames.at(-1);
	}
	get all() {
		return this.#frames;
	}
	wrong(at) {
		this.faultAt ??= at;
	}
	end(at) {
		const isOpen = this.expected === "needed" || this.expected === "function-body";
		if (this.#frames.length > 0 || isOpen) this.wrong(at);
	}
	push(compound, at, part) {
		if (this.expected === "operator") this.wrong(at);
		if (this.#frames.length >= deepest) {
			this.wrong(at);
			return;
		}
		const isFunction = this.expected === "function-body";
		this.#frames.push({
			compound,
			isFunction,
			at,
			part,
			commands: 0
		});
		this.expected = "command";
	}
	pop() {
		this.#frames.pop();
		this.commandEnded();
	}
	commandEnded() {
		if (this.innermost !== void 0) this.innermost.commands += 1;
		this.expected = "operator";
	}
	continue(word, at) {
		const frame = this.innermost;
		const transition = transitionOf(word, frame);
		if (frame === void 0 || transition === void 0 || this.expected === "needed") {
			this.wrong(at);
			this.expected = "command";
		} else if (transition.to === void 0) this.pop();
		else {
			frame.part = transition.to;
			frame.commands = 0;
			this.expected = "command";
		}
	}
	negate(at) {
		if (this.expected === "operator" || this.after === "|") this.wrong(at);
		this.expected = "needed";
	}
	separate(operator, at) {
		if (operator === ";;" || operator === ";&" || operator === ";;&") this.#endOfCase(operator, at);
		else if (operator === "\n") {
			if (this.expected === "operator") this.expected = "command";
			if (this.expected === "command") this.after = operator;
		} else {
			if (this.expected !== "operator") this.wrong(at);
			this.expected = operator === ";" || operator === "&" ? "command" : "needed";
			this.after = operator;
		}
	}
	#endOfCase(operator, at) {
		const frame = this.innermost;
		if (frame?.compound !== "case" || frame.part !== "body" || this.expected === "needed") this.wrong(at);
		else {
			frame.part = "pattern";
			frame.commands = 0;
		}
		this.expected = "command";
		this.after = operator;
	}
	pattern(frame, word, at) {
		if (frame.commands > 0) this.wrong(at);
		if (word === "esac" && frame.commands === 0) return true;
		frame.commands = 1;
		return false;
	}
	openPatterns(frame, at) {
		if (frame.commands !== 0) this.wrong(at);
		frame.commands = opened;
	}
	betweenPatterns(frame, operator, at) {
		if (operator === "|" ? frame.commands <= 0 : frame.commands !== 0) this.wrong(at);
		frame.commands = operator === "|" ? opened : 0;
	}
	closePatterns(frame, at) {
		if (frame.commands <= 0) this.wrong(at);
		frame.part = "body";
		frame.commands = 0;
		this.expected = "command";
	}
};
// src/shell/tokens.ts
const redirection = /^(?:\d*(?:<<-|<<<|<<|<>|<&|>>|>&|>\||<(?!\()|>(?!\())|&>>?)/;
const operator = /^(?:&&|&|\|\||\|&|\||;;&|;;|;&|;|\(|\))/;
const endsWord = /[ \t\n;&|()<>]/;
var ShellTokens = class {
	source;
	at;
	open;
	#rules;
	#heredocs = [];
	constructor(source, at, depth, commandEnd) {
		this.source = source;
		this.at = at;
		this.#rules = {
			ends: (character) => endsWord.test(character),
			depth,
			commandEnd
		};
	}
	next() {
		this.#skipBlanks();
		const { text } = this.source;
		const start = this.at;
		if (start >= text.length) return void 0;
		const lineEnd = lineEndLength(text, start);
		if (lineEnd > 0) {
			this.at += lineEnd;
			this.#skipHeredocs();
			return {
				kind: "operator",
				text: "\n",
				at: start
			};
		}
		const near = text.slice(start, start + 12);
		const redirects = redirection.exec(near)?.[0];
		if (redirects !== void 0) return {
			kind: "redirection",
			redirection: this.#redirection(redirects)
		};
		const found = operator.exec(near)?.[0];
		if (found !== void 0) {
			this.at += found.length;
			return {
				kind: "operator",
				text: found,
				at: start
			};
		}
		return {
			kind: "word",
			word: this.#word()
		};
	}
	peekOperator() {
		this.#skipBlanks();
		return operator.exec(this.source.text.slice(this.at, this.at + 3))?.[0];
	}
	#word() {
		const start = this.at;
		const { word, closed } = scanWord(this.source, start, this.#rules);
		if (!closed) this.open ??= start;
		this.at = Math.max(word.next, start + 1);
		return withoutLineEnd(word, this.source.text);
	}
	#redirection(written) {
		this.at += written.length;
		this.#skipBlanks();
		const { text } = this.source;
		const next = text[this.at] ?? "\n";
		const found = {
			operator: written,
			target: this.at < text.length && lineEndLength(text, this.at) === 0 && (!endsWord.test(next) || /^[<>]\(/.test(text.slice(this.at, this.at + 2))) ? this.#word() : void 0
		};
		if (/<<-?$/.test(written) && !written.endsWith("<<<")) this.#heredocs.push(found);
		return found;
	}
	#skipBlanks() {
		const { text } = this.source;
		for (;;) {
			const character = text[this.at];
			const continued = character === "\\" ? lineEndLength(text, this.at + 1) : 0;
			if (continued > 0) this.at += 1 + continued;
			else if (character === " " || character === "	") this.at += 1;
			else if (character === "#") this.at = lineEndOf(text, this.at);
			else return;
		}
	}
	#skipHeredocs() {
		const { text } = this.source;
		for (const heredoc of this.#heredocs) {
			const name = heredoc.target === void 0 ? "" : textOf(heredoc.target);
			const tabs = heredoc.operator.endsWith("-");
			const from = this.at;
			let end = from;
			while (this.at < text.length) {
				end = this.at;
				const line = text.slice(end, lineEndOf(text, end)).replace(/\r$/, "");
				this.at = Math.min(lineEndOf(text, end) + 1, text.length);
				if ((tabs ? line.replace(/^\t+/, "") : line) === name) break;
				end = this.at;
			}
			heredoc.body = sliceSource(this.source, from, end);
		}
		this.#heredocs = [];
	}
};
function lineEndOf(text, from) {
	const found = text.indexOf("\n", from);
	return found < 0 ? text.length : found;
}
function withoutLineEnd(word, text) {
	const { source, quoting, range, next } = word;
	if (!quoting.endsWith("n") || !source.text.endsWith("\r") || text[next] !== "\n") return word;
	const last = source.text.length - 1;
	return {
		source: sliceSource(source, 0, last),
		quoting: quoting.slice(0, last),
		range: {
			...range,
			end: range.end - 1
		},
		next
	};
}
// src/shell/parser.ts
var ShellParser = class ShellParser {
	#tokens;
	#source;
	#open = new OpenCompounds();
	#commands;
	#heads;
	constructor(source, at, depth = 0) {
		this.#source = source;
		this.#tokens = new ShellTokens(source, at, depth, this.#skipInner);
		this.#commands = new CommandList(source, this.#open);
		this.#heads = new CompoundHeads(source, this.#open, this.#commands);
	}
	read() {
		while (this.#step());
		this.#commands.finish();
		this.#open.end(this.#tokens.at);
		const faults = [this.#tokens.open, this.#open.faultAt].filter((at) => at !== void 0);
		const faultAt = faults.length === 0 ? void 0 : Math.min(...faults);
		return {
			commands: this.#commands.ended,
			faultAt
		};
	}
	skip() {
		for (;;) {
			if (this.#open.all.length === 0 && this.#tokens.peekOperator() === ")") break;
			if (!this.#step()) return void 0;
		}
		this.#commands.finish();
		this.#open.end(this.#tokens.at);
		return this.#tokens.open === void 0 ? this.#tokens.at + 1 : void 0;
	}
	#skipInner = (text, at, depth) => {
		const inner = new ShellParser({
			text,
			at: [],
			end: []
		}, at, depth);
		const end = inner.skip();
		if (inner.#open.faultAt !== void 0) this.#open.wrong(at);
		return end;
	};
	#step() {
		const token = this.#tokens.next();
		if (token === void 0) return false;
		if (token.kind === "word") this.#word(token.word);
		else if (token.kind === "operator") this.#operator(token.text, token.at);
		else this.#redirect(token.redirection);
		return true;
	}
	#redirect(redirection) {
		if (redirection.target === void 0) this.#open.wrong(this.#tokens.at);
		if (!this.#commands.isOpen && this.#open.expected === "operator") return;
		this.#commands.begin("simple").redirections.push(redirection);
	}
	#word(word) {
		const role = this.#heads.word(word);
		if (role === "head") return;
		const text = textOf(word);
		if (role === "reserved") {
			if (!this.#reserved(text, word)) this.#open.wrong(word.next);
			return;
		}
		const isFirst = !this.#commands.isOpen;
		if (isFirst && isUnquoted(word) && this.#reserved(text, word)) return;
		if (isFirst && (this.#open.expected === "operator" || this.#open.expected === "function-body")) this.#open.wrong(word.range.start);
		this.#commands.add(word);
	}
	#reserved(text, word) {
		if (!isReserved(text)) return text === "[[" && this.#open.expected !== "operator" && this.#condition(word);
		if (continuesCompound(text)) this.#open.continue(text, word.next);
		else if (text === "!") {
			this.#open.negate(word.next);
			this.#commands.negate();
		} else if (text === "function") this.#functionHead();
		else {
			const opener = openers.get(text);
			if (opener !== void 0) this.#open.push(opener[0], word.next - text.length, opener[1]);
		}
		return true;
	}
	#operator(text, at) {
		if (text === "(") this.#parenthesis(at);
		else if (text === ")") this.#close(at);
		else if (!this.#heads.operator(text, at)) {
			this.#commands.finish(text);
			this.#open.separate(text, at);
		}
	}
	#parenthesis(at) {
		const frame = this.#open.innermost;
		if (frame?.part === "pattern") {
			this.#open.openPatterns(frame, at);
			return;
		}
		const arithmetic = this.#source.text[at + 1] === "(" && (!this.#commands.isOpen || frame?.part === "name") ? arithmeticEnd(this.#source.text, at) : void 0;
		if (this.#commands.isAssignedAt(at)) this.#skipArray();
		else if (arithmetic !== void 0) this.#arithmetic(arithmetic);
		else if (this.#commands.isOneWord && this.#tokens.peekOperator() === ")") {
			this.#tokens.next();
			this.#commands.drop();
			this.#open.expected = "function-body";
		} else {
			if (this.#commands.isOpen) this.#open.wrong(at);
			this.#commands.finish();
			this.#open.push("subshell", at, "body");
		}
	}
	#arithmetic(end) {
		this.#tokens.at = end;
		if (this.#open.innermost?.part === "name") this.#open.innermost.part = "do";
		else {
			if (this.#open.expected === "operator") this.#open.wrong(end);
			this.#open.commandEnded();
		}
	}
	#close(at) {
		const frame = this.#open.innermost;
		if (frame?.part === "pattern") {
			this.#open.closePatterns(frame, at);
			return;
		}
		this.#commands.finish();
		if (!(frame?.compound === "subshell" && frame.commands > 0 && this.#open.expected !== "needed")) this.#open.wrong(at);
		if (frame?.compound === "subshell") this.#open.pop();
		else this.#open.expected = "operator";
	}
	#skipArray() {
		for (let token = this.#tokens.next(); token !== void 0; token = this.#tokens.next()) if (token.kind === "operator" && token.text === ")") return;
		this.#open.wrong(this.#source.text.length);
	}
	#functionHead() {
		if (this.#tokens.next()?.kind !== "word") this.#open.wrong(this.#tokens.at);
		if (this.#tokens.peekOperator() === "(") {
			this.#tokens.next();
			if (this.#tokens.peekOperator() === ")") this.#tokens.next();
		}
		this.#open.expected = "function-body";
	}
	#condition(first) {
		const { words } = this.#commands.begin("condition");
		words.push(first);
		for (let token = this.#tokens.next(); token !== void 0; token = this.#tokens.next()) {
			if (token.kind !== "word") continue;
			words.push(token.word);
			if (textOf(token.word) === "]]" && isUnquoted(token.word)) {
				this.#commands.finish();
				return true;
			}
		}
		this.#open.wrong(this.#source.text.length);
		return true;
	}
};
// src/shell/commands.ts
function readShell(script) {
	return new ShellParser(script, 0).read();
}
function commandWords(script) {
	return readShell(sourceOfText(script)).commands.filter(({ kind }) => kind === "simple").map(({ assignments, words }) => [...assignments, ...words].map(textOf)).filter((words) => words.length > 0);
}
function commandSubstitutions(text) {
	const found = [];
	const commandEnd = (within, at, depth) => new ShellParser({
		text: within,
		at: [],
		end: []
	}, at, depth).skip();
	for (let at = 0; at < text.length;) {
		const end = isSubstitution(text, at) && !/^(?:\$\(\(|\$\{|[<>])/.test(text.slice(at, at + 3)) ? substitutionEnd(text, at, {
			quoted: true,
			depth: 0,
			commandEnd
		}) : void 0;
		if (end === void 0) {
			at += text[at] === "\\" ? 2 : 1;
			continue;
		}
		found.push({
			start: at,
			end,
			script: text.slice(at + (text[at] === "`" ? 1 : 2), end - 1)
		});
		at = end;
	}
	return found;
}
// src/dockerfile/read/image-name.ts
function parseImage(reference) {
	const [untagged = ""] = reference.split("@");
	const slash = untagged.lastIndexOf("/");
	const colon = untagged.indexOf(":", slash + 1);
	const repository = colon < 0 ? untagged : untagged.slice(0, colon);
	return {
		repository,
		name: repository.slice(slash + 1),
		tag: colon < 0 ? "latest" : untagged.slice(colon + 1)
	};
}
const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const reference = new RegExp(`^(?:[A-Za-z0-9.-]+(?::\\d+)?/)?${component}(?:/${component})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z0-9.+_-]+:[0-9a-fA-F]{32,})?$`);
function isReference(text) {
	return reference.test(text);
}
function isGoImage({ repository, name }) {
	return name === "golang" || name === "go-toolset" || repository === "cimg/go" || /chainguard\/go$/.test(repository);
}
function imageDefaults(reference) {
	const image = parseImage(reference);
	if (reference === "scratch") return {
		workdir: "/",
		env: { PATH: defaultPath }
	};
	return {
		workdir: image.name === "golang" ? "/go" : "/",
		env: isGoImage(image) ? { GOPATH: "/go" } : {}
	};
}
// src/shell/pattern.ts
function readPattern(text) {
	const parts = [];
	const characters = [...text];
	for (let at = 0; at < characters.length; at += 1) {
		const character = characters[at] ?? "";
		if (character === "*") parts.push({ kind: "any" });
		else if (character === "?") parts.push({ kind: "one" });
		else if (character !== "\\") parts.push({
			kind: "text",
			character
		});
		else {
			at += 1;
			const escaped = characters[at];
			if (escaped === void 0 || !"*?\\}/".includes(escaped)) return void 0;
			parts.push({
				kind: "text",
				character: escaped
			});
		}
	}
	return parts;
}
function expressionOf(pattern, greedy) {
	const any = greedy ? "[^\\n]*" : "[^\\n]*?";
	return pattern.map((part) => part.kind === "any" ? any : part.kind === "one" ? "[^\\n]" : part.character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("");
}
function withoutPrefix(value, text, longest) {
	const pattern = readPattern(text);
	return pattern && cut(value, pattern, longest);
}
function withoutSuffix(value, text, longest) {
	const pattern = readPattern(text);
	return pattern && reversed(cut(reversed(value), pattern.toReversed(), longest));
}
function cut(value, pattern, longest) {
	return value.replace(new RegExp(`^${expressionOf(pattern, longest)}`, "u"), "");
}
function reversed(text) {
	return [...text].reverse().join("");
}
function withReplacement(value, text, { by, all }) {
	const pattern = readPattern(text);
	if (pattern === void 0) return void 0;
	const expression = expressionOf(pattern, true);
	if (!all) return value.replace(new RegExp(expression, "u"), () => by);
	let end;
	return value.replaceAll(new RegExp(expression, "gu"), (match, at) => {
		const isAfterMatch = match === "" && at === end;
		end = at + match.length;
		return isAfterMatch ? "" : byTemplate(by, match);
	});
}
function byTemplate(template, match) {
	return template.replaceAll(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (_whole, dollar, bare, braced) => dollar === void 0 ? (bare ?? braced) === "0" ? match : "" : "$");
}
// src/shell/expansion.ts
const noVariables = {
	get: () => void 0,
	has: () => false,
	isEmpty: () => false
};
function expand(parts, variables, dialect) {
	const unset = new Set();
	let text = "";
	for (const part of parts) {
		const found = part.quoting === "none" || part.quoting === "double" ? new Expander(part.text, variables, dialect).whole() : {
			kind: "text",
			text: part.text,
			unset: []
		};
		if (found.kind === "refused") return found;
		text = found.kind === "unknown" || text === void 0 ? void 0 : text + found.text;
		for (const name of found.kind === "text" ? found.unset : []) unset.add(name);
	}
	if (text === void 0 || text.length > 16384) return { kind: "unknown" };
	return {
		kind: "text",
		text,
		unset: [...unset]
	};
}
const roles = {
	"-": "default",
	"=": "default",
	"+": "alternative",
	"?": "required"
};
function roleOf(operator, isShell) {
	const sign = operator.replace(/^:/, "");
	return sign === "=" && !isShell ? void 0 : roles[sign];
}
function joined(parts) {
	return parts.includes(void 0) ? void 0 : parts.join("");
}
var Expander = class {
	#text;
	#variables;
	#isShell;
	#escape;
	#unset = new Set();
	#at = 0;
	#refused;
	constructor(text, variables, dialect) {
		this.#text = text;
		this.#variables = variables;
		this.#isShell = dialect.of === "shell";
		this.#escape = dialect.of === "shell" ? "\\" : dialect.escapeCharacter;
	}
	whole() {
		const parts = [];
		while (this.#at < this.#text.length) parts.push(this.#isVariable ? this.#dollar() : this.#take());
		if (this.#refused !== void 0) return this.#refused;
		const text = joined(parts);
		return text === void 0 ? { kind: "unknown" } : {
			kind: "text",
			text,
			unset: [...this.#unset]
		};
	}
	get #next() {
		return this.#text[this.#at];
	}
	get #isVariable() {
		return this.#next === "$" || this.#isShell && this.#next === "`";
	}
	#take() {
		const character = this.#text[this.#at] ?? "";
		this.#at += 1;
		return character;
	}
	#takeMatch(pattern) {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0] ?? "";
		this.#at += found.length;
		return found;
	}
	#refuse(because, variable) {
		this.#refused ??= {
			kind: "refused",
			because,
			...variable === void 0 ? {} : { variable }
		};
		this.#at = this.#text.length;
	}
	#dollar() {
		const begins = this.#take();
		if (this.#isShell && (begins === "`" || this.#next === "(")) {
			this.#at = this.#text.length;
			return;
		}
		if (this.#next === "{") return this.#braces();
		const name = this.#isShell && /^\d/.test(this.#next ?? "") ? this.#take() : this.#name();
		return name === "" ? "$" : this.#valueOrEmpty(name);
	}
	#name() {
		return this.#takeMatch(/\d+|[@*#?$!-]|[\p{L}\p{Nd}_]+/uy);
	}
	#valueOrEmpty(name) {
		if (this.#variables.has(name)) return this.#variables.get(name);
		if (!this.#variables.isEmpty(name)) return void 0;
		this.#unset.add(name);
		return "";
	}
	#braces() {
		this.#at += 1;
		if (this.#next === void 0) return this.#refuse("a `}` is missing");
		if ("{}:".includes(this.#next)) return this.#refuse("bad substitution");
		const name = this.#name();
		const operator = this.#takeMatch(/:?[^:]?/suy);
		if (operator === "}") return this.#valueOrEmpty(name);
		if (operator === "#" || operator === "%") return this.#trimmed(name, operator);
		if (operator === "/") return this.#replaced(name);
		return this.#substituted(name, operator);
	}
	#substituted(name, operator) {
		const role = roleOf(operator, this.#isShell);
		const other = this.#operand("}", false);
		if (role === void 0) return this.#refuse(`\`\${${name}${operator}…}\` is not supported`);
		const isSet = this.#variables.has(name);
		const value = this.#variables.get(name);
		const isEmpty = operator.startsWith(":") && value === "";
		if (isSet && value === void 0 && operator.startsWith(":")) return void 0;
		const holds = isSet && !isEmpty;
		if (role === "alternative") return holds ? other : "";
		if (holds || role === "default") return holds ? value : other;
		const detail = other === void 0 || other === "" ? "" : `: ${other}`;
		return this.#refuse(`\`${name}\` has no value${detail}`, name);
	}
	#trimmed(name, operator) {
		const pattern = this.#operand("}", true);
		const value = this.#valueOrEmpty(name);
		if (pattern === void 0 || value === void 0) return void 0;
		const longest = pattern.startsWith(operator);
		const cut = operator === "#" ? withoutPrefix : withoutSuffix;
		return this.#unlessRefused(cut(value, longest ? pattern.slice(1) : pattern, longest), pattern);
	}
	#replaced(name) {
		const all = this.#next === "/";
		if (all) this.#at += 1;
		const pattern = this.#operand("/", true);
		const by = this.#operand("}", !this.#isShell);
		const value = this.#valueOrEmpty(name);
		if (pattern === void 0 || by === void 0 || value === void 0) return void 0;
		return this.#unlessRefused(withReplacement(value, pattern, {
			by,
			all
		}), pattern);
	}
	#unlessRefused(value, pattern) {
		return value ?? this.#refuse(`\`${pattern}\` is not a valid pattern`);
	}
	#operand(last, raw) {
		const parts = [];
		while (this.#next !== last) {
			if (this.#next === void 0) return this.#refuse(`a \`${last}\` is missing`);
			parts.push(this.#part(raw));
		}
		this.#at += 1;
		return joined(parts);
	}
	#part(raw) {
		const isPattern = raw && this.#isShell;
		if (this.#isVariable) return this.#dollar();
		if (isPattern && /['"[]/.test(this.#next ?? "")) return this.#unreadable();
		if (this.#next === "'") return this.#singleQuoted();
		if (this.#next === "\"") return this.#doubleQuoted(raw);
		const character = this.#take();
		if (character !== this.#escape) return character;
		return raw ? character + this.#take() : this.#take();
	}
	#unreadable() {
		this.#at += 1;
	}
	#singleQuoted() {
		const closing = this.#text.indexOf("'", this.#at + 1);
		if (closing < 0) return this.#refuse("a quote is not closed");
		const text = this.#text.slice(this.#at + 1, closing);
		this.#at = closing + 1;
		return text;
	}
	#doubleQuoted(raw) {
		const parts = [];
		this.#at += 1;
		while (this.#next !== "\"") {
			if (this.#next === void 0) return this.#refuse("a quote is not closed");
			if (this.#next === "$") {
				parts.push(this.#dollar());
				continue;
			}
			const character = this.#take();
			const isEscape = character === this.#escape && [
				"\"",
				"$",
				this.#escape
			].includes(this.#next ?? this.#escape);
			parts.push(isEscape ? (raw ? character : "") + this.#take() : character);
		}
		this.#at += 1;
		return joined(parts);
	}
};
// src/dockerfile/read/variables.ts
function substitute(word, variables) {
	const expansion = expand(partsOf(word), variables, { of: "shell" });
	return expansion.kind === "text" ? expansion.text : void 0;
}
function expandWord(word, variables, escapeCharacter) {
	return expand(partsOf(word), variables, {
		of: "BuildKit",
		escapeCharacter
	});
}
function expandedWord(word, variables, escapeCharacter) {
	const expansion = expandWord(word, variables, escapeCharacter);
	return expansion.kind === "text" ? expansion.text : void 0;
}
function settingsOf(instruction, escapeCharacter) {
	const { keyword, words, rest } = instruction;
	const [first] = words;
	if (first === void 0) return void 0;
	if (keyword === "ENV" && !textOf(first).includes("=")) {
		const value = restOf(sliceSource(rest, first.next), escapeCharacter);
		if (value === void 0 || textOf(value) === "") return void 0;
		return [{
			name: textOf(first),
			value,
			whole: value
		}];
	}
	const settings = words.map((word) => settingOf(word));
	return settings.some(({ value }) => keyword === "ENV" && value === void 0) ? void 0 : settings;
}
function restOf(source, escapeCharacter) {
	const text = source.text.trimEnd();
	const from = text.length - text.trimStart().length;
	return readWord(sliceSource(source, 0, text.length), from, {
		ends: () => false,
		escapeCharacter
	});
}
function settingOf(word) {
	const text = textOf(word);
	const at = text.indexOf("=");
	if (at < 0) return {
		name: text,
		whole: word
	};
	return {
		name: text.slice(0, at),
		value: sliceWord(word, at + 1),
		whole: word
	};
}
// src/dockerfile/read/stages.ts
function targetStage(dockerfile, target) {
	return target === void 0 ? dockerfile.stages.at(-1) : stageCalled(dockerfile, target, dockerfile.stages.length);
}
function stageCalled(dockerfile, name, before) {
	const earlier = dockerfile.stages.slice(0, before);
	return earlier.findLast((stage) => stage.name === name.toLowerCase()) ?? (/^\d+$/.test(name) ? earlier[Number(name)] : void 0);
}
function predefinedArgs({ platform = "linux/amd64", buildPlatform = platform, target = "default" }) {
	const partsOf = (prefix, of) => {
		const [os = "", arch = "", variant = ""] = of.split("/");
		return Object.entries({
			PLATFORM: of,
			OS: os,
			OSVERSION: "",
			ARCH: arch,
			VARIANT: variant
		}).map(([name, value]) => [`${prefix}${name}`, value]);
	};
	return new Map([
		...partsOf("TARGET", platform),
		...partsOf("BUILD", buildPlatform),
		["TARGETSTAGE", target]
	]);
}
function globalScope(dockerfile, options) {
	const { escapeCharacter, globalArgs } = dockerfile;
	const given = options.buildArgs ?? {};
	const known = predefinedArgs(options);
	for (const name of known.keys()) known.set(name, given[name] ?? known.get(name) ?? "");
	const variables = {
		get: (name) => known.get(name),
		has: (name) => known.has(name),
		isEmpty: () => true
	};
	for (const instruction of globalArgs) for (const { name, value } of settingsOf(instruction, escapeCharacter) ?? []) {
		const found = given[name] ?? (value && expandedWord(value, variables, escapeCharacter));
		if (found !== void 0) known.set(name, found);
	}
	return variables;
}
function baseOfStage(dockerfile, stage, options) {
	const expansion = expandWord(stage.base, globalScope(dockerfile, options), dockerfile.escapeCharacter);
	const written = textOf(stage.base);
	if (expansion.kind === "unknown") return {
		kind: "unset",
		written,
		variables: []
	};
	if (expansion.kind === "refused") {
		const { because: refused, variable } = expansion;
		return {
			kind: "unset",
			written,
			variables: variable === void 0 ? [] : [variable],
			refused
		};
	}
	const { text: name, unset } = expansion;
	const earlier = dockerfile.stages.slice(0, stage.index).findLast((each) => each.name === name);
	if (earlier !== void 0) return {
		kind: "stage",
		stage: earlier
	};
	if (name === "" && unset.length === 0) return {
		kind: "unset",
		written,
		variables: [],
		refused: "it is empty after expansion"
	};
	return unset.length > 0 && !isReference(name) ? {
		kind: "unset",
		written,
		variables: unset
	} : {
		kind: "image",
		image: name
	};
}
function platformOfStage(dockerfile, stage, options) {
	const { platform = "linux/amd64" } = options;
	const origin = baseOfStage(dockerfile, stage, options);
	if (origin.kind === "stage") return platformOfStage(dockerfile, origin.stage, options);
	const flag = stage.from.flags.find(({ name }) => name === "platform")?.value;
	const written = flag && expandedWord(unquotedWord(flag), globalScope(dockerfile, options), dockerfile.escapeCharacter);
	return written === void 0 || written === "" ? platform : written;
}
function referencesOf(dockerfile, stage, options) {
	return [{
		word: stage.base,
		line: stage.from.line,
		origin: baseOfStage(dockerfile, stage, options)
	}, ...stage.instructions.flatMap((instruction) => fromWords(instruction).map((word) => ({
		word,
		line: instruction.line,
		origin: originOf(dockerfile, stage, textOf(word))
	})))];
}
function originOf(dockerfile, stage, name) {
	const earlier = stageCalled(dockerfile, name, stage.index);
	if (earlier !== void 0) return {
		kind: "stage",
		stage: earlier
	};
	if (!name.includes("$")) return {
		kind: "image",
		image: name
	};
	return {
		kind: "unset",
		written: name,
		variables: [],
		refused: "variables are not allowed here; use the name of a stage that is `FROM` it"
	};
}
function fromWords(instruction) {
	return instruction.flags.flatMap((flag) => {
		const value = flag.value ?? "";
		const name = flag.name === "from" ? value : flag.name === "mount" ? mountOptions(flag).get("from") : void 0;
		if (name === void 0 || name === "" || flag.valueRange === void 0) return [];
		const at = flag.name === "from" ? 0 : value.search(/(^|,)from=/i) + (/^from=/i.test(value) ? 5 : 6);
		return [unquotedWord(name, flag.valueRange.start + at)];
	});
}
function neededStages(dockerfile, target, options) {
	const needed = new Set();
	const visit = (stage) => {
		if (needed.has(stage)) return;
		needed.add(stage);
		for (const { origin } of referencesOf(dockerfile, stage, options)) if (origin.kind === "stage") visit(origin.stage);
	};
	visit(target);
	return dockerfile.stages.filter((stage) => needed.has(stage));
}
function chainOf(dockerfile, stage, options) {
	const base = baseOfStage(dockerfile, stage, options);
	if (base.kind !== "stage") return {
		stages: [stage],
		root: base
	};
	const above = chainOf(dockerfile, base.stage, options);
	return {
		stages: [...above.stages, stage],
		root: above.root
	};
}
// src/dockerfile/read/scope.ts
function stepsOf(dockerfile, stage, options) {
	const { stages, root } = chainOf(dockerfile, stage, options);
	const state = new StageState(dockerfile, root.kind === "image" ? root.image : "", options);
	return stages.flatMap((each) => each.instructions.map((instruction) => {
		const step = {
			stage: each,
			instruction,
			scope: state.scope()
		};
		state.follow(instruction, step.scope);
		return step;
	}));
}
var StageState = class {
	#escapeCharacter;
	#buildArgs;
	#inFrom;
	#history = new Map();
	#now = 0;
	#isComplete;
	#workdir;
	#user;
	constructor(dockerfile, image, options) {
		const known = options.images?.get(image);
		const { workdir, env } = known ?? imageDefaults(image);
		this.#escapeCharacter = dockerfile.escapeCharacter;
		this.#buildArgs = options.buildArgs ?? {};
		this.#inFrom = globalScope(dockerfile, options);
		for (const [name, value] of Object.entries(env)) this.#set(name, "ENV", { value });
		this.#isComplete = image === "scratch" || known !== void 0;
		this.#workdir = workdir;
		if (known !== void 0 && known.user !== "") this.#user = known.user;
	}
	scope() {
		const until = this.#now;
		const last = (name) => this.#history.get(name)?.findLast(({ at }) => at <= until);
		const variables = {
			get: (name) => last(name)?.set?.value,
			has: (name) => last(name)?.set !== void 0,
			isEmpty: () => this.#isComplete
		};
		return {
			variables,
			expand: (word) => expandedWord(word, variables, this.#escapeCharacter),
			setBy: (name) => last(name)?.by,
			workdir: this.#workdir,
			user: this.#user
		};
	}
	follow(instruction, { expand }) {
		switch (instruction.keyword) {
			case "ENV":
				for (const { name, value } of this.#settings(instruction)) this.#set(name, "ENV", { value: value && expand(value) });
				break;
			case "ARG":
				for (const setting of this.#settings(instruction)) this.#declare(setting);
				break;
			case "WORKDIR": {
				const to = restOf(instruction.rest, this.#escapeCharacter);
				const path = to && expand(to);
				if (to !== void 0) this.#workdir = path === void 0 ? void 0 : resolvePath(this.#workdir, path);
				break;
			}
			case "USER": {
				const [user] = instruction.words;
				if (user !== void 0) this.#user = expand(user) ?? textOf(user);
				break;
			}
		}
	}
	#set(name, by, set) {
		this.#now += 1;
		const before = this.#history.get(name);
		const one = {
			at: this.#now,
			by,
			set
		};
		if (before === void 0) this.#history.set(name, [one]);
		else before.push(one);
	}
	#declare({ name, value }) {
		const given = this.#buildArgs[name];
		if (given !== void 0) this.#set(name, "ARG", { value: given });
		else if (value !== void 0) this.#set(name, "ARG", { value: this.scope().expand(value) });
		else if (this.#inFrom.has(name)) this.#set(name, "ARG", { value: this.#inFrom.get(name) });
		else if (!this.#history.has(name)) this.#set(name, "ARG", void 0);
	}
	#settings(instruction) {
		return settingsOf(instruction, this.#escapeCharacter) ?? [];
	}
};
function resolvePath(from, to) {
	if (!to.startsWith("/") && from === void 0) return void 0;
	const parts = [];
	for (const part of (to.startsWith("/") ? to : `${from}/${to}`).split("/")) if (part === "..") parts.pop();
	else if (part !== "" && part !== ".") parts.push(part);
	const path = `/${parts.join("/")}`;
	return path.length > 4096 ? void 0 : path;
}
// src/dockerfile/read/copies.ts
function copiesOf(dockerfile, step) {
	const { instruction, stage, scope } = step;
	if (instruction.keyword === "RUN") return mountsOf(dockerfile, step);
	if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
	const paths = (instruction.exec?.map((word) => unquotedWord(textOf(word))) ?? instruction.words).map(scope.expand);
	const target = paths.at(-1);
	const at = target === void 0 ? void 0 : resolvePath(scope.workdir, target);
	if (target === void 0 || at === void 0) return [];
	const sources = paths.slice(0, -1).filter((path) => path !== void 0 && !path.startsWith("<<"));
	return sources.map((source) => ({
		from: fromOf(dockerfile, stage, instruction, source),
		source: isAddress(source ?? "") ? source ?? "" : trimPath(source ?? ""),
		target: at,
		into: sources.length > 1 || target.endsWith("/") || target === "." || at === scope.workdir,
		line: instruction.line
	}));
}
function fromOf(dockerfile, stage, instruction, source) {
	const from = instruction.flags.find(({ name }) => name === "from")?.value;
	if (from !== void 0) return originOf(dockerfile, stage, from);
	return isAddress(source ?? "") ? { kind: "address" } : { kind: "context" };
}
function isAddress(source) {
	return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/.test(source);
}
function mountsOf(dockerfile, step) {
	const { instruction, stage, scope } = step;
	return instruction.flags.flatMap((flag) => {
		const mount = flag.name === "mount" ? mountOptions(flag) : new Map();
		const type = mount.get("type") ?? "bind";
		const expanded = (...names) => {
			const [written] = names.flatMap((name) => mount.get(name) ?? []);
			return written === void 0 ? void 0 : scope.expand(unquotedWord(written));
		};
		const to = expanded("target", "dst", "destination");
		const target = to === void 0 ? void 0 : resolvePath(scope.workdir, to);
		if (flag.name !== "mount" || type !== "bind" || target === void 0) return [];
		const from = mount.get("from");
		return [{
			from: from === void 0 ? { kind: "context" } : originOf(dockerfile, stage, from),
			source: trimPath(expanded("source", "src") ?? ""),
			target,
			into: false,
			line: instruction.line
		}];
	});
}
function trimPath(path) {
	return path.split("/").filter((part) => part !== "" && part !== ".").join("/");
}
function contextPath(dockerfile, stage, path, options, until) {
	const steps = stepsOf(dockerfile, stage, options);
	const last = until === void 0 ? steps.length : steps.findIndex(({ instruction }) => instruction === until);
	for (const step of steps.slice(0, last + 1).reverse()) {
		if (step.instruction !== until && step.instruction.keyword === "RUN") continue;
		const copy = copiesOf(dockerfile, step).findLast((one) => isOwn(one.from) && sourceOfPath(one, path) !== void 0);
		if (copy === void 0) continue;
		const source = sourceOfPath(copy, path) ?? "";
		if (copy.from.kind === "stage") return contextPath(dockerfile, copy.from.stage, `/${source}`, options);
		return source === "" ? "." : source;
	}
}
function isOwn({ kind }) {
	return kind === "context" || kind === "stage";
}
function sourceOfPath({ source, target, into }, path) {
	const prefix = target === "/" ? "/" : `${target}/`;
	if (path !== target && !path.startsWith(prefix)) return void 0;
	const inside = path === target ? "" : path.slice(prefix.length);
	const name = source.split("/").at(-1) ?? "";
	if (/[*?[]/.test(name)) return inside === "" ? source.split("/").slice(0, -1).join("/") : void 0;
	if (isFile(name)) return inside === "" && into && name.endsWith(".go") ? source.split("/").slice(0, -1).join("/") : void 0;
	return [source, inside].filter((part) => part !== "").join("/");
}
function isFile(name) {
	return /\.(go|mod|sum|work|json|ya?ml|toml|env|sh|conf|txt|md|html|css|js|lock)$/.test(name) || /^\.?\w*(file|ignore|rc)$/i.test(name);
}
// src/shell/launchers.ts
const plain = {
	withValue: [],
	own: 0
};
const prefixes = new Map([
	["command", plain],
	["doas", {
		withValue: ["-u"],
		own: 0
	}],
	["env", {
		withValue: [
			"-u",
			"--unset",
			"-C",
			"--chdir"
		],
		own: 0,
		assigns: true
	}],
	["exec", {
		withValue: ["-a"],
		own: 0
	}],
	["nice", {
		withValue: ["-n", "--adjustment"],
		own: 0
	}],
	["nohup", plain],
	["sudo", {
		withValue: ["-u", "-g"],
		own: 0,
		assigns: true
	}],
	["time", plain]
]);
const inits = new Map([
	["catatonit", plain],
	["docker-init", plain],
	["dumb-init", {
		withValue: ["-r", "--rewrite"],
		own: 0
	}],
	["gosu", {
		withValue: [],
		own: 1
	}],
	["setpriv", {
		withValue: [
			"--reuid",
			"--regid",
			"--groups"
		],
		own: 0
	}],
	["stdbuf", {
		withValue: [
			"-i",
			"-o",
			"-e"
		],
		own: 0
	}],
	["su-exec", {
		withValue: [],
		own: 1
	}],
	["tini", {
		withValue: ["-e", "-p"],
		own: 0
	}],
	["tini-static", {
		withValue: ["-e", "-p"],
		own: 0
	}]
]);
function prefixedBy(words) {
	if (/(^|\/)command$/.test(words[0] ?? "") && /^-[vV]$/.test(words[1] ?? "")) return void 0;
	return launchedWith(prefixes.get(lastOf(words[0] ?? "")), words);
}
function launchedBy(words) {
	return launchedWith(inits.get(lastOf(words[0] ?? "")), words) ?? prefixedBy(words);
}
function launchedWith(launcher, words) {
	if (launcher === void 0) return void 0;
	const assignments = [];
	let at = 1;
	for (; at < words.length; at += 1) {
		const word = words[at] ?? "";
		if (word === "--") {
			at += 1;
			break;
		}
		if (launcher.withValue.includes(word)) at += 1;
		else if (launcher.assigns === true && /^[A-Za-z_]\w*=/.test(word)) assignments.push(at);
		else if (!word.startsWith("-")) break;
	}
	return {
		assignments,
		program: Math.min(at + launcher.own, words.length)
	};
}
const shells = new Set([
	"ash",
	"bash",
	"dash",
	"sh",
	"zsh"
]);
function isShell(program) {
	return shells.has(lastOf(program));
}
const optionsWithValue = new Set([
	"-o",
	"+o",
	"-O",
	"+O",
	"--rcfile",
	"--init-file"
]);
function scriptArgument(words) {
	let isText = false;
	for (let at = 0; at < words.length; at += 1) {
		const word = words[at] ?? "";
		if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(word)) isText = true;
		if (optionsWithValue.has(word) || /^-[a-zA-Z]*o$/.test(word)) at += 1;
		else if (word === "-" || word === "--") return scriptAt(isText, at + 1, words);
		else if (!/^[-+]./.test(word)) return scriptAt(isText, at, words);
	}
}
function scriptAt(isText, at, words) {
	if (at >= words.length) return void 0;
	return isText ? {
		kind: "text",
		at,
		arguments: at + 2
	} : {
		kind: "file",
		at,
		arguments: at + 1
	};
}
function isAllArguments(word) {
	return /^\$(\{?[@*]\}?)$/.test(word);
}
// src/dockerfile/read/invocations.ts
function invocationsOf(dockerfile, instruction) {
	if (instruction.keyword !== "RUN") return [];
	const { exec, rest, heredocs } = instruction;
	const lineAt = (offset) => lineOf(dockerfile.text, offset);
	if (exec !== void 0) return unwrap({
		assignments: [],
		words: exec,
		within: []
	}, lineAt, true);
	const own = script(rest, lineAt);
	if (own === void 0) return void 0;
	if (!(own.length === 0 || own.every(({ program, words }) => isShell(program) && words.length === 1))) return own;
	return allOf(heredocs.map((heredoc) => heredocSource(dockerfile, heredoc)).map((body) => {
		const interpreter = /^#!.*?(\w+)\s*$/m.exec(body.text.split("\n")[0] ?? "")?.[1];
		return interpreter !== void 0 && !isShell(interpreter) ? [] : script(body, lineAt);
	}));
}
function script(source, lineAt) {
	const commands = readCommands(source);
	return commands && allOf(commands.map((command) => unwrap(command, lineAt, false)));
}
function readCommands(source) {
	const { commands, faultAt } = readShell(source);
	if (faultAt !== void 0) return void 0;
	return commands.filter(({ assignments, words }) => assignments.length + words.length > 0);
}
function allOf(lists) {
	return lists.includes(void 0) ? void 0 : lists.flatMap((each) => each ?? []);
}
function unwrap(command, lineAt, quoted) {
	const { words, settings } = withoutLaunchers(command);
	const [first] = words;
	const program = first === void 0 ? "" : lastOf(textOf(first));
	const inner = isShell(program) ? scriptText(words) : void 0;
	if (inner === void 0) {
		const line = lineAt((first ?? command.assignments[0])?.range.start ?? 0);
		return [{
			program,
			words,
			settings,
			within: command.within,
			quoted,
			line
		}];
	}
	const nested = readCommands(inner.source)?.map((each) => unwrap({
		...each,
		within: [
			...command.within,
			inner.range.start,
			...each.within
		]
	}, lineAt, true));
	return nested && allOf(nested)?.map((invocation) => ({
		...invocation,
		settings: [...settings, ...invocation.settings]
	}));
}
function withoutLaunchers({ assignments, words }) {
	const settings = assignments.map(settingOf);
	let own = words;
	for (let depth = 0;; depth += 1) {
		const launched = depth < 20 ? prefixedBy(own.map(textOf)) : void 0;
		if (launched === void 0 || own.length === 1) return {
			words: own,
			settings
		};
		settings.push(...launched.assignments.flatMap((at) => own[at] ?? []).map(settingOf));
		own = own.slice(launched.program);
	}
}
function scriptText(words) {
	const given = scriptArgument(words.slice(1).map(textOf));
	return given?.kind === "text" ? words[given.at + 1] : void 0;
}
// src/dockerfile/read/runs.ts
const mostNewer = 64;
var ShellVariables = class ShellVariables {
	#older;
	#newer;
	constructor(older = new Map(), newer = new Map()) {
		this.#older = older;
		this.#newer = newer;
	}
	get(name) {
		return this.#newer.get(name) ?? this.#older.get(name);
	}
	with(changed) {
		const newer = new Map([...this.#newer, ...changed]);
		return newer.size <= mostNewer ? new ShellVariables(this.#older, newer) : new ShellVariables(new Map([...this.#older, ...newer]));
	}
};
function runsOf(dockerfile, step) {
	const invocations = invocationsOf(dockerfile, step.instruction);
	if (invocations === void 0) return void 0;
	const { scope } = step;
	const states = new Map([["", {
		cwd: scope.workdir,
		variables: new ShellVariables()
	}]]);
	const stateOf = (within) => {
		return states.get(within.join()) ?? stateOf(within.slice(0, -1));
	};
	return invocations.map((invocation) => {
		const before = stateOf(invocation.within);
		const variables = {
			get: (name) => {
				const own = before.variables.get(name);
				return own === void 0 ? scope.variables.get(name) : own.value;
			},
			has: (name) => before.variables.get(name) !== void 0 || scope.variables.has(name),
			isEmpty: () => false
		};
		states.set(invocation.within.join(), after(invocation, before, variables, step));
		const environment = (name) => {
			const own = invocation.settings.findLast((setting) => setting.name === name);
			if (own !== void 0 && invocation.program !== "") return {
				by: "command",
				value: own.value && substitute(own.value, variables)
			};
			const variable = before.variables.get(name);
			if (variable?.exported === true) return {
				by: "shell",
				value: variable.value
			};
			const by = scope.setBy(name);
			return by === void 0 ? void 0 : {
				by,
				value: scope.variables.get(name)
			};
		};
		return {
			...invocation,
			step,
			cwd: before.cwd,
			variables,
			environment
		};
	});
}
function after(invocation, before, known, step) {
	const { program, words, settings } = invocation;
	const [, first] = words;
	if (program === "cd" || program === "pushd") {
		const to = first === void 0 ? void 0 : substitute(first, known);
		return {
			...before,
			cwd: to === void 0 ? void 0 : resolvePath(before.cwd, to)
		};
	}
	if (program === "popd") return {
		...before,
		cwd: step.scope.workdir
	};
	if (program === "for" && first !== void 0) return set(before, [{
		name: textOf(first),
		whole: first
	}], known, () => false);
	if (program === "export") return set(before, words.slice(1).map(settingOf), known, () => true);
	if (program !== "") return before;
	const isExported = (name) => before.variables.get(name)?.exported ?? step.scope.setBy(name) !== void 0;
	return set(before, settings, known, isExported);
}
function set(before, settings, outer, exported) {
	const changed = new Map();
	for (const { name, value } of settings) {
		const was = changed.get(name) ?? before.variables.get(name);
		changed.set(name, {
			value: value === void 0 ? was?.value : substitute(value, outer),
			exported: exported(name)
		});
	}
	return {
		...before,
		variables: before.variables.with(changed)
	};
}
// src/dockerfile/read/start.ts
function startOf(dockerfile, stage, options) {
	let entrypoint;
	let command;
	let scope;
	for (const step of stepsOf(dockerfile, stage, options)) {
		scope = step.scope;
		if (step.instruction.keyword === "ENTRYPOINT") entrypoint = wordsOf(step.instruction, step.scope);
		if (step.instruction.keyword === "CMD") command = wordsOf(step.instruction, step.scope);
	}
	const first = entrypoint ?? command;
	if (first === void 0 || scope === void 0) return void 0;
	const more = entrypoint === void 0 || entrypoint.shell ? [] : command?.words ?? [];
	const [program, ...rest] = withoutInits([...first.words, ...more]);
	if (program === void 0) return void 0;
	return {
		program,
		arguments: rest,
		shell: first.shell,
		line: first.line,
		scope
	};
}
function withoutInits(words, depth = 0) {
	const launched = depth < 20 ? launchedBy(words) : void 0;
	return launched === void 0 || launched.program >= words.length ? words : withoutInits(words.slice(launched.program), depth + 1);
}
function wordsOf({ exec, rest, line }, scope) {
	if (exec !== void 0) return {
		words: exec.map(textOf),
		shell: false,
		line
	};
	const words = (readShell(rest).commands.at(-1)?.words ?? []).map((word) => substitute(word, scope.variables) ?? textOf(word));
	return {
		words: words[0] === "exec" ? words.slice(1) : words,
		shell: true,
		line
	};
}
// src/dockerfile/read/trace.ts
function traceFile(dockerfile, stage, path, options, made = () => false) {
	return new Tracer(dockerfile, options, made).trace(stage, path);
}
var Tracer = class {
	#dockerfile;
	#options;
	#made;
	constructor(dockerfile, options, made) {
		this.#dockerfile = dockerfile;
		this.#options = options;
		this.#made = made;
	}
	trace(stage, path, before = Number.POSITIVE_INFINITY) {
		const steps = stepsOf(this.#dockerfile, stage, this.#options).filter(({ instruction }) => instruction.start < before).reverse();
		return this.#back(steps, path, namedSource) ?? (this.#made(stage, path) ? void 0 : this.#back(steps, path, directorySource)) ?? {
			kind: "stage",
			stage,
			path,
			line: stage.from.line
		};
	}
	#back(steps, path, sourceIn) {
		for (const step of steps) {
			const { instruction } = step;
			const [from] = movedFrom(this.#dockerfile, step, path);
			if (from !== void 0) return this.trace(step.stage, from, instruction.start);
			const copies = instruction.keyword === "RUN" ? [] : copiesOf(this.#dockerfile, step);
			for (const copy of [...copies].reverse()) {
				const source = sourceIn(copy, path);
				if (source !== void 0) return this.#through(copy, source);
			}
		}
	}
	#through({ from, line }, source) {
		switch (from.kind) {
			case "stage": return this.trace(from.stage, `/${source}`);
			case "image": return {
				kind: "image",
				source: from.image,
				line
			};
			case "unset": return {
				kind: "image",
				source: from.written,
				line
			};
			default: return {
				kind: from.kind,
				source,
				line
			};
		}
	}
};
function namedSource({ source, target, into }, path) {
	if (path === target) return into ? void 0 : source;
	const name = source.split("/").at(-1) ?? "";
	return into && path === resolvePath(target, name) ? source : void 0;
}
function directorySource({ source, target, into }, path) {
	const name = source.split("/").at(-1) ?? "";
	const prefix = target === "/" ? "/" : `${target}/`;
	if (!path.startsWith(prefix) || /[*?[]/.test(name) || into && /\.\w+$/.test(name)) return void 0;
	return [source, path.slice(prefix.length)].filter((part) => part !== "").join("/");
}
function movedFrom(dockerfile, step, path) {
	return (runsOf(dockerfile, step) ?? []).flatMap((run) => {
		if (![
			"cp",
			"install",
			"mv"
		].includes(run.program)) return [];
		const paths = run.words.slice(1).map((word) => substitute(word, run.variables)).filter((word) => word !== void 0 && !word.startsWith("-") && !/^\d+$/.test(word));
		const to = paths.at(-1);
		const target = to === void 0 ? void 0 : resolvePath(run.cwd, to);
		return paths.slice(0, -1).flatMap((from) => {
			const source = resolvePath(run.cwd, from ?? "");
			const inside = resolvePath(target, from?.split("/").at(-1) ?? "");
			return source !== void 0 && source !== path && (path === target || path === inside) ? [source] : [];
		});
	});
}
// src/dockerfile/read/ignore-file.ts
function readIgnoreFile(text) {
	const rules = text.replace(/^\uFEFF/, "").split("\n").filter((line) => !line.startsWith("#")).flatMap((line) => ruleOf(line.trim()) ?? []);
	return (path) => {
		const parts = path.split("/");
		const paths = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
		const last = rules.findLast(({ pattern }) => paths.some((one) => pattern.test(one)));
		return last !== void 0 && !last.includes;
	};
}
function ruleOf(line) {
	const includes = line.startsWith("!");
	const written = includes ? line.slice(1).trim() : line;
	if (written === "") return void 0;
	const path = cleaned(written);
	return path === "" || path === void 0 ? void 0 : {
		includes,
		pattern: filePattern(path)
	};
}
function cleaned(pattern) {
	const parts = [];
	for (const part of pattern.split("/")) {
		if (part === ".." && parts.pop() === void 0 && !pattern.startsWith("/")) return void 0;
		if (part !== "" && part !== "." && part !== "..") parts.push(part);
	}
	return parts.join("/");
}
export { commandSubstitutions as A, textOf as B, settingOf as C, noVariables as D, expand as E, failAt as F, lineOf as G, applyEdits as H, withPlace as I, rangeOf as K, isUnquoted as L, readShell as M, mountOptions as N, isGoImage as O, parseDockerfile as P, partsOf as R, expandedWord as S, substitute as T, changesOf as U, unquotedWord as V, lineBefore as W, neededStages as _, invocationsOf as a, referencesOf as b, launchedBy as c, contextPath as d, copiesOf as f, globalScope as g, chainOf as h, runsOf as i, commandWords as j, parseImage as k, prefixedBy as l, stepsOf as m, traceFile as n, isAllArguments as o, resolvePath as p, sourceOfText as q, startOf as r, isShell as s, readIgnoreFile as t, scriptArgument as u, originOf as v, settingsOf as w, targetStage as x, platformOfStage as y, sliceWord as z };
