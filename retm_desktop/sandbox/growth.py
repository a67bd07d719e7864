"""Grows a practice restaurant to thousands of dishes, customers, branches and devices with believable names."""

import tomllib
from dataclasses import replace
from itertools import islice, permutations
from pathlib import Path
from random import Random
from typing import Any

from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.entries import Product, Words
from retm_desktop.sandbox.restaurant import Restaurant
from retm_desktop.sandbox.settings import SandboxSettings

Document = dict[str, Any]

_WORDS = Path(__file__).parent / "growth.toml"


def grow(restaurant: Restaurant, settings: SandboxSettings) -> None:
    """Add to each list until it is as long as the settings ask; a list that is long enough stays as it is."""
    random = dice("growth", settings.seed)
    if max(settings.customers, settings.products, settings.branches) > 0:
        words = tomllib.loads(_WORDS.read_text("utf-8"))
        _more_customers(restaurant, random, settings.customers - len(restaurant.customers), words)
        _more_products(restaurant, random, settings.products - len(restaurant.products()), words)
        _more_branches(restaurant, random, settings.branches - len(restaurant.branches), words)
    _more_devices(restaurant, settings.devices - len(restaurant.devices))


def _more_customers(restaurant: Restaurant, random: Random, count: int, words: Document) -> None:
    """People with a father's name between their own and the family's; a few share a name, none a phone."""
    if count <= 0:
        return
    first, family = restaurant.words["first_names"], restaurant.words["family_names"]
    taken = {customer.phone for customer in restaurant.customers}
    phones = (f"0{number}" for number in random.sample(range(500_000_000, 599_999_999), count + len(taken)))
    for phone in islice((phone for phone in phones if phone not in taken), count):
        own, father, house = random.choice(first), random.choice(words["fathers"]), random.choice(family)
        mailbox = f"{own[0]}.{phone[5:]}@example.com".lower() if random.random() < 0.6 else None
        english, arabic = (" ".join(part[language] for part in (own, father, house)) for language in (0, 1))
        restaurant.new_customer(english, arabic, phone, mailbox)


def _more_products(restaurant: Restaurant, random: Random, count: int, words: Document) -> None:
    """The menu's dishes with one side, then with two, then numbered."""
    plain = [dish for dish in restaurant.products() if dish.name.ar and dish.name.en != dish.name.ar]
    sides = words["sides"]
    ways = [
        *((f"with {one[0]}", f"مع {one[1]}") for one in sides),
        *((f"with {one[0]} and {two[0]}", f"مع {one[1]} و{two[1]}") for one, two in permutations(sides, 2)),
    ]
    for number in range(count):
        dish, (english, arabic) = plain[number % len(plain)], ways[number // len(plain) % len(ways)]
        round_ = number // (len(plain) * len(ways))
        mark = f" {round_ + 1}" if round_ else ""
        name = Words(f"{dish.name.en} {english}{mark}", f"{dish.name.ar} {arabic}{mark}", random.random() < 0.5)
        restaurant.add_product(_like(restaurant, dish, name, 500 * random.randint(2, 14), random.random() < 0.66))


def _like(restaurant: Restaurant, dish: Product, name: Words, dearer: int, upper: bool) -> Product:
    """A dish made of another: its own ids, a higher price, the same choices."""
    product_id = restaurant.new_id()
    sizes = [
        replace(size, id=restaurant.new_id(), sku=restaurant.new_sku(), price=size.price + dearer)
        for size in dish.variations
    ]
    return replace(
        dish,
        id=product_id.upper() if upper else product_id,
        sku=restaurant.new_sku(),
        name=name,
        price=dish.price + dearer,
        variations=sizes,
    )


def _more_branches(restaurant: Restaurant, random: Random, count: int, words: Document) -> None:
    """Every district of every city, then a second branch in each, and so on; each with one device."""
    cities, districts = words["cities"], words["districts"]
    label = restaurant.words["device_names"][0]
    for number in range(count):
        city, district = cities[number % len(cities)], districts[number // len(cities) % len(districts)]
        round_ = number // (len(cities) * len(districts))
        mark = f" {round_ + 1}" if round_ else ""
        row = {
            "en": f"{city[0]}, {district[0]}{mark}",
            "ar": f"{city[1]}، {district[1]}{mark}",
            "phone": f"{city[4]}{random.randint(4_000_000, 8_999_999)}",
            "aen": f"{district[0]} Main Street, {city[0]}",
            "aar": f"الشارع العام، حي {district[1]}، {city[1]}",
            "latitude": f"{city[2] + random.uniform(-0.1, 0.1):.4f}",
            "longitude": f"{city[3] + random.uniform(-0.1, 0.1):.4f}",
        }
        restaurant.open_branch(row, [label])


def _more_devices(restaurant: Restaurant, count: int) -> None:
    """Round the branches, numbered within each."""
    names = restaurant.words["device_names"]
    for number in range(count):
        branch = restaurant.branches[number % len(restaurant.branches)]
        have = len(branch.devices)
        restaurant.add_device(branch, names[have] if have < len(names) else f"{names[0].rstrip(' 1')} {have + 1}")
