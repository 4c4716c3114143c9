/**
 * The status database of dpkg (`dpkg(1)`, `deb-control(5)`): paragraphs of fields, with an empty line between them. Distroless
 * images have the same paragraphs, one per file and without a state.
 */
import { type Result, succeed } from '../../common/result.ts'
import type { ImagePackage } from '../../model/contents.ts'
import { type DatabaseFault, damagedAt, linesOf, mostPackages, packageOf } from './database-text.ts'

/** States in which some or all files of a package are not on the disk. */
const withoutFiles = new Set(['not-installed', 'config-files', 'half-installed'])

/** Fields by lower-case name; only the first line of multi-line fields. */
type Fields = Map<string, string>

/** The packages whose files are on the disk, in the order of the text. */
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

/** Whether the line is a field, or continues the previous one. */
function addLine(fields: Fields, line: string): boolean {
  if (/^[ \t]/.test(line)) return fields.size > 0
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(colon, 0)).toLowerCase()
  if (!/^[!-~]{1,100}$/.test(name)) return false
  fields.set(name, line.slice(colon + 1).trim())
  return true
}

/** `Status: WANT FLAG STATE`; without the field, the package is installed. */
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
