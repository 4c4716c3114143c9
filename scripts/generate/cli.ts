/** The commands in docs/command-line.md: the output of `--help` as Markdown. */
import { optionText } from '../../src/commands/local/command-line.ts'
import { exitCodesOf, outputVariables, type Verb, verbs } from '../../src/commands/local/verbs.ts'
import { markdownTable } from './markdown-table.ts'

export function commandSections(): readonly string[] {
  const sections: readonly (readonly string[])[] = [
    markdownTable(
      ['Command', 'What it does'],
      verbs.map(({ name, summary }) => [`[\`${name}\`](#linkgate-${name})`, summary]),
    ),
    ...verbs.flatMap(verbSection),
    ['### Environment'],
    markdownTable(
      ['Variable', 'Meaning'],
      outputVariables.map(([name, about]) => [`\`${name}\``, about]),
    ),
  ]
  return sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function verbSection(verb: Verb): readonly (readonly string[])[] {
  const { name, about, options, examples } = verb
  const operands = operandsOf(verb)
  return [
    [`### linkgate ${name}`],
    [about],
    [
      `Usage: \`linkgate ${name} [options]${operands.map(({ form }) => ` ${form}`).join('')}\`${operands.map((one) => `; \`${one.name}\`: ${one.about}`).join('')}`,
    ],
    markdownTable(
      ['Option', 'Meaning'],
      options.map((option) => [`\`${option.flags}\``, optionText(option)]),
    ),
    markdownTable(
      ['Example', 'What it does'],
      examples.map((example) => [`\`${example.command}\``, example.about]),
    ),
    markdownTable(
      ['Exit code', 'Meaning'],
      exitCodesOf(verb).map(([code, meaning]) => [`${code}`, meaning]),
    ),
  ]
}

function operandsOf({ operand, optionalOperand }: Verb) {
  return [
    ...(operand === undefined ? [] : [{ ...operand, form: `<${operand.name}>` }]),
    ...(optionalOperand === undefined ? [] : [{ ...optionalOperand, form: `[${optionalOperand.name}]` }]),
  ]
}
