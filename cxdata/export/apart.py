"""A deck on an organisation's own template, in a child process with limits of time and memory.

A template is a file from outside: what its archive and its XML do to the libraries that read it is
done to the child.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from cxdata.errors import BadInput
from cxdata.export import pptx
from cxdata.export.slides import template
from cxdata.reports import presentation_text
from cxdata.reports.presentation import Presentation

SECONDS = 30
MEGABYTES = 512  # beside what Python and its libraries map before the template is opened
REFUSED = 3  # how the child ends where the template cannot be used; why stands on stderr
_END = b"\n"  # JSON holds no bare line break: it ends the presentation


def deck(presentation: Presentation, template_file: bytes) -> bytes:
    """The deck of `pptx.deck`, on a template.

    raises  BadInput where the template cannot be used, or takes more than a template may
    """
    return _asked(presentation_text.written(presentation), template_file)


def check(template_file: bytes) -> None:
    """Can this template be used? raises  BadInput as `deck` does"""
    _asked("", template_file)


def _asked(told: str, template_file: bytes) -> bytes:
    # What is only too large is refused without a process.
    template.sized(template_file)
    command = [sys.executable, "-m", "cxdata.export.apart"]
    try:
        done = subprocess.run(
            command,
            input=told.encode() + _END + template_file,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(
            f"The template took longer than {SECONDS} seconds. {template.AGAIN}"
        ) from error
    if done.returncode == REFUSED:
        raise BadInput(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode:
        raise BadInput(f"The template needs more than a template should. {template.AGAIN}")
    return done.stdout


def _main() -> int:
    told, _, template_file = sys.stdin.buffer.read().partition(_END)
    found = presentation_text.presentation(told.decode()) if told else None
    _bounded()
    try:
        if found is None:
            pptx.check(template_file)
        else:
            sys.stdout.buffer.write(pptx.deck(found, template_file))
    except BadInput as refused:
        sys.stderr.write(str(refused))
        return REFUSED
    return 0


def _bounded() -> None:
    statm = Path("/proc/self/statm")
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    limit = used + MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(_main())
