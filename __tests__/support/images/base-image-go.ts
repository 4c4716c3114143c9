/** Layers with the Go of this machine as in Go's images, and with a build cache that contains the compiled standard library. */
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { offlineGo, output } from '../world/temporary.ts'
import { farAhead, type Layer, layer } from './base-image-layers.ts'

/**
 * The build cache is in a separate directory, which only `go.env` sets: a cache mount on the usual directory would hide it.
 */
const buildCache = 'var/cache/go-build'

/** Packages that services use. Their dependencies are compiled with them. */
const library =
  'crypto/tls database/sql embed encoding/json encoding/xml expvar flag html/template log/slog net/http ' +
  'net/http/pprof os/exec os/signal os/user time/tzdata'

const unset = Object.fromEntries(
  ['CC', 'CGO_CFLAGS', 'CGO_LDFLAGS', 'GOAMD64', 'GOARCH', 'GOEXPERIMENT', 'GOFLAGS', 'GOOS'].map((name) => [
    name,
    '',
  ]),
)
const settings = { ...offlineGo, ...unset, GOENV: 'off', GOTOOLCHAIN: 'local' }

const recipe = ['base-image-go.ts', 'go-cache-recorder.ts']

/** For example `go1.26.8`. */
export async function goVersion(): Promise<string> {
  return (await output(['go', 'env', 'GOVERSION'], { env: settings })).trim()
}

export async function goLayer(): Promise<Layer> {
  return layer('go', recipe, [await goVersion()], async (directory) => {
    const goroot = (await output(['go', 'env', 'GOROOT'], { env: settings })).trim()
    const without = [
      'testdata',
      '*_test.go',
      './api',
      './doc',
      './misc',
      './src/cmd',
      './test',
      './pkg/tool/*/fix',
    ]
    const to = join(directory, 'usr/local/go')
    await mkdir(to, { recursive: true })
    const excluded = without.map((one) => `--exclude=${one}`)
    await output([
      'sh',
      '-c',
      'to=$1; shift; tar "$@" -cf - . | tar -C "$to" -xf -',
      'copy',
      to,
      '-C',
      goroot,
      ...excluded,
    ])
    const usual = (await readFile(join(to, 'go.env'), 'utf8')).replace(/^(GOPROXY|GOTOOLCHAIN)=.*\n/gm, '')
    // without a network, because these images are for machines that have none
    await writeFile(join(to, 'go.env'), `${usual}GOCACHE=/${buildCache}\nGOPROXY=off\nGOTOOLCHAIN=auto\n`)
    for (const folder of ['go', 'go/bin', 'go/src']) {
      await mkdir(join(directory, folder))
      await chmod(join(directory, folder), 0o1777)
    }
  })
}

/** The standard library compiled without cgo, which is the same for every image. */
export async function goCacheLayer(): Promise<Layer> {
  return layer(
    'go-cache',
    recipe,
    [await goVersion()],
    async (directory) => {
      await compile(directory, '0')
      await tidy(directory)
    },
    farAhead,
  )
}

/**
 * The difference of the standard library compiled with cgo by this machine's C compiler, for images that have the same compiler.
 */
export async function cgoCacheLayer(below: Layer, compiler: string): Promise<Layer> {
  return layer(
    'cgo-cache',
    recipe,
    [below.diffId, compiler],
    async (directory) => {
      await compile(directory, '1')
      const there = (await output(['tar', '-tf', below.path])).trimEnd().split('\n')
      for (const path of there.filter((one) => /-[ad]$/.test(one)))
        await rm(join(directory, path), { force: true })
      await tidy(directory)
    },
    farAhead,
  )
}

/** Reuses entries of this machine's build cache. */
async function compile(directory: string, cgo: '0' | '1'): Promise<void> {
  const recorder = join(import.meta.dirname, 'go-cache-recorder.ts')
  const usual = (await output(['go', 'env', 'GOCACHE'], { env: settings })).trim()
  const program = [process.execPath, recorder, usual, join(directory, buildCache)].map((one) => `'${one}'`)
  const env = { ...settings, CGO_ENABLED: cgo, GOCACHEPROG: program.join(' ') }
  for (const flags of [[], ['-trimpath']])
    await output(['go', 'build', ...flags, ...library.split(' ')], { cwd: directory, env })
}

/** Like `cgoCacheLayer`, but compiled in an image with its C compiler, after the preparation. */
export async function imageCgoCacheLayer(
  name: string,
  below: readonly Layer[],
  prepare: string,
  open: () => Promise<string>,
): Promise<Layer> {
  const inputs = below.map(({ diffId }) => diffId)
  return layer(
    `${name}-cache`,
    recipe,
    inputs,
    async (directory) => {
      const image = await open()
      // compares names, because times do not show which files are new if the clock of the machine is changed
      const list = `find /${buildCache} -type f`
      const script = `exec 3>&1 >&2 && ${prepare} && ${list} > /tmp/there &&
CGO_ENABLED=0 go build ${library} && CGO_ENABLED=1 go build ${library} && CGO_ENABLED=1 go build -trimpath ${library} &&
cd / && ${list} >> /tmp/there && tar -cf - $(sort /tmp/there | uniq -u | cut -c 2-) >&3`
      const archive = join(directory, '..', 'cache.tar')
      const run = `docker run --rm --network=none "$1" sh -c "$2" > "$3"`
      await output(['sh', '-c', run, 'compile', image, script, archive])
      await output(['tar', '-C', directory, '-xf', archive])
      await tidy(directory)
    },
    farAhead,
  )
}

/** Removes all but compiled packages. Every user of the image may read them and add others. */
async function tidy(directory: string): Promise<void> {
  const folder = join(directory, buildCache)
  for (const name of ['README', 'trim.txt', 'testexpire.txt', 'fuzz'])
    await rm(join(folder, name), { recursive: true, force: true })
  for (let byte = 0; byte < 256; byte++)
    await mkdir(join(folder, byte.toString(16).padStart(2, '0')), { recursive: true })
  for (const name of ['', ...(await readdir(folder))]) await chmod(join(folder, name), 0o1777)
}
