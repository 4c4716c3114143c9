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

/** Before its first response, the probe prints to standard error which properties its container cannot have. */
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
