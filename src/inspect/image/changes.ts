/** Differences between the layers of two images, file by file. */

import type { LayerContent, LayerMember } from '../../effects/archives.ts'
import type { ImageChanges } from '../../model/image.ts'

export interface ComparedLayer {
  readonly diffId: string
  readonly content: LayerContent
  readonly isBase: boolean
}

/** The program of head. */
interface Program {
  readonly size: number
  /** Hex. */
  readonly sha256: string
}

/** Maximum number of listed files; the others are counted. */
const mostFiles = 50

/**
 * Compares the layers that differ between the images, pair by pair from the bottom. Files count as equal if their names, kinds,
 * owners, permissions, capabilities and bytes are: the remaining differences are times, which have no effect.
 */
export async function compareLayers(
  base: readonly ComparedLayer[],
  head: readonly ComparedLayer[],
  program: Program,
): Promise<ImageChanges> {
  const files: ImageChanges['files'][number][] = []
  const timesOnly: number[] = []
  let more = 0
  const [old, now] = [ownLayers(base), ownLayers(head)]
  for (let at = 0; at < Math.max(old.length, now.length); at++) {
    const [before, after] = [old[at], now[at]]
    if (before?.diffId === after?.diffId) continue
    const layer = (after ?? before)?.number ?? 0
    const found = await differences(before?.content, after?.content, program)
    if (found.length === 0) timesOnly.push(layer)
    for (const one of found) {
      if (files.length < mostFiles) files.push({ layer, ...one })
      else more++
    }
  }
  return {
    files: files.sort((one, other) => size(other) - size(one)),
    more,
    timesOnly,
    same: files.length === 0 && base.length === head.length && baseLayers(base) === baseLayers(head),
  }
}

/**
 * The layers without those of the base image: another base image is reported by its name, and may have another number of layers.
 */
function ownLayers(
  layers: readonly ComparedLayer[],
): readonly (ComparedLayer & { readonly number: number })[] {
  return layers.map((layer, number) => ({ ...layer, number })).filter(({ isBase }) => !isBase)
}

const size = ({ before, after }: { before: number | null; after: number | null }) =>
  Math.abs((after ?? 0) - (before ?? 0))

const baseLayers = (layers: readonly ComparedLayer[]) =>
  layers
    .filter(({ isBase }) => isBase)
    .map(({ diffId }) => diffId)
    .join()

async function differences(
  before: LayerContent | undefined,
  after: LayerContent | undefined,
  program: Program,
): Promise<readonly Omit<ImageChanges['files'][number], 'layer'>[]> {
  const [old, now] = [byPath(before), byPath(after)]
  const found: Omit<ImageChanges['files'][number], 'layer'>[] = []
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [one, other] = [old.get(path), now.get(path)]
    if (one !== undefined && other !== undefined && (await isSame(one, before, other, after))) continue
    // a new or removed directory is implied by its files
    if ((one ?? other)?.kind === 'directory' && (one === undefined || other === undefined)) continue
    const sizes = { before: one?.size ?? null, after: other?.size ?? null }
    found.push({ path, ...sizes, ...((await isProgram(after, other, program)) ? { program: true } : {}) })
  }
  return found
}

/** If several entries have the same name, the last one counts. */
function byPath(content: LayerContent | undefined): ReadonlyMap<string, LayerMember> {
  return new Map(
    (content?.members ?? []).map((member) => [member.path.replace(/^(\.?\/)+|\/+$/g, ''), member]),
  )
}

async function isSame(
  one: LayerMember,
  before: LayerContent | undefined,
  other: LayerMember,
  after: LayerContent | undefined,
): Promise<boolean> {
  if (one.kind !== other.kind || one.mode !== other.mode) return false
  if (one.owner.user !== other.owner.user || one.owner.group !== other.owner.group) return false
  if (one.size !== other.size || one.target !== other.target) return false
  if (one.capabilities !== other.capabilities) return false
  return one.kind !== 'file' || (await digest(before, one)) === (await digest(after, other))
}

async function isProgram(
  content: LayerContent | undefined,
  member: LayerMember | undefined,
  { size, sha256 }: Program,
): Promise<boolean> {
  if (member?.kind !== 'file' || member.size !== size || member.offset === undefined) return false
  return (await content?.sha256(member.offset, size)) === sha256
}

async function digest(content: LayerContent | undefined, { offset, size }: LayerMember): Promise<string> {
  if (content === undefined || size === 0) return ''
  if (offset === undefined) return 'not stored as one piece'
  return content.sha256(offset, size)
}
