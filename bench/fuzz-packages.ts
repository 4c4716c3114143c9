/**
 * Reads mutated package databases and images with hostile files: `node bench/fuzz-packages.ts [--seed N] [--runs N]`. Exits with 1
 * unless each gives packages with valid names or a fault, within a second of CPU time and without an exception.
 */
import { parseArgs } from 'node:util'
import { rootFsOf } from '../__tests__/support/world/root-fs.ts'
import { seededRandom } from '../__tests__/support/world/world.ts'
import { readPackages } from '../src/inspect/packages/databases.ts'
import { readDistribution } from '../src/inspect/packages/distribution.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '10000' } },
})
const runs = Number(values.runs)
const slowestAllowed = 1000

const random = seededRandom(Number(values.seed))
const below = (limit: number) => Math.floor(random() * limit)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

const dpkg = Array.from(
  { length: 40 },
  (_, index) =>
    `Package: package-${index}\nStatus: install ok installed\nArchitecture: amd64\nSource: source (1.${index})\nVersion: 1:1.${index}-1+b1\nDescription: a\n b\n .\n c\n`,
).join('\n')
const apk = Array.from(
  { length: 40 },
  (_, index) =>
    `C:Q1\nP:package-${index}\nV:1.${index}-r0\nA:x86_64\no:origin\nF:lib\nR:file-${index}\nZ:Q1\n`,
).join('\n')
const list = '/.\n/lib\n/lib/libc.so.6\n'
const pieces = [
  '\n',
  '\n\n',
  ' ',
  ':',
  '\0',
  '\u{2028}',
  '\u{1b}[2J',
  '`',
  '../../',
  'Package: ',
  'P:',
  'F:',
  'R:',
  '(',
  ')',
  '\r\n',
]

function mutated(text: string): string {
  let bytes = text
  for (let count = 1 + below(6); count > 0; count--) {
    const at = below(bytes.length + 1)
    const end = Math.min(bytes.length, at + below(40))
    const kinds = ['cut', 'drop', 'insert', 'repeat', 'replace', 'long'] as const
    switch (pick(kinds)) {
      case 'cut':
        bytes = bytes.slice(0, at)
        break
      case 'drop':
        bytes = bytes.slice(0, at) + bytes.slice(end)
        break
      case 'insert':
        bytes = bytes.slice(0, at) + pick(pieces) + bytes.slice(at)
        break
      case 'repeat':
        bytes = bytes.slice(0, end) + bytes.slice(at, end).repeat(1 + below(50)) + bytes.slice(end)
        break
      case 'replace':
        bytes = bytes.slice(0, at) + String.fromCharCode(below(256)) + bytes.slice(at + 1)
        break
      case 'long':
        bytes = bytes.slice(0, at) + pick(pieces).repeat(below(20_000)) + bytes.slice(at)
    }
  }
  return bytes
}

/** In milliseconds, because elapsed time is meaningless on a busy machine. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const plain = /^[\w.][\w.+-]{0,199}$/
const faults: string[] = []
const seen = { packages: 0, unread: 0 }
let slowest = 0
for (let run = 0; run < runs; run++) {
  const root = rootFsOf({
    ...(below(2) === 0 ? {} : { '/lib': { link: 'usr/lib' } }),
    '/usr/lib/libc.so.6': 'x',
    '/var/lib/dpkg/status': mutated(dpkg),
    '/var/lib/dpkg/info/package-1.list': mutated(list),
    '/var/lib/dpkg/status.d/one': mutated(dpkg),
    '/var/lib/dpkg/status.d/one.md5sums': mutated(list),
    '/usr/lib/apk/db/installed': mutated(apk),
    '/etc/os-release': mutated('ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian"\n'),
  })
  const start = cpuTime()
  try {
    const { packages, unread } = await readPackages(root, ['/lib/libc.so.6'])
    const distribution = await readDistribution(root)
    seen.packages += packages.length
    seen.unread += unread.length
    if (packages.some(({ name }) => !plain.test(name))) faults.push(`run ${run}: a name that is none`)
    if ((distribution?.name ?? '').length > 200) faults.push(`run ${run}: a name without an end`)
  } catch (error) {
    faults.push(`run ${run}: ${String(error)}`)
  }
  slowest = Math.max(slowest, cpuTime() - start)
}
if (slowest > slowestAllowed) faults.push(`one took ${Math.round(slowest)} ms`)
for (const fault of faults.slice(0, 20)) console.log(fault)
console.log(
  `${runs} runs, seed ${values.seed}: ${faults.length} faults; ${seen.packages} packages, ${seen.unread} databases not read; slowest ${slowest.toFixed(1)} ms of CPU time`,
)
process.exitCode = faults.length === 0 ? 0 : 1
