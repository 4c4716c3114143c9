import { type Dockerfile, parseDockerfile } from '../../src/dockerfile/read/parse.ts'

export function parsed(text: string): Dockerfile {
  const dockerfile = parseDockerfile(text)
  if ('problem' in dockerfile) throw new Error(dockerfile.problem)
  return dockerfile
}
