/**
 * Identifies the environment in which C code is compiled. The keys of Go's build cache cover Go files, compilers, flags and files
 * in a package's own directory, but not headers and libraries elsewhere (`go help cache`). So only builds with the same headers
 * and libraries may share a cache.
 */
import { textOf } from '../../../shell/words.ts'
import { indirectBuildOf } from '../../facts/build-origin.ts'
import { goCommandOf } from '../../facts/go-command.ts'
import { packageCommandOf } from '../../facts/packages.ts'
import { copiesOf } from '../../read/copies.ts'
import type { Stage } from '../../read/parse.ts'
import type { Run } from '../../read/runs.ts'
import type { StageStep } from '../../read/scope.ts'
import type { BuildParameters } from '../../read/stages.ts'
import { settingsOf } from '../../read/variables.ts'
import type { GoFamily } from './families.ts'
import { chainSteps, type NeededSteps, writtenIn } from './needed-steps.ts'

/** Whether a file of the build context can affect how C code is compiled or linked. */
export function affectsC(path: string): boolean {
  return (
    /\.(?:a|c|cc|cmake|cpp|cxx|deb|def|gz|h|hh|hpp|hxx|i|in|inc|inl|la|ld|mk|o|pc|rs|[sS]|sh|so(?:\.[\d.]+)?|tar|tgz|xz|zip)$/.test(
      path,
    ) || /(?:^|\/)(?:CMakeLists\.txt|[Mm]akefile|configure|meson\.build)$/.test(path)
  )
}

/** A text that is equal for equal environments. It does not cover files of the build context. */
export function cEnvironment(needed: NeededSteps, { stages, steps, running }: GoFamily): string {
  const valuesAt = valuesIn(needed, steps)
  const ofC = new Set(running.map((step) => valuesAt(step, (name) => cVariable.test(name))))
  const parts = steps.flatMap((step) => partsOf(needed, step, valuesAt))
  const [first] = stages
  const root = first === undefined ? '' : rootOf(needed, first)
  return JSON.stringify([root, needed.options.platform ?? '', [...ofC], parts])
}

const cVariable =
  /^(?:C(?:PLUS)?_INCLUDE_PATH|CPATH|COMPILER_PATH|GCC_EXEC_PREFIX|L(?:D_)?(?:IBRARY|RUN)_PATH|LIBRARY_PATH|PKG_CONFIG\w*)$/
/** Variables that are part of the keys of Go's build cache. */
const goVariable = /^(?:CGO_|GO)/

type ValuesAt = (step: StageStep, wanted: (name: string) => boolean) => string

/** Values of variables that ENV and ARG set before a step; as written if the value is unknown. */
function valuesIn({ dockerfile }: NeededSteps, steps: readonly StageStep[]): ValuesAt {
  const settings = steps.flatMap(({ instruction }) =>
    instruction.keyword === 'ENV' || instruction.keyword === 'ARG'
      ? (settingsOf(instruction, dockerfile.escapeCharacter) ?? [])
      : [],
  )
  return ({ scope: { variables } }, wanted) =>
    JSON.stringify(
      settings.flatMap(({ name, value }) =>
        wanted(name) && variables.has(name)
          ? [[name, variables.get(name) ?? (value === undefined ? '' : textOf(value))]]
          : [],
      ),
    )
}

function rootOf({ chainOf, options }: NeededSteps, stage: Stage): string {
  const { root } = chainOf(stage)
  return root.kind === 'image' ? imageIdentity(root.image, options) : root.written
}

function imageIdentity(image: string, { images }: BuildParameters): string {
  return images?.get(image)?.identity ?? image
}

function partsOf(needed: NeededSteps, step: StageStep, valuesAt: ValuesAt): readonly string[] {
  const written = writtenIn(needed, step)
  switch (step.instruction.keyword) {
    case 'RUN': {
      const change = changeOf(needed, step)
      if (change === 'none') return copiedParts(needed, step)
      const values = valuesAt(step, (name) => !goVariable.test(name))
      return [...(change === 'unknown' ? [written] : []), values, ...copiedParts(needed, step)]
    }
    case 'COPY':
    case 'ADD':
      // a COPY with an unknown target could write to any path
      return copiesOf(needed.dockerfile, step).length === 0 ? [written] : copiedParts(needed, step)
    default:
      return []
  }
}

/** Texts of sources other than the build context, which are copied or mounted. */
function copiedParts(needed: NeededSteps, step: StageStep): readonly string[] {
  const { dockerfile, options } = needed
  const written = writtenIn(needed, step)
  return copiesOf(dockerfile, step).flatMap(({ from }) => {
    if (from.kind === 'context') return []
    if (from.kind === 'stage') return [written, ...textsOf(needed, from.stage)]
    return from.kind === 'image' ? [written, imageIdentity(from.image, options)] : [written]
  })
}

/** All instructions of a stage, because any of them can add files. */
function textsOf(needed: NeededSteps, stage: Stage): readonly string[] {
  const steps = chainSteps(needed, stage)
  const valuesAt = valuesIn(needed, steps)
  const texts = steps.flatMap((step) => [writtenIn(needed, step), valuesAt(step, () => true)])
  return [rootOf(needed, stage), ...texts]
}

/** Compilers, whose version is in the keys of Go's build cache, and packages without C headers or libraries. */
const withoutLibraries =
  /^(?:alpine-sdk|bash|binutils|build-base|build-essential|ca-certificates(?:-bundle)?|coreutils|curl|dumb-init|file|findutils|g\+\+|gcc|git|gnupg|jq|libc-dev|libc6-dev|make|musl-dev|openssh(?:-client)?|pkgconf|pkgconfig|pkg-config|tar|tini|tzdata|unzip|upx|wget|xz|xz-utils|zip)$/
const fileTools = new Set([
  '',
  ...'[ addgroup adduser cd chmod chown command cut date echo export file for grep groupadd head ldd ls mkdir printf pwd rm set'.split(
    ' ',
  ),
  ...'strip test touch tr true uname update-ca-certificates upx useradd which xx-info xx-verify'.split(' '),
])

/**
 * Whether a RUN changes the environment of C code. Outputs of Go commands do not. Scripts are files of the build context, but
 * their effect can depend on variables.
 */
function changeOf({ runsOf }: NeededSteps, step: StageStep): 'none' | 'by-script' | 'unknown' {
  const runs = runsOf(step)
  if (runs === undefined) return 'unknown'
  const others = runs.filter((run) => !changesNothing(run))
  if (others.length === 0) return 'none'
  return others.every((run) => indirectBuildOf(run) !== undefined) ? 'by-script' : 'unknown'
}

function changesNothing(run: Run): boolean {
  const [, first, ...others] = run.words.map(textOf)
  const set = [
    ...run.settings.map(({ name }) => name),
    ...(run.program === 'export' ? [first ?? '', ...others] : []),
  ]
  if (set.some((text) => cVariable.test(text.split('=', 1)[0] ?? ''))) return false
  if (goCommandOf(run) !== undefined || fileTools.has(run.program)) return true
  if (run.program === 'git') return asksOnly.test(first ?? '')
  const command = packageCommandOf(run)
  if (command?.action === 'other') return !run.words.some((word) => /upgrade/.test(textOf(word)))
  return command?.packages.every((name) => withoutLibraries.test(name)) === true
}

/** git commands that do not change files outside of `.git`. */
const asksOnly = /^(?:config|describe|log|rev-list|rev-parse|show|status|tag)$/
