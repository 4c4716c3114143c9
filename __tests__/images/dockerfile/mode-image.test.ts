import { expect, test } from 'vitest'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import type { Obstacle } from '../../../src/findings/obstacles.ts'
import { notDerived } from '../../../src/images/dockerfile/findings.ts'
import { ModeImages } from '../../../src/images/dockerfile/mode-image.ts'
import { imageBuild as build } from '../../support/images/image-build.ts'
import { worded } from '../../support/reports/worded.ts'
import { expectValue } from '../../support/results.ts'
import { modeNamed, plannedAs, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text = 'FROM golang:1.24\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /api .\nCMD ["/api"]\n'

const pull: Obstacle = {
  kind: 'base-image',
  image: 'debian:bookworm-slim',
  because: 'unreachable',
  detail: 'i/o timeout',
}
const step: Obstacle = {
  kind: 'step-failed',
  dockerfile: 'Dockerfile',
  line: 9,
  step: 'RUN gcc',
  exitCode: 1,
}

test.each<[string, readonly Obstacle[], string]>([
  [
    'a base image that could not be pulled',
    [pull],
    ': the registry of the base image `debian:bookworm-slim` could not be reached (i/o timeout)',
  ],
  ['none for a step, whose line number is one of the copy: only the log has it', [step], ''],
])('the reason why a changed copy does not build: %s', async (_, why, said) => {
  const own = {
    kind: 'proven',
    build,
    dockerfile: expectValue(parseDockerfile(text)),
    // not used before the copy is built
    image: {} as never,
  } as const
  const builder = {
    needsRepository: undefined,
    refusesCaches: undefined,
    unusableCaches: [],
    build: async () => ({ kind: 'not-built', why, output: [] }) as const,
  }
  const images = new ModeImages({ world: fakeWorld(), builder, buildsInParallel: false }, planWith())
  const made = await images.make(own, plannedAs('head', 'dynamic'), modeNamed('static'))
  if (made.ok) throw new Error('the image was made')
  expect(worded(notDerived(modeNamed('dynamic'), made.problem)).message).toBe(
    `Mode \`dynamic\` uses the built-in image, not the Dockerfile; the changed copy of Dockerfile does not build${said}`,
  )
})
