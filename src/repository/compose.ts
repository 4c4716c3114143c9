/** Compose files: which images they build, and how they run them. */
import { cleanPath, joinPath, parentOf } from '../common/paths.ts'
import { asList, asMap, asText, parsed, type Value, type ValueMap } from '../common/yaml-values.ts'
import { commandWords } from '../shell/commands.ts'
import type { NamedBuild } from './workflow/builds.ts'

/** How some file of the repository runs the app. Only a hint: it may be meant for another place. */
export interface RunHint {
  /** The file that says so, and the part of it. */
  readonly by: string
  readonly entrypoint?: readonly string[]
  /** Arguments, the subcommand among them; variables in them are not filled in. */
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Variables that it passes on from outside. */
  readonly unknownEnv: readonly string[]
  /** Files with more variables, from the root of the repository. */
  readonly envFiles: readonly string[]
  /** Ports of the app inside its container. */
  readonly ports: readonly number[]
  /** Path that its health check asks for. */
  readonly health?: string
  /** Services that it is started after, or finds by a variable: name → image. */
  readonly services: Readonly<Record<string, string>>
}

export interface ComposeService {
  readonly name: string
  /** Absent where it takes an image that is there. */
  readonly build?: NamedBuild
  /** The image that it takes, or gives what it builds; absent where it names none. */
  readonly image?: string
  readonly hint: RunHint
}

export const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/

/** The services of one compose file; `file` is its path from the root of the repository. */
export function composeServices(text: string, file: string): readonly ComposeService[] {
  const services = asMap(asMap(parsed(text))['services'])
  return Object.entries(services).map(([name, given]) => {
    const service = asMap(given)
    const by = `${file}, service ${name}`
    const build = buildOf(service['build'], parentOf(file), by)
    const image = asText(service['image'])
    return {
      name,
      ...(build === undefined ? {} : { build }),
      ...(image === undefined ? {} : { image: interpolated(image) ?? image }),
      hint: hintOf(service, services, parentOf(file), by),
    }
  })
}

function buildOf(given: Value, directory: string, by: string): NamedBuild | undefined {
  const options = typeof given === 'string' ? { context: given } : asMap(given)
  if (given === undefined || given === null || options['dockerfile_inline'] !== undefined) return undefined
  const context = within(directory, interpolated(asText(options['context']) ?? '.'))
  const name = interpolated(asText(options['dockerfile']) ?? 'Dockerfile')
  const dockerfile = context === undefined ? undefined : within(context, name)
  const target = asText(options['target'])
  const stage = target === undefined ? undefined : interpolated(target)
  if (context === undefined || dockerfile === undefined) return undefined
  if (target !== undefined && stage === undefined) return undefined
  const { known, unknown } = variables(options['args'])
  return {
    dockerfile,
    context,
    ...(stage === undefined || stage === '' ? {} : { target: stage }),
    buildArgs: known,
    unknownArgs: unknown,
    by,
  }
}

function hintOf(service: ValueMap, all: ValueMap, directory: string, by: string): RunHint {
  const entrypoint = words(service['entrypoint'])
  const args = words(service['command'])
  const { known, unknown } = variables(service['environment'])
  const health = healthPath(asMap(service['healthcheck'])['test'])
  const started = Array.isArray(service['depends_on'])
    ? asList(service['depends_on']).map(asText)
    : Object.keys(asMap(service['depends_on']))
  const needed = new Set([...started, ...Object.keys(all).filter((name) => isHost(name, known))])
  return {
    by,
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(args === undefined ? {} : { args }),
    env: known,
    unknownEnv: unknown,
    envFiles: [service['env_file']].flat().flatMap((one) => {
      const path = within(directory, asText(one as Value) ?? asText(asMap(one as Value)['path']))
      return path === undefined ? [] : [path]
    }),
    ports: [...asList(service['ports']), ...asList(service['expose'])].flatMap(containerPort),
    ...(health === undefined ? {} : { health }),
    services: Object.fromEntries(
      [...needed].flatMap((name) => {
        const image = name === undefined ? undefined : asText(asMap(all[name])['image'])
        return name === undefined || image === undefined ? [] : [[name, interpolated(image) ?? image]]
      }),
    ),
  }
}

/** Whether a variable has the name of a service where hosts stand: alone, before a port or a path, behind `@` or `//`. */
function isHost(name: string, variables: Readonly<Record<string, string>>): boolean {
  const escaped = name.replaceAll(/[^\w-]/g, '\\$&')
  const place = new RegExp(`(?:^|[@/(,]|host=)${escaped}(?:$|[:/),]| )`)
  return Object.values(variables).some((value) => place.test(value))
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or a map with `target`; ranges tell nothing. */
function containerPort(given: Value): readonly number[] {
  const text = asText(given) ?? asText(asMap(given)['target'])
  const filled = text === undefined ? undefined : interpolated(text)
  const port = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(filled ?? '')?.[1]
  return port === undefined ? [] : [Number(port)]
}

/** Path of the first URL of this machine in a health check. */
export function healthPath(test: Value): string | undefined {
  const text = typeof test === 'string' ? test : asList(test).map(asText).join(' ')
  const [, path] =
    /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}:-]+)?(\/[^\s"'|;&]*)?/.exec(text) ?? []
  return path
}

function words(given: Value): readonly string[] | undefined {
  if (Array.isArray(given)) return given.flatMap((one: Value) => asText(one) ?? [])
  const text = asText(given)
  return text === undefined ? undefined : commandWords(text.replaceAll('\n', ' '))[0]
}

/** A map, or a list of `NAME=value`; a name alone is passed on from outside. */
function variables(given: Value): {
  readonly known: Readonly<Record<string, string>>
  readonly unknown: readonly string[]
} {
  const pairs = Array.isArray(given)
    ? given.flatMap((one: Value) => {
        const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(asText(one) ?? '') ?? []
        return name === undefined ? [] : [[name, value] as const]
      })
    : Object.entries(asMap(given)).map(([name, value]) => [name, asText(value)] as const)
  const known: Record<string, string> = {}
  const unknown: string[] = []
  for (const [name, value] of pairs) {
    const filled = value === undefined ? undefined : interpolated(value)
    if (filled === undefined) unknown.push(name)
    else known[name] = filled
  }
  return { known, unknown }
}

/** With the defaults of variables filled in, `$$` being a dollar; undefined where a variable has none. */
function interpolated(text: string): string | undefined {
  let isKnown = true
  const filled = text.replaceAll(
    /\$(?:(\$)|\{\w+:?-([^}]*)\}|\{[^}]*\}|\w+)/g,
    (_whole, dollar?: string, fallback?: string) => {
      if (dollar === undefined && fallback === undefined) isKnown = false
      return dollar ?? fallback ?? ''
    },
  )
  return isKnown ? filled : undefined
}

function within(directory: string, path: string | undefined): string | undefined {
  return path === undefined || path.startsWith('/') || /^\w+:/.test(path)
    ? undefined
    : cleanPath(joinPath(directory, path))
}
