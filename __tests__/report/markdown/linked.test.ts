import { expect, test } from 'vitest'
import type { LinkedModules } from '../../../src/model/linked.ts'
import { linkedSection } from '../../../src/report/markdown/linked.ts'
import { sampleReport } from '../../support/reports/report.ts'

const kit: LinkedModules['modules'][number] = {
  name: 'example.com/kit/v2',
  version: 'v2.1.0',
  chain: [
    { package: 'main', name: 'main' },
    { package: 'example.com/app/api', name: 'New' },
    { package: 'example.com/app/api', name: 'add' },
    { package: 'example.com/kit/v2', name: '(*Kit).Open' },
  ],
  imports: ['example.com/app/cmd/app', 'example.com/app/api', 'example.com/kit/v2'],
}
const linked = (modules: LinkedModules['modules'], more = 0) =>
  linkedSection(sampleReport({ linked: [{ mode: 'static', platform: 'linux/amd64', modules, more }] })) ?? ''

test('shows a new module with the call and the imports that lead to it', () => {
  expect(linked([kit])).toContain(
    '| `example.com/kit/v2 v2.1.0` | `main.main → api.New → … → kit.(*Kit).Open` | `app → api → kit` |',
  )
  expect(linked([{ ...kit, chain: [], imports: [] }])).toContain('| none: only types or data |  |')
})

test('shows each module once for all platforms, and at most 15', () => {
  const both = { mode: 'static', platform: 'linux/amd64', modules: [kit], more: 0 }
  const section = linkedSection(sampleReport({ linked: [both, { ...both, platform: 'linux/arm64' }] }))
  expect(section?.match(/kit\/v2 v2\.1\.0/g)).toHaveLength(1)
  const many = Array.from({ length: 50 }, (_, at) => ({ ...kit, name: `example.com/m${at}` }))
  expect(linked(many, 7)).toContain('… and 42 more.')
})

test('is empty if no module is new', () => {
  expect(linkedSection(sampleReport())).toBeUndefined()
})
