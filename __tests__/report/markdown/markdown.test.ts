import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { revisions } from '../../../src/model/revision.ts'
import { markdownBodies } from '../../../src/report/markdown/markdown.ts'
import {
  brokenBuildReport,
  noBaselineReport,
  notStartedReport,
  sameInputsReport,
  sampleReport,
  unchangedReport,
  variant,
} from '../../support/reports/report.ts'

const shown = (text: string | undefined) => (text ?? '').replaceAll('\u{a0}', ' ')
const shortest = (report: Report) => shown(markdownBodies(report).at(-1))
const fullest = (report: Report) => shown(markdownBodies(report)[0])

describe('the visible part of the comment', () => {
  test('budgets are broken', () => {
    expect(shortest(sampleReport())).toMatchInlineSnapshot(`
      "### ❌ linkgate · orders: 3 budgets broken

      - **Binary** · static +1.90 MB (+19.8 %), dynamic +1.90 MB (+19.7 %); budget 1% and 64 kB
      - **Image, pulled** · static +814.1 kB (+19.3 %), dynamic +814.1 kB (+15.7 %); budget 1% and 256 kB
      - **Start-up** · static +2.1 ±0.3 ms (+30.9 %), dynamic +2.1 ±0.3 ms (+26.7 %); budget 10% and 1 ms

      Cause: new module \`github.com/xuri/excelize/v2\`: binary +1.32 MB, start-up +1.9 ms · module \`golang.org/x/net\` v0.46.0 → v0.48.0: binary +301.1 kB · toolchain \`go\` go1.26.0 → go1.26.1: binary +118.8 kB · explains +1.74 MB of +1.90 MB in \`static\`

      |  | static | dynamic | dynamic − static |
      | :-- | --: | --: | --: |
      | **Binary** | 11.49 MB<br>+1.90 MB ❌ | 11.55 MB<br>+1.90 MB ❌ | +61.44 kB |
      | **Image, unpacked** | 11.79 MB<br>+1.90 MB | 14.00 MB<br>+1.90 MB | +2.21 MB |
      | **Image, pulled** | 5.02 MB<br>+814.1 kB ❌ | 6.00 MB<br>+814.1 kB ❌ | +982.0 kB |
      | **Start-up** | 8.9 ms<br>+2.1 ms ❌ | 9.8 ms<br>+2.1 ms ❌ | +0.88 ms |
      | **Memory at ready** | 8.40 MB<br>+110.6 kB | 10.10 MB<br>+114.7 kB | +1.70 MB |
      | **Linkage** | static ✓ | dynamic ✓<br>glibc 2.34 |  |

      <sub>Head \`c07f3a1\` against base \`4be81d9\`; changes are shown below each value, and changes of times are medians over all starts.</sub>

      <sub>[Accept the change or raise a budget](https://github.com/linkgate/linkgate/blob/v0.1.0/docs/workflows.md#accepting-a-regression)</sub>

      Details omitted; see the job summary."
    `)
  })

  test('nothing changed', () => {
    expect(shortest(unchangedReport())).toMatchInlineSnapshot(`
      "### ✅ linkgate · orders: unchanged

      The images of both modes are byte-identical in base and head.

      |  | static | dynamic | dynamic − static |
      | :-- | --: | --: | --: |
      | **Binary** | 9.59 MB<br>0 B | 9.65 MB<br>0 B | +60.42 kB |
      | **Image, unpacked** | 9.89 MB<br>0 B | 12.10 MB<br>0 B | +2.21 MB |
      | **Image, pulled** | 4.21 MB<br>0 B | 5.19 MB<br>0 B | +982.0 kB |
      | **Start-up** | 6.8 ms<br>unchanged | 7.7 ms<br>unchanged | +0.92 ms |
      | **Memory at ready** | 8.29 MB<br>unchanged | 9.99 MB<br>unchanged | +1.70 MB |
      | **Linkage** | static ✓ | dynamic ✓<br>glibc 2.34 |  |

      <sub>Head \`c07f3a1\` against base \`4be81d9\`; changes are shown below each value.</sub>

      Details omitted; see the job summary."
    `)
  })

  test('base and head give the builder the same inputs', () => {
    expect(shortest(sameInputsReport())).toMatchInlineSnapshot(`
      "### ✅ linkgate · orders: unchanged

      - Base and head give the builder the same inputs, so no change is possible. linkgate built \`static\` once for both; \`dynamic\` was not built, and the app was not started.

      |  | static (ships) | dynamic |
      | :-- | --: | --: |
      | **Binary** | 9.59 MB<br>0 B | unchanged |
      | **Image, unpacked** | 9.89 MB<br>0 B | unchanged |
      | **Image, pulled** | 4.21 MB<br>0 B | unchanged |
      | **Start-up** | unchanged | unchanged |
      | **Memory at ready** | unchanged | unchanged |
      | **Linkage** | static ✓ | not built |
      | **Image** | as shipped |  |

      <sub>Head \`c07f3a1\` against base \`4be81d9\`; changes are shown below each value.</sub>

      Details omitted; see the job summary."
    `)
    const earlier = { at: Date.UTC(2026, 10, 29, 18, 53), sha: 'c0ffee'.repeat(7).slice(0, 40) }
    const text = fullest(sameInputsReport(earlier))
    expect(text).toContain(
      'The sizes are those of an earlier run with these inputs (commit `c0ffeec`, `2026-11-29 18:53 UTC`): nothing was built or started.',
    )
    expect(text).not.toMatch(/unmeasured|Not measured/)
  })

  test('no baseline', () => {
    expect(shortest(noBaselineReport())).toMatchInlineSnapshot(`
      "### ✅ linkgate · orders: no baseline

      There is no base to compare with: \`increase\` budgets are skipped

      |  | static | dynamic | dynamic − static |
      | :-- | --: | --: | --: |
      | **Binary** | 11.49 MB | 11.55 MB | +61.44 kB |
      | **Image, unpacked** | 11.79 MB | 14.00 MB | +2.21 MB |
      | **Image, pulled** | 5.02 MB | 6.00 MB | +982.0 kB |
      | **Start-up** | 8.9 ms | 9.8 ms | +0.88 ms |
      | **Memory at ready** | 8.40 MB | 10.10 MB | +1.70 MB |
      | **Linkage** | static ✓ | dynamic ✓<br>glibc 2.34 |  |

      <sub>Head \`c07f3a1\`; no base.</sub>

      Details omitted; see the job summary."
    `)
  })

  test('head does not compile', () => {
    expect(fullest(brokenBuildReport()).split('<details><summary>How')[0]).toMatchInlineSnapshot(`
      "### ❔ linkgate · orders: head does not compile

      - Head does not compile: \`internal/store/store.go:41:9\`: undefined: orderIndex

      <sub>Head \`c07f3a1\` against base \`4be81d9\`.</sub>

      <details open><summary>Findings and logs</summary>

      ❔ Head does not compile: \`internal/store/store.go:41:9\`: undefined: orderIndex · \`build/not-compiled\`

      \`\`\`text
      # example.com/orders/internal/store
      internal/store/store.go:41:9: undefined: orderIndex
      internal/store/store.go:58:17: cannot use total (variable of type int64) as string value in argument to s.note
      \`\`\`

      </details>

      "
    `)
  })

  test('nothing was built: the table has no rows without numbers', () => {
    const broken = brokenBuildReport()
    const heads = broken.variants.filter(({ revision }) => revision === 'head')
    const variants = heads.flatMap((head) => [{ ...head, revision: 'base' as const }, head])
    const text = fullest({ ...broken, variants })
    expect(text).toContain('head does not compile')
    expect(text).not.toContain('unmeasured')
    expect(text).not.toContain('All measurements')
  })

  test('head does not start', () => {
    expect(shortest(notStartedReport())).toMatchInlineSnapshot(`
      "### ❌ linkgate · orders: head does not start

      - ❌ Head, modes \`static\`, \`dynamic\`: the app did not become ready, although it does at base; it did not listen on any port or Unix socket within 30 s; it requires the variable \`ORDERS_DB\`
      - ❔ **Start-up · memory at ready** · static and dynamic not measured: the app does not start

      |  | static | dynamic | dynamic − static |
      | :-- | --: | --: | --: |
      | **Binary** | 11.49 MB<br>+1.90 MB | 11.55 MB<br>+1.90 MB | +61.44 kB |
      | **Image, unpacked** | 11.79 MB<br>+1.90 MB | 14.00 MB<br>+1.90 MB | +2.21 MB |
      | **Image, pulled** | 5.02 MB<br>+814.1 kB | 6.00 MB<br>+814.1 kB | +982.0 kB |
      | **Start-up** | unmeasured ❔ | unmeasured ❔ |  |
      | **Memory at ready** | unmeasured ❔ | unmeasured ❔ |  |
      | **Linkage** | static ✓ | dynamic ✓<br>glibc 2.34 |  |

      <sub>Head \`c07f3a1\` against base \`4be81d9\`; changes are shown below each value.</sub>

      Details omitted; see the job summary."
    `)
  })
})

