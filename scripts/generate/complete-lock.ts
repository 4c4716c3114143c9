/**
 * Adds to package-lock.json the optional platform packages that npm left out. npm records only those that the configured
 * registry has, and a mirror may lack some. Then `npm ci` refuses the lock on every machine. Run it after `npm install`: `node
 * scripts/generate/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  version?: string
  optionalDependencies?: Record<string, string>
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

interface Lock {
  packages: Record<string, Locked>
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'win32',
  'sunos',
  'aix',
]
const libraries: Readonly<Record<string, string>> = { musl: 'musl', gnu: 'glibc' }

/** Entries that `npm ci` would miss, by their key in the lock. */
export function missingFrom({ packages }: Lock): Readonly<Record<string, Locked>> {
  const missing: Record<string, Locked> = {}
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const version = range.replace(/^[~^]/, '')
      const found = nearest(packages, parent, name)
      const fits = found !== undefined && (found.version === version || version !== range)
      if (fits) continue
      const place = found === undefined ? `node_modules/${name}` : `${parent}/node_modules/${name}`
      missing[place] = { version, ...(dev === true ? { dev } : {}), ...platformOf(name), optional: true }
    }
  }
  return missing
}

/** Resolved like in Node: in the package itself, then in each directory above. */
function nearest(packages: Lock['packages'], parent: string, name: string): Locked | undefined {
  for (
    let at = parent;
    ;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : ''
  ) {
    const found = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]
    if (found !== undefined || at === '') return found
  }
}

/** The platform in the name of a package, as in `binding-linux-x64-gnu`. */
function platformOf(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  if (name === 'fsevents') return { os: ['darwin'] }
  const words = name.split('/').at(-1)?.split('-') ?? []
  if (words.includes('wasm32')) return { cpu: ['wasm32'] }
  const at = words.findIndex((word) => systems.includes(word))
  const [os, cpu, abi = ''] = words.slice(at)
  if (at < 0 || os === undefined || cpu === undefined) return {}
  const libc = os === 'linux' ? libraries[abi] : undefined
  return { cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }), os: [os] }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../../package-lock.json')
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock
  const missing = missingFrom(lock)
  const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
  console.log(`added ${Object.keys(missing).length} packages to package-lock.json`)
}
