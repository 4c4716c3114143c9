/** The configuration, with a comment for whoever reads one for the first time. */

import { defaultLdflags } from '../../config/built-in-modes.ts'
import { defaultConfig } from '../../config/config.ts'
import type { Detected, StartFound } from '../detect/detected.ts'
import {
  blankLine,
  commentedKey,
  variableLine,
  type YamlNode,
  yamlKey,
  yamlLines,
  yamlProse,
  yamlSection,
} from './yaml-lines.ts'

const schema = 'https://raw.githubusercontent.com/linkgate/linkgate/main/schemas/config.v1.schema.json'

export function configText(found: Detected): string {
  const head = [
    `# yaml-language-server: $schema=${schema}`,
    '#',
    '# What linkgate builds, starts and measures of this repository, and what fails a pull request. Written by',
    '# `linkgate init`. What stands behind a # is a default or a suggestion: take the # away to set it, and also the',
    '# one of the key that it belongs to.',
  ].join('\n')
  const nodes: readonly YamlNode[] = [
    yamlKey('version', 1),
    blankLine,
    commentedKey('app', nameOf(found), 'name in the comment; this is the default'),
    blankLine,
    yamlSection('build', [...mainLines(found), ...imageLines(found), ...buildLines(found)]),
    blankLine,
    commentedKey(
      'modes',
      ['static', 'dynamic'],
      'the default; as a map each with flags or an image of its own',
    ),
    blankLine,
    yamlSection('startup', startLines(found.start)),
    blankLine,
    yamlProse(
      'The default budgets. An increase counts when the percentage and the amount are both exceeded.',
    ),
    yamlSection('budgets', budgetLines()),
  ]
  return `${head}\n${yamlLines(nodes)}\n`
}

/** As an app may be called. */
function nameOf({ main }: Detected): string {
  return main.ok && /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(main.value.name) ? main.value.name : 'api'
}

function mainLines({ main }: Detected): readonly YamlNode[] {
  if (!main.ok)
    return [commentedKey('main', './cmd/api', 'the main package, which is discovered without this key')]
  return [
    yamlKey('main', main.value.path, `the main package: ${main.value.because}`),
    ...main.value.others.map((path) => commentedKey('main', path)),
  ]
}

function imageLines({ main, image }: Detected): readonly YamlNode[] {
  if (image.kind === 'built-in') {
    return [
      commentedKey('dockerfile', 'Dockerfile', "default: the app's own; false: an image of linkgate's own"),
      ...(main.ok ? [yamlProse(`Now that is linkgate's own: ${image.because}.`)] : []),
    ]
  }
  const { dockerfile, context, target, because, others, named } = image
  const write = named ? yamlKey : commentedKey
  const own = dockerfile.includes('/') ? dockerfile.slice(0, dockerfile.lastIndexOf('/')) : '.'
  const args = [
    ...Object.entries(image.buildArgs).map(([name, value]) =>
      variableLine(write, name, value, { by: image.by }),
    ),
    ...image.unknownArgs.map((name) => commentedKey(name, '', `known to ${image.by} alone`)),
    ...image.neededArgs.map((name) => commentedKey(name, '', 'needed: it has no default')),
  ]
  return [
    write('dockerfile', dockerfile, because),
    ...(others.length === 0 ? [] : [yamlProse(`or else ${others.join('; ')}`)]),
    ...(context === own ? [] : [write('context', context, 'the directory that it is built in')]),
    ...(target === undefined ? [] : [write('target', target, 'the stage that is shipped')]),
    ...(args.length === 0 ? [] : [yamlSection('build-args', args)]),
    ...(image.secrets.length === 0
      ? []
      : [
          yamlSection(
            'secrets',
            image.secrets.map((id) => commentedKey(id, { env: secretVariable(id) })),
            'by id: each from a variable (env) or a file',
          ),
        ]),
    ...(image.ssh ? [commentedKey('ssh', true, 'it mounts the SSH agent')] : []),
  ]
}

/** Name of the variable that a secret is suggested to be read from. */
export function secretVariable(id: string): string {
  const name = id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_|\d|_*$)/.test(name) ? `BUILD_${name}` : name
}

function buildLines({ prepare, image }: Detected): readonly YamlNode[] {
  const why =
    image.kind === 'dockerfile' ? 'makes what git does not have; the Dockerfile seems to do it' : undefined
  return [
    prepare === undefined
      ? commentedKey('prepare', 'go generate ./...', 'for the shell, in each revision before it is built')
      : (prepare.needed ? yamlKey : commentedKey)(
          'prepare',
          prepare.command,
          prepare.needed ? 'makes what git does not have' : why,
        ),
    commentedKey('ldflags', defaultLdflags, 'the default: without symbol table and debug information'),
    commentedKey('tags', ['jsoniter'], 'build tags'),
  ]
}

function startLines(start: StartFound): readonly YamlNode[] {
  const { args, env, serviceEnv, unknownEnv, by = '', services, port, health } = start
  const variables = [
    ...Object.entries(env).map(([name, value]) => variableLine(yamlKey, name, value, { by })),
    ...Object.entries(serviceEnv).map(([name, value]) =>
      variableLine(commentedKey, name, value, { by, note: 'points at a service, see network' }),
    ),
    ...unknownEnv.map((name) => commentedKey(name, '', `${by} takes it from outside`)),
  ]
  return [
    args === undefined
      ? commentedKey('args', ['serve'], 'in place of CMD; ENTRYPOINT stays, with its arguments')
      : (args.sure ? yamlKey : commentedKey)('args', args.words, `as in ${args.by}`),
    variables.length === 0
      ? commentedKey('env', { GIN_MODE: 'release' }, 'besides PORT')
      : yamlSection('env', variables, `as in ${by}; besides PORT`),
    ...(services.length === 0
      ? []
      : [commentedKey('network', 'services', 'that of the service containers of the job in the workflow')]),
    health === undefined
      ? commentedKey('ready', { http: '/healthz' }, 'default: any HTTP response')
      : commentedKey('ready', { http: health.path }, `as in ${health.by}; default: any HTTP response`),
    commentedKey(
      'port',
      port?.number ?? 9000,
      `${port === undefined ? '' : `as in ${port.by}; `}default: found out`,
    ),
    commentedKey(
      'files',
      { '/app/config.yaml': 'ci/config.yaml' },
      'files of the repository, by their path in the image',
    ),
    commentedKey('timeout', '30 s', 'the default'),
  ]
}

function budgetLines(): readonly YamlNode[] {
  return defaultConfig().budgets.map(({ metric, text, level }) =>
    commentedKey(metric, {
      increase: text.replace(/^increase /, ''),
      ...(level === 'fail' ? {} : { level }),
    }),
  )
}
