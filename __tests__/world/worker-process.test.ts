import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { attributionTask } from '../../src/attribution/attribution-task.ts'
import { graphTask } from '../../src/attribution/linked/graph-task.ts'
import { CancelledError } from '../../src/common/errors.ts'
import { inThisProcess, type WorkerTask } from '../../src/effects/worker.ts'
import { realFiles } from '../../src/world/files.ts'
import { workerProcess } from '../../src/world/worker-process.ts'
import { elfFile } from '../support/programs/elf.ts'
import { isRunning } from '../support/world/processes.ts'
import { temporaryDirectory } from '../support/world/temporary.ts'

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))
const directory = await temporaryDirectory()

/** Tasks that end in different ways, in a file of their own. */
const script = join(directory, 'tasks.ts')
await writeFile(
  script,
  `import { runTasks } from ${JSON.stringify(pathToFileURL(source('world/worker-tasks.ts')))}
const seen: string[] = []
runTasks([
  { name: 'late', run: async (_, input) => { await new Promise((done) => setTimeout(done, 20)); seen.push(input); return [...seen] } },
  { name: 'soon', run: async (_, input) => { seen.push(input); return [...seen] } },
  { name: 'environment', run: async () => process.env },
  { name: 'number', run: async () => process.pid },
  { name: 'large', run: async () => 'a'.repeat(8 << 20) },
  { name: 'computes', run: async () => { for (const end = Date.now() + 300; Date.now() < end; ); } },
  { name: 'dies', run: async () => process.kill(process.pid, 'SIGKILL') },
  { name: 'throws', run: async () => { throw new Error('not like this') } },
  { name: 'crashes', run: () => new Promise(() => setTimeout(() => { throw new Error('out of the blue') })) },
  { name: 'exits', run: async () => process.exit(7) },
  { name: 'hangs', run: async () => { for (;;); } },
])
`,
)

function opened(file: string) {
  const controller = new AbortController()
  const worker = workerProcess({
    script: file,
    env: { TOKEN: 'secret', LD_LIBRARY_PATH: '/nowhere' },
    signal: controller.signal,
  })
  onTestFinished(() => worker.close())
  return { worker, abort: () => controller.abort() }
}

const task = (name: string): WorkerTask<string, unknown> => ({
  name,
  run: () => Promise.reject(new Error('this ran in the process of the test')),
})

describe("linkgate's worker", () => {
  const files = realFiles(directory)
  const here = inThisProcess(files)

  test('attributes a program as this process does', async () => {
    const { worker } = opened(source('worker.ts'))
    const path = join(directory, 'program')
    await writeFile(path, elfFile())
    const about = { embedded: [], ignoresSymbols: false }
    for (const program of [path, join(directory, 'nothing'), undefined, script]) {
      const found = await worker.run(attributionTask, { ...about, program })
      expect(found).toEqual(await here.run(attributionTask, { ...about, program }))
      expect(found.ok).toBe(program === path)
    }
    const withSibling = { ...about, program: path, sibling: { program: join(directory, 'nothing') } }
    expect(await worker.run(attributionTask, withSibling)).toEqual({
      ok: false,
      problem: { message: 'no longer there' },
    })
  })

  test('reads a graph as this process does', async () => {
    const { worker } = opened(source('worker.ts'))
    const graph = join(directory, 'graph')
    await writeFile(graph, '_ -> main.main\nmain.main -> example.com/kit.Near\n')
    const input = { graph, modules: ['example.com/kit'] }
    const found = await worker.run(graphTask, input)
    expect(found?.chains).toMatchObject([{ module: 'example.com/kit', chain: [{}, { name: 'Near' }] }])
    expect(found).toEqual(await here.run(graphTask, input))
    expect(await worker.run(graphTask, { ...input, graph: join(directory, 'nothing') })).toBeUndefined()
  })
})

