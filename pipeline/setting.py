"""What all messages of an installation have in common, from its configuration."""

from __future__ import annotations

from dataclasses import asdict

from alerts.house import House
from alerts.slack_buttons import Buttons
from alerts.telling import Setting
from config import Config
from pipeline.linking import links_of


def setting_of(config: Config) -> Setting:
    """For what is composed. Raises ConfigError when there is a web service without a secret for its links."""
    links = links_of(config)
    return Setting(
        **asdict(house_of(config)),
        buttons=buttons_of(config),
        archived=links.archived if links else None,
        why=links.why if links else None,
        feedback=links.feedback if links else None,
    )


def house_of(config: Config) -> House:
    """For the summaries that delivery makes, and for answers to clicks."""
    settings = config.settings
    return House(zone=settings.zone, zones=settings.zones, domain=domain_of(config), demo=settings.demo)


def domain_of(config: Config) -> str:
    """Right-hand side of Message-IDs."""
    mail = config.settings.mail
    return (mail.domain or mail.sender.rpartition("@")[2].rstrip(">")) if mail else "localhost"


def buttons_of(config: Config) -> Buttons | None:
    """What the buttons of an installation carry; None where no click would come back."""
    slack, web = config.settings.slack, config.settings.web
    if slack is None or slack.token is None or slack.app_token is None:
        return None
    secret = web.secret if web is not None else None
    return Buttons(secret=None if secret is None else secret.get_secret_value())
