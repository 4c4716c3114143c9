/**
 * Runs `npm run demo` and `npm test` as on a machine that has only git, Node 20, npm, Go and certificates: in a separate root file
 * system, from a clone of HEAD. `npm run test:fresh [-- [--only demo|test] [-- ARGUMENT …]]`; arguments after
 * the last `--` are for `npm test`. The exit code is 0 if both commands succeed.
 */
import { constants } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { interruption, SetupError, say, since } from '../tools/process.ts'
import { hostEnv } from './host-settings.ts'
import { runInRoot } from './namespace.ts'
import { checkoutInside, freshRoot, removeRoot } from './root-fs.ts'

const USAGE = 'usage: npm run test:fresh [-- [--only demo|test] [-- ARGUMENT …]]'
const commands = { demo: ['npm', 'run', 'demo'], test: ['npm', 'test'] } as const
type Name = keyof typeof commands

let received: NodeJS.Signals | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
// npm forwards signals only to its shell, which this process has replaced. So also stop if npm itself is gone.
const parent = process.ppid
if (process.env['npm_lifecycle_event'])
  setInterval(() => {
    if (process.ppid !== parent && received === undefined) end('SIGTERM')
  }, 200).unref()

function end(signal: NodeJS.Signals): void {
  received ??= signal
  interruption.abort()
}

let rootFs: string | undefined
try {
  const { names, testArguments } = parse(process.argv.slice(2))
  rootFs = await freshRoot(join(import.meta.dirname, '../..'))
  const env = {
    HOME: '/root',
    LANG: 'C.UTF-8',
    PATH: '/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...(await hostEnv()),
  }
  const summary: string[] = []
  for (const name of names) {
    const more = name === 'test' && testArguments.length > 0 ? ['--', ...testArguments] : []
    const { lines, isGood } = await run([...commands[name], ...more], rootFs, env)
    summary.push(...lines)
    if (!isGood) process.exitCode = 1
    if (received !== undefined) break
  }
  console.log(`\n${summary.join('\n')}`)
} catch (error) {
  if (received === undefined) {
    say(error instanceof SetupError ? error.message : ((error as Error).stack ?? String(error)))
    process.exitCode = 2
  }
} finally {
  if (rootFs !== undefined) await removeRoot(rootFs)
  if (received !== undefined) process.exitCode = 128 + constants.signals[received]
}

async function run(
  command: readonly string[],
  rootFs: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly lines: readonly string[]; readonly isGood: boolean }> {
  const title = command.join(' ')
  console.log(`\n##### ${title}`)
  const found: string[] = []
  const start = performance.now()
  const exitCode = await runInRoot(command, {
    rootFs,
    cwd: checkoutInside,
    env,
    onLine: (line) => {
      if (/^(?:failed|tests): /.test(line)) found.push(line)
    },
  })
  const outcome = exitCode === 0 ? 'ok' : `FAILED with exit code ${exitCode}`
  return { lines: [`${title}: ${outcome}, ${since(start)}`, ...found], isGood: exitCode === 0 }
}

function parse(args: readonly string[]): {
  readonly names: readonly Name[]
  readonly testArguments: readonly string[]
} {
  const at = args.indexOf('--')
  const own = at < 0 ? args : args.slice(0, at)
  try {
    const { only } = parseArgs({ args: [...own], options: { only: { type: 'string' } } }).values
    if (only !== undefined && !(only in commands)) throw new Error(`no command ${only}`)
    return {
      names: only === undefined ? ['demo', 'test'] : [only as Name],
      testArguments: at < 0 ? [] : args.slice(at + 1),
    }
  } catch (error) {
    throw new SetupError(`${(error as Error).message}\n${USAGE}`)
  }
}
