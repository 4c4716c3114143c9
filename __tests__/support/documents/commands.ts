/** Checks the commands in documents. A test runs each, or its parser accepts it here. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine } from '../../../src/commands/local/command-line.ts'

const root = join(import.meta.dirname, '../../..')
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Readonly<
  Record<string, string>
>

type Rule = (words: readonly string[]) => readonly string[]

/**
 * Rules by the beginning of a command; the first match applies.
 * - linkgate: its parser must accept the arguments. `__tests__/e2e/` runs each verb as users install it.
 * - npm scripts: the script and the files in its arguments must exist. CI runs `npm test` and `npm run build`, which run the others.
 * - the three commands that compare dist/: `.ci/run` does the same.
 */
const rules: readonly (readonly [start: RegExp, rule: Rule])[] = [
  [/^(?:npx linkgate|linkgate|node (?:\S+\/)?dist\/cli\.js)(?: |$)/, linkgate],
  [/^npm (?:run|test)\b/, script],
  [/^npm ci --ignore-scripts$/, () => []],
  [/^git diff --exit-code dist$/, () => []],
]

/** @param text lines of a shell */
export function commandProblems(text: string): readonly string[] {
  return text.split(/\n|&&/).flatMap((line) => {
    const command = line.replace(/(?:^|\s+)#.*/, '').trim()
    if (command === '') return []
    const rule = rules.find(([start]) => start.test(command))?.[1]
    return rule?.(command.split(/\s+/)) ?? [`nothing says how \`${command}\` is tested`]
  })
}

/** @param span code in a sentence, which may be only a verb, or a usage with placeholders */
export function spanProblems(span: string): readonly string[] {
  const [, verb] = /^(?:npx )?linkgate ([a-z]+)(?: \[options\].*)?$/.exec(span) ?? []
  return commandProblems(verb === undefined ? span : `linkgate ${verb} --help`)
}

function linkgate(words: readonly string[]): readonly string[] {
  const args = words.slice(words.findIndex((word) => /^linkgate$|cli\.js$/.test(word)) + 1)
  const read = readCommandLine(args, { color: false, width: 100 })
  return read.ok ? [] : [read.problem.message]
}

function script(words: readonly string[]): readonly string[] {
  const [, verb = '', ...rest] = words
  const name = verb === 'run' ? (rest[0] ?? '') : verb
  if (!Object.hasOwn(scripts, name)) return [`there is no script \`${name}\``]
  const files = rest.filter((word) => word.includes('/'))
  return files.flatMap((file) => (existsSync(join(root, file)) ? [] : [`there is no ${file}`]))
}
