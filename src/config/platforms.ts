/** The key `platforms` of the configuration. */
import * as z from 'zod'
import { canonicalPlatform, isPlatform } from '../model/platform.ts'

/** Limited, because each platform is built in every mode, at base and head. */
const mostPlatforms = 12

/** Platforms with their canonical names. */
export const platformList = z
  .array(
    z.string().transform((given, context) => {
      if (isPlatform(given)) return canonicalPlatform(given)
      context.addIssue({
        code: 'custom',
        message: `\`${given}\` is not a platform that linkgate builds for: write GOOS/GOARCH, such as linux/amd64, linux/arm64, linux/arm/v7, linux/amd64/v3, windows/amd64 or darwin/arm64`,
      })
      return z.NEVER
    }),
  )
  .superRefine((given, context) => {
    const add = (message: string) => context.addIssue({ code: 'custom', message })
    if (given.length === 0) add('list at least one platform, or remove the key')
    if (given.length > mostPlatforms) add(`list at most ${mostPlatforms} platforms`)
    const twice = given.find((one, index) => given.indexOf(one) !== index)
    if (twice !== undefined) add(`\`${twice}\` is listed twice: remove one of them`)
  })
