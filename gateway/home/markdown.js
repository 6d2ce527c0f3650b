/** The little of Markdown that models write all the time, as nodes: code, bold, headings. All else stays the text it is. */
export function markdown(text) {
  return text
    .split(/^(```[^\n]*\n[\s\S]*?(?:^```[ \t]*$|$(?![\s\S])))/m)
    .flatMap((part, index) => (index % 2 ? codeBlock(part) : prose(part)))
}

function codeBlock(text) {
  const pre = document.createElement('pre')
  pre.append(element('code', text.replace(/^```[^\n]*\n/, '').replace(/\n?```[ \t]*$/, '')))
  return [pre]
}

function prose(text) {
  return text
    .replace(/^\n+|\n+$/g, '')
    .split(/(`[^`\n]+`|\*\*[^*\n]+\*\*|^#{1,6} [^\n]+$)/m)
    .filter((part) => part !== '')
    .map((part) => {
      if (/^`.+`$/.test(part)) return element('code', part.slice(1, -1))
      if (/^\*\*.+\*\*$/.test(part)) return element('strong', part.slice(2, -2))
      return /^#{1,6} /.test(part) ? element('strong', part.replace(/^#+ /, '')) : part
    })
}

function element(name, text) {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
