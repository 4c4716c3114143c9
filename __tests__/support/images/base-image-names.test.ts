import { expect, test } from 'vitest'
import { baseImageOf } from './base-image-names.ts'

test.each([
  ['golang', 'golang-debian'],
  ['golang:1.24', 'golang-debian'],
  ['golang:1.24-bookworm', 'golang-debian'],
  ['docker.io/library/golang:latest', 'golang-debian'],
  ['golang:alpine', 'golang-alpine'],
  ['golang:1.24-alpine', 'golang-alpine'],
  ['golang:1.24.3-alpine3.21', 'golang-alpine'],
  ['alpine', 'alpine'],
  ['alpine:3.20', 'alpine'],
  ['debian:bookworm-slim', 'debian'],
  ['ubuntu:22.04', 'debian'],
  ['busybox:1.36-musl', 'busybox'],
  ['gcr.io/distroless/static', 'distroless-static'],
  ['gcr.io/distroless/static-debian12:latest', 'distroless-static'],
  ['gcr.io/distroless/base-debian12', 'distroless-base'],
] as const)('%s is a %s', (name, kind) => {
  expect(baseImageOf(name)).toEqual({ kind, nonroot: false })
})

test.each([
  ['gcr.io/distroless/static-debian12:nonroot', 'distroless-static'],
  ['gcr.io/distroless/base:nonroot', 'distroless-base'],
] as const)('%s is a %s with a user', (name, kind) => {
  expect(baseImageOf(name)).toEqual({ kind, nonroot: true })
})

test.each([
  'scratch',
  'nginx:alpine',
  'somebody/golang:1.24',
  'ghcr.io/library/alpine',
  'gcr.io/distroless/static:debug',
  'gcr.io/distroless/cc-debian12',
  `alpine@sha256:${'0'.repeat(64)}`,
  '',
])('there is none for "%s"', (name) => {
  expect(() => baseImageOf(name)).toThrow(`no substitute for the base image ${name}`)
})
