// src/common/mask.ts
const inUrl = /([A-Za-z][\w+.-]*:\/\/)[^\s/@'"`]+@/g;
const tokens = /\b(?:gh[oprsu]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|xox[abprs]-[\w-]{10,})/g;
const header = /\b((?:proxy-)?authorization:\s*(?:basic|bearer|token)\s+)\S+/gi;
function maskCredentials(text) {
	return text.replaceAll(inUrl, "$1***@").replaceAll(header, "$1***").replaceAll(tokens, "***");
}
// src/common/errors.ts
var InputError = class extends Error {
	name = "InputError";
	problems;
	constructor(problems) {
		const told = problems.map(maskCredentials);
		super(told.join("\n"));
		this.problems = told;
	}
};
var CommandError = class extends Error {
	name = "CommandError";
	command;
	exitCode;
	output;
	constructor(command, exitCode, output) {
		const told = output.map(maskCredentials);
		const said = told.length > 0 ? `: ${told.join(" / ")}` : "";
		super(`\`${maskCredentials(command.join(" "))}\` ended with exit code ${exitCode}${said}`);
		this.command = command;
		this.exitCode = exitCode;
		this.output = told;
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
export { maskCredentials as a, exitCodes as i, CommandError as n, InputError as r, CancelledError as t };
