import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { programRows } from '../../../src/attribution/program-rows.ts'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { Report } from '../../../src/document/report.ts'
import { shownReport } from '../../../src/document/shown-report.ts'
import type { Image } from '../../../src/model/image.ts'
import { adviceLines } from '../../../src/report/advice.ts'
import { headlineOf } from '../../../src/report/headline.ts'
import { barSvg } from '../../../src/report/html/layers-section.ts'
import { reportPage } from '../../../src/report/html/report-page.ts'
import { countBeyond, stripScale, stripSvg } from '../../../src/report/html/strip-plot.ts'
import { sentenceHtml } from '../../../src/report/html/text.ts'
import { grids } from '../../../src/report/view.ts'
import { hostileReport } from '../../support/reports/hostile-report.ts'
import { hostileNames, largeService } from '../../support/reports/programs.ts'
import {
  causesOn,
  noBaselineReport,
  sameInputsReport,
  sampleReport,
  unchangedReport,
} from '../../support/reports/report.ts'
import { commandsIn } from '../../support/workflows/runner-commands.ts'

const pageOf = (report: Report) => reportPage(shownReport(report, openSecrets()))

const rows = programRows(largeService(), largeService(1.1))
const program = { platform: 'linux/amd64', base: 1, head: 2, symbols: true, causes: [], ...rows }
const starts = Array.from(
  { length: 200 },
  (_, index) => 7 + ((index * 13) % 40) / 10 + (index === 7 ? 90 : 0),
)

/** Two modes of a large service, each started 200 times. */
function largeReport(): Report {
  const report = sampleReport({ programs: ['static', 'dynamic'].map((mode) => ({ mode, ...program })) })
  const noise = { floor: 0.12, rounds: 200 }
  const variants = report.variants.map((one) => {
    const { startup, memory } = one.metrics
    if (startup === undefined || memory === undefined || one.linkage === undefined) return one
    const metrics = {
      ...one.metrics,
      startup: { ...startup, samples: starts },
      memory: { ...memory, samples: starts },
    }
    return { ...one, metrics } as typeof one
  })
  return { ...report, noise, variants }
}

/** Text of a page as it is read, with one space between words. */
const textIn = (html: string) =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(?:#39|quot|amp|lt|gt);/g,
      (entity) => ({ '&#39;': "'", '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>' })[entity] ?? '',
    )
    .replace(/[\s\u2060]+/g, ' ')

