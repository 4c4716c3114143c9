import { expect, test } from 'vitest'
import { builderObstacle, goLine } from '../../../src/repository/go/builder-version.ts'
import { wordedObstacle } from '../../support/reports/worded.ts'

test.each([
  ['golang:1.22-alpine', '1.24', 'golang:1.24-alpine'],
  ['golang:1.24.1', '1.24.3', 'golang:1.24'],
  ['docker.io/library/golang:1.23.4-bookworm@sha256:00', '1.24.0', 'golang:1.24-bookworm'],
  ['cgr.dev/chainguard/go:1.22', '1.23', 'golang:1.23'],
  ['golang:1.20', '1.21.0', 'golang:1.21'],
])('%s is too old for go %s', (image, version, newer) => {
  const obstacle = builderObstacle(['node:22', image], `module x\n\ngo ${version}\n`)
  const found = obstacle && wordedObstacle(obstacle)
  expect(found?.message).toMatch(`\`FROM ${image}\` has Go `)
  expect(found?.message).toContain(`, but go.mod requires Go ${version}`)
  expect(found?.fix).toBe(`use ${newer} or newer in the Dockerfile`)
})

test.each([
  ['golang:1.24', '1.24.3'],
  ['golang:1.24-alpine', '1.24'],
  ['golang:1.25', '1.24.9'],
  ['golang:1.9', '1.13'],
  ['golang:alpine', '1.99'],
  ['golang', '1.99'],
  ['golang@sha256:00', '1.99'],
  ['example.com/golang-base:1.2', '1.99'],
  ['golang:1.24rc1', '1.99'],
])('%s may be new enough for go %s', (image, version) => {
  expect(builderObstacle([image], `module x\n\ngo ${version}\n`)).toBeUndefined()
})

test('accepts a builder that can download a newer Go, and a module that does not need one', () => {
  expect(builderObstacle(['golang:1.22'], 'module x\ngo 1.24\n', 'auto')).toBeUndefined()
  expect(builderObstacle(['golang:1.22'], 'module x\n')).toBeUndefined()
})

test.each([
  ['module x\n\ngo 1.24.0 // newest\n', '1.24.0'],
  ['module go\ngo 1.13', '1.13'],
  ['module x\ntoolchain go1.25.0\n', undefined],
])('the line of %j', (goMod, version) => {
  expect(goLine(goMod)).toBe(version)
})
