"""What every Plotly picture lies on: no template, our type, a pointer's card in our colours."""

from __future__ import annotations

from typing import Any

from cxdata.charts.palette import Palette

NOTHING = "rgba(0,0,0,0)"


def canvas(palette: Palette, height: int, margin: tuple[int, int, int, int]) -> dict[str, Any]:
    """A layout to begin from.

    height  in pixels; margin left, right, top and bottom, in pixels
    """
    return {
        "template": {},
        "height": height,
        "margin": dict(zip("lrtb", margin, strict=True)),
        "paper_bgcolor": NOTHING,
        "plot_bgcolor": NOTHING,
        "font": {"family": "Source Sans, sans-serif", "color": palette.ink, "size": 14},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": palette.card,
            "bordercolor": palette.line,
            "font": {"color": palette.ink},
        },
    }


def axes(palette: Palette) -> dict[str, Any]:
    """An axis to begin from: it stays where it is, and speaks softly."""
    quiet = {"color": palette.muted, "size": 13}
    return {"fixedrange": True, "zeroline": False, "tickfont": quiet}
