/** Attributes the bytes of one program, or compares two programs. */
import { mapResult, type Result, succeed } from '../common/result.ts'
import { readExecutable } from '../inspect/executable/read-executable.ts'
import type { ProgramAttribution, ProgramDifference } from '../model/attribution.ts'
import { type AttributionOptions, attributeProgram } from './attribute.ts'
import { buildFacts, methodLookup } from './build-changes.ts'
import { type ComparedProgram, compareAttributions } from './difference.ts'
import { groupByModule } from './group.ts'
import type { SourceFacts } from './rebuilt.ts'

export interface GivenProgram extends AttributionOptions {
  readonly bytes: Uint8Array
}

/** The message of a problem completes a sentence such as "head is …". */
export function attributeFile({ bytes, ...options }: GivenProgram): Result<ComparedProgram> {
  return mapResult(readExecutable(bytes), (executable) => {
    const attributed = attributeProgram(executable, options)
    const { buildInfo, packages, problem } = attributed
    const facts = buildFacts(buildInfo, executable)
    return {
      attribution: groupByModule(attributed),
      facts: problem === undefined ? { ...facts, lookup: methodLookup(packages) } : facts,
    }
  })
}

export interface ComparedPrograms {
  readonly base: ProgramAttribution
  readonly head: ProgramAttribution
  readonly difference: ProgramDifference
  /** Whether the symbols of each are known. They are used only if both have them. */
  readonly hasSymbols: { readonly base: boolean; readonly head: boolean }
}

/** Which symbols name the data of a program. Default: its own. */
export interface SymbolOptions<P> {
  /** Another program. Its symbols are used if it has the same code. */
  readonly sibling?: P
  readonly ignoresSymbols?: boolean
}

export type AttributeOne<P> = (program: P, options?: SymbolOptions<P>) => Promise<Result<ComparedProgram>>

/** Attributes a program whose bytes are given; its own options take precedence. */
export const attributeGiven: AttributeOne<GivenProgram> = async (program, { sibling, ...options } = {}) =>
  attributeFile({ ...(sibling === undefined ? {} : { sibling: sibling.bytes }), ...options, ...program })

type Side = 'base' | 'head'
type SideProblem = { readonly side: Side; readonly message: string }

/** Attributes both programs with symbols, or both without, because symbols change the owners of data. */
export async function compareFiles<P>(
  { base, head }: Readonly<Record<Side, P>>,
  explain: AttributeOne<P>,
  source?: SourceFacts,
): Promise<Result<ComparedPrograms, SideProblem>> {
  const before = await explain(base)
  if (!before.ok) return { ok: false, problem: { side: 'base', message: before.problem.message } }
  const after = await explain(head)
  if (!after.ok) return { ok: false, problem: { side: 'head', message: after.problem.message } }
  const [one, other] = [before.value, after.value]
  const own = { base: one.attribution.symbols, head: other.attribution.symbols }
  if (own.base === own.head) return succeed(compared({ base: one, head: other }, own, source))
  const sides = { base: { program: base, explained: one }, head: { program: head, explained: other } }
  const both = await attributeAlike(explain, sides, own.head ? 'base' : 'head')
  const haveBoth = both.base.attribution.symbols && both.head.attribution.symbols
  const hasSymbols = haveBoth ? { base: true, head: true } : own
  return succeed(compared(both, hasSymbols, source))
}

function compared(
  { base, head }: Readonly<Record<Side, ComparedProgram>>,
  hasSymbols: ComparedPrograms['hasSymbols'],
  source: SourceFacts | undefined,
): ComparedPrograms {
  const difference = compareAttributions(base, head, source)
  return { base: base.attribution, head: head.attribution, difference, hasSymbols }
}

interface Explained<P> {
  readonly program: P
  readonly explained: ComparedProgram
}

/** Uses the symbols of the other program for the stripped one if both have the same code. Otherwise ignores all symbols. */
async function attributeAlike<P>(
  explain: AttributeOne<P>,
  { base, head }: Readonly<Record<Side, Explained<P>>>,
  stripped: Side,
): Promise<Readonly<Record<Side, ComparedProgram>>> {
  const [without, named] = stripped === 'base' ? [base, head] : [head, base]
  const explained = { base: base.explained, head: head.explained }
  const again = await explain(without.program, { sibling: named.program })
  if (again.ok && again.value.attribution.symbols) return { ...explained, [stripped]: again.value }
  const ignoring = await explain(named.program, { ignoresSymbols: true })
  if (!ignoring.ok) return explained
  return { ...explained, [stripped === 'base' ? 'head' : 'base']: ignoring.value }
}
