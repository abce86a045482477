"""Write the tables of the CSV files' columns in data/README.md anew, as they are declared."""

from __future__ import annotations

from analysis.data_files import ALL
from analysis.files import DATA, whole_file


def main() -> None:
    """Put each table in the place of the one that stands below its file's heading."""
    path = DATA / "README.md"
    text = path.read_text(encoding="utf-8")
    for file in ALL:
        before, heading, section = text.partition(f"\n### `{file.name}`\n")
        said, _, rest = section.partition("| column |")
        _, end, after = rest.partition("\n\n")
        text = f"{before}{heading}{said}{file.dictionary().rstrip()}{end}{after}"
    with whole_file(path) as place:
        place.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
