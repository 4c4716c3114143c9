import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { programLayer, writeImage } from '../../src/images/built-in/image.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { root, start, temporaryFolder } from '../support/runs/linkgate.ts'

const execute = promisify(execFile)

async function buildProgram(folder: string, cgo: '0' | '1'): Promise<string> {
  const source = join(folder, `source-${cgo}`)
  const program = join(folder, `program-${cgo}`)
  await cp(join(root, 'probe'), source, { recursive: true })
  // with TLS it has package net, which is linked with the C library where cgo is on
  const flags = ['-tags=tls', '-trimpath', '-buildvcs=false', '-ldflags=-s -w']
  await execute('go', ['build', ...flags, '-o', program, '.'], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: cgo },
  })
  return program
}

async function writeArchive(folder: string, ...programs: string[]): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { signal } = new AbortController()
  const log = quietLog(signal, () => {})
  const world = openWorld({ env: process.env, temporaryRoot: folder, log, signal, secrets: openSecrets() })
  const layers = programs.map((program) => programLayer('program', program))
  const image = { reference: 'inspect:test', platform: 'linux/amd64', program: 'program', layers } as const
  return writeImage(world, folder, image)
}

const inspect = async (folder: string, ...args: string[]) =>
  start('cli.js', { args: ['inspect', ...args], env: { ...process.env, TMPDIR: folder } }).finished

test('a program, for a person and as JSON', async () => {
  await using folder = await temporaryFolder()
  const program = await buildProgram(folder.path, '1')
  const told = await inspect(folder.path, program)
  expect(told.exitCode).toBe(0)
  expect(told.stdout).toMatch(/: ELF \w+, dynamic, linked by go1\.\d+/)
  expect(told.stdout).toMatch(/^ {2}libraries +libc\.so\.6$/m)
  expect(told.stdout).toMatch(/^ {2}symbols +stripped$/m)
  expect(told.stdout).toMatch(/^ {2}main +linkgate\/probe$/m)
  const json = JSON.parse((await inspect(folder.path, program, '--json')).stdout)
  expect(json).toMatchObject({
    kind: 'program',
    program: { format: 'elf', kind: 'dynamic', libraries: ['libc.so.6'], hardening: { nx: true } },
  })
})

test('an image: a static program starts, a dynamic one on nothing does not, and why', async () => {
  await using folder = await temporaryFolder()
  const good = await inspect(
    folder.path,
    await writeArchive(folder.path, await buildProgram(folder.path, '0')),
  )
  expect(good.exitCode).toBe(0)
  expect(good.stdout).toContain('✓ it will start')
  expect(good.stdout).toMatch(/no CA certificates/)
  const archive = await writeArchive(folder.path, await buildProgram(folder.path, '1'))
  const bad = await inspect(folder.path, archive)
  expect(bad.exitCode).toBe(1)
  expect(bad.stdout).toContain('✗ it will not start')
  expect(bad.stdout).toMatch(/needs the program interpreter `\/lib/)
  const json = JSON.parse((await inspect(folder.path, archive, '--json')).stdout)
  expect(json).toMatchObject({
    kind: 'image',
    image: { entrypoint: ['/app/program'] },
    check: {
      starts: 'no',
      entry: { problems: [{ id: 'load/no-interpreter' }] },
      path: '/app/program',
      load: { starts: false, problems: [{ id: 'load/no-interpreter' }] },
    },
  })
})

test('layers of the base image are separate from its own', async () => {
  await using folder = await temporaryFolder()
  const [below, above] = [join(folder.path, 'base'), join(folder.path, 'image')]
  const program = await buildProgram(folder.path, '0')
  const base = await writeArchive(below, program)
  const image = await writeArchive(above, program, await buildProgram(folder.path, '1'))
  const { image: read } = JSON.parse((await inspect(folder.path, image, '--base', base, '--json')).stdout)
  expect(read.layers).toMatchObject([{ base: true }, { base: false }])
  const told = await inspect(folder.path, image, '--base', base)
  expect(told.stdout).toMatch(/^ {2}own layers +1 of 2, \d/m)
  const other = await inspect(folder.path, base, '--base', image)
  expect(other.stdout).toMatch(/^ {2}own layers +all 1 \(the base image has none of them\)$/m)
  const wrong = await inspect(folder.path, program, '--base', base)
  expect(wrong).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/is a program: --base needs an image/),
  })
})

test('anything else, and a missing file: one sentence, exit code 2, nothing left behind', async () => {
  await using folder = await temporaryFolder()
  const text = join(folder.path, 'text')
  await writeFile(text, 'hello\n')
  const neither = await inspect(folder.path, text)
  expect(neither.exitCode).toBe(2)
  expect(neither.stderr).toMatch(/^linkgate: `.*text` is neither a program nor an image archive: .+\n$/)
  const nothing = await inspect(folder.path, join(folder.path, 'nothing'))
  expect(nothing.exitCode).toBe(2)
  expect(nothing.stderr).toMatch(/does not exist: pass a program/)
  expect((await inspect(folder.path)).exitCode).toBe(2)
})
