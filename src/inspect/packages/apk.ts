/**
 * The database of installed packages of apk-tools: paragraphs of lines `X:value`, with an empty line between them. After
 * the fields of a package come its directories (`F:`), each followed by its files (`R:`).
 */
import { type Result, succeed } from '../../common/result.ts'
import type { ImagePackage } from '../../model/contents.ts'
import { type DatabaseFault, damagedAt, linesOf, mostPackages, packageOf } from './database-text.ts'

export interface ApkDatabase {
  readonly packages: readonly ImagePackage[]
  /** Packages of the requested files, by path. */
  readonly owners: ReadonlyMap<string, ImagePackage>
}

/** @param isWanted whether the owner of a file is needed; absolute paths */
export function readApkInstalled(
  text: string,
  isWanted: (path: string) => boolean = () => false,
): Result<ApkDatabase, DatabaseFault> {
  const packages: ImagePackage[] = []
  const owners = new Map<string, ImagePackage>()
  let paragraph = newParagraph(1)
  for (const { text: line, number } of linesOf(text)) {
    if (line !== '') {
      if (!addLine(paragraph, line, isWanted)) return damagedAt(number)
      continue
    }
    const { fields, files, start } = paragraph
    paragraph = newParagraph(number + 1)
    if (fields.size === 0) continue
    const found = packageIn(fields)
    if (found === undefined) return damagedAt(start)
    if (packages.length === mostPackages) return { ok: false, problem: { because: 'too-large' } }
    packages.push(found)
    for (const path of files) owners.set(path, found)
  }
  return succeed({ packages, owners })
}

interface Paragraph {
  readonly start: number
  readonly fields: Map<string, string>
  /** Requested files. */
  readonly files: string[]
  directory: string
}

const newParagraph = (start: number): Paragraph => ({ start, fields: new Map(), files: [], directory: '' })

/** Whether the line is one of the format. */
function addLine(paragraph: Paragraph, line: string, isWanted: (path: string) => boolean): boolean {
  if (!/^[A-Za-z]:/.test(line)) return false
  const [field = '', value] = [line[0], line.slice(2)]
  if (field === 'F') paragraph.directory = value === '' ? '' : `/${value}`
  if (field === 'R') {
    const path = `${paragraph.directory}/${value}`
    if (isWanted(path)) paragraph.files.push(path)
  }
  // the line of the root directory has an empty value; fields of files come after those of the package
  if (!paragraph.fields.has(field)) paragraph.fields.set(field, value)
  return true
}

function packageIn(fields: ReadonlyMap<string, string>): ImagePackage | undefined {
  const origin = fields.get('o')
  return packageOf({
    database: 'apk',
    name: fields.get('P'),
    version: fields.get('V'),
    architecture: fields.get('A'),
    source: origin === undefined || origin === '' ? undefined : { name: origin },
  })
}
