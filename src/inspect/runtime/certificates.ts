/** Where crypto/x509 finds root certificates: `loadSystemRoots` for Linux, and `SetFallbackRoots`. */
import type { Env } from '../../effects/exec.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { Certificates } from '../../model/runtime.ts'
import { debugSetting } from './debug-setting.ts'
import type { RuntimeUse } from './runtime-use.ts'

const certificateFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
const certificateDirectories = ['/etc/ssl/certs', '/etc/pki/tls/certs']

/** undefined for a program that verifies no certificates. */
export async function certificatesOf(
  { certificates: { reads, embeds }, debug }: Pick<RuntimeUse, 'certificates' | 'debug'>,
  env: Env,
  root: RootFs,
): Promise<Certificates | undefined> {
  if (!reads) return undefined
  if (embeds && debugSetting('x509usefallbackroots', env, debug) === '1') return { from: 'program' }
  const path = (await certificateFile(env, root)) ?? (await certificateDirectory(env, root))
  if (path !== undefined) return { from: 'image', path, ...(embeds ? { fallback: true } : {}) }
  return { from: embeds ? 'program' : 'none' }
}

/** Only the first existing file is read. */
async function certificateFile(env: Env, root: RootFs): Promise<string | undefined> {
  const given = env['SSL_CERT_FILE'] ?? ''
  for (const path of given === '' ? certificateFiles : [given]) {
    const entry = await root.resolve(path)
    if (entry?.kind === 'file') return (await hasCertificate(root, path)) ? path : undefined
  }
  return undefined
}

/** The directories are read in addition to the file. */
async function certificateDirectory(env: Env, root: RootFs): Promise<string | undefined> {
  const given = env['SSL_CERT_DIR'] ?? ''
  for (const directory of given === '' ? certificateDirectories : given.split(':')) {
    for (const name of await root.list(directory)) {
      if (await hasCertificate(root, `${directory}/${name}`)) return directory
    }
  }
  return undefined
}

async function hasCertificate(root: RootFs, path: string): Promise<boolean> {
  const bytes = await root.read(path)
  return (
    bytes !== undefined && new TextDecoder('latin1').decode(bytes).includes('-----BEGIN CERTIFICATE-----')
  )
}
