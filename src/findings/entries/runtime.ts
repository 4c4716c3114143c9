/** What the surroundings of a program in its image lack. */
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
  says: ({ user }: { readonly user: string }) =>
    `the image runs as user \`${user}\`, who is not in its /etc/passwd`,
  shown: ({ user }: { readonly user: string }) => `unable to find user ${user}`,
  fix: () =>
    'use a numeric user, such as `USER 65532:65532`, or copy an /etc/passwd with that name into the image',
}

const groupMissing = {
  title: 'group missing',
  params: readonlyObject({ group: text, modes }),
  says: ({ group }: { readonly group: string }) =>
    `the image runs with group \`${group}\`, which is not in its /etc/group`,
  shown: ({ group }: { readonly group: string }) => `unable to find group ${group}`,
  fix: () =>
    'use a numeric group, such as `USER 65532:65532`, or copy an /etc/group with that name into the image',
}

const notCreated = (shown: string) => `. The engine cannot start the container: \`${plainQuotes(shown)}\`.`

export const runtimeEntries = {
  'runtime/user-missing': {
    ...fact(['fail', 'pass'], userMissing, (params) => notCreated(userMissing.shown(params))),
    headline: phrase((modes) => `the user is missing in the image${inBrackets(modes)}`),
  },

  'runtime/group-missing': {
    ...fact(['fail', 'pass'], groupMissing, (params) => notCreated(groupMissing.shown(params))),
    headline: phrase((modes) => `the group is missing in the image${inBrackets(modes)}`),
  },

  'runtime/no-certificates': fact(['warn', 'pass'], {
    title: 'no certificates',
    params: readonlyObject({
      /** Value of SSL_CERT_FILE, where it is set. */
      file: optional(text),
      modes,
    }),
    says({ file }) {
      const where = file === undefined ? 'where Go looks for them' : `at \`${file}\` (SSL_CERT_FILE)`
      return `the image has no CA certificates ${where}, so every TLS connection of the app fails with \`${certificatesUnknown}\``
    },
    shown: () => certificatesUnknown,
    fix: () => 'copy /etc/ssl/certs/ca-certificates.crt into the image, or install ca-certificates there',
  }),

  'runtime/no-time-zones': fact(['warn', 'pass'], {
    title: 'no time zones',
    params: readonlyObject({
      /** Value of TZ, where local time depends on it and it is not found. */
      zone: optional(text),
      /** `time.LoadLocation` finds no zone either. */
      lookups: z.boolean(),
      modes,
    }),
    says({ zone, lookups }) {
      const then = [
        ...(zone === undefined ? [] : [`\`TZ=${zone}\` has no effect`]),
        ...(lookups ? ['`time.LoadLocation` returns `unknown time zone`'] : []),
      ]
      return `the image has no time zones where Go looks for them; ${enumerate(then)}`
    },
    shown: ({ zone }) => (zone === undefined ? 'unknown time zone' : ''),
    fix: () => 'build with `-tags timetzdata` (about 450 kB), or copy /usr/share/zoneinfo into the image',
  }),

  'runtime/no-temporary-directory': fact(['warn', 'pass'], {
    title: 'no temporary directory',
    params: readonlyObject({
      path: text,
      /** It is there and not writable for everybody. */
      exists: z.boolean(),
      modes,
    }),
    says: ({ path, exists }) =>
      exists
        ? `\`${path}\` is not world-writable and the image does not run as root, so temporary files, such as large multipart uploads, may fail`
        : `the image has no \`${path}\`, so temporary files, such as large multipart uploads, fail with \`no such file or directory\``,
    shown: ({ exists }) => (exists ? 'permission denied' : 'no such file or directory'),
    fix: ({ path }) => `create \`${path}\` in the image with mode 1777, or mount one`,
  }),

  'runtime/user-unnamed': fact([], {
    title: 'user unnamed',
    params: readonlyObject({ user: text, modes }),
    says: ({ user }) =>
      `user ${user} is not in /etc/passwd of the image, so \`user.Current\` and \`user.Lookup\` return an error`,
    fix: () => 'copy an /etc/passwd with that user into the image if the program looks up user names',
  }),

  'runtime/no-home': fact([], {
    title: 'no home',
    params: readonlyObject({ home: text, modes }),
    says: ({ home }) =>
      `the home directory \`${home}\` is not in the image, so caches and configuration cannot be written to it`,
    fix: ({ home }) => `create \`${home}\` in the image, or set HOME to an existing directory`,
  }),
} as const
