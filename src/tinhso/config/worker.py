"""`python -m tinhso.config.worker`: runs the queued jobs and seals the ledger, in one process."""

import asyncio
import os

import django


def main() -> None:
    """Work until told to stop (SIGTERM or SIGINT), finishing what is begun."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    django.setup()
    asyncio.run(work())


async def work() -> None:
    """Run jobs as they come."""
    from procrastinate.contrib.django import app

    async with app.replace_connector(app.connector.get_worker_connector()).open_async() as worker:
        await worker.run_worker_async(concurrency=2, delete_jobs="successful")


if __name__ == "__main__":
    main()
