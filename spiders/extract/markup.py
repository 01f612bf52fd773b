"""What the mark-up itself calls furniture: elements, roles and class names of menus, share bars, teasers and the like.

Class names are evidence, not proof: page builders put "sidebar" on the wrapper of everything. The caller weighs how much of a
page's prose an element holds before it believes the name (see spiders.extract.content).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

Element = Any  # lxml ships no types

SILENT: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map",
    "button", "select", "textarea", "input", "label", "option", "datalist", "nav", "menu", "dialog", "link", "meta",
})  # fmt: skip
"""Elements that never hold a statement's words."""

BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_ROLES: Final = frozenset({
    "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "toolbar",
    "tablist", "alert",
})  # fmt: skip

# One name that is enough, or two that stand side by side ("post-navigation", "postNavigation").
_STRONG: Final = frozenset({
    "foot", "share", "shares", "sharing", "sharer", "sharebar", "sharebox", "sharelinks", "sharebuttons",
    "sharethis", "shareaholic", "sharrre", "addthis", "addtoany", "a2a", "sharedaddy", "jssocials",
    "social", "socials", "socialmedia", "socialbar", "socialshare", "socialicons", "sociallinks",
    "breadcrumb", "breadcrumbs", "crumbs", "crumb", "rootline", "pathway", "relatedposts", "relatednews",
    "relatedcontent", "relateditems", "relatedarticles", "jp-relatedposts", "itemrelated", "recommended",
    "recommendation", "recommendations", "newsletter", "subscribe", "subscription", "signup", "cookie",
    "cookies", "cookiebar", "cookiebanner", "cookieconsent", "consent", "gdpr", "onetrust", "comments",
    "commentlist", "commentform", "respond", "disqus", "menu", "submenu", "megamenu", "navbar",
    "navigation", "nav", "subnav", "sidenav", "topnav", "mainnav", "pagination", "pager", "pagenav",
    "pagenavi", "paging", "paginator", "itemnavigation", "prevnext", "toolbar", "toolbox", "itemtoolbar",
    "printfriendly", "pageactions", "documentactions", "masthead", "topbar", "copyright", "colophon",
    "backtotop", "scrolltop", "totop", "scrollup", "gototop", "searchbox", "searchform", "searchbar",
    "langswitch", "langswitcher", "languageswitcher", "langmenu", "popular", "trending", "mostread",
    "mostpopular", "tagcloud", "tags", "taglist", "hashtags", "tagslinks", "itemtags", "popup", "modal",
    "lightbox", "offcanvas", "advert", "advertisement", "adsbygoogle", "promo", "promobox", "feedback",
    "helpful", "rating", "ratings", "skiplink", "skiplinks", "noprint", "visuallyhidden",
    "screenreader", "sronly", "swiper", "slick", "owl", "ticker", "marquee", "clock", "weather",
    "portletnavigationtree", "related", "relateds", "sidebar", "sidebars", "authorbox", "login",
    "loginform", "shareon", "shareit", "paylas", "compartir", "compartilhar", "partager", "teilen",
    "recommend", "tuijian", "fenxiang", "disclaimer", "disclaimers", "signin",
    "condividi", "relacionadas", "relacionados", "relacionada", "verwandte",
})  # fmt: skip
_STRONG_PAIRS: Final = frozenset({
    "related-posts", "related-news", "related-content", "related-items", "related-articles",
    "related-links", "related-topics", "related-documents", "related-press", "related-pages",
    "related-info", "related-stories", "related-wrap", "related-list", "related-block", "related-section",
    "related-teasers", "related-container", "view-related", "post-navigation", "posts-navigation",
    "post-nav", "posts-nav", "nav-links", "page-links", "prev-next", "next-prev", "previous-next",
    "social-media", "social-share", "social-links", "social-icons", "social-bar", "social-buttons",
    "share-buttons", "share-bar", "share-links", "share-button", "share-this", "share-box", "read-more",
    "more-news", "more-link", "more-articles", "more-stories", "see-also", "also-read", "also-like",
    "most-read", "most-viewed", "most-popular", "latest-news", "latest-posts", "latest-articles",
    "other-news", "recent-posts", "recent-news", "recent-articles", "last-news", "last-posts",
    "news-related", "news-backlink", "news-list-view", "skip-link", "skip-links", "skip-to", "skip-nav",
    "screen-reader", "sr-only", "visually-hidden", "element-invisible", "assistive-text", "no-print",
    "print-none", "hidden-print", "d-print", "hide-print", "site-header", "site-footer", "page-footer",
    "global-header", "global-footer", "main-header", "main-footer", "main-menu", "main-nav", "site-nav",
    "page-nav", "location-header", "location-footer", "l-header", "l-footer", "header-top", "top-bar",
    "top-header", "footer-wrapper", "footer-widgets", "footer-menu", "footer-links", "widget-area",
    "side-bar", "left-menu", "right-menu", "left-nav", "right-nav", "side-menu", "side-nav", "back-to",
    "back-top", "scroll-top", "scroll-to", "go-top", "to-top", "cookie-banner", "cookie-notice",
    "cookie-consent", "cookie-law", "search-form", "search-box", "search-bar", "search-block",
    "language-switcher", "lang-switcher", "language-selector", "language-switch", "lang-switch",
    "wpml-ls", "block-locale", "comment-list", "comment-form", "comments-area", "comment-respond",
    "add-comment", "author-box", "author-bio", "about-author", "author-info", "post-author-box",
    "pt-tags", "tags-links", "tag-links", "cat-links", "post-tags", "entry-tags", "article-tags",
    "node-tags", "field-tags", "field-topics", "item-tags", "news-tags", "tag-list", "tag-cloud",
    "post-ratings", "rate-this", "was-helpful", "page-helpful", "site-alert", "alert-banner",
    "newsletter-signup", "sign-up", "mailing-list", "call-out-newsletter", "image-credit", "photo-credit",
    "caption-text", "image-caption", "photo-caption", "img-caption", "slick-slide", "swiper-slide",
    "owl-carousel", "pb-posts", "pb-blog", "post-carousel", "posts-widget", "widget-posts", "widget-nav",
    "widget-sidebar", "sd-sharing", "sd-social", "font-size", "text-size", "text-resize", "font-resize",
    "document-actions", "quick-links", "page-tools", "page-actions", "article-tools", "article-actions",
    "content-actions", "print-share", "tools-bar", "action-bar", "anchor-nav", "table-of", "toc-list",
    "page-contents", "contents-list-container", "section-nav", "local-nav", "in-page", "up-next",
    "you-may", "might-like", "recommended-for", "read-next", "contextual-links", "edit-link",
    "entry-share", "live-chat", "contextual-region-links", "press-contact-card", "toggle-menu",
    "content-info", "widget-twitter", "twitter-widget", "twitter-feed", "twitter-timeline", "social-feed",
})  # fmt: skip
# Believed only of small elements or of elements made of links.
_WEAK: Final = frozenset({
    "image", "images", "img", "picture", "pictures", "bild", "documentbyline", "meta", "metadata",
    "metas", "postmeta", "byline", "author", "authors", "date", "dates", "time", "timestamp", "posted",
    "pubdate", "published", "submitted", "info", "infos", "details", "category", "categories", "cat",
    "cats", "kicker", "eyebrow", "label", "labels", "badge", "print", "printer", "icons", "icon",
    "actions", "action", "tools", "tool", "buttons", "button", "btn", "download", "downloads",
    "attachment", "attachments", "files", "documents", "document-list", "related", "relacionados",
    "header", "footer", "sidebar", "aside", "banner", "hero", "carousel", "slider", "slideshow",
    "gallery", "photos", "photo", "video", "caption", "figcaption", "credit", "credits", "latest",
    "teaser", "teasers", "card", "cards", "promo", "widget", "widgets", "block-views", "view-news",
    "news-list", "newslist", "list-news", "topics", "topic", "keywords", "source", "views", "hits",
    "counter", "links", "extra", "bottom", "search", "language", "languages", "lang", "hidden", "notice",
    "alert", "contact", "contacts", "tab", "tabs", "ads", "ad", "advertising", "sponsor", "ad-container",
    "partners", "logos", "logo", "map",
})  # fmt: skip

