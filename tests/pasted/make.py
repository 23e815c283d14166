"""Copy a document in LibreOffice and print the HTML that then lies on the clipboard.

    xvfb-run python3 tests/pasted/make.py document.odt >tests/pasted/libreoffice.html

Needs Debian's libreoffice-writer, python3-uno, xvfb and xclip; the tests read what it made.
"""

import subprocess
import sys
import time
from pathlib import Path

import uno

PIPE = "pipe,name=pasted;urp"


def connect():
    """Give the LibreOffice that listens on the pipe, once it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _attempt in range(60):
        try:
            return resolver.resolve(f"uno:{PIPE};StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start.")


office = subprocess.Popen(["soffice", "--norestore", "--nologo", f"--accept={PIPE}"])
try:
    remote = connect()
    make = remote.ServiceManager.createInstanceWithContext
    address = Path(sys.argv[1]).resolve().as_uri()
    desktop = make("com.sun.star.frame.Desktop", remote)
    document = desktop.loadComponentFromURL(address, "_blank", 0, ())
    dispatcher = make("com.sun.star.frame.DispatchHelper", remote)
    time.sleep(1)
    for command in (".uno:SelectAll", ".uno:Copy"):
        dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    time.sleep(1)
    subprocess.run(["xclip", "-selection", "clipboard", "-o", "-t", "text/html"], check=True)
finally:
    office.terminate()
