"""What an import and `quality` say about personal data that was masked."""

import json
from pathlib import Path

import pytest

from cxdata.cli import main


def test_import_and_quality_count_what_was_masked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.csv"
    lines = ["response_id,answered_at,kind,nps,comment", "1,2026-09-01,relational,9,bel 0612345678"]
    lines += ["2,2026-09-02,relational,3,jan@mail.nl en piet@mail.nl", "3,2026-09-03,relational,8,"]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    data = ["--data", str(tmp_path / "data")]
    said = "masked in comments: 2 e-mail addresses, 1 phone number"
    assert main(["import", str(file), *data]) == 0
    assert said in capsys.readouterr().out
    assert main(["quality", *data]) == 0
    assert said in capsys.readouterr().out
    assert main(["quality", *data, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["masked"] == {"e-mail": 2, "phone": 1}