_CAMEL: Final = re.compile(r"([a-z0-9])([A-Z])")
_PART: Final = re.compile(r"[^\W_]+")
_DATE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:post|entry|news|article|publish|published|publication|pub|release|press|item|page|content|created|node|display|submitted)?[_-]?"
    r"(?:date|datetime|dates|time|timestamp|fecha|datum|tarih|dateline|pubdate|created)|published|posted|submitted|pubtime|fbsj|rq|riqi|data|tarix)(?=$|[\s_-])"
)
# Where the words of a statement stand in the systems that ministries use.
_CONTENT: Final = re.compile(
    r"""(?:^|[\s_-])(?:
      (?:entry|post|article|news|page|node|item|main|story|detail|press|release|statement|body|single|blog|content|text|inner|publication)[_-]{0,2}
      (?:content|body|text|copy|detail|details|fulltext|full[_-]text|inner|main|bodytext)
    | field[_-]{1,2}name[_-]{1,2}(?:field[_-])?(?:body|text|content|description|main[_-]text|paragraphs?|news[_-]body)
    | field[_-]body | bodytext | body[_-]copy | fulltext | full[_-]text | richtext | rich[_-]text | rte | wysiwyg | text[_-]formatted | govspeak | prose | trs[_-]editor
    | ms[_-]rtestate[_-]field | rtf | ezrichtext[_-]field | ezxmltext[_-]field | journal[_-]content[_-]article | itemfulltext | item[_-]page | theme[_-]post[_-]content
    | pb[_-]post[_-]content | pb[_-]text | text[_-]editor | cmp[_-]text | ce[_-]bodytext | article[_-]text | articlebody | newsbody | newstext | newscontent
    | news[_-]detail | detail[_-]text | detailtext | content[_-]core | parent[_-]fieldname[_-]text | cuerpo | contenido | conteudo | texto | texte | inhalt | icerik | zoom | xxy | ucap[_-]content
    )(?=$|[\s_-])""",
    re.VERBOSE,
)  # fmt: skip


