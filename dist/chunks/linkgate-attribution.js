import { $t as mapResult, Qt as fail, d as firstWhere, dt as longestPath, en as succeed, f as NumberList, p as doubled, u as shorten } from "./linkgate-core.js";
import { a as array, n as _enum, s as boolean, y as record$1 } from "./zod.js";
import { dt as readonlyObject, ft as text, pt as programParts, rt as programAttributionSchema, tt as linkChainSchema, ut as optional, xt as formatSize } from "./linkgate-model.js";
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
function partOf$1(source, offset, size) {
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
const longestName$4 = 65536;
const allNames = 1 << 20;
const none$2 = new Uint8Array();
function byteView(bytes, littleEndian) {
	const source = byteSourceOf(bytes);
	const { size } = source;
	const decoder = new TextDecoder();
	let near = {
		start: 0,
		bytes: none$2,
		data: new DataView(none$2.buffer)
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
		text(at, limit = longestName$4) {
			const within = find(at, 0);
			let window = near.bytes.subarray(within, within + limit);
			let length = window.indexOf(0);
			if (length < 0 && window.length < limit) {
				window = readAt(source, at, limit);
				length = window.indexOf(0);
			}
			if (length < 0) throw new Malformed("a name is not terminated");
			named += length;
			if (named > allNames) throw new Malformed("it has more names than linkgate reads");
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
	rela: 4,
	note: 7,
	noBits: 8,
	rel: 9
};
const sectionFlag = {
	allocated: 2,
	execute: 4
};
const tag = {
	needed: 1,
	pltSize: 2,
	hash: 4,
	stringTable: 5,
	symbolTable: 6,
	rela: 7,
	relaSize: 8,
	stringSize: 10,
	soname: 14,
	rpath: 15,
	rel: 17,
	relSize: 18,
	pltKind: 20,
	textrel: 22,
	plt: 23,
	bindNow: 24,
	runpath: 29,
	flags: 30,
	gnuHash: 1879047925,
	versionSymbols: 1879048176,
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
const mostTableEntries$1 = 65536;
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
const extendedNumbering = 65535;
function readSegments({ view, wide, word }) {
	const start = word(wide ? 32 : 28);
	const entry = view.u16(wide ? 54 : 42);
	let count = view.u16(wide ? 56 : 44);
	if (count === extendedNumbering) count = view.u32(firstSection({
		view,
		wide,
		word
	}) + (wide ? 44 : 28));
	if (count === 0) return [];
	if (entry < (wide ? 56 : 32)) throw new Malformed("its program headers are too short");
	if (count > 65536) throw new Malformed("it has more program headers than linkgate reads");
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
function readSections$1(layout) {
	const { view, wide, word } = layout;
	const start = word(wide ? 40 : 32);
	if (start === 0) return [];
	const entry = view.u16(wide ? 58 : 46);
	if (entry < (wide ? 64 : 40)) throw new Malformed("its section headers are too short");
	const count = view.u16(wide ? 60 : 48) || word(start + (wide ? 32 : 20));
	const namesIndex = view.u16(wide ? 62 : 50);
	const names = namesIndex === 65535 ? view.u32(start + (wide ? 40 : 24)) : namesIndex;
	if (count > 65536) throw new Malformed("it has more section headers than linkgate reads");
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
function readHeaderExtents({ view, wide, word }) {
	const table = (start, entry, count) => ({
		from: start,
		to: start + entry * count
	});
	const [segments, sections] = [word(wide ? 32 : 28), word(wide ? 40 : 32)];
	return [
		{
			from: 0,
			to: wide ? 64 : 52
		},
		table(segments, view.u16(wide ? 54 : 42), view.u16(wide ? 56 : 44)),
		table(sections, view.u16(wide ? 58 : 46), view.u16(wide ? 60 : 48))
	];
}
function mappedSegments(segments) {
	return segments.filter(({ type }) => type === segmentType.load).map(({ address, offset, fileSize, flags }) => ({
		address,
		offset,
		fileSize,
		writable: (flags & segmentFlag.write) !== 0,
		executable: (flags & segmentFlag.execute) !== 0
	}));
}
function firstSection({ wide, word }) {
	const start = word(wide ? 40 : 32);
	if (start === 0) throw new Malformed("its number of program headers is missing");
	return start;
}
function findOffset(segments, address) {
	const segment = segments.find((one) => one.type === segmentType.load && address >= one.address && address < one.address + one.fileSize);
	return segment && address - segment.address + segment.offset;
}
function offsetOf$1(segments, address) {
	const offset = findOffset(segments, address);
	if (offset === void 0) throw new Malformed("an address of its dynamic section is in no segment");
	return offset;
}
// src/inspect/elf/dynamic.ts
function readEntries({ wide, word }, segments) {
	const segment = dynamicSegment(segments);
	const entries = [];
	if (segment === void 0) return entries;
	const entrySize = wide ? 16 : 8;
	const end = segment.offset + segment.fileSize;
	for (let at = segment.offset; at + entrySize <= end; at += entrySize) {
		const entry = {
			tag: word(at),
			value: word(at + entrySize / 2)
		};
		if (entry.tag === 0) break;
		if (entries.length >= 65536) throw new Malformed("its dynamic section is longer than linkgate reads");
		entries.push(entry);
	}
	return entries;
}
function valuesOf(entries) {
	const first = new Map();
	for (const { tag, value } of entries) if (!first.has(tag)) first.set(tag, value);
	return first;
}
function dynamicSegment(segments) {
	return segments.find((one) => one.type === segmentType.dynamic && one.fileSize > 0);
}
function readDynamic(layout, segments) {
	const { view } = layout;
	const entries = readEntries(layout, segments);
	const first = valuesOf(entries);
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
		dynamic: dynamicSegment(segments) !== void 0,
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
	for (let index = 0; index < Math.min(files, mostTableEntries$1); index++) {
		const file = name(view.u32(at + 4));
		let aux = at + view.u32(at + 8);
		for (let left = view.u16(at + 2); left > 0; left--) {
			if (found.length >= 65536) throw new Malformed("it needs more symbol versions than linkgate reads");
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
	for (let index = 0; index < Math.min(versions, mostTableEntries$1); index++) {
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
	let budget = mostTableEntries$1;
	for (const place of places) {
		if (found.gnu !== void 0 && found.go !== void 0) break;
		for (const { owner, type, text } of notesIn(view, place)) {
			if (--budget < 0) throw new Malformed("it has more notes than linkgate reads");
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
			yield nothing$1;
			break;
		}
		yield nameSize <= 4 && textSize <= longestNote ? {
			owner: String.fromCharCode(...view.slice(at + 12, nameSize)).replace(/\0+$/, ""),
			type: view.u32(at + 8),
			text: view.slice(textAt, textSize)
		} : nothing$1;
		at = textAt + padded(textSize, padding);
	}
}
const nothing$1 = {
	owner: "",
	type: 0,
	text: new Uint8Array()
};
function padded(size, to) {
	return Math.ceil(size / to) * to;
}
// src/inspect/elf/elf.ts
const systemLinkerSections = new Set([
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
	const layout = layoutOf(bytes);
	const { view, wide, littleEndian } = layout;
	const bits = wide ? 64 : 32;
	const type = view.u16(16);
	const segments = readSegments(layout);
	const loads = segments.filter((one) => one.type === segmentType.load);
	const read = orProblem(() => readSections$1(layout));
	const sections = read.ok ? read.value : [];
	const dynamic = readDynamic(layout, segments);
	const interpreter = segments.find((one) => one.type === segmentType.interpreter);
	const stack = segments.find((one) => one.type === segmentType.gnuStack);
	const writeAndExecute = segmentFlag.write | segmentFlag.execute;
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
		writableCode: loads.filter((one) => (one.flags & writeAndExecute) === writeAndExecute).length,
		buildIds: readBuildIds(layout, segments, sections),
		sections,
		segments,
		...read.ok ? {} : { sectionsProblem: read.problem.message },
		...sections.length === 0 ? {} : fromSections(sections, type)
	};
}
const sizeInFile = ({ type, size }) => type === sectionType.noBits ? 0 : size;
function layoutOf(bytes) {
	const [, , , , klass, encoding] = readAt(byteSourceOf(bytes), 0, 6);
	if (klass !== 1 && klass !== 2 || encoding !== 1 && encoding !== 2) throw new Malformed("its class or byte order is unknown");
	const wide = klass === 2;
	const littleEndian = encoding === 1;
	const view = byteView(bytes, littleEndian);
	return {
		view,
		wide,
		littleEndian,
		word: wide ? view.u64 : view.u32
	};
}
function fromSections(sections, type) {
	const names = new Set(sections.map(({ name }) => name));
	const bytesOf = (isOne) => sections.filter(isOne).reduce((sum, section) => sum + sizeInFile(section), 0);
	return {
		symbolTable: sections.some((section) => section.type === sectionType.symbolTable),
		debugInfo: names.has(".debug_info") || names.has(".zdebug_info"),
		symbolBytes: bytesOf(({ name }) => name === ".symtab" || name === ".strtab"),
		debugBytes: bytesOf(({ name }) => /^\.z?debug_/.test(name)),
		...type === fileType.core ? {} : { link: sections.some(({ name }) => systemLinkerSections.has(name)) ? "external" : "internal" }
	};
}
// src/inspect/executable/executable.ts
const noRelocatedData = {
	from: 0,
	bytes: new Uint8Array()
};
const noTables = {
	extents: [],
	each() {}
};
// src/inspect/go/memory.ts
function memoryOf(executable) {
	return new Memory(executable.bytes, executable, executable.relocatedData());
}
var Memory = class {
	bytes;
	size;
	pointerSize;
	littleEndian;
	least;
	most;
	#view;
	#filledFrom;
	#filled;
	#loads;
	#last;
	constructor(bytes, { littleEndian, bits, segments }, filled) {
		this.bytes = bytes;
		this.size = bytes.length;
		this.pointerSize = bits === 64 ? 8 : 4;
		this.littleEndian = littleEndian;
		this.#view = viewOf(bytes);
		this.#filledFrom = filled.from;
		this.#filled = viewOf(filled.bytes);
		this.#loads = segments.filter(({ fileSize }) => fileSize > 0).toSorted((a, b) => a.address - b.address);
		this.least = this.#loads[0]?.address ?? 0;
		this.most = Math.max(0, ...this.#loads.map(({ address, fileSize }) => address + fileSize));
	}
	offsetOf(address) {
		let segment = this.#last;
		if (segment === void 0 || !hasAddress(segment, address)) {
			segment = this.#loads.find((one) => hasAddress(one, address));
			if (segment === void 0) return void 0;
			this.#last = segment;
		}
		const offset = address - segment.address + segment.offset;
		return offset < this.size ? offset : void 0;
	}
	extentOf({ from, to }) {
		const offset = this.offsetOf(from);
		return offset === void 0 ? void 0 : {
			from: offset,
			to: offset + Math.max(0, to - from)
		};
	}
	addressOf(offset) {
		const segment = this.#loads.find((one) => offset >= one.offset && offset < one.offset + one.fileSize);
		return segment && offset - segment.offset + segment.address;
	}
	u8(at) {
		return this.bytes[at] ?? 0;
	}
	u16(at) {
		return at >= 0 && at + 2 <= this.size ? this.#view.getUint16(at, this.littleEndian) : 0;
	}
	u32(at) {
		const place = at - this.#filledFrom;
		if (place >= 0 && place + 4 <= this.#filled.byteLength) return this.#filled.getUint32(place, this.littleEndian);
		return at >= 0 && at + 4 <= this.size ? this.#view.getUint32(at, this.littleEndian) : 0;
	}
	word(at) {
		if (this.pointerSize === 4) return this.u32(at);
		return this.littleEndian ? this.u32(at + 4) * 2 ** 32 + this.u32(at) : this.u32(at) * 2 ** 32 + this.u32(at + 4);
	}
};
const viewOf = ({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength);
const hasAddress = ({ address: start, fileSize }, address) => address >= start && address < start + fileSize;
// src/inspect/elf/relocated-data.ts
const relative = {
	amd64: 8,
	arm64: 1027,
	riscv64: 3,
	loong64: 3,
	ppc64: 22,
	ppc64le: 22,
	s390x: 12
};
const entrySize$1 = 24;
function relocatedElfData(file, elf) {
	const wanted = relative[elf.machine];
	if (!elf.dynamic || elf.bits !== 64 || wanted === void 0) return noRelocatedData;
	const layout = layoutOf(file);
	const found = orProblem(() => valuesOf(readEntries(layout, elf.segments)));
	const table = found.ok ? found.value.get(tag.rela) : void 0;
	const size = found.ok ? found.value.get(tag.relaSize) : void 0;
	const start = table === void 0 ? void 0 : findOffset(elf.segments, table);
	if (start === void 0 || size === void 0 || size < entrySize$1) return noRelocatedData;
	const memory = new Memory(file, {
		...elf,
		segments: mappedSegments(elf.segments)
	}, noRelocatedData);
	const typeAt = memory.littleEndian ? 8 : 12;
	const end = Math.min(start + size, file.length);
	const writable = elf.segments.filter(({ type, flags }) => type === segmentType.load && (flags & segmentFlag.write) !== 0);
	const from = Math.min(file.length, ...writable.map(({ offset }) => offset));
	const to = Math.min(file.length, Math.max(0, ...writable.map((one) => one.offset + one.fileSize)));
	let { bytes } = noRelocatedData;
	for (let at = start; at + entrySize$1 <= end; at += entrySize$1) {
		if (memory.u32(at + typeAt) !== wanted) continue;
		const place = memory.offsetOf(memory.word(at));
		if (place === void 0 || place < from || place + 8 > to) continue;
		if (bytes.length === 0) bytes = new Uint8Array(file.subarray(from, to));
		for (let byte = 0; byte < 8; byte++) bytes[place - from + byte] = file[at + 16 + byte] ?? 0;
	}
	return {
		from,
		bytes
	};
}
// src/inspect/executable/symbols.ts
const mostSymbols$2 = 1 << 22;
const longestName$3 = 16384;
var ProgramSymbols = class ProgramSymbols {
	#names;
	#places = new NumberList();
	#addresses = [];
	#sizes = [];
	#functions = new NumberList();
	constructor(names) {
		this.#names = names;
	}
	get count() {
		return this.#sizes.length;
	}
	add(name, address, size, isFunction) {
		this.#places.push(name);
		this.#addresses.push(address);
		this.#sizes.push(size);
		this.#functions.push(isFunction ? 1 : 0);
	}
	address(number) {
		return this.#addresses[number] ?? 0;
	}
	size(number) {
		return this.#sizes[number] ?? 0;
	}
	isFunction(number) {
		return this.#functions.at(number) === 1;
	}
	name(number) {
		const from = this.#places.at(number) >>> 0;
		const name = this.#names.subarray(from, from + longestName$3);
		const length = name.indexOf(0);
		return length < 0 ? void 0 : decoder$2.decode(name.subarray(0, length));
	}
	isNamed(number, name) {
		const from = this.#places.at(number) >>> 0;
		for (let index = 0; index < name.length; index++) if (this.#names[from + index] !== name.charCodeAt(index)) return false;
		return this.#names[from + name.length] === 0;
	}
	filter(isWanted) {
		const wanted = new ProgramSymbols(this.#names);
		for (let number = 0; number < this.count; number++) {
			const address = this.address(number);
			const size = this.size(number);
			if (isWanted(address, size)) wanted.add(this.#places.at(number), address, size, this.isFunction(number));
		}
		return wanted;
	}
	withSizes(sizes) {
		const sized = new ProgramSymbols(this.#names);
		for (let number = 0; number < this.count; number++) sized.add(this.#places.at(number), this.address(number), sizes[number] ?? 0, this.isFunction(number));
		return sized;
	}
};
const noSymbols = new ProgramSymbols(new Uint8Array());
const decoder$2 = new TextDecoder();
// src/inspect/elf/symbol-table.ts
const functionType = 2;
const wideEntry = {
	entry: 24,
	info: 4,
	section: 6,
	address: 8,
	size: 16
};
const narrowEntry = {
	entry: 16,
	info: 12,
	section: 14,
	address: 4,
	size: 8
};
const unwanted$1 = new Set([3, 4]);
const firstReserved$1 = 65280;
function readElfSymbols(bytes, { sections }) {
	const table = sections.find(({ type }) => type === sectionType.symbolTable);
	const strings = sections.find(({ name }) => name === ".strtab");
	if (table === void 0 || strings === void 0) return noSymbols;
	const read = orProblem(() => {
		const { view, wide, word } = layoutOf(bytes);
		const found = new ProgramSymbols(bytes.subarray(strings.offset, strings.offset + strings.size));
		const place = wide ? wideEntry : narrowEntry;
		const count = Math.min(Math.floor(table.size / place.entry), mostSymbols$2);
		for (let index = 1; index < count; index++) {
			const at = table.offset + index * place.entry;
			view.need(at, place.entry);
			const type = (bytes[at + place.info] ?? 0) & 15;
			const section = view.u16(at + place.section);
			if (section === 0 || section >= firstReserved$1 || unwanted$1.has(type)) continue;
			const address = word(at + place.address);
			const size = word(at + place.size);
			found.add(view.u32(at), address, size, type === functionType);
		}
		return found;
	});
	return read.ok ? read.value : noSymbols;
}
// src/inspect/elf/elf-executable.ts
const rules$2 = [
	[/^\.(?:z?debug_|gdb_index|gnu_debug)/, "debug-information"],
	[/^\.(?:symtab|strtab|gosymtab)/, "symbol-table"],
	[/^\.shstrtab$/, "headers"],
	[/^\.(?:note|comment|go\.buildinfo|go\.fipsinfo)/, "build-information"],
	[/^\.(?:interp|dynamic|dynsym|dynstr|rela?|plt|got|hash|gnu\.(?:hash|version)|relr)(?:$|[._])/, "dynamic-linking"],
	[/^\.(?:typelink|data\.rel\.ro\.typelink)/, "types"],
	[/^\.(?:itablink|data\.rel\.ro\.itablink)/, "interface-tables"]
];
const unwinding$2 = /^\.(?:eh_frame|eh_frame_hdr|gcc_except_table)$/;
const partOf = ({ name, type }) => type === sectionType.symbolTable ? "symbol-table" : rules$2.find(([pattern]) => pattern.test(name))?.[1];
function elfExecutable(bytes, elf) {
	const { bits, littleEndian, machine, link, symbolTable, debugInfo } = elf;
	const buildInfo = elf.sections.find(({ name }) => name === ".go.buildinfo");
	return {
		bytes,
		bits,
		littleEndian,
		machine,
		...link === void 0 ? {} : { link },
		...symbolTable === void 0 ? {} : { symbolTable },
		...debugInfo === void 0 ? {} : { debugInfo },
		...buildInfo === void 0 ? {} : { buildInfo },
		sections: elf.sections.filter(({ type, size }) => type !== sectionType.noBits && size > 0).map(sectionOf$1),
		segments: mappedSegments(elf.segments),
		headers: readHeaderExtents(layoutOf(bytes)),
		purposes: [],
		relocations: relocationsOf(bytes, elf),
		unwinding: noTables,
		symbols: () => readElfSymbols(bytes, elf),
		relocatedData: () => relocatedElfData(bytes, elf)
	};
}
function sectionOf$1(section) {
	const { name, address, offset, size, flags } = section;
	const part = partOf(section);
	const isMapped = (flags & sectionFlag.allocated) !== 0;
	return {
		name,
		address,
		offset,
		size,
		content: (flags & sectionFlag.execute) !== 0 ? "code" : isMapped ? "data" : "none",
		...part === void 0 ? {} : { part },
		...unwinding$2.test(name) ? { unwinding: true } : {}
	};
}
const mostSections$2 = 256;
const wordsOfEntry = new Map([[sectionType.rela, 3], [sectionType.rel, 2]]);
function relocationsOf(bytes, { dynamic, sections, bits, littleEndian }) {
	if (!dynamic) return noTables;
	const memory = new Memory(bytes, {
		bits,
		littleEndian,
		segments: []
	}, noRelocatedData);
	const tables = sections.slice(0, mostSections$2).flatMap(({ type, flags, offset, size }) => {
		const words = wordsOfEntry.get(type);
		if (words === void 0 || (flags & sectionFlag.allocated) === 0) return [];
		return [{
			from: offset,
			to: Math.min(offset + size, bytes.length),
			entry: words * memory.pointerSize
		}];
	});
	return {
		extents: tables,
		each(use) {
			for (const { from, to, entry } of tables) for (let at = from; at + entry <= to; at += entry) use(at, at + entry, memory.word(at));
		}
	};
}
// src/inspect/macho/link-edit.ts
const symtab = 2;
const dysymtab = 11;
const dyldInfo = new Set([34, 2147483682]);
const singleTables = new Map([
	[29, "code-signature"],
	[38, "function-starts"],
	[41, "data-in-code"],
	[2147483699, "exports"],
	[2147483700, "chained-fixups"]
]);
const dyldTables = [
	"rebase",
	"binding",
	"binding",
	"binding",
	"exports"
];
const relocationSize = 8;
const indexSize = 4;
const nlistSize = {
	wide: 16,
	narrow: 12
};
function linkEditTables(view, at) {
	return tablesOf$1(view, at).filter(({ size }) => size > 0);
}
function tablesOf$1(view, at) {
	const kind = view.u32(at);
	const field = (index) => view.u32(at + 8 + 4 * index);
	const single = singleTables.get(kind);
	if (single !== void 0) return [{
		kind: single,
		offset: field(0),
		size: field(1)
	}];
	if (dyldInfo.has(kind)) return dyldTables.map((table, index) => ({
		kind: table,
		offset: field(2 * index),
		size: field(2 * index + 1)
	}));
	if (kind === symtab) {
		const wide = (view.u32(0) & 1) !== 0;
		const size = field(1) * nlistSize[wide ? "wide" : "narrow"];
		return [{
			kind: "symbols",
			offset: field(0),
			size
		}, {
			kind: "strings",
			offset: field(2),
			size: field(3)
		}];
	}
	if (kind !== dysymtab) return [];
	return [
		{
			kind: "indirect-symbols",
			offset: field(12),
			size: field(13) * indexSize
		},
		{
			kind: "relocations",
			offset: field(14),
			size: field(15) * relocationSize
		},
		{
			kind: "relocations",
			offset: field(16),
			size: field(17) * relocationSize
		}
	];
}
function readSymbolCounts(view, at) {
	if (view.u32(at) !== dysymtab) return void 0;
	return {
		defined: view.u32(at + 12) + view.u32(at + 20),
		needed: view.u32(at + 28)
	};
}
// src/inspect/macho/segments.ts
const protection = {
	write: 2,
	execute: 4
};
const mostMachOEntries = 16384;
const segment = 1;
const segment64 = 25;
const instructions = 2147484672;
const typeMask = 255;
const zeroFilled = new Set([
	1,
	12,
	18
]);
function isSegment(kind) {
	return kind === segment || kind === segment64;
}
function readSegment(view, at, size, most) {
	const wide = view.u32(at) === segment64;
	const word = wide ? view.u64 : view.u32;
	const sectionSize = wide ? 80 : 68;
	const start = at + (wide ? 72 : 56);
	const count = Math.min(view.u32(at + (wide ? 64 : 48)), Math.floor((at + size - start) / sectionSize));
	if (count > most) throw new Malformed("it has more sections than linkgate reads");
	return {
		name: unterminated(view, at + 8, 16),
		address: word(at + 24),
		offset: word(at + (wide ? 40 : 32)),
		fileSize: word(at + (wide ? 48 : 36)),
		protection: view.u32(at + (wide ? 60 : 44)),
		sections: Array.from({ length: Math.max(0, count) }, (_, index) => readSection(view, start + index * sectionSize, wide))
	};
}
function readSection(view, at, wide) {
	const word = wide ? view.u64 : view.u32;
	const flags = view.u32(at + (wide ? 64 : 56));
	return {
		name: unterminated(view, at, 16),
		address: word(at + 32),
		size: word(at + (wide ? 40 : 36)),
		offset: zeroFilled.has(flags & typeMask) ? 0 : view.u32(at + (wide ? 48 : 40)),
		hasCode: (flags & instructions) !== 0
	};
}
function unterminated(view, at, size) {
	const field = view.slice(at, Math.min(size, mostMachOEntries));
	const end = field.indexOf(0);
	return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
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
	loadDylib: 12,
	idDylib: 13,
	loadDylinker: 14,
	uuid: 27,
	rpath: 2147483676
};
const loads = new Set([
	command.loadDylib,
	32,
	2147483672,
	2147483679,
	2147483683
]);
const writableCode = protection.write | protection.execute;
const flag$1 = {
	pie: 2097152,
	allowStackExecution: 131072
};
const headerSize$2 = 28;
function isMachO(start) {
	if (start.length < headerSize$2) return false;
	const view = byteView(start, false);
	return isFat(view) || thinOf(view.u32(0)) !== void 0;
}
function isUniversal(start) {
	return isFat(byteView(start, false));
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
	if (!isMachO(readAt(source, 0, headerSize$2))) return fail("not a Mach-O file");
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
			machine: nameOf$1(view.u32(at)),
			offset,
			size
		};
	});
	const [first] = slices;
	if (first === void 0) throw new Malformed("it is a universal file without an architecture");
	view.need(first.offset, first.size);
	return {
		...readThin(partOf$1(source, first.offset, first.size), first.offset),
		architectures: slices.map(({ machine }) => machine)
	};
}
function nameOf$1(machine) {
	return machines$1[machine] ?? `machine ${machine}`;
}
function readThin(source, base) {
	const thin = source.size < headerSize$2 ? void 0 : thinOf(byteView(source, false).u32(0));
	if (thin === void 0) throw new Malformed("its first architecture is not a Mach-O file");
	const { wide, littleEndian } = thin;
	const view = byteView(source, littleEndian);
	const machine = nameOf$1(view.u32(4));
	const flags = view.u32(24);
	const { libraries, rpath, texts, segments, tables, symbolCounts, end } = readCommands(view, wide ? 32 : 28);
	const sections = segments.flatMap((one) => one.sections);
	const buildInfo = sections.find(({ name }) => name === "__go_buildinfo");
	const has = (wanted) => tables.some((table) => table.kind === wanted);
	return {
		bits: wide ? 64 : 32,
		littleEndian,
		type: view.u32(12),
		machine,
		architectures: [machine],
		libraries,
		...texts,
		rpath,
		pie: (flags & flag$1.pie) !== 0,
		executableStack: (flags & flag$1.allowStackExecution) !== 0,
		writableCode: segments.filter((one) => (one.protection & writableCode) === writableCode).length,
		signed: has("code-signature"),
		symbolTable: symbolCounts.defined > 0,
		debugInfo: sections.some(({ name }) => name === "__debug_info" || name === "__zdebug_info"),
		...buildInfo === void 0 ? {} : { buildInfo: {
			offset: buildInfo.offset + base,
			size: buildInfo.size
		} },
		segments,
		tables,
		symbolCounts,
		link: has("function-starts") ? "external" : "internal",
		headerSize: end
	};
}
function readCommands(view, start) {
	const count = view.u32(16);
	if (count > 16384) throw new Malformed("it has more load commands than linkgate reads");
	const [libraries, rpath] = [[], []];
	const [segments, tables] = [[], []];
	const texts = {};
	let symbolCounts = {
		defined: 0,
		needed: 0
	};
	let [at, sectionsLeft] = [start, mostMachOEntries];
	for (let index = 0; index < count; index++) {
		const kind = view.u32(at);
		const size = view.u32(at + 4);
		if (size < 8) throw new Malformed("one of its load commands is too short");
		const text = () => {
			const offset = view.u32(at + 8);
			if (offset >= size) throw new Malformed("a name is outside its load command");
			return unterminated(view, at + offset, size - offset);
		};
		if (loads.has(kind)) libraries.push(text());
		else if (kind === command.rpath) rpath.push(text());
		else if (kind === command.loadDylinker) texts.loader = text();
		else if (kind === command.idDylib) texts.id = text();
		else if (kind === command.uuid) texts.uuid = hex(view.slice(at + 8, 16));
		else if (isSegment(kind)) {
			const segment = readSegment(view, at, size, sectionsLeft);
			sectionsLeft -= segment.sections.length;
			segments.push(segment);
		} else {
			tables.push(...linkEditTables(view, at));
			symbolCounts = readSymbolCounts(view, at) ?? symbolCounts;
		}
		at += size;
	}
	return {
		libraries,
		rpath,
		texts,
		segments,
		tables,
		symbolCounts,
		end: at
	};
}
// src/inspect/macho/chained-fixups.ts
const format = {
	address: 2,
	offset: 6
};
const stride$1 = 4;
const pointerSize = 8;
const noPointers = 65535;
const mostSegments = 64;
function relocatedMachOData(bytes, machO) {
	const table = machO.tables.find(({ kind }) => kind === "chained-fixups");
	if (table === void 0 || machO.bits !== 64) return noRelocatedData;
	const read = orProblem(() => {
		const view = byteView(bytes, machO.littleEndian);
		const starts = table.offset + view.u32(table.offset + 4);
		const count = Math.min(view.u32(starts), machO.segments.length, mostSegments);
		const writer = new PointerWriter(bytes, machO);
		for (let index = 0; index < count; index++) {
			const offset = view.u32(starts + 4 + 4 * index);
			const segment = machO.segments[index];
			if (offset !== 0 && segment !== void 0) writer.followSegment(view, starts + offset, segment);
		}
		return writer.relocatedData;
	});
	return read.ok ? read.value : noRelocatedData;
}
var PointerWriter = class {
	#file;
	#base;
	#from;
	#bytes;
	#data;
	#littleEndian;
	#left;
	constructor(file, { segments, littleEndian }) {
		const mapped = segments.filter(({ fileSize, name }) => fileSize > 0 && name !== "__LINKEDIT");
		this.#file = file;
		this.#base = mapped.find(({ offset }) => offset === 0)?.address ?? 0;
		this.#from = Math.min(file.length, ...mapped.filter(({ offset }) => offset > 0).map(({ offset }) => offset));
		const to = Math.min(file.length, Math.max(0, ...mapped.map((one) => one.offset + one.fileSize)));
		this.#bytes = file.slice(this.#from, Math.max(this.#from, to));
		this.#data = new DataView(this.#bytes.buffer);
		this.#littleEndian = littleEndian;
		this.#left = file.length / pointerSize;
	}
	get relocatedData() {
		return {
			from: this.#from,
			bytes: this.#bytes
		};
	}
	followSegment(view, at, segment) {
		const pageSize = view.u16(at + 4);
		const kind = view.u16(at + 6);
		if (kind !== format.address && kind !== format.offset) return;
		const pages = view.u16(at + 20);
		const base = kind === format.offset ? this.#base : 0;
		for (let page = 0; page < pages; page++) {
			const start = view.u16(at + 22 + 2 * page);
			const from = page * pageSize;
			if (start !== noPointers) this.#followChain(segment, {
				from,
				at: from + start,
				size: pageSize
			}, base);
		}
	}
	#followChain(segment, page, base) {
		const last = Math.min(page.from + page.size, segment.fileSize);
		let next = 1;
		for (let at = page.at; at < last && next !== 0; at += next * stride$1) {
			const place = segment.offset + at - this.#from;
			if (place < 0 || place + pointerSize > this.#bytes.length || this.#left-- <= 0) return;
			const [low, high] = this.#words(segment.offset + at);
			next = high >>> 19 & 4095;
			const target = high >>> 31 === 1 ? 0 : (high & 15) * 2 ** 32 + low + base;
			this.#write(place, target);
		}
	}
	#words(at) {
		const data = new DataView(this.#file.buffer, this.#file.byteOffset + at, pointerSize);
		const words = [data.getUint32(0, this.#littleEndian), data.getUint32(4, this.#littleEndian)];
		return this.#littleEndian ? words : [words[1], words[0]];
	}
	#write(place, target) {
		const [low, high] = [target >>> 0, Math.floor(target / 2 ** 32)];
		const words = this.#littleEndian ? [low, high] : [high, low];
		for (const [index, word] of words.entries()) this.#data.setUint32(place + 4 * index, word, this.#littleEndian);
	}
};
// src/inspect/executable/infer-sizes.ts
const markers = new Set([...[
	"text",
	"rodata",
	"types",
	"noptrdata",
	"data",
	"pclntab",
	"symtab"
].flatMap((name) => [`runtime.${name}`, `runtime.e${name}`]), ...[
	"go:string.*",
	"go:func.*",
	"go:funcdesc",
	"go:funcdescrel",
	"type:*",
	"typerel:*",
	"runtime.gcbits.*"
]]);
const bounds = new Set([
	...[
		"gcdata",
		"egcdata",
		"gcbss",
		"egcbss",
		"findfunctab",
		"firstmoduledata"
	].map((name) => `runtime.${name}`),
	...["go:buildinfo", "go:fipsinfo"],
	...[
		"rodata",
		"noptrdata",
		"data"
	].flatMap((name) => [`go:${name}fipsstart`, `go:${name}fipsend`])
]);
function inferSizes(symbols, sections, { isAscending }) {
	const { count } = symbols;
	const order = Int32Array.from({ length: count }, (_, number) => number).sort((one, other) => symbols.address(one) - symbols.address(other));
	const ends = Float64Array.from(sections, ({ address, size }) => address + size).sort();
	const sizes = new Float64Array(count);
	let [start, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	let [most, section, isBound] = [
		Number.POSITIVE_INFINITY,
		-1,
		false
	];
	for (let place = count - 1; place >= 0; place--) {
		const number = order[place] ?? 0;
		const address = symbols.address(number);
		const name = symbols.name(number) ?? "";
		const home = firstWhere(ends.length, (at) => (ends[at] ?? 0) > address);
		if (address < start) {
			if (isBound || home !== section) most = Number.POSITIVE_INFINITY;
			[next, start, section, isBound] = [
				start,
				address,
				home,
				false
			];
		}
		const isMarker = markers.has(name);
		if (isMarker || bounds.has(name)) {
			most = Number.POSITIVE_INFINITY;
			isBound = true;
		}
		if (isMarker) continue;
		const size = Math.min(next, ends[home] ?? address) - address;
		if (isAscending && !symbols.isFunction(number)) {
			most = Math.min(most, size);
			sizes[number] = most;
		} else sizes[number] = size;
	}
	return symbols.withSizes(sizes);
}
// src/inspect/macho/macho-symbols.ts
const type = {
	debug: 224,
	mask: 14,
	inSection: 14
};
const underscore = 95;
function readMachOSymbols(bytes, machO) {
	const { bits, littleEndian, segments, tables, link } = machO;
	const table = tables.find(({ kind }) => kind === "symbols");
	const strings = tables.find(({ kind }) => kind === "strings");
	if (table === void 0 || strings === void 0) return noSymbols;
	const sections = segments.flatMap((one) => one.sections);
	const names = bytes.subarray(strings.offset, strings.offset + strings.size);
	const read = orProblem(() => {
		const view = byteView(bytes, littleEndian);
		const wide = bits === 64;
		const entry = nlistSize[wide ? "wide" : "narrow"];
		const count = Math.min(Math.floor(table.size / entry), mostSymbols$2);
		const found = new ProgramSymbols(names);
		for (let index = 0; index < count; index++) {
			const at = table.offset + index * entry;
			view.need(at, entry);
			const kind = bytes[at + 4] ?? 0;
			const section = sections[(bytes[at + 5] ?? 0) - 1];
			if ((kind & type.debug) !== 0 || (kind & type.mask) !== type.inSection || section === void 0) continue;
			const name = view.u32(at);
			const address = wide ? view.u64(at + 8) : view.u32(at + 8);
			found.add(names[name] === underscore ? name + 1 : name, address, 0, section.hasCode);
		}
		return inferSizes(found, sections, { isAscending: link === "internal" });
	});
	return read.ok ? read.value : noSymbols;
}
// src/inspect/macho/rebase.ts
const opcode = {
	done: 0,
	setSegment: 32,
	addAddress: 48,
	addScaled: 64,
	rebase: 80,
	rebaseMany: 96,
	rebaseAndAdd: 112,
	rebaseAndSkip: 128
};
const mask = {
	opcode: 240,
	immediate: 15
};
function eachRebase(bytes, { segments, tables, bits }, use) {
	const table = tables.find(({ kind }) => kind === "rebase");
	if (table === void 0) return;
	const end = Math.min(table.offset + table.size, bytes.length);
	const word = bits / 8;
	let [at, start, address] = [
		table.offset,
		table.offset,
		0
	];
	const number = () => {
		let [result, scale] = [0, 1];
		for (let byte = 128; byte >= 128 && at < end; scale *= 128) {
			byte = bytes[at++] ?? 0;
			result += (byte & 127) * scale;
		}
		return result;
	};
	const rebase = (step) => {
		use(start, at, address);
		start = at;
		address += step;
	};
	while (at < end) {
		const byte = bytes[at++] ?? 0;
		const immediate = byte & mask.immediate;
		switch (byte & mask.opcode) {
			case opcode.done: return;
			case opcode.setSegment:
				address = (segments[immediate]?.address ?? 0) + number();
				break;
			case opcode.addAddress:
				address += number();
				break;
			case opcode.addScaled:
				address += immediate * word;
				break;
			case opcode.rebase:
				rebase(immediate * word);
				break;
			case opcode.rebaseMany:
				rebase(number() * word);
				break;
			case opcode.rebaseAndAdd:
				rebase(word + number());
				break;
			case opcode.rebaseAndSkip: rebase(number() * (word + number()));
		}
	}
}
// src/inspect/macho/macho-executable.ts
const rules$1 = [
	[/^__gosymtab$/, "symbol-table"],
	[/^__go_(?:buildinfo|fipsinfo)$/, "build-information"],
	[/^__(?:symbol_stub|stubs|stub_helper|auth_stubs|got|auth_got|nl_symbol_ptr|la_symbol_ptr|init_offsets)/, "dynamic-linking"],
	[/^__typelink$/, "types"],
	[/^__itablink$/, "interface-tables"]
];
const unwinding$1 = /^__(?:eh_frame|unwind_info|gcc_except_tab)$/;
const tableParts = {
	symbols: "symbol-table",
	strings: "symbol-table",
	"function-starts": "symbol-table",
	"data-in-code": "symbol-table",
	"indirect-symbols": "dynamic-linking",
	relocations: "dynamic-linking",
	rebase: "dynamic-linking",
	binding: "dynamic-linking",
	exports: "dynamic-linking",
	"chained-fixups": "dynamic-linking",
	"code-signature": "code-signature"
};
const mostSections$1 = 1024;
function machOExecutable(bytes, machO) {
	const { bits, littleEndian, machine, link, symbolTable, debugInfo, segments, tables } = machO;
	const rebased = tables.filter(({ kind }) => kind === "rebase");
	return {
		bytes,
		bits,
		littleEndian,
		machine,
		link,
		symbolTable,
		debugInfo,
		...machO.buildInfo === void 0 ? {} : { buildInfo: machO.buildInfo },
		sections: segments.flatMap(sectionsOf).slice(0, mostSections$1),
		segments: segments.filter(isMapped).map((one) => ({
			address: one.address,
			offset: one.offset,
			fileSize: one.fileSize,
			writable: (one.protection & protection.write) !== 0,
			executable: (one.protection & protection.execute) !== 0
		})),
		headers: [{
			from: 0,
			to: machO.headerSize
		}],
		purposes: purposesOf$1(machO),
		relocations: {
			extents: rebased.map(({ offset, size }) => ({
				from: offset,
				to: offset + size
			})),
			each: (use) => eachRebase(bytes, machO, use)
		},
		unwinding: noTables,
		symbols: () => readMachOSymbols(bytes, machO),
		relocatedData: () => relocatedMachOData(bytes, machO)
	};
}
const isMapped = ({ name, fileSize }) => fileSize > 0 && name !== "__DWARF" && name !== "__LINKEDIT";
function sectionsOf(segment) {
	const isDebug = segment.name === "__DWARF";
	const isCode = (segment.protection & protection.execute) !== 0;
	return segment.sections.filter(({ offset, size }) => offset > 0 && size > 0).map(({ name, address, offset, size, hasCode }) => {
		const part = isDebug ? "debug-information" : rules$1.find(([pattern]) => pattern.test(name))?.[1];
		return {
			name,
			address,
			offset,
			size,
			content: isDebug ? "none" : isCode && hasCode ? "code" : "data",
			...part === void 0 ? {} : { part },
			...unwinding$1.test(name) ? { unwinding: true } : {}
		};
	});
}
function purposesOf$1({ tables, symbolCounts: { defined }, bits }) {
	return tables.flatMap(({ kind, offset, size }) => {
		const to = offset + size;
		if (kind === "symbols") {
			const middle = offset + Math.min(size, defined * nlistSize[bits === 64 ? "wide" : "narrow"]);
			return [{
				from: offset,
				to: middle,
				part: "symbol-table"
			}, {
				from: middle,
				to,
				part: "dynamic-linking"
			}];
		}
		return [{
			from: offset,
			to,
			part: kind === "strings" && defined === 0 ? "dynamic-linking" : tableParts[kind]
		}];
	});
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
const peSectionFlag = {
	data: 64,
	execute: 536870912,
	read: 1073741824,
	write: 2147483648
};
const directoryIndex = {
	imports: 1,
	exceptions: 3,
	certificates: 4,
	relocations: 5,
	delayImports: 13
};
const goLinker = {
	major: 3,
	minor: 0
};
const mostTableEntries = 4096;
const mostDirectories = 16;
const sectionHeaderSize = 40;
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
	const stringsAt = symbolsAt === 0 ? void 0 : symbolsAt + symbols * 18;
	const sectionsAt = optional + optionalSize;
	const count = view.u16(coff + 2);
	if (count > mostTableEntries) throw new Malformed("it has more sections than linkgate reads");
	const sections = readSections(view, {
		at: sectionsAt,
		count,
		stringsAt
	});
	const has = (section, flag) => (section.flags & flag) !== 0;
	const directories = readDirectories(view, optional + (wide ? 108 : 92));
	const addressOf = (index) => directories[index]?.address ?? 0;
	const [major = 0, minor = 0] = view.slice(optional + 2, 2);
	const protections = view.u16(optional + 70);
	const data = sections.find((one) => one.size > 0 && has(one, peSectionFlag.data) && has(one, peSectionFlag.read) && has(one, peSectionFlag.write));
	return {
		bits: wide ? 64 : 32,
		machine: machines[view.u16(coff)] ?? `machine ${view.u16(coff)}`,
		dll: (view.u16(coff + 18) & isDll) !== 0,
		libraries: [...imports(view, sections, addressOf(directoryIndex.imports), {
			size: 20,
			name: 12
		}), ...imports(view, sections, addressOf(directoryIndex.delayImports), {
			size: 32,
			name: 4
		})],
		dynamicBase: (protections & characteristic.dynamicBase) !== 0,
		highEntropy: (protections & characteristic.highEntropy) !== 0,
		nxCompatible: (protections & characteristic.nxCompatible) !== 0,
		writableCode: sections.filter((one) => has(one, peSectionFlag.write) && has(one, peSectionFlag.execute)).length,
		symbolTable: symbols > 0,
		debugInfo: sections.some(({ name }) => name === ".debug_info" || name === ".zdebug_info"),
		...data === void 0 ? {} : { data: {
			offset: data.offset,
			size: data.size
		} },
		sections,
		imageBase: wide ? view.u64(optional + 24) : view.u32(optional + 28),
		directories,
		link: major === goLinker.major && minor === goLinker.minor ? "internal" : "external",
		headerSize: sectionsAt + count * sectionHeaderSize,
		symbols: {
			offset: symbolsAt,
			count: symbolsAt === 0 ? 0 : symbols
		}
	};
}
function readSections(view, table) {
	return Array.from({ length: table.count }, (_, index) => {
		const at = table.at + index * sectionHeaderSize;
		return {
			name: sectionName(view, at, table.stringsAt),
			address: view.u32(at + 12),
			memorySize: view.u32(at + 8),
			size: view.u32(at + 16),
			offset: view.u32(at + 20),
			flags: view.u32(at + 36)
		};
	});
}
function readDirectories(view, at) {
	const count = Math.min(view.u32(at), mostDirectories);
	const found = {};
	for (let index = 0; index < count; index++) {
		const [address, size] = [view.u32(at + 4 + 8 * index), view.u32(at + 8 + 8 * index)];
		if (address !== 0) found[index] = {
			address,
			size
		};
	}
	return found;
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
		if (found.length >= mostTableEntries) throw new Malformed("it imports more than linkgate reads");
		found.push(view.text(offsetOf(sections, name)));
	}
}
function offsetOf(sections, address) {
	const section = sections.find((one) => address >= one.address && address < one.address + one.size);
	if (section === void 0) throw new Malformed("an address of its imports is in no section");
	return address - section.address + section.offset;
}
// src/inspect/pe/base-relocations.ts
const headerSize$1 = 8;
const entrySize = 2;
const padding$1 = 0;
function eachBaseRelocation(bytes, { from, to }, imageBase, use) {
	const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = Math.min(to, bytes.length);
	for (let block = from; block + headerSize$1 <= end;) {
		const page = data.getUint32(block, true);
		const size = data.getUint32(block + 4, true);
		if (size < headerSize$1) return;
		const stop = Math.min(block + size, end);
		for (let at = block + headerSize$1; at + entrySize <= stop; at += entrySize) {
			const entry = data.getUint16(at, true);
			if (entry >> 12 !== padding$1) use(at, at + entrySize, imageBase + page + (entry & 4095));
		}
		block += size;
	}
}
// src/inspect/pe/pe-symbols.ts
const shortName = 8;
const unwanted = new Set([103, 104]);
const firstReserved = 32768;
function readPeSymbols(bytes, { symbols, sections, imageBase, link }) {
	const count = Math.min(symbols.count, mostSymbols$2);
	if (count === 0) return noSymbols;
	const read = orProblem(() => {
		const view = byteView(bytes, true);
		const stringsAt = symbols.offset + symbols.count * 18;
		const names = new Names(bytes, bytes.subarray(stringsAt, stringsAt + view.u32(stringsAt)), Math.min(count, Math.floor(bytes.length / 18)));
		const found = [];
		for (let index = 0; index < count; index++) {
			const at = symbols.offset + index * 18;
			view.need(at, 18);
			const section = view.u16(at + 12);
			const [home, kind] = [sections[section - 1], bytes[at + 16] ?? 0];
			index += bytes[at + 17] ?? 0;
			if (home === void 0 || section >= firstReserved || unwanted.has(kind)) continue;
			const address = imageBase + home.address + view.u32(at + 8);
			const isFunction = (home.flags & peSectionFlag.execute) !== 0;
			found.push([
				view.u32(at) === 0 ? view.u32(at + 4) : names.add(at),
				address,
				isFunction
			]);
		}
		const all = new ProgramSymbols(names.bytes);
		for (const [name, address, isFunction] of found) all.add(name, address, 0, isFunction);
		return inferSizes(all, sections.map((one) => addressesOf(one, imageBase)), { isAscending: link === "internal" });
	});
	return read.ok ? read.value : noSymbols;
}
function addressesOf({ address, size, memorySize }, imageBase) {
	return {
		address: imageBase + address,
		size: memorySize === 0 ? size : memorySize
	};
}
var Names = class {
	#file;
	#all;
	#end;
	constructor(file, long, most) {
		this.#file = file;
		this.#all = new Uint8Array(long.length + most * 9);
		this.#all.set(long);
		this.#end = long.length;
	}
	get bytes() {
		return this.#all;
	}
	add(at) {
		const place = this.#end;
		this.#all.set(this.#file.subarray(at, at + shortName), place);
		this.#end += 9;
		return place;
	}
};
// src/inspect/pe/pe-executable.ts
const rules = [
	[/^\.z?debug_/, "debug-information"],
	[/^\.(?:symtab|gosymtab)$/, "symbol-table"],
	[/^\.(?:idata|edata|didat|reloc)$/, "dynamic-linking"]
];
const unwinding = /^\.(?:xdata|eh_frame)$/;
const unwindEntry = {
	amd64: 12,
	arm64: 8,
	arm: 8
};
const mostSections = 256;
function peExecutable(bytes, pe) {
	const { bits, machine, link, symbolTable, debugInfo, imageBase } = pe;
	const all = pe.sections.slice(0, mostSections).map((one) => [one, sectionOf(one, pe)]);
	return {
		bytes,
		bits,
		littleEndian: true,
		machine,
		link,
		symbolTable,
		debugInfo,
		...pe.data === void 0 ? {} : { buildInfo: pe.data },
		sections: all.map(([, section]) => section).filter(({ size }) => size > 0),
		segments: all.flatMap(([{ flags }, section]) => segmentOf(flags, section)),
		headers: [{
			from: 0,
			to: pe.headerSize
		}],
		purposes: purposesOf(bytes, pe),
		relocations: tablesOf(pe, directoryIndex.relocations, (extent, use) => eachBaseRelocation(bytes, extent, imageBase, use)),
		unwinding: tablesOf(pe, directoryIndex.exceptions, (extent, use) => eachFunction(bytes, extent, pe, use)),
		symbols: () => readPeSymbols(bytes, pe),
		relocatedData: () => noRelocatedData
	};
}
function fileSizeOf({ size, memorySize }) {
	return memorySize === 0 ? size : Math.min(size, memorySize);
}
function sectionOf(section, { imageBase, link }) {
	const { name, address, offset, flags } = section;
	const part = rules.find(([pattern]) => pattern.test(name))?.[1];
	const isUnwinding = unwinding.test(name);
	const own = isUnwinding && link === "internal" ? "line-tables" : part;
	return {
		name,
		address: imageBase + address,
		offset,
		size: fileSizeOf(section),
		content: (flags & peSectionFlag.execute) !== 0 ? "code" : "data",
		...own === void 0 ? {} : { part: own },
		...isUnwinding ? { unwinding: true } : {}
	};
}
function segmentOf(flags, { part, address, offset, size }) {
	if (part === "debug-information" || part === "symbol-table") return [];
	return [{
		address,
		offset,
		fileSize: size,
		writable: (flags & peSectionFlag.write) !== 0,
		executable: (flags & peSectionFlag.execute) !== 0
	}];
}
function purposesOf(bytes, { symbols, directories }) {
	const found = [];
	if (symbols.count > 0) {
		const names = symbols.offset + symbols.count * 18;
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const size = names + 4 <= bytes.length ? view.getUint32(names, true) : 0;
		found.push({
			from: symbols.offset,
			to: names + size,
			part: "symbol-table"
		});
	}
	const signatures = directories[directoryIndex.certificates];
	if (signatures !== void 0) {
		const { address: from, size } = signatures;
		found.push({
			from,
			to: from + size,
			part: "code-signature"
		});
	}
	return found;
}
function tablesOf(pe, index, each) {
	const table = pe.directories[index];
	const section = table && pe.sections.find(({ address, size }) => table.address >= address && table.address < address + size);
	if (table === void 0 || section === void 0) return noTables;
	const from = table.address - section.address + section.offset;
	const extent = {
		from,
		to: Math.min(from + table.size, section.offset + section.size)
	};
	return {
		extents: [extent],
		each: (use) => each(extent, use)
	};
}
function eachFunction(bytes, { from, to }, { machine, imageBase }, use) {
	const entry = unwindEntry[machine];
	if (entry === void 0) return;
	const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = from; at + entry <= Math.min(to, bytes.length); at += entry) use(at, at + entry, imageBase + data.getUint32(at, true));
}
// src/inspect/executable/read-executable.ts
const startSize = 64;
function readExecutable(bytes) {
	const start = readAt(byteSourceOf(bytes), 0, startSize);
	if (isElf(start)) return mapResult(readElf(bytes), (elf) => elfExecutable(bytes, elf));
	if (isPe(start)) return mapResult(readPe(bytes), (pe) => peExecutable(bytes, pe));
	if (!isMachO(start)) return fail("not a program (ELF, Mach-O or PE)");
	if (isUniversal(start)) return fail("a universal Mach-O file: extract the program of one architecture with `lipo -thin`");
	return mapResult(readMachO(bytes), (machO) => machOExecutable(bytes, machO));
}
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
const compileSettings = /^(?:-(?:race|msan|asan|cover|covermode|tags|gcflags|asmflags|pgo|trimpath|buildmode|compiler)|CGO_ENABLED|GOEXPERIMENT|GOFIPS140|GO(?:386|AMD64|ARM|ARM64|LOONG64|MIPS|MIPS64|PPC64|RISCV64))$/;
function compileSettingsOf({ settings }) {
	return Object.fromEntries(Object.entries(settings).filter(([name]) => compileSettings.test(name)).map(([name, value]) => [name, name === "-pgo" ? "true" : value]));
}
const filesPath = "command-line-arguments";
const magic$2 = Uint8Array.from([255, ...new TextEncoder().encode(" Go buildinf:")]);
const alignment$1 = 16;
const headerSize = 32;
const flagInlineStrings = 2;
const marker = 16;
const longest$1 = 4 << 20;
const mostHeaders = 64;
const searched = 1 << 20;
const longestPrefix = 5;
function readBuildInfo(bytes, where) {
	return findBuildInfo(bytes, where)?.info;
}
function findBuildInfo(bytes, where) {
	const source = byteSourceOf(bytes);
	const range = where ?? {
		offset: 0,
		size: source.size
	};
	const decoder = new TextDecoder();
	for (const header of headers(source, range)) {
		const version = readString(source, header + headerSize);
		if (version === void 0 || version.text.length === 0) continue;
		const found = readString(source, version.end);
		const information = found?.text ?? new Uint8Array();
		const lines = information.length > 32 ? decoder.decode(information.subarray(marker, -16)).split("\n") : [];
		return {
			info: {
				go: decoder.decode(version.text),
				...parseLines(lines)
			},
			extent: {
				from: header,
				to: found?.end ?? version.end
			}
		};
	}
}
function* headers(source, { offset, size }) {
	const end = Math.min(offset + size, source.size);
	let left = mostHeaders;
	for (let from = Math.ceil(offset / alignment$1) * alignment$1; from + headerSize <= end; from += searched) {
		const bytes = readAt(source, from, Math.min(1048592, end - from));
		for (let at = 0; at + headerSize <= bytes.length && at < searched; at += alignment$1) {
			if (bytes[at] !== 255 || bytes[at + 1] !== 32) continue;
			if (!magic$2.every((byte, index) => bytes[at + index] === byte)) continue;
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
	const text = length > longest$1 ? void 0 : readAt(source, start + size, length);
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
	return {
		...path === void 0 ? {} : { path },
		...modulesOf(path, main, dependencies),
		settings: Object.fromEntries(settings)
	};
}
function modulesOf(path, written, all) {
	const local = written === void 0 && path === "command-line-arguments" ? all.filter(({ version }) => version === "(devel)") : [];
	const main = local.length === 1 ? local[0] : written;
	const dependencies = all.filter((one) => one !== main);
	return {
		...main === void 0 ? {} : { main },
		dependencies,
		modules: Object.fromEntries(dependencies.map((one) => [one.path, linkedVersion(one)]))
	};
}
function linkedVersion({ version, replacedBy }) {
	return replacedBy === void 0 ? version : `${replacedBy.path} ${replacedBy.version}`.trim();
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
// src/inspect/go/moduledata.ts
const commonWords = 37;
const word = {
	names: 1,
	units: 4,
	files: 7,
	pcTables: 10,
	functions: 13,
	functionIndex: 19,
	text: 22,
	endOfText: 23,
	plainVariables: 24,
	endOfPlainVariables: 25,
	variables: 26,
	endOfVariables: 27,
	pointers: 35,
	types: 37
};
const most$1 = 1 << 22;
function findModuleData(memory, header, writable) {
	const tableAddress = memory.addressOf(header.at);
	if (tableAddress === void 0) return void 0;
	const { pointerSize, size } = memory;
	const parts = [
		[word.names, header.names],
		[word.units, header.units],
		[word.files, header.files],
		[word.pcTables, header.pcTables],
		[word.functions, header.functions]
	];
	const low = tableAddress % 2 ** 32;
	const lowAt = memory.littleEndian || pointerSize === 4 ? 0 : 4;
	for (const { from, to } of writable) {
		const last = Math.min(to, size) - commonWords * pointerSize;
		for (let at = Math.ceil(from / pointerSize) * pointerSize; at <= last; at += pointerSize) {
			if (memory.u32(at + lowAt) !== low || memory.word(at) !== tableAddress) continue;
			const found = parts.every(([index, part]) => memory.word(at + index * pointerSize) === tableAddress + part.from - header.at) ? readModuleData(memory, at) : void 0;
			if (found !== void 0) return found;
		}
	}
}
function readModuleData(memory, at) {
	const value = (index) => memory.word(at + index * memory.pointerSize);
	const slice = (index) => {
		const [address, length, capacity] = [
			value(index),
			value(index + 1),
			value(index + 2)
		];
		if (length !== capacity || length > most$1) return void 0;
		return length === 0 || memory.offsetOf(address) !== void 0 ? {
			address,
			length
		} : void 0;
	};
	const common = {
		text: value(word.text),
		endOfText: value(word.endOfText),
		plainVariables: {
			from: value(word.plainVariables),
			to: value(word.endOfPlainVariables)
		},
		variables: {
			from: value(word.variables),
			to: value(word.endOfVariables),
			pointers: value(word.pointers)
		},
		types: value(word.types),
		functionIndex: value(word.functionIndex)
	};
	const ends = (words) => ({ extent: {
		from: at,
		to: Math.min(at + words * memory.pointerSize, memory.size)
	} });
	for (const [sections, hasEnd] of [[41, false], [42, true]]) {
		const [text, links, itabs] = [
			slice(sections),
			slice(sections + 3),
			slice(sections + 6)
		];
		if (text === void 0 || links === void 0 || itabs === void 0 || text.length === 0) continue;
		return {
			...common,
			...ends(sections + 30),
			endOfTypes: value(38),
			constants: value(39),
			funcData: value(40),
			...hasEnd ? { endOfTable: value(41) } : {},
			typeList: {
				kind: "links",
				links,
				itabs
			}
		};
	}
	const [size, endOfTypes, itabs, itabsSize] = [
		value(38),
		value(39),
		value(40),
		value(41)
	];
	if (!(common.types + size <= endOfTypes && common.types + itabs + itabsSize <= endOfTypes)) return void 0;
	const from = common.types + itabs;
	return {
		...common,
		...ends(75),
		endOfTypes,
		constants: value(42),
		funcData: value(43),
		endOfTable: value(44),
		typeList: {
			kind: "sequence",
			size,
			itabs: {
				from,
				to: from + itabsSize
			}
		}
	};
}
// src/inspect/go/pclntab.ts
const magic$1 = 4294967281;
const family = 16777215;
const sectionNames = new Set([
	".gopclntab",
	".data.rel.ro.gopclntab",
	"__gopclntab"
]);
const mostFunctions = 1 << 22;
const quanta = [
	1,
	2,
	4
];
function findPcHeader(memory, { sections, segments }) {
	const section = sections.find(({ name }) => sectionNames.has(name));
	if (section !== void 0) return headerAt(memory, section);
	let unknown;
	for (const { offset, fileSize } of segments) {
		const end = Math.min(offset + fileSize, memory.size);
		for (let at = Math.ceil(offset / 8) * 8; at + 8 <= end; at += 8) {
			const found = memory.u32(at);
			if (found === magic$1) {
				const header = headerAt(memory, {
					offset: at,
					size: end - at
				});
				if (header.ok) return header;
			} else if (unknown === void 0 && isOfFamily(found) && looksLikeHeader(memory, at)) unknown = headerAt(memory, {
				offset: at,
				size: end - at
			});
		}
	}
	return unknown;
}
function isOfFamily(found) {
	return found >>> 8 === family;
}
function looksLikeHeader(memory, at) {
	return memory.u8(at + 4) === 0 && memory.u8(at + 5) === 0 && quanta.includes(memory.u8(at + 6)) && memory.u8(at + 7) === memory.pointerSize;
}
function headerAt(memory, { offset: at, size }) {
	const found = memory.u32(at);
	if (found !== magic$1) return isOfFamily(found) ? fail(`its function table has the unknown version 0x${found.toString(16)}`) : fail("its function table does not begin as Go writes it");
	const [quantum, pointerSize] = [memory.u8(at + 6), memory.u8(at + 7)];
	const word = (index) => memory.word(at + 8 + index * memory.pointerSize);
	const count = word(0);
	const starts = [
		3,
		4,
		5,
		6,
		7
	].map((index) => at + word(index));
	const end = Math.min(at + size, memory.size);
	const bounds = [
		at + 8 + 8 * memory.pointerSize,
		...starts,
		end
	];
	const ascending = bounds.every((one, index) => index === 0 || one >= (bounds[index - 1] ?? 0));
	const [names = 0, units = 0, files = 0, pcTables = 0, functions = 0] = starts;
	if (!ascending || pointerSize !== memory.pointerSize || !quanta.includes(quantum) || count < 1 || count > mostFunctions || functions + count * 8 + 4 > end) return fail("its function table is damaged");
	return succeed({
		at,
		quantum,
		count,
		textStart: word(2),
		names: {
			from: names,
			to: units
		},
		units: {
			from: units,
			to: files
		},
		files: {
			from: files,
			to: pcTables
		},
		pcTables: {
			from: pcTables,
			to: functions
		},
		functions: {
			from: functions,
			to: end
		}
	});
}
var FunctionTable = class {
	start = 0;
	end = 0;
	at = 0;
	size = 0;
	name = 0;
	stackTable = 0;
	fileTable = 0;
	unit = 0;
	pcDataCount = 0;
	funcDataCount = 0;
	#memory;
	#functions;
	constructor(memory, { functions }) {
		this.#memory = memory;
		this.#functions = functions;
	}
	read(index) {
		const memory = this.#memory;
		const { from, to } = this.#functions;
		const slot = from + index * 8;
		const at = from + memory.u32(slot + 4);
		this.start = memory.u32(slot);
		this.end = memory.u32(slot + 8);
		this.at = at;
		this.name = memory.u32(at + 4);
		this.stackTable = memory.u32(at + 16);
		this.fileTable = memory.u32(at + 20);
		this.pcDataCount = memory.u32(at + 28);
		this.unit = memory.u32(at + 32);
		this.funcDataCount = memory.u8(at + 43);
		const size = 44 + 4 * (this.pcDataCount + this.funcDataCount);
		this.size = this.pcDataCount <= 255 && at + size <= to ? size : 0;
		return this;
	}
};
var PcTable = class {
	value = -1;
	end = 0;
	isDamaged = false;
	#bytes;
	#tables;
	#quantum;
	#at = 0;
	#isFirst = true;
	constructor({ bytes }, { pcTables, quantum }) {
		this.#bytes = bytes;
		this.#tables = pcTables;
		this.#quantum = quantum;
	}
	open(offset) {
		this.value = -1;
		this.end = 0;
		this.isDamaged = false;
		this.#at = this.#tables.from + offset;
		this.#isFirst = true;
	}
	next() {
		const change = this.#number();
		if (change === 0 && !this.#isFirst) return false;
		this.#isFirst = false;
		const length = this.#number();
		if (change < 0 || length < 0) {
			this.isDamaged = true;
			return false;
		}
		this.value += change >>> 1 ^ -(change & 1);
		this.end += length * this.#quantum;
		return true;
	}
	#number() {
		const { to } = this.#tables;
		const first = this.#at < to ? this.#bytes[this.#at] ?? 0 : 128;
		if (first < 128) {
			this.#at += 1;
			return first;
		}
		let result = 0;
		for (let shift = 0; shift < 28 && this.#at < to; shift += 7) {
			const byte = this.#bytes[this.#at] ?? 0;
			this.#at += 1;
			result |= (byte & 127) << shift;
			if (byte < 128) return result;
		}
		const last = this.#at < to ? this.#bytes[this.#at] ?? 0 : 128;
		this.#at += 1;
		return last < 128 ? result + last * 2 ** 28 : -1;
	}
};
function firstInPcTable(table, offset) {
	table.open(offset);
	return table.next() ? table.value : void 0;
}
function codeOfPcTable(table, offset, most) {
	table.open(offset);
	for (let pairs = 0; pairs <= most; pairs++) {
		if (!table.next()) return table.isDamaged ? void 0 : table.end;
		if (table.end > most) return void 0;
	}
}
// src/inspect/go/pointer-mask.ts
const repeats = 128;
function readPointerMask(memory, { variables }) {
	const { pointerSize, size } = memory;
	const [from, start] = [memory.offsetOf(variables.from), memory.offsetOf(variables.pointers)];
	if (from === void 0 || start === void 0 || variables.to <= variables.from) return void 0;
	const to = Math.min(from + variables.to - variables.from, size);
	const words = new Uint8Array(Math.floor((to - from) / pointerSize));
	let [at, length] = [start, 0];
	const number = () => {
		let [result, scale] = [0, 1];
		for (let byte = 128; byte >= 128 && at < size; scale *= 128) {
			byte = memory.u8(at++);
			result += (byte & 127) * scale;
		}
		return result;
	};
	while (length < words.length && at < size) {
		const instruction = memory.u8(at++);
		const count = instruction & 127;
		if (instruction === 0) break;
		if (instruction < repeats) {
			for (let bit = 0; bit < count; bit++) words[length++] = memory.u8(at + (bit >> 3)) >> (bit & 7) & 1;
			at += Math.ceil(count / 8);
			continue;
		}
		const bits = count === 0 ? number() : count;
		const times = number();
		if (bits > length) return void 0;
		for (let left = bits * times; left > 0 && length < words.length; left--) {
			words[length] = words[length - bits] ?? 0;
			length += 1;
		}
	}
	return {
		from,
		to,
		words
	};
}
// src/inspect/go/type-descriptors.ts
var TypeDescriptors = class {
	at = new NumberList();
	ends = new NumberList();
	kinds = new NumberList();
	named = new NumberList();
	paths = new NumberList();
	links = new NumberList();
	endsOfComponents = new NumberList();
	endsOfLinks = new NumberList();
	names = new NumberList();
	endsOfNames = new NumberList();
	pointers = new NumberList();
	pointerBytes = new NumberList();
	get count() {
		return this.at.length;
	}
};
const nameFlag = {
	tag: 2,
	packagePath: 4,
	all: 15
};
const longestName$2 = 65536;
const decoder$1 = new TextDecoder();
const noPath = /[\s\p{Cc}\ufffd]/u;
var TypeRegion = class {
	from;
	to;
	memory;
	pointerSize;
	paths = [""];
	#byText = new Map([["", 0]]);
	#byPlace = new Map();
	#bytes;
	constructor(memory, { types, endOfTypes }) {
		this.from = memory.offsetOf(types) ?? memory.size;
		this.to = Math.min(this.from + Math.max(0, endOfTypes - types), memory.size);
		this.memory = memory;
		this.pointerSize = memory.pointerSize;
		this.#bytes = memory.bytes;
	}
	pointer(at) {
		const address = this.memory.word(at);
		return address === 0 ? -1 : this.memory.offsetOf(address) ?? -1;
	}
	byOffset(at) {
		const offset = this.memory.u32(at);
		return offset === 0 || offset > 2147483647 ? -1 : this.from + offset;
	}
	endOfName(at) {
		if (at < this.from || at >= this.to) return -1;
		const flags = this.#bytes[at] ?? 0;
		const size = this.#length(at + 1);
		if (flags > nameFlag.all || size > longestName$2) return -1;
		let end = at + 1 + sizeOfLength(size) + size;
		if ((flags & nameFlag.tag) !== 0) {
			const tag = this.#length(end);
			end += sizeOfLength(tag) + tag;
		}
		if ((flags & nameFlag.packagePath) !== 0) end += 4;
		return end > this.to ? -1 : end;
	}
	#length(at) {
		const bytes = this.#bytes;
		const first = bytes[at] ?? 0;
		if (first < 128) return first;
		const second = bytes[at + 1] ?? 0;
		if (second < 128) return (first & 127) + second * 128;
		const third = bytes[at + 2] ?? 0;
		return third < 128 ? (first & 127) + (second & 127) * 128 + third * 16384 : 65537;
	}
	path(at) {
		const known = this.#byPlace.get(at);
		if (known !== void 0) return known;
		if (this.endOfName(at) === -1) return 0;
		const size = this.#length(at + 1);
		const start = at + 1 + sizeOfLength(size);
		const text = decoder$1.decode(this.#bytes.subarray(start, start + size));
		const number = noPath.test(text) ? 0 : this.#byText.get(text) ?? this.paths.push(text) - 1;
		this.#byText.set(text, number);
		this.#byPlace.set(at, number);
		return number;
	}
};
const sizeOfLength = (size) => size < 128 ? 1 : size < 16384 ? 2 : 3;
// src/inspect/go/type-descriptor.ts
const typeKinds = {
	array: 17,
	channel: 18,
	function: 19,
	interface: 20,
	map: 21,
	pointer: 22,
	slice: 23,
	struct: 25,
	last: 26
};
const kindMask = 31;
const kindProgram = 64;
const flag = {
	uncommon: 1,
	named: 4,
	onDemand: 16,
	all: 63
};
const uncommonSize = 16;
const methodSize = 16;
const largestGroup = 65536;
const most = 1 << 22;
const isAlignment = (align) => align === 1 || align === 2 || align === 4 || align === 8;
const typeHeaderSize = (pointerSize) => 4 * pointerSize + 16;
var TypeDescriptorReader = class {
	descriptors = new TypeDescriptors();
	#region;
	#left = most;
	#path = -1;
	#end = 0;
	#components = 0;
	constructor(region) {
		this.#region = region;
	}
	get isExhausted() {
		return this.#left <= 0;
	}
	read(at) {
		this.#left -= 1;
		const header = this.isExhausted ? void 0 : this.#header(at);
		if (header === void 0) return false;
		const { links, names } = this.descriptors;
		const linksBefore = links.length;
		const namesBefore = names.length;
		const declared = this.#members(header);
		if (this.#end > this.#region.to || this.isExhausted) {
			links.length = linksBefore;
			names.length = namesBefore;
			return false;
		}
		this.#finish(header, declared === 0 ? this.#region.path(this.#path) : declared);
		return true;
	}
	#header(at) {
		const region = this.#region;
		const { memory, pointerSize: word } = region;
		if ((at - region.from) % word !== 0 || at + typeHeaderSize(word) > region.to) return void 0;
		const kindByte = memory.u8(at + 2 * word + 7);
		const kind = kindByte & kindMask;
		const flags = memory.u8(at + 2 * word + 4);
		const align = memory.u8(at + 2 * word + 5);
		if (kind === 0 || kind > typeKinds.last || !isAlignment(align) || flags > flag.all) return void 0;
		const size = memory.word(at);
		const pointerBytes = memory.word(at + word);
		if (size % align !== 0 || pointerBytes > size || pointerBytes % word !== 0) return void 0;
		if (region.endOfName(region.byOffset(at + 4 * word + 8)) === -1) return void 0;
		const equal = memory.word(at + 2 * word + 8);
		if (equal !== 0 && memory.offsetOf(equal) === void 0) return void 0;
		return {
			at,
			kind,
			isNamed: (flags & flag.named) !== 0,
			isUncommon: (flags & flag.uncommon) !== 0,
			pointerBytes,
			hasBits: (kindByte & kindProgram) === 0 && (flags & flag.onDemand) === 0
		};
	}
	#members({ at, kind, isUncommon }) {
		const region = this.#region;
		const { descriptors } = this;
		const { pointerSize: word } = region;
		const own = at + typeHeaderSize(word);
		const fixed = own + fixedSize(region, kind, own);
		const start = isUncommon ? fixed + uncommonSize : fixed;
		this.#path = -1;
		this.#end = start;
		descriptors.names.push(region.byOffset(at + 4 * word + 8));
		this.#membersOf(kind, own, start);
		this.#components = descriptors.links.length;
		return isUncommon ? region.path(this.#methods(fixed)) : 0;
	}
	#membersOf(kind, own, start) {
		const { memory, pointerSize: word } = this.#region;
		switch (kind) {
			case typeKinds.array:
			case typeKinds.channel:
			case typeKinds.pointer:
			case typeKinds.slice:
				this.#pointers(own, 1);
				return;
			case typeKinds.map:
				this.#pointers(own, 3);
				return;
			case typeKinds.function: {
				const count = memory.u16(own) + (memory.u16(own + 2) & 32767);
				if (!this.#spend(count)) return;
				this.#end = start + count * word;
				this.#pointers(start, count);
				return;
			}
			case typeKinds.interface:
			case typeKinds.struct:
				this.#list(own, start, kind);
				return;
		}
	}
	#spend(count) {
		this.#left -= count;
		return !this.isExhausted;
	}
	#pointers(from, count) {
		const region = this.#region;
		for (let index = 0; index < count; index++) this.#link(region.pointer(from + index * region.pointerSize));
	}
	#link(place) {
		if (place !== -1) this.descriptors.links.push(place);
	}
	#name(place) {
		if (place !== -1) this.descriptors.names.push(place);
	}
	#list(own, start, kind) {
		const region = this.#region;
		const { memory, pointerSize: word } = region;
		this.#path = region.pointer(own);
		this.#name(this.#path);
		const first = region.pointer(own + word);
		const count = first === -1 ? 0 : memory.word(own + 2 * word);
		if (!this.#spend(count) || first === -1) return;
		const isInterface = kind === typeKinds.interface;
		const size = isInterface ? 8 : 3 * word;
		for (let index = 0; index < count; index++) {
			const at = first + index * size;
			this.#name(isInterface ? region.byOffset(at) : region.pointer(at));
			this.#link(isInterface ? region.byOffset(at + 4) : region.pointer(at + word));
		}
		if (first >= start) this.#end = first + count * size;
	}
	#methods(uncommon) {
		const region = this.#region;
		const { memory } = region;
		const path = region.byOffset(uncommon);
		this.#name(path);
		const count = memory.u16(uncommon + 4);
		const first = uncommon + memory.u32(uncommon + 8);
		if (!this.#spend(count) || count === 0) return path;
		for (let index = 0; index < count; index++) {
			const at = first + methodSize * index;
			this.#name(region.byOffset(at));
			this.#link(region.byOffset(at + 4));
		}
		this.#end = Math.max(this.#end, first + methodSize * count);
		return path;
	}
	#finish({ at, kind, isNamed, pointerBytes, hasBits }, path) {
		const region = this.#region;
		const { memory, pointerSize: word } = region;
		const { descriptors } = this;
		this.#link(region.byOffset(at + 4 * word + 12));
		descriptors.at.push(at);
		descriptors.ends.push(this.#end);
		descriptors.kinds.push(kind);
		descriptors.named.push(isNamed ? 1 : 0);
		descriptors.paths.push(path);
		descriptors.endsOfComponents.push(this.#components);
		descriptors.endsOfLinks.push(descriptors.links.length);
		descriptors.endsOfNames.push(descriptors.names.length);
		const bits = hasBits ? region.pointer(at + 3 * word + 8) : -1;
		const size = Math.ceil(pointerBytes / word / 8);
		const isWhole = bits !== -1 && size > 0 && bits + size <= memory.size;
		descriptors.pointers.push(isWhole ? bits : -1);
		descriptors.pointerBytes.push(isWhole ? size : 0);
	}
};
function fixedSize({ memory, pointerSize: word }, kind, own) {
	switch (kind) {
		case typeKinds.array: return 3 * word;
		case typeKinds.channel: return 2 * word;
		case typeKinds.function:
		case typeKinds.pointer:
		case typeKinds.slice: return word;
		case typeKinds.interface:
		case typeKinds.struct: return 4 * word;
		case typeKinds.map: return memory.u32(own + 4 * word) < largestGroup ? 8 * word : 4 * word + 8;
		default: return 0;
	}
}
// src/inspect/go/types.ts
const shapes = "go.shape";
const deepest = 64;
const unknown$1 = -1;
const noType = -1;
var GoTypes = class {
	#region;
	#memory;
	#word;
	#data;
	#reader;
	#types;
	#places;
	#followed = 0;
	#owners = new Int32Array(0);
	#itabs = {
		from: new NumberList(),
		to: new NumberList(),
		type: new NumberList()
	};
	constructor(memory, data) {
		this.#region = new TypeRegion(memory, data);
		this.#reader = new TypeDescriptorReader(this.#region);
		this.#types = this.#reader.descriptors;
		this.#memory = memory;
		this.#word = memory.pointerSize;
		this.#data = data;
		this.#places = new Int32Array(Math.ceil((this.#region.to - this.#region.from) / this.#word));
		this.#addListed();
		this.#addInterfaceTables();
		this.#follow();
	}
	get paths() {
		return this.#region.paths;
	}
	addRoots(roots) {
		for (let index = 0; index < roots.length; index++) this.#add(roots[index] ?? 0);
		this.#follow();
	}
	#add(at) {
		const offset = at - this.#region.from;
		if (offset < 0 || offset % this.#word !== 0) return;
		const place = offset / this.#word;
		if (this.#places[place] !== 0 || this.#reader.isExhausted) return;
		this.#places[place] = this.#reader.read(at) ? this.#types.count : noType;
	}
	#numberAt(at) {
		const offset = at - this.#region.from;
		return offset < 0 || offset % this.#word !== 0 ? noType : (this.#places[offset / this.#word] ?? 0) - 1;
	}
	#addListed() {
		const { typeList } = this.#data;
		const { from, to } = this.#region;
		if (typeList.kind === "links") {
			const links = this.#memory.offsetOf(typeList.links.address);
			for (let index = 0; links !== void 0 && index < typeList.links.length; index++) this.#add(from + this.#memory.u32(links + 4 * index));
			return;
		}
		const end = Math.min(from + typeList.size, to);
		for (let at = from + this.#word; at < end;) {
			this.#add(at);
			const number = this.#numberAt(at);
			const next = number < 0 ? at + this.#word : this.#types.ends.at(number);
			at = Math.ceil((next - from) / this.#word) * this.#word + from;
		}
	}
	#follow() {
		const { links, endsOfLinks } = this.#types;
		let next = this.#followed === 0 ? 0 : endsOfLinks.at(this.#followed - 1);
		for (; this.#followed < this.#types.count; this.#followed++) for (const end = endsOfLinks.at(this.#followed); next < end; next++) this.#add(links.at(next));
	}
	#addInterfaceTables() {
		const { typeList } = this.#data;
		if (typeList.kind === "links") {
			const list = this.#memory.offsetOf(typeList.itabs.address);
			for (let index = 0; list !== void 0 && index < typeList.itabs.length; index++) this.#addInterfaceTable(this.#region.pointer(list + index * this.#word));
			return;
		}
		const start = this.#memory.offsetOf(typeList.itabs.from);
		if (start === void 0) return;
		const end = Math.min(start + typeList.itabs.to - typeList.itabs.from, this.#memory.size);
		for (let at = start; at < end;) {
			const next = this.#addInterfaceTable(at);
			at = next === -1 ? end : next;
		}
	}
	#addInterfaceTable(at) {
		if (at === -1) return -1;
		const inter = this.#region.pointer(at);
		const type = this.#region.pointer(at + this.#word);
		if (inter !== -1) this.#add(inter);
		if (type !== -1) this.#add(type);
		const methods = inter !== -1 && this.#types.kinds.at(this.#numberAt(inter)) === typeKinds.interface ? this.#memory.word(inter + typeHeaderSize(this.#word) + 2 * this.#word) : 1;
		const to = at + 2 * this.#word + 8 + Math.max(1, methods) * this.#word;
		if (type === -1 || to > this.#memory.size) return -1;
		this.#itabs.from.push(at);
		this.#itabs.to.push(to);
		this.#itabs.type.push(type);
		return to;
	}
	#owner(number, depth = 0) {
		const known = this.#owners[number];
		if (known !== void 0 && known !== unknown$1) return known;
		if (known === void 0 || depth > deepest) return 0;
		this.#owners[number] = 0;
		const owner = this.#findOwner(number, depth);
		this.#owners[number] = owner;
		return owner;
	}
	#findOwner(number, depth) {
		const { paths, named, links, endsOfLinks, endsOfComponents } = this.#types;
		const path = paths.at(number);
		if (path !== 0 && this.paths[path] !== shapes) return path;
		if (named.at(number) === 1) return 0;
		let only = 0;
		const end = endsOfComponents.at(number);
		for (let index = number === 0 ? 0 : endsOfLinks.at(number - 1); index < end; index++) {
			const owner = this.#owner(this.#numberAt(links.at(index)), depth + 1);
			if (owner === 0 || owner === only) continue;
			if (only !== 0) return 0;
			only = owner;
		}
		return only;
	}
	each(kind, use) {
		if (this.#owners.length !== this.#types.count) this.#owners = new Int32Array(this.#types.count).fill(unknown$1);
		if (kind === "itab") {
			const { from, to, type } = this.#itabs;
			for (let index = 0; index < from.length; index++) use(from.at(index), to.at(index), this.#owner(this.#numberAt(type.at(index))));
		} else if (kind === "type") this.#eachType(use);
		else {
			const { count, pointers, pointerBytes } = this.#types;
			for (let number = 0; number < count; number++) {
				const from = pointers.at(number);
				if (from !== -1) use(from, from + pointerBytes.at(number), this.#owner(number));
			}
		}
	}
	#eachType(use) {
		const { count, at, ends, names, endsOfNames } = this.#types;
		let next = 0;
		for (let number = 0; number < count; number++) {
			const owner = this.#owner(number);
			use(at.at(number), ends.at(number), owner);
			for (const end = endsOfNames.at(number); next < end; next++) {
				const from = names.at(next);
				const to = this.#region.endOfName(from);
				if (to !== -1) use(from, to, owner);
			}
		}
	}
	firstPointersAfter(offset) {
		let least = Number.POSITIVE_INFINITY;
		const { pointers } = this.#types;
		for (let number = 0; number < pointers.length; number++) {
			const from = pointers.at(number);
			if (from > offset && from < least) least = from;
		}
		return least === Number.POSITIVE_INFINITY ? void 0 : least;
	}
};
// src/attribution/claims.ts
const firstCapacity = 256;
const mostClaims = 1 << 23;
var TooManyClaimsError = class extends Error {
	name = "TooManyClaimsError";
	constructor() {
		super("it has more functions and variables than linkgate can attribute");
	}
};
const largestFile = 1 << 30;
var Claims = class {
	#length = 0;
	#from;
	#to;
	#owners;
	#isSorted = true;
	constructor(expected = 0) {
		const capacity = Math.max(firstCapacity, Math.min(expected, mostClaims));
		this.#from = new Int32Array(capacity);
		this.#to = new Int32Array(capacity);
		this.#owners = new Int32Array(capacity);
	}
	add(from, to, owner) {
		const length = this.#length;
		if (!(to > from) || from < 0 || from >= largestFile) return;
		if (length >= 8388608) throw new TooManyClaimsError();
		if (length === this.#from.length) this.#grow();
		if (length > 0 && from < (this.#from[length - 1] ?? 0)) this.#isSorted = false;
		this.#from[length] = from;
		this.#to[length] = Math.min(to, largestFile);
		this.#owners[length] = owner;
		this.#length = length + 1;
	}
	#grow() {
		this.#from = doubled(this.#from);
		this.#to = doubled(this.#to);
		this.#owners = doubled(this.#owners);
	}
	sorted() {
		const count = this.#length;
		if (!this.#isSorted) {
			const order = sortedIndexes(this.#from.subarray(0, count));
			this.#from = permuted(this.#from, order);
			this.#to = permuted(this.#to, order);
			this.#owners = permuted(this.#owners, order);
			this.#isSorted = true;
		}
		return {
			count: this.#length,
			from: this.#from,
			to: this.#to,
			owners: this.#owners
		};
	}
};
function permuted(numbers, order) {
	const found = new Int32Array(order.length);
	for (let place = 0; place < order.length; place++) found[place] = numbers[order[place] ?? 0] ?? 0;
	return found;
}
const digitBits = 11;
const digits = 2048;
function sortedIndexes(offsets) {
	let [least, most] = [largestFile, 0];
	let order = new Int32Array(offsets.length);
	for (let index = 0; index < offsets.length; index++) {
		const offset = offsets[index] ?? 0;
		if (offset < least) least = offset;
		if (offset > most) most = offset;
		order[index] = index;
	}
	let spare = new Int32Array(offsets.length);
	for (let shift = 0; most - least >>> shift > 0; shift += digitBits) {
		sortByDigit({
			offsets,
			least,
			shift
		}, order, spare);
		[order, spare] = [spare, order];
	}
	return order;
}
function sortByDigit({ offsets, least, shift }, order, into) {
	const starts = new Int32Array(2049);
	for (let index = 0; index < offsets.length; index++) {
		const next = ((offsets[index] ?? 0) - least >>> shift & 2047) + 1;
		starts[next] = (starts[next] ?? 0) + 1;
	}
	for (let digit = 1; digit < digits; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
	for (let place = 0; place < order.length; place++) {
		const index = order[place] ?? 0;
		const digit = (offsets[index] ?? 0) - least >>> shift & 2047;
		const at = starts[digit] ?? 0;
		starts[digit] = at + 1;
		into[at] = index;
	}
}
const constantBytes = 15;
function table(ranges) {
	const values = new Uint8Array(256);
	for (const [first, last, value] of ranges) values.fill(value, first, last + 1);
	return values;
}
const [vector2, vector3, vector4] = [
	197,
	196,
	98
];
const oneByte = table([
	...[
		0,
		8,
		16,
		24,
		32,
		40,
		48,
		56
	].flatMap((row) => [
		[
			row,
			row + 3,
			16
		],
		[
			row + 4,
			row + 4,
			1
		],
		[
			row + 5,
			row + 5,
			4
		],
		[
			row + 6,
			row + 7,
			64
		]
	]),
	[
		15,
		15,
		128
	],
	[
		96,
		97,
		64
	],
	[
		vector4,
		vector4,
		128
	],
	[
		99,
		99,
		16
	],
	[
		104,
		104,
		4
	],
	[
		105,
		105,
		20
	],
	[
		106,
		106,
		1
	],
	[
		107,
		107,
		17
	],
	[
		112,
		127,
		1
	],
	[
		128,
		128,
		17
	],
	[
		129,
		129,
		20
	],
	[
		130,
		130,
		64
	],
	[
		131,
		131,
		17
	],
	[
		132,
		143,
		16
	],
	[
		154,
		154,
		64
	],
	[
		160,
		163,
		8
	],
	[
		168,
		168,
		1
	],
	[
		169,
		169,
		4
	],
	[
		176,
		183,
		1
	],
	[
		184,
		191,
		4
	],
	[
		192,
		193,
		17
	],
	[
		194,
		194,
		2
	],
	[
		vector3,
		vector2,
		128
	],
	[
		198,
		198,
		17
	],
	[
		199,
		199,
		20
	],
	[
		200,
		200,
		3
	],
	[
		202,
		202,
		2
	],
	[
		205,
		205,
		1
	],
	[
		206,
		206,
		64
	],
	[
		208,
		211,
		16
	],
	[
		212,
		214,
		64
	],
	[
		216,
		223,
		16
	],
	[
		224,
		231,
		1
	],
	[
		232,
		233,
		4
	],
	[
		234,
		234,
		64
	],
	[
		235,
		235,
		1
	],
	[
		246,
		246,
		17
	],
	[
		247,
		247,
		20
	],
	[
		254,
		255,
		16
	]
]);
const twoByte = table([
	[
		0,
		3,
		16
	],
	[
		13,
		13,
		16
	],
	[
		15,
		15,
		17
	],
	[
		16,
		47,
		16
	],
	[
		64,
		111,
		16
	],
	[
		112,
		115,
		17
	],
	[
		116,
		118,
		16
	],
	[
		120,
		127,
		16
	],
	[
		128,
		143,
		4
	],
	[
		144,
		159,
		16
	],
	[
		163,
		163,
		16
	],
	[
		164,
		164,
		17
	],
	[
		165,
		165,
		16
	],
	[
		171,
		171,
		16
	],
	[
		172,
		172,
		17
	],
	[
		173,
		185,
		16
	],
	[
		186,
		186,
		17
	],
	[
		187,
		193,
		16
	],
	[
		194,
		194,
		17
	],
	[
		195,
		195,
		16
	],
	[
		196,
		198,
		17
	],
	[
		199,
		199,
		16
	],
	[
		208,
		255,
		16
	]
]);
const [anyPrefix, isShort] = [1, 2];
const prefixes = table([
	[
		38,
		38,
		anyPrefix
	],
	[
		46,
		46,
		anyPrefix
	],
	[
		54,
		54,
		anyPrefix
	],
	[
		62,
		62,
		anyPrefix
	],
	[
		100,
		101,
		anyPrefix
	],
	[
		102,
		102,
		anyPrefix + isShort
	],
	[
		103,
		103,
		anyPrefix
	],
	[
		240,
		240,
		anyPrefix
	],
	[
		242,
		243,
		anyPrefix
	]
]);
const operandBytes = Uint8Array.from({ length: 256 }, (_, operand) => {
	const mode = operand >> 6;
	if (mode === 3) return 1;
	return 1 + ((operand & 7) === 4 ? 1 : 0) + (mode === 1 ? 1 : mode === 2 ? 4 : 0);
});
function opcodeBytes(first, second) {
	switch (first) {
		case vector2: return 2;
		case vector3: return 3;
		case vector4: return 4;
		default: return second === 56 || second === 58 ? 2 : 1;
	}
}
function longForm(bytes, first, at) {
	const last = bytes[at - 1] ?? 0;
	switch (first) {
		case vector2: return twoByte[last] ?? 0;
		case vector3: return vectorForm((bytes[at - 3] ?? 0) & 31, last);
		case vector4: return vectorForm((bytes[at - 4] ?? 0) & 7, last);
		default: {
			const second = bytes[at - 2] ?? 0;
			if (second === 56) return 16;
			return second === 58 ? 17 : twoByte[last] ?? 0;
		}
	}
}
function vectorForm(map, opcode) {
	return map === 1 ? twoByte[opcode] ?? 0 : map === 3 ? 17 : 16;
}
function constantOf(form, opcode, operand, prefix) {
	const size = form & constantBytes;
	if ((opcode === 246 || opcode === 247) && (operand & 48) !== 0) return 0;
	if ((prefix & 8) !== 0 && (opcode & 248) === 184) return 8;
	return (prefix & isShort) !== 0 && size === 4 ? 2 : size;
}
// src/inspect/go/amd64-code.ts
const amd64Code = ({ bytes, view, from, to, delta, index }, use) => {
	for (let start = from; start < to;) {
		let at = start;
		let opcode = bytes[at++] ?? 0;
		let prefix = 0;
		while (prefixes[opcode] !== 0 && at < to) {
			prefix |= prefixes[opcode] ?? 0;
			opcode = bytes[at++] ?? 0;
		}
		if ((opcode & 240) === 64) {
			prefix |= opcode & 8;
			opcode = bytes[at++] ?? 0;
		}
		let form = oneByte[opcode] ?? 0;
		if (form === 128) {
			at += opcodeBytes(opcode, bytes[at] ?? 0);
			form = longForm(bytes, opcode, at);
		}
		if (form === 64) return;
		const operand = bytes[at] ?? 0;
		const constant = form === 16 ? 0 : constantOf(form, opcode, operand, prefix);
		let distance = 0;
		if ((form & 16) !== 0) {
			at += operandBytes[operand] ?? 0;
			if ((operand & 199) === 5) distance = at += 4;
			else if ((operand & 199) === 4 && ((bytes[at - 1] ?? 0) & 7) === 5) at += 4;
		}
		at += constant;
		if (at > to) return;
		if (distance > 0) use(at + view.getInt32(distance - 4, true) + delta, start, index);
		start = at;
	}
};
// src/inspect/go/i386-code.ts
const [call, jump] = [232, 233];
const isDirect = (opcode) => opcode >= 160 && opcode <= 163;
const addressSize = 4;
const i386Code = ({ bytes, view, from, to, index }, use) => {
	const instruction = new Instruction(bytes);
	for (let start = from; start < to; start = instruction.end) {
		if (!instruction.read(start) || instruction.end > to) return;
		const { operandAddress, constant } = instruction;
		if (operandAddress > 0) use(view.getUint32(operandAddress, true), start, index);
		if (constant > 0) use(view.getUint32(constant, true), start, index);
	}
};
var Instruction = class {
	end = 0;
	operandAddress = 0;
	constant = 0;
	#bytes;
	constructor(bytes) {
		this.#bytes = bytes;
	}
	read(start) {
		const bytes = this.#bytes;
		let at = start;
		let opcode = bytes[at++] ?? 0;
		let prefix = 0;
		while (prefixes[opcode] !== 0 && at < bytes.length) {
			prefix |= prefixes[opcode] ?? 0;
			opcode = bytes[at++] ?? 0;
		}
		let form = oneByte[opcode] ?? 0;
		const isLong = form === 128;
		if (isLong) {
			at += opcodeBytes(opcode, bytes[at] ?? 0);
			form = longForm(bytes, opcode, at);
		}
		const size = isDirect(opcode) && !isLong ? addressSize : constantOf(form, opcode, bytes[at] ?? 0, prefix);
		at = this.#readOperand(form, at);
		this.end = at + size;
		const isRelative = isLong || opcode === call || opcode === jump;
		this.constant = size === addressSize && !isRelative ? at : 0;
		return form !== 64;
	}
	#readOperand(form, start) {
		this.operandAddress = 0;
		if ((form & 16) === 0) return start;
		const operand = this.#bytes[start] ?? 0;
		let at = start + (operandBytes[operand] ?? 0);
		const isWithoutBase = (operand & 199) === 5 || (operand & 199) === 4 && ((this.#bytes[at - 1] ?? 0) & 7) === 5;
		if (isWithoutBase) at += addressSize;
		if (isWithoutBase || operand >> 6 === 2) this.operandAddress = at - addressSize;
		return at;
	}
};
// src/attribution/sections.ts
function givePurposes({ sections, purposes }, map) {
	for (const { from, to, part } of purposes) map.give(from, to, { part });
	for (const { part, offset, size } of sections) if (part !== void 0) map.give(offset, offset + size, { part });
}
function giveUnwinding({ sections }, map, rest) {
	for (const { unwinding, offset, size } of sections) if (unwinding === true) map.give(offset, offset + size, {
		part: "data",
		rest
	});
}
function dataRegions(executable, size) {
	return regions(executable, size, {
		isSection: ({ content }) => content === "data",
		isSegment: (segment) => !segment.executable
	});
}
function pointerRegions({ sections }, regions, withoutPointers) {
	const without = sections.filter(({ name }) => name === ".noptrdata" || name === "__noptrdata").map(({ offset, size }) => ({
		from: offset,
		to: offset + size
	}));
	return regions.filter(({ from }) => without.every((one) => from < one.from || from >= one.to)).flatMap((region) => withoutPointers === void 0 ? [region] : around(region, withoutPointers));
}
function around({ from, to }, hole) {
	return [{
		from,
		to: Math.min(to, hole.from)
	}, {
		from: Math.max(from, hole.to),
		to
	}].filter((one) => one.to > one.from);
}
function codeRegions(executable, size) {
	return regions(executable, size, {
		isSection: ({ content }) => content === "code",
		isSegment: (segment) => segment.executable
	});
}
function regions({ sections, segments }, size, wanted) {
	return withoutOverlaps$1(sections.length > 0 ? sections.filter((one) => one.part === void 0 && wanted.isSection(one)).map((one) => ({
		from: one.offset,
		to: one.offset + one.size
	})) : segments.filter(wanted.isSegment).map((one) => ({
		from: one.offset,
		to: one.offset + one.fileSize
	})), size);
}
function writableSegments({ segments }) {
	return segments.filter(({ writable }) => writable).map(({ offset, fileSize }) => ({
		from: offset,
		to: offset + fileSize
	}));
}
const mostRegions = 64;
function withoutOverlaps$1(extents, size) {
	const sorted = extents.toSorted((a, b) => a.from - b.from);
	const clean = [];
	let last = 0;
	for (const one of sorted) {
		const [from, to] = [Math.max(last, one.from), Math.min(one.to, size)];
		if (to > from && clean.length < mostRegions) clean.push({
			from,
			to
		});
		last = Math.max(last, to);
	}
	return clean;
}
function giveHeaders({ bytes, sections, headers }, map) {
	for (const { from, to } of headers) map.give(from, to, { part: "headers" });
	for (const { from, to } of map.free()) if (sections.every(({ offset, size }) => offset >= to || offset + size <= from) && bytes.subarray(from, to).every((byte) => byte === 0)) map.give(from, to, { part: "padding" });
}
// src/attribution/code-references.ts
function eachCodeReference(memory, machine, ranges, use) {
	const read = readerOf(machine, memory);
	const first = ranges.from[0];
	const base = first === void 0 ? void 0 : memory.addressOf(first);
	if (read === void 0 || first === void 0 || base === void 0) return;
	const view = new DataView(memory.bytes.buffer, memory.bytes.byteOffset, memory.bytes.byteLength);
	let last = 0;
	for (let index = 0; index < ranges.count; index++) {
		const from = Math.max(last, ranges.from[index] ?? 0);
		const to = Math.min(ranges.to[index] ?? 0, memory.size);
		if (to > from) read({
			bytes: memory.bytes,
			view,
			from,
			to,
			delta: base - first,
			index
		}, use);
		last = Math.max(last, to);
	}
}
function eachForeignReference(memory, executable, text, use) {
	if (executable.link !== "external") return;
	const regions = codeRegions(executable, memory.size).flatMap(({ from, to }) => [{
		from,
		to: Math.min(to, text.from)
	}, {
		from: Math.max(from, text.to),
		to
	}]).filter(({ from, to }) => to > from);
	const ranges = {
		count: regions.length,
		from: Uint32Array.from(regions, ({ from }) => from),
		to: Uint32Array.from(regions, ({ to }) => to)
	};
	eachCodeReference(memory, executable.machine, ranges, use);
}
const page = 4096;
const arm64 = ({ view, from, to, delta, index }, use) => {
	for (let at = Math.ceil(from / 4) * 4; at + 8 <= to; at += 4) {
		const first = view.getUint32(at, true);
		if ((first & 2667577344) >>> 0 !== 2415919104) continue;
		const pages = (first >>> 5 & 524287) << 13 >> 11 | first >>> 29 & 3;
		const next = view.getUint32(at + 4, true);
		if ((next >>> 5 & 31) !== (first & 31)) continue;
		const low = next >>> 10 & 4095;
		const start = Math.floor((at + delta) / page) * page + pages * page;
		if ((next & 4290772992) >>> 0 === 2432696320) use(start + low, at, index);
		else if ((next & 989855744) >>> 0 === 956301312) use(start + low * 2 ** (next >>> 30), at, index);
	}
};
const readers = {
	amd64: amd64Code,
	"386": i386Code,
	arm64
};
function readerOf(machine, { least }) {
	return machine === "386" && least === 0 ? void 0 : readers[machine];
}
// src/attribution/embedded.ts
const hashSize = 16;
const mostFiles = 65536;
const longestName$1 = 4096;
const none$1 = [];
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function listedFiles(memory, at, target, strings) {
	const { pointerSize } = memory;
	if (target !== at + 3 * pointerSize) return none$1;
	const word = (place, index) => memory.word(place + index * pointerSize);
	const count = word(at, 1);
	if (count !== word(at, 2) || count < 1 || count > mostFiles) return none$1;
	const files = [];
	for (let index = 0; index < count; index++) {
		const entry = target + index * (4 * pointerSize + hashSize);
		const [nameAt, length] = [memory.offsetOf(word(entry, 0)), word(entry, 1)];
		const name = nameAt === void 0 ? void 0 : nameOf(memory.bytes, nameAt, length);
		if (name === void 0) return none$1;
		const size = word(entry, 3);
		if (name.endsWith("/") || size === 0) continue;
		const start = memory.offsetOf(word(entry, 2));
		if (start === void 0 || start < strings.from || start + size > strings.to) return none$1;
		files.push({
			at: start,
			name,
			size
		});
	}
	return files;
}
function nameOf(bytes, at, length) {
	if (length < 1 || length > longestName$1 || at + length > bytes.length) return void 0;
	try {
		const name = decoder.decode(bytes.subarray(at, at + length));
		return /^[^\p{Cc}/][^\p{Cc}]*$/u.test(name) ? name : void 0;
	} catch {
		return;
	}
}
// src/attribution/extents.ts
function regionOf(regions, offset) {
	for (const region of regions) if (offset >= region.from && offset < region.to) return region;
}
function pieceAt({ count, from, to }, offset) {
	const found = firstWhere(count, (at) => (to[at] ?? 0) > offset);
	return found < count && (from[found] ?? 0) <= offset ? found : -1;
}
function ascendingLengths(found) {
	const { from, to, count } = longestOfEach(found);
	const lasts = new Int32Array(count);
	const before = new Int32Array(count);
	let most = 0;
	const sizeOf = (index) => (to[index] ?? 0) - (from[index] ?? 0);
	for (let index = 0; index < count; index++) {
		const size = sizeOf(index);
		const place = firstWhere(most, (at) => sizeOf(lasts[at] ?? 0) > size);
		before[index] = place === 0 ? -1 : lasts[place - 1] ?? -1;
		lasts[place] = index;
		if (place === most) most += 1;
	}
	const [starts, ends] = [new Int32Array(most), new Int32Array(most)];
	let [place, next] = [most, Number.POSITIVE_INFINITY];
	for (let index = most === 0 ? -1 : lasts[most - 1] ?? -1; index >= 0; index = before[index] ?? -1) {
		if ((to[index] ?? 0) > next) continue;
		next = from[index] ?? 0;
		place -= 1;
		starts[place] = next;
		ends[place] = to[index] ?? 0;
	}
	return {
		starts: starts.subarray(place),
		ends: ends.subarray(place)
	};
}
function longestOfEach({ from, to, count }) {
	const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
	let last = -1;
	for (let index = 0; index < count; index++) {
		const start = from[index] ?? 0;
		if (last < 0 || start !== starts[last]) last += 1;
		starts[last] = start;
		ends[last] = Math.max(ends[last] ?? 0, to[index] ?? 0);
	}
	return {
		from: starts,
		to: ends,
		count: last + 1
	};
}
// src/attribution/offset-set.ts
const wordBits = 5;
const blockBits = 3;
var OffsetSet = class {
	#from;
	#size;
	#words;
	#before;
	constructor({ from, to }) {
		this.#from = from;
		this.#size = Math.max(0, to - from);
		this.#words = new Int32Array((this.#size >> wordBits) + 1);
	}
	add(offset) {
		const place = offset - this.#from;
		if (place < 0 || place >= this.#size) return;
		const word = place >> wordBits;
		this.#words[word] = (this.#words[word] ?? 0) | 1 << (place & 31);
		this.#before = void 0;
	}
	has(offset) {
		const place = offset - this.#from;
		if (place < 0 || place >= this.#size) return false;
		return ((this.#words[place >> wordBits] ?? 0) & 1 << (place & 31)) !== 0;
	}
	fill(from, to, isAdded) {
		const first = Math.max(0, from - this.#from);
		const end = Math.min(this.#size, to - this.#from);
		if (end <= first) return;
		const start = first >> wordBits;
		const last = end - 1 >> wordBits;
		const head = -1 << (first & 31);
		const tail = -1 >>> 31 - (end - 1 & 31);
		if (start === last) this.#fillWord(start, head & tail, isAdded);
		else {
			this.#fillWord(start, head, isAdded);
			this.#words.fill(isAdded ? -1 : 0, start + 1, last);
			this.#fillWord(last, tail, isAdded);
		}
		this.#before = void 0;
	}
	#fillWord(word, mask, isAdded) {
		const bits = this.#words[word] ?? 0;
		this.#words[word] = isAdded ? bits | mask : bits & ~mask;
	}
	numberOf(offset) {
		this.#before ??= this.#count();
		const place = Math.max(0, Math.min(this.#size, offset - this.#from));
		const word = place >> wordBits;
		const block = word >> blockBits;
		let number = this.#before[block] ?? 0;
		for (let at = block << blockBits; at < word; at++) number += bitCount(this.#words[at] ?? 0);
		return number + bitCount((this.#words[word] ?? 0) & (1 << (place & 31)) - 1);
	}
	#count() {
		const words = this.#words;
		const before = new Int32Array((words.length >> blockBits) + 1);
		let number = 0;
		for (let word = 0; word < words.length; word++) {
			if ((word & 7) === 0) before[word >> blockBits] = number;
			number += bitCount(words[word] ?? 0);
		}
		return before;
	}
	offsets() {
		const all = new Int32Array(this.numberOf(this.#from + this.#size));
		let number = 0;
		for (let word = 0; word < this.#words.length; word++) for (let bits = this.#words[word] ?? 0; bits !== 0; bits &= bits - 1) {
			all[number] = this.#from + (word << wordBits) + 31 - Math.clz32(bits & -bits);
			number += 1;
		}
		return all;
	}
};
function bitCount(bits) {
	let count = bits - (bits >>> 1 & 1431655765);
	count = (count & 858993459) + (count >>> 2 & 858993459);
	return Math.imul(count + (count >>> 4) & 252645135, 16843009) >>> 24;
}
// src/attribution/parts.ts
const index = new Map(programParts.map((part, at) => [part, at]));
const stride = 16;
function ownerOf(packageId, part) {
	return -1 - (packageId * stride + (index.get(part) ?? 0));
}
function packageOfOwner(owner) {
	return Math.floor((-1 - owner) / stride);
}
function partOfOwner(owner) {
	const id = -1 - owner;
	return {
		packageId: Math.floor(id / stride),
		part: programParts[id % stride] ?? "unknown"
	};
}
// src/attribution/pointers.ts
const alignment = 4;
const longest = 1 << 30;
function eachPointer(source, use) {
	const { memory, regions, strings } = source;
	const { pointerSize, least, most } = memory;
	const isWithout = ascendingLookup(source.withoutPointers);
	for (const region of source.withPointers) {
		const first = Math.ceil(region.from / pointerSize) * pointerSize;
		for (let at = first; at + pointerSize <= region.to; at += pointerSize) {
			const address = memory.word(at);
			if (address < least || address >= most) continue;
			const target = memory.offsetOf(address);
			if (target === void 0 || regionOf(regions, target) === void 0) continue;
			if (at >= strings.from && at < strings.to || isWithout(at)) continue;
			const next = memory.word(at + pointerSize);
			if (isPointer(source, at, target, next)) use(at, target, next, region.from);
		}
	}
}
function isPointer({ memory, pointers }, at, target, next) {
	if (pointers !== void 0 && at >= pointers.from && at < pointers.to) return pointers.words[(at - pointers.from) / memory.pointerSize] === 1;
	return target % alignment === 0 || next > 0 && next < longest;
}
function ascendingLookup(extents) {
	let next = 0;
	return (offset) => {
		while ((extents[next]?.to ?? Number.POSITIVE_INFINITY) <= offset) next += 1;
		return (extents[next]?.from ?? Number.POSITIVE_INFINITY) <= offset;
	};
}
const nowhere = -1;
const mostRounds = 8;
var Users = class {
	offsets;
	#places;
	#users;
	#guesses;
	#isChanged = false;
	constructor(places) {
		this.#places = places;
		this.offsets = places.offsets();
		this.#users = new Int32Array(this.offsets.length).fill(-1);
		this.#guesses = new Int32Array(this.offsets.length).fill(-1);
	}
	note(offset, packageId) {
		if (this.#places.has(offset)) this.#add(this.#users, this.#places.numberOf(offset), packageId);
	}
	#add(users, number, packageId) {
		const before = users[number] ?? -1;
		if (before === packageId || before === 0 || packageId === -1) return;
		users[number] = before === -1 ? packageId : 0;
		this.#isChanged = true;
	}
	ownerOf(number) {
		const user = this.#users[number] ?? -1;
		return user === -1 ? this.#guesses[number] ?? -1 : user;
	}
	ownerAt(offset) {
		return this.#places.has(offset) ? this.ownerOf(this.#places.numberOf(offset)) : -1;
	}
	follow(pointers, totals) {
		const context = this.#contextOf(pointers, totals);
		for (let round = 0; round < mostRounds; round++) {
			this.#isChanged = false;
			this.#followOnce(context);
			if (!this.#isChanged) break;
		}
	}
	#followOnce({ targets, packages, headers, holders }) {
		for (let index = 0; index < targets.length; index++) {
			const target = targets[index] ?? 0;
			const packageId = packages[index] ?? -1;
			const header = headers[index] ?? nowhere;
			const user = packageId !== -1 || header === nowhere ? packageId : this.#users[header] ?? -1;
			if (user !== -1 && user !== 0) this.#add(this.#users, target, user);
			else {
				const number = holders[index] ?? nowhere;
				const holder = number === nowhere ? -1 : this.ownerOf(number);
				if (holder !== 0) this.#add(this.#guesses, target, holder);
			}
		}
	}
	#contextOf({ at, start, target, pointerSize, known }, totals) {
		const count = at.length;
		const column = () => new Int32Array(count);
		const [targets, packages, headers, holders] = [
			column(),
			column(),
			column(),
			column()
		];
		let [next, nextKnown] = [0, 0];
		for (let index = 0; index < count; index++) {
			const place = at[index] ?? 0;
			while ((this.offsets[next] ?? Number.POSITIVE_INFINITY) <= place) next += 1;
			while (nextKnown < known.count && (known.to[nextKnown] ?? 0) <= place) nextKnown += 1;
			const isKnown = nextKnown < known.count && (known.from[nextKnown] ?? 0) <= place;
			packages[index] = isKnown ? totals.packageOf(known.owners[nextKnown] ?? 0) : -1;
			holders[index] = (this.offsets[next - 1] ?? -1) < (start[index] ?? 0) ? nowhere : next - 1;
			headers[index] = this.#headerOf(place, pointerSize);
			targets[index] = this.#places.numberOf(target[index] ?? 0);
		}
		return {
			targets,
			packages,
			headers,
			holders
		};
	}
	#headerOf(at, pointerSize) {
		for (let words = 0; words < 3; words++) {
			const place = at + words * pointerSize;
			if (this.#places.has(place)) return this.#places.numberOf(place);
		}
		return nowhere;
	}
};
// src/attribution/constants.ts
const shortestEmbedded = 256;
function giveConstants(source, map, totals) {
	const found = findPlaces(source, totals);
	const users = new Users(found.places);
	const { targets, owners } = source.references;
	for (let index = 0; index < targets.length; index++) users.note(targets[index] ?? 0, owners[index] ?? 0);
	for (const [offset, file] of found.files) users.note(offset, totals.packageOf(file));
	users.follow({
		...found.pointers,
		known: source.known,
		pointerSize: source.memory.pointerSize
	}, totals);
	const { regions, strings } = source;
	for (const [offset, name] of found.names) {
		const user = found.files.has(offset) ? -1 : users.ownerAt(offset);
		if (user !== -1 && user !== 0) found.files.set(offset, totals.addItem("embedded-file", name, user));
	}
	const claims = claimPlaces(source, found, users);
	map.give(strings.from, strings.to, {
		part: "strings",
		claims,
		aligned: true
	});
	const data = {
		part: "data",
		claims,
		aligned: true
	};
	for (const { from, to } of regions) map.give(from, to, data);
}
function findPlaces(source, totals) {
	const { known, references, strings, regions } = source;
	const extent = {
		from: regions[0]?.from ?? 0,
		to: regions.at(-1)?.to ?? 0
	};
	const open = new OffsetSet(extent);
	for (const { from, to } of regions) open.fill(from, to, true);
	for (let index = 0; index < known.count; index++) open.fill(known.from[index] ?? 0, known.to[index] ?? 0, false);
	const places = new OffsetSet(extent);
	for (let index = 0; index < references.targets.length; index++) {
		const target = references.targets[index] ?? 0;
		if (open.has(target)) places.add(target);
	}
	const [ats, starts, targets] = [
		new NumberList(),
		new NumberList(),
		new NumberList()
	];
	const [lengths, files] = [new Claims(), embeddedFiles(source.embedded, totals)];
	const names = new Map();
	eachPointer(source, (at, target, length, start) => {
		if (files.addIfEmbedded(target, length)) places.add(target);
		for (const file of listedFiles(source.memory, at, target, strings)) if (file.size >= shortestEmbedded) names.set(file.at, file.name);
		if (target >= strings.from && target + length <= strings.to) lengths.add(target, target + length, 0);
		if (!open.has(target)) return;
		ats.push(at);
		starts.push(start);
		targets.push(target);
		places.add(target);
	});
	return {
		places,
		pointers: {
			at: ats.view(),
			start: starts.view(),
			target: targets.view()
		},
		lengths,
		files: files.owners,
		names
	};
}
function embeddedFiles(embedded, totals) {
	const wanted = new Map();
	for (const file of embedded) if (file.size >= shortestEmbedded) wanted.set(file.size, [...wanted.get(file.size) ?? [], file]);
	const owners = new Map();
	return {
		owners,
		addIfEmbedded(target, length) {
			const file = wanted.size === 0 || owners.has(target) ? void 0 : wanted.get(length)?.shift();
			if (file === void 0) return false;
			const home = totals.packageId(file.packageName);
			owners.set(target, totals.addItem("embedded-file", file.name, home));
			return true;
		}
	};
}
function claimPlaces({ known, regions, strings }, found, users) {
	const { starts, ends } = ascendingLengths(found.lengths.sorted());
	const { offsets } = users;
	const claims = new Claims(known.count + offsets.length);
	let [nextKnown, nextLength] = [0, 0];
	const claimKnown = (end) => {
		for (; nextKnown < known.count && (known.from[nextKnown] ?? 0) <= end; nextKnown++) claims.add(known.from[nextKnown] ?? 0, known.to[nextKnown] ?? 0, known.owners[nextKnown] ?? 0);
	};
	for (let number = 0; number < offsets.length; number++) {
		const offset = offsets[number] ?? 0;
		claimKnown(offset);
		while ((ends[nextLength] ?? Number.POSITIVE_INFINITY) <= offset) nextLength += 1;
		const start = starts[nextLength] ?? Number.POSITIVE_INFINITY;
		if (start < offset) continue;
		const packageId = users.ownerOf(number);
		const part = offset >= strings.from && offset < strings.to ? "strings" : "data";
		const owner = found.files.get(offset) ?? ownerOf(packageId === -1 ? 0 : packageId, part);
		const end = start === offset ? ends[nextLength] : regionOf(regions, offset)?.to;
		claims.add(offset, end ?? offset, owner);
	}
	claimKnown(Number.POSITIVE_INFINITY);
	return claims;
}
// src/attribution/file-map.ts
const largestGap = 64;
const mostPlaces = 4096;
const padding = ownerOf(0, "padding");
var FileMap = class {
	size;
	#places = [];
	constructor(size) {
		this.size = size;
	}
	give(from, to, area) {
		let start = Math.max(0, Math.floor(from));
		const end = Math.min(this.size, Math.floor(to));
		let index = this.#firstEndingAfter(start);
		while (start < end && this.#places.length < mostPlaces) {
			const next = this.#places[index];
			const stop = Math.min(end, next?.from ?? end);
			if (stop > start) this.#places.splice(index++, 0, {
				from: start,
				to: stop,
				area
			});
			start = Math.max(stop, next?.to ?? end);
			index += 1;
		}
	}
	#firstEndingAfter(offset) {
		return firstWhere(this.#places.length, (at) => (this.#places[at]?.to ?? 0) > offset);
	}
	free(start = 0, end = this.size) {
		const free = [];
		let from = start;
		for (let index = this.#firstEndingAfter(start); from < end; index++) {
			const place = this.#places[index];
			const to = Math.min(end, place?.from ?? end);
			if (to > from) free.push({
				from,
				to
			});
			from = Math.max(from, place?.to ?? end);
		}
		return free;
	}
	settle(share, tally) {
		for (const { from, to } of this.free()) tally(ownerOf(0, "unknown"), to - from, false);
		const areas = new Map();
		for (const place of this.#places) {
			const places = areas.get(place.area);
			if (places === void 0) areas.set(place.area, [place]);
			else places.push(place);
		}
		for (const [area, places] of areas) settleArea(area, places, share, tally);
	}
};
const none = new Claims().sorted();
function settleArea(area, places, share, tally) {
	const settling = new Settling(area, places, share, tally);
	const { count, from, to, owners } = area.claims?.sorted() ?? none;
	for (let index = 0; index < count; index++) settling.take(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0);
	settling.finish();
}
var Settling = class {
	#area;
	#places;
	#share;
	#tally;
	#unowned;
	#rest;
	#isAligned;
	#describes;
	#cursor;
	#place = 0;
	#from = -1;
	#to = -1;
	#owner = 0;
	constructor(area, places, share, tally) {
		this.#area = area;
		this.#places = places;
		this.#share = share;
		this.#tally = tally;
		this.#unowned = ownerOf(0, area.part);
		this.#rest = area.rest ?? this.#unowned;
		this.#isAligned = area.aligned === true;
		this.#describes = area.describes === true;
		this.#cursor = places[0]?.from ?? 0;
	}
	take(from, to, owner) {
		if (from === this.#from) {
			if (to > this.#to) this.#to = to;
			if (owner !== this.#owner && this.#owner !== this.#unowned) this.#owner = this.#share(this.#area.part, this.#owner, owner);
			return;
		}
		this.#close(from);
		this.#from = from;
		this.#to = to;
		this.#owner = owner;
	}
	finish() {
		const end = this.#places.at(-1)?.to ?? 0;
		this.#close(end);
		this.#advance(end, void 0);
	}
	#close(next) {
		if (this.#from < 0) return;
		this.#advance(this.#from, void 0);
		this.#advance(Math.min(this.#to, next), this.#owner);
	}
	#advance(stop, owner) {
		while (stop > this.#cursor) {
			const place = this.#places[this.#place];
			if (place === void 0) return;
			if (this.#cursor < place.from) this.#cursor = place.from;
			const end = Math.min(stop, place.to);
			if (end > this.#cursor) {
				const bytes = end - this.#cursor;
				this.#tally(owner ?? this.#gapOwner(bytes), bytes, this.#describes);
				this.#cursor = end;
			}
			if (stop < place.to) return;
			this.#place += 1;
		}
	}
	#gapOwner(bytes) {
		return this.#isAligned && bytes < largestGap ? padding : this.#rest;
	}
};
// src/attribution/modules.ts
const standardLibrary = "standard library";
const mainPackage = "main";
function importPath(name, info) {
	return name === mainPackage && info?.path !== "command-line-arguments" ? info?.path ?? name : name;
}
function longestModule(path, modules) {
	for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) if (modules.has(path.slice(0, end))) return path.slice(0, end);
}
function moduleFinder(info) {
	const modules = new Map();
	for (const one of info?.dependencies ?? []) modules.set(one.path, {
		kind: "dependency",
		...named$1(one)
	});
	const main = info?.main;
	const own = main && {
		kind: "main",
		...named$1(main)
	};
	if (own !== void 0) modules.set(own.name, own);
	return (path) => {
		if (path === "C") return {
			kind: "c",
			name: "C"
		};
		const found = modules.get(longestModule(path, modules) ?? "");
		if (found !== void 0) return found;
		if (path === mainPackage || path === info?.path) return own ?? {
			kind: "main",
			name: path
		};
		return isStandard(path) ? {
			kind: "standard-library",
			name: standardLibrary,
			...info === void 0 ? {} : { version: info.go }
		} : {
			kind: "unlisted",
			name: unlistedModule(path)
		};
	};
}
function named$1(module) {
	const version = linkedVersion(module);
	return version === "" ? { name: module.path } : {
		name: module.path,
		version
	};
}
function isStandard(path) {
	return !(path.split("/", 1)[0] ?? "").includes(".");
}
function unlistedModule(path) {
	return path.split("/").slice(0, 3).join("/");
}
// src/inspect/go/linked-functions.ts
function readLinkedFunctions(source, elf) {
	const found = findPcHeader(headerSource(source, elf), areasOf(elf));
	if (found?.ok !== true) return void 0;
	const { names, files } = found.value;
	const textIn = ({ from, to }) => {
		const { buffer, byteOffset, length } = readAt(source, from, Math.min(to - from, longestTable));
		return Buffer.from(buffer, byteOffset, length).toString("latin1");
	};
	const text = `\0${textIn(names)}`;
	const goroot = /(?:^|\0)([^\0]+)\/src\/runtime\/proc\.go\0/.exec(textIn(files))?.[1];
	return {
		has: (name) => text.includes(`\0${name}\0`),
		hasPrefix: (start) => text.includes(`\0${start}`),
		cgoPackages: cgoPackagesIn(text),
		...goroot === void 0 ? {} : { goroot }
	};
}
const longestTable = 1 << 26;
function headerSource(source, { littleEndian, bits }) {
	const { size } = source;
	const view = byteView(source, littleEndian);
	const u32 = (at) => at >= 0 && at + 4 <= size ? view.u32(at) : 0;
	return {
		size,
		pointerSize: bits === 64 ? 8 : 4,
		u8: (at) => readAt(source, at, 1)[0] ?? 0,
		u32,
		word(at) {
			if (bits === 32) return u32(at);
			const [low, high] = littleEndian ? [u32(at), u32(at + 4)] : [u32(at + 4), u32(at)];
			return high * 2 ** 32 + low;
		}
	};
}
function cgoPackagesIn(text) {
	const wrappers = text.matchAll(/\0([^\0\s()[\]{}]+)\._C2?func_/g);
	return [...new Set([...wrappers].map(([, path = ""]) => unescapePath(path)))].sort();
}
function unescapePath(path) {
	return path.replaceAll(/%(?:25)*([0-9a-fA-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
function functionNamesIn(source, program) {
	const { littleEndian, areas } = areasOfProgram(source, program);
	const found = findPcHeader(headerSource(source, {
		littleEndian,
		bits: program.bits
	}), areas);
	if (found === void 0) return fail("it has no function table");
	if (!found.ok) return found;
	const { from, to } = found.value.names;
	if (to - from > longestTable) return fail(`the names of its functions have more than ${longestTable} bytes`);
	const names = new TextDecoder().decode(readAt(source, from, to - from)).split("\0");
	return succeed(names.filter((name) => name !== ""));
}
function areasOf({ sections, segments }) {
	return {
		sections,
		segments: mappedSegments(segments)
	};
}
function areasOfProgram(source, program) {
	if (program.format === "elf") return {
		littleEndian: program.elf.littleEndian,
		areas: areasOf(program.elf)
	};
	const whole = {
		offset: 0,
		fileSize: source.size
	};
	return {
		littleEndian: program.format === "pe" || program.machO.littleEndian,
		areas: {
			sections: [],
			segments: [whole]
		}
	};
}
// src/attribution/symbol-names.ts
const equality = /^type:\.(?:eq|hash)\./;
const typePrefixes = /^(?:\*|\[\d*\])+/;
const pathsOfOthers = /[[,(]/;
const exportedType = /\.[A-Z]\w*\./;
function packageOfSymbol(name) {
	let text = name;
	if (text.startsWith("type:")) {
		if (!equality.test(text)) return void 0;
		text = text.replace(equality, "").replace(typePrefixes, "");
		if (/^(?:struct|func|interface|map|chan) ?[{([]/.test(text)) return void 0;
	} else if (text.startsWith("go:")) {
		if (!text.startsWith("go:itab.")) return void 0;
		text = text.slice(8).replace(typePrefixes, "");
	}
	if (text.startsWith("go.shape.")) return void 0;
	const found = text.search(pathsOfOthers);
	const stop = found < 0 ? text.length : found;
	const last = text.lastIndexOf("/", stop - 1);
	const type = text.slice(0, last + 1).search(exportedType);
	const slash = type < 0 ? last : text.lastIndexOf("/", type);
	const dot = text.indexOf(".", slash + 1);
	if (dot <= slash + 1 || dot >= stop) return void 0;
	return unescapePath(text.slice(0, dot));
}
// src/attribution/names.ts
function readNames(bytes, totals) {
	const starts = new OffsetSet({
		from: 0,
		to: bytes.length
	});
	const text = textReader(bytes);
	const { offsets, ends, prefixLengths, stops } = findNames(bytes, starts);
	const packages = packagesOf({
		bytes,
		text,
		offsets,
		ends,
		prefixLengths
	}, totals);
	return {
		count: offsets.length,
		at: (offset) => starts.has(offset) ? starts.numberOf(offset) : -1,
		offset: (number) => offsets[number] ?? 0,
		text: (number) => number < 0 ? "" : text(offsets[number] ?? 0, ends[number] ?? 0),
		typesOf: (number) => {
			const stop = stops[number] ?? -1;
			return stop < 0 ? "" : /\[.*$/s.exec(text(stop, ends[number] ?? 0))?.[0] ?? "";
		},
		packageOf: (number) => number < 0 ? 0 : packages[number] ?? 0
	};
}
const [slash, dot, bracket, comma, other] = [
	47,
	46,
	91,
	44,
	32
];
function findNames(bytes, starts) {
	const [offsets, ends] = [new NumberList(), new NumberList()];
	const [prefixLengths, stops] = [new NumberList(), new NumberList()];
	let from = 0;
	let element = 0;
	let end = -1;
	let stop = -1;
	for (let at = 0; at <= bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		switch (byte === 0 || stop < 0 ? byte : other) {
			case 0:
				if (at > from) {
					starts.add(from);
					offsets.push(from);
					ends.push(at);
					prefixLengths.push(end > element ? end - from : 0);
					stops.push(stop);
				}
				from = at + 1;
				element = from;
				end = -1;
				stop = -1;
				break;
			case slash:
				element = at + 1;
				end = -1;
				break;
			case dot:
				if (end < 0) end = at;
				break;
			case bracket:
			case comma: stop = at;
		}
	}
	return {
		offsets: offsets.view(),
		ends: ends.view(),
		prefixLengths: prefixLengths.view(),
		stops: stops.view()
	};
}
const utf8$2 = new TextDecoder();
function textReader(bytes) {
	const whole = utf8$2.decode(bytes);
	return whole.length === bytes.length ? (from, to) => whole.slice(from, to) : (from, to) => utf8$2.decode(bytes.subarray(from, to));
}
function packagesOf({ bytes, text, offsets, ends, prefixLengths }, totals) {
	const packages = new Int32Array(offsets.length);
	let last = -1;
	for (let number = 0; number < offsets.length; number++) {
		const from = offsets[number] ?? 0;
		const size = prefixLengths[number] ?? 0;
		if (size === 0 || isGenerated$1(bytes, from)) packages[number] = totals.packageId(packageOfSymbol(text(from, ends[number] ?? 0)));
		else {
			const isSame = last >= 0 && size === prefixLengths[last] && isEqual(bytes, from, offsets[last] ?? 0, size);
			packages[number] = isSame ? packages[last] ?? 0 : totals.packageId(packageOfSymbol(text(from, ends[number] ?? 0)));
			last = number;
		}
	}
	return packages;
}
function isGenerated$1(bytes, from) {
	const first = bytes[from];
	if (first === 116) return bytes[from + 1] === 121;
	return first === 103 && bytes[from + 1] === 111 && (bytes[from + 2] === 58 || bytes[from + 2] === dot);
}
function isEqual(bytes, one, other, size) {
	for (let index = 0; index < size; index++) if (bytes[one + index] !== bytes[other + index]) return false;
	return true;
}
// src/attribution/function-names.ts
function readFunctionNames(memory, header, totals) {
	const { count } = header;
	const names = readNames(memory.bytes.subarray(header.names.from, header.names.to), totals);
	const { numbers, packages, units, unassigned } = findPackages(memory, header, names);
	if (unassigned.length > 0) assignByDirectory(memory, header, packages, unassigned);
	const named = new Int32Array(names.count);
	const owners = new Int32Array(count);
	for (let index = 0; index < count; index++) {
		const number = numbers[index] ?? -1;
		const owner = totals.addItem("function", names.text(number), packages[index] ?? 0);
		owners[index] = owner;
		if (number >= 0 && named[number] === 0) named[number] = -1 - owner;
	}
	return {
		owners,
		units,
		packageOf: (name) => names.packageOf(names.at(name)),
		claim(claims) {
			for (let number = 0; number < names.count; number++) {
				const first = named[number] ?? 0;
				const owner = first < 0 ? -1 - first : ownerOf(names.packageOf(number), "line-tables");
				claims.add(header.names.from + names.offset(number), header.names.to, owner);
			}
		}
	};
}
function findPackages(memory, header, names) {
	const { count } = header;
	const [numbers, packages] = [new Int32Array(count), new Int32Array(count)];
	const units = new Map();
	const unassigned = [];
	const instances = [];
	const entry = new FunctionTable(memory, header);
	for (let index = 0; index < count; index++) {
		entry.read(index);
		const number = names.at(entry.name);
		const packageId = names.packageOf(number);
		numbers[index] = number;
		packages[index] = packageId;
		if (packageId === 0) {
			if (!isGenerated(names.text(number))) unassigned.push(index);
		} else if (entry.size > 0) {
			const types = names.typesOf(number);
			if (types === "") {
				if (!units.has(entry.unit)) units.set(entry.unit, packageId);
			} else if (isForOnePackage(types, names.text(number))) instances.push([index, entry.unit]);
		}
	}
	for (const [index, unit] of instances) packages[index] = units.get(unit) ?? packages[index] ?? 0;
	return {
		numbers,
		packages,
		units,
		unassigned
	};
}
function isForOnePackage(types, name) {
	if (!types.includes("struct { ") && !types.includes("interface { ") && !/\[\d/.test(types)) return false;
	const path = packageOfSymbol(name);
	return path !== void 0 && isStandard(path);
}
function isGenerated(name) {
	return name === "" || name.startsWith("type:") || name.startsWith("go:");
}
const utf8$1 = new TextDecoder();
function assignByDirectory(memory, header, packages, unassigned) {
	const directories = directoryReader(memory, header);
	const wanted = new Set(unassigned.map(directories));
	wanted.delete(void 0);
	const packageOfDirectory = new Map();
	for (let index = 0; index < header.count && packageOfDirectory.size < wanted.size; index++) {
		const packageId = packages[index] ?? 0;
		if (packageId === 0) continue;
		const path = directories(index);
		if (path !== void 0 && wanted.has(path) && !packageOfDirectory.has(path)) packageOfDirectory.set(path, packageId);
	}
	for (const index of unassigned) {
		const path = directories(index);
		packages[index] = (path === void 0 ? void 0 : packageOfDirectory.get(path)) ?? packages[index - 1] ?? 0;
	}
}
function directoryReader(memory, header) {
	const known = new Map();
	const [entry, table] = [new FunctionTable(memory, header), new PcTable(memory, header)];
	return (index) => {
		entry.read(index);
		const file = entry.size === 0 ? void 0 : firstInPcTable(table, entry.fileTable);
		if (file === void 0 || file < 0) return void 0;
		const from = header.files.from + memory.u32(header.units.from + 4 * (entry.unit + file));
		if (from >= header.files.to) return void 0;
		if (known.has(from)) return known.get(from);
		const rest = memory.bytes.subarray(from, Math.min(from + longestPath, header.files.to));
		const path = utf8$1.decode(rest.subarray(0, Math.max(0, rest.indexOf(0))));
		const slash = path.lastIndexOf("/");
		const directory = slash < 0 ? void 0 : path.slice(0, slash);
		known.set(from, directory);
		return directory;
	};
}
// src/attribution/shared-claims.ts
const unknown = -(2 ** 31);
var SharedClaims = class {
	#extent;
	#places;
	#offsets;
	#owners;
	constructor(extent, expected) {
		this.#extent = extent;
		this.#places = new OffsetSet(extent);
		this.#offsets = new NumberList(expected);
		this.#owners = new NumberList(expected);
	}
	add(from, owner) {
		if (from >= this.#extent.to) return;
		if (this.#offsets.length >= 8388608) throw new TooManyClaimsError();
		this.#places.add(from);
		this.#offsets.push(from);
		this.#owners.push(owner);
	}
	merged(part, share) {
		const unowned = ownerOf(0, part);
		const starts = this.#places.offsets();
		const owners = new Int32Array(starts.length).fill(unknown);
		const [offsets, added] = [this.#offsets.view(), this.#owners.view()];
		for (let index = 0; index < offsets.length; index++) {
			const number = this.#places.numberOf(offsets[index] ?? 0);
			const owner = added[index] ?? 0;
			const before = owners[number];
			if (before === unknown) owners[number] = owner;
			else if (before !== void 0 && before !== owner && before !== unowned) owners[number] = share(part, before, owner);
		}
		const claims = new Claims(starts.length);
		for (let number = 0; number < starts.length; number++) claims.add(starts[number] ?? 0, this.#extent.to, owners[number] ?? 0);
		return claims;
	}
};
// src/attribution/functions.ts
function attributeFunctions(source, map, totals) {
	const { memory, header, text, funcData } = source;
	const names = readFunctionNames(memory, header, totals);
	const { count, functions } = header;
	const ranges = {
		count,
		from: new Uint32Array(count),
		to: new Uint32Array(count),
		owners: names.owners
	};
	const claims = newFunctionClaims(source);
	const [entry, table] = [new FunctionTable(memory, header), new PcTable(memory, header)];
	const afterSlots = functions.from + slotSize * count;
	let end = afterSlots;
	for (let index = 0; index < count; index++) {
		entry.read(index);
		const owner = names.owners[index] ?? 0;
		const from = Math.min(text.from + entry.start, memory.size);
		const next = Math.min(text.from + entry.end, memory.size);
		const size = entry.size === 0 || next <= from ? void 0 : codeOfPcTable(table, entry.stackTable === 0 ? entry.fileTable : entry.stackTable, next - from);
		const to = size === void 0 ? next : from + size;
		ranges.from[index] = from;
		ranges.to[index] = to;
		claims.code.add(from, to, owner);
		claims.code.add(to, next, next - to < largestPadding ? ownerOf(totals.packageOf(owner), "padding") : ownerOf(totals.packageId("C"), "code"));
		const slot = functions.from + slotSize * index;
		claims.slots.add(slot, slot + slotSize, owner);
		if (entry.size > 0) end = Math.max(end, claimTables(source, entry, owner, claims));
	}
	names.claim(claims.names);
	const tables = claims.pcTables.merged(lineTables.part, totals.share);
	map.give(text.from, text.to, {
		part: "code",
		claims: claims.code
	});
	map.give(header.at, header.names.from, lineTables);
	map.give(header.names.from, header.names.to, {
		...lineTables,
		claims: claims.names
	});
	giveUnits(source, names, map);
	map.give(header.pcTables.from, header.pcTables.to, {
		...lineTables,
		claims: tables
	});
	if (funcData !== void 0) {
		const pointed = claims.pointed.merged(lineTables.part, totals.share);
		map.give(funcData.from, funcData.to, {
			...lineTables,
			claims: pointed
		});
	}
	map.give(functions.from, afterSlots, {
		...lineTables,
		claims: claims.slots
	});
	map.give(afterSlots, end, {
		...lineTables,
		claims: claims.entries
	});
	return {
		ranges,
		names
	};
}
const slotSize = 8;
const largestPadding = 64;
const lineTables = {
	part: "line-tables",
	describes: true
};
const newFunctionClaims = ({ header: { count, pcTables }, funcData }) => ({
	code: new Claims(2 * count),
	names: new Claims(count),
	slots: new Claims(count),
	entries: new Claims(count),
	pcTables: new SharedClaims(pcTables, 8 * count),
	pointed: new SharedClaims(funcData ?? {
		from: 0,
		to: 0
	}, 6 * count)
});
function claimTables({ memory, header, funcData }, { at, size, pcDataCount, funcDataCount }, owner, { entries, pcTables, pointed }) {
	entries.add(at, at + size, owner);
	const { from } = header.pcTables;
	const tables = at + 44;
	for (let place = at + 16; place <= at + 24; place += 4) {
		const offset = memory.u32(place);
		if (offset !== 0) pcTables.add(from + offset, owner);
	}
	for (let number = 0; number < pcDataCount; number++) {
		const offset = memory.u32(tables + 4 * number);
		if (offset !== 0) pcTables.add(from + offset, owner);
	}
	if (funcData !== void 0) for (let number = 0; number < funcDataCount; number++) {
		const offset = memory.u32(tables + 4 * (pcDataCount + number));
		if (offset !== 4294967295) pointed.add(funcData.from + offset, owner);
	}
	return at + size;
}
function giveUnits({ memory, header }, names, map) {
	const [lists, files] = [new Claims(), new Claims()];
	const starts = [...names.units.keys()].toSorted((a, b) => a - b);
	for (const [position, unit] of starts.entries()) {
		const owner = ownerOf(names.units.get(unit) ?? 0, "line-tables");
		const from = header.units.from + 4 * unit;
		const to = Math.min(header.units.from + 4 * (starts[position + 1] ?? Number.POSITIVE_INFINITY), header.units.to);
		lists.add(from, to, owner);
		for (let at = from; at + 4 <= to; at += 4) {
			const file = memory.u32(at);
			if (file !== 4294967295) files.add(header.files.from + file, header.files.to, owner);
		}
	}
	map.give(header.units.from, header.units.to, {
		...lineTables,
		claims: lists
	});
	map.give(header.files.from, header.files.to, {
		...lineTables,
		claims: files
	});
}
// src/attribution/inlined.ts
const inlineIndexTable = 2;
const inlineTreeData = 3;
const treeEntrySize = 16;
function inlinedPackages(source, totals) {
	const { memory, header, ranges, funcData, packageOfName } = source;
	const functions = new FunctionTable(memory, header);
	const table = new PcTable(memory, header);
	let [current, start, tree] = [
		-1,
		0,
		-1
	];
	return (index, at) => {
		if (index !== current) {
			current = index;
			start = ranges.from[index] ?? 0;
			tree = openInlining(source, table, functions.read(index));
		}
		const place = at - start;
		while (tree >= 0 && table.end <= place) if (!table.next()) tree = -1;
		const call = tree + treeEntrySize * table.value;
		const inlined = tree >= 0 && table.value >= 0 && call + treeEntrySize <= (funcData?.to ?? 0) ? packageOfName(memory.u32(call + 4)) : 0;
		return inlined === 0 ? totals.packageOf(ranges.owners[index] ?? 0) : inlined;
	};
}
function openInlining({ memory, funcData }, table, entry) {
	if (!(entry.size > 0 && entry.pcDataCount > inlineIndexTable && entry.funcDataCount > inlineTreeData) || funcData === void 0) return -1;
	const tables = entry.at + 44;
	const offset = memory.u32(tables + 8);
	const tree = memory.u32(tables + 4 * (entry.pcDataCount + inlineTreeData));
	if (offset === 0 || tree === 4294967295) return -1;
	table.open(offset);
	return funcData.from + tree;
}
// src/attribution/items.ts
const partOfItem = {
	function: "code",
	data: "data",
	"embedded-file": "embedded-files"
};
const partCount = programParts.length;
var SizeTotals = class {
	#packages = [""];
	#ids = new Map();
	#kinds = [];
	#names = [];
	#packageOfItem = new NumberList();
	#own = new NumberList();
	#tables = new NumberList();
	#byOwner = [];
	packageId(name) {
		if (name === void 0 || name === "") return 0;
		const known = this.#ids.get(name);
		if (known !== void 0) return known;
		const id = this.#packages.length;
		this.#packages.push(name);
		this.#ids.set(name, id);
		return id;
	}
	hasPackage(name) {
		return this.#ids.has(name);
	}
	addItem(kind, name, packageId) {
		const id = this.#kinds.length;
		this.#kinds.push(kind);
		this.#names.push(name);
		this.#packageOfItem.push(packageId);
		this.#own.push(0);
		this.#tables.push(0);
		return id;
	}
	packageOf(owner) {
		return owner >= 0 ? this.#packageOfItem.at(owner) : packageOfOwner(owner);
	}
	tally = (owner, bytes, describes) => {
		if (owner < 0) {
			const place = -1 - owner;
			while (this.#byOwner.length <= place) this.#byOwner.push(0);
			this.#byOwner[place] = (this.#byOwner[place] ?? 0) + bytes;
		} else {
			const of = describes ? this.#tables : this.#own;
			of.set(owner, of.at(owner) + bytes);
		}
	};
	share = (part, one, other) => {
		const home = this.packageOf(one);
		const common = home === this.packageOf(other) ? home : 0;
		if (one >= 0 || other >= 0) return ownerOf(common, part);
		const first = partOfOwner(one).part;
		return ownerOf(common, first === partOfOwner(other).part ? first : part);
	};
	packages() {
		const bytes = this.#bytesByPart();
		const items = this.#packages.map(() => []);
		for (let id = 0; id < this.#kinds.length; id++) {
			const kind = this.#kinds[id] ?? "data";
			const name = this.#names[id] ?? "";
			const size = this.#own.at(id);
			const tables = this.#tables.at(id);
			if (size + tables > 0) items[this.#packageOfItem.at(id)]?.push({
				kind,
				name,
				size,
				tables
			});
		}
		return this.#packages.map((name, id) => ({
			name,
			parts: new Map(programParts.flatMap((part, place) => {
				const sum = bytes[id * partCount + place] ?? 0;
				return sum === 0 ? [] : [[part, sum]];
			})),
			items: items[id] ?? []
		}));
	}
	#bytesByPart() {
		const bytes = new Float64Array(this.#packages.length * partCount);
		const add = (packageId, part, more) => {
			const place = packageId * partCount + programParts.indexOf(part);
			bytes[place] = (bytes[place] ?? 0) + more;
		};
		for (let place = 0; place < this.#byOwner.length; place++) {
			const more = this.#byOwner[place] ?? 0;
			if (more === 0) continue;
			const { packageId, part } = partOfOwner(-1 - place);
			add(packageId, part, more);
		}
		for (let id = 0; id < this.#kinds.length; id++) {
			add(this.#packageOfItem.at(id), partOfItem[this.#kinds[id] ?? "data"], this.#own.at(id));
			add(this.#packageOfItem.at(id), "line-tables", this.#tables.at(id));
		}
		return bytes;
	}
};
// src/attribution/known.ts
const partOfKind = {
	type: "types",
	pointers: "types",
	itab: "interface-tables"
};
const typelinkSize = 4;
function eachPart(types, kind, totals, use) {
	const owners = [];
	types.each(kind, (from, to, path) => {
		owners[path] ??= ownerOf(totals.packageId(unescapePath(types.paths[path] ?? "")), partOfKind[kind]);
		use(from, to, owners[path]);
	});
}
function giveTypes(types, extent, map, totals) {
	const claims = new Claims();
	for (const kind of [
		"type",
		"pointers",
		"itab"
	]) eachPart(types, kind, totals, (from, to, owner) => {
		if (from >= extent.from && to <= extent.to) claims.add(from, to, owner);
	});
	map.give(extent.from, extent.to, {
		part: "types",
		claims,
		aligned: true
	});
}
function giveTypeLists(memory, { typeList }, map) {
	if (typeList.kind !== "links") return;
	const { links, itabs } = typeList;
	for (const [{ address, length }, size, part] of [[
		links,
		typelinkSize,
		"types"
	], [
		itabs,
		memory.pointerSize,
		"interface-tables"
	]]) {
		const extent = memory.extentOf({
			from: address,
			to: address + length * size
		});
		if (extent !== void 0) map.give(extent.from, extent.to, { part });
	}
}
function knownTypes(types, totals) {
	const found = new Claims();
	eachPart(types, "type", totals, (from, to, owner) => found.add(from, to, owner));
	return withoutOverlaps(found, totals);
}
const largestBitmapGap = 1024;
function typeTables(types) {
	const found = new Claims();
	types.each("itab", (from, to) => found.add(from, to, 0));
	types.each("pointers", (from, to) => found.add(from, to, largestBitmapGap));
	const { count, from: starts, to: ends, owners: gaps } = found.sorted();
	const tables = [];
	for (let index = 0; index < count; index++) {
		const from = starts[index] ?? 0;
		const to = ends[index] ?? 0;
		const gap = gaps[index] ?? 0;
		const last = tables.at(-1);
		if (last !== void 0 && from <= last.to + Math.min(last.gap, gap)) {
			last.to = Math.max(last.to, to);
			last.gap = Math.min(last.gap, gap);
		} else tables.push({
			from,
			to,
			gap
		});
	}
	return tables;
}
function knownData({ memory, executable, types, symbols }, totals) {
	const found = new Claims();
	for (const kind of ["pointers", "itab"]) eachPart(types, kind, totals, (from, to, owner) => found.add(from, to, owner));
	for (let number = 0; number < symbols.count; number++) {
		const size = symbols.size(number);
		if (size === 0 || symbols.isFunction(number)) continue;
		const name = symbols.name(number);
		if (name === void 0 || name.startsWith("go:itab.")) continue;
		const from = memory.offsetOf(symbols.address(number));
		if (from === void 0) continue;
		const home = packageOfVariable(name, executable, totals);
		found.add(from, from + size, totals.addItem("data", name, home));
	}
	return withoutOverlaps(found, totals);
}
function withoutOverlaps(claims, totals) {
	const { count, from, to, owners } = claims.sorted();
	let kept = -1;
	for (let index = 0; index < count; index++) {
		const start = from[index] ?? 0;
		const end = to[index] ?? 0;
		const owner = owners[index] ?? 0;
		if (kept >= 0 && start === from[kept]) {
			const before = owners[kept] ?? 0;
			if (end > (to[kept] ?? 0)) to[kept] = end;
			if (owner !== before) owners[kept] = totals.share("data", before, owner);
		} else if (kept < 0 || start >= (to[kept] ?? 0)) {
			kept += 1;
			from[kept] = start;
			to[kept] = end;
			owners[kept] = owner;
		}
	}
	return {
		count: kept + 1,
		from,
		to,
		owners
	};
}
function packageOfVariable(name, { link }, totals) {
	const path = packageOfSymbol(name);
	if (path !== void 0 && (link !== "external" || path.includes("/") || totals.hasPackage(path))) return totals.packageId(path);
	return link === "external" ? totals.packageId("C") : 0;
}
function giveCode({ memory, executable: { link }, symbols, regions }, map, totals) {
	const free = regions.flatMap(({ from, to }) => map.free(from, to));
	if (free.length === 0) return;
	const home = link === "external" ? totals.packageId("C") : 0;
	const claims = new Claims();
	for (let number = 0; number < symbols.count; number++) {
		const size = symbols.size(number);
		if (!symbols.isFunction(number) || size === 0) continue;
		const from = memory.offsetOf(symbols.address(number)) ?? -1;
		const name = free.some((one) => from >= one.from && from + size <= one.to) ? symbols.name(number) : void 0;
		if (name !== void 0) claims.add(from, from + size, totals.addItem("function", name, home));
	}
	for (const { from, to } of regions) map.give(from, to, {
		part: "code",
		claims,
		rest: ownerOf(home, "code"),
		aligned: true
	});
}
// src/attribution/regions.ts
const nothing = {
	from: 0,
	to: 0
};
const groupNames = [
	"go:string.*",
	"go:funcdesc",
	"go:func.*",
	"runtime.gcbits.*",
	"runtime.findfunctab"
];
const codeOfEntry = {
	offset: 4096,
	byte: 256
};
const constantSections = new Set([".rodata", "__rodata"]);
const codeSections = new Set([".text", "__text"]);
function findRegions(source) {
	const { memory, data } = source;
	const text = findText(source);
	const bounds = new Bounds(source);
	const at = (address) => address === void 0 ? void 0 : memory.offsetOf(address);
	const [funcData, index] = [at(data?.funcData), at(data?.functionIndex)];
	const code = text.to - text.from;
	const indexSize = 4 * Math.ceil(code / codeOfEntry.offset) + Math.ceil(code / codeOfEntry.byte);
	return {
		text,
		functionIndex: index === void 0 ? void 0 : {
			from: index,
			to: index + indexSize
		},
		funcData: funcData === void 0 ? void 0 : {
			from: funcData,
			to: bounds.endOfFuncData(funcData)
		},
		types() {
			const from = at(data?.types);
			return from === void 0 ? nothing : {
				from,
				to: bounds.endOfTypes(from)
			};
		},
		strings(types) {
			const extent = bounds.strings(types);
			return bounds.hasGroups ? extent : {
				...extent,
				to: beforeDescriptors(memory, text, extent)
			};
		}
	};
}
var Bounds = class {
	#source;
	#groups = new Map();
	#starts;
	constructor(source) {
		this.#source = source;
		const { memory, symbols, data } = source;
		for (let number = 0; number < symbols.count; number++) {
			const name = groupNames.find((one) => symbols.isNamed(number, one));
			const offset = name === void 0 ? void 0 : memory.offsetOf(symbols.address(number));
			if (name !== void 0 && offset !== void 0) this.#groups.set(name, offset);
		}
		const lists = data?.typeList.kind === "links" ? [data.typeList.links, data.typeList.itabs] : [];
		const offsets = [
			data?.functionIndex,
			data?.funcData,
			data?.endOfTable
		].concat(lists.map(({ address, length }) => length === 0 ? void 0 : address)).flatMap((one) => one === void 0 ? [] : [memory.offsetOf(one)]);
		this.#starts = [
			...this.#groups.values(),
			...offsets,
			source.header.at
		].filter((one) => one !== void 0);
	}
	get hasGroups() {
		return this.#groups.size > 0;
	}
	#endOfSection(offset) {
		const { executable, memory } = this.#source;
		const home = executable.sections.find((one) => one.content !== "none" && offset >= one.offset && offset < one.offset + one.size);
		return home === void 0 ? memory.size : home.offset + home.size;
	}
	#endAfter(from, other) {
		return [
			...this.#starts,
			this.#endOfSection(from),
			this.#source.memory.size
		].filter((one) => one > from).reduce((least, one) => Math.min(least, one), other ?? Number.POSITIVE_INFINITY);
	}
	endOfFuncData(from) {
		const { data, types } = this.#source;
		const isSeparate = this.hasGroups || data?.endOfTable !== void 0;
		return this.#endAfter(from, isSeparate ? void 0 : types?.firstPointersAfter(from));
	}
	endOfTypes(from) {
		const limit = this.#endAfter(from);
		if (this.#source.data?.typeList.kind === "sequence" || this.#groups.get("go:string.*") === limit) return limit;
		let last = from;
		this.#source.types?.each("type", (_, to) => {
			if (to <= limit) last = Math.max(last, to);
		});
		return last;
	}
	strings(types) {
		const from = this.#groups.get("go:string.*") ?? this.#startOfStrings(types);
		return {
			from,
			to: this.#endAfter(from, this.#source.types?.firstPointersAfter(from))
		};
	}
	#startOfStrings(types) {
		const { executable, memory, data } = this.#source;
		const rodata = executable.sections.find(({ name }) => constantSections.has(name));
		if (rodata !== void 0) return types.from >= rodata.offset && types.from < rodata.offset + rodata.size ? types.to : rodata.offset;
		const constants = data === void 0 ? void 0 : memory.offsetOf(data.constants);
		return constants === void 0 || constants === types.from ? types.to : constants;
	}
};
function findText({ memory, executable, header, data }) {
	const section = executable.sections.find(({ name }) => codeSections.has(name));
	const address = data?.text ?? (header.textStart === 0 ? void 0 : header.textStart);
	const from = (address === void 0 ? void 0 : memory.offsetOf(address)) ?? section?.offset;
	if (from === void 0) return nothing;
	const { end } = new FunctionTable(memory, header).read(header.count - 1);
	return {
		from,
		to: Math.min(from + end, memory.size)
	};
}
const fewestDescriptors = 8;
function beforeDescriptors(memory, text, { from, to }) {
	const { pointerSize } = memory;
	const start = memory.addressOf(text.from) ?? 0;
	const end = start + text.to - text.from;
	let at = Math.floor(to / pointerSize) * pointerSize;
	while (at - pointerSize >= from) {
		const value = memory.word(at - pointerSize);
		if (value < start || value >= end) break;
		at -= pointerSize;
	}
	return to - at < fewestDescriptors * pointerSize ? to : at;
}
// src/attribution/relocations.ts
function giveRelocations(memory, { relocations: { extents, each } }, known, target) {
	const { map, totals } = target;
	const claims = new Claims();
	each((from, to, address) => {
		const place = memory.offsetOf(address);
		const home = place === void 0 ? -1 : pieceAt(known, place);
		if (home < 0) return;
		claims.add(from, to, ownerOf(totals.packageOf(known.owners[home] ?? 0), "dynamic-linking"));
	});
	const area = {
		part: "dynamic-linking",
		claims
	};
	for (const { from, to } of extents) map.give(from, to, area);
}
// src/attribution/sibling.ts
function matchingSymbols(file, sibling) {
	const other = readExecutable(sibling);
	if (!other.ok) return noSymbols;
	const code = file.sections.filter(({ content }) => content === "code");
	const isSame = code.every((one) => {
		const twin = other.value.sections.find(({ name, address }) => name === one.name && address === one.address);
		if (twin === void 0 || twin.size !== one.size) return false;
		const [bytes, others] = [contentOf(file.bytes, one), contentOf(sibling, twin)];
		return bytes.length === one.size && isSameCode(bytes, others);
	});
	if (code.length === 0 || !isSame) return noSymbols;
	const places = file.sections.filter(({ content, address, name, size }) => {
		const twin = other.value.sections.find((one) => one.name === name && one.address === address);
		return content !== "none" && twin?.size === size;
	});
	return other.value.symbols().filter((address, size) => places.some((one) => address >= one.address && address + size <= one.address + one.size));
}
const buildIdStart = Buffer.from("ÿ Go build ID: \"", "latin1");
const buildIdEnd = Buffer.from("\"\n ÿ", "latin1");
const longestBuildId = 1024;
function isSameCode(one, other) {
	const from = endOfBuildId(one);
	return from === endOfBuildId(other) && Buffer.compare(one.subarray(from), other.subarray(from)) === 0;
}
function endOfBuildId(code) {
	const start = Buffer.from(code.buffer, code.byteOffset, Math.min(code.length, longestBuildId));
	const end = start.indexOf(buildIdStart) === 0 ? start.indexOf(buildIdEnd, buildIdStart.length) : -1;
	return end < 0 ? 0 : end + buildIdEnd.length;
}
const contentOf = (file, { offset, size }) => file.subarray(offset, offset + size);
// src/attribution/unwinding.ts
function giveUnwindEntries(memory, { unwinding: { extents, each } }, { count, from: starts, to: ends, owners }, target) {
	const claims = new Claims();
	each((from, to, address) => {
		const place = memory.offsetOf(address);
		if (place === void 0) return;
		const number = firstWhere(count, (at) => (ends[at] ?? 0) > place);
		const isInside = number < count && (starts[number] ?? 0) <= place;
		claims.add(from, to, isInside ? owners[number] ?? 0 : target.rest);
	});
	const area = {
		part: "line-tables",
		claims,
		describes: true
	};
	for (const { from, to } of extents) target.map.give(from, to, area);
}
// src/attribution/attribute.ts
function attributeProgram(executable, options = {}) {
	try {
		return new Attributor(executable, options).run();
	} catch (error) {
		if (!(error instanceof TooManyClaimsError)) throw error;
		return new Attributor(executable, options).sectionsAlone(error.message);
	}
}
var Attributor = class {
	#executable;
	#size;
	#options;
	#memory;
	#map;
	#totals = new SizeTotals();
	#buildInfo;
	constructor(executable, options) {
		this.#executable = executable;
		this.#size = executable.bytes.length;
		this.#options = options;
		this.#memory = memoryOf(executable);
		this.#map = new FileMap(this.#size);
		this.#buildInfo = findBuildInfo(executable.bytes, executable.buildInfo);
		const place = this.#buildInfo?.extent;
		if (place !== void 0) this.#map.give(place.from, place.to, { part: "build-information" });
	}
	run() {
		const symbols = this.#symbols();
		const header = findPcHeader(this.#memory, this.#executable);
		if (this.#executable.link === "external") giveUnwinding(this.#executable, this.#map, ownerOf(this.#totals.packageId("C"), "data"));
		if (header?.ok === true) this.#attributeGo(header.value, symbols);
		const problem = header === void 0 ? "it has no function table, so Go did not link it or it was changed afterwards" : header.ok ? void 0 : header.problem.message;
		return this.#result(symbols, problem);
	}
	sectionsAlone(problem) {
		return this.#result(noSymbols, problem);
	}
	#result(symbols, problem) {
		givePurposes(this.#executable, this.#map);
		const regions = codeRegions(this.#executable, this.#size);
		giveCode({
			memory: this.#memory,
			executable: this.#executable,
			symbols,
			regions
		}, this.#map, this.#totals);
		for (const { from, to } of dataRegions(this.#executable, this.#size)) this.#map.give(from, to, { part: "data" });
		giveHeaders(this.#executable, this.#map);
		this.#map.settle(this.#totals.share, this.#totals.tally);
		return {
			size: this.#size,
			buildInfo: this.#buildInfo?.info,
			packages: this.#totals.packages(),
			problem,
			hasSymbols: symbols.count > 0
		};
	}
	#symbols() {
		const { sibling, ignoresSymbols } = this.#options;
		if (ignoresSymbols === true) return noSymbols;
		const own = this.#executable.symbols();
		return own.count > 0 || sibling === void 0 ? own : matchingSymbols(this.#executable, sibling);
	}
	#attributeGo(header, symbols) {
		const memory = this.#memory;
		const data = findModuleData(memory, header, writableSegments(this.#executable));
		const types = data === void 0 ? void 0 : new GoTypes(memory, data);
		const regions = findRegions({
			memory,
			executable: this.#executable,
			header,
			data,
			types,
			symbols
		});
		const functions = attributeFunctions({
			memory,
			header,
			data,
			text: regions.text,
			funcData: regions.funcData
		}, this.#map, this.#totals);
		const index = regions.functionIndex;
		if (index !== void 0) this.#map.give(index.from, index.to, { part: "line-tables" });
		this.#giveUnwindEntries(functions.ranges);
		if (data === void 0 || types === void 0) return;
		const references = this.#references(header, functions, regions);
		types.addRoots(references.targets);
		this.#attributeData({
			data,
			types,
			references,
			regions,
			symbols
		});
	}
	#attributeData({ data, types, references, regions, symbols }) {
		const memory = this.#memory;
		const known = knownData({
			memory,
			executable: this.#executable,
			types,
			symbols
		}, this.#totals);
		this.#giveRelocations(types, known);
		giveTypeLists(memory, data, this.#map);
		const typeExtent = regions.types();
		giveTypes(types, typeExtent, this.#map, this.#totals);
		const plain = memory.extentOf(data.plainVariables);
		const free = dataRegions(this.#executable, this.#size).flatMap(({ from, to }) => this.#map.free(from, to));
		giveConstants({
			memory,
			regions: free,
			withPointers: pointerRegions(this.#executable, free, plain),
			withoutPointers: typeTables(types),
			pointers: readPointerMask(memory, data),
			strings: regions.strings(typeExtent),
			known,
			references,
			embedded: this.#options.embedded ?? []
		}, this.#map, this.#totals);
	}
	#giveUnwindEntries(ranges) {
		const rest = ownerOf(this.#executable.link === "external" ? this.#totals.packageId("C") : 0, "line-tables");
		giveUnwindEntries(this.#memory, this.#executable, ranges, {
			map: this.#map,
			rest
		});
	}
	#references(header, { ranges, names }, { text, funcData }) {
		const memory = this.#memory;
		const [targets, owners] = [new NumberList(), new NumberList()];
		const packageAt = inlinedPackages({
			memory,
			header,
			ranges,
			funcData,
			packageOfName: names.packageOf
		}, this.#totals);
		eachCodeReference(memory, this.#executable.machine, ranges, (target, at, index) => {
			const offset = memory.offsetOf(target);
			if (offset === void 0 || offset >= text.from && offset < text.to) return;
			targets.push(offset);
			owners.push(packageAt(index, at));
		});
		eachForeignReference(memory, this.#executable, text, (target) => {
			const offset = memory.offsetOf(target);
			if (offset === void 0) return;
			targets.push(offset);
			owners.push(this.#totals.packageId("C"));
		});
		return {
			targets: targets.view(),
			owners: owners.view()
		};
	}
	#giveRelocations(types, known) {
		if (this.#executable.relocations.extents.length === 0) return;
		const totals = this.#totals;
		const all = new Claims();
		for (const { count, from, to, owners } of [knownTypes(types, totals), known]) for (let index = 0; index < count; index++) all.add(from[index] ?? 0, to[index] ?? 0, owners[index] ?? 0);
		giveRelocations(this.#memory, this.#executable, all.sorted(), {
			map: this.#map,
			totals
		});
	}
};
// src/attribution/build-changes.ts
const buildFactsSchema = readonlyObject({
	toolchain: optional(text),
	settings: record$1(text, text).readonly(),
	symbolTable: optional(boolean()),
	debugInfo: optional(boolean()),
	lookup: optional(text.nullable())
});
function buildFacts(info, { symbolTable, debugInfo }) {
	const settings = info === void 0 ? {} : compileSettingsOf(info);
	const vcs = Object.keys(info?.settings ?? {}).some((name) => name.startsWith("vcs"));
	return {
		...info === void 0 ? {} : { toolchain: info.go },
		settings: vcs ? {
			...settings,
			"-buildvcs": "true"
		} : settings,
		...symbolTable === void 0 ? {} : { symbolTable },
		...debugInfo === void 0 ? {} : { debugInfo }
	};
}
const lookups = [
	"reflect.Value.MethodByName",
	"reflect.Value.Method",
	"reflect.(*rtype).MethodByName",
	"reflect.(*rtype).Method"
];
function methodLookup(packages) {
	const reflect = packages.find(({ name }) => name === "reflect");
	const functions = new Set(reflect?.items.map(({ kind, name }) => kind === "function" ? name : ""));
	return lookups.find((name) => functions.has(name)) ?? null;
}
function buildChanges(base, head) {
	const changes = [...new Set([...Object.keys(base.settings), ...Object.keys(head.settings)])].sort().map((name) => ({
		name,
		from: base.settings[name] ?? null,
		to: head.settings[name] ?? null
	}));
	return [{
		name: "toolchain",
		from: base.toolchain ?? null,
		to: head.toolchain ?? null
	}, ...changes].filter(({ from, to }) => from !== to);
}
// src/attribution/paired.ts
function pairPrograms(base, head) {
	return {
		modules: pairsByKey(base?.modules, head.modules, ({ kind, name }) => `${kind} ${name}`).map(pairOfModules),
		parts: pairOfParts(base?.parts, head.parts)
	};
}
function pairsByKey(base = [], head = [], keyOf) {
	const others = new Map(head.map((one) => [keyOf(one), one]));
	const pairs = [];
	for (const one of base) {
		const key = keyOf(one);
		pairs.push([one, others.get(key)]);
		others.delete(key);
	}
	for (const one of others.values()) pairs.push([void 0, one]);
	return pairs;
}
function sizesOf([base, head]) {
	return {
		base: base?.size ?? 0,
		head: head?.size ?? 0
	};
}
function pairOfModules(pair) {
	const [base, head] = pair;
	const { kind = "unlisted", name = "" } = head ?? base ?? {};
	return {
		kind,
		name,
		version: {
			base: base?.version ?? null,
			head: head?.version ?? null
		},
		...sizesOf(pair),
		packages: pairsByKey(base?.packages, head?.packages, (one) => one.name).map(pairOfPackages)
	};
}
function pairOfPackages(pair) {
	const [base, head] = pair;
	return {
		name: (head ?? base)?.name ?? "",
		...sizesOf(pair),
		parts: pairOfParts(base?.parts, head?.parts),
		items: pairOfItems(base?.items, head?.items)
	};
}
function pairOfItems(base = [], head = []) {
	const rows = [];
	const byName = {
		function: new Map(),
		data: new Map(),
		"embedded-file": new Map()
	};
	const rowOf = ({ kind, name }) => {
		const places = byName[kind];
		const place = places.get(name) ?? rows.length;
		if (place === rows.length) places.set(name, place);
		rows[place] ??= {
			kind,
			name,
			base: 0,
			head: 0
		};
		return rows[place];
	};
	for (const one of base) rowOf(one).base += one.size;
	for (const one of head) rowOf(one).head += one.size;
	return rows;
}
function pairOfParts(base = {}, head = {}) {
	return Object.fromEntries(programParts.flatMap((part) => {
		const row = {
			base: base[part] ?? 0,
			head: head[part] ?? 0
		};
		return row.base === 0 && row.head === 0 ? [] : [[part, row]];
	}));
}
// src/attribution/rebuilt.ts
function isRebuilt(cause, all, { changes, source }) {
	switch (cause.kind) {
		case "standard-library":
		case "c":
		case "part": return true;
		case "package": return source?.same.has(cause.name) === true;
		case "module":
			if (cause.change.type === "linked") return true;
			return cause.change.type !== "changed" && source !== void 0 && changes.some(({ name }) => name === "-tags") && !all.some((one) => isRequirement(one, source));
		default: return false;
	}
}
function isRequirement(cause, { direct }) {
	if (cause.kind !== "module" || cause.direct !== true) return false;
	const { type } = cause.change;
	return type === "changed" || type !== "linked" && direct.base.has(cause.name) !== direct.head.has(cause.name);
}
// src/attribution/program-causes.ts
const withoutEffect = new Set(["-buildvcs", "-compiler"]);
function causesOf(change) {
	const changes = change.build.filter(({ name }) => !withoutEffect.has(name));
	const { source } = change;
	const isDirect = (name) => source?.direct.base.has(name) === true || source?.direct.head.has(name) === true;
	return withRebuild(withRequirement([...change.modules.flatMap((module) => causesOfModule(module, isDirect)), ...causesOfParts(change)], source), changes, change).filter((cause) => cause.delta !== 0 || isOfBuild(cause)).toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.name < b.name ? -1 : 1)).map((cause) => ({
		...cause,
		share: change.delta === 0 ? null : cause.delta / change.delta
	}));
}
function withRequirement(causes, source) {
	const [only, ...others] = source === void 0 ? [] : causes.filter((one) => isRequirement(one, source));
	if (only === void 0 || others.length > 0) return causes;
	return causes.map((cause) => cause.kind === "module" && cause !== only && cause.change.type !== "linked" ? {
		...cause,
		through: only.name
	} : cause);
}
function withRebuild(all, changes, { base, head, source }) {
	const deadCode = deadCodeChange(base, head);
	if (changes.length === 0 && deadCode === void 0) return all;
	const { rebuilt = [], own = [] } = Object.groupBy(all, (cause) => isRebuilt(cause, all, {
		changes,
		source
	}) ? "rebuilt" : "own");
	const delta = rebuilt.reduce((sum, one) => sum + one.delta, 0);
	return [changes.length > 0 || deadCode === void 0 ? buildCause(changes, delta) : {
		...deadCode,
		delta
	}, ...own];
}
function deadCodeChange(base, head) {
	const [before, after] = [base.lookup, head.lookup];
	if (before === void 0 || after === void 0) return void 0;
	if (before === null && after !== null) return {
		kind: "dead-code",
		name: after,
		change: { type: "kept" }
	};
	if (before !== null && after === null) return {
		kind: "dead-code",
		name: before,
		change: { type: "left-out" }
	};
}
function isOfBuild({ kind }) {
	return kind === "toolchain" || kind === "build-setting" || kind === "build";
}
function buildCause(changes, delta) {
	const [only, ...others] = changes;
	if (only === void 0 || others.length > 0) return {
		kind: "build",
		name: changes.map((one) => one.name).join(", "),
		change: {
			type: "several",
			changes
		},
		delta
	};
	const { name, from, to } = only;
	return name === "toolchain" ? {
		kind: "toolchain",
		name: "go",
		change: {
			type: "changed",
			from,
			to
		},
		delta
	} : {
		kind: "build-setting",
		name,
		change: {
			type: "changed",
			from: from ?? "",
			to: to ?? ""
		},
		delta
	};
}
function causesOfModule(module, isDirectly) {
	const { kind, name, delta } = module;
	switch (kind) {
		case "main": return module.packages.flatMap(causesOfPackage);
		case "standard-library":
		case "c": return [{
			kind,
			name,
			change: { type: "modified" },
			delta
		}];
		case "dependency":
		case "unlisted": return [{
			kind: "module",
			name,
			...isDirectly(name) ? { direct: true } : {},
			change: moduleChange(module),
			delta
		}];
	}
}
function moduleChange({ kind, base, head, version }) {
	const [from, to] = [version.base ?? "", version.head ?? ""];
	if (base === 0) return {
		type: "added",
		version: to
	};
	if (head === 0) return {
		type: "removed",
		version: from
	};
	return kind === "dependency" && from !== to ? {
		type: "changed",
		from,
		to
	} : { type: "linked" };
}
function causesOfPackage({ name, base, head, delta, items }) {
	const files = items.filter(({ kind }) => kind === "embedded-file");
	const ofFiles = files.reduce((sum, one) => sum + one.delta, 0);
	return [...files.map((one) => ({
		kind: "embedded-file",
		name: one.name,
		package: name,
		change: presenceOf(one),
		delta: one.delta
	})), {
		kind: "package",
		name,
		change: presenceOf({
			base,
			head
		}),
		delta: delta - ofFiles
	}];
}
function presenceOf({ base, head }) {
	return { type: base === 0 ? "added" : head === 0 ? "removed" : "modified" };
}
const stripped = ["symbol-table", "debug-information"];
function causesOfParts({ parts, base, head }) {
	const isOther = {
		"symbol-table": base.symbolTable !== head.symbolTable,
		"debug-information": base.debugInfo !== head.debugInfo
	};
	const changed = stripped.filter((part) => isOther[part]);
	const [first] = changed;
	const found = [];
	if (first !== void 0) {
		const isAdded = (first === "symbol-table" ? head.symbolTable : head.debugInfo) === true;
		found.push({
			kind: "symbols",
			name: changed.length === 2 ? "symbols-and-debug-information" : first === "symbol-table" ? "symbols" : "debug-information",
			change: { type: isAdded ? "added" : "removed" },
			delta: changed.reduce((sum, part) => sum + (parts[part] ?? 0), 0)
		});
	}
	for (const [part, delta] of Object.entries(parts)) {
		if (changed.some((one) => one === part)) continue;
		found.push({
			kind: "part",
			name: part,
			change: { type: "modified" },
			delta
		});
	}
	return found;
}
// src/attribution/difference.ts
const comparedProgramSchema = readonlyObject({
	attribution: programAttributionSchema,
	facts: buildFactsSchema
});
function compareAttributions(base, head, source) {
	const [before, after] = [base.attribution, head.attribution];
	const paired = pairPrograms(before, after);
	const modules = paired.modules.map(moduleDifference).filter(isChanged).toSorted(byChange);
	const parts = partsDifference(paired.parts);
	const build = buildChanges(base.facts, head.facts);
	const delta = after.size - before.size;
	return {
		base: before.size,
		head: after.size,
		delta,
		causes: causesOf({
			delta,
			modules,
			parts,
			build,
			base: base.facts,
			head: head.facts,
			...source === void 0 ? {} : { source }
		}),
		build,
		modules,
		parts
	};
}
function byChange(one, other) {
	return Math.abs(other.delta) - Math.abs(one.delta) || (one.name < other.name ? -1 : 1);
}
function moduleDifference({ kind, name, base, head, version, packages }) {
	return {
		kind,
		name,
		base,
		head,
		delta: head - base,
		version,
		packages: packages.map(packageDifference).filter((one) => one.delta !== 0 || one.items.length > 0).toSorted(byChange)
	};
}
function isChanged({ delta, packages, version }) {
	return delta !== 0 || packages.length > 0 || version.base !== version.head;
}
function packageDifference({ name, base, head, parts, items }) {
	return {
		name,
		base,
		head,
		delta: head - base,
		parts: partsDifference(parts),
		items: items.filter((one) => one.head !== one.base).map((one) => ({
			...one,
			delta: one.head - one.base
		})).toSorted(byChange)
	};
}
function partsDifference(parts) {
	return Object.fromEntries(Object.entries(parts).flatMap(([part, { base, head }]) => head === base ? [] : [[part, head - base]]));
}
// src/attribution/group.ts
function groupByModule({ size, buildInfo, packages, problem, hasSymbols }) {
	const find = moduleFinder(buildInfo);
	const modules = new Map();
	const [none, ...own] = packages;
	for (const one of own) {
		const found = packageAttribution(one, importPath(one.name, buildInfo));
		if (found.size === 0) continue;
		const module = find(found.name);
		const key = `${module.kind} ${module.name}`;
		const group = modules.get(key);
		if (group === void 0) modules.set(key, {
			module,
			packages: [found]
		});
		else group.packages.push(found);
	}
	const grouped = [...modules.values()].map(({ module, packages: of }) => ({
		...module,
		size: of.reduce((sum, one) => sum + one.size, 0),
		packages: of.toSorted(bySize$1)
	}));
	return {
		size,
		...buildInfo === void 0 ? {} : { toolchain: buildInfo.go },
		...problem === void 0 ? {} : { problem },
		symbols: hasSymbols,
		modules: grouped.toSorted(bySize$1),
		parts: record(none?.parts ?? new Map())
	};
}
function bySize$1(one, other) {
	return other.size - one.size || (one.name < other.name ? -1 : 1);
}
function packageAttribution({ parts, items }, name) {
	return {
		name,
		size: [...parts.values()].reduce((sum, bytes) => sum + bytes, 0),
		parts: record(parts),
		items: items.map(({ kind, name: of, size, tables }) => ({
			kind,
			name: of,
			size: size + tables
		})).toSorted(bySize$1)
	};
}
function record(parts) {
	return Object.fromEntries(parts);
}
// src/attribution/attribute-file.ts
function attributeFile({ bytes, ...options }) {
	return mapResult(readExecutable(bytes), (executable) => {
		const attributed = attributeProgram(executable, options);
		const { buildInfo, packages, problem } = attributed;
		const facts = buildFacts(buildInfo, executable);
		return {
			attribution: groupByModule(attributed),
			facts: problem === void 0 ? {
				...facts,
				lookup: methodLookup(packages)
			} : facts
		};
	});
}
const attributeGiven = async (program, { sibling, ...options } = {}) => attributeFile({
	...sibling === void 0 ? {} : { sibling: sibling.bytes },
	...options,
	...program
});
async function compareFiles({ base, head }, explain, source) {
	const before = await explain(base);
	if (!before.ok) return {
		ok: false,
		problem: {
			side: "base",
			message: before.problem.message
		}
	};
	const after = await explain(head);
	if (!after.ok) return {
		ok: false,
		problem: {
			side: "head",
			message: after.problem.message
		}
	};
	const [one, other] = [before.value, after.value];
	const own = {
		base: one.attribution.symbols,
		head: other.attribution.symbols
	};
	if (own.base === own.head) return succeed(compared({
		base: one,
		head: other
	}, own, source));
	const both = await attributeAlike(explain, {
		base: {
			program: base,
			explained: one
		},
		head: {
			program: head,
			explained: other
		}
	}, own.head ? "base" : "head");
	const hasSymbols = both.base.attribution.symbols && both.head.attribution.symbols ? {
		base: true,
		head: true
	} : own;
	return succeed(compared(both, hasSymbols, source));
}
function compared({ base, head }, hasSymbols, source) {
	const difference = compareAttributions(base, head, source);
	return {
		base: base.attribution,
		head: head.attribution,
		difference,
		hasSymbols
	};
}
async function attributeAlike(explain, { base, head }, stripped) {
	const [without, named] = stripped === "base" ? [base, head] : [head, base];
	const explained = {
		base: base.explained,
		head: head.explained
	};
	const again = await explain(without.program, { sibling: named.program });
	if (again.ok && again.value.attribution.symbols) return {
		...explained,
		[stripped]: again.value
	};
	const ignoring = await explain(named.program, { ignoresSymbols: true });
	if (!ignoring.ok) return explained;
	return {
		...explained,
		[stripped === "base" ? "head" : "base"]: ignoring.value
	};
}
// src/attribution/attribution-task.ts
const largestProgram = 4e8;
const attributionTask = {
	name: "attribute",
	async run(files, { program, sibling, embedded, ignoresSymbols }) {
		const bytes = await bytesOf(files, program);
		if (!bytes.ok) return bytes;
		const other = sibling && await bytesOf(files, sibling.program);
		if (other?.ok === false) return other;
		return attributeFile({
			bytes: bytes.value,
			embedded,
			...other === void 0 ? {} : { sibling: other.value },
			ignoresSymbols
		});
	}
};
async function bytesOf(files, path) {
	const read = path && await files.readWith(path, (file) => file.size <= largestProgram ? file.read(0, file.size) : file.size);
	if (read === void 0 || read === "") return fail("no longer there");
	if (typeof read !== "number") return {
		ok: true,
		value: read
	};
	return fail(`larger than ${formatSize(largestProgram)}: it has ${formatSize(read)}`);
}
// src/images/go-build/linker-script.ts
function toolexecFlag(script) {
	const quote = script.includes("'") ? "\"" : "'";
	return `-toolexec=sh ${quote}${script}${quote}`;
}
function canWrapLinker({ os }, { flags }, { env }) {
	return os !== "windows" && !/(?:^|[\s'"])--?toolexec\b/.test(env["GOFLAGS"] ?? flags);
}
function recordIn(directory) {
	return {
		graph: `${directory}/graph`,
		archives: `${directory}/archives`,
		main: `${directory}/main.a`
	};
}
function linkerScript(record, exchanged) {
	const [graph, archives, main] = [
		record.graph,
		record.archives,
		record.main
	].map(shellWord);
	return `tool=$1
shift
case $tool in
*/link)
  left=$# before= list=
  for argument in "$@"; do
    shift
    left=$((left - 1))
    if [ "$before" = -importcfg ]; then
      list=$argument
${exchanged === void 0 ? "" : `      sed -f ${shellWord(exchanged.rules)} "$list" > "$list.new" && mv "$list.new" "$list"\n`}    fi
    before=$argument
${exchanged?.main === void 0 ? "" : `    if [ "$left" = 0 ] && [ -n "$list" ]; then argument=${shellWord(exchanged.main)}; fi\n`}    set -- "$@" "$argument"
  done
  if [ -n "$list" ] && cp "$list" ${archives} && cp "$argument" ${main} && : > ${graph}; then
    "$tool" -dumpdep "$@" > ${graph}
    code=$?
    LC_ALL=C grep -av ' -> ' ${graph}
    exit "$code"
  fi
  ;;
esac
exec "$tool" "$@"
`;
}
const shellWord = (path) => `'${path.replaceAll("'", `'\\''`)}'`;
// src/images/go-build/link-record.ts
async function recordLink({ files }, directory, exchanged) {
	const record = recordIn(directory);
	const script = `${directory}/link.sh`;
	await files.write(script, linkerScript(record, exchanged));
	return {
		record,
		flags: [toolexecFlag(script)]
	};
}
const pieceSize = 1 << 20;
async function readGraph({ files }, { graph }, take) {
	const utf8 = new TextDecoder();
	await files.readWith(graph, (file) => {
		for (let at = 0; at < file.size; at += pieceSize) take(utf8.decode(file.read(at, pieceSize), { stream: true }));
	});
}
// src/inspect/go/function-symbol.ts
function functionSymbol(name) {
	if (name.startsWith("type:") || name.startsWith("go:")) return void 0;
	const plain = withoutTypes(name);
	const slash = plain.lastIndexOf("/");
	const dot = plain.indexOf(".", slash + 1);
	if (dot <= slash + 1) return void 0;
	const symbol = plain.slice(dot + 1).replace(/-fm$/, "").replace(/^\(\*([^()]*)\)/, "$1");
	return {
		package: unescapePath(plain.slice(0, dot)),
		symbol
	};
}
function withoutTypes(name) {
	const [from, to] = [name.indexOf("["), name.lastIndexOf("]")];
	return from < 0 || to < from ? name : name.slice(0, from) + name.slice(to + 1);
}
// src/attribution/linked/chains.ts
const mostSteps = 24;
function chainTo({ names, parents }, symbol) {
	const path = [];
	for (let at = symbol; at >= 0; at = parents[at] ?? -1) path.push(names[at] ?? "");
	const main = path.lastIndexOf("main.main");
	const steps = [];
	for (const name of path.slice(0, main < 0 ? path.length : main + 1).toReversed()) {
		const step = stepOf(name);
		const before = steps.at(-1);
		if (step === void 0 || step.package === before?.package && step.name === before.name) continue;
		steps.push(step);
	}
	if (steps.length <= mostSteps) return steps;
	const half = mostSteps / 2;
	return [
		...steps.slice(0, half),
		{
			package: "",
			name: "…"
		},
		...steps.slice(-11)
	];
}
const generated = /^(?:type:|go:|_$|_rt0_|main$|runtime\.(?:rt0_go|mainPC|main|main_main)(?:·f)?$)|\.\.(?:stmp_|dict|typeAssert|interfaceSwitch)|\.map\.init\.\d+$/;
function stepOf(symbol) {
	const path = packageOfSymbol(symbol);
	if (path === void 0 || generated.test(symbol)) return void 0;
	const bracket = symbol.indexOf("[");
	const slash = symbol.lastIndexOf("/", bracket < 0 ? symbol.length : bracket);
	const name = symbol.slice(symbol.indexOf(".", slash + 1) + 1).replace(/·f$/, "").replace(/-fm$/, "").replace(/^\.inittask$/, "init").replace(/(?:[.-](?:func|gowrap|deferwrap|range)?\d+)+$/, "").replace(/^glob\.$/, "init");
	return name === "" ? void 0 : {
		package: path,
		name
	};
}
// src/attribution/linked/function-chains.ts
function functionChains(reached, wanted) {
	const found = new Map();
	for (const [number, name] of wanted.size === 0 ? [] : reached.names.entries()) {
		const symbol = functionSymbol(name);
		const full = symbol && `${symbol.package}.${symbol.symbol}`;
		if (full !== void 0 && wanted.has(full) && !found.has(full)) found.set(full, chainTo(reached, number));
	}
	return [...found].map(([name, chain]) => ({
		function: name,
		chain
	}));
}
// src/attribution/linked/modules.ts
function moduleChains(reached, modules) {
	const { names, parents } = reached;
	const depths = new Int32Array(names.length);
	const fromMain = new Uint8Array(names.length);
	const found = new Map();
	const owner = moduleFinderIn(modules);
	for (const [symbol, name] of names.entries()) {
		const parent = parents[symbol] ?? -1;
		depths[symbol] = parent < 0 ? 0 : (depths[parent] ?? 0) + 1;
		fromMain[symbol] = name === "main.main" || parent >= 0 && fromMain[parent] === 1 ? 1 : 0;
		if (name.startsWith("type:") || name.startsWith("go:")) continue;
		const module = owner(packageOfSymbol(name));
		if (module === void 0) continue;
		const known = found.get(module);
		if (known === void 0 || isBetter(symbol, known)) found.set(module, symbol);
	}
	return new Map([...found].map(([module, symbol]) => [module, chainTo(reached, symbol)]));
	function isBetter(one, other) {
		const [a, b] = [fromMain[one] ?? 0, fromMain[other] ?? 0];
		return a === b ? (depths[one] ?? 0) < (depths[other] ?? 0) : a > b;
	}
}
function moduleFinderIn(modules) {
	const known = new Map();
	return (path) => {
		if (path === void 0) return void 0;
		if (known.has(path)) return known.get(path);
		const found = longestModule(path, modules);
		known.set(path, found);
		return found;
	};
}
function importPaths(packages, main, modules) {
	const imports = new Map(packages.map((one) => [one.ImportPath, one.Imports ?? []]));
	const importers = new Map([[main, void 0]]);
	const found = new Map();
	const owner = moduleFinderIn(modules);
	for (const path of importers.keys()) {
		const module = owner(path);
		if (module !== void 0 && !found.has(module)) found.set(module, pathTo(path, importers));
		for (const one of imports.get(path) ?? []) if (!importers.has(one)) importers.set(one, path);
	}
	return found;
}
function pathTo(end, importers) {
	const path = [];
	for (let at = end; at !== void 0; at = importers.get(at)) path.push(at);
	return path.toReversed();
}
// src/attribution/linked/pruning.ts
const pruningOffSchema = readonlyObject({
	by: _enum(["method-lookup", "plugin"]),
	chain: linkChainSchema,
	others: array(linkChainSchema).readonly()
});
const mostOthers$1 = 10;
function pruningOff(reached) {
	const plugins = ofPlugins(reached);
	const [first] = reached.lookups;
	if (plugins !== void 0 || first === void 0) return plugins;
	const isReachable = reachableWithout(reached, first);
	const others = reached.lookups.slice(1).filter((one) => isReachable[one] === 1);
	return {
		by: "method-lookup",
		chain: chainTo(reached, first),
		others: others.slice(0, mostOthers$1).map((one) => chainTo(reached, one))
	};
}
function ofPlugins(reached) {
	const { names } = reached;
	const open = names.findIndex((name) => /^plugin\.(?:\(\*Plugin\)\.)?[A-Za-z]\w*$/.test(name));
	if (open < 0 || !names.some((name) => name.startsWith("runtime/cgo."))) return void 0;
	return {
		by: "plugin",
		chain: chainTo(reached, open),
		others: []
	};
}
function reachableWithout({ names, parents }, first) {
	const found = new Uint8Array(names.length);
	for (let symbol = 0; symbol < names.length; symbol++) {
		const parent = parents[symbol] ?? -1;
		const isReached = parent < 0 || found[parent] === 1;
		const isKept = symbol > first && parent >= 0 && isMethodOf(names[parent] ?? "", names[symbol] ?? "");
		if (isReached && !isKept) found[symbol] = 1;
	}
	return found;
}
function isMethodOf(parent, child) {
	return parent.startsWith("type:") && !/^(?:type:|go:)|·f$/.test(child);
}
const keeperSchema = readonlyObject({
	symbol: text,
	chain: linkChainSchema
});
function keepersIn(lookups, pruned) {
	const found = new Map();
	for (const [number, symbol] of pruned.names.entries()) {
		const path = lookups.has(symbol) ? packageOfSymbol(symbol) : void 0;
		if (path === void 0 || found.has(path)) continue;
		found.set(path, {
			symbol,
			chain: chainTo(pruned, number)
		});
	}
	if (found.size > 1) found.delete("reflect");
	return [...found.values()].slice(0, mostOthers$1);
}
// src/attribution/linked/graph-facts.ts
function graphFacts(reached, { modules = [], lookups = [], functions = [] }) {
	return {
		off: pruningOff(reached) ?? null,
		lookups: reached.lookups.map((one) => reached.names[one] ?? ""),
		chains: [...moduleChains(reached, new Set(modules))].map(([module, chain]) => ({
			module,
			chain
		})),
		keepers: keepersIn(new Set(lookups), reached),
		functions: functionChains(reached, new Set(functions))
	};
}
// src/attribution/linked/reachability.ts
function usable(reached) {
	return reached.names.length === 0 || reached.isCut ? void 0 : reached;
}
const longestLine = 1 << 20;
const mostSymbols$1 = 1 << 23;
const mostOthers = 20;
const longestOther = 500;
const arrow = " -> ";
const flags = /(?: ?<(?:UsedInIface|ReflectMethod)>)+$/;
const leaf = /^(?:go:string\.|gclocals·|runtime\.gcbits\.)/;
const leafOfFunction = /^(?:stkobj|arginfo\d|argliveinfo|args_stackmap|opendefer|wrapinfo|jump\d+)$/;
function reachabilityReader(most = mostSymbols$1) {
	const numbers = new Map();
	const names = [];
	const parents = [];
	const lookups = [];
	const others = [];
	let isCut = false;
	let rest = "";
	let isSkipping = false;
	const numberOf = (text, parent) => {
		const known = numbers.get(text);
		if (known !== void 0) return known;
		if (names.length >= most) {
			isCut = true;
			return -1;
		}
		const found = text.endsWith(">") ? flags.exec(text) : null;
		const number = names.length;
		numbers.set(text, number);
		names.push(found === null ? text : text.slice(0, found.index));
		parents.push(parent);
		if (found?.[0].includes("<ReflectMethod>") === true) lookups.push(number);
		return number;
	};
	const addLine = (line) => {
		const at = arrowIn(line);
		if (at < 0) {
			if (others.length < mostOthers && line !== "") others.push(shorten(line, longestOther));
			return;
		}
		const to = line.slice(at + 4);
		if (to === "" || isLeaf(to)) return;
		const from = line.slice(0, at);
		numberOf(to, from === "_" ? -1 : numberOf(from, -1));
	};
	return {
		add(chunk) {
			const lines = chunk.split("\n");
			const last = lines.pop() ?? "";
			for (const [index, line] of lines.entries()) {
				if (index === 0 && isSkipping) {
					isSkipping = false;
					continue;
				}
				addLine(withoutReturn(index === 0 ? rest + line : line));
			}
			if (lines.length > 0) rest = "";
			if (!isSkipping) rest += last;
			if (rest.length <= longestLine) return;
			isSkipping = true;
			rest = "";
		},
		end() {
			if (!isSkipping) addLine(rest);
			rest = "";
			return {
				names,
				parents: Int32Array.from(parents),
				lookups,
				isCut,
				others
			};
		}
	};
}
const withoutReturn = (line) => line.endsWith("\r") ? line.slice(0, -1) : line;
function isLeaf(name) {
	const last = name.lastIndexOf(".");
	const before = name.lastIndexOf(".", last - 1);
	if (before >= 0 && last > 0 && name.lastIndexOf("/", last) < before) {
		if (leafOfFunction.test(name.slice(last + 1))) return true;
	}
	return leaf.test(name);
}
function arrowIn(line) {
	for (let at = line.indexOf(arrow); at >= 0; at = line.indexOf(arrow, at + 1)) if (line.indexOf(arrow, at + 1) < 0 || !isQuoted(line, at)) return at;
	return -1;
}
function isQuoted(line, at) {
	let quotes = 0;
	for (let index = line.indexOf("\""); index >= 0 && index < at; index = line.indexOf("\"", index + 1)) {
		let backslashes = 0;
		while (line[index - 1 - backslashes] === "\\") backslashes += 1;
		if (backslashes % 2 === 0) quotes += 1;
	}
	return quotes % 2 === 1;
}
// src/attribution/linked/graph-task.ts
const graphTask = {
	name: "graph",
	async run(files, { graph, ...wanted }) {
		const reader = reachabilityReader();
		await readGraph({ files }, { graph }, reader.add);
		const reached = usable(reader.end());
		return reached && graphFacts(reached, wanted);
	}
};
// src/attribution/program-rows.ts
const ofReport = {
	packages: 200,
	items: 150
};
const longestName = 300;
function programRows(base, head, most = ofReport) {
	const { modules, parts } = pairPrograms(base, head);
	const listed = mostRelevant(modules.flatMap((module) => module.packages), most.packages);
	const items = mostRelevant([...listed].flatMap((one) => one.items), most.items);
	const packageRow = (one) => ({
		...one,
		items: one.items.filter((item) => items.has(item)).toSorted(bySize).map(named)
	});
	return {
		modules: modules.map((module) => {
			const left = module.packages.filter((one) => !listed.has(one));
			return {
				...module,
				packages: module.packages.filter((one) => listed.has(one)).toSorted(bySize).map(packageRow),
				...left.length === 0 ? {} : { others: {
					count: left.length,
					base: sumOf(left, "base"),
					head: sumOf(left, "head")
				} }
			};
		}).toSorted(bySize),
		parts
	};
}
function mostRelevant(rows, most) {
	const change = ({ base, head }) => Math.abs(head - base);
	const changed = rows.filter((row) => change(row) > 0).toSorted((a, b) => change(b) - change(a));
	return new Set([...changed.slice(0, most), ...rows.toSorted(bySize).slice(0, most)]);
}
function bySize(one, other) {
	return Math.max(other.base, other.head) - Math.max(one.base, one.head);
}
function sumOf(rows, side) {
	return rows.reduce((sum, row) => sum + row[side], 0);
}
function named(item) {
	return item.name.length <= longestName ? item : {
		...item,
		name: `${item.name.slice(0, longestName)}…`
	};
}
// src/inspect/elf/symbols.ts
const mostSymbols = 1 << 20;
const mostRelocations = 1 << 23;
const longestStrings = 1 << 26;
const binding = {
	local: 0,
	weak: 2
};
const threadLocal = 6;
const hiddenVersion = 32768;
function readSymbols(bytes, { segments }) {
	return orProblem(() => {
		const layout = layoutOf(bytes);
		const values = valuesOf(readEntries(layout, segments));
		const at = (wanted) => {
			const address = values.get(wanted);
			return address === void 0 || address === 0 ? void 0 : offsetOf$1(segments, address);
		};
		const table = new SymbolTable(layout, at, values);
		const needed = new Map();
		for (const { symbol, lazy } of relocations(layout, at, values)) {
			const name = table.neededName(symbol);
			if (name !== void 0) needed.set(name, lazy && needed.get(name) !== false);
		}
		return {
			...table.provided(),
			needed: [...needed].map(([name, lazy]) => ({
				name,
				lazy
			}))
		};
	});
}
var SymbolTable = class {
	#layout;
	#at;
	#start;
	#strings;
	constructor(layout, at, values) {
		this.#layout = layout;
		this.#at = at;
		this.#start = at(tag.symbolTable);
		const strings = at(tag.stringTable);
		const size = values.get(tag.stringSize) ?? 0;
		if (size > longestStrings) throw new Malformed("its names are longer than linkgate reads");
		this.#strings = strings === void 0 ? "" : new TextDecoder("latin1").decode(layout.view.slice(strings, size));
	}
	provided() {
		const provided = new Set();
		const hidden = new Set();
		const versions = this.#at(tag.versionSymbols);
		const count = this.#count();
		for (let index = 1; index < count; index++) {
			const isHidden = versions !== void 0 && (this.#layout.view.u16(versions + 2 * index) & hiddenVersion) !== 0;
			const { bind, type, section, value, name } = this.#symbol(index);
			if (bind === binding.local || section === 0) continue;
			if (value !== 0 || type === threadLocal) (isHidden ? hidden : provided).add(name);
		}
		return {
			provided,
			hidden
		};
	}
	neededName(index) {
		if (index === 0) return void 0;
		const { bind, section, name } = this.#symbol(index);
		return section === 0 && bind !== binding.weak && bind !== binding.local ? name : void 0;
	}
	#symbol(index) {
		if (this.#start === void 0) throw new Malformed("its relocations name symbols, but it has no symbol table");
		const { view, wide, word } = this.#layout;
		const at = this.#start + index * (wide ? 24 : 16);
		const [info = 0] = view.slice(at + (wide ? 4 : 12), 1);
		const start = view.u32(at);
		const end = this.#strings.indexOf("\0", start);
		if (end < 0) throw new Malformed("a name is not terminated");
		return {
			name: this.#strings.slice(start, end),
			bind: info >> 4,
			type: info & 15,
			section: view.u16(at + (wide ? 6 : 14)),
			value: word(at + (wide ? 8 : 4))
		};
	}
	#count() {
		if (this.#start === void 0) return 0;
		const { view } = this.#layout;
		const plain = this.#at(tag.hash);
		const gnu = this.#at(tag.gnuHash);
		const count = plain === void 0 ? gnu === void 0 ? 0 : this.#countInGnuHash(gnu) : view.u32(plain + 4);
		if (count > mostSymbols) throw new Malformed("it has more symbols than linkgate reads");
		return count;
	}
	#countInGnuHash(at) {
		const { view, wide } = this.#layout;
		const buckets = view.u32(at);
		const first = view.u32(at + 4);
		if (buckets > mostSymbols) throw new Malformed("it has more symbols than linkgate reads");
		const bucketsAt = at + 16 + view.u32(at + 8) * (wide ? 8 : 4);
		let last = 0;
		for (let index = 0; index < buckets; index++) last = Math.max(last, view.u32(bucketsAt + 4 * index));
		if (last < first) return first;
		const chains = bucketsAt + 4 * buckets;
		while ((view.u32(chains + 4 * (last - first)) & 1) === 0) last++;
		return last + 1;
	}
};
function* relocations(layout, at, values) {
	const hasAddends = values.get(tag.pltKind) === tag.rela;
	const kinds = [
		{
			start: at(tag.rela),
			size: values.get(tag.relaSize),
			addends: true,
			lazy: false
		},
		{
			start: at(tag.rel),
			size: values.get(tag.relSize),
			addends: false,
			lazy: false
		},
		{
			start: at(tag.plt),
			size: values.get(tag.pltSize),
			addends: hasAddends,
			lazy: true
		}
	];
	for (const { start, size = 0, addends, lazy } of kinds) {
		if (start === void 0) continue;
		const entry = (layout.wide ? 8 : 4) * (addends ? 3 : 2);
		if (size / entry > mostRelocations) throw new Malformed("it has more relocations than linkgate reads");
		for (let offset = 0; offset + entry <= size; offset += entry) {
			const symbol = symbolOf(layout, start + offset);
			if (symbol !== 0) yield {
				symbol,
				lazy
			};
		}
	}
}
function symbolOf({ view, wide, littleEndian, word }, at) {
	if (!wide) {
		const info = word(at + 4);
		return (info & 255) === 0 ? 0 : info >>> 8;
	}
	const [low, high] = [view.u32(at + 8), view.u32(at + 12)];
	const [type, symbol] = littleEndian ? [low, high] : [high, low];
	return type === 0 ? 0 : symbol;
}
// src/inspect/elf/code-protection.ts
function codeProtection(bytes, elf) {
	if (elf.interpreter === void 0 || elf.needed.length === 0) return void 0;
	const read = readSymbols(bytes, elf);
	if (!read.ok) return void 0;
	const names = read.value.needed.map(({ name }) => name);
	return {
		canary: names.includes("__stack_chk_fail"),
		fortify: names.some((name) => /^__(?!stack_chk)\w+_chk$/.test(name))
	};
}
// src/inspect/elf/section-text.ts
const piece = 1 << 20;
function hasText(source, { offset, size }, text) {
	const decoder = new TextDecoder("latin1");
	const end = Math.min(offset + size, source.size);
	for (let at = offset; at < end; at += piece) {
		const length = Math.min(piece + text.length, end - at);
		if (decoder.decode(readAt(source, at, length)).includes(text)) return true;
	}
	return false;
}
// src/inspect/elf/static-libc.ts
const startCode = {
	amd64: {
		musl: /^4831ed4889e7488d35.{8}4883e4f0e8/,
		glibc: /^(?:f30f1efa)?31ed4989d15e4889e2/
	},
	arm64: {
		musl: /^1d0080d21e0080d2e0030091/,
		glibc: /^(?:5f2403d5|1f2003d5)?1d0080d21e0080d2e50300aa/
	}
};
const longestStartCode = 24;
const muslMessage = "No error information\0";
function staticLibc(source, elf) {
	const known = startCode[elf.machine];
	if (known !== void 0) {
		const code = firstInstructions(source, elf);
		return known.musl.test(code) ? "musl" : known.glibc.test(code) ? "glibc" : void 0;
	}
	if (elf.link !== "external") return void 0;
	if (elf.sections.some(({ name }) => name === ".note.ABI-tag")) return "glibc";
	const constants = elf.sections.find(({ name }) => name === ".rodata");
	return constants !== void 0 && hasText(source, constants, muslMessage) ? "musl" : void 0;
}
function firstInstructions(source, { segments }) {
	const { word } = layoutOf(source);
	const offset = findOffset(segments, word(24));
	return offset === void 0 ? "" : hex(readAt(source, offset, longestStartCode));
}
// src/inspect/go/object-archive.ts
const utf8 = new TextDecoder();
const magic = new TextEncoder().encode("\0go120ld");
const fileHeader = 60;
const offsetsAt = 20;
const definitions = {
	from: 3,
	to: 7
};
const symbolSize = 21;
const flagAt = 11;
const reflectMethod = 32;
function clearLookups(archive) {
	if (utf8.decode(archive.subarray(0, 8)) !== "!<arch>\n") return void 0;
	const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
	let cleared;
	for (let at = 8; at + fileHeader <= archive.length;) {
		const size = Number(utf8.decode(archive.subarray(at + 48, at + 58)).trim());
		if (!Number.isInteger(size) || size < 0) return cleared;
		const from = at + fileHeader;
		const found = clearIn(view, from, Math.min(from + size, archive.length));
		if (found !== void 0) cleared = (cleared ?? 0) + found;
		at = from + size + size % 2;
	}
	return cleared;
}
function clearIn(view, from, to) {
	const start = objectIn(new Uint8Array(view.buffer, view.byteOffset + from, to - from));
	if (start === void 0) return void 0;
	const offset = (block) => {
		const at = from + start + offsetsAt + 4 * block;
		return at + 4 > to ? to : from + start + view.getUint32(at, true);
	};
	const end = Math.min(offset(definitions.to), to);
	let cleared = 0;
	for (let at = offset(definitions.from); at + symbolSize <= end; at += symbolSize) {
		const flags = view.getUint8(at + flagAt);
		if ((flags & reflectMethod) === 0) continue;
		view.setUint8(at + flagAt, flags & -33);
		cleared += 1;
	}
	return cleared;
}
function objectIn(file) {
	if (utf8.decode(file.subarray(0, 10)) !== "go object ") return void 0;
	const head = utf8.decode(file.subarray(0, 4096)).indexOf("\n!\n");
	if (head < 0) return void 0;
	const start = head + 3;
	return magic.every((byte, index) => file[start + index] === byte) ? start : void 0;
}
// src/images/go-build/link-begin.ts
const intervalMs = 40;
const exeDirectory = "b001/exe";
function watchLink({ clock, files }, temporary, begun) {
	let isDone = false;
	let isLooking = false;
	const look = async () => {
		for (const { name } of await files.list(temporary)) {
			if (!(await files.stat(`${temporary}/${name}/${exeDirectory}`) !== void 0) || isDone) continue;
			end();
			begun();
		}
	};
	const stop = clock.every(intervalMs, () => {
		if (isLooking) return;
		isLooking = true;
		look().catch(() => {}).finally(() => {
			isLooking = false;
		});
	});
	function end() {
		isDone = true;
		stop();
	}
	return end;
}
export { isPe as A, pagedSource as B, packageOfSymbol as C, compileSettingsOf as D, longestModule as E, readElf as F, fileType as I, segmentFlag as L, isMachO as M, readMachO as N, filesPath as O, isElf as P, segmentType as R, comparedProgramSchema as S, readLinkedFunctions as T, readAt as V, canWrapLinker as _, codeProtection as a, attributeGiven as b, graphTask as c, graphFacts as d, keeperSchema as f, recordLink as g, functionSymbol as h, hasText as i, readPe as j, readBuildInfo as k, reachabilityReader as l, importPaths as m, clearLookups as n, readSymbols as o, pruningOffSchema as p, staticLibc as r, programRows as s, watchLink as t, usable as u, attributionTask as v, functionNamesIn as w, compareFiles as x, attributeFile as y, byteSourceOf as z };
