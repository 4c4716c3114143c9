/** Reports what the probe prints about a container that it creates. */
import type { Session } from '../../../effects/exec.ts'

/** Reports each line only once, because compared images usually have the same files. */
export function onceEach(report: (line: string) => void): (line: string) => void {
  const reported = new Set<string>()
  return (line) => {
    if (reported.has(line)) return
    reported.add(line)
    report(line)
  }
}

/**
 * While the probe creates its container, it prints to standard error which properties the container cannot have. These lines may arrive
 * after its first response, because the two outputs are read separately. So they are reported after each response, by a `report` that
 * ignores lines that it has reported.
 */
export function reportingSession(session: Session, report: (line: string) => void): Session {
  return {
    send: (line) => session.send(line),
    async next(timeoutMs) {
      const line = await session.next(timeoutMs)
      if (line !== undefined) session.errors().forEach(report)
      return line
    },
    errors: () => session.errors(),
    close: () => session.close(),
  }
}
