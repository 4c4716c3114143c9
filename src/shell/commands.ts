import type { Source } from './source.ts'
import { readWord, textOf, type Word } from './words.ts'

/** A simple command of a shell script. */
export interface Command {
  /** `NAME=value` before its first word. */
  readonly assignments: readonly Word[]
  /** Program and arguments, redirections left out; none when it only assigns. */
  readonly words: readonly Word[]
  /** The subshells that it is in, outermost first: where each begins in the file. */
  readonly within: readonly number[]
}

/** Words before a command, or instead of one. */
const reserved = new Set('! do done elif else esac fi if then time until while { }'.split(' '))
const endsWord = (character: string) => /[\s;&|()<>]/.test(character)
const redirection = /^(?:&>>?|<<-|<<<|<<|<>|<&|>>|>&|>\||<|>)/
const assignment = /^[A-Za-z_]\w*\+?=/

/**
 * The simple commands of a shell script in the order of its text, whatever `if`, `for` and `&&` make of it; undefined
 * where it cannot be read as one (a quote that is not closed).
 */
export function shellCommands(script: Source): readonly Command[] | undefined {
  const { text } = script
  const commands: Command[] = []
  let assignments: Word[] = []
  let words: Word[] = []
  let within: readonly number[] = []
  let heredocs: string[] = []
  const finish = () => {
    if (assignments.length + words.length > 0) commands.push({ assignments, words, within })
    assignments = []
    words = []
  }
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? ''
    const operator = redirection.exec(text.slice(at, at + 3))?.[0]
    if (character === '\n') {
      finish()
      at = afterHeredocs(text, at + 1, heredocs)
      heredocs = []
    } else if (/\s/.test(character)) at += 1
    else if (character === '\\' && text[at + 1] === '\n') at += 2
    else if (character === '#') at = lineEnd(text, at)
    else if (operator !== undefined) {
      at += operator.length
      while (text[at] === ' ' || text[at] === '\t') at += 1
      const to = readWord(script, at, endsWord)
      if (to === undefined) return undefined
      if (operator === '<<' || operator === '<<-') heredocs.push(textOf(to))
      at = to.next
    } else if (/[;&|()]/.test(character)) {
      finish()
      if (character === '(') within = [...within, script.at[at] ?? 0]
      if (character === ')') within = within.slice(0, -1)
      at += 1
    } else {
      const word = readWord(script, at, endsWord)
      if (word === undefined) return undefined
      at = Math.max(word.next, at + 1)
      const value = textOf(word)
      const bare = !/[^n]/.test(word.quoting)
      if (/^\d+$/.test(value) && /[<>]/.test(text[at] ?? '')) continue
      if (words.length === 0 && bare && assignments.length === 0) {
        if (reserved.has(value)) continue
      }
      const name = assignment.exec(value)?.[0]
      const assigns =
        words.length === 0 && name !== undefined && !/[^n]/.test(word.quoting.slice(0, name.length))
      if (assigns) assignments.push(word)
      else words.push(word)
    }
  }
  finish()
  return commands
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

function afterHeredocs(text: string, from: number, names: readonly string[]): number {
  let at = from
  for (const name of names) {
    while (at < text.length) {
      const end = lineEnd(text, at)
      const line = text.slice(at, end).trim()
      at = Math.min(end + 1, text.length)
      if (line === name) break
    }
  }
  return at
}
