import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examine } from '../../../src/doctor/doctor.ts'
import { gather } from '../../../src/doctor/facts/gather.ts'
import { runInit } from '../../../src/init/init.ts'
import { newRepository, type Repository } from '../../support/repositories/git.ts'
import { planOf } from '../../support/runs/planning.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, { GOTOOLCHAIN: 'local', GOFLAGS: '', GOWORK: '' })

type Texts = Readonly<Record<string, string>>

const gin = { '_gin/go.mod': 'module github.com/gin-gonic/gin\n\ngo 1.21\n', '_gin/gin.go': 'package gin\n' }
const goMod = (more = '') =>
  `module example.com/api\n\ngo 1.24\n\nrequire github.com/gin-gonic/gin v1.11.0\n\nreplace github.com/gin-gonic/gin => ./_gin\n${more}`
const main = (more = '', imports = '') =>
  `package main\n\nimport (\n\t_ "embed"\n\n\t_ "github.com/gin-gonic/gin"\n${imports})\n\n${more}\nfunc main() {}\n`
const dockerfile = (...more: readonly string[]) =>
  [
    'FROM golang:1.24 AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN go build -o /server .',
    '',
    'FROM alpine:3.20',
    'COPY --from=build /server /server',
    ...more,
    'CMD ["/server"]',
    '',
  ].join('\n')

const service: Texts = { ...gin, 'go.mod': goMod(), 'main.go': main(), Dockerfile: dockerfile() }

const makesAssets: Texts = {
  'web/.gitignore': 'dist\n',
  'web/package.json': '{ "scripts": { "build": "mkdir -p dist && cp index.html dist/" } }',
  'web/index.html': '<p>api</p>',
  '.github/workflows/image.yml':
    'on: push\njobs:\n  image:\n    steps:\n      - run: npm run build\n        working-directory: web\n      - uses: docker/build-push-action@v6\n        with: { context: . }\n',
}
const command = 'npm --prefix web run build'
const makes = `git ignores web/dist (web/.gitignore:1); .github/workflows/image.yml:5 creates it with \`npm run build\` in web; fix: set \`build: { prepare: ${command} }\` in .github/linkgate.yml`

let made = 0

/** A repository of two commits, of which the second changes `change`. */
async function repositoryOf(files: Texts, change: Texts = { 'README.md': 'words\n' }): Promise<Repository> {
  const repository = await newRepository(join(directory, `repository-${++made}`))
  await repository.commit('All there is', files)
  await repository.commit('A change', change)
  return repository
}

async function refusals({ path }: Repository): Promise<readonly string[]> {
  const planned = await planOf(world, path)
  return planned.kind === 'refused' ? planned.problems : []
}

async function doctorOf({ path }: Repository) {
  const facts = await gather(world, { version: '0.1.0', probeSource: '/probe', directory: path })
  return examine(facts).filter(({ id }) => id === 'build')
}

describe('made by an earlier step of the workflow', () => {
  const copied = { ...service, ...makesAssets, Dockerfile: dockerfile('COPY web/dist /srv/web') }
  const embedded = { ...service, ...makesAssets, 'main.go': main('//go:embed web/dist\nvar page string\n') }

  test.each([
    ['copied', copied, `Dockerfile:8: \`COPY\` finds no files: ${makes}`],
    ['embedded', embedded, `main.go:9: \`//go:embed web/dist\` finds no files: ${makes}`],
  ])('%s: the command is named, by check, doctor and init', async (_name, files, sentence) => {
    const repository = await repositoryOf(files)
    expect(await refusals(repository)).toEqual([sentence])
    // as that step leaves it
    await mkdir(join(repository.path, 'web/dist'))
    await writeFile(join(repository.path, 'web/dist/index.html'), '<p>api</p>')
    expect(await refusals(repository)).toEqual([sentence])
    const [check] = await doctorOf(repository)
    expect(check).toMatchObject({ state: 'problem', message: sentence, file: '.github/linkgate.yml' })
    expect(check?.yaml).toBe(`version: 1\nbuild:\n  prepare: ${command}`)
    const { files: written } = await runInit(world, {
      version: '0.1.0',
      probeSource: join(import.meta.dirname, '../../../probe'),
      directory: repository.path,
      force: false,
      dryRun: true,
    })
    expect(written[0]?.text).toContain(`\n  prepare: ${command} # creates files that are not in git\n`)
  })

  test.each([
    ['copied', copied],
    ['embedded', embedded],
  ])('%s: with that command nothing is refused', async (_name, files) => {
    const repository = await repositoryOf({
      ...files,
      '.github/linkgate.yml': `version: 1\nbuild: { prepare: "${command}" }\n`,
    })
    expect(await refusals(repository)).toEqual([])
    expect(await doctorOf(repository)).toEqual([])
  })

  test('lists what the configured command does not generate', async () => {
    const repository = await repositoryOf({
      ...copied,
      '.github/linkgate.yml': 'version: 1\nbuild: { prepare: "true" }\n',
    })
    expect(await refusals(repository)).toEqual([
      `Dockerfile:8: \`COPY\` finds no files: ${makes}`,
      `for all of them together, set \`build: { prepare: true && ${command} }\` in .github/linkgate.yml`,
    ])
  })

  test('a directory that is embedded with nothing in it but what keeps it in git', async () => {
    const files: Texts = {
      ...embedded,
      'main.go': main('//go:embed all:web/dist\nvar pages embed.FS\n', '\t"embed"\n').replace(
        '\t_ "embed"\n',
        '',
      ),
      'web/.gitignore': '',
      'web/dist/.gitkeep': '',
    }
    expect(await refusals(await repositoryOf(files))).toEqual([
      `main.go:9: \`//go:embed all:web/dist\` finds no files: web/dist is an empty directory in git; .github/workflows/image.yml:5 creates it with \`npm run build\` in web; fix: set \`build: { prepare: ${command} }\` in .github/linkgate.yml`,
    ])
    // where no job does that for an image, nothing says that it ships with more
    const { '.github/workflows/image.yml': _, ...without } = files
    expect(await refusals(await repositoryOf(without))).toEqual([])
  })

  test('a Dockerfile that copies a program compiled elsewhere generates none of it', async () => {
    const prebuilt = 'FROM alpine:3.20\nCOPY bin/server /server\nCMD ["/server"]\n'
    expect(await refusals(await repositoryOf({ ...embedded, Dockerfile: prebuilt }))).toEqual([
      `main.go:9: \`//go:embed web/dist\` finds no files: ${makes}`,
    ])
  })

  test('a Dockerfile that makes it itself is built', async () => {
    const own = dockerfile().replace(
      'RUN go build',
      'RUN apk add npm && npm --prefix web run build\nRUN go build',
    )
    expect(await refusals(await repositoryOf({ ...embedded, Dockerfile: own }))).toEqual([])
  })

  test('not reported as missing at base if the configured command fails there', async () => {
    const config = 'version: 1\nbuild: { prepare: sh web.sh }\n'
    const repository = await repositoryOf(copied, {
      'web.sh': 'mkdir -p web/dist && touch web/dist/index.html\n',
      '.github/linkgate.yml': config,
    })
    expect(await refusals(repository)).toEqual([])
  })

  test('a path that only base lacks is reported for base', async () => {
    const repository = await repositoryOf(copied, { Dockerfile: dockerfile() })
    expect(await refusals(repository)).toEqual([`at base, Dockerfile:8: \`COPY\` finds no files: ${makes}`])
  })
})

