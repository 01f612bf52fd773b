"""Who has the word in a transcript: a question put to the speaker is not the issuer's own act, whatever it says.

A turn begins with its mark ("Question:", "Q -", "记者：", "AFP: ") and ends with the mark of an answer ("Answer:", "R -", "ج:"), with
another speaker's name at the start of a sentence ("MR MILLER:", "Le porte-parole :", "毛宁："), or with the first
paragraph after a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 60
"""Characters of a line in which the mark of a speaker is looked for."""

_QUESTION = (
    r"q(?:uestion)?|frage|zusatzfrage|pregunta|pytanie|domanda|pergunta|soru|вопрос|в|запитання|питання|з|سؤال|س|سوال|پرسش|خبرنگار|صحفي|שאלה|ש"
    r"|问|問|记者|記者|質問|질문|기자|문|journaliste?|reporter|periodista|jornalista|giornalista|dziennikarz|gazeteci|muhabir|журналист|журналіст|עיתונאי"
)
_OUTLETS = (
    r"afp|reuters|bloomberg|associated press|ap|cctv|cgtn|xinhua(?: news agency)?|tass|ria novosti|rt|nhk|kyodo(?: news)?|yonhap(?: news agency)?|bbc|cnn|global times"
    r"|china daily|the paper|phoenix tv|shenzhen tv|hubei media group|dpa|efe|ansa|al jazeera|nikkei|asahi shimbun|sky news|financial times|the new york times"
    r"|法新社|路透社|彭博社|新华社|总台|中新社|塔斯社|共同社|韩联社|美联社"
)
_ANSWER = r"a(?:nswer)?|r(?:[ée]ponse|espuesta)?|antwort|odpowied[źz]|risposta|resposta|cevap|ответ|о|відповідь|جواب|ج|پاسخ|תשובה|ת|答|回答|답변?"
_MARK = re.compile(
    rf"(?:(?P<question>(?:{_QUESTION}|(?:{_OUTLETS})(?:记者)?)(?:\s*\(?\d{{1,2}}\)?)?(?:\s*\([^)]{{1,30}}\))?\s*[:：]|q\s*[-–—.]\s)|(?P<answer>(?:{_ANSWER})\s*[:：]|r\s*[-–—.]\s))",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[^\s:：?!.]{1,30}(?:[\s·][^\s:：?!]{1,30}){0,6}\s?[:：]")
_ASKED = ("?", "？", "؟")


def asked(sentences: Iterable[tuple[str, int]]) -> list[bool]:
    """Whether each sentence, given with the number of its paragraph, stands in a question put to the speaker."""
    found: list[bool] = []
    asking, put, last = False, False, -1
    for text, paragraph in sentences:
        head = text[:LONGEST].lstrip("【［[*_ ")
        opens = paragraph != last
        mark = _MARK.match(head)
        if mark:
            asking, put = mark["question"] is not None, False
        elif asking and ((opens and put) or _SPEAKER.match(head)):
            asking = False
        found.append(asking)
        put = asking and (put or text.rstrip("\"'»”’)」』 ").endswith(_ASKED))
        last = paragraph
    return found
