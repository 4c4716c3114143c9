/** Hardening that programs of base have and those of head lack. */
import { type Finding, finding } from '../../findings/finding.ts'
import type { ReadVariant } from '../../images/inspect-variants.ts'
import { hardeningRows } from '../../inspect/program/hardening.ts'
import type { Hardening } from '../../model/image.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import { mergeModes } from './merge-modes.ts'

export function hardeningFindings(read: VariantSet<ReadVariant>): readonly Finding[] {
  return mergeModes(
    read.pairs().flatMap(({ base, head }): readonly Finding[] => {
      // a program that is built in another way differs for that reason
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

/** Without the checks of C code: a program with less C code calls fewer of them. */
function ofProgram({ canary: _, fortify: __, ...rest }: Hardening): Hardening {
  return rest
}
