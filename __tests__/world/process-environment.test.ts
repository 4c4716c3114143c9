import { join } from 'node:path'
import { expect, test } from 'vitest'
import { output } from '../support/world/temporary.ts'

const file = join(import.meta.dirname, '../../src/world/process-environment.ts')

// only Linux has /proc/<pid>/environ
test.skipIf(process.platform !== 'linux')(
  'other processes do not see the token, and this one still has it',
  async () => {
    const script = `
    import { readFileSync } from 'node:fs'
    import { hideSecrets } from ${JSON.stringify(file)}
    const hidden = hideSecrets(process.env)
    const { GITHUB_TOKEN, KEPT, 'INPUT_GITHUB-TOKEN': input } = process.env
    const shown = readFileSync('/proc/self/environ', 'utf8').split('\\0')
    console.log(JSON.stringify({ hidden, GITHUB_TOKEN, KEPT, input, shown }))`
    const env = {
      GITHUB_TOKEN: 'ghs_first',
      KEPT: 'value=of GITHUB_TOKEN=ghs_other',
      'INPUT_GITHUB-TOKEN': 'ghs_second',
      ACTIONS_RUNTIME_TOKEN: 'third',
    }
    const printed = await output([process.execPath, '--input-type=module', '--eval', script], { env })
    const { shown, ...found } = JSON.parse(printed) as { readonly shown: readonly string[] }
    expect(found).toEqual({ hidden: true, GITHUB_TOKEN: 'ghs_first', KEPT: env.KEPT, input: 'ghs_second' })
    expect(shown).toEqual(
      expect.arrayContaining([
        'GITHUB_TOKEN=*********',
        `KEPT=${env.KEPT}`,
        'INPUT_GITHUB-TOKEN=**********',
        'ACTIONS_RUNTIME_TOKEN=*****',
      ]),
    )
  },
)
