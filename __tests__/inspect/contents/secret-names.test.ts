import { expect, test } from 'vitest'
import { secretOf } from '../../../src/inspect/contents/secret-names.ts'

test.each<readonly [string, string | undefined]>([
  ['root/.ssh/id_rsa', 'private-key'],
  ['root/.ssh/id_ed25519', 'private-key'],
  ['root/.ssh/id_ed25519_sk', 'private-key'],
  ['root/.ssh/id_rsa.pub', undefined],
  ['etc/ssh/ssh_host_ed25519_key', 'private-key'],
  ['etc/ssh/ssh_host_ed25519_key.pub', undefined],
  ['app/.env', 'environment'],
  ['app/.env.production', 'environment'],
  ['app/.env.example', undefined],
  ['app/.env.sample', undefined],
  ['app/.envoy', undefined],
  ['app/site.env', undefined],
  ['src/.git/HEAD', 'git-repository'],
  ['src/.git', undefined],
  ['src/.git/objects/HEAD', undefined],
  ['src/.gitignore', undefined],
  ['root/.git-credentials', 'git-credentials'],
  ['root/.netrc', 'netrc'],
  ['root/.npmrc', 'npmrc'],
  ['app/node_modules/x/.npmrc', undefined],
  ['root/.pypirc', 'pypirc'],
  ['root/.docker/config.json', 'docker-config'],
  ['app/config.json', undefined],
  ['root/.kube/config', 'kubeconfig'],
  ['root/.aws/credentials', 'cloud-credentials'],
  ['root/.aws/config', undefined],
  ['root/.config/gcloud/application_default_credentials.json', 'cloud-credentials'],
  ['app/tls.p12', 'key-store'],
  ['root/.pgpass', 'database-password'],
  ['go/pkg/mod/example.com/a@v1.0.0/.env', undefined],
  ['usr/local/go/src/crypto/x509/test-file.key', undefined],
  ['app/internal/testdata/id_rsa', undefined],
  ['', undefined],
])('%s', (path, kind) => {
  expect(secretOf(path.split('/'))?.kind).toBe(kind)
})

test('a repository is reported by its directory; for doubtful names, the content decides', () => {
  expect(secretOf(['src', '.git', 'HEAD'])).toEqual({ kind: 'git-repository', depth: 2 })
  expect(secretOf(['tls.pem'])).toEqual({ kind: 'private-key', depth: 1, isDoubtful: true })
  expect(secretOf(['etc', 'ssl', 'certs', 'tls.pem'])).toBeUndefined()
  expect(secretOf(['usr', 'share', 'ca-certificates', 'a.pem'])).toBeUndefined()
})
