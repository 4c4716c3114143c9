/**
 * The script of the HTML report. It draws the treemap and the list of a program again after each selection. Without scripts,
 * the page shows the first program as a whole.
 */
import { packedProgramsIn } from './data.ts'
import { openExplorer } from './explorer.ts'

const packed = packedProgramsIn(document)
if (packed !== undefined) openExplorer(document, packed)
