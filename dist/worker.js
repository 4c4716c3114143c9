import { c as graphTask, v as attributionTask } from "./chunks/linkgate-attribution.js";
import { Qt as fail, Xt as messageOf, en as succeed } from "./chunks/linkgate-core.js";
import { n as realFiles } from "./chunks/linkgate-environment.js";
// src/world/worker-tasks.ts
const small = 1 << 20;
function filesOfTask() {
	const real = realFiles("");
	const large = [];
	return {
		files: { readWith: (path, use) => real.readWith(path, (file) => use({
			size: file.size,
			read(at, length) {
				const bytes = file.read(at, length);
				if (bytes.length > small && bytes.buffer instanceof ArrayBuffer) large.push(bytes.buffer);
				return bytes;
			}
		})) },
		free() {
			for (const buffer of large) buffer.transfer(0);
		}
	};
}
function runTasks(tasks) {
	const answerTo = async (files, { number, name, input }) => {
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
	process.on("message", (request) => {
		last = last.then(async () => {
			const { files, free } = filesOfTask();
			const answer = await answerTo(files, request);
			const sent = new Promise((resolve) => process.send?.(answer, resolve));
			free();
			await sent;
		});
	});
	process.on("disconnect", () => process.exit());
}
// src/worker.ts
runTasks([attributionTask, graphTask]);
export {};
