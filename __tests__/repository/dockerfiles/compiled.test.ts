import { describe, expect, test } from 'vitest'
import { chooseDockerfile } from '../../../src/plan/choose-dockerfile.ts'
import { surveyDockerfiles } from '../../../src/repository/dockerfiles/survey.ts'
import { fakeFiles, type Given } from '../../support/world/world.ts'

function surveyed(given: Readonly<Record<string, Given>>) {
  const files = Object.fromEntries(
    Object.entries({ 'go.mod': 'module example.com/shop\n', 'cmd/api/main.go': '', ...given }).map(
      ([path, content]) => [`/r/${path}`, content],
    ),
  )
  return surveyDockerfiles(fakeFiles(undefined, files), '/r', { buildArgs: {}, secrets: [], ssh: [] })
}

const running = (...commands: readonly string[]) =>
  [
    'FROM golang:1.24 AS build',
    'ARG APP=api',
    'WORKDIR /src',
    'COPY . .',
    ...commands.map((command) => `RUN ${command}`),
    'FROM scratch',
    'COPY --from=build /src/bin /bin',
    'CMD ["/bin/api"]',
  ].join('\n')

const makefile = [
  'PKG := example.com/shop',
  'build: api',
  'api:',
  '\tgo build -o bin/api ./cmd/api',
  'worker: ; CGO_ENABLED=0 go build -o bin/worker $(PKG)/cmd/worker',
  'one:',
  '\tgo build -o bin/$(APP) ./cmd/$(APP)',
  'all:',
  '\tfor each in api worker; do go build -o bin/$$each ./cmd/$$each; done',
  'inside:',
  '\t$(MAKE) -C services/users',
  'tools:',
  '\tgo install example.com/tool@latest',
].join('\n')

const files = {
  Makefile: makefile,
  'services/users/go.mod': 'module example.com/shop/services/users\n',
  'services/users/Makefile': 'run:\n\tcd cmd && go install ./users main.go\n',
  'build.sh': '#!/bin/sh\nset -e\ncd "$(dirname "$0")"\ngo build -C cmd -trimpath -o ../bin/api ./api\n',
  'scripts/all.sh': 'go build -o bin/ ./cmd/...\n',
  'scripts/odd.py': '#!/usr/bin/env python3\ngo build ./cmd/api\n',
}

describe('packages that a Dockerfile compiles indirectly are read from the files of the repository', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['make', ['cmd/api'], 'Makefile:4, run by Dockerfile:5'],
    ['make -j4 build VERSION=$(git describe)', ['cmd/api'], 'Makefile:4, run by Dockerfile:5'],
    ['make worker', ['cmd/worker'], 'Makefile:5, run by Dockerfile:5'],
    ['make one', ['cmd/api'], 'Makefile:7, run by Dockerfile:5'],
    ['make one APP=worker', ['cmd/worker'], 'Makefile:7, run by Dockerfile:5'],
    [
      'cd services/users && make',
      ['services/users/cmd/users', 'services/users/cmd'],
      'services/users/Makefile:2, run by Dockerfile:5',
    ],
    [
      'make -C services/users',
      ['services/users/cmd/users', 'services/users/cmd'],
      'services/users/Makefile:2, run by Dockerfile:5',
    ],
    ['sh scripts/all.sh', ['cmd/...'], 'scripts/all.sh:1, run by Dockerfile:5'],
    // values that are only known at run time are not guessed
    ['make all', [], undefined],
    ['make one APP=$(cat name)', [], undefined],
    ['make tools', [], undefined],
    ['make nothing', [], undefined],
    ['./scripts/odd.py', [], undefined],
    ['task build', [], undefined],
    ['mage', [], undefined],
  ])('%s', async (command, compiles, compiledBy) => {
    const { builds } = await surveyed({ ...files, Dockerfile: running(command) })
    expect(builds).toMatchObject([{ compiles, facts: { indirect: true } }])
    expect(builds[0]?.compiledBy).toBe(compiledBy)
  })

  test('resolves an import path to a package of the repository', async () => {
    const command =
      'go build -o bin/ example.com/shop/cmd/api example.com/shop/services/users/cmd example.com/other/x'
    const { builds } = await surveyed({ ...files, Dockerfile: running(command) })
    expect(builds[0]?.compiles).toEqual(['cmd/api', 'services/users/cmd'])
  })

  test('distinguishes the Dockerfiles of several services', async () => {
    const survey = await surveyed({
      ...files,
      'api.Dockerfile': running('make api'),
      'worker.Dockerfile': running('make worker'),
    })
    const main = (path: string) => ({ module: '.', path, name: 'x', importPath: 'x' })
    expect(chooseDockerfile(survey, main('./cmd/worker'))).toMatchObject({
      build: { dockerfile: 'worker.Dockerfile' },
      because: 'the only one that compiles cmd/worker: Makefile:5, run by worker.Dockerfile:5',
    })
    expect(chooseDockerfile(survey, main('./cmd/other'))).toMatchObject({
      kind: 'none',
      because: '`api.Dockerfile` compiles cmd/api (Makefile:4, run by api.Dockerfile:5) and not cmd/other',
    })
  })
})

describe('Dockerfiles that compile no Go', () => {
  const others = {
    'db/Dockerfile': 'FROM bitnami/postgresql:16',
    'mail/Dockerfile': 'FROM axllent/mailpit:v1',
    'tools/Dockerfile': 'FROM alpine:3.21\nRUN wget https://example.com/tool\nCMD ["/tool"]',
    'web/Dockerfile': 'FROM node:22\nCOPY . .\nRUN make\nCMD ["node", "server.js"]',
    'java/Dockerfile': 'FROM corp/java:21\nCOPY . .\nRUN ./gradlew build\nCMD ["java", "-jar", "app.jar"]',
  }
  const main = { module: '.', path: './cmd/api', name: 'api', importPath: 'x' }

  test('are not candidates, even if there is no other', async () => {
    const compiling = running('go build -o bin/api ./cmd/api')
    expect(chooseDockerfile(await surveyed({ ...others, 'api/Dockerfile': compiling }), main)).toMatchObject({
      build: { dockerfile: 'api/Dockerfile' },
    })
    expect(chooseDockerfile(await surveyed(others), main)).toEqual({
      kind: 'none',
      because: 'no Dockerfile compiles Go',
    })
    const taking = { ...others, 'api/Dockerfile': 'FROM alpine\nCOPY bin/api /api\nCMD ["/api"]' }
    expect(chooseDockerfile(await surveyed(taking), main)).toMatchObject({
      build: { dockerfile: 'api/Dockerfile' },
    })
  })
})
