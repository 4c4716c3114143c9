/** The best isolation that the machine allows, found by trying. */
import type { Isolation, Namespace } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'

export type IsolationForm = Omit<Isolation, 'refused'>

/** A run of the probe that must say hello: it ends at once, as nobody speaks with it. */
const trialMs = 20_000

/** What comes before a command to give it these rights. */
export function commandPrefix(by: Isolation['by']): readonly string[] {
  return by === 'sudo' ? ['sudo', '--non-interactive', '--'] : []
}

/** Best first. Without a process namespace where there is no new /proc, as in a container that hides parts of it. */
const namespaces: readonly (readonly Namespace[])[] = [
  ['mount', 'pid', 'network'],
  ['mount', 'network'],
]

function formsBy(by: Isolation['by']): readonly IsolationForm[] {
  // root needs no namespace of users, in which all files are of one
  return namespaces.map((some) => ({
    kind: 'namespaces',
    namespaces: by === 'user' ? ['user', ...some] : some,
    by,
  }))
}

/**
 * Tries one after the other until one works; undefined where none does.
 *
 * @param trial command that makes a container of that form, with the probe as its program
 */
export async function findIsolation(
  exec: Pick<Exec, 'query' | 'run'>,
  trial: (form: IsolationForm) => Promise<readonly string[]>,
): Promise<{ readonly found: IsolationForm | undefined; readonly refused: Isolation['refused'] }> {
  const refused: Isolation['refused'][number][] = []
  const firstOf = async (forms: readonly IsolationForm[]) => {
    for (const form of forms) {
      const { exitCode, stdout, stderr } = await exec.run(await trial(form), { limitMs: trialMs })
      if (exitCode === 0 && stdout.startsWith('{"probe"')) return form
      refused.push({ ...form, because: stderr.trim().split('\n').at(-1) ?? '' })
    }
    return undefined
  }
  if ((await exec.query(['id', '-u'])).stdout.trim() === '0')
    return { found: (await firstOf(formsBy('root'))) ?? (await firstOf(formsBy('user'))), refused }
  const asUser = await firstOf(formsBy('user'))
  if (asUser !== undefined) return { found: asUser, refused }
  // asked only where it is needed: a refusal is reported to the administrator
  const { exitCode } = await exec.query([...commandPrefix('sudo'), 'true'])
  return { found: exitCode === 0 ? await firstOf(formsBy('sudo')) : undefined, refused }
}
