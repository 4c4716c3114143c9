/** Front ends: packages with a build script, and the commands that build them. */

import { lastOf, parentOf } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type FoundCommand, inOneLine } from './commands.ts'

/** Lock files, with their package managers and install commands. */
const packageManagers: readonly (readonly [lock: RegExp, program: string, install: string])[] = [
  [/^pnpm-lock\.yaml$/, 'pnpm', ' install --frozen-lockfile'],
  [/^yarn\.lock$/, 'yarn', ' install --frozen-lockfile'],
  [/^bun\.lockb?$/, 'bun', ' install --frozen-lockfile'],
  [/^package-lock\.json$/, 'npm', ' ci'],
  [/^/, 'npm', ' install'],
]

/** The commands that build a front end in a fresh clone. */
export function frontEndBuild(
  texts: RepositoryTexts,
  directory: string,
): { readonly program: string; readonly command: string } {
  const names = texts.paths.filter((path) => parentOf(path) === directory).map(lastOf)
  const found = packageManagers.find(([lock]) => names.some((name) => lock.test(name)))
  const [, program = 'npm', install = ' install'] = found ?? []
  const commands = [
    packageCommand(program, install, directory),
    packageCommand(program, ' run build', directory),
  ]
  return { program, command: inOneLine(commands) ?? '' }
}

export function packageCommand(program: string, rest: string, directory: string): FoundCommand {
  return {
    words: [program, ...rest.trim().split(' ')],
    writes: [],
    written: `${program}${rest}`,
    text: { assignments: '', program, rest },
    directory,
    at: '',
  }
}

/** Directories whose package.json has a build script. */
export function frontEnds(texts: RepositoryTexts): readonly string[] {
  return texts.paths
    .filter((path) => lastOf(path) === 'package.json')
    .filter((path) => {
      const scripts = asMap(asMap(parsed(texts.text(path) ?? ''))['scripts'])
      return asText(scripts['build']) !== undefined
    })
    .map(parentOf)
}
