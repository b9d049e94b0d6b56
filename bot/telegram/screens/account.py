"""What is left today, which models answer, and what is stored."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.models import Plan, Usage
from bot.core.ports.provider import Unit
from bot.services.balances import VendorBalance
from bot.services.health import ModelReport
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import PrivacyAction, PrivacyTap
from bot.telegram.screens.words import allowance_name, plan_name
from bot.telegram.translator import Safe, Translate


def quota_view(
    plan: Plan,
    usages: Sequence[Usage],
    resets_in: timedelta,
    t: Translate,
    *,
    purse: bool = False,
) -> View:
    """The plan, a line per kind of work, and when it all comes back.

    Args:
        plan: Of whoever pays.
        usages: What they used.
        resets_in: Until the next day.
        t: The words.
        purse: Whether a group pays, not whoever asks.
    """
    lines = "\n".join(_usage_line(usage, t) for usage in usages)
    text = t(
        "quota-purse-text" if purse else "quota-text",
        plan=plan_name(plan.key, t),
        lines=Safe(lines),
        resets=t.duration(resets_in.total_seconds()),
    )
    return View(text=text)


def _usage_line(usage: Usage, t: Translate) -> str:
    kind = allowance_name(usage.allowance, t)
    if usage.limit is None or usage.left is None:
        return t("quota-line-free", kind=kind, used=usage.used)
    return t("quota-line", kind=kind, left=usage.left, limit=usage.limit)


def status_view(
    reports: Sequence[ModelReport], balances: Sequence[VendorBalance], t: Translate
) -> View:
    """A line per model: whether it answers, its usual time and its queue.

    Args:
        reports: How the models are.
        balances: What is left at the vendors, for those who may know; a line for each.
        t: The words.
    """
    text = t("status-text", lines=Safe("\n".join(_report_line(report, t) for report in reports)))
    if balances:
        lines = "\n".join(_balance_line(balance, t) for balance in balances)
        text += "\n\n" + t("status-balances", lines=Safe(lines))
    return View(text=text)


def reason_words(report: ModelReport, t: Translate) -> str:
    """Why a model does not take work now."""
    known = f"reason-{(report.reason or '').casefold().replace('_', '-')}"
    if report.reason and t.translator.has(t.locale, known):
        return t.plain(known)
    return t.plain("reason-unknown")


def _report_line(report: ModelReport, t: Translate) -> str:
    title = report.spec.title
    if not report.available:
        return t("status-line-off", model=title, reason=reason_words(report, t))
    line = t("status-line", model=title, usual=t.duration(report.usual_seconds))
    if report.queue:
        line += t("status-line-queue", queue=report.queue)
    if report.waiting:
        line += t("status-line-waiting", waiting=report.waiting)
    return line


def _balance_line(told: VendorBalance, t: Translate) -> str:
    left = ", ".join(_amount(unit, number, t) for unit, number in told.balance.left.items())
    line = t("status-balance", vendor=told.vendor, left=Safe(left))
    if told.balance.resets_at:
        resets = f"{told.balance.resets_at:%Y-%m-%d %H:%M}"
        line += t("status-balance-resets", resets=resets)
    return line


def _amount(unit: Unit, number: float, t: Translate) -> str:
    return t(f"balance-{unit}", left=number)


def privacy_view(owner: int, keep_days: int | None, t: Translate) -> View:
    """What is stored, and what a person can do about it."""
    export = PrivacyTap(owner=owner, action=PrivacyAction.EXPORT)
    erase = PrivacyTap(owner=owner, action=PrivacyAction.ERASE)
    kept = t("privacy-kept-days", days=keep_days) if keep_days else t("privacy-kept")
    return View(
        text=t("privacy-text", kept=Safe(kept)),
        markup=keyboard(
            [button(t.plain("privacy-export"), export)],
            [button(t.plain("privacy-erase"), erase)],
        ),
    )


def erase_view(owner: int, t: Translate) -> View:
    """Really forget everything?"""
    yes = PrivacyTap(owner=owner, action=PrivacyAction.ERASE_YES)
    no = PrivacyTap(owner=owner, action=PrivacyAction.SHOW)
    return View(
        text=t("privacy-erase-text"),
        markup=keyboard(
            [
                button(t.plain("privacy-erase-yes"), yes, danger=True),
                button(t.plain("button-keep"), no),
            ]
        ),
    )
