/** Programs of a check, explained once: in this run, or in an earlier one of which the result was kept. */
import { fail, type Result } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { KeptResults } from '../images/results/kept-results.ts'
import { formatSize } from '../model/quantity.ts'
import { type AttributeOne, attributeFile, type SymbolOptions } from './attribute-file.ts'
import type { EmbeddedFile } from './constants.ts'
import { type ComparedProgram, comparedProgramSchema } from './difference.ts'

/** All of it is in memory at once, and some of it several times. */
const largestProgram = 4e8

export interface ProgramFile {
  /** Of its bytes. */
  readonly sha256: string
  /** Path of the file, which may have to be made first; undefined if that fails. */
  file(): Promise<string | undefined>
  readonly embedded: readonly EmbeddedFile[]
}

/** Remembers what it explained. */
export function programExplainer(
  { files }: Pick<World, 'files'>,
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
    { sibling, ignoresSymbols }: SymbolOptions<ProgramFile>,
  ): Promise<Result<ComparedProgram>> {
    let problem: Result<never> = fail('it was removed')
    const request = { kind: 'attribution', about, schema: comparedProgramSchema } as const
    const found = await results.of(request, async () => {
      const bytes = await bytesOf(files, program)
      if (!bytes.ok) {
        problem = bytes
        return undefined
      }
      const other = sibling && (await bytesOf(files, sibling))
      // without it the result would be another one
      if (other?.ok === false) {
        problem = other
        return undefined
      }
      const explained = attributeFile({
        bytes: bytes.value,
        embedded: program.embedded,
        ...(other === undefined ? {} : { sibling: other.value }),
        ...(ignoresSymbols === undefined ? {} : { ignoresSymbols }),
      })
      if (explained.ok) return explained.value
      problem = explained
      return undefined
    })
    return found === undefined ? problem : { ok: true, value: found }
  }
}

async function bytesOf(files: World['files'], program: ProgramFile): Promise<Result<Uint8Array>> {
  const path = await program.file()
  const read =
    path &&
    (await files.readWith(path, (file) =>
      file.size <= largestProgram ? file.read(0, file.size) : file.size,
    ))
  if (read === undefined || read === '') return fail('it was removed')
  if (typeof read !== 'number') return { ok: true, value: read }
  return fail(`it has ${formatSize(read)}, more than ${formatSize(largestProgram)}`)
}
