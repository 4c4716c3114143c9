import { describe, expect, test } from 'vitest'
import type { DockerfileFacts } from '../../../src/model/image.ts'
import type { BuiltReportVariant } from '../../../src/model/variant.ts'
import { dockerfileSection } from '../../../src/report/markdown/dockerfile.ts'
import { grids } from '../../../src/report/view.ts'
import { sampleReport } from '../../support/reports/report.ts'

/** The report of one mode whose image is this. */
function reportOf(image: Partial<Pick<BuiltReportVariant, 'source' | 'dockerfile' | 'on'>>) {
  const report = sampleReport()
  return {
    ...report,
    variants: report.variants
      .filter(({ mode }) => mode === 'static')
      .map((one) => (one.image === undefined ? one : { ...one, ...image })),
  }
}

describe('the text about the image', () => {
  const facts: DockerfileFacts = { path: 'deploy/Dockerfile', program: '/api', changes: [] }
  const digest = `sha256:${'ab'.repeat(32)}`

  test.each<[Parameters<typeof reportOf>[0], string, string]>([
    [
      { source: 'shipped', dockerfile: facts },
      'as shipped',
      '`deploy/Dockerfile` unchanged, on no other image',
    ],
    [
      { source: 'shipped', dockerfile: { ...facts, target: 'prod', base: { name: 'alpine:3', digest } } },
      'as shipped',
      '`deploy/Dockerfile` (target `prod`) unchanged, on `alpine:3` (`sha256:abababababab`)',
    ],
    [
      { source: 'shipped', dockerfile: { ...facts, withoutGit: true, label: 'linkgate.run' } },
      'as shipped + label',
      '`deploy/Dockerfile` (without `.git`, with the added label `linkgate.run`) unchanged, on no other image',
    ],
    [
      {
        source: 'configured',
        dockerfile: { ...facts, target: 'prod', buildArgs: { CGO_ENABLED: '1', B: '`2`' } },
      },
      'configured',
      '`deploy/Dockerfile` (target `prod`, build arguments `CGO_ENABLED=1`, `` B=`2` ``) unchanged, on no other image',
    ],
    [
      { source: 'derived', dockerfile: { ...facts, label: 'linkgate.run' } },
      'Dockerfile, changed',
      '`deploy/Dockerfile` (with the added label `linkgate.run`) unchanged, on no other image',
    ],
    [
      { source: 'shipped', dockerfile: { ...facts, compileCaches: { lines: [4, 6], without: [] } } },
      'as shipped',
      '`deploy/Dockerfile` (with cache mounts for GOCACHE and GOMODCACHE in lines 4 and 6) unchanged, on no other image',
    ],
    [
      {
        source: 'shipped',
        dockerfile: {
          ...facts,
          compileCaches: { lines: [], without: [{ line: 9, because: 'reads-cache' }] },
        },
      },
      'as shipped',
      '`deploy/Dockerfile` unchanged, on no other image, the program is `/api`\n\n- Line 9: no cache mounts, because this instruction may copy files from the caches',
    ],
    [
      {
        source: 'derived',
        dockerfile: { ...facts, changes: [{ line: 1, before: 'a', after: 'b', why: 'so' }] },
      },
      'Dockerfile, changed',
      '`deploy/Dockerfile` with changes, on no other image',
    ],
    [
      { on: { name: 'debian:12', digest } },
      'built-in image on debian:12',
      'the built-in image on `debian:12` (`sha256:abababababab`)',
    ],
  ])('%o', (image, row, line) => {
    const report = reportOf(image)
    const [grid] = grids(report)
    expect(grid?.rows.find(({ label }) => label === 'Image')?.cells[0]?.value).toBe(row)
    expect(dockerfileSection(report)).toContain(`**static** · ${line}`)
  })

  test('is empty if there is only the built-in image', () => {
    const report = reportOf({})
    expect(dockerfileSection(report)).toBeUndefined()
    expect(grids(report)[0]?.rows.map(({ label }) => label)).not.toContain('Image')
  })
})
