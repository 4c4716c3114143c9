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

/** That a command may build images, and its files are not read or have nothing of that name; undefined for other programs. */
export function unreadBuild(words: readonly string[]): string | undefined {
  const [program = ''] = words
  const other = Object.hasOwn(otherBuilders, program) ? otherBuilders[program] : undefined
  return other === undefined
    ? undefined
    : `linkgate found nothing that it can read of ${other}, so it does not know what \`${words.join(' ')}\` builds`
}
