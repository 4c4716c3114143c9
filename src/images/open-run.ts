import { parentOf } from '../common/paths.ts'
import { onlyOnce } from '../common/remembered.ts'
import type { Result } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { type PreflightRequest, preflight } from '../plan/preflight.ts'
import { openCheckout } from '../repository/git/git.ts'
import { removeLeftovers } from './leftovers.ts'

export type OpenedRun = Awaited<ReturnType<typeof preflight>>

/** Removes what runs have left behind that were killed, and does the preflight of this one. */
export async function openRun(
  world: World,
  workspace: Workspace,
  request: Pick<PreflightRequest, 'inputs' | 'context' | 'onFilling'>,
  openEngine: () => Promise<Result<Engine>>,
): Promise<OpenedRun> {
  const open = onlyOnce(openEngine)
  const git = onlyOnce(() => openCheckout(world, request.inputs.directory))
  const temporary = parentOf(workspace.directory)
  // before anything is checked out: with its last worktree git removes the directory in which new ones are made
  const docker = async () =>
    (await settleAll([open(), removeLeftovers(world, { git, temporary, docker: open })]))[0]
  return preflight(world, workspace, { ...request, docker, git })
}
