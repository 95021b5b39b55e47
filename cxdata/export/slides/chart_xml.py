"""What python-pptx leaves to hand in a chart: error bars, outlines, axes in quiet colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.series import _BaseSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide as Drawn

from cxdata.export.slides import text
from cxdata.export.slides.data import Columns
from cxdata.export.slides.look import Box, Look, rgb
from cxdata.export.slides.text import Run

PLACES = {
    "above": XL_LABEL_POSITION.ABOVE,
    "right": XL_LABEL_POSITION.RIGHT,
    "base": XL_LABEL_POSITION.INSIDE_BASE,
}
AFTER_BARS = ("c:cat", "c:val", "c:smooth", "c:shape", "c:extLst")


def plainly(chart: Chart, look: Look, size: float) -> None:
    """No title, no legend, our type and colours; square corners."""
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = look.size(size)
    chart.font.color.rgb = rgb(look.muted)
    space = chart._chartSpace
    if space.find(qn("c:roundedCorners")) is None:
        date = space.find(qn("c:date1904"))
        corners = parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>')
        space.insert(0 if date is None else space.index(date) + 1, corners)


def axes(chart: Chart, look: Look, low: float, high: float, step: float | None) -> None:
    """A quiet category axis; hairlines at every step of the value axis, or no value axis."""
    across, up = chart.category_axis, chart.value_axis
    across.format.line.color.rgb = rgb(look.line)
    across.major_tick_mark = across.minor_tick_mark = XL_TICK_MARK.NONE
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.minimum_scale, up.maximum_scale = low, high
    up.major_tick_mark = up.minor_tick_mark = XL_TICK_MARK.NONE
    up.format.line.fill.background()
    if step is None:
        up.visible = False
        up.has_major_gridlines = False
        return
    up.major_unit = step
    up.has_major_gridlines = True
    up.major_gridlines.format.line.color.rgb = rgb(look.line)
    up.major_gridlines.format.line.width = look.size(0.75)
    up.tick_labels.number_format = '+0;"−"0;0'
    up.tick_labels.number_format_is_linked = False


def inner(chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Where the axes' rectangle lies, in shares of the chart: labels keep the room around it."""
    places = zip("xywh", (left, top, width, height), strict=True)
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    told = "".join(f'<c:{name} val="{place:.5f}"/>' for name, place in places)
    made = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f"{modes}{told}</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    held = area.find(qn("c:layout"))
    if held is not None:
        area.remove(held)
    area.insert(0, made)


def slanted(chart: Chart, look: Look, label: int) -> None:
    """Many names under the axis: small and slanted, every n-th of them where that is close."""
    chart.category_axis.tick_labels.font.size = look.size(10)
    chart.category_axis.tick_labels.font.color.rgb = rgb(look.muted)
    axis = chart.category_axis._element
    axis.txPr.bodyPr.set("rot", "-2700000")
    made = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{max(1, label)}"/>')
    axis.find(qn("c:noMultiLvlLbl")).addprevious(made)


def whiskers(
    series: _BaseSeries,
    look: Look,
    colour: str,
    ends: tuple[Sequence[float | None], Sequence[float | None]],
    columns: tuple[str, str] | None = None,
) -> None:
    """Error bars of a line's points: how far they reach up and down, in the value's unit.

    columns  letters of the workbook's columns that hold them; without, they stand in the chart
    """
    up, down = ends
    places = columns or ("", "")
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        '<c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        '<c:noEndCap val="1"/>'
        f"<c:plus>{_numbers(up, places[0])}</c:plus><c:minus>{_numbers(down, places[1])}</c:minus>"
        f'<c:spPr><a:ln w="{look.size(5)}" cap="rnd"><a:solidFill>'
        f'<a:srgbClr val="{colour[1:]}"/></a:solidFill><a:round/></a:ln></c:spPr></c:errBars>'
    )
    _insert(series._element, bars)


def drops(series: _BaseSeries, look: Look, colour: str) -> None:
    """Dashed lines from a series' points down to the axis."""
    bars = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>"
        '<c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/>'
        '<c:noEndCap val="1"/><c:val val="200"/>'
        f'<c:spPr><a:ln w="{look.size(1)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/>'
        '</a:solidFill><a:prstDash val="dash"/></a:ln></c:spPr></c:errBars>'
    )
    _insert(series._element, bars)


def dashed(line: Any, look: Look, colour: str, width: float = 1.5) -> None:
    """A dashed outline."""
    line.color.rgb = rgb(colour)
    line.width = look.size(width)
    line.dash_style = MSO_LINE.DASH


def unseen(series: _BaseSeries) -> None:
    """A series that is only there to carry figures or to hold others up."""
    series.format.fill.background()
    series.format.line.fill.background()


def _insert(series: etree._Element, made: etree._Element) -> None:
    for tag in AFTER_BARS:
        found = series.find(qn(tag))
        if found is not None:
            found.addprevious(made)
            return
    series.append(made)


def _numbers(values: Sequence[float | None], column: str) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{float(value)!r}</c:v></c:pt>'
        for i, value in enumerate(values)
        if value is not None
    )
    counted = f'<c:ptCount val="{len(values)}"/>{points}'
    if not column:
        return f"<c:numLit><c:formatCode>General</c:formatCode>{counted}</c:numLit>"
    where = f"Sheet1!${column}$2:${column}${len(values) + 1}"
    cache = f"<c:numCache><c:formatCode>General</c:formatCode>{counted}</c:numCache>"
    return f"<c:numRef><c:f>{where}</c:f>{cache}</c:numRef>"


def made(drawn: Drawn, place: Box, kind: XL_CHART_TYPE, data: Columns) -> Any:
    """A chart on the slide."""
    return drawn.shapes.add_chart(kind, *place.emu, data)


def label(series: _BaseSeries, point: int, look: Look, run: Run, where: str, *more: Run) -> None:
    """Write at a point: 'above' it, to its 'right', or at the 'base' of its bar.

    more  what stands under it, a line each
    """
    told = series.points[point].data_label
    text.write(told.text_frame.paragraphs[0], look, [run])
    for line in more:
        text.write(told.text_frame.add_paragraph(), look, [line])
    told.position = PLACES[where]
