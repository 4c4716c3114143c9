import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { portionsOf } from '../../../src/common/secrets/portions.ts'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import { shorten } from '../../../src/common/shorten.ts'

const secret = 's3cr3t/Pa+ss?w0rd'

function knowing(...values: readonly string[]) {
  const secrets = openSecrets()
  for (const value of values) secrets.learnToken(value)
  return secrets
}

describe('a known value is masked', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['unchanged', `x${secret}y`, 'x***y'],
    ['in an address', `https://h/?q=${encodeURIComponent(secret)}&r`, 'https://h/?q=***&r'],
    ['partly encoded, in small letters', 's3cr3t%2fPa+ss%3fw0rd!', '***!'],
    [
      'in JSON',
      JSON.stringify({ a: `"${secret}"` })
        .replace('/', '\\/')
        .replace('+', '\\u002b'),
      '{"a":"\\"***\\""}',
    ],
    ['in HTML', '<b>s3cr3t&#47;Pa&#x2b;ss?w0rd</b>', '<b>***</b>'],
    [
      'split over lines',
      `a ${secret.slice(0, 5)}\n  ${secret.slice(5)} b`,
      'a ***\n***b'.replace('***b', '*** b'),
    ],
    [
      'split by a builder',
      `#8 0.331 ${secret.slice(0, 9)}\n#8 0.331 ${secret.slice(9)}\n`,
      '#8 0.331 ***\n***\n',
    ],
    ['in hexadecimal', Buffer.from(secret).toString('hex'), '***'],
    ['as bytes that Go prints', `[${[...Buffer.from(secret)].join(' ')}]`, '[***]'],
  ])('%s', (_, given, expected) => {
    expect(knowing(secret).mask(given)).toBe(expected)
  })

  test.each(['', 'u', 'u:', 'user:', 'x'.repeat(50)])('in base64 after %j', (before) => {
    for (const after of ['', '\n', ', and more']) {
      for (const encoded of [
        base64(before + secret + after),
        Buffer.from(before + secret + after).toString('base64url'),
      ]) {
        for (const text of [encoded, `${encoded.slice(0, 9)}\n${encoded.slice(9)}`]) {
          const masked = knowing(secret).mask(`<${text}>`)
          const left = Buffer.from(masked.replaceAll(/[^\w+/-]/g, ''), 'base64').toString('latin1')
          for (let at = 0; at + 4 < secret.length; at++) expect(left).not.toContain(secret.slice(at, at + 4))
        }
      }
    }
  })

  test('each line of a value with several lines', () => {
    const key = 'first-line-1\nshort\nsecond-line-2\n'
    const { mask } = knowing(key)
    expect(mask('a first-line-1 b')).toBe('a *** b')
    expect(mask('second-line-2')).toBe('***')
    expect(mask('first-line-1short')).toBe('***short')
    expect(mask('short')).toBe('short')
  })

  test('a secret that is split over lines, without changing the number of lines', () => {
    const lines = ['before', `x ${secret.slice(0, 8)}`, `${secret.slice(8)} y`, 'two\nlines', '']
    expect(knowing(secret).maskLines(lines)).toEqual(['before', 'x ***', '*** y', 'two\nlines', ''])
  })

  test('anywhere in a text', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{6,40}$/),
        fc.string(),
        fc.string(),
        fc.constantFrom(
          encodeURIComponent,
          (text: string) => text,
          (text: string) => JSON.stringify(text),
        ),
        (value, before, after, written) => {
          const secrets = knowing(value)
          if (secrets.mask(value) === value) return
          const text = secrets.mask(`${before} ${written(value)} ${after}`)
          expect(text).not.toContain(value)
          expect(secrets.mask(text)).toBe(text)
        },
      ),
    )
  })
})

