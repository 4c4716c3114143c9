/** YAML for people to edit: keys with notes, and optional keys as comments. */
import { Scalar, stringify } from 'yaml'
import { isPlainVariable } from '../../common/secrets/known.ts'
import { printable } from '../../report/text.ts'

/** One key; `on` is false if it is commented out. */
export interface YamlLine {
  readonly kind: 'key'
  readonly key: string
  readonly value: unknown
  /** Follows the value as a comment. */
  readonly note?: string
  readonly on: boolean
}

/** A key with nested keys; commented out if none of them is on. */
export interface YamlSection {
  readonly kind: 'section'
  readonly key: string
  readonly note?: string
  readonly lines: readonly YamlNode[]
}

/** A paragraph of comments; a blank line if empty. */
export interface YamlComment {
  readonly kind: 'prose'
  readonly prose: readonly string[]
}

export type YamlNode = YamlLine | YamlSection | YamlComment

export const yamlKey = (key: string, value: unknown, note?: string): YamlLine => ({
  ...line(key, value, note),
  on: true,
})
export const commentedKey = (key: string, value: unknown, note?: string): YamlLine => ({
  ...line(key, value, note),
  on: false,
})
export const yamlSection = (key: string, lines: readonly YamlNode[], note?: string): YamlSection => ({
  kind: 'section',
  key,
  lines,
  ...(note === undefined ? {} : { note }),
})

/** A variable of the repository; the value of a possible secret is not copied. */
export function variableLine(
  write: (key: string, value: unknown, note?: string) => YamlLine,
  name: string,
  value: string,
  { by, note }: { readonly by: string; readonly note?: string },
): YamlLine {
  return isPlainVariable(name, value)
    ? write(name, value, note)
    : commentedKey(name, '', `value: see ${by.split(',')[0]}${note === undefined ? '' : `; ${note}`}`)
}

export const yamlProse = (...prose: readonly string[]): YamlComment => ({ kind: 'prose', prose })
export const blankLine: YamlComment = yamlProse()

function line(key: string, value: unknown, note: string | undefined) {
  return { kind: 'key' as const, key, value, ...(note === undefined ? {} : { note }) }
}

/** @param indent indentation of the whole text, in steps of two spaces */
export function yamlLines(nodes: readonly YamlNode[], indent = 0): string {
  return nodes.flatMap((node) => linesOf(node, indent, undefined)).join('\n')
}

/** @param mark column of the comment sign inside of a part that is commented out */
function linesOf(node: YamlNode, depth: number, mark: number | undefined): readonly string[] {
  if (node.kind === 'prose') {
    return node.prose.length === 0
      ? ['']
      : node.prose.map((text) => commented(`# ${printable(text)}`, depth, mark))
  }
  const note = node.note === undefined ? '' : ` # ${printable(node.note)}`
  const at = isOn(node) ? mark : (mark ?? 2 * depth)
  if (node.kind === 'section') {
    return [
      commented(`${scalar(node.key)}:${note}`, depth, at),
      ...node.lines.flatMap((one) => linesOf(one, depth + 1, at)),
    ]
  }
  return [commented(`${scalar(node.key)}:${written(node.value)}${note}`, depth, at)]
}

function isOn(node: YamlNode): boolean {
  if (node.kind === 'prose') return false
  return node.kind === 'section' ? node.lines.some(isOn) : node.on
}

function commented(text: string, depth: number, mark: number | undefined): string {
  const column = 2 * depth
  return mark === undefined
    ? `${' '.repeat(column)}${text}`
    : `${' '.repeat(mark)}# ${' '.repeat(column - mark)}${text}`
}

const written = (value: unknown) => (value === null ? '' : ` ${scalar(value)}`)

/** A value in one line, quoted if it would otherwise be read as another value. */
function scalar(value: unknown): string {
  return stringify(quoted(value), {
    blockQuote: false,
    collectionStyle: 'flow',
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    flowCollectionPadding: !Array.isArray(value),
    lineWidth: 0,
  }).replace(/\n$/, '')
}

/** Values that would need several lines, or lose spaces, without quotes. */
const needsQuotes = /\p{Cc}|\p{Zl}|\p{Zp}|^\p{White_Space}|\p{White_Space}$/u

function quoted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(quoted)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, quoted(one)]))
  }
  if (typeof value === 'string' && needsQuotes.test(value)) {
    const node = new Scalar(value)
    node.type = Scalar.QUOTE_DOUBLE
    return node
  }
  return value
}
