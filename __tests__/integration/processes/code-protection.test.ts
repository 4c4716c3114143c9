/** Programs that a C compiler builds with and without protection. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hardening } from '../../../src/inspect/program/hardening.ts'
import { readProgram } from '../../../src/inspect/program/program.ts'
import { expectValue } from '../../support/results.ts'
import { output, temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const source = join(directory, 'main.c')
await writeFile(
  source,
  `#include <string.h>
int main(int argc, char **argv) {
  char copy[16];
  strcpy(copy, argv[0]);
  return copy[argc];
}
`,
)

test.each([
  [[], { canary: false, fortify: false }],
  [['-fstack-protector-strong'], { canary: true, fortify: false }],
  [['-D_FORTIFY_SOURCE=2'], { canary: false, fortify: true }],
  [['-fstack-protector-strong', '-D_FORTIFY_SOURCE=2'], { canary: true, fortify: true }],
  // the C library always contains these functions
  [['-static', '-fstack-protector-strong'], {}],
])('%j', async (flags, expected) => {
  const program = join(directory, `program-${flags.join('')}`)
  const none = ['-fno-stack-protector', '-U_FORTIFY_SOURCE']
  await output(['gcc', '-O2', '-w', ...none, ...flags, '-o', program, source])
  const { canary, fortify } = hardening(expectValue(readProgram(await readFile(program))))
  expect({
    ...(canary === undefined ? {} : { canary }),
    ...(fortify === undefined ? {} : { fortify }),
  }).toEqual(expected)
})
