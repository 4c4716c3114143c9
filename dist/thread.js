import { _ as attributionTask, c as graphTask } from "./chunks/linkgate-attribution.js";
import { At as messageOf, gt as succeed, mt as fail } from "./chunks/linkgate-core.js";
import { n as realFiles } from "./chunks/linkgate-environment.js";
import { parentPort } from "node:worker_threads";
// src/world/thread-tasks.ts
function runTasks(tasks) {
	const files = realFiles("");
	const answerTo = async ({ number, name, input }) => {
		try {
			const task = tasks.find((one) => one.name === name);
			if (task === void 0) throw new Error(`there is no task \`${name}\``);
			return {
				number,
				output: succeed(await task.run(files, input))
			};
		} catch (error) {
			return {
				number,
				output: fail(messageOf(error))
			};
		}
	};
	let last = Promise.resolve();
	parentPort?.on("message", (request) => {
		last = last.then(async () => parentPort?.postMessage(await answerTo(request)));
	});
}
// src/thread.ts
runTasks([attributionTask, graphTask]);
export {};
