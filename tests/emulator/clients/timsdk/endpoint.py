"""Sends the requests of an unchanged timsdk to the emulator."""

from requests.adapters import HTTPAdapter

# The address is fixed in timsdk.HttpClient.get_url.
SERVICE = "https://console.tim.qq.com/"


class EmulatorAdapter(HTTPAdapter):
    """Replaces the address of a finished request. Everything else is sent as timsdk made it."""

    def __init__(self, endpoint):
        super().__init__()
        self._endpoint = endpoint

    def send(self, request, *args, **kwargs):
        request.url = request.url.replace(SERVICE, self._endpoint + "/", 1)
        return super().send(request, *args, **kwargs)


def redirect(client, endpoint):
    # timsdk has no public access to its session. All its services share one.
    session = client.group_open_http_svc.get_client()._http
    session.trust_env = False  # no proxy from the environment
    session.mount(SERVICE, EmulatorAdapter(endpoint))
