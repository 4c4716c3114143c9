import { fail, type Result, succeed } from '../../common/result.ts'
import { applyEdits } from '../read/edits.ts'
import { type Dockerfile, parseDockerfile } from '../read/parse.ts'
import { type DockerfileProblem, failAt } from '../read/problem.ts'
import {
  type BuildParameters,
  chainOf,
  neededStages,
  platformOfStage,
  type Reference,
  referencesOf,
  targetStage,
  type UnnamedImage,
} from '../read/stages.ts'
import { settingsOf } from '../read/variables.ts'

/** An external image that the target needs. */
export interface ExternalBase {
  /** Its reference with variables expanded, such as `golang:1.24-alpine`. */
  readonly reference: string
  /** The lines that name it, counted from 1. */
  readonly lines: readonly number[]
  /** Platform of the image, if it differs from the target platform. */
  readonly platform?: string
}

/** A key for the image and its platform; only the reference for the target platform. */
export function baseKey({ reference, platform }: Pick<ExternalBase, 'reference' | 'platform'>): string {
  return platform === undefined ? reference : `${reference} ${platform}`
}

/**
 * The external images that stages of the target are FROM, copy from or mount, in the order of the file. `scratch` is not an
 * image. The problem is a name that needs a build argument without a value.
 */
export function externalBases(
  dockerfile: Dockerfile,
  options: BuildParameters = {},
): Result<readonly ExternalBase[], DockerfileProblem> {
  const references = externalReferences(dockerfile, options)
  if (!references.ok) return references
  const found = new Map<string, ExternalBase>()
  for (const { line, image: reference, platform } of references.value) {
    const base = { reference, ...(platform === undefined ? {} : { platform }) }
    const key = baseKey(base)
    found.set(key, { ...base, lines: [...(found.get(key)?.lines ?? []), line] })
  }
  return succeed([...found.values()])
}

/** The build arguments that determine whether the target uses this external image. */
export function argumentsOfBase(
  dockerfile: Dockerfile,
  reference: string,
  names: readonly string[],
  options: BuildParameters = {},
): readonly string[] {
  return names.filter((name) => {
    const buildArgs = { ...options.buildArgs, [name]: 'another-value' }
    const bases = externalBases(dockerfile, { ...options, buildArgs })
    return bases.ok && bases.value.every((one) => one.reference !== reference)
  })
}

/**
 * Replaces references and leaves everything else unchanged. Keys are those of `externalBases` (`baseKey`), so references with
 * variables are replaced, too.
 */
export function pinBases(
  text: string,
  pins: ReadonlyMap<string, string>,
  options: BuildParameters = {},
): string {
  const dockerfile = parseDockerfile(text)
  if (!dockerfile.ok) return text
  const references = externalReferences(dockerfile.value, options)
  if (!references.ok) return text
  return applyEdits(
    text,
    references.value.flatMap(({ image, platform, word }) => {
      const pinned = pins.get(baseKey({ reference: image, ...(platform === undefined ? {} : { platform }) }))
      return pinned === undefined ? [] : [{ ...word.range, text: pinned }]
    }),
  )
}

/** The external image that the target is based on; undefined for scratch, or if it is unknown. */
export function finalBase(dockerfile: Dockerfile, options: BuildParameters = {}): string | undefined {
  const target = targetStage(dockerfile, options.target)
  const origin = target && chainOf(dockerfile, target, options).root
  return origin?.kind === 'image' && origin.image !== 'scratch' ? origin.image : undefined
}

type ImageReference = Reference & { readonly image: string } & Pick<ExternalBase, 'platform'>

function externalReferences(
  dockerfile: Dockerfile,
  options: BuildParameters,
): Result<readonly ImageReference[], DockerfileProblem> {
  const target = targetStage(dockerfile, options.target)
  if (target === undefined) return fail(`it has no stage \`${options.target}\``)
  const found: ImageReference[] = []
  for (const stage of neededStages(dockerfile, target, options)) {
    const own = platformOfStage(dockerfile, stage, options)
    for (const reference of referencesOf(dockerfile, stage, options)) {
      const { origin, line } = reference
      if (origin.kind === 'unset') return failAt(line, unnamedImage(dockerfile, origin))
      if (origin.kind === 'image' && origin.image !== 'scratch')
        found.push({
          ...reference,
          image: origin.image,
          // COPY uses the image for the target platform
          ...(reference.word === stage.base && own !== (options.platform ?? own) ? { platform: own } : {}),
        })
    }
  }
  return succeed(found)
}

/** Why the operand of FROM or `--from` is not a valid image, and how to fix that. */
export function unnamedImage(dockerfile: Dockerfile, origin: UnnamedImage): string {
  const { written, variables, refused } = origin
  if (refused !== undefined && variables.length === 0)
    return `\`${written}\` is not an image name: ${refused}`
  return variables.map((name) => missingValue(dockerfile, written, name)).join('; ')
}

function missingValue({ globalArgs, escapeCharacter }: Dockerfile, written: string, name: string): string {
  const declared = globalArgs.find((instruction) =>
    (settingsOf(instruction, escapeCharacter) ?? []).some((setting) => setting.name === name),
  )
  return declared === undefined
    ? `\`${written}\` needs \`${name}\`, which is not declared above the first FROM: add \`ARG ${name}=…\` there`
    : `\`${written}\` needs the build argument \`${name}\`, which has no default (line ${declared.line}): ${buildArgumentFix(name)}`
}

/** The configuration that sets a build argument. */
export function buildArgumentFix(name: string): string {
  return `set \`build: { build-args: { ${name}: … } }\` in .github/linkgate.yml`
}
