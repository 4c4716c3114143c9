/** The configuration, with comments for a first-time reader. */

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
    '# What linkgate builds, starts and measures, and which budgets fail a pull request. Written by `linkgate init`.',
    '# Commented lines show defaults and suggestions. Uncomment a line to use it, together with the key that it',
    '# belongs to.',
  ].join('\n')
  const nodes: readonly YamlNode[] = [
    yamlKey('version', 1),
    blankLine,
    commentedKey('app', nameOf(found), 'name in the comment (default)'),
    blankLine,
    yamlSection('build', [...mainLines(found), ...imageLines(found), ...buildLines(found)]),
    blankLine,
    commentedKey('modes', ['static', 'dynamic'], 'default; a map sets flags or an image for each mode'),
    blankLine,
    yamlSection('startup', startLines(found.start)),
    blankLine,
    yamlProse(
      'The default budgets. An increase breaks a budget if it exceeds both the percentage and the amount.',
    ),
    yamlSection('budgets', budgetLines()),
    blankLine,
    commentedKey(
      'vulnerabilities',
      { new: 'warn' },
      'compares programs with the Go vulnerability database; default: off',
    ),
  ]
  return `${head}\n${yamlLines(nodes)}\n`
}

/** A valid name of the app. */
function nameOf({ main }: Detected): string {
  return main.ok && /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(main.value.name) ? main.value.name : 'api'
}

function mainLines({ main }: Detected): readonly YamlNode[] {
  if (!main.ok) return [commentedKey('main', './cmd/api', 'main package; default: the one that imports Gin')]
  return [
    yamlKey('main', main.value.path, `main package: ${main.value.because}`),
    ...main.value.others.map((path) => commentedKey('main', path)),
  ]
}

function imageLines({ main, image }: Detected): readonly YamlNode[] {
  if (image.kind === 'built-in') {
    return [
      commentedKey(
        'dockerfile',
        'Dockerfile',
        'default: the Dockerfile of the app; false: the built-in image',
      ),
      ...(main.ok ? [yamlProse(`linkgate uses the built-in image now: ${image.because}.`)] : []),
    ]
  }
  const { dockerfile, context, target, because, others, named } = image
  const write = named ? yamlKey : commentedKey
  const own = dockerfile.includes('/') ? dockerfile.slice(0, dockerfile.lastIndexOf('/')) : '.'
  const args = [
    ...Object.entries(image.buildArgs).map(([name, value]) =>
      variableLine(write, name, value, { by: image.by }),
    ),
    ...image.unknownArgs.map((name) => commentedKey(name, '', `set by ${image.by}`)),
    ...image.neededArgs.map((name) => commentedKey(name, '', 'required: there is no default')),
  ]
  return [
    write('dockerfile', dockerfile, because),
    ...(others.length === 0 ? [] : [yamlProse(`other possible values are ${others.join('; ')}`)]),
    ...(context === own ? [] : [write('context', context, 'build context')]),
    ...(target === undefined ? [] : [write('target', target, 'stage of the production image')]),
    ...(args.length === 0 ? [] : [yamlSection('build-args', args)]),
    ...(image.secrets.length === 0
      ? []
      : [
          yamlSection(
            'secrets',
            image.secrets.map((id) => commentedKey(id, { env: secretVariable(id) })),
            'by id, each from a variable (env) or a file',
          ),
        ]),
    ...(image.ssh ? [commentedKey('ssh', true, 'the Dockerfile mounts the SSH agent')] : []),
  ]
}

/** Suggested name of the variable for a secret. */
export function secretVariable(id: string): string {
  const name = id.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_|\d|_*$)/.test(name) ? `BUILD_${name}` : name
}

function buildLines({ prepare, image }: Detected): readonly YamlNode[] {
  const why =
    image.kind === 'dockerfile'
      ? 'creates files that are not in git; the Dockerfile seems to create them too'
      : undefined
  return [
    prepare === undefined
      ? commentedKey('prepare', 'go generate ./...', 'shell command, runs before each build')
      : (prepare.needed ? yamlKey : commentedKey)(
          'prepare',
          prepare.command,
          prepare.needed ? 'creates files that are not in git' : why,
        ),
    commentedKey('ldflags', defaultLdflags, 'default: no symbol table, no debug information'),
    commentedKey('tags', ['jsoniter'], 'build tags'),
  ]
}

function startLines(start: StartFound): readonly YamlNode[] {
  const { args, env, serviceEnv, unknownEnv, by = '', services, port, health } = start
  const variables = [
    ...Object.entries(env).map(([name, value]) => variableLine(yamlKey, name, value, { by })),
    ...Object.entries(serviceEnv).map(([name, value]) =>
      variableLine(commentedKey, name, value, { by, note: 'address of a service, see network' }),
    ),
    ...unknownEnv.map((name) => commentedKey(name, '', `${by} reads it from the environment`)),
  ]
  return [
    args === undefined
      ? commentedKey('args', ['serve'], 'replaces the arguments in CMD; ENTRYPOINT stays')
      : (args.sure ? yamlKey : commentedKey)('args', args.words, `as in ${args.by}`),
    variables.length === 0
      ? commentedKey('env', { GIN_MODE: 'release' }, 'in addition to PORT')
      : yamlSection('env', variables, `as in ${by}; in addition to PORT`),
    ...(services.length === 0
      ? []
      : [commentedKey('network', 'services', 'network of the service containers of the job')]),
    health === undefined
      ? commentedKey('ready', { http: '/healthz' }, 'default: any HTTP response')
      : commentedKey('ready', { http: health.path }, `as in ${health.by}; default: any HTTP response`),
    commentedKey(
      'port',
      port?.number ?? 9000,
      `${port === undefined ? '' : `as in ${port.by}; `}default: detected`,
    ),
    commentedKey(
      'files',
      { '/app/config.yaml': 'ci/config.yaml' },
      'files of the repository, by their path in the container',
    ),
    commentedKey('timeout', '30 s', 'default'),
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
