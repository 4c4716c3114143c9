/** The services of several compose files, which are merged, extended and included like in compose. */

import { joinPath, parentOf } from '../../common/paths.ts'
import {
  asList,
  asMap,
  asText,
  type PlacedYaml,
  placed,
  type Value,
  type ValueMap,
} from '../../common/yaml-values.ts'
import { repositoryPath } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type ComposeEnvironment, interpolated } from './interpolate.ts'
import { mergedService, namedValues, withoutPaths } from './merge.ts'
import { withVariablesFile } from './variables-file.ts'

export interface ProjectService {
  readonly name: string
  /** As in the files, but `build` is a map, and `context` and `env_file` are relative to the root of the repository. */
  readonly value: ValueMap
  readonly environment: ComposeEnvironment
  /** Default build context, relative to the root of the repository. */
  readonly directory: string
  /** The file that defines it; if there are several, the last one that sets `build`. */
  readonly file: string
  readonly line: number
}

export interface ProjectFiles {
  /** Paths relative to the root of the repository. */
  readonly files: readonly string[]
  /** The directory that relative paths start from. Default: that of the first file. */
  readonly directory?: string | undefined
  /** Files with variables. Default: `.env` in the directory. */
  readonly variables?: readonly string[]
  readonly environment: ComposeEnvironment
}

/** Maximum length of a chain of files and services, longer than in files written by hand. */
const deepest = 8
/** Maximum number of files to read, because files may include each other many times. */
const mostFiles = 100
/** Maximum number of services to read, again for each service that extends them. */
const mostServices = 2000

export function composeProject(texts: RepositoryTexts, given: ProjectFiles): readonly ProjectService[] {
  return [...new ProjectReader(texts).project(given, 0).values()]
}

interface ReadFile {
  readonly path: string
  readonly directory: string
  readonly yaml: PlacedYaml
  readonly tags: ReplacingTags
  readonly environment: ComposeEnvironment
}

/** Tags of values that are not merged with earlier ones. For each service, the keys that lead to these values. */
interface ReplacingTags {
  /** `!reset`: there is no value. */
  readonly reset: ReadonlyMap<string, readonly (readonly string[])[]>
  /** `!override`: this value replaces the earlier one. */
  readonly override: ReadonlyMap<string, readonly (readonly string[])[]>
}

class ProjectReader {
  readonly #texts: RepositoryTexts
  readonly #known = new Map<string, Pick<ReadFile, 'yaml' | 'tags'>>()
  #files = 0
  #services = 0

  constructor(texts: RepositoryTexts) {
    this.#texts = texts
  }

