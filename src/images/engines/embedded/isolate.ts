/** Finds the best isolation that the machine allows by trying. */
import { CancelledError, messageOf } from '../../../common/errors.ts'
import type { Isolation, Namespace } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import type { World } from '../../../effects/world.ts'

export type IsolationForm = Omit<Isolation, 'refused'>

/** Time limit of a trial, in which the probe prints its greeting and ends, because its standard input is closed. */
const trialMs = 20_000

/** Prefix of a command that gives it these rights. */
export function commandPrefix(by: Isolation['by']): readonly string[] {
  return by === 'sudo' ? ['sudo', '--non-interactive', '--'] : []
}

/** Best first. Without a PID namespace if the kernel does not allow a new /proc, as in a container that hides parts of it. */
const namespaces: readonly (readonly Namespace[])[] = [
  ['mount', 'pid', 'network'],
  ['mount', 'network'],
]

function inNamespaces(by: Isolation['by']): readonly IsolationForm[] {
  // root needs no user namespace, in which all files would belong to one user
  return namespaces.map((some) => ({
    kind: 'namespaces',
    namespaces: by === 'user' ? ['user', ...some] : some,
    by,
  }))
}

const inRoot = (by: Isolation['by']): IsolationForm => ({ kind: 'chroot', namespaces: [], by })
const outside = (by: Isolation['by']): IsolationForm => ({ kind: 'none', namespaces: [], by })

/** Command that creates the container described by a file: see `probe/contain.go`. */
export function containCommand(
  probe: string,
  { by }: Pick<Isolation, 'by'>,
  file: string,
): readonly string[] {
  return [...commandPrefix(by), probe, 'contain', file]
}

/** The fields of a container's file that depend on the isolation. */
export function formFields({ kind, namespaces }: Pick<Isolation, 'kind' | 'namespaces'>): object {
  return { namespaces, chroot: kind === 'chroot' }
}

export const noLinux = ({ os }: World['host']) => `${os} does not run Linux programs`

export interface FoundIsolation {
  /** undefined if nothing works, as on systems other than Linux. */
  readonly found: IsolationForm | undefined
  readonly refused: Isolation['refused']
}

/**
 * Tries the kinds of isolation until one works, in a container that has only the probe.
 *
 * @param probe its path
 * @param directory for temporary files, which may then belong to root: must be removed like containers
 */
export async function findIsolation(
  { exec, files, host }: Pick<World, 'exec' | 'files' | 'host'>,
  probe: string,
  directory: string,
): Promise<FoundIsolation> {
  const nothing = (because: string) => ({ found: undefined, refused: [{ ...outside('user'), because }] })
  if (host.os !== 'linux') return nothing(noLinux(host))
  const root = `${directory}/root`
  await files.makeDirectory(root)
  await files.copy(probe, `${root}/probe`)
  const container = { root, hostname: 'trial', argv: ['/probe'], env: [], dir: '/', user: 0, groups: [0] }
  try {
    return await firstThatWorks(exec, async (form) => {
      const file = `${directory}/container.json`
      await files.write(file, JSON.stringify({ ...container, ...formFields(form) }))
      return containCommand(probe, form, file)
    })
  } catch (error) {
    if (error instanceof CancelledError) throw error
    // such as a probe for another architecture
    return nothing(messageOf(error))
  }
}

async function firstThatWorks(
  exec: Pick<Exec, 'query' | 'run'>,
  trial: (form: IsolationForm) => Promise<readonly string[]>,
): Promise<FoundIsolation> {
  const refused: Isolation['refused'][number][] = []
  const firstOf = async (...forms: readonly IsolationForm[]) => {
    for (const form of forms) {
      const { exitCode, stdout, stderr } = await exec.run(await trial(form), { limitMs: trialMs })
      if (exitCode === 0 && stdout.startsWith('{"probe"')) return form
      // without a message if it was killed at the time limit
      const because = stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`
      refused.push({ ...form, because })
    }
    return undefined
  }
  if ((await exec.query(['id', '-u'])).stdout.trim() === '0') {
    const forms = [...inNamespaces('root'), ...inNamespaces('user'), inRoot('root'), outside('root')]
    return { found: await firstOf(...forms), refused }
  }
  const asUser = await firstOf(...inNamespaces('user'))
  if (asUser !== undefined) return { found: asUser, refused }
  // sudo is only tried if it is needed, because it reports a refusal to the administrator
  const { exitCode } = await exec.query([...commandPrefix('sudo'), 'true'])
  const asRoot = exitCode === 0 ? await firstOf(...inNamespaces('sudo'), inRoot('sudo')) : undefined
  return { found: asRoot ?? (await firstOf(outside('user'))), refused }
}
