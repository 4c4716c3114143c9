import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import type { Archives } from '../../src/effects/archives.ts'
import { imageReference } from '../../src/effects/engine.ts'
import { programLayer, writeImage } from '../../src/images/built-in/image.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { readSavedImage } from '../../src/inspect/image/archive.ts'
import { buildProbe } from '../../src/startup/probe/build.ts'
import { openProbe } from '../../src/startup/probe/probe.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { expectValue } from '../support/results.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { anyResponse } from '../support/world/start-request.ts'

test('an image is loaded and saved unchanged, runs the probe, and is removed', async () => {
  await using folder = await temporaryFolder()
  const { signal } = new AbortController()
  const world = openWorld({
    env: process.env,
    temporaryRoot: folder.path,
    log: quietLog(signal, () => {}),
    signal,
    secrets: openSecrets(),
  })
  const engine = expectValue(await openDocker(world))
  const platform = `linux/${world.host.arch}` as const
  await mkdir(join(folder.path, 'image'))
  // the probe serves as the program too: it is static and does nothing without being asked
  const program = await buildProbe(world, {
    source: join(root, 'probe'),
    directory: folder.path,
    platform,
    go: { cache: join(folder.path, 'cache'), version: 'any' },
    withTls: false,
  })
  const run = `test${process.pid}`
  const reference = imageReference(run, 'head-static')
  const archive = await writeImage(world, join(folder.path, 'image'), {
    reference,
    platform,
    program: 'probe',
    layers: [programLayer('probe', program)],
  })
  try {
    engine.take(reference, archive)
    const written = await factsOf(world.archives, archive)
    const saved = join(folder.path, 'saved.tar')
    expect(await engine.archiveOf(reference, saved)).toBe(archive)
    expect((await world.exec.query(['docker', 'image', 'inspect', reference])).exitCode).toBe(1)

    const container = await engine.create({ image: reference, run, entrypoint: '/linkgate', env: { A: 'b' } })
    // what an engine keeps of an image is the image: the same layers, the same configuration, so the same id
    await world.exec.query(['docker', 'save', '--output', saved, reference])
    expect(await factsOf(world.archives, saved)).toEqual(written)
    await engine.copyInto(container, program, '/linkgate')
    const session = engine.start(container)
    const started = await openProbe(session).start({
      ...anyResponse,
      argv: ['/app/nothing'],
      timeoutMs: 5_000,
    })
    await session.close()
    expect(started).toMatchObject({
      ok: false,
      problem: { failure: { kind: 'exec' } },
    })
  } finally {
    await engine.removeAll(run)
  }
  const left = await world.exec.query([
    'docker',
    'images',
    '--quiet',
    `--filter=reference=${imageReference(run, '*')}`,
  ])
  const running = await world.exec.query([
    'docker',
    'ps',
    '--all',
    '--quiet',
    `--filter=label=linkgate.run=${run}`,
  ])
  expect(left.stdout + running.stdout).toBe('')
})

/** All that is known of an image, without how its archive keeps it. */
async function factsOf(archives: Archives, path: string): Promise<object> {
  const saved = expectValue(await readSavedImage(await archives.read(path)))
  const { root: _, contents: __, stored: ___, ...facts } = saved
  return facts
}
