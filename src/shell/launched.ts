/** What command lines and scripts start, as far as that can be read without running them. */
import { shellCommands } from './shell-words.ts'

/** What a shell is given: the text after -c, or a script. */
export function shellScript(
  words: readonly string[],
):
  | { readonly text: string; readonly arguments: readonly string[] }
  | { readonly file: string; readonly arguments: readonly string[] }
  | undefined {
  const at = words.findIndex((word) => !word.startsWith('-') && !word.startsWith('+'))
  if (at < 0) return undefined
  const first = words[at] ?? ''
  const isText = words.slice(0, at).some((word) => /^-[a-z]*c$/.test(word))
  // the word after the text is the shell's own name
  return isText
    ? { text: first, arguments: words.slice(at + 2) }
    : { file: first, arguments: words.slice(at + 1) }
}

/** The words after a launcher's options and its own arguments. */
export function launched(words: readonly string[], own: number): readonly string[] {
  const end = words.indexOf('--')
  if (end >= 0) return words.slice(end + 1)
  const first = words.findIndex((word) => !word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word))
  return first < 0 ? [] : words.slice(first + own)
}

export function withoutPrefixes(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word) && word !== 'exec' && word !== 'nohup')
  return first < 0 ? [] : words.slice(first)
}

/**
 * The simple commands of a shell text, as words, as far as they can be read without running it: quotes are taken off,
 * variables stay as they are, and what stands in `if`, `for` and the like counts as any other command.
 */
export function simpleCommands(text: string): readonly (readonly string[])[] {
  return shellCommands(text)
    .map((words) => words.filter((word) => !reserved.has(word)))
    .filter((words) => words.length > 0)
}

const reserved = new Set('if then else elif fi do done while for case esac !'.split(' '))

export function isAllArguments(word: string): boolean {
  return /^\$(\{?[@*]\}?)$/.test(word)
}
