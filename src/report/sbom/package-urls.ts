/** Package URLs (purl) in the form that scanners read. */
import { PackageURL } from 'packageurl-js'
import type { ImageContents, ImagePackage } from '../../model/contents.ts'

interface Parts {
  readonly type: string
  readonly namespace: string | undefined
  readonly name: string
  readonly version: string | undefined
  readonly qualifiers?: Readonly<Record<string, string>>
}

/** undefined if a part is invalid, because reports are untrusted. */
function packageUrl({ type, namespace, name, version, qualifiers = {} }: Parts): string | undefined {
  try {
    return new PackageURL(type, namespace, name, version, { ...qualifiers }, undefined).toString()
  } catch {
    return undefined
  }
}

/** @param version empty for a module without a version, such as one in a directory */
export function modulePackageUrl(path: string, version: string): string | undefined {
  const slash = path.lastIndexOf('/')
  return packageUrl({
    type: 'golang',
    namespace: slash < 0 ? undefined : path.slice(0, slash),
    name: path.slice(slash + 1),
    version: version === '' ? undefined : version,
  })
}

/** Includes the distribution, because scanners need it to interpret the version. */
export function imagePackageUrl(
  { database, name, version, architecture, source }: ImagePackage,
  distribution: ImageContents['distribution'],
): string | undefined {
  const release = distribution && [distribution.id, distribution.version].filter(isGiven).join('-')
  return packageUrl({
    type: database === 'dpkg' ? 'deb' : 'apk',
    namespace: distribution?.id ?? (database === 'dpkg' ? 'debian' : 'alpine'),
    name,
    version,
    qualifiers: {
      ...(architecture === undefined ? {} : { arch: architecture }),
      ...(release === undefined ? {} : { distro: release }),
      ...(source === undefined ? {} : { upstream: [source.name, source.version].filter(isGiven).join('@') }),
    },
  })
}

const isGiven = (text: string | undefined) => text !== undefined
