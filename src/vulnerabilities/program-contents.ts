/** What a program says of itself, read from its file, stripped or not. */
import { type Result, succeed } from '../common/result.ts'
import { type Bytes, byteSourceOf } from '../inspect/bytes/byte-source.ts'
import { functionNamesIn } from '../inspect/go/linked-functions.ts'
import { readProgram } from '../inspect/program/program.ts'
import type { UncheckedReason } from '../model/vulnerability.ts'
import type { ProgramContents } from './match.ts'

export function programContents(bytes: Bytes): Result<ProgramContents, UncheckedReason> {
  const source = byteSourceOf(bytes)
  const program = readProgram(source)
  if (!program.ok || program.value.buildInfo === undefined) return unchecked('not-go')
  const { go, path = '', main, dependencies, settings } = program.value.buildInfo
  // a program that was not built as part of a module, which has all of its dependencies elsewhere
  if (path === '') return unchecked('no-modules')
  const functions = functionNamesIn(source, program.value)
  if (!functions.ok) return unchecked('no-functions')
  const { GOOS: goos, GOARCH: goarch } = settings
  return succeed({
    go,
    path,
    ...(main === undefined ? {} : { main }),
    dependencies,
    ...(goos === undefined ? {} : { goos }),
    ...(goarch === undefined ? {} : { goarch }),
    functions: functions.value,
  })
}

const unchecked = (problem: UncheckedReason) => ({ ok: false, problem }) as const
