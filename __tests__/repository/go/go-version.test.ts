import { describe, expect, test } from 'vitest'
import {
  compareGo,
  newestRequired,
  parseGoVersion,
  readGoLines,
} from '../../../src/repository/go/go-version.ts'

describe('versions of Go', () => {
  test('have the same order as in Go', () => {
    const ordered = ['1.20', 'go1.21beta1', '1.21rc2', 'go1.21', '1.21.3', 'go1.21.10', '1.24', 'go2.0']
    const shuffled = [...ordered].reverse()
    expect(shuffled.toSorted(compareGo)).toEqual(ordered)
    expect(compareGo('go1.24.0', '1.24')).toBe(0)
    expect(compareGo('go1.24.4 X:nocoverageredesign', '1.24.3')).toBe(1)
    expect(compareGo('go1.24.4-custom', '1.24.5')).toBe(-1)
  })

  test.each(['devel +0a1b2c', '', 'local', '12'])(
    '`%s` is not a version, and neither older nor newer',
    (text) => {
      expect(parseGoVersion(text)).toBeUndefined()
      expect(compareGo(text, '1.99')).toBe(0)
    },
  )
})

describe('the Go version that a go.mod requires', () => {
  test.each([
    ['module a\n\ngo 1.24.0\n\ntoolchain go1.24.4\n', { go: '1.24.0', toolchain: '1.24.4' }],
    ['module a\r\ngo 1.24 // oldest\r\n', { go: '1.24' }],
    ['module go\n\nrequire go.uber.org/zap v1.27.0\n// go 1.30\n', {}],
    ['module a\n\ngo 1.21\n\ntoolchain default\n', { go: '1.21' }],
    ['', {}],
  ])('%j', (source, required) => {
    expect(readGoLines(source, 'go.mod')).toEqual({ file: 'go.mod', ...required })
  })

  test('is the newest of several', () => {
    const required = [
      { file: 'a', go: '1.24' },
      { file: 'b', go: '1.24.1' },
      { file: 'c', toolchain: '1.30' },
    ]
    expect(newestRequired(required, 'go')).toEqual({ file: 'b', version: '1.24.1' })
    expect(newestRequired([], 'go')).toBeUndefined()
  })
})
