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
import type { Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import type { Derivation } from './derivation.ts'

/** What changes in stages whose image becomes one of another distribution. */
export interface Translation {
  /** Edits of their commands. */
  readonly edits: readonly Reasoned[]
  /** Packages that they need beside those that they install. */
  readonly packages: readonly string[]
}

/** Programs that a distribution has only in a package, for `apk` by those of Debian's golang image. */
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
 * The commands of stages rewritten for an image of the other distribution: `apk` for Alpine, `apt` for Debian.
 * `present` are packages that the new image has already, by their names there.
 */
export function translateStages(
  { dockerfile, runs }: Derivation,
  stages: readonly Stage[],
  to: 'apk' | 'apt',
  present: ReadonlySet<string>,
): Result<Translation> {
  const edits: Reasoned[] = []
  const packages = new Set<string>()
  const where = to === 'apk' ? 'Alpine' : 'Debian'
  for (const run of runs.filter(({ step }) => stages.includes(step.stage))) {
    const { line, program } = run
    const written = run.words.map(textOf)
    if (untranslatable[to].test(program)) return fail(`line ${line} runs ${program}, which ${where} has not`)
    if (
      to === 'apt' &&
      /^(adduser|addgroup)$/.test(program) &&
      written.some((word) => /^-[a-zA-Z]/.test(word))
    ) {
      return fail(`line ${line} runs ${program} with flags of Alpine`)
    }
    const translated = translateCommand(run, to, present)
    if (translated !== undefined) {
      if (!translated.ok) return translated
      edits.push(...translated.value.edits)
      continue
    }
    const needed = inPackages[to][program]
    if (needed !== undefined && !present.has(needed)) packages.add(needed)
  }
  for (const stage of stages) {
    for (const { keyword, rest, line } of stage.instructions) {
      if (keyword === 'RUN' && />>?\s*\/etc\/apk\//.test(rest.text) && to === 'apt') {
        return fail(`line ${line} writes to /etc/apk, which ${where} has not`)
      }
      if (keyword === 'SHELL' && /\bash"/.test(rest.text) && to === 'apt') {
        return fail(`line ${line} names a shell that ${where} has not`)
      }
      if (keyword === 'SHELL' && /bash/.test(rest.text) && !present.has('bash')) packages.add('bash')
    }
  }
  for (const stage of dockerfile.stages) {
    for (const { keyword, flags, rest, line } of stage.instructions) {
      const from = flags.find(({ name }) => name === 'from')?.value?.toLowerCase()
      const ofThese = stages.some(({ name, index }) => from === name || from === String(index))
      if (keyword !== 'COPY' || from === undefined || !ofThese) continue
      if (/\/lib\/\w+-linux-gnu|ld-linux|ld-musl|\/lib64/.test(rest.text)) {
        return fail(`line ${line} copies libraries that ${where} keeps elsewhere`)
      }
      if (/\/usr\/share\/zoneinfo/.test(rest.text)) packages.add('tzdata')
    }
  }
  const installed = runs
    .filter(({ step }) => stages.includes(step.stage))
    .flatMap((run) => packageCommandOf(run) ?? [])
    .flatMap((command) => (command.action === 'add' ? command.packages : []))
  const translated = translatePackages(installed, to)
  const own = translated.ok ? translated.value : []
  return succeed({ edits, packages: [...packages].filter((name) => !own.includes(name)).sort() })
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
    succeed({ edits: [{ start: first, end, text, why: `the image is one of ${other}` }], packages: [] })
  if (to === 'apt' && run.words.some((word) => textOf(word).includes('/etc/apk/'))) return replace('true')
  const command = packageCommandOf(run)
  if (command === undefined || command.manager === to) return undefined
  if (run.step.instruction.exec !== undefined) return fail(`line ${run.line} installs packages in exec form`)
  if (command.action !== 'add') return replace('true')
  const translated = translatePackages(command.packages, to)
  if (!translated.ok) {
    return fail(`line ${run.line} installs ${translated.problem}, whose name on ${other} nobody knows`)
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
