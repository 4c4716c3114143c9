/**
 * Takes pictures of comments from existing reports: `npm run pictures`. Pictures in documents go to docs/pictures, with the digest of
 * their Markdown; all others go to .cache/pictures for review. `--measure [REPORT …]` first measures these reports, which needs a
 * Docker engine and some minutes. With the name of a comment, it takes only the pictures of that one. It also opens the HTML report
 * of some in four forms, checks them with axe-core, and fails if a page sends a request.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import {
  type CommentName,
  commentMarkdown,
  commentNames,
  digestOf,
  shownComments,
} from '../pictures/comments.ts'
import { measureReports } from '../pictures/measure.ts'
import { commentPage, type Theme, themes } from '../pictures/page.ts'
import { takePagePictures } from '../pictures/pages.ts'
import { unpackPackages } from '../tools/distribution.ts'

const root = join(import.meta.dirname, '../..')
const cache = join(root, '.cache/pictures')
const shown = join(root, 'docs/pictures')
const fonts = join(root, '.tools/fonts')

/** CSS pixels: a comment on GitHub, and a phone. */
const widths = { wide: 860, phone: 375 } as const
type Width = keyof typeof widths

const [first, ...names] = process.argv.slice(2)
const wanted =
  first === '--measure' || first === undefined ? commentNames : commentNames.filter((name) => name === first)
if (wanted.length === 0)
  throw new Error(`unknown comment \`${first}\`: use one of ${commentNames.join(', ')}`)
if (first === '--measure') await measureReports(names)

await unpackPackages(fonts, ['fonts-noto-core', 'fonts-noto-color-emoji', 'fonts-liberation'])
await mkdir(cache, { recursive: true })
await mkdir(shown, { recursive: true })
const browser = await chromium.launch({ executablePath: onPath('chromium'), args: ['--no-sandbox'] })
const digests: Record<string, string> = {}
for (const name of wanted) {
  const markdown = await commentMarkdown(name)
  await writeFile(join(cache, `${name}.md`), markdown)
  if (shownComments.includes(name)) digests[name] = digestOf(markdown)
  for (const theme of themes)
    for (const width of ['wide', 'phone'] as const)
      await takePicture(browser, { name, markdown, theme, width })
}
const problems: string[] = []
for (const name of pagesOf(wanted)) problems.push(...(await takePagePictures(browser, name, cache)))
await browser.close()
if (wanted.length === commentNames.length)
  await writeFile(join(shown, 'sources.json'), `${JSON.stringify(digests, null, 2)}\n`)

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}

function pagesOf(comments: readonly CommentName[]): readonly string[] {
  return comments.filter((name) => name === 'fail' || name === 'no-baseline' || name === 'unmeasured')
}

interface Picture {
  readonly name: CommentName
  readonly markdown: string
  readonly theme: Theme
  readonly width: Width
}

async function takePicture(opened: Browser, { name, markdown, theme, width }: Picture): Promise<void> {
  const isShown = width === 'wide' && shownComments.includes(name)
  const file = isShown ? join(shown, `${name}-${theme}.png`) : join(cache, `${name}-${theme}-${width}.png`)
  const html = join(cache, `${name}-${theme}.html`)
  await writeFile(html, commentPage(markdown, theme, fonts))
  const page = await opened.newPage({ viewport: { width: widths[width], height: 400 }, deviceScaleFactor: 2 })
  await page.goto(pathToFileURL(html).href)
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
  reduceColors(file)
  console.log(`${file} ${Math.ceil((await stat(file)).size / 1000)} kB`)
}

/** A comment has few colors, so a palette reduces its picture to a third of the bytes. */
function reduceColors(file: string): void {
  const { status, stderr } = spawnSync('pngquant', [
    '--force',
    '--skip-if-larger',
    '--strip',
    '--ext=.png',
    '64',
    file,
  ])
  // 98: the result would be larger
  if (status !== 0 && status !== 98) throw new Error(`pngquant: ${stderr}`)
}

function onPath(program: string): string {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim()
  if (found === '') throw new Error(`${program} is not on PATH`)
  return found
}
