import { readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  imageConfiguration,
  librariesLayer,
  programLayer,
  runtimeLayer,
  writeImage,
} from '../../../src/images/built-in/image.ts'
import { readSavedImage } from '../../../src/inspect/image/archive.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { expectValue } from '../../support/results.ts'
import { goTool } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { fakeFiles, link } from '../../support/world/world.ts'

const directory = await temporaryDirectory()

describe('the built-in image', () => {
  const surroundings = {
    '/etc/ssl/certs/ca-certificates.crt': 'CERTIFICATES',
    '/go/lib/time/zoneinfo.zip': 'ZONES',
  }

  test('has the files that a service expects', async () => {
    const { files } = await runtimeLayer(fakeFiles(undefined, surroundings), goTool)
    const text = (path: string) => {
      const content = files.find((file) => file.path === path)?.content
      return content?.kind === 'bytes' ? new TextDecoder().decode(content.bytes) : content
    }
    expect(text('etc/passwd')).toBe(
      'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    )
    expect(text('etc/group')).toBe('root:x:0:\nnonroot:x:65532:\n')
    expect(text('etc/ssl/certs/ca-certificates.crt')).toEqual({
      kind: 'file',
      from: '/etc/ssl/certs/ca-certificates.crt',
    })
    expect(text('usr/share/zoneinfo.zip')).toEqual({ kind: 'file', from: '/go/lib/time/zoneinfo.zip' })
    expect(files.find(({ path }) => path === 'tmp/')).toEqual({
      path: 'tmp/',
      mode: 0o1777,
      content: { kind: 'directory' },
    })
  })

  test('lists every directory once, before its content', async () => {
    const { files } = await runtimeLayer(fakeFiles(undefined, surroundings), goTool)
    const paths = files.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) {
      const parts = path.replace(/\/$/, '').split('/')
      for (let depth = 1; depth < parts.length; depth++) {
        const parent = `${parts.slice(0, depth).join('/')}/`
        expect(paths.indexOf(parent), parent).toBeGreaterThanOrEqual(0)
        expect(paths.indexOf(parent)).toBeLessThan(paths.indexOf(path))
      }
    }
  })

  test('finds the certificates in the places of other systems, and follows links', async () => {
    const files = fakeFiles(undefined, {
      '/etc/pki/tls/certs/ca-bundle.crt': link('/etc/pki/ca-trust/extracted/tls-ca-bundle.pem'),
      '/etc/pki/ca-trust/extracted/tls-ca-bundle.pem': 'CERTIFICATES',
    })
    const layer = await runtimeLayer(files, goTool)
    expect(layer.files.find(({ path }) => path === 'etc/ssl/certs/ca-certificates.crt')?.content).toEqual({
      kind: 'file',
      from: '/etc/pki/ca-trust/extracted/tls-ca-bundle.pem',
    })
  })

  test('is complete without certificates and time zones', async () => {
    const { files } = await runtimeLayer(fakeFiles(), goTool)
    expect(files.map(({ path }) => path)).toEqual(['etc/', 'etc/group', 'etc/passwd', 'tmp/'])
  })

  test('has no time and nothing of this machine in its configuration', () => {
    const layers = [{ diffId: 'aa', createdBy: 'one' }]
    expect(imageConfiguration('linux/arm64', 'api', layers)).toEqual({
      architecture: 'arm64',
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config: {
        Entrypoint: ['/app/api'],
        Env: [
          'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
          'ZONEINFO=/usr/share/zoneinfo.zip',
        ],
        WorkingDir: '/app',
      },
      rootfs: { type: 'layers', diff_ids: ['sha256:aa'] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'one' }],
    })
  })

  test('is the same archive, byte for byte, for the same content, wherever and whenever it is written', async () => {
    const world = realWorld(directory)
    const archives: Buffer[] = []
    const runs = [
      ['one', 1_000_000_000],
      ['two', 2_000_000_000],
    ] as const
    for (const [name, time] of runs) {
      const at = join(directory, name)
      await writeTree(at, { program: `#!${'x'.repeat(2_000_000)}`, certificates: 'C' })
      for (const file of ['program', 'certificates']) await utimes(join(at, file), time, time)
      const runtime = await runtimeLayer(fakeFiles(undefined, {}), goTool)
      const layers = [
        runtime,
        librariesLayer([
          { path: 'lib64/ld.so', mode: 0o755, content: { kind: 'file', from: join(at, 'certificates') } },
        ]),
        programLayer('api', join(at, 'program')),
      ]
      const image = {
        reference: 'linkgate/run:head-static',
        platform: 'linux/amd64',
        program: 'api',
        layers,
      } as const
      archives.push(await readFile(await writeImage(world, at, image)))
    }
    expect(archives[0]?.equals(archives[1] ?? Buffer.alloc(0))).toBe(true)

    const saved = expectValue(await readSavedImage(await realArchives.read(join(directory, 'one/image.tar'))))
    expect(saved.image.entrypoint).toEqual(['/app/api'])
    expect(saved.image.layers.map(({ createdBy }) => createdBy)).toEqual([
      'linkgate: certificates, time zones, users, /tmp',
      'linkgate: loader and shared libraries',
      'linkgate: /app/api',
    ])
    const listed = await output(['tar', '--list', '--verbose', '--file', join(directory, 'one/layer-0.tar')])
    expect(listed).toMatch(/^drwxrwxrwt .* tmp\/$/m)
    const manifest = JSON.parse(
      await output([
        'tar',
        '--extract',
        '--to-stdout',
        '--file',
        join(directory, 'one/image.tar'),
        'manifest.json',
      ]),
    )
    expect(manifest[0].RepoTags).toEqual(['linkgate/run:head-static'])
  })
})
