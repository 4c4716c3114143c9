import type { Variables } from '../../shell/expansion.ts'
import { textOf, unquotedWord, type Word } from '../../shell/words.ts'
import { type ImageSettings, isReference } from './image-name.ts'
import { type Dockerfile, type Instruction, mountOptions, type Stage } from './parse.ts'
import { expandedWord, expandWord, settingsOf } from './variables.ts'

/** The options of a build of the Dockerfile. */
export interface BuildParameters {
  /** A stage by name or number. Default: the last one. */
  readonly target?: string
  readonly buildArgs?: Readonly<Record<string, string>>
  /** Target platform. Default: `linux/amd64`. */
  readonly platform?: string
  /** Platform of the builder, if it differs. */
  readonly buildPlatform?: string
  /** Settings that were read from images, by reference. For other images, known names imply settings. */
  readonly images?: ReadonlyMap<string, ImageSettings>
}

/** Origin of a stage or of a copied file. */
export type StageOrigin =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly image: string }
  | UnnamedImage

/** An image with an invalid name, because variables have no value or BuildKit rejects it. */
export interface UnnamedImage {
  readonly kind: 'unset'
  readonly written: string
  readonly variables: readonly string[]
  readonly refused?: string
}

/** A reference to a stage or an image, with its place. */
export interface Reference {
  readonly word: Word
  readonly line: number
  readonly origin: StageOrigin
}

export function targetStage(dockerfile: Dockerfile, target: string | undefined): Stage | undefined {
  return target === undefined
    ? dockerfile.stages.at(-1)
    : stageCalled(dockerfile, target, dockerfile.stages.length)
}

/** The last stage of that name or number before stage number `before`. */
function stageCalled(dockerfile: Dockerfile, name: string, before: number): Stage | undefined {
  const earlier = dockerfile.stages.slice(0, before)
  const named = earlier.findLast((stage) => stage.name === name.toLowerCase())
  return named ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined)
}

/** Build arguments that BuildKit sets. */
function predefinedArgs({
  platform = 'linux/amd64',
  buildPlatform = platform,
  target = 'default',
}: BuildParameters) {
  const partsOf = (prefix: string, of: string): readonly [string, string][] => {
    const [os = '', arch = '', variant = ''] = of.split('/')
    const parts = { PLATFORM: of, OS: os, OSVERSION: '', ARCH: arch, VARIANT: variant }
    return Object.entries(parts).map(([name, value]) => [`${prefix}${name}`, value])
  }
  return new Map([
    ...partsOf('TARGET', platform),
    ...partsOf('BUILD', buildPlatform),
    ['TARGETSTAGE', target],
  ])
}

/** The variables that FROM can use. */
export function globalScope(dockerfile: Dockerfile, options: BuildParameters): Variables {
  const { escapeCharacter, globalArgs } = dockerfile
  const given = options.buildArgs ?? {}
  const known = predefinedArgs(options)
  for (const name of known.keys()) known.set(name, given[name] ?? known.get(name) ?? '')
  const variables: Variables = {
    get: (name) => known.get(name),
    has: (name) => known.has(name),
    isEmpty: () => true,
  }
  for (const instruction of globalArgs) {
    for (const { name, value } of settingsOf(instruction, escapeCharacter) ?? []) {
      const found = given[name] ?? (value && expandedWord(value, variables, escapeCharacter))
      if (found !== undefined) known.set(name, found)
    }
  }
  return variables
}

function baseOfStage(dockerfile: Dockerfile, stage: Stage, options: BuildParameters): StageOrigin {
  const expansion = expandWord(stage.base, globalScope(dockerfile, options), dockerfile.escapeCharacter)
  const written = textOf(stage.base)
  if (expansion.kind === 'unknown') return { kind: 'unset', written, variables: [] }
  if (expansion.kind === 'refused') {
    const { because: refused, variable } = expansion
    return { kind: 'unset', written, variables: variable === undefined ? [] : [variable], refused }
  }
  const { text: name, unset } = expansion
  const earlier = dockerfile.stages.slice(0, stage.index).findLast((each) => each.name === name)
  if (earlier !== undefined) return { kind: 'stage', stage: earlier }
  if (name === '' && unset.length === 0)
    return { kind: 'unset', written, variables: [], refused: 'it is empty after expansion' }
  // an empty part can be intended, as in `FROM ${REGISTRY}golang`
  return unset.length > 0 && !isReference(name)
    ? { kind: 'unset', written, variables: unset }
    : { kind: 'image', image: name }
}

