"""The Slack app that posts alerts, as Slack's manifest: what it may do, and that its clicks come over Socket Mode. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SCOPES: Final = ("chat:write", "channels:history", "groups:history")
"""To post, edit and whisper; to look up in public and in private channels whether a message arrived whose answer was lost."""
APP_SCOPE: Final = "connections:write"
"""Of the app-level token: to open the connection over which clicks come."""
MANIFEST: Final[Mapping[str, Any]] = {
    "display_information": {
        "name": "communique",
        "description": "Official statements, the minute they appear",
        "background_color": "#4a154b",
    },
    "features": {"bot_user": {"display_name": "communique", "always_online": False}},
    "oauth_config": {"scopes": {"bot": list(SCOPES)}},
    "settings": {
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": True,
        "token_rotation_enabled": False,
    },
}
