import type { Env } from '../../effects/exec.ts'

/** How to name an address to git: every process of the machine may read the command line. */
export interface GitAddress {
  /** Without user and password, where git gets them otherwise. */
  readonly url: string
  /** Before the git command. */
  readonly options: readonly string[]
  /** Of its environment, which only processes of the same user may read. */
  readonly variables: Env
}

const variable = 'LINKGATE_GIT_HEADER'

/** git would also repeat the address in the arguments of the program that it starts for HTTP. */
export function gitAddress(address: string): GitAddress {
  const [, scheme = '', account, rest = ''] = /^(https?:\/\/)([^/?#]*)@([^=\s]*)$/i.exec(address) ?? []
  if (account === undefined) return { url: address, options: [], variables: {} }
  const [user = '', ...password] = account.split(':')
  const plain = `${decoded(user)}:${decoded(password.join(':'))}`
  const url = `${scheme}${rest}`
  return {
    url,
    // the empty one takes away those that the repository sets for the server
    options: ['-c', `http.${url}.extraHeader=`, `--config-env=http.${url}.extraHeader=${variable}`],
    variables: { [variable]: `Authorization: Basic ${Buffer.from(plain).toString('base64')}` },
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
