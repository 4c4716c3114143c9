export interface AnnotationPlace {
  readonly file?: string
  readonly line?: number
  readonly title?: string
}

/** The job log or the terminal during the work. */
export interface Log {
  info(line: string): void
  notice(line: string, place?: AnnotationPlace): void
  warning(line: string, place?: AnnotationPlace): void
  error(line: string, place?: AnnotationPlace): void
  /** Logs a step: its heading when it begins, its duration when it ends. */
  step<T>(heading: string, work: () => Promise<T>): Promise<T>
  /** Shows progress repeatedly, until the returned function is called. */
  watch(progress: () => string): () => void
}

/** Shows the progress of work until it ends. */
export async function showingProgress<T>(
  log: Pick<Log, 'watch'>,
  progress: () => string,
  work: () => Promise<T>,
): Promise<T> {
  const stop = log.watch(progress)
  try {
    return await work()
  } finally {
    stop()
  }
}
