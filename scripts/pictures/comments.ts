/** The comments in the pictures: linkgate's own text for the fixture reports. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../src/document/report.ts'
import { acceptLabel, withAcceptance } from '../../src/publish/accept.ts'
import { commentLimit } from '../../src/publish/limits.ts'
import { parseReport } from '../../src/report/json.ts'
import { combinedText } from '../../src/report/markdown/combined.ts'

const folder = join(import.meta.dirname, '../../__tests__/fixtures/reports')

export const commentNames = ['fail', 'pass', 'unmeasured', 'no-baseline', 'accepted', 'apps'] as const
export type CommentName = (typeof commentNames)[number]

/** Comments in documents. Their pictures are committed. */
export const shownComments: readonly CommentName[] = ['fail']

export async function commentMarkdown(name: CommentName): Promise<string> {
  return combinedText(await reportsOf(name))(commentLimit) ?? ''
}

async function reportsOf(name: CommentName): Promise<readonly Report[]> {
  switch (name) {
    case 'accepted': {
      const by = { kind: 'accepted', by: 'octocat', at: '2026-11-29T09:41:00Z', headMoved: false } as const
      return [withAcceptance(await report('fail'), by, acceptLabel)]
    }
    case 'apps':
      return Promise.all(['orders', 'invoices', 'mail'].map((app) => report(`apps-${app}`)))
    default:
      return [await report(name)]
  }
}

export const digestOf = (markdown: string): string => createHash('sha256').update(markdown).digest('hex')

async function report(name: string): Promise<Report> {
  const parsed = parseReport(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))
  if (!parsed.ok) throw new Error(`${name}.json: ${parsed.problem.message}`)
  return parsed.value
}
