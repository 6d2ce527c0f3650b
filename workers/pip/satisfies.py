"""Which versions a specifier allows, by the rules of Python's own: `python -I satisfies.py VERSION SPECIFIER ...`. Prints a line of 0 or 1 for each pair."""
import sys

from pip._vendor.packaging.specifiers import SpecifierSet

for version, specifier in zip(sys.argv[1::2], sys.argv[2::2]):
    print(int(SpecifierSet(specifier).contains(version, prereleases=True)))
