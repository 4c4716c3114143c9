import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { externalBases } from '../../../src/dockerfile/facts/bases.ts'
import { stepsOf } from '../../../src/dockerfile/read/scope.ts'
import type { BuildParameters } from '../../../src/dockerfile/read/stages.ts'
import { expandWord } from '../../../src/dockerfile/read/variables.ts'
import type { Variables } from '../../../src/shell/expansion.ts'
import { readWord } from '../../../src/shell/read-word.ts'
import { sourceOfText } from '../../../src/shell/source.ts'
import { expectValue } from '../../support/results.ts'
import { parsed } from '../parsed.ts'

interface DockerfileVector {
  readonly text: string
  readonly args?: Readonly<Record<string, string>>
  readonly target?: string
  /** What is resolved, as engines write it. */
  readonly images?: readonly string[]
  readonly env?: readonly string[]
  readonly workdir?: string
  readonly user?: string
  readonly error?: string
}

interface Vectors {
  readonly variables: Readonly<Record<string, string>>
  /** Text, escape character, and what BuildKit makes of it unless it refuses it. */
  readonly words: readonly (readonly [string, string, string?])[]
  readonly dockerfiles: readonly DockerfileVector[]
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/buildkit/vectors.json', import.meta.url), 'utf8'),
) as Vectors

const variables: Variables = {
  get: (name) => vectors.variables[name],
  has: (name) => vectors.variables[name] !== undefined,
  isEmpty: () => true,
}

function expanded(text: string, escapeCharacter: string): string | undefined {
  const word = readWord(sourceOfText(text), 0, { ends: () => false, escapeCharacter })
  if (word === undefined) return undefined
  const expansion = expandWord(word, variables, escapeCharacter)
  return expansion.kind === 'text' ? expansion.text : undefined
}

describe('words of a Dockerfile', () => {
  test('are expanded like by BuildKit, and rejected if BuildKit rejects them', () => {
    const wrong = vectors.words.flatMap(([text, escapeCharacter, right]) => {
      const found = expanded(text, escapeCharacter)
      return found === right ? [] : [{ text, escapeCharacter, right, found }]
    })
    expect(vectors.words.length).toBeGreaterThan(5000)
    expect(wrong).toEqual([])
  })
})

describe('a whole Dockerfile', () => {
  const optionsOf = ({ args, target }: DockerfileVector): BuildParameters => ({
    ...(args === undefined ? {} : { buildArgs: args }),
    ...(target === undefined ? {} : { target }),
  })
  const isBuilt = ({ error }: DockerfileVector) => error === undefined
  const isOfImageName = ({ error = '' }: DockerfileVector) =>
    /stage name|should not be blank|is not supported for --from/.test(error)

  test('uses the same images as BuildKit', () => {
    for (const one of vectors.dockerfiles.filter(isBuilt)) {
      const found = expectValue(externalBases(parsed(one.text), optionsOf(one)))
      const images = found.map(({ reference }) => asWritten(reference)).sort()
      expect(images, one.text).toEqual(one.images ?? [])
    }
  })

  test('has no image if BuildKit finds none', () => {
    const refused = vectors.dockerfiles.filter(isOfImageName)
    expect(refused.length).toBeGreaterThan(5)
    for (const one of refused) {
      const found = externalBases(parsed(one.text), optionsOf(one))
      // a name in upper case is one that the engine refuses
      const images = found.ok ? found.value.map(({ reference }) => reference) : []
      expect(
        images.filter((image) => image === image.toLowerCase()),
        one.text,
      ).toEqual([])
    }
  })

  test("has BuildKit's variables, working directory and user, if only the text sets them", () => {
    const unknown: string[] = []
    for (const one of vectors.dockerfiles.filter(isBuilt)) {
      if (one.target !== undefined) continue
      const dockerfile = parsed(`${one.text}ENV LAST=1\n`)
      const target = dockerfile.stages.at(-1) ?? expect.fail('no stage')
      const { scope } = stepsOf(dockerfile, target, optionsOf(one)).at(-1) ?? expect.fail('no step')
      const right = new Map(one.env?.map((each) => [each.split('=', 1)[0] ?? '', each]))
      for (const name of ['X', 'Y', 'Z', 'W']) {
        if (scope.variables.has(name) && scope.variables.get(name) === undefined) unknown.push(one.text)
        else if (scope.variables.has(name) || right.has(name))
          expect(`${name}=${scope.variables.get(name)}`, one.text).toBe(right.get(name))
      }
      if (scope.workdir === undefined) unknown.push(one.text)
      // that of an image is not in the text
      else if (one.text.includes('WORKDIR'))
        expect(scope.workdir, one.text).toBe(one.workdir?.replace('//', '/'))
      expect(scope.user, one.text).toBe(one.user)
    }
    // an image may set it
    expect(unknown).toEqual(['FROM golang:1.24\nWORKDIR /a/${UNSET}b\n'])
  })
})

/** As BuildKit writes the name of an image. */
function asWritten(image: string): string {
  const tagged = image.includes(':') ? image : `${image}:latest`
  return tagged.includes('/') ? tagged : `docker.io/library/${tagged}`
}
