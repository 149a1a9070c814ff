"""Why something that was asked for is refused."""

from collections.abc import Mapping

REFUSALS: Mapping[str, Mapping[str, str]] = {
    "bad-captions": {
        "kk": "{name} субтитр файлында қате бар, {line}-жол: {problem}. Файл UTF-8 кодындағы "
        "WebVTT болуы керек.",
        "ru": "В файле субтитров {name} ошибка, строка {line}: {problem}. Файл должен быть WebVTT "
        "в кодировке UTF-8.",
        "en": "There is a mistake in the captions {name}, line {line}: {problem}. The file has to "
        "be WebVTT in UTF-8.",
    },
    "captions-name": {
        "kk": "{name} субтитр файлының атынан оның қай жазбаға және қай тілде екені көрінбейді. "
        "Оны talk.kk.vtt сияқты атаңыз: жазбаның аты, содан кейін тілі.",
        "ru": "По имени файла субтитров {name} не видно, к какой записи и на каком языке он. "
        "Назовите его вроде talk.kk.vtt: имя записи, затем язык.",
        "en": "The name of the captions {name} does not tell their recording and language. Name it "
        "like talk.kk.vtt: the recording's name, then the language.",
    },
    "no-such-path": {
        "kk": "Мұндай файл да, бума да жоқ: {path}",
        "ru": "Нет такого файла или папки: {path}",
        "en": "There is no such file or folder: {path}",
    },
    "too-many-files": {
        "kk": "{path} бумасында {most} файлдан көп. Оны бөліп импорттаңыз.",
        "ru": "В папке {path} больше {most} файлов. Импортируйте её по частям.",
        "en": "There are more than {most} files in {path}. Import it in parts.",
    },
    "no-scans": {
        "kk": "{path} бумасында скан жоқ.",
        "ru": "В папке {path} нет сканов.",
        "en": "There are no scans in {path}.",
    },
    "cannot-be-kept": {
        "kk": "Жіберілген деректе каталог сақтай алмайтын таңба немесе сан бар.",
        "ru": "В присланном есть знак или число, которые каталог не может сохранить.",
        "en": "What was sent holds a character or a number that the catalogue cannot keep.",
    },
    "file-changed": {
        "kk": "{name} файлы жүктеліп жатқанда өзгерді. Қайта жүктеңіз.",
        "ru": "Файл {name} изменился во время загрузки. Загрузите его заново.",
        "en": "The file {name} changed while it was taken in. Upload it again.",
    },
    "fetch-failed": {
        "kk": "{address} мекенжайынан ештеңе алынбады: {reason}",
        "ru": "С адреса {address} ничего не получено: {reason}",
        "en": "Nothing could be fetched from {address}: {reason}",
    },
    "fetch-too-large": {
        "kk": "{address} тым үлкен: ең көбі {largest} байт қабылданады.",
        "ru": "{address}: слишком велик, принимается не больше {largest} байт.",
        "en": "{address} is too large: at most {largest} bytes are taken.",
    },
    "fetch-too-slow": {
        "kk": "{address} {seconds} секунд ішінде толық келмеді.",
        "ru": "{address}: не получен целиком за {seconds} секунд.",
        "en": "{address} was not there as a whole within {seconds} seconds.",
    },
    "fetch-no-address": {
        "kk": "{address} веб-мекенжай емес.",
        "ru": "{address} не веб-адрес.",
        "en": "{address} is no web address.",
    },
    "fetch-no-picture": {
        "kk": "{address}: браузер көрсете алатын сурет жоқ. --copy арқылы көшіріп алыңыз.",
        "ru": "{address}: нет картинки, которую покажет браузер. Скопируйте её ключом --copy.",
        "en": "{address} holds no picture that browsers show. Copy it with --copy.",
    },
    "fetch-private": {
        "kk": "{address} жабық желіге апарады. Рұқсат беру үшін --private таңдаңыз.",
        "ru": "{address} ведёт в закрытую сеть. Разрешить это можно ключом --private.",
        "en": "{address} leads into a private network. Allow it with --private.",
    },
    "no-pages": {
        "kk": "Еңбекте бірде-бір бет жоқ.",
        "ru": "В произведении нет ни одной страницы.",
        "en": "The work has no pages.",
    },
    "page-failed": {
        "kk": "{page}-бет ({name}) оқылмады. Файлды ауыстырыңыз немесе бетті алып тастаңыз.",
        "ru": "Страница {page} ({name}) не прочитана. Замените файл или уберите страницу.",
        "en": "Page {page} ({name}) could not be read. Replace the file or remove the page.",
    },
    # The sentence is one of `manifests.problems`, already in all three languages.
    "manifest-invalid": {
        "kk": "Сипаттамада қате бар: {problem}",
        "ru": "В описании ошибка: {problem}",
        "en": "The description is at fault: {problem}",
    },
    "page-unfinished": {
        "kk": "{page}-бет ({name}) әлі өңделіп жатыр.",
        "ru": "Страница {page} ({name}) ещё обрабатывается.",
        "en": "Page {page} ({name}) is still being worked on.",
    },
}
