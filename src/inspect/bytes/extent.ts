/** A part of a file: offset of the first byte, and of the one after the last. */
export interface Extent {
  readonly from: number
  readonly to: number
}
