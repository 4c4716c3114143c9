/** A cache of parsed Makefiles, for commands that call make many times. */

import { repositoryRoot } from '../builds/named-build.ts'
import type { RepositoryTexts } from '../texts.ts'
import { type MakeCall, readMakefile } from './makefile.ts'
import { type Makefile, type RecipeScript, recipeScripts } from './rules.ts'

type Environment = (name: string) => string | undefined

interface Reading {
  readonly makefile: Makefile | undefined
  /** The environment variables that reading used. A reading is valid if they are equal. */
  readonly environmentUsed: ReadonlyMap<string, string | undefined>
  /** Numbers of variables and rules, which `$(eval)` in a recipe changes. */
  readonly size: string
  environment: Environment
}

const readings = new WeakMap<RepositoryTexts, Map<string, Reading[]>>()

/** The scripts of a call's goals; empty if there is no Makefile. */
export function calledScripts(
  texts: RepositoryTexts,
  call: MakeCall & { readonly goals: readonly string[] },
  environment: Environment,
): readonly RecipeScript[] {
  const byCall = readings.get(texts) ?? new Map<string, Reading[]>()
  readings.set(texts, byCall)
  const key = JSON.stringify([call.directory, call.file, call.overrides])
  const known = byCall.get(key) ?? []
  const holds = ({ environmentUsed, makefile, size }: Reading) =>
    size === sizeOf(makefile) &&
    environmentUsed.entries().every(([name, value]) => environment(name) === value)
  const reading = known.find(holds) ?? newReading(texts, call, environment)
  if (!known.includes(reading)) byCall.set(key, [reading, ...known].slice(0, mostKept))
  reading.environment = environment
  return reading.makefile === undefined ? [] : recipeScripts(reading.makefile, call.goals)
}

/** Maximum number of readings of one call, in different environments. */
const mostKept = 20

function newReading(texts: RepositoryTexts, call: MakeCall, environment: Environment): Reading {
  const environmentUsed = new Map<string, string | undefined>()
  let isRead = false
  const found = { environment }
  const makefile = readMakefile(
    {
      ...texts,
      root: repositoryRoot,
      environment: (name) => {
        const value = found.environment(name)
        if (!isRead) environmentUsed.set(name, value)
        return value
      },
    },
    call,
  )
  isRead = true
  return Object.assign(found, { makefile, environmentUsed, size: sizeOf(makefile) })
}

function sizeOf(makefile: Makefile | undefined): string {
  return `${makefile?.variables.size} ${makefile?.rules.length}`
}
