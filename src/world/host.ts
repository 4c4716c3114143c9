import { readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isSecretName, isWithheld } from '../common/secrets/names.ts'
import { openSecrets, type Secrets } from '../common/secrets/secrets.ts'
import type { Env } from '../effects/exec.ts'
import type { Host } from '../effects/host.ts'

const goNames: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', win32: 'windows' }

/** Variables that git sets for its hooks. With them, every git command would use the repository and index of the hook. */
const ofHook = /^GIT_(DIR|INDEX_FILE|WORK_TREE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/

/** The environment for tools, builds and apps: without tokens, inputs and variables of the runner's services. */
export function withoutSecrets(env: NodeJS.ProcessEnv): Env {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !isWithheld(name) && !ofHook.test(name)) kept[name] = value
  }
  return kept
}

/** Variables for access to the runner's cache service, including its token. */
export function cacheServiceOf(env: NodeJS.ProcessEnv): Env {
  const ofService = ([name, value]: readonly [string, string | undefined]) =>
    value !== undefined && /^ACTIONS_(CACHE|RESULTS|RUNTIME)_/.test(name) ? [[name, value] as const] : []
  return Object.fromEntries(Object.entries(env).flatMap(ofService))
}

/** Variables that describe a run: their values, such as branches, are not secrets even if they look like keys. */
const ofRun = /^(?:GITHUB_|RUNNER_|npm_)/

/** The secrets in the environment of the job, and in the user's files with credentials for git, Go, npm and Docker. */
export function secretsOf(env: NodeJS.ProcessEnv): Secrets {
  const secrets = openSecrets()
  const variables = Object.entries(env)
  secrets.learnEnvironment(
    Object.fromEntries(variables.filter(([name]) => !ofRun.test(name) || isSecretName(name))),
  )
  for (const text of credentialFiles(env).flatMap(textOf)) {
    secrets.learnCredentials(text)
    // the words of a netrc file may be on one line or on several
    for (const [, password = ''] of text.matchAll(/(?<!\S)password\s+(\S+)/g)) {
      secrets.learnEnvironment({ password })
    }
  }
  return secrets
}

function credentialFiles({ HOME: home, ...env }: NodeJS.ProcessEnv): readonly string[] {
  const at = (given: string | undefined, ...usual: readonly string[]) =>
    given ?? (home === undefined ? undefined : join(home, ...usual))
  const config = at(env['XDG_CONFIG_HOME'], '.config')
  const docker = at(env['DOCKER_CONFIG'], '.docker')
  return [
    env['NETRC'],
    at(undefined, '.netrc'),
    at(undefined, '.git-credentials'),
    at(env['NPM_CONFIG_USERCONFIG'], '.npmrc'),
    docker && join(docker, 'config.json'),
    config && join(config, 'git', 'credentials'),
    env['GOENV'] ?? (config && join(config, 'go', 'env')),
  ].filter((path) => path !== undefined)
}

const largestCredentials = 256 * 1024

/** Empty if there is no readable regular file of a plausible size. */
function textOf(path: string): readonly string[] {
  try {
    const stat = statSync(path)
    return stat.isFile() && stat.size <= largestCredentials ? [readFileSync(path, 'utf8')] : []
  } catch {
    return []
  }
}

export function realHost(env: NodeJS.ProcessEnv): Host {
  const image = env['ImageOS']
  return {
    os: goNames[process.platform] ?? process.platform,
    arch: goNames[process.arch] ?? process.arch,
    cpus: availableParallelism(),
    ...(image === undefined ? {} : { image: `${image} ${env['ImageVersion'] ?? ''}`.trim() }),
    env: withoutSecrets(env),
    cacheService: cacheServiceOf(env),
  }
}
