import { hasDirectory } from '../common/paths.ts'
import { shownArguments } from '../repository/builds/named-build.ts'
import { type BuildEvidence, evidences, type ImageBuild } from '../repository/dockerfiles/image-build.ts'
import type { DockerfileSurvey } from '../repository/dockerfiles/survey.ts'
import type { MainEvidence } from '../repository/go/main-evidence.ts'
import { type MainPackage, mainDirectory } from '../repository/go/main-package.ts'

export type DockerfileChoice =
  | { readonly kind: 'build'; readonly build: ImageBuild; readonly because: string }
  /** No Dockerfile builds the app, so the built-in image is measured; with the reason. */
  | { readonly kind: 'none'; readonly because: string }
  /** The user must choose one of the candidates, or the configured Dockerfile does not exist. */
  | { readonly kind: 'problem'; readonly message: string; readonly candidates: readonly ImageBuild[] }

/** The packages that Dockerfiles compile, from the builds with the strongest kind of evidence. */
export function compiledPackages({ builds }: DockerfileSurvey): readonly MainEvidence[] {
  for (const evidence of evidences) {
    const found = builds.filter((one) => one.evidence === evidence && !one.decoy && one.compiles.length > 0)
    if (found.length > 0)
      return found.map(({ compiles, dockerfile }) => ({ directories: compiles, by: dockerfile }))
  }
  return []
}

const plainName = /^(?:Dockerfile|Containerfile)$/

/** Chooses the Dockerfile of the production image. */
export function chooseDockerfile(
  { builds, problem, switchedOff }: DockerfileSurvey,
  main: MainPackage,
): DockerfileChoice {
  if (problem !== undefined) return { kind: 'problem', message: problem, candidates: [] }
  const directory = mainDirectory(main)
  if (switchedOff !== undefined) return { kind: 'none', because: `\`${switchedOff}\` is false` }
  if (builds.length === 0) return { kind: 'none', because: 'there is no Dockerfile' }
  for (const evidence of evidences) {
    const remaining = fitting(builds, evidence, directory)
    const [only] = remaining
    if (remaining.length === 1 && only !== undefined) return decided(only, reason(only.build, directory))
    for (const [isUsual, because] of usual) {
      const [first, ...others] = remaining.filter(({ build }) => isUsual(build))
      if (first !== undefined && others.length === 0) return decided(first, usualReason(first.build, because))
    }
    if (remaining.length > 1)
      return {
        kind: 'problem',
        ...ambiguous(
          remaining.map(({ build }) => build),
          directory,
        ),
      }
  }
  const compiling = builds.filter(({ compiles, decoy }) => compiles.length > 0 && !decoy)
  const [first] = compiling
  if (first === undefined) return { kind: 'none', because: 'no Dockerfile compiles Go' }
  const programs = [...new Set(first.compiles)].join(', ')
  const by = first.compiledBy === undefined ? '' : ` (${first.compiledBy})`
  return { kind: 'none', because: `\`${first.dockerfile}\` compiles ${programs}${by} and not ${directory}` }
}

/** The build, unless its arguments or its stage are ambiguous. */
function decided({ build, conflicts }: MergedBuild, because: string): DockerfileChoice {
  const { dockerfile, choices = [] } = build
  if (choices.length > 0) {
    const stages = choices.map(({ name, line }) => `${name} (line ${line})`).join(', ')
    return {
      kind: 'problem',
      message: `${dockerfile} has several final stages (${stages}) and no file selects one: set it in .github/linkgate.yml, such as \`build: { dockerfile: ${dockerfile}, target: ${yamlText(choices.at(-1)?.name ?? '')} }\``,
      candidates: choices.map(({ name }) => ({ ...build, target: name, choices: [] })),
    }
  }
  return conflicts.length === 0
    ? { kind: 'build', build, because }
    : { kind: 'problem', message: contradiction(dockerfile, conflicts), candidates: [build] }
}

/** A stage name may be a number, which YAML would not read as text. */
function yamlText(name: string): string {
  return /^\d+$/.test(name) ? `"${name}"` : name
}

