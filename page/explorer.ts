/** The explorer of a program: a treemap and a list with the same selection. */
import { plural } from '../src/common/english.ts'
import { escapeHtml } from '../src/report/html/escape.ts'
import { unpackPrograms } from '../src/report/html/packed-tree.ts'
import { listRows } from '../src/report/html/program-list.ts'
import { nodeAt, type ProgramNode, type TreeView, treeViews } from '../src/report/html/program-tree.ts'
import { nodeText, treemapSvg } from '../src/report/html/treemap.ts'
import { elementOf, type ProgramData } from './data.ts'
import { moveFocus } from './keys.ts'

interface Choice {
  program: number
  view: TreeView
  path: readonly number[]
  query: string
}

export function openExplorer(page: Document, data: ProgramData): void {
  const programs = unpackPrograms(data)
  const { isCompared } = data
  const notes = new Map(data.notes)
  const element = (selector: string) => elementOf(page, selector, HTMLElement)
  const [treemap, list, about, note, way, found] = [
    element('#treemap'),
    element('#program-list tbody'),
    element('#chosen'),
    element('#note'),
    element('#way'),
    element('#found'),
  ]
  const choice: Choice = {
    program: 0,
    view: (treeViews.find((one) => one === treemap.dataset['view']) ?? 'head') as TreeView,
    path: [],
    query: '',
  }

  const root = (): ProgramNode => programs[choice.program] as ProgramNode
  const drawTreemap = () => {
    const node = nodeAt(root(), choice.path)
    // a node without children is shown among its siblings
    const path = node === undefined || node.rows.length === 0 ? choice.path.slice(0, -1) : choice.path
    const width = Math.max(280, Math.round(treemap.clientWidth))
    treemap.innerHTML = treemapSvg(nodeAt(root(), path) ?? root(), path, {
      view: choice.view,
      width,
      height: Math.round(Math.min(560, Math.max(360, width * 0.72))),
      isCompared,
      isInteractive: true,
      chosen: choice.path,
    })
    treemap.querySelector('.tile.chosen, .tile[tabindex]')?.setAttribute('tabindex', '0')
  }
  const drawList = () => {
    const { html, count } = listRows(root(), {
      ...choice,
      chosen: choice.path,
      isCompared,
      isInteractive: true,
    })
    list.innerHTML = html
    found.textContent =
      choice.query.trim() === '' ? '' : `${count === 0 ? 'No rows' : plural(count, 'row')} found`
  }
  const drawWay = () => {
    const nodes = [root(), ...choice.path.map((_, index) => nodeAt(root(), choice.path.slice(0, index + 1)))]
    way.hidden = choice.path.length === 0
    way.innerHTML = nodes
      .map((node, index) => {
        const isLast = index === nodes.length - 1
        const name = escapeHtml(node?.name ?? '')
        const path = choice.path.slice(0, index).join('.')
        return isLast
          ? `<li aria-current="location">${name}</li>`
          : `<li><button type="button" data-path="${path}">${name}</button></li>`
      })
      .join('')
    note.textContent = notes.get(nodeAt(root(), choice.path.slice(0, 1))?.name ?? '') ?? ''
    note.hidden = note.textContent === ''
    about.textContent = nodeText(nodeAt(root(), choice.path) ?? root(), isCompared)
  }
  const draw = () => {
    drawTreemap()
    drawList()
    drawWay()
  }

  const choose = (from: Element, path: readonly number[]) => {
    const isSame = path.join('.') === choice.path.join('.')
    const isInList = list.contains(from)
    const isInMap = treemap.contains(from)
    choice.path = isSame ? path.slice(0, -1) : path
    draw()
    // drawing replaced the button that was used
    const again = `[data-path="${path.join('.')}"]`
    const next = isInList
      ? list.querySelector(again)
      : isInMap
        ? treemap.querySelector(`${again}, [tabindex="0"]`)
        : null
    if (next instanceof HTMLElement || next instanceof SVGElement) next.focus({ preventScroll: true })
    if (isInMap) list.querySelector(again)?.scrollIntoView({ block: 'nearest' })
  }
  const pathOf = (target: EventTarget | null) => {
    const button = target instanceof Element ? target.closest('[data-path]') : null
    const text = button?.getAttribute('data-path')
    if (button === null || text === null || text === undefined) return undefined
    return { button, path: text === '' ? [] : text.split('.').map(Number) }
  }

  const section = element('#program')
  section.addEventListener('click', ({ target }) => {
    const pressed = pathOf(target)
    if (pressed !== undefined) choose(pressed.button, pressed.path)
  })
  treemap.addEventListener('keydown', (event) => {
    const pressed = pathOf(event.target)
    if (pressed === undefined) return
    if (event.key === 'Enter' || event.key === ' ') choose(pressed.button, pressed.path)
    else if (event.key === 'Escape') choose(pressed.button, choice.path.slice(0, -1))
    else if (!moveFocus(treemap, pressed.button, event.key)) return
    event.preventDefault()
  })
  section.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'view') choice.view = target.value as TreeView
    if (target instanceof HTMLSelectElement) {
      choice.program = Number(target.value)
      choice.path = []
    }
    draw()
  })
  elementOf(page, '#search', HTMLInputElement).addEventListener('input', ({ target }) => {
    choice.query = (target as HTMLInputElement).value
    drawList()
  })

  element('#controls').hidden = false
  let width = 0
  new ResizeObserver(() => {
    if (treemap.clientWidth === width) return
    width = treemap.clientWidth
    drawTreemap()
  }).observe(treemap)
  draw()
}
