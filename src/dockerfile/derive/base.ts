import { fail, type Result, succeed } from '../../common/result.ts'
import { imageFacts, type Libc } from '../facts/images.ts'
import type { Stage } from '../read/parse.ts'
import { chainOf } from '../read/stages.ts'
import type { CompilingStage } from './compiler.ts'
import { anotherDockerfileFix, type Derivation, insertAfter, thirdPartyCgo } from './derivation.ts'
import { alpineVariant, debianVariant } from './image-variants.ts'
import { withLibc } from './runtime-images.ts'
import {
  type Bases,
  debianOf,
  newerRuntime,
  type Root,
  replaceBase,
  rootOf,
  swapBuilder,
  swapRuntime,
} from './swap-base.ts'

const bookworm = 36

/** The smallest change of base images with which a dynamically linked program finds its C library. */
export function basesFor(derivation: Derivation): Result<Bases> {
  const { compiling, wanted, target } = derivation
  const builders = [...new Set(compiling.map(({ step }) => step.stage))].map((stage) =>
    builderOf(derivation, stage),
  )
  const [builder] = builders
  if (wanted === 'static' || builder === undefined) return succeed({ edits: [], builders })
  const runtime = rootOf(derivation, target)
  const from = rootOf(derivation, builder.stage)
  if (runtime.stage === from.stage || bringsLoader(derivation)) return succeed({ edits: [], builders })
  const unknown = [from, runtime].find(
    (root) => root.libc === undefined || (root === from && root.libc === 'none'),
  )
  if (unknown !== undefined) {
    const { line } = unknown.stage.from
    return fail(`line ${line}: the C library of \`${unknown.image}\` is unknown: ${anotherDockerfileFix}`)
  }
  const musl = compiling.some((run) => /musl/.test(run.environment('CC')?.value ?? ''))
  return matchLibc(derivation, builders, from, runtime, musl || from.libc === 'musl' ? 'musl' : 'glibc')
}

function builderOf(derivation: Derivation, stage: Stage): CompilingStage {
  const { image, libc } = rootOf(derivation, stage)
  const { packages, compiler } = imageFacts(image)
  const known = derivation.facts.builderHasCompiler
  return {
    stage,
    image,
    libc: libc === 'none' ? undefined : libc,
    packages,
    compiler: known ?? compiler,
  }
}

/** Whether COPY adds a loader to the image, alone or with all files of another image. */
function bringsLoader({ dockerfile, target, facts }: Derivation): boolean {
  return chainOf(dockerfile, target, facts).stages.some((stage) =>
    stage.instructions.some(
      ({ keyword, rest }) =>
        /^(COPY|ADD)$/.test(keyword) && /ld-musl|ld-linux|^\/ \/$/.test(rest.text.trim()),
    ),
  )
}

function matchLibc(
  derivation: Derivation,
  builders: readonly CompilingStage[],
  from: Root,
  runtime: Root,
  libc: Libc,
): Result<Bases> {
  const has = imageFacts(runtime.image).glibc
  const fits = (glibc: number) => neededGlibc(derivation, glibc) <= (has ?? bookworm)
  if (runtime.libc === 'none') return giveLibc(derivation, builders, from, runtime, libc)
  if (runtime.libc !== libc) {
    return libc === 'glibc'
      ? firstOf(runtime, libc, [
          () => swapBuilder(derivation, builders, 'apk', alpineVariant),
          () => swapRuntime(derivation, builders, runtime, 'apt', debianOf(from)),
        ])
      : firstOf(runtime, libc, [
          () => swapBuilder(derivation, builders, 'apt', (image) => debianVariant(image, fits, has)),
          () =>
            swapRuntime(derivation, builders, runtime, 'apk', withLibc('scratch', from.image, 'musl').image),
        ])
  }
  const { glibc } = imageFacts(from.image)
  if (libc === 'musl' || has === undefined || glibc === undefined || fits(glibc))
    return succeed({ edits: [], builders })
  // second, because the image of the same Go on an older Debian may have an older patch release
  return firstOf(runtime, libc, [
    () => newerRuntime(builders, runtime, from),
    () => swapBuilder(derivation, builders, undefined, (image) => debianVariant(image, fits, has)),
  ])
}

/**
 * The glibc that a program built with glibc 2.`builtWith` needs at most: 2.34 for Go's own C code. Other code that is built with a
 * glibc before 2.38 usually needs no newer one either, because the symbols that those releases added are rarely used.
 */
function neededGlibc({ facts }: Derivation, builtWith: number): number {
  const known = facts.cgoPackages !== undefined && thirdPartyCgo(facts).length === 0
  return builtWith < 38 || known ? Math.min(builtWith, 34) : 38
}

function giveLibc(
  derivation: Derivation,
  builders: readonly CompilingStage[],
  from: Root,
  runtime: Root,
  libc: Libc,
): Result<Bases> {
  const noneIn = `\`${runtime.image}\` has no C library`
  if (libc === 'musl' && /distroless\/|^cgr\.dev\//.test(runtime.image)) {
    // swapping the builder to glibc does not change the image's user, certificates and time zones
    const swapped = swapBuilder(derivation, builders, 'apt', (image) =>
      debianVariant(image, (glibc) => glibc <= bookworm),
    )
    if (swapped.ok) {
      const [builder] = swapped.value.builders
      const { image } = withLibc(runtime.image, builder?.image ?? '', 'glibc')
      return succeed({
        ...swapped.value,
        edits: [...swapped.value.edits, replaceBase(runtime, image, `${noneIn}, but this image has glibc`)],
      })
    }
  }
  const { image, lines } = withLibc(runtime.image, from.image, libc, (glibc) =>
    neededGlibc(derivation, glibc),
  )
  const why = `${noneIn}, but this image has the ${libc} that the program is linked against`
  const added =
    lines.length === 0
      ? []
      : [
          insertAfter(
            derivation.dockerfile,
            runtime.stage.from,
            lines,
            `the packages of \`${runtime.image}\``,
          ),
        ]
  return succeed({ builders, edits: [replaceBase(runtime, image, why), ...added] })
}

/** The first attempt that succeeds; otherwise a problem with all reasons. */
function firstOf(runtime: Root, libc: Libc, attempts: readonly (() => Result<Bases>)[]): Result<Bases> {
  const reasons: string[] = []
  for (const attempt of attempts) {
    const found = attempt()
    if (found.ok) return found
    reasons.push(found.problem.message)
  }
  const { line } = runtime.stage.from
  return fail(
    `line ${line}: \`${runtime.image}\` lacks the ${libc} that the program needs, and neither base image can be swapped (${[...new Set(reasons)].join('; ')}): ${anotherDockerfileFix}`,
  )
}
