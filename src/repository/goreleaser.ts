/** GoReleaser's configuration: the images that it publishes, and the commands that it runs before it compiles. */

import { cleanPath } from '../common/paths.ts'
import {
  asList,
  asMap,
  asText,
  type PlacedYaml,
  placed,
  type Value,
  type ValueMap,
} from '../common/yaml-values.ts'
import { repositoryText, type TextFiles } from '../effects/repository-text.ts'

/** Paths of GoReleaser's configuration, relative to the root of the repository. */
export const goreleaserFiles: readonly string[] = ['', '.config/'].flatMap((directory) =>
  ['.goreleaser', 'goreleaser'].flatMap((name) =>
    ['.yml', '.yaml'].map((ending) => `${directory}${name}${ending}`),
  ),
)

/** A command that runs before everything is compiled, or before or after one program. */
export interface GoreleaserHook {
  /** A shell command. */
  readonly command: string
  /** Relative to the root of the repository. */
  readonly directory: string
  readonly line: number
}

/** An image for programs that GoReleaser has compiled before. */
export interface GoreleaserImage {
  readonly dockerfile: string
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments with values that are only known in a release. */
  readonly unknownArgs: readonly string[]
  /** As written, including templates. */
  readonly tags: readonly string[]
  /** IDs of its programs; empty for all programs. */
  readonly programs: readonly string[]
  readonly line: number
}

export interface GoreleaserConfig {
  readonly hooks: readonly GoreleaserHook[]
  readonly images: readonly GoreleaserImage[]
  /** Images that ko builds, without a Dockerfile. */
  readonly ko: readonly { readonly main: string; readonly line: number }[]
  /** Directories of main packages, by the ID of the program. */
  readonly programs: Readonly<Record<string, string>>
}

/** The configuration of a checkout and its path; undefined if there is none. */
export async function findGoreleaser(
  files: TextFiles,
  root: string,
): Promise<{ readonly file: string; readonly config: GoreleaserConfig } | undefined> {
  for (const file of goreleaserFiles) {
    const text = await repositoryText(files, root, file)
    if (text !== undefined) return { file, config: readGoreleaser(text) }
  }
  return undefined
}

/** Empty if the text is not a configuration of GoReleaser. */
export function readGoreleaser(text: string): GoreleaserConfig {
  const yaml = placed(text)
  const config = asMap(yaml.value)
  const fill = templates(config)
  return {
    hooks: hooksOf(config, yaml),
    images: [
      ...each(config, 'dockers').map(({ value, path }) => imageOf(value, fill, yaml.lineOf(path))),
      ...each(config, 'dockers_v2').map(({ value, path }) => imageOf2(value, fill, yaml.lineOf(path))),
    ],
    ko: each(config, 'kos').map(({ value, path }) => ({
      main: packageOf(value),
      line: yaml.lineOf(path),
    })),
    programs: Object.fromEntries(
      each(config, 'builds').map(({ value }) => [
        asText(value['id']) ?? asText(config['project_name']) ?? '',
        packageOf(value),
      ]),
    ),
  }
}

function each(
  config: ValueMap,
  key: string,
): readonly { readonly value: ValueMap; readonly path: readonly (string | number)[] }[] {
  return asList(config[key]).map((value, at) => ({ value: asMap(value), path: [key, at] }))
}

function packageOf(build: ValueMap): string {
  const main = (asText(build['main']) ?? '.').replace(/(?:^|\/)[^/]+\.go$/, '') || '.'
  return cleanPath(`${asText(build['dir']) ?? '.'}/${main}`) ?? '.'
}

function hooksOf(config: ValueMap, yaml: PlacedYaml): readonly GoreleaserHook[] {
  const before = asMap(config['before'])['hooks']
  return [
    ...hookList(before, ['before', 'hooks'], yaml),
    ...each(config, 'builds').flatMap(({ value, path }) => {
      const hooks = asMap(value['hooks'])
      return ['pre', 'post'].flatMap((when) => hookList(hooks[when], [...path, 'hooks', when], yaml))
    }),
  ]
}

function hookList(
  given: Value,
  path: readonly (string | number)[],
  yaml: PlacedYaml,
): readonly GoreleaserHook[] {
  const list = Array.isArray(given) ? asList(given) : [given]
  return list.flatMap((one, at) => {
    const hook = asMap(one)
    const command = asText(one) ?? asText(hook['cmd'])
    if (command === undefined) return []
    const line = yaml.lineOf(Array.isArray(given) ? [...path, at] : path)
    return [{ command, directory: cleanPath(asText(hook['dir']) ?? '.') ?? '.', line }]
  })
}

