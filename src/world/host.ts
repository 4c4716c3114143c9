import { availableParallelism } from 'node:os'
import { isSecretName } from '../common/secrets/names.ts'
import { openSecrets, type Secrets } from '../common/secrets/secrets.ts'
import type { Env } from '../effects/exec.ts'
import type { Host } from '../effects/host.ts'

const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', win32: 'windows' }

const secretNames = /^(GITHUB_TOKEN$|ACTIONS_|INPUT_)/
/** Set inside a git hook, where they would tie every git command to the repository and index of the hook. */
const ofHook = /^GIT_(DIR|INDEX_FILE|WORK_TREE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/

/** Whether a variable, by its name, is for linkgate alone. */
export const isSecret = (name: string): boolean => secretNames.test(name)

/** What tools, builds and apps may see of the environment: no tokens, no inputs, nothing of the runner's services. */
export function withoutSecrets(env: NodeJS.ProcessEnv): Env {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !isSecret(name) && !ofHook.test(name)) kept[name] = value
  }
  return kept
}

/** What describes a run: branches and names that look like keys are none. */
const ofRun = /^(?:GITHUB_|RUNNER_|npm_)/

/** The secrets that the environment of the job has. */
export function secretsOf(env: NodeJS.ProcessEnv): Secrets {
  const secrets = openSecrets()
  const variables = Object.entries(env)
  secrets.learnEnvironment(
    Object.fromEntries(variables.filter(([name]) => !ofRun.test(name) || isSecretName(name))),
  )
  return secrets
}

export function realHost(env: NodeJS.ProcessEnv): Host {
  const image = env['ImageOS']
  return {
    os: goNames[process.platform] ?? process.platform,
    arch: goNames[process.arch] ?? process.arch,
    cpus: availableParallelism(),
    ...(image === undefined ? {} : { image: `${image} ${env['ImageVersion'] ?? ''}`.trim() }),
    env: withoutSecrets(env),
  }
}
