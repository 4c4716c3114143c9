import {
  attributeFile,
  attributeGiven,
  compareFiles,
  type GivenProgram,
} from '../../attribution/attribute-file.ts'
import { exitCodes, InputError } from '../../common/errors.ts'
import { formatSize } from '../../model/quantity.ts'
import { differenceJson, differenceText, explanationJson, explanationText } from '../../report/explanation.ts'
import { differencePage, explanationPage, type Mask } from '../../report/html/explanation-page.ts'
import type { LocalCommand, LocalHandles } from './handles.ts'
import type { OptionValues } from './options.ts'

/** In bytes. The whole program is in memory, and its offsets must fit into 30 bits. */
const largestProgram = 1e9

/** `linkgate explain PROGRAM [HEAD]`: shows where the bytes of a program come from, or what changed between two. */
export const explainCommand: LocalCommand = async (values, handles, path, other) => {
  const { symbols, baseSymbols, json } = values
  const { print } = handles.terminal
  if (other === undefined) {
    if (baseSymbols !== undefined)
      throw new InputError(['`--base-symbols` needs two programs: pass the one to compare with first'])
    const explained = attributeFile(await givenProgram(path, symbols, handles))
    if (!explained.ok) throw new InputError([`\`${path}\` is ${explained.problem.message}`])
    const { attribution } = explained.value
    checkSymbols({ path, given: symbols, hasSymbols: attribution.symbols })
    await writePage(values, handles, (mask) => explanationPage(path, attribution, mask))
    print(json === true ? explanationJson(attribution) : explanationText(path, attribution))
    return exitCodes.passed
  }
  const [base, head] = [
    await givenProgram(path, baseSymbols, handles),
    await givenProgram(other, symbols, handles),
  ]
  const compared = await compareFiles({ base, head }, attributeGiven)
  if (!compared.ok) {
    const { side, message } = compared.problem
    throw new InputError([`\`${side === 'base' ? path : other}\` is ${message}`])
  }
  const { hasSymbols, ...programs } = compared.value
  const [one, two] = [
    { path, given: baseSymbols, option: '--base-symbols', hasSymbols: hasSymbols.base },
    { path: other, given: symbols, option: '--symbols', hasSymbols: hasSymbols.head },
  ]
  checkSymbols(one)
  checkSymbols(two)
  checkBothHaveSymbols(one, two)
  checkBothHaveSymbols(two, one)
  const explained = { paths: { base: path, head: other }, ...programs }
  await writePage(values, handles, (mask) => differencePage(explained, mask))
  print(json === true ? differenceJson(explained) : differenceText(explained))
  return exitCodes.passed
}

async function writePage(
  { html }: OptionValues,
  { world, resolve }: LocalHandles,
  page: (mask: Mask) => string,
): Promise<void> {
  if (html !== undefined) await world.files.write(resolve(html), page(world.secrets.mask))
}

interface SymbolsOf {
  readonly path: string
  /** The program that the user passed for its symbols. */
  readonly given: string | undefined
  readonly hasSymbols: boolean
}

function checkSymbols({ path, given, hasSymbols }: SymbolsOf): void {
  if (given === undefined || hasSymbols) return
  throw new InputError([
    `\`${given}\` has no symbol table, or its code differs from \`${path}\`: build the same source with the same flags, but without \`-s -w\``,
  ])
}

/** Fails if the user passed symbols that have no effect, because two programs are only compared by symbols if both have them. */
function checkBothHaveSymbols({ given }: SymbolsOf, other: SymbolsOf & { readonly option: string }): void {
  if (given === undefined || other.hasSymbols) return
  throw new InputError([
    `\`${other.path}\` has no symbol table, so the symbols of \`${given}\` have no effect: pass \`${other.option}\` too`,
  ])
}

async function givenProgram(
  path: string,
  symbols: string | undefined,
  handles: LocalHandles,
): Promise<GivenProgram> {
  const bytes = await fileAt(path, handles)
  return symbols === undefined ? { bytes } : { bytes, sibling: await fileAt(symbols, handles) }
}

async function fileAt(path: string, { world, resolve }: LocalHandles): Promise<Uint8Array> {
  const absolute = resolve(path)
  const found = await world.files.stat(absolute)
  if (found === undefined) throw new InputError([`\`${path}\` does not exist: pass the path of a program`])
  if (found.kind !== 'file') throw new InputError([`\`${path}\` is not a file: pass the path of a program`])
  if (found.size > largestProgram) {
    throw new InputError([
      `\`${path}\` is larger than ${formatSize(largestProgram)}, the most that linkgate explains`,
    ])
  }
  const bytes = await world.files.readWith(absolute, (file) => file.read(0, file.size))
  if (bytes === undefined) throw new InputError([`\`${path}\` was removed while it was read`])
  return bytes
}
