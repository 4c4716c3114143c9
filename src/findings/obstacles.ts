/** Why a revision does not build: what its files tell before, and what the tools said that refused. As values, and their words. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { buildFaultFix, credentialsFix } from './build-fault-fixes.ts'
import { buildFaultMessage } from './build-fault-messages.ts'
import { buildFaultSchemas, isBuildFault, isTransient } from './build-faults.ts'
import { modeNotAchievedMessage, modeNotAchievedSchema } from './mode-not-achieved.ts'

const namedImage = {
  /** Of the Dockerfile, from the root of the repository. */
  dockerfile: text,
  target: optional(text),
  /** The mode that the configuration names it for. */
  mode: text,
}

export const obstacleSchema = z
  .discriminatedUnion('kind', [
    /** Files that a `//go:embed` names are not there. */
    readonlyObject({
      kind: z.literal('embed-missing'),
      pattern: text,
      /** `file:line` of it. */
      at: text,
      /** Directory that lacks them. */
      target: text,
      /** The command that makes them, where the files tell. */
      prepare: optional(text),
      /** Directories whose package.json has a build script, where they do not tell. */
      frontEnds: optional(z.array(text).readonly()),
    }),
    /** A package of the module is not there. */
    readonlyObject({
      kind: z.literal('package-missing'),
      package: text,
      /** `file:line` that imports it. */
      at: text,
      directory: text,
      prepare: optional(text),
    }),
    readonlyObject({
      kind: z.literal('replaced-by-submodule'),
      package: text,
      directory: text,
      prepare: text,
    }),
    readonlyObject({ kind: z.literal('replacement-missing'), package: text, directory: text }),
    /** `package`: that they do not cover, where one is named. */
    readonlyObject({ kind: z.literal('go-mod-outdated'), package: optional(text) }),
    /** The Go of the Dockerfile's builder is older than go.mod allows. */
    readonlyObject({
      kind: z.literal('builder-too-old'),
      image: text,
      has: text,
      needs: text,
      /** An image that is new enough. */
      newer: text,
    }),
    /** `mode`: that needs it; absent: whatever runs in a Dockerfile. */
    readonlyObject({ kind: z.literal('compiler-missing'), mode: optional(text), compiler: text }),
    /** The command of `build.prepare` failed. */
    readonlyObject({ kind: z.literal('prepare-failed'), exitCode: z.number() }),
    /** `detail`: why what the image starts is not the app, in a sentence of who looked. */
    readonlyObject({ kind: z.literal('not-the-app'), ...namedImage, detail: text }),
    /** Base is linked in another way than head: that is no baseline. */
    readonlyObject({ kind: z.literal('linked-otherwise'), ...namedImage, not: modeNotAchievedSchema }),
    readonlyObject({ kind: z.literal('dockerfile-missing'), dockerfile: text }),
    /** `detail`: what is wrong with it. */
    readonlyObject({
      kind: z.literal('dockerfile-refused'),
      dockerfile: text,
      line: optional(z.number()),
      detail: text,
    }),
    readonlyObject({ kind: z.literal('module-missing'), directory: text }),
    ...Object.values(buildFaultSchemas),
  ])
  .meta({ id: 'obstacle' })
export type Obstacle = z.infer<typeof obstacleSchema>

const inConfig = 'in .github/linkgate.yml'

export function obstacleMessage(obstacle: Obstacle): string {
  if (isBuildFault(obstacle)) return buildFaultMessage(obstacle)
  switch (obstacle.kind) {
    case 'embed-missing':
      return `\`//go:embed ${obstacle.pattern}\` in ${obstacle.at} finds no files: git does not have them, so a step before the build has to make them`
    case 'package-missing':
      return `package ${obstacle.package}, which ${obstacle.at} imports, is not in the repository: a step before the build has to make it`
    case 'replaced-by-submodule':
      return `go.mod replaces the module of ${obstacle.package} by ${obstacle.directory}, which is a git submodule`
    case 'replacement-missing':
      return `go.mod replaces the module of ${obstacle.package} by ${obstacle.directory}, which is not in this repository`
    case 'go-mod-outdated':
      return `go.mod or go.sum is not up to date${obstacle.package === undefined ? '' : `: they do not cover ${obstacle.package}`}`
    case 'builder-too-old':
      return `\`FROM ${obstacle.image}\` has Go ${obstacle.has}, and go.mod asks for Go ${obstacle.needs}`
    case 'compiler-missing':
      return `${obstacle.mode === undefined ? 'the build' : `mode \`${obstacle.mode}\``} needs a C compiler and \`${obstacle.compiler}\` was not found`
    case 'prepare-failed':
      return `the command of build.prepare ended with exit code ${obstacle.exitCode}`
    case 'not-the-app':
      return `${imageText(obstacle)} does not give the app: ${obstacle.detail}`
    case 'linked-otherwise':
      return `at base, ${imageText(obstacle)} gives another kind of program: ${modeNotAchievedMessage(obstacle.not)}`
    case 'dockerfile-missing':
      return `\`${obstacle.dockerfile}\` does not exist in this revision`
    case 'dockerfile-refused':
      return `${obstacle.dockerfile}${obstacle.line === undefined ? '' : `:${obstacle.line}`}: ${obstacle.detail}`
    case 'module-missing':
      return `the directory ${obstacle.directory} does not exist in this revision`
  }
}

