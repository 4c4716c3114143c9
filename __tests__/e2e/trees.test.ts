/** Whole checks of repositories whose build needs more than the files of a commit. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newRepository, type Repository } from '../support/repositories/git.ts'
import { about, check, columns, holdImages, type Outcome } from '../support/runs/checks.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { writeTree } from '../support/world/temporary.ts'

holdImages()

const config = { '.github/linkgate.yml': 'version: 1\nmodes: [static]\n' }
const gin = join(root, '__tests__/fixtures/repositories/shared/gin')

/** @param title a Go expression; `more` is written into main.go before the function */
function program(title: string, imports = '', more = ''): string {
  return `package main

import (
${imports}
	"github.com/gin-gonic/gin"
)
${more}
func main() {
	router := gin.Default()
	router.GET("/", func(c *gin.Context) { c.String(200, "%s\\n", ${title}) })
	panic(router.Run())
}
`
}

const goMod =
  'module example.com/parcels\n\ngo 1.24\n\nrequire github.com/gin-gonic/gin v1.11.0\n\nreplace github.com/gin-gonic/gin => ./_gin\n'

const dockerfile = (build: string, image = 'golang:1.24-alpine') =>
  `FROM ${image} AS build\nWORKDIR /src\nCOPY . .\n${build}\nFROM alpine:3.20\nCOPY --from=build /server /server\nCMD ["/server"]\n`

const compile = 'RUN CGO_ENABLED=0 go build -o /server .\n'

async function service(directory: string, files: Readonly<Record<string, string>>): Promise<Repository> {
  const repository = await newRepository(directory)
  await cp(gin, join(directory, '_gin'), { recursive: true })
  await writeTree(directory, { 'go.mod': goMod, ...config, ...files })
  return repository
}

/** The change of each size. */
function deltas({ report }: Outcome): readonly (number | null)[] {
  return (report?.comparisons ?? [])
    .filter(({ metric }) => metric === 'binary-size' || metric === 'image-size')
    .map(({ delta }) => delta)
}

const shipped = Array(2).fill('static: shipped on alpine:3.20, static, started')

describe.concurrent('a README-only change', () => {
  test.each([
    ['committed', false],
    ['not committed', true],
  ])('with a submodule that is embedded and copied, %s', async (_, dirty) => {
    await using folder = await temporaryFolder()
    const theme = await newRepository(join(folder.path, 'theme'))
    await theme.commit('page', { 'index.html': '<h1>parcels</h1>\n' })
    const embedded = '\n//go:embed theme/index.html\nvar page string\n'
    const repository = await service(join(folder.path, 'parcels'), {
      'main.go': program('page', '\t_ "embed"\n', embedded),
      Dockerfile: `${dockerfile(compile)}COPY theme/index.html /srv/index.html\n`,
    })
    await repository.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      theme.path,
      'theme',
    )
    await repository.commit('All there is')
    if (dirty) await writeTree(repository.path, { 'README.md': 'words\n' })
    else await repository.commit('A change', { 'README.md': 'words\n' })
    const outcome = await check(repository.path, dirty ? ['--base', 'HEAD'] : [])
    expect(outcome.exitCode, outcome.said).toBe(0)
    expect(columns(outcome.report)).toEqual(shipped)
    expect(deltas(outcome)).toEqual([0, 0])
    const sha = await theme.sha('HEAD')
    for (const revision of ['base', 'head']) {
      expect(outcome.said).toContain(`${revision}: submodule theme at ${sha.slice(0, 9)}`)
    }
  })

  test.each([
    ['as it is stored', 'small'],
    ['with its content', 'big'],
  ])('with a filtered file %s in the checkout', async (_, form) => {
    await using folder = await temporaryFolder()
    const embedded = '\n//go:embed data.bin\nvar data string\n'
    const repository = await service(join(folder.path, 'parcels'), {
      'main.go': program('data[:3]', '\t_ "embed"\n', embedded),
      Dockerfile: dockerfile(compile),
      '.gitattributes': '*.bin filter=large\n',
      'data.bin': 'small\n',
    })
    await repository.git('config', 'filter.large.smudge', 'tr a-z A-Z; head -c 30000000 /dev/zero')
    await repository.git('config', 'filter.large.clean', "tr A-Z a-z | tr -d '\\000'")
    await repository.git('config', 'filter.large.required', 'true')
    await repository.commit('All there is')
    if (form === 'big') {
      await writeTree(repository.path, { 'data.bin': '' })
      await repository.git('checkout', '--quiet', '--', 'data.bin')
    }
    await writeTree(repository.path, { 'README.md': 'words\n' })
    const outcome = await check(repository.path, ['--base', 'HEAD'])
    expect(outcome.exitCode, outcome.said).toBe(0)
    expect(deltas(outcome)).toEqual([0, 0])
    const sizes = outcome.report?.comparisons.filter(({ metric }) => metric === 'binary-size') ?? []
    expect(sizes.map(({ head }) => (head ?? 0) > 30_000_000)).toEqual([form === 'big'])
  })
})

