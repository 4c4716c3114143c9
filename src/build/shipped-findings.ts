/** What there is to say of the images of an app's own Dockerfile. */
import type { Finding, Mode } from '../model.ts'
import type { DockerfilePlan, ProvenImage } from './dockerfile-build.ts'

export function notTheApp({ dockerfile, main }: DockerfilePlan, problem: string): Finding {
  return {
    verdict: 'warn',
    kind: 'dockerfile-not-used',
    message: `The image of ${dockerfile.dockerfile} was not measured: ${problem}. The built-in image was measured instead, with \`${main.importPath}\` built on this machine`,
    mend: 'name the Dockerfile that builds it as `build: { dockerfile: … }` in .github/linkgate.yml, or `build: { dockerfile: false }` to measure the built-in image',
  }
}

export function unlistedMode({ dockerfile, config }: DockerfilePlan, { linkage }: ProvenImage): Finding {
  return {
    verdict: 'warn',
    kind: 'shipped-mode',
    message: `The image of ${dockerfile.dockerfile} as it is holds a ${linkage.kind} program, and none of the modes here (${config.modes.map(({ name }) => name).join(', ')}) is that: what is shipped is in no column`,
    mend: 'add the mode that it is under `modes` in .github/linkgate.yml',
  }
}

export function notDerived(
  mode: Mode,
  { why, log }: { readonly why: string; readonly log?: readonly string[] },
): Finding {
  return {
    verdict: 'pass',
    kind: 'not-derived',
    mode: mode.name,
    message: `Mode \`${mode.name}\` is measured in the built-in image, not in one of the Dockerfile: ${why}`,
    ...(log === undefined ? {} : { log }),
  }
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
      mend: 'compare the column that was shipped at base with the one that is shipped now',
    },
  ]
}
