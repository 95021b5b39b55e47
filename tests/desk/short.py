"""The shortest plan that can stand."""

PLAN = """[plan]
id = "a"
name = "A"
since = 2026-01-01
until = 2026-03-31
amount = 100
[ramp]
threshold = 20
target = 30
stretch = 40
[company]
threshold = 20
target = 30
stretch = 40
"""
