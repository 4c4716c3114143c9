/** What apps print when they do not start, and what they lack then. */

import { subcommands } from '../repository/start/hints.ts'

export interface KnownFailure {
  /** Follows `the app did not become ready:` and what was seen from outside. */
  readonly why: string
  readonly fix: string
}

interface Pattern {
  readonly pattern: RegExp
  readonly explain: (found: RegExpExecArray, log: readonly string[]) => KnownFailure | undefined
}

const inConfig = 'in .github/linkgate.yml'

/** By the port on which they listen unless told otherwise: the name, and an image for a service container. */
const services: Readonly<Record<string, readonly [name: string, image: string]>> = {
  1433: ['SQL Server', 'mcr.microsoft.com/mssql/server:2022-latest'],
  2379: ['etcd', 'quay.io/coreos/etcd:v3.6.0'],
  3306: ['MySQL', 'mysql:8'],
  4222: ['NATS', 'nats:2'],
  5432: ['PostgreSQL', 'postgres:17'],
  5672: ['RabbitMQ', 'rabbitmq:4'],
  6379: ['Redis', 'redis:7'],
  8123: ['ClickHouse', 'clickhouse/clickhouse-server:25.3'],
  8500: ['Consul', 'hashicorp/consul:1.20'],
  9000: ['a service such as MinIO', 'minio/minio'],
  9092: ['Kafka', 'apache/kafka:4.0.0'],
  9200: ['Elasticsearch', 'elasticsearch:9.0.0'],
  27017: ['MongoDB', 'mongo:8'],
}

