/** Modes that cannot be linked on this machine. */
import * as z from 'zod'
import { readonlyObject } from '../../model/schema.ts'
import { entry, statePhrase } from '../entry.ts'
import { obstacleFixes, obstacleMessage, obstacleSchema } from '../obstacles.ts'

const params = readonlyObject({ why: z.array(obstacleSchema).readonly() })

const notLinked = {
  params,
  message: ({ why }: z.infer<typeof params>) => `Not measured: ${why.map(obstacleMessage).join('; ')}`,
  fix: ({ why }: z.infer<typeof params>) => obstacleFixes(why),
  headline: statePhrase(
    (modes) => `${modes === '' ? 'no mode can' : `${modes} cannot`} be linked on this machine`,
  ),
}

export const unlinkedModeEntries = {
  'build/mode-unavailable': entry({
    ...notLinked,
    verdicts: ['unmeasured', 'pass'],
    title: 'mode not available',
  }),
  'build/mode-excluded': entry({
    ...notLinked,
    // `unmeasured` if no other mode or platform is left
    verdicts: ['unmeasured', 'warn', 'pass'],
    title: 'mode excluded on a platform',
  }),
} as const
