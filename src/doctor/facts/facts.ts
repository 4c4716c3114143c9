/** What the doctor's checks are made from: asked of the world once, and nothing is changed by asking. */

import type { Checked, Problem, Result } from '../../common/result.ts'
import type { Config } from '../../config/config.ts'
import type { Report } from '../../document/report.ts'
import type { Isolation } from '../../effects/engine.ts'
import type { Mode } from '../../model/mode.ts'
import type { Platform } from '../../model/platform.ts'
import type { PlanProblem } from '../../plan/tree-check.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { MissingContent } from '../../repository/git/missing-content.ts'
import type { MissingSubmodule } from '../../repository/git/missing-submodules.ts'
import type { Revisions } from '../../repository/git/revisions.ts'
import type { GoAsked } from '../../repository/go/go-version.ts'
import type { Discovery } from '../../repository/go/main-package.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import type { BrokenWorkflow, Workflow } from '../../repository/workflow/workflow.ts'

export interface DoctorFacts {
  /** Of linkgate. */
  readonly version: string
  readonly os: string
  readonly arch: string
  readonly go: Result<GoFacts>
  readonly asked: readonly GoAsked[]
  readonly workflows: readonly Workflow[]
  readonly brokenWorkflows: readonly BrokenWorkflow[]
  /** The one that the checks are for first; then those that workflows name. */
  readonly configs: readonly [ConfigFacts, ...ConfigFacts[]]
  /** Files that look like a configuration and are none. */
  readonly strays: readonly string[]
  /** The run of a workflow that asks; absent on somebody's own machine. */
  readonly localContext?: LocalContext
  readonly report?: Report
  /** What a run that came to its end has shown by itself; absent after one. */
  readonly machine?: Machine
}

export interface GoFacts extends GoTool {
  /** GOTOOLCHAIN: whether another Go is fetched where a module asks for one. Empty before Go 1.21. */
  readonly toolchain: string
}

export interface LocalContext {
  /** A problem if the event cannot be determined. */
  readonly context: Result<GitHubContext>
  /** File of the workflow, and the job in it. */
  readonly workflow: string
  readonly job: string
}

/** A configuration, and who reads it. */
export interface ConfigFacts {
  /** As it was found or named; absent where the defaults hold. */
  readonly file?: string
  readonly config: Checked<Config>
  /** Absent where it was not looked for. */
  readonly main?: Discovery
  /** Modes that are surely compiled on this machine, and not by a Dockerfile; absent as `main` is. */
  readonly compiled?: readonly Mode[]
  /** What else keeps the images from being built as they ship; absent as `main` is. */
  readonly problems?: readonly PlanProblem[]
}

export interface Machine {
  /** What a mode needs that is compiled here with cgo; absent when there is none, or no Go. */
  readonly compiler?: Result<CompilerFacts, MissingCompiler>
  /** What modes lack that are compiled here only if no Dockerfile gives them; absent: nothing. */
  readonly fallbacks?: readonly MissingCompiler[]
  /** What modes lack on other platforms than this machine's, where a check leaves them out; absent: nothing. */
  readonly excluded?: readonly ExcludedMode[]
  readonly engine: Result<EngineFacts>
  /** What takes the place of an engine that does not answer; absent where one does, or DOCKER_HOST names it. */
  readonly embedded?: EmbeddedFacts
  /** Free bytes, by what is kept there. */
  readonly disk: readonly { readonly of: string; readonly path: string; readonly free: number }[]
  readonly git: Result<GitFacts>
}

/** What a mode lacks. */
export interface MissingCompiler extends Problem {
  /** Of Debian. */
  readonly packages: readonly string[]
}

export interface ExcludedMode extends MissingCompiler {
  readonly platform: Platform
}

export interface CompilerFacts {
  /** Names of the compilers of all modes, separated by commas. */
  readonly name: string
}

export interface EngineFacts {
  readonly name: string
  readonly version: string
  /** Kind of image store; absent where the engine does not say, as the rest. */
  readonly store?: string
  readonly os?: string
  /** GOARCH, where it is one that linkgate knows. */
  readonly arch?: string
  readonly buildx: boolean
}

/** The engine that linkgate has itself. */
export interface EmbeddedFacts {
  /** Whether something here builds Dockerfiles. */
  readonly canBuild: boolean
  /** The problem is in the words of the machine: it can start nothing. */
  readonly isolation: Result<Isolation>
}

export interface GitFacts {
  readonly revisions: Result<Revisions>
  readonly shallow: boolean
  /** More history is needed than this clone has: whether `origin` answers. Absent when it is not. */
  readonly origin?: boolean
  /** Submodules of base whose objects this clone does not have. */
  readonly missingSubmodules: readonly MissingSubmodule[]
  /** Files behind a filter whose content at base this clone does not have. */
  readonly missingContent: readonly MissingContent[]
  /** What there is to compare with outside of a pull request. */
  readonly defaultBranch?: string
}
