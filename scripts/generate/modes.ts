/** The built-in modes as a table: their settings, their tools, and the required linkage of the program. */
import { type BuiltInMode, builtInMode, builtInModeNames } from '../../src/config/built-in-modes.ts'
import { needText } from '../../src/findings/mode-needs.ts'
import type { LinkageKind } from '../../src/model/image.ts'
import type { ModeNeed } from '../../src/model/mode.ts'
import { markdownTable } from './markdown-table.ts'

const files: Readonly<Partial<Record<LinkageKind, string>>> = {
  static: 'ET_EXEC without PT_INTERP',
  'static-pie': 'DF_1_PIE without PT_INTERP',
  dynamic: 'PT_INTERP and DT_NEEDED',
}

export function modesTable(): readonly string[] {
  return markdownTable(
    ['Mode', '`go build` with', 'Needs', 'The file must have'],
    builtInModeNames.map((name) => [`\`${name}\``, settingsOf(name), needsOf(name), fileOf(name)]),
  )
}

function settingsOf(name: BuiltInMode): string {
  const { env, buildmode, external, needs = [] } = builtInMode(name)
  const ldflags = external === undefined ? [] : [`-linkmode=external -extldflags=${external.extldflags}`]
  const tags =
    external === undefined || external.tags.length === 0 ? [] : [`-tags=${external.tags.join(',')}`]
  return [
    ...Object.entries(env).map(([key, value]) => `${key}=${value}`),
    ...(needs.includes('musl-compiler') ? ['CC=musl-gcc'] : []),
    ...(buildmode === undefined ? [] : [`-buildmode=${buildmode}`]),
    ...tags,
    ...ldflags,
  ]
    .map((one) => `\`${one}\``)
    .join(' ')
}

function needsOf(name: BuiltInMode): string {
  const { env, needs = [] } = builtInMode(name)
  const compiler: readonly ModeNeed[] =
    env['CGO_ENABLED'] === '1' && !needs.includes('musl-compiler') ? ['c-compiler'] : []
  return [...compiler, ...needs].map(needText).join(', ')
}

function fileOf(name: BuiltInMode): string {
  const { expects, requires = {} } = builtInMode(name)
  return [
    ...expects.map((kind) => files[kind] ?? kind),
    ...(requires.pie === true ? ['DF_1_PIE'] : []),
    ...(requires.libc === undefined
      ? []
      : [`the ${expects.includes('dynamic') ? 'loader' : 'code'} of ${requires.libc}`]),
  ].join(', ')
}
