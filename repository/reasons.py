"""What went wrong, in the words of a librarian: a sentence for every code, in three languages.

The codes come from `RefusedError`, `Hindrance`, `repository.jobs`, `workers.job` and
`workers.errors`; a test holds them together.
"""

from collections.abc import Mapping

UNKNOWN = "internal"

SCANS: Mapping[str, Mapping[str, str]] = {
    "empty-file": {
        "kk": "Файл бос. Оны көшіру аяқталмаған болуы мүмкін: файлды қайта жүктеңіз.",
        "ru": "Файл пуст. Возможно, его копирование не завершилось: загрузите файл заново.",
        "en": "The file is empty. Perhaps it was not copied to the end: upload it again.",
    },
    "not-an-image": {
        "kk": "Бұл сурет те, дыбыс не бейне жазбасы да емес: аты қандай болса да, ішінде ондай "
        "ештеңе жоқ.",
        "ru": "Это не изображение и не запись звука или видео: что бы ни говорило имя файла, "
        "внутри их нет.",
        "en": "This is neither a picture nor a recording: whatever its name says, there is none "
        "inside.",
    },
    "unsupported-format": {
        "kk": "{format} пішіні қабылданбайды. Сканды TIFF, JPEG, PNG, JPEG 2000 немесе PDF "
        "түрінде сақтаңыз.",
        "ru": "Формат {format} не принимается. Сохраните скан как TIFF, JPEG, PNG, JPEG 2000 "
        "или PDF.",
        "en": "The format {format} is not taken. Save the scan as TIFF, JPEG, PNG, JPEG 2000 "
        "or PDF.",
    },
    "unsupported-pixels": {
        "kk": "Сканның пиксельдері сирек түрде сақталған ({pixels}). Оны бір түске 8 немесе "
        "16 биттен, RGB, CMYK немесе сұр реңкте сақтаңыз.",
        "ru": "Пиксели скана записаны в редком виде ({pixels}). Сохраните его с 8 или 16 битами "
        "на цвет, в RGB, CMYK или оттенках серого.",
        "en": "The pixels of this scan are of a rare kind ({pixels}). Save it with 8 or 16 bits "
        "a colour, as RGB, CMYK or grey.",
    },
    "truncated": {
        "kk": "Файл соңына дейін жазылмаған: суреттің бір бөлігі жоқ. Файлды қайта көшіріп, "
        "жүктеңіз.",
        "ru": "Файл обрывается: части изображения нет. Скопируйте и загрузите файл заново.",
        "en": "The file breaks off: a part of the picture is missing. Copy and upload it again.",
    },
    "damaged": {
        "kk": "Файл бүлінген, суретті оқу мүмкін емес. Түпнұсқадан қайта көшіріңіз немесе бетті "
        "қайта сканерлеңіз.",
        "ru": "Файл повреждён, изображение не читается. Скопируйте его из оригинала ещё раз или "
        "отсканируйте страницу заново.",
        "en": "The file is damaged and the picture cannot be read. Copy it from the original "
        "again, or scan the page again.",
    },
    "header-mismatch": {
        "kk": "Файл өзі туралы қате мәлімет береді: {width} × {height} пиксель деп көрсетілген, "
        "ал ішіндегі сурет {found_width} × {found_height}. Файлды қайта сақтаңыз.",
        "ru": "Файл противоречит сам себе: заявлено {width} × {height} пикселей, а внутри "
        "{found_width} × {found_height}. Сохраните файл заново.",
        "en": "The file contradicts itself: it claims {width} × {height} pixels, and there are "
        "{found_width} × {found_height} inside. Save it anew.",
    },
    "too-many-pixels": {
        "kk": "Скан тым үлкен: {width} × {height} пиксель. Ең көбі {limit} мегапиксель "
        "қабылданады.",
        "ru": "Скан слишком велик: {width} × {height} пикселей. Принимается не больше {limit} "
        "мегапикселей.",
        "en": "The scan is too large: {width} × {height} pixels. At most {limit} megapixels are "
        "taken.",
    },
    "too-much-memory": {
        "kk": "Бұл файлды тек тұтас оқуға болады, оған {needed} МБ жад керек, рұқсат етілгені "
        "{limit} МБ. Сканды бөліктерге (тайлдарға) бөлінген TIFF немесе кәдімгі (прогрессивті "
        "емес) JPEG түрінде сақтаңыз.",
        "ru": "Этот файл можно прочитать только целиком, для этого нужно {needed} МБ памяти, а "
        "разрешено {limit} МБ. Сохраните скан как TIFF с тайлами или как обычный (не "
        "прогрессивный) JPEG.",
        "en": "This file can only be read as a whole, which takes {needed} MB of memory; {limit} "
        "MB are allowed. Save the scan as a tiled TIFF or a baseline (not progressive) JPEG.",
    },
    "too-many-frames": {
        "kk": "Құжатта {limit} беттен көп бет бар, мұндай файл қабылданбайды. Оны бірнеше файлға "
        "бөліңіз.",
        "ru": "В документе больше {limit} страниц, столько не принимается. Разделите его на "
        "несколько файлов.",
        "en": "The document has more than {limit} pages, which is more than is taken. Split it "
        "into several files.",
    },
    "no-such-frame": {
        "kk": "Құжатта {frame}-бет жоқ: файл өзі мәлімдегеннен қысқа.",
        "ru": "В документе нет страницы {frame}: он короче, чем заявлено в нём самом.",
        "en": "The document has no page {frame}: it is shorter than it claims.",
    },
    "encrypted-pdf": {
        "kk": "PDF құпиясөзбен қорғалған. Қорғауын алып тастап, қайта жүктеңіз.",
        "ru": "PDF защищён паролем. Снимите защиту и загрузите его заново.",
        "en": "The PDF is locked with a password. Remove the password and upload it again.",
    },
    "no-ffmpeg": {
        "kk": "Бұл серверде дыбыс пен бейнені өңдейтін ffmpeg бағдарламасы жоқ. Әкімшіге "
        "хабарлаңыз; ол орнатылған соң, файлды қайта өңдеуге болады.",
        "ru": "На этом сервере нет программы ffmpeg, которая обрабатывает звук и видео. Сообщите "
        "администратору; когда она появится, попробуйте ещё раз.",
        "en": "This server lacks the program ffmpeg, which works on sound and film. Tell the "
        "administrator; try again when it is there.",
    },
    "unsupported-recording": {
        "kk": "{format} пішіндегі жазба қабылданбайды. Оны WAV, FLAC, MP3, OGG, MP4, MOV, MKV "
        "немесе WebM түрінде сақтаңыз.",
        "ru": "Записи в формате {format} не принимаются. Сохраните запись как WAV, FLAC, MP3, OGG, "
        "MP4, MOV, MKV или WebM.",
        "en": "Recordings in the format {format} are not taken. Save it as WAV, FLAC, MP3, OGG, "
        "MP4, MOV, MKV or WebM.",
    },
    "unsupported-codec": {
        "kk": "Жазба сирек тәсілмен ({codec}) кодталған, ол оқылмайды. Бейнені H.264, дыбысты AAC "
        "немесе WAV түрінде сақтаңыз.",
        "ru": "Запись закодирована редким способом ({codec}), который не читается. Сохраните видео "
        "как H.264, а звук как AAC или WAV.",
        "en": "The recording is coded in a rare way ({codec}) that is not read. Save film as H.264 "
        "and sound as AAC or WAV.",
    },
    "empty-recording": {
        "kk": "Жазбада дыбыс та, бейне де жоқ немесе оның ұзақтығы нөлге тең.",
        "ru": "В записи нет ни звука, ни изображения, или её длительность равна нулю.",
        "en": "There is neither sound nor film in this recording, or it lasts no time at all.",
    },
    "damaged-recording": {
        "kk": "Жазба бүлінген, оны оқу мүмкін емес. Түпнұсқадан қайта көшіріп, жүктеңіз.",
        "ru": "Запись повреждена и не читается. Скопируйте её из оригинала ещё раз и загрузите "
        "заново.",
        "en": "The recording is damaged and cannot be read. Copy it from the original again and "
        "upload it anew.",
    },
    "truncated-recording": {
        "kk": "Жазба соңына дейін көшірілмеген: {told} секундтың тек {found} секунды бар. Файлды "
        "қайта көшіріп, жүктеңіз.",
        "ru": "Запись обрывается: из {told} с есть только {found} с. Скопируйте и загрузите файл "
        "заново.",
        "en": "The recording breaks off: of {told} seconds only {found} are there. Copy and upload "
        "the file again.",
    },
    "too-long": {
        "kk": "Жазба тым ұзақ: ең көбі {limit} минут қабылданады. Оны бөліктерге бөліңіз.",
        "ru": "Запись слишком длинная: принимается не больше {limit} минут. Разделите её на части.",
        "en": "The recording is too long: at most {limit} minutes are taken. Split it into parts.",
    },
    "too-many-streams": {
        "kk": "Жазбада {limit} жолдан көп жол бар, мұндай файл қабылданбайды. Тек керекті дыбыс "
        "пен бейне жолын қалдырыңыз.",
        "ru": "В записи больше {limit} дорожек, столько не принимается. Оставьте только нужные "
        "дорожки звука и видео.",
        "en": "The recording has more than {limit} tracks, which is more than is taken. Keep only "
        "the tracks of sound and film that are needed.",
    },
    "recording-too-large": {
        "kk": "Жазба тым үлкен: браузерге арналған түрі {limit} МБ-тан асып кетеді. Оны бөліктерге "
        "бөліңіз.",
        "ru": "Запись слишком велика: в виде для браузера она займёт больше {limit} МБ. Разделите "
        "её на части.",
        "en": "The recording is too large: in the form for browsers it takes more than {limit} MB. "
        "Split it into parts.",
    },
    "took-too-long": {
        "kk": "Файлды өңдеу {minutes} минуттан ұзаққа созылып, тоқтатылды. Файлды қайта сақтап "
        "көріңіз.",
        "ru": "Обработка файла заняла больше {minutes} мин и была остановлена. Попробуйте "
        "сохранить файл заново.",
        "en": "Work on this file took more than {minutes} minutes and was stopped. Try to save "
        "the file anew.",
    },
}

