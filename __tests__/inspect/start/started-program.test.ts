import { describe, expect, test } from 'vitest'
import { findStartedProgram, type StartContext } from '../../../src/inspect/start/started-program.ts'
import { buildInfoBlock, elfFile } from '../../support/programs/elf.ts'
import { type GivenEntry, rootFsOf } from '../../support/world/root-fs.ts'

/** A program that Go built from a package, large enough to be found by a search. */
const goProgram = (path: string) =>
  elfFile({
    load: 6,
    tail: Uint8Array.from([...buildInfoBlock('go1.26.1', [`path\t${path}`]), ...new Uint8Array(600_000)]),
  })

const app = goProgram('example.com/shop/cmd/api')
const other = goProgram('example.com/shop/cmd/migrate')
const c = elfFile({ needed: ['libc.so.6'] })

async function found(
  files: Readonly<Record<string, GivenEntry>>,
  context: Partial<StartContext>,
): Promise<unknown> {
  const result = await findStartedProgram(rootFsOf(files), {
    entrypoint: [],
    command: [],
    env: {},
    workingDir: '',
    mainPackage: 'example.com/shop/cmd/api',
    ...context,
  })
  if (!result.ok) return result.problem.message
  const { path, by, through } = result.value
  return [path, by, ...through]
}

describe('the program that an image starts', () => {
  const files = { '/app/api': app, '/usr/local/bin/api': app, '/bin/sh': c }

  test.each<[string, Partial<StartContext>, unknown]>([
    ['an absolute path', { entrypoint: ['/app/api'] }, ['/app/api', 'command']],
    [
      'relative to the working directory',
      { entrypoint: ['./api'], workingDir: '/app' },
      ['/app/api', 'command'],
    ],
    ['a name on PATH', { command: ['api', 'serve'] }, ['/usr/local/bin/api', 'command']],
    ['the PATH of the image', { command: ['api'], env: { PATH: '/nowhere:/app' } }, ['/app/api', 'command']],
    [
      'the shell form',
      { command: ['/bin/sh', '-c', './api serve'], workingDir: '/app' },
      ['/app/api', 'script', '/bin/sh'],
    ],
    [
      'the last of several commands, after exec and variables',
      { command: ['sh', '-c', 'echo hi && PORT=1 exec "/app/api" --x | tee /log'] },
      ['/app/api', 'script', 'sh'],
    ],
    ['cd in a shell', { command: ['sh', '-c', 'cd /app; ./api'] }, ['/app/api', 'script', 'sh']],
    [
      'an init with options',
      { entrypoint: ['/sbin/tini', '-g', '--', '/app/api'] },
      ['/app/api', 'script', '/sbin/tini'],
    ],
    [
      'an init without',
      { entrypoint: ['dumb-init'], command: ['/app/api'] },
      ['/app/api', 'script', 'dumb-init'],
    ],
    [
      'another user',
      { entrypoint: ['su-exec', 'nobody:nobody', '/app/api'] },
      ['/app/api', 'script', 'su-exec'],
    ],
    ['env', { entrypoint: ['env', 'A=b', '/app/api'] }, ['/app/api', 'script', 'env']],
    [
      'several of them',
      { entrypoint: ['tini', '--', 'sh', '-c', 'gosu app /app/api'] },
      ['/app/api', 'script', 'tini', 'sh', 'gosu'],
    ],
  ])('%s', async (_, context, wanted) => {
    expect(await found(files, context)).toEqual(wanted)
  })

  test('an entry script, and the command in its arguments', async () => {
    const script = '#!/bin/sh\nset -e\n# /app/wrong\nif [ -n "$X" ]; then\n  /app/migrate up\nfi\nexec "$@"\n'
    const all = { ...files, '/app/migrate': other, '/entry.sh': script }
    expect(await found(all, { entrypoint: ['/entry.sh'], command: ['/app/api'] })).toEqual([
      '/app/api',
      'script',
      '/entry.sh',
    ])
    expect(await found(all, { entrypoint: ['sh', '/entry.sh', '/app/api'] })).toEqual([
      '/app/api',
      'script',
      'sh',
      '/entry.sh',
    ])
  })

  test('if the command does not lead to it, it is searched for by the main package', async () => {
    const all = {
      '/app/api': app,
      '/app/migrate': other,
      '/usr/bin/supervisord': '#!/usr/bin/python3\nimport x\n',
    }
    expect(await found(all, { command: ['supervisord'] })).toEqual(['/app/api', 'search'])
  })

  test('several programs of the same package are listed', async () => {
    const all = { '/app/one': app, '/app/two': app, '/start': '#!/bin/sh\n$APP\n' }
    expect(await found(all, { entrypoint: ['/start'] })).toBe(
      'the image has 2 programs of `example.com/shop/cmd/api` (/app/one, /app/two), but its entry point starts none of them',
    )
  })

  test('reports that another program starts', async () => {
    expect(await found({ '/app/migrate': other }, { entrypoint: ['/app/migrate'] })).toBe(
      'the image starts `/app/migrate`, which is built from `example.com/shop/cmd/migrate`, not from `example.com/shop/cmd/api`',
    )
  })

  test('a packed program has no build information, and is accepted', async () => {
    expect(await found({ '/app/api': elfFile() }, { entrypoint: ['/app/api'] })).toEqual([
      '/app/api',
      'command',
    ])
  })

  test.each<[string, Readonly<Record<string, GivenEntry>>, Partial<StartContext>, string]>([
    ['nothing', {}, {}, 'the image has neither an entry point nor a command'],
    [
      'a name that is not there',
      {},
      { command: ['api'] },
      'the image starts `api`, which it does not contain',
    ],
    ['a launcher alone', {}, { command: ['tini', '--'] }, 'the image starts `tini`, which starts no program'],
    [
      'a script without a program',
      { '/run.sh': '#!/bin/sh\nexec java -jar x.jar\n' },
      { command: ['/run.sh'] },
      'the image starts `/run.sh`, a script, which starts no Go program of the image',
    ],
    [
      'a text',
      { '/app/api': 'hello' },
      { command: ['/app/api'] },
      '`/app/api`, which the image starts, is not an ELF file',
    ],
    [
      'a script that starts itself',
      { '/run.sh': '#!/bin/sh\nexec /run.sh\n' },
      { command: ['/run.sh'] },
      'the image starts `/run.sh`, a script, which starts no Go program of the image',
    ],
  ])('%s is a problem', async (_, given, context, wanted) => {
    expect(await found(given, context)).toBe(wanted)
  })
})
