/** The image without a program that a program will probably need: it can be loaded while the program is still being compiled. */
import type { LayerFile } from '../../effects/archives.ts'
import { isCompiledFor, namedFor } from '../../model/platform.ts'
import type { Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { StartSettings } from '../built-variant.ts'
import type { BuiltInTools } from './built-in.ts'
import { collectLibc } from './libraries.ts'

export interface ExpectedImage {
  readonly variant: PlannedVariant
  /** Reference of the image without a program. */
  readonly image: string
  /** As of the variant. */
  readonly startsAs?: StartSettings
}

/**
 * Makes that image, which the variant then gets if its program needs the same libraries.
 *
 * @returns its reference; undefined where its libraries cannot be foreseen
 */
export async function expectImage(
  tools: Pick<BuiltInTools, 'world' | 'withoutProgram'>,
  { target }: Pick<Plan, 'target'>,
  variant: PlannedVariant,
): Promise<string | undefined> {
  const libraries = await expectedLibraries(tools, variant)
  if (libraries === undefined) return undefined
  const name = `${namedFor(variant.platform, `${variant.revision}-${variant.mode.name}`, tools.world.host)}-expected`
  return (await tools.withoutProgram.take(target, name, libraries)).reference
}

/** A program that Go links dynamically mostly needs libc alone. */
async function expectedLibraries(
  { world: { files, host } }: Pick<BuiltInTools, 'world'>,
  { mode, platform }: PlannedVariant,
): Promise<readonly LayerFile[] | undefined> {
  const { image, expects, requires, env } = mode
  if (image !== undefined || !isCompiledFor(platform, host)) return undefined
  if (!expects.includes('dynamic')) return []
  return requires?.libc === 'musl' || env['CC'] !== undefined ? undefined : collectLibc(files, host.arch)
}
