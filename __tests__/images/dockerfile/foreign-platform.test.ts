import { expect, test } from 'vitest'
import { foreignFinding } from '../../../src/images/dockerfile/foreign-platform.ts'
import type { Foreign } from '../../../src/plan/foreign.ts'
import type { ImagePlan } from '../../../src/plan/plan.ts'
import { planWith, setOf } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const shipped = {
  build: { dockerfile: 'Dockerfile', context: '.', buildArgs: {}, facts: {} },
} as NonNullable<ImagePlan['shipped']>

test.each<readonly [string, Foreign, string | undefined]>([
  ['nothing', {}, 'dockerfile/other-platform'],
  [
    'an emulator that is not registered with the kernel',
    { runBy: { kind: 'program', path: '/q' } },
    'dockerfile/other-platform',
  ],
  ['an emulator that is registered with the kernel', { runBy: { kind: 'kernel' } }, undefined],
  ['the processor', { runBy: { kind: 'processor' } }, undefined],
])('a RUN instruction on another platform, whose programs are run by %s', async (_, foreign, id) => {
  const platform = 'linux/386'
  const world = fakeWorld({
    files: { '/checkouts/head/Dockerfile': 'FROM golang:1.24\nRUN go build -o /api .\n' },
  })
  const plan = planWith({ platform, images: { shipped } })
  const variants = setOf(...plan.variants.map((one) => ({ ...one, foreign })))
  expect((await foreignFinding(world, { ...plan, variants }))?.id).toBe(id)
})
