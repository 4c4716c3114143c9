import { buildxFolder } from '../../../scripts/tools/newer-docker.ts'
import { root } from '../runs/linkgate.ts'

export type Builder = 'legacy' | 'BuildKit'

/** Variables with which `docker build` uses this builder. */
export async function builderEnv(builder: Builder): Promise<Readonly<Record<string, string>>> {
  if (builder === 'legacy') return { DOCKER_BUILDKIT: '0' }
  const folder = await buildxFolder(root)
  return { DOCKER_BUILDKIT: '1', ...(folder === undefined ? {} : { DOCKER_CONFIG: folder }) }
}
