"""Whom a text names and what it does with them: armed groups by a table of aliases, states and organisations by name.

The role is that of the sentence: who is named where the text condemns, urges, praises or mourns. A modest reading; where
nothing in the sentence says more, the actor is mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from classifier.folding import fold
from statements.issuers import find_countries, issuer_name
from statements.labels import ActorRole
from statements.model import Actor

MAX_ACTORS = 60

# Canonical name and its forms, folded; "*" stands for any ending.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("HTS", r"hts|ha[iy]['’]?at tahrir al[- ]sham|hay['’]?at tahrir|هيي?ه تحرير الشام|تحرير الشام|хайят тахрир аш-шам|沙姆解放组织"),
    ("Hezbollah", r"he[sz]b[ou]l+ah|hizb[au]l+ah|حزب الله|хезболл\w+|хизбалл\w+|真主党"),
    ("Hamas", r"hamas|حماس|حركه المقاومه الاسلاميه|хамас|哈马斯"),
    ("ISIS", r"isis|isil|da['’]?esh|daech|is[- ]kampfer|islamic state|etat islamique|estado islamico|islamischer staat|داعش|تنظيم الدوله|игил|исламск\w+ государств\w+|伊斯兰国"),
    ("Al-Qaeda", r"al[- ]?qa['’]?[ei]da|aqap|aqim|القاعده|аль-каид\w+|基地组织"),
    ("PKK", r"pkk|kurdistan workers['’]? party|حزب العمال الكردستاني|ркк|рпк|库尔德工人党"),
    ("SDF", r"sdf|syrian democratic forces|forces democratiques syriennes|قسد|قوات سوريا الديمقراطيه|叙利亚民主力量"),
    ("YPG", r"ypg|people['’]s protection units|وحدات حمايه الشعب"),
    ("Houthis", r"h[ou]+thi\w*|huthi\w*|ansar ?allah|(?:ال)?حوثي\w*|انصار الله|хусит\w+|胡塞"),
    ("Wagner", r"wagner(?: group)?|фагнер|فاغنر|вагнер\w*|瓦格纳"),
    ("Taliban", r"taliban\w*|طالبان|талибан\w*|塔利班"),
    ("Al-Shabaab", r"al[- ]shabaab|al[- ]shabab|حركه الشباب|аш-шабаб|青年党"),
    ("Boko Haram", r"boko haram|بوكو حرام|боко харам|博科圣地"),
    ("M23", r"m23|march 23 movement|mouvement du 23 mars"),
    ("RSF (Sudan)", r"rapid support forces|forces de soutien rapide|قوات الدعم السريع|الدعم السريع|сил\w+ быстрой поддержки|快速支援部队"),
    ("SAF (Sudan)", r"sudanese armed forces|القوات المسلحه السودانيه"),
    ("Palestinian Islamic Jihad", r"islamic jihad|الجهاد الاسلامي|исламский джихад"),
    ("IRGC", r"irgc|revolutionary guards?|gardiens de la revolution|revolutionsgarden|guardia revolucionaria|الحرس الثوري|ксир|伊斯兰革命卫队"),
    ("Kataib Hezbollah", r"kata['’]?ib hezbollah|كتائب حزب الله"),
    ("ELN", r"eln|ejercito de liberacion nacional"),
    ("FARC", r"farc\w*|disidencias de las farc"),
    ("Haftar's forces (LNA)", r"libyan national army|haftar|حفتر|хафтар\w*"),
    ("UNRWA", r"unrwa|اونروا|الاونروا|бапор|近东救济工程处"),
    ("UNIFIL", r"unifil|finul|اليونيفيل|يونيفيل|временн\w+ сил\w+ оон в ливане|联黎部队"),
    ("IAEA", r"iaea|aiea|oiea|iaeo|магатэ|国际原子能机构|الوكاله الدوليه للطاقه الذريه"),
    ("Assad regime", r"assad regime|regime (?:de bachar )?(?:al[- ])?assad|assad-regime\w*|نظام الاسد|النظام السوري"),
)  # fmt: skip
_PATTERNS = tuple(
    (name, re.compile(rf"(?<!\w)(?:[وفبل]{{0,2}})(?:{forms})(?!\w)")) for name, forms in _GROUPS
)
_CJK_PATTERNS = tuple(
    (name, re.compile("|".join(cjk)))
    for name, forms in _GROUPS
    if (cjk := [f for f in forms.split("|") if re.fullmatch("[\u4e00-\u9fff]+", f)])
)

_ROLES: tuple[tuple[frozenset[str], ActorRole], ...] = (
    (frozenset({"condolence", "solidarity"}), ActorRole.VICTIM),
    (frozenset({"condemn", "condemn-strongly", "deplore", "accuse", "reject", "protest"}), ActorRole.BLAMED),
    (frozenset({"measures", "consequences"}), ActorRole.BLAMED),
    (frozenset({"call-on", "must", "restraint", "stop-fighting"}), ActorRole.URGED),
    (frozenset({"praise", "welcome", "congratulate", "back"}), ActorRole.PRAISED),
)
_STRENGTH = (ActorRole.BLAMED, ActorRole.URGED, ActorRole.VICTIM, ActorRole.PRAISED, ActorRole.MENTIONED)


def _role(concepts: Set[str]) -> ActorRole:
    return next((role for cues, role in _ROLES if cues & concepts), ActorRole.MENTIONED)


def actors(
    sentences: Sequence[str], concepts: Sequence[Set[str]], *, issuer: str | None, language: str | None
) -> tuple[Actor, ...]:
    """Parties named in ``sentences`` (with the lexicon concepts of each), in order of first mention, the issuer left out."""
    roles: dict[str, ActorRole] = {}
    for text, found in zip(sentences, concepts, strict=True):
        folded = fold(text)
        names = [
            (match.start(), name)
            for name, pattern in (*_PATTERNS, *_CJK_PATTERNS)
            if (match := pattern.search(folded))
        ]
        names.sort()
        named = [name for _, name in names]
        named += [issuer_name(code) for code, _, _ in find_countries(text, language) if code != issuer]
        role = _role(found)
        for name in dict.fromkeys(named):
            if name not in roles and len(roles) >= MAX_ACTORS:
                continue
            known = roles.get(name, ActorRole.MENTIONED)
            roles[name] = min(known, role, key=_STRENGTH.index)
    return tuple(Actor(name=name, role=role) for name, role in roles.items())
