import { Contrib, Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library'
import parseExpression from 'spdx-expression-parse'
import { carriedBy } from './carried.ts'
import { licenceOf } from './licences.ts'
import type { Dependency } from './lock-file.ts'

const SPEC = Spec.Spec1dot6
const licences = new Contrib.License.Factories.LicenseFactory(parseExpression)

/** What we are, and what we need directly. */
interface Product {
  name: string
  version: string
  license: string
  description: string
  needs: string[]
}

/**
 * A bill of materials in CycloneDX 1.6 (JSON). The same lock file gives the same text: it holds no time and no random number.
 * @returns its text
 */
export function billOfMaterials(product: Product, dependencies: Dependency[]): string {
  const bom = new Models.Bom()
  const components = new Map(dependencies.map((dependency) => [dependency.path, componentOf(dependency)]))
  const root = new Models.Component(Enums.ComponentType.Application, product.name, {
    bomRef: `pkg:generic/${product.name}@${product.version}`,
    version: product.version,
    description: product.description,
    licenses: new Models.LicenseRepository([licences.makeFromString(product.license)]),
  })
  bom.metadata.component = root
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.PreBuild)
  for (const path of product.needs) root.dependencies.add(components.get(path)!.bomRef)
  for (const { path, needs } of dependencies) {
    const component = components.get(path)!
    bom.components.add(component)
    for (const needed of needs) component.dependencies.add(components.get(needed)!.bomRef)
  }
  return new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(SPEC)).serialize(bom, { sortLists: true, space: 2 })
}

/** @returns what is not as the schema of CycloneDX, which comes with the library, asks; null: nothing */
export function validate(text: string): Promise<unknown | null> {
  return new Validation.JsonStrictValidator(SPEC.version).validate(text)
}

function componentOf(dependency: Dependency): Models.Component {
  const { path, name, alias, version, integrity, isOptional } = dependency
  const [, group, own] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name)!
  const component = new Models.Component(Enums.ComponentType.Library, own!, {
    // Copies of one version in two places are two components.
    bomRef: path,
    group,
    version,
    scope: isOptional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    licenses: new Models.LicenseRepository([licences.makeFromString(licenceOf(dependency) ?? 'NOASSERTION')]),
  })
  component.properties.add(new Models.Property('cdx:npm:package:path', path))
  if (integrity) {
    component.purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
    component.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex'))
  } else {
    // A folder of this repository, which no registry serves.
    component.purl = `pkg:generic/${name}@${version}`
    component.properties.add(new Models.Property('cdx:npm:package:private', 'true'))
  }
  if (alias) {
    component.description = `Written here. Others import it as ${alias}, which is not installed.`
    component.properties.add(new Models.Property('sinas:imported-as', alias))
  }
  const carried = carriedBy(dependency)
  if (carried) {
    component.components.add(
      new Models.Component(Enums.ComponentType.Application, carried.name, {
        bomRef: `${path}#${carried.name}`,
        version: carried.version,
        licenses: new Models.LicenseRepository([licences.makeFromString(carried.licence)]),
        purl: carried.purl,
      }),
    )
  }
  return component
}
