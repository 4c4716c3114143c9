const progress = /^(?:#\d+ )?(?:\d+\.\d+ )?go: (?:downloading|extracting|finding) /

/** Lines of an output without the Go command's progress, which has a line for each module. All lines if nothing else is left. */
export function withoutProgress(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !progress.test(line))
  return others.some((line) => line.trim() !== '') ? others : lines
}
