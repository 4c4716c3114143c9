/**
 * Compares the inspection of a 200 MB image archive, including compressed sizes, with `docker save IMAGE | gzip -6 | wc -c` in the
 * same run: `node bench/inspect-archive.ts [--mb N]`. The image consists of real files of this machine, and is removed at the end.
 * Exits with 1 if the inspection takes longer, or more than 200 MB of memory.
 */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { readImage } from '../src/inspect/image/archive.ts'
import { realArchives } from '../src/world/archives/archives.ts'

const { values, positionals } = parseArgs({
  options: { mb: { type: 'string', default: '200' } },
  allowPositionals: true,
})
const memoryAllowed = 200
const rounds = 3
const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

if (positionals[0] === 'inspect') await inspect(positionals[1] ?? '')
else await compare()

/** In a separate process, so that its peak memory is that of the inspection. */
async function inspect(archive: string): Promise<void> {
  const start = performance.now()
  const saved = await readImage(realArchives, archive)
  if (!saved.ok) throw new Error(saved.problem.message)
  const layers = saved.value.image.layers.map(({ size, compressedSize }) => ({ size, compressedSize }))
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ ms: performance.now() - start, peak, layers }))
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linkgate-bench-'))
  const image = `linkgate/bench:${process.pid}`
  const shell = (command: string) =>
    execFileSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' })
  try {
    const archive = join(folder, 'image.tar')
    await makeImage(folder, image, Number(values.mb) * 1e6)
    shell(`docker save --output '${archive}' '${image}'`)
    const ours: number[] = []
    const whole: number[] = []
    const theirs: number[] = []
    let peak = 0
    let found = ''
    // alternating, so that other load on the machine affects both
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      const bytes = shell(`docker save '${image}' | gzip -6 | wc -c`).trim()
      theirs.push(performance.now() - begun)
      const start = performance.now()
      const { stdout } = await promisify(execFile)(process.execPath, [
        fileURLToPath(import.meta.url),
        'inspect',
        archive,
      ])
      whole.push(performance.now() - start)
      const one = JSON.parse(stdout) as { ms: number; peak: number; layers: { compressedSize: number }[] }
      ours.push(one.ms)
      peak = Math.max(peak, one.peak)
      const sum = one.layers.reduce((total, { compressedSize }) => total + compressedSize, 0)
      found = `${one.layers.length} layers, ${sum} B compressed by us, ${bytes} B by docker save | gzip -6`
    }
    const ratio = median(whole) / median(theirs)
    console.log(`archive of ${((await stat(archive)).size / 1e6).toFixed(0)} MB: ${found}`)
    console.log(
      `docker save | gzip -6: ${median(theirs).toFixed(0)} ms (${theirs.map((ms) => ms.toFixed(0))})`,
    )
    console.log(
      `inspection:            ${median(whole).toFixed(0)} ms with the start of Node (${whole.map((ms) => ms.toFixed(0))}), ${median(ours).toFixed(0)} ms without`,
    )
    console.log(`ratio ${ratio.toFixed(2)}, peak ${peak.toFixed(0)} MiB`)
    if (ratio > 1 || peak > memoryAllowed) process.exitCode = 1
  } finally {
    execFileSync('docker', ['rmi', '--force', image], { stdio: 'ignore' })
    await rm(folder, { recursive: true, force: true })
  }
}

/** One layer, which is the worst case: several layers are compressed in parallel. */
async function makeImage(folder: string, image: string, size: number): Promise<void> {
  const list = join(folder, 'files')
  execFileSync('bash', [
    '-c',
    `find /usr/lib /usr/bin /usr/share -xdev -type f -size -20M -printf '%s %p\\0' 2>/dev/null | sort --zero-terminated --key=2 |
      awk 'BEGIN { RS = ORS = "\\0" } { size = $1; sub(/^[0-9]+ /, ""); if (sum + size < ${size}) { sum += size; print } }' > '${list}'`,
  ])
  const tree = join(folder, 'tree.tar')
  execFileSync('tar', ['--create', '--file', tree, '--null', '--files-from', list, '--absolute-names'])
  execFileSync('docker', ['import', tree, image], { stdio: 'ignore' })
  await rm(tree)
}
