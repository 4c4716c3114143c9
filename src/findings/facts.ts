/** Why a program does not start in its image, and what that image lacks at run time: the data and its wording. */
import * as z from 'zod'
import { readonlyObject } from '../model/schema.ts'
import { entryEntries } from './entries/load-entry.ts'
import { libraryEntries } from './entries/load-library.ts'
import { programEntries } from './entries/load-program.ts'
import { runtimeEntries } from './entries/runtime.ts'
import type { FactWords } from './fact.ts'

const { 'load/not-checked': _, ...ofPrograms } = programEntries
const loadEntries = { ...entryEntries, ...ofPrograms, ...libraryEntries }

type Entries = typeof loadEntries & typeof runtimeEntries

type FactOf<Ids extends keyof Entries> = {
  readonly [Id in Ids]: { readonly id: Id; readonly params: z.infer<Entries[Id]['params']> }
}[Ids]

export type LoadProblemId = keyof typeof loadEntries
export type LoadProblem = FactOf<LoadProblemId>

export type RuntimeFactId = keyof typeof runtimeEntries
/** `fatal`: the container does not start. `warn`: something fails at run time. `info`: it only matters to some programs. */
export type RuntimeLevel = 'fatal' | 'warn' | 'info'
export type RuntimeFact = FactOf<RuntimeFactId> & { readonly level: RuntimeLevel }

export const loadProblemSchema = z
  .discriminatedUnion(
    'id',
    Object.entries(loadEntries).map(([id, { params }]) =>
      readonlyObject({ id: z.literal(id), params }),
    ) as unknown as [z.core.$ZodTypeDiscriminable],
  )
  .meta({ id: 'load-problem' }) as unknown as z.ZodType<LoadProblem>

function wordsOf({ id }: LoadProblem | RuntimeFact): FactWords<never> {
  return { ...loadEntries, ...runtimeEntries }[id].fact
}

export const factMessage = (problem: LoadProblem | RuntimeFact) =>
  wordsOf(problem).problem(problem.params as never)

export const factFix = (problem: LoadProblem | RuntimeFact) => wordsOf(problem).fix(problem.params as never)

/** The resulting error, if its text is known. */
export const factOutput = (problem: LoadProblem | RuntimeFact) =>
  wordsOf(problem).output?.(problem.params as never)

/** Whether the program certainly does not start. */
export function isFatalProblem(problem: LoadProblem): boolean {
  switch (problem.id) {
    case 'load/libc-mixed':
    case 'load/processor-dependent':
      return false
    case 'load/libc-mismatch':
      return problem.params.fatal
    default:
      return true
  }
}
