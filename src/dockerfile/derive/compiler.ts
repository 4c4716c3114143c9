import { fail, succeed } from '../../common/result.ts'
import { imageFacts, type Libc, type PackageManager } from '../facts/images.ts'
import { installCommand, installedCompiler, packageCommandOf } from '../facts/packages.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { stepsOf } from '../read/scope.ts'
import { chainOf } from '../read/stages.ts'
import {
  anotherDockerfileFix,
  type Derivation,
  type DerivationStep,
  insertAfter,
  thirdPartyCgo,
} from './derivation.ts'

/** The base of a stage that compiles, after a change of its base image, if any. */
export interface CompilingStage {
  readonly stage: Stage
  readonly image: string
  readonly libc: Libc | undefined
  readonly packages: PackageManager | undefined
  /** Whether the image itself has a C compiler; undefined if unknown. */
  readonly compiler: boolean | undefined
}

/** Installs a C compiler in stages that compile but have none. */
export function compilerEdits(derivation: Derivation, builders: readonly CompilingStage[]): DerivationStep {
  if (derivation.cgo === '0') return succeed([])
  const edits: Reasoned[] = []
  const done = new Set<Stage>()
  for (const run of derivation.compiling) {
    const { stage } = run.step
    const { stages } = chainOf(derivation.dockerfile, stage, derivation.facts)
    const builder = builders.find((each) => each.stage === stage)
    if (builder === undefined || stages.some((each) => done.has(each))) continue
    const missing = missingPackages(derivation, builder, run)
    if (missing.length === 0) continue
    if (missing.includes('glibc-static') && !/amazonlinux/.test(builder.image)) {
      return fail(
        `line ${stage.from.line}: to link C code statically, \`${builder.image}\` needs the package glibc-static, which its default repositories lack: install it in this stage`,
      )
    }
    done.add(stage)
    const command = installCommand(builder.packages, missing)
    if (command === undefined) {
      const { line } = stage.from
      return fail(
        `line ${line}: \`${builder.image}\` has no C compiler and no known package manager: ${anotherDockerfileFix}`,
      )
    }
    const tidy = builder.packages === 'apt' ? ' && rm -rf /var/lib/apt/lists/*' : ''
    edits.push(
      insertAfter(
        derivation.dockerfile,
        stage.from,
        asRoot(derivation, stage, `RUN ${command}${tidy}`),
        'cgo needs a C compiler, which the image lacks',
      ),
    )
  }
  return succeed(edits)
}

function missingPackages(derivation: Derivation, builder: CompilingStage, run: Run): readonly string[] {
  const { dockerfile, facts, runs, wanted } = derivation
  const { compiler } = builder
  if (compiler !== false) return []
  const { stages } = chainOf(dockerfile, builder.stage, facts)
  const before = runs
    .slice(0, runs.indexOf(run))
    .filter(({ step }) => stages.includes(step.stage))
    .flatMap((each) => packageCommandOf(each) ?? [])
  const installed = installedCompiler(before)
  const headers = { apk: builder.libc === 'glibc' ? 'glibc-dev' : 'musl-dev', apt: 'libc6-dev' } as const
  const header =
    builder.packages === 'apk' || builder.packages === 'apt' ? headers[builder.packages] : undefined
  const archives =
    wanted === 'static' &&
    thirdPartyCgo(facts).length > 0 &&
    header === undefined &&
    !before.some(({ packages }) => packages.includes('glibc-static'))
  return [
    ...(installed.compiler ? [] : ['gcc']),
    ...(installed.headers || header === undefined ? [] : [header]),
    ...(archives ? ['glibc-static'] : []),
  ]
}

/** The lines that run an instruction as root in a stage with another user. */
function asRoot(derivation: Derivation, stage: Stage, line: string): readonly string[] {
  const { dockerfile, facts } = derivation
  const { stages, root } = chainOf(dockerfile, stage, facts)
  const above = stages.at(-2)
  const steps = above === undefined ? [] : stepsOf(dockerfile, above, facts)
  const last = steps.at(-1)
  const user = last?.instruction.keyword === 'USER' ? last.instruction.rest.text : last?.scope.user
  const image = root.kind === 'image' ? imageFacts(root.image) : undefined
  const own = user ?? (image?.nonroot === true ? '65532' : undefined)
  return own === undefined || /^(root|0)(:|$)/.test(own) ? [line] : ['USER root', line, `USER ${own}`]
}
