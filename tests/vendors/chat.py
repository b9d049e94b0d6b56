"""A chat model as OpenAI's API describes it, for the vendors on this machine that have one."""

import json
from collections.abc import Set as AbstractSet
from typing import Any

MODEL = "gemini-2.5-flash"


def problem_of(body: Any, fields: AbstractSet[str]) -> str | None:
    """What is wrong with a request that may have these fields."""
    if not isinstance(body, dict) or body.keys() != fields:
        return f"fields are {sorted(body)}, not {sorted(fields)}"
    if body["stream"] is not False:
        return "stream has to be false: streaming is the vendor's default"
    said = [(each.get("role"), each.get("content")) for each in body["messages"]]
    if [role for role, _ in said] != ["system", "user"]:
        return f"roles are {[role for role, _ in said]}"
    if any(each.keys() != {"role", "content"} for each in body["messages"]):
        return "a message has unknown fields"
    empty = not all(isinstance(content, str) and content for _, content in said)
    return "a message without content" if empty else None


def reworded(prompt: str, number: int = 1) -> str:
    """The vendor's words for a prompt, each time others."""
    return f"{prompt}, in golden light, no. {number}"


def whole(words: str) -> str:
    """An answer in one piece."""
    message = {"role": "assistant", "content": words}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice]})


def streamed(words: str) -> str:
    """The same as server-sent events."""
    deltas = [{"role": "assistant"}, *({"content": f"{word} "} for word in words.split(" ")), {}]
    chunks = (
        {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta}]}
        for delta in deltas
    )
    usage = {"choices": [], "usage": {"total_tokens": 9}}
    events = [*map(json.dumps, chunks), json.dumps(usage), "[DONE]"]
    return ": keep-alive\n\n" + "".join(f"data: {event}\n\n" for event in events)
