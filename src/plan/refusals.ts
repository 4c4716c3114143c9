/** What stands in the way of building the images that were chosen, before anything is built. */
import { buildersOf } from '../build/dockerfile/describe.ts'
import { unfitness } from '../build/dockerfile/unfit.ts'
import type { Mode, Platform } from '../model.ts'
import type { World } from '../world.ts'
import { builderObstacle } from './builder-version.ts'
import type { MainPackage } from './discover.ts'
import type { ImageBuild } from './dockerfiles.ts'
import type { Obstacle } from './outlook.ts'
import { type GoTool, missingCompiler } from './tools.ts'

/** The sentence for want of a C compiler, where one of these modes takes one. */
export async function withoutCompiler(
  world: World,
  go: GoTool,
  modes: readonly Mode[],
): Promise<readonly string[]> {
  const missing = await missingCompiler(world, go, modes)
  return missing === undefined ? [] : [`${missing.message}: ${missing.mend}`]
}

export async function unfitImages(
  world: World,
  checkout: string,
  platform: Platform,
  images: readonly { readonly build: ImageBuild; readonly mode?: Mode }[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { build, mode } of images) {
    const { dockerfile, target, buildArgs } = build
    const text = (await world.files.readText(`${checkout}/${dockerfile}`)) ?? ''
    const options = { ...(target === undefined ? {} : { target }), buildArgs, platform }
    const of = mode === undefined ? '' : `mode \`${mode.name}\`, `
    found.push(...unfitness(text, options).map((problem) => `${of}${dockerfile}: ${problem}`))
  }
  return found
}

export async function obstacleOf(
  { files }: World,
  checkout: string,
  { dockerfile, target, buildArgs }: ImageBuild,
  main: MainPackage,
): Promise<Obstacle | undefined> {
  const text = (await files.readText(`${checkout}/${dockerfile}`)) ?? ''
  const goMod = (await files.readText(`${checkout}/${main.module}/go.mod`)) ?? ''
  const builders = buildersOf(text, { ...(target === undefined ? {} : { target }), buildArgs })
  const found = builders.map(({ image, toolchain }) => builderObstacle([image], goMod, toolchain))
  return found.find((one) => one !== undefined)
}
