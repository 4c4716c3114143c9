/** Files of all layers whose names suggest secrets, including those that a later layer removes or replaces. */
import { componentsOf } from '../../common/paths.ts'
import type { LayerContent, LayerMember } from '../../effects/archives.ts'
import type { ImageFile } from '../../model/contents.ts'
import { type SecretName, secretOf } from './secret-names.ts'

/** In bytes. Only this part of a file is searched for a key. */
const searchedStart = 64 << 10
/** Maximum number of files whose content is read; the others of a hostile image are skipped. */
const mostKeyChecks = 500

/** @param isLive whether a container sees the file of this layer at this path */
export async function secretFiles(
  layers: readonly LayerContent[],
  isLive: (path: string, layer: number) => boolean,
): Promise<readonly Omit<ImageFile, 'base'>[]> {
  const found = new Map<string, Omit<ImageFile, 'base'>>()
  let keyChecks = 0
  for (const [layer, content] of layers.entries()) {
    for (const member of content.members) {
      const named = nameOf(member)
      if (named === undefined) continue
      if (named.isDoubtful === true && (keyChecks++ >= mostKeyChecks || !(await isKey(content, member))))
        continue
      const names = componentsOf(member.path)
      const path = `/${names.slice(0, named.depth).join('/')}`
      const deleted = !isLive(`/${names.join('/')}`, layer)
      // if several layers have the path, the file that a container sees counts, or else the last one
      if (deleted && found.get(path)?.deleted === undefined && found.has(path)) continue
      found.set(path, {
        kind: 'secret',
        path,
        layer,
        secret: named.kind,
        ...(deleted ? { deleted } : {}),
      })
    }
  }
  return [...found.values()]
}

/** undefined for an empty file, and for a path outside the root. */
function nameOf({ kind, path, size }: LayerMember): SecretName | undefined {
  const hasContent = (kind === 'file' && size > 0) || kind === 'hardlink'
  if (!hasContent) return undefined
  const names = componentsOf(path)
  return names.includes('..') ? undefined : secretOf(names)
}

/** PEM, RFC 7468: a private key, encrypted or not. */
async function isKey(content: LayerContent, { offset, size }: LayerMember): Promise<boolean> {
  if (offset === undefined) return false
  const bytes = await content.read(offset, Math.min(size, searchedStart))
  return new TextDecoder('latin1').decode(bytes).includes('PRIVATE KEY-----')
}
