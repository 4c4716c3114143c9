/** Why a revision does not build, from its files or from the output of tools: the data and its wording. */
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
  /** Relative to the root of the repository. */
  dockerfile: text,
  target: optional(text),
  /** The mode for which the configuration sets it. */
  mode: text,
}

export const obstacleSchema = z
  .discriminatedUnion('kind', [
    /** The build context lacks a path that the Dockerfile copies or mounts. */
    readonlyObject({
      kind: z.literal('source-missing'),
      /** Relative to the root of the repository. */
      path: text,
      by: z.enum(['COPY', 'ADD', 'RUN --mount']),
      /** `file:line` of the instruction. */
      at: text,
      absence: absenceSchema,
    }),
    /** The repository lacks the files of a `//go:embed` directive. */
    readonlyObject({
      kind: z.literal('embed-missing'),
      pattern: text,
      /** `file:line` of the directive. */
      at: text,
      /** Directory that lacks the files. */
      target: text,
      absence: absenceSchema,
    }),
    /** The repository lacks a package of the module. */
    readonlyObject({
      kind: z.literal('package-missing'),
      package: text,
      /** `file:line` that imports it. */
      at: text,
      directory: text,
      absence: absenceSchema,
    }),
    /** The repository has a package of the program, but the build context does not. */
    readonlyObject({
      kind: z.literal('package-left-out'),
      package: text,
      /** Relative to the root of the repository. */
      directory: text,
      /** The ignore file that excludes it. */
      by: text,
      /** `file:line` that imports it; absent if it is unknown. */
      at: optional(text),
    }),
    /** The directory of a `replace` directive in go.mod or a `use` directive in go.work does not exist. */
    readonlyObject({
      kind: z.literal('directory-missing'),
      by: z.enum(['replace', 'use']),
      /** As written. */
      directory: text,
      /** `file:line` of the directive. */
      at: text,
      /** Relative to the root of the repository; absent if it is outside. */
      path: optional(text),
      absence: absenceSchema,
    }),
    /** `package`: a package whose module go.mod or go.sum lacks, if it is known. */
    readonlyObject({ kind: z.literal('go-mod-outdated'), package: optional(text) }),
    /** The Dockerfile's builder image has an older Go than go.mod requires. */
    readonlyObject({
      kind: z.literal('builder-too-old'),
      image: text,
      has: text,
      needs: text,
      /** The oldest image that is new enough. */
      newer: text,
    }),
    readonlyObject({ kind: z.literal('compiler-missing'), compiler: text }),
    needMissingSchema,
    /** The modes do not exist on the platform. */
    readonlyObject({
      kind: z.literal('platform-without-mode'),
      modes: z.array(text).readonly(),
      platform: text,
    }),
    /** The command of `build.prepare` failed. */
    readonlyObject({ kind: z.literal('prepare-failed'), exitCode: z.number() }),
    /** `detail`: a sentence that explains why the image does not start the app. */
    readonlyObject({ kind: z.literal('not-the-app'), ...namedImage, detail: text }),
    /** Base is linked differently than head, so it cannot be the baseline. */
    readonlyObject({ kind: z.literal('linked-otherwise'), ...namedImage, not: modeNotAchievedSchema }),
    readonlyObject({ kind: z.literal('dockerfile-missing'), dockerfile: text }),
    /** linkgate or the builder rejects the Dockerfile; `detail` is the reason. */
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

/** The fixes of several obstacles, each once. */
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

/** Message and fix in one line. */
export function obstacleText(obstacle: Obstacle): string {
  const fix = obstacleFix(obstacle)
  return fix === undefined ? obstacleMessage(obstacle) : `${obstacleMessage(obstacle)}; fix: ${fix}`
}

/** One line for each obstacle. Modules that could not be fetched share a line, because their fix is the same. */
export function obstacleTexts(obstacles: readonly Obstacle[]): readonly string[] {
  const isModule = ({ kind }: Obstacle) => kind === 'modules-not-fetched'
  const modules = obstacles.filter(isModule)
  const together = `${modules.map(obstacleMessage).join('; ')}; fix: ${obstacleFixes(modules)}`
  const others = obstacles.filter((one) => !isModule(one)).map(obstacleText)
  return modules.length === 0 ? others : [...others, together]
}

/** Whether all obstacles are transient, so that another run may succeed with the same files. */
export function isTransientFailure(obstacles: readonly Obstacle[]): boolean {
  return obstacles.length > 0 && obstacles.every((one) => isBuildFault(one) && isTransient(one))
}
