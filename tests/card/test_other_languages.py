"""Cards in eight other languages: what they answer is found, and what cannot be told is not claimed."""

import pytest

from opendata_lint.card import Card
from opendata_lint.card.topics import body_language_known
from opendata_lint.engine import lint_text
from opendata_lint.finding import Severity

_ASKED = ("license", "source", "bias", "limits", "pii")

# Each language: the title, and a heading with its text for every topic of `_ASKED`, in that order. The
# texts answer without the headings too.
_CARDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "zh": (
        "潮汐照片",
        (
            ("许可协议", "本数据集以知识共享署名 4.0 协议发布，使用时须遵守许可证的要求。"),
            ("数据出处", "照片取自三个港口的公开摄像头，时间为 2019 年至 2021 年。"),
            ("潜在偏差", "夜间照片很少，各港口的样本数量不平衡，冬季的代表性不足。"),
            ("已知局限性", "不支持视频，部分时间标签不准确。"),
            ("个人数据", "照片中不涉及个人身份，船员的面部已经模糊处理。"),
        ),
    ),
    "ja": (
        "潮の写真",
        (
            ("利用条件", "本データはクリエイティブ・コモンズ 表示 4.0 のライセンスで公開しています。"),
            ("データの由来", "三つの港の公開カメラから取得し、毎時一枚を選びました。"),
            ("データの偏り", "夜の写真が少なく、港ごとの枚数にも偏りがあります。"),
            ("制約事項", "動画には対応していません。時刻の誤りが残っています。"),
            ("個人情報の取り扱い", "個人を特定できる顔や船名はぼかしてあります。"),
        ),
    ),
    "es": (
        "Fotos de las mareas",
        (
            ("Términos de uso", "El conjunto se publica con la licencia CC BY 4.0 de Creative Commons."),
            ("Procedencia de los datos", "Las fotos provienen de las cámaras de tres puertos de la costa."),
            ("Posibles sesgos", "El conjunto está sesgado hacia el verano y no es representativo del año."),
            ("Problemas conocidos", "Solo cubre tres puertos y puede contener errores en las horas."),
            ("Protección de datos", "No hay datos personales: las caras de la gente fueron borradas."),
        ),
    ),
    "pt": (
        "Fotos das marés",
        (
            ("Termos de uso", "O conjunto é publicado sob a licença CC BY 4.0 da Creative Commons."),
            ("Proveniência dos dados", "As fotos foram coletadas em câmeras públicas de três portos."),
            ("Possíveis vieses", "O conjunto está enviesado para o verão e pouco representativo do ano."),
            ("Problemas conhecidos", "Há apenas três portos, e as horas podem conter erros."),
            ("Proteção de dados", "Não há dados pessoais: os rostos das pessoas foram apagados."),
        ),
    ),
    "fr": (
        "Photos des marées",
        (
            ("Conditions d'utilisation", "Le jeu est publié sous licence CC BY 4.0 de Creative Commons."),
            ("Origine des données", "Les photos proviennent des caméras publiques de trois ports."),
            ("Biais potentiels", "L'été est surreprésenté et les ports du nord sont sous-représentés."),
            ("Problèmes connus", "Le jeu couvre uniquement trois ports et contient des erreurs d'heure."),
            ("Protection des données", "Il n'y a aucune donnée personnelle, les visages ont été floutés."),
        ),
    ),
    "de": (
        "Fotos der Gezeiten",
        (
            ("Nutzungsrechte", "Der Datensatz steht unter der Lizenz CC BY 4.0 von Creative Commons."),
            ("Herkunft der Daten", "Die Fotos stammen von den Kameras in drei Häfen an der Küste."),
            ("Mögliche Verzerrungen", "Der Sommer ist überrepräsentiert, der Winter nicht repräsentativ."),
            ("Bekannte Probleme", "Der Datensatz ist unvollständig, manche Uhrzeiten sind fehlerhaft."),
            ("Privatsphäre", "Die Fotos enthalten keine personenbezogenen Daten, Gesichter sind unscharf."),
        ),
    ),
    "ru": (
        "Фотографии приливов",
        (
            ("Авторские права", "Набор распространяется по лицензии CC BY 4.0 организации Creative Commons."),
            ("Происхождение данных", "Фотографии взяты из архива открытых камер трёх портов."),
            ("Возможные смещения", "В наборе есть перекос в сторону лета, зимних снимков мало."),
            ("Известные проблемы", "Набор неполный, во времени съёмки встречаются ошибки."),
            ("Личные данные", "Лица людей размыты, снимки обезличены до публикации."),
        ),
    ),
    "ko": (
        "조석 사진",
        (
            ("이용 조건", "이 데이터는 크리에이티브 커먼즈 저작자표시 4.0 라이선스로 배포됩니다."),
            ("데이터 원천", "사진은 세 항구의 공개 카메라에서 수집했습니다."),
            ("잠재적 편향", "여름 사진이 많아 계절별로 불균형이 있습니다."),
            ("알려진 문제", "동영상은 지원하지 않으며 시각에 오류가 있습니다."),
            ("개인정보 및 민감정보", "사람의 얼굴은 흐리게 하여 비식별 처리했습니다."),
        ),
    ),
}
_UNKNOWN = {
    "zh": "潮",
    "ja": "海の話",
    "es": "Un poco de mar",
    "pt": "Um pouco de mar",
    "fr": "Un peu de mer",
    "de": "Etwas vom Meer",
    "ru": "Немного о море",
    "ko": "바다 이야기",
}
"""A heading for each language that speaks of no topic."""


