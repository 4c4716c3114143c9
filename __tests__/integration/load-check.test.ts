import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { factOutput, isFatalProblem } from '../../src/findings/facts.ts'
import { readElf } from '../../src/inspect/elf/elf.ts'
import { checkLoad, type LoadCheck } from '../../src/inspect/loader/load-check.ts'
import { checkRuntime } from '../../src/inspect/loader/runtime-check.ts'
import { directoryRootFs } from '../../src/world/root-fs.ts'
import {
  from,
  type ImageOptions,
  linkTo,
  oldGlibc,
  type Parts,
  runImage,
  text,
  writeRoot,
} from '../support/images/base-images.ts'
import { needPrograms } from '../support/images/debian.ts'
import { buildLoadPrograms } from '../support/programs/load-programs.ts'
import { expectValue } from '../support/results.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { output } from '../support/world/temporary.ts'

const folder = await temporaryFolder()
afterAll(() => folder[Symbol.asyncDispose]())
await needPrograms('gcc', 'musl-gcc')
const [old, program] = await Promise.all([oldGlibc(), buildLoadPrograms(folder.path)])
const host = process.arch === 'arm64' ? 'arm64' : 'amd64'

const gccHas = async (name: string) => (await output(['gcc', `-print-file-name=${name}`])).trim()
const triplet = (await output(['gcc', '-print-multiarch'])).trim()
const loader = expectValue(readElf(await readFile(program('dynamic')))).interpreter ?? ''
const muslLoader = expectValue(readElf(await readFile(program('musl')))).interpreter ?? ''

const libc = `/lib/${triplet}`
const loaderOnly: Parts = { [loader]: from(loader) }
const glibc: Parts = { ...loaderOnly, [`${libc}/libc.so.6`]: from(await gccHas('libc.so.6')) }
const withResolver: Parts = { ...glibc, [`${libc}/libresolv.so.2`]: from(await gccHas('libresolv.so.2')) }
const bullseye: Parts = {
  [loader]: from(join(old, 'lib', triplet, loader.slice(loader.lastIndexOf('/') + 1))),
  [`${libc}/libc.so.6`]: from(join(old, libc, 'libc.so.6')),
  [`${libc}/libpthread.so.0`]: from(join(old, libc, 'libpthread.so.0')),
}
const musl: Parts = { [muslLoader]: from(muslLoader) }
const app = (name: string, mode?: number): Parts => ({ '/app': from(program(name), mode) })
const lib = (path: string, file = path.slice(path.lastIndexOf('/') + 1)): Parts => ({
  [path]: from(program(file)),
})

interface Case extends ImageOptions {
  readonly name: string
  readonly parts: Parts
  /** Whether the root gets an ld.so.cache. */
  readonly ldconfig?: true
  /** The predicted and the observed result: `starts`, or the kind of the problem. */
  readonly outcome: string
  /** Problems that do not prevent the start. */
  readonly warns?: readonly string[]
}

