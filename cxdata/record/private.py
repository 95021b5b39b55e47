"""What lies on disk is for the user that the app runs as, whoever starts it and however."""

from __future__ import annotations

import os
import stat
from pathlib import Path

FOLDER, OTHERS = 0o700, 0o077


def keep_private(root: Path) -> None:
    """From now on this process makes folders 0700 and files 0600, and so do those it starts.

    Folders of records that lie under the data root already are closed to others, where they are
    ours; what lies in them can be reached by nobody else then. The data root itself is whoever's
    chose it: it may hold other things.
    """
    os.umask(OTHERS)
    for home in (Path(root) / "own", Path(root) / "demo"):
        try:
            held = home.stat()
            if held.st_uid == os.geteuid() and stat.S_IMODE(held.st_mode) & OTHERS:
                home.chmod(FOLDER)
        except OSError:
            continue  # none is there yet, or it cannot be told: the app says so when it reads it
