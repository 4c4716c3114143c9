import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { attributionTask } from '../../src/attribution/attribution-task.ts'
import { graphTask } from '../../src/attribution/linked/graph-task.ts'
import { CancelledError } from '../../src/common/errors.ts'
import { type ThreadTask, thisThread } from '../../src/effects/thread.ts'
import { realFiles } from '../../src/world/files.ts'
import { workerThread } from '../../src/world/thread.ts'
import { elfFile } from '../support/programs/elf.ts'
import { temporaryDirectory } from '../support/world/temporary.ts'

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
const directory = await temporaryDirectory()

/** Tasks that end in different ways, in a file of their own. */
const script = join(directory, 'tasks.ts')
await writeFile(
  script,
  `import { runTasks } from ${JSON.stringify(pathToFileURL(source('world/thread-tasks.ts')))}
const seen: string[] = []
runTasks([
  { name: 'late', run: async (_, input) => { await new Promise((done) => setTimeout(done, 20)); seen.push(input); return [...seen] } },
  { name: 'soon', run: async (_, input) => { seen.push(input); return [...seen] } },
  { name: 'environment', run: async () => Object.keys(process.env) },
  { name: 'throws', run: async () => { throw new Error('not like this') } },
  { name: 'crashes', run: () => new Promise(() => setTimeout(() => { throw new Error('out of the blue') })) },
  { name: 'exits', run: async () => process.exit(7) },
  { name: 'hangs', run: async () => { for (;;); } },
])
`,
)

function opened(file: string) {
  const controller = new AbortController()
  const thread = workerThread({ script: file, signal: controller.signal })
  onTestFinished(() => thread.close())
  return { thread, abort: () => controller.abort() }
}

const task = (name: string): ThreadTask<string, unknown> => ({
  name,
  run: () => Promise.reject(new Error('this ran in the thread of the test')),
})

describe('the thread of linkgate', () => {
  const files = realFiles(directory)
  const here = thisThread(files)

  test('attributes a program as this thread does', async () => {
    const { thread } = opened(source('thread.ts'))
    const path = join(directory, 'program')
    await writeFile(path, elfFile())
    const about = { embedded: [], ignoresSymbols: false }
    for (const program of [path, join(directory, 'nothing'), undefined, script]) {
      const found = await thread.run(attributionTask, { ...about, program })
      expect(found).toEqual(await here.run(attributionTask, { ...about, program }))
      expect(found.ok).toBe(program === path)
    }
    const withSibling = { ...about, program: path, sibling: { program: join(directory, 'nothing') } }
    expect(await thread.run(attributionTask, withSibling)).toEqual({
      ok: false,
      problem: { message: 'it was removed' },
    })
  })

  test('reads a graph as this thread does', async () => {
    const { thread } = opened(source('thread.ts'))
    const graph = join(directory, 'graph')
    await writeFile(graph, '_ -> main.main\nmain.main -> example.com/kit.Near\n')
    const input = { graph, modules: ['example.com/kit'] }
    const found = await thread.run(graphTask, input)
    expect(found?.chains).toMatchObject([{ module: 'example.com/kit', chain: [{}, { name: 'Near' }] }])
    expect(found).toEqual(await here.run(graphTask, input))
    expect(await thread.run(graphTask, { ...input, graph: join(directory, 'nothing') })).toBeUndefined()
  })
})

describe('a thread', () => {
  test('runs tasks in their order, and is the same one for all', async () => {
    const { thread } = opened(script)
    const all = [thread.run(task('late'), 'a'), thread.run(task('soon'), 'b')]
    expect(await Promise.all(all)).toEqual([['a'], ['a', 'b']])
    expect(await thread.run(task('soon'), 'c')).toEqual(['a', 'b', 'c'])
  })

  test('has no variables of the process', async () => {
    expect(await opened(script).thread.run(task('environment'), '')).toEqual([])
  })

  test('reports what a task throws, and goes on', async () => {
    const { thread } = opened(script)
    await expect(thread.run(task('throws'), '')).rejects.toThrow(/^not like this$/)
    await expect(thread.run(task('no such'), '')).rejects.toThrow('there is no task `no such`')
    expect(await thread.run(task('soon'), 'a')).toEqual(['a'])
  })

  test.each([
    ['crashes', 'its thread failed: out of the blue'],
    ['exits', 'its thread ended with exit code 7'],
  ])('that %s fails its task, and what waited for it gets another one', async (name, why) => {
    const { thread } = opened(script)
    const waiting = ['a', 'b'].map((input) => ({ input, name: 'soon' }))
    const all = [{ name, input: '' }, ...waiting].map((one) => thread.run(task(one.name), one.input))
    expect(await Promise.allSettled(all)).toMatchObject([
      { status: 'rejected', reason: { message: why } },
      { status: 'fulfilled', value: ['a'] },
      { status: 'fulfilled', value: ['a', 'b'] },
    ])
    expect(await thread.run(task('soon'), 'c')).toEqual(['a', 'b', 'c'])
  })

  test('gets what waited only once', async () => {
    const { thread } = opened(script)
    const all = ['crashes', 'exits', 'soon'].map((name) => thread.run(task(name), 'a'))
    expect(await Promise.allSettled(all)).toMatchObject([
      { status: 'rejected', reason: { message: 'its thread failed: out of the blue' } },
      { status: 'rejected', reason: { message: 'its thread ended with exit code 7' } },
      { status: 'rejected', reason: { message: 'its thread ended with exit code 7' } },
    ])
    expect(await thread.run(task('soon'), 'b')).toEqual(['b'])
  })

  test('does not take what cannot be copied', async () => {
    const { thread } = opened(script)
    const given = (() => {}) as unknown as string
    await expect(thread.run(task('soon'), given)).rejects.toThrow(/could not be cloned/)
    expect(await thread.run(task('soon'), 'a')).toEqual(['a'])
  })

  test('that cannot be started is a reason', async () => {
    const { thread } = opened(join(directory, 'nowhere.js'))
    await expect(thread.run(task('soon'), '')).rejects.toThrow(/^its thread failed: Cannot find module/)
  })

  test('is ended in the middle of a task by closing or cancelling', async () => {
    const { thread, abort } = opened(script)
    const closed = Promise.allSettled([thread.run(task('hangs'), ''), thread.run(task('soon'), '')])
    await thread.close()
    for (const one of await closed)
      expect(one).toMatchObject({ reason: { message: expect.stringContaining('its thread ended') } })
    const cancelled = [thread.run(task('hangs'), ''), thread.run(task('soon'), '')]
    abort()
    for (const one of await Promise.allSettled(cancelled))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(CancelledError) })
    await expect(thread.run(task('soon'), '')).rejects.toThrow(CancelledError)
  })
})
