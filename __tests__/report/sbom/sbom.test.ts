import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { Report } from '../../../src/document/report.ts'
import { shownReport } from '../../../src/document/shown-report.ts'
import type { ImageContents } from '../../../src/model/contents.ts'
import type { ReportVariant } from '../../../src/model/variant.ts'
import { sbomFiles } from '../../../src/report/sbom/sbom.ts'
import { type CycloneDx, cycloneDxProblems } from '../../support/reports/cyclonedx-schema.ts'
import { brokenBuildReport, sampleReport, variant } from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { outside } from '../../support/runs/outside.ts'
import { tries } from '../../support/runs/tries.ts'

const filesOf = (...reports: readonly Report[]) =>
  sbomFiles(reports.map((report) => shownReport(report, openSecrets())))

async function bomOf(head: ReportVariant): Promise<CycloneDx> {
  const [file, ...others] = await filesOf(sampleReport({ variants: [variant('base', 'static'), head] }))
  expect(others).toEqual([])
  expect(cycloneDxProblems(file?.text ?? '')).toEqual([])
  return JSON.parse(file?.text ?? '') as CycloneDx
}

const contents: ImageContents = {
  distribution: { id: 'debian', version: '12' },
  databases: ['dpkg'],
  packages: [
    {
      database: 'dpkg',
      name: 'libc6',
      version: '2.36-9+deb12u10',
      architecture: 'amd64',
      source: { name: 'glibc' },
      loaded: true,
      base: true,
    },
    { database: 'dpkg', name: 'tzdata', version: '2025b-0', architecture: 'all' },
  ],
  loaded: [
    { path: '/lib/x86_64-linux-gnu/libc.so.6', package: 'libc6' },
    { path: '/opt/libodbc.so.2', glibc: '2.34' },
  ],
  files: [],
}
const propertiesOf = ({ properties = [] }: CycloneDx['components'][number]) =>
  Object.fromEntries(properties.map(({ name, value }) => [name, value]))

test('has the image with its digest, the program, its modules and the standard library', async () => {
  const head = variant('head', 'static')
  const { metadata, components, dependencies } = await bomOf(head)
  expect(metadata.timestamp).toBeUndefined()
  expect(metadata.component).toMatchObject({ type: 'container', name: 'orders', version: head.image?.id })
  expect(propertiesOf(metadata.component)).toMatchObject({
    'linkgate:mode': 'static',
    'linkgate:platform': 'linux/amd64',
    'linkgate:revision': sampleReport().head.sha,
  })
  const [program] = components.filter(({ type }) => type === 'application')
  expect(program?.hashes).toEqual([{ alg: 'SHA-256', content: head.binary?.sha256 }])
  const purls = components.flatMap(({ purl = [] }) => purl)
  expect(purls).toContain('pkg:golang/github.com/gin-gonic/gin@v1.11.0')
  expect(purls).toContain(`pkg:golang/stdlib@${head.linkage?.go?.replace(/^go/, '')}`)
  const ofProgram = dependencies.find(({ ref }) => ref === program?.['bom-ref'])
  expect(ofProgram?.dependsOn?.toSorted()).toEqual(purls.toSorted())
})

test('has packages of the image, those that the program loads, and loaded files without a package', async () => {
  const head = { ...variant('head', 'dynamic'), contents } as ReportVariant
  const { components } = await bomOf(head)
  const named = (name: string) => components.filter((one) => one.name === name)
  expect(named('debian')).toMatchObject([{ type: 'operating-system', version: '12' }])
  const [libc] = named('libc6')
  expect(libc?.purl).toBe('pkg:deb/debian/libc6@2.36-9+deb12u10?arch=amd64&distro=debian-12&upstream=glibc')
  expect(libc && propertiesOf(libc)).toEqual({ 'linkgate:loaded': 'true', 'linkgate:base-image': 'true' })
  expect(named('tzdata').map(propertiesOf)).toEqual([{}])
  expect(named('/opt/libodbc.so.2').map(propertiesOf)).toEqual([
    { 'linkgate:loaded': 'true', 'linkgate:glibc': '2.34' },
  ])
  expect(named('/lib/x86_64-linux-gnu/libc.so.6')).toEqual([])
})

test('lists databases whose packages are missing', async () => {
  const unread = [{ path: '/var/lib/rpm/rpmdb.sqlite', because: 'rpm' }] as const
  const of = async (given: ImageContents) =>
    propertiesOf(
      (await bomOf({ ...variant('head', 'dynamic'), contents: given } as ReportVariant)).metadata.component,
    )
  expect(await of({ ...contents, unread })).toMatchObject({
    'linkgate:unread-databases': '/var/lib/rpm/rpmdb.sqlite',
  })
  expect(Object.keys(await of(contents))).not.toContain('linkgate:unread-databases')
})

test('writes a file for each image of head, but none for base or unbuilt variants', async () => {
  expect((await filesOf(sampleReport())).map(({ name }) => name)).toEqual([
    'orders-static-linux-amd64.cdx.json',
    'orders-dynamic-linux-amd64.cdx.json',
  ])
  expect(await filesOf(brokenBuildReport())).toEqual([])
  const names = (await filesOf(sampleReport({ app: '../a b' }), sampleReport({ app: '../a b' }))).map(
    ({ name }) => name,
  )
  expect(names[0]).toBe('..-a-b-static-linux-amd64.cdx.json')
  expect(new Set(names).size).toBe(4)
})

test('writes the same text for the same image, and a different serial number for a different one', async () => {
  const [one, other] = [await filesOf(sampleReport()), await filesOf(sampleReport())]
  expect(one).toEqual(other)
  const numbers = one.map(({ text }) => (JSON.parse(text) as CycloneDx).serialNumber)
  expect(new Set(numbers).size).toBe(2)
})

test('writes valid files for any report', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport(outside), async (report) => {
      for (const { name, text } of await filesOf(report)) {
        expect(name).toMatch(/^[\w.-]+\.cdx\.json$/)
        expect(cycloneDxProblems(text)).toEqual([])
      }
    }),
    { numRuns: tries(30) },
  )
})
