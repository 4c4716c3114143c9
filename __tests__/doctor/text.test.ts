import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/common/errors.ts'
import { succeed } from '../../src/common/result.ts'
import type { Check } from '../../src/doctor/check.ts'
import { giveHints, hintsOf } from '../../src/doctor/hints.ts'
import { checksJson, checksText, noticeText } from '../../src/doctor/text.ts'
import { quickStart } from '../support/world/doctor.ts'
import { fakeWorld } from '../support/world/world.ts'

const esc = String.fromCharCode(27)
const ok: Check = { id: 'go', state: 'ok', message: 'go1.26.1; go.mod asks for 1.24.0' }
const hint: Check = {
  id: 'fetch',
  state: 'hint',
  message:
    'job `image` checks out one commit without credentials, so linkgate cannot fetch base in a private repository',
  file: '.github/workflows/linkgate.yml',
  yaml: 'jobs:\n  image:\n    steps:\n      - uses: actions/checkout@v7',
}
const problem: Check = { id: 'engine', state: 'problem', message: `no engine ${esc}[31manswers\n::error::x` }

describe('in the terminal', () => {
  test('prints one line for each check, with YAML below', () => {
    expect(checksText([ok, hint, problem], { color: false, width: 80 })).toMatchInlineSnapshot(`
      "✗ linkgate doctor: 1 problem, 1 hint

        ✓ go1.26.1; go.mod asks for 1.24.0
        ! job \`image\` checks out one commit without credentials, so linkgate cannot
          fetch base in a private repository
            # .github/workflows/linkgate.yml
            jobs:
              image:
                steps:
                  - uses: actions/checkout@v7
        ✗ no engine answers::error::x
      "
    `)
  })

  test('prints that everything is fine', () => {
    expect(checksText([ok], { color: false, width: 80 })).toBe(
      '✓ linkgate doctor: everything is fine\n\n  ✓ go1.26.1; go.mod asks for 1.24.0\n',
    )
  })

  test('colors do not change the text', () => {
    const colored = checksText([ok, hint, problem], { color: true, width: 80 })
    expect(colored.replace(new RegExp(`${esc}\\[[\\d;]*m`, 'g'), '')).toBe(
      checksText([ok, hint, problem], { color: false, width: 80 }),
    )
    expect(colored).toContain(`${esc}[33m!${esc}[0m`)
  })

  test('prints the checks as JSON, unchanged', () => {
    expect(JSON.parse(checksJson([ok, hint]))).toEqual({ checks: [ok, hint] })
  })
})

describe('in the log of a run', () => {
  const noise: Check = { id: 'noise', state: 'hint', message: 'n' }
  const publish: Check = { id: 'publish', state: 'problem', message: 'p' }

  test('after the run, shows a few checks that affect its result, problems first', () => {
    const pin: Check = { id: 'pin', state: 'hint', message: 'moves' }
    expect(hintsOf([ok, noise, pin, publish], { afterRun: true })).toEqual([publish, noise])
    expect(hintsOf(Array(20).fill(noise), { afterRun: true })).toHaveLength(5)
  })

  test('prints what to add if the run could not start', () => {
    const fixed: Check = { ...problem, yaml: 'a: 1' }
    expect(hintsOf([ok, hint, problem, fixed, noise], {})).toEqual([fixed])
  })

  test('a notice has the YAML with the file that it belongs to', () => {
    expect(noticeText(hint)).toBe(`${hint.message}\n# ${hint.file}\n${hint.yaml}`)
  })

  const question = { version: '0.1.0', probeSource: '/probe', directory: '/repo', afterRun: true } as const
  const context = {
    eventName: 'push',
    owner: 'o',
    repo: 'r',
    serverUrl: '',
    apiUrl: '',
    runId: 1,
    runAttempt: 1,
    sha: '',
    ref: '',
  }

  test('is a few notices', async () => {
    const world = fakeWorld({
      env: { GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/linkgate.yml@refs/heads/main', GITHUB_JOB: 'image' },
      commands: { 'git rev-parse': '/repo', 'git config': '', 'go env': { exitCode: 127 } },
      files: {
        '/repo/.github/workflows/linkgate.yml': `${quickStart.trimEnd()}\n        with: { cache: false }\n`,
        '/repo/linkgate.yml': '',
      },
    })
    await giveHints(world, { ...question, context: succeed(context) })
    expect(world.log.said.map(({ level, line }) => `${level} ${line.split(/[\n:]/)[0]}`)).toEqual([
      'notice Go was not found',
      'notice linkgate does not read linkgate.yml',
      'notice job `image` of .github/workflows/linkgate.yml does not cache Go modules or the build cache, so every run is a cold build',
    ])
  })

  test('never becomes an error', async () => {
    const broken = fakeWorld({
      commands: {
        'git rev-parse': () => {
          throw new Error('no room')
        },
      },
    })
    await giveHints(broken, { ...question, context: succeed(context) })
    expect(broken.log.text()).toBe('skipped hints: no room')
    const cancelled = fakeWorld({
      commands: {
        'git rev-parse': () => {
          throw new CancelledError()
        },
      },
    })
    await giveHints(cancelled, { ...question, context: succeed(context) })
    expect(cancelled.log.text()).toBe('')
  })
})
