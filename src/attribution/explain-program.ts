import { mapResult, type Result, succeed } from '../common/result.ts'
import { readElf } from '../inspect/elf/elf.ts'
import type { ProgramAttribution, ProgramDifference } from '../model/attribution.ts'
import { type AttributionOptions, attributeProgram } from './attribute.ts'
import { buildFacts } from './build-changes.ts'
import { type ComparedProgram, compareAttributions } from './difference.ts'
import { groupByModule } from './group.ts'

/** A program, and what is known of it besides. */
export interface GivenProgram extends AttributionOptions {
  readonly bytes: Uint8Array
}

/** The problem is a noun phrase: what the bytes are instead of an ELF file, or how they are damaged. */
export function explainProgram({ bytes, ...options }: GivenProgram): Result<ComparedProgram> {
  return mapResult(readElf(bytes), (elf) => {
    const attributed = attributeProgram(bytes, elf, options)
    return { attribution: groupByModule(attributed), facts: buildFacts(attributed.buildInfo, elf) }
  })
}

export interface ComparedPrograms {
  readonly base: ProgramAttribution
  readonly head: ProgramAttribution
  readonly difference: ProgramDifference
}

/** Both are attributed alike: without symbols unless those of both are known. The problem says of which it is. */
export function explainDifference(
  base: GivenProgram,
  head: GivenProgram,
): Result<ComparedPrograms, { readonly side: 'base' | 'head'; readonly message: string }> {
  // where nothing but the symbols differs, one program has those of the other
  const [before, after] = [
    explainProgram({ sibling: head.bytes, ...base }),
    explainProgram({ sibling: base.bytes, ...head }),
  ]
  if (!before.ok) return { ok: false, problem: { side: 'base', message: before.problem.message } }
  if (!after.ok) return { ok: false, problem: { side: 'head', message: after.problem.message } }
  const isAlike = before.value.attribution.symbols === after.value.attribution.symbols
  const alike = (given: GivenProgram, explained: ComparedProgram): ComparedProgram => {
    const again = isAlike ? undefined : explainProgram({ ...given, ignoresSymbols: true })
    return again?.ok === true ? again.value : explained
  }
  const [one, other] = [alike(base, before.value), alike(head, after.value)]
  return succeed({
    base: one.attribution,
    head: other.attribution,
    difference: compareAttributions(one, other),
  })
}
