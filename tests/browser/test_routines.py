"""Finding a routine, offline as well: the filters are style rules, not scripts."""

from playwright.sync_api import expect


def test_a_need_and_an_age_leave_what_fits_both(server, page):
    page.goto(f"{server.url}/routines")
    titles = page.locator(".found > :visible").get_by_role("link")
    page.get_by_text("Find by age, minutes, purpose or need").click()
    page.get_by_role("radio", name="Gas and colic").check()
    expect(titles).to_have_count(2)
    expect(titles.filter(has_text="Tummy ease")).to_be_visible()
    page.get_by_role("radio", name="Under 6 weeks").check()
    expect(titles).to_have_count(1)
    expect(titles.filter(has_text="Tummy ease")).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    expect(titles).to_have_count(16)
