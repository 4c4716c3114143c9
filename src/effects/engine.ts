import type { Result } from '../common/result.ts'
import type { Session } from './exec.ts'

export interface ContainerOptions {
  readonly image: string
  /** Name of the run, as a label: everything with it is removed when the run ends. */
  readonly run: string
  readonly entrypoint: string
  /** Default: the engine's own choice. */
  readonly network?: string
  readonly env: Readonly<Record<string, string>>
}

/** Parameters of a `docker build`. */
export interface BuildRequest {
  /** Directory whose files the Dockerfile may copy. */
  readonly context: string
  /** Path of the Dockerfile; it may be outside the context. */
  readonly dockerfile: string
  /** Text of that Dockerfile. */
  readonly text: string
  /** The name that the image gets in the engine. */
  readonly reference: string
  /** Path for the image archive, for a builder that is not the engine's own. */
  readonly archive: string
  /** Name of the run, by which everything else that the builder leaves can be found. */
  readonly run: string
  /** GOOS/GOARCH. */
  readonly platform: string
  /** The stage to build. Default: the last one. */
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** As `--secret` and `--ssh` take them. */
  readonly secrets: readonly string[]
  readonly ssh: readonly string[]
  /** External caches, in the form of `--cache-from` and `--cache-to`. */
  readonly caches?: UsedCaches
  readonly watched?: WatchedSteps
}

/** Steps of a build for whose end the caller waits. */
export interface WatchedSteps {
  /** Text that only their instructions contain. */
  readonly marker: string
  readonly count: number
  /** Called once, when all of them have succeeded. Builders that do not report their steps never call it. */
  readonly done: () => void
}

/** A build whose steps use cache mounts; it produces no image. */
export interface CacheSteps {
  readonly context: string
  /** Path of the Dockerfile. */
  readonly dockerfile: string
  /** GOOS/GOARCH. */
  readonly platform: string
  /** Text in every step, by which the builder finds their results. */
  readonly marker: string
  /** Directory for the files of the last stage. */
  readonly output: string
  readonly limitMs: number
}

/** Why there is no image of a Dockerfile. */
export interface BuildProblem {
  readonly fault: BuilderFault
  /** Last lines of the failed step, or else of the builder. */
  readonly output: readonly string[]
}

/** What stopped a build, as reported by the builder itself: output of programs in its steps is not evidence. */
export type BuilderFault =
  | FailedStep
  | { readonly kind: 'image'; readonly image: string; readonly because: PullFault; readonly detail: string }
  | {
      readonly kind: 'builder'
      /** `unreachable`: it never answered. `stopped`: it answered before. */
      readonly because:
        | 'unreachable'
        | 'stopped'
        | 'crashed'
        | 'no-space'
        | 'cancelled'
        | 'needs-buildkit'
        | 'absent'
      readonly detail: string
    }
  /** It rejects the Dockerfile, or the reason is unknown. */
  | { readonly kind: 'refused'; readonly detail: string }

export interface FailedStep {
  readonly kind: 'step'
  /** The instruction on one line, as far as the builder shows it. */
  readonly instruction: string
  /** Line in the Dockerfile; absent if the builder does not report it. */
  readonly line?: number
  /** Exit code of its program; absent if none was started. */
  readonly exitCode?: number
  /** What the builder reports about it, if it started no program. */
  readonly detail?: string
}

/** Why an image could not be pulled. */
export type PullFault = 'not-found' | 'denied' | 'rate-limit' | 'unreachable' | 'unknown'

export interface PinProblem {
  readonly because: PullFault | 'other-platform' | 'not-visible'
  /** What the engine printed, or a sentence if it printed nothing. */
  readonly detail: string
}

export interface EngineBuild {
  readonly milliseconds: number
  /** Path of its archive, if the builder wrote one. */
  readonly archive?: string
  /** Name of the label that linkgate added to those of the Dockerfile; absent if the Dockerfile was built unchanged. */
  readonly label?: string
}

