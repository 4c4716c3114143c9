/** Reads the contents of a program from its file, stripped or not. */
import { mapResult, type Result, succeed } from '../common/result.ts'
import { type ByteSource, type Bytes, byteSourceOf } from '../inspect/bytes/byte-source.ts'
import { functionNamesIn } from '../inspect/go/linked-functions.ts'
import { type Program, readProgram } from '../inspect/program/program.ts'
import type { UncheckedReason } from '../model/vulnerability.ts'
import type { ProgramContents } from './match.ts'

/** The modules of a program. They determine which entries of a database are needed. */
export type ProgramModules = Omit<ProgramContents, 'functions'>

export function programModules(source: ByteSource): Result<ProgramModules, UncheckedReason> {
  return mapResult(readGoProgram(source), ({ modules }) => modules)
}

export function programContents(bytes: Bytes): Result<ProgramContents, UncheckedReason> {
  const source = byteSourceOf(bytes)
  const read = readGoProgram(source)
  if (!read.ok) return read
  const functions = functionNamesIn(source, read.value.program)
  return functions.ok
    ? succeed({ ...read.value.modules, functions: functions.value })
    : unchecked('no-functions')
}

function readGoProgram(
  source: ByteSource,
): Result<{ readonly program: Program; readonly modules: ProgramModules }, UncheckedReason> {
  const program = readProgram(source)
  if (!program.ok || program.value.buildInfo === undefined) return unchecked('not-go')
  const { go, path = '', main, dependencies, settings } = program.value.buildInfo
  // the program was not built as part of a module
  if (path === '') return unchecked('no-modules')
  const { GOOS: goos, GOARCH: goarch } = settings
  return succeed({
    program: program.value,
    modules: {
      go,
      path,
      ...(main === undefined ? {} : { main }),
      dependencies,
      ...(goos === undefined ? {} : { goos }),
      ...(goarch === undefined ? {} : { goarch }),
    },
  })
}

const unchecked = (problem: UncheckedReason) => ({ ok: false, problem }) as const
