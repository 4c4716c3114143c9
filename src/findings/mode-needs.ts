/** What a mode needs of the machine that links it: its name, and how to install it. */
import * as z from 'zod'
import { type ModeNeed, modeNeeds } from '../model/mode.ts'
import { optional, readonlyObject, text } from '../model/schema.ts'

export const needMissingSchema = readonlyObject({
  kind: z.literal('need-missing'),
  mode: text,
  need: z.enum(modeNeeds),
  /** Is not there, compiles for this other target, or does not find this file. */
  compiler: text,
  target: optional(text),
  file: optional(text),
})
export type MissingNeed = z.infer<typeof needMissingSchema>

interface Need {
  /** With its article. */
  readonly what: string
  /** Of Debian and Ubuntu. */
  readonly packages: readonly string[]
  /** Of Fedora and RHEL; absent where it is not looked up there. */
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

/** With its article. */
export function needText(need: ModeNeed): string {
  return needs[need].what
}

/** Debian's packages with what is missing. */
export function needPackages({ need }: Pick<MissingNeed, 'need'>): readonly string[] {
  return needs[need].packages
}

export function needMissingText(missing: MissingNeed): string {
  return `mode \`${missing.mode}\` needs ${needs[missing.need].what}, but ${foundText(missing)}`
}

function foundText({ compiler, target, file }: MissingNeed): string {
  if (file !== undefined) return `\`${compiler}\` does not find \`${file}\``
  return target === undefined ? `\`${compiler}\` was not found` : `\`${compiler}\` compiles for \`${target}\``
}

export function needMissingFix({ need }: Pick<MissingNeed, 'need'>): string {
  const { packages, rpm } = needs[need]
  const it = need.endsWith('-compiler') ? 'one' : 'it'
  const fedora = rpm === undefined ? '' : `; Fedora: \`dnf install ${rpm}\``
  return `install ${it} (Debian, Ubuntu: \`apt-get install ${packages.join(' ')}\`${fedora}), or remove the mode from \`modes\``
}
