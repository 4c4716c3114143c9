/** Formats numbers of the metric that a finding is about. */
import { definitionOf, labelOf } from '../model/metric.ts'
import { formatValue } from '../model/quantity.ts'
import type { About } from './entry.ts'

export const label = ({ metric = '' }: About) => labelOf(metric)
export const unitOfMetric = ({ metric = '' }: About) => definitionOf(metric)?.unit ?? 'count'
export const format = (value: number, about: About) => formatValue(value, unitOfMetric(about))

/** Prints all digits if two different numbers would otherwise look the same. */
export function formatDistinct(value: number, other: number, about: About): string {
  const unit = unitOfMetric(about)
  const text = formatValue(value, unit)
  if (value === other || unit === 'count' || formatValue(other, unit) !== text) return text
  return unit === 'B' ? `${value} B` : `${value} ${unit}`
}
