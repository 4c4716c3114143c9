import type { Result } from '../common/result.ts'
import type { Session } from './exec.ts'

export interface ContainerOptions {
  readonly image: string
  /** Name of the run: what carries it is removed when the run ends. */
  readonly run: string
  readonly entrypoint: string
  /** The engine's own choice when absent. */
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
  /** Under which the engine then has the image. */
  readonly reference: string
  /** Path for the archive of the image, from a builder that is not the engine's own. */
  readonly archive: string
  /** Name of the run: everything else that the builder leaves can be found by it. */
  readonly run: string
  /** GOOS/GOARCH. */
  readonly platform: string
  /** The stage to build; the last one when absent. */
  readonly target?: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** As `--secret` and `--ssh` take them. */
  readonly secrets: readonly string[]
  readonly ssh: readonly string[]
  /** Outside of the builder, as `--cache-from` and `--cache-to` take them. */
  readonly caches?: UsedCaches
  readonly watched?: WatchedSteps
}

/** Steps of a build whose end is awaited. */
export interface WatchedSteps {
  /** Text that their instructions have, and no others. */
  readonly marker: string
  readonly count: number
  /** Called once, when all of them have ended well; never by a builder that does not report its steps. */
  readonly done: () => void
}

/** A build whose steps use cache mounts; it produces no image. */
export interface CacheSteps {
  readonly context: string
  /** Path of the Dockerfile. */
  readonly dockerfile: string
  /** GOOS/GOARCH. */
  readonly platform: string
  /** In every step: by it the builder finds what is left of them. */
  readonly marker: string
  /** Directory that gets the files of the last stage. */
  readonly output: string
  readonly limitMs: number
}

/** Why there is no image of a Dockerfile. */
export interface BuildProblem {
  readonly fault: BuilderFault
  /** Last lines of the step that failed, else of the builder. */
  readonly output: readonly string[]
}

