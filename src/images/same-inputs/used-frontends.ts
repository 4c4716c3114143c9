/** The BuildKit frontends that read the Dockerfiles, with their current identity. */
import { imagePlatform } from '../../model/platform.ts'
import type { Handles } from '../../plan/handles.ts'
import { unlessEngineLost } from '../engine-lost.ts'
import { identityNow, type UsedBase } from '../pins.ts'

/**
 * @param frontends names of images; builders other than BuildKit use none
 * @returns undefined if the identity of one of them is unknown
 */
export async function usedFrontends(
  { engine, world }: Pick<Handles, 'engine' | 'world'>,
  frontends: readonly string[],
): Promise<readonly UsedBase[] | undefined> {
  if (!(await engine.hasCacheMounts())) return []
  // a frontend runs on the platform of the builder
  const platform = imagePlatform(world.host)
  const used: UsedBase[] = []
  for (const reference of frontends) {
    const identity = await unlessEngineLost(
      world,
      () => identityNow(engine, { reference, platform }),
      () => undefined,
    )
    if (identity === undefined) return undefined
    used.push({ reference, platform, identity })
  }
  return used
}
