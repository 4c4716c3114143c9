/** The workflow that measures pull requests. */
import { usualPlaces } from '../../config/load.ts'
import type { Found } from '../detect/detected.ts'
import { secretVariable } from './config-text.ts'
import { type Node, off, on, type Prose, section, yamlLines } from './yaml-lines.ts'

export const workflowFile = '.github/workflows/linkgate.yml'

const expression = (inner: string) => `\${{ ${inner} }}`
const blank: Prose = { prose: [] }

export function workflowText(found: Found): string {
  const nodes: readonly Node[] = [
    {
      prose: [
        'Builds the container image before and after each pull request, statically and dynamically linked, tells in one',
        `comment what changed, and fails when a budget of ${found.configFile} is broken. Written by \`linkgate init\`.`,
        'Pull requests from forks get no comment like this: see forks-measure.yml in the example workflows of linkgate.',
      ],
    },
    on('name', 'linkgate'),
    blank,
    section('on', [
      on('pull_request', null),
      ...(found.mergeQueue === undefined
        ? []
        : [on('merge_group', null, `there is a merge queue: ${found.mergeQueue} runs in it`)]),
    ]),
    blank,
    { prose: ['Reading the code and commenting on the pull request is all that it needs.'] },
    section('permissions', [on('contents', 'read'), on('pull-requests', 'write')]),
    blank,
    { prose: ['A newer push makes the run of an older one pointless.'] },
    section('concurrency', [
      on('group', `linkgate-${expression('github.event.pull_request.number || github.ref')}`),
      on('cancel-in-progress', true),
    ]),
    blank,
    section('jobs', [
      section('image', [
        on('runs-on', 'ubuntu-latest'),
        on('timeout-minutes', 30),
        ...privateLines(found),
        ...serviceLines(found),
      ]),
    ]),
  ]
  return `${yamlLines(nodes)}\n    steps:\n${stepsText(found)}\n`
}

function privateLines({ privateModules }: Found): readonly Node[] {
  if (privateModules.length === 0) return []
  return [
    section('env', [
      off(
        'GOPRIVATE',
        privateModules.join(','),
        'fetched without a proxy; see also the step with git config',
      ),
    ]),
  ]
}

function serviceLines({ start, configFile }: Found): readonly Node[] {
  if (start.services.length === 0) return []
  return [
    { prose: [`If the app does not start without: see also \`network\` and \`env\` in ${configFile}.`] },
    section(
      'services',
      start.services.map(({ name, image, env }) =>
        section(name, [
          off('image', image),
          ...(Object.keys(env).length === 0
            ? []
            : [
                section(
                  'env',
                  Object.entries(env).map(([variable, value]) => off(variable, value)),
                ),
              ]),
        ]),
      ),
    ),
  ]
}

/** A step: its first key stands behind the dash, the others below it. */
function step(nodes: readonly Node[]): string {
  return yamlLines(nodes, 4).replace(/^ {8}/, '      - ')
}

function stepsText(found: Found): string {
  const { go, image, configFile, version } = found
  const secrets = new Set('dockerfile' in image ? image.secrets.map(secretVariable) : [])
  return [
    step([on('uses', 'actions/checkout@v5')]),
    step([
      on('uses', 'actions/setup-go@v6'),
      section('with', [
        ...('file' in go
          ? [on('go-version-file', go.file)]
          : [on('go-version', 'stable', `the newest, as ${go.newest}`)]),
        on('cache', false, 'linkgate keeps modules and the build cache of both revisions itself'),
      ]),
    ]),
    ...credentialsStep(found),
    step([
      on('uses', `linkgate/linkgate@v${version}`),
      ...(usualPlaces.includes(configFile) ? [] : [section('with', [on('config', configFile)])]),
      ...(secrets.size === 0
        ? []
        : [
            section(
              'env',
              [...secrets].map((name) => off(name, expression(`secrets.${name}`))),
            ),
          ]),
    ]),
  ].join('\n\n')
}

/** As a comment: without its secret, it would also keep git from what is public. */
function credentialsStep({ privateModules }: Found): readonly string[] {
  const host = privateModules[0]?.split('/')[0]
  if (host === undefined) return []
  const address = `"https://x-access-token:$TOKEN@${host}/"`
  const active = step([
    on('run', `git config --global url.${address}.insteadOf https://${host}/`),
    section('env', [on('TOKEN', expression('secrets.MODULES_TOKEN'))]),
  ])
  return [active.replaceAll(/^ {6}/gm, '      # ')]
}
