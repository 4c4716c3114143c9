import { describe, expect, test } from 'vitest'
import { readElf } from '../../../src/inspect/elf/elf.ts'
import { checkLoad, type LoadEnvironment } from '../../../src/inspect/loader/load-check.ts'
import { amd64, type ElfParts, elfFile } from '../../support/programs/elf.ts'
import { wordedProblem } from '../../support/reports/worded.ts'
import { expectValue } from '../../support/results.ts'
import { type GivenEntry, loaderCache, rootFsOf } from '../../support/world/root-fs.ts'

const loader = '/lib64/ld-linux-x86-64.so.2'
const libc = '/lib/x86_64-linux-gnu'
const muslLoader = '/lib/ld-musl-x86_64.so.1'
const arm64 = 183

/** Texts in the data of glibc's loader and of musl's. */
const directories = (...paths: readonly string[]) => `\0${paths.map((path) => `${path}/\0`).join('')}\0`
const debian = directories(libc, `/usr${libc}`, '/lib', '/usr/lib')

const library = (parts: ElfParts = {}): Uint8Array => elfFile({ type: 3, ...parts })
const glibcLoader = (tail = debian) => library({ soname: 'ld-linux-x86-64.so.2', tail })
const glibc: Readonly<Record<string, GivenEntry>> = {
  [loader]: glibcLoader(),
  [`${libc}/libc.so.6`]: library({ soname: 'libc.so.6', needed: ['ld-linux-x86-64.so.2'] }),
}
const musl: Readonly<Record<string, GivenEntry>> = {
  [muslLoader]: library({
    soname: 'libc.so',
    tail: '/lib:/usr/local/lib:/usr/lib\0%.*s/etc/ld-musl-x86_64.path\0',
  }),
}

async function check(
  root: Readonly<Record<string, GivenEntry>>,
  parts: ElfParts,
  environment: Partial<LoadEnvironment> = {},
  path = '/app',
) {
  const bytes = elfFile(parts)
  return checkLoad(
    rootFsOf({ [path]: bytes, ...root }),
    { path, elf: expectValue(readElf(bytes)) },
    { machine: 'amd64', env: {}, user: '', workingDir: '', ...environment },
  )
}

const dynamic = (...needed: string[]): ElfParts => ({ interpreter: loader, needed })
const ids = async (...given: Parameters<typeof check>) => (await check(...given)).problems.map(({ id }) => id)
/** With the message of each problem. */
const checkWorded = async (...given: Parameters<typeof check>) => {
  const found = await check(...given)
  return { ...found, problems: found.problems.map(wordedProblem) }
}
const places = async (...given: Parameters<typeof check>) =>
  Object.fromEntries((await check(...given)).libraries.map(({ name, path, by }) => [name, [path, by]]))

describe('the program itself', () => {
  test.each<
    readonly [
      string,
      Readonly<Record<string, GivenEntry>>,
      ElfParts,
      Partial<LoadEnvironment>,
      readonly string[],
    ]
  >([
    ['a static one', {}, {}, {}, []],
    ['a static position-independent one', {}, { type: 3, pie: true }, {}, []],
    ['for another architecture', {}, { machine: arm64 }, {}, ['load/wrong-machine']],
    ['for a processor that this one can be', {}, { machine: 3, wide: false }, {}, []],
    ['the other way round', {}, { machine: amd64 }, { machine: '386' }, ['load/wrong-machine']],
    ['an object file', {}, { type: 1 }, {}, ['load/not-a-program']],
    ['a shared library', {}, { type: 3, soname: 'libgo.so' }, {}, ['load/not-a-program']],
    ['without its mode', { '/app': { content: elfFile(), mode: 0o644 } }, {}, {}, ['load/not-executable']],
    ['a directory in its place', { '/app': { directory: 0o755 } }, {}, {}, ['load/program-missing']],
    ['behind a link', { '/app': { link: 'real' }, '/real': elfFile() }, {}, {}, []],
  ])('%s', async (_what, root, parts, environment, expected) => {
    expect(await ids(root, parts, environment)).toEqual(expected)
  })
})

