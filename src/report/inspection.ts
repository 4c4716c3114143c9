/** The output of `linkgate inspect` as text. */

import { lower } from '../common/english.ts'
import { type Result, succeed } from '../common/result.ts'
import { uniqueByValue } from '../common/unique.ts'
import { factFix, factMessage, isFatalProblem } from '../findings/facts.ts'
import { topicLabels, topicWords } from '../findings/runtime-words.ts'
import type { Elf } from '../inspect/elf/elf.ts'
import type { Inspection } from '../inspect/inspect-path.ts'
import { type ImageCheck, type ProgramCheck, willStart } from '../inspect/loader/image-check.ts'
import { hardening, hardeningRows } from '../inspect/program/hardening.ts'
import { linkageOf } from '../inspect/program/linkage.ts'
import { formatName, type Program } from '../inspect/program/program.ts'
import type { ImageContents } from '../model/contents.ts'
import { formatSize } from '../model/quantity.ts'
import { type RuntimeBehavior, runtimeTopics } from '../model/runtime.ts'
import type { InspectedVulnerabilities } from '../vulnerabilities/inspect-vulnerabilities.ts'
import { contentsFacts } from './contents/facts.ts'
import { updatesText } from './contents/updates.ts'
import { inspectedVulnerabilityBlocks } from './inspected-vulnerabilities.ts'
import { type Block, blocksText, heading, rows, shown } from './terminal/blocks.ts'
import type { TerminalOptions } from './terminal/terminal.ts'
import { ownSentence } from './text.ts'

/** @param vulnerabilities undefined if they were not requested */
export function inspectionText(
  path: string,
  inspection: Inspection,
  terminal: TerminalOptions,
  vulnerabilities?: InspectedVulnerabilities,
): string {
  const blocks =
    inspection.kind === 'program'
      ? [
          heading(`${shown(path)}: ${summary(inspection.program)}, ${formatSize(inspection.size)}`),
          ...programBlocks(inspection.program),
          ...behaviorBlocks(inspection.behavior),
        ]
      : imageBlocks(path, inspection)
  return blocksText([...blocks, ...inspectedVulnerabilityBlocks(vulnerabilities)], terminal)
}

function summary(program: Program): string {
  const { buildInfo, kind, machine, format } = program
  const by = buildInfo === undefined ? '' : `, linked by ${buildInfo.go}`
  return shown(`${formatName[format]} ${machine}, ${kind}${by}`)
}

type LinkFacts = Pick<Elf, 'link' | 'symbolTable' | 'debugInfo'>

function linkedAs(program: Program): LinkFacts {
  if (program.format === 'elf') return program.elf
  return program.format === 'pe' ? program.pe : program.machO
}

function programBlocks(program: Program): readonly Block[] {
  const { buildInfo, libraries } = program
  const elf = program.format === 'elf' ? program.elf : undefined
  const { link, symbolTable, debugInfo } = linkedAs(program)
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
        link === undefined ? undefined : link === 'internal' ? "Go's own linker" : "the system's linker",
      ],
      ['symbols', present(symbolTable)],
      ['DWARF', present(debugInfo)],
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
  { saved, check, contents }: Extract<Inspection, { kind: 'image' }>,
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
    ...(contents === undefined ? [] : contentsBlocks(contents, check)),
  ]
}

function contentsBlocks(contents: ImageContents, check: Result<ImageCheck>): readonly Block[] {
  const program = check.ok && check.value.program.ok ? check.value.program.value.program : undefined
  return rows(
    'What it contains',
    [
      ...contentsFacts(contents).map(({ label, text }) => [lower(label), text] as const),
      ['updates', program && updatesText(linkageOf(succeed(program)), contents)],
    ],
    ownSentence,
  )
}

function checkBlocks(check: ImageCheck): readonly Block[] {
  const { entry, program: found } = check
  const { load, runtime = [] } = found.ok ? found.value : {}
  const problems = [...entry.problems, ...(load?.problems ?? [])]
  const facts = [
    ...uniqueByValue(problems).map((problem) => ({
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

function foundBlocks({ path, program, size, behavior }: ProgramCheck): readonly Block[] {
  return [
    heading(`${shown(path)}: ${summary(program)}, ${formatSize(size)}`),
    ...programBlocks(program),
    ...behaviorBlocks(behavior),
  ]
}

function behaviorBlocks(behavior: RuntimeBehavior | undefined): readonly Block[] {
  if (behavior === undefined) return []
  return rows(
    'At run time',
    runtimeTopics.map((topic) => [lower(topicLabels[topic]), topicWords(topic, behavior)?.full] as const),
    ownSentence,
  )
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
