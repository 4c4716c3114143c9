/** Advice for an app that did not start: how the repository's own files start it. */
import * as z from 'zod'
import { enumerate } from '../common/english.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'

export const startAdviceSchema = readonlyObject({
  /** The file that starts the app, and the place in it. */
  by: text,
  args: z.array(text).readonly(),
  /** Variables that the file sets; null if the value is not in the file or must not be repeated. */
  env: z
    .array(
      readonlyObject({
        name: text,
        value: text.nullable(),
        /** The file has the value, but it may be a secret or does not fit into one line. */
        isThere: optional(z.literal(true)),
      }),
    )
    .readonly(),
  /** Services that the file starts before the app. */
  services: z.array(readonlyObject({ name: text, image: text })).readonly(),
})
export type StartAdvice = z.infer<typeof startAdviceSchema>

/** A longer list would be unreadable. */
const mostVariables = 40

export function startAdviceText({ by, args, env, services }: StartAdvice): string {
  const started = services.map(({ name, image }) => `${name} (${image})`)
  const written = env.slice(0, mostVariables)
  const more = env.length - written.length
  const names = [...written.map(({ name }) => name), ...(more > 0 ? [`${more} more`] : [])]
  const parts = [
    ...(args.length === 0 ? [] : [`passes \`${args.join(' ')}\``]),
    ...(env.length === 0 ? [] : [`sets ${enumerate(names)}`]),
    ...(started.length === 0 ? [] : [`starts ${enumerate(started)} first`]),
  ]
  const values = written.map(({ name, value }) => `${name}: ${value === null ? '…' : JSON.stringify(value)}`)
  const keys = [
    ...(args.length === 0 ? [] : [`args: ${JSON.stringify(args)}`]),
    ...(env.length === 0 ? [] : [`env: { ${values.join(', ')} }`]),
    ...(services.length === 0 ? [] : ['network: services']),
  ]
  const line = `\`startup: { ${keys.join(', ')} }\` in .github/linkgate.yml`
  const there = written.filter(({ isThere }) => isThere === true).map(({ name }) => name)
  const besides = [
    ...(there.length === 0
      ? []
      : [`Copy the ${there.length === 1 ? 'value' : 'values'} of ${enumerate(there)} from there.`]),
    ...(services.length === 0
      ? []
      : [
          `Add ${enumerate(services.map(({ name }) => name))} as service ${services.length === 1 ? 'container' : 'containers'} of the job.`,
        ]),
  ]
  const advice = `set ${line}, as in ${by}, which ${enumerate(parts)}`
  return besides.length === 0 ? advice : `${advice}. ${besides.join(' ')}`
}
