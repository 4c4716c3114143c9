/** A part of a file: the first byte, and the one after the last. */
export interface Extent {
  readonly from: number
  readonly to: number
}
