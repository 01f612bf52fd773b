"""Pages as the systems that ministries use write them, made up: one text in many makes of mark-up, with its furniture around it."""

from __future__ import annotations

import json
from typing import Any

P = [
    "The Ministry of Foreign Affairs of Valdoria strongly condemns the shelling of the market in Sarn, which killed eleven people and wounded many more.",
    "There can be no justification for attacks on civilians. Those responsible must be held to account.",
    "“We stand with the people of Sarn,” Minister Anna Kell said in the capital on Tuesday. “They deserve peace.”",
    "Valdoria calls on all parties to observe the ceasefire of 10 March, and to allow aid convoys to pass without delay.",
    "The Ministry will convene the contact group next week.",
]
T = "Valdoria condemns the shelling of the market in Sarn"


def ps(*i: int) -> str:
    return "".join(f"<p>{P[k]}</p>" for k in i)


NAV = "<header class='x'><div class='logo'><a href='/'>Ministry of Foreign Affairs</a></div><nav><ul><li><a href='/a'>Ministry</a></li><li><a href='/b'>Foreign policy</a></li><li><a href='/c'>News</a></li></ul></nav></header>"
FOOT = "<footer><div class='c'><p>Ministry of Foreign Affairs, 1 Castle Square, Valdoria City. Telephone 00 11 22. All rights reserved.</p><ul><li><a href='/p'>Privacy</a></li><li><a href='/s'>Sitemap</a></li></ul></div></footer>"


def doc(body: str, title: str = T + " | Ministry of Foreign Affairs") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head><body>{NAV}{body}{FOOT}</body></html>"


