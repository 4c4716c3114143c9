/** Files of Go's caches that have no secret in them: a cache is readable by every workflow of the repository, pull requests too. */
import { CancelledError } from '../../common/errors.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { type Portion, portionsOf } from '../../common/secrets/portions.ts'
import type { RandomAccess } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import type { CachePart } from './contents.ts'

const tooLong = fail('looking for secrets in them took too long')

export interface Cleaned {
  readonly parts: readonly CachePart[]
  /** How many files were left out. */
  readonly left: number
}

/**
 * Leaves out files that have a secret of the job or of a build: compiled code with a macro that was defined on the command line, the
 * address of a module with a password. Go makes again what is not there. Archives of modules are what everybody gets.
 */
export async function keptParts(
  world: World,
  parts: readonly CachePart[],
  limitMs: number,
): Promise<Result<Cleaned>> {
  const until = world.clock.now() + limitMs
  const kept: CachePart[] = []
  let left = 0
  for (const part of parts) {
    const files: string[] = []
    for (const file of part.files) {
      if (world.signal.aborted) throw new CancelledError()
      if (world.clock.now() >= until) return tooLong
      const isSecret = await hasSecret(world, `${part.directory}/${file}`)
      if (isSecret) left += 1
      else files.push(file)
    }
    kept.push({ ...part, files })
  }
  return succeed({ parts: kept.filter(({ files }) => files.length > 0), left })
}

async function hasSecret({ files, secrets }: World, path: string): Promise<boolean> {
  if (/\.(?:zip|ziphash|mod)$/.test(path)) return false
  const has = (file: RandomAccess) => {
    for (const portion of portionsOf(file.size, secrets)) {
      const text = textOf(file, portion)
      if (secrets.areIn(text) || (path.endsWith('.info') && secrets.mask(text) !== text)) return true
    }
    return false
  }
  return (await files.readWith(path, has)) ?? false
}

function textOf(file: RandomAccess, { at, length }: Portion): string {
  const { buffer, byteOffset, byteLength } = file.read(at, length)
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

/**
 * Whether the archive of a build cache, which has its files as they are, may have a secret of the job or of a build somewhere in it. A
 * problem where that takes too long.
 */
export async function archiveHasSecret(
  { files, secrets, clock, signal }: World,
  archive: string,
  limitMs: number,
): Promise<Result<boolean>> {
  const until = clock.now() + limitMs
  const size = (await files.stat(archive))?.size ?? 0
  for (const portion of portionsOf(size, secrets)) {
    if (signal.aborted) throw new CancelledError()
    if (clock.now() >= until) return tooLong
    if (await files.readWith(archive, (file) => secrets.areIn(textOf(file, portion)))) return succeed(true)
  }
  return succeed(false)
}
