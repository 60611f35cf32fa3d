"""Real browsers on a real server whose network can fail."""

import os
import subprocess
import warnings

import pytest
from browser.releases import ready
from machines.notifications import NotificationService
from machines.phones import CHROMIUM, FIREFOX, SCREEN, SHELL, TOUCH, ChromiumPhone, installed
from machines.server import Server

MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
# building a release takes longer than many a test
Server.built = {}
# without the first, showNotification is refused where no notification daemon runs
FIREFOX_PREFERENCES = {"alerts.useSystemBackend": False}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": SHELL}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A `page` by itself is one without a worker; a `phone` has the app."""
    return {**browser_context_args, **TOUCH, "service_workers": "block"}


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    """Gives a running server that nobody has harmed: the one before, or a new one."""
    running = []

    def healthy() -> Server:
        if running and not running[-1].is_unharmed:
            running.pop().close()
        if not running:
            running.append(Server(tmp_path_factory.mktemp("server")))
            running[-1].start()
        return running[-1]

    yield healthy
    for server in running:
        server.close()


@pytest.fixture
def server(request, servers, tmp_path):
    """A running server. `@pytest.mark.environment(NAME="value")` starts one that is set up so.

    A test may stop it, replace its release or break its network: the next test has another.
    """
    marker = request.node.get_closest_marker("environment")
    if not marker:
        yield servers()
        return
    server = Server(tmp_path, **marker.kwargs)
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def phones_with_the_app(playwright):
    """Returns a closed phone that keeps the release of a server, and has written nothing yet.

    To install the app takes longer than many a test, so it is done once for a release.
    """
    phones = {}

    def phone_for(server: Server, program: str) -> ChromiumPhone:
        release = server.url, server.read("/service-worker.js"), program
        if release not in phones:
            phones[release] = ChromiumPhone(playwright, executable_path=program)
            install(phones[release].start(), server.url)
            phones[release].close()
        return phones[release]

    return phone_for


def install(page, url: str) -> None:
    """Open the app once, and leave a phone that keeps it but has no name and no records."""
    page.goto(url)
    installed(page)
    ready(page)
    page.goto(url + "/health")
    page.evaluate("""async () => Promise.all((await indexedDB.databases()).map(({ name }) =>
      new Promise((done, failed) => {
        const deletion = indexedDB.deleteDatabase(name)
        deletion.onsuccess = done
        deletion.onblocked = deletion.onerror = failed
      })))""")


@pytest.fixture
def new_phone(request, playwright):
    """Makes Chromium phones with lasting profiles; all are closed at the end.

    They have the app installed. `first_visit` marks a test whose phones have never seen it, and
    `without_worker` one whose phones cannot keep it: nothing it asks needs a worker. With
    `whole_browser` they have what only Chromium itself has: notifications and wake locks.
    """
    phones = []
    marked = {marker.name for marker in request.node.iter_markers()}

    def make(**options) -> ChromiumPhone:
        like, program = None, CHROMIUM if "whole_browser" in marked else SHELL
        if "without_worker" in marked:
            options = {"service_workers": "block", **options}
        elif "first_visit" not in marked:
            like = request.getfixturevalue("phones_with_the_app")(
                request.getfixturevalue("server"), program)
        phones.append(ChromiumPhone(playwright, like, executable_path=program, **options))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()


@pytest.fixture
def phone(new_phone):
    """A phone; see `new_phone` for what it knows."""
    return new_phone()


@pytest.fixture
def desk():
    """Shows Chromium's notifications and taps them; give its `address` to the phone."""
    service = NotificationService()
    yield service
    service.close()


@pytest.fixture(scope="module")
def firefox(playwright):
    """Opens Firefox with extra preferences; returns a context as a phone of 360 by 740."""
    browsers = []

    def open_firefox(permissions: tuple[str, ...] = (), **preferences):
        browser = playwright.firefox.launch(
            channel="moz-firefox", executable_path=FIREFOX,
            firefox_user_prefs={**FIREFOX_PREFERENCES, **preferences})
        browsers.append(browser)
        context = browser.new_context(permissions=list(permissions), **SCREEN)
        context.set_default_timeout(20_000)
        return context

    yield open_firefox
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def screen():
    """A virtual screen for WebKitGTK, which has no headless mode."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "500x1000x24", "-nolisten", "tcp"],
        pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait()


@pytest.fixture
def webkit(screen):
    """WebKitGTK at phone size: what an iPhone has in a tab, without push and background sync."""
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = MINIBROWSER
    for argument in ("--automation", "--full-screen"):
        options.add_argument(argument)
    # the often-copied WEBKIT_DISABLE_… variables make screenshots hang here
    environment = {**os.environ, "DISPLAY": screen, "GDK_BACKEND": "x11"}
    with warnings.catch_warnings():
        # selenium 4.51 warns of its own call
        warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
        driver = webdriver.WebKitGTK(
            options=options, service=Service("/usr/bin/WebKitWebDriver", env=environment))
    driver.command_executor._client_config.timeout = 60
    driver.set_window_rect(0, 0, 360, 740)
    driver.set_script_timeout(30)
    driver.js = lambda expression: driver.execute_async_script(
        "const done = arguments[0]; (async () => (" + expression + "))()"
        ".then(done, error => done('ERROR ' + error))")
    yield driver
    driver.quit()
