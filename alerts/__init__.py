"""Readings to messages, and messages to people.

watches    which matches become messages, one a destination        (pure)
compose    a message within Slack's limits, everything escaped      (pure)
digest     the week as mail: period, contents, HTML and text        (pure)
deliver    the outbox loop: claim, send, record
slack, mail  the senders: one kind of destination each
"""
