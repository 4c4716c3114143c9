import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import type { Cause } from '../../src/model/cause.ts'
import { causeLine } from '../../src/report/cause-line.ts'
import { comparisons, sampleReport, variant } from '../support/reports/report.ts'

type Named = Pick<Cause, 'kind' | 'name' | 'change'> & { readonly delta: number; readonly metric?: string }
type More = Readonly<Partial<Record<'direct' | 'program' | 'copy' | 'through' | 'package' | 'mode', unknown>>>

interface Sizes {
  readonly binary?: number
  readonly image?: number
  readonly startup?: number
  readonly memory?: number
}

const of = (sizes: Sizes) =>
  Object.fromEntries(
    Object.entries({
      'binary-size': sizes.binary,
      'image-size': sizes.image,
      startup: sizes.startup,
      memory: sizes.memory,
    }).flatMap(([metric, value]) =>
      value === undefined
        ? []
        : [[metric, { value, unit: metric === 'startup' ? ('ms' as const) : ('B' as const) }]],
    ),
  )

function lineOf(
  causes: readonly (Named & More)[],
  { base, head, broken }: { base: Sizes; head: Sizes; broken: readonly string[] },
  given: Partial<Report> = {},
): readonly string[] | undefined {
  const [before, after] = [
    variant('base', 'static', { metrics: of(base) }),
    variant('head', 'static', { metrics: of(head) }),
  ]
  const totals: Readonly<Record<string, number>> = {
    'binary-size': (head.binary ?? 0) - (base.binary ?? 0),
    'image-size': (head.image ?? 0) - (base.image ?? 0),
    startup: (head.startup ?? 0) - (base.startup ?? 0),
  }
  return causeLine(
    sampleReport({
      variants: [before, after],
      comparisons: comparisons(before, after, Object.fromEntries(broken.map((metric) => [metric, 'fail']))),
      findings: [],
      programs: [],
      causes: causes.map(({ metric = 'binary-size', ...cause }) => {
        const total = totals[metric] ?? 0
        const share = total === 0 ? null : cause.delta / total
        return { mode: 'static', ...cause, metric, share } as Cause
      }),
      ...given,
    }),
  )?.items
}

const modified = { type: 'modified' } as const
const added = { type: 'added', version: 'v1.0.0' } as const
const binary = { base: { binary: 10e6 }, head: { binary: 12e6 }, broken: ['binary-size'] }

