"""Watches to begin with: shipped queries that are worth an alert, each with what it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field
from ruamel.yaml import YAML

from config.source import Strict
from config.watches import Watch

FILE = Path(__file__).parent / "templates" / "watch-templates.yaml"
WRITTEN = ("syria-2254", "de-escalation", "civilian-protection", "new-warning")
"""Those that a new installation begins with."""


class Template(Watch):
    """A watch without destinations."""

    purpose: str = Field(min_length=1, max_length=150)

    def watch(self, **more: Any) -> Watch:
        """The watch, with what is chosen otherwise."""
        own = self.model_dump(exclude={"purpose"}, exclude_unset=True)
        return Watch.model_validate({**own, **more})


class TemplateFile(Strict):
    """The whole of the shipped file."""

    templates: tuple[Template, ...]


@cache
def templates() -> dict[str, Template]:
    """The shipped templates by id, in their order."""
    data = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    return {template.id: template for template in TemplateFile.model_validate(data).templates}
