import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
FIELDS = ("person", "nickname", "organisation", "role", "emails", "phones", "birthday", "tags", "met", "notes")


def people(custlove: Program) -> list[dict[str, Any]]:
    """The people, by what they have."""
    found = custlove("person", "list", "--json").json
    return [{field: each[field] for field in FIELDS if each[field]} for each in found]


def table(*rows: dict[str, str], headings: str = "") -> str:
    names = headings.split(",") if headings else list(rows[0])
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


GOOGLE = table(
    {
        "Name": "Anna Karenina", "Given Name": "Anna", "Family Name": "Karenina", "Nickname": "Anya",
        "Birthday": " --03-14", "Notes": "likes\ntrains", "Group Membership": "* myContacts ::: Friends",
        "E-mail 1 - Type": "Home", "E-mail 1 - Value": "a@h.example ::: b@h.example", "E-mail 2 - Type": "* Work",
        "E-mail 2 - Value": "a@w.example", "Phone 1 - Type": "Mobile", "Phone 1 - Value": "+49 170 1234567",
        "Organization 1 - Name": "Acme", "Organization 1 - Title": "Head", "Organization 1 - Department": "Design",
        "Relation 1 - Type": "Brother", "Relation 1 - Value": "Stiva Oblonsky", "Event 1 - Type": "Anniversary",
        "Event 1 - Value": "2001-05-06",
    }
)  # fmt: skip
GOOGLE_NOW = table(
    {
        "First Name": "Anna", "Middle Name": "", "Last Name": "Karenina", "Nickname": "Anya", "File As": "",
        "Organization Name": "Acme", "Organization Title": "Head", "Organization Department": "Design",
        "Birthday": "--03-14", "Notes": "likes\ntrains", "Labels": "Friends ::: * myContacts",
        "E-mail 1 - Label": "Home", "E-mail 1 - Value": "a@h.example ::: b@h.example", "E-mail 2 - Label": "* Work",
        "E-mail 2 - Value": "a@w.example", "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+49 170 1234567",
        "Relation 1 - Label": "Brother", "Relation 1 - Value": "Stiva Oblonsky", "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2001-05-06",
    }
)  # fmt: skip
OUTLOOK = table(
    {
        "Title": "Mrs.", "First Name": "Anna", "Middle Name": "", "Last Name": "Karenina", "Company": "Acme",
        "Department": "Design", "Job Title": "Head", "Business Phone": "+49 170 1234567",
        "Assistant's Phone": "1234567",
        "Anniversary": "5/6/2001", "Birthday": "3/4/1980", "Categories": "Friends;VIP", "E-mail Address": "a@w.example",
        "E-mail 2 Address": "a@h.example", "E-mail Display Name": "Anna", "Notes": "likes\ntrains",
        "Spouse": "Stiva Oblonsky",
    }
)  # fmt: skip
OUTLOOK_WEB = table(
    {
        "First Name": "Anna", "Middle Name": "", "Last Name": "Karenina", "Title": "Mrs.", "Nickname": "Anya",
        "E-mail Address": "a@w.example", "E-mail 2 Address": "", "Home Phone": "+49 170 1234567",
        "Company": "Acme", "Job Title": "Head", "Birthday": "0/0/00", "Anniversary": "0/0/00",
    }
)  # fmt: skip


@pytest.mark.parametrize("text", [GOOGLE, GOOGLE_NOW], ids=["before", "since 2024"])
def test_google(custlove: Program, text: str) -> None:
    custlove("person", "add", "Stiva Oblonsky")
    said = custlove("import", "csv", "-", "--json", stdin=text).json
    assert said["new"] == {"person": 1, "special_day": 1, "link": 1}
    assert people(custlove)[0] == {
        "person": "anna-karenina",
        "nickname": "Anya",
        "organisation": "Acme, Design",
        "role": "Head",
        "emails": ["a@w.example", "a@h.example", "b@h.example"],
        "phones": ["+49 170 1234567"],
        "birthday": "--03-14",
        "tags": ["Friends"],
        "notes": "likes\ntrains",
    }
    assert custlove("import", "csv", "-", "--json", stdin=text).json["change"] is None


