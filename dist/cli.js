#!/usr/bin/env node
import { i as exitCodes } from "./chunks/errors.js";
import { fileURLToPath } from "node:url";
// src/cli.ts
const needed = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) >= needed) {
	const { command } = await import("./chunks/command.js");
	const probeSource = fileURLToPath(new URL("../probe", import.meta.url));
	process.exitCode = await command(process.argv.slice(2), probeSource);
} else {
	process.stderr.write(`linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`);
	process.exitCode = exitCodes.wrongInput;
}
export {};
