/** Something that linkgate adds to an image's own way of starting the app. */
import * as z from 'zod'
import { readonlyObject, text } from './schema.ts'

export const startConditionSchema = z
  .discriminatedUnion('kind', [
    /** The variable PORT, which neither the image nor the configuration sets. */
    readonlyObject({ kind: z.literal('port'), value: text }),
    /** Arguments for the built-in image; `by` is the file of the repository that passes them to the app. */
    readonlyObject({ kind: z.literal('arguments'), arguments: z.array(text).readonly(), by: text }),
    /** A working directory with the files of the module, for the built-in image. */
    readonlyObject({ kind: z.literal('directory'), path: text }),
  ])
  .meta({ id: 'start-condition' })
export type StartCondition = z.infer<typeof startConditionSchema>
export type StartConditionKind = StartCondition['kind']

export const startConditionsSchema = readonlyObject({
  /** Conditions under which every variant was started. */
  added: z.array(startConditionSchema).readonly(),
  /** Conditions that were dropped because the app does not start with them. */
  leftOut: z.array(startConditionSchema).readonly(),
})
export type StartConditions = z.infer<typeof startConditionsSchema>
