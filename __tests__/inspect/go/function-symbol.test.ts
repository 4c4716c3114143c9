import fc from 'fast-check'
import { expect, test } from 'vitest'
import { functionSymbol } from '../../../src/inspect/go/function-symbol.ts'

test.each([
  ['main.main', 'main', 'main'],
  ['net/http.(*Server).Serve', 'net/http', 'Server.Serve'],
  ['net/netip.Addr.IsLoopback', 'net/netip', 'Addr.IsLoopback'],
  ['gopkg.in/yaml%2ev3.(*Decoder).Decode', 'gopkg.in/yaml.v3', 'Decoder.Decode'],
  ['slices.SortFunc[...]', 'slices', 'SortFunc'],
  ['example.com/set.(*Set[...]).Add', 'example.com/set', 'Set.Add'],
  ['example.com/set.Set[go.shape.struct { a/b.C }].Add', 'example.com/set', 'Set.Add'],
  ['net/http.(*Server).Serve-fm', 'net/http', 'Server.Serve'],
  ['net/http.(*Server).Serve.func1', 'net/http', 'Server.Serve.func1'],
  ['net/http.init.0', 'net/http', 'init.0'],
  [
    'vendor/golang.org/x/net/http/httpguts.ValidHeaderFieldName',
    'vendor/golang.org/x/net/http/httpguts',
    'ValidHeaderFieldName',
  ],
])('%s is %s and %s', (name, path, symbol) => {
  expect(functionSymbol(name)).toEqual({ package: path, symbol })
})

test.each(['type:.eq.net/http.Server', 'go:buildid', '_cgo_init', '', 'a/b', '.x'])(
  '%j is of no package',
  (name) => {
    expect(functionSymbol(name)).toBeUndefined()
  },
)

test('does not throw for any name', () => {
  const part = fc.constantFrom('a', '.', '/', '[', ']', '(*', ')', '%2e', '-fm', '%', '[...]')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const found = functionSymbol(parts.join(''))
      if (found !== undefined) expect(found.package).not.toBe('')
    }),
  )
})
