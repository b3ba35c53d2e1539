"""Background work opens its own scope: the framework's own jobs see all, ours start closed."""

from functools import wraps
from typing import Any

from django_tasks.base import Task

from . import scoping

FRAMEWORK = ("wagtail.", "modelsearch.")


def wrap_task_calls() -> None:
    """Give every task its scope, run at once or by a worker; done once, however often called."""
    if getattr(Task.call, "opens_scope", False):
        return
    call: Any = Task.call

    @wraps(call)
    def call_in_scope(task: Any, *args: Any, **kwargs: Any) -> Any:
        framework = task.func.__module__.startswith(FRAMEWORK)
        with scoping.everywhere() if framework else scoping.closed():
            return call(task, *args, **kwargs)

    call_in_scope.opens_scope = True  # type: ignore[attr-defined]
    Task.call = call_in_scope  # type: ignore[method-assign,assignment]
