/** How the repository's own files start the app, as advice for one that did not start. */
import * as z from 'zod'
import { maskCredentials } from '../common/mask.ts'
import { readonlyObject, text } from '../model/schema.ts'

export const startAdviceSchema = readonlyObject({
  /** The file that starts it so, and where in it. */
  by: text,
  args: z.array(text).readonly(),
  /** Variables that it sets; null: its value is not written there. */
  env: z.array(readonlyObject({ name: text, value: text.nullable() })).readonly(),
  /** Services that are started before it. */
  services: z.array(readonlyObject({ name: text, image: text })).readonly(),
})
export type StartAdvice = z.infer<typeof startAdviceSchema>

export function startAdviceText({ by, args, env, services }: StartAdvice): string {
  const started = services.map(({ name, image }) => `${name} (${image})`)
  const parts = [
    ...(args.length === 0 ? [] : [`gives it \`${args.join(' ')}\``]),
    ...(env.length === 0 ? [] : [`sets ${env.map(({ name }) => name).join(', ')}`]),
    ...(started.length === 0 ? [] : [`starts ${started.join(', ')} before it`]),
  ]
  const values = env.map(({ name, value }) => `${name}: ${value === null ? '…' : JSON.stringify(value)}`)
  const keys = [
    ...(args.length === 0 ? [] : [`args: ${JSON.stringify(args)}`]),
    ...(env.length === 0 ? [] : [`env: { ${values.join(', ')} }`]),
    ...(services.length === 0 ? [] : ['network: services']),
  ]
  const line = `\`startup: { ${keys.join(', ')} }\` in .github/linkgate.yml`
  const beside = services.length === 0 ? '' : ', with those as service containers of the job'
  return maskCredentials(`${by}, ${parts.join(' and ')}: write what it needs as ${line}${beside}`)
}
