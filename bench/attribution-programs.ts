/**
 * Measures how exactly the bytes of real services are attributed, for several releases of Go, link modes and platforms:
 * npm run bench:programs -- [FOLDER [CHANGED]] [--package PATH] [--go VERSIONS] [--link FORMS] [--symbols kept,stripped]
 *
 * FOLDER is a Go module, and CHANGED is the same module with a change. The defaults are the fixture and its pull request that adds a
 * spreadsheet library. Lists are separated by commas. Releases of Go come through the module proxy; those older than the `go`
 * line of the module are left out. Programs for arm64 with cgo need aarch64-linux-gnu-gcc.
 *
 * Exits with 1 if rows are not the file's size, if less than 95 % of a file or 90 % of a change carries a package or a
 * named part, if functions differ by more than a thousandth from those of `go tool nm -size`, if a program cannot be built, or if
 * there is none to build.
 */
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sum } from '../__tests__/support/attribution.ts'
import { codeByNm } from '../__tests__/support/programs/code-by-nm.ts'
import { attributeProgram } from '../src/attribution/attribute.ts'
import { attributeGiven, compareFiles } from '../src/attribution/attribute-file.ts'
import { groupByModule } from '../src/attribution/group.ts'
import type { Result } from '../src/common/result.ts'
import { readExecutable } from '../src/inspect/executable/read-executable.ts'
import type { ProgramPart } from '../src/model/program-part.ts'
import { type Form, forms } from './attribution/forms.ts'

const least = { file: 0.95, change: 0.9 } as const
/** Maximum difference of the bytes of functions from those of `go tool nm`, as a share. */
const largestDifference = 0.001

const symbols: Readonly<Record<string, string>> = { kept: '', stripped: '-s -w' }
const releases = ['1.22.12', '1.24.9', '1.26.8', '1.27.0'] as const

const { values, positionals } = parseArgs({
  options: {
    package: { type: 'string' },
    go: { type: 'string' },
    link: { type: 'string', default: Object.keys(forms).join(',') },
    symbols: { type: 'string', default: Object.keys(symbols).join(',') },
  },
  allowPositionals: true,
})

/** The elements of a comma-separated list of names. */
function chosen<T>(of: Readonly<Record<string, T>>, names: string): readonly (readonly [string, T])[] {
  return names.split(',').map((name) => {
    const found = of[name]
    if (found === undefined) throw new Error(`"${name}" is none of ${Object.keys(of).join(', ')}`)
    return [name, found] as const
  })
}

const scratch = await mkdtemp(join(tmpdir(), 'linkgate-programs-'))

interface Sources {
  readonly folder: string
  readonly changed: string | undefined
  readonly package: string
}

async function sources(): Promise<Sources> {
  const fixture = fileURLToPath(new URL('../__tests__/fixtures/programs/orders', import.meta.url))
  const [given, changed] = positionals
  const overlaid =
    given === undefined ? [fixture, `${fixture}.heavy`] : changed === undefined ? [] : [changed]
  // in copies, because go may complete go.mod and go.sum
  const [folder, other] = [join(scratch, 'given'), join(scratch, 'changed')]
  await cp(given ?? fixture, folder, { recursive: true })
  for (const one of overlaid) await cp(one, other, { recursive: true })
  return {
    folder,
    changed: overlaid.length === 0 ? undefined : other,
    package: values.package ?? (given === undefined ? './cmd/orders' : '.'),
  }
}

/** Whether a Go release is new enough for the module. */
async function supports(folder: string, go: string): Promise<boolean> {
  const wanted = /^go (\d+)\.(\d+)/m.exec(await readFile(join(folder, 'go.mod'), 'utf8'))
  const [major = 0, minor = 0] = go.split('.').map(Number)
  return wanted === null || major * 1000 + minor >= Number(wanted[1]) * 1000 + Number(wanted[2])
}

interface Recipe {
  readonly go: string
  readonly form: Form
  readonly stripping: string
  readonly package: string
}

