/** The engine that ran the images, and how it isolated apps from the machine. */
import { enumerate } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { quote } from './text.ts'

export const engineText = ({ name, version }: Report['engine']) =>
  name === 'embedded' ? 'embedded engine' : `${name} ${version}`

type Form = Omit<NonNullable<Report['engine']['isolation']>, 'refused'>

const rights = { user: '', root: ', made by root', sudo: ', made by root (sudo)' }

/** A noun phrase for the isolation of an app. */
export function isolationText({ kind, namespaces, by }: Form): string {
  if (kind === 'none') return 'no root file system of its own'
  if (kind === 'chroot') return `the root file system of its image (chroot)${rights[by]}`
  const names = { user: 'user', mount: 'mount', pid: 'process', network: 'network' }
  return `${enumerate(namespaces.map((one) => names[one]))} namespaces${rights[by]}`
}

/** How the embedded engine isolated apps; empty for a container engine. */
export function isolationLines({ isolation }: Report['engine']): readonly string[] {
  if (isolation === undefined) return []
  const refused = isolation.refused.map((one) => `${isolationText(one)}: ${quote(one.because)}`)
  return [
    isolation.kind === 'none'
      ? 'Started without a container engine, outside its image'
      : `Started without a container engine, in ${isolationText(isolation)}`,
    ...(refused.length === 0 ? [] : [`Not isolated further, as this machine refused ${refused.join('; ')}`]),
  ]
}
