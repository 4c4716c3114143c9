/** A comment as a page that looks like GitHub's. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

const { resolve } = createRequire(import.meta.url)

/** GitHub's colors around the Markdown of a comment on a pull request. */
const frames: Readonly<
  Record<Theme, { readonly page: string; readonly head: string; readonly line: string }>
> = {
  light: { page: '#ffffff', head: '#f6f8fa', line: '#d1d9e0' },
  dark: { page: '#0d1117', head: '#151b23', line: '#3d444d' },
}

/** @param fonts directory of the unpacked font packages */
export function commentPage(markdown: string, theme: Theme, fonts: string): string {
  const body = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  const css = readFileSync(resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8')
  const { page, head, line } = frames[theme]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<style>
${fontFaces(fonts)}
${css}
body { margin: 0; padding: 12px; background: ${page}; }
.comment { border: 1px solid ${line}; border-radius: 6px; overflow: hidden; }
.comment > header { background: ${head}; border-bottom: 1px solid ${line}; padding: 8px 16px; }
.markdown-body { font-family: "Noto Sans", "Noto Color Emoji", sans-serif; font-size: 14px; }
.markdown-body code, .markdown-body pre { font-family: "Liberation Mono", monospace; }
.label { border: 1px solid ${line}; border-radius: 2em; padding: 0 6px; font-size: 12px; opacity: 0.8; }
.comment > div { padding: 16px; }
</style>
<div class="comment">
<header class="markdown-body"><strong>github-actions</strong> <span class="label">bot</span></header>
<div class="markdown-body">
${body}
</div>
</div>
</html>
`
}

function fontFaces(folder: string): string {
  const faces = [
    ['Noto Sans', 400, 'noto/NotoSans-Regular.ttf'],
    ['Noto Sans', 600, 'noto/NotoSans-Bold.ttf'],
    ['Noto Color Emoji', 400, 'noto/NotoColorEmoji.ttf'],
    ['Liberation Mono', 400, 'liberation/LiberationMono-Regular.ttf'],
  ] as const
  return faces
    .map(([family, weight, file]) => {
      const url = pathToFileURL(join(folder, 'usr/share/fonts/truetype', file)).href
      return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${url}"); }`
    })
    .join('\n')
}
