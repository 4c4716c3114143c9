import { hasDirectory } from '../common/paths.ts'
import {
  type BuildEvidence,
  type DockerfileSurvey,
  evidences,
  type ImageBuild,
} from '../repository/dockerfiles/survey.ts'
import type { MainEvidence } from '../repository/go/main-evidence.ts'
import { type MainPackage, mainDirectory } from '../repository/go/main-package.ts'

export type DockerfileChoice =
  | { readonly kind: 'build'; readonly build: ImageBuild; readonly because: string }
  /** There is none, and why: the built-in image is measured. */
  | { readonly kind: 'none'; readonly because: string }
  /** One of several has to be chosen (`candidates`), or the one that is named does not exist. */
  | { readonly kind: 'problem'; readonly message: string; readonly candidates: readonly ImageBuild[] }

/** What the Dockerfiles compile, by the best evidence there is. */
export function compiledPackages({ builds }: DockerfileSurvey): readonly MainEvidence[] {
  for (const evidence of evidences) {
    const found = builds.filter((one) => one.evidence === evidence && !one.decoy && one.compiles.length > 0)
    if (found.length > 0)
      return found.map(({ compiles, dockerfile }) => ({ directories: compiles, by: dockerfile }))
  }
  return []
}

const plainName = /^(?:Dockerfile|Containerfile)$/

/** The Dockerfile that ships the program. */
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
    if (remaining.length === 1 && only !== undefined)
      return { kind: 'build', build: only, because: reason(only, directory) }
    for (const [isUsual, because] of usual) {
      const [first, ...others] = remaining.filter(isUsual)
      if (first !== undefined && others.length === 0) return { kind: 'build', build: first, because }
    }
    if (remaining.length > 1)
      return { kind: 'problem', message: ambiguous(remaining, directory), candidates: remaining }
  }
  const compiling = builds.filter(({ compiles, decoy }) => compiles.length > 0 && !decoy)
  const [first] = compiling
  if (first === undefined) return { kind: 'none', because: 'no Dockerfile here compiles Go' }
  const programs = [...new Set(first.compiles)].join(', ')
  return { kind: 'none', because: `\`${first.dockerfile}\` compiles ${programs} and not ${directory}` }
}

/** Builds of one evidence that may ship the program; only those that surely do where there are any. */
function fitting(
  builds: readonly ImageBuild[],
  evidence: BuildEvidence,
  directory: string,
): readonly ImageBuild[] {
  const given = builds.filter((one) => one.evidence === evidence && !one.decoy)
  // what the configuration names is taken as it is
  if (evidence === 'configuration') return merged(given)
  const ranks = [
    given.filter(({ compiles }) => hasDirectory(compiles, directory)),
    given.filter(({ compiles, facts }) => compiles.length === 0 && facts.indirect),
    takingPrograms(given),
  ]
  return merged(ranks.find((rank) => rank.length > 0) ?? [])
}

/** Those that compile nothing and take a program: of several, those whose program may be of this repository. */
function takingPrograms(given: readonly ImageBuild[]): readonly ImageBuild[] {
  const taking = given.filter(
    ({ compiles, facts }) => compiles.length === 0 && !facts.indirect && facts.prebuilt,
  )
  return taking.length > 1 ? taking.filter(({ facts }) => facts.copiesProgram === true) : taking
}

/** Builds that differ in arguments alone are one, with those arguments on which they agree. */
function merged(builds: readonly ImageBuild[]): readonly ImageBuild[] {
  const found: ImageBuild[] = []
  for (const build of builds) {
    const at = found.findIndex(
      (one) =>
        one.dockerfile === build.dockerfile && one.context === build.context && one.target === build.target,
    )
    const same = found[at]
    if (same === undefined) found.push(build)
    else {
      const names = [...Object.keys(same.buildArgs), ...Object.keys(build.buildArgs)]
      const differing = names.filter((name) => same.buildArgs[name] !== build.buildArgs[name])
      found[at] = {
        ...same,
        buildArgs: Object.fromEntries(
          Object.entries(same.buildArgs).filter(([name]) => !differing.includes(name)),
        ),
        unknownArgs: [...new Set([...same.unknownArgs, ...build.unknownArgs, ...differing])],
      }
    }
  }
  return found
}

/** What tells one Dockerfile from others for the same program. */
const usual: readonly (readonly [(build: ImageBuild) => boolean, string])[] = [
  [({ dockerfile }) => plainName.test(dockerfile), 'the one at the root'],
  [
    ({ dockerfile }) => plainName.test(dockerfile.replace(/^.*\//, '')),
    'the one without a suffix to its name',
  ],
]

function reason({ evidence, by, compiles }: ImageBuild, directory: string): string {
  if (evidence === 'configuration') return 'named by build.dockerfile'
  if (evidence !== 'file') return `built by ${by}`
  return hasDirectory(compiles, directory)
    ? `the only one that compiles ${directory}`
    : 'the only one for a Go program'
}

function ambiguous(candidates: readonly ImageBuild[], directory: string): string {
  const names = candidates.map(({ dockerfile, target }) =>
    target === undefined ? dockerfile : `${dockerfile}, target ${target}`,
  )
  const [first] = candidates
  const choice = [
    `dockerfile: ${first?.dockerfile}`,
    ...(candidates.every(({ dockerfile }) => dockerfile === first?.dockerfile) && first?.target !== undefined
      ? [`target: ${first.target}`]
      : []),
  ]
  return `there are ${candidates.length} ways to build an image of ${directory} (${names.join('; ')}): choose one in .github/linkgate.yml, such as \`build: { ${choice.join(', ')} }\``
}
