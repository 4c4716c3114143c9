import { t as runAction } from "./chunks/linkgate-action.js";
import { i as stopSignal, t as stepProcess } from "./chunks/linkgate-world.js";
import { fileURLToPath } from "node:url";
// src/main.ts
const probeSource = fileURLToPath(new URL("../probe", import.meta.url));
process.exitCode = await runAction(stepProcess(process.env, stopSignal(), probeSource));
export {};