def test_outlook_classic(custlove: Program) -> None:
    said = custlove("import", "csv", "-", "--json", stdin=OUTLOOK.encode("cp1252")).json
    # Of a spouse who is not here the name is kept; of days that may be one of two, how they stand there.
    assert said["new"] == {"person": 1, "fact": 1}
    [fact] = custlove("fact", "list", "--json").json
    assert (fact["kind"], fact["text"]) == ("life", "spouse: Stiva Oblonsky")
    assert people(custlove) == [
        {
            "person": "anna-karenina",
            "organisation": "Acme, Design",
            "role": "Head",
            "emails": ["a@w.example", "a@h.example"],
            "phones": ["+49 170 1234567"],
            "tags": ["Friends", "VIP"],
            "notes": "likes\ntrains\nAnniversary: 5/6/2001\nBirthday: 3/4/1980",
        }
    ]


@pytest.mark.parametrize(
    ("others", "birthday"),
    [(["25/12/1979"], "1980-04-03"), (["12/25/1979"], "1980-03-04"), (["25/12/1979", "12/25/1979"], None), ([], None)],
)
def test_the_column_says_in_which_order_day_and_month_are(
    custlove: Program, others: list[str], birthday: str | None
) -> None:
    rows = [f"P{number} Other,{day}" for number, day in enumerate(others)]
    text = "\n".join(["Full Name,Birthday", "Anna Karenina,3/4/1980", *rows])
    said = custlove("--yes", "import", "csv", "-", stdin=text)
    assert ("“Birthday” has “3/4/1980”, which is no day, or may be one of two" in said.err) == (birthday is None)
    anna = custlove("person", "list", "--json").json[0]
    assert (anna["birthday"], anna["notes"]) == (birthday, None if birthday else "Birthday: 3/4/1980")


# A table as each of these programs writes one, shortened to what people have, with what is right for it.
PERSON = {
    "birthday": "1980-04-03",
    "emails": ["a@w.example", "a@h.example"],
    "organisation": "Acme",
    "phones": ["+49 30 1", "+49 151 3"],
    "role": "Head",
}
EVERYWHERE = {
    "thunderbird": (
        (
            "First Name,Last Name,Display Name,Primary Email,Secondary Email,Screen Name,Work Phone,Fax Number,"
            "Mobile Number,Job Title,Organization,Birth Year,Birth Month,Birth Day"
        ),
        '{given},{family},"{family}, {given}",a@w.example,a@h.example,x,+49 30 1,9,+49 151 3,Head,Acme,1980,4,3',
    ),
    "thunderbird in german": (
        (
            "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,Fax-Nummer,"
            "Mobil-Tel.-Nr.,Arbeitstitel,Organisation,Geburtsjahr,Geburtsmonat,Geburtstag"
        ),
        '{given},{family},"{family}, {given}",a@w.example,a@h.example,+49 30 1,9,+49 151 3,Head,Acme,1980,4,3',
    ),
    "thunderbird in french": (
        (
            "Prénom,Nom de famille,Nom à afficher,Première adresse électronique,Adresse électronique secondaire,"
            "Tél. professionnel,Fax,Portable,Fonction,Société,Année de naissance,Mois,Jour"
        ),
        "{given},{family},,a@w.example,a@h.example,+49 30 1,9,+49 151 3,Head,Acme,1980,4,3",
    ),
    "outlook in german": (
        (
            "Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Position,Telefon geschäftlich,Fax geschäftlich,"
            "Mobiltelefon,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse,Geburtstag,Jahrestag"
        ),
        "Frau,{given},,{family},Acme,Head,+49 30 1,9,+49 151 3,a@w.example,SMTP,x,a@h.example,3.4.1980,0.0.00",
    ),
    "outlook in french": (
        (
            "Titre,Prénom,Deuxième prénom,Nom,Société,Titre,Téléphone (bureau),Télécopie (bureau),Tél. mobile,"
            "Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Adresse de messagerie 2,"
            "Anniversaire"
        ),
        "Mme,{given},,{family},Acme,Head,+49 30 1,9,+49 151 3,a@w.example,SMTP,x,a@h.example,03/04/1980",
    ),
    "pipedrive": (
        (
            "Person - Name,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Work,"
            "Person - Phone - Mobile,Person - Job title,Person - Birthday"
        ),
        "{given} {family},Acme,a@w.example,a@h.example,+49 30 1,+49 151 3,Head,1980-04-03",
    ),
    "zoho": (
        (
            "Record Id,Contact Owner,First Name,Last Name,Account Name,Email,Title,Phone,Fax,Mobile,Date of Birth,"
            "Asst Phone,Email Opt Out,Salutation,Secondary Email"
        ),
        "z1,Me,{given},{family},Acme,a@w.example,Head,+49 30 1,9,+49 151 3,1980-04-03,8,false,Ms,a@h.example",
    ),
    "fastmail": (
        "Prefix,First Name,Last Name,Company,Job Title,Email (Work),Email (Home),Phone (Work),Phone (Mobile),Birthday",
        "Ms,{given},{family},Acme,Head,a@w.example,a@h.example,+49 30 1,+49 151 3,1980-04-03",
    ),
    "apple": (
        "First name,Last name,Company,Job title,Work email,Home email,Work phone,iPhone phone,Birthday",
        "{given},{family},Acme,Head,a@w.example,a@h.example,+49 30 1,+49 151 3,3 Apr 1980",
    ),
    "spanish": (
        (
            "Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Correo electrónico 2;Teléfono;Teléfono móvil;"
            "Fecha de nacimiento"
        ),
        "{given};{family};Acme;Head;a@w.example;a@h.example;+49 30 1;+49 151 3;3 de abril de 1980",
    ),
    "italian": (
        "Nome;Cognome;Azienda;Ruolo;E-mail;Posta elettronica 2;Telefono;Cellulare;Data di nascita",
        "{given};{family};Acme;Head;a@w.example;a@h.example;+49 30 1;+49 151 3;3 aprile 1980",
    ),
    "dutch": (
        "Voornaam;Achternaam;Bedrijf;Functie;E-mailadres;E-mailadres privé;Telefoonnummer;Mobiel;Geboortedatum",
        "{given};{family};Acme;Head;a@w.example;a@h.example;+49 30 1;+49 151 3;03-04-1980",
    ),
    "portuguese": (
        "Nome,Sobrenome,Empresa,Cargo,E-mail,E-mail pessoal,Telefone,Celular,Data de nascimento",
        "{given},{family},Acme,Head,a@w.example,a@h.example,+49 30 1,+49 151 3,03/04/1980",
    ),
    "portuguese of portugal": (
        "Nome,Apelido,Empresa,Cargo,Correio eletrónico,Correio eletrónico pessoal,Telefone,Telemóvel,Aniversário",
        "{given},{family},Acme,Head,a@w.example,a@h.example,+49 30 1,+49 151 3,03/04/1980",
    ),
}


