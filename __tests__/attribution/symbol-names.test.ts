import { expect, test } from 'vitest'
import { packageOfSymbol } from '../../src/attribution/symbol-names.ts'

test.each([
  ['main.main', 'main'],
  ['main.glob..func1', 'main'],
  ['net/http.(*Server).Serve.func2.1', 'net/http'],
  ['gopkg.in/yaml%2ev3.(*Decoder).Decode', 'gopkg.in/yaml.v3'],
  ['github.com/a/b%2ejs/v2.init.0', 'github.com/a/b.js/v2'],
  ['slices.SortFunc[...]', 'slices'],
  ['slices.SortFunc[go.shape.[]github.com/a/b.T,go.shape.int]', 'slices'],
  ['github.com/a/b.(*List[github.com/c/d.T]).Push', 'github.com/a/b'],
  ['type:.eq.net/http.http2FrameHeader', 'net/http'],
  ['type:.hash.[4]example.com/app.key', 'example.com/app'],
  ['type:.eq.struct { example.com/app.a int; b string }', undefined],
  ['type:.eq.[2]string', undefined],
  ['type:.eq.go.shape.struct { internal/sync.node = internal/sync.node; x example.com/app.T }', undefined],
  ['go:itab.*os.File,io.Reader', 'os'],
  ['go:buildid', undefined],
  ['vendor/golang.org/x/net/idna.Punycode', 'vendor/golang.org/x/net/idna'],
  ['main._Cfunc_puts', 'main'],
  ['_cgo_topofstack', undefined],
  ['_rt0_amd64_linux', undefined],
  ['aeshashbody', undefined],
  ['', undefined],
  ['.', undefined],
  ['/.', undefined],
])('%s is of %s', (name, path) => expect(packageOfSymbol(name)).toBe(path))
