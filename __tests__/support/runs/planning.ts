/** The plan of a check, without an engine. */
import { InputError } from '../../../src/common/errors.ts'
import { succeed } from '../../../src/common/result.ts'
import type { Inputs } from '../../../src/config/inputs.ts'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import type { World } from '../../../src/effects/world.ts'
import { prepareAll } from '../../../src/images/prepare.ts'
import { discover } from '../../../src/measure-revisions.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { preflight } from '../../../src/plan/preflight.ts'
import { openCheckout } from '../../../src/repository/git/git.ts'
import { fakeEngine } from '../world/plan.ts'

export type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Plans a check of a repository like `run`. Its checkouts are removed afterwards. */
export async function planOf(
  world: World,
  directory: string,
  inputs: Partial<Inputs> = {},
): Promise<Planned> {
  const workspace = await openWorkspace(world)
  try {
    const engine = fakeEngine(() => {
      throw new Error('nothing is started')
    })
    const { preflight: found } = await preflight(world, workspace, {
      inputs: { directory, rounds: 7, engine: 'docker', ...inputs },
      context: undefined,
      docker: async () => succeed(engine),
      git: () => openCheckout(world, directory),
      removeLeftovers: async () => {},
    })
    const { source, settings } = found
    const { prepare } = settings.config
    const unprepared = prepare === undefined ? {} : await prepareAll(world, prepare, source)
    const plan = await discover(world, found, unprepared)
    return { kind: 'planned', plan }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'refused', problems: error.problems }
    throw error
  } finally {
    await workspace.close()
  }
}
