# Controls Chromium through its DevTools protocol over a pair of pipes, with only Python's standard library.
# SPDX-License-Identifier: Apache-2.0
"""A Browser is one headless Chromium with a temporary profile. A Page is one tab of it:

    with Browser.start() as browser:
        page = browser.open("file:///x.html", width=1280, height=800)
        page.js("document.title")

A Page records its errors (`errors`) and its network requests (`requests`).
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Failed(Exception):
    pass


def find():
    """The browser's program, or None."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        path = name and shutil.which(name)
        if path:
            return path
    return None


class Browser:
    def __init__(self, program, seconds=60):
        self.seconds = seconds
        self.profile = tempfile.TemporaryDirectory(prefix="causeway-chromium-", ignore_cleanup_errors=True)
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()
        theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (to_read, from_write)]

        def place():  # the browser reads commands from 3 and writes to 4
            for fd, target in zip(theirs, (3, 4)):
                os.dup2(fd, target, inheritable=True)

        arguments = [
            program,
            "--headless=new",
            "--remote-debugging-pipe",
            f"--user-data-dir={self.profile.name}",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--lang=en-US",
        ]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # the sandbox refuses root
        environment = {**os.environ, "HOME": self.profile.name}
        self.process = subprocess.Popen(
            [*arguments, "about:blank"],
            preexec_fn=place,
            close_fds=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for fd in (to_read, from_write, *theirs):
            os.close(fd)
        self.buffer = b""
        self.number = 0
        self.answers = {}
        self.pages = {}

    @classmethod
    def start(cls):
        program = find()
        if not program:
            raise Failed("no Chromium is installed")
        return cls(program)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.to_write)
        os.close(self.from_read)
        self.profile.cleanup()

    # ---- The protocol: JSON messages, each ended by a zero byte

    def call(self, method, session=None, **params):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data) :]
        self.until(lambda: number in self.answers, method)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise Failed(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def until(self, done, what, seconds=None):
        end = time.monotonic() + (seconds or self.seconds)
        while not done():
            rest = end - time.monotonic()
            if rest <= 0:
                raise Failed(f"{what}: no answer within {seconds or self.seconds} s")
            self.pump(rest)

    def pump(self, seconds):
        """Reads the messages that have arrived; waits for at most the given time."""
        if b"\0" not in self.buffer:
            if not select.select([self.from_read], [], [], seconds)[0]:
                return
            data = os.read(self.from_read, 1 << 20)
            if not data:
                raise Failed("the browser has ended")
            self.buffer += data
        *messages, self.buffer = self.buffer.split(b"\0")
        for text in messages:
            message = json.loads(text)
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.pages:
                self.pages[message["sessionId"]].event(message["method"], message["params"])

    def open(self, url, width=1280, height=800, dark=False, mobile=False, reduced=False):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, target, session)
        self.pages[session] = page
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        page.resize(width, height, mobile)
        page.media(dark, reduced)
        page.go(url)
        return page


class Page:
    KEYS = {
        "Enter": (13, "\r"),
        "Tab": (9, ""),
        "Escape": (27, ""),
        "Backspace": (8, ""),
        " ": (32, " "),
        "ArrowLeft": (37, ""),
        "ArrowUp": (38, ""),
        "ArrowRight": (39, ""),
        "ArrowDown": (40, ""),
        "Home": (36, ""),
        "End": (35, ""),
    }

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session
        self.errors, self.requests = [], []
        self.loads = 0

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def event(self, method, params):
        if method == "Page.loadEventFired":
            self.loads += 1
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.errors.append(" ".join(str(a.get("value", a.get("description"))) for a in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def go(self, url):
        loads = self.loads
        if "loaderId" not in self.call("Page.navigate", url=url):
            return  # only the part after '#' has changed
        self.browser.until(lambda: self.loads > loads, f"loading {url[:80]}")

    def resize(self, width, height, mobile=False):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if mobile else 1,
            mobile=mobile,
        )

    def media(self, dark=False, reduced=False):
        self.call(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                {"name": "prefers-reduced-motion", "value": "reduce" if reduced else "no-preference"},
            ],
        )

    def js(self, expression):
        """The value of an expression, which may be a promise."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(f"{expression[:200]}: {details.get('exception', {}).get('description') or details['text']}")
        return answer["result"].get("value")

    def wait(self, expression, seconds=10):
        end = time.monotonic() + seconds
        while not self.js(expression):
            if time.monotonic() > end:
                raise Failed(f"never came true: {expression}")
            time.sleep(0.02)

    def press(self, key, **modifiers):
        code, text = self.KEYS[key] if key in self.KEYS else (ord(key.upper()), key)
        bits = 8 if modifiers.get("shift") else 0
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": bits}
        self.call(
            "Input.dispatchKeyEvent",
            type="keyDown" if text else "rawKeyDown",
            **common,
            **({"text": text} if text else {}),
        )
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text):
        for character in text:
            self.press(character)

    def screenshot(self, path, whole=False):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False, preferCSSPageSize=True)["data"])

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
