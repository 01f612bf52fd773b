"""The README's picture: a stretch of `communique demo`, as a terminal shows it, drawn from a real run.

python -m bench.picture docs/demo.svg
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

COMMUNIQUE = Path(sys.executable).parent / "communique"
WIDTH = 112
FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def main() -> int:
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [str(COMMUNIQUE), "demo", "--fast", "--out", "demo-out"],
            cwd=scratch,
            check=True,
            capture_output=True,
            text=True,
        )
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    for line in stretch(done.stdout.splitlines()):
        console.print(styled(line))
    # The picture names no fonts of other servers: whoever looks at it has a monospaced one.
    drawn = FONTS.sub("", console.export_svg(title="communique demo (invented statements)"))
    target.write_text(drawn.replace("Fira Code, monospace", "ui-monospace, monospace"), "utf-8")
    return 0


def stretch(lines: list[str]) -> list[str]:
    """One alert on the joint statement, then what is told at the week's end."""
    alert = next(
        n
        for n, line in enumerate(lines)
        if line.casefold().startswith("  │ joint statement by the united states")
    )
    start = max(n for n in range(alert) if lines[n].startswith("  ┌"))
    end = next(n for n in range(alert, len(lines)) if lines[n].startswith("  └"))
    told = next(n for n, line in enumerate(lines) if line.startswith("Who spoke"))
    last = next(n for n in range(told, len(lines)) if lines[n].startswith("communique search"))
    return [*lines[start : end + 1], "", *lines[told:last]]


def styled(line: str) -> Text:
    """The colours that `communique demo` itself uses on a terminal."""
    if "▌" in line:
        return Text(line, style="italic cyan")
    if line.startswith(("Who spoke", "What was")):
        return Text(line, style="bold")
    if "silent" in line or "unreadable" in line:
        return Text(line, style="yellow")
    return Text(line)


if __name__ == "__main__":
    sys.exit(main())
