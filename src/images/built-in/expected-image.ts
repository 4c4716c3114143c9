/** Predicts the image without a program that a program will need, so that it can be loaded while the program is being compiled. */
import type { LayerFile } from '../../effects/archives.ts'
import { isNativeTarget, withPlatformSuffix } from '../../model/platform.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { StartSettings } from '../built-variant.ts'
import type { BuiltInTools } from './built-in.ts'
import { collectLibc } from './libraries.ts'

export interface ExpectedImage {
  readonly variant: PlannedVariant
  /** Reference of the image without a program. */
  readonly image: string
  /** Arguments and variables of the variant. */
  readonly startsAs?: StartSettings
}

/**
 * Makes the expected image. The variant uses it if its program needs exactly these libraries.
 *
 * @returns its reference; undefined if its libraries cannot be predicted
 */
export async function expectImage(
  tools: Pick<BuiltInTools, 'world' | 'withoutProgram'>,
  { target }: Pick<Plan, 'target'>,
  variant: PlannedVariant,
): Promise<string | undefined> {
  const libraries = await expectedLibraries(tools, variant)
  if (libraries === undefined) return undefined
  const name = `${withPlatformSuffix(variant.platform, `${variant.revision}-${variant.mode.name}`, tools.world.host)}-expected`
  return (await tools.withoutProgram.take(target, name, libraries)).reference
}

/** A program that Go links dynamically usually needs only libc. */
async function expectedLibraries(
  { world: { files, host } }: Pick<BuiltInTools, 'world'>,
  { mode, platform }: PlannedVariant,
): Promise<readonly LayerFile[] | undefined> {
  const { image, expects, requires, env } = mode
  if (image !== undefined || !isNativeTarget(platform, host)) return undefined
  if (!expects.includes('dynamic')) return []
  return requires?.libc === 'musl' || env['CC'] !== undefined ? undefined : collectLibc(files, host.arch)
}
