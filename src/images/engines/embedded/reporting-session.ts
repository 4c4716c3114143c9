/** What the probe reports about a container that it makes. */
import type { Session } from '../../../effects/exec.ts'

/** Images that are compared mostly have the same files. */
export function onceEach(report: (line: string) => void): (line: string) => void {
  const reported = new Set<string>()
  return (line) => {
    if (reported.has(line)) return
    reported.add(line)
    report(line)
  }
}

/** The session, whose probe writes to standard error what it cannot give its container, before its first answer. */
export function reportingSession(session: Session, report: (line: string) => void): Session {
  let isMade = false
  return {
    send: (line) => session.send(line),
    async next(timeoutMs) {
      const line = await session.next(timeoutMs)
      if (!isMade && line !== undefined) session.errors().forEach(report)
      isMade = true
      return line
    },
    errors: () => session.errors(),
    close: () => session.close(),
  }
}
