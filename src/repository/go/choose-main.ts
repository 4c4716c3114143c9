/** Chooses the service among several main packages, by evidence and never by common names of services. */

import { hasDirectory } from '../../common/paths.ts'
import { type Result, succeed } from '../../common/result.ts'
import type { MainEvidence } from './main-evidence.ts'
import { asBuildMain, type MainCandidate } from './main-package.ts'

/** Path segments of programs that are not the service: examples, generators, plugins, test drivers. */
const decoys =
  /^(?:docs|demo|e2e|examples?|gen|generat(?:e|or)|hack|integration|plugins?|samples?|scripts|tests?|testdata|tools)$/i

/** Names of helper programs next to a service, which serve no requests. */
const helpers =
  /^(?:bench(?:mark)?|cli|client|console|cron|ctl|import(?:er)?|jobs?|load-?test|migrat(?:e|ions?|or)|mocks?|scheduler|seed(?:s|er)?|setup|swag(?:ger)?|worker)$|[-_](?:cli|client|cron|ctl|gen|jobs?|migrat(?:e|ions?|or)|scheduler|seed(?:er)?|tool|worker)$|.ctl$/i

export function isDecoy(directory: string): boolean {
  return directory.split('/').some((segment) => decoys.test(segment))
}

interface ChosenMain {
  readonly candidate: MainCandidate
  readonly because: string
}

/** The problem has the remaining candidates if the evidence does not decide. */
export type MainChoice = Result<ChosenMain, readonly MainCandidate[]>

/**
 * @param dockerfiles packages that the Dockerfiles with the strongest evidence compile
 * @param others further evidence, only called if `dockerfiles` does not decide
 */
export async function chooseMain(
  candidates: readonly MainCandidate[],
  repository: string,
  dockerfiles: readonly MainEvidence[],
  others: () => Promise<readonly MainEvidence[]>,
): Promise<MainChoice> {
  const serious = only(candidates, ({ directory }) => !isDecoy(directory))
  const [one] = serious
  if (serious.length === 1 && one !== undefined) {
    const isAlone = candidates.length === 1
    return chosen(
      one,
      `the only one that imports Gin${isAlone ? '' : ' and is not an example, tool or test'}`,
    )
  }
  const byDockerfile = byEvidence(serious, dockerfiles, 'compile')
  if (byDockerfile !== undefined) return succeed(byDockerfile)
  const left = only(serious, (each) => dockerfiles.some(({ directories }) => has(directories, each)))
  const byOther = byEvidence(left, await others(), 'name')
  return byOther === undefined ? byPlace(left, repository) : succeed(byOther)
}

function byPlace(left: readonly MainCandidate[], repository: string): MainChoice {
  const inModule = new Set(left.map(({ module }) => module)).size === 1
  const atRoot = left.find(({ directory, path }) => (inModule ? path === '.' : directory === '.'))
  if (atRoot !== undefined)
    return chosen(atRoot, `at the root of ${inModule ? 'its module' : 'the repository'}`)
  const services = left.filter((each) => !isHelper(each, left, repository))
  const [service] = services
  if (service === undefined || services.length > 1)
    return { ok: false, problem: services.length > 0 ? services : left }
  const names = left.filter((each) => each !== service).map(({ directory }) => asBuildMain(directory))
  return chosen(service, `the names of the others suggest helpers: ${listed(names)}`)
}

/** Whether a program has the name of a helper, or that of the service with a suffix. */
function isHelper(
  { name, moduleName }: MainCandidate,
  all: readonly MainCandidate[],
  repository: string,
): boolean {
  if (name === moduleName || name.toLowerCase() === repository.toLowerCase()) return false
  return helpers.test(name) || all.some((other) => name === `${other.name}ctl`)
}

/** The only candidate in this evidence, or the only one of the Dockerfile at the root. */
function byEvidence(
  candidates: readonly MainCandidate[],
  evidence: readonly MainEvidence[],
  verb: string,
): ChosenMain | undefined {
  const atRoot = evidence.filter(({ by }) => /^(?:Dockerfile|Containerfile)$/.test(by))
  for (const files of [evidence, atRoot]) {
    const [file, ...more] = files.filter(({ directories }) =>
      candidates.some((each) => has(directories, each)),
    )
    const [named, ...others] = candidates.filter((each) =>
      files.some(({ directories }) => has(directories, each)),
    )
    if (file === undefined || named === undefined || others.length > 0) continue
    return {
      candidate: named,
      because: `the one that ${more.length === 0 ? `${file.by} ${verb}s` : `${listed([file, ...more].map(({ by }) => by))} ${verb}`}`,
    }
  }
  return undefined
}

function has(directories: readonly string[], { directory }: MainCandidate): boolean {
  return hasDirectory(directories, directory)
}

function chosen(candidate: MainCandidate, because: string): MainChoice {
  return succeed({ candidate, because })
}

/** The items for which `holds` is true; all of them if there are none. */
function only<T>(all: readonly T[], holds: (one: T) => boolean): readonly T[] {
  const found = all.filter(holds)
  return found.length > 0 ? found : all
}

const mostNamed = 8

/** Names in a sentence, limited to a readable number. */
export function listed(names: readonly string[]): string {
  const more = names.length - mostNamed
  const shown = names.slice(0, mostNamed).join(', ')
  return more > 0 ? `${shown} and ${more} more` : shown
}
