/** Revisions that do not build, and apps that do not start. */
import * as z from 'zod'
import { plural, utcText } from '../../common/english.ts'
import { magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { startConditionSchema } from '../../model/start-condition.ts'
import { startFailureSchema } from '../../model/start-failure.ts'
import { engineLostFix } from '../build-fault-fixes.ts'
import { entry, statePhrase } from '../entry.ts'
import { obstacleFixes, obstacleMessage, obstacleSchema } from '../obstacles.ts'
import { startAdviceSchema, startAdviceText } from '../start-advice.ts'
import { conditionsFix, conditionsMessage } from '../start-conditions.ts'
import { startFailureFix, startFailureMessage } from '../start-failures.ts'
import {
  codes,
  inBrackets,
  revisionAndMode,
  revisionName,
  severalVariants,
  variantNames,
} from '../subject.ts'
import { unlinkedModeEntries } from './unlinked-mode.ts'

const inMode = (mode: string | undefined) => (mode === undefined ? '' : ` in mode \`${mode}\``)

/** A revision without an image: `outcome` and `headline` follow its name. */
function buildFailure({
  title,
  outcome,
  headline,
}: {
  readonly title: string
  readonly outcome: string
  readonly headline: string
}) {
  return entry({
    verdicts: ['unmeasured', 'pass'],
    title,
    params: readonlyObject({
      /** Known reasons; can be empty. */
      why: z.array(obstacleSchema).readonly(),
    }),
    message: ({ why }, { revision, mode }) => {
      const reasons = why.map(obstacleMessage)
      const subject = `${revisionName(revision)} ${outcome}${inMode(mode)}`
      return reasons.length === 0 ? subject : `${subject}: ${reasons.join('; ')}`
    },
    fix: ({ why }) => obstacleFixes(why),
    headline: statePhrase((_, revision) => `${revision} ${headline}`),
  })
}

export const buildEntries = {
  'build/same-inputs': entry({
    verdicts: ['pass'],
    title: 'same inputs',
    params: readonlyObject({
      /** Names of modes. */
      built: z.array(text).readonly(),
      notBuilt: z.array(text).readonly(),
      isStarted: z.boolean(),
      /** The earlier run whose numbers are shown; absent if this run measured them. */
      earlier: optional(
        readonlyObject({
          /** When it ended, in milliseconds since 1970. */
          at: magnitude,
          /** Commit of its head. */
          sha: text,
        }),
      ),
    }),
    message: ({ built, notBuilt, isStarted, earlier }) => {
      const same = 'Base and head give the builder the same inputs, so no change is possible.'
      const skipped = [
        ...(notBuilt.length === 0
          ? []
          : [`${codes(notBuilt)} ${notBuilt.length === 1 ? 'was' : 'were'} not built`]),
        ...(isStarted ? [] : ['the app was not started']),
      ].join(', and ')
      if (earlier === undefined) return `${same} linkgate built ${codes(built)} once for both; ${skipped}.`
      const run = `an earlier run with these inputs (commit \`${earlier.sha.slice(0, 7)}\`, \`${utcText(earlier.at)}\`)`
      return `${same} The sizes are those of ${run}: nothing was built or started.`
    },
    headline: statePhrase(() => 'unchanged'),
  }),
  'build/failed': buildFailure({
    title: 'build failed',
    outcome: 'does not build',
    headline: 'does not build',
  }),
  ...unlinkedModeEntries,
  'build/not-compiled': buildFailure({
    title: 'does not compile',
    outcome: 'does not compile',
    headline: 'does not compile',
  }),
  'build/step-failed': buildFailure({
    title: 'build step failed',
    outcome: 'was not built',
    headline: 'does not build',
  }),
  'build/library-missing': buildFailure({
    title: 'library missing',
    outcome: 'was not linked',
    headline: 'does not link',
  }),
  'build/modules-not-fetched': buildFailure({
    title: 'modules not fetched',
    outcome: 'was not built',
    headline: 'was not built (modules not fetched)',
  }),
  'build/toolchain-missing': buildFailure({
    title: 'Go toolchain missing',
    outcome: 'was not built',
    headline: 'was not built (Go version missing)',
  }),
  'build/base-image-missing': buildFailure({
    title: 'image not pulled',
    outcome: 'was not built',
    headline: 'was not built (image not pulled)',
  }),
  'build/network-failed': buildFailure({
    title: 'network failure',
    outcome: 'was not built',
    headline: 'was not built (network failure)',
  }),
  'build/builder-unreachable': buildFailure({
    title: 'builder not reached',
    outcome: 'was not built',
    headline: 'was not built (builder not reached)',
  }),
  'build/builder-failed': buildFailure({
    title: 'builder failed',
    outcome: 'was not built',
    headline: 'was not built (builder failure)',
  }),

  'build/engine-lost': buildFailure({
    title: 'connection to the engine lost',
    outcome: 'was not measured',
    headline: 'was not measured (connection to the engine lost)',
  }),

  'build/skipped': entry({
    verdicts: ['pass'],
    title: 'not built',
    params: readonlyObject({}),
    message: (_, { revision, mode }) =>
      `${revisionName(revision)} was not built${inMode(mode)}, because head does not build`,
  }),

  'start/engine-lost': entry({
    verdicts: ['unmeasured'],
    title: 'connection to the engine lost',
    params: readonlyObject({
      /** The error of the engine's client. */
      detail: text,
    }),
    message: ({ detail }) =>
      `The connection to the container engine was lost during the starts, so start-up and memory are not measured: ${detail}`,
    fix: () => engineLostFix,
    headline: statePhrase(() => 'starts not measured (connection to the engine lost)'),
  }),

  'start/not-ready': entry({
    verdicts: ['fail', 'warn', 'pass'],
    title: 'not started',
    params: readonlyObject({
      failure: startFailureSchema,
      /** Variants that fail in the same way, with the same log; absent for only the finding's own variant. */
      variants: severalVariants,
      /** Number of earlier successful starts in the same container. */
      before: optional(z.number()),
      /** Another finding has the cause and the fix. */
      explained: optional(z.literal(true)),
      /** Base starts under the same conditions. */
      baseStarts: optional(z.literal(true)),
      advice: optional(
        readonlyObject({
          start: startAdviceSchema,
          /** It provides what the app's log shows as missing, so no other advice is needed. */
          answers: z.boolean(),
        }),
      ),
    }),
    message({ failure, variants, before, baseStarts }, about) {
      const which = variants === undefined ? revisionAndMode(about) : variantNames(variants)
      const again =
        before === undefined ? '' : ` again, after ${plural(before, 'start')} in the same container`
      const atBase = baseStarts ? ', although it does at base' : ''
      return `${which}: the app did not become ready${again}${atBase}; ${startFailureMessage(failure)}`
    },
    fix({ failure, before, advice, explained }) {
      if (explained) return undefined
      const known =
        before === undefined
          ? startFailureFix(failure)
          : 'make the app start even if files of an earlier start exist, as after `docker restart`'
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
    title: 'start conditions',
    params: readonlyObject({
      /** Conditions that linkgate adds and with which the app does not start. */
      conditions: z.array(startConditionSchema).readonly(),
      /** How the start with them failed. */
      failure: startFailureSchema,
      /** All variants were started without them; false if fewer variants start without them. */
      isApplied: z.boolean(),
    }),
    message: conditionsMessage,
    fix: conditionsFix,
  }),

  'start/arguments-found': entry({
    verdicts: ['pass'],
    title: 'arguments found',
    params: readonlyObject({
      arguments: z.array(text).readonly(),
      /** The file that contains them, and the place in it. */
      by: text,
    }),
    message: ({ arguments: args, by }) =>
      `The built-in image is started with \`${args.join(' ')}\`, taken from ${by}`,
    fix: () => 'set `startup: { args: … }` in .github/linkgate.yml if these arguments are wrong',
  }),
} as const
