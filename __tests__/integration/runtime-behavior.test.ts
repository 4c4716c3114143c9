/** The behavior that linkgate predicts from a program and its root, compared with a run of the program in that root. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pagedSource } from '../../src/inspect/bytes/byte-source.ts'
import { readElf } from '../../src/inspect/elf/elf.ts'
import { checkLoad } from '../../src/inspect/loader/load-check.ts'
import { readProgram } from '../../src/inspect/program/program.ts'
import { imageBehavior } from '../../src/inspect/runtime/behavior.ts'
import { readRuntimeUse } from '../../src/inspect/runtime/runtime-use.ts'
import type { RuntimeBehavior } from '../../src/model/runtime.ts'
import { directoryRootFs } from '../../src/world/root-fs.ts'
import { certificates } from '../support/images/base-image-roots.ts'
import { from, type Parts, runImage, text, writeRoot } from '../support/images/base-images.ts'
import { needPrograms } from '../support/images/debian.ts'
import { expectValue } from '../support/results.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { offlineGo, output, writeTree } from '../support/world/temporary.ts'

const program = `package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"os/user"
	"time"

	"example.com/program/native"
)

func lookup(name string) {
	soon, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	net.DefaultResolver.LookupHost(soon, name)
}

func main() {
	native.Use()
	// GODEBUG=netdns=2 prints who looks it up
	lookup("example.test")
	lookup("printer.local")
	_, err := user.Lookup("service")
	fmt.Println("user:", err)
	_, err = time.LoadLocation("Europe/Prague")
	fmt.Println("zone:", err == nil)
	pool, err := x509.SystemCertPool()
	fmt.Println("certificates:", err == nil && !pool.Equal(x509.NewCertPool()))
	fmt.Println("started")
}
`
const sources = {
  'go.mod': 'module example.com/program\n\ngo 1.24\n',
  'main.go': program,
  'native/c.go':
    '//go:build cgo && native\n\npackage native\n\n// #include <stdlib.h>\nimport "C"\n\nfunc Use() { C.free(C.malloc(1)) }\n',
  'native/go.go': '//go:build !cgo || !native\n\npackage native\n\nfunc Use() {}\n',
  'fallback.go': `//go:build fallback

package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"math/big"
)

func init() {
	public, private, _ := ed25519.GenerateKey(rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, _ := x509.CreateCertificate(rand.Reader, template, template, public, private)
	own, _ := x509.ParseCertificate(der)
	pool := x509.NewCertPool()
	pool.AddCert(own)
	x509.SetFallbackRoots(pool)
}
`,
}

const cgo0 = { CGO_ENABLED: '0' }
const cgo1 = { CGO_ENABLED: '1' }
const musl = { CGO_ENABLED: '1', CC: 'musl-gcc' }
const external = (flags: string) => `-ldflags=-s -w -linkmode=external "-extldflags=${flags}"`
const stripped = '-ldflags=-s -w'
const builds = {
  static: { env: cgo0, args: [stripped, '-trimpath'] },
  dynamic: { env: cgo1, args: [stripped, '-trimpath'] },
  pie: { env: cgo1, args: ['-buildmode=pie', stripped, '-tags=timetzdata,fallback'] },
  'static-pie': {
    env: cgo1,
    args: ['-buildmode=pie', external('-static-pie'), '-trimpath', '-tags=netgo,osusergo,native'],
  },
  native: { env: cgo1, args: [external(''), '-tags=native,netcgo'] },
  musl: { env: musl, args: [stripped, '-trimpath', '-tags=native'] },
  'static-musl': { env: musl, args: [external('-static'), '-trimpath', '-tags=native'] },
} as const
type Build = keyof typeof builds

const folder = await temporaryFolder()
afterAll(() => folder[Symbol.asyncDispose]())
const host = process.arch === 'arm64' ? 'arm64' : 'amd64'

beforeAll(async () => {
  await needPrograms('gcc', 'musl-gcc')
  await writeTree(join(folder.path, 'source'), sources)
  for (const [name, { env, args }] of Object.entries(builds)) {
    await output(['go', 'build', '-buildvcs=false', ...args, '-o', join(folder.path, name), '.'], {
      cwd: join(folder.path, 'source'),
      env: { ...offlineGo, ...env },
    })
  }
}, 300_000)

interface Case {
  readonly name: string
  readonly build: Build
  readonly parts?: Parts
  readonly env?: Readonly<Record<string, string>>
  readonly outcome: Outcome
}

interface Outcome {
  /** The resolvers of a host name, and of one that ends in .local. */
  readonly names: readonly ['go' | 'libc', 'go' | 'libc']
  readonly user: 'found' | 'not found' | 'no file'
  readonly zone: boolean
  readonly certificates: boolean
}