describe('the cause line', () => {
  test('begins with the requirement that caused the other changes, even if its own bytes are few', () => {
    expect(
      lineOf(
        [
          {
            kind: 'module',
            name: 'example.com/deep',
            change: added,
            through: 'example.com/thin',
            delta: 1.2e6,
          },
          { kind: 'standard-library', name: 'standard library', change: modified, delta: 0.6e6 },
          { kind: 'module', name: 'example.com/thin', change: added, direct: true, delta: 0.05e6 },
          { kind: 'part', name: 'types', change: modified, delta: 0.15e6 },
        ],
        binary,
      ),
    ).toEqual([
      'new module `example.com/thin` v1.0.0 with 1 module that it requires: binary +1.25 MB',
      'more of the standard library linked: binary +600.0 kB',
      'types of no single package: binary +150.0 kB',
    ])
  })

  test('shows how much is explained, and counts the other causes', () => {
    const tables = [0.7, 0.4, 0.3, 0.2, 0.05].map((mb, index) => ({
      kind: 'package' as const,
      name: `example.com/app/p${index}`,
      change: { type: 'added' as const },
      delta: mb * 1e6,
    }))
    expect(lineOf(tables, binary)).toEqual([
      'new package `example.com/app/p0`: binary +700.0 kB',
      'new package `example.com/app/p1`: binary +400.0 kB',
      'new package `example.com/app/p2`: binary +300.0 kB',
      '1 more',
      'explains +1.40 MB of +2.00 MB',
    ])
  })

  test('puts a small requirement before its consequences, but not a small package of the app', () => {
    const linked = {
      kind: 'module',
      name: 'example.com/kit',
      change: { type: 'linked' },
      delta: 1.99e6,
    } as const
    const own = { kind: 'package', name: 'example.com/app', change: modified, delta: 35 } as const
    const upgrade = {
      kind: 'module',
      name: 'example.com/web',
      change: { type: 'changed', from: 'v1.1.0', to: 'v1.2.0' },
      direct: true,
      delta: 900,
    } as const
    expect(lineOf([linked, own], binary)?.[0]).toBe(
      'more of module `example.com/kit` linked: binary +1.99 MB',
    )
    expect(lineOf([linked, own, upgrade], binary)?.[0]).toBe(
      'module `example.com/web` v1.1.0 → v1.2.0: binary +900 B',
    )
  })

  test('an upgrade of an indirect requirement leads, unless another module brought it', () => {
    const change = { type: 'changed', from: 'v0.17.0', to: 'v0.23.0' } as const
    const upgrade = { kind: 'module', name: 'example.com/net', change, delta: 0.2e6 } as const
    const tables = { kind: 'part', name: 'line-tables', change: modified, delta: 1.8e6 } as const
    const parent = { kind: 'module', name: 'example.com/web', change, direct: true, delta: 900 } as const
    expect(lineOf([tables, upgrade], binary)?.[0]).toBe(
      'module `example.com/net` v0.17.0 → v0.23.0: binary +200.0 kB',
    )
    expect(lineOf([tables, { ...upgrade, through: parent.name }, parent], binary)?.[0]).toBe(
      'module `example.com/web` v0.17.0 → v0.23.0 with 1 module that it requires: binary +200.9 kB',
    )
  })

  test('shows the total where other causes offset those that are shown', () => {
    const parts = [3e6, 2e6, -1.6e6, -1.4e6].map((delta, index) => ({
      kind: 'package' as const,
      name: `example.com/app/p${index}`,
      change: modified,
      delta,
    }))
    expect(lineOf(parts, binary)?.slice(3)).toEqual(['1 more', 'together +3.40 MB, in total +2.00 MB'])
    const [only] = parts
    expect(only && lineOf([only], binary)).toEqual([
      'package `example.com/app/p0`: binary +3.00 MB',
      'in total +2.00 MB',
    ])
  })

  test('ranks files and the base image by their bytes in the image, and omits the file of the program', () => {
    const image = { base: { image: 30e6, binary: 10e6 }, head: { image: 92e6, binary: 12e6 } }
    expect(
      lineOf(
        [
          { kind: 'module', name: 'example.com/kit', change: added, direct: true, delta: 2e6 },
          {
            kind: 'base-image',
            name: 'debian:13',
            change: { type: 'changed', from: 'debian:12', to: 'debian:13' },
            metric: 'image-size',
            delta: 10e6,
          },
          { kind: 'file', name: '/app', change: modified, program: true, metric: 'image-size', delta: 2e6 },
          {
            kind: 'file',
            name: '/data/geo.mmdb',
            change: { type: 'added' },
            metric: 'image-size',
            delta: 40e6,
          },
          {
            kind: 'file',
            name: '/bin/app',
            change: { type: 'added' },
            copy: true,
            metric: 'image-size',
            delta: 9e6,
          },
        ],
        { ...image, broken: ['image-size'] },
      ),
    ).toEqual([
      'new file `/data/geo.mmdb`: image, unpacked +40.00 MB',
      'base image `debian:12` → `debian:13`: image, unpacked +10.00 MB',
      'another copy of the program `/bin/app`: image, unpacked +9.00 MB',
      'explains +59.00 MB of +62.00 MB',
    ])
  })

  test('shows a slower start next to sizes, with the module that added the package', () => {
    const sizes = [1, 0.5, 0.3].map((mb, index) => ({
      kind: 'module' as const,
      name: `example.com/m${index}`,
      change: added,
      direct: true,
      delta: mb * 1e6,
    }))
    const init = (name: string, delta: number) =>
      ({ kind: 'init', name, change: { type: 'timing' }, metric: 'startup', delta }) as const
    const times = { base: { binary: 10e6, startup: 5 }, head: { binary: 12e6, startup: 9 } }
    expect(
      lineOf([...sizes, init('example.com/m0/lang', 1), init('example.com/app/cache', 3)], {
        ...times,
        broken: ['binary-size', 'startup'],
      }),
    ).toEqual([
      'new module `example.com/m0` v1.0.0: binary +1.00 MB, start-up +1.0 ms',
      'new module `example.com/m1` v1.0.0: binary +500.0 kB',
      'init `example.com/app/cache` no more allocations: start-up +3.0 ms',
      '1 more',
      'explains +1.50 MB of +2.00 MB',
    ])
  })

  test.each([
    [1.5, ['new init `example.com/app/warm`: start-up +1.5 ms']],
    [
      0.8,
      ['time until the app listens: start-up +2.0 ms', 'new init `example.com/app/warm`: start-up +0.80 ms'],
    ],
  ])(
    'the phase that a package starts in is named only where the package explains less than half of it: %s of 2 ms',
    (delta, items) => {
      const causes: readonly Named[] = [
        { kind: 'phase', metric: 'startup', name: 'listen', change: modified, delta: 2 },
        { kind: 'init', metric: 'startup', name: 'example.com/app/warm', change: { type: 'added' }, delta },
      ]
      const slower = { base: { startup: 5 }, head: { startup: 7 }, broken: ['startup'] }
      expect(lineOf(causes, slower)).toEqual(items)
    },
  )

  test('also omits the phase if it is largest in another mode than the package', () => {
    const pairs = ['static', 'dynamic'].map(
      (mode) =>
        [
          variant('base', mode, { metrics: of({ startup: 5 }) }),
          variant('head', mode, { metrics: of({ startup: 7 }) }),
        ] as const,
    )
    const both = (one: Named, [first, second]: readonly [number, number]) => [
      { ...one, mode: 'static', delta: first },
      { ...one, mode: 'dynamic', delta: second },
    ]
    const phase = { kind: 'phase', metric: 'startup', name: 'listen', change: modified, delta: 0 } as const
    const init = {
      kind: 'init',
      metric: 'startup',
      name: 'example.com/app/warm',
      change: { type: 'added' },
      delta: 0,
    } as const
    expect(
      lineOf(
        [...both(phase, [2.2, 2]), ...both(init, [1.5, 1.6])],
        { base: { startup: 5 }, head: { startup: 7 }, broken: ['startup'] },
        {
          variants: pairs.flat(),
          comparisons: pairs.flatMap(([base, head]) => comparisons(base, head, { startup: 'fail' })),
        },
      ),
    ).toEqual(['new init `example.com/app/warm`: start-up +1.6 ms'])
  })

  test('shows memory that a package allocates before main if it is significant', () => {
    const memory = { base: { memory: 10e6 }, head: { memory: 60e6 }, broken: ['memory'] }
    const init = (delta: number) =>
      ({
        kind: 'init',
        name: 'example.com/app/cache',
        change: { type: 'added' },
        metric: 'init-bytes',
        delta,
      }) as const
    expect(lineOf([init(48e6)], memory)).toEqual([
      'new init `example.com/app/cache`: bytes in init +48.00 MB',
    ])
    expect(lineOf([init(48e4)], memory)).toBeUndefined()
  })

  test('shows the causes of changed sizes if no budget is broken', () => {
    const own = { kind: 'package', name: 'example.com/app', change: modified, delta: 2e6 } as const
    expect(lineOf([own], { ...binary, broken: [] })).toEqual(['package `example.com/app`: binary +2.00 MB'])
    expect(lineOf([own], { base: { binary: 10e6 }, head: { binary: 10e6 }, broken: [] })).toBeUndefined()
  })

  test('accepts modules without bytes from an older linkgate', () => {
    const { programs: _, ...older } = sampleReport({
      causes: [
        {
          metric: 'binary-size',
          mode: 'static',
          kind: 'module',
          name: 'm',
          delta: null,
          share: null,
          change: added,
        },
        {
          metric: 'image-size',
          mode: 'static',
          kind: 'file',
          name: '/app',
          delta: 9e5,
          share: 1,
          change: modified,
        },
      ],
    })
    expect(causeLine(older)).toEqual({ label: 'What changed', items: ['new module `m` v1.0.0'] })
  })
})
