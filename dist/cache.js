import { Z as storedFolder } from "./chunks/linkgate-core.js";
import { p as countTransferred } from "./chunks/linkgate-world.js";
import { d as hideSecrets } from "./chunks/linkgate-environment.js";
// src/world/cache/service.ts
const progressMs = 500;
async function transferCache([verb, directory = ".", key = "", ...restoreKeys]) {
	process.on("disconnect", () => process.exit(1));
	process.chdir(directory);
	const transferred = countTransferred();
	setInterval(() => process.send?.({ transferred: transferred() }), progressMs).unref();
	const { isFeatureAvailable, restoreCache, saveCache } = await import("./chunks/actions-cache.js");
	const paths = [storedFolder];
	if (!isFeatureAvailable()) sendAndExit({ available: false });
	else if (verb === "restore") sendAndExit({ key: await restoreCache(paths, key, restoreKeys) });
	else sendAndExit({ id: await saveCache(paths, key) });
}
function sendAndExit(answer) {
	process.send?.(answer, () => process.exit(0));
}
// src/cache.ts
hideSecrets(process.env);
await transferCache(process.argv.slice(2));
export {};
