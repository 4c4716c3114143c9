import { expect, test } from 'vitest'
import { withoutProgress } from '../../src/common/tool-output.ts'

const progress = ['go: downloading a v1', 'go: finding module for package b', 'go: extracting c v1']

test('removes progress of the Go command and keeps its messages', () => {
  const messages = ['go: example.com/x@v1: no such host', '# shop', 'x.go:1: go: downloading a']
  expect(withoutProgress([...progress, ...messages])).toEqual(messages)
})

test('keeps everything if there is nothing but progress', () => {
  expect(withoutProgress([...progress, ' '])).toEqual([...progress, ' '])
  expect(withoutProgress([])).toEqual([])
})
