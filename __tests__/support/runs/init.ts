/** Uncomments all keys in a file of `linkgate init`. */
export function takenUp(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('# yaml-language-server'))
    .map((line) => line.replace(/^( *)# ( *(?:["'\w/][^ ]*:(?: |$)|- (?:run|uses):))/, '$1$2'))
    .join('\n')
}
