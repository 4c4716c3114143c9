import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../../src/common/errors.ts'
import { openPhases } from '../../../../src/common/phases.ts'
import { fail, succeed } from '../../../../src/common/result.ts'
import type { BuilderCache } from '../../../../src/effects/builder-caches.ts'
import type { CacheSteps } from '../../../../src/effects/engine.ts'
import { keepBuilderCaches } from '../../../../src/images/caches/builder/keep.ts'
import { openBuilderCaches } from '../../../../src/images/caches/builder/open.ts'
import { type MemoryStore, memoryStore, memoryTar } from '../../../support/cache/memory-store.ts'
import { fakeEngine, handlesFor, planWith } from '../../../support/world/plan.ts'
import { type FakeWorld, fakeWorld } from '../../../support/world/world.ts'

const caches: readonly BuilderCache[] = [
  { id: 'linkgate-go-build-1', kind: 'build', image: 'golang' },
  { id: 'linkgate-go-modules-1', kind: 'modules', image: 'golang', owner: { uid: 7, gid: 8 } },
]
const gin = 'github.com/gin-gonic/gin'
const zip = { [`${gin}/@v/v1.11.0.zip`]: 'zip', [`${gin}/@v/v1.11.0.ziphash`]: 'sum' }
/** Names that `tar` would read as an option, as a file of this machine, and as an escaped path. */
const hostile = ['x\n--checkpoint-action=exec=sh', 'x\n/etc/passwd', '..\\057..\\057etc\\057passwd']
const left = Object.fromEntries(hostile.map((name) => [name, 'left by a build']))
const leftInShard = Object.fromEntries(hostile.map((name) => [`ab/${name}`, 'left by a build']))
/** Contents of the archives of the builder, and counts of modules. */
const taken: Readonly<Record<string, string>> = {
  '0.tar': JSON.stringify({ 'ab/ab1-a': 'compiled', ...leftInShard }),
  '1.tar': JSON.stringify({ ...zip, ...left }),
  '1.unpacked': `./${gin}@v1.11.0\n./../../etc\n./cache/download/link/x@v1\n`,
  '1.new': '0\n',
  '1.all': '1\n',
}

interface Given {
  readonly store: MemoryStore
  readonly steps?: (steps: CacheSteps, text: string, world: FakeWorld) => Promise<void>
  readonly buildMs?: number
  /** Files that differ from `taken`. */
  readonly others?: Readonly<Record<string, string>>
  /** Files of `taken` that the builder does not return. */
  readonly without?: readonly string[]
  /** A secret of the job. */
  readonly secret?: string
}

async function run({
  store,
  steps = async () => {},
  buildMs = 30_000,
  others = {},
  without = [],
  secret,
}: Given) {
  const texts: string[] = []
  const world: FakeWorld = fakeWorld({
    files: { '/checkouts/head/go.sum': 'sums' },
    commands: memoryTar(() => world.files),
    cache: store,
  })
  store.use(world.files)
  if (secret !== undefined) world.secrets.learnEnvironment({ DEPLOY_TOKEN: secret })
  const engine = fakeEngine(() => fail('none') as never, {
    async runCacheSteps(given) {
      const text = (await world.files.readText(given.dockerfile)) ?? ''
      texts.push(text)
      await steps(given, text, world)
      const output =
        text.includes('tar -cf') || !text.includes('tar -xof')
          ? { ...taken, ...others }
          : { '0': 'restored', '1': 'restored' }
      for (const [name, content] of Object.entries(output))
        if (!without.includes(name)) await world.files.write(`${given.output}/${name}`, content)
      return succeed(undefined)
    },
  })
  const handles = await handlesFor(world, engine)
  const plan = planWith({ checkouts: { head: '/checkouts/head' } })
  const open = openBuilderCaches(handles, plan, openPhases(world.clock))
  if (open === undefined) throw new Error('there is a store')
  // builds of several variants begin at once
  await Promise.all([open.fill(caches), open.fill(caches.slice(1))])
  open.built(buildMs)
  const { kept, findings } = await keepBuilderCaches(handles, plan, open.use())
  await kept?.save()
  await kept?.close()
  return {
    world,
    texts,
    findings,
    areWarm: await open.areWarm,
    left: world.files.paths().filter((path) => /builder-caches|output/.test(path)),
  }
}

