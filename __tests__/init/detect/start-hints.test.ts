import { describe, expect, test } from 'vitest'
import { nothingToStart } from '../../../src/init/detect/detected.ts'
import { deducedArgs, readDockerfile } from '../../../src/init/detect/read-dockerfile.ts'
import { startFound } from '../../../src/init/detect/start-hints.ts'
import { composeServices } from '../../../src/repository/compose/services.ts'
import { procfileHints } from '../../../src/repository/start/hints.ts'

const compiled =
  'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /api ./cmd/api\nFROM scratch\nCOPY --from=build /api /api\n'

const servicesIn = (text: string) =>
  composeServices(
    { paths: ['compose.yaml'], text: () => text },
    { files: ['compose.yaml'], environment: () => undefined },
  )

const ofService = (service: string, dockerfile = `${compiled}ENTRYPOINT ["/api"]\n`) => {
  const services = servicesIn(`services:\n  api: { build: ., ${service} }\n  db: { image: postgres }\n`)
  return startFound({
    hints: services.slice(0, 1).map(({ hint }) => hint),
    services,
    program: 'api',
    shipped: { file: 'Dockerfile', reading: readDockerfile(dockerfile, {}) },
  })
}

describe('arguments of a compose file', () => {
  const sure = (words: readonly string[]) => ({ words, by: 'compose.yaml, service api', sure: true })
  const doubtful = (words: readonly string[]) => ({ ...sure(words), sure: false })
  test.each([
    ['command: serve', '["/api"]', sure(['serve'])],
    [`command: ["serve", "--at=\${AT:-:7000}", "$PORT"]`, '["/api"]', sure(['serve', '--at=:7000', '8080'])],
    ['command: serve $AT', '["/api"]', doubtful(['serve', '$AT'])],
    ['command: serve, entrypoint: /other', '["/api"]', doubtful(['serve'])],
    // whether the script takes arguments or a program is not known
    ['command: serve', '["/entry.sh"]', doubtful(['serve'])],
  ])('%s with ENTRYPOINT %s', (service, entrypoint, args) => {
    expect(ofService(service, `${compiled}ENTRYPOINT ${entrypoint}\n`).args).toEqual(args)
  })

  test('are not repeated if the image has the same', () => {
    expect(
      ofService('command: serve', `${compiled}ENTRYPOINT ["/api"]\nCMD ["serve"]\n`).args,
    ).toBeUndefined()
    expect(ofService('command: /api serve', `${compiled}CMD ["/api", "serve"]\n`).args).toBeUndefined()
  })

  test('an image without an entry point also needs the program', () => {
    expect(ofService('command: /api serve', `${compiled}CMD ["/api"]\n`).args).toEqual(sure(['serve']))
  })
})

test('distinguishes variables with the address of a service from others', () => {
  expect(
    ofService(
      `depends_on: [db], ports: ["80:7000"], environment: { DSN: "postgres://app@db/app", DB_HOST: db, MODE: dbx, KEY: "\${KEY}", "a.b": x }`,
    ),
  ).toMatchObject({
    env: { MODE: 'dbx' },
    serviceEnv: { DSN: 'postgres://app@db/app', DB_HOST: 'db' },
    unknownEnv: ['KEY'],
    services: [{ name: 'db', image: 'postgres', env: {} }],
    port: { number: 7000, by: 'compose.yaml, service api' },
  })
})

test('if two containers have one image, the one with a port is the service', () => {
  const services = servicesIn(
    'services:\n  worker: { build: ., command: work }\n  api: { build: ., command: serve, ports: [8080] }\n',
  )
  const found = startFound({ hints: services.map(({ hint }) => hint), services, program: 'api' })
  expect(found.args).toEqual({ words: ['serve'], by: 'compose.yaml, service api', sure: true })
})

test('uses a Procfile if the repository has no image', () => {
  const hints = procfileHints('web: LOG=1 bin/api --at :$PORT', 'Procfile')
  expect(startFound({ hints, services: [], program: 'api' })).toMatchObject({
    args: { words: ['--at', ':8080'], sure: true },
    env: { LOG: '1' },
  })
  const shipped = { file: 'Dockerfile', reading: readDockerfile(`${compiled}ENTRYPOINT ["/api"]\n`, {}) }
  expect(startFound({ hints, services: [], program: 'api', shipped }).args?.sure).toBe(false)
})

test('the Dockerfile provides the port and the health check, if it sets them', () => {
  const health = 'HEALTHCHECK CMD wget -qO- http://localhost:9000/up\n'
  const told = (text: string) =>
    startFound({
      hints: [],
      services: [],
      program: 'api',
      shipped: { file: 'Dockerfile', reading: readDockerfile(text, {}) },
    })
  expect(told(`${compiled}EXPOSE 9000/tcp\n${health}`)).toEqual({
    ...nothingToStart,
    port: { number: 9000, by: 'Dockerfile' },
    health: { path: '/up', by: 'Dockerfile' },
  })
  expect(told(`${compiled}EXPOSE 9000 1935\n`)).toEqual(nothingToStart)
})

describe('a Dockerfile', () => {
  test('finds secrets and SSH that the needed stages mount', () => {
    const mounting = compiled.replace(
      'RUN ',
      'RUN --mount=type=secret,id=npmrc --mount=type=ssh --mount=type=cache,target=/c ',
    )
    expect(readDockerfile(mounting, {})).toMatchObject({ secrets: ['npmrc'], ssh: true })
    expect(readDockerfile(`FROM a AS b\nRUN --mount=type=ssh x\n${compiled}`, {}).ssh).toBe(false)
  })

  test('a build argument that selects the compiled program must select this one', () => {
    const build = { context: '.', buildArgs: {} }
    const by = (argument: string) =>
      compiled.replace('./cmd/api', argument).replace('WORKDIR', 'ARG SERVICE\nWORKDIR')
    const words = ['orders', 'cmd/orders']
    expect(deducedArgs(by('./cmd/$SERVICE'), build, 'cmd/orders', words)).toEqual({ SERVICE: 'orders' })
    expect(deducedArgs(by('./$SERVICE'), build, 'cmd/orders', words)).toEqual({ SERVICE: 'cmd/orders' })
    expect(deducedArgs(by('./services/$SERVICE'), build, 'cmd/orders', words)).toEqual({})
    expect(deducedArgs(by('./cmd/orders'), build, 'cmd/orders', words)).toEqual({})
  })
})
