import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deriveDockerfile } from '../../../src/dockerfile/derive/derive.ts'
import { expectValue } from '../../support/results.ts'
import { parsed } from '../parsed.ts'

/** How each fixture stands in the survey of real Dockerfiles, the mode that its image has today, and what else is known. */
interface Form {
  readonly form: string
  readonly builder: string | null
  readonly final: string
  readonly today: 'static' | 'dynamic'
  readonly target?: string
  readonly cgoPackages?: readonly string[]
}

const directory = join(import.meta.dirname, '../../fixtures/dockerfiles')
const forms = JSON.parse(readFileSync(join(directory, 'forms.json'), 'utf8')) as Record<string, Form>
const textOf = (name: string) => readFileSync(join(directory, `${name}.Dockerfile`), 'utf8')
const fixtures = Object.entries(forms)
const surveyed = fixtures.filter(([, { form }]) => form !== 'beside the survey')

function other(name: string, { today, target, cgoPackages }: Form) {
  const wanted = today === 'static' ? 'dynamic' : 'static'
  const facts = { ...(target && { target }), ...(cgoPackages && { cgoPackages }) }
  return { wanted, facts, derived: deriveDockerfile(textOf(name), wanted, facts) } as const
}

describe('the other mode of', () => {
  test.each(fixtures)('%s', async (name, form) => {
    const { wanted, facts, derived } = other(name, form)
    if (!derived.ok) {
      await expect(`${wanted}: ${derived.problem.message}\n`).toMatchFileSnapshot(
        join(directory, `${name}.refused.txt`),
      )
      return
    }
    const { text: derivedText, changes } = derived.value
    await expect(derivedText).toMatchFileSnapshot(join(directory, `${name}.${wanted}.Dockerfile`))
    expect(expectValue(deriveDockerfile(derivedText, wanted, facts)), 'derived again').toMatchObject({
      text: derivedText,
      changes: [],
    })
    const stages = (text: string) => parsed(text).stages.map((stage) => stage.name)
    expect(stages(derivedText)).toEqual(stages(textOf(name)))
    const changed = new Set(changes.map(({ line }) => line))
    expect(changes.length).toBeGreaterThan(0)
    expect(changed.size).toBeGreaterThan(0)
  })

  test('the surveyed fixtures have the shares of forms that real Dockerfiles have', () => {
    const share = (part: readonly unknown[], of: readonly unknown[]) =>
      Math.round((100 * part.length) / of.length)
    const fromSource = surveyed.filter(([, { form }]) => form !== 'prebuilt')
    const formShare = (form: string) =>
      share(
        fromSource.filter(([, each]) => each.form === form),
        fromSource,
      )
    const finalShare = (final: string) =>
      share(
        surveyed.filter(([, each]) => each.final === final),
        surveyed,
      )
    const expected = {
      'inline 0': 31,
      nothing: 26,
      hidden: 17,
      'ENV 0': 10,
      'ENV 1': 8,
      'inline 1': 6,
      'go env -w': 2,
    }
    for (const [form, percent] of Object.entries(expected)) {
      expect(Math.abs(formShare(form) - percent), form).toBeLessThanOrEqual(2)
    }
    const finals = {
      alpine: 52,
      'debian or ubuntu': 10,
      scratch: 9,
      golang: 9,
      distroless: 7,
      busybox: 3,
      other: 9,
    }
    for (const [final, percent] of Object.entries(finals)) {
      expect(Math.abs(finalShare(final) - percent), final).toBeLessThanOrEqual(3)
    }
    const files = globSync('*/*.Dockerfile', { cwd: directory }).filter((file) =>
      /^[\w/-]+\.Dockerfile$/.test(file),
    )
    expect(files.map((file) => file.replace('.Dockerfile', '')).sort()).toEqual(Object.keys(forms).sort())
  })

  test('converts most Dockerfiles that build from source', () => {
    const outcomes = surveyed.map(([name, form]) => ({
      form: form.form,
      derived: other(name, form).derived.ok,
    }))
    const count = (of: typeof outcomes) => `${of.filter(({ derived }) => derived).length} of ${of.length}`
    const fromSource = outcomes.filter(({ form }) => form !== 'prebuilt')
    const visible = fromSource.filter(({ form }) => form !== 'hidden')
    console.log(
      `Dockerfiles derived to the other mode: ${count(visible)} that show their go command, ${count(fromSource)} that use source, ${count(outcomes)} of all forms`,
    )
    expect(visible.filter(({ derived }) => derived).length / visible.length).toBeGreaterThanOrEqual(0.9)
  })
})

test('cgo depends on packages that do not work without it, regardless of the source of this fact', () => {
  const text =
    'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /app .\nCMD ["/app"]\n'
  const made = (facts: Parameters<typeof deriveDockerfile>[2]) =>
    expectValue(deriveDockerfile(text, 'static', facts)).text
  const cgoPackages = ['net', 'github.com/acme/optional', 'app/native']
  expect(made({ cgoPackages, needsCgo: [] })).toContain('CGO_ENABLED=0 go build')
  expect(made({ cgoPackages, needsCgo: ['app/native'] })).toContain('-linkmode=external')
  expect(made({ cgoPackages })).toContain('-linkmode=external')
})
