import { goVersion } from './base-image-go.ts'
import type { BaseKind } from './base-image-names.ts'

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const plain =
  (...command: readonly string[]) =>
  async () => ({ Env: [`PATH=${path}`], Cmd: command })
const golang = (command: string) => async () => ({
  Env: [
    `PATH=/go/bin:/usr/local/go/bin:${path}`,
    `GOLANG_VERSION=${(await goVersion()).replace(/^go/, '')}`,
    'GOTOOLCHAIN=local',
    'GOPATH=/go',
  ],
  Cmd: [command],
  WorkingDir: '/go',
})
const distroless = async () => ({
  Env: [`PATH=${path}`, 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'],
  User: '0',
  WorkingDir: '/',
})

/** The part of the image config that applies to containers, by kind of base image. */
export const configs: Readonly<Record<BaseKind, () => Promise<object>>> = {
  alpine: plain('/bin/sh'),
  busybox: plain('sh'),
  debian: plain('bash'),
  'distroless-base': distroless,
  'distroless-static': distroless,
  'golang-alpine': golang('/bin/sh'),
  'golang-debian': golang('bash'),
}