  project(
    { files, variables, environment: outer, ...given }: ProjectFiles,
    depth: number,
  ): Map<string, ProjectService> {
    const directory = given.directory ?? parentOf(files[0] ?? '')
    const environment = withVariablesFile(this.#texts, variables ?? [joinPath(directory, '.env')], outer)
    const services = new Map<string, ProjectService>()
    for (const path of files) {
      const file = this.#file({ path, directory, environment })
      if (file === undefined) continue
      for (const [name, one] of this.#included(file, depth)) if (!services.has(name)) services.set(name, one)
      for (const name of Object.keys(servicesOf(file))) {
        if (this.#services >= mostServices) break
        this.#define(services, file, { name, depth })
      }
    }
    return services
  }

  /** Adds a service of a file, which changes one of the same name. */
  #define(
    services: Map<string, ProjectService>,
    file: ReadFile,
    { name, depth }: { readonly name: string; readonly depth: number },
  ): void {
    const { path, directory, environment, tags, yaml } = file
    if (isTagged(tags.reset, name)) {
      services.delete(name)
      return
    }
    const value = this.#service(file, name, depth)
    const before = isTagged(tags.override, name) ? undefined : services.get(name)
    const place =
      before === undefined || value['build'] !== undefined
        ? { file: path, line: yaml.lineOf(['services', name]) }
        : { file: before.file, line: before.line }
    services.set(name, {
      name,
      environment,
      directory,
      ...place,
      value: before === undefined ? value : this.#merged(before.value, value, { file, name }),
    })
  }

  #file(given: Omit<ReadFile, 'yaml' | 'tags'>): ReadFile | undefined {
    this.#files += 1
    if (this.#files > mostFiles) return undefined
    return this.#parsed(given)
  }

  #parsed(given: Omit<ReadFile, 'yaml' | 'tags'>): ReadFile | undefined {
    const known = this.#known.get(given.path)
    if (known !== undefined) return { ...given, ...known }
    const text = this.#texts.text(given.path)
    if (text === undefined || this.#known.size >= mostFiles) return undefined
    const yaml = placed(text)
    const read = { yaml, tags: { reset: pathsIn(yaml, '!reset'), override: pathsIn(yaml, '!override') } }
    this.#known.set(given.path, read)
    return { ...given, ...read }
  }

  #included({ yaml, directory, environment }: ReadFile, depth: number): ReadonlyMap<string, ProjectService> {
    const found = new Map<string, ProjectService>()
    if (depth >= deepest) return found
    for (const given of asList(asMap(yaml.value)['include'])) {
      const options = typeof given === 'string' ? { path: given } : asMap(given)
      const paths = (value: Value) =>
        [value].flat().flatMap((one) => pathIn(directory, asText(one as Value), environment) ?? [])
      const files = paths(options['path'])
      if (files.length === 0) continue
      const [own] = paths(options['project_directory'])
      const project = {
        files,
        environment,
        ...(own === undefined ? {} : { directory: own }),
        ...(options['env_file'] === undefined ? {} : { variables: paths(options['env_file']) }),
      }
      for (const [name, one] of this.project(project, depth + 1)) found.set(name, one)
    }
    return found
  }

  /** A service of one file, with what it extends. */
  #service(file: ReadFile, name: string, depth: number): ValueMap {
    this.#services += 1
    const given = withoutPaths(asMap(servicesOf(file)[name]), file.tags.reset.get(name) ?? [])
    const { extends: extended, ...own } = given
    const value = withRootPaths(own, file)
    if (extended === undefined || depth >= deepest || this.#services >= mostServices) return value
    const options = typeof extended === 'string' ? { service: extended } : asMap(extended)
    const base = asText(options['service'])
    const path = asText(options['file'])
    const other = path === undefined ? file : this.#extendedFile(file, path)
    if (base === undefined || other === undefined) return value
    return this.#merged(this.#service(other, base, depth + 1), value, { file, name })
  }

  #merged(
    before: ValueMap,
    after: ValueMap,
    { file, name }: { readonly file: ReadFile; readonly name: string },
  ): ValueMap {
    const { reset, override } = file.tags
    return mergedService(
      withoutPaths(before, [...(reset.get(name) ?? []), ...(override.get(name) ?? [])]),
      after,
    )
  }

  #extendedFile({ directory, environment }: ReadFile, given: string): ReadFile | undefined {
    const path = pathIn(directory, given, environment)
    return path === undefined ? undefined : this.#parsed({ path, directory: parentOf(path), environment })
  }
}

function pathsIn(yaml: PlacedYaml, tag: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>()
  for (const [top, name, ...path] of yaml.taggedPaths(tag)) {
    if (top !== 'services' || name === undefined) continue
    const paths = found.get(name)
    if (paths === undefined) found.set(name, [path])
    else paths.push(path)
  }
  return found
}

function isTagged(paths: ReplacingTags['reset'], service: string): boolean {
  return paths.get(service)?.some((path) => path.length === 0) === true
}

function servicesOf({ yaml }: ReadFile): ValueMap {
  return asMap(asMap(yaml.value)['services'])
}

function withRootPaths(service: ValueMap, { directory, environment }: ReadFile): ValueMap {
  const { build, env_file: variables, ...rest } = service
  const options: ValueMap = typeof build === 'string' ? { context: build } : asMap(build)
  const place = (path: string) => pathIn(directory, path, environment) ?? '$'
  const context = asText(options['context'])
  const contexts = Object.entries(namedValues(options['additional_contexts'])).map(([name, value]) => {
    const text = asText(value) ?? '$'
    return [name, /^[\w-]+:/.test(text) ? text : place(text)]
  })
  const variableFiles = [variables].flat().flatMap((one) => {
    const path = asText(one as Value) ?? asText(asMap(one as Value)['path'])
    return path === undefined ? [] : (repositoryPath(path, directory) ?? [])
  })
  return {
    ...rest,
    ...(variableFiles.length === 0 ? {} : { env_file: variableFiles }),
    ...(build === undefined || build === null
      ? {}
      : {
          build: {
            ...options,
            ...(context === undefined ? {} : { context: place(context) }),
            ...(contexts.length === 0 ? {} : { additional_contexts: Object.fromEntries(contexts) }),
          },
        }),
  }
}

/** A path in a compose file, relative to the root of the repository; undefined if it is outside or unknown. */
function pathIn(
  directory: string,
  path: string | undefined,
  environment: ComposeEnvironment,
): string | undefined {
  const filled = path === undefined ? undefined : interpolated(path, environment)
  return filled === undefined ? undefined : repositoryPath(filled, directory)
}
