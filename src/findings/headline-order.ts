import type { FatalId, FindingId } from './catalog.ts'

/** Findings that are counted together, after all others. */
export const budgetIds = [
  'budget/max-exceeded',
  'budget/increase-exceeded',
  'budget/undecided',
  'budget/unmeasured',
  'budget/reference-exceeded',
  'budget/reference-undecided',
  'budget/reference-unmeasured',
] as const satisfies readonly FindingId[]
export type BudgetId = (typeof budgetIds)[number]

export function isBudget(id: FindingId): id is BudgetId {
  return budgetIds.some((one) => one === id)
}

/** Does not compile if a fatal id is missing from both lists. */
function complete<const Ids extends readonly FindingId[]>(
  ids: Ids & ([Exclude<FatalId, Ids[number] | BudgetId>] extends [never] ? unknown : never),
): Ids {
  return ids
}

/** The order of findings in the headline: those that prevent measuring come first. */
export const headlineOrder: readonly FindingId[] = complete([
  'build/not-compiled',
  'build/library-missing',
  'build/step-failed',
  'build/failed',
  'build/modules-not-fetched',
  'build/toolchain-missing',
  'build/base-image-missing',
  'build/network-failed',
  'build/builder-unreachable',
  'build/builder-failed',
  'build/engine-lost',
  'build/mode-unavailable',
  'build/mode-excluded',
  'start/engine-lost',
  'start/not-ready',
  'load/no-command',
  'load/exec-form-quotes',
  'load/no-shell',
  'load/script-interpreter',
  'load/script-line-endings',
  'load/cannot-switch-user',
  'load/program-missing',
  'load/not-a-program',
  'load/not-executable',
  'load/no-permission',
  'load/wrong-machine',
  'load/no-interpreter',
  'load/interpreter-broken',
  'load/library-missing',
  'load/library-broken',
  'load/version-missing',
  'load/symbol-missing',
  'load/libc-mismatch',
  'runtime/user-missing',
  'runtime/group-missing',

  'build/same-inputs',
  'budget/no-baseline',
  'budget/loosened',
  'link/mode-not-achieved',
  'vulnerability/new',
  'vulnerability/max-exceeded',
  'vulnerability/unmeasured',
  'vulnerability/loosened',
])
