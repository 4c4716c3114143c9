import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prepareAll } from '../../src/images/prepare.ts'
import type { Checkouts } from '../../src/repository/git/worktrees.ts'
import { realWorld } from '../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'
import { fakeWorld } from '../support/world/world.ts'

const directory = await temporaryDirectory()

async function checkouts() {
  const both = { head: join(directory, 'head'), base: join(directory, 'base') }
  await writeTree(both.head, { name: 'head' })
  await writeTree(both.base, { name: 'base' })
  return both
}

const at = (checkouts: Checkouts) => ({ checkouts, root: '/repository' })

describe('a command before building', () => {
  test('runs at the root of each revision, with its own files', async () => {
    const world = realWorld(directory, { GREETING: 'hello' })
    const both = await checkouts()
    const command = 'mkdir -p web/dist\necho "$GREETING from $(cat name)" > web/dist/x'
    expect(await prepareAll(world, command, at(both))).toEqual({})
    for (const revision of ['head', 'base'] as const) {
      expect(await world.files.readText(`${both[revision]}/web/dist/x`)).toBe(`hello from ${revision}\n`)
    }
  })

  test('ends at the first command that fails, and reports the revision and the last lines', async () => {
    const command =
      'for i in $(seq 30); do echo "line $i"; done\ntest "$(cat name)" = base || { echo "example.com is gone" >&2; false; }\ntouch done'
    const world = realWorld(directory)
    const both = await checkouts()
    const failed = await prepareAll(world, command, at(both))
    expect(failed).toEqual({
      head: { obstacle: { kind: 'prepare-failed', exitCode: 1 }, output: expect.any(Array) },
    })
    expect(failed.head?.output).toHaveLength(20)
    expect(failed.head?.output.at(-1)).toBe('example.com is gone')
    expect(await world.files.stat(`${both.head}/done`)).toBeUndefined()
    expect(await world.files.stat(`${both.base}/done`)).toBeDefined()
  })

  test('uses sh without bash, and skips a base that does not exist', async () => {
    const world = fakeWorld({ commands: { 'bash --version': { exitCode: 127 }, sh: '' } })
    await prepareAll(world, 'make ui', at({ head: '/head' }))
    expect(world.exec.calls.slice(1)).toMatchObject([
      { how: 'run', command: ['sh', '-e', '-c', 'make ui'], cwd: '/head' },
    ])
  })
})
