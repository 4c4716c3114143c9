import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { compareAttributions } from '../../../src/attribution/difference.ts'
import { differencePage, explanationPage } from '../../../src/report/html/explanation-page.ts'
import { sentenceHtml } from '../../../src/report/html/text.ts'
import { attributed } from '../../support/attribution.ts'
import { hostileNames, largeService } from '../../support/reports/programs.ts'

const mask = (text: string) => text.replaceAll('secret-word', '***')
const digest = (text: string) => createHash('sha256').update(text).digest('base64')

function difference() {
  const facts = { settings: {} }
  const [base, head] = [largeService(), largeService(1.1)]
  const paths = { base: 'old', head: 'new' }
  return {
    paths,
    base,
    head,
    difference: compareAttributions({ attribution: base, facts }, { attribution: head, facts }),
  }
}

describe('the page of explain', () => {
  const page = differencePage(difference(), mask)

  test('runs its own script and nothing else, and loads nothing', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? []
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? []
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest(style)}'; script-src 'sha256-${digest(script)}'; base-uri 'none'; form-action 'none'`,
    )
    expect(page.match(/<script\b/g)).toHaveLength(2)
    const markup = page.replace(script, '').replace(style, '')
    expect(markup).not.toMatch(/ (?:src|href|style|on[a-z]+)=/)
    expect(style).not.toMatch(/url\((?!#)|@import/)
    expect(script).not.toMatch(/\b(?:fetch|XMLHttpRequest|WebSocket|import)\s*\(/)
  })

  test('is small: 15 kB of script, and 200 kB for a service of 200 packages', () => {
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? []
    expect(script.length).toBeLessThan(15_000)
    expect(page.length).toBeLessThan(200_000)
    expect(explanationPage('api', largeService(), mask).length).toBeLessThan(200_000)
  })

  test('shows sizes, causes and parts', () => {
    expect(page).toContain('<h1>old → new: +')
    expect(page).toContain('Why it changed')
    expect(page).toContain('some-repository-3')
    const one = explanationPage('api', { ...largeService(), toolchain: 'go1.26.1' }, mask)
    expect(one).toContain('built by go1.26.1')
    expect(one).not.toContain('Areas show')
  })

  test.each(hostileNames)('shows %s as text', (name) => {
    const given = {
      [name]: { kind: 'main', version: name, packages: { [name]: 70 }, files: { [name]: 9 } },
    } as const
    const { attribution } = attributed(given)
    const html = explanationPage(name, { ...attribution, toolchain: name, problem: name }, mask)
    expect(html.match(/<script\b/g)).toHaveLength(2)
    expect(html).not.toMatch(/<img|<svg o|<!-- |[\u202e\u2028]/)
    const withoutValues = html.replace(/="[^"]*"/g, '')
    expect(withoutValues.match(/<[a-z][^>]* on[a-z]+=/g)).toBeNull()
  })

  test('has no secrets', () => {
    const given = {
      'example.com/secret-word': { kind: 'main', packages: { 'example.com/secret-word/a': 70 } },
    } as const
    const html = explanationPage('/home/secret-word/api', attributed(given).attribution, mask)
    expect(html).toContain('/home/***/api')
    expect(html).not.toContain('secret-word')
  })
})

test('names in a sentence become code and are escaped', () => {
  expect(sentenceHtml('a `b<c>` and `d')).toBe('a <code>b&lt;c&gt;</code> and `d'.replace('`', ''))
})
