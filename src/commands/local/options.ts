/** Options that several verbs share, and the values of all options. */

/** Values of the options of a verb. */
export interface OptionValues {
  readonly base?: string
  readonly baseSymbols?: string
  readonly config?: string
  readonly dryRun?: boolean
  readonly engine?: string
  readonly force?: boolean
  readonly html?: string
  readonly json?: boolean
  readonly markdown?: string
  readonly quiet?: boolean
  readonly repo?: string
  readonly report?: string
  readonly rounds?: string
  readonly sarif?: string
  readonly sbom?: string
  readonly scans?: string
  readonly symbols?: string
  readonly vulnerabilities?: boolean
  readonly vulnerabilityDatabase?: string
}

export interface VerbOption {
  /** As in `--base <REF>` or `-q, --quiet`: its key in `OptionValues` is the long name in camel case. */
  readonly flags: string
  readonly about: string
  /** Its default, as text. */
  readonly otherwise?: string
}

export const repo: VerbOption = {
  flags: '--repo <DIR>',
  about: 'directory of the repository',
  otherwise: 'the current directory',
}
export const config: VerbOption = {
  flags: '--config <FILE>',
  about: 'configuration file',
  otherwise: '.github/linkgate.yml, if it exists',
}
export const json: VerbOption = { flags: '--json', about: 'print JSON instead of text' }
export const html: VerbOption = {
  flags: '--html <FILE>',
  about: 'write a page to this file, to look at in a browser: one file that loads nothing',
}
export const markdown: VerbOption = {
  flags: '--markdown <FILE>',
  about: 'write the pull-request comment as Markdown to this file',
}
export const sarif: VerbOption = {
  flags: '--sarif <FILE>',
  about: 'write the findings as SARIF 2.1.0 to this file',
}
export const sbom: VerbOption = {
  flags: '--sbom <DIR>',
  about: 'write a software bill of materials of each image at head to this directory (CycloneDX 1.6, JSON)',
}
export const scans: VerbOption = {
  flags: '--scans <LIST>',
  about:
    'compare JSON of Trivy or Grype for the images: base or head, the mode, a platform if it is not the first of `platforms`, and the path, such as `head static trivy.json`, separated by commas',
}
export const report: VerbOption = { flags: '--report <FILE>', about: 'write the JSON report to this file' }
