/** What there is to say of the images of an app's own Dockerfile. */

import type { IneffectiveEnv } from '../../dockerfile/facts/ineffective-env.ts'
import type { Finding } from '../../model/finding.ts'
import type { Mode } from '../../model/mode.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ImageBuild } from '../../repository/dockerfiles/survey.ts'
import type { MainPackage } from '../../repository/go/discover.ts'
import type { BuiltVariant, UnbuiltVariant } from '../built-variant.ts'
import type { ProvenImage } from './build-image.ts'
import type { NotDerived } from './mode-image.ts'

export function notTheApp(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  main: MainPackage,
  problem: string,
): Finding {
  return {
    verdict: 'warn',
    kind: 'dockerfile-not-used',
    message: `The image of ${dockerfile} was not measured: ${problem}. The built-in image was measured instead, with \`${main.importPath}\` built on this machine`,
    fix: 'name the Dockerfile that builds it as `build: { dockerfile: … }` in .github/linkgate.yml, or `build: { dockerfile: false }` to measure the built-in image',
  }
}

/** Assignments that say one thing of a program that came out as the other. */
export function ineffectiveEnvFinding(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  { linkage }: ProvenImage,
  found: readonly IneffectiveEnv[],
): readonly Finding[] {
  const isDynamic = linkage.kind === 'dynamic'
  return found
    .filter(({ value }) => value === (isDynamic ? '0' : '1'))
    .slice(-1)
    .map(({ line, value, unexported }) => ({
      verdict: 'warn',
      kind: 'set-for-nobody',
      message: `\`CGO_ENABLED=${value}\` in line ${line} of ${dockerfile} sets nothing that \`go build\` sees (${unexported ? 'the shell does not export it' : 'its shell ends with that RUN'}): what is shipped is ${linkage.kind}`,
      fix: `write \`ENV CGO_ENABLED=${value}\` before that line, or put it directly in front of \`go build\``,
    }))
}

/** Undefined where a column has what is shipped, or the configuration names another image for it. */
export function unlistedMode(
  { dockerfile }: Pick<ImageBuild, 'dockerfile'>,
  modes: readonly Mode[],
  { linkage }: Pick<ProvenImage, 'linkage'>,
): Finding | undefined {
  const such = modes.filter(({ expects }) => expects.includes(linkage.kind))
  if (such.some(({ own }) => own === undefined)) return undefined
  const [first] = such
  if (first !== undefined) {
    return {
      verdict: 'warn',
      kind: 'shipped-mode',
      mode: first.name,
      message: `The image of ${dockerfile} as it is holds a ${linkage.kind} program, and mode \`${first.name}\` has ${keysOf(first)} of its own, which are for \`go build\`: what is shipped is in no column`,
      fix: `leave them out of the mode, or add one with \`link: ${first.expects[0]}\` and without them, in .github/linkgate.yml`,
    }
  }
  return {
    verdict: 'warn',
    kind: 'shipped-mode',
    message: `The image of ${dockerfile} as it is holds a ${linkage.kind} program, and none of the modes here (${modes.map(({ name }) => name).join(', ')}) is that: what is shipped is in no column`,
    fix: 'add the mode that it is under `modes` in .github/linkgate.yml',
  }
}

export function notDerived(mode: Mode, { why, log }: NotDerived): Finding {
  return {
    verdict: 'pass',
    kind: 'not-derived',
    mode: mode.name,
    message: `Mode \`${mode.name}\` is measured in the built-in image, not in one of the Dockerfile: ${why}`,
    ...(log === undefined ? {} : { log }),
  }
}

/** What the configuration says for `go build`, and images of Dockerfiles do not follow. */
export function settingsFindings(
  { settings: { config }, images }: Pick<Plan, 'settings' | 'images'>,
  built: readonly Pick<BuiltVariant | UnbuiltVariant, 'source'>[],
): readonly Finding[] {
  const isOfDockerfile = built.some(({ source }) => source !== 'built-in')
  const ofGo =
    images.shipped === undefined
      ? []
      : config.modes
          .filter(({ own, image }) => own !== undefined && image === undefined)
          .map((mode): Finding => {
            const why = `${keysOf(mode)} of its own are for \`go build\`, and a Dockerfile calls that by itself`
            return { ...notDerived(mode, { why }), ...(isOfDockerfile ? {} : { verdict: 'warn' }) }
          })
  const { tags, ldflags } = config.build
  const given = [
    ...(tags.length > 0 ? ['`build.tags`'] : []),
    ...(ldflags === undefined ? [] : ['`build.ldflags`']),
  ]
  if (!isOfDockerfile || given.length === 0) return ofGo
  return [
    ...ofGo,
    {
      verdict: 'pass',
      kind: 'settings-of-go-build',
      message: `What ${given.join(' and ')} ${given.length > 1 ? 'say' : 'says'} is for \`go build\` on this machine: an image of a Dockerfile is built with what stands there`,
    },
  ]
}

function keysOf({ own = [] }: Mode): string {
  return own.map((key) => `\`${key}\``).join(', ')
}

export function changedMode(base: ProvenImage, head: ProvenImage): readonly Finding[] {
  const [was, is] = [base.linkage, head.linkage]
  if (was.kind === is.kind && was.libc === is.libc) return []
  const say = ({ kind, libc }: typeof was) => (libc === undefined ? kind : `${kind} (${libc})`)
  return [
    {
      verdict: 'warn',
      kind: 'shipped-mode-changed',
      revision: 'head',
      message: `What is shipped changes from ${say(was)} to ${say(is)}: each column compares images linked in one way, so neither shows the step between them`,
      fix: 'compare the column that was shipped at base with the one that is shipped now',
    },
  ]
}
