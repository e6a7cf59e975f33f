"""
Calls every method of timsdk, a client of the Chat REST API from PyPI, against an emulator.

Reads the TENCENT_CHAT_* variables of the emulator. Continues after refusals: the test compares them with its table.
"""

import os

import calls
from endpoint import redirect
from recorder import Recorder
from timsdk import TimClient

client = TimClient(
    app_id=int(os.environ["TENCENT_CHAT_SDK_APP_ID"]),
    app_key=os.environ["TENCENT_CHAT_SECRET_KEY"],
    identifier=os.environ["TENCENT_CHAT_ADMIN_USER_ID"],
)
redirect(client, os.environ["TENCENT_CHAT_ENDPOINT"])
services = (
    client.group_open_http_svc,
    client.im_open_login_svc,
    client.profile,
    client.open_im,
    client.open_config_svr,
    client.open_msg_svc,
    client.sns,
)
record = Recorder(services)
calls.accounts(record, client)
calls.groups(record, client.group_open_http_svc)
calls.imports(record, client.group_open_http_svc)
calls.rest(record, client)
record.finish()
