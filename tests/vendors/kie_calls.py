"""How KIE calls when a task ends, in the form of each page."""

import hashlib
import hmac
import json
import time
from base64 import b64encode
from typing import Any

from aiohttp import ClientSession

from tests.vendors.kie import KieServer


def payload(vendor: KieServer, task_id: str) -> dict[str, Any]:
    """What a call says of a task that went well."""
    task = vendor.tasks[task_id]
    urls = [f"{vendor.url}results/{task_id}/0"]
    data: dict[str, dict[str, Any]] = {
        "4o": {"taskId": task_id, "info": {"result_urls": urls}},
        "flux": {"taskId": task_id, "info": {"originImageUrl": None, "resultImageUrl": urls[0]}},
        "veo": {
            "taskId": task_id,
            "info": {"resultUrls": urls, "originUrls": None, "resolution": "720p"},
            "promptJson": json.dumps(task.body),
            "fallbackFlag": False,
        },
        "runway": {"task_id": task_id, "video_id": "v1", "video_url": urls[0], "image_url": ""},
        "luma": {"taskId": task_id, "promptJson": json.dumps(task.body), "resultUrls": urls},
        "market": {
            "taskId": task_id,
            "model": task.body.get("model"),
            "state": "success",
            "param": json.dumps(task.body),
            "resultJson": json.dumps({"resultUrls": urls}),
            "failCode": None,
        },
    }
    return {"code": 200, "msg": "success", "data": data[task.kind]}


def signature(task_id: str, key: str, moment: int | None = None) -> dict[str, str]:
    """The headers of a signed call."""
    told = str(int(time.time()) if moment is None else moment)
    said = hmac.new(key.encode(), f"{task_id}.{told}".encode(), hashlib.sha256).digest()
    return {"X-Webhook-Timestamp": told, "X-Webhook-Signature": b64encode(said).decode()}


async def call(vendor: KieServer, task_id: str, key: str = "") -> int:
    """Call where a task's request says; gives the answer's status."""
    headers = signature(task_id, key) if key else {}
    address = vendor.tasks[task_id].body["callBackUrl"]
    async with (
        ClientSession() as client,
        client.post(address, json=payload(vendor, task_id), headers=headers) as answer,
    ):
        return answer.status
