"""What a release makes of the files in the tree."""

from config import ROOT


def test_scripts_travel_without_their_comments_and_keep_their_lines(app):
    """A line that a parent's phone reports is the same line in the tree."""
    release = app.extensions["release"]
    served = {url: file.body.decode() for url, file in release.files.items()
              if url.startswith(f"/release/{release.digest}/") and url.endswith(".js")}
    assert len(served) > 80
    for url, body in served.items():
        source = (ROOT / url.split("/", 3)[3]).read_text().split("\n")
        lines = body.split("\n")
        assert len(lines) == len(source), url
        for line, written in zip(lines, source, strict=True):
            assert line in (written, ""), url
            assert not line.strip().startswith(("//", "/*")), url
            assert line or not written or written.strip()[:2] in ("//", "/*", "*", "* ", "*/"), url


def test_what_an_installation_kept_is_what_it_serves_at_its_next_start(tmp_path):
    from webapp import create_app, release

    settings = {"TESTING": True, "PUBLIC_URL": "http://localhost", "INSTANCE_DIR": tmp_path,
                "DATABASE_URL": f"sqlite:///{tmp_path / 'test.sqlite'}"}
    starts = []
    for _ in range(2):
        release._built.clear()
        files = create_app(settings).extensions["release"].files.values()
        starts.append([(file.url, file.body, file.compressed) for file in files
                       if file.compressible])
    assert starts[0] == starts[1]