JOBS: Mapping[str, Mapping[str, str]] = {
    "crashed": {
        "kk": "Бұл сканды өңдегенде бағдарлама бірнеше рет тоқтап қалды. Файлды басқа "
        "бағдарламада ашып, қайта сақтап көріңіз.",
        "ru": "Обработка этого скана несколько раз обрывалась. Попробуйте открыть файл в другой "
        "программе и сохранить заново.",
        "en": "Work on this scan broke down several times. Try to open the file in another "
        "program and save it anew.",
    },
    "storage-full": {
        "kk": "Қоймада орын таусылды. Орын босағанда жұмыс өзі жалғасады.",
        "ru": "В хранилище нет места. Работа продолжится сама, когда место появится.",
        "en": "The storage is full. Work goes on by itself as soon as there is room.",
    },
    "storage-unavailable": {
        "kk": "Қойма қазір жауап бермейді. Байланыс қалпына келгенде жұмыс өзі жалғасады.",
        "ru": "Хранилище сейчас не отвечает. Работа продолжится сама, когда связь вернётся.",
        "en": "The storage does not answer. Work goes on by itself as soon as it does.",
    },
    "internal": {
        "kk": "Күтпеген қате шықты. Әкімшіге хабарлаңыз; толығы журналда жазылған.",
        "ru": "Произошла непредвиденная ошибка. Сообщите администратору; подробности в журнале.",
        "en": "Something unforeseen went wrong. Tell the administrator; the log has the details.",
    },
}

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
    "file-changed": {
        "kk": "{name} файлы жүктеліп жатқанда өзгерді. Қайта жүктеңіз.",
        "ru": "Файл {name} изменился во время загрузки. Загрузите его заново.",
        "en": "The file {name} changed while it was taken in. Upload it again.",
    },
    "name-taken": {
        "kk": "«{name}» деген атпен пайдаланушы тіркелген немесе атау бос. Басқа атау таңдаңыз.",
        "ru": "Имя «{name}» уже занято или пусто. Выберите другое.",
        "en": "The name “{name}” is taken or empty. Choose another.",
    },
    "password-too-short": {
        "kk": "Құпиясөз тым қысқа: кемінде {length} таңба керек.",
        "ru": "Пароль слишком короткий: нужно не меньше {length} знаков.",
        "en": "The password is too short: it takes at least {length} characters.",
    },
    "too-many-attempts": {
        "kk": "Кіру әрекеті тым көп болды. {minutes} минуттан кейін қайталап көріңіз.",
        "ru": "Слишком много попыток входа. Попробуйте снова через {minutes} минут.",
        "en": "Too many attempts to sign in. Try again in {minutes} minutes.",
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

REASONS: Mapping[str, Mapping[str, str]] = {**SCANS, **JOBS, **REFUSALS}


class _Shown(dict[str, object]):
    """Params of an older release may lack what a sentence of today asks for."""

    def __missing__(self, key: str) -> str:
        return "?"


def sentence(code: str, params: Mapping[str, object], language: str) -> str:
    """The reason in `language`, English when it is another; unknown codes get a general one.

    A param may itself be a mapping of languages to words.
    """
    wordings = REASONS.get(code, REASONS[UNKNOWN])
    chosen = language if language in wordings else "en"
    facts = {
        name: value[chosen] if isinstance(value, Mapping) else value
        for name, value in params.items()
    }
    return wordings[chosen].format_map(_Shown(facts))
