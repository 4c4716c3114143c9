import { expect, test } from 'vitest'
import { buildPhaseOf } from '../../src/images/builder-command.ts'

test.each([
  ['go build -o app ./cmd/app', true],
  ['docker build --tag=x .', true],
  ['docker buildx build --load .', true],
  ['docker buildx build --output=type=local,dest=x .', false],
  ['podman build .', true],
  ['docker pull golang:1.24', true],
  ['docker buildx inspect', false],
  ['docker save --output x.tar x', false],
  ['go list ./...', false],
  ['git fetch origin', false],
])('`%s` is a command of a build: %s', (command, isBuild) => {
  expect(buildPhaseOf(command.split(' '))).toBe(isBuild ? 'builder' : undefined)
})
