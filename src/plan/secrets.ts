/** Secrets in the configuration. */
import type { Config } from '../config/config.ts'
import type { World } from '../effects/world.ts'

/** In bytes. Larger files are not build secrets. */
const mostBytes = 1_000_000

/** Must be called before anything is built or started, so before anything can print them. */
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
  // apps often read these files at their start
  for (const name of ['.env', '.env.local', '.env.example']) await files.readText(`${root}/${name}`)
}

async function contentOf(files: World['files'], root: string, path: string): Promise<string | undefined> {
  const place = path.startsWith('/') ? path : `${root}/${path}`
  const found = await files.stat(place)
  if (found?.kind !== 'file' || found.size > mostBytes) return undefined
  return files.readText(place)
}
