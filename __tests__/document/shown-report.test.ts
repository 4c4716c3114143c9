import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { reportSchema } from '../../src/document/report.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import { finding } from '../../src/findings/finding.ts'
import { sampleReport } from '../support/reports/report.ts'

const secret = 's3cr3t-but-no-known-form'

function secretsOf(...values: readonly string[]) {
  const secrets = openSecrets()
  for (const value of values) secrets.learnSecret(value)
  return secrets
}

test('no text of a report has a secret, even if it is split or the key of a record', () => {
  const report = sampleReport()
  const why = [
    { kind: 'step-failed' as const, dockerfile: 'Dockerfile', step: `RUN echo ${secret}`, exitCode: 1 },
  ]
  const log = ['before', `x ${secret.slice(0, 9)}`, `${secret.slice(9)} y`, 'password=abc', '']
  const [variant, ...others] = report.variants
  const withSecret = {
    ...report,
    app: `api-${secret}`,
    goMod: { file: 'go.mod', require: { [`example.com/${secret}`]: 3 } },
    variants: [
      {
        ...variant,
        dockerfile: { path: 'Dockerfile', changes: [], buildArgs: { NPM_TOKEN: 'x y', A: 'b' } },
      },
      ...others,
    ],
    findings: [finding('build/step-failed', { why }, { verdict: 'unmeasured', revision: 'head', log })],
  } as unknown as typeof report
  const shown = shownReport(withSecret, secretsOf(secret))
  expect(JSON.stringify(shown)).not.toContain(secret.slice(0, 9))
  expect(shown.findings[0]?.log).toEqual(['before', 'x ***', '*** y', 'password=***', ''])
  expect(shown.app).toBe('api-***')
  expect(shown.goMod?.require).toEqual({ 'example.com/***': 3 })
  expect(shown.variants[0]?.dockerfile?.buildArgs).toEqual({ NPM_TOKEN: '***', A: 'b' })
})

test('does not change a report without secrets, and keeps the report valid with a hostile secret', () => {
  const report = sampleReport()
  expect(shownReport(report, openSecrets())).toEqual(report)
  const words = ['unmeasured', 'static', 'image-size', 'head', 'budget/exceeded', 'linux/amd64', 'dynamic']
  const shown = shownReport(report, secretsOf(...words))
  expect(reportSchema.safeParse(shown).success).toBe(true)
  expect(shown.comparisons).toEqual(report.comparisons)
})
