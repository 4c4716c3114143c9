import { enumerate } from '../common/english.ts'
import type { BuildFault, FaultOf } from './build-faults.ts'

/** undefined if the output of the build is enough. */
export function buildFaultFix(fault: BuildFault): string | undefined {
  switch (fault.kind) {
    case 'not-compiled':
      return fault.module === undefined ? undefined : moduleFix(fault.module)
    case 'head-not-built':
      return undefined
    case 'step-failed':
      return `build ${fault.dockerfile} in a fresh clone with \`docker build\`, and change the step until it works there`
    case 'base-image':
      return imageFix(fault)
    case 'builder':
      return builderFix(fault.because)
    case 'network':
      return networkFix(fault)
    case 'modules-not-fetched':
      return credentialsFix([fault.pattern])
    case 'checksum-mismatch':
      return 'find out why the module changed. If the change is right, remove its lines from go.sum, run `go mod tidy`, and commit go.sum.'
    case 'toolchain':
      return 'set `go-version-file: go.mod` for actions/setup-go; in a Dockerfile, use an image with that version, or set `GOTOOLCHAIN=auto`'
    case 'library-missing':
      return libraryFix(fault)
  }
}

function imageFix({ image, because, without }: FaultOf<'base-image'>): string | undefined {
  if (without !== undefined && /^(?:not-found|denied|unknown)$/.test(because)) {
    const args = without.arguments.map((name) => `${name}: …`).join(', ')
    return `set \`build: { build-args: { ${args} } }\` in .github/linkgate.yml to the values that ${without.by} passes`
  }
  switch (because) {
    case 'not-found':
      return 'correct the name or the tag of the image in the Dockerfile'
    case 'denied':
      return `log in to ${registryOf(image)} with docker/login-action in an earlier step, or correct the image name`
    case 'rate-limit':
      return `log in to ${registryOf(image)} with docker/login-action in an earlier step, which raises the limit, or pull through a mirror`
    case 'unreachable':
      return `run the job again; if it fails again, allow the container engine of this runner to reach ${registryOf(image)}`
    case 'other-platform':
      return 'use an image for this platform, or a runner of the other platform'
    case 'not-visible':
    case 'unknown':
      return undefined
  }
}

/** Usually an old version of the module, which does not compile with a Go that is newer than the one in go.mod. */
function moduleFix(module: string): string {
  const path = module.slice(0, module.lastIndexOf('@'))
  return `update the module with \`go get ${path}@latest\`, or compile it with an older Go: set \`go-version-file: go.mod\` for actions/setup-go; in a Dockerfile, use an image with that version`
}

/** The registry of an image: Docker treats the first part as a host if it has a dot or a port, or is `localhost`. */
function registryOf(image: string): string {
  const first = image.split('/', 1)[0] ?? ''
  const isHost = image.includes('/') && (/[.:]/.test(first) || first === 'localhost')
  return isHost ? first : 'Docker Hub'
}

export const engineLostFix =
  'check that the engine keeps running and is reachable (`docker info`, `DOCKER_HOST`), then run the job again'

function builderFix(because: FaultOf<'builder'>['because']): string | undefined {
  switch (because) {
    case 'unreachable':
      return 'start the builder, or correct its address, then run the job again; `docker buildx inspect` and `docker info` show whether it answers'
    case 'stopped':
      return 'check `docker info` and `docker buildx inspect`, start the builder, and run the job again'
    case 'engine-lost':
      return engineLostFix
    case 'crashed':
      return 'run the job again; if it crashes again, install another version of it'
    case 'no-space':
      return 'free disk space in an earlier step (`docker system prune --all --force`), or use a larger runner'
    case 'killed':
      return 'give the builder more memory, or reduce the parallelism of the step (`go build -p 1`)'
    case 'cancelled':
      return 'run the job again'
    case 'absent':
      return 'run the job on a machine with Docker or Podman'
    case 'needs-buildkit':
      return undefined
  }
}

function networkFix({ because, host }: FaultOf<'network'>): string {
  const of = host ?? 'the server'
  return because === 'tls'
    ? `install the certificate authority of ${of} in the build environment, or set \`GOPROXY\` to a trusted proxy`
    : `run the job again; if it fails again, allow the build to reach ${of}, or set \`GOPROXY\` to a reachable proxy`
}

function libraryFix({ library, isStatic }: FaultOf<'library-missing'>): string {
  if (!isStatic) return `install the package with \`lib${library}.so\` and its headers`
  const isLibc = /^(?:c|m|pthread|dl|rt|resolv|util)$/.test(library)
  const what = isLibc
    ? 'install the static C library (Fedora, RHEL: `glibc-static`; Debian, Ubuntu: `libc6-dev`)'
    : `install the package with \`lib${library}.a\`, if there is one`
  return `${what}, or remove the static mode from \`modes\``
}

/** One fix for all modules that could not be fetched. */
export function credentialsFix(patterns: readonly string[]): string {
  const hosts = [...new Set(patterns.map((pattern) => pattern.split('/')[0] ?? pattern))]
  const [host = ''] = hosts
  return `if the modules are private, set \`GOPRIVATE: ${patterns.join(',')}\` in the \`env\` of the job. In an earlier step, give git the credentials for ${enumerate(hosts)} in ~/.netrc, or with \`git config --global url."https://x-access-token:$TOKEN@${host}/".insteadOf https://${host}/\`.`
}
