"""Why a scan or a recording could not be taken in."""

from collections.abc import Mapping

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
    "no-tesseract": {
        "kk": "Бұл компьютерде мәтін танитын Tesseract бағдарламасы жоқ. Әкімші оны орнатқаннан "
        "кейін қайталап көріңіз.",
        "ru": "На этом компьютере нет программы Tesseract, которая распознаёт текст. Повторите, "
        "когда администратор её установит.",
        "en": "There is no Tesseract on this machine, the program that recognises text. Try again "
        "when the administrator has installed it.",
    },
    "no-language": {
        "kk": "Бұл шығарманың тілін осында тани алмайды: {languages}. Тілі дұрыс жазылғанын "
        "қараңыз немесе әкімшіден Tesseract тілін орнатуды сұраңыз.",
        "ru": "Язык этого произведения здесь не распознаётся: {languages}. Проверьте, верно ли он "
        "указан, или попросите администратора установить этот язык для Tesseract.",
        "en": "The language of this work cannot be recognised here: {languages}. See whether it is "
        "stated right, or ask the administrator to install it for Tesseract.",
    },
    "no-picture": {
        "kk": "Бұл бетте танитын сурет жоқ.",
        "ru": "У этой страницы нет изображения, с которого можно распознать текст.",
        "en": "This page has no picture to recognise a text on.",
    },
    "recognition-failed": {
        "kk": "Бұл беттің мәтінін тану сәтсіз аяқталды. Қайта тануға болады немесе мәтінін файлмен "
        "жүктеңіз.",
        "ru": "Текст этой страницы распознать не удалось. Можно повторить распознавание или "
        "загрузить текст файлом.",
        "en": "The text of this page could not be recognised. Try again, or send the text as a "
        "file.",
    },
    "download-picture": {
        "kk": "{page}-беттің суреті оқылмайды, сондықтан PDF жасалмады. Кітапханаға хабарлаңыз.",
        "ru": "Изображение страницы {page} не читается, поэтому PDF не создан. Сообщите об этом "
        "библиотеке.",
        "en": "The picture of page {page} cannot be read, so no PDF was made. Tell the library.",
    },
    "download-too-large": {
        "kk": "PDF {limit} ГБ-тан үлкен болар еді. Бөлімдерін бөлек-бөлек жүктеп алыңыз.",
        "ru": "PDF получился бы больше {limit} ГБ. Скачайте разделы по отдельности.",
        "en": "The PDF would be larger than {limit} GB. Take the sections one by one.",
    },
}
