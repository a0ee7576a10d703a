"""What stands around every page: the practice band, the look, the language."""

from desktop.practice.pages.html import Html, Node, joined, tag
from desktop.practice.pages.words import LANGUAGES, say

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
:root{--paper:#f6f3ee;--surface:#fff;--line:#e2dcd3;--text:#211c17;--muted:#5e554b;--accent:#9f1d35;--pressed:#83152a;
--control:#857b6e;--focus:#1d5a8c;--ok:#1c6b45;--ok-soft:#e6f3ec;--warn:#7a4f00;--warn-soft:#fff3d6;--error:#b3261e;
--error-soft:#fcebea;--practice:#4b3f82;--chip:#e9e4dc}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);
font:16px/1.55 "Be Vietnam Pro","Segoe UI",system-ui,sans-serif}
.band{background:var(--practice);color:#fff;padding:10px 24px;font-weight:600;display:flex;
justify-content:space-between;gap:16px;flex-wrap:wrap}
.band a{color:#fff}
main{max-width:1080px;margin:0 auto;padding:24px}
main.narrow{max-width:560px}
h1{font-size:28px;line-height:1.25;margin:8px 0 16px}
h2{font-size:19px;margin:0 0 12px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:20px 24px;margin:0 0 16px}
.grid{display:grid;grid-template-columns:minmax(0,3fr) minmax(300px,2fr);gap:16px;align-items:start}
@media(max-width:860px){.grid{grid-template-columns:minmax(0,1fr)}}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:10px 12px 10px 0;border-bottom:1px solid var(--line)}
th{color:var(--muted);font-weight:600}
dl{margin:0;display:grid;grid-template-columns:minmax(140px,2fr) 3fr;gap:6px 16px}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
label,legend{display:block;font-weight:600;margin:12px 0 4px}
.check{font-weight:400;display:flex;gap:10px;align-items:flex-start;margin:0;padding:8px 0;min-height:44px}
.check input{width:22px;height:22px;flex:none;margin:1px 0}
fieldset{border:0;margin:0;padding:0}
input[type=text],input[type=number],textarea,select{width:100%;min-height:44px;padding:9px 12px;font:inherit;
color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:8px}
button,.button{display:inline-block;min-height:44px;padding:10px 20px;margin:12px 8px 0 0;font:inherit;font-weight:600;
border-radius:10px;border:1px solid var(--control);background:var(--surface);color:var(--text);cursor:pointer;
text-decoration:none}
button.primary{background:var(--accent);border-color:var(--accent);color:#fff}
button.primary:hover{background:var(--pressed)}
:focus-visible{outline:2.5px solid var(--focus);outline-offset:2px}
a{color:var(--focus)}
.chip{display:inline-block;white-space:nowrap;padding:2px 10px;border-radius:99px;background:var(--chip);
font-weight:600}
.chip.ok{background:var(--ok-soft);color:var(--ok)}.chip.warn{background:var(--warn-soft);color:var(--warn)}
.note{padding:12px 16px;border-radius:10px;margin:0 0 16px;background:var(--ok-soft);color:var(--ok)}
.note.error{background:var(--error-soft);color:var(--error)}
.note.warn{background:var(--warn-soft);color:var(--warn)}
.device{border-top:1px solid var(--line);padding:14px 0}h3{font-size:17px;margin:0 0 8px}
.units{display:flex;flex-wrap:wrap;gap:4px 16px}.units a,.units b{padding:10px 0;min-height:44px}
.muted{color:var(--muted)}.big{font-size:34px;font-weight:700}.code{font-family:ui-monospace,monospace;font-size:28px;
letter-spacing:2px;font-weight:700}
details{border-top:1px solid var(--line);padding:4px 0}
summary{cursor:pointer;font-weight:600;padding:10px 0;min-height:44px}
.qr{display:block;width:min(280px,100%);margin:12px auto;background:#fff;padding:12px;border-radius:10px}
"""


def document(title: str, *content: Node, lang: str, narrow: bool = False, home: str | None = None) -> str:
    """A whole page; *home* is where the band's name leads."""
    name = say("frame.practice", lang)
    band = tag(
        "header",
        tag("a", name, href=home) if home else tag("span", name),
        tag("nav", *_languages(lang), aria_label=say("frame.language", lang)),
        class_="band",
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} – {say('frame.short', lang)}"),
        tag("style", Html(STYLE)),
    )
    main = tag("main", tag("h1", title), *content, class_="narrow" if narrow else None)
    return "<!doctype html>" + tag("html", head, tag("body", band, main), lang=lang)


def _languages(lang: str) -> list[Html]:
    other = next(one for one in LANGUAGES if one != lang)
    return [tag("a", say("frame.this-language", other), href=f"/language/{other}", lang=other, hreflang=other)]


def card(title: str, *content: Node) -> Html:
    """A titled card."""
    return tag("section", tag("h2", title), *content, class_="card")


def facts(rows: list[tuple[str, str]]) -> Html:
    """Names and values, without the rows that have no value."""
    return tag("dl", *(joined(tag("dt", name), tag("dd", value)) for name, value in rows if value))


def field(label: str, name: str, *, value: str = "", required: bool = False, kind: str = "text") -> Html:
    """A labelled input."""
    control = tag("input", id=f"f-{name}", name=name, type=kind, value=value, required=required)
    return joined(tag("label", label, for_=f"f-{name}"), control)


def note(text: str, kind: str | None = None) -> Html:
    """A sentence that must be seen; *kind* is error or warn."""
    return tag("p", text, class_=f"note {kind}" if kind else "note", role="status")
