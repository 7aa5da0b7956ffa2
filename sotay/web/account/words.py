"""What a machine is called in lists: from what its browser says of itself, never more than its kind."""

MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Điện thoại Android"),
    ("Windows", "Máy tính Windows"),
    ("Macintosh", "Máy tính Mac"),
    ("CrOS", "Máy tính Chromebook"),
    ("Linux", "Máy tính Linux"),
)
BROWSERS = (
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def machine_words(user_agent: str) -> str:
    """ "Điện thoại Android, Chrome"; "Máy không rõ loại" when it says nothing known."""
    machine = next((word for sign, word in MACHINES if sign in user_agent), "Máy không rõ loại")
    if machine == "Điện thoại Android" and "Mobile" not in user_agent:
        machine = "Máy tính bảng Android"
    browser = next((word for sign, word in BROWSERS if sign in user_agent), "")
    return f"{machine}, {browser}" if browser else machine
