# A small client of the language server: it speaks JSON-RPC over the server's stdin and stdout, as an editor would.
# SPDX-License-Identifier: Apache-2.0
"""Start the real server and talk to it.

  with Client([tool, "lsp", "--no-cache"], folders=[path]) as client:
      client.open(file)
      client.diagnostics(file)       # waits for those of the document's version

The client answers the server's requests as an editor would; `settings` is its answer to workspace/configuration, and
`applied` collects the edits that the server requests.
"""

import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import quote, unquote, urlparse

CAPABILITIES = {
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "workspaceFolders": True,
    },
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
    },
    "window": {"workDoneProgress": True},
}


class Error(Exception):
    """The server's answer is an error."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]


def uri_of(path):
    return "file://" + quote(str(Path(path).resolve()))


def path_of(uri):
    return Path(unquote(urlparse(uri).path))


def offset_of(text, position):
    """The offset in a Python text of a position in UTF-16 code units."""
    lines = text.splitlines(keepends=True) if text else [""]
    # splitlines knows more line ends than the protocol.
    lines, start = [], 0
    while True:
        ends = [i for i in (text.find("\n", start), text.find("\r", start)) if i >= 0]
        if not ends:
            lines.append(start)
            break
        end = min(ends)
        lines.append(start)
        start = end + (2 if text[end : end + 2] == "\r\n" else 1)
    line = position["line"]
    if line >= len(lines):
        return len(text)
    at, units = lines[line], position["character"]
    while units > 0 and at < len(text) and text[at] not in "\r\n":
        units -= 2 if ord(text[at]) > 0xFFFF else 1
        at += 1
    return at


def position_of(text, offset):
    before = text[:offset]
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}


def apply_edits(text, edits):
    """Applies edits as the protocol says: all refer to the original text; edits with the same start apply in their order."""
    edits = sorted(enumerate(edits), key=lambda e: (offset_of(text, e[1]["range"]["start"]), e[0]), reverse=True)
    for _, edit in edits:
        begin, end = (offset_of(text, edit["range"][k]) for k in ("start", "end"))
        text = text[:begin] + edit["newText"] + text[end:]
    return text


class Client:
    def __init__(self, command, folders=(), options=None, capabilities=CAPABILITIES, settings=None, start=True):
        self.command = [str(c) for c in command]
        self.folders = [Path(f) for f in folders]
        self.options = options or {}
        self.capabilities = capabilities
        self.settings = settings
        self.applied = []
        self.registered = []
        self.notes = []  # all notifications, in their order
        self.texts, self.versions = {}, {}
        self.last_id = 0
        self.answers = {}
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.incoming = queue.Queue()
        self.errors = b""
        self.threads = [threading.Thread(target=t, daemon=True) for t in (self._read, self._drain)]
        for thread in self.threads:
            thread.start()
        if start:
            self.initialize()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if self.process.poll() is None:
            if kind is None:
                self.stop()
            else:
                self.process.kill()
                self.process.wait()
        for thread in self.threads:
            thread.join(timeout=10)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    # ---- Messages ----------------------------------------------------------------------------------------------------

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while True:
                line = stream.readline()
                if not line:
                    self.incoming.put(None)
                    return
                line = line.strip()
                if not line:
                    break
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = stream.read(length)
            self.incoming.put(json.loads(body))

    def _drain(self):
        self.errors = self.process.stderr.read()

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params=None):
        self.send({"method": method, "params": params if params is not None else {}})

    def ask(self, method, params=None):
        """Sends a request and returns its id at once."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params if params is not None else {}})
        return self.last_id

    def answer(self, id, seconds=60):
        """The whole response to a request."""
        self.pump(lambda: id in self.answers, seconds, f"an answer to request {id}")
        return self.answers.pop(id)

    def request(self, method, params=None, seconds=60):
        response = self.answer(self.ask(method, params), seconds)
        if "error" in response:
            raise Error(response["error"])
        return response["result"]

    def pump(self, done, seconds, what):
        """Reads messages until `done()`."""
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"waited {seconds} s for {what}; notes: {self.notes[-3:]}")
            try:
                message = self.incoming.get(timeout=left)
            except queue.Empty:
                continue
            if message is None:
                raise EOFError(f"the server ended while it was asked for {what}: {self.errors.decode()}")
            self.take(message)

    def take(self, message):
        if "method" not in message:
            self.answers[message["id"]] = message
        elif "id" in message:
            self.send({"id": message["id"], "result": self.serve(message["method"], message["params"])})
        else:
            self.notes.append(message)

    def serve(self, method, params):
        if method == "workspace/configuration":
            return [self.settings for _ in params["items"]]
        if method == "workspace/applyEdit":
            self.applied.append(params["edit"])
            return {"applied": True}
        if method == "client/registerCapability":
            self.registered += params["registrations"]
        return None

    def rest(self, seconds=0.2):
        """Reads messages for a short time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message = self.incoming.get(timeout=left)
            except queue.Empty:
                return
            if message is None:
                return
            self.take(message)

    def noted(self, method, test=lambda params: True):
        return [n["params"] for n in self.notes if n["method"] == method and test(n["params"])]

    # ---- What an editor does -----------------------------------------------------------------------------------------

    def initialize(self):
        self.initialized = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "workspaceFolders": [{"uri": uri_of(f), "name": f.name} for f in self.folders] or None,
                "capabilities": self.capabilities,
                "initializationOptions": {"statusNotifications": True, **self.options},
            },
        )
        self.notify("initialized")
        return self.initialized

    def stop(self):
        self.request("shutdown")
        self.notify("exit")
        self.process.wait(timeout=30)

    def open(self, path, text=None, language="cuda-cpp", version=1):
        if text is None:
            text = Path(path).read_bytes().decode()
        uri = uri_of(path)
        self.texts[uri], self.versions[uri] = text, version
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}},
        )
        return uri

    def change(self, uri, begin, end, new):
        """Replaces a part of the text that is open, by offsets of Python's."""
        text = self.texts[uri]
        self.versions[uri] += 1
        where = {"start": position_of(text, begin), "end": position_of(text, end)}
        self.texts[uri] = text[:begin] + new + text[end:]
        self.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": self.versions[uri]},
                "contentChanges": [{"range": where, "text": new}],
            },
        )

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        del self.texts[uri]

    def diagnostics(self, uri, seconds=120):
        """The last diagnostics of the open version."""

        def found():
            return self.noted(
                "textDocument/publishDiagnostics",
                lambda p: p["uri"] == uri and p.get("version") == self.versions[uri],
            )

        self.pump(found, seconds, f"diagnostics of {uri}")
        return found()[-1]["diagnostics"]

    def idle(self, seconds=300):
        """Waits until the analysis of the open files is complete."""
        sync = len(self.notes)

        def quiet():
            last = [n["params"]["kind"] for n in self.notes if n["method"] == "causeway/status"]
            return bool(last) and last[-1] == "idle"

        # After the answer to this request, the server has read all earlier messages.
        self.request("codeAction/resolve", {})
        self.pump(quiet, seconds, "the server to be idle")
        return self.notes[sync:]

    def actions(self, uri, begin, end=None, only=None):
        text = self.texts[uri]
        end = begin if end is None else end
        context = {"diagnostics": []}
        if only:
            context["only"] = only
        return self.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": {"start": position_of(text, begin), "end": position_of(text, end)},
                "context": context,
            },
        )

    def edits_in(self, edit, uri):
        """The text edits of a WorkspaceEdit for one document."""
        if "changes" in edit:
            return edit["changes"].get(uri, [])
        return [e for c in edit["documentChanges"] if c.get("textDocument", {}).get("uri") == uri for e in c["edits"]]

    def fixed(self, uri, action):
        return apply_edits(self.texts[uri], self.edits_in(action["edit"], uri))

    def fix_all(self, uri):
        """The text after source.fixAll."""
        actions = self.actions(uri, 0, len(self.texts[uri]), only=["source.fixAll"])
        return self.fixed(uri, actions[0]) if actions else self.texts[uri]

    def at(self, method, uri, offset):
        return self.request(
            f"textDocument/{method}",
            {"textDocument": {"uri": uri}, "position": position_of(self.texts[uri], offset)},
        )
