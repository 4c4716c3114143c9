import { a as require_enums, i as require_models, n as require_spec, r as require_index_node, t as require_packageurl_js } from "./cyclonedx.js";
import { S as sha256Of, Vt as version, z as harmlessJson } from "./linkgate-core.js";
// src/report/sbom/package-urls.ts
var import_enums = require_enums();
var import_models = require_models();
var import_index_node = require_index_node();
var import_spec = require_spec();
var import_packageurl_js = require_packageurl_js();
function packageUrl({ type, namespace, name, version, qualifiers = {} }) {
	try {
		return new import_packageurl_js.PackageURL(type, namespace, name, version, { ...qualifiers }, void 0).toString();
	} catch {
		return;
	}
}
function modulePackageUrl(path, version) {
	const slash = path.lastIndexOf("/");
	return packageUrl({
		type: "golang",
		namespace: slash < 0 ? void 0 : path.slice(0, slash),
		name: path.slice(slash + 1),
		version: version === "" ? void 0 : version
	});
}
function imagePackageUrl({ database, name, version, architecture, source }, distribution) {
	const release = distribution && [distribution.id, distribution.version].filter(isGiven).join("-");
	return packageUrl({
		type: database === "dpkg" ? "deb" : "apk",
		namespace: distribution?.id ?? (database === "dpkg" ? "debian" : "alpine"),
		name,
		version,
		qualifiers: {
			...architecture === void 0 ? {} : { arch: architecture },
			...release === void 0 ? {} : { distro: release },
			...source === void 0 ? {} : { upstream: [source.name, source.version].filter(isGiven).join("@") }
		}
	});
}
const isGiven = (text) => text !== void 0;
// src/report/sbom/components.ts
var ComponentMaker = class {
	#references = new Map();
	make({ type, name, version, purl, sha256, properties = {} }) {
		const component = new import_models.Component(type, name, {
			bomRef: this.#reference(purl ?? `${type}:${name}${version === void 0 ? "" : `@${version}`}`),
			version,
			purl
		});
		if (sha256 !== void 0 && /^[0-9a-f]{64}$/.test(sha256)) component.hashes.set(import_enums.HashAlgorithm["SHA-256"], sha256);
		for (const [property, value] of Object.entries(properties)) if (value !== void 0) component.properties.add(new import_models.Property(`linkgate:${property}`, value));
		return component;
	}
	#reference(wanted) {
		const count = (this.#references.get(wanted) ?? 0) + 1;
		this.#references.set(wanted, count);
		return count === 1 ? wanted : `${wanted}#${count}`;
	}
};
function moduleComponents({ binary, linkage }, maker) {
	const modules = Object.entries(binary.modules).map(([path, version]) => ({
		path,
		version
	}));
	return [...linkage.go === void 0 ? [] : [{
		path: "stdlib",
		version: linkage.go.replace(/^go/, "")
	}], ...modules].map(({ path, version }) => maker.make({
		type: import_enums.ComponentType.Library,
		name: path,
		version: version === "" ? void 0 : version,
		purl: modulePackageUrl(path, version),
		properties: { direct: binary.direct.includes(path) ? "true" : void 0 }
	}));
}
function imageComponents(contents, maker) {
	const { distribution, packages, loaded = [] } = contents;
	return [
		...distribution === void 0 ? [] : [maker.make({
			type: import_enums.ComponentType.OperatingSystem,
			name: distribution.id,
			version: distribution.version
		})],
		...packages.map((one) => maker.make({
			type: import_enums.ComponentType.Library,
			name: one.name,
			version: one.version,
			purl: imagePackageUrl(one, distribution),
			properties: {
				loaded: one.loaded && "true",
				"base-image": one.base && "true"
			}
		})),
		...loaded.filter((one) => one.package === void 0).map(({ path, glibc }) => maker.make({
			type: import_enums.ComponentType.File,
			name: path,
			properties: {
				loaded: "true",
				glibc
			}
		}))
	];
}
// src/report/sbom/sbom.ts
async function sbomFiles(reports) {
	const names = new Map();
	const files = [];
	for (const report of reports) for (const variant of report.variants) {
		if (variant.revision !== "head" || variant.binary === void 0) continue;
		files.push({
			name: fileName(report, variant, names),
			text: await sbomText(report, variant)
		});
	}
	return files;
}
function fileName({ app }, { mode, platform }, names) {
	const name = [
		app,
		mode,
		platform
	].map((part) => part.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 60)).join("-");
	const count = (names.get(name) ?? 0) + 1;
	names.set(name, count);
	return `${name}${count === 1 ? "" : `-${count}`}.cdx.json`;
}
async function sbomText(report, variant) {
	const bom = bomOf(report, variant);
	const withoutNumber = serialized(bom);
	bom.serialNumber = uuidUrn(await sha256Of(withoutNumber));
	return `${harmlessJson(JSON.parse(serialized(bom)))}\n`;
}
function serialized(bom) {
	return new import_index_node.JsonSerializer(new import_index_node.JSON.Normalize.Factory(import_spec.Spec1dot6)).serialize(bom, { sortLists: true });
}
function uuidUrn(digest) {
	const variant = (Number.parseInt(digest.slice(16, 17), 16) & 3 | 8).toString(16);
	return `urn:uuid:${[
		digest.slice(0, 8),
		digest.slice(8, 12),
		`8${digest.slice(13, 16)}`,
		`${variant}${digest.slice(17, 20)}`,
		digest.slice(20, 32)
	].join("-")}`;
}
function bomOf({ app, head }, variant) {
	const { mode, platform, binary, image, contents } = variant;
	const maker = new ComponentMaker();
	const program = maker.make({
		type: import_enums.ComponentType.Application,
		name: app,
		version: head.sha,
		sha256: binary.sha256,
		properties: {
			mode,
			platform
		}
	});
	const modules = moduleComponents(variant, maker);
	for (const one of modules) program.dependencies.add(one.bomRef);
	const tool = new import_models.Tool({
		vendor: "linkgate",
		name: "linkgate",
		version
	});
	const metadata = new import_models.Metadata();
	metadata.tools.tools.add(tool);
	const bom = new import_models.Bom({ metadata });
	for (const one of modules) bom.components.add(one);
	if (image === void 0) {
		metadata.component = program;
		return bom;
	}
	const others = contents === void 0 ? [] : imageComponents(contents, maker);
	const subject = maker.make({
		type: import_enums.ComponentType.Container,
		name: app,
		version: image.id,
		sha256: image.id.replace(/^sha256:/, ""),
		properties: {
			mode,
			platform,
			revision: head.sha,
			layers: image.layers.map((one) => one.diffId).join(" "),
			"unread-databases": contents?.unread?.map(({ path }) => path).join(" ")
		}
	});
	for (const one of [program, ...others]) {
		bom.components.add(one);
		subject.dependencies.add(one.bomRef);
	}
	metadata.component = subject;
	return bom;
}
export { sbomFiles };
