/** Programs of a check, explained once: in this run, or in an earlier one of which the result was kept. */
import { fail, type Result } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { KeptResults } from '../images/results/kept-results.ts'
import type { AttributeOne, SymbolOptions } from './attribute-file.ts'
import { attributionTask } from './attribution-task.ts'
import type { EmbeddedFile } from './constants.ts'
import { type ComparedProgram, comparedProgramSchema } from './difference.ts'

export interface ProgramFile {
  /** Of its bytes. */
  readonly sha256: string
  /** Path of the file, which may have to be made first; undefined if that fails. */
  file(): Promise<string | undefined>
  readonly embedded: readonly EmbeddedFile[]
}

/** Remembers what it explained. */
export function programExplainer(
  { thread }: Pick<World, 'thread'>,
  results: Pick<KeptResults, 'of'>,
): AttributeOne<ProgramFile> {
  const known = new Map<string, Promise<Result<ComparedProgram>>>()
  return (program, { sibling, ignoresSymbols = false } = {}) => {
    const about = {
      program: program.sha256,
      embedded: program.embedded,
      sibling: sibling?.sha256 ?? null,
      ignoresSymbols,
    }
    const key = JSON.stringify(about)
    const found =
      known.get(key) ??
      explain(program, about, { ...(sibling === undefined ? {} : { sibling }), ignoresSymbols })
    known.set(key, found)
    return found
  }

  async function explain(
    program: ProgramFile,
    about: unknown,
    { sibling, ignoresSymbols = false }: SymbolOptions<ProgramFile>,
  ): Promise<Result<ComparedProgram>> {
    let problem: Result<never> = fail('it was removed')
    const request = { kind: 'attribution', about, schema: comparedProgramSchema } as const
    const found = await results.of(request, async () => {
      const path = await program.file()
      const other = sibling && { program: await sibling.file() }
      const explained = await thread.run(attributionTask, {
        program: path,
        ...(other === undefined ? {} : { sibling: other }),
        embedded: program.embedded,
        ignoresSymbols,
      })
      if (explained.ok) return explained.value
      problem = explained
      return undefined
    })
    return found === undefined ? problem : { ok: true, value: found }
  }
}
