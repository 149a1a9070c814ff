"""What is wrong with what was typed into a description."""

from collections.abc import Mapping

DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "title-missing": {
        "kk": "Еңбекке кемінде бір тілде атау беріңіз.",
        "ru": "Дайте произведению заглавие хотя бы на одном языке.",
        "en": "Give the work a title in at least one language.",
    },
    "too-many-values": {
        "kk": "Мұнда ең көбі {most} мән сақталады.",
        "ru": "Здесь хранится не больше {most} значений.",
        "en": "At most {most} values are kept here.",
    },
    "text-too-long": {
        "kk": "Мәтін тым ұзын: ең көбі {most} таңба.",
        "ru": "Текст слишком длинный: не больше {most} знаков.",
        "en": "The text is too long: at most {most} characters.",
    },
    "no-language-code": {
        "kk": "«{text}» тіл коды емес. kk, ru, de немесе chg сияқты код жазыңыз.",
        "ru": "«{text}» не код языка. Напишите код вроде kk, ru, de или chg.",
        "en": "“{text}” is no code of a language. Write one like kk, ru, de or chg.",
    },
    "unknown-role": {
        "kk": "«{text}» деген рөл тізімде жоқ.",
        "ru": "Роли «{text}» нет в списке.",
        "en": "There is no role “{text}” in the list.",
    },
    "unreadable-date": {
        "kk": "«{text}» күні түсініксіз. 1905, 1905-05-12, 1905–1915, шамамен 1890 немесе XIX ғ. "
        "деп жазыңыз.",
        "ru": "Дата «{text}» непонятна. Напишите 1905, 1905-05-12, 1905–1915, ок. 1890 или XIX в.",
        "en": "The date “{text}” is not understood. Write 1905, 1905-05-12, 1905–1915, c. 1890 or "
        "19th century.",
    },
    "unknown-language": {
        "kk": "«{text}» тілі белгісіз. Тізімнен таңдаңыз немесе ISO 639 кодын жазыңыз.",
        "ru": "Язык «{text}» неизвестен. Выберите из списка или напишите код ISO 639.",
        "en": "The language “{text}” is not known. Choose from the list or write its ISO 639 code.",
    },
    "unknown-type": {
        "kk": "«{text}» түрі тізімде жоқ.",
        "ru": "Вида «{text}» нет в списке.",
        "en": "There is no type “{text}” in the list.",
    },
    "unknown-rights": {
        "kk": "Creative Commons немесе rightsstatements.org мәлімдемелерінің бірін таңдаңыз.",
        "ru": "Выберите одно из указаний Creative Commons или rightsstatements.org.",
        "en": "Choose one of the statements of Creative Commons or rightsstatements.org.",
    },
    "no-web-address": {
        "kk": "«{text}» веб-мекенжай емес: ол https:// деп басталады.",
        "ru": "«{text}» не веб-адрес: он начинается с https://.",
        "en": "“{text}” is no web address: one begins with https://.",
    },
    "unknown-authority": {
        "kk": "Тізімде мұндай тұлға, жер немесе тақырып жоқ. Қайта таңдаңыз.",
        "ru": "В списках нет такого лица, места или темы. Выберите заново.",
        "en": "There is no such person, place or subject in the lists. Choose again.",
    },
    "authorities-differ": {
        "kk": "Біріктіру үшін бір тізімдегі екі бөлек жазба керек.",
        "ru": "Объединить можно две разные записи одного списка.",
        "en": "Two different entries of one list can be merged.",
    },
    "authority-changed": {
        "kk": "Сіз жазып жатқанда бұл жазбаны басқа біреу өзгертті. Ештеңе сақталған жоқ: қазіргі "
        "күйімен салыстырып, қайта сақтаңыз.",
        "ru": "Пока вы писали, эту запись изменил кто-то другой. Ничего не сохранено: сравните с "
        "тем, что стоит там теперь, и сохраните снова.",
        "en": "Somebody else changed this entry while you were writing. Nothing was saved: compare "
        "with what stands there now, then save again.",
    },
    "authority-used": {
        "kk": "Оны {works} еңбек атайды. Алдымен басқасымен біріктіріңіз.",
        "ru": "Её называют произведения: {works}. Сначала объедините её с другой.",
        "en": "Works name it: {works}. Merge it into another first.",
    },
    "authority-too-common": {
        "kk": "Бұл өзгеріс {works} еңбекке тиеді, ең көбі {most} рұқсат етілген.",
        "ru": "Изменение коснулось бы {works} произведений, допустимо не больше {most}.",
        "en": "The change would show in {works} works; {most} are allowed at most.",
    },
    "authority-elsewhere": {
        "kk": "Бұл атауды басқа кітапханалардың еңбектері да көрсетеді. Оны консорциум "
        "әкімшісі ғана өзгертеді.",
        "ru": "Это имя показывают произведения и других библиотек. Изменить его может только "
        "администратор консорциума.",
        "en": "Works of other libraries show this name, too. Only an administrator of the "
        "consortium may change it.",
    },
    "edit-too-many": {
        "kk": "Таңдалғаны тым көп: бір жолы ең көбі {most} еңбек өзгертіледі. Сүзгілерді "
        "нақтылаңыз.",
        "ru": "Выбрано слишком много: за раз меняется не больше {most} произведений. Уточните "
        "фильтры.",
        "en": "Too many are selected: at most {most} works are changed at once. Narrow the "
        "filters.",
    },
    "edit-unclear": {
        "kk": "Өріс, тіл және әрекет бір-біріне сәйкес келмейді.",
        "ru": "Поле, язык и действие не подходят друг к другу.",
        "en": "Field, language and action do not go together.",
    },
    "edit-empty": {
        "kk": "Не жазылатынын немесе не ізделетінін көрсетіңіз.",
        "ru": "Укажите, что записать или что искать.",
        "en": "Say what is to be written, or what to look for.",
    },
    "edit-not-open": {
        "kk": "Бұл өзгеріс бұрын қолданылған.",
        "ru": "Это изменение уже применено.",
        "en": "This change was applied already.",
    },
    "edit-not-applied": {
        "kk": "Болдырмайтын ештеңе жоқ: өзгеріс қолданылмаған не бұрын болдырылмаған.",
        "ru": "Отменять нечего: изменение не применено или уже отменено.",
        "en": "There is nothing to undo: the change was not applied, or was undone already.",
    },
    "table-columns": {
        "kk": "Кестенің бағандары түсініксіз: {columns}. Экспортталған кестедегі атауларды "
        "қалдырыңыз.",
        "ru": "Столбцы таблицы непонятны: {columns}. Оставьте названия, как в выгрузке.",
        "en": "The columns of the table are not understood: {columns}. Keep the names of the "
        "export.",
    },
    "table-row": {
        "kk": "{row}-жолда id жоқ немесе ол қайталанады.",
        "ru": "В строке {row} нет id или он повторяется.",
        "en": "Row {row} has no id, or one that was there before.",
    },
    "table-works": {
        "kk": "Бұл еңбектер табылмады немесе оларды өзгерту құқығыңыз жоқ: {works}",
        "ru": "Этих произведений нет или их нельзя вам менять: {works}",
        "en": "These works are not there, or you may not change them: {works}",
    },
}
