/** The script and the style of the HTML report with their hashes for its Content-Security-Policy. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const page = join(import.meta.dirname, '../../page')

/** `sha256` is in base64. */
export interface PageAsset {
  readonly text: string
  readonly sha256: string
}

export async function pageAssets(): Promise<{ readonly style: PageAsset; readonly script: PageAsset }> {
  const css = await readFile(join(page, 'page.css'), 'utf8')
  return { style: assetOf(withoutIndents(css)), script: assetOf(await bundled()) }
}

async function bundled(): Promise<string> {
  await using bundle = await rolldown({ input: join(page, 'page.ts'), platform: 'browser' })
  const { output } = await bundle.generate({ format: 'iife', minify: true, comments: false })
  const [{ code }] = output
  // this text would end the script element
  if (/<\/script|<!--/i.test(code))
    throw new Error('the script of the page has the end of a script element in it')
  return `/*\n${await licence('d3-hierarchy')}\n*/\n${code.trim()}`
}

/** The license that must accompany copied parts of the package. */
async function licence(name: string): Promise<string> {
  const text = await readFile(join(page, '../node_modules', name, 'LICENSE'), 'utf8')
  return `Parts of ${name}:\n${text.trim().replace(/\n{2,}/g, '\n')}`
}

const withoutIndents = (css: string) => css.replace(/\n\s*/g, '\n').trim()

function assetOf(text: string): PageAsset {
  return { text, sha256: createHash('sha256').update(text).digest('base64') }
}
