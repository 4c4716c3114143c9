/** Checks of the clone, the event, the configuration and the main package. */

import type { Result } from '../../common/result.ts'
import type { MissingSubmodule } from '../../repository/git/missing-submodules.ts'
import { filterProblem, submoduleProblem } from '../../repository/git/worktrees.ts'
import { inRepository } from '../../repository/go/main-package.ts'
import { currentActions } from '../../repository/workflow/current-actions.ts'
import { type Use, usesOfLinkgate } from '../../repository/workflow/workflow.ts'
import { type Check, stepsAddition } from '../check.ts'
import type { ConfigFacts, DoctorFacts, GitFacts, LocalContext } from '../facts/facts.ts'
import { isRefused } from './event.ts'
import { configAddition } from './machine.ts'

export function repositoryChecks(facts: DoctorFacts): readonly Check[] {
  const { machine, localContext } = facts
  const trees = machine?.git.ok === true ? treeChecks(machine.git.value) : []
  const known = [
    ...trees.map(({ message }) => message),
    ...(machine?.compiler?.ok === false ? [machine.compiler.problem.message] : []),
  ]
  return [
    ...(machine === undefined ? [] : gitChecks(machine.git, localContext)),
    ...trees,
    ...facts.configs.flatMap((config) => configChecks(config, facts.configs.length)),
    ...strayChecks(facts),
    ...facts.configs.flatMap(mainChecks),
    ...facts.configs.flatMap(imageChecks),
    ...facts.configs.flatMap((config) => buildChecks(config, known)),
  ]
}

function gitChecks(git: Result<GitFacts>, localContext: LocalContext | undefined): readonly Check[] {
  const id = 'git'
  const checkout = (inputs: object = {}) =>
    localContext === undefined
      ? {}
      : stepsAddition(localContext.workflow, localContext.job, [{ uses: currentActions.checkout, ...inputs }])
  if (!git.ok) return [{ id, state: 'problem', message: git.problem.message, ...checkout() }]
  const { revisions, origin, defaultBranch, shallow } = git.value
  const lacking = `this ${shallow ? 'shallow ' : ''}clone does not have base`
  if (origin === true) {
    const message = `${lacking}: linkgate fetches it from \`origin\``
    return [{ id, state: 'ok', message }]
  }
  if (origin === false) {
    const how = localContext === undefined ? ': run `git fetch --unshallow`, or set the base with --base' : ''
    const message = `${lacking}, and \`origin\` requires credentials${how}`
    return [{ id, state: 'problem', message, ...checkout({ with: { 'fetch-depth': 0 } }) }]
  }
  if (!revisions.ok) {
    // the check of the event reports that
    return isRefused(localContext) ? [] : [{ id, state: 'problem', message: revisions.problem.message }]
  }
  const { base, head, because } = revisions.value
  if (defaultBranch === undefined && base !== null && localContext === undefined) {
    const message =
      'the default branch is unknown, so linkgate compares HEAD with the commit before it: run `git remote set-head origin --auto`, or set the base with --base'
    return [{ id, state: 'hint', message }]
  }
  const short = (sha: string) => sha.slice(0, 9)
  const against = base === null ? `no base (${because})` : `base ${short(base.sha)} (${because})`
  const changes = head.dirty === true ? ' and uncommitted changes' : ''
  return [{ id, state: 'ok', message: `${against}, head ${short(head.sha)}${changes}` }]
}

function treeChecks({ missingSubmodules, missingContent, revisions }: GitFacts): readonly Check[] {
  const sha = revisions.ok ? (revisions.value.base?.sha ?? '') : ''
  return [
    ...missingSubmodules.map(submoduleCheck),
    ...missingContent.map(({ filter, path, failure }): Check => {
      const id = 'filter'
      if (failure !== undefined) {
        const message = filterProblem('base', sha, { filter, path, more: 0, failure })
        return { id, state: 'problem', message }
      }
      const message = `this clone does not have the content of \`${path}\` at base: git filter \`${filter}\` downloads it`
      return { id, state: 'ok', message }
    }),
  ]
}

function submoduleCheck({ path, sha, failure }: MissingSubmodule): Check {
  const id = 'submodule'
  if (failure !== undefined) {
    return { id, state: 'problem', message: submoduleProblem('base', { path, sha, failure }) }
  }
  const message = `this clone does not have submodule \`${path}\` at ${sha.slice(0, 9)}, as in base: linkgate fetches it`
  return { id, state: 'ok', message }
}

function configChecks({ file, config }: ConfigFacts, all: number): readonly Check[] {
  const id = 'config'
  if (!config.ok) {
    return config.problem.map(({ message }) => ({ id, state: 'problem', message }))
  }
  if (file !== undefined) return [{ id, state: 'ok', message: `${file} is valid` }]
  // if workflows use other configuration files, the defaults do not apply
  return all > 1 ? [] : [{ id, state: 'ok', message: 'no configuration file; using the defaults' }]
}

function strayChecks({ strays, workflows, configs }: DoctorFacts): readonly Check[] {
  const use = workflows
    .flatMap(usesOfLinkgate)
    .find(({ phase, step }) => phase !== 'publish' && step.inputs['config'] === undefined)
  const [{ file: used }] = configs
  return strays.map((stray) => ({
    id: 'config-name',
    state: 'hint',
    message:
      used === undefined
        ? `linkgate does not read ${stray}: rename it to .github/linkgate.yml, or set the input \`config\``
        : `linkgate reads ${used}, not ${stray}: delete one of them`,
    ...(used === undefined && use !== undefined && /\.ya?ml$/.test(stray) ? naming(stray, use) : {}),
  }))
}

const naming = (stray: string, { workflow, job, uses }: Use) =>
  stepsAddition(workflow.file, job.id, [{ uses, with: { config: stray } }])

function mainChecks({ file, main, config }: ConfigFacts): readonly Check[] {
  const id = 'main'
  if (main === undefined) return []
  if (!main.ok) {
    const [candidate, ...others] = main.problem.candidates ?? []
    const choice = candidate === undefined ? undefined : configAddition(file, { build: { main: candidate } })
    return [
      {
        id,
        state: 'problem',
        message: main.problem.message,
        ...choice,
        ...(choice === undefined || others.length === 0
          ? {}
          : { yaml: `${choice.yaml} # or ${others.join(', ')}` }),
      },
    ]
  }
  const { module, path } = main.value.main
  const app = config.ok && config.value.app !== undefined ? ` of ${config.value.app}` : ''
  const place = inRepository(module, path)
  return [{ id, state: 'ok', message: `main package${app} ${place} (${main.value.because})` }]
}

function imageChecks({ image }: ConfigFacts): readonly Check[] {
  const id = 'image'
  if (image === undefined) return []
  const { choice, unused } = image
  if (unused === undefined) return [{ id, state: 'ok', message: choice }]
  const { dockerfile, because, isCopied } = unused
  const prepared = isCopied
    ? '. To measure it, set `build.prepare` to the command that compiles the program'
    : ''
  const message = `built-in image: ${dockerfile} is not used, because ${because}${prepared}`
  return [{ id, state: 'hint', message }]
}

/**
 * Problems that a run would report before or during the build.
 *
 * @param known messages that other checks already report
 */
function buildChecks({ file, problems = [] }: ConfigFacts, known: readonly string[]): readonly Check[] {
  return problems
    .filter(({ message }) => !known.includes(message))
    .map(({ message, prepare }) => ({
      id: 'build',
      state: 'problem',
      message,
      ...(prepare === undefined ? {} : configAddition(file, { build: { prepare } })),
    }))
}
