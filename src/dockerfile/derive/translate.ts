import { fail, type Result, succeed } from '../../common/result.ts'
import { textOf } from '../../shell/words.ts'
import {
  inAnyAlpine,
  inGolangOnDebian,
  installCommand,
  packageCommandOf,
  translatePackages,
} from '../facts/packages.ts'
import type { Reasoned } from '../read/edits.ts'
import type { Instruction, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import type { Derivation } from './derivation.ts'

/** Changes of stages whose image is replaced by one of another distribution. */
export interface Translation {
  /** Edits of the stages' commands. */
  readonly edits: readonly Reasoned[]
  /** Packages that the stages need in addition to those that they install. */
  readonly packages: readonly string[]
}

/** Packages for programs that a distribution does not preinstall; for `apk`, programs of Debian's golang image. */
const inPackages: Readonly<Record<'apk' | 'apt', Readonly<Record<string, string>>>> = {
  apk: {
    bash: 'bash',
    curl: 'curl',
    'g++': 'g++',
    git: 'git',
    gpg: 'gnupg',
    groupadd: 'shadow',
    hg: 'mercurial',
    make: 'make',
    openssl: 'openssl',
    perl: 'perl',
    'pkg-config': 'pkgconf',
    ssh: 'openssh-client',
    'ssh-keyscan': 'openssh-client',
    svn: 'subversion',
    useradd: 'shadow',
    usermod: 'shadow',
  },
  apt: { unzip: 'unzip' },
}
const untranslatable: Readonly<Record<'apk' | 'apt', RegExp>> = {
  apk: /^(add-apt-repository|apt-key|apt-mark|debconf-set-selections|dpkg.*|locale-gen|update-alternatives|update-locale)$/,
  apt: /^(su-exec|rc-.*|setup-apkcache)$/,
}

/**
 * Rewrites the commands of stages for an image of the other distribution: `apk` for Alpine, `apt` for Debian. `present` has the
 * packages that the new image already contains, with their names in the new distribution.
 */
export function translateStages(
  derivation: Derivation,
  stages: readonly Stage[],
  to: 'apk' | 'apt',
  present: ReadonlySet<string>,
): Result<Translation> {
  const runs = derivation.runs.filter(({ step }) => stages.includes(step.stage))
  const edits: Reasoned[] = []
  const packages = new Set<string>()
  const parts = [
    ...runs.map((run) => () => translateRun(run, to, present)),
    ...stages.flatMap(({ instructions }) =>
      instructions.map((one) => () => settingOfShell(one, to, present)),
    ),
    () => copiesFrom(derivation, stages, to),
  ]
  for (const translate of parts) {
    const translated = translate()
    if (!translated.ok) return translated
    edits.push(...translated.value.edits)
    for (const name of translated.value.packages) packages.add(name)
  }
  const installed = runs
    .flatMap((run) => packageCommandOf(run) ?? [])
    .flatMap((command) => (command.action === 'add' ? command.packages : []))
  const translated = translatePackages(installed, to)
  const own = translated.ok ? translated.value : []
  return succeed({ edits, packages: [...packages].filter((name) => !own.includes(name)).sort() })
}

const nothing: Translation = { edits: [], packages: [] }
const distribution = { apk: 'Alpine', apt: 'Debian' } as const

function translateRun(run: Run, to: 'apk' | 'apt', present: ReadonlySet<string>): Result<Translation> {
  const { line, program, words } = run
  if (untranslatable[to].test(program)) {
    return fail(`line ${line} runs ${program}, which ${distribution[to]} lacks`)
  }
  const hasFlags = words.some((word) => /^-[a-zA-Z]/.test(textOf(word)))
  if (to === 'apt' && /^(adduser|addgroup)$/.test(program) && hasFlags) {
    return fail(`line ${line} runs ${program} with Alpine-only flags`)
  }
  const translated = translateCommand(run, to, present)
  if (translated !== undefined) return translated
  const needed = inPackages[to][program]
  const isMissing = needed !== undefined && !present.has(needed)
  return succeed(isMissing ? { edits: [], packages: [needed] } : nothing)
}

/** Handles settings of the shell, and of files of the package manager. */
function settingOfShell(
  { keyword, rest, line }: Instruction,
  to: 'apk' | 'apt',
  present: ReadonlySet<string>,
): Result<Translation> {
  if (keyword === 'RUN' && />>?\s*\/etc\/apk\//.test(rest.text) && to === 'apt') {
    return fail(`line ${line} writes to /etc/apk, which ${distribution[to]} lacks`)
  }
  if (keyword !== 'SHELL') return succeed(nothing)
  if (/\bash"/.test(rest.text) && to === 'apt') {
    return fail(`line ${line} uses a shell that ${distribution[to]} lacks`)
  }
  const needsBash = /bash/.test(rest.text) && !present.has('bash')
  return succeed(needsBash ? { edits: [], packages: ['bash'] } : nothing)
}

/** Handles copies from these stages to others: libraries have different paths, and time zones are in a package. */
function copiesFrom(
  { dockerfile }: Derivation,
  stages: readonly Stage[],
  to: 'apk' | 'apt',
): Result<Translation> {
  const packages: string[] = []
  for (const { keyword, flags, rest, line } of dockerfile.stages.flatMap((stage) => stage.instructions)) {
    const from = flags.find(({ name }) => name === 'from')?.value?.toLowerCase()
    const ofThese = stages.some(({ name, index }) => from === name || from === String(index))
    if (keyword !== 'COPY' || from === undefined || !ofThese) continue
    if (/\/lib\/\w+-linux-gnu|ld-linux|ld-musl|\/lib64/.test(rest.text)) {
      return fail(`line ${line} copies libraries that are in other directories on ${distribution[to]}`)
    }
    if (/\/usr\/share\/zoneinfo/.test(rest.text)) packages.push('tzdata')
  }
  return succeed({ edits: [], packages })
}

function translateCommand(
  run: Run,
  to: 'apk' | 'apt',
  present: ReadonlySet<string>,
): Result<Translation> | undefined {
  const first = run.words[0]?.range.start
  const end = run.words.at(-1)?.range.end
  if (first === undefined || end === undefined) return undefined
  const other = to === 'apk' ? 'Alpine' : 'Debian'
  const replace = (text: string) =>
    succeed({ edits: [{ start: first, end, text, why: `the image is based on ${other}` }], packages: [] })
  if (to === 'apt' && run.words.some((word) => textOf(word).includes('/etc/apk/'))) return replace('true')
  const command = packageCommandOf(run)
  if (command === undefined || command.manager === to) return undefined
  if (run.step.instruction.exec !== undefined)
    return fail(`line ${run.line} installs packages in the exec form`)
  if (command.action !== 'add') return replace('true')
  const translated = translatePackages(command.packages, to)
  if (!translated.ok) {
    return fail(`line ${run.line} installs ${translated.problem}, which has no known equivalent on ${other}`)
  }
  const missing = translated.value.filter((name) => !present.has(name))
  return replace(missing.length === 0 ? 'true' : (installCommand(to, missing) ?? 'true'))
}

export const presentIn = {
  golangOnDebian: inGolangOnDebian,
  anyAlpine: inAnyAlpine,
  golangOnAlpine: new Set([...inAnyAlpine, 'ca-certificates']),
  debian: new Set(['bash', 'coreutils', 'findutils', 'sed', 'tar']),
} as const
