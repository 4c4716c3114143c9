import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readElf } from '../../src/inspect/elf/elf.ts'
import { machine } from '../support/images/base-image-layers.ts'
import { type BaseImages, baseImages, releaseBaseImages } from '../support/images/builder-images.ts'
import { type Builder, builderEnv } from '../support/images/builders.ts'
import { expectValue } from '../support/results.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { output, writeTree } from '../support/world/temporary.ts'

/** The substitutes for base images have the properties of the real ones that other tests rely on. */

const context = {
  'go.mod':
    'module example.com/app\n\ngo 1.24\n\nrequire example.com/kit v1.2.3\n\nreplace example.com/kit => ./kit\n',
  'kit/go.mod': 'module example.com/kit\n\ngo 1.24\n',
  'kit/kit.go': 'package kit\n\nconst Word = "started"\n',
  'main.go': `package main

import (
	"fmt"
	"net/http"
	"os"

	"example.com/kit"
)

func main() {
	_, err := http.Get("http://127.0.0.1:1/")
	fmt.Println(kit.Word, os.Getuid(), err != nil)
}
`,
}

// no registry has these names: real images of the same name would be used instead
const goAlpine = 'golang:1.24-alpine-stand-in'
const goDebian = 'golang:1.24-bookworm-stand-in'
const alpine = 'alpine:3.20-stand-in'
const debian = 'debian:bookworm-stand-in'
const distroless = 'gcr.io/distroless/base-debian12:nonroot'

const stages = (run: string) => `FROM ${goAlpine} AS alpine-builder
WORKDIR /src
COPY . .
${run} mkdir /out && go mod download && go env CGO_ENABLED > /out/cgo && go build -o /out/static .
RUN apk add --no-cache gcc musl-dev
${run} CGO_ENABLED=1 go build -o /out/musl .

FROM ${goDebian} AS debian-builder
WORKDIR /src
COPY . .
${run} go build -o /out/glibc .

FROM ${alpine} AS alpine
RUN apk update && apk add ca-certificates tzdata tini && addgroup -S app && adduser -S -u 1234 -G app app
COPY --from=alpine-builder /out /
COPY --from=debian-builder /out /
USER app

FROM ${debian} AS debian
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=alpine /static /musl /glibc /

FROM ${distroless}
COPY --from=debian-builder /out/glibc /
CMD ["/glibc"]
`

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let images: BaseImages

beforeAll(async () => {
  folder = await temporaryFolder()
  images = await baseImages([goAlpine, goDebian, alpine, debian, distroless])
})

