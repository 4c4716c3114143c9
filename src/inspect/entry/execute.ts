/** How the kernel executes a file: it follows the interpreter lines of scripts up to a program. */

import type { Result } from '../../common/result.ts'
import type { RandomAccess } from '../../effects/files.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { type Elf, isElf, readElf } from '../elf/elf.ts'
import { readProgram } from '../program/program.ts'
import { type Identity, mayUse } from './accounts.ts'
import { readInterpreterLine } from './interpreter-line.ts'
import { notPermitted, notReached } from './obstacles.ts'
import { reach } from './reach.ts'
import { interpreterProblem, lineEndings, type ScriptFixFacts, type ScriptLine } from './script-problems.ts'

export type Executed =
  | {
      readonly kind: 'program'
      /** As passed to the kernel, without following links. */
      readonly path: string
      readonly entry: RootEntry
      readonly elf: Elf
      /** Its arguments, beginning with its own name. */
      readonly words: readonly string[]
      /** Absent for a file that is executed directly. */
      readonly line?: ScriptLine
    }
  | { readonly kind: 'problem'; readonly problem: LoadProblem }
  /** Neither a program nor a script with an interpreter line: a shell would run it, but the kernel does not. */
  | { readonly kind: 'text'; readonly problem: LoadProblem }
  | { readonly kind: 'unknown' }

/** Maximum nesting of scripts whose interpreter is a script: `exec_binprm` of Linux. */
const mostScripts = 5

export interface ExecuteContext {
  readonly root: RootFs
  readonly identity: Identity | undefined
  /** undefined: unknown, so relative paths cannot be resolved. */
  readonly directory: string | undefined
}

export async function execute(
  context: ExecuteContext,
  path: string,
  words: readonly string[],
): Promise<Executed> {
  let at = path
  let given = words
  let line: ScriptLine | undefined
  for (let scripts = 0; ; scripts++) {
    const opened = await open(context, at, line)
    if (opened.kind !== 'opened') return opened
    const { file, entry } = opened
    if (file.elf !== undefined) {
      if (!file.elf.ok) return { kind: 'unknown' }
      const about = line === undefined ? {} : { line }
      return { kind: 'program', path: at, entry, elf: file.elf.value, words: given, ...about }
    }
    const read = readInterpreterLine(file.start)
    if (read.kind !== 'line') return notExecuted(at, file, line)
    const { interpreter, argument } = read
    line = { script: at, interpreter, ...(argument === undefined ? {} : { argument }) }
    if (scripts >= mostScripts) return problem(interpreterProblem(line, { kind: 'nested' }))
    given = [interpreter, ...(argument === undefined ? [] : [argument]), at, ...given.slice(1)]
    at = interpreter
  }
}

type Opened = { readonly kind: 'opened'; readonly entry: RootEntry; readonly file: OpenedFile }

/** Facts about a file to execute. */
interface OpenedFile {
  /** Its first bytes, more than the kernel reads. */
  readonly start: Uint8Array
  /** Absent if it does not begin like an ELF file. */
  readonly elf?: Result<Elf>
  /** Whether it is a program for any system. */
  readonly isProgram: boolean
}

const startSize = 1024

function openedFile(file: RandomAccess): OpenedFile {
  const start = file.read(0, startSize)
  const source = pagedSource(file)
  if (isElf(start)) return { start, elf: readElf(source), isProgram: true }
  return { start, isProgram: readProgram(source).ok }
}

async function open(
  { root, identity, directory }: ExecuteContext,
  path: string,
  line: ScriptLine | undefined,
): Promise<Opened | Exclude<Executed, { readonly kind: 'program' }>> {
  if (!path.startsWith('/') && directory === undefined) return { kind: 'unknown' }
  const reached = await reach(root, path, directory ?? '/', identity)
  if (line !== undefined && reached.kind === 'missing') {
    const found = lineEndings(line) ?? (await missingInterpreter(root, line))
    return problem(found)
  }
  if (reached.kind !== 'found') return problem(notReached(path, reached, identity))
  const { entry } = reached
  if (entry.kind !== 'file') {
    return line === undefined
      ? problem({ id: 'load/not-executable', params: { path, kind: 'directory' } })
      : problem(interpreterProblem(line, { kind: 'no-file' }))
  }
  if (identity !== undefined && !mayUse(entry, identity, 'execute')) {
    if (line !== undefined && (entry.mode & 0o111) === 0)
      return problem(interpreterProblem(line, { kind: 'not-executable' }))
    return problem(notPermitted(path, entry, 'execute', identity))
  }
  const file = await root.readWith(entry.path, openedFile)
  return file === undefined ? { kind: 'unknown' } : { kind: 'opened', entry, file }
}

async function missingInterpreter(root: RootFs, line: ScriptLine): Promise<LoadProblem> {
  const link = await root.entry(line.interpreter)
  const target = link?.target
  return interpreterProblem(line, {
    kind: 'missing',
    ...(target === undefined ? {} : { target }),
    ...(await scriptFixFactsOf(root)),
  })
}

export async function scriptFixFactsOf(root: RootFs): Promise<ScriptFixFacts> {
  const shell = (await root.resolve('/bin/sh'))?.kind === 'file' ? { shell: '/bin/sh' } : {}
  if ((await root.resolve('/sbin/apk'))?.kind === 'file') return { ...shell, install: 'apk add' }
  const isDebian = (await root.resolve('/usr/bin/apt-get'))?.kind === 'file'
  return isDebian ? { ...shell, install: 'apt-get install' } : shell
}

function notExecuted(path: string, file: OpenedFile, line: ScriptLine | undefined): Executed {
  if (line !== undefined) return problem(interpreterProblem(line, { kind: 'no-program' }))
  const found: LoadProblem = { id: 'load/not-a-program', params: { path, what: nonProgramKind(file) } }
  return { kind: 'text', problem: found }
}

type NonProgramKind = Extract<LoadProblem, { readonly id: 'load/not-a-program' }>['params']['what']

function nonProgramKind({ start: bytes, isProgram }: OpenedFile): NonProgramKind {
  if (bytes.length === 0) return 'empty'
  const read = readInterpreterLine(bytes)
  if (read.kind === 'unusable') return read.because === 'too-long' ? 'long-line' : 'blank-line'
  const start = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (/^\uFEFF\s*#!/.test(start)) return 'byte-order-mark'
  if (/^\s+#!/.test(start)) return 'late-line'
  return isProgram ? 'other-system' : 'no-line'
}

function problem(found: LoadProblem): { readonly kind: 'problem'; readonly problem: LoadProblem } {
  return { kind: 'problem', problem: found }
}
