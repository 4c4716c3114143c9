/** Compose files: which images they build, and how they run them. */
import { cleanPath, joinPath, parentOf } from '../common/paths.ts'
import { asList, asMap, asText, placed, type Value, type ValueMap } from '../common/yaml-values.ts'
import { commandWords } from '../shell/commands.ts'
import { type NamedBuild, namedBuild } from './builds/named-build.ts'

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

/** What is known of variables outside of a compose file; undefined for those that only a run knows, or nobody sets. */
export type ComposeEnvironment = (name: string) => string | undefined

/** The services of one compose file; `file` is its path from the root of the repository. */
export function composeServices(
  text: string,
  file: string,
  environment: ComposeEnvironment = () => undefined,
): readonly ComposeService[] {
  const yaml = placed(text)
  const services = asMap(asMap(yaml.value)['services'])
  return Object.entries(services).map(([name, given]) => {
    const service = asMap(given)
    const line = yaml.lineOf(['services', name])
    const build = buildOf(service, { name, file, line }, environment)
    const image = asText(service['image'])
    return {
      name,
      ...(build === undefined ? {} : { build }),
      ...(image === undefined ? {} : { image: interpolated(image, environment) ?? image }),
      hint: hintOf(service, services, parentOf(file), `${file}, service ${name}`),
    }
  })
}

function buildOf(
  service: ValueMap,
  { name, file, line }: { readonly name: string; readonly file: string; readonly line: number },
  environment: ComposeEnvironment,
): NamedBuild | undefined {
  const given = service['build']
  if (given === undefined || given === null) return undefined
  const options = typeof given === 'string' ? { context: given } : asMap(given)
  const filled = (value: Value) => {
    const text = asText(value)
    return text === undefined ? undefined : (interpolated(text, environment) ?? '$')
  }
  const inline = filled(options['dockerfile_inline'])
  const context = filled(options['context']) ?? '.'
  const dockerfile = filled(options['dockerfile'])
  const { known, unknown } = variables(options['args'], environment)
  const image = filled(service['image'])
  const build = namedBuild(
    {
      context,
      file: dockerfile === undefined ? undefined : joinPath(context, dockerfile),
      target: filled(options['target']),
      args: unknown,
      knownArgs: known,
      tags: [
        ...(image === undefined ? [] : [image]),
        ...asList(options['tags']).flatMap((one) => filled(one) ?? []),
      ],
      contexts: Object.keys(asMap(options['additional_contexts'])),
      cacheFrom: asList(options['cache_from']).map((one) => filled(one) ?? '$'),
      pushed: false,
    },
    parentOf(file),
    `${file}:${line}`,
  )
  if (build === undefined) return undefined
  return { ...build, name, ...(inline === undefined ? {} : { dockerfile: file, inline }) }
}

function hintOf(service: ValueMap, all: ValueMap, directory: string, by: string): RunHint {
  const entrypoint = words(service['entrypoint'])
  const args = words(service['command'])
  const { known, unknown } = variables(service['environment'])
  const health = healthPath(asMap(service['healthcheck'])['test'])
  const started = Array.isArray(service['depends_on'])
    ? asList(service['depends_on']).map(asText)
    : Object.keys(asMap(service['depends_on']))
  const hosts = hostsIn(known)
  const named = hosts.size === 0 ? [] : Object.keys(all).filter((name) => hosts.has(name))
  const needed = new Set([...started, ...named.filter((name) => all[name] !== service)])
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

/** What has the form of a service's name where hosts stand: alone, before a port or a path, behind `@` or `//`. */
function hostsIn(variables: Readonly<Record<string, string>>): ReadonlySet<string> {
  const place = /(?<=^|[@(,]|\/\/|host=)[\w.-]+(?=$|[:/),]| )/g
  return new Set(Object.values(variables).flatMap((value) => value.match(place) ?? []))
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or a map with `target`; ranges say nothing. */
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
function variables(
  given: Value,
  environment: ComposeEnvironment = () => undefined,
): {
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
    const filled = value === undefined ? environment(name) : interpolated(value, environment)
    if (filled === undefined) unknown.push(name)
    else known[name] = filled
  }
  return { known, unknown }
}

/** With variables filled in, or their defaults, `$$` being a dollar; undefined where a variable has neither. */
function interpolated(text: string, environment: ComposeEnvironment = () => undefined): string | undefined {
  let isKnown = true
  const filled = text.replaceAll(
    // an open brace takes all that follows, which is no expression: looking behind each for its end takes the square of the time
    /\$(?:(\$)|\{(\w+)(:?-)?([^}]*)(?:\}|$)|(\w+))/g,
    (whole, dollar?: string, braced?: string, operator?: string, fallback?: string, plain?: string) => {
      if (dollar !== undefined) return dollar
      if (braced !== undefined && !whole.endsWith('}')) return whole
      const value = environment(braced ?? plain ?? '')
      if (operator !== undefined && (value === undefined || (value === '' && operator === ':-')))
        return fallback ?? ''
      if (value === undefined || (operator === undefined && fallback !== undefined && fallback !== ''))
        isKnown = false
      return value ?? ''
    },
  )
  return isKnown ? filled : undefined
}

function within(directory: string, path: string | undefined): string | undefined {
  return path === undefined || path.startsWith('/') || /^\w+:/.test(path)
    ? undefined
    : cleanPath(joinPath(directory, path))
}
