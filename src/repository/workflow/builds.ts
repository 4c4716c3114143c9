/** The images that the workflows of a repository build: by actions, by `docker build`, and by their scripts. */

import { asList, asMap, asText, type Value } from '../../common/yaml-values.ts'
import type { FollowedBuilds } from '../builds/walk.ts'
import type { RepositoryTexts } from '../texts.ts'
import { readSource, WorkflowReader } from './workflow-reader.ts'

export interface WorkflowBuilds extends FollowedBuilds {
  /** It runs for tags or releases. */
  readonly isRelease: boolean
  /** Only other workflows start it. */
  readonly isCalled: boolean
  /** Workflows of the repository that it calls. */
  readonly calls: ReadonlySet<string>
}

/**
 * The builds of one workflow, and of the repository's workflows that it calls. Builds that depend on anything else are
 * left out.
 */
export function workflowBuilds(file: string, texts: RepositoryTexts): WorkflowBuilds {
  const source = readSource(texts, file)
  const events = eventsOf(asMap(source.yaml.value)['on'])
  const reader = new WorkflowReader(texts)
  return {
    ...reader.jobs({ ...source, callers: [] }, {}),
    calls: reader.calls,
    isRelease: events.some(
      ([event, options]) => event === 'release' || (event === 'push' && asMap(options)['tags'] !== undefined),
    ),
    isCalled: events.length === 1 && events[0]?.[0] === 'workflow_call',
  }
}

function eventsOf(on: Value): readonly (readonly [event: string, options: Value])[] {
  if (typeof on === 'string') return [[on, undefined]]
  return [...asList(on).map((one) => [asText(one) ?? '', undefined] as const), ...Object.entries(asMap(on))]
}
