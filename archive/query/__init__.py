"""The query language: one for the command line, watches and digest sections. Final in syntax.

    ceasefire "political solution" OR truce      words, phrases; AND is understood, OR and NOT are written in capitals
    condemn* -football (a OR b)                  prefix of three letters or more; minus or NOT; parentheses
    issuer:FR,DE stance:condemnation rung:>=4    fields, with any of several values
    stance:warning -unsure:warning               a label that is given, and not doubtfully
    date:2024-11-27..2024-12-08 seen:<7d         published on these days (either end may be open); first seen
    is:joint is:revised is:reissue               what it is
    story:17                                     what is in this story
    first:formula new:rung dropped:formula       what is new in it; formula:red-line what it says
    edit:stance edit:>=signatories withdrawn:yes what became of it

What cannot be understood is refused with `statements.errors.QueryError`, which points at the place.
"""

from archive.query.bounds import may_answer, period
from archive.query.nodes import And, Dated, Everything, Facet, Node, Not, Or, Seen, Text, Together, Withdrawn
from archive.query.reader import parse
from archive.query.writing import written

__all__ = [
    "And",
    "Dated",
    "Everything",
    "Facet",
    "Node",
    "Not",
    "Or",
    "Seen",
    "Text",
    "Together",
    "Withdrawn",
    "may_answer",
    "parse",
    "period",
    "written",
]
