import { describe, expect, test } from 'vitest'
import type { ImageContents } from '../../../src/model/contents.ts'
import { contentsChanges } from '../../../src/report/contents/changes.ts'
import { contentsFacts } from '../../../src/report/contents/facts.ts'
import { updatesText } from '../../../src/report/contents/updates.ts'
import { imageContentsSection } from '../../../src/report/html/contents-section.ts'
import { contentsSection } from '../../../src/report/markdown/contents.ts'
import { sampleReport } from '../../support/reports/report.ts'

const empty: ImageContents = { databases: [], packages: [], loaded: [], root: false, files: [] }
const libc = { database: 'dpkg', name: 'libc6', version: '2.36-9', architecture: 'amd64' } as const
const debian: ImageContents = {
  ...empty,
  distribution: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
  databases: ['dpkg'],
  packages: [
    { ...libc, base: true, loaded: true },
    { database: 'dpkg', name: 'zlib1g', version: '1.2.13', base: true },
    { database: 'dpkg', name: 'curl', version: '7.88' },
  ],
  loaded: [{ path: '/lib/x86_64-linux-gnu/libc.so.6', package: 'libc6' }],
}

const facts = (contents: ImageContents) =>
  contentsFacts(contents).map(({ label, text }) => `${label}: ${text}`)

describe('facts', () => {
  test('without a database', () => {
    expect(facts(empty)).toEqual([
      'Packages: No package database: a package scanner finds nothing to scan, which does not mean that the image is safe',
      'Runs as root: no',
    ])
  })

  test('packages, and which of them the program loads', () => {
    expect(facts(debian)[0]).toBe(
      'Packages: 3 packages of `Debian GNU/Linux 12 (bookworm)`, 2 from the base image. The program loads `libc6 2.36-9`.',
    )
    const { loaded: _, ...unknown } = { ...debian, packages: debian.packages.slice(0, 1) }
    expect(facts(unknown)[0]).toBe(
      'Packages: 1 package of `Debian GNU/Linux 12 (bookworm)`, all from the base image',
    )
    expect(facts({ ...debian, packages: debian.packages.slice(1, 2) })[0]).toContain('loads none of them.')
  })

  test('databases that are not read', () => {
    const unread = [
      { path: '/var/lib/rpm/Packages', because: 'rpm' },
      { path: '/var/lib/dpkg/status', because: 'damaged', line: 7 },
      { path: '/lib/apk/db/installed', because: 'too-large' },
    ] as const
    expect(facts({ ...empty, unread })[0]).toBe(
      'Packages: linkgate does not read packages of rpm (`/var/lib/rpm/Packages`). `/var/lib/dpkg/status` is damaged at line 7. `/lib/apk/db/installed` is too large to read.',
    )
  })

  test('loaded files without a package', () => {
    const loaded = [{ path: '/lib/libc.so.6', glibc: '2.36' }, { path: '/opt/liba.so' }]
    expect(facts({ ...empty, loaded })).toContain(
      'In no package: The program loads `/lib/libc.so.6` (glibc `2.36`) and `/opt/liba.so`, which package scanners do not see',
    )
  })

  test('files: those of the base image last, and unlisted ones counted', () => {
    const set = (path: string, base = false) =>
      ({ kind: 'set-uid', path, layer: 0, ...(base ? { base: true as const } : {}) }) as const
    const files = [...'abcdef'].map((name) => set(`/${name}`, name === 'a'))
    expect(facts({ ...empty, files, more: { 'set-uid': 2 } })).toContain(
      'Set-user-ID programs: `/b`, `/c`, `/d`, `/e`, `/f` and 3 more',
    )
    const secret = {
      kind: 'secret',
      secret: 'environment',
      path: '/app/.env',
      layer: 2,
      deleted: true,
    } as const
    expect(facts({ ...empty, files: [secret] })).toContain(
      'Possible secrets, by name: `/app/.env` (layer 3, removed later but still in the image)',
    )
  })
})

