import { t as cleanUp } from "./chunks/linkgate-clean-up.js";
import { a as actionsLog, n as actionsStep, o as realClock, r as openWorld } from "./chunks/linkgate-world.js";
// src/post.ts
const { env } = process;
const { signal } = new AbortController();
const log = actionsLog(realClock, signal);
await cleanUp(actionsStep, openWorld({
	env,
	temporaryRoot: env["RUNNER_TEMP"] ?? "/tmp",
	log,
	signal
}));
export {};
