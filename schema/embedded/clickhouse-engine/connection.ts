// In this folder, the package is found: it is installed here, apart from the rest (scripts/install.mjs).
export { createChdbConnection } from 'chdb/connection'
