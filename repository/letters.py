"""Letters to copy into a mail: in three languages, whatever language their sender reads."""

from collections.abc import Mapping

_INVITATION: Mapping[str, str] = {
    "kk": "Сәлеметсіз бе!\n\nСізді «Керуен» ортақ цифрлық қорына шақырамыз. Рөліңіз: {role}."
    "\n{library}\nЕсіміңіз бен құпиясөзіңізді осы сілтеме арқылы таңдаңыз (сілтеме бір рет қана, "
    "{days} күн ішінде жұмыс істейді):\n\n{address}\n",
    "ru": "Здравствуйте!\n\nПриглашаем вас в общее цифровое собрание «Керуен». Ваша роль: {role}."
    "\n{library}\nИмя и пароль выберите по этой ссылке (она действует один раз, в течение "
    "{days} дн.):\n\n{address}\n",
    "en": "Hello,\n\nyou are invited to Keruen, a digital collection of many libraries. Your role: "
    "{role}.\n{library}\nChoose your name and password by this link (it works once, for "
    "{days} days):\n\n{address}\n",
}
_RESET: Mapping[str, str] = {
    "kk": "Сәлеметсіз бе!\n\n«Керуендегі» жаңа құпиясөзіңізді осы сілтеме арқылы таңдаңыз (сілтеме "
    "бір рет қана, {days} тәулік ішінде жұмыс істейді). Атыңыз: {name}.\n\n{address}\n",
    "ru": "Здравствуйте!\n\nНовый пароль для «Керуена» выберите по этой ссылке (она действует "
    "один раз, в течение {days} сут.). Ваше имя: {name}.\n\n{address}\n",
    "en": "Hello,\n\nchoose a new password for Keruen by this link (it works once, for {days} "
    "day). Your name: {name}.\n\n{address}\n",
}
ROLES: Mapping[str, Mapping[str, str]] = {
    "administrator": {
        "kk": "консорциум әкімшісі",
        "ru": "администратор консорциума",
        "en": "administrator of the consortium",
    },
    "institution-administrator": {
        "kk": "кітапхана әкімшісі",
        "ru": "администратор библиотеки",
        "en": "administrator of the library",
    },
    "curator": {"kk": "куратор", "ru": "куратор", "en": "curator"},
    "cataloguer": {"kk": "каталогтаушы", "ru": "каталогизатор", "en": "cataloguer"},
    "viewer": {"kk": "бақылаушы", "ru": "наблюдатель", "en": "viewer"},
}


def invitation(language: str, role: str, library: str, days: int, address: str) -> str:
    """The letter to somebody who shall join; `library` is "" for the whole consortium."""
    words = _INVITATION[language].format(
        role=ROLES[role][language], library=f"{library}\n" if library else "", days=days,
        address=address,
    )  # fmt: skip
    return words.replace("\n\n\n", "\n\n")


def reset(language: str, name: str, days: int, address: str) -> str:
    """The letter to somebody who shall choose a new password."""
    return _RESET[language].format(name=name, days=days, address=address)
