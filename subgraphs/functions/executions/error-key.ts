/** Characters of an error that tell it from others: what comes after them is about the one run. */
const MAX_CHARACTERS = 300

/** What an error says of one run: ids, numbers, texts in quotes. */
const OF_ONE_RUN = /[0-9a-f]{8}-[0-9a-f-]{27}|0x[0-9a-f]+|\d+(?:\.\d+)?|'[^'\n]{0,200}'|"[^"\n]{0,200}"/gi

/** How Python names a place: `"shop/price.py", line 3, in handler`. */
const PLACE = /^"([^"\n]{1,600})", line \d{1,9}(?:, in (\S{1,300}))?/

/**
 * What failed runs of a function have in common that failed alike: the reason, the kind of error, its message without what is about one run, and the
 * function of the code that raised it, without its line, which moves with each version.
 */
export function errorKey({ reason, message, traceback }: { reason: string; message: string; traceback: string | null }): string {
  const [, file = '', place = ''] = PLACE.exec(lastPlace(traceback ?? '')) ?? []
  const said = message.split('\n', 1)[0]!.slice(0, MAX_CHARACTERS).replace(OF_ONE_RUN, '…')
  return [reason, said, file, place].join('\n')
}

/** From the last `File ` on, not by a pattern: a traceback may be long. */
function lastPlace(traceback: string): string {
  const at = traceback.lastIndexOf('File "')
  return at < 0 ? '' : traceback.slice(at + 'File '.length, at + 1000)
}
