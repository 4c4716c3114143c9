import { existsSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/common/errors.ts'
import { realExec } from '../../src/world/exec.ts'
import { withoutSecrets } from '../../src/world/host.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { isRunning } from '../support/world/processes.ts'

const env = withoutSecrets(process.env)

function open() {
  const controller = new AbortController()
  return { exec: realExec(env, controller.signal), controller }
}

describe.each(['ask', 'query', 'commit', 'run'] as const)('%s', (how) => {
  test('returns exit code and output of a command that fails', async () => {
    const { exec } = open()
    expect(await exec[how](['sh', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    })
  })

  test('returns 127 for a missing program', async () => {
    const { exec } = open()
    expect((await exec[how](['no-such-program-here'])).exitCode).toBe(127)
  })

  test('passes arguments without a shell', async () => {
    const { exec } = open()
    const words = ['a b', '$HOME', '"quoted"', "it's", '*', '']
    const { stdout } = await exec[how](['printf', '%s|', ...words])
    expect(stdout).toBe(words.map((word) => `${word}|`).join(''))
  })

  test('uses the given directory and environment', async () => {
    await using folder = await temporaryFolder()
    const { exec } = open()
    const { stdout } = await exec[how](['sh', '-c', 'pwd; echo "$ONLY"; echo "$HOME"'], {
      cwd: folder.path,
      env: { ...(env['PATH'] === undefined ? {} : { PATH: env['PATH'] }), ONLY: 'this' },
    })
    expect(stdout).toBe(`${folder.path}\nthis\n\n`)
  })
})

test('kills a command at its time limit, and distinguishes that from a kill by another process', async () => {
  const { exec } = open()
  const late = await exec.run(['sleep', '600'], { limitMs: 10 })
  expect(late).toMatchObject({ exitCode: 137, tookTooLong: true })
  const killed = await exec.run(['sh', '-c', 'kill -9 $$'], { limitMs: 600_000 })
  expect(killed).toEqual({ exitCode: 137, stdout: '', stderr: '' })
})

test.runIf(existsSync('/proc/self/autogroup'))(
  'lowers the priority of a command that yields, and of no other',
  async () => {
    const { exec } = open()
    const own = await readFile('/proc/self/autogroup', 'utf8')
    // the priority is lowered once the command runs
    const wait = 'until grep -q "nice 19$" /proc/self/autogroup; do :; done'
    const [yielding, other] = await Promise.all([
      exec.run(['sh', '-c', wait], { yields: true, limitMs: 60_000 }),
      exec.run(['cat', '/proc/self/autogroup']),
    ])
    expect(yielding.exitCode).toBe(0)
    expect(other.stdout).toMatch(/ nice 0$/m)
    expect(await readFile('/proc/self/autogroup', 'utf8')).toBe(own)
  },
)

test('standard error can be watched while the command runs', async () => {
  await using folder = await temporaryFolder()
  const { exec } = open()
  let seen = ''
  const watchErrors = (piece: string) => {
    // the command continues only after its first line was seen
    if (seen === '') writeFileSync(join(folder.path, 'seen'), '')
    seen += piece
  }
  const script = 'echo one >&2; until [ -e seen ]; do sleep 0.01; done; echo two >&2'
  const { stderr } = await exec.run(['sh', '-c', script], { cwd: folder.path, watchErrors })
  expect([seen, stderr]).toEqual(['one\ntwo\n', 'one\ntwo\n'])
})

test('a query that prints endlessly is killed and rejected', async () => {
  await using folder = await temporaryFolder()
  const { exec } = open()
  const script = 'echo $$ > pid; exec yes "a line that is repeated for ever, and never is the last one"'
  await expect(exec.query(['sh', '-c', script], { cwd: folder.path })).rejects.toThrow(
    /prints more than 64 MiB/,
  )
  expect(await isRunning(Number(await readFile(join(folder.path, 'pid'), 'utf8')))).toBe(false)
})

describe('cancelling', () => {
  test.each(['ask', 'query'] as const)('does not wait for an answer: %s', async (how) => {
    const { exec, controller } = open()
    const answer = exec[how](['sleep', '60'])
    setTimeout(() => controller.abort(), 50)
    await expect(answer).rejects.toThrow(CancelledError)
    // commands for the clean-up still get answers
    expect((await exec[how](['echo', 'here'])).stdout).toBe('here\n')
  })

  test('kills a job with everything that it started', async () => {
    await using folder = await temporaryFolder()
    const { exec, controller } = open()
    const file = join(folder.path, 'pid')
    const job = exec.run(['sh', '-c', `trap '' TERM INT; sleep 60 & echo $! > ${file}; wait`])
    let pid = Number.NaN
    while (Number.isNaN(pid)) {
      await sleep(20)
      pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
    }
    controller.abort()
    await expect(job).rejects.toThrow(CancelledError)
    while (await isRunning(pid)) await sleep(20)
  })

  test.each([
    ['by itself, as what it has started is killed', 'wait', 'tidied'],
    ['at last, when that is not enough', 'while true; do sleep 1; done', ''],
  ])('ends a job that cleans up: %s', async (_, waiting, tidied) => {
    await using folder = await temporaryFolder()
    const { exec, controller } = open()
    const script = `setsid sh -c 'echo $$ > pid; exec sleep 60' & ${waiting}; echo tidied > done`
    const job = exec.run(['sh', '-c', script], { cwd: folder.path, tidies: true })
    job.catch(() => {})
    const read = (name: string) => readFile(join(folder.path, name), 'utf8').catch(() => '')
    while ((await read('pid')) === '') await sleep(10)
    controller.abort()
    await expect(job).rejects.toThrow(CancelledError)
    expect((await read('done')).trim()).toBe(tidied)
    expect(await isRunning(Number(await read('pid')))).toBe(false)
  })

  test('starts no job afterwards', async () => {
    const { exec, controller } = open()
    controller.abort()
    await expect(exec.run(['true'])).rejects.toThrow(CancelledError)
  })

  test('does not interrupt a commit, and allows one afterwards', async () => {
    const { exec, controller } = open()
    const change = exec.commit(['sh', '-c', 'sleep 0.3; echo done'])
    controller.abort()
    expect((await change).stdout).toBe('done\n')
    expect((await exec.commit(['echo', 'cleaned'])).stdout).toBe('cleaned\n')
  })

  test('rejects a pending read from a session', async () => {
    const { exec, controller } = open()
    const session = exec.open(['cat'])
    session.send('hello')
    expect(await session.next(5_000)).toBe('hello')
    const waiting = session.next(60_000)
    controller.abort()
    await expect(waiting).rejects.toThrow(CancelledError)
    await session.close()
  })
})

describe('open', () => {
  test('reports that the program has ended, and why', async () => {
    const { exec } = open()
    const session = exec.open(['sh', '-c', 'echo last; echo reason >&2'])
    expect(await session.next(5_000)).toBe('last')
    expect(await session.next(5_000)).toBeUndefined()
    expect(session.errors()).toEqual(['reason'])
    await session.close()
  })

  test('a missing program counts as ended', async () => {
    const { exec } = open()
    const session = exec.open(['no-such-program-here'])
    expect(await session.next(5_000)).toBeUndefined()
    await session.close()
  })

  test.each([
    ['a line', 'tr -d "\\n"'],
    ['lines', 'cat'],
  ])('endless %s ends it', async (_, filter) => {
    const { exec } = open()
    const session = exec.open(['sh', '-c', `yes "words and words and more words" | ${filter}`])
    // nothing is read before it has ended
    await session.close()
    expect(session.errors()).toContain('it printed more than linkgate reads, so linkgate stopped it')
  })

  test('is closed even if it ignores its standard input', async () => {
    const { exec } = open()
    const session = exec.open(['sleep', '60'])
    await session.close()
    expect(await session.next(1_000)).toBeUndefined()
  })
})
