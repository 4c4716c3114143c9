/** The workflow that measures pull requests. */

import { usualPlaces } from '../../config/load.ts'
import { currentActions } from '../../repository/workflow/current-actions.ts'
import type { Detected } from '../detect/detected.ts'
import { secretVariable } from './config-text.ts'
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

export const workflowFile = '.github/workflows/linkgate.yml'

const expression = (inner: string) => `\${{ ${inner} }}`

export function workflowText(found: Detected): string {
  const nodes: readonly YamlNode[] = [
    yamlProse(
      'Builds the container image of base and head, statically and dynamically linked, shows the changes in one comment,',
      `and fails if a budget is broken (${found.configFile}). Written by \`linkgate init\`.`,
      'This workflow cannot comment on pull requests from forks: see forks-measure.yml in the example workflows of linkgate.',
    ),
    yamlKey('name', 'linkgate'),
    blankLine,
    yamlSection('on', [
      yamlKey('pull_request', null),
      ...(found.mergeQueue === undefined
        ? []
        : [yamlKey('merge_group', null, `for the merge queue, as in ${found.mergeQueue}`)]),
    ]),
    blankLine,
    yamlProse('linkgate reads the code and comments on the pull request. It needs no other permission.'),
    yamlSection('permissions', [yamlKey('contents', 'read'), yamlKey('pull-requests', 'write')]),
    blankLine,
    yamlProse('A new push cancels outdated runs.'),
    yamlSection('concurrency', [
      yamlKey('group', `linkgate-${expression('github.event.pull_request.number || github.ref')}`),
      yamlKey('cancel-in-progress', true),
    ]),
    blankLine,
    yamlSection('jobs', [
      yamlSection('image', [
        yamlKey('runs-on', 'ubuntu-latest'),
        yamlKey('timeout-minutes', 30),
        ...privateLines(found),
        ...serviceLines(found),
      ]),
    ]),
  ]
  return `${yamlLines(nodes)}\n    steps:\n${stepsText(found)}\n`
}

function privateLines({ privateModules }: Detected): readonly YamlNode[] {
  if (privateModules.length === 0) return []
  return [
    yamlSection('env', [
      commentedKey(
        'GOPRIVATE',
        privateModules.join(','),
        'fetched without a proxy; needs the step with git config',
      ),
    ]),
  ]
}

function serviceLines({ start, configFile }: Detected): readonly YamlNode[] {
  if (start.services.length === 0) return []
  return [
    yamlProse(`Uncomment if the app needs them, together with \`network\` and \`env\` in ${configFile}.`),
    yamlSection(
      'services',
      start.services.map(({ name, image, env }) =>
        yamlSection(name, [
          commentedKey('image', image),
          ...(Object.keys(env).length === 0
            ? []
            : [
                yamlSection(
                  'env',
                  Object.entries(env).map(([variable, value]) =>
                    variableLine(commentedKey, variable, value, { by: start.by ?? '' }),
                  ),
                ),
              ]),
        ]),
      ),
    ),
  ]
}

/** A step: its first key follows the dash, the others are below it. */
function step(nodes: readonly YamlNode[]): string {
  return yamlLines(nodes, 4).replace(/^ {8}/, '      - ')
}

function stepsText(found: Detected): string {
  const { go, image, configFile, version } = found
  const secrets = new Set(image.kind === 'dockerfile' ? image.secrets.map(secretVariable) : [])
  return [
    step([yamlKey('uses', currentActions.checkout)]),
    step([
      yamlKey('uses', currentActions.setupGo),
      yamlSection('with', [
        ...(go.kind === 'file'
          ? [yamlKey('go-version-file', go.file)]
          : [yamlKey('go-version', 'stable', `the newest: ${go.because}`)]),
        yamlKey('cache', false, 'linkgate has its own cache, for base and head'),
      ]),
    ]),
    ...credentialsStep(found),
    step([
      yamlKey('uses', `linkgate/linkgate@v${version}`),
      ...(usualPlaces.includes(configFile) ? [] : [yamlSection('with', [yamlKey('config', configFile)])]),
      ...(secrets.size === 0
        ? []
        : [
            yamlSection(
              'env',
              [...secrets].map((name) => commentedKey(name, expression(`secrets.${name}`))),
            ),
          ]),
    ]),
  ].join('\n\n')
}

/** Commented out, because without its secret, even public repositories could not be fetched. */
function credentialsStep({ privateModules }: Detected): readonly string[] {
  const host = privateModules[0]?.split('/')[0]
  if (host === undefined) return []
  const address = `"https://x-access-token:$TOKEN@${host}/"`
  const active = step([
    yamlKey('run', `git config --global url.${address}.insteadOf https://${host}/`),
    yamlSection('env', [yamlKey('TOKEN', expression('secrets.MODULES_TOKEN'))]),
  ])
  return [active.replaceAll(/^ {6}/gm, '      # ')]
}
