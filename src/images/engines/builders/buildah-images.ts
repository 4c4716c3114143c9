/** Reads the output of `buildah inspect`. */

import * as z from 'zod'
import { jsonOrUndefined } from '../../../common/json.ts'
import { type InspectedImage, type InspectImage, inspectedSchema, repositoryOf } from '../docker/pin.ts'

const buildahSchema = z.object({
  FromImage: z.string(),
  FromImageID: z.string(),
  FromImageDigest: z.string().optional(),
  OCIv1: z.object({
    architecture: z.string().optional(),
    os: z.string().optional(),
    rootfs: z.object({ diff_ids: z.array(z.string()).nullish() }).nullish(),
  }),
  /** The config in Docker's format, because only that has ONBUILD triggers. */
  Docker: z.object({ config: inspectedSchema.shape.Config }),
})

/** undefined if the output has another format. */
function parseBuildah(json: string): InspectedImage | undefined {
  const inspected = buildahSchema.safeParse(jsonOrUndefined(json)).data
  if (inspected === undefined) return undefined
  const { FromImage, FromImageID, FromImageDigest, OCIv1, Docker } = inspected
  return {
    Id: FromImageID,
    Architecture: OCIv1.architecture,
    Os: OCIv1.os,
    RepoDigests: FromImageDigest ? [`${repositoryOf(FromImage)}@${FromImageDigest}`] : [],
    RootFS: { Layers: OCIv1.rootfs?.diff_ids },
    Config: Docker.config,
  }
}

export const buildahInspection: InspectImage = {
  command: (reference) => ['buildah', 'inspect', '--type=image', reference],
  parse: parseBuildah,
}
