/** Facts from the graph of a program, small enough to be kept for later runs. */
import * as z from 'zod'
import { type LinkChain, linkChainSchema } from '../../model/linked.ts'
import { readonlyObject, text } from '../../model/schema.ts'
import type { Plan } from '../../plan/plan.ts'
import type { GraphFacts } from './graph-facts.ts'
import { graphOf, type LinkTools, type RepeatableVariant } from './link-again.ts'
import { pruningOffSchema } from './pruning.ts'

const linkedFactsSchema = readonlyObject({
  /** null if unused methods are omitted. */
  off: pruningOffSchema.nullable(),
  /** Symbols of the functions that look up methods by names which the linker cannot know. */
  lookups: z.array(text).readonly(),
})
export type LinkedFacts = z.infer<typeof linkedFactsSchema>

/** @param link called if no earlier run kept the facts */
export function linkedFacts(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  link = () => graphOf(tools, plan, variant, {}),
): Promise<LinkedFacts | undefined> {
  const about = linkInputs(tools, plan, variant)
  return tools.results.of({ kind: 'linked', about, schema: linkedFactsSchema }, async () => {
    const linked = await link()
    return linked && { off: linked.off, lookups: linked.lookups }
  })
}

const linkedChainsSchema = z.array(readonlyObject({ module: text, chain: linkChainSchema })).readonly()

interface WantedChains {
  /** Paths of modules. */
  readonly modules: readonly string[]
  /** Called if the chains are not known yet; returns facts with the chains of these modules. */
  readonly link: () => Promise<GraphFacts | undefined>
}

/** How the linker reaches modules. It may not reach all; empty if the program cannot be linked again. */
export async function linkedChains(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  { modules, link }: WantedChains,
): Promise<ReadonlyMap<string, LinkChain>> {
  const about = { ...linkInputs(tools, plan, variant), modules: modules.toSorted() }
  const found = await tools.results.of({ kind: 'chains', about, schema: linkedChainsSchema }, async () => {
    return (await link())?.chains
  })
  return new Map((found ?? []).map(({ module, chain }) => [module, chain]))
}

const functionChainsSchema = z.array(readonlyObject({ function: text, chain: linkChainSchema })).readonly()

/** How the linker reaches functions, by the requested names; some may be unknown. */
export async function linkedFunctions(
  tools: LinkTools,
  plan: Plan,
  variant: RepeatableVariant,
  functions: readonly string[],
): Promise<ReadonlyMap<string, LinkChain>> {
  const about = { ...linkInputs(tools, plan, variant), functions: functions.toSorted() }
  const found = await tools.results.of({ kind: 'chains', about, schema: functionChainsSchema }, async () => {
    return (await graphOf(tools, plan, variant, { functions }))?.functions
  })
  return new Map((found ?? []).map((one) => [one.function, one.chain]))
}

/** Variables that affect the output of Go and the C compiler. */
const ofBuild =
  /^(?:GO(?:AMD64|ARM64|ARM|386|EXPERIMENT|FLAGS|TOOLCHAIN|WORK|ROOT)|CGO_.+|CC|CXX|AR|FC|PKG_CONFIG.*)$/

/** Everything that affects the result of linking a program again: its bytes, and how it was built. */
export function linkInputs(
  { world }: Pick<LinkTools, 'world'>,
  { target, go }: Pick<Plan, 'target' | 'go'>,
  { mode, platform, inspection }: Pick<RepeatableVariant, 'mode' | 'platform' | 'inspection'>,
): Readonly<Record<string, unknown>> {
  const { env, os, arch, image } = world.host
  return {
    program: inspection.binary.sha256,
    mode: {
      env: sorted(mode.env),
      tags: mode.tags,
      ldflags: mode.ldflags,
      buildmode: mode.buildmode ?? null,
      gcflags: mode.gcflags ?? null,
    },
    main: target.main,
    platform,
    go: { version: go.version, flags: go.flags, compiler: go.compiler },
    host: { os, arch, image: image ?? null },
    env: sorted(Object.fromEntries(Object.entries(env).filter(([name]) => ofBuild.test(name)))),
  }
}

function sorted(variables: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(variables).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
