import { expect, test } from 'vitest'
import { findGoreleaser, readGoreleaser } from '../../src/repository/goreleaser.ts'
import { fakeFiles } from '../support/world/world.ts'

const config = `project_name: parcels
env:
  - MODE=release
before:
  hooks:
    - go mod tidy
    - cmd: make docs
      dir: ./web
builds:
  - id: api
    main: ./cmd/api/main.go
    hooks:
      pre: go generate ./...
      post:
        - upx {{ .Path }}
  - id: tool
    dir: tool
dockers:
  - ids: [api]
    dockerfile: build/{{ .ProjectName }}.Dockerfile
    image_templates: ["ghcr.io/example/parcels:{{ .Version }}"]
    build_flag_templates:
      - --pull
      - --target={{ .Env.MODE }}
      - "--build-arg=TAGS=jsoniter"
      - --build-arg
      - VERSION={{ .Version }}
dockers_v2:
  - images: [a/b]
    tags: [latest, "v{{ .Major }}"]
    build_args: { NAME: "{{ .ProjectName }}", DATE: "{{ .Date }}" }
    flags: [--target=slim]
kos:
  - main: ./cmd/api
`

test('reads images, hooks and programs of a configuration, with their lines', () => {
  expect(readGoreleaser(config)).toEqual({
    hooks: [
      { command: 'go mod tidy', directory: '.', line: 6 },
      { command: 'make docs', directory: 'web', line: 7 },
      { command: 'go generate ./...', directory: '.', line: 13 },
      { command: 'upx {{ .Path }}', directory: '.', line: 15 },
    ],
    images: [
      {
        dockerfile: 'build/parcels.Dockerfile',
        target: 'release',
        buildArgs: { TAGS: 'jsoniter' },
        unknownArgs: ['VERSION'],
        tags: ['ghcr.io/example/parcels:{{ .Version }}'],
        programs: ['api'],
        line: 19,
      },
      {
        dockerfile: 'Dockerfile',
        target: 'slim',
        buildArgs: { NAME: 'parcels' },
        unknownArgs: ['DATE'],
        tags: ['a/b:latest', 'a/b:v{{ .Major }}'],
        programs: [],
        line: 29,
      },
    ],
    ko: [{ main: 'cmd/api', line: 34 }],
    programs: { api: 'cmd/api', tool: 'tool' },
  })
})

test.each(['', 'a: [', '- a', 'dockers: 3', 'before: { hooks: 7 }', 'builds: [a]'])(
  '%j has nothing of it',
  (text) => {
    const { images, ko } = readGoreleaser(text)
    expect([...images, ...ko]).toEqual([])
  },
)

test('uses the first existing file', async () => {
  const found = await findGoreleaser(fakeFiles(undefined, { '/r/.config/goreleaser.yaml': config }), '/r')
  expect(found).toMatchObject({ file: '.config/goreleaser.yaml', config: { ko: [{ main: 'cmd/api' }] } })
  expect(await findGoreleaser(fakeFiles(undefined, {}), '/r')).toBeUndefined()
})