describe('the page of a check', () => {
  const report = largeReport()
  const page = pageOf(report)
  const text = textIn(page)

  test('has the text of the comment', () => {
    const { words, lines } = headlineOf(report)
    expect(text).toContain(words)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(text).toContain(line.text.replaceAll('`', ''))
    for (const { rows: all } of grids(report))
      for (const { label, cells } of all)
        for (const cell of cells) {
          const { value, change } = cell.brief ?? cell
          expect(text).toContain(label)
          expect(text).toContain(value)
          expect(text).toContain(change)
        }
  })

  test('has the advice of the comment', () => {
    const lines = adviceLines(report)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(page).toContain(`<li>${sentenceHtml(line)}</li>`)
  })

  test('has causes, programs, layers and every start', () => {
    for (const title of [
      'Why it changed',
      'What the program consists of',
      'Layers of the images',
      'Every start',
    ])
      expect(page).toContain(`>${title}</h2>`)
    expect(page).toContain('<option value="1">dynamic</option>')
    expect(page.match(/<svg class="strip"/g)).toHaveLength(12)
    expect(page.match(/h0(?=[M"])/g)?.length).toBeGreaterThanOrEqual(8 * starts.length)
    expect(text).toContain('noise floor of start-up (12.0 %)')
    expect(text).toMatch(/At the right edge: 4 of 800 starts, beyond [\d.]+ ms and up to 9\d\.\d ms/)
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('shows why new modules are linked, in a table and for the part that is selected', () => {
    const chain = [
      { package: 'main', name: 'main' },
      { package: 'example.com/app/<b>', name: 'Route' },
      { package: 'example.com/kit', name: 'Open' },
    ]
    const imports = ['example.com/app', 'example.com/app/<b>', 'example.com/kit']
    const kit = { name: 'example.com/kit', version: 'v1.2.0', chain, imports }
    const types = { name: 'example.com/types', version: 'v1.0.0', chain: [], imports: [] }
    const linked = [{ mode: 'static', platform: 'linux/amd64', modules: [kit, types], more: 3 }]
    const html = pageOf({ ...report, linked })
    expect(textIn(html)).toContain('example.com/kit v1.2.0 main.main → <b>.Route → kit.Open app → <b> → kit')
    expect(textIn(html)).toContain('none: only types or data')
    expect(textIn(html)).toContain('… and 3 more.')
    const [, data = ''] = /<script type="application\/json"[^>]*>(.*?)<\/script>/.exec(html) ?? []
    expect(JSON.parse(data).notes).toEqual([
      ['example.com/kit', 'Linked by main.main → <b>.Route → kit.Open; imported by app → <b> → kit'],
      ['example.com/types', 'Linked for types or data only'],
    ])
  })

  test('has at most 200 kB for a service of 200 packages in two modes', () => {
    expect(page.length).toBeLessThan(200_000)
  })

  test('has no numbers for variants that were neither built nor started, but the reason', () => {
    const same = textIn(pageOf(sameInputsReport()))
    expect(same).toContain(
      'Base and head give the builder the same inputs, so no change is possible. linkgate built static once for both; dynamic was not built, and the app was not started.',
    )
    expect(same).toMatch(/Start-up unchanged unchanged/)
    expect(same).not.toContain('unmeasured')
  })

  test('omits sections without content', () => {
    for (const one of [
      unchangedReport(),
      noBaselineReport(),
      sampleReport({ variants: [], comparisons: [] }),
    ]) {
      const html = pageOf(one)
      expect(html).toContain('<h1>')
      expect(html).not.toContain('What the program consists of')
    }
    expect(pageOf(sampleReport({ variants: [], comparisons: [] }))).not.toContain('Every start')
  })

  test('shows hostile text as text', () => {
    const modules = program.modules.slice(0, hostileNames.length).map((one, index) => {
      const name = hostileNames[index] ?? ''
      return { ...one, name, packages: one.packages.map((of) => ({ ...of, name: `${name}/${name}` })) }
    })
    const html = pageOf(hostileReport(20, { programs: [{ ...program, mode: 'static', modules }] }))
    expect(html.match(/<script\b/g)).toHaveLength(2)
    const tags = html
      .replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, '')
      .replace(/="[^"]*"/g, '=""')
      .match(/<[^>]*>/g)
    expect(
      tags?.filter((tag) =>
        /^<(?:img|a|iframe|object|base|link|!--)\b| (?:href|src|style|on[a-z]+)=/.test(tag),
      ),
    ).toEqual([])
    expect(html).not.toMatch(/[\u202e\u2028]/)
    // for whoever prints it in a later step
    expect(commandsIn(html)).toEqual([])
    expect(html.length).toBeLessThan(450_000)
  })

  test.each(hostileNames)('shows the platform of the causes as text: %s', (platform) => {
    const html = pageOf(causesOn(platform))
    expect(html).toContain('<p>Cause on ')
    expect(html.match(/<script\b/g)).toEqual(pageOf(causesOn('linux/arm64')).match(/<script\b/g))
    const tags = html.replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, '').replace(/="[^"]*"/g, '')
    expect(tags).not.toMatch(/<img|<svg o|<!-- |<[a-z][^>]* on[a-z]+=/)
  })
})

describe('a strip plot', () => {
  const amounts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 })

  test('has a dot for each sample, in order, on a scale that includes the median', () => {
    fc.assert(
      fc.property(amounts, fc.boolean(), (samples, hasNoise) => {
        const value = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0
        const noise = hasNoise ? ([value * 0.9, value * 1.1] as const) : undefined
        const strip = { samples, value, low: value * 0.99, high: value * 1.01, noise }
        const scale = stripScale([strip])
        expect(scale.from).toBeLessThanOrEqual(Math.min(...samples))
        expect(scale.to).toBeGreaterThanOrEqual(value)
        expect(scale.ticks.length).toBeLessThan(12)
        const svg = stripSvg(strip, scale, 'starts')
        expect(svg).not.toMatch(/NaN|Infinity/)
        const places = [...svg.matchAll(/M([\d.]+) [\d.]+h0/g)].map(([, at]) => Number(at))
        expect(places).toHaveLength(samples.length)
        expect(places.filter((at) => at > 975)).toHaveLength(countBeyond([strip], scale))
        const pairs = samples.map((sample, index) => [sample, places[index] ?? 0] as const)
        const within = pairs.filter(([sample]) => sample <= scale.to).toSorted(([a], [b]) => a - b)
        expect(within.map(([, at]) => at)).toEqual(within.map(([, at]) => at).toSorted((a, b) => a - b))
      }),
      { numRuns: 60 },
    )
  })
})

test('layers have widths in proportion to their bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e8 }), { maxLength: 12 }), (sizes) => {
      const whole = sizes.reduce((sum, size) => sum + size, 0)
      const layers = sizes.map((size) => ({ diffId: '', size, compressedSize: 0 }))
      const image: Image = { id: '', layers, entrypoint: [], user: '', workingDir: '' }
      const svg = barSvg('static', image, Math.max(1, whole))
      const widths = [...svg.matchAll(/width="([\d.]+)"/g)].map(([, width]) => Number(width))
      expect(widths).toHaveLength(sizes.length)
      sizes.forEach((size, index) => {
        expect(widths[index]).toBeCloseTo((1000 * size) / Math.max(1, whole), 1)
      })
    }),
    { numRuns: 40 },
  )
})
