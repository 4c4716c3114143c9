/** Revisions that do not build, and apps that do not start. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { startConditionSchema } from '../../model/start-condition.ts'
import { startFailureSchema } from '../../model/start-failure.ts'
import { entry, statePhrase } from '../entry.ts'
import { obstacleFix, obstacleMessage, obstacleSchema } from '../obstacles.ts'
import { startAdviceSchema, startAdviceText } from '../start-advice.ts'
import { conditionsFix, conditionsMessage } from '../start-conditions.ts'
import { startFailureFix, startFailureMessage } from '../start-failures.ts'
import { inBrackets, revisionAndMode, revisionName, severalVariants, variantNames } from '../subject.ts'

export const buildEntries = {
  'build/failed': entry({
    verdicts: ['unmeasured', 'pass'],
    title: 'build failed',
    params: readonlyObject({
      /** What was seen before building, and explains it. */
      why: z.array(obstacleSchema).readonly(),
    }),
    message: ({ why }, { revision, mode }) =>
      [
        `${revisionName(revision)} does not build${mode === undefined ? '' : ` in mode \`${mode}\``}`,
        ...why.map(obstacleMessage),
      ].join(': '),
    fix: ({ why }) => (why.length === 0 ? undefined : why.map(obstacleFix).join('; ')),
    headline: statePhrase((_, revision) => `${revision} does not compile`),
  }),

  'start/not-ready': entry({
    verdicts: ['fail', 'warn', 'pass'],
    title: 'not started',
    params: readonlyObject({
      failure: startFailureSchema,
      /** Those that fail in the same way, with the same log; absent: one, which the finding names. */
      variants: severalVariants,
      /** Base starts under the same conditions. */
      baseStarts: optional(z.literal(true)),
      advice: optional(
        readonlyObject({
          start: startAdviceSchema,
          /** It gives what the app's log asks for: nothing else has to be advised. */
          answers: z.boolean(),
        }),
      ),
    }),
    message({ failure, variants, baseStarts }, about) {
      const which = variants === undefined ? revisionAndMode(about) : variantNames(variants)
      return `${which}: the app did not become ready${baseStarts ? ', and at base it does' : ''}: ${startFailureMessage(failure)}`
    },
    fix({ failure, advice }) {
      const known = startFailureFix(failure)
      if (advice === undefined) return known
      const text = startAdviceText(advice.start)
      return advice.answers ? text : [known, text].join('; ')
    },
    headline: statePhrase(
      (modes, revision) => `${revision} does not start${inBrackets(modes)}`,
      (modes) => `neither base nor head starts${inBrackets(modes)}`,
    ),
  }),

  'start/conditions': entry({
    verdicts: ['warn', 'pass'],
    title: 'conditions of the start',
    params: readonlyObject({
      /** What linkgate adds, and the app does not start with. */
      conditions: z.array(startConditionSchema).readonly(),
      /** How the app ended with it. */
      failure: startFailureSchema,
      /** All variants were started without it; else fewer of them would start. */
      isApplied: z.boolean(),
    }),
    message: conditionsMessage,
    fix: conditionsFix,
  }),

  'start/arguments-found': entry({
    verdicts: ['pass'],
    title: 'started as',
    params: readonlyObject({
      arguments: z.array(text).readonly(),
      /** The file that says so, and the part of it. */
      by: text,
    }),
    message: ({ arguments: args, by }) =>
      `The built-in image is started with \`${args.join(' ')}\`, as ${by}, says`,
    fix: () => 'give it other arguments as `startup: { args: … }` in .github/linkgate.yml',
  }),
} as const
