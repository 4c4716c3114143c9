/** The modules that go.sum files list: those whose go.mod the Go command may read, whether or not it compiles one of their packages. */
import { sha256Of } from '../../common/digest.ts'
import { joinPath } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'

/** Beginnings of the names of a module version in Go's download directory, such as `github.com/!burnt!sushi/toml/@v/v1.5.0`. */
export type DownloadNames = ReadonlySet<string>

/** @param sums text of go.sum or go.work.sum */
function listedModules(sums: string): DownloadNames {
  const lines = sums.matchAll(/^(\S+) (\S+?)(?:\/go\.mod)? h1:/gm)
  return new Set([...lines].map(([, path = '', version = '']) => `${escaped(path)}/@v/${escaped(version)}`))
}

/** As Go writes names of modules where file systems may ignore case. */
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
 * Of every go.sum of a checkout, and of where modules are vendored: there the Go command downloads none.
 *
 * @param modules as above
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
  // one for all: a key has 512 characters, and a repository may have any number of modules
  return (await sha256Of(sums.join('\n'))).slice(0, 32)
}
