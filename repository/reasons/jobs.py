"""What became of background work."""

from collections.abc import Mapping

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
