/** Describes the container of an image, which the probe creates (`probe/contain.go`). */
import { fail, type Result, succeed } from '../../../common/result.ts'
import type { ContainerOptions, Isolation, Namespace } from '../../../effects/engine.ts'
import type { Files } from '../../../effects/files.ts'
import type { RootFs } from '../../../effects/root-fs.ts'
import { identityOf, readAccounts } from '../../../inspect/entry/accounts.ts'
import type { SavedImage } from '../../../inspect/image/archive.ts'
import { addDirectory, type FileRights, layOut, placeIn } from './lay-out.ts'

/** The file that the probe reads, without the fields that depend on the isolation. */
export interface ContainerFile extends FileRights {
  /** Directory with the files of the image. */
  readonly root: string
  readonly hostname: string
  readonly argv: readonly string[]
  readonly env: readonly string[]
  readonly dir: string
  readonly user: number
  /** The primary group first. */
  readonly groups: readonly number[]
}

/** PATH that container engines set if the image does not. */
const usualPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Unpacks the image into `directory`. Its problems are those that container engines report when they start the container. */
export async function layOutContainer(
  files: Files,
  { image, root, environment, volumes, rootProblem }: SavedImage,
  { entrypoint, env }: Pick<ContainerOptions, 'entrypoint' | 'env'>,
  { directory, hostname }: { readonly directory: string; readonly hostname: string },
): Promise<Result<ContainerFile>> {
  if (root === undefined) return fail(rootProblem ?? 'the image has no files that linkgate can read')
  const identity = await identityOf(root, image.user)
  if (!identity.ok) return fail(`the image has no ${identity.problem.kind} \`${image.user}\``)
  const { user, groups } = identity.value
  const laidOut = await layOut(files, root, directory)
  if (!laidOut.ok) return laidOut
  const dir = image.workingDir || '/'
  // containers share no files, so a VOLUME only needs its directory
  for (const path of [dir, ...volumes]) {
    const made = await addDirectory(files, root, path, directory)
    if (!made.ok) return made
  }
  return succeed({
    root: directory,
    hostname,
    argv: [entrypoint],
    env: await environmentOf(root, environment, { env, hostname, user }),
    dir,
    user,
    groups,
    ...laidOut.value,
  })
}

/** If a variable is set several times, the last value counts. */
async function environmentOf(
  root: RootFs,
  ofImage: readonly string[],
  given: { readonly env: ContainerOptions['env']; readonly hostname: string; readonly user: number },
): Promise<readonly string[]> {
  const all = [
    usualPath,
    `HOSTNAME=${given.hostname}`,
    `HOME=${await homeOf(root, given.user)}`,
    ...ofImage,
    ...Object.entries(given.env).map(([name, value]) => `${name}=${value}`),
  ]
  return [...new Map(all.map((one) => [one.split('=', 1)[0], one])).values()]
}

async function homeOf(root: RootFs, user: number): Promise<string> {
  const accounts = await readAccounts(root, '/etc/passwd')
  return accounts.find(({ id }) => id === String(user))?.home || '/'
}

/** A line for the log if files of the image lose their capabilities, which they can only have with real root or as root in a user namespace. */
export function lostCapabilities(
  { capabilities, user }: Pick<ContainerFile, 'capabilities' | 'user'>,
  { kind, namespaces }: Pick<Isolation, 'kind' | 'namespaces'>,
): string | undefined {
  const areKept = kind === 'namespaces' && (user === 0 || !namespaces.includes('user'))
  if (areKept || capabilities.length === 0) return undefined
  const names = capabilities.map(({ path }) => `\`${path}\``).join(', ')
  return `the embedded engine cannot keep file capabilities here: ${names}`
}

const hostsFile = '/etc/hosts'
const resolverFile = '/etc/resolv.conf'

/** Writes the files for name resolution, with which every container engine replaces those of the image. */
export async function writeNames(
  files: Pick<Files, 'readText' | 'write'>,
  image: RootFs,
  { root: directory, hostname }: Pick<ContainerFile, 'root' | 'hostname'>,
  hasOwnNetwork: boolean,
): Promise<void> {
  const texts = hasOwnNetwork ? ownTexts(hostname) : await textsOfMachine(files)
  for (const [path, text] of Object.entries(texts)) {
    const at = await placeIn(image, path)
    // if the image has a file of another kind there, it stays
    if (at.ok) await files.write(`${directory}${at.value}`, text, 0o644)
  }
}

/** Texts for a container with its own network, which reaches only itself. */
function ownTexts(hostname: string): Readonly<Record<string, string>> {
  const hosts = [
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    `127.0.0.1\t${hostname}`,
  ]
  return { '/etc/hostname': `${hostname}\n`, [hostsFile]: `${hosts.join('\n')}\n`, [resolverFile]: '' }
}

async function textsOfMachine(files: Pick<Files, 'readText'>): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for (const path of [hostsFile, resolverFile]) found[path] = (await files.readText(path)) ?? ''
  return found
}

/** The namespaces of a container with this network, out of those that the machine allows. */
export function namespacesFor(
  network: string | undefined,
  namespaces: readonly Namespace[],
): readonly Namespace[] {
  return network === 'host' ? namespaces.filter((one) => one !== 'network') : namespaces
}