/** What to do about it; undefined where there is nothing more to say. */
export function obstacleFix(obstacle: Obstacle): string | undefined {
  if (isBuildFault(obstacle)) return buildFaultFix(obstacle)
  switch (obstacle.kind) {
    case 'embed-missing':
      return embedFix(obstacle)
    case 'package-missing':
      return obstacle.prepare === undefined
        ? `write the command that makes ${obstacle.directory}, such as \`go generate ./...\`, as \`build: { prepare: … }\` ${inConfig}`
        : `write the command that makes ${obstacle.directory}, such as \`build: { prepare: ${obstacle.prepare} }\`, ${inConfig}`
    case 'replaced-by-submodule':
      return `write \`build: { prepare: ${obstacle.prepare} }\` ${inConfig}`
    case 'replacement-missing':
      return `take the replace directive out of go.mod, or put the module where it points to with \`build: { prepare: … }\` ${inConfig}, which runs at the root of each revision, in a directory of linkgate's own`
    case 'go-mod-outdated':
      return 'run `go mod tidy` and commit what it writes'
    case 'builder-too-old':
      return `build from ${obstacle.newer} or newer in the Dockerfile`
    case 'compiler-missing':
      return 'install it (Debian, Ubuntu: apt-get install gcc libc6-dev), or leave the mode out of `modes`'
    case 'prepare-failed':
      return 'run the command at the root of a fresh clone, and change build.prepare until it works there'
    case 'not-the-app':
      return `name the Dockerfile that does under \`modes: { ${obstacle.mode}: … }\` ${inConfig}, or leave that away`
    case 'linked-otherwise':
      return 'once this change is merged, base has what there is to compare with'
    case 'dockerfile-missing':
    case 'dockerfile-refused':
    case 'module-missing':
      return undefined
  }
}

/** What to do about several; advice that they share is given once. */
export function obstacleFixes(obstacles: readonly Obstacle[]): string | undefined {
  const patterns = obstacles.flatMap((one) => (one.kind === 'modules-not-fetched' ? [one.pattern] : []))
  const others = obstacles.flatMap((one) =>
    one.kind === 'modules-not-fetched' ? [] : (obstacleFix(one) ?? []),
  )
  const fixes = [...new Set([...(patterns.length === 0 ? [] : [credentialsFix(patterns)]), ...others])]
  return fixes.length === 0 ? undefined : fixes.join('; ')
}

function embedFix({
  target,
  prepare,
  frontEnds = [],
}: Extract<Obstacle, { readonly kind: 'embed-missing' }>): string {
  if (prepare !== undefined)
    return `write the command that makes ${target}, such as \`build: { prepare: ${prepare} }\`, ${inConfig}`
  const among = frontEnds.length === 0 ? '' : ` (${frontEnds.join(', ')} have a build script)`
  return `write the command that makes ${target} as \`build: { prepare: … }\` ${inConfig}${among}`
}

function imageText({
  dockerfile,
  target,
  mode,
}: Extract<Obstacle, { readonly kind: 'not-the-app' | 'linked-otherwise' }>): string {
  const stage = target === undefined ? '' : `, target \`${target}\``
  return `\`${dockerfile}\`${stage}, which the configuration names for mode \`${mode}\`,`
}

/** For where there is one line: what is in the way, and what to do about it. */
export function obstacleText(obstacle: Obstacle): string {
  const fix = obstacleFix(obstacle)
  return fix === undefined ? obstacleMessage(obstacle) : `${obstacleMessage(obstacle)}; ${fix}`
}

/** The command for `build.prepare` that clears it away, where the files tell. */
export function prepareFor(obstacle: Obstacle): string | undefined {
  switch (obstacle.kind) {
    case 'embed-missing':
    case 'package-missing':
    case 'replaced-by-submodule':
      return obstacle.prepare
    default:
      return undefined
  }
}

/** Whether another run may well do better, with the same files: no other obstacle may stand beside it. */
export function isTransientFailure(obstacles: readonly Obstacle[]): boolean {
  return obstacles.length > 0 && obstacles.every((one) => isBuildFault(one) && isTransient(one))
}

/** Whether something has to be made that git does not have: a Dockerfile may well do that itself. */
export function isGenerated({ kind }: Obstacle): boolean {
  return kind === 'embed-missing' || kind === 'package-missing'
}
