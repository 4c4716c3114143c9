import type { Obstacle } from '../../findings/obstacles.ts'

/** The version in the line `go` of a go.mod: the oldest Go that compiles it. */
export function goLine(goMod: string): string | undefined {
  return /^go[ \t]+(\d+(?:\.\d+)*)/m.exec(goMod)?.[1]
}

/** Images that have Go and are tagged with its version: Docker's own, its mirrors, and Chainguard's. */
const goImage = /(?:^|\/)(?:golang|go):(\d+\.\d+(?:\.\d+)?)(?![\w.])([^@]*)/

/**
 * Why a Dockerfile whose stages start from these images cannot compile the module: an official image has GOTOOLCHAIN=local,
 * so its own Go must be new enough. `toolchain` is what the Dockerfile sets instead, if it does.
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
    // before 1.21 a newer line alone did not stop the Go command, unless it could not read it
    if (have === undefined || (isBelow(have, '1.21') && wanted.split('.').length < 3)) continue
    if (!isBelow(have, wanted)) continue
    const newer = `golang:${wanted.split('.').slice(0, 2).join('.')}${rest}`
    return { kind: 'builder-too-old', image, has: have, needs: wanted, newer }
  }
  return undefined
}

/** Whether a version is surely below another one: a tag such as 1.24 stands for the newest 1.24.x. */
function isBelow(version: string, other: string): boolean {
  const wanted = other.split('.').map(Number)
  for (const [at, part] of version.split('.').map(Number).entries()) {
    const least = wanted[at] ?? 0
    if (part !== least) return part < least
  }
  return false
}
