import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import type { Revision } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'

/**
 * Makes a checkout what a builder is to be given. Its file `.git` leads to a place that is in no image; where a
 * Dockerfile that is built here speaks of git there is a repository instead. Times follow from the content: builders write them into layers, where those
 * of a fresh checkout are nobody's change, and BuildKit sends no file again that has the size and the time of the last one.
 */
export async function prepareContext(
  world: World,
  workspace: Workspace,
  plan: Plan,
  revision: Revision,
): Promise<void> {
  const checkout = plan.checkouts[revision]
  if (checkout === undefined) return
  const { files } = world
  await files.remove(`${checkout}/.git`)
  const builds = [
    ...(plan.dockerfile === undefined ? [] : [plan.dockerfile]),
    ...plan.configured.map(({ build }) => build),
  ]
  const texts = await Promise.all(builds.map(({ dockerfile }) => files.readText(`${checkout}/${dockerfile}`)))
  if (texts.some((text) => text !== undefined && usesGit(text))) {
    const clone = `${workspace.directory}/git-${revision}`
    await plan.git.cloneTo(clone, plan.revisions[revision]?.sha ?? plan.revisions.head.sha)
    await files.move(`${clone}/.git`, `${checkout}/.git`)
    workspace.onClose(() => files.remove(`${checkout}/.git`))
  }
  await files.setTimesByContent(checkout)
}

/** Commands of git, or its directory by name; a comment that mentions it costs a little time, nothing else. */
export function usesGit(text: string): boolean {
  return /(^|[\s`(;&|"'])git\s+(-C\s+\S+\s+)?(describe|rev-parse|log|show|tag|rev-list|status|name-rev|symbolic-ref|config|branch|diff)\b|\s\.git(\/|\s|$)/m.test(
    text,
  )
}
