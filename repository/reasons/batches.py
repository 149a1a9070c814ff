"""What is wrong with a batch of works."""

from collections.abc import Mapping

BATCHES: Mapping[str, Mapping[str, str]] = {
    "batch-list-empty": {
        "kk": "Тізімде бірде-бір жол жоқ.",
        "ru": "В списке нет ни одной строки.",
        "en": "There is no row in the list.",
    },
    "batch-list-too-large": {
        "kk": "Тізім тым үлкен: ең көбі {largest} МБ қабылданады. Оны бөліктерге бөліңіз.",
        "ru": "Список слишком велик: принимается не больше {largest} МБ. Разделите его на части.",
        "en": "The list is too large: at most {largest} MB are taken. Split it.",
    },
    "batch-too-many-rows": {
        "kk": "Тізімде {most} жолдан көп жол бар. Оны бөліктерге бөліңіз.",
        "ru": "В списке больше {most} строк. Разделите его на части.",
        "en": "There are more than {most} rows in the list. Split it.",
    },
    "batch-too-many-columns": {
        "kk": "Тізімде {most} бағаннан көп баған бар. Артығын алып тастаңыз.",
        "ru": "В списке больше {most} столбцов. Уберите лишние.",
        "en": "There are more than {most} columns in the list. Take out those that are not needed.",
    },
    "batch-old-excel": {
        "kk": "Бұл Excel-дің ескі пішіні (.xls). Оны .xlsx немесе CSV түрінде сақтаңыз.",
        "ru": "Это старый формат Excel (.xls). Сохраните список как .xlsx или CSV.",
        "en": "This is the old format of Excel (.xls). Save the list as .xlsx or CSV.",
    },
    "batch-password": {
        "kk": "Кесте құпиясөзбен қорғалған. Қорғауын алып тастап, қайта сақтаңыз.",
        "ru": "Таблица защищена паролем. Снимите защиту и сохраните её заново.",
        "en": "The spreadsheet is locked with a password. Remove it and save the list anew.",
    },
    "batch-spreadsheet": {
        "kk": "Кесте оқылмады ({problem}). Оны қайта сақтаңыз немесе CSV түрінде жіберіңіз.",
        "ru": "Таблица не читается ({problem}). Сохраните её заново или пришлите как CSV.",
        "en": "The spreadsheet cannot be read ({problem}). Save it anew, or send it as CSV.",
    },
    "batch-encoding": {
        "kk": "Тізімнің әріптері оқылмайды. Оны UTF-8 кодындағы CSV немесе XLSX түрінде сақтаңыз.",
        "ru": "Буквы списка не читаются. Сохраните его как CSV в кодировке UTF-8 или как XLSX.",
        "en": "The letters of the list cannot be read. Save it as CSV in UTF-8, or as XLSX.",
    },
    "batch-csv": {
        "kk": "CSV файлының {line}-жолында қате бар: {problem}",
        "ru": "В строке {line} файла CSV ошибка: {problem}",
        "en": "There is a mistake in line {line} of the CSV: {problem}",
    },
    "batch-no-headings": {
        "kk": "Бағандардың аттары табылмады. Алғашқы жолда «Файл» деген баған болуы керек.",
        "ru": "Не найдены заголовки столбцов. В первой строке должен быть столбец «Файл».",
        "en": "The headings of the columns were not found. The first row needs a column “File”.",
    },
    "batch-no-file-column": {
        "kk": "«Файл» бағаны жоқ: ол әр еңбектің бумасын немесе файлын атайды.",
        "ru": "Нет столбца «Файл»: он называет папку или файл каждого произведения.",
        "en": "There is no column “File”, which names the folder or file of each work.",
    },
    "batch-unknown-column": {
        "kk": "«{column}» деген баған белгісіз. Атын түзетіңіз немесе бағанды алып тастаңыз.",
        "ru": "Столбец «{column}» неизвестен. Исправьте заголовок или уберите столбец.",
        "en": "The column “{column}” is not known. Mend its heading, or take it out.",
    },
    "batch-column-twice": {
        "kk": "«{column}» бағаны екі рет кездеседі.",
        "ru": "Столбец «{column}» встречается дважды.",
        "en": "The column “{column}” is there twice.",
    },
    "batch-merged-cells": {
        "kk": "{cells} ұяшықтары біріктірілген. Оларды бөліп, әр жолды толтырыңыз.",
        "ru": "Ячейки {cells} объединены. Разъедините их и заполните каждую строку.",
        "en": "The cells {cells} are merged. Unmerge them and fill in each row.",
    },
    "batch-no-file-named": {
        "kk": "Файл да, бума да аталмаған.",
        "ru": "Не названы ни файл, ни папка.",
        "en": "Neither a file nor a folder is named.",
    },
    "batch-no-file": {
        "kk": "{path} деген файл да, бума да жоқ.",
        "ru": "Нет ни файла, ни папки {path}.",
        "en": "There is neither a file nor a folder {path}.",
    },
    "batch-empty-file": {
        "kk": "{path} бос: ішінде бірде-бір скан жоқ.",
        "ru": "{path}: пусто, нет ни одного скана.",
        "en": "{path} is empty: there is no scan in it.",
    },
    "batch-path": {
        "kk": "{path} жолы импорт бумасынан шығып кетеді. Оған қатысты жолды жазыңыз.",
        "ru": "Путь {path} ведёт за пределы папки пакета. Укажите путь внутри неё.",
        "en": "The path {path} leads out of the batch's folder. Name it from that folder on.",
    },
    "batch-twice": {
        "kk": "{path} {row}-жолда да аталған.",
        "ru": "{path}: уже назван в строке {row}.",
        "en": "{path} is named in row {row} already.",
    },
    "batch-formula": {
        "kk": "Ұяшықта мәннің орнына формула немесе оның қатесі тұр: {value}",
        "ru": "В ячейке вместо значения формула или её ошибка: {value}",
        "en": "There is a formula, or its error, in the place of a value: {value}",
    },
    "batch-date": {
        "kk": "«{value}» күн ретінде оқылмайды. Жылды былай жазыңыз: 1905, 1905-1907 немесе 1905?.",
        "ru": "«{value}» не читается как дата. Напишите год: 1905, 1905-1907 или 1905?.",
        "en": "“{value}” cannot be read as a date. Write the year: 1905, 1905-1907 or 1905?.",
    },
    "batch-language": {
        "kk": "«{value}» деген тіл белгісіз. Тілдің атын немесе кодын (kaz, rus) жазыңыз.",
        "ru": "Язык «{value}» неизвестен. Напишите его название или код (kaz, rus).",
        "en": "The language “{value}” is not known. Write its name or its code (kaz, rus).",
    },
    "batch-type": {
        "kk": "«{value}» деген түр белгісіз: кітап, қолжазба, газет, карта, фотосурет…",
        "ru": "Вид «{value}» неизвестен: книга, рукопись, газета, карта, фотография…",
        "en": "The type “{value}” is not known: book, manuscript, newspaper, map, photograph…",
    },
    "batch-rights": {
        "kk": "«{value}» құқық мәлімдемесі ретінде белгісіз. CC BY 4.0, CC0, public domain немесе "
        "rightsstatements.org мекенжайын жазыңыз.",
        "ru": "«{value}» неизвестно как указание прав. Напишите CC BY 4.0, CC0, public domain или "
        "адрес с rightsstatements.org.",
        "en": "“{value}” is not known as a statement of rights. Write CC BY 4.0, CC0, public "
        "domain, or an address of rightsstatements.org.",
    },
    "batch-unreadable": {
        "kk": "Файл оқылмады: {problem}",
        "ru": "Файл не читается: {problem}",
        "en": "The file cannot be read: {problem}",
    },
    "batch-nothing": {
        "kk": "Мұнда импорттайтын ештеңе жоқ: скандары бар бума да, PDF те табылмады.",
        "ru": "Здесь нечего импортировать: нет ни папок со сканами, ни PDF.",
        "en": "There is nothing to bring in here: neither folders with scans nor PDFs.",
    },
    "batch-folder": {
        "kk": "{path} бумасы бұл сервердің импорт бумаларының ішінде жоқ.",
        "ru": "Папки {path} нет среди папок импорта этого сервера.",
        "en": "The folder {path} is not in one of this server's folders for importing.",
    },
    "batch-has-problems": {
        "kk": "Тексеруде қателер табылды. Алдымен тізімді түзетіп, қайта тексеріңіз.",
        "ru": "Проверка нашла ошибки. Сначала исправьте список и проверьте его ещё раз.",
        "en": "The check found problems. Mend the list first and check it again.",
    },
    "batch-begun": {
        "kk": "Бұл импорт басталып кеткен.",
        "ru": "Этот пакет уже запущен.",
        "en": "This batch has been begun already.",
    },
    "batch-faulty-plan": {
        "kk": "Еңбектің сипаттама файлында қате бар: {problem}",
        "ru": "В файле описания произведения ошибка: {problem}",
        "en": "The file that describes the work is at fault: {problem}",
    },
    "batch-failed-pages": {
        "kk": "Оқылмаған беттер: {pages}",
        "ru": "Не прочитаны страницы: {pages}",
        "en": "These pages could not be read: {pages}",
    },
    "batch-zip": {
        "kk": "ZIP мұрағаты бүлінген ({problem}). Оны қайта жасап, жіберіңіз.",
        "ru": "Архив ZIP повреждён ({problem}). Создайте и пришлите его заново.",
        "en": "The ZIP is damaged ({problem}). Make it anew and send it again.",
    },
    "batch-zip-method": {
        "kk": "ZIP мұрағаты оқылмайтын тәсілмен сығылған ({problem}). Кәдімгі ZIP жасаңыз.",
        "ru": "Архив ZIP сжат способом, который не читается ({problem}). Создайте обычный ZIP.",
        "en": "The ZIP is packed in a way that is not read ({problem}). Make a plain ZIP.",
    },
    "batch-zip-entries": {
        "kk": "ZIP мұрағатында {most} файлдан көп. Оны бөліктерге бөліңіз.",
        "ru": "В архиве ZIP больше {most} файлов. Разделите его на части.",
        "en": "There are more than {most} files in the ZIP. Split it.",
    },
    "batch-zip-too-large": {
        "kk": "ZIP мұрағаты ашылғанда {largest} ГБ-тан асады. Оны бөліктерге бөліңіз.",
        "ru": "Распакованный архив ZIP больше {largest} ГБ. Разделите его на части.",
        "en": "Unpacked, the ZIP is larger than {largest} GB. Split it.",
    },
    "batch-zip-name": {
        "kk": "ZIP мұрағатындағы {name} атауы бумадан шығып кетеді немесе тым ұзын.",
        "ru": "Имя {name} в архиве ZIP ведёт за пределы папки или слишком длинное.",
        "en": "The name {name} in the ZIP leads out of its folder, or is too long.",
    },
    "batch-zip-link": {
        "kk": "ZIP мұрағатындағы {name} файл емес, сілтеме. Оның орнына файлдың өзін салыңыз.",
        "ru": "{name} в архиве ZIP не файл, а ссылка. Положите вместо неё сам файл.",
        "en": "{name} in the ZIP is no file but a link. Put the file itself in its place.",
    },
    "batch-zip-password": {
        "kk": "ZIP мұрағаты құпиясөзбен қорғалған ({name}). Құпиясөзсіз мұрағат жасаңыз.",
        "ru": "Архив ZIP защищён паролем ({name}). Создайте архив без пароля.",
        "en": "The ZIP is locked with a password ({name}). Make one without.",
    },
    "batch-zip-bomb": {
        "kk": "ZIP мұрағатындағы {name} айтылғаннан әлдеқайда үлкен: мұндай мұрағат қабылданбайды.",
        "ru": "{name} в архиве ZIP разрастается при распаковке: такой архив не принимается.",
        "en": "{name} in the ZIP swells when it is unpacked: such an archive is not taken.",
    },
    "batch-zip-twice": {
        "kk": "ZIP мұрағатында {name} деген екі файл бар.",
        "ru": "В архиве ZIP два файла {name}.",
        "en": "There are two files {name} in the ZIP.",
    },
    "batch-no-room": {
        "kk": "Серверде орын жетпейді: {needed} МБ керек. Әкімшіге хабарлаңыз.",
        "ru": "На сервере не хватает места: нужно {needed} МБ. Сообщите администратору.",
        "en": "There is no room on the server: {needed} MB are needed. Tell the administrator.",
    },
}
