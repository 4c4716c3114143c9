const progress = /^(?:#\d+ )?(?:\d+\.\d+ )?go: (?:downloading|extracting|finding) /

/** Lines of an output without the Go command's progress, of which there is one for each module; all of them where nothing else is left. */
export function withoutProgress(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !progress.test(line))
  return others.some((line) => line.trim() !== '') ? others : lines
}
