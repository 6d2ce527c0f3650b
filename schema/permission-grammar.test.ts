import assert from 'node:assert/strict'
import { test } from 'node:test'
import { covers, match, parsePermission } from './permissions.ts'

test('a permission is read into the one form in which permissions are compared', () => {
  const read = { base: ['sinas', 'functions'], path: ['ns', 'name'], action: 'read', scope: 'own' }
  for (const text of ['sinas.functions/ns/name.read:own', 'sinas.functions.ns.name.get:own']) {
    const { base, path, action, scope } = parsePermission(text)!
    assert.deepEqual({ base, path, action, scope }, read, text)
  }
  assert.deepEqual(parsePermission('sinas.roles.patch:*')?.base, ['sinas', 'groups'])
  assert.deepEqual(parsePermission('sinas.roles.patch:*')?.action, 'update')
  assert.deepEqual(parsePermission('*:all')?.base, [])
  assert.deepEqual(parsePermission('titan.roles.read:all')?.base, ['titan', 'roles'], 'another service has names of its own')
  assert.deepEqual(parsePermission('sinas.states/notes: a.b/größe.read:own')?.path, ['notes: a.b', 'größe'])
})

const none = {
  'without a scope': 'sinas.users.read',
  'with a scope that is none': 'sinas.users.read:mine',
  'with a scope of the prototype': 'sinas.users.read:constructor',
  'with an empty scope': 'sinas.users.read:',
  'of one word': 'users:own',
  'without anything': ':own',
  'with an empty word': 'sinas..read:own',
  'with an empty service': '.users.read:own',
  'with an empty action': 'sinas.users.:own',
  'with an empty namespace': 'sinas.functions//name.read:own',
  'with an empty name': 'sinas.functions/ns/.read:own',
  'with a path and no action': 'sinas.functions/ns:own',
  'with a wildcard inside a word': 'sinas.us*rs.read:own',
  'with a wildcard inside a name': 'sinas.functions/ns/na*.read:own',
  'with two wildcards in a word': 'sinas.**.read:own',
  'with a space before it': ' sinas.users.read:own',
  'with a space after it': 'sinas.users.read:own ',
  'with a line break': 'sinas.users.read:own\n',
  'with a space around a name': 'sinas.functions/ns/name .read:own',
  'with a NUL': 'sinas.states/a\0b.read:own',
  'with an invisible sign': 'sinas.states/a\u200bb.read:own',
  'with half of a surrogate pair': 'sinas.states/\ud800.read:own',
  'with a letter that looks like another': 'sin\u0430s.users.read:own',
  'with a wide asterisk': 'sinas.states/\uff0a.read:own',
  'with a wide slash': 'sinas.states\uff0fns.read:own',
  'with a name that is not in normal form': 'sinas.states/u\u0308.read:own',
  'that is too long': `sinas.states/${'x'.repeat(512)}.read:own`,
}

for (const [what, text] of Object.entries(none)) {
  test(`a text ${what} is no permission and grants nothing, not even itself`, () => {
    assert.equal(parsePermission(text), null)
    assert.equal(covers(text, text), false)
    assert.equal(match({ [text]: true }, text), false)
    assert.equal(match(Object.freeze({ [text]: true }), text), false)
  })
}

test('names of the prototype are names like any other', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const text = `titan.${name}.${name}:all`
    assert.deepEqual(parsePermission(text)?.base, ['titan', name])
    assert.equal(parsePermission(text)?.action, name)
    assert.equal(covers('titan.*:all', text), true)
    assert.equal(match({}, text), false)
  }
})

test('what is asked for may have any namespace, for which all namespaces must be granted', () => {
  for (const namespace of ['*', 'a*', 'a//b', ' a ', 'a\0', '\uff0a', 'x'.repeat(600), 'a.read:all']) {
    const asked = `sinas.states/${namespace}.read:own`
    for (const grant of ['sinas.states.read:own', 'sinas.states/*.read:own', 'sinas.*:all']) assert.equal(covers(grant, asked), true, asked)
    for (const grant of ['sinas.states/b.read:own', 'sinas.states/a/b.read:own']) assert.equal(covers(grant, asked), false, asked)
  }
})
