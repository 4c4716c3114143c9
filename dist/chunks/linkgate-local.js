import { $t as mapResult, A as painter, Gt as InputError, Q as boundedText, Qt as fail, Vt as version, Yt as exitCodes, Zt as requireInput, _ as openWorkspace, at as cleanPath, ct as hasDirectory, en as succeed, ft as parentOf, k as wrap, lt as joinPath, nt as repositoryText, on as utcDay, q as isPlainVariable, tn as enumerate, tt as largestText, ut as lastOf } from "./linkgate-core.js";
import { a as readWorkflows, c as examine, i as gather, l as isHealthy, n as checksJson, o as contextOf, r as checksText, s as withTrees } from "./linkgate-doctor.js";
import { n as readEarlierReport, t as deliverReport } from "./linkgate-deliver.js";
import { b as attributeGiven, x as compareFiles, y as attributeFile } from "./linkgate-attribution.js";
import { xt as formatSize } from "./linkgate-model.js";
import { N as printable, a as explanationPage, c as explanationJson, i as differencePage, l as explanationText, n as inspectionJson, o as differenceJson, r as inspectionText, s as differenceText } from "./linkgate-report.js";
import { B as parseConfig, D as mainDirectory, E as inRepository, H as databaseSource, L as usualPlace, R as usualPlaces, U as defaultLdflags, f as findGo, h as namedMain, m as discoverMain, p as findModules, z as defaultConfig } from "./linkgate-preflight.js";
import { $ as dockerfileText, A as noResults, D as willStart, E as inspectPath, G as compiledHere, J as surveyDockerfiles, M as imageNames, N as judge, T as inspectVulnerabilities, U as checkTrees, V as appNameOf, X as compiledPackages, Y as chooseDockerfile, _t as currentActions, dt as readGoLines, et as healthPath, gt as usesOfLinkgate, j as findRunHints, lt as compareGo } from "./linkgate-run.js";
import { a as openCheckout } from "./linkgate-git-docker.js";
import { _ as platformProblems, g as notBuiltHere, h as describeDockerfile, v as findImageProgram } from "./linkgate-dockerfile.js";
import { B as textOf, I as withPlace, N as mountOptions, P as parseDockerfile, _ as neededStages, m as stepsOf, x as targetStage } from "./linkgate-shell.js";
import { G as prepareFor, q as obstacleText, t as shownReport } from "./linkgate-findings.js";
import { t as require_dist } from "./yaml.js";
// src/commands/local/repository.ts
async function repositoryIn({ repo = "." }, { world, resolve }) {
	const directory = resolve(repo);
	if ((await world.files.stat(directory))?.kind === "directory") return directory;
	throw new InputError([`--repo: \`${directory}\` is not a directory`]);
}
// src/commands/local/doctor.ts
const doctorCommand = async (values, handles) => {
	const { world, terminal, probeSource } = handles;
	const directory = await repositoryIn(values, handles);
	const { config, report } = values;
	const facts = await gather(world, {
		version,
		probeSource,
		directory,
		config,
		context: await contextOf(world),
		report: report === void 0 ? void 0 : await readEarlierReport(report, handles)
	});
	const checks = examine(facts);
	terminal.print(values.json === true ? checksJson(checks) : checksText(checks, terminal));
	return isHealthy(checks) ? exitCodes.passed : exitCodes.wrongInput;
};
// src/commands/local/explain.ts
const largestProgram = 1e9;
const explainCommand = async (values, handles, path, other) => {
	const { symbols, baseSymbols, json } = values;
	const { print } = handles.terminal;
	if (other === void 0) {
		if (baseSymbols !== void 0) throw new InputError(["`--base-symbols` needs two programs: pass the one to compare with first"]);
		const explained = attributeFile(await givenProgram(path, symbols, handles));
		if (!explained.ok) throw new InputError([`\`${path}\` is ${explained.problem.message}`]);
		const { attribution } = explained.value;
		checkSymbols({
			path,
			given: symbols,
			hasSymbols: attribution.symbols
		});
		await writePage(values, handles, (mask) => explanationPage(path, attribution, mask));
		print(json === true ? explanationJson(attribution) : explanationText(path, attribution));
		return exitCodes.passed;
	}
	const [base, head] = [await givenProgram(path, baseSymbols, handles), await givenProgram(other, symbols, handles)];
	const compared = await compareFiles({
		base,
		head
	}, attributeGiven);
	if (!compared.ok) {
		const { side, message } = compared.problem;
		throw new InputError([`\`${side === "base" ? path : other}\` is ${message}`]);
	}
	const { hasSymbols, ...programs } = compared.value;
	const [one, two] = [{
		path,
		given: baseSymbols,
		option: "--base-symbols",
		hasSymbols: hasSymbols.base
	}, {
		path: other,
		given: symbols,
		option: "--symbols",
		hasSymbols: hasSymbols.head
	}];
	checkSymbols(one);
	checkSymbols(two);
	checkBothHaveSymbols(one, two);
	checkBothHaveSymbols(two, one);
	const explained = {
		paths: {
			base: path,
			head: other
		},
		...programs
	};
	await writePage(values, handles, (mask) => differencePage(explained, mask));
	print(json === true ? differenceJson(explained) : differenceText(explained));
	return exitCodes.passed;
};
async function writePage({ html }, { world, resolve }, page) {
	if (html !== void 0) await world.files.write(resolve(html), page(world.secrets.mask));
}
function checkSymbols({ path, given, hasSymbols }) {
	if (given === void 0 || hasSymbols) return;
	throw new InputError([`\`${given}\` has no symbol table, or its code differs from \`${path}\`: build the same source with the same flags, but without \`-s -w\``]);
}
function checkBothHaveSymbols({ given }, other) {
	if (given === void 0 || other.hasSymbols) return;
	throw new InputError([`\`${other.path}\` has no symbol table, so the symbols of \`${given}\` have no effect: pass \`${other.option}\` too`]);
}
async function givenProgram(path, symbols, handles) {
	const bytes = await fileAt(path, handles);
	return symbols === void 0 ? { bytes } : {
		bytes,
		sibling: await fileAt(symbols, handles)
	};
}
async function fileAt(path, { world, resolve }) {
	const absolute = resolve(path);
	const found = await world.files.stat(absolute);
	if (found === void 0) throw new InputError([`\`${path}\` does not exist: pass the path of a program`]);
	if (found.kind !== "file") throw new InputError([`\`${path}\` is not a file: pass the path of a program`]);
	if (found.size > largestProgram) throw new InputError([`\`${path}\` is larger than ${formatSize(largestProgram)}, the most that linkgate explains`]);
	const bytes = await world.files.readWith(absolute, (file) => file.read(0, file.size));
	if (bytes === void 0) throw new InputError([`\`${path}\` was removed while it was read`]);
	return bytes;
}
// src/init/detect/detected.ts
const nothingToStart = {
	env: {},
	serviceEnv: {},
	unknownEnv: [],
	envFiles: [],
	services: []
};
// src/init/detect/how-it-builds.ts
const noObstacles = { obstacles: [] };
async function howItBuilds(world, root, main, { found, build }) {
	const config = defaultConfig();
	const shipped = found.kind === "dockerfile" && build !== void 0 ? {
		kind: "build",
		build,
		because: found.because
	} : {
		kind: "none",
		because: "linkgate measures the built-in image"
	};
	const git = await openCheckout(world, root);
	const { head } = await withTrees(world, {
		git,
		root,
		context: void 0
	}, ({ source }) => checkTrees(world, {
		settings: { config },
		source
	}, {
		main,
		platform: `linux/${world.host.arch}`,
		images: {
			shipped,
			configured: []
		},
		here: compiledHere(config.modes, shipped)
	}));
	const { obstacles, go } = head;
	const needed = [...new Set(obstacles.flatMap((one) => prepareFor(one) ?? []))];
	const [useful] = go.obstacles.flatMap((one) => prepareFor(one) ?? []);
	const command = needed.length > 0 ? needed.join(" && ") : useful;
	return {
		...command === void 0 ? {} : { prepare: {
			command,
			needed: needed.length > 0
		} },
		obstacles: obstacles.filter((one) => prepareFor(one) === void 0).map(obstacleText)
	};
}
// src/init/detect/private-modules.ts
async function privateModules({ exec, files }, root, module) {
	const { exitCode, stdout } = await exec.ask([
		"go",
		"env",
		"GOPRIVATE"
	], { cwd: root });
	const patterns = exitCode === 0 ? stdout.trim().split(",").filter((one) => one !== "") : [];
	if (patterns.length === 0) return [];
	const source = await repositoryText(files, root, joinPath(module, "go.mod")) ?? "";
	const required = [...source.matchAll(/^[ \t]*(?:require[ \t]+)?([\w.-]+\.[\w-]+\/\S+)\s+v\d\S*/gm)];
	const here = [...source.matchAll(/^[ \t]*(?:replace[ \t]+)?(\S+)(?:[ \t]+v\S+)?[ \t]+=>\s+\.{1,2}\//gm)].map(([, path]) => path);
	return required.map(([, path = ""]) => path).filter((path) => !here.includes(path) && patterns.some((one) => matches(one, path)));
}
function matches(pattern, path) {
	const elements = pattern.split("/");
	const parts = path.split("/").slice(0, elements.length);
	return parts.length === elements.length && elements.every((element, at) => {
		const glob = element.replaceAll(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
		try {
			return new RegExp(`^${glob}$`).test(parts[at] ?? "");
		} catch {
			return false;
		}
	});
}
// src/init/detect/read-dockerfile.ts
const nothing = {
	neededArgs: [],
	secrets: [],
	ssh: false,
	takesArguments: false,
	hasEntrypoint: false,
	arguments: [],
	ports: []
};
function readDockerfile(text, options) {
	const parsed = parseDockerfile(text);
	if (!parsed.ok) return nothing;
	const dockerfile = parsed.value;
	const found = findImageProgram(dockerfile, options);
	const target = targetStage(dockerfile, options.target);
	if (!found.ok || target === void 0) return nothing;
	const program = found.value;
	const own = [...stepsOf(dockerfile, target, options)].map(({ instruction }) => instruction);
	const last = (keyword) => own.findLast((instruction) => instruction.keyword === keyword);
	const entry = last("ENTRYPOINT");
	const words = [...entry?.exec ?? [], ...last("CMD")?.exec ?? []].map(textOf);
	const health = healthPath(own.findLast(({ keyword }) => keyword === "HEALTHCHECK")?.rest.text ?? "");
	const mounts = neededStages(dockerfile, target, options).flatMap((stage) => mountsOf(dockerfile, stage, options));
	return {
		neededArgs: [...new Set(program.needs.flatMap(({ argument }) => argument ?? []).filter((name) => options.buildArgs?.[name] === void 0))],
		secrets: [...new Set(mounts.flatMap((mount) => mount.get("type") === "secret" ? mount.get("id") ?? [] : []))],
		ssh: mounts.some((mount) => mount.get("type") === "ssh"),
		takesArguments: program.kind === "go" && program.builds.some(({ started }) => started) && words.includes(program.start?.program ?? "") && !words.includes("-c"),
		hasEntrypoint: entry !== void 0,
		arguments: program.start?.arguments ?? [],
		ports: own.filter(({ keyword }) => keyword === "EXPOSE").flatMap(({ words }) => words.map(textOf)).flatMap((word) => /^\d+(?:\/tcp)?$/.test(word) ? [Number.parseInt(word, 10)] : []),
		...health === void 0 ? {} : { health }
	};
}
function mountsOf(dockerfile, stage, options) {
	return [...stepsOf(dockerfile, stage, options)].filter((step) => step.stage === stage && step.instruction.keyword === "RUN").flatMap(({ instruction }) => instruction.flags.filter(({ name }) => name === "mount").map(mountOptions));
}
function deducedArgs(text, { context, target, buildArgs }, directory, words) {
	const options = {
		buildArgs,
		...target === void 0 ? {} : { target }
	};
	const compiles = (given) => hasDirectory(describeDockerfile(text, {
		...options,
		buildArgs: given
	}).compilesGo.map((one) => cleanPath(`${context}/${one}`) ?? one), directory);
	if (compiles(buildArgs)) return {};
	for (const name of readDockerfile(text, options).neededArgs) {
		const value = words.find((word) => compiles({
			...buildArgs,
			[name]: word
		}));
		if (value !== void 0) return { [name]: value };
	}
	return {};
}
// src/init/detect/start-hints.ts
const port = "8080";
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
function startFound({ hints, services, program, shipped }) {
	const hint = hints.find(({ ports }) => ports.length > 0) ?? hints[0];
	const [exposed, ...moreExposed] = shipped?.reading.ports ?? [];
	const fromImage = {
		...exposed === void 0 || moreExposed.length > 0 ? {} : { port: {
			number: exposed,
			by: shipped?.file ?? ""
		} },
		...shipped?.reading.health === void 0 ? {} : { health: {
			path: shipped.reading.health,
			by: shipped.file
		} }
	};
	if (hint === void 0) return {
		...nothingToStart,
		...fromImage
	};
	const started = Object.entries(hint.services).map(([name, image]) => ({
		name,
		image,
		env: services.find((one) => one.name === name && one.hint.by.startsWith(fileOf(hint)))?.hint.env ?? {}
	}));
	const names = started.map(({ name }) => name);
	const env = Object.entries(hint.env).filter(([name]) => variableName.test(name));
	const isOfService = ([, value]) => names.some((name) => pointsAt(value, name));
	const args = argumentsOf(hint, program, shipped?.reading);
	const [published, ...morePublished] = new Set(hint.ports);
	return {
		...args === void 0 ? {} : { args },
		env: Object.fromEntries(env.filter((one) => !isOfService(one))),
		serviceEnv: Object.fromEntries(env.filter(isOfService)),
		unknownEnv: hint.unknownEnv.filter((name) => variableName.test(name)),
		envFiles: hint.envFiles,
		by: hint.by,
		services: started,
		...fromImage,
		...published === void 0 || morePublished.length > 0 ? {} : { port: {
			number: published,
			by: hint.by
		} },
		...hint.health === void 0 ? {} : { health: {
			path: hint.health,
			by: hint.by
		} }
	};
}
const fileOf = ({ by }) => by.replace(/, service .*$/, ", service ");
function pointsAt(value, service) {
	return value.split(/[^\w.-]+/).includes(service);
}
function argumentsOf({ by, args = [], entrypoint }, program, reading) {
	const isProcfile = /^Procfile\b/.test(by);
	const [first = ""] = args;
	const namesProgram = first.includes("/") || first === program;
	const own = !isProcfile && namesProgram && reading?.hasEntrypoint !== true ? args.slice(1) : args;
	const words = own.map(filled);
	if (words.length === 0 || isSame(words, reading?.arguments)) return void 0;
	const isKnown = words.every((word) => word !== void 0);
	const fits = reading === void 0 || reading.takesArguments && !isProcfile;
	return {
		words: isKnown ? words : own,
		by,
		sure: isKnown && fits && (entrypoint === void 0 || entrypoint.join().split("/").at(-1) === program)
	};
}
function isSame(words, others) {
	return others?.length === words.length && words.every((word, at) => word === others[at]);
}
function filled(word) {
	const known = word.replaceAll(/\$(?:PORT\b|\{PORT(?::?-[^}]{0,200})?\})/g, port).replaceAll(/\$\{\w+:?-([^}]{0,200})\}/g, "$1");
	return /\$[\w({]/.test(known) ? void 0 : known;
}
// src/init/detect/detect.ts
async function detect(world, question) {
	const { version, root, configFile } = question;
	const survey = await surveyDockerfiles(world.files, root, defaultConfig().dockerfile);
	const modules = await findModules(world.files, root);
	const discovery = await discover(world, question, modules, survey);
	const known = discovery.ok ? discovery.value : void 0;
	const image = known === void 0 ? unknownImage : await imageFound(world, root, survey, known.main);
	const building = known === void 0 ? noObstacles : await howItBuilds(world, root, known.main, image);
	return {
		found: {
			version,
			configFile,
			main: mapResult(discovery, ({ main, because, others }) => ({
				path: inRepository(main.module, main.path),
				name: appNameOf(main.importPath, lastOf(root)),
				because,
				others
			})),
			image: image.found,
			...building,
			start: known === void 0 ? nothingToStart : await howItStarts(world, root, survey, known.main, image),
			go: await goFound(world, question, known?.main, modules),
			privateModules: await privateModules(world, root, known?.main.module ?? modules[0] ?? "."),
			...await workflowsFound(world, question)
		},
		...known === void 0 ? {} : { main: known.main }
	};
}
async function discover(world, { root }, modules, survey) {
	const search = {
		checkout: root,
		root,
		modules,
		tags: []
	};
	const go = modules.length === 0 ? void 0 : await findGo(world, root);
	if (go?.ok === false) return go;
	const repository = lastOf(root);
	const found = await discoverMain(world, search, {
		repository,
		compiled: compiledPackages(survey)
	});
	if (modules.length === 0) requireInput(found);
	if (found.ok) return succeed({
		...found.value,
		others: []
	});
	const [first, ...others] = found.problem.candidates ?? [];
	const named = first === void 0 ? found : await namedMain(world, search, first);
	if (!named.ok) return fail(found.problem.message);
	const isOnly = others.length === 0;
	return succeed({
		main: named.value.main,
		because: isOnly ? "the only one that is not an example or a tool" : "the first of several",
		others
	});
}
const builtIn = (because, copying = {}) => ({
	kind: "built-in",
	because,
	...copying
});
const unknownImage = { found: builtIn("the main package is unknown") };
async function imageFound(world, root, survey, main) {
	const choice = chooseDockerfile(survey, main);
	if (choice.kind === "none") return { found: builtIn(choice.because) };
	const [build, ...others] = choice.kind === "problem" ? choice.candidates : [choice.build];
	if (build === void 0) return { found: builtIn(choice.kind === "problem" ? choice.message : "") };
	const { dockerfile, context, target, unknownArgs, by } = build;
	const text = await dockerfileText(world.files, root, build) ?? "";
	const stage = target === void 0 ? {} : { target };
	const elsewhere = notBuiltHere(build, text, {
		...stage,
		buildArgs: build.buildArgs
	});
	if (elsewhere !== void 0) {
		const { because, isCopied } = elsewhere;
		return {
			found: builtIn(`${dockerfile} is not used: ${because}`, isCopied ? { copying: dockerfile } : {}),
			build
		};
	}
	const directory = mainDirectory(main);
	const inside = main.path.replace(/^\.\/?/, "");
	const words = [
		main.name,
		inside,
		directory,
		main.path
	].filter((word) => word !== "");
	const buildArgs = {
		...build.buildArgs,
		...deducedArgs(text, build, directory, words)
	};
	const options = {
		...stage,
		buildArgs,
		platform: `linux/${world.host.arch}`
	};
	const reading = readDockerfile(text, options);
	return {
		found: {
			kind: "dockerfile",
			dockerfile,
			context,
			...stage,
			because: choice.kind === "build" ? choice.because : "the first of several",
			others: others.map((one) => one.target === void 0 ? one.dockerfile : `${one.dockerfile}, target ${one.target}`),
			buildArgs,
			unknownArgs: unknownArgs.filter((name) => !reading.neededArgs.includes(name)),
			neededArgs: reading.neededArgs,
			by,
			secrets: reading.secrets,
			ssh: reading.ssh,
			problems: platformProblems(text, options).filter(({ argument }) => argument === void 0).map((problem) => withPlace(build, problem)),
			named: true
		},
		build: {
			...build,
			buildArgs
		},
		reading
	};
}
async function howItStarts(world, root, survey, main, { found, build, reading }) {
	const services = survey.services.filter((one) => one.build === void 0 || build === void 0 || one.build.target === build.target);
	return startFound({
		hints: await findRunHints(world.files, root, {
			...survey,
			services
		}, {
			dockerfile: build?.dockerfile,
			names: imageNames(main)
		}),
		services: survey.services,
		program: main.name,
		...found.kind === "dockerfile" && reading !== void 0 ? { shipped: {
			file: found.dockerfile,
			reading
		} } : {}
	});
}
async function goFound({ files }, { root, probeSource }, main, modules) {
	const own = joinPath(main?.module ?? modules[0] ?? ".", "go.mod");
	const places = main?.outsideWorkspace === true ? [own] : ["go.work", own];
	const needed = readGoLines(await repositoryText(files, probeSource, "go.mod") ?? "", "linkgate itself").go;
	for (const file of places) {
		const source = await repositoryText(files, root, file);
		const asked = source === void 0 ? void 0 : readGoLines(source, file).go;
		if (asked === void 0) continue;
		if (needed === void 0 || compareGo(asked, needed) >= 0) return {
			kind: "file",
			file,
			version: asked
		};
		return {
			kind: "newest",
			because: `${file} requires Go ${asked}, but linkgate needs Go ${needed}`
		};
	}
	return {
		kind: "newest",
		because: `${own} requires no version`
	};
}
async function workflowsFound(world, { root, workflowFile }) {
	const workflows = (await readWorkflows(world, root)).workflows.filter(({ file }) => file !== workflowFile);
	const queue = workflows.find(({ events }) => Object.hasOwn(events, "merge_group"));
	const running = workflows.find((workflow) => usesOfLinkgate(workflow).some(({ phase }) => phase !== "publish"));
	return {
		...queue === void 0 ? {} : { mergeQueue: queue.file },
		...running === void 0 ? {} : { runsAlready: running.file }
	};
}
// src/init/texts/yaml-lines.ts
var import_dist = require_dist();
const yamlKey = (key, value, note) => ({
	...line(key, value, note),
	on: true
});
const commentedKey = (key, value, note) => ({
	...line(key, value, note),
	on: false
});
const yamlSection = (key, lines, note) => ({
	kind: "section",
	key,
	lines,
	...note === void 0 ? {} : { note }
});
function variableLine(write, name, value, { by, note }) {
	return isPlainVariable(name, value) ? write(name, value, note) : commentedKey(name, "", `value: see ${by.split(",")[0]}${note === void 0 ? "" : `; ${note}`}`);
}
const yamlProse = (...prose) => ({
	kind: "prose",
	prose
});
const blankLine = yamlProse();
function line(key, value, note) {
	return {
		kind: "key",
		key,
		value,
		...note === void 0 ? {} : { note }
	};
}
function yamlLines(nodes, indent = 0) {
	return nodes.flatMap((node) => linesOf(node, indent, void 0)).join("\n");
}
function linesOf(node, depth, mark) {
	if (node.kind === "prose") return node.prose.length === 0 ? [""] : node.prose.map((text) => commented(`# ${printable(text)}`, depth, mark));
	const note = node.note === void 0 ? "" : ` # ${printable(node.note)}`;
	const at = isOn(node) ? mark : mark ?? 2 * depth;
	if (node.kind === "section") return [commented(`${scalar(node.key)}:${note}`, depth, at), ...node.lines.flatMap((one) => linesOf(one, depth + 1, at))];
	return [commented(`${scalar(node.key)}:${written(node.value)}${note}`, depth, at)];
}
function isOn(node) {
	if (node.kind === "prose") return false;
	return node.kind === "section" ? node.lines.some(isOn) : node.on;
}
function commented(text, depth, mark) {
	const column = 2 * depth;
	return mark === void 0 ? `${" ".repeat(column)}${text}` : `${" ".repeat(mark)}# ${" ".repeat(column - mark)}${text}`;
}
const written = (value) => value === null ? "" : ` ${scalar(value)}`;
function scalar(value) {
	return (0, import_dist.stringify)(quoted(value), {
		blockQuote: false,
		collectionStyle: "flow",
		doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
		flowCollectionPadding: !Array.isArray(value),
		lineWidth: 0
	}).replace(/\n$/, "");
}
const needsQuotes = /\p{Cc}|\p{Zl}|\p{Zp}|^\p{White_Space}|\p{White_Space}$/u;
function quoted(value) {
	if (Array.isArray(value)) return value.map(quoted);
	if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, quoted(one)]));
	if (typeof value === "string" && needsQuotes.test(value)) {
		const node = new import_dist.Scalar(value);
		node.type = import_dist.Scalar.QUOTE_DOUBLE;
		return node;
	}
	return value;
}
// src/init/texts/config-text.ts
const schema = "https://raw.githubusercontent.com/linkgate/linkgate/main/schemas/config.v1.schema.json";
function configText(found) {
	return `${[
		`# yaml-language-server: $schema=${schema}`,
		"#",
		"# What linkgate builds, starts and measures, and which budgets fail a pull request. Written by `linkgate init`.",
		"# Commented lines show defaults and suggestions. Uncomment a line to use it, together with the key that it",
		"# belongs to."
	].join("\n")}\n${yamlLines([
		yamlKey("version", 1),
		blankLine,
		commentedKey("app", nameOf(found), "name in the comment (default)"),
		blankLine,
		yamlSection("build", [
			...mainLines(found),
			...imageLines(found),
			...buildLines(found)
		]),
		blankLine,
		commentedKey("modes", ["static", "dynamic"], "default; a map sets flags or an image for each mode"),
		blankLine,
		yamlSection("startup", startLines(found.start)),
		blankLine,
		yamlProse("The default budgets. An increase breaks a budget if it exceeds both the percentage and the amount."),
		yamlSection("budgets", budgetLines()),
		blankLine,
		commentedKey("vulnerabilities", { new: "warn" }, "compares programs with the Go vulnerability database; default: off")
	])}\n`;
}
function nameOf({ main }) {
	return main.ok && /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(main.value.name) ? main.value.name : "api";
}
function mainLines({ main }) {
	if (!main.ok) return [commentedKey("main", "./cmd/api", "main package; default: the one that imports Gin")];
	return [yamlKey("main", main.value.path, `main package: ${main.value.because}`), ...main.value.others.map((path) => commentedKey("main", path))];
}
function imageLines({ main, image }) {
	if (image.kind === "built-in") return [commentedKey("dockerfile", "Dockerfile", "default: the Dockerfile of the app; false: the built-in image"), ...main.ok ? [yamlProse(`linkgate uses the built-in image now: ${image.because}.`)] : []];
	const { dockerfile, context, target, because, others, named } = image;
	const write = named ? yamlKey : commentedKey;
	const own = dockerfile.includes("/") ? dockerfile.slice(0, dockerfile.lastIndexOf("/")) : ".";
	const args = [
		...Object.entries(image.buildArgs).map(([name, value]) => variableLine(write, name, value, { by: image.by })),
		...image.unknownArgs.map((name) => commentedKey(name, "", `set by ${image.by}`)),
		...image.neededArgs.map((name) => commentedKey(name, "", "required: there is no default"))
	];
	return [
		write("dockerfile", dockerfile, because),
		...others.length === 0 ? [] : [yamlProse(`other possible values are ${others.join("; ")}`)],
		...context === own ? [] : [write("context", context, "build context")],
		...target === void 0 ? [] : [write("target", target, "stage of the production image")],
		...args.length === 0 ? [] : [yamlSection("build-args", args)],
		...image.secrets.length === 0 ? [] : [yamlSection("secrets", image.secrets.map((id) => commentedKey(id, { env: secretVariable(id) })), "by id, each from a variable (env) or a file")],
		...image.ssh ? [commentedKey("ssh", true, "the Dockerfile mounts the SSH agent")] : []
	];
}
function secretVariable(id) {
	const name = id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
	return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_|\d|_*$)/.test(name) ? `BUILD_${name}` : name;
}
function buildLines({ prepare, image }) {
	const why = image.kind === "dockerfile" ? "creates files that are not in git; the Dockerfile seems to create them too" : void 0;
	return [
		prepare === void 0 ? commentedKey("prepare", "go generate ./...", "shell command, runs before each build") : (prepare.needed ? yamlKey : commentedKey)("prepare", prepare.command, prepare.needed ? "creates files that are not in git" : why),
		commentedKey("ldflags", defaultLdflags, "default: no symbol table, no debug information"),
		commentedKey("tags", ["jsoniter"], "build tags")
	];
}
function startLines(start) {
	const { args, env, serviceEnv, unknownEnv, by = "", services, port, health } = start;
	const variables = [
		...Object.entries(env).map(([name, value]) => variableLine(yamlKey, name, value, { by })),
		...Object.entries(serviceEnv).map(([name, value]) => variableLine(commentedKey, name, value, {
			by,
			note: "address of a service, see network"
		})),
		...unknownEnv.map((name) => commentedKey(name, "", `${by} reads it from the environment`))
	];
	return [
		args === void 0 ? commentedKey("args", ["serve"], "replaces the arguments in CMD; ENTRYPOINT stays") : (args.sure ? yamlKey : commentedKey)("args", args.words, `as in ${args.by}`),
		variables.length === 0 ? commentedKey("env", { GIN_MODE: "release" }, "in addition to PORT") : yamlSection("env", variables, `as in ${by}; in addition to PORT`),
		...services.length === 0 ? [] : [commentedKey("network", "services", "network of the service containers of the job")],
		health === void 0 ? commentedKey("ready", { http: "/healthz" }, "default: any HTTP response") : commentedKey("ready", { http: health.path }, `as in ${health.by}; default: any HTTP response`),
		commentedKey("port", port?.number ?? 9e3, `${port === void 0 ? "" : `as in ${port.by}; `}default: detected`),
		commentedKey("files", { "/app/config.yaml": "ci/config.yaml" }, "files of the repository, by their path in the container"),
		commentedKey("timeout", "30 s", "default")
	];
}
function budgetLines() {
	return defaultConfig().budgets.map(({ metric, text, level }) => commentedKey(metric, {
		increase: text.replace(/^increase /, ""),
		...level === "fail" ? {} : { level }
	}));
}
// src/init/texts/workflow-text.ts
const workflowFile = ".github/workflows/linkgate.yml";
const expression = (inner) => `\${{ ${inner} }}`;
function workflowText(found) {
	return `${yamlLines([
		yamlProse("Builds the container image of base and head, statically and dynamically linked, shows the changes in one comment,", `and fails if a budget is broken (${found.configFile}). Written by \`linkgate init\`.`, "This workflow cannot comment on pull requests from forks: see forks-measure.yml in the example workflows of linkgate."),
		yamlKey("name", "linkgate"),
		blankLine,
		yamlSection("on", [yamlKey("pull_request", null), ...found.mergeQueue === void 0 ? [] : [yamlKey("merge_group", null, `for the merge queue, as in ${found.mergeQueue}`)]]),
		blankLine,
		yamlProse("linkgate reads the code and comments on the pull request. It needs no other permission."),
		yamlSection("permissions", [yamlKey("contents", "read"), yamlKey("pull-requests", "write")]),
		blankLine,
		yamlProse("A new push cancels outdated runs."),
		yamlSection("concurrency", [yamlKey("group", `linkgate-${expression("github.event.pull_request.number || github.ref")}`), yamlKey("cancel-in-progress", true)]),
		blankLine,
		yamlSection("jobs", [yamlSection("image", [
			yamlKey("runs-on", "ubuntu-latest"),
			yamlKey("timeout-minutes", 30),
			...privateLines(found),
			...serviceLines(found)
		])])
	])}\n    steps:\n${stepsText(found)}\n`;
}
function privateLines({ privateModules }) {
	if (privateModules.length === 0) return [];
	return [yamlSection("env", [commentedKey("GOPRIVATE", privateModules.join(","), "fetched without a proxy; needs the step with git config")])];
}
function serviceLines({ start, configFile }) {
	if (start.services.length === 0) return [];
	return [yamlProse(`Uncomment if the app needs them, together with \`network\` and \`env\` in ${configFile}.`), yamlSection("services", start.services.map(({ name, image, env }) => yamlSection(name, [commentedKey("image", image), ...Object.keys(env).length === 0 ? [] : [yamlSection("env", Object.entries(env).map(([variable, value]) => variableLine(commentedKey, variable, value, { by: start.by ?? "" })))]])))];
}
function step(nodes) {
	return yamlLines(nodes, 4).replace(/^ {8}/, "      - ");
}
function stepsText(found) {
	const { go, image, configFile, version } = found;
	const secrets = new Set(image.kind === "dockerfile" ? image.secrets.map(secretVariable) : []);
	return [
		step([yamlKey("uses", currentActions.checkout)]),
		step([yamlKey("uses", currentActions.setupGo), yamlSection("with", [...go.kind === "file" ? [yamlKey("go-version-file", go.file)] : [yamlKey("go-version", "stable", `the newest: ${go.because}`)], yamlKey("cache", false, "linkgate has its own cache, for base and head")])]),
		...credentialsStep(found),
		step([
			yamlKey("uses", `linkgate/linkgate@v${version}`),
			...usualPlaces.includes(configFile) ? [] : [yamlSection("with", [yamlKey("config", configFile)])],
			...secrets.size === 0 ? [] : [yamlSection("env", [...secrets].map((name) => commentedKey(name, expression(`secrets.${name}`))))]
		])
	].join("\n\n");
}
function credentialsStep({ privateModules }) {
	const host = privateModules[0]?.split("/")[0];
	if (host === void 0) return [];
	const address = `"https://x-access-token:$TOKEN@${host}/"`;
	return [step([yamlKey("run", `git config --global url.${address}.insteadOf https://${host}/`), yamlSection("env", [yamlKey("TOKEN", expression("secrets.MODULES_TOKEN"))])]).replaceAll(/^ {6}/gm, "      # ")];
}
// src/init/texts/sentences.ts
function sentencesOf(found) {
	const { main, image, start, go, prepare, mergeQueue, runsAlready } = found;
	const copied = namesWhere(start.env, isPlainVariable);
	return {
		found: [
			...main.ok && main.value.others.length === 0 ? [`main package ${main.value.path} (${main.value.because})`] : [],
			...main.ok ? [imageSentence(image)] : [],
			...start.args?.sure === true ? [`arguments \`${start.args.words.join(" ")}\` (${start.args.by})`] : [],
			...copied.length === 0 ? [] : [`variables ${copied.join(", ")} (${start.by})`],
			...start.port === void 0 ? [] : [`port ${start.port.number} (${start.port.by}); linkgate detects the port at start-up anyway`],
			...prepare === void 0 || !prepare.needed ? [] : [`before each build: \`${prepare.command}\``],
			go.kind === "file" ? `Go ${go.version} (${go.file})` : `the newest Go in the workflow: ${go.because}`,
			...runsAlready === void 0 ? [] : [`${runsAlready} already runs linkgate, so linkgate wrote no workflow`],
			...mergeQueue === void 0 ? [] : [`merge queue (${mergeQueue}): the workflow also runs on \`merge_group\``]
		],
		unknown: [
			...ofMain(found),
			...image.kind === "built-in" ? ofCopied(found, image) : ofImage(found, image),
			...ofStart(found),
			...ofBuild(found)
		]
	};
}
function imageSentence(image) {
	if (image.kind === "built-in") return `built-in image: ${image.because}`;
	const { dockerfile, context, target, buildArgs, because } = image;
	const stage = target === void 0 ? "" : `, target ${target}`;
	const names = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`);
	return `Dockerfile ${dockerfile}${stage}, context ${context}${names.length === 0 ? "" : `, ${names.join(" ")}`} (${because})`;
}
function namesWhere(variables, isWanted) {
	return Object.entries(variables).flatMap(([name, value]) => isWanted(name, value) ? [name] : []);
}
const mostNamed = 5;
function several(names, separator) {
	const more = names.length - mostNamed;
	const named = names.slice(0, mostNamed).join(separator);
	return more > 0 ? `${named} and ${more} more` : named;
}
function ofMain({ main, configFile }) {
	if (!main.ok) return [`main package: ${main.problem.message}; each run looks for it again`];
	const { path, others } = main.value;
	if (others.length === 0) return [];
	return [`${several([path, ...others], ", ")} are equally likely. linkgate picked ${path}. Choose another one in ${configFile}, or measure all of them as in the example workflow monorepo.yml.`];
}
function ofCopied({ configFile }, { copying }) {
	return copying === void 0 ? [] : [`production image: if a command such as \`make build\` compiles the program before ${copying} copies it, set \`prepare\` in ${configFile} to that command`];
}
function ofImage({ configFile }, image) {
	const { dockerfile, others, neededArgs, unknownArgs, secrets, ssh, problems, by } = image;
	return [
		...others.length === 0 ? [] : [`production image: linkgate picked ${dockerfile}; alternatives: ${several(others, "; ")}`],
		...neededArgs.map((name) => `build argument \`${name}\` of ${dockerfile} has no default: set it under \`build-args\` in ${configFile}`),
		...unknownArgs.length === 0 ? [] : [`build arguments ${unknownArgs.join(", ")}: their values depend on the run, so linkgate builds ${dockerfile} without them (set by ${by})`],
		...secrets.map((id) => `secret \`${id}\` of ${dockerfile}: if the build needs it, uncomment it under \`secrets\` in ${configFile} and under \`env\` in ${workflowFile}`),
		...ssh ? [`SSH agent: if the build of ${dockerfile} needs it, uncomment \`ssh\` in ${configFile}`] : [],
		...problems
	];
}
function ofStart({ start, configFile }) {
	const { args, unknownEnv, envFiles, services, by } = start;
	const names = services.map(({ name, image }) => `${name} (${image})`);
	const hidden = namesWhere({
		...start.env,
		...start.serviceEnv
	}, (name, value) => !isPlainVariable(name, value));
	return [
		...args === void 0 || args.sure ? [] : [`arguments: ${args.by} starts the app with \`${args.words.join(" ")}\`; if production does too, uncomment \`args\` in ${configFile}`],
		...services.length === 0 ? [] : [`services: ${by} starts ${names.join(", ")} first; if the app needs them, uncomment \`services\` in ${workflowFile}, and \`network\` and \`env\` in ${configFile}`],
		...unknownEnv.length === 0 ? [] : [`variables ${unknownEnv.join(", ")}: ${by} reads them from the environment; if the app needs them, set them under \`env\` in ${configFile}`],
		...hidden.length === 0 ? [] : [`variables ${hidden.join(", ")}: linkgate does not copy their values from ${by}; if the app needs them, set them under \`env\` in ${configFile}`],
		...envFiles.length === 0 ? [] : [`variables in ${envFiles.join(", ")}: ${by} reads them, but linkgate does not; set those that the app needs under \`env\` in ${configFile}`]
	];
}
function ofBuild({ obstacles, privateModules }) {
	return [...obstacles.map((obstacle) => `build: ${obstacle}`), ...privateModules.length === 0 ? [] : [`private modules ${privateModules.join(", ")} (GOPRIVATE): uncomment \`GOPRIVATE\` and \`git config\` in ${workflowFile}, and create the secret`]];
}
// src/init/write.ts
async function placesTaken(files, root, paths) {
	const taken = [];
	for (const path of paths) {
		const name = lastOf(path);
		const entry = (await files.list(`${root}/${parentOf(path)}`)).find((one) => one.name === name);
		if (entry?.kind === "directory") throw new InputError([`\`${path}\` is a directory: remove it, or choose another path`]);
		if (entry !== void 0) taken.push(path);
	}
	return taken;
}
async function writeAll({ files, random }, root, all) {
	const suffix = Math.floor(random() * 2 ** 32).toString(36);
	const pending = all.map(({ path, text }) => ({
		to: `${root}/${path}`,
		beside: `${root}/${path}.${suffix}.tmp`,
		text
	}));
	const before = [];
	try {
		for (const { beside, text } of pending) await files.write(beside, text);
		for (const { beside, to } of pending) {
			const was = await files.read(to);
			await files.move(beside, to);
			before.push(() => was === void 0 ? files.remove(to) : files.write(to, was));
		}
	} catch (error) {
		for (const restore of before) await restore();
		throw error;
	} finally {
		for (const { beside } of pending) await files.remove(beside);
	}
}
// src/init/init.ts
async function runInit(world, options) {
	const { version, probeSource, directory, force, dryRun } = options;
	const { root } = requireInput(await openCheckout(world, directory));
	const there = await placesTaken(world.files, root, usualPlaces);
	const configFile = options.config === void 0 ? there[0] ?? ".github/linkgate.yml" : insideOf(root, options.config);
	const taken = await placesTaken(world.files, root, [configFile, workflowFile]);
	if (taken.length > 0 && !force && !dryRun) throw new InputError([`${enumerate(taken)} already ${taken.length === 1 ? "exists" : "exist"}, so linkgate wrote nothing: pass --dry-run to see the result, or --force to overwrite`]);
	const found = await withoutDoubt(world, root, await detect(world, {
		version,
		probeSource,
		root,
		configFile,
		workflowFile
	}));
	const { mask } = world.secrets;
	const files = [{
		path: configFile,
		text: mask(configText(found))
	}, ...found.runsAlready === void 0 ? [{
		path: workflowFile,
		text: mask(workflowText(found))
	}] : []];
	if (!dryRun) await writeAll(world, root, files);
	return {
		files,
		...sentencesOf(found)
	};
}
async function withoutDoubt({ files }, root, { found, main }) {
	const { image, configFile } = found;
	if (main === void 0 || image.kind === "built-in") return found;
	const parsed = parseConfig(configText(found), configFile);
	if (!parsed.ok) throw new Error(parsed.problem.map(({ message }) => message).join("\n"));
	const survey = await surveyDockerfiles(files, root, parsed.value.dockerfile);
	const choice = chooseDockerfile(survey, main);
	return choice.kind === "build" && choice.build.dockerfile === image.dockerfile && choice.build.context === image.context && choice.build.target === image.target ? found : {
		...found,
		image: {
			...image,
			named: false
		}
	};
}
function insideOf(root, given) {
	const path = cleanPath(given.startsWith(`${root}/`) ? given.slice(root.length + 1) : given);
	if (path === void 0 || path === ".") throw new InputError([`--config is \`${given}\`: use a path inside the repository, relative to its root, such as ${usualPlace}`]);
	return path;
}
// src/init/texts/terminal-text.ts
function initText({ files, found, unknown }, { dryRun }, { color, width }) {
	const paint = painter(color);
	const paths = enumerate(files.map(({ path }) => path));
	const item = (mark, style, text) => `  ${paint(mark, style)} ${wrap(printable(text, 1e3), width, 4).trimStart()}`;
	return `${[
		paint(`✓ linkgate init: ${dryRun ? "would write" : "wrote"} ${paths}`, "bold", "green"),
		"",
		...found.map((text) => item("✓", "green", text)),
		...unknown.length === 0 ? [] : ["", "  Please check:"],
		...unknown.map((text) => item("!", "yellow", text)),
		"",
		...dryRun ? files.flatMap(({ path, text }) => [paint(`# ${path}`, "bold"), text]) : ["  Review and commit these files, then run `linkgate check`."]
	].join("\n").trimEnd()}\n`;
}
// src/commands/local/init.ts
const initCommand = async (values, handles) => {
	const { force = false, dryRun = false, config } = values;
	const { world, terminal, probeSource } = handles;
	const directory = await repositoryIn(values, handles);
	const done = await runInit(world, {
		version,
		probeSource,
		directory,
		config,
		force,
		dryRun
	});
	terminal.print(initText(done, { dryRun }, terminal));
	return exitCodes.passed;
};
// src/commands/local/inspect.ts
const inspectCommand = async (values, { world, resolve, terminal }, path) => {
	const { base, json, vulnerabilities: isWanted, vulnerabilityDatabase } = values;
	const source = givenDatabase(values);
	const workspace = await openWorkspace(world);
	try {
		const { directory } = workspace;
		const inspection = await inspectPath(world, resolve(path), {
			scratch: directory,
			...base === void 0 ? {} : { base: resolve(base) }
		});
		const vulnerabilities = isWanted === true || vulnerabilityDatabase !== void 0 ? await inspectVulnerabilities({
			world,
			results: noResults,
			directory,
			root: resolve(".")
		}, programIn(inspection, {
			files: world.files,
			path: resolve(path)
		}), source) : void 0;
		terminal.print(json === true ? inspectionJson(path, inspection, vulnerabilities) : inspectionText(path, inspection, terminal, vulnerabilities));
		return isNotStarting(inspection) ? exitCodes.notStarting : exitCodes.passed;
	} finally {
		await workspace.close();
	}
};
function givenDatabase({ vulnerabilityDatabase: given }) {
	if (given === void 0) return void 0;
	const source = databaseSource(given);
	if (source.ok) return source.value;
	throw new InputError([`--vulnerability-database: ${source.problem.message}`]);
}
function programIn(inspection, file) {
	if (inspection.kind === "program") return succeed(file);
	const { saved, check } = inspection;
	const { root: files, rootProblem = "its layers were not read" } = saved;
	if (files === void 0) return fail(rootProblem);
	return check.ok ? mapResult(check.value.program, ({ path }) => ({
		files,
		path
	})) : check;
}
function isNotStarting(inspection) {
	return inspection.kind === "image" && inspection.check.ok && willStart(inspection.check.value) === "no";
}
// src/commands/local/judge.ts
const judgeCommand = async (values, handles, path) => {
	const report = await readEarlierReport(path, handles);
	const { config } = values;
	const judged = config === void 0 ? judge(report) : await judgedBy(config, report, handles);
	return deliverReport(shownReport(judged, handles.world.secrets), values, handles);
};
const withoutLimits = {
	unmeasured: "warn",
	accept: []
};
async function judgedBy(path, report, { world, resolve }) {
	const source = await boundedText(world.files, resolve(path), {
		name: path,
		largest: largestText
	});
	if (source === void 0) throw new InputError([`configuration file \`${path}\` does not exist`]);
	const { budgets, reference, vulnerabilities: given } = requireInput(parseConfig(source, path));
	const evidence = {
		...report,
		...reference === void 0 ? {} : { reference },
		...vulnerabilitiesBy(given?.budget, report, utcDay(world.clock.wall()))
	};
	return judge(evidence, budgets);
}
function vulnerabilitiesBy(budget, { vulnerabilities: given, variants }, date) {
	if (given !== void 0) return { vulnerabilities: {
		...given,
		budget: budget ?? withoutLimits
	} };
	if (budget === void 0) return {};
	const result = {
		kind: "unchecked",
		because: "not-looked-for"
	};
	return { vulnerabilities: {
		date,
		budget,
		programs: variants.map(({ revision, mode, platform }) => ({
			revision,
			mode,
			platform,
			result
		}))
	} };
}
// src/commands/local/commands.ts
const localCommands = {
	init: initCommand,
	inspect: inspectCommand,
	explain: explainCommand,
	judge: judgeCommand,
	doctor: doctorCommand
};
export { localCommands };
