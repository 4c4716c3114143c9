import { describe, expect, test } from 'vitest'
import { checkEntry, type EntryContext } from '../../../src/inspect/entry/entry.ts'
import { elfFile } from '../../support/programs/elf.ts'
import { machOFile } from '../../support/programs/macho-pe.ts'
import { wordedProblem } from '../../support/reports/worded.ts'
import { type GivenEntry, rootFsOf } from '../../support/world/root-fs.ts'

type Files = Readonly<Record<string, GivenEntry>>

const program = elfFile()
const base: Files = { '/app/api': program, '/bin/sh': program, '/usr/bin/env': program }

async function check(files: Files, context: Partial<EntryContext>) {
  return checkEntry(rootFsOf(files), {
    entrypoint: [],
    command: [],
    env: {},
    user: '',
    workingDir: '',
    machine: 'amd64',
    ...context,
  })
}

/** The finding, the last program, or the program that is not followed. */
async function outcome(files: Files, context: Partial<EntryContext>): Promise<string> {
  const { problems, program: last, unknownIn } = await check(files, context)
  return problems[0]?.id ?? (unknownIn === undefined ? (last ?? '') : `unknown in ${unknownIn}`)
}

const worded = async (files: Files, context: Partial<EntryContext>) =>
  (await check(files, context)).problems.map(wordedProblem)

const script = (content: string): Files => ({ ...base, '/entry': content })
const started: Partial<EntryContext> = { entrypoint: ['/entry'], command: ['/app/api', 'serve'] }

describe('the program that an image starts', () => {
  test.each<readonly [string, Files, Partial<EntryContext>, string]>([
    ['nothing', base, {}, 'load/no-command'],
    ['a path', base, { entrypoint: ['/app/api'] }, '/app/api'],
    ['a name on PATH', base, { command: ['api'], env: { PATH: '/bin:/app' } }, '/app/api'],
    ['a name that is not there', base, { command: ['api'] }, 'load/program-missing'],
    ['an empty PATH', base, { command: ['api'], env: { PATH: '' } }, 'unknown in its entry point'],
    ['a relative path', base, { command: ['./api'], workingDir: '/app' }, '/app/api'],
    ['a relative path elsewhere', base, { command: ['./api'] }, 'load/program-missing'],
    ['the shell form', base, { command: ['/bin/sh', '-c', 'exec /app/api'] }, '/app/api'],
    [
      'the shell form without a shell',
      { '/app/api': program },
      { command: ['/bin/sh', '-c', '/app/api'] },
      'load/no-shell',
    ],
    ['a directory', base, { command: ['/app'] }, 'load/not-executable'],
    ['another operating system', { '/app': machOFile() }, { command: ['/app'] }, 'load/not-a-program'],
    ['a damaged program', { '/app': program.slice(0, 60) }, { command: ['/app'] }, 'unknown in /app'],
    ['a user who is not there', base, { command: ['/app/api'], user: 'web' }, 'unknown in web'],
    ['a shell alone', base, { command: ['sh'] }, 'unknown in sh'],
    ['an init', { ...base, '/tini': program }, { entrypoint: ['/tini', '-g', '--', '/app/api'] }, '/app/api'],
    [
      'an init with options that are not known',
      { ...base, '/tini': program },
      { entrypoint: ['/tini', '-x', '/app/api'] },
      'unknown in /tini',
    ],
    ['env and a variable', base, { entrypoint: ['env', 'PATH=/app', 'api'] }, '/app/api'],
    [
      'another launcher',
      { ...base, '/setpriv': program },
      { entrypoint: ['/setpriv', '--reuid=1', '/app/api'] },
      'unknown in /setpriv',
    ],
    [
      'a script in another language',
      { ...base, '/run': '#!/app/api\n' },
      { entrypoint: ['/run'] },
      'unknown in /run',
    ],
    ['env and options', base, { entrypoint: ['env', '-i', 'api'] }, 'unknown in env'],
    [
      'launchers without end',
      base,
      { entrypoint: Array(20).fill('env'), command: ['/app/api'] },
      'unknown in env',
    ],
  ])('%s', async (_what, files, context, expected) => {
    expect(await outcome(files, context)).toBe(expected)
  })

  test('the shell form: the finding shows the equivalent exec form', async () => {
    const files = { '/app/api': program }
    expect(await worded(files, { command: ['/bin/sh', '-c', '/app/api --port 80'] })).toEqual([
      {
        id: 'load/no-shell',
        fatal: true,
        message: '`/app/api --port 80` needs a shell, but the image has no `/bin/sh`',
        shown: '/bin/sh: no such file or directory',
        fix: 'use the exec form: `["/app/api", "--port", "80"]`',
      },
    ])
    const [other] = await worded(files, { command: ['/bin/sh', '-c', '/app/api --port $PORT'] })
    expect(other?.fix).toContain(
      'use the exec form for `ENTRYPOINT` and `CMD` (`["/app", "--flag"]`), or a base image with a shell',
    )
  })

  test.each([
    ["['/app/api']", '["/app/api"]'],
    ["[ '/app/api', '--x' ]", '[ "/app/api", "--x" ]'],
    ['[\u201C/app/api\u201D]', '["/app/api"]'],
  ])('a list that is not JSON: %s', async (line, right) => {
    const [problem] = await worded(base, { command: ['/bin/sh', '-c', line] })
    expect(problem?.id).toBe('load/exec-form-quotes')
    expect(problem?.fix).toBe(`use double quotes: \`${right}\``)
  })

  test.each(['[ -x /app/api ]', "[ 'a' = b ] && exec /app/api", '/app/api'])(
    'invalid list: %s',
    async (line) => {
      expect(await outcome(base, { command: ['/bin/sh', '-c', line] })).not.toBe('load/exec-form-quotes')
    },
  )

  test('the name that is searched for, the directories, and the program that searches', async () => {
    const where = { command: ['api'], env: { PATH: '/bin:/usr/bin' } }
    const [byName] = await worded(base, where)
    expect(byName?.message).toBe(
      'the image has no program `api` in the directories of PATH (`/bin:/usr/bin`)',
    )
    const [byScript] = await worded(script('#!/bin/sh\nexec api\n'), {
      entrypoint: ['/entry'],
      env: where.env,
    })
    expect(byScript?.message).toBe(
      'the image has no program `api` in the directories of PATH (`/bin:/usr/bin`), which `/entry` starts',
    )
    expect(byScript?.fix).toBe(
      'install `api` in the image or copy it into one of these directories, or correct its name in `/entry`',
    )
    const [byPath] = await worded(script('#!/bin/sh\nexec /opt/api\n'), { entrypoint: ['/entry'] })
    expect(byPath?.fix).toBe('copy the program to that path, or correct the path in `/entry`')
    const [relative] = await worded(base, { command: ['./api'], workingDir: '/srv' })
    expect(relative?.message).toBe('the image has no file `./api` in `/srv`')
    const [link] = await worded({ '/api': { link: '/opt/api' } }, { command: ['/api'] })
    expect(link?.message).toBe('the image has no file `/api`: `/api` is a link to `/opt/api`')
  })
})

