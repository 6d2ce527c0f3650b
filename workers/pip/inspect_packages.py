"""Looks at a folder into which packages were installed, and compiles them: `python -I inspect_packages.py FOLDER`. Runs nothing of them.

Prints JSON: `python` (what compiled code and binaries are made for), `versions` (of every distribution, by its name), `bytes` in all, and `faults`:
what makes the folder unfit for functions to import from. No distribution may have put its files in the place of another's, unnoticed.
"""
import compileall
import csv
import hashlib
import json
import os
import shutil
import stat
import sys
import sysconfig

_MOST_FAULTS = 5
#: Imported by Python itself as it starts, wherever they are found.
_STARTUP = ('sitecustomize', 'usercustomize')
_UNHASHED = ('RECORD', 'RECORD.jws', 'RECORD.p7s')


def inspect(folder):
    distributions = sorted(name for name in os.listdir(folder) if name.endswith('.dist-info'))
    leave_out(folder)
    claims, faults = {}, []
    for distribution in distributions:
        faults += claim(folder, distribution, claims)
    faults += unclaimed(folder, claims)
    faults += shadows(folder, claims)
    versions = {}
    for distribution in distributions:
        name, _, version = distribution[:-len('.dist-info')].rpartition('-')
        if versions.setdefault(name, version) != version:
            faults.append(f'{name} is there in two versions: {versions[name]} and {version}')
    return versions, faults


def leave_out(folder):
    """Compiled code could say anything, and is made anew from its source; a .pth file would be code that runs when Python starts, if it were looked for."""
    for path, folders, files in os.walk(folder):
        if '__pycache__' in folders:
            folders.remove('__pycache__')
            shutil.rmtree(os.path.join(path, '__pycache__'))
    for name in os.listdir(folder):
        if name.endswith('.pth'):
            os.unlink(os.path.join(folder, name))


def claim(folder, distribution, claims):
    """Notes which files the distribution says are its own. Yields what is wrong with them."""
    name = distribution[:-len('.dist-info')]
    if os.path.exists(os.path.join(folder, distribution, 'direct_url.json')):
        yield f'{name} does not come from the index, but from a URL that another package names'
    try:
        with open(os.path.join(folder, distribution, 'RECORD'), newline='', encoding='utf-8') as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield f'{name} has no RECORD that can be read: {error}'
        return
    for row in rows:
        path, digest = place(row[0]), row[1] if len(row) > 1 else ''
        full = os.path.join(folder, path)
        if path is None or os.path.isabs(path) or path.startswith('..'):
            yield f'{name} has a file outside of the packages: {row[0]}'
        elif os.path.isfile(full) and not os.path.islink(full):
            yield from check(name, distribution, path, digest, full, claims)


def place(path):
    """Where a file of a RECORD is. pip writes scripts and data relative to where modules are: two folders up, which is here again."""
    path = os.path.normpath(path)
    up = os.path.join('..', '..', '')
    return path[len(up):] if path.startswith(up) else path


def check(name, distribution, path, digest, full, claims):
    other, other_digest = claims.setdefault(path, (name, digest))
    if other != name and digest != other_digest:
        yield f'{other} and {name} both have a file {path}, and not the same one'
        return
    if path.startswith(distribution + os.sep) and (os.path.basename(path) in _UNHASHED or not digest):
        return
    algorithm, _, expected = digest.partition('=')
    if algorithm not in ('sha256', 'sha384', 'sha512'):
        yield f'{name} does not say what is in its file {path}'
    elif encoded(algorithm, full) != expected.rstrip('='):
        yield f'{name} has a file {path} that is not what it says: it is damaged, or another package has put its own there'


def encoded(algorithm, full):
    import base64
    digest = hashlib.new(algorithm)
    with open(full, 'rb') as file:
        while data := file.read(1 << 20):
            digest.update(data)
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip('=')


def unclaimed(folder, claims):
    for path, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            full = os.path.join(path, name)
            mode = os.lstat(full).st_mode
            relative = os.path.relpath(full, folder)
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                yield f'{relative} is neither a file nor a folder'
            elif stat.S_ISREG(mode) and relative not in claims:
                yield f'{relative} belongs to none of the packages'


def shadows(folder, claims):
    """Modules that would be taken for something else."""
    seen = set()
    for path, (name, _) in claims.items():
        top = path.split(os.sep)[0]
        module = top.split('.')[0] if top.endswith(('.py', '.so', '.pyc')) or os.path.isdir(os.path.join(folder, top)) else None
        if module is None or (name, module) in seen:
            continue
        seen.add((name, module))
        if module in _STARTUP:
            yield f'{name} has a module {module}, which Python would run as it starts'
        elif module in sys.stdlib_module_names:
            yield f'{name} has a module {module}, which is the name of one of the standard library'


def open_to_all(folder):
    """Functions run as another user, who must be able to read, whatever the server's umask."""
    os.chmod(folder, 0o755)
    for path, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(path, name), 0o755)
        for name in files:
            os.chmod(os.path.join(path, name), 0o644)


def main():
    folder = os.path.abspath(sys.argv[1])
    versions, faults = inspect(folder)
    if not faults:
        compileall.compile_dir(folder, quiet=2, workers=1)
        open_to_all(folder)
    size = sum(os.lstat(os.path.join(path, name)).st_size for path, _, files in os.walk(folder) for name in files)
    python = f'{sys.implementation.cache_tag}-{sysconfig.get_platform()}'
    print(json.dumps({'python': python, 'versions': versions, 'bytes': size, 'faults': faults[:_MOST_FAULTS]}))


main()
