"""An RSA-2048 key, its JWKS and one RS256 token, made with openssl alone."""
import base64
import json
import re
import subprocess
import time

ISSUER = "https://issuer.example.com/"
AUDIENCE = "api"


def make(folder):
    """Writes jwt.key, jwt.pub and jwks.json into `folder` and gives back a token that holds for a day."""
    key, public = folder / "jwt.key", folder / "jwt.pub"
    run("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key)
    run("openssl", "pkey", "-in", key, "-pubout", "-out", public)
    public.chmod(0o644)
    shown = run("openssl", "rsa", "-pubin", "-in", public, "-modulus", "-noout").decode()
    modulus = bytes.fromhex(re.search(r"Modulus=([0-9A-F]+)", shown).group(1))
    jwk = {"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", "n": encoded(modulus), "e": "AQAB"}
    jwks = folder / "jwks.json"
    jwks.write_text(json.dumps({"keys": [jwk]}))
    jwks.chmod(0o644)
    return signed(folder, claims())


def claims():
    """What an identity provider usually says: about 700 bytes of token."""
    now = int(time.time())
    return {
        "iss": ISSUER, "aud": AUDIENCE, "sub": "6f1c2a44-9b1e-4b7c-8a55-0d2c1e7f9a10", "iat": now, "nbf": now, "exp": now + 86400,
        "jti": "0d2c1e7f-9a10-4b7c-8a55-6f1c2a449b1e", "azp": "console", "scope": "orders:read orders:write", "name": "Alice Example",
    }


def signed(folder, payload):
    header = {"alg": "RS256", "typ": "JWT", "kid": "1"}
    text = encoded(json.dumps(header).encode()) + "." + encoded(json.dumps(payload).encode())
    made = subprocess.run(["openssl", "dgst", "-sha256", "-sign", folder / "jwt.key"], input=text.encode(), capture_output=True, check=True)
    return text + "." + encoded(made.stdout)


def encoded(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout
