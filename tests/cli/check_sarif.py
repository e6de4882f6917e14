#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether files are SARIF 2.1.0 that code hosts accept: check_sarif.py FILE... [-- FOLDER]

Rules of the standard (OASIS, SARIF 2.1.0 with errata 01; section numbers below) for what we write, and of sarif-sdk for code hosts
(GH1003: a region with startLine and startColumn; rules with descriptions; references below the folder). Each result's place must hold
the words of its snippet, counted by line and column and by bytes, in the files of FOLDER. Prints what is wrong; exit status 1 then."""
import json
import os
import sys
import urllib.parse

LEVELS = ("none", "note", "warning", "error")
problems = []


def want(condition, place, message):
    if not condition:
        problems.append(f"{place}: {message}")
    return condition


def check_members(value, place, required, allowed):
    if not want(isinstance(value, dict), place, "is not an object"):
        return False
    for name in required:
        want(name in value, place, f"lacks {name}")
    for name in value:
        want(name in required or name in allowed, place, f"has {name}, which the standard does not know there")
    return True


def check_message(value, place):
    if check_members(value, place, ("text",), ("markdown", "id", "arguments")):
        want(isinstance(value["text"], str) and value["text"].strip(), place, "is empty")


def check_region(region, place, data):
    whole = ("startLine", "startColumn")
    check_members(region, place, whole, ("endLine", "endColumn", "byteOffset", "byteLength", "charOffset", "charLength", "snippet", "message"))
    for name in whole + ("endLine", "endColumn"):
        want(isinstance(region.get(name, 1), int) and region.get(name, 1) >= 1, place, f"{name} is not a number from 1 on")  # 3.30
    want((region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"]), place, "ends before it begins")
    want(region.get("byteOffset", -1) >= 0 and region.get("byteLength", -1) >= 0, place, "bytes")
    if data is None:
        return
    text = data.decode("utf-8-sig")  # its mark is not a column
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    begin = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    cut = data[region["byteOffset"]:region["byteOffset"] + region["byteLength"]].decode("utf-8")
    want(text[begin:end] == cut, place, f"lines and columns say {text[begin:end]!r}, bytes {cut!r}")
    plain = region["snippet"]["text"]
    if "&" not in cut and "<" not in cut and "\\" not in cut and '"' not in cut:
        want(cut.replace("\n", " ") == plain.replace("\n", " "), place, f"is {cut!r}, the snippet {plain!r}")


def check_location(location, place, folder):
    if not check_members(location, place, ("physicalLocation",), ("id", "message", "logicalLocations")):
        return
    physical = location["physicalLocation"]
    check_members(physical, place, ("artifactLocation", "region"), ("contextRegion",))
    uri = physical["artifactLocation"]["uri"]
    parsed = urllib.parse.urlparse(uri)
    want(not parsed.scheme and not uri.startswith("/"), place, f"{uri} is not relative")
    path = os.path.join(folder, urllib.parse.unquote(uri)) if folder else None
    data = None
    if path and want(os.path.exists(path), place, f"{uri} does not exist"):
        with open(path, "rb") as file:
            data = file.read()
    check_region(physical["region"], place, data)


def check_rule(rule, place):
    check_members(rule, place, ("id", "shortDescription", "fullDescription", "help"),
                  ("name", "helpUri", "properties", "defaultConfiguration"))
    for name in ("shortDescription", "fullDescription", "help"):
        check_message(rule[name], f"{place}.{name}")
    want(rule["shortDescription"]["text"] != rule["id"], place, "its short description is its id")


def check_result(result, place, rules, folder):
    check_members(result, place, ("ruleId", "level", "message", "locations", "partialFingerprints"),
                  ("ruleIndex", "relatedLocations", "properties", "suppressions", "baselineState", "rank"))
    check_message(result["message"], place)
    want(result["level"] in LEVELS, place, f"level {result['level']}")
    want(rules[result["ruleIndex"]]["id"] == result["ruleId"], place, "ruleIndex and ruleId differ")  # 3.27.6
    want(len(result["locations"]) == 1, place, "is not at one place")
    for location in result["locations"] + result.get("relatedLocations", []):
        check_location(location, place, folder)
    want(all(isinstance(v, str) and v for v in result["partialFingerprints"].values()), place, "fingerprints")
    want(result.get("baselineState", "new") in ("new", "unchanged", "updated", "absent"), place, "baselineState")
    for suppression in result.get("suppressions", []):  # 3.35
        want(suppression["kind"] in ("inSource", "external"), place, "kind of suppression")
        want(suppression.get("status", "accepted") in ("accepted", "underReview", "rejected"), place, "status of suppression")


def check_file(path, folder):
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    check_members(log, path, ("version", "runs"), ("$schema", "properties"))
    want(log["version"] == "2.1.0", path, "version")
    count = 0
    for run in log["runs"]:
        check_members(run, path, ("tool", "results"), ("invocations", "columnKind", "artifacts", "originalUriBaseIds", "properties"))
        want(run.get("columnKind") in ("utf16CodeUnits", "unicodeCodePoints"), path, "columnKind")
        driver = run["tool"]["driver"]
        check_members(driver, path, ("name", "rules"), ("version", "semanticVersion", "informationUri"))
        rules = driver["rules"]
        want(len({rule["id"] for rule in rules}) == len(rules), path, "two rules of one id")
        for rule in rules:
            check_rule(rule, f"{path}: rule {rule.get('id')}")
        for invocation in run.get("invocations", []):
            want(isinstance(invocation.get("executionSuccessful"), bool), path, "executionSuccessful")
            for note in invocation.get("toolConfigurationNotifications", []):
                check_members(note, path, ("message", "level"), ("associatedRule", "descriptor", "locations"))
        prints = [result["partialFingerprints"]["apograph/v1"] for result in run["results"]]
        want(len(set(prints)) == len(prints), path, "two results of one fingerprint")
        for number, result in enumerate(run["results"]):
            check_result(result, f"{path}: result {number}", rules, folder)
            count += 1
    return count


def main():
    files, folder = sys.argv[1:], None
    if "--" in files:
        at = files.index("--")
        files, folder = files[:at], files[at + 1]
    counts = [check_file(path, folder) for path in files]
    print(*problems, sep="\n" if problems else "")
    print(f"{len(files)} files, {sum(counts)} results, {len(problems)} problems")
    return 1 if problems or not sum(counts) else 0


sys.exit(main())
