"""Folders and labels whose mails were never sent, were thrown away, or are spam, as programs call them.

In the languages of Gmail, Outlook, Thunderbird, Apple Mail and what stands before Dovecot.
"""

import base64
import binascii
import re

from custlove.rules.names import fold

_DRAFTS = """
drafts|draft|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|bozze|bozza|concepten|concept|rascunhos|rascunho
utkast|kladder|kladde|luonnokset|szkice|kopie robocze|wersje robocze|koncepty|rozepsané|návrhy|vázlatok|piszkozatok
piszkozat|ciorne|чернови|черновики|чернетки|πρόχειρα|taslaklar|下書き|草稿|草稿箱|임시 보관함|임시보관함|טיוטות
مسودات|المسودات|templates|vorlagen|modèles|plantillas|modelli|sjablonen|modelos|outbox|postausgang|boîte d'envoi
bandeja de salida|posta in uscita|postvak uit|caixa de saída|utkorg|udbakke|utboks
"""
_TRASH = """
trash|bin|deleted|deleted messages|deleted items|papierkorb|gelöscht|gelöschte elemente|gelöschte objekte
gelöschte nachrichten|corbeille|éléments supprimés|messages supprimés|supprimés|papelera|papelera de reciclaje
elementos eliminados|mensajes eliminados|eliminados|borrados|cestino|posta eliminata|elementi eliminati|eliminata
messaggi eliminati|prullenbak|prullenmand|verwijderde items|verwijderd|verwijderde berichten|lixo|lixeira
itens excluídos|itens eliminados|mensagens excluídas|mensagens eliminadas|excluídos|papperskorgen|papperskorg|borttaget
borttagna objekt|slettet post|slettede elementer|slettede elementer|papirkurv|papirkurven|roskakori|poistetut
kosz|elementy usunięte|usunięte|koš|odstraněná pošta|odstraněné položky|kuka|törölt elemek|törölt|lomtár
coș de gunoi|elemente șterse|корзина|удаленные|удалённые|кошик|видалені|κάδος απορριμμάτων|διαγραμμένα|çöp kutusu
silinmiş öğeler|ゴミ箱|削除済みアイテム|已删除|已删除邮件|废纸篓|刪除的郵件|垃圾桶|휴지통|지운 편지함|אשפה|المهملات
"""
_SPAM = """
spam|junk|junk mail|junk e-mail|junk email|bulk mail|bulk|spamverdacht|unerwünscht|unerwünschte werbung|junk-e-mail
courrier indésirable|indésirables|pourriel|correo no deseado|no deseado|posta indesiderata|indesiderata
ongewenste e-mail|ongewenst|reclame|lixo eletrônico|correio eletrónico não solicitado|lixo eletrónico|skräppost
søppelpost|uønsket e-post|uønsket mail|roskaposti|wiadomości-śmieci|niechciane|nevyžádaná pošta|nevyžádané
levélszemét|спам|нежелательная почта|ανεπιθύμητη αλληλογραφία|önemsiz|önemsiz e-posta|istenmeyen|迷惑メール|垃圾邮件
垃圾郵件|스팸|스팸함|스팸메일함|정크 메일|ספאם|دوامي|البريد العشوائي
"""
_ASIDE = frozenset(fold(name) for name in re.split(r"[|\n]", f"{_DRAFTS}{_TRASH}{_SPAM}") if name)
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def is_aside(name: str) -> bool:
    """Whether a folder or label holds drafts, what was thrown away, or spam: `INBOX.Entw&APw-rfe`, `[Gmail]/Trash`."""
    plain = utf7_decoded(name).strip("./ ")
    return any(fold(each) in _ASIDE for each in (plain, re.split(r"[./]", plain)[-1]))


def utf7_decoded(name: str) -> str:
    """A name out of IMAP's modified UTF-7 (RFC 3501, 5.1.3), as servers call their folders; others as they are."""

    def plain(found: re.Match[str]) -> str:
        if not found[1]:
            return "&"
        try:
            coded = found[1].replace(",", "/")
            return base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True).decode("utf-16-be")
        except (binascii.Error, UnicodeDecodeError):
            return found[0]

    return _SHIFTED.sub(plain, name)
