/** Findings as the annotations that GitHub shows on the run's page and, where a file is known, in the diff. */
import type { Finding } from '../model.ts'
import { labelOf } from '../report/lookup.ts'

/** In the order in which they are shown. */
export const annotationLevels = ['error', 'warning', 'notice'] as const
export type AnnotationLevel = (typeof annotationLevels)[number]

export interface Annotation {
  readonly level: AnnotationLevel
  readonly message: string
  readonly title: string
  /** Relative to the root of the repository. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
}

export interface Annotations {
  readonly shown: readonly Annotation[]
  /** One sentence about those that are not shown. */
  readonly rest?: string
}

/** GitHub keeps as many of each level from one step, and drops the others without a word. */
export const annotationsPerLevel = 10

/**
 * @param directory of the Go module within the repository, which the compiler's paths are relative to
 */
export function annotationsOf(findings: readonly Finding[], directory = '.'): Annotations {
  const all = findings.flatMap((finding) => annotationOf(finding, directory))
  const byLevel = annotationLevels.map((level) => all.filter((annotation) => annotation.level === level))
  const hidden = byLevel.flatMap((some, index) => {
    const more = some.length - annotationsPerLevel
    const level = annotationLevels[index]
    return more > 0 ? [`${more} more ${level}${more > 1 ? 's' : ''}`] : []
  })
  return {
    shown: byLevel.flatMap((some) => some.slice(0, annotationsPerLevel)),
    ...(hidden.length === 0 ? {} : { rest: `Not annotated: ${hidden.join(', ')}; the summary has all.` }),
  }
}

function annotationOf(finding: Finding, directory: string): readonly Annotation[] {
  const level = levelOf(finding)
  if (level === undefined) return []
  const place = compilerPlace(finding, directory)
  return [
    {
      level,
      title: titleOf(finding),
      message: [finding.message, place?.said, finding.mend].filter((part) => part !== undefined).join('\n'),
      ...(place === undefined ? {} : { file: place.file, line: place.line }),
    },
  ]
}

function levelOf({ verdict, kind }: Finding): AnnotationLevel | undefined {
  switch (verdict) {
    case 'fail':
    case 'unmeasured':
      return 'error'
    case 'warn':
      return 'warning'
    case 'inconclusive':
      return 'notice'
    case 'pass':
      // What passed is not news; that there was nothing to compare with is.
      return kind === 'no-baseline' || kind === 'notice' ? 'notice' : undefined
  }
}

function titleOf({ kind, mode, metric, revision }: Finding): string {
  const what = metric === undefined ? kind.replaceAll('-', ' ') : labelOf(metric)
  return ['linkgate', revision, mode, what].filter((part) => part !== undefined).join(' · ')
}

/** Where the compiler's first complaint points. Only head's files are in the diff that GitHub shows. */
function compilerPlace(
  { kind, revision, log = [] }: Finding,
  directory: string,
): { readonly file: string; readonly line: number; readonly said: string } | undefined {
  if (kind !== 'build-failed' || revision === 'base') return undefined
  for (const output of log) {
    const [, path, line, said] = /^(?:\.\/)?([\w@+.-][\w@+./-]*\.go):(\d+)(?::\d+)?: (.+)$/.exec(output) ?? []
    if (path === undefined || line === undefined || said === undefined || path.includes('..')) continue
    const file = directory === '.' || directory === '' ? path : `${directory.replace(/\/+$/, '')}/${path}`
    return { file, line: Number(line), said }
  }
  return undefined
}
