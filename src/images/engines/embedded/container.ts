/** What a container of an image is like: how the probe makes it (`probe/contain.go`). */
import { fail, type Result, succeed } from '../../../common/result.ts'
import type { ContainerOptions, Isolation, Namespace } from '../../../effects/engine.ts'
import type { Files } from '../../../effects/files.ts'
import type { RootFs } from '../../../effects/root-fs.ts'
import { identityOf, readAccounts } from '../../../inspect/entry/accounts.ts'
import type { SavedImage } from '../../../inspect/image/archive.ts'
import { addDirectory, type FileRights, layOut, placeIn } from './lay-out.ts'

/** As the probe reads it, but for what follows from the isolation. */
export interface ContainerFile extends FileRights {
  /** Directory with the files of the image. */
  readonly root: string
  readonly hostname: string
  readonly argv: readonly string[]
  readonly env: readonly string[]
  readonly dir: string
  readonly user: number
  /** The primary one first. */
  readonly groups: readonly number[]
}

/** What container engines set where an image sets no PATH. */
const usualPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Lays the image out in `directory`; the problem is what a container engine would have said when it starts the container. */
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
  // all files belong to this container alone, so a VOLUME needs no more than its directory
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

/** Of several settings of a name the last one counts. */
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

/** A line for the log if files of the image lose their capabilities; where a namespace of users has no root, they cannot have any. */
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

/** Writes what every container engine puts over files of the image. */
export async function writeNames(
  files: Pick<Files, 'readText' | 'write'>,
  image: RootFs,
  { root: directory, hostname }: Pick<ContainerFile, 'root' | 'hostname'>,
  hasOwnNetwork: boolean,
): Promise<void> {
  const texts = hasOwnNetwork ? ownTexts(hostname) : await textsOfMachine(files)
  for (const [path, text] of Object.entries(texts)) {
    const at = await placeIn(image, path)
    // where the image has something else, it stays
    if (at.ok) await files.write(`${directory}${at.value}`, text, 0o644)
  }
}

/** With its own network, a container reaches nobody else here. */
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

/** The namespaces of a container that asks for this network, of those that there can be. */
export function namespacesFor(
  network: string | undefined,
  namespaces: readonly Namespace[],
): readonly Namespace[] {
  return network === 'host' ? namespaces.filter((one) => one !== 'network') : namespaces
}
