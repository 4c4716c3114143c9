import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DerivedDockerfile, deriveDockerfile } from '../../src/dockerfile/derive/derive.ts'
import { externalBases, pinBases } from '../../src/dockerfile/facts/bases.ts'
import { findImageProgram } from '../../src/dockerfile/facts/image-program.ts'
import { parseDockerfile } from '../../src/dockerfile/read/parse.ts'
import { readShell } from '../../src/shell/commands.ts'
import { sourceOfText } from '../../src/shell/source.ts'
import { textOf } from '../../src/shell/words.ts'
import { expectValue } from '../support/results.ts'
import { tries } from '../support/runs/tries.ts'
import { dockerfiles, scraps, shellWords } from './generated.ts'
import { parsed } from './parsed.ts'

const wanted = fc.constantFrom('static' as const, 'dynamic' as const)
const packages = fc.constantFrom(undefined, ['net'], ['net', 'github.com/mattn/go-sqlite3'])

describe('parsing', () => {
  test('never throws, and keeps instructions separate and in order', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const dockerfile = parseDockerfile(text)
        deriveDockerfile(text, 'dynamic')
        if (!dockerfile.ok) return
        findImageProgram(dockerfile.value)
        let at = 0
        for (const { from, instructions } of dockerfile.value.stages) {
          for (const { start, end } of [from, ...instructions]) {
            expect(start).toBeGreaterThanOrEqual(at)
            expect(end).toBeGreaterThan(start)
            at = end
          }
        }
      }),
      { numRuns: tries(400) },
    )
  })

  test('every character of an argument has its offset in the file', () => {
    fc.assert(
      fc.property(dockerfiles, (text) => {
        for (const { rest } of parsed(text).stages.flatMap(({ instructions }) => instructions)) {
          expect(rest.at.map((offset) => text[offset]).join('')).toBe(rest.text)
        }
      }),
      { numRuns: tries(100) },
    )
  })

  test('splits words like sh', () => {
    const samples = fc.sample(shellWords, 300)
    const told = 'for word do printf "<%s>" "$word"; done; printf "\\n\\0"'
    const script = samples.map((words) => `set -- ${words.join(' ')}\n${told}`).join('\n')
    const heard = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n\0').slice(0, -1)
    const own = samples.map((words) => {
      const text = `set ${words.join(' ')}`
      return readShell(sourceOfText(text))
        .commands[0]?.words.slice(1)
        .map((word) => `<${textOf(word)}>`)
        .join('')
    })
    expect(own).toEqual(heard)
  })
})

test('pinning replaces every external image and nothing else', () => {
  fc.assert(
    fc.property(dockerfiles, (text) => {
      const bases = expectValue(externalBases(parsed(text)))
      const pins = new Map(bases.map(({ reference }, index) => [reference, `pinned:${index}`]))
      const pinned = pinBases(text, pins)
      const after = expectValue(externalBases(parsed(pinned)))
      expect(after).toEqual(bases.map(({ lines }, index) => ({ reference: `pinned:${index}`, lines })))
      const back = new Map([...pins].map(([reference, pin]) => [pin, reference]))
      const plain = text.replace('golang:${GO}-alpine', 'golang:1.24-alpine')
      expect(pinBases(pinned, back)).toBe(plain)
    }),
    { numRuns: tries(100) },
  )
})

describe('a derived Dockerfile', () => {
  const derivations = fc.tuple(dockerfiles, wanted, packages)
  const each = (
    check: (
      text: string,
      derived: DerivedDockerfile,
      again: ReturnType<typeof deriveDockerfile>,
      cgo: string,
    ) => void,
  ) => {
    let derivedOnes = 0
    fc.assert(
      fc.property(derivations, ([text, mode, cgoPackages]) => {
        const facts = cgoPackages === undefined ? {} : { cgoPackages }
        const derived = deriveDockerfile(text, mode, facts)
        if (!derived.ok) {
          expect(derived.problem.message).toMatch(/^line \d+[ :]/)
          return
        }
        derivedOnes += 1
        const cgo = mode === 'dynamic' || (cgoPackages ?? []).length > 1 ? '1' : '0'
        check(text, derived.value, deriveDockerfile(derived.value.text, mode, facts), cgo)
      }),
      { numRuns: tries(150) },
    )
    expect(derivedOnes).toBeGreaterThan(tries(100) / 2)
  }

  test('is not changed by deriving it again', () => {
    each((_, derived, again) => expect(expectValue(again)).toMatchObject({ text: derived.text, changes: [] }))
  })

  test('has the same stages, and all original instructions in addition to new ones', () => {
    each((text, derived) => {
      const count = (of: string) => parsed(of).stages.flatMap(({ instructions }) => instructions).length
      const names = (of: string) => parsed(of).stages.map(({ name }) => name)
      const added = derived.changes
        .filter(({ before }) => before === undefined)
        .reduce((sum, { after = '' }) => sum + after.split('\n').length, 0)
      expect(names(derived.text)).toEqual(names(text))
      expect(count(derived.text)).toBe(count(text) + added)
    })
  })

  test('is the original with only the changed lines replaced', () => {
    each((text, derived) => {
      const lines: (string | undefined)[] = text.replaceAll('\r', '').split('\n')
      const added = new Map<number, string[]>()
      for (const { line, before, after = '' } of derived.changes) {
        if (before === undefined) added.set(line, [...(added.get(line) ?? []), after.replaceAll('\r', '')])
        else {
          const length = before.split('\n').length
          expect(lines.slice(line - 1, line - 1 + length).join('\n')).toBe(before.replaceAll('\r', ''))
          lines.fill(undefined, line - 1, line - 1 + length)
          lines[line - 1] = after.replaceAll('\r', '')
        }
      }
      const rebuilt = lines.flatMap((line, index) => [
        ...(line === undefined ? [] : [line]),
        ...(added.get(index + 1) ?? []),
      ])
      expect(derived.text.replaceAll('\r', '')).toBe(rebuilt.join('\n'))
    })
  })

  test('compiles with the wanted CGO_ENABLED, in one way or another', () => {
    each((_, derived, __, cgo) => {
      const found = expectValue(findImageProgram(parsed(derived.text)))
      if (found.kind !== 'go') throw new Error('it builds no Go')
      const byGoEnv = derived.text.includes(`go env -w CGO_ENABLED=${cgo}`)
      for (const build of found.builds) expect(build.cgo ?? (byGoEnv ? cgo : 'nothing')).toBe(cgo)
    })
  })
})
