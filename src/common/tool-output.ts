const progress = /^(?:#\d+ )?(?:\d+\.\d+ )?go: (?:downloading|extracting|finding) /

/** Removes the Go command's progress, which has a line for each module. Returns all lines if nothing else would be left. */
export function withoutProgress(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !progress.test(line))
  return others.some((line) => line.trim() !== '') ? others : lines
}
