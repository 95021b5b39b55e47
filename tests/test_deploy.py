"""The files of deploy/ against the app that they serve: what is copied, started, let through."""

import ast
import re
import tomllib
from pathlib import Path

from tests.records import ROOT

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
UNIT = (ROOT / "deploy" / "cx-commons@.service").read_text("utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def copied() -> set[str]:
    lines = re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE)
    return {name for line in lines for name in line.split()}


def imported(file: Path) -> set[str]:
    """The folders and files of ours that a file imports from."""
    tree = ast.parse(file.read_text("utf-8"))
    named = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    named += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    tops = {name.split(".")[0] for name in named}
    return {top for top in tops if (ROOT / top).is_dir() or (ROOT / f"{top}.py").exists()}


def test_the_container_holds_what_the_app_needs_and_nothing_that_is_missing() -> None:
    held = copied()
    assert [name for name in held if not (ROOT / name).exists()] == []
    files = [
        ROOT / "app.py",
        ROOT / "asgi.py",
        *ROOT.glob("pages/**/*.py"),
        *ROOT.glob("cxdata/**/*.py"),
    ]
    needed = set().union(*(imported(file) for file in files))
    assert needed <= held
    assert {"app.py", "asgi.py", "requirements.txt", ".streamlit/config.toml"} <= held
    assert not [name for name in held if "secrets" in name]


def test_the_container_is_nobodys_but_its_users_and_asks_no_other_host() -> None:
    assert CONTAINER.index("USER cx") < CONTAINER.index("CMD [")
    assert "-o cx -g cx -m 0700 /data" in CONTAINER
    # Bound to every network, Streamlit asks a service of others for this machine's own address.
    assert "0.0.0.0" in CONTAINER
    assert "STREAMLIT_BROWSER_SERVER_ADDRESS=" in CONTAINER


def test_the_command_that_builds_it_keeps_its_check_of_health() -> None:
    assert "HEALTHCHECK" in CONTAINER
    assert "/readyz" in CONTAINER
    assert "podman build --format docker" in CONTAINER  # podman's own format leaves the check out


def test_container_unit_and_make_start_the_same_file_on_the_port_that_the_proxy_asks() -> None:
    port = str(CONFIG["server"]["port"])
    assert f'"--server.port", "{port}"' in CONTAINER
    assert f"EXPOSE {port}" in CONTAINER
    assert f"server 127.0.0.1:{port};" in NGINX
    started = "streamlit run asgi.py --server.address"
    assert started in UNIT
    assert f"{started} $(ADDRESS)" in (ROOT / "Makefile").read_text("utf-8")
    assert '"run", "asgi.py", "--server.address"' in CONTAINER


def test_the_proxy_lets_a_file_of_the_largest_size_through() -> None:
    (most,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(most) == CONFIG["server"]["maxUploadSize"] + 1
