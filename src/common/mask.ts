import { credentialsIn } from './secrets/forms.ts'
import { withoutSpans } from './secrets/spans.ts'

/**
 * Text of a tool without what looks like credentials: in the addresses that git and Go print when they cannot fetch, in
 * headers, and tokens by their form.
 */
export function maskCredentials(text: string): string {
  return withoutSpans(text, credentialsIn(text))
}
