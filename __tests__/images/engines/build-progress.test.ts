import fc from 'fast-check'
import { expect, test } from 'vitest'
import { watchingSteps } from '../../../src/images/engines/build-progress.ts'

const marker = 'id=linkgate-go-build-'
const printed = `#0 building with "default" instance using docker driver
#8 [build 3/5] RUN --mount=type=cache,id=linkgate-go-modules-1,target=/go/pkg/mod go mod download
#8 DONE 2.1s
#9 [build 4/5] RUN --mount=type=cache,id=linkgate-go-build-1,target=/c go vet .
#9 0.411 #9 DONE 1.0s
#10 [stage-1 2/3] RUN adduser app
#10 DONE 0.4s
#9 [build 4/5] RUN --mount=type=cache,id=linkgate-go-build-1,target=/c go vet .
#9 DONE 3.0s
#9 DONE 3.0s
#11 [linux/amd64 build 5/5] RUN --mount=type=cache,id=linkgate-go-build-1,target=/c go build .
#11 1.2 linking
#11 DONE 33.8s
#12 exporting to image
`

/** The number of lines that were printed when `done` was called; undefined if it was not called. */
function doneAfter(pieces: readonly string[], count: number): number | undefined {
  let seen = ''
  const at: number[] = []
  const take = watchingSteps({ marker, count, done: () => at.push(seen.split('\n').length - 1) })
  for (const piece of pieces) {
    seen += piece
    take(piece)
  }
  expect(at.length).toBeLessThan(2)
  return at[0]
}

test.each([
  [1, 9],
  [2, 13],
  [3, undefined],
])('reports that %i steps with the marker have ended', (count, lines) => {
  expect(doneAfter([...printed], count)).toBe(lines)
})

test('reports it however the output is split', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(printed.length), { maxLength: 6 }), (cuts) => {
      const ends = [0, ...cuts.toSorted((a, b) => a - b), printed.length]
      const pieces = ends.slice(1).map((end, index) => printed.slice(ends[index], end))
      expect(doneAfter(pieces, 2)).toBeDefined()
    }),
  )
})

test('a cached step has ended', () => {
  const kept = '#9 [build 4/5] RUN --mount=type=cache,id=linkgate-go-build-1 go build\n#9 CACHED\n'
  expect(doneAfter([kept], 1)).toBe(2)
})

test('a failed step has not ended', () => {
  const failed =
    '#9 [build 4/5] RUN --mount=type=cache,id=linkgate-go-build-1 go build\n#9 ERROR: exit code: 1\n'
  expect(doneAfter([failed], 1)).toBeUndefined()
})