describe('users', () => {
  const owned = (mode: number, owner: number): Files => ({
    ...base,
    '/app/api': { content: program, mode, owner },
    '/etc/passwd': 'root:x:0:0::/:/bin/sh\nweb:x:1000:1000::/:/bin/false\n',
    '/etc/group': 'root:x:0:\nweb:x:1000:\nstaff:x:50:web\n',
  })
  test.each<readonly [number, number, string, string]>([
    [0o700, 0, '', '/app/api'],
    [0o600, 0, '', 'load/not-executable'],
    [0o700, 0, 'web', 'load/no-permission'],
    [0o700, 1000, 'web', '/app/api'],
    [0o077, 1000, 'web', 'load/no-permission'],
    [0o070, 50, 'web', '/app/api'],
    [0o070, 50, 'web:web', 'load/no-permission'],
    [0o070, 50, 'web:staff', '/app/api'],
    [0o750, 0, '65532', '/app/api'],
    [0o750, 0, '65532:65532', 'load/no-permission'],
    [0o001, 0, '65532:65532', '/app/api'],
  ])('mode %o of %i for "%s": %s', async (mode, owner, user, expected) => {
    expect(await outcome(owned(mode, owner), { command: ['/app/api'], user })).toBe(expected)
  })

  test('a directory that only its owner and root may search', async () => {
    const files = { ...base, '/app': { directory: 0o700 } }
    const user = '65532:65532'
    expect(await worded(files, { command: ['/app/api'], user })).toMatchObject([
      {
        id: 'load/no-permission',
        message:
          'user `65532:65532` is not allowed to search the directory `/app` of `/app/api` (mode 0700, owner 0)',
        fix: 'make the directory searchable (`RUN chmod a+x /app`), or copy it with `--chown=65532:65532`',
      },
    ])
    expect(await outcome(files, { command: ['/app/api'] })).toBe('/app/api')
  })

  test('a script with execute, but without read permission', async () => {
    const files = { ...base, '/entry': { content: '#!/bin/sh\nexec "$@"\n', mode: 0o711 } }
    expect(await outcome(files, { ...started, user: '65532:65532' })).toBe('load/no-permission')
    expect(await outcome(files, started)).toBe('/app/api')
  })

  test('loaders and libraries that the user may not read or execute', async () => {
    const dynamic = elfFile({ interpreter: '/lib/ld.so', needed: ['libx.so.1'] })
    const library = elfFile({ type: 3 })
    const files = (loader: number, mode: number): Files => ({
      ...base,
      '/app/api': dynamic,
      '/lib/ld.so': { content: library, mode: loader },
      '/lib/libx.so.1': { content: library, mode },
    })
    const command = ['/app/api']
    const user = '65532:65532'
    expect(await outcome(files(0o755, 0o644), { command, user })).toBe('/app/api')
    expect(await outcome(files(0o755, 0o600), { command, user })).toBe('load/library-missing')
    expect(await outcome(files(0o744, 0o644), { command, user })).toBe('load/interpreter-broken')
    expect(await outcome(files(0o744, 0o600), { command })).toBe('/app/api')
  })

  test.each<readonly [string, string, string]>([
    ['web', '', '/app/api'],
    ['nobody', '', 'load/cannot-switch-user'],
    ['web:nobody', '', 'load/cannot-switch-user'],
    ['web', 'web', 'load/cannot-switch-user'],
  ])('gosu %s as "%s": %s', async (to, user, expected) => {
    const files = { ...owned(0o755, 0), '/usr/bin/gosu': program }
    expect(await outcome(files, { entrypoint: ['gosu', to, '/app/api'], user })).toBe(expected)
  })

  test('a set-user-ID launcher runs as its owner', async () => {
    const files = { ...owned(0o700, 1000), '/sbin/su-exec': { content: program, mode: 0o4755 } }
    const context = { entrypoint: ['su-exec', 'web', '/app/api'], user: '65532' }
    expect(await outcome(files, context)).toBe('/app/api')
  })
})

