import { Gt as InputError, K as openSecrets, St as isWithheld, xt as isSecretName } from "./linkgate-core.js";
import { closeSync, constants, lstatSync, lutimesSync, openSync, readFileSync, readSync, readlinkSync, statSync, utimesSync, writeSync } from "node:fs";
import { createHash, hash } from "node:crypto";
import { dirname, join } from "node:path";
import * as fs from "node:fs/promises";
import { availableParallelism } from "node:os";
// src/world/process-environment.ts
const fieldsBeforeCommand = 2;
const environmentStart = 50;
function hideSecrets(env) {
	const secrets = Object.entries(env).filter(([name]) => isWithheld(name));
	try {
		const { start, end } = environmentBlock();
		const memory = openSync("/proc/self/mem", "r+");
		try {
			const block = Buffer.alloc(end - start);
			readSync(memory, block, 0, block.length, start);
			for (const { at, length } of valuesIn(block)) writeSync(memory, Buffer.alloc(length, "*"), 0, length, start + at);
		} finally {
			closeSync(memory);
			for (const [name, value] of secrets) env[name] = value;
		}
		return true;
	} catch {
		return false;
	}
}
function environmentBlock() {
	const stat = readFileSync("/proc/self/stat", "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	const field = (number) => Number(fields[number - fieldsBeforeCommand - 1]);
	const [start, end] = [field(environmentStart), field(51)];
	if (!(start > 0 && end > start)) throw new Error("the kernel does not report the address of the environment");
	return {
		start,
		end
	};
}
function valuesIn(block) {
	const found = [];
	for (let at = 0; at < block.length;) {
		const zero = block.indexOf(0, at);
		const end = zero < 0 ? block.length : zero;
		const equals = block.indexOf("=", at);
		if (equals >= 0 && equals < end && isWithheld(block.toString("latin1", at, equals))) found.push({
			at: equals + 1,
			length: end - equals - 1
		});
		at = end + 1;
	}
	return found;
}
// src/world/host.ts
const goNames = {
	x64: "amd64",
	ia32: "386",
	win32: "windows"
};
const ofHook = /^GIT_(DIR|INDEX_FILE|WORK_TREE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/;
function withoutSecrets(env) {
	const kept = {};
	for (const [name, value] of Object.entries(env)) if (value !== void 0 && !isWithheld(name) && !ofHook.test(name)) kept[name] = value;
	return kept;
}
function cacheServiceOf(env) {
	const ofService = ([name, value]) => value !== void 0 && /^ACTIONS_(CACHE|RESULTS|RUNTIME)_/.test(name) ? [[name, value]] : [];
	return Object.fromEntries(Object.entries(env).flatMap(ofService));
}
const ofRun = /^(?:GITHUB_|RUNNER_|npm_)/;
function secretsOf(env) {
	const secrets = openSecrets();
	const variables = Object.entries(env);
	secrets.learnEnvironment(Object.fromEntries(variables.filter(([name]) => !ofRun.test(name) || isSecretName(name))));
	for (const text of credentialFiles(env).flatMap(textOf)) {
		secrets.learnCredentials(text);
		for (const [, password = ""] of text.matchAll(/(?<!\S)password\s+(\S+)/g)) secrets.learnEnvironment({ password });
	}
	return secrets;
}
function credentialFiles({ HOME: home, ...env }) {
	const at = (given, ...usual) => given ?? (home === void 0 ? void 0 : join(home, ...usual));
	const config = at(env["XDG_CONFIG_HOME"], ".config");
	const docker = at(env["DOCKER_CONFIG"], ".docker");
	return [
		env["NETRC"],
		at(void 0, ".netrc"),
		at(void 0, ".git-credentials"),
		at(env["NPM_CONFIG_USERCONFIG"], ".npmrc"),
		docker && join(docker, "config.json"),
		config && join(config, "git", "credentials"),
		env["GOENV"] ?? (config && join(config, "go", "env"))
	].filter((path) => path !== void 0);
}
const largestCredentials = 262144;
function textOf(path) {
	try {
		const stat = statSync(path);
		return stat.isFile() && stat.size <= largestCredentials ? [readFileSync(path, "utf8")] : [];
	} catch {
		return [];
	}
}
function realHost(env) {
	const image = env["ImageOS"];
	return {
		os: goNames[process.platform] ?? process.platform,
		arch: goNames[process.arch] ?? process.arch,
		cpus: availableParallelism(),
		...image === void 0 ? {} : { image: `${image} ${env["ImageVersion"] ?? ""}`.trim() },
		env: withoutSecrets(env),
		cacheService: cacheServiceOf(env)
	};
}
// src/world/error-code.ts
async function unlessFailed(found, codes) {
	try {
		return await found;
	} catch (error) {
		if (codes.has(systemCodeOf(error) ?? "")) return void 0;
		throw error;
	}
}
function systemCodeOf(error) {
	const { code } = error instanceof Error ? error : {};
	return typeof code === "string" ? code : void 0;
}
// src/world/pieces.ts
const largestPiece = 1 << 18;
async function* piecesOf(file, { at, size }) {
	const piece = Buffer.allocUnsafeSlow(Math.min(largestPiece, size));
	for (let done = 0; done < size;) {
		const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, size - done), at + done);
		if (bytesRead === 0) return;
		done += bytesRead;
		yield piece.subarray(0, bytesRead);
	}
}
async function* skimmed(bytes, offset, length) {
	let position = 0;
	for await (const chunk of bytes) {
		const from = Math.max(0, offset - position);
		if (from < chunk.length) yield chunk.subarray(from, offset + length - position);
		position += chunk.length;
		if (position >= offset + length) break;
	}
}
async function bytesOfPieces(pieces) {
	const kept = [];
	for await (const piece of pieces) kept.push(Buffer.from(piece));
	return Buffer.concat(kept);
}
// src/world/files.ts
function realFiles(temporaryRoot) {
	return {
		read: (path) => readRegular(path),
		readStart: (path, size) => withFile(path, async (file) => {
			const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
			return buffer.subarray(0, bytesRead);
		}),
		readWith: (path, use) => withFile(path, async (file) => use(randomAccess(file, 0, (await file.stat()).size))),
		readText: async (path) => (await readRegular(path))?.toString("utf8"),
		async write(path, content, mode, piece) {
			await fs.mkdir(dirname(path), { recursive: true });
			await fs.writeFile(path, inPieces(content, piece));
			if (mode !== void 0) await fs.chmod(path, mode);
		},
		append: (path, content, piece) => fs.writeFile(path, inPieces(content, piece), { flag: "a" }),
		makeLink: (path, target) => fs.symlink(target, path),
		setMode: (path, mode) => fs.chmod(path, mode),
		async list(directory) {
			return (await unlessMissing(fs.readdir(directory, { withFileTypes: true })) ?? []).map((entry) => ({
				name: entry.name,
				kind: kindOfEntry(entry)
			})).sort((a, b) => a.name < b.name ? -1 : 1);
		},
		async stat(path) {
			const found = await unlessMissing(statNow(path));
			return found && {
				kind: kindOfEntry(found),
				size: found.size,
				modifiedMs: found.mtimeMs
			};
		},
		realPath: (path) => unlessMissing(fs.realpath(path)),
		async makeDirectory(path) {
			await fs.mkdir(path, { recursive: true });
		},
		makeTemporary: (prefix) => fs.mkdtemp(join(temporaryRoot, prefix)),
		async copy(from, to) {
			return await unlessMissing(copyTree(from, to).then(() => true)) ?? false;
		},
		move: (from, to) => fs.rename(from, to),
		setTimesByContent,
		async remove(path) {
			try {
				await fs.rm(path, {
					recursive: true,
					force: true,
					maxRetries: 3
				});
			} catch (error) {
				if (!isDenied(error)) throw error;
				await makeWritable(Buffer.from(path));
				await fs.rm(path, {
					recursive: true,
					force: true,
					maxRetries: 3
				});
			}
		},
		sha256: async (path) => (await digestOf(path)).toString("hex")
	};
}
function inPieces(content, piece) {
	return piece === void 0 ? content : partsOf(Buffer.from(content), piece);
}
function* partsOf(content, size) {
	for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
async function statNow(path) {
	return statSync(path, { throwIfNoEntry: false });
}
async function copyTree(from, to) {
	try {
		await fs.cp(from, to, {
			recursive: true,
			force: true,
			verbatimSymlinks: true,
			preserveTimestamps: true
		});
	} catch (error) {
		if (/^ERR_FS_CP_(?:FIFO_PIPE|SOCKET|UNKNOWN)$/.test(systemCodeOf(error) ?? "")) throw notRegular(from);
		throw error;
	}
}
const largestRead = 67108864;
async function readRegular(path) {
	const file = await unlessMissing(openable(path));
	if (file === void 0) return void 0;
	try {
		const found = await file.stat();
		if (!found.isFile()) throw notRegular(path);
		if (found.size > largestRead) throw new InputError([`\`${path}\` has ${found.size} bytes, but linkgate reads at most ${largestRead}: make it smaller`]);
		const { buffer, bytesRead } = await file.read(Buffer.alloc(found.size), 0, found.size, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
function notRegular(path) {
	return new InputError([`\`${path}\` is not a regular file: replace it with one, or remove it`]);
}
async function openable(path) {
	try {
		return await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (error) {
		if (!isDenied(error)) throw error;
		throw new InputError([`linkgate is not allowed to read \`${path}\`: change its mode or owner`]);
	}
}
async function withFile(path, use) {
	const file = await unlessMissing(openable(path));
	if (file === void 0) return void 0;
	try {
		return await use(file);
	} finally {
		await file.close();
	}
}
function randomAccess(file, start, size) {
	return {
		size,
		read(at, length, memory) {
			const wanted = Math.max(0, Math.min(length, size - at));
			const bytes = memory !== void 0 && memory.length >= wanted ? memory.subarray(0, wanted) : new Uint8Array(wanted);
			let read = 0;
			for (let more = -1; more !== 0 && read < bytes.length; read += more) more = readSync(file.fd, bytes, read, bytes.length - read, start + at + read);
			return bytes.subarray(0, read);
		}
	};
}
function kindOfEntry(entry) {
	if (entry.isDirectory()) return "directory";
	if (entry.isSymbolicLink()) return "symlink";
	return entry.isFile() ? "file" : "other";
}
const absent = new Set([
	"ENOENT",
	"ENOTDIR",
	"ELOOP",
	"ENAMETOOLONG"
]);
const unlessMissing = (found) => unlessFailed(found, absent);
function isDenied(error) {
	return ["EACCES", "EPERM"].includes(systemCodeOf(error) ?? "");
}
const earliest = 315532800;
const smallFile = 1 << 20;
async function digestOf(path) {
	const found = statSync(path);
	if (!found.isFile()) throw notRegular(path.toString());
	if (found.size <= smallFile) return hash("sha256", readFileSync(path), "buffer");
	const large = createHash("sha256");
	const file = await fs.open(path);
	try {
		for await (const piece of piecesOf(file, {
			at: 0,
			size: Number.MAX_SAFE_INTEGER
		})) large.update(piece);
	} finally {
		await file.close();
	}
	return large.digest();
}
async function setTimesByContent(path) {
	const found = [{
		path: ".",
		kind: "directory",
		mode: (await fs.stat(path)).mode & 4095,
		digest: ""
	}];
	await setTimesIn(Buffer.from(path), "", found);
	return found;
}
async function setTimesIn(directory, path, found) {
	for (const entry of await fs.readdir(directory, {
		withFileTypes: true,
		encoding: "buffer"
	})) {
		const at = Buffer.concat([
			directory,
			Buffer.from("/"),
			entry.name
		]);
		const name = entry.name.toString();
		const inside = path === "" ? name : `${path}/${name}`;
		const kind = Buffer.from(name).equals(entry.name) ? kindOfEntry(entry) : "other";
		const mode = kind === "symlink" ? 0 : lstatSync(at).mode & 4095;
		const digest = await contentOf(entry, at);
		found.push({
			path: inside,
			kind,
			mode,
			digest: digest?.toString("hex") ?? ""
		});
		if (digest !== void 0) setTime(at, digest);
		else if (entry.isDirectory()) await setTimesIn(at, inside, found);
	}
	utimesSync(directory, earliest, earliest);
}
async function contentOf(entry, at) {
	if (entry.isFile()) return digestOf(at);
	if (!entry.isSymbolicLink()) return void 0;
	return hash("sha256", readlinkSync(at, "buffer"), "buffer");
}
function setTime(path, digest) {
	const time = earliest + (digest.readUInt32BE(0) >>> 2) + digest.readUInt32BE(4) % 1e6 / 1e6;
	lutimesSync(path, time, time);
}
async function makeWritable(directory) {
	await unlessMissing(fs.chmod(directory, 493));
	for (const entry of await unlessMissing(fs.readdir(directory, {
		withFileTypes: true,
		encoding: "buffer"
	})) ?? []) if (entry.isDirectory()) await makeWritable(Buffer.concat([
		directory,
		Buffer.from("/"),
		entry.name
	]));
}
export { skimmed as a, realHost as c, hideSecrets as d, piecesOf as i, secretsOf as l, realFiles as n, systemCodeOf as o, bytesOfPieces as r, cacheServiceOf as s, randomAccess as t, withoutSecrets as u };
