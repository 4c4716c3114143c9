/** Attributes a program from the bytes of its file, or compares two of them; both are read alike. */
import { mapResult, type Result, succeed } from '../common/result.ts'
import { readElf } from '../inspect/elf/elf.ts'
import type { ProgramAttribution, ProgramDifference } from '../model/attribution.ts'
import { type AttributionOptions, attributeProgram } from './attribute.ts'
import { buildFacts, methodLookup } from './build-changes.ts'
import { type ComparedProgram, compareAttributions } from './difference.ts'
import { groupByModule } from './group.ts'
import type { SourceFacts } from './rebuilt.ts'

/** A program, and what else is known about it. */
export interface GivenProgram extends AttributionOptions {
  readonly bytes: Uint8Array
}

/** The problem is a noun phrase: what the bytes are instead of an ELF file, or how they are damaged. */
export function attributeFile({ bytes, ...options }: GivenProgram): Result<ComparedProgram> {
  return mapResult(readElf(bytes), (elf) => {
    const attributed = attributeProgram(bytes, elf, options)
    const { buildInfo, packages, problem } = attributed
    const facts = buildFacts(buildInfo, elf)
    return {
      attribution: groupByModule(attributed),
      facts: problem === undefined ? { ...facts, lookup: methodLookup(packages) } : facts,
    }
  })
}

export interface ComparedPrograms {
  readonly base: ProgramAttribution
  readonly head: ProgramAttribution
  readonly difference: ProgramDifference
  /** Whether the symbols of each are known. Those of one alone are not used. */
  readonly hasSymbols: { readonly base: boolean; readonly head: boolean }
}

/** Both are attributed alike: without symbols unless those of both are known. */
export function compareFiles(
  base: GivenProgram,
  head: GivenProgram,
  source?: SourceFacts,
): Result<ComparedPrograms, { readonly side: 'base' | 'head'; readonly message: string }> {
  // where nothing but the symbols differs, one program has those of the other
  const [before, after] = [
    attributeFile({ sibling: head.bytes, ...base }),
    attributeFile({ sibling: base.bytes, ...head }),
  ]
  if (!before.ok) return { ok: false, problem: { side: 'base', message: before.problem.message } }
  if (!after.ok) return { ok: false, problem: { side: 'head', message: after.problem.message } }
  const hasSymbols = { base: before.value.attribution.symbols, head: after.value.attribution.symbols }
  const alike = (given: GivenProgram, explained: ComparedProgram): ComparedProgram => {
    if (hasSymbols.base === hasSymbols.head || !explained.attribution.symbols) return explained
    const again = attributeFile({ ...given, ignoresSymbols: true })
    return again.ok ? again.value : explained
  }
  const [one, other] = [alike(base, before.value), alike(head, after.value)]
  return succeed({
    base: one.attribution,
    head: other.attribution,
    difference: compareAttributions(one, other, source),
    hasSymbols,
  })
}
