import { parseDockerfile } from '../read/parse.ts'
import type { BuildParameters } from '../read/stages.ts'
import { type WhatItCompiles, whatItCompiles } from './compiles.ts'

/** Why what this Dockerfile gives cannot be measured as it stands, in sentences; empty when nothing speaks against it. */
export function platformProblem(
  text: string,
  options: BuildParameters & { readonly platform: string },
): readonly string[] {
  const dockerfile = parseDockerfile(text)
  if (!dockerfile.ok) return [dockerfile.problem.message]
  const compiles = whatItCompiles(dockerfile.value, options)
  if (!compiles.ok) return [compiles.problem.message]
  const what = compiles.value
  const given = options.buildArgs ?? {}
  const needs = what.needs
    .filter(({ name }) => given[name] === undefined)
    .map(
      ({ name, line }) =>
        `line ${line}: the build argument \`${name}\` has no default: give it as \`build: { build-args: { ${name}: … } }\``,
    )
  return [...needs, ...otherPlatforms(what, options.platform)]
}

function otherPlatforms(what: WhatItCompiles, platform: string): readonly string[] {
  const [os = '', arch = ''] = platform.split('/')
  const say = (built: string, line: string) =>
    `${line}it builds for ${built}, and what is measured has to run here, on ${platform}: let the platform be \`$TARGETPLATFORM\`, or run on a runner of that platform`
  if (what.platform !== undefined && !what.platform.startsWith(platform)) return [say(what.platform, '')]
  if (what.kind !== 'go') return []
  return what.builds
    .filter(({ goos = os, goarch = arch }) => goos !== os || goarch !== arch)
    .slice(0, 1)
    .map(({ goos = os, goarch = arch, line }) => say(`${goos}/${goarch}`, `line ${line}: `))
}

/** Why the program of its image is not built from the source that it is given; undefined when it may be. */
export function notBuiltHere(text: string, options: BuildParameters): string | undefined {
  const dockerfile = parseDockerfile(text)
  const compiles = dockerfile.ok ? whatItCompiles(dockerfile.value, options) : dockerfile
  if (!compiles.ok) return undefined
  const what = compiles.value
  if (what.kind === 'none') return what.because
  if (what.kind !== 'prebuilt') return undefined
  const how = {
    copied: 'it copies a program that is compiled elsewhere',
    downloaded: 'it downloads a program',
    cloned: 'it builds a program from source that it clones',
    released: 'it takes a program from an image that was released',
  }
  return `${how[what.how]} (line ${what.line}: \`${what.what}\`)`
}