describe('the first line of a script', () => {
  test.each<readonly [string, string, string]>([
    ['a shell', '#!/bin/sh\nexec "$@"\n', '/app/api'],
    ['blanks around it', '#! \t/bin/sh \t\nexec "$@"\n', '/app/api'],
    ['a shell that is not there', '#!/bin/bash\nexec "$@"\n', 'load/script-interpreter'],
    ['a carriage return', '#!/bin/sh\r\nexec "$@"\r\n', 'load/script-line-endings'],
    ['a carriage return after an option', '#!/bin/sh -e\r\nexec "$@"\r\n', 'load/script-line-endings'],
    ['env', '#!/usr/bin/env sh\nexec "$@"\n', '/app/api'],
    ['env and nothing there', '#!/usr/bin/env bash\nexec "$@"\n', 'load/script-interpreter'],
    ['env and a carriage return', '#!/usr/bin/env sh\r\nexec "$@"\r\n', 'load/script-line-endings'],
    ['env and several words', '#!/usr/bin/env sh -e\nexec "$@"\n', 'load/script-interpreter'],
    ['env -S', '#!/usr/bin/env -S sh -e\nexec "$@"\n', '/app/api'],
    ['nothing', '#!\nexec "$@"\n', 'load/not-a-program'],
    ['too long', `#!/${'x'.repeat(300)}\n`, 'load/not-a-program'],
    ['none', 'exec "$@"\n', 'load/not-a-program'],
    ['after a byte order mark', '\uFEFF#!/bin/sh\nexec "$@"\n', 'load/not-a-program'],
    ['after a blank line', '\n#!/bin/sh\nexec "$@"\n', 'load/not-a-program'],
    ['in an empty file', '', 'load/not-a-program'],
    ['a directory', '#!/app\n', 'load/script-interpreter'],
    ['itself', '#!/entry\n', 'load/script-interpreter'],
  ])('%s', async (_what, content, expected) => {
    expect(await outcome(script(content), started)).toBe(expected)
  })

  test('BusyBox has no env -S', async () => {
    const files = {
      ...script('#!/usr/bin/env -S sh -e\nexec "$@"\n'),
      '/usr/bin/env': { link: '/bin/busybox' },
    }
    const busybox = elfFile({ tail: 'BusyBox v1.36.1' })
    expect(await outcome({ ...files, '/bin/busybox': busybox }, started)).toBe('load/script-interpreter')
  })

  test.each<readonly [string, Files, string, string]>([
    [
      '#!/bin/bash\n',
      { '/sbin/apk': program },
      'the first line of `/entry` is `#!/bin/bash`, but the image has no `/bin/bash`',
      'write `#!/bin/sh` as its first line if that shell is enough, or install it in the image (`apk add bash`)',
    ],
    [
      '#!/usr/bin/env bash\n',
      {},
      'the first line of `/entry` is `#!/usr/bin/env bash`, but `bash` is not in the directories of PATH',
      'write `#!/bin/sh` as its first line if that shell is enough, or copy `bash` into the image',
    ],
    [
      '#!/usr/bin/env sh -e\n',
      {},
      'the first line of `/entry` is `#!/usr/bin/env sh -e`, but `env` takes `sh -e` as the name of one program',
      'write `#!/usr/bin/env -S sh -e`, or the path of the interpreter',
    ],
    [
      '#!/bin/sh\r\n',
      {},
      '`/entry` has CR LF line endings (Windows), so the carriage return becomes part of `/bin/sh`',
      'save `entry` with LF line endings, and add `*.sh text eol=lf` to .gitattributes',
    ],
  ])('%j in words', async (content, more, message, fix) => {
    expect(await worded({ ...script(content), ...more }, started)).toMatchObject([{ message, fix }])
  })

  test('the interpreter is checked like a program', async () => {
    const dynamic = elfFile({ interpreter: '/lib/ld.so', needed: ['libc.so.6'] })
    const files = { ...script('#!/bin/bash\nexec "$@"\n'), '/bin/bash': dynamic }
    expect(await worded(files, started)).toMatchObject([
      { id: 'load/no-interpreter', shown: 'exec /entry: no such file or directory' },
    ])
    const other = { ...script('#!/bin/bash\n'), '/bin/bash': elfFile({ machine: 183 }) }
    expect(await outcome(other, started)).toBe('load/wrong-machine')
  })
})

