"""The file that says how to cite the book."""

from datetime import date

import built
import yaml

from bilateral.tables import Tables

# The keys of the schema of the Citation File Format, version 1.2.0 (https://github.com/citation-file-format/citation-file-format).

CFF_REQUIRED = {"authors", "cff-version", "message", "title"}
CFF_KEYS = CFF_REQUIRED | set(
    "abstract commit contact date-released doi identifiers keywords license license-url preferred-citation references repository "
    "repository-artifact repository-code type url version".split()
)
CFF_ENTITY = set("address alias city country date-end date-start email fax location name orcid post-code region tel website".split())
SPDX = {"MIT", "CC-BY-4.0"}  # those used here, as SPDX spells them


def test_citation_file_is_valid(tables: Tables) -> None:
    """By hand what the schema of the format asks; and it says what the package says."""
    citation = yaml.safe_load((built.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(citation) >= CFF_REQUIRED
    assert set(citation) <= CFF_KEYS
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in {"software", "dataset"}
    assert citation["authors"]
    for author in citation["authors"]:
        assert set(author) <= CFF_ENTITY
        assert author["name"]
    assert set(citation["license"]) <= SPDX
    assert len(citation["keywords"]) == len(set(citation["keywords"])) > 0
    assert all(isinstance(citation[key], str) and citation[key] for key in ("title", "message", "abstract", "version", "date-released"))
    assert date.fromisoformat(citation["date-released"]) >= tables.through.date()
    assert citation["version"] == tables.descriptor["version"]
