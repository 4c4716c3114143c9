import { expect, test } from 'vitest'
import { isProgramName, programsFolder } from '../../../src/images/results/kept-programs.ts'
import { fakeWorld } from '../../support/world/world.ts'

const kept = '/kept'
const output = '/out/api'

/** A run of `go build`: what lay where it writes, which it replaces by `made` where that is given. */
function scene() {
  const { files } = fakeWorld({})
  const run = async (about: Readonly<Record<string, unknown>>, made?: string) => {
    const programs = programsFolder({ files }, kept)
    await files.remove(output)
    await programs.place(about, output)
    const before = await files.readText(output)
    if (made !== undefined) await files.write(output, made, 0o755)
    await programs.keep(about, output)
    return before
  }
  const names = async () => (await files.list(kept)).map(({ name }) => name)
  return { files, run, names }
}

test('a program is where Go writes it in the next run, in its newest form, and no other one', async () => {
  const { run, names } = scene()
  const [one, other] = [{ mode: 'static' }, { mode: 'tiny' }]
  expect(await run(one, 'first')).toBeUndefined()
  expect(await run(one)).toBe('first')
  expect(await run(other, 'second')).toBeUndefined()
  expect(await run(one, 'changed')).toBe('first')
  expect(await run(one)).toBe('changed')
  expect(await run(other)).toBe('second')
  expect(await names()).toHaveLength(2)
  expect((await names()).every(isProgramName)).toBe(true)
})

test('a damaged program is not taken, as Go reads its build ID alone, and is replaced', async () => {
  const { files, run, names } = scene()
  await run({}, 'program')
  const [name] = await names()
  await files.write(`${kept}/${name}`, 'prog')
  expect(await run({}, 'program')).toBeUndefined()
  expect(await run({})).toBe('program')
})

test('a link in place of a program is not followed', async () => {
  const { files, run, names } = scene()
  await run({}, 'program')
  const [name] = await names()
  await files.write('/elsewhere', 'program')
  await files.remove(`${kept}/${name}`)
  await files.makeLink(`${kept}/${name}`, '/elsewhere')
  expect(await run({}, 'program')).toBeUndefined()
})

test.each(['list', 'copy', 'move', 'makeDirectory', 'sha256'] as const)(
  'a directory that fails in %s costs nothing but the time to link',
  async (fails) => {
    const { files } = scene()
    const broken = { ...files, [fails]: () => Promise.reject(new Error('EIO: i/o error')) }
    const programs = programsFolder({ files: broken }, kept)
    await files.write(output, 'program')
    await programs.keep({}, output)
    expect(await files.readText(output)).toBe('program')
    expect(await files.list(kept)).toEqual([])
    await programsFolder({ files }, kept).keep({}, output)
    await programs.place({}, '/out/again')
    expect(await files.readText('/out/again')).toBe(
      fails === 'move' || fails === 'makeDirectory' ? 'program' : undefined,
    )
  },
)