const file = (content: string) => text(content, 0o644)
const passwd: Parts = {
  '/etc/passwd': file('root:x:0:0::/:/bin/sh\nservice:x:1000:1000::/:/bin/sh\n'),
}
const hosts = (given: string): Parts => ({ '/etc/nsswitch.conf': file(`hosts: ${given}\n`) })
const users = (given: string): Parts => ({ '/etc/nsswitch.conf': file(`passwd: ${given}\n`) })
const bundle: Parts = { '/etc/ssl/cert.pem': file(await certificates()) }
const goroot = (await output(['go', 'env', 'GOROOT'])).trim()
const zip = `${goroot}/lib/time/zoneinfo.zip`

const byGo = { names: ['go', 'go'], zone: false, certificates: false } as const
const byLibc = { ...byGo, names: ['libc', 'libc'] } as const
const dynamic = (
  name: string,
  outcome: Outcome,
  parts: Parts = {},
  env: Readonly<Record<string, string>> = {},
): Case => ({ name: `dynamic, ${name}`, build: 'dynamic', parts, env, outcome })

const cases: readonly Case[] = [
  { name: 'static, bare', build: 'static', outcome: { ...byGo, user: 'no file' } },
  {
    name: 'static, whatever is set',
    build: 'static',
    parts: { ...passwd, ...hosts('sss'), ...bundle },
    env: { GODEBUG: 'netdns=cgo+2', LOCALDOMAIN: '' },
    outcome: { ...byGo, user: 'found', certificates: true },
  },
  dynamic('bare', { ...byGo, user: 'not found' }),
  dynamic('files', { ...byGo, user: 'found' }, { ...passwd, ...hosts('files dns') }),
  dynamic('GODEBUG', { ...byLibc, user: 'found' }, passwd, { GODEBUG: 'netdns=cgo+2' }),
  dynamic('LOCALDOMAIN', { ...byLibc, user: 'not found' }, {}, { LOCALDOMAIN: '' }),
  dynamic('a source that Go does not know', { ...byLibc, user: 'not found' }, hosts('files sss dns')),
  dynamic(
    'mDNS',
    { ...byGo, names: ['go', 'libc'], user: 'not found' },
    hosts('files mdns4_minimal [NOTFOUND=return] dns'),
  ),
  dynamic('criteria', { ...byLibc, user: 'not found' }, hosts('files [!UNAVAIL=return] dns')),
  dynamic('a damaged file', { ...byLibc, user: 'not found' }, hosts('files [UNAVAIL dns')),
  dynamic(
    'users of a library that is not there',
    { ...byGo, user: 'not found' },
    { ...passwd, ...users('sss') },
  ),
  dynamic('users of files and more', { ...byGo, user: 'found' }, { ...passwd, ...users('files sss') }),
  dynamic(
    'a file without certificates, which hides those of another one',
    { ...byGo, user: 'not found' },
    { ...bundle, '/etc/ssl/ca-bundle.pem': file('none\n') },
  ),
  dynamic(
    'SSL_CERT_DIR and ZONEINFO',
    { ...byGo, user: 'not found', zone: true, certificates: true },
    { ...bundle, '/zones.zip': from(zip) },
    { SSL_CERT_DIR: '/nowhere:/etc/ssl', ZONEINFO: '/zones.zip' },
  ),
  {
    name: 'pie, with time zones and certificates of its own',
    build: 'pie',
    env: { RES_OPTIONS: 'ndots:2' },
    outcome: { ...byLibc, user: 'not found', zone: true, certificates: true },
  },
  { name: 'static-pie, bare', build: 'static-pie', outcome: { ...byGo, user: 'no file' } },
  {
    name: 'the tag netcgo, and the Go that built it',
    build: 'native',
    parts: { ...passwd, [zip]: from(zip) },
    outcome: { ...byLibc, user: 'found', zone: true },
  },
  {
    name: 'the tag netcgo and GODEBUG',
    build: 'native',
    env: { GODEBUG: 'netdns=go+2' },
    outcome: { ...byGo, user: 'not found' },
  },
  {
    name: 'musl',
    build: 'musl',
    parts: { ...passwd, ...hosts('files dns') },
    outcome: { ...byGo, user: 'found' },
  },
  {
    name: 'musl, statically',
    build: 'static-musl',
    parts: { ...passwd, ...users('sss') },
    env: { GODEBUG: 'netdns=cgo+2' },
    outcome: { ...byLibc, user: 'found' },
  },
]

