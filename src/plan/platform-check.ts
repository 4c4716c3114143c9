/** Reasons why the chosen images cannot be built, found before anything is built. */

import { buildersOf } from '../dockerfile/facts/describe.ts'
import { platformProblems } from '../dockerfile/facts/platform-check.ts'
import { withPlace } from '../dockerfile/read/problem.ts'
import { repositoryText } from '../effects/repository-text.ts'
import type { World } from '../effects/world.ts'
import type { Obstacle } from '../findings/obstacles.ts'
import type { Mode } from '../model/mode.ts'
import type { Platform } from '../model/platform.ts'
import { dockerfileText, type ImageBuild } from '../repository/dockerfiles/image-build.ts'
import { builderObstacle } from '../repository/go/builder-version.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import { whereLinksLead } from '../repository/links.ts'

export async function unfitImages(
  world: World,
  checkout: string,
  platform: Platform,
  images: readonly { readonly build: ImageBuild; readonly mode?: Mode }[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { build, mode } of images) {
    const { context, target, buildArgs } = build
    const text = (await dockerfileText(world.files, checkout, build)) ?? ''
    const options = { ...(target === undefined ? {} : { target }), buildArgs, platform }
    const of = mode === undefined ? '' : `mode \`${mode.name}\`, `
    const place = await whereLinksLead(world.files, checkout, context)
    if (place.kind !== 'inside') found.push(`${of}${noContext(build, place.kind)}`)
    for (const problem of platformProblems(text, options))
      found.push(`${of}${withPlace(build, problem)}${givenInRuns(build, problem)}`)
  }
  return found
}

/** A hint that a file sets the argument to a value that is known only in its own runs. */
function givenInRuns({ unknownArgs, by }: ImageBuild, { argument }: { readonly argument?: string }): string {
  return argument !== undefined && unknownArgs.includes(argument)
    ? `, because its value depends on the run (${by})`
    : ''
}

function noContext({ by, context }: ImageBuild, kind: 'missing' | 'outside'): string {
  const what = kind === 'outside' ? 'is a link to a path outside the repository' : 'is not in the repository'
  return `${by}: the build context \`${context}\` ${what}: set \`build: { context: … }\` in .github/linkgate.yml to a directory of the repository`
}

export async function obstacleOf(
  { files }: World,
  checkout: string,
  build: ImageBuild,
  main: MainPackage,
): Promise<Obstacle | undefined> {
  const { target, buildArgs } = build
  const text = (await dockerfileText(files, checkout, build)) ?? ''
  const goMod = (await repositoryText(files, checkout, `${main.module}/go.mod`)) ?? ''
  const builders = buildersOf(text, { ...(target === undefined ? {} : { target }), buildArgs })
  const found = builders.map(({ image, toolchain }) => builderObstacle([image], goMod, toolchain))
  return found.find((one) => one !== undefined)
}