/** Replaces the templates in a text; undefined if a value is only known in a release. */
type Fill = (text: string) => string | undefined

function templates(config: ValueMap): Fill {
  const env = Object.fromEntries(
    asList(config['env']).flatMap((one) => {
      const [, name, value] = /^(\w+)=([\s\S]*)$/.exec(asText(one) ?? '') ?? []
      return name === undefined || value === undefined || value.includes('{{') ? [] : [[name, value]]
    }),
  )
  const known: Readonly<Record<string, string | undefined>> = {
    ProjectName: asText(config['project_name']),
    Os: 'linux',
    ...Object.fromEntries(Object.entries(env).map(([name, value]) => [`Env.${name}`, value])),
  }
  return (text) => {
    let isKnown = true
    const filled = text.replaceAll(/\{\{((?:(?!\}\}).){0,400})\}\}/g, (_whole, given: string) => {
      const inner = given.trim()
      const value = /^\.[\w.]+$/.test(inner) ? known[inner.slice(1)] : undefined
      isKnown &&= value !== undefined
      return value ?? ''
    })
    return isKnown ? filled : undefined
  }
}

function imageOf(image: ValueMap, fill: Fill, line: number): GoreleaserImage {
  const flags = asList(image['build_flag_templates']).flatMap((one) => (asText(one) ?? '').trim())
  const values = (name: string) =>
    flags.flatMap((flag, at) => {
      if (flag.startsWith(`${name}=`) || flag.startsWith(`${name} `))
        return [flag.slice(name.length + 1).trim()]
      return flag === name ? (flags[at + 1] ?? []) : []
    })
  const pairs = values('--build-arg').map((one) => {
    const at = one.indexOf('=')
    return at < 0 ? ([one, undefined] as const) : ([one.slice(0, at), one.slice(at + 1)] as const)
  })
  return {
    ...commonOf(image, fill, line),
    ...targetOf(values('--target').at(-1), fill),
    ...argumentsOf(pairs, fill),
    tags: asList(image['image_templates']).flatMap((one) => asText(one) ?? []),
  }
}

/** An entry of `dockers_v2`. */
function imageOf2(image: ValueMap, fill: Fill, line: number): GoreleaserImage {
  const flags = asList(image['flags']).flatMap((one) => asText(one) ?? [])
  const target = flags.findLast((flag) => flag.startsWith('--target='))?.slice('--target='.length)
  const tags = asList(image['tags']).flatMap((one) => asText(one) ?? [])
  const pairs = Object.entries(asMap(image['build_args'])).map(
    ([name, value]) => [name, asText(value)] as const,
  )
  return {
    ...commonOf(image, fill, line),
    ...targetOf(target, fill),
    ...argumentsOf(pairs, fill),
    tags: asList(image['images']).flatMap((one) => {
      const name = asText(one)
      return name === undefined ? [] : tags.length === 0 ? [name] : tags.map((tag) => `${name}:${tag}`)
    }),
  }
}

function commonOf(
  image: ValueMap,
  fill: Fill,
  line: number,
): Pick<GoreleaserImage, 'dockerfile' | 'programs' | 'line'> {
  return {
    dockerfile: cleanPath(fill(asText(image['dockerfile']) ?? 'Dockerfile') ?? 'Dockerfile') ?? 'Dockerfile',
    programs: asList(image['ids']).flatMap((one) => asText(one) ?? []),
    line,
  }
}

function targetOf(target: string | undefined, fill: Fill): Pick<GoreleaserImage, 'target'> {
  const known = target === undefined ? undefined : fill(target)
  return known === undefined || known === '' ? {} : { target: known }
}

function argumentsOf(
  pairs: readonly (readonly [name: string, value: string | undefined])[],
  fill: Fill,
): Pick<GoreleaserImage, 'buildArgs' | 'unknownArgs'> {
  const filled = pairs.map(([name, value]) => [name, value === undefined ? undefined : fill(value)] as const)
  return {
    buildArgs: Object.fromEntries(filled.filter((one): one is [string, string] => one[1] !== undefined)),
    unknownArgs: filled.filter(([, value]) => value === undefined).map(([name]) => name),
  }
}
