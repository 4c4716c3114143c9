/** What `linkgate inspect` prints for a person. */

import {
  factFix,
  factMessage,
  isFatalProblem,
  type LoadProblem,
  type RuntimeLevel,
} from '../findings/facts.ts'
import type { Inspection } from '../inspect/inspect-path.ts'
import { type ImageCheck, type ProgramCheck, willStart } from '../inspect/loader/image-check.ts'
import { hardening, hardeningRows } from '../inspect/program/hardening.ts'
import { formatName, type Program } from '../inspect/program/program.ts'
import { formatSize } from '../model/quantity.ts'
import { aligned, displayWidth, wrap } from './terminal/layout.ts'
import { type Paint, painter, type Style } from './terminal/paint.ts'
import type { TerminalOptions } from './terminal/terminal.ts'
import { printable } from './text.ts'

/** Names in a file are anybody's: nothing of them may reach the terminal as a control sequence. */
const shown = (text: string) => printable(text, 200)

/** A part of the text, laid out when the width is known. */
type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'rows'; readonly title: string; readonly rows: readonly InspectedRow[] }
  | { readonly kind: 'fact'; readonly level: RuntimeLevel; readonly message: string; readonly fix: string }

type InspectedRow = readonly [name: string, value: string]

export function inspectionText(
  path: string,
  inspection: Inspection,
  { color, width }: TerminalOptions,
): string {
  const blocks =
    inspection.kind === 'program'
      ? [
          heading(`${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`),
          ...programBlocks(inspection.program),
        ]
      : imageBlocks(path, inspection)
  const paint = painter(color)
  const parts = blocks.map((block, index) => {
    // facts that follow each other belong together
    const isApart = index > 0 && !(block.kind === 'fact' && blocks[index - 1]?.kind !== 'heading')
    return `${isApart ? '\n' : ''}${blockText(block, width, paint)}`
  })
  return `${parts.join('\n')}\n`
}

const heading = (text: string): Block => ({ kind: 'heading', text })

function blockText(block: Block, width: number, paint: Paint): string {
  switch (block.kind) {
    case 'heading':
      return paint(wrap(block.text, width, 0), 'bold')
    case 'rows':
      return rowsText(block, width, paint)
    case 'fact': {
      const { mark, style } = levelMarks[block.level]
      const message = wrap(shown(block.message), width, 4).trimStart()
      return `  ${paint(mark, style)} ${message}\n${wrap(`→ ${shown(block.fix)}`, width, 4)}`
    }
  }
}

function rowsText({ title, rows }: Extract<Block, { kind: 'rows' }>, width: number, paint: Paint): string {
  const names = Math.max(0, ...rows.map(([name]) => displayWidth(shown(name))))
  const indent = names === 0 ? 2 : names + 4
  return [
    paint(title, 'bold'),
    ...rows.map(([name, value]) => {
      const label = names === 0 ? '' : `${aligned(shown(name), names, true)}  `
      return `  ${label}${wrap(shown(value), width, indent).trimStart()}`
    }),
  ].join('\n')
}

/** Without those that have no value. */
function rows(title: string, given: readonly (readonly [string, string | undefined])[]): readonly Block[] {
  const known = given.filter((row): row is InspectedRow => row[1] !== undefined && row[1] !== '')
  return [{ kind: 'rows', title, rows: known }]
}

function summary(program: Program): string {
  const { buildInfo, kind, machine, format } = program
  const by = buildInfo === undefined ? '' : `, linked by ${buildInfo.go}`
  return shown(`${formatName[format]} ${machine}, ${kind}${by}`)
}

function programBlocks(program: Program): readonly Block[] {
  const { buildInfo, libraries } = program
  const elf = program.format === 'elf' ? program.elf : undefined
  const cgo = buildInfo?.settings['CGO_ENABLED']
  const build = Object.entries(buildInfo?.settings ?? {}).filter(
    ([name]) => name.startsWith('-') || name === 'CGO_ENABLED',
  )
  return [
    ...rows('Linkage', [
      ['because', program.why],
      ['interpreter', elf?.interpreter],
      ['libraries', libraries.join(', ') || 'none'],
      ['needs', elf === undefined ? undefined : highest(elf.versionsNeeded.map(({ version }) => version))],
      [
        'linked by',
        elf?.link === undefined
          ? undefined
          : elf.link === 'internal'
            ? "Go's own linker"
            : "the system's linker",
      ],
      ['symbols', present(elf?.symbolTable)],
      ['DWARF', present(elf?.debugInfo)],
    ]),
    ...rows(
      'Hardening',
      hardeningRows(hardening(program)).map(({ fact, value }) => [fact, value] as const),
    ),
    ...(buildInfo === undefined
      ? []
      : rows('Go', [
          ['main', buildInfo.path],
          [
            'module',
            buildInfo.main === undefined ? undefined : `${buildInfo.main.path} ${buildInfo.main.version}`,
          ],
          ['modules', `${Object.keys(buildInfo.modules).length}`],
          ['cgo', cgo === undefined ? undefined : cgo === '1' ? 'enabled' : 'disabled'],
          ['build', build.map(([name, value]) => `${name}=${value}`).join(' ')],
        ])),
  ]
}

