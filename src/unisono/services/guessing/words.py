"""How people and systems call the columns of logs, in English and some other languages."""

import re
import unicodedata
from collections.abc import Sequence

CASE = (
    "case concept name", "case id", "caseid", "case", "case key", "case number", "id case", "trace id", "trace",
    "process instance", "process instance id", "instance id", "ticket id", "ticket", "incident id", "order id",
    "order number", "order", "request id", "document id", "fall id", "fallid", "fall", "fallnummer", "vorgangsnummer",
    "vorgang", "auftragsnummer", "auftrag", "auftrag number", "id cas", "number dossier", "dossier", "id caso", "caso",
    "zaak", "zaaknummer", "zaak id", "id sprawy", "number sprawy", "sprawa", "number zlecenia", "zlecenie",
    "zamowienie", "sagsnummer", "sag", "sag id", "ordrenummer", "ordre", "number dosar", "dosar", "id dosar",
    "comanda",
)  # fmt: skip
ACTIVITY = (
    "concept name", "activity", "activity name", "activity id", "task", "task name", "event", "event name",
    "event type", "action", "activity en", "activity description", "step", "operation", "process step",
    "status change", "aktivitat", "aktivitaet", "tatigkeit", "taetigkeit", "schritt", "arbeitsgang", "activite",
    "etape", "tache", "actividad", "tarea", "attivita", "fase", "activiteit", "stap", "czynnosc", "aktywnosc",
    "operacja", "etap", "aktivitet", "handling", "opgave", "activitate", "operatiune", "pas",
)  # fmt: skip
TIME = (
    "time timestamp", "complete timestamp", "completetimestamp", "completion timestamp", "end timestamp",
    "endtimestamp", "end time", "endtime", "completion time", "complete time", "finish time", "finished at",
    "ended at", "completed at", "completed", "finished", "ended", "done at", "end", "finish", "timestamp",
    "event time", "eventtime", "event timestamp", "time", "datetime", "date time", "date", "zeitstempel", "endzeit",
    "ende", "zeit", "zeitpunkt", "datum", "horodatage", "date fin", "fin", "fecha fin", "fecha hora", "fecha",
    "data fine", "data ora", "fine", "tijdstip", "eindtijd", "einde", "koniec", "data zakonczenia", "czas", "data",
    "sluttid", "slut", "tidspunkt", "tid", "dato", "sfarsit", "data sfarsit", "ora", "moment",
)  # fmt: skip
START = (
    "start timestamp", "starttimestamp", "start time", "starttime", "started at", "begin timestamp", "begin time",
    "begin", "started", "begun", "begun at", "start", "start date time", "beginn", "startzeit", "anfang", "date debut",
    "debut", "fecha inicio", "inicio", "data inizio", "inizio", "begintijd", "starttijd", "poczatek",
    "data rozpoczecia", "rozpoczecie", "starttid", "inceput", "data inceput",
)  # fmt: skip
TRANSITION = ("lifecycle transition", "lifecycle", "transition", "event lifecycle", "life cycle")
MINUTES = ("minutes", "paid minutes", "work minutes", "minuten", "minuter", "minuty", "minutter", "minute")
GROUP = (
    "group", "department", "dept", "workgroup", "team", "role", "unit", "section", "division", "office", "abteilung",
    "gruppe", "bereich", "rolle", "groupe", "departement", "equipe", "grupo", "departamento", "equipo", "rol",
    "gruppo", "reparto", "ruolo", "afdeling", "groep", "dzial", "wydzial", "zespol", "grupa", "rola", "afd",
    "departament", "compartiment", "sectie", "echipa",
)  # fmt: skip
RESOURCE = (
    "resource", "user", "username", "employee", "employees", "worker", "agent", "person", "operator", "performer",
    "owner", "executor", "staff", "handler", "assignee", "clerk", "technician", "creator", "editor", "approver",
    "inserter", "blocker", "machine", "station", "workstation", "ressource", "benutzer", "mitarbeiter", "bearbeiter",
    "maschine", "utilisateur", "employe", "usuario", "empleado", "recurso", "utente", "risorsa", "addetto",
    "medewerker", "gebruiker", "behandelaar", "pracownik", "uzytkownik", "zasob", "maszyna", "medarbejder", "bruger",
    "angajat", "utilizator", "resursa", "by",
)  # fmt: skip
STARTING = (
    "start", "startdate", "begin", "beginn", "anfang", "debut", "inicio", "inizio", "rozpoczecia", "poczatek",
    "inceput",
)  # fmt: skip
DUE = (
    "deadline", "due", "duedate", "requested", "wanted", "required", "latest", "frist", "fallig", "faellig",
    "falligkeit", "faelligkeit", "wunschtermin", "echeance", "limite", "vencimiento", "scadenza", "termijn",
    "deadlinedatum", "wymagany", "zadany", "forfald", "onsket", "termen", "limita",
)  # fmt: skip
PROMISED = (
    "promised", "promise", "planned", "plan", "confirmed", "scheduled", "target", "committed", "expected", "agreed",
    "enddateplanned", "geplant", "plantermin", "zugesagt", "bestatigt", "bestaetigt", "soll", "prevu", "prevue",
    "promis", "promise", "previsto", "planificado", "pianificato", "gepland", "beloofd", "planowany", "planowana",
    "obiecany", "potwierdzony", "planlagt", "lovet", "bekraeftet", "planificat", "promisa", "estimated", "projected",
    "anticipated", "forecast", "eta", "geplante", "geplanter", "geplantes", "zugesagte", "zugesagter", "zugesagtes",
    "bestatigter", "bestatigtes", "voraussichtlich", "voraussichtliches", "prevista", "planificada", "pianificata",
    "geplande", "verwacht", "verwachte", "planowane", "planlagte", "forventet", "planificata",
)  # fmt: skip
ENDED = (
    "enddate", "end", "ended", "closed", "completed", "completion", "finished", "delivered", "delivery", "resolved",
    "actual", "endedatum", "ende", "abschluss", "abgeschlossen", "geliefert", "cloture", "livraison", "livre",
    "cierre", "fin", "entrega", "chiusura", "consegna", "fine", "einddatum", "einde", "geleverd", "zakonczenia",
    "zamkniecia", "dostawy", "afsluttet", "slutdato", "leveret", "inchidere", "finalizare", "livrat",
)  # fmt: skip
ASKED = (
    "startdate", "start", "created", "opened", "received", "registered", "ordered", "begin", "creation", "eingang",
    "erstellt", "beginn", "angelegt", "ouverture", "creation", "debut", "apertura", "inicio", "creacion", "inizio",
    "startdatum", "ontvangen", "utworzenia", "przyjecia", "rozpoczecia", "oprettet", "modtaget", "startdato", "creare",
    "deschidere",
)  # fmt: skip
OBJECTS = {
    "customer": ("customer", "client", "kunde", "klient", "klant", "cliente", "kunden", "kundennummer"),
    "product": ("product", "material", "article", "produkt", "artikel", "produit", "producto", "prodotto", "produs"),
    "supplier": ("supplier", "vendor", "lieferant", "fournisseur", "proveedor", "fornitore", "dostawca", "furnizor"),
    "order": ("order", "auftrag", "commande", "pedido", "ordine", "zamowienie", "ordre", "comanda"),
}
NOTHING = frozenset(
    {"null", "none", "n/a", "na", "nan", "nil", "missing", "undefined", "unknown", "-", "--", "?", "(empty)",
     "(blank)", "(null)", "<null>", "not assigned", "unassigned", "leer", "unbekannt", "brak", "vide", "inconnu"}
)  # fmt: skip
"""What stands in cells that tell nothing, in small letters; some systems call a group of their own `EMPTY`."""

