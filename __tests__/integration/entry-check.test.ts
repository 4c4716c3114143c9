/** The predicted path from an image's entry point to its program, compared with `docker run`. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { unpackPackages } from '../../scripts/tools/distribution.ts'
import { factOutput } from '../../src/findings/facts.ts'
import { readElf } from '../../src/inspect/elf/elf.ts'
import { checkEntry } from '../../src/inspect/entry/entry.ts'
import { directoryRootFs } from '../../src/world/root-fs.ts'
import { cache } from '../support/images/base-image-layers.ts'
import { packageFiles } from '../support/images/base-image-roots.ts'
import {
  from,
  type ImageOptions,
  linkTo,
  type Part,
  type Parts,
  runImage,
  text,
  writeRoot,
} from '../support/images/base-images.ts'
import { needPrograms } from '../support/images/debian.ts'
import { expectValue } from '../support/results.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { output, writeTree } from '../support/world/temporary.ts'

const folder = await temporaryFolder()
afterAll(() => folder[Symbol.asyncDispose]())
await needPrograms('gcc', 'musl-gcc')
const host = process.arch === 'arm64' ? 'arm64' : 'amd64'
const packages = await packageFiles()
const others = join(cache, 'entry-check')
await unpackPackages(others, ['bash', 'coreutils', 'gosu', 'libtinfo6'])

await writeTree(folder.path, {
  'plain.c': '#include <stdio.h>\nint main(void) { puts("started"); return 0; }\n',
  'new.c':
    '#include <malloc.h>\n#include <stdio.h>\nint main(void) { printf("started %d\\n", (int)mallinfo2().arena); return 0; }\n',
  'weak.c':
    '#include <malloc.h>\n#include <stdio.h>\n#pragma weak mallinfo2\nint main(void) { puts(mallinfo2 ? "has it" : "started"); return 0; }\n',
})
const built = (name: string) => join(folder.path, name)
for (const [name, source, ...args] of [
  ['app', 'plain.c', '-static'],
  ['dynamic', 'plain.c'],
  ['new', 'new.c'],
  ['weak', 'weak.c'],
] as const) {
  await output(['gcc', '-O1', '-o', name, source, ...args], { cwd: folder.path })
}
await output(['musl-gcc', '-O1', '-o', 'musl', 'plain.c'], { cwd: folder.path })

const foreign = await readFile(built('app'))
foreign.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18)
await writeFile(built('foreign'), foreign, { mode: 0o755 })

const gccHas = async (name: string) => (await output(['gcc', `-print-file-name=${name}`])).trim()
const triplet = (await output(['gcc', '-print-multiarch'])).trim()
const interpreterOf = async (name: string) =>
  expectValue(readElf(await readFile(built(name)))).interpreter ?? ''
const loader = await interpreterOf('dynamic')
const muslLoader = await interpreterOf('musl')
const onMusl: Parts = { [muslLoader]: from(muslLoader), [loader]: linkTo(muslLoader) }

const app: Parts = { '/app': from(built('app')) }
const busybox = (...applets: readonly string[]): Parts => ({
  '/bin/busybox': from(join(packages, 'bin/busybox'), 0o755),
  ...Object.fromEntries(applets.map((path) => [path, linkTo('/bin/busybox')])),
})
const sh = busybox('/bin/sh')
const libc: Parts = {
  [loader]: from(loader),
  [`/lib/${triplet}/libc.so.6`]: from(await gccHas('libc.so.6')),
}
const tinfo: Parts = {
  [`/lib/${triplet}/libtinfo.so.6`]: from(join(others, 'lib', triplet, 'libtinfo.so.6')),
}
const bashAlone: Parts = { '/bin/bash': from(join(others, 'bin/bash'), 0o755) }
const bash: Parts = { ...bashAlone, ...libc, ...tinfo }
const gnuEnv: Parts = { '/usr/bin/env': from(join(others, 'usr/bin/env'), 0o755), ...libc }
const tini: Parts = { '/tini': from(join(packages, 'usr/bin/tini-static'), 0o755) }
const gosu: Parts = { '/usr/local/bin/gosu': from(join(others, 'usr/sbin/gosu'), 0o755) }
const accounts: Parts = {
  '/etc/passwd': text('root:x:0:0::/:/bin/sh\nservice:x:1000:1000::/:/bin/false\n', 0o644),
  '/etc/group': text('root:x:0:\nservice:x:1000:\n', 0o644),
}
/** A script at `/entry`. */
const entry = (content: string, mode?: number): Parts => ({ '/entry': text(content, mode) })
const script = '#!/bin/sh\nset -e\nexec "$@"\n'
const crlf = (content: string) => content.replaceAll('\n', '\r\n')
const throughEntry: ImageOptions = { entrypoint: ['/entry'], command: ['/app'] }
const chain = (length: number): Parts =>
  Object.fromEntries(
    Array.from({ length }, (_, index): readonly [string, Part] => [
      index === 0 ? '/entry' : `/i${index}`,
      text(`#!${index === length - 1 ? '/app' : `/i${index + 1}`}\n`),
    ]),
  )

