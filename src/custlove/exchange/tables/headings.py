"""What headings of tables mean, in the languages of the programs that write them.

Of English, German, French, Spanish, Italian, Dutch and Portuguese the same fields are known. A heading that is only
made of words for an address or a number (`E-Mail 2: Adresse`, `Tél. mobile`) needs no entry of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from custlove.rules.names import fold

# Of a heading as `key` makes it. "any" is a name alone: whose part it is, the other columns say.
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "any": "name",
        "name": "full name|fullname|contact|contact name|customer|customer name|client|client name",
        "given": "first name|firstname|first|given name|givenname|given|forename",
        "middle": "middle name|additional name|middle names",
        "family": "last name|lastname|last|family name|familyname|surname",
        "file_as": "display name|file as",
        "nickname": "nickname|nick name",
        "pronouns": "pronouns|pronoun",
        "organisation": "organisation|organization|organisation name|organization name|organization 1 name|company"
        "|company name|associated company|primary company|account|account name|employer|org|business name",
        "department": "department|organization department|organization 1 department",
        "role": "role|job title|jobtitle|position|title|organization title|organization 1 title|occupation|profession",
        "birthday": "birthday|birth date|birthdate|date of birth|bday|dob|born",
        "birth_year": "birth year|year of birth",
        "birth_month": "birth month|month of birth",
        "birth_day": "birth day|day of birth",
        "anniversary": "anniversary|wedding anniversary",
        "notes": "notes|note|comment|comments|remarks|description",
        "tags": "tags|tag|labels|label|categories|category|groups|group|group membership|keywords",
        "met": "met|how we met",
        "zone": "zone|time zone|timezone",
        "channel": "channel|preferred channel",
        "every": "every|cadence",
        "rung": "rung|lifecycle stage",
        "added": "added_on",
        "key": "record id|record id contact|contact id|id",
        "uid": "uid",
        "assistant": "assistant|assistant s name|assistant name",
        "manager": "manager|manager s name|reporting to",
        "spouse": "spouse|partner",
    },
    "de": {
        "any": "name",
        "name": "kontakt|kontaktname|kunde|kundin|vollständiger name|voller name|vor und nachname",
        "given": "vorname|vornamen",
        "middle": "zweiter vorname|weitere vornamen",
        "family": "nachname|familienname|zuname",
        "file_as": "anzeigename|angezeigter name|speichern unter",
        "nickname": "spitzname|rufname",
        "pronouns": "pronomen",
        "organisation": "firma|firmenname|unternehmen|arbeitgeber|betrieb",
        "department": "abteilung",
        "role": "funktion|position|beruf|berufsbezeichnung|stellung|arbeitstitel|rolle",
        "birthday": "geburtstag|geburtsdatum|geboren|geboren am|geb|geb datum",
        "birth_year": "geburtsjahr",
        "birth_month": "geburtsmonat",
        "anniversary": "jahrestag|hochzeitstag",
        "notes": "notizen|notiz|bemerkung|bemerkungen|kommentar|anmerkungen|anmerkung",
        "tags": "kategorien|kategorie|gruppen|gruppe|schlagworte|schlagwörter|stichwörter|etiketten",
        "assistant": "name assistent|assistent|assistentin|name des assistenten",
        "manager": "name des r vorgesetzten|name des der vorgesetzten|vorgesetzter|vorgesetzte",
        "spouse": "partner|ehepartner|partnerin",
    },
    "fr": {
        "any": "nom",
        "name": "nom complet|nom et prénom|prénom et nom|contact|client|nom du contact|nom du client",
        "given": "prénom|prénoms",
        "middle": "deuxième prénom|second prénom|autres prénoms",
        "family": "nom de famille|patronyme",
        "file_as": "nom à afficher|nom affiché|afficher sous",
        "nickname": "surnom|pseudonyme",
        "pronouns": "pronoms",
        "organisation": "société|entreprise|organisation|organisme|employeur|compagnie",
        "department": "département",
        "role": "fonction|poste|titre|profession|intitulé du poste",
        "birthday": "anniversaire|date de naissance|date d anniversaire|né le|née le|né e le",
        "birth_year": "année de naissance",
        "birth_month": "mois de naissance|mois",
        "birth_day": "jour de naissance|jour",
        "anniversary": "anniversaire de mariage|anniversaire de mariage ou fête",
        "notes": "notes|note|remarque|remarques|commentaire|commentaires",
        "tags": "catégories|catégorie|étiquettes|étiquette|groupes|groupe|mots clés|libellés",
        "assistant": "nom de l assistant e|nom de l assistant|nom de l assistante|assistant e",
        "manager": "responsable|nom du responsable|supérieur",
        "spouse": "conjoint e|conjoint|conjointe",
    },
    "es": {
        "any": "nombre",
        "name": "nombre completo|nombre y apellidos|contacto|cliente|nombre del contacto|nombre del cliente",
        "given": "nombre de pila|primer nombre|nombres",
        "middle": "segundo nombre",
        "family": "apellidos|apellido|primer apellido|segundo apellido",
        "file_as": "nombre para mostrar|nombre mostrado|archivar como",
        "nickname": "apodo|alias|sobrenombre",
        "pronouns": "pronombres",
        "organisation": "empresa|organización|compañía|sociedad|nombre de la empresa|empleador",
        "department": "departamento",
        "role": "cargo|puesto|función|ocupación|profesión|título|puesto de trabajo",
        "birthday": "cumpleaños|fecha de nacimiento|nacimiento|fecha de cumpleaños",
        "birth_year": "año de nacimiento",
        "birth_month": "mes de nacimiento",
        "birth_day": "día de nacimiento",
        "anniversary": "aniversario de bodas|aniversario de boda",
        "notes": "notas|nota|observaciones|comentarios|comentario",
        "tags": "etiquetas|etiqueta|categorías|categoría|grupos|grupo|palabras clave",
        "assistant": "nombre del asistente|nombre del ayudante|asistente|ayudante",
        "manager": "nombre del director|nombre del jefe|responsable|jefe",
        "spouse": "cónyuge|pareja",
    },
    "it": {
        "any": "nome",
        "name": "nome completo|nome e cognome|cognome e nome|nominativo|contatto|cliente",
        "given": "nome di battesimo",
        "middle": "secondo nome",
        "family": "cognome",
        "file_as": "nome visualizzato|archivia come",
        "nickname": "soprannome|nomignolo",
        "pronouns": "pronomi",
        "organisation": "azienda|società|ditta|organizzazione|ragione sociale|impresa|datore di lavoro",
        "department": "reparto|dipartimento|ufficio",
        "role": "ruolo|posizione|qualifica|mansione|professione|titolo|funzione|posizione lavorativa",
        "birthday": "compleanno|data di nascita|nascita|nato il|nata il",
        "birth_year": "anno di nascita",
        "birth_month": "mese di nascita",
        "birth_day": "giorno di nascita",
        "anniversary": "anniversario|anniversario di matrimonio",
        "notes": "note|nota|annotazioni|osservazioni|commenti|commento",
        "tags": "etichette|etichetta|categorie|categoria|gruppi|gruppo|parole chiave",
        "assistant": "nome assistente|assistente",
        "manager": "nome manager|nome responsabile|responsabile|superiore",
        "spouse": "coniuge",
    },
    "nl": {
        "any": "naam",
        "name": "volledige naam|contactpersoon|contact|klant|klantnaam",
        "given": "voornaam|voornamen",
        "middle": "tussenvoegsel|tussenvoegsels|voorvoegsel|tweede voornaam|middelste naam",
        "family": "achternaam|familienaam",
        "file_as": "weergavenaam|opslaan als",
        "nickname": "bijnaam|roepnaam",
        "pronouns": "voornaamwoorden",
        "organisation": "bedrijf|bedrijfsnaam|organisatie|onderneming|werkgever|firma",
        "department": "afdeling",
        "role": "functie|functietitel|beroep|rol",
        "birthday": "verjaardag|geboortedatum|geboortedag|geboren",
        "birth_year": "geboortejaar",
        "birth_month": "geboortemaand",
        "anniversary": "trouwdag|jubileum|huwelijksdatum",
        "notes": "notities|notitie|opmerkingen|opmerking",
        "tags": "categorieën|categorie|groepen|groep|trefwoorden",
        "assistant": "naam assistent|assistent",
        "manager": "naam manager|leidinggevende",
        "spouse": "partner|echtgenoot|echtgenote",
    },
    "pt": {
        "any": "nome",
        "name": "nome completo|contato|contacto|cliente|nome do contato|nome do cliente",
        "given": "primeiro nome|nome próprio|nomes próprios",
        "middle": "nome do meio|segundo nome",
        "family": "sobrenome|último nome|nome de família|apelidos",
        "file_as": "nome de exibição|nome a apresentar|nome apresentado",
        "nickname": "alcunha",
        "pronouns": "pronomes",
        "organisation": "empresa|organização|companhia|nome da empresa|empregador",
        "department": "departamento|setor",
        "role": "cargo|função|profissão|título|ocupação",
        "birthday": "data de nascimento|nascimento|data de aniversário",
        "birth_year": "ano de nascimento",
        "birth_month": "mês de nascimento",
        "birth_day": "dia de nascimento",
        "anniversary": "aniversário de casamento",
        "notes": "notas|nota|observações|anotações|comentários",
        "tags": "etiquetas|etiqueta|categorias|categoria|grupos|grupo|marcadores|palavras chave",
        "assistant": "nome do assistente|assistente",
        "manager": "nome do gerente|nome do gestor|gerente",
        "spouse": "cônjuge",
    },
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of which one makes a heading that of an address or a number, and those that may stand beside it.
_EMAIL = _words("email emails mail mails courriel courriels correo mel emailadresse mailadresse emailadres")
_EMAIL_PAIRS = ("posta elettronica", "correio eletronico", "adresse electronique", "adresse de messagerie")
_PHONE = _words(
    "phone phones telephone tel telno phonenumber mobile mobiles cell cellphone cellular gsm iphone whatsapp"
    " telefon telefonnummer telefonnr handy handynummer mobil mobilnummer mobiltelefon mobilfunk mobilfunknummer"
    " rufnummer haupttelefon autotelefon telefone telefono telefonos telefones movil celular telemovel cellulare"
    " portable telefoon telefoonnummer telefoonnummers mobiel mobielnummer telephones telefoni"
)
_BESIDE = _words(
    "address addresses adresse adressen adres value values number numbers no nr numero numeros num nummer nummern"
    " work home other primary secondary private personal business main additional alternate alternative company office"
    " car radio direct second third new old preferred"
    " primare primar sekundare sekundar privat geschaftlich dienstlich buro weitere weiteres weiterer firma e"
    " premiere principale secondaire professionnel professionnelle personnel personnelle electronique de du la le l"
    " messagerie bureau domicile autre pro perso travail societe voiture fixe"
    " direccion electronico electronica principal secundario secundaria trabajo casa otro otra particular oficina fijo"
    " del posta elettronica indirizzo lavoro altro secondario secondaria ufficio abitazione fisso di"
    " werk prive thuis zakelijk overig overige primair secundair hoofd"
    " endereco correio eletronico trabalho residencial comercial outro pessoal secundario fixo do da"
)
_OF_SOMEBODY = re.compile(r"(?:person|contact|kontakt|customer|client|lead|people)\b[\s:./-]+(?=\S)", re.IGNORECASE)


def key(heading: str) -> str:
    """A heading as it is looked up: folded, punctuation as blanks, `E-Mail` as one word."""
    words = re.sub(r"[^\w]+|_(?!on\b)", " ", fold(heading)).strip()
    return re.sub(r"\be (?=mail)", "e", words)


@cache
def _known() -> dict[str, tuple[str, frozenset[str]]]:
    """What each heading means, and in which languages it stands; the first language that has it says what."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for language, fields in _HEADINGS.items():
        for field, headings in fields.items():
            for heading in map(key, headings.split("|")):
                meant, languages = found.get(heading, (field, frozenset()))
                found[heading] = (meant, languages | {language})
    return found