/** With many different characters, so that no part of it is repeated. */
function longSecret(length: number): string {
  const alphabet = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789+/"\\&<ä€😀'
  const characters = [...alphabet]
  let state = 7
  let text = ''
  while (text.length < length) {
    state = (state * 48_271) % 0x7fff_ffff
    text += characters[state % characters.length]
  }
  return text
}

const writings: readonly (readonly [name: string, write: (text: string) => string])[] = [
  ['unchanged', (text) => text],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64 behind a byte', (text) => Buffer.from(`x${text}`).toString('base64')],
  ['in base64 behind two bytes', (text) => Buffer.from(`xy${text}`).toString('base64url')],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['as bytes that Go prints', (text) => [...Buffer.from(text)].join(' ')],
  ['URL-encoded', encodeURIComponent],
  [
    'URL-encoded by Go as a password',
    (text) =>
      [...text]
        .map((one) => (/[$&+,;=]/.test(one) ? one : encodeURIComponent(one)))
        .join('')
        .replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
  ],
  ['in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  [
    'in JSON of Go',
    (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replaceAll(/[&<>]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
  ],
]

describe('a secret of any length is found', () => {
  test.each(writings)('%s', (_, write) => {
    for (const length of [4096, 4097, 20_000, 150_000, 400_000]) {
      const value = longSecret(length)
      const secrets = knowing(value)
      const written = write(value)
      expect(secrets.mask(`<${written}>`).replaceAll(/[* ]/g, '')).toMatch(/^<\w{0,2}=*>$/)
      expect(secrets.areIn(Buffer.from(`<${written}>`).toString('latin1'))).toBe(true)
    }
  })

  test('also in a text that has only a part of it', () => {
    const value = longSecret(150_000)
    expect(knowing(value).mask(`<${value.slice(0, 100_000)}`)).toMatch(/^<\*{3}.{0,4096}$/su)
  })

  test('after a name, and in a file of the repository', () => {
    const value = longSecret(100_000).replaceAll(/[^\w]/g, '_')
    expect(openSecrets().mask(`DB_PASSWORD=${value} x`)).toBe('DB_PASSWORD=*** x')
    expect(openSecrets().mask(`DB_PASSWORD="${value}" x`)).toBe('DB_PASSWORD="***" x')
    for (const quote of ['', '"', "'"]) {
      const secrets = openSecrets()
      secrets.learnFrom(`ENV DB_PASSWORD=${quote}${value}${quote}\n`)
      expect(secrets.mask(`<${value}>`)).toBe('<***>')
    }
  })

  test('URL-encoded after bytes that are no text', () => {
    const value = 'пароль-который-никто-не-знает'
    for (const before of ['', '%FF', '%D0'])
      expect(knowing(value).mask(before + encodeURIComponent(value))).toBe(`${before}***`)
  })
})

describe('a divided secret', () => {
  const anySecret = fc
    .stringMatching(/^[!-~]{12,60}$/)
    .filter((value) => knowing(value).mask(value) === '***')

  test('is in one of the portions in which a content is searched, wherever they begin', () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(...writings),
        fc.nat(200),
        fc.nat(200),
        fc.integer({ min: 1, max: 70 }),
        (value, [, write], before, after, size) => {
          const secrets = knowing(value)
          const content = Buffer.from(`${'.'.repeat(before)}${write(value)}${'.'.repeat(after)}`).toString(
            'latin1',
          )
          const portions = [...portionsOf(content.length, secrets, size)]
          expect(portions.some(({ at, length }) => secrets.areIn(content.slice(at, at + length)))).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('is masked if the text is masked in parts', () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(...writings),
        fc.nat(60),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (value, [, write], before, steps) => {
          const secrets = knowing(value)
          const written = write(value)
          const text = `${'.'.repeat(before)}${written}${'.'.repeat(1000)}`
          let done = ''
          let waiting = ''
          for (let at = 0, index = 0; at < text.length; index++) {
            const step = steps[index % steps.length] ?? 1
            waiting += text.slice(at, at + step)
            at += step
            if (waiting.length <= written.length) continue
            const { masked, rest } = secrets.maskStart(waiting, written.length)
            done += masked
            waiting = rest
          }
          done += secrets.mask(waiting)
          expect(done).toBe(secrets.mask(text))
          expect(done).not.toContain(written)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('is masked at an omission, wherever a text was cut', () => {
    fc.assert(
      fc.property(
        anySecret.map((value) => `${value}${value.toUpperCase()}`),
        fc.constantFrom(...writings),
        fc.nat(60),
        fc.nat(120),
        (value, [name, write], before, length) => {
          const text = `${'.'.repeat(before)}${write(value)}${'.'.repeat(20)}`
          const masked = knowing(value).mask(shorten(text, length + 10))
          const encoded = write(value)
          // an escaped character may have up to six characters
          const most = /^(?:URL|in JSON)/.test(name) ? 40 : 9
          for (let at = 0; at + most <= encoded.length; at++)
            expect(masked).not.toContain(encoded.slice(at, at + most))
        },
      ),
      { numRuns: 500 },
    )
  })
})

test.each([
  ['omissions', '…'.repeat(10_000)],
  ['omissions in lines', 'correct…\n'.repeat(10_000)],
  ['one long line before an omission', `${'x'.repeat(200_000)}…`.repeat(3)],
])('many %s are searched in linear time, also for a long secret', (_, text) => {
  const secrets = knowing(longSecret(4096), 'correct-horse-battery')
  const before = process.cpuUsage()
  secrets.mask(text)
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
})

describe('areIn finds a secret in content', () => {
  test('exactly if the content contains one of them', () => {
    // few characters, so that texts are often similar, and none is the base64 or hexadecimal form of another
    const textOf = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom('k', 'q', '?'), minLength, maxLength })
    fc.assert(
      fc.property(
        fc.array(textOf(8, 12), { minLength: 1, maxLength: 4 }),
        textOf(0, 60),
        fc.option(textOf(0, 60), { nil: undefined }),
        (values, before, after) => {
          const known = values.filter((value) => knowing(value).areIn(value))
          const content = before + (after === undefined ? '' : `${known.at(-1) ?? ''}${after}`)
          expect(knowing(...values).areIn(content)).toBe(known.some((value) => content.includes(value)))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test.each([6, 41, 255, 256, 257, 4096])('of %i characters', (length) => {
    const value = `${'x'.repeat(length - 1)}?`
    for (const other of ['longer-than-the-others', 'x-short']) {
      const secrets = knowing(value, other)
      expect(secrets.areIn(`${'x'.repeat(length)}${value}x`)).toBe(true)
      expect(secrets.areIn(`${'x'.repeat(length + 9)}!`)).toBe(false)
    }
  })
})

describe('text without a secret is unchanged', () => {
  test.each(['true', '8080', 'static', '', 'linkgate', '12345678901', '1.24.4', '$SECRET_OF_MINE', '$TOKEN'])(
    'the value %j of a known secret',
    (value) => {
      const text = `true 8080 static 12345678901 linkgate 1.24.4 ${value}`
      expect(knowing(value).mask(text)).toBe(text)
    },
  )

  test.each([
    ['DB_PASSWORD', 'postgres'],
    ['TOKEN_FILE', '/run/secrets/token'],
    ['AUTH', 'disabled'],
    ['JWT_SECRET', 'parcels'],
    ['SESSION_KEY', 'https://keys.example.com/v1'],
    ['TOKEN', '24h30m00s'],
    ['DB_HOST', 'database.example.com'],
    ['GOPRIVATE', 'example.com/private/*'],
    ['COMMIT', '3f2a9bc1d2e43f2a9bc1d2e43f2a9bc1d2e4aaaa'],
    ['IMAGE_VERSION', '20261105.1.0'],
  ])('%s=%s', (name, value) => {
    const secrets = openSecrets()
    secrets.learnEnvironment({ [name]: value })
    expect(secrets.mask(`it says ${value}`)).toBe(`it says ${value}`)
  })
})

describe('learned values', () => {
  test('a known secret is masked after any number of others', () => {
    const secrets = openSecrets()
    secrets.learnFrom(
      Array.from({ length: 3000 }, (_, index) => `TOKEN_${index}=filler-${index}-x`).join('\n'),
    )
    secrets.learnSecret('given-at-last')
    expect(secrets.mask('<given-at-last>')).toBe('<***>')
  })

  test.each([
    [{ DB_PASSWORD: 'correct-horse-battery' }, 'correct-horse-battery'],
    [{ LICENCE: '0fJq7Zs0m4LrWnTtYw' }, '0fJq7Zs0m4LrWnTtYw'],
    [{ DATABASE_URL: 'postgres://u:correct-horse@db/x' }, 'correct-horse'],
    [{ DATABASE_URL: 'postgres://u:correct%2Fhorse@db/x' }, 'correct/horse'],
    [{ DSN: 'host=db password=correct-horse port=1' }, 'correct-horse'],
    [{ NETRC: 'machine h login me password correct-horse' }, 'correct-horse'],
    [{ HEADER: 'Authorization: Bearer abcdef.ghij' }, 'abcdef.ghij'],
  ])('of %j', (variables, value) => {
    const secrets = openSecrets()
    secrets.learnEnvironment(variables)
    expect(secrets.mask(`<${value}>`)).toBe('<***>')
  })

  test.each([
    'http.https://github.com/.extraheader\nAUTHORIZATION: basic dXNlcjpjb3JyZWN0LWhvcnNl',
    'url.https://user:correct%2Dhorse@example.com/.insteadof\nhttps://example.com/',
    '{ "auths": { "registry.example.com": { "auth": "dXNlcjpjb3JyZWN0LWhvcnNl" } } }',
    '//npm.example.com/:_authToken=correct-horse\n',
    'GOPROXY=https://user:correct-horse@proxy.example.com,direct\n',
  ])('of the files in which tools keep credentials: %j', (text) => {
    const secrets = openSecrets()
    secrets.learnCredentials(text)
    expect(secrets.mask('it is correct-horse')).toBe('it is ***')
    expect(secrets.areIn('<correct-horse>')).toBe(true)
  })

  test('of an address in them a token, but no name of a user', () => {
    const secrets = openSecrets()
    secrets.learnCredentials(
      'https://octo-service2@a.example/\nhttps://organization-of-services@a.example/\nhttps://0123456789abcdef0123456789abcdef01234567@a.example/',
    )
    const said = 'octo-service2 of organization-of-services'
    expect(secrets.mask(`${said}: 0123456789abcdef0123456789abcdef01234567`)).toBe(`${said}: ***`)
  })

  test.each([
    'ENV A=1 DB_PASSWORD=correct-horse B=2',
    'ENV DB_PASSWORD correct-horse',
    'ARG NPM_TOKEN="correct-horse"',
    '      DB_PASSWORD: correct-horse # of the test',
    '  - DB_PASSWORD=correct-horse',
    'variable "x" { DB_PASSWORD = "correct-horse" }',
    '{"db_password": "correct-horse"}',
    'export DB_PASSWORD=correct-horse',
    'DB_PASSWORD := correct-horse',
    "startup: { env: { DB_PASSWORD: 'correct-horse', A: b } }",
    'url: postgres://u:correct-horse@db/x',
  ])('of a file with %s', (text) => {
    const secrets = openSecrets()
    secrets.learnFrom(`first: line\n${text}\nlast: line\n`)
    expect(secrets.mask('<correct-horse>')).toBe('<***>')
    // otherwise a pull request could mask words of linkgate
    expect(secrets.maskOwn('<correct-horse>')).toBe('<correct-horse>')
  })
})
