import { expect, test } from 'vitest'
import { withoutProgress } from '../../src/common/tool-output.ts'

const progress = ['go: downloading a v1', 'go: finding module for package b', 'go: extracting c v1']

test('progress of the Go command is left out, messages stay', () => {
  const messages = ['go: example.com/x@v1: no such host', '# shop', 'x.go:1: go: downloading a']
  expect(withoutProgress([...progress, ...messages])).toEqual(messages)
})

test('what has nothing else is shown as it is', () => {
  expect(withoutProgress([...progress, ' '])).toEqual([...progress, ' '])
  expect(withoutProgress([])).toEqual([])
})
