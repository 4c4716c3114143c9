import type { Revision } from '../../model/variant.ts'
import type { Handles } from '../../plan/handles.ts'
import type { Plan } from '../../plan/plan.ts'

/**
 * Makes a checkout what a builder is to be given. Its file `.git` leads to a place that is in no image; where a
 * Dockerfile that is built here speaks of git there is a repository instead. Times follow from the content: builders write them into layers, where those
 * of a fresh checkout are nobody's change, and BuildKit sends no file again that has the size and the time of the last one.
 */
export async function prepareContext(
  { world, workspace, git }: Pick<Handles, 'world' | 'workspace' | 'git'>,
  { source, images }: Pick<Plan, 'source' | 'images'>,
  revision: Revision,
): Promise<void> {
  const checkout = source.checkouts[revision]
  if (checkout === undefined) return
  const { files } = world
  await files.remove(`${checkout}/.git`)
  const builds = [
    ...(images.shipped === undefined ? [] : [images.shipped.build]),
    ...images.configured.map(({ build }) => build),
  ]
  const texts = await Promise.all(builds.map(({ dockerfile }) => files.readText(`${checkout}/${dockerfile}`)))
  if (texts.some((text) => text !== undefined && usesGit(text))) {
    const clone = `${workspace.directory}/git-${revision}`
    await git.cloneTo(clone, source.revisions[revision]?.sha ?? source.revisions.head.sha)
    await files.move(`${clone}/.git`, `${checkout}/.git`)
    workspace.onClose(() => files.remove(`${checkout}/.git`))
  }
  await files.setTimesByContent(checkout)
}

/** Commands of git, or its directory by name; a comment that mentions it costs a little time, nothing else. */
function usesGit(text: string): boolean {
  return /(^|[\s`(;&|"'])git\s+(-C\s+\S+\s+)?(describe|rev-parse|log|show|tag|rev-list|status|name-rev|symbolic-ref|config|branch|diff)\b|\s\.git(\/|\s|$)/m.test(
    text,
  )
}
