const separators = /^(?:[\n;()]|&&?|\|\|?|[{}](?=\s|$))/

/**
 * The commands of a shell script, each as its words with quotes taken off. Nothing is expanded: `$name`, `$(…)` and
 * `${{ … }}` stay in the words as they are written.
 */
export function shellCommands(script: string): readonly (readonly string[])[] {
  const commands: string[][] = []
  let words: string[] = []
  let word: string | undefined
  const endWord = () => {
    if (word !== undefined) words.push(word)
    word = undefined
  }
  const endCommand = () => {
    endWord()
    if (words.length > 0) commands.push(words)
    words = []
  }
  for (let at = 0; at < script.length; ) {
    const rest = script.slice(at)
    const character = rest.charAt(0)
    const expansion = expansionAt(rest)
    const separator = word === undefined || /^[\n;&|)]/.test(rest) ? separators.exec(rest)?.[0] : undefined
    if (rest.startsWith('\\\n')) at += 2
    else if (expansion !== undefined) {
      word = (word ?? '') + expansion
      at += expansion.length
    } else if (character === "'") {
      const end = script.indexOf("'", at + 1)
      word = (word ?? '') + script.slice(at + 1, end < 0 ? undefined : end)
      at = end < 0 ? script.length : end + 1
    } else if (character === '"') {
      const [text, length] = doubleQuoted(rest)
      word = (word ?? '') + text
      at += length
    } else if (character === '\\') {
      word = (word ?? '') + rest.charAt(1)
      at += 2
    } else if (character === '#' && word === undefined) {
      at += /^[^\n]*/.exec(rest)?.[0].length ?? 1
    } else if (separator !== undefined) {
      endCommand()
      at += separator.length
    } else if (/\s/.test(character)) {
      endWord()
      at += 1
    } else {
      word = (word ?? '') + character
      at += 1
    }
  }
  endCommand()
  return commands
}

/** Text between double quotes, and how long it is with them. */
function doubleQuoted(rest: string): readonly [text: string, length: number] {
  let text = ''
  let at = 1
  while (at < rest.length && rest.charAt(at) !== '"') {
    const expansion = expansionAt(rest.slice(at))
    if (expansion !== undefined) {
      text += expansion
      at += expansion.length
    } else if (rest.startsWith('\\\n', at)) at += 2
    else if (/^\\["\\$`]/.test(rest.slice(at))) {
      text += rest.charAt(at + 1)
      at += 2
    } else {
      text += rest.charAt(at)
      at += 1
    }
  }
  return [text, at + 1]
}

/** A substitution that begins here and may have spaces in it. */
function expansionAt(rest: string): string | undefined {
  if (!rest.startsWith('$')) return undefined
  return (/^\$\{\{[\s\S]*?\}\}/.exec(rest) ?? /^\$\{[^}]*\}/.exec(rest) ?? /^\$\([^)]*\)/.exec(rest))?.[0]
}
