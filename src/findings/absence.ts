/** Why a file that a build needs is missing from git, and how to fix that: the data and its wording. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'

/** What is known about a path that a revision lacks. */
export const absenceSchema = readonlyObject({
  because: optional(
    z.discriminatedUnion('kind', [
      /** It is in the submodule at `path`. */
      readonlyObject({ kind: z.literal('submodule'), path: text }),
      /** git ignores it; `by` is `file:line` of the pattern. */
      readonlyObject({ kind: z.literal('ignored'), by: text }),
      /** It is in the user's checkout but was not added to git. */
      readonlyObject({ kind: z.literal('untracked') }),
      /** It is a directory that contains only a placeholder, such as .gitkeep. */
      readonlyObject({ kind: z.literal('kept') }),
      /** It is in git, but the ignore file `by` excludes it from the build context. */
      readonlyObject({ kind: z.literal('left-out'), by: text }),
    ]),
  ),
  /** A command in the repository that creates it. */
  step: optional(
    readonlyObject({
      /** `file:line` of the command. */
      at: text,
      /** The command as written there. */
      written: text,
      /** The directory that it runs in, relative to the root of the repository. */
      directory: text,
      /** The command for `build.prepare`; absent if it does not work outside its file. */
      command: optional(text),
    }),
  ),
  /** A likely command, if no command of the repository is known to create it. */
  suggestion: optional(text),
  /** Directories whose package.json has a build script, if there is no suggestion either. */
  frontEnds: optional(z.array(text).readonly()),
})
export type Absence = z.infer<typeof absenceSchema>

const submoduleUpdate = 'git submodule update --init --recursive'

/** Why a path is missing, and which command creates it: a sentence without a full stop. */
export function absenceText(path: string, { because, step }: Absence): string {
  const why = becauseText(path, because)
  if (step === undefined) return why
  const where = step.directory === '.' ? '' : ` in ${step.directory}`
  return `${why}; ${step.at} creates it with \`${step.written}\`${where}`
}

function becauseText(path: string, because: Absence['because']): string {
  switch (because?.kind) {
    case 'submodule':
      return `${path} is in the git submodule ${because.path}, which is not checked out`
    case 'left-out':
      return `${because.by} excludes ${path} from the build context`
    case 'kept':
      return `${path} is an empty directory in git`
    case 'ignored':
      return `git ignores ${path} (${because.by})`
    case 'untracked':
      return `${path} is in this checkout, but not in git`
    default:
      return `${path} is not in git`
  }
}

const inConfig = 'in .github/linkgate.yml'

/** How to fix it, in the imperative. */
export function absenceFix(path: string, { because, step, suggestion, frontEnds = [] }: Absence): string {
  if (because?.kind === 'submodule') {
    return `set \`submodules: recursive\` for actions/checkout, or ${prepareKey(submoduleUpdate)} ${inConfig}`
  }
  if (because?.kind === 'left-out') return `add \`!${path}\` at the end of ${because.by}`
  if (step?.command !== undefined) return `set ${prepareKey(step.command)} ${inConfig}`
  if (step !== undefined && isAction(step.written))
    return `run \`${step.written}\` before linkgate in its job, and set ${prepareKey(`cp -r $GITHUB_WORKSPACE/${path} ${path}`)} ${inConfig}`
  if (step !== undefined) return `set \`build: { prepare: … }\` ${inConfig} to the command of ${step.at}`
  if (suggestion !== undefined) {
    return `set the command that creates ${path} ${inConfig}, such as ${prepareKey(suggestion)}`
  }
  const among =
    frontEnds.length === 0
      ? ''
      : ` (${frontEnds.join(', ')} ${frontEnds.length === 1 ? 'has' : 'have'} a build script)`
  return `set \`build: { prepare: … }\` ${inConfig} to the command that creates ${path}${among}, or add it to git`
}

/** Whether a step uses an action, such as `owner/name@v1`, and runs no command. */
function isAction(written: string): boolean {
  return /^[\w.-]+\/[\w./-]+@\S+$/.test(written)
}

/** The command for `build.prepare`, if one is known. */
export function absencePrepare({ because, step, suggestion }: Absence): string | undefined {
  return because?.kind === 'submodule' ? submoduleUpdate : (step?.command ?? suggestion)
}

/** Whether the path exists after a command or a checkout of submodules, so that `docker build` then works. */
export function isCreatedLater({ because, step }: Absence): boolean {
  return step !== undefined || (because !== undefined && because.kind !== 'left-out')
}

/** The configuration key with the command, as YAML in one line. */
export function prepareKey(command: string): string {
  const isPlain = /^[\w./(][^,[\]{}#"']*$/.test(command) && !/:\s|:$|\s#/.test(command)
  return `\`build: { prepare: ${isPlain ? command : JSON.stringify(command)} }\``
}
