/** Facts about source files for `__tests__/house.test.ts`, from their syntax trees. */
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** Path from the root of the repository → text. */
export type Sources = ReadonlyMap<string, string>

export async function sourcesBelow(root: string, folder: string): Promise<Sources> {
  const paths = (await readdir(join(root, folder), { recursive: true }))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => posix.join(folder, path))
    .sort()
  const texts = paths.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

interface Named {
  readonly name: string
  readonly file: string
}

/**
 * Names that several files export, with the files. A re-export under the same name does not count; one under another name does.
 * `export *` is rejected, because it hides names.
 */
export function namesExportedTwice(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, Set<string>>()
  for (const { name, file } of [...sources].flatMap(([path, text]) => exportsOf(path, text))) {
    files.set(name, (files.get(name) ?? new Set()).add(file))
  }
  return new Map([...files].filter(([, all]) => all.size > 1).map(([name, all]) => [name, [...all].sort()]))
}

type Program = ReturnType<typeof parseAst>
type ExportStatement = Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>

function exportsOf(file: string, text: string): readonly Named[] {
  const imported = new Set<string>()
  const found: string[] = []
  for (const statement of parseAst(text, { lang: 'ts' }).body) {
    if (statement.type === 'ExportAllDeclaration') throw new Error(`${file} has \`export *\``)
    if (statement.type === 'ExportDefaultDeclaration') found.push('default')
    if (statement.type === 'ImportDeclaration') {
      for (const { local } of statement.specifiers) imported.add(local.name)
    }
    if (statement.type === 'ExportNamedDeclaration') found.push(...namesIn(statement))
  }
  return found.filter((name) => !imported.has(name)).map((name) => ({ name, file }))
}

function namesIn({ declaration, specifiers, source }: ExportStatement): readonly string[] {
  const listed = specifiers.flatMap(({ local, exported }) => {
    const isAgain = source !== null && nameOf(local) === nameOf(exported)
    return isAgain ? [] : [nameOf(exported)]
  })
  return [...listed, ...(declaration === null ? [] : declaredIn(declaration))]
}

function nameOf(node: ExportStatement['specifiers'][number]['exported']): string {
  return node.type === 'Literal' ? String(node.value) : node.name
}

function declaredIn(declaration: NonNullable<ExportStatement['declaration']>): readonly string[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => boundIn(id))
  }
  return 'id' in declaration ? boundIn(declaration.id) : []
}

/** The names that a pattern binds: all its identifiers, because exported patterns have no defaults. */
function boundIn(pattern: unknown): readonly string[] {
  const found: string[] = []
  walk(
    pattern,
    (node) => {
      if (node['type'] === 'Identifier') found.push(String(node['name']))
    },
    ['typeAnnotation', 'key'],
  )
  return [...new Set(found)]
}

/** Places (`file:line`) that test for a key to determine an outcome: `'problem' in result`. */
export function decidedByKey(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) => {
    const lines: number[] = []
    // most files have no such test, and need not be parsed
    if (!/['"`]\s+in\s/.test(text)) return []
    walk(parseAst(text, { lang: 'ts' }), (node) => {
      const left = node['left'] as SyntaxNode | undefined
      const isKey = node['type'] === 'BinaryExpression' && node['operator'] === 'in'
      if (isKey && left?.['type'] === 'Literal') {
        lines.push(text.slice(0, Number(node['start'])).split('\n').length)
      }
    })
    return lines.map((line) => `${file}:${line}`)
  })
}

type SyntaxNode = Readonly<Record<string, unknown>>

function walk(node: unknown, visit: (node: SyntaxNode) => void, skipped: readonly string[] = []): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit, skipped)
  else if (typeof node === 'object' && node !== null) {
    const fields = node as SyntaxNode
    visit(fields)
    for (const [key, value] of Object.entries(fields)) if (!skipped.includes(key)) walk(value, visit, skipped)
  }
}

export interface Literal {
  /** Its start, as `file:line`. */
  readonly place: string
  /** `x` replaces the expressions of a template. */
  readonly text: string
}

/** Strings and templates with at least four words: texts for people, except comments. */
export function sentencesIn(file: string, source: string): readonly Literal[] {
  const found: Literal[] = []
  walk(parseAst(source, { lang: 'ts' }), (node) => {
    const text = textOf(node)
    if (text === undefined || text.split(/\s+/).filter((word) => /[a-z]/i.test(word)).length < 4) return
    found.push({ place: `${file}:${source.slice(0, Number(node['start'])).split('\n').length}`, text })
  })
  return found
}

function textOf(node: SyntaxNode): string | undefined {
  if (node['type'] === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node['type'] !== 'TemplateLiteral') return undefined
  return (node['quasis'] as { readonly value: { readonly cooked: string | null } }[])
    .map(({ value }) => value.cooked ?? '')
    .join('x')
}
