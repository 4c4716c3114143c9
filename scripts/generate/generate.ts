/**
 * Writes the files that are generated from the code, or with --check reports those that are outdated. Run with Node 24: `node
 * scripts/generate/generate.ts [--check]`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configJsonSchema } from '../../src/config/schema.ts'
import { findingsDocument } from '../../src/findings/docs/findings-document.ts'
import { reportJsonSchema } from '../../src/report/json.ts'
import { withGeneratedParts } from './document-parts.ts'
import { layerRules, withLayers } from './layers.ts'
import { pageAssets } from './page-assets.ts'

export interface Generated {
  /** Relative to the root of the repository. */
  readonly file: string
  /** Returns the whole file, from its present content: in some files, only parts are generated. */
  readonly content: (now: string) => string
}

const assets = await pageAssets()

export const generated: readonly Generated[] = [
  { file: 'schemas/config.v1.schema.json', content: () => json(configJsonSchema()) },
  { file: 'schemas/report.v1.schema.json', content: () => json(reportJsonSchema()) },
  { file: 'docs/findings.md', content: findingsDocument },
  ...['configuration', 'method', 'command-line', 'troubleshooting'].map((name) => ({
    file: `docs/${name}.md`,
    content: withGeneratedParts,
  })),
  { file: 'docs/architecture.md', content: withLayers },
  { file: 'src/report/html/page-assets.json', content: () => json(assets) },
  { file: 'biome.layers.json', content: () => json(layerRules()) },
]

const root = join(import.meta.dirname, '../..')

/** Files that differ from what is generated. */
export async function outdated(): Promise<readonly Generated[]> {
  const all = await Promise.all(generated.map(async (one) => ({ one, now: await current(one.file) })))
  return all.filter(({ one, now }) => one.content(now) !== now).map(({ one }) => one)
}

async function current(file: string): Promise<string> {
  return readFile(join(root, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

if (import.meta.main) {
  const found = await outdated()
  const isCheck = process.argv.includes('--check')
  for (const { file, content } of found) {
    if (isCheck) {
      console.error(`${file} is out of date: run \`node scripts/generate/generate.ts\``)
      continue
    }
    const path = join(root, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content(await current(file)))
    console.log(`wrote ${file}`)
  }
  if (isCheck && found.length > 0) process.exitCode = 1
}
