"""The words of the way to RETM and back: internet, name, TLS, clock, sign-in, listener, public address."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.doctor.finding import Check, Finding

AdviceText = tuple[str, str]
"""A sentence and a fix, with places for figures."""


def of_the_way(found: Finding) -> AdviceText | None:
    """Return the words of a finding on the way, None for one of another kind."""
    match found.check:
        case Check.INTERNET | Check.DNS | Check.TLS:
            return _of_connection(found)
        case Check.CLOCK:
            return _of_clock(found)
        case Check.TOKEN:
            return _of_token(found.code)
        case Check.LISTENER:
            return _of_listener(found.code)
        case Check.PUBLIC_ADDRESS:
            return _of_public_address(found.code)
    return None


def _of_connection(found: Finding) -> AdviceText | None:
    translate = QCoreApplication.translate
    match (found.check, found.code):
        case (Check.INTERNET, "ok"):
            return translate("Doctor", "This computer is connected to the internet."), ""
        case (Check.INTERNET, "not_needed"):
            return translate("Doctor", "The practice restaurant runs on this computer; no internet is needed."), ""
        case (Check.INTERNET, "no_network"):
            return (
                translate("Doctor", "This computer is not connected to any network."),
                translate("Doctor", "Plug in the network cable or join the shop's Wi-Fi."),
            )
        case (Check.INTERNET, "no_internet"):
            return (
                translate("Doctor", "This computer is in a network, but the internet cannot be reached."),
                translate("Doctor", "Restart the router; if it stays so, call the internet provider."),
            )
        case (Check.DNS, "ok"):
            return translate("Doctor", "The name {host} was found."), ""
        case (Check.DNS, "not_needed"):
            return translate("Doctor", "The address {host} needs no look-up."), ""
        case (Check.DNS, "not_found"):
            return (
                translate("Doctor", "The name {host} is not known to this network."),
                translate("Doctor", "Restart the router; if it stays so, set its DNS server to 1.1.1.1 or 8.8.8.8."),
            )
        case (Check.DNS, "silent"):
            return (
                translate("Doctor", "The name server of this network does not answer."),
                translate("Doctor", "Restart the router; if it stays so, set its DNS server to 1.1.1.1 or 8.8.8.8."),
            )
        case (Check.DNS, "private"):
            return (
                translate("Doctor", "The name {host} leads to a device in this network ({address}), not to RETM."),
                translate("Doctor", "Open a web page in the browser and sign in to the Wi-Fi, or check the router."),
            )
    return _of_tls(found.code) if found.check is Check.TLS else None


def _of_tls(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "The connection is secure, and it is really {host} that answers."), ""
        case "not_used":
            return translate(
                "Doctor", "The practice restaurant is on this computer and needs no secure connection."
            ), ""
        case "practice_ended":
            return (
                translate("Doctor", "The practice restaurant has ended, so no practice orders come."),
                translate("Doctor", "Press the state at the top of the window to practise again."),
            )
        case "no_connection":
            return (
                translate("Doctor", "The server {host} takes no connection, although the internet works."),
                translate(
                    "Doctor", "Allow {host} in the firewall; if it is allowed, RETM is down: wait, then ask RETM."
                ),
            )
        case "no_tls":
            return (
                translate("Doctor", "Something between this computer and {host} cuts the secure connection."),
                translate("Doctor", "Sign in to the Wi-Fi in the browser, or allow {host} in firewall and antivirus."),
            )
        case "expired":
            return (
                translate("Doctor", "The certificate of {host} ended at {until}, so nothing is sent to it."),
                translate("Doctor", "Check this computer's date first; if it is right, tell RETM's support."),
            )
        case "not_yet_valid":
            return (
                translate(
                    "Doctor", "The certificate of {host} is not valid before {since}: this clock seems to be slow."
                ),
                translate("Doctor", "Set this computer's date and time, best by switching on automatic time."),
            )
        case "wrong_host":
            return (
                translate("Doctor", "Somebody else answers in place of {host} (certificate of {issuer})."),
                translate("Doctor", "Sign in to the Wi-Fi in the browser, or use another network."),
            )
        case "untrusted":
            return (
                translate("Doctor", "The server that answers as {host} vouches only for itself ({issuer})."),
                translate("Doctor", "Use another network, and ask who looks after this one."),
            )
        case "intercepted":
            return (
                translate(
                    "Doctor", "The connection to {host} is opened on its way by {issuer}, unknown to this computer."
                ),
                translate("Doctor", "Exempt {host} in the antivirus or firewall, and install the system's updates."),
            )
    return None


def _of_clock(found: Finding) -> AdviceText | None:
    translate = QCoreApplication.translate
    fix = translate("Doctor", "Switch on automatic time in the system's settings.")
    ahead = found.figures.get("ahead")
    is_ahead = isinstance(ahead, int) and ahead > 0
    match found.code:
        case "ok":
            return translate("Doctor", "This computer's clock agrees with RETM's."), ""
        case "untold":
            return translate("Doctor", "RETM did not tell its time; the clocks could not be compared."), ""
        case "off" | "wrong" if is_ahead:
            return translate("Doctor", "This computer's clock is ahead of RETM's by {time}."), fix
        case "off" | "wrong":
            return translate("Doctor", "This computer's clock is behind RETM's by {time}."), fix
    return None


def _of_token(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "RETM accepts the sign-in and lets orders be read."), ""
        case "renews":
            return translate(
                "Doctor", "The sign-in ended at {ended} and is renewed when the program runs; not tried."
            ), ""
        case "no_restaurant":
            return (
                translate("Doctor", "No restaurant is connected on this computer."),
                translate("Doctor", "Open the program and connect the restaurant."),
            )
        case "sign_in":
            return (
                translate("Doctor", "RETM no longer accepts this sign-in."),
                translate("Doctor", "Connect the restaurant again in Setup."),
            )
        case "new_secret":
            return (
                translate("Doctor", "RETM no longer accepts the client secret."),
                translate("Doctor", "Enter the new client secret in Setup, under Connection."),
            )
        case "ended":
            return (
                translate("Doctor", "The sign-in ended at {ended} and cannot be renewed."),
                translate("Doctor", "Connect the restaurant again in Setup."),
            )
        case "refused":
            return (
                translate("Doctor", "RETM refuses the sign-in that is stored (401)."),
                translate("Doctor", "Open the program, which renews it; if it asks, connect the restaurant again."),
            )
        case "forbidden":
            return (
                translate("Doctor", "RETM does not allow this program to read orders (403)."),
                translate("Doctor", "Have the owner of the RETM account allow orders in RETM's portal."),
            )
        case "path_unknown":
            return (
                translate("Doctor", "RETM does not know the address of its order list ({status})."),
                translate(
                    "Doctor", "In Setup, under Connection, use the usual path for the orders; else tell support."
                ),
            )
        case "throttled":
            return (
                translate("Doctor", "RETM asks this program to slow down (429)."),
                translate("Doctor", "Wait a minute, and close other programs that use the same RETM account."),
            )
        case "server_fault":
            return (
                translate("Doctor", "RETM has a fault of its own ({status})."),
                translate("Doctor", "Wait a few minutes; if it stays so, tell RETM's support."),
            )
        case "locked":
            return (
                translate("Doctor", "The sign-in lies in the password store, which does not open."),
                translate("Doctor", "Unlock the system's password store, then run this again."),
            )
        case "starting":
            return (
                translate("Doctor", "The program is still opening its connection."),
                translate("Doctor", "Wait a few seconds, then run this again."),
            )
    return None


def _of_listener(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "The program listens for messages on port {port}."), ""
        case "not_running":
            return (
                translate("Doctor", "Nothing listens on port {port}: the program does not seem to run."),
                translate("Doctor", "Start the program and leave it open."),
            )
        case "closed":
            return (
                translate("Doctor", "The program does not listen on port {port}; orders come later, by asking RETM."),
                translate("Doctor", "Close the program and start it again."),
            )
        case "taken":
            return (
                translate("Doctor", "Another program uses port {port}; orders come later, by asking RETM."),
                translate("Doctor", "Close the other program, or choose another port in Setup and start again."),
            )
        case "other_copy":
            return (
                translate("Doctor", "Another copy of this program listens on port {port} and gets the messages."),
                translate("Doctor", "Close the other copy, then start this one again."),
            )
    return None


def _of_public_address(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "This program can be reached at {address}."), ""
        case "not_set":
            return translate("Doctor", "None is set, and none is needed: the program asks RETM every few seconds."), ""
        case "no_name":
            return (
                translate("Doctor", "The address {address} does not exist on the internet."),
                translate("Doctor", "Correct the public address in Setup, or renew it where it was made."),
            )
        case "not_secure":
            return (
                translate("Doctor", "What answers at {address} has no valid certificate; RETM sends nothing there."),
                translate("Doctor", "Renew the certificate of the tunnel or relay."),
            )
        case "not_reached":
            return (
                translate("Doctor", "Nobody answers at {address}, seen from here; RETM may still get through."),
                translate("Doctor", "Open {address}/health on a phone without Wi-Fi; if it fails, start the tunnel."),
            )
        case "not_passed_on":
            return (
                translate("Doctor", "The tunnel at {address} answers, but does not reach this program ({status})."),
                translate("Doctor", "Start the tunnel's program on this computer with the listener's port."),
            )
        case "other":
            return (
                translate("Doctor", "Something else than this program answers at {address}, seen from here."),
                translate("Doctor", "Have the router or tunnel lead this address to the listener's port."),
            )
    return None
