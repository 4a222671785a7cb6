"""Links in what people wrote."""

import pytest

from mapconsult.feedback.templatetags.said import linked

REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bez linku.", "Bez linku."),
        ("<b>&</b>", "&lt;b&gt;&amp;&lt;/b&gt;"),
        (
            "Zob. https://a.pl/x?y=1&z=2.",
            f'Zob. <a href="https://a.pl/x?y=1&amp;z=2" {REL}>https://a.pl/x?y=1&amp;z=2</a>.',
        ),
        ("(www.a.pl)", f'(<a href="https://www.a.pl" {REL}>www.a.pl</a>)'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ('https://a.pl/"onclick=x', f'<a href="https://a.pl/" {REL}>https://a.pl/</a>&quot;onclick=x'),
    ],
)
def test_addresses_become_links_that_earn_no_rank(text, shown):
    assert linked(text) == shown
