/** Which Go a module asks for, and whether a toolchain is that. */

/** Of a go.mod or go.work. */
export interface GoAsked {
  /** The file, or what else asks. */
  readonly file: string
  /** Version of the `go` line: no older Go builds it. */
  readonly go?: string
  /** Version of the `toolchain` line: what is fetched in place of an older one, where fetching is allowed. */
  readonly toolchain?: string
}

/** Major, minor, patch, pre-release; a release comes after all of its pre-releases. */
type GoVersion = readonly [number, number, number, number]

const released = Number.POSITIVE_INFINITY

/** `go1.24.4`, `1.24`, `1.25rc1`, `go1.25-X:aliastypeparams`; undefined for what says no version, such as `devel +abc`. */
export function parseGoVersion(text: string): GoVersion | undefined {
  const match = /(?:^|\s|go)(\d+)\.(\d+)(?:\.(\d+))?(?:(beta|rc)(\d+))?(?:$|[\s-])/.exec(text)
  if (match === null) return undefined
  const [, major, minor, patch = '0', stage, number = '0'] = match
  const pre = stage === undefined ? released : Number(number) + (stage === 'rc' ? 1000 : 0)
  return [Number(major), Number(minor), Number(patch), pre]
}

/** Negative when `one` is older. What says no version is never older or newer. */
export function compareGo(one: string, other: string): number {
  const [a, b] = [parseGoVersion(one), parseGoVersion(other)]
  if (a === undefined || b === undefined) return 0
  for (const [index, part] of a.entries()) {
    const against = b[index] ?? 0
    if (part !== against) return part < against ? -1 : 1
  }
  return 0
}

export function readGoLines(source: string, file: string): GoAsked {
  const of = (word: string) =>
    new RegExp(`^[ \\t]*${word}[ \\t]+(?:go)?(\\d\\S*)[ \\t]*(?://.*)?\\r?$`, 'm').exec(source)?.[1]
  const [go, toolchain] = [of('go'), of('toolchain')]
  return { file, ...(go === undefined ? {} : { go }), ...(toolchain === undefined ? {} : { toolchain }) }
}

/** The newest of what is asked for, and who asks. */
export function newestAsked(
  asked: readonly GoAsked[],
  of: 'go' | 'toolchain',
): { readonly file: string; readonly version: string } | undefined {
  return asked
    .flatMap((one) => {
      const version = one[of]
      return version === undefined ? [] : [{ file: one.file, version }]
    })
    .reduce<{ file: string; version: string } | undefined>(
      (newest, one) => (newest === undefined || compareGo(newest.version, one.version) < 0 ? one : newest),
      undefined,
    )
}
