"""An export as one file to download: written to disk, then sent bit by bit as a zip."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db.models import QuerySet

from statements.exporting.run import export_archive

BLOCK = 1024 * 1024
# Every zip of the same files is the same: no time of the day stands in it.
NO_TIME = (1980, 1, 1, 0, 0, 0)
MISSING = "missing-files.txt"


class Sink:
    """Takes what a zip writes, until it is sent."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        data = b"".join(self.written)
        self.written.clear()
        return data


class ZippedExport:
    """An export that is complete before the first byte is sent; `close` removes it from disk."""

    def __init__(self, chosen: QuerySet | None = None, *, with_history: bool = True):
        self.directory = tempfile.TemporaryDirectory(prefix="export-")
        try:
            self.folder = Path(self.directory.name) / "archive"
            exported = export_archive(self.folder, chosen=chosen, with_history=with_history)
            if exported.missing:
                (self.folder / MISSING).write_text("\n".join(exported.missing) + "\n")
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        sink = Sink()
        with zipfile.ZipFile(sink, "w") as archive:
            for path in sorted(self.folder.rglob("*")):
                if path.is_file():
                    yield from self.send(archive, path, sink)
        yield sink.take()

    def send(self, archive: zipfile.ZipFile, path: Path, sink: Sink) -> Iterator[bytes]:
        info = zipfile.ZipInfo(str(path.relative_to(self.folder)), NO_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.file_size = path.stat().st_size
        with path.open("rb") as source, archive.open(info, "w") as target:
            while block := source.read(BLOCK):
                target.write(block)
                yield sink.take()

    def close(self) -> None:
        self.directory.cleanup()
