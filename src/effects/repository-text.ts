/** The only reader of files of a repository, which are untrusted. */

import { InputError } from '../common/errors.ts'
import { relativeTo } from '../common/paths.ts'
import type { Files } from './files.ts'

/** In bytes. People do not write larger files, so linkgate's parsers need not handle them. */
export const largestText = 256_000

/** In bytes. GitHub sends events of at most 25 MB. */
export const largestEvent = 26_000_000

export type TextFiles = Pick<Files, 'realPath' | 'stat' | 'readText'>

/**
 * The text of a file of a checkout. With links resolved, it must be a regular file inside the checkout, of at most
 * `largestText` bytes.
 *
 * @param path from the root of the checkout
 * @returns undefined if there is no such file
 * @throws {InputError} for anything else at this path
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
 * Makes the checks of `repositoryText` for a file that other code reads.
 *
 * @param bounds `name` is its path from the root of the checkout
 * @returns its absolute path; undefined if there is no such file
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

/** Like `repositoryText`, but undefined for a file that fails a check. */
export async function textIfFit(files: TextFiles, root: string, path: string): Promise<string | undefined> {
  try {
    return await repositoryText(files, root, path)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

export interface BoundedText {
  /** Name of the file in messages. */
  readonly name: string
  /** In bytes. */
  readonly largest: number
}

/** Like `repositoryText`, for a file outside of a checkout. */
export async function boundedText(
  files: Pick<Files, 'stat' | 'readText'>,
  path: string,
  bounds: BoundedText,
): Promise<string | undefined> {
  return (await isFit(files, path, bounds)) ? files.readText(path) : undefined
}

/** Whether the file exists. Throws for anything but a regular file within the size limit. */
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
