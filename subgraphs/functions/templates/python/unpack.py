"""Makes a folder of packages of the archives beside this file: `python -I unpack.py FOLDER`.

Jinja2 and MarkupSafe are as their authors released them.
"""

import compileall
import pathlib
import shutil
import sys
import tarfile
import zipfile

HERE = pathlib.Path(__file__).parent
# Of MarkupSafe without the part that is written in C: it is optional, and would need a compiler.
MARKUPSAFE = ('__init__.py', '_native.py')


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(mode=0o755, parents=True)
    with zipfile.ZipFile(next(HERE.glob('jinja2-*.whl'))) as wheel:
        wheel.extractall(folder)
    (folder / 'markupsafe').mkdir()
    archive = next(HERE.glob('markupsafe-*.tar.gz'))
    root = archive.name.removesuffix('.tar.gz')
    with tarfile.open(archive) as sources:
        for name in MARKUPSAFE:
            with sources.extractfile(f'{root}/src/markupsafe/{name}') as source, open(folder / 'markupsafe' / name, 'wb') as target:
                shutil.copyfileobj(source, target)
    shutil.copy(HERE / 'sinas_templates.py', folder)
    compileall.compile_dir(folder, quiet=2)
    for path in [folder, *folder.rglob('*')]:
        path.chmod(0o755 if path.is_dir() else 0o644)


main()
