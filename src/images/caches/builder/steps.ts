/**
 * Dockerfiles that move files between cache mounts and the machine of the build client: a mount exists only while a step
 * runs. The steps need a shell and `tar`, which images that compile Go have.
 */
import type { BuilderCache } from '../../../effects/builder-caches.ts'

/** A cache, and a number by which its files are named, of all that move in one build. */
export interface NumberedCache extends BuilderCache {
  readonly at: number
}

/** Restored files look as old as this, in seconds: `go build` renews the time of what it uses after an hour. */
const restoredAge = 2 * 60 * 60
/** Modules whose archive is newer than so many minutes were downloaded in this run. */
const newMinutes = restoredAge / 60 - 20
/** Go renews the time of what it uses after so many minutes. */
const renewedMinutes = 60
/** In kilobytes; a runner restores no more than that in the time that there is for it. */
const largest = 2_000_000

const mountOf = ({ at }: NumberedCache) => `/linkgate/mount/${at}`
const downloads = 'cache/download'

/** Of the build context: `<number>.tar` for each. Files of the output: `<number>`, with `restored` or `filled`. */
export function restoringDockerfile(caches: readonly NumberedCache[], marker: string): string {
  return dockerfileOf(caches, marker, restoringStep)
}

/**
 * The output for each cache that is `wanted`: `<number>.tar`, unless it is empty or too large. For what Go compiles also
 * `<number>.old`, which is empty unless something was there before this run. For modules also `<number>.unpacked`, the directories of
 * modules that Go has unpacked; `<number>.new` and `<number>.all`, counts of their archives.
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

/** Files come into place whole: Go takes a module that was cut off for a forged one. */
function restoringStep(cache: NumberedCache): readonly string[] {
  const { at, kind, owner } = cache
  const mount = mountOf(cache)
  const beside = `${mount}/.linkgate`
  const target = kind === 'modules' ? `${beside}/${downloads}` : beside
  return [
    `if [ -n "$(ls -A ${mount})" ]; then echo filled > /linkgate/out/${at}; else`,
    // a step that fails leaves nothing that looks like a cache
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
    // a build without modules leaves no such directory
    `if [ -d ${from} ]; then`,
    ...(isOfModules ? counts : []),
    ...(isWanted ? [...(isOfModules ? unpacked : older), ...pack] : []),
    'fi',
  ]
}

/** The directories in which Go keeps what it compiles; nothing is packed if there is none. */
function packShards(from: string, out: string): readonly string[] {
  return [
    `cd ${from}`,
    'set -- [0-9a-f][0-9a-f]',
    // else it is the pattern
    `if [ -d "$1" ]; then tar -cf ${out}.tar "$@"; fi`,
  ]
}
