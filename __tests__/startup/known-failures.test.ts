import { expect, test } from 'vitest'
import { knownFailureFix, knownFailureMessage } from '../../src/findings/start-failures.ts'
import { knownFailure } from '../../src/startup/known-failures.ts'

/** Lines as real programs and libraries print them. */
test.each<[string, string | undefined, string?]>([
  ['panic: PORT must be set', 'it requires the variable `PORT`', 'startup: { env: { PORT: … } }'],
  [
    '2026/01/02 03:04:05 DATABASE_URL environment variable is not set',
    'it requires the variable `DATABASE_URL`',
  ],
  [
    '{"level":"fatal","msg":"required key JWT_SECRET missing value"}',
    'it requires the variable `JWT_SECRET`',
  ],
  ['Error: missing required environment variable: APP_SECRET', 'it requires the variable `APP_SECRET`'],
  ['env: required environment variable "API_KEY" is not set', 'it requires the variable `API_KEY`'],
  ['[INFO] [openSQLite] SQL_DSN not set, using SQLite as database', undefined],
  ['REDIS_CONN_STRING not set, Redis is not enabled', undefined],
  [
    'no environment variable APP_ENV, defaulting to dev\npanic: SECRET_KEY is not set',
    'it requires the variable `SECRET_KEY`',
  ],
  ['APP_SECRET must be set: ignoring it is not safe', 'it requires the variable `APP_SECRET`'],
  ['panic: ADDRESS is required', 'it requires the variable `ADDRESS`'],
  ['DT_JWT_SECRET cannot be empty', 'it requires the variable `DT_JWT_SECRET`'],
  [
    'failed to connect to `host=localhost user=app database=app`: dial error (dial tcp 127.0.0.1:5432: connect: connection refused)',
    'it waits for PostgreSQL at `127.0.0.1:5432`, which does not answer',
    'services: { postgresql: { image: postgres:17 } }',
  ],
  [
    '[error] failed to initialize database, got error dial tcp [::1]:3306: connect: connection refused',
    'it waits for MySQL at `[::1]:3306`, which does not answer',
  ],
  [
    'dial tcp 10.0.0.9:4317: connect: connection refused',
    'it waits for another service at `10.0.0.9:4317`, which does not answer',
    '(`services`)',
  ],
  [
    'dial tcp: lookup postgres on 192.168.65.7:53: no such host',
    'it waits for PostgreSQL at `postgres:5432`, but that host name does not resolve in its container',
    'services: { postgres: { image: postgres:17 } }',
  ],
  [
    'failed to connect to `user=app database=shop`: hostname resolving error: lookup db on 127.0.0.11:53: no such host (host=db port=5433)',
    'it waits for its database at `db:5433`, but that host name does not resolve in its container',
    'services: { db: { image: … } }',
  ],
  [
    'server selection error: context deadline exceeded, current topology: { Type: Unknown, Servers: [{ Addr: mongo:27017, Type: Unknown, Last error: dial tcp: lookup mongo: Temporary failure in name resolution }] }',
    'it waits for MongoDB at `mongo:27017`, but that host name does not resolve in its container',
    'services: { mongo: { image: mongo:8 } }',
  ],
  [
    'Error: Configuration File Not Found\n\nWe did not locate it.\n\nDefault Location: /etc/shop/config.yml\n',
    'it opens `/etc/shop/config.yml`, which is not in its image',
    'startup: { files: { /etc/shop/config.yml: path/in/repository } }',
  ],
  [
    'FATAL config file "/app/conf/app.toml" does not exist',
    'it opens `/app/conf/app.toml`, which is not in its image',
  ],
  ['config not found, see https://example.com/docs/config.json', undefined],
  [
    'Get "https://api.telegram.org/bot/getMe": dial tcp: lookup api.telegram.org on 10.0.0.1:53: no such host',
    'it connects to `api.telegram.org` on the internet, but its container cannot resolve that name',
    'disable that connection or set another address with `startup: { env: … }` in .github/linkgate.yml, or give the containers of this machine internet access',
  ],
  [
    'dial tcp: lookup db.abcdef.supabase.co on 10.0.0.1:53: no such host',
    'it waits for its database at `db.abcdef.supabase.co`, but that host name does not resolve in its container',
    '(`services`)',
  ],
  [
    'dial tcp: lookup auth.shop.svc.cluster.local on 10.0.0.1:53: no such host',
    'it waits for another service at `auth.shop.svc.cluster.local`, but that host name does not resolve in its container',
    '(`services`)',
  ],
  [
    'dial tcp 172.18.0.2:5672: i/o timeout',
    'it waits for RabbitMQ at `172.18.0.2:5672`, which does not answer',
  ],
  [
    'kafka: client has run out of available brokers to talk to: dial tcp: lookup broker-1 on 10.0.0.1:53: server misbehaving',
    'it waits for Kafka at `broker-1:9092`, but that host name does not resolve in its container',
  ],
  [
    'dial unix /var/run/postgresql/.s.PGSQL.5432: connect: no such file or directory',
    'it waits for PostgreSQL at `/var/run/postgresql/.s.PGSQL.5432`, which does not answer',
  ],
  [
    '2026/01/02 03:04:05 waiting for cache:6379 ...',
    'it waits for Redis at `cache:6379`, which does not answer',
    'services: { cache: { image: redis:7 } }',
  ],
  [
    'cannot connect to http://consul.internal:8500/v1/kv, retrying in 5s',
    'it waits for Consul at `consul.internal:8500`, which does not answer',
  ],
  ['\t/go/pkg/mod/example.com/wait/retry/retry.go:33 +0x1d4', undefined],
  ['could not reach the database, retrying', 'it cannot reach its database'],
  ['database is not there yet, attempt 1, trying again in 2s', 'it cannot reach its database'],
  ['waiting for connections on 0.0.0.0:8080, listening', undefined],
  [
    'panic: listen tcp: address 8080: missing port in address',
    'it uses PORT as a listen address, and `8080` has no colon',
    "startup: { env: { PORT: ':8080' } }",
  ],
  [
    'panic: html/template: pattern matches no files: `templates/*`',
    'it finds no templates at `templates/*` in its working directory',
  ],
  [
    'panic: Fatal error config file: Config File "config" Not Found in "[/app /etc/app]"',
    'it does not find its configuration `config` in /app /etc/app',
    '/app/config.yaml',
  ],
  ['open conf/app.ini: no such file or directory', 'it opens `conf/app.ini`, which is not in its image'],
  [
    "/entry.sh: .: line 2: can't open '/etc/app/env.sh': No such file or directory",
    'it opens `/etc/app/env.sh`, which is not in its image',
    'startup: { files: { /etc/app/env.sh: path/in/repository } }',
  ],
  [
    '/entry.sh: 2: .: cannot open /etc/app/env.sh: No such file',
    'it opens `/etc/app/env.sh`, which is not in its image',
  ],
  [
    '/entry.sh: line 2: /etc/app/env.sh: No such file or directory',
    'it opens `/etc/app/env.sh`, which is not in its image',
  ],
  [
    '[GIN-debug] [ERROR] listen tcp :80: bind: permission denied',
    'it is not allowed to listen on port 80 as the user of its image',
  ],
  [
    'open /data/app.log: permission denied',
    'it is not allowed to write to `/data/app.log` as the user of its image',
  ],
  [
    "panic: Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub",
    'it uses go-sqlite3, which does not work with `CGO_ENABLED=0`',
  ],
  ['[GIN-debug] Listening and serving HTTP on :8080', undefined],
  ['panic: runtime error: index out of range [0] with length 0', undefined],
  ['open the door', undefined],
  ['the request is missing', undefined],
])('%s', (line, why, fix) => {
  const known = knownFailure(['starting', line, 'goroutine 1 [running]:'])
  expect(known && knownFailureMessage(known)).toBe(why)
  if (fix !== undefined) expect(known && knownFailureFix(known)).toContain(fix)
})

test('usage names the subcommand that it offers', () => {
  const log = [
    'A shop.',
    '',
    'Usage:',
    '  shop [command]',
    '',
    'Available Commands:',
    '  migrate  x',
    '  server   y',
  ]
  const known = knownFailure(log)
  expect(known).toEqual({ kind: 'usage-printed', subcommand: 'server' })
  expect(known && knownFailureMessage(known)).toBe('it printed its usage: it needs a subcommand or arguments')
  expect(known && knownFailureFix(known)).toBe('set `startup: { args: [server] }` in .github/linkgate.yml')
})

test('usage may be a single line', () => {
  const known = knownFailure(['usage: orders serve|migrate [--listen address]'])
  expect(known && knownFailureFix(known)).toBe('set `startup: { args: [serve] }` in .github/linkgate.yml')
})

test('an empty log has no known failure', () => {
  expect(knownFailure([])).toBeUndefined()
})