/** The first that fits counts; what is more particular stands first. */
const patterns: readonly Pattern[] = [
  {
    pattern: /go-sqlite3 requires cgo to work|Binary was compiled with 'CGO_ENABLED=0'/,
    explain: () => ({
      why: 'it uses go-sqlite3, which is C code and was left out by `CGO_ENABLED=0`',
      fix: 'build it with `CGO_ENABLED=1` (linked statically with `-linkmode external -extldflags -static`), or use a database driver written in Go, such as modernc.org/sqlite',
    }),
  },
  {
    pattern:
      /dial (?:tcp|unix)[^:]* (\S+?)(?::(\d+))?: connect: (?:connection refused|network is unreachable|no route to host)/,
    explain: ([, host = '', port = '']) => service(host, port),
  },
  {
    pattern:
      /dial tcp: lookup (\S+?)(?: on \S+)?: (?:no such host|server misbehaving|Temporary failure|i\/o timeout)/,
    explain: ([, host = '']) => ({
      why: `it wants to reach \`${host}\`, which it cannot find from its container`,
      fix: `run that as a service container of the job and set \`startup: { network: services }\`, or point the app elsewhere with \`startup: { env: … }\` ${inConfig}`,
    }),
  },
  {
    pattern:
      /(?:connection to|connect to|dial|ping)\b.*\b(?:database|postgres|mysql|mongo|redis)\b.*(?:refused|failed|timeout|timed out)/i,
    explain: () => ({
      why: 'it wants a database that it cannot reach',
      fix: `run it as a service container of the job and set \`startup: { network: services, env: … }\` ${inConfig}`,
    }),
  },
  {
    pattern:
      /\$?\b([A-Z][A-Z0-9]*_[A-Z0-9_]*|PORT|HOST|DSN)\b["'`]?\s*(?:\S+\s+){0,3}?(?:must be set|must not be empty|is required|required|is not set|not set|cannot be empty|is empty|is missing|missing|undefined|not found|not provided)/,
    explain: ([, name = '']) => variable(name),
  },
  {
    pattern:
      /(?:missing|required|empty|undefined|unset|no)\b[^\n]{0,40}?(?:env(?:ironment)?(?:\s+(?:variable|var)s?)?|variable)s?:?\s*["'`$]?\b([A-Z][A-Z0-9_]{2,})\b/i,
    explain: ([, name = '']) => (/^[A-Z0-9_]+$/.test(name) ? variable(name) : undefined),
  },
  {
    pattern: /html\/template: pattern matches no files: `?"?([^`"\n]+?)`?"?(?:$|\n|\s*goroutine)/,
    explain: ([, glob = '']) => ({
      why: `it looks for templates at \`${glob}\` below its working directory, and none are there`,
      fix: `copy them into the image at its WORKDIR, or give them as \`startup: { files: { … } }\` ${inConfig}`,
    }),
  },
  {
    pattern: /Config File "([^"]+)" Not Found in "\[?([^\]"]*)\]?"/,
    explain: ([, name = '', places = '']) => ({
      why: `it looks for its configuration \`${name}\` in ${places || 'its working directory'}`,
      fix: `give it as \`startup: { files: { ${firstPlace(places)}/${name}.yaml: path/in/repository.yaml } }\` ${inConfig}`,
    }),
  },
  {
    pattern: /(?:open|stat|lstat|load|read(?:ing)?)\s+["'`]?([^\s"'`:]+)["'`]?: no such file or directory/,
    explain: ([, path = '']) => ({
      why: `it opens \`${path}\`, which is not in its image`,
      fix: `copy it into the image, or give it as \`startup: { files: { ${path.startsWith('/') ? path : `/workdir/${path}`}: path/in/repository } }\` ${inConfig}`,
    }),
  },
  {
    pattern: /(?:listen tcp|bind)\S* \S*?:(\d+): bind: permission denied/,
    explain: ([, port = '']) => ({
      why: `it listens on port ${port} as a user who may not`,
      fix: `let it listen on a port above 1023, such as with \`startup: { env: { PORT: 8080 } }\` ${inConfig}`,
    }),
  },
  {
    pattern:
      /(?:open|mkdir|create|unable to open database file)[: ]\s*["'`]?([^\s"'`:]*)["'`]?:? (?:permission denied|read-only file system)/,
    explain: ([, path = '']) => ({
      why: `it writes to \`${path || 'its database file'}\`, where the user of its image may not`,
      fix: 'make that directory in the image and give it to the user that the image runs as',
    }),
  },
  {
    pattern: /^\s*usage\b|Available Commands:|^commands:/im,
    explain: (_, log) => {
      const listed = log.filter((line) => /^\s|usage/i.test(line))
      const offered = subcommands.find((word) =>
        listed.some((line) => new RegExp(`(?:^\\s+|\\s|[|<[{])${word}\\b`).test(line)),
      )
      return {
        why: 'it printed its usage: it needs a subcommand or arguments',
        fix: `give them as \`startup: { args: [${offered ?? 'serve'}] }\` ${inConfig}`,
      }
    },
  },
]

/** What the last lines of an app's log say of why it did not start; undefined when nothing in them is known. */
export function knownFailure(log: readonly string[]): KnownFailure | undefined {
  const text = log.join('\n')
  for (const { pattern, explain } of patterns) {
    const found = pattern.exec(text)
    const known = found === null ? undefined : explain(found, log)
    if (known !== undefined) return known
  }
  return undefined
}

function variable(name: string): KnownFailure {
  return {
    why: `it wants the variable \`${name}\``,
    fix: `give it as \`startup: { env: { ${name}: … } }\` ${inConfig}`,
  }
}

function service(host: string, port: string): KnownFailure {
  const at = port === '' ? host : `${host}:${port}`
  const [name, image] = services[port] ?? ['another service', undefined]
  const container = image === undefined ? 'services' : `services: { ${word(name)}: { image: ${image} } }`
  return {
    why: `it wants ${name} at \`${at}\`, where nothing answers from its container`,
    fix: `run it as a service container of the job (\`${container}\`), and set \`startup: { network: services, env: … }\` ${inConfig} so that the app finds it by its name`,
  }
}

const word = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '')

const firstPlace = (places: string) => (places.split(' ')[0] || '/workdir').replace(/\/$/, '')
