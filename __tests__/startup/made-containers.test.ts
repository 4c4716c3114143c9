import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/effects/engine.ts'
import { startImageOf } from '../../src/startup/container.ts'
import { openContainers } from '../../src/startup/made-containers.ts'
import { prepare } from '../../src/startup/prepare-starts.ts'
import { openRunningVariants } from '../../src/startup/running-variants.ts'
import {
  type FakeEngine,
  fakeEngine,
  handlesFor,
  inspectedAs,
  planWith,
  setOf,
} from '../support/world/plan.ts'
import { fakeWorld, scriptedSession } from '../support/world/world.ts'

const base = inspectedAs('base', 'static')
const other = inspectedAs('base', 'dynamic')
const head = inspectedAs('head', 'static')

/** An image that base and head have but for the program. */
const shared = (variant: typeof base) =>
  ({ ...variant, image: { ...variant.image, withoutProgram: 'static' } }) as typeof base
const sharing = { base: shared(base), head: shared(head) }

async function made(given: Partial<Engine> = {}, comparesBase = true) {
  const world = fakeWorld({ commands: { 'go build': '' } })
  const engine = fakeEngine(() => scriptedSession({}), given)
  const handles = await handlesFor(world, engine)
  const plan = planWith()
  const containers = openContainers(handles, plan, { source: '/probe', comparesBase })
  const starter = (variant: typeof base) => ({ variant, ...startImageOf(variant), files: [] })
  const open = async () => {
    const starters = {
      variants: setOf(base, head).map(starter),
      control: starter(base),
    }
    return openRunningVariants(handles, plan.settings.config.startup, starters, {
      probe: () => containers.probe(),
      made: containers,
      sessions: [],
    })
  }
  return { world, engine, handles, plan, containers, open }
}

test('creates a container from each loaded image, and one for the control from the first image of base', async () => {
  const { engine, containers, open } = await made()
  await Promise.all([base, other, head].map(containers.load))
  await open()
  expect(engine.created.map(({ image }) => image).toSorted()).toEqual([
    'base-dynamic',
    'base-static',
    'base-static',
    'head-static',
  ])
  const copied = engine.asked.filter(([what]) => what === 'copy')
  expect(copied.map(([, container, , to]) => `${to} of ${container}`).toSorted()).toEqual([
    '/.linkgate-probe of container of base-dynamic',
    '/.linkgate-probe of container of base-static',
    '/.linkgate-probe of container of base-static, 2',
    '/.linkgate-probe of container of head-static',
    '/app/api of container of base-dynamic',
    '/app/api of container of base-static',
    '/app/api of container of base-static, 2',
    '/app/api of container of head-static',
  ])
  expect(engine.asked.filter(([what]) => what === 'start').length).toBe(3)
})

test('creates a container for each of two variants with the same image', async () => {
  const { containers } = await made({}, false)
  await Promise.all([containers.load(head), containers.load(head)])
  const taken = [await containers.take('head-static', false), await containers.take('head-static', false)]
  expect(taken.toSorted()).toEqual(['container of head-static', 'container of head-static, 2'])
  expect(await containers.take('head-static', false)).toBeUndefined()
})

test('the control has a separate container, which can be taken only once', async () => {
  const { containers } = await made()
  await containers.load(base)
  expect(await containers.take('base-static', false)).toBe('container of base-static')
  expect(await containers.take('base-static', false)).toBeUndefined()
  expect(await containers.take('base-static', true)).toBe('container of base-static, 2')
  expect(await containers.take('base-static', true)).toBeUndefined()
})

test('the control of an image that linkgate did not lay out gets its program when the image has been read', async () => {
  const { engine, containers } = await made()
  const image = { ...base.image, kind: 'on-base', on: { name: 'alpine:3.20' }, baseLayers: [] } as const
  await containers.load({ ...base, source: 'built-in', image: { loading: [], milliseconds: 0, ...image } })
  await containers.take('base-static', true)
  expect(engine.asked.flatMap(([what, , , to]) => (what === 'copy' ? [to] : []))).toEqual([
    '/.linkgate-probe',
    '/.linkgate-probe',
  ])
})

