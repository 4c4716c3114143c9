// src/errors.ts
var InputError = class extends Error {
	name = "InputError";
	problems;
	constructor(problems) {
		super(problems.join("\n"));
		this.problems = problems;
	}
};
var CommandError = class extends Error {
	name = "CommandError";
	command;
	exitCode;
	output;
	constructor(command, exitCode, output) {
		const said = output.length > 0 ? `: ${output.join(" / ")}` : "";
		super(`\`${command.join(" ")}\` ended with exit code ${exitCode}${said}`);
		this.command = command;
		this.exitCode = exitCode;
		this.output = output;
	}
};
var CancelledError = class extends Error {
	name = "CancelledError";
	constructor() {
		super("cancelled");
	}
};
const exitCodes = {
	passed: 0,
	budgetBroken: 1,
	wrongInput: 2,
	notMeasured: 3,
	cancelled: 130
};
export { exitCodes as i, CommandError as n, InputError as r, CancelledError as t };
