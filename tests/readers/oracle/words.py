"""Words of municipal reports, made up for the oracle."""

from __future__ import annotations

PLAIN = (
    *("Stab", "Ledning", "Nämnd", "Politisk ledning", "Kansli", "Förvaltningsledning", "Hemtjänst", "Hemsjukvård"),
    *("Särskilt boende", "Korttidsvård", "Daglig verksamhet", "Boendestöd", "Personlig assistans", "Dagverksamhet"),
    *(
        "Familjehem",
        "HVB",
        "Institutionsvård",
        "Öppenvård",
        "Kontaktpersoner",
        "Ekonomiskt bistånd",
        "Budget och skuld",
    ),
    *("Vuxna", "Barn och unga", "Barn och familj", "Mottagning", "Familjerätt", "Bostadsanpassning", "Träffpunkter"),
    *("Förskola", "Grundskola", "Gymnasieskola", "Fritidshem", "Elevhälsa", "Musikskola", "Vuxenutbildning", "SFI"),
    *("Bibliotek", "Fritidsgårdar", "Simhall", "Ishall", "Idrottsplatser", "Föreningsbidrag", "Kulturhus", "Konst"),
    *("Gator och vägar", "Vinterväghållning", "Parker", "Skog", "Fastigheter", "Måltider", "Lokalvård", "Fordon"),
    *("Räddningstjänst", "Bygglov", "Miljötillsyn", "Planering", "Näringsliv", "Turism", "Kollektivtrafik"),
    *("Avgifter", "Statsbidrag", "Hyror", "Konsulter", "Försäkringar", "Övrigt", "Reserv", "Avskrivningar"),
)
LONG = (
    "Arbetsmarknadsåtgärder och samhällsorienterande insatser",
    "Öppna insatser för barn och unga i familjer",
    "Gemensamma kostnader för äldreomsorg och funktionsstöd",
    "Missbruksvård för vuxna i öppna former och på institution",
    "Förebyggande arbete mot våld i nära relationer",
    "Förvaltningsgemensamma kostnader och administration",
    "Myndighetsutövning för vuxna samt försörjningsstöd",
    "Särskild undervisning på gymnasiet och för vuxna",
    "Drift och underhåll av gator, torg och lekplatser",
    "Ersättning till fristående förskolor och pedagogisk omsorg",
    "Vård enligt lagen om stöd och service till vissa",
    "Lokalkostnader för skolor och förskolor i norra området",
)
TRICKY = (
    *("Enhet 2", "Barn 0-17 år", "Personer över 65", "Projekt 2019", "Förskola 1–5 år", "Kv. Lyktan", "LSS 9:2"),
    *("Lokaler m.m.", "Stöd enl. SoL", "EU-projekt", "IT/telefoni", "Del 1 av 3", "F-6", "Åk 7-9", "Team 24/7"),
)
INCOME = (
    "Statsbidrag",
    "Avgifter",
    "Taxor och avgifter",
    "Hyresintäkter",
    "Försäljning",
    "Återsökningar",
    "Övriga intäkter",
)
COST = ("Personalkostnader", "Löner", "Köp av tjänster", "Material", "Lokaler", "Kapitalkostnader", "Övriga kostnader")
PARTS = ("konsulter", "placeringar", "lokaler", "personal", "interna poster", "tillfälliga hyror", "vikarier", "HVB")
GROUPS = (
    "Individ och familj",
    "Äldreomsorg",
    "Kultur",
    "Fritid",
    "Funktionsstöd",
    "Gemensamt",
    "Skola",
    "Teknik",
    "Norra området",
)
PROJECTS = (
    *("Ny förskola Ekbacken", "Ombyggnad Ladan", "Inventarier kök", "Larm särskilt boende", "Gångväg Östra", "Möbler"),
    *(
        "Datorer elever",
        "Konstgräs IP",
        "Ventilation simhall",
        "Lekplats Södra",
        "Verksamhetssystem",
        "Belysning torget",
    ),
    *("Tak Norrgården", "Fordon 2", "Brandvarnare", "Hiss stadshuset"),
)
VOLUMES = (
    *("Antal hushåll", "Vårddygn HVB", "Vårddygn familjehem", "Antal barn", "Inskrivna elever", "Antal ärenden"),
    *(
        "Beviljade timmar",
        "Besök",
        "Utlån",
        "Placerade barn",
        "Antal årsarbetare",
        "Antal platser",
        "Personer med insats",
    ),
)
TITLES = {
    "drift": (
        *(
            "Driftredovisning",
            "Driftsredovisning, nettoresultat",
            "Driftredovisning, nettokostnad",
            "Drift per verksamhet",
        ),
        *("Driftbudget", "Ekonomiskt utfall", "Resultat per enhet", "Nämndens ekonomi", "Ekonomisk uppföljning"),
    ),
    "investering": ("Investeringsredovisning", "Investeringar per projekt", "Investeringar"),
    "volym": ("Volymer", "Volymutveckling", "Verksamhetsmått", "Nyckeltal"),
}
SECTIONS = ("Ekonomi", "Drift", "Uppföljning", "Ekonomisk redovisning", "Verksamhetens ekonomi", "Årets resultat")
CORNERS = ("", "", "Verksamhet", "Benämning", "Post", "Nämnd", "Enhet", "Verksamhetsområde", "Resultatenhet")
PROSE = (
    "Nämnden redovisar ett underskott som till största delen beror på fler placeringar än planerat under hösten.",
    "Flera tjänster har varit vakanta och rekryteringen har tagit längre tid än vad som antogs i budgeten.",
    "Kostnaden för köpta platser ökade med 1 250 tkr jämfört med året före, främst under årets sista månader.",
    "Arbetet med att minska antalet dygn på institution fortsätter enligt den plan som beslutades i mars.",
    "Av underskottet avser 4,2 mnkr lokaler som lämnades i april.",
    "Verksamheten har haft 14 anställda färre än budgeterat.",
    "En åtgärdsplan togs fram under våren. Den omfattar sju åtgärder, och de flesta är genomförda.",
)
FOOTNOTES = (
    "Exklusive interna poster.",
    "Avser tiden efter omorganisationen.",
    "Inklusive statsbidrag från året före.",
    "Posten är omräknad",
    "Belopp enligt beslut i nämnden, se avsnitt 3.",
)
RUNNING = ("Sida {}", "{}", "{} (24)", "Årsredovisning {year}", "Socialnämnden – verksamhetsberättelse {year}  {}")