/** The predicted behavior. */
function predicted(
  { resolver, users, timeZones, certificates }: RuntimeBehavior,
  hasPasswd: boolean,
): Outcome {
  const toLibc = resolver?.uses === 'go-or-libc' && resolver.sources.some((one) => one.startsWith('mdns'))
  const usual = resolver?.uses === 'libc' ? 'libc' : 'go'
  const { sources = ['files'], missing = [] } = users?.uses === 'libc' ? users : {}
  const asksFiles = sources.includes('files') && !missing.includes('libnss_files.so.2')
  return {
    names: [usual, toLibc ? 'libc' : usual],
    user: hasPasswd && asksFiles ? 'found' : users?.uses === 'go' ? 'no file' : 'not found',
    zone: timeZones?.from !== 'none',
    certificates: certificates?.from !== 'none',
  }
}

/** The observed behavior. */
function observed(said: string): Outcome {
  const order = (name: string) =>
    new RegExp(`hostLookupOrder\\(${name}\\) = (\\S+)`).exec(said)?.[1] === 'cgo' ? 'libc' : 'go'
  const user = /^user: (.*)$/m.exec(said)?.[1] ?? ''
  return {
    names: [order('example.test'), order('printer.local')],
    user: user === '<nil>' ? 'found' : user.includes('open /etc/passwd') ? 'no file' : 'not found',
    zone: /^zone: true$/m.test(said),
    certificates: /^certificates: true$/m.test(said),
  }
}

async function behaviorIn(directory: string, env: Readonly<Record<string, string>>) {
  const root = directoryRootFs(directory)
  const read = await root.readWith('/app', (file) => {
    const program = expectValue(readProgram(pagedSource(file)))
    if (program.format !== 'elf') throw new Error(program.format)
    return { program, use: readRuntimeUse(pagedSource(file), program) }
  })
  if (read?.use === undefined) throw new Error('not read')
  const { program, use } = read
  const { elf } = program
  const load = await checkLoad(root, { path: '/app', elf }, { machine: host, env, user: '', workingDir: '' })
  return imageBehavior(root, { use, env }, { elf, load })
}

/** Files that a dynamically linked program needs. */
async function libraries(build: Build): Promise<Parts> {
  const { interpreter, needed } = expectValue(readElf(await readFile(join(folder.path, build))))
  if (interpreter === undefined) return {}
  const parts: Record<string, Parts[string]> = { [interpreter]: from(interpreter) }
  if (interpreter.includes('musl')) return parts
  const triplet = (await output(['gcc', '-print-multiarch'])).trim()
  for (const name of needed) {
    const path = (await output(['gcc', `-print-file-name=${name}`])).trim()
    parts[`/lib/${triplet}/${name}`] = from(path)
  }
  return parts
}

test.concurrent.each(cases.map((one, index) => [one.name, one, index] as const))(
  'the behavior is as read from the bytes: %s',
  async (_name, { build, parts = {}, env = {}, outcome }, index) => {
    const directory = join(folder.path, `root-${index}`)
    const app = { '/app': from(join(folder.path, build)) }
    await writeRoot(directory, { ...app, ...(await libraries(build)), ...parts })
    const given = { GODEBUG: 'netdns=2', ...env }
    const behavior = await behaviorIn(directory, given)
    const { said } = await runImage(directory, `behavior-${process.pid}-${index}`, { env: given })
    expect(said).toContain('started')
    expect({ said, ...observed(said) }).toEqual({ said, ...outcome })
    expect(predicted(behavior, '/etc/passwd' in parts)).toEqual(outcome)
  },
)

test.each<readonly [Build, RuntimeBehavior['allocator']]>([
  ['static', { uses: 'none' }],
  ['dynamic', { uses: 'glibc', packages: [] }],
  ['static-pie', { uses: 'glibc', packages: ['example.com/program/native'] }],
  ['native', { uses: 'glibc', packages: ['example.com/program/native'] }],
  ['musl', { uses: 'musl', packages: ['example.com/program/native'] }],
  ['static-musl', { uses: 'musl', packages: ['example.com/program/native'] }],
])('memory of C code in %s', async (build, allocator) => {
  const directory = join(folder.path, `memory-${build}`)
  await writeRoot(directory, { '/app': from(join(folder.path, build)) })
  expect((await behaviorIn(directory, {})).allocator).toEqual(allocator)
})
