/** Artificial vulnerability databases. */
import type { Affected, AffectedPackage } from '../../../src/vulnerabilities/osv.ts'

/** The facts of an entry. */
export interface GivenEntry {
  readonly id: string
  readonly module: string
  /** Absent if there is no fixed version. */
  readonly fixed?: string
  readonly imports?: readonly (Partial<AffectedPackage> & Pick<AffectedPackage, 'path'>)[]
  readonly summary?: string
}

interface OsvJson {
  readonly id: string
  readonly affected: readonly Affected[]
}

export function osvJson({ id, module, fixed, imports, summary }: GivenEntry): OsvJson {
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])]
  return {
    id,
    ...(summary === undefined ? {} : { summary }),
    affected: [
      {
        package: { name: module },
        ranges: [{ type: 'SEMVER', events }],
        ecosystem_specific: imports === undefined ? {} : { imports },
      },
    ],
  }
}

export const modified = '2026-11-05T23:49:57Z'

/** Files of a database in its published format, by path. */
export function publishedDatabase(entries: readonly GivenEntry[]): Readonly<Record<string, string>> {
  const modules = Map.groupBy(entries, ({ module }) => module)
  const index = [...modules].map(([path, some]) => ({
    path,
    vulns: some.map(({ id, fixed }) => ({ id, modified, ...(fixed === undefined ? {} : { fixed }) })),
  }))
  return {
    'index/db.json': JSON.stringify({ modified }),
    'index/modules.json': JSON.stringify(index),
    ...Object.fromEntries(entries.map((one) => [`ID/${one.id}.json`, JSON.stringify(osvJson(one))])),
  }
}

/** Files with their paths below a directory or an address. */
export function below(
  start: string,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${start}/${path}`, text]))
}

const nasty: readonly string[] = [
  'null',
  '[]',
  '{}',
  '""',
  '-1',
  '1e999',
  '"0"',
  '"../../etc/passwd"',
  '"GO-2026-1"',
  '"v1.0.0-0.0.0"',
  `"${'9.'.repeat(200)}"`,
  '"__proto__"',
  '"\\u0000"',
  '[[[[[[[[[[]]]]]]]]]]',
  '{"__proto__":{"ok":true}}',
  '{"toString":1,"valueOf":1}',
]

/**
 * The files with damage in some of them: replaced values, changed bytes, truncated texts.
 *
 * @param random returns an integer from 0 up to a limit, exclusive
 */
export function damaged(
  files: Readonly<Record<string, string>>,
  random: (below: number) => number,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = { ...files }
  const paths = Object.keys(files)
  for (let count = 1 + random(3); count > 0; count--) {
    const path = paths[random(paths.length)] ?? ''
    const text = found[path] ?? ''
    const at = random(text.length + 1)
    switch (random(5)) {
      case 0:
        found[path] = text.slice(0, at)
        break
      case 1:
        found[path] = text.slice(0, at) + String.fromCharCode(random(0x250)) + text.slice(at + 1)
        break
      case 2:
        delete found[path]
        break
      case 3:
        found[path] = text.slice(0, at) + text.slice(random(text.length + 1))
        break
      default: {
        const values = [...text.matchAll(/"[^"]*"(?!:)|\{\}|\[\]/g)]
        const one = values[random(values.length)]
        const value = nasty[random(nasty.length)] ?? ''
        if (one !== undefined)
          found[path] = text.slice(0, one.index) + value + text.slice(one.index + one[0].length)
      }
    }
  }
  return found
}
