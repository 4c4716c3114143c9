/** Explains programs of a check once: in this run, or in an earlier run whose result was kept. */
import { fail, type Result } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { KeptResults, ResultRequest } from '../images/results/kept-results.ts'
import type { AttributeOne, SymbolOptions } from './attribute-file.ts'
import { attributionTask } from './attribution-task.ts'
import type { EmbeddedFile } from './constants.ts'
import { type ComparedProgram, comparedProgramSchema } from './difference.ts'

export interface ProgramFile {
  readonly sha256: string
  /** Path of the file, which may have to be made first; undefined if that fails. */
  file(): Promise<string | undefined>
  readonly embedded: readonly EmbeddedFile[]
}

/** The key of the kept result. */
export function attributionRequest(
  { sha256, embedded }: Omit<ProgramFile, 'file'>,
  { sibling, ignoresSymbols = false }: SymbolOptions<Pick<ProgramFile, 'sha256'>> = {},
): ResultRequest<ComparedProgram> {
  const about = { program: sha256, embedded, sibling: sibling?.sha256 ?? null, ignoresSymbols }
  return { kind: 'attribution', about, schema: comparedProgramSchema }
}

/** Remembers its results. */
export function programExplainer(
  { worker }: Pick<World, 'worker'>,
  results: Pick<KeptResults, 'of'>,
): AttributeOne<ProgramFile> {
  const known = new Map<string, Promise<Result<ComparedProgram>>>()
  return (program, { sibling, ignoresSymbols = false } = {}) => {
    const options = { ...(sibling === undefined ? {} : { sibling }), ignoresSymbols }
    const key = JSON.stringify(attributionRequest(program, options).about)
    const found = known.get(key) ?? explain(program, options)
    known.set(key, found)
    return found
  }

  async function explain(
    program: ProgramFile,
    { sibling, ignoresSymbols = false }: SymbolOptions<ProgramFile>,
  ): Promise<Result<ComparedProgram>> {
    let problem: Result<never> = fail('no longer there')
    const request = attributionRequest(program, {
      ...(sibling === undefined ? {} : { sibling }),
      ignoresSymbols,
    })
    const found = await results.of(request, async () => {
      const path = await program.file()
      const other = sibling && { program: await sibling.file() }
      const explained = await worker.run(attributionTask, {
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
