import type { runtimeChangeEntries } from '../entries/runtime-change.ts'
import type { Documentation } from './documentation.ts'

const warning = 'It is a warning and does not fail the check.'
const information = 'It is information.'
const besideLibc = 'It is information if the C library changed too, which has a warning of its own.'

export const runtimeChangeDocs: Readonly<Record<keyof typeof runtimeChangeEntries, Documentation>> = {
  'runtime/resolver-changed': {
    means:
      'Head resolves host names differently than base: with Go code, with the C library, or with one of them under other conditions. linkgate reads this from the program, and from the environment and `/etc/nsswitch.conf` of the image.',
    matters:
      "Go's resolver and those of glibc and musl differ in search domains, timeouts, caching and sources such as mDNS. A program without cgo ignores `GODEBUG=netdns=cgo`.",
    fix: 'Set `GODEBUG=netdns=go` or `netdns=cgo` in the image to choose one. For the latter the program needs cgo and no tag `netgo`.',
    relax: `${warning} ${besideLibc}`,
  },
  'runtime/users-changed': {
    means:
      'Head looks up users and groups (`os/user`) differently than base: with Go code, which reads `/etc/passwd` and `/etc/group`, or with the C library. glibc asks the sources of `/etc/nsswitch.conf`.',
    matters:
      'Users of other sources, such as `sss` or `ldap`, are found with glibc only, and only if the image has the library of the source.',
    fix: 'Build with `-tags osusergo` for Go code in every mode, or install the missing `libnss_*.so.2` in the image.',
    relax: `${warning} ${besideLibc}`,
  },
  'runtime/certificates-changed': {
    means: 'The CA certificates of head come from another file or directory, or from the program itself.',
    matters:
      'Other certificates may be trusted. A head without any has the finding `runtime/no-certificates` instead.',
    fix: 'Nothing has to be fixed if the change is intended.',
    relax: information,
  },
  'runtime/time-zones-changed': {
    means:
      'The time zones that `time.LoadLocation` loads come from a different place than in base, or from none.',
    matters: 'Zones of another release differ in some rules. Without any, `time.LoadLocation` fails.',
    fix: 'Build with `-tags timetzdata` (about 450 kB), or copy `/usr/share/zoneinfo` into the image.',
    relax: `It is a warning if head has no time zones and base had some, and information otherwise. It does not fail the check.`,
  },
  'runtime/allocator-changed': {
    means:
      'C code of head gets its memory from another allocator: that of another C library, or jemalloc, mimalloc or tcmalloc.',
    matters:
      "Speed and memory of C code may change, also those of many threads at once. Go's own memory does not come from it.",
    fix: 'Nothing has to be fixed if the change is intended.',
    relax: `${warning} ${besideLibc}`,
  },
}
