/** The command line as data for the parser, `--help` and docs/command-line.md. */
import { defaultRounds, roundLimits } from '../../config/inputs.ts'
import { config, html, json, markdown, repo, report, sarif, sbom, scans, type VerbOption } from './options.ts'

export interface Verb {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly about: string
  /** The operand of the verb. */
  readonly operand?: Operand
  /** A second, optional operand. */
  readonly optionalOperand?: Operand
  readonly options: readonly VerbOption[]
  readonly examples: readonly { readonly command: string; readonly about: string }[]
  /** In addition to those of every verb. */
  readonly exitCodes: readonly ExitCode[]
}

export interface Operand {
  readonly name: string
  readonly about: string
}

export type ExitCode = readonly [code: number, meaning: string]

/** Exit codes of every verb. */
const commonExitCodes: readonly ExitCode[] = [
  [2, 'invalid input: arguments, configuration or repository'],
  [3, 'linkgate could not finish'],
  [130, 'cancelled'],
]

const verdictCodes: readonly ExitCode[] = [
  [0, 'every budget is kept or undecided, or only warns'],
  [1, 'a budget is broken, a mode is not linked as it claims, or head does not start'],
  [3, 'a budget or a mode could not be checked, for example because head does not build'],
]

export const verbs = [
  {
    name: 'init',
    summary: 'write a configuration and a workflow for a repository',
    about:
      'Write `.github/linkgate.yml` and `.github/workflows/linkgate.yml` for the services found in the repository. Existing files are kept.',
    options: [
      repo,
      {
        flags: '--config <FILE>',
        about: 'configuration file to write',
        otherwise: '.github/linkgate.yml',
      },
      { flags: '--force', about: 'overwrite existing files' },
      { flags: '--dry-run', about: 'print the files and write nothing' },
    ],
    examples: [
      { command: 'linkgate init --dry-run', about: 'show what would be written' },
      { command: 'linkgate init --repo ../orders', about: 'set up another repository' },
    ],
    exitCodes: [[0, 'the files are written']],
  },
  {
    name: 'check',
    summary: 'build, measure and compare two revisions',
    about:
      'Build the images of HEAD and its merge base, measure both, and check the budgets. If the working tree has changes, it is compared instead of HEAD.',
    options: [
      {
        flags: '--base <REF>',
        about: 'branch, tag or SHA to compare with',
        otherwise: 'the merge base with the default branch',
      },
      repo,
      config,
      {
        flags: '--rounds <N>',
        about: `maximum starts of each variant, ${roundLimits.least} to ${roundLimits.most}`,
        otherwise: `${defaultRounds}`,
      },
      {
        flags: '--engine <NAME>',
        about: 'what builds and runs images: `docker`, `embedded` (linkgate itself) or `auto`',
        otherwise: 'auto, which is Docker or Podman if one answers, else embedded',
      },
      scans,
      report,
      markdown,
      html,
      sarif,
      sbom,
      json,
      { flags: '-q, --quiet', about: 'show no progress, only the result, warnings and errors' },
    ],
    examples: [
      { command: 'linkgate check', about: 'compare your changes with the default branch' },
      {
        command: 'linkgate check --base v1.4.0 --report report.json',
        about: 'compare with a release and keep the report',
      },
    ],
    exitCodes: verdictCodes,
  },
  {
    name: 'inspect',
    summary: 'show how a program or an image is linked, and whether it starts',
    about:
      'Show how a program is linked (ELF, Mach-O or PE). For an image archive (`docker save`) or an OCI layout, also show its layers and whether its program can start.',
    operand: { name: 'PATH', about: 'program, image archive or OCI layout' },
    options: [
      { flags: '--base <ARCHIVE>', about: 'archive of the base image, to mark the layers that come from it' },
      {
        flags: '--vulnerabilities',
        about: 'also show the known vulnerabilities that are linked into the Go program',
      },
      {
        flags: '--vulnerability-database <PLACE>',
        about:
          'database for `--vulnerabilities`, which it implies: an address, a module with its version, or a directory',
        otherwise:
          'https://vuln.go.dev, or golang.org/x/vulndb@latest through the module proxy if that address cannot be reached',
      },
      json,
    ],
    examples: [
      { command: 'linkgate inspect ./api', about: 'inspect a program' },
      { command: 'linkgate inspect image.tar --base debian.tar', about: 'inspect an image' },
      { command: 'linkgate inspect ./api --vulnerabilities', about: 'look for known vulnerabilities' },
    ],
    exitCodes: [
      [0, 'the program is inspected, and an image can start as far as linkgate can check'],
      [1, 'the image cannot start'],
    ],
  },
  {
    name: 'explain',
    summary: 'show what the bytes of a Go program are, or why another one is larger',
    about:
      'Show which modules, packages and functions the bytes of a Go program (ELF, Mach-O or PE) come from. With a second program, show what changed its size, in bytes.',
    operand: { name: 'PROGRAM', about: 'program to explain, or the one to compare with' },
    optionalOperand: { name: 'HEAD', about: 'program whose change is explained' },
    options: [
      {
        flags: '--symbols <FILE>',
        about:
          'the same program (HEAD, if there are two) built without `-s -w`, to name the variables of a stripped one',
      },
      { flags: '--base-symbols <FILE>', about: 'the same for PROGRAM, if there are two' },
      html,
      json,
    ],
    examples: [
      { command: 'linkgate explain ./api', about: 'list modules and packages by size' },
      { command: 'linkgate explain api.old api.new', about: 'list what made the program grow' },
      { command: 'linkgate explain ./api --html api.html', about: 'draw modules and packages as a treemap' },
    ],
    exitCodes: [[0, 'the program is explained']],
  },
  {
    name: 'judge',
    summary: 'check an existing report against its budgets or others',
    about: 'Check the budgets again with the numbers of a report. Nothing is built or measured.',
    operand: { name: 'REPORT', about: 'JSON report of an earlier run' },
    options: [
      {
        flags: '--config <FILE>',
        about: 'configuration file with the budgets to check',
        otherwise: 'the budgets in the report',
      },
      report,
      markdown,
      html,
      sarif,
      sbom,
      json,
    ],
    examples: [
      { command: 'linkgate judge report.json', about: 'show an earlier result' },
      { command: 'linkgate judge report.json --config other-budgets.yml', about: 'try other budgets' },
    ],
    exitCodes: verdictCodes,
  },
  {
    name: 'doctor',
    summary: 'check the setup of this machine and the repository',
    about:
      'Check this machine, the configuration and the workflows, and print the YAML of every fix. With a report, also name the budgets that are too small for the noise of its runner.',
    options: [
      repo,
      config,
      { flags: '--report <FILE>', about: 'JSON report of an earlier run, for advice on its budgets' },
      json,
    ],
    examples: [
      { command: 'linkgate doctor', about: 'check the current repository' },
      { command: 'linkgate doctor --report report.json', about: 'also check the budgets' },
    ],
    exitCodes: [
      [0, 'linkgate can run here'],
      [2, 'linkgate cannot run here, or the input is invalid'],
    ],
  },
] as const satisfies readonly Verb[]

export type VerbName = (typeof verbs)[number]['name']

/** Variables of the environment that change what a local command prints or keeps. */
export const outputVariables: readonly (readonly [name: string, about: string])[] = [
  ['NO_COLOR', 'if set, print no colors'],
  ['FORCE_COLOR', 'if set, print colors even when the output is not a terminal'],
  [
    'LINKGATE_CACHE',
    'directory of kept results, or `off` (default: `linkgate` in the cache directory of the user)',
  ],
]

/** All exit codes of a verb, ascending; its own meaning of a code replaces the common one. */
export function exitCodesOf({ exitCodes }: Pick<Verb, 'exitCodes'>): readonly ExitCode[] {
  return [...new Map([...commonExitCodes, ...exitCodes])].toSorted(([a], [b]) => a - b)
}
