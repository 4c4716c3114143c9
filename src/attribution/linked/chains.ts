/** Chains of functions by which something is linked. */
import type { LinkChain, LinkStep } from '../../model/linked.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import type { Reachability } from './reachability.ts'

const mostSteps = 24

/**
 * The chain to a symbol for a report: from `main.main` if it is on the way, without types, tables and closures. Empty if no step
 * has a name.
 */
export function chainTo({ names, parents }: Reachability, symbol: number): LinkChain {
  const path: string[] = []
  for (let at = symbol; at >= 0; at = parents[at] ?? -1) path.push(names[at] ?? '')
  const main = path.lastIndexOf('main.main')
  const steps: LinkStep[] = []
  for (const name of path.slice(0, main < 0 ? path.length : main + 1).toReversed()) {
    const step = stepOf(name)
    const before = steps.at(-1)
    if (step === undefined || (step.package === before?.package && step.name === before.name)) continue
    steps.push(step)
  }
  if (steps.length <= mostSteps) return steps
  const half = mostSteps / 2
  return [...steps.slice(0, half), { package: '', name: '…' }, ...steps.slice(1 - half)]
}

/** Symbols that the compiler and the linker generate, and those of Go's start code. */
const generated =
  /^(?:type:|go:|_$|_rt0_|main$|runtime\.(?:rt0_go|mainPC|main|main_main)(?:·f)?$)|\.\.(?:stmp_|dict|typeAssert|interfaceSwitch)|\.map\.init\.\d+$/

/** undefined for generated symbols. */
function stepOf(symbol: string): LinkStep | undefined {
  const path = packageOfSymbol(symbol)
  if (path === undefined || generated.test(symbol)) return undefined
  const bracket = symbol.indexOf('[')
  const slash = symbol.lastIndexOf('/', bracket < 0 ? symbol.length : bracket)
  const name = symbol
    .slice(symbol.indexOf('.', slash + 1) + 1)
    .replace(/·f$/, '')
    .replace(/-fm$/, '')
    .replace(/^\.inittask$/, 'init')
    // closures belong to the function around them
    .replace(/(?:[.-](?:func|gowrap|deferwrap|range)?\d+)+$/, '')
    .replace(/^glob\.$/, 'init')
  return name === '' ? undefined : { package: path, name }
}
