#!/usr/bin/env python3
"""Checks the main job: every line of its answers, and its summary against them.

Usage: check-run.py QUERIES ANSWERS SUMMARY
"""
import json
import sys
import unicodedata
from collections import Counter


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def question(query):
    """What makes two queries equal: tenant, agent and normalised messages."""
    messages = query.get("messages") or [{"role": "user", "content": query["prompt"]}]
    normalised = tuple(
        (m["role"], unicodedata.normalize("NFC", m["content"]).replace("\r\n", "\n").strip())
        for m in messages
    )
    return query.get("tenant"), query["agent"], normalised


def main(queries_path, answers_path, summary_path):
    queries, answers = lines(queries_path), lines(answers_path)
    with open(summary_path, encoding="utf-8") as file:
        text = file.read()
    summary = json.loads(text)
    assert len(text.strip().splitlines()) == 1, "standard output is one JSON object"

    assert len(answers) == len(queries), f"{len(queries)} queries, {len(answers)} answers"
    ids = Counter(answer["queryId"] for answer in answers)
    assert max(ids.values()) == 1, "an id was answered twice"
    named = {query["id"] for query in queries if "id" in query}
    assert named <= set(ids), f"not answered: {named - set(ids)}"
    sources = {tuple(sorted(answer["source"].items())) for answer in answers}
    assert len(sources) == len(answers), "two answers to one record"
    for answer in answers:
        assert answer["status"] == "answered", answer["queryId"]
        assert answer["content"].strip(), answer["queryId"]
        assert answer["endpoint"] == "simulator" or answer["cache"] == "hit"
        assert answer["usage"]["totalTokens"] >= 0
        assert (answer["attempts"] >= 1) == (answer["cache"] == "miss"), answer["queryId"]
        assert answer["timings"]["totalMicros"] > 0
    assert Counter(q["agent"] for q in queries) == Counter(a["agent"] for a in answers)

    caches = Counter(answer["cache"] for answer in answers)
    distinct = len({question(query) for query in queries})
    assert caches["miss"] == distinct, f"{distinct} distinct questions, {caches['miss']} calls"
    assert caches["hit"] + caches["coalesced"] == len(queries) - distinct
    assert caches["hit"] >= 1, "repeated questions are answered from the cache"

    check_figures(summary["total"], answers)
    assert sorted(row["agent"] for row in summary["agents"]) == sorted({q["agent"] for q in queries})
    for row in summary["agents"]:
        check_figures(row["figures"], [a for a in answers if a["agent"] == row["agent"]])
    print(f"{len(answers)} answers and their summary agree: {dict(caches)}")


def check_figures(figures, answers):
    assert figures["queries"]["total"] == figures["queries"]["answered"] == len(answers)
    for outcome, count in Counter(answer["cache"] for answer in answers).items():
        assert figures["cache"][outcome] == count, outcome
    for kind in ("input", "output", "total"):
        spent = sum(answer["usage"][f"{kind}Tokens"] for answer in answers)
        assert figures["tokens"][kind] == spent, kind
    assert figures["attempts"]["total"] == sum(answer["attempts"] for answer in answers)
    assert figures["errors"]["total"] == 0
    times = sorted(answer["timings"]["totalMicros"] / 1000 for answer in answers)
    measured = figures["responseTime"]
    assert measured["count"] == len(times)
    assert abs(measured["minMillis"] - times[0]) < 0.001
    assert abs(measured["maxMillis"] - times[-1]) < 0.001
    assert abs(measured["averageMillis"] - sum(times) / len(times)) < 0.01
    assert times[0] <= measured["p50Millis"] <= measured["p95Millis"] <= measured["p99Millis"]


if __name__ == "__main__":
    main(*sys.argv[1:])
