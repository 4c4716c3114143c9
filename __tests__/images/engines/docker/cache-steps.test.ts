import { expect, test } from 'vitest'
import { buildxCommands, runCacheSteps } from '../../../../src/images/engines/docker/cache-steps.ts'
import { fakeWorld } from '../../../support/world/world.ts'

const steps = {
  context: '/run/context',
  dockerfile: '/run/Dockerfile',
  platform: 'linux/amd64',
  marker: 'run1',
  output: '/run/output',
  limitMs: 45_000,
}
const build =
  'docker buildx build --progress=plain --provenance=false --platform=linux/amd64 --file=/run/Dockerfile --output=type=local,dest=/run/output /run/context'

const listed = `ID:\t\tabc
Description:\tmount / from exec /bin/sh -ec : run1
mkdir -p /linkgate/out
Type:\t\tregular

ID:\t\tdef
Description:\tcached mount /x from exec /bin/sh -ec : run1

Total:\t1 MB
`

test('removes what the steps leave in the builder, whether they succeed or not', async () => {
  const done = fakeWorld({ commands: { 'docker buildx': '', 'docker buildx du': listed } })
  expect(await runCacheSteps(done.exec, steps, buildxCommands('docker', steps))).toMatchObject({ ok: true })
  const commands = [build, 'docker buildx du --verbose', 'docker buildx prune --force --filter=id=abc']
  expect(done.exec.lines('docker')).toEqual(commands)
  const stderr = '#5 0.2 tar: not found\nERROR: failed to solve: exit code: 127\n'
  const failing = fakeWorld({
    commands: {
      'docker buildx': '',
      'docker buildx build': { exitCode: 1, stderr },
      'docker buildx du': listed,
    },
  })
  expect(await runCacheSteps(failing.exec, steps, buildxCommands('docker', steps))).toEqual({
    ok: false,
    problem: { message: 'ERROR: failed to solve: exit code: 127' },
  })
  expect(failing.exec.lines('docker')).toEqual(commands)
})

test('steps that take too long are ended', async () => {
  const commands = { 'docker buildx build': { exitCode: 137, tookTooLong: true }, 'docker buildx du': '' }
  const { exec } = fakeWorld({ commands })
  expect(await runCacheSteps(exec, steps, buildxCommands('docker', steps))).toMatchObject({
    problem: { message: 'it took longer than 45 s' },
  })
})
