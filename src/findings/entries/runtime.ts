/** What an image lacks that its program needs at run time. */
import * as z from 'zod'
import { enumerate } from '../../common/english.ts'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { phrase } from '../entry.ts'
import { fact } from '../fact.ts'
import { inBrackets, severalModes as modes, plainQuotes } from '../subject.ts'

const certificatesUnknown = 'x509: certificate signed by unknown authority'

const userMissing = {
  title: 'user missing',
  params: readonlyObject({ user: text, modes }),
  problem: ({ user }: { readonly user: string }) =>
    `the image runs as user \`${user}\`, who is not in its /etc/passwd`,
  output: ({ user }: { readonly user: string }) => `unable to find user ${user}`,
  fix: () =>
    'use a numeric user, such as `USER 65532:65532`, or copy an /etc/passwd with that name into the image',
}

const groupMissing = {
  title: 'group missing',
  params: readonlyObject({ group: text, modes }),
  problem: ({ group }: { readonly group: string }) =>
    `the image runs with group \`${group}\`, which is not in its /etc/group`,
  output: ({ group }: { readonly group: string }) => `unable to find group ${group}`,
  fix: () =>
    'use a numeric group, such as `USER 65532:65532`, or copy an /etc/group with that name into the image',
}

const notCreated = (output: string) => `. The engine cannot start the container: \`${plainQuotes(output)}\`.`

export const runtimeEntries = {
  'runtime/user-missing': {
    ...fact(['fail', 'pass'], userMissing, (params) => notCreated(userMissing.output(params))),
    headline: phrase((modes) => `the user is missing in the image${inBrackets(modes)}`),
  },

  'runtime/group-missing': {
    ...fact(['fail', 'pass'], groupMissing, (params) => notCreated(groupMissing.output(params))),
    headline: phrase((modes) => `the group is missing in the image${inBrackets(modes)}`),
  },

  'runtime/no-certificates': fact(['warn', 'pass'], {
    title: 'no certificates',
    params: readonlyObject({
      /** Value of SSL_CERT_FILE, if it is set. */
      file: optional(text),
      modes,
    }),
    problem({ file }) {
      const where = file === undefined ? 'where Go looks for them' : `at \`${file}\` (SSL_CERT_FILE)`
      return `the image has no CA certificates ${where}, so every TLS connection of the app fails with \`${certificatesUnknown}\``
    },
    output: () => certificatesUnknown,
    fix: () => 'copy /etc/ssl/certs/ca-certificates.crt into the image, or install ca-certificates there',
  }),

  'runtime/no-time-zones': fact(['warn', 'pass'], {
    title: 'no time zones',
    params: readonlyObject({
      /** Value of TZ, if it is set and its zone is not found. */
      zone: optional(text),
      /** `time.LoadLocation` finds no zone either. */
      lookups: z.boolean(),
      modes,
    }),
    problem({ zone, lookups }) {
      const then = [
        ...(zone === undefined ? [] : [`\`TZ=${zone}\` has no effect`]),
        ...(lookups ? ['`time.LoadLocation` returns `unknown time zone`'] : []),
      ]
      return `the image has no time zones where Go looks for them; ${enumerate(then)}`
    },
    output: ({ zone }) => (zone === undefined ? 'unknown time zone' : ''),
    fix: () => 'build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image',
  }),

  'runtime/no-temporary-directory': fact(['warn', 'pass'], {
    title: 'no temporary directory',
    params: readonlyObject({
      path: text,
      /** The directory exists but is not world-writable. */
      exists: z.boolean(),
      modes,
    }),
    problem: ({ path, exists }) =>
      exists
        ? `\`${path}\` is not world-writable and the image does not run as root, so temporary files, such as large multipart uploads, may fail`
        : `the image has no \`${path}\`, so temporary files, such as large multipart uploads, fail with \`no such file or directory\``,
    output: ({ exists }) => (exists ? 'permission denied' : 'no such file or directory'),
    fix: ({ path }) => `create \`${path}\` in the image with mode 1777, or mount one`,
  }),

  'runtime/user-unnamed': fact([], {
    title: 'user unnamed',
    params: readonlyObject({ user: text, modes }),
    problem: ({ user }) =>
      `user ${user} is not in /etc/passwd of the image, so \`user.Current\` and \`user.Lookup\` return an error`,
    fix: () => 'copy an /etc/passwd with that user into the image if the program looks up user names',
  }),

  'runtime/no-home': fact([], {
    title: 'no home',
    params: readonlyObject({ home: text, modes }),
    problem: ({ home }) =>
      `the home directory \`${home}\` is not in the image, so caches and configuration cannot be written to it`,
    fix: ({ home }) => `create \`${home}\` in the image, or set HOME to an existing directory`,
  }),
} as const
