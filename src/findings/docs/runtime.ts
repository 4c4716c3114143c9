import type { runtimeEntries } from '../entries/runtime.ts'
import { type Documentation, notRelaxed } from './documentation.ts'

const warning =
  'It is a warning and does not fail the check. It is informational if base has the same problem.'
const inspectOnly = 'Only `linkgate inspect` shows it.'

export const runtimeDocs: Readonly<Record<keyof typeof runtimeEntries, Documentation>> = {
  'runtime/user-missing': {
    means: 'The image runs as a user by name, and its `/etc/passwd` does not have that name.',
    matters: 'The engine cannot start the container.',
    fix: 'Use a numeric user, such as `USER 65532:65532`, or copy an `/etc/passwd` with that name into the image.',
    relax: notRelaxed,
  },
  'runtime/group-missing': {
    means: 'The image runs with a group by name, and its `/etc/group` does not have that name.',
    matters: 'The engine cannot start the container.',
    fix: 'Use a numeric group, such as `USER 65532:65532`, or copy an `/etc/group` with that name into the image.',
    relax: notRelaxed,
  },
  'runtime/no-certificates': {
    means: 'The image has no CA certificates where the standard library of Go looks for them.',
    matters: 'The program starts, but every TLS connection that it opens fails.',
    fix: 'Copy `/etc/ssl/certs/ca-certificates.crt` into the image, install `ca-certificates` there, or import `golang.org/x/crypto/x509roots/fallback`.',
    relax: warning,
  },
  'runtime/no-time-zones': {
    means: 'The image has no time zone files where the standard library of Go looks for them.',
    matters:
      '`time.LoadLocation` fails, and a `TZ` that the image sets has no effect: local time is UTC. A report shows it only if `TZ` is set; `linkgate inspect` always does.',
    fix: 'Build with `-tags timetzdata` (about 450 kB), or copy `/usr/share/zoneinfo` into the image.',
    relax: warning,
  },
  'runtime/no-temporary-directory': {
    means: 'The image has no directory for temporary files, or the user of the image cannot write to it.',
    matters: 'Creating temporary files fails, for example during large multipart uploads.',
    fix: 'Create `/tmp` in the image with mode 1777, mount one, or set `TMPDIR`.',
    relax: warning,
  },
  'runtime/user-unnamed': {
    means: 'The user of the image has no entry in its `/etc/passwd`.',
    matters: '`user.Current` and `user.Lookup` of `os/user` return an error.',
    fix: 'Copy an `/etc/passwd` with that user into the image if the program looks up user names.',
    relax: inspectOnly,
  },
  'runtime/no-home': {
    means: 'The home directory of the user is not in the image.',
    matters: 'Programs cannot write caches or configuration to it.',
    fix: 'Create the directory in the image, or set `HOME` to one that exists.',
    relax: inspectOnly,
  },
}
