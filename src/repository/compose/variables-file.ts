import type { RepositoryTexts } from '../texts.ts'
import { type ComposeEnvironment, interpolated } from './interpolate.ts'

/** Maximum length of a value, because values of values could double it many times. */
const longest = 10_000

/** The environment, with fallback to variables of `.env` files. */
export function withVariablesFile(
  texts: RepositoryTexts,
  paths: readonly string[],
  environment: ComposeEnvironment,
): ComposeEnvironment {
  const variables = new Map<string, string | undefined>()
  const lookup = (name: string) => environment(name) ?? variables.get(name)
  for (const path of paths.filter((one) => texts.paths.includes(one))) {
    for (const { groups = {} } of (texts.text(path) ?? '').matchAll(assignment)) {
      const { name = '', double, single, plain = '' } = groups
      const written = double === undefined ? plain.replace(/ #.*$/, '').trimEnd() : unescaped(double)
      const value = single?.replaceAll("\\'", "'") ?? interpolated(written, lookup)
      variables.set(name, value === undefined || value.length > longest ? undefined : value)
    }
  }
  return lookup
}

/** `NAME=value` or `NAME: value`; a quoted value can have several lines. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)[ \t]*[=:][ \t]*(?:"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>(?:[^'\\]|\\[\s\S])*)'|(?<plain>.*))/gm

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', $: '$$' }

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (whole, character: string) => escapes[character] ?? whole)
}
