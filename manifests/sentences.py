"""What each problem says, in Kazakh, Russian and English: to librarians, not to programmers."""

SENTENCES: dict[str, dict[str, str]] = {
    "missing": {
        "kk": "«{property}» көрсетілмеген.",
        "ru": "Не указано: {property}.",
        "en": "This is missing: {property}.",
    },
    "not-allowed": {
        "kk": "«{property}» бұл жерде бола алмайды.",
        "ru": "Здесь не может стоять: {property}.",
        "en": "This does not belong here: {property}.",
    },
    "not-a-list": {
        "kk": "Бұл жерде тізім болуы керек.",
        "ru": "Здесь должен быть список.",
        "en": "There should be a list here.",
    },
    "empty": {
        "kk": "Тізім бос. Кемінде бір нәрсе қосыңыз.",
        "ru": "Список пуст. Добавьте хотя бы одну запись.",
        "en": "The list is empty. Add at least one entry.",
    },
    "not-an-object": {
        "kk": "Мекенжай, түр және атау бар жазба болуы керек.",
        "ru": "Здесь должна быть запись с адресом, видом и названием.",
        "en": "There should be an entry with an address, a type and a title here.",
    },
    "address": {
        "kk": "«{value}» жарамды веб-мекенжай емес: ол http немесе https-тен басталып, "
        "бос орынсыз латын әріптерімен жазылуы керек.",
        "ru": "«{value}» не годится как веб-адрес: он начинается с http или https и пишется "
        "латинскими буквами без пробелов.",
        "en": "“{value}” is not a usable web address: it has to start with http or https and have "
        "no spaces or letters other than Latin ones.",
    },
    "same-id": {
        "kk": "«{value}» мекенжайы екі рет берілген.",
        "ru": "Адрес «{value}» дан дважды.",
        "en": "The address “{value}” is given twice.",
    },
    "language-map": {
        "kk": "Мәтін жоқ: оны кемінде бір тілде жазыңыз.",
        "ru": "Нет текста: напишите его хотя бы на одном языке.",
        "en": "There is no text: write it in at least one language.",
    },
    "language": {
        "kk": "«{language}» тіл коды емес. kk, ru, en сияқты код қойыңыз.",
        "ru": "«{language}» не код языка. Нужен код вроде kk, ru, en.",
        "en": "“{language}” is not a language code. Use one like kk, ru or en.",
    },
    "label-and-value": {
        "kk": "Атауы да, мәні де болуы керек.",
        "ru": "Нужны и название, и значение.",
        "en": "Both a label and a value are needed.",
    },
    "html-in-label": {
        "kk": "Атауда HTML белгілері болмауы керек: «{text}».",
        "ru": "В названии не может быть разметки HTML: «{text}».",
        "en": "A title cannot hold HTML: “{text}”.",
    },
    "html-spaces": {
        "kk": "HTML мәтінінің басында не соңында артық бос орын бар.",
        "ru": "В начале или в конце текста HTML лишние пробелы.",
        "en": "There are spaces before or after the HTML text.",
    },
    "html-broken": {
        "kk": "HTML қате жазылған: әр тегті жабыңыз және бәрін бір тегтің ішіне алыңыз: «{text}».",
        "ru": "Ошибка в HTML: закройте каждый тег и заключите всё в один: «{text}».",
        "en": "The HTML is broken: close every tag and put everything inside one: “{text}”.",
    },
    "html-forbidden": {
        "kk": "HTML ішінде «{element}» болмауы керек: оқырмандар оны көрмейді.",
        "ru": "В HTML недопустимо «{element}»: читатели этого не увидят.",
        "en": "The HTML cannot hold “{element}”: readers would not see it.",
    },
    "rights": {
        "kk": "«{value}» белгілі құқық мәлімдемесі емес. Оны rightsstatements.org немесе "
        "Creative Commons тізімінен таңдаңыз.",
        "ru": "«{value}» не является известным указанием прав. Выберите его из списка "
        "rightsstatements.org или Creative Commons.",
        "en": "“{value}” is not a known statement of rights. Choose one of rightsstatements.org or "
        "Creative Commons.",
    },
    "nav-date": {
        "kk": "«{value}» күні қате: уақыты мен уақыт белдеуі керек.",
        "ru": "Ошибка в дате «{value}»: нужны время и часовой пояс.",
        "en": "The date “{value}” is wrong: it needs a time and a time zone.",
    },
    "place": {
        "kk": "Картадағы орын қате: бойлық −180–180, ендік −90–90 аралығында, "
        "ал аумақтың шекарасы тұйық болуы керек.",
        "ru": "Ошибка в месте на карте: долгота от −180 до 180, широта от −90 до 90, граница "
        "области замкнута.",
        "en": "The place on the map is wrong: longitude is −180 to 180, latitude −90 to 90, and "
        "the outline of an area is closed.",
    },
    "direction": {
        "kk": "«{value}» оқу бағыты емес.",
        "ru": "«{value}» не направление чтения.",
        "en": "“{value}” is not a reading direction.",
    },
    "behavior": {
        "kk": "«{behavior}» көрсету тәсілі мұнда қолданылмайды.",
        "ru": "Способ показа «{behavior}» здесь не применяется.",
        "en": "The way of showing “{behavior}” does not apply here.",
    },
    "behaviors": {
        "kk": "«{first}» мен «{second}» көрсету тәсілдері бірге бола алмайды: біреуін қалдырыңыз.",
        "ru": "Способы показа «{first}» и «{second}» исключают друг друга: оставьте один.",
        "en": "The ways of showing “{first}” and “{second}” exclude each other: keep one.",
    },
    "logo": {
        "kk": "Логотип сурет болуы керек.",
        "ru": "Логотип должен быть изображением.",
        "en": "The logo has to be a picture.",
    },
    "provider": {
        "kk": "Мекеме туралы жазба қате.",
        "ru": "Ошибка в записи об учреждении.",
        "en": "The entry about the institution is wrong.",
    },
    "service": {
        "kk": "Сурет сервисінің мекенжайы не түрі жоқ.",
        "ru": "У сервиса нет адреса или вида.",
        "en": "A service has no address or no type.",
    },
    "annotation-page": {
        "kk": "Аннотациялар беті болуы керек жерде басқа нәрсе тұр.",
        "ru": "На месте страницы аннотаций стоит другое.",
        "en": "Something else stands where a page of annotations should be.",
    },
    "annotation": {
        "kk": "Аннотация болуы керек жерде басқа нәрсе тұр.",
        "ru": "На месте аннотации стоит другое.",
        "en": "Something else stands where an annotation should be.",
    },
    "painting": {
        "kk": "Бетте көрсетілетін сурет не дыбыс орнында түсініктеме тұр.",
        "ru": "Там, где показывают снимок или звук страницы, стоит примечание.",
        "en": "A note stands where the picture or sound of the page should be.",
    },
    "not-painting": {
        "kk": "Беттің суреті не дыбысы түсініктемелер арасында тұр.",
        "ru": "Снимок или звук страницы стоит среди примечаний.",
        "en": "A picture or sound of the page stands among its notes.",
    },
    "target": {
        "kk": "Түсініктеменің қай бетке қатысты екені белгісіз.",
        "ru": "Не сказано, к какой странице относится примечание.",
        "en": "It is not said which page the annotation is about.",
    },
    "target-elsewhere": {
        "kk": "Бұл беттің суреті басқа бетке бағытталған: {value}.",
        "ru": "Изображение этой страницы указывает на другую страницу: {value}.",
        "en": "The picture of this page points at another page: {value}.",
    },
    "fragment": {
        "kk": "«{value}» беттің бөлігін көрсетпейді.",
        "ru": "«{value}» не обозначает часть страницы.",
        "en": "“{value}” does not name part of a page.",
    },
    "fragment-outside": {
        "kk": "«{value}» бөлігі беттен не жазбаның ұзақтығынан асып кетеді.",
        "ru": "Часть «{value}» выходит за пределы страницы или записи.",
        "en": "The part “{value}” lies outside the page or the recording.",
    },
    "body": {
        "kk": "Беттің суретінің, дыбысының не бейнесінің мекенжайы не түрі жоқ.",
        "ru": "У изображения, звука или видео страницы нет адреса или вида.",
        "en": "The picture, sound or film of the page has no address or no type.",
    },
    "choice": {
        "kk": "Таңдауға ештеңе жоқ.",
        "ru": "Выбирать не из чего.",
        "en": "There is nothing to choose from.",
    },
    "canvas-needs": {
        "kk": "Бұл файлды көрсету үшін беттің «{property}» белгілі болуы керек.",
        "ru": "Чтобы показать этот файл, у страницы должно быть указано: {property}.",
        "en": "To show this file, the page needs: {property}.",
    },
    "body-is-service": {
        "kk": "Сурет файлының орнында сурет сервисінің мекенжайы тұр: {value}.",
        "ru": "Вместо файла изображения указан адрес его сервиса: {value}.",
        "en": "The address of an image service stands in place of a picture: {value}.",
    },
    "shape": {
        "kk": "Суреттің пішіні ({size}) беттің пішініне ({page}) сәйкес емес.",
        "ru": "Изображение ({size}) другой формы, чем страница ({page}).",
        "en": "The picture ({size}) has another shape than the page ({page}).",
    },
    "duration": {
        "kk": "Жазба {seconds} секундқа созылады, ал беттің ұзақтығы {page} секунд.",
        "ru": "Запись длится {seconds} с, а страница — {page} с.",
        "en": "The recording lasts {seconds} seconds, but its page {page} seconds.",
    },
    "canvas": {
        "kk": "Бет болуы керек жерде басқа нәрсе тұр.",
        "ru": "На месте страницы стоит другое.",
        "en": "Something else stands where a page should be.",
    },
    "canvas-fragment": {
        "kk": "Беттің мекенжайында # белгісі болмауы керек: {value}.",
        "ru": "В адресе страницы не может быть знака #: {value}.",
        "en": "The address of a page cannot hold the sign #: {value}.",
    },
    "canvas-nested": {
        "kk": "Мұқаба суретінің өз мұқаба суреті болмайды.",
        "ru": "У заставки не может быть своей заставки.",
        "en": "A poster cannot have a poster of its own.",
    },
    "extent": {
        "kk": "«{property}» мәні «{value}» бола алмайды: нөлден үлкен сан керек.",
        "ru": "{property}: «{value}» не подходит, нужно число больше нуля.",
        "en": "{property}: “{value}” will not do, a number above zero is needed.",
    },
    "one-side": {
        "kk": "Беттің ені де, биіктігі де керек.",
        "ru": "Нужны и ширина, и высота страницы.",
        "en": "The page needs both a width and a height.",
    },
    "no-extent": {
        "kk": "Беттің өлшемі де, ұзақтығы да жоқ.",
        "ru": "У страницы нет ни размера, ни длительности.",
        "en": "The page has neither a size nor a duration.",
    },
    "range": {
        "kk": "Бөлім болуы керек жерде басқа нәрсе тұр.",
        "ru": "На месте раздела стоит другое.",
        "en": "Something else stands where a section should be.",
    },
    "range-depth": {
        "kk": "Бөлімдер бір-бірінің ішінде тым терең жатыр.",
        "ru": "Разделы вложены слишком глубоко.",
        "en": "The sections lie too deep in each other.",
    },
    "range-item": {
        "kk": "Бөлімде тек беттер мен бөлімдер бола алады.",
        "ru": "В разделе могут быть только страницы и разделы.",
        "en": "A section can hold only pages and sections.",
    },
    "sequence-inside": {
        "kk": "Беттердің басқа реті мазмұнның ішінде емес, ең үстінде тұруы керек.",
        "ru": "Другой порядок страниц ставится на верхнем уровне оглавления, а не внутри.",
        "en": "Another order of the pages belongs at the top of the contents, not inside.",
    },
    "unknown-page": {
        "kk": "Бұл шығармада мұндай бет жоқ: {value}.",
        "ru": "В этом произведении нет такой страницы: {value}.",
        "en": "This work has no such page: {value}.",
    },
    "thumbnail-nav": {
        "kk": "Суреттер арқылы шолу үшін бұл бөлімге кішкене сурет керек.",
        "ru": "Для просмотра по миниатюрам у этого раздела должна быть миниатюра.",
        "en": "This section needs a thumbnail, because readers browse by thumbnails here.",
    },
    "start": {
        "kk": "Алғашқы бет қате көрсетілген.",
        "ru": "Начальная страница указана неверно.",
        "en": "The first page to open is given wrongly.",
    },
    "member": {
        "kk": "Жинақта тек шығармалар мен жинақтар бола алады.",
        "ru": "В коллекции могут быть только произведения и коллекции.",
        "en": "A collection can hold only works and collections.",
    },
    "member-embedded": {
        "kk": "Шығарма жинаққа тұтас салынбайды, тек сілтеме жасалады.",
        "ru": "Произведение не помещают в коллекцию целиком, на него ссылаются.",
        "en": "A work is not put into a collection whole, it is referred to.",
    },
    "document": {
        "kk": "Бұл IIIF манифесі де, жинағы да емес.",
        "ru": "Это не манифест и не коллекция IIIF.",
        "en": "This is neither a IIIF manifest nor a collection.",
    },
    "context": {
        "kk": "Құжат IIIF Presentation 3 құжаты екенін айтпайды.",
        "ru": "Документ не говорит, что он по IIIF Presentation 3.",
        "en": "The document does not say that it follows IIIF Presentation 3.",
    },
    "context-places": {
        "kk": "Құжатта картадағы орындар бар, бірақ ол туралы айтылмаған.",
        "ru": "В документе есть места на карте, но это не объявлено.",
        "en": "The document has places on a map but does not announce them.",
    },
    "context-search": {
        "kk": "Құжатта іздеу қызметі бар, бірақ ол туралы айтылмаған.",
        "ru": "В документе есть служба поиска, но это не объявлено.",
        "en": "The document has a search service but does not announce it.",
    },
    "context-text": {
        "kk": "Құжатта мәтіннің бөліктері айтылған, бірақ кеңейтім туралы айтылмаған.",
        "ru": "В документе сказано, какие части текста в нём, но расширение не объявлено.",
        "en": "The document says which parts of a text it holds but does not announce that.",
    },
    "granularity": {
        "kk": "«{value}» мәтіннің бөлігі емес: page, block, paragraph, line, word немесе glyph.",
        "ru": "«{value}» не часть текста: page, block, paragraph, line, word или glyph.",
        "en": "“{value}” is no part of a text: page, block, paragraph, line, word or glyph.",
    },
    "at-key": {
        "kk": "«{property}» бұл нұсқада қолданылмайды.",
        "ru": "«{property}» в этой версии не применяется.",
        "en": "“{property}” is not used in this version.",
    },
    "schema": {
        "kk": "Құжат IIIF ережелеріне сәйкес емес: {reason}",
        "ru": "Документ не соответствует правилам IIIF: {reason}",
        "en": "The document does not follow the rules of IIIF: {reason}",
    },
}
