import { type Failure, fail, succeed } from '../../common/result.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { buildsProgram, flagOf, type GoCommand, type GoFlag, goCommandOf } from '../facts/go-command.ts'
import { type FlagSpan, linkmodeSpans, pureTagSpans, staticSpans, staticWordSpans } from '../facts/ldflags.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Run } from '../read/runs.ts'
import { stepsOf } from '../read/scope.ts'
import { type Setting, settingOf, settingsOf } from '../read/variables.ts'
import { anotherDockerfileFix, type Derivation, type DerivationStep, thirdPartyCgo } from './derivation.ts'
import { withoutCharacters, withoutWords } from './remove.ts'
import { staticRecipe } from './static-recipe.ts'

/** Changes flags of the go command that contradict the wanted mode, and commands that check the linkage of the program. */
export function flagEdits(derivation: Derivation): DerivationStep {
  const edits: Reasoned[] = []
  for (const run of derivation.runs) {
    if (run.program === 'xx-verify' && derivation.wanted === 'dynamic')
      edits.push(...unverified(derivation, run))
    const command = goCommandOf(run)
    if (command === undefined || !buildsProgram(command)) continue
    const obstacle = cannotBe(derivation, run, command)
    if (obstacle !== undefined) return obstacle
    edits.push(...flagsOf(derivation, run, command))
    const recipe =
      derivation.wanted === 'static' && derivation.cgo === '1' ? staticRecipe(run, command) : succeed([])
    if (!recipe.ok) return recipe
    edits.push(...recipe.value)
  }
  edits.push(...variableEdits(derivation))
  return succeed(edits)
}

function cannotBe({ wanted, cgo }: Derivation, run: Run, command: GoCommand): Failure | undefined {
  if (wanted === 'dynamic') return undefined
  const mode = flagOf(command, 'buildmode')?.value
  const shared =
    mode !== undefined && /^(c-shared|plugin|shared)$/.test(textOf(mode)) ? textOf(mode) : undefined
  if (shared !== undefined || flagOf(command, 'linkshared') !== undefined) {
    const flag = shared === undefined ? '-linkshared' : `-buildmode=${shared}`
    return fail(
      `line ${run.line} builds with ${flag}, which cannot be linked statically: ${anotherDockerfileFix}`,
    )
  }
  const sanitizer = ['race', 'msan', 'asan'].find((name) => flagOf(command, name) !== undefined)
  if (sanitizer === undefined || cgo === '1') return undefined
  return fail(
    `line ${run.line} builds with -${sanitizer}, which needs cgo: remove it from the production image`,
  )
}

function flagsOf(derivation: Derivation, run: Run, command: GoCommand): readonly Reasoned[] {
  const { wanted, cgo } = derivation
  const edits: Reasoned[] = []
  for (const flag of command.flags) {
    const { name, value } = flag
    if (name === 'ldflags' && value !== undefined && wanted === 'dynamic') {
      edits.push(...without(derivation, run, flag, staticSpans(textOf(value)), noLongerStatic))
    }
    if (name === 'ldflags' && value !== undefined && cgo === '0') {
      edits.push(...without(derivation, run, flag, linkmodeSpans(textOf(value)), needsCgo))
    }
    if (name === 'tags' && value !== undefined && wanted === 'dynamic') {
      edits.push(...without(derivation, run, flag, pureTagSpans(textOf(value)), pureGo))
    }
    if (name === 'buildmode' && value !== undefined && wanted === 'static' && textOf(value) === 'pie') {
      edits.push(...without(derivation, run, flag, [{ from: 0, to: 3 }], noPie))
    }
  }
  return edits
}

const noLongerStatic = 'removes the flags for static linking'
const needsCgo = 'external linking needs cgo'
const pureGo = 'netgo and osusergo replace the lookups of libc'
const noPie = 'a position-independent program needs an interpreter'

/** Removes parts of a flag's value, or the flag if nothing would be left. */
function without(
  { dockerfile }: Derivation,
  run: Run,
  flag: GoFlag,
  spans: readonly FlagSpan[],
  why: string,
): readonly Reasoned[] {
  const { value } = flag
  if (value === undefined || spans.length === 0) return []
  const json = run.step.instruction.exec !== undefined && run.within.length === 0
  return remaining(value, spans).trim() === ''
    ? [{ ...withoutWords(dockerfile.text, run.words, flag.words, json), why }]
    : cut(value, spans, why)
}

function remaining(value: Word, spans: readonly FlagSpan[]): string {
  return Array.from(textOf(value))
    .filter((_, index) => !spans.some(({ from, to }) => index >= from && index < to))
    .join('')
}

