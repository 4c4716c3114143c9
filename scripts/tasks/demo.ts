/** linkgate on a real Gin service: the fixture compared with itself plus a large dependency. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ordersRepository } from '../../__tests__/support/repositories/repository.ts'
import { exitCodes } from '../../src/common/errors.ts'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

await using repository = await ordersRepository()
await repository.apply('heavy')
await repository.commit('Export orders as a spreadsheet')

console.log('A pull request adds a spreadsheet library to a small Gin service. What does it cost?\n')
const exitCode = await new Promise<number>((resolve, reject) => {
  const check = spawn(
    process.execPath,
    [cli, 'check', '--repo', repository.directory, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => check.kill(signal))
  check.on('error', reject)
  check.on('close', (code) => resolve(code ?? exitCodes.notMeasured))
})
if (exitCode === exitCodes.budgetBroken) {
  console.log(
    '\nThe verdict is fail, as it should be: the change breaks budgets. In a workflow the check would be red now.',
  )
} else {
  console.error(
    `\nlinkgate check ended with exit code ${exitCode}; this demo expects ${exitCodes.budgetBroken}, a broken budget.`,
  )
  process.exitCode = exitCode === 0 ? 1 : exitCode
}
