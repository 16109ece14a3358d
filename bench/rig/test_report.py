"""What a run leaves behind: lines that fit the table of results.md."""

import pathlib
import tempfile
import unittest
from unittest import mock

from rig import report, verdict


class Lines(unittest.TestCase):
    def test_a_row_is_one_line_with_as_many_cells_as_the_head_of_the_table(self):
        head = next(line for line in report.RESULTS.read_text().splitlines() if line.startswith("| date"))
        values = {"nginx": [10.0] * 3, "vertx2": [20.0, 20.0, 20.0], "gateway": [31.0, 31.0, 31.0]}
        judgements = [verdict.judge(verdict.ROWS[row], values) for row in ("json", "p99")]
        with tempfile.TemporaryDirectory() as folder:
            results = pathlib.Path(folder) / "results.md"
            with mock.patch.object(report, "RESULTS", results):
                report.append(judgements, ["nginx", "vertx2", "gateway"], ["bench/run", "--rows", "json"])
            first, second = results.read_text().splitlines()
        self.assertEqual(first.count("|"), head.count("|"))
        self.assertEqual(second.count("|"), head.count("|"))
        self.assertIn("| nginx 10.0, vertx2 20.0, gateway 31.0 us/request | 3.10 x | 1.55 | 0 % of 3 | must |", first)
        self.assertIn("`bench/run --rows json`", first)


if __name__ == "__main__":
    unittest.main()
