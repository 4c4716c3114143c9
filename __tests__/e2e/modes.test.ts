/** All modes that linkgate knows by name, in one run: what each is, from its file, and that it starts in its image. */
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type BuiltInMode, builtInModeNames } from '../../src/config/built-in-modes.ts'
import { goBuild } from '../../src/images/go-build/go-build.ts'
import type { RuntimeBehavior } from '../../src/model/runtime.ts'
import { withLinker } from '../../src/plan/static-cgo.ts'
import { withToolchain } from '../../src/repository/go/mode-toolchain.ts'
import { needPrograms } from '../support/images/debian.ts'
import { asReadelf } from '../support/programs/readelf.ts'
import { newRepository } from '../support/repositories/git.ts'
import { expectValue } from '../support/results.ts'
import { check } from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { modeNamed } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { sha256 } from '../support/world/world.ts'

const hello = fileURLToPath(new URL('../fixtures/programs/hello', import.meta.url))
const config = `version: 1\nmodes: [${builtInModeNames.join(', ')}]\nreference: dynamic\nbudgets: { pie: { binary-size: { over-reference: 0, level: warn } } }\n`

/** ELF type (2 executable, 3 shared object), PIE, program interpreter and libraries, as readelf has them. */
const files: Readonly<
  Record<BuiltInMode, readonly [number, boolean, RegExp | undefined, readonly string[]]>
> = {
  static: [2, false, undefined, []],
  dynamic: [2, false, /\/ld-linux-/, ['libc.so.6']],
  pie: [3, true, /\/ld-linux-/, ['libc.so.6']],
  'static-pie': [3, true, undefined, []],
  'static-glibc': [2, false, undefined, []],
  'dynamic-musl': [2, false, /^\/lib\/ld-musl-/, ['libc.so']],
  'static-musl': [2, false, undefined, []],
}
const staticLibcs: Readonly<Partial<Record<BuiltInMode, 'glibc' | 'musl'>>> = {
  'static-pie': 'glibc',
  'static-glibc': 'glibc',
  'static-musl': 'musl',
}

/** Who resolves host names. */
const resolvers: Readonly<Record<BuiltInMode, RuntimeBehavior['resolver']>> = {
  static: { uses: 'go', because: 'no-cgo' },
  dynamic: { uses: 'go-or-libc', libc: 'glibc', sources: [] },
  pie: { uses: 'go-or-libc', libc: 'glibc', sources: [] },
  'static-pie': { uses: 'go', because: 'netgo' },
  'static-glibc': { uses: 'go', because: 'netgo' },
  'dynamic-musl': { uses: 'go-or-libc', libc: 'musl', sources: [] },
  'static-musl': { uses: 'go-or-libc', libc: 'musl', sources: [] },
}

test('all modes in one run: each is linked as readelf reports, and starts in its own image', async () => {
  await needPrograms('gcc', 'musl-gcc', 'readelf')
  await using folder = await temporaryFolder()
  const repository = await newRepository(join(folder.path, 'hello'))
  await cp(hello, repository.path, { recursive: true })
  await repository.commit('A service', { '.github/linkgate.yml': config })
  await repository.commit('Say more', { 'ballast/words.txt': 'hello' })
  const { exitCode, report, said } = await check(repository.path)
  expect(exitCode, said).toBe(0)
  const heads = report?.variants.filter(({ revision }) => revision === 'head') ?? []
  expect(heads.map(({ mode }) => mode)).toEqual(builtInModeNames)
  for (const head of heads) {
    const mode = head.mode as BuiltInMode
    // the same file once more: its sha256 is the one of the report
    const binary = await linked(repository.path, join(folder.path, 'again', mode), mode)
    expect(sha256(await readFile(binary)), mode).toBe(head.binary?.sha256)
    const { type, pie, interpreter, needed } = await asReadelf(binary)
    const [wantedType, wantedPie, loader, libraries] = files[mode]
    expect([type, pie, needed], mode).toEqual([wantedType, wantedPie, libraries])
    if (loader === undefined) expect(interpreter, mode).toBeUndefined()
    else expect(interpreter, mode).toMatch(loader)
    expect(head.linkage?.interpreter, mode).toBe(interpreter)
    expect(head.linkage, mode).toMatchObject({ pie, needed })
    expect(head.linkage?.staticLibc, mode).toBe(staticLibcs[mode])
    expect(head.behavior, mode).toMatchObject({ resolver: resolvers[mode] })
    expect(head.metrics['startup'], mode).toMatchObject({ value: expect.any(Number) })
  }
  const notable = report?.findings.filter(({ verdict }) => verdict !== 'pass')
  expect(notable).toMatchObject([{ id: 'budget/reference-exceeded', verdict: 'warn', mode: 'pie' }])
})

async function linked(checkout: string, directory: string, name: BuiltInMode): Promise<string> {
  const world = realWorld(directory)
  const mode = expectValue(await withToolchain(world, { compiler: 'gcc' }, withLinker(modeNamed(name))))
  const output = join(directory, 'hello')
  await world.files.makeDirectory(directory)
  expectValue(
    await goBuild(world, {
      mode,
      main: { module: '.', path: '.', importPath: 'example.com/hello', name: 'hello' },
      platform: `linux/${world.host.arch}`,
      checkout,
      root: checkout,
      output,
      temporary: directory,
    }),
  )
  return output
}
