/** What `linkgate inspect` prints: for a person, and as JSON. */

import { harmlessJson } from '../common/harmless.ts'
import type { Result } from '../common/result.ts'
import {
  factFix,
  factMessage,
  factOutput,
  isFatalProblem,
  type LoadProblem,
  type RuntimeFact,
  type RuntimeLevel,
} from '../findings/facts.ts'
import type { Inspection } from '../inspect/inspect-path.ts'
import { type ImageCheck, type ProgramCheck, willStart } from '../inspect/loader/image-check.ts'
import { hardening, hardeningRows } from '../inspect/program/hardening.ts'
import { formatName, type Program } from '../inspect/program/program.ts'
import { formatSize } from '../model/quantity.ts'
import { printable } from './text.ts'

/** Names in a file are anybody's: nothing of them may reach the terminal as a control sequence. */
const shown = (text: string) => printable(text, 200)

export function inspectionText(path: string, inspection: Inspection): string {
  const lines =
    inspection.kind === 'program'
      ? [
          `${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`,
          ...programLines(inspection.program),
        ]
      : imageLines(path, inspection)
  return `${lines.join('\n')}\n`
}

function summary(program: Program): string {
  const { buildInfo, kind, machine, format } = program
  const by = buildInfo === undefined ? '' : `, linked by ${buildInfo.go}`
  return shown(`${formatName[format]} ${machine}, ${kind}${by}`)
}

function programLines(program: Program): readonly string[] {
  const { buildInfo, libraries } = program
  const elf = program.format === 'elf' ? program.elf : undefined
  const cgo = buildInfo?.settings['CGO_ENABLED']
  const build = Object.entries(buildInfo?.settings ?? {}).filter(
    ([name]) => name.startsWith('-') || name === 'CGO_ENABLED',
  )
  return [
    '',
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

function imageLines(
  path: string,
  { saved, check }: Extract<Inspection, { kind: 'image' }>,
): readonly string[] {
  const { image, platform } = saved
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const unpacked = sum(image.layers.map(({ size }) => size))
  const pulled = sum(image.layers.map(({ compressedSize }) => compressedSize))
  const wasted = sum(image.layers.map((layer) => layer.wasted ?? 0))
  const own = image.layers.filter(({ base }) => base === false)
  const onBase = image.layers.length - own.length
  return [
    `${shown(path)}: image ${image.id.slice(0, 12)}${platform === undefined ? '' : ` for ${shown(platform)}`}`,
    '',
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
            ? `all ${own.length}: none of them is in the base image`
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
    ...(check.ok ? checkLines(check.value) : rows('Program', [['', check.problem.message]])),
  ]
}

const levelMarks: Readonly<Record<RuntimeLevel, string>> = { fatal: '✗', warn: '!', info: '·' }

function checkLines(check: ImageCheck): readonly string[] {
  const { entry, program: found } = check
  const { load, runtime = [] } = found.ok ? found.value : {}
  const problems = [...entry.problems, ...(load?.problems ?? [])]
  const facts = [
    ...uniqueProblems(problems).map((problem) => ({ problem, mark: isFatalProblem(problem) ? '✗' : '!' })),
    ...runtime.map((problem) => ({ problem, mark: levelMarks[problem.level] })),
  ]
  return [
    ...(found.ok ? foundLines(found.value) : rows('Program', [['', found.problem.message]])),
    ...rows('In this image', [
      ['', startsLine(check)],
      ...(load?.libraries ?? []).map(({ name, path: at }) => [name, at ?? 'not found'] as const),
    ]),
    ...facts.flatMap(({ mark, problem }) => [
      `  ${mark} ${shown(factMessage(problem))}`,
      `      ${shown(factFix(problem))}`,
    ]),
  ]
}

function foundLines({ path, program, size }: ProgramCheck): readonly string[] {
  return [`${shown(path)}: ${summary(program)}, ${formatSize(size)}`, ...programLines(program)]
}

function startsLine(check: ImageCheck): string {
  switch (willStart(check)) {
    case 'no':
      return '✗ it will not start'
    case 'yes':
      return '✓ it will start'
    case 'unknown':
      return `? nothing in the image keeps it from starting, but linkgate cannot know what \`${firstLine(check.entry.unknownIn ?? '')}\` does first`
  }
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''

function uniqueProblems(problems: readonly LoadProblem[]): readonly LoadProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

function rows(title: string, given: readonly (readonly [string, string | undefined])[]): readonly string[] {
  const told = given.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== '')
  const width = Math.max(0, ...told.map(([name]) => shown(name).length))
  return [
    title,
    ...told.map(([name, value]) => `  ${shown(name).padEnd(width)}${width > 0 ? '  ' : ''}${shown(value)}`),
    '',
  ]
}

/** The same facts as one JSON value; sizes in bytes. */
export function inspectionJson(path: string, inspection: Inspection): string {
  const value =
    inspection.kind === 'program'
      ? { path, kind: 'program', size: inspection.size, program: programValue(inspection.program) }
      : {
          path,
          kind: 'image',
          ...withoutRoot(inspection.saved),
          check: checkValue(inspection.check),
        }
  return `${harmlessJson(value)}\n`
}

function checkValue(check: Result<ImageCheck>): object {
  if (!check.ok) return { problem: check.problem.message }
  const { entry, program: found } = check.value
  const about = {
    starts: willStart(check.value),
    entry: { ...entry, problems: entry.problems.map(problemValue) },
  }
  if (!found.ok) return { ...about, problem: found.problem.message }
  const { load, runtime, program, ...rest } = found.value
  return {
    ...about,
    ...rest,
    program: programValue(program),
    ...(load === undefined ? {} : { load: { ...load, problems: load.problems.map(problemValue) } }),
    runtime: runtime.map(factValue),
  }
}

function problemValue(problem: LoadProblem): object {
  return { fatal: isFatalProblem(problem), ...factValue(problem) }
}

function factValue(problem: LoadProblem | RuntimeFact): object {
  return {
    ...problem,
    message: factMessage(problem),
    shown: factOutput(problem),
    fix: factFix(problem),
  }
}

function programValue(program: Program): object {
  return { ...program, hardening: hardening(program) }
}

function withoutRoot({ root: _, ...saved }: Extract<Inspection, { kind: 'image' }>['saved']): object {
  return saved
}
