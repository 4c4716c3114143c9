import { describe, expect, test } from 'vitest'
import { runAction } from '../../../src/commands/action/action.ts'
import { fakeStepProcess } from '../../support/commands/step.ts'

const workflow = { GITHUB_REPOSITORY: 'octo/service', GITHUB_EVENT_NAME: 'schedule' }
/** Nothing is installed, so that measuring ends before anything is done. */
const bare = Object.fromEntries(
  ['git', 'go', 'docker', 'podman', 'buildah', 'gcc', 'df'].map((tool) => [tool, { exitCode: 127 }]),
)

describe('inputs', () => {
  test('every problem is reported, and no world is opened', async () => {
    const given = fakeStepProcess({ inputs: { phase: 'mesure', cache: 'yes' } })
    expect(await runAction(given)).toBe(2)
    expect(given.world.log.text('error')).toBe(
      [
        'input `phase` is `mesure`: did you mean `measure`?',
        'input `cache` is `yes`: allowed: `true`, `false`',
        'linkgate did not run: 2 problems, see above',
      ].join('\n'),
    )
    expect(given.opened).toEqual([])
  })

  test('an event whose payload does not match its name is reported', async () => {
    const env = { ...workflow, GITHUB_EVENT_NAME: 'pull_request' }
    const given = fakeStepProcess({ env, event: {} })
    expect(await runAction(given)).toBe(2)
    expect(given.world.log.text('error')).toContain('does not describe a `pull_request` event')
  })
})

describe('the options for opening the world', () => {
  const token = { 'github-token': 'ghs_secret' }
  const github = { token: 'ghs_secret', apiUrl: 'https://api.github.com', owner: 'octo', repo: 'service' }
  test.each([
    ['check', token, workflow, { cache: true, github }],
    ['publish', token, workflow, { cache: true, github }],
    ['measure, which asks nothing of GitHub', { ...token, phase: 'measure' }, workflow, { cache: true }],
    ['no token', {}, workflow, { cache: true }],
    ['no workflow', token, {}, { cache: true }],
    ['no cache', { cache: 'false' }, workflow, { cache: false }],
  ])('%s', async (name, inputs, env, expected) => {
    const phase = name === 'publish' ? { phase: 'publish' } : {}
    const given = fakeStepProcess({ inputs: { ...phase, ...inputs }, env, commands: bare })
    expect(await runAction(given)).toBe(2)
    expect(given.opened).toEqual([{ github: undefined, ...expected }])
    expect(given.step.secrets).toEqual('github-token' in inputs ? ['ghs_secret'] : [])
  })
})

describe('phases that measure', () => {
  test.each(['check', 'measure'])(
    '%s: what is missing is reported with hints, and nothing is left behind',
    async (phase) => {
      const checkout = { '/checkout/': '' }
      const given = fakeStepProcess({ inputs: { phase }, env: workflow, commands: bare, files: checkout })
      expect(await runAction(given)).toBe(2)
      const { log, files } = given.world
      expect(log.text('error')).toContain('git was not found: install git')
      expect(log.text('error')).toMatch(/linkgate did not run: \d+ problems, see above$/)
      expect(files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
      // for a post step, should this one be killed
      expect(given.step.state).toEqual({
        run: 'run1',
        directory: '/tmp/linkgate-Run1',
        repository: '/checkout',
      })
      expect(given.step.outputs).toEqual({})
    },
  )

  test('an internal error has exit code 3', async () => {
    const git = () => Promise.reject(new Error('the disk is broken'))
    const given = fakeStepProcess({ commands: { ...bare, git }, files: { '/checkout/': '' } })
    expect(await runAction(given)).toBe(3)
    expect(given.world.log.text('error')).toMatch(/^internal error in linkgate, .*: the disk is broken\. /)
    expect(given.world.log.text('info')).toContain('Error: the disk is broken\n')
  })
})
