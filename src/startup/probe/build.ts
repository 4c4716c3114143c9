import { CommandError } from '../../common/errors.ts'
import { collector } from '../../dockerfile/derive/caches/collector.ts'
import type { World } from '../../effects/world.ts'
import { goVariables, type Platform } from '../../model/platform.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

export interface ProbeOptions {
  /** Directory of the probe's source. */
  readonly source: string
  /** Private directory of the run, for the program and temporary files. */
  readonly directory: string
  /** Platform of this machine. It is used in images for other platforms, too, because the kernel runs it there. */
  readonly platform: Platform
  readonly go: Pick<GoTool, 'cache' | 'version'>
  /** Whether it must support TLS, which doubles the code to compile. */
  readonly withTls: boolean
  /** Whether this machine compiles no other program that could share packages with the probe. */
  readonly isAlone?: boolean
}

/**
 * Builds the probe for this machine, and returns its path. It is static, so that it runs in any image. It is compiled once
 * for each source, Go version and platform, and kept next to Go's build cache, which does not keep programs. A kept probe with
 * TLS is also used if TLS is not required, because an app that uses TLS does so in every run.
 */
export async function buildProbe(world: World, options: ProbeOptions): Promise<string> {
  const { source, directory, platform, go, withTls } = options
  const { files } = world
  const folder = `${go.cache}/linkgate`
  const key = `${go.version}-${await sourceKey(world, source)}`
  const kindOf = (hasTls: boolean) => `probe-${hasTls ? 'tls-' : ''}${platform.replace('/', '-')}-`
  const output = `${directory}/${withTls ? 'probe-tls' : 'probe'}`
  for (const hasTls of withTls ? [true] : [true, false])
    if (await files.copy(`${folder}/${kindOf(hasTls)}${key}`, output)) return output
  await compile(world, options, output)
  const kind = kindOf(withTls)
  const name = `${kind}${key}`
  // moved into place, so that other processes never see an incomplete file
  const part = `${folder}/part-${directory.slice(directory.lastIndexOf('/') + 1)}`
  try {
    await files.makeDirectory(folder)
    if (await files.copy(output, part)) await files.move(part, `${folder}/${name}`)
    // probes of other sources and Go versions would accumulate
    for (const other of await files.list(folder)) {
      if (other.name.startsWith(kind) && other.name !== name) await files.remove(`${folder}/${other.name}`)
    }
  } catch {
    // if the cache is not writable, the next run compiles the probe again
    await files.remove(part)
  }
  return output
}

/** A hash of all source files of the probe. */
async function sourceKey({ files }: World, source: string): Promise<string> {
  let key = 0n
  for (const { name } of await files.list(source)) {
    if (!/\.(go|mod)$/.test(name) || name.endsWith('_test.go')) continue
    key = BigInt.asUintN(128, key * 31n + BigInt(`0x${await files.sha256(`${source}/${name}`)}`))
  }
  return key.toString(16)
}

/** Without inlining and debug information, the compiler needs a third less time. */
const fastCompile = '-gcflags=all=-l -dwarf=false'

async function compile(
  world: World,
  { source, directory, platform, withTls, isAlone = false }: ProbeOptions,
  output: string,
): Promise<void> {
  const temporary = `${directory}/probe-tmp`
  await world.files.makeDirectory(temporary)
  const flags = [
    '-trimpath',
    '-buildvcs=false',
    '-ldflags=-s -w',
    ...(isAlone ? [fastCompile] : []),
    ...(withTls ? ['-tags=tls'] : []),
  ]
  const command = ['go', 'build', ...flags, '-o', output, '.']
  const env = {
    [collector.name]: collector.value,
    ...world.host.env,
    CGO_ENABLED: '0',
    ...goVariables(platform),
    GOWORK: 'off',
    GOFLAGS: '',
    GOTMPDIR: temporary,
    TMPDIR: temporary,
  }
  // with lower priority than other builds: it is first needed after the last of them
  const built = await world.exec.run(command, { cwd: source, env, ...(isAlone ? { yields: true } : {}) })
  if (built.exitCode !== 0) {
    throw new CommandError(command, built.exitCode, built.stderr.trim().split('\n').slice(0, 5))
  }
}
