/** Facts from the linker's output for head: why it contains new modules, and which unused methods it keeps. */
import { onlyOnce } from '../../common/remembered.ts'
import { settleAll } from '../../common/settle.ts'
import type { UnbuiltVariant } from '../../images/built-variant.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import type { LinkedModules } from '../../model/linked.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Plan } from '../../plan/plan.ts'
import { listProgram } from '../../repository/go/list-program.ts'
import { checkDeadCode, type DeadCodeCheck } from './dead-code.ts'
import type { GraphFacts } from './graph-facts.ts'
import { graphOf, type LinkTools, type RepeatableVariant, repeatableBuilds } from './link-again.ts'
import { type LinkedFacts, linkedChains, linkedFacts } from './linked-facts.ts'
import { importPaths } from './modules.ts'

export interface LinkingCheck extends DeadCodeCheck {
  /** Absent if no module is new. */
  readonly modules?: LinkedModules
}

const nothing: LinkingCheck = { findings: [], pruned: [] }
const mostModules = 50

/** The linker's output for head. */
interface HeadLink {
  readonly facts: LinkedFacts
  /** undefined if no module is new. */
  readonly modules: Promise<LinkedModules | undefined>
}

/** Returns undefined if there is no graph of the program. */
export type LinkReader = (pair: VariantPair<RepeatableVariant>) => Promise<HeadLink | undefined>

/** Reads the linker's output for each head once. Links head again if no output was recorded. */
export function linkReader(tools: LinkTools, plan: Plan): LinkReader {
  const known = new Map<string, ReturnType<LinkReader>>()
  const read: LinkReader = async (pair) => {
    const added = addedModules(pair)
    const names = added.map(([name]) => name)
    const link = onlyOnce(() => graphOf(tools, plan, pair.head, { modules: names }))
    const facts = await linkedFacts(tools, plan, pair.head, link)
    if (facts === undefined) return undefined
    const modules = newModules(tools, plan, pair.head, { added, link })
    // a caller that awaits them gets the failure; this prevents an unhandled rejection
    modules.catch(() => {})
    return { facts, modules }
  }
  return (pair) => {
    const { binary } = pair.head.image
    const found = known.get(binary) ?? read(pair)
    known.set(binary, found)
    return found
  }
}

/** Links the program of head again if linkgate compiled it on this machine, unless the configuration disables that. */
export async function checkLinking(
  tools: LinkTools,
  plan: Plan,
  variants: VariantSet<ReadVariant | UnbuiltVariant>,
  read = linkReader(tools, plan),
): Promise<LinkingCheck> {
  const pairs = plan.settings.config.relinks ? repeatableBuilds(variants, plan.target) : []
  const [first] = pairs
  if (first === undefined) return nothing
  const { log } = tools.world
  const head = await read(first)
  if (head === undefined) {
    log.info('it is not known what the program reaches, so unused methods are not determined')
    return nothing
  }
  const [modules, checked] = await settleAll([head.modules, checkDeadCode(tools, plan, pairs, head.facts)])
  return modules === undefined ? checked : { ...checked, modules }
}

type AddedModule = readonly [name: string, version: string]

function addedModules({ base, head }: VariantPair<ReadVariant>): readonly AddedModule[] {
  const before = base?.inspection.binary.modules
  return Object.entries(head.inspection.binary.modules).filter(
    ([name]) => before !== undefined && !Object.hasOwn(before, name),
  )
}

interface NewModules {
  readonly added: readonly AddedModule[]
  readonly link: () => Promise<GraphFacts | undefined>
}

async function newModules(
  tools: LinkTools,
  plan: Plan,
  head: RepeatableVariant,
  { added, link }: NewModules,
): Promise<LinkedModules | undefined> {
  if (added.length === 0) return undefined
  const { source, target } = plan
  const names = new Set(added.map(([name]) => name))
  const { checkout, mode, platform } = head
  const { main } = target
  const [listed, chains] = await settleAll([
    listProgram(tools.world, { ...source, checkout, tags: mode.tags }, main, {
      fields: ['ImportPath', 'Imports'],
      cgo: mode.env['CGO_ENABLED'] === '0' ? '0' : '1',
    }),
    linkedChains(tools, plan, head, { modules: [...names], link }),
  ])
  const imports = importPaths(listed.ok ? listed.value.packages : [], main.importPath, names)
  return {
    mode: mode.name,
    platform,
    modules: added.slice(0, mostModules).map(([name, version]) => ({
      name,
      version,
      chain: chains.get(name) ?? [],
      imports: imports.get(name) ?? [],
    })),
    more: Math.max(0, added.length - mostModules),
  }
}