interface Case extends ImageOptions {
  readonly name: string
  readonly parts: Parts
  /** `starts`, the finding, or the program that is not followed. */
  readonly forecast: string
  /** The result, if none is predicted. */
  readonly starts?: boolean
}

const unknown = (where: string, starts: boolean) => ({ forecast: `unknown in ${where}`, starts })
const interpreter = { forecast: 'load/script-interpreter' }
const lineEndings = { forecast: 'load/script-line-endings' }
const missing = { forecast: 'load/program-missing' }
const noPermission = { forecast: 'load/no-permission' }
const starts = { forecast: 'starts' }

const cases: readonly Case[] = [
  { name: 'the exec form', parts: app, ...starts },
  { name: 'no entry point, a command', parts: app, command: ['/app'], ...starts },
  { name: 'the shell form', parts: { ...app, ...sh }, command: '/app --x', ...starts },
  { name: 'the shell form without a shell', parts: app, command: '/app', forecast: 'load/no-shell' },
  {
    name: 'the shell form, the shell a link that leads nowhere',
    parts: { ...app, '/bin/sh': linkTo('/bin/busybox') },
    command: '/app',
    forecast: 'load/no-shell',
  },
  {
    name: 'an entry point in the shell form passes over the command',
    parts: { ...app, ...sh },
    entrypoint: 'exec /app',
    command: ['/nowhere'],
    ...starts,
  },
  {
    name: 'a name on PATH',
    parts: { '/usr/local/bin/app': from(built('app')) },
    command: ['app'],
    ...starts,
  },
  { name: 'a name that is not on PATH', parts: app, command: ['app'], ...missing },
  {
    name: 'a name on the PATH of the image',
    parts: { '/opt/app': from(built('app')) },
    command: ['app'],
    env: { PATH: '/bin:/opt' },
    ...starts,
  },
  {
    name: 'a relative path',
    parts: { '/srv/app': from(built('app')) },
    command: ['./app'],
    workingDir: '/srv',
    ...starts,
  },
  { name: 'a relative path elsewhere', parts: app, command: ['./app'], workingDir: '/srv', ...missing },
  { name: 'nothing there', parts: sh, command: ['/app'], ...missing },
  {
    name: 'a directory',
    parts: { '/app/app': from(built('app')) },
    command: ['/app'],
    forecast: 'load/not-executable',
  },
  { name: 'no execute bit', parts: { '/app': from(built('app'), 0o644) }, forecast: 'load/not-executable' },
  {
    name: 'a chain of links',
    parts: { '/x/real': from(built('app')), '/y': linkTo('x/../x/real'), '/app': linkTo('/y') },
    ...starts,
  },
  { name: 'a loop of links', parts: { '/app': linkTo('/other'), '/other': linkTo('app') }, ...missing },
  { name: 'a link that leads nowhere', parts: { '/app': linkTo('/opt/app') }, ...missing },

  { name: 'an entry script', parts: { ...app, ...sh, ...entry(script) }, ...throughEntry, ...starts },
  {
    name: 'an entry script for a shell that is not there',
    parts: { ...app, ...sh, ...entry('#!/bin/bash\nexec "$@"\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'an entry script with CR LF',
    parts: { ...app, ...sh, ...entry(crlf(script)) },
    ...throughEntry,
    ...lineEndings,
  },
  {
    name: 'CR LF after an option',
    parts: { ...app, ...sh, ...entry(crlf('#!/bin/sh -e\nexec "$@"\n')) },
    ...throughEntry,
    ...lineEndings,
  },
  {
    name: 'CR LF in a script that a shell is given',
    parts: { ...app, ...sh, ...entry(crlf('exec "$@"\n')) },
    entrypoint: ['/bin/sh', '/entry'],
    command: ['/app'],
    ...lineEndings,
  },
  {
    name: 'CR LF in a compound command',
    parts: { ...app, ...sh, ...entry(crlf('if true; then\n  echo ready\nfi\nexec /app\n')) },
    entrypoint: ['/bin/sh', '/entry'],
    ...lineEndings,
  },
  {
    name: 'CR LF after arguments alone',
    parts: { ...app, ...sh, ...entry(crlf('exec /app --x\n')) },
    entrypoint: ['/bin/sh', '/entry'],
    ...starts,
  },
  {
    name: 'env and a shell on PATH',
    parts: { ...app, ...gnuEnv, ...bash, ...entry('#!/usr/bin/env bash\nexec "$@"\n') },
    ...throughEntry,
    ...starts,
  },
  {
    name: 'env and a shell that is not there',
    parts: { ...app, ...busybox('/bin/sh', '/usr/bin/env'), ...entry('#!/usr/bin/env bash\nexec "$@"\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'env that is not there',
    parts: { ...app, ...sh, ...entry('#!/usr/bin/env sh\nexec "$@"\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'env and CR LF',
    parts: {
      ...app,
      ...busybox('/bin/sh', '/usr/bin/env'),
      ...entry(crlf('#!/usr/bin/env sh\nexec "$@"\n')),
    },
    ...throughEntry,
    ...lineEndings,
  },
  {
    name: 'env and an option of the shell',
    parts: { ...app, ...gnuEnv, ...bash, ...entry('#!/usr/bin/env bash -e\nexec "$@"\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'env -S',
    parts: { ...app, ...gnuEnv, ...bash, ...entry('#!/usr/bin/env -S bash -e\nexec "$@"\n') },
    ...throughEntry,
    ...starts,
  },
  {
    name: 'env -S of BusyBox',
    parts: {
      ...app,
      ...busybox('/bin/sh', '/usr/bin/env'),
      ...entry('#!/usr/bin/env -S sh -e\nexec "$@"\n'),
    },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'bash without its loader',
    parts: { ...app, ...bashAlone, ...entry('#!/bin/bash\nexec "$@"\n') },
    ...throughEntry,
    forecast: 'load/no-interpreter',
  },
  {
    name: 'bash without one of its libraries',
    parts: { ...app, ...bashAlone, ...libc, ...entry('#!/bin/bash\nexec "$@"\n') },
    ...throughEntry,
    forecast: 'load/library-missing',
  },
  {
    name: 'an interpreter without an execute bit',
    parts: { ...app, '/sh': from(join(packages, 'bin/busybox'), 0o644), ...entry('#!/sh\nexec "$@"\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'an interpreter that is a directory',
    parts: { ...app, ...entry('#!/etc\nexec "$@"\n'), '/etc/x': text('') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'an interpreter that is a text',
    parts: { ...app, '/sh': text('echo\n'), ...entry('#!/sh\n') },
    ...throughEntry,
    ...interpreter,
  },
  {
    name: 'five scripts that are interpreters',
    parts: { ...app, ...chain(5) },
    entrypoint: ['/entry'],
    ...unknown('/i4', true),
  },
  { name: 'six of them', parts: { ...app, ...chain(6) }, entrypoint: ['/entry'], ...interpreter },
  {
    name: 'an interpreter line that is too long',
    parts: { [`/${'d/'.repeat(150)}app`]: from(built('app')), ...entry(`#!/${'d/'.repeat(150)}app\n`) },
    entrypoint: ['/entry'],
    forecast: 'load/not-a-program',
  },
  {
    name: 'a byte order mark before the interpreter line',
    parts: { ...app, ...sh, ...entry(`\uFEFF${script}`) },
    ...throughEntry,
    forecast: 'load/not-a-program',
  },
  {
    name: 'a blank line before it',
    parts: { ...app, ...sh, ...entry(`\n${script}`) },
    ...throughEntry,
    forecast: 'load/not-a-program',
  },
  {
    name: 'no interpreter line',
    parts: { ...app, ...sh, ...entry('exec /app\n') },
    ...throughEntry,
    forecast: 'load/not-a-program',
  },
  {
    name: 'no interpreter line, started by a shell',
    parts: { ...app, ...sh, ...entry('exec /app\n') },
    command: '/entry',
    ...unknown('/bin/sh', true),
  },
  {
    name: 'an interpreter line without a name',
    parts: { ...app, ...entry('#! \n') },
    ...throughEntry,
    forecast: 'load/not-a-program',
  },
  { name: 'an empty file', parts: entry(''), ...throughEntry, forecast: 'load/not-a-program' },
  {
    name: 'another operating system',
    parts: entry('MZ\x90'),
    ...throughEntry,
    forecast: 'load/not-a-program',
  },

  {
    name: 'another architecture',
    parts: { '/app': from(built('foreign')) },
    forecast: 'load/wrong-machine',
  },
  {
    name: 'a list in single quotes',
    parts: { ...app, ...sh },
    command: "['/app']",
    forecast: 'load/exec-form-quotes',
  },
  {
    name: 'a library that its user may not read',
    parts: {
      '/app': from(built('dynamic')),
      [loader]: from(loader),
      [`/lib/${triplet}/libc.so.6`]: from(await gccHas('libc.so.6'), 0o600),
    },
    user: '65532:65532',
    forecast: 'load/library-missing',
  },
  {
    name: 'not for others',
    parts: { '/app': from(built('app'), 0o750) },
    user: '65532:65532',
    ...noPermission,
  },
  {
    name: 'for its group, which is that of a user without a name',
    parts: { '/app': from(built('app'), 0o750) },
    user: '65532',
    ...starts,
  },
  { name: 'root, and not for root', parts: { '/app': from(built('app'), 0o001) }, ...starts },
  {
    name: 'a script that its user may not read',
    parts: { ...app, ...sh, ...entry(script, 0o711) },
    user: '65532',
    ...throughEntry,
    ...noPermission,
  },

  {
    name: 'the command of a script is not there',
    parts: { ...app, ...sh, ...entry(script) },
    entrypoint: ['/entry'],
    command: ['server'],
    ...missing,
  },
  {
    name: 'a script that starts what is not there',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\necho ready\ncd /\nexec ./server "$@"\n') },
    entrypoint: ['/entry'],
    ...missing,
  },
  {
    name: 'a variable of the image',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\nexec "$PROGRAM" $FLAGS\n') },
    entrypoint: ['/entry'],
    env: { PROGRAM: '/app' },
    ...unknown('/entry', true),
  },
  {
    name: 'a script that makes what it starts',
    parts: { ...app, ...busybox('/bin/sh', '/bin/cp'), ...entry('#!/bin/sh\ncp /app /made\nexec /made\n') },
    entrypoint: ['/entry'],
    ...unknown('/entry', true),
  },
  {
    name: 'a function with the name of a program',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\nmain() {\n  exec /app\n}\nmain "$@"\n') },
    entrypoint: ['/entry'],
    ...unknown('/entry', true),
  },
  {
    name: 'a script that chooses',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\nif [ -e /app ]; then exec /app; fi\nexec /nowhere\n') },
    entrypoint: ['/entry'],
    ...unknown('/entry', true),
  },
  {
    name: 'errexit before what is not there',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\nset -eu\n/migrate\nexec /app\n') },
    entrypoint: ['/entry'],
    ...missing,
  },
  {
    name: 'no errexit before what is not there',
    parts: { ...app, ...sh, ...entry('#!/bin/sh\n/migrate\nexec /app\n') },
    entrypoint: ['/entry'],
    ...unknown('/entry', true),
  },

  {
    name: 'an init',
    parts: { ...app, ...tini },
    entrypoint: ['/tini', '-g', '--'],
    command: ['/app'],
    ...starts,
  },
  {
    name: 'an init and nothing there',
    parts: tini,
    entrypoint: ['/tini', '--'],
    command: ['/app'],
    ...missing,
  },
  {
    name: 'an init and no execute bit',
    parts: { ...tini, '/bin/app': from(built('app'), 0o644) },
    entrypoint: ['/tini', '--', 'app'],
    forecast: 'load/not-executable',
  },
  {
    name: 'another user',
    parts: { ...app, ...gosu, ...accounts },
    entrypoint: ['gosu', 'service'],
    command: ['/app'],
    ...starts,
  },
  {
    name: 'another user who is not there',
    parts: { ...app, ...gosu, ...accounts },
    entrypoint: ['gosu', 'web'],
    command: ['/app'],
    forecast: 'load/cannot-switch-user',
  },
  {
    name: 'another user who may not',
    parts: { '/app': from(built('app'), 0o700), ...gosu, ...accounts },
    entrypoint: ['gosu', 'service'],
    command: ['/app'],
    ...noPermission,
  },
  {
    name: 'switching without being root',
    parts: { ...app, ...gosu, ...accounts },
    user: 'service',
    entrypoint: ['gosu', 'service'],
    command: ['/app'],
    forecast: 'load/cannot-switch-user',
  },

  { name: 'glibc run by musl', parts: { '/app': from(built('dynamic')), ...onMusl }, ...starts },
  {
    name: 'glibc run by musl, a function that it lacks',
    parts: { '/app': from(built('new')), ...onMusl },
    forecast: 'load/symbol-missing',
  },
  { name: 'the same, weak', parts: { '/app': from(built('weak')), ...onMusl }, ...starts },
]

test.concurrent.each(cases.map((one, index) => [one.name, one, index] as const))(
  'the forecast is right: %s',
  async (_name, one, index) => {
    const directory = join(folder.path, `root-${index}`)
    await writeRoot(directory, one.parts)
    const { entrypoint = one.command === undefined ? ['/app'] : [], command = [] } = one
    const asWords = (given: string | readonly string[]) =>
      typeof given === 'string' ? ['/bin/sh', '-c', given] : given
    const check = await checkEntry(directoryRootFs(directory), {
      entrypoint: asWords(entrypoint),
      command: asWords(command),
      env: one.env ?? {},
      user: one.user ?? '',
      workingDir: one.workingDir ?? '',
      machine: host,
    })
    const [problem] = check.problems
    const forecast =
      problem?.id ?? (check.unknownIn === undefined ? 'starts' : `unknown in ${check.unknownIn}`)
    const ran = await runImage(directory, `entry-${process.pid}-${index}`, one)
    expect({ forecast, said: ran.said }).toEqual({ forecast: one.forecast, said: ran.said })
    expect({ started: ran.started, said: ran.said }).toEqual({
      started: one.starts ?? one.forecast === 'starts',
      said: ran.said,
    })
    if (problem !== undefined)
      expect(ran.said.toLowerCase()).toContain((factOutput(problem) ?? '').toLowerCase())
  },
)