const cases: readonly Case[] = [
  { name: 'static in scratch', parts: app('static'), outcome: 'starts' },
  { name: 'static-pie in scratch', parts: app('static-pie'), outcome: 'starts' },
  { name: 'dynamic in scratch', parts: app('dynamic'), outcome: 'load/no-interpreter' },
  { name: 'PIE without cgo in scratch', parts: app('pie'), outcome: 'load/no-interpreter' },
  { name: 'PIE without cgo, loader only', parts: { ...app('pie'), ...loaderOnly }, outcome: 'starts' },
  {
    name: 'loader without libc',
    parts: { ...app('dynamic'), ...loaderOnly },
    outcome: 'load/library-missing',
  },
  { name: 'loader and libc', parts: { ...app('dynamic'), ...glibc }, outcome: 'starts' },
  { name: 'loader, libc and libresolv', parts: { ...app('dynamic'), ...withResolver }, outcome: 'starts' },
  { name: 'glibc 2.31', parts: { ...app('dynamic'), ...bullseye }, outcome: 'load/version-missing' },
  { name: 'arm64 binary', parts: { ...app('arm64'), ...glibc }, outcome: 'load/wrong-machine' },
  { name: 'musl, loader only', parts: { ...app('musl'), ...musl }, outcome: 'starts' },
  {
    name: 'musl binary on a glibc root',
    parts: { ...app('musl'), ...glibc },
    outcome: 'load/no-interpreter',
  },
  {
    name: 'glibc binary on a musl root',
    parts: { ...app('dynamic'), ...musl },
    outcome: 'load/no-interpreter',
  },
  {
    name: 'glibc binary, its loader a link to musl',
    parts: { ...app('dynamic'), ...musl, [loader]: linkTo(muslLoader) },
    outcome: 'starts',
    warns: ['load/libc-mixed'],
  },

  {
    name: 'RUNPATH with $ORIGIN',
    parts: { ...app('x-runpath'), ...glibc, ...lib('/own/libx.so.1') },
    outcome: 'starts',
  },
  {
    name: 'RUNPATH with $ORIGIN, behind a link to the program',
    parts: {
      '/bin/real': from(program('x-runpath')),
      '/app': linkTo('/bin/real'),
      ...glibc,
      ...lib('/bin/own/libx.so.1'),
    },
    outcome: 'starts',
  },
  {
    name: 'RUNPATH with $ORIGIN, set-user-ID and another user',
    parts: { ...app('x-runpath', 0o4755), ...glibc, ...lib('/own/libx.so.1') },
    user: '65532',
    outcome: 'load/library-missing',
  },
  {
    name: 'RUNPATH does not hold for the needs of a library',
    parts: { ...app('z-runpath'), ...glibc, ...lib('/opt/own/libz.so.1'), ...lib('/opt/own/liby.so.1') },
    outcome: 'load/library-missing',
  },
  {
    name: 'RPATH does',
    parts: { ...app('z-rpath'), ...glibc, ...lib('/opt/own/libz.so.1'), ...lib('/opt/own/liby.so.1') },
    outcome: 'starts',
  },
  {
    name: 'LD_LIBRARY_PATH of the image',
    parts: { ...app('uses-x'), ...glibc, ...lib('/opt/x/libx.so.1') },
    env: { LD_LIBRARY_PATH: '/opt/none:/opt/x' },
    outcome: 'starts',
  },
  {
    name: 'LD_LIBRARY_PATH, set-user-ID and another user',
    parts: { ...app('uses-x', 0o4755), ...glibc, ...lib('/opt/x/libx.so.1') },
    env: { LD_LIBRARY_PATH: '/opt/x' },
    user: '65532',
    outcome: 'load/library-missing',
  },
  {
    name: 'LD_LIBRARY_PATH, set-user-ID and root',
    parts: { ...app('uses-x', 0o4755), ...glibc, ...lib('/opt/x/libx.so.1') },
    env: { LD_LIBRARY_PATH: '/opt/x' },
    outcome: 'starts',
  },
  {
    name: 'ld.so.conf and its cache',
    parts: {
      ...app('uses-x'),
      ...glibc,
      ...lib('/opt/x/libx.so.1'),
      '/etc/ld.so.conf': text('include /etc/ld.so.conf.d/*.conf\n'),
      '/etc/ld.so.conf.d/x.conf': text('/opt/x\n'),
    },
    ldconfig: true,
    outcome: 'starts',
  },
  {
    name: 'ld.so.conf without its cache',
    parts: { ...app('uses-x'), ...glibc, ...lib('/opt/x/libx.so.1'), '/etc/ld.so.conf': text('/opt/x\n') },
    outcome: 'load/library-missing',
  },
  {
    name: 'absolute links all over',
    parts: {
      ...app('uses-x'),
      '/lib': linkTo('/usr/lib'),
      '/lib64': linkTo('/usr/lib64'),
      [`/usr${loader}`]: linkTo('/usr/libexec/ld.so'),
      '/usr/libexec/ld.so': from(loader),
      [`/usr${libc}/libc.so.6`]: from(await gccHas('libc.so.6')),
      [`/usr${libc}/libx.so.1`]: linkTo('../../../opt/../opt/libx.so.1'),
      ...lib('/opt/libx.so.1'),
    },
    outcome: 'starts',
  },
  {
    name: 'a library for another machine is passed over',
    parts: {
      ...app('uses-x'),
      ...glibc,
      '/opt/x/libx.so.1': from(program('libx-arm64.so.1')),
      ...lib(`${libc}/libx.so.1`),
    },
    env: { LD_LIBRARY_PATH: '/opt/x' },
    outcome: 'starts',
  },
  {
    name: 'a library for another machine alone',
    parts: { ...app('uses-x'), ...glibc, [`${libc}/libx.so.1`]: from(program('libx-arm64.so.1')) },
    outcome: 'load/library-missing',
  },
  {
    name: 'a linker script is not passed over',
    parts: {
      ...app('uses-x'),
      ...glibc,
      '/opt/x/libx.so.1': text(`/* a script for the linker, not a library */\nINPUT ( ${libc}/libx.so.1 )\n`),
      ...lib(`${libc}/libx.so.1`),
    },
    env: { LD_LIBRARY_PATH: '/opt/x' },
    outcome: 'load/library-broken',
  },
  {
    name: 'a version of another library',
    parts: { ...app('uses-v'), ...glibc, ...lib(`${libc}/libv.so.1`, 'libv-old.so.1') },
    outcome: 'load/version-missing',
  },
  {
    name: 'a weak version',
    parts: { ...app('uses-v-weak'), ...glibc, ...lib(`${libc}/libv.so.1`, 'libv-old.so.1') },
    outcome: 'starts',
  },
  {
    name: 'a library that gives no versions',
    parts: { ...app('uses-v'), ...glibc, ...lib(`${libc}/libv.so.1`, 'libv-needs.so.1') },
    outcome: 'starts',
  },
  {
    name: 'a library that knows of no versions at all',
    parts: { ...app('uses-v'), ...glibc, ...lib(`${libc}/libv.so.1`, 'libv-none.so.1') },
    outcome: 'load/version-missing',
  },
  {
    name: 'new loader, old libc, nothing new needed',
    parts: { ...app('old-needs'), ...bullseye, [loader]: from(loader) },
    outcome: 'load/libc-mismatch',
  },
  {
    name: 'new loader, old libc',
    parts: { ...app('plain'), ...bullseye, [loader]: from(loader) },
    outcome: 'load/version-missing',
  },
  {
    name: 'old loader, new libc',
    parts: { ...app('plain'), ...glibc, [loader]: bullseye[loader] ?? linkTo('') },
    outcome: 'load/version-missing',
  },
  {
    name: 'musl, a library missing',
    parts: { ...app('musl-uses-x'), ...musl },
    outcome: 'load/library-missing',
  },
  {
    name: 'musl, a library in its configured path',
    parts: {
      ...app('musl-uses-x'),
      ...musl,
      ...lib('/opt/x/libx.so.1', 'musl-libx.so.1'),
      [`/etc/${muslLoader.slice(5).replace(/\.so\.1$/, '')}.path`]: text('/lib\n/opt/x\n'),
    },
    outcome: 'starts',
  },
  { name: 'without the mode', parts: app('static', 0o644), outcome: 'load/not-executable' },
  {
    name: 'a loader that is none',
    parts: { ...app('dynamic'), [loader]: text(`#!/bin/sh\n${'# not a loader\n'.repeat(10)}`) },
    outcome: 'load/interpreter-broken',
  },
  { name: 'a user without a name', parts: app('static'), user: '65532:65532', outcome: 'starts' },
  {
    name: 'a user that is not there',
    parts: app('static'),
    user: 'service',
    outcome: 'runtime/user-missing',
  },
  {
    name: 'a user that is there',
    parts: { ...app('static'), '/etc/passwd': text('service:x:1000:1000::/:/bin/false\n', 0o644) },
    user: 'service',
    outcome: 'starts',
  },
  {
    name: 'a group that is not there',
    parts: { ...app('static'), '/etc/passwd': text('service:x:1000:1000::/:/bin/false\n', 0o644) },
    user: 'service:services',
    outcome: 'runtime/group-missing',
  },
]

