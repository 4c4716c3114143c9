import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { version } from '../../src/common/version.ts'

export interface MarkdownNode {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly MarkdownNode[]
}

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }
let latest: { readonly markdown: string; readonly tree: MarkdownNode } | undefined

/** As GitHub reads it. Several questions about one text follow each other, and it is parsed once for them. */
export function parseGfm(markdown: string): MarkdownNode {
  if (latest?.markdown !== markdown) latest = { markdown, tree: fromMarkdown(markdown, options) }
  return latest.tree
}

export function nodesOf(node: MarkdownNode): readonly MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

/** HTML that linkgate writes itself. */
const ownHtml =
  /^<(?:\/?sub|br)>$|^<\/details>$|^<details(?: open)?><summary>(?:[A-Za-z ]+|(?:\S+ )?\d+ more platforms?(?:: [a-z0-9/., ]+)?|[^\s<]+ <code>[A-Za-z0-9._·-]*<\/code>)<\/summary>$/

/** The link of linkgate's own to its documents. */
const ownLink = `https://github.com/linkgate/linkgate/blob/v${version}/docs/workflows.md#accepting-a-regression`

/** Everything in it that would do more than be read: links, mentions, images, HTML, references. */
export function activeParts(markdown: string): readonly string[] {
  return nodesOf(parseGfm(markdown)).flatMap((node) => {
    const value = node.value ?? ''
    switch (node.type) {
      case 'inlineCode':
      case 'code':
        return value.includes('<!--') ? [`marker: ${value}`] : []
      case 'text':
        return /[@#<>`]|:\/\/|www\.|:\w+:|\$|(?<![\p{L}\p{N}])[0-9a-f]{7,}(?![\p{L}\p{N}])|\bGH-\d/iu.test(
          value,
        )
          ? [`text: ${value}`]
          : []
      case 'html':
        return ownHtml.test(value) ? [] : [`html: ${value}`]
      case 'link':
        return node.url === ownLink ? [] : ['link']
      default:
        return ordinary.has(node.type) ? [] : [node.type]
    }
  })
}

const ordinary: ReadonlySet<string> = new Set([
  'root',
  'heading',
  'paragraph',
  'list',
  'listItem',
  'strong',
  'table',
  'tableRow',
  'tableCell',
])

/** The number of cells in each row of each table. */
export function tableShapes(markdown: string): readonly (readonly number[])[] {
  return nodesOf(parseGfm(markdown))
    .filter(({ type }) => type === 'table')
    .map((table) => (table.children ?? []).map((row) => row.children?.length ?? 0))
}
