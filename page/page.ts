/**
 * The script of the HTML report. It draws the treemap and the list of a program again after each selection. Without the
 * script, the page shows the whole first program.
 */
import { packedProgramsIn } from './data.ts'
import { openExplorer } from './explorer.ts'

const packed = packedProgramsIn(document)
if (packed !== undefined) openExplorer(document, packed)
