/** Findings about images of Dockerfiles. */

import type { IneffectiveEnv } from '../../dockerfile/facts/ineffective-env.ts'
import type { NotBuiltHere } from '../../dockerfile/facts/platform-check.ts'
import type { Engine } from '../../effects/engine.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Mode } from '../../model/mode.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/image-build.ts'
import type { MainPackage } from '../../repository/go/main-package.ts'
import type { VariantBuild } from '../built-variant.ts'
import type { ProvenImage } from './build-image.ts'
import type { NotMade } from './mode-image.ts'

export function notAppFinding(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  main: MainPackage,
  { because, isCopied }: NotBuiltHere,
): Finding {
  const copied = isCopied ? { isCopied: true as const } : {}
  const params = { dockerfile, main: main.importPath, detail: because, ...copied }
  return finding('dockerfile/not-used', params, { verdict: 'warn' })
}

/** Assignments of CGO_ENABLED that had no effect on the program. */
export function ineffectiveEnvFinding(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  { linkage }: Pick<ProvenImage, 'linkage'>,
  found: readonly IneffectiveEnv[],
): readonly Finding[] {
  const isDynamic = linkage.kind === 'dynamic'
  return found
    .filter(({ value }) => value === (isDynamic ? '0' : '1'))
    .slice(-1)
    .map(({ line, value, unexported }) => {
      const params = { dockerfile, line, value, unexported, shipped: linkage.kind }
      return finding('dockerfile/ineffective-env', params, { verdict: 'warn' })
    })
}

/** A finding if no mode shows the shipped image; undefined if one does, or could with its own configuration. */
export function unlistedMode(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  modes: readonly Mode[],
  { linkage }: Pick<ProvenImage, 'linkage'>,
): Finding | undefined {
  const such = modes.filter((mode) => modeNotAchieved(mode, linkage) === undefined)
  if (such.some(({ own }) => own === undefined)) return undefined
  const [first] = such
  const about = { dockerfile, shipped: linkage.kind }
  if (first !== undefined) {
    const link = first.expects[0] ?? linkage.kind
    const because = { kind: 'own-keys', keys: first.own ?? [], link } as const
    return finding('dockerfile/mode-not-listed', { ...about, because }, { verdict: 'warn', mode: first.name })
  }
  const because = { kind: 'no-mode', modes: modes.map(({ name }) => name) } as const
  return finding('dockerfile/mode-not-listed', { ...about, because }, { verdict: 'warn' })
}

export function notDerived(mode: Mode, { why, log }: NotMade): Finding {
  return finding('dockerfile/not-derived', { why }, { verdict: 'pass', mode: mode.name, log })
}

/** Settings for `go build` that have no effect on images of Dockerfiles. */
export function settingsFindings(
  { settings: { config }, images }: Pick<Plan, 'settings' | 'images'>,
  built: readonly Pick<VariantBuild, 'source'>[],
): readonly Finding[] {
  const isOfDockerfile = built.some(({ source }) => source !== 'built-in')
  const ofGo =
    images.shipped === undefined
      ? []
      : config.modes
          .filter(({ own, image }) => own !== undefined && image === undefined)
          .map((mode): Finding => {
            const why = { kind: 'keys-of-go-build', keys: mode.own ?? [] } as const
            const verdict = isOfDockerfile ? 'pass' : 'warn'
            return finding('dockerfile/not-derived', { why }, { verdict, mode: mode.name })
          })
  const { tags, ldflags } = config.build
  const keys = [
    ...(tags.length > 0 ? ['build.tags'] : []),
    ...(ldflags === undefined ? [] : ['build.ldflags']),
  ]
  if (!isOfDockerfile || keys.length === 0) return ofGo
  return [...ofGo, finding('dockerfile/settings-unused', { keys }, { verdict: 'pass' })]
}

export function changedMode(
  base: Pick<ProvenImage, 'linkage'>,
  head: Pick<ProvenImage, 'linkage'>,
): readonly Finding[] {
  const [was, is] = [base.linkage, head.linkage]
  if (was.kind === is.kind && was.libc === is.libc) return []
  const linkage = ({ kind, libc }: typeof was) => ({ kind, ...(libc === undefined ? {} : { libc }) })
  const params = { from: linkage(was), to: linkage(is) }
  return [finding('dockerfile/mode-changed', params, { verdict: 'warn', revision: 'head' })]
}

/** A finding if the shipped image has a label that a build without linkgate would not add. */
export function labelledFinding(
  built: readonly VariantBuild[],
  engine: Pick<Engine, 'name'>,
): readonly Finding[] {
  const shipped = built.find((one) => one.kind === 'built' && one.source === 'shipped')
  if (shipped?.kind !== 'built' || shipped.image.kind !== 'dockerfile') return []
  const { path: dockerfile, label } = shipped.image.dockerfile
  if (label === undefined) return []
  const builder = engine.name === 'podman' ? 'podman' : 'legacy'
  return [finding('dockerfile/labelled', { dockerfile, label, builder }, { verdict: 'pass' })]
}

export function needsRepositoryFinding(dockerfile: string | undefined): readonly Finding[] {
  if (dockerfile === undefined) return []
  return [finding('dockerfile/needs-repository', { dockerfile }, { verdict: 'pass' })]
}

/** Findings about modes for which base and head have the same image. */
export function builtOnceFindings(built: readonly VariantBuild[]): readonly Finding[] {
  const images = built.flatMap((one) =>
    one.kind === 'built' && one.image.kind === 'dockerfile' ? [{ ...one, image: one.image }] : [],
  )
  return images.flatMap(({ revision, mode, image: { reference, dockerfile } }) => {
    const isBoth = images.some(
      (one) => one.revision === 'base' && one.mode.name === mode.name && one.image.reference === reference,
    )
    if (revision !== 'head' || !isBoth) return []
    const params = { dockerfile: dockerfile.path }
    return [finding('dockerfile/built-once', params, { verdict: 'pass', mode: mode.name })]
  })
}

export function cachesUnusedFinding(dockerfile: string | undefined): readonly Finding[] {
  if (dockerfile === undefined) return []
  return [finding('dockerfile/caches-unused', { dockerfile }, { verdict: 'pass' })]
}

export function cachesNotReadFinding(backends: readonly string[]): readonly Finding[] {
  if (backends.length === 0) return []
  return [finding('dockerfile/caches-unsupported', { backends }, { verdict: 'pass' })]
}
