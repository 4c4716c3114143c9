import { describe, expect, test } from 'vitest'
import { commandWords, readShell, type ShellCommand } from '../../src/shell/commands.ts'
import { sourceOfText } from '../../src/shell/source.ts'
import { partsOf, textOf } from '../../src/shell/words.ts'

const read = (text: string) => readShell(sourceOfText(text))
const commands = (text: string) => read(text).commands
const words = (command: ShellCommand | undefined) => command?.words.map(textOf)

describe('the words of simple commands', () => {
  test.each([
    ['docker build .', [['docker', 'build', '.']]],
    ['a && b || c; d & e | f\ng', [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ["a 'b c' \"d e\" f\\ g ''", [['a', 'b c', 'd e', 'f g', '']]],
    ['a "\\$b \\c \\"d"', [['a', '$b \\c "d']]],
    ['a b\\\nc \\\n d', [['a', 'bc', 'd']]],
    ['a \\\r\n b\r\nc\r\n', [['a', 'b'], ['c']]],
    ['a # b\n#c\nd#e', [['a'], ['d#e']]],
    ['a 2>&1 >b <c d &>e', [['a', 'd']]],
    ["a <<E b <<-'F G'\nx $(\nE\ny\n\tF G\nc", [['a', 'b'], ['c']]],
    ['a <<<"b c" d', [['a', 'd']]],
    [`a \${{ x['y'] }}/b "$(c "d e")" \${f:-g h}`, [['a', `\${{ x['y'] }}/b`, '$(c "d e")', `\${f:-g h}`]]],
    ['a $(case b in c) d;; esac) e', [['a', '$(case b in c) d;; esac)', 'e']]],
    ["a $(b # it's\n) c", [['a', "$(b # it's\n)", 'c']]],
    ['a $((1 + (2))) `b \\` c` d', [['a', '$((1 + (2)))', '`b \\` c`', 'd']]],
    ["a $'b\\tc\\'d' $\"e f\"", [['a', "b\tc'd", 'e f']]],
    ['a <(b c) >(d)', [['a', '<(b c)', '>(d)']]],
    ['A=1 B="2 3" c D=4', [['A=1', 'B=2 3', 'c', 'D=4']]],
    ['A=(1 2\n3) b', [['A=', 'b']]],
    ['if a; then b; elif c; then d; else e; fi', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['for x in a b; do c; done; while d; do e; done', [['c'], ['d'], ['e']]],
    ['case $x in (a|b) c;; d) ;; esac; e', [['c'], ['e']]],
    ['(cd x && make); { y; }', [['cd', 'x'], ['make'], ['y']]],
    ['f() { a; }; function g { b; }; f', [['a'], ['b'], ['f']]],
    ['! a; [[ -f b && ! c ]] && d', [['a'], ['d']]],
    ['((x++)); for ((i=0;i<3;i++)); do a; done', [['a']]],
    [
      'echo if then fi; "if" a',
      [
        ['echo', 'if', 'then', 'fi'],
        ['if', 'a'],
      ],
    ],
    ["a 'open", [['a', 'open']]],
    ['a $(open b\nc', [['a', '$(open b\nc']]],
    ['( k ) {\n l; }', [['k'], ['l']]],
    ['constructor toString', [['constructor', 'toString']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(commandWords(text)).toEqual(expected)
  })
})

describe('other facts about a command', () => {
  test('the operator before it', () => {
    const found = commands('a && b || c | d; e & f\ng &&\nh')
    expect(found.map(({ after }) => after)).toEqual([undefined, '&&', '||', '|', ';', '&', '\n', '&&'])
  })

  test('the subshells and compound commands around it', () => {
    const text = 'a; (b; (c)); if d; then for x in y; do (e); done; fi; f() { g; }'
    const found = commands(text).map((command) => [words(command)?.[0], command.inside, command.within])
    expect(found).toEqual([
      ['a', [], []],
      ['b', ['subshell'], [3]],
      ['c', ['subshell', 'subshell'], [3, 7]],
      ['d', ['if'], []],
      ['for', ['if'], []],
      ['e', ['if', 'for', 'subshell'], [text.indexOf('(e)')]],
      ['g', ['function', 'group'], []],
    ])
  })

  test('heads of compound commands are separate commands', () => {
    const found = commands('for x in a "b c"; do :; done; case $y in z) :;; esac; [[ a == b ]]')
    expect(found.map((command) => [command.kind, words(command)])).toEqual([
      ['for', ['for', 'x', 'in', 'a', 'b c']],
      ['simple', [':']],
      ['case', ['case', '$y']],
      ['simple', [':']],
      ['condition', ['[[', 'a', '==', 'b', ']]']],
    ])
  })

  test('redirections, and the body of a heredoc', () => {
    const [command] = commands('cat 2>&1 <<-E >out\n\tone\n\tE\nnext')
    const found = command?.redirections.map(({ operator, target, body }) => [
      operator,
      target && textOf(target),
      body?.text,
    ])
    expect(found).toEqual([
      ['2>&', '1', undefined],
      ['<<-', 'E', '\tone\n'],
      ['>', 'out', undefined],
    ])
  })

  test('the place of each word, with its quotes', () => {
    const text = 'a \\\n "b c"\'d\' # e\nX=1 f'
    const places = commands(text).flatMap(({ assignments, words: own }) =>
      [...assignments, ...own].map(({ range }) => text.slice(range.start, range.end)),
    )
    expect(places).toEqual(['a', '"b c"\'d\'', 'X=1', 'f'])
  })

  test('the parts of a word by their quotes', () => {
    const [word] = commands('a"b $c"\'d\'\\e$f')[0]?.words ?? []
    expect(word && partsOf(word)).toEqual([
      { text: 'a', quoting: 'none' },
      { text: 'b $c', quoting: 'double' },
      { text: 'd', quoting: 'single' },
      { text: 'e', quoting: 'escape' },
      { text: '$f', quoting: 'none' },
    ])
  })
})

test('deeply nested text is a syntax error', () => {
  for (const piece of ['(', '$(', '{ ', 'if ', '"$(', '((', '${x:-', '`', 'case x in (']) {
    expect(read(piece.repeat(2999)).faultAt, piece).toBeDefined()
  }
})

describe('words of a shell script', () => {
  test.each([
    ['docker build .', [['docker', 'build', '.']]],
    ['a b && c || d; e | f & g', [['a', 'b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['a \\\n  b\nc', [['a', 'b'], ['c']]],
    [`a 'b c' "d \\"e\\" f"g`, [['a', 'b c', 'd "e" fg']]],
    ['a # b\nc#d', [['a'], ['c#d']]],
    [
      `a \${{ matrix.x y }}/b "$(pwd -P)/c" \${D:-e f}`,
      [['a', `\${{ matrix.x y }}/b`, '$(pwd -P)/c', `\${D:-e f}`]],
    ],
    ['(cd x && make); { y; }', [['cd', 'x'], ['make'], ['y']]],
    ["a ''", [['a', '']]],
    ["a 'open", [['a', 'open']]],
    ['', []],
  ])('%j', (script, expected) => {
    expect(commandWords(script)).toEqual(expected)
  })
})

test('simple commands of a shell text', () => {
  expect(commandWords('a "b c" \\\n  d; e \'f\' && g || h | i\n# j\n( k ) {\n l; }')).toEqual([
    ['a', 'b c', 'd'],
    ['e', 'f'],
    ['g'],
    ['h'],
    ['i'],
    ['k'],
    ['l'],
  ])
})
