"""Runs a Pulumi program in Python as an inline program of the Automation API: that needs no language host.

Arguments: the program, its project, and the commands to run one after the other.
"""

import runpy
import sys

from pulumi import automation

program, project, *commands = sys.argv[1:]

stack = automation.create_or_select_stack(
    stack_name="dev",
    project_name=project,
    program=lambda: runpy.run_path(program),
)
stack.set_config("owner", automation.ConfigValue("alice"))

for command in commands:
    if command == "preview":
        print("preview", stack.preview().change_summary)
    elif command == "up":
        print("up", stack.up().summary.resource_changes)
    elif command == "refresh":
        print("refresh", stack.refresh().summary.resource_changes)
    else:
        print("destroy", stack.destroy().summary.resource_changes)