test('causes with the same text in both modes share a row', () => {
  const init = (mode: string, bytes: number, delta: number): Report['causes'][number] => ({
    kind: 'init',
    name: 'example.com/orders/store',
    metric: 'startup',
    mode,
    change: { type: 'timing', allocs: 25, bytes },
    delta,
    share: null,
  })
  const report = { ...sampleReport(), causes: [init('static', 50_000, 0.6), init('dynamic', 50_002, 0.7)] }
  expect(fullest(report)).toContain(
    '| init `example.com/orders/store` | +25 allocations, +50.00 kB | +0.60 ms | +0.70 ms |',
  )
})

test('the collapsed details', () => {
  expect(fullest(sampleReport()).slice(fullest(sampleReport()).indexOf('<details>'))).toMatchInlineSnapshot(`
    "<details><summary>Why it changed</summary>

    | Binary |  | static | dynamic |
    | :-- | :-- | --: | --: |
    | module \`github.com/xuri/excelize/v2\` | new | +1.32 MB (70 %) | +1.32 MB (70 %) |
    | module \`golang.org/x/net\` | v0.46.0 → v0.48.0 | +301.1 kB (16 %) | +301.1 kB (16 %) |
    | toolchain \`go\` | go1.26.0 → go1.26.1 | +118.8 kB (6 %) | +118.8 kB (6 %) |

    | Image, pulled |  | static | dynamic |
    | :-- | :-- | --: | --: |
    | file \`/orders\` | changed | +814.1 kB (100 %) | +814.1 kB (100 %) |

    | Start-up |  | static | dynamic |
    | :-- | :-- | --: | --: |
    | init \`github.com/xuri/excelize/v2\` | new | +1.9 ms (89 %) | +1.9 ms (89 %) |

    In parentheses: the share of the whole change.

    </details>

    <details><summary>Advice from these measurements</summary>

    - Smaller binary: \`static\`, by 61.44 kB (0.5 %) against \`dynamic\`
    - Smaller image, unpacked: \`static\`, by 2.21 MB (15.8 %) against \`dynamic\`
    - Smaller image, pulled: \`static\`, by 982.0 kB (16.4 %) against \`dynamic\`
    - Faster start-up: \`static\`, by 0.88 ±0.80 ms (9.0 %) against \`dynamic\`

    </details>

    <details><summary>All measurements</summary>

    | Metric | Mode | Base | Head | Δ |  |
    | :-- | :-- | --: | --: | --: | --: |
    | Binary | static | 9.59 MB | 11.49 MB | +1.90 MB | +19.8 % |
    | Binary | dynamic | 9.65 MB | 11.55 MB | +1.90 MB | +19.7 % |
    | Image, unpacked | static | 9.89 MB | 11.79 MB | +1.90 MB | +19.2 % |
    | Image, unpacked | dynamic | 12.10 MB | 14.00 MB | +1.90 MB | +15.7 % |
    | Image, pulled | static | 4.21 MB | 5.02 MB | +814.1 kB | +19.3 % |
    | Image, pulled | dynamic | 5.19 MB | 6.00 MB | +814.1 kB | +15.7 % |
    | Layers | static | 1 | 1 | 0 |  |
    | Layers | dynamic | 1 | 1 | 0 |  |
    | Start-up | static | 6.8 ±0.2 ms | 8.9 ±0.2 ms | +2.1 ±0.3 ms | +30.9 % |
    | Start-up | dynamic | 7.7 ±0.2 ms | 9.8 ±0.2 ms | +2.1 ±0.3 ms | +26.7 % |
    | Listening | static | 6.3 ±0.2 ms | 8.4 ±0.2 ms | +2.1 ±0.3 ms | +32.8 % |
    | Listening | dynamic | 7.2 ±0.2 ms | 9.2 ±0.2 ms | +2.0 ±0.3 ms | +28.3 % |
    | CPU to ready | static | 5.9 ±0.2 ms | 7.8 ±0.2 ms | +1.9 ±0.3 ms | +32.2 % |
    | CPU to ready | dynamic | 6.6 ±0.2 ms | 8.5 ±0.2 ms | +1.9 ±0.3 ms | +28.8 % |
    | Memory at ready | static | 8.29 MB | 8.40 MB | +110.6 kB | +1.3 % |
    | Memory at ready | dynamic | 9.99 MB | 10.10 MB | +114.7 kB | +1.1 % |
    | Build time | static | 2.10 s | 14.35 s |  | not comparable |
    | Build time | dynamic | 2.90 s | 15.02 s |  | not comparable |

    Base and head are medians. Changes of times are Hodges–Lehmann estimates, so they differ from the difference of the medians. Changes of start-up and listening times are without the wait for a CPU.

    </details>

    <details><summary>Linkage</summary>

    |  | static | dynamic |
    | :-- | :-- | :-- |
    | Kind | static | dynamic |
    | Interpreter | none | \`/lib64/ld-linux-x86-64.so.2\` |
    | Libraries | none | \`libresolv.so.2\` \`libc.so.6\` |
    | C library | none | glibc ≥ 2.34 |
    | Machine | \`x86_64\` | \`x86_64\` |
    | Linked by | go1.26.1 | go1.26.1 |
    | Symbols | stripped | stripped |
    | Debug information | stripped | stripped |

    |  | static | dynamic |
    | :-- | :-- | :-- |
    | User | \`65532:65532\` | \`65532:65532\` |

    </details>

    <details><summary>Layers and images</summary>

    **static** · built-in image \`246831692468\`, entry point \`["/orders"]\`, user \`65532:65532\`, in \`/\`

    |  | Layer | Unpacked | Pulled |  |
    | :-- | :-- | --: | --: | :-- |
    | 1 | \`linkgate: the binary and its run-time files\` | 11.79 MB | 5.02 MB | changed |

    **dynamic** · built-in image \`58575ca45857\`, entry point \`["/orders"]\`, user \`65532:65532\`, in \`/\`

    |  | Layer | Unpacked | Pulled |  |
    | :-- | :-- | --: | --: | :-- |
    | 1 | \`linkgate: the binary and its run-time files\` | 14.00 MB | 6.00 MB | changed |

    </details>

    <details><summary>How it was measured</summary>

    - Head: \`c07f3a1e9d52b8640fa7e3c1d92b5f8e06a4d713\` (\`export-orders\`)
    - Base: \`4be81d9c2a6f0e57d3b1c8a94e60f2d7b5a3c1e8\` (\`main\`)
    - Changes are head − base, sizes in powers of 1000
    - Built with go1.26.1, images made by docker 29.1.2
    - Runner: linux/amd64, 4 CPUs, ubuntu24 \`20261116.1\`
    - Timed in 40 rounds, each variant once per round, in random order
    - Noise floor of start-up: 1.1 %; two copies of base differ by up to this much
    - Duration: plan 0.8 s, build 38.4 s, inspect 1.9 s (including link 0.9 s and attribute 0.6 s), start-up 12.6 s, judge 0.1 s
    - linkgate 0.1.0

    </details>"
  `)
})

