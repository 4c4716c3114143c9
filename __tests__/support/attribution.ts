import type { BuildFacts } from '../../src/attribution/build-changes.ts'
import type { ComparedProgram } from '../../src/attribution/difference.ts'
import type { ModuleBytes, ProgramAttribution } from '../../src/model/attribution.ts'

type Parts = ProgramAttribution['parts']

export interface GivenModule {
  readonly kind: ModuleBytes['kind']
  readonly version?: string
  /** Bytes of code by package. */
  readonly packages: Readonly<Record<string, number>>
  readonly files?: Readonly<Record<string, number>>
}

/** A program with packages of these sizes. The first package of a module has its embedded files. */
export function attributed(
  given: Readonly<Record<string, GivenModule>>,
  parts: Parts = {},
  facts: Partial<BuildFacts> = {},
): ComparedProgram {
  const modules = Object.entries(given).map(
    ([name, { kind, version, packages, files = {} }]): ModuleBytes => {
      const all = Object.entries(packages).map(([path, code], index) => {
        const embedded = index === 0 ? Object.entries(files) : []
        const bytes = sum(embedded.map(([, size]) => size))
        return {
          name: path,
          size: code + bytes,
          parts: { code, ...(bytes === 0 ? {} : { 'embedded-files': bytes }) },
          items: [
            { kind: 'function' as const, name: `${path}.f`, size: code },
            ...embedded.map(([file, size]) => ({ kind: 'embedded-file' as const, name: file, size })),
          ],
        }
      })
      return {
        kind,
        name,
        ...(version === undefined ? {} : { version }),
        size: sum(all.map(({ size }) => size)),
        packages: all,
      }
    },
  )
  const size = sum(modules.map((one) => one.size)) + sum(Object.values(parts))
  return { attribution: { size, symbols: false, modules, parts }, facts: { settings: {}, ...facts } }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
