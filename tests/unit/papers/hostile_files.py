"""Files as people and attackers make them, built in memory."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image


def pdf(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return saved(document)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    output = BytesIO()
    document.save(output, **options)  # type: ignore[arg-type]
    return output.getvalue()


def pdf_with_password() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, encryption=pikepdf.Encryption(user="x", owner="y"))


def pdf_with_script() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return saved(document)


def pdf_that_launches() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])
    return saved(document)


def pdf_with_file_inside() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["virus.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    return saved(document)


def pdf_bomb(filters: int = 1) -> bytes:
    """A few hundred kilobytes, or bytes, that unpack to 100 MiB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(100)) + packer.flush()
    for _ in range(filters - 1):
        packed = zlib.compress(packed, 9)
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = Stream(document, b"")
    page.Contents.write(packed, filter=Array([Name.FlateDecode] * filters))
    return saved(document)


def pdf_with_giant_picture() -> bytes:
    """A few bytes that ask a viewer for 40,000 by 40,000 points."""
    document = pikepdf.new()
    page = document.add_blank_page()
    picture = Stream(document, b"")
    picture.write(zlib.compress(bytes(1024)), filter=Name.FlateDecode)
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 40_000, 40_000
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Giant=picture))
    return saved(document)


def pdf_without_table() -> bytes:
    """Its cross-reference table points nowhere, as after a bad transfer; the pages are all there."""
    sound = saved_plainly()
    start = sound.rindex(b"startxref")
    return sound[:start] + b"startxref\n7\n%%EOF\n"


def saved_plainly() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def photo(size: tuple[int, int] = (1600, 1200), kind: str = "JPEG", **options: object) -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste((200, 30, 60), (0, 0, size[0] // 4, size[1] // 4))
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def photo_from_a_telephone() -> bytes:
    """Lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PHONE-MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (20.0, 30.0, 40.0)
    return photo(exif=exif)


def picture_bomb() -> bytes:
    """A small PNG of 144 million pixels."""
    output = BytesIO()
    Image.new("1", (12000, 12000)).save(output, "PNG", optimize=True)
    return output.getvalue()


def heic() -> bytes:
    """The first bytes of a HEIC file and then nothing that can be read."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
