import { o as __require, r as __commonJSMin } from "./undici.js";
import { a as maskCredentials, n as CommandError, r as InputError, t as CancelledError } from "./errors.js";
import { A as line, B as number, C as lineOf$1, D as measuredSchema, E as isMeasured, F as boolean, G as union, H as record, I as exactOptional, K as NEVER, L as int, M as text$2, N as _enum, O as unmeasuredSchema, P as array, R as literal, S as textOf$4, T as sliceSource, U as strictObject, V as object, W as string, _ as heredocSource, b as readWord, d as variantSchema, f as openDocker, g as openGit, h as imageReference, j as optional$1, k as isSameImage, m as changesOf, p as applyEdits, u as revisions, v as mountOptions, w as rangeOf, x as sliceWord, y as parseDockerfile, z as looseObject } from "./open.js";
// src/common/version.ts
const version = "0.1.0";
// src/common/nearest.ts
function distance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
function nearest(given, allowed) {
	const [best] = allowed.map((word) => ({
		word,
		far: distance(given.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.far - b.far);
	return best !== void 0 && best.far <= Math.max(2, Math.floor(given.length / 3)) ? best.word : void 0;
}
function didYouMean(given, allowed) {
	const found = nearest(given, allowed);
	return found === void 0 ? `allowed here: ${allowed.map((word) => `\`${word}\``).join(", ")}` : `did you mean \`${found}\`?`;
}
// src/model/comment-policy.ts
const commentPolicies = [
	"always",
	"changes",
	"failures",
	"never"
];
// src/config/inputs.ts
const phases$1 = [
	"check",
	"measure",
	"publish"
];
const engineChoices = ["auto", "docker"];
function choice(allowed) {
	return (given) => {
		const value = allowed.find((word) => word === given);
		return value === void 0 ? { problem: `is \`${given}\`: ${didYouMean(given, allowed)}` } : { value };
	};
}
function yesOrNo(given) {
	if (given === "true" || given === "false") return { value: given === "true" };
	return { problem: `is \`${given}\`: allowed here: \`true\`, \`false\`` };
}
function wholeNumber(given) {
	const value = Number(given);
	if (/^\d+$/.test(given) && value >= 7 && value <= 1e3) return { value };
	return { problem: `is \`${given}\`: write a whole number from 7 to 1000` };
}
const optionalText = (given) => ({ value: given === "" ? void 0 : given });
const text$1 = (given) => ({ value: given });
const inputParsers = {
	phase: choice(phases$1),
	config: optionalText,
	base: optionalText,
	"working-directory": text$1,
	engine: choice(engineChoices),
	cache: yesOrNo,
	comment: choice(commentPolicies),
	report: optionalText,
	combine: yesOrNo,
	"accept-label": optionalText,
	status: optionalText,
	rounds: wholeNumber,
	"github-token": optionalText
};
function inputsOf({ config, base, engine, rounds }, directory) {
	return {
		directory,
		engine,
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
		if ("problem" in read) problems.push(`input \`${name}\` ${read.problem}`);
		else values[name] = read.value;
	}
	return problems.length > 0 ? { problems } : { values };
}
// node_modules/yaml/dist/nodes/identity.js
var require_identity = __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	visitAsync.BREAK = BREAK;
	visitAsync.SKIP = SKIP;
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			this.docStart = null;
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = __commonJSMin(((exports) => {
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = __commonJSMin(((exports) => {
	var identity = require_identity();
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = __commonJSMin(((exports) => {
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			this.commentBefore = null;
			this.comment = null;
			this.errors = [];
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = __commonJSMin(((exports) => {
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	const BOM = "﻿";
	const DOCUMENT = "";
	const FLOW_END = "";
	const SCALAR = "";
	const isCollection = (token) => !!token && "items" in token;
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = new Set("0123456789ABCDEFabcdef");
	const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = new Set(",[]{}");
	const invalidAnchorChars = new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	var Lexer = class {
		constructor() {
			this.atEnd = false;
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			this.buffer = "";
			this.flowKey = false;
			this.flowLevel = 0;
			this.indentNext = 0;
			this.indentValue = 0;
			this.lineEndPos = null;
			this.next = null;
			this.pos = 0;
		}
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = __commonJSMin(((exports) => {
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			default: return [];
		}
	}
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	var Parser = class {
		constructor(onNewLine) {
			this.atNewLine = true;
			this.atScalar = false;
			this.indent = 0;
			this.offset = 0;
			this.onKeyLine = false;
			this.stack = [];
			this.source = "";
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/index.js
var require_dist = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));
// src/repository/workflow/workflow.ts
var import_dist = require_dist();
function parseWorkflow(source, file) {
	let read;
	try {
		read = (0, import_dist.parse)(source, { logLevel: "error" });
	} catch (error) {
		const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
		return {
			file,
			problem: `not YAML: ${line.replace(/:$/, "")}`
		};
	}
	const root = mapOf(read);
	if (root === void 0) return {
		file,
		problem: "it is no map"
	};
	const jobs = Object.entries(mapOf(root["jobs"]) ?? {}).map(([id, job]) => jobOf(id, mapOf(job) ?? {}));
	return {
		file,
		name: textOf$3(root["name"]) ?? file,
		events: eventsOf(root["on"]),
		...optional("permissions", permissionsOf(root["permissions"])),
		...optional("group", groupOf(root["concurrency"])),
		jobs
	};
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
function textOf$3(value) {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
}
const listOf = (value) => Array.isArray(value) ? value : value === void 0 || value === null ? [] : [value];
function textsOf(value) {
	return Object.fromEntries(Object.entries(mapOf(value) ?? {}).map(([name, one]) => [name, textOf$3(one) ?? ""]));
}
function optional(name, value) {
	return value === void 0 ? {} : { [name]: value };
}
function eventsOf(on) {
	return mapOf(on) ?? Object.fromEntries(listOf(on).map((name) => [String(name), null]));
}
function permissionsOf(value) {
	return mapOf(value) === void 0 ? textOf$3(value) : textsOf(value);
}
function groupOf(concurrency) {
	return textOf$3(concurrency) ?? textOf$3(mapOf(concurrency)?.["group"]);
}
function jobOf(id, job) {
	return {
		id,
		needs: listOf(job["needs"]).map(String),
		...optional("condition", textOf$3(job["if"])),
		...optional("permissions", permissionsOf(job["permissions"])),
		...optional("group", groupOf(job["concurrency"])),
		steps: listOf(job["steps"]).map((step) => stepOf(mapOf(step) ?? {}))
	};
}
function stepOf(step) {
	return {
		...optional("uses", textOf$3(step["uses"])),
		...optional("run", textOf$3(step["run"])),
		...optional("condition", textOf$3(step["if"])),
		continueOnError: ![void 0, "false"].includes(textOf$3(step["continue-on-error"])),
		inputs: Object.fromEntries(Object.entries(textsOf(step["with"])).map(([name, value]) => [name.toLowerCase(), value]))
	};
}
// src/doctor/check.ts
function addition(file, content) {
	return {
		file,
		yaml: (0, import_dist.stringify)(content, {
			nullStr: "",
			lineWidth: 0
		}).trimEnd()
	};
}
function stepsAddition(file, job, steps) {
	return addition(file, { jobs: { [job]: { steps } } });
}
// src/doctor/checks/rule.ts
function check(id, state, message, more) {
	return {
		id,
		state,
		message,
		...more
	};
}
const placeOf = ({ workflow, job }) => `job \`${job.id}\` of ${workflow.file}`;
const isMeasuring = ({ phase }) => phase === "check" || phase === "measure";
const runsOn = ({ events }, event) => Object.hasOwn(events, event);
const expression = (inner) => `\${{ ${inner} }}`;
// src/doctor/checks/event.ts
const refused$2 = "pull_request_target";
function isRefused(here) {
	return here !== void 0 && !("problem" in here.context) && here.context.eventName === refused$2;
}
function eventChecks(facts) {
	const { here } = facts;
	const id = "event";
	if (here === void 0) return [];
	const { context } = here;
	if ("problem" in context) return [{
		id,
		state: "problem",
		message: context.problem
	}];
	if (isRefused(here)) {
		const workflow = facts.workflows.find(({ file }) => file === here.workflow);
		const known = workflow !== void 0 && "events" in workflow ? workflow.events : {};
		return [refusal$1(here.workflow, known)];
	}
	const { eventName, pullRequest } = context;
	const about = pullRequest === void 0 ? "" : ` of pull request ${pullRequest.number}`;
	const readsOnly = eventName.startsWith("pull_request") && pullRequest?.fromFork === true;
	return [{
		id,
		state: "ok",
		message: `event \`${eventName}\`${about}`
	}, ...readsOnly ? forkChecks(facts, here) : []];
}
function refusal$1(file, events) {
	const { [refused$2]: options = null, ...others } = events;
	return {
		id: "event",
		state: "problem",
		message: `${file}: linkgate does not build on \`${refused$2}\`, where a pull request from anybody would run with write access`,
		...addition(file, { on: {
			pull_request: options,
			...others
		} })
	};
}
function forkChecks({ workflows, version }, here) {
	const all = workflows.flatMap((workflow) => "problem" in workflow ? [] : usesOfLinkgate(workflow));
	const use = all.find(({ workflow, job }) => workflow.file === here.workflow && job.id === here.job);
	if (use === void 0 || use.phase !== "check" || use.step.inputs["comment"] === "never") return [];
	const measuring = `this pull request comes from a fork, whose token may not comment`;
	const isPublished = all.some(({ workflow, phase }) => phase === "publish" && Object.hasOwn(workflow.events, "workflow_run"));
	return [{
		id: "fork",
		state: "hint",
		message: `${measuring}: measure here and leave the report`,
		...stepsAddition(here.workflow, here.job, [{
			uses: use.uses,
			id: "linkgate",
			"continue-on-error": true,
			with: { phase: "measure" }
		}, {
			if: expression("!cancelled()"),
			uses: "actions/upload-artifact@v4",
			with: {
				name: "linkgate-report",
				path: expression("steps.linkgate.outputs.report"),
				"if-no-files-found": "error"
			}
		}])
	}, ...isPublished ? [] : [{
		id: "fork",
		state: "hint",
		message: `${measuring}: publish the report in a second workflow, which runs with the token of this repository and sets the commit status \`linkgate\`; require that one`,
		...publishing(use, version)
	}]];
}
function publishing({ workflow, uses }, version) {
	return addition(".github/workflows/linkgate-publish.yml", {
		name: "linkgate publish",
		on: { workflow_run: {
			workflows: [workflow.name],
			types: ["completed"]
		} },
		permissions: {
			actions: "read",
			"pull-requests": "write",
			statuses: "write"
		},
		jobs: { publish: {
			if: expression(`github.event.workflow_run.conclusion == 'success' && contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event)`),
			"runs-on": "ubuntu-latest",
			steps: [{
				uses: "actions/download-artifact@v4",
				with: {
					name: "linkgate-report",
					path: "reports",
					"run-id": expression("github.event.workflow_run.id"),
					"github-token": expression("github.token")
				}
			}, {
				uses: uses.startsWith(".") ? `linkgate/linkgate@v${version}` : uses,
				with: {
					phase: "publish",
					report: "reports"
				}
			}]
		} }
	});
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
function resolveMode(name, options, shared) {
	const start = options.link ?? (isBuiltIn(name) ? name : void 0);
	if (start === void 0) return void 0;
	const { env, expects } = builtInModes[start];
	const own = goKeys.filter((key) => options[key] !== void 0);
	const image = imageOf(options);
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
function imageOf(options) {
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
// src/model/quantity.ts
const scale = (exponent, factor = 1) => ({
	exponent,
	factor
});
const sizeUnits = {
	B: scale(0),
	kB: scale(3),
	MB: scale(6),
	GB: scale(9),
	KiB: scale(0, 1024),
	MiB: scale(0, 1024 ** 2),
	GiB: scale(0, 1024 ** 3)
};
const timeUnits = {
	us: scale(-3),
	µs: scale(-3),
	μs: scale(-3),
	ms: scale(0),
	s: scale(3),
	min: scale(3, 60)
};
const shareUnits = { "%": scale(-2) };
function parse$2(given, units, what, example) {
	const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-zµμ%]*)\s*$/.exec(given);
	const [, digits = "", name = ""] = match ?? [];
	const found = match !== null && Object.hasOwn(units, name) ? units[name] : void 0;
	const value = found === void 0 ? NaN : Number(`${digits}e${found.exponent}`) * found.factor;
	if (Number.isFinite(value)) return { value };
	const near = Object.keys(units).find((unit) => unit.toLowerCase() === name.toLowerCase() && unit !== name);
	const names = Object.keys(units).filter((unit) => unit !== "μs");
	return { problem: `\`${given}\` is not a ${what}: ${near !== void 0 ? `write \`${digits} ${near}\`` : `write a number and ${names.length > 1 ? "one of " : ""}${names.join(", ")}, such as \`${example}\``}` };
}
function parseSize(given) {
	return parse$2(given, sizeUnits, "size", "64 kB");
}
function parseDuration(given) {
	return parse$2(given, timeUnits, "duration", "250 ms");
}
function parsePercent(given) {
	return parse$2(given, shareUnits, "percentage", "1%");
}
function parseCount(given) {
	const value = /^\s*\d+\s*$/.test(given) ? Number(given) : NaN;
	if (Number.isSafeInteger(value)) return { value };
	return { problem: `\`${given}\` is not a count: write a whole number, such as \`3\`` };
}
const minus = "−";
const nothing$1 = 1e-9;
function fixed(size, places) {
	let digits = places;
	while (size >= nothing$1 && digits < 9 && size <= .5 / 10 ** digits) digits += 1;
	return size.toFixed(digits);
}
function formatSize(bytes) {
	const size = Math.abs(bytes);
	const sign = bytes < 0 ? minus : "";
	for (const [name, factor, from] of [
		[
			"GB",
			1e9,
			99995e4
		],
		[
			"MB",
			1e6,
			999950
		],
		[
			"kB",
			1e3,
			999.5
		]
	]) {
		const amount = size / factor;
		if (size >= from) return `${sign}${amount.toFixed(amount >= 99.995 ? 1 : 2)} ${name}`;
	}
	return `${sign}${fixed(size, 0)} B`;
}
function formatDuration(ms) {
	const size = Math.abs(ms);
	const sign = ms < 0 ? minus : "";
	if (size >= 999.5) return `${sign}${(size / 1e3).toFixed(2)} s`;
	return `${sign}${fixed(size, size >= 99.95 ? 0 : size >= .995 ? 1 : 2)} ms`;
}
function formatPercent(share) {
	const size = Math.abs(share) * 100;
	if (size < nothing$1) return "0 %";
	return `${share < 0 ? minus : "+"}${fixed(size, size >= 99.95 ? 0 : size >= .095 ? 1 : 2)} %`;
}
function formatValue(value, unit) {
	if (unit === "B") return formatSize(value);
	return unit === "ms" ? formatDuration(value) : `${value}`.replace("-", minus);
}
function formatDeltaInterval(delta, low, high, unit) {
	const text = formatInterval(delta, low, high, unit);
	return /^[0-9]/.test(text) && delta > 0 ? `+${text}` : text;
}
function formatDelta(delta, unit) {
	if (Math.abs(delta) < nothing$1) return unit === "count" ? "0" : `0 ${unit}`;
	return `${delta > 0 ? "+" : ""}${formatValue(delta, unit)}`;
}
function formatInterval(value, low, high, unit) {
	const plain = formatValue(value, unit);
	const [digits = "", name = ""] = plain.split(" ");
	const found = (unit === "B" ? sizeUnits : timeUnits)[name];
	if (found === void 0) return plain;
	const step = Number(`1e${found.exponent}`) * found.factor;
	const below = (value - low) / step;
	const above = (high - value) / step;
	const wide = Math.max(below, above);
	let places = digits.split(".")[1]?.length ?? 0;
	const most = places + 1;
	while (places < most && Number(wide.toFixed(places)) === 0) places += 1;
	if (!(Number(wide.toFixed(places)) > 0)) return plain;
	const print = (amount) => amount.toFixed(places).replace("-", minus);
	return `${Math.abs(above - below) <= .25 * wide + 10 ** -places * 1.001 ? `${print(value / step)} ±${print(wide)}` : `${print(value / step)} (${print(low / step)}${low < 0 ? " to " : "–"}${print(high / step)})`} ${name}`;
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
// src/doctor/checks/machine.ts
const littleSpace = 2e9;
function machineChecks(facts) {
	const { machine } = facts;
	const go = goCheck(facts);
	return machine === void 0 ? [go] : [
		go,
		...compilerChecks(facts, machine),
		engineCheck(facts, machine),
		...diskChecks(machine)
	];
}
function goCheck(facts) {
	const { go, asked } = facts;
	const id = "go";
	const needed = newestAsked(asked, "go");
	if ("problem" in go) return {
		id,
		state: "problem",
		message: go.problem,
		...setUpGo(facts, needed)
	};
	const newest = [needed, newestAsked(asked, "toolchain") ?? needed].reduce((a, b) => compareGo(a?.version ?? "", b?.version ?? "") < 0 ? b : a);
	const older = (than) => than !== void 0 && compareGo(go.version, than.version) < 0;
	if (newest === void 0 || !older(newest)) {
		const asks = needed === void 0 ? "" : `; ${needed.file} asks for ${needed.version}`;
		return {
			id,
			state: "ok",
			message: `${go.version}${asks}`
		};
	}
	if (fetches(go)) {
		const message = `${newest.file} asks for Go ${newest.version}, and here is ${go.version}, which fetches the other one`;
		return facts.here === void 0 ? {
			id,
			state: "ok",
			message: `${message} once`
		} : {
			id,
			state: "hint",
			message: `${message} in every run`,
			...setUpGo(facts, newest)
		};
	}
	if (needed === void 0 || !older(needed)) return {
		id,
		state: "ok",
		message: `${go.version}; GOTOOLCHAIN=${go.toolchain} keeps it`
	};
	const why = go.toolchain === "" ? "" : `, and GOTOOLCHAIN=${go.toolchain} fetches no other one`;
	return {
		id,
		state: "problem",
		message: `${needed.file} asks for Go ${needed.version}, and here is ${go.version}${why}: install the newer one${go.toolchain === "local" ? " or set GOTOOLCHAIN=auto" : ""}`,
		...setUpGo(facts, needed)
	};
}
const fetches = ({ toolchain }) => /(^|\+)auto$/.test(toolchain);
function setUpGo(facts, asked) {
	const { here, workflows } = facts;
	if (here === void 0) return {};
	const workflow = workflows.find(({ file }) => file === here.workflow);
	const job = workflow === void 0 || "problem" in workflow ? void 0 : workflow.jobs.find(({ id }) => id === here.job);
	const [step] = job === void 0 ? [] : stepsUsing(job, "actions/setup-go");
	const version = (asked === void 0 || /go\.(mod|work)$/.test(asked.file)) && step?.inputs["go-version"] === void 0 ? { "go-version-file": asked?.file ?? "go.mod" } : { "go-version": asked?.version };
	return stepsAddition(here.workflow, here.job, [{
		uses: step?.uses ?? "actions/setup-go@v6",
		with: version
	}]);
}
function compilerChecks(facts, { compiler }) {
	const { here, os, configs } = facts;
	const [{ config, file, compiled }] = configs;
	const id = "compiler";
	if (compiler === void 0) return [];
	if ("problem" in compiler) {
		const add = here === void 0 ? {} : stepsAddition(here.workflow, here.job, [{ run: "sudo apt-get update && sudo apt-get install --yes gcc libc6-dev" }]);
		return [{
			id,
			state: "problem",
			message: compiler.problem,
			...add
		}];
	}
	const modes = compiled ?? ("problems" in config ? [] : config.modes);
	const foreign = modes.filter((mode) => needsCompiler(mode) && mode.env["CC"] === void 0);
	if (os === "linux" || foreign.length === 0) return [{
		id,
		state: "ok",
		message: `C compiler ${compiler.name}`
	}];
	const others = modes.filter((mode) => !foreign.includes(mode)).map(({ name }) => name);
	return foreign.map(({ name }) => ({
		id,
		state: "hint",
		message: `mode \`${name}\` needs a C compiler that makes Linux programs, which that of ${os} does not: name one as CC in the mode's \`env\`, or leave the mode out on this machine`,
		...others.length === 0 ? {} : configAddition(file, { modes: others })
	}));
}
function configAddition(file, content) {
	return file === void 0 ? addition(".github/linkgate.yml", {
		version: 1,
		...content
	}) : addition(file, content);
}
function engineCheck({ arch, here }, { engine }) {
	const id = "engine";
	const hosted = here === void 0 ? {} : addition(here.workflow, { jobs: { [here.job]: { "runs-on": "ubuntu-latest" } } });
	if ("problem" in engine) return {
		id,
		state: "problem",
		message: engine.problem,
		...hosted
	};
	const { name, version, os } = engine;
	if (os !== void 0 && os !== "linux") return {
		id,
		state: "problem",
		message: `${name} ${version} runs ${os} containers, and linkgate makes Linux images: switch it to Linux containers`,
		...hosted
	};
	if (engine.arch !== void 0 && engine.arch !== arch) return {
		id,
		state: "hint",
		message: `${name} ${version} runs on ${engine.arch} and this machine is ${arch}: the images for linux/${arch} start there under emulation or not at all, so that no time means anything`
	};
	return {
		id,
		state: "ok",
		message: engineText(engine)
	};
}
function engineText({ name, version, store, buildx }) {
	return `${name} ${version}: ${[...store === void 0 ? [] : [store], buildx ? "buildx" : "no buildx"].join(", ")}`;
}
function diskChecks({ disk }) {
	return disk.filter(({ free }) => free < littleSpace).map(({ of, path, free }) => ({
		id: "disk",
		state: "hint",
		message: `only ${formatSize(free)} are free for ${of} (${path}): linkgate may need ${formatSize(littleSpace)}`
	}));
}
// src/model/metric.ts
const metrics = {
	"binary-size": {
		label: "Binary",
		unit: "B",
		noise: "exact",
		about: "bytes of the linked executable file"
	},
	"image-size": {
		label: "Image, unpacked",
		unit: "B",
		noise: "exact",
		about: "sum of the uncompressed layer archives"
	},
	"pull-size": {
		label: "Image, pulled",
		unit: "B",
		noise: "exact",
		about: "sum of the layer archives compressed with gzip -6, as most registries hold them"
	},
	layers: {
		label: "Layers",
		unit: "count",
		noise: "exact",
		about: "number of layers in the image"
	},
	startup: {
		label: "Start-up",
		unit: "ms",
		noise: "noisy",
		about: "exec of the app until it is ready: by default, its first HTTP response"
	},
	listen: {
		label: "Listening",
		unit: "ms",
		noise: "noisy",
		about: "exec of the app to its first accepted connection"
	},
	"startup-cpu": {
		label: "CPU to ready",
		unit: "ms",
		noise: "noisy",
		about: "processor time of the app until it is ready"
	},
	memory: {
		label: "Memory at ready",
		unit: "B",
		noise: "quasi-exact",
		about: "resident set size of the app when it is ready"
	},
	"init-allocs": {
		label: "Allocations in init",
		unit: "count",
		noise: "quasi-exact",
		about: "heap allocations while packages are initialised, as GODEBUG=inittrace=1 tells them"
	},
	"init-bytes": {
		label: "Bytes in init",
		unit: "B",
		noise: "quasi-exact",
		about: "bytes allocated while packages are initialised, as GODEBUG=inittrace=1 tells them"
	},
	"first-start": {
		label: "First start",
		unit: "ms",
		noise: "info",
		about: "start-up in a fresh container, once: with cold caches, and whatever the app does only then"
	},
	"engine-start": {
		label: "Container start",
		unit: "ms",
		noise: "info",
		about: "start of the container to the first HTTP response, once: the time of the container engine included"
	},
	"build-time": {
		label: "Build time",
		unit: "ms",
		noise: "info",
		about: "go build; depends on what the build cache held"
	}
};
const metricNames = Object.keys(metrics);
function isMetric(name) {
	return Object.hasOwn(metrics, name);
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
	const sorted = Float64Array.from(values).sort();
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] ?? NaN;
	return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}
function medianInterval(values, confidence = .95) {
	const sorted = Float64Array.from(values).sort();
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
	const sorted = Float64Array.from(values).sort();
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
function alphaFor({ looks, tests }) {
	return familyError / (Math.max(1, looks) * Math.max(1, tests));
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
	const parts = partsOf$1(increase, change, control);
	if (parts.length === 0 || parts.some(({ head, limit }) => head.high <= limit)) return clearly("kept");
	const shifts = parts.flatMap(({ head, control }) => [head, ...control]);
	if (change.rounds > 0 && shifts.some(({ estimate }) => Number.isNaN(estimate))) return undecided("unusable");
	if (shifts.some(({ high }) => high === Number.POSITIVE_INFINITY)) return undecided("too-few");
	if (looksLikeChange(parts, 0) || looksLikeChange(parts, 1)) return undecided("control");
	const isOver = parts.every(({ head, tolerance, limit }) => head.low > tolerance && head.estimate > limit);
	if (isOver && parts.every((part) => part.head.estimate > floorOf$2(part))) return clearly("broken");
	return undecided(isOver || parts.every((part) => part.limit < floorOf$2(part)) ? "noise" : "close");
}
const clearly = (outcome) => ({
	outcome,
	because: "clear"
});
const undecided = (because) => ({
	outcome: "undecided",
	because
});
function partsOf$1({ relative, absolute }, change, control) {
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
const floorOf$2 = ({ control }) => Math.max(...control.map(({ high }) => high));
// src/judge/timing/pairing.ts
function timingOf(variants, budgets, noise) {
	const tests = variants.filter(({ revision }) => revision === "head").flatMap((head) => {
		const base = baseVariantOf(variants, head);
		return timedMetrics.filter((metric) => budgetFor(budgets, metric, head.mode)?.increase !== void 0 && !isSameImage(base?.image, head.image) && samplesOf(base, metric).length > 0);
	}).length;
	const planned = interimAnalyses(noise.limit ?? noise.rounds).length;
	const alpha = alphaFor({
		looks: planned,
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
function baseVariantOf(variants, head) {
	return variants.find((one) => one.revision === "base" && one.mode === head.mode && one.platform === head.platform);
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
// src/doctor/checks/noise.ts
function noiseChecks({ report, configs }) {
	if (report === void 0) return [];
	const [{ config, file }] = configs;
	const budgets = "problems" in config ? report.budgets : config.budgets;
	const timing = timingOf(report.variants, budgets, report.noise);
	const id = "noise";
	const floor = floorOf$1("startup", timing);
	if (report.noise.control === void 0 || floor === void 0) return [{
		id,
		state: "ok",
		message: "the report tells no noise floor: no copy of base was started in it"
	}];
	const { os, arch, cpus } = report.runner;
	const runner = `a runner like that of the report (${os}/${arch}, ${cpus} processors)`;
	if (!Number.isFinite(floor.relative + floor.absolute)) return [{
		id,
		state: "hint",
		message: `${report.noise.rounds} rounds are too few to tell the noise floor of ${runner}: allow more with \`rounds\``
	}];
	const below = budgets.flatMap((budget) => {
		const mended = mendedIncrease(budget, timing);
		return mended === void 0 ? [] : [{
			budget,
			...mended
		}];
	});
	if (below.length === 0) return [{
		id,
		state: "ok",
		message: `no budget is below the noise floor of ${runner}: ${amounts(floor)} of start-up`
	}];
	return below.map(({ budget, text, floor: own }) => ({
		id,
		state: "hint",
		message: `${labelOf$1(budget)} on ${runner}, two copies of base may be ${amounts(own)} apart: a budget of ${rule(budget)} is mostly \`inconclusive\` there, one of ${text} is not`,
		...configAddition(file, { budgets: budgetsWith(budgets, budget, text) })
	}));
}
const labelOf$1 = ({ metric, mode }) => `${isMetric(metric) ? metrics[metric].label : metric}${mode === void 0 ? "" : ` of \`${mode}\``}:`;
const amounts = ({ relative, absolute }) => `${formatPercent(relative).replace("+", "")} or ${formatDuration(absolute)}`;
function floorOf$1(metric, timing) {
	const control = timing.control(metric);
	if (control === void 0) return void 0;
	const { high, low } = control.difference;
	return {
		relative: noiseFloor(control) ?? Number.POSITIVE_INFINITY,
		absolute: Math.max(high, -low)
	};
}
const headroom = 1.25;
function mendedIncrease({ metric, increase }, timing) {
	if (increase === void 0 || !isMetric(metric) || metrics[metric].noise !== "noisy") return void 0;
	const floor = floorOf$1(metric, timing);
	if (floor === void 0 || !Number.isFinite(floor.relative + floor.absolute)) return void 0;
	const parts = ["relative", "absolute"].flatMap((part) => {
		const limit = increase[part];
		return limit === void 0 ? [] : [{
			part,
			limit,
			floor: floor[part]
		}];
	});
	if (parts.length === 0 || parts.some((one) => one.limit >= one.floor)) return void 0;
	const [nearest] = parts.toSorted((a, b) => b.limit / b.floor - a.limit / a.floor);
	if (nearest === void 0) return void 0;
	return {
		text: textOf$2({
			...increase,
			[nearest.part]: nearest.floor * headroom
		}),
		floor
	};
}
function textOf$2({ relative, absolute }) {
	return [...relative === void 0 ? [] : [`${rounded(relative * 100)}%`], ...absolute === void 0 ? [] : [`${rounded(absolute)} ms`]].join(" and ");
}
function rounded(value) {
	if (value === 0) return 0;
	const step = 10 ** (Math.floor(Math.log10(value)) - 1);
	return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(2));
}
const rule = ({ text }) => text.split(", ").find((part) => part.startsWith("increase "))?.replace("increase ", "") ?? text;
function budgetsWith(budgets, mended, text) {
	const one = { [mended.metric]: { increase: text } };
	if (mended.source === "config") return mended.mode === void 0 ? one : { [mended.mode]: one };
	const defaults = budgets.filter(({ source }) => source === "default").map((budget) => [budget.metric, {
		increase: rule(budget),
		...budget.level === "warn" ? { level: "warn" } : {}
	}]);
	return {
		...Object.fromEntries(defaults),
		...one
	};
}
// src/common/paths.ts
function cleanPath(given) {
	if (given === "" || given.startsWith("/") || /^[A-Za-z]+:/.test(given)) return void 0;
	const parts = [];
	for (const part of given.split("/")) {
		if (part === ".." && parts.pop() === void 0) return void 0;
		if (part !== "" && part !== "." && part !== "..") parts.push(part);
	}
	return parts.length === 0 ? "." : parts.join("/");
}
function parentOf(path) {
	const cut = path.lastIndexOf("/");
	return cut < 0 ? "." : path.slice(0, cut);
}
function lastOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function joinPath(directory, path) {
	if (path === ".") return directory;
	return directory === "." ? path : `${directory}/${path}`;
}
function ancestorsOf(directory) {
	return directory === "." ? ["."] : [directory, ...ancestorsOf(parentOf(directory))];
}
function relativeTo(directory, path) {
	if (directory === ".") return path;
	if (path === directory) return ".";
	return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : void 0;
}
function hasDirectory(patterns, directory) {
	return patterns.some((one) => {
		const above = /^(.*?)\/?\.\.\.$/.exec(one)?.[1];
		if (above === void 0) return one === directory;
		return relativeTo(above === "" ? "." : above, directory) !== void 0;
	});
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
// src/repository/go/list.ts
async function goList(world, options) {
	const listed = await listOnce(world, options);
	if ("problem" in listed || !listed.packages.some(({ Error: error }) => isOutside(error?.Err))) return listed;
	const alone = await listOnce(world, {
		...options,
		env: {
			...options.env,
			GOWORK: "off"
		}
	});
	return "problem" in alone ? alone : {
		...alone,
		outsideWorkspace: true
	};
}
async function listOnce(world, options) {
	const { exitCode, stdout, stderr } = await run$1(world, options);
	if (exitCode === 0) return packagesIn(stdout);
	return (unfetched.test(stderr) && options.deps !== true ? await listWithoutModules(world, options) : void 0) ?? { problem: goProblem(stderr) };
}
const unfetched = /module lookup disabled|dial (?:tcp|udp)|no such host|timeout|x509:|unexpected EOF|: [45]\d\d [A-Z][a-z]+|exit status 128/;
async function listWithoutModules(world, options) {
	const { cwd, env } = options;
	const edit = await world.exec.tool([
		"go",
		"mod",
		"edit",
		"-json"
	], {
		cwd,
		env
	});
	if (edit.exitCode !== 0) return void 0;
	const folder = await world.files.makeTemporary("go-list-");
	try {
		const file = `${folder}/go.mod`;
		await world.files.write(file, withoutModules(JSON.parse(edit.stdout)));
		const { exitCode, stdout } = await run$1(world, options, ["-mod=readonly", `-modfile=${file}`]);
		return exitCode === 0 ? packagesIn(stdout) : void 0;
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
function run$1(world, options, flags = []) {
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
	return world.exec.job(command, {
		cwd,
		env
	});
}
function isOutside(error) {
	return /not one of the workspace modules|does not contain modules listed in go\.work/.test(error ?? "");
}
function packagesIn(text) {
	return {
		packages: parseStream(text),
		outsideWorkspace: false
	};
}
function parseStream(text) {
	if (text.trim() === "") return [];
	return JSON.parse(`[${text.trim().replaceAll(/^\}\s*\{/gm, "},{")}]`);
}
// src/repository/go/discover.ts
const gin = "github.com/gin-gonic/gin";
const decoys = /^(?:docs|demo|e2e|examples?|gen|generat(?:e|or)|hack|integration|plugins?|samples?|scripts|tests?|testdata|tools)$/i;
const usualNames = /^(?:server|api|app|web|http|dashboard)$/i;
async function discoverMain(world, search, { compiled = [], repository = "" } = {}) {
	if (search.modules.length === 0) return { problem: await noModule(world, search.checkout) };
	const candidates = [];
	const others = [];
	const errors = [];
	for (const module of search.modules) {
		const listed = await list$2(world, search, module, "./...");
		if ("problem" in listed) errors.push(`${module}: ${listed.problem}`);
		else {
			const mains = listed.packages.filter(({ Name: name }) => name === "main");
			for (const found of mains) {
				const candidate = candidateOf(module, found, listed.outsideWorkspace);
				if (found.Deps?.includes(gin) === true) candidates.push(candidate);
				else others.push(candidate.directory);
			}
		}
	}
	if (candidates.length === 0) {
		if (errors.length > 0) return { problem: `the packages could not be listed: ${errors.join("; ")}` };
		const serious = others.filter((directory) => !isDecoy$1(directory)).map(written);
		return {
			problem: noCandidate(others),
			...serious.length === 0 ? {} : { candidates: serious }
		};
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
	return {
		problem: `${names.length} main packages reach Gin (${names.join(", ")}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``,
		candidates: names
	};
}
async function namedMain(world, search, named) {
	const clean = cleanPath(named);
	if (clean === void 0 || /(\.go|\.\.\.)$/.test(clean)) return { problem: `build.main \`${named}\` is not one directory of the repository: give that of the package, such as ./cmd/api` };
	const [module] = search.modules.filter((candidate) => relativeTo(candidate, clean) !== void 0).sort((a, b) => (a === "." ? 0 : a.length) - (b === "." ? 0 : b.length)).toReversed();
	if (module === void 0) return { problem: `build.main \`${named}\` lies in no Go module of this repository: give its directory, such as ./cmd/api` };
	const inside = relativeTo(module, clean) ?? ".";
	const listed = await list$2(world, search, module, inside === "." ? "." : `./${inside}`);
	const found = "packages" in listed ? listed.packages[0] : void 0;
	if ("problem" in listed || found === void 0 || found.Name === void 0) return { problem: `build.main \`${named}\` is no package: ${("problem" in listed ? listed.problem : found?.Error?.Err ?? "no Go files").replaceAll(`${search.checkout}/`, "")}` };
	if (found.Name !== "main") return { problem: `build.main \`${named}\` is package ${found.Name}: name a directory with a package main` };
	return chosen(candidateOf(module, found, listed.outsideWorkspace), "named by build.main");
}
function list$2(world, { checkout, root, tags }, module, pattern) {
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
function candidateOf(module, found, outsideWorkspace) {
	const inside = (found.Dir ?? "").slice((found.Module?.Dir ?? found.Dir ?? "").length).replace(/^\/+/, "");
	return {
		module,
		path: inside === "" ? "." : `./${inside}`,
		name: nameOf$1(found.ImportPath),
		importPath: found.ImportPath,
		...outsideWorkspace ? { outsideWorkspace } : {},
		directory: joinPath(module, inside === "" ? "." : inside),
		moduleName: nameOf$1(found.Module?.Path ?? "")
	};
}
function only(all, holds) {
	const found = all.filter(holds);
	return found.length > 0 ? found : all;
}
function isDecoy$1(directory) {
	return directory.split("/").some((segment) => decoys.test(segment));
}
function nameOf$1(importPath) {
	const parts = importPath.split("/");
	const last = parts.at(-1) ?? "";
	return /^v\d+$/.test(last) && parts.length > 1 ? parts.at(-2) ?? last : last;
}
function chosen({ directory: _directory, moduleName: _moduleName, ...main }, because) {
	return {
		main,
		because
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
// src/doctor/checks/repository.ts
function repositoryChecks(facts) {
	const { machine, here } = facts;
	return [
		...machine === void 0 ? [] : gitChecks(machine.git, here),
		...facts.configs.flatMap((config) => configChecks(config, facts.configs.length)),
		...strayChecks(facts),
		...facts.configs.flatMap(mainChecks)
	];
}
function gitChecks(git, here) {
	const id = "git";
	const checkout = (inputs = {}) => here === void 0 ? {} : stepsAddition(here.workflow, here.job, [{
		uses: "actions/checkout@v5",
		...inputs
	}]);
	if ("problem" in git) return [{
		id,
		state: "problem",
		message: git.problem,
		...checkout()
	}];
	const { revisions, origin, defaultBranch } = git;
	const lacking = `this ${git.shallow ? "shallow " : ""}clone does not hold the base`;
	if (origin === true) return [{
		id,
		state: "ok",
		message: `${lacking}: linkgate fetches what it needs from \`origin\``
	}];
	if (origin === false) return [{
		id,
		state: "problem",
		message: `${lacking}, and \`origin\` does not answer without asking for a password${here === void 0 ? ": run `git fetch --unshallow`, or name the base with --base" : ""}`,
		...checkout({ with: { "fetch-depth": 0 } })
	}];
	if ("problem" in revisions) return isRefused(here) ? [] : [{
		id,
		state: "problem",
		message: revisions.problem
	}];
	const { base, head, because } = revisions;
	if (defaultBranch === void 0 && base !== null && here === void 0) return [{
		id,
		state: "hint",
		message: "no default branch is known here, so that a commit is compared with the one before it: run `git remote set-head origin --auto`, or name the base with --base"
	}];
	const short = (sha) => sha.slice(0, 9);
	const against = base === null ? `no base (${because})` : `base ${short(base.sha)} (${because})`;
	const changes = head.dirty === true ? " and uncommitted changes" : "";
	return [{
		id,
		state: "ok",
		message: `${against}, head ${short(head.sha)}${changes}`
	}];
}
function configChecks({ file, config }, all) {
	const id = "config";
	if ("problems" in config) return config.problems.map((message) => ({
		id,
		state: "problem",
		message
	}));
	if (file !== void 0) return [{
		id,
		state: "ok",
		message: `${file} is valid`
	}];
	return all > 1 ? [] : [{
		id,
		state: "ok",
		message: "no configuration: the defaults hold"
	}];
}
function strayChecks({ strays, workflows, configs }) {
	const use = workflows.flatMap((workflow) => "problem" in workflow ? [] : usesOfLinkgate(workflow)).find(({ phase, step }) => phase !== "publish" && step.inputs["config"] === void 0);
	const [{ file: used }] = configs;
	return strays.map((stray) => ({
		id: "config-name",
		state: "hint",
		message: used === void 0 ? `${stray} is not read: call it .github/linkgate.yml, or name it as the input \`config\`` : `${stray} is not read, ${used} is: delete one of them`,
		...used === void 0 && use !== void 0 && /\.ya?ml$/.test(stray) ? naming(stray, use) : {}
	}));
}
const naming = (stray, { workflow, job, uses }) => stepsAddition(workflow.file, job.id, [{
	uses,
	with: { config: stray }
}]);
function mainChecks({ file, main, config }) {
	const id = "main";
	if (main === void 0) return [];
	if ("problem" in main) {
		const [candidate, ...others] = main.candidates ?? [];
		const choice = candidate === void 0 ? void 0 : configAddition(file, { build: { main: candidate } });
		return [{
			id,
			state: "problem",
			message: main.problem,
			...choice,
			...choice === void 0 || others.length === 0 ? {} : { yaml: `${choice.yaml} # or ${others.join(", ")}` }
		}];
	}
	const { module, path } = main.main;
	return [{
		id,
		state: "ok",
		message: `main package${"problems" in config || config.app === void 0 ? "" : ` of ${config.app}`} ${inRepository$2(module, path)} (${main.because})`
	}];
}
// src/doctor/checks/job.ts
function checkoutWithout(use) {
	const { workflow, job } = use;
	if (!isMeasuring(use)) return [];
	const [checkout] = stepsUsing(job, "actions/checkout");
	const add = (step) => stepsAddition(workflow.file, job.id, [step]);
	if (checkout === void 0) {
		if (job.steps.some(({ uses, run }) => /checkout/i.test(uses ?? "") || /\bgit\b/.test(run ?? ""))) return [];
		return [check("checkout", "problem", `${placeOf(use)} checks nothing out: there is nothing that linkgate could build`, add({ uses: "actions/checkout@v5" }))];
	}
	const { inputs } = checkout;
	const depth = Number(inputs["fetch-depth"] ?? 1);
	const isNear = inputs["ref"] === void 0 && Object.keys(workflow.events).every((event) => ["pull_request", "schedule"].includes(event));
	const isEnough = depth === 0 || isNear && depth > 1;
	if (inputs["persist-credentials"] !== "false" || isEnough || Number.isNaN(depth)) return [];
	return [check("fetch", "hint", `${placeOf(use)} checks out ${depth === 1 ? "one commit" : `${depth} commits`} and keeps no credentials: in a private repository, linkgate cannot fetch the base`, add({
		uses: checkout.uses,
		with: { "fetch-depth": isNear ? 2 : 0 }
	}))];
}
const firstThatKeeps = 6;
function goTooOld(use, { asked }) {
	const { workflow, job } = use;
	const needed = newestAsked(asked, "go");
	const [setup] = stepsUsing(job, "actions/setup-go");
	const [, minor, patch = "x"] = /^(\d+\.\d+)(?:\.(\d+|x))?$/.exec(setup?.inputs["go-version"] ?? "") ?? [];
	if (!isMeasuring(use) || needed === void 0 || setup === void 0 || minor === void 0) return [];
	if (compareGo(patch === "x" ? `${minor}.9999` : `${minor}.${patch}`, needed.version) >= 0) return [];
	const [, major] = /@v(\d+)/.exec(setup.uses) ?? [];
	const fetches = major !== void 0 && Number(major) < firstThatKeeps;
	const said = setup.inputs["go-version"];
	return [check("go", fetches ? "hint" : "problem", `${placeOf(use)} sets up Go ${said}, and ${needed.file} asks for ${needed.version}${fetches ? ", which is then fetched in every run" : ": no older Go builds it"}`, stepsAddition(workflow.file, job.id, [{
		uses: setup.uses,
		with: { "go-version": needed.version }
	}]))];
}
function cacheOff(use) {
	const { workflow, job, step, uses } = use;
	if (!isMeasuring(use) || step.inputs["cache"] !== "false") return [];
	if (stepsUsing(job, "actions/setup-go").some(({ inputs }) => inputs["cache"] !== "false") || job.steps.some((one) => one.uses?.startsWith("actions/cache") === true)) return [];
	return [check("cache", "hint", `${placeOf(use)} keeps neither Go modules nor the build cache: every run builds both revisions from the start`, stepsAddition(workflow.file, job.id, [{
		uses,
		with: { cache: true }
	}]))];
}
// src/doctor/checks/permission.ts
function permissionsLacking(use) {
	const { workflow, job } = use;
	const needs = needsOf(use);
	const granted = job.permissions ?? workflow.permissions;
	const wants = (list) => list.map(({ name, level }) => `\`${name}: ${level}\``).join(" and ");
	const place = (permissions) => addition(workflow.file, job.permissions === void 0 && workflow.jobs.length === 1 ? { permissions } : { jobs: { [job.id]: { permissions } } });
	const whole = {
		...typeof granted === "object" ? granted : {},
		...Object.fromEntries(needs.map(({ name, level }) => [name, level]))
	};
	if (granted === void 0) {
		if (!needs.some(({ level }) => level === "write") || runsOn(workflow, "workflow_call")) return [];
		return [check("permissions", "hint", `${placeOf(use)} says no \`permissions\`: where the repository's settings let a token only read, as they do from the start, there is no comment`, place(whole))];
	}
	const lacking = needs.filter((need) => !allows(granted, need));
	if (lacking.length === 0) return [];
	const so = lacking.map(({ otherwise }) => otherwise).join(", and ");
	return [check("permissions", "hint", `${placeOf(use)} lacks the permission ${wants(lacking)}: ${so}`, place(whole))];
}
function needsOf({ workflow, job, step, phase }) {
	const actions = job.steps.flatMap(({ uses, inputs }) => uses === void 0 ? [] : [{
		uses,
		inputs
	}]);
	const comments = (phase === "check" || phase === "publish") && step.inputs["comment"] !== "never" && [
		"pull_request",
		"workflow_run",
		"workflow_call"
	].some((event) => runsOn(workflow, event));
	const downloads = actions.some(({ uses, inputs }) => uses.startsWith("actions/download-artifact@") && inputs["run-id"] !== void 0);
	return [
		...actions.some(({ uses }) => uses.startsWith("actions/checkout@")) ? [need("contents", "read", "a private repository cannot be checked out")] : [],
		...downloads ? [need("actions", "read", "reports of another run cannot be downloaded")] : [],
		...comments ? [need("pull-requests", "write", "there is no comment")] : [],
		...phase === "publish" && step.inputs["status"] !== "" && runsOn(workflow, "workflow_run") ? [need("statuses", "write", "there is no commit status that could be required")] : []
	];
}
const need = (name, level, otherwise) => ({
	name,
	level,
	otherwise
});
function allows(granted, { name, level }) {
	if (typeof granted === "string") return granted === "write-all" || granted === "read-all" && level === "read";
	const given = granted[name];
	return given === "write" || given === level;
}
// src/doctor/checks/publish.ts
const regardless = /\b(always|failure|cancelled)\s*\(\s*\)/;
const runsRegardless = (condition) => condition !== void 0 && regardless.test(condition);
function withStatus(status, condition) {
	const inner = condition?.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, "$1");
	return expression(inner === void 0 ? status : `${status} && (${inner.trim()})`);
}
function skippedPublisher(use, { uses }) {
	const { workflow, job, phase } = use;
	if (phase !== "publish" || job.needs.length === 0 || runsRegardless(job.condition)) return [];
	const failing = uses.some((one) => one.workflow.file === workflow.file && one.phase === "measure" && job.needs.includes(one.job.id) && !one.step.continueOnError);
	return [check("publish", failing ? "problem" : "hint", failing ? `${placeOf(use)} is skipped when a budget is broken, since what it needs then fails: nobody is told, and a skipped check counts as passed` : `${placeOf(use)} is skipped when something could not be measured, and a skipped check counts as passed`, addition(workflow.file, { jobs: { [job.id]: { if: withStatus("always()", job.condition) } } }))];
}
const successOnly = /(github\.event\.workflow_run\.conclusion\s*)==(\s*)'success'/;
function publishesSuccessOnly(use, { uses }) {
	const { workflow, job, phase } = use;
	if (phase !== "publish" || !successOnly.test(job.condition ?? "")) return [];
	const heard = heardBy(workflow);
	const all = uses.filter((one) => one.phase === "measure");
	const followed = all.filter((one) => heard.includes(one.workflow.name));
	const measuring = followed.length > 0 ? followed : all;
	if (measuring.length > 0 && measuring.every(({ step }) => step.continueOnError)) return [];
	const condition = (job.condition ?? "").replace(successOnly, "$1!=$2'cancelled'");
	return [check("publish", "problem", `${placeOf(use)} publishes only what succeeded: of a broken budget, where measuring fails, nobody is told`, addition(workflow.file, { jobs: { [job.id]: { if: condition } } }))];
}
const runOptions = ({ events }) => events["workflow_run"];
const heardBy = (workflow) => [runOptions(workflow)?.workflows ?? []].flat().map(String);
function deafPublisher(use, { uses }) {
	const { workflow, phase } = use;
	if (phase !== "publish" || !runsOn(workflow, "workflow_run")) return [];
	const heard = heardBy(workflow);
	const measuring = uses.filter((one) => one.phase === "measure").map((one) => one.workflow.name);
	if (measuring.length === 0 || measuring.some((name) => heard.includes(name))) return [];
	const names = [...new Set(measuring)];
	return [check("publish", "problem", `${workflow.file} waits for \`${heard.join(", ")}\`, and the workflow that measures is called \`${names.join(", ")}\``, addition(workflow.file, { on: {
		...workflow.events,
		workflow_run: {
			types: ["completed"],
			...runOptions(workflow),
			workflows: names
		}
	} }))];
}
function notUploaded(use) {
	const { workflow, job, step, phase } = use;
	if (phase !== "measure" || step.continueOnError) return [];
	const upload = job.steps.slice(job.steps.indexOf(step)).find(({ uses }) => uses !== void 0 && actionOf(uses) === "actions/upload-artifact");
	if (upload?.uses === void 0 || runsRegardless(upload.condition)) return [];
	return [check("publish", "problem", `${placeOf(use)} does not upload the report when a budget is broken, since the step of linkgate then fails`, stepsAddition(workflow.file, job.id, [{
		uses: upload.uses,
		if: withStatus("!cancelled()", upload.condition)
	}]))];
}
// src/doctor/checks/trigger.ts
const ownGroup = {
	group: `${expression("github.workflow")}-${expression("github.event.pull_request.number || github.ref")}`,
	"cancel-in-progress": true
};
function refusedEvent(use) {
	const { workflow } = use;
	if (!isMeasuring(use) || !runsOn(workflow, "pull_request_target")) return [];
	return [refusal$1(workflow.file, workflow.events)];
}
const mergeGroup = "merge_group";
function noMergeGroup({ workflow }, { workflows }) {
	const { file, group, events } = workflow;
	if (!runsOn(workflow, "pull_request") || runsOn(workflow, mergeGroup)) return [];
	const other = workflows.find((one) => runsOn(one, mergeGroup));
	if (other === void 0) return [];
	const isShared = group !== void 0 && whyShared(group, [mergeGroup]) !== void 0;
	return [check("merge-group", "hint", `${other.file} runs on \`${mergeGroup}\` and ${file} does not: nothing is measured in the merge queue, which waits for it where its check is required`, addition(file, {
		on: {
			...events,
			[mergeGroup]: null
		},
		...isShared ? { concurrency: ownGroup } : {}
	}))];
}
function sharedConcurrency(use) {
	const { workflow, job } = use;
	const { file } = workflow;
	if (!isMeasuring(use) || !runsOn(workflow, "pull_request")) return [];
	if (workflow.group === void 0 && job.group === void 0) return [check("concurrency", "hint", `${file} has no \`concurrency\`: after a push, nobody needs the run for what was there before`, addition(file, { concurrency: ownGroup }))];
	return [[workflow.group, addition(file, { concurrency: ownGroup })], [job.group, addition(file, { jobs: { [job.id]: { concurrency: ownGroup } } })]].flatMap(([group, mend]) => {
		const why = group === void 0 ? void 0 : whyShared(group, Object.keys(workflow.events));
		const message = `the \`concurrency\` group \`${group}\` of ${file} ${why}`;
		return why === void 0 ? [] : [check("concurrency", "hint", message, mend)];
	});
}
function whyShared(group, events) {
	if (!isExpression(group)) return "is the same for all pull requests, so that their runs stop each other";
	const other = events.find((event) => !event.startsWith("pull_request"));
	const namesPullRequest = /github\.(event\.(pull_request|number)|head_ref)/.test(group);
	if (other === void 0 || !namesPullRequest || /\|\||github\.(ref|sha|run_id)\b/.test(group)) return void 0;
	return `names nothing but the pull request, so that all runs on \`${other}\` stop each other`;
}
// src/doctor/checks/workflow.ts
const rules = [
	wrongInputs,
	refusedEvent,
	checkoutWithout,
	skippedPublisher,
	publishesSuccessOnly,
	deafPublisher,
	notUploaded,
	goTooOld,
	permissionsLacking,
	noMergeGroup,
	sharedConcurrency,
	moving,
	cacheOff
];
function workflowChecks(facts) {
	const { here, asked, version } = facts;
	const workflows = facts.workflows.flatMap((one) => "problem" in one ? [] : [one]);
	const broken = facts.workflows.flatMap((one) => "problem" in one ? [one] : []);
	const uses = workflows.flatMap(usesOfLinkgate);
	const own = uses.filter(({ workflow, job }) => workflow.file === here?.workflow && job.id === here.job);
	const checks = (own.length > 0 ? own : uses).map((use) => {
		const found = rules.flatMap((rule) => rule(use, {
			workflows,
			uses,
			asked,
			version
		}));
		return found.length > 0 ? found : [inOrder$1(use)];
	});
	return [
		...broken.map(({ file, problem }) => check("workflow", "problem", `${file}: ${problem}`)),
		...uses.length === 0 && broken.length === 0 ? [noWorkflow(version)] : [],
		...checks.flat()
	];
}
function inOrder$1(use) {
	const { workflow, phase = "phase not known" } = use;
	return check("workflow", "ok", `${placeOf(use)}: ${phase} on ${Object.keys(workflow.events).join(", ")}`);
}
function noWorkflow(version) {
	return check("workflow", "hint", "no workflow under .github/workflows uses linkgate", addition(".github/workflows/linkgate.yml", {
		name: "linkgate",
		on: { pull_request: null },
		permissions: {
			contents: "read",
			"pull-requests": "write"
		},
		concurrency: ownGroup,
		jobs: { image: {
			"runs-on": "ubuntu-latest",
			steps: [{ uses: "actions/checkout@v5" }, { uses: `linkgate/linkgate@v${version}` }]
		} }
	}));
}
function wrongInputs(use) {
	const { workflow, job, step, uses } = use;
	const names = Object.keys(inputParsers);
	const checks = Object.entries(step.inputs).flatMap(([name, given]) => {
		if (!Object.hasOwn(inputParsers, name)) return [check("input", "hint", `${placeOf(use)}: there is no input \`${name}\`: ${didYouMean(name, names)}`)];
		if (isExpression(given)) return [];
		const read = inputParsers[name](given.trim());
		return "problem" in read ? [check("input", "problem", `${placeOf(use)}: input \`${name}\` ${read.problem}`)] : [];
	});
	if (use.phase !== "publish" || (step.inputs["report"] ?? "") !== "") return checks;
	return [...checks, check("input", "problem", `${placeOf(use)}: phase publish needs the input \`report\`, the reports to read`, stepsAddition(workflow.file, job.id, [{
		uses,
		with: { report: "reports" }
	}]))];
}
function moving(use, { version }) {
	const { workflow, job, uses } = use;
	const action = actionOf(uses);
	const ref = uses.slice(action.length + 1);
	if (/^[.$]/.test(action) || /^(v\d+\.\d+\.\d+.*|[0-9a-f]{40,64})$/.test(ref)) return [];
	return [check("pin", "hint", `${placeOf(use)} uses \`${uses}\`, which moves: another linkgate may judge tomorrow than today`, stepsAddition(workflow.file, job.id, [{ uses: `${action}@v${version}` }]))];
}
// src/doctor/doctor.ts
function examine(facts) {
	const checks = [
		...machineChecks(facts),
		...eventChecks(facts),
		...repositoryChecks(facts),
		...workflowChecks(facts),
		...noiseChecks(facts)
	];
	return [...new Map(checks.map((check) => [`${check.id} ${check.message}`, check])).values()];
}
function isWell(checks) {
	return checks.every(({ state }) => state !== "problem");
}
// src/config/values.ts
const list$1 = union([string(), array(string())]).transform((given) => typeof given === "string" ? given.split(/[\s,]+/).filter((part) => part !== "") : given);
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
	tags: list$1.optional().describe("Build tags of `go build`; a Dockerfile has its own."),
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
// src/model/budget.ts
const increaseSchema = object({
	relative: optional$1(number()),
	absolute: optional$1(number())
}).readonly();
const levels = ["fail", "warn"];
const placeSchema = object({
	file: text$2,
	line
}).readonly();
const budgetSchema = object({
	metric: text$2,
	mode: optional$1(text$2),
	max: optional$1(number()),
	increase: optional$1(increaseSchema),
	level: _enum(levels),
	unmeasured: _enum(levels),
	text: text$2,
	source: _enum(["config", "default"]),
	place: optional$1(placeSchema)
}).readonly();
// src/config/mode-schema.ts
const reference$1 = string().regex(/^[a-z0-9][\w.:/@-]*$/, "an image has a name such as `debian:bookworm-slim`").refine((name) => name !== "scratch", { message: "the built-in image is on nothing as it is: leave `base-image` away" });
const ofDockerfile = [
	"context",
	"target",
	"build-args"
];
const modeOptions = strictObject({
	link: _enum(builtInModeNames).optional().describe("The built-in mode that this one starts from."),
	tags: list$1.optional().describe("Build tags, besides those of `build`."),
	env: environment.optional().describe("Environment of go build."),
	ldflags: string().optional().describe("Linker flags, instead of those of `build`."),
	dockerfile: dockerfileOption.optional().describe("Path of the Dockerfile that gives this mode, as it is; or false for the built-in image."),
	context: directory.optional().describe("Directory that it is built in, instead of that of `build`."),
	target: stage.optional().describe("Stage of the Dockerfile that gives this mode."),
	"build-args": environment.optional().describe("Build arguments with which the Dockerfile gives this mode, besides those of `build`."),
	"base-image": reference$1.optional().describe("Image that the built-in image of this mode is based on. Default: none.")
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
function quantity(unit) {
	return union([string(), number()]).meta({ examples: [examples[unit][0]] }).transform((given, context) => {
		const text = String(given);
		const parsed = text.trim() === "0" ? { value: 0 } : parsers[unit](text);
		if ("value" in parsed) return {
			value: parsed.value,
			text
		};
		context.addIssue({
			code: "custom",
			message: parsed.problem
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
			const parsed = isShare ? parsePercent(part) : part.trim() === "0" ? { value: 0 } : parsers[unit](part);
			if ("problem" in parsed) {
				context.addIssue({
					code: "custom",
					message: parsed.problem
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
function parseConfig(source, file, path) {
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(source, {
		lineCounter: lines,
		prettyErrors: false,
		logLevel: "error"
	});
	const at = (offset) => offset === void 0 ? file : `${file}:${lines.linePos(offset).line}`;
	if (document.errors.length > 0) return { problems: document.errors.map((error) => `${at(error.pos[0])}: ${notYaml(error)}`) };
	let raw;
	try {
		raw = document.toJS() ?? {};
	} catch (error) {
		return { problems: [`${file}: ${notYaml(error)}`] };
	}
	const place = (path) => at(offsetOf$2(document, path));
	const parsed = configSchema.safeParse(raw);
	const problems = [...problemsOf(parsed.error, raw), ...changedNumbers(document)].map(({ path, problem }) => ({
		offset: offsetOf$2(document, path),
		problem
	})).sort((one, other) => (one.offset ?? -1) - (other.offset ?? -1)).map(({ offset, problem }) => `${at(offset)}: ${problem}`);
	if (!parsed.success || problems.length > 0) return { problems: [...new Set(problems)] };
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
	if ("problems" in result) throw new Error(result.problems.join("\n"));
	return result.config;
}
function resolve$1(file, place, locate) {
	const ldflags = file.build?.ldflags;
	const build = {
		tags: file.build?.tags ?? [],
		...ldflags === void 0 ? {} : { ldflags }
	};
	const isBuiltInOnly = file.build?.dockerfile === false;
	const problems = [];
	const modes = [];
	for (const [name, options] of modeEntries(file.modes)) {
		const mode = resolveMode(name, options, build);
		if (modes.some((one) => one.name === name)) problems.push(`${place(["modes"])}: \`modes\` names \`${name}\` twice`);
		else if (metricNames.includes(name)) problems.push(`${place(["modes", name])}: a mode cannot be called \`${name}\`, which is a metric: budgets could not tell the two apart`);
		else if (mode?.image?.from === "dockerfile" && mode.image.dockerfile === void 0 && isBuiltInOnly) problems.push(`${place(["modes", name])}: mode \`${name}\` asks for an image of a Dockerfile, and \`build.dockerfile\` for the built-in one: give the mode its \`dockerfile\`, or leave that of \`build\` away`);
		else if (mode !== void 0) modes.push(mode);
		else problems.push(`${place(["modes", name])}: \`${name}\` is not a built-in mode (${builtInModeNames.join(", ")}): add \`link:\` with the one it starts from`);
	}
	if (modes.length === 0 && problems.length === 0) problems.push(`${place(["modes"])}: \`modes\` is empty: name at least one of ${builtInModeNames.join(", ")}`);
	if (problems.length > 0) return { problems };
	const { port, socket, network } = file.startup ?? {};
	return { config: {
		...file.app === void 0 ? {} : { app: file.app },
		...file.build?.main === void 0 ? {} : { main: file.build.main },
		build,
		...file.build?.prepare === void 0 ? {} : { prepare: file.build.prepare },
		dockerfile: dockerfileOptions(file.build),
		modes,
		startup: {
			args: file.startup?.args ?? [],
			env: file.startup?.env ?? {},
			ready: readinessOf(file.startup?.ready),
			...port === void 0 ? {} : { port },
			...socket === void 0 ? {} : { socket },
			...network === void 0 ? {} : { network },
			files: file.startup?.files ?? {},
			timeoutMs: file.startup?.timeout?.value ?? 3e4
		},
		budgets: budgetsOf(file, modes, locate)
	} };
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
function modeEntries(given) {
	if (given === void 0) return builtInModeNames.map((name) => [name, {}]);
	if (Array.isArray(given)) return given.map((name) => [name, {}]);
	return Object.entries(given).map(([name, options]) => [name, options ?? {}]);
}
function budgetsOf(file, modes, locate) {
	if (file.budgets === void 0) {
		const defaults = configSchema.parse({
			version: 1,
			budgets: defaultBudgets
		}).budgets;
		return budgetsOf({
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
		const parsed = parseConfig(source, file, pathInside(root, file));
		return "problems" in parsed ? parsed : {
			config: parsed.config,
			file
		};
	}
	if (named === void 0) return { config: defaultConfig() };
	return { problems: [`configuration file \`${named}\` does not exist: give its path from the root of the repository, or leave \`config\` away`] };
}
function pathInside(root, file) {
	const path = (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file).replace(/^(?:\.\/+)+/, "");
	return path.startsWith("/") || path.split("/").includes("..") ? void 0 : path;
}
// src/dockerfile/facts/images.ts
const debianReleases = [
	{
		suite: "stretch",
		number: 9,
		glibc: 24
	},
	{
		suite: "buster",
		number: 10,
		glibc: 28
	},
	{
		suite: "bullseye",
		number: 11,
		glibc: 31
	},
	{
		suite: "bookworm",
		number: 12,
		glibc: 36
	},
	{
		suite: "trixie",
		number: 13,
		glibc: 41
	}
];
const newestDebian = 41;
const ubuntuReleases = [
	[/bionic|^18\.04/, 27],
	[/focal|^20\.04/, 31],
	[/jammy|^22\.04/, 35],
	[/noble|^24\.04|^latest$/, 39],
	[/plucky|^25\.04/, 41]
];
const rpm = [
	{
		repository: /amazonlinux$/,
		packages: "yum",
		glibc: {
			2: 26,
			2023: 34
		}
	},
	{
		repository: /centos$/,
		packages: "yum",
		glibc: {
			7: 17,
			8: 28
		}
	},
	{
		repository: /ubi\d+[/-]?(ubi-)?minimal$/,
		packages: "microdnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /ubi\d+/,
		packages: "dnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /(alma|rocky|oracle)linux$/,
		packages: "dnf",
		glibc: {
			8: 28,
			9: 34,
			10: 39
		}
	},
	{
		repository: /fedora$/,
		packages: "dnf",
		glibc: {}
	}
];
const onDebian = new Set("buildpack-deps debian gcc haproxy httpd mariadb nginx nginx-unprivileged node openjdk perl php postgres python redis ruby rust".split(" "));
const onAlpine = new Set([
	"alpine",
	"caddy",
	"docker",
	"traefik"
]);
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
function imageFacts(reference) {
	const image = parseImage(reference);
	const { repository, name, tag } = image;
	const go = name === "golang" || name === "go-toolset" || repository === "cimg/go" || /chainguard\/go$/.test(repository);
	const common = {
		go,
		nonroot: /nonroot|rootless/.test(tag) || name === "go-toolset",
		workdir: name === "golang" ? "/go" : "/",
		env: go ? { GOPATH: "/go" } : {}
	};
	if (name === "scratch") return {
		...common,
		libc: "none",
		packages: void 0,
		compiler: void 0
	};
	if (/distroless\//.test(repository)) {
		const number = Number(/-debian(\d+)$/.exec(name)?.[1]);
		const glibc = debianReleases.find((release) => release.number === number)?.glibc;
		const libc = name.startsWith("static") ? "none" : "glibc";
		return {
			...common,
			libc,
			...glibc === void 0 ? {} : { glibc },
			packages: void 0,
			compiler: false
		};
	}
	if (/^cgr\.dev\//.test(repository)) {
		const libc = name === "static" ? "none" : "glibc";
		return {
			...common,
			libc,
			packages: "apk",
			compiler: go,
			nonroot: !go && !tag.includes("root")
		};
	}
	if (onAlpine.has(name) || /alpine/.test(`${name} ${tag}`)) {
		const alpine = name === "alpine" ? /^\d+\.\d+/.exec(tag)?.[0] : /alpine-?(\d+\.\d+)/.exec(tag)?.[1];
		return {
			...common,
			libc: "musl",
			...alpine === void 0 ? {} : { alpine },
			packages: "apk",
			compiler: false
		};
	}
	if (name === "busybox") {
		const old = Number(/^1\.(\d+)/.exec(tag)?.[1] ?? 99) < 36 && !tag.includes("glibc");
		const libc = /musl|uclibc/.test(tag) || old ? "none" : "glibc";
		return {
			...common,
			libc,
			packages: void 0,
			compiler: false
		};
	}
	const others = otherDistribution(image);
	if (others !== void 0) return {
		...common,
		packages: void 0,
		compiler: go,
		libc: "glibc",
		...others
	};
	return {
		...common,
		libc: void 0,
		packages: void 0,
		compiler: void 0
	};
}
function otherDistribution({ repository, name, tag }) {
	const suite = debianReleases.find((release) => `${name} ${tag}`.includes(release.suite));
	if (suite !== void 0) return {
		packages: "apt",
		glibc: suite.glibc,
		...buildTools(name)
	};
	if (name === "ubuntu" || repository === "cimg/go") {
		const glibc = ubuntuReleases.find(([pattern]) => pattern.test(tag))?.[1];
		return {
			packages: "apt",
			...glibc === void 0 ? {} : { glibc }
		};
	}
	if (name === "golang") return {
		packages: "apt",
		glibc: glibcOfGolang(tag),
		compiler: true
	};
	if (name === "debian") return {
		packages: "apt",
		glibc: debianReleases.find(({ number }) => number === major(tag))?.glibc ?? newestDebian
	};
	if (onDebian.has(name)) return {
		packages: "apt",
		...buildTools(name)
	};
	const family = rpm.find((each) => each.repository.test(repository));
	if (family === void 0) return name === "go-toolset" ? {
		packages: "dnf",
		compiler: true
	} : void 0;
	const glibc = family.glibc[Number(/ubi(\d+)/.exec(repository)?.[1] ?? major(tag))];
	const compiler = name === "go-toolset";
	return {
		packages: family.packages,
		...glibc === void 0 ? {} : { glibc },
		compiler
	};
}
function buildTools(name) {
	return { compiler: [
		"buildpack-deps",
		"gcc",
		"golang",
		"rust"
	].includes(name) };
}
function major(tag) {
	return Number(/^\d+/.exec(tag)?.[0]);
}
function glibcOfGolang(tag) {
	const [, minor = "99", patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
	const version = Number(minor) + (patch === void 0 ? .99 : Number(patch) / 100);
	if (version >= 24.06) return 41;
	if (version >= 20.05 || version >= 19.1 && version < 20) return 36;
	return version >= 16 ? 31 : 28;
}
// src/dockerfile/read/variables.ts
const variable$1 = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])(.*))?\})/s;
function substitute(word, lookup) {
	const text = textOf$4(word);
	let result = "";
	for (let at = 0; at < text.length;) {
		if (!(word.quoting[at] === "n" || word.quoting[at] === "d") || text[at] !== "$" && text[at] !== "`") {
			result += text[at];
			at += 1;
			continue;
		}
		const length = text.startsWith("${", at) ? closing(text, at + 1) - at : text.length - at;
		const found = variable$1.exec(text.slice(at, at + length));
		if (found === null) return void 0;
		const [whole, bare, braced, operator, other = ""] = found;
		const known = lookup(bare ?? braced ?? "");
		const value = operator === void 0 ? known : withDefault(known, operator, other, lookup);
		if (value === void 0) return void 0;
		result += value;
		at += whole.length;
	}
	return result;
}
function withDefault(known, operator, other, lookup) {
	const set = known !== void 0 && !(operator.startsWith(":") && known === "");
	if (operator.endsWith("+")) return set ? expand(other, lookup) : "";
	if (operator.endsWith("-")) return set ? known : expand(other, lookup);
	return set ? known : void 0;
}
function expand(text, lookup) {
	const at = Array.from(text, (_, index) => index);
	const word = readWord({
		text,
		at,
		end: at.map((offset) => offset + 1)
	}, 0, () => false);
	return word === void 0 ? void 0 : substitute(word, lookup);
}
function closing(text, from) {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		if (text[at] === "{") depth += 1;
		if (text[at] === "}") depth -= 1;
		if (depth === 0) return at + 1;
	}
	return text.length;
}
function settingsOf(instruction, escapeCharacter) {
	const { keyword, words, rest } = instruction;
	const [first] = words;
	if (first === void 0) return void 0;
	if (keyword === "ENV" && !textOf$4(first).includes("=")) {
		const after = sliceSource(rest, first.next);
		const value = readWord(after, after.text.length - after.text.trimStart().length, () => false, escapeCharacter);
		if (value === void 0 || textOf$4(value) === "") return void 0;
		return [{
			name: textOf$4(first),
			value,
			whole: value
		}];
	}
	const settings = words.map((word) => settingOf(word));
	return settings.some(({ value }) => keyword === "ENV" && value === void 0) ? void 0 : settings;
}
function settingOf(word) {
	const text = textOf$4(word);
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
function platformArgs(platform = "linux/amd64") {
	const [os = "", arch = "", variant = ""] = platform.split("/");
	return Object.fromEntries(Object.entries({
		PLATFORM: platform,
		OS: os,
		ARCH: arch,
		VARIANT: variant
	}).flatMap(([name, value]) => [[`TARGET${name}`, value], [`BUILD${name}`, value]]));
}
function globalScope(dockerfile, options) {
	const known = new Map(Object.entries(platformArgs(options.platform)));
	const lookup = (name) => known.get(name);
	for (const instruction of dockerfile.globalArgs) for (const { name, value } of settingsOf(instruction, dockerfile.escapeCharacter) ?? []) {
		const given = options.buildArgs?.[name] ?? (value === void 0 ? void 0 : substitute(value, lookup));
		if (given !== void 0) known.set(name, given);
	}
	return lookup;
}
function baseOfStage(dockerfile, stage, options) {
	const name = substitute(stage.base, globalScope(dockerfile, options));
	if (name === void 0 || name === "") return { unset: textOf$4(stage.base) };
	const earlier = dockerfile.stages.slice(0, stage.index).findLast((each) => each.name === name.toLowerCase());
	return earlier === void 0 ? { image: name } : { stage: earlier };
}
function referencesOf(dockerfile, stage, options) {
	return [{
		word: stage.base,
		line: stage.from.line,
		origin: baseOfStage(dockerfile, stage, options)
	}, ...stage.instructions.flatMap((instruction) => fromWords(instruction).map((word) => ({
		word,
		line: instruction.line,
		origin: originOf$1(dockerfile, stage, textOf$4(word), options)
	})))];
}
function originOf$1(dockerfile, stage, name, options) {
	const earlier = stageCalled(dockerfile, name, stage.index);
	if (earlier !== void 0) return { stage: earlier };
	if (!name.includes("$")) return { image: name };
	const image = substitute({
		source: {
			text: name,
			at: [],
			end: []
		},
		quoting: "n".repeat(name.length),
		range: {
			start: 0,
			end: 0
		},
		next: 0
	}, globalScope(dockerfile, options));
	return image === void 0 ? { unset: name } : { image };
}
function fromWords(instruction) {
	return instruction.flags.flatMap((flag) => {
		const value = flag.value ?? "";
		const name = flag.name === "from" ? value : flag.name === "mount" ? mountOptions(flag).get("from") : void 0;
		if (name === void 0 || name === "" || flag.valueRange === void 0) return [];
		const at = flag.name === "from" ? 0 : value.search(/(^|,)from=/i) + (/^from=/i.test(value) ? 5 : 6);
		const start = flag.valueRange.start + at;
		const offsets = Array.from(name, (_, index) => start + index);
		return [{
			source: {
				text: name,
				at: offsets,
				end: offsets.map((offset) => offset + 1)
			},
			quoting: "n".repeat(name.length),
			range: {
				start,
				end: start + name.length
			},
			next: 0
		}];
	});
}
function neededStages(dockerfile, target, options) {
	const needed = new Set();
	const visit = (stage) => {
		if (needed.has(stage)) return;
		needed.add(stage);
		for (const { origin } of referencesOf(dockerfile, stage, options)) if ("stage" in origin) visit(origin.stage);
	};
	visit(target);
	return dockerfile.stages.filter((stage) => needed.has(stage));
}
function chainOf(dockerfile, stage, options) {
	const base = baseOfStage(dockerfile, stage, options);
	if (!("stage" in base)) return {
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
	const { workdir: start, env: own } = imageFacts("image" in root ? root.image : "");
	const predefined = platformArgs(options.platform);
	const inFrom = globalScope(dockerfile, options);
	const env = new Map(Object.entries(own));
	const args = new Map();
	let workdir = start;
	let user;
	const steps = [];
	for (const each of stages) for (const instruction of each.instructions) {
		const values = new Map([...args, ...env]);
		const lookup = (name) => values.get(name);
		const sources = new Map([...[...args.keys()].map((name) => [name, "ARG"]), ...[...env.keys()].map((name) => [name, "ENV"])]);
		steps.push({
			stage: each,
			instruction,
			scope: {
				lookup,
				setBy: (name) => sources.get(name),
				workdir,
				user
			}
		});
		const settings = settingsOf(instruction, dockerfile.escapeCharacter) ?? [];
		const [first] = instruction.words;
		if (instruction.keyword === "ENV") for (const { name, value } of settings) env.set(name, value && substitute(value, lookup));
		else if (instruction.keyword === "ARG") for (const { name, value } of settings) {
			const byDefault = value === void 0 ? inFrom(name) ?? predefined[name] : substitute(value, lookup);
			args.set(name, options.buildArgs?.[name] ?? byDefault);
		}
		else if (instruction.keyword === "WORKDIR" && first !== void 0) {
			const to = substitute(first, lookup);
			workdir = to === void 0 ? void 0 : resolvePath(workdir, to);
		} else if (instruction.keyword === "USER" && first !== void 0) user = substitute(first, lookup) ?? textOf$4(first);
	}
	return steps;
}
function resolvePath(from, to) {
	if (!to.startsWith("/") && from === void 0) return void 0;
	const parts = [];
	for (const part of (to.startsWith("/") ? to : `${from}/${to}`).split("/")) if (part === "..") parts.pop();
	else if (part !== "" && part !== ".") parts.push(part);
	return `/${parts.join("/")}`;
}
// src/dockerfile/read/copies.ts
function copiesOf(dockerfile, step, options) {
	const { instruction, stage, scope } = step;
	if (instruction.keyword === "RUN") return mountsOf(dockerfile, step, options);
	if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
	const paths = (instruction.exec ?? instruction.words).map((word) => substitute(word, scope.lookup));
	const target = paths.at(-1);
	const at = target === void 0 ? void 0 : resolvePath(scope.workdir, target);
	if (target === void 0 || at === void 0) return [];
	const sources = paths.slice(0, -1).filter((path) => path !== void 0 && !path.startsWith("<<"));
	return sources.map((source) => ({
		from: fromOf(dockerfile, stage, instruction, source, options),
		source: /^https?:/.test(source ?? "") ? source ?? "" : trimPath(source ?? ""),
		target: at,
		into: sources.length > 1 || target.endsWith("/") || target === "." || at === scope.workdir,
		line: instruction.line
	}));
}
function fromOf(dockerfile, stage, instruction, source, options) {
	const from = instruction.flags.find(({ name }) => name === "from")?.value;
	if (from !== void 0) return originOf$1(dockerfile, stage, from, options);
	return /^(https?:|git@)/.test(source ?? "") ? "address" : "context";
}
function mountsOf(dockerfile, step, options) {
	const { instruction, stage, scope } = step;
	return instruction.flags.flatMap((flag) => {
		const mount = flag.name === "mount" ? mountOptions(flag) : new Map();
		const type = mount.get("type") ?? "bind";
		const to = mount.get("target") ?? mount.get("dst") ?? mount.get("destination");
		const target = to === void 0 ? void 0 : resolvePath(scope.workdir, to);
		if (flag.name !== "mount" || type !== "bind" || target === void 0) return [];
		const from = mount.get("from");
		return [{
			from: from === void 0 ? "context" : originOf$1(dockerfile, stage, from, options),
			source: trimPath(mount.get("source") ?? mount.get("src") ?? ""),
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
		for (const copy of [...copiesOf(dockerfile, step, options)].reverse()) {
			const source = sourceOfPath(copy, path);
			if (source === void 0 || copy.from === "address") continue;
			if (copy.from === "context") return source === "" ? "." : source;
			if ("stage" in copy.from) return contextPath(dockerfile, copy.from.stage, `/${source}`, options);
		}
	}
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
// src/shell/commands.ts
const reserved$1 = new Set("! do done elif else esac fi if then time until while { }".split(" "));
const endsWord = (character) => /[\s;&|()<>]/.test(character);
const redirection = /^(?:&>>?|<<-|<<<|<<|<>|<&|>>|>&|>\||<|>)/;
const assignment = /^[A-Za-z_]\w*\+?=/;
function shellCommands$1(script) {
	const { text } = script;
	const commands = [];
	let assignments = [];
	let words = [];
	let within = [];
	let heredocs = [];
	const finish = () => {
		if (assignments.length + words.length > 0) commands.push({
			assignments,
			words,
			within
		});
		assignments = [];
		words = [];
	};
	for (let at = 0; at < text.length;) {
		const character = text[at] ?? "";
		const operator = redirection.exec(text.slice(at, at + 3))?.[0];
		if (character === "\n") {
			finish();
			at = afterHeredocs(text, at + 1, heredocs);
			heredocs = [];
		} else if (/\s/.test(character)) at += 1;
		else if (character === "\\" && text[at + 1] === "\n") at += 2;
		else if (character === "#") at = lineEnd(text, at);
		else if (operator !== void 0) {
			at += operator.length;
			while (text[at] === " " || text[at] === "	") at += 1;
			const to = readWord(script, at, endsWord);
			if (to === void 0) return void 0;
			if (operator === "<<" || operator === "<<-") heredocs.push(textOf$4(to));
			at = to.next;
		} else if (/[;&|()]/.test(character)) {
			finish();
			if (character === "(") within = [...within, script.at[at] ?? 0];
			if (character === ")") within = within.slice(0, -1);
			at += 1;
		} else {
			const word = readWord(script, at, endsWord);
			if (word === void 0) return void 0;
			at = Math.max(word.next, at + 1);
			const value = textOf$4(word);
			const bare = !/[^n]/.test(word.quoting);
			if (/^\d+$/.test(value) && /[<>]/.test(text[at] ?? "")) continue;
			if (words.length === 0 && bare && assignments.length === 0) {
				if (reserved$1.has(value)) continue;
			}
			const name = assignment.exec(value)?.[0];
			if (words.length === 0 && name !== void 0 && !/[^n]/.test(word.quoting.slice(0, name.length))) assignments.push(word);
			else words.push(word);
		}
	}
	finish();
	return commands;
}
function lineEnd(text, from) {
	const found = text.indexOf("\n", from);
	return found < 0 ? text.length : found;
}
function afterHeredocs(text, from, names) {
	let at = from;
	for (const name of names) while (at < text.length) {
		const end = lineEnd(text, at);
		const line = text.slice(at, end).trim();
		at = Math.min(end + 1, text.length);
		if (line === name) break;
	}
	return at;
}
// src/dockerfile/read/invocations.ts
const shells$1 = new Set([
	"ash",
	"bash",
	"dash",
	"sh",
	"zsh"
]);
const wrappers = {
	command: [],
	doas: ["-u"],
	env: [
		"-u",
		"--unset",
		"-C",
		"--chdir"
	],
	exec: ["-a"],
	nice: ["-n"],
	nohup: [],
	sudo: ["-u", "-g"],
	time: []
};
function invocationsOf(dockerfile, instruction) {
	if (instruction.keyword !== "RUN") return [];
	const { exec, rest, heredocs } = instruction;
	const lineAt = (offset) => lineOf$1(dockerfile.text, offset);
	if (exec !== void 0) return unwrap({
		assignments: [],
		words: exec,
		within: []
	}, lineAt, true);
	const own = script(shellCommands$1(rest), lineAt);
	if (own === void 0) return void 0;
	if (!(own.length === 0 || own.every(({ program, words }) => shells$1.has(program) && words.length === 1))) return own;
	const inside = heredocs.map((heredoc) => heredocSource(dockerfile, heredoc)).map((body) => {
		const interpreter = /^#!.*?(\w+)\s*$/m.exec(body.text.split("\n")[0] ?? "")?.[1];
		if (interpreter !== void 0 && !shells$1.has(interpreter)) return [];
		return script(shellCommands$1(body), lineAt);
	});
	return inside.includes(void 0) ? void 0 : inside.flatMap((each) => each ?? []);
}
function script(commands, lineAt) {
	const all = commands?.map((command) => unwrap(command, lineAt, false));
	return all === void 0 || all.includes(void 0) ? void 0 : all.flatMap((each) => each ?? []);
}
function unwrap(command, lineAt, quoted) {
	const settings = command.assignments.map(settingOf);
	let words = command.words;
	for (;;) {
		const [first] = words;
		const program = first === void 0 ? "" : textOf$4(first).split("/").at(-1) ?? "";
		const takesValue = wrappers[program];
		if (first === void 0 || takesValue === void 0 || words.length === 1) {
			const inner = shells$1.has(program) ? scriptWord(words) : void 0;
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
			const nested = shellCommands$1(inner.source)?.map((each) => unwrap({
				...each,
				within: [
					...command.within,
					inner.range.start,
					...each.within
				]
			}, lineAt, true));
			if (nested === void 0 || nested.includes(void 0)) return void 0;
			return nested.flatMap((each) => each ?? []).map((each) => ({
				...each,
				settings: [...settings, ...each.settings]
			}));
		}
		let at = 1;
		for (; at < words.length; at += 1) {
			const word = words[at];
			const text = word === void 0 ? "" : textOf$4(word);
			if (takesValue.includes(text)) at += 1;
			else if (/^[A-Za-z_]\w*=/.test(text) && word !== void 0 && program !== "exec") settings.push(settingOf(word));
			else if (!text.startsWith("-")) break;
		}
		words = words.slice(at);
	}
}
function scriptWord(words) {
	const at = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(textOf$4(word)));
	return at < 0 ? void 0 : words[at + 1];
}
// src/dockerfile/read/runs.ts
function runsOf(dockerfile, step) {
	const invocations = invocationsOf(dockerfile, step.instruction);
	if (invocations === void 0) return void 0;
	const { scope } = step;
	const states = new Map([["", {
		cwd: scope.workdir,
		variables: new Map()
	}]]);
	const stateOf = (within) => {
		return states.get(within.join()) ?? stateOf(within.slice(0, -1));
	};
	return invocations.map((invocation) => {
		const before = stateOf(invocation.within);
		const lookup = (name) => {
			const own = before.variables.get(name);
			return own === void 0 ? scope.lookup(name) : own.value;
		};
		states.set(invocation.within.join(), after(invocation, before, lookup, step));
		const environment = (name) => {
			const own = invocation.settings.findLast((setting) => setting.name === name);
			if (own !== void 0 && invocation.program !== "") return {
				by: "command",
				value: own.value && substitute(own.value, lookup)
			};
			const variable = before.variables.get(name);
			if (variable?.exported === true) return {
				by: "shell",
				value: variable.value
			};
			const by = scope.setBy(name);
			return by === void 0 ? void 0 : {
				by,
				value: scope.lookup(name)
			};
		};
		return {
			...invocation,
			step,
			cwd: before.cwd,
			lookup,
			environment
		};
	});
}
function after(invocation, before, lookup, step) {
	const { program, words, settings } = invocation;
	const [, first] = words;
	if (program === "cd" || program === "pushd") {
		const to = first === void 0 ? void 0 : substitute(first, lookup);
		return {
			...before,
			cwd: to === void 0 ? void 0 : resolvePath(before.cwd, to)
		};
	}
	if (program === "popd") return {
		...before,
		cwd: step.scope.workdir
	};
	if (program === "for" && first !== void 0) return set$1(before, [{
		name: textOf$4(first),
		whole: first
	}], lookup, () => false);
	if (program === "export") return set$1(before, words.slice(1).map(settingOf), lookup, () => true);
	if (program !== "") return before;
	const isExported = (name) => before.variables.get(name)?.exported ?? step.scope.setBy(name) !== void 0;
	return set$1(before, settings, lookup, isExported);
}
function set$1(before, settings, lookup, exported) {
	const variables = new Map(before.variables);
	for (const { name, value } of settings) {
		const known = value === void 0 ? variables.get(name)?.value : substitute(value, lookup);
		variables.set(name, {
			value: known,
			exported: exported(name)
		});
	}
	return {
		...before,
		variables
	};
}
// src/dockerfile/read/start.ts
const inits = new Set([
	"catatonit",
	"dumb-init",
	"tini",
	"tini-static"
]);
function startOf$1(dockerfile, stage, options) {
	let entrypoint;
	let command;
	let scope;
	for (const step of stepsOf(dockerfile, stage, options)) {
		scope = step.scope;
		if (step.instruction.keyword === "ENTRYPOINT") entrypoint = wordsOf$2(step.instruction, step.scope);
		if (step.instruction.keyword === "CMD") command = wordsOf$2(step.instruction, step.scope);
	}
	const first = entrypoint ?? command;
	if (first === void 0 || scope === void 0) return void 0;
	const more = entrypoint === void 0 || entrypoint.shell ? [] : command?.words ?? [];
	let words = [...first.words, ...more];
	if (inits.has(words[0]?.split("/").at(-1) ?? "")) {
		const after = words.findIndex((word, index) => index > 0 && !word.startsWith("-"));
		words = after < 0 ? words : words.slice(after);
	}
	const [program, ...rest] = words;
	if (program === void 0) return void 0;
	return {
		program,
		arguments: rest,
		shell: first.shell,
		line: first.line,
		scope
	};
}
function wordsOf$2({ exec, rest, line }, scope) {
	if (exec !== void 0) return {
		words: exec.map(textOf$4),
		shell: false,
		line
	};
	const words = (shellCommands$1(rest)?.at(-1)?.words ?? []).map((word) => substitute(word, scope.lookup) ?? textOf$4(word));
	return {
		words: words[0] === "exec" ? words.slice(1) : words,
		shell: true,
		line
	};
}
// src/dockerfile/read/trace.ts
function traceFile(dockerfile, stage, path, options, made = () => false, before = Number.POSITIVE_INFINITY) {
	const steps = stepsOf(dockerfile, stage, options).filter(({ instruction }) => instruction.start < before).reverse();
	for (const sourceIn of [namedSource, directorySource]) {
		if (sourceIn === directorySource && made(stage, path)) break;
		for (const step of steps) {
			const { instruction } = step;
			const [from] = movedFrom(dockerfile, step, path);
			if (from !== void 0) return traceFile(dockerfile, step.stage, from, options, made, instruction.start);
			if (instruction.keyword === "RUN") continue;
			for (const copy of [...copiesOf(dockerfile, step, options)].reverse()) {
				const source = sourceIn(copy, path);
				if (source === void 0) continue;
				const { line } = copy;
				if (typeof copy.from === "string") return {
					from: copy.from,
					source,
					line
				};
				if ("stage" in copy.from) return traceFile(dockerfile, copy.from.stage, `/${source}`, options, made);
				return {
					from: "image",
					source: "image" in copy.from ? copy.from.image : copy.from.unset,
					line
				};
			}
		}
	}
	return {
		from: "stage",
		stage,
		path,
		line: stage.from.line
	};
}
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
		const paths = run.words.slice(1).map((word) => substitute(word, run.lookup)).filter((word) => word !== void 0 && !word.startsWith("-") && !/^\d+$/.test(word));
		const to = paths.at(-1);
		const target = to === void 0 ? void 0 : resolvePath(run.cwd, to);
		return paths.slice(0, -1).flatMap((from) => {
			const source = resolvePath(run.cwd, from ?? "");
			const inside = resolvePath(target, from?.split("/").at(-1) ?? "");
			return source !== void 0 && source !== path && (path === target || path === inside) ? [source] : [];
		});
	});
}
// src/dockerfile/facts/go-command.ts
const withValue$1 = new Set("C asmflags buildmode compiler coverpkg covermode gccgoflags gcflags installsuffix ldflags mod modfile o overlay p pgo pkgdir tags toolexec".split(" "));
function isGo(invocation) {
	return /^(xx-)?go(\d[\w.]*|tip)?$/.test(invocation.program);
}
function goCommandOf(invocation) {
	if (!isGo(invocation) && invocation.program !== "garble") return void 0;
	let at = 1;
	const before = [];
	for (; at < invocation.words.length; at += 1) {
		const flag = readFlag(invocation.words, at);
		if (flag === void 0) break;
		before.push(flag);
		at += flag.words.length - 1;
	}
	const subcommand = invocation.words[at];
	if (subcommand === void 0) return void 0;
	const flags = [...before];
	at += 1;
	for (; at < invocation.words.length; at += 1) {
		const flag = readFlag(invocation.words, at);
		if (flag === void 0) break;
		flags.push(flag);
		at += flag.words.length - 1;
	}
	return {
		subcommand: textOf$4(subcommand),
		at: subcommand,
		flags,
		packages: invocation.words.slice(at)
	};
}
function readFlag(words, at) {
	const word = words[at];
	const text = word === void 0 ? "" : textOf$4(word);
	const found = /^--?([A-Za-z]\w*)(=)?/.exec(text);
	if (word === void 0 || found?.[1] === void 0) return void 0;
	const name = found[1];
	if (found[2] !== void 0) return {
		name,
		value: sliceWord(word, found[0].length),
		words: [word]
	};
	const next = words[at + 1];
	if (!withValue$1.has(name) || next === void 0) return {
		name,
		words: [word]
	};
	return {
		name,
		value: next,
		words: [word, next]
	};
}
function flagOf(command, name) {
	return command.flags.findLast((flag) => flag.name === name);
}
function buildsProgram(command) {
	if (command.subcommand !== "build" && command.subcommand !== "install") return false;
	return !command.packages.some((word) => /@/.test(textOf$4(word)));
}
// src/dockerfile/facts/build-origin.ts
const inheriting = new Set([
	"gmake",
	"just",
	"mage",
	"make",
	"ninja",
	"task"
]);
const closed = new Set([
	"bazel",
	"dagger",
	"earthly",
	"goreleaser",
	"ko",
	"nix",
	"nix-build",
	"pack"
]);
const atStart = new Set([
	"CompileDaemon",
	"air",
	"fresh",
	"go",
	"gow",
	"realize",
	"reflex"
]);
const interpreters = new Set("bun catalina.sh deno java nginx node npm npx perl php php-fpm pnpm python python3 ruby uvicorn gunicorn yarn".split(" "));
function elsewhere(dockerfile, known) {
	const starter = known.start?.program.split("/").at(-1) ?? "";
	if (atStart.has(starter)) return {
		kind: "other",
		because: `it compiles only when the container starts, with \`${starter}\``
	};
	return hidden$1(dockerfile, known) ?? prebuilt(dockerfile, known) ?? other(known);
}
function hidden$1(dockerfile, { stages, runs, options }) {
	for (const run of runs) {
		const hiding = hidingOf(run);
		if (hiding === void 0) continue;
		if (hiding.own || hasGo(dockerfile, run.step.stage, runs, options)) return {
			kind: "hidden",
			by: hiding.by,
			line: run.line,
			inherits: hiding.inherits
		};
	}
	for (const stage of stages) {
		const { root } = chainOf(dockerfile, stage, options);
		const image = "image" in root ? root.image : "";
		if (/^(heroku\/|paketobuildpacks\/|gcr\.io\/buildpacks\/)/.test(image)) return {
			kind: "hidden",
			by: `the buildpack of \`${image}\``,
			line: stage.from.line,
			inherits: false
		};
	}
}
function hidingOf(run) {
	const { program } = run;
	if (closed.has(program)) return {
		by: `\`${program}\``,
		inherits: false,
		own: true
	};
	const go = goCommandOf(run);
	if (go?.subcommand === "run" && !go.packages.some((word) => textOf$4(word).includes("@"))) return {
		by: `\`go run ${go.packages.map(textOf$4).join(" ")}\``,
		inherits: true,
		own: true
	};
	if (inheriting.has(program)) return {
		by: `\`${program}\``,
		inherits: true,
		own: false
	};
	const script = scriptOf(run);
	return script === void 0 ? void 0 : {
		by: `the script \`${script}\``,
		inherits: true,
		own: false
	};
}
function hasGo(dockerfile, stage, runs, options) {
	const { stages, root } = chainOf(dockerfile, stage, options);
	if ("image" in root && imageFacts(root.image).go) return true;
	return runs.some((run) => stages.includes(run.step.stage) && (goCommandOf(run) !== void 0 || run.words.some((word) => /^(go|golang|golang-go|golang-\d.*)$|go\.dev\/dl|\/go\d.*\.tar\.gz/.test(textOf$4(word)))));
}
function scriptOf({ program, words }) {
	const [first] = words.map(textOf$4);
	if (first === void 0) return void 0;
	if ([
		"ash",
		"bash",
		"sh",
		"source",
		"."
	].includes(program)) return words.slice(1).map(textOf$4).find((word) => !word.startsWith("-"));
	return first.startsWith("./") || /\.sh$/.test(first) || /^[\w.-]+\//.test(first) ? first : void 0;
}
function prebuilt(dockerfile, known) {
	const { target, runs, start, options, stages } = known;
	if (start !== void 0 && !interpreters.has(start.program.split("/").at(-1) ?? "")) {
		const path = resolvePath(start.scope.workdir, start.program);
		const candidates = !start.program.includes("/") ? [
			"/usr/local/bin",
			"/usr/bin",
			"/bin",
			"/usr/local/sbin",
			"/usr/sbin"
		].map((each) => `${each}/${start.program}`) : [path];
		for (const candidate of candidates) {
			const traced = candidate === void 0 ? void 0 : traceFile(dockerfile, target, candidate, options);
			if (traced?.from === "stage" && !chainOf(dockerfile, target, options).stages.includes(traced.stage)) {
				const { root } = chainOf(dockerfile, traced.stage, options);
				if (!("image" in root) || runs.some(({ step }) => step.stage === traced.stage)) continue;
				return {
					kind: "prebuilt",
					how: "released",
					what: root.image,
					line: traced.line
				};
			}
			if (traced === void 0 || traced.from === "stage") continue;
			return {
				kind: "prebuilt",
				how: {
					context: "copied",
					address: "downloaded",
					image: "released"
				}[traced.from],
				what: traced.source,
				line: traced.line
			};
		}
	}
	for (const run of runs) {
		const words = run.words.map(textOf$4);
		const address = words.find((word) => /^["']?(https?|git|ssh):\/\/|^git@/.test(word));
		if (run.program === "git" && words.includes("clone")) return {
			kind: "prebuilt",
			how: "cloned",
			what: address ?? words.at(-1) ?? "",
			line: run.line
		};
		if ([
			"aria2c",
			"curl",
			"gh",
			"wget"
		].includes(run.program) && address !== void 0) return {
			kind: "prebuilt",
			how: "downloaded",
			what: address,
			line: run.line
		};
	}
	for (const stage of stages) for (const { instruction } of stepsOf(dockerfile, stage, options)) {
		const address = instruction.words.map(textOf$4).find((word) => /^https?:/.test(word));
		if (instruction.keyword === "ADD" && address !== void 0) return {
			kind: "prebuilt",
			how: "downloaded",
			what: address,
			line: instruction.line
		};
	}
	const { root } = chainOf(dockerfile, target, options);
	const copies = stages.some((stage) => stage.instructions.some(({ keyword }) => keyword === "COPY"));
	if ("image" in root && start === void 0 && !copies && parseImage(root.image).repository.includes("/")) return {
		kind: "prebuilt",
		how: "released",
		what: root.image,
		line: target.from.line
	};
}
function other({ start }) {
	return {
		kind: "other",
		because: start === void 0 ? "it runs no go command" : `it runs no go command, and starts \`${start.program}\``
	};
}
// src/dockerfile/facts/needs.ts
function neededArgs(dockerfile, stages, runs, options) {
	const { escapeCharacter } = dockerfile;
	const inFrom = globalScope(dockerfile, options);
	const global = dockerfile.globalArgs.flatMap((instruction) => (settingsOf(instruction, escapeCharacter) ?? []).filter(({ name }) => inFrom(name) === void 0).filter(({ name }) => stages.some(({ base }) => uses(textOf$4(base), name))).map(({ name }) => ({
		name,
		line: instruction.line
	})));
	const inStages = stages.flatMap((stage) => stage.instructions.filter(({ keyword }) => keyword === "ARG").flatMap((instruction) => (settingsOf(instruction, escapeCharacter) ?? []).map(({ name, value }) => ({
		name,
		value,
		instruction
	}))).filter(({ name, value }) => value === void 0 && inFrom(name) === void 0).filter(({ name }) => options.buildArgs?.[name] === void 0).filter(({ name }) => runs.some((run) => run.step.stage === stage && goCommandOf(run)?.packages.some((word) => uses(textOf$4(word), name)))).map(({ name, instruction }) => ({
		name,
		line: instruction.line
	})));
	return [...global, ...inStages];
}
function uses(text, name) {
	return new RegExp(`\\$(${name}\\b|\\{${name}\\})`).test(text);
}
// src/dockerfile/facts/compiles.ts
function whatItCompiles(dockerfile, options = {}) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return { problem: noStage(dockerfile, options) };
	const stages = neededStages(dockerfile, target, options);
	const runs = stages.flatMap((stage) => runsOfStage(dockerfile, stage, options));
	const start = startOf$1(dockerfile, target, options);
	const builds = startedFirst(dockerfile, target, start, goBuilds(dockerfile, runs, options), options);
	return {
		...builds.length > 0 ? {
			kind: "go",
			builds
		} : elsewhere(dockerfile, {
			target,
			stages,
			runs,
			start,
			options
		}),
		start,
		needs: neededArgs(dockerfile, stages, runs, options),
		platform: platformOf(target)
	};
}
function noStage({ stages }, { target }) {
	const names = stages.flatMap(({ name }) => name === void 0 ? [] : [`\`${name}\``]);
	return `it has no stage \`${target}\`: ${names.length === 0 ? "none of its stages has a name" : `its stages are ${names.join(", ")}`}; change \`target\` in .github/linkgate.yml`;
}
function runsOfStage(dockerfile, stage, options) {
	return stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage).flatMap((step) => runsOf(dockerfile, step) ?? []);
}
function goBuilds(dockerfile, runs, options) {
	return runs.flatMap((run) => {
		const command = goCommandOf(run);
		if (command === void 0 || !buildsProgram(command)) return [];
		const changed = flagOf(command, "C")?.value;
		const to = changed === void 0 ? "." : substitute(changed, run.lookup);
		const workdir = to === void 0 ? void 0 : resolvePath(run.cwd, to);
		const written = command.packages.map((word) => substitute(word, run.lookup) ?? textOf$4(word));
		const packages = written.length === 0 ? ["."] : written;
		return [{
			line: run.line,
			stage: run.step.stage.index,
			workdir,
			packages,
			directories: directoriesOf(dockerfile, run, workdir, packages, options),
			output: outputOf(command, run, workdir, packages),
			goos: run.environment("GOOS")?.value,
			goarch: run.environment("GOARCH")?.value,
			cgo: run.environment("CGO_ENABLED")?.value,
			toolchain: run.environment("GOTOOLCHAIN")?.value,
			started: false
		}];
	});
}
function directoriesOf(dockerfile, run, workdir, packages, options) {
	const found = packages.flatMap((each) => {
		if (each.includes("$") || !/^(\.{0,2}\/|\.{1,2}$|[\w./*-]*\.go$)/.test(each)) return [];
		const all = each.endsWith("...");
		const directory = all ? each.replace(/\/?\.\.\.$/, "") : each.replace(/(^|\/)[^/]*\.go$/, "$1");
		const path = resolvePath(workdir, directory === "" ? "." : directory);
		if (path === void 0) return [];
		const inContext = contextPath(dockerfile, run.step.stage, path, options, run.step.instruction);
		if (inContext === void 0) return [];
		return [all ? `${inContext}/...` : inContext];
	});
	return [...new Set(found)];
}
function outputOf(command, run, workdir, packages) {
	const named = flagOf(command, "o")?.value;
	const to = named === void 0 ? void 0 : substitute(named, run.lookup);
	if (named !== void 0 && to === void 0) return void 0;
	if (to !== void 0 && !/(^|\/)\.?$/.test(to)) return resolvePath(workdir, to);
	const bin = run.lookup("GOBIN") ?? `${run.lookup("GOPATH") ?? "/go"}/bin`;
	const directory = resolvePath(workdir, to ?? (command.subcommand === "install" ? bin : "."));
	const name = (packages.length === 1 ? (packages[0] ?? "").replace(/\.go$/, "") : "").split("/").at(-1) ?? "";
	if (directory === void 0) return void 0;
	return /^\.*$|\$/.test(name) ? `${directory}/` : resolvePath(directory, name);
}
const searchPath = [
	"/usr/local/sbin",
	"/usr/local/bin",
	"/usr/sbin",
	"/usr/bin",
	"/sbin",
	"/bin",
	"/go/bin"
];
function startedFirst(dockerfile, target, start, builds, options) {
	if (start === void 0) return builds;
	const { program, scope } = start;
	const paths = program.includes("/") ? [resolvePath(scope.workdir, program)] : searchPath.map((directory) => `${directory}/${program}`);
	const makes = (build, stage, path) => (build.output?.endsWith("/") ? dirOf(path) : path) === build.output && chainOf(dockerfile, stage, options).stages.some(({ index }) => index === build.stage);
	const made = (stage, path) => builds.some((build) => makes(build, stage, path));
	const places = paths.flatMap((path) => {
		const traced = path === void 0 ? void 0 : traceFile(dockerfile, target, path, options, made);
		return traced?.from === "stage" ? [traced] : [];
	});
	const marked = builds.map((build) => ({
		...build,
		started: places.some(({ stage, path }) => makes(build, stage, path))
	}));
	return [...marked.filter(({ started }) => started), ...marked.filter(({ started }) => !started)];
}
function dirOf(path) {
	return path.slice(0, path.lastIndexOf("/") + 1);
}
function platformOf(target) {
	const written = target.from.flags.find(({ name }) => name === "platform")?.value;
	return written === void 0 || written.includes("$") ? void 0 : written;
}
// src/dockerfile/facts/describe.ts
function buildersOf(text, options) {
	const dockerfile = parseDockerfile(text);
	const what = "problem" in dockerfile ? dockerfile : whatItCompiles(dockerfile, options);
	if ("problem" in dockerfile || "problem" in what || what.kind !== "go") return [];
	const started = what.builds.filter((build) => build.started);
	return (started.length > 0 ? started : what.builds).flatMap(({ stage: index, toolchain }) => {
		const stage = dockerfile.stages.find((one) => one.index === index);
		const root = stage && chainOf(dockerfile, stage, options).root;
		return root === void 0 || !("image" in root) ? [] : [{
			image: root.image,
			...toolchain === void 0 ? {} : { toolchain }
		}];
	});
}
const nothing = {
	compilesGo: [],
	hidden: false,
	prebuilt: false,
	copySources: []
};
const describeDockerfile = (text, options) => {
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return nothing;
	const target = targetStage(dockerfile, options.target);
	const what = whatItCompiles(dockerfile, options);
	if (target === void 0 || "problem" in what) return nothing;
	const { start } = what;
	const builds = what.kind === "go" ? what.builds : [];
	const shipped = builds.some(({ started }) => started) ? builds.filter(({ started }) => started) : builds;
	const compilesGo = [...new Set(shipped.flatMap(({ directories }) => directories))];
	const copySources = neededStages(dockerfile, target, options).flatMap((stage) => stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage).flatMap((step) => copiesOf(dockerfile, step, options)).flatMap(({ from, source }) => from === "context" ? [source === "" ? "." : source] : []));
	return {
		compilesGo,
		hidden: what.kind === "hidden" || what.kind === "go" && compilesGo.length === 0,
		prebuilt: what.kind === "prebuilt",
		copySources: [...new Set(copySources)],
		...start === void 0 ? {} : { starts: {
			program: start.program,
			arguments: start.arguments,
			line: start.line
		} }
	};
};
// src/common/yaml-values.ts
function parsed$1(text) {
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
// src/shell/shell-words.ts
const separators = /^(?:[\n;()]|&&?|\|\|?|[{}](?=\s|$))/;
function shellCommands(script) {
	const commands = [];
	let words = [];
	let word;
	const endWord = () => {
		if (word !== void 0) words.push(word);
		word = void 0;
	};
	const endCommand = () => {
		endWord();
		if (words.length > 0) commands.push(words);
		words = [];
	};
	for (let at = 0; at < script.length;) {
		const rest = script.slice(at);
		const character = rest.charAt(0);
		const expansion = expansionAt(rest);
		const separator = word === void 0 || /^[\n;&|)]/.test(rest) ? separators.exec(rest)?.[0] : void 0;
		if (rest.startsWith("\\\n")) at += 2;
		else if (expansion !== void 0) {
			word = (word ?? "") + expansion;
			at += expansion.length;
		} else if (character === "'") {
			const end = script.indexOf("'", at + 1);
			word = (word ?? "") + script.slice(at + 1, end < 0 ? void 0 : end);
			at = end < 0 ? script.length : end + 1;
		} else if (character === "\"") {
			const [text, length] = doubleQuoted(rest);
			word = (word ?? "") + text;
			at += length;
		} else if (character === "\\") {
			word = (word ?? "") + rest.charAt(1);
			at += 2;
		} else if (character === "#" && word === void 0) at += /^[^\n]*/.exec(rest)?.[0].length ?? 1;
		else if (separator !== void 0) {
			endCommand();
			at += separator.length;
		} else if (/\s/.test(character)) {
			endWord();
			at += 1;
		} else {
			word = (word ?? "") + character;
			at += 1;
		}
	}
	endCommand();
	return commands;
}
function doubleQuoted(rest) {
	let text = "";
	let at = 1;
	while (at < rest.length && rest.charAt(at) !== "\"") {
		const expansion = expansionAt(rest.slice(at));
		if (expansion !== void 0) {
			text += expansion;
			at += expansion.length;
		} else if (rest.startsWith("\\\n", at)) at += 2;
		else if (/^\\["\\$`]/.test(rest.slice(at))) {
			text += rest.charAt(at + 1);
			at += 2;
		} else {
			text += rest.charAt(at);
			at += 1;
		}
	}
	return [text, at + 1];
}
function expansionAt(rest) {
	if (!rest.startsWith("$")) return void 0;
	return (/^\$\{\{[\s\S]*?\}\}/.exec(rest) ?? /^\$\{[^}]*\}/.exec(rest) ?? /^\$\([^)]*\)/.exec(rest))?.[0];
}
// src/repository/compose.ts
const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;
function composeServices(text, file) {
	const services = asMap(asMap(parsed$1(text))["services"]);
	return Object.entries(services).map(([name, given]) => {
		const service = asMap(given);
		const by = `${file}, service ${name}`;
		const build = buildOf$2(service["build"], parentOf(file), by);
		return {
			name,
			...build === void 0 ? {} : { build },
			hint: hintOf(service, services, parentOf(file), by)
		};
	});
}
function buildOf$2(given, directory, by) {
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
	return text === void 0 ? void 0 : shellCommands(text.replaceAll("\n", " "))[0];
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
		for (const directory of level) for (const { name, kind } of await files.list(directory === "." ? root : `${root}/${directory}`)) {
			const path = joinPath(directory, name);
			if (kind === "directory" && !skipped$1.has(name)) next.push(path);
			if (kind === "file") found.push(path);
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
	const start = command.findIndex((word) => builders.has(word));
	if (start < 0 || command.slice(0, start).some((word) => word !== "sudo" && !/^\w+=/.test(word))) return void 0;
	const verb = command.findIndex((word, at) => at > start && /^(?:build|bud)$/.test(word));
	if (verb < 0 || command.slice(start + 1, verb).some((word) => !/^(?:buildx|image|builder)$/.test(word))) return void 0;
	const values = {
		file: void 0,
		target: void 0,
		context: void 0
	};
	const args = [];
	for (let at = verb + 1; at < command.length; at++) {
		const word = command[at] ?? "";
		if (/^\d*[<>]/.test(word)) {
			if (/[<>]$/.test(word)) at += 1;
			continue;
		}
		if (word === "-") return void 0;
		if (!word.startsWith("-")) {
			values.context = word;
			continue;
		}
		if (switches.test(word)) continue;
		const [name = "", ...rest] = word.split("=");
		const value = rest.length > 0 ? rest.join("=") : command[++at] ?? "";
		if (name === "-f" || name === "--file") values.file = value;
		else if (name === "--target") values.target = value;
		else if (name === "--build-arg") args.push(value);
	}
	const { context, file, target } = values;
	if (context === void 0) return void 0;
	return {
		context,
		...file === void 0 ? {} : { file },
		target,
		args
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
	const workflow = asMap(parsed$1(text));
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
	return buildOf$1({
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
	for (const command of shellCommands(script)) {
		const [program, to] = command;
		if (program === "cd") {
			const next = to === void 0 ? void 0 : resolve(to, lookup);
			directory = next === void 0 || directory === void 0 ? void 0 : cleanPath(`${directory}/${next}`);
			continue;
		}
		const options = dockerBuildOptions(command);
		if (options === void 0 || directory === void 0) continue;
		const build = buildOf$1(options, directory, lookup);
		if (build !== void 0) found.push(build);
	}
	return found;
}
function buildOf$1(given, directory, lookup) {
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
	const sources = facts.copySources.flatMap(checkable);
	let best;
	for (const directory of ancestorsOf(parentOf(dockerfile))) {
		let lacks = 0;
		for (const source of sources) if (!await has(joinPath(directory, source))) lacks += 1;
		for (const compiled of facts.compilesGo.length > 0 ? facts.compilesGo : ["."]) if (!await hasModule(has, directory, compiled)) lacks += facts.prebuilt ? 0 : sources.length + 1;
		if (best === void 0 || lacks < best.lacks) best = {
			directory,
			lacks
		};
	}
	return best?.directory ?? ".";
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
	const path = cleanPath((pattern < 0 ? source : source.slice(0, source.lastIndexOf("/", pattern) + 1)).replace(/^\/+/, "") || ".");
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
async function surveyDockerfiles(files, root, options, describe, key = "build.dockerfile") {
	const paths = await listFiles(files, root);
	const read = (path) => files.readText(`${root}/${path}`);
	const workflows = [];
	for (const path of paths.filter((one) => workflowFile.test(one))) workflows.push(...workflowBuilds(await read(path) ?? "", path));
	const services = [];
	for (const path of paths.filter((one) => composeFile.test(lastOf(one)) && !isDecoy(one))) services.push(...composeServices(await read(path) ?? "", path));
	if (options.dockerfile === false) return {
		builds: [],
		services
	};
	const found = paths.filter((path) => dockerfileName.test(lastOf(path)));
	if (options.dockerfile !== void 0 && await read(options.dockerfile) === void 0) {
		const others = found.length === 0 ? "there is none in this repository" : `there are ${found.join(", ")}`;
		return {
			builds: [],
			services,
			problem: `${key} \`${options.dockerfile}\` does not exist: ${others}`
		};
	}
	const builds = [];
	const add = async (one, evidence) => {
		const text = await read(one.dockerfile);
		if (text === void 0) return;
		const target = options.target ?? one.target;
		const buildArgs = {
			...one.buildArgs,
			...options.buildArgs
		};
		const facts = describe(text, {
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
	};
	if (options.dockerfile === void 0) {
		for (const build of workflows) await add(build, "workflow");
		for (const { build } of services) if (build !== void 0) await add(build, "compose");
		for (const path of found) await add(plain$1(path), "file");
		return {
			builds,
			services
		};
	}
	for (const build of [...workflows, ...services.flatMap((one) => one.build ?? [])]) if (build.dockerfile === options.dockerfile) await add(build, "configuration");
	if (builds.every(({ decoy }) => decoy)) await add(plain$1(options.dockerfile), "configuration");
	return {
		builds,
		services
	};
}
async function mayHaveDockerfile(files, root, { dockerfile }) {
	if (dockerfile !== void 0) return dockerfile !== false;
	return (await listFiles(files, root)).some((path) => dockerfileName.test(lastOf(path)));
}
function plain$1(dockerfile) {
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
	if (problem !== void 0) return { problem };
	const directory = cleanPath(`${main.module}/${main.path}`) ?? ".";
	if (builds.length === 0) return { none: "there is no Dockerfile" };
	for (const evidence of evidences) {
		const left = fitting(builds, evidence, directory);
		const [only] = left;
		if (left.length === 1 && only !== void 0) return {
			build: only,
			because: reason(only, directory)
		};
		for (const [isUsual, because] of usual) {
			const [first, ...others] = left.filter(isUsual);
			if (first !== void 0 && others.length === 0) return {
				build: first,
				because
			};
		}
		if (left.length > 1) return {
			problem: ambiguous(left, directory),
			candidates: left
		};
	}
	const [first] = builds.filter(({ compiles, decoy }) => compiles.length > 0 && !decoy);
	if (first === void 0) return { none: "no Dockerfile here compiles Go" };
	const programs = [...new Set(first.compiles)].join(", ");
	return { none: `\`${first.dockerfile}\` compiles ${programs} and not ${directory}` };
}
function fitting(builds, evidence, directory) {
	const given = builds.filter((one) => one.evidence === evidence && !one.decoy);
	if (evidence === "configuration") return merged$1(given);
	return merged$1([
		given.filter(({ compiles }) => hasDirectory(compiles, directory)),
		given.filter(({ compiles, facts }) => compiles.length === 0 && facts.hidden),
		given.filter(({ compiles, facts }) => compiles.length === 0 && !facts.hidden && facts.prebuilt)
	].find((rank) => rank.length > 0) ?? []);
}
function merged$1(builds) {
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
function ambiguous(left, directory) {
	const names = left.map(({ dockerfile, target }) => target === void 0 ? dockerfile : `${dockerfile}, target ${target}`);
	const [first] = left;
	const choice = [`dockerfile: ${first?.dockerfile}`, ...left.every(({ dockerfile }) => dockerfile === first?.dockerfile) && first?.target !== void 0 ? [`target: ${first.target}`] : []];
	return `there are ${left.length} ways to build an image of ${directory} (${names.join("; ")}): choose one in .github/linkgate.yml, such as \`build: { ${choice.join(", ")} }\``;
}
// src/plan/mode-images.ts
async function surveyImages(files, root, { dockerfile, modes }, describe) {
	const ofModes = new Map();
	for (const { name, image } of modes) {
		if (image?.from !== "dockerfile") continue;
		const key = image.dockerfile === void 0 ? void 0 : `modes.${name}.dockerfile`;
		ofModes.set(name, await surveyDockerfiles(files, root, optionsOf(dockerfile, image), describe, key));
	}
	return {
		all: await surveyDockerfiles(files, root, dockerfile, describe),
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
	const problems = modes.some(followsDockerfile) && "problem" in chosen ? [chosen.problem] : [];
	const configured = [];
	for (const mode of modes) {
		const { name, image } = mode;
		const own = survey.ofModes.get(name);
		if (image?.from !== "dockerfile" || own === void 0) continue;
		if (image.dockerfile === void 0 && "build" in chosen) {
			configured.push({
				mode,
				build: changed(chosen.build, image)
			});
			continue;
		}
		const found = chooseDockerfile(own, main);
		if ("build" in found) configured.push({
			mode,
			build: found.build
		});
		else if ("problem" in found) problems.push(`mode \`${name}\`: ${found.problem}`);
		else problems.push(`mode \`${name}\` asks for an image of a Dockerfile, and ${found.none}: name the one that gives it as \`modes.${name}.dockerfile\` in .github/linkgate.yml`);
	}
	if (problems.length > 0) return { problems };
	return {
		..."problem" in chosen ? {} : { shipped: chosen },
		configured
	};
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
	const hasDockerfile = shipped !== void 0 && "build" in shipped;
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
async function findGo(world, cwd) {
	const { exitCode, stdout, stderr } = await world.exec.tool([
		"go",
		"env",
		"-json",
		...[
			"GOVERSION",
			"GOROOT",
			"GOCACHE",
			"GOMODCACHE",
			"CC"
		]
	], { cwd });
	if (exitCode === 127) return { problem: "Go was not found: add actions/setup-go before this step, or install it from https://go.dev/dl" };
	if (exitCode !== 0) return { problem: `\`go env\` failed: ${goProblem(stderr, 1)}` };
	const env = JSON.parse(stdout);
	return {
		version: env["GOVERSION"] ?? "",
		root: env["GOROOT"] ?? "",
		cache: env["GOCACHE"] ?? "",
		moduleCache: env["GOMODCACHE"] ?? "",
		compiler: env["CC"] ?? "gcc"
	};
}
async function missingCompiler(world, go, modes) {
	for (const mode of modes.filter(needsCompiler)) {
		const compiler = mode.env["CC"] ?? go.compiler;
		const [program = ""] = compiler.split(" ");
		if ((await world.exec.tool([program, "--version"])).exitCode === 127) return {
			message: `mode \`${mode.name}\` needs a C compiler and \`${compiler}\` was not found`,
			mend: "install it (Debian, Ubuntu: apt-get install gcc libc6-dev), or leave the mode out of `modes`"
		};
	}
}
// src/images/engines/open.ts
const engines = { docker: openDocker };
async function openEngine(world, choice) {
	if (choice !== "auto") return engines[choice](world);
	const problems = [];
	for (const open of Object.values(engines)) {
		const opened = await open(world);
		if (!("problem" in opened)) return opened;
		problems.push(opened.problem);
	}
	return { problem: problems.join("; ") };
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
	if (sha === void 0) return { problem: "this repository has no commit yet: make one first" };
	const branch = await git.branch();
	const dirty = context === void 0 && await git.isDirty();
	const ref = context?.pullRequest?.headRef ?? branch;
	const head = {
		sha,
		...ref === void 0 ? {} : { ref },
		...dirty ? { dirty } : {}
	};
	const refused = refusal(context);
	if (refused !== void 0) return { problem: refused };
	if (given !== void 0) return withNamedBase(git, head, given);
	if (context?.pullRequest !== void 0) return ofPullRequest(git, head, context.pullRequest);
	if (context?.mergeGroup !== void 0) return exactly$1(git, head, context.mergeGroup.baseSha, "base of the merge group");
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
	if (found === void 0) return { problem: `base \`${given}\` is no commit of this repository: name a branch, tag or SHA that exists` };
	return {
		base: {
			sha: found,
			ref: given
		},
		head,
		because: "given as base"
	};
}
async function ofPullRequest(git, head, pullRequest) {
	const { headSha, baseSha, baseRef } = pullRequest;
	const [first, second] = await git.parents(head.sha);
	if (first !== void 0 && second === headSha) return exactly$1(git, head, first, "first parent of the tested merge commit", baseRef);
	const isThere = await available(git, baseSha);
	const tip = isThere ? baseSha : await atRemote(git, baseRef);
	if (tip === void 0) return { problem: notFetched(baseSha) };
	const base = await meet(git, tip, head.sha);
	if (base === void 0) return { problem: `the pull request's base ${short(tip)} and head ${short(head.sha)} have no common history in this clone: set \`fetch-depth: 0\` for actions/checkout` };
	const because = "merge base with the pull request's base";
	return {
		base: {
			sha: base,
			ref: baseRef
		},
		head,
		because: isThere ? because : `${because} as it is now: ${short(baseSha)} is gone`
	};
}
async function ofPush(git, head, context) {
	const { before, defaultBranch, ref } = context;
	if (before !== void 0) {
		if (await available(git, before)) return {
			base: { sha: before },
			head,
			because: "the commit before this push"
		};
		const found = await againstDefaultBranch(git, head, context);
		if ("problem" in found) return found;
		return {
			...found,
			because: `${found.because}, as ${short(before)} from before this push is gone`
		};
	}
	const none = {
		base: null,
		head,
		because: "first push of this branch"
	};
	if (ref.startsWith("refs/tags/")) return {
		...none,
		because: "a tag has nothing before it"
	};
	if (ref === `refs/heads/${defaultBranch}`) return none;
	return await sinceDefaultBranch(git, head, context) ?? none;
}
async function againstDefaultBranch(git, head, context) {
	const found = await sinceDefaultBranch(git, head, context);
	if (found !== void 0) return found;
	const [parent] = await git.parents(head.sha);
	if (parent === void 0) return {
		base: null,
		head,
		because: "the first commit has nothing before it"
	};
	return exactly$1(git, head, parent, "the commit before HEAD");
}
async function sinceDefaultBranch(git, head, context) {
	for (const { ref, find } of await defaultBranches(git, context)) {
		const tip = await find();
		const base = tip === void 0 ? void 0 : await meet(git, tip, head.sha);
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
async function exactly$1(git, head, sha, because, ref) {
	if (!await available(git, sha)) return { problem: notFetched(sha) };
	return {
		base: {
			sha,
			...ref === void 0 ? {} : { ref }
		},
		head,
		because
	};
}
async function available(git, sha) {
	if (await git.resolve(sha) !== void 0) return true;
	return await git.fetch(sha) && await git.resolve(sha) !== void 0;
}
async function atRemote(git, name) {
	const tip = await git.remoteTip(name);
	return tip !== void 0 && await available(git, tip) ? tip : void 0;
}
async function meet(git, one, other) {
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
// src/doctor/facts/gather-machine.ts
async function machineFacts(world, given) {
	const { git, go, modes, context } = given;
	const compiler = "problem" in go ? void 0 : await compilerFacts(world, go, modes.filter(needsCompiler));
	const { engine, images } = await engineFacts(world);
	const places = [..."problem" in go ? [] : [{
		of: "Go's build cache",
		path: go.cache
	}], ...images === void 0 ? [] : [{
		of: "images",
		path: images
	}]];
	const disk = [];
	for (const place of places) {
		const free = await freeBytes(world, place.path);
		if (free !== void 0) disk.push({
			...place,
			free
		});
	}
	return {
		...compiler === void 0 ? {} : { compiler },
		engine,
		disk,
		git: "problem" in git ? git : await gitFacts(world, git, context)
	};
}
async function attempt$1(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof InputError || error instanceof CommandError) return { problem: error.message };
		throw error;
	}
}
async function compilerFacts(world, go, modes) {
	const missing = await missingCompiler(world, go, modes);
	if (missing !== void 0) return { problem: `${missing.message}: ${missing.mend}` };
	const compilers = new Map(modes.map(({ name, env }) => [env["CC"] ?? go.compiler, name]));
	for (const [compiler, mode] of world.host.os === "linux" ? compilers : []) {
		const [program = ""] = compiler.split(" ");
		const { stdout } = await world.exec.tool([program, "-print-file-name=crt1.o"]);
		if (stdout.trim() === "crt1.o") return { problem: `mode \`${mode}\` needs a C library to link with and \`${compiler}\` finds none: install it (Debian, Ubuntu: apt-get install libc6-dev), or leave the mode out of \`modes\`` };
	}
	return compilers.size === 0 ? void 0 : { name: [...compilers.keys()].join(", ") };
}
const goArchitectures = {
	x86_64: "amd64",
	amd64: "amd64",
	aarch64: "arm64",
	arm64: "arm64"
};
async function engineFacts(world) {
	const engine = await openEngine(world, "auto");
	if ("problem" in engine) return { engine };
	const { name, version } = engine;
	const info = parsed((await world.exec.tool([
		"docker",
		"info",
		"--format",
		"{{json .}}"
	])).stdout);
	const buildx = (await world.exec.tool([
		"docker",
		"buildx",
		"version"
	])).exitCode === 0;
	const store = storeOf(info);
	const os = info.OSType ?? info.host?.os;
	const arch = goArchitectures[info.Architecture ?? info.host?.arch ?? ""];
	const images = info.DockerRootDir ?? info.store?.graphRoot;
	const isRemote = /^(?!unix:)\w+:/.test(world.host.env["DOCKER_HOST"] ?? "");
	return {
		engine: {
			name,
			version,
			...store === void 0 ? {} : { store },
			...os === void 0 ? {} : { os },
			...arch === void 0 ? {} : { arch },
			buildx
		},
		...images === void 0 || isRemote ? {} : { images }
	};
}
function parsed(json) {
	try {
		return JSON.parse(json) ?? {};
	} catch {
		return {};
	}
}
function storeOf({ Driver, DriverStatus, store }) {
	const driver = Driver ?? store?.graphDriverName;
	if (driver === void 0) return void 0;
	return DriverStatus?.some(([, value]) => value?.startsWith("io.containerd.snapshotter")) === true ? `containerd image store (${driver})` : `classic image store (${driver})`;
}
async function freeBytes({ exec }, path) {
	const { exitCode, stdout } = await exec.tool([
		"df",
		"-Pk",
		path
	]);
	const [, free] = /\s(\d+)\s+\d+%\s/.exec(stdout) ?? [];
	return exitCode === 0 && free !== void 0 ? Number(free) * 1024 : void 0;
}
async function gitFacts(world, git, context) {
	let isCut = false;
	const refuse = async () => {
		isCut = true;
		return false;
	};
	const asking = {
		...git,
		fetch: refuse,
		deepen: refuse
	};
	const revisions = await attempt$1(() => findRevisions(asking, void 0, context));
	const defaultBranch = await defaultBranchOf(git, context?.defaultBranch);
	return {
		revisions,
		shallow: await git.isShallow(),
		...isCut ? { origin: await answers(world, git.root) } : {},
		...defaultBranch === void 0 ? {} : { defaultBranch }
	};
}
async function answers({ exec, host }, root) {
	const env = {
		...host.env,
		GIT_TERMINAL_PROMPT: "0"
	};
	return (await exec.tool([
		"git",
		"ls-remote",
		"--quiet",
		"origin",
		"HEAD"
	], {
		cwd: root,
		env
	})).exitCode === 0;
}
async function defaultBranchOf(git, named) {
	const usual = await defaultBranches(git, void 0);
	const told = named === void 0 ? [] : [`origin/${named}`, named];
	for (const ref of [...told, ...usual.map(({ ref }) => ref)]) if (await git.resolve(ref) !== void 0) return ref;
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
			const { base_sha: baseSha, head_sha: headSha, head_ref: headRef } = merge_group;
			const pullRequest = queuedIn(headRef ?? "");
			return { mergeGroup: {
				baseSha,
				headSha,
				...pullRequest === void 0 ? {} : { pullRequest }
			} };
		}
		case "push": {
			const before = pushEvent.safeParse(event).data?.before;
			return before === void 0 || /^0+$/.test(before) ? {} : { before };
		}
		case "workflow_run": {
			const { data } = workflowRunEvent.safeParse(event);
			if (data === void 0) return {};
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
function queuedIn(branch) {
	const number = /(?:^|\/)gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/.exec(branch)?.[1];
	return number === void 0 ? void 0 : Number(number);
}
function labelledPullRequest(context) {
	const { pullRequest, mergeGroup, workflowRun } = context;
	const queued = workflowRun?.event === "merge_group" ? queuedIn(workflowRun.headRef) : void 0;
	return pullRequest?.number ?? mergeGroup?.pullRequest ?? queued;
}
// src/doctor/facts/local-context.ts
async function contextOf({ files, host: { env } }) {
	const path = env["GITHUB_EVENT_PATH"] ?? "";
	const source = path === "" ? void 0 : await files.readText(path);
	return attempt$1(async () => readContext(env, source === void 0 ? void 0 : asJson$1(source)));
}
function hereOf({ host: { env } }, context) {
	const [, workflow = ".github/workflows/linkgate.yml"] = /^[^/]+\/[^/]+\/(.+?\.ya?ml)@/.exec(env["GITHUB_WORKFLOW_REF"] ?? "") ?? [];
	return {
		context,
		workflow,
		job: env["GITHUB_JOB"] ?? "image"
	};
}
function asJson$1(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/doctor/facts/gather.ts
const workflowDirectory = ".github/workflows";
async function gather(world, question) {
	const { files, host } = world;
	const { version, probeSource, directory, config, context, report, afterRun = false } = question;
	const git = await attempt$1(() => openGit(world.exec, directory));
	const root = "problem" in git ? directory : git.root;
	const modules = await findModules(files, root);
	const workflows = await readWorkflows(world, root);
	const go = await goFacts(world);
	const configs = await readConfigs(world, root, config, workflows);
	const discover = afterRun || "problem" in go ? void 0 : modules;
	const found = discover === void 0 ? configs : await withMain(world, root, discover, configs);
	const machine = afterRun ? void 0 : await machineFacts(world, {
		git,
		go,
		modes: found.find(({ compiled }) => compiled !== void 0)?.compiled ?? modesOf$1(configs[0]),
		context: context === void 0 || "problem" in context ? void 0 : context
	});
	return {
		version,
		os: host.os,
		arch: host.arch,
		go,
		asked: await readAsked(world, root, modules, probeSource),
		workflows,
		configs: found,
		strays: await findStrays(world, root, configs),
		...context === void 0 ? {} : { here: hereOf(world, context) },
		...report === void 0 ? {} : { report },
		...machine === void 0 ? {} : { machine }
	};
}
async function goFacts(world) {
	const go = await findGo(world, "/");
	if ("problem" in go) return go;
	const { stdout } = await world.exec.tool([
		"go",
		"env",
		"GOTOOLCHAIN"
	], { cwd: "/" });
	return {
		...go,
		toolchain: stdout.trim()
	};
}
async function readAsked({ files }, root, modules, probeSource) {
	const places = ["go.work", ...modules.map((module) => module === "." ? "go.mod" : `${module}/go.mod`)];
	const asked = [];
	for (const [path, file] of [...places.map((place) => [`${root}/${place}`, place]), [`${probeSource}/go.mod`, "linkgate itself"]]) {
		const source = await files.readText(path);
		if (source !== void 0) asked.push(readGoLines(source, file));
	}
	return asked;
}
async function readWorkflows({ files }, root) {
	const read = [];
	for (const { name } of await files.list(`${root}/${workflowDirectory}`)) {
		if (!/\.ya?ml$/.test(name)) continue;
		const file = `${workflowDirectory}/${name}`;
		const source = await files.readText(`${root}/${file}`) ?? "";
		const workflow = parseWorkflow(source, file);
		if (!("problem" in workflow) || /linkgate/i.test(source)) read.push(workflow);
	}
	return read;
}
async function readConfigs(world, root, named, workflows) {
	const others = workflows.flatMap((workflow) => "problem" in workflow ? [] : usesOfLinkgate(workflow)).filter(({ step: { inputs }, phase }) => phase !== "publish" && inputs["working-directory"] === void 0).map(({ step }) => step.inputs["config"]?.trim() ?? "").filter((path) => path !== "" && path !== named && !isExpression(path));
	const read = async (path) => {
		const loaded = await loadConfig(world, root, path);
		if ("problems" in loaded) return {
			...path === void 0 ? {} : { file: path },
			config: loaded
		};
		return {
			...loaded.file === void 0 ? {} : { file: loaded.file },
			config: loaded.config
		};
	};
	const configs = [await read(named)];
	for (const path of new Set(others)) configs.push(await read(path));
	return configs;
}
function modesOf$1({ config }) {
	return "problems" in config ? defaultConfig().modes : config.modes;
}
async function withMain(world, root, modules, [first, ...others]) {
	const found = async (facts) => {
		if ("problems" in facts.config) return facts;
		const { main, build, modes } = facts.config;
		const search = {
			checkout: root,
			root,
			modules,
			tags: build.tags
		};
		const survey = await surveyImages(world.files, root, facts.config, describeDockerfile);
		const all = joined(survey);
		const discovery = main === void 0 ? await discoverMain(world, search, {
			compiled: compiledPackages(all),
			repository: root.slice(root.lastIndexOf("/") + 1)
		}) : await namedMain(world, search, main);
		const chosen = "main" in discovery ? chooseImages(modes, survey, discovery.main) : void 0;
		const isKnown = chosen !== void 0 && !("problems" in chosen);
		const compiled = isKnown || all.builds.length === 0 ? compiledHere(modes, isKnown ? chosen.shipped : void 0) : [];
		return {
			...facts,
			main: discovery,
			compiled
		};
	};
	const isUnread = first.file === void 0 && others.length > 0;
	const rest = [];
	for (const one of others) rest.push(await found(one));
	return [isUnread ? first : await found(first), ...rest];
}
async function findStrays({ files }, root, configs) {
	const used = configs.map(({ file }) => file);
	const names = async (directory) => (await files.list(directory)).filter(({ kind }) => kind === "file").map(({ name }) => name);
	const isOurs = (name) => /^\.?linkgate\b.*\.(ya?ml|jsonc?|toml)$/i.test(name);
	const wanted = usualPlaces.map((place) => place.slice(place.lastIndexOf("/") + 1));
	return [...(await names(root)).filter(isOurs), ...(await names(`${root}/.github`)).filter((name) => isOurs(name) || nearest(name, wanted) !== void 0).map((name) => `.github/${name}`)].filter((file) => !used.includes(file));
}
// src/report/terminal/layout.ts
const wide = /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none$2 = /\p{M}|\p{Default_Ignorable_Code_Point}/u;
function displayWidth(text) {
	let width = 0;
	for (const character of text) width += none$2.test(character) ? 0 : wide.test(character) ? 2 : 1;
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
	for (const word of text.split(/(?<=\S)(?= )/)) if (line.trim() !== "" && indent + displayWidth(line) + displayWidth(word) > width) {
		lines.push(line);
		line = word.trimStart();
	} else line += word;
	return [...lines, line].map((one) => `${start}${one}`).join("\n");
}
// src/report/terminal/paint.ts
const escapeCharacter$1 = String.fromCharCode(27);
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
		return `${escapeCharacter$1}[${start}m${inked}${escapeCharacter$1}[0m${text.slice(inked.length)}`;
	};
}
// src/report/text.ts
const escapeCharacter = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const terminalSequences = new RegExp([
	`${escapeCharacter}\\][^${bell}${escapeCharacter}]*(?:${bell}|${escapeCharacter}\\\\)?`,
	`(?:${escapeCharacter}\\[|${String.fromCharCode(155)})[0-?]*[ -/]*[@-~]`,
	`${escapeCharacter}[ -/]*[0-~]`
].join("|"), "g");
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const hiddenAll = new RegExp(hidden, "gu");
const visible = (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
function shorten(text, most) {
	const bounded = text.length > 8 * most ? text.slice(0, 4 * most) + text.slice(-4 * most) : text;
	const characters = [...bounded];
	if (characters.length <= most) return bounded;
	const tail = Math.floor((most - 1) / 3);
	return `${characters.slice(0, most - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}
function printable(line, most = 400) {
	return shorten(line.slice(0, 20 * most).replace(terminalSequences, "").replaceAll("	", "    ").replace(/\p{Cc}/gu, "").replace(hiddenAll, (character) => character === "️" ? character : visible(character)), most);
}
function code(text, most = 80) {
	const inner = shorten(shorten(text, 4 * most).replace(/\s+/g, " ").replace(hiddenAll, visible).replaceAll("|", "¦").replaceAll("<!--", "<! --").trim(), most);
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
	return prose.test(word) && !reference.test(word) && !hidden.test(word) && word.length <= 60;
}
function name$1(text) {
	return isProse(text) && /^[\p{L}\p{N}]/u.test(text) ? text : code(text, 40);
}
const keepUnits = (text) => text.replace(/(?<=\d) (?=(?:[kMG]?B|ms|s|%)(?![\p{L}\p{N}]))|(?<=\d) (?=±\d)/gu, "\xA0");
function sentence(text, most = 600) {
	const parts = shorten(text, most).split("`");
	const even = parts.length % 2 === 0;
	const pieces = parts.flatMap((part, index) => {
		if (index % 2 === 1 && !(even && index === parts.length - 1)) return [code(part)];
		return part.split(/(\s+)/).map((word) => /^\s*$/.test(word) || isProse(word) ? word : code(word));
	});
	let whole = "";
	for (const piece of pieces) {
		if (piece === "") continue;
		whole += whole.endsWith("`") && piece.startsWith("`") ? ` ${piece}` : piece.replace(/\s+/g, " ");
	}
	whole = keepUnits(whole);
	return whole.trim().replace(/^(?:[-+=–]+(?= |$)|\d+[.)](?= |$))/, (start) => code(start));
}
function quote(text) {
	return `\`${text.replaceAll("`", "'")}\``;
}
// src/doctor/text.ts
const marks$1 = {
	ok: {
		mark: "✓",
		style: "green"
	},
	hint: {
		mark: "!",
		style: "yellow"
	},
	problem: {
		mark: "✗",
		style: "red"
	}
};
function checksText(checks, { color, width }) {
	const paint = painter(color);
	const { mark, style } = marks$1[worstOf(checks)];
	const lines = checks.flatMap((check) => {
		const own = marks$1[check.state];
		return [`  ${paint(own.mark, own.style)} ${wrap(printable(check.message, 600), width, 4).trimStart()}`, ...yamlLines(check).map((line) => `      ${paint(line, "cyan")}`)];
	});
	return `${[
		paint(`${mark} linkgate doctor: ${summaryOf(checks)}`, "bold", style),
		"",
		...lines
	].join("\n")}\n`;
}
function checksJson(checks) {
	return `${JSON.stringify({ checks }, null, 2)}\n`;
}
function noticeText(check) {
	return [printable(check.message, 600), ...yamlLines(check)].join("\n");
}
function yamlLines({ file, yaml }) {
	if (yaml === void 0) return [];
	return [...file === void 0 ? [] : [`# ${printable(file)}`], ...yaml.split("\n").map((line) => printable(line))];
}
function worstOf(checks) {
	const has = (state) => checks.some((check) => check.state === state);
	return has("problem") ? "problem" : has("hint") ? "hint" : "ok";
}
function summaryOf(checks) {
	const count = (state) => {
		const number = checks.filter((check) => check.state === state).length;
		return number === 0 ? [] : [`${number} ${state}${number === 1 ? "" : "s"}`];
	};
	return [...count("problem"), ...count("hint")].join(", ") || "nothing is off";
}
// src/model/verdict.ts
const verdicts = [
	"pass",
	"inconclusive",
	"warn",
	"unmeasured",
	"fail"
];
// src/document/outcome.ts
function worst(given) {
	let found = "pass";
	for (const verdict of given) if (verdicts.indexOf(verdict) > verdicts.indexOf(found)) found = verdict;
	return found;
}
function exitCodeOf(verdict) {
	if (verdict === "fail") return 1;
	return verdict === "unmeasured" ? 3 : 0;
}
function outcomeOf({ verdict, findings, accepted }) {
	if (accepted === void 0 || verdict !== "fail") return verdict;
	const left = worst(findings.filter((one) => one.verdict !== "fail" || one.kind !== "budget").map((one) => one.verdict));
	return exitCodeOf(left) === 0 ? "accepted" : left;
}
function outcomeOfAll(reports) {
	const outcomes = reports.map(outcomeOf);
	const left = worst(outcomes.filter((one) => one !== "accepted"));
	return exitCodeOf(left) === 0 && outcomes.includes("accepted") ? "accepted" : left;
}
// src/report/lookup.ts
function definitionOf(metric) {
	return isMetric(metric) ? metrics[metric] : void 0;
}
const labelOf = (metric) => definitionOf(metric)?.label ?? metric;
function modesOf(report) {
	return [...new Set([...report.variants, ...report.comparisons].map(({ mode }) => mode))];
}
function platformsOf(report) {
	return [...new Set([...report.variants, ...report.comparisons].map(({ platform }) => platform))];
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
// src/report/words.ts
function enumerate(items) {
	const unique = [...new Set(items)];
	const last = unique.pop() ?? "";
	return unique.length === 0 ? last : `${unique.join(", ")} and ${last}`;
}
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const lower = (label) => label.charAt(0).toLowerCase() + label.slice(1);
function modesText(findings) {
	return enumerate(findings.filter(({ mode, message }) => mode !== void 0 && !message.includes(quote(mode))).flatMap(({ mode }) => mode ?? []));
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
function isOver(comparison) {
	const max = comparison.budget?.max;
	return max !== void 0 && comparison.head !== null && comparison.head > max;
}
function changeText(comparison, unit, brief = false) {
	if (comparison.verdict === "no-baseline") return "no baseline";
	const noise = definitionOf(comparison.metric)?.noise;
	if (comparison.verdict === "unchanged" && noise !== "exact") return "unchanged";
	const { delta, low, high } = comparison;
	if (!brief && delta !== null && low !== void 0 && high !== void 0) return formatDeltaInterval(delta, low, high, unit);
	if (delta !== null) return formatDelta(delta, unit);
	if (comparison.head === null) return "";
	return comparison.verdict === "unchanged" ? formatDelta(0, unit) : "base unmeasured";
}
function cellOf(report, metric, mode, platform) {
	const comparison = comparisonOf(report, metric, mode, platform);
	const head = measurementOf(variantOf(report, "head", mode, platform), metric);
	const base = measurementOf(variantOf(report, "base", mode, platform), metric);
	const unit = unitOf(report, metric);
	const known = isMeasured(head) ? measuredText(head) : comparison !== void 0 && comparison.head !== null ? formatValue(comparison.head, unit) : void 0;
	if (known === void 0 && head === void 0 && base === void 0 && comparison === void 0) return empty;
	const verdict = verdictOf$1(comparison);
	const changed = (brief) => known === void 0 || comparison === void 0 || report.base === null ? "" : changeText(comparison, unit, brief);
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
function verdictOf$1(comparison) {
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
	return !report.findings.some((finding) => finding.kind === "mode-not-achieved" && finding.mode === mode && finding.revision !== "base");
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
			return {
				value: `${sourceWords[head.source]}${on}`,
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
		const gap = gapOf(modes);
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
			...gap === void 0 ? {} : { gap },
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
	return formatDelta(of.value - minus.value, of.unit);
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
		else push(others, `${finding.verdict}\n${finding.metric}\n${finding.message}`, finding);
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
	if (finding.verdict !== "fail" && finding.verdict !== "warn") return [];
	return report.comparisons.filter((one) => one.metric === finding.metric && (finding.mode === void 0 || one.mode === finding.mode) && one.verdict === finding.verdict && one.head !== null);
}
function reasonOf(report, finding) {
	for (const platform of platformsOf(report)) {
		const found = measurementOf(variantOf(report, "head", finding.mode ?? "", platform), finding.metric ?? "");
		if (found !== void 0 && !isMeasured(found)) return found.unmeasured;
	}
}
function lineOf(group) {
	const [{ verdict, message }] = group;
	return {
		verdict,
		subject: modesText(group),
		text: message
	};
}
function unmeasuredLine(report, group) {
	const [first] = group;
	const labels = [...new Set(group.map(({ metric }) => labelOf(metric ?? "")))];
	const modes = enumerate(group.flatMap(({ mode }) => mode ?? []));
	return {
		verdict: first.verdict,
		subject: labels.map((label, index) => index === 0 ? label : lower(label)).join(" · "),
		text: `${modes}${modes === "" ? "" : " "}not measured: ${reasonOf(report, first)}`
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
function amount(report, comparison, part) {
	const { metric, mode, platform, delta, ratio } = comparison;
	const unit = unitOf(report, metric);
	if (part === "max" || delta === null) {
		const head = measurementOf(variantOf(report, "head", mode, platform), metric);
		return isMeasured(head) ? measuredText(head) : formatValue(comparison.head ?? 0, unit);
	}
	return `${changeText(comparison, unit)}${ratio === null ? "" : ` (${formatPercent(ratio - 1)})`}`;
}
// src/report/causes.ts
const keyOf = (cause) => [
	cause.kind,
	cause.name,
	cause.change
].join("\n");
function causeGroups(report) {
	const byMetric = Map.groupBy(report.causes, ({ metric }) => metric);
	const order = metricsOf(report);
	return [...byMetric].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([metric, causes]) => {
		return {
			metric,
			rows: [...Map.groupBy(causes, keyOf).values()].map((group) => {
				const [{ kind, name, change }] = group;
				return {
					kind,
					name,
					change,
					deltas: new Map(group.map((cause) => [cause.mode, cause]))
				};
			}).toSorted((a, b) => size$1(b) - size$1(a) || novelty(b) - novelty(a))
		};
	});
}
const size$1 = (row) => Math.max(0, ...[...row.deltas.values()].map(({ delta }) => Math.abs(delta ?? 0)));
const novelty = ({ change }) => Number(change.startsWith("new"));
function causeName({ kind, name, change }) {
	const before = change.endsWith(` → ${name}`) ? change.slice(0, -` → ${name}`.length) : void 0;
	if (before !== void 0) return `${kind.replaceAll("-", " ")} ${quote(before)} → ${quote(name)}`;
	const [, sort = "", rest = change] = /^(new|removed)(?:$| +)(.*)$/s.exec(change) ?? [];
	return [
		sort,
		kind.replaceAll("-", " "),
		quote(name),
		rest
	].filter((word) => word !== "").join(" ");
}
const most$1 = 3;
function causeLine(report) {
	const broken = report.comparisons.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
	const named = new Map();
	let isMeasured = false;
	for (const { metric, rows } of causeGroups(report)) {
		const modes = new Set(broken.filter((one) => one.metric === metric).map(({ mode }) => mode));
		for (const row of rows) {
			const cause = [...row.deltas.values()].find(({ mode }) => modes.has(mode));
			if (cause === void 0 || row.kind === "file") continue;
			if (cause.share !== null && Math.abs(cause.share) < .1) continue;
			const known = named.get(row.name) ?? {
				title: causeName(row),
				effects: []
			};
			named.set(row.name, known);
			if (cause.delta === null) continue;
			isMeasured = true;
			known.effects.push(`${lower(labelOf(metric))} ${formatDelta(cause.delta, unitOf(report, metric))}`);
		}
	}
	if (named.size === 0) return void 0;
	const items = [...named.values()].slice(0, most$1).map(({ title, effects }) => effects.length === 0 ? title : `${title}: ${effects.join(", ")}`);
	const left = named.size - items.length;
	return {
		label: isMeasured ? "Cause" : "What changed",
		items: left > 0 ? [...items, `${left} more`] : items
	};
}
// src/report/headline.ts
function acceptedText({ by, at, label, note }) {
	return `Accepted by ${quote(by)}, who set the label ${quote(label)} at ${quote(at)}${note === void 0 ? "" : `; ${note}`}`;
}
const worstFirst = (a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict);
function headlineOf(report) {
	const told = report.findings.filter(({ verdict, kind }) => verdict !== "pass" || Object.hasOwn(kindWords, kind) && !(kind === "no-baseline" && report.base === null));
	const isBudget = ({ kind }) => kind === "budget";
	const budgets = budgetLines(report, told.filter(isBudget));
	const others = told.filter((finding) => !isBudget(finding));
	const isState = ({ kind }) => Object.hasOwn(kindWords, kind);
	const state = stateOf(report);
	const cause = causeLine(report);
	const outcome = outcomeOf(report);
	const words = wordsOf$1(report, told, budgets, state);
	return {
		verdict: outcome === "accepted" ? "pass" : outcome,
		words: outcome === "accepted" ? `${words}, accepted` : words,
		...report.accepted === void 0 ? {} : { accepted: acceptedText(report.accepted) },
		lines: [...otherLines(others.filter(isState)).toSorted(worstFirst), ...[...otherLines(others.filter((one) => !isState(one))), ...budgets].toSorted(worstFirst)],
		...state === void 0 ? {} : { state: state.text },
		...cause === void 0 ? {} : { cause }
	};
}
function stateOf(report) {
	if (report.base === null) return {
		words: "no baseline",
		text: report.findings.find(({ kind }) => kind === "no-baseline")?.message ?? "There is no base to compare with yet: only absolute budgets were judged."
	};
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
		text: "The images hold the same files in base and head; only times differ."
	};
	if (isSame((variant) => variant?.binary?.sha256)) return {
		words: "binaries unchanged",
		text: "The binaries are byte-identical in base and head; only the images differ."
	};
}
const kindWords = {
	"build-failed": (_, revision) => `${revision} does not compile`,
	"not-started": (modes, revision) => `${revision} does not start${modes === "" ? "" : ` (${modes})`}`,
	"missing-library": (modes) => `a library is missing${modes === "" ? "" : ` (${modes})`}`,
	"no-baseline": () => "no baseline",
	"budget-loosened": () => "budgets loosened",
	"mode-not-achieved": (modes) => modes === "" ? "no mode is what it claims" : `${modes} is not what it claims`
};
function wordsOf$1(report, told, budgets, state) {
	const phrases = Object.entries(kindWords).flatMap(([kind, words]) => ["head", "base"].flatMap((revision) => {
		const found = told.filter((finding) => finding.kind === kind && (finding.revision ?? "head") === revision);
		const modes = new Set(found.map(({ mode }) => mode));
		const named = modes.has(void 0) || modesOf(report).every((mode) => modes.has(mode)) ? "" : enumerate(found.flatMap(({ mode }) => mode ?? []));
		return found.length === 0 ? [] : [words(named, revision)];
	}));
	const count = (verdict) => budgets.filter((line) => line.verdict === verdict).length;
	const [failed, warned, unmeasured] = [
		count("fail"),
		count("warn"),
		count("unmeasured")
	];
	if (failed > 0) phrases.push(`${plural(failed, "budget")} broken`);
	if (phrases.length === 0 && unmeasured > 0) phrases.push("budgets unmeasured");
	if (warned > 0) phrases.push(`${plural(warned, "budget")} exceeded, as a warning`);
	if (phrases.length === 0 && count("inconclusive") > 0) phrases.push("nothing broken, timing undecided");
	if (phrases.length === 0 && told.length > 0) phrases.push(plural(told.length, "finding"));
	if (state !== void 0 && (phrases.length === 0 || report.base === null)) phrases.push(state.words);
	if (phrases.length > 0) return phrases.join(", ");
	return platformsOf(report).length === 0 ? "nothing measured" : report.budgets.length === 0 ? "measured, no budgets" : "within all budgets";
}
function otherLines(findings) {
	const same = ({ verdict, kind, revision, message }) => [
		verdict,
		kind,
		revision,
		message
	].join("\n");
	return [...Map.groupBy(findings, same).values()].map((group) => {
		const [{ verdict, message }] = group;
		return {
			verdict,
			subject: modesText(group),
			text: message
		};
	});
}
// src/report/markdown/gfm.ts
const marks = {
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
	const told = report.findings.filter(({ log, mend, verdict, kind }) => (log ?? []).length > 0 || mend !== void 0 || verdict === "pass" && kind !== "no-baseline");
	const same = ({ verdict, kind, revision, message, log, mend }) => JSON.stringify([
		verdict,
		kind,
		revision,
		message,
		log,
		mend
	]);
	return [...Map.groupBy(told, same).values()].map((group) => {
		const [{ verdict, message, log = [], mend }] = group;
		const left = log.length - mostLines;
		return {
			verdict,
			modes: modesText(group),
			message,
			log: left > 0 ? [`… ${left} lines before`, ...log.slice(left)] : log,
			...mend === void 0 ? {} : { mend }
		};
	}).toSorted((a, b) => Number(b.log.length > 0) - Number(a.log.length > 0) || verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict));
}
// src/report/markdown/columns.ts
function columnsOf(report) {
	const platforms = platformsOf(report);
	return platforms.flatMap((platform) => modesOf(report).map((mode) => ({
		mode,
		platform,
		title: platforms.length > 1 ? `${name$1(mode)} ${name$1(platform)}` : name$1(mode)
	})));
}
const columns = (left, right) => [...Array(left).fill("left"), ...Array(right).fill("right")];
// src/report/markdown/dockerfile.ts
const mostChanges = 30;
function dockerfileSection(report) {
	const blocks = platformsOf(report).flatMap((platform) => modesOf(report).flatMap((mode) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.on !== void 0) return [`**${name$1(mode)}** · the built-in image on ${imageName(head.on)}`];
		if (head?.dockerfile === void 0) return [];
		const { base, program, changes } = head.dockerfile;
		const on = base === void 0 ? "no other image" : imageName(base);
		const where = program === void 0 ? "" : `, the program is ${code(program)}`;
		const how = changes.length === 0 ? "as it is" : "changed like this";
		return [`**${name$1(mode)}** · ${buildOf(head.dockerfile)} ${how}, on ${on}${where}`, ...changes.length === 0 ? [] : [fence(changedLines(changes)), reasons(changes)]];
	}));
	return blocks.length === 0 ? void 0 : details("Dockerfile", blocks.join("\n\n"));
}
function imageName({ name: image, digest }) {
	return `${code(image)}${digest === void 0 ? "" : ` (${code(digest.slice(0, 19))})`}`;
}
function buildOf({ path, target, buildArgs = {} }) {
	const args = Object.entries(buildArgs).map(([argument, value]) => code(`${argument}=${value}`));
	const parts = [...target === void 0 ? [] : [`target ${code(target)}`], ...args.length === 0 ? [] : [`build ${args.length > 1 ? "arguments" : "argument"} ${args.join(", ")}`]];
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
// src/report/markdown/linkage.ts
function linkageSection(report) {
	const facts = [
		["Kind", ({ kind }) => kind],
		["Interpreter", ({ interpreter }) => interpreter === void 0 ? "none" : quote(interpreter)],
		["Libraries", ({ needed }) => needed.length === 0 ? "none" : needed.slice(0, 30).map(quote).join(" ")],
		["C library", ({ libc, glibc }) => [libc ?? "none", glibc === void 0 ? "" : `≥ ${glibc}`].join(" ")],
		["Machine", ({ machine }) => machine],
		["Linked by", ({ go }) => go ?? "unknown"]
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
function userCell({ base, head }) {
	const userOf = (variant) => variant?.image === void 0 ? void 0 : isRoot$1(variant.image.user) ? "root" : code(variant.image.user);
	const [was, is] = [userOf(base), userOf(head)];
	if (is === void 0) return "";
	if (was === void 0 || was === is) return is;
	return `${is}<br>was ${was}${is === "root" ? ` ${marks.warn}` : ""}`;
}
const isRoot$1 = (user) => /^(root|0)?(:.*)?$/.test(user);
function hardeningTable(pairs) {
	const byPair = pairs.map(({ base, head }) => head?.hardening === void 0 ? [] : hardeningRows(head.hardening, base?.hardening));
	return [...new Set(byPair.flatMap((rows) => rows.map(({ fact }) => fact)))].map((fact) => [sentence(fact), ...byPair.map((rows) => {
		const row = rows.find((one) => one.fact === fact);
		if (row === void 0) return "";
		const mark = row.change === "worse" ? ` ${marks.warn}` : "";
		return `${sentence(row.value)}${row.was === void 0 ? "" : `<br>was ${sentence(row.was)}`}${mark}`;
	})]);
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
const mostMeasurements = 200;
function detailsSection(report, which, most) {
	return renderers[which](report, most);
}
const renderers = {
	findings,
	causes,
	measurements,
	linkage: linkageSection,
	dockerfile: dockerfileSection,
	layers,
	method
};
function findings(report, most) {
	const told = toldFindings(report);
	if (told.length === 0) return void 0;
	const blocks = told.slice(0, most).map(({ verdict, modes, message, log, mend }) => {
		return [
			`${verdict === "pass" ? "" : `${marks[verdict]} `}${modes === "" ? "" : `**${sentence(modes)}** · `}${sentence(message)}`,
			...log.length > 0 ? [fence(log)] : [],
			...mend === void 0 ? [] : [`To mend it: ${sentence(mend)}`]
		].join("\n\n");
	});
	if (told.length > most) blocks.push(`… and ${told.length - most} more; the report has all of them.`);
	const isOpen = report.verdict !== "pass" && told.some(({ log }) => log.length > 0);
	return details("Findings and logs", blocks.join("\n\n"), isOpen);
}
function causes(report) {
	const groups = causeGroups(report);
	if (groups.length === 0) return void 0;
	const hasShares = report.causes.some(({ delta, share }) => delta !== null && share !== null);
	return details("Why it changed", [...groups.map((group) => causeTable(report, group)), ...hasShares ? ["In brackets: the share of the whole change."] : []].join("\n\n"));
}
function causeTable(report, { metric, rows }) {
	const modes = modesOf(report);
	const unit = unitOf(report, metric);
	const hasDeltas = rows.some((row) => [...row.deltas.values()].some(({ delta }) => delta !== null));
	const amount = ({ delta, share }) => {
		if (delta === null) return "";
		return sentence(`${formatDelta(delta, unit)}${share === null ? "" : ` (${Math.round(share * 100)} %)`}`);
	};
	const shown = rows.slice(0, mostRows).map((row) => [
		`${sentence(row.kind.replaceAll("-", " "))} ${code(row.name)}`,
		sentence(row.change),
		...hasDeltas ? modes.map((mode) => amount(row.deltas.get(mode) ?? {
			delta: null,
			share: null
		})) : [sentence(enumerate([...row.deltas.keys()]))]
	]);
	const header = [
		sentence(labelOf(metric)),
		"",
		...hasDeltas ? modes.map((mode) => name$1(mode)) : ["Modes"]
	];
	const align = hasDeltas ? columns(2, modes.length) : columns(3, 0);
	return more$1(table(header, align, shown), rows.length);
}
const more$1 = (shown, rows, most = mostRows) => rows > most ? `${shown}\n\n… and ${rows - most} more.` : shown;
function measurements(report) {
	const rows = metricsOf(report).flatMap((metric) => columnsOf(report).flatMap(({ mode, platform, title }) => {
		const [base, head] = ["base", "head"].map((revision) => measurementOf(variantOf(report, revision, mode, platform), metric));
		if (base === void 0 && head === void 0) return [];
		const comparison = comparisonOf(report, metric, mode, platform);
		const unit = unitOf(report, metric);
		const told = [base, head].map((one) => one === void 0 ? "" : sentence(isMeasured(one) ? measuredText(one) : `unmeasured: ${one.unmeasured}`, 120));
		const change = comparison === void 0 ? "" : sentence(changeText(comparison, unit));
		const share = comparison?.ratio == null ? "" : sentence(formatPercent(comparison.ratio - 1));
		return [[
			sentence(labelOf(metric)),
			title,
			...told,
			change,
			share
		]];
	}));
	if (rows.length === 0) return void 0;
	const shown = table([
		"Metric",
		"Mode",
		"Base",
		"Head",
		"Δ",
		""
	], columns(2, 4), rows.slice(0, mostMeasurements));
	return details("All measurements", more$1(shown, rows.length, mostMeasurements));
}
function layers(report) {
	const blocks = columnsOf(report).flatMap(({ mode, platform, title }) => {
		const head = variantOf(report, "head", mode, platform);
		if (head?.image === void 0) return [];
		const before = new Set(variantOf(report, "base", mode, platform)?.image?.layers.map(({ diffId }) => diffId));
		const { id, entrypoint, user, workingDir } = head.image;
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
			before.size === 0 ? "" : before.has(layer.diffId) ? "as in base" : "changed"
		]);
		return [`**${title}** · ${head.source} image ${code(id.replace(/^sha256:/, "").slice(0, 12))}, ${run.join(", ")}`, more$1(table([
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
		noise.rounds === 0 ? "Nothing was timed" : `Timed in ${plural(noise.rounds, "round")}${atMost}, every variant once in each, in random order`,
		...floor === "" ? [] : [`Noise floor of start-up: ${floor}; base against a second copy of itself, in the same rounds, may differ as much`],
		...phases.length === 0 ? [] : [`Time taken: ${phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(", ")}`],
		`linkgate ${tool.version}`
	].map((line) => `- ${sentence(line)}`).join("\n"));
}
// src/report/markdown/table.ts
function tables(report, limits) {
	const all = grids(report);
	const shown = all.slice(0, limits.platforms).map((grid) => {
		return `${all.length > 1 ? `#### ${name$1(grid.platform)}\n\n` : ""}${gridTable(grid, limits.modes)}`;
	});
	const left = all.length - shown.length;
	return left > 0 ? [...shown, `… and ${left} more platforms.`] : shown;
}
function gridTable(grid, most) {
	const modes = grid.modes.slice(0, most);
	const left = grid.modes.length - modes.length;
	const gap = grid.gap === void 0 || left > 0 ? [] : [grid.gap.map((mode) => name$1(mode)).join(" − ")];
	const header = [
		"",
		...modes.map((mode) => name$1(mode)),
		...gap
	];
	const rows = grid.rows.map((row) => [
		`**${sentence(row.label)}**`,
		...row.cells.slice(0, most).map(cellText),
		...gap.length > 0 ? [sentence(row.gap ?? "")] : []
	]);
	const body = table(header, header.map((_, index) => index === 0 ? "left" : "right"), rows);
	return left > 0 ? `${body}\n\n… and ${left} more modes.` : body;
}
function cellText(cell) {
	const mark = (on) => cell.mark?.on === on ? ` ${marks[cell.mark.verdict]}` : "";
	const value = `${sentence(cell.value)}${mark("value")}`;
	return cell.change === "" ? value : `${value}<br>${sentence(cell.change)}${mark("change")}`;
}
const shortSha = (sha) => code(sha.slice(0, 7));
// src/report/markdown/markdown.ts
const roomy = {
	lines: 40,
	platforms: 8,
	modes: 12,
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
		lines: 5,
		platforms: 4,
		modes: 6,
		findings: 0,
		sections: []
	}
];
const fuller = {
	comment: "the job summary",
	summary: "the report file (output `report`)"
};
function markdownBodies(report, rest = fuller.comment) {
	const rendered = new Map(detailsSections.map((one) => [one, detailsSection(report, one, fewFindings)]));
	const bodies = [];
	for (const limits of steps) {
		const findings = limits.findings > fewFindings ? detailsSection(report, "findings", limits.findings) : rendered.get("findings");
		const body = bodyOf(report, limits, new Map([...rendered, ["findings", findings]]), rest);
		const last = bodies.at(-1);
		if (last === void 0 || body.length < last.length) bodies.push(body);
	}
	return bodies;
}
function bodyOf(report, limits, rendered, rest) {
	const left = detailsSections.filter((one) => !limits.sections.includes(one) && rendered.get(one) !== void 0);
	const shown = tables(report, limits);
	return [
		...headline(report, limits.lines),
		...shown,
		caption(report, shown.length > 0),
		...limits.sections.flatMap((one) => rendered.get(one) ?? []),
		...left.length > 0 ? [`Details are left out here; ${rest} has them.`] : []
	].join("\n\n");
}
function headline(report, most) {
	const { verdict, words, lines, state, cause, accepted } = headlineOf(report);
	const isMixed = lines.some((line) => line.verdict !== verdict);
	const mark = (line) => isMixed && line.verdict !== "pass" ? `${marks[line.verdict]} ` : "";
	const subject = (line) => line.subject === "" ? "" : `**${sentence(line.subject)}** · `;
	const shown = lines.slice(0, most).map((line) => `- ${mark(line)}${subject(line)}${sentence(line.text)}`);
	if (lines.length > most) shown.push(`- … and ${lines.length - most} more`);
	return [
		`### ${marks[verdict]} linkgate · ${name$1(report.app)}: ${sentence(words)}`,
		...accepted === void 0 ? [] : [sentence(accepted)],
		...shown.length > 0 ? [shown.join("\n")] : [],
		...state === void 0 ? [] : [sentence(state)],
		...cause === void 0 ? [] : [`${cause.label}: ${cause.items.map((item) => sentence(item)).join(" · ")}`]
	];
}
function caption({ base, head }, isAboutTable) {
	const now = `Head ${shortSha(head.sha)}${head.dirty ? " with uncommitted changes" : ""}`;
	return base === null ? `<sub>${now}; no base.</sub>` : `<sub>${now} against base ${shortSha(base.sha)}${isAboutTable ? "; under each value its change" : ""}.</sub>`;
}
// src/judge/causes/image.ts
const mostFiles$3 = 10;
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
	})), ...(head.image.changes?.files ?? []).filter(({ before, after }) => before !== after).slice(0, mostFiles$3).map(({ path, before, after }) => ({
		...about,
		kind: "file",
		name: `/${path}`,
		change: before === null ? "new" : after === null ? "removed" : "changed",
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
		change: before === after ? "another digest" : `${before} → ${after}`
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
		const [from, to] = [was?.[amount] ?? none$1, is?.[amount] ?? none$1];
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
const none$1 = {
	low: 0,
	value: 0,
	high: 0
};
function changeOf$1(was, is, amount) {
	if (was === void 0) return "new";
	if (is === void 0) return "removed";
	if (amount !== "ms") return "";
	const allocs = is.allocs.value - was.allocs.value;
	const bytes = is.bytes.value - was.bytes.value;
	const more = [...Math.abs(allocs) < least.allocs ? [] : [`${formatDelta(allocs, "count")} allocations`], ...Math.abs(bytes) < least.bytes ? [] : [formatDelta(bytes, "B")]];
	return more.length === 0 ? "no more allocations" : more.join(", ");
}
function total(base, head, amount) {
	if (base.inits === void 0 || head.inits === void 0) return void 0;
	const sum = (inits) => inits.reduce((all, init) => all + init[amount].value, 0);
	return sum(head.inits) - sum(base.inits);
}
function phases(base, head) {
	const listen = pairedDifference(samplesOf(base, "listen"), samplesOf(head, "listen"), alpha);
	const response = pairedDifference(responseTimes(base), responseTimes(head), alpha);
	const phase = (name, { estimate: delta }, change) => ({
		kind: "phase",
		name,
		delta,
		change
	});
	return [...isClear(listen) ? [phase("until it listens", listen, "package initialisation and main")] : [], ...isClear(response) ? [phase("first response", response, "after it accepted the connection")] : []];
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
function explain$1(variants) {
	return variants.filter(({ revision }) => revision === "head").flatMap((head) => {
		const base = baseVariantOf(variants, head);
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
		const change = `${base.linkage?.go ?? "unknown"} → ${head.linkage?.go ?? "unknown"}`;
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
	const weight = ({ name, change }) => (direct.has(name) ? 0 : 2) + (change.startsWith("new") ? 0 : 1);
	causes.push(...changed.sort((one, other) => weight(one) - weight(other) || (one.name < other.name ? -1 : 1)));
	return causes;
}
function changeOf(before, after) {
	if (before === void 0) return `new ${after ?? ""}`.trim();
	return after === void 0 ? `removed ${before}` : `${before} → ${after}`;
}
// src/judge/timing/timing-messages.ts
function judgeTimed(metric, { budget, base, head, change, cpu, timing }) {
	const { label, unit } = metrics[metric];
	if (change === void 0 || budget.increase === void 0) {
		const undecided = `${label}: base and head were not started in the same rounds, so their difference cannot be judged; its budget is ${budget.text}`;
		return {
			outcome: "undecided",
			words: {
				broken: undecided,
				undecided
			}
		};
	}
	const control = timing.control(metric);
	const decision = decideIncrease(budget.increase, change, control);
	const { ratio, difference } = change;
	const from = Math.sign(head.value - base.value) === Math.sign(difference.estimate) ? `, from ${formatValue(base.value, unit)} to ${formatValue(head.value, unit)}` : " in the middle of the rounds";
	const moved = `${label} ${formatDelta(difference.estimate, unit)} (${formatPercent(ratio.estimate - 1)})`;
	return {
		outcome: decision.outcome,
		words: {
			broken: `${moved}, surely more than ${formatPercent(ratio.low - 1)}${from}${corroborated(cpu)}, over the budget: ${budget.text}`,
			undecided: `${moved}${from}: ${whyUndecided(decision, change, control)}; its budget is ${budget.text}`
		}
	};
}
function corroborated(cpu) {
	if (cpu === void 0) return "";
	const { low, estimate } = cpu.difference;
	return low > 0 ? `, with ${formatDelta(estimate, "ms")} of processor time` : ", with no clear change of processor time: it waits longer";
}
function whyUndecided({ because }, { ratio, rounds }, control) {
	const floor = control === void 0 ? null : noiseFloor(control);
	switch (because) {
		case "unusable": return "some of its samples are no positive numbers, so they cannot be compared";
		case "too-few": return `${rounds} rounds are too few to tell that from noise`;
		case "control": return `base and a second copy of it differ as well${control === void 0 ? "" : ` (${formatPercent(control.ratio.estimate - 1)})`}, so this runner is too noisy to judge it`;
		case "noise": return `changes ${floor === null ? "of that size" : `below ${formatPercent(floor).replace("+", "")}`} cannot be told from none on this runner`;
		case "close":
		case "clear": return `it may be anything from ${formatPercent(ratio.low - 1)} to ${formatPercent(ratio.high - 1)}, too close to its budget to decide`;
	}
}
// src/judge/compare.ts
const cpuMetric = "startup-cpu";
function compare(variants, budgets, timing) {
	const comparisons = [];
	const findings = [];
	for (const head of variants.filter(({ revision }) => revision === "head")) {
		const base = baseVariantOf(variants, head);
		const isStandIn = head.source === "built-in" && variants.some(({ dockerfile }) => dockerfile !== void 0);
		for (const metric of metricNames) {
			if (head.metrics[metric] === void 0 && base?.metrics[metric] === void 0) continue;
			const own = budgetFor(budgets, metric, head.mode);
			const one = compareOne(metric, base, head, own !== void 0 && isStandIn ? {
				...own,
				unmeasured: "warn"
			} : own, timing);
			comparisons.push(one.comparison);
			findings.push(...one.findings);
		}
	}
	return {
		comparisons,
		findings
	};
}
function compareOne(metric, base, head, budget, timing) {
	const before = measuredOf(base, metric);
	const after = measuredOf(head, metric);
	const plain = before === void 0 || after === void 0 ? null : after.value - before.value;
	const same = before !== void 0 && isSame$1(metric, base, head, plain);
	const change = same ? void 0 : changeInRounds(metric, before, after, timing);
	const delta = change?.difference.estimate ?? plain;
	const about = {
		mode: head.mode,
		metric
	};
	const conclude = (verdict, findings = []) => ({
		comparison: {
			...about,
			platform: head.platform,
			base: before?.value ?? null,
			head: after?.value ?? null,
			delta,
			ratio: delta === null || before === void 0 || before.value === 0 || after === void 0 ? null : change?.ratio.estimate ?? after.value / before.value,
			...boundsOf(change),
			verdict,
			...budget === void 0 ? {} : { budget }
		},
		findings: findings.map((finding) => ({
			...about,
			...finding
		}))
	});
	if (after === void 0) {
		if (budget === void 0 || head.linkage === void 0) return conclude("unmeasured");
		const reason = unmeasuredReason(head, metric);
		return conclude("unmeasured", [{
			verdict: budget.unmeasured === "fail" ? "unmeasured" : "warn",
			kind: "budget",
			message: `${metrics[metric].label} could not be measured: ${reason}; its budget (${budget.text}) counts as not kept`,
			mend: `see to it that it can be measured, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``
		}]);
	}
	const relaxed = same ? "unchanged" : before === void 0 ? "no-baseline" : "pass";
	if (budget === void 0) return conclude(relaxed === "pass" ? "info" : relaxed);
	const { noise } = metrics[metric];
	const max = budget.max === void 0 ? "kept" : judgeMax(budget.max, seen(after, noise, timing), noise);
	const findings = [...said(max, budget, overMax(metric, after, budget))];
	const outcomes = [max];
	if (budget.increase !== void 0 && before !== void 0 && !same) {
		const { outcome, words } = noise === "noisy" ? judgeTimed(metric, {
			budget,
			base: before,
			head: after,
			change,
			timing,
			cpu: metric === "startup" ? changeInRounds(cpuMetric, measuredOf(base, cpuMetric), measuredOf(head, cpuMetric), timing) : void 0
		}) : {
			outcome: judgeIncrease(budget.increase, before, after, noise),
			words: overIncrease(metric, before, after, budget)
		};
		outcomes.push(outcome);
		findings.push(...said(outcome, budget, words));
	}
	if (outcomes.includes("broken")) return conclude(budget.level, findings);
	if (outcomes.includes("undecided")) return conclude("inconclusive", findings);
	return conclude(relaxed, findings);
}
function seen(measured, noise, { confidence }) {
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
function said(outcome, budget, words) {
	switch (outcome) {
		case "broken": return [{
			verdict: budget.level,
			kind: "budget",
			message: words.broken
		}];
		case "undecided": return [{
			verdict: "inconclusive",
			kind: "budget",
			message: words.undecided
		}];
		case "kept": return [];
	}
}
function overMax(metric, head, budget) {
	const { label, unit } = metrics[metric];
	const value = formatValue(head.value, unit);
	const limit = budget.max === void 0 ? "" : exactly(budget.max, head.value, unit);
	return {
		broken: `${label} is ${exactly(head.value, budget.max, unit)}, over the budget of at most ${limit}`,
		undecided: `${label} is ${value}, too close to its budget of at most ${limit} to decide with this much noise`
	};
}
function overIncrease(metric, base, head, budget) {
	const { label, unit } = metrics[metric];
	const delta = head.value - base.value;
	const share = base.value === 0 ? "" : ` (${formatPercent(delta / base.value)})`;
	const change = `${label} ${formatDelta(delta, unit)}${share}, from ${formatValue(base.value, unit)} to ${formatValue(head.value, unit)}`;
	return {
		broken: `${change}, over the budget: ${budget.text}`,
		undecided: `${change}, and its budget is ${budget.text}`
	};
}
function exactly(value, other, unit) {
	const text = formatValue(value, unit);
	if (other === void 0 || value === other || unit === "count" || formatValue(other, unit) !== text) return text;
	return unit === "B" ? `${value} B` : `${value} ${unit}`;
}
function isSame$1(metric, base, head, delta) {
	if (metrics[metric].noise === "exact") return delta === 0;
	return isSameImage(base?.image, head.image);
}
function measuredOf(variant, metric) {
	const found = variant?.metrics[metric];
	return isMeasured(found) ? found : void 0;
}
function unmeasuredReason(variant, metric) {
	const found = variant.metrics[metric];
	return found !== void 0 && "unmeasured" in found ? found.unmeasured : "there is no number";
}
// src/judge/judge.ts
const judged = new Set([
	"budget",
	"no-baseline",
	"notice"
]);
function judge(evidence, budgets = evidence.budgets) {
	const timing = timingOf(evidence.variants, budgets, evidence.noise);
	const { comparisons, findings: found } = compare(evidence.variants, budgets, timing);
	const findings = [
		...evidence.findings.filter(({ kind }) => !judged.has(kind)),
		...noBaseline(evidence),
		...found
	];
	return {
		...evidence,
		budgets,
		comparisons,
		findings,
		causes: explain$1(evidence.variants),
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
	if (evidence.base === null) return [{
		verdict: "pass",
		kind: "no-baseline",
		message: "There is nothing to compare with: only `max` budgets are judged, `increase` budgets are skipped"
	}];
	return evidence.findings.filter(({ kind, revision }) => kind === "build-failed" && revision === "base").map(({ mode }) => ({
		verdict: "pass",
		kind: "no-baseline",
		...mode === void 0 ? {} : { mode },
		message: `Base does not build${mode === void 0 ? "" : ` in mode \`${mode}\``}, so there is no baseline: only \`max\` budgets are judged, \`increase\` budgets are skipped`
	}));
}
// src/model/cause.ts
const causeSchema = object({
	metric: text$2,
	mode: text$2,
	kind: text$2,
	name: text$2,
	delta: number().nullable(),
	share: number().nullable(),
	change: text$2
}).readonly();
// src/model/comparison.ts
const comparisonVerdicts = [
	...verdicts,
	"unchanged",
	"no-baseline",
	"info"
];
const comparisonSchema = object({
	metric: text$2,
	mode: text$2,
	platform: text$2,
	base: number().nullable(),
	head: number().nullable(),
	delta: number().nullable(),
	ratio: number().nullable(),
	low: optional$1(number()),
	high: optional$1(number()),
	verdict: _enum(comparisonVerdicts),
	budget: optional$1(budgetSchema)
}).readonly();
// src/model/finding.ts
const findingSchema = object({
	verdict: _enum(verdicts),
	kind: text$2,
	revision: optional$1(_enum(revisions)),
	mode: optional$1(text$2),
	metric: optional$1(text$2),
	message: text$2,
	log: optional$1(array(text$2).readonly()),
	mend: optional$1(text$2)
}).readonly();
// src/model/origin.ts
const commitSchema = object({
	sha: text$2,
	ref: optional$1(text$2),
	dirty: optional$1(boolean())
}).readonly();
const originSchema = object({
	repository: text$2,
	event: text$2,
	pullRequest: optional$1(object({
		number: int().positive(),
		headSha: text$2
	}).readonly())
}).readonly();
const acceptedSchema = object({
	by: text$2,
	at: text$2,
	label: text$2,
	note: optional$1(text$2)
}).readonly();
// src/document/report.ts
const noiseSchema = object({
	floor: number().nullable(),
	rounds: number(),
	limit: optional$1(number()),
	control: optional$1(object({
		mode: text$2,
		platform: text$2,
		metrics: record(text$2, union([measuredSchema, unmeasuredSchema]))
	}).readonly())
}).readonly();
const reportSchema = object({
	schema: literal(1),
	app: text$2,
	verdict: _enum(verdicts),
	tool: object({ version: text$2 }).readonly(),
	runner: object({
		os: text$2,
		arch: text$2,
		cpus: number(),
		image: optional$1(text$2)
	}).readonly(),
	go: object({ version: text$2 }).readonly(),
	engine: object({
		name: text$2,
		version: text$2
	}).readonly(),
	base: commitSchema.nullable(),
	head: commitSchema,
	origin: optional$1(originSchema),
	accepted: optional$1(acceptedSchema),
	variants: array(variantSchema).readonly(),
	goMod: optional$1(object({
		file: text$2,
		require: record(text$2, line)
	}).readonly()),
	budgets: array(budgetSchema).readonly(),
	comparisons: array(comparisonSchema).readonly(),
	findings: array(findingSchema).readonly(),
	causes: array(causeSchema).readonly(),
	noise: noiseSchema,
	phases: array(object({
		name: text$2,
		seconds: number()
	}).readonly()).readonly()
}).readonly();
// src/report/json.ts
function parseReport(json) {
	const version = object({ schema: number() }).safeParse(json);
	if (version.success && version.data.schema !== 1) return { problem: `the report has schema ${version.data.schema}, and this linkgate reads schema 1` };
	const parsed = reportSchema.safeParse(json);
	if (parsed.success) return { report: parsed.data };
	const { path, message } = firstIssue(parsed.error.issues);
	return { problem: `${path.length === 0 ? "the report" : quote(printable(pathText(path), 120))} does not fit: ${printable(message.replace(/^Invalid (?:input|option): /, "").replace(/^Invalid input$/, "not as expected"), 200)}` };
}
function firstIssue(issues) {
	const [issue] = issues;
	if (issue === void 0) return {
		path: [],
		message: "not as expected"
	};
	if (issue.code !== "invalid_union") return issue;
	const [nearest] = issue.errors.filter((branch) => branch.length > 0).map((branch) => firstIssue(branch)).toSorted((a, b) => b.path.length - a.path.length);
	if (nearest === void 0) return issue;
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
	return `${JSON.stringify(report, null, 2)}\n`;
}
// src/effects/workspace.ts
async function openWorkspace(world) {
	const directory = await world.files.makeTemporary("linkgate-");
	const run = directory.slice(directory.lastIndexOf("-") + 1).toLowerCase();
	const undos = [() => world.files.remove(directory)];
	let closing;
	async function undoAll() {
		for (let undo = undos.pop(); undo !== void 0; undo = undos.pop()) try {
			await undo();
		} catch (error) {
			world.log.warning(`cleaning up: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return {
		run,
		directory,
		onClose: (undo) => {
			undos.push(undo);
		},
		close: () => {
			closing ??= undoAll();
			return closing;
		}
	};
}
// src/repository/start/hints.ts
function procfileHints(text, file) {
	return text.split("\n").flatMap((line) => {
		const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? [];
		if (name !== "web" || command === void 0) return [];
		const words = shellCommands(command)[0] ?? [];
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
	const services = Object.entries(hint.services).map(([name, image]) => `${name} (${image})`);
	const parts = [
		...args.length === 0 ? [] : [`gives it \`${args.join(" ")}\``],
		...names.length === 0 ? [] : [`sets ${names.join(", ")}`],
		...services.length === 0 ? [] : [`starts ${services.join(", ")} before it`]
	];
	if (parts.length === 0) return void 0;
	const values = names.map((name) => `${name}: ${name in hint.env ? JSON.stringify(hint.env[name]) : "…"}`);
	const line = `\`startup: { ${[
		...args.length === 0 ? [] : [`args: ${JSON.stringify(args)}`],
		...names.length === 0 ? [] : [`env: { ${values.join(", ")} }`],
		...services.length === 0 ? [] : ["network: services"]
	].join(", ")} }\` in .github/linkgate.yml`;
	const beside = services.length === 0 ? "" : ", with those as service containers of the job";
	return {
		text: maskCredentials(`${hint.by}, ${parts.join(" and ")}: write what it needs as ${line}${beside}`),
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
async function ownStart(files, plan, port) {
	const { checkouts, main } = plan;
	const survey = await surveyOf(files, plan);
	const choice = chooseDockerfile(survey, main);
	const dockerfile = plan.dockerfile ?? ("build" in choice ? choice.build : void 0);
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
async function surveyOf(files, { checkouts, config, survey }) {
	const { dockerfile, ...options } = config.dockerfile;
	return dockerfile === false ? surveyDockerfiles(files, checkouts.head, options, describeDockerfile) : survey;
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
const none = new Uint8Array();
function byteView(bytes, littleEndian) {
	const source = byteSourceOf(bytes);
	const { size } = source;
	const decoder = new TextDecoder();
	let near = {
		start: 0,
		bytes: none,
		data: new DataView(none.buffer)
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
		return { value: read() };
	} catch (error) {
		if (error instanceof Malformed) return { problem: error.message };
		throw error;
	}
}
function hex(bytes) {
	let text = "";
	for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
	return text;
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
	let gnu;
	let go;
	let budget = sane$2;
	for (const { offset, size, align } of places) {
		if (gnu !== void 0 && go !== void 0) break;
		const end = Math.min(offset + size, view.size);
		const padding = align === 8 ? 8 : 4;
		for (let at = offset; at + 12 <= end;) {
			if (--budget < 0) throw new Malformed("it has more notes than a real file has");
			const nameSize = view.u32(at);
			const textSize = view.u32(at + 4);
			const textAt = at + padded(12 + nameSize, padding);
			const next = textAt + padded(textSize, padding);
			if (textAt + textSize > end) break;
			if (nameSize <= 4 && textSize <= longestNote) {
				const owner = String.fromCharCode(...view.slice(at + 12, nameSize)).replace(/\0+$/, "");
				const type = view.u32(at + 8);
				const text = view.slice(textAt, textSize);
				if (owner === "GNU" && type === gnuBuildId) gnu ??= hex(text);
				if (owner === "Go" && type === goBuildId) go ??= new TextDecoder().decode(text);
			}
			at = next;
		}
	}
	return {
		...gnu === void 0 ? {} : { gnu },
		...go === void 0 ? {} : { go }
	};
}
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
	if (!isElf(readAt(byteSourceOf(bytes), 0, 4))) return { problem: "not an ELF file" };
	const read = orProblem(() => readAll$1(bytes));
	return "problem" in read ? { problem: `a damaged ELF file: ${read.problem}` } : { elf: read.value };
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
	const sections = "value" in read ? read.value : [];
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
		..."problem" in read ? { sectionsProblem: read.problem } : {},
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
		output: [`the directory ${main.module} does not exist in this revision`]
	};
	const built = await world.exec.job(goBuildCommand(mode, main, output), {
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
		output: maskCredentials(`${built.stderr}\n${built.stdout}`).split("\n").filter((line) => line.trim() !== "").slice(0, shownLines)
	};
	return {
		ok: true,
		binary: output,
		milliseconds: world.clock.now() - since
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
async function writeImage(world, directory, reference, platform, name, planned) {
	const layers = [];
	for (const { createdBy, files } of planned) {
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
			from: encode(imageConfiguration(platform, name, layers))
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
	const configured = await configuredDirectories({
		read: (file) => files.read(file),
		list: async (directory) => (await files.list(directory)).map(({ name }) => name)
	});
	const lib = defaults.find((directory) => !directory.startsWith("/usr/"))?.slice(1) ?? "lib";
	const runPaths = ({ elf, directory }) => [...elf.rpath, ...elf.runpath].flatMap((one) => {
		if (directory === void 0 && one.includes("ORIGIN")) return [];
		return expandTokens(one, {
			origin: directory ?? "",
			lib,
			machine: program.machine
		}) ?? [];
	});
	const resolved = new Map();
	const queue = [{
		elf: program,
		...path === void 0 ? {} : { directory: directoryOf$1(path) }
	}];
	for (let user = queue.shift(); user !== void 0; user = queue.shift()) for (const name of user.elf.needed) {
		if (isMusl(program) && isInsideMusl(name)) continue;
		if (resolved.has(name) || missing.includes(name)) continue;
		const place = await locate$1(files, name, program, [
			...runPaths(user),
			...configured,
			...defaults
		]);
		if (place === void 0) {
			missing.push(name);
			continue;
		}
		resolved.set(name, place);
		queue.push(place);
	}
	const home = [...resolved].find(([name]) => /^libc\.(so|musl)/.test(name))?.[1].directory ?? defaults[0] ?? "/lib";
	for (const [name, { from, directory }] of resolved) if (!(from === loader)) add(found, `${defaults.includes(directory) ? directory : home}/${name}`, from);
	return {
		files: [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1),
		missing
	};
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
		if (read !== void 0 && "elf" in read && read.elf.machine === program.machine && read.elf.bits === program.bits) return {
			from,
			directory,
			elf: read.elf
		};
	}
}
// src/images/built-in/built-in.ts
async function buildBuiltIn(world, workspace, plan, pin, { revision, mode, checkout }) {
	const name = `${revision}-${mode.name}`;
	const directory = `${workspace.directory}/build-${name}`;
	const temporary = `${directory}/tmp`;
	await world.files.makeDirectory(temporary);
	const output = `${directory}/program/${plan.main.name}`;
	const built = await goBuild(world, {
		mode,
		main: plan.main,
		platform: plan.platform,
		checkout,
		root: plan.root,
		output,
		temporary
	});
	if (!built.ok) {
		const compiler = await missingCompiler(world, plan.go, [mode]);
		const why = [...compiler === void 0 ? [] : [compiler], ...revision === "head" ? plan.obstacles : []];
		return why.length > 0 ? {
			...built,
			why
		} : built;
	}
	const { milliseconds } = built;
	const program = programLayer(plan.main.name, output);
	const on = mode.image?.from === "built-in" ? mode.image.base : void 0;
	if (on !== void 0) {
		const made = await makeImageOn(world, workspace, plan, pin, {
			on,
			name,
			program
		});
		return made.ok ? {
			...made,
			binary: output,
			milliseconds
		} : made;
	}
	const elf = await world.files.readWith(output, (file) => readElf(pagedSource(file)));
	const libraries = elf !== void 0 && "elf" in elf ? (await collectLibraries(world.files, elf.elf, output)).files : [];
	const layers = [
		await runtimeLayer(world.files, plan.go),
		...libraries.length > 0 ? [librariesLayer(libraries)] : [],
		program
	];
	return {
		ok: true,
		binary: output,
		milliseconds,
		image: await makeImage(world, workspace, plan, name, layers),
		layers
	};
}
async function buildCopy(world, workspace, plan, { revision, mode, result }) {
	const layers = result.ok ? result.layers : void 0;
	if (layers === void 0) throw new Error(`there is no built-in image of ${revision}, ${mode.name}`);
	const [program, ...below] = layers.toReversed();
	if (program === void 0) throw new Error("an image has at least one layer");
	return makeImage(world, workspace, plan, `copy-${revision}-${mode.name}`, [...below.toReversed(), distinct(program)]);
}
async function makeImage(world, workspace, plan, name, layers) {
	const directory = `${workspace.directory}/image-${name}`;
	await world.files.makeDirectory(directory);
	const reference = imageReference(workspace.run, name);
	const archive = await writeImage(world, directory, reference, plan.platform, plan.main.name, layers);
	await plan.engine.load(archive);
	return reference;
}
async function makeImageOn(world, workspace, plan, pin, { on, name, program }) {
	const base = await pin(on);
	if ("problem" in base) return {
		ok: false,
		output: [base.problem]
	};
	const context = `${workspace.directory}/image-${name}`;
	await world.files.makeDirectory(context);
	await world.archives.writeLayer(`${context}/program.tar`, program.files);
	const path = programPath(plan.main.name);
	const text = `FROM ${base.pinned}\nADD program.tar /\nENTRYPOINT ${JSON.stringify([path])}\n`;
	const dockerfile = `${context}/Dockerfile`;
	await world.files.write(dockerfile, text);
	const reference = imageReference(workspace.run, name);
	const built = await plan.engine.build({
		context,
		dockerfile,
		text,
		reference,
		run: workspace.run,
		platform: plan.platform,
		buildArgs: {},
		secrets: [],
		ssh: []
	});
	if (!built.ok) return built;
	return {
		ok: true,
		image: reference,
		program: path,
		on: {
			name: on,
			...base.digest === void 0 ? {} : { digest: base.digest }
		},
		base: base.layers
	};
}
// src/dockerfile/facts/bases.ts
function externalBases(dockerfile, options = {}) {
	const references = externalReferences(dockerfile, options);
	if ("problem" in references) return references;
	const lines = new Map();
	for (const { line, image } of references) lines.set(image, [...lines.get(image) ?? [], line]);
	return [...lines].map(([reference, found]) => ({
		reference,
		lines: found
	}));
}
function pinBases(text, pins, options = {}) {
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return text;
	const references = externalReferences(dockerfile, options);
	if ("problem" in references) return text;
	return applyEdits(text, references.flatMap(({ image, word }) => {
		const pinned = pins.get(image);
		return pinned === void 0 ? [] : [{
			...word.range,
			text: pinned
		}];
	}));
}
function finalBase(dockerfile, options = {}) {
	const target = targetStage(dockerfile, options.target);
	const origin = target && chainOf(dockerfile, target, options).root;
	return origin !== void 0 && "image" in origin && origin.image !== "scratch" ? origin.image : void 0;
}
function externalReferences(dockerfile, options) {
	const target = targetStage(dockerfile, options.target);
	if (target === void 0) return { problem: `it has no stage \`${options.target}\`` };
	const found = [];
	for (const stage of neededStages(dockerfile, target, options)) for (const reference of referencesOf(dockerfile, stage, options)) {
		const { origin, line } = reference;
		if ("unset" in origin) return { problem: unsetSentence(origin.unset, line) };
		if ("image" in origin && origin.image !== "scratch") found.push({
			...reference,
			image: origin.image
		});
	}
	return found;
}
function unsetSentence(written, line) {
	return `line ${line}: the image \`${written}\` needs a build argument that has no default: give it in build-args`;
}
// src/shell/launched.ts
function shellScript(words) {
	const at = words.findIndex((word) => !word.startsWith("-") && !word.startsWith("+"));
	if (at < 0) return void 0;
	const first = words[at] ?? "";
	return words.slice(0, at).some((word) => /^-[a-z]*c$/.test(word)) ? {
		text: first,
		arguments: words.slice(at + 2)
	} : {
		file: first,
		arguments: words.slice(at + 1)
	};
}
function launched(words, own) {
	const end = words.indexOf("--");
	if (end >= 0) return words.slice(end + 1);
	const first = words.findIndex((word) => !word.startsWith("-") && !/^[A-Za-z_]\w*=/.test(word));
	return first < 0 ? [] : words.slice(first + own);
}
function withoutPrefixes(words) {
	const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word) && word !== "exec" && word !== "nohup");
	return first < 0 ? [] : words.slice(first);
}
function simpleCommands(text) {
	return shellCommands(text).map((words) => words.filter((word) => !reserved.has(word))).filter((words) => words.length > 0);
}
const reserved = new Set("if then else elif fi do done while for case esac !".split(" "));
function isAllArguments(word) {
	return /^\$(\{?[@*]\}?)$/.test(word);
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
const magic = Uint8Array.from([255, ...new TextEncoder().encode(" Go buildinf:")]);
const alignment = 16;
const headerSize$1 = 32;
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
	for (const header of headers$1(source, range)) {
		const version = readString(source, header + headerSize$1);
		if (version === void 0 || version.text.length === 0) continue;
		const information = readString(source, version.end)?.text ?? new Uint8Array();
		const lines = information.length > 32 ? decoder.decode(information.subarray(marker, -16)).split("\n") : [];
		return {
			go: decoder.decode(version.text),
			...parseLines(lines)
		};
	}
}
function* headers$1(source, { offset, size }) {
	const end = Math.min(offset + size, source.size);
	let left = mostHeaders;
	for (let from = Math.ceil(offset / alignment) * alignment; from + headerSize$1 <= end; from += searched) {
		const bytes = readAt(source, from, Math.min(1048592, end - from));
		for (let at = 0; at + headerSize$1 <= bytes.length && at < searched; at += alignment) {
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
const headerSize = 28;
function isMachO(start) {
	if (start.length < headerSize) return false;
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
	if (!isMachO(readAt(source, 0, headerSize))) return { problem: "not a Mach-O file" };
	const read = orProblem(() => readAny(source));
	return "problem" in read ? { problem: `a damaged Mach-O file: ${read.problem}` } : { machO: read.value };
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
	const thin = source.size < headerSize ? void 0 : thinOf(byteView(source, false).u32(0));
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
	if (!isPe(readAt(byteSourceOf(bytes), 0, 2))) return { problem: "not a Windows executable" };
	const read = orProblem(() => readAll(byteView(bytes, true)));
	return "problem" in read ? { problem: `a damaged Windows executable: ${read.problem}` } : { pe: read.value };
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
const startSize = 64;
const formatName = {
	elf: "ELF",
	"mach-o": "Mach-O",
	pe: "Windows (PE)"
};
function readProgram(bytes) {
	const source = byteSourceOf(bytes);
	const start = readAt(source, 0, startSize);
	if (isElf(start)) {
		const read = readElf(source);
		return "problem" in read ? read : { program: elfProgram(source, read.elf) };
	}
	if (isMachO(start)) {
		const read = readMachO(source);
		return "problem" in read ? read : { program: machOProgram(source, read.machO) };
	}
	if (isPe(start)) {
		const read = readPe(source);
		return "problem" in read ? read : { program: peProgram(source, read.pe) };
	}
	return { problem: describe$1(start) };
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
const shells = new Set([
	"sh",
	"bash",
	"ash",
	"dash",
	"busybox"
]);
const launchers = new Map([
	["catatonit", 0],
	["docker-init", 0],
	["dumb-init", 0],
	["env", 0],
	["exec", 0],
	["gosu", 1],
	["nice", 0],
	["setpriv", 0],
	["stdbuf", 0],
	["su-exec", 1],
	["tini", 0],
	["tini-static", 0]
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
	if (mainPackage === void 0 || !("problem" in found) && isOf(found.program, mainPackage)) return found;
	const others = await finder.search(mainPackage);
	const [only, ...more] = others;
	if (only !== void 0 && more.length === 0) return only;
	if (only !== void 0) return { problem: `the image has ${others.length} programs of \`${mainPackage}\` (${others.map(({ path }) => path).join(", ")}), and what it starts leads to none of them` };
	if ("problem" in found) return found;
	const builtFrom = found.program.buildInfo?.path;
	if (builtFrom === void 0) return found;
	return { problem: `the image starts \`${found.path}\`, which is built from \`${builtFrom}\` and not from \`${mainPackage}\`` };
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
		if (started === void 0) return through.length === 0 ? { problem: "the image has neither an entry point nor a command" } : { problem: `the image starts ${quoted(through)}, which names no program` };
		if (through.length > deepest$2) return { problem: `the image starts ${quoted(through)}: too many in a row` };
		const name = lastOf(started);
		if (shells.has(name)) {
			const script = shellScript(name === "busybox" ? rest.slice(1) : rest);
			if (script !== void 0 && "text" in script) return this.#fromScript(script.text, [...through, started], script.arguments, directory, false);
			if (script !== void 0) return this.follow([script.file, ...script.arguments], [...through, started], directory);
		}
		const own = launchers.get(name);
		if (own !== void 0) return this.follow(launched(rest, own), [...through, started], directory);
		const path = await this.#locate(started, directory);
		if (path === void 0) return { problem: `the image starts \`${started}\`, which is not in it` };
		const entry = await this.#root.resolve(path);
		const bytes = await this.#root.read(path);
		if (entry === void 0 || bytes === void 0) return { problem: `\`${path}\` in the image is too large to be read` };
		if (bytes[0] === 35 && bytes[1] === 33) {
			const text = new TextDecoder().decode(bytes);
			return this.#fromScript(text, [...through, path], rest, directory, true);
		}
		const read = readProgram(bytes);
		if ("problem" in read) return { problem: `\`${path}\`, which the image starts, is ${read.problem}` };
		return {
			path,
			size: entry.size,
			program: read.program,
			bytes,
			through,
			arguments: rest,
			by: through.length === 0 ? "command" : "script"
		};
	}
	async #fromScript(text, through, given, directory, isFile) {
		let here = directory;
		let found;
		for (const words of simpleCommands(text)) {
			if (words[0] === "cd" && words[1] !== void 0) {
				here = words[1].startsWith("/") ? words[1] : `${here}/${words[1]}`;
				continue;
			}
			const plain = withoutPrefixes(words.flatMap((word) => isAllArguments(word) ? given : [word]));
			if (plain.length === 0) continue;
			const next = await this.follow(plain, through, here);
			if (!("problem" in next) && next.program.buildInfo !== void 0) found = next;
		}
		if (found !== void 0) return found;
		return { problem: `the image starts ${isFile ? `\`${through.at(-1)}\`, a script` : `\`${text.trim().split("\n")[0]}\` in a shell`}, in which no Go program of the image is named` };
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
		for (const directory of new Set([this.#workingDir, ...programDirectories])) {
			const names = await this.#root.list(directory);
			for (const name of names) {
				const path = `${directory === "/" ? "" : directory}/${name}`;
				const entry = await this.#root.resolve(path);
				if (entry?.kind !== "file" || (entry.mode & 73) === 0 || entry.size < smallest) continue;
				if (found.has(entry.path) || ++looked > mostCandidates) continue;
				const bytes = await this.#root.read(path);
				const read = bytes === void 0 ? void 0 : readProgram(bytes);
				if (bytes === void 0 || read === void 0 || "problem" in read) continue;
				if (!isOf(read.program, mainPackage)) continue;
				found.set(entry.path, {
					path,
					size: entry.size,
					program: read.program,
					bytes,
					through: [],
					arguments: [],
					by: "search"
				});
			}
		}
		return [...found.values()];
	}
};
function quoted(names) {
	return names.map((name) => `\`${name}\``).join(", then ");
}
// src/inspect/loader/load-problems.ts
const staticInstead = "link it statically (`CGO_ENABLED=0`, without `-buildmode=pie`)";
const problems = {
	programMissing: (path) => ({
		kind: "program-missing",
		fatal: true,
		message: `the image has no file \`${path}\``,
		shown: `${path}: no such file or directory`,
		mend: "copy the binary to the path that the image starts",
		file: path
	}),
	notAProgram: (path, what) => ({
		kind: "not-a-program",
		fatal: true,
		message: `\`${path}\` is ${what}, which cannot be started`,
		shown: `exec ${path}: exec format error`,
		mend: "build a program: package `main`, without `-buildmode=c-shared` or `c-archive`",
		file: path
	}),
	notExecutable: (path) => ({
		kind: "not-executable",
		fatal: true,
		message: `\`${path}\` is not executable in the image`,
		shown: "permission denied",
		mend: `copy it with its mode, for example \`COPY --chmod=755\``,
		file: path
	}),
	wrongMachine: (path, machine, image) => ({
		kind: "wrong-machine",
		fatal: true,
		message: `\`${path}\` is built for ${machine}, the image is for ${image}`,
		shown: `exec ${path}: exec format error`,
		mend: `build with \`GOARCH=${image}\`, or the image with \`--platform=linux/${machine}\``,
		file: path
	}),
	noInterpreter(program, interpreter, root) {
		const musl = interpreter.includes("/ld-musl-");
		const other = root.libc !== void 0 && root.libc === "musl" !== musl ? `: it is linked against ${musl ? "musl" : "glibc"}, and the image is built on ${root.libc}` : "";
		return {
			kind: "no-interpreter",
			fatal: true,
			message: `\`${program}\` needs the program interpreter \`${interpreter}\`, which ${root.bare ? "an image without any libraries (`FROM scratch`) does not have" : `the image does not have${other}`}`,
			shown: `exec ${program}: no such file or directory`,
			mend: `${staticInstead}, or put it on an image with ${musl ? "musl, such as Alpine" : "glibc, such as Debian or distroless/base"}`,
			file: interpreter,
			neededBy: program
		};
	},
	interpreterBroken: (program, interpreter, why, shown) => ({
		kind: "interpreter-broken",
		fatal: true,
		message: `the program interpreter \`${interpreter}\` is there, but ${why}`,
		shown,
		mend: "install the C library of the image again, for the architecture of the binary",
		file: interpreter,
		neededBy: program
	}),
	libraryMissing(name, neededBy, musl, hints) {
		const { passedOver, uncached, ignored } = hints;
		return {
			kind: "library-missing",
			fatal: true,
			message: `\`${neededBy}\` needs \`${name}\`, which the loader does not find in the image${uncached !== void 0 ? `: it lies in \`${uncached}\`, named in ld.so.conf, but the loader reads only the cache, which does not have it` : ignored !== void 0 ? `: it lies in \`${ignored}\` of LD_LIBRARY_PATH, which is ignored for a set-user-ID program` : passedOver !== void 0 ? `: \`${passedOver}\` is of another architecture` : ""}`,
			shown: musl ? `Error loading shared library ${name}: No such file or directory (needed by ${neededBy})` : `error while loading shared libraries: ${name}: cannot open shared object file: No such file or directory`,
			mend: uncached !== void 0 ? "run `ldconfig` when the image is built" : ignored !== void 0 ? "put the library into a default directory, or take the set-user-ID bit away" : `install in the image the package that has \`${name}\`, or link statically`,
			file: name,
			neededBy
		};
	},
	libraryBroken: (name, path, neededBy, why, shown) => ({
		kind: "library-broken",
		fatal: true,
		message: `the loader takes \`${path}\` for \`${name}\`, and it is ${why}`,
		shown,
		mend: `put a shared library at \`${path}\`, or nothing`,
		file: name,
		neededBy
	}),
	versionMissing(name, path, neededBy, versions, highest) {
		const glibc = versions.some((version) => version.startsWith("GLIBC_"));
		return {
			kind: "version-missing",
			fatal: true,
			message: `\`${neededBy}\` needs ${versions.map((version) => `\`${version}\``).join(", ")}, the image's \`${name}\` has ${highest === void 0 ? "it not" : `up to ${highest}`}`,
			shown: `${path}: version \`${versions[0] ?? ""}' not found (required by ${neededBy})`,
			mend: glibc ? `build on a system with the image's C library or an older one, take a newer base image, or ${staticInstead}` : `build against the \`${name}\` that the image has, or install a newer one there`,
			file: name,
			neededBy,
			versions
		};
	},
	withoutVersions: (name, path, neededBy) => ({
		kind: "version-missing",
		fatal: true,
		message: `\`${neededBy}\` needs versions of \`${name}\`, and \`${path}\` is built without any`,
		shown: "Inconsistency detected by ld.so",
		mend: `build against the \`${name}\` that the image has`,
		file: name,
		neededBy
	}),
	libcMismatch: (loader, libc, fatal) => ({
		kind: "libc-mismatch",
		fatal,
		message: `the loader is of glibc ${loader} and \`libc.so.6\` of glibc ${libc}: they call each other by private symbols and only work together when they are of one release`,
		shown: "Inconsistency detected by ld.so",
		mend: "copy the loader and the C library from the same system",
		file: "libc.so.6"
	}),
	libcMixed: (file) => ({
		kind: "libc-mixed",
		fatal: false,
		message: `\`${file}\` is linked against glibc and would be run by musl, which takes itself for \`libc.so.6\` and does not look at symbol versions: it starts only as long as no function is used that musl lacks`,
		shown: "symbol not found",
		mend: `build it against musl, or ${staticInstead}`,
		file
	}),
	processorDependent: (name, path) => ({
		kind: "processor-dependent",
		fatal: false,
		message: `\`${name}\` is only in \`${path}\`: on processors below that level it is not found`,
		shown: `error while loading shared libraries: ${name}: cannot open shared object file`,
		mend: "install the library for every processor beside it",
		file: name
	})
};
// src/inspect/loader/interpreter.ts
async function openInterpreter(root, program, elf, path, workingDir) {
	const entry = await root.resolve(path.startsWith("/") ? path : `${workingDir}/${path}`);
	if (entry === void 0) return { problem: problems.noInterpreter(program, path, await describeRoot(root)) };
	const broken = (why, shown) => ({ problem: problems.interpreterBroken(program, path, why, shown) });
	const bytes = await root.read(entry.path);
	if (bytes === void 0) return broken("is no file", "permission denied");
	if ((entry.mode & 73) === 0) return broken("is not executable", "permission denied");
	const read = readElf(bytes);
	if ("problem" in read) return broken(`is no loader: ${read.problem}`, unloadable(bytes));
	if (read.elf.machine !== elf.machine || read.elf.bits !== elf.bits) return broken(`is for ${read.elf.machine}, the program for ${elf.machine}`, "accessing a corrupted shared library");
	return {
		path,
		entry,
		elf: read.elf,
		loader: readLoader(bytes)
	};
}
function unloadable(bytes) {
	return bytes.length < 64 ? "input/output error" : "accessing a corrupted shared library";
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
		libc
	};
}
// src/inspect/loader/library-search.ts
const mostDirectories = 256;
async function openSearcher(root, options) {
	const { loader, program, secure } = options;
	const { elf } = program;
	const isMusl = loader.libc === "musl";
	const absolute = (path) => path.startsWith("/") ? path : `${options.workingDir === "/" ? "" : options.workingDir}/${path}`;
	const libraryPath = splitPath(options.libraryPath ?? "", isMusl ? /[:\n]/ : /[:;]/).slice(0, mostDirectories).map(absolute);
	const trusted = secure ? [] : libraryPath;
	const defaults = isMusl ? await readMuslPath(root, loader.configuration) : loader.directories.length > 0 ? loader.directories : glibcDirectories(elf.machine, elf.bits);
	const cache = isMusl ? void 0 : await root.read("/etc/ld.so.cache");
	const cached = cache === void 0 ? new Map() : readLoaderCache(cache, elf.littleEndian);
	const lib = defaults.find((directory) => !directory.startsWith("/usr/"))?.slice(1) ?? "lib";
	function expand(paths, owner) {
		const origin = directoryOf$1(owner.loadedBy === void 0 ? owner.file : owner.path);
		return paths.slice(0, mostDirectories).flatMap((path) => {
			const expanded = expandTokens(path, {
				origin,
				lib,
				machine: elf.machine
			});
			if (expanded === void 0) return [];
			return secure && !isMusl && path.includes("$") && !defaults.includes(expanded.replace(/\/+$/, "")) ? [] : [absolute(expanded)];
		});
	}
	function* glibcPlaces(name, by) {
		const below = (directories, how) => placesBelow(directories, name, how, elf.machine);
		if (by.elf.runpath.length === 0) {
			for (let one = by; one !== void 0; one = one.loadedBy) if (one.elf.runpath.length === 0) yield* below(expand(one.elf.rpath, one), "rpath");
		}
		yield* below(trusted, "LD_LIBRARY_PATH");
		yield* below(expand(by.elf.runpath, by), "runpath");
		for (const path of cached.get(name) ?? []) yield {
			path,
			by: "cache"
		};
		yield* below(defaults, "default");
	}
	function* muslPlaces(name, by) {
		for (const directory of trusted) yield {
			path: `${directory}/${name}`,
			by: "LD_LIBRARY_PATH"
		};
		for (let one = by; one !== void 0; one = one.loadedBy) {
			const { rpath, runpath } = one.elf;
			for (const directory of expand(runpath.length > 0 ? runpath : rpath, one)) yield {
				path: `${directory}/${name}`,
				by: runpath.length > 0 ? "runpath" : "rpath"
			};
		}
		for (const directory of defaults) yield {
			path: `${directory}/${name}`,
			by: "default"
		};
	}
	const read = new Map();
	function readOnce(path) {
		const known = read.get(path) ?? root.read(path).then((bytes) => bytes === void 0 ? void 0 : readElf(bytes));
		read.set(path, known);
		return known;
	}
	return {
		libraryPath,
		async search(name, by) {
			const places = name.includes("/") ? expand([name], by).map((path) => ({
				path,
				by: "path"
			})) : isMusl ? muslPlaces(name, by) : glibcPlaces(name, by);
			let passedOver;
			for (const place of places) {
				const entry = await root.resolve(place.path);
				if (entry?.kind !== "file") continue;
				const result = await readOnce(entry.path);
				if (result === void 0) continue;
				if ("problem" in result) return brokenLibrary(name, place.path, by.path, entry.size, isMusl);
				if (result.elf.machine === elf.machine && result.elf.bits === elf.bits) return {
					found: {
						path: place.path,
						file: entry.path,
						elf: result.elf
					},
					by: place.by
				};
				if (isMusl) return {
					broken: place.path,
					why: `a library for ${result.elf.machine}`,
					shown: `Error loading shared library ${name}: Exec format error (needed by ${by.path})`
				};
				passedOver ??= place.path;
			}
			return passedOver === void 0 ? {} : { passedOver };
		}
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
const tooShort = 52;
function brokenLibrary(name, path, neededBy, size, isMusl) {
	return {
		broken: path,
		why: size === 0 ? "an empty file" : "not a shared library",
		shown: isMusl ? `Error loading shared library ${name}: Exec format error (needed by ${neededBy})` : `error while loading shared libraries: ${path}: ${size < tooShort ? "file too short" : "invalid ELF header"}`
	};
}
// src/inspect/loader/symbol-versions.ts
function missingVersions(user, byName) {
	return [...new Set(user.elf.versionsNeeded.map(({ file }) => file))].flatMap((file) => {
		const provider = byName.get(file);
		if (provider === void 0) return [];
		const provided = provider.elf.versionsProvided;
		if (!(provided.length > 0 || provider.elf.versionsNeeded.length > 0)) return [problems.withoutVersions(file, provider.path, user.path)];
		if (provided.length === 0) return [];
		const missing = user.elf.versionsNeeded.filter((one) => one.file === file && !one.weak && !provided.includes(one.version)).map(({ version }) => version);
		if (missing.length === 0) return [];
		const sorted = missing.sort(compareVersionNames).reverse();
		return [problems.versionMissing(file, provider.path, user.path, sorted, highestOf(provided, sorted[0] ?? ""))];
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
	return [problems.libcMismatch(loader.release, release, compareVersionNames(release, earlyInit) < 0)];
}
const earlyInit = "2.32";
// src/inspect/loader/load-check.ts
const alsoRuns = { amd64: ["386"] };
async function checkLoad(root, program, environment) {
	const { path, elf } = program;
	const entry = await root.resolve(path);
	if (entry?.kind !== "file") return result([problems.programMissing(path)]);
	if ((entry.mode & 73) === 0) return result([problems.notExecutable(path)]);
	const { machine } = environment;
	if (elf.machine !== machine && alsoRuns[machine]?.includes(elf.machine) !== true) return result([problems.wrongMachine(path, elf.machine, machine)]);
	if (elf.type !== 2 && elf.type !== 3) return result([problems.notAProgram(path, "no linked program")]);
	if (elf.interpreter === void 0) return result(elf.type === 3 && !elf.pie && (elf.soname !== void 0 || elf.needed.length > 0) ? [problems.notAProgram(path, "a shared library")] : []);
	const opened = await openInterpreter(root, path, elf, elf.interpreter, environment.workingDir);
	if ("problem" in opened) return result([opened.problem]);
	return checkLibraries(root, {
		path,
		file: entry.path,
		elf
	}, entry, opened, environment);
}
const mostLibraries = 2048;
async function checkLibraries(root, program, entry, interpreter, environment) {
	const { loader } = interpreter;
	const isMusl = loader.libc === "musl";
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
	const itself = {
		path: interpreter.path,
		file: interpreter.entry.path,
		elf: interpreter.elf,
		loadedBy: program
	};
	const found = [];
	const libraries = [];
	const loaded = [program];
	const byName = new Map();
	if (itself.elf.soname !== void 0) byName.set(itself.elf.soname, itself);
	byName.set(interpreter.path.slice(interpreter.path.lastIndexOf("/") + 1), itself);
	for (let index = 0; index < loaded.length; index++) {
		const by = loaded[index] ?? program;
		for (const name of by.elf.needed) {
			const said = libraries.some((one) => one.name === name);
			const known = byName.get(name) ?? (isMusl && isInsideMusl(name) ? itself : void 0);
			if (said || libraries.length >= mostLibraries) continue;
			if (known !== void 0) {
				libraries.push({
					name,
					neededBy: by.path,
					path: known.path,
					...known === itself ? { by: "loader" } : {}
				});
				continue;
			}
			const search = await searcher.search(name, by);
			if (!("found" in search)) {
				libraries.push({
					name,
					neededBy: by.path
				});
				if ("broken" in search) found.push(problems.libraryBroken(name, search.broken, by.path, search.why, search.shown));
				else {
					const hints = {
						...search,
						...isMusl ? {} : await whyNot(root, name, searcher, secure)
					};
					found.push(problems.libraryMissing(name, by.path, isMusl, hints));
				}
				continue;
			}
			libraries.push({
				name,
				neededBy: by.path,
				path: search.found.path,
				by: search.by
			});
			if (search.by === "hardware") found.push(problems.processorDependent(name, search.found.path));
			const same = [itself, ...loaded].find((one) => one.file === search.found.file);
			const library = same ?? {
				...search.found,
				loadedBy: by
			};
			byName.set(name, library);
			if (!isMusl && library.elf.soname !== void 0 && !byName.has(library.elf.soname)) byName.set(library.elf.soname, library);
			if (same === void 0) loaded.push(library);
		}
	}
	if (isMusl) {
		const foreign = loaded.find(({ elf }) => elf.versionsNeeded.some(({ version }) => version.startsWith("GLIBC_")));
		if (foreign !== void 0) found.push(problems.libcMixed(foreign.path));
	} else {
		for (const user of [...loaded, itself]) found.push(...missingVersions(user, byName));
		found.push(...await mismatchOf(root, loader, byName.get("libc.so.6")));
	}
	return result(found, {
		path: interpreter.path,
		libc: loader.libc
	}, libraries);
}
async function whyNot(root, name, searcher, secure) {
	const holding = async (directories) => {
		for (const directory of directories) if ((await root.resolve(`${directory}/${name}`))?.kind === "file") return directory;
	};
	const ignored = secure ? await holding(searcher.libraryPath) : void 0;
	if (ignored !== void 0) return { ignored };
	const uncached = await holding(await configuredDirectories(root));
	return uncached === void 0 ? {} : { uncached };
}
function result(found, loader, libraries = []) {
	return {
		starts: !found.some(({ fatal }) => fatal),
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
		kind: "user-missing",
		level: "fatal",
		message: `the image runs as user \`${user}\`, which its /etc/passwd does not have: the engine cannot start the container`,
		mend: "give a numeric user, such as `USER 65532:65532`, or copy an /etc/passwd with that name into the image",
		shown: `unable to find user ${user}`
	});
	const groups = parseAccounts(await textOf(root, "/etc/group"));
	if (group !== "" && !isNumber(group) && !named(group, groups)) facts.push({
		kind: "group-missing",
		level: "fatal",
		message: `the image runs with group \`${group}\`, which its /etc/group does not have: the engine cannot start the container`,
		mend: "give a numeric group, such as `USER 65532:65532`, or copy an /etc/group with that name into the image",
		shown: `unable to find group ${group}`
	});
	if (asksForUser && (isNumber(user) || user === "") && !named(user === "" ? "0" : user, users)) facts.push({
		kind: "user-unnamed",
		level: "info",
		message: `user ${user === "" ? "0" : user} has no entry in the image's /etc/passwd: \`user.Current\` and \`user.Lookup\` give an error`,
		mend: "copy an /etc/passwd with that user into the image, if the program asks for user names"
	});
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
		kind: "no-certificates",
		level: "warn",
		message: `the image has no CA certificates ${file === void 0 ? "where Go looks for them" : `at \`${file}\` (SSL_CERT_FILE)`}: the program starts, and every TLS connection that it opens fails with \`x509: certificate signed by unknown authority\``,
		mend: "copy /etc/ssl/certs/ca-certificates.crt into the image, or install ca-certificates there",
		shown: "x509: certificate signed by unknown authority"
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
	const then = [...local ? [`TZ=${zone} is ignored and local time is UTC`] : [], ...zoneinfo === void 0 ? ["`time.LoadLocation` gives `unknown time zone`"] : []];
	return {
		kind: "no-time-zones",
		level: local ? "warn" : "info",
		message: `the image has no time zones where Go looks for them: ${then.join(", ")}`,
		mend: "build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image",
		shown: local ? "" : "unknown time zone"
	};
}
async function checkTemporary(root, { env, user }) {
	const path = env["TMPDIR"] || "/tmp";
	const entry = await root.resolve(path);
	const there = entry?.kind === "directory";
	if (there && (isRoot(user) || (entry.mode & 2) !== 0)) return void 0;
	return {
		kind: "no-temporary-directory",
		level: there ? "info" : "warn",
		message: there ? `\`${path}\` is not writable for everybody and the image does not run as root: temporary files, such as large multipart uploads, may fail` : `the image has no \`${path}\`: temporary files, such as large multipart uploads, fail with \`no such file or directory\``,
		mend: `make \`${path}\` in the image with mode 1777, or mount one`,
		shown: there ? "permission denied" : "no such file or directory"
	};
}
async function checkHome(root, { env, user }, users) {
	const [name = ""] = user.split(":");
	const account = users.find((one) => one.name === (name || "root") || one.id === (name || "0"));
	const home = env["HOME"] || account?.home;
	if (home === void 0 || home === "") return void 0;
	if ((await root.resolve(home))?.kind === "directory") return void 0;
	return {
		kind: "no-home",
		level: "info",
		message: `the home directory \`${home}\` is not in the image: what is kept there (caches, configuration) cannot be written`,
		mend: `make \`${home}\` in the image, or set HOME to a directory that is there`
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
	return "problem" in found ? found : checkProgram(saved, root, {
		...found,
		env
	});
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
// src/inspect/program/linkage.ts
function linkageOf(read) {
	if ("problem" in read) return {
		kind: "not-a-program",
		needed: [],
		machine: read.problem,
		pie: false
	};
	const { program } = read;
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
function modeNotAchieved(mode, linkage) {
	if (mode.expects.includes(linkage.kind)) return void 0;
	const promised = mode.expects.join(" or ");
	const made = `mode \`${mode.name}\` promises a ${promised} binary and produced ${describe(linkage)}`;
	if (linkage.kind === "static") return {
		message: `${made}: nothing in it is linked at run time, so this column compares a static build with another`,
		mend: "a dynamic Go binary needs `CGO_ENABLED=1`, a package that uses cgo (such as `net` or `os/user`) and neither the `netgo` nor the `osusergo` build tag"
	};
	if (linkage.interpreter !== void 0) return {
		message: `${made}: it starts only in an image that has \`${linkage.interpreter}\`${linkage.needed.length > 0 ? ` and ${linkage.needed.map((name) => `\`${name}\``).join(", ")}` : ""}`,
		mend: "build with `CGO_ENABLED=0` and without `-buildmode=pie`, or link a cgo program with `-linkmode external -extldflags -static`"
	};
	return {
		message: made,
		mend: `see what the flags of mode \`${mode.name}\` make of it`
	};
}
function describe(linkage) {
	switch (linkage.kind) {
		case "interpreter-only": return "a position-independent binary that needs a program interpreter";
		case "not-a-program": return `something that is not an ELF program (${linkage.machine})`;
		case "shared-library": return "a shared library";
		default: return `a ${linkage.kind} binary`;
	}
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
function flagsOf$1(program) {
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
async function prepareContext(world, workspace, plan, revision) {
	const checkout = plan.checkouts[revision];
	if (checkout === void 0) return;
	const { files } = world;
	await files.remove(`${checkout}/.git`);
	const builds = [...plan.dockerfile === void 0 ? [] : [plan.dockerfile], ...plan.configured.map(({ build }) => build)];
	if ((await Promise.all(builds.map(({ dockerfile }) => files.readText(`${checkout}/${dockerfile}`)))).some((text) => text !== void 0 && usesGit(text))) {
		const clone = `${workspace.directory}/git-${revision}`;
		await plan.git.cloneTo(clone, plan.revisions[revision]?.sha ?? plan.revisions.head.sha);
		await files.move(`${clone}/.git`, `${checkout}/.git`);
		workspace.onClose(() => files.remove(`${checkout}/.git`));
	}
	await files.setTimesByContent(checkout);
}
function usesGit(text) {
	return /(^|[\s`(;&|"'])git\s+(-C\s+\S+\s+)?(describe|rev-parse|log|show|tag|rev-list|status|name-rev|symbolic-ref|config|branch|diff)\b|\s\.git(\/|\s|$)/m.test(text);
}
// src/images/dockerfile/build-image.ts
function openPins({ engine, platform }, run) {
	const pins = new Map();
	return (reference) => {
		const found = pins.get(reference) ?? engine.pin(reference, run, platform);
		pins.set(reference, found);
		return found;
	};
}
function openImageBuilder(world, workspace, plan, images, pin) {
	const { engine, platform } = plan;
	const contexts = new Map();
	return { async build({ name, revision, dockerfile, build: chosen }) {
		const checkout = plan.checkouts[revision];
		if (checkout === void 0) throw new Error(`there is no ${revision}`);
		const ready = contexts.get(revision) ?? prepareContext(world, workspace, plan, revision);
		contexts.set(revision, ready);
		await ready;
		const { target, buildArgs } = chosen;
		const options = {
			...target === void 0 ? {} : { target },
			buildArgs,
			platform
		};
		const needed = externalBases(dockerfile, options);
		if ("problem" in needed) return { output: [`\`${chosen.dockerfile}\`: ${needed.problem}`] };
		const pinned = new Map();
		for (const { reference } of needed) {
			const found = await pin(reference);
			if ("problem" in found) return { output: [found.problem] };
			pinned.set(reference, found.pinned);
		}
		const text = pinBases(dockerfile.text, pinned, options);
		const last = finalBase(dockerfile, options);
		const path = `${workspace.directory}/dockerfile-${name}/Dockerfile`;
		await world.files.write(path, text);
		const ignore = await world.files.readText(`${checkout}/${chosen.dockerfile}.dockerignore`);
		if (ignore !== void 0) await world.files.write(`${path}.dockerignore`, ignore);
		const reference = imageReference(workspace.run, name);
		const { secrets, ssh } = plan.config.dockerfile;
		const built = await engine.build({
			context: chosen.context === "." ? checkout : `${checkout}/${chosen.context}`,
			dockerfile: path,
			text,
			reference,
			run: workspace.run,
			platform,
			...target === void 0 ? {} : { target },
			buildArgs,
			secrets: secrets.map(({ id, from }) => "env" in from ? `id=${id},env=${from.env}` : `id=${id},src=${absolute(plan.git.root, from.file)}`),
			ssh
		});
		if (!built.ok) return { output: built.output };
		const base = last === void 0 ? void 0 : await pin(last);
		const below = base === void 0 || "problem" in base ? void 0 : base;
		const saved = await images.read(reference, below?.layers ?? []);
		if (saved.root === void 0) return { problem: saved.rootProblem ?? "its layers make no file system" };
		const check = await checkImage(saved, saved.root, plan.main.importPath);
		if ("problem" in check) return check;
		const bytes = await saved.root.read(check.path);
		if (bytes === void 0) return { problem: `\`${check.path}\` in the image could not be read` };
		const binary = `${workspace.directory}/program-${name}/${lastOf(check.path)}`;
		await world.files.write(binary, bytes, 493);
		return { proven: {
			reference,
			linkage: linkageOf({ program: check.program }),
			check,
			flags: flagsOf$1(check.program),
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
			...below === void 0 || last === void 0 ? {} : { base: {
				name: last,
				...below
			} }
		} };
	} };
}
function ownVariables(environment) {
	return Object.fromEntries(environment.map((entry) => [entry.split("=", 1)[0] ?? "", entry.slice(entry.indexOf("=") + 1)]).filter(([name]) => !/^(PATH|HOME|LD_.*|SSL_CERT_.*|ZONEINFO|GO(PATH|ROOT|LANG_VERSION|TOOLCHAIN))$/.test(name)));
}
function absolute(root, path) {
	return path.startsWith("/") ? path : `${root}/${path}`;
}
// src/dockerfile/facts/platform-check.ts
function platformProblem(text, options) {
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return [dockerfile.problem];
	const what = whatItCompiles(dockerfile, options);
	if ("problem" in what) return [what.problem];
	const given = options.buildArgs ?? {};
	return [...what.needs.filter(({ name }) => given[name] === void 0).map(({ name, line }) => `line ${line}: the build argument \`${name}\` has no default: give it as \`build: { build-args: { ${name}: … } }\``), ...otherPlatforms(what, options.platform)];
}
function otherPlatforms(what, platform) {
	const [os = "", arch = ""] = platform.split("/");
	const say = (built, line) => `${line}it builds for ${built}, and what is measured has to run here, on ${platform}: let the platform be \`$TARGETPLATFORM\`, or run on a runner of that platform`;
	if (what.platform !== void 0 && !what.platform.startsWith(platform)) return [say(what.platform, "")];
	if (what.kind !== "go") return [];
	return what.builds.filter(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch).slice(0, 1).map(({ goos = os, goarch = arch, line }) => say(`${goos}/${goarch}`, `line ${line}: `));
}
function notBuiltHere(text, options) {
	const dockerfile = parseDockerfile(text);
	const what = "problem" in dockerfile ? dockerfile : whatItCompiles(dockerfile, options);
	if ("problem" in what) return void 0;
	if (what.kind === "other") return what.because;
	if (what.kind !== "prebuilt") return void 0;
	return `${{
		copied: "it copies a program that is compiled elsewhere",
		downloaded: "it downloads a program",
		cloned: "it builds a program from source that it clones",
		released: "it takes a program from an image that was released"
	}[what.how]} (line ${what.line}: \`${what.what}\`)`;
}
// src/images/dockerfile/own-image.ts
const withoutHead = ["it was not built, because head does not build"];
async function buildOwn(world, plan, builder, { build, revision, name }) {
	const path = build.dockerfile;
	const text = await world.files.readText(`${plan.checkouts[revision]}/${path}`);
	if (text === void 0) return { output: [`\`${path}\` does not exist in this revision`] };
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return { output: [`\`${path}\`: ${dockerfile.problem}`] };
	const stage = build.target === void 0 ? "" : `, target ${build.target}`;
	const result = await world.log.step(`build ${revision}, ${path}${stage}`, () => builder.build({
		name,
		revision,
		dockerfile,
		build
	}));
	if ("output" in result) world.log.info(`building ${path} failed: ${result.output.at(-1) ?? "no output"}`);
	return "proven" in result ? {
		revision,
		dockerfile,
		proven: result.proven
	} : result;
}
async function foreignProgram(world, plan, { dockerfile, target, buildArgs }, revision) {
	if (plan.config.prepare !== void 0) return void 0;
	const text = await world.files.readText(`${plan.checkouts[revision]}/${dockerfile}`);
	return text === void 0 ? void 0 : notBuiltHere(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	});
}
function resultOf$1({ reference, binary, base, check }, { dockerfile: path, target }, { changes = [], named = {} } = {}) {
	const facts = {
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
		ok: true,
		binary,
		image: reference,
		program: check.path,
		dockerfile: facts,
		base: base?.layers ?? []
	};
}
// src/images/dockerfile/configured.ts
async function buildConfigured(world, plan, builder, image, unprepared) {
	const { mode } = image;
	const variant = (revision, result) => ({
		revision,
		mode,
		source: "configured",
		result
	});
	const head = await ofRevision(world, plan, builder, image, "head", unprepared);
	const built = [variant("head", head.result)];
	if (plan.checkouts.base !== void 0) {
		const base = head.own === void 0 ? { result: {
			ok: false,
			output: withoutHead
		} } : await ofRevision(world, plan, builder, image, "base", unprepared);
		built.push(variant("base", comparable(mode, image, head.own, base)));
	}
	return {
		built,
		...head.own === void 0 ? {} : { pattern: head.own.proven }
	};
}
async function ofRevision(world, plan, builder, { mode, build }, revision, unprepared) {
	const failure = unprepared[revision];
	if (failure !== void 0) return { result: notPrepared(failure) };
	const refuse = (problem) => ({ result: {
		ok: false,
		output: [],
		why: [{
			message: `${told$1(mode, build)} does not give the app: ${problem}`,
			mend: `name the Dockerfile that does under \`modes: { ${mode.name}: … }\` in .github/linkgate.yml, or leave that away`
		}]
	} });
	const foreign = await foreignProgram(world, plan, build, revision);
	if (foreign !== void 0) return refuse(foreign);
	const own = await buildOwn(world, plan, builder, {
		build,
		revision,
		name: `${revision}-${mode.name}-configured`
	});
	if ("problem" in own) return refuse(own.problem);
	if ("output" in own) return { result: {
		ok: false,
		output: own.output
	} };
	const named = mode.image?.from === "dockerfile" ? mode.image.buildArgs : {};
	return {
		result: resultOf$1(own.proven, build, { named }),
		own
	};
}
function comparable(mode, { build }, head, { result, own }) {
	if (head === void 0 || own === void 0) return result;
	const not = modeNotAchieved(mode, own.proven.linkage);
	if (not === void 0 || modeNotAchieved(mode, head.proven.linkage) !== void 0) return result;
	return {
		ok: false,
		output: [],
		why: [{
			message: `at base, ${told$1(mode, build)} gives another kind of program: ${not.message}`,
			mend: "once this change is merged, base has what there is to compare with"
		}]
	};
}
function told$1({ name }, { dockerfile, target }) {
	return `\`${dockerfile}\`${target === void 0 ? "" : `, target \`${target}\``}, which the configuration names for mode \`${name}\`,`;
}
// src/images/dockerfile/findings.ts
function notTheApp({ dockerfile, main }, problem) {
	return {
		verdict: "warn",
		kind: "dockerfile-not-used",
		message: `The image of ${dockerfile.dockerfile} was not measured: ${problem}. The built-in image was measured instead, with \`${main.importPath}\` built on this machine`,
		mend: "name the Dockerfile that builds it as `build: { dockerfile: … }` in .github/linkgate.yml, or `build: { dockerfile: false }` to measure the built-in image"
	};
}
function ineffectiveEnvFinding({ dockerfile: { dockerfile } }, { linkage }, found) {
	const isDynamic = linkage.kind === "dynamic";
	return found.filter(({ value }) => value === (isDynamic ? "0" : "1")).slice(-1).map(({ line, value, unexported }) => ({
		verdict: "warn",
		kind: "set-for-nobody",
		message: `\`CGO_ENABLED=${value}\` in line ${line} of ${dockerfile} sets nothing that \`go build\` sees (${unexported ? "the shell does not export it" : "its shell ends with that RUN"}): what is shipped is ${linkage.kind}`,
		mend: `write \`ENV CGO_ENABLED=${value}\` before that line, or put it directly in front of \`go build\``
	}));
}
function unlistedMode({ dockerfile, config }, { linkage }) {
	const such = config.modes.filter(({ expects }) => expects.includes(linkage.kind));
	if (such.some(({ own }) => own === void 0)) return void 0;
	const [first] = such;
	if (first !== void 0) return {
		verdict: "warn",
		kind: "shipped-mode",
		mode: first.name,
		message: `The image of ${dockerfile.dockerfile} as it is holds a ${linkage.kind} program, and mode \`${first.name}\` has ${keysOf(first)} of its own, which are for \`go build\`: what is shipped is in no column`,
		mend: `leave them out of the mode, or add one with \`link: ${first.expects[0]}\` and without them, in .github/linkgate.yml`
	};
	return {
		verdict: "warn",
		kind: "shipped-mode",
		message: `The image of ${dockerfile.dockerfile} as it is holds a ${linkage.kind} program, and none of the modes here (${config.modes.map(({ name }) => name).join(", ")}) is that: what is shipped is in no column`,
		mend: "add the mode that it is under `modes` in .github/linkgate.yml"
	};
}
function notDerived(mode, { why, log }) {
	return {
		verdict: "pass",
		kind: "not-derived",
		mode: mode.name,
		message: `Mode \`${mode.name}\` is measured in the built-in image, not in one of the Dockerfile: ${why}`,
		...log === void 0 ? {} : { log }
	};
}
function settingsFindings({ config, dockerfile }, built) {
	const isOfDockerfile = built.some(({ source }) => source !== "built-in");
	const ofGo = dockerfile === void 0 ? [] : config.modes.filter(({ own, image }) => own !== void 0 && image === void 0).map((mode) => {
		return {
			...notDerived(mode, { why: `${keysOf(mode)} of its own are for \`go build\`, and a Dockerfile calls that by itself` }),
			...isOfDockerfile ? {} : { verdict: "warn" }
		};
	});
	const { tags, ldflags } = config.build;
	const given = [...tags.length > 0 ? ["`build.tags`"] : [], ...ldflags === void 0 ? [] : ["`build.ldflags`"]];
	if (!isOfDockerfile || given.length === 0) return ofGo;
	return [...ofGo, {
		verdict: "pass",
		kind: "settings-of-go-build",
		message: `What ${given.join(" and ")} ${given.length > 1 ? "say" : "says"} is for \`go build\` on this machine: an image of a Dockerfile is built with what stands there`
	}];
}
function keysOf({ own = [] }) {
	return own.map((key) => `\`${key}\``).join(", ");
}
function changedMode(base, head) {
	const [was, is] = [base.linkage, head.linkage];
	if (was.kind === is.kind && was.libc === is.libc) return [];
	const say = ({ kind, libc }) => libc === void 0 ? kind : `${kind} (${libc})`;
	return [{
		verdict: "warn",
		kind: "shipped-mode-changed",
		revision: "head",
		message: `What is shipped changes from ${say(was)} to ${say(is)}: each column compares images linked in one way, so neither shows the step between them`,
		mend: "compare the column that was shipped at base with the one that is shipped now"
	}];
}
// src/dockerfile/derive/derivation.ts
function thirdPartyCgo({ cgoPackages = [] }) {
	return cgoPackages.filter((path) => (path.split("/")[0] ?? "").includes("."));
}
function insertAfter({ text }, { end }, lines, why) {
	const newline = text.indexOf("\n", end);
	if (newline < 0) return {
		start: text.length,
		end: text.length,
		text: `\n${lines.join("\n")}`,
		why
	};
	const ending = text[newline - 1] === "\r" ? "\r\n" : "\n";
	return {
		start: newline + 1,
		end: newline + 1,
		text: lines.map((line) => `${line}${ending}`).join(""),
		why
	};
}
const nameAnother = "name a Dockerfile, target or build argument for this mode in .github/linkgate.yml";
// src/dockerfile/derive/image-variants.ts
function alpineSibling(reference) {
	const golang = officialGolang(reference);
	return golang === void 0 ? void 0 : `${golang.repository}:${golang.version}alpine`;
}
function debianSibling(reference, fits, preferred) {
	const golang = officialGolang(reference);
	if (golang === void 0) return void 0;
	const [, minor = "99", patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(golang.version) ?? [];
	const from = {
		stretch: 99,
		buster: 12,
		bullseye: 16,
		bookworm: 20.05,
		trixie: 24.06
	};
	const until = {
		stretch: 0,
		buster: 20,
		bullseye: 24,
		bookworm: 99,
		trixie: 99
	};
	const version = Number(minor) + (patch === void 0 ? .99 : Number(patch) / 100);
	const all = debianReleases.filter(({ suite, glibc }) => fits(glibc) && version >= from[suite] && Number(minor) <= until[suite]);
	const found = all.find(({ glibc }) => glibc === preferred) ?? all.at(-1);
	return found === void 0 ? void 0 : `${golang.repository}:${golang.version}${found.suite}`;
}
function officialGolang(reference) {
	const { repository, name, tag } = parseImage(reference);
	if (name !== "golang" || /^(mcr\.microsoft\.com|bitnami|circleci)\b/.test(repository)) return void 0;
	const found = /^(latest|(?:\d[\w.]*|rc|tip|stable))?-?(alpine[\d.]*|(?:stretch|buster|bullseye|bookworm|trixie))?$/.exec(tag);
	if (found === null) return void 0;
	return {
		repository,
		version: found[1] === void 0 || found[1] === "latest" ? "" : `${found[1]}-`
	};
}
// src/dockerfile/derive/runtime-images.ts
function withLibc(runtime, builder, libc, needed = (glibc) => glibc) {
	const { repository, name, tag } = parseImage(runtime);
	const facts = imageFacts(builder);
	const glibc = libc === "glibc" ? facts.glibc ?? newest$1.glibc : void 0;
	if (/^cgr\.dev\//.test(builder) && glibc !== void 0) return {
		image: "cgr.dev/chainguard/glibc-dynamic:latest",
		lines: []
	};
	if (/distroless\//.test(repository) && glibc !== void 0) {
		const own = Number(/-debian(\d+)$/.exec(name)?.[1] ?? 0);
		const least = debianFor(own === 0 ? glibc : needed(glibc)).number;
		const number = Math.max(own, least, 12);
		return {
			image: `${repository.slice(0, -name.length)}base-debian${number}${tag === "latest" ? "" : `:${tag}`}`,
			lines: []
		};
	}
	if (name === "busybox" && glibc !== void 0) {
		const version = /^\d[\d.]*/.exec(tag)?.[0];
		return {
			image: `${repository}:${version === void 0 ? "stable" : version}-glibc`,
			lines: []
		};
	}
	if (glibc !== void 0) return {
		image: `${mirror(builder)}debian:${debianFor(glibc).suite}-slim`,
		lines: []
	};
	return {
		image: `${mirror(builder)}alpine:${facts.alpine ?? "latest"}`,
		lines: /distroless\/|^cgr\.dev\//.test(repository) ? likeDistroless(tag) : []
	};
}
const newest$1 = debianReleases[debianReleases.length - 1] ?? {
	suite: "trixie",
	number: 13,
	glibc: 41
};
function debianFor(glibc) {
	return debianReleases.find((release) => release.glibc >= glibc) ?? newest$1;
}
function likeDistroless(tag) {
	return ["RUN apk add --no-cache ca-certificates tzdata && adduser -D -u 65532 nonroot", ...tag.includes("nonroot") ? ["USER nonroot", "WORKDIR /home/nonroot"] : []];
}
function mirror(builder) {
	return /^(.*\/library\/)golang$/.exec(parseImage(builder).repository)?.[1] ?? "";
}
// src/dockerfile/facts/packages.ts
const managers = {
	apk: "apk",
	apt: "apt",
	"apt-get": "apt",
	aptitude: "apt",
	dnf: "rpm",
	microdnf: "rpm",
	"xx-apk": "apk",
	"xx-apt": "apt",
	"xx-apt-get": "apt",
	yum: "rpm"
};
const adding = new Set([
	"add",
	"install",
	"groupinstall"
]);
const removing = new Set([
	"del",
	"purge",
	"remove"
]);
const withValue = new Set([
	"-X",
	"--repository",
	"-t",
	"--virtual",
	"-p",
	"--root",
	"-o",
	"--arch",
	"-c"
]);
function packageCommandOf(run) {
	const manager = managers[run.program];
	if (manager === void 0) return void 0;
	const words = run.words.slice(1).map((word) => substitute(word, run.lookup) ?? textOf$4(word));
	const [action = "", ...packages] = words.filter((word, index) => !word.startsWith("-") && !withValue.has(words[index - 1] ?? ""));
	return {
		run,
		manager,
		action: adding.has(action) ? "add" : removing.has(action) ? "remove" : "other",
		packages: packages.map((name) => name.replace(/(?!^)(?:[=<>~@]|:(?:amd|arm|i3)).*$/, ""))
	};
}
const compilers = /^(gcc(-\d+)?|g\+\+(-\d+)?|build-base|build-essential|alpine-sdk|clang\d*|gcc-c\+\+)$/;
const headers = {
	apk: /^(musl-dev|libc-dev|build-base|alpine-sdk|glibc-dev)$/,
	apt: /^(libc6-dev|libc-dev|build-essential|g\+\+(-\d+)?)$/,
	rpm: /^(gcc|gcc-c\+\+|clang)$/
};
function installedCompiler(commands) {
	const added = commands.filter(({ action, packages, run }, index) => action === "add" && !commands.slice(index).some((later) => later.action === "remove" && later.packages.some((name) => packages.includes(name) || run.words.some((word) => textOf$4(word) === name))));
	const recommended = added.some(({ manager, packages, run }) => manager === "apt" && packages.some((name) => /^golang(-go|-\d[\d.]*(-go)?)?$/.test(name)) && !run.words.some((word) => textOf$4(word) === "--no-install-recommends"));
	return {
		compiler: recommended || added.some(({ packages }) => packages.some((name) => compilers.test(name))),
		headers: recommended || added.some(({ manager, packages }) => packages.some((name) => headers[manager].test(name)))
	};
}
const inDebian = {
	"alpine-sdk": "build-essential",
	bash: "bash",
	binutils: "binutils",
	"build-base": "build-essential",
	"ca-certificates": "ca-certificates",
	"ca-certificates-bundle": "ca-certificates",
	coreutils: "coreutils",
	curl: "curl",
	"dumb-init": "dumb-init",
	ffmpeg: "ffmpeg",
	file: "file",
	findutils: "findutils",
	"g++": "g++",
	gcc: "gcc",
	gcompat: "",
	gettext: "gettext-base",
	git: "git",
	gnupg: "gnupg",
	jq: "jq",
	"libc-dev": "libc6-dev",
	"libc6-compat": "",
	"linux-headers": "linux-libc-dev",
	make: "make",
	mercurial: "mercurial",
	"musl-dev": "libc6-dev",
	"openssh-client": "openssh-client",
	openssl: "openssl",
	pkgconf: "pkg-config",
	pkgconfig: "pkg-config",
	protobuf: "protobuf-compiler",
	sed: "sed",
	sqlite: "sqlite3",
	"sqlite-dev": "libsqlite3-dev",
	"sqlite-libs": "libsqlite3-0",
	subversion: "subversion",
	tar: "tar",
	tini: "tini",
	tzdata: "tzdata",
	unzip: "unzip",
	wget: "wget",
	xz: "xz-utils",
	zip: "zip"
};
const inAlpine = {
	...Object.fromEntries(Object.entries(inDebian).filter(([, debian]) => debian !== "").reverse().map(([alpine, debian]) => [debian, alpine])),
	"apt-transport-https": "",
	"build-essential": "build-base",
	"ca-certificates": "ca-certificates",
	"g++": "g++",
	gettext: "gettext",
	"golang-go": "go",
	"libc6-dev": "musl-dev",
	"lsb-release": "",
	openssh: "openssh-client",
	"pkg-config": "pkgconf",
	"software-properties-common": "",
	sqlite3: "sqlite"
};
const inGolangOnDebian = new Set("bash binutils build-essential ca-certificates coreutils curl findutils g++ gcc git gnupg libc6-dev linux-libc-dev make mercurial openssh-client openssl pkg-config sed subversion tar wget".split(" "));
const inAnyAlpine = new Set([
	"coreutils",
	"findutils",
	"sed",
	"tar",
	"unzip",
	"wget"
]);
function translatePackages(packages, to) {
	const table = to === "apt" ? inDebian : inAlpine;
	const unknown = packages.find((name) => table[name] === void 0);
	if (unknown !== void 0) return { unknown };
	const translated = packages.flatMap((name) => table[name] ?? []).filter((name) => name !== "");
	return { packages: [...new Set(translated)] };
}
function installCommand(manager, packages) {
	const names = packages.join(" ");
	if (manager === "apk") return `apk add --no-cache ${names}`;
	if (manager === "apt") return `apt-get update && apt-get install -y --no-install-recommends ${names}`;
	return manager === void 0 ? void 0 : `${manager} install -y ${names}`;
}
// src/dockerfile/derive/translate.ts
const inPackages = {
	apk: {
		bash: "bash",
		curl: "curl",
		"g++": "g++",
		git: "git",
		gpg: "gnupg",
		groupadd: "shadow",
		hg: "mercurial",
		make: "make",
		openssl: "openssl",
		perl: "perl",
		"pkg-config": "pkgconf",
		ssh: "openssh-client",
		"ssh-keyscan": "openssh-client",
		svn: "subversion",
		useradd: "shadow",
		usermod: "shadow"
	},
	apt: { unzip: "unzip" }
};
const untranslatable = {
	apk: /^(add-apt-repository|apt-key|apt-mark|debconf-set-selections|dpkg.*|locale-gen|update-alternatives|update-locale)$/,
	apt: /^(su-exec|rc-.*|setup-apkcache)$/
};
function translateStages({ dockerfile, runs }, stages, to, present) {
	const edits = [];
	const packages = new Set();
	const where = to === "apk" ? "Alpine" : "Debian";
	for (const run of runs.filter(({ step }) => stages.includes(step.stage))) {
		const { line, program } = run;
		const written = run.words.map(textOf$4);
		if (untranslatable[to].test(program)) return { because: `line ${line} runs ${program}, which ${where} has not` };
		if (to === "apt" && /^(adduser|addgroup)$/.test(program) && written.some((word) => /^-[a-zA-Z]/.test(word))) return { because: `line ${line} runs ${program} with flags of Alpine` };
		const translated = translateCommand(run, to, present);
		if (translated !== void 0) {
			if ("because" in translated) return translated;
			edits.push(...translated.edits);
			continue;
		}
		const needed = inPackages[to][program];
		if (needed !== void 0 && !present.has(needed)) packages.add(needed);
	}
	for (const stage of stages) for (const { keyword, rest, line } of stage.instructions) {
		if (keyword === "RUN" && />>?\s*\/etc\/apk\//.test(rest.text) && to === "apt") return { because: `line ${line} writes to /etc/apk, which ${where} has not` };
		if (keyword === "SHELL" && /\bash"/.test(rest.text) && to === "apt") return { because: `line ${line} names a shell that ${where} has not` };
		if (keyword === "SHELL" && /bash/.test(rest.text) && !present.has("bash")) packages.add("bash");
	}
	for (const stage of dockerfile.stages) for (const { keyword, flags, rest, line } of stage.instructions) {
		const from = flags.find(({ name }) => name === "from")?.value?.toLowerCase();
		const ofThese = stages.some(({ name, index }) => from === name || from === String(index));
		if (keyword !== "COPY" || from === void 0 || !ofThese) continue;
		if (/\/lib\/\w+-linux-gnu|ld-linux|ld-musl|\/lib64/.test(rest.text)) return { because: `line ${line} copies libraries that ${where} keeps elsewhere` };
		if (/\/usr\/share\/zoneinfo/.test(rest.text)) packages.add("tzdata");
	}
	const translated = translatePackages(runs.filter(({ step }) => stages.includes(step.stage)).flatMap((run) => packageCommandOf(run) ?? []).flatMap((command) => command.action === "add" ? command.packages : []), to);
	const own = "packages" in translated ? translated.packages : [];
	return {
		edits,
		packages: [...packages].filter((name) => !own.includes(name)).sort()
	};
}
function translateCommand(run, to, present) {
	const first = run.words[0]?.range.start;
	const end = run.words.at(-1)?.range.end;
	if (first === void 0 || end === void 0) return void 0;
	const other = to === "apk" ? "Alpine" : "Debian";
	const replace = (text) => ({
		edits: [{
			start: first,
			end,
			text,
			why: `the image is one of ${other}`
		}],
		packages: []
	});
	if (to === "apt" && run.words.some((word) => textOf$4(word).includes("/etc/apk/"))) return replace("true");
	const command = packageCommandOf(run);
	if (command === void 0 || command.manager === to) return void 0;
	if (run.step.instruction.exec !== void 0) return { because: `line ${run.line} installs packages in exec form` };
	if (command.action !== "add") return replace("true");
	const translated = translatePackages(command.packages, to);
	if ("unknown" in translated) return { because: `line ${run.line} installs ${translated.unknown}, whose name on ${other} nobody knows` };
	const missing = translated.packages.filter((name) => !present.has(name));
	return replace(missing.length === 0 ? "true" : installCommand(to, missing) ?? "true");
}
const presentIn = {
	golangOnDebian: inGolangOnDebian,
	anyAlpine: inAnyAlpine,
	golangOnAlpine: new Set([...inAnyAlpine, "ca-certificates"]),
	debian: new Set([
		"bash",
		"coreutils",
		"findutils",
		"sed",
		"tar"
	])
};
// src/dockerfile/derive/swap-base.ts
const newest = 41;
function rootOf({ dockerfile, facts }, of) {
	const { stages, root } = chainOf(dockerfile, of, facts);
	const stage = stages[0] ?? of;
	const image = "image" in root ? root.image : textOf$4(stage.base);
	return {
		stage,
		image,
		libc: (image === "scratch" ? void 0 : facts.libcOf?.(image)) ?? imageFacts(image).libc
	};
}
function debianOf(from) {
	return `debian:${debianFor(imageFacts(from.image).glibc ?? newest).suite}-slim`;
}
function replaceBase({ stage }, image, why) {
	return {
		...stage.base.range,
		text: image,
		why
	};
}
function builderTo(derivation, builders, to, sibling) {
	const { dockerfile, facts, stages } = derivation;
	const edits = [];
	const done = new Set();
	const changed = [];
	for (const builder of builders) {
		const root = rootOf(derivation, builder.stage);
		if (to !== void 0 && builder.libc === (to === "apk" ? "musl" : "glibc")) {
			changed.push(builder);
			continue;
		}
		const image = sibling(root.image);
		if (image === void 0) return { because: `\`${root.image}\` has no counterpart that fits` };
		const { packages, compiler, libc } = imageFacts(image);
		changed.push({
			...builder,
			image,
			packages,
			compiler,
			libc: libc === "none" ? void 0 : libc
		});
		if (done.has(root.stage)) continue;
		done.add(root.stage);
		const why = to === void 0 ? "its glibc is no newer than that of the image that ships" : `the C library of the image that ships is ${to === "apk" ? "musl" : "glibc"}`;
		edits.push(replaceBase(root, image, why));
		if (to === void 0) continue;
		const translated = translateStages(derivation, stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === root.stage), to, to === "apk" ? presentIn.golangOnAlpine : presentIn.golangOnDebian);
		if ("because" in translated) return translated;
		edits.push(...translated.edits);
		const install = translated.packages.length === 0 ? void 0 : installCommand(to, translated.packages);
		if (install !== void 0) edits.push(insertAfter(dockerfile, root.stage.from, [`RUN ${install}`], "what the other image has of its own"));
	}
	return {
		edits,
		builders: changed
	};
}
function runtimeTo(derivation, builders, runtime, to, image) {
	const { dockerfile, facts, stages } = derivation;
	if (!(to === "apt" ? /(^|\/)alpine(:|@|$)/ : /(^|\/)(busybox|debian|ubuntu)(:|@|$)/).test(runtime.image)) return { because: `\`${runtime.image}\` is more than its distribution` };
	const inherited = stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === runtime.stage);
	const check = inherited.flatMap(({ instructions }) => instructions).find(({ keyword, rest }) => keyword === "HEALTHCHECK" && !/^\s*NONE/i.test(rest.text));
	if (check !== void 0 && !runtime.image.includes("busybox")) return { because: `line ${check.line} checks the health with what that image has` };
	const translated = translateStages(derivation, inherited, to, to === "apk" ? presentIn.anyAlpine : presentIn.debian);
	if ("because" in translated) return translated;
	const packages = [...new Set([...to === "apt" ? ["ca-certificates"] : [], ...translated.packages])];
	const install = packages.length === 0 ? void 0 : installCommand(to, packages);
	return {
		builders,
		edits: [
			replaceBase(runtime, image, `it has the C library that the program is linked with`),
			...translated.edits,
			...install === void 0 ? [] : [insertAfter(dockerfile, runtime.stage.from, [`RUN ${install}`], `what \`${runtime.image}\` has of its own`)]
		]
	};
}
function newerRuntime(builders, runtime, from) {
	const { suite, number } = debianFor(imageFacts(from.image).glibc ?? newest);
	const debian = /^(.*\/)?debian:[\w.]+(-slim)?$/.exec(runtime.image);
	const distroless = /^(.*distroless\/\w+)-debian\d+(:.*)?$/.exec(runtime.image);
	const image = debian !== null ? `${debian[1] ?? ""}debian:${suite}${debian[2] ?? ""}` : distroless !== null ? `${distroless[1]}-debian${number}${distroless[2] ?? ""}` : void 0;
	if (image === void 0) return { because: `\`${runtime.image}\` has an older glibc` };
	return {
		builders,
		edits: [replaceBase(runtime, image, "its glibc is not older than the one that the program is linked with")]
	};
}
// src/dockerfile/derive/base.ts
const bookworm = 36;
function basesFor(derivation) {
	const { compiling, wanted, target } = derivation;
	const builders = [...new Set(compiling.map(({ step }) => step.stage))].map((stage) => builderOf(derivation, stage));
	const [builder] = builders;
	if (wanted === "static" || builder === void 0) return {
		edits: [],
		builders
	};
	const runtime = rootOf(derivation, target);
	const from = rootOf(derivation, builder.stage);
	if (runtime.stage === from.stage || bringsLoader(derivation)) return {
		edits: [],
		builders
	};
	const unknown = [from, runtime].find((root) => root.libc === void 0 || root === from && root.libc === "none");
	if (unknown !== void 0) {
		const { line } = unknown.stage.from;
		return { refused: `line ${line}: which C library \`${unknown.image}\` has is not known: ${nameAnother}` };
	}
	return matchLibc(derivation, builders, from, runtime, compiling.some((run) => /musl/.test(run.environment("CC")?.value ?? "")) || from.libc === "musl" ? "musl" : "glibc");
}
function builderOf(derivation, stage) {
	const { image, libc } = rootOf(derivation, stage);
	const { packages, compiler } = imageFacts(image);
	const known = derivation.facts.builderHasCompiler;
	return {
		stage,
		image,
		libc: libc === "none" ? void 0 : libc,
		packages,
		compiler: known ?? compiler
	};
}
function bringsLoader({ dockerfile, target, facts }) {
	return chainOf(dockerfile, target, facts).stages.some((stage) => stage.instructions.some(({ keyword, rest }) => /^(COPY|ADD)$/.test(keyword) && /ld-musl|ld-linux|^\/ \/$/.test(rest.text.trim())));
}
function matchLibc(derivation, builders, from, runtime, libc) {
	const has = imageFacts(runtime.image).glibc;
	const fits = (glibc) => neededGlibc(derivation, glibc) <= (has ?? bookworm);
	if (runtime.libc === "none") return giveLibc(derivation, builders, from, runtime, libc);
	if (runtime.libc !== libc) return libc === "glibc" ? firstOf(runtime, libc, [() => builderTo(derivation, builders, "apk", alpineSibling), () => runtimeTo(derivation, builders, runtime, "apt", debianOf(from))]) : firstOf(runtime, libc, [() => builderTo(derivation, builders, "apt", (image) => debianSibling(image, fits, has)), () => runtimeTo(derivation, builders, runtime, "apk", withLibc("scratch", from.image, "musl").image)]);
	const { glibc } = imageFacts(from.image);
	if (libc === "musl" || has === void 0 || glibc === void 0 || fits(glibc)) return {
		edits: [],
		builders
	};
	return firstOf(runtime, libc, [() => newerRuntime(builders, runtime, from), () => builderTo(derivation, builders, void 0, (image) => debianSibling(image, fits, has))]);
}
function neededGlibc({ facts }, builtWith) {
	const known = facts.cgoPackages !== void 0 && thirdPartyCgo(facts).length === 0;
	return builtWith < 38 || known ? Math.min(builtWith, 34) : 38;
}
function giveLibc(derivation, builders, from, runtime, libc) {
	const noneIn = `\`${runtime.image}\` has no C library`;
	if (libc === "musl" && /distroless\/|^cgr\.dev\//.test(runtime.image)) {
		const swapped = builderTo(derivation, builders, "apt", (image) => debianSibling(image, (glibc) => glibc <= bookworm));
		if (!("because" in swapped)) {
			const [builder] = swapped.builders;
			const { image } = withLibc(runtime.image, builder?.image ?? "", "glibc");
			return {
				...swapped,
				edits: [...swapped.edits, replaceBase(runtime, image, `${noneIn}, and this has glibc`)]
			};
		}
	}
	const { image, lines } = withLibc(runtime.image, from.image, libc, (glibc) => neededGlibc(derivation, glibc));
	const why = `${noneIn}, and this has the ${libc} that the program is linked with`;
	const added = lines.length === 0 ? [] : [insertAfter(derivation.dockerfile, runtime.stage.from, lines, `what \`${runtime.image}\` has of its own`)];
	return {
		builders,
		edits: [replaceBase(runtime, image, why), ...added]
	};
}
function firstOf(runtime, libc, attempts) {
	const reasons = [];
	for (const attempt of attempts) {
		const found = attempt();
		if (!("because" in found)) return found;
		reasons.push(found.because);
	}
	const { line } = runtime.stage.from;
	return { refused: `line ${line}: \`${runtime.image}\` has not the ${libc} that the program would need, and neither image can be exchanged (${[...new Set(reasons)].join("; ")}): ${nameAnother}` };
}
// src/dockerfile/derive/cgo.ts
const name = "CGO_ENABLED";
function cgoEdits(derivation) {
	return [
		...inInstructions(derivation),
		...inRuns(derivation),
		...injected(derivation)
	];
}
function inInstructions({ dockerfile, affected, cgo, facts }) {
	const global = dockerfile.globalArgs.flatMap((instruction) => (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) => set(setting, () => void 0, cgo)));
	const local = affected.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword)).flatMap(({ instruction, scope }) => (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) => {
		return instruction.keyword === "ENV" && /^\$(\{CGO_ENABLED(:?-.*)?\}|CGO_ENABLED)$/.test(setting.value ? textOf$4(setting.value) : "") && scope.setBy(name) === "ARG" && scope.lookup(name) !== void 0 && facts.buildArgs?.[name] === void 0 ? [] : set(setting, scope.lookup, cgo);
	})));
	return [...global, ...local].flat();
}
function inRuns({ runs, affected, cgo }) {
	return runs.flatMap((run) => {
		if (!affected.includes(run.step.stage)) return [];
		const command = goCommandOf(run);
		if (command !== void 0 && command.subcommand !== "env" && !buildsProgram(command)) return cgo === "0" ? stillWithCgo(run, command) : [];
		const words = run.words.filter((word) => /^CGO_ENABLED=\S*$/.test(textOf$4(word))).map(settingOf);
		return [...run.settings, ...words].flatMap((setting) => set(setting, run.lookup, cgo));
	});
}
function stillWithCgo(run, command) {
	const needs = [
		"race",
		"msan",
		"asan"
	].find((flag) => flagOf(command, flag) !== void 0);
	const start = run.words[0]?.range.start;
	const own = run.settings.some((setting) => setting.name === name);
	if (needs === void 0 || start === void 0 || own || run.step.instruction.exec !== void 0) return [];
	return [{
		start,
		end: start,
		text: `${name}=1 `,
		why: `-${needs} needs cgo`
	}];
}
function set(setting, lookup, cgo) {
	const { value } = setting;
	if (setting.name !== name || value === void 0 || substitute(value, lookup) === cgo) return [];
	return [{
		...rangeOf(value.source) ?? {
			start: value.range.end,
			end: value.range.end
		},
		text: cgo,
		why: `sets ${name} to ${cgo}`
	}];
}
function injected(derivation) {
	const { dockerfile, compiling, cgo, facts } = derivation;
	const done = new Set();
	return compiling.flatMap((run) => {
		const { stage } = run.step;
		const { stages } = chainOf(dockerfile, stage, facts);
		if (decides(derivation, run) || stages.some((each) => done.has(each))) return [];
		done.add(stage);
		const why = `sets ${name} where nothing said it`;
		return [insertAfter(dockerfile, stage.from, [`ENV ${name}=${cgo}`], why)];
	});
}
function decides({ runs, cgo, facts }, run) {
	const found = run.environment(name);
	if (found?.by === "ARG") return found.value !== void 0 && (facts.buildArgs?.[name] ?? cgo) === cgo;
	if (found !== void 0) return true;
	return runs.slice(0, runs.indexOf(run)).some(({ step, words }) => step.stage === run.step.stage && words.slice(1, 3).map(textOf$4).join(" ") === "env -w" && words.some((word) => textOf$4(word).startsWith(`${name}=`)));
}
// src/dockerfile/derive/compiler.ts
function compilerEdits(derivation, builders) {
	if (derivation.cgo === "0") return [];
	const edits = [];
	const done = new Set();
	for (const run of derivation.compiling) {
		const { stage } = run.step;
		const { stages } = chainOf(derivation.dockerfile, stage, derivation.facts);
		const builder = builders.find((each) => each.stage === stage);
		if (builder === void 0 || stages.some((each) => done.has(each))) continue;
		const missing = missingPackages(derivation, builder, run);
		if (missing.length === 0) continue;
		if (missing.includes("glibc-static") && !/amazonlinux/.test(builder.image)) return { refused: `line ${stage.from.line}: to link C code statically \`${builder.image}\` needs the package glibc-static, which its usual repositories have not: install it in this stage` };
		done.add(stage);
		const command = installCommand(builder.packages, missing);
		if (command === void 0) {
			const { line } = stage.from;
			return { refused: `line ${line}: \`${builder.image}\` has no C compiler, and nobody knows how to put one into it: ${nameAnother}` };
		}
		const tidy = builder.packages === "apt" ? " && rm -rf /var/lib/apt/lists/*" : "";
		edits.push(insertAfter(derivation.dockerfile, stage.from, asRoot(derivation, stage, `RUN ${command}${tidy}`), "cgo needs a C compiler, and the image has none"));
	}
	return edits;
}
function missingPackages(derivation, builder, run) {
	const { dockerfile, facts, runs, wanted } = derivation;
	const { compiler } = builder;
	if (compiler !== false) return [];
	const { stages } = chainOf(dockerfile, builder.stage, facts);
	const before = runs.slice(0, runs.indexOf(run)).filter(({ step }) => stages.includes(step.stage)).flatMap((each) => packageCommandOf(each) ?? []);
	const installed = installedCompiler(before);
	const headers = {
		apk: builder.libc === "glibc" ? "glibc-dev" : "musl-dev",
		apt: "libc6-dev"
	};
	const header = builder.packages === "apk" || builder.packages === "apt" ? headers[builder.packages] : void 0;
	const archives = wanted === "static" && thirdPartyCgo(facts).length > 0 && header === void 0 && !before.some(({ packages }) => packages.includes("glibc-static"));
	return [
		...installed.compiler ? [] : ["gcc"],
		...installed.headers || header === void 0 ? [] : [header],
		...archives ? ["glibc-static"] : []
	];
}
function asRoot(derivation, stage, line) {
	const { dockerfile, facts } = derivation;
	const { stages, root } = chainOf(dockerfile, stage, facts);
	const above = stages.at(-2);
	const last = (above === void 0 ? [] : stepsOf(dockerfile, above, facts)).at(-1);
	const user = last?.instruction.keyword === "USER" ? last.instruction.rest.text : last?.scope.user;
	const image = "image" in root ? imageFacts(root.image) : void 0;
	const own = user ?? (image?.nonroot === true ? "65532" : void 0);
	return own === void 0 || /^(root|0)(:|$)/.test(own) ? [line] : [
		"USER root",
		line,
		`USER ${own}`
	];
}
// src/dockerfile/facts/ldflags.ts
const forms = [
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)'([^']*)'/d,
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)"([^"]*)"/d,
	/(?<=\s)'--?extldflags=([^']*)'/d,
	/(?<=\s)"--?extldflags=([^"]*)"/d,
	/(?<=^(?:[\w./*-]+=)?|\s)--?extldflags(?:=|\s+)([^\s'"]+)/d
];
const quotes = [
	"'",
	"\"",
	"'",
	"\"",
	""
];
function extldflags(text) {
	for (const [index, form] of forms.entries()) {
		const found = form.exec(text)?.indices;
		const [whole, content] = [found?.[0], found?.[1]];
		if (whole === void 0 || content === void 0) continue;
		const before = content[0] - (quotes[index] === "" ? 1 : 2);
		return {
			from: whole[0],
			to: whole[1],
			content: {
				from: content[0],
				to: content[1]
			},
			quote: quotes[index] ?? "",
			equals: text[before] === "=" ? before : void 0
		};
	}
}
const staticFlag = /^(--?static(-pie)?|-Wl,-static|-Wl,-Bstatic)$/;
function staticSpans(text) {
	const field = extldflags(text);
	if (field === void 0) return [];
	const inside = text.slice(field.content.from, field.content.to);
	const words = [...inside.matchAll(/\S+/g)];
	const gone = words.filter(([word]) => staticFlag.test(word));
	if (gone.length === 0) return [];
	if (gone.length === words.length) return [withBlanks(text, field)];
	return gone.map((found) => withBlanks(inside, {
		from: found.index,
		to: found.index + found[0].length
	}, field.content.from));
}
function staticWordSpans(text) {
	return [...text.matchAll(/\S+/g)].filter(([word]) => staticFlag.test(word)).map((found) => withBlanks(text, {
		from: found.index,
		to: found.index + found[0].length
	}));
}
function linkmodeSpans(text) {
	return [...text.matchAll(/(?<=^|\s)(['"]?)--?linkmode(?:=|\s+)(['"]?)external\2\1(?=\s|$)/g)].map((found) => withBlanks(text, {
		from: found.index,
		to: found.index + found[0].length
	}));
}
function isStaticRecipe(text) {
	return linkmodeSpans(text).length > 0 && staticSpans(text).length > 0;
}
function pureTagSpans(text) {
	return [...text.matchAll(/[^\s,]+/g)].filter(([tag]) => tag === "netgo" || tag === "osusergo").map((found) => {
		const end = found.index + found[0].length;
		const before = /[\s,]*$/.exec(text.slice(0, found.index))?.[0].length ?? 0;
		const after = /^[\s,]*/.exec(text.slice(end))?.[0].length ?? 0;
		return pureOnly(text.slice(0, found.index)) ? {
			from: found.index,
			to: end + after
		} : {
			from: found.index - before,
			to: end
		};
	});
}
function pureOnly(text) {
	return text.split(/[\s,]+/).every((tag) => tag === "" || tag === "netgo" || tag === "osusergo");
}
function withBlanks(text, { from, to }, offset = 0) {
	const before = /\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
	const after = before === from ? /^\s*/.exec(text.slice(to))?.[0].length ?? 0 : 0;
	return {
		from: offset + from - before,
		to: offset + to + after
	};
}
// src/dockerfile/derive/remove.ts
function withoutCharacters(word, from, to) {
	const parts = [];
	for (let index = from; index < to; index += 1) {
		const start = word.source.at[index];
		const end = word.source.end[index];
		const last = parts.at(-1);
		if (start === void 0 || end === void 0) continue;
		const text = word.source.text[index] ?? "";
		if (last?.end === start) {
			last.end = end;
			last.text += text;
		} else parts.push({
			start,
			end,
			text
		});
	}
	return parts.filter(({ text }) => text.trim() !== "").map(({ start, end }) => ({
		start,
		end,
		text: ""
	}));
}
function withoutWords(file, words, gone, json) {
	const first = words.indexOf(gone[0]);
	const { start } = gone[0]?.range ?? { start: 0 };
	const { end } = gone.at(-1)?.range ?? { end: 0 };
	if (json) {
		const next = words[first + gone.length];
		if (next !== void 0) return {
			start,
			end: next.range.start,
			text: ""
		};
		return {
			start: words[first - 1]?.range.end ?? start,
			end,
			text: ""
		};
	}
	const blanks = /[ \t]*$/.exec(file.slice(0, start))?.[0].length ?? 0;
	if (!(file[start - blanks - 1] === "\n")) return {
		start: start - blanks,
		end,
		text: ""
	};
	return {
		start,
		end: end + (/^[ \t]*/.exec(file.slice(end))?.[0].length ?? 0),
		text: ""
	};
}
// src/dockerfile/derive/flags.ts
function flagEdits(derivation) {
	const edits = [];
	for (const run of derivation.runs) {
		if (run.program === "xx-verify" && derivation.wanted === "dynamic") edits.push(...unverified(derivation, run));
		const command = goCommandOf(run);
		if (command === void 0 || !buildsProgram(command)) continue;
		const refused = cannotBe(derivation, run, command);
		if (refused !== void 0) return refused;
		edits.push(...flagsOf(derivation, run, command));
		const recipe = derivation.wanted === "static" && derivation.cgo === "1" ? staticRecipe(run, command) : [];
		if ("refused" in recipe) return recipe;
		edits.push(...recipe);
	}
	edits.push(...variableEdits(derivation));
	return edits;
}
function cannotBe({ wanted, cgo }, run, command) {
	if (wanted === "dynamic") return void 0;
	const mode = flagOf(command, "buildmode")?.value;
	const shared = mode !== void 0 && /^(c-shared|plugin|shared)$/.test(textOf$4(mode)) ? textOf$4(mode) : void 0;
	if (shared !== void 0 || flagOf(command, "linkshared") !== void 0) {
		const flag = shared === void 0 ? "-linkshared" : `-buildmode=${shared}`;
		return { refused: `line ${run.line} builds with ${flag}, which cannot be linked statically: ${nameAnother}` };
	}
	const sanitizer = [
		"race",
		"msan",
		"asan"
	].find((name) => flagOf(command, name) !== void 0);
	if (sanitizer === void 0 || cgo === "1") return void 0;
	return { refused: `line ${run.line} builds with -${sanitizer}, which needs cgo: leave it out of the image that ships` };
}
function flagsOf(derivation, run, command) {
	const { wanted, cgo } = derivation;
	const edits = [];
	for (const flag of command.flags) {
		const { name, value } = flag;
		if (name === "ldflags" && value !== void 0 && wanted === "dynamic") edits.push(...without(derivation, run, flag, staticSpans(textOf$4(value)), noLongerStatic));
		if (name === "ldflags" && value !== void 0 && cgo === "0") edits.push(...without(derivation, run, flag, linkmodeSpans(textOf$4(value)), needsCgo));
		if (name === "tags" && value !== void 0 && wanted === "dynamic") edits.push(...without(derivation, run, flag, pureTagSpans(textOf$4(value)), pureGo));
		if (name === "buildmode" && value !== void 0 && wanted === "static" && textOf$4(value) === "pie") edits.push(...without(derivation, run, flag, [{
			from: 0,
			to: 3
		}], noPie));
	}
	return edits;
}
const noLongerStatic = "the C linker is no longer told to link statically";
const needsCgo = "external linking needs cgo";
const pureGo = "netgo and osusergo leave nothing to load from libc";
const noPie = "a position-independent program has an interpreter";
function without({ dockerfile }, run, flag, spans, why) {
	const { value } = flag;
	if (value === void 0 || spans.length === 0) return [];
	const json = run.step.instruction.exec !== void 0 && run.within.length === 0;
	return remaining(value, spans).trim() === "" ? [{
		...withoutWords(dockerfile.text, run.words, flag.words, json),
		why
	}] : cut(value, spans, why);
}
function remaining(value, spans) {
	return Array.from(textOf$4(value)).filter((_, index) => !spans.some(({ from, to }) => index >= from && index < to)).join("");
}
function cut(value, spans, why) {
	return spans.flatMap(({ from, to }) => withoutCharacters(value, from, to).map((edit) => ({
		...edit,
		why
	})));
}
function variableEdits({ dockerfile, affected, runs, wanted, cgo, facts }) {
	const inStages = affected.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword)).flatMap(({ instruction }) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []));
	const inGlobal = dockerfile.globalArgs.flatMap((instruction) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []);
	const inRuns = runs.flatMap(({ settings, words }) => [...settings, ...words.slice(1).filter((word) => /^[A-Z]\w*=/.test(textOf$4(word))).map(settingOf)]);
	return [
		...inGlobal,
		...inStages,
		...inRuns
	].flatMap(({ name, value }) => {
		if (value === void 0) return [];
		const text = textOf$4(value);
		const flags = /FLAGS/.test(name);
		const edits = [];
		if (wanted === "dynamic") {
			edits.push(...cut(value, staticSpans(text), noLongerStatic));
			if (name === "CGO_LDFLAGS") edits.push(...cut(value, staticWordSpans(text), noLongerStatic));
			if (/^(\w*_)?TAGS$/.test(name)) edits.push(...cut(value, pureTagSpans(text), pureGo));
			if (name === "GOFLAGS") edits.push(...cut(value, tagsInFlags(text), pureGo));
			if (name === "XX_VERIFY_STATIC") edits.push(...cut(value, [{
				from: 0,
				to: text.length
			}], noVerify));
		}
		if (flags && cgo === "0") edits.push(...cut(value, linkmodeSpans(text), needsCgo));
		if (name === "GOFLAGS" && wanted === "static") {
			const found = /\s*--?buildmode=pie(?=\s|$)/.exec(text);
			if (found !== null) edits.push(...cut(value, [{
				from: found.index,
				to: found.index + found[0].length
			}], noPie));
		}
		return edits;
	});
}
function tagsInFlags(text) {
	const found = /(\s*--?tags=)(\S*)/.exec(text);
	if (found?.[1] === void 0 || found[2] === void 0) return [];
	const start = found.index + found[1].length;
	const spans = pureTagSpans(found[2]);
	const removed = spans.reduce((sum, { from, to }) => sum + to - from, 0);
	if (removed === 0) return [];
	if (removed >= found[2].length) return [{
		from: found.index,
		to: start + found[2].length
	}];
	return spans.map(({ from, to }) => ({
		from: start + from,
		to: start + to
	}));
}
const noVerify = "the program is no longer checked to be static";
function unverified({ dockerfile }, run) {
	return run.words.filter((word) => textOf$4(word) === "--static").map((word) => ({
		...withoutWords(dockerfile.text, run.words, [word], false),
		why: noVerify
	}));
}
const recipe = "-linkmode=external -extldflags=-static";
const recipeWhy = "links the C code of its packages statically";
function staticRecipe(run, command) {
	const value = flagOf(command, "ldflags")?.value;
	const json = run.step.instruction.exec !== void 0 && run.within.length === 0;
	if (value !== void 0 && isStaticRecipe(substitute(value, run.lookup) ?? textOf$4(value))) return [];
	const nested = run.quoted && !json;
	if (value === void 0 || textOf$4(value) === "") {
		if (nested) return unquotable(run);
		const after = command.at.range.end;
		const text = json ? `, "-ldflags", "${recipe}"` : ` -ldflags "${recipe}"`;
		if (value === void 0) return [{
			start: after,
			end: after,
			text,
			why: recipeWhy
		}];
	}
	if (value === void 0) return [];
	const end = value.range.end;
	const last = value.source.end.at(-1) ?? end;
	const bare = value.quoting.toLowerCase().endsWith("n") || value.quoting === "";
	if (bare && nested) return unquotable(run);
	const { text, edits } = merged(value);
	const why = recipeWhy;
	if (!bare || json) {
		const addition = {
			start: last,
			end: last,
			text,
			why
		};
		return text === "" ? edits.map((edit) => ({
			...edit,
			why
		})) : [...edits.map((edit) => ({
			...edit,
			why
		})), addition];
	}
	const start = value.source.at[0] ?? end;
	if (/[^nN]/.test(value.quoting)) return unquotable(run);
	return [
		{
			start,
			end: start,
			text: "\"",
			why
		},
		...edits.map((edit) => ({
			...edit,
			why
		})),
		{
			start: last,
			end: last,
			text: `${text}"`,
			why
		}
	];
}
function merged(value) {
	const text = textOf$4(value);
	const linkmode = linkmodeSpans(text).length > 0 ? "" : " -linkmode=external";
	const field = extldflags(text);
	if (field === void 0) return {
		text: `${linkmode} -extldflags=-static`,
		edits: []
	};
	if (staticSpans(text).length > 0) return {
		text: linkmode,
		edits: []
	};
	const { content, quote, equals } = field;
	const first = value.source.at[content.from];
	const last = value.source.end[content.to - 1];
	if (first === void 0 || last === void 0) return {
		text: `${linkmode} -extldflags=-static`,
		edits: []
	};
	const own = quote === "" ? value.quoting[content.from]?.toLowerCase() === "s" ? "\"" : "'" : "";
	const sign = equals === void 0 ? void 0 : value.source.at[equals];
	return {
		text: linkmode,
		edits: [
			...sign === void 0 ? [] : [{
				start: sign,
				end: sign + 1,
				text: " "
			}],
			...own === "" ? [] : [{
				start: first,
				end: first,
				text: own
			}],
			{
				start: last,
				end: last,
				text: ` -static${own}`
			}
		]
	};
}
function unquotable(run) {
	return { refused: `line ${run.line} needs \`-ldflags "-linkmode external -extldflags -static"\` inside quotes that cannot take more of them: write them there` };
}
function packagesNotStatic({ facts }) {
	if (facts.cgoPackages?.includes("plugin") === true) return { refused: "the program opens Go plugins (package plugin), which a static program cannot" };
	const found = thirdPartyCgo(facts).find((path) => needsLibraries.test(path));
	if (found === void 0) return void 0;
	return { refused: `the package ${found} loads shared libraries, which a static program cannot: ${nameAnother}` };
}
const needsLibraries = /^(github\.com\/(go-gl\/|veandco\/go-sdl2|webview\/|godror\/godror|NVIDIA\/go-nvml|h2non\/bimg|davidbyttow\/govips|tensorflow\/|wasmerio\/)|gocv\.io\/|gopkg\.in\/gographics\/imagick)/;
// src/dockerfile/derive/derive.ts
function deriveDockerfile(text, wanted, facts = {}) {
	const dockerfile = parseDockerfile(text);
	if ("problem" in dockerfile) return { refused: `the Dockerfile cannot be read: ${dockerfile.problem}` };
	const target = targetStage(dockerfile, facts.target);
	if (target === void 0) return { refused: `the Dockerfile has no stage \`${facts.target}\`: name another target` };
	const stages = neededStages(dockerfile, target, facts);
	for (const stage of stages) {
		const unset = referencesOf(dockerfile, stage, facts).find(({ origin }) => "unset" in origin);
		if (unset !== void 0 && "unset" in unset.origin) return { refused: unsetSentence(unset.origin.unset, unset.line) };
	}
	const steps = stages.flatMap((stage) => stepsOf(dockerfile, stage, facts).filter((step) => step.stage === stage));
	const runs = [];
	for (const step of steps) {
		const found = runsOf(dockerfile, step);
		if (found === void 0 && /\bgo\b|CGO_ENABLED/.test(text.slice(step.instruction.start, step.instruction.end))) return { refused: `line ${step.instruction.line}: the shell script of this RUN cannot be read: ${nameAnother}` };
		runs.push(...found ?? []);
	}
	const compiles = whatItCompiles(dockerfile, facts);
	if ("problem" in compiles) return { refused: compiles.problem };
	const refused = notDerivable(compiles, stages, runs, facts);
	if (refused !== void 0) return refused;
	const cgo = wanted === "dynamic" || thirdPartyCgo(facts).length > 0 ? "1" : "0";
	const compiling = compilingRuns(dockerfile, compiles, runs, facts);
	const chains = compiling.map(({ step }) => chainOf(dockerfile, step.stage, facts).stages);
	return derive({
		dockerfile,
		wanted,
		cgo,
		facts,
		target,
		stages,
		affected: stages.filter((stage) => chains.some((chain) => chain.includes(stage))),
		runs,
		compiling
	}, compiles);
}
function derive(derivation, compiles) {
	const { dockerfile, wanted } = derivation;
	const impossible = wanted === "static" ? packagesNotStatic(derivation) : void 0;
	if (impossible !== void 0) return impossible;
	const flags = flagEdits(derivation);
	if ("refused" in flags) return flags;
	const bases = basesFor(derivation);
	if ("refused" in bases) return bases;
	const compilers = compilerEdits(derivation, bases.builders);
	if ("refused" in compilers) return compilers;
	const edits = unique([
		...cgoEdits(derivation),
		...flags,
		...bases.edits,
		...compilers
	]);
	const notes = compiles.kind === "hidden" ? [`line ${compiles.line} hides the go command in ${compiles.by}, which may set the mode by itself`] : [];
	return {
		text: applyEdits(dockerfile.text, edits),
		changes: changesOf(dockerfile.text, edits),
		notes
	};
}
function unique(edits) {
	return [...new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit])).values()];
}
function compilingRuns(dockerfile, compiles, runs, facts) {
	if (compiles.kind === "hidden") return runs.filter((run) => run.line === compiles.line && hidingOf(run) !== void 0);
	const building = runs.filter((run) => {
		const command = goCommandOf(run);
		return command !== void 0 && buildsProgram(command);
	});
	const started = compiles.kind === "go" ? compiles.builds.filter((build) => build.started) : [];
	const starts = ({ line, step }) => started.some((build) => build.line === line && build.stage === step.stage.index);
	const others = building.filter((run) => !starts(run));
	const seen = new Set(building.map(({ step }) => step.stage));
	const hiding = runs.filter((run) => started.length === 0 && compiles.start !== void 0 && !seen.has(run.step.stage) && hidingOf(run)?.inherits === true && hasGo(dockerfile, run.step.stage, runs, facts));
	return [
		...building.filter(starts),
		...others,
		...hiding
	];
}
function notDerivable(compiles, stages, runs, facts) {
	const { kind } = compiles;
	if (kind === "prebuilt") {
		const what = `\`${compiles.what}\``;
		const does = {
			cloned: `clones ${what} to build that`,
			copied: `copies ${what} ready-made`,
			downloaded: `downloads ${what}`,
			released: `takes the program from the image ${what}`
		}[compiles.how];
		return { refused: `line ${compiles.line} ${does}, so that the code under test is not built here: let the Dockerfile run \`go build\`` };
	}
	if (kind === "other") return { refused: `the Dockerfile builds no Go program (${compiles.because}): name the one that does as build.dockerfile` };
	if (kind === "hidden" && !compiles.inherits) return { refused: `line ${compiles.line} hides the go command in ${compiles.by}, which decides the mode by itself: ${nameAnother}` };
	const packed = runs.find(({ program }) => program === "upx");
	if (packed !== void 0) return { refused: `line ${packed.line} packs the program with upx, after which nobody sees how it is linked: leave upx out` };
	return otherPlatform(compiles, stages, facts);
}
function otherPlatform(compiles, stages, { platform = "linux/amd64" }) {
	const [os, arch] = platform.split("/");
	const mend = `build on a machine of that platform, or take it from TARGETOS and TARGETARCH`;
	for (const stage of stages) {
		if (/windowsservercore|nanoserver|^mcr\.microsoft\.com\/windows/.exec(textOf$4(stage.base)) !== null) return { refused: `line ${stage.from.line} takes an image of Windows, and this is ${platform}: ${mend}` };
		const named = stage.from.flags.find(({ name }) => name === "platform")?.value;
		if (named === void 0 || named.includes("$")) continue;
		if (named.split("/").slice(0, 2).join("/") !== `${os}/${arch}`) return { refused: `line ${stage.from.line} builds for ${named}, and this is ${platform}: ${mend}` };
	}
	if (compiles.kind !== "go") return void 0;
	const starting = compiles.builds.filter(({ started }) => started);
	const other = (starting.length > 0 ? starting : compiles.builds).find(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch);
	if (other === void 0) return void 0;
	const { line, goos = os, goarch = arch } = other;
	return { refused: `line ${line} builds for ${goos}/${goarch}, and this is ${platform}: ${mend}` };
}
// src/dockerfile/facts/ineffective-env.ts
function ineffectiveEnv(dockerfile, name, options = {}) {
	const target = targetStage(dockerfile, options.target);
	return (target === void 0 ? [] : neededStages(dockerfile, target, options)).flatMap((stage) => {
		const runs = runsOfStage(dockerfile, stage, options);
		return runs.flatMap((run, index) => {
			const { program, words, settings, line, lookup } = run;
			const value = (program === "export" ? words.slice(1).map(settingOf) : program === "" ? settings : []).findLast((one) => one.name === name)?.value;
			const written = value === void 0 ? void 0 : substitute(value, lookup);
			const started = runs.slice(index + 1).filter((one) => one.step.instruction === run.step.instruction).filter((one) => one.program !== "" && one.program !== "export");
			if (written === void 0 || started.some((one) => one.environment(name)?.by === "shell")) return [];
			return [{
				line,
				value: written,
				unexported: started.length > 0
			}];
		});
	});
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
// src/repository/go/missing-step.ts
const place = "in .github/linkgate.yml";
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
	for (const path of all.filter((one) => /(?:^|\/)package\.json$/.test(one))) if (asText(asMap(asMap(parsed$1(await files.readText(`${checkout}/${path}`) ?? ""))["scripts"])["build"]) !== void 0) fronts.push(parentOf(path));
	const directory = ancestorsOf(target).find((directory) => fronts.includes(directory)) ?? (fronts.length === 1 ? fronts[0] : void 0);
	if (directory === void 0) {
		const among = fronts.length === 0 ? "" : ` (${fronts.join(", ")} have a build script)`;
		return { mend: `write the command that makes ${target} as \`build: { prepare: … }\` ${place}${among}` };
	}
	const names = all.flatMap((path) => parentOf(path) === directory ? [relativeTo(directory, path) ?? ""] : []);
	const prepare = packageManagers.find(([lock]) => names.some((name) => lock.test(name)))?.[1](directory) ?? "";
	return {
		mend: `write the command that makes ${target}, such as \`build: { prepare: ${prepare} }\`, ${place}`,
		prepare
	};
}
async function generateStep(world, checkout, missing) {
	const prepare = await generator(world, checkout, missing);
	const { directory } = missing;
	if (prepare === void 0) return { mend: `write the command that makes ${directory}, such as \`go generate ./...\`, as \`build: { prepare: … }\` ${place}` };
	return {
		mend: `write the command that makes ${directory}, such as \`build: { prepare: ${prepare} }\`, ${place}`,
		prepare
	};
}
async function generator({ exec }, checkout, { module, directory, importer }) {
	const has = async (pattern, ...paths) => (await exec.tool([
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
	if ("problem" in listed) return {
		obstacles: [],
		cgo: void 0
	};
	const { checkout } = search;
	const place = {
		checkout,
		cwd: main.module,
		modules: modulesIn(listed.packages, await realPath(world, checkout))
	};
	const found = [];
	for (const one of listed.packages) {
		const obstacle = one.Error === void 0 ? void 0 : await obstacleOf$1(world, place, one, one.Error);
		if (obstacle !== void 0 && !found.some(({ message }) => message === obstacle.message)) found.push(obstacle);
	}
	return {
		obstacles: found.map(({ message, mend, ...step }) => ({
			...step,
			message: maskCredentials(message),
			mend: maskCredentials(mend)
		})),
		cgo: usingCgo(listed.packages)
	};
}
async function cgoPackages(world, search, main) {
	const listed = await listProgram(world, search, main, ["ImportPath", "CgoFiles"]);
	return "problem" in listed ? void 0 : usingCgo(listed.packages);
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
async function obstacleOf$1(world, place, found, { Err: said, Pos: position = "" }) {
	const at = fromRoot(place, position.replace(/:\d+$/, ""));
	const module = [...place.modules].find(([path]) => isBelow$1(path, found.ImportPath));
	const [, pattern] = /^pattern (\S+): (?:no matching files found|cannot embed directory)/.exec(said) ?? [];
	if (pattern !== void 0) {
		const directory = module === void 0 ? "." : packageDirectory(module, found.ImportPath);
		return {
			message: `\`//go:embed ${pattern}\` in ${at} finds no files: git does not have them, so a step before the build has to make them`,
			generated: true,
			...await embedStep(world.files, place.checkout, joinPath(directory, fixedPart(pattern)))
		};
	}
	if (module !== void 0 && /no required module provides|cannot find (?:module providing )?package|is not in std|does not contain package/.test(said)) return {
		message: `package ${found.ImportPath}, which ${at} imports, is not in the repository: a step before the build has to make it`,
		generated: true,
		...await generateStep(world, place.checkout, {
			module: module[1],
			directory: packageDirectory(module, found.ImportPath),
			importer: at
		})
	};
	return await replacedBy(world, place, found, said) ?? ofModule(found, said);
}
const submoduleUpdate = "git submodule update --init --recursive";
async function replacedBy({ files }, { checkout, cwd }, { ImportPath: path }, said) {
	const [, replaced] = /replacement directory (\S+) does not exist/.exec(said) ?? /\(replaced by (\S+)\): reading \S+: open \S+: no such file/.exec(said) ?? [];
	if (replaced === void 0) return void 0;
	const directory = cleanPath(`${cwd}/${replaced}`);
	const paths = [...(await files.readText(`${checkout}/.gitmodules`) ?? "").matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, one]) => one ?? "");
	if (directory !== void 0 && paths.some((one) => relativeTo(one, directory) !== void 0)) return {
		message: `go.mod replaces the module of ${path} by ${replaced}, which is a git submodule`,
		mend: `write \`build: { prepare: ${submoduleUpdate} }\` in .github/linkgate.yml`,
		prepare: submoduleUpdate
	};
	return {
		message: `go.mod replaces the module of ${path} by ${replaced}, which is not in this repository`,
		mend: `take the replace directive out of go.mod, or put the module where it points to with \`build: { prepare: … }\` in .github/linkgate.yml, which runs at the root of each revision, in a directory of linkgate's own`
	};
}
const refused$1 = /404 Not Found|410 Gone|40[13] \w+|terminal prompts disabled|could not read (?:Username|Password)|Permission denied|Authentication failed|Repository not found|Host key verification failed/i;
function ofModule({ ImportPath: path }, said) {
	if (/missing go\.sum entry|updates to go\.mod needed/.test(said)) return {
		message: `go.mod or go.sum is not up to date: they do not cover ${path}`,
		mend: "run `go mod tidy` and commit what it writes"
	};
	if (!refused$1.test(said)) return void 0;
	const owner = path.split("/").slice(0, 2).join("/");
	const host = owner.split("/")[0] ?? owner;
	return {
		message: `the module of ${path} could not be fetched: ${lastLine(said)}`,
		mend: `if it is private, set \`GOPRIVATE: ${owner}\` in the \`env\` of the job, and give git the credentials for ${host} in a step before this one: a line in ~/.netrc, or \`git config --global url."https://x-access-token:$TOKEN@${host}/".insteadOf https://${host}/\``
	};
}
function lastLine(said) {
	const lines = said.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !/^(?:Confirm the import path|If this is a private)/.test(line));
	return lines.find((line) => refused$1.test(line)) ?? lines.at(-1) ?? "";
}
function isBelow$1(module, path) {
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
		if (have === void 0 || isBelow(have, "1.21") && wanted.split(".").length < 3) continue;
		if (!isBelow(have, wanted)) continue;
		const newer = `golang:${wanted.split(".").slice(0, 2).join(".")}${rest}`;
		return {
			message: `\`FROM ${image}\` has Go ${have}, and go.mod asks for Go ${wanted}`,
			mend: `build from ${newer} or newer in the Dockerfile`
		};
	}
}
function isBelow(version, other) {
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
	return missing === void 0 ? [] : [`${missing.message}: ${missing.mend}`];
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
async function obstacleOf({ files }, checkout, { dockerfile, target, buildArgs }, main) {
	const text = await files.readText(`${checkout}/${dockerfile}`) ?? "";
	const goMod = await files.readText(`${checkout}/${main.module}/go.mod`) ?? "";
	return buildersOf(text, {
		...target === void 0 ? {} : { target },
		buildArgs
	}).map(({ image, toolchain }) => builderObstacle([image], goMod, toolchain)).find((one) => one !== void 0);
}
// src/plan/plan.ts
async function preflight(world, workspace, inputs, context, opened) {
	const problems = [];
	const noted = (found) => {
		if ("value" in found) return found.value;
		problems.push(...found.problems);
	};
	const go = noted(asFound(await findGo(world, inputs.directory)));
	const engine = noted(asFound(opened));
	const git = noted(await attempt(() => openGit(world.exec, inputs.directory)));
	const root = git?.root ?? inputs.directory;
	const repository = context?.repo ?? lastOf(root);
	const loaded = await loadConfig(world, root, inputs.config);
	if ("problems" in loaded) problems.push(...loaded.problems);
	const { config, file } = "problems" in loaded ? {
		config: defaultConfig(),
		file: void 0
	} : loaded;
	const revisions = git && noted(asFound(await findRevisions(git, inputs.base, context)));
	const checkouts = git && revisions && await checkOut(world, workspace, git, revisions);
	const modules = checkouts && await findModules(world.files, checkouts.head);
	if (problems.length > 0 || !(go && engine && git && revisions && checkouts && modules)) {
		if (go && checkouts && modules) {
			if (!await mayHaveDockerfile(world.files, checkouts.head, config.dockerfile) && !("problems" in loaded)) problems.push(...await withoutCompiler(world, go, compiledHere(config.modes, void 0)));
			const discovery = await findMain(world, {
				checkouts,
				modules,
				config,
				root,
				repository
			});
			if ("problem" in discovery) problems.push(discovery.problem);
		}
		throw new InputError(problems);
	}
	const before = checkouts.base === void 0 ? void 0 : await loadConfig(world, checkouts.base, inputs.config);
	return {
		config,
		...file === void 0 ? {} : { configFile: file },
		...before !== void 0 && "config" in before ? { baseBudgets: before.config.budgets } : {},
		go,
		engine,
		git,
		revisions,
		checkouts,
		root,
		repository,
		modules
	};
}
async function makePlan(world, ground, { unprepared, survey }) {
	const { config, checkouts } = ground;
	const discovery = await findMain(world, ground, compiledPackages(joined(survey)));
	const wrong = surveyProblems(survey);
	const { modes } = config;
	if ("problem" in discovery || wrong.length > 0) {
		const failure = unprepared === void 0 ? [] : [[unprepared.message, ...unprepared.output.slice(-3)].join(" / ")];
		const here = joined(survey).builds.length === 0 ? compiledHere(modes, void 0) : [];
		throw new InputError([
			...failure,
			...await withoutCompiler(world, ground.go, here),
			..."problem" in discovery ? [discovery.problem] : [],
			...wrong
		]);
	}
	const { main, because } = discovery;
	const chosen = chooseImages(modes, survey, main);
	if ("problems" in chosen) throw new InputError(chosen.problems);
	const { shipped, configured } = chosen;
	const platform = `linux/${world.host.arch}`;
	const own = shipped !== void 0 && "build" in shipped && modes.some(followsDockerfile) ? [shipped] : [];
	const here = compiledHere(modes, shipped);
	const unfit = [...await unfitImages(world, checkouts.head, platform, [...own, ...configured]), ...await withoutCompiler(world, ground.go, here)];
	if (unfit.length > 0) throw new InputError(unfit);
	const app = config.app ?? main.name;
	world.log.info(`main package ${main.module === "." ? "" : `${main.module}/`}${main.path} (${because})`);
	if (shipped !== void 0 && modes.some(followsDockerfile)) world.log.info("none" in shipped ? `built-in image: ${shipped.none}` : told(shipped.build, shipped.because));
	for (const { mode, build } of configured) world.log.info(told(build, `named for mode ${mode.name}`));
	const { obstacles, cgo } = await predictBuild(world, searchIn(ground), main);
	for (const { message, mend } of here.length > 0 ? obstacles : []) world.log.info(`go build will fail: ${message}; ${mend}`);
	const obstacle = shipped !== void 0 && "build" in shipped ? await obstacleOf(world, checkouts.head, shipped.build, main) : void 0;
	if (obstacle !== void 0) world.log.info(`it will not build: ${obstacle.message}; ${obstacle.mend}`);
	return {
		...ground,
		app,
		main,
		obstacles,
		survey: survey.all,
		...cgo === void 0 ? {} : { cgo },
		...shipped !== void 0 && "build" in shipped ? { dockerfile: shipped.build } : {},
		configured,
		...obstacle === void 0 ? {} : { builderObstacle: obstacle },
		platform
	};
}
function told({ dockerfile, context, target }, because) {
	return `Dockerfile ${dockerfile}${target === void 0 ? "" : `, target ${target}`}, context ${context} (${because})`;
}
function findMain(world, ground, compiled = []) {
	const { config, repository } = ground;
	return config.main === void 0 ? discoverMain(world, searchIn(ground), {
		repository,
		compiled
	}) : namedMain(world, searchIn(ground), config.main);
}
function searchIn({ checkouts, modules, config, root }, checkout = checkouts.head) {
	return {
		checkout,
		root,
		modules,
		tags: config.build.tags
	};
}
function asFound(found) {
	return "problem" in found ? { problems: [found.problem] } : { value: found };
}
async function attempt(work) {
	try {
		return { value: await work() };
	} catch (error) {
		if (error instanceof InputError) return { problems: error.problems };
		throw error;
	}
}
// src/images/dockerfile/shipped.ts
async function buildShipped(world, plan, builder, modes, unprepared = {}) {
	const foreign = await foreignProgram(world, plan, plan.dockerfile, "head");
	if (foreign !== void 0) return {
		built: [],
		left: modes,
		findings: [notTheApp(plan, foreign)]
	};
	if (unprepared.head !== void 0) {
		const result = notPrepared(unprepared.head);
		const built = modes.map((mode) => ({
			revision: "head",
			mode,
			source: "shipped",
			result
		}));
		return {
			built: [...unbuiltBase(plan, modes), ...built],
			left: [],
			findings: []
		};
	}
	const shipped = (revision) => buildOwn(world, plan, builder, {
		build: plan.dockerfile,
		revision,
		name: `${revision}-shipped`
	});
	const head = await shipped("head");
	if ("problem" in head) return {
		built: [],
		left: modes,
		findings: [notTheApp(plan, head.problem)]
	};
	if ("output" in head) {
		const why = plan.builderObstacle === void 0 ? [] : [plan.builderObstacle];
		const built = modes.map((mode) => failed("head", mode, head.output, why));
		return {
			built: [...unbuiltBase(plan, modes), ...built],
			left: [],
			findings: []
		};
	}
	const base = await baseOf(plan, unprepared, () => shipped("base"));
	const derive = new Deriver(world, plan, builder);
	const built = [];
	const left = [];
	const unseen = ineffectiveEnv(head.dockerfile, "CGO_ENABLED", plan.dockerfile);
	const findings = [...ineffectiveEnvFinding(plan, head.proven, unseen)];
	const shippedMode = modeOf(modes, head.proven.linkage.kind);
	const unlisted = unlistedMode(plan, head.proven);
	if (unlisted !== void 0) findings.push(unlisted);
	for (const mode of modes) {
		const made = await derive.make(head, mode, shippedMode);
		if ("why" in made) {
			left.push(mode);
			findings.push(notDerived(mode, made));
			continue;
		}
		built.push({
			revision: "head",
			mode,
			source: made.source,
			result: made.result
		});
		if (base === void 0) continue;
		built.push({
			revision: "base",
			mode,
			...await ofBase(derive, base, mode)
		});
	}
	if (base !== void 0 && "proven" in base) findings.push(...changedMode(base.proven, head.proven));
	return {
		built,
		left,
		findings,
		pattern: head.proven
	};
}
async function baseOf(plan, { base }, build) {
	if (plan.checkouts.base === void 0) return void 0;
	return base === void 0 ? build() : { output: [base.message, ...base.output] };
}
async function ofBase(derive, base, mode) {
	if ("output" in base) return {
		source: "shipped",
		result: {
			ok: false,
			output: base.output
		}
	};
	if ("problem" in base) return {
		source: "shipped",
		result: {
			ok: false,
			output: [base.problem]
		}
	};
	const shipped = modeOf([mode], base.proven.linkage.kind);
	const made = await derive.make(base, mode, shipped);
	return "why" in made ? {
		source: "derived",
		result: {
			ok: false,
			output: [made.why]
		}
	} : made;
}
var Deriver = class {
	#world;
	#plan;
	#builder;
	#cgoOfBase;
	constructor(world, plan, builder) {
		this.#world = world;
		this.#plan = plan;
		this.#builder = builder;
	}
	async make({ revision, dockerfile, proven }, mode, shippedMode) {
		const build = this.#plan.dockerfile;
		if (shippedMode?.name === mode.name) return {
			source: "shipped",
			result: resultOf$1(proven, build)
		};
		const wanted = mode.expects.includes("static") ? "static" : "dynamic";
		const { dockerfile: path, target, buildArgs } = build;
		const cgo = await this.#cgo(revision);
		const derived = deriveDockerfile(dockerfile.text, wanted, {
			...target === void 0 ? {} : { target },
			buildArgs,
			...cgo === void 0 ? {} : { cgoPackages: cgo }
		});
		if ("refused" in derived) return { why: derived.refused };
		const changed = parseDockerfile(derived.text);
		if ("problem" in changed) return { why: changed.problem };
		for (const note of derived.notes) this.#world.log.info(`${path}, ${mode.name}: ${note}`);
		const heading = `build ${revision}, ${path} changed to ${mode.name}`;
		const result = await this.#world.log.step(heading, () => this.#builder.build({
			name: `${revision}-${mode.name}-derived`,
			revision,
			dockerfile: changed,
			build
		}));
		if ("output" in result) return {
			why: `a copy of ${path} changed to it does not build`,
			log: result.output
		};
		if ("problem" in result) return { why: result.problem };
		const { linkage, check } = result.proven;
		const not = modeNotAchieved(mode, linkage);
		if (not !== void 0) return { why: `a copy of ${path} changed to it: ${not.message}` };
		const fatal = check.load?.problems.find((problem) => problem.fatal);
		if (fatal !== void 0) return { why: `a copy of ${path} changed to it does not start: ${fatal.message}` };
		return {
			source: "derived",
			result: resultOf$1(result.proven, build, { changes: derived.changes })
		};
	}
	#cgo(revision) {
		const { cgo, checkouts, main } = this.#plan;
		if (revision === "head") return cgo;
		this.#cgoOfBase ??= cgoPackages(this.#world, searchIn(this.#plan, checkouts.base), main);
		return this.#cgoOfBase;
	}
};
function modeOf(modes, kind) {
	return modes.find(({ expects }) => expects.includes(kind));
}
function failed(revision, mode, output, why = []) {
	return {
		revision,
		mode,
		source: "shipped",
		result: {
			ok: false,
			output,
			...why.length === 0 ? {} : { why }
		}
	};
}
function unbuiltBase(plan, modes) {
	return plan.checkouts.base === void 0 ? [] : modes.map((mode) => failed("base", mode, withoutHead));
}
// src/images/build.ts
const defaultPort = 8080;
async function buildAll(world, workspace, plan, images, unprepared = {}) {
	workspace.onClose(() => plan.engine.removeAll(workspace.run));
	const { modes } = plan.config;
	const pin = openPins(plan, workspace.run);
	const builder = openImageBuilder(world, workspace, plan, images, pin);
	const shipped = await shippedOf(world, plan, builder, modes.filter(followsDockerfile), unprepared);
	const built = [...shipped.built];
	let { pattern } = shipped;
	for (const image of plan.configured) {
		const configured = await buildConfigured(world, plan, builder, image, unprepared);
		built.push(...configured.built);
		pattern ??= configured.pattern;
	}
	const standIns = await buildModes(world, workspace, plan, modes.filter((mode) => shipped.left.includes(mode) || !followsDockerfile(mode) && mode.image?.from !== "dockerfile").map((mode) => withReferenceFlags(mode, plan.config.build, pattern?.flags)), pin, unprepared);
	const { args, port } = plan.config.startup;
	const own = pattern === void 0 && args.length === 0 && standIns.length > 0 ? await ownStart(world.files, plan, port ?? 8080) : void 0;
	const startsAs = pattern?.startsAs ?? (own && {
		arguments: own.arguments,
		kept: [],
		env: {}
	});
	built.push(...standIns.map((one) => startsAs === void 0 ? one : {
		...one,
		startsAs
	}));
	return {
		built: inOrder(built, modes),
		findings: [
			...shipped.findings,
			...settingsFindings(plan, built),
			...own === void 0 ? [] : [startedAs$1(own)]
		]
	};
}
async function shippedOf(world, plan, builder, open, unprepared) {
	const { dockerfile } = plan;
	return dockerfile === void 0 || open.length === 0 ? {
		built: [],
		left: open,
		findings: []
	} : buildShipped(world, {
		...plan,
		dockerfile
	}, builder, open, unprepared);
}
function startedAs$1({ arguments: args, by }) {
	return {
		verdict: "pass",
		kind: "started-as",
		message: `The built-in image is started with \`${args.join(" ")}\`, as ${by}, says`,
		mend: "give it other arguments as `startup: { args: … }` in .github/linkgate.yml"
	};
}
async function buildModes(world, workspace, plan, modes, pin, unprepared) {
	const built = [];
	for (const revision of revisions) {
		const checkout = plan.checkouts[revision];
		if (checkout === void 0) continue;
		const failure = unprepared[revision];
		for (const mode of modes) {
			if (failure !== void 0) {
				built.push({
					revision,
					mode,
					source: "built-in",
					result: notPrepared(failure)
				});
				continue;
			}
			const heading = `build ${revision}, ${mode.name}`;
			const result = await world.log.step(heading, () => buildBuiltIn(world, workspace, plan, pin, {
				revision,
				mode,
				checkout
			}));
			if (!result.ok) world.log.info(`${heading} failed: ${result.output[0] ?? "no output"}`);
			built.push({
				revision,
				mode,
				source: "built-in",
				result
			});
		}
	}
	return built;
}
function notPrepared({ message, output }) {
	return {
		ok: false,
		output,
		why: [{
			message,
			mend: "run the command at the root of a fresh clone, and change build.prepare until it works there"
		}]
	};
}
function inOrder(built, modes) {
	return revisions.flatMap((revision) => modes.flatMap((mode) => built.filter((one) => one.revision === revision && one.mode.name === mode.name)));
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
		const problem = await walk(files, index.manifests, 0, found, new Set());
		if (problem !== void 0) return problem;
	}
	if (found.length > 0) return choose(found, platform);
	const saved = await json(files, "manifest.json", savedSchema);
	if (saved === void 0) return { problem: "the archive has neither a readable index.json with images nor a manifest.json: it is not a saved image" };
	const candidates = [];
	for (const { Config, Layers } of saved.slice(0, most)) {
		const layers = (Layers ?? []).map((path) => ({
			path,
			...digestOfPath(path)
		}));
		candidates.push({
			digest: Config,
			platform: await configuredPlatform(files, Config),
			layout: {
				config: Config,
				layers
			}
		});
	}
	return choose(candidates, platform);
}
function choose(found, platform) {
	const there = [...new Set(found.map((one) => say(one.platform)).filter((one) => one !== ""))].slice(0, 20);
	if (platform === void 0) {
		if (there.length > 1) return { problem: `the archive has images for ${there.join(", ")}: say which platform is meant` };
		return (found.find(({ layout }) => "config" in layout) ?? found[0])?.layout ?? { problem: "no image" };
	}
	const matching = found.filter((one) => one.platform === "" || matches(one.platform, platform));
	const [first] = [...matching.filter((one) => "config" in one.layout), ...matching];
	if (first !== void 0) return first.layout;
	return { problem: `the archive has no image for ${platform}, only for ${there.join(", ")}` };
}
function matches(there, wanted) {
	return there === wanted || there.startsWith(`${wanted}/`);
}
async function walk(files, descriptors, depth, found, seen) {
	if (depth > deepest$1) return { problem: "the indexes of the archive are nested too deeply" };
	for (const descriptor of descriptors) {
		const { digest } = descriptor;
		if (isAttestation(descriptor) || seen.has(digest)) continue;
		seen.add(digest);
		if (seen.size > most) return { problem: `the archive has more than ${most} images` };
		const named = descriptor.platform ? platformName(descriptor.platform) : "";
		const bytes = await contentOf(files, blobPath(digest));
		const problem = bytes === void 0 ? `the archive lacks the manifest ${digest}` : await hasDigest(bytes, digest) ? void 0 : `the manifest ${digest} does not have this digest`;
		if (bytes === void 0 || problem !== void 0) {
			found.push({
				digest,
				platform: named,
				layout: { problem: problem ?? "" }
			});
			continue;
		}
		const inner = parse(bytes, indexSchema);
		const manifest = inner === void 0 ? parse(bytes, manifestSchema) : void 0;
		if (inner !== void 0) {
			const worse = await walk(files, inner.manifests, depth + 1, found, seen);
			if (worse !== void 0) return worse;
		} else if (manifest === void 0) found.push({
			digest,
			platform: named,
			layout: { problem: `the manifest ${digest} is not one of an image` }
		});
		else {
			const config = blobPath(manifest.config.digest);
			const layers = manifest.layers.map((layer) => ({
				path: blobPath(layer.digest),
				digest: layer.digest
			}));
			const platform = named === "" ? await configuredPlatform(files, config) : named;
			found.push({
				digest,
				platform,
				layout: {
					config,
					layers
				}
			});
		}
	}
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
const mostFiles$2 = 50;
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
		for (const one of found) if (files.length < mostFiles$2) files.push({
			layer,
			...one
		});
		else more++;
	}
	return {
		files: files.sort((one, other) => size(other) - size(one)),
		more,
		timesOnly,
		same: files.length === 0 && base.length === head.length && baseLayers(base) === baseLayers(head)
	};
}
const size = ({ before, after }) => Math.abs((after ?? 0) - (before ?? 0));
const baseLayers = (layers) => layers.filter(({ isBase }) => isBase).map(({ diffId }) => diffId).join();
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
async function inspectAll(world, plan, built, images) {
	const inspected = await Promise.allSettled(built.map((one) => inspectOne(world, plan, images, one)));
	const failed = inspected.find((one) => one.status === "rejected");
	if (failed !== void 0) throw failed.reason;
	const all = inspected.flatMap((one) => one.status === "fulfilled" && one.value !== void 0 ? [one.value] : []);
	const compared = [];
	for (const one of all) compared.push(await withChanges(images, one, all));
	for (const { reference } of all) await images.forget(reference);
	return compared;
}
async function withChanges(images, one, all) {
	const base = all.find((other) => other.revision === "base" && other.mode.name === one.mode.name);
	if (one.revision === "base" || base === void 0 || base.image.id === one.image.id) return one;
	if (!isOfBuilder(base) || !isOfBuilder(one)) return one;
	const [before, after] = [await images.read(base.reference), await images.read(one.reference)];
	const changes = await compareLayers(layersOf$1(before), layersOf$1(after));
	const same = changes.same && started(before) === started(after);
	return {
		...one,
		image: {
			...one.image,
			changes: {
				...changes,
				same
			}
		}
	};
}
function isOfBuilder({ dockerfile, on }) {
	return dockerfile !== void 0 || on !== void 0;
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
async function inspectOne(world, plan, images, { revision, mode, result }) {
	if (!result.ok) return void 0;
	const binary = await world.files.readWith(result.binary, (file) => ({
		size: file.size,
		read: readProgram(pagedSource(file))
	}));
	if (binary === void 0) throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`);
	const saved = await images.read(result.image, result.base);
	const check = saved.root === void 0 ? { problem: saved.rootProblem ?? "its layers were not read" } : await checkImage(saved, saved.root, result.dockerfile && plan.main.importPath);
	return {
		revision,
		mode,
		binary: {
			size: binary.size,
			sha256: await world.files.sha256(result.binary),
			modules: "program" in binary.read && binary.read.program.buildInfo?.modules || {},
			direct: await directModules(world, plan, revision)
		},
		linkage: linkageOf(binary.read),
		image: saved.image,
		...result.dockerfile === void 0 ? {} : { dockerfile: result.dockerfile },
		...result.on === void 0 ? {} : { on: result.on },
		start: {
			entrypoint: saved.image.entrypoint,
			command: saved.command,
			..."problem" in check ? {} : { program: {
				path: check.path,
				arguments: check.arguments
			} }
		},
		environment: saved.environment,
		reference: result.image,
		..."problem" in check ? {
			runtime: [],
			unchecked: check.problem
		} : {
			runtime: check.runtime,
			...check.load === void 0 ? {} : { load: check.load }
		}
	};
}
async function directModules(world, plan, revision) {
	const cwd = `${plan.checkouts[revision] ?? plan.checkouts.head}/${plan.main.module}`;
	const { exitCode, stdout } = await world.exec.tool([
		"go",
		"mod",
		"edit",
		"-json"
	], { cwd });
	if (exitCode !== 0) return [];
	const { Require } = JSON.parse(stdout);
	return (Require ?? []).filter(({ Indirect }) => Indirect !== true).map(({ Path }) => Path);
}
// src/images/prepare.ts
async function prepareAll(world, { config, checkouts, root }) {
	const { prepare } = config;
	if (prepare === void 0) return {};
	const shell = (await world.exec.tool(["bash", "--version"])).exitCode !== 127 ? "bash" : "sh";
	const failed = {};
	for (const revision of revisions) {
		const checkout = checkouts[revision];
		if (checkout === void 0) continue;
		await world.log.step(`prepare ${revision}`, async () => {
			const { exitCode, stdout, stderr } = await world.exec.job([
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
			const message = `the command of build.prepare ended with exit code ${exitCode}`;
			world.log.info(`${revision}: ${message}`);
			failed[revision] = {
				message,
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
		if (error instanceof LayerProblem) return { problem: error.message };
		throw error;
	}
	return {
		root,
		wasted: wastedBytes(layers, root)
	};
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
		const stack = [{
			path: "/",
			node: this.#root
		}];
		const ahead = componentsOf(path).reverse();
		let links = 0;
		let mustBeDirectory = path.endsWith("/");
		for (let part = ahead.pop(); part !== void 0; part = ahead.pop()) {
			const here = stack.at(-1);
			if (here?.node.kind !== "directory") return void 0;
			if (part === "..") {
				if (stack.length > 1) stack.pop();
				continue;
			}
			const node = here.node.children?.get(part);
			if (node === void 0) return void 0;
			if (node.kind === "symlink" && (ahead.length > 0 || last || mustBeDirectory)) {
				const target = node.target ?? "";
				if (++links > linkLimit || target === "") return void 0;
				if (target.startsWith("/")) stack.length = 1;
				if (ahead.length === 0 && target.endsWith("/")) mustBeDirectory = true;
				ahead.push(...componentsOf(target).reverse());
				if (ahead.length > longestPath) return void 0;
				continue;
			}
			stack.push({
				path: here.path === "/" ? `/${part}` : `${here.path}/${part}`,
				node
			});
		}
		const found = stack.at(-1);
		return mustBeDirectory && found?.node.kind !== "directory" ? void 0 : found;
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
		if ("problem" in found) return [];
		const chosen = new Map();
		for (const { at, digest, diffId } of found.layers) chosen.set(at, {
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
	if ("problem" in entries) return entries;
	const byPath = new Map(entries.map((entry) => [entry.path, entry]));
	const found = await locate({
		entry: (path) => byPath.get(path),
		read: async (path) => byPath.get(path)?.bytes
	}, platform);
	if ("problem" in found) return found;
	const { configuration } = found;
	const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true);
	const layers = [];
	const contents = [];
	const isOnBase = base?.every((id, index) => id.replace(/^sha256:/, "") === found.layers[index]?.diffId);
	for (const [index, { path, at, diffId }] of found.layers.entries()) {
		const measured = byPath.get(at)?.layer;
		if (measured === void 0) return { problem: `the archive lacks the layer ${say(path)}` };
		if (measured.diffId !== diffId) return { problem: `the layer ${say(path)} is not the one its image names` };
		const createdBy = history[index]?.created_by;
		const { size, compressedSize, content } = measured;
		if (content !== void 0) contents.push(content);
		layers.push({
			diffId,
			size,
			compressedSize,
			...createdBy === void 0 ? {} : { createdBy },
			...base === void 0 ? {} : { base: isOnBase === true && index < base.length }
		});
	}
	const flat = contents.length === layers.length ? flatten(contents) : void 0;
	const wasted = flat !== void 0 && "wasted" in flat ? flat.wasted : [];
	const { config, os, architecture } = configuration;
	return {
		image: {
			id: found.id,
			layers: layers.map((layer, index) => {
				const bytes = wasted[index];
				return bytes === void 0 ? layer : {
					...layer,
					wasted: bytes
				};
			}),
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
		...flat === void 0 ? {} : "problem" in flat ? { rootProblem: flat.problem } : {
			contents,
			root: new LayerRootFs(flat.root, contents)
		}
	};
}
async function locate(files, platform) {
	const layout = await resolveLayout(files, platform);
	if ("problem" in layout) return layout;
	const bytes = await contentOf(files, layout.config);
	const configuration = bytes && parse(bytes, configurationSchema);
	if (bytes === void 0 || configuration === void 0) return { problem: `the archive has no readable image configuration ${say(layout.config)}` };
	const { digest } = digestOfPath(layout.config);
	if (digest !== void 0 && !await hasDigest(bytes, digest)) return { problem: `the image configuration ${say(layout.config)} does not have the digest that is its name` };
	return layersOf(files, layout, configuration, await hexDigest(bytes));
}
function layersOf(files, layout, configuration, id) {
	const ids = configuration.rootfs.diff_ids;
	const layers = [];
	for (const [index, { path, digest }] of layout.layers.entries()) {
		const at = followLinks(files, path);
		if (at === void 0) return { problem: `the archive lacks the layer ${say(path)}` };
		const diffId = /^sha256:([0-9a-f]{64})$/.exec(ids[index] ?? "")?.[1];
		if (diffId === void 0 && index < ids.length) return { problem: `the image configuration ${say(layout.config)} names a layer by something else than sha256` };
		if (diffId === void 0) break;
		layers.push({
			path,
			at,
			diffId,
			...digest === void 0 ? {} : { digest }
		});
	}
	if (layout.layers.length === ids.length) return {
		id,
		configuration,
		layers
	};
	return { problem: `the archive has ${layout.layers.length} of the ${ids.length} layers of its image` };
}
// src/images/saved-images.ts
function savedImages(world, workspace, { engine, platform }) {
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
		if ("problem" in saved) throw new Error(`the image \`${reference}\`: ${saved.problem}`);
		return saved;
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
// src/judge/evidence/layer-findings.ts
const mostFiles$1 = 3;
function layerFindings(inspected) {
	return inspected.flatMap((head) => {
		const { changes } = head.image;
		const base = inspected.find((one) => one.revision === "base" && one.mode.name === head.mode.name);
		if (base === void 0 || changes === void 0) return [];
		const isSameProgram = base.binary.sha256 === head.binary.sha256;
		return head.image.layers.flatMap((after, index) => {
			const before = base.image.layers[index];
			if (before === void 0) return [];
			const about = {
				verdict: "pass",
				revision: "head",
				mode: head.mode.name
			};
			const delta = after.compressedSize - before.compressedSize;
			const pulled = `${formatDelta(delta, "B")} of its compressed size`;
			if (changes.timesOnly.includes(index)) return delta === 0 ? [] : [{
				...about,
				...otherTimes(layerName(index, after), pulled)
			}];
			const files = changes.files.filter(({ layer }) => layer === index).map(({ path }) => `/${path}`);
			if (!isSameProgram || files.length === 0 || changes.more > 0) return [];
			const more = files.length > mostFiles$1 ? ` and ${files.length - mostFiles$1} more` : "";
			return [{
				...about,
				kind: "layer-changed",
				message: `${layerName(index, after)} is not that of base, although the program is the same: ${files.slice(0, mostFiles$1).join(", ")}${more} changed in it, which makes ${pulled}`,
				mend: "name what the image does not need in .dockerignore, or copy only what it does"
			}];
		});
	});
}
function otherTimes(layer, pulled) {
	return {
		kind: "not-reproducible",
		message: `${layer} has the same files in base and head, with other times: they make ${pulled}`,
		mend: "a builder writes the time of the build into the files it makes; it can be told another one with the build argument `SOURCE_DATE_EPOCH`"
	};
}
function layerName(index, { createdBy }) {
	return `Layer ${index + 1}${createdBy === void 0 ? "" : ` (\`${createdBy}\`)`}`;
}
// src/judge/evidence/link-findings.ts
function linkFindings(facts) {
	return mergeModes(facts.flatMap((one) => {
		const base = facts.find((other) => other.revision === "base" && other.mode === one.mode);
		return [
			...loadFindings(one),
			...one.revision === "head" && base !== void 0 ? changeFindings(base, one) : [],
			...runtimeFindings(one, base)
		];
	}));
}
function loadFindings({ revision, mode, load }) {
	return load.problems.map(({ kind, fatal, message, shown, mend }) => {
		const then = fatal ? `: it does not start there (\`${plain(shown)}\`)` : "";
		return {
			verdict: verdictOf(revision, fatal ? "fail" : "warn"),
			kind,
			revision,
			mode,
			message: `${subject(revision, mode)}: ${message}${then}`,
			mend
		};
	});
}
function changeFindings(base, head) {
	const about = {
		verdict: "warn",
		revision: "head",
		mode: head.mode
	};
	const from = base.linkage;
	const to = head.linkage;
	if (to.libc !== void 0 && from.libc !== to.libc) return [{
		...about,
		kind: "libc-changed",
		message: `${subject("head", head.mode)} is linked against ${libcName(to.libc)}${needs(to)}; base ${from.libc === void 0 ? "needed no C library" : `was linked against ${libcName(from.libc)}`}. An image that has no \`${to.interpreter ?? libcName(to.libc)}\` ends it with \`no such file or directory\` before its first line`,
		mend: from.libc === void 0 ? "look for what brought in cgo or `-buildmode=pie`, or ship the C library with it" : `build it where base was built, or change the base image to one with ${libcName(to.libc)} in every place that runs it`
	}];
	if (to.libc === void 0 && from.libc !== void 0) return [{
		...about,
		verdict: "pass",
		kind: "libc-changed",
		message: `${subject("head", head.mode)} needs no C library any more; base was linked against ${libcName(from.libc)}`
	}];
	const found = [];
	const added = to.needed.filter((name) => !from.needed.includes(name));
	if (added.length > 0) {
		const missing = head.load.problems.some(({ file }) => file !== void 0 && added.includes(file));
		found.push({
			...about,
			kind: "new-library",
			message: `${subject("head", head.mode)} needs ${list(added)}, which base did not need. ${missing ? "Its image lacks it" : "Its image has it"}; wherever it is missing the binary ends with \`error while loading shared libraries\` before its first line`,
			mend: "make sure that every image and host that runs it has the library, or link statically"
		});
	}
	if (to.glibc !== void 0 && from.glibc !== void 0 && isNewer(to.glibc, from.glibc)) {
		const lost = releases.filter(({ glibc }) => !isNewer(from.glibc ?? "", glibc) && isNewer(to.glibc ?? "", glibc));
		found.push({
			...about,
			kind: "glibc-raised",
			message: `${subject("head", head.mode)} needs GLIBC_${to.glibc}, base needed GLIBC_${from.glibc}: on anything older it ends with \`version 'GLIBC_${to.glibc}' not found\`${lost.length > 0 ? `, now also on ${lost.map(({ name }) => name).join(", ")}` : ""}`,
			mend: "build on a system that is no newer than the oldest one it runs on, or link statically"
		});
	}
	return found;
}
function runtimeFindings({ revision, mode, runtime }, base) {
	return runtime.flatMap((fact) => {
		const { kind, level, message, mend, shown } = fact;
		if (level === "info" || revision === "base" && level !== "fatal") return [];
		const asBefore = base?.runtime.some((one) => one.kind === kind) === true;
		const verdict = level === "fatal" ? "fail" : asBefore ? "pass" : "warn";
		const then = level === "fatal" && shown !== void 0 ? ` (\`${plain(shown)}\`)` : "";
		return [{
			verdict: verdictOf(revision, verdict),
			kind,
			revision,
			mode,
			message: `${subject(revision, mode)}: ${message}${then}`,
			mend
		}];
	});
}
function mergeModes(findings) {
	const keyOf = ({ kind, revision, mode, message, mend }) => JSON.stringify([
		kind,
		revision,
		message.replace(`mode \`${mode}\``, ""),
		mend
	]);
	const groups = new Map();
	for (const finding of findings) groups.set(keyOf(finding), [...groups.get(keyOf(finding)) ?? [], finding]);
	return [...groups.values()].flatMap(([first, ...rest]) => {
		if (first === void 0 || rest.length === 0) return first === void 0 ? [] : [first];
		const modes = [first, ...rest].map(({ mode = "" }) => `\`${mode}\``);
		const { mode: own, ...finding } = first;
		return [{
			...finding,
			message: finding.message.replace(`mode \`${own}\``, `modes ${modes.join(", ")}`)
		}];
	});
}
const releases = [
	{
		name: "Amazon Linux 2",
		glibc: "2.26"
	},
	{
		name: "RHEL 8",
		glibc: "2.28"
	},
	{
		name: "Debian 11",
		glibc: "2.31"
	},
	{
		name: "RHEL 9",
		glibc: "2.34"
	},
	{
		name: "Ubuntu 22.04",
		glibc: "2.35"
	},
	{
		name: "Debian 12",
		glibc: "2.36"
	},
	{
		name: "Ubuntu 24.04",
		glibc: "2.39"
	},
	{
		name: "Debian 13",
		glibc: "2.41"
	}
];
function isNewer(one, other) {
	const [a = [], b = []] = [one, other].map((version) => version.split(".").map(Number));
	const index = a.findIndex((part, at) => part !== (b[at] ?? 0));
	return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0);
}
function verdictOf(revision, verdict) {
	return revision === "head" ? verdict : "pass";
}
function subject(revision, mode) {
	return `${revision === "head" ? "Head" : "Base"}, mode \`${mode}\``;
}
function libcName(libc) {
	return libc === "other" ? "another C library" : libc;
}
function needs({ needed, glibc }) {
	const parts = [...needed.map((name) => `\`${name}\``), ...glibc === void 0 ? [] : [`GLIBC_${glibc}`]];
	return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
function list(names) {
	return names.map((name) => `\`${name}\``).join(", ");
}
function plain(shown) {
	return shown.replaceAll("`", "'");
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
function startFacts(started) {
	if (started === void 0) return { metrics: unmeasured("it was not started", startMetrics) };
	const { result } = started;
	if ("notStarted" in result) return { metrics: unmeasured(result.notStarted.reason, startMetrics) };
	const { first, inits } = result;
	const { address, scheme } = first?.start ?? result.starts[0] ?? {};
	return {
		metrics: {
			...inRounds(result),
			...traced(result),
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
function startedAs(variant, inspected, started) {
	const of = (revision) => started.find((one) => one.revision === revision && one.mode === variant.mode.name);
	const own = of(variant.revision);
	if (own !== void 0 || variant.revision === "head") return own;
	const head = inspected.find((one) => one.revision === "head" && one.mode.name === variant.mode.name);
	return isSameImage(variant.image, head?.image) ? of("head") : void 0;
}
function noiseOf({ rounds, control }, limit, platform) {
	return {
		floor: null,
		rounds,
		limit,
		...control === void 0 || "notStarted" in control.result ? {} : { control: {
			mode: control.mode,
			platform,
			metrics: inRounds(control.result)
		} }
	};
}
function inRounds({ starts }) {
	const of = (read, unit, otherwise) => {
		const samples = starts.map(read).filter((value) => value !== void 0);
		if (starts.length === 0) return { unmeasured: "no round was completed" };
		if (samples.length < starts.length) return { unmeasured: otherwise };
		return summary(samples.map(toMicroseconds), unit);
	};
	const noProc = "the image has no /proc to read it from";
	return {
		startup: of(({ readyMs }) => readyMs, "ms", "it did not become ready"),
		listen: of(({ listenMs }) => listenMs, "ms", "readiness is told by a line of the log"),
		"startup-cpu": of(({ cpuMs }) => cpuMs, "ms", noProc),
		memory: of(({ rssBytes }) => rssBytes, "B", noProc)
	};
}
function traced({ traced: starts }) {
	const total = (read) => starts.map(({ inits = [] }) => inits.reduce((sum, init) => sum + read(init), 0));
	if (starts.length === 0) return unmeasured("it printed no trace with GODEBUG=inittrace=1", ["init-allocs", "init-bytes"]);
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
function variantsOf(built, inspected, started, platform) {
	return built.map(({ revision, mode, source, result }) => {
		const about = {
			revision,
			mode: mode.name,
			platform,
			source
		};
		const found = inspected.find((one) => one.revision === revision && one.mode.name === mode.name);
		if (!result.ok || found === void 0) return {
			...about,
			metrics: unmeasured("it does not build", [...sizeMetrics, ...startMetrics])
		};
		const { image, binary } = found;
		const { metrics, ready, inits } = startFacts(startedAs(found, inspected, started));
		return {
			...about,
			...found.dockerfile === void 0 ? {} : { dockerfile: found.dockerfile },
			...found.on === void 0 ? {} : { on: found.on },
			linkage: found.linkage,
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
				...result.milliseconds === void 0 ? {} : { "build-time": exact(Math.round(result.milliseconds), "ms") }
			},
			...ready === void 0 ? {} : { ready },
			...inits === void 0 ? {} : { inits }
		};
	});
}
const sizeMetrics = [
	"binary-size",
	"image-size",
	"pull-size",
	"layers"
];
function findingsOf(built, inspected, started, advise = () => void 0) {
	const linked = inspected.flatMap(({ revision, mode, linkage, load, runtime }) => load === void 0 ? [] : [{
		revision,
		mode: mode.name,
		linkage,
		load,
		runtime
	}]);
	return [
		...buildFindings(built),
		...modeFindings(inspected),
		...uncheckedFindings(inspected),
		...linkFindings(linked),
		...layerFindings(inspected),
		...startFindings(built, started, advise)
	];
}
function buildFindings(built) {
	return revisions.flatMap((revision) => {
		const ofRevision = built.filter((one) => one.revision === revision);
		const failed = ofRevision.flatMap(({ mode, result }) => result.ok ? [] : [{
			mode: mode.name,
			log: result.output,
			why: result.why ?? []
		}]);
		const same = failed.every(({ log }) => log.join("\n") === failed[0]?.log.join("\n"));
		const said = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed;
		return said.map(({ mode, log, why }) => {
			const everywhere = said.length < failed.length;
			return {
				verdict: revision === "head" ? "unmeasured" : "pass",
				kind: "build-failed",
				revision,
				...everywhere ? {} : { mode },
				message: [`${capital(revision)} does not build${everywhere ? "" : ` in mode \`${mode}\``}`, ...why.map(({ message }) => message)].join(": "),
				log,
				...why.length === 0 ? {} : { mend: why.map(({ mend }) => mend).join("; ") }
			};
		});
	});
}
function modeFindings(inspected) {
	return inspected.flatMap(({ revision, mode, linkage, dockerfile }) => {
		const not = modeNotAchieved(mode, linkage);
		if (not === void 0) return [];
		const named = mode.image?.from === "dockerfile" ? dockerfile : void 0;
		return [{
			verdict: revision === "head" ? "fail" : "pass",
			kind: "mode-not-achieved",
			revision,
			mode: mode.name,
			message: `${capital(revision)}: ${not.message}${named === void 0 ? "" : `. The configuration names ${namedImage(named)} for it`}`,
			mend: `${not.mend}${named === void 0 ? "" : `; or name another image under \`modes: { ${mode.name}: … }\` in .github/linkgate.yml`}`
		}];
	});
}
function namedImage({ path, target, buildArgs = {} }) {
	const args = Object.entries(buildArgs).map(([name, value]) => `\`${name}=${value}\``);
	return [
		`\`${path}\``,
		...target === void 0 ? [] : [`target \`${target}\``],
		...args.length === 0 ? [] : [`build arguments ${args.join(" ")}`]
	].join(", ");
}
function uncheckedFindings(inspected) {
	return inspected.flatMap(({ revision, mode, unchecked }) => {
		if (unchecked === void 0) return [];
		return [{
			verdict: revision === "head" ? "warn" : "pass",
			kind: "not-checked",
			revision,
			mode: mode.name,
			message: `${capital(revision)}: whether mode \`${mode.name}\` starts in its image could not be checked: ${unchecked}`
		}];
	});
}
function startFindings(built, started, advise) {
	return started.flatMap(({ revision, mode, result }) => {
		if (!("notStarted" in result)) return [];
		const { reason, log, mend: known, failure } = result.notStarted;
		const own = built.find((one) => one.revision === revision && one.mode.name === mode);
		const advice = failure === void 0 || failure === "exec" ? void 0 : advise(log, own?.startsAs?.arguments ?? []);
		const mend = advice === void 0 || advice.answers ? advice?.text ?? known : [known, advice.text].join("; ");
		return [{
			verdict: revision === "head" ? "warn" : "pass",
			kind: "not-started",
			revision,
			mode,
			message: `${capital(revision)}, mode \`${mode}\`: the app did not become ready: ${reason}`,
			log,
			...mend === void 0 ? {} : { mend }
		}];
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
function capital(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
// src/judge/loosened.ts
function loosenedBudgets(base, head) {
	return base.flatMap((before) => {
		const after = budgetFor(head, before.metric, before.mode ?? "");
		if (after !== void 0 && !isLooser(before, after)) return [];
		const where = before.mode === void 0 ? "" : ` of mode \`${before.mode}\``;
		const label = isMetric(before.metric) ? metrics[before.metric].label : before.metric;
		const now = after === void 0 ? "is removed" : `was \`${wordsOf(before)}\` and is \`${wordsOf(after)}\``;
		return [{
			verdict: "pass",
			kind: "budget-loosened",
			metric: before.metric,
			...before.mode === void 0 ? {} : { mode: before.mode },
			message: `This change loosens the budget that it is judged by: ${label}${where} ${now}`
		}];
	});
}
function wordsOf({ text, level, unmeasured }) {
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
// src/plan/start/advice.ts
async function startAdviser(files, plan) {
	const { checkouts, config, main, survey, dockerfile } = plan;
	const named = await findRunHints(files, checkouts.head, survey, dockerfile?.dockerfile);
	const readme = await files.readText(`${checkouts.head}/README.md`) ?? "";
	const { args, env } = config.startup;
	return (log, own) => {
		const shown = printsUsage(log) ? readmeHints(readme, "README.md", main.name) : [];
		const given = {
			args: [...args, ...own],
			env: Object.keys(env)
		};
		return bestAdvice([...named, ...shown], main.name, {
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
	const built = await world.exec.job(command, {
		cwd: source,
		env
	});
	if (built.exitCode !== 0) throw new CommandError(command, built.exitCode, built.stderr.trim().split("\n").slice(0, 5));
}
// src/startup/known-failures.ts
const inConfig = "in .github/linkgate.yml";
const services = {
	1433: ["SQL Server", "mcr.microsoft.com/mssql/server:2022-latest"],
	2379: ["etcd", "quay.io/coreos/etcd:v3.6.0"],
	3306: ["MySQL", "mysql:8"],
	4222: ["NATS", "nats:2"],
	5432: ["PostgreSQL", "postgres:17"],
	5672: ["RabbitMQ", "rabbitmq:4"],
	6379: ["Redis", "redis:7"],
	8123: ["ClickHouse", "clickhouse/clickhouse-server:25.3"],
	8500: ["Consul", "hashicorp/consul:1.20"],
	9e3: ["a service such as MinIO", "minio/minio"],
	9092: ["Kafka", "apache/kafka:4.0.0"],
	9200: ["Elasticsearch", "elasticsearch:9.0.0"],
	27017: ["MongoDB", "mongo:8"]
};
const patterns = [
	{
		pattern: /go-sqlite3 requires cgo to work|Binary was compiled with 'CGO_ENABLED=0'/,
		explain: () => ({
			why: "it uses go-sqlite3, which is C code and was left out by `CGO_ENABLED=0`",
			mend: "build it with `CGO_ENABLED=1` (linked statically with `-linkmode external -extldflags -static`), or use a database driver written in Go, such as modernc.org/sqlite"
		})
	},
	{
		pattern: /dial (?:tcp|unix)[^:]* (\S+?)(?::(\d+))?: connect: (?:connection refused|network is unreachable|no route to host)/,
		explain: ([, host = "", port = ""]) => service(host, port)
	},
	{
		pattern: /dial tcp: lookup (\S+?)(?: on \S+)?: (?:no such host|server misbehaving|Temporary failure|i\/o timeout)/,
		explain: ([, host = ""]) => ({
			why: `it wants to reach \`${host}\`, which it cannot find from its container`,
			mend: `run that as a service container of the job and set \`startup: { network: services }\`, or point the app elsewhere with \`startup: { env: … }\` ${inConfig}`
		})
	},
	{
		pattern: /(?:connection to|connect to|dial|ping)\b.*\b(?:database|postgres|mysql|mongo|redis)\b.*(?:refused|failed|timeout|timed out)/i,
		explain: () => ({
			why: "it wants a database that it cannot reach",
			mend: `run it as a service container of the job and set \`startup: { network: services, env: … }\` ${inConfig}`
		})
	},
	{
		pattern: /\$?\b([A-Z][A-Z0-9]*_[A-Z0-9_]*|PORT|HOST|DSN)\b["'`]?\s*(?:\S+\s+){0,3}?(?:must be set|must not be empty|is required|required|is not set|not set|cannot be empty|is empty|is missing|missing|undefined|not found|not provided)/,
		explain: ([, name = ""]) => variable(name)
	},
	{
		pattern: /(?:missing|required|empty|undefined|unset|no)\b[^\n]{0,40}?(?:env(?:ironment)?(?:\s+(?:variable|var)s?)?|variable)s?:?\s*["'`$]?\b([A-Z][A-Z0-9_]{2,})\b/i,
		explain: ([, name = ""]) => /^[A-Z0-9_]+$/.test(name) ? variable(name) : void 0
	},
	{
		pattern: /html\/template: pattern matches no files: `?"?([^`"\n]+?)`?"?(?:$|\n|\s*goroutine)/,
		explain: ([, glob = ""]) => ({
			why: `it looks for templates at \`${glob}\` below its working directory, and none are there`,
			mend: `copy them into the image at its WORKDIR, or give them as \`startup: { files: { … } }\` ${inConfig}`
		})
	},
	{
		pattern: /Config File "([^"]+)" Not Found in "\[?([^\]"]*)\]?"/,
		explain: ([, name = "", places = ""]) => ({
			why: `it looks for its configuration \`${name}\` in ${places || "its working directory"}`,
			mend: `give it as \`startup: { files: { ${firstPlace(places)}/${name}.yaml: path/in/repository.yaml } }\` ${inConfig}`
		})
	},
	{
		pattern: /(?:open|stat|lstat|load|read(?:ing)?)\s+["'`]?([^\s"'`:]+)["'`]?: no such file or directory/,
		explain: ([, path = ""]) => ({
			why: `it opens \`${path}\`, which is not in its image`,
			mend: `copy it into the image, or give it as \`startup: { files: { ${path.startsWith("/") ? path : `/workdir/${path}`}: path/in/repository } }\` ${inConfig}`
		})
	},
	{
		pattern: /(?:listen tcp|bind)\S* \S*?:(\d+): bind: permission denied/,
		explain: ([, port = ""]) => ({
			why: `it listens on port ${port} as a user who may not`,
			mend: `let it listen on a port above 1023, such as with \`startup: { env: { PORT: 8080 } }\` ${inConfig}`
		})
	},
	{
		pattern: /(?:open|mkdir|create|unable to open database file)[: ]\s*["'`]?([^\s"'`:]*)["'`]?:? (?:permission denied|read-only file system)/,
		explain: ([, path = ""]) => ({
			why: `it writes to \`${path || "its database file"}\`, where the user of its image may not`,
			mend: "make that directory in the image and give it to the user that the image runs as"
		})
	},
	{
		pattern: /^\s*usage\b|Available Commands:|^commands:/im,
		explain: (_, log) => {
			const listed = log.filter((line) => /^\s|usage/i.test(line));
			return {
				why: "it printed its usage: it needs a subcommand or arguments",
				mend: `give them as \`startup: { args: [${subcommands.find((word) => listed.some((line) => new RegExp(`(?:^\\s+|\\s|[|<[{])${word}\\b`).test(line))) ?? "serve"}] }\` ${inConfig}`
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
function variable(name) {
	return {
		why: `it wants the variable \`${name}\``,
		mend: `give it as \`startup: { env: { ${name}: … } }\` ${inConfig}`
	};
}
function service(host, port) {
	const at = port === "" ? host : `${host}:${port}`;
	const [name, image] = services[port] ?? ["another service", void 0];
	const container = image === void 0 ? "services" : `services: { ${word(name)}: { image: ${image} } }`;
	return {
		why: `it wants ${name} at \`${at}\`, where nothing answers from its container`,
		mend: `run it as a service container of the job (\`${container}\`), and set \`startup: { network: services, env: … }\` ${inConfig} so that the app finds it by its name`
	};
}
const word = (name) => name.toLowerCase().replaceAll(/[^a-z]/g, "");
const firstPlace = (places) => (places.split(" ")[0] || "/workdir").replace(/\/$/, "");
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
	error: string()
});
const responseSchema = union([
	readySchema,
	notReadySchema,
	refusalSchema
]);
// src/startup/probe/probe.ts
const graceMs = 1e4;
const shown = 200;
function openProbe(session) {
	let greeted = false;
	let id = 0;
	async function read(schema, timeoutMs) {
		const line = await session.next(timeoutMs);
		if (line === void 0) {
			const said = session.errors().join(" / ") || "it said nothing";
			throw new Error(`its container ended before the app was started: ${said}`);
		}
		const parsed = schema.safeParse(asJson(line));
		if (parsed.success) return parsed.data;
		throw new Error(`the probe in its container gave no answer but \`${line.slice(0, shown)}\``);
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
			if ("error" in response || response.id >= id) return response;
		}
	}
	return { async start(request) {
		let response;
		try {
			response = await ask(request);
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof Error)) throw error;
			return { notStarted: {
				reason: error.message,
				log: []
			} };
		}
		if ("error" in response) return { notStarted: refused(response.error) };
		return response.ready ? { start: startOf(response) } : { notStarted: explain(response, request) };
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
function refused(error) {
	return {
		reason: `the probe in its container gave up: ${error}`,
		log: [],
		...error.startsWith("pattern: ") ? { mend: "correct the regular expression in `startup: { ready: { log: … } }` in .github/linkgate.yml" } : {}
	};
}
const aims = {
	response: "it answered",
	accept: "it accepted a connection",
	log: "it printed the line that says it is ready"
};
function explain(response, request) {
	const { log, detail, addresses = [], exitCode, signal = "", status } = response;
	const within = `within ${request.timeoutMs / 1e3} s`;
	const where = addresses.join(", ");
	const known = knownFailure(log);
	const told = (reason, mend) => ({
		reason: known === void 0 ? reason : `${reason}: ${known.why}`,
		log,
		mend: known?.mend ?? `${mend} in .github/linkgate.yml`,
		failure: response.failure
	});
	const detached = exitCode === 0 ? ", and its first process had ended with exit code 0" : "";
	switch (response.failure) {
		case "exec": return told(`it could not be started: ${detail}`, "put the program and what it needs to run, such as its loader, into the image, and correct the name of the program where it stands under `startup: { args: … }`");
		case "exited": return told(`it ended ${signal === "" ? `with exit code ${exitCode ?? "unknown"}` : `by signal ${signal}`} before ${aims[request.ready]}`, "give it what it needs to start, and to go on, under `startup: { env: …, args: … }`");
		case "address-taken": return told(`it could not be started once more: ${detail}`, "give it a port that nothing else in its container listens on as `startup: { port: … }`");
		case "never-listened":
			if (where !== "") return told(`it listens on ${where} and accepted no connection ${within}${detached}`, "give it more time as `startup: { timeout: … }`, or the port that it accepts connections on as `startup: { port: … }`");
			return told(`it did not listen on any port or Unix socket ${within}${detached}`, "give it what it waits for under `startup: { env: …, args: … }`, more time as `startup: { timeout: … }`, or, where it needs no port, the line that it prints when it is ready as `startup: { ready: { log: … } }`");
		case "no-response": return told(`it listens on ${where} and gave no HTTP response ${within}${detached}`, "give it more time as `startup: { timeout: … }`, the port that answers as `startup: { port: … }`, or, where none speaks HTTP/1.1, say `startup: { ready: { tcp: true } }`");
		case "status": return told(`${request.path === "" ? "/" : request.path} on ${where} answered ${status ?? "no status"} for ${request.timeoutMs / 1e3} s`, "set `startup: { ready: { http: …, status: … } }` to a path, and to the status with which it answers when the app is ready,");
		case "no-line": return told(`it printed no line that matches \`${request.pattern}\` ${within}${detached}`, "set `startup: { ready: { log: … } }` to a regular expression that matches a line it prints when it is ready, or give it more time as `startup: { timeout: … }`");
	}
}
// src/startup/running-variants.ts
const probePath = "/.linkgate-probe";
async function openRunningVariants(world, workspace, plan, starters, probe, sessions) {
	const { args, env, port, socket, files } = plan.config.startup;
	const network = await networkOf(plan);
	const open = async (starter) => {
		const { variant, isControl, image, directory = "", startsAs } = starter;
		const container = await plan.engine.create({
			image,
			run: workspace.run,
			entrypoint: probePath,
			...network === void 0 ? {} : { network },
			env: {
				...variant.environment.some((one) => one.startsWith("PORT=")) ? {} : { PORT: `${defaultPort}` },
				...startsAs?.env,
				...port === void 0 ? {} : { PORT: `${port}` },
				...env
			}
		});
		await plan.engine.copyInto(container, probe, probePath);
		for (const { from, to } of starter.files) await plan.engine.copyInto(container, from, to);
		for (const [to, path] of Object.entries(files)) {
			const from = `${plan.checkouts[variant.revision] ?? plan.checkouts.head}/${path}`;
			if (await world.files.stat(from) === void 0) throw new InputError([noFile(variant.revision, path)]);
			await plan.engine.copyInto(container, from, to);
		}
		const since = world.clock.now();
		const session = plan.engine.start(container);
		sessions.push(session);
		return {
			variant,
			isControl,
			probe: openProbe(session),
			argv: startsAs === void 0 ? argvOf(variant.start, args) : [...variant.start.entrypoint, ...argumentsAs(startsAs, args)],
			directory,
			since,
			address: socket !== void 0 ? `unix:${socket}` : port !== void 0 ? `127.0.0.1:${port}` : "",
			scheme: "",
			everReady: false,
			moves: 0,
			failures: 0,
			starts: [],
			traced: []
		};
	};
	const opened = await Promise.allSettled(starters.map(open));
	const failed = opened.find((one) => one.status === "rejected");
	if (failed !== void 0) throw failed.reason;
	return opened.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
}
function argumentsAs(startsAs, given) {
	return given.length > 0 ? [...startsAs.kept, ...given] : startsAs.arguments;
}
async function networkOf({ config, engine }) {
	const { network } = config.startup;
	if (network !== "services") return network;
	const found = await engine.servicesNetwork();
	if ("problem" in found) throw new InputError([`\`startup: { network: services }\`: ${found.problem}`]);
	return found.network;
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
async function startOnce(plan, lane, trace = false) {
	const result = await lane.probe.start(requestOf(plan, lane, trace));
	if ("notStarted" in result) {
		lane.failures++;
		if (lane.failures > 3 || !lane.everReady) lane.notStarted = result.notStarted;
		return;
	}
	const { start } = result;
	lane.everReady = true;
	lane.scheme = start.scheme ?? lane.scheme;
	const moved = lane.address !== "" && start.address !== void 0 && lane.address !== start.address;
	if (moved) lane.moves++;
	lane.address = lane.moves > 2 ? "" : start.address ?? "";
	return moved ? void 0 : start;
}
function requestOf(plan, lane, inittrace) {
	const { ready, timeoutMs } = plan.config.startup;
	return {
		argv: lane.argv,
		dir: lane.directory,
		ready: ready.by,
		path: ready.by === "response" ? ready.path ?? "" : "",
		statuses: ready.by === "response" ? ready.statuses : [],
		pattern: ready.by === "log" ? ready.pattern : "",
		address: ready.by === "log" ? "" : lane.address,
		scheme: lane.scheme,
		inittrace,
		timeoutMs
	};
}
function running(lanes) {
	return lanes.filter((lane) => lane.notStarted === void 0);
}
// src/startup/sampling/inits.ts
const tracedStarts = 7;
async function traceInits(world, plan, lanes) {
	const traced = lanes.filter(({ isControl }) => !isControl);
	for (let round = 0; round < tracedStarts; round++) for (const lane of shuffled(running(traced), world.random)) {
		const { notStarted, failures } = lane;
		const start = await startOnce(plan, lane, true);
		if (start?.inits !== void 0 && start.inits.length > 0) lane.traced.push(start);
		lane.failures = failures;
		if (notStarted === void 0) delete lane.notStarted;
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
async function warmUp(world, plan, lanes) {
	const first = async (lane) => {
		const start = await startOnce(plan, lane);
		if (start !== void 0) lane.first = {
			start,
			engineMs: world.clock.now() - lane.since
		};
	};
	const [one, ...others] = lanes;
	if (one !== void 0) await first(one);
	if (one?.everReady === false) await Promise.all(others.map(first));
	else for (const lane of others) await first(lane);
	for (let round = 1; round < warmUps; round++) for (const lane of shuffled(running(lanes), world.random)) await startOnce(plan, lane);
}
async function sample(world, plan, lanes, { limit, looks, isDecided }) {
	const since = world.clock.now();
	const spare = 6 * lanes.length;
	let disturbed = 0;
	let done = 0;
	for (let round = 0; round < limit + spare + disturbed && done < limit; round++) {
		if (running(lanes).length === 0) break;
		if (done >= fewestRounds && world.clock.now() - since > timeBudgetMs) break;
		const starts = new Map();
		for (const lane of shuffled(running(lanes), world.random)) {
			const start = await startOnce(plan, lane);
			if (start !== void 0) starts.set(lane, start);
		}
		if (running(lanes).some((lane) => !starts.has(lane))) continue;
		if (wasDisturbed(starts) && disturbed < Math.max(repeatedAtLeast, limit * repeatedShare)) {
			disturbed++;
			continue;
		}
		for (const [lane, start] of starts) if (lane.notStarted === void 0) lane.starts.push(start);
		done++;
		if (looks.includes(done) && isDecided(done)) break;
	}
	return done;
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
async function stageWorkingDirectory(world, workspace, plan, revision) {
	const { files } = world;
	const checkout = plan.checkouts[revision] ?? plan.checkouts.head;
	const root = plan.main.module === "." ? checkout : `${checkout}/${plan.main.module}`;
	const found = [];
	let bytes = 0;
	const visit = async (relative) => {
		for (const { name, kind } of await files.list(`${root}/${relative}`)) {
			const path = relative === "" ? name : `${relative}/${name}`;
			if (kind === "directory") {
				if (!skippedDirectories.has(name)) await visit(path);
			} else if (kind === "file" && !skippedFiles.test(name)) {
				found.push(path);
				bytes += (await files.stat(`${root}/${path}`))?.size ?? 0;
			}
			if (found.length > mostFiles || bytes > mostBytes) return;
		}
	};
	await visit("");
	if (found.length === 0) return void 0;
	if (found.length > mostFiles || bytes > mostBytes) {
		world.log.info("the module has too many files to put them beside the program: name those that it needs as `startup: { files: … }`");
		return;
	}
	const staged = `${workspace.directory}/files-${revision}`;
	for (const path of found) await files.copy(`${root}/${path}`, `${staged}/${path}`);
	return staged;
}
// src/startup/startup.ts
async function measureStartup(world, workspace, plan, built, inspected, options) {
	const variants = withoutTwins(inspected);
	if (variants.length === 0) return {
		started: [],
		rounds: 0
	};
	const sessions = [];
	try {
		const lanes = await world.log.step("prepare the probe", () => prepare(world, workspace, plan, built, variants, options.probeSource, sessions));
		const heading = `start ${lanes.length} variants, up to ${options.limit} rounds`;
		const completed = await world.log.step(heading, async () => {
			await warmUp(world, plan, lanes);
			const done = await sample(world, plan, lanes, {
				...options,
				isDecided: (rounds) => options.isDecided(resultOf(lanes, rounds))
			});
			await traceInits(world, plan, lanes);
			return done;
		});
		world.log.info(`${completed} rounds of ${running(lanes).length} variants`);
		return resultOf(lanes, completed);
	} finally {
		await Promise.all(sessions.map((session) => session.close()));
	}
}
function withoutTwins(inspected) {
	return inspected.filter((one) => one.revision === "head" || !inspected.some((other) => other.revision === "head" && other.mode.name === one.mode.name && isSameImage(one.image, other.image)));
}
async function prepare(world, workspace, plan, built, variants, source, sessions) {
	const { platform, go } = plan;
	const [probe, starters] = await Promise.allSettled([buildProbe(world, {
		source,
		directory: workspace.directory,
		platform,
		go
	}), startersOf(world, workspace, plan, built, variants)]);
	if (probe.status === "rejected") throw probe.reason;
	if (starters.status === "rejected") throw starters.reason;
	return openRunningVariants(world, workspace, plan, starters.value, probe.value, sessions);
}
async function startersOf(world, workspace, plan, built, variants) {
	const staged = new Map();
	const starters = [];
	for (const variant of variants) {
		const made = builtAs(built, variant);
		if (made?.source !== "built-in") {
			starters.push({
				variant,
				isControl: false,
				image: variant.reference,
				files: []
			});
			continue;
		}
		const { revision } = variant;
		if (!staged.has(revision)) staged.set(revision, await stageWorkingDirectory(world, workspace, plan, revision));
		const files = staged.get(revision);
		starters.push({
			variant,
			isControl: false,
			image: variant.reference,
			...made.startsAs === void 0 ? {} : { startsAs: made.startsAs },
			...files === void 0 ? { files: [] } : {
				directory: workDirectory,
				files: [{
					from: `${files}/.`,
					to: workDirectory
				}]
			}
		});
	}
	const base = starters.find(({ variant }) => variant.revision === "base");
	const original = base && builtAs(built, base.variant);
	if (base === void 0 || original === void 0) return starters;
	const { result } = original;
	if (result.ok && result.program !== void 0) {
		const program = {
			from: result.binary,
			to: result.program
		};
		return [...starters, {
			...base,
			isControl: true,
			files: [...base.files, program]
		}];
	}
	return [...starters, {
		...base,
		isControl: true,
		image: await buildCopy(world, workspace, plan, original)
	}];
}
function builtAs(built, { revision, mode }) {
	return built.find((one) => one.revision === revision && one.mode.name === mode.name);
}
function resultOf(lanes, rounds) {
	const started = (lane) => {
		const { variant, notStarted, starts, traced, first } = lane;
		return {
			revision: variant.revision,
			mode: variant.mode.name,
			result: notStarted === void 0 ? {
				starts,
				traced,
				inits: packageInits(traced),
				...first === void 0 ? {} : { first }
			} : { notStarted }
		};
	};
	const control = lanes.find(({ isControl }) => isControl);
	return {
		started: lanes.filter(({ isControl }) => !isControl).map(started),
		...control === void 0 ? {} : { control: started(control) },
		rounds
	};
}
// src/run.ts
async function run(inputs, context, world, options) {
	const phases = [];
	const phase = async (name, work) => {
		const since = world.clock.now();
		const result = await work();
		phases.push({
			name,
			seconds: Math.round((world.clock.now() - since) / 100) / 10
		});
		return result;
	};
	const workspace = await openWorkspace(world);
	try {
		options.onOpen?.(workspace);
		const ground = await phase("plan", async () => preflight(world, workspace, inputs, context, await openEngine(world, inputs.engine)));
		const { go, engine, revisions, checkouts, modules } = ground;
		world.log.info(`base ${revisions.base?.sha ?? "none"} (${revisions.because})`);
		world.log.info(`head ${revisions.head.sha}${revisions.head.dirty === true ? " and uncommitted changes" : ""}`);
		world.log.info(`${go.version}, ${engine.name} ${engine.version}, configuration ${ground.configFile ?? "defaults"}`);
		const cache = await phase("restore", () => restoreModules(world, go, checkouts.head, modules));
		const unprepared = ground.config.prepare === void 0 ? {} : await phase("prepare", () => prepareAll(world, ground));
		const plan = await phase("discover", async () => {
			const survey = await surveyImages(world.files, checkouts.head, ground.config, describeDockerfile);
			return makePlan(world, ground, {
				unprepared: unprepared.head,
				survey
			});
		});
		const images = savedImages(world, workspace, plan);
		const { built, findings: told } = await phase("build", async () => {
			const all = await buildAll(world, workspace, plan, images, unprepared);
			const { platform, go } = plan;
			if (all.built.some(({ result }) => result.ok)) await buildProbe(world, {
				source: options.probeSource,
				directory: workspace.directory,
				platform,
				go
			});
			return all;
		});
		await phase("save", () => cache.save());
		const inspected = await phase("inspect", () => world.log.step("read binaries and images", () => inspectAll(world, plan, built, images)));
		const goMod = await readGoMod(world.files, checkouts.head, plan.main.module);
		const { budgets } = plan.config;
		const { platform } = plan;
		const limit = inputs.rounds;
		const startup = await phase("start", () => measureStartup(world, workspace, plan, built, inspected, {
			limit,
			looks: interimAnalyses(limit),
			isDecided: (so) => isDecided({
				variants: variantsOf(built, inspected, so.started, platform),
				budgets,
				noise: noiseOf(so, limit, platform)
			}),
			probeSource: options.probeSource
		}));
		return judge({
			schema: 1,
			app: plan.app,
			tool: { version: options.version },
			runner: {
				os: world.host.os,
				arch: world.host.arch,
				cpus: world.host.cpus,
				...world.host.image === void 0 ? {} : { image: world.host.image }
			},
			go: { version: go.version },
			engine: {
				name: engine.name,
				version: engine.version
			},
			base: revisions.base,
			head: revisions.head,
			...context === void 0 ? {} : { origin: originOf(context) },
			variants: variantsOf(built, inspected, startup.started, platform),
			...goMod === void 0 ? {} : { goMod },
			budgets,
			findings: [
				...told,
				...findingsOf(built, inspected, startup.started, await startAdviser(world.files, plan)),
				...loosenedBudgets(ground.baseBudgets ?? [], budgets)
			],
			noise: noiseOf(startup, limit, platform),
			phases
		});
	} catch (error) {
		throw world.signal.aborted ? new CancelledError() : error;
	} finally {
		await workspace.close();
	}
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
export { compiledPackages as $, outcomeOf as A, inputsOf as At, sentence as B, table as C, metrics as Ct, plural as D, defaultLdflags as Dt, enumerate as E, formatSize as Et, noticeText as F, gather as G, aligned as H, code as I, labelledPullRequest as J, readWorkflows as K, name$1 as L, worst as M, didYouMean as Mt, checksJson as N, version as Nt, labelOf as O, usesOfLinkgate as Ot, checksText as P, chooseDockerfile as Q, printable as R, marks as S, isMetric as St, grids as T, readGoLines as Tt, displayWidth as U, painter as V, wrap as W, findGo as X, readContext as Y, findModules as Z, markdownBodies as _, hasDirectory as _t, platformProblem as a, neededStages as at, toldFindings as b, parentOf as bt, looksLikeProgram as c, usualPlaces as ct, findRunHints as d, examine as dt, surveyDockerfiles as et, openWorkspace as f, isWell as ft, fuller as g, cleanPath as gt, judge as h, namedMain as ht, notBuiltHere as i, stepsOf as it, outcomeOfAll as j, readInputs as jt, exitCodeOf as k, require_dist as kt, readProgram as l, defaultConfig as lt, renderReport as m, inRepository$2 as mt, readImage as n, describeDockerfile as nt, checkImage as o, targetStage as ot, parseReport as p, discoverMain as pt, contextOf as q, predictBuild as r, whatItCompiles as rt, formatName as s, usualPlace as st, run as t, healthPath as tt, pagedSource as u, parseConfig as ut, hardening as v, joinPath as vt, headlineOf as w, compareGo as wt, details as x, budgetFor as xt, hardeningRows as y, lastOf as yt, quote as z };
