import type { LoadCheck } from '../../inspect/loader/load-check.ts'
import type { LoadProblem } from '../../inspect/loader/load-problems.ts'
import type { RuntimeFact } from '../../inspect/loader/runtime-check.ts'
import type { Finding } from '../../model/finding.ts'
import type { Linkage } from '../../model/image.ts'
import type { Revision } from '../../model/variant.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Verdict } from '../../model/verdict.ts'

/** What is known of how one variant is linked and of the image it is in. */
export interface LinkFacts {
  readonly revision: Revision
  /** Name of the mode. */
  readonly mode: string
  readonly linkage: Linkage
  readonly load: LoadCheck
  readonly runtime: readonly RuntimeFact[]
}

/**
 * What follows at run time from how the binaries are linked, and from what their images hold: first what keeps them
 * from starting, then what changed against base, then what fails later. Whether a mode is what it claims to be is not
 * judged here.
 */
export function linkFindings(facts: VariantSet<LinkFacts>): readonly Finding[] {
  const all = facts.map((one, key) => {
    const base = facts.get({ ...key, revision: 'base' })
    return [
      ...loadFindings(one),
      ...(one.revision === 'head' && base !== undefined ? changeFindings(base, one) : []),
      ...runtimeFindings(one, base),
    ]
  })
  return mergeModes([...all].flat())
}

function loadFindings({ revision, mode, load }: LinkFacts): readonly Finding[] {
  return load.problems.map(({ kind, fatal, message, shown, fix }): Finding => {
    const then = fatal ? `: it does not start there (\`${plain(shown)}\`)` : ''
    return {
      verdict: verdictOf(revision, fatal ? 'fail' : 'warn'),
      kind,
      revision,
      mode,
      message: `${subject(revision, mode)}: ${message}${then}`,
      fix,
    }
  })
}

function changeFindings(base: LinkFacts, head: LinkFacts): readonly Finding[] {
  const about = { verdict: 'warn', revision: 'head', mode: head.mode } as const
  const from = base.linkage
  const to = head.linkage
  if (to.libc !== undefined && from.libc !== to.libc) {
    return [
      {
        ...about,
        kind: 'libc-changed',
        message: `${subject('head', head.mode)} is linked against ${libcName(to.libc)}${needs(to)}; base ${from.libc === undefined ? 'needed no C library' : `was linked against ${libcName(from.libc)}`}. An image that has no \`${to.interpreter ?? libcName(to.libc)}\` ends it with \`no such file or directory\` before its first line`,
        fix:
          from.libc === undefined
            ? 'look for what brought in cgo or `-buildmode=pie`, or ship the C library with it'
            : `build it where base was built, or change the base image to one with ${libcName(to.libc)} in every place that runs it`,
      },
    ]
  }
  if (to.libc === undefined && from.libc !== undefined) {
    return [
      {
        ...about,
        verdict: 'pass',
        kind: 'libc-changed',
        message: `${subject('head', head.mode)} needs no C library any more; base was linked against ${libcName(from.libc)}`,
      },
    ]
  }
  const found: Finding[] = []
  const added = to.needed.filter((name) => !from.needed.includes(name))
  if (added.length > 0) {
    const missing = head.load.problems.some(({ file }) => file !== undefined && added.includes(file))
    found.push({
      ...about,
      kind: 'new-library',
      message: `${subject('head', head.mode)} needs ${list(added)}, which base did not need. ${missing ? 'Its image lacks it' : 'Its image has it'}; wherever it is missing the binary ends with \`error while loading shared libraries\` before its first line`,
      fix: 'make sure that every image and host that runs it has the library, or link statically',
    })
  }
  if (to.glibc !== undefined && from.glibc !== undefined && isNewer(to.glibc, from.glibc)) {
    const lost = releases.filter(
      ({ glibc }) => !isNewer(from.glibc ?? '', glibc) && isNewer(to.glibc ?? '', glibc),
    )
    found.push({
      ...about,
      kind: 'glibc-raised',
      message: `${subject('head', head.mode)} needs GLIBC_${to.glibc}, base needed GLIBC_${from.glibc}: on anything older it ends with \`version 'GLIBC_${to.glibc}' not found\`${lost.length > 0 ? `, now also on ${lost.map(({ name }) => name).join(', ')}` : ''}`,
      fix: 'build on a system that is no newer than the oldest one it runs on, or link statically',
    })
  }
  return found
}

/** What base has in the same way is no news, base's own gaps are nobody's change, and what is only information is for who asks. */
function runtimeFindings(
  { revision, mode, runtime }: LinkFacts,
  base: LinkFacts | undefined,
): readonly Finding[] {
  return runtime.flatMap((fact): readonly Finding[] => {
    const { kind, level, message, fix, shown } = fact
    if (level === 'info' || (revision === 'base' && level !== 'fatal')) return []
    const asBefore = base?.runtime.some((one) => one.kind === kind) === true
    const verdict = level === 'fatal' ? 'fail' : asBefore ? 'pass' : 'warn'
    const then = level === 'fatal' && shown !== undefined ? ` (\`${plain(shown)}\`)` : ''
    return [
      {
        verdict: verdictOf(revision, verdict),
        kind,
        revision,
        mode,
        message: `${subject(revision, mode)}: ${message}${then}`,
        fix,
      },
    ]
  })
}

/** The same sentence about several modes is said once, of all of them. */
function mergeModes(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ kind, revision, mode, message, fix }: Finding) =>
    JSON.stringify([kind, revision, message.replace(`mode \`${mode}\``, ''), fix])
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) groups.set(keyOf(finding), [...(groups.get(keyOf(finding)) ?? []), finding])
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (first === undefined || rest.length === 0) return first === undefined ? [] : [first]
    const modes = [first, ...rest].map(({ mode = '' }) => `\`${mode}\``)
    const { mode: own, ...finding } = first
    return [{ ...finding, message: finding.message.replace(`mode \`${own}\``, `modes ${modes.join(', ')}`) }]
  })
}

/** Releases by their glibc, as people know the systems that run containers. */
const releases: readonly { readonly name: string; readonly glibc: string }[] = [
  { name: 'Amazon Linux 2', glibc: '2.26' },
  { name: 'RHEL 8', glibc: '2.28' },
  { name: 'Debian 11', glibc: '2.31' },
  { name: 'RHEL 9', glibc: '2.34' },
  { name: 'Ubuntu 22.04', glibc: '2.35' },
  { name: 'Debian 12', glibc: '2.36' },
  { name: 'Ubuntu 24.04', glibc: '2.39' },
  { name: 'Debian 13', glibc: '2.41' },
]

function isNewer(one: string, other: string): boolean {
  const [a = [], b = []] = [one, other].map((version) => version.split('.').map(Number))
  const index = a.findIndex((part, at) => part !== (b[at] ?? 0))
  return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0)
}

/** Base is not what is judged: what is wrong with it is told, and breaks nothing. */
function verdictOf(revision: Revision, verdict: Verdict): Verdict {
  return revision === 'head' ? verdict : 'pass'
}

function subject(revision: Revision, mode: string): string {
  return `${revision === 'head' ? 'Head' : 'Base'}, mode \`${mode}\``
}

function libcName(libc: NonNullable<Linkage['libc']>): string {
  return libc === 'other' ? 'another C library' : libc
}

function needs({ needed, glibc }: Linkage): string {
  const parts = [...needed.map((name) => `\`${name}\``), ...(glibc === undefined ? [] : [`GLIBC_${glibc}`])]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

/** Loaders quote with backticks, which would end the code they stand in. */
function plain(shown: LoadProblem['shown']): string {
  return shown.replaceAll('`', "'")
}
