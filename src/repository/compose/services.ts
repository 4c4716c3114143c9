/** Reads which images compose files build, and how they run them. */
import { joinPath } from '../../common/paths.ts'
import { asList, asMap, asText, type Value, type ValueMap } from '../../common/yaml-values.ts'
import { commandWords } from '../../shell/commands.ts'
import { givenContexts } from '../builds/build-contexts.ts'
import { type NamedBuild, namedBuild } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type ComposeEnvironment, interpolated } from './interpolate.ts'
import { composeProject, type ProjectFiles, type ProjectService } from './project.ts'

/** How a file of the repository runs the app. Only a hint, because the file may be for another environment. */
export interface RunHint {
  /** The file and the place in it, for messages. */
  readonly by: string
  readonly entrypoint?: readonly string[]
  /** Arguments, including a subcommand, with unexpanded variables. */
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Variables whose values come from compose's environment. */
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
  /** Profiles, one of which must be active; empty if the service always belongs to the project. */
  readonly profiles: readonly string[]
  readonly hint: RunHint
}

export const composeFile = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/

/** The services of the compose files of one project. */
export function composeServices(texts: RepositoryTexts, files: ProjectFiles): readonly ComposeService[] {
  const project = composeProject(texts, files)
  const all = Object.fromEntries(project.map(({ name, value }) => [name, value]))
  return project.map((service) => {
    const { name, value, file, environment } = service
    const build = buildOf(service)
    const image = asText(value['image'])
    return {
      name,
      ...(build === undefined ? {} : { build }),
      ...(image === undefined ? {} : { image: interpolated(image, environment) ?? image }),
      profiles: asList(value['profiles']).flatMap((one) => asText(one) ?? []),
      hint: hintOf(value, all, `${file}, service ${name}`),
    }
  })
}

/** The services that compose builds by default: those without a profile, or with an active one. */
export function activeServices(
  services: readonly ComposeService[],
  active: readonly string[] = [],
): readonly ComposeService[] {
  return services.filter(
    ({ profiles }) =>
      profiles.length === 0 || active.includes('*') || profiles.some((one) => active.includes(one)),
  )
}

function buildOf({
  name,
  value: service,
  environment,
  directory,
  file,
  line,
}: ProjectService): NamedBuild | undefined {
  const given = service['build']
  if (given === undefined) return undefined
  const options = asMap(given)
  const filled = (value: Value) => {
    const text = asText(value)
    return text === undefined ? undefined : (interpolated(text, environment) ?? '$')
  }
  const inline = filled(options['dockerfile_inline'])
  const context = asText(options['context']) ?? directory
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
      contexts: givenContexts(contextsIn(options['additional_contexts'], filled), '.'),
      cacheFrom: asList(options['cache_from']).map((one) => filled(one) ?? '$'),
      pushed: false,
    },
    '.',
    `${file}:${line}`,
  )
  if (build === undefined) return undefined
  return { ...build, name, ...(inline === undefined ? {} : { dockerfile: file, inline }) }
}

function contextsIn(
  given: Value,
  filled: (value: Value) => string | undefined,
): readonly (readonly [string, string])[] {
  return Object.entries(asMap(given)).map(([name, value]) => [name, filled(value) ?? '$'] as const)
}

function hintOf(service: ValueMap, all: ValueMap, by: string): RunHint {
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
    envFiles: asList(service['env_file']).flatMap((one) => asText(one) ?? []),
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

/** Words in variables that can be host names of services: alone, before a port or a path, after `@` or `//`. */
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

/** Variables in a map or in a list of `NAME=value`. A name without value is taken from compose's environment. */
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
