"""Why a reader's message or request is refused."""

from collections.abc import Mapping

LETTERS: Mapping[str, Mapping[str, str]] = {
    "letter-empty": {
        "kk": "Не айтқыңыз келетінін жазыңыз.",
        "ru": "Напишите, что вы хотите сказать.",
        "en": "Write what you want to say.",
    },
    "letter-too-long": {
        "kk": "Мәтін тым ұзын: ең көбі {most} таңба.",
        "ru": "Текст слишком длинный: не больше {most} знаков.",
        "en": "The text is too long: at most {most} characters.",
    },
    "letter-address": {
        "kk": "Бұл электрондық пошта мекенжайына ұқсамайды: {address}",
        "ru": "Это не похоже на адрес электронной почты: {address}",
        "en": "This does not look like a mail address: {address}",
    },
    "too-many-letters": {
        "kk": "Сіздің мекенжайыңыздан тым көп хабар келді. Кейінірек қайталап көріңіз.",
        "ru": "С вашего адреса пришло слишком много сообщений. Попробуйте позже.",
        "en": "Too many messages came from your address. Try again later.",
    },
    "delivery-state": {
        "kk": "Тапсырыс бұл күйге ауыса алмайды: {state}. Бетті жаңартып көріңіз.",
        "ru": "Заказ не может перейти в это состояние: {state}. Обновите страницу.",
        "en": "The request cannot go to this state: {state}. Load the page again.",
    },
}
