"""mingjian worker: works through what was put into the background; `serve` starts one by itself."""

from __future__ import annotations

import signal

import click


@click.command("worker", epilog="\b\n例 Example:\n  mingjian worker")
def worker_command() -> None:
    """处理后台任务；mingjian serve 已带一个。 Work in the background; mingjian serve has one already.

    A second one makes long work wait less. Ctrl-C ends it after the present step.
    """
    from bureau.console.boot import insist_on_database, start_django  # noqa: PLC0415 - other commands do without

    start_django()
    insist_on_database()
    from bureau.jobs.worker import Worker  # noqa: PLC0415 - after Django is set up

    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


if __name__ == "__main__":
    worker_command()
