/** Sentences about detected facts, and about unknown ones that the user should check. */
import { isPlainVariable } from '../../common/secrets/known.ts'
import type { BuiltInFound, Detected, DockerfileFound, ImageFound } from '../detect/detected.ts'
import { workflowFile } from './workflow-text.ts'

export interface Sentences {
  readonly found: readonly string[]
  /** Each with its fix. */
  readonly unknown: readonly string[]
}

export function sentencesOf(found: Detected): Sentences {
  const { main, image, start, go, prepare, mergeQueue, runsAlready } = found
  const copied = namesWhere(start.env, isPlainVariable)
  return {
    found: [
      ...(main.ok && main.value.others.length === 0
        ? [`main package ${main.value.path} (${main.value.because})`]
        : []),
      ...(main.ok ? [imageSentence(image)] : []),
      ...(start.args?.sure === true
        ? [`arguments \`${start.args.words.join(' ')}\` (${start.args.by})`]
        : []),
      ...(copied.length === 0 ? [] : [`variables ${copied.join(', ')} (${start.by})`]),
      ...(start.port === undefined
        ? []
        : [`port ${start.port.number} (${start.port.by}); linkgate detects the port at start-up anyway`]),
      ...(prepare === undefined || !prepare.needed ? [] : [`before each build: \`${prepare.command}\``]),
      go.kind === 'file' ? `Go ${go.version} (${go.file})` : `the newest Go in the workflow: ${go.because}`,
      ...(runsAlready === undefined
        ? []
        : [`${runsAlready} already runs linkgate, so linkgate wrote no workflow`]),
      ...(mergeQueue === undefined
        ? []
        : [`merge queue (${mergeQueue}): the workflow also runs on \`merge_group\``]),
    ],
    unknown: [
      ...ofMain(found),
      ...(image.kind === 'built-in' ? ofCopied(found, image) : ofImage(found, image)),
      ...ofStart(found),
      ...ofBuild(found),
    ],
  }
}

function imageSentence(image: ImageFound): string {
  if (image.kind === 'built-in') return `built-in image: ${image.because}`
  const { dockerfile, context, target, buildArgs, because } = image
  const stage = target === undefined ? '' : `, target ${target}`
  const names = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`)
  const args = names.length === 0 ? '' : `, ${names.join(' ')}`
  return `Dockerfile ${dockerfile}${stage}, context ${context}${args} (${because})`
}

function namesWhere(
  variables: Readonly<Record<string, string>>,
  isWanted: (name: string, value: string) => boolean,
): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => (isWanted(name, value) ? [name] : []))
}

const mostNamed = 5

function several(names: readonly string[], separator: string): string {
  const more = names.length - mostNamed
  const named = names.slice(0, mostNamed).join(separator)
  return more > 0 ? `${named} and ${more} more` : named
}

function ofMain({ main, configFile }: Detected): readonly string[] {
  if (!main.ok) return [`main package: ${main.problem.message}; each run looks for it again`]
  const { path, others } = main.value
  if (others.length === 0) return []
  return [
    `${several([path, ...others], ', ')} are equally likely. linkgate picked ${path}. Choose another one in ${configFile}, or measure all of them as in the example workflow monorepo.yml.`,
  ]
}

function ofCopied({ configFile }: Detected, { copying }: BuiltInFound): readonly string[] {
  return copying === undefined
    ? []
    : [
        `production image: if a command such as \`make build\` compiles the program before ${copying} copies it, set \`prepare\` in ${configFile} to that command`,
      ]
}

function ofImage({ configFile }: Detected, image: DockerfileFound): readonly string[] {
  const { dockerfile, others, neededArgs, unknownArgs, secrets, ssh, problems, by } = image
  return [
    ...(others.length === 0
      ? []
      : [`production image: linkgate picked ${dockerfile}; alternatives: ${several(others, '; ')}`]),
    ...neededArgs.map(
      (name) =>
        `build argument \`${name}\` of ${dockerfile} has no default: set it under \`build-args\` in ${configFile}`,
    ),
    ...(unknownArgs.length === 0
      ? []
      : [
          `build arguments ${unknownArgs.join(', ')}: their values depend on the run, so linkgate builds ${dockerfile} without them (set by ${by})`,
        ]),
    ...secrets.map(
      (id) =>
        `secret \`${id}\` of ${dockerfile}: if the build needs it, uncomment it under \`secrets\` in ${configFile} and under \`env\` in ${workflowFile}`,
    ),
    ...(ssh ? [`SSH agent: if the build of ${dockerfile} needs it, uncomment \`ssh\` in ${configFile}`] : []),
    ...problems,
  ]
}

function ofStart({ start, configFile }: Detected): readonly string[] {
  const { args, unknownEnv, envFiles, services, by } = start
  const names = services.map(({ name, image }) => `${name} (${image})`)
  const variables = { ...start.env, ...start.serviceEnv }
  const hidden = namesWhere(variables, (name, value) => !isPlainVariable(name, value))
  return [
    ...(args === undefined || args.sure
      ? []
      : [
          `arguments: ${args.by} starts the app with \`${args.words.join(' ')}\`; if production does too, uncomment \`args\` in ${configFile}`,
        ]),
    ...(services.length === 0
      ? []
      : [
          `services: ${by} starts ${names.join(', ')} first; if the app needs them, uncomment \`services\` in ${workflowFile}, and \`network\` and \`env\` in ${configFile}`,
        ]),
    ...(unknownEnv.length === 0
      ? []
      : [
          `variables ${unknownEnv.join(', ')}: ${by} reads them from the environment; if the app needs them, set them under \`env\` in ${configFile}`,
        ]),
    ...(hidden.length === 0
      ? []
      : [
          `variables ${hidden.join(', ')}: linkgate does not copy their values from ${by}; if the app needs them, set them under \`env\` in ${configFile}`,
        ]),
    ...(envFiles.length === 0
      ? []
      : [
          `variables in ${envFiles.join(', ')}: ${by} reads them, but linkgate does not; set those that the app needs under \`env\` in ${configFile}`,
        ]),
  ]
}

function ofBuild({ obstacles, privateModules }: Detected): readonly string[] {
  return [
    ...obstacles.map((obstacle) => `build: ${obstacle}`),
    ...(privateModules.length === 0
      ? []
      : [
          `private modules ${privateModules.join(', ')} (GOPRIVATE): uncomment \`GOPRIVATE\` and \`git config\` in ${workflowFile}, and create the secret`,
        ]),
  ]
}
