import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CancelledError } from '../../common/errors.ts'
import { type Result, succeed } from '../../common/result.ts'
import {
  type CacheRequest,
  type CacheStore,
  cacheModes,
  type RestoreFault,
  type RestoreRequest,
} from '../../effects/cache-store.ts'
import { cacheServiceOf, withoutSecrets } from '../host.ts'
import {
  type CacheAnswer,
  cacheAnswer,
  complaintIn,
  isTaken,
  isUnreadable,
  noService,
  unexplained,
} from './answer.ts'
import { directorySize, openLimit } from './progress.ts'

export interface CacheProcess {
  /** The file that Node runs: it calls `transferCache`. */
  readonly script: string
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** Interval of checks of the limits, in milliseconds. */
  readonly tickMs?: number
}

/** Subdirectory of a request's directory in which the client creates the archive. */
const temporaryFolder = 'temporary'
/** Time limit of a save without progress. */
const saveIdleMs = 30_000
const keptCharacters = 100_000

/**
 * The cache service of GitHub Actions, used from a separate process. Its client may wait forever, cannot be cancelled, and ends
 * its process if a part of an upload fails.
 */
export function actionsCache(given: CacheProcess): CacheStore {
  const lost: Lost = { why: undefined }
  return {
    mode: cacheModes.find((mode) => mode === given.env['ACTIONS_CACHE_MODE']),
    async restore(request) {
      const { idleMs, restoreKeys } = request
      const end = await unlessLost(lost, given, 'restore', {
        ...request,
        keys: [request.key, ...restoreKeys],
        idleMs,
      })
      return restored(end)
    },
    async save(request) {
      const idleMs = Math.min(request.limitMs, saveIdleMs)
      return saved(await unlessLost(lost, given, 'save', { ...request, keys: [request.key], idleMs }))
    },
  }
}

/** Why the service is no longer used. */
interface Lost {
  why: string | undefined
}

/** Uses the service until it stops answering. Otherwise every transfer of a run would wait for it. */
async function unlessLost(lost: Lost, given: CacheProcess, verb: string, request: Transfer): Promise<Ended> {
  if (lost.why !== undefined) return { answer: undefined, printed: '', how: lost.why }
  const ended = await transfer(given, verb, request)
  if (ended.isSilent) lost.why = `the cache service stopped answering: ${ended.how}`
  return ended
}

interface Transfer extends Omit<CacheRequest, 'key'>, Pick<RestoreRequest, 'idleMs'> {
  readonly keys: readonly string[]
}

/** How a process ended, and its last messages. */
interface Ended {
  readonly answer: CacheAnswer | undefined
  readonly printed: string
  /** Why it was killed, or how it exited. */
  readonly how: string
  /** It was killed because nothing was transferred. */
  readonly isSilent?: boolean
}

function complaintOf({ answer, printed }: Pick<Ended, 'answer' | 'printed'>): string | undefined {
  return answer?.available === false ? noService : complaintIn(printed)
}

function restored({ answer, printed, how }: Ended): Result<string | undefined, RestoreFault> {
  const complaint = complaintOf({ answer, printed })
  if (answer !== undefined && (answer.key !== undefined || complaint === undefined))
    return succeed(answer.key)
  const because = reasonOf(answer, complaint)
  const message = because === 'damaged' ? 'the download is not a tar archive' : undefined
  return {
    ok: false,
    problem: { message: message ?? (answer === undefined ? how : (complaint ?? how)), because },
  }
}

function reasonOf(answer: CacheAnswer | undefined, complaint = ''): RestoreFault['because'] {
  if (answer?.available === false) return 'no-store'
  return isUnreadable(complaint) ? 'damaged' : 'failed'
}

function saved({ answer, printed, how }: Ended): Result<'saved' | 'exists'> {
  const complaint = complaintOf({ answer, printed })
  // the older protocol returns the ID of an entry before it has content
  if (answer?.id !== undefined && !(answer.id < 0) && complaint === undefined) return succeed('saved')
  if (complaint !== undefined && isTaken(complaint)) return succeed('exists')
  const message = answer === undefined ? how : (complaint ?? unexplained)
  return { ok: false, problem: { message } }
}

async function transfer(given: CacheProcess, verb: string, { directory, ...rest }: Transfer): Promise<Ended> {
  const { script, signal, tickMs = 1_000 } = given
  if (signal.aborted) throw new CancelledError()
  await mkdir(join(directory, temporaryFolder), { recursive: true })
  const child = spawn(process.execPath, [script, verb, directory, ...rest.keys], {
    cwd: directory,
    env: environmentIn(directory, given.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // so that tar and its compressor can be killed together with it
    detached: true,
  })
  const printed = outputOf(child)
  const answers = answersOf(child)
  // unpacking after the download also counts as progress
  const progress = async () => answers.transferred() + (await directorySize(directory))
  const limit = openLimit({ ...rest, progress })
  const timer = setInterval(async () => {
    if ((await limit.exceeded()) !== undefined) endGroup(child)
  }, tickMs)
  const stop = () => endGroup(child)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const ended = await endOf(child, printed, answers.last)
    if (signal.aborted) throw new CancelledError()
    return { ...ended, how: limit.why() ?? ended.how, isSilent: limit.isSilent() }
  } finally {
    signal.removeEventListener('abort', stop)
    clearInterval(timer)
  }
}

/** Has the variables for the cache service, but no other secrets of the job: neither the GitHub token nor inputs. */
function environmentIn(directory: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...withoutSecrets(env),
    ...cacheServiceOf(env),
    GITHUB_WORKSPACE: directory,
    RUNNER_TEMP: join(directory, temporaryFolder),
  }
}

/** Keeps the end of its standard output and error. */
function outputOf(child: ChildProcess): () => string {
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-keptCharacters)
    })
  }
  return () => printed
}

/** Messages of the process: its progress, and finally its result. */
function answersOf(child: ChildProcess) {
  let last: CacheAnswer | undefined
  let transferred = 0
  child.on('message', (message) => {
    const answer = cacheAnswer.safeParse(message).data
    if (answer?.transferred === undefined) last ??= answer
    else transferred = answer.transferred
  })
  return { last: () => last, transferred: () => transferred }
}

function endOf(
  child: ChildProcess,
  printed: () => string,
  answered: () => CacheAnswer | undefined,
): Promise<Ended> {
  // its child processes would keep its output open
  child.on('exit', () => endGroup(child))
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ answer: answered(), printed: printed(), how: message }))
    child.on('close', (code, killedBy) => {
      const line = complaintIn(printed()) ?? lastLine(printed())
      const how = `the process of the cache ended with ${killedBy ?? `exit code ${code}`}`
      resolve({ answer: answered(), printed: printed(), how: line === undefined ? how : `${how}: ${line}` })
    })
  })
}

/** The error line of a crash: after it, Node prints the stack and its version. */
function lastLine(printed: string): string | undefined {
  return printed.split('\n').findLast((line) => /^\w*Error\b/.test(line))
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // the process group has already ended
  }
}
