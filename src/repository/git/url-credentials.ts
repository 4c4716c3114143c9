import type { Env } from '../../effects/exec.ts'

/** A URL for git without credentials on the command line, which every process of the machine can read. */
export interface GitAddress {
  /** Without user and password, if git gets them in another way. */
  readonly url: string
  /** Global options of git. */
  readonly options: readonly string[]
  /** Environment variables, which only processes of the same user can read. */
  readonly variables: Env
}

const variable = 'LINKGATE_GIT_HEADER'

/** Moves credentials from the URL to the environment: git would also pass the URL as an argument to its HTTP helper. */
export function gitAddress(address: string): GitAddress {
  const [, scheme = '', account, rest = ''] = /^(https?:\/\/)([^/?#]*)@([^=\s]*)$/i.exec(address) ?? []
  if (account === undefined) return { url: address, options: [], variables: {} }
  const [user = '', ...password] = account.split(':')
  const plain = `${decoded(user)}:${decoded(password.join(':'))}`
  const url = `${scheme}${rest}`
  return {
    url,
    // the empty value removes headers that the repository sets for the server
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
