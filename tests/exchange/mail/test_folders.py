"""Folders that hold no contacts."""

import pytest

from custlove.exchange.mail import folders


@pytest.mark.parametrize(
    "name",
    [
        "Drafts", "Trash", "Junk E-mail", ".Entw&APw-rfe", "INBOX.Papierkorb", "[Gmail]/Corbeille", "Brouillons",
        "INBOX/&BCEEPwQwBDw-", "Éléments supprimés", "ゴミ箱", "&MLQw33ux-", "Deleted Items", "Postausgang", " Spam ",
    ],
)  # fmt: skip
def test_drafts_trash_and_spam(name: str) -> None:
    assert folders.is_aside(name)


@pytest.mark.parametrize("name", ["INBOX", "Sent", "Archive.2026", "Gesendet", "Trash talk", "Kunden/Bin GmbH", ""])
def test_other_folders(name: str) -> None:
    assert not folders.is_aside(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [("Entw&APw-rfe", "Entwürfe"), ("R&-D", "R&D"), ("&broken", "&broken"), ("&A-", "&A-"), ("~peter", "~peter")],
)
def test_modified_utf7(written: str, name: str) -> None:
    assert folders.utf7_decoded(written) == name
