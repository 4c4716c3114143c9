import { t as runAction } from "./chunks/linkgate-action.js";
import { t as hideSecrets } from "./chunks/linkgate-environment.js";
import { t as stepProcess } from "./chunks/linkgate-world.js";
import { fileURLToPath } from "node:url";
// src/main.ts
const files = {
	probeSource: fileURLToPath(new URL("../probe", import.meta.url)),
	cacheScript: fileURLToPath(new URL("./cache.js", import.meta.url))
};
hideSecrets(process.env);
process.exitCode = await runAction(stepProcess(process.env, files));
export {};
