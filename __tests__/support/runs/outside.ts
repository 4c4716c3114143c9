import fc from 'fast-check'

const pieces = [
  '@gin-gonic/team',
  '#12',
  'GH-1',
  'c07f3a1e9d52b8640fa7e3c1d92b5f8e06a4d713',
  'https://example.com/a?b=c',
  'www.example.com',
  'someone@example.com',
  '[link](https://example.com)',
  '![image](x.png)',
  '[ref]: x',
  '[^1]',
  '<img src=x>',
  '<!-- linkgate -->',
  '-->',
  '</details>',
  '`',
  '``',
  '```',
  '~~~',
  '|',
  '\\|',
  '\\',
  '\n',
  '\r\n',
  '\n\n',
  '\t',
  '    ',
  '---',
  '===',
  '- [ ] x',
  '1. ',
  '> ',
  '**',
  '_',
  '~',
  '$$',
  ':tada:',
  '&commat;team',
  '&#64;team',
  '\u{1b}[31m',
  '\u{7}',
  '\u{202e}',
  '\u{200b}',
  '\u{feff}',
  '\u{1f4a9}',
  '表',
  'word',
  ' ',
  '1.90 MB',
  '',
]

const [firstSurrogate, surrogates, lastCode] = [0xd800, 0x800, 0x10ffff] as const

/** Any character, as unit of strings. `binary` of fast-check is the same, but takes most of a second to create. */
export const character = fc
  .nat(lastCode - surrogates)
  .map((code) => String.fromCodePoint(code < firstSurrogate ? code : code + surrogates))

/** Hostile texts. */
export const outside: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.string({ unit: character, maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)
