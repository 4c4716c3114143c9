/** What the documents for contributors name has to exist: files and folders, npm scripts, links. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)
const folders = readdirSync(root, { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && !['.cache', '.git', '.tools', 'node_modules'].includes(entry.name),
  )
  .map(({ name }) => name)

/** Words of a document that name something of this repository, each once. */
function namedIn(markdown: string) {
  const blocks = [...markdown.matchAll(/^```\w*\n(.*?)^```/gms)].map(([, text = '']) => text)
  const spans = [...markdown.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, text = '']) => text,
  )
  const words = [...blocks, ...spans].flatMap((text) => text.split(/\s+/))
  const commands = [...blocks, ...spans].flatMap((text) => [...text.matchAll(/npm (?:run )?([a-z][\w:-]*)/g)])
  return {
    paths: [...new Set(words.filter((word) => folders.some((folder) => word.startsWith(`${folder}/`))))],
    scripts: [...new Set(commands.map(([, name = '']) => name))],
    links: [...markdown.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = '']) => to),
  }
}

/** @param at path of the document, which its links start from */
function missingIn(markdown: string, at: string): readonly string[] {
  const named = namedIn(markdown)
  return [
    ...named.paths.filter((path) => globSync(path, { cwd: root }).length === 0),
    ...named.scripts.filter((name) => !scripts.includes(name)).map((name) => `npm run ${name}`),
    ...named.links.filter((to) => !existsSync(join(root, dirname(at), to))),
  ]
}

test.each(['docs/architecture.md'])('%s names what there is', (at) => {
  const markdown = readFileSync(join(root, at), 'utf8')
  expect(namedIn(markdown).paths.length).toBeGreaterThan(5)
  expect(missingIn(markdown, at)).toEqual([])
})

test('what is missing is found in a sentence, a command and a link', () => {
  const text = [
    'See `src/run.ts`, `src/walk.ts`, `src/*/` and [this](../README.md) or [that](README.md).',
    '',
    '```sh',
    'npm run test:file -- __tests__/none.test.ts   # and npm test, npm run nothing',
    '```',
  ].join('\n')
  expect(missingIn(text, 'docs/x.md')).toEqual([
    '__tests__/none.test.ts',
    'src/walk.ts',
    'npm run nothing',
    'README.md',
  ])
})