describe('what a fix requires to be rebuilt', () => {
  test.each<readonly [string, Parameters<typeof updatesText>[0], ImageContents, string | undefined]>([
    ['static, on nothing', { kind: 'static' }, empty, 'A fix in Go requires a new build of the program.'],
    [
      'static, with a C library',
      { kind: 'static-pie', staticLibc: 'musl' },
      empty,
      'A fix in Go or in musl, which is linked in, requires a new build of the program.',
    ],
    [
      'static, on an image with packages',
      { kind: 'static' },
      { ...debian, packages: debian.packages.map(({ loaded: _, ...one }) => one), loaded: [] },
      'A fix in Go requires a new build of the program. The 3 packages are not part of the program.',
    ],
    [
      'dynamic, on packages',
      { kind: 'dynamic' },
      debian,
      'A fix in Go requires a new build of the program. A fix in `libc6 2.36-9` requires a new image with the fixed package, but no new build of the program.',
    ],
    [
      'dynamic, with copied libraries',
      { kind: 'dynamic' },
      { ...empty, loaded: [{ path: '/lib/libc.so.6' }] },
      'A fix in Go requires a new build of the program. A fix in `/lib/libc.so.6` requires a new copy in the image.',
    ],
  ])('%s', (_what, linkage, contents, expected) => expect(updatesText(linkage, contents)).toBe(expected))

  test('not known', () => {
    const { loaded: _, ...unknown } = empty
    expect(updatesText({ kind: 'dynamic' }, unknown)).toBeUndefined()
  })
})

describe('changes', () => {
  const texts = (was: ImageContents, is: ImageContents) =>
    contentsChanges(was, is).map(({ text, isWorse }) => `${isWorse === true ? '! ' : ''}${text}`)

  test('none', () => expect(texts(debian, debian)).toEqual([]))

  test('added, removed and changed packages, and loaded libraries', () => {
    const is: ImageContents = {
      ...debian,
      packages: [
        { ...libc, version: '2.36-10', loaded: true },
        { database: 'dpkg', name: 'zlib1g', version: '1.2.13' },
        { database: 'dpkg', name: 'libsqlite3-0', version: '3.40', loaded: true },
      ],
      loaded: [...(debian.loaded ?? []), { path: '/lib/libsqlite3.so.0', package: 'libsqlite3-0' }],
    }
    expect(texts(debian, is)).toEqual([
      'New packages: `libsqlite3-0 3.40`',
      'Removed packages: `curl 7.88`',
      'Changed packages: `libc6` `2.36-9` → `2.36-10`',
      'The program now loads: `libsqlite3-0`',
    ])
    expect(texts(is, debian)).toContain('The program no longer loads: `libsqlite3-0`')
  })

  test('files and the user', () => {
    const shell = { kind: 'shell', path: '/bin/sh', layer: 0 } as const
    const tmp = { kind: 'sticky-directory', path: '/tmp', layer: 0 } as const
    const is = { ...empty, root: true, files: [tmp, shell] }
    expect(texts(empty, is)).toEqual([
      '! It runs as root now',
      'New world-writable directories with the sticky bit: `/tmp`',
      '! New shells: `/bin/sh`',
    ])
    expect(texts(is, empty)).toEqual([
      'It no longer runs as root',
      'No longer among world-writable directories with the sticky bit: `/tmp`',
      'No longer among shells: `/bin/sh`',
    ])
    // what base does not list may have been there
    expect(texts({ ...empty, more: { shell: 1 } }, { ...is, root: false })).not.toContain(
      '! New shells: `/bin/sh`',
    )
  })
})

describe('in a report', () => {
  const reportOf = (contents: Readonly<Record<string, ImageContents>>) => {
    const report = sampleReport()
    const variants = report.variants.map((one) => {
      const found = contents[`${one.revision} ${one.mode}`]
      return one.image === undefined || found === undefined ? one : { ...one, contents: found }
    })
    return { ...report, variants }
  }

  test('nothing if nothing is known', () => {
    expect(contentsSection(sampleReport())).toBeUndefined()
    expect(imageContentsSection(sampleReport())).toBe('')
  })

  test('shows changes first, and groups equal modes', () => {
    const shell: ImageContents = { ...empty, files: [{ kind: 'shell', path: '/bin/<sh>', layer: 0 }] }
    const report = reportOf({
      'base static': empty,
      'head static': shell,
      'base dynamic': { ...empty, root: true },
      'head dynamic': { ...shell, root: true },
    })
    const shown = contentsSection(report)?.split('\n') ?? []
    expect(shown[0]).toContain('What the images contain and what changed')
    expect(shown.filter((line) => line.includes('**'))).toEqual([
      '- ⚠️ **static, dynamic** · New shells: `/bin/<sh>`',
      '**static**',
      '**dynamic**',
    ])
    expect(shown).toContain('- Shells: `/bin/<sh>`')
    expect(imageContentsSection(report)).toContain('<code>/bin/&lt;sh&gt;</code>')
  })
})
