"""The first page opens in every browser we test with."""


def test_today_opens(server, phone):
    page = phone.start()
    assert page.goto(server.url).ok
    assert page.title()


def test_today_opens_in_firefox(server, firefox):
    page = firefox().new_page()
    assert page.goto(server.url).ok


def test_today_opens_in_webkit(server, webkit):
    webkit.get(server.url)
    assert webkit.title