test('a container that could not be created in advance is created when it is needed', async () => {
  let attempts = 0
  const { containers, open } = await made(
    {
      create: async ({ image }) => {
        attempts++
        if (attempts === 1) throw new Error('the engine is busy')
        return image
      },
    },
    false,
  )
  await containers.load(head)
  const { variants } = await open()
  expect([...variants].map(({ container }) => container)).toEqual(['base-static', 'head-static'])
  expect(attempts).toBe(4)
})

describe('spare containers, created before the program exists', () => {
  const copiesOf = (engine: FakeEngine, path: string) =>
    engine.asked.flatMap(([what, container, from, to]) =>
      what === 'copy' && to === path ? [`${from} to ${container}`] : [],
    )
  const whenMade = () => new Promise(setImmediate)

  test('are created for base and the control together with that of head, if base is still being built', async () => {
    const { engine, containers } = await made()
    await containers.load(sharing.head)
    await whenMade()
    expect(engine.created.map(({ image }) => image)).toEqual(['static', 'static', 'static'])
    expect(copiesOf(engine, '/.linkgate-probe')).toHaveLength(3)
    expect(copiesOf(engine, '/app/api')).toEqual(['/out/head-static to container of static'])
    await containers.load(sharing.base)
    const taken = [await containers.take('base-static', false), await containers.take('base-static', true)]
    expect(taken.toSorted()).toEqual(['container of static, 2', 'container of static, 3'])
    expect(copiesOf(engine, '/app/api').toSorted()).toEqual([
      '/out/base-static to container of static, 2',
      '/out/base-static to container of static, 3',
      '/out/head-static to container of static',
    ])
    expect(engine.created).toHaveLength(3)
  })

  test('are not used for a base that differs in more than the program', async () => {
    const { engine, containers } = await made()
    await containers.load(sharing.head)
    await containers.load(base)
    expect(await containers.take('base-static', false)).toBe('container of base-static')
    expect(engine.created.map(({ image }) => image)).toEqual([
      ...Array(3).fill('static'),
      ...Array(2).fill('base-static'),
    ])
  })

  test.each([
    ['base cannot differ', false, [head], ['head-static']],
    ['base was there first', true, [base, head], ['base-static', 'base-static', 'head-static']],
  ])('are not created for base: %s', async (_, comparesBase, loaded, images) => {
    const { engine, containers } = await made({}, comparesBase)
    for (const one of loaded) await containers.load(one)
    await whenMade()
    expect(engine.created.map(({ image }) => image)).toEqual(images)
  })

  test('are not created from an image that contains its program', async () => {
    const { engine, containers } = await made()
    const image = { ...head.image, kind: 'on-base', on: { name: 'alpine:3.20' }, baseLayers: [] } as const
    await containers.load({ ...head, source: 'built-in', image: { loading: [], milliseconds: 0, ...image } })
    await whenMade()
    expect(engine.created.map(({ image }) => image)).toEqual(['head-static'])
    expect(copiesOf(engine, '/app/api')).toEqual([])
  })

  test('are created from an expected image for head and base', async () => {
    const { engine, containers } = await made()
    containers.expect({ variant: sharing.head, image: 'static' })
    await whenMade()
    expect(engine.created).toHaveLength(2)
    await containers.load(sharing.head)
    await whenMade()
    expect(engine.created).toHaveLength(2)
    expect(copiesOf(engine, '/app/api')).toHaveLength(1)
  })

  test('are created again if the image is not the expected one', async () => {
    const { engine, containers } = await made()
    containers.expect({ variant: sharing.head, image: 'expected' })
    await containers.load(sharing.head)
    expect(await containers.take('head-static', false)).toBe('container of static')
    expect(engine.created.filter(({ image }) => image === 'static')).toHaveLength(3)
  })

  test('are used only for programs with the same variables', async () => {
    const { engine, containers } = await made()
    const startsAs = { arguments: [], kept: [], env: { PORT: '1' } }
    containers.expect({ variant: sharing.head, image: 'static', startsAs })
    await containers.load(sharing.head)
    await containers.take('head-static', false)
    expect(engine.created.map(({ env }) => env['PORT'])).toEqual(['1', '1', undefined, undefined, undefined])
  })

  test('may fail: the container is created later, and an image that cannot be loaded is not an error here', async () => {
    const { containers } = await made({
      load: async (image) => {
        if (image === 'expected') throw new Error('no space left')
      },
    })
    containers.expect({ variant: sharing.head, image: 'expected' })
    await containers.settled()
    await containers.load(sharing.head)
    expect(await containers.take('head-static', false)).toBe('container of static')
  })

  test('are awaited before anything is timed or removed', async () => {
    const slow = Promise.withResolvers<string>()
    const { handles, containers } = await made({ create: () => slow.promise })
    handles.workspace.onClose('engine', async () => {})
    containers.expect({ variant: sharing.head, image: 'static' })
    const done: string[] = []
    const waiting = [
      containers.settled().then(() => done.push('settled')),
      handles.workspace.close().then(() => done.push('closed')),
    ]
    await whenMade()
    expect(done).toEqual([])
    slow.resolve('late')
    await Promise.all(waiting)
  })

  test('are not created after a cancellation', async () => {
    const { world, engine, containers } = await made()
    world.abort()
    containers.expect({ variant: sharing.head, image: 'static' })
    await whenMade()
    expect(engine.asked).toEqual([])
  })
})

