"""Pictures of pages are drawn once, kept within bounds, and drawn again where they were lost."""

import io
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.drawing.pages import Picture, draw_page, encode_picture
from ingest.errors import UnreadableSourceError
from portal.source_pages import pictures
from portal.source_pages.pictures import Pictures


def pdf(pages: int = 1, size: tuple[float, float] = (300, 400), words: str = "income") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(20, 200, f"{words} {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


class Counted:
    """A source that counts how often it was asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.times = 0

    def __call__(self) -> bytes:
        """The source's bytes."""
        self.times += 1
        return self.content


def find(kept: Pictures, load: Counted, number: int = 1) -> Picture:
    picture = kept.find(sha256(load.content).hexdigest(), number, load)
    assert picture is not None
    return picture


def test_a_page_is_drawn_once(tmp_path: Path) -> None:
    """What was drawn is found again, after a restart too; another page and another source are others."""
    load = Counted(pdf(pages=2))
    first = find(Pictures(tmp_path), load)
    assert find(Pictures(tmp_path), load) == first
    assert load.times == 1
    assert find(Pictures(tmp_path), load, 2) != first
    assert find(Pictures(tmp_path), Counted(pdf(words="expenditure"))) != first


def test_there_is_no_such_page(tmp_path: Path) -> None:
    """Nothing is drawn or kept."""
    for number in (0, 3):
        assert Pictures(tmp_path).find("a", number, Counted(pdf(pages=2))) is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_looked_at_makes_room(tmp_path: Path) -> None:
    """The folder keeps its bounds; what was looked at lately stays."""
    load = Counted(pdf(pages=8))
    sizes = [len(find(Pictures(tmp_path / "all"), load, number).content) for number in range(1, 9)]
    kept = Pictures(tmp_path / "few", most_bytes=sum(sizes[:5]))
    for number in range(1, 9):
        find(kept, load, number)
        for path in (tmp_path / "few").iterdir():  # as if minutes had passed
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))
        find(kept, load, 1)
    assert sum(path.stat().st_size for path in (tmp_path / "few").iterdir()) <= sum(sizes[:5])
    before = load.times
    find(kept, load, 1)
    find(kept, load, 8)
    assert load.times == before
    find(kept, load, 2)
    assert load.times == before + 1


def test_a_kept_picture_that_is_damaged_is_drawn_again(tmp_path: Path) -> None:
    """A reader never sees it."""
    load = Counted(pdf())
    whole = find(Pictures(tmp_path), load)
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"")
    assert find(Pictures(tmp_path), load) == whole


def test_a_disk_that_refuses(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Costs the picture its place and nobody the page; the log says so."""
    (tmp_path / "file").write_bytes(b"")
    assert find(Pictures(tmp_path / "file" / "pages"), Counted(pdf())).width
    assert "could not be kept" in caplog.text


def test_a_file_that_ends_the_process_leaves_the_next_alone(tmp_path: Path) -> None:
    """After the process was ended, other pages are drawn."""
    find(Pictures(tmp_path), Counted(pdf()))
    process = pictures._worker._process
    assert process is not None
    process.kill()
    process.wait()
    assert find(Pictures(tmp_path), Counted(pdf(words="other"))).width


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"nothing", pdf()[:-400].replace(b"obj", b"abj"), encoded(Image.new("RGB", (9, 9)), "PNG")[:40]],
)
def test_damaged_sources(tmp_path: Path, content: bytes) -> None:
    """Are refused with what to do, in the process and out of it."""
    with pytest.raises(UnreadableSourceError, match="下载源文件"):
        draw_page(content, 1)
    with pytest.raises(UnreadableSourceError, match="下载源文件"):
        Pictures(tmp_path).find("a", 1, Counted(content))


def test_a_picture_that_swells(tmp_path: Path) -> None:
    """A few bytes that unpack to gigabytes are refused."""
    content = encoded(Image.new("1", (30_000, 30_000)), "PNG")
    with pytest.raises(UnreadableSourceError):
        Pictures(tmp_path).find("a", 1, Counted(content))


@pytest.mark.parametrize("size", [(595, 842), (842, 595), (2384, 3370), (3, 2), (100, 14000)])
def test_sizes(size: tuple[float, float]) -> None:
    """A page keeps its form, is large enough to read and never larger than a screen can show."""
    picture = draw_page(pdf(size=size), 1)
    assert picture is not None
    assert max(picture.width, picture.height) <= 2001
    assert abs(picture.width - picture.height * size[0] / size[1]) <= 2
    if 500 < min(size) < 3000:
        assert max(picture.width, picture.height) >= 1999


def turned_photograph() -> bytes:
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown a quarter turn to the right
    return encoded(image, "JPEG", exif=exif)


def two_sheets() -> bytes:
    sheets = [Image.new("1", (300, 400), colour) for colour in (0, 1)]
    return encoded(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])


def test_pictures_as_sources() -> None:
    """A photograph as it is seen, and each sheet of a picture of several."""
    picture = draw_page(turned_photograph(), 1)
    assert picture is not None
    assert (picture.width, picture.height) == (200, 400)
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.convert("L").getpixel((190, 10)) < 60
    shades = []
    for number in (1, 2):
        sheet = draw_page(two_sheets(), number)
        assert sheet is not None
        with Image.open(io.BytesIO(sheet.content)) as image:
            shades.append(image.convert("L").getpixel((9, 9)))
    assert shades[0] < 20
    assert shades[1] > 235
    assert draw_page(two_sheets(), 3) is None


def noise() -> Image.Image:
    return Image.frombytes("L", (300, 300), os.urandom(90_000))


@pytest.mark.parametrize("make", [noise, lambda: Image.new("RGB", (300, 300), "red")])
def test_the_smaller_form_is_taken(make: Callable[[], Image.Image]) -> None:
    """Whatever a page looks like, and it can be opened again."""
    image = make()
    picture = encode_picture(image)
    assert len(picture.content) <= len(encoded(image, "PNG"))
    with Image.open(io.BytesIO(picture.content)) as again:
        assert again.size == image.size
        assert Image.MIME[str(again.format)] == picture.mimetype
