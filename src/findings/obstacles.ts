/** Why a revision does not build, from its files or from the output of the tools: as values, and their words. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { absenceFix, absenceSchema, absenceText } from './absence.ts'
import { buildFaultFix, credentialsFix } from './build-fault-fixes.ts'
import { buildFaultMessage } from './build-fault-messages.ts'
import { buildFaultSchemas, isBuildFault, isTransient } from './build-faults.ts'
import { needMissingFix, needMissingSchema, needMissingText } from './mode-needs.ts'
import { actualLinkageText, modeNotAchievedSchema } from './mode-not-achieved.ts'
import { codes } from './subject.ts'

const inConfig = 'in .github/linkgate.yml'
const namedImage = {
  /** Of the Dockerfile, from the root of the repository. */
  dockerfile: text,
  target: optional(text),
  /** The mode that the configuration names it for. */
  mode: text,
}

export const obstacleSchema = z
  .discriminatedUnion('kind', [
    /** What a Dockerfile takes from its context is not there. */
    readonlyObject({
      kind: z.literal('source-missing'),
      /** From the root of the repository. */
      path: text,
      by: z.enum(['COPY', 'ADD', 'RUN --mount']),
      /** `file:line` of it. */
      at: text,
      absence: absenceSchema,
    }),
    /** Files that a `//go:embed` names are not there. */
    readonlyObject({
      kind: z.literal('embed-missing'),
      pattern: text,
      /** `file:line` of it. */
      at: text,
      /** Directory that lacks them. */
      target: text,
      absence: absenceSchema,
    }),
    /** A package of the module is not there. */
    readonlyObject({
      kind: z.literal('package-missing'),
      package: text,
      /** `file:line` that imports it. */
      at: text,
      directory: text,
      absence: absenceSchema,
    }),
    /** A package of the program is in the repository, and not in the build context. */
    readonlyObject({
      kind: z.literal('package-left-out'),
      package: text,
      /** From the root of the repository. */
      directory: text,
      /** The ignore file. */
      by: text,
      /** `file:line` that imports it; absent where none is known. */
      at: optional(text),
    }),
    /** A directory that go.mod replaces a module by, or that go.work uses, is not there. */
    readonlyObject({
      kind: z.literal('directory-missing'),
      by: z.enum(['replace', 'use']),
      /** As written. */
      directory: text,
      /** `file:line` of it. */
      at: text,
      /** From the root of the repository; absent if it is outside. */
      path: optional(text),
      absence: absenceSchema,
    }),
    /** `package`: one that they do not cover, if it is known. */
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
    readonlyObject({ kind: z.literal('compiler-missing'), compiler: text }),
    needMissingSchema,
    /** There are no such programs on the platform. */
    readonlyObject({
      kind: z.literal('platform-without-mode'),
      modes: z.array(text).readonly(),
      platform: text,
    }),
    /** The command of `build.prepare` failed. */
    readonlyObject({ kind: z.literal('prepare-failed'), exitCode: z.number() }),
    /** `detail`: why what the image starts is not the app, in a sentence from the code that checked it. */
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

export function obstacleMessage(obstacle: Obstacle): string {
  if (isBuildFault(obstacle)) return buildFaultMessage(obstacle)
  switch (obstacle.kind) {
    case 'source-missing':
      return `${obstacle.at}: \`${obstacle.by}\` finds no files: ${absenceText(obstacle.path, obstacle.absence)}`
    case 'embed-missing':
      return `${obstacle.at}: \`//go:embed ${obstacle.pattern}\` finds no files: ${absenceText(obstacle.target, obstacle.absence)}`
    case 'package-missing':
      return `${obstacle.at}: the imported package ${obstacle.package} is not in the repository: ${absenceText(obstacle.directory, obstacle.absence)}`
    case 'package-left-out':
      return `${obstacle.by} excludes ${obstacle.directory} from the build context, but ${obstacle.at === undefined ? 'the program needs it' : `${obstacle.at} imports the package`}`
    case 'directory-missing':
      return obstacle.path === undefined
        ? `${obstacle.at}: \`${obstacle.by}\` names ${obstacle.directory}, which is outside this repository`
        : `${obstacle.at}: \`${obstacle.by}\` names ${obstacle.directory}, which has no module: ${absenceText(obstacle.path, obstacle.absence)}`
    case 'go-mod-outdated':
      return `go.mod or go.sum is not up to date${obstacle.package === undefined ? '' : `: ${obstacle.package} is missing`}`
    case 'builder-too-old':
      return `\`FROM ${obstacle.image}\` has Go ${obstacle.has}, but go.mod requires Go ${obstacle.needs}`
    case 'compiler-missing':
      return `the build needs a C compiler, but \`${obstacle.compiler}\` was not found`
    case 'need-missing':
      return needMissingText(obstacle)
    case 'platform-without-mode':
      return `${codes(obstacle.modes)} ${obstacle.modes.length === 1 ? 'does' : 'do'} not exist on ${obstacle.platform}, where all programs are linked to the libraries of the system`
    case 'prepare-failed':
      return `the command of \`build.prepare\` ended with exit code ${obstacle.exitCode}`
    case 'not-the-app':
      return `${imageText(obstacle)} does not build the app: ${obstacle.detail}`
    case 'linked-otherwise':
      return `at base, ${imageText(obstacle)} builds ${actualLinkageText(obstacle.not)}, not a ${obstacle.not.promised.join(' or ')} one`
    case 'dockerfile-missing':
      return `\`${obstacle.dockerfile}\` does not exist in this revision`
    case 'dockerfile-refused':
      return `${obstacle.dockerfile}${obstacle.line === undefined ? '' : `:${obstacle.line}`}: ${obstacle.detail}`
    case 'module-missing':
      return `the directory ${obstacle.directory} does not exist in this revision`
  }
}

/** undefined if the message is enough. */
export function obstacleFix(obstacle: Obstacle): string | undefined {
  if (isBuildFault(obstacle)) return buildFaultFix(obstacle)
  switch (obstacle.kind) {
    case 'source-missing':
      return absenceFix(obstacle.path, obstacle.absence)
    case 'embed-missing':
      return absenceFix(obstacle.target, obstacle.absence)
    case 'package-missing':
      return absenceFix(obstacle.directory, obstacle.absence)
    case 'package-left-out':
      return `add \`!${obstacle.directory}\` at the end of ${obstacle.by}`
    case 'directory-missing':
      return obstacle.path === undefined
        ? `remove the directive, or fetch the module with \`build: { prepare: … }\` ${inConfig}, which runs at the root of each checked-out revision`
        : absenceFix(obstacle.path, obstacle.absence)
    case 'go-mod-outdated':
      return 'run `go mod tidy` and commit the result'
    case 'builder-too-old':
      return `use ${obstacle.newer} or newer in the Dockerfile`
    case 'compiler-missing':
      return 'install one (Debian, Ubuntu: `apt-get install gcc libc6-dev`)'
    case 'need-missing':
      return needMissingFix(obstacle)
    case 'prepare-failed':
      return 'run the command at the root of a fresh clone, and change `build.prepare` until it works there'
    case 'not-the-app':
      return `set the Dockerfile that builds the app under \`modes: { ${obstacle.mode}: … }\` ${inConfig}, or remove that key`
    case 'linked-otherwise':
      return 'merge this change to get a baseline'
    case 'dockerfile-missing':
    case 'dockerfile-refused':
    case 'module-missing':
      return undefined
  }
}

/** The fixes of several; shared advice appears once. */
export function obstacleFixes(obstacles: readonly Obstacle[]): string | undefined {
  const patterns = obstacles.flatMap((one) => (one.kind === 'modules-not-fetched' ? [one.pattern] : []))
  const others = obstacles.flatMap((one) =>
    one.kind === 'modules-not-fetched' ? [] : (obstacleFix(one) ?? []),
  )
  const fixes = new Set([...(patterns.length === 0 ? [] : [credentialsFix(patterns)]), ...others])
  return [...fixes].join('; ') || undefined
}

function imageText({
  dockerfile,
  target,
  mode,
}: Extract<Obstacle, { readonly kind: 'not-the-app' | 'linked-otherwise' }>): string {
  const stage = target === undefined ? '' : ` (target \`${target}\`)`
  return `\`${dockerfile}\`${stage}, configured for mode \`${mode}\`,`
}

/** In one line: what is in the way, and what to do about it. */
export function obstacleText(obstacle: Obstacle): string {
  const fix = obstacleFix(obstacle)
  return fix === undefined ? obstacleMessage(obstacle) : `${obstacleMessage(obstacle)}; fix: ${fix}`
}

/** One line each; modules that could not be fetched share one, with the advice that is the same for all of them. */
export function obstacleTexts(obstacles: readonly Obstacle[]): readonly string[] {
  const isModule = ({ kind }: Obstacle) => kind === 'modules-not-fetched'
  const modules = obstacles.filter(isModule)
  const together = `${modules.map(obstacleMessage).join('; ')}; fix: ${obstacleFixes(modules)}`
  const others = obstacles.filter((one) => !isModule(one)).map(obstacleText)
  return modules.length === 0 ? others : [...others, together]
}

/** Whether another run may well succeed with the same files: every obstacle is of that kind. */
export function isTransientFailure(obstacles: readonly Obstacle[]): boolean {
  return obstacles.length > 0 && obstacles.every((one) => isBuildFault(one) && isTransient(one))
}
