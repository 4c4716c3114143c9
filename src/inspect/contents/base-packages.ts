/** Determines which packages come from the base image. */
import type { LayerContent } from '../../effects/archives.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { ImagePackage } from '../../model/contents.ts'
import { LayerRootFs } from '../image/layer-root-fs.ts'
import { flatten } from '../image/layers.ts'
import { type InstalledPackages, readPackages } from '../packages/databases.ts'

const packageDatabase = /(?:^|\/)(?:var\/lib\/dpkg\/status(?:\.d\/[^/]*)?|lib\/apk\/db\/installed)$/

/**
 * The packages of an image. Those of its base image are marked.
 *
 * @param base its lowest layers, those of the base image; empty if unknown
 * @param files absolute paths of files whose packages are requested
 */
export async function installedIn(
  root: RootFs,
  base: readonly LayerContent[],
  all: readonly LayerContent[],
  files: readonly string[],
): Promise<InstalledPackages> {
  const installed = await readPackages(root, files)
  if (base.length === 0 || installed.packages.length === 0) return installed
  const own = all.slice(base.length)
  const isUnchanged = !own.some(({ members }) => members.some(({ path }) => packageDatabase.test(path)))
  const before = isUnchanged ? undefined : await packagesOf(base)
  const marked = new Map(
    installed.packages.map((one) => [
      one,
      before === undefined || before.has(keyOf(one)) ? { ...one, base: true as const } : one,
    ]),
  )
  return {
    ...installed,
    packages: [...marked.values()],
    ownerOf: (path) => {
      const owner = installed.ownerOf(path)
      return owner && marked.get(owner)
    },
  }
}

async function packagesOf(layers: readonly LayerContent[]): Promise<ReadonlySet<string>> {
  const flat = flatten(layers)
  if (!flat.ok) return new Set()
  const { packages } = await readPackages(new LayerRootFs(flat.value, layers))
  return new Set(packages.map(keyOf))
}

const keyOf = ({ database, name, version, architecture }: ImagePackage) =>
  JSON.stringify([database, name, version, architecture])
