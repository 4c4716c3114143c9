/** The images that read Dockerfiles in place of BuildKit, as they are now. */
import { imagePlatform } from '../../model/platform.ts'
import type { Handles } from '../../plan/handles.ts'
import { unlessEngineLost } from '../engine-lost.ts'
import { identityNow, type UsedBase } from '../pins.ts'

/**
 * @param frontends by name; builders other than BuildKit use none
 * @returns undefined where it is not known what one of the names means
 */
export async function usedFrontends(
  { engine, world }: Pick<Handles, 'engine' | 'world'>,
  frontends: readonly string[],
): Promise<readonly UsedBase[] | undefined> {
  if (!(await engine.hasCacheMounts())) return []
  // it runs where the builder does
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
