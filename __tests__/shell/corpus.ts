import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'yaml'
import { parseDockerfile } from '../../src/dockerfile/read/parse.ts'

/** Texts that are hard to split, all of which bash takes. */
export const hardTexts: readonly string[] = [
  'a "b c" \'d e\' f\\ g "" \'\'',
  `a'b'"c"\\d`,
  'a "b\\"c\\$d\\`e\\\\f\\g"',
  'a \\\n  b\\\nc "d\\\ne"',
  'a # comment "open\nb',
  'a b#c "#d" \\#e #f',
  "a 'it is # not' '\\'",
  'A=1 B= C="2 3" d E=4',
  'a;b&&c||d|e&f',
  'a && # why\n\n b ||\nc',
  '(a;(b));{ c; };! d',
  'if a; then b; elif c\nthen d; else e; fi >f 2>&1',
  'while a; do b; done; until c\ndo d\ndone <e',
  'for x in a "b c" d; do e; done; for y\ndo f; done; for z; do g; done',
  'for x\nin a b\ndo c; done',
  'for x do a; done',
  'case $a in b|c) d;; (e) f;; *) ;; esac',
  'case a in\n  b)\n    c\n  ;;\n  d) e\nesac | f',
  'case a in esac',
  'case a in b|esac) c;; esac',
  'f() { a; }; g () ( b ); h()\n{\n c\n}\nf',
  'if (a) then (b) fi; { (c) }',
  'a <<E; b\n$(x "\n\'\nE\nc',
  "a <<'E F' <<-G\none\nE F\n\ttwo\n\tG\nb",
  'a 2>&1 >b 3<c >>d <&- e',
  'a $(b "$(c)" \'d)\' \\) ) e',
  'a $(case b in c) d;; esac) $(e # f)\n) g',
  'a `b \\`c\\` d` "`e "f"`" g',
  'a ${b:-c d} ${e#"}"} "${f:-"g h"}" ${k:-\'}\'}',
  'a $((1 + (2 * 3))) "$(( b ))" $( (c); d )',
  'a {b,c} *.d [e] ~ f~g =h',
  'a=$(b) c=`d` e=${f} g',
  'a\tb  c \n\n\n  d\n',
  'a & b &\nc &',
  'echo if then else fi do done case esac in { } !',
  'a !b c! d',
  'a $# $$ $? $! $@ "$*" $1 ${#b} $',
  'a "$" "$b$" c$ \'$\'',
  '[ a = b ] && [ "$c" -gt 1 ] || d',
  '',
  '\n# only\n',
]

/** The same, which only bash takes. */
export const bashTexts: readonly string[] = [
  "a $'b\\tc\\'d\\x41\\101\\\\' $\"e f\"",
  'a <(b c) >(d) < <(e)',
  '[[ -f a && ( b == c || $d =~ ^(e|f)+$ ) ]] && g',
  'a=(1 2 "3 4"\n5) b+=(6); declare -a c=(7) d',
  '((a++)); ((b = (1 + 2) * 3)) && c',
  'for ((i=0;i<3;i++)); do a; done',
  'function a { b; }; function c() { d; }',
  'a <<<"b c" d |& e &>f &>>g',
  'case a in b) c;;& d) e;& f) ;; esac',
  'select x in a b; do c; done',
]

/** Texts that no shell takes. */
export const brokenTexts: readonly string[] = [
  '>x f() { a; }',
  'A=1 f() { a; }',
  "a 'b",
  'a "b',
  'a `b',
  'a $(b',
  'a ${b',
  'a "$(b"',
  'a &&',
  'a |',
  'a || ; b',
  '&& a',
  '; a',
  'a ;; b',
  'a; ; b',
  'a & ; b',
  '(a',
  'a)',
  '()',
  '{ a',
  '{ a; }}',
  '{ }',
  'if a; then b',
  'if a; fi',
  'if; then a; fi',
  'if a; then fi',
  'if a; then b; else fi',
  'then a',
  'fi',
  'a; done',
  'while a; done',
  'for x in a; b; done',
  'for x in a; do done',
  'case a in b) c',
  'case a b) c;; esac',
  'case a in b c) d;; esac',
  'case a in ) d;; esac',
  'case a in ((b) d;; esac',
  'case a in b(c) d;; esac',
  'case a in b | | c) d;; esac',
  'case a in b |\nc) d;; esac',
  'case a in (\nb) d;; esac',
  'case a in b\n) d;; esac',
  'a (b)',
  'a b() { c; }',
  '(a) b',
  '{ a; } b',
  'if a; then b; fi c',
  'a >',
  'a > ; b',
  'f() ',
  'a | ! b | &&',
]

const fixtures = join(import.meta.dirname, '../fixtures')
const root = join(import.meta.dirname, '../..')

function files(pattern: string, cwd = fixtures): readonly string[] {
  return globSync(pattern, { cwd })
    .filter((file) => statSync(join(cwd, file)).isFile())
    .sort()
    .map((file) => readFileSync(join(cwd, file), 'utf8'))
}

/** Scripts that images of the fixtures start. */
export function scriptTexts(): readonly string[] {
  return files('repositories/**/*.sh')
}

/** What the Dockerfiles of the fixtures give a shell. */
export function dockerfileTexts(): readonly string[] {
  const texts = files('{dockerfiles,repositories}/**/*ockerfile*').flatMap((text) => {
    const parsed = parseDockerfile(text)
    const stages = parsed.ok ? parsed.value.stages : []
    return stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ keyword, exec }) => /^(RUN|CMD|ENTRYPOINT)$/.test(keyword) && exec === undefined)
      .flatMap(({ rest, heredocs }) => [
        rest.text,
        ...heredocs.map(({ body }) => text.slice(body.start, body.end)),
      ])
  })
  return [...new Set(texts)]
}

/** The scripts of workflows, those of the examples too, with something in the place of expressions. */
export function workflowTexts(): readonly string[] {
  const workflows = [
    ...files('repositories/*/.github/workflows/*.yml'),
    ...files('{example-workflows,.github/workflows}/*.yml', root),
  ]
  return workflows
    .flatMap((text) => runsIn(yaml.parse(text)))
    .map((run) => run.replaceAll(/\$\{\{.*?\}\}/gs, 'x'))
}

function runsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'run' && typeof each === 'string' ? [each] : runsIn(each),
  )
}

/** The recipes of Makefiles as make gives them to a shell, line by line; make's own variables are put in. */
export function recipeTexts(): readonly string[] {
  return files('repositories/**/{Makefile,*.mk}').flatMap((text) =>
    [...text.matchAll(/^\t(?:.*\\\n)*.*/gm)].map(([recipe]) =>
      recipe
        .replace(/^\t[@+-]*/, '')
        .replaceAll(/(?<!\$)\$(?:\(\w[^()]*\)|\{\w+\}|[@<^])/g, 'variable')
        .replaceAll('$$', '$'),
    ),
  )
}
