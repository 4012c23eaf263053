"""One Spark session for all tests of the cluster: two tasks at once, four tries for each."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session that all tests share."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    pytest.importorskip("pyspark", reason="pyspark is not installed: make test-spark")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - where it is installed

    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(HERE / "faults"))
        patch.setenv("TASK_FAULTS", str(folder / "faults"))
        patch.setenv("TMPDIR", str(folder))
        settings = {
            "spark.master": "local[2,4]",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
            "spark.local.dir": str(folder / "local"),
            "spark.driver.memory": "1g",
            "spark.sql.files.openCostInBytes": "0",
        }
        builder = SparkSession.builder
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.fixture
def split(spark: Any) -> Iterator[Any]:
    """``split(size)`` lets Spark cut files into pieces of so many bytes."""
    name = "spark.sql.files.maxPartitionBytes"

    def cut(size: int) -> None:
        spark.conf.set(name, str(size))

    yield cut
    spark.conf.unset(name)


@pytest.fixture
def faults(spark: Any) -> Iterator[Path]:
    """The file that says how many tasks are still to fail."""
    path = Path(os.environ["TASK_FAULTS"])
    yield path
    path.unlink(missing_ok=True)
