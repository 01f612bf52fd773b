"""What official statements call the Syrian political process of resolution 2254, where they leave out the number.

Patterns in the syntax of the lexicon (`classifier/lexicon/concepts.yaml`). What each concept proves, and with which others, says
`classifier.process`:

``own``          names that process and no other
``led``          led or owned by Syrians
``course``       what may be led: a process, a transition, a solution, talks
``other``        what else Syrians may lead: an offensive, justice, reconstruction, companies, relief
``un``           under the United Nations' mediation
``relief``       that of relief: aid led by the United Nations
``talks``        a process, transition, solution or talks that are political
``stage``        a part of that process which other countries may have as well
``geneva``       talks or a process in Geneva
``envoy``        an envoy of the United Nations
``known``        one of their envoys for Syria, by name
``effort``       what an envoy is there for
``resolutions``  resolutions of the Council, unnumbered
``vote``         elections that the United Nations supervise
``december``     December 2015
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "own": "intra syrian; inter syrian (talks|dialogue|negotiation*|political); syrian led (and )?syrian owned; syrian owned (and )?syrian led; "
        "syrian led and owned; syrian constitutional committee; constitutional committee (for|in|on) syria; syrian constitution drafting*; "
        "syrians lead <2> (un|united nations) (facilitat|help|assist)*; geneva communique <4> syria",
        "led": "syrian (led|owned|driven); (led|owned|driven|run|shaped|conducted|carried out) <4> by (the )?(syrians|syrian people|syrian parties); "
        "(led|owned|driven) (and|or) (led|owned|driven) by <2> syrian*; syrians (lead|own|run); belongs to (the )?syrians",
        "course": "process*; transition; solution; settlement; dialogue; negotiation*; talks; track; path; roadmap; road map; political*",
        "other": "offensive*; militia*; operation*; assault; reconstruction; rebuilding; justice; investigation*; demining; recovery; accountability; "
        "missing; military; compan*; business*; firms; bank*; enterprise*; investor*; "
        "(led|owned|run) <3> (organisation*|organization*|ngo*|council*|humanitarian|aid|relief|response|rescue*)",
        "un": "(un|u n|united nations) (led|facilitated|brokered|mediated|sponsored|supported|backed|guided|convened|assisted) <4> (process|transition|talks|dialogue|negotiation*|track|solution|settlement|political*|constitution*); "
        "(un|u n|united nations) (auspices|mediation); "
        "(facilitated|led|brokered|mediated|sponsored|supported|guided|convened|assisted) <2> by the (un|u n|united nations); "
        "(auspices|aegis|umbrella|facilitation|mediation) of the (un|u n|united nations); (un|united nations) (facilitation|facilitates|good offices)",
        "relief": "(humanitarian|aid|relief) <3> (led|facilitated|brokered|supported|guided|convened|assisted) <2> by the (un|u n|united nations); "
        "(un|u n|united nations) (led|facilitated|brokered|supported|backed|assisted) (humanitarian|aid|relief|recovery); "
        "(un|u n|united nations) (led|facilitated|supported|backed) (process|talks|dialogue|negotiation*) (on|of|for) <2> (humanitarian|aid|refugee*|recovery|missing|climate)",
        "talks": "constitution*; political (process|transition|track|solution|settlement|dialogue|negotiation*|talks|path|roadmap|road map|agreement); "
        "(peace|proximity) (talks|negotiation*|process); transition; negotiated (solution|settlement); "
        "syrian (peace )?(talks|dialogue|negotiation*|parties); (talks|dialogue|negotiation*) (between|among) <2> syrians; roadmap; road map; "
        "inclusive <2> process",
        "stage": "constitutional committee; constitution drafting (body|committee|commission); geneva communique; geneva i communique",
        "geneva": "geneva (talks|process|track|negotiation*|peace); (talks|negotiation*|track|process) in geneva",
        "envoy": "(un|u n|united nations) <2> envoy*; (secretary general s|secretary general) <2> envoy; "
        "envoy of the <2> (un|united nations|secretary general)",
        "known": "geir <1> pedersen; (envoy|mr) <1> pedersen; de mistura; lakhdar brahimi; (envoy|mr) brahimi",
        "effort": "negotiating*; effort*; process; political*; mediation; good offices; talks; settlement; solution; mission; mandate; work; role; geneva; transition; "
        "negotiation*; constitution*; step for step; road map; roadmap",
        "resolutions": "(security council|unsc|un|u n|united nations) resolutions; unscrs; unsc resolutions; relevant <5> resolution*; "
        "resolutions of <2> (un|united nations|security) council",
        "vote": "(un|u n|united nations) supervised <3> (election*|vote*|ballot*|poll*); "
        "(election*|vote|ballot|polls) <12> (under|with) <2> (un|u n|united nations) supervision; "
        "(election*|vote|ballot|polls) <12> (supervision|supervised|monitored|administered|overseen) (of|by) the (un|united nations)",
        "december": "security council <10> 2015; 2015 <10> security council; council gave <10> 2015;"
        " (roadmap|road map|path|steps|process|track|framework) <8> december 2015; december 2015 <4> (roadmap|road map)",
    },
    "fr": {
        "own": "intersyrien*; intrasyrien*; (inter|intra) syrien*; comite constitutionnel syrien; comite constitutionnel <2> syrie*; "
        "communique de geneve <6> syri*; sous (conduite|direction) syrienne <6> nations unies",
        "led": "(syriens|syrienne) (conduisent|dirigent|menent); "
        "(conduit|dirig|men|pilot|port|impuls|appropri)* (et <3> )?par (les )?(syrien*|peuple syrien); par les syriennes et <2> syriens; "
        "par le peuple syrien; (conduit|dirig|men|pilot|port)* <4> par les syrien*; sous (conduite|direction) syrienne; appartenant aux syriens",
        "course": "processus; transition; solution; reglement; dialogue; negociation*; pourparlers; feuille de route; voie; politique*",
        "other": "offensive*; milice*; operation*; assaut; reconstruction; justice; enquete*; deminage; relevement; militaire*; disparus; entreprise*; societes; banque*; association*; ong; "
        "(aide|action|reponse|secours) <1> humanitaire*",
        "un": "nations unies facilite*; (facilitation|facilite) <1> onu; "
        "(facilit|condui|men|parrain|pilot|dirig|soutenu|supervis)* <2> par (les nations unies|l onu|l organisation des nations unies); "
        "(egide|auspices|mediation|facilitation|parrainage) (des nations unies|de l onu); mediation onusienne; "
        "(egide|auspices) de l organisation des nations",
        "relief": "(humanitaire*|aide|secours) <1> (facilit|condui|men|parrain|pilot|dirig|soutenu|supervis)* <2> par (les nations unies|l onu); humanitaire* <2> (egide|auspices) (des nations unies|de l onu)",
        "talks": "constitution; (processus|transition|reglement|solution|dialogue|voie|negociation*|discussions) <1> politique*; transition; pourparlers; "
        "negociations de paix; feuille de route; (dialogue|discussions|negociations) entre <1> syrien*; solution negociee; parties syriennes",
        "stage": "comite constitutionnel; comite charge <4> constitution; communique de geneve",
        "geneva": "(negociations|pourparlers|discussions|processus|dialogue|travaux|reunions) (de|a) geneve",
        "envoy": "envoy* special* <6> (nations unies|onu|secretaire general); envoy* <1> (de l onu|des nations unies|onusien*)",
        "known": "pedersen; de mistura; lakhdar brahimi; m brahimi",
        "effort": "effort*; processus; politique*; mediation; bons offices; negociation*; pourparlers; reglement; mission; mandat; travaux; travail; role; "
        "geneve; transition; constitu*; tache",
        "resolutions": "resolutions <3> (conseil de securite|nations unies|csnu|onu)",
        "vote": "(election*|scrutin*) <12> (supervision|controle|egide|auspices|surveillance) (des nations unies|de l onu); "
        "(election*|scrutin*) <6> supervise* par (les nations unies|l onu)",
        "december": "decembre 2015; conseil de securite <10> 2015",
    },
    "de": {
        "own": "innersyrisch* (gesprach|verhandlung|dialog|prozess|friedens|politisch)*; syrisch* verfassungs(komitee|ausschuss|kommission)*; "
        "genfer kommunique <6> syri*; verfassungs(komitee|ausschuss)* (fur|in|zu) syrien",
        "led": "syrer* <3> (fuhren|gestalten|bestimmen|selbst); syrisch (gefuhrt|gesteuert|bestimmt)*; "
        "von <2> syr(er|ern|erinnen) <6> (gefuhrt|gestaltet|getragen|bestimmt|geleitet|verantwortet)*; "
        "unter syrischer (fuhrung|eigenverantwortung|leitung); in syrischer (hand|eigenverantwortung|verantwortung); von syrern selbst",
        "course": "*prozess*; *ubergang*; transition; *losung; *regelung; dialog*; verhandlung*; gesprache*; fahrplan; politisch*",
        "other": "offensive*; miliz*; militar*; operation*; angriff*; wiederaufbau*; *justiz*; ermittlung*; aufarbeitung; minenraumung; unternehm*; firmen; "
        "betrieb*; bank; banken; hilfsorganisation*; humanitar* (hilf|organisation|einsatz)*; vermisst*",
        "un": "(vereinten nationen|vn|uno) (vermittel|begleit|moderier|unterstutz)*; "
        "(vermittlung|agide|schirmherrschaft|leitung|begleitung|moderation|dach) <1> (vereinten nationen|vn|uno|un); "
        "(von|durch) <1> (vereinten nationen|vn|uno|un) <3> (vermittelt|gefuhrt|geleitet|unterstutzt|begleitet|moderiert|gefordert|initiiert)*; "
        "(un|vn|uno) (gefuhrt|gestutzt|vermittelt|geleitet|moderiert)*; (vn|un|uno) vermittlung",
        "relief": "(vereinten nationen|vn|uno|un) <1> (vermittelt|gefuhrt|geleitet|unterstutzt|begleitet|moderiert|gefordert|initiiert)* <1> (humanitar|hilf|nothilf|minenraum)*",
        "talks": "verfassung*; politisch* (prozess|ubergang|losung|regelung|dialog|transition|verhandlung|weg|transformation|ubergangsprozess)*; "
        "ubergangsprozess*; transition; friedens(gesprach|verhandlung|prozess)*; syrisch* (dialog|verhandlung)*; fahrplan; verhandlungslosung",
        "stage": "verfassungskomitee*; verfassungsausschuss*; genfer kommunique",
        "geneva": "genfer (gesprach|verhandlung|prozess|friedens|runde|treffen)*; (gesprach|verhandlung)* in genf",
        "envoy": "(vn|un|uno) <1> (sondergesandt|gesandt|sonderbeauftragt)*; "
        "(sondergesandt|gesandt|sonderbeauftragt)* <3> (vereinten nationen|vn|uno|un|generalsekretar*)",
        "known": "pedersen; de mistura; lakhdar brahimi",
        "effort": "bemuhung*; einsatz; prozess*; politisch*; vermittl*; verhandlung*; gesprache*; mission; mandat; arbeit; rolle; genf*; ubergang*; verfassung*",
        "resolutions": "resolutionen <4> (sicherheitsrat|vereinten nationen)*; (sicherheitsrats|vn|un) ?resolutionen; einschlagig* <3> resolution*",
        "vote": "wahlen <8> (aufsicht|beobachtung|kontrolle) <1> (vereinten nationen|vn|uno|un); "
        "(aufsicht|beobachtung|kontrolle) <1> (vereinten nationen|vn|uno|un) <6> wahlen; (vn|un|uno) (uberwacht|beaufsichtigt)* <2> wahlen",
        "december": "dezember 2015; sicherheitsrat* <10> 2015",
    },
    "es": {
        "own": "(inter|intra)siri*; (inter|intra) siri*; comite constitucional <2> siri*; comision constitucional siria; comunicado de ginebra <6> siri*",
        "led": "sirios (encabezan|lideran|dirigen|conducen); "
        "(liderad|dirigid|encabezad|conducid|impulsad|protagonizad)* (y <3> )?por (los )?(propios )?(sirios|pueblo sirio|siria); "
        "por los propios sirios; (liderad|dirigid|encabezad|conducid)* <4> por <2> (sirios|pueblo sirio); "
        "(liderazgo|titularidad|apropiacion|direccion) siri*",
        "course": "proceso; transicion; solucion; arreglo; dialogo; negociacion*; conversaciones; hoja de ruta; via; salida; politic*",
        "other": "ofensiva*; milicia*; operacion*; reconstruccion; justicia; investigacion*; desminado; militar*; desaparecidos; empresa*; "
        "negocios; banco*; asociaciones; ong; ayuda <1> humanitaria",
        "un": "(facilitad|auspiciad|dirigid|mediad|liderad|patrocinad|impulsad|respaldad)* <2> por <1> (naciones unidas|onu|organizacion de las naciones unidas); "
        "(auspicios|egida|mediacion|facilitacion|acompanamiento|patrocinio) de <1> (naciones unidas|onu); (naciones unidas|onu) facilita*",
        "relief": "(humanitari|ayuda)* <1> (facilitad|auspiciad|dirigid|liderad|patrocinad|impulsad|respaldad)* <2> por <1> (naciones unidas|onu); humanitari* <2> (auspicios|egida) de <1> (naciones unidas|onu)",
        "talks": "constitucion; (proceso|transicion|solucion|arreglo|dialogo|salida|via) <1> politic*; transicion; proceso de paz; negociaciones (de paz|politicas); "
        "conversaciones de paz; hoja de ruta; (dialogo|conversaciones|negociaciones) entre <1> sirios; solucion negociada; partes sirias",
        "stage": "comite constitucional; comunicado de ginebra",
        "geneva": "(negociaciones|conversaciones|proceso|dialogo|dialogos|via) (de|en) ginebra",
        "envoy": "enviad* especial* <6> (naciones unidas|onu|secretario general); enviad* <1> (de naciones unidas|de la onu|de las naciones unidas)",
        "known": "pedersen; de mistura; lakhdar brahimi",
        "effort": "esfuerzo*; proceso; politic*; mediacion; buenos oficios; negociacion*; conversaciones; solucion; mision; mandato; trabajo*; labor; papel; "
        "ginebra; transicion; constitu*; gestion*",
        "resolutions": "resoluciones <4> (consejo de seguridad|naciones unidas|onu)",
        "vote": "elecciones <10> (supervision|supervisadas|observacion) (de|por) <1> (naciones unidas|onu)",
        "december": "diciembre de 2015; consejo de seguridad <10> 2015",
    },
    "it": {
        "own": "(inter|intra)sirian*; (inter|intra) sirian*; comitato costituzionale sirian*; comitato costituzionale <2> siria; "
        "(comunicato|dichiarazione) di ginevra <6> siri*",
        "led": "siriani (guidano|conducono|dirigono); (guidat|condott|dirett|gestit|portat)* (e <3> )?(dai|da|dal) (siriani|soli siriani|popolo siriano); "
        "(guidat|condott)* <4> dai <1> siriani; a (guida|titolarita|conduzione) siriana; dai siriani stessi; dagli stessi siriani",
        "course": "processo; transizione; soluzione; dialogo; negoziat*; colloqui; percorso; tabella di marcia; roadmap; politic*",
        "other": "offensiva*; milizi*; operazion*; ricostruzione; giustizia; indagin*; sminamento; militar*; scomparsi; impres*; aziend*; "
        "banc(a|he); associazioni; ong; aiut* <1> umanitar*",
        "un": "nazioni unite facilit*; (facilitat|guidat|mediat|sostenut|promoss|condott|accompagnat)* <1> (dalle nazioni unite|dall onu|dell onu); "
        "(egida|auspici|mediazione|facilitazione|guida) (delle nazioni unite|dell onu|onu); a guida (onu|nazioni unite)",
        "relief": "(umanitari|aiut)* <1> (facilitat|guidat|sostenut|promoss|condott|accompagnat)* <1> (dalle nazioni unite|dall onu); umanitari* <2> (egida|auspici) (delle nazioni unite|dell onu)",
        "talks": "costituzione; (processo|transizione|soluzione|dialogo|negoziato|percorso) <1> politic*; transizione; (negoziati|colloqui) di pace; roadmap; "
        "tabella di marcia; (dialogo|colloqui|negoziati) tra <1> siriani; soluzione negoziata; parti siriane",
        "stage": "comitato costituzionale; comunicato di ginevra",
        "geneva": "(negoziati|colloqui|processo|dialogo|tavolo) (di|a) ginevra",
        "envoy": "inviat* <1> special* <6> (nazioni unite|onu|segretario generale); inviat* <1> (delle nazioni unite|dell onu|onu)",
        "known": "pedersen; de mistura; lakhdar brahimi",
        "effort": "sforz*; processo; politic*; mediazione; buoni uffici; negoziat*; colloqui; soluzione; missione; mandato; lavoro; lavori; operato; ruolo; "
        "ginevra; transizione; costitu*; azione; impegno",
        "resolutions": "risoluzioni <4> (consiglio di sicurezza|nazioni unite|onu)",
        "vote": "elezioni <10> (supervisione|controllo|egida) (delle nazioni unite|dell onu|onu)",
        "december": "dicembre 2015; consiglio di sicurezza <10> 2015",
    },
    "pt": {
        "own": "(inter|intra)siri*; (inter|intra) siri*; comite constitucional sirio; comite constitucional <2> siria; comissao constitucional siria; "
        "comunicado de genebra <6> siri*",
        "led": "sirios (conduzem|lideram|dirigem); "
        "(liderad|conduzid|dirigid|encabecad|protagonizad)* (e <3> )?(por|pelos|pelo) (proprios )?(sirios|povo sirio); pelos proprios sirios; "
        "(liderad|conduzid|dirigid)* <4> pelos <1> sirios; (lideranca|apropriacao|titularidade) siria",
        "course": "processo; transicao; solucao; saida; dialogo; negociac*; conversacoes; roteiro; caminho; politic*",
        "other": "ofensiva*; milicia*; operac*; reconstrucao; justica; investigac*; desminagem; militar*; desaparecidos; empresa*; "
        "negocios; banco*; associacoes; ong; ongs; ajuda <1> humanitaria",
        "un": "nacoes unidas facilit*; "
        "(facilitad|mediad|liderad|conduzid|patrocinad|apoiad|auspiciad)* <1> (pelas nacoes unidas|pela onu|por nacoes unidas); "
        "(egide|auspicios|mediacao|facilitacao) (das nacoes unidas|da onu)",
        "relief": "(humanitari|ajuda)* <1> (facilitad|conduzid|dirigid|liderad|patrocinad|apoiad|mediad)* <2> (pelas nacoes unidas|pela onu); humanitari* <2> (auspicios|egide) (das nacoes unidas|da onu)",
        "talks": "constituicao; (processo|transicao|solucao|dialogo|saida|via) <1> politic*; transicao; negociacoes de paz; conversacoes de paz; roteiro; "
        "(dialogo|conversacoes|negociacoes) entre <1> sirios; solucao negociada; partes sirias",
        "stage": "comite constitucional; comissao constitucional; comunicado de genebra",
        "geneva": "(negociacoes|conversacoes|processo|dialogo|conversas) (de|em) genebra",
        "envoy": "enviad* especial* <6> (nacoes unidas|onu|secretario geral); enviad* <1> (das nacoes unidas|da onu)",
        "known": "pedersen; de mistura; lakhdar brahimi",
        "effort": "esforco*; processo; politic*; mediacao; bons oficios; negociac*; conversacoes; solucao; missao; mandato; trabalho*; papel; genebra; "
        "transicao; constitu*",
        "resolutions": "resolucoes <4> (conselho de seguranca|nacoes unidas|onu)",
        "vote": "eleicoes <10> (supervisao|supervisionadas|observacao) (das|da|pelas|pela) (nacoes unidas|onu)",
        "december": "dezembro de 2015; conselho de seguranca <10> 2015",
    },
    "pl": {
        "own": "(wewnatrz|miedzy)syryjsk*; syryjsk* komitet* konstytucyjn*; komitet* konstytucyjn* <2> syri*; komunikat* genewsk* <6> syri*",
        "led": "(kierowan|prowadzon|zarzadzan|ksztaltowan)* (i <2> )?przez <2> syryjcz*; (kierowan|prowadzon)* <4> przez <1> syryjcz*; "
        "pod (syryjskim )?przywodztwem <1> syryj*; pod syryjskim przywodztwem; rekami samych syryjcz*",
        "course": "proces*; transformacj*; przejsci*; rozwiazani*; uregulowani*; dialog*; negocjacj*; rozmow*; rokowan*; polityczn*",
        "other": "ofensyw*; milicj*; operacj*; odbudow*; sprawiedliwosc*; sledztw*; rozminow*; wojskow*; zaginion*; firm*; przedsiebior*; spolk*; bank*; "
        "stowarzysze*; pomoc* humanitarn*",
        "un": "(auspicjami|egida|patronatem|przewodnictwem|mediacj*|posrednictw*) (onz|organizacji narodow zjednoczonych|narodow zjednoczonych); "
        "(ulatwian|wspieran|prowadzon|kierowan)* przez (onz|narody zjednoczone|organizacje narodow zjednoczonych); "
        "przy <2> (pomocy|wsparciu|roli) <1> (onz|narodow)*; ulatwiajac* rol* (onz|narodow)*",
        "relief": "(humanitarn|pomoc)* <1> (prowadzon|wspieran|kierowan|ulatwian)* <1> przez (onz|narody zjednoczone); humanitarn* <1> (auspicjami|egida) (onz|narodow zjednoczonych)",
        "talks": "konstytucj*; (proces|transformacj|przejsci|rozwiazani|uregulowani|dialog|rozmow)* <1> polityczn*; "
        "polityczn* (proces|transformacj|przejsci|rozwiazani|uregulowani)*; transformacj*; (rozmow|negocjacj|rokowan)* pokojow*; "
        "syryjsk* (dialog|negocjacj|proces)*; mapa drogowa; mapy drogowej",
        "stage": "komitet* konstytucyjn*; komunikat* genewsk*",
        "geneva": "(rozmow|negocjacj|rokowan|proces)* (w genewie|genewsk*); genewsk* (rozmow|negocjacj|rokowan|proces)*",
        "envoy": "wyslanni* <4> (onz|narodow zjednoczonych|sekretarza generalnego)",
        "known": "pedersen*; de mistur*; lakhdar* brahimi*",
        "effort": "wysil*; staran*; dzialan*; proces*; polityczn*; mediacj*; negocjacj*; rozmow*; rozwiazani*; misj*; mandat*; prac*; rol*; genew*; przejsci*; "
        "transformacj*; konstytuc*",
        "resolutions": "rezolucjami <4> (rady bezpieczenstwa|onz|rb); rezolucji (rady bezpieczenstwa|rb) onz; (stosown|wlasciw|odpowiedni)* rezolucj*",
        "vote": "wybor* <8> (nadzorem|kontrola|auspicjami) (onz|narodow zjednoczonych); nadzorowan* przez (onz|narody)* <2> wybor*",
        "december": "grudni* 2015; rad* bezpieczenstwa <10> 2015",
    },
    "tr": {
        "own": "suriye anayasa komite*; suriye* <2> anayasa komite*; suriyeliler arasi*; suriyelilerarasi; suriye ici (gorusme|muzakere|diyalog|siyasi)*; "
        "suriyelilerin <4> (onderlig|oncul|sahip|yonet|yurut)* <6> sure*; cenevre bildiri* <4> suriye",
        "led": "suriyeliler* <4> (onderlik|onderlig|oncul|sahip|yonet|yurut|liderlig)*; suriye (liderlig|sahiplig)*",
        "course": "surec*; gecis*; cozum*; diyalog*; muzakere*; gorusme*; yol harita*; siyasi",
        "other": "saldiri*; milis*; operasyon*; harekat*; yeniden insa*; adalet*; sorusturma*; askeri; mayin*; "
        "sirket*; isletme*; firma*; banka*; dernek*; insani yardim*; kayip*",
        "un": "(bm|birlesmis milletler) <3> (kolaylastir|oncul|himaye|arabulucul|gozetim|moderator|liderlig|destek|cati|nezaret)*; "
        "(bm|birlesmis milletler|nin|in) (kolaylastir|himaye|arabulucul|cati)*",
        "relief": "(bm|birlesmis milletler) <1> (kolaylastir|oncul|himaye|gozetim|liderlig|destek)* <1> (insani|yardim|multeci|mayin)*",
        "talks": "anayasa*; siyasi (surec|gecis|cozum|diyalog|muzakere|mutabakat|yol)*; gecis surec*; baris (gorusme|muzakere|surec)*; yol harita*; "
        "suriyeli taraflar*; suriye* <2> (muzakere|diyalog)*",
        "stage": "anayasa komite*; cenevre bildiri*; cenevre 1 bildiri*",
        "geneva": "cenevre (gorusme|surec|muzakere|sureci|toplanti)*; cenevre (de|deki) <3> (gorusme|muzakere)*",
        "envoy": "(bm|birlesmis milletler) <4> (ozel )?(temsilci|elci)*; genel sekreter* <4> (ozel )?temsilci*",
        "known": "pedersen*; de mistura; lahdar brahimi; ibrahimi nin",
        "effort": "caba*; surec*; siyasi; arabulucul*; muzakere*; cozum*; gorev*; calisma*; rol*; cenevre*; gecis*; anayasa*; misyon*",
        "resolutions": "(bmgk|guvenlik konseyi|bm|guvenlik konseyi nin) <1> karar(lari|larina|larinin|larinda|lariyla)*; "
        "ilgili (bm|bmgk|guvenlik konseyi) <2> karar*",
        "vote": "(bm|birlesmis milletler) <2> (gozetim|denetim|himaye)* <6> secim*; secim* <4> (bm|birlesmis milletler) <2> (gozetim|denetim)*",
        "december": "aralik 2015; 2015 aralik; guvenlik konseyi* <10> 2015",
    },
    "ru": {
        "own": "(внутри|меж)сирийск* (переговор|диалог|процесс|консультац|политич|урегулирован|контакт)*; сирийск* конституционн* (комитет|комисси)*; "
        "конституционн* комитет* <2> сири*; женевск* коммюнике <8> сири*",
        "led": "(ведом|осуществля|возглавля|управля|проводим|реализуем|продвига)* <3> сирийц*; самими сирийцами; вед(ут|ет) <2> сирийц*; "
        "(ведут|возглавляют|осуществляют) сами сирийцы; самих сирийцев; при лидерстве <2> сирийцев; сирийск* лидерств*",
        "course": "процесс*; переход*; решени*; урегулировани*; диалог*; переговор*; политическ*; дорожн* карт*",
        "other": "наступлени*; боевик*; операци*; восстановлени*; правосуди*; расследовани*; разминировани*; военн*; беженц*; "
        "компани*; предприяти*; бизнес*; банк*; нко; гуманитарн* (помощ|организаци|содействи)*",
        "un": "(эгидой|содействии|содействием|посредничестве|при посредничестве|покровительством|поддержке|посредничеством) <1> (оон|организации объединенных наций); "
        "посредничеств* (оон|организации объединенных)*; посредническ* (усили|роль|рол)* (оон|организации объединенных)*",
        "relief": "(гуманитарн|беженц)* <2> (эгидой|содействии|содействием|посредничестве|поддержке|посредничеством) <1> (оон|организации объединенных наций)",
        "talks": "конституци*; политическ* (процесс|переход|урегулировани|решени|диалог|переговор)*; политпроцесс*; межсирийск*; переходн* (процесс|период)*; "
        "мирн* (переговор|процесс)*; дорожн* карт*; сирийск* (урегулирован|диалог|переговор)*; политико дипломатическ*; урегулирован* <3> сири*",
        "stage": "конституционн* комитет*; женевск* коммюнике",
        "geneva": "женевск* (переговор|процесс|консультац|раунд|формат|площадк)*; переговор* в женеве",
        "envoy": "(спецпосланник|спецпредставител|посланник|спецпосланц)* <4> (оон|генсекретар|генерального секретаря)*; "
        "(специальн* )?(посланник|представител)* <3> (генсекретар*|генерального секретаря|оон)",
        "known": "педерсен*; де мистур*; лахдар* брахими; л брахими",
        "effort": "усили*; процесс*; политическ*; посредническ*; посредничеств*; переговор*; урегулировани*; мисси*; мандат*; работ*; рол*; женев*; переход*; "
        "конституц*; деятельност*",
        "resolutions": "резолюци(и|й|ям|ями|ях) <2> (сб оон|совета безопасности|сб|совбеза)*; (соответствующ|профильн)* резолюци*",
        "vote": "выбор* <8> (наблюдением|эгидой|контролем|надзором) <1> (оон|организации объединенных)*",
        "december": "декабр* 2015; совет* безопасности <10> 2015",
    },
    "uk": {
        "own": "(внутрішньо|між)сирійськ*; сирійськ* конституційн* (комітет|комісі)*; конституційн* комітет* <2> сирі*; женевськ* комюніке <8> сирі*",
        "led": "(керован|очолюван|очолю|здійснюван|ведено|проваджен|веден)* <3> сирійц*; самими сирійцями; "
        "(ведуть|очолюють|здійснюють) сам(і|ими)? сирійці; під (проводом|керівництвом|орудою) <2> сирійц*; дадуть <2> сирійці; руками <1> сирійців",
        "course": "процес*; перех(ід|од)*; рішенн*; врегулюванн*; вирішенн*; діалог*; переговор*; розмов*; політичн*; дорожн* карт*; шлях*",
        "other": "наступ*; бойовик*; операці*; відбудов*; правосудд*; розслідуванн*; розмінуванн*; військов*; біженц*; "
        "компані*; підприємств*; бізнес*; банк*; гуманітарн* (допомог|організаці)*",
        "un": "(егідою|сприянн*|посередництв*|підтримк*|допомог*|фасилітаці*) <1> (оон|організації обєднаних націй); (оон|організаці*) сприя*",
        "relief": "(гуманітарн|біженц)* <2> (егидою|сприянн|посередництв|підтримк)* <1> (оон|організації обєднаних націй)",
        "talks": "конституці*; політичн* (процес|перех|врегулюванн|вирішенн|рішенн|діалог|переговор)*; перехідн* (процес|період)*; мирн* (переговор|процес)*; "
        "дорожн* карт*; сирійськ* (діалог|переговор|врегулюванн)*",
        "stage": "конституційн* комітет*; женевськ* комюніке",
        "geneva": "женевськ* (переговор|процес|раунд|розмов)*; переговор* в женеві",
        "envoy": "(спецпосланник|спецпосланець|спецпосланц|посланник|посланець|посланц|спецпредставник)* <4> (оон|генсек|генерального секретаря)*",
        "known": "педерсен*; де містур*; лахдар* брагімі",
        "effort": "зусил*; процес*; політичн*; посередниц*; переговор*; врегулюванн*; місі*; мандат*; робот*; рол*; женев*; перех*; конституц*; діяльн*",
        "resolutions": "резолюці(и|ям|ями|ях|і|й) <2> (рб оон|ради безпеки|рб)*; (відповідн|профільн)* резолюці*",
        "vote": "вибор* <8> (наглядом|егідою|контролем) <1> (оон|організації обєднаних)*; вибори <8> (наглядом|егідою|контролем) <1> (оон|організації)*",
        "december": "груд(ень|ня|ні) 2015; рад* безпеки <10> 2015",
    },
    "ar": {
        "own": "لجنة دستورية سورية; لجنة دستورية <2> (سوريا|سورية); لجنة <1> صياغة <1> دستور* سوري*; (قيادة|بقيادة) سورية (و)?ملكية سورية; "
        "(ملكية|بملكية) (و)?قيادة سورية; حوار سوري سوري; محادثات سورية سورية; مفاوضات سورية سورية; (حوار|محادثات|مفاوضات|عملية) <3> بين السوريين; "
        "عملية <3> سورية سورية; بيان جنيف <8> (سوري|أزمة سورية|سورية)*",
        "led": "(قيادة|ملكية|قياده) سورية; يقودها <3> (سوري|شعب سوري)*; تقودها <2> سوري*; يقوده <3> سوري*; (يقود|يمتلك|يملك)* <1> سوري(ون|ين); "
        "(بقيادة|قيادة|ملكية) (سوريين|سوريون|شعب سوري); أيدي سوري*; سوري خالص*; سوريون أنفسهم; سوريين أنفسهم; ينفذها <1> سوريون",
        "course": "عملية; عمليه; انتقال*; انتقالي*; حل; تسوية; حوار; مفاوضات; محادثات; مسار; سياسي*; خارطة طريق",
        "other": "هجوم*; ميليشي*; مليشي*; عمليات; إعمار; عدالة; تحقيق*; عسكري*; مفقودين; شركات; شركة; مصارف; "
        "استثمار*; جمعيات; مساعدات <1> إنساني*",
        "un": "(برعاية|رعاية|تيسير|بتيسير|وساطة|إشراف|مظلة|دعم|مساعدة|تسهيل|قيادة) <1> (أمم متحدة|منظمة أمم|أممي*); "
        "(ترعاها|ترعاه|تيسرها|تيسره|تسهلها|تسهله|تقودها|تقوده|ترعى) أمم متحدة; (وساطة|رعاية|إشراف|تيسير) أممي*; وساطة أمم",
        "relief": "(إنساني*|إغاثي*|مساعدات) <1> (برعاية|رعاية|تيسير|بتيسير|إشراف|مظلة|دعم|بدعم|تسهيل|قيادة|بقيادة) <1> (أمم متحدة|منظمة أمم|أممي*)",
        "talks": "دستور*; (عملية|حل|انتقال|تسوية|مسار|حوار|مفاوضات|مرحلة) <1> سياسي*; عملية <1> انتقالي*; انتقال <1> سياسي; مرحلة انتقالية; مفاوضات <2> سلام; "
        "مفاوضات بين سوريين; مفاوضات سورية; محادثات <2> سلام; محادثات بين سوريين; خارطة طريق; حل تفاوضي; تسوية سياسية; مساعي* سياسي*",
        "stage": "لجنة دستورية; بيان جنيف; لجنة <2> صياغة <1> دستور",
        "geneva": "(مفاوضات|محادثات|مسار|مباحثات|عملية) <1> جنيف",
        "envoy": "(مبعوث|مبعوثة|موفد) <3> (أممي|أمم متحدة|أمين عام)*; (مبعوث|مبعوثة|موفد) أممي*; مبعوث أمين عام",
        "known": "(بيدرسن|بيدرسون|بيدرسين); دي ميستورا; دي مستورا; أخضر إبراهيمي",
        "effort": "جهود*; جهد; مساعي*; عملية; سياسي*; وساطة; مفاوضات; محادثات; حل; تسوية; مهمة; مهمته; ولاية; عمل*; دور*; جنيف; انتقال*; دستور*; لجنة دستورية; "
        "دستورية",
        "resolutions": "قرارات <3> (مجلس أمن|أمم متحدة|دولية|شرعية دولية|أممية); قرارات <1> ذات صلة; قرار(ات|ي) مجلس أمن",
        "vote": "انتخابات <8> (إشراف|رعاية|رقابة) <1> (أمم متحدة|أممي*)",
        "december": "(ديسمبر|كانون أول|كانون أول ديسمبر) (عام )?2015; مجلس أمن <10> 2015",
    },
    "fa": {
        "own": "(بین|میان|درون) ?سوری*; سوری ?-?سوری; کمیته قانون اساسی سوریه; (رهبری و مالکیت|مالکیت و رهبری) <1> سوری*; (بیانیه|اعلامیه) ژنو <8> سوریه",
        "led": "(رهبری|مالکیت|هدایت|راهبری) <3> (سوری*|مردم سوریه); توسط <1> سوری ها; به دست <1> سوری*; سوری ها <3> (رهبری|هدایت)*",
        "course": "روند*; فرایند*; فرآیند*; گذار; انتقال*; راه ?حل*; راهکار*; گفت ?و ?گو*; گفتگو*; مذاکره*; مذاکرات; سیاسی; نقشه راه",
        "other": "حمله*; شبه ?نظامی*; عملیات; بازسازی; عدالت; تحقیق*; نظامی; مفقود*; شرکت*; بانک*; سرمایه*; کمک* <2> بشردوستانه",
        "un": "(تسهیل*|میانجی*|وساطت|نظارت|ابتکار|کمک|حمایت|زیر نظر|سرپرستی) <2> (سازمان ملل|ملل متحد); (تسهیل|میانجی) ?گری <1> ملل; "
        "سازمان ملل <3> (تسهیل|میانجی)*",
        "relief": "بشردوستانه <3> (سازمان ملل|ملل متحد)",
        "talks": "قانون اساسی; (روند|فرایند|فرآیند|گذار|راه ?حل|راهکار|گفت ?و ?گو*|گفتگو*|مذاکرات) <1> سیاسی; انتقال سیاسی; مذاکرات <1> (صلح|سوریه|سوری*); "
        "(گفت ?و ?گو*|گفتگو*) <2> سوری ها; نقشه ?ی? راه; راه ?حل <1> سیاسی",
        "stage": "کمیته <1> قانون اساسی; (بیانیه|اعلامیه) ژنو",
        "geneva": "(مذاکرات|گفت ?و ?گو*|گفتگو*|روند|نشست) <1> ژنو",
        "envoy": "(نماینده|فرستاده) ?ی? <2> (دبیر ?کل|سازمان ملل|ملل متحد)",
        "known": "پدرسن; پدرسون; دی میستورا; دمیستورا; اخضر ابراهیمی",
        "effort": "تلاش*; روند; سیاسی; میانجی*; مذاکره*; مذاکرات; حل; مأموریت; ماموریت; نقش; کار; ژنو; گذار; قانون اساسی; مساعی; کوشش*",
        "resolutions": "قطعنامه ?های <3> (شورای امنیت|سازمان ملل|مرتبط|ذی ?ربط)",
        "vote": "انتخابات* <8> (نظارت|زیر نظر) <2> (سازمان ملل|ملل متحد)",
        "december": "دسامبر 2015; شورای امنیت <10> 2015",
    },
    "he": {
        "own": "ו?ועדה ה?חוקתית ה?סורית; ו?ועדת החוקה ה?סורית; ו?ועדה לניסוח חוקה ה?סורית; (פנים|בין|תוך) ?סורי*; שיחות <1> הפנים סורי*; "
        "הודעת ז נבה <6> סוריה",
        "led": "(הובלה|הנהגה|בעלות|הובלת|הנהגת|הובלתם|הנהגתם|בעלותם) <2> סורי*; בידי ה?סורים; סורים עצמם; (מובל|מונהג)* <1> (בידי|על ידי) <1> סורי*; "
        "בידיים סוריות; ידי ה?סורים",
        "course": "תהליך*; מעבר; פתרון; הסדר*; דיאלוג; משא ומתן; שיחות; מסלול; מדיני*; פוליטי*; מתווה; מפת דרכים",
        "other": "מתקפ*; מיליצי*; מבצע*; שיקום; צדק; חקיר*; צבאי*; נעדרים; חבר(ה|ות|ת) <1> סורי*; עסקי*; בנק*; סיוע ה?הומניטרי*",
        "un": "(חסות|חסותו|סיוע|סיועו|תיווך|תיווכו|הובלת|הובלה|הנחיית|גישור|ליווי) <2> (או ם|אומות ה?מאוחדות); או ם <1> (מסייע|מתווך|מלווה)*; בחסות האו ם; "
        "בתיווך האו ם",
        "relief": "הומניטרי* <2> (חסות|סיוע|תיווך|הובלת|הנחיית|ליווי) <2> (או ם|אומות ה?מאוחדות)",
        "talks": "חוקה; תהליך <1> (מדיני|פוליטי); (מעבר|פתרון|הסדר|דיאלוג) ה?(מדיני|פוליטי); שיחות ה?שלום; ממשל מעבר; מפת דרכים; שיחות בין ה?סורים; "
        "משא ומתן <2> סורי*; תהליך <1> סורי*; מתווה*",
        "stage": "ו?ועדה ה?חוקתית; ו?ועדת ה?חוקה; ו?ועדה לניסוח <1> חוקה; הודעת ז נבה; מזכר ז נבה",
        "geneva": "שיחות <1> ז נבה; תהליך ז נבה; משא ומתן <1> ז נבה",
        "envoy": "שליח* <2> (או ם|אומות ה?מאוחדות|מזכ ל*|מזכיר ה?כללי); שליח האו ם",
        "known": "פדרסן; פדרסון; דה מיסטורה; אחדר בראהימי",
        "effort": "מאמצ*; תהליך; מדיני*; פוליטי*; תיווך; משא ומתן; שיחות; פתרון; הסדר*; שליחות*; תפקיד*; עבודת*; ז נבה; מעבר; חוקה; חוקתי*; פעילות*",
        "resolutions": "החלטות <1> (מועצת ה?ביטחון|או ם|אומות)*",
        "vote": "בחירות <8> (פיקוח|השגחת|בפיקוח|השגחה) <1> (או ם|אומות ה?מאוחדות)",
        "december": "דצמבר 2015; מועצת ה?ביטחון <10> 2015",
    },
    "zh": {
        "own": "叙人主导; 叙人所有; 叙人治叙; 叙利亚人主导; 叙利亚人所有; 叙利亚人民主导; 叙利亚<2>宪法委员会; 叙利亚制宪委员会; 叙利亚人自主的<4>(对话|进程|过渡); 叙利亚人内部(对话|谈判); 日内瓦公报<10>叙利亚",
        "led": "叙利亚人民?(自己|自主|主导|拥有|掌握|引领); 叙(利亚)?各方自主; 叙利亚自主",
        "course": "进程; 过渡; 解决; 方案; 对话; 谈判; 和谈; 路线图",
        "other": "攻势; 民兵; 行动; 重建; 司法; 调查; 军事; 排雷; 正义; 企业; 公司; 银行; 人道(援助|救援); 失踪",
        "un": "联合国<4>(斡旋|主导|推动|调解|主持|促成|协助|牵头|协调|居中|引领|框架|监督下); 在联合国<8>下",
        "relief": "联合国<5>(人道|救援|救灾|难民|排雷)",
        "talks": "宪法; 制宪; 政治(进程|解决|过渡|对话|谈判|和解|出路|转型); 和谈; 和平谈判; 各方<4>(对话|谈判); 过渡进程; 路线图; 包容性对话",
        "stage": "宪法委员会; 制宪委员会; 日内瓦公报",
        "geneva": "日内瓦(和谈|会谈|谈判|进程|对话)",
        "envoy": "(联合国|秘书长)<10>特使",
        "known": "裴凯儒; 彼得森特使; 裴德森; 佩德森; 德米斯图拉; 卜拉希米",
        "effort": "努力; 斡旋; 政治; 进程; 谈判; 和谈; 调解; 工作; 作用; 日内瓦; 过渡; 宪法; 使命",
        "resolutions": "安理会(有关|相关)<4>决议; 联合国(有关|相关)<4>决议; (有关|相关)安理会决议",
        "vote": "联合国<4>监督<8>选举; 选举<8>联合国<4>监督",
        "december": "2015年12月; 安理会<8>2015年; 2015年<8>安理会",
    },
    "ja": {
        "own": "シリア憲法委員会; シリア(の|人による)憲法委員会; シリア人(が)?主導; シリア主導; シリア人自身(が|の|による)(主導|担|進め|率い|導); シリア人間の(対話|協議|交渉); シリア人同士の(対話|協議|交渉); ジュネーブ・?コミュニケ<10>シリア; "
        "シリア<10>ジュネーブ・?コミュニケ",
        "led": "シリア人自身; シリア人による; シリア人の手; シリア国民が主導; シリア人が(率い|導|担|進め)",
        "course": "プロセス; 移行; 解決; 対話; 協議; 交渉; 和平; ロードマップ; 政治",
        "other": "攻勢; 民兵; 作戦; 復興; 司法; 調査; 軍事; 地雷; 再建; 企業; 銀行; 人道支援; 行方不明",
        "un": "国連<4>(仲介|主導|支援の下|後押し|促進|調停|主催|後援|斡旋|下での|下で|の取組); 国際連合<4>(仲介|主導|促進)",
        "relief": "国連<6>(人道|援助|難民|地雷)",
        "talks": "憲法; 政治(的)?(プロセス|移行|解決|対話|交渉|協議|過程); 和平(協議|交渉|プロセス|会談); ロードマップ; シリア<4>(対話|交渉|和平)",
        "stage": "憲法委員会; 憲法起草委員会; ジュネーブ・?コミュニケ",
        "geneva": "ジュネーブ(での)?(和平)?(協議|会談|交渉|会議|プロセス|和平)",
        "envoy": "国連<12>特使; 国連事務総長特使; 事務総長<8>特使; 特使<8>国連",
        "known": "ペデルセン; ペーデルセン; ペダーセン; デミストゥラ; デ・?ミストゥラ; ブラヒミ",
        "effort": "努力; 取組; プロセス; 政治; 仲介; 交渉; 和平; 解決; 任務; 役割; ジュネーブ; 移行; 憲法; 活動; 尽力",
        "resolutions": "(関連(する)?|累次の|一連の)<6>決議; 安保理諸決議",
        "vote": "国連<4>監視<6>選挙; 選挙<10>国連<4>監視; 国連監督下<6>選挙",
        "december": "2015年12月; 二〇一五年十二月; 安保理<8>2015年",
    },
    "ko": {
        "own": "시리아 ?(인)? ?헌법 ?위원회; 시리아 제헌 ?위원회; 시리아 ?(인)? ?주도; 시리아인 ?간 (대화|협상|협의); 시리아 내부 (대화|협상); 제네바 ?(공동)?성명 <6> 시리아",
        "led": "시리아인 ?주도; 시리아인들?이? (스스로 )?(주도|이끄|이끌|소유); 시리아인 스스로; 시리아 ?주도; 시리아 ?국민이 (주도|이끄)",
        "course": "과정; 절차; 전환; 이행; 해결; 해법; 대화; 협상; 프로세스; 로드맵; 정치*",
        "other": "공세; 민병대; 작전; 재건; 사법; 조사; 군사; 지뢰; 정의; 기업; 회사; 은행; 인도적 지원; 실종",
        "un": "유엔 ?(이|의)? ?(중재|주도|촉진|지원|후원|주관|조정|중개); 유엔 <2> (중재|촉진|돕|이끄|중개|주도); 유엔이 <1> (촉진|중재|돕)",
        "relief": "유엔 ?(이|의)? ?(주도|지원|후원|주관|조정)(의|하는)? <1> (인도|구호|난민)*",
        "talks": "헌법*; 정치 ?(적)? ?(과정|전환|해결|절차|대화|협상|프로세스|이행); 평화 ?(협상|회담|프로세스); 로드맵; 시리아 <2> (협상|대화|당사자)",
        "stage": "헌법 ?위원회; 제네바 ?(공동)?성명; 제네바 코뮤니케",
        "geneva": "제네바 ?(평화)? ?(협상|회담|프로세스|대화)",
        "envoy": "유엔 <3> 특사; 유엔 ?사무총장 <3> 특사",
        "known": "페데르센; 페데르손; 페더슨; 데 ?미스투라; 브라히미",
        "effort": "노력; 과정; 정치*; 중재; 협상; 해결; 임무; 역할; 제네바; 전환; 헌법*; 활동; 성원",
        "resolutions": "안보리 (관련 )?결의들; (관련|유관) <2> 결의; 안보리 결의에 따라",
        "vote": "유엔 ?(의)? ?(감독|감시|참관) <3> 선거; 유엔이 (감독|감시) <2> 선거; 선거 <4> 유엔 ?(의)? ?(감독|감시)",
        "december": "2015년 12월; 안보리 <6> 2015년",
    },
}  # fmt: skip