def _with_headings(language: str) -> str:
    title, sections = _CARDS[language]
    body = "".join(f"## {heading}\n\n{text}\n\n" for heading, text in sections)
    return f"---\nlanguage: {language}\n---\n# {title}\n\n{body}"


def _without_headings(language: str) -> str:
    title, sections = _CARDS[language]
    body = "\n\n".join(text for _, text in sections)
    return f"---\nlanguage: {language}\n---\n# {title}\n\n## {_UNKNOWN[language]}\n\n{body}\n"


def _claims(text: str) -> set[str]:
    """The omissions of the topics of `_ASKED` that are claimed above info."""
    codes = {"LIC001", "PRV001", "ETH001", "ETH002", "ETH003", "ETH004"}
    found = lint_text(text, kind="dataset").results[0].findings
    return {finding.code for finding in found if finding.severity > Severity.INFO and finding.code in codes}


def _card(text: str) -> Card:
    return Card(text.encode(), "README.md", "dataset")


@pytest.mark.parametrize("language", _CARDS)
def test_a_heading_in_another_language_answers(language: str) -> None:
    topics = _card(_with_headings(language)).topics
    unanswered = {topic for topic in _ASKED if topic not in topics or "section" not in topics[topic].where}
    assert not unanswered


@pytest.mark.parametrize("language", _CARDS)
def test_prose_in_another_language_answers(language: str) -> None:
    topics = _card(_without_headings(language)).topics
    assert {topic for topic in _ASKED if topic not in topics} == set()


@pytest.mark.parametrize("language", _CARDS)
def test_no_omission_is_claimed_of_what_is_answered(language: str) -> None:
    assert _claims(_with_headings(language)) == set()
    assert _claims(_without_headings(language)) == set()


@pytest.mark.parametrize("language", _CARDS)
def test_nothing_is_concluded_below_unknown_headings(language: str) -> None:
    """The same cards without one answer: it may stand in words that the vocabulary does not know."""
    text = _without_headings(language)
    for _, answer in _CARDS[language][1]:
        assert _claims(text.replace(answer, "")) == set()


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("# Fotos\n\nLos datos son fotos de las mareas que sacamos en el puerto.\n", False),
        ("# Fotos\n\nDer Datensatz und die Fotos, das ist ein Bild der Gezeiten.\n", False),
        ("# Photos\n\nPhotos of the tides, from Os to Las Palmas.\n", True),
        (
            "# Photos\n\n"
            + "Tides: height, hour, harbor; 3 cameras each. " * 9
            + "Sorted by the hour and the harbor.\n",
            True,
        ),
        ("# Fotos\n\n" + "Fotos tomadas en el puerto para medir las mareas. " * 9, False),
    ],
)
def test_the_language_of_words_in_plain_letters_is_told(text: str, known: bool) -> None:
    assert body_language_known(_card(text)) is known


def test_a_heading_below_a_known_one_hides_no_answer() -> None:
    parts = "".join(f"### {name}\n\nО приливах.\n\n" for name in ("Север", "Юг", "Запад", "Восток"))
    known = "# Приливы\n\n## Лицензия\n\nMIT\n\n## Ограничения\n\nМало.\n\n## Структура\n\n"
    assert body_language_known(_card(known + parts))
    assert not body_language_known(_card(known + parts.replace("###", "##")))


def test_only_what_other_languages_words_tell_is_concluded_of_them() -> None:
    """The lack of a license is sure where all headings are known; how a model is run may be told in words."""
    text = "---\nlanguage: ru\npipeline_tag: text-generation\n---\n# Прилив\n\n" + "".join(
        f"## {heading}\n\nТекст о приливах и о море у берега.\n\n"
        for heading in ("Ограничения", "Результаты", "Обучающие данные")
    )
    found = lint_text(text, kind="model").results[0].findings
    severities = {finding.code: finding.severity for finding in found}
    assert severities["LIC001"] == Severity.ERROR
    assert severities["MDL021"] == severities["MDL029"] == severities["MDL032"] == Severity.INFO
