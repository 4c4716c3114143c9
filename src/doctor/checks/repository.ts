/** The clone, the event, the configuration and the main package. */
import { inRepository } from '../../repository/go/discover.ts'
import { type Use, usesOfLinkgate } from '../../repository/workflow/workflow.ts'
import { type Check, stepsAddition } from '../check.ts'
import type { ConfigFacts, DoctorFacts, GitFacts, LocalContext, Problem } from '../facts/facts.ts'
import { isRefused } from './event.ts'
import { configAddition } from './machine.ts'

export function repositoryChecks(facts: DoctorFacts): readonly Check[] {
  const { machine, here } = facts
  return [
    ...(machine === undefined ? [] : gitChecks(machine.git, here)),
    ...facts.configs.flatMap((config) => configChecks(config, facts.configs.length)),
    ...strayChecks(facts),
    ...facts.configs.flatMap(mainChecks),
  ]
}

function gitChecks(git: GitFacts | Problem, here: LocalContext | undefined): readonly Check[] {
  const id = 'git'
  const checkout = (inputs: object = {}) =>
    here === undefined
      ? {}
      : stepsAddition(here.workflow, here.job, [{ uses: 'actions/checkout@v5', ...inputs }])
  if ('problem' in git) return [{ id, state: 'problem', message: git.problem, ...checkout() }]
  const { revisions, origin, defaultBranch } = git
  const lacking = `this ${git.shallow ? 'shallow ' : ''}clone does not hold the base`
  if (origin === true) {
    const message = `${lacking}: linkgate fetches what it needs from \`origin\``
    return [{ id, state: 'ok', message }]
  }
  if (origin === false) {
    const how = here === undefined ? ': run `git fetch --unshallow`, or name the base with --base' : ''
    const message = `${lacking}, and \`origin\` does not answer without asking for a password${how}`
    return [{ id, state: 'problem', message, ...checkout({ with: { 'fetch-depth': 0 } }) }]
  }
  if ('problem' in revisions) {
    // of the event, that is said by its own check
    return isRefused(here) ? [] : [{ id, state: 'problem', message: revisions.problem }]
  }
  const { base, head, because } = revisions
  if (defaultBranch === undefined && base !== null && here === undefined) {
    const message =
      'no default branch is known here, so that a commit is compared with the one before it: run `git remote set-head origin --auto`, or name the base with --base'
    return [{ id, state: 'hint', message }]
  }
  const short = (sha: string) => sha.slice(0, 9)
  const against = base === null ? `no base (${because})` : `base ${short(base.sha)} (${because})`
  const changes = head.dirty === true ? ' and uncommitted changes' : ''
  return [{ id, state: 'ok', message: `${against}, head ${short(head.sha)}${changes}` }]
}

function configChecks({ file, config }: ConfigFacts, all: number): readonly Check[] {
  const id = 'config'
  if ('problems' in config) {
    return config.problems.map((message) => ({ id, state: 'problem', message }))
  }
  if (file !== undefined) return [{ id, state: 'ok', message: `${file} is valid` }]
  // where workflows name others, nobody reads the defaults
  return all > 1 ? [] : [{ id, state: 'ok', message: 'no configuration: the defaults hold' }]
}

function strayChecks({ strays, workflows, configs }: DoctorFacts): readonly Check[] {
  const use = workflows
    .flatMap((workflow) => ('problem' in workflow ? [] : usesOfLinkgate(workflow)))
    .find(({ phase, step }) => phase !== 'publish' && step.inputs['config'] === undefined)
  const [{ file: used }] = configs
  return strays.map((stray) => ({
    id: 'config-name',
    state: 'hint',
    message:
      used === undefined
        ? `${stray} is not read: call it .github/linkgate.yml, or name it as the input \`config\``
        : `${stray} is not read, ${used} is: delete one of them`,
    ...(used === undefined && use !== undefined && /\.ya?ml$/.test(stray) ? naming(stray, use) : {}),
  }))
}

const naming = (stray: string, { workflow, job, uses }: Use) =>
  stepsAddition(workflow.file, job.id, [{ uses, with: { config: stray } }])

function mainChecks({ file, main, config }: ConfigFacts): readonly Check[] {
  const id = 'main'
  if (main === undefined) return []
  if ('problem' in main) {
    const [candidate, ...others] = main.candidates ?? []
    const choice = candidate === undefined ? undefined : configAddition(file, { build: { main: candidate } })
    return [
      {
        id,
        state: 'problem',
        message: main.problem,
        ...choice,
        ...(choice === undefined || others.length === 0
          ? {}
          : { yaml: `${choice.yaml} # or ${others.join(', ')}` }),
      },
    ]
  }
  const { module, path } = main.main
  const app = 'problems' in config || config.app === undefined ? '' : ` of ${config.app}`
  const place = inRepository(module, path)
  return [{ id, state: 'ok', message: `main package${app} ${place} (${main.because})` }]
}
