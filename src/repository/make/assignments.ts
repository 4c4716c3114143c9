/** All forms of assignments in Makefiles. */

import { unknownText } from './functions.ts'
import { findOutside } from './lines.ts'
import type { MakeVariable } from './variable.ts'
import type { MakeExpansion } from './variables.ts'

const assignmentOperators = /^(?::::?=|::?=|\?=|\+=|!=|=)/

export interface Assignment {
  readonly name: string
  readonly operator: string
  readonly value: string
}

export function assignmentIn(text: string): Assignment | undefined {
  const at = findOutside(
    text,
    (character, index) => /[:?+!=]/.test(character) && assignmentOperators.test(text.slice(index)),
  )
  const colon = findOutside(text, (character) => character === ':')
  if (at < 0 || (colon >= 0 && colon < at)) return undefined
  const operator = assignmentOperators.exec(text.slice(at))?.[0] ?? '='
  const name = text.slice(0, at).trim()
  if (name === '' || /\s/.test(name.replaceAll(/\$[({][^)}]*[)}]/g, ''))) return undefined
  return { name, operator, value: text.slice(at + operator.length).trimStart() }
}

/** Maximum length of a variable, in characters. */
const longestText = 262_144

/** The variable after an assignment. */
export function assigned(
  expansion: MakeExpansion,
  {
    before,
    operator,
    value,
    origin,
  }: {
    readonly before: MakeVariable | undefined
    readonly operator: string
    readonly value: string
    readonly origin: MakeVariable['origin']
  },
): MakeVariable {
  switch (operator) {
    case '?=':
      return before ?? { text: value, recursive: true, origin }
    case '+=': {
      const recursive = before?.recursive ?? true
      const added = recursive ? value : expansion.expand(value)
      const text = before === undefined ? added : `${before.text} ${added}`
      // appending a variable to itself doubles it each time
      return { text: text.length > longestText ? unknownText : text, recursive, origin }
    }
    case '!=':
      return { text: expansion.expand(`$(shell ${value})`), recursive: false, origin }
    case '=':
      return { text: value, recursive: true, origin }
    default:
      return { text: expansion.expand(value), recursive: false, origin }
  }
}
