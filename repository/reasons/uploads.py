"""Why a file on its way in is not taken, or not yet."""

from collections.abc import Mapping

UPLOADS: Mapping[str, Mapping[str, str]] = {
    "upload-too-large": {
        "kk": "{name} файлы тым үлкен: ең көбі {most} қабылданады.",
        "ru": "Файл {name} слишком велик: принимается не больше {most}.",
        "en": "The file {name} is too large: up to {most} are taken.",
    },
    "upload-longer": {
        "kk": "Файл айтылған {size} байттан ұзын. Артығы қабылданбады.",
        "ru": "Файл длиннее объявленных {size} байт. Лишнее не принято.",
        "en": "The file is longer than the {size} bytes it was said to have. The rest is refused.",
    },
    "upload-length": {
        "kk": "Файлдың көлемі айтылмаған немесе қате айтылған.",
        "ru": "Размер файла не указан или указан неверно.",
        "en": "The size of the file was not sent along, or is no number.",
    },
    "upload-no-length": {
        "kk": "Жіберілген бөліктің көлемі айтылмаған.",
        "ru": "Размер присланной части не указан.",
        "en": "The size of the part was not sent along.",
    },
    "upload-metadata": {
        "kk": "Upload-Metadata тақырыбында қате бар.",
        "ru": "В заголовке Upload-Metadata ошибка.",
        "en": "There is a mistake in Upload-Metadata.",
    },
    "upload-version": {
        "kk": "Бағдарлама жүктеу хаттамасының басқа нұсқасын қолданады; tus {version} керек.",
        "ru": "Программа говорит на другой версии протокола загрузки; нужна tus {version}.",
        "en": "The program speaks another version of the upload protocol; tus {version} is needed.",
    },
    "upload-type": {
        "kk": "Файл бөліктері {type} түрінде жіберіледі.",
        "ru": "Части файла присылаются как {type}.",
        "en": "Parts of a file are sent as {type}.",
    },
    "upload-offset": {
        "kk": "Файлдың {offset} байты келді; жіберуші басқа жерден жалғастырды.",
        "ru": "Получено {offset} байт файла, а отправитель продолжил с другого места.",
        "en": "{offset} bytes of the file are here; the sender went on at another place.",
    },
    "upload-busy": {
        "kk": "Бұл файлды қазір басқа терезе жіберіп жатыр. Сәл кейінірек қайталаңыз.",
        "ru": "Этот файл сейчас отправляет другое окно. Повторите чуть позже.",
        "en": "This file is being sent by another window just now. Try again in a moment.",
    },
    "upload-expired": {
        "kk": "Жүктеудің сақтау мерзімі өтті. Файлды басынан жіберіңіз.",
        "ru": "Срок хранения начатой загрузки истёк. Отправьте файл с начала.",
        "en": "This upload was kept as long as uploads are. Send the file from its beginning.",
    },
    "upload-damaged": {
        "kk": "Бөлік жолда бүлінді: бақылау сомасы басқа. Ол қабылданбады, қайта жіберіңіз.",
        "ru": "Часть повреждена в пути: контрольная сумма другая. Она не принята, пришлите снова.",
        "en": "The part was damaged on its way: its checksum is another. It was not kept; send it "
        "again.",
    },
    "upload-checksum": {
        "kk": "Upload-Checksum тақырыбы түсініксіз; қабылданатыны: {known}.",
        "ru": "Заголовок Upload-Checksum непонятен; принимаются: {known}.",
        "en": "Upload-Checksum cannot be read; known are {known}.",
    },
    "upload-other": {
        "kk": "{name} файлы айтылғандай емес: SHA-256 сомасы басқа. Қайта жіберіңіз.",
        "ru": "Файл {name} не тот, что был объявлен: его SHA-256 другая. Отправьте его заново.",
        "en": "The file {name} is not the one announced: its SHA-256 is another. Send it again.",
    },
    "upload-no-room": {
        "kk": "Сервер дискісінде орын жоқ. Келгені сақталды; орын босағанда жүктеу жалғасады.",
        "ru": "На диске сервера нет места. Полученное сохранено; загрузка продолжится, когда место "
        "появится.",
        "en": "The disk of the server is full. What has arrived is kept; the upload can go on when "
        "there is room.",
    },
    "upload-quota": {
        "kk": "Аяқталмаған жүктеулеріңіз {most} шегіне жетті. Алдымен оларды аяқтаңыз не алып "
        "тастаңыз.",
        "ru": "Ваши незаконченные загрузки достигли предела в {most}. Сначала завершите или "
        "уберите их.",
        "en": "Your unfinished uploads have reached the limit of {most}. Finish or remove them "
        "first.",
    },
    "upload-many": {
        "kk": "Аяқталмаған жүктеулеріңіз тым көп: {most}. Алдымен оларды аяқтаңыз не алып "
        "тастаңыз.",
        "ru": "У вас слишком много незаконченных загрузок: {most}. Сначала завершите или уберите "
        "их.",
        "en": "You have too many unfinished uploads: {most}. Finish or remove them first.",
    },
    "upload-method": {
        "kk": "Бұл мекенжайда мұндай әрекет жоқ.",
        "ru": "Такого действия по этому адресу нет.",
        "en": "This is not offered at this address.",
    },
    "upload-nowhere": {
        "kk": "{name} файлына арналған бет не еңбек енді жоқ.",
        "ru": "Страницы или произведения, для которых был файл {name}, больше нет.",
        "en": "The page or work that the file {name} was for is gone.",
    },
}