async function predict(directory: string, { env = {}, user = '' }: Case) {
  const root = directoryRootFs(directory)
  const elf = expectValue(readElf((await root.read('/app')) ?? new Uint8Array()))
  const load = await checkLoad(root, { path: '/app', elf }, { machine: host, env, user, workingDir: '' })
  const facts = await checkRuntime(root, { user, env })
  return {
    load,
    keeps: [...facts.filter(({ level }) => level === 'fatal'), ...load.problems.filter(isFatalProblem)],
  }
}

const warningsOf = ({ problems }: LoadCheck) =>
  problems.flatMap((one) => (isFatalProblem(one) ? [] : [one.id]))

test.concurrent.each(cases.map((one, index) => [one.name, one, index] as const))(
  'the prediction is right: %s',
  async (_name, one, index) => {
    const directory = join(folder.path, `root-${index}`)
    await writeRoot(directory, one.parts)
    if (one.ldconfig === true) await output(['ldconfig', '-r', directory])
    const { load, keeps } = await predict(directory, one)
    const ran = await runImage(directory, `${process.pid}-${index}`, one)
    expect({ started: ran.started, said: ran.said }).toEqual({ started: keeps.length === 0, said: ran.said })
    expect(keeps[0]?.id ?? 'starts').toBe(one.outcome)
    expect(warningsOf(load)).toEqual(one.warns ?? [])
    if (keeps[0] !== undefined) expect(ran.said).toContain(factOutput(keeps[0]))
  },
)
