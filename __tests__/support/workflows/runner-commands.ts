/**
 * The commands that a runner finds in the output of a step: a model of `ActionCommand.cs` (TryParseV2, TryParse) of actions/runner, of
 * the patterns of nektos/act, and of the line ends that they accept. Any name counts as a command, because `stop-commands` can make
 * it one.
 */
export interface RunnerCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** Characters for which `char.IsWhiteSpace` of .NET is true, at the start of a line. */
const netSpaces = /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/
/** Characters without a weight, which the culture-sensitive comparisons of .NET may ignore. */
const weightless = /[\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}]|(?![\t-\r])\p{Cc}/gu

export function commandsIn(printed: string): readonly RunnerCommand[] {
  return printed.split(/\r\n|\n|\r/).flatMap((line) => {
    const found = [line, line.replace(weightless, '')].flatMap(
      (text) => colons(text) ?? brackets(text) ?? byAct(text) ?? [],
    )
    return found.slice(0, 1)
  })
}

function colons(line: string): RunnerCommand | undefined {
  const text = line.replace(netSpaces, '')
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  return command(text.slice(2, end), ',', text.slice(end + 2))
}

function brackets(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  return command(line.slice(start + 3, end), ';', line.slice(end + 1))
}

/** `commandPatternGA` and `commandPatternADO`. */
function byAct(line: string): RunnerCommand | undefined {
  const [, name, properties = '', data = ''] =
    /^::([^ ]+)(?: (.+?))?::([^\r\n]*)$/.exec(line) ?? /^##\[([^ ]+)(?: (.+?))?\]([^\r\n]*)$/.exec(line) ?? []
  return name === undefined ? undefined : command(`${name} ${properties}`, ',', data)
}

function command(info: string, separator: string, data: string): RunnerCommand {
  const space = info.indexOf(' ')
  const given =
    space < 0
      ? []
      : info
          .slice(space + 1)
          .trim()
          .split(separator)
  const pairs = given.flatMap((one) => {
    const at = one.indexOf('=')
    return at < 1 ? [] : [[one.slice(0, at), unescaped(one.slice(at + 1))] as const]
  })
  return {
    name: space < 0 ? info : info.slice(0, space),
    properties: Object.fromEntries(pairs),
    data: unescaped(data),
  }
}

/** Unescapes in the order of the runner: `%25` last. */
function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}
