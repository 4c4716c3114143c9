import { type Failure, fail, succeed } from '../../common/result.ts'
import { textOf, type Word } from '../../shell/words.ts'
import { flagOf, type GoCommand } from '../facts/go-command.ts'
import { extldflags, isStaticRecipe, linkmodeSpans, staticSpans } from '../facts/ldflags.ts'
import type { Edit } from '../read/edits.ts'
import type { Run } from '../read/runs.ts'
import { substitute } from '../read/variables.ts'
import type { DerivationStep } from './derivation.ts'

const recipe = '-linkmode=external -extldflags=-static'
const recipeWhy = 'links the C code of its packages statically'

/** Makes the linker link C code statically, regardless of the existing flags. */
export function staticRecipe(run: Run, command: GoCommand): DerivationStep {
  const value = flagOf(command, 'ldflags')?.value
  const json = run.step.instruction.exec !== undefined && run.within.length === 0
  if (value !== undefined && isStaticRecipe(substitute(value, run.variables) ?? textOf(value)))
    return succeed([])
  const nested = run.quoted && !json
  if (value === undefined || textOf(value) === '') {
    if (nested) return unquotable(run)
    const after = command.at.range.end
    const text = json ? `, "-ldflags", "${recipe}"` : ` -ldflags "${recipe}"`
    if (value === undefined) return succeed([{ start: after, end: after, text, why: recipeWhy }])
  }
  if (value === undefined) return succeed([])
  const end = value.range.end
  const last = value.source.end.at(-1) ?? end
  const bare = value.quoting.toLowerCase().endsWith('n') || value.quoting === ''
  if (bare && nested) return unquotable(run)
  const { text, edits } = merged(value)
  const why = recipeWhy
  if (!bare || json) {
    const addition = { start: last, end: last, text, why }
    return succeed([...edits.map((edit) => ({ ...edit, why })), ...(text === '' ? [] : [addition])])
  }
  const start = value.source.at[0] ?? end
  if (/[^nN]/.test(value.quoting)) return unquotable(run)
  return succeed([
    { start, end: start, text: '"', why },
    ...edits.map((edit) => ({ ...edit, why })),
    { start: last, end: last, text: `${text}"`, why },
  ])
}

/** The text to append to an existing `-ldflags`, and edits inside of its `-extldflags`. */
function merged(value: Word): { readonly text: string; readonly edits: readonly Edit[] } {
  const text = textOf(value)
  const linkmode = linkmodeSpans(text).length > 0 ? '' : ' -linkmode=external'
  const field = extldflags(text)
  if (field === undefined) return { text: `${linkmode} -extldflags=-static`, edits: [] }
  if (staticSpans(text).length > 0) return { text: linkmode, edits: [] }
  const { content, quote, equals } = field
  const first = value.source.at[content.from]
  const last = value.source.end[content.to - 1]
  if (first === undefined || last === undefined) return { text: `${linkmode} -extldflags=-static`, edits: [] }
  const own = quote === '' ? (value.quoting[content.from]?.toLowerCase() === 's' ? '"' : "'") : ''
  const sign = equals === undefined ? undefined : value.source.at[equals]
  return {
    text: linkmode,
    edits: [
      ...(sign === undefined ? [] : [{ start: sign, end: sign + 1, text: ' ' }]),
      ...(own === '' ? [] : [{ start: first, end: first, text: own }]),
      { start: last, end: last, text: ` -static${own}` },
    ],
  }
}

function unquotable(run: Run): Failure {
  const why =
    'needs `-ldflags "-linkmode external -extldflags -static"` inside quotes that cannot take more of them'
  return fail(`line ${run.line} ${why}: write them there`)
}
