import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, changesOf, lineBefore } from '../../../src/dockerfile/read/edits.ts'
import { tries } from '../../support/runs/tries.ts'

test('converts a line of the changed text to one of the original', () => {
  const lines = fc.array(fc.constantFrom('keep', 'change', 'double', 'after'), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(lines, (kinds) => {
      const text = `${kinds.map((kind, index) => `${kind} ${index + 1}`).join('\n')}\n`
      const edits = kinds.flatMap((kind, index) => {
        const start = text.indexOf(`${kind} ${index + 1}\n`)
        const end = start + `${kind} ${index + 1}`.length
        const edit = (from: number, to: number, by: string) => [{ start: from, end: to, text: by, why: kind }]
        if (kind === 'change') return edit(end, end, ' x')
        if (kind === 'double') return edit(start, end, `${kind} ${index + 1} a\n${kind} ${index + 1} b`)
        if (kind === 'after') return edit(end + 1, end + 1, 'new\nnew\n')
        return []
      })
      const changes = changesOf(text, edits)
      const after = applyEdits(text, edits).trimEnd().split('\n')
      const expected = after.map((line) => (line === 'new' ? undefined : Number(line.split(' ')[1])))
      expect(after.map((_, index) => lineBefore(changes, index + 1))).toEqual(expected)
    }),
    { numRuns: tries(50) },
  )
})
