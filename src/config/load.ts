import { checkedInput } from '../common/errors.ts'
import { joinPath, lastOf, parentOf } from '../common/paths.ts'
import { type Checked, mapResult, succeed } from '../common/result.ts'
import type { Files } from '../effects/files.ts'
import { boundedText, largestText, repositoryText } from '../effects/repository-text.ts'
import type { World } from '../effects/world.ts'
import { type Config, defaultConfig, parseConfig } from './config.ts'

export const usualPlace = '.github/linkgate.yml'
export const usualPlaces: readonly string[] = [usualPlace, '.github/linkgate.yaml']

export interface FoundConfig {
  readonly config: Config
  /** Path as found or given; absent if the defaults apply. */
  readonly file?: string
}

/** Loads the given file, else the file in a usual place, else the defaults. */
export async function loadConfig(
  world: World,
  root: string,
  named: string | undefined,
): Promise<Checked<FoundConfig>> {
  for (const file of named === undefined ? usualPlaces : [named]) {
    const read = await checkedInput(() => sourceOf(world.files, root, file))
    if (!read.ok) return read
    const source = read.value
    if (source === undefined && (await isLink(world.files, root, file))) {
      return problem(`\`${file}\` is a broken link: commit the file itself`)
    }
    if (source === undefined) continue
    return mapResult(parseConfig(source, file, pathInside(root, file)), (config) => ({ config, file }))
  }
  if (named === undefined) return succeed({ config: defaultConfig() })
  return problem(
    `configuration file \`${named}\` does not exist: use its path from the root of the repository, or omit \`config\``,
  )
}

const problem = (message: string) => ({ ok: false, problem: [{ message }] }) as const

async function isLink(files: Files, root: string, file: string): Promise<boolean> {
  const entries = await files.list(joinPath(root, parentOf(file)))
  return entries.some(({ name, kind }) => name === lastOf(file) && kind === 'symlink')
}

/** An absolute path may be outside of the repository. */
function sourceOf(files: Files, root: string, file: string): Promise<string | undefined> {
  return file.startsWith('/')
    ? boundedText(files, file, { name: file, largest: largestText })
    : repositoryText(files, root, file)
}

/** undefined for a file that is not in the repository. */
function pathInside(root: string, file: string): string | undefined {
  const relative = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file
  const path = relative.replace(/^(?:\.\/+)+/, '')
  return path.startsWith('/') || path.split('/').includes('..') ? undefined : path
}
