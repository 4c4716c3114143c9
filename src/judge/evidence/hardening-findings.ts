/** What of the hardening of base's programs those of head lack. */
import { type Finding, finding } from '../../findings/finding.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import { hardeningRows } from '../../inspect/program/hardening.ts'
import type { Hardening } from '../../model/image.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import { mergeModes } from './merge-modes.ts'

export function hardeningFindings(read: VariantSet<ReadVariant>): readonly Finding[] {
  return mergeModes(
    read.pairs().flatMap(({ base, head }): readonly Finding[] => {
      const [was, is] = [base?.inspection.linkage.hardening, head.inspection.linkage.hardening]
      if (was === undefined || is === undefined) return []
      const lost = hardeningRows(ofProgram(is), ofProgram(was)).flatMap(
        ({ fact, value, was: from, change }) =>
          change === 'worse' && from !== undefined ? [{ fact, from, to: value }] : [],
      )
      if (lost.length === 0) return []
      return [
        finding('link/hardening-lost', { lost }, { verdict: 'warn', revision: 'head', mode: head.mode.name }),
      ]
    }),
  )
}

/** A program whose C code became less has fewer calls of checks, too. */
function ofProgram({ canary: _, fortify: __, ...rest }: Hardening): Hardening {
  return rest
}
