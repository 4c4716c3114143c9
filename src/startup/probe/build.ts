import { CommandError } from '../../common/errors.ts'
import { collector } from '../../dockerfile/derive/caches/collector.ts'
import type { World } from '../../effects/world.ts'
import { goVariables, type Platform } from '../../model/platform.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

export interface ProbeOptions {
  /** Directory of the probe's source. */
  readonly source: string
  /** Private directory of the run, for what is made on the way. */
  readonly directory: string
  /** Of this machine: an image for another one gets the same probe, which the kernel runs. */
  readonly platform: Platform
  readonly go: Pick<GoTool, 'cache' | 'version'>
  /** Whether it must speak TLS, which is half of what there is then to compile. */
  readonly withTls: boolean
  /** Whether nothing else is compiled on this machine, with which it could share packages. */
  readonly isAlone?: boolean
}

/**
 * The probe for this machine; its path. It is static, so that it runs in any of them. Compiled once for each
 * source, Go version and platform, and kept beside Go's own build cache, which holds packages and no programs. One that is
 * kept with TLS serves without need as well: where one app speaks it, it does so in every run.
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
  // moved into place, so that nobody meets half of it
  const part = `${folder}/part-${directory.slice(directory.lastIndexOf('/') + 1)}`
  try {
    await files.makeDirectory(folder)
    if (await files.copy(output, part)) await files.move(part, `${folder}/${name}`)
    // those of other sources and Go versions would pile up
    for (const other of await files.list(folder)) {
      if (other.name.startsWith(kind) && other.name !== name) await files.remove(`${folder}/${other.name}`)
    }
  } catch {
    // a cache that cannot be written to costs time, nothing else
    await files.remove(part)
  }
  return output
}

/** Changes with every file that the probe is made of. */
async function sourceKey({ files }: World, source: string): Promise<string> {
  let key = 0n
  for (const { name } of await files.list(source)) {
    if (!/\.(go|mod)$/.test(name) || name.endsWith('_test.go')) continue
    key = BigInt.asUintN(128, key * 31n + BigInt(`0x${await files.sha256(`${source}/${name}`)}`))
  }
  return key.toString(16)
}

/** Takes the compiler two thirds of the time: nothing is inlined, and there is nothing for debuggers. */
const quickly = '-gcflags=all=-l -dwarf=false'

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
    ...(isAlone ? [quickly] : []),
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
  // the first start, which needs it, comes after the last build
  const built = await world.exec.run(command, { cwd: source, env, ...(isAlone ? { yields: true } : {}) })
  if (built.exitCode !== 0) {
    throw new CommandError(command, built.exitCode, built.stderr.trim().split('\n').slice(0, 5))
  }
}
