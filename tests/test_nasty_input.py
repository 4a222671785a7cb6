"""What people type or send never becomes markup, a crash or a word of SQL, wherever it comes out again."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest
from drf_spectacular.generators import SchemaGenerator

from mapconsult.consultations.markdown import to_html

BREAKOUT = (
    """<img src=x onerror=alert(1)>"'</textarea></script><script>alert(1)</script><!-- {{ 7*7 }} =1+1"""
)
NASTY = [
    "'",
    "' OR 1=1 --",
    "'; DROP TABLE feedback_remark; --",
    "1) UNION SELECT NULL--",
    '"><script>alert(1)</script>',
    "%",
    "_\\",
    "\0",
    "\ud800",
    "\u202e\u0000\uffff",
    "-1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "٣",
    "{}",
    "[]",
    "../../etc/passwd",
    "a" * 5000,
    "2026-02-31T25:61:00+99:99",
    "=HYPERLINK(0)",
]
# Without which nothing else is looked at.
NEEDED = {"difference": {"a": "kind=remark", "b": ""}, "cross": {"rows": "category"}}
PLACEHOLDERS = {
    "slug": "teren-rekreacyjny",
    "id": 1,
    "level": "gmina",
    "code": "320301",
    "z": 1,
    "x": 1,
    "y": 1,
}


def operations():
    """(path, names of query parameters) of everything that the API lets be read."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    for path, methods in paths.items():
        if "get" in methods:
            yield path, [one["name"] for one in methods["get"].get("parameters", []) if one["in"] == "query"]


def filled(path, **values):
    return re.sub(r"{(\w+)}", lambda name: str((PLACEHOLDERS | values)[name[1]]), path)


class Tags(HTMLParser):
    """Whether a page has what only BREAKOUT would bring."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attributes):
        if dict(attributes).get("src") == "x" or any(name.startswith("on") for name, _ in attributes):
            self.found.append(tag)
        if tag == "script" and not attributes:
            self.found.append(tag)


@pytest.fixture
def hostile(consultation, say, playground):
    """Everything that can be written says BREAKOUT."""
    type(consultation).objects.update(results_public=True)
    type(playground).objects.update(name=BREAKOUT[:80])
    type(consultation).objects.update(title=BREAKOUT, summary=BREAKOUT, text=BREAKOUT)
    return say((16.25, 53.56), None, body=BREAKOUT, category=playground)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/konsultacje/teren-rekreacyjny/",
        "/konsultacje/teren-rekreacyjny/wyniki/osadz/",
        "/obserwatorium/",
        "/panel/",
        "/panel/teren-rekreacyjny/wyniki/",
        "/panel/teren-rekreacyjny/wyniki/kody/",
        "/panel/teren-rekreacyjny/wyniki/zestawienie/",
    ],
)
def test_no_page_takes_text_for_markup(client, official, hostile, path):
    client.force_login(official)
    page = client.get(path)
    assert page.status_code == 200
    assert Tags(page).found == []


@pytest.mark.parametrize(
    "path", ["/?q={}", "/konsultacje/teren-rekreacyjny/?q={}&x={}", "/konto/logowanie/?next={}"]
)
def test_no_page_takes_its_address_for_markup(client, consultation, path):
    assert Tags(client.get(path.replace("{}", BREAKOUT.replace(" ", "%20")))).found == []


def test_the_api_gives_text_back_as_it_came(client, hostile):
    page = client.get("/api/v1/consultations/teren-rekreacyjny/remarks/")
    assert {feature["properties"]["body"] for feature in page.json()["features"]} == {BREAKOUT}
    assert page["Content-Type"] == "application/geo+json"


def test_data_within_a_page_ends_no_script(client, hostile):
    page = client.get("/konsultacje/teren-rekreacyjny/").content.decode()
    [config] = re.findall(
        r'<script id="consultation" type="application/json">(.*?)</script>', page, re.DOTALL
    )
    assert json.loads(config)["title"] == BREAKOUT