test('creates no container from an image that cannot be loaded', async () => {
  const { engine, containers } = await made({
    load: async (image) => {
      if (image === 'head-static') throw new Error('no space left')
    },
  })
  await expect(containers.load(head)).rejects.toThrow('no space left')
  expect(await containers.take('head-static', false)).toBeUndefined()
  expect(engine.created).toEqual([])
})

test('starts no app while an unused container is being created', async () => {
  const slow = Promise.withResolvers<string>()
  const create: Engine['create'] = async ({ image }) => (image === 'base-dynamic' ? slow.promise : image)
  const { engine, handles, plan, containers } = await made({ create })
  await Promise.all([base, other, head].map(containers.load))
  let isPrepared = false
  const given = { source: '/probe', made: containers, sessions: [] }
  const preparing = prepare(handles, plan, setOf(base, head), given).then(() => {
    isPrepared = true
  })
  await new Promise(setImmediate)
  expect(engine.asked.filter(([what]) => what === 'start').length).toBe(3)
  expect(isPrepared).toBe(false)
  slow.resolve('late')
  await preparing
  expect(isPrepared).toBe(true)
})

test('containers are removed only after the last one has been created', async () => {
  const created = Promise.withResolvers<string>()
  const { engine, handles, containers } = await made({ create: () => created.promise })
  handles.workspace.onClose('engine', async () => {})
  await containers.load(head)
  let isClosed = false
  const closing = handles.workspace.close().then(() => {
    isClosed = true
  })
  for (let turn = 0; turn < 100; turn++) await Promise.resolve()
  expect(isClosed).toBe(false)
  created.resolve('late')
  await closing
  expect(engine.asked).toContainEqual(['copy', 'late', expect.stringContaining('/probe'), '/.linkgate-probe'])
})

test('no container is created after they have been removed', async () => {
  const loaded = Promise.withResolvers<void>()
  const { engine, handles, containers } = await made({ load: () => loaded.promise })
  handles.workspace.onClose('engine', async () => {})
  const loading = containers.load(head)
  await handles.workspace.close()
  loaded.resolve()
  await Promise.all([loading, containers.load(base)])
  expect(engine.created).toEqual([])
})

test('an image that is read after that is not loaded', async () => {
  const { engine, handles, containers } = await made()
  const closing = handles.workspace.close()
  await containers.load(head)
  await closing
  expect(engine.asked.filter(([what]) => what === 'load')).toEqual([])
})

test('no further container is prepared after a cancellation', async () => {
  const { world, engine, containers } = await made({ create: async () => 'one' })
  const loading = containers.load(head)
  world.abort()
  await loading
  expect(await containers.take('head-static', false)).toBeUndefined()
  expect(engine.asked.filter(([what]) => what === 'copy')).toEqual([])
})
