"""A round of asking: the longest unasked first, hosts beside each other, one question a host."""

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from statements.models import SourceCheck
from statements.sources.asking import Answer, ask

HOSTS_AT_ONCE = 8
LONGEST_WAIT = 60  # seconds for which a busy host is waited for; else it is left for another day


def due(*, older_than: datetime.timedelta, limit: int | None = None) -> list[str]:
    """Give the addresses that were not asked for so long, those never asked first."""
    before = timezone.now() - older_than
    unasked = SourceCheck.objects.filter(checked_at=None)
    long_ago = SourceCheck.objects.filter(checked_at__lte=before)
    checks = (unasked | long_ago).order_by(F("checked_at").asc(nulls_first=True), "url")
    return list(checks.values_list("url", flat=True)[:limit])


def record(url: str, answer: Answer) -> SourceCheck | None:
    """Note an answer at once; failures on one day are one, and a busy server says nothing."""
    check = SourceCheck.objects.filter(url=url).first()
    if check is None:  # meanwhile no record names it
        return None
    now = timezone.now()
    if answer.is_busy:
        check.answer = check.answer or f"busy ({answer.status})"
        check.checked_at = now
        check.save()
        return check
    is_new_day = check.checked_at is None or check.checked_at.date() < now.date()
    if answer.is_there:
        check.answered_at, check.failures = now, 0
    elif is_new_day or not check.failures:
        check.failures = min(check.failures + 1, 32_000)
    check.status, check.answer, check.checked_at = answer.status, answer.says[:300], now
    check.save()
    return check


def ask_all(urls: list[str], *, pause: float, told: Callable[[str, Answer], None]) -> None:
    """Ask addresses and tell each answer in the thread that called, which alone writes."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(host_of(url), []).append(url)
    answers: Queue[tuple[str, Answer]] = Queue()
    stop = threading.Event()
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        tasks = [pool.submit(ask_host, queue, pause, stop, answers) for queue in hosts.values()]
        try:
            while not all(task.done() for task in tasks) or not answers.empty():
                try:
                    told(*answers.get(timeout=0.2))
                except Empty:
                    continue
        except BaseException:
            stop.set()
            for task in tasks:
                task.cancel()
            raise
        for task in tasks:
            task.result()


def ask_host(urls: list[str], pause: float, stop: threading.Event, answers: Queue) -> None:
    """Ask the addresses of one host, one after another with a pause; leave it when it is busy."""
    for n, url in enumerate(urls):
        if stop.is_set() or (n and stop.wait(pause)):
            return
        answer = ask(url)
        if answer.is_busy and 0 < answer.wait <= LONGEST_WAIT:
            if stop.wait(answer.wait):
                return
            answer = ask(url)
        answers.put((url, answer))
        if answer.is_busy:
            return


def host_of(url: str) -> str:
    """Give the host that an address belongs to, whatever is wrong with the address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
