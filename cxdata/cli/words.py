"""What an import says to a person on a terminal."""

from __future__ import annotations

from typing import Any

from cxdata.flows.outcome import Outcome, masks


def words(one: Outcome, dry: bool) -> list[str]:
    """What an outcome says to a person."""
    whole = one.as_json()
    said = [
        f"{whole['source']}: {whole['tool']}, {whole['rows']} rows"
        + (f", sheet '{whole['sheet']}'" if whole["sheet"] else ""),
        f"  accepted {whole['accepted']}, missing {whole['missing']}, left out "
        f"{whole['left_out']}{_reasons(whole['left_out_reasons'])}, rejected "
        f"{whole['rejected']}{_reasons(whole['rejected_reasons'])}, without a date "
        f"{whole['undated']}, "
        f"known already {whole['duplicates']}",
    ]
    if whole["kind"] == "answers":
        said += _scored(whole)
    if whole["masked"]:
        said.append(f"  {masks(whole['masked'])}")
    for row in whole["rejected_rows"][:5]:
        said.append(f"  row {row['row']}: {row['value'][:60]!r} in '{row['column'][:50]}'")
    for dimension, names in whole["unknown"].items():
        for name in names:
            hint = f"; did you mean '{name['suggestion']}'?" if name["suggestion"] else ""
            said.append(f"  no {dimension} is called '{name['name']}' ({name['rows']} rows){hint}")
    said += [f"  ! {warning}" for warning in whole["warnings"]]
    if whole["mapping_kept"]:
        said.append(f"  kept for the next file of its kind: {whole['mapping_kept']}")
    if dry:
        return [*said, "  dry run: nothing was changed"]
    batch = whole["batch"]
    return [*said, f"  batch {batch}" if batch is not None else "  nothing new: no change"]


def _scored(whole: dict[str, Any]) -> list[str]:
    said = [
        f"  score '{(whole['score_column'] or '')[:70]}' on {whole['scale']}, "
        f"dates '{whole['date_column'] or 'none'}' in {whole['timezone'] or 'no time zone'}"
        + (f", {whole['first']} to {whole['last']}" if whole["first"] else "")
    ]
    if whole["value"] is None:
        return [*said, "  no score"]
    unit = "" if whole["metric"] in ("nps", "rating") else " %"
    sign = "+" if not unit else ""
    said.append(
        f"  {whole['metric'].upper()} {whole['value']:{sign}.1f}{unit} from n = {whole['n']}"
    )
    before, after = whole["before"], whole["after"]
    if before and after and before != after:
        was, now = (
            "no score" if h["nps"] is None else f"{h['nps']:+.1f} (n = {h['n']})"
            for h in (before, after)
        )
        said.append(f"  headline {was} -> {now}")
    return said


def _reasons(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{n} {why}' for why, n in counts.items())})" if counts else ""
