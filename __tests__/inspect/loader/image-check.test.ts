import { expect, test } from 'vitest'
import { checkImage, willStart } from '../../../src/inspect/loader/image-check.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { inspectedAs } from '../../support/world/plan.ts'
import { rootFsOf } from '../../support/world/root-fs.ts'

test('a large program is read only once', async () => {
  const files = rootFsOf({
    '/app/api': elfFile({ tail: new Uint8Array(1 << 20) }),
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
    '/etc/group': 'root:x:0:\n',
  })
  const read: string[] = []
  const root = {
    ...files,
    read(path: string) {
      read.push(path)
      return files.read(path)
    },
  }
  const { image } = inspectedAs('head', 'static').inspection
  const saved = { image, command: [], environment: [], volumes: [], platform: 'linux/amd64', stored: [] }
  expect(willStart(await checkImage(saved, root))).toBe('yes')
  expect(read.filter((path) => path === '/app/api')).toHaveLength(1)
  expect(read).toContain('/etc/passwd')
})
