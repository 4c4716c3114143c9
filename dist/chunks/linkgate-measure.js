import { t as shownReport } from "./linkgate-findings.js";
import { C as settleAll, Tt as revisions, c as showingProgress, m as buildFiles } from "./linkgate-core.js";
import { B as platformsIn, C as keptForNextRun, N as judge, Q as hasProgram, S as keepFromBuilder, _ as ceilingsOf, a as measureStartup, b as BuildContexts, c as savedImages, d as gatherEarlier, f as gatherEvidence, g as keepRun, h as earlierEvidence, i as unstarted, l as openBuilderCaches, m as readHead, n as unchangedVulnerabilities, o as openContainers, ot as interimAnalyses, p as openModesOf, q as surveyImages, r as areSameImages, s as buildImages, t as checkVulnerabilities, u as openInspector, v as knownInputs, w as withCaches, x as restoreCaches, y as prepareAll, z as makePlan } from "./linkgate-run.js";
import { k as durationLine, t as withScans } from "./linkgate-report.js";
import { t as requireDistinctScans } from "./linkgate-preflight.js";
// src/measure-plan.ts
async function measurePlan(handles, plan, { phases, kept }, { ceilings, limit, probeSource, handOver, ...options }) {
	const images = savedImages(handles, kept.results);
	const made = openContainers(handles, plan, {
		source: probeSource,
		comparesBase: ceilings === void 0
	});
	const engine = ceilings?.needStarts === false ? { load: async () => {} } : made;
	const inspector = openInspector({
		...handles,
		engine,
		images,
		results: kept.results
	}, plan);
	const builderCaches = openBuilderCaches(handles, plan, phases.within("build"));
	const tools = builderCaches === void 0 ? handles : {
		...handles,
		builderCaches
	};
	const [{ variants: built, findings, bases }, ofHead] = await settleAll([phases.run("build", () => buildImages(tools, plan, images, {
		...options,
		made,
		programs: kept.programs,
		needsStarts: ceilings?.needStarts !== false,
		onBuilt: inspector.onBuilt,
		...ceilings === void 0 ? {} : { needed: ceilings.modes }
	})), readHead(handles.world.files, plan)]);
	const { inspected, linked, programs } = await phases.run("inspect", (within) => inspector.inspectAndExplain(built, within));
	const startup = ceilings?.needStarts === false && areSameImages(inspected) ? unstarted(inspected) : await phases.run("start", (within) => measureStarts(handles, plan, inspected, {
		phases: within,
		limit,
		probeSource,
		made
	}));
	const ofBuilder = await keepFromBuilder(handles, plan, ceilings === void 0 ? builderCaches : void 0, phases);
	const isKept = await handOver(startup.variants, ofBuilder.kept);
	handles.workspace.end("engine");
	const { vulnerabilities: wanted } = plan.settings.config;
	const vulnerabilities = wanted && await phases.run("vulnerabilities", () => checkVulnerabilities({
		...handles,
		results: kept.results
	}, plan, startup.variants));
	removeFiles(handles, plan);
	return {
		measured: {
			findings: [
				...findings,
				...ofBuilder.findings,
				...linked.findings
			],
			startup,
			programs,
			linked: linked.modules,
			vulnerabilities,
			limit,
			ofHead
		},
		bases,
		isKept
	};
}
function removeFiles({ workspace }, { source: { checkouts } }) {
	for (const revision of revisions) {
		const tree = checkouts[revision];
		if (tree !== void 0) workspace.end(tree);
	}
	workspace.end(buildFiles);
}
function measureStarts(handles, plan, inspected, given) {
	const { limit } = given;
	const rule = {
		interimAnalyses: interimAnalyses(limit),
		openModes: openModesOf(plan, limit)
	};
	return measureStartup(handles, plan, inspected, {
		...given,
		...rule
	});
}
// src/measure-revisions.ts
async function measureRevisions(world, { preflight, handles }, phases, { version, probeSource, building, onBuilt, scans, ...request }) {
	const { cache, kept } = await phases.run("restore", () => restoreCaches(world, handles.workspace, preflight, request));
	const unprepared = await prepareRevisions(world, preflight, phases);
	const planning = () => discover(world, preflight, unprepared);
	const plan = await phases.run("discover", () => showingProgress(world.log, () => "planning the builds", planning));
	requireDistinctScans(scans, platformsIn(plan));
	const contexts = new BuildContexts(handles, plan);
	const { context, inputs } = request;
	const known = await phases.run("discover", () => knownInputs(world, plan, contexts, {
		event: context?.eventName,
		unprepared
	}));
	const about = {
		version,
		context
	};
	const same = known?.isSame === true ? {
		key: known.key,
		ceilings: ceilingsOf(plan.settings.config)
	} : void 0;
	const earlier = same && await earlierEvidence(handles, plan, kept.results, same);
	if (earlier !== void 0) {
		await kept.close();
		const timed = withCaches(phases.done, {
			...cache,
			isSaved: false
		}, kept);
		const found = {
			...earlier,
			...unchangedVulnerabilities(handles, plan)
		};
		return gatherEarlier(handles, plan, found, {
			...about,
			phases: timed
		});
	}
	const saved = same === void 0 ? cache : kept;
	const given = {
		ceilings: same?.ceilings,
		contexts,
		unprepared,
		building,
		probeSource,
		limit: inputs.rounds,
		handOver: handingOver(saved, onBuilt)
	};
	const { measured, bases, isKept } = await measurePlan(handles, plan, {
		phases,
		kept
	}, given);
	const { findings, startup: { variants } } = measured;
	if (known !== void 0) await keepRun(handles, plan, kept.results, {
		...known,
		variants,
		findings,
		bases
	});
	await kept.close();
	const timed = withCaches(phases.done, {
		...cache,
		isSaved: isKept && saved === cache
	}, kept);
	return gatherEvidence(handles, plan, measured, {
		...about,
		phases: timed
	});
}
function handingOver(saved, onBuilt) {
	return async (variants, ofBuilder) => {
		const isKept = onBuilt !== void 0 && [...variants].some((one) => one.revision === "head" && hasProgram(one));
		if (isKept) onBuilt(keptForNextRun(saved, ofBuilder));
		else await ofBuilder?.close();
		return isKept;
	};
}
function judged({ log, secrets }, evidence, scans) {
	const report = judge(evidence);
	log.info(durationLine(report));
	return withScans(shownReport(report, secrets), scans, {
		log,
		secrets
	});
}
async function prepareRevisions(world, { settings, source }, phases) {
	const { prepare } = settings.config;
	return prepare === void 0 ? {} : phases.run("prepare", () => prepareAll(world, prepare, source));
}
async function discover(world, preflight, unprepared) {
	const { settings, source } = preflight;
	const { head, base } = source.checkouts;
	const survey = await surveyImages(world.files, head, settings.config);
	const baseSurvey = base === void 0 ? void 0 : await surveyImages(world.files, base, settings.config);
	const isBaseUnprepared = unprepared.base !== void 0;
	return makePlan(world, preflight, {
		unprepared: unprepared.head,
		survey,
		baseSurvey,
		isBaseUnprepared
	});
}
export { discover, judged, measureRevisions };
