/** Words of shell commands with the variables filled in that are known without running them. */

import { joinPath } from '../../common/paths.ts'
import { partsOf, textOf, type Word } from '../../shell/words.ts'
import { repositoryRoot } from './named-build.ts'

/** The value of a variable; undefined where only a run knows it. */
export type KnownVariables = (name: string) => string | undefined

/** GitHub's expressions: the value of `matrix.file` and the like; undefined where only a run knows it. */
export type KnownExpressions = (expression: string) => string | undefined

/** Fills in `${{ … }}`; what is not known stays as it is written. */
export function withExpressions(text: string, known: KnownExpressions): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (whole, expression: string) => known(expression) ?? whole)
}

const written =
  /\$\(pwd\)|`pwd`|\$\(git rev-parse --show-toplevel\)|\$(\d|[A-Za-z_]\w*)|\$\{(\w+)(?:(:?[-+])([^${}]*))?\}/g

/** Fills in `$NAME`, `${NAME}` and those with a default; what is not known stays as it is written. */
function withVariables(text: string, known: KnownVariables, directory: string | undefined): string {
  const here = directory === undefined ? undefined : joinPath(repositoryRoot, directory)
  return text.replaceAll(
    written,
    (whole, plain?: string, braced?: string, operator?: string, word?: string) => {
      const name = plain ?? braced
      if (name === undefined) return (whole.includes('git') ? repositoryRoot : here) ?? whole
      const value = name === 'PWD' ? here : known(name)
      return (operator === undefined ? value : otherwise(value, operator, word ?? '')) ?? whole
    },
  )
}

/** The value, or what stands in its place. */
function otherwise(value: string | undefined, operator: string, word: string): string | undefined {
  const isSet = value !== undefined && !(value === '' && operator.startsWith(':'))
  if (operator.endsWith('-')) return isSet ? value : word
  if (value === undefined) return undefined
  return isSet ? word : ''
}

/** One word, or several where an unquoted variable has blanks in it, or none. */
export function filledWords(
  word: Word,
  known: KnownVariables,
  directory: string | undefined,
): readonly string[] {
  if (word.quoting === '') return ['']
  const text = filledText(word, known, directory)
  const isBare = /^n+$/.test(word.quoting) && /^\$(?:\w+|\{[^}]*\})$/.test(textOf(word))
  return isBare && !text.includes('$') ? text.split(/\s+/).filter((one) => one !== '') : [text]
}

export function filledText(word: Word, known: KnownVariables, directory: string | undefined): string {
  return partsOf(word)
    .map(({ text, quoting }) =>
      // with a `$` in it, it counts as not known
      quoting === 'single' || quoting === 'escape' ? text : withVariables(text, known, directory),
    )
    .join('')
}

/** Variables inside a script that is given arguments: `$1` and the others. */
export function withArguments(outer: KnownVariables, given: readonly string[]): KnownVariables {
  return (name) => {
    if (!/^\d+$/.test(name)) return outer(name)
    const value = given[Number(name) - 1] ?? ''
    return value.includes('$') ? undefined : value
  }
}
