"""The embedded PostgreSQL after every kind of bad end."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import pytest

from tinhso.runtime import processes
from tinhso.runtime.binaries import DatabaseError
from tinhso.runtime.locks import HeldError
from tinhso.runtime.postgres import LONGEST_SOCKET_FOLDER, Server, socket_folder, throwaway

pytestmark = pytest.mark.faults


def count(server: Server) -> int:
    with psycopg.connect(server.dsn()) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def keep_a_row(server: Server) -> None:
    with psycopg.connect(server.dsn()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id bigserial PRIMARY KEY)")
        connection.execute("INSERT INTO kept DEFAULT VALUES")


def holder(house: Path) -> subprocess.Popen[str]:
    """Start a process that runs the server until it is killed; it says when it is ready."""
    program = textwrap.dedent(
        f"""
        import time
        from pathlib import Path
        from tinhso.runtime.postgres import Server
        Server(Path({str(house / "postgres")!r})).start()
        print("ready", flush=True)
        time.sleep(600)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_what_was_written_is_there_after_a_stop_and_a_start(house: Path) -> None:
    server = Server(house / "postgres")
    with server:
        keep_a_row(server)
    with server:
        assert count(server) == 1


def test_no_network_port_is_opened_and_nobody_else_enters_the_socket(house: Path) -> None:
    with Server(house / "postgres") as server, psycopg.connect(server.dsn()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert server.data.stat().st_mode & 0o777 == 0o700


def test_the_owner_of_the_database_is_no_superuser(house: Path) -> None:
    with Server(house / "postgres") as server, psycopg.connect(server.dsn()) as connection:
        answer = connection.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        assert answer.fetchone() == (False,)


def test_one_folder_is_run_by_one_process_and_others_reach_it(house: Path) -> None:
    with Server(house / "postgres") as server:
        other = Server(house / "postgres")
        with pytest.raises(HeldError):
            other.start()
        other.reach()
        assert server.runs()


def test_a_server_whose_holder_was_killed_goes_and_the_next_start_has_its_rows(
    house: Path,
) -> None:
    server = Server(house / "postgres")
    with holder(house) as process:
        keep_a_row(server)
        process.kill()
    with server:
        assert count(server) == 1


def test_a_server_that_outlived_its_holder_is_ended_by_the_next_start(house: Path) -> None:
    server = Server(house / "postgres")
    process = holder(house)
    keep_a_row(server)
    first = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(first, signal.SIGSTOP)  # it can't heed the kernel's word that its parent died
    with process:
        process.kill()
    os.kill(first, signal.SIGCONT)
    with server:
        assert count(server) == 1
        assert not processes.alive(first)


def test_backends_without_their_killed_server_are_ended(house: Path) -> None:
    server = Server(house / "postgres").start()
    keep_a_row(server)
    with psycopg.connect(server.dsn()) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)  # a backend that notices nothing
        first = int((server.data / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGKILL)
        server.stop()
        with server:
            assert count(server) == 1
            assert not processes.alive(backend)


def test_a_server_that_answers_nobody_is_noticed_and_ended(house: Path) -> None:
    server = Server(house / "postgres")
    with server:
        keep_a_row(server)
        assert not server.hangs()
        os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGSTOP)
        assert server.hangs()
        server.abort()
    with server:
        assert count(server) == 1


def test_a_start_that_idles_is_given_up_soon(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(house / "postgres") as server:
        keep_a_row(server)
    idler = house / "bin" / "postgres"
    idler.parent.mkdir()
    idler.write_text("#!/bin/sh\nexec sleep 600\n")
    idler.chmod(0o755)
    monkeypatch.setattr("tinhso.runtime.postgres.IDLE", 1)
    monkeypatch.setattr("tinhso.runtime.postgres.PATIENCE", 3600.0)  # longer than a test may take
    with pytest.raises(DatabaseError, match="did not get ready"):
        Server(house / "postgres", binaries=idler.parent).start()
    monkeypatch.undo()  # a real one may take more than a second
    with server:
        assert count(server) == 1


def test_a_pid_file_that_names_a_living_stranger_is_put_aside(house: Path) -> None:
    server = Server(house / "postgres")
    with server:
        keep_a_row(server)
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        for name in (server.data / "postmaster.pid", server.socket / ".s.PGSQL.5432.lock"):
            name.write_text(f"{stranger.pid}\n{server.data}\n1\n5432\n{server.socket}\n\n")
        with server:
            assert count(server) == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_first_start_that_was_cut_off_is_begun_again(house: Path) -> None:
    partial = house / "postgres" / "data.partial"
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("18\n")
    with Server(house / "postgres") as server:
        keep_a_row(server)
    assert not partial.exists()


def test_a_long_path_has_its_socket_elsewhere(house: Path) -> None:
    home = house / ("thư mục " * 6).strip() / ("x" * 60)
    assert len(os.fsencode(socket_folder(home))) <= LONGEST_SOCKET_FOLDER
    with Server(home) as server:
        keep_a_row(server)
    server.socket.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="without root PostgreSQL runs as ourselves")
def test_as_root_a_folder_that_its_account_cant_enter_is_refused_with_the_cure(
    house: Path,
) -> None:
    closed = house / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseError, match=rf"chmod o\+x {closed}"):
        Server(closed / "postgres").start()


def test_what_killed_test_runs_left_is_swept(house: Path) -> None:
    program = textwrap.dedent(
        """
        import os, signal
        from tinhso.runtime.postgres import throwaway
        server = throwaway().start()
        print(server.home, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    killed = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(house)},
    )
    left = Path(killed.stdout.strip())
    assert left.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(house))
        throwaway().discard()
    assert not left.exists()
