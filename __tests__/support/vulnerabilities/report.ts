/** Artificial vulnerabilities of a report. */
import type {
  CheckedProgram,
  LinkedVulnerability,
  Vulnerabilities,
  VulnerabilityBudget,
} from '../../../src/model/vulnerability.ts'

export function vulnerability(id: string, about: Partial<LinkedVulnerability> = {}): LinkedVulnerability {
  return {
    id,
    aliases: ['CVE-2026-1000'],
    summary: 'Panic on malformed input',
    reviewed: true,
    module: 'example.com/lib',
    version: 'v1.1.0',
    fixed: 'v1.2.0',
    part: 'functions',
    package: 'example.com/lib/parse',
    symbols: ['Parser.Parse'],
    more: 0,
    ...about,
  }
}

export const checked = (...found: readonly LinkedVulnerability[]): CheckedProgram['result'] => ({
  kind: 'checked',
  found,
  unversioned: [],
})

export interface GivenVulnerabilities extends Partial<Omit<Vulnerabilities, 'budget' | 'programs'>> {
  readonly budget?: Partial<VulnerabilityBudget>
  readonly base?: CheckedProgram['result']
  readonly head?: CheckedProgram['result']
  readonly modes?: readonly string[]
}

/** The same vulnerabilities in all modes, on one platform. */
export function vulnerabilities({
  budget = {},
  base,
  head,
  modes = ['static', 'dynamic'],
  ...given
}: GivenVulnerabilities): Vulnerabilities {
  const programs = modes.flatMap((mode) => [
    ...(base === undefined
      ? []
      : [{ revision: 'base', mode, platform: 'linux/amd64', result: base } as const]),
    ...(head === undefined
      ? []
      : [{ revision: 'head', mode, platform: 'linux/amd64', result: head } as const]),
  ])
  const database = {
    kind: 'web',
    name: 'https://vuln.go.dev',
    modified: '2026-11-05T23:49:57Z',
    digest: 'd'.repeat(64),
  } as const
  return {
    date: '2026-11-30',
    ...(given.problem === undefined ? { database } : {}),
    ...given,
    budget: { unmeasured: 'fail', accept: [], ...budget },
    programs,
  }
}
