export interface AnnotationPlace {
  readonly file?: string
  readonly line?: number
  readonly title?: string
}

/** What the person reading the job log or the terminal sees while it works. */
export interface Log {
  info(line: string): void
  notice(line: string, place?: AnnotationPlace): void
  warning(line: string, place?: AnnotationPlace): void
  error(line: string, place?: AnnotationPlace): void
  /** Frames a step: its heading now, its seconds when it ends. */
  step<T>(heading: string, work: () => Promise<T>): Promise<T>
  /** From now on shows how far the work is, as often as it suits where it is shown; the result ends that. */
  watch(progress: () => string): () => void
}

/** Shows how far work is while it lasts. */
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
