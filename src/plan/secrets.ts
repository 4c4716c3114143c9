/** What the configuration has that is not to be shown. */
import type { Config } from '../config/config.ts'
import type { World } from '../effects/world.ts'

/** Larger files are no secrets of a build. */
const mostBytes = 1_000_000

/** Before anything is built or started, and so before anything can print them. */
export async function learnSecrets(
  { files, host, secrets }: Pick<World, 'files' | 'host' | 'secrets'>,
  { dockerfile, startup, modes }: Pick<Config, 'dockerfile' | 'startup' | 'modes'>,
  root: string,
): Promise<void> {
  for (const { from } of dockerfile.secrets) {
    const { env, file } = { env: undefined, file: undefined, ...from }
    const value = file === undefined ? host.env[env ?? ''] : await contentOf(files, root, file)
    if (value !== undefined) secrets.learnSecret(value)
  }
  secrets.learnVariables(startup.env)
  secrets.learnVariables(dockerfile.buildArgs)
  for (const { env, image } of modes) {
    secrets.learnVariables(env)
    if (image?.from === 'dockerfile') secrets.learnVariables(image.buildArgs)
  }
  // what the app of an image reads at its start is often there beside the Dockerfile
  for (const name of ['.env', '.env.local', '.env.example']) await files.readText(`${root}/${name}`)
}

async function contentOf(files: World['files'], root: string, path: string): Promise<string | undefined> {
  const place = path.startsWith('/') ? path : `${root}/${path}`
  const found = await files.stat(place)
  if (found?.kind !== 'file' || found.size > mostBytes) return undefined
  return files.readText(place)
}
