"""python -m cxdata import, rollback, batches, verify, quality, erase, retain, sample, people."""

from cxdata.cli.commands import main

__all__ = ["main"]
