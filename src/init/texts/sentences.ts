/** What was found, and what could not be known. */
import { isPlainVariable } from '../../common/secrets/known.ts'
import type { Detected, DockerfileFound, ImageFound } from '../detect/detected.ts'
import { workflowFile } from './workflow-text.ts'

export interface Sentences {
  readonly found: readonly string[]
  /** Each with what to do about it. */
  readonly unknown: readonly string[]
}

export function sentencesOf(found: Detected): Sentences {
  const { main, image, start, go, prepare, mergeQueue, runsAlready } = found
  return {
    found: [
      ...(main.ok && main.value.others.length === 0
        ? [`main package ${main.value.path} (${main.value.because})`]
        : []),
      ...(main.ok ? [imageSentence(image)] : []),
      ...(start.args?.sure === true
        ? [`arguments \`${start.args.words.join(' ')}\` (${start.args.by})`]
        : []),
      ...(Object.keys(start.env).length === 0
        ? []
        : [`variables ${Object.keys(start.env).join(', ')} (${start.by})`]),
      ...(start.port === undefined
        ? []
        : [
            `port ${start.port.number} (${start.port.by}); it is looked for when the app starts all the same`,
          ]),
      ...(prepare === undefined || !prepare.needed ? [] : [`before each build: \`${prepare.command}\``]),
      go.kind === 'file'
        ? `Go as ${go.file} says: ${go.version}`
        : `the newest Go for the workflow, as ${go.because}`,
      ...(runsAlready === undefined
        ? []
        : [`${runsAlready} runs linkgate already: no other workflow is written`]),
      ...(mergeQueue === undefined ? [] : [`merge queue (${mergeQueue}): the workflow runs in it too`]),
    ],
    unknown: [
      ...ofMain(found),
      ...(image.kind === 'built-in' ? [] : ofImage(found, image)),
      ...ofStart(found),
      ...ofBuild(found),
    ],
  }
}

function imageSentence(image: ImageFound): string {
  if (image.kind === 'built-in') return `linkgate's own image: ${image.because}`
  const { dockerfile, context, target, buildArgs, because } = image
  const stage = target === undefined ? '' : `, target ${target}`
  const names = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`)
  const args = names.length === 0 ? '' : `, ${names.join(' ')}`
  return `Dockerfile ${dockerfile}${stage}, context ${context}${args} (${because})`
}

const mostNamed = 5

function several(names: readonly string[], separator: string): string {
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed).join(separator)
  return more > 0 ? `${named} and ${more} more` : named
}

function ofMain({ main, configFile }: Detected): readonly string[] {
  if (!main.ok) return [`the main package: ${main.problem.message}; it is left to each run to find`]
  const { path, others } = main.value
  if (others.length === 0) return []
  return [
    `which service is meant, of ${several([path, ...others], ', ')}: ${path} is written; choose another one in ${configFile}, or measure all of them as the example workflow monorepo.yml of linkgate does`,
  ]
}

function ofImage({ configFile }: Detected, image: DockerfileFound): readonly string[] {
  const { dockerfile, others, neededArgs, unknownArgs, secrets, ssh, problems, by } = image
  return [
    ...(others.length === 0
      ? []
      : [`which image is shipped: ${dockerfile} is written, and ${several(others, '; ')} would do as well`]),
    ...neededArgs.map(
      (name) =>
        `what the build argument \`${name}\` of ${dockerfile} is, which has no default: write it under \`build-args\` in ${configFile}`,
    ),
    ...(unknownArgs.length === 0
      ? []
      : [`what ${by} gives for ${unknownArgs.join(', ')}: ${dockerfile} is built without`]),
    ...secrets.map(
      (id) =>
        `the secret \`${id}\` that ${dockerfile} mounts: where it is needed, take the # away under \`secrets\` in ${configFile} and under \`env\` in ${workflowFile}`,
    ),
    ...(ssh ? [`what ${dockerfile} uses the SSH agent for: see \`ssh\` in ${configFile}`] : []),
    ...problems,
  ]
}

function ofStart({ start, configFile }: Detected): readonly string[] {
  const { args, unknownEnv, envFiles, services, by } = start
  const names = services.map(({ name, image }) => `${name} (${image})`)
  const hidden = Object.entries({ ...start.env, ...start.serviceEnv })
    .filter(([name, value]) => !isPlainVariable(name, value))
    .map(([name]) => name)
  return [
    ...(args === undefined || args.sure
      ? []
      : [
          `whether the app is started as ${args.by} does, with \`${args.words.join(' ')}\`: if so, see \`args\` in ${configFile}`,
        ]),
    ...(services.length === 0
      ? []
      : [
          `whether the app starts without ${names.join(', ')}, which ${by} starts before it: if not, take the # away at \`services\` in ${workflowFile}, and at \`network\` and \`env\` in ${configFile}`,
        ]),
    ...(unknownEnv.length === 0
      ? []
      : [
          `the values of ${unknownEnv.join(', ')}, which ${by} takes from outside: if the app does not start without, write them under \`env\` in ${configFile}`,
        ]),
    ...(hidden.length === 0
      ? []
      : [
          `the values of ${hidden.join(', ')}, which ${by} has and linkgate does not repeat: if the app does not start without, write them under \`env\` in ${configFile}`,
        ]),
    ...(envFiles.length === 0
      ? []
      : [
          `the variables in ${envFiles.join(', ')}, which ${by} reads and linkgate does not: write those that the app needs under \`env\` in ${configFile}`,
        ]),
  ]
}

function ofBuild({ obstacles, privateModules }: Detected): readonly string[] {
  return [
    ...obstacles.map((obstacle) => `how it is built: ${obstacle}`),
    ...(privateModules.length === 0
      ? []
      : [
          `credentials for ${privateModules.join(', ')}, which are private here (GOPRIVATE): take the # away at \`GOPRIVATE\` and at \`git config\` in ${workflowFile}, and make the secret`,
        ]),
  ]
}
