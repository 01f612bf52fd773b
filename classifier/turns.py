"""Who has the word in a transcript: a question put to the speaker is not the issuer's own act, whatever it says.

A turn begins with its mark at the start of a line ("Question:", "Q -", "记者：", "AFP: ") and lasts until the next line that begins with
another speaker's ("Answer:", "MR MILLER:", "毛宁：").
"""

from __future__ import annotations

import re

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
    rf"\s*(?:(?P<question>(?:{_QUESTION}|(?:{_OUTLETS})(?:记者)?)(?:\s*\(?\d{{1,2}}\)?)?(?:\s*\([^)]{{1,30}}\))?\s*[:：]|q\s*[-–—.]\s)|(?P<answer>(?:{_ANSWER})\s*[:：]|r\s*[-–—.]\s))",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\s*(?:[A-ZÀ-ÞА-ЯЁЇІЄҐ][^\s:：]{0,24}(?: [A-ZÀ-ÞА-ЯЁЇІЄҐ(][^\s:：]{0,24}){0,4}|[\u3400-\u9fff·]{2,8}|[\uac00-\ud7a3 ]{2,12})[:：](?:\s|(?<=：))"
)


def asks(line: str, asking: bool) -> bool:
    """Whether a line belongs to a question, given whether the line before it did."""
    head = line[:LONGEST]
    mark = _MARK.match(head)
    if mark:
        return mark["question"] is not None
    return asking and not _SPEAKER.match(head)
