"""Write the golden results of one source: ``python -m tests.pages.record ID``. Then compare each with its page, by eye.

A result that changed is written with ``"reviewed": false``, and the tests fail until a person has set it to true.
"""

from __future__ import annotations

import json
import sys

from tests.pages.cases import Case, cases, run


def record(case: Case) -> bool:
    """Write the golden result of a case. True if it is new or differs from what was reviewed."""
    result = run(case)
    before = json.loads(case.golden.read_text("utf-8")) if case.golden.exists() else {}
    same = {key: value for key, value in before.items() if key != "reviewed"} == result
    reviewed = same and before.get("reviewed") is True
    text = json.dumps({"reviewed": reviewed, **result}, ensure_ascii=False, indent=2)
    case.golden.write_text(text + "\n", encoding="utf-8")
    return not reviewed


def main(arguments: list[str]) -> int:
    """Record each source named; exit 2 when one has no saved page."""
    found = [case for id_ in arguments for case in cases(id_)]
    missing = [id_ for id_ in arguments if not cases(id_)]
    for case in found:
        sys.stdout.write(f"{case.golden}: {'read it against the page' if record(case) else 'unchanged'}\n")
    if missing or not arguments:
        sys.stderr.write(f"no saved page for: {', '.join(missing) or '(name a source)'}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
