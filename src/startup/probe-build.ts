import { CommandError } from '../errors.ts'
import type { Platform } from '../model.ts'
import type { World } from '../world.ts'

/** Compiles the probe for the platform of the images. It is static, so that it runs in any of them. */
export async function buildProbe(
  world: World,
  options: {
    /** Directory of the probe's source. */
    readonly source: string
    readonly directory: string
    readonly platform: Platform
  },
): Promise<string> {
  const { source, directory, platform } = options
  const [os = '', arch = ''] = platform.split('/')
  const output = `${directory}/probe`
  const temporary = `${directory}/probe-tmp`
  await world.files.makeDirectory(temporary)
  const command = ['go', 'build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', output, '.']
  const env = {
    ...world.host.env,
    CGO_ENABLED: '0',
    GOOS: os,
    GOARCH: arch,
    GOWORK: 'off',
    GOFLAGS: '',
    GOTMPDIR: temporary,
    TMPDIR: temporary,
  }
  const built = await world.exec.job(command, { cwd: source, env })
  if (built.exitCode !== 0) {
    throw new CommandError(command, built.exitCode, built.stderr.trim().split('\n').slice(0, 5))
  }
  return output
}
