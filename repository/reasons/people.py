"""Why somebody is not let in, or cannot be given what was asked for."""

from collections.abc import Mapping

PEOPLE: Mapping[str, Mapping[str, str]] = {
    "name-taken": {
        "kk": "«{name}» деген атпен пайдаланушы тіркелген. Басқа атау таңдаңыз.",
        "ru": "Имя «{name}» уже занято. Выберите другое.",
        "en": "The name “{name}” is taken. Choose another.",
    },
    "bad-user-name": {
        "kk": "Атауда тек әріптер, сандар, бос орын және . - _ @ + ' белгілері болады, ең көбі "
        "{most} таңба.",
        "ru": "Имя состоит из букв, цифр, пробелов и знаков . - _ @ + ', не больше {most} знаков.",
        "en": "A name consists of letters, digits, spaces and . - _ @ + ', at most {most} "
        "characters.",
    },
    "password-too-short": {
        "kk": "Құпиясөз тым қысқа: кемінде {length} таңба керек.",
        "ru": "Пароль слишком короткий: нужно не меньше {length} знаков.",
        "en": "The password is too short: it takes at least {length} characters.",
    },
    "password-too-long": {
        "kk": "Құпиясөз тым ұзын: ең көбі {length} таңба.",
        "ru": "Пароль слишком длинный: не больше {length} знаков.",
        "en": "The password is too long: it takes at most {length} characters.",
    },
    "password-has-name": {
        "kk": "Құпиясөзде пайдаланушының аты болмауы керек.",
        "ru": "В пароле не должно быть имени пользователя.",
        "en": "The password must not contain the user's name.",
    },
    "password-too-common": {
        "kk": "Бұл құпиясөзді оңай табуға болады. Бірнеше сөзден тұратын басқасын таңдаңыз.",
        "ru": "Этот пароль легко угадать. Выберите другой, например из нескольких слов.",
        "en": "This password is easily guessed. Choose another, of several words for example.",
    },
    "wrong-password": {
        "kk": "Қазіргі құпиясөз қате.",
        "ru": "Нынешний пароль неверен.",
        "en": "The present password is wrong.",
    },
    "too-many-attempts": {
        "kk": "Кіру әрекеті тым көп болды. {minutes} минуттан кейін қайталап көріңіз.",
        "ru": "Слишком много попыток входа. Попробуйте снова через {minutes} минут.",
        "en": "Too many attempts to sign in. Try again in {minutes} minutes.",
    },
    "link-used": {
        "kk": "Бұл сілтеме қолданылып қойған. Әкімшіден жаңасын сұраңыз.",
        "ru": "Эта ссылка уже использована. Попросите у администратора новую.",
        "en": "This link has been used already. Ask the administrator for a new one.",
    },
    "link-expired": {
        "kk": "Бұл сілтеменің мерзімі өтіп кетті. Әкімшіден жаңасын сұраңыз.",
        "ru": "Срок действия этой ссылки истёк. Попросите у администратора новую.",
        "en": "This link has expired. Ask the administrator for a new one.",
    },
    "role-needs-library": {
        "kk": "Бұл рөлге кітапхана керек. Кітапхананы таңдаңыз.",
        "ru": "Для этой роли нужна библиотека. Выберите её.",
        "en": "This role takes a library. Choose one.",
    },
    "role-not-yours": {
        "kk": "Мұндай рөлді бере алмайсыз.",
        "ru": "Такую роль вы давать не можете.",
        "en": "This role is not yours to give.",
    },
    "last-administrator": {
        "kk": "Бұл – консорциумның соңғы әкімшісі. Алдымен басқа әкімші тағайындаңыз.",
        "ru": "Это последний администратор консорциума. Сначала назначьте другого.",
        "en": "This is the consortium's last administrator. Appoint another one first.",
    },
    "logo-too-large": {
        "kk": "Логотип тым үлкен: {largest} КБ-тан аспауы керек.",
        "ru": "Логотип слишком большой: принимается до {largest} КБ.",
        "en": "The logo is too large: up to {largest} KB are taken.",
    },
    "logo-unknown": {
        "kk": "Логотип PNG немесе JPEG суреті болуы керек.",
        "ru": "Логотип должен быть картинкой PNG или JPEG.",
        "en": "The logo has to be a PNG or JPEG picture.",
    },
    "logo-too-wide": {
        "kk": "Логотиптің ені мен биіктігі {most} пиксельден аспауы керек.",
        "ru": "Ширина и высота логотипа не больше {most} пикселей.",
        "en": "The logo is at most {most} pixels wide and high.",
    },
    "not-yourself": {
        "kk": "Бұны өзіңізге жасай алмайсыз. Басқа әкімшіден сұраңыз.",
        "ru": "С собой этого сделать нельзя. Попросите другого администратора.",
        "en": "You cannot do this to yourself. Ask another administrator.",
    },
}