/** Caches in backends that the builder supports. */
export interface UsedCaches {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** A kind of external cache of BuildKit: `gha`, `registry`, `local`, `inline`, `s3`, … */
export type CacheBackend = string

export interface CacheBackends {
  readonly reads: 'all' | readonly CacheBackend[]
  readonly writes: 'all' | readonly CacheBackend[]
}

export type BuildOutcome = Result<EngineBuild, BuildProblem>

/** A base image in its current version. */
export interface BaseImage {
  /** A reference to exactly this image: a tag of this run, or its digest for builders without access to the engine's images. */
  readonly pinned: string
  /** `sha256:…` of the manifest; absent for a local image, unless containerd stores it. */
  readonly digest?: string
  /** Diff IDs, bottom first. */
  readonly layers: readonly string[]
  /** The part of its config that images inherit; absent if the engine does not report it. */
  readonly config?: {
    readonly env: Readonly<Record<string, string>>
    /** Empty for root. */
    readonly user: string
    readonly workdir: string
    readonly onBuild: boolean
  }
}

/** `embedded` is linkgate's own engine. `auto` uses it if neither Docker nor Podman answers. */
export const engineChoices = ['auto', 'docker', 'embedded'] as const
export type EngineChoice = (typeof engineChoices)[number]

/** How an app is isolated from the machine if no container engine does that. */
export interface Isolation {
  /** `namespaces`: its own namespaces and the files of its image. `chroot`: only those files. `none`: neither. */
  readonly kind: 'namespaces' | 'chroot' | 'none'
  readonly namespaces: readonly Namespace[]
  /** With whose rights it was set up: those of the user who runs linkgate, or those of root. */
  readonly by: 'user' | 'root' | 'sudo'
  /** Stronger kinds that the machine refused, each with its error message. */
  readonly refused: readonly (Omit<Isolation, 'refused'> & { readonly because: string })[]
}

/** `mount` includes the UTS and IPC namespaces. */
export type Namespace = 'user' | 'mount' | 'pid' | 'network'

/** Builds images from Dockerfiles. */
export interface Builder {
  /** Whether there is a builder. Without one, `build` and `pin` fail. */
  canBuild(): Promise<boolean>
  build(options: BuildRequest): Promise<BuildOutcome>
  /** Which external caches its builder supports. */
  cacheBackends(): Promise<CacheBackends>
  /** Whether its builder supports BuildKit's cache mounts. */
  hasCacheMounts(): Promise<boolean>
  /**
   * What its images depend on besides their inputs: the builder, its versions, and its platform. undefined if it does
   * not report them.
   */
  builderIdentity(): Promise<readonly string[] | undefined>
  /**
   * Runs steps for their effect on cache mounts. Removes their results from the builder; the builder itself removes
   * their context.
   */
  runCacheSteps(steps: CacheSteps): Promise<Result<undefined>>
  /**
   * Resolves a name to an image. Pulls it if the builder uses the engine's images; a remote builder pulls it itself, so
   * only the registry is queried.
   */
  pin(reference: string, run: string, platform: string): Promise<Result<BaseImage, PinProblem>>
  /** Resolves a name without pulling the image; undefined if that is not possible. */
  baseImage(reference: string, platform: string): Promise<Omit<BaseImage, 'pinned'> | undefined>
  /**
   * Removes everything of a run, such as containers and images. It must be quick, because a cancelled job has only
   * seconds.
   *
   * @param interrupted whether commands that another process started for this run may still be ending
   */
  removeAll(run: string, interrupted?: boolean): Promise<void>
  /** Names of all runs that left something behind. */
  runs(): Promise<readonly string[]>
}

/** Builds and runs images. */
export interface Engine extends Builder {
  readonly name: string
  readonly version: string
  /** How apps are isolated; undefined before the first start. Absent for engines with containers. */
  isolation?(): Isolation | undefined
  /**
   * Registers an image archive, which the caller must keep: it is loaded only by `load`, or when a container is created
   * from it.
   */
  take(reference: string, archive: string): void
  /** Loads a registered archive, if that has not been done yet. */
  load(reference: string): Promise<void>
  /** Path of an image's archive: the registered one, or else `archive`, to which it is saved. */
  archiveOf(reference: string, archive: string): Promise<string>
  /** Name of the network of the job's service containers, which the runner created. */
  servicesNetwork(): Promise<Result<string>>
  /** Creates a container without starting it; returns its id. */
  create(options: ContainerOptions): Promise<string>
  copyInto(container: string, from: string, to: string): Promise<void>
  /** Why the engine does not answer, in its client's words; undefined if it answers. */
  fault(): Promise<string | undefined>
  /** Starts a container with its standard input and output attached. */
  start(container: string): Session
  /** Starts another program in a running container as root, attached in the same way. */
  enter(container: string, program: string): Session
}

/** A name for an image of a run, by which `removeAll` finds it. */
export function imageReference(run: string, name: string): string {
  return `linkgate/${run}:${name}`
}

export const runLabel = 'linkgate.run'
