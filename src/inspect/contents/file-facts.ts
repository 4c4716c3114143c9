/** Files of an image that are useful to an attacker in its container. */
import type { FileKind } from '../../model/contents.ts'
import type { LayerEntry } from '../image/layer-root-fs.ts'

const bit = {
  setUid: 0o4000,
  setGid: 0o2000,
  sticky: 0o1000,
  write: 0o002,
  execute: 0o111,
  groupExecute: 0o010,
}

/** Directories of commands; the last is that of distroless debug images. */
const commands = /^\/(?:usr\/(?:local\/)?)?s?bin\/([^/]+)$|^\/busybox\/([^/]+)$/

const shells = new Set('sh ash bash dash zsh ksh ksh93 mksh csh tcsh fish busybox toybox'.split(' '))
const packageManagers = new Set(
  'apk apt apt-get dpkg rpm dnf dnf-3 dnf5 microdnf yum zypper pacman opkg pip pip3 npm gem'.split(' '),
)

/** The kinds of a file; most files have none. */
export function kindsOf({ path, kind, mode }: LayerEntry): readonly FileKind[] {
  const isWorldWritable = (mode & bit.write) !== 0
  if (kind === 'directory') {
    if (!isWorldWritable) return []
    return [(mode & bit.sticky) !== 0 ? 'sticky-directory' : 'writable-directory']
  }
  if (kind !== 'file') return []
  const found: FileKind[] = []
  const isProgram = (mode & bit.execute) !== 0
  if (isProgram && (mode & bit.setUid) !== 0) found.push('set-uid')
  // without group execution, the bit used to mean mandatory locking
  if ((mode & bit.groupExecute) !== 0 && (mode & bit.setGid) !== 0) found.push('set-gid')
  if (isWorldWritable) found.push('writable-file')
  const [, plain, busybox] = commands.exec(path) ?? []
  const command = plain ?? busybox ?? ''
  if (isProgram && shells.has(command)) found.push('shell')
  if (isProgram && packageManagers.has(command)) found.push('package-manager')
  return found
}
