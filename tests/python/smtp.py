"""A server of emails (aiosmtpd) for tests: keeps each in a file of its directory.

usage: smtp.py PORT DIRECTORY plain|starttls|tls [CERTIFICATE KEY USER PASSWORD]
"""

import asyncio
import itertools
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Keep:
    """Writes what comes to a directory."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.numbers = itertools.count()

    async def handle_DATA(self, server, session, envelope):
        temporary = self.directory / "arriving"
        temporary.write_bytes(envelope.content)
        temporary.rename(self.directory / f"{next(self.numbers)}.eml")
        return "250 Kept"


async def serve(port, directory, mode, certificate=None, key=None, user=None, password=None):
    context, keep = None, Keep(directory)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

    def authenticate(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    def protocol():
        starttls = mode == "starttls"
        return SMTP(
            keep,
            hostname="mail.example.org",
            enable_SMTPUTF8=True,
            tls_context=context if starttls else None,
            require_starttls=starttls,
            auth_required=user is not None,
            # With TLS from its beginning it does not know of it.
            auth_require_tls=starttls,
            authenticator=authenticate if user else None,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", port, ssl=context if mode == "tls" else None)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), *sys.argv[2:]))
