/** What makes the Go command stop before it looks at any package, and the way out. */
const known: readonly (readonly [pattern: RegExp, sentence: (...found: readonly string[]) => string])[] = [
  [
    /(?:go\.mod|module \S+(?: listed in go\.work file)?|go\.work) requires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/,
    (wanted, have) =>
      `go.mod asks for Go ${wanted} and this is Go ${have}: give actions/setup-go \`go-version-file: go.mod\`, or let Go fetch it with GOTOOLCHAIN=auto`,
  ],
  [
    /download go(\S+) for \S+: (.+)/,
    (wanted, why) =>
      `go.mod asks for Go ${wanted}, which could not be fetched (${why}): give actions/setup-go \`go-version-file: go.mod\``,
  ],
  [
    /invalid go version '(\S+)'/,
    (wanted) => `this Go is too old for the line \`go ${wanted}\` of go.mod: set up Go 1.21 or newer`,
  ],
  [
    /inconsistent vendoring/,
    () =>
      'vendor/ does not fit go.mod: run `go mod vendor` and commit what it writes, or set GOFLAGS=-mod=mod to leave it out of account',
  ],
  [
    /cannot load module (\S+) listed in go\.work file/,
    (place) =>
      `go.work uses ${place}, which is not in this repository: put it there with \`build: { prepare: … }\` in .github/linkgate.yml, or set GOWORK=off`,
  ],
  [
    /go\.work lists go (\S+); to update it/,
    (version) =>
      `go.work has the line \`go ${version}\`, below that of one of its modules: run \`go work use\``,
  ],
  [
    /(updates to go\.mod needed|missing go\.sum entry)/,
    () => 'go.mod or go.sum is not up to date: run `go mod tidy` and commit what it writes',
  ],
]

/** In one line: the sentence for what Go said on standard error, else the first lines of it. */
export function goProblem(stderr: string, most = 3): string {
  for (const [pattern, sentence] of known) {
    const found = pattern.exec(stderr)
    if (found !== null) return sentence(...found.slice(1))
  }
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('go: downloading '))
  return lines
    .slice(0, most)
    .map((line) => line.trim())
    .join(' / ')
}
