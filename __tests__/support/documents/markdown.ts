/** Code in Markdown. */

export interface Block {
  /** Empty if the fence has none. */
  readonly language: string
  readonly text: string
  /** Line of the fence, counted from 1. */
  readonly line: number
}

const fence = /^( *)```([\w-]*)\n(.*?)^ *```$/gms

export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(fence)].map(({ 2: language = '', 3: text = '', index }) => ({
    language,
    text,
    line: markdown.slice(0, index).split('\n').length,
  }))
}

export function spansOf(markdown: string): readonly string[] {
  return [...markdown.replaceAll(fence, '').matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
}
