"""Starts the backend, the peers and the product; each on a free port, each stopped by its own pid."""
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent
LAUNCHER = os.environ.get("SALLYPORT_LAUNCHER", str(ROOT / "sallyport"))


class Target:
    """A running server."""

    def __init__(self, name, process, plain_port, tls_port=None, admin_port=None):
        self.name = name
        self.process = process
        self.pid = process.pid
        self.plain_port = plain_port
        self.tls_port = tls_port
        self.admin_port = admin_port

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder):
    """A self-signed EC P-256 certificate, in one file for HAProxy and in two for the others."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", "/CN=localhost", "-keyout", folder / "server.key", "-out", folder / "server.crt"],
        check=True, capture_output=True)
    (folder / "server.pem").write_text((folder / "server.crt").read_text() + (folder / "server.key").read_text())


def fill(name, folder, **values):
    """A configuration of `peers/` with its placeholders replaced."""
    text = (BENCHMARKS / "peers" / name).read_text()
    for key, value in {"DIR": folder, **values}.items():
        text = text.replace(f"@{key.upper()}@", str(value))
    file = folder / name
    file.write_text(text)
    return file


def spawn(core, command, folder, name, **options):
    log = open(folder / f"{name}.out", "ab")
    return subprocess.Popen(["taskset", "-c", core, *map(str, command)], stdout=log, stderr=log,
                            stdin=subprocess.DEVNULL, **options)


def backend(folder):
    port = free_port()
    file = fill("backend.conf", folder, backend_port=port)
    command = ["nginx", "-e", folder / "backend.log", "-c", file, "-g", "daemon off;"]
    return answering(Target("backend", spawn("1", command, folder, "backend"), port))


def nginx(folder, upstream):
    plain, tls = free_port(), free_port()
    file = fill("nginx.conf", folder, backend_port=upstream.plain_port, plain_port=plain, tls_port=tls)
    command = ["nginx", "-e", folder / "nginx.log", "-c", file, "-g", "daemon off;"]
    return answering(Target("nginx", spawn("0", command, folder, "nginx"), plain, tls))


def haproxy(folder, upstream):
    plain, tls = free_port(), free_port()
    file = fill("haproxy.cfg", folder, backend_port=upstream.plain_port, plain_port=plain, tls_port=tls)
    return answering(Target("haproxy", spawn("0", ["haproxy", "-f", file], folder, "haproxy"), plain, tls))


def definition(folder, upstream, generation=0):
    return fill("sallyport.json", folder, backend_port=upstream.plain_port, generation=generation)


def sallyport(folder, upstream, name="sallyport", cores="0", access_log=False, https=True):
    """The packaged product in production mode; `name` is the folder of its own definition and configuration."""
    home = folder / name
    home.mkdir(exist_ok=True)
    written = definition(home, upstream)
    configuration = home / "sallyport.yaml"
    configuration.write_text(product_configuration(home, access_log))
    plain, tls, admin = free_port(), free_port(), free_port()
    command = [LAUNCHER, "up", written, "--config", configuration, "--type", "rest", "--stage", "x",
               "--mode", "production", "--port", plain, "--admin-port", admin]
    if https:
        command += ["--tls-port", tls, "--cert", folder / "server.crt", "--key", folder / "server.key"]
    return Target(name, spawn(cores, command, folder, name), plain, tls, admin)


def estate(folder, name, arguments, cores="0,1", options=""):
    """The packaged product in production mode with definitions of any size; `arguments` name them."""
    plain, admin = free_port(), free_port()
    command = [LAUNCHER, "up", *arguments, "--mode", "production", "--port", plain, "--admin-port", admin]
    environment = {**os.environ, "SALLYPORT_JAVA_OPTS": (os.environ.get("SALLYPORT_JAVA_OPTS", "") + " " + options).strip()}
    return Target(name, spawn(cores, command, folder, name, env=environment), plain, None, admin)


def product_configuration(home, access_log):
    lines = ["mode: production"]
    if access_log:
        lines += ["accessLog:", f"  file: {home / 'access.log'}", "  format: '"
                  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",'
                  '"httpMethod":"$context.httpMethod","path":"$context.path","status":"$context.status",'
                  '"protocol":"$context.protocol","responseLength":"$context.responseLength"}' "'"]
    return "\n".join(lines) + "\n"


def answering(target, seconds=120, headers=()):
    """Waits for the first 200 and says how long that took."""
    started = time.time()
    while status(target, headers) != 200:
        if target.process.poll() is not None or time.time() - started > seconds:
            raise SystemExit(f"{target.name} does not answer; see its .out file")
        time.sleep(0.002)
    target.seconds_to_first_answer = time.time() - started
    return target


def status(target, headers=()):
    """The status of a request, or None where there is no answer."""
    fields = "".join(f"{header}\r\n" for header in headers)
    try:
        with socket.create_connection(("127.0.0.1", target.plain_port), timeout=5) as connection:
            connection.sendall(f"GET /x/orders/42 HTTP/1.1\r\nHost: localhost\r\n{fields}Connection: close\r\n\r\n".encode())
            answer = re.match(rb"HTTP/1.1 (\d{3})", connection.recv(64))
            return int(answer.group(1)) if answer else None
    except OSError:
        return None


def answers_tls(target):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        connection = http.client.HTTPSConnection("127.0.0.1", target.tls_port, timeout=10, context=context)
        connection.request("GET", "/x/orders/42")
        return connection.getresponse().status == 200
    except OSError:
        return False


def versions():
    """What was compared, in one line each."""
    product = subprocess.run([LAUNCHER, "version"], capture_output=True, text=True).stdout.strip().splitlines()
    peers = {
        "sallyport": product[0] if product else "unknown",
        "nginx": first(["nginx", "-v"]),
        "HAProxy": first(["haproxy", "-v"]),
        "wrk": first(["wrk", "-v"]),
    }
    return {name: re.sub(r"\s*(Copyright|https?://).*", "", text).strip() for name, text in peers.items()}


def first(command):
    ended = subprocess.run(command, capture_output=True, text=True)
    return (ended.stdout + ended.stderr).strip().splitlines()[0]