describe('the interpreter', () => {
  test('in an image without anything', async () => {
    const { starts, problems } = await checkWorded({}, dynamic('libc.so.6'))
    expect(starts).toBe(false)
    expect(problems).toEqual([
      {
        id: 'load/no-interpreter',
        fatal: true,
        message: `\`/app\` needs the program interpreter \`${loader}\`, which is not in the image (\`FROM scratch\`)`,
        shown: 'exec /app: no such file or directory',
        fix: 'link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`), or use an image with glibc, such as Debian or distroless/base',
      },
    ])
  })

  test('of the other C library', async () => {
    const [onMusl] = (await checkWorded(musl, dynamic('libc.so.6'))).problems
    expect(onMusl?.message).toContain(
      '`/app` needs the program interpreter `/lib64/ld-linux-x86-64.so.2`, which is not in the image; the program is linked against glibc, but the image has musl',
    )
    const [onGlibc] = (await checkWorded(glibc, { interpreter: muslLoader, needed: ['libc.so'] })).problems
    expect(onGlibc?.message).toContain(
      '`/app` needs the program interpreter `/lib/ld-musl-x86_64.so.1`, which is not in the image; the program is linked against musl, but the image has glibc',
    )
    expect(onGlibc?.fix).toContain('Alpine')
  })

  test.each<readonly [string, GivenEntry, string | undefined]>([
    ['a link to it', { link: '/opt/ld.so' }, undefined],
    ['a link that leads nowhere', { link: '/nowhere' }, 'load/no-interpreter'],
    ['a text', 'x'.repeat(100), 'load/interpreter-broken'],
    ['an empty file', '', 'load/interpreter-broken'],
    ['for another architecture', library({ machine: arm64 }), 'load/interpreter-broken'],
    ['of 32 bits', library({ wide: false }), 'load/interpreter-broken'],
    ['without its mode', { content: glibcLoader(), mode: 0o644 }, 'load/interpreter-broken'],
    ['a directory', { directory: 0o755 }, 'load/interpreter-broken'],
  ])('%s', async (_what, entry, expected) => {
    const root = { '/opt/ld.so': glibcLoader(), [loader]: entry }
    expect((await ids(root, { interpreter: loader }))[0]).toBe(expected)
  })

  test('a broken one is reported with the program that names it', async () => {
    const { problems } = await check({ [loader]: 'x'.repeat(100) }, { interpreter: loader }, {}, '/bin/api')
    expect(problems).toMatchObject([
      { id: 'load/interpreter-broken', params: { program: '/bin/api', interpreter: loader } },
    ])
  })

  test('alone is enough for a program without libraries', async () => {
    expect(await check({ [loader]: glibcLoader() }, { interpreter: loader })).toEqual({
      starts: true,
      loader: { path: loader, libc: 'glibc' },
      libraries: [],
      problems: [],
    })
  })
})

