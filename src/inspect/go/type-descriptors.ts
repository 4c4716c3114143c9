import { NumberList } from '../../common/number-list.ts'

/** The descriptors that were read, by number; a large program has hundreds of thousands. */
export class TypeDescriptors {
  readonly at = new NumberList()
  readonly ends = new NumberList()
  readonly kinds = new NumberList()
  /** 1 for those of types with a name. */
  readonly named = new NumberList()
  /** Of their package, or of that of their fields or methods that are not exported; 0 for none. */
  readonly paths = new NumberList()
  /** Places of other descriptors: for each one first those that it consists of, then those that it leads to. */
  readonly links = new NumberList()
  /** Where in `links` those that it consists of end, and all of its own. */
  readonly endsOfComponents = new NumberList()
  readonly endsOfLinks = new NumberList()
  /** Places of their names, more than one time where several members have the same. */
  readonly names = new NumberList()
  readonly endsOfNames = new NumberList()
  /** Places of the bits that mark the pointers in a value, `nowhere` in most, and how many bytes have them. */
  readonly pointers = new NumberList()
  readonly pointerBytes = new NumberList()

  get count(): number {
    return this.at.length
  }
}
