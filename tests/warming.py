"""What a program works out when it first needs it and what is the same in each, done once for all that are forked from here: the
classifier, the query grammar, the list of public suffixes, the templates of mails, and matplotlib with its fonts. In a program of its
own all that takes two seconds of processor time, most of it for the chart of a digest.
"""

from __future__ import annotations


def warm() -> None:
    """Opens nothing and starts nothing that would survive a fork badly."""
    from alerts import chart, digest, forms_board, forms_mail
    from alerts.digest_numbers import Bar
    from archive.query import reader
    from pipeline import work
    from spiders import suffixes

    for embeddings in (True, False):
        work.warm(None, embeddings)
    reader.parse("resolution:2254")
    suffixes.registrable("press.example.org")
    for environment, names in (
        (digest._environment(), ("digest.html.j2", "digest.txt.j2")),
        (forms_mail._ENVIRONMENT, ("alert.html.j2", "summary.html.j2")),
        (forms_board._ENVIRONMENT, ("board.html.j2",)),
    ):
        for name in names:
            environment.get_template(name)
    chart.draw([Bar(name="Monday", count=2, sharp=1, before=1, short="Mon")], "before")
