/** The one reader of files of a repository, which are untrusted. */

import { InputError } from '../common/errors.ts'
import { relativeTo } from '../common/paths.ts'
import type { Files } from './files.ts'

/** In bytes. Nobody writes more by hand: a larger file is data, which the parsers of linkgate need not handle. */
export const largestText = 256_000

/** In bytes. GitHub sends events of at most 25 MB. */
export const largestEvent = 26_000_000

export type TextFiles = Pick<Files, 'realPath' | 'stat' | 'readText'>

/**
 * The text of a file of a checkout: a regular file inside it once links are followed, of at most `largestText` bytes.
 *
 * @param path from the root of the checkout
 * @returns undefined where there is no such file
 * @throws {InputError} where something else is there
 */
export async function repositoryText(
  files: TextFiles,
  root: string,
  path: string,
): Promise<string | undefined> {
  const found = await fitFile(files, root, { name: path, largest: largestText })
  return found === undefined ? undefined : files.readText(found)
}

/**
 * Likewise if other code reads the file.
 *
 * @param bounds `name` is its path from the root of the checkout
 * @returns where it is; undefined where there is no such file
 */
export async function fitFile(
  files: Pick<Files, 'realPath' | 'stat'>,
  root: string,
  bounds: BoundedText,
): Promise<string | undefined> {
  const { name } = bounds
  const [own, found] = await Promise.all([files.realPath(root), files.realPath(`${root}/${name}`)])
  if (own === undefined || found === undefined) return undefined
  if (relativeTo(own, found) === undefined) {
    throw new InputError([
      `\`${name}\` is a link to \`${found}\`, outside the repository: commit the file itself`,
    ])
  }
  return (await isFit(files, found, bounds)) ? found : undefined
}

/** Likewise, of a file that helps where it can be read, and that nothing depends on. */
export async function textIfFit(files: TextFiles, root: string, path: string): Promise<string | undefined> {
  try {
    return await repositoryText(files, root, path)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

export interface BoundedText {
  /** Of the file, in messages. */
  readonly name: string
  /** In bytes. */
  readonly largest: number
}

/** Likewise, of a file that may be anywhere. */
export async function boundedText(
  files: Pick<Files, 'stat' | 'readText'>,
  path: string,
  bounds: BoundedText,
): Promise<string | undefined> {
  return (await isFit(files, path, bounds)) ? files.readText(path) : undefined
}

/** Whether a file is there. */
async function isFit(
  files: Pick<Files, 'stat'>,
  path: string,
  { name, largest }: BoundedText,
): Promise<boolean> {
  const found = await files.stat(path)
  if (found === undefined) return false
  if (found.kind !== 'file') {
    const kind = found.kind === 'directory' ? 'a directory' : 'not a regular file'
    throw new InputError([`\`${name}\` is ${kind}, but linkgate expects a file: rename or remove it`])
  }
  if (found.size > largest) throw tooLarge(name, found.size, largest)
  return true
}

function tooLarge(name: string, size: number, largest: number): InputError {
  const most = largest.toLocaleString('en')
  return new InputError([
    `\`${name}\` has ${size.toLocaleString('en')} bytes, but linkgate reads at most ${most}: make it smaller`,
  ])
}
