import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { interruption } from '../tools/process.ts'

/** Starts a command in namespaces that end with their first process: none of its processes and mounts remains. */
export const namespaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--ipc', '--uts'] as const

export interface InRoot {
  readonly rootFs: string
  /** Inside the root file system. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Called with every line of standard output, after it has been printed. */
  readonly onLine: (line: string) => void
}

/**
 * Runs a command in a root file system, with the network of this machine. An interruption ends it with SIGTERM. Resolves to its
 * exit code once all its processes have ended, or to 125 if some have not ended within a minute.
 */
export function runInRoot(command: readonly string[], { rootFs, cwd, env, onLine }: InRoot): Promise<number> {
  const init = ['sh', join(import.meta.dirname, 'init.sh'), rootFs, cwd, ...command]
  const [program, ...args] = [...namespaces, ...init]
  // In a separate session: Ctrl-C in the terminal reaches it only once, when its standard input closes.
  const child = spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => {})
  const end = () => void child.stdin.destroy()
  interruption.signal.addEventListener('abort', end, { once: true })
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line)
    onLine(line)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      interruption.signal.removeEventListener('abort', end)
      resolve(code ?? 1)
    })
  })
}
