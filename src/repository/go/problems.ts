/** Errors that stop the Go command before it reads packages, each with a fix. */
const known: readonly (readonly [pattern: RegExp, sentence: (...found: readonly string[]) => string])[] = [
  [
    /(?:go\.mod|module \S+(?: listed in go\.work file)?|go\.work) requires go >= (\S+) \(running go (\S+); GOTOOLCHAIN=local\)/,
    (wanted, have) =>
      `go.mod requires Go ${wanted}, but Go ${have} is installed: set \`go-version-file: go.mod\` for actions/setup-go, or set GOTOOLCHAIN=auto`,
  ],
  [
    /download go(\S+) for \S+: (.+)/,
    (wanted, why) =>
      `go.mod requires Go ${wanted}, which could not be fetched (${why}): set \`go-version-file: go.mod\` for actions/setup-go`,
  ],
  [
    /invalid go version '(\S+)'/,
    (wanted) => `this Go is too old for the line \`go ${wanted}\` of go.mod: install Go 1.21 or newer`,
  ],
  [
    /inconsistent vendoring/,
    () =>
      'vendor/ does not match go.mod: run `go mod vendor` and commit the result, or set GOFLAGS=-mod=mod to ignore it',
  ],
  [
    /cannot load module (\S+) listed in go\.work file/,
    (place) =>
      `go.work uses ${place}, which is not in this repository: fetch it with \`build: { prepare: … }\` in .github/linkgate.yml, or set GOWORK=off`,
  ],
  [
    /go\.work lists go (\S+); to update it/,
    (version) =>
      `go.work has the line \`go ${version}\`, which is older than that of a module: run \`go work use\``,
  ],
  [
    /(updates to go\.mod needed|missing go\.sum entry)/,
    () => 'go.mod or go.sum is not up to date: run `go mod tidy` and commit the result',
  ],
]

/** One line: the sentence for a known error, or else the first lines of standard error. */
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
