"""A Spark session for a run, and what is wrong where there can be none."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.errors import InputError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: How many bytes of a file a task is given at most.
SPLIT = "spark.sql.files.maxPartitionBytes"
_LOCAL = "local["
#: Lines of a task's bytes that Spark hands over at once.
_BATCH = 1 << 16
#: What a run asks of a session that it starts itself.
_SETTINGS = {
    "spark.app.name": "repurchase",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
#: What every run asks of the tables that it reads: nothing is left out in silence.
_OF_RUN = {
    "spark.sql.inMemoryColumnarStorage.batchSize": "1",  # a part is large enough
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BATCH),
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.files.ignoreCorruptFiles": "false",
}


@contextmanager
def session(master: str, workspace: Path) -> Iterator[SparkSession]:
    """Yield a session: one of the program that is running, else one of its own, which ends here.

    Parameters
    ----------
    master
        Where the cluster is; empty for what Spark's own configuration says.
    workspace
        Private folder for what Spark writes on this machine.

    Raises
    ------
    UsageError
        When Spark or Java are missing, or the master does not answer.
    """
    active = installed().getActiveSession()
    logging.getLogger("py4j").setLevel(logging.CRITICAL + 1)  # what is wrong we say ourselves
    spark = active or _started(master, workspace)
    try:
        with _failures_named(), _settings_of_run(spark), warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # it warns of our pandas at every job
            if not spark.sparkContext.master.startswith(_LOCAL):
                spark.sparkContext.addPyFile(str(_packed(workspace)))
            yield spark
    finally:
        if active is None:
            with suppress(Exception):  # a session that is lost needs no end
                spark.stop()


@contextmanager
def _settings_of_run(spark: SparkSession) -> Iterator[None]:
    """Let a session have the settings of a run, and then its own again."""
    before = {name: spark.conf.get(name, None) for name in (*_OF_RUN, SPLIT)}
    for name, value in _OF_RUN.items():
        spark.conf.set(name, value)
    try:
        yield
    finally:
        with suppress(Exception):  # see above
            for name, value in before.items():
                spark.conf.unset(name) if value is None else spark.conf.set(name, value)


def _packed(workspace: Path) -> Path:
    """Return our package as an archive, so that workers run the code of the driver and no other."""
    package = Path(__file__).parents[2]
    archive = workspace / f"{package.name}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(package.rglob("*")):
            if path.suffix in (".py", ".sql"):
                packed.write(path, path.relative_to(package.parent))
    return archive


def installed() -> type[SparkSession]:
    """Return the class of Spark's sessions.

    Raises
    ------
    UsageError
        When Spark, or what its tasks need, is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is not yet tested with our pandas
        try:
            import pyarrow  # noqa: F401, PLC0415 - what tasks need
            from pyspark.sql import SparkSession  # noqa: PLC0415 - of those who ask for it
        except ImportError as error:
            raise UsageError(
                f"Spark is not installed: {error}", hint="pip install 'repurchase-cli[spark]'"
            ) from None
    session_type: type[SparkSession] = SparkSession
    return session_type


def _started(master: str, workspace: Path) -> SparkSession:
    """Return a new session, whose workers run the Python of this process unless told otherwise."""
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise UsageError(
            "Spark needs Java, and there is none",
            hint="install Java 17, such as: apt install openjdk-17-jre-headless; or set JAVA_HOME",
        )
    builder = installed().builder
    settings = dict(_SETTINGS)
    if master:
        settings["spark.master"] = master
    if not master or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings["spark.local.dir"] = str(workspace / "spark")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _log_of_java(workspace / "spark.log") as log, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return builder.getOrCreate()
        except Exception as error:
            said = _last_words(str(error)) or _last_words(log.read_text("utf-8", "replace"))
            raise UsageError(
                f"Spark does not start: {said}",
                hint="check --master, and that Java 17 or newer runs: java -version",
            ) from None


@contextmanager
def _log_of_java(log: Path) -> Iterator[Path]:
    """Let what Java says while it starts, and from then on, go to a file instead of the screen."""
    log.touch(mode=0o600)
    sys.stderr.flush()
    screen = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield log
    finally:
        os.dup2(screen, 2)
        os.close(screen)


@contextmanager
def _failures_named() -> Iterator[None]:
    """Name what went wrong on the cluster."""
    from py4j.protocol import Py4JError, Py4JNetworkError  # noqa: PLC0415 - comes with Spark
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError, Py4JNetworkError, ConnectionRefusedError) as error:
        raise named(str(error)) from error


#: A line of Java or Python that says which error it was.
_ERROR = re.compile(r"(?:Caused by: )?[\w.]*(?:Error|Exception)\b(?::|$)|Error: ")
#: Words of Spark and Python, what they mean, and what to do.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        "No module named",
        "the Python of Spark's workers lacks a package",
        "set PYSPARK_PYTHON to a Python that has duckdb and pyarrow on every machine",
    ),
    (
        "PYTHON_VERSION_MISMATCH",
        "Spark's workers run another Python than this one",
        "set PYSPARK_PYTHON to the same Python on every machine",
    ),
    (
        "Cannot run program",
        "Spark's workers have no Python where it is looked for",
        "set PYSPARK_PYTHON to a Python that has duckdb and pyarrow on every machine",
    ),
    (
        "OutOfMemoryException",
        "a task has too little memory",
        "let tasks be smaller: spark.sql.files.maxPartitionBytes=64MB",
    ),
    (
        "FileNotFoundException",
        "a file has gone while it was read",
        "run again when nothing moves or replaces the files",
    ),
    (
        "PATH_NOT_FOUND",
        "a file has gone while it was read",
        "run again when nothing moves or replaces the files",
    ),
    (
        "FILE_NOT_EXIST",
        "a file has gone while it was read",
        "run again when nothing moves or replaces the files",
    ),
    (
        "No FileSystem for scheme",
        "Spark has no file system for this address",
        "give Spark its package, such as spark.jars.packages=org.apache.hadoop:hadoop-aws:3.4.2",
    ),
)


def named(said: str) -> InputError:
    """Return the error that says what has gone wrong in words, of what Spark has said."""
    for word, what, hint in _MEANINGS:
        if word in said:
            line = next((line for line in said.splitlines() if word in line), "")
            return InputError(f"{what}: {_short(line)}", hint=hint)
    return InputError(
        f"Spark has failed: {_last_words(said)}", hint="no numbers were made; run again"
    )


def _last_words(said: str) -> str:
    """Return the last line of a message that names an error, else its last one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return _short(next(filter(_ERROR.match, reversed(lines)), (lines or [""])[-1]))


def _short(line: str) -> str:
    return line.strip()[:300]
