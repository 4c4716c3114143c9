/** Hardening of base's programs that head's programs lack. */
import { type Finding, finding } from '../../findings/finding.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import { hardeningRows } from '../../inspect/program/hardening.ts'
import type { Hardening } from '../../model/image.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import { mergeModes } from './merge-modes.ts'

export function hardeningFindings(read: VariantSet<ReadVariant>): readonly Finding[] {
  return mergeModes(
    read.pairs().flatMap(({ base, head }): readonly Finding[] => {
      // programs from different sources differ because of that
      const was = base?.source === head.source ? base.inspection.linkage.hardening : undefined
      const is = head.inspection.linkage.hardening
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

/** Without stack canaries and _FORTIFY_SOURCE, which are checks in C code: a program with less C code calls fewer of them. */
function ofProgram({ canary: _, fortify: __, ...rest }: Hardening): Hardening {
  return rest
}
