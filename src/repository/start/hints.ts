/** Hints from the repository's files about how to run the app, for its configuration and for advice after a failed start. */
import { isPlainVariable } from '../../common/secrets/known.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import { isImageFor, type ServicePlace } from '../../findings/services.ts'
import type { StartAdvice } from '../../findings/start-advice.ts'
import { commandWords } from '../../shell/commands.ts'
import type { RunHint } from '../compose/services.ts'
import type { DockerfileSurvey } from '../dockerfiles/survey.ts'
import type { MainPackage } from '../go/main-package.ts'

/** The web process of a Procfile; `entrypoint` has only its program. */
export function procfileHints(text: string, file: string): readonly RunHint[] {
  return text.split('\n').flatMap((line) => {
    const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line.trim()) ?? []
    if (name !== 'web' || command === undefined) return []
    const words = commandWords(command)[0] ?? []
    const program = words.findIndex((word) => !/^\w+=/.test(word))
    const env = Object.fromEntries(
      words
        .slice(0, Math.max(0, program))
        .map((word) => [word.split('=')[0] ?? '', word.replace(/^\w+=/, '')]),
    )
    return [
      {
        by: `${file}, ${name}`,
        ...(program < 0 ? {} : { entrypoint: words.slice(program, program + 1) }),
        args: program < 0 ? [] : words.slice(program + 1),
        env,
        unknownEnv: [],
        envFiles: [],
        ports: [],
        services: {},
      },
    ]
  })
}

/**
 * How compose files run the image of a Dockerfile. If none builds it, how they run an image of the repository.
 *
 * @param names names of the repository's images, from `imageNames`
 */
export function composeHints(
  { services }: DockerfileSurvey,
  dockerfile: string | undefined,
  names: readonly string[] = [],
): readonly RunHint[] {
  const built = services.filter(({ build }) => build !== undefined && build.dockerfile === dockerfile)
  const run = built.length > 0 ? built : services.filter(({ image }) => isImageOf(image, names))
  return run.map(({ hint }) => hint)
}

/** Generic names of programs, which do not identify one. */
const commonNames = new Set([
  'main',
  'cmd',
  'app',
  'api',
  'server',
  'service',
  'backend',
  'web',
  'http',
  'daemon',
])

/** Probable names of the repository's images, without a registry. */
export function imageNames(
  { importPath, name }: Pick<MainPackage, 'importPath' | 'name'>,
  repository?: string,
): readonly string[] {
  const [, owner = '', own = ''] = importPath.split('/')
  const names = [repository ?? '', own, owner === '' || own === '' ? '' : `${owner}/${own}`, name]
  return names.map((one) => one.toLowerCase()).filter((one) => one !== '' && !commonNames.has(one))
}

function isImageOf(image: string | undefined, names: readonly string[]): boolean {
  if (image === undefined) return false
  const path = image
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '')
    .toLowerCase()
  return names.some((name) => path === name || path.endsWith(`/${name}`))
}

/** How compose files and the Procfile run the program of a Dockerfile, or of an app without one. */
export async function findRunHints(
  files: Files,
  root: string,
  survey: DockerfileSurvey,
  { dockerfile, names }: { readonly dockerfile: string | undefined; readonly names: readonly string[] },
): Promise<readonly RunHint[]> {
  const procfile = (await repositoryText(files, root, 'Procfile')) ?? ''
  return [...composeHints(survey, dockerfile, names), ...procfileHints(procfile, 'Procfile')]
}

/** Common subcommands that start a service. */
export const subcommands = ['serve', 'server', 'start', 'run', 'web', 'api', 'http', 'daemon'] as const

/** Commands in code blocks of a README that run the program with a common subcommand. */
export function readmeHints(text: string, file: string, program: string): readonly RunHint[] {
  const name = program.replaceAll(/[^\w]/g, '\\$&')
  const command = new RegExp(
    `^\\s*(?:\\$ )?(?:(?:[\\w.]*/)*${name}|go run (?:\\S*/${name}|\\.|main\\.go))((?: +[^\\s|&;#<>]+)+)`,
  )
  let fenced = false
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = !fenced
      return []
    }
    const isCode = fenced || /^(?: {4}|\t|\$ )/.test(line)
    const code = isCode ? [line] : [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
    return code.flatMap((one) => {
      const args = command.exec(one)?.[1]?.trim().split(/ +/) ?? []
      if (!subcommands.some((word) => word === args[0])) return []
      const none = { env: {}, unknownEnv: [], envFiles: [], ports: [], services: {} }
      return [{ by: `${file}:${index + 1}`, args, ...none }]
    })
  })
}

/** Facts about a failed start. */
export interface StartHintFacts {
  /** Last lines of the app's output. */
  readonly log?: readonly string[]
  /** The arguments and the names of the variables with which it was started, which are not advised again. */
  readonly given?: { readonly args: readonly string[]; readonly env: readonly string[] }
  /** The address of a service that does not answer. */
  readonly waitsFor?: ServicePlace | undefined
}

/** Advice from a hint, and whether it provides what the log reports as missing. */
export interface Advice {
  readonly start: StartAdvice
  readonly answers: boolean
}

/** The configuration that runs the program as in the best hint; undefined without hints. */
export function bestAdvice(
  hints: readonly RunHint[],
  program: string,
  { log = [], given = { args: [], env: [] }, waitsFor }: StartHintFacts,
): Advice | undefined {
  const advices = hints.flatMap((hint) => adviceOf(hint, program, { log, given, waitsFor }) ?? [])
  return advices.find(({ answers }) => answers) ?? advices[0]
}

function adviceOf(
  hint: RunHint,
  program: string,
  { log, given, waitsFor }: Pick<StartHintFacts, 'waitsFor'> & Required<Omit<StartHintFacts, 'waitsFor'>>,
): Advice | undefined {
  const text = log.join('\n')
  const found = argumentsIn(hint, program)
  const args = given.args.length > 0 ? [] : found
  const all = [...Object.keys(hint.env), ...hint.unknownEnv].filter((name) => !given.env.includes(name))
  const missing = all.filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  // if the log names missing variables, those are enough
  const names = missing.length > 0 ? missing : all
  const services = Object.entries(hint.services).map(([name, image]) => ({ name, image }))
  if (args.length === 0 && names.length === 0 && services.length === 0) return undefined
  return {
    start: {
      by: hint.by,
      args,
      env: names.map((name) => {
        const value = Object.hasOwn(hint.env, name) ? hint.env[name] : undefined
        if (value === undefined) return { name, value: null }
        return isRepeatable(name, value) ? { name, value } : { name, value: null, isThere: true as const }
      }),
      services,
    },
    answers:
      missing.length > 0 ||
      (args.length > 0 && printsUsage(log)) ||
      services.some(
        ({ name, image }) =>
          waitsFor !== undefined && (name === waitsFor.host || isImageFor(waitsFor, image)),
      ),
  }
}

/** Maximum length of a value in one line, in characters. */
const longestValue = 120

/** Whether a value can be shown in one line as code, and is not secret. */
function isRepeatable(name: string, value: string): boolean {
  return isPlainVariable(name, value) && value.length <= longestValue && !/[`|\p{Cc}\p{Cf}]|<!--/u.test(value)
}

export function printsUsage(log: readonly string[]): boolean {
  return /\busage\b|Available Commands:/i.test(log.join('\n'))
}

/** The arguments of a hint, without the program if the command begins with it. */
export function argumentsIn({ args = [] }: RunHint, program: string): readonly string[] {
  const [first = '', ...rest] = args
  return first.includes('/') || first === program ? rest : args
}
