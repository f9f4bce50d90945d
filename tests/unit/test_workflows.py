"""The workflows that build, test and publish: what they run is pinned, and what they may do is little."""

import re
from pathlib import Path

import built
import pytest
import yaml
from book.run import launch

WORKFLOWS = sorted((built.ROOT / ".github" / "workflows").glob("*.yml"))
USES = re.compile(r"uses: (\S+)(?: +# (v[\d.]+))?$", re.MULTILINE)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    uses = USES.findall(text)
    assert uses
    assert len(uses) == text.count("uses:") - text.count("uses: ./")  # a workflow of the project's own
    for action, version in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert version, f"{action} does not say its version"
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}, "more rights than a job needs"


def test_notebooks_are_pushed_to_the_branch_that_links_name() -> None:
    jobs = yaml.safe_load((built.ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))["jobs"]
    kept = {step.get("with", {}).get("path"): step.get("id") for step in jobs["build"]["steps"]}
    assert jobs["build"]["outputs"]["notebooks"] == f"${{{{ steps.{kept[f'_build/{launch.BRANCH}']}.outputs.artifact-id }}}}"
    job = jobs["notebooks"]
    assert job["permissions"] == {"contents": "write"}
    assert re.search(rf"^git push .* {launch.BRANCH}$", job["steps"][-1]["run"], re.MULTILINE)
    assert f"--initial-branch={launch.BRANCH}\n" in job["steps"][-1]["run"]
