"""Recordings at the door: plausible by their first frames or page."""

IN_FRONT = 64 * 1024  # how far into a recording its first frame may stand
KBITS = {  # by version (MPEG-1, MPEG-2 and 2.5) for layer III
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")


def is_mp3(head: bytes, file) -> bool:
    """Two frames follow each other, after the tag if there is one."""
    start = 0
    if head.startswith(b"ID3") and len(head) > 9:
        start = 10 + sum((head[9 - n] & 0x7F) << 7 * n for n in range(4))
    file.seek(start)
    sound = file.read(IN_FRONT)
    for place in range(len(sound) - 3):
        length = length_of_frame(sound[place : place + 4])
        after = place + length
        if length and (length_of_frame(sound[after : after + 4]) or after == len(sound)):
            return True
    return False


def length_of_frame(header: bytes) -> int:
    """Give the length of the MPEG layer III frame that begins with `header`, 0 if none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or hertz == 3:
        return 0
    factor = 144_000 if version == 3 else 72_000
    return factor * KBITS[version == 3][rate] // HERTZ[version][hertz] + (header[2] >> 1 & 1)


def is_ogg(head: bytes, file) -> bool:
    """The first page opens a stream of sound."""
    first_page = head.startswith(b"OggS\0") and len(head) > 27 and head[5] & 2
    return bool(first_page) and head[27 + head[26] :].startswith(CODECS)
