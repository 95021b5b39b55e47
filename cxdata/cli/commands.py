"""python -m cxdata import, rollback, batches, verify, quality, erase, retain, sample, people."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from cxdata import record
from cxdata.cli import forgetting, people
from cxdata.cli.progress import Progress
from cxdata.cli.words import words
from cxdata.errors import BadInput, CxError, Undecided
from cxdata.flows import imports, sample
from cxdata.flows.outcome import masks
from cxdata.record.sources.declared import DATE_ORDERS, KINDS, SCALES, Declared, labels
from cxdata.scope import STEWARD, Scope

OK, FAILED, UNDECIDED = 0, 1, 2
_ROLES = ("team", "segment", "channel", "region", "customer", "origin", "comment", "id", "revision")


def main(arguments: Sequence[str]) -> int:
    """Run a command. Return 0; 1 for an error, told on stderr; 2 where a person must choose."""
    as_json = "--json" in arguments
    try:
        options = _parser().parse_args(list(arguments))
        record.keep_private(_root(options))
        found: int = options.run(options)
        return found
    except Undecided as error:
        _asked(error, as_json)
        return UNDECIDED
    except CxError as error:
        return _failed(str(error), as_json)
    except KeyboardInterrupt:
        return _failed("Stopped. The record is as it was.", as_json)
    except OSError as error:
        return _failed(f"{error.filename or 'A file'}: {error.strerror or error}.", as_json)


def _failed(said: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": said}, ensure_ascii=False))
    print(said, file=sys.stderr)
    return FAILED


class _Parser(argparse.ArgumentParser):
    """Ends with 1 for a wrong command: 2 is for files that can be read two ways."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m cxdata", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _import_options(_command(commands, "import", _import, "bring survey exports in"))
    rollback = _command(commands, "rollback", _rollback, "take a batch out again")
    rollback.add_argument("batch", type=int, metavar="BATCH")
    _command(commands, "batches", _batches, "list what was brought in")
    _command(commands, "verify", _verify, "check that cubes equal answers to the digit")
    _command(commands, "quality", _quality, "show what is odd in the record")
    runs = {"erase": _erase, "retain": _retain}
    forgetting.options(lambda name, said: _command(commands, name, runs[name], said))
    built = _command(commands, "sample", _sample, "build the sample company's record")
    built.add_argument("--if-missing", action="store_true", help="only where it is missing")
    people.options(_command(commands, "people", _people, "who may come in, and as what"))
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    command.add_argument("--data", type=Path, metavar="DIR", help="data root (CX_DATA, or data/)")
    command.add_argument("--demo", action="store_true", help="the sample company's record")
    command.add_argument("--json", action="store_true", help="print one JSON object, nothing else")
    return command


def _import_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("files", nargs="+", type=Path, metavar="FILE")
    add("--dry-run", action="store_true", help="count, and change nothing")
    add("--kind", choices=KINDS)
    add("--score", action="append", default=[], metavar="COLUMN", help="header, or #12; repeatable")
    add("--metric", action="append", default=[], choices=("nps", "csat", "ces", "rating"))
    add("--scale", action="append", default=[], choices=[*SCALES, "labels"])
    add("--labels", action="append", default=[], metavar="WORDS=N", help='"Strongly agree=10"')
    add("--date", metavar="COLUMN|DAY", help="a column, or one day for all: 2026-10-31")
    add("--date-order", choices=DATE_ORDERS, type=str.upper)
    add("--timezone", metavar="ZONE|COLUMN", help="of dates that name none: Europe/Amsterdam")
    survey = command.add_mutually_exclusive_group()
    survey.add_argument("--relational", action="store_true", help="how is it between us (default)")
    survey.add_argument(
        "--touchpoint", nargs="?", const="", metavar="ID", help="about one moment; its id or column"
    )
    for role in _ROLES:
        add(f"--{role}", metavar="COLUMN|VALUE" if role in _ROLES[:4] else "COLUMN")
    add("--source", metavar="NAME", help="survey that the file belongs to")
    add("--sheet", metavar="NAME")
    add("--mapping", type=Path, metavar="FILE.toml", help="declare as in this file")
    add("--save-mapping", type=Path, metavar="FILE.toml", help="write what was declared")
    add("--overlap", choices=("skip", "add"), help="rows without id that another file holds")
    add("--rejects", type=Path, metavar="FILE.csv", help="write the rejected rows")


def _import(options: argparse.Namespace) -> int:
    imports.refuse_nowhere(options.rejects, options.save_mapping)
    said = _declared(options)
    batch = imports.Batch(tuple(options.files), said, options.mapping, options.overlap)
    run = imports.dry_run if options.dry_run else imports.commit
    with Progress() as progress:
        outcomes = run(_scope(), _home(options), batch, _now(), progress)
    if options.save_mapping:
        imports.save_mapping(_scope(), options.save_mapping, outcomes)
    if options.rejects:
        text = "".join(imports.rejects(one.report) for one in outcomes)
        options.rejects.write_text(text, "utf-8")
    if options.json:
        found = [one.as_json() for one in outcomes]
        print(json.dumps(found[0] if len(found) == 1 else {"files": found}, ensure_ascii=False))
    else:
        for one in outcomes:
            print("\n".join(words(one, options.dry_run)))
        if not outcomes:
            print("The organisation file is taken in." if not options.dry_run else "It is valid.")
    return OK


