"""A coupon of the book at RETM's till, through the whole program."""

from decimal import Decimal

from PySide6.QtWidgets import QAbstractItemView

from retm_desktop.domain.rewards import AllowedProduct, Reward, RewardKind
from tests.end_to_end.conftest import OpenShop


async def test_the_till_is_answered_in_the_form_chosen_on_screen(open_shop: OpenShop) -> None:
    async with open_shop() as shop:
        desk = shop.program.desk
        reward = Reward(
            code="TEA", kind=RewardKind.PRODUCTS, amount=Decimal(50), products=(AllowedProduct("p-1", 2),), uses_left=1
        )
        await desk.rewards.save(desk.connection_id, reward)
        told = await shop.ask(shop.sandbox.check_reward, "tea")
        assert told["understood"]
        assert told["body"]["data"]["allowed_products"] == [{"product_id": "p-1", "quantity": "2"}]
        await shop.click("tab_rewards")
        await shop.click("rewards_show_till")
        await shop.click("rewards_form_object")
        told = await shop.ask(shop.sandbox.check_reward, "tea")
        assert told["understood"]
        assert told["body"]["data"]["allowed_products"] == {"product_id": ["p-1"], "quantity": 2}
        answers = await shop.ask(lambda: shop.sandbox.redeem_reward("TEA", times=2, together=True))
        assert sorted(answer["status"] for answer in answers) == [200, 400]
        await shop.click("rewards_show_history")
        table = await shop.see(QAbstractItemView, "rewards_history")
        await shop.until(lambda: table.model().rowCount() == 2)
