"""When a cold visitor sees the first number, against an empty Streamlit page, in Chromium."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks import company

ROOT = Path(__file__).parents[1]
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
EMPTY = 'import streamlit as st\n\nst.container(key="number").markdown("**+1**")\n'
NUMBER = ".st-key-number strong"


def server(script: Path, root: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A Streamlit server on a free port of this machine, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"],
        cwd=ROOT,
        env={**os.environ, "CX_DATA": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return started, address
        except OSError:
            time.sleep(0.1)
    started.kill()
    raise RuntimeError(f"no server came up for {script.name}")


def first_number(play: Playwright, address: str) -> float:
    """Seconds until a browser that was never here shows the first number."""
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(NUMBER).first.wait_for(state="visible", timeout=60_000)
        return time.perf_counter() - start
    finally:
        browser.close()


def measured(root: Path, rounds: int) -> None:
    """Print both medians and their ratio, the two pages taking turns."""
    empty = company.BUILD / "empty.py"
    empty.write_text(EMPTY, "utf-8")
    servers = [server(empty, root), server(ROOT / "app.py", root)]
    try:
        with sync_playwright() as play:
            for _, address in servers:  # the servers are warm, the visitors are not
                first_number(play, address)
            times = [[first_number(play, a) for _, a in servers] for _ in range(rounds)]
    finally:
        for started, _ in servers:
            started.kill()
            started.wait()
    bare, ours = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(mine / other for other, mine in times)
    print(
        f"cold   first number of the scorecard {ours:.2f} s, empty page {bare:.2f} s,"
        f" ratio {ratio:.2f} ({rounds} rounds)"
    )
