import { lazy, Suspense } from 'react'
import styles from './CodeEditor.module.css'
import type { CodeEditorProps } from './code-editor-props.ts'

const CodeMirror = lazy(() => import('./CodeMirror.tsx').then((module) => ({ default: module.CodeMirror })))

/** Code in an editor, which is loaded when one is first shown: until then the text itself, in its place. */
export function CodeEditor(props: CodeEditorProps) {
  const lines = Math.max(props.minLines ?? 3, props.value.split('\n').length)
  return (
    <div className={styles.frame} style={{ minHeight: Math.min(lines, 30) * 20 + 10 }}>
      <Suspense fallback={<pre className={styles.waiting}>{props.value}</pre>}>
        <CodeMirror {...props} />
      </Suspense>
    </div>
  )
}
