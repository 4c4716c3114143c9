// Podman with separate images and containers, under the name `docker` as in the package podman-docker, and Buildah with the same
// images.
import { existsSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ensureUnpacked, libraryPath, programFolders } from '../tools/apt-packages.ts'
import { ask, exec } from '../tools/process.ts'
import { engineFolder, removeEngine, removeStaleEngines } from './remains.ts'

// crun, Podman's default runtime, refuses machines with both kinds of cgroups. netavark connects the containers of build steps, and
// calls iptables (newer releases: nft) without depending on their packages.
const PACKAGES = ['podman', 'buildah', 'runc', 'netavark', 'iptables', 'nftables']

export interface Podman {
  /** A directory with Podman as `docker`, to be put first on PATH. */
  readonly bin: string
  /** A directory with only Buildah. */
  readonly buildah: string
  readonly version: string
  /** Removes all its images, containers and files. */
  stop(): Promise<void>
}

/**
 * Shares nothing with a Podman of this machine; `stop` removes everything. `root` is the checkout, under whose `.tools` Podman is
 * kept. Throws a SetupError.
 */
export async function startPodman(root: string): Promise<Podman> {
  const unpacked = await ensureUnpacked(join(root, '.tools', 'podman'), {
    what: 'Podman',
    packages: PACKAGES,
  })
  await removeStaleEngines()
  const folder = await engineFolder()
  const bin = join(folder, 'bin')
  const docker = join(bin, 'docker')
  await mkdir(join(folder, 'home/.config/containers'), { recursive: true, mode: 0o700 })
  await mkdir(join(folder, 'tmp'))
  await mkdir(bin)
  await linkFirewall(join(folder, 'sbin'), unpacked)
  const policy = { default: [{ type: 'insecureAcceptAnything' }] }
  await writeFile(join(folder, 'home/.config/containers/policy.json'), JSON.stringify(policy))
  const libraries = await libraryPath(unpacked)
  await writeFile(join(folder, 'containers.conf'), containersConf(folder, unpacked, libraries))
  await writeFile(join(folder, 'storage.conf'), storageConf(folder))
  const buildah = join(folder, 'buildah')
  await mkdir(buildah)
  await writeFile(docker, command(folder, unpacked, libraries, 'podman'), { mode: 0o755 })
  await writeFile(join(buildah, 'buildah'), command(folder, unpacked, libraries, 'buildah'), { mode: 0o755 })
  const stop = async () => {
    await ask(docker, ['rm', '--all', '--force', '--time=0'])
    await removeEngine(folder)
  }
  try {
    return { bin, buildah, version: await exec(docker, ['version', '--format', '{{.Server.Version}}']), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const found = (unpacked: string, path: string) =>
  [join(unpacked, path), join('/', path)].filter((file) => existsSync(file))
const runcIn = (unpacked: string) => [...found(unpacked, 'usr/sbin/runc'), ...found(unpacked, 'usr/bin/runc')]
const list = (paths: readonly string[]) => paths.map((path) => JSON.stringify(path)).join(', ')

// The PATH in the default of conmon_env_vars.
const conmonPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

// Podman starts conmon without its own environment, so the path of its libraries, which the system may lack, is set here.
// Containers have no network, so that their start does not depend on the machine's network. Without these limits, Podman
// would raise
// them to values that an unprivileged machine does not allow.
const containersConf = (folder: string, unpacked: string, libraries: string) => `[containers]
netns = "none"
seccomp_profile = ${list(found(unpacked, 'usr/share/containers/seccomp.json').slice(0, 1))}
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
lock_type = "file"
tmp_dir = "${folder}/libpod"
conmon_path = [${list(found(unpacked, 'usr/bin/conmon'))}]
conmon_env_vars = [${list([`PATH=${conmonPath}`, `LD_LIBRARY_PATH=${libraries}`])}]
helper_binaries_dir = [${list(found(unpacked, 'usr/lib/podman'))}]
[engine.runtimes]
runc = [${list(runcIn(unpacked))}]
[network]
network_config_dir = "${folder}/networks"
`

const storageConf = (folder: string) => `[storage]
driver = "overlay"
graphroot = "${folder}/storage"
runroot = "${folder}/run"
`

// The installation of the package makes these links, but unpacking it does not.
async function linkFirewall(folder: string, unpacked: string): Promise<void> {
  await mkdir(folder)
  for (const name of ['iptables', 'ip6tables']) {
    const program = join(unpacked, `usr/sbin/${name}-nft`)
    if (existsSync(program)) await symlink(program, join(folder, name))
  }
}

// A separate network namespace for every command: otherwise, netavark's bridge and firewall rules for build steps would be global.
function command(folder: string, unpacked: string, libraries: string, name: 'podman' | 'buildah'): string {
  const program = found(unpacked, `usr/bin/${name}`)[0]
  const extensions = libraries.split(delimiter).map((path) => join(path, 'xtables'))
  const runtime = runcIn(unpacked)[0]
  const programs = [join(folder, 'sbin'), ...programFolders(unpacked)]
  return `#!/bin/sh
export CONTAINERS_CONF='${folder}/containers.conf' CONTAINERS_STORAGE_CONF='${folder}/storage.conf'
export HOME='${folder}/home' TMPDIR='${folder}/tmp' LD_LIBRARY_PATH='${libraries}'
export PATH="$PATH:${programs.join(delimiter)}" XTABLES_LIBDIR='${extensions.join(delimiter)}'
export BUILDAH_ISOLATION=oci BUILDAH_RUNTIME='${runtime}'
exec unshare --net '${program}' "$@"
`
}
