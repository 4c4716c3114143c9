import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import { root } from '../../support/runs/linkgate.ts'

const { mask, maskLines } = openSecrets()

test.each([
  [
    "fatal: unable to access 'https://x-access-token:ghs_abc@github.com/a/b/': 403",
    "fatal: unable to access 'https://***@github.com/a/b/': 403",
  ],
  ['git clone ssh://me@example.com/a https://token@h/x', 'git clone ssh://me@example.com/a https://***@h/x'],
  ['GOPROXY=https://user:pass@proxy.example.com|direct', 'GOPROXY=https://***@proxy.example.com|direct'],
  ['https://u:p1@h1,https://u:p2@h2', 'https://***@h1,https://***@h2'],
  ['postgres://u:p@ss/w:rd@db:5432/x?y=z', 'postgres://***@db:5432/x?y=z'],
  [String.raw`A=redis://u:p@h/0\x00B=C\x00D=e@f`, String.raw`A=redis://***@h/0\x00B=C\x00D=e@f`],
  ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
  ['-H "Authorization: Basic dTpw"', '-H "Authorization: Basic ***"'],
  ['X-Vault-Token: s3cr3t-but-no-known-form', 'X-Vault-Token: ***'],
  ['Set-Cookie: sid=1; HttpOnly', 'Set-Cookie: ***'],
  ['curl -u me:secret https://h', 'curl -u me:*** https://h'],
  ['machine h login me password hidden', 'machine h login me password ***'],
  ['host=db password=correct-horse dbname=x', 'host=db password=*** dbname=x'],
  ['me:correct-horse@tcp(db:3306)/x', 'me:***@tcp(db:3306)/x'],
  ['me:p@ss/w0rd@tcp(db:3306)/x', 'me:***@tcp(db:3306)/x'],
  ['dsn me:correct-horse@/shop?parseTime=true', 'dsn me:***@/shop?parseTime=true'],
  ['me:correct-horse@/', 'me:***@/'],
  ['(dsn me:p@ss/w:rd@/shop)', '(dsn me:***@/shop)'],
  ['GET https://cdn.example.com/npm/@/x', 'GET https://cdn.example.com/npm/@/x'],
  ["CREATE USER me IDENTIFIED BY 'correct-horse'", "CREATE USER me IDENTIFIED BY '***'"],
  ["alter role me with password 'correct-horse';", "alter role me with password '***';"],
  [
    "IDENTIFIED WITH mysql_native_password BY 'correct-horse' REPLACE",
    "IDENTIFIED WITH mysql_native_password BY '***' REPLACE",
  ],
  ['create user me identified by "correct-horse"', 'create user me identified by "***"'],
  [String.raw`password 'it''s a \'horse' valid`, "password '***' valid"],
  ['docker login -u me -p correct-horse registry', 'docker login -u me -p *** registry'],
  ['docker login -u me -p "correct horse" registry', 'docker login -u me -p "***" registry'],
  ['docker login -p correct-horse', 'docker login -p ***'],
  ["docker login -p 'correct horse' -u me", "docker login -p '***' -u me"],
  ['docker login -u me -p "$TOKEN" registry', 'docker login -u me -p "$TOKEN" registry'],
  [`docker login -p \${{ secrets.TOKEN }} h`, `docker login -p \${{ secrets.TOKEN }} h`],
  ['bind dn=cn=admin pw=correct-horse', 'bind dn=cn=admin pw=***'],
  ['amqp me:correct-horse@mq:5672', 'amqp me:***@mq:5672'],
  ['{"db":{"password":"correct-horse"},"jwt_secret":"x"}', '{"db":{"password":"***"},"jwt_secret":"***"}'],
  [String.raw`"{\"password\":\"correct-horse\"}"`, String.raw`"{\"password\":\"***\"}"`],
  ['{User:me Password:correct-horse Port:1}', '{User:me Password:*** Port:1}'],
  ['map[password:correct-horse user:me]', 'map[password:*** user:me]'],
  ['--password hidden --api-key=hidden', '--password *** --api-key=***'],
  ['GET /?access_token=hidden&x=1', 'GET /?access_token=***&x=1'],
  ['//npm.example.com/:_authToken=hidden', '//npm.example.com/:_authToken=***'],
  ['ENV DB_PASSWORD hidden', 'ENV DB_PASSWORD ***'],
  [`token ghp_${'a'.repeat(36)}!`, 'token ***!'],
  [`github_pat_${'a'.repeat(22)}_x`, '***'],
  ['key AKIAIOSFODNN7EXAMPLE', 'key ***'],
  [`eyJhbGciOiJub25l.${'eyJzdWIi'}.abc-_x rest`, '*** rest'],
])('%s', (given, masked) => {
  expect(mask(given)).toBe(masked)
  expect(mask(masked)).toBe(masked)
})

test.each([
  'https://github.com/a/b@v1.2.3: 404',
  'http://localhost:8080/a@b',
  'mail me@example.com',
  'golang:1.24@sha256:4f2a/x',
  'docker.io/acme/token-service:v1.2',
  'internal/auth/token.go:12:3: undefined: token',
  'failed to compute cache key: "/nosuch" not found',
  'syntax error: unexpected token: newline',
  'id-token: write',
  'RUN --mount=type=secret,id=token true',
  'build: { secrets: { token: { env: TOKEN } } }',
  'startup: { env: { DB_PASSWORD: … } }',
  'TOKEN: $' + '{{ secrets.TOKEN }}',
  'git config url."https://x-access-token:$TOKEN@h/".insteadOf https://h/',
  'GOPRIVATE: github.com/acme/*',
  '{"tokens": 12, "secret": null}',
  'host= user= password= dbname=parcels port=5432',
])('leaves unchanged: %s', (text) => {
  expect(mask(text)).toBe(text)
})

describe('a key in PEM', () => {
  const body = ['MIIEvQIBADANBgkqhkiG9w0BAQ', 'EFAASCBKcwggSjAgEAAoIBAQC7', 'abc=']
  const begin = '-----BEGIN PRIVATE KEY-----'
  const end = '-----END PRIVATE KEY-----'

  test.each([
    ['whole', ['a', begin, ...body, end, 'b'], ['a', '***', '***', '***', '***', '***', 'b']],
    ['without its end', ['a', begin, ...body, 'b c'], ['a', '***', '***', '***', '***', 'b c']],
    ['without its beginning', [...body.slice(0, 2), end, 'b'], ['***', '***', '***', 'b']],
    ['in one line', [`k="${begin}\\n${body.join('\\n')}\\n${end}\\n"`, 'b'], ['k="***\\n"', 'b']],
  ])('%s', (_, lines, masked) => {
    expect(maskLines(lines)).toEqual(masked)
  })
})

test('finds no credential in the texts of linkgate', () => {
  const files = [
    'README.md',
    'action.yml',
    ...['docs', 'example-workflows', 'schemas'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    ),
  ].filter((name) => /\.(?:md|yml|json)$/.test(name) && name !== 'docs/README.md')
  expect(files.length).toBeGreaterThan(8)
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    expect(mask(text), file).toBe(text)
  }
})
