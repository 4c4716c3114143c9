/** Images that came as archives, and stay archives until they are loaded. */
export class ArchivedImages {
  readonly #load: (archive: string) => Promise<unknown>
  readonly #images = new Map<string, { readonly archive: string; loaded?: Promise<unknown> }>()

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
    image.loaded ??= this.#load(image.archive)
    await image.loaded
  }

  /** When none is being loaded, however that ended: what is loaded after a clean-up would stay. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#images.values()].map(({ loaded }) => loaded))
  }
}
