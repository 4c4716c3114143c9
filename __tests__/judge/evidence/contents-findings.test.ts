import { describe, expect, test } from 'vitest'
import type { InspectedVariant, VariantInspection } from '../../../src/images/inspect-variants.ts'
import { contentsFindings } from '../../../src/judge/evidence/contents-findings.ts'
import { hardeningFindings } from '../../../src/judge/evidence/hardening-findings.ts'
import type { ImageContents, ImageFile } from '../../../src/model/contents.ts'
import type { Hardening } from '../../../src/model/image.ts'
import { worded } from '../../support/reports/worded.ts'
import { inspectedAs, setOf } from '../../support/world/plan.ts'

const empty: ImageContents = { databases: [], packages: [], loaded: [], root: false, files: [] }
const at = (kind: ImageFile['kind'], path: string, more: Partial<ImageFile> = {}): ImageFile => ({
  kind,
  path,
  layer: 1,
  ...more,
})

/** The findings for two modes with the same contents, which are merged. */
function found(base: ImageContents | undefined, head: ImageContents | undefined) {
  const of = (contents: ImageContents | undefined): Partial<VariantInspection> =>
    contents === undefined ? {} : { contents }
  const all = setOf(
    ...(['static', 'dynamic'] as const).flatMap((mode) => [
      inspectedAs('base', mode, of(base)),
      inspectedAs('head', mode, of(head)),
    ]),
  )
  return contentsFindings(all)
    .map(worded)
    .map(({ id, verdict, message }) => [id, verdict, message])
}

const files = (...given: readonly ImageFile[]): ImageContents => ({ ...empty, files: given })

test('no finding if nothing is new, or if base is unknown', () => {
  const both = files(at('set-uid', '/a'), at('secret', '/.env', { secret: 'environment' }))
  expect(found(both, both)).toEqual([])
  expect(found(undefined, undefined)).toEqual([])
  expect(found(undefined, files(at('set-uid', '/a')))).toEqual([])
  expect(found(both, empty)).toEqual([])
})

describe('set-user-ID and set-group-ID programs', () => {
  test('that are new are listed once', () => {
    const head = files(at('set-uid', '/a'), at('set-uid', '/b'), at('set-gid', '/b', { layer: 2 }))
    expect(found(files(at('set-uid', '/a')), head)).toEqual([
      [
        'image/set-id-added',
        'warn',
        'Head, modes `static`, `dynamic`: new set-user-ID or set-group-ID programs in the image: `/b` (layer 3)',
      ],
    ])
  })

  test('in the base image only inform, and many are counted', () => {
    const head = files(...[...'abcdefg'].map((name) => at('set-uid', `/${name}`, { base: true })))
    const [[, verdict, message = ''] = []] = found(empty, head)
    expect(verdict).toBe('pass')
    expect(message).toMatch(/`\/e` \(layer 2\); 2 more$/)
  })

  test('are not reported if base does not list all of them', () => {
    expect(found({ ...empty, more: { 'set-uid': 3 } }, files(at('set-uid', '/a')))).toEqual([])
  })
})

test('reports new files and directories that everybody can write, except directories with the sticky bit', () => {
  const head = files(at('writable-file', '/data/x'), at('sticky-directory', '/tmp'))
  expect(found(empty, head)).toEqual([
    [
      'image/writable-added',
      'warn',
      'Head, modes `static`, `dynamic`: new world-writable files or directories in the image: `/data/x` (layer 2)',
    ],
  ])
})

describe('secrets', () => {
  const secret = at('secret', '/app/.env', { secret: 'environment', deleted: true })

  test('that are new are reported, even if a later layer deletes them, and without a base', () => {
    const expected = [
      [
        'image/secret-added',
        'warn',
        'Head, modes `static`, `dynamic`: new files with names of secrets in the image: `/app/.env` (layer 2, removed later but still in the image)',
      ],
    ]
    expect(found(empty, files(secret))).toEqual(expected)
    expect(found(undefined, files(secret))).toEqual(expected)
    const { deleted: _, ...kept } = secret
    expect(found(files(kept), files(secret))).toEqual([])
  })

  test('are not reported if base does not list all of them', () => {
    expect(found({ ...empty, more: { secret: 3 } }, files(secret))).toEqual([])
  })

  test('in the base image are not reported', () => {
    expect(found(empty, files({ ...secret, base: true }))).toEqual([])
  })
})

test('images from different sources are compared only for secrets', () => {
  const head = files(at('set-uid', '/a'), at('secret', '/.env', { secret: 'environment' }))
  const ids = (source: 'built-in' | 'derived') =>
    contentsFindings(
      setOf(inspectedAs('base', 'static', { contents: empty }), {
        ...inspectedAs('head', 'static', { contents: head }),
        source,
      } as InspectedVariant),
    ).map(({ id }) => id)
  expect(ids('built-in')).toEqual(['image/secret-added', 'image/set-id-added'])
  expect(ids('derived')).toEqual(['image/secret-added'])
})

test('reports that head runs as root and base does not', () => {
  const [[id, verdict, message = ''] = []] = found(empty, { ...empty, root: true })
  expect([id, verdict]).toEqual(['image/runs-as-root', 'warn'])
  expect(message).toContain('the image runs as root, but base runs as user')
  const { root: _, ...unknown } = empty
  expect(found(unknown, { ...empty, root: true })).toEqual([])
  expect(found({ ...empty, root: true }, empty)).toEqual([])
})

describe('hardening', () => {
  const full: Hardening = {
    pie: true,
    relro: 'full',
    bindNow: true,
    nx: true,
    writableCode: 0,
    rpath: [],
    textrel: false,
    canary: true,
    fortify: true,
  }
  const lost = (base: Hardening, head: Hardening, source: 'built-in' | 'derived' = 'built-in') => {
    const of = (revision: 'base' | 'head', hardening: Hardening) => {
      const { linkage } = inspectedAs(revision, 'dynamic').inspection
      return inspectedAs(revision, 'dynamic', { linkage: { ...linkage, hardening } })
    }
    return hardeningFindings(setOf(of('base', base), { ...of('head', head), source } as InspectedVariant))
      .map(worded)
      .map(({ id, message }) => [id, message])
  }

  test('that head lacks is reported', () => {
    expect(lost(full, { ...full, pie: false, relro: 'partial' })).toEqual([
      [
        'link/hardening-lost',
        'Head, mode `dynamic`: the program is less hardened than in base: PIE is `no` (base: `yes`), RELRO is `partial` (base: `full`)',
      ],
    ])
  })

  test('is not lost if head has more of it, or if its C code does not call checks', () => {
    expect(lost({ ...full, pie: false }, full)).toEqual([])
    expect(lost(full, { ...full, canary: false, fortify: false })).toEqual([])
  })

  test('is not compared between different sources', () => {
    expect(lost(full, { ...full, pie: false }, 'derived')).toEqual([])
  })
})
