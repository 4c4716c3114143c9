import { describe, expect, test } from 'vitest'
import type { Revision } from '../../src/model/revision.ts'
import { type VariantKey, VariantSet } from '../../src/model/variant-set.ts'

const key = (revision: Revision, mode: string, platform = 'linux/amd64'): VariantKey => ({
  revision,
  mode,
  platform,
})
const four = [key('base', 'static'), key('base', 'dynamic'), key('head', 'static'), key('head', 'dynamic')]
const setOf = (...keys: readonly VariantKey[]) => VariantSet.of(keys, (one) => one)

describe('a variant set', () => {
  test('finds a variant by its key, and keeps the order', () => {
    const set = setOf(...four)
    expect([...set]).toEqual(four)
    expect(set.size).toBe(4)
    for (const one of four) expect(set.get({ ...one })).toBe(one)
    expect(set.get(key('head', 'static', 'linux/arm64'))).toBeUndefined()
  })

  test('throws if two variants have the same key', () => {
    expect(() => setOf(key('head', 'static'), key('head', 'static'))).toThrow(
      'variant head, static, linux/amd64 exists twice',
    )
  })

  test('pairs base and head by mode and platform, one pair for each head', () => {
    const other = key('head', 'static', 'linux/arm64')
    const set = setOf(key('base', 'static'), key('base', 'gone'), key('head', 'static'), other)
    expect(set.pair('static', 'linux/amd64')).toEqual({
      base: key('base', 'static'),
      head: key('head', 'static'),
    })
    expect(set.pair('static', 'linux/arm64')).toEqual({ base: undefined, head: other })
    expect(set.pair('gone', 'linux/amd64')).toBeUndefined()
    expect(set.pairs().map(({ head }) => head)).toEqual([key('head', 'static'), other])
  })

  test('map keeps keys and order', async () => {
    const set = setOf(...four)
    const grown = set.map((one, at) => `${one.mode} ${at.revision}`)
    expect([...grown]).toEqual(['static base', 'dynamic base', 'static head', 'dynamic head'])
    expect(grown.get(key('head', 'dynamic'))).toBe('dynamic head')
    const later = await set.mapAsync(async ({ mode }) => {
      for (let turn = 0; turn < mode.length; turn++) await Promise.resolve()
      return mode
    })
    expect([...later]).toEqual(['static', 'dynamic', 'static', 'dynamic'])
    const heads = grown.filter((one) => one.endsWith('head'))
    expect([...heads]).toEqual(['static head', 'dynamic head'])
    expect(heads.pair('static', 'linux/amd64')).toEqual({ base: undefined, head: 'static head' })
  })

  test('mapAsync rejects only after all have settled', async () => {
    let ended = 0
    const growing = setOf(...four).mapAsync(async ({ revision, mode }) => {
      if (revision === 'base' && mode === 'static') throw new Error('no space left')
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      ended++
    })
    await expect(growing).rejects.toThrow('no space left')
    expect(ended).toBe(3)
  })
})
