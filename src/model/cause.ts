/** What made a metric of head differ from base, as data: report/causes.ts has its words. */
import * as z from 'zod'
import { amount, optional, readonlyObject, text } from './schema.ts'

const common = {
  metric: text,
  mode: text,
  name: text,
  /** Share of the metric's change in the metric's unit; null where it is not known. */
  delta: amount.nullable(),
  share: amount.nullable(),
}

const added = readonlyObject({ type: z.literal('added') })
const removed = readonlyObject({ type: z.literal('removed') })
/** It is there on both sides and not the same. */
const modified = readonlyObject({ type: z.literal('modified') })
const changed = readonlyObject({ type: z.literal('changed'), from: text, to: text })

const toolchain = readonlyObject({
  ...common,
  kind: z.literal('toolchain'),
  /** Versions such as `go1.24.4`; null where the program does not say. */
  change: readonlyObject({ type: z.literal('changed'), from: text.nullable(), to: text.nullable() }),
})

const module = readonlyObject({
  ...common,
  kind: z.literal('module'),
  change: z.discriminatedUnion('type', [
    readonlyObject({ type: z.literal('added'), version: text }),
    readonlyObject({ type: z.literal('removed'), version: text }),
    changed,
  ]),
})

/** `modified`: the same name with another digest. */
const baseImage = readonlyObject({
  ...common,
  kind: z.literal('base-image'),
  change: z.discriminatedUnion('type', [changed, modified]),
})

/** Parts of the program that its linker can leave out; what is `added` was stripped before. */
const symbols = readonlyObject({
  ...common,
  kind: z.literal('symbols'),
  name: z.enum(['symbols', 'debug-information', 'symbols-and-debug-information']),
  change: z.discriminatedUnion('type', [added, removed]),
})

/** How the program is compiled: `name` is as Go's build information has it, such as `-race`; empty where it is not set. */
const buildSetting = readonlyObject({ ...common, kind: z.literal('build-setting'), change: changed })

const file = readonlyObject({
  ...common,
  kind: z.literal('file'),
  change: z.discriminatedUnion('type', [added, removed, modified]),
})

/** The initialisation of a package. `timing`: with its allocations and bytes where they clearly differ as well. */
const init = readonlyObject({
  ...common,
  kind: z.literal('init'),
  change: z.discriminatedUnion('type', [
    added,
    removed,
    modified,
    readonlyObject({
      type: z.literal('timing'),
      allocs: optional(amount),
      bytes: optional(amount),
    }),
  ]),
})

/** A part of the start: until the app listens, and from its first connection to its first response. */
const phase = readonlyObject({
  ...common,
  kind: z.literal('phase'),
  name: z.enum(['listen', 'response']),
  change: modified,
})

export const causeSchema = z.discriminatedUnion('kind', [
  toolchain,
  symbols,
  buildSetting,
  module,
  baseImage,
  file,
  init,
  phase,
])

export type Cause = z.infer<typeof causeSchema>

export const causeKinds = [
  'toolchain',
  'symbols',
  'build-setting',
  'module',
  'base-image',
  'file',
  'init',
  'phase',
] as const satisfies readonly Cause['kind'][]
export type CauseKind = Cause['kind']
