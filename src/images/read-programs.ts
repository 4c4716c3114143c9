import type { World } from '../effects/world.ts'
import { pagedSource } from '../inspect/bytes/byte-source.ts'
import { compileSettingsOf } from '../inspect/go/buildinfo.ts'
import { linkageOf } from '../inspect/program/linkage.ts'
import { readProgram } from '../inspect/program/program.ts'
import { platformParts } from '../model/platform.ts'
import { directModules } from '../repository/go/go-mod-json.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import type { BuiltVariant, ProgramVariant } from './built-variant.ts'
import type { ProgramInspection } from './inspect-variants.ts'

/** Reads programs, each only once. This needs no engine. */
export function programReader(
  world: Pick<World, 'exec' | 'files'>,
  { module }: Pick<MainPackage, 'module'>,
): <V extends BuiltVariant | ProgramVariant>(
  variant: V,
) => Promise<V & { readonly inspection: ProgramInspection }> {
  const direct = new Map<string, ReturnType<typeof directModules>>()
  const directIn = (checkout: string) => {
    const found = direct.get(checkout) ?? directModules(world.exec, `${checkout}/${module}`)
    direct.set(checkout, found)
    return found
  }
  const known = new Map<string, Promise<ProgramInspection>>()
  const read = async (variant: BuiltVariant | ProgramVariant) =>
    readOne(world, variant, await directIn(variant.checkout))
  return async (variant) => {
    const { binary } = variant.image
    const found = known.get(binary) ?? read(variant)
    known.set(binary, found)
    return { ...variant, inspection: await found }
  }
}

async function readOne(
  { files }: Pick<World, 'files'>,
  { revision, mode, platform, image }: BuiltVariant | ProgramVariant,
  direct: Awaited<ReturnType<typeof directModules>>,
): Promise<ProgramInspection> {
  const binary = await files.readWith(image.binary, (file) => ({
    size: file.size,
    read: readProgram(pagedSource(file)),
  }))
  if (binary === undefined)
    throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`)
  const buildInfo = binary.read.ok ? binary.read.value.buildInfo : undefined
  return {
    binary: {
      size: binary.size,
      sha256: image.sha256 ?? (await files.sha256(image.binary)),
      modules: buildInfo?.modules ?? {},
      direct: direct.ok ? direct.value : [],
      ...(buildInfo === undefined ? {} : { settings: compileSettingsOf(buildInfo) }),
    },
    linkage: linkageOf(binary.read, platformParts(platform).os),
  }
}