function contradiction(dockerfile: string, conflicts: readonly ArgumentConflict[]): string {
  const differing = conflicts.map(({ name, values }) => {
    const given = values.map(
      ({ value, by }) => `${value === undefined ? 'not given' : `\`${value}\``} in ${by}`,
    )
    return `${name} is ${given.join(', ')}`
  })
  const chosen = conflicts.map(({ name, values }) => {
    const first = values.find(({ value }) => value !== undefined)?.value
    return `${name}: ${JSON.stringify(first ?? '')}`
  })
  return `files of the repository build ${dockerfile} with different arguments (${differing.join('; ')}): set them in .github/linkgate.yml, such as \`build: { build-args: { ${chosen.join(', ')} } }\``
}

/** A build, and the arguments for which the files that describe it have different values. */
interface MergedBuild {
  readonly build: ImageBuild
  readonly conflicts: readonly ArgumentConflict[]
}

interface ArgumentConflict {
  readonly name: string
  /** Without a value if the file does not set the argument. */
  readonly values: readonly { readonly value?: string | undefined; readonly by: string }[]
}

/** Builds with this kind of evidence that may ship the program; only the certain ones if there are any. */
function fitting(
  builds: readonly ImageBuild[],
  evidence: BuildEvidence,
  directory: string,
): readonly MergedBuild[] {
  const given = builds.filter((one) => one.evidence === evidence && !one.decoy)
  // the configuration needs no confirmation by the Dockerfile
  if (evidence === 'configuration') return merged(given)
  const ranks = [
    given.filter(({ compiles }) => hasDirectory(compiles, directory)),
    given.filter(({ compiles, facts }) => compiles.length === 0 && facts.indirect),
    copyingPrograms(given),
  ]
  return merged(ranks.find((rank) => rank.length > 0) ?? [])
}

/** Builds that compile nothing and copy a program. If there are several, those whose program may come from this repository. */
function copyingPrograms(given: readonly ImageBuild[]): readonly ImageBuild[] {
  const copying = given.filter(
    ({ compiles, facts }) => compiles.length === 0 && !facts.indirect && facts.prebuilt,
  )
  return copying.length > 1 ? copying.filter(({ facts }) => facts.copiesProgram === true) : copying
}

/** Merges builds that differ only in their arguments, and keeps the arguments that are equal in all of them. */
function merged(builds: readonly ImageBuild[]): readonly MergedBuild[] {
  const groups: ImageBuild[][] = []
  for (const build of builds) {
    const same = groups.find(([one]) => one !== undefined && isSameStage(one, build))
    if (same === undefined) groups.push([build])
    else same.push(build)
  }
  return groups.flatMap(([first, ...others]) => (first === undefined ? [] : [agreed(first, others)]))
}

function isSameStage(one: ImageBuild, other: ImageBuild): boolean {
  return (
    one.dockerfile === other.dockerfile &&
    one.inline === other.inline &&
    one.context === other.context &&
    one.stage === other.stage
  )
}

/** Arguments that only describe a build, so different values are no conflict. */
const describing =
  /^(?:(?:APP|BUILD|CI|GIT|GITHUB|IMAGE|RELEASE|SERVICE|VCS|PROJECT)_?)*(?:VERSION|VER|COMMIT|REVISION|REV|REF|REF_NAME|SHA|SHA1|HASH|BRANCH|TAG|DATE|TIME|TIMESTAMP|CREATED|NUMBER|NUM|ID|BUILD|STATE|USER|URL|SOURCE|DATETIME|COMMIT_?(?:SHA|HASH|ID|DATE|TIME|REF))$/i

function agreed(first: ImageBuild, others: readonly ImageBuild[]): MergedBuild {
  const all = [first, ...others]
  const names = [...new Set(all.flatMap(({ buildArgs }) => Object.keys(buildArgs)))]
  const differing = names.filter((name) =>
    all.some(({ buildArgs }) => buildArgs[name] !== first.buildArgs[name]),
  )
  const unknownArgs = [...new Set(all.flatMap((one) => one.unknownArgs))]
  const conflicts = differing
    .filter((name) => !describing.test(name) && !unknownArgs.includes(name))
    .map((name) => ({ name, values: shownValues(name, all) }))
  return {
    build: {
      ...first,
      buildArgs: Object.fromEntries(
        Object.entries(first.buildArgs).filter(([name]) => !differing.includes(name)),
      ),
      unknownArgs: [...new Set([...unknownArgs, ...differing])],
    },
    conflicts,
  }
}

function shownValues(name: string, builds: readonly ImageBuild[]): ArgumentConflict['values'] {
  return builds.map(({ buildArgs, by }) => ({ value: shownArguments(buildArgs)[name], by }))
}

/** Conventions that prefer one Dockerfile to others for the same program, strongest first. */
const usual: readonly (readonly [(build: ImageBuild) => boolean, string])[] = [
  [({ dockerfile }) => plainName.test(dockerfile), 'the one at the root'],
  [
    ({ dockerfile }) => plainName.test(dockerfile.replace(/^.*\//, '')),
    'the one without a suffix in its name',
  ],
]

function usualReason({ evidence, by }: ImageBuild, because: string): string {
  return evidence === 'file' ? because : `${because}, built by ${by}`
}

function reason({ evidence, by, compiles, compiledBy }: ImageBuild, directory: string): string {
  if (evidence === 'configuration') return 'set by build.dockerfile'
  if (evidence !== 'file') return `built by ${by}`
  return hasDirectory(compiles, directory)
    ? `the only one that compiles ${directory}${compiledBy === undefined ? '' : `: ${compiledBy}`}`
    : 'the only one for a Go program'
}

function ambiguous(
  candidates: readonly ImageBuild[],
  directory: string,
): { readonly message: string; readonly candidates: readonly ImageBuild[] } {
  const names = candidates.map(({ dockerfile, target, context, by }) => {
    const stage = target === undefined ? '' : `, target ${target}`
    const isOnly =
      candidates.filter((one) => one.dockerfile === dockerfile && one.target === target).length === 1
    const where = isOnly ? '' : `, context ${context}`
    return `${dockerfile}${stage}${where}${by === dockerfile ? '' : `, built by ${by}`}`
  })
  const [first] = candidates
  const choice = [
    `dockerfile: ${first?.dockerfile}`,
    ...(candidates.every(({ dockerfile }) => dockerfile === first?.dockerfile) && first?.target !== undefined
      ? [`target: ${first.target}`]
      : []),
  ]
  return {
    message: `there are ${candidates.length} ways to build an image of ${directory} (${names.join('; ')}): choose one in .github/linkgate.yml, such as \`build: { ${choice.join(', ')} }\``,
    candidates,
  }
}
