/** Files that probably contain secrets, from their names alone. */
import type { SecretKind } from '../../model/contents.ts'

export interface SecretName {
  readonly kind: SecretKind
  /** Number of path components to report: for a repository those of its directory, otherwise all. */
  readonly depth: number
  /** Files without secrets have such names too, so the file counts only if it contains a private key. */
  readonly isDoubtful?: true
}

const byName: ReadonlyMap<string, SecretKind> = new Map([
  ['.git-credentials', 'git-credentials'],
  ['.netrc', 'netrc'],
  ['_netrc', 'netrc'],
  ['.npmrc', 'npmrc'],
  ['.pypirc', 'pypirc'],
  ['.dockercfg', 'docker-config'],
  ['.dockerconfigjson', 'docker-config'],
  ['kubeconfig', 'kubeconfig'],
  ['.pgpass', 'database-password'],
  ['.my.cnf', 'database-password'],
])

/** Files that are secrets only in one directory. */
const byDirectory: ReadonlyMap<string, SecretKind> = new Map([
  ['.docker/config.json', 'docker-config'],
  ['.kube/config', 'kubeconfig'],
  ['.aws/credentials', 'cloud-credentials'],
  ['gcloud/application_default_credentials.json', 'cloud-credentials'],
  ['gcloud/credentials.db', 'cloud-credentials'],
  ['.azure/accessTokens.json', 'cloud-credentials'],
  ['.azure/msal_token_cache.json', 'cloud-credentials'],
])

const patterns: readonly (readonly [RegExp, SecretKind])[] = [
  [/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, 'private-key'],
  [/^ssh_host_[a-z0-9]+_key$/, 'private-key'],
  [/\.(?:p12|pfx)$/, 'key-store'],
  [/^\.env(?:\.(?!(?:example|sample|template|dist|defaults?|schema)$)[\w-]+)?$/, 'environment'],
]

const doubtful = /\.(?:pem|key)$/

/** Public certificates, and files of distributions, Go and other packages: their content is public. */
const publicPlaces =
  /^(?:etc\/(?:ssl\/certs|ca-certificates|pki\/(?:tls\/certs|ca-trust))|usr\/(?:share|lib|local\/(?:go|lib|share\/ca-certificates)))\/|(?:^|\/)(?:pkg\/mod|node_modules|testdata)\//

/** @param names the path from the root, without links */
export function secretOf(names: readonly string[]): SecretName | undefined {
  const [parent, name] = [names.at(-2), names.at(-1) ?? '']
  const found = kindOf(parent, name)
  const isDoubtful = found === undefined && doubtful.test(name)
  if ((found === undefined && !isDoubtful) || publicPlaces.test(names.join('/'))) return undefined
  if (found === 'git-repository') return { kind: found, depth: names.length - 1 }
  return {
    kind: found ?? 'private-key',
    depth: names.length,
    ...(isDoubtful ? { isDoubtful } : {}),
  }
}

function kindOf(parent: string | undefined, name: string): SecretKind | undefined {
  // every repository has a HEAD, whereas a file named `.git` only refers to a repository
  if (name === 'HEAD' && parent === '.git') return 'git-repository'
  return (
    byName.get(name) ??
    byDirectory.get(`${parent}/${name}`) ??
    patterns.find(([pattern]) => pattern.test(name))?.[1]
  )
}
