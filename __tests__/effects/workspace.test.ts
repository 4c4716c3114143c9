import { expect, test } from 'vitest'
import { buildFiles, openWorkspace } from '../../src/effects/workspace.ts'
import { fakeWorld } from '../support/world/world.ts'

async function opened() {
  const world = fakeWorld({})
  const workspace = await openWorkspace(world)
  const done: string[] = []
  const undo = (subject: string, name: string, work: Promise<void> = Promise.resolve()) =>
    workspace.onClose(subject, async () => {
      await work
      done.push(name)
    })
  return { world, workspace, done, undo }
}

test('actions of one subject are undone in reverse order, even if one of them fails', async () => {
  const { world, workspace, done, undo } = await opened()
  undo('tree', 'first')
  workspace.onClose('tree', () => Promise.reject(new Error('it is busy')))
  undo('tree', 'last')
  await workspace.close()
  expect(done).toEqual(['last', 'first'])
  expect(world.log.text()).toContain('clean-up failed: it is busy')
})

test('a subject that ends is undone immediately; closing undoes the others and waits for it', async () => {
  const { world, workspace, done, undo } = await opened()
  const slow = Promise.withResolvers<void>()
  undo('engine', 'slow', slow.promise)
  undo('tree', 'tree')
  workspace.end('engine')
  await new Promise(setImmediate)
  expect(done).toEqual([])
  const closing = workspace.close()
  await new Promise(setImmediate)
  expect(done).toEqual(['tree'])
  expect(await world.files.list(workspace.directory)).toBeDefined()
  slow.resolve()
  await closing
  expect(done).toEqual(['tree', 'slow'])
})

test('files of builds are removed when their subject ends, other files when the run ends', async () => {
  const { world, workspace } = await opened()
  await world.files.write(`${workspace.buildPath('image')}/context/program`, '')
  await world.files.write(workspace.buildPath('image.tar'), '')
  await world.files.write(`${workspace.directory}/report`, '')
  workspace.end(buildFiles)
  await new Promise(setImmediate)
  const left = () => world.files.paths().filter((path) => path.startsWith(workspace.directory))
  expect(left()).toEqual([workspace.directory, `${workspace.directory}/report`])
  await workspace.close()
  expect(left()).toEqual([])
})

test('actions that are registered after the end of their subject run once on closing', async () => {
  const { workspace, done, undo } = await opened()
  undo('engine', 'before')
  workspace.end('engine')
  undo('engine', 'after')
  workspace.end('other')
  await workspace.close()
  await workspace.close()
  expect(done).toEqual(['before', 'after'])
})

test('closing keeps the order of a subject that is still ending', async () => {
  const { workspace, done, undo } = await opened()
  const making = Promise.withResolvers<void>()
  undo('engine', 'removed')
  undo('engine', 'made', making.promise)
  workspace.end('engine')
  const closing = workspace.close()
  await new Promise(setImmediate)
  expect(done).toEqual([])
  making.resolve()
  await closing
  expect(done).toEqual(['made', 'removed'])
})
