/** What a mode requires of the machine that links it, and how to install that. */
import * as z from 'zod'
import { enumerate } from '../common/english.ts'
import { type ModeNeed, modeNeeds } from '../model/mode.ts'
import { isPlatform } from '../model/platform.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { crossCompiler } from './cross-compilers.ts'

export const needMissingSchema = readonlyObject({
  kind: z.literal('need-missing'),
  mode: text,
  need: z.enum(modeNeeds),
  /** The target platform; absent for the machine's own. */
  platform: optional(text),
  /** It is missing, compiles for the wrong `target`, or does not find `file`. */
  compiler: text,
  target: optional(text),
  file: optional(text),
  /** Packages that require cgo, which is why a static mode is linked with cgo. */
  packages: optional(z.array(text).readonly()),
})
export type MissingNeed = z.infer<typeof needMissingSchema>

interface Need {
  /** With an article. */
  readonly what: string
  /** Packages of Debian and Ubuntu. */
  readonly packages: readonly string[]
  /** Package of Fedora and RHEL; absent if it is not known. */
  readonly rpm?: string
}

const needs: Readonly<Record<ModeNeed, Need>> = {
  'c-compiler': { what: 'a C compiler', packages: ['gcc', 'libc6-dev'] },
  'static-glibc': {
    what: 'the static library of glibc',
    packages: ['libc6-dev'],
    rpm: 'glibc-static',
  },
  'static-pie-libc': {
    what: 'a C library for static position-independent programs',
    packages: ['libc6-dev'],
    rpm: 'glibc-static',
  },
  'musl-compiler': { what: 'a C compiler for musl', packages: ['musl-tools'], rpm: 'musl-gcc' },
}

/** With an article. */
export function needText(need: ModeNeed): string {
  return needs[need].what
}

/** Debian's packages that provide it; empty if there are none. */
export function needPackages({ need, platform }: Pick<MissingNeed, 'need' | 'platform'>): readonly string[] {
  if (platform === undefined) return needs[need].packages
  if (need === 'musl-compiler' || !isPlatform(platform)) return []
  return crossCompiler(platform)?.packages ?? []
}

export function needMissingText(missing: MissingNeed): string {
  const { mode, need, platform, packages } = missing
  const where = platform === undefined ? '' : ` for ${platform}`
  const because =
    packages === undefined
      ? ''
      : ` because ${enumerate(packages)} ${packages.length === 1 ? 'needs' : 'need'} cgo`
  return `mode \`${mode}\` needs ${needs[need].what}${where}${because}, but ${foundText(missing)}`
}

function foundText({ compiler, target, file }: MissingNeed): string {
  if (file !== undefined) return `\`${compiler}\` does not find \`${file}\``
  return target === undefined ? `\`${compiler}\` was not found` : `\`${compiler}\` compiles for \`${target}\``
}

export function needMissingFix(missing: MissingNeed): string {
  const { need, platform } = missing
  const packages = needPackages(missing)
  const it = need.endsWith('-compiler') ? 'one' : 'it'
  const rpm = platform === undefined ? needs[need].rpm : undefined
  const fedora = rpm === undefined ? '' : `; Fedora: \`dnf install ${rpm}\``
  const how =
    packages.length === 0 ? '' : ` (Debian, Ubuntu: \`apt-get install ${packages.join(' ')}\`${fedora})`
  const instead =
    platform === undefined
      ? 'remove the mode from `modes`'
      : `remove \`${platform}\` from \`platforms\` or the mode from \`modes\``
  return `install ${it}${how}, or ${instead}`
}