describe('libraries under glibc', () => {
  test('are followed through their own needs, breadth first, each once', async () => {
    const { libraries } = await check(
      {
        ...glibc,
        '/lib/liba.so.1': library({ needed: ['libc.so.6', 'libb.so.1'] }),
        '/usr/lib/libb.so.1': library({ needed: ['liba.so.1', 'libgone.so.1'] }),
      },
      dynamic('liba.so.1', 'libc.so.6'),
    )
    expect(libraries).toEqual([
      { name: 'liba.so.1', neededBy: '/app', path: '/lib/liba.so.1', by: 'default' },
      { name: 'libc.so.6', neededBy: '/app', path: `${libc}/libc.so.6`, by: 'default' },
      { name: 'libb.so.1', neededBy: '/lib/liba.so.1', path: '/usr/lib/libb.so.1', by: 'default' },
      { name: 'ld-linux-x86-64.so.2', neededBy: `${libc}/libc.so.6`, path: loader, by: 'loader' },
      { name: 'libgone.so.1', neededBy: '/usr/lib/libb.so.1' },
    ])
  })

  test('a library that is already loaded is found by its soname', async () => {
    const root = {
      ...glibc,
      '/opt/plugin.so': library({ soname: 'libx.so.1' }),
      '/lib/liba.so.1': library({ needed: ['libx.so.1'] }),
    }
    expect(await places(root, dynamic('/opt/plugin.so', 'liba.so.1'))).toMatchObject({
      '/opt/plugin.so': ['/opt/plugin.so', 'path'],
      'libx.so.1': ['/opt/plugin.so', undefined],
    })
  })

  const three: Readonly<Record<string, GivenEntry>> = {
    ...glibc,
    '/rpath/libx.so.1': library(),
    '/env/libx.so.1': library(),
    '/run/libx.so.1': library(),
    '/lib/libx.so.1': library(),
  }
  const env = { LD_LIBRARY_PATH: '/env' }
  const x = dynamic('libx.so.1')

  test.each<readonly [string, ElfParts, Partial<LoadEnvironment>, string, string]>([
    ['RPATH before the environment', { ...x, rpath: '/rpath' }, { env }, '/rpath/libx.so.1', 'rpath'],
    [
      'the environment before RUNPATH',
      { ...x, runpath: '/run' },
      { env },
      '/env/libx.so.1',
      'LD_LIBRARY_PATH',
    ],
    [
      'RPATH is nothing beside RUNPATH',
      { ...x, rpath: '/rpath', runpath: '/run' },
      {},
      '/run/libx.so.1',
      'runpath',
    ],
    ['RUNPATH before the defaults', { ...x, runpath: '/none:/run' }, {}, '/run/libx.so.1', 'runpath'],
    ['the defaults', x, {}, '/lib/libx.so.1', 'default'],
    [
      'both separators, and a relative directory',
      x,
      { env: { LD_LIBRARY_PATH: '/none;env:/run' }, workingDir: '/' },
      '/env/libx.so.1',
      'LD_LIBRARY_PATH',
    ],
    [
      'a set-user-ID program that changes nobody',
      { ...x, runpath: '/run' },
      { env, user: '0:0' },
      '/env/libx.so.1',
      'LD_LIBRARY_PATH',
    ],
  ])('%s', async (_what, parts, environment, path, by) => {
    const root = { ...three, '/app': { content: elfFile(parts), mode: 0o4755 } }
    expect(await places(root, parts, environment)).toMatchObject({ 'libx.so.1': [path, by] })
  })

  test('a set-user-ID program that another user runs ignores its environment', async () => {
    const root = { ...glibc, '/env/libx.so.1': library(), '/app': { content: elfFile(x), mode: 0o4755 } }
    const { problems } = await checkWorded(root, x, { env, user: '1000:1000' })
    expect(problems).toMatchObject([
      { id: 'load/library-missing', message: expect.stringContaining('ignored for set-user-ID programs') },
    ])
    expect(await ids({ ...root, '/app': elfFile(x) }, x, { env, user: '1000' })).toEqual([])
  })

  test.each<readonly [string, ElfParts, readonly string[]]>([
    ['RPATH holds for the needs of libraries', { rpath: '/own' }, []],
    ['RUNPATH does not', { runpath: '/own' }, ['load/library-missing']],
  ])('%s', async (_what, path, expected) => {
    const root = {
      ...glibc,
      '/own/liba.so.1': library({ needed: ['libb.so.1'] }),
      '/own/libb.so.1': library(),
    }
    expect(await ids(root, { ...dynamic('liba.so.1'), ...path })).toEqual(expected)
  })

  test('RPATH of the program does not apply to a library with a RUNPATH', async () => {
    const root = {
      ...glibc,
      '/own/liba.so.1': library({ needed: ['libb.so.1'], runpath: '/other' }),
      '/own/libb.so.1': library(),
    }
    expect(await ids(root, { ...dynamic('liba.so.1'), rpath: '/own' })).toEqual(['load/library-missing'])
  })

  test('RPATH of a library with a RUNPATH does not apply to the libraries that it needs', async () => {
    const root = {
      ...glibc,
      '/own/liba.so.1': library({ needed: ['libb.so.1'], rpath: '/two', runpath: '/three' }),
      '/three/libb.so.1': library({ needed: ['libd.so.1'] }),
      '/two/libd.so.1': library(),
    }
    const { problems } = await check(root, { ...dynamic('liba.so.1'), rpath: '/own' })
    expect(problems).toMatchObject([{ id: 'load/library-missing', params: { library: 'libd.so.1' } }])
  })

  test('$ORIGIN is ignored in a set-user-ID program that another user runs', async () => {
    const parts = { ...x, runpath: '$ORIGIN/own' }
    const root = { ...glibc, '/own/libx.so.1': library(), '/app': { content: elfFile(parts), mode: 0o4755 } }
    expect(await ids(root, parts, { user: '1000' })).toEqual(['load/library-missing'])
    expect(await ids(root, parts)).toEqual([])
  })

  test('uses the cache instead of ld.so.conf, which the loader does not read', async () => {
    const root = { ...glibc, '/etc/ld.so.conf': '/opt/x\n', '/opt/x/libx.so.1': library() }
    const [problem] = (await checkWorded(root, x)).problems
    expect(problem).toMatchObject({ id: 'load/library-missing', fix: expect.stringContaining('ldconfig') })
    const cached = { ...root, '/etc/ld.so.cache': loaderCache([['libx.so.1', '/opt/x/libx.so.1']]) }
    expect(await places(cached, x)).toMatchObject({ 'libx.so.1': ['/opt/x/libx.so.1', 'cache'] })
    // a cache entry for a removed file
    const stale = { ...glibc, '/etc/ld.so.cache': cached['/etc/ld.so.cache'], '/lib/libx.so.1': library() }
    expect(await places(stale, x)).toMatchObject({ 'libx.so.1': ['/lib/libx.so.1', 'default'] })
  })

  test('checks the versions of each found file once', async () => {
    const versions = { 'libc.so.6': ['GLIBC_2.34'] }
    const [own] = (await check(glibc, { ...dynamic('libc.so.6'), versions })).problems
    expect(own).toMatchObject({
      id: 'load/version-missing',
      params: { neededBy: '/app', library: 'libc.so.6' },
    })
    const root = {
      ...glibc,
      '/lib/liba.so.1': library({ needed: ['libc.so.6'], versions }),
      '/lib/liba.so': { link: 'liba.so.1' },
    }
    expect(await ids(root, dynamic('liba.so.1', 'liba.so'))).toEqual(['load/version-missing'])
  })

  test.each([
    ['$ORIGIN/lib', '/srv/lib/libx.so.1'],
    [`\${ORIGIN}/../srv/lib`, '/srv/../srv/lib/libx.so.1'],
    ['/deep/$LIB', `/deep${libc}/libx.so.1`],
    [`/deep/\${PLATFORM}`, '/deep/x86_64/libx.so.1'],
  ])('tokens: %s', async (runpath, path) => {
    const root = {
      ...glibc,
      '/srv/lib/libx.so.1': library(),
      [`/deep${libc}/libx.so.1`]: library(),
      '/deep/x86_64/libx.so.1': library(),
    }
    const found = await places(root, { ...x, runpath }, {}, '/srv/program')
    expect(found).toMatchObject({ 'libx.so.1': [path, 'runpath'] })
  })

  test("$ORIGIN of a library is the directory from which it was opened, not that of its link's target", async () => {
    const root = {
      ...glibc,
      '/own/liba.so.1': { link: '/store/liba.so.1' },
      '/store/liba.so.1': library({ needed: ['libb.so.1'], runpath: '$ORIGIN' }),
      '/own/libb.so.1': library(),
    }
    expect(await ids(root, { ...dynamic('liba.so.1'), runpath: '/own' })).toEqual([])
  })

  test('reads the default directories from the loader itself', async () => {
    const root = { [loader]: glibcLoader(directories('/odd/lib')), '/odd/lib/libx.so.1': library() }
    expect(await ids(root, x)).toEqual([])
    expect(
      await ids(
        { [loader]: glibcLoader(directories('/lib64', '/usr/lib64')), '/lib/libx.so.1': library() },
        x,
      ),
    ).toEqual(['load/library-missing'])
    // a loader without a directory list has the usual directories
    expect(await ids({ [loader]: glibcLoader(''), '/usr/lib64/libx.so.1': library() }, x)).toEqual([])
  })

  test('a candidate for another architecture is skipped, and reported if there is no other', async () => {
    const wrong = { ...glibc, [`${libc}/libx.so.1`]: library({ machine: arm64 }) }
    const narrow = { ...glibc, [`${libc}/libx.so.1`]: library({ wide: false }) }
    for (const root of [wrong, narrow]) {
      const found = await places({ ...root, '/lib/libx.so.1': library() }, x)
      expect(found).toMatchObject({ 'libx.so.1': ['/lib/libx.so.1', 'default'] })
    }
    const [problem] = (await checkWorded(wrong, x)).problems
    expect(problem).toMatchObject({ id: 'load/library-missing', fatal: true })
    expect(problem?.message).toContain(`\`${libc}/libx.so.1\` is for another architecture`)
  })

  test.each([
    ['a linker script', 'INPUT ( /lib/libx.so.1 )                                ', 'invalid ELF header'],
    ['an empty file', '', 'file too short'],
  ])('%s ends it', async (_what, content, said) => {
    const root = { ...glibc, [`${libc}/libx.so.1`]: content, '/lib/libx.so.1': library() }
    const { problems } = await checkWorded(root, x)
    expect(problems).toMatchObject([
      {
        id: 'load/library-broken',
        shown: `error while loading shared libraries: ${libc}/libx.so.1: ${said}`,
      },
    ])
  })

  test('a library only for newer processors', async () => {
    const root = { ...glibc, '/lib/glibc-hwcaps/x86-64-v3/libx.so.1': library() }
    const { starts, problems } = await checkWorded(root, x)
    expect(starts).toBe(true)
    expect(problems).toMatchObject([{ id: 'load/processor-dependent', fatal: false }])
    expect(await ids({ ...root, '/lib/libx.so.1': library() }, x)).toEqual([])
  })

  test('a broken link, circular links and a directory are not libraries', async () => {
    const circle = { '/lib/one': { link: 'two' }, '/lib/two': { link: 'one' } }
    for (const entry of [{ link: '/nowhere' }, { link: '/lib/one' }, { directory: 0o755 }]) {
      const root = { ...glibc, ...circle, [`${libc}/libx.so.1`]: entry, '/usr/lib/libx.so.1': library() }
      expect(await places(root, x)).toMatchObject({ 'libx.so.1': ['/usr/lib/libx.so.1', 'default'] })
    }
  })
})

