/**
 * Settings as the text of a git configuration file, because every user of the machine could read arguments.
 *
 * @param settings `key` and value, separated by a line break, as `git config -z` prints them
 */
export function gitConfigText(settings: readonly string[]): string {
  return settings.map(settingText).join('')
}

function settingText(setting: string): string {
  const cut = setting.indexOf('\n')
  const key = cut < 0 ? setting : setting.slice(0, cut)
  const [, section = '', , subsection, name = ''] = /^([^.]+)(\.(.*))?\.([^.]+)$/s.exec(key) ?? []
  const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`
  const heading = subsection === undefined ? section : `${section} ${quoted(subsection)}`
  // a key without a value is true
  const value =
    cut < 0
      ? ''
      : ` = ${quoted(setting.slice(cut + 1))
          .replaceAll('\n', '\\n')
          .replaceAll('\t', '\\t')}`
  return `[${heading}]\n\t${name}${value}\n`
}
