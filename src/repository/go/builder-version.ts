import type { Obstacle } from '../../findings/obstacles.ts'

/** The version in the `go` line of a go.mod, which is the oldest Go that compiles the module. */
export function goLine(goMod: string): string | undefined {
  return /^go[ \t]+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1]
}

/** Images with a tag that is a Go version: Docker's, their mirrors, and Chainguard's. */
const goImage = /(?:^|\/)(?:golang|go):(\d+\.\d+(?:\.\d+)?)(?![\w.])([^@]*)/

/**
 * Why a Dockerfile with these builder images cannot compile the module. Official images set GOTOOLCHAIN=local, so their
 * own Go must be new enough. `toolchain`: the value that the Dockerfile sets instead, if any.
 */
export function builderObstacle(
  images: readonly string[],
  goMod: string,
  toolchain = 'local',
): Obstacle | undefined {
  const wanted = goLine(goMod)
  if (wanted === undefined || !/^local$/.test(toolchain)) return undefined
  for (const image of images) {
    const [, have, rest = ''] = goImage.exec(image) ?? []
    // before 1.21, the Go command accepted a newer `go` line if it could parse it
    if (have === undefined || (isBelow(have, '1.21') && wanted.split('.').length < 3)) continue
    if (!isBelow(have, wanted)) continue
    const newer = `golang:${wanted.split('.').slice(0, 2).join('.')}${rest}`
    return { kind: 'builder-too-old', image, has: have, needs: wanted, newer }
  }
  return undefined
}

/** Whether a version is certainly older than another one. A tag such as 1.24 stands for the newest 1.24.x. */
function isBelow(version: string, other: string): boolean {
  const wanted = other.split('.').map(Number)
  for (const [at, part] of version.split('.').map(Number).entries()) {
    const least = wanted[at] ?? 0
    if (part !== least) return part < least
  }
  return false
}
