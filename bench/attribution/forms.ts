/** Ways to link a program, and the platforms for which it can be linked without a cross compiler. */

export interface Form {
  readonly env: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly ldflags?: string
}
const [cgo0, cgo1] = [{ CGO_ENABLED: '0' }, { CGO_ENABLED: '1' }]
const arm64 = { GOARCH: 'arm64' }
const cross = { ...cgo1, ...arm64, CC: 'aarch64-linux-gnu-gcc', CXX: 'aarch64-linux-gnu-g++' }
const external = '-linkmode=external'
/** By the names that the command line accepts. */
export const forms: Readonly<Record<string, Form>> = {
  static: { env: cgo0 },
  dynamic: { env: cgo1 },
  external: { env: cgo1, ldflags: external },
  'external-static': {
    env: cgo1,
    args: ['-tags=netgo,osusergo'],
    ldflags: `${external} -extldflags=-static`,
  },
  pie: { env: cgo0, args: ['-buildmode=pie'] },
  'cgo-pie': { env: cgo1, args: ['-buildmode=pie'] },
  'external-pie': { env: cgo1, args: ['-buildmode=pie'], ldflags: external },
  arm64: { env: { ...cgo0, ...arm64 } },
  'arm64-pie': { env: { ...cgo0, ...arm64 }, args: ['-buildmode=pie'] },
  'cgo-arm64': { env: cross },
  'linux-386': { env: { ...cgo0, GOARCH: '386' } },
  ...Object.fromEntries(
    ['windows/amd64', 'windows/386', 'windows/arm64', 'darwin/arm64', 'darwin/amd64'].map((platform) => {
      const [GOOS = '', GOARCH = ''] = platform.split('/')
      return [`${GOOS}-${GOARCH}`, { env: { ...cgo0, GOOS, GOARCH } }]
    }),
  ),
}
