export { Session } from 'chdb'
