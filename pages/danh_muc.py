"""Danh mục: targets with their basis, indicators with their definitions, units before and after 1/7/2025."""

from khuyenhoc.ui import lists

lists.show(lists.which())
