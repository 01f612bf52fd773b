"""What all messages of an installation have in common, from its configuration."""

from __future__ import annotations

from alerts.deliver import House
from alerts.telling import Setting
from config import Config
from pipeline.buttons import buttons_of
from pipeline.linking import links_of


def setting_of(config: Config) -> Setting:
    """For what is composed. Raises ConfigError when there is a web service without a secret for its links."""
    links = links_of(config)
    return Setting(
        zone=config.settings.zone,
        zones=config.settings.zones,
        domain=domain_of(config),
        buttons=buttons_of(config),
        archived=links.archived if links else None,
        why=links.why if links else None,
        demo=config.settings.demo,
    )


def house_of(config: Config) -> House:
    """For the summaries that delivery makes."""
    settings = config.settings
    return House(zone=settings.zone, zones=settings.zones, domain=domain_of(config), demo=settings.demo)


def domain_of(config: Config) -> str:
    """Right-hand side of Message-IDs."""
    mail = config.settings.mail
    return (mail.domain or mail.sender.rpartition("@")[2].rstrip(">")) if mail else "localhost"
