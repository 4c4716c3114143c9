import { describe, expect, test } from 'vitest'
import { buildProbe } from '../../../src/startup/probe/build.ts'
import { fakeWorld } from '../../support/world/world.ts'

describe('the probe', () => {
  const options = {
    source: '/linkgate/probe',
    directory: '/tmp/run',
    platform: 'linux/arm64',
    go: { cache: '/cache/build', version: 'go1.26.1' },
    withTls: false,
  } as const
  const sources = { '/linkgate/probe/main.go': 'package main', '/linkgate/probe/go.mod': 'module probe' }

  test('is static, for the platform of the images, whatever the environment sets for Go', async () => {
    const world = fakeWorld({
      commands: { 'go build': '' },
      env: { PATH: '/bin', GOFLAGS: '-mod=vendor', CGO_ENABLED: '1', GOWORK: '/x/go.work' },
    })
    expect(await buildProbe(world, options)).toBe('/tmp/run/probe')
    expect(world.exec.calls).toEqual([
      {
        how: 'run',
        command: [
          'go',
          'build',
          '-trimpath',
          '-buildvcs=false',
          '-ldflags=-s -w',
          '-o',
          '/tmp/run/probe',
          '.',
        ],
        cwd: '/linkgate/probe',
        env: {
          GOGC: '400',
          PATH: '/bin',
          CGO_ENABLED: '0',
          GOOS: 'linux',
          GOARCH: 'arm64',
          GOWORK: 'off',
          GOFLAGS: '',
          GOTMPDIR: '/tmp/run/probe-tmp',
          TMPDIR: '/tmp/run/probe-tmp',
        },
      },
    ])
    expect(world.files.paths()).toContain('/tmp/run/probe-tmp')
  })

  test.each([true, false])(
    'faster and with a low priority, unless it can share packages with programs (alone: %s)',
    async (isAlone) => {
      const world = fakeWorld({ commands: { 'go build': '' } })
      await buildProbe(world, { ...options, isAlone })
      expect(world.exec.lines('go build').join().includes(' -gcflags=all=-l -dwarf=false ')).toBe(isAlone)
      expect(world.exec.calls.map(({ yields = false }) => yields)).toEqual([isAlone])
    },
  )

  test('is compiled once for each source, Go version and platform', async () => {
    const compiled = async ({ command }: { readonly command: readonly string[] }) => {
      await world.files.write(command[command.indexOf('-o') + 1] ?? '', 'program', 0o755)
      return ''
    }
    const world = fakeWorld({ files: sources, commands: { 'go build': compiled } })
    const build = (given: Partial<Omit<typeof options, 'platform'> & { platform: 'linux/amd64' }> = {}) =>
      buildProbe(world, { ...options, ...given })
    const builds = () => world.exec.lines('go build').length
    const kept = () => world.files.paths().filter((path) => path.startsWith('/cache/build/linkgate/'))
    for (let time = 0; time < 2; time++) {
      expect(await build()).toBe('/tmp/run/probe')
      expect(world.files.modeOf('/tmp/run/probe')).toBe(0o755)
      expect(builds()).toBe(1)
    }
    expect(kept()).toEqual([
      expect.stringMatching(/^\/cache\/build\/linkgate\/probe-linux-arm64-go1\.26\.1-[0-9a-f]+$/),
    ])
    await build({ platform: 'linux/amd64' })
    expect(builds()).toBe(2)
    await world.files.write('/linkgate/probe/main_test.go', 'package main')
    await build()
    expect(builds()).toBe(2)
    // a probe of other sources replaces the previous one
    await world.files.write('/linkgate/probe/main.go', 'package main // changed')
    await build()
    expect(builds()).toBe(3)
    expect(kept()).toHaveLength(2)
  })

  test('has TLS if that is needed; a kept one with TLS is also used otherwise', async () => {
    const compiled = async ({ command }: { readonly command: readonly string[] }) => {
      const text = command.includes('-tags=tls') ? 'with TLS' : 'without'
      await world.files.write(command[command.indexOf('-o') + 1] ?? '', text, 0o755)
      return ''
    }
    const world = fakeWorld({ files: sources, commands: { 'go build': compiled } })
    const built = async (withTls: boolean) =>
      world.files.readText(await buildProbe(world, { ...options, withTls }))
    expect(await built(false)).toBe('without')
    expect(await built(true)).toBe('with TLS')
    expect(await built(true)).toBe('with TLS')
    expect(await built(false)).toBe('with TLS')
    expect(world.exec.lines('go build')).toHaveLength(2)
    const kept = world.files.paths().filter((path) => path.startsWith('/cache/build/linkgate/'))
    expect(kept).toHaveLength(2)
  })

  test('works without a writable cache', async () => {
    const compiled = async ({ command }: { readonly command: readonly string[] }) => {
      await world.files.write(command[command.indexOf('-o') + 1] ?? '', 'program')
      return ''
    }
    const world = fakeWorld({ files: sources, commands: { 'go build': compiled } })
    const files = {
      ...world.files,
      move: async () => {
        throw new Error('read-only file system')
      },
    }
    expect(await buildProbe({ ...world, files }, options)).toBe('/tmp/run/probe')
    expect(world.files.paths().filter((path) => path.includes('part-'))).toEqual([])
  })

  test('reports the message of the compiler', async () => {
    const world = fakeWorld({ commands: { 'go build': { exitCode: 1, stderr: 'main.go:1: broken\n' } } })
    await expect(buildProbe(world, options)).rejects.toThrow(/exit code 1: main\.go:1: broken/)
  })
})