/** The platform of a stage: from the stage that it is FROM, its own FROM, or the target platform. */
export function platformOfStage(dockerfile: Dockerfile, stage: Stage, options: BuildParameters): string {
  const { platform = 'linux/amd64' } = options
  const origin = baseOfStage(dockerfile, stage, options)
  if (origin.kind === 'stage') return platformOfStage(dockerfile, origin.stage, options)
  const flag = stage.from.flags.find(({ name }) => name === 'platform')?.value
  const written =
    flag && expandedWord(unquotedWord(flag), globalScope(dockerfile, options), dockerfile.escapeCharacter)
  return written === undefined || written === '' ? platform : written
}

/** All references of a stage: its base, and the origins of copies and mounts. */
export function referencesOf(
  dockerfile: Dockerfile,
  stage: Stage,
  options: BuildParameters,
): readonly Reference[] {
  const own: Reference = {
    word: stage.base,
    line: stage.from.line,
    origin: baseOfStage(dockerfile, stage, options),
  }
  const others = stage.instructions.flatMap((instruction) =>
    fromWords(instruction).map((word) => ({
      word,
      line: instruction.line,
      origin: originOf(dockerfile, stage, textOf(word)),
    })),
  )
  return [own, ...others]
}

/** The origin that `--from` of a COPY, ADD or mount in this stage refers to. */
export function originOf(dockerfile: Dockerfile, stage: Stage, name: string): StageOrigin {
  const earlier = stageCalled(dockerfile, name, stage.index)
  if (earlier !== undefined) return { kind: 'stage', stage: earlier }
  if (!name.includes('$')) return { kind: 'image', image: name }
  const refused = 'variables are not allowed here; use the name of a stage that is `FROM` it'
  return { kind: 'unset', written: name, variables: [], refused }
}

/** The names after `--from=` and `--mount=…,from=`, with their places. */
function fromWords(instruction: Instruction): readonly Word[] {
  return instruction.flags.flatMap((flag) => {
    const value = flag.value ?? ''
    const name =
      flag.name === 'from' ? value : flag.name === 'mount' ? mountOptions(flag).get('from') : undefined
    if (name === undefined || name === '' || flag.valueRange === undefined) return []
    const at = flag.name === 'from' ? 0 : value.search(/(^|,)from=/i) + (/^from=/i.test(value) ? 5 : 6)
    return [unquotedWord(name, flag.valueRange.start + at)]
  })
}

/** The stages that a build of the target runs, in their order in the file. */
export function neededStages(
  dockerfile: Dockerfile,
  target: Stage,
  options: BuildParameters,
): readonly Stage[] {
  const needed = new Set<Stage>()
  const visit = (stage: Stage) => {
    if (needed.has(stage)) return
    needed.add(stage)
    for (const { origin } of referencesOf(dockerfile, stage, options)) {
      if (origin.kind === 'stage') visit(origin.stage)
    }
  }
  visit(target)
  return dockerfile.stages.filter((stage) => needed.has(stage))
}

/** A stage and the stages that it is FROM, the first of which is FROM an image, and that image. */
export function chainOf(
  dockerfile: Dockerfile,
  stage: Stage,
  options: BuildParameters,
): { readonly stages: readonly Stage[]; readonly root: Exclude<StageOrigin, { kind: 'stage' }> } {
  const base = baseOfStage(dockerfile, stage, options)
  if (base.kind !== 'stage') return { stages: [stage], root: base }
  const above = chainOf(dockerfile, base.stage, options)
  return { stages: [...above.stages, stage], root: above.root }
}
