import { expect, test } from 'vitest'
import { CommandError, InputError } from '../../src/common/errors.ts'
import { maskCredentials } from '../../src/common/mask.ts'

test.each([
  [
    "fatal: unable to access 'https://x-access-token:ghs_abc@github.com/a/b/': 403",
    "fatal: unable to access 'https://***@github.com/a/b/': 403",
  ],
  ['git clone ssh://me@example.com/a https://u:p@h/x', 'git clone ssh://me@example.com/a https://***@h/x'],
  ['GOPROXY=https://user:pass@proxy.example.com|direct', 'GOPROXY=https://***@proxy.example.com|direct'],
  ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
  [`token ghp_${'a'.repeat(36)}!`, 'token ***!'],
  [`github_pat_${'a'.repeat(22)}_x`, '***'],
  ['https://github.com/a/b@v1.2.3: 404', 'https://github.com/a/b@v1.2.3: 404'],
  ['mail me@example.com', 'mail me@example.com'],
])('%s', (given, masked) => {
  expect(maskCredentials(given)).toBe(masked)
})

test('no error tells credentials', () => {
  const secret = 'https://u:secret@example.com/x'
  const error = new CommandError(['git', 'fetch', secret], 1, [`cannot read ${secret}`])
  expect([error.message, ...error.output].join()).not.toContain('secret')
  expect(new InputError([secret]).problems).toEqual(['https://***@example.com/x'])
})