TEAS = "".join(
    f"<div class='card'><a href='/n{i}'><h3>Minister Kell meets colleague number {i}</h3></a><p>The two ministers spoke about trade and about the preparations for the summit in Karst that will take place in the spring.</p><span>1{i} October 2026</span></div>"
    for i in range(4)
)
D = "2026-11-17"
cases: dict[str, tuple[Any, ...]] = {}
cases["elementor"] = (
    doc(f"""<div data-elementor-type="single-post" class="elementor elementor-22 elementor-location-single post"><section class="elementor-section elementor-top-section elementor-element elementor-element-1a"><div class="elementor-container"><div class="elementor-column elementor-col-100"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title">{T}</h1></div></div><div class="elementor-element elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items"><li class="elementor-icon-list-item"><span class="elementor-icon-list-text elementor-post-info__item--type-date">November 17, 2026</span></li><li><span>Press office</span></li></ul></div></div></div></div></section>
<section class="elementor-section elementor-element elementor-element-2b"><div class="elementor-container"><div class="elementor-column elementor-col-66"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{ps(0, 1)}</div></div><div class="elementor-element elementor-widget elementor-widget-blockquote"><blockquote class="elementor-blockquote"><p class="elementor-blockquote__content">{P[2]}</p></blockquote></div><div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{ps(3, 4)}</div></div><div class="elementor-element elementor-widget elementor-widget-share-buttons"><div class="elementor-share-btn">Share on Facebook</div></div></div></div><div class="elementor-column elementor-col-33"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-posts"><h3>Latest news</h3>{TEAS}</div></div></div></div></section></div>"""),
    P,
    D,
)
cases["divi"] = (
    doc(
        f"""<div id="et-main-area"><div id="main-content"><div class="container"><div id="content-area"><div id="left-area"><article class="et_pb_post"><div class="et_post_meta_wrapper"><h1 class="entry-title">{T}</h1><p class="post-meta"> by <span class="author vcard"><a href="#">admin</a></span> | <span class="published">Nov 17, 2026</span> | <a href="/cat">Press</a></p><img src="x.jpg"></div><div class="entry-content"><div class="et_pb_section et_pb_section_0"><div class="et_pb_row"><div class="et_pb_column"><div class="et_pb_module et_pb_text et_pb_text_0"><div class="et_pb_text_inner">{ps(0, 1, 2)}</div></div></div></div></div><div class="et_pb_section et_pb_section_1"><div class="et_pb_row"><div class="et_pb_column"><div class="et_pb_module et_pb_text et_pb_text_1"><div class="et_pb_text_inner">{ps(3, 4)}</div></div></div></div></div></div></article></div><div id="sidebar"><div class="et_pb_widget"><h4>Recent Posts</h4><ul><li><a href="/1">Something else happened</a></li></ul></div></div></div></div></div></div>"""
    ),
    P,
    D,
)
cases["govuk"] = (
    doc(
        f"""<div id="wrapper" class="govuk-width-container"><div class="gem-c-breadcrumbs"><ol><li><a href="/">Home</a></li></ol></div><main role="main" id="content"><div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><div class="gem-c-heading"><span class="govuk-caption-xl gem-c-heading__context">Press release</span><h1 class="gem-c-heading__text govuk-heading-l">{T}</h1></div><p class="gem-c-lead-paragraph">{P[0]}</p></div></div><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/o">Foreign Office</a> and <a href="/m">The Rt Hon Anna Kell</a></dd><dt>Published</dt><dd>17 November 2026</dd></dl></div><div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><figure class="gem-c-figure"><img src="a.jpg"></figure><div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{ps(1)}<ul><li>{P[2]}</li></ul>{ps(3, 4)}</div></div><div class="gem-c-share-links"><h2>Share this page</h2><p>The following links open in a new tab</p><ul><li><a href="#">Share on Facebook (opens in new tab)</a></li></ul></div><div class="gem-c-published-dates"><h3>Updates to this page</h3>Published 17 November 2026</div></div><div class="govuk-grid-column-one-third"><div class="gem-c-contextual-sidebar"><h2>Related content</h2><ul><li><a href="/r">Travel advice Sarn</a></li></ul></div></div></div></main></div><div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve. To help us improve we would like to know more about your visit today.</p></div>"""
    ),
    P,
    D,
)
cases["bitrix"] = (
    doc(f"""<div class="workarea"><div class="bx-breadcrumb"><a href="/">Главная</a> / <a href="/press">Пресса</a></div><h1 id="pagetitle">{T}</h1><div class="news-detail"><span class="news-date-time">17.11.2026</span><h3>{T}</h3>{P[0]}<br /><br />{P[1]}<br /><br />{P[2]}<br />
<br />{P[3]}<br /><br />{P[4]}<div style="clear:both"></div><br /><div class="news-detail-share"><noindex><script>x</script></noindex></div></div><p><a href="/news/">Возврат к списку</a></p></div>"""),
    P,
    D,
)
cases["liferay"] = (
    doc(
        f"""<div class="container-fluid" id="wrapper"><section id="content"><div class="columns-1" id="main-content" role="main"><div class="portlet-layout row"><div class="col-md-12 portlet-column"><div class="portlet-boundary portlet-asset-publisher"><section class="portlet"><div class="portlet-content"><div class="portlet-body"><div class="asset-full-content"><h2 class="asset-title">{T}</h2><div class="asset-content"><div class="journal-content-article"><p class="fecha">17/11/2026</p>{ps(0, 1, 2, 3, 4)}</div></div><div class="taglib-social-bookmarks"><ul><li><a>Tweet</a></li></ul></div></div></div></div></section></div></div></div></div></section></div>"""
    ),
    P,
    None,
)
cases["typo3"] = (
    doc(
        f"""<main id="page-content"><div class="frame frame-type-list"><div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><div class="header"><h1 itemprop="headline">{T}</h1></div><div class="footer"><p><span class="news-list-date"><time itemprop="datePublished" datetime="2026-11-17">17.11.2026</time></span></p></div><div class="teaser-text" itemprop="description"><p>{P[0]}</p></div><div class="news-text-wrap" itemprop="articleBody">{ps(1, 2, 3, 4)}</div><div class="news-related-wrap"><div class="news-related news-related-links"><h4>Related links</h4><ul><li><a href="#">Sarn</a></li></ul></div></div><div class="news-backlink-wrap"><a href="/">Back</a></div></div></div></div></main>"""
    ),
    P,
    D,
)
cases["k2"] = (
    doc(
        f"""<div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated">Tuesday, 17 November 2026 09:12</span><h2 class="itemTitle">{T}</h2><span class="itemAuthor">Written by <a href="#">Super User</a></span></div><div class="itemToolbar"><ul><li><span>font size</span></li><li><a>Print</a></li><li><a>Email</a></li></ul></div><div class="itemRatingBlock">Rate this item (0 votes)</div><div class="itemBody"><div class="itemIntroText">{ps(0)}</div><div class="itemFullText">{ps(1, 2, 3, 4)}</div></div><div class="itemLinks"><div class="itemCategory">Published in <a href="#">News</a></div></div><div class="itemRelated"><h3>Related items</h3><ul><li><a href="#">Another thing happened here</a></li></ul></div></div>"""
    ),
    P,
    D,
)
cases["signatories_sibling"] = (
    doc(
        f"""<main><article><header><p class="kicker">Joint statement</p><h1>{T}</h1><p class="lead">{P[0]}</p><time datetime="2026-11-17T10:00:00Z">17 November 2026</time></header><div class="body">{ps(1, 2, 3, 4)}</div><div class="signatures"><p>Anna Kell, Valdoria</p><p>Bo Lind, Karst</p></div><div class="footnotes"><ol><li>Agreement of 10 March, article 2.</li></ol></div><div class="share">Share</div></article><section class="more"><h2>More news</h2>{TEAS}</section></main>"""
    ),
    P + ["Anna Kell, Valdoria", "Bo Lind, Karst", "Agreement of 10 March, article 2."],
    D,
)
cases["flat_td"] = (
    f"""<html><head><title>MFA Valdoria</title></head><body><table width=100%><tr><td colspan=3><img src=top.gif></td></tr><tr><td width=150><a href=a>Home</a><br><a href=b>Minister</a><br><a href=c>Visas</a></td><td><center><b><font size=4>{T}</font></b></center><br><div align=right><i>17 November 2026</i></div><br>{P[0]}<p>{P[1]}<p>{P[2]}<p>{P[3]}<p>{P[4]}<br><br><a href=print.php>Print version</a> | <a href=list>All news</a></td><td width=120><b>Announcements</b><br><a href=1>Vacancy: driver</a><br>The consular section is closed on 1 December because of the national holiday and reopens on 2 December.</td></tr><tr><td colspan=3>Copyright MFA 2026</td></tr></table></body></html>""",
    P,
    D,
)
cases["aem"] = (
    doc(
        f"""<div class="root responsivegrid"><div class="aem-Grid aem-Grid--12"><div class="title aem-GridColumn"><div class="cmp-title"><h1 class="cmp-title__text">{T}</h1></div></div><div class="text aem-GridColumn"><div class="cmp-text"><p>17 November 2026 | Press release</p></div></div><div class="text aem-GridColumn aem-GridColumn--default--12"><div class="cmp-text">{ps(0, 1)}</div></div><div class="image aem-GridColumn"><div class="cmp-image"><img src=x><span class="cmp-image__title">The market in Sarn, archive picture</span></div></div><div class="quote aem-GridColumn"><div class="cmp-quote"><p>{P[2]}</p></div></div><div class="text aem-GridColumn aem-GridColumn--default--12"><div class="cmp-text">{ps(3, 4)}</div></div><div class="list aem-GridColumn"><ul class="cmp-list"><li><a href=1>Minister Kell visits Karst</a></li><li><a href=2>Budget of the Ministry</a></li></ul></div></div></div>"""
    ),
    P,
    D,
)
cases["nuxt"] = (
    doc(
        '<div id=\'__nuxt\'><div>Loading...</div></div><script>window.__NUXT__={"data":[{"post":{"title":"'
        + T
        + '","content":"'
        + "".join(f"<p>{p}</p>" for p in P)
        + '","date":"2026-11-17"}}]}</script>'
    ),
    P,
    None,
)
cases["contact_box"] = (
    doc(
        f"""<div class="content-wrapper"><div class="row"><div class="col-md-8"><h1>{T}</h1><p class="date">Tuesday, November 17, 2026</p><div class="text">{ps(0, 1, 2, 3, 4)}</div><div class="press-contact"><h4>Press contact</h4><p>Office of the Spokesperson of the Ministry, press@mfa.val, telephone 00 11 22 33. We answer on working days.</p></div></div><div class="col-md-4"><div class="box"><h3>About the Ministry</h3><p>The Ministry of Foreign Affairs shapes the foreign policy of Valdoria and assists its citizens in all countries of the world.</p></div></div></div></div>"""
    ),
    P,
    D,
)
cases["sharepoint"] = (
    doc(
        f"""<form id="aspnetForm"><div id="s4-workspace"><div id="contentBox"><div id="DeltaPlaceHolderMain"><div class="article article-left"><div class="captioned-image"><img src=x></div><div class="article-header"><div class="date-line">17/11/2026</div><div class="title-line"><h2>{T}</h2></div></div><div class="article-content"><div id="ctl00_PlaceHolderMain_ctl01_RichHtmlField" class="ms-rtestate-field"><div>{P[0]}</div><div><br></div><div>{P[1]}</div><div>&#8203;<br></div><div>{P[2]}</div><div>{P[3]}</div><div>{P[4]}</div></div></div></div></div></div></div></form>"""
    ),
    P,
    None,
)
cases["statedept"] = (
    doc(
        f"""<main><article class="entry"><div class="featured-content"><div class="featured-content__copy"><h1 class="featured-content__headline stars-above">{T}</h1><div class="article-meta"><p class="article-meta__doctype">Press Statement</p><p class="article-meta__author-bureau"><a href="#">Office of the Spokesperson</a></p><p class="article-meta__publish-date">November 17, 2026</p></div></div></div><div class="entry-content">{ps(0, 1, 2, 3, 4)}</div><footer class="entry-footer"><div class="related-tags"><h4>Tags</h4><a href="#">Sarn</a> <a href="#">Bureau of X</a></div></footer></article></main>"""
    ),
    P,
    D,
)
cases["unpress"] = (
    doc(
        f"""<main><div class="region region-content"><article class="node node--type-press-release"><div class="field field--name-field-symbol">SC/12345</div><h1 class="page-header"><span>{T}</span></h1><div class="field field--name-field-date field__item"><time datetime="2026-11-17T12:00:00Z">17 November 2026</time></div><div class="content"><div class="field field--name-body field__item">{ps(0, 1)}<h3>Statements</h3>{ps(2, 3, 4)}</div><div class="field field--name-field-themes field__items"><div class="field__label">For information media. Not an official record.</div><div class="field__item"><a href="#">Peace</a></div></div></div></article></div></main>"""
    ),
    P[:2] + ["Statements"] + P[2:],
    D,
)
cases["midru"] = (
    doc(
        f"""<div class="wrap"><div class="announce__meta"><span class="announce__time">10:12</span> <span class="announce__date">17 November 2026</span></div><div class="page-body"><h1 class="photo-content__title">{T}</h1><div class="photo-content__number">2051-17-11-2026</div><div class="text article-content">{ps(0, 1, 2, 3, 4)}</div><div class="photo-content__tags"><a href="#">Sarn</a></div><div class="announce-more"><h2>Additional materials</h2>{TEAS}</div></div></div>"""
    ),
    P,
    D,
)
Q = [
    "Пресс-служба Министерства иностранных дел сообщает, что 16 ноября министр принял посла Карста.",
    "В ходе беседы обсуждались вопросы двустороннего сотрудничества и подготовка к саммиту.",
    "Стороны подтвердили готовность к продолжению диалога.",
]
TR = "О встрече министра с послом Карста"
cases["ru_plain"] = (
    f"<html><head><title>{TR} :: МИД Валдории</title></head><body><div id='top'><a href='/'>МИД</a> <a href='/n'>Новости</a></div><div class='col1'><ul class='menu'><li><a href='1'>О министерстве</a></li></ul></div><div class='col2'><div class='path'><a href='/'>Главная</a> → <a href='/n'>Новости</a></div><h2>{TR}</h2><div class='news_date'>17.11.2026</div><div class='txt'>{''.join(f'<div>{q}</div>' for q in Q)}</div><div class='pluso'>Поделиться:</div><h3>Другие новости</h3><div><a href='2'>О визите министра в Карст</a> <span>16.11.2026</span></div><div><a href='3'>О заседании коллегии</a> <span>15.11.2026</span></div></div></body></html>",
    Q,
    "2026-11-17",
    TR,
)
A = [
    "أعربت وزارة الخارجية عن إدانتها الشديدة للهجوم الذي استهدف السوق في مدينة سارن، والذي أسفر عن مقتل أحد عشر شخصاً.",
    "وتؤكد الوزارة تضامنها الكامل مع أسر الضحايا، وتدعو جميع الأطراف إلى ضبط النفس.",
    "وتجدد دعوتها إلى الالتزام بوقف إطلاق النار.",
]
TA = "بيان حول الهجوم على السوق في سارن"
cases["ar_wp"] = (
    f"<html lang='ar' dir='rtl'><head><title>{TA} - وزارة الخارجية</title></head><body class='rtl'><header><nav><ul><li><a href='/'>الرئيسية</a></li></ul></nav></header><div class='container'><div class='row'><div class='col-lg-8'><h1 class='title'>{TA}</h1><div class='meta'><i class='fa'></i> الثلاثاء 17 تشرين الثاني 2026 <i></i> 153 مشاهدة</div><div class='content'>{''.join(f'<p>{q}</p>' for q in A)}</div><div class='share-post'>شارك هذه المقالة <a>فيسبوك</a></div></div><div class='col-lg-4'><h4>آخر الأخبار</h4><ul><li><a href='1'>الوزير يستقبل سفير كارست ويبحث معه العلاقات الثنائية</a><span>16 تشرين الثاني 2026</span></li></ul></div></div></div><footer><p>جميع الحقوق محفوظة © وزارة الخارجية 2026</p></footer></body></html>",
    A,
    "2026-11-17",
    TA,
)
Z = [
    "2026年11月17日，外交部发言人林某就萨恩市场遭炮击发表谈话。",
    "中方对有关事件造成平民伤亡深感痛心，强烈谴责针对平民的一切袭击。",
    "我们呼吁各方保持冷静克制，尽快恢复停火。",
]
TZ = "外交部发言人就萨恩市场遭炮击发表谈话"
cases["zh_trs"] = (
    f"<html><head><title>{TZ}_外交部</title><meta name='PubDate' content='2026-11-17 15:20:00'></head><body><div class='nav'><a href='/'>首页</a>&gt;<a href='/fyr'>发言人</a></div><div id='News_Body_Title'>{TZ}</div><div id='News_Body_Time'>2026-11-17 15:20</div><div id='News_Body_Txt_A'>{''.join(f'<p>　　{q}</p>' for q in Z)}</div><div class='fenx'>分享到：</div><div class='bot'>推荐给朋友：<a href='#'>打印</a></div><div id='foot'>版权所有 外交部 地址：某市某路2号</div></body></html>",
    Z,
    "2026-11-17",
    TZ,
)
cases["next_portable"] = (
    "<html><head><title>"
    + T
    + "</title></head><body><div id='__next'></div><script id='__NEXT_DATA__' type='application/json'>"
    + json.dumps(
        {
            "props": {
                "pageProps": {
                    "page": {
                        "title": T,
                        "publishedAt": "2026-11-17",
                        "body": [
                            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": p}]}
                            for p in P
                        ],
                    },
                    "related": [
                        {"title": "Other", "body": [{"_type": "block", "children": [{"text": "x " * 300}]}]}
                    ],
                }
            }
        }
    )
    + "</script></body></html>",
    P,
    None,
    T,
)
cases["pre"] = (
    doc(f"<div id='main'><h1>{T}</h1><p>17 November 2026</p><pre>{chr(10).join(P)}</pre></div>"),
    P,
    "2026-11-17",
    T,
)
cases["qa"] = (
    doc(
        f"<article><h1>Daily briefing</h1><p class='date'>17 November 2026</p><div class='entry'><p><strong>QUESTION:</strong> Is there news of the convoy?</p><p><strong>MS KELL:</strong> Not yet.</p><p>QUESTION: And the ferry?</p><p>MS KELL: {P[0]}</p><p>Thank you.</p><h2>Sarn</h2><p>{P[1]}</p></div></article>",
        title="Daily briefing - MFA",
    ),
    [
        "QUESTION: Is there news of the convoy?",
        "MS KELL: Not yet.",
        "QUESTION: And the ferry?",
        "MS KELL: " + P[0],
        "Thank you.",
        "Sarn",
        P[1],
    ],
    "2026-11-17",
    "Daily briefing",
)
cases["two_lang"] = (
    doc(
        f"<main><h1>{T}</h1><div class='date'>17/11/2026</div><div class='tabs'><ul><li><a href='#en'>English</a></li><li><a href='#fr'>Français</a></li></ul></div><div id='en' class='tab-pane active'>{ps(0, 1, 2, 3, 4)}</div></main>"
    ),
    P,
    None,
    T,
)
cases["signed"] = (
    doc(
        f"<div class='page'><h1>{T}</h1><div class='content'><p align=right>Valdoria City, 17 November 2026</p>{ps(0, 1)}<ul><li>the parties;</li><li>the guarantors;</li><li>the United Nations.</li></ul>{ps(3, 4)}<p>Anna Kell</p><p>Minister of Foreign Affairs</p></div></div>"
    ),
    [
        "Valdoria City, 17 November 2026",
        P[0],
        P[1],
        "the parties;",
        "the guarantors;",
        "the United Nations.",
        P[3],
        P[4],
        "Anna Kell",
        "Minister of Foreign Affairs",
    ],
    "2026-11-17",
    T,
)
cases["table_body"] = (
    doc(
        f"<div class='page'><h1>{T}</h1><time datetime='2026-11-17'>17 Nov</time><div class='content'>{ps(0)}<table><tr><th>Name</th><th>Date of birth</th></tr><tr><td>Ivan Dole</td><td>1 May 1970</td></tr><tr><td>Petar Mole</td><td>2 June 1971</td></tr></table>{ps(4)}</div></div>"
    ),
    [P[0], "Name Date of birth", "Ivan Dole 1 May 1970", "Petar Mole 2 June 1971", P[4]],
    "2026-11-17",
    T,
)
cases["br_in_div"] = (
    doc(
        f"<div class='wrap'><div class='title'>{T}</div><div class='date'>17 November 2026</div><div class='text'>"
        + "<br><br>".join(P)
        + "<br><br>(End)</div></div><div class='right'>"
        + TEAS
        + "</div>",
        title="MFA",
    ),
    P + ["(End)"],
    "2026-11-17",
    T,
)
cases["p_siblings_flat"] = (
    doc(
        f"<h1>{T}</h1><p><em>17 November 2026</em></p>{ps(0, 1, 2, 3, 4)}<p><a href='/all'>All press releases</a></p>"
    ),
    P,
    "2026-11-17",
    T,
)
cases["accordion"] = (
    doc(
        f"<main><h1>{T}</h1><p class='date'>17 November 2026</p><div class='accordion'><div class='accordion-item'><h2 class='accordion-header'><button>What happened</button></h2><div class='accordion-body'>{ps(0, 1)}</div></div><div class='accordion-item'><h2 class='accordion-header'><button>What we ask</button></h2><div class='accordion-body'>{ps(2, 3, 4)}</div></div></div></main>"
    ),
    ["What happened", P[0], P[1], "What we ask", P[2], P[3], P[4]],
    "2026-11-17",
    T,
)
