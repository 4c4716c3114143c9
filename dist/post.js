import { t as cleanUp } from "./chunks/linkgate-clean-up.js";
import { Ct as exitCodes, it as maskedStep, rt as maskedLog } from "./chunks/linkgate-core.js";
import { r as secretsOf, t as hideSecrets } from "./chunks/linkgate-environment.js";
import { a as guardProcess, c as actionsLog, i as actionsStep, o as openWorld, r as catchAll, u as realClock } from "./chunks/linkgate-world.js";
// src/post.ts
const { env } = process;
hideSecrets(env);
const { signal } = new AbortController();
const secrets = secretsOf(env);
const output = guardProcess(process, secrets);
catchAll(process, () => process.exit(exitCodes.notMeasured));
const log = maskedLog(actionsLog(realClock, signal, output), secrets);
await cleanUp(maskedStep(actionsStep(output), secrets), openWorld({
	env,
	temporaryRoot: env["RUNNER_TEMP"] ?? "/tmp",
	log,
	signal,
	secrets
}));
export {};
