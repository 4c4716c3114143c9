import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from '../world/temporary.ts'
import { builderEnv } from './builders.ts'

let calls = 0

/** Hex digests of the image config, and of a program in the image, that `docker build` makes with BuildKit. */
export async function plainBuild(
  directory: string,
  program: string,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const env = await builderEnv('BuildKit')
  const name = `linkgate-plain:${process.pid}-${++calls}`
  const to = join(directory, '..', 'plain-program')
  await output(['docker', 'build', '--quiet', `--tag=${name}`, directory], { env })
  try {
    const id = (await output(['docker', 'image', 'inspect', '--format={{.Id}}', name])).trim()
    const container = (await output(['docker', 'create', name])).trim()
    try {
      await output(['docker', 'cp', `${container}:${program}`, to])
    } finally {
      await output(['docker', 'rm', container])
    }
    const sha256 = createHash('sha256')
      .update(await readFile(to))
      .digest('hex')
    return { id: id.replace('sha256:', ''), sha256 }
  } finally {
    await output(['docker', 'rmi', name])
  }
}
