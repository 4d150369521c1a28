"""Sends the demos what their OpenAPI documents describe, and what they do not, by schemathesis.

Every demo is asked signed in and signed out. No answer may be a 5xx, and none may have a status, a media
type, a header or a body that the document does not name.

    python check.py NAME=BINARY...      such as axum=target/debug/axum-demo
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
FIRST_PORT = 13231
PERSON = {"email": "maren@nordlicht.example", "password": "first-crack-at-nine"}
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# Signing out would leave the rest of a run signed out, so it comes last.
SIGN_OUT = "sign_in.sign_out"
# Requests for each operation, of each kind.
EXAMPLES = 4


class Visitor:
    """A program that keeps cookies and sends the CSRF token."""

    def __init__(self, account):
        self.account = account
        self.cookies = {}

    def headers(self):
        headers = {"accept": "application/json"}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return headers

    def send(self, path, body=None, headers=None):
        request = urllib.request.Request(self.account + path, headers=self.headers() | (headers or {}))
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request) as response:
            for cookie in response.headers.get_all("set-cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return json.load(response)

    def armed(self):
        """The headers of a POST."""
        return {"x-csrf-token": self.send("/csrf-token")["csrf_token"]}

    def post(self, path, body):
        return self.send(path, body, self.armed())


def signed_in(account):
    visitor = Visitor(account)
    return visitor, visitor.post("/sign-in", PERSON)["session"]


def is_in(visitor):
    try:
        return bool(visitor.send("/profile"))
    except urllib.error.HTTPError:
        return False


def known_parameters(account):
    """A session and a challenge that exist, so that not every path answers 404."""
    _, session = signed_in(account)
    code = Visitor(account).post("/reset", {"email": "nobody@example.com"})["code"]
    return {"path.session": session, "path.challenge": code.rsplit("/", 1)[1]}


def schemathesis(account, folder, visitor, parameters, *further):
    config = Path(folder) / "schemathesis.toml"
    lines = [f'"{name}" = "{value}"' for name, value in parameters.items()]
    config.write_text("\n".join(["[parameters]", *lines, ""]))
    headers = visitor.headers() | visitor.armed()
    headers["cookie"] = visitor.headers()["cookie"]
    command = [
        Path(sys.executable).parent / "schemathesis",
        f"--config-file={config}",
        "run",
        f"{account}/openapi.json",
        f"--url={account}",
        f"--checks={','.join(CHECKS)}",
        "--phases=coverage,fuzzing",
        f"--max-examples={EXAMPLES}",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
        "--warnings=off",
        *(f"--header={name}: {value}" for name, value in headers.items()),
        *further,
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return run.returncode == 0, run.stdout + run.stderr


def start(binary, port, folder):
    settings = {
        "ADDRESS": f"127.0.0.1:{port}",
        "COFFEE_DESK_DB": str(Path(folder) / "coffee-desk.db"),
        "COFFEE_DESK_FRESH": "3600",
        "TRUSTED_HOPS": "1",
    }
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    demo = subprocess.Popen([binary], env=environment | settings, stdout=subprocess.DEVNULL)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health").close()
            return demo
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    demo.kill()
    raise SystemExit(f"{binary} does not answer")


def check(name, binary, port):
    """Whether the demo holds, and what schemathesis says of it."""
    account = f"http://127.0.0.1:{port}/account"
    held, said = True, []
    with tempfile.TemporaryDirectory() as folder:
        demo = start(binary, port, folder)
        try:
            parameters = known_parameters(account)
            person, _ = signed_in(account)
            runs = {
                "signed out": (Visitor(account), []),
                "signed in": (person, [f"--exclude-operation-id={SIGN_OUT}"]),
                "signing out": (person, [f"--include-operation-id={SIGN_OUT}"]),
            }
            for state, (visitor, further) in runs.items():
                began = time.monotonic()
                good, output = schemathesis(account, folder, visitor, parameters, *further)
                took = time.monotonic() - began
                if state == "signed in" and not is_in(visitor):
                    good, output = False, "the session ended on the way"
                verdict = "held" if good else f"did not hold:\n{output}"
                cases = [line.strip() for line in output.splitlines() if " generated, " in line]
                said.append(f"{name}, {state}, {took:.0f} s: {' '.join(cases)}: {verdict}")
                held = held and good
        finally:
            demo.kill()
            demo.wait()
    return held, "\n".join(said)


def main(demos):
    named = [demo.split("=", 1) for demo in demos]
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(check, *demo, FIRST_PORT + at) for at, demo in enumerate(named)]
        results = [job.result() for job in jobs]
    for _, said in results:
        print(said)
    sys.exit(0 if all(held for held, _ in results) else 1)


main(sys.argv[1:])
