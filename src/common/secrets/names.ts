/** Names of variables, options and fields whose values count as credentials. */

/** These count anywhere in a name: PGPASSWORD, dbpassword, GITHUB_TOKEN_2. */
const anywhere =
  /passw(?:or)?d|passphrase|secret|token|credential|(?:api|private|access|account|auth|encryption|signing|master|session|deploy|license)[_-]?key|conn(?:ection)?[_-]?str/i
/** These count only as a separate word: DB_PASS and basicAuth, but neither COMPASS nor AUTHOR. */
const words = new Set(
  'pass pwd pw auth authtoken key pat jwt salt pepper cookie cookies dsn creds bearer psk'.split(' '),
)
/** A name with one of these endings describes a credential, such as its file. */
const about = new Set(
  `file path dir directory url uri endpoint host hostname port name user username email id ttl age expiry expires expiration
   lifetime timeout duration length size count max min type kind alg algorithm mode enabled disabled required header issuer
   audience scope scopes realm prefix sock socket policy provider method cost rounds rotation limit limits version format source`.split(
    /\s+/,
  ),
)
/** Names with another meaning for shells, Git and Go. */
const others = /^(?:PWD|OLDPWD|GOAUTH|GOPRIVATE|GONOSUMDB|GONOPROXY|SSH_AUTH_SOCK|XAUTHORITY)$/

/** Whether it is the name of a credential, such as `DB_PASSWORD`, `jwtSecret` or `X-Api-Key`. */
export function isSecretName(name: string): boolean {
  if (name.length > 200 || others.test(name)) return false
  const parts = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '')
  if (about.has(parts.at(-1) ?? '')) return false
  return anywhere.test(name) || parts.some((part) => words.has(part))
}

/** Whether builds and apps must not see a variable: tokens, inputs, and the runner's services. */
export function isWithheld(name: string): boolean {
  return /^(?:GITHUB_TOKEN$|ACTIONS_|INPUT_)/.test(name)
}
