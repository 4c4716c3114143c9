/** Expands the variables in shell words that are known without running the commands. */

import { joinPath, longestPath } from '../../common/paths.ts'
import { commandSubstitutions, readShell } from '../../shell/commands.ts'
import { sourceOfText } from '../../shell/source.ts'
import { partsOf, textOf, type Word } from '../../shell/words.ts'
import { repositoryPath, repositoryRoot } from './named-build.ts'

/** The value of a variable; undefined if it is only known at run time. */
export type KnownVariables = (name: string) => string | undefined

/** The value of an expression of GitHub, such as `matrix.file`; undefined if it is only known at run time. */
export type KnownExpressions = (expression: string) => string | undefined

/** Replaces `${{ … }}`; unknown expressions stay as written. */
export function withExpressions(text: string, known: KnownExpressions): string {
  return text.replaceAll(
    /\$\{\{((?:(?!\}\}).){0,400})\}\}/g,
    (whole, expression: string) => known(expression.trim()) ?? whole,
  )
}

const written = /\$(\d|[A-Za-z_]\w*)|\$\{(\w+)(?:\[0\])?(?:(:?[-+])([^${}]*))?\}/g

/**
 * Replaces `$NAME`, `${NAME}`, forms with a default, and commands that print the directory of the script or the
 * repository. Everything unknown stays as written.
 */
function withVariables(text: string, known: KnownVariables, directory: string | undefined): string {
  let filled = ''
  let from = 0
  for (const { start, end, script } of commandSubstitutions(text)) {
    const plain = withPlainVariables(text.slice(from, start), known, directory)
    filled += plain + (printedPath(script, known, directory) ?? text.slice(start, end))
    from = end
  }
  return filled + withPlainVariables(text.slice(from), known, directory)
}

function withPlainVariables(text: string, known: KnownVariables, directory: string | undefined): string {
  return text.replaceAll(
    written,
    (whole, plain?: string, braced?: string, operator?: string, word?: string) => {
      const name = plain ?? braced ?? ''
      const value = name === 'PWD' ? absolutePath('.', directory) : known(name === 'BASH_SOURCE' ? '0' : name)
      return (operator === undefined ? value : otherwise(value, operator, word ?? '')) ?? whole
    },
  )
}

/** The path that a command such as `cd "$(dirname "$0")" && pwd` prints; undefined if it is only known at run time. */
function printedPath(
  script: string,
  known: KnownVariables,
  directory: string | undefined,
): string | undefined {
  let at = directory
  let printed: string | undefined
  for (const { kind, words: written, after } of readShell(sourceOfText(script)).commands) {
    const isNext = after === undefined || after === '&&' || after === ';' || after === '\n'
    const words = written.flatMap((word) => filledWords(word, known, at))
    if (kind !== 'simple' || !isNext || printed !== undefined || words.join('').includes('$'))
      return undefined
    const [program = '', ...rest] = words
    const [path] = rest.filter((word) => !word.startsWith('-'))
    if (program === 'cd') at = path === undefined ? undefined : movedTo(at, path)
    else printed = printedBy(program, rest, { path, directory: at })
    if (program !== 'cd' && printed === undefined) return undefined
  }
  return printed
}

function printedBy(
  program: string,
  words: readonly string[],
  { path, directory }: { readonly path: string | undefined; readonly directory: string | undefined },
): string | undefined {
  if (program === 'pwd') return absolutePath('.', directory)
  if (program === 'git') return words.join(' ') === 'rev-parse --show-toplevel' ? repositoryRoot : undefined
  if (path === undefined) return undefined
  if (program === 'dirname') return path.includes('/') ? path.replace(/\/[^/]*$/, '') : '.'
  const resolves =
    program === 'realpath' || (program === 'readlink' && words.some((word) => /^-\w*[fem]/.test(word)))
  return resolves ? absolutePath(path, directory) : undefined
}

/** The working directory after `cd`; undefined if it is only known at run time. */
export function movedTo(directory: string | undefined, to: string | undefined): string | undefined {
  if (directory === undefined || to === undefined) return undefined
  const moved = repositoryPath(to, directory)
  return moved === undefined || moved.length > longestPath ? undefined : moved
}

function absolutePath(path: string, directory: string | undefined): string | undefined {
  const found = directory === undefined ? undefined : repositoryPath(path, directory)
  return found === undefined ? undefined : joinPath(repositoryRoot, found)
}

/** Applies an operator such as `:-` to a value. */
function otherwise(value: string | undefined, operator: string, word: string): string | undefined {
  const isSet = value !== undefined && !(value === '' && operator.startsWith(':'))
  if (operator.endsWith('-')) return isSet ? value : word
  if (value === undefined) return undefined
  return isSet ? word : ''
}

/** The words that one word expands to: several if an unquoted variable contains blanks, or none. */
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
      // a text with a `$` counts as unknown
      quoting === 'single' || quoting === 'escape' ? text : withVariables(text, known, directory),
    )
    .join('')
}

/** The variables inside a script that is called with arguments, including `$0`, `$1` and so on. */
export function withArguments(
  outer: KnownVariables,
  program: string | undefined,
  given: readonly string[],
): KnownVariables {
  return (name) => {
    if (!/^\d+$/.test(name)) return outer(name)
    if (name === '0') return program
    const value = given[Number(name) - 1] ?? ''
    return value.includes('$') ? undefined : value
  }
}
