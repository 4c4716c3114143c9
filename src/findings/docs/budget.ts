import type { budgetEntries } from '../entries/budget.ts'
import type { referenceBudgetEntries } from '../entries/budget-reference.ts'
import { type Documentation, failsNothing } from './documentation.ts'

const relax =
  'Raise the budget under `budgets` in `.github/linkgate.yml`, or set `level: warn` on it. A person with write access can also accept the change with the label of the input `accept-label`. The comment lists budgets that a pull request loosens for itself.'

export const budgetDocs: Readonly<
  Record<keyof typeof budgetEntries | keyof typeof referenceBudgetEntries, Documentation>
> = {
  'budget/max-exceeded': {
    means:
      'A metric of head is above the `max` of its budget. For a metric with noise, the whole confidence interval is above it.',
    matters: 'The ceiling that the team agreed on is broken.',
    fix: 'Reduce the metric. The table of causes shows what contributes to a change against base.',
    relax,
  },
  'budget/increase-exceeded': {
    means:
      'A metric of head is above that of base by more than the `increase` of its budget. If the budget has a percentage and an amount, both are exceeded. For a timing, the estimate is above the budget, and the bound is above half of it and above the estimated difference between the two copies of base.',
    matters: 'The change costs more than the team agreed on.',
    fix: 'Look at the causes in the report: modules, files, package initialization, the base image.',
    relax,
  },
  'budget/undecided': {
    means:
      'A metric with noise is too close to its budget to decide, or the runner is too noisy. The verdict is `inconclusive`.',
    matters: 'The budget may be broken.',
    fix: 'Allow more rounds with the input `rounds`, use a quieter runner, or set a budget above the noise floor that the report shows.',
    relax: failsNothing,
  },
  'budget/unmeasured': {
    means: 'A metric with a budget could not be measured. The finding shows the reason.',
    matters:
      'Unmeasured is not a pass: if one of your own budgets cannot be checked, the check ends with exit code 3. It is a warning if the budget is a default and base has no number either. If base and head have the same image, their `increase` budgets are kept, measured or not.',
    fix: 'Make the metric measurable. Most often the app does not start, see `start/not-ready`.',
    relax: 'Set `unmeasured: warn` on the budget, or remove the budget.',
  },
  'budget/reference-exceeded': {
    means:
      'A metric of a mode at head is above that of the reference mode at head by more than the `over-reference` of its budget. If it has a percentage and an amount, both are exceeded. Times are compared by the rule for base and head, in the rounds that both modes have.',
    matters: 'The mode costs more, compared with the reference mode, than the team agreed on.',
    fix: 'Compare what the two modes link and copy into their images; the table has the difference for each metric.',
    relax,
  },
  'budget/reference-undecided': {
    means:
      'The starts of a mode and of the reference mode do not decide whether the `over-reference` budget is broken or kept.',
    matters: 'The budget may be broken. The finding shows the reason.',
    fix: 'Allow more rounds with the input `rounds`, use a quieter runner, or raise the budget above the noise floor.',
    relax: failsNothing,
  },
  'budget/reference-unmeasured': {
    means:
      'A budget between modes cannot be checked. The reference mode was not measured, or only one of the two modes has the built-in image.',
    matters:
      'Unmeasured is not a pass: the check ends with exit code 3, unless the budget has `unmeasured: warn`.',
    fix: 'Make the reference mode measurable, choose another one with `reference`, or set the budget for `binary-size`.',
    relax: 'Set `unmeasured: warn` on the budget, or remove `over-reference` from it.',
  },
  'budget/no-baseline': {
    means:
      'There is no base to compare with: this is the first commit of the service, base does not build, or base does not start while head does.',
    matters:
      '`increase` budgets are skipped. If base builds but does not start, only those of start-up and memory are skipped.',
    fix: 'Nothing, if the service is new or the change makes it start. Otherwise fix the build of base.',
    relax: failsNothing,
  },
  'budget/loosened': {
    means: 'The pull request removes a budget that base has, or raises its limit.',
    matters:
      'The change is judged by its own configuration, so reviewers should see that it became more lenient.',
    fix: 'Restore the budget, or explain in the pull request why it changes.',
    relax: failsNothing,
  },
}
