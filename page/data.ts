/** Access to the data and the elements of the page. */
import type { PackedPrograms } from '../src/report/html/packed-tree.ts'

export interface ProgramData extends PackedPrograms {
  readonly isCompared: boolean
  /** Notes that are shown with the module of this name. */
  readonly notes: readonly (readonly [name: string, note: string])[]
}

/** Returns undefined for a page without a program. */
export function packedProgramsIn(page: Document): ProgramData | undefined {
  const text = page.getElementById('program-data')?.textContent
  return text ? JSON.parse(text) : undefined
}

export function elementOf<T extends Element>(page: Document, selector: string, type: new () => T): T {
  const found = page.querySelector(selector)
  if (found instanceof type) return found
  throw new Error(`the page has no ${selector}`)
}
