// BuildKit in a container of a separate Docker engine, started by the driver `docker-container` of buildx.
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ensureGoTool } from '../tools/go-tools.ts'
import { buildxFolder, runcFolder } from '../tools/newer-docker.ts'
import { exec, SetupError } from '../tools/process.ts'
import { buildctl, buildkitd } from './buildkit.ts'
import { engineLibraries } from './engine.ts'
import { type Keeper, startKeeper } from './start-keeper.ts'

/** Replaces moby/buildkit on machines that cannot pull images. */
const image = 'linkgate-buildkit:test'

/** Indexed by their numbers: https://man7.org/linux/man-pages/man7/capabilities.7.html and the kernel's linux/capability.h. */
const capabilities =
  `CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST
  NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE
  SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND
  AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`.split(/\s+/)

export interface BuilderContainer extends Pick<Keeper, 'stop'> {
  /** Variables with which `docker buildx` builds in it. */
  readonly env: Readonly<Record<string, string>>
  /** Address of the engine that runs the container, for DOCKER_HOST. */
  readonly host: string
}

/**
 * @param root the checkout, under whose `.tools` its programs are kept
 * @param folder for all files that it writes
 * @throws {SetupError} if it does not start
 */
export async function startBuilderContainer(root: string, folder: string): Promise<BuilderContainer> {
  const bin = join(folder, 'bin')
  await writeRunc(bin)
  const plugin = await buildxFolder(root)
  const path = [bin, process.env['PATH']].join(delimiter)
  const keeper = startKeeper({ ...process.env, ...(await engineLibraries(root)), PATH: path })
  const engine = await keeper.answer
  if (engine === undefined) {
    await keeper.stop()
    throw new SetupError('The Docker engine for a container of BuildKit did not start.')
  }
  const env = {
    BUILDX_CONFIG: join(folder, 'buildx'),
    BUILDX_BUILDER: 'container',
    ...(plugin === undefined ? {} : { DOCKER_CONFIG: plugin }),
  }
  const { host } = engine
  try {
    await importImage(root, host)
    // base images are in a registry on this machine
    const driver = ['--driver=docker-container', `--driver-opt=image=${image},network=host`]
    const create = ['buildx', 'create', `--name=${env.BUILDX_BUILDER}`, ...driver, '--bootstrap', host]
    await exec('docker', create, { env: { ...process.env, ...env } })
  } catch (error) {
    await keeper.stop()
    throw error
  }
  const stop = async () => {
    await keeper.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { env, host, stop }
}

/** The programs that the driver runs in the container, with their libraries. */
async function importImage(root: string, host: string): Promise<void> {
  for (const tool of [buildkitd, buildctl]) await ensureGoTool(root, tool)
  const tools = [buildkitd, buildctl].map(({ binary }) => join(root, '.tools/bin', binary))
  const programs = [...tools, join(await runcFolder(root), 'runc')]
  const libraries = (await exec('ldd', programs)).matchAll(/(\/\S+) \(0x/g)
  const files = [...programs, ...new Set([...libraries].map(([, path]) => path ?? ''))]
  const pack = `tar -chP --no-recursion --transform='s,^.*/\\(buildkitd\\|buildctl\\|runc\\)$,/usr/bin/\\1,' /tmp "$@"`
  const load = `docker import --change='ENTRYPOINT ["buildkitd"]' --change='ENV PATH=/usr/bin' - ${image}`
  await exec('sh', ['-c', `${pack} | ${load}`, 'sh', ...files], {
    env: { ...process.env, DOCKER_HOST: host },
  })
}

/**
 * Writes a `runc` that gives containers only capabilities that this process has. A privileged container requests all capabilities of
 * the kernel, and fails on a machine whose root lacks some.
 */
async function writeRunc(folder: string): Promise<void> {
  const runc = await exec('sh', ['-c', 'command -v runc'])
  const status = await readFile('/proc/self/status', 'utf8')
  const ours = BigInt(`0x${/^CapBnd:\s*(\w+)/m.exec(status)?.[1]}`)
  const lacking = capabilities.filter((_, bit) => ((ours >> BigInt(bit)) & 1n) === 0n)
  const edits = lacking.map((name) => `s/"CAP_${name}",//g;s/,"CAP_${name}"//g;`).join('')
  await mkdir(folder, { recursive: true })
  const program = join(folder, 'runc')
  await writeFile(
    program,
    `#!/bin/sh
for argument; do
  case $before in
    --bundle) sed -i '${edits}' "$argument/config.json" ;;
    --process) sed -i '${edits}' "$argument" ;;
  esac
  before=$argument
done
exec '${runc}' "$@"
`,
  )
  await chmod(program, 0o755)
}
