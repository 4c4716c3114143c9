import { parentOf } from '../common/paths.ts'
import { onlyOnce } from '../common/remembered.ts'
import type { Result } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { Engine } from '../effects/engine.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { type PreflightRequest, preflight } from '../plan/preflight.ts'
import { openCheckout } from '../repository/git/git.ts'
import { removeLeftImages, removeLeftovers } from './leftovers.ts'

export type OpenedRun = Awaited<ReturnType<typeof preflight>>

/**
 * Removes what killed runs have left behind, and does the preflight of this one. The leftovers are removed before new
 * worktrees are made, because git removes the directory of all worktrees together with the last one.
 */
export async function openRun(
  world: World,
  workspace: Workspace,
  request: Pick<PreflightRequest, 'inputs' | 'context' | 'beside'>,
  openEngine: () => Promise<Result<Engine>>,
): Promise<OpenedRun> {
  const openDocker = onlyOnce(openEngine)
  const git = onlyOnce(() => openCheckout(world, request.inputs.directory))
  const places = { temporary: parentOf(workspace.directory), docker: openDocker }
  const leftovers = onlyOnce(() => removeLeftovers(world, { ...places, git }))
  const leftImages = async () => {
    const others = await leftovers()
    if (others !== undefined) await removeLeftImages(world, places, others)
  }
  const docker = async () => (await settleAll([openDocker(), leftImages()]))[0]
  return preflight(world, workspace, { ...request, docker, git, removeLeftovers: leftovers })
}
