/** The words of why an app did not become ready. */
import type { KnownFailure, StartFailure } from '../model/start-failure.ts'
import { hostAndPort, isOnInternet, serviceContainer, serviceName } from './services.ts'

const inConfig = 'in .github/linkgate.yml'

const aims = {
  response: 'it answered',
  accept: 'it accepted a connection',
  log: 'it printed the line that says it is ready',
} as const

/** What was observed, and what the app lacks where its log tells. */
export function startFailureMessage(failure: StartFailure): string {
  const known = knownFailureOf(failure)
  return known === undefined ? observed(failure) : `${observed(failure)}: ${knownFailureMessage(known)}`
}

/** What the app lacks, as recognized in its log. */
export function knownFailureOf(failure: StartFailure): KnownFailure | undefined {
  switch (failure.kind) {
    case 'container-ended':
    case 'garbled':
    case 'probe-refused':
    case 'engine-lost':
    case 'container-error':
      return undefined
    default:
      return failure.known
  }
}

function observed(failure: StartFailure): string {
  switch (failure.kind) {
    case 'container-ended':
      return `its container ended before the app was started: ${failure.output || 'it said nothing'}`
    case 'garbled':
      return `the probe in its container gave no answer but \`${failure.answer}\``
    case 'probe-refused':
      return `the probe in its container gave up: ${failure.error}`
    case 'engine-lost':
      return `the connection to the container engine was lost: ${failure.detail}`
    case 'container-error':
      return failure.detail
    case 'exec':
      return `it could not be started: ${failure.detail}`
    case 'exited': {
      const { exitCode = 'unknown', signal = '', ready } = failure
      return `it ended ${signal === '' ? `with exit code ${exitCode}` : `by signal ${signal}`} before ${aims[ready]}`
    }
    case 'address-taken':
      return `it could not be started once more: ${failure.detail}`
    case 'never-listened':
      return failure.addresses.length > 0
        ? `it listens on ${where(failure)} and accepted no connection ${within(failure)}`
        : `it did not listen on any port or Unix socket ${within(failure)}`
    case 'no-response':
      return `it listens on ${where(failure)} and gave no HTTP response ${within(failure)}`
    case 'status':
      return `${failure.path === '' ? '/' : failure.path} on ${where(failure)} answered ${failure.status ?? 'no status'} for ${failure.timeoutMs / 1000} s`
    case 'no-line':
      return `it printed no line that matches \`${failure.pattern}\` ${within(failure)}`
  }
}

const where = ({ addresses }: { readonly addresses: readonly string[] }) => addresses.join(', ')

const within = ({ timeoutMs, detached }: { readonly timeoutMs: number; readonly detached: boolean }) =>
  `within ${timeoutMs / 1000} s${detached ? ', and its first process had ended with exit code 0' : ''}`

/** What to change; undefined where nobody but linkgate could. */
export function startFailureFix(failure: StartFailure): string | undefined {
  const known = knownFailureOf(failure)
  if (known !== undefined) return knownFailureFix(known)
  const general = generalFix(failure)
  return general === undefined ? undefined : `${general} ${inConfig}`
}

function generalFix(failure: StartFailure): string | undefined {
  switch (failure.kind) {
    case 'container-ended':
    case 'garbled':
    case 'engine-lost':
    case 'container-error':
      return undefined
    case 'probe-refused':
      return failure.error.startsWith('pattern: ')
        ? 'correct the regular expression in `startup: { ready: { log: … } }`'
        : undefined
    case 'exec':
      return 'put the program and what it needs to run, such as its loader, into the image, and correct the name of the program where it stands under `startup: { args: … }`'
    case 'exited':
      return 'give it what it needs to start, and to go on, under `startup: { env: …, args: … }`'
    case 'address-taken':
      return 'give it a port that nothing else in its container listens on as `startup: { port: … }`'
    case 'never-listened':
      return failure.addresses.length > 0
        ? 'give it more time as `startup: { timeout: … }`, or the port that it accepts connections on as `startup: { port: … }`'
        : 'give it what it waits for under `startup: { env: …, args: … }`, more time as `startup: { timeout: … }`, or, where it needs no port, the line that it prints when it is ready as `startup: { ready: { log: … } }`'
    case 'no-response':
      return 'give it more time as `startup: { timeout: … }`, the port that answers as `startup: { port: … }`, or, where none speaks HTTP/1.1, say `startup: { ready: { tcp: true } }`'
    case 'status':
      return 'set `startup: { ready: { http: …, status: … } }` to a path, and to the status with which it answers when the app is ready,'
    case 'no-line':
      return 'set `startup: { ready: { log: … } }` to a regular expression that matches a line it prints when it is ready, or give it more time as `startup: { timeout: … }`'
  }
}

