/** Caches of a builder, restored and taken out by a real BuildKit. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import {
  type NumberedCache,
  restoringDockerfile,
  takingDockerfile,
} from '../../src/images/caches/builder/steps.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { baseImages } from '../support/images/builder-images.ts'
import { builderEnv } from '../support/images/builders.ts'
import { expectValue } from '../support/results.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { output } from '../support/world/temporary.ts'

const image = 'golang:1.24-alpine'
const marker = `test${process.pid}-${Date.now().toString(36)}`
const caches: readonly NumberedCache[] = [
  { id: `linkgate-go-build-${marker}`, kind: 'build', image, at: 0 },
  { id: `linkgate-go-modules-${marker}`, kind: 'modules', image, at: 1, owner: { uid: 7, gid: 7 } },
]

/** Leaves in the build cache what is not of Go. */
function leavingDockerfile(): string {
  const script = [
    `: ${marker}`,
    'mkdir /out && touch /out/built',
    'mkdir /cache/fuzz && touch /cache/fuzz/left',
  ]
  const mount = `--mount=type=cache,id=${caches[0]?.id},target=/cache`
  const step = `RUN ${mount} ${JSON.stringify(['/bin/sh', '-ec', script.join('\n')])}`
  return `FROM ${image}\n${step}\nFROM scratch\nCOPY --from=0 /out /\n`
}

test('files are restored into the mounts and taken out unchanged, and none remains in a step', async () => {
  await using _held = await baseImages([image])
  await using folder = await temporaryFolder()
  const builder = await builderEnv('BuildKit')
  const { signal } = new AbortController()
  const log = quietLog(signal, () => {})
  const world = openWorld({
    env: { ...process.env, ...builder },
    temporaryRoot: folder.path,
    log,
    signal,
    secrets: openSecrets(),
  })
  const engine = expectValue(await openDocker(world))
  const at = (name: string) => join(folder.path, name)
  const given = at('given')
  for (const name of ['context', 'taken', 'given/ab', 'given/a.com/b/@v', 'restored'])
    await mkdir(at(name), { recursive: true })
  await writeFile(join(given, 'ab/ab1-a'), 'compiled')
  await writeFile(join(given, 'a.com/b/@v/v1.0.0.zip'), 'archive')
  await output(['tar', '-cf', at('context/0.tar'), '-C', given, 'ab'])
  await output(['tar', '-cf', at('context/1.tar'), '-C', given, 'a.com'])
  const run = async (text: string, name: string) => {
    await writeFile(at('Dockerfile'), text)
    const steps = { dockerfile: at('Dockerfile'), context: at('context'), output: at(name), marker }
    const platform = `linux/${world.host.arch}`
    expectValue(await engine.runCacheSteps({ ...steps, platform, limitMs: 60_000 }))
  }
  await run(restoringDockerfile(caches, marker), 'restored')
  expect(await output(['cat', at('restored/0'), at('restored/1')])).toBe('restored\nrestored\n')
  const ids = new Set(caches.map(({ id }) => id))
  await run(leavingDockerfile(), 'built')
  await run(takingDockerfile(caches, ids, marker), 'taken')
  expect((await readdir(at('taken'))).toSorted()).toEqual([
    '0.old',
    '0.tar',
    '1.all',
    '1.new',
    '1.tar',
    '1.unpacked',
  ])
  // as old as what is restored
  expect(await output(['cat', at('taken/0.old')])).toContain('ab/ab1-a')
  const listed = await Promise.all([0, 1].map((one) => output(['tar', '-tvf', at(`taken/${one}.tar`)])))
  expect(listed[0]).not.toContain('left')
  expect(listed.join('')).toMatch(/ab\/ab1-a[\s\S]* 7\/7 .*a\.com\/b\/@v\/v1\.0\.0\.zip/)
  expect(await output(['cat', at('taken/1.all'), at('taken/1.new')])).toBe('1\n0\n')
  const used = await output(['docker', 'buildx', 'du', '--verbose'], { env: builder })
  expect(
    used.split('\n').filter((line) => line.includes(`mount / from exec`) && line.includes(marker)),
  ).toEqual([])
}, 120_000)
