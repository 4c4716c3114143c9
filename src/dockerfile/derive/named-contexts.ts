/** Named build contexts, as of `docker build --build-context`: replaced in the text by what they are. */

import { textOf, type Word } from '../../shell/words.ts'
import { applyEdits, type Edit } from '../read/edits.ts'
import { type Dockerfile, type Flag, mountOptions, parseDockerfile, type Stage } from '../read/parse.ts'

export type NamedContext =
  | { readonly kind: 'image'; readonly image: string }
  /** A directory of the build context, relative to its root. */
  | { readonly kind: 'directory'; readonly path: string }
  /** Anything else, as written: another target, an address, a directory elsewhere. */
  | { readonly kind: 'other'; readonly written: string }

export type NamedContexts = ReadonlyMap<string, NamedContext>

/** The text without the named contexts that are images or directories. Each line keeps its number. */
export function withoutNamedContexts(text: string, contexts: NamedContexts): string {
  const parsed = contexts.size === 0 ? undefined : parseDockerfile(text)
  if (parsed?.ok !== true) return text
  return applyEdits(
    text,
    parsed.value.stages.flatMap((stage) => [
      ...baseEdits(stage, contexts),
      ...stage.instructions.flatMap(({ keyword, flags, words, exec }) => {
        if (keyword === 'RUN') return flags.flatMap((flag) => mountEdits(flag, contexts))
        return keyword === 'COPY' ? copyEdits(flags, exec ?? words, contexts) : []
      }),
    ]),
  )
}

function baseEdits({ base }: Stage, contexts: NamedContexts): readonly Edit[] {
  const context = contexts.get(textOf(base))
  return context?.kind === 'image' ? [{ ...base.range, text: context.image }] : []
}

function copyEdits(flags: readonly Flag[], words: readonly Word[], contexts: NamedContexts): readonly Edit[] {
  const flag = flags.find(({ name }) => name === 'from')
  const context = contexts.get(flag?.value ?? '')
  const range = flag?.valueRange
  if (range === undefined || context === undefined || context.kind === 'other') return []
  if (context.kind === 'image') return [{ ...range, text: context.image }]
  const sources = words.slice(0, -1).flatMap((word): readonly Edit[] => {
    const start = word.source.at[0]
    if (start === undefined) return []
    return [{ start, end: start + (textOf(word).startsWith('/') ? 1 : 0), text: `${context.path}/` }]
  })
  return [{ start: range.start - '--from='.length, end: range.end, text: '' }, ...sources]
}

function mountEdits(flag: Flag, contexts: NamedContexts): readonly Edit[] {
  const options = flag.name === 'mount' ? mountOptions(flag) : new Map<string, string>()
  const context = contexts.get(options.get('from') ?? '')
  if (flag.valueRange === undefined || context === undefined || context.kind === 'other') return []
  const changed = new Map(options)
  if (context.kind === 'image') changed.set('from', context.image)
  else {
    const source = (options.get('source') ?? options.get('src') ?? '').replace(/^\//, '')
    for (const name of ['from', 'src']) changed.delete(name)
    changed.set('source', source === '' ? context.path : `${context.path}/${source}`)
  }
  const text = [...changed].map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join(',')
  return [{ ...flag.valueRange, text }]
}

/** The first use of one of these contexts in some stages. */
export function namedContextUse(
  stages: Dockerfile['stages'],
  contexts: NamedContexts,
): { readonly name: string; readonly line: number } | undefined {
  for (const { base, from, instructions } of stages) {
    if (contexts.has(textOf(base))) return { name: textOf(base), line: from.line }
    for (const { flags, line } of instructions) {
      const names = flags.map((flag) =>
        flag.name === 'mount'
          ? mountOptions(flag).get('from')
          : flag.name === 'from'
            ? flag.value
            : undefined,
      )
      const name = names.find((one) => one !== undefined && contexts.has(one))
      if (name !== undefined) return { name, line }
    }
  }
  return undefined
}