describe('libraries under musl', () => {
  const needs = (...needed: string[]): ElfParts => ({ interpreter: muslLoader, needed })

  test('the names of its own libraries refer to the loader', async () => {
    const { starts, libraries } = await check(
      musl,
      needs('libc.so', 'libpthread.so.0', 'libc.musl-x86_64.so.1'),
    )
    expect(starts).toBe(true)
    expect(libraries.map(({ path, by }) => [path, by])).toEqual(Array(3).fill([muslLoader, 'loader']))
  })

  test('is recognized by its content, not by its path', async () => {
    const root = { [loader]: { link: muslLoader }, ...musl }
    const parts = { ...dynamic('libc.so.6'), versions: { 'libc.so.6': ['GLIBC_2.34'] } }
    const { starts, loader: found, problems } = await checkWorded(root, parts)
    expect(found).toEqual({ path: loader, libc: 'musl' })
    expect(starts).toBe(true)
    expect(problems).toMatchObject([{ id: 'load/libc-mixed', fatal: false }])
  })

  test.each<readonly [string, Readonly<Record<string, GivenEntry>>, string | undefined]>([
    ['its directories', { '/usr/local/lib/libx.so.1': library() }, '/usr/local/lib/libx.so.1'],
    ['not those of glibc', { [`${libc}/libx.so.1`]: library() }, undefined],
    [
      'its configuration',
      { '/etc/ld-musl-x86_64.path': '/a\n/b:/c\n', '/c/libx.so.1': library() },
      '/c/libx.so.1',
    ],
    [
      'its configuration in place of its directories',
      { '/etc/ld-musl-x86_64.path': '/a\n', '/lib/libx.so.1': library() },
      undefined,
    ],
  ])('%s', async (_what, files, path) => {
    const found = await places({ ...musl, ...files }, needs('libx.so.1'))
    expect(found['libx.so.1']?.[0]).toBe(path)
  })

  test('RUNPATH also applies to the libraries of libraries, after the environment', async () => {
    const root = {
      ...musl,
      '/own/liba.so.1': library({ needed: ['libb.so.1'] }),
      '/own/libb.so.1': library(),
    }
    const parts = { ...needs('liba.so.1'), runpath: '/own' }
    expect(await ids(root, parts)).toEqual([])
    const both = { ...root, '/env/libb.so.1': library() }
    expect(await places(both, parts, { env: { LD_LIBRARY_PATH: '/env' } })).toMatchObject({
      'libb.so.1': ['/env/libb.so.1', 'LD_LIBRARY_PATH'],
    })
  })

  test('the first candidate is used, even if it cannot be loaded', async () => {
    const root = { ...musl, '/lib/libx.so.1': library({ machine: arm64 }), '/usr/lib/libx.so.1': library() }
    expect(await ids(root, needs('libx.so.1'))).toEqual(['load/library-broken'])
  })

  test("reports the error in the loader's words", async () => {
    expect((await checkWorded(musl, needs('libx.so.1'))).problems).toMatchObject([
      { shown: 'Error loading shared library libx.so.1: No such file or directory (needed by /app)' },
    ])
  })
})

