import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { python } from '@codemirror/lang-python'
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { CodeEditorProps, LineMark } from './code-editor-props.ts'
import { nonce } from './nonce.ts'

const LANGUAGES: Record<CodeEditorProps['language'], () => Extension> = {
  python: () => [python(), indentUnit.of('    ')],
  json: () => [json(), linter((view) => (view.state.doc.length === 0 ? [] : jsonParseLinter()(view)))],
  text: () => [],
}

/** Colours by the tokens of the page, so that the theme changes them too. */
const theme = EditorView.theme({
  '&': { backgroundColor: 'transparent', fontSize: '0.75rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--text-faint)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#dcdaff, #3b3780)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 'var(--radius)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)' },
})

const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'light-dark(#8b2fb8, #d59cf2)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#0b6e4f, #7fd6a8)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#a8480b, #f3b27a)' },
    { tag: tags.comment, color: 'var(--text-faint)', fontStyle: 'italic' },
    {
      tag: [tags.propertyName, tags.definition(tags.variableName), tags.function(tags.variableName)],
      color: 'light-dark(#1a54b8, #8fbaff)',
    },
  ]),
)

/** CodeMirror. It is a chunk of its own: use CodeEditor. */
export function CodeMirror({ value, onChange, language, label, isReadOnly = false, marks, onRun, line }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useEffectEvent((text: string) => onChange?.(text))
  const run = useEffectEvent(() => onRun?.())
  const runs = useEffectEvent(() => onRun !== undefined)
  const initial = useEffectEvent(() => value)

  useEffect(() => {
    const editable = new Compartment()
    const runCode = () => {
      run()
      return true
    }
    const editor = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: initial(),
        extensions: [
          EditorView.cspNonce.of(nonce()),
          // A form around it is sent by the same keys, where they run nothing here.
          keymap.of([{ key: 'Mod-Enter', run: runCode, stopPropagation: runs() }]),
          lineNumbers(),
          foldGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          highlightActiveLine(),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
          // Escape, then Tab, leaves the editor: a keyboard is not caught in it.
          keymap.of([indentWithTab]),
          LANGUAGES[language](),
          theme,
          highlighting,
          editable.of([EditorState.readOnly.of(isReadOnly), EditorView.editable.of(!isReadOnly)]),
          EditorView.contentAttributes.of({ 'aria-label': label, ...(isReadOnly && { tabindex: '0' }) }),
          EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [language, isReadOnly, label])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const editor = view.current
    if (editor && marks)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          marks.map((mark) => diagnostic(editor.state, mark)),
        ),
      )
  }, [marks])

  useEffect(() => {
    const editor = view.current
    if (!editor || !line || line > editor.state.doc.lines) return
    const { from } = editor.state.doc.line(line)
    editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  }, [line])

  return <div ref={place} />
}

function diagnostic({ doc }: EditorState, { line, column = 1, message, severity = 'error' }: LineMark): Diagnostic {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines))
  return { from: Math.min(from + column - 1, to), to, severity, message }
}