def meaning(heading: str) -> str | None:
    """The field of a heading; `any` for a name of which the other columns say whether it is the whole one."""
    for words in (heading, _OF_SOMEBODY.sub("", heading, count=1)):
        if (known := _known().get(key(words))) is not None:
            return known[0]
        if (field := _of_words(key(words).split())) is not None:
            return field
    return None


def _of_words(words: Sequence[str]) -> str | None:
    """Whether nothing but words for an address, or for a number, make up a heading."""
    told = [word for word in words if not word.isdigit()]
    line = " ".join(told)
    if any(pair in line for pair in _EMAIL_PAIRS) or not _EMAIL.isdisjoint(told):
        return "email" if all(word in _EMAIL or word in _BESIDE for word in told) else None
    if not _PHONE.isdisjoint(told):
        return "phone" if all(word in _PHONE or word in _BESIDE for word in told) else None
    return None


def language(headings: Iterable[str]) -> str:
    """The language that most of the headings are in; English where nothing says another."""
    votes: Counter[str] = Counter()
    for heading in headings:
        _, languages = _known().get(key(heading), ("", frozenset()))
        if "en" not in languages:
            votes.update(languages)
    best = max(votes.values(), default=0)
    (first, *others) = [each for each in _HEADINGS if votes[each] == best] if best else ["en"]
    # What two languages share says that it is not English; days they write in the same order.
    return first if not others else "other"
