"""Mapping files: what to declare for a tool's file, as TOML. A user writes one the same way."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cxdata.errors import BadInput
from cxdata.record.classify import trimmed
from cxdata.record.sources.declared import EITHER, Declared, declared
from cxdata.record.sources.headers import plain
from cxdata.record.sources.layout import Layout

SHIPPED = Path(__file__).with_name("mappings")


@dataclass(frozen=True)
class Saved:
    """A mapping: which header rows it is for, and what it declares.

    headers      each must stand in the header row ('A|B': either); none: it is only taken by name
    holds        column -> values, one of which must occur in it
    either       names of the mappings between which a person must choose
    fingerprint  of the one header row it was saved for
    """

    name: str
    said: Declared
    headers: tuple[str, ...] = ()
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    either: tuple[str, ...] = ()
    fingerprint: str = ""

    def fits(self, found: Layout) -> bool:
        """Whether the mapping is for files like this one."""
        header = [plain(column.header) for column in found.columns]
        if self.fingerprint:
            return self.fingerprint == fingerprint(header)
        named = all(_place(header, name) is not None for name in self.headers)
        return (
            bool(self.headers)
            and named
            and all(
                at is not None and _held(found, at) & set(values)
                for name, values in self.holds.items()
                for at in [_place(header, name)]
            )
        )


def _place(header: list[str], name: str) -> int | None:
    """The column that bears one of the names in 'A|B', in their order."""
    return next((header.index(n) for n in map(plain, name.split("|")) if n in header), None)


def _held(found: Layout, at: int) -> set[str]:
    return {trimmed(row[at]).casefold() for _, row in found.rows}


def present(found: Layout, said: Declared) -> Declared:
    """A mapping's declaration without the roles whose columns this file does not have."""
    header = [plain(column.header) for column in found.columns]

    def there(name: str) -> bool:
        return name.startswith("value:") or _place(header, name.removeprefix("column:")) is not None

    return replace(
        said,
        fields={
            role: name
            for role, name in said.fields.items()
            if (role in EITHER and not name.startswith("column:")) or there(name)
        },
        left_out={name: table for name, table in said.left_out.items() if there(name)},
        date=said.date if said.date and there(said.date) else None,
    )


def fingerprint(header: Iterable[str]) -> str:
    """What files of one kind share: their header row."""
    joined = "\x1f".join(plain(cell) for cell in header)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def mapping(path: Path) -> Saved:
    """Read a mapping file.

    raises  BadInput naming the file for what is not valid in it
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is not a valid mapping file: {error}.") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    headers = tuple(table.pop("headers", ()))
    holds = {name: tuple(values) for name, values in table.pop("holds", {}).items()}
    either = tuple(table.pop("either", ()))
    mark = str(table.pop("fingerprint", ""))
    try:
        return Saved(path.stem, declared(table), headers, holds, either, mark)
    except (BadInput, TypeError, ValueError) as error:
        raise BadInput(f"{path.name}: {error}") from error


def shipped() -> list[Saved]:
    """The mappings that come with the app; those that ask for more headers first, then by name."""
    found = [mapping(path) for path in sorted(SHIPPED.glob("*.toml"))]
    return sorted(found, key=lambda one: (-len(one.headers) - len(one.holds), one.name))


def fitting(found: Layout, saved: Iterable[Saved]) -> Saved | None:
    """The mapping for a file: one that was saved for its header row, else one that ships."""
    return next((one for one in [*saved, *shipped()] if one.fits(found)), None)


def named(name: str | Path) -> Saved:
    """A mapping by its file, or by the name of one that ships."""
    path = Path(name)
    own = SHIPPED / f"{path.name}.toml"
    return mapping(own if not path.suffix and not path.exists() and own.is_file() else path)


def saved(folder: Path) -> list[Saved]:
    """The mappings that were kept in a folder; an unreadable one is passed over."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(mapping(path))
        except BadInput:
            continue
    return found


def save(path: Path, header: list[str], said: Declared) -> None:
    """Keep a declaration for the next file with the same header row."""
    lines = [
        "# What was declared for files with this header row.",
        f"fingerprint = {_toml(fingerprint(header))}",
    ]
    tables: list[str] = []
    for name, value in said.as_table().items():
        if isinstance(value, Mapping):
            tables += _section(name, value)
        else:
            lines.append(f"{name} = {_toml(value)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, *tables]) + "\n", "utf-8")


def _section(name: str, table: Mapping[str, object]) -> list[str]:
    lines = ["", f"[{name}]"]
    nested = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            nested += _section(f"{name}.{_key(key)}", value)
        else:
            lines.append(f"{_key(key)} = {_toml(value)}")
    return [*(lines if len(lines) > 2 else []), *nested]


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    escaped = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in text)
    return f'"{escaped}"'
