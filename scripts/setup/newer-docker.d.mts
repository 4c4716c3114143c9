/**
 * A folder for DOCKER_CONFIG that gives the docker command buildx, and with it BuildKit; undefined where it has buildx.
 * `root` is the checkout, under whose `.tools` it is kept. Throws a SetupError.
 */
export function buildxFolder(root: string): Promise<string | undefined>
