/** A self-contained page: it loads nothing, and its content security policy allows only its own script. */
import { escapeHtml } from './escape.ts'
import assets from './page-assets.json' with { type: 'json' }
import { patternDefinitions } from './patterns.ts'

export interface PageContent {
  readonly title: string
  /** HTML: header and sections. */
  readonly body: string
}

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${assets.style.sha256}'`,
  `script-src 'sha256-${assets.script.sha256}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The script is last, after the elements that it uses. */
export function htmlPage({ title, body }: PageContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${assets.style.text}</style>
</head>
<body>
${patternDefinitions()}
${body}
<script>${assets.script.text}</script>
</body>
</html>
`
}
