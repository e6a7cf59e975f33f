"""Calls methods of timsdk and prints each answer as one line of JSON."""

import inspect
import json


class Recorder:
    def __init__(self, services):
        self._not_called = {name for service in services for name in public_methods(service)}

    def __call__(self, method, *args, detail="", **kwargs):
        """`detail` tells calls of the same method apart."""
        answer = method(*args, **kwargs)
        self._not_called.discard(full_name(method))
        line = {
            "call": method.__name__ + (f" ({detail})" if detail else ""),
            # setnospeaking and getnospeaking answer without an ActionStatus (docs 34923, 34924).
            "ok": answer.get("ActionStatus", "OK") == "OK" and answer["ErrorCode"] == 0,
            "code": answer["ErrorCode"],
            "info": answer["ErrorInfo"],
            "group": answer.get("GroupId"),
        }
        print(json.dumps(line), flush=True)
        return answer

    def finish(self):
        """Fails if a method of the client was not called."""
        if self._not_called:
            raise SystemExit("not called: " + ", ".join(sorted(self._not_called)))


def public_methods(service):
    for name, method in inspect.getmembers(service, inspect.ismethod):
        if not name.startswith("_") and name not in ("get_client", "set_client"):
            yield full_name(method)


def full_name(method):
    return f"{type(method.__self__).__name__}.{method.__name__}"
