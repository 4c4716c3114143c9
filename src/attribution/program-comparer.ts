/** Compares programs of a check once: in this run, or in an earlier run whose result was kept. */
import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { KeptResults } from '../images/results/kept-results.ts'
import { type ComparedBytes, comparedBytesSchema } from '../model/program-comparison.ts'
import { type AttributeOne, compareFiles } from './attribute-file.ts'
import { attributionRequest, type ProgramFile, programExplainer } from './program-file.ts'
import { programRows } from './program-rows.ts'
import type { SourceFacts } from './rebuilt.ts'

export interface ProgramPair {
  /** Absent if there is nothing to compare with. */
  readonly base?: ProgramFile
  readonly head: ProgramFile
  /** Absent if base and head are the same program. */
  readonly source?: SourceFacts
}

export type CompareOnce = (pair: ProgramPair) => Promise<Result<ComparedBytes>>

/** Remembers its results. */
export function programComparer(
  world: Pick<World, 'worker'>,
  results: Pick<KeptResults, 'of' | 'retain'>,
): CompareOnce {
  const explain = programExplainer(world, results)
  const known = new Map<string, Promise<Result<ComparedBytes>>>()
  return (pair) => {
    const about = aboutOf(pair)
    const key = JSON.stringify(about)
    const found = known.get(key) ?? compare(pair, about)
    known.set(key, found)
    return found
  }

  async function compare(pair: ProgramPair, about: unknown): Promise<Result<ComparedBytes>> {
    let computed: Result<ComparedBytes> | undefined
    const request = { kind: 'comparison', about, schema: comparedBytesSchema } as const
    const found = await results.of(request, async () => {
      computed = await compareNow(explain, pair)
      return computed.ok ? computed.value : undefined
    })
    if (found === undefined || computed !== undefined) return computed ?? fail('no longer there')
    // a later run may compare one of them with another program
    for (const program of programsOf(pair)) await results.retain(attributionRequest(program))
    return succeed(found)
  }
}

function programsOf({ base, head }: ProgramPair): readonly ProgramFile[] {
  return base === undefined || base.sha256 === head.sha256 ? [head] : [base, head]
}

function aboutOf({ base, head, source }: ProgramPair): unknown {
  const contentOf = ({ sha256, embedded }: ProgramFile) => ({ sha256, embedded })
  const sorted = (names: ReadonlySet<string>) => [...names].toSorted()
  return {
    base: base === undefined ? null : contentOf(base),
    head: contentOf(head),
    source:
      source === undefined
        ? null
        : {
            direct: { base: sorted(source.direct.base), head: sorted(source.direct.head) },
            same: sorted(source.same),
          },
  }
}

async function compareNow(
  explain: AttributeOne<ProgramFile>,
  { base, head, source }: ProgramPair,
): Promise<Result<ComparedBytes>> {
  if (base === undefined || base.sha256 === head.sha256)
    return mapResult(await explain(head), ({ attribution }) => {
      const { size, symbols, problem } = attribution
      return {
        base: base === undefined ? null : size,
        head: size,
        ...(problem === undefined ? {} : { problem }),
        symbols,
        causes: [],
        ...programRows(base === undefined ? undefined : attribution, attribution),
      }
    })
  const explained = await compareFiles({ base, head }, explain, source)
  if (!explained.ok) return fail(`${explained.problem.side} is ${explained.problem.message}`)
  const { difference, base: one, head: other } = explained.value
  const problem = other.problem ?? one.problem
  return succeed({
    base: difference.base,
    head: difference.head,
    ...(problem === undefined ? {} : { problem }),
    symbols: other.symbols,
    causes: difference.causes,
    ...programRows(one, other),
  })
}
