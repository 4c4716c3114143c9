/** Packages and files that head's image has but base's does not, and the reverse. */
import { type FileKind, fileKinds, type ImageContents, type ImagePackage } from '../../model/contents.ts'
import { fileKindNames, fileName, namesText, packageName, shownPath } from './facts.ts'

export interface ContentsChange {
  readonly text: string
  /** Whether it makes the image easier to attack. */
  readonly isWorse?: true
}

/** Kinds of files that help an attacker. */
const worse: ReadonlySet<FileKind> = new Set([
  'set-uid',
  'set-gid',
  'writable-directory',
  'writable-file',
  'shell',
  'package-manager',
  'secret',
])

export function contentsChanges(was: ImageContents, is: ImageContents): readonly ContentsChange[] {
  return [
    ...userChange(was, is),
    ...fileChanges(was, is),
    ...packageChanges(was, is),
    ...loadChanges(was, is),
  ]
}

function userChange(was: ImageContents, is: ImageContents): readonly ContentsChange[] {
  if (was.root === undefined || is.root === undefined || was.root === is.root) return []
  return is.root ? [{ text: 'It runs as root now', isWorse: true }] : [{ text: 'It no longer runs as root' }]
}

function fileChanges(was: ImageContents, is: ImageContents): readonly ContentsChange[] {
  return fileKinds.flatMap((kind): readonly ContentsChange[] => {
    // in a truncated list, a missing file may only be unlisted
    if (was.more?.[kind] !== undefined || is.more?.[kind] !== undefined) return []
    const of = ({ files }: ImageContents) => files.filter((one) => one.kind === kind)
    const missing = (from: ImageContents, to: ImageContents) => {
      const known = new Set(of(to).map(({ path }) => path))
      return of(from).filter(({ path }) => !known.has(path))
    }
    const [added, gone] = [missing(is, was), missing(was, is)]
    return [
      ...(added.length === 0
        ? []
        : [
            {
              text: `New ${fileKindNames[kind]}: ${namesText(added.map(fileName))}`,
              ...(worse.has(kind) ? { isWorse: true as const } : {}),
            },
          ]),
      ...(gone.length === 0
        ? []
        : [
            {
              text: `No longer among ${fileKindNames[kind]}: ${namesText(gone.map(({ path }) => shownPath(path)))}`,
            },
          ]),
    ]
  })
}

/** Includes the architecture, because a package can be installed for several. */
const keyOf = ({ database, name, architecture = '' }: ImagePackage) =>
  JSON.stringify([database, name, architecture])

function packageChanges(was: ImageContents, is: ImageContents): readonly ContentsChange[] {
  const [before, after] = [was, is].map(({ packages }) => new Map(packages.map((one) => [keyOf(one), one])))
  const added = is.packages.filter((one) => before?.has(keyOf(one)) !== true)
  const gone = was.packages.filter((one) => after?.has(keyOf(one)) !== true)
  const changed = is.packages.flatMap((one) => {
    const old = before?.get(keyOf(one))
    return old === undefined || old.version === one.version
      ? []
      : [`${shownPath(one.name)} ${shownPath(old.version)} → ${shownPath(one.version)}`]
  })
  return [
    ...listed('New packages', added.map(packageName)),
    ...listed('Removed packages', gone.map(packageName)),
    ...listed('Changed packages', changed),
  ]
}

function loadChanges(was: ImageContents, is: ImageContents): readonly ContentsChange[] {
  if (was.loaded === undefined || is.loaded === undefined) return []
  const names = ({ loaded = [] }: ImageContents) => [
    ...new Set(loaded.map((one) => shownPath(one.package ?? one.path))),
  ]
  const [before, after] = [names(was), names(is)]
  return [
    ...listed(
      'The program now loads',
      after.filter((name) => !before.includes(name)),
    ),
    ...listed(
      'The program no longer loads',
      before.filter((name) => !after.includes(name)),
    ),
  ]
}

function listed(what: string, names: readonly string[]): readonly ContentsChange[] {
  return names.length === 0 ? [] : [{ text: `${what}: ${namesText(names, 10)}` }]
}
