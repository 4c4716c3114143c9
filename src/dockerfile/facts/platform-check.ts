import { matchesPlatform } from '../../model/platform.ts'
import { parseDockerfile } from '../read/parse.ts'
import { type DockerfilePlace, type DockerfileProblem, withPlace } from '../read/problem.ts'
import type { BuildParameters } from '../read/stages.ts'
import { findImageProgram, type ImageProgram } from './image-program.ts'

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
  const found = findImageProgram(dockerfile.value, options)
  if (!found.ok) return [found.problem]
  return [...found.value.needs, ...otherPlatforms(found.value, options.platform)]
}

function otherPlatforms(program: ImageProgram, platform: string): readonly DockerfileProblem[] {
  const built = buildsForAnother(program, platform)
  if (built === undefined) return []
  const message = `it builds for ${built.platform}, but this machine is ${platform}: set the platform to \`$TARGETPLATFORM\`, or use a runner of that platform`
  return [{ line: built.line, message }]
}

interface BuiltFor {
  readonly platform: string
  readonly line: number
}

/** The fixed platform that the Dockerfile builds for, if it is not the requested one. */
export function buildsForAnother(program: ImageProgram, platform: string): BuiltFor | undefined {
  const [os = '', arch = ''] = platform.split('/')
  const { platform: named } = program
  if (named !== undefined && !matchesPlatform(named.written, platform))
    return { platform: named.written, line: named.line }
  if (program.kind !== 'go') return undefined
  const other = program.builds.find(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch)
  return other && { platform: `${other.goos ?? os}/${other.goarch ?? arch}`, line: other.line }
}

export interface NotBuiltHere {
  readonly because: string
  /** It copies a program from the context, which an earlier command may compile. */
  readonly isCopied: boolean
}

/** Why the image's program is not built from source in the context; undefined if it may be. */
export function notBuiltHere(
  place: DockerfilePlace,
  text: string,
  options: BuildParameters,
): NotBuiltHere | undefined {
  const dockerfile = parseDockerfile(text)
  const found = dockerfile.ok ? findImageProgram(dockerfile.value, options) : dockerfile
  if (!found.ok) return undefined
  const program = found.value
  // without these build arguments, the origin is unknown
  if (program.needs.length > 0) return undefined
  if (program.kind === 'none') return { because: program.because, isCopied: false }
  if (program.kind !== 'prebuilt') return undefined
  const how = {
    copied: 'it copies a program that is compiled outside the Dockerfile',
    downloaded: 'it downloads a program',
    cloned: 'it builds a program from a cloned repository',
    released: 'it copies a program from a released image',
  }
  const what = withPlace(place, { line: program.line, message: `\`${program.what}\`` })
  return { because: `${how[program.how]} (${what})`, isCopied: program.how === 'copied' }
}
