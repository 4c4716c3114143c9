/** The engine that ran the images, and how it kept apps apart from the machine. */
import { enumerate } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { quote } from './text.ts'

export const engineText = ({ name, version }: Report['engine']) =>
  name === 'embedded' ? 'the embedded engine' : `${name} ${version}`

type Form = Omit<NonNullable<Report['engine']['isolation']>, 'refused'>

const rights = { user: '', root: ', made by root', sudo: ', made by root (sudo)' }

function formText({ kind, namespaces, by }: Form): string {
  if (kind === 'none') return 'no isolation'
  if (kind === 'chroot') return `the root file system of its image (chroot)${rights[by]}`
  const names = { user: 'user', mount: 'mount', pid: 'process', network: 'network' }
  return `${enumerate(namespaces.map((one) => names[one]))} namespaces${rights[by]}`
}

/** How apps were kept apart from the machine where no container engine did that. */
export function isolationLines({ isolation }: Report['engine']): readonly string[] {
  if (isolation === undefined) return []
  const refused = isolation.refused.map((one) => `${formText(one)}: ${quote(one.because)}`)
  return [
    `Started without a container engine, in ${formText(isolation)}`,
    ...(refused.length === 0 ? [] : [`Not isolated further, as this machine refused ${refused.join('; ')}`]),
  ]
}
