/**
 * The status database of dpkg (`dpkg(1)`, `deb-control(5)`): paragraphs of fields, with an empty line between them.
 * Distroless images have the same paragraphs, one a file and without a state.
 */
import { type Result, succeed } from '../../common/result.ts'
import type { ImagePackage } from '../../model/contents.ts'
import { type DatabaseFault, damagedAt, linesOf, mostPackages, packageOf } from './database-text.ts'

/** States in which the files of a package are not on the disk, or not all of them. */
const withoutFiles = new Set(['not-installed', 'config-files', 'half-installed'])

/** Fields by their names in lower case; those of several lines with their first line only. */
type Fields = Map<string, string>

/** The packages of a text whose files are on the disk, in its order. */
export function readDpkgStatus(text: string): Result<readonly ImagePackage[], DatabaseFault> {
  const packages: ImagePackage[] = []
  const fields: Fields = new Map()
  let start = 1
  for (const { text: line, number } of linesOf(text)) {
    if (line.trim() !== '') {
      if (fields.size === 0) start = number
      if (!addLine(fields, line)) return damagedAt(number)
      continue
    }
    if (fields.size === 0) continue
    const found = isOnDisk(fields) ? packageIn(fields) : 'absent'
    fields.clear()
    if (found === undefined) return damagedAt(start)
    if (found === 'absent') continue
    if (packages.length === mostPackages) return { ok: false, problem: { because: 'too-large' } }
    packages.push(found)
  }
  return succeed(packages)
}

/** Whether the line is a field, or goes on with the one before it. */
function addLine(fields: Fields, line: string): boolean {
  if (/^[ \t]/.test(line)) return fields.size > 0
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
  if (!/^[!-~]{1,100}$/.test(name)) return false
  fields.set(name, line.slice(colon + 1).trim())
  return true
}

/** `Status: WANT FLAG STATE`; what has no such field is there. */
function isOnDisk(fields: Fields): boolean {
  const state = fields.get('status')?.split(/\s+/)[2]
  return fields.has('status') ? state !== undefined && !withoutFiles.has(state) : true
}

function packageIn(fields: Fields): ImagePackage | undefined {
  const [, source = '', version] = /^(\S+)(?:\s+\((\S+)\))?$/.exec(fields.get('source') ?? '') ?? []
  return packageOf({
    database: 'dpkg',
    name: fields.get('package'),
    version: fields.get('version'),
    architecture: fields.get('architecture'),
    source: fields.has('source')
      ? { name: source, ...(version === undefined ? {} : { version }) }
      : undefined,
  })
}
