#!/usr/bin/env node
import { i as exitCodes } from "./chunks/errors.js";
// src/cli.ts
const needed = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) >= needed) await import("./chunks/command.js");
else {
	process.stderr.write(`linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`);
	process.exitCode = exitCodes.wrongInput;
}
export {};
