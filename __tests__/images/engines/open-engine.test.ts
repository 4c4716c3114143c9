import { expect, test } from 'vitest'
import type { EngineChoice } from '../../../src/effects/engine.ts'
import { openEngine } from '../../../src/images/engines/open-engine.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { fakeWorld } from '../../support/world/world.ts'

const opened = (choice: EngineChoice, answer: string | { readonly exitCode: number }, env = {}) => {
  const commands = {
    'docker version': answer,
    'docker buildx': { exitCode: 1 },
    buildah: { exitCode: 127 },
    podman: { exitCode: 127 },
  }
  return openEngine(fakeWorld({ commands, env }), choice, '/tmp/linkgate-1')
}

test.each([
  ['auto', '29.1.2', 'docker'],
  ['docker', '29.1.2', 'docker'],
  ['embedded', '29.1.2', 'embedded'],
  ['auto', { exitCode: 127 }, 'embedded'],
  ['auto', { exitCode: 1 }, 'embedded'],
] as const)('the choice %s, with the answer %j of docker, opens %s', async (choice, answer, name) => {
  expect(expectValue(await opened(choice, answer)).name).toBe(name)
})

test('a configured engine must answer', async () => {
  expect(problemOf(await opened('docker', { exitCode: 127 }))).toMatch(/^Docker was not found/)
  const env = { DOCKER_HOST: 'tcp://10.0.0.1:2375' }
  expect(problemOf(await opened('auto', { exitCode: 1 }, env))).toMatch(/^no Docker engine answers/)
})
