import type { Cause } from '../../model/cause.ts'
import { type Image, type ImageChanges, unpackedSize } from '../../model/image.ts'
import type { ReportVariant } from '../../model/variant.ts'

const mostFiles = 10

/** Why the image of a Dockerfile grew or shrank: its base image and its files, with their bytes. */
export function explainImage(base: ReportVariant, head: ReportVariant): readonly Cause[] {
  if (base.image === undefined || head.image === undefined) return []
  const total = unpackedSize(head.image) - unpackedSize(base.image)
  const about = { metric: 'image-size', mode: head.mode }
  const part = (delta: number) => ({ delta, share: total === 0 ? null : delta / total })
  return [
    ...baseImage(base, head).map((cause) => ({
      ...about,
      ...cause,
      ...part(baseSizeOf(head.image) - baseSizeOf(base.image)),
    })),
    ...withoutMoves(head.image.changes?.files ?? [])
      .filter(({ before, after }) => before !== after)
      .slice(0, mostFiles)
      .map(({ path, before, after, program }) => ({
        ...about,
        kind: 'file' as const,
        name: `/${path}`,
        change: { type: before === null ? 'added' : after === null ? 'removed' : 'modified' } as const,
        ...(program === true ? ofProgram(before) : {}),
        ...part((after ?? 0) - (before ?? 0)),
      })),
  ]
}

const ofProgram = (before: number | null) =>
  before === null ? { copy: true as const } : { program: true as const }

/** A file that moved to another layer is one changed file, not a removed and a new one. */
function withoutMoves(files: ImageChanges['files']): readonly Omit<ImageChanges['files'][number], 'layer'>[] {
  return [...Map.groupBy(files, ({ path }) => path).values()].flatMap((group) => {
    const removed = group.filter(({ after }) => after === null)
    const added = group.filter(({ before }) => before === null)
    const moves = Math.min(removed.length, added.length)
    const moved = added
      .slice(0, moves)
      .map((one, index) => ({ ...one, before: removed[index]?.before ?? null }))
    const others = group.filter(({ before, after }) => before !== null && after !== null)
    return [...others, ...moved, ...removed.slice(moves), ...added.slice(moves)]
  })
}

type BaseImageChange = Pick<Extract<Cause, { readonly kind: 'base-image' }>, 'kind' | 'name' | 'change'>

function baseImage(base: ReportVariant, head: ReportVariant): readonly BaseImageChange[] {
  if (base.dockerfile === undefined || head.dockerfile === undefined) return []
  const [was, is] = [base.dockerfile.base, head.dockerfile.base]
  if (was?.name === is?.name && was?.digest === is?.digest) return []
  const [before, after] = [was?.name ?? 'scratch', is?.name ?? 'scratch']
  return [
    {
      kind: 'base-image',
      name: after,
      change: before === after ? { type: 'modified' } : { type: 'changed', from: before, to: after },
    },
  ]
}

const baseSizeOf = (image: Image | undefined) =>
  (image?.layers ?? []).filter(({ base }) => base === true).reduce((sum, { size }) => sum + size, 0)
