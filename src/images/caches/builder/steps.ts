/**
 * Dockerfiles that move files between cache mounts and the machine of the build client. They are needed because a mount exists only
 * while a step runs. The steps need a shell and `tar`, which images that compile Go have.
 */
import type { BuilderCache } from '../../../effects/builder-caches.ts'

/** A cache with a number, unique in one build, which is part of the names of its files. */
export interface NumberedCache extends BuilderCache {
  readonly at: number
}

/** Age of restored files in seconds. `go build` updates the time of a used file only if it is older than an hour. */
const restoredAge = 2 * 60 * 60
/** Module archives newer than this, in minutes, were downloaded in this run. */
const newMinutes = restoredAge / 60 - 20
/** Go updates the time of a used file if it is older than this, in minutes. */
const renewedMinutes = 60
/** Maximum size of a cache in kilobytes, because a runner cannot restore more within the time limit. */
const largest = 2_000_000

const mountOf = ({ at }: NumberedCache) => `/linkgate/mount/${at}`
const downloads = 'cache/download'

/** Reads `<number>.tar` for each cache from the build context. Writes `<number>` to the output: `restored` or `filled`. */
export function restoringDockerfile(caches: readonly NumberedCache[], marker: string): string {
  return dockerfileOf(caches, marker, restoringStep)
}

/**
 * For each `wanted` cache, writes `<number>.tar` to the output, unless the cache is empty or too large. For a build cache, also writes
 * `<number>.old`, which is empty unless the cache has files from before this run. For a module cache, writes `<number>.unpacked`, the
 * directories of modules that Go has unpacked. For every module cache, writes `<number>.all` and `<number>.new`: the number of all
 * module archives, and of new ones.
 */
export function takingDockerfile(
  caches: readonly NumberedCache[],
  wanted: ReadonlySet<string>,
  marker: string,
): string {
  return dockerfileOf(caches, marker, (cache) => takingStep(cache, wanted.has(cache.id)))
}

function dockerfileOf(
  caches: readonly NumberedCache[],
  marker: string,
  scriptOf: (cache: NumberedCache) => readonly string[],
): string {
  const images = [...new Set(caches.map(({ image }) => image))]
  const stages = images.flatMap((image, stage) => {
    const own = caches.filter((cache) => cache.image === image)
    const script = [`: ${marker}`, 'mkdir -p /linkgate/out', ...own.flatMap(scriptOf)].join('\n')
    const flags = ['--mount=type=bind,target=/linkgate/in', ...own.map(mountFlagOf)]
    // the image may set another shell and another user
    return [
      `FROM ${image} AS linkgate${stage}`,
      'USER 0',
      `RUN ${flags.join(' ')} ${JSON.stringify(['/bin/sh', '-ec', script])}`,
    ]
  })
  const copies = images.map((_, stage) => `COPY --from=linkgate${stage} /linkgate/out /`)
  return [...stages, 'FROM scratch', ...copies, ''].join('\n')
}

function mountFlagOf(cache: NumberedCache): string {
  const { id, owner } = cache
  const user = owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid}`
  return `--mount=type=cache,id=${id},target=${mountOf(cache)}${user}`
}

/** Moves files into place when all are unpacked, because Go rejects a partial archive of a module as forged. */
function restoringStep(cache: NumberedCache): readonly string[] {
  const { at, kind, owner } = cache
  const mount = mountOf(cache)
  const beside = `${mount}/.linkgate`
  const target = kind === 'modules' ? `${beside}/${downloads}` : beside
  return [
    `if [ -n "$(ls -A ${mount})" ]; then echo filled > /linkgate/out/${at}; else`,
    // a failed step must not leave a partial cache
    `trap 'rm -rf ${beside}' EXIT`,
    `mkdir -p ${target}`,
    `tar -xof /linkgate/in/${at}.tar -C ${target}`,
    `find ${target} -type f | xargs touch -d "@$(($(date +%s) - ${restoredAge}))"`,
    ...(owner === undefined ? [] : [`chown -R ${owner.uid}:${owner.gid} ${beside}`]),
    `mv ${beside}/* ${mount}/`,
    `rmdir ${beside}`,
    `echo restored > /linkgate/out/${at}`,
    'fi',
  ]
}

function takingStep(cache: NumberedCache, isWanted: boolean): readonly string[] {
  const { at, kind } = cache
  const out = `/linkgate/out/${at}`
  const root = mountOf(cache)
  const from = kind === 'modules' ? `${root}/${downloads}` : root
  const packed = kind === 'modules' ? [`tar -cf ${out}.tar -C ${from} .`] : packShards(from, out)
  const pack = [`if [ "$(du -sk ${from} | cut -f 1)" -le ${largest} ]; then`, ...packed, 'fi']
  const unpacked = [
    `cd ${root}`,
    `find . -path ./cache -prune -o -type d -name '*@*' -prune -print > ${out}.unpacked`,
  ]
  const archives = "-name '*.zip' ! -path '*/golang.org/toolchain/*'"
  const counts = [
    `find ${from} ${archives} | wc -l > ${out}.all`,
    `find ${from} ${archives} -mmin -${newMinutes} | wc -l > ${out}.new`,
  ]
  const older = [`find ${from} -type f -mmin +${renewedMinutes} | head -n 1 > ${out}.old`]
  const isOfModules = kind === 'modules'
  return [
    // after a build without modules, the directory does not exist
    `if [ -d ${from} ]; then`,
    ...(isOfModules ? counts : []),
    ...(isWanted ? [...(isOfModules ? unpacked : older), ...pack] : []),
    'fi',
  ]
}

/** Packs the subdirectories of a Go build cache; nothing if there are none. */
function packShards(from: string, out: string): readonly string[] {
  return [
    `cd ${from}`,
    'set -- [0-9a-f][0-9a-f]',
    // without a match, $1 is the pattern itself
    `if [ -d "$1" ]; then tar -cf ${out}.tar "$@"; fi`,
  ]
}
