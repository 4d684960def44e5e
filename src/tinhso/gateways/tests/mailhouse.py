"""A mail house for tests: Debian's Exim takes and delivers, Debian's Dovecot gives out.

Both run from a temporary folder on free ports of this machine, with a certificate of their own,
under no system's configuration. `tests/run.py` installs them where it may.
"""

import ipaddress
import os
import pwd
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOMAIN = "songmay.example"
PASSWORD = "mật khẩu của hộp thư"
EXIM, DOVECOT = "/usr/sbin/exim4", "/usr/sbin/dovecot"
MISSING = [path for path in (EXIM, DOVECOT, "/usr/lib/dovecot/imap") if not Path(path).exists()]

EXIM_CONFIGURATION = """\
primary_hostname = mail.{domain}
local_interfaces = 127.0.0.1.{smtp} : 127.0.0.1.{smtps}
tls_on_connect_ports = {smtps}
tls_advertise_hosts = *
tls_certificate = {folder}/cert.pem
tls_privatekey = {folder}/key.pem
spool_directory = {folder}/spool
log_file_path = {folder}/exim-%slog
pid_file_path = {folder}/exim.pid
exim_user = {user}
exim_group = {group}
never_users =
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
deliver_drop_privilege = {unprivileged}
message_size_limit = 60M
acl_smtp_rcpt = receivers

begin acl
receivers:
  defer local_parts = later
  deny message = unknown user
       domains = {domain}
       !local_parts = 1022 : lan : ^lan-.* : gone
  accept domains = {domain}
  accept authenticated = *
  deny message = relay not permitted

begin routers
gone:
  driver = redirect
  local_parts = gone
  allow_fail
  data = :fail: this mailbox was closed
local:
  driver = accept
  domains = {domain}
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = ${{lookup{{$local_part}}nwildlsearch{{{folder}/users}}{{$value}}fail}}
  maildir_format
  create_directory
  return_path_add
  user = {user}
  group = {group}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${{if and{{{{eq{{$auth2}}{{1022}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""

DOVECOT_CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain
mail_location = maildir:~/Maildir
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%n
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # Who gives a wrong password is not made to wait the next time.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
"""


@dataclass(frozen=True)
class MailHouse:
    """Where the servers answer; `context` trusts their certificate."""

    folder: Path
    smtp: int
    smtps: int
    imap: int
    imaps: int
    context: ssl.SSLContext

    def post(self, raw: bytes, *, sender: str, to: str = f"1022@{DOMAIN}") -> None:
        """Let somebody's mail server deliver a mail, and wait until it lies in the mailbox."""
        box = self.folder / "mail" / to.partition("@")[0] / "Maildir"
        before = self.lying(box)
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=10) as session:
            session.sendmail(sender, [to], raw)
        self.wait_for(box, before + 1)

    def lying(self, box: Path) -> int:
        return sum(1 for part in ("new", "cur") for _ in (box / part).glob("*"))

    def wait_for(self, box: Path, count: int) -> None:
        """Wait until so many mails lie there: delivery is Exim's, in a process of its own."""
        until = time.monotonic() + 20
        while self.lying(box) < count:
            if time.monotonic() > until:
                logs = [p.read_text(errors="replace") for p in self.folder.glob("exim-*log")]
                raise AssertionError(f"no mail came: {logs}")
            time.sleep(0.02)

    def mails_of(self, name: str) -> list[bytes]:
        box = self.folder / "mail" / name / "Maildir"
        found = [path for part in ("new", "cur") for path in (box / part).glob("*")]
        return [path.read_bytes() for path in sorted(found, key=lambda p: p.stat().st_mtime_ns)]

    def empty(self) -> None:
        """Throw every mail away; folders of Dovecot too."""
        for box in (self.folder / "mail").glob("*/Maildir"):
            shutil.rmtree(box)


@contextmanager
def mail_house() -> Iterator[MailHouse]:
    """Start both servers, and stop them."""
    with tempfile.TemporaryDirectory(prefix="tinhso-mail-", dir="/tmp") as name:
        folder = Path(name)
        ports = dict(zip(("smtp", "smtps", "imap", "imaps"), _free_ports(4), strict=True))
        _furnish(folder, ports)
        errors = (folder / "errors").open("ab")
        servers = [
            subprocess.Popen(  # noqa: S603 - Debian's own servers, from a folder of ours
                command, stdout=subprocess.DEVNULL, stderr=errors
            )
            for command in (
                [EXIM, "-C", str(folder / "exim.conf"), "-bdf", "-q1h"],
                [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")],
            )
        ]
        errors.close()
        try:
            for port in ports.values():
                _wait_for_port(port, folder)
            context = ssl.create_default_context(cafile=str(folder / "cert.pem"))
            yield MailHouse(folder, **ports, context=context)
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait(timeout=20)


def _furnish(folder: Path, ports: dict[str, int]) -> None:
    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    # Neither server delivers as root: started by root they work as nobody.
    owner = pwd.getpwnam("nobody" if root else me)
    group = "nogroup" if root else str(owner.pw_gid)
    values = {
        **ports,
        "folder": folder,
        "domain": DOMAIN,
        "password": PASSWORD,
        "user": owner.pw_name,
        "group": group,
        "unprivileged": "false" if root else "true",
        "internal": "dovecot" if root else me,
        "internal_group": "dovecot" if root else group,
        "login": "dovenull" if root else me,
    }
    (folder / "exim.conf").write_text(EXIM_CONFIGURATION.format(**values))
    (folder / "dovecot.conf").write_text(DOVECOT_CONFIGURATION.format(**values))
    (folder / "users").write_text(
        "".join(
            f"{name}: {folder}/mail/{box}/Maildir\n"
            # Whoever wants an address of their own takes lan-…: their mail lies in Lan's box.
            for name, box in (("1022", "1022"), ("lan", "lan"), ("^lan-", "lan"))
        )
    )
    (folder / "passwords").write_text(f"1022:{{PLAIN}}{PASSWORD}\n")
    _certify(folder)
    for made in ("spool", "mail", "mail/1022", "mail/lan"):
        (folder / made).mkdir()
    if root:
        folder.chmod(0o755)
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner.pw_uid, owner.pw_gid)
    (folder / "exim.conf").chmod(0o644)
    if root:
        os.chown(folder / "exim.conf", 0, 0)


def _certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail house of tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


def _wait_for_port(port: int, folder: Path) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                said = [p.read_text(errors="replace") for p in folder.glob("*log*")]
                said.append((folder / "errors").read_text(errors="replace"))
                raise AssertionError(f"a mail server does not start: {said}") from None
            time.sleep(0.02)
        else:
            return
