/** The grammar of compound commands (`if`, `for`, `case`, …): the allowed order of reserved words. */

/** Compound commands that can contain a command. */
export type Compound = 'if' | 'while' | 'for' | 'case' | 'group' | 'subshell' | 'function'

/** A compound command that is not closed yet. */
export interface Frame {
  readonly compound: Compound
  /** Whether it is the body of a function. */
  readonly isFunction: boolean
  /** Index of its first character. */
  readonly at: number
  /** The part that is being read; `commands`: number of commands in this part so far. */
  part: FramePart
  commands: number
}

type FramePart =
  | 'body'
  /** Parts of `if` and `while`. */
  | 'condition'
  | 'else'
  /** Parts of `for`: the name, the place after it, the words after `in`, and the place of `do`. */
  | 'name'
  | 'after-name'
  | 'words'
  | 'do'
  /** Parts of `case`: the subject, the place of `in`, and a pattern. */
  | 'subject'
  | 'in'
  | 'pattern'

/** Reserved words that begin a compound command, with the part that follows. */
export const openers: ReadonlyMap<string, readonly [Compound, FramePart]> = new Map<
  string,
  readonly [Compound, FramePart]
>([
  ['if', ['if', 'condition']],
  ['while', ['while', 'condition']],
  ['until', ['while', 'condition']],
  ['for', ['for', 'name']],
  ['select', ['for', 'name']],
  ['case', ['case', 'subject']],
  ['{', ['group', 'body']],
])

interface Transition {
  readonly compound: Compound
  readonly from: FramePart
  /** Absent if the compound command is closed. */
  readonly to?: FramePart
  /** The preceding part may be empty. */
  readonly mayBeEmpty?: true
}

/** Reserved words that continue a compound command, or close it. */
const transitions: ReadonlyMap<string, readonly Transition[]> = new Map<string, readonly Transition[]>([
  ['then', [{ compound: 'if', from: 'condition', to: 'body' }]],
  ['elif', [{ compound: 'if', from: 'body', to: 'condition' }]],
  ['else', [{ compound: 'if', from: 'body', to: 'else' }]],
  [
    'fi',
    [
      { compound: 'if', from: 'body' },
      { compound: 'if', from: 'else' },
    ],
  ],
  [
    'do',
    [
      { compound: 'while', from: 'condition', to: 'body' },
      { compound: 'for', from: 'do', to: 'body', mayBeEmpty: true },
      { compound: 'for', from: 'after-name', to: 'body', mayBeEmpty: true },
    ],
  ],
  [
    'done',
    [
      { compound: 'while', from: 'body' },
      { compound: 'for', from: 'body' },
    ],
  ],
  [
    'esac',
    [
      { compound: 'case', from: 'body', mayBeEmpty: true },
      { compound: 'case', from: 'pattern', mayBeEmpty: true },
    ],
  ],
  ['}', [{ compound: 'group', from: 'body' }]],
])

export function isReserved(word: string): boolean {
  return openers.has(word) || transitions.has(word) || word === '!' || word === 'function'
}

/** Whether a reserved word continues a compound command, or closes one. */
export function continuesCompound(word: string): boolean {
  return transitions.has(word)
}

/** How a reserved word changes the innermost compound command; undefined if it is not allowed there. */
export function transitionOf(word: string, frame: Frame | undefined): Transition | undefined {
  const found = transitions
    .get(word)
    ?.find(({ compound, from }) => compound === frame?.compound && from === frame.part)
  return found?.mayBeEmpty === true || (frame?.commands ?? 0) > 0 ? found : undefined
}