def _declared(options: argparse.Namespace) -> Declared:
    fields = {role: text for role in _ROLES if (text := getattr(options, role)) is not None}
    if options.touchpoint:
        fields["touchpoint"] = options.touchpoint
    if options.source:
        fields["source"] = options.source
    survey = "relational" if options.relational else None
    return Declared(
        kind=options.kind,
        sheet=options.sheet,
        score=tuple(options.score),
        metric=tuple(options.metric),
        scale=tuple(options.scale),
        labels=labels(options.labels),
        survey="touchpoint" if options.touchpoint is not None else survey,
        date=options.date,
        date_order=options.date_order,
        timezone=options.timezone,
        fields=fields,
    )


def _asked(error: Undecided, as_json: bool) -> None:
    if as_json:
        whole = {"undecided": str(error), "candidates": error.candidates}
        print(json.dumps(whole, ensure_ascii=False))
    print(error, file=sys.stderr)
    for one in error.candidates:
        shown = {k: v for k, v in one.items() if v is not None and k != "label"}
        words = ", ".join(f"{k} {str(v)[:70]}" for k, v in shown.items())
        print(f"  - {words}", file=sys.stderr)


def _rollback(options: argparse.Namespace) -> int:
    imports.rollback(_scope(), _home(options), options.batch, _now())
    _print(
        options, {"rolled_back": options.batch}, [f"Batch {options.batch} is out of the record."]
    )
    return OK


def _batches(options: argparse.Namespace) -> int:
    found = imports.batches(_scope(), _home(options))
    lines = [
        f"{one['id']:>4}  {one['at']}  {one['kind']:<11}  {one['name']}  ({one['author']})"
        + (f"  rolled back {one['rolled_back_at']}" if one["rolled_back_at"] else "")
        for one in found
    ]
    _print(options, {"batches": found}, lines or ["There is no batch."])
    return OK


def _verify(options: argparse.Namespace) -> int:
    faults = imports.verify(_scope(), _home(options), _now())
    _print(options, {"faults": list(faults)}, list(faults) or ["The cubes equal the answers."])
    return FAILED if faults else OK


def _quality(options: argparse.Namespace) -> int:
    found = imports.quality(_scope(), _home(options))
    lines = []
    for one in found:
        lacks = ", ".join(
            f"{name[8:]} {n}" for name, n in one.items() if name.startswith("without_")
        )
        lines.append(
            f"{one['kind']} {one['metric']}: {one['answers']} answers, {one['first']} to "
            f"{one['last']}; without {lacks}"
        )
    marks = imports.masked(_scope(), _home(options))
    lines += [masks(marks)] if lines else []
    whole = {"answers": found, "masked": marks}
    _print(options, whole, lines or ["There is no answer yet."])
    return OK


def _people(options: argparse.Namespace) -> int:
    # Beside the lines, so that a list stays one; which desk it is depends on CX_DATA and --data.
    print(people.place(_root(options)), file=sys.stderr)
    lines = people.run(_scope(), _root(options), options, _now())
    _print(options, {"people": lines}, lines)
    return OK


def _erase(options: argparse.Namespace) -> int:
    _print(options, *forgetting.erased(_scope(), _home(options), _now(), options))
    return OK


def _retain(options: argparse.Namespace) -> int:
    _print(options, *forgetting.retained(_scope(), _home(options), _now(), options))
    return OK


def _sample(options: argparse.Namespace) -> int:
    with Progress() as progress:
        reports = sample.sample(
            _scope(), _root(options), _now(), if_missing=options.if_missing, progress=progress
        )
    rows = sum(report.rows for report in reports)
    said = (
        f"The sample company is in the record: {rows} rows." if reports else "It is there already."
    )
    _print(options, {"files": len(reports), "rows": rows}, [said])
    return OK


def _print(options: argparse.Namespace, whole: dict[str, Any], lines: Sequence[str]) -> None:
    print(json.dumps(whole, ensure_ascii=False, default=str) if options.json else "\n".join(lines))


def _scope() -> Scope:
    """Who has a shell on the server keeps the record."""
    return Scope(STEWARD, identity=getpass.getuser())


def _root(options: argparse.Namespace) -> Path:
    return options.data or Path(os.environ.get("CX_DATA") or "data")


def _home(options: argparse.Namespace) -> Path:
    return _root(options) / ("demo" if options.demo else "own")


def _now() -> datetime:
    return datetime.now(UTC)
