/** Checks the links of a document. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { blocksOf } from './markdown.ts'

const root = join(import.meta.dirname, '../../..')
/** Addresses of files in this repository. */
const own =
  /^https:\/\/(?:github\.com\/linkgate\/linkgate\/blob|raw\.githubusercontent\.com\/linkgate\/linkgate)\/main\//

/** @param at path of the document, from which relative links start */
export function brokenLinks(markdown: string, at: string): readonly string[] {
  return linksOf(markdown).filter((link) => !isSound(link, markdown, at))
}

function linksOf(markdown: string): readonly string[] {
  const prose = blocksOf(markdown).reduce((text, block) => text.replace(block.text, ''), markdown)
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"\s]+)/g)]
  return links.map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
}

function isSound(link: string, markdown: string, at: string): boolean {
  if (own.test(link)) return existsSync(join(root, link.replace(own, '')))
  if (/^[a-z]+:/.test(link)) return link.startsWith('https://')
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? at : normalize(join(dirname(at), path))
  if (!existsSync(join(root, target))) return false
  if (anchor === undefined) return true
  return anchorsOf(path === '' ? markdown : readFileSync(join(root, target), 'utf8')).has(anchor)
}

/** The anchors that GitHub derives from headings, and those in HTML. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = [...markdown.matchAll(/^#{1,6} (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
  const ids = [...markdown.matchAll(/\bid="([^"]+)"/g)].map(([, id = '']) => id)
  return new Set([...headings, ...ids])
}
