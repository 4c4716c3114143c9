/** Resolves a name in a registry without pulling the image, for builders that cannot access the engine's images. */

import * as z from 'zod'
import { jsonOrUndefined } from '../../../common/json.ts'
import { fail, type Result, succeed } from '../../../common/result.ts'
import { matchesPlatform } from '../../../model/platform.ts'
import { type InspectedImage, inspectedSchema, repositoryOf } from './pin.ts'

/** The config of an image. */
export const registryImageSchema = z.object({
  architecture: z.string().optional(),
  os: z.string().optional(),
  rootfs: z.object({ diff_ids: z.array(z.string()).nullish() }).nullish(),
  config: inspectedSchema.shape.Config,
})
export type RegistryImage = z.infer<typeof registryImageSchema>

const answerSchema = z.object({
  manifest: z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) }),
  /** For an index: one image for each platform, by its name. */
  image: z.union([
    registryImageSchema.required({ os: true, architecture: true }),
    z.record(z.string(), registryImageSchema),
  ]),
})

/** A command of buildx, so that the query uses the client's logins and the builder's registry mirrors. */
export function registryQuery(reference: string): readonly string[] {
  const format = '{"manifest":{{json .Manifest}},"image":{{json .Image}}}'
  return ['docker', 'buildx', 'imagetools', 'inspect', '--format', format, reference]
}

/**
 * @param platform GOOS/GOARCH
 * @returns undefined if there is no image for the platform; a problem if the output has an unknown format
 */
export function registryAnswer(
  reference: string,
  json: string,
  platform: string,
): Result<InspectedImage | undefined> {
  const read = answerSchema.safeParse(jsonOrUndefined(json))
  if (!read.success) return fail('`docker buildx imagetools inspect` printed an unknown format')
  const { manifest, image } = read.data
  const found = imageFor(image, platform)
  if (found === undefined) return succeed(undefined)
  return succeed({
    RepoDigests: [`${repositoryOf(reference)}@${manifest.digest}`],
    RootFS: { Layers: found.rootfs?.diff_ids ?? [] },
    Config: found.config,
  })
}

function imageFor(image: z.infer<typeof answerSchema>['image'], platform: string): RegistryImage | undefined {
  const single = registryImageSchema.required({ os: true, architecture: true }).safeParse(image).data
  if (single !== undefined)
    return matchesPlatform(`${single.os}/${single.architecture}`, platform) ? single : undefined
  // with a variant, such as linux/arm/v7
  const entries: readonly (readonly [string, RegistryImage])[] = Object.entries(image)
  return entries.find(([name]) => matchesPlatform(name, platform))?.[1]
}