@pytest.mark.parametrize("program", EVERYWHERE)
def test_the_tables_of_other_programs_and_languages_come_in_whole(custlove: Program, program: str) -> None:
    head, row = EVERYWHERE[program]
    text = f"{head}\n{row.format(given='Lena', family='Huber')}\n"
    custlove("--yes", "import", "csv", "-", stdin=text)
    assert [each["name"] for each in custlove("person", "list", "--json").json] == ["Lena Huber"]
    assert people(custlove) == [{"person": "lena-huber", **PERSON}]


def test_a_name_beside_a_first_name_is_the_last_name(custlove: Program) -> None:
    text = '"Name","Vorname","Rufnummer Privat"\n"Huber","Lena","089 1"\n"Huber","Tom","089 1"\n'
    custlove("--yes", "import", "csv", "-", stdin=text)
    assert [each["name"] for each in custlove("person", "list", "--json").json] == ["Lena Huber", "Tom Huber"]


def test_first_names_alone_are_told(custlove: Program) -> None:
    said = custlove("--yes", "import", "csv", "-", stdin="First Name,Nachnahme\nAnn,Lee\n")
    assert "There are first names, and no last names" in said.err


def test_a_row_is_never_taken_for_the_headings(custlove: Program) -> None:
    text = '"Person - Name","Person - Label"\n"Nora Pipe","Customer"\n"Udo Rohr","Client"\n'
    custlove("--yes", "import", "csv", "-", stdin=text)
    assert [(each["name"], each["tags"]) for each in custlove("person", "list", "--json").json] == [
        ("Nora Pipe", ["Customer"]),
        ("Udo Rohr", ["Client"]),
    ]
    said = custlove("--yes", "import", "csv", "-", stdin="a@x.example,Anna Berg,Client\n", code=65)
    assert said.err.startswith("custlove: standard input has no headings: its first row names somebody,")


def test_tags_in_quotes_of_their_own(custlove: Program) -> None:
    text = 'Email Address,First Name,Last Name,Birthday,TAGS\nm@x.example,Mia,Post,05/22,"""Kunde"",""Messe, 2021"""\n'
    custlove("--yes", "import", "csv", "-", stdin=text)
    [mia] = custlove("person", "list", "--json").json
    assert (mia["tags"], mia["birthday"]) == (["Kunde", "Messe, 2021"], "--05-22")


