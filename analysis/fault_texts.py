"""What each fault says, in English and in Swedish: what was seen, what was expected, what to do."""

from __future__ import annotations

from analysis.asked_texts import ASKED

# code: (seen, expected, what to do), in English and in Swedish
TEXTS: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    "missing-file": (
        ("no such file", "a file", "check the path and the file name"),
        ("filen finns inte", "en fil", "kontrollera sökväg och filnamn"),
    ),
    "not-a-file": (
        ("a folder or device", "a file", "name the file itself"),
        ("en mapp eller enhet", "en fil", "ange själva filen"),
    ),
    "unreadable-file": (
        ("{reason}", "a file that may be read", "close it in other programs and check the rights"),
        ("{reason_sv}", "en fil som får läsas", "stäng filen i andra program och kontrollera behörigheten"),
    ),
    "empty-file": (
        ("an empty file", "the text of a report", "export or download the file again"),
        ("en tom fil", "en rapports text", "exportera eller hämta filen på nytt"),
    ),
    "too-large": (
        ("{size} bytes", "at most {most} bytes", "cut out the pages with tables"),
        ("{size} byte", "högst {most} byte", "klipp ut sidorna med tabeller"),
    ),
    "binary-file": (
        (
            "content that this program does not read ({format})",
            "text, CSV, a web page, a spreadsheet (.xlsx, .xls, .ods), Word (.docx) or PDF",
            "open the file in its own program and save it as .xlsx, .docx or .pdf",
        ),
        (
            "innehåll som programmet inte läser ({format})",
            "text, CSV, webbsida, kalkylblad (.xlsx, .xls, .ods), Word (.docx) eller PDF",
            "öppna filen i sitt eget program och spara den som .xlsx, .docx eller .pdf",
        ),
    ),
    "locked-file": (
        ("a file locked with a password", "a file that opens without one", "save it without a password"),
        ("en fil låst med lösenord", "en fil som öppnas utan lösenord", "spara den utan lösenord"),
    ),
    "no-text": (
        ("pages that hold pictures only", "text", "export it as PDF from its own program, or run it through OCR"),
        (
            "sidor som bara är bilder",
            "text",
            "exportera den som PDF från sitt eget program eller kör texttolkning (OCR)",
        ),
    ),
    "damaged-file": (
        ("a damaged file ({reason})", "a whole {format} file", "open it in its own program and save it again"),
        ("en skadad fil ({reason})", "en hel {format}-fil", "öppna den i sitt eget program och spara den på nytt"),
    ),
    "unsafe-xml": (
        ("{part} declaring a document type of its own", "XML without one", "save the file anew in Excel or Word"),
        ("{part} med en egen dokumenttyp", "XML utan sådan", "spara filen på nytt i Excel eller Word"),
    ),
    "unpacks-too-large": (
        (
            "content that unpacks to {size} bytes",
            "at most {most} bytes and {ratio} times the packed size",
            "copy the tables to a new file",
        ),
        (
            "innehåll som packas upp till {size} byte",
            "högst {most} byte och {ratio} gånger den packade storleken",
            "kopiera tabellerna till en ny fil",
        ),
    ),
    "too-many": (
        (
            "{place}: more than {most} {what}",
            "at most {most} {what}",
            "copy the report's tables to a file of their own",
        ),
        ("{place}: fler än {most} {what_sv}", "högst {most} {what_sv}", "kopiera rapportens tabeller till en egen fil"),
    ),
    "too-deep": (
        ("parts nested too deep in each other", "tables that can be read", "copy the tables to a file of their own"),
        (
            "delar som ligger inuti varandra i för många led",
            "tabeller som går att läsa",
            "kopiera rapportens tabeller till en egen fil",
        ),
    ),
    "out-of-memory": (
        (
            "a file that takes more than {most} MB of memory to read",
            "at most {most} MB",
            "copy the pages with tables to a file of their own",
        ),
        (
            "en fil som tar mer än {most} MB minne att läsa",
            "högst {most} MB",
            "kopiera sidorna med tabeller till en egen fil",
        ),
    ),
    "out-of-time": (
        (
            "a file that takes more than {most} s to read",
            "at most {most} s",
            "copy the pages with tables to a file of their own",
        ),
        ("en fil som tar mer än {most} s att läsa", "högst {most} s", "kopiera sidorna med tabeller till en egen fil"),
    ),
    "reader-stopped": (
        (
            "a file that stops the process that reads it, as a damaged one does or one that takes over {most} MB",
            "a file that can be read",
            "open it in its own program and save it again, or copy the pages with tables to a file of their own",
        ),
        (
            "en fil som får läsningen att avbrytas, vilket händer om den är skadad eller tar mer än {most} MB minne",
            "en fil som går att läsa",
            "öppna den i sitt eget program och spara den på nytt, eller kopiera sidorna med tabeller till en egen fil",
        ),
    ),
    "wrong-encoding": (
        ("byte {byte} that no known encoding of Swedish text has there", "UTF-8", "save the file as UTF-8"),
        ("byte {byte} som ingen känd teckenkodning för svensk text har där", "UTF-8", "spara filen som UTF-8"),
    ),
    "no-tables": (
        (
            "{lines} lines without a table",
            "a table head with at least two number columns (such as Utfall, Budget, Avvikelse) above rows of numbers",
            "check that the file is the right one and that its text was not lost in the export",
        ),
        (
            "{lines} rader utan tabell{notes}",
            "ett tabellhuvud med minst två talkolumner (t.ex. Utfall, Budget, Avvikelse) ovanför rader med tal",
            "kontrollera att det är rätt fil och att texten inte försvann vid exporten",
        ),
    ),
    "figures-left": (
        ("{lines} lines with figures, the first of them {text!r}", "the head of a table above them", "look at them"),
        ("{lines_sv} ({text_sv})", "ett tabellhuvud ovanför", "kontrollera stället i dokumentet"),
    ),
    "more-figures-left": (
        ("{count} more places with figures", "the heads of tables above them", "look through the document"),
        ("{count_sv}", "tabellhuvuden ovanför", "gå igenom dokumentet"),
    ),
    "bad-csv": (
        ("{reason}", "a table parted by commas or semicolons", "put the quotation marks right, or save it as CSV anew"),
        (
            "citattecken som inte går ihop",
            "en tabell med komma eller semikolon mellan cellerna",
            "rätta citattecknen eller spara om filen som CSV från Excel",
        ),
    ),
    "wrong-columns": (
        ("columns {seen}", "columns {expected}", "correct the names and number of the columns"),
        ("kolumnerna {seen}", "kolumnerna {expected}", "rätta kolumnernas namn och antal"),
    ),
    "bad-value": (
        ("{column} = {seen!r}", "{expected}", "correct the cell"),
        ("{column} = ”{seen}”", "{expected_sv}", "rätta cellen"),
    ),
    "bad-choice": (
        ("{column} = {seen!r}", "{expected}", "change it in the first cell"),
        ("{column} = ”{seen}”", "{expected_sv}", "ändra i första cellen"),
    ),
    "bad-lever": (
        ("{column} = {seen!r}", "{expected}", "choose another value"),
        ("{column} = {seen}", "{expected_sv}", "välj ett annat värde"),
    ),
    "no-staff": (
        ("the subject {seen!r} without hired staff", "one of: {known}", "choose one of them"),
        ("ämnet ”{seen}” har ingen inhyrd personal", "något av: {known}", "välj ett av dem"),
    ),
    "no-unit": (
        (
            "a table in money without a printed unit",
            "(tkr), (mnkr) or (kr) in the table's title",
            "give it with --unit when the report is added, or in the column unit of documents.csv",
        ),
        (
            "en tabell i pengar utan tryckt enhet",
            "(tkr), (mnkr) eller (kr) i tabellens rubrik",
            "ange enheten med --unit (t.ex. --unit tkr) när rapporten läses, eller i kolumnen unit i documents.csv",
        ),
    ),
    "duplicate-key": (
        ("{seen} twice", "each {key} once", "remove or rename one of the rows"),
        ("{seen} två gånger", "varje {key} en gång", "ta bort eller byt namn på en av raderna"),
    ),
    "unknown-reference": (
        ("{column} = {seen!r}", "one of: {known}", "correct the spelling, or register what is missing"),
        ("{column} = ”{seen}”", "något av: {known}", "rätta stavningen eller registrera det som saknas"),
    ),
    "unknown-section": (
        ("section = {seen!r}", "one of: {known}", "correct the spelling, or let the command renew move the sum"),
        ("section = ”{seen}”", "något av: {known}", "rätta stavningen, eller flytta summan med kommandot renew"),
    ),
    "unknown-sheet": (
        ("sheet = {seen!r}", "one of its sheets: {known}", "correct the name"),
        ("bladet ”{seen}”", "något av filens blad: {known}", "rätta namnet"),
    ),
    "sheet-without-table": (
        ("sheet = {seen!r}, which has no table", "a sheet with a table, such as: {known}", "choose another sheet"),
        ("bladet ”{seen}”, som inte har någon tabell", "ett blad med en tabell: {known}", "välj ett annat blad"),
    ),
    "label-twice": (
        ("{column} = {seen!r}, which stands twice in the table", "a label that stands once", "leave the sum out"),
        ("{column} = ”{seen}”, som står två gånger i tabellen", "en etikett som står en gång", "utelämna summan"),
    ),
    "unclear-cell": (
        ("{seen!r}, which names several cells", "one of: {known}", "name the cell with its line number"),
        ("”{seen}”, som är flera celler", "en av: {known}", "ange cellen med dess radnummer"),
    ),
    "value-or-formula": (
        (
            "status {seen!r} with {have}",
            "a value for 'tryckt', a formula for 'beräknad', neither for 'saknas'",
            "fill in the one and empty the other",
        ),
        (
            "status ”{seen}” med {have_sv}",
            "ett värde för ”tryckt”, en formel för ”beräknad”, inget av dem för ”saknas”",
            "fyll i det ena och töm det andra",
        ),
    ),
    "bad-formula": (
        (
            "{column} stops making sense at {seen}",
            "ids, cells in [brackets], numbers such as 12 mån or 2,5, + - * / and parentheses",
            "correct the formula",
        ),
        (
            "{column} går inte att tolka vid {seen}",
            "id:n, celler inom [hakparentes], tal som 12 mån eller 2,5, + - * / och parenteser",
            "rätta formeln",
        ),
    ),
    "cycle": (
        ("figures that are computed from each other: {seen}", "figures that end in print", "break the circle"),
        ("uppgifter som beräknas ur varandra: {seen}", "uppgifter som slutar i tryck", "bryt cirkeln"),
    ),
    "unit-clash": (
        ("{column}: units that do not fit in {seen}", "{expected}", "correct the formula or the unit"),
        ("{column}: enheter som inte går ihop i {seen}", "{expected_sv}", "rätta formeln eller enheten"),
    ),
    "zero-divisor": (
        ("{column}: a divisor that is or may be zero in {seen}", "a divisor well away from zero", "change the formula"),
        ("{column}: en nämnare som är eller kan vara noll i {seen}", "en nämnare skild från noll", "ändra formeln"),
    ),
    "wrong-width": (
        ("{seen} cells", "{expected} cells", "correct the commas and quotation marks of the row"),
        ("{seen} celler", "{expected} celler", "rätta radens kommatecken och citattecken"),
    ),
    "two-sets": (
        (
            "{seen} sets of Utfall, Budget and Avvikelse for {year}",
            "one",
            "keep only the columns of the whole year in the registered file",
        ),
        (
            "{seen} uppsättningar Utfall, Budget och Avvikelse för {year}",
            "en",
            "behåll bara helårets kolumner i den registrerade filen",
        ),
    ),
    "same-columns": (
        ("{seen} columns for {what}", "one", "look at the head of the table: a column may lack its year or period"),
        ("{seen} kolumner för {what}", "en", "kontrollera tabellhuvudet: en kolumn kan sakna år eller period"),
    ),
    "needs-a-yes": (
        ("{seen}", "{expected}", "{way_out}, or say yes with --accept {kind}"),
        ("{seen}", "{expected}", "{way_out}, eller säg ja med --accept {kind}"),
    ),
    "second-report": (
        (
            "a second report of {board} for {year}, {period}, beside {title}",
            "one report a board, year and period",
            "replace it with --replace, or keep both as two sources with --accept source",
        ),
        (
            "en andra rapport från {board} för {year}, {period}, bredvid ”{title}”",
            "en rapport per nämnd, år och period",
            "byt ut den med --replace, eller behåll båda som två källor med --accept source",
        ),
    ),
    "registered-already": (
        ("a file that is registered, as {id}", "one that is not", "give another file"),
        ("filen är redan registrerad, som {id} ({title})", "en som inte är det", "ange en annan fil"),
    ),
    "nothing-to-replace": (
        (
            "no report of {board} for {year}, {period}",
            "one to replace",
            "leave --replace out, or name the report with --id",
        ),
        (
            "ingen rapport från {board} för {year}, {period}",
            "en att byta ut",
            "utelämna --replace, eller namnge rapporten med --id",
        ),
    ),
    "already-there": (
        ("a file that is there", "a name that is free", "choose another name; nothing is overwritten"),
        ("filen finns redan", "ett ledigt namn", "välj ett annat namn; inget skrivs över"),
    ),
    "changed-file": (
        ("sha256 {seen}", "sha256 {expected}", "restore the file, or register the new one in documents.csv"),
        ("sha256 {seen}", "sha256 {expected}", "återställ filen eller registrera den nya i documents.csv"),
    ),
    "outside-data": (
        ("{seen}", "a file below data/", "move the file below data/ and correct documents.csv"),
        ("{seen}", "en fil under data/", "flytta filen till data/ och rätta documents.csv"),
    ),
    "no-statement": (
        (
            "no operating statement in any registered document",
            "one with outcome and budget of a whole year",
            "register a report that has one",
        ),
        (
            "ingen driftredovisning i de registrerade dokumenten",
            "en med utfall och budget för helår",
            "registrera en rapport som har en",
        ),
    ),
    "unknown-board": (
        ("board = {seen!r}", "one of: {known}", "correct the spelling, or register a report of that board"),
        ("nämnden ”{seen}”", "en av: {known}", "rätta stavningen eller registrera en rapport från nämnden"),
    ),
    "wrong-frame": (
        ("{seen}", "{expected}", "this is a fault in the program: report it with the file that was read"),
        ("{seen}", "{expected}", "detta är ett fel i programmet: rapportera det tillsammans med filen som lästes"),
    ),
    "cannot-write": (
        (
            "{reason}",
            "a place that may be written to",
            "close the file, check rights and disk space; the old file is kept",
        ),
        (
            "{reason_sv}",
            "en plats som går att skriva på",
            "stäng filen, kontrollera behörighet och diskutrymme; den gamla filen är kvar",
        ),
    ),
    "busy": (
        ("another run at work in the folder", "one at a time", "wait until it is done, and try again"),
        ("en annan körning arbetar i mappen", "en i taget", "vänta tills den är klar och försök igen"),
    ),
    "broken-change": (
        (
            "a change that was stopped and cannot be ended ({seen})",
            "one of files in the folder",
            "take the folder named here away, and look at the files that are newest",
        ),
        (
            "en avbruten ändring som inte går att avsluta ({seen})",
            "en ändring av filer i mappen",
            "ta bort mappen som nämns här och kontrollera de nyaste filerna",
        ),
    ),
    "changed-meanwhile": (
        ("files that changed while they were read", "the same files all the while", "start again; nothing is written"),
        ("filer som ändrades under körningen", "samma filer hela tiden", "kör igen; inget är skrivet"),
    ),
    "notebook-failed": (
        ("{reason}", "a notebook that runs through", "open it with 'make lab' and run its cells"),
        ("{reason}", "en anteckningsbok som går igenom", "öppna den i JupyterLab och kör cellerna"),
    ),
    **ASKED,
}
