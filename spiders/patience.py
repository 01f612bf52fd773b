"""Work on what a site answered, where it can be killed: whatever goes wrong there is the fault of that one answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spiders.failures import FetchFailed
from spiders.ports import Compute
from statements.labels import Verdict


async def work(
    compute: Compute, function: Callable[..., Any], *args: Any, url: str, status: int | None = None
) -> Any:
    """What a pure function makes of the answer of ``url``. Raises FetchFailed when it was killed, or when it stumbled: one
    page, hostile or odd, must not end the watch over all others."""
    try:
        return await compute(function, *args)
    except TimeoutError as error:
        raise FetchFailed(Verdict.TIMEOUT, f"{url} takes too long to read", status=status) from error
    except MemoryError as error:
        raise FetchFailed(Verdict.TOO_LARGE, f"{url} takes too much memory to read", status=status) from error
    except Exception as error:  # a bug that one page finds
        raise FetchFailed(
            Verdict.PARSE_ERROR,
            f"{url} makes our reader stumble ({type(error).__name__}: {str(error)[:160]}); please report it",
            status=status,
        ) from error
