"""How figures become a judgement: spread, noise, must and aim."""

import unittest

from rig import verdict
from rig.verdict import ROWS, judge, spread

JSON = ROWS["json"]


class Spread(unittest.TestCase):
    def test_of_five_rounds_it_is_the_fourth_less_the_second_over_the_median(self):
        self.assertAlmostEqual(spread([10, 50, 20, 30, 22]), (30 - 20) / 22)

    def test_below_zero_it_is_no_less_a_spread(self):
        self.assertGreater(spread([-10, -50, -20, -30, -22]), 0.1)

    def test_of_two_rounds_nothing_can_be_said(self):
        self.assertIsNone(spread([1, 2]))


class Judging(unittest.TestCase):
    quiet = [10.0, 10.1, 10.2, 10.1, 10.0]

    def verdict_of(self, gateway, nginx=None, vertx2=None, row=JSON):
        values = {"nginx": nginx or self.quiet, "gateway": gateway}
        if vertx2:
            values["vertx2"] = vertx2
        return judge(row, values).verdict

    def test_a_ratio_within_the_aim_is_the_aim(self):
        self.assertEqual(self.verdict_of([20.0] * 5), "aim")

    def test_a_ratio_between_aim_and_must_is_the_must(self):
        self.assertEqual(self.verdict_of([30.0] * 5), "must")

    def test_a_ratio_over_the_must_misses(self):
        self.assertEqual(self.verdict_of([33.0] * 5), "MISS")

    def test_ratios_are_taken_within_a_round(self):
        # Ratios of the rounds: 3, 3, 1, 5, 4.3. The medians alone would say 60 / 14.
        nginx = [10.0, 20.0, 30.0, 12.0, 14.0]
        gateway = [30.0, 60.0, 30.0, 60.0, 60.0]
        self.assertEqual(judge(JSON, {"nginx": nginx, "gateway": gateway}).to_floor, 3.0)

    def test_where_nginx_is_noisy_the_prototype_decides(self):
        noisy = [10.0, 20.0, 12.0, 30.0, 8.0]
        self.assertEqual(self.verdict_of([39.0] * 5, noisy, [30.0] * 5), "noisy, by vertx2: must")
        self.assertEqual(self.verdict_of([40.0] * 5, noisy, [30.0] * 5), "noisy, by vertx2: MISS")

    def test_where_nginx_is_noisy_a_streamed_event_may_cost_a_tenth_more_than_the_prototypes(self):
        noisy = [10.0, 20.0, 12.0, 30.0, 8.0]
        self.assertEqual(self.verdict_of([34.0] * 5, noisy, [30.0] * 5, ROWS["paced"]), "noisy, by vertx2: MISS")

    def test_where_nginx_is_noisy_and_the_prototype_absent_nothing_is_claimed(self):
        self.assertEqual(self.verdict_of([5.0] * 5, [10.0, 20.0, 12.0, 30.0, 8.0]), "noisy, by vertx2: not comparable")

    def test_added_latency_is_a_difference(self):
        judged = judge(ROWS["added"], {"nginx": [70.0] * 5, "gateway": [121.0] * 5})
        self.assertEqual((judged.to_floor, judged.verdict), (51.0, "MISS"))

    def test_memory_is_judged_by_itself(self):
        self.assertEqual(judge(ROWS["warm"], {"gateway": [161.0]}).verdict, "MISS")
        self.assertEqual(judge(ROWS["warm"], {"gateway": [160.0]}).verdict, "must")

    def test_only_the_product_is_judged(self):
        judged = judge(JSON, {"nginx": self.quiet, "vertx2": [90.0] * 5}, subject="vertx2")
        self.assertEqual((judged.to_floor > 8, judged.verdict, judged.missed), (True, "", False))

    def test_many_keys_are_judged_against_few(self):
        few, many = "10 keys", "100,000 keys"
        values = {few: [30.0] * 5, many: [33.5] * 5}
        judged = judge(ROWS["keys-json"], values, floor=few, subject=many)
        self.assertEqual(judged.verdict, "MISS")

    def test_a_translation_may_cost_so_much_more_than_none(self):
        values = {"same": [40.0] * 5, "translated": [100.0] * 5}
        judged = judge(ROWS["messages-json"], values, floor="same", subject="translated")
        self.assertEqual((judged.to_floor, judged.verdict), (60.0, "must"))
        values["translated"] = [101.0] * 5
        self.assertTrue(judge(ROWS["messages-json"], values, floor="same", subject="translated").missed)

    def test_what_is_added_to_an_sdk_is_told_and_not_judged(self):
        values = {"sdk": [900.0] * 5, "openai-gateway": [1100.0] * 5}
        judged = judge(ROWS["sdk-p50"], values, floor="sdk", subject="openai-gateway", yardstick="")
        self.assertEqual((judged.to_floor, judged.verdict, judged.missed), (200.0, "", False))

    def test_ratios_of_fewer_than_three_rounds_are_not_judged(self):
        self.assertEqual(self.verdict_of([90.0, 90.0], [10.0, 10.0]), "")

    def test_every_round_row_has_a_bound_for_noise(self):
        for name in ("json", "rate", "paced", "burst", "added"):
            self.assertGreater(verdict.ROWS[name].noisy_must, 1)


if __name__ == "__main__":
    unittest.main()
