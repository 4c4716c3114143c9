import { NumberList } from '../../common/number-list.ts'

/** The descriptors that were read, by number, as columns: a large program has hundreds of thousands. */
export class TypeDescriptors {
  readonly at = new NumberList()
  readonly ends = new NumberList()
  readonly kinds = new NumberList()
  /** 1 for those of types with a name. */
  readonly named = new NumberList()
  /** Number of the path of the package of the type, or of its unexported fields or methods; 0 if there is none. */
  readonly paths = new NumberList()
  /** Offsets of other descriptors: for each descriptor, first its components, then others that it refers to. */
  readonly links = new NumberList()
  /** Ends in `links` of its components, and of all its links. */
  readonly endsOfComponents = new NumberList()
  readonly endsOfLinks = new NumberList()
  /** Offsets of their names, repeated if several members have the same name. */
  readonly names = new NumberList()
  readonly endsOfNames = new NumberList()
  /** Offsets of the bitmaps of pointers in a value, `nowhere` for most, and their sizes in bytes. */
  readonly pointers = new NumberList()
  readonly pointerBytes = new NumberList()

  get count(): number {
    return this.at.length
  }
}
