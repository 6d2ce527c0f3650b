export function ensureConsole(node: string): boolean
