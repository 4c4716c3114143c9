/** The Go version that a module requires, and comparison of versions. */

/** The requirement of a go.mod or go.work. */
export interface GoRequirement {
  /** The file with the requirement, or another source of it. */
  readonly file: string
  /** Version in the `go` line, below which Go does not build it. */
  readonly go?: string
  /** Version in the `toolchain` line, which replaces an older Go if downloads are allowed. */
  readonly toolchain?: string
}

/** Major, minor, patch, pre-release. A release sorts after all of its pre-releases. */
type GoVersion = readonly [number, number, number, number]

const released = Number.POSITIVE_INFINITY

/** Parses `go1.24.4`, `1.24`, `1.25rc1`, `go1.25-X:aliastypeparams`; undefined without a version, as for `devel +abc`. */
export function parseGoVersion(text: string): GoVersion | undefined {
  const match = /(?:^|\s|go)(\d+)\.(\d+)(?:\.(\d+))?(?:(beta|rc)(\d+))?(?:$|[\s-])/.exec(text)
  if (match === null) return undefined
  const [, major, minor, patch = '0', stage, number = '0'] = match
  const pre = stage === undefined ? released : Number(number) + (stage === 'rc' ? 1000 : 0)
  return [Number(major), Number(minor), Number(patch), pre]
}

/** Negative if `one` is older. 0 if one of them has no version. */
export function compareGo(one: string, other: string): number {
  const [a, b] = [parseGoVersion(one), parseGoVersion(other)]
  if (a === undefined || b === undefined) return 0
  for (const [index, part] of a.entries()) {
    const against = b[index] ?? 0
    if (part !== against) return part < against ? -1 : 1
  }
  return 0
}

export function readGoLines(source: string, file: string): GoRequirement {
  const of = (word: string) =>
    new RegExp(`^[ \\t]*${word}[ \\t]+(?:go)?(\\d\\S*)[ \\t]*(?://.*)?\\r?$`, 'm').exec(source)?.[1]
  const [go, toolchain] = [of('go'), of('toolchain')]
  return { file, ...(go === undefined ? {} : { go }), ...(toolchain === undefined ? {} : { toolchain }) }
}

/** The newest required version, and its source. */
export function newestRequired(
  required: readonly GoRequirement[],
  of: 'go' | 'toolchain',
): { readonly file: string; readonly version: string } | undefined {
  return required
    .flatMap((one) => {
      const version = one[of]
      return version === undefined ? [] : [{ file: one.file, version }]
    })
    .reduce<{ file: string; version: string } | undefined>(
      (newest, one) => (newest === undefined || compareGo(newest.version, one.version) < 0 ? one : newest),
      undefined,
    )
}
