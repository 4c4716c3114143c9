/** Output of `linkgate doctor` for a workflow and a machine with problems, for docs/troubleshooting.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { succeed } from '../../src/common/result.ts'
import { defaultConfig } from '../../src/config/config.ts'
import { examine } from '../../src/doctor/doctor.ts'
import type { DoctorFacts } from '../../src/doctor/facts/facts.ts'
import { checksText } from '../../src/doctor/text.ts'
import { needMissingFix, needMissingText, needPackages } from '../../src/findings/mode-needs.ts'
import { parseWorkflow } from '../../src/repository/workflow/workflow.ts'

const file = '.github/workflows/linkgate.yml'

export function doctorExample(): readonly string[] {
  const text = checksText(examine(facts()), { color: false, width: 100 })
  return ['```text', ...text.trimEnd().split('\n'), '```']
}

const noCompiler = { kind: 'need-missing', mode: 'dynamic', need: 'c-compiler', compiler: 'gcc' } as const

function facts(): DoctorFacts {
  const workflow = parseWorkflow(withoutPermission(), file)
  if (!workflow.ok) throw new Error(workflow.problem.message)
  return {
    version: '0.1.0',
    os: 'linux',
    arch: 'amd64',
    go: succeed({
      version: 'go1.26.1',
      root: '/go',
      cache: '/go/build',
      moduleCache: '/go/modules',
      compiler: 'gcc',
      flags: '',
      toolchain: 'auto',
    }),
    goRequirements: [{ file: 'go.mod', go: '1.24.0' }],
    workflows: [workflow.value],
    brokenWorkflows: [],
    configs: [{ config: succeed(defaultConfig()) }],
    strays: [],
    machine: {
      compiler: {
        ok: false,
        problem: {
          message: `${needMissingText(noCompiler)}: ${needMissingFix(noCompiler)}`,
          packages: needPackages(noCompiler),
        },
      },
      engine: succeed({
        name: 'docker',
        version: '29.1.2',
        store: 'containerd image store (overlayfs)',
        buildx: true,
      }),
      disk: [],
      git: succeed({
        revisions: succeed({
          base: { sha: 'd159b38860c2f4b1a7e3d95c8f02e6a417b9c350' },
          head: { sha: '3890a2f21d7be64c05f19a83e2c7d4b60a51f8e9', dirty: true },
          because: 'merge base with origin/main',
        }),
        shallow: false,
        missingSubmodules: [],
        missingContent: [],
        defaultBranch: 'main',
      }),
    },
  }
}

function withoutPermission(): string {
  const path = join(import.meta.dirname, '../../example-workflows/quick-start.yml')
  const workflow = parse(readFileSync(path, 'utf8')) as object
  return stringify({ ...workflow, permissions: { contents: 'read' } })
}
