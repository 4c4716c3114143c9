/** Masks secrets in all outputs of linkgate. `src/world/` provides no other outputs, so no step has to mask anything itself. */
import { assignmentFiles } from '../common/secrets/assigned.ts'
import type { Secrets } from '../common/secrets/secrets.ts'
import type { Files } from './files.ts'
import type { GitHub } from './github.ts'
import type { AnnotationPlace, Log } from './log.ts'
import type { Step } from './step.ts'
import type { Terminal } from './terminal.ts'

export function maskedLog(log: Log, { mask }: Secrets): Log {
  const place = (given: AnnotationPlace = {}): AnnotationPlace => ({
    ...given,
    ...(given.title === undefined ? {} : { title: mask(given.title) }),
    ...(given.file === undefined ? {} : { file: mask(given.file) }),
  })
  return {
    info: (line) => log.info(mask(line)),
    notice: (line, at) => log.notice(mask(line), place(at)),
    warning: (line, at) => log.warning(mask(line), place(at)),
    error: (line, at) => log.error(mask(line), place(at)),
    step: (heading, work) => log.step(mask(heading), work),
    watch: (progress) => log.watch(() => mask(progress())),
  }
}

export function maskedTerminal(terminal: Terminal, { mask }: Secrets): Terminal {
  return {
    print: (text) => terminal.print(mask(text)),
    printError: (text) => terminal.printError(mask(text)),
    color: terminal.color,
    width: terminal.width,
  }
}

export function maskedStep(step: Step, secrets: Secrets): Step {
  return {
    input: (name) => step.input(name),
    maskSecret(secret) {
      secrets.learnToken(secret)
      step.maskSecret(secret)
    },
    // the post step needs the unchanged value
    saveState: (name, value) => step.saveState(name, value),
    savedState: (name) => step.savedState(name),
    writeSummary: (markdown) => step.writeSummary(secrets.maskOwn(markdown)),
    setOutput: (name, value) => step.setOutput(name, secrets.maskOwn(value)),
  }
}

export function maskedGitHub(github: GitHub, { maskOwn }: Secrets): GitHub {
  return {
    ...github,
    createComment: (pullRequest, body) => github.createComment(pullRequest, maskOwn(body)),
    updateComment: (id, body) => github.updateComment(id, maskOwn(body)),
    setStatus: (sha, status) =>
      github.setStatus(sha, {
        ...status,
        context: maskOwn(status.context),
        description: maskOwn(status.description),
        url: maskOwn(status.url),
      }),
  }
}

/** Learns the secrets of a file before its text is returned, so before it can be shown. */
export function learningFiles(files: Files, secrets: Secrets): Files {
  return {
    ...files,
    async readText(path) {
      const text = await files.readText(path)
      if (text !== undefined && assignmentFiles.test(path)) secrets.learnFrom(text)
      return text
    },
  }
}
