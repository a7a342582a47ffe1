"""The people of the sample. Addresses end in .example, telephone numbers are those set aside for stories."""

from custlove.demo.shapes import Somebody

PEOPLE = (
    Somebody(
        "amara", "Amara Okafor", 362, "client",
        nickname="Ama", organisation="Okafor Textiles", role="founder", birthday="1981-06-09",
        met="At the market hall, over a queue that did not move", zone="Europe/London", channel="call", every="1m",
        emails=("amara@okafor-textiles.example",), phones=("+44 7700 900317",), tags=("retail", "first-hour"),
        notes="Two daughters, the elder plays the cello.\nThinks aloud; let her finish.",
    ),
    Somebody(
        "tomas", "Tomáš Dvořák", 355, "customer",
        organisation="Dvořák & syn", role="owner", birthday="1963-11-30", met="Amara sent him",
        channel="in-person", every="21d", emails=("tomas@dvorak-syn.example",), tags=("craft",),
        notes="Hands the workshop over to his son, step by step. Never before ten.",
    ),
    Somebody(
        "ewan", "Ewan MacLeod", 350, "client",
        organisation="Loch Dubh Distillery", role="managing director", channel="letter",
        emails=("ewan@lochdubh.example",), notes="Sold the distillery and sails now.", archived=118,
    ),
    Somebody(
        "minh", "Nguyễn Thị Minh", 341, "customer",
        organisation="Lotus Cold Storage", role="head of operations", birthday="1988-02-17",
        met="Trade fair, both hiding from the same speech", channel="video", every="14d",
        emails=("minh@lotus-cold.example", "ops@lotus-cold.example"), phones=("+44 7700 900742",), tags=("logistics",),
    ),
    Somebody(
        "lupe", "Guadalupe Hernández", 330, "prospect",
        nickname="Lupe", organisation="Taller Norte", role="potter, head of the guild", birthday="1975-12-12",
        met="Amara's shop opening", channel="in-person", every="1m", circle="close",
        emails=("lupe@tallernorte.example",), tags=("craft", "speaks-at-events"),
    ),
    Somebody(
        "layla", "ليلى حداد", 318, "client",
        nickname="Layla", organisation="Haddad Translations", role="owner", channel="email",
        emails=("layla@haddad.example",), tags=("languages",), notes="Writes better than she lets on.",
    ),
    Somebody(
        "yuki", "佐藤 由紀", 300, "client",
        nickname="Yuki", organisation="Studio Kaze", role="creative director", birthday="--04-23", zone="Asia/Tokyo",
        channel="chat", emails=("yuki@studio-kaze.example",), tags=("design",),
    ),
    Somebody(
        "viktor", "Viktor Brandt", 290, "customer",
        organisation="Brandt Immobilien", role="partner", channel="email", emails=("brandt@brandt-immo.example",),
    ),
    Somebody(
        "oksana", "Oksana Kovalenko", 282, "customer",
        organisation="Harbour Food Bank", role="coordinator", birthday_in=(3, 44), channel="call",
        phones=("+44 7700 900158",), tags=("half-rate",), met="A neighbour of Tomáš",
    ),
    Somebody(
        "rohan", "Rohan Mehta", 260, "client",
        organisation="Mehta Dental", role="practice manager", birthday="1990-08-02", channel="call", every="28d",
        emails=("rohan@mehta-dental.example",), phones=("+44 7700 900664",), tags=("health",),
    ),
    Somebody(
        "soren", "Søren Kjærgaard", 240, "prospect",
        organisation="Kjærgaard Bryghus", role="brewer", zone="Europe/Copenhagen", channel="email",
        emails=("soren@kjaergaard.example",), tags=("hospitality",),
    ),
    Somebody(
        "ondrej", "Ondřej Dvořák", 150, "prospect",
        organisation="Dvořák & syn", role="joiner, taking over", channel="chat", tags=("craft",),
    ),
    Somebody(
        "greta", "Greta Lindqvist", 112, "prospect",
        organisation="Stadsbiblioteket", role="head librarian", channel="email", emails=("greta@bibliotek.example",),
        met="She came up after Lupe's talk",
    ),
    Somebody(
        "ines", "Inês Carvalho", 61, "prospect",
        organisation="Casa das Letras", role="owner of two bookshops", birthday="--10-05", met="Lupe sent her",
        channel="in-person", emails=("ines@casadasletras.example",), tags=("retail",),
    ),
)  # fmt: skip
