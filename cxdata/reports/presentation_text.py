"""A presentation as text and back: what the desk keeps of a frozen one.

A picture carries its kind's name. What a newer program wrote and this one does not know is left
out, and what an older one did not write stands at its default: a link opens for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cxdata.errors import BadInput
from cxdata.reports import presentation as model
from cxdata.reports.presentation import Picture, Presentation, Slide

KINDS = {kind.__name__: kind for kind in get_args(Picture)}
KIND = "picture"


def written(found: Presentation | Slide) -> str:
    """A presentation, or a slide alone, as JSON."""
    return json.dumps(_plain(found), ensure_ascii=False, separators=(",", ":"))


def presentation(text: str) -> Presentation:
    """The presentation of a text that `written` made; BadInput where it is none."""
    return _read(Presentation, text)  # type: ignore[no-any-return]


def slide(text: str) -> Slide:
    """The slide of a text that `written` made; BadInput where it is none."""
    return _read(Slide, text)  # type: ignore[no-any-return]


def _read(kind: type, text: str) -> Any:
    try:
        return _made(kind, json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput("This presentation cannot be read: its text is damaged.") from error


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        name = type(value).__name__
        return {KIND: name, **told} if name in KINDS else told
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _made(kind: Any, value: Any) -> Any:
    """A value of a type of the model, out of what JSON holds."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind == Picture:
        return _made(KINDS[value[KIND]], value)
    if is_dataclass(kind):
        return _filled(kind, value)
    if origin is tuple:
        each = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_made(one, part) for one, part in zip(each, value, strict=True))
    if origin in (Union, UnionType):
        if value is None and NoneType in inner:
            return None
        return _made(next(one for one in inner if one is not NoneType), value)
    return _checked(kind, value)


def _checked(kind: Any, value: Any) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _filled(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind, vars(model))
    given = {f.name: _made(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value}
    missing = [f.name for f in fields(kind) if f.name not in given and _needed(f)]
    if missing:
        raise KeyError(missing[0])
    return kind(**given)


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
