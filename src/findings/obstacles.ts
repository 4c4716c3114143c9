/** Why a revision does not build, as far as that is seen without its output: as values, and their words. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'
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
    readonlyObject({ kind: z.literal('go-mod-outdated'), package: text }),
    readonlyObject({
      kind: z.literal('module-not-fetched'),
      package: text,
      /** What the Go command or git printed. */
      output: text,
    }),
    /** The Go of the Dockerfile's builder is older than go.mod allows. */
    readonlyObject({
      kind: z.literal('builder-too-old'),
      image: text,
      has: text,
      needs: text,
      /** An image that is new enough. */
      newer: text,
    }),
    readonlyObject({ kind: z.literal('compiler-missing'), mode: text, compiler: text }),
    /** The command of `build.prepare` failed. */
    readonlyObject({ kind: z.literal('prepare-failed'), exitCode: z.number() }),
    /** `detail`: why what the image starts is not the app, in a sentence of who looked. */
    readonlyObject({ kind: z.literal('not-the-app'), ...namedImage, detail: text }),
    /** Base is linked in another way than head: that is no baseline. */
    readonlyObject({ kind: z.literal('linked-otherwise'), ...namedImage, not: modeNotAchievedSchema }),
  ])
  .meta({ id: 'obstacle' })
export type Obstacle = z.infer<typeof obstacleSchema>

const inConfig = 'in .github/linkgate.yml'

export function obstacleMessage(obstacle: Obstacle): string {
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
      return `go.mod or go.sum is not up to date: they do not cover ${obstacle.package}`
    case 'module-not-fetched':
      return `the module of ${obstacle.package} could not be fetched: ${obstacle.output}`
    case 'builder-too-old':
      return `\`FROM ${obstacle.image}\` has Go ${obstacle.has}, and go.mod asks for Go ${obstacle.needs}`
    case 'compiler-missing':
      return `mode \`${obstacle.mode}\` needs a C compiler and \`${obstacle.compiler}\` was not found`
    case 'prepare-failed':
      return `the command of build.prepare ended with exit code ${obstacle.exitCode}`
    case 'not-the-app':
      return `${imageText(obstacle)} does not give the app: ${obstacle.detail}`
    case 'linked-otherwise':
      return `at base, ${imageText(obstacle)} gives another kind of program: ${modeNotAchievedMessage(obstacle.not)}`
  }
}

export function obstacleFix(obstacle: Obstacle): string {
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
    case 'module-not-fetched':
      return credentialsFix(obstacle.package)
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
  }
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

function credentialsFix(path: string): string {
  const owner = path.split('/').slice(0, 2).join('/')
  const host = owner.split('/')[0] ?? owner
  return `if it is private, set \`GOPRIVATE: ${owner}\` in the \`env\` of the job, and give git the credentials for ${host} in a step before this one: a line in ~/.netrc, or \`git config --global url."https://x-access-token:$TOKEN@${host}/".insteadOf https://${host}/\``
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
  return `${obstacleMessage(obstacle)}; ${obstacleFix(obstacle)}`
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

/** Whether something has to be made that git does not have: a Dockerfile may well do that itself. */
export function isGenerated({ kind }: Obstacle): boolean {
  return kind === 'embed-missing' || kind === 'package-missing'
}
