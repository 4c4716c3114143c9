import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/report/terminal/layout.ts'
import { showsColors } from '../../src/world/local-process.ts'
import { liveLog, plainLog, quietLog } from '../../src/world/terminal-log.ts'
import { fakeClock } from '../support/world/world.ts'

const esc = String.fromCharCode(27)

/** A terminal with one line that can be overwritten, and the permanent lines above it. */
function fakeScreen(columns = 80) {
  const lines: string[] = []
  let current = ''
  return {
    lines,
    current: () => current,
    columns: () => columns,
    write(text: string) {
      const clears = `\r${esc}[2K`
      if (text.startsWith(clears)) current = ''
      const shown = text.startsWith(clears) ? text.slice(clears.length) : text
      expect(shown).not.toContain(esc)
      if (shown.endsWith('\n')) lines.push(shown.slice(0, -1))
      else {
        current += shown
        expect(displayWidth(current)).toBeLessThan(columns)
      }
    },
  }
}

describe('in a terminal', () => {
  test('shows the current work with duration and progress on one line, and keeps finished steps', async () => {
    const [clock, screen] = [fakeClock(), fakeScreen()]
    const log = liveLog(clock, new AbortController().signal, screen)
    let round = 1
    await log.step('start static and dynamic', async () => {
      expect(screen.current()).toMatch(/^\S start static and dynamic · 0 s$/)
      const stop = log.watch(() => `round ${round} of at most 200`)
      round = 57
      clock.advance(83_000)
      expect(screen.current()).toMatch(/^\S round 57 of at most 200 · 1 min 23 s$/)
      log.info('57 rounds')
      expect(screen.lines).toEqual(['  57 rounds'])
      expect(screen.current()).toMatch(/round 57/)
      stop()
    })
    expect(screen.lines).toEqual(['  57 rounds', '▸ start static and dynamic (83.0 s)'])
    expect(screen.current()).toBe('')
    clock.advance(10_000)
    expect(screen.current()).toBe('')
  })

  test('removes the line after a failure, and shows a cancellation immediately', async () => {
    const [clock, screen, cancel] = [fakeClock(), fakeScreen(), new AbortController()]
    const log = liveLog(clock, cancel.signal, screen)
    const failing = log.step('build', async () => {
      cancel.abort()
      expect(screen.current()).toMatch(/^\S cancelling · build · 0 s$/)
      throw new Error('killed')
    })
    await expect(failing).rejects.toThrow('killed')
    expect(screen.current()).toBe('')
    await expect(log.step('next', async () => {})).rejects.toThrow('cancelled')
  })

  test('cuts a long heading to the width, and removes control sequences from it', async () => {
    const [clock, screen] = [fakeClock(), fakeScreen(40)]
    const log = liveLog(clock, new AbortController().signal, screen)
    const heading = `build ${esc}[2J\nhead, ${'界'.repeat(40)}`
    await log.step(heading, async () => {
      expect(screen.current()).toMatch(/^\S build +head, 界+…$/)
      expect(displayWidth(screen.current())).toBeGreaterThan(36)
    })
    // the permanent line may be longer than the terminal is wide
    expect(screen.lines[0]).toMatch(/^▸ build \nhead, 界+ \(0\.0 s\)$/)
  })
})

describe('without a terminal', () => {
  test('prints a line when a step begins and ends, and every ten seconds one about its progress', async () => {
    const clock = fakeClock()
    let written = ''
    const log = plainLog(clock, new AbortController().signal, (text) => {
      written += text
    })
    await log.step('start', async () => {
      const stop = log.watch(() => 'round 3 of at most 7')
      clock.advance(12_000)
      stop()
    })
    expect(written).toBe('▸ start …\n  round 3 of at most 7\n  done: start (12.0 s)\n')
  })

  test('prints only warnings and errors with --quiet', async () => {
    let written = ''
    const log = quietLog(new AbortController().signal, (text) => {
      written += text
    })
    await log.step('start', async () => log.info('one'))
    log.notice('two')
    log.warning('three')
    log.error('four')
    expect(written).toBe('  warning: three\n  error: four\n')
  })
})

describe('colors', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    // an empty one counts as unset
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('%j, terminal %s: %s', (env, isTTY, expected) => {
    expect(showsColors(env, isTTY)).toBe(expected)
  })
})
