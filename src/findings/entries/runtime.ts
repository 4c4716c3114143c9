/** What the surroundings of a program in its image lack. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../../model/schema.ts'
import { phrase } from '../entry.ts'
import { fact } from '../fact.ts'
import { inBrackets, severalModes as modes } from '../subject.ts'

const certificatesUnknown = 'x509: certificate signed by unknown authority'

const userMissing = {
  title: 'user missing',
  params: readonlyObject({ user: text, modes }),
  says: ({ user }: { readonly user: string }) =>
    `the image runs as user \`${user}\`, which its /etc/passwd does not have: the engine cannot start the container`,
  shown: ({ user }: { readonly user: string }) => `unable to find user ${user}`,
  fix: () =>
    'give a numeric user, such as `USER 65532:65532`, or copy an /etc/passwd with that name into the image',
}

const groupMissing = {
  title: 'group missing',
  params: readonlyObject({ group: text, modes }),
  says: ({ group }: { readonly group: string }) =>
    `the image runs with group \`${group}\`, which its /etc/group does not have: the engine cannot start the container`,
  shown: ({ group }: { readonly group: string }) => `unable to find group ${group}`,
  fix: () =>
    'give a numeric group, such as `USER 65532:65532`, or copy an /etc/group with that name into the image',
}

const ended = (shown: string) => ` (\`${shown.replaceAll('`', "'")}\`)`

export const runtimeEntries = {
  'runtime/user-missing': {
    ...fact(['fail', 'pass'], userMissing, (params) => ended(userMissing.shown(params))),
    headline: phrase((modes) => `the user is missing in the image${inBrackets(modes)}`),
  },

  'runtime/group-missing': {
    ...fact(['fail', 'pass'], groupMissing, (params) => ended(groupMissing.shown(params))),
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
      return `the image has no CA certificates ${where}: the program starts, and every TLS connection that it opens fails with \`${certificatesUnknown}\``
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
        ...(zone === undefined ? [] : [`TZ=${zone} is ignored and local time is UTC`]),
        ...(lookups ? ['`time.LoadLocation` gives `unknown time zone`'] : []),
      ]
      return `the image has no time zones where Go looks for them: ${then.join(', ')}`
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
        ? `\`${path}\` is not writable for everybody and the image does not run as root: temporary files, such as large multipart uploads, may fail`
        : `the image has no \`${path}\`: temporary files, such as large multipart uploads, fail with \`no such file or directory\``,
    shown: ({ exists }) => (exists ? 'permission denied' : 'no such file or directory'),
    fix: ({ path }) => `make \`${path}\` in the image with mode 1777, or mount one`,
  }),

  'runtime/user-unnamed': fact([], {
    title: 'user unnamed',
    params: readonlyObject({ user: text, modes }),
    says: ({ user }) =>
      `user ${user} has no entry in the image's /etc/passwd: \`user.Current\` and \`user.Lookup\` give an error`,
    fix: () => 'copy an /etc/passwd with that user into the image, if the program asks for user names',
  }),

  'runtime/no-home': fact([], {
    title: 'no home',
    params: readonlyObject({ home: text, modes }),
    says: ({ home }) =>
      `the home directory \`${home}\` is not in the image: what is kept there (caches, configuration) cannot be written`,
    fix: ({ home }) => `make \`${home}\` in the image, or set HOME to a directory that is there`,
  }),
} as const
