"""A house with stand-ins for server and worker, run as a program: `python stand_in.py HOME PORT`.

It shows how `up` starts, keeps and stops its parts, without the seconds that the real ones take.
"""

import sys
from pathlib import Path

from tinhso.runtime import up
from tinhso.runtime.home import Home

PREPARE = """
import os, psycopg
from pathlib import Path
home = Path(os.environ["TINHSO_VAR"])
home.joinpath("static").mkdir(exist_ok=True)
with home.joinpath("prepared").open("a") as file:
    file.write(os.environ["TINHSO_DEMONSTRATION"])
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS ledger_event (id int)")
"""
WORK = """
import os, time, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("INSERT INTO ledger_event VALUES (1)")
time.sleep(600)
"""


def main(folder: Path, port: int, mode: str | None) -> None:
    province = folder / "province"
    province.mkdir(exist_ok=True)
    plan = up.Plan(
        home=Home(folder),
        province=province,
        sources=[province],
        prepare=[sys.executable, "-c", PREPARE],
        serve=[sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        work=[sys.executable, "-c", WORK],
        port=port,
        mode=mode,
    )
    up.run(
        plan,
        say=lambda line: print(line, flush=True),
        greet=lambda _state: print("up", flush=True),
    )


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
    except (up.UpError, RuntimeError) as error:
        sys.exit(str(error))