test('what head commits and base does not have yet is nothing that a step would bring', async () => {
  const files = { ...service, Dockerfile: dockerfile('COPY config.yaml /srv/') }
  const repository = await repositoryOf(files, { 'config.yaml': '' })
  expect(await refusals(repository)).toEqual([])
})

test('does not reject a path that no command generates; the doctor reports it', async () => {
  const repository = await repositoryOf({ ...service, Dockerfile: dockerfile('COPY config.yml /srv/') })
  const planned = await planOf(world, repository.path)
  expect(planned.kind === 'planned' && planned.plan.images.shipped?.obstacle).toMatchObject({
    kind: 'source-missing',
    path: 'config.yml',
  })
  const [check] = await doctorOf(repository)
  expect(check?.message).toContain(
    'Dockerfile:8: `COPY` finds no files: config.yml is not in git; fix: set `build: { prepare: … }` in .github/linkgate.yml to the command that creates config.yml, or add it to git',
  )
})

describe('missing modules', () => {
  const ignoring = { '.gitignore': '/kit\n' }

  test('replaced', async () => {
    const replaced = goMod('\nrequire example.com/kit v0.0.0\n\nreplace example.com/kit => ./kit\n')
    const files = {
      ...service,
      ...ignoring,
      'go.mod': replaced,
      'main.go': main('', '\t_ "example.com/kit"\n'),
      '.github/workflows/ci.yml':
        'jobs:\n  a:\n    steps:\n      - run: git clone https://example.com/kit.git kit\n',
    }
    expect(await refusals(await repositoryOf(files))).toEqual([
      'go.mod:11: `replace` names ./kit, which has no module: git ignores kit (.gitignore:1); .github/workflows/ci.yml:4 creates it with `git clone https://example.com/kit.git kit`; fix: set `build: { prepare: git clone https://example.com/kit.git kit }` in .github/linkgate.yml',
    ])
  })

  test('used by go.work', async () => {
    const files = {
      ...service,
      'go.work': 'go 1.24\n\nuse (\n\t.\n\t./kit // ours\n)\n',
      '.gitmodules': '[submodule "kit"]\n\tpath = kit\n\turl = ../kit\n',
    }
    const repository = await repositoryOf(files)
    const [problem, ...others] = await refusals(repository)
    expect(others).toEqual([])
    expect(problem).toContain(
      'go.work:5: `use` names ./kit, which has no module: kit is in the git submodule kit',
    )
    expect(problem).toContain('`submodules: recursive`')
    expect((await doctorOf(repository)).map(({ message }) => message)).toEqual([problem])
  })
})

test('a doctor leaves no worktree behind, and nothing in the repository', async () => {
  const repository = await repositoryOf(service)
  await writeTree(repository.path, { 'notes.txt': 'not committed\n' })
  await doctorOf(repository)
  expect(await repository.git('worktree', 'list')).not.toContain('\n')
  expect(await repository.git('status', '--porcelain')).toBe('?? notes.txt')
  await rm(join(repository.path, 'notes.txt'))
})
