import { expect, test } from 'vitest'
import { finding } from '../../../src/findings/finding.ts'
import { layerFindings, wastedFindings } from '../../../src/judge/evidence/layer-findings.ts'
import type { ImageChanges } from '../../../src/model/image.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, setOf } from '../../support/world/plan.ts'

const layers = (...compressed: readonly number[]) =>
  compressed.map((compressedSize, index) => ({
    diffId: `${index}`,
    size: 1000,
    compressedSize,
    ...(index === 0 ? {} : { createdBy: `COPY ${index}` }),
  }))

function found(changes: Partial<ImageChanges>, sha256 = 'same', grown = 26) {
  const binary = { ...inspectedAs('base', 'static').inspection.binary, sha256: 'same' }
  const { image } = inspectedAs('head', 'static').inspection
  const base = inspectedAs('base', 'static', { binary, image: { ...image, layers: layers(10, 20, 30) } })
  const head = inspectedAs('head', 'static', {
    binary: { ...binary, sha256 },
    image: {
      ...image,
      layers: layers(10, grown, 30),
      changes: { files: [], more: 0, timesOnly: [], same: false, ...changes },
    },
  })
  return layerFindings(setOf(base, head))
    .map(worded)
    .map(({ id, message }) => [id, message])
}

const file = (path: string, layer = 1) => ({ layer, path, before: 7, after: 7 })

test('reports the changed files of a layer if the program is the same', () => {
  expect(found({ files: [file('srv/README.md'), file('srv/go.mod', 2)] })).toEqual([
    [
      'image/layer-changed',
      'Layer 2 (`COPY 1`) differs from base, although the program is the same: /srv/README.md changed. The compressed size changed by +6 B.',
    ],
    [
      'image/layer-changed',
      'Layer 3 (`COPY 2`) differs from base, although the program is the same: /srv/go.mod changed. The compressed size is unchanged.',
    ],
  ])
  const [many] = found({ files: ['a', 'b', 'c', 'd', 'e'].map((path) => file(path)) })
  expect(many?.[1]).toContain(': /a, /b, /c and 2 more changed')
})

test('reports a layer that differs only in file times if it costs bytes', () => {
  expect(found({ timesOnly: [1, 2] }, 'same', 5020)).toEqual([
    [
      'image/not-reproducible',
      'Layer 2 (`COPY 1`) has the same files as in base, with other modification times. The compressed size changed by +5.00 kB.',
    ],
  ])
  // a change of one byte is not reported
  expect(found({ timesOnly: [1, 2] })).toEqual([])
})

test('reports nothing if the program changed, if not all changes are known, or if there are none', () => {
  expect(found({ files: [file('app')] }, 'other')).toEqual([])
  expect(found({ files: [file('app')], more: 1 })).toEqual([])
  expect(layerFindings(setOf(inspectedAs('base', 'static'), inspectedAs('head', 'static')))).toEqual([])
})

test.each([
  ['COPY . . # buildkit', 'in .dockerignore'],
  ['/bin/sh -c #(nop) COPY dir:1a in /app', 'in .dockerignore'],
  ['RUN /bin/sh -c go build . # buildkit', 'in an earlier stage'],
  ['RUN |1 VERSION=1 /bin/sh -c go build . # buildkit', 'in an earlier stage'],
  ['/bin/sh -c go build .', 'in an earlier stage'],
  ['|1 VERSION=1 /bin/sh -c go build .', 'in an earlier stage'],
])('what a command wrote is in no .dockerignore: %s', (createdBy, place) => {
  const params = { layer: 1, createdBy, files: ['/a'], more: 0, pulled: 6 }
  expect(worded(finding('image/layer-changed', params, { verdict: 'pass' })).fix).toContain(place)
})

test('reports files that later layers hide, except those of the base image', () => {
  const { image } = inspectedAs('head', 'static').inspection
  const hidden = (replaced: boolean, size: number) => ({
    wasted: size,
    wastedFiles: [{ path: 'app/server', size, replaced }],
  })
  const wasting = (bytes: number, replaced = true) => ({
    image: {
      ...image,
      layers: layers(1, 2, 3).map((layer, at) => ({
        ...layer,
        base: at === 0,
        ...(at === 2 ? {} : hidden(replaced, bytes)),
      })),
    },
  })
  const of = (head: number, base: number, replaced?: boolean) =>
    wastedFindings(
      setOf(
        inspectedAs('base', 'static', wasting(base)),
        inspectedAs('head', 'static', wasting(head, replaced)),
      ),
    )
      .map(worded)
      .map(({ id, message, fix }) => [id, message, fix])
  expect(of(20_000_000, 0)).toEqual([
    [
      'image/wasted',
      'Head, mode `static`: 20.00 MB in layers of the app are replaced or removed by later layers, 0 B in base. `/app/server` (20.00 MB, layer 2) is replaced.',
      'copy each file once, with its mode and owner (`COPY --chmod`, `COPY --chown`)',
    ],
  ])
  expect(of(200_000, 200_000, false)).toMatchObject([
    [
      'image/wasted',
      expect.stringMatching(/as in base\. .* is removed\.$/),
      expect.stringMatching(/^remove files/),
    ],
  ])
  expect(of(99_999, 0)).toEqual([])
})
