"""Statements in plain official English, drawn from a seed. No two of them share so many words that one could pass for a copy."""

from __future__ import annotations

from random import Random

ISSUERS = (
    "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CO", "CZ", "DE", "DK", "EE", "EG", "ES", "FI", "FR", "GB", "GR", "HU", "ID", "IE",
    "IN", "IT", "JO", "JP", "KE", "KR", "LT", "LV", "MA", "MX", "NL", "NO", "NZ", "PE", "PL", "PT", "RO", "SE", "SN", "TN", "TR", "UY", "ZA",
)  # fmt: skip
COUNTRIES = (
    "Argentina", "Austria", "Belgium", "Brazil", "Canada", "Chile", "Denmark", "Egypt", "Estonia", "Finland", "France", "Greece",
    "Indonesia", "Ireland", "Japan", "Jordan", "Kenya", "Latvia", "Mexico", "Morocco", "Norway", "Peru", "Poland", "Portugal",
    "Romania", "Senegal", "Spain", "Sweden", "Tunisia", "Uruguay",
)  # fmt: skip
CITES = "The Ministry recalls Security Council resolution 2254 and its own letter of {day} on {place}."
"""The sentence by which the readers' watch knows what to tell."""

_SYLLABLES = ("ba", "cor", "del", "fen", "gar", "hel", "jor", "kal", "lun", "mar", "nor", "pel", "quin", "ras", "sol", "tam", "ur", "vel", "wen", "zar")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_TOPICS = (
    "the customs office at {place}", "the fisheries protocol with {country}", "the road between {place} and {other}",
    "student exchange with {country}", "the archives of {place}", "water gauges on the river {place}", "the railway to {place}",
    "the consular service in {place}", "the museum of {place}", "air links with {country}", "the observatory of {place}",
    "the trade office in {place}", "the harbour of {place}", "the border post at {place}", "the school of {place}",
)  # fmt: skip
_TITLES = (
    "Statement on {topic}", "Press release: {topic}", "Remarks after the meeting on {topic}", "Talks in {place} on {topic}",
    "The Minister in {place}: {topic}", "Answer to a question on {topic}", "Visit to {place}", "Agreement on {topic} signed in {place}",
)  # fmt: skip
_SENTENCES = (
    "The Minister received the ambassador of {country} in {place} on {day}.",
    "Both sides spoke for {number} minutes about {topic}.",
    "The delegation of {country} had {number} members and was led by the deputy minister {name}.",
    "A working group of {number} experts will meet in {place} on {day} to prepare the next round.",
    "The protocol was signed by {name} for {country} and by {other_name} for the Ministry.",
    "The building at {place} was opened in the presence of {number} guests from {country} and {other_country}.",
    "According to the register kept in {place}, {number} applications were handled before {day}.",
    "The exhibition on {topic} can be seen in {place} until {day}.",
    "Ambassador {name} handed over copies of his letters and visited {place} afterwards.",
    "The parties exchanged lists of {number} persons who will take part in the course at {place}.",
    "The budget of the programme with {country} amounts to {number} thousand euro for the current year.",
    "The Ministry thanks {country} for the {number} volumes that were given to the library of {place}.",
    "A second meeting on {topic} is planned for {day} in {place}.",
    "The State Secretary {name} took the train from {place} to {other} together with {other_name}.",
    "The text of the agreement with {country} is laid out in {number} articles and two annexes.",
    "The round table at {place} was attended by {number} guests, among them {name} and {other_name}.",
    "The map of {place} was drawn anew after the survey of {day}.",
    "The consulate in {place} will be open on {day} from eight to {hour} o'clock.",
    "The Minister and {name} also spoke about {topic} and about the fair of {place}.",
    "The commission counted {number} vessels in the harbour of {place} in the week before {day}.",
    "The course for young diplomats from {country} and {other_country} ends on {day}.",
    "The last such visit from {country} to {place} took place {number} months ago.",
    "The new line from {place} to {other} is {number} kilometres long.",
    "The letter from {name}, dated {day}, was read out in {place}.",
    "The Ministry will publish the {number} replies from {country} once they have been translated.",
    "The choir of {place} sang for the guests from {country}, who stayed for {number} days.",
    "The two ministers planted a tree near {place} and met {number} pupils of the school there.",
    "A register of {topic} is kept in {place} by {name}.",
    "The inspection of {day} covered {number} stations between {place} and {other}.",
    "The minutes of the meeting were taken by {name} and run to {number} pages.",
)


class Writer:
    """Draws titles and paragraphs; the same seed writes the same."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def title(self) -> str:
        """A title that no other statement has."""
        while True:
            made = self._filled(self._chance.choice(_TITLES))
            if made not in self._taken:
                self._taken.add(made)
                return made

    def joint_title(self, countries: list[str], subject: str) -> str:
        """The title of a joint statement, with its signatories."""
        return f"Joint statement by the Foreign Ministers of {listed(countries)} on {subject}"

    def subject(self) -> str:
        return self._filled(self._chance.choice(_TOPICS))

    def paragraphs(self, *, cites: bool) -> tuple[str, ...]:
        """Three to six paragraphs, one of them with `CITES` if so wanted."""
        found = [
            " ".join(self.sentence() for _ in range(self._chance.randint(2, 4)))
            for _ in range(self._chance.randint(3, 6))
        ]
        if cites:
            found.insert(self._chance.randint(1, len(found)), self.citation())
        return tuple(found)

    def sentence(self) -> str:
        return self._filled(self._chance.choice(_SENTENCES))

    def citation(self) -> str:
        return self._filled(CITES)

    def number(self) -> int:
        return self._chance.randint(12, 980)

    def _name(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 3))).capitalize()

    def _filled(self, template: str) -> str:
        chance = self._chance
        if "{topic}" in template:
            template = template.replace("{topic}", chance.choice(_TOPICS))
        country, other_country = chance.sample(COUNTRIES, 2)
        made = template.format(
            place=self._name(),
            other=self._name(),
            country=country,
            other_country=other_country,
            name=f"{self._name()} {self._name()}",
            other_name=f"{self._name()} {self._name()}",
            day=f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(2019, 2026)}",
            number=self.number(),
            hour=chance.randint(2, 6),
        )
        return made[0].upper() + made[1:]


def listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
