import { expect, test } from 'vitest'
import { InputError, LongOutputError } from '../../../src/common/errors.ts'
import { indexEntries } from '../../../src/repository/git/index-entries.ts'

const debug = '  ctime: 1:0\n  mtime: 1:0\n  dev: 1\tino: 2\n  uid: 0\tgid: 0\n  size: 7\tflags: 0\n'
const listed = 'H 100644 aa 0\tmain.go\0S 120000 bb 0\tlink\0'

/** Git whose `ls-files` prints `plain`, and `withDebug` with `--debug`. */
function gitPrinting(plain: string, withDebug: string): Parameters<typeof indexEntries>[0] {
  return { must: async (...args) => (args.includes('--debug') ? withDebug : plain) }
}

const entries = [
  { path: 'main.go', kind: 'file', id: 'aa', hidden: false },
  { path: 'link', kind: 'symlink', id: 'bb', hidden: true },
] as const

test('has the size of each file', async () => {
  const printed = `H 100644 aa 0\tmain.go\0${debug}S 120000 bb 0\tlink\0${debug.replace('7', '3')}`
  const found = await indexEntries(gitPrinting('', printed))
  expect(found).toEqual([
    { ...entries[0], size: 7 },
    { ...entries[1], size: 3 },
  ])
})

test('lists every file without its size if git prints sizes in another form', async () => {
  const other = 'H 100644 aa 0\tmain.go\0size=7\nS 120000 bb 0\tlink\0size=3\n'
  const found = await indexEntries(gitPrinting(listed, other))
  expect(found).toEqual(entries.map((one) => ({ ...one, size: 0 })))
})

test('lists every file without its size if git prints more with sizes than linkgate reads', async () => {
  const found = await indexEntries({
    async must(...args) {
      if (args.includes('--debug')) throw new LongOutputError(['git', ...args], 64)
      return listed
    },
  })
  expect(found).toEqual(entries.map((one) => ({ ...one, size: 0 })))
})

test('fails if git prints more than linkgate reads, also without sizes', async () => {
  const must = async (...args: readonly string[]) => {
    throw new LongOutputError(['git', ...args], 64)
  }
  await expect(indexEntries({ must })).rejects.toThrow(InputError)
})

test('an empty index has no files', async () => {
  expect(await indexEntries(gitPrinting('', ''))).toEqual([])
})

test('fails if git prints anything else, so that no file is silently omitted', async () => {
  await expect(indexEntries(gitPrinting('100644 main.go\0', ''.padEnd(3, 'x\0')))).rejects.toThrow(
    'unknown form',
  )
})
