/** Attributes the program in a file. */
import { fail, type Result } from '../common/result.ts'
import type { Files } from '../effects/files.ts'
import type { WorkerTask } from '../effects/worker.ts'
import { formatSize } from '../model/quantity.ts'
import { attributeFile } from './attribute-file.ts'
import type { EmbeddedFile } from './constants.ts'
import type { ComparedProgram } from './difference.ts'

/** In bytes. The whole program is in memory, and parts of it several times. */
const largestProgram = 4e8

interface ProgramPaths {
  /** Path of the file; undefined if it could not be made. */
  readonly program: string | undefined
  /** Another program. Its symbols are used if it has the same code. */
  readonly sibling?: { readonly program: string | undefined }
  readonly embedded: readonly EmbeddedFile[]
  readonly ignoresSymbols: boolean
}

export const attributionTask: WorkerTask<ProgramPaths, Result<ComparedProgram>> = {
  name: 'attribute',
  async run(files, { program, sibling, embedded, ignoresSymbols }) {
    const bytes = await bytesOf(files, program)
    if (!bytes.ok) return bytes
    const other = sibling && (await bytesOf(files, sibling.program))
    if (other?.ok === false) return other
    return attributeFile({
      bytes: bytes.value,
      embedded,
      ...(other === undefined ? {} : { sibling: other.value }),
      ignoresSymbols,
    })
  },
}

async function bytesOf(
  files: Pick<Files, 'readWith'>,
  path: string | undefined,
): Promise<Result<Uint8Array>> {
  const read =
    path &&
    (await files.readWith(path, (file) =>
      file.size <= largestProgram ? file.read(0, file.size) : file.size,
    ))
  if (read === undefined || read === '') return fail('no longer there')
  if (typeof read !== 'number') return { ok: true, value: read }
  return fail(`larger than ${formatSize(largestProgram)}: it has ${formatSize(read)}`)
}
