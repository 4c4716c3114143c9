/** Contents that make an image of head less secure than that of base. */
import { type Finding, finding } from '../../findings/finding.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { FileKind, ImageContents, ImageFile } from '../../model/contents.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import { mergeModes } from './merge-modes.ts'

/** Maximum number of files that a finding lists; it counts the others. */
const mostFiles = 5

export function contentsFindings(inspected: VariantSet<InspectedVariant>): readonly Finding[] {
  return mergeModes(
    inspected.pairs().flatMap(({ base, head }): readonly Finding[] => {
      const { contents: is, image } = head.inspection
      if (is === undefined) return []
      // images from different sources differ because of that
      const was = base?.source === head.source ? base.inspection.contents : undefined
      const mode = head.mode.name
      return [
        ...secretFindings(was, is, mode),
        ...(was === undefined ? [] : fileFindings(was, is, mode)),
        ...(was?.root === false && is.root === true
          ? [rootFinding(base?.inspection.image.user ?? image.user, mode)]
          : []),
      ]
    }),
  )
}

/** Without a base, every secret counts as new. */
function secretFindings(was: ImageContents | undefined, is: ImageContents, mode: string): readonly Finding[] {
  const added = addedFiles(was, is, ['secret']).filter(({ base }) => base !== true)
  if (added.length === 0) return []
  return [finding('image/secret-added', shownFiles(added), { verdict: 'warn', revision: 'head', mode })]
}

const programKinds: readonly FileKind[] = ['set-uid', 'set-gid']
const writableKinds: readonly FileKind[] = ['writable-directory', 'writable-file']

function fileFindings(was: ImageContents, is: ImageContents, mode: string): readonly Finding[] {
  const about = (added: readonly ImageFile[]) => {
    const verdict = added.every(({ base }) => base === true) ? 'pass' : 'warn'
    return { verdict, revision: 'head', mode } as const
  }
  const programs = addedFiles(was, is, programKinds)
  const writable = addedFiles(was, is, writableKinds)
  return [
    ...(programs.length === 0 ? [] : [finding('image/set-id-added', shownFiles(programs), about(programs))]),
    ...(writable.length === 0
      ? []
      : [finding('image/writable-added', shownFiles(writable), about(writable))]),
  ]
}

function rootFinding(from: string, mode: string): Finding {
  return finding('image/runs-as-root', { from }, { verdict: 'warn', revision: 'head', mode })
}

/** Files that base does not have, each path once. If base does not list all files of a kind, none of that kind counts as new. */
function addedFiles(
  was: ImageContents | undefined,
  is: ImageContents,
  kinds: readonly FileKind[],
): readonly ImageFile[] {
  const listed = kinds.filter((kind) => was?.more?.[kind] === undefined)
  const known = new Set(ofKinds(was, listed).map(({ path }) => path))
  const added = ofKinds(is, listed).filter(({ path }) => !known.has(path))
  return [...new Map(added.map((one) => [one.path, one])).values()]
}

function ofKinds(contents: ImageContents | undefined, kinds: readonly FileKind[]): readonly ImageFile[] {
  return (contents?.files ?? []).filter(({ kind }) => kinds.includes(kind))
}

function shownFiles(files: readonly ImageFile[]) {
  return {
    files: files.slice(0, mostFiles).map(({ path, layer, deleted }) => ({
      path,
      layer,
      ...(deleted === undefined ? {} : { deleted }),
    })),
    more: Math.max(0, files.length - mostFiles),
  }
}
