/** Assignments in files of a repository, whatever their language: Dockerfile, YAML, HCL, JSON, shell, Makefile, `.env`. */

/** No value is longer than a variable may be on Linux. */
const assignment =
  /(?<![\w.-])["']?([A-Za-z_][\w.-]{0,100})["']?(?:\s{0,3}(?::=|\?=|=|:)\s{0,3}|(?<=\bENV\s{1,3}[A-Za-z_]\w{0,100})[ ])(?:"((?:[^"\\\n]|\\.){1,131072})"|'([^'\n]{1,131072})'|([^\s"'`#{}[\],]{1,131072}))/g

/** Name and value of each assignment, also of those in comments. Values that are known only at run time stay as written. */
export function assignedIn(text: string): readonly (readonly [name: string, value: string])[] {
  return [...text.slice(0, 2_000_000).matchAll(assignment)].map(
    ([, name = '', double, single, plain]) => [name, double ?? single ?? plain ?? ''] as const,
  )
}

/** Paths of files whose assignments are settings, unlike those in a program's source or in another job's report. */
export const assignmentFiles =
  /(?:^|\/)(?:[^/]*(?:Dockerfile|Containerfile|Makefile|Procfile)[^/]*|[^/]*\.env(?:\.[^/]*)?|\.?(?:netrc|npmrc)|[^/]*(?:compose|bake)[^/]*\.json|[^/]+\.(?:ya?ml|hcl|toml|ini|conf|cfg|properties|mk|sh))$/i
