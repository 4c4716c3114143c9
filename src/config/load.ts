import { type Checked, mapResult, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import { type Config, defaultConfig, parseConfig } from './config.ts'

export const usualPlace = '.github/linkgate.yml'
export const usualPlaces: readonly string[] = [usualPlace, '.github/linkgate.yaml']

export interface FoundConfig {
  readonly config: Config
  /** As it was found or named; absent when the defaults hold. */
  readonly file?: string
}

/** The configuration: the file that is named, else the one in a usual place, else the defaults. */
export async function loadConfig(
  world: World,
  root: string,
  named: string | undefined,
): Promise<Checked<FoundConfig>> {
  for (const file of named === undefined ? usualPlaces : [named]) {
    const source = await world.files.readText(file.startsWith('/') ? file : `${root}/${file}`)
    if (source === undefined) continue
    return mapResult(parseConfig(source, file, pathInside(root, file)), (config) => ({ config, file }))
  }
  if (named === undefined) return succeed({ config: defaultConfig() })
  const message = `configuration file \`${named}\` does not exist: give its path from the root of the repository, or leave \`config\` away`
  return { ok: false, problem: [{ message }] }
}

/** undefined for a file that is not in the repository. */
function pathInside(root: string, file: string): string | undefined {
  const relative = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file
  const path = relative.replace(/^(?:\.\/+)+/, '')
  return path.startsWith('/') || path.split('/').includes('..') ? undefined : path
}
