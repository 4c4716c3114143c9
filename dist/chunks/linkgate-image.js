import { Mt as matchesPlatform, Qt as fail, en as succeed, ot as componentsOf, yt as jsonOrUndefined } from "./linkgate-core.js";
import { C as unknown, _ as object, a as array, s as boolean, x as string, y as record } from "./zod.js";
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
	const there = [...new Set(found.map((one) => displayName(one.platform)).filter((one) => one !== ""))].slice(0, 20);
	if (platform === void 0) {
		if (there.length > 1) return fail(`the archive has images for several platforms (${there.join(", ")}): choose one`);
		return (found.find(({ layout }) => layout.ok) ?? found[0])?.layout ?? fail("no image");
	}
	const matching = found.filter((one) => one.platform === "" || matchesPlatform(one.platform, platform));
	const [first] = [...matching.filter(({ layout }) => layout.ok), ...matching];
	if (first !== void 0) return first.layout;
	return fail(`the archive has no image for ${platform}, only for ${there.join(", ")}`);
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
	return fail(`the manifest ${digest} does not match its digest`);
}
async function candidateOf(files, digest, named, bytes) {
	const manifest = parse(bytes, manifestSchema);
	if (manifest === void 0) return {
		digest,
		platform: named,
		layout: fail(`the manifest ${digest} is not an image manifest`)
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
function displayName(name) {
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
	return schema.safeParse(jsonOrUndefined(new TextDecoder().decode(bytes))).data;
}
// src/inspect/image/layer-root-fs.ts
const linkLimit$1 = 40;
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
		const { content, offset, size } = this.#place(path) ?? {};
		if (offset === void 0) return size === void 0 ? void 0 : new Uint8Array();
		return content?.read(offset, size ?? 0);
	}
	async readWith(path, use) {
		const { content, offset, size } = this.#place(path) ?? {};
		if (offset === void 0) return size === void 0 ? void 0 : use(emptyFile);
		return content?.readWith(offset, size ?? 0, use);
	}
	*entries() {
		const ahead = [{
			path: "",
			node: this.#root
		}];
		for (let here = ahead.pop(); here !== void 0; here = ahead.pop()) {
			if (here.path !== "") yield {
				...entryOf(here),
				layer: here.node.layer
			};
			for (const [name, node] of here.node.children ?? []) ahead.push({
				path: `${here.path}/${name}`,
				node
			});
		}
	}
	#place(path) {
		const node = this.#find(path, true)?.node;
		if (node?.kind !== "file" || node.size > this.#limit) return void 0;
		const { offset, size, layer } = node;
		if (offset === void 0) return size === 0 ? { size } : void 0;
		return {
			offset,
			size,
			content: this.#contents[layer]
		};
	}
	#find(path, last) {
		const walk = new PathWalk(this.#root, path, last);
		while (walk.step());
		return walk.found;
	}
};
const emptyFile = {
	size: 0,
	read: () => new Uint8Array()
};
var PathWalk = class {
	#stack;
	#ahead;
	#followsLast;
	#mustBeDirectory;
	#links = 0;
	#isMissing = false;
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
		const isWrongKind = this.#mustBeDirectory && found?.node.kind !== "directory";
		return this.#isMissing || isWrongKind ? void 0 : found;
	}
	step() {
		const part = this.#ahead.pop();
		if (part === void 0) return false;
		const here = this.#stack.at(-1);
		if (here?.node.kind !== "directory") return this.#fail();
		if (part === "..") {
			if (this.#stack.length > 1) this.#stack.pop();
			return true;
		}
		const node = here.node.children?.get(part);
		if (node === void 0) return this.#fail();
		const isFollowed = this.#ahead.length > 0 || this.#followsLast || this.#mustBeDirectory;
		if (node.kind === "symlink" && isFollowed) return this.#follow(node.target ?? "");
		this.#stack.push({
			path: here.path === "/" ? `/${part}` : `${here.path}/${part}`,
			node
		});
		return true;
	}
	#follow(target) {
		if (++this.#links > linkLimit$1 || target === "") return this.#fail();
		if (target.startsWith("/")) this.#stack.length = 1;
		if (this.#ahead.length === 0 && target.endsWith("/")) this.#mustBeDirectory = true;
		this.#ahead.push(...componentsOf(target).reverse());
		return this.#ahead.length > 4096 ? this.#fail() : true;
	}
	#fail() {
		this.#isMissing = true;
		return false;
	}
};
function entryOf({ path, node: { kind, mode, owner, size, capabilities, target } }) {
	return {
		path,
		kind,
		mode,
		owner,
		size,
		...capabilities === void 0 ? {} : { capabilities },
		...target === void 0 ? {} : { target }
	};
}
// src/inspect/image/layers.ts
const linkLimit = 40;
const mostNodes = 2e6;
const deepest = 2048;
const root = {
	user: 0,
	group: 0
};
var LayerProblem = class extends Error {};
function flatten(layers) {
	let tree = {
		kind: "directory",
		mode: 493,
		owner: root,
		size: 0,
		layer: 0,
		children: new Map()
	};
	const budget = { nodes: mostNodes };
	try {
		for (const [index, { members }] of layers.entries()) tree = merge(tree, new LayerTree(index, tree, budget).build(members));
	} catch (error) {
		if (error instanceof LayerProblem) return fail(error.message);
		throw error;
	}
	return succeed(tree);
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
		this.#root = this.#directory({
			mode: 493,
			owner: root
		}, true);
	}
	build(members) {
		for (const member of members) this.#add(member);
		return this.#root;
	}
	#directory({ mode, owner }, implied) {
		const empty = {
			children: new Map(),
			removed: new Set(),
			opaque: false
		};
		return {
			kind: "directory",
			mode,
			owner,
			size: 0,
			layer: this.#index,
			implied,
			...empty
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
				owner: made.owner,
				implied: false
			});
			else parent.children.set(name, made);
		}
	}
	#node(member) {
		const { kind, mode, owner, size, capabilities, target, offset } = member;
		if (kind === "directory") return this.#directory(member, false);
		if (kind !== "hardlink") return {
			kind,
			mode,
			owner,
			size,
			layer: this.#index,
			...capabilities === void 0 ? {} : { capabilities },
			...target === void 0 || kind !== "symlink" ? {} : { target },
			...offset === void 0 ? {} : { offset }
		};
		const parts = this.#partsOf(target ?? "");
		const found = lookUp(this.#root, parts) ?? lookUp(this.#below, parts);
		if (found !== void 0 && found.kind !== "directory") return found;
		throw new LayerProblem(`the hard link ${displayName(member.path)} points to ${displayName(target ?? "")}, which is not a file`);
	}
	#whiteout(parent, name, path) {
		const hidden = name.slice(4);
		if (name === ".wh..wh..opq") parent.opaque = true;
		else if (hidden.startsWith(".wh.")) return;
		else if (hidden === "" || hidden === "." || hidden === "..") throw new LayerProblem(`the whiteout ${displayName(path)} names no file`);
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
				if (++links > linkLimit) throw new LayerProblem(`the path ${displayName(path)} has too many links`);
				const target = next.target ?? "";
				if (target.startsWith("/")) stack.length = 1;
				ahead.push(...componentsOf(target).reverse());
				if (ahead.length > deepest) throw new LayerProblem(`the path ${displayName(path)} has links that are too long`);
				continue;
			}
			if (next?.kind !== "directory") {
				this.#spend(path);
				next = this.#directory({
					mode: 493,
					owner: root
				}, true);
				here.children.set(part, next);
			}
			stack.push(next);
			if (stack.length > deepest) throw new LayerProblem(`the path ${displayName(path)} is too deep`);
		}
		return stack.at(-1) ?? this.#root;
	}
	#partsOf(path) {
		const parts = [];
		for (const part of componentsOf(path)) if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) throw new LayerProblem(`the path ${displayName(path)} leads outside the image`);
		return parts;
	}
	#spend(path) {
		if (--this.#budget.nodes < 0) throw new LayerProblem(`the image has too many files (at ${displayName(path)})`);
	}
};
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
	const { mode, owner } = implied === true && under !== void 0 ? under : above;
	return {
		...rest,
		mode,
		owner,
		children: merged
	};
}
// src/inspect/image/wasted.ts
const mostFiles$1 = 5;
function wastedIn(layers, root) {
	const visible = layers.map(() => new Set());
	const visit = (node) => {
		if (node.offset !== void 0) visible[node.layer]?.add(node.offset);
		for (const child of node.children?.values() ?? []) visit(child);
	};
	visit(root);
	return layers.map(({ members }, index) => {
		const lost = members.filter(({ offset, path }) => offset !== void 0 && visible[index]?.has(offset) !== true && !isWhiteout(path));
		const largest = lost.filter(({ size }) => size > 0).toSorted((a, b) => b.size - a.size);
		return {
			bytes: lost.reduce((sum, { size }) => sum + size, 0),
			files: largest.slice(0, mostFiles$1).map(({ path, size }) => ({
				path: componentsOf(path).join("/"),
				size,
				replaced: existsIn(root, path)
			}))
		};
	});
}
function existsIn(root, path) {
	let node = root;
	for (const name of componentsOf(path)) node = node?.children?.get(name);
	return node !== void 0;
}
const isWhiteout = (path) => componentsOf(path).at(-1)?.startsWith(".wh.") === true;
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
		WorkingDir: string().nullish(),
		Volumes: record(string(), unknown()).nullish()
	}).nullish(),
	rootfs: object({ diff_ids: array(string()) }),
	history: array(object({
		created_by: string().optional(),
		empty_layer: boolean().optional()
	})).nullish()
});
async function readImage(archives, path, options = {}) {
	const { platform, base: _, largestFile: __, ...rest } = options;
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
async function readSavedImage(entries, { platform, base, largestFile } = {}) {
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
	const wasted = flat?.ok === true ? wastedIn(contents, flat.value) : [];
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
		volumes: Object.keys(config?.Volumes ?? {}),
		...os === void 0 || architecture === void 0 ? {} : { platform: `${os}/${architecture}` },
		stored: found.layers.map(({ at, digest }) => ({
			size: byPath.get(at)?.size ?? 0,
			...digest === void 0 ? {} : { digest }
		})),
		...flat === void 0 ? {} : flat.ok ? {
			contents,
			root: new LayerRootFs(flat.value, contents, largestFile)
		} : { rootProblem: flat.problem.message }
	});
}
function measuredLayers(layers, byPath) {
	const found = [];
	for (const { path, at, diffId } of layers) {
		const measured = byPath.get(at)?.layer;
		if (measured === void 0) return fail(`the archive lacks the layer ${displayName(path)}`);
		if (measured.diffId !== diffId) return fail(`the layer ${displayName(path)} does not match the digest in the image`);
		found.push(measured);
	}
	return succeed(found);
}
function describeLayers({ layers, configuration }, measured, base, wasted) {
	const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true);
	const isOnBase = base?.every((id, index) => id.replace(/^sha256:/, "") === layers[index]?.diffId);
	return measured.map(({ diffId, size, compressedSize }, index) => {
		const createdBy = history[index]?.created_by;
		const lost = wasted[index];
		return {
			diffId,
			size,
			compressedSize,
			...createdBy === void 0 ? {} : { createdBy },
			...base === void 0 ? {} : { base: isOnBase === true && index < base.length },
			...lost === void 0 ? {} : { wasted: lost.bytes },
			...lost === void 0 || lost.files.length === 0 ? {} : { wastedFiles: lost.files }
		};
	});
}
async function locate(files, platform) {
	const layout = await resolveLayout(files, platform);
	if (!layout.ok) return layout;
	const { config } = layout.value;
	const bytes = await contentOf(files, config);
	const configuration = bytes && parse(bytes, configurationSchema);
	if (bytes === void 0 || configuration === void 0) return fail(`the archive has no readable image config ${displayName(config)}`);
	const { digest } = digestOfPath(config);
	if (digest !== void 0 && !await hasDigest(bytes, digest)) return fail(`the image config ${displayName(config)} does not match its digest`);
	return layersOf(files, layout.value, configuration, await hexDigest(bytes));
}
function layersOf(files, layout, configuration, id) {
	const ids = configuration.rootfs.diff_ids;
	const layers = [];
	for (const [index, { path, digest }] of layout.layers.entries()) {
		const at = followLinks(files, path);
		if (at === void 0) return fail(`the archive lacks the layer ${displayName(path)}`);
		const diffId = /^sha256:([0-9a-f]{64})$/.exec(ids[index] ?? "")?.[1];
		if (diffId === void 0 && index < ids.length) return fail(`the image config ${displayName(layout.config)} has a layer digest that is not sha256`);
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
// src/inspect/entry/accounts.ts
function parseAccounts(text) {
	return text.split("\n").map((line) => line.split(":")).filter((fields) => fields.length >= 3).map(([name = "", , id = "", group = "", , home = ""]) => ({
		name,
		id,
		group,
		home,
		members: group.split(",").filter((member) => member !== "")
	}));
}
async function readAccounts(root, path) {
	const bytes = await root.read(path);
	return parseAccounts(bytes === void 0 ? "" : new TextDecoder().decode(bytes));
}
async function identityOf(root, given) {
	const [user = "", group = ""] = given.split(":");
	const [users, groups] = [await readAccounts(root, "/etc/passwd"), await readAccounts(root, "/etc/group")];
	const account = accountOf(users, user || "0");
	if (account === void 0 && !isNumber(user || "0")) return {
		ok: false,
		problem: { kind: "user" }
	};
	const own = {
		name: given === "" ? "root" : given,
		user: Number(account?.id ?? (user || "0"))
	};
	if (group !== "") {
		const found = accountOf(groups, group);
		if (found === void 0 && !isNumber(group)) return {
			ok: false,
			problem: { kind: "group" }
		};
		return succeed({
			...own,
			groups: [Number(found?.id ?? group)]
		});
	}
	const listed = groups.filter(({ members }) => account !== void 0 && members.includes(account.name));
	return succeed({
		...own,
		groups: [Number(account?.group ?? "0"), ...listed.map(({ id }) => Number(id))]
	});
}
function accountOf(accounts, given) {
	return accounts.find(({ name, id }) => name === given || id === given);
}
function isNumber(text) {
	return /^\d+$/.test(text);
}
const bits = {
	read: 4,
	execute: 1
};
function mayUse({ owner, mode, kind }, { user, groups }, right) {
	if (user === 0) return right === "read" || kind === "directory" || (mode & 73) !== 0;
	return (mode >> (owner.user === user ? 6 : groups.includes(owner.group) ? 3 : 0) & bits[right]) !== 0;
}
// src/inspect/image/copy-out.ts
const portion = 1 << 20;
async function copyOut(files, root, { from, to }, { mode, piece }) {
	let memory;
	let size = 1;
	for (let at = 0; at === 0 || at < size; at += portion) {
		const read = await root.readWith(from, (file) => ({
			size: file.size,
			bytes: file.read(at, portion, memory)
		}));
		if (read === void 0) return void 0;
		size = read.size;
		memory ??= read.bytes;
		if (at === 0) await files.write(to, read.bytes, void 0, piece);
		else await files.append(to, read.bytes, piece);
	}
	await files.setMode(to, mode);
	return size;
}
// src/inspect/image/changes.ts
const mostFiles = 50;
async function compareLayers(base, head, program) {
	const files = [];
	const timesOnly = [];
	let more = 0;
	const [old, now] = [ownLayers(base), ownLayers(head)];
	for (let at = 0; at < Math.max(old.length, now.length); at++) {
		const [before, after] = [old[at], now[at]];
		if (before?.diffId === after?.diffId) continue;
		const layer = (after ?? before)?.number ?? 0;
		const found = await differences(before?.content, after?.content, program);
		if (found.length === 0) timesOnly.push(layer);
		for (const one of found) if (files.length < mostFiles) files.push({
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
function ownLayers(layers) {
	return layers.map((layer, number) => ({
		...layer,
		number
	})).filter(({ isBase }) => !isBase);
}
const size = ({ before, after }) => Math.abs((after ?? 0) - (before ?? 0));
const baseLayers = (layers) => layers.filter(({ isBase }) => isBase).map(({ diffId }) => diffId).join();
async function differences(before, after, program) {
	const [old, now] = [byPath(before), byPath(after)];
	const found = [];
	for (const path of new Set([...old.keys(), ...now.keys()])) {
		const [one, other] = [old.get(path), now.get(path)];
		if (one !== void 0 && other !== void 0 && await isSame(one, before, other, after)) continue;
		if ((one ?? other)?.kind === "directory" && (one === void 0 || other === void 0)) continue;
		const sizes = {
			before: one?.size ?? null,
			after: other?.size ?? null
		};
		found.push({
			path,
			...sizes,
			...await isProgram(after, other, program) ? { program: true } : {}
		});
	}
	return found;
}
function byPath(content) {
	return new Map((content?.members ?? []).map((member) => [member.path.replace(/^(\.?\/)+|\/+$/g, ""), member]));
}
async function isSame(one, before, other, after) {
	if (one.kind !== other.kind || one.mode !== other.mode) return false;
	if (one.owner.user !== other.owner.user || one.owner.group !== other.owner.group) return false;
	if (one.size !== other.size || one.target !== other.target) return false;
	if (one.capabilities !== other.capabilities) return false;
	return one.kind !== "file" || await digest(before, one) === await digest(after, other);
}
async function isProgram(content, member, { size, sha256 }) {
	if (member?.kind !== "file" || member.size !== size || member.offset === void 0) return false;
	return await content?.sha256(member.offset, size) === sha256;
}
async function digest(content, { offset, size }) {
	if (content === void 0 || size === 0) return "";
	if (offset === void 0) return "not stored as one piece";
	return content.sha256(offset, size);
}
export { mayUse as a, flatten as c, hexDigest as d, parse as f, isNumber as i, LayerRootFs as l, copyOut as n, readAccounts as o, resolveLayout as p, identityOf as r, readImage as s, compareLayers as t, contentOf as u };