describe('the program that a script reaches', () => {
  const through = async (content: string, context: Partial<EntryContext> = started) =>
    outcome(script(`#!/bin/sh\n${content}\n`), context)

  test.each<readonly [string, string]>([
    ['exec "$@"', '/app/api'],
    ['set -euo pipefail\nexec "$@"', '/app/api'],
    ['echo ready >&2\numask 022\nexport A=1 B="$A"\ncd /app && exec ./api "$@"', '/app/api'],
    ['API=/app/api\nexec $API', '/app/api'],
    ['exec $' + '{API:-/app/api} --x', '/app/api'],
    ['shift\nexec "/app/api" "$@"', '/app/api'],
    ['PATH=/app:$PATH\nexec api', '/app/api'],
    ['if [ -d /app ]; then PATH=/app:$PATH; fi\nexec api', 'unknown in /entry'],
    ['export PATH="/app:/bin"\nexec api', '/app/api'],
    ['/app/api "$@"', '/app/api'],
    ['exec /bin/sh -c "exec /app/api"', '/app/api'],
    // the last command, or one that ends the script, is missing
    ['exec /nowhere', 'load/program-missing'],
    ['/nowhere', 'load/program-missing'],
    ['set -e\n/nowhere\nexec /app/api', 'load/program-missing'],
    ['mkdir -p /data\nsleep 1\n[ -d /data ]\nexec /nowhere', 'load/program-missing'],
    ['cd /app\nexec ./nowhere', 'load/program-missing'],
    ['echo "$HOME"\nexec server "$@"', 'load/program-missing'],
    // no finding if another command decides
    ['/nowhere\nexec /app/api', 'unknown in /entry'],
    ['exec "$API"', 'unknown in /entry'],
    ['exec $(which api)', 'unknown in /entry'],
    ['cp /app/api /made\nexec /made', 'unknown in /entry'],
    ['cat > /made <<EOF\nx\nEOF\nexec /made', 'unknown in /entry'],
    ['if [ "$1" = api ]; then exec /nowhere; fi\nexec /app/api', 'unknown in /entry'],
    ['if [ "$1" = -x ]; then set -- /app/api "$@"; fi\nexec "$@"', 'unknown in /entry'],
    ['case $1 in a) API=/nowhere ;; esac\nexec $API', 'unknown in /entry'],
    ['for API in a b; do echo $API; done\nexec $API', 'unknown in /entry'],
    ['main() { exec /app/api; }\nmain', 'unknown in /entry'],
    ['main() { exec /nowhere; }\nmain\nexec /nowhere', 'unknown in /entry'],
    ['. /env.sh\nexec /nowhere', 'unknown in /entry'],
    ['/nowhere || exec /app/api', 'unknown in /entry'],
    ['/nowhere | cat', 'unknown in /entry'],
    ['/nowhere &\nwait', 'unknown in /entry'],
    ['/nowhere &', 'unknown in /entry'],
    ['exec /ap*/api', 'unknown in /entry'],
    ['exec -a name /app/api', 'unknown in /entry'],
    ['cd "$DIR"\nexec ./nowhere', 'unknown in /entry'],
    ['cd /nowhere\nexec ./nowhere', 'unknown in /entry'],
    ['exit 0\nexec /nowhere', 'unknown in /entry'],
    ['exec "$@', 'unknown in /entry'],
    // cases in which `set -e` does not end the script
    ['set -e\n/nowhere || true\nexec /app/api', 'unknown in /entry'],
    ['set -e\n/nowhere && echo done\nexec /app/api', 'unknown in /entry'],
    ['set -e\n/nowhere || {\n  echo no\n}\nexec /app/api', 'unknown in /entry'],
    ['set -e\n/nowhere | {\n  read line\n}\nexec /app/api', 'unknown in /entry'],
    ['set -e\n! /nowhere\nexec /app/api', 'unknown in /entry'],
    ['set -e\ntrue && /nowhere\nexec /app/api', 'load/program-missing'],
    ['set -e\nmapfile -t lines\nexec /app/api', 'unknown in /entry'],
    ['exec "$*"', 'unknown in /entry'],
    ['set -- /app/api\nexec "$*"', '/app/api'],
    ['exec "$' + '{9-/app/api}"', '/app/api'],
    ['exec "$' + '{1%/*}"/api', '/app/api'],
    ['EMPTY=\nexec $EMPTY/app/api', '/app/api'],
    ['CMD="$@"\nexec $CMD', 'unknown in /entry'],
    ['CMD="$1"\nexec "$CMD"', '/app/api'],
    ['set -- /app/ap\nexec "$' + '{1}i" $10', '/app/api'],
    ['API=~/api\nexec "$API"', 'unknown in /entry'],
    ['exec "/app/$' + '{9:-api}" "$9"', '/app/api'],
    ['exec "$API/$' + '{HOME-x}"', 'unknown in /entry'],
    ['NAME="/app/api -x"\nexec $NAME', 'unknown in /entry'],
  ])('%s', async (content, expected) => {
    expect(await through(content)).toBe(expected)
  })

  test('after a command that may fail, the program is known, but not whether it is reached', async () => {
    const content = '#!/bin/sh\nset -e\n[ -n "$DATABASE_URL" ]\nexec "$@"\n'
    expect(await check(script(content), started)).toEqual({
      problems: [],
      unknownIn: '/entry',
      program: '/app/api',
    })
  })

  test.each([
    ['LD_LIBRARY_PATH=/opt/lib', '/app/api'],
    ['LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH', 'unknown in /entry'],
    ['LD_PRELOAD=$SHIM', 'unknown in /entry'],
    ['LD_LIBRARY_PATH=/nowhere', 'load/library-missing'],
  ])('where libraries are looked for may not be known: %s', async (assignment, expected) => {
    const files: Files = {
      ...script(`#!/bin/sh\nexport ${assignment}\nexec /app/api\n`),
      '/app/api': elfFile({ interpreter: '/lib/ld.so', needed: ['libx.so.1'] }),
      '/lib/ld.so': elfFile({ type: 3 }),
      '/opt/lib/libx.so.1': elfFile({ type: 3 }),
    }
    expect(await outcome(files, started)).toBe(expected)
  })

  test('after chmod, permissions are unknown', async () => {
    const files = { ...base, '/app/api': { content: program, mode: 0o600 } }
    const entry = '#!/bin/sh\nchmod +x /app/api\nexec /app/api\n'
    expect(await outcome({ ...files, '/entry': entry }, started)).toBe('unknown in /entry')
    expect(await outcome(files, { command: ['/app/api'] })).toBe('load/not-executable')
  })

  test.each([
    ['exec "$@"\r\n', 'load/script-line-endings'],
    ['set -e\r\n\r\nexec "$@"\r\n', 'load/script-line-endings'],
    ['if true; then\r\n  echo\r\nfi\r\nexec /app/api\r\n', 'load/script-line-endings'],
    ['exec /app/api --x\r\n', '/app/api'],
  ])('carriage returns in a script argument of a shell: %j', async (content, expected) => {
    const context = { entrypoint: ['/bin/sh', '/entry'], command: ['/app/api'] }
    expect(await outcome({ ...base, '/entry': content }, context)).toBe(expected)
  })
})