/** Follows what was observed from outside. */
export function knownFailureMessage(known: KnownFailure): string {
  switch (known.kind) {
    case 'cgo-disabled':
      return 'it uses go-sqlite3, which is C code and was left out by `CGO_ENABLED=0`'
    case 'port-form':
      return `it listens on the address \`${known.value}\`, which has no port: it reads PORT as an address`
    case 'service-unreachable': {
      const { host, port } = known
      return `it waits for ${serviceName(known)} at \`${port === '' ? host : `${host}:${port}`}\`, where nothing answers from its container`
    }
    case 'host-unknown':
      return isOnInternet(known)
        ? `it connects to \`${hostAndPort(known)}\` on the internet, and its container cannot resolve that name`
        : `it waits for ${serviceName(known)} at \`${hostAndPort(known)}\`, a host name that does not resolve in its container`
    case 'database-unreachable':
      return 'it cannot reach its database'
    case 'variable-missing':
      return `it requires the variable \`${known.name}\``
    case 'templates-missing':
      return `it looks for templates at \`${known.glob}\` below its working directory, and none are there`
    case 'configuration-missing':
      return `it looks for its configuration \`${known.name}\` in ${known.places || 'its working directory'}`
    case 'file-missing':
      return `it opens \`${known.path}\`, which is not in its image`
    case 'port-forbidden':
      return `it listens on port ${known.port} as a user who may not`
    case 'write-forbidden':
      return `it writes to \`${known.path || 'its database file'}\`, where the user of its image may not`
    case 'usage-printed':
      return 'it printed its usage: it needs a subcommand or arguments'
  }
}

export function knownFailureFix(known: KnownFailure): string {
  switch (known.kind) {
    case 'cgo-disabled':
      return 'build it with `CGO_ENABLED=1` (linked statically with `-linkmode external -extldflags -static`), or use a database driver written in Go, such as modernc.org/sqlite'
    case 'port-form':
      return `give it PORT in the form that it reads, as \`startup: { env: { PORT: ':${known.value}' } }\` ${inConfig}`
    case 'service-unreachable':
      return `run it as a service container of the job (\`${serviceContainer(known)}\`), and set \`startup: { network: services, env: … }\` ${inConfig} so that the app finds it by its name`
    case 'host-unknown':
      if (isOnInternet(known))
        return `switch that connection off or point it elsewhere with \`startup: { env: … }\` ${inConfig}, or let the containers of this machine reach the internet`
      return `run it as a service container of the job (\`${serviceContainer(known)}\`) and set \`startup: { network: services }\` ${inConfig}, or point the app elsewhere with \`startup: { env: … }\``
    case 'database-unreachable':
      return `run it as a service container of the job and set \`startup: { network: services, env: … }\` ${inConfig}`
    case 'variable-missing':
      return `give it as \`startup: { env: { ${known.name}: … } }\` ${inConfig}`
    case 'templates-missing':
      return `copy them into the image at its WORKDIR, or give them as \`startup: { files: { … } }\` ${inConfig}`
    case 'configuration-missing':
      return `give it as \`startup: { files: { ${firstPlace(known.places)}/${known.name}.yaml: path/in/repository.yaml } }\` ${inConfig}`
    case 'file-missing':
      return `copy it into the image, or give it as \`startup: { files: { ${known.at ?? known.path}: path/in/repository } }\` ${inConfig}`
    case 'port-forbidden':
      return `let it listen on a port above 1023, such as with \`startup: { env: { PORT: 8080 } }\` ${inConfig}`
    case 'write-forbidden':
      return 'make that directory in the image and give it to the user that the image runs as'
    case 'usage-printed':
      return `give them as \`startup: { args: [${known.subcommand ?? 'serve'}] }\` ${inConfig}`
  }
}

const firstPlace = (places: string) => (places.split(' ')[0] || '/workdir').replace(/\/$/, '')
