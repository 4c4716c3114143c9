/** Dockerfiles that cannot be built for another platform than that of the machine. The built-in image is measured instead. */
import { foreignObstacle } from '../../dockerfile/facts/foreign.ts'
import type { World } from '../../effects/world.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { imagePlatform } from '../../model/platform.ts'
import { followsDockerfile } from '../../plan/mode-images.ts'
import type { Plan } from '../../plan/plan.ts'
import { dockerfileText } from '../../repository/dockerfiles/image-build.ts'

/** A finding about the first such Dockerfile; undefined if all may be buildable. */
export async function foreignFinding(
  { files, host }: Pick<World, 'files' | 'host'>,
  { images, settings, source, target: { platform }, variants }: Plan,
): Promise<Finding | undefined> {
  const [first] = variants
  if (first?.foreign === undefined) return undefined
  const by = first.foreign.runBy?.kind
  const isRun = by === 'kernel' || by === 'processor'
  const shipped = settings.config.modes.some(followsDockerfile) ? images.shipped : undefined
  const builds = [...(shipped === undefined ? [] : [shipped]), ...images.configured].map(({ build }) => build)
  for (const build of builds) {
    const { target, buildArgs, dockerfile } = build
    const text = await dockerfileText(files, source.checkouts.head, build)
    const named = target === undefined ? {} : { target }
    const options = { ...named, buildArgs, platform, buildPlatform: imagePlatform(host) }
    const obstacle = text === undefined ? undefined : foreignObstacle(text, options, isRun)
    if (obstacle !== undefined)
      return finding('dockerfile/other-platform', { dockerfile, platform, ...obstacle }, { verdict: 'warn' })
  }
  return undefined
}
