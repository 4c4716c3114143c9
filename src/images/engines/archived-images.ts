/** Images that came as archives, and stay archives until they are loaded. */
export class ArchivedImages {
  readonly #load: (archive: string) => Promise<unknown>
  readonly #images = new Map<string, { readonly archive: string; loaded?: Promise<unknown> }>()
  readonly #begun: { readonly reference: string; readonly loaded: Promise<unknown> }[] = []

  constructor(load: (archive: string) => Promise<unknown>) {
    this.#load = load
  }

  take(reference: string, archive: string): void {
    this.#images.set(reference, { archive })
  }

  drop(reference: string): void {
    this.#images.delete(reference)
  }

  /** Its archive; undefined where the engine alone has it. */
  archiveOf(reference: string): string | undefined {
    return this.#images.get(reference)?.archive
  }

  /** Gives it to the engine, once. */
  async load(reference: string): Promise<void> {
    const image = this.#images.get(reference)
    if (image === undefined) return
    if (image.loaded === undefined) {
      image.loaded = this.#load(image.archive)
      this.#begun.push({ reference, loaded: image.loaded })
    }
    await image.loaded
  }

  /**
   * References of those that were loaded, when none is being loaded any more: what is loaded after a clean-up would stay. undefined where
   * loading one has failed: the engine may have it all the same.
   */
  async loaded(): Promise<readonly string[] | undefined> {
    const ended = await Promise.allSettled(this.#begun.map(({ loaded }) => loaded))
    const hasFailed = ended.some(({ status }) => status === 'rejected')
    return hasFailed ? undefined : [...new Set(this.#begun.map(({ reference }) => reference))]
  }
}
