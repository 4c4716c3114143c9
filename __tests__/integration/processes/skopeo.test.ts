import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { skopeoCommand } from '../../../scripts/tools/skopeo.ts'
import { librariesLayer, programLayer, writeImage } from '../../../src/images/built-in/image.ts'
import { readImage } from '../../../src/inspect/image/archive.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { expectValue } from '../../support/results.ts'
import { root } from '../../support/runs/linkgate.ts'
import { output, temporaryDirectory } from '../../support/world/temporary.ts'

/** Skopeo, which reads images as Podman, Buildah and CRI-O do, on an image that linkgate wrote. */

const directory = await temporaryDirectory()
const reference = 'linkgate/run:head-static'
const layout = join(directory, 'layout')
let skopeo: readonly string[] = []
let archive = ''

beforeAll(async () => {
  skopeo = await skopeoCommand(root)
  archive = await writeImage({ archives: realArchives }, directory, {
    reference,
    platform: 'linux/amd64',
    program: 'ls',
    layers: [
      librariesLayer([{ path: 'lib/x.so', mode: 0o755, content: { kind: 'file', from: '/bin/cat' } }]),
      programLayer('ls', '/bin/ls'),
    ],
  })
  await mkdir(layout)
  await output(['tar', '--extract', '--file', archive, '--directory', layout])
})

const run = (...args: readonly string[]) => output([...skopeo, ...args])
const manifestDigest = async (at: string) =>
  JSON.parse(await readFile(join(at, 'index.json'), 'utf8')).manifests[0].digest as string
const manifestOf = async (at: string) =>
  readFile(join(at, 'blobs', (await manifestDigest(at)).replace(':', '/')), 'utf8')

test.each([
  ['the archive', () => `oci-archive:${archive}`],
  ['the archive, by name', () => `oci-archive:${archive}:docker.io/${reference}`],
  ['the unpacked layout', () => `oci:${layout}`],
])('reads the manifest of %s byte by byte', async (_, source) => {
  expect(await run('inspect', '--raw', source())).toBe(await manifestOf(layout))
})

test('copies the layout without changing a blob', async () => {
  const copy = join(directory, 'copy')
  await run('copy', '--preserve-digests', `oci-archive:${archive}`, `oci:${copy}:image`)
  expect(await manifestDigest(copy)).toBe(await manifestDigest(layout))
  const blobs = async (at: string) => (await readdir(join(at, 'blobs/sha256'))).sort()
  expect(await blobs(copy)).toEqual(await blobs(layout))
})

test('reads the same image from the archive for Docker before version 25', async () => {
  const copy = join(directory, 'docker.tar')
  await run('copy', `docker-archive:${archive}`, `docker-archive:${copy}:${reference}`)
  const read = async (path: string) => expectValue(await readImage(realArchives, path)).image
  expect(await read(copy)).toEqual(await read(archive))
})
