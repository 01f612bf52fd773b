"""The chart of a digest as a small PNG: what was said when, beside the stretch before. Pure.

matplotlib is imported when a chart is drawn and not before: it takes 45 MB and 0.6 s, which the service does not spend
(pipeline.digesting draws in a process that ends with the drawing).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from alerts.digest_numbers import Bar

WIDTH, HEIGHT = 568, 220
"""Pixels as shown; drawn with twice as many, for screens that have them."""
_SCALE = 2
_COLOURS = 32
"""In the file: enough for smooth letters, and a third of its size without."""
SHARP, OTHER, BEFORE, INK = "#b5402a", "#2f6fae", "#c9d1d9", "#44505c"
SHARP_NAME = "condemning or warning"


def draw(bars: Sequence[Bar], earlier: str) -> bytes:
    """A PNG of `WIDTH` by `HEIGHT` on white, so that it can be read on a dark page too. ``earlier`` is what the stretch
    before is called."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    compared = any(bar.before is not None for bar in bars)
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100 * _SCALE, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.06, 0.15, 0.93, 0.68))
    width = 0.38 if compared else 0.6
    at = [place + (width / 2 if compared else 0) for place in range(len(bars))]
    if compared:
        axes.bar(
            [place - width for place in at], [bar.before or 0 for bar in bars], width, color=BEFORE,
            label=earlier,
        )  # fmt: skip
    axes.bar(at, [bar.sharp for bar in bars], width, color=SHARP, label=SHARP_NAME)
    axes.bar(
        at, [bar.count - bar.sharp for bar in bars], width, bottom=[bar.sharp for bar in bars], color=OTHER,
        label="other statements",
    )  # fmt: skip
    for place, bar in zip(at, bars, strict=True):
        if bar.count:
            axes.text(place, bar.count, str(bar.count), ha="center", va="bottom", fontsize=11, color=INK)
    top = max((max(bar.count, bar.before or 0) for bar in bars), default=0)
    axes.set_ylim(0, max(1.0, 1.15 * top))
    axes.set_xlim(-0.6, len(bars) - 0.4)
    # Names that would run into each other are left out, every other one or more.
    every = -(-len(bars) // 9)
    axes.set_xticks(range(0, len(bars), every), [bar.short for bar in bars[::every]], fontsize=11, color=INK)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.tick_params(length=0, labelsize=11, labelcolor=INK)
    axes.grid(axis="y", color="#e6eaee", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#c9d1d9")
    figure.legend(
        loc="upper left", bbox_to_anchor=(0.04, 1.0), ncols=3, frameon=False, fontsize=11, labelcolor=INK,
        handlelength=1, handleheight=1, columnspacing=1.5,
    )  # fmt: skip
    canvas.draw()  # type: ignore[no-untyped-call]
    rgba = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    return _png(canvas.get_width_height(), bytes(rgba))


def _png(size: tuple[int, int], rgba: bytes) -> bytes:
    from PIL import Image

    # No date, name or version in the file: the same numbers give the same bytes.
    drawn = Image.frombytes("RGBA", size, rgba)
    small = drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
