/** Compose files: the images that they build, and how they run them. */
import { cleanPath, joinPath, parentOf } from '../common/paths.ts'
import { asList, asMap, asText, placed, type Value, type ValueMap } from '../common/yaml-values.ts'
import { commandWords } from '../shell/commands.ts'
import { type NamedBuild, namedBuild } from './builds/named-build.ts'

/** How a file of the repository runs the app. Only a hint, because the file may be for another environment. */
export interface RunHint {
  /** The file and the part of it, for messages. */
  readonly by: string
  readonly entrypoint?: readonly string[]
  /** Arguments, including a subcommand. Variables are not replaced. */
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Variables whose values come from outside. */
  readonly unknownEnv: readonly string[]
  /** Files with more variables, relative to the root of the repository. */
  readonly envFiles: readonly string[]
  /** Ports of the app inside its container. */
  readonly ports: readonly number[]
  /** Path that its health check requests. */
  readonly health?: string
  /** Services that it depends on, or whose names are in its variables: name → image. */
  readonly services: Readonly<Record<string, string>>
}

export interface ComposeService {
  readonly name: string
  /** Absent if it uses an existing image. */
  readonly build?: NamedBuild
  /** The image that it uses, or the name of the image that it builds; absent if it sets none. */
  readonly image?: string
  readonly hint: RunHint
}

export const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/

/** Values of variables outside of a compose file; undefined if only a run knows it, or if it is not set. */
export type ComposeEnvironment = (name: string) => string | undefined

/** The services of one compose file. @param file its path, relative to the root of the repository */
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

/** Words in variables that may be host names of services: alone, before a port or a path, after `@` or `//`. */
function hostsIn(variables: Readonly<Record<string, string>>): ReadonlySet<string> {
  const place = /(?<=^|[@(,]|\/\/|host=)[\w.-]+(?=$|[:/),]| )/g
  return new Set(Object.values(variables).flatMap((value) => value.match(place) ?? []))
}

/** The port in `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or a map with `target`; empty for ranges. */
function containerPort(given: Value): readonly number[] {
  const text = asText(given) ?? asText(asMap(given)['target'])
  const filled = text === undefined ? undefined : interpolated(text)
  const port = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(filled ?? '')?.[1]
  return port === undefined ? [] : [Number(port)]
}

/** Path of the first local URL in a health check. */
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

/** Variables in a map or in a list of `NAME=value`. The value of a name alone comes from outside. */
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

/** Replaces variables by their values or defaults, and `$$` by a dollar; undefined if a variable has neither. */
function interpolated(text: string, environment: ComposeEnvironment = () => undefined): string | undefined {
  let isKnown = true
  const filled = text.replaceAll(
    // an unclosed brace consumes the rest: searching for its end again from each place would take quadratic time
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
