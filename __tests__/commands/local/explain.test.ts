import { describe, expect, test } from 'vitest'
import { programAttributionSchema, programDifferenceSchema } from '../../../src/model/attribution.ts'
import { runLocal } from '../../support/commands/local.ts'
import { elfFile } from '../../support/programs/elf.ts'

const files = {
  '/here/app': elfFile({ tail: 'one' }),
  '/here/larger': elfFile({ tail: 'one and two' }),
  '/here/text': 'hello',
}

describe('linkgate explain', () => {
  test('explains a program, as text and as JSON', async () => {
    const text = await runLocal(['explain', 'app'], { files })
    expect(text).toMatchObject({ exitCode: 0, stderr: '' })
    expect(text.stdout).toContain('No package is known: it has no function table')
    const json = await runLocal(['explain', 'app', '--json'], { files })
    expect(json.stdout).toMatch(/\}\n$/)
    const program = programAttributionSchema.parse(JSON.parse(json.stdout))
    expect(program).toMatchObject({ size: files['/here/app'].length, symbols: false, modules: [] })
  })

  test('explains two programs, as text and as JSON', async () => {
    const text = await runLocal(['explain', 'app', 'larger'], { files })
    expect(text).toMatchObject({ exitCode: 0, stderr: '' })
    expect(text.stdout).toMatch(/^app → larger: .*, \+8 B/)
    const json = await runLocal(['explain', 'app', 'larger', '--json'], { files })
    const { difference } = JSON.parse(json.stdout)
    expect(programDifferenceSchema.parse(difference).delta).toBe(8)
  })

  test('writes one or two programs as a page', async () => {
    const one = await runLocal(['explain', 'app', '--html', 'app.html'], { files })
    expect(one.stdout).toContain('No package is known')
    expect(await one.world?.files.readText('/here/app.html')).toContain('<h1>app: ')
    const two = await runLocal(['explain', 'app', 'larger', '--html', 'difference.html'], { files })
    expect(await two.world?.files.readText('/here/difference.html')).toContain('<h1>app → larger: +8 B')
  })

  test.each([
    [['nothing'], '`nothing` does not exist'],
    [['text'], '`text` is not a program (ELF, Mach-O or PE)'],
    [['app', 'text'], '`text` is not a program (ELF, Mach-O or PE)'],
    [['text', 'app'], '`text` is not a program (ELF, Mach-O or PE)'],
    [['app', '--base-symbols', 'app'], '`--base-symbols` needs two programs'],
    [['app', '--symbols', 'larger'], '`larger` has no symbol table, or its code differs from `app`'],
  ])('%j: %s', async (args, says) => {
    const { exitCode, stdout, stderr } = await runLocal(['explain', ...args], { files })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`linkgate: ${says}`)
  })
})
