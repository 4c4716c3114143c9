/** The wording of start failures. */
import type { KnownFailure, StartFailure } from '../model/start-failure.ts'
import { hostAndPort, isOnInternet, serviceContainer, serviceName } from './services.ts'

const inConfig = 'in .github/linkgate.yml'

const aims = {
  response: 'it answered',
  accept: 'it accepted a connection',
  log: 'it printed the line for readiness',
} as const

/** What was observed, and what the app lacks if its log shows that. */
export function startFailureMessage(failure: StartFailure): string {
  const known = knownFailureOf(failure)
  return known === undefined ? observed(failure) : `${observed(failure)}; ${knownFailureMessage(known)}`
}

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
      return `its container ended before the app was started${failure.output === '' ? ', without any output' : `: ${failure.output}`}`
    case 'garbled':
      return `linkgate's probe in its container gave an invalid answer: \`${failure.answer}\``
    case 'probe-refused':
      return `linkgate's probe in its container failed: ${failure.error}`
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
      return `it could not be started again: ${failure.detail}`
    case 'never-listened':
      return failure.addresses.length > 0
        ? `it listens on ${where(failure)} but accepted no connection ${within(failure)}`
        : `it did not listen on any port or Unix socket ${within(failure)}`
    case 'no-response':
      return `it listens on ${where(failure)} but gave no HTTP response ${within(failure)}`
    case 'status':
      return `${failure.path === '' ? '/' : failure.path} on ${where(failure)} answered ${failure.status ?? 'no status'} for ${failure.timeoutMs / 1000} s`
    case 'no-line':
      return `it printed no line that matches \`${failure.pattern}\` ${within(failure)}`
  }
}

const where = ({ addresses }: { readonly addresses: readonly string[] }) => addresses.join(', ')

const within = ({ timeoutMs, detached }: { readonly timeoutMs: number; readonly detached: boolean }) =>
  `within ${timeoutMs / 1000} s${detached ? '; its first process ended with exit code 0' : ''}`

/** undefined if the user cannot fix it. */
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
      return 'add the program and its loader to the image, or correct the program name in `startup: { args: … }`'
    case 'exited':
      return 'set the variables and arguments that the app needs under `startup: { env: …, args: … }`'
    case 'address-taken':
      return 'set `startup: { port: … }` to a port that is free in the container'
    case 'never-listened':
      return failure.addresses.length > 0
        ? 'increase `startup: { timeout: … }`, or set `startup: { port: … }` to the port that accepts connections'
        : 'set what the app needs under `startup: { env: …, args: … }`, increase `startup: { timeout: … }`, or, for an app without a port, set `startup: { ready: { log: … } }`'
    case 'no-response':
      return 'increase `startup: { timeout: … }`, set `startup: { port: … }` to the port that answers, or, for an app without HTTP/1.1, set `startup: { ready: { tcp: true } }`'
    case 'status':
      return 'set `startup: { ready: { http: …, status: … } }` to a path and to its status when the app is ready'
    case 'no-line':
      return 'set `startup: { ready: { log: … } }` to a regular expression for the line that the app prints when it is ready, or increase `startup: { timeout: … }`'
  }
}

/** A clause that follows the observation. */
export function knownFailureMessage(known: KnownFailure): string {
  switch (known.kind) {
    case 'cgo-disabled':
      return 'it uses go-sqlite3, which does not work with `CGO_ENABLED=0`'
    case 'port-form':
      return `it uses PORT as a listen address, and \`${known.value}\` has no colon`
    case 'service-unreachable': {
      const { host, port } = known
      return `it waits for ${serviceName(known)} at \`${port === '' ? host : `${host}:${port}`}\`, which does not answer`
    }
    case 'host-unknown':
      return isOnInternet(known)
        ? `it connects to \`${hostAndPort(known)}\` on the internet, but its container cannot resolve that name`
        : `it waits for ${serviceName(known)} at \`${hostAndPort(known)}\`, but that host name does not resolve in its container`
    case 'database-unreachable':
      return 'it cannot reach its database'
    case 'variable-missing':
      return `it requires the variable \`${known.name}\``
    case 'templates-missing':
      return `it finds no templates at \`${known.glob}\` in its working directory`
    case 'configuration-missing':
      return `it does not find its configuration \`${known.name}\` in ${known.places || 'its working directory'}`
    case 'file-missing':
      return `it opens \`${known.path}\`, which is not in its image`
    case 'port-forbidden':
      return `it is not allowed to listen on port ${known.port} as the user of its image`
    case 'write-forbidden':
      return `it is not allowed to write to \`${known.path || 'its database file'}\` as the user of its image`
    case 'usage-printed':
      return 'it printed its usage: it needs a subcommand or arguments'
  }
}

export function knownFailureFix(known: KnownFailure): string {
  switch (known.kind) {
    case 'cgo-disabled':
      return 'build with `CGO_ENABLED=1` (for a static program, also `-linkmode external -extldflags -static`), or use a driver in pure Go, such as modernc.org/sqlite'
    case 'port-form':
      return `set \`startup: { env: { PORT: ':${known.value}' } }\` ${inConfig}`
    case 'service-unreachable':
      return `add a service container to the job (\`${serviceContainer(known)}\`), and set \`startup: { network: services, env: … }\` ${inConfig}, with its name as the host`
    case 'host-unknown':
      if (isOnInternet(known))
        return `disable that connection or set another address with \`startup: { env: … }\` ${inConfig}, or give the containers of this machine internet access`
      return `add a service container to the job (\`${serviceContainer(known)}\`) and set \`startup: { network: services }\` ${inConfig}, or set another host with \`startup: { env: … }\``
    case 'database-unreachable':
      return `add a service container to the job and set \`startup: { network: services, env: … }\` ${inConfig}`
    case 'variable-missing':
      return `set \`startup: { env: { ${known.name}: … } }\` ${inConfig}`
    case 'templates-missing':
      return `copy the templates into the WORKDIR of the image, or set \`startup: { files: { … } }\` ${inConfig}`
    case 'configuration-missing':
      return `set \`startup: { files: { ${firstPlace(known.places)}/${known.name}.yaml: path/in/repository.yaml } }\` ${inConfig}`
    case 'file-missing':
      return `copy the file into the image, or set \`startup: { files: { ${known.at ?? known.path}: path/in/repository } }\` ${inConfig}`
    case 'port-forbidden':
      return `use a port above 1023, for example with \`startup: { env: { PORT: 8080 } }\` ${inConfig}`
    case 'write-forbidden':
      return 'create the directory in the image, owned by the user of the image'
    case 'usage-printed':
      return `set \`startup: { args: [${known.subcommand ?? 'serve'}] }\` ${inConfig}`
  }
}

const firstPlace = (places: string) => (places.split(' ')[0] || '/workdir').replace(/\/$/, '')
