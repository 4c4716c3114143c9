import { fail, type Result, succeed } from '../../common/result.ts'
import { textOf } from '../../shell/words.ts'
import { imageFacts, type Libc } from '../facts/images.ts'
import { installCommand } from '../facts/packages.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Stage } from '../read/parse.ts'
import { chainOf } from '../read/stages.ts'
import type { CompilingStage } from './compiler.ts'
import { type Derivation, insertAfter } from './derivation.ts'
import { debianFor } from './runtime-images.ts'
import { presentIn, translateStages } from './translate.ts'

/** Edits of base images, and the compiling stages after these edits. */
export interface Bases {
  readonly edits: readonly Reasoned[]
  readonly builders: readonly CompilingStage[]
}

/** A stage whose FROM is an image and not another stage. */
export interface Root {
  readonly stage: Stage
  readonly image: string
  readonly libc: Libc | 'none' | undefined
}

const newest = 41

export function rootOf({ dockerfile, facts }: Derivation, of: Stage): Root {
  const { stages, root } = chainOf(dockerfile, of, facts)
  const stage = stages[0] ?? of
  const image = root.kind === 'image' ? root.image : textOf(stage.base)
  const reported = image === 'scratch' ? undefined : facts.libcOf?.(image)
  return { stage, image, libc: reported ?? imageFacts(image).libc }
}

export function debianOf(from: Root): string {
  return `debian:${debianFor(imageFacts(from.image).glibc ?? newest).suite}-slim`
}

export function replaceBase({ stage }: Pick<Root, 'stage'>, image: string, why: string): Reasoned {
  return { ...stage.base.range, text: image, why }
}

/** Go from the same image on another distribution, in all stages that compile. */
export function swapBuilder(
  derivation: Derivation,
  builders: readonly CompilingStage[],
  to: 'apk' | 'apt' | undefined,
  variant: (image: string) => string | undefined,
): Result<Bases> {
  const edits: Reasoned[] = []
  const done = new Set<Stage>()
  const changed: CompilingStage[] = []
  for (const builder of builders) {
    const root = rootOf(derivation, builder.stage)
    const isOnIt = to !== undefined && builder.libc === (to === 'apk' ? 'musl' : 'glibc')
    const image = isOnIt ? builder.image : variant(root.image)
    if (image === undefined) return fail(`\`${root.image}\` has no suitable counterpart`)
    changed.push(isOnIt ? builder : { ...builder, ...builderOn(image) })
    if (isOnIt || done.has(root.stage)) continue
    done.add(root.stage)
    const swapped = swapRoot(derivation, root, to, image)
    if (!swapped.ok) return swapped
    edits.push(...swapped.value)
  }
  return succeed({ edits, builders: changed })
}

function builderOn(image: string): Pick<CompilingStage, 'image' | 'packages' | 'compiler' | 'libc'> {
  const { packages, compiler, libc } = imageFacts(image)
  return { image, packages, compiler, libc: libc === 'none' ? undefined : libc }
}

/** Swaps the image of a stage, and translates the commands of this stage and of stages that are FROM it. */
function swapRoot(
  derivation: Derivation,
  root: Root,
  to: 'apk' | 'apt' | undefined,
  image: string,
): Result<readonly Reasoned[]> {
  const { dockerfile, facts, stages } = derivation
  if (to === undefined) {
    return succeed([replaceBase(root, image, 'its glibc is not newer than that of the production image')])
  }
  const why = `the C library of the production image is ${to === 'apk' ? 'musl' : 'glibc'}`
  const inherited = stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === root.stage)
  const present = to === 'apk' ? presentIn.golangOnAlpine : presentIn.golangOnDebian
  const translated = translateStages(derivation, inherited, to, present)
  if (!translated.ok) return translated
  const { edits, packages } = translated.value
  const install = packages.length === 0 ? undefined : installCommand(to, packages)
  const added =
    install === undefined
      ? []
      : [insertAfter(dockerfile, root.stage.from, [`RUN ${install}`], 'the packages of the other image')]
  return succeed([replaceBase(root, image, why), ...edits, ...added])
}

/** Swaps the production image, and translates its commands and packages for the other distribution. */
export function swapRuntime(
  derivation: Derivation,
  builders: readonly CompilingStage[],
  runtime: Root,
  to: 'apk' | 'apt',
  image: string,
): Result<Bases> {
  const { dockerfile, facts, stages } = derivation
  const plain = to === 'apt' ? /(^|\/)alpine(:|@|$)/ : /(^|\/)(busybox|debian|ubuntu)(:|@|$)/
  if (!plain.test(runtime.image)) return fail(`\`${runtime.image}\` contains more than its distribution`)
  const inherited = stages.filter((each) => chainOf(dockerfile, each, facts).stages[0] === runtime.stage)
  const check = inherited
    .flatMap(({ instructions }) => instructions)
    .find(({ keyword, rest }) => keyword === 'HEALTHCHECK' && !/^\s*NONE/i.test(rest.text))
  // Alpine has the same commands as busybox
  if (check !== undefined && !runtime.image.includes('busybox'))
    return fail(`line ${check.line} has a health check that needs a program of that image`)
  const translated = translateStages(
    derivation,
    inherited,
    to,
    to === 'apk' ? presentIn.anyAlpine : presentIn.debian,
  )
  if (!translated.ok) return translated
  const certificates = to === 'apt' ? ['ca-certificates'] : []
  const packages = [...new Set([...certificates, ...translated.value.packages])]
  const install = packages.length === 0 ? undefined : installCommand(to, packages)
  return succeed({
    builders,
    edits: [
      replaceBase(runtime, image, `it has the C library that the program is linked against`),
      ...translated.value.edits,
      ...(install === undefined
        ? []
        : [
            insertAfter(
              dockerfile,
              runtime.stage.from,
              [`RUN ${install}`],
              `the packages of \`${runtime.image}\``,
            ),
          ]),
    ],
  })
}

/** Swaps the production image for the same image of a newer Debian whose glibc suffices. */
export function newerRuntime(builders: readonly CompilingStage[], runtime: Root, from: Root): Result<Bases> {
  const { suite, number } = debianFor(imageFacts(from.image).glibc ?? newest)
  const debian = /^(.*\/)?debian:[\w.]+(-slim)?$/.exec(runtime.image)
  const distroless = /^(.*distroless\/\w+)-debian\d+(:.*)?$/.exec(runtime.image)
  const image =
    debian !== null
      ? `${debian[1] ?? ''}debian:${suite}${debian[2] ?? ''}`
      : distroless !== null
        ? `${distroless[1]}-debian${number}${distroless[2] ?? ''}`
        : undefined
  if (image === undefined) return fail(`\`${runtime.image}\` has an older glibc`)
  const why = 'its glibc is not older than the one that the program is linked against'
  return succeed({ builders, edits: [replaceBase(runtime, image, why)] })
}
