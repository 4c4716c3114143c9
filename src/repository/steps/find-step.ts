/** Finds the command of a repository that generates a file which a build lacks. */

import { joinPath, lastOf, parentOf, relativeTo } from '../../common/paths.ts'
import { readGoreleaser } from '../goreleaser.ts'
import { makefileNames } from '../make/makefile.ts'
import type { RepositoryTexts } from '../texts.ts'
import { commandsIn, type FoundCommand, inOneLine, pathIn } from './commands.ts'
import { frontEndBuild, frontEnds, packageCommand } from './front-ends.ts'
import { type MakerSources, Makers } from './makers.ts'
import { isInstall, packageCall } from './package-scripts.ts'
import { fits, type Wanted, wantedPath } from './wanted.ts'
import { jobsOf } from './workflow-scripts.ts'

/** A command of the repository that generates a path. */
export interface GeneratingStep {
  /** `file:line` of the command. */
  readonly at: string
  /** The command as written there. */
  readonly written: string
  /** Its working directory, relative to the root of the repository. */
  readonly directory: string
  /** The command after those that it needs, for a shell in the root of the repository; absent if it cannot run by itself. */
  readonly command?: string
}

export interface StepSearch extends MakerSources {
  readonly wanted: Wanted
  /** Whether the repository contains a path. */
  readonly isThere: (path: string) => boolean
  /** Directory of the Go package that needs it. */
  readonly beside?: string
  /** Directories with a go.mod. */
  readonly modules: readonly string[]
  /** Whether only jobs that build an image count. */
  readonly shippedOnly?: boolean
}

/** The step with the strongest evidence; undefined if no file has one. */
export function findStep(search: StepSearch): GeneratingStep | undefined {
  const makers = new Makers(search)
  if (search.shippedOnly === true) return ofScripts(search, makers)
  return (
    besideIt(search, makers) ??
    ofScripts(search, makers) ??
    ofMakefiles(search, makers) ??
    ofGenerators(search, makers) ??
    ofFrontEnds(search, makers)
  )
}

/** A `//go:generate` of the package that needs the path. */
function besideIt(search: StepSearch, makers: Makers): GeneratingStep | undefined {
  const found = ownGenerators(search).find((one) => makers.makes(one, search.wanted))
  return found && generating(search, found)
}

function ownGenerators({ generators, beside }: StepSearch): readonly FoundCommand[] {
  return generators.filter(({ directory }) => directory === beside)
}

function ofGenerators(search: StepSearch, makers: Makers): GeneratingStep | undefined {
  const found = search.generators.find((one) => makers.makes(one, search.wanted))
  return found && generating(search, found)
}

/** `go generate` for the package of one line. Go only runs it inside its module. */
function generating({ modules }: StepSearch, { directory = '.', at }: FoundCommand): GeneratingStep {
  const [module = '.'] = modules
    .filter((one) => relativeTo(one, directory) !== undefined)
    .sort((one, other) => (other === '.' ? 0 : other.length) - (one === '.' ? 0 : one.length))
  const inside = relativeTo(module, directory) ?? '.'
  const written = `go generate ${inside === '.' ? '.' : `./${inside}`}`
  return { at, written, directory: module, command: module === '.' ? written : `cd ${module} && ${written}` }
}

/** First the steps before an image is built, then the other steps of workflows, and downloads by their actions. */
function ofScripts(search: StepSearch, makers: Makers): GeneratingStep | undefined {
  const { texts, wanted, shippedOnly = false } = search
  const jobs = jobsOf(texts)
  const shipping = jobs.filter(({ buildsImage }) => buildsImage)
  const brought = (shippedOnly ? shipping : jobs)
    .flatMap((job) => job.brought)
    .find(({ path }) => fits(wanted, path))
  // if a shipping job downloads it from another job, the command is in the other one
  const others = shippedOnly && brought === undefined ? [] : jobs.filter((job) => !shipping.includes(job))
  const lists = [
    ...shipping.map(({ scripts }) => scripts.flatMap(commandsIn)),
    ...texts.paths.filter((path) => goreleaserFile.test(path)).map((path) => hooksIn(texts, path)),
    ...others.map(({ scripts }) => scripts.flatMap(commandsIn)),
  ]
  const among = (isMeant: (command: FoundCommand) => boolean) => {
    for (const commands of lists) {
      const found = stepAmong(search, makers, commands, isMeant)
      if (found !== undefined) return found
    }
    return undefined
  }
  return (
    among((one) => !isAddition(search, one)) ??
    (brought && { at: brought.at, written: brought.uses, directory: '.' }) ??
    among(() => true)
  )
}

const goreleaserFile = /^(?:\.config\/)?\.?goreleaser(?:\.[\w-]+)?\.ya?ml$/

