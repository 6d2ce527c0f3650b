// `/\/+$/` takes a time that grows with the square of the text: it begins anew at each slash.

export function withoutLastSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end--
  return text.slice(0, end)
}

export function withoutFirstSlashes(text: string): string {
  let start = 0
  while (text[start] === '/') start++
  return text.slice(start)
}