describe.concurrent('a build that needs a repository', () => {
  const version = '\nvar version = "unset"\n'
  const builds: readonly (readonly [string, string, Readonly<Record<string, string>>, boolean])[] = [
    [
      'through make',
      'RUN make server\n',
      {
        Makefile:
          'VERSION := $(shell git describe --tags --always)\nifeq ($(VERSION),)\n$(error no version)\nendif\n\nserver:\n\tCGO_ENABLED=0 go build -ldflags "-X main.version=$(VERSION)" -o /server .\n',
      },
      false,
    ],
    [
      'of a mount',
      'RUN --mount=type=bind,source=.git,target=.git CGO_ENABLED=0 go build -buildvcs=true -o /server .\n',
      {},
      false,
    ],
    [
      'in a program of its own, which nothing tells',
      `RUN go run ./internal/stamp\n${compile}`,
      {
        'internal/stamp/main.go':
          'package main\n\nimport "os"\n\nfunc main() {\n\tif _, err := os.ReadFile(string([]byte{46, 103, 105, 116}) + "/HEAD"); err != nil {\n\t\tpanic("no version")\n\t}\n}\n',
      },
      true,
    ],
  ]
  test.each(builds)('%s', async (_, build, files, isFound) => {
    await using folder = await temporaryFolder()
    const repository = await service(join(folder.path, 'parcels'), {
      'main.go': program('version', '', version),
      Dockerfile: dockerfile(build, 'golang:1.24-bookworm'),
      ...files,
    })
    await repository.commit('All there is')
    await repository.commit('A change', { 'README.md': 'words\n' })
    const outcome = await check(repository.path)
    expect(outcome.exitCode, outcome.said).toBe(0)
    expect(columns(outcome.report)).toEqual(shipped)
    expect(about(outcome.report, 'dockerfile/needs-repository')).toHaveLength(isFound ? 1 : 0)
  })
})

test('what an earlier step of the workflow makes: refused with its command, and built with it', async () => {
  await using folder = await temporaryFolder()
  const repository = await service(join(folder.path, 'parcels'), {
    'main.go': program('"parcels"'),
    Dockerfile: `${dockerfile(compile)}COPY web/dist /srv/web\n`,
    'web/.gitignore': 'dist\n',
    'web/package.json': '{ "scripts": { "build": "mkdir -p dist && cp index.html dist/" } }\n',
    'web/index.html': '<p>parcels</p>\n',
    '.github/workflows/image.yml':
      'jobs:\n  image:\n    steps:\n      - run: npm run build\n        working-directory: web\n      - uses: docker/build-push-action@v6\n',
  })
  await repository.commit('All there is')
  await repository.commit('A change', { 'README.md': 'words\n' })
  const command = 'npm --prefix web run build'
  const refused = await check(repository.path)
  expect(refused.exitCode, refused.said).toBe(2)
  expect(refused.said).toContain(
    `Dockerfile:9: \`COPY\` finds no files: git ignores web/dist (web/.gitignore:1); .github/workflows/image.yml:4 creates it with \`npm run build\` in web; fix: set \`build: { prepare: ${command} }\` in .github/linkgate.yml`,
  )
  await writeTree(repository.path, {
    '.github/linkgate.yml': `version: 1\nmodes: [static]\nbuild: { prepare: ${command} }\n`,
  })
  const built = await check(repository.path, ['--base', 'HEAD'])
  expect(built.exitCode, built.said).toBe(0)
  expect(columns(built.report)).toEqual(shipped)
  expect(deltas(built)).toEqual([0, 0])
})
