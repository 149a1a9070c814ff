"""Why a catalogue record cannot be read."""

from collections.abc import Mapping

RECORDS: Mapping[str, Mapping[str, str]] = {
    "record-empty": {
        "kk": "Жазба бос: мәтінін қойыңыз немесе файлын таңдаңыз.",
        "ru": "Запись пуста: вставьте её текст или выберите файл.",
        "en": "The record is empty: paste its text or choose its file.",
    },
    "record-unknown": {
        "kk": "Бұл каталог жазбасына ұқсамайды. ISO 2709 немесе XML түріндегі MARC 21, UNIMARC, "
        "RUSMARC, сондай-ақ MODS пен Dublin Core оқылады.",
        "ru": "Это не похоже на каталожную запись. Читаются MARC 21, UNIMARC и RUSMARC в ISO 2709 "
        "или XML, а также MODS и Dublin Core.",
        "en": "This does not look like a catalogue record. MARC 21, UNIMARC and RUSMARC as ISO "
        "2709 or XML are read, and MODS and Dublin Core.",
    },
    "record-too-large": {
        "kk": "Жазбалар файлы тым үлкен: ең көбі {largest} МБ қабылданады. Оны бөліктерге бөліңіз.",
        "ru": "Файл записей слишком велик: принимается не больше {largest} МБ. Разделите его.",
        "en": "The file of records is too large: at most {largest} MB are taken. Split it.",
    },
    "record-too-many": {
        "kk": "Файлда {most} жазбадан көп жазба бар: қалғаны оқылмады. Оны бөліктерге бөліңіз.",
        "ru": "В файле больше {most} записей: остальные не прочитаны. Разделите его на части.",
        "en": "There are more than {most} records in the file: the rest were not read. Split it.",
    },
    "record-truncated": {
        "kk": "Жазба соңына дейін көшірілмеген. Оны каталогтан қайта шығарып алыңыз.",
        "ru": "Запись обрывается. Выгрузите её из каталога ещё раз.",
        "en": "The record breaks off. Export it from the catalogue again.",
    },
    "record-directory": {
        "kk": "Жазбаның анықтамалығы бүлінген, өрістерін ажырату мүмкін емес. Оны каталогтан қайта "
        "шығарып алыңыз.",
        "ru": "Справочник записи повреждён, её поля не разобрать. Выгрузите её из каталога "
        "ещё раз.",
        "en": "The directory of the record is damaged, its fields cannot be told apart. Export it "
        "from the catalogue again.",
    },
    "record-encoding": {
        "kk": "Жазбаның әріптері {encoding} кодында оқылмайды. Басқа кодты таңдаңыз немесе жазбаны "
        "UTF-8 түрінде шығарып алыңыз.",
        "ru": "Буквы записи не читаются в кодировке {encoding}. Выберите другую или выгрузите "
        "запись в UTF-8.",
        "en": "The letters of the record cannot be read as {encoding}. Choose another encoding, or "
        "export the record in UTF-8.",
    },
    "record-xml": {
        "kk": "XML файлында қате бар: {problem}",
        "ru": "В файле XML ошибка: {problem}",
        "en": "There is a mistake in the XML: {problem}",
    },
    "record-doctype": {
        "kk": "DOCTYPE жазылған XML қауіпсіздік үшін оқылмайды. Ол жолды алып тастаңыз.",
        "ru": "XML с DOCTYPE не читается из соображений безопасности. Уберите эту строку.",
        "en": "XML with a DOCTYPE is not read, for safety. Take that line out.",
    },
    "record-no-title": {
        "kk": "{number}-жазбада тақырып жоқ.",
        "ru": "В записи {number} нет заглавия.",
        "en": "Record {number} has no title.",
    },
    "record-no-such": {
        "kk": "Файлда {number}-жазба жоқ.",
        "ru": "В файле нет записи {number}.",
        "en": "There is no record {number} in the file.",
    },
}