describe('symbols', () => {
  const muslWith = (...provides: readonly string[]) => ({
    [muslLoader]: library({
      soname: 'libc.so',
      symbols: { provides },
      tail: '/lib:/usr/local/lib:/usr/lib\0%.*s/etc/ld-musl-x86_64.path\0',
    }),
  })
  const onMusl = (symbols: ElfParts['symbols'], parts: ElfParts = {}): ElfParts => ({
    interpreter: muslLoader,
    needed: ['libc.so'],
    ...(symbols === undefined ? {} : { symbols }),
    ...parts,
  })

  test.each<readonly [string, ElfParts['symbols'], readonly string[]]>([
    ['all of them there', { needs: ['puts'] }, []],
    ['one that is missing', { needs: ['puts', 'mallinfo2'] }, ['load/symbol-missing']],
    ['a function that is only called', { calls: ['mallinfo2'] }, ['load/symbol-missing']],
    ['a weak one', { weak: ['mallinfo2'] }, []],
    ['one that the program has itself', { needs: ['own'], provides: ['own'] }, []],
  ])('musl binds everything at the start: %s', async (_what, symbols, expected) => {
    expect(await ids(muslWith('puts'), onMusl(symbols))).toEqual(expected)
  })

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ] as const)('in files of 64 bits (%s), little-endian (%s)', async (wide, little) => {
    const [machine, name] = wide
      ? little
        ? [amd64, 'amd64']
        : [22, 's390x']
      : [8, little ? 'mipsle' : 'mips']
    const format = { wide, little, machine }
    const musl = {
      [muslLoader]: library({
        ...format,
        soname: 'libc.so',
        symbols: { provides: ['puts'] },
        tail: '\0/etc/ld-musl-x.path\0',
      }),
    }
    const program = onMusl({ needs: ['puts', 'gone'], calls: ['puts', 'lost'] }, format)
    const { problems } = await check(musl, program, { machine: name })
    expect(problems).toMatchObject([
      { id: 'load/symbol-missing', params: { symbols: ['gone', 'lost'], foreign: false } },
    ])
  })

  test('a program for glibc: the finding has the fix', async () => {
    const foreign = { versions: { 'libc.so.6': ['GLIBC_2.33'] }, needed: ['libc.so.6'] }
    const root = { ...muslWith('puts'), [loader]: { link: muslLoader } }
    const program = { ...onMusl({ needs: ['mallinfo2'] }, foreign), interpreter: loader }
    const { starts, problems } = await checkWorded(root, program)
    expect(starts).toBe(false)
    expect(problems).toEqual([
      {
        id: 'load/symbol-missing',
        fatal: true,
        message: '`/app` is linked against glibc but loaded by musl, which does not have `mallinfo2`',
        shown: 'Error relocating /app: mallinfo2: symbol not found',
        fix: 'build on musl (`FROM golang:alpine`), use an image with glibc (Debian, distroless/base), or link the program statically (`CGO_ENABLED=0`, without `-buildmode=pie`)',
      },
    ])
    const fine = { ...onMusl({ needs: ['puts'] }, foreign), interpreter: loader }
    expect(await ids(root, fine)).toEqual(['load/libc-mixed'])
  })

  test('a library of the program or a preloaded one provides it', async () => {
    const needs = onMusl({ needs: ['more'] })
    const shim = library({ symbols: { provides: ['more'] } })
    const root = { ...muslWith(), '/lib/libmore.so.1': shim }
    expect(await ids(root, needs)).toEqual(['load/symbol-missing'])
    expect(await ids(root, { ...needs, needed: ['libc.so', 'libmore.so.1'] })).toEqual([])
    expect(await ids(root, needs, { env: { LD_PRELOAD: '/lib/libmore.so.1' } })).toEqual([])
  })

  test('a missing symbol is reported with the library that needs it', async () => {
    const lacking = library({ symbols: { needs: ['gone'] } })
    const { problems } = await check(
      { ...muslWith(), '/lib/libx.so.1': lacking },
      onMusl({}, { needed: ['libx.so.1'] }),
    )
    expect(problems).toMatchObject([
      { id: 'load/symbol-missing', params: { path: '/lib/libx.so.1', symbols: ['gone'] } },
    ])
  })

  test("gcompat's loader loads musl and its own library", async () => {
    const gcompat = elfFile({ tail: '\0/lib/ld-musl-x86_64.so.1\0--preload\0/lib/libgcompat.so.0\0' })
    const shim = library({ symbols: { provides: ['more'] } })
    const foreign = { versions: { 'libc.so.6': ['GLIBC_2.34'] }, needed: ['libc.so.6'] }
    const program = { ...onMusl({ needs: ['more', 'puts'] }, foreign), interpreter: loader }
    const root = { ...muslWith('puts'), [loader]: gcompat }
    expect(await ids({ ...root, '/lib/libgcompat.so.0': shim }, program)).toEqual(['load/libc-mixed'])
    expect(await ids(root, program)).toEqual(['load/symbol-missing'])
  })

  test.each<readonly [string, ElfParts, Partial<LoadEnvironment>, readonly string[]]>([
    ['variables', { symbols: { needs: ['gone'] } }, {}, ['load/symbol-missing']],
    ['functions that are only called later', { symbols: { calls: ['gone'] } }, {}, []],
    [
      'unless it is told otherwise',
      { symbols: { calls: ['gone'] }, bindNow: true },
      {},
      ['load/symbol-missing'],
    ],
    [
      'by the image too',
      { symbols: { calls: ['gone'] } },
      { env: { LD_BIND_NOW: '1' } },
      ['load/symbol-missing'],
    ],
  ])('glibc: %s', async (_what, parts, environment, expected) => {
    const program = { interpreter: loader, needed: ['libc.so.6'], ...parts }
    expect(await ids(glibc, program, environment)).toEqual(expected)
  })
})
