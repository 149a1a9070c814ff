"""Why a text of a page is not taken, or a line of it not changed."""

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "not-a-text": {
        "kk": "{name} файлы ALTO да, hOCR да емес. Беттің мәтіні осы екі пішімде қабылданады.",
        "ru": "Файл {name} — не ALTO и не hOCR. Текст страницы принимается в этих двух форматах.",
        "en": "The file {name} is neither ALTO nor hOCR. The text of a page is taken in these two.",
    },
    "not-alto": {
        "kk": "{name} файлы ALTO емес.",
        "ru": "Файл {name} — не ALTO.",
        "en": "The file {name} is not ALTO.",
    },
    "not-hocr": {
        "kk": "{name} файлында hOCR беті (ocr_page) жоқ.",
        "ru": "В файле {name} нет страницы hOCR (ocr_page).",
        "en": "There is no page of hOCR (ocr_page) in the file {name}.",
    },
    "not-xml": {
        "kk": "{name} файлы дұрыс XML емес: {problem}",
        "ru": "Файл {name} — неправильный XML: {problem}",
        "en": "The file {name} is no well-formed XML: {problem}",
    },
    "alto-pages": {
        "kk": "{name} ALTO файлында бір бет емес, {pages} бет бар. Әр беттің файлы бөлек болсын.",
        "ru": "В файле ALTO {name} страниц: {pages}. Нужна одна: для каждой страницы свой файл.",
        "en": "The ALTO file {name} has {pages} pages. It takes one: a file for each page.",
    },
    "hocr-pages": {
        "kk": "{name} hOCR файлында {pages} бет бар. Әр беттің файлы бөлек болсын.",
        "ru": "В файле hOCR {name} страниц: {pages}. Нужна одна: для каждой страницы свой файл.",
        "en": "The hOCR file {name} has {pages} pages. It takes one: a file for each page.",
    },
    "alto-unit": {
        "kk": "{name} ALTO файлының өлшем бірлігі белгісіз: {unit}. Керегі: pixel, mm10 немесе "
        "inch1200.",
        "ru": "В файле ALTO {name} неизвестная единица измерения: {unit}. Нужна pixel, mm10 или "
        "inch1200.",
        "en": "The ALTO file {name} measures in an unknown unit: {unit}. It takes pixel, mm10 or "
        "inch1200.",
    },
    "alto-size": {
        "kk": "{name} ALTO файлында беттің өлшемі (WIDTH, HEIGHT) жазылмаған, сондықтан жолдардың "
        "орнын пиксельге айналдыру мүмкін емес.",
        "ru": "В файле ALTO {name} не указан размер страницы (WIDTH, HEIGHT), поэтому места строк "
        "не перевести в пиксели.",
        "en": "The ALTO file {name} does not tell the size of the page (WIDTH, HEIGHT), so the "
        "places of lines cannot be turned into pixels.",
    },
    "text-of-another-page": {
        "kk": "{name} файлы басқа пішінді беттің мәтіні: файлда {told}, ал бет {page} пиксель.",
        "ru": "Файл {name} — текст страницы другой формы: в файле {told}, а страница {page} "
        "пикселей.",
        "en": "The file {name} is the text of a page of another shape: it says {told}, and the "
        "page has {page} pixels.",
    },
    "text-too-long": {
        "kk": "{name} файлындағы бір бетте {most} сөзден көп. Файлды тексеріңіз.",
        "ru": "В файле {name} больше {most} слов на одной странице. Проверьте файл.",
        "en": "The file {name} has more than {most} words on one page. Look at the file.",
    },
    "text-too-large": {
        "kk": "{name} файлы тым үлкен: бір беттің мәтіні {limit} МБ-тан аспауы керек.",
        "ru": "Файл {name} слишком велик: текст одной страницы — не больше {limit} МБ.",
        "en": "The file {name} is too large: the text of a page takes up to {limit} MB.",
    },
    "page-without-size": {
        "kk": "{name} мәтінін қабылдау үшін алдымен беттің суреті дайын болуы керек.",
        "ru": "Чтобы принять текст {name}, сначала должно быть готово изображение страницы.",
        "en": "Before the text {name} can be taken, the picture of its page has to be ready.",
    },
    "no-page-for-text": {
        "kk": "{name} мәтінінің беті табылмады: аты сондай скан жоқ.",
        "ru": "Для текста {name} не нашлось страницы: скана с таким именем нет.",
        "en": "There is no page for the text {name}: no scan has its name.",
    },
    "text-changed": {
        "kk": "Сіз оқығаннан бері бұл беттің мәтіні өзгерді. Бетті жаңартып, қайталаңыз; ештеңе "
        "жазылған жоқ.",
        "ru": "Текст этой страницы изменился с тех пор, как вы его открыли. Обновите страницу и "
        "повторите; ничего не записано.",
        "en": "The text of this page has changed since you read it. Load it again and repeat; "
        "nothing was written.",
    },
    "no-such-line": {
        "kk": "Бұл бетте {line}-жол жоқ.",
        "ru": "На этой странице нет строки {line}.",
        "en": "There is no line {line} on this page.",
    },
    "line-too-long": {
        "kk": "Жол тым ұзын: {most} таңбадан аспауы керек.",
        "ru": "Строка слишком длинная: не больше {most} знаков.",
        "en": "The line is too long: it takes up to {most} characters.",
    },
}