_COLUMN: Final = re.compile(
    r"(?<![^_-])(?:(?:lay|layout|with|has|no)[_-]{1,2}(?:left[_-]|right[_-])?sidebars?|sidebars?[_-]{1,2}(?:main|layout))(?![^_-])"
)
"""A name of what stands beside a sidebar, or of the frame for both: "sidebar__main", "with-sidebar"."""


def _parted(names: str) -> str:
    spaced = _CAMEL.sub(r"\1-\2", names).lower()
    if "sidebar" not in spaced:
        return spaced
    return " ".join(name for name in spaced.split() if not _COLUMN.search(name))


_FOOTNOTES: Final = re.compile(r"foot[_-]?notes?|end[_-]?notes?", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _judge(names: str) -> tuple[bool, bool, bool, bool]:
    """``(strong, weak, dates, content)`` for the class names and id of an element."""
    spaced = _parted(names)
    strong = weak = False
    for name in spaced.split():
        parts = _PART.findall(name)
        whole = "".join(parts)
        if whole in _STRONG or not _STRONG.isdisjoint(parts):
            strong = True
        if not _STRONG_PAIRS.isdisjoint(f"{a}-{b}" for a, b in zip(parts, parts[1:], strict=False)):
            strong = True
        if not _WEAK.isdisjoint(parts) or name in _WEAK:
            weak = True
    return strong, weak, _DATE_NAMES.search(spaced) is not None, _CONTENT.search(spaced) is not None


def names(element: Element) -> str:
    """The class names and the id of an element, as written."""
    attributes = element.attrib
    return f"{attributes.get('class', '')} {attributes.get('id', '')}".strip()


def is_furniture(element: Element) -> bool:
    """Whether the mark-up names this element as something beside the text."""
    attributes = element.attrib
    if attributes.get("role") in _ROLES:
        return True
    if element.tag in ("body", "html", "main"):
        return False
    named = names(element)
    return bool(named) and _judge(named)[0] and _FOOTNOTES.search(named) is None


_NEVER: Final = frozenset({
    "cookie", "cookies", "cookiebar", "cookiebanner", "cookieconsent", "consent", "gdpr", "onetrust",
    "comments", "commentlist", "commentform", "respond", "disqus", "newsletter", "breadcrumb",
    "breadcrumbs", "footer", "relatedposts", "sidebar", "teasers", "popup", "modal", "feedback",
    "navigation", "copyright", "recommended",
})  # fmt: skip
_NOTE: Final = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|notes?|fn|annotations?|references?|signatur\w*|signator\w*|editors?|annex|annexes|appendix|lead|leadin|intro|introduction|chapo|chapeau|standfirst|abstract|summary|subtitle|"
    r"sub-?heading|deck|vorspann|einleitung|sommario|entradilla|bajada|ingress|anons|teaser-?text|note-?de-?bas)(?=$|[\s_-])",
    re.IGNORECASE,
)  # fmt: skip


def never_text(element: Element) -> bool:
    """Whether its name is believed however much it holds: consent banners, comments, the page's footer."""
    if element.get("role") in _ROLES:
        return True
    return any(not _NEVER.isdisjoint(_PART.findall(name)) for name in _parted(names(element)).split()[:6])


def names_note(element: Element) -> bool:
    """Whether its name is that of a part of a text: its lead, its notes, its signatures."""
    return _NOTE.search(names(element)) is not None


def may_be_furniture(element: Element) -> bool:
    """Whether its name is that of small furniture: by-lines, categories, tools, cards."""
    named = names(element)
    return bool(named) and _judge(named)[1]


def names_date(element: Element) -> bool:
    """Whether its name says that it holds a date."""
    named = names(element)
    return bool(named) and _judge(named)[2]


def names_content(element: Element) -> bool:
    """Whether its name or its property says that it holds the text."""
    attributes = element.attrib
    if attributes.get("itemprop") in ("articleBody", "text") or attributes.get("property") in (
        "schema:articleBody", "schema:text", "content:encoded", "rnews:articleBody", "articleBody",
    ):  # fmt: skip
        return True
    named = names(element)
    return bool(named) and _judge(named)[3]
