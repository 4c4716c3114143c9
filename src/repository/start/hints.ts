/** How the files of a repository run its app: for configuring it, and for explaining why it did not start. */
import { isPlainVariable } from '../../common/secrets/known.ts'
import type { Files } from '../../effects/files.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import { isImageFor, type ServicePlace } from '../../findings/services.ts'
import type { StartAdvice } from '../../findings/start-advice.ts'
import { commandWords } from '../../shell/commands.ts'
import type { RunHint } from '../compose.ts'
import type { DockerfileSurvey } from '../dockerfiles/survey.ts'
import type { MainPackage } from '../go/main-package.ts'

/** What a Procfile says of its web process; `entrypoint` is the program alone. */
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
 * How compose files run what a Dockerfile ships; where none builds that, how they run an image of the repository.
 *
 * @param names of the repository's images, as `imageNames` gives them
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

/** Names of programs that say nothing of what the program is. */
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

/** What the images of a repository are usually called, without a registry. */
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

/** How compose files and the Procfile run the program that a Dockerfile ships, or that there is none for. */
export async function findRunHints(
  files: Files,
  root: string,
  survey: DockerfileSurvey,
  { dockerfile, names }: { readonly dockerfile: string | undefined; readonly names: readonly string[] },
): Promise<readonly RunHint[]> {
  const procfile = (await repositoryText(files, root, 'Procfile')) ?? ''
  return [...composeHints(survey, dockerfile, names), ...procfileHints(procfile, 'Procfile')]
}

/** Usual arguments that start a service. */
export const subcommands = ['serve', 'server', 'start', 'run', 'web', 'api', 'http', 'daemon'] as const

/** Commands in the code of a text for readers that give the program a usual subcommand. */
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

/** What is known of a start besides the hints. */
export interface StartHintFacts {
  /** Last lines that the app printed. */
  readonly log?: readonly string[]
  /** Arguments that it was given, and the names of variables: not advised once more. */
  readonly given?: { readonly args: readonly string[]; readonly env: readonly string[] }
  /** Where it looks for a service that does not answer. */
  readonly waitsFor?: ServicePlace | undefined
}

/** How a hint says that the program is run, and whether that gives what its log asks for. */
export interface Advice {
  readonly start: StartAdvice
  readonly answers: boolean
}

/** What to write so that the program is run as the hints say; undefined where none says anything. */
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
  const asked = all.filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  // what it asks for by name is enough, where it does
  const names = asked.length > 0 ? asked : all
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
      asked.length > 0 ||
      (args.length > 0 && printsUsage(log)) ||
      services.some(
        ({ name, image }) =>
          waitsFor !== undefined && (name === waitsFor.host || isImageFor(waitsFor, image)),
      ),
  }
}

/** Characters of a value that somebody reads in a line. */
const longestValue = 120

/** Whether a value can be copied from a line of a comment, in which it stands as code, and is not secret. */
function isRepeatable(name: string, value: string): boolean {
  return isPlainVariable(name, value) && value.length <= longestValue && !/[`|\p{Cc}\p{Cf}]|<!--/u.test(value)
}

export function printsUsage(log: readonly string[]): boolean {
  return /\busage\b|Available Commands:/i.test(log.join('\n'))
}

/** The arguments of a hint, without the program that a command for an image without an entry point begins with. */
export function argumentsIn({ args = [] }: RunHint, program: string): readonly string[] {
  const [first = '', ...rest] = args
  return first.includes('/') || first === program ? rest : args
}
