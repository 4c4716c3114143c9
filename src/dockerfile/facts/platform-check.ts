import { servesPlatform } from '../../model/platform.ts'
import { parseDockerfile } from '../read/parse.ts'
import { type DockerfilePlace, type DockerfileProblem, withPlace } from '../read/problem.ts'
import type { BuildParameters } from '../read/stages.ts'
import { type WhatItCompiles, whatItCompiles } from './compiles.ts'

/**
 * Why the image of this Dockerfile cannot be measured; empty if the text shows no obstacle. `argument` is a build argument that the
 * configuration must set.
 */
export function platformProblems(
  text: string,
  options: BuildParameters & { readonly platform: string },
): readonly (DockerfileProblem & { readonly argument?: string })[] {
  const dockerfile = parseDockerfile(text)
  if (!dockerfile.ok) return [dockerfile.problem]
  const compiles = whatItCompiles(dockerfile.value, options)
  if (!compiles.ok) return [compiles.problem]
  return [...compiles.value.needs, ...otherPlatforms(compiles.value, options.platform)]
}

function otherPlatforms(what: WhatItCompiles, platform: string): readonly DockerfileProblem[] {
  const built = buildsForAnother(what, platform)
  if (built === undefined) return []
  const message = `it builds for ${built.platform}, but this machine is ${platform}: set the platform to \`$TARGETPLATFORM\`, or use a runner of that platform`
  return [{ line: built.line, message }]
}

interface BuiltFor {
  readonly platform: string
  readonly line: number
}

/** The platform that it always builds for, if that is not the requested one. */
export function buildsForAnother(what: WhatItCompiles, platform: string): BuiltFor | undefined {
  const [os = '', arch = ''] = platform.split('/')
  const { platform: named } = what
  if (named !== undefined && !servesPlatform(named.written, platform))
    return { platform: named.written, line: named.line }
  if (what.kind !== 'go') return undefined
  const other = what.builds.find(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch)
  return other && { platform: `${other.goos ?? os}/${other.goarch ?? arch}`, line: other.line }
}

/** Why the program of its image is not built from the source in the context; undefined if it may be. */
export function notBuiltHere(
  place: DockerfilePlace,
  text: string,
  options: BuildParameters,
): string | undefined {
  const dockerfile = parseDockerfile(text)
  const compiles = dockerfile.ok ? whatItCompiles(dockerfile.value, options) : dockerfile
  if (!compiles.ok) return undefined
  const what = compiles.value
  // without these build arguments, the origin is unknown
  if (what.needs.length > 0) return undefined
  if (what.kind === 'none') return what.because
  if (what.kind !== 'prebuilt') return undefined
  const how = {
    copied: 'it copies a program that is compiled outside the Dockerfile',
    downloaded: 'it downloads a program',
    cloned: 'it builds a program from a cloned repository',
    released: 'it copies a program from a released image',
  }
  return `${how[what.how]} (${withPlace(place, { line: what.line, message: `\`${what.what}\`` })})`
}
