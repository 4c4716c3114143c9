/** Small programs that print `started`, linked in all ways that differ for a loader. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { offlineGo, output, writeTree } from '../world/temporary.ts'

const goProgram = `package main

import (
	"fmt"
	"os/user"
)

func main() {
	_, err := user.Current()
	fmt.Println("started", err == nil)
}
`

type Command = readonly string[]

/** With and without cgo, position-independent and not, for glibc and for musl. */
const goBuilds: Readonly<Record<string, { env: Readonly<Record<string, string>>; args: Command }>> = {
  static: { env: { CGO_ENABLED: '0' }, args: [] },
  dynamic: { env: { CGO_ENABLED: '1' }, args: [] },
  pie: { env: { CGO_ENABLED: '0' }, args: ['-buildmode=pie'] },
  'static-pie': {
    env: { CGO_ENABLED: '1' },
    args: ['-tags=osusergo', '-buildmode=pie', '-ldflags=-linkmode=external -extldflags=-static-pie'],
  },
  musl: { env: { CGO_ENABLED: '1', CC: 'musl-gcc' }, args: [] },
  arm64: { env: { CGO_ENABLED: '0', GOARCH: 'arm64' }, args: [] },
}

/** Compiler and arguments; the first argument is the output file. */
const cBuilds: readonly Command[] = [
  ['gcc', 'liby.so.1', '-shared', '-fPIC', '-Wl,-soname,liby.so.1', 'y.c'],
  ['gcc', 'libx.so.1', '-shared', '-fPIC', '-Wl,-soname,libx.so.1', 'x.c'],
  ['gcc', 'libz.so.1', '-shared', '-fPIC', '-Wl,-soname,libz.so.1', 'z.c', '-L.', '-l:liby.so.1'],
  ['gcc', 'libv.so.1', '-shared', '-fPIC', '-Wl,-soname,libv.so.1', '-Wl,--version-script=v2.map', 'v.c'],
  [
    'gcc',
    'libv-old.so.1',
    '-shared',
    '-fPIC',
    '-Wl,-soname,libv.so.1',
    '-Wl,--version-script=v1.map',
    'v1.c',
  ],
  ['gcc', 'libv-none.so.1', '-shared', '-fPIC', '-Wl,-soname,libv.so.1', 'v.c'],
  ['gcc', 'libv-needs.so.1', '-shared', '-fPIC', '-Wl,-soname,libv.so.1', 'v-needs.c'],
  ['gcc', 'old-needs', '-nostartfiles', '-fno-builtin', 'old.c'],
  ['gcc', 'uses-x', 'main-x.c', '-L.', '-l:libx.so.1'],
  ['gcc', 'x-runpath', 'main-x.c', '-L.', '-l:libx.so.1', '-Wl,--enable-new-dtags,-rpath,$ORIGIN/own'],
  [
    'gcc',
    'z-runpath',
    'main-z.c',
    '-L.',
    '-l:libz.so.1',
    '-Wl,-rpath-link,.',
    '-Wl,--enable-new-dtags,-rpath,/opt/own',
  ],
  [
    'gcc',
    'z-rpath',
    'main-z.c',
    '-L.',
    '-l:libz.so.1',
    '-Wl,-rpath-link,.',
    '-Wl,--disable-new-dtags,-rpath,/opt/own',
  ],
  ['gcc', 'uses-v', 'main-v.c', '-L.', '-l:libv.so.1'],
  ['gcc', 'plain', 'plain.c'],
  ['musl-gcc', 'musl-libx.so.1', '-shared', '-fPIC', '-Wl,-soname,libx.so.1', 'x.c'],
  ['musl-gcc', 'musl-uses-x', 'main-x.c', '-L.', '-l:musl-libx.so.1'],
]

const main = (call: string) =>
  `#include <stdio.h>\nextern int value(void);\nint main(void) { printf("started %d\\n", ${call}); return 0; }\n`

const sources = {
  'x.c': 'int value(void) { return 1; }\n',
  'y.c': 'int inner(void) { return 2; }\n',
  'z.c': 'extern int inner(void);\nint value(void) { return inner(); }\n',
  'v.c': 'int value(void) { return 3; }\nint later(void) { return 4; }\n',
  'v1.c': 'int value(void) { return 3; }\n',
  'v-needs.c':
    '#include <stdlib.h>\nint value(void) { return abs(atoi("3")); }\nint later(void) { return 4; }\n',
  // needs only symbols of the first C library for this machine
  'old.c':
    '#include <stdio.h>\n#include <stdlib.h>\n__attribute__((force_align_arg_pointer)) void _start(void) { puts("started"); exit(0); }\n',
  'v1.map': 'V_1 { global: value; local: *; };\n',
  'v2.map': 'V_1 { global: value; local: *; };\nV_2 { global: later; } V_1;\n',
  'main-x.c': main('value()'),
  'main-z.c': main('value()'),
  'main-v.c':
    '#include <stdio.h>\nextern int value(void);\nextern int later(void) __attribute__((weak));\nint main(void) { printf("started %d\\n", later ? later() : value()); return 0; }\n',
  'plain.c': '#include <stdio.h>\nint main(void) { puts("started"); return 0; }\n',
}

/** Builds all programs. Returns the path of each by its name. */
export async function buildLoadPrograms(directory: string): Promise<(name: string) => string> {
  await writeTree(directory, {
    ...sources,
    'go/go.mod': 'module example.com/program\n\ngo 1.24\n',
    'go/main.go': goProgram,
  })
  const at = (name: string) => join(directory, name)
  const goDone = (async () => {
    for (const [name, { env, args }] of Object.entries(goBuilds)) {
      await output(
        ['go', 'build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', ...args, '-o', at(name), '.'],
        {
          cwd: at('go'),
          env: { ...offlineGo, ...env },
        },
      )
    }
  })()
  for (const [compiler = '', result = '', ...args] of cBuilds) {
    await output([compiler, '-O1', '-o', result, ...args], { cwd: directory })
  }
  await writeFile(at('uses-v-weak'), withWeakVersion(await readFile(at('uses-v')), 'V_2'), { mode: 0o755 })
  await writeFile(at('libx-arm64.so.1'), forMachine(await readFile(at('libx.so.1')), 183))
  await goDone
  return at
}

/** e_machine. */
function forMachine(bytes: Buffer, machine: number): Buffer {
  bytes.writeUInt16LE(machine, 18)
  return bytes
}

/** Sets VER_FLG_WEAK in the vernaux of a version, which is found by its hash. */
function withWeakVersion(bytes: Buffer, version: string): Buffer {
  let hash = 0
  for (const letter of Buffer.from(version)) {
    hash = (hash << 4) + letter
    const high = hash & 0xf0000000
    if (high !== 0) hash ^= high >>> 24
    hash &= ~high
  }
  const wanted = Buffer.alloc(6)
  wanted.writeUInt32LE(hash >>> 0)
  const at = bytes.indexOf(wanted)
  if (at < 0 || bytes.indexOf(wanted, at + 1) >= 0) throw new Error(`no single need of ${version}`)
  bytes.writeUInt16LE(2, at + 4)
  return bytes
}