/** What stopped a build, as reported by the builder itself: output of programs in its steps is not evidence. */
export type BuilderFault =
  | FailedStep
  | { readonly kind: 'image'; readonly image: string; readonly because: PullFault; readonly detail: string }
  | {
      readonly kind: 'builder'
      /** `unreachable`: it never answered; `stopped`: it did before. */
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
  /** It refuses the Dockerfile; or nothing is known. */
  | { readonly kind: 'refused'; readonly detail: string }

export interface FailedStep {
  readonly kind: 'step'
  /** The instruction on one line, as far as the builder shows it. */
  readonly instruction: string
  /** In the text of the request; absent where the builder does not name it. */
  readonly line?: number
  /** Of the program that it ran; absent where none was started. */
  readonly exitCode?: number
  /** What the builder reports about it, if it started no program. */
  readonly detail?: string
}

/** Why a registry did not give an image. */
export type PullFault = 'not-found' | 'denied' | 'rate-limit' | 'unreachable' | 'unknown'

export interface PinProblem {
  readonly because: PullFault | 'other-platform' | 'not-visible'
  /** What the engine printed, or a sentence if it printed nothing. */
  readonly detail: string
}

export interface EngineBuild {
  readonly milliseconds: number
  /** Path of its archive, where the builder has given it away as a file. */
  readonly archive?: string
  /** Name of the label that the image has besides those of its Dockerfile; absent where the Dockerfile was built as it is. */
  readonly label?: string
}

/** Caches of backends that the builder has. */
export interface UsedCaches {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** A kind of cache outside of BuildKit: `gha`, `registry`, `local`, `inline`, `s3`, … */
export type CacheBackend = string

export interface CacheBackends {
  readonly reads: 'all' | readonly CacheBackend[]
  readonly writes: 'all' | readonly CacheBackend[]
}

export type BuildOutcome = Result<EngineBuild, BuildProblem>

/** An image that others are built on, as it is at this moment. */
export interface BaseImage {
  /** A reference to exactly this image: a tag of this run, or its digest for builders that do not see the engine's images. */
  readonly pinned: string
  /** `sha256:…` of the manifest; absent for an image that no registry has, unless the store is containerd's. */
  readonly digest?: string
  /** Diff IDs, bottom first. */
  readonly layers: readonly string[]
  /** What it sets for those who are FROM it; absent where the engine does not report it. */
  readonly config?: {
    readonly env: Readonly<Record<string, string>>
    /** Empty for root. */
    readonly user: string
    readonly workdir: string
    readonly onBuild: boolean
  }
}

/** `embedded` is what linkgate has itself; `auto` takes it where neither Docker nor Podman answers. */
export const engineChoices = ['auto', 'docker', 'embedded'] as const
export type EngineChoice = (typeof engineChoices)[number]

/** How an app is kept apart from the machine that it runs on, where no container engine does that. */
export interface Isolation {
  /** It has namespaces of its own, with the files of its image; or only those files; or not even them. */
  readonly kind: 'namespaces' | 'chroot' | 'none'
  readonly namespaces: readonly Namespace[]
  /** With whose rights that was made: of who runs linkgate, or of root. */
  readonly by: 'user' | 'root' | 'sudo'
  /** Better ones that the machine refused, with its words. */
  readonly refused: readonly (Omit<Isolation, 'refused'> & { readonly because: string })[]
}

/** `mount` is with those of the host name and of System V IPC. */
export type Namespace = 'user' | 'mount' | 'pid' | 'network'

/** What makes images of Dockerfiles. */
export interface Builder {
  /** Whether there is one: where there is not, every build and every pin fails. */
  canBuild(): Promise<boolean>
  build(options: BuildRequest): Promise<BuildOutcome>
  /** Where its builder can keep its cache outside of itself. */
  cacheBackends(): Promise<CacheBackends>
  /** Whether its builder has cache mounts as BuildKit has them. */
  hasCacheMounts(): Promise<boolean>
  /**
   * What its images depend on besides their inputs: which builder it is, its versions, the platform that it runs on. undefined
   * where it does not report that.
   */
  builderIdentity(): Promise<readonly string[] | undefined>
  /** Runs steps for what they do with cache mounts; removes their results from the builder, which collects their context itself. */
  runCacheSteps(steps: CacheSteps): Promise<Result<undefined>>
  /**
   * Says which image a name means. Makes it available where the builder finds the engine's images; a builder elsewhere fetches
   * it itself, so only the registry is queried.
   */
  pin(reference: string, run: string, platform: string): Promise<Result<BaseImage, PinProblem>>
  /** What an image's name means now, without bringing the image here; undefined where that cannot be known. */
  baseImage(reference: string, platform: string): Promise<Omit<BaseImage, 'pinned'> | undefined>
  /**
   * Removes what it has of a run, such as containers and images; quick, as a cancelled job has only seconds.
   *
   * @param interrupted whether commands that another process started for this run may still be ending
   */
  removeAll(run: string, interrupted?: boolean): Promise<void>
  /** Names of all runs of which there is something left. */
  runs(): Promise<readonly string[]>
}

/** What makes and runs images. */
export interface Engine extends Builder {
  readonly name: string
  readonly version: string
  /** How the app is kept apart from the machine, once something was started; absent with an engine that has containers. */
  isolation?(): Isolation | undefined
  /** Takes an image as an archive, which must not be removed: it is loaded only when a container is made of it, or `load` is called. */
  take(reference: string, archive: string): void
  /** Loads an image that came as an archive, if it is not loaded yet. */
  load(reference: string): Promise<void>
  /** Path of the archive of an image: the one in which it came, or else `archive`, where it is then saved. */
  archiveOf(reference: string, archive: string): Promise<string>
  /** Name of the network of the job's service containers, as the runner has made it. */
  servicesNetwork(): Promise<Result<string>>
  /** A container that is made but not started; its id. */
  create(options: ContainerOptions): Promise<string>
  copyInto(container: string, from: string, to: string): Promise<void>
  /** Why the engine does not answer, in its client's words; undefined where it does. */
  fault(): Promise<string | undefined>
  /** Starts a container and speaks with it through its standard input and output. */
  start(container: string): Session
  /** Starts one more program in a container that runs, as root, and speaks with it in the same way. */
  enter(container: string, program: string): Session
}

/** Images of a run, so that they can be found again. */
export function imageReference(run: string, name: string): string {
  return `linkgate/${run}:${name}`
}

export const runLabel = 'linkgate.run'
