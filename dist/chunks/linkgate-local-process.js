import { _ as harmlessInColour, et as fail, i as maskedLog, nt as succeed, o as maskedTerminal, rt as didYouMean } from "./linkgate-core.js";
import { r as secretsOf } from "./linkgate-environment.js";
import { a as stopSignal, c as terminalLog, i as openWorld, r as guardProcess, s as realClock } from "./linkgate-world.js";
import { resolve } from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
// src/world/local-process.ts
const narrow = 100;
const widest = 120;
function localProcess(given, probeSource) {
	const { argv, env, stdout, stderr } = given;
	const secrets = secretsOf(env);
	const { asIs } = guardProcess(given, secrets);
	const { isTTY = false, columns = narrow } = stdout;
	const color = isTTY && env["NO_COLOR"] === void 0;
	const terminal = {
		print: (text) => color ? asIs(() => stdout.write(harmlessInColour(text))) : void stdout.write(text),
		printError: (text) => void stderr.write(text),
		color,
		width: Math.min(columns, widest)
	};
	return {
		terminal: maskedTerminal(terminal, secrets),
		resolve,
		probeSource,
		readArguments: (options) => parseArguments(argv.slice(2), options),
		openWorld() {
			const signal = stopSignal();
			const log = maskedLog(terminalLog(realClock, signal, terminal.printError), secrets);
			return openWorld({
				env,
				temporaryRoot: tmpdir(),
				log,
				signal,
				secrets
			});
		}
	};
}
function parseArguments(args, options) {
	try {
		return succeed(parseArgs({
			args: [...args],
			options,
			allowPositionals: true
		}));
	} catch (error) {
		const message = error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
		const [, given] = /^Unknown option '(--?[^' ]+)/.exec(message) ?? [];
		if (given === void 0) return fail(message);
		const names = Object.keys(options).map((name) => `--${name}`);
		return fail(`there is no option \`${given}\`: ${didYouMean(given, names)}`);
	}
}
export { localProcess, parseArguments };
