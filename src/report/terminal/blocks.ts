/** Blocks of text for a terminal: headings, rows of names and values, and problems with fixes. */

import type { RuntimeLevel } from '../../findings/facts.ts'
import { ownSentence, printable } from '../text.ts'
import { aligned, displayWidth, wrap } from './layout.ts'
import { type Paint, painter, type Style } from './paint.ts'
import type { TerminalOptions } from './terminal.ts'

/** Names in a file can contain any characters, but control sequences must not reach the terminal. */
export const shown = (text: string) => printable(text, longestText)
const longestText = 200

/** A part of the text that is laid out when the width is known. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'rows'
      readonly title: string
      readonly rows: readonly InspectedRow[]
      /** Maximum characters of a value. */
      readonly most: number
    }
  | { readonly kind: 'fact'; readonly level: RuntimeLevel; readonly message: string; readonly fix: string }

type InspectedRow = readonly [name: string, value: string]

export function blocksText(blocks: readonly Block[], { color, width }: TerminalOptions): string {
  const paint = painter(color)
  const parts = blocks.map((block, index) => {
    // no blank line before facts, because they belong to the preceding rows
    const isApart = index > 0 && block.kind !== 'fact'
    return `${isApart ? '\n' : ''}${blockText(block, width, paint)}`
  })
  return `${parts.join('\n')}\n`
}

export const heading = (text: string): Block => ({ kind: 'heading', text })

function blockText(block: Block, width: number, paint: Paint): string {
  switch (block.kind) {
    case 'heading':
      return paint(wrap(block.text, width, 0), 'bold')
    case 'rows':
      return rowsText(block, width, paint)
    case 'fact': {
      const { mark, style } = levelMarks[block.level]
      const message = wrap(printable(block.message, ownSentence), width, 4).trimStart()
      return `  ${paint(mark, style)} ${message}\n${wrap(`→ ${printable(block.fix, ownSentence)}`, width, 4)}`
    }
  }
}

function rowsText(
  { title, rows, most }: Extract<Block, { kind: 'rows' }>,
  width: number,
  paint: Paint,
): string {
  const names = Math.max(0, ...rows.map(([name]) => displayWidth(shown(name))))
  const indent = names === 0 ? 2 : names + 4
  return [
    paint(title, 'bold'),
    ...rows.map(([name, value]) => {
      const label = names === 0 ? '' : `${aligned(shown(name), names, true)}  `
      return `  ${label}${inked(wrap(printable(value, most), width, indent).trimStart(), paint)}`
    }),
  ].join('\n')
}

const answerStyles: Readonly<Record<string, Style>> = { '✓ ': 'green', '✗ ': 'red', '? ': 'cyan' }

/** Colors the mark of an answer. */
function inked(value: string, paint: Paint): string {
  const mark = value.slice(0, 2)
  const style = Object.hasOwn(answerStyles, mark) ? answerStyles[mark] : undefined
  return style === undefined ? value : `${paint(mark, style)}${value.slice(2)}`
}

/**
 * Rows without a value are omitted.
 *
 * @param most maximum characters of a value; higher for linkgate's own sentences
 */
export function rows(
  title: string,
  given: readonly (readonly [string, string | undefined])[],
  most = longestText,
): readonly Block[] {
  const known = given.filter((row): row is InspectedRow => row[1] !== undefined && row[1] !== '')
  return [{ kind: 'rows', title, rows: known, most }]
}

const levelMarks: Readonly<Record<RuntimeLevel, { readonly mark: string; readonly style: Style }>> = {
  fatal: { mark: '✗', style: 'red' },
  warn: { mark: '!', style: 'yellow' },
  info: { mark: '·', style: 'dim' },
}
