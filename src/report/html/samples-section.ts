/** The section of a page with all timed starts. */
import { plural } from '../../common/english.ts'
import type { Report } from '../../document/report.ts'
import { isMeasured, type Measured, type Measurement } from '../../model/measurement.ts'
import { labelOf, type Metric } from '../../model/metric.ts'
import { formatProportion, formatValue } from '../../model/quantity.ts'
import { revisions } from '../../model/revision.ts'
import { measurementOf, modesOf, platformsOf, variantOf } from '../lookup.ts'
import { measuredText } from '../view.ts'
import { escapeHtml } from './escape.ts'
import { countBeyond, type Strip, type StripScale, stripScale, stripSvg } from './strip-plot.ts'
import { numbersHtml, shownName } from './text.ts'

const shownMetrics: readonly Metric[] = ['startup', 'startup-cpu', 'memory']

interface Row {
  readonly name: string
  readonly kind: 'base' | 'head' | 'control'
  readonly measured: Measured
  readonly strip: Strip
}

export function samplesSection(report: Report): string {
  const plots = platformsOf(report).flatMap((platform) =>
    shownMetrics.map((metric) => plotHtml(report, metric, platform)),
  )
  const shown = plots.filter((plot) => plot !== '')
  if (shown.length === 0) return ''
  return `<section aria-labelledby="starts-title">
<h2 id="starts-title">Every start</h2>
<p class="note">${noteText(report)}</p>
${shown.join('\n')}
</section>`
}

function noteText({ noise }: Report): string {
  const start = 'Each dot is one start. The line is the median, and the bar its confidence interval.'
  const floor = noise.floor === null || noise.floor === 0 ? undefined : formatProportion(noise.floor)
  if (floor === undefined) return start
  return `${start} The hatched band is the noise floor of start-up (${floor}) around base. Two copies of base can differ that much: a median in the band does not show a change.`
}

function plotHtml(report: Report, metric: Metric, platform: string): string {
  const rows = modesOf(report).flatMap((mode) => rowsOf(report, metric, mode, platform))
  if (rows.length === 0) return ''
  const strips = rows.map(({ strip }) => strip)
  const scale = stripScale(strips)
  const of = platformsOf(report).length > 1 ? ` on ${escapeHtml(shownName(platform))}` : ''
  return `<h3>${escapeHtml(labelOf(metric))}${of}</h3>
<div class="strips">${rows.map((row) => rowHtml(row, scale)).join('')}${axisHtml(rows, scale)}</div>${beyondHtml(rows, scale)}`
}

function rowsOf(report: Report, metric: Metric, mode: string, platform: string): readonly Row[] {
  const base = measurementOf(variantOf(report, 'base', mode, platform), metric)
  const noise = metric === 'startup' && isMeasured(base) ? noiseOf(base, report.noise.floor) : undefined
  const { control } = report.noise
  const copies =
    control !== undefined &&
    control.mode === mode &&
    control.platform === platform &&
    Object.hasOwn(control.metrics, metric)
      ? rowOf(`${mode} base, second copy`, 'control', control.metrics[metric], noise)
      : []
  const own = revisions.flatMap((revision) =>
    rowOf(
      `${mode} ${revision}`,
      revision,
      measurementOf(variantOf(report, revision, mode, platform), metric),
      noise,
    ),
  )
  return [...own.slice(0, 1), ...copies, ...own.slice(1)]
}

function rowOf(
  name: string,
  kind: Row['kind'],
  measurement: Measurement | undefined,
  noise: Strip['noise'],
): readonly Row[] {
  if (!isMeasured(measurement) || measurement.samples === undefined || measurement.samples.length === 0)
    return []
  const { samples, value, low, high } = measurement
  return [{ name: shownName(name), kind, measured: measurement, strip: { samples, value, low, high, noise } }]
}

function noiseOf({ value }: Measured, floor: number | null): Strip['noise'] {
  if (floor === null || floor === 0) return undefined
  return [value * (1 - Math.abs(floor)), value * (1 + Math.abs(floor))]
}

function rowHtml({ name, kind, measured, strip }: Row, scale: StripScale): string {
  const value = measuredText(measured)
  const { samples } = strip
  const [least, most] = [Math.min(...samples), Math.max(...samples)].map((one) =>
    formatValue(one, measured.unit),
  )
  const label = `${name}: ${plural(samples.length, 'start')} from ${least} to ${most}, median ${value}`
  return `<div class="row ${kind}"><span class="name">${escapeHtml(name)}</span><span class="value">${numbersHtml(value)}</span>${stripSvg(strip, scale, label)}</div>`
}

/** All samples have the same unit. */
function axisHtml([first]: readonly Row[], { ticks }: StripScale): string {
  const unit = first?.measured.unit ?? 'count'
  const labels = ticks.map((tick) => `<span>${tick === 0 ? '0' : formatValue(tick, unit)}</span>`)
  return `<div class="axis" aria-hidden="true">${labels.join('')}</div>`
}

function beyondHtml(rows: readonly Row[], scale: StripScale): string {
  const strips = rows.map(({ strip }) => strip)
  const count = countBeyond(strips, scale)
  const [first] = rows
  if (count === 0 || first === undefined) return ''
  const all = strips.reduce((sum, { samples }) => sum + samples.length, 0)
  const most = Math.max(...strips.flatMap(({ samples }) => samples))
  const { unit } = first.measured
  return `<p class="note">At the right edge: ${count} of ${plural(all, 'start')}, beyond ${formatValue(scale.to, unit)} and up to ${formatValue(most, unit)}.</p>`
}
