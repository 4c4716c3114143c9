/** How the linker reaches functions with vulnerabilities that are new in head. */

import { type LinkTools, repeatableBuilds } from '../attribution/linked/link-again.ts'
import { linkedFunctions } from '../attribution/linked/linked-facts.ts'
import type { VariantReading } from '../images/inspect-variants.ts'
import { compareVulnerabilities } from '../model/compared-vulnerabilities.ts'
import type { LinkChain } from '../model/linked.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { CheckedProgram, LinkedVulnerability, Vulnerabilities } from '../model/vulnerability.ts'
import type { Plan } from '../plan/plan.ts'

/** Adds the chains if linkgate compiled head itself. Calls are assumed to be the same in all modes. */
export async function withChains(
  tools: LinkTools,
  plan: Plan,
  variants: VariantSet<VariantReading>,
  given: Vulnerabilities,
): Promise<Vulnerabilities> {
  const added = compareVulnerabilities(given).flatMap((one) => one.added)
  const functions = [...new Set(added.flatMap(functionsOf))]
  const [pair] = plan.settings.config.relinks ? repeatableBuilds(variants, plan.target) : []
  if (functions.length === 0 || pair === undefined) return given
  const chains = await linkedFunctions(tools, plan, pair.head, functions)
  const ids = new Set(added.map(({ id }) => id))
  return {
    ...given,
    programs: given.programs.map((program) =>
      program.revision === 'head' ? withChainsOf(program, ids, chains) : program,
    ),
  }
}

const nameOf = ({ package: path }: LinkedVulnerability, symbol: string) => `${path}.${symbol}`

const functionsOf = (one: LinkedVulnerability) => one.symbols.map((symbol) => nameOf(one, symbol))

function withChainsOf(
  program: CheckedProgram,
  ids: ReadonlySet<string>,
  chains: ReadonlyMap<string, LinkChain>,
): CheckedProgram {
  const { result } = program
  if (result.kind === 'unchecked') return program
  const found = result.found.map((one) => (ids.has(one.id) ? withShortest(one, chains) : one))
  return { ...program, result: { ...result, found } }
}

/** Puts the function that the chain leads to first in the list. */
function withShortest(one: LinkedVulnerability, chains: ReadonlyMap<string, LinkChain>): LinkedVulnerability {
  const known = one.symbols.flatMap((symbol) => {
    const chain = chains.get(nameOf(one, symbol)) ?? []
    return chain.length === 0 ? [] : [{ symbol, chain }]
  })
  const [shortest] = known.toSorted((a, b) => a.chain.length - b.chain.length)
  if (shortest === undefined) return one
  const { symbol, chain } = shortest
  return { ...one, symbols: [symbol, ...one.symbols.filter((other) => other !== symbol)], chain }
}
