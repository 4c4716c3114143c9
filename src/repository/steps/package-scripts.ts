/** Scripts of package.json that package managers run. */

import { cleanPath, joinPath, lastOf, parentOf } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { RepositoryTexts } from '../texts.ts'
import type { FoundCommand, Script } from './commands.ts'
import { pathIn } from './commands.ts'

export interface PackageCall {
  /** Relative to the root of the repository. */
  readonly directory: string
  readonly script: string
  /** Additional arguments of the script. */
  readonly arguments: readonly string[]
}

const managers = new Set(['bun', 'npm', 'pnpm', 'yarn'])
const withDirectory = /^(?:--prefix|--dir|--cwd|-C)$/
const withPackage = /^(?:-w|--workspace|--filter|-F)$/

/** The script that a command runs; undefined if it runs none. */
export function packageCall(
  { words, directory }: Pick<FoundCommand, 'words' | 'directory'>,
  texts: RepositoryTexts,
): PackageCall | undefined {
  const [program = '', ...others] = words
  if (!managers.has(program) || directory === undefined) return undefined
  let at: string | undefined = directory
  const names: string[] = []
  for (let index = 0; index < others.length; index += 1) {
    const [, option = others[index] ?? '', inline] = /^(--[\w-]+)=(.*)$/.exec(others[index] ?? '') ?? []
    const value = () => inline ?? others[++index] ?? ''
    if (option === '--') break
    if (withDirectory.test(option)) at = pathIn(directory, value())
    else if (withPackage.test(option)) at = packageNamed(texts, value())
    else if (option === 'workspace' && program === 'yarn' && names.length === 0) {
      at = packageNamed(texts, value())
    } else if (!option.startsWith('-')) names.push(option)
  }
  const script = scriptName(
    program,
    names,
    others.some((one) => withPackage.test(one.split('=')[0] ?? '')),
  )
  if (at === undefined || script === undefined) return undefined
  const end = others.indexOf('--')
  const afterEnd = end < 0 ? [] : others.slice(end + 1)
  return { directory: at, script, arguments: [...handedOn(program, names, script), ...afterEnd] }
}

const ofBun = /^(?:add|build|ci|create|i|init|install|pm|remove|test|update|x)$/

function scriptName(
  program: string,
  [first = '', second]: readonly string[],
  isFiltered: boolean,
): string | undefined {
  if (first === 'run' || first === 'run-script') return second
  if (first === '') return undefined
  // npm runs only these without `run`
  if (program === 'npm') return /^(?:start|stop|test)$/.test(first) ? first : undefined
  return program === 'bun' && !isFiltered && ofBun.test(first) ? undefined : first
}

/** Arguments that reach the script. npm uses those before `--` itself. */
function handedOn(program: string, names: readonly string[], script: string): readonly string[] {
  return program === 'npm' ? [] : names.slice(names.indexOf(script) + 1)
}

/** The directory of a workspace, by its name or its path. */
function packageNamed(texts: RepositoryTexts, name: string): string | undefined {
  const path = cleanPath(name.replace(/\.{3}/g, ''))
  const found = texts.paths.find(
    (one) =>
      lastOf(one) === 'package.json' &&
      (parentOf(one) === path || asText(asMap(parsed(texts.text(one) ?? ''))['name']) === name),
  )
  return found && parentOf(found)
}

/** A script of a package, with its `pre` and `post` scripts. */
export function packageScripts(
  { directory, script, arguments: more }: PackageCall,
  texts: RepositoryTexts,
): readonly (Script & Pick<PackageCall, 'directory'>)[] {
  const file = joinPath(directory, 'package.json')
  const text = texts.paths.includes(file) ? (texts.text(file) ?? '') : ''
  const scripts = asMap(asMap(parsed(text))['scripts'])
  return [`pre${script}`, script, `post${script}`].flatMap((name) => {
    const commands = asText(scripts[name])
    if (commands === undefined) return []
    const line = text.split('\n').findIndex((one) => one.includes(`"${name}"`)) + 1
    const command = name === script ? [commands, ...more].join(' ') : commands
    return [{ text: command, file, line: Math.max(line, 1), directory }]
  })
}

/** Whether a command installs dependencies for later ones in its directory. */
export function isInstall({ words }: Pick<FoundCommand, 'words'>): boolean {
  const [program = '', ...others] = words
  const isValue = (at: number) => [withDirectory, withPackage].some((one) => one.test(others[at - 1] ?? ''))
  const [first] = others.filter((one, at) => !one.startsWith('-') && !isValue(at))
  if (program === 'yarn' && first === undefined) return true
  if (managers.has(program)) return /^(?:ci|clean-install|i|install)$/.test(first ?? '')
  if (program === 'go') return first === 'install'
  return program === 'corepack' && first === 'enable'
}
