/** Texts about what an image contains besides its program, one line for each fact. Untrusted names are in backticks. */
import { enumerate, plural, upper } from '../../common/english.ts'
import { shorten } from '../../common/shorten.ts'
import {
  type FileKind,
  fileKinds,
  type ImageContents,
  type ImageFile,
  type ImagePackage,
  type UnreadDatabase,
} from '../../model/contents.ts'
import { quote } from '../text.ts'

export interface ContentsFact {
  readonly label: string
  readonly text: string
}

export const fileKindNames: Readonly<Record<FileKind, string>> = {
  'set-uid': 'set-user-ID programs',
  'set-gid': 'set-group-ID programs',
  'writable-directory': 'world-writable directories',
  'sticky-directory': 'world-writable directories with the sticky bit',
  'writable-file': 'world-writable files',
  shell: 'shells',
  'package-manager': 'package managers',
  secret: 'possible secrets, by name',
}

/** Maximum number of names in a list. */
const mostNames = 5

export function contentsFacts(contents: ImageContents): readonly ContentsFact[] {
  const { root } = contents
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Packages', packagesText(contents)],
    ['In no package', unownedText(contents)],
    ...fileKinds.map((kind) => [upper(fileKindNames[kind]), filesText(contents, kind)] as const),
    ['Runs as root', root === undefined ? undefined : root ? 'yes' : 'no'],
  ]
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]))
}

/** An untrusted name in a sentence of linkgate, truncated if it is longer than a usual path. */
export const shownPath = (text: string) => quote(shorten(text, 200))

/** Name and version. */
export const packageName = ({ name, version }: Pick<ImagePackage, 'name' | 'version'>) =>
  shownPath(`${name} ${version}`)

/** @param most maximum number of listed names; the others are only counted */
export function namesText(names: readonly string[], most = mostNames): string {
  const shown = names.slice(0, most)
  return enumerate(names.length > most ? [...shown, `${names.length - most} more`] : shown)
}

function packagesText(contents: ImageContents): string {
  const { databases, loaded, packages, unread = [] } = contents
  if (databases.length === 0 && unread.length === 0)
    return 'No package database: a package scanner finds nothing to scan, which does not mean that the image is safe'
  const sentences = [
    ...(databases.length === 0 ? [] : [countText(contents)]),
    ...(databases.length === 0 || loaded === undefined ? [] : [`The program loads ${loadedText(packages)}`]),
    ...unread.slice(0, mostNames).map(unreadText),
  ]
  return sentences.length === 1 ? sentences.join() : `${sentences.join('. ')}.`
}

function countText({ packages, distribution }: ImageContents): string {
  const of = distribution === undefined ? '' : ` of ${shownPath(distribution.name ?? distribution.id)}`
  const base = packages.filter((one) => one.base === true).length
  const fromBase = base === 0 ? '' : `, ${base === packages.length ? 'all' : base} from the base image`
  return `${plural(packages.length, 'package')}${of}${fromBase}`
}

function unreadText({ path, because, line }: UnreadDatabase): string {
  if (because === 'rpm') return `linkgate does not read packages of rpm (${shownPath(path)})`
  if (because === 'too-large') return `${shownPath(path)} is too large to read`
  return `${shownPath(path)} is damaged${line === undefined ? '' : ` at line ${line}`}`
}

function loadedText(packages: readonly ImagePackage[]): string {
  const used = packages.filter(({ loaded }) => loaded === true)
  return used.length === 0 ? 'none of them' : namesText(used.map(packageName))
}

function unownedText({ loaded = [] }: ImageContents): string | undefined {
  const files = loaded.filter((one) => one.package === undefined)
  if (files.length === 0) return undefined
  const names = files.map(
    ({ path, glibc }) => `${shownPath(path)}${glibc === undefined ? '' : ` (glibc ${shownPath(glibc)})`}`,
  )
  return `The program loads ${namesText(names)}, which package scanners do not see`
}

function filesText({ files, more = {} }: ImageContents, kind: FileKind): string | undefined {
  const all = files.filter((one) => one.kind === kind)
  if (all.length === 0) return undefined
  // files of the base image are last
  const names = all.toSorted((a, b) => Number(a.base ?? false) - Number(b.base ?? false)).map(fileName)
  const unlisted = more[kind] ?? 0
  const shown = names.slice(0, mostNames)
  const left = names.length - shown.length + unlisted
  return enumerate(left > 0 ? [...shown, `${left} more`] : shown)
}

/** The path, for a possible secret with the layer that must not contain it. */
export function fileName({ kind, path, layer, base, deleted }: ImageFile): string {
  if (kind !== 'secret') return shownPath(path)
  const where = [
    `layer ${layer + 1}`,
    ...(base === true ? ['base image'] : []),
    ...(deleted === true ? ['removed later but still in the image'] : []),
  ]
  return `${shownPath(path)} (${where.join(', ')})`
}