function cut(value: Word, spans: readonly FlagSpan[], why: string): readonly Reasoned[] {
  return spans.flatMap(({ from, to }) => withoutCharacters(value, from, to).map((edit) => ({ ...edit, why })))
}

/** The same for variables that contain such flags, such as LDFLAGS, TAGS and GOFLAGS. */
function variableEdits({ dockerfile, affected, runs, wanted, cgo, facts }: Derivation): readonly Reasoned[] {
  const inStages = affected.flatMap((stage) =>
    stepsOf(dockerfile, stage, facts)
      .filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword))
      .flatMap(({ instruction }) => settingsOf(instruction, dockerfile.escapeCharacter) ?? []),
  )
  const inGlobal = dockerfile.globalArgs.flatMap(
    (instruction) => settingsOf(instruction, dockerfile.escapeCharacter) ?? [],
  )
  const inRuns = runs.flatMap(({ settings, words }) => [
    ...settings,
    ...words
      .slice(1)
      .filter((word) => /^[A-Z]\w*=/.test(textOf(word)))
      .map(settingOf),
  ])
  return [...inGlobal, ...inStages, ...inRuns].flatMap((setting) => [
    ...(wanted === 'dynamic' ? noLongerPure(setting) : []),
    ...(cgo === '0' ? withoutLinkmode(setting) : []),
    ...(wanted === 'static' ? withoutPie(setting) : []),
  ])
}

function noLongerPure({ name, value }: Setting): readonly Reasoned[] {
  if (value === undefined) return []
  const text = textOf(value)
  const spans: readonly (readonly [boolean, () => readonly FlagSpan[], string])[] = [
    [true, () => staticSpans(text), noLongerStatic],
    [name === 'CGO_LDFLAGS', () => staticWordSpans(text), noLongerStatic],
    [/^(\w*_)?TAGS$/.test(name), () => pureTagSpans(text), pureGo],
    [name === 'GOFLAGS', () => tagsInFlags(text), pureGo],
    [name === 'XX_VERIFY_STATIC', () => [{ from: 0, to: text.length }], noVerify],
  ]
  return spans.flatMap(([applies, find, why]) => (applies ? cut(value, find(), why) : []))
}

function withoutLinkmode({ name, value }: Setting): readonly Reasoned[] {
  if (value === undefined || !name.includes('FLAGS')) return []
  return cut(value, linkmodeSpans(textOf(value)), needsCgo)
}

function withoutPie({ name, value }: Setting): readonly Reasoned[] {
  const found = value && name === 'GOFLAGS' ? /\s*--?buildmode=pie(?=\s|$)/.exec(textOf(value)) : null
  if (value === undefined || found === null) return []
  return cut(value, [{ from: found.index, to: found.index + found[0].length }], noPie)
}

/** The tags for pure Go after `-tags=` in GOFLAGS, or the whole flag if there are no other tags. */
function tagsInFlags(text: string): readonly FlagSpan[] {
  const found = /(\s*--?tags=)(\S*)/.exec(text)
  if (found?.[1] === undefined || found[2] === undefined) return []
  const start = found.index + found[1].length
  const spans = pureTagSpans(found[2])
  const removed = spans.reduce((sum, { from, to }) => sum + to - from, 0)
  if (removed === 0) return []
  if (removed >= found[2].length) return [{ from: found.index, to: start + found[2].length }]
  return spans.map(({ from, to }) => ({ from: start + from, to: start + to }))
}

const noVerify = 'the check for a static program is removed'

function unverified({ dockerfile }: Derivation, run: Run): readonly Reasoned[] {
  return run.words
    .filter((word) => textOf(word) === '--static')
    .map((word) => ({ ...withoutWords(dockerfile.text, run.words, [word], false), why: noVerify }))
}

export function packagesNotStatic({ facts }: Derivation): Failure | undefined {
  if (facts.cgoPackages?.includes('plugin') === true) {
    return fail('the program opens Go plugins (package plugin), which a static program cannot do')
  }
  const found = thirdPartyCgo(facts).find((path) => needsLibraries.test(path))
  if (found === undefined) return undefined
  return fail(
    `the package ${found} loads shared libraries, which a static program cannot do: ${anotherDockerfileFix}`,
  )
}

/** Go packages whose C libraries are rarely available for static linking, or are loaded at run time. */
const needsLibraries =
  /^(github\.com\/(go-gl\/|veandco\/go-sdl2|webview\/|godror\/godror|NVIDIA\/go-nvml|h2non\/bimg|davidbyttow\/govips|tensorflow\/|wasmerio\/)|gocv\.io\/|gopkg\.in\/gographics\/imagick)/