afterAll(async () => {
  await images[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

/** Output of a container of the image, and whether it succeeded. */
async function run(image: string, ...command: readonly string[]): Promise<string> {
  return output(['docker', 'run', '--rm', '--network=none', image, ...command]).catch(
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) =>
      `failed: ${stdout}${stderr}`,
  )
}

const each = 'for one in static musl glibc; do echo $one $(/$one 2>&1 || echo failed); done'

describe.each<[Builder, string]>([
  ['legacy', 'RUN'],
  ['BuildKit', 'RUN --mount=type=cache,target=/root/.cache/go-build'],
])('%s', (builder, instruction) => {
  const tag = `linkgate-base-test:${builder.toLowerCase()}-${process.pid}`
  const made: string[] = []

  async function build(target: string): Promise<string> {
    const reference = `${tag}-${target}`
    const env = await builderEnv(builder)
    const args = ['--quiet', '--network=none', `--tag=${reference}`]
    if (target !== '') args.push(`--target=${target}`)
    await output(['docker', 'build', ...args, join(folder.path, builder)], { env })
    made.push(reference)
    return reference
  }

  beforeAll(() => writeTree(join(folder.path, builder), { ...context, Dockerfile: stages(instruction) }))
  afterAll(() => output(['docker', 'rmi', '--force', ...made]))

  test('Go links by default, or with cgo, what the base image provides', async () => {
    const image = await build('alpine')
    expect(await run(image, 'cat', '/cgo')).toBe('0\n')
    const container = (await output(['docker', 'create', image])).trim()
    const links = new Map<string, unknown>()
    try {
      for (const name of ['static', 'musl', 'glibc']) {
        const at = join(folder.path, `${builder}-${name}`)
        await output(['docker', 'cp', `${container}:/${name}`, at])
        const { interpreter, needed } = expectValue(readElf(await readFile(at)))
        links.set(name, [interpreter, needed])
      }
    } finally {
      await output(['docker', 'rm', container])
    }
    expect(Object.fromEntries(links)).toEqual({
      static: [undefined, []],
      musl: [`/lib/ld-musl-${machine.musl}.so.1`, [`libc.musl-${machine.musl}.so.1`]],
      glibc: [machine.loader, ['libc.so.6']],
    })
    const said = await run(image, 'sh', '-c', each)
    expect(said.split('\n')).toEqual([
      'static started 1234 true',
      'musl started 1234 true',
      expect.stringMatching(/^glibc .*not found failed$/),
      '',
    ])
  })

  test('programs start only in images with their C library', async () => {
    const said = await run(await build('debian'), 'sh', '-c', each)
    expect(said.split('\n')).toEqual([
      'static started 0 true',
      expect.stringMatching(/^musl .*not found failed$/),
      'glibc started 0 true',
      '',
    ])
    expect(await run(await build(''))).toBe('started 65532 true\n')
  })
})

const compileAll =
  'for cgo in 0 1; do for flag in -v -trimpath; do CGO_ENABLED=$cgo go build -v $flag net/http html/template; done; done 2>&1'

test('the standard library is precompiled, without cgo and with it', async () => {
  expect(await run(goDebian, 'sh', '-c', compileAll)).toBe('')
  expect(await run(goAlpine, 'sh', '-c', `apk add --no-cache build-base > /tmp/said; ${compileAll}`)).toBe('')
})

test('a C compiler without headers does not compile, and no package is found before an update', async () => {
  const said = await run(
    goAlpine,
    'sh',
    '-c',
    'apk add gcc; apk add --no-cache gcc && CGO_ENABLED=1 go build net',
  )
  expect(said).toMatch(/^failed: /)
  expect(said).toContain('gcc (no such package)')
  expect(said).toMatch(/fatal error: stdlib\.h: No such file or directory/)
})

test('keeps images of other runs and images in use, and removes the rest', async () => {
  const [theirs, name] = [`busybox:theirs-${process.pid}`, `busybox:ours-${process.pid}`]
  const listed = async () =>
    (await output(['docker', 'images', '--format={{.Repository}}:{{.Tag}}'])).split('\n')
  const folderOfTheirs = join(folder.path, 'theirs')
  await writeTree(folderOfTheirs, { theirs: '' })
  await output(['sh', '-c', `tar -C '${folderOfTheirs}' -cf - . | docker import - ${theirs}`])
  const id = await output(['docker', 'image', 'inspect', '--format={{.Id}}', theirs])
  try {
    const leases = [`${process.pid}-first`, `${process.pid}-second`]
    const [first, second] = [
      await baseImages([theirs, name], leases[0]),
      await baseImages([theirs, name], leases[1]),
    ]
    expect([first.kept, second.kept]).toEqual([[theirs], [theirs]])
    expect(await run(name, 'echo', 'here')).toBe('here\n')
    await first[Symbol.asyncDispose]()
    expect(await listed()).toEqual(expect.arrayContaining([theirs, name]))
    await second[Symbol.asyncDispose]()
    expect(await listed()).toContain(theirs)
    expect(await listed()).not.toContain(name)
    expect(await output(['docker', 'image', 'inspect', '--format={{.Id}}', theirs])).toBe(id)
  } finally {
    await releaseBaseImages(`${process.pid}-second`)
    await output(['docker', 'rmi', theirs])
  }
})
