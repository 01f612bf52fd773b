"""What the ``<meta>`` elements of a page say of its days."""

from __future__ import annotations

from collections.abc import Sequence

from spiders.extract.page import Page

# Names of <meta> are told apart by their letters alone: one system writes what another parts by ":", "." or "_".
PUBLISHED = [
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "ogpublishedtime",
    "datepublished",
    "dcdateissued",
    "dctermsissued",
    "dctermsavailable",
    "dcdatepublished",
    "dctermspublished",
    "citationpublicationdate",
    "citationdate",
    "parselypubdate",
    "publicationdate",
    "publishdate",
    "publisheddate",
    "published",
    "pubdate",
    "articlepublished",
    "sailthrudate",
    "articledateoriginal",
    "originalpublicationdate",
    "ogreleasedate",
    "releasedate",
    "firstpublished",
    "govukfirstpublishedat",
    "govukpublicupdatedatfirst",
    "prismpublicationdate",
    "iso8601publishdate",
    "firstpublishdate",
    "publishtime",
    "pubtime",
    "cxenseparsepublishtime",
    "cxenseparserecspublishtime",
    "bepresscitationdate",
    "weiboarticlecreateat",
    "ogtime",
]
# These say when a page was made, or nobody knows what; they count only where nothing better does.
VAGUE = [
    "dctermscreated",
    "dcdatecreated",
    "dctermsdate",
    "dcdate",
    "dcdatexmetadatalastmodified",
    "date",
    "created",
    "articlecreated",
    "creationdate",
    "eprintsdate",
    "dccreated",
    "datecreated",
]
MODIFIED = [
    "articlemodifiedtime",
    "ogupdatedtime",
    "ogarticlemodifiedtime",
    "datemodified",
    "dctermsmodified",
    "dcdatemodified",
    "dcmodified",
    "lastmodified",
    "lastmod",
    "modified",
    "updated",
    "lastupdated",
    "govukupdatedat",
    "revised",
    "dateupdate",
    "dateupdated",
    "articledateupdated",
    "revisiondate",
    "weiboarticleupdateat",
]


def said(page: Page, names: Sequence[str]) -> str | None:
    """What the first ``<meta>`` of these names says, in the order given."""
    said: dict[str, str] = {}
    for name, content in page.metas.items():
        said.setdefault("".join(filter(str.isalnum, name)), content)
    return next((said[name] for name in names if name in said), None)