def test_outlook_on_the_web_and_days_that_are_none(custlove: Program) -> None:
    said = custlove("import", "csv", "-", "--json", stdin=OUTLOOK_WEB).json
    assert said["new"] == {"person": 1}
    assert people(custlove) == [
        {
            "person": "anna-karenina",
            "nickname": "Anya",
            "organisation": "Acme",
            "role": "Head",
            "emails": ["a@w.example"],
            "phones": ["+49 170 1234567"],
        }
    ]


LINKEDIN = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
José,García,https://www.linkedin.com/in/jose,,"Acme, Inc.",Senior Engineer,04 Mar 2024
,,,,,,
,,,,,,05 Mar 2024
"""
NOTES = 'Notes:\n"When exporting your connection data, you may notice …"\n\n'


@pytest.mark.parametrize("before", ["", NOTES, "\ufeff" + NOTES])
def test_linkedin(custlove: Program, before: str) -> None:
    said = custlove("import", "csv", "-", "--json", stdin=before + LINKEDIN).json
    assert said["new"] == {"person": 1}
    assert [each["why"] for each in said["records"]][1:] == [
        "an empty row",
        "it names nobody: no name, organisation, e-mail address or phone number",
    ]
    assert people(custlove) == [
        {
            "person": "jose-garcia",
            "organisation": "Acme, Inc.",
            "role": "Senior Engineer",
            "met": "connected on LinkedIn, 2024-03-04",
        }
    ]
    moved = LINKEDIN.replace("Senior Engineer", "Boss").replace("https://www.", "http://").replace("/jose,", "/jose/,")
    assert custlove("import", "csv", "-", stdin=moved).out.startswith("Imported: 1 person changed.")
    assert people(custlove)[0]["role"] == "Boss"


HUBSPOT = """\
Record ID,First Name,Last Name,Email,Phone Number,Company name,Lifecycle Stage,Last Activity Date
1,Anna,Karenina,a@x.example,,Acme,Customer,2026-10-01 10:15
2,Levin,K,l@x.example,,Acme,Marketing Qualified Lead,
3,Vera,P,v@x.example,,Acme,Evangelist,2026-10-02
"""


def test_hubspot_moves_nobody_and_touches_nobody_unless_asked(custlove: Program) -> None:
    custlove("import", "csv", "-", stdin=HUBSPOT)
    there = custlove("person", "list", "--json").json
    assert [(each["rung"], each["last_touch_on"]) for each in there] == [("prospect", None)] * 3
    custlove("undo")
    options = ("--rungs", "--last-touch")
    said = custlove("import", "csv", "-", *options, "--json", stdin=HUBSPOT).json
    assert said["new"] == {"person": 3, "touchpoint": 2}
    assert [
        (each["person"], each["rung"], each["last_touch_on"]) for each in custlove("person", "list", "--json").json
    ] == [
        ("anna-karenina", "customer", "2026-10-01"),
        ("levin-k", "prospect", None),
        ("vera-p", "advocate", "2026-10-02"),
    ]
    assert custlove("import", "csv", "-", *options, "--json", stdin=HUBSPOT).json["change"] is None


OTHER = "Full Name;Mail;Tel.;Shoe size\nAnna Stahl;a@s.example;030 7654321;38\n"


def test_of_any_other_table_the_columns_are_shown_first(custlove: Program, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text(OTHER, encoding="utf-8")
    custlove("import", "csv", path, "--dry-run")
    custlove("import", "csv", path, tty=True)
    # A script has to be told that nothing came in.
    said = custlove("import", "csv", path, code=4)
    assert (
        said.out == f"decision\tnoun\tperson\tname\twhy\tplace\nnew\tperson\tanna-stahl\tAnna Stahl\t\t{path}, line 2\n"
    )
    assert said.err == (
        "The columns seem to be:\n"
        "  name: Full Name\n"
        "  email: Mail\n"
        "  phone: Tel.\n"
        "  left out: Shoe size\n"
        "It would be 1 person new. Nothing was changed.\n"
        'To bring it in so: custlove --yes import csv …; to say it better: --map name="Full Name",email=Mail\n'
    )
    assert custlove("person", "list", "--json").json == []
    said = custlove("--yes", "import", "csv", path, "--json")
    assert said.json["mapping"] == {
        "name": ["Full Name"], "email": ["Mail"], "phone": ["Tel."], "left_out": ["Shoe size"]
    }  # fmt: skip
    assert people(custlove) == [{"person": "anna-stahl", "emails": ["a@s.example"], "phones": ["030 7654321"]}]


def test_a_mapping_is_enough(custlove: Program) -> None:
    text = "Who,First mail,Second mail,Firm\nAnna Stahl,a@s.example,b@s.example,Acme\n"
    mapping = 'name=Who,email=First mail,email="Second mail",org=firm'
    custlove("import", "csv", "-", "--map", mapping, stdin=text)
    assert people(custlove) == [
        {"person": "anna-stahl", "organisation": "Acme", "emails": ["a@s.example", "b@s.example"]}
    ]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("name=Nobody", 'There is no column "Nobody".'),
        ("colour=Mail", '--map "colour=Mail" is not of the form FIELD=COLUMN.'),
        ("name", '--map "name" is not of the form FIELD=COLUMN.'),
    ],
)
def test_a_wrong_mapping_is_said(custlove: Program, mapping: str, said: str) -> None:
    assert said in custlove("import", "csv", "-", "--map", mapping, stdin=OTHER, code=2).err


def test_a_bad_row_is_named_kept_and_stops_nothing_else(custlove: Program, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('Name,Email\nAnna Stahl,a@s.example\nToo,many,cells\nVera P,"v@x.example\n', encoding="utf-8")
    said = custlove("--yes", "import", "csv", path, "--rejects")
    assert said.out.startswith("Imported: 1 person new. 2 records not readable.")
    assert f"{path}, line 3: it has 3 cells for 2 columns.\n{path}, line 4: a quote is not closed.\n" in said.err
    kept = path.with_name("c.rejects.csv").read_text(encoding="utf-8")
    assert kept == 'Name,Email\nToo,many,cells\nVera P,"v@x.example\n'


@pytest.mark.parametrize("text", ["", "\n\n", "Name,Email\n", "\ufeff"])
def test_nothing_in_it_is_nothing_new(custlove: Program, text: str) -> None:
    assert custlove("--yes", "import", "csv", "-", stdin=text).out.startswith("Nothing new.")


def test_a_table_of_nobody_is_refused(custlove: Program) -> None:
    assert (
        "No column has names: Shoe size, Zip"
        in custlove("import", "csv", "-", stdin="Shoe size,Zip\n38,1\n", code=65).err
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_in_whatever_encoding(custlove: Program, encoding: str) -> None:
    custlove("--yes", "import", "csv", "-", stdin="Name;Email\nJörg Müller;j@x.example\n".encode(encoding))
    assert custlove("person", "list", "--json").json[0]["name"] == "Jörg Müller"


def test_what_person_list_writes_comes_back(anna: Program, tmp_path: Path, home: Path) -> None:
    anna("person", "edit", "anna", "--email", "a@x.example", "--email", "b@x.example", "--phone", "+49 30 1234567")
    out = anna("person", "list", "--csv").out
    before = anna("person", "list", "--json").json
    anna("init", tmp_path / "copy.db")
    anna("--journal", tmp_path / "copy.db", "import", "csv", "-", stdin=out)
    (after,) = anna("--journal", tmp_path / "copy.db", "person", "list", "--json").json
    fields = ("name", "organisation", "role", "emails", "phones", "rung", "tags")
    assert [after[field] for field in fields] == [before[0][field] for field in fields]


def test_a_column_without_a_sign_goes_by_the_other_and_one_that_contradicts_itself_by_none(custlove: Program) -> None:
    head = "Full Name,Birthday,Anniversary"
    text = f"{head}\nAnna Karenina,3/4/1980,25/12/2001\n"
    custlove("--yes", "import", "csv", "-", stdin=text)
    assert people(custlove)[0]["birthday"] == "1980-04-03"
    custlove("undo")
    rows = ("Anna Karenina,3/4/1980,25/12/2001", "Boris Bear,25/12/1979,", "Carla Cat,12/25/1979,")
    custlove("--yes", "import", "csv", "-", stdin="\n".join([head, *rows]))
    assert custlove("show", "anna-karenina", "--json").json["person"]["birthday"] is None
    custlove("undo")
    german = "\n".join(["Name;Geburtstag", *(row.rpartition(",")[0].replace(",", ";") for row in rows)])
    custlove("--yes", "import", "csv", "-", stdin=german)
    assert custlove("show", "anna-karenina", "--json").json["person"]["birthday"] is None