describe('a worker process', () => {
  test('runs all tasks in one process, in their order', async () => {
    const { worker } = opened(script)
    const all = [worker.run(task('late'), 'a'), worker.run(task('soon'), 'b')]
    expect(await Promise.all(all)).toEqual([['a'], ['a', 'b']])
    expect(await worker.run(task('soon'), 'c')).toEqual(['a', 'b', 'c'])
  })

  test('has only those variables with which Node finds its libraries', async () => {
    const found = await opened(script).worker.run(task('environment'), '')
    expect(Object.entries(found as object).filter(([name]) => !name.startsWith('MALLOC_'))).toEqual([
      ['LD_LIBRARY_PATH', '/nowhere'],
    ])
  })

  test('reports the error of a task, and continues', async () => {
    const { worker } = opened(script)
    await expect(worker.run(task('throws'), '')).rejects.toThrow(/^not like this$/)
    await expect(worker.run(task('no such'), '')).rejects.toThrow('there is no task `no such`')
    expect(await worker.run(task('soon'), 'a')).toEqual(['a'])
  })

  test.each([
    ['crashes', "linkgate's worker process ended with exit code 1: Error: out of the blue"],
    ['exits', "linkgate's worker process ended with exit code 7"],
    ['dies', "linkgate's worker process ended with SIGKILL"],
  ])('that %s fails its task, and waiting tasks run in another one', async (name, why) => {
    const { worker } = opened(script)
    const waiting = ['a', 'b'].map((input) => ({ input, name: 'soon' }))
    const all = [{ name, input: '' }, ...waiting].map((one) => worker.run(task(one.name), one.input))
    expect(await Promise.allSettled(all)).toMatchObject([
      { status: 'rejected', reason: { message: why } },
      { status: 'fulfilled', value: ['a'] },
      { status: 'fulfilled', value: ['a', 'b'] },
    ])
    expect(await worker.run(task('soon'), 'c')).toEqual(['a', 'b', 'c'])
  })

  test('retries a waiting task only once', async () => {
    const { worker } = opened(script)
    const all = ['crashes', 'exits', 'soon'].map((name) => worker.run(task(name), 'a'))
    expect(await Promise.allSettled(all)).toMatchObject([
      {
        status: 'rejected',
        reason: { message: "linkgate's worker process ended with exit code 1: Error: out of the blue" },
      },
      { status: 'rejected', reason: { message: "linkgate's worker process ended with exit code 7" } },
      { status: 'rejected', reason: { message: "linkgate's worker process ended with exit code 7" } },
    ])
    expect(await worker.run(task('soon'), 'b')).toEqual(['b'])
  })

  test('has sent all earlier results before it crashes, including large ones', async () => {
    const { worker } = opened(script)
    const all = ['large', 'dies'].map((name) => worker.run(task(name), ''))
    expect(await Promise.allSettled(all)).toEqual([
      { status: 'fulfilled', value: 'a'.repeat(8 << 20) },
      { status: 'rejected', reason: new Error("linkgate's worker process ended with SIGKILL") },
    ])
  })

  test('that cannot be restarted fails only the waiting tasks', async () => {
    const env: NodeJS.ProcessEnv = {}
    const worker = workerProcess({ script, env, signal: new AbortController().signal })
    const all = ['exits', 'soon'].map((name) => worker.run(task(name), 'a'))
    env['LD_LIBRARY_PATH'] = 'no variable has this: \0'
    expect(await Promise.allSettled(all)).toMatchObject([
      { status: 'rejected', reason: { message: "linkgate's worker process ended with exit code 7" } },
      { status: 'rejected', reason: { message: expect.stringContaining('without null bytes') } },
    ])
  })

  test('rejects an input that cannot be cloned', async () => {
    const { worker } = opened(script)
    const given = (() => {}) as unknown as string
    await expect(worker.run(task('soon'), given)).rejects.toThrow(/could not be cloned/)
    expect(await worker.run(task('soon'), 'a')).toEqual(['a'])
  })

  test('that cannot be started fails the task with the reason', async () => {
    const { worker } = opened(join(directory, 'nowhere.js'))
    await expect(worker.run(task('soon'), '')).rejects.toThrow(
      /^linkgate's worker process ended with exit code 1: Error: Cannot find module/,
    )
  })

  test('ends in the middle of a task when it is closed or the run is cancelled', async () => {
    const { worker, abort } = opened(script)
    const closed = Promise.allSettled([worker.run(task('hangs'), ''), worker.run(task('soon'), '')])
    await worker.close()
    for (const one of await closed)
      expect(one).toMatchObject({ status: 'rejected', reason: { message: 'the run ended before' } })
    const cancelled = [worker.run(task('hangs'), ''), worker.run(task('soon'), '')]
    abort()
    for (const one of await Promise.allSettled(cancelled))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(CancelledError) })
    await expect(worker.run(task('soon'), '')).rejects.toThrow(CancelledError)
  })
})

describe('a process with a worker', () => {
  /** Prints the process ID of its worker. */
  const owner = join(directory, 'owner.ts')
  const given = `{ script: ${JSON.stringify(script)}, env: {}, signal: new AbortController().signal }`
  const beginning = `import { workerProcess } from ${JSON.stringify(pathToFileURL(source('world/worker-process.ts')))}
const worker = workerProcess(${given})
console.log(await worker.run({ name: 'number' }, ''))
`
  const started = async (rest: string) => {
    await writeFile(owner, `${beginning}${rest}`)
    const child = spawn(process.execPath, [owner], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    onTestFinished(() => void child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () => String((await lines.next()).value)
    return { child, ended, next, number: Number(await next()) }
  }

  test('leaves no worker when it is killed, even in the middle of a task', async () => {
    for (const rest of ['setInterval(() => {}, 1_000)', "void worker.run({ name: 'computes' }, '')"]) {
      const { child, number } = await started(rest)
      expect(await isRunning(number)).toBe(true)
      child.kill('SIGKILL')
      await vi.waitFor(async () => expect(await isRunning(number)).toBe(false), { timeout: 20_000 })
    }
  })

  test('can end while its worker is idle, and the worker ends when it is closed', async () => {
    const { ended } = await started('')
    expect(await ended).toBe(0)
    const closed = await started("await worker.close()\nconsole.log('closed')")
    expect(await closed.next()).toBe('closed')
    expect(await isRunning(closed.number)).toBe(false)
  })
})
