import { type Dockerfile, parseDockerfile } from '../../../src/build/dockerfile/parse.ts'

export function parsed(text: string): Dockerfile {
  const dockerfile = parseDockerfile(text)
  if ('problem' in dockerfile) throw new Error(dockerfile.problem)
  return dockerfile
}
