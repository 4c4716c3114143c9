/** The input of the doctor's checks, which is gathered once and without changing anything. */

import type { Checked, Problem, Result } from '../../common/result.ts'
import type { Config } from '../../config/config.ts'
import type { NotBuiltHere } from '../../dockerfile/facts/platform-check.ts'
import type { Report } from '../../document/report.ts'
import type { Isolation } from '../../effects/engine.ts'
import type { Mode } from '../../model/mode.ts'
import type { Platform } from '../../model/platform.ts'
import type { PlanProblem } from '../../plan/tree-check.ts'
import type { GitHubContext } from '../../repository/event.ts'
import type { MissingContent } from '../../repository/git/missing-content.ts'
import type { MissingSubmodule } from '../../repository/git/missing-submodules.ts'
import type { Revisions } from '../../repository/git/revisions.ts'
import type { GoRequirement } from '../../repository/go/go-version.ts'
import type { Discovery } from '../../repository/go/main-package.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import type { BrokenWorkflow, Workflow } from '../../repository/workflow/workflow.ts'

export interface DoctorFacts {
  /** Version of linkgate. */
  readonly version: string
  readonly os: string
  readonly arch: string
  readonly go: Result<GoFacts>
  readonly goRequirements: readonly GoRequirement[]
  readonly workflows: readonly Workflow[]
  readonly brokenWorkflows: readonly BrokenWorkflow[]
  /** First the checked configuration, then those that workflows use. */
  readonly configs: readonly [ConfigFacts, ...ConfigFacts[]]
  /** Files that look like a configuration but are not used. */
  readonly strays: readonly string[]
  /** The current workflow run; absent on a local machine. */
  readonly localContext?: LocalContext
  readonly report?: Report
  /** Absent after a run, which has shown that the machine works. */
  readonly machine?: Machine
}

export interface GoFacts extends GoTool {
  /** GOTOOLCHAIN: whether Go downloads another version if a module requires it. Empty before Go 1.21. */
  readonly toolchain: string
}

export interface LocalContext {
  /** A problem if the event cannot be determined. */
  readonly context: Result<GitHubContext>
  /** File of the workflow, and the job in it. */
  readonly workflow: string
  readonly job: string
}

/** A configuration, and the jobs that use it. */
export interface ConfigFacts {
  /** Path as found or given; absent if the defaults apply. */
  readonly file?: string
  readonly config: Checked<Config>
  /** Absent if it was not searched for. */
  readonly main?: Discovery
  /** Absent if it was not chosen, or if no mode uses it. */
  readonly image?: ProductionImage
  /** Modes that are certainly compiled on this machine and not by a Dockerfile; absent like `main`. */
  readonly compiled?: readonly Mode[]
  /** Other problems that prevent building the production images; absent like `main`. */
  readonly problems?: readonly PlanProblem[]
}

export interface ProductionImage {
  /** The image and the reason for it. */
  readonly choice: string
  /** Why the chosen Dockerfile is not built. */
  readonly unused?: { readonly dockerfile: string } & NotBuiltHere
}

export interface Machine {
  /** Compiler for modes that are compiled here with cgo; absent without such modes, or without Go. */
  readonly compiler?: Result<CompilerFacts, MissingCompiler>
  /** Missing tools of modes that are compiled here only if no Dockerfile builds them. */
  readonly fallbacks?: readonly MissingCompiler[]
  /** Missing tools of modes on other platforms; a check excludes these modes. */
  readonly excluded?: readonly ExcludedMode[]
  readonly engine: Result<EngineFacts>
  /** Replacement of an engine that does not answer; absent if one answers, or if DOCKER_HOST is set. */
  readonly embedded?: EmbeddedFacts
  /** Free bytes, by content of the disk. */
  readonly disk: readonly { readonly of: string; readonly path: string; readonly free: number }[]
  readonly git: Result<GitFacts>
}

/** A tool that a mode lacks. */
export interface MissingCompiler extends Problem {
  /** Debian packages that provide it. */
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
  /** Kind of image store; absent if the engine does not report it, like the others. */
  readonly store?: string
  readonly os?: string
  /** GOARCH, if linkgate knows it. */
  readonly arch?: string
  readonly buildx: boolean
}

/** The embedded engine. */
export interface EmbeddedFacts {
  /** Whether a tool on this machine builds Dockerfiles. */
  readonly canBuild: boolean
  /** The problem is the machine's error if apps cannot be started at all. */
  readonly isolation: Result<Isolation>
}

export interface GitFacts {
  readonly revisions: Result<Revisions>
  readonly shallow: boolean
  /** Whether `origin` answers, if the clone lacks history. Absent if it lacks none. */
  readonly origin?: boolean
  /** Submodules of base whose objects this clone lacks. */
  readonly missingSubmodules: readonly MissingSubmodule[]
  /** Files of a git filter whose content at base this clone lacks. */
  readonly missingContent: readonly MissingContent[]
  /** The branch to compare with outside a pull request. */
  readonly defaultBranch?: string
}