test('takes the caches out of a builder once, and restores them into the next one', async () => {
  const store = memoryStore()
  const first = await run({ store })
  expect(first.texts).toHaveLength(1)
  expect(first.texts[0]).toMatch(
    /^FROM golang AS linkgate0\nUSER 0\nRUN .*type=cache,id=linkgate-go-modules-1,target=\/linkgate\/mount\/1,uid=7,gid=8 \["\/bin\/sh",/,
  )
  expect([...store.stored.values()].map((files) => [...files.keys()])).toEqual([
    ['build.tar', 'manifest.json'],
    ['manifest.json', 'modules.tar'],
  ])
  expect(first.areWarm).toBe(false)
  const second = await run({ store, buildMs: 2_000 })
  expect(second.areWarm).toBe(true)
  expect(second.texts.map((text) => text.includes('tar -xof'))).toEqual([true, false])
  expect(second.findings.map(({ id }) => id)).toEqual(['dockerfile/caches-restored'])
  expect(second.findings).toMatchObject([{ params: { modules: { downloaded: 0, all: 1 } } }])
  expect(store.stored.size).toBe(2)
  expect(second.world.log.text('notice')).toBe('')
})

test('logs that a cache is too large to be kept', async () => {
  const store = memoryStore()
  const { world } = await run({ store, without: ['0.tar'] })
  expect([...store.stored.keys()]).toEqual([expect.stringContaining('linkgate-go-modules-1')])
  expect(world.log.text('info')).toContain('it is empty, or larger than 2 GB')
})

test('ignores output of an image that is no count of modules', async () => {
  const store = memoryStore()
  await run({ store })
  const { findings } = await run({ store, others: { '1.all': 'wc: not found\n' } })
  expect(findings.map(({ params }) => Object.keys(params))).toEqual([['bytes', 'seconds']])
})

const namesIn = (archive = '{}') => Object.keys(JSON.parse(archive)).map((path) => path.replace('./', ''))

test('does not query the builder for modules again if they are vendored', async () => {
  const store = memoryStore()
  const without = Object.keys(taken).filter((name) => name.startsWith('1.'))
  const first = await run({ store, without })
  expect(first.world.log.text('info')).not.toContain('is not kept')
  expect([...store.stored.keys()]).toEqual([expect.stringContaining('linkgate-go-build-1')])
  const second = await run({ store, without })
  expect(second.texts.map((text) => text.includes('tar -xof'))).toEqual([true])
  expect(second.findings.map(({ params }) => Object.keys(params))).toEqual([['bytes', 'seconds']])
})

describe('what a build left in a cache', () => {
  test('is kept as the builder packed it', async () => {
    const store = memoryStore()
    await run({ store, secret: 'a-secret-of-the-job' })
    const [build] = [...store.stored.values()]
    expect(build?.get('build.tar')).toBe(taken['0.tar'])
  })

  test('is packed again if the builder had some of it before this run', async () => {
    const store = memoryStore()
    await run({ store, others: { '0.old': '/linkgate/mount/0/ab/ab0-d\n' } })
    const [build] = [...store.stored.values()]
    expect(namesIn(build?.get('build.tar'))).toEqual(['ab/ab1-a'])
  })

  test('is packed again without files that have a secret or names that Go does not use', async () => {
    const store = memoryStore()
    const secret = 'a-secret-of-the-job'
    const others = {
      '0.tar': JSON.stringify({ 'ab/ab1-a': 'compiled', 'ab/ab2-d': `x${secret}`, ...leftInShard }),
    }
    const { world } = await run({ store, others, secret })
    const [build, modules] = [...store.stored.values()]
    expect(namesIn(build?.get('build.tar'))).toEqual(['ab/ab1-a'])
    expect(namesIn(modules?.get('modules.tar'))).toEqual(Object.keys(zip))
    expect(world.log.text('info')).toContain('left out 1 file with a secret')
  })
})

test('a run that is cancelled while caches are restored ends at once', async () => {
  const store = memoryStore()
  await run({ store })
  const steps = async () => {
    throw new CancelledError()
  }
  await expect(run({ store, steps })).rejects.toThrow(CancelledError)
})

describe('while caches are taken out', () => {
  async function runWith(error: Error) {
    const directories: string[] = []
    let world: FakeWorld | undefined
    const steps: Given['steps'] = async ({ output }, _, given) => {
      world = given
      directories.push(output.slice(0, output.lastIndexOf('/')))
      throw error
    }
    const result = await run({ store: memoryStore(), steps }).catch((reason: unknown) => reason)
    const [directory = ''] = directories
    return { result, directory, left: world?.files.paths().filter((path) => path.startsWith(directory)) }
  }

  test('a run that is cancelled ends at once, and leaves nothing', async () => {
    const { result, directory, left } = await runWith(new CancelledError())
    expect(result).toBeInstanceOf(CancelledError)
    expect(directory).toMatch(/^\/tmp\//)
    expect(left).toEqual([])
  })

  test('a full disk does not fail the run, and leaves nothing behind', async () => {
    const { result, left } = await runWith(new Error('no space left on device'))
    expect(result).toMatchObject({ findings: [], texts: [expect.any(String)] })
    expect(left).toEqual([])
  })
})
