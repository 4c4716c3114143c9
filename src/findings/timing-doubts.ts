/** Why a timing budget is undecided: the data and its wording. */
import * as z from 'zod'
import { plural } from '../common/english.ts'
import { formatDelta, formatPercent, formatProportion } from '../model/quantity.ts'
import { amount as number, optional, readonlyObject } from '../model/schema.ts'
import { format, unitOfMetric } from './budget-words.ts'
import type { About } from './entry.ts'

export const doubts = z.discriminatedUnion('because', [
  readonlyObject({ because: z.literal('unusable') }),
  readonlyObject({ because: z.literal('too-few'), rounds: number }),
  /** `apart`: the difference between two copies of base, as a share. */
  readonlyObject({ because: z.literal('control'), apart: optional(number) }),
  /** `difference`: the change including the time that threads waited for a CPU, in the unit of the metric. */
  readonlyObject({ because: z.literal('waiting'), difference: number }),
  /** `floor`: the noise floor, as a share: how much two copies of base can differ. */
  readonlyObject({ because: z.literal('noise'), floor: number.nullable() }),
  /** Even `rounds` rounds cannot decide it. `smallest`: the smallest change that breaks it then, as a share and in its unit. */
  readonlyObject({
    because: z.literal('undecidable'),
    rounds: number,
    smallest: readonlyObject({ relative: optional(number), absolute: optional(number) }),
  }),
  /** Bounds of the change, as shares. */
  readonlyObject({ because: z.literal('close'), low: number, high: number }),
])

export function doubtText(doubt: z.infer<typeof doubts>, about: About): string {
  switch (doubt.because) {
    case 'unusable':
      return 'some samples are not positive numbers, so they cannot be compared'
    case 'too-few':
      return `${doubt.rounds === 1 ? 'one round is' : `${doubt.rounds} rounds are`} too few to distinguish this from noise`
    case 'control': {
      const apart = doubt.apart === undefined ? '' : ` (${formatPercent(doubt.apart)})`
      return `two copies of base differ as well${apart}, so this runner is too noisy to decide`
    }
    case 'waiting':
      return `including the wait for a CPU it is ${formatDelta(doubt.difference, unitOfMetric(about))}, and the pull request may cause that wait`
    case 'noise': {
      const limit = doubt.floor === null ? 'this small' : `below ${formatProportion(doubt.floor)}`
      return `changes ${limit} are rarely clear on this runner`
    }
    case 'undecidable': {
      const { relative, absolute } = doubt.smallest
      const parts = [
        ...(relative === undefined ? [] : [formatProportion(relative)]),
        ...(absolute === undefined ? [] : [format(absolute, about)]),
      ]
      return `this runner cannot decide it in ${plural(doubt.rounds, 'round')}, because it only detects changes above ${parts.join(' and ')}`
    }
    case 'close':
      return `the change is between ${formatPercent(doubt.low)} and ${formatPercent(doubt.high)}, too close to the budget to decide`
  }
}
