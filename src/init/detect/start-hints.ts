/** How compose files, the Procfile and the Dockerfile start the app, if that is reliable. */
import type { ComposeService, RunHint } from '../../repository/compose/services.ts'
import { nothingToStart, type ServiceFound, type StartFound } from './detected.ts'
import type { DockerfileReading } from './read-dockerfile.ts'

export interface StartQuestion {
  /** Ways in which the repository runs the app, the best first. */
  readonly hints: readonly RunHint[]
  /** All services of compose files. */
  readonly services: readonly ComposeService[]
  /** Name of the main package's program. */
  readonly program: string
  /** The Dockerfile that ships it, and where it is; absent for the built-in image. */
  readonly shipped?: { readonly file: string; readonly reading: DockerfileReading }
}

/** The port that linkgate passes to an app as PORT. */
const port = '8080'

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/

export function startFound({ hints, services, program, shipped }: StartQuestion): StartFound {
  // if several containers use one image, the one with a port is the service
  const hint = hints.find(({ ports }) => ports.length > 0) ?? hints[0]
  const [exposed, ...moreExposed] = shipped?.reading.ports ?? []
  const fromImage = {
    ...(exposed === undefined || moreExposed.length > 0
      ? {}
      : { port: { number: exposed, by: shipped?.file ?? '' } }),
    ...(shipped?.reading.health === undefined
      ? {}
      : { health: { path: shipped.reading.health, by: shipped.file } }),
  }
  if (hint === undefined) return { ...nothingToStart, ...fromImage }
  const started = Object.entries(hint.services).map(
    ([name, image]): ServiceFound => ({
      name,
      image,
      env: services.find((one) => one.name === name && one.hint.by.startsWith(fileOf(hint)))?.hint.env ?? {},
    }),
  )
  const names = started.map(({ name }) => name)
  const env = Object.entries(hint.env).filter(([name]) => variableName.test(name))
  const isOfService = ([, value]: readonly [string, string]) => names.some((name) => pointsAt(value, name))
  const args = argumentsOf(hint, program, shipped?.reading)
  const [published, ...morePublished] = new Set(hint.ports)
  return {
    ...(args === undefined ? {} : { args }),
    env: Object.fromEntries(env.filter((one) => !isOfService(one))),
    serviceEnv: Object.fromEntries(env.filter(isOfService)),
    unknownEnv: hint.unknownEnv.filter((name) => variableName.test(name)),
    envFiles: hint.envFiles,
    by: hint.by,
    services: started,
    ...fromImage,
    ...(published === undefined || morePublished.length > 0
      ? {}
      : { port: { number: published, by: hint.by } }),
    ...(hint.health === undefined ? {} : { health: { path: hint.health, by: hint.by } }),
  }
}

const fileOf = ({ by }: RunHint) => by.replace(/, service .*$/, ', service ')

function pointsAt(value: string, service: string): boolean {
  return value.split(/[^\w.-]+/).includes(service)
}

function argumentsOf(
  { by, args = [], entrypoint }: RunHint,
  program: string,
  reading: DockerfileReading | undefined,
): StartFound['args'] | undefined {
  const isProcfile = /^Procfile\b/.test(by)
  const [first = ''] = args
  const namesProgram = first.includes('/') || first === program
  // if the image has no entry point, the command in compose begins with the program
  const own = !isProcfile && namesProgram && reading?.hasEntrypoint !== true ? args.slice(1) : args
  const words = own.map(filled)
  if (words.length === 0 || isSame(words, reading?.arguments)) return undefined
  const isKnown = words.every((word) => word !== undefined)
  const fits = reading === undefined || (reading.takesArguments && !isProcfile)
  return {
    words: isKnown ? words : own,
    by,
    // another entry point would start another program
    sure: isKnown && fits && (entrypoint === undefined || entrypoint.join().split('/').at(-1) === program),
  }
}

function isSame(words: readonly unknown[], others: readonly string[] | undefined): boolean {
  return others?.length === words.length && words.every((word, at) => word === others[at])
}

/** With known variables replaced: PORT, and defaults. Nothing expands them when linkgate starts the app. */
function filled(word: string): string | undefined {
  const known = word
    .replaceAll(/\$(?:PORT\b|\{PORT(?::?-[^}]{0,200})?\})/g, port)
    .replaceAll(/\$\{\w+:?-([^}]{0,200})\}/g, '$1')
  return /\$[\w({]/.test(known) ? undefined : known
}
