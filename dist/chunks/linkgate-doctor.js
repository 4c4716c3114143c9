import { $t as mapResult, A as painter, At as isNativeTarget, Bt as nearest, Ht as CancelledError, Q as boundedText, Qt as fail, Ut as CommandError, Xt as messageOf, _ as openWorkspace, en as succeed, et as largestEvent, k as wrap, kt as imagePlatform, nt as repositoryText, rn as plural, tn as enumerate, ut as lastOf, yt as jsonOrUndefined, z as harmlessJson, zt as didYouMean } from "./linkgate-core.js";
import { H as decide, K as followsDockerfile, R as describeShipped, W as planProblem, Z as foreignProgram, _t as currentActions, at as timingOf, dt as readGoLines, ft as actionOf, gt as usesOfLinkgate, ht as stepsUsing, it as withToolchain, lt as compareGo, mt as parseWorkflow, nt as compiledFor, pt as isExpression, q as surveyImages, rt as findsFile, st as noiseFloor, tt as buildProbe, ut as newestRequired } from "./linkgate-run.js";
import { _ as object, a as array, x as string } from "./zod.js";
import { t as require_dist } from "./yaml.js";
import { E as inRepository, F as findRevisions, I as loadConfig, M as filterProblem, N as submoduleProblem, P as defaultBranches, R as usualPlaces, V as needsCompiler, f as findGo, j as checkOut, o as missingSubmodules, p as findModules, s as missingContent, z as defaultConfig } from "./linkgate-preflight.js";
import { G as isMetric, J as metrics, Q as modeExistsOn, gt as formatDuration, xt as formatSize, yt as formatProportion } from "./linkgate-model.js";
import { M as isolationText, N as printable } from "./linkgate-report.js";
import { i as inputParsers, n as readContext } from "./linkgate-request.js";
import { a as openCheckout, h as openBuilder, i as findIsolation, m as openDocker, n as containersDirectory, r as removeContainers } from "./linkgate-git-docker.js";
import { Q as needPackages, X as needMissingFix, Z as needMissingText } from "./linkgate-findings.js";
// src/doctor/check.ts
var import_dist = require_dist();
function addition(file, content) {
	return {
		file,
		yaml: (0, import_dist.stringify)(content, {
			nullStr: "",
			lineWidth: 0
		}).trimEnd()
	};
}
function stepsAddition(file, job, steps) {
	return addition(file, { jobs: { [job]: { steps } } });
}
// src/doctor/checks/rule.ts
function check(id, state, message, more) {
	return {
		id,
		state,
		message,
		...more
	};
}
const placeOf = ({ workflow, job }) => `job \`${job.id}\` of ${workflow.file}`;
const isMeasuring = ({ phase }) => phase === "check" || phase === "measure";
const runsOn = ({ events }, event) => Object.hasOwn(events, event);
const expression = (inner) => `\${{ ${inner} }}`;
// src/doctor/checks/event.ts
const refused = "pull_request_target";
function isRefused(localContext) {
	return localContext?.context.ok === true && localContext.context.value.eventName === refused;
}
function eventChecks(facts) {
	const { localContext } = facts;
	const id = "event";
	if (localContext === void 0) return [];
	const { context } = localContext;
	if (!context.ok) return [{
		id,
		state: "problem",
		message: context.problem.message
	}];
	if (isRefused(localContext)) {
		const workflow = facts.workflows.find(({ file }) => file === localContext.workflow);
		return [refusal(localContext.workflow, workflow?.events ?? {})];
	}
	const { eventName, pullRequest } = context.value;
	const about = pullRequest === void 0 ? "" : ` of pull request ${pullRequest.number}`;
	const readsOnly = eventName.startsWith("pull_request") && pullRequest?.fromFork === true;
	return [{
		id,
		state: "ok",
		message: `event \`${eventName}\`${about}`
	}, ...readsOnly ? forkChecks(facts, localContext) : []];
}
function refusal(file, events) {
	const { [refused]: options = null, ...others } = events;
	return {
		id: "event",
		state: "problem",
		message: `${file}: linkgate does not build on \`${refused}\`, because code of any pull request would run with write access`,
		...addition(file, { on: {
			pull_request: options,
			...others
		} })
	};
}
function forkChecks({ workflows, version }, localContext) {
	const all = workflows.flatMap(usesOfLinkgate);
	const use = all.find(({ workflow, job }) => workflow.file === localContext.workflow && job.id === localContext.job);
	if (use === void 0 || use.phase !== "check" || use.step.inputs["comment"] === "never") return [];
	const measuring = `this pull request comes from a fork, so its token cannot comment`;
	const isPublished = all.some(({ workflow, phase }) => phase === "publish" && Object.hasOwn(workflow.events, "workflow_run"));
	return [{
		id: "fork",
		state: "hint",
		message: `${measuring}: measure in this workflow and upload the report`,
		...addition(localContext.workflow, { jobs: { [localContext.job]: {
			permissions: { contents: "read" },
			steps: [{
				uses: use.uses,
				id: "linkgate",
				"continue-on-error": true,
				with: {
					phase: "measure",
					"github-token": ""
				}
			}, {
				if: expression("!cancelled()"),
				uses: currentActions.upload,
				with: {
					name: "linkgate-report",
					path: expression("steps.linkgate.outputs.report"),
					"if-no-files-found": "error"
				}
			}]
		} } })
	}, ...isPublished ? [] : [{
		id: "fork",
		state: "hint",
		message: `${measuring}: publish the report in a second workflow with the token of this repository, and require its commit status \`linkgate\``,
		...publishing(use, version)
	}]];
}
function publishing({ workflow, uses }, version) {
	return addition(".github/workflows/linkgate-publish.yml", {
		name: "linkgate publish",
		on: { workflow_run: {
			workflows: [workflow.name],
			types: ["completed"]
		} },
		permissions: {
			actions: "read",
			"pull-requests": "write",
			statuses: "write"
		},
		jobs: { publish: {
			if: expression(`github.event.workflow_run.conclusion == 'success' && contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event)`),
			"runs-on": "ubuntu-latest",
			steps: [{
				uses: currentActions.download,
				with: {
					name: "linkgate-report",
					path: "reports",
					"run-id": expression("github.event.workflow_run.id"),
					"github-token": expression("github.token")
				}
			}, {
				uses: uses.startsWith(".") ? `linkgate/linkgate@v${version}` : uses,
				with: {
					phase: "publish",
					report: "reports"
				}
			}]
		} }
	});
}
// src/doctor/checks/machine.ts
const littleSpace = 2e9;
function machineChecks(facts) {
	const { machine } = facts;
	const go = goCheck(facts);
	return machine === void 0 ? [go] : [
		go,
		...compilerChecks(facts, machine),
		...fallbackChecks(facts, machine),
		...excludedChecks(facts, machine),
		engineCheck(facts, machine),
		...diskChecks(machine)
	];
}
function goCheck(facts) {
	const { go, goRequirements } = facts;
	const id = "go";
	const needed = newestRequired(goRequirements, "go");
	if (!go.ok) return {
		id,
		state: "problem",
		message: go.problem.message,
		...setUpGo(facts, needed)
	};
	const { version, toolchain } = go.value;
	const newest = [needed, newestRequired(goRequirements, "toolchain") ?? needed].reduce((a, b) => compareGo(a?.version ?? "", b?.version ?? "") < 0 ? b : a);
	const older = (than) => than !== void 0 && compareGo(version, than.version) < 0;
	if (newest === void 0 || !older(newest)) return {
		id,
		state: "ok",
		message: `${version}${needed === void 0 ? "" : `; ${needed.file} requires Go ${needed.version}`}`
	};
	if (fetches(go.value)) {
		const message = `${newest.file} requires Go ${newest.version} but ${version} is installed; Go downloads the toolchain`;
		return facts.localContext === void 0 ? {
			id,
			state: "ok",
			message: `${message} once`
		} : {
			id,
			state: "hint",
			message: `${message} on every run`,
			...setUpGo(facts, newest)
		};
	}
	if (needed === void 0 || !older(needed)) return {
		id,
		state: "ok",
		message: `${version}, fixed by GOTOOLCHAIN=${toolchain}`
	};
	const why = toolchain === "" ? "" : `, and GOTOOLCHAIN=${toolchain} forbids a download`;
	return {
		id,
		state: "problem",
		message: `${needed.file} requires Go ${needed.version} but ${version} is installed${why}: install Go ${needed.version} or newer${toolchain === "local" ? " or set GOTOOLCHAIN=auto" : ""}`,
		...setUpGo(facts, needed)
	};
}
const fetches = ({ toolchain }) => /(^|\+)auto$/.test(toolchain);
function setUpGo(facts, required) {
	const { localContext, workflows } = facts;
	if (localContext === void 0) return {};
	const job = workflows.find(({ file }) => file === localContext.workflow)?.jobs.find(({ id }) => id === localContext.job);
	const [step] = job === void 0 ? [] : stepsUsing(job, "actions/setup-go");
	const version = (required === void 0 || /go\.(mod|work)$/.test(required.file)) && step?.inputs["go-version"] === void 0 ? { "go-version-file": required?.file ?? "go.mod" } : { "go-version": required?.version };
	return stepsAddition(localContext.workflow, localContext.job, [{
		uses: step?.uses ?? currentActions.setupGo,
		with: version
	}]);
}
function compilerChecks(facts, { compiler }) {
	const { os, configs } = facts;
	const [{ config, file, compiled }] = configs;
	const id = "compiler";
	if (compiler === void 0) return [];
	if (!compiler.ok) {
		const { message, packages } = compiler.problem;
		return [{
			id,
			state: "problem",
			message,
			...installing(facts, packages)
		}];
	}
	const modes = compiled ?? (config.ok ? config.value.modes : []);
	const foreign = modes.filter((mode) => needsCompiler(mode) && mode.env["CC"] === void 0);
	if (os === "linux" || foreign.length === 0) return [{
		id,
		state: "ok",
		message: `C compiler ${compiler.value.name}`
	}];
	const others = modes.filter((mode) => !foreign.includes(mode)).map(({ name }) => name);
	return foreign.map(({ name }) => ({
		id,
		state: "hint",
		message: `mode \`${name}\` needs a C compiler for Linux, which ${os} does not have: set CC in the \`env\` of the mode, or remove the mode on this machine`,
		...others.length === 0 ? {} : configAddition(file, { modes: others })
	}));
}
function fallbackChecks(facts, { compiler, fallbacks = [] }) {
	if (fallbacks.length === 0 || compiler?.ok === false) return [];
	const packages = [...new Set(fallbacks.flatMap((one) => one.packages))];
	const [first, ...others] = fallbacks.map(({ message }) => message);
	return [{
		id: "compiler",
		state: "hint",
		message: `unless your Dockerfile can link it, ${first}${others.length === 0 ? "" : `; ${plural(others.length, "other mode")} too`}`,
		...installing(facts, packages)
	}];
}
function excludedChecks(facts, { excluded = [] }) {
	return [...Map.groupBy(excluded, ({ platform, packages }) => [platform, ...packages].join(" ")).values()].map((lacking) => {
		const packages = lacking[0]?.packages ?? [];
		const [first, ...others] = lacking.map(({ message }) => message);
		return {
			id: "compiler",
			state: "hint",
			message: `${first}${others.length === 0 ? "" : `; ${plural(others.length, "other mode")} too`}`,
			...installing(facts, packages)
		};
	});
}
function installing({ localContext }, packages) {
	if (packages.length === 0) return {};
	const install = { run: `sudo apt-get update && sudo apt-get install --yes ${packages.join(" ")}` };
	return localContext === void 0 ? {} : stepsAddition(localContext.workflow, localContext.job, [install]);
}
function configAddition(file, content) {
	return file === void 0 ? addition(".github/linkgate.yml", {
		version: 1,
		...content
	}) : addition(file, content);
}
function engineCheck(facts, { engine, embedded }) {
	const { arch, localContext } = facts;
	if (!engine.ok && embedded !== void 0) return embeddedCheck(facts, embedded);
	const id = "engine";
	const hosted = localContext === void 0 ? {} : addition(localContext.workflow, { jobs: { [localContext.job]: { "runs-on": "ubuntu-latest" } } });
	if (!engine.ok) return {
		id,
		state: "problem",
		message: engine.problem.message,
		...hosted
	};
	const { name, version, os } = engine.value;
	if (os !== void 0 && os !== "linux") return {
		id,
		state: "problem",
		message: `${name} ${version} runs ${os} containers, but linkgate builds Linux images: switch to Linux containers`,
		...hosted
	};
	if (engine.value.arch !== void 0 && engine.value.arch !== arch) return {
		id,
		state: "hint",
		message: `${name} ${version} runs on ${engine.value.arch}, but this machine is ${arch}: images for linux/${arch} start under emulation or not at all, so start-up times are meaningless`
	};
	return {
		id,
		state: "ok",
		message: engineText(engine.value)
	};
}
function embeddedCheck({ configs }, embedded) {
	const id = "engine";
	const engine = "embedded engine, because no Docker engine and no Podman answers";
	const { isolation, canBuild } = embedded;
	if (!isolation.ok) return {
		id,
		state: "hint",
		message: `${engine}. It cannot start an app here (${isolation.problem.message}), so only sizes and linkage are measured.`
	};
	const isBuilt = ({ config, compiled }) => config.ok && compiled !== void 0 && compiled.length < config.value.modes.length;
	if (!canBuild && configs.some(isBuilt)) return {
		id,
		state: "hint",
		message: `${engine}. It cannot build your Dockerfile: linkgate measures the built-in image instead.`
	};
	const { kind, refused } = isolation.value;
	if (kind === "none") return {
		id,
		state: "hint",
		message: `${engine}. It starts apps outside their image, because this machine refuses anything better (${refused.at(-1)?.because ?? ""}); start-up budgets only warn.`
	};
	return {
		id,
		state: "ok",
		message: `${engine}: apps run in ${isolationText(isolation.value)}`
	};
}
function engineText({ name, version, store, buildx }) {
	return `${name} ${version}: ${[...store === void 0 ? [] : [store], buildx ? "buildx" : "no buildx"].join(", ")}`;
}
function diskChecks({ disk }) {
	return disk.filter(({ free }) => free < littleSpace).map(({ of, path, free }) => ({
		id: "disk",
		state: "hint",
		message: `only ${formatSize(free)} are free for ${of} (${path}), but linkgate may need ${formatSize(littleSpace)}`
	}));
}
// src/doctor/checks/noise.ts
function noiseChecks({ report, configs }) {
	if (report === void 0) return [];
	const [{ config, file }] = configs;
	const budgets = config.ok ? config.value.budgets : report.budgets;
	const timing = timingOf(report.variants, budgets, report.noise);
	const id = "noise";
	const floor = floorOf("startup", timing);
	if (report.noise.control === void 0 || floor === void 0) return [{
		id,
		state: "ok",
		message: "the report has no noise floor, because it has no A/A control"
	}];
	const { os, arch, cpus } = report.runner;
	const runner = `a runner like that of the report (${os}/${arch}, ${plural(cpus, "CPU")})`;
	if (!Number.isFinite(floor.relative + floor.absolute)) return [{
		id,
		state: "hint",
		message: `${report.noise.rounds} rounds are too few to estimate the noise floor of ${runner}: increase \`rounds\``
	}];
	const below = budgets.flatMap((budget) => {
		const fixed = fixedIncrease(budget, timing);
		return fixed === void 0 ? [] : [{
			budget,
			...fixed
		}];
	});
	if (below.length === 0) return [{
		id,
		state: "ok",
		message: `no budget is below the noise floor of ${runner}: ${amounts(floor)} of start-up`
	}];
	return below.map(({ budget, text, floor: own }) => ({
		id,
		state: "hint",
		message: `${labelOf(budget)} on ${runner}, two copies of base can differ by ${amounts(own)}, so a budget of ${rule(budget)} is mostly \`inconclusive\`: set it to ${text}`,
		...configAddition(file, { budgets: budgetsWith(budgets, budget, text) })
	}));
}
const labelOf = ({ metric, mode }) => `${isMetric(metric) ? metrics[metric].label : metric}${mode === void 0 ? "" : ` of \`${mode}\``}:`;
const amounts = ({ relative, absolute }) => `${formatProportion(relative)} or ${formatDuration(absolute)}`;
function floorOf(metric, timing) {
	const control = timing.control(metric);
	if (control === void 0) return void 0;
	const { high, low } = control.difference;
	return {
		relative: noiseFloor(control) ?? Number.POSITIVE_INFINITY,
		absolute: Math.max(high, -low)
	};
}
const headroom = 1.25;
function fixedIncrease({ metric, increase }, timing) {
	if (increase === void 0 || !isMetric(metric) || metrics[metric].noise !== "noisy") return void 0;
	const floor = floorOf(metric, timing);
	if (floor === void 0 || !Number.isFinite(floor.relative + floor.absolute)) return void 0;
	const parts = ["relative", "absolute"].flatMap((part) => {
		const limit = increase[part];
		return limit === void 0 ? [] : [{
			part,
			limit,
			floor: floor[part]
		}];
	});
	if (parts.length === 0 || parts.some((one) => one.limit >= one.floor)) return void 0;
	const [nearest] = parts.toSorted((a, b) => b.limit / b.floor - a.limit / a.floor);
	if (nearest === void 0) return void 0;
	return {
		text: textOf({
			...increase,
			[nearest.part]: nearest.floor * headroom
		}),
		floor
	};
}
function textOf({ relative, absolute }) {
	return [...relative === void 0 ? [] : [`${rounded(relative * 100)}%`], ...absolute === void 0 ? [] : [`${rounded(absolute)} ms`]].join(" and ");
}
function rounded(value) {
	if (value === 0) return 0;
	const step = 10 ** (Math.floor(Math.log10(value)) - 1);
	return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(2));
}
const rule = ({ text }) => text.split(", ").find((part) => part.startsWith("increase "))?.replace("increase ", "") ?? text;
function budgetsWith(budgets, fixed, text) {
	const one = { [fixed.metric]: { increase: text } };
	if (fixed.source === "config") return fixed.mode === void 0 ? one : { [fixed.mode]: one };
	const defaults = budgets.filter(({ source }) => source === "default").map((budget) => [budget.metric, {
		increase: rule(budget),
		...budget.level === "warn" ? { level: "warn" } : {}
	}]);
	return {
		...Object.fromEntries(defaults),
		...one
	};
}
// src/doctor/checks/repository.ts
function repositoryChecks(facts) {
	const { machine, localContext } = facts;
	const trees = machine?.git.ok === true ? treeChecks(machine.git.value) : [];
	const known = [...trees.map(({ message }) => message), ...machine?.compiler?.ok === false ? [machine.compiler.problem.message] : []];
	return [
		...machine === void 0 ? [] : gitChecks(machine.git, localContext),
		...trees,
		...facts.configs.flatMap((config) => configChecks(config, facts.configs.length)),
		...strayChecks(facts),
		...facts.configs.flatMap(mainChecks),
		...facts.configs.flatMap(imageChecks),
		...facts.configs.flatMap((config) => buildChecks(config, known))
	];
}
function gitChecks(git, localContext) {
	const id = "git";
	const checkout = (inputs = {}) => localContext === void 0 ? {} : stepsAddition(localContext.workflow, localContext.job, [{
		uses: currentActions.checkout,
		...inputs
	}]);
	if (!git.ok) return [{
		id,
		state: "problem",
		message: git.problem.message,
		...checkout()
	}];
	const { revisions, origin, defaultBranch, shallow } = git.value;
	const lacking = `this ${shallow ? "shallow " : ""}clone does not have base`;
	if (origin === true) return [{
		id,
		state: "ok",
		message: `${lacking}: linkgate fetches it from \`origin\``
	}];
	if (origin === false) return [{
		id,
		state: "problem",
		message: `${lacking}, and \`origin\` requires credentials${localContext === void 0 ? ": run `git fetch --unshallow`, or set the base with --base" : ""}`,
		...checkout({ with: { "fetch-depth": 0 } })
	}];
	if (!revisions.ok) return isRefused(localContext) ? [] : [{
		id,
		state: "problem",
		message: revisions.problem.message
	}];
	const { base, head, because } = revisions.value;
	if (defaultBranch === void 0 && base !== null && localContext === void 0) return [{
		id,
		state: "hint",
		message: "the default branch is unknown, so linkgate compares HEAD with the commit before it: run `git remote set-head origin --auto`, or set the base with --base"
	}];
	const short = (sha) => sha.slice(0, 9);
	const against = base === null ? `no base (${because})` : `base ${short(base.sha)} (${because})`;
	const changes = head.dirty === true ? " and uncommitted changes" : "";
	return [{
		id,
		state: "ok",
		message: `${against}, head ${short(head.sha)}${changes}`
	}];
}
function treeChecks({ missingSubmodules, missingContent, revisions }) {
	const sha = revisions.ok ? revisions.value.base?.sha ?? "" : "";
	return [...missingSubmodules.map(submoduleCheck), ...missingContent.map(({ filter, path, failure }) => {
		const id = "filter";
		if (failure !== void 0) return {
			id,
			state: "problem",
			message: filterProblem("base", sha, {
				filter,
				path,
				more: 0,
				failure
			})
		};
		return {
			id,
			state: "ok",
			message: `this clone does not have the content of \`${path}\` at base: git filter \`${filter}\` downloads it`
		};
	})];
}
function submoduleCheck({ path, sha, failure }) {
	const id = "submodule";
	if (failure !== void 0) return {
		id,
		state: "problem",
		message: submoduleProblem("base", {
			path,
			sha,
			failure
		})
	};
	return {
		id,
		state: "ok",
		message: `this clone does not have submodule \`${path}\` at ${sha.slice(0, 9)}, as in base: linkgate fetches it`
	};
}
function configChecks({ file, config }, all) {
	const id = "config";
	if (!config.ok) return config.problem.map(({ message }) => ({
		id,
		state: "problem",
		message
	}));
	if (file !== void 0) return [{
		id,
		state: "ok",
		message: `${file} is valid`
	}];
	return all > 1 ? [] : [{
		id,
		state: "ok",
		message: "no configuration file; using the defaults"
	}];
}
function strayChecks({ strays, workflows, configs }) {
	const use = workflows.flatMap(usesOfLinkgate).find(({ phase, step }) => phase !== "publish" && step.inputs["config"] === void 0);
	const [{ file: used }] = configs;
	return strays.map((stray) => ({
		id: "config-name",
		state: "hint",
		message: used === void 0 ? `linkgate does not read ${stray}: rename it to .github/linkgate.yml, or set the input \`config\`` : `linkgate reads ${used}, not ${stray}: delete one of them`,
		...used === void 0 && use !== void 0 && /\.ya?ml$/.test(stray) ? naming(stray, use) : {}
	}));
}
const naming = (stray, { workflow, job, uses }) => stepsAddition(workflow.file, job.id, [{
	uses,
	with: { config: stray }
}]);
function mainChecks({ file, main, config }) {
	const id = "main";
	if (main === void 0) return [];
	if (!main.ok) {
		const [candidate, ...others] = main.problem.candidates ?? [];
		const choice = candidate === void 0 ? void 0 : configAddition(file, { build: { main: candidate } });
		return [{
			id,
			state: "problem",
			message: main.problem.message,
			...choice,
			...choice === void 0 || others.length === 0 ? {} : { yaml: `${choice.yaml} # or ${others.join(", ")}` }
		}];
	}
	const { module, path } = main.value.main;
	return [{
		id,
		state: "ok",
		message: `main package${config.ok && config.value.app !== void 0 ? ` of ${config.value.app}` : ""} ${inRepository(module, path)} (${main.value.because})`
	}];
}
function imageChecks({ image }) {
	const id = "image";
	if (image === void 0) return [];
	const { choice, unused } = image;
	if (unused === void 0) return [{
		id,
		state: "ok",
		message: choice
	}];
	const { dockerfile, because, isCopied } = unused;
	return [{
		id,
		state: "hint",
		message: `built-in image: ${dockerfile} is not used, because ${because}${isCopied ? ". To measure it, set `build.prepare` to the command that compiles the program" : ""}`
	}];
}
function buildChecks({ file, problems = [] }, known) {
	return problems.filter(({ message }) => !known.includes(message)).map(({ message, prepare }) => ({
		id: "build",
		state: "problem",
		message,
		...prepare === void 0 ? {} : configAddition(file, { build: { prepare } })
	}));
}
// src/doctor/checks/job.ts
function checkoutWithout(use) {
	const { workflow, job } = use;
	if (!isMeasuring(use)) return [];
	const [checkout] = stepsUsing(job, "actions/checkout");
	const add = (step) => stepsAddition(workflow.file, job.id, [step]);
	if (checkout === void 0) {
		if (job.steps.some(({ uses, run }) => /checkout/i.test(uses ?? "") || /\bgit\b/.test(run ?? ""))) return [];
		return [check("checkout", "problem", `${placeOf(use)} has no checkout step, so there is nothing to build`, add({ uses: currentActions.checkout }))];
	}
	const { inputs } = checkout;
	const depth = Number(inputs["fetch-depth"] ?? 1);
	const isNear = inputs["ref"] === void 0 && Object.keys(workflow.events).every((event) => ["pull_request", "schedule"].includes(event));
	const isEnough = depth === 0 || isNear && depth > 1;
	if (inputs["persist-credentials"] !== "false" || isEnough || Number.isNaN(depth)) return [];
	return [check("fetch", "hint", `${placeOf(use)} checks out ${depth === 1 ? "one commit" : `${depth} commits`} without credentials, so linkgate cannot fetch base in a private repository`, add({
		uses: checkout.uses,
		with: { "fetch-depth": isNear ? 2 : 0 }
	}))];
}
const firstThatKeeps = 6;
function goTooOld(use, { goRequirements }) {
	const { workflow, job } = use;
	const needed = newestRequired(goRequirements, "go");
	const [setup] = stepsUsing(job, "actions/setup-go");
	const [, minor, patch = "x"] = /^(\d+\.\d+)(?:\.(\d+|x))?$/.exec(setup?.inputs["go-version"] ?? "") ?? [];
	if (!isMeasuring(use) || needed === void 0 || setup === void 0 || minor === void 0) return [];
	const given = patch === "x" ? `${minor}.9999` : `${minor}.${patch}`;
	if (compareGo(given, needed.version) >= 0) return [];
	const [, major] = /@v(\d+)/.exec(setup.uses) ?? [];
	const fetches = major !== void 0 && Number(major) < firstThatKeeps;
	const wanted = setup.inputs["go-version"];
	return [check("go", fetches ? "hint" : "problem", `${placeOf(use)} sets up Go ${wanted}, but ${needed.file} requires Go ${needed.version}${fetches ? "; Go downloads that toolchain on every run" : ""}`, stepsAddition(workflow.file, job.id, [{
		uses: setup.uses,
		with: { "go-version": needed.version }
	}]))];
}
function cacheOff(use) {
	const { workflow, job, step, uses } = use;
	if (!isMeasuring(use) || step.inputs["cache"] !== "false") return [];
	if (stepsUsing(job, "actions/setup-go").some(({ inputs }) => inputs["cache"] !== "false") || job.steps.some((one) => one.uses?.startsWith("actions/cache") === true)) return [];
	return [check("cache", "hint", `${placeOf(use)} does not cache Go modules or the build cache, so every run is a cold build`, stepsAddition(workflow.file, job.id, [{
		uses,
		with: { cache: true }
	}]))];
}
// src/doctor/checks/permission.ts
function permissionsLacking(use) {
	const { workflow, job } = use;
	const needs = needsOf(use);
	const granted = job.permissions ?? workflow.permissions;
	const wants = (list) => enumerate(list.map(({ name, level }) => `\`${name}: ${level}\``));
	const place = (permissions) => addition(workflow.file, job.permissions === void 0 && workflow.jobs.length === 1 ? { permissions } : { jobs: { [job.id]: { permissions } } });
	const whole = {
		...typeof granted === "object" ? granted : {},
		...Object.fromEntries(needs.map(({ name, level }) => [name, level]))
	};
	if (granted === void 0) {
		if (!needs.some(({ level }) => level === "write") || runsOn(workflow, "workflow_call")) return [];
		return [check("permissions", "hint", `${placeOf(use)} sets no \`permissions\`: with GitHub's default read-only token, linkgate cannot comment`, place(whole))];
	}
	const lacking = needs.filter((need) => !allows(granted, need));
	if (lacking.length === 0) return [];
	const so = lacking.map(({ otherwise }) => otherwise).join(", and ");
	return [check("permissions", "hint", `${placeOf(use)} lacks the permission ${wants(lacking)}: ${so}`, place(whole))];
}
function needsOf({ workflow, job, step, phase }) {
	const actions = job.steps.flatMap(({ uses, inputs }) => uses === void 0 ? [] : [{
		uses,
		inputs
	}]);
	const comments = (phase === "check" || phase === "publish") && step.inputs["comment"] !== "never" && [
		"pull_request",
		"workflow_run",
		"workflow_call"
	].some((event) => runsOn(workflow, event));
	const downloads = actions.some(({ uses, inputs }) => uses.startsWith("actions/download-artifact@") && inputs["run-id"] !== void 0);
	return [
		...actions.some(({ uses }) => uses.startsWith("actions/checkout@")) ? [need("contents", "read", "a private repository cannot be checked out")] : [],
		...downloads ? [need("actions", "read", "linkgate cannot download the reports of another run")] : [],
		...comments ? [need("pull-requests", "write", "linkgate cannot comment")] : [],
		...phase === "publish" && step.inputs["status"] !== "" && runsOn(workflow, "workflow_run") ? [need("statuses", "write", "linkgate cannot set the commit status that gates the pull request")] : []
	];
}
const need = (name, level, otherwise) => ({
	name,
	level,
	otherwise
});
function allows(granted, { name, level }) {
	if (typeof granted === "string") return granted === "write-all" || granted === "read-all" && level === "read";
	const given = granted[name];
	return given === "write" || given === level;
}
// src/doctor/checks/publish.ts
const regardless = /\b(always|failure|cancelled)\s*\(\s*\)/;
const runsRegardless = (condition) => condition !== void 0 && regardless.test(condition);
function withStatus(status, condition) {
	const inner = condition?.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, "$1");
	return expression(inner === void 0 ? status : `${status} && (${inner.trim()})`);
}
function skippedPublisher(use, { uses }) {
	const { workflow, job, phase } = use;
	if (phase !== "publish" || job.needs.length === 0 || runsRegardless(job.condition)) return [];
	const failing = uses.some((one) => one.workflow.file === workflow.file && one.phase === "measure" && job.needs.includes(one.job.id) && !one.step.continueOnError);
	return [check("publish", failing ? "problem" : "hint", failing ? `${placeOf(use)} is skipped when a budget is broken, because the job that it needs fails: there is no comment, and a skipped check counts as passed` : `${placeOf(use)} is skipped when a budget is unmeasured, and a skipped check counts as passed`, addition(workflow.file, { jobs: { [job.id]: { if: withStatus("always()", job.condition) } } }))];
}
const successOnly = /(github\.event\.workflow_run\.conclusion\s*)==(\s*)'success'/;
function publishesSuccessOnly(use, { uses }) {
	const { workflow, job, phase } = use;
	if (phase !== "publish" || !successOnly.test(job.condition ?? "")) return [];
	const heard = heardBy(workflow);
	const all = uses.filter((one) => one.phase === "measure");
	const followed = all.filter((one) => heard.includes(one.workflow.name));
	const measuring = followed.length > 0 ? followed : all;
	if (measuring.length > 0 && measuring.every(({ step }) => step.continueOnError)) return [];
	const condition = (job.condition ?? "").replace(successOnly, "$1!=$2'cancelled'");
	return [check("publish", "problem", `${placeOf(use)} publishes only after success: when a budget is broken, the measuring run fails and nothing is published`, addition(workflow.file, { jobs: { [job.id]: { if: condition } } }))];
}
const runOptions = ({ events }) => events["workflow_run"];
const heardBy = (workflow) => [runOptions(workflow)?.workflows ?? []].flat().map(String);
function publisherWithoutTrigger(use, { uses }) {
	const { workflow, phase } = use;
	if (phase !== "publish" || !runsOn(workflow, "workflow_run")) return [];
	const heard = heardBy(workflow);
	const measuring = uses.filter((one) => one.phase === "measure").map((one) => one.workflow.name);
	if (measuring.length === 0 || measuring.some((name) => heard.includes(name))) return [];
	const names = [...new Set(measuring)];
	return [check("publish", "problem", `${workflow.file} waits for \`${heard.join(", ")}\`, but the workflow that measures is called \`${names.join(", ")}\``, addition(workflow.file, { on: {
		...workflow.events,
		workflow_run: {
			types: ["completed"],
			...runOptions(workflow),
			workflows: names
		}
	} }))];
}
function notUploaded(use) {
	const { workflow, job, step, phase } = use;
	if (phase !== "measure" || step.continueOnError) return [];
	const upload = job.steps.slice(job.steps.indexOf(step)).find(({ uses }) => uses !== void 0 && actionOf(uses) === "actions/upload-artifact");
	if (upload?.uses === void 0 || runsRegardless(upload.condition)) return [];
	return [check("publish", "problem", `${placeOf(use)} does not upload the report when a budget is broken, because the linkgate step fails`, stepsAddition(workflow.file, job.id, [{
		uses: upload.uses,
		if: withStatus("!cancelled()", upload.condition)
	}]))];
}
// src/doctor/checks/token.ts
function tokenWhileMeasuring(use) {
	const { workflow, job, step, phase, uses } = use;
	if (phase !== "measure" || step.inputs["github-token"] === "") return [];
	return [check("token", "hint", `${placeOf(use)} passes ${step.inputs["github-token"] === void 0 ? "the default token" : "a token"} to phase measure, which needs none`, stepsAddition(workflow.file, job.id, [{
		uses,
		with: { "github-token": "" }
	}]))];
}
function writeTokenWhileMeasuring(use) {
	const { workflow, job, phase } = use;
	if (phase !== "measure") return [];
	const writable = writableIn(job.permissions ?? workflow.permissions);
	if (writable === void 0) return [];
	const permissions = { contents: "read" };
	return [check("token", "hint", `${placeOf(use)} measures with a write token (${writable}), which code of the pull request can use on the runner`, addition(workflow.file, { jobs: { [job.id]: { permissions } } }))];
}
function writableIn(granted = {}) {
	if (typeof granted === "string") return granted === "write-all" ? granted : void 0;
	const written = Object.keys(granted).filter((name) => granted[name] === "write");
	return written.length === 0 ? void 0 : written.map((name) => `${name}: write`).join(", ");
}
// src/doctor/checks/trigger.ts
const ownGroup = {
	group: `${expression("github.workflow")}-${expression("github.event.pull_request.number || github.ref")}`,
	"cancel-in-progress": true
};
function refusedEvent(use) {
	const { workflow } = use;
	if (!isMeasuring(use) || !runsOn(workflow, "pull_request_target")) return [];
	return [refusal(workflow.file, workflow.events)];
}
const mergeGroup = "merge_group";
function noMergeGroup({ workflow }, { workflows }) {
	const { file, group, events } = workflow;
	if (!runsOn(workflow, "pull_request") || runsOn(workflow, mergeGroup)) return [];
	const other = workflows.find((one) => runsOn(one, mergeGroup));
	if (other === void 0) return [];
	const isShared = group !== void 0 && whyShared(group, [mergeGroup]) !== void 0;
	return [check("merge-group", "hint", `${other.file} runs on \`${mergeGroup}\` but ${file} does not: the merge queue waits forever if the check is required`, addition(file, {
		on: {
			...events,
			[mergeGroup]: null
		},
		...isShared ? { concurrency: ownGroup } : {}
	}))];
}
function sharedConcurrency(use) {
	const { workflow, job } = use;
	const { file } = workflow;
	if (!isMeasuring(use) || !runsOn(workflow, "pull_request")) return [];
	if (workflow.group === void 0 && job.group === void 0) return [check("concurrency", "hint", `${file} has no \`concurrency\`, so outdated runs keep going after a new push`, addition(file, { concurrency: ownGroup }))];
	return [[workflow.group, addition(file, { concurrency: ownGroup })], [job.group, addition(file, { jobs: { [job.id]: { concurrency: ownGroup } } })]].flatMap(([group, fix]) => {
		const why = group === void 0 ? void 0 : whyShared(group, Object.keys(workflow.events));
		const message = `the \`concurrency\` group \`${group}\` of ${file} ${why}`;
		return why === void 0 ? [] : [check("concurrency", "hint", message, fix)];
	});
}
function whyShared(group, events) {
	if (!isExpression(group)) return "is the same for all pull requests, so their runs cancel each other";
	const other = events.find((event) => !event.startsWith("pull_request"));
	const namesPullRequest = /github\.(event\.(pull_request|number)|head_ref)/.test(group);
	if (other === void 0 || !namesPullRequest || /\|\||github\.(ref|sha|run_id)\b/.test(group)) return void 0;
	return `depends only on the pull request, so all runs on \`${other}\` cancel each other`;
}
// src/doctor/checks/workflow.ts
const rules = [
	wrongInputs,
	refusedEvent,
	checkoutWithout,
	skippedPublisher,
	publishesSuccessOnly,
	publisherWithoutTrigger,
	notUploaded,
	goTooOld,
	permissionsLacking,
	tokenWhileMeasuring,
	writeTokenWhileMeasuring,
	noMergeGroup,
	sharedConcurrency,
	moving,
	cacheOff
];
function workflowChecks(facts) {
	const { localContext, goRequirements, version, workflows, brokenWorkflows } = facts;
	const uses = workflows.flatMap(usesOfLinkgate);
	const own = uses.filter(({ workflow, job }) => workflow.file === localContext?.workflow && job.id === localContext.job);
	const checks = (own.length > 0 ? own : uses).map((use) => {
		const found = rules.flatMap((rule) => rule(use, {
			workflows,
			uses,
			goRequirements,
			version
		}));
		return found.length > 0 ? found : [inOrder(use)];
	});
	return [
		...brokenWorkflows.map(({ file, message }) => check("workflow", "problem", `${file}: ${message}`)),
		...uses.length === 0 && brokenWorkflows.length === 0 ? [noWorkflow(version)] : [],
		...checks.flat()
	];
}
function inOrder(use) {
	const { workflow, phase = "unknown phase" } = use;
	return check("workflow", "ok", `${placeOf(use)}: ${phase} on ${Object.keys(workflow.events).join(", ")}`);
}
function noWorkflow(version) {
	return check("workflow", "hint", "no workflow under .github/workflows uses linkgate", addition(".github/workflows/linkgate.yml", {
		name: "linkgate",
		on: { pull_request: null },
		permissions: {
			contents: "read",
			"pull-requests": "write"
		},
		concurrency: ownGroup,
		jobs: { image: {
			"runs-on": "ubuntu-latest",
			steps: [{ uses: currentActions.checkout }, { uses: `linkgate/linkgate@v${version}` }]
		} }
	}));
}
function wrongInputs(use) {
	const { workflow, job, step, uses } = use;
	const names = Object.keys(inputParsers);
	const checks = Object.entries(step.inputs).flatMap(([name, given]) => {
		if (!Object.hasOwn(inputParsers, name)) return [check("input", "hint", `${placeOf(use)}: unknown input \`${name}\`: ${didYouMean(name, names)}`)];
		if (isExpression(given)) return [];
		const read = inputParsers[name](given.trim());
		return read.ok ? [] : [check("input", "problem", `${placeOf(use)}: input \`${name}\` ${read.problem}`)];
	});
	if (use.phase !== "publish" || (step.inputs["report"] ?? "") !== "") return checks;
	return [...checks, check("input", "problem", `${placeOf(use)}: phase publish needs the input \`report\` (paths of the reports)`, stepsAddition(workflow.file, job.id, [{
		uses,
		with: { report: "reports" }
	}]))];
}
function moving(use, { version }) {
	const { workflow, job, uses } = use;
	const action = actionOf(uses);
	const ref = uses.slice(action.length + 1);
	if (/^[.$]/.test(action) || /^(v\d+\.\d+\.\d+.*|[0-9a-f]{40,64})$/.test(ref)) return [];
	return [check("pin", "hint", `${placeOf(use)} uses \`${uses}\`, which is not pinned: results can change without a change in this repository`, stepsAddition(workflow.file, job.id, [{ uses: `${action}@v${version}` }]))];
}
// src/doctor/doctor.ts
function examine(facts) {
	const checks = [
		...machineChecks(facts),
		...eventChecks(facts),
		...repositoryChecks(facts),
		...workflowChecks(facts),
		...noiseChecks(facts)
	];
	return [...new Map(checks.map((check) => [`${check.id} ${check.message}`, check])).values()];
}
function isHealthy(checks) {
	return checks.every(({ state }) => state !== "problem");
}
// src/doctor/facts/gather-git.ts
async function gitFacts(world, git, context) {
	let isCut = false;
	const refuse = async () => {
		isCut = true;
		return false;
	};
	const asking = {
		...git,
		fetch: refuse,
		deepen: refuse
	};
	const found = await attempt(() => findRevisions(asking, void 0, context));
	const missing = await attempt(async () => succeed(await missingAtBase(world, git, found)));
	const defaultBranch = await defaultBranchOf(git, context?.defaultBranch);
	return {
		revisions: missing.ok ? found : missing,
		...missing.ok ? missing.value : nothingMissing,
		shallow: await git.isShallow(),
		...isCut ? { origin: await answers(git) } : {},
		...defaultBranch === void 0 ? {} : { defaultBranch }
	};
}
const nothingMissing = {
	missingContent: [],
	missingSubmodules: []
};
async function missingAtBase(world, git, revisions) {
	const base = revisions.ok ? revisions.value.base : null;
	if (base === null) return nothingMissing;
	return {
		missingContent: await missingContent(world, git, base.sha),
		missingSubmodules: await missingSubmodules(world, git, base.sha)
	};
}
async function answers(git) {
	return (await git.at(git.root, { GIT_TERMINAL_PROMPT: "0" }).query("ls-remote", "--quiet", "origin", "HEAD")).exitCode === 0;
}
async function defaultBranchOf(git, named) {
	const usual = await defaultBranches(git, void 0);
	const configured = named === void 0 ? [] : [`origin/${named}`, named];
	for (const ref of [...configured, ...usual.map(({ ref }) => ref)]) if (await git.resolve(ref) !== void 0) return ref;
}
function revisionsHere({ revisions, ...missing }) {
	if (!revisions.ok) return void 0;
	return missing.missingContent.length === 0 && missing.missingSubmodules.length === 0 ? revisions.value : {
		...revisions.value,
		base: null
	};
}
async function attempt(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CommandError) return fail(error.message);
		throw error;
	}
}
// src/doctor/facts/gather-embedded.ts
async function embeddedFacts(world, go, probeSource) {
	const workspace = await openWorkspace(world);
	const { directory } = workspace;
	workspace.onClose("engine", () => removeContainers(world, directory));
	try {
		const canBuild = await (await openBuilder(world, directory)).canBuild();
		const platform = world.host.arch === "arm64" ? "linux/arm64" : "linux/amd64";
		const probe = await buildProbe(world, {
			source: probeSource,
			directory,
			platform,
			go,
			withTls: false
		});
		const { found, refused } = await findIsolation(world, probe, `${directory}/${containersDirectory}/trial`);
		return {
			canBuild,
			isolation: found === void 0 ? fail(refused.at(-1)?.because ?? "") : succeed({
				...found,
				refused
			})
		};
	} catch (error) {
		return {
			canBuild: false,
			isolation: fail(messageOf(error))
		};
	} finally {
		await workspace.close();
	}
}
// src/doctor/facts/gather-machine.ts
async function machineFacts(world, given) {
	const { git, go, probeSource } = given;
	const compilers = go.ok ? await allCompilers(world, go.value, given) : {};
	const { engine, images } = await engineFacts(world);
	const isNamed = (world.host.env["DOCKER_HOST"] ?? "") !== "";
	const embedded = engine.ok || isNamed || !go.ok ? void 0 : await embeddedFacts(world, go.value, probeSource);
	const places = [...go.ok ? [{
		of: "Go's build cache",
		path: go.value.cache
	}] : [], ...images === void 0 ? [] : [{
		of: "images",
		path: images
	}]];
	const disk = [];
	for (const place of places) {
		const free = await freeBytes(world, place.path);
		if (free !== void 0) disk.push({
			...place,
			free
		});
	}
	return {
		...compilers,
		engine,
		...embedded === void 0 ? {} : { embedded },
		disk,
		git
	};
}
async function allCompilers(world, go, { modes, fallbacks: given, platforms }) {
	const own = platforms.filter((platform) => isNativeTarget(platform, world.host));
	const others = platforms.filter((platform) => !own.includes(platform));
	const compiler = own.length === 0 ? void 0 : await compilerFacts(world, go, modes.filter(needsCompiler));
	const fallbacks = own.length === 0 ? [] : await lackingFor(world, go, given);
	const excluded = await excludedOn(world, go, modes, others);
	return {
		...compiler === void 0 ? {} : { compiler },
		...fallbacks.length === 0 ? {} : { fallbacks },
		...excluded.length === 0 ? {} : { excluded }
	};
}
async function excludedOn(world, go, modes, platforms) {
	const found = [];
	for (const platform of platforms) for (const mode of modes.filter((one) => modeExistsOn(one, platform))) {
		const compiled = await compiledFor(world, go, mode, platform);
		if (!compiled.ok) found.push({
			platform,
			...lacking(compiled.problem)
		});
	}
	return found;
}
async function compilerFacts(world, go, modes) {
	const compilers = new Map();
	for (const mode of modes) {
		const found = await withToolchain(world, go, mode);
		if (!found.ok) return {
			ok: false,
			problem: lacking(found.problem)
		};
		compilers.set(found.value.env["CC"] ?? go.compiler, mode);
	}
	for (const [compiler, mode] of world.host.os === "linux" ? compilers : []) {
		if (mode.needs?.includes("musl-compiler") === true) continue;
		if (!await findsFile(world.exec, compiler, "crt1.o")) return {
			ok: false,
			problem: {
				message: `mode \`${mode.name}\` needs a C library, but \`${compiler}\` finds none: install it (Debian, Ubuntu: \`apt-get install libc6-dev\`), or remove the mode from \`modes\``,
				packages: ["libc6-dev"]
			}
		};
	}
	return compilers.size === 0 ? void 0 : succeed({ name: [...compilers.keys()].join(", ") });
}
async function lackingFor(world, go, modes) {
	const found = [];
	for (const mode of modes.filter(({ needs }) => needs !== void 0)) {
		const one = await withToolchain(world, go, mode);
		if (!one.ok) found.push(lacking(one.problem));
	}
	return found;
}
function lacking(missing) {
	return {
		message: `${needMissingText(missing)}: ${needMissingFix(missing)}`,
		packages: needPackages(missing)
	};
}
const info = object({
	Driver: string().optional(),
	DriverStatus: array(array(string())).nullish(),
	OSType: string().optional(),
	Architecture: string().optional(),
	DockerRootDir: string().optional(),
	host: object({
		os: string().optional(),
		arch: string().optional()
	}).optional(),
	store: object({
		graphDriverName: string().optional(),
		graphRoot: string().optional()
	}).optional()
});
const goArchitectures = {
	x86_64: "amd64",
	amd64: "amd64",
	aarch64: "arm64",
	arm64: "arm64"
};
async function engineFacts(world) {
	const opened = await openDocker(world);
	if (!opened.ok) return { engine: opened };
	const { name, version } = opened.value;
	const info = infoIn((await world.exec.ask([
		"docker",
		"info",
		"--format",
		"{{json .}}"
	])).stdout);
	const buildx = (await world.exec.ask([
		"docker",
		"buildx",
		"version"
	])).exitCode === 0;
	const store = storeOf(info);
	const os = info.OSType ?? info.host?.os;
	const arch = goArchitectures[info.Architecture ?? info.host?.arch ?? ""];
	const images = info.DockerRootDir ?? info.store?.graphRoot;
	const isRemote = /^(?!unix:)\w+:/.test(world.host.env["DOCKER_HOST"] ?? "");
	return {
		engine: succeed({
			name,
			version,
			...store === void 0 ? {} : { store },
			...os === void 0 ? {} : { os },
			...arch === void 0 ? {} : { arch },
			buildx
		}),
		...images === void 0 || isRemote ? {} : { images }
	};
}
function infoIn(json) {
	return info.safeParse(jsonOrUndefined(json)).data ?? {};
}
function storeOf({ Driver, DriverStatus, store }) {
	const driver = Driver ?? store?.graphDriverName;
	if (driver === void 0) return void 0;
	return DriverStatus?.some(([, value]) => value?.startsWith("io.containerd.snapshotter")) === true ? `containerd image store (${driver})` : `classic image store (${driver})`;
}
async function freeBytes({ exec }, path) {
	const { exitCode, stdout } = await exec.query([
		"df",
		"-Pk",
		path
	]);
	const [, free] = /\s(\d+)\s+\d+%\s/.exec(stdout) ?? [];
	return exitCode === 0 && free !== void 0 ? Number(free) * 1024 : void 0;
}
// src/doctor/facts/gather-plan.ts
function withPlans(world, question, configs) {
	return withTrees(world, question, async (trees) => {
		const planned = [];
		for (const one of configs) planned.push(await withPlan$1(world, {
			go: question.go,
			...trees
		}, one));
		return planned;
	});
}
async function withTrees(world, question, use) {
	const workspace = await openWorkspace(world);
	try {
		return await use(await sourceTrees(world, workspace, question));
	} finally {
		await workspace.close();
	}
}
async function withPlan$1(world, known, facts) {
	if (!facts.config.ok) return facts;
	const config = facts.config.value;
	const survey = await surveyImages(world.files, known.source.checkouts.head, config);
	const { discovery, here, decision } = await decide(world, {
		...known,
		settings: { config }
	}, {
		survey,
		...config.prepare === void 0 ? {} : { toPrepare: true }
	});
	const of = decision.ok ? decision.value.obstacles.map(planProblem) : decision.problem;
	const own = discovery.ok ? of : of.filter(({ message }) => message !== discovery.problem.message);
	const image = decision.ok ? await productionImage(world, known.source.checkouts.head, config, decision.value.images) : void 0;
	return {
		...facts,
		main: discovery,
		...image === void 0 ? {} : { image },
		compiled: here,
		problems: [...known.problems, ...own]
	};
}
async function productionImage({ files }, checkout, { modes, prepare }, { shipped }) {
	if (shipped === void 0 || !modes.some(followsDockerfile)) return void 0;
	const choice = describeShipped(shipped);
	if (shipped.kind === "none") return { choice };
	const { build } = shipped;
	const unused = await foreignProgram(files, checkout, build, prepare);
	return {
		choice,
		...unused === void 0 ? {} : { unused: {
			dockerfile: build.dockerfile,
			...unused
		} }
	};
}
async function sourceTrees(world, workspace, { git, root, context, revisions: given }) {
	const asIs = async (message) => ({
		source: await describe(world, root, { head: root }, noRevisions),
		problems: message === void 0 ? [] : [{ message }]
	});
	if (!git.ok) return asIs();
	try {
		const revisions = given ?? await headAlone(git.value, context);
		if (revisions === void 0) return asIs();
		const checkouts = await checkOut(world, workspace, git.value, revisions);
		return checkouts.ok ? {
			source: await describe(world, root, checkouts.value, revisions),
			problems: []
		} : {
			...await asIs(),
			problems: checkouts.problem
		};
	} catch (error) {
		if (error instanceof CommandError) return asIs(error.message);
		throw error;
	}
}
const noRevisions = {
	base: null,
	head: { sha: "" },
	because: "there is no commit"
};
async function headAlone(git, context) {
	const sha = await git.resolve("HEAD");
	if (sha === void 0) return void 0;
	const dirty = context === void 0 && await git.isDirty();
	return {
		base: null,
		head: {
			sha,
			...dirty ? { dirty } : {}
		},
		because: "doctor reads only head"
	};
}
async function describe(world, root, checkouts, revisions) {
	const modules = await findModules(world.files, checkouts.head);
	return {
		root,
		repository: lastOf(root),
		revisions,
		checkouts,
		modules
	};
}
// src/doctor/facts/local-context.ts
async function contextOf({ files, host: { env } }) {
	const path = env["GITHUB_EVENT_PATH"] ?? "";
	const source = path === "" ? void 0 : await boundedText(files, path, {
		name: path,
		largest: largestEvent
	});
	const read = readContext(env, source === void 0 ? void 0 : jsonOrUndefined(source));
	if (!read.ok) return read;
	return read.value === void 0 ? void 0 : succeed(read.value);
}
function localContextOf({ host: { env } }, context) {
	const [, workflow = ".github/workflows/linkgate.yml"] = /^[^/]+\/[^/]+\/(.+?\.ya?ml)@/.exec(env["GITHUB_WORKFLOW_REF"] ?? "") ?? [];
	return {
		context,
		workflow,
		job: env["GITHUB_JOB"] ?? "image"
	};
}
// src/doctor/facts/gather.ts
const workflowDirectory = ".github/workflows";
async function gather(world, question) {
	const { files, host } = world;
	const { version, probeSource, directory, config, context, report, afterRun = false } = question;
	const git = await openCheckout(world, directory);
	const root = git.ok ? git.value.root : directory;
	const modules = await findModules(files, root);
	const { workflows, broken } = await readWorkflows(world, root);
	const go = await goFacts(world);
	const configs = await readConfigs(world, root, config, workflows);
	const of = context?.ok === true ? context.value : void 0;
	const clone = afterRun ? void 0 : git.ok ? succeed(await gitFacts(world, git.value, of)) : git;
	const revisions = clone?.ok === true ? revisionsHere(clone.value) : void 0;
	const found = clone === void 0 || !go.ok ? configs : await withPlan(world, {
		git,
		root,
		go: go.value,
		context: of,
		revisions
	}, configs);
	const own = found.find((one) => one.compiled !== void 0) ?? configs[0];
	const compiled = own.compiled ?? modesOf(own);
	const isCompiled = (name) => compiled.some((mode) => mode.name === name);
	const machine = clone === void 0 ? void 0 : await machineFacts(world, {
		git: clone,
		go,
		modes: compiled,
		fallbacks: modesOf(own).filter(({ name, image }) => image?.from !== "dockerfile" && !isCompiled(name)),
		platforms: platformsOf(own, host),
		probeSource
	});
	return {
		version,
		os: host.os,
		arch: host.arch,
		go,
		goRequirements: await readGoRequirements(world, root, modules, probeSource),
		workflows,
		brokenWorkflows: broken,
		configs: found,
		strays: await findStrays(world, root, configs),
		...context === void 0 ? {} : { localContext: localContextOf(world, context) },
		...report === void 0 ? {} : { report },
		...machine === void 0 ? {} : { machine }
	};
}
async function goFacts(world) {
	const go = await findGo(world, "/");
	if (!go.ok) return go;
	const { stdout } = await world.exec.ask([
		"go",
		"env",
		"GOTOOLCHAIN"
	], { cwd: "/" });
	return succeed({
		...go.value,
		toolchain: stdout.trim()
	});
}
async function readGoRequirements({ files }, root, modules, probeSource) {
	const places = ["go.work", ...modules.map((module) => module === "." ? "go.mod" : `${module}/go.mod`)];
	const goRequirements = [];
	for (const [directory, path, file] of [...places.map((place) => [
		root,
		place,
		place
	]), [
		probeSource,
		"go.mod",
		"linkgate itself"
	]]) {
		const source = await repositoryText(files, directory, path);
		if (source !== void 0) goRequirements.push(readGoLines(source, file));
	}
	return goRequirements;
}
async function readWorkflows({ files }, root) {
	const workflows = [];
	const broken = [];
	for (const { name } of await files.list(`${root}/${workflowDirectory}`)) {
		if (!/\.ya?ml$/.test(name)) continue;
		const file = `${workflowDirectory}/${name}`;
		const source = await repositoryText(files, root, file) ?? "";
		const workflow = parseWorkflow(source, file);
		if (workflow.ok) workflows.push(workflow.value);
		else if (/linkgate/i.test(source)) broken.push(workflow.problem);
	}
	return {
		workflows,
		broken
	};
}
async function readConfigs(world, root, named, workflows) {
	const others = workflows.flatMap(usesOfLinkgate).filter(({ step: { inputs }, phase }) => phase !== "publish" && inputs["working-directory"] === void 0).map(({ step }) => step.inputs["config"]?.trim() ?? "").filter((path) => path !== "" && path !== named && !isExpression(path));
	const read = async (path) => {
		const loaded = await loadConfig(world, root, path);
		const file = loaded.ok ? loaded.value.file : path;
		return {
			...file === void 0 ? {} : { file },
			config: mapResult(loaded, ({ config }) => config)
		};
	};
	const configs = [await read(named)];
	for (const path of new Set(others)) configs.push(await read(path));
	return configs;
}
function modesOf({ config }) {
	return config.ok ? config.value.modes : defaultConfig().modes;
}
function platformsOf({ config }, host) {
	return (config.ok ? config.value.platforms : void 0) ?? [imagePlatform(host)];
}
async function withPlan(world, question, configs) {
	const [first, ...others] = configs;
	const isUnread = first.file === void 0 && others.length > 0;
	const planned = await withPlans(world, question, isUnread ? others : configs);
	const [own = first, ...rest] = isUnread ? [first, ...planned] : planned;
	return [own, ...rest];
}
async function findStrays({ files }, root, configs) {
	const used = configs.map(({ file }) => file);
	const names = async (directory) => (await files.list(directory)).filter(({ kind }) => kind === "file").map(({ name }) => name);
	const isOurs = (name) => /^\.?linkgate\b.*\.(ya?ml|jsonc?|toml)$/i.test(name);
	const wanted = usualPlaces.map((place) => place.slice(place.lastIndexOf("/") + 1));
	return [...(await names(root)).filter(isOurs), ...(await names(`${root}/.github`)).filter((name) => isOurs(name) || nearest(name, wanted) !== void 0).map((name) => `.github/${name}`)].filter((file) => !used.includes(file));
}
// src/doctor/text.ts
const marks = {
	ok: {
		mark: "✓",
		style: "green"
	},
	hint: {
		mark: "!",
		style: "yellow"
	},
	problem: {
		mark: "✗",
		style: "red"
	}
};
function checksText(checks, { color, width }) {
	const paint = painter(color);
	const { mark, style } = marks[worstOf(checks)];
	const lines = checks.flatMap((check) => {
		const own = marks[check.state];
		return [`  ${paint(own.mark, own.style)} ${wrap(printable(check.message, 600), width, 4).trimStart()}`, ...yamlLines(check).map((line) => `      ${paint(line, "cyan")}`)];
	});
	return `${[
		paint(`${mark} linkgate doctor: ${summaryOf(checks)}`, "bold", style),
		"",
		...lines
	].join("\n")}\n`;
}
function checksJson(checks) {
	return `${harmlessJson({ checks })}\n`;
}
function noticeText(check) {
	return [printable(check.message, 600), ...yamlLines(check)].join("\n");
}
function yamlLines({ file, yaml }) {
	if (yaml === void 0) return [];
	return [...file === void 0 ? [] : [`# ${printable(file)}`], ...yaml.split("\n").map((line) => printable(line))];
}
function worstOf(checks) {
	const has = (state) => checks.some((check) => check.state === state);
	return has("problem") ? "problem" : has("hint") ? "hint" : "ok";
}
function summaryOf(checks) {
	const count = (state) => {
		const number = checks.filter((check) => check.state === state).length;
		return number === 0 ? [] : [plural(number, state)];
	};
	return [...count("problem"), ...count("hint")].join(", ") || "everything is fine";
}
// src/doctor/hints.ts
const shown = new Set([
	"cache",
	"config-name",
	"event",
	"go",
	"input",
	"merge-group",
	"noise",
	"publish"
]);
const most = 5;
function hintsOf(checks, { afterRun = false }) {
	return (afterRun ? checks.filter(({ id, state }) => state !== "ok" && shown.has(id)) : checks.filter(({ state, yaml }) => state === "problem" && yaml !== void 0)).toSorted((a, b) => Number(b.state === "problem") - Number(a.state === "problem")).slice(0, most);
}
async function giveHints(world, question) {
	try {
		for (const check of hintsOf(examine(await gather(world, question)), question)) world.log.notice(noticeText(check), { title: "linkgate doctor" });
	} catch (error) {
		if (error instanceof CancelledError) return;
		world.log.info(`skipped hints: ${messageOf(error)}`);
	}
}
export { readWorkflows as a, examine as c, gather as i, isHealthy as l, checksJson as n, contextOf as o, checksText as r, withTrees as s, giveHints as t };