/** Whether a command only creates a directory, or copies files of the repository into an existing one. */
function isAddition({ isThere }: StepSearch, { words, directory = '.' }: FoundCommand): boolean {
  const [program = '', ...others] = words
  if (program === 'mkdir' || program === 'touch') return true
  const sources = others.filter((word) => !word.startsWith('-')).slice(0, -1)
  const isSeveral = sources.length > 1 || sources.some((source) => source.includes('*'))
  return (
    /^(?:cp|install|mv|rsync)$/.test(program) &&
    isSeveral &&
    sources.every((source) =>
      isThere(pathIn(directory, source.replace(/\/?[^/]*[*?[].*$/, '') || '.') ?? '..'),
    )
  )
}

/** The commands that GoReleaser runs before it builds. */
function hooksIn(texts: RepositoryTexts, file: string): readonly FoundCommand[] {
  return readGoreleaser(texts.text(file) ?? '').hooks.flatMap(({ command, directory, line }) =>
    commandsIn({ text: command, file, line, directory }),
  )
}

/** The first command of a list that generates it. */
function stepAmong(
  search: StepSearch,
  makers: Makers,
  commands: readonly FoundCommand[],
  isMeant: (command: FoundCommand) => boolean,
): GeneratingStep | undefined {
  const found = commands.find((one) => isMeant(one) && makers.makes(one, search.wanted))
  if (found === undefined) return undefined
  const before = commands.slice(0, commands.indexOf(found))
  const needed = new Set(neededBy(search, makers, found, before))
  return stepOf(found, [...before.filter((one) => needed.has(one)), found])
}

function stepOf(
  { at, written, directory = '.' }: FoundCommand,
  all: readonly FoundCommand[],
): GeneratingStep {
  const command = inOneLine(all)
  return { at, written, directory, ...(command === undefined ? {} : { command }) }
}

/** Earlier commands that a command needs, because they generate its sources or install its tools. */
function neededBy(
  search: StepSearch,
  makers: Makers,
  command: FoundCommand,
  before: readonly FoundCommand[],
): readonly FoundCommand[] {
  const { directory = '.', words } = command
  const sources = /^(?:cp|install|ln|mv|rsync)$/.test(words[0] ?? '') ? words.slice(1, -1) : []
  const makingSources = sources.flatMap((source) => {
    const path = pathIn(directory, source.replace(/\/?[^/]*[*?[].*$/, '') || '.')
    if (path === undefined || path === '.' || search.isThere(path)) return []
    const wanted = wantedPath(path, search.isThere)
    const at = before.findLastIndex((one) => makers.makes(one, wanted))
    const found = before[at]
    return found === undefined ? [] : [...neededBy(search, makers, found, before.slice(0, at)), found]
  })
  const call = packageCall(command, search.texts)
  const installs = before.filter((one) => {
    if (!isInstall(one)) return false
    const isForGo = one.words[0] === 'go'
    if (call === undefined) return isForGo && makingSources.length === 0
    return !isForGo && relativeTo(directoryOf(one, search.texts), call.directory) !== undefined
  })
  const directories = before.filter((one) => makesDirectoryFor(one, search))
  return [...installs, ...directories, ...makingSources]
}

/** Whether it only creates a directory in which the wanted file is, and which the repository does not have. */
function makesDirectoryFor({ words, directory }: FoundCommand, { wanted }: StepSearch): boolean {
  if (words[0] !== 'mkdir' || directory === undefined) return false
  return words.slice(1).some((word) => {
    const path = word.startsWith('-') ? undefined : pathIn(directory, word)
    const isAbove = path !== undefined && relativeTo(path, parentOf(wanted.path)) !== undefined
    return isAbove && relativeTo(wanted.missing, path) !== undefined
  })
}

/** The directory in which a package manager installs. */
function directoryOf({ words, directory = '.' }: FoundCommand, texts: RepositoryTexts): string {
  const asRun = words[0] === 'npm' || words[0] === 'bun' ? [words[0], 'run', ...words.slice(1)] : words
  return packageCall({ words: asRun, directory }, texts)?.directory ?? directory
}

/** The target with the fewest commands. */
function ofMakefiles(search: StepSearch, makers: Makers): GeneratingStep | undefined {
  const { texts, recipes } = search
  let best: { readonly step: GeneratingStep; readonly scripts: number } | undefined
  const directories = texts.paths
    .filter((path) => makefileNames.some((name) => name === lastOf(path)))
    .map(parentOf)
  for (const directory of new Set(directories)) {
    for (const target of recipes.targets(directory)) {
      const scripts = recipes.scripts(directory, [target])
      const found = scripts.flatMap(commandsIn).find((one) => makers.makes(one, search.wanted))
      if (found === undefined || (best !== undefined && best.scripts <= scripts.length)) continue
      const command = directory === '.' ? `make ${target}` : `make -C ${directory} ${target}`
      const step = { at: found.at, written: `make ${target}`, directory, command }
      best = { step, scripts: scripts.length }
    }
  }
  return best?.step
}

/** The build script of the package that contains the path, or is configured to write there. */
function ofFrontEnds(search: StepSearch, makers: Makers): GeneratingStep | undefined {
  const { texts, wanted } = search
  const directory = frontEnds(texts).find((one) =>
    makers.makes(packageCommand('npm', ' run build', one), wanted),
  )
  if (directory === undefined) return undefined
  const file = joinPath(directory, 'package.json')
  const lines = (texts.text(file) ?? '').split('\n')
  const at = `${file}:${Math.max(lines.findIndex((line) => line.includes('"build"')) + 1, 1)}`
  const { command, program } = frontEndBuild(texts, directory)
  return { at, written: `${program} run build`, directory, command }
}

/** A guess without evidence: a generator of the package that embeds it, or the only front end of the repository. */
export function suggestedStep(search: StepSearch): string | undefined {
  if (search.beside === undefined) return undefined
  const [own] = ownGenerators(search)
  if (own !== undefined) return generating(search, own).command
  const [front, ...others] = frontEnds(search.texts)
  if (front === undefined || others.length > 0) return undefined
  return frontEndBuild(search.texts, front).command
}
