import { expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import { buildFromEarlier } from '../../../src/images/results/earlier-program.ts'
import { isProgramName, programsFolder } from '../../../src/images/results/kept-programs.ts'
import { expectValue } from '../../support/results.ts'
import { fakeWorld, sha256 } from '../../support/world/world.ts'

const kept = '/kept'
const output = '/out/api'

/** A run of `go build` returns what was at its output before; it writes `made` if given, or if nothing was there. */
function scene() {
  const { files } = fakeWorld({})
  const run = async (about: Readonly<Record<string, unknown>>, made?: string) => {
    const programs = programsFolder({ files }, kept)
    await files.remove(output)
    const before: (string | undefined)[] = []
    const earlier = {
      place: () => programs.place(about, output),
      keep: (_: string, sha256: string) => programs.keep(about, output, sha256),
    }
    const { sha256 } = expectValue(
      await buildFromEarlier({ files }, earlier, output, async () => {
        before.push(await files.readText(output))
        if (made !== undefined) await files.write(output, made, 0o755)
        return succeed(undefined)
      }),
    )
    expect(sha256).toBe(await files.sha256(output))
    return before
  }
  const names = async () => (await files.list(kept)).map(({ name }) => name)
  return { files, run, names }
}

test('places the newest kept program where Go writes it in the next run', async () => {
  const { run, names } = scene()
  const [one, other] = [{ mode: 'static' }, { mode: 'tiny' }]
  expect(await run(one, 'first')).toEqual([undefined])
  expect(await run(one)).toEqual(['first'])
  expect(await run(other, 'second')).toEqual([undefined])
  expect(await run(one, 'changed')).toEqual(['first'])
  expect(await run(one)).toEqual(['changed'])
  expect(await run(other)).toEqual(['second'])
  expect(await names()).toHaveLength(2)
  expect((await names()).every(isProgramName)).toBe(true)
})

test.each([undefined, 'program'])(
  'replaces a damaged program, which Go may reuse because it only reads the build ID: linked %s',
  async (linked) => {
    const { files, run, names } = scene()
    await run({}, 'program')
    const [name] = await names()
    await files.write(`${kept}/${name}`, 'prog')
    const build = buildFromEarlier(
      { files },
      {
        place: () => programsFolder({ files }, kept).place({}, output),
        keep: (_, sha256) => programsFolder({ files }, kept).keep({}, output, sha256),
      },
      output,
      async () => {
        const isThere = (await files.stat(output)) !== undefined
        if (!isThere || linked !== undefined) await files.write(output, linked ?? 'program', 0o755)
        return succeed(undefined)
      },
    )
    expect(expectValue(await build).sha256).toBe(sha256('program'))
    expect(await names()).toEqual([name])
    expect(await run({})).toEqual(['program'])
  },
)

test('does not follow a link in place of a program', async () => {
  const { files, run, names } = scene()
  await run({}, 'program')
  const [name] = await names()
  await files.write('/elsewhere', 'program')
  await files.remove(`${kept}/${name}`)
  await files.makeLink(`${kept}/${name}`, '/elsewhere')
  expect(await run({}, 'program')).toEqual([undefined])
})

test.each(['list', 'copy', 'move', 'makeDirectory'] as const)(
  'a directory that fails in %s only costs the time to link',
  async (fails) => {
    const { files } = scene()
    const broken = { ...files, [fails]: () => Promise.reject(new Error('EIO: i/o error')) }
    const programs = programsFolder({ files: broken }, kept)
    await files.write(output, 'program')
    await programs.keep({}, output, sha256('program'))
    expect(await files.readText(output)).toBe('program')
    expect(await files.list(kept)).toEqual([])
    await programsFolder({ files }, kept).keep({}, output, sha256('program'))
    await programs.place({}, '/out/again')
    expect(await files.readText('/out/again')).toBe(
      fails === 'move' || fails === 'makeDirectory' ? 'program' : undefined,
    )
  },
)
