import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LayerFile } from '../../src/effects/archives.ts'
import { type PlannedLayer, writeImage } from '../../src/images/built-in/image.ts'
import { readImage } from '../../src/inspect/image/archive.ts'
import type { Platform } from '../../src/model/platform.ts'
import { realArchives } from '../../src/world/archives/archives.ts'
import { ociProblems } from '../support/images/oci-schemas.ts'
import { expectValue } from '../support/results.ts'
import { tries } from '../support/runs/tries.ts'
import { output, temporaryDirectory } from '../support/world/temporary.ts'
import { sha256 } from '../support/world/world.ts'

const directory = await temporaryDirectory()
const reference = 'linkgate/run:head-static'
const world = { archives: realArchives }
let made = 0

interface Written {
  /** The unpacked archive. */
  readonly root: string
  readonly archive: string
  readonly paths: readonly string[]
}

async function write(layers: readonly PlannedLayer[], platform: Platform = 'linux/amd64'): Promise<Written> {
  const at = join(directory, `${++made}`)
  const root = join(at, 'unpacked')
  await mkdir(root, { recursive: true })
  const archive = await writeImage(world, at, { reference, platform, program: 'api', layers })
  await output(['tar', '--extract', '--file', archive, '--directory', root])
  const listed = await output(['tar', '--list', '--file', archive])
  return { root, archive, paths: listed.trim().split('\n') }
}

const json = async (root: string, path: string) => JSON.parse(await readFile(join(root, path), 'utf8'))
const pathOf = ({ digest }: { readonly digest: string }) => `blobs/${digest.replace(':', '/')}`

const layer = (createdBy: string, ...files: readonly LayerFile[]): PlannedLayer => ({ createdBy, files })
const file = (path: string, text: string): LayerFile => ({
  path,
  mode: 0o644,
  content: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
})

/** Some may be the same, as in an image. */
const anyLayers = fc.array(
  fc.record({
    createdBy: fc.string(),
    files: fc.uniqueArray(fc.record({ path: fc.stringMatching(/^[a-c]{1,2}$/), text: fc.string() }), {
      selector: ({ path }) => path,
      maxLength: 3,
    }),
  }),
  { minLength: 1, maxLength: 4 },
)

describe('the OCI layout of an image', () => {
  test('is valid, has every blob under its digest, and reads the same as an OCI layout and a Docker archive', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLayers,
        fc.constantFrom<Platform>('linux/amd64', 'linux/arm64'),
        async (given, platform) => {
          const planned = given.map(({ createdBy, files }) =>
            layer(createdBy, ...files.map(({ path, text }) => file(path, text))),
          )
          const { root, archive, paths } = await write(planned, platform)
          expect(ociProblems('layout', await json(root, 'oci-layout'))).toEqual([])
          const index = await json(root, 'index.json')
          expect(ociProblems('index', index)).toEqual([])
          expect(index.manifests).toHaveLength(1)
          const manifest = await json(root, pathOf(index.manifests[0]))
          expect(ociProblems('manifest', manifest)).toEqual([])
          const config = await json(root, pathOf(manifest.config))
          expect(ociProblems('config', config)).toEqual([])

          const descriptors = [index.manifests[0], manifest.config, ...manifest.layers]
          for (const descriptor of descriptors) {
            const bytes = await readFile(join(root, pathOf(descriptor)))
            expect(descriptor.digest).toBe(`sha256:${sha256(bytes)}`)
            expect(descriptor.size).toBe(bytes.length)
          }
          // each path once, and no unreferenced ones
          expect([...paths].sort()).toEqual(
            [...new Set(['oci-layout', 'index.json', 'manifest.json', ...descriptors.map(pathOf)])].sort(),
          )
          expect(config.rootfs.diff_ids).toEqual(
            manifest.layers.map(({ digest }: { digest: string }) => digest),
          )
          expect(await json(root, 'manifest.json')).toEqual([
            {
              Config: pathOf(manifest.config),
              RepoTags: [reference],
              Layers: manifest.layers.map(pathOf),
            },
          ])

          const read = async (path: string) => {
            const { image, platform: of } = expectValue(await readImage(realArchives, path))
            return { image, of }
          }
          const whole = await read(archive)
          expect(whole.of).toBe(platform)
          expect(whole.image.layers.map(({ createdBy }) => createdBy)).toEqual(
            given.map(({ createdBy }) => createdBy),
          )
          await rm(join(root, 'manifest.json'))
          expect(await read(root)).toEqual(whole)
        },
      ),
      { numRuns: tries(20) },
    )
  })

  test('names the image with its registry, as needed by readers that take the name from the index', async () => {
    const { root } = await write([layer('one', file('a', 'A'))])
    const [descriptor] = (await json(root, 'index.json')).manifests
    expect(descriptor).toMatchObject({
      platform: { os: 'linux', architecture: 'amd64' },
      annotations: {
        'io.containerd.image.name': `docker.io/${reference}`,
        'org.opencontainers.image.ref.name': `docker.io/${reference}`,
      },
    })
  })

  test('has the same manifest whatever the name of the image', async () => {
    const layers = [layer('one', file('a', 'A'))]
    const at = join(directory, 'renamed')
    await mkdir(at)
    const other = await writeImage(world, at, {
      reference: 'linkgate/other:base-static',
      platform: 'linux/amd64',
      program: 'api',
      layers,
    })
    await output(['tar', '--extract', '--file', other, '--directory', at])
    const { root } = await write(layers)
    const digestIn = async (layout: string) => (await json(layout, 'index.json')).manifests[0].digest
    expect(await digestIn(at)).toBe(await digestIn(root))
  })

  test('has one blob for a layer that occurs twice', async () => {
    const same = file('a', 'A')
    const { root } = await write([layer('one', same), layer('two', same)])
    const [{ Layers: layers }] = await json(root, 'manifest.json')
    expect(layers).toEqual([layers[0], layers[0]])
    expect(await readdir(join(root, 'blobs/sha256'))).toHaveLength(3)
    expect((await stat(join(root, layers[0]))).size).toBeGreaterThan(0)
  })
})

describe('the schemas', () => {
  test.each([
    ['layout', { imageLayoutVersion: '2.0.0' }, 'layout/imageLayoutVersion must be equal'],
    ['index', { schemaVersion: 2, manifests: [{ digest: 'sha256:00' }] }, 'index/manifests/0 must have'],
    [
      'manifest',
      { schemaVersion: 2, config: { mediaType: 'a/b', size: 1, digest: 'none' }, layers: [] },
      'manifest/config/digest must match',
    ],
    [
      'config',
      { os: 'linux', architecture: 'amd64', created: 'today', rootfs: { type: 'layers', diff_ids: [] } },
      'config/created must match format',
    ],
  ] as const)('reject an invalid %s', (kind, document, expected) => {
    expect(ociProblems(kind, document).join('\n')).toContain(expected)
  })
})
