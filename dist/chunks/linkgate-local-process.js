import { D as didYouMean, E as succeed, w as fail } from "./linkgate-core.js";
import { i as stopSignal, o as realClock, r as openWorld, s as terminalLog } from "./linkgate-world.js";
import { resolve } from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
// src/world/local-process.ts
const narrow = 100;
const widest = 120;
function localProcess({ argv, env, stdout, stderr }, probeSource) {
	const { isTTY = false, columns = narrow } = stdout;
	const terminal = {
		print: (text) => void stdout.write(text),
		printError: (text) => void stderr.write(text),
		color: isTTY && env["NO_COLOR"] === void 0,
		width: Math.min(columns, widest)
	};
	return {
		terminal,
		resolve,
		probeSource,
		readArguments: (options) => parseArguments(argv.slice(2), options),
		openWorld() {
			const signal = stopSignal();
			const log = terminalLog(realClock, signal, terminal.printError);
			return openWorld({
				env,
				temporaryRoot: tmpdir(),
				log,
				signal
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
