/** The modules in go.sum files. The Go command may read their go.mod even if it compiles none of their packages. */
import { sha256Of } from '../../common/digest.ts'
import { joinPath } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'

/** Path prefixes of module versions in Go's download directory, such as `github.com/!burnt!sushi/toml/@v/v1.5.0`. */
export type DownloadNames = ReadonlySet<string>

/** @param sums text of go.sum or go.work.sum */
function listedModules(sums: string): DownloadNames {
  const lines = sums.matchAll(/^(\S+) (\S+?)(?:\/go\.mod)? h1:/gm)
  return new Set([...lines].map(([, path = '', version = '']) => `${escaped(path)}/@v/${escaped(version)}`))
}

/** The form of module names in the download directory, which Go escapes because file systems may ignore case. */
function escaped(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)
}

/**
 * @param checkouts directories of base and head
 * @param modules directories in them that have a go.mod
 */
export async function requiredModules(
  files: Pick<Files, 'readText'>,
  checkouts: readonly string[],
  modules: readonly string[],
): Promise<DownloadNames> {
  const names = ['go.work.sum', ...modules.map((module) => joinPath(module, 'go.sum'))]
  const texts = await Promise.all(
    checkouts.flatMap((checkout) => names.map((name) => files.readText(`${checkout}/${name}`))),
  )
  return new Set(texts.flatMap((text) => [...listedModules(text ?? '')]))
}

/**
 * A digest of all go.sum files of a checkout, and of which modules have a vendor directory, so that Go downloads nothing for them.
 *
 * @param modules as for `requiredModules`
 */
export async function digestOfSums(
  files: Pick<Files, 'stat' | 'sha256'>,
  checkout: string,
  modules: readonly string[],
): Promise<string> {
  const sums: string[] = []
  for (const module of modules) {
    const path = `${checkout}/${module}/go.sum`
    if ((await files.stat(path)) !== undefined) sums.push(await files.sha256(path))
    if ((await files.stat(`${checkout}/${module}/vendor/modules.txt`)) !== undefined) sums.push('vendored')
  }
  // a single digest, because a key has at most 512 characters, and a repository may have any number of modules
  return (await sha256Of(sums.join('\n'))).slice(0, 32)
}
