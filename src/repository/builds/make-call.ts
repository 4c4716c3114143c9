import { joinPath } from '../../common/paths.ts'
import { type MakeCall, makefileNames } from '../make/makefile.ts'
import { repositoryPath } from './named-build.ts'

const withValue =
  /^(?:-[CfIjlo]|--(?:directory|file|makefile|include-dir|jobs|load-average|max-load|old-file))$/

/** Parses a call of make. undefined if the directory is only known at run time, or has no Makefile. */
export function makeCall(
  words: readonly string[],
  from: string | undefined,
  paths: readonly string[],
): (MakeCall & { readonly goals: readonly string[] }) | undefined {
  const { options, plain } = split(words)
  const valuesOf = (...names: readonly string[]) =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value)
  const directory = valuesOf('-C', '--directory').reduce<string | undefined>(
    (at, value) => (at === undefined ? undefined : repositoryPath(value, at)),
    from,
  )
  const file = valuesOf('-f', '--file', '--makefile')[0]
  const assignments = plain.flatMap((word) => {
    const [, name, value = ''] = /^(\w+)[:?+]?=([\s\S]*)$/.exec(word) ?? []
    return name === undefined ? [] : [[name, value] as const]
  })
  const goals = plain.filter((word) => !/^\w+[:?+]?=/.test(word))
  if (directory === undefined || goals.some((goal) => goal.includes('$'))) return undefined
  const own = directory
  const found =
    file === undefined
      ? makefileNames.map((name) => joinPath(own, name)).find((path) => paths.includes(path))
      : repositoryPath(file, own)
  return found === undefined
    ? undefined
    : { directory: own, file: found, overrides: Object.fromEntries(assignments), goals }
}

function split(words: readonly string[]): {
  readonly options: readonly (readonly [name: string, value: string])[]
  readonly plain: readonly string[]
} {
  const options: (readonly [string, string])[] = []
  const plain: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    const [, short, attached = ''] = /^(-[CfIjlo])(.+)$/.exec(word) ?? []
    const [, long, given = ''] = /^(--[\w-]+)=(.*)$/.exec(word) ?? []
    // the number of jobs is optional
    const takesNext = withValue.test(word) && !(/^(?:-j|--jobs)$/.test(word) && !/^\d+$/.test(next))
    if (!word.startsWith('-')) plain.push(word)
    else if (short !== undefined) options.push([short, attached])
    else options.push([long ?? word, takesNext ? next : given])
    if (takesNext) at += 1
  }
  return { options, plain }
}
