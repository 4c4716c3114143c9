/** Full runs of the local command on a repository with a given difference between base and head. */
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ordersRepository, type Repository } from '../../__tests__/support/repositories/repository.ts'
import type { Report } from '../../src/document/report.ts'

const ownCli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Commits a program with a unique text, so that it shares no results with another, and with a delay at the start. */
async function variant(repository: Repository, name: string, delayMs: number): Promise<string> {
  const source = `package main

import (
	"os"
	"time"
)

var variant = "${name}"

func init() {
	if os.Getenv("PRINT_VARIANT") != "" {
		println(variant)
	}
	time.Sleep(${Math.round(delayMs * 1e6)})
}
`
  await writeFile(join(repository.directory, 'cmd/orders/variant.go'), source)
  return repository.commit(name)
}

export interface LiveOptions {
  /** Additional start-up time of head, in milliseconds. */
  readonly delayMs: number
  readonly rounds?: number
  readonly config?: string
  /** The command of another checkout; absent for this one. */
  readonly cli?: string
}

/** A whole check as of a user, with different programs in base and head. */
export async function liveRun(
  name: string,
  { delayMs, rounds, config, cli = ownCli }: LiveOptions,
): Promise<Report> {
  await using repository = await ordersRepository()
  if (config !== undefined) await writeFile(join(repository.directory, '.linkgate.yml'), config)
  const base = await variant(repository, `base-${name}`, 0)
  await variant(repository, `head-${name}`, delayMs)
  const args = ['check', '--json', '--repo', repository.directory, '--base', base]
  const more = rounds === undefined ? [] : ['--rounds', `${rounds}`]
  const configured = config === undefined ? [] : ['--config', '.linkgate.yml']
  const text = await output([cli, ...args, ...more, ...configured], repository.temporary)
  return JSON.parse(text) as Report
}

async function output(args: readonly string[], temporary: string): Promise<string> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  })
  let text = ''
  let said = ''
  child.stdout.on('data', (data) => {
    text += String(data)
  })
  child.stderr.on('data', (data) => {
    said += String(data)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0 && code !== 1) throw new Error(`linkgate check ended with ${code}:\n${said}`)
  return text
}

/**
 * Runs busy processes during the work. Each is in a separate session: if Linux groups processes by session
 * (sched_autogroup_enabled), all processes of one session together would get no more CPU time than one container. Ctrl-C does not
 * reach other sessions, so the processes end when their parent is gone.
 */
export async function withBusyProcesses<T>(count: number, work: () => Promise<T>): Promise<T> {
  const script = `while (process.ppid === ${process.pid}) for (let i = 0; i < 1e7; i++) Math.sqrt(Math.random())`
  const busy = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', script], { stdio: 'ignore', detached: true }),
  )
  try {
    return await work()
  } finally {
    for (const child of busy) child.kill('SIGKILL')
  }
}
