"""The recipes for continuous integration in the README keep the schemas of the services they are for."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
RECIPES = {
    "vendor.github-workflows": "GitHub Actions",
    "vendor.gitlab-ci": "GitLab CI",
}
each_recipe = pytest.mark.parametrize("schema", RECIPES)


def read_recipe(schema: str) -> str:
    """Read the code block below the name of a service."""
    section = README.partition(f"<summary>{RECIPES[schema]}")[2]
    found = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def judge(path: Path, text: str, schema: str) -> int:
    """Ask check-jsonschema; 0 means that the text keeps the schema."""
    path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@each_recipe
def test_keeps_schema(tmp_path: Path, schema: str) -> None:
    """The service accepts the recipe, and would not accept one with a misspelt key."""
    recipe = read_recipe(schema)
    broken = recipe.replace("runs-on:", "run-on:").replace("needs: [build]", "needs: 7")

    assert recipe != broken
    assert 0 == judge(tmp_path / "recipe.yml", recipe, schema)
    assert 0 != judge(tmp_path / "broken.yml", broken, schema)


@each_recipe
def test_says_how(schema: str) -> None:
    """As many shares are built as are merged, into one folder with a manifest."""
    recipe = read_recipe(schema)

    assert "handouts build --shard" in recipe
    assert "handouts merge share" in recipe
    if shares := re.search(r"share: \[(.*)\]", recipe):
        assert f"/{len(shares[1].split(','))} " in recipe
