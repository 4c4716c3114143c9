import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { onlyOnce } from '../common/remembered.ts'
import type { ResultsHome } from '../effects/results-home.ts'

/**
 * undefined if linkgate runs from its sources, because their digest would not include the libraries.
 *
 * @param script the file that Node runs
 */
export function resultsHome(script: string, directory?: string): ResultsHome | undefined {
  if (!script.endsWith('.js')) return undefined
  return {
    program: onlyOnce(() => digestOfCode(dirname(script))),
    ...(directory === undefined ? {} : { directory }),
  }
}

async function digestOfCode(directory: string): Promise<string> {
  const names = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.js'))
  const hash = createHash('sha256')
  for (const name of names.toSorted()) {
    const code = await readFile(join(directory, name))
    hash.update(`${name} ${code.length}\n`).update(code)
  }
  return hash.digest('hex')
}

/** The user's cache directory; undefined if `LINKGATE_CACHE=off`, or if no variable sets a directory. */
export function userResults(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const { LINKGATE_CACHE: given = '', XDG_CACHE_HOME: caches = '', HOME: home = '' } = env
  if (given === 'off') return undefined
  if (given !== '') return isAbsolute(given) ? given : undefined
  if (isAbsolute(caches)) return join(caches, 'linkgate')
  if (platform === 'win32') {
    const ofWindows = env['LOCALAPPDATA'] ?? ''
    return isAbsolute(ofWindows) ? join(ofWindows, 'linkgate') : undefined
  }
  if (!isAbsolute(home)) return undefined
  return platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'linkgate')
    : join(home, '.cache', 'linkgate')
}
