// Vite asks for lightningcss, which is under MPL-2.0, and loads it only where CSS is transformed or made smaller by it. The console's is not.
throw new Error('lightningcss is not installed: see docs/dependencies.md')
