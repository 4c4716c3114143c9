/** A report with hostile texts wherever the schema allows text. */

import type { Report } from '../../../src/document/report.ts'
import { type Finding, finding } from '../../../src/findings/finding.ts'
import type { Obstacle } from '../../../src/findings/obstacles.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { sampleReport } from './report.ts'

const pieces = [
  'a|b',
  '`',
  '```',
  '@team',
  '@octo/team',
  '<img src=x onerror=alert(1)>',
  '](javascript:alert(1))',
  '[look](javascript:alert(1))',
  '![look](https://evil.example/x.png)',
  'https://evil.example',
  'octo/service#12',
  'c07f3a1e9d52b8640fa7e3c1d92b5f8e06a4d713',
  '&commat;team',
  '</details>',
  '<!-- linkgate:comment app="orders" run="999" -->',
  '\n\n# heading\n\n',
  '\r\n| a | b |\r\n|---|---|\r\n',
  '\n::stop-commands::x\n::error::not ours\n',
  '::set-output name=verdict::pass',
  ' ##[stop-commands]x',
  '\r::add-mask::x\u{2028}::stop-commands::x',
  '\u{202e}desrever',
  '\u{200f}\u{200b}',
  '\u{1b}[2J\u{7}',
  '$$x$$ :tada:',
]

/** A text that depends only on the number. Every tenth has 8,000 characters. */
function hostile(number: number): string {
  const some = [0, 1, 2].map(
    (step) => pieces[(number * 7 + step * 5 + 3 * Math.floor(number / 23)) % pieces.length],
  )
  const text = `${number}${some.join('')}`
  return number % 10 === 0 ? text.repeat(Math.ceil(6_500 / text.length)).slice(0, 6_500) : text
}

export function hostileReport(findings: number, given: Partial<Report> = {}): Report {
  const report = sampleReport(given)
  const dark = `dark${hostile(8)}`
  return {
    ...report,
    app: hostile(1),
    tool: { version: hostile(2) },
    runner: { ...report.runner, os: hostile(3), image: hostile(4) },
    go: { version: hostile(5) },
    engine: { name: hostile(6), version: hostile(7) },
    head: { ...report.head, ref: hostile(9) },
    variants: report.variants.map((one) =>
      hostileVariant({ ...one, mode: one.mode === 'dynamic' ? dark : one.mode }),
    ),
    budgets: report.budgets.map((budget, index) => ({ ...budget, text: hostile(20 + index) })),
    findings: Array.from({ length: findings }, (_, index) => hostileFinding(index, dark)),
    phases: report.phases.map((phase, index) => ({ ...phase, name: hostile(30 + index) })),
  }
}

function hostileFinding(index: number, mode: string): Finding {
  const about = {
    revision: index % 3 === 0 ? ('base' as const) : ('head' as const),
    mode: index % 2 === 0 ? 'static' : mode,
    log: [hostile(index + 1), hostile(index + 2)],
  }
  const [one, two] = [hostile(index), hostile(index + 3)]
  switch (index % 4) {
    case 0: {
      const why: Obstacle = { kind: 'modules-not-fetched', pattern: two, modules: [two, one], output: one }
      return finding('build/failed', { why: [why] }, { ...about, verdict: 'unmeasured' })
    }
    case 1: {
      const params = { library: two, neededBy: one, loader: 'glibc' } as const
      return finding('load/library-missing', params, { ...about, verdict: 'fail' })
    }
    case 2: {
      const failure = { kind: 'container-ended', output: one } as const
      return finding('start/not-ready', { failure }, { ...about, verdict: 'warn' })
    }
    default: {
      const params = { dockerfile: two, main: one, detail: one }
      return finding('dockerfile/not-used', params, { ...about, verdict: 'warn' })
    }
  }
}

function hostileVariant(variant: ReportVariant): ReportVariant {
  const of = variant.revision === 'head' ? 1000 : 0
  const names = Array.from({ length: 200 }, (_, index) => hostile(of + index))
  if (variant.image === undefined) return variant
  const { linkage, image, binary } = variant
  return {
    ...variant,
    linkage: { ...linkage, needed: names, interpreter: hostile(of), machine: hostile(of + 1) },
    image: {
      ...image,
      layers: names.map((createdBy) => ({ diffId: createdBy, size: 1, compressedSize: 1, createdBy })),
      entrypoint: names,
      user: hostile(of + 2),
    },
    behavior: {
      resolver: { uses: 'libc', libc: 'glibc', because: 'nsswitch', source: hostile(of + 4) },
      users: { uses: 'libc', libc: 'glibc', sources: names, missing: names },
      certificates: { from: 'image', path: hostile(of + 5) },
      timeZones: { from: 'image', path: hostile(of + 10) },
      allocator: { uses: 'glibc', packages: names },
    },
    contents: {
      distribution: { id: hostile(of + 11), name: hostile(of + 12) },
      databases: ['dpkg'],
      unread: names.map((path) => ({ path, because: 'damaged' as const })),
      packages: names.map((name) => ({
        database: 'dpkg' as const,
        name,
        version: hostile(of + 13),
        loaded: true,
      })),
      loaded: names.map((path) => ({ path, glibc: hostile(of + 14) })),
      root: true,
      files: names.map((path) => ({ kind: 'secret' as const, path, layer: 1, deleted: true as const })),
    },
    binary: {
      sha256: binary.sha256,
      direct: names,
      modules: Object.fromEntries(names.map((name) => [name, hostile(of + 3)])),
    },
  }
}
