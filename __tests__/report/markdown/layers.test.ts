import { expect, test } from 'vitest'
import type { Layer } from '../../../src/model/image.ts'
import { layersSection } from '../../../src/report/markdown/layers.ts'
import { sampleReport } from '../../support/reports/report.ts'

const layer = (diffId: string, size: number, more: Partial<Layer> = {}): Layer => ({
  diffId,
  size,
  compressedSize: size / 2,
  createdBy: `COPY ${diffId}`,
  ...more,
})

function sectionOf(before: readonly Layer[], after: readonly Layer[]): string {
  const report = sampleReport()
  const variants = report.variants
    .filter(({ mode }) => mode === 'static')
    .map((one) =>
      one.image === undefined
        ? one
        : { ...one, image: { ...one.image, layers: one.revision === 'head' ? after : before } },
    )
  return layersSection({ ...report, variants, comparisons: [] })?.replaceAll('\u{a0}', ' ') ?? ''
}

test('separates layers of the base image from those of the app, and shows wasted bytes', () => {
  const section = sectionOf(
    [
      layer('os', 4_000_000, { base: true, wasted: 0 }),
      layer('server', 8_000_000, { base: false, wasted: 0 }),
    ],
    [
      layer('newer', 5_000_000, { base: true, wasted: 0 }),
      layer('server', 8_000_000, { base: false, wasted: 8_000_000 }),
      layer('again', 8_100_000, { base: false, wasted: 0 }),
    ],
  )
  expect(section).toContain('Base image 5.00 MB (+1.00 MB), app 16.10 MB (+8.10 MB), unpacked.')
  expect(section.split('\n').filter((line) => line.startsWith('|'))).toEqual([
    '|  | Layer | From | Unpacked | Pulled | Wasted |  |',
    '| :-- | :-- | :-- | --: | --: | --: | :-- |',
    '| 1 | `COPY newer` | base image | 5.00 MB | 2.50 MB | 0 B | changed |',
    '| 2 | `COPY server` | app | 8.00 MB | 4.00 MB | 8.00 MB | as in base |',
    '| 3 | `COPY again` | app | 8.10 MB | 4.05 MB | 0 B | changed |',
  ])
})

test('an image without base image and without wasted bytes', () => {
  const section = sectionOf([], [layer('server', 8_000_000)])
  expect(section).not.toContain('unpacked.')
  expect(section).toContain('|  | Layer | Unpacked | Pulled |  |')
  const many = Array.from({ length: 20 }, (_, at) => layer(`${at}`, 1000))
  expect(sectionOf(many, many)).toContain('… and 5 more.')
})
