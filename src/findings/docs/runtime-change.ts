import type { runtimeChangeEntries } from '../entries/runtime-change.ts'
import type { Documentation } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'
const information = 'It is informational.'
const besideLibc = 'It is informational if the C library changed too, which has its own warning.'

export const runtimeChangeDocs: Readonly<Record<keyof typeof runtimeChangeEntries, Documentation>> = {
  'runtime/resolver-changed': {
    means:
      'Head resolves host names differently than base: with Go code, with the C library, or with one of them under other conditions. linkgate reads this from the program, and from the environment and `/etc/nsswitch.conf` of the image.',
    matters:
      "Go's resolver and those of glibc and musl differ in search domains, timeouts, caching and sources such as mDNS. A program without cgo ignores `GODEBUG=netdns=cgo`.",
    fix: 'Set `GODEBUG=netdns=go` or `netdns=cgo` in the image to choose one. `netdns=cgo` requires cgo and no build tag `netgo`.',
    relax: `${warning} ${besideLibc}`,
  },
  'runtime/users-changed': {
    means:
      'Head looks up users and groups (`os/user`) differently than base: with Go code, which reads `/etc/passwd` and `/etc/group`, or with the C library. glibc uses the sources in `/etc/nsswitch.conf`.',
    matters:
      'Users of other sources, such as `sss` or `ldap`, are found with glibc only, and only if the image has the library of the source.',
    fix: 'Build with `-tags osusergo` for Go code in every mode, or install the missing `libnss_*.so.2` in the image.',
    relax: `${warning} ${besideLibc}`,
  },
  'runtime/certificates-changed': {
    means: 'The CA certificates of head come from another file or directory, or from the program itself.',
    matters:
      'The app may trust different certificates. If head has none, it gets the finding `runtime/no-certificates` instead.',
    fix: 'No action is needed if the change is intended.',
    relax: information,
  },
  'runtime/time-zones-changed': {
    means:
      'The time zones that `time.LoadLocation` loads come from a different place than in base, or from none.',
    matters:
      'Releases of the time zone database differ in some rules. Without time zones, `time.LoadLocation` fails.',
    fix: 'Build with `-tags timetzdata` (about 450 kB), or copy `/usr/share/zoneinfo` into the image.',
    relax: `It is a warning if head has no time zones and base had some, and informational otherwise. It does not fail the check.`,
  },
  'runtime/allocator-changed': {
    means:
      'C code of head gets its memory from another allocator: that of another C library, or jemalloc, mimalloc or tcmalloc.',
    matters:
      'Speed and memory of C code may change, especially with many threads. Go does not use this allocator for its own memory.',
    fix: 'No action is needed if the change is intended.',
    relax: `${warning} ${besideLibc}`,
  },
}
