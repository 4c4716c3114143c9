import { describe, expect, test } from 'vitest'
import { explainImage } from '../../../src/judge/causes/image.ts'
import type { ImageChanges } from '../../../src/model/image.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { variant } from '../../support/reports/report.ts'

const layer = (size: number, base: boolean) => ({
  diffId: `${size} ${base}`,
  size,
  compressedSize: size,
  base,
})
const program = 22e6

function image(
  revision: 'base' | 'head',
  sizes: readonly [ofBase: number, ofApp: number],
  files: ImageChanges['files'] = [],
): ReportVariant {
  const one = variant(revision, 'static', { metrics: { 'binary-size': { value: program, unit: 'B' } } })
  return {
    ...one,
    dockerfile: {
      path: 'Dockerfile',
      base: { name: revision === 'base' ? 'debian:12' : 'debian:13' },
      changes: [],
    },
    image: {
      ...one.image,
      layers: [layer(sizes[0], true), layer(sizes[1], false)],
      ...(files.length === 0 ? {} : { changes: { files, more: 0, timesOnly: [], same: false } }),
    },
  }
}

const causes = (head: ReportVariant, base = image('base', [70e6, 20e6])) =>
  explainImage(base, head).map(({ kind, name, change, delta, share, ...more }) => [
    kind,
    name,
    change.type,
    delta,
    Object.keys(more).filter((key) => key === 'program' || key === 'copy'),
  ])

describe('causes of the image size', () => {
  test('separate the base image from the files that the Dockerfile adds', () => {
    const files = [
      { layer: 1, path: 'server', before: 20e6, after: program, program: true } as const,
      // has the size of the program by chance
      { layer: 1, path: 'other', before: null, after: program },
      { layer: 2, path: 'data/geo.mmdb', before: null, after: 60e6 },
      { layer: 1, path: 'old.txt', before: 5, after: null },
    ]
    expect(causes(image('head', [80e6, 82e6], files))).toEqual([
      ['base-image', 'debian:13', 'changed', 10e6, []],
      ['file', '/server', 'modified', 2e6, ['program']],
      ['file', '/other', 'added', program, []],
      ['file', '/data/geo.mmdb', 'added', 60e6, []],
      ['file', '/old.txt', 'removed', -5, []],
    ])
  })

  test('include a second copy of the program, as made by `RUN chown`', () => {
    const files = [{ layer: 2, path: 'server', before: null, after: program, program: true }] as const
    expect(causes(image('head', [70e6, 42e6], files)).at(-1)).toEqual([
      'file',
      '/server',
      'added',
      program,
      ['copy'],
    ])
  })

  test('do not list a file that moved to another layer as new and removed', () => {
    const files = [
      { layer: 1, path: 'server', before: 20e6, after: null },
      { layer: 2, path: 'server', before: null, after: program, program: true } as const,
      { layer: 1, path: 'same.txt', before: 7, after: null },
      { layer: 2, path: 'same.txt', before: null, after: 7 },
    ]
    expect(causes(image('head', [70e6, 22e6], files)).slice(1)).toEqual([
      ['file', '/server', 'modified', 2e6, ['program']],
    ])
  })
})