@pytest.mark.parametrize(
    "extra",
    [
        {"properties": {"body": BREAKOUT}},
        {"coordinates": [16.25, 53.56], "bbox": [BREAKOUT]},
        {"crs": {"type": "name", "properties": {"name": BREAKOUT}}},
    ],
)
def test_geojson_leaves_its_foreign_members_behind(client, consultation, hostile, extra):
    geometry = {"type": "Point", "coordinates": [16.25, 53.56]} | extra
    sent = {
        "key": "6f1f4b1e-93f4-4a3b-8a31-0d4fd9b1c1aa",
        "remarks": [{"geometry": geometry, "body": "Ławka"}],
    }
    url = "/api/v1/consultations/teren-rekreacyjny/submissions/"
    assert client.post(url, sent, content_type="application/json").status_code in {201, 400}
    listed = client.get("/api/v1/consultations/teren-rekreacyjny/remarks/?q=Ławka").json()["features"]
    assert BREAKOUT not in json.dumps(listed)


@pytest.mark.parametrize("path", ["remarks", "counts", "heat", "map", "trend"])
def test_words_are_looked_for_as_they_stand(client, hostile, path):
    """% and _ and quotes are letters like others."""
    url = f"/api/v1/consultations/teren-rekreacyjny/{path}/"
    for words, number in {"%": 0, "_": 0, "' OR ''='": 0, "\"'</textarea>": 2}.items():
        answer = client.get(url, {"q": words}).json()
        assert answer.get("total", answer.get("numberMatched")) == number


@pytest.mark.parametrize(
    ("path", "names"), list(operations()), ids=lambda given: given if isinstance(given, str) else ""
)
def test_no_parameter_breaks_the_api(client, official, say, path, names):
    say((16.25, 53.56))
    client.force_login(official)
    needed = NEEDED.get(path.rstrip("/").rpartition("/")[2], {})
    for name in names:
        for value in NASTY:
            response = client.get(filled(path), needed | {name: value.encode("utf-8", "surrogatepass")})
            response.getvalue()  # to its end, that an export gives its place back
            assert response.status_code < 500, (name, value)


@pytest.mark.parametrize("value", [value for value in NASTY if len(value) < 5000], ids=ascii)
def test_no_path_breaks_the_api(client, consultation, value):
    raw = value.encode("utf-8", "surrogatepass").decode("latin-1")
    for path, _names in operations():
        for name in re.findall(r"{(\w+)}", path):
            response = client.generic("GET", "/", PATH_INFO=filled(path, **{name: raw}))
            assert response.status_code < 500, path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/konsultacje/teren-rekreacyjny/",
        "/panel/teren-rekreacyjny/wyniki/",
        "/panel/teren-rekreacyjny/uwagi/",
        "/panel/teren-rekreacyjny/wyniki/kody/?list=answers",
        "/panel/teren-rekreacyjny/wyniki/zestawienie/",
        "/konsultacje/teren-rekreacyjny/wyniki/osadz/",
    ],
)
def test_no_parameter_breaks_a_page(client, official, say, path):
    say((16.25, 53.56))
    client.force_login(official)
    names = ["q", "page", "cursor", "category", "area", "level", "group", "rows", "x"]
    path, _mark, query = path.partition("?")
    for name in names:
        for value in NASTY:
            asked = dict(parse_qsl(query)) | {name: value.encode("utf-8", "surrogatepass")}
            response = client.get(path, asked)
            assert response.status_code < 500, (name, value)


@pytest.mark.parametrize(
    "text",
    [
        BREAKOUT,
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
        '[x](https://e.example "onmouseover=alert(1) ")',
        '<a href="https://e.example" onclick="alert(1)" target="_top">x</a>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action='https://e.example'><input name=q></form>",
        "<base href='https://e.example/'><meta http-equiv=refresh content='0;url=https://e.example'>",
        "<p style='background:url(https://e.example)' id=x class=y>a</p>",
        "![x](https://e.example/x.png)",
        "<details open ontoggle=alert(1)>",
        "```html\n<script>alert(1)</script>\n```",
        "# <script>alert(1)</script>",
    ],
)
def test_markdown_of_the_office_lets_nothing_active_through(text):
    found = re.findall(r"<[^>]*>", to_html(text))
    tags = " ".join(found)
    assert not re.search(r"<(script|img|svg|math|style|iframe|form|input|base|meta|details|noscript)", tags)
    assert not re.search(
        r"""\s(on\w+|style|srcdoc|target|id|class)=|(javascript|data|vbscript)(:|&#)""", tags
    )
