/** Images in archives that the engine loads only when they are needed. */
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

  /** Path of its archive; undefined if only the engine has the image. */
  archiveOf(reference: string): string | undefined {
    return this.#images.get(reference)?.archive
  }

  /** Loads it into the engine, but only once. */
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
   * References of all images that were loaded. Resolves when no image is being loaded, because one that is loaded after the clean-up
   * would stay. undefined if loading one has failed, because the engine may have it all the same.
   */
  async loaded(): Promise<readonly string[] | undefined> {
    const ended = await Promise.allSettled(this.#begun.map(({ loaded }) => loaded))
    const hasFailed = ended.some(({ status }) => status === 'rejected')
    return hasFailed ? undefined : [...new Set(this.#begun.map(({ reference }) => reference))]
  }
}
