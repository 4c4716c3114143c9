import { Gt as InputError, Ht as CancelledError, Kt as InternalError, Ut as CommandError, Vt as version, Yt as exitCodes, Zt as requireInput, rn as plural } from "./chunks/linkgate-core.js";
import { n as readContext, s as readInputs } from "./chunks/linkgate-request.js";
import { d as hideSecrets } from "./chunks/linkgate-environment.js";
import { t as stepProcess } from "./chunks/linkgate-world.js";
import { fileURLToPath } from "node:url";
// src/commands/action/action.ts
async function runAction(given) {
	try {
		const handles = await openStep(given);
		given.log.info(`linkgate ${version}, phase ${handles.values.phase}`);
		const { phaseCommands } = await import("./chunks/linkgate-action.js");
		const exitCode = await phaseCommands[handles.values.phase](handles);
		const uncaught = given.uncaught();
		return uncaught === void 0 ? exitCode : logFailure(uncaught, given.log);
	} catch (error) {
		return logFailure(given.uncaught() ?? error, given.log);
	}
}
async function openStep({ env, readEvent, openWorld, ...given }) {
	const values = requireInput(readInputs((name) => given.step.input(name)));
	const context = requireInput(readContext(env, await readEvent()));
	const token = values["github-token"];
	if (token !== void 0) given.step.maskSecret(token);
	const world = openWorld({
		cache: values.cache,
		github: githubAccess(values, context)
	});
	return {
		...given,
		world,
		values,
		context
	};
}
function githubAccess(values, context) {
	const { phase, "github-token": token } = values;
	if (token === void 0 || context === void 0 || phase === "measure") return void 0;
	const { apiUrl, owner, repo } = context;
	return {
		token,
		apiUrl,
		owner,
		repo
	};
}
function logFailure(error, log) {
	if (error instanceof InputError) {
		for (const problem of error.problems) log.error(problem);
		log.error(`linkgate did not run: ${plural(error.problems.length, "problem")}, see above`);
		return exitCodes.wrongInput;
	}
	if (error instanceof CancelledError) {
		log.warning("cancelled: no budget was judged");
		return exitCodes.cancelled;
	}
	if (error instanceof CommandError) log.error(error.message);
	else {
		const { message, trace } = error instanceof InternalError ? error : new InternalError(error);
		log.error(message);
		for (const line of trace) log.info(line);
	}
	return exitCodes.notMeasured;
}
// src/main.ts
const files = {
	probeSource: fileURLToPath(new URL("../probe", import.meta.url)),
	cacheScript: fileURLToPath(new URL("./cache.js", import.meta.url)),
	workerScript: fileURLToPath(new URL("./worker.js", import.meta.url))
};
hideSecrets(process.env);
process.exitCode = await runAction(stepProcess(process.env, files));
export {};
