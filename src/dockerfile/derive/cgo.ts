import { noVariables, type Variables } from '../../shell/expansion.ts'
import { rangeOf } from '../../shell/source.ts'
import { textOf } from '../../shell/words.ts'
import { buildsProgram, flagOf, type GoCommand, goCommandOf } from '../facts/go-command.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { stepsOf } from '../read/scope.ts'
import { chainOf } from '../read/stages.ts'
import { type Setting, settingOf, settingsOf, substitute } from '../read/variables.ts'
import { type Derivation, insertAfter } from './derivation.ts'

const name = 'CGO_ENABLED'

/** Sets every CGO_ENABLED in the text, and adds one to a stage that compiles without it. */
export function cgoEdits(derivation: Derivation): readonly Reasoned[] {
  return [...inInstructions(derivation), ...inRuns(derivation), ...injected(derivation)]
}

function inInstructions({ dockerfile, affected, cgo, facts }: Derivation): readonly Reasoned[] {
  const global = dockerfile.globalArgs.flatMap((instruction) =>
    (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) =>
      set(setting, noVariables, cgo),
    ),
  )
  const local = affected.flatMap((stage) =>
    stepsOf(dockerfile, stage, facts)
      .filter((step) => step.stage === stage && /^(ARG|ENV)$/.test(step.instruction.keyword))
      .flatMap(({ instruction, scope }) =>
        (settingsOf(instruction, dockerfile.escapeCharacter) ?? []).map((setting) => {
          // an ENV that takes its value from the ARG of the same name follows the default of the ARG
          const follows =
            instruction.keyword === 'ENV' &&
            /^\$(\{CGO_ENABLED(:?-.*)?\}|CGO_ENABLED)$/.test(setting.value ? textOf(setting.value) : '') &&
            scope.setBy(name) === 'ARG' &&
            scope.variables.get(name) !== undefined &&
            facts.buildArgs?.[name] === undefined
          return follows ? [] : set(setting, scope.variables, cgo)
        }),
      ),
  )
  return [...global, ...local].flat()
}

/** Assignments in front of a command, after `env`, `export` or `go env -w`, as an argument of make, or alone. */
function inRuns({ runs, affected, cgo }: Derivation): readonly Reasoned[] {
  return runs.flatMap((run) => {
    if (!affected.includes(run.step.stage)) return []
    const command = goCommandOf(run)
    // tests, and tools of other modules, keep their settings
    if (command !== undefined && command.subcommand !== 'env' && !buildsProgram(command)) {
      return cgo === '0' ? stillWithCgo(run, command) : []
    }
    const words = run.words.filter((word) => /^CGO_ENABLED=\S*$/.test(textOf(word))).map(settingOf)
    return [...run.settings, ...words].flatMap((setting) => set(setting, run.variables, cgo))
  })
}

/** Keeps cgo enabled for commands that need it in every mode, such as tests with the race detector. */
function stillWithCgo(run: Run, command: GoCommand): readonly Reasoned[] {
  const needs = ['race', 'msan', 'asan'].find((flag) => flagOf(command, flag) !== undefined)
  const start = run.words[0]?.range.start
  const own = run.settings.some((setting) => setting.name === name)
  if (needs === undefined || start === undefined || own || run.step.instruction.exec !== undefined) return []
  return [{ start, end: start, text: `${name}=1 `, why: `-${needs} needs cgo` }]
}

function set(setting: Setting, known: Variables, cgo: string): readonly Reasoned[] {
  const { value } = setting
  if (setting.name !== name || value === undefined || substitute(value, known) === cgo) return []
  const range = rangeOf(value.source) ?? { start: value.range.end, end: value.range.end }
  return [{ ...range, text: cgo, why: `sets ${name} to ${cgo}` }]
}

/** Adds an ENV to stages where nothing else sets the variable; programs that run the go command inherit it. */
function injected(derivation: Derivation): readonly Reasoned[] {
  const { dockerfile, compiling, cgo, facts } = derivation
  const done = new Set<Stage>()
  return compiling.flatMap((run) => {
    const { stage } = run.step
    const { stages } = chainOf(dockerfile, stage, facts)
    if (stages.some((each) => done.has(each)) || decides(derivation, run)) return []
    done.add(stage)
    const why = `sets ${name}, which was not set`
    // after the ARG, because an ARG overrides an ENV above it
    const declared = stage.instructions.findLast(
      ({ keyword, words }) => keyword === 'ARG' && words.some((word) => settingOf(word).name === name),
    )
    return [insertAfter(dockerfile, declared ?? stage.from, [`ENV ${name}=${cgo}`], why)]
  })
}

/** Whether the text already sets the variable for a command, so that another edit changes it. */
function decides({ runs, cgo, facts }: Derivation, run: Run): boolean {
  const found = run.environment(name)
  if (found?.by === 'ARG') {
    return found.value !== undefined && (facts.buildArgs?.[name] ?? cgo) === cgo
  }
  if (found !== undefined) return true
  const before = runs.slice(0, runs.indexOf(run))
  return before.some(
    ({ step, words }) =>
      step.stage === run.step.stage &&
      words.slice(1, 3).map(textOf).join(' ') === 'env -w' &&
      words.some((word) => textOf(word).startsWith(`${name}=`)),
  )
}
