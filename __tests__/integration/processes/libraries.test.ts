import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Files } from '../../../src/effects/files.ts'
import { collectLibraries, type LibraryFiles } from '../../../src/images/built-in/libraries.ts'
import { readElf } from '../../../src/inspect/elf/elf.ts'
import { realFiles } from '../../../src/world/files.ts'
import { type ElfParts, elfFile } from '../../support/programs/elf.ts'
import { expectValue } from '../../support/results.ts'
import { offlineGo, output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { fakeFiles, type Given, link } from '../../support/world/world.ts'

const directory = await temporaryDirectory()

beforeAll(async () => {
  await writeTree(directory, {
    'go.mod': 'module example.com/program\n\ngo 1.24\n',
    'main.go':
      'package main\n\nimport (\n\t"fmt"\n\t"net"\n)\n\nfunc main() { fmt.Println(net.LookupHost("localhost")) }\n',
  })
  await output(['go', 'build', '-trimpath', '-buildvcs=false', '-o', 'program', '.'], {
    cwd: directory,
    env: { ...offlineGo, CGO_ENABLED: '1' },
  })
}, 300_000)

async function collect(files: Files, bytes: Uint8Array): Promise<LibraryFiles> {
  return collectLibraries(files, expectValue(readElf(bytes)))
}

const pathsOf = ({ files }: LibraryFiles) => files.map(({ path }) => path)
const sourcesOf = ({ files }: LibraryFiles) =>
  files.map(({ content }) => (content.kind === 'file' ? content.from : content.kind)).sort()

/** The libraries that the loader itself finds, without the vDSO of the kernel. */
async function asLdd(path: string): Promise<readonly string[]> {
  const said = await output(['ldd', path])
  return [...said.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map((match) => realpathSync(match[1] ?? '')).sort()
}

const programs = ['program', '/bin/ls', '/bin/bash', '/usr/bin/git'].filter(
  (path) => path === 'program' || existsSync(path),
)

describe('the libraries that ldd finds', () => {
  test.each(programs)('%s', async (name) => {
    const path = name === 'program' ? join(directory, name) : name
    const found = await collect(realFiles(directory), await readFile(path))
    expect(found.missing).toEqual([])
    expect(sourcesOf(found)).toEqual(await asLdd(path))
  })

  test('each library is under its own name in a directory that the loader searches without a cache', async () => {
    const bytes = await readFile(join(directory, 'program'))
    const found = await collect(realFiles(directory), bytes)
    const { interpreter } = expectValue(readElf(bytes))
    expect(pathsOf(found)).toContain(interpreter?.slice(1))
    expect(
      pathsOf(found).some((path) => /^lib\/[^/]+\/libc\.so\.6$|^(usr\/)?lib64\/libc\.so\.6$/.test(path)),
    ).toBe(true)
    expect(pathsOf(found)).toEqual([...pathsOf(found)].sort())
    for (const { path, mode } of found.files) {
      expect(path).not.toMatch(/^\//)
      expect(mode).toBe(0o755)
    }
  })
})

const loader = '/lib64/ld-linux-x86-64.so.2'
const program = (parts: ElfParts): Uint8Array => elfFile({ interpreter: loader, ...parts })
const library = (parts: ElfParts = {}): Uint8Array => elfFile({ type: 3, ...parts })
const machine: Readonly<Record<string, Given>> = {
  [loader]: library(),
  '/lib/x86_64-linux-gnu/libc.so.6': library({ needed: ['ld-linux-x86-64.so.2'] }),
  '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2': link(loader),
}

describe('artificial machines', () => {
  const collectOn = (files: Readonly<Record<string, Given>>, bytes: Uint8Array) =>
    collect(fakeFiles(undefined, files), bytes)

  test('a static program needs no library', async () => {
    expect(await collectOn(machine, elfFile())).toEqual({ files: [], missing: [] })
  })

  test('only a loader', async () => {
    expect(pathsOf(await collectOn(machine, program({})))).toEqual(['lib64/ld-linux-x86-64.so.2'])
  })

  test('follows the needs of libraries, each once, even if they are circular', async () => {
    const found = await collectOn(
      {
        ...machine,
        '/lib/x86_64-linux-gnu/liba.so.1': library({ needed: ['libb.so.1', 'libc.so.6'] }),
        '/lib/x86_64-linux-gnu/libb.so.1': library({ needed: ['liba.so.1'] }),
      },
      program({ needed: ['liba.so.1', 'libc.so.6'] }),
    )
    expect(found.missing).toEqual([])
    expect(pathsOf(found)).toEqual([
      'lib/x86_64-linux-gnu/liba.so.1',
      'lib/x86_64-linux-gnu/libb.so.1',
      'lib/x86_64-linux-gnu/libc.so.6',
      'lib64/ld-linux-x86-64.so.2',
    ])
  })

  test('copies the target of a link, under the needed name', async () => {
    const { files } = await collectOn(
      {
        ...machine,
        '/lib/x86_64-linux-gnu/libz.so.1': link('libz.so.1.3'),
        '/lib/x86_64-linux-gnu/libz.so.1.3': library(),
      },
      program({ needed: ['libz.so.1'] }),
    )
    expect(files).toContainEqual({
      path: 'lib/x86_64-linux-gnu/libz.so.1',
      mode: 0o755,
      content: { kind: 'file', from: '/lib/x86_64-linux-gnu/libz.so.1.3' },
    })
  })

  test('reports a missing library, even if only another library needs it', async () => {
    const found = await collectOn(
      { ...machine, '/lib/x86_64-linux-gnu/liba.so.1': library({ needed: ['libgone.so.1'] }) },
      program({ needed: ['liba.so.1', 'libnot.so.2'] }),
    )
    expect(found.missing).toEqual(['libnot.so.2', 'libgone.so.1'])
    expect((await collectOn({}, program({}))).missing).toEqual([loader])
  })

  test('skips a library of another architecture, and a linker script', async () => {
    const found = await collectOn(
      {
        ...machine,
        '/lib/x86_64-linux-gnu/libx.so.1': library({ machine: 183 }),
        '/lib/x86_64-linux-gnu/liby.so.1': 'INPUT ( /lib/liby.so.1 )',
        '/usr/lib/libx.so.1': library(),
        '/usr/lib/liby.so.1': library(),
      },
      program({ needed: ['libx.so.1', 'liby.so.1'] }),
    )
    expect(sourcesOf(found)).toEqual([loader, '/usr/lib/libx.so.1', '/usr/lib/liby.so.1'])
  })

  test.each([
    ['an absolute include', 'include /etc/ld.so.conf.d/*.conf'],
    // as on Fedora and its derivatives
    ['an include beside the file', 'include ld.so.conf.d/*.conf'],
  ])('configured directories: %s', async (_what, include) => {
    const found = await collectOn(
      {
        ...machine,
        '/etc/ld.so.conf': `# first\n${include}\n/opt/direct # trailing\n`,
        '/etc/ld.so.conf.d/a.conf': '/opt/a\n',
        '/etc/ld.so.conf.d/readme': '/opt/no\n',
        '/opt/a/liba.so.1': library(),
        '/opt/direct/libd.so.1': library(),
        '/opt/no/libn.so.1': library(),
      },
      program({ needed: ['liba.so.1', 'libd.so.1', 'libn.so.1', 'libc.so.6'] }),
    )
    expect(found.missing).toEqual(['libn.so.1'])
    // the image has no configuration, so the libraries are copied next to libc
    expect(pathsOf(found)).toContain('lib/x86_64-linux-gnu/liba.so.1')
    expect(pathsOf(found)).toContain('lib/x86_64-linux-gnu/libd.so.1')
  })

  test('a run path of the program comes first', async () => {
    const found = await collectOn(
      { ...machine, '/opt/own/liba.so.1': library(), '/lib/x86_64-linux-gnu/liba.so.1': library() },
      program({ needed: ['liba.so.1'], runpath: '/opt/none:/opt/own' }),
    )
    expect(sourcesOf(found)).toContain('/opt/own/liba.so.1')
  })

  test('a run path relative to the file', async () => {
    const files = {
      ...machine,
      '/srv/app/lib/liba.so.1': link('/store/liba.so.1'),
      '/store/liba.so.1': library({ needed: ['libb.so.1'], runpath: '$ORIGIN/more' }),
      '/srv/app/lib/more/libb.so.1': library(),
    }
    const bytes = program({ needed: ['liba.so.1'], runpath: '$ORIGIN/lib' })
    const elf = expectValue(readElf(bytes))
    const found = await collectLibraries(fakeFiles(undefined, files), elf, '/srv/app/program')
    expect(found.missing).toEqual([])
    expect(sourcesOf(found)).toEqual([loader, '/srv/app/lib/more/libb.so.1', '/store/liba.so.1'])
    // the directory of the program is unknown
    expect((await collectOn(files, bytes)).missing).toEqual(['liba.so.1'])
  })

  describe('musl', () => {
    const musl = '/lib/ld-musl-x86_64.so.1'

    test.each([
      ['Alpine', 'libc.musl-x86_64.so.1', { [musl]: library(), '/lib/libc.musl-x86_64.so.1': link(musl) }],
      [
        'musl-gcc on Debian',
        'libc.so',
        {
          [musl]: link('/usr/lib/x86_64-linux-musl/libc.so'),
          '/usr/lib/x86_64-linux-musl/libc.so': library(),
        },
      ],
      ['a library that musl has inside', 'libpthread.so.0', { [musl]: library() }],
    ])('is its own libc: %s', async (_what, needed, files) => {
      const found = await collectOn(files, program({ interpreter: musl, needed: [needed] }))
      expect(found.missing).toEqual([])
      expect(pathsOf(found)).toEqual(['lib/ld-musl-x86_64.so.1'])
    })

    test('searches for libraries that it does not contain', async () => {
      const found = await collectOn(
        { [musl]: library(), '/usr/lib/libz.so.1': library() },
        program({ interpreter: musl, needed: ['libz.so.1', 'libmad.so.0'] }),
      )
      expect(found.missing).toEqual(['libmad.so.0'])
      expect(pathsOf(found)).toEqual(['lib/ld-musl-x86_64.so.1', 'usr/lib/libz.so.1'])
    })
  })
})
