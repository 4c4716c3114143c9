const otherBuilders: Readonly<Record<string, string>> = {
  dagger: 'Dagger',
  earthly: 'Earthly',
  just: 'just',
  ko: 'ko',
  mage: 'Mage',
  pack: 'Buildpacks',
  task: 'Task',
  'go-task': 'Task',
}

/** The note for a command of a builder whose files linkgate cannot read; undefined for other programs. */
export function unreadBuild(words: readonly string[]): string | undefined {
  const [program = ''] = words
  const other = Object.hasOwn(otherBuilders, program) ? otherBuilders[program] : undefined
  return other === undefined
    ? undefined
    : `linkgate cannot determine what \`${words.join(' ')}\` builds with ${other}`
}
