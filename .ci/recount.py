#!/usr/bin/env python3
"""Recounts a run of chaos from its history, in ways of its own, and compares with the report.

Usage: recount.py HISTORY REPORT
"""
import json
import sys
from collections import Counter, defaultdict


def lines(folder, name):
    with open(f"{folder}/{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main(folder, report_path):
    with open(report_path, encoding="utf-8") as file:
        report = json.load(file)
    accepted = {(q["partition"], q["offset"]): q["id"] for q in lines(folder, "queries")}
    answers = Counter((a["partition"], a["offset"]) for a in lines(folder, "answers"))
    usage = [u for u in lines(folder, "usage") if u["type"] == "answer"]
    events = Counter((u["partition"], u["offset"]) for u in usage)
    calls = Counter(c["queryId"] for c in lines(folder, "calls"))
    settled = Counter(a["callId"] for u in usage for a in u["attempts"])

    # A repeat for which nothing was done to any worker that called before the last call.
    disturbed = defaultdict(int)
    for fault in lines(folder, "faults"):
        if fault["kind"] in ("KILL", "PAUSE", "STOP"):
            disturbed[fault["worker"]] += 1
    callers = defaultdict(list)
    for call in sorted(lines(folder, "calls"), key=lambda c: c["startMillis"]):
        if call["callId"] not in settled:
            callers[call["queryId"]].append(call["worker"])
    undisturbed = sum(1 for made in callers.values() for worker in made if not disturbed[worker])

    counted = {
        "queries": len(accepted),
        "answers": sum(answers.values()),
        "lost": sum(1 for position in accepted if not answers[position]),
        "duplicates": sum(count - 1 for count in answers.values()),
        "strays": sum(1 for position in answers if position not in accepted),
        "calls": sum(calls.values()),
        "repeatedCalls": sum(count - 1 for count in calls.values()),
        "kills": sum(1 for f in lines(folder, "faults") if f["kind"] == "KILL"),
        "pauses": sum(1 for f in lines(folder, "faults") if f["kind"] == "PAUSE"),
    }
    wrong = {name: (count, report[name]) for name, count in counted.items() if count != report[name]}
    if answers != events or max(settled.values(), default=0) > 1:
        wrong["usage"] = "answers and usage events differ, or a call is settled twice"
    if undisturbed > report["unexplainedRepeats"] + report["unexplainedCalls"]:
        wrong["undisturbed"] = f"{undisturbed} calls in vain of workers that nothing was done to"
    kinds = Counter(fault["kind"] for fault in lines(folder, "faults"))
    for kind in ("KILL", "PAUSE", "STOP", "BROKER_KILL"):
        if not kinds[kind]:
            wrong[kind] = "it never happened, so the run shows nothing about it"
    print(f"recounted: {json.dumps(counted)}")
    if wrong:
        sys.exit(f"recount and report differ (recounted, reported): {wrong}")


if __name__ == "__main__":
    main(*sys.argv[1:])
