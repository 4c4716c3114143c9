// Number of tests, from the JSON output of the test programs.

export type Counts = Readonly<{ passed: number; failed: number; skipped: number }>

export type GoEvent = Readonly<{ Action: string; Package?: string; Test?: string; Output?: string }>

export type VitestReport = Readonly<{
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: readonly Readonly<{ status: string; assertionResults: readonly unknown[] }>[]
}>

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 }

export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

export const formatCounts = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

export function countVitest(report: VitestReport): Counts {
  // A file that fails to load has no failed tests, but must count as a failure.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

export function countGoTests(events: readonly GoEvent[]): { counts: Counts; output: string } {
  const results = new Map<string, string>()
  const output = new Map<string, string>()
  let failures = ''
  for (const { Action, Package = '', Test = '', Output = '' } of events) {
    const name = `${Package} ${Test}`
    // The compiler's messages do not belong to a test or a package that ran.
    if (Action === 'build-output') failures += Output
    output.set(name, (output.get(name) ?? '') + Output)
    if (Action === 'pass' || Action === 'fail' || Action === 'skip') results.set(name, Action)
  }
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [name, result] of results) {
    // `go test` names subtests Test/sub, and a package "package ": each contains those with a longer name.
    const below = [...results].filter(
      ([other]) => other !== name && other.startsWith(name.endsWith(' ') ? name : `${name}/`),
    )
    if (result === 'fail') failures += output.get(name) ?? ''
    // A test or a package that fails without a failure below it, such as one that does not build, counts as one failure.
    const itsOwn = result === 'fail' && !below.some(([, other]) => other === 'fail')
    const isLeaf = below.length === 0 && !name.endsWith(' ')
    if (!isLeaf && !itsOwn) continue
    if (result === 'pass') counts.passed++
    else if (result === 'skip') counts.skipped++
    else counts.failed++
  }
  return { counts, output: failures }
}
