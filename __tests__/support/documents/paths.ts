/** Checks the paths of this repository in a document. */
import { existsSync, globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf, spansOf } from './markdown.ts'

const root = join(import.meta.dirname, '../../..')
/** Directories that are not checked: a document may mean `.github` in the repository of a user. */
const ignored = ['.cache', '.git', '.github', '.tools', 'node_modules']
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !ignored.includes(entry.name))
  .map(({ name }) => name)

/** The paths that do not exist, each once. A pattern exists if anything matches it. */
export function missingPaths(markdown: string): readonly string[] {
  const texts = [...blocksOf(markdown).map(({ text }) => text), ...spansOf(markdown)]
  const words = new Set(texts.flatMap((text) => text.split(/[\s,;]+/)))
  return [...words]
    .filter((word) => folders.some((folder) => word.startsWith(`${folder}/`)))
    .filter((path) => !existsSync(join(root, path)) && globSync(path, { cwd: root }).length === 0)
}
