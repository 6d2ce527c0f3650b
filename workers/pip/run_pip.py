"""pip, without the right to start programs: `python -I run_pip.py ARGUMENTS`.

A source distribution runs code of its own to be built, here on the server, and a wheel may ask for one by a URL, to which --only-binary does not
apply. Building, and fetching from a repository, start a program; installing a wheel does not.
"""
import runpy
import sys

_PROGRAMS = ('subprocess.Popen', 'os.exec', 'os.posix_spawn', 'os.spawn', 'os.system', 'os.fork', 'os.forkpty', 'pty.spawn')


def _refuse(event, _arguments):
    if event in _PROGRAMS:
        raise PermissionError('pip may not start programs here: only wheels are installed')


sys.addaudithook(_refuse)
sys.argv = ['pip', *sys.argv[1:]]
runpy.run_module('pip', run_name='__main__', alter_sys=True)