function present(there: boolean | undefined): string | undefined {
  return there === undefined ? undefined : there ? 'present' : 'stripped'
}

function highest(versions: readonly string[]): string | undefined {
  const found = new Intl.Collator('en', { numeric: true })
  return versions
    .filter((version) => version.startsWith('GLIBC_'))
    .sort(found.compare)
    .at(-1)
}

function imageBlocks(
  path: string,
  { saved, check }: Extract<Inspection, { kind: 'image' }>,
): readonly Block[] {
  const { image, platform } = saved
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const unpacked = sum(image.layers.map(({ size }) => size))
  const pulled = sum(image.layers.map(({ compressedSize }) => compressedSize))
  const wasted = sum(image.layers.map((layer) => layer.wasted ?? 0))
  const own = image.layers.filter(({ base }) => base === false)
  const onBase = image.layers.length - own.length
  return [
    heading(
      `${shown(path)}: image ${image.id.slice(0, 12)}${platform === undefined ? '' : ` for ${shown(platform)}`}`,
    ),
    ...rows('Image', [
      ['unpacked', formatSize(unpacked)],
      ['pulled', `${formatSize(pulled)} (zlib, level 6)`],
      [
        'wasted',
        wasted === 0 ? 'nothing' : `${formatSize(wasted)} in files that a later layer overwrites or removes`,
      ],
      [
        'own layers',
        image.layers.some(({ base }) => base === undefined)
          ? undefined
          : onBase === 0
            ? `all ${own.length} (the base image has none of them)`
            : `${own.length} of ${image.layers.length}, ${formatSize(sum(own.map(({ size }) => size)))}, ${formatSize(sum(own.map(({ compressedSize }) => compressedSize)))} pulled`,
      ],
      ['starts', [...image.entrypoint, ...saved.command].join(' ')],
      ['user', image.user === '' ? 'root' : image.user],
      ['directory', image.workingDir === '' ? '/' : image.workingDir],
    ]),
    ...rows(
      'Layers',
      image.layers.map(
        ({ size, compressedSize, createdBy = '', base }, index) =>
          [
            `${index + 1}`,
            `${formatSize(size)}, ${formatSize(compressedSize)} pulled  ${base === true ? '(base image) ' : ''}${createdBy}`,
          ] as const,
      ),
    ),
    ...(check.ok ? checkBlocks(check.value) : rows('Program', [['', check.problem.message]])),
  ]
}

const levelMarks: Readonly<Record<RuntimeLevel, { readonly mark: string; readonly style: Style }>> = {
  fatal: { mark: '✗', style: 'red' },
  warn: { mark: '!', style: 'yellow' },
  info: { mark: '·', style: 'dim' },
}

function checkBlocks(check: ImageCheck): readonly Block[] {
  const { entry, program: found } = check
  const { load, runtime = [] } = found.ok ? found.value : {}
  const problems = [...entry.problems, ...(load?.problems ?? [])]
  const facts = [
    ...uniqueProblems(problems).map((problem) => ({
      problem,
      level: isFatalProblem(problem) ? ('fatal' as const) : ('warn' as const),
    })),
    ...runtime.map((problem) => ({ problem, level: problem.level })),
  ]
  return [
    ...(found.ok ? foundBlocks(found.value) : rows('Program', [['', found.problem.message]])),
    ...rows('In this image', [
      ['', startsLine(check)],
      ...(load?.libraries ?? []).map(({ name, path: at }) => [name, at ?? 'not found'] as const),
    ]),
    ...facts.map(
      ({ level, problem }): Block => ({
        kind: 'fact',
        level,
        message: factMessage(problem),
        fix: factFix(problem),
      }),
    ),
  ]
}

function foundBlocks({ path, program, size }: ProgramCheck): readonly Block[] {
  return [heading(`${shown(path)}: ${summary(program)}, ${formatSize(size)}`), ...programBlocks(program)]
}

function startsLine(check: ImageCheck): string {
  switch (willStart(check)) {
    case 'no':
      return '✗ it will not start'
    case 'yes':
      return '✓ it will start'
    case 'unknown':
      return `? linkgate found no problem, but cannot check what \`${firstLine(check.entry.unknownIn ?? '')}\` does first`
  }
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''

function uniqueProblems(problems: readonly LoadProblem[]): readonly LoadProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}