test('names a mode that stopped early, with its number of rounds', () => {
  const startup = (rounds: number) => ({ value: 9, unit: 'ms' as const, samples: Array(rounds).fill(9) })
  const variants = revisions.flatMap((revision) => [
    variant(revision, 'static', { metrics: { startup: startup(100) } }),
    variant(revision, 'dynamic', { metrics: { startup: startup(25) } }),
  ])
  const { noise } = sampleReport()
  const text = fullest(sampleReport({ variants, noise: { ...noise, rounds: 100, limit: 200 } }))
  expect(text).toContain(
    '- Timed in 100 rounds of at most 200, each variant once per round, in random order; `dynamic` only in the first 25, as its timing budgets were kept by then\n',
  )
})

test('a metric that is unmeasured in one mode is not reported as unmeasured in another', () => {
  const lacking = (mode: string, metric: string) => {
    const whole = variant('head', mode)
    return {
      ...whole,
      metrics: { ...whole.metrics, [metric]: { unmeasured: { kind: 'no-rounds' } as const } },
    }
  }
  const variants = [lacking('static', 'startup'), lacking('dynamic', 'memory')]
  const text = fullest(sampleReport({ variants }))
  expect(text).toContain('Not measured at head (static): start-up. Reason: ')
  expect(text).toContain('Not measured at head (dynamic): memory at ready. Reason: ')
})
