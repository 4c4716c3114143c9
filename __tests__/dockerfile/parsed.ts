import { type Dockerfile, parseDockerfile } from '../../src/dockerfile/read/parse.ts'
import { expectValue } from '../support/results.ts'

export function parsed(text: string): Dockerfile {
  return expectValue(parseDockerfile(text))
}
