import { expect, test } from 'vitest'
import { ownerIn, thisProcess } from '../../../src/effects/run-owner.ts'
import { runOf } from '../../../src/effects/workspace.ts'
import { goList } from '../../../src/repository/go/list.ts'
import { expectValue } from '../../support/results.ts'
import { fakeWorld } from '../../support/world/world.ts'

const stat = (pid: number, started: number) => `${pid} (node) S ${'0 '.repeat(18)}${started} 0 0\n`

test('a go.mod without modules is in a directory whose name has its owner, so that a later run can remove it', async () => {
  const found: string[] = []
  const world = fakeWorld({
    files: {
      '/proc/self/stat': stat(500, 9_000),
      '/proc/1/stat': stat(1, 10),
      '/proc/sys/kernel/hostname': 'runner\n',
      '/proc/sys/kernel/random/boot_id': 'b51e\n',
    },
    commands: {
      'go mod edit': JSON.stringify({ Module: { Path: 'example.com/shop' } }),
      'go list': ({ command }) => {
        const file = command.find((word) => word.startsWith('-modfile='))?.slice('-modfile='.length)
        if (file === undefined) return { exitCode: 1, stderr: 'dial tcp: no such host' }
        found.push(file)
        return JSON.stringify({ ImportPath: 'example.com/shop/cmd/api' })
      },
    },
  })
  const options = { cwd: '/shop', env: {}, tags: [], fields: ['ImportPath'], patterns: ['./...'] } as const
  const listed = expectValue(await goList(world, { ...options, orWithoutModules: true }))
  expect(listed.isPartial).toBe(true)
  const [file = ''] = found
  const directory = file.slice(0, file.lastIndexOf('/'))
  expect(ownerIn(runOf(directory))).toEqual(await thisProcess(world.files))
  expect(world.files.paths().filter((path) => path.startsWith(directory))).toEqual([])
})