async function built(folder: string, { go, form, stripping, package: path }: Recipe): Promise<Uint8Array> {
  const program = join(scratch, 'program')
  const ldflags = `-ldflags=${[form.ldflags ?? '', stripping].join(' ').trim()}`
  const args = ['build', '-trimpath', '-buildvcs=false', ...(form.args ?? []), ldflags, '-o', program, path]
  const env = {
    ...process.env,
    GOFLAGS: '-mod=mod',
    GOWORK: 'off',
    GOOS: 'linux',
    ...form.env,
    GOTOOLCHAIN: `go${go}`,
  }
  const { status, stderr, error } = spawnSync('go', args, { cwd: folder, env, encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(stderr.trim())
  return new Uint8Array(await readFile(program))
}

const named: ReadonlySet<string> = new Set<ProgramPart>([
  'debug-information',
  'symbol-table',
  'headers',
  'build-information',
  'dynamic-linking',
  'code-signature',
  'padding',
])

type Parts = Readonly<Partial<Record<ProgramPart, number>>>

/** Bytes with neither a package nor a named part. */
const unnamedParts = (parts: Parts) => Object.entries(parts).filter(([part]) => !named.has(part))

/** Their bytes, as absolute values, because parts may also shrink. */
const unnamed = (parts: Parts) => sum(unnamedParts(parts).map(([, size]) => Math.abs(size)))

interface Attributed {
  readonly exact: boolean
  readonly named: number
  readonly parts: Parts
  /** As a share of the bytes of `go tool nm`; absent without symbols. */
  readonly functions?: number
}

function attributed(bytes: Uint8Array, hasSymbols: boolean, hasSizes: boolean): Attributed {
  const executable = expected(readExecutable(bytes))
  const code = hasSymbols ? codeByNm(join(scratch, 'program'), executable, hasSizes) : undefined
  const program = attributeProgram(executable)
  if (program.problem !== undefined) throw new Error(program.problem)
  const { size, modules, parts } = groupByModule(program)
  const rows = modules.flatMap((one) => one.packages.map((of) => of.size))
  const items = program.packages.flatMap((one) => one.items.filter(({ kind }) => kind === 'function'))
  return {
    exact: size === bytes.length && sum([...rows, ...Object.values(parts)]) === size,
    named: 1 - unnamed(parts) / size,
    parts,
    ...(code === undefined ? {} : { functions: sum(items.map((one) => one.size)) / code }),
  }
}

interface Changed {
  readonly exact: boolean
  readonly delta: number
  readonly named: number
  readonly parts: Parts
}

async function changeBetween(base: Uint8Array, head: Uint8Array): Promise<Changed> {
  const { difference } = expected(
    await compareFiles({ base: { bytes: base }, head: { bytes: head } }, attributeGiven),
  )
  const { delta, causes, parts } = difference
  return {
    exact: delta === head.length - base.length && sum(causes.map((one) => one.delta)) === delta,
    delta,
    named: delta === 0 ? 1 : 1 - unnamed(parts) / Math.abs(delta),
    parts,
  }
}

function expected<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.problem.message)
  return result.value
}

const percent = (share: number, digits: number) => `${(100 * share).toFixed(digits)} %`
const line = (name: string, ...cells: readonly string[]) =>
  console.log([name.padEnd(34), ...cells.map((cell) => cell.padStart(11))].join(''))

let [programs, missed] = [0, 0]

async function row(name: string, { folder, changed }: Sources, recipe: Recipe): Promise<void> {
  programs += 1
  try {
    const bytes = await built(folder, recipe)
    const own = attributed(bytes, recipe.stripping === '', (recipe.form.env['GOOS'] ?? 'linux') === 'linux')
    const change =
      changed === undefined ? undefined : await changeBetween(bytes, await built(changed, recipe))
    const holds =
      own.exact &&
      own.named >= least.file &&
      Math.abs((own.functions ?? 1) - 1) <= largestDifference &&
      (change === undefined || (change.exact && change.named >= least.change))
    if (!holds) missed += 1
    line(
      name,
      `${(bytes.length / 1e6).toFixed(1)} MB`,
      own.exact && change?.exact !== false ? 'exact' : 'NOT EXACT',
      percent(own.named, 2),
      own.functions === undefined ? '' : percent(own.functions, 4),
      change === undefined ? '' : `${(change.delta / 1e6).toFixed(2)} MB`,
      change === undefined ? '' : percent(change.named, 2),
      holds ? '' : 'MISSED',
    )
    if (!holds)
      console.log(
        '  in no package, or in several:',
        unnamedParts(own.parts),
        unnamedParts(change?.parts ?? {}),
      )
  } catch (error) {
    missed += 1
    line(name, 'MISSED')
    console.log(error instanceof Error ? error.message.split('\n').slice(0, 5).join('\n') : error)
  }
}

try {
  const given = await sources()
  line('', 'size', 'sum', 'named', 'functions', 'change', 'named')
  for (const go of values.go?.split(',') ?? releases) {
    if (values.go === undefined && !(await supports(given.folder, go))) continue
    for (const [link, form] of chosen(forms, values.link)) {
      for (const [kept, stripping] of chosen(symbols, values.symbols)) {
        await row(`${go} ${link} ${kept}`, given, { go, form, stripping, package: given.package })
      }
    }
  }
  console.log(`${programs} programs, of which ${missed} miss a limit`)
  process.exitCode = programs > 0 && missed === 0 ? 0 : 1
} finally {
  await rm(scratch, { recursive: true, force: true })
}
