/** The HTML report in a browser: pictures of it, and a check that it is accessible and loads nothing. */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { largeService } from '../../__tests__/support/reports/programs.ts'
import { programRows } from '../../src/attribution/program-rows.ts'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import { reportPage } from '../../src/report/html/report-page.ts'
import { parseReport } from '../../src/report/json.ts'

const folder = join(import.meta.dirname, '../../__tests__/fixtures/reports')

const forms = {
  light: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 375, height: 800 }, deviceScaleFactor: 2 },
  'phone-dark': { viewport: { width: 375, height: 800 }, deviceScaleFactor: 2, colorScheme: 'dark' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>

/**
 * Writes the page of a fixture report, its pictures and its print version as a PDF to `cache`.
 *
 * @returns problems, one sentence each
 */
export async function takePagePictures(
  browser: Browser,
  name: string,
  cache: string,
): Promise<readonly string[]> {
  const file = join(cache, `page-${name}.html`)
  await writeFile(file, await pageOf(name))
  const problems: string[] = []
  for (const [form, options] of Object.entries(forms)) {
    await using context = await browser.newContext(options)
    const page = await context.newPage()
    const own = pathToFileURL(file).href
    page.on('request', (request) => {
      if (request.url() !== own) problems.push(`${form}: it requests ${request.url()}`)
    })
    page.on('console', (message) => problems.push(`${form}: the console has: ${message.text()}`))
    page.on('pageerror', (error) => problems.push(`${form}: ${error.message}`))
    await page.goto(own)
    await page.screenshot({ path: join(cache, `page-${name}-${form}.png`), fullPage: true })
    problems.push(...(await violations(page)).map((one) => `${form}: ${one}`))
    problems.push(...(await widthProblems(page)).map((one) => `${form}: ${one}`))
    if (form === 'light') await page.pdf({ path: join(cache, `page-${name}.pdf`) })
  }
  return problems
}

/** Fixtures do not contain the attribution of programs, so an artificial service with 200 packages replaces each. */
async function pageOf(name: string): Promise<string> {
  const parsed = parseReport(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))
  if (!parsed.ok) throw new Error(`${name}.json: ${parsed.problem.message}`)
  const programs = (parsed.value.programs ?? []).map((one) => {
    const base = one.base === null ? undefined : largeService()
    return { ...one, ...programRows(base, largeService(1.1)) }
  })
  return reportPage(shownReport({ ...parsed.value, programs }, openSecrets()))
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

async function violations(page: Page): Promise<readonly string[]> {
  const source = await readFile(axe, 'utf8')
  const found = await page.evaluate(
    `${source}; axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => id + ': ' + help + ': ' + nodes[0].html))`,
  )
  return found as readonly string[]
}

async function widthProblems(page: Page): Promise<readonly string[]> {
  const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  return isWide === true ? ['it is wider than the window'] : []
}
