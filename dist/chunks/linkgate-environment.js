import { ft as isSecretName, ut as openSecrets } from "./linkgate-core.js";
import { closeSync, openSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
// src/world/host.ts
const goNames = {
	x64: "amd64",
	ia32: "386",
	win32: "windows"
};
const secretNames = /^(GITHUB_TOKEN$|ACTIONS_|INPUT_)/;
const ofHook = /^GIT_(DIR|INDEX_FILE|WORK_TREE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/;
const isSecret = (name) => secretNames.test(name);
function withoutSecrets(env) {
	const kept = {};
	for (const [name, value] of Object.entries(env)) if (value !== void 0 && !isSecret(name) && !ofHook.test(name)) kept[name] = value;
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
// src/world/process-environment.ts
const fieldsBeforeCommand = 2;
const environmentStart = 50;
function hideSecrets(env) {
	const secrets = Object.entries(env).filter(([name]) => isSecret(name));
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
		if (equals >= 0 && equals < end && isSecret(block.toString("latin1", at, equals))) found.push({
			at: equals + 1,
			length: end - equals - 1
		});
		at = end + 1;
	}
	return found;
}
export { withoutSecrets as a, secretsOf as i, cacheServiceOf as n, realHost as r, hideSecrets as t };
