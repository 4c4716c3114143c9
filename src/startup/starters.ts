/** How each variant is started, and which variant the control is a copy of. */
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { Revision } from '../model/revision.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { BuildTarget } from '../plan/plan.ts'
import { startImageOf } from './container.ts'
import type { Starter } from './running-variants.ts'
import { stageWorkingDirectory, workDirectory } from './working-directory.ts'

export async function startersOf(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  target: BuildTarget,
  variants: VariantSet<InspectedVariant>,
): Promise<{ readonly variants: VariantSet<Starter>; readonly control: Starter | undefined }> {
  const staged = new Map<Revision, string | undefined>()
  for (const variant of variants) {
    const { revision, source } = variant
    if (source !== 'built-in' || staged.has(revision)) continue
    staged.set(revision, await stageWorkingDirectory(handles, variant, target.main.module))
  }
  const starters = variants.map((variant) => starterOf(variant, staged.get(variant.revision)))
  const base = [...starters].find(({ variant }) => variant.revision === 'base')
  return { variants: starters, control: base }
}

/** @param files directory with files for the working directory of the built-in image; an image of a Dockerfile has its own */
function starterOf(variant: InspectedVariant, files: string | undefined): Starter {
  const starter = nativeStarter(variant, files)
  const runBy = variant.foreign?.runBy
  return runBy?.kind !== 'program'
    ? starter
    : {
        ...starter,
        emulator: emulatorPath,
        files: [...starter.files, { from: runBy.path, to: emulatorPath }],
      }
}

export const emulatorPath = '/.linkgate-emulator'

function nativeStarter(variant: InspectedVariant, files: string | undefined): Starter {
  const start = { variant, ...startImageOf(variant) }
  return variant.source !== 'built-in' || files === undefined
    ? { ...start, files: [] }
    : { ...start, directory: workDirectory, files: [{ from: `${files}/.`, to: workDirectory }] }
}
