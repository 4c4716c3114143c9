/**
 * What C code is compiled with. Go's build cache knows Go files, compilers and flags, and the files of a package's own directory;
 * of headers and libraries elsewhere it knows nothing (`go help cache`). Only builds that have the same ones may share a cache.
 */
import { textOf } from '../../../shell/words.ts'
import { packageCommandOf } from '../../facts/packages.ts'
import { copiesOf } from '../../read/copies.ts'
import type { Stage } from '../../read/parse.ts'
import type { Run } from '../../read/runs.ts'
import type { StageStep } from '../../read/scope.ts'
import type { BuildParameters } from '../../read/stages.ts'
import { settingsOf } from '../../read/variables.ts'
import type { GoFamily } from './families.ts'
import { chainSteps, type NeededSteps } from './needed-steps.ts'

/** Files of a build context that C code may be compiled with or linked to, or that decide how. */
export function isOfC(path: string): boolean {
  return (
    /\.(?:a|c|cc|cmake|cpp|cxx|def|h|hh|hpp|hxx|i|in|inc|inl|la|ld|mk|o|pc|[sS]|sh|so(?:\.[\d.]+)?)$/.test(
      path,
    ) || /(?:^|\/)(?:CMakeLists\.txt|[Mm]akefile|configure|meson\.build)$/.test(path)
  )
}

/** Equal texts mean the same environment, as far as it does not come from the build context. */
export function cEnvironment(needed: NeededSteps, family: GoFamily): string {
  const { options } = needed
  const parts = family.steps.flatMap((step) => partsOf(needed, step))
  const [first] = family.stages
  const root = first === undefined ? '' : rootOf(needed, first)
  const given = Object.entries(options.buildArgs ?? {}).filter(([name]) =>
    parts.some((part) => part.includes(name)),
  )
  return JSON.stringify([root, options.platform ?? '', parts, given.toSorted(([a], [b]) => (a < b ? -1 : 1))])
}

function rootOf({ chainOf, options }: NeededSteps, stage: Stage): string {
  const { root } = chainOf(stage)
  return root.kind === 'image' ? imageIdentity(root.image, options) : root.written
}

function imageIdentity(image: string, { images }: BuildParameters): string {
  return images?.get(image)?.identity ?? image
}

function partsOf(needed: NeededSteps, step: StageStep): readonly string[] {
  const { dockerfile, options } = needed
  const { instruction } = step
  const written = dockerfile.text.slice(instruction.start, instruction.end)
  switch (instruction.keyword) {
    case 'RUN':
      return changesNothing(needed, step) ? [] : [written]
    case 'ENV':
    case 'ARG':
      return (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).some(({ name }) =>
        /^(?:C(?:PLUS)?_INCLUDE_PATH|CPATH|COMPILER_PATH|GCC_EXEC_PREFIX|L(?:D_)?(?:IBRARY|RUN)_PATH|LIBRARY_PATH|PKG_CONFIG\w*)$/.test(
          name,
        ),
      )
        ? [written]
        : []
    case 'COPY':
    case 'ADD':
      return copiesOf(dockerfile, step).flatMap(({ from }) => {
        if (from.kind === 'context') return []
        if (from.kind === 'stage') return [written, ...textsOf(needed, from.stage)]
        return from.kind === 'image' ? [written, imageIdentity(from.image, options)] : [written]
      })
    default:
      return []
  }
}

/** All that a stage does: what it has may come from anywhere in it. */
function textsOf(needed: NeededSteps, stage: Stage): readonly string[] {
  const texts = chainSteps(needed, stage).map(({ instruction: { start, end } }) =>
    needed.dockerfile.text.slice(start, end),
  )
  return [rootOf(needed, stage), ...texts]
}

/** Packages that bring a compiler, which Go's build cache knows by its version, or nothing for C. */
const withoutLibraries =
  /^(?:alpine-sdk|bash|binutils|build-base|build-essential|ca-certificates(?:-bundle)?|coreutils|curl|dumb-init|file|findutils|g\+\+|gcc|git|gnupg|jq|libc-dev|libc6-dev|make|musl-dev|openssh(?:-client)?|pkgconf|pkgconfig|pkg-config|tar|tini|tzdata|unzip|upx|wget|xz|xz-utils|zip)$/
const fileTools = new Set([
  '',
  'cd',
  'chmod',
  'echo',
  'export',
  'ls',
  'mkdir',
  'pwd',
  'rm',
  'set',
  'true',
  'update-ca-certificates',
])

/** Whether a RUN neither brings nor changes what C code is compiled with, or runs Go, whose results are no input of it. */
function changesNothing({ runsOf, mayRunGo }: NeededSteps, step: StageStep): boolean {
  const runs = runsOf(step)
  if (mayRunGo(step)) return onlyGo(runs ?? [])
  return (
    runs?.every((run) => {
      const command = packageCommandOf(run)
      if (command === undefined) return fileTools.has(run.program)
      if (command.action === 'other') return !run.words.some((word) => /upgrade/.test(textOf(word)))
      return command.packages.every((name) => withoutLibraries.test(name))
    }) === true
  )
}

/** Whether it installs nothing beside. */
function onlyGo(runs: readonly Run[]): boolean {
  return runs.every((run) => {
    const command = packageCommandOf(run)
    return command?.action !== 'add' || command.packages.every((name) => withoutLibraries.test(name))
  })
}
