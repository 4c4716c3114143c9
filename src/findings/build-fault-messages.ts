import { enumerate } from '../common/english.ts'
import type { BuildFault, FaultOf } from './build-faults.ts'

export function buildFaultMessage(fault: BuildFault): string {
  switch (fault.kind) {
    case 'not-compiled':
      return fault.first
    case 'step-failed':
      return stepMessage(fault)
    case 'base-image':
      return imageMessage(fault)
    case 'builder':
      return builderMessage(fault)
    case 'network':
      return `${networkMessage(fault)} (${fault.detail})`
    case 'modules-not-fetched':
      return `${modulesText(fault)} could not be fetched: ${fault.output}`
    case 'checksum-mismatch':
      return `the checksum of module ${fault.module} differs from the one in go.sum`
    case 'toolchain':
      return toolchainMessage(fault)
    case 'library-missing':
      return `the C linker did not find the ${fault.isStatic ? 'static ' : ''}library \`lib${fault.library}.${fault.isStatic ? 'a' : 'so'}\``
    case 'head-not-built':
      return 'head does not build'
  }
}

function stepMessage({ dockerfile, line, step, exitCode, detail }: FaultOf<'step-failed'>): string {
  const where = line === undefined ? dockerfile : `${dockerfile}:${line}`
  const how = exitCode === undefined ? 'failed' : `failed with exit code ${exitCode}`
  return `the step \`${step}\` (${where}) ${how}${detail === undefined ? '' : `: ${detail}`}`
}

/** The image of a `# syntax=` line only parses the Dockerfile, so it is not called a base image. */
const frontend = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?:[:@]|$)/

const named = (image: string) =>
  `the ${frontend.test(image) ? 'Dockerfile frontend' : 'base image'} \`${image}\``

function imageMessage({ image, because, detail }: FaultOf<'base-image'>): string {
  switch (because) {
    case 'not-found':
      return `the registry does not have ${named(image)} (${detail})`
    case 'denied':
      return `the registry requires a login with read access for ${named(image)} (${detail})`
    case 'rate-limit':
      return `the pull rate limit of the registry is reached for ${named(image)} (${detail})`
    case 'unreachable':
      return `the registry of ${named(image)} could not be reached (${detail})`
    case 'other-platform':
    case 'not-visible':
      return detail
    case 'unknown':
      return `${named(image)} could not be pulled: ${detail}`
  }
}

function builderMessage({ because, detail }: FaultOf<'builder'>): string {
  switch (because) {
    case 'unreachable':
      return `the builder could not be reached (${detail})`
    case 'stopped':
      return `the builder stopped answering (${detail})`
    case 'crashed':
      return `the build command crashed (${detail})`
    case 'engine-lost':
      return `the connection to the container engine was lost (${detail})`
    case 'no-space':
      return `the disk of the builder is full (${detail})`
    case 'killed':
      return `${detail}: the process was killed, usually because memory ran out`
    case 'cancelled':
      return `the build was cancelled (${detail})`
    case 'needs-buildkit':
    case 'absent':
      return detail
  }
}

function networkMessage({ because, host }: FaultOf<'network'>): string {
  const of = host ?? 'a server'
  switch (because) {
    case 'dns':
      return `the name of ${of} could not be resolved`
    case 'tls':
      return `the certificate of ${of} was not accepted`
    case 'unreachable':
      return `${of} could not be reached`
  }
}

const mostModules = 3

function modulesText({ pattern, modules }: FaultOf<'modules-not-fetched'>): string {
  const [only, ...more] = modules
  if (more.length === 0) return `module ${only ?? pattern}`
  const shown = modules.slice(0, mostModules)
  const left = modules.length - shown.length
  const names = left === 0 ? enumerate(shown) : `${shown.join(', ')} and ${left} more`
  return `${modules.length} modules of ${pattern} (${names})`
}

function toolchainMessage({ needs, has, detail }: FaultOf<'toolchain'>): string {
  const here = has === undefined ? '' : `, but the build has Go ${has}`
  return detail === undefined
    ? `go.mod requires Go ${needs}${here}`
    : `go.mod requires Go ${needs}${here}; fetching Go ${needs} failed (${detail})`
}
