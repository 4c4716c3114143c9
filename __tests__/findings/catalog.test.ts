import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FindingId, findingIds, headlineWords, verdictsOf } from '../../src/findings/catalog.ts'
import { findingsDocument } from '../../src/findings/docs/findings-document.ts'
import {
  type Finding,
  findingFix,
  findingMessage,
  findingSchema,
  findingTitle,
} from '../../src/findings/finding.ts'
import { headlineOrder, isBudget } from '../../src/findings/headline-order.ts'
import { headlineOf } from '../../src/report/headline.ts'
import { ofSchema } from '../support/reports/of-schema.ts'
import { sampleReport } from '../support/reports/report.ts'
import { tries } from '../support/runs/tries.ts'

const text = fc.constantFrom('x', '/app/api', 'v1.2.3', 'libx.so.1')
const number = fc.constantFrom(0, 1, 1.5, 64_000)
const anyFinding = ofSchema(findingSchema, { text, number }) as fc.Arbitrary<Finding>
const of = (id: FindingId) => anyFinding.filter((one) => one.id === id)

const fatal = findingIds.filter((id) =>
  verdictsOf(id).some((verdict) => verdict === 'fail' || verdict === 'unmeasured'),
)

test('the catalog has fatal findings of every kind', () => {
  expect(fatal.length).toBeGreaterThan(15)
  expect(fatal).toContain('load/library-missing')
})

describe('the headline names the only fatal finding of a report', () => {
  test.each(fatal)('%s', (id) => {
    fc.assert(
      fc.property(
        of(id).filter(({ verdict }) => verdict === 'fail' || verdict === 'unmeasured'),
        ({ mode: _, platform: ____, ...given }) => {
          // about all modes and platforms, so that none of them is named
          const { modes: __, variants: ___, ...params } = given.params as Record<string, unknown>
          const one = { ...given, params } as Finding
          const { words } = headlineOf(
            sampleReport({ verdict: one.verdict, findings: [one], comparisons: [] }),
          )
          expect(words).not.toMatch(/\bfindings?\b/)
          const found = headlineWords(id)
          const said =
            found?.kind === 'phrase'
              ? found.words('', one.revision ?? 'head')
              : /budgets? (broken|unmeasured)/
          expect(words).toMatch(said)
        },
      ),
      { numRuns: tries(10) },
    )
  })
})

test('every finding with a headline text has exactly one place in the headline', () => {
  expect(new Set(headlineOrder).size).toBe(headlineOrder.length)
  for (const id of findingIds) {
    const isPhrase = headlineWords(id)?.kind === 'phrase'
    expect([id, headlineOrder.includes(id)]).toEqual([id, isPhrase])
    if (headlineWords(id)?.kind === 'budgets') expect(isBudget(id)).toBe(true)
  }
})

test.each(findingIds)('%s has a title, a message, and words for every parameter', (id) => {
  fc.assert(
    fc.property(of(id), (one) => {
      const said = [findingTitle(one), findingMessage(one), findingFix(one) ?? 'nothing']
      for (const sentence of said) {
        expect(sentence.trim()).not.toBe('')
        expect(sentence).not.toMatch(/undefined|NaN|\[object|(?<!PORT: )null/)
      }
    }),
    { numRuns: tries(20) },
  )
})

test('docs/findings.md has a section and an anchor for every finding', () => {
  const document = findingsDocument()
  for (const id of findingIds) {
    expect(document.split(`\n### \`${id}\`\n`)).toHaveLength(2)
    expect(document.split(`<a id="${id.replace('/', '-')}"></a>`)).toHaveLength(2)
  }
})
