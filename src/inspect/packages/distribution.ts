/** `os-release(5)`: the distribution of an image. */
import type { RootFs } from '../../effects/root-fs.ts'
import type { ImageContents } from '../../model/contents.ts'

const places = ['/etc/os-release', '/usr/lib/os-release']
const longest = 64 << 10
const longestValue = 200

export async function readDistribution(root: RootFs): Promise<ImageContents['distribution']> {
  for (const path of places) {
    const entry = await root.resolve(path)
    if (entry?.kind !== 'file' || entry.size > longest) continue
    const bytes = await root.read(path)
    const found = bytes && distributionIn(new TextDecoder().decode(bytes))
    if (found !== undefined) return found
  }
  return undefined
}

/** undefined without an id. */
export function distributionIn(text: string): ImageContents['distribution'] {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? []
    values.set(name, unquoted(value).slice(0, longestValue))
  }
  const id = values.get('ID') ?? ''
  if (!/^[a-z0-9._-]+$/.test(id)) return undefined
  const version = values.get('VERSION_ID') ?? ''
  const name = values.get('PRETTY_NAME') ?? ''
  return {
    id,
    ...(version === '' ? {} : { version }),
    ...(name === '' ? {} : { name }),
  }
}

/** Values are shell words, in which only quotes and escapes are used. */
function unquoted(value: string): string {
  const [, quote = '', inner = value] = /^(["'])(.*)\1$/.exec(value) ?? []
  return quote === "'" ? inner : inner.replace(/\\(.)/g, '$1')
}
