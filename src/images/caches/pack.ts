/** Archives of Go's caches, and the proof that they are whole. */
import * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import type { CachePart } from './contents.ts'

const manifestName = 'manifest.json'
const manifestSchema = z.object({
  archives: z.object({ modules: z.string().optional(), build: z.string().optional() }),
})
type Manifest = z.infer<typeof manifestSchema>
/** SHA-256 of each archive, by its name without the ending. */
type Digests = { -readonly [name in keyof Manifest['archives']]: string }

/** Puts the parts into `directory`, with a manifest that has the digest of each archive. */
export async function pack(
  { files, exec }: World,
  parts: readonly CachePart[],
  { directory, limitMs }: { readonly directory: string; readonly limitMs: number },
): Promise<Result<undefined>> {
  const archives: Digests = {}
  for (const part of parts) {
    const list = `${directory}.${part.name}`
    const archive = `${directory}/${part.name}.tar`
    await files.write(list, part.files.map((path) => `./${path}\n`).join(''))
    await files.makeDirectory(directory)
    const tar = ['tar', '-cf', archive, '-C', part.directory, '-T', list]
    const { exitCode, stderr } = await exec.run(tar, { limitMs })
    if (exitCode !== 0) return fail(`tar could not pack them: ${lastLine(stderr) ?? `exit code ${exitCode}`}`)
    archives[part.name] = await files.sha256(archive)
  }
  await files.write(`${directory}/${manifestName}`, JSON.stringify({ archives } satisfies Manifest))
  return succeed(undefined)
}

/** Unpacks each archive of `directory` into a folder of its name in `target`, once all of them are known to be whole. */
export async function unpack(
  { files, exec }: World,
  directory: string,
  target: string,
): Promise<Result<readonly CachePart['name'][]>> {
  const manifest = await readManifest(files, directory)
  if (manifest === undefined) return fail('its manifest cannot be read')
  const archives = Object.entries(manifest.archives) as [CachePart['name'], string][]
  for (const [name, digest] of archives) {
    const archive = `${directory}/${name}.tar`
    if ((await files.stat(archive)) === undefined) return fail(`it lacks ${name}.tar`)
    if ((await files.sha256(archive)) !== digest) return fail(`${name}.tar is damaged`)
  }
  for (const [name] of archives) {
    await files.makeDirectory(`${target}/${name}`)
    const tar = ['tar', '-xof', `${directory}/${name}.tar`, '-C', `${target}/${name}`]
    const { exitCode, stderr } = await exec.run(tar)
    if (exitCode !== 0) return fail(`tar could not unpack it: ${lastLine(stderr) ?? `exit code ${exitCode}`}`)
  }
  return succeed(archives.map(([name]) => name))
}

async function readManifest(files: World['files'], directory: string): Promise<Manifest | undefined> {
  const text = await files.readText(`${directory}/${manifestName}`)
  try {
    return manifestSchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    // no JSON
    return undefined
  }
}

function lastLine(printed: string): string | undefined {
  return printed.trimEnd().split('\n').at(-1) || undefined
}
