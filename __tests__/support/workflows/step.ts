/** A step of a workflow as started by the runner: inputs, variables, and the files that it writes to. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Repository } from '../repositories/repository.ts'
import { root } from '../runs/linkgate.ts'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly main: string; readonly post: string }
}

export const action = parse(await readFile(join(root, 'action.yml'), 'utf8')) as Action

/** The environment of a step: inputs with their defaults, and the variables of the runner. */
export function stepEnv(
  folder: string,
  { directory, temporary }: Pick<Repository, 'directory' | 'temporary'>,
  inputs: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  // if the tests themselves run in a workflow, its event must not be used
  const machine = Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER)_/.test(name))
  const values = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      value.includes('${{') ? '' : value,
    ]),
  )
  const given = Object.fromEntries(
    Object.entries({ 'working-directory': directory, ...inputs }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  )
  return {
    ...Object.fromEntries(machine),
    ...values,
    ...given,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_TEMP: temporary,
  }
}

export async function stepFolder(folder: string): Promise<void> {
  for (const name of ['output', 'state', 'summary']) await writeFile(join(folder, name), '')
}

/** Variables with which the runner passes the state of a step to its post step. */
export function stateEnv(file: string): Record<string, string> {
  const found = [...file.matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm)]
  return Object.fromEntries(found.map(([, name, , value]) => [`STATE_${name}`, value ?? '']))
}

/** The outputs in the file of a step. */
export async function outputsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const file = await readFile(join(folder, 'output'), 'utf8')
  const found = [...file.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)]
  return Object.fromEntries(found.map(([, name, , value]) => [name, value ?? '']))
}
