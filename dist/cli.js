#!/usr/bin/env node
import { fileURLToPath } from "node:url";
// src/cli.ts
const needed = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) >= needed) {
	const [{ runLocalCommand }, { localProcess }] = await Promise.all([import("./chunks/linkgate-local.js"), import("./chunks/linkgate-local-process.js")]);
	const probeSource = fileURLToPath(new URL("../probe", import.meta.url));
	process.exitCode = await runLocalCommand(localProcess(process, probeSource));
} else {
	process.stderr.write(`linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`);
	process.exitCode = 2;
}
export {};
