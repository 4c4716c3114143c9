/** Facts that the linker prints about head: why new modules are in it, and which unused methods it keeps. */
import type { UnbuiltVariant } from '../../images/built-variant.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { LinkedModules } from '../../model/linked.ts'
import type { VariantPair, VariantSet } from '../../model/variant-set.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'
import { listProgram } from '../../repository/go/list-program.ts'
import {
  checkDeadCode,
  type DeadCodeCheck,
  type LinkedProgram,
  linkAgain,
  repeatableBuilds,
} from './dead-code.ts'
import { importPaths, moduleChains } from './modules.ts'

type Tools = Pick<Handles, 'world' | 'workspace'>

interface LinkingCheck extends DeadCodeCheck {
  /** Absent where no module is new. */
  readonly modules?: LinkedModules
}

const nothing: LinkingCheck = { findings: [], pruned: [] }
const mostModules = 50

/** Links the program of head again where linkgate compiled it on this machine, and the configuration does not switch that off. */
export async function checkLinking(
  tools: Tools,
  plan: Plan,
  variants: VariantSet<InspectedVariant | UnbuiltVariant>,
): Promise<LinkingCheck> {
  const pairs = plan.settings.config.relinks ? repeatableBuilds(variants) : []
  const [first] = pairs
  if (first === undefined) return nothing
  const { log } = tools.world
  const linked = await log.step('link head again to read what it reaches', () =>
    linkAgain(tools, plan, first.head),
  )
  if (linked === undefined) {
    log.info('the linker did not print what the program reaches, so unused methods are not determined')
    return nothing
  }
  const modules = await newModules(tools, plan, first, linked)
  const checked = await checkDeadCode(tools, plan, pairs, linked)
  return modules === undefined ? checked : { ...checked, modules }
}

async function newModules(
  { world }: Tools,
  { source, target }: Plan,
  { base, head }: VariantPair<InspectedVariant>,
  { reached }: LinkedProgram,
): Promise<LinkedModules | undefined> {
  const before = base?.inspection.binary.modules
  const added = Object.entries(head.inspection.binary.modules).filter(
    ([name]) => before !== undefined && !Object.hasOwn(before, name),
  )
  if (added.length === 0) return undefined
  const names = new Set(added.map(([name]) => name))
  const { checkout, mode, platform } = head
  const { main } = target
  const listed = await listProgram(world, { ...source, checkout, tags: mode.tags }, main, {
    fields: ['ImportPath', 'Imports'],
    cgo: mode.env['CGO_ENABLED'] === '0' ? '0' : '1',
  })
  const chains = moduleChains(reached, names)
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
