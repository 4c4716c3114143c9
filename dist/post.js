import { t as cleanUp } from "./chunks/linkgate-clean-up.js";
import { Yt as exitCodes, _t as maskedStep, gt as maskedLog } from "./chunks/linkgate-core.js";
import { d as hideSecrets, l as secretsOf } from "./chunks/linkgate-environment.js";
import { c as openWorld, f as realClock, i as actionsStep, r as catchAll, s as guardProcess, u as actionsLog } from "./chunks/linkgate-world.js";
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
