import type { Report } from '../../document/report.ts'
import { phaseRows } from '../durations.ts'
import { sentence } from '../text.ts'
import { alignments, details, table } from './gfm.ts'

/** Without empty columns. */
export function durationsSection(report: Report): string | undefined {
  const rows = phaseRows(report)
  if (rows.length === 0) return undefined
  const more = [
    { title: 'Caches', of: ({ cached }: (typeof rows)[number]) => cached },
    { title: 'The next run', of: ({ next }: (typeof rows)[number]) => next },
  ].filter(({ of }) => rows.some((row) => of(row) !== ''))
  const shown = table(
    ['Phase', 'Time', ...more.map(({ title }) => title)],
    [...alignments(1, 1), ...alignments(more.length, 0)],
    rows.flatMap((row, index) => [
      ...(row.job === undefined || row.job === rows[index - 1]?.job
        ? []
        : [[`**${sentence(row.job)}**`, '', ...more.map(() => '')]]),
      [
        `${row.isPart ? '– ' : ''}${sentence(row.name)}`,
        row.time,
        ...more.map(({ of }) => sentence(of(row))),
      ],
    ]),
  )
  return details('Where the time went', shown)
}