NUMBERS = frozenset({"no", "nr", "num", "nummer", "numero", "numer", "numar"})
"""Words for a number, which are all read as `number`."""

STRONG_CASE = ("case", "caseid", "trace", "ticket", "incident", "fall", "caso", "zaak", "sprawa", "sag", "dosar")
STRONG_ACTIVITY = (
    "activity", "task", "event", "aktivitat", "aktivitaet", "activite", "actividad", "attivita", "activiteit",
    "czynnosc", "aktivitet", "activitate",
)  # fmt: skip
STRONG_TIME = ("timestamp", "time", "datetime", "eventtime", "completed", "finished", "ended", "zeitstempel", "date")
"""Words that say what a column is even with other words beside them."""

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss"})
"""Letters that are no others with an accent."""

_BETWEEN = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column's name, in small letters without accents.

    >>> words_of("case:enddate_planned"), words_of("CompleteTimestamp"), words_of("Fällig am")
    (('case', 'enddate', 'planned'), ('complete', 'timestamp'), ('fallig', 'am'))
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    small = (word.lower() for word in _BETWEEN.split(letters) if word)
    return tuple("number" if word in NUMBERS else word for word in small)


def rank(name: str, known: Sequence[str]) -> int | None:
    """Return the place of a column's whole name in a list of names, the best first; None where it is not in it."""
    whole = " ".join(words_of(name))
    return known.index(whole) if whole in known else None


def has_word(name: str, known: Sequence[str]) -> bool:
    """Return whether one of the words of a column's name is in a list."""
    return not set(known).isdisjoint(words_of(name))


def names_a_thing(name: str) -> bool:
    """Return whether a column's name says that it holds the ids or numbers of something.

    >>> names_a_thing("CASE_KEY"), names_a_thing("Material"), names_a_thing("order date")
    (True, True, False)
    """
    known = (*CASE, *(word for words in OBJECTS.values() for word in words))
    return has_word(name, ("id", "key", "number", "code")) or rank(name, known) is not None


def times_of_a_case(names: Sequence[str]) -> dict[str, str]:
    """Return which columns tell when a case was `due`, `promised`, `ended` and `asked` for, as far as names say so.

    >>> times_of_a_case(["planned start", "deadline", "enddate_planned", "enddate"])
    {'due': 'deadline', 'promised': 'enddate_planned', 'ended': 'enddate'}

    Args:
        names: of columns with times, the best first.
    """
    found: dict[str, str] = {}
    for key, known in (("due", DUE), ("promised", PROMISED), ("ended", ENDED), ("asked", ASKED)):
        fitting = (name for name in names if name not in found.values() and _speaks_of(name, known, key))
        name = next(fitting, None)
        if name is not None:
            found[key] = name
    return found


def _speaks_of(name: str, known: Sequence[str], key: str) -> bool:
    if not has_word(name, known):
        return False
    if key in ("ended", "asked") and has_word(name, (*DUE, *PROMISED)):
        return False  # a planned start, or a second planned end
    return key == "asked" or not has_word(name, STARTING)
