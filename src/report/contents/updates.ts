/** What must be rebuilt when Go or a library is fixed, from facts of one image only. */
import { plural } from '../../common/english.ts'
import type { ImageContents } from '../../model/contents.ts'
import type { Linkage } from '../../model/image.ts'
import { namesText, packageName, shownPath } from './facts.ts'

export function updatesText(
  { kind, staticLibc }: Pick<Linkage, 'kind' | 'staticLibc'>,
  contents: ImageContents,
): string | undefined {
  const { packages, loaded } = contents
  if (loaded === undefined) return undefined
  if (kind === 'static' || kind === 'static-pie') {
    const linked = staticLibc === undefined ? 'Go' : `Go or in ${staticLibc}, which is linked in,`
    const unused =
      packages.length === 0
        ? ''
        : ` ${packages.length === 1 ? 'The package is' : `The ${plural(packages.length, 'package')} are`} not part of the program.`
    return `A fix in ${linked} requires a new build of the program.${unused}`
  }
  const used = packages.filter((one) => one.loaded === true).map(packageName)
  const files = loaded.filter((one) => one.package === undefined).map(({ path }) => shownPath(path))
  return [
    'A fix in Go requires a new build of the program.',
    ...(used.length === 0
      ? []
      : [
          `A fix in ${namesText(used)} requires a new image with the fixed package, but no new build of the program.`,
        ]),
    ...(files.length === 0 ? [] : [`A fix in ${namesText(files)} requires a new copy in the image.`]),
  ].join(' ')
}
