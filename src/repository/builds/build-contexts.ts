/** Named build contexts, as files of a repository write them. */

import { relativeTo } from '../../common/paths.ts'
import type { NamedContext, NamedContexts } from '../../dockerfile/derive/named-contexts.ts'
import { type NamedBuild, repositoryPath } from './named-build.ts'

/** @param given names and values; a value with a `$` is unknown */
export function givenContexts(
  given: readonly (readonly [name: string, written: string])[],
  directory: string,
): NonNullable<NamedBuild['contexts']> {
  return Object.fromEntries(given.map(([name, written]) => [name, contextOf(written, directory)]))
}

function contextOf(written: string, directory: string): NamedContext {
  const image = /^docker-image:\/\/([^$\s]+)$/.exec(written)?.[1]
  if (image !== undefined) return { kind: 'image', image }
  const path = repositoryPath(written, directory)
  return path === undefined ? { kind: 'other', written } : { kind: 'directory', path }
}

/** Parses `NAME=value`. */
export function contextPairs(
  given: readonly string[],
): readonly (readonly [name: string, written: string])[] {
  return given.flatMap((one) => {
    const [, name, written] = /^([^=]+)=([\s\S]*)$/.exec(one.trim()) ?? []
    return name === undefined || written === undefined ? [] : [[name, written] as const]
  })
}

/** As `NAME=value` has it. */
export function writtenContext(context: NamedContext): string {
  if (context.kind === 'image') return `docker-image://${context.image}`
  return context.kind === 'directory' ? context.path : context.written
}

/** The named contexts of a build, whose directories are relative to its main context: others cannot be copied from it. */
export function contextsOf({
  contexts = {},
  context,
}: Pick<NamedBuild, 'contexts' | 'context'>): NamedContexts {
  return new Map(
    Object.entries(contexts).map(([name, one]): [string, NamedContext] => {
      if (one.kind !== 'directory') return [name, one]
      const path = relativeTo(context, one.path)
      const isPlain = path !== undefined && /^[\w./-]+$/.test(path)
      return [name, isPlain ? { kind: 'directory', path } : { kind: 'other', written: one.path }]
    }),
  )
}

/** Those that linkgate does not support. */
export function unsupportedContexts(build: Pick<NamedBuild, 'contexts' | 'context'>): NamedContexts {
  return new Map([...contextsOf(build)].filter(([, { kind }]) => kind === 'other'))
}
