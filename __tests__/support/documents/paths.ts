/** Paths of this repository that a document names. */
import { existsSync, globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf, spansOf } from './markdown.ts'

const root = join(import.meta.dirname, '../../..')
/** `.github` is in every repository: what a user has there is not what this one has. */
const ofOthers = ['.cache', '.git', '.github', '.tools', 'node_modules']
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !ofOthers.includes(entry.name))
  .map(({ name }) => name)

/** Those that do not exist, each once; a pattern exists if something matches it. */
export function missingPaths(markdown: string): readonly string[] {
  const texts = [...blocksOf(markdown).map(({ text }) => text), ...spansOf(markdown)]
  const words = new Set(texts.flatMap((text) => text.split(/[\s,;]+/)))
  return [...words]
    .filter((word) => folders.some((folder) => word.startsWith(`${folder}/`)))
    .filter((path) => !existsSync(join(root, path)) && globSync(path, { cwd: root }).length === 0)
}
