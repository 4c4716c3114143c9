/** The pictures in docs/pictures show the current Markdown of linkgate for measured reports. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type CommentName,
  commentMarkdown,
  commentNames,
  digestOf,
  shownComments,
} from '../../scripts/pictures/comments.ts'
import { commentPage, themes } from '../../scripts/pictures/page.ts'
import type { Report } from '../../src/document/report.ts'

const folder = join(import.meta.dirname, '../../docs/pictures')

/** Text that each comment must contain, regardless of the other wording. */
const told: Readonly<Record<CommentName, readonly string[]>> = {
  fail: ['❌', 'excelize', '| **Start-up** |'],
  pass: ['✅', '| **Binary** |'],
  unmeasured: ['❔', 'listed'],
  'no-baseline': ['no baseline'],
  accepted: ['octocat', 'excelize'],
  apps: ['orders', 'invoices', 'mail', '❌'],
}

describe.each(commentNames)('%s', (name) => {
  test('is a comment about a real report', async () => {
    const markdown = await commentMarkdown(name)
    for (const text of told[name]) expect(markdown).toContain(text)
    expect(markdown).not.toMatch(/\/(?:tmp|root|work|home)\//)
  })
})

test.each(shownComments)('the picture of %s shows the current Markdown', async (name) => {
  const sources = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as Record<string, string>
  const digest = digestOf(await commentMarkdown(name))
  expect(sources[name], 'run `npm run pictures`, and look at what it wrote').toBe(digest)
})

test.each(themes)('a page in %s has the table and the details of the comment', async (theme) => {
  const page = commentPage(await commentMarkdown('fail'), theme, '/fonts')
  expect(page).toContain('<th align="right">static</th>')
  expect(page).toMatch(/<details><summary>[^<]+<\/summary>/)
})

test('README has the duration of the run in its picture', () => {
  const readme = readFileSync(join(folder, '../../README.md'), 'utf8').replaceAll(/\s+/g, ' ')
  const report = readFileSync(join(folder, '../../__tests__/fixtures/reports/fail.json'), 'utf8')
  const { phases } = JSON.parse(report) as Pick<Report, 'phases'>
  const seconds = (...wanted: readonly string[]) =>
    Math.round(
      phases
        .filter(({ name, within }) => within === undefined && (wanted.length === 0 || wanted.includes(name)))
        .reduce((sum, phase) => sum + phase.seconds, 0),
    )
  expect(readme).toContain(`${seconds()} seconds for the service in the picture`)
  expect(readme).toContain(
    `${seconds('build')} are for building base and head in both modes, ${seconds('inspect')} for reading and explaining them, and ${seconds('start')} for the starts`,
  )
})
